"""The way to the end target: states, targets passed, the flattering usual measure, steps."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..bahasa.angka import fmt_value
from ..bahasa.nama import join_names
from ..bahasa.say import say
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel, make_table
from ..show.values import show_amount, show_value
from .names import add_names
from .view_angka import show_signed

__all__ = ["describe_jalur", "say_jalur", "show_end_target", "show_in_year", "table_jalur"]

# the words of `keadaan_jalur` in the order in which they are counted
KEADAAN = (
    "tercapai",
    "tidak tercapai",
    "sudah terlampaui",
    "tinggal dipertahankan",
    "tidak dipertahankan",
    "sesuai jalur",
    "tertinggal",
    "menjauh",
    "belum sampai",
)
BELUM_SAMPAI = ["sesuai jalur", "tertinggal", "menjauh", "belum sampai"]

# a direction of the whole series and a state on the way that seem to say the contrary
SEEMS_CONTRARY = {
    "menjauh": ["membaik", "cenderung membaik"],
    "sesuai jalur": ["memburuk", "cenderung memburuk"],
}


def say_jalur(tren: pd.DataFrame, indikator: pd.DataFrame, bahasa: str) -> Potongan:
    """Say where the indicators stand on the way to their end targets."""
    return paragraphs(*describe_jalur(tren, indikator, bahasa))


def describe_jalur(tren: pd.DataFrame, indikator: pd.DataFrame, bahasa: str) -> list[str]:
    """Return the states, targets passed, where the usual measure flatters, steps never made.

    Also which targets can only be held, where "moving away" rests on the starting figure, and why
    direction and way seem to say the contrary: they begin in different years.

    `tren` has one row per indicator, as `compute_trend` gives it.
    """
    rows = add_names(tren, indikator)
    known = rows[rows["keadaan_jalur"].isin(KEADAAN)]
    waits = rows[rows["keadaan_jalur"] == "menunggu angka"]
    waiting = [say("tren.jalur.belum_tercetak", bahasa, row) for row in waits.itertuples()]
    if known.empty:
        return [say("tren.jalur.tidak_ada", bahasa), *waiting]
    counts = known["keadaan_jalur"].value_counts()
    states = ", ".join(
        say("tren.jalur.banyaknya", bahasa, n=int(counts[state]), keadaan_jalur=state)
        for state in KEADAAN
        if state in counts
    )
    numbers = {"n": len(known), "semua": len(tren), "keadaan": states}
    text = [say("tren.jalur.dinilai", bahasa, **numbers)]
    passed = {
        "lewat": known["keadaan_jalur"] == "sudah terlampaui",
        "usang": known["usang"] == "ya",
    }
    for key, here in passed.items():
        if here.any():
            named = join_names(known.loc[here, "nama_indikator"], bahasa)
            text.append(say(f"tren.jalur.{key}", bahasa, nama=named))
    away = known["keadaan_jalur"].eq("menjauh") & known["awal_menentukan"]
    away &= known["tahun_dasar"] == known["tahun_awal"]
    text += [_by_start(row, bahasa) for row in known[away].itertuples()]
    contrary = pd.Series(
        [
            arah in SEEMS_CONTRARY.get(state, [])
            for arah, state in zip(known["arah"], known["keadaan_jalur"], strict=True)
        ],
        index=known.index,
        dtype=bool,
    )
    text += [_contrary(row, bahasa) for row in known[contrary & ~away].itertuples()]
    text += waiting
    never = known[known["kredibilitas"] == "belum pernah dicapai"]
    text += _flattery(known, bahasa)
    text += [_never(row, bahasa) for row in never.itertuples()]
    held = known[known["n_bertahan"].notna() & (known["n_tahun"] > 1)]
    return text + [_held(row, bahasa) for row in held.itertuples()]


def _by_start(row, bahasa: str) -> str:
    base = show_amount(row.nilai_dasar, row, bahasa)
    return say("tren.jalur.awal_menentukan", bahasa, row, dasar=base)


def _contrary(row, bahasa: str) -> str:
    ends = {"dasar": row.nilai_dasar, "akhir": row.realisasi_akhir}
    shown = {name: show_amount(value, row, bahasa) for name, value in ends.items()}
    return say("tren.jalur.berlawanan", bahasa, row, **shown)


def _never(row, bahasa: str) -> str:
    names = ("langkah_perlu_per_tahun", "langkah_terbaik")
    steps = {name: show_signed(getattr(row, name), row, bahasa) for name in names}
    return say("tren.jalur.belum_pernah", bahasa, row, **steps)


def _held(row, bahasa: str) -> str:
    target = show_end_target(row, bahasa)
    key = "bertahan" if row.n_bertahan else "bertahan_belum"
    return say(f"tren.jalur.{key}", bahasa, row, target=target, n=int(row.n_tahun))


def _flattery(known: pd.DataFrame, bahasa: str) -> list[str]:
    """Name the indicator on which the usual measure (realisation over end target) flatters most."""
    more = known["naif_persen"] - known["kemajuan_persen"]
    missing = known["keadaan_jalur"].isin([*BELUM_SAMPAI, "tidak tercapai"])
    more = more[missing & (more > threshold("jalur_menyanjung"))]
    if more.empty:
        return []
    row = known.loc[more.idxmax()]
    key = "menyanjung" if row["kemajuan_persen"] >= 0 else "menyanjung_menjauh"
    return [say(f"tren.jalur.{key}", bahasa, row)]


def table_jalur(tren: pd.DataFrame, indikator: pd.DataFrame, bahasa: str) -> Tabel:
    """Return the way to the end target of every indicator, and the required step beside past ones.

    The measure usual in reports stands beside the distance covered.
    """
    frame = add_names(tren, indikator)
    rows = list(frame.itertuples())
    frame = frame.assign(
        nilai_dasar=[show_in_year(row.nilai_dasar, row.tahun_dasar, row, bahasa) for row in rows],
        realisasi_akhir=[
            show_in_year(row.realisasi_akhir, row.tahun_akhir, row, bahasa) for row in rows
        ],
        target_akhir=[_end_in_year(row, bahasa) for row in rows],
        jarak=[_distance(row, bahasa) for row in rows],
        langkah_perlu_per_tahun=[_step_needed(row, bahasa) for row in rows],
        langkah=[_steps_made(row, bahasa) for row in rows],
    )
    columns = [
        "nama_indikator",
        "nilai_dasar",
        "realisasi_akhir",
        "target_akhir",
        "keadaan_jalur",
        "jarak",
        "naif_persen",
        "langkah_perlu_per_tahun",
        "langkah",
        "kredibilitas",
    ]
    title, note = say("tren.jalur.judul", bahasa), say("tren.jalur.catatan", bahasa)
    return make_table(frame, columns, title, bahasa, note)


def show_in_year(value: float, year: float, row, bahasa: str) -> str:
    """Write a figure of a series with the year it is of: `78,77 (2022)`."""
    return "" if pd.isna(value) else _dated(show_amount(value, row, bahasa), year, bahasa)


def _dated(amount: str, year: float, bahasa: str) -> str:
    return amount and say("tren.jalur.angka_tahun", bahasa, angka=amount, tahun=year)


def show_end_target(row, bahasa: str) -> str:
    """Write an end target as its report writes it: `98,83 %`, `4,10–4,20 %`, `BB 70`, `Madya`.

    `row`: a row of `compute_trend` with `satuan` and `jenis_target`; empty where there is no end
    target.
    """
    if row.target_akhir_jenjang:
        return show_value(row.target_akhir_jenjang, bahasa)
    if pd.isna(row.target_akhir_bawah):
        return "" if pd.isna(row.target_akhir) else show_amount(row.target_akhir, row, bahasa)
    digits = int(max(row.desimal_target, getattr(row, "desimal", 0)))
    ends = (row.target_akhir_bawah, row.target_akhir_atas)
    text = "–".join(fmt_value(end, digits, bahasa=bahasa) for end in ends)
    return say("satuan.persen", bahasa, nilai=text) if row.satuan == "%" else text


def _end_in_year(row, bahasa: str) -> str:
    return _dated(show_end_target(row, bahasa), row.tahun_target_akhir, bahasa)


def _distance(row, bahasa: str) -> str:
    if pd.isna(row.kemajuan_persen):
        return ""
    far = threshold("jalur_jauh")
    key = "jarak_jauh" if row.kemajuan_persen > far else "jarak"
    return say(f"tren.jalur.{key}", bahasa, row, jauh=far)


def _step_needed(row, bahasa: str) -> str:
    """Return the step still needed, where anything is asked of the indicator."""
    if row.kredibilitas or row.keadaan_jalur in BELUM_SAMPAI:
        return show_signed(row.langkah_perlu_per_tahun, row, bahasa)
    return ""


def _steps_made(row, bahasa: str) -> str:
    if pd.isna(row.langkah_median):
        return ""
    names = ("langkah_median", "langkah_terbaik")
    steps = {name: show_signed(getattr(row, name), row, bahasa) for name in names}
    return say("tren.jalur.langkah", bahasa, steps)
