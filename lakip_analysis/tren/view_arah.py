"""Where all indicators are heading: one paragraph and one table, for readers without statistics.

No p-value stands without the words that say what it means.
"""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..bahasa.say import say
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel, make_table
from .compute import count_directions
from .names import add_names
from .view_angka import show_pace, show_signed

__all__ = ["describe_chance", "describe_tren", "say_tren", "table_tren"]

# the words of `arah` in the order in which they are counted
ARAH = (
    "membaik",
    "cenderung membaik",
    "memburuk",
    "cenderung memburuk",
    "tetap",
    "tidak menentu",
    "naik",
    "cenderung naik",
    "turun",
    "cenderung turun",
)


def say_tren(tren: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how many indicators go which way."""
    return paragraphs(describe_tren(tren, bahasa))


def describe_tren(tren: pd.DataFrame, bahasa: str) -> str:
    """Return how many indicators get better or worse, how many would by chance, and on what ground.

    `tren` has one row per indicator, as `compute_trend` gives it.
    """
    counts = tren["arah"].value_counts()
    known = [
        say("tren.arah.banyaknya", bahasa, n=int(counts[arah]), arah=arah)
        for arah in ARAH
        if arah in counts
    ]
    ladder = int((tren["status"] == "jenjang").sum())
    dated = int((tren["status"] == "tanggal").sum())
    few = int(counts.get("belum cukup data", 0)) - ladder - dated
    outside = int(tren["n_di_luar_deret"].sum())
    arah = ", ".join(known) or say("tren.arah.tidak_ada", bahasa)
    text = [say("tren.arah.seluruh", bahasa, n=len(tren), arah=arah)]
    chance = count_directions(tren)
    if chance["n_cenderung"]:
        rest = int(chance["n_tanpa_arah"])
        tanpa = say("tren.arah.kebetulan_tanpa", bahasa, n=rest) if rest else ""
        n = int(chance["n_cenderung"])
        text.append(say("tren.arah.kebetulan", bahasa, chance, n=n, tanpa=tanpa))
    doubtful = tren["arah"].isin(set(ARAH) - {"tidak menentu"}) & (tren["dugaan_putus"] != "")
    if doubtful.any():
        text.append(say("tren.arah.dugaan", bahasa, n=int(doubtful.sum())))
    if few:
        text.append(say("tren.arah.kurang", bahasa, n=few))
    if ladder:
        text.append(say("tren.arah.jenjang", bahasa, n=ladder))
    if dated:
        text.append(say("tren.arah.tanggal", bahasa, n=dated))
    summed = int((tren["kumulatif"] == "ya").sum())
    if summed:
        text.append(say("tren.arah.kumulatif", bahasa, n=summed))
    if tren["arah"].isin(["membaik", "memburuk"]).any():
        limits = {"taraf": threshold("tren_taraf") * 100, "tahun": threshold("tren_uji")}
        text.append(say("tren.arah.uji", bahasa, **limits))
    if outside:
        text.append(say("tren.arah.di_luar", bahasa, n=outside))
    return " ".join(text)


def table_tren(tren: pd.DataFrame, indikator: pd.DataFrame, bahasa: str) -> Tabel:
    """Return direction, pace with its interval, chance and longest run of every indicator."""
    frame = add_names(tren, indikator)
    rows = list(frame.itertuples())
    frame = frame.assign(
        n_tahun=[say(f"tren.sel.{_years_key(row)}", bahasa, row) for row in rows],
        perubahan=[_change(row, bahasa) for row in rows],
        tren_per_tahun=[_pace(row, bahasa) for row in rows],
        p_tren=[_chance(row, bahasa) for row in rows],
        runtun_langkah=[_run(row, bahasa) for row in rows],
    )
    columns = ["nama_indikator", "n_tahun", "perubahan", "tren_per_tahun", "arah", "p_tren"]
    columns += ["runtun_langkah"]
    if tren["pertumbuhan_persen"].notna().any():
        columns += ["pertumbuhan_persen"]
    note = say("tren.arah.catatan", bahasa, tahun=threshold("tren_uji"))
    return make_table(frame, columns, say("tren.arah.judul", bahasa), bahasa, note)


def describe_chance(p: float, bahasa: str) -> str:
    """Say a p-value as a count out of a hundred.

    Examples
    --------
    >>> describe_chance(0.0167, "id"), describe_chance(0.0004, "id"), describe_chance(1.0, "en")
    ('sekitar 2 dari 100 kali', 'kurang dari 1 dari 100 kali', 'nearly always')
    """
    if p > 0.95:
        return say("kebetulan.selalu", bahasa)
    if p < 0.005:
        return say("kebetulan.jarang", bahasa)
    return say("kebetulan.sekitar", bahasa, n=int(p * 100 + 0.5))


def _years_key(row) -> str:
    if row.n_tahun > 1:
        return "tahun_beberapa"
    return "tahun_satu" if row.n_tahun else "tahun_tidak_ada"


def _change(row, bahasa: str) -> str:
    return show_signed(row.perubahan, row, bahasa) if row.n_tahun > 1 else ""


def _pace(row, bahasa: str) -> str:
    if row.n_tahun < 2:
        return ""
    key = "laju_tanpa_selang" if pd.isna(row.tren_bawah) else "laju"
    names = ("tren_per_tahun", "tren_bawah", "tren_atas")
    shown = {name: show_pace(getattr(row, name), row, bahasa) for name in names}
    return say(f"tren.sel.{key}", bahasa, shown)


def _chance(row, bahasa: str) -> str:
    if row.status != "uji" or row.kumulatif == "ya":
        return say("kebetulan.tidak_diuji", bahasa)
    return describe_chance(row.p_tren, bahasa)


def _run(row, bahasa: str) -> str:
    if not row.runtun_arah:
        return ""
    key = "sekali" if row.runtun_langkah == 1 else "berturut"
    return say(f"runtun.{row.runtun_arah}_{key}", bahasa, n=int(row.runtun_langkah))
