"""Achievement as it is read: figure, tables and sentences."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import SKALA_BERSAMA, in_gap, load_rules, scale_gaps, threshold
from ..bahasa.nama import join_names
from ..bahasa.say import say, word
from ..show.pieces import Potongan, fold_table, paragraphs, together
from ..show.table import Tabel, make_table
from ..show.values import show_realisasi, show_target
from ..theme import grade_of_target, with_mark
from .view_cacah import note_kepastian
from .view_lain import describe_lain

__all__ = [
    "best_and_worst",
    "describe_capaian",
    "describe_definisi",
    "say_capaian",
    "show_met",
    "table_capaian",
    "table_ringkasan",
    "table_rumus",
]


# columns with the reason of a new definition: a break, one that only the figures show, perhaps one
BREAKS = ("putus_deret", "putus_terlihat", "putus_dugaan")
AS_READ = ("target", "realisasi")  # the columns that `_as_read` writes

# --- sentences ---------------------------------------------------------------------------------


def describe_capaian(ringkasan: pd.DataFrame, bahasa: str, lain: pd.DataFrame | None = None) -> str:
    """Return what a dinas promised and reached, then the averages, each with its own coverage.

    `ringkasan` is one row of `summarize_capaian`, or none where the year has no main indicator. The
    count leads; it is by the order of target and realisation, so it belongs to no formula. Each
    average names its rule and its own n. With `lain` (the frame of `compare_lain`) the count says
    at once what it would be by another printed figure.
    """
    if ringkasan.empty:
        return say("capaian.kalimat.tanpa_indikator", bahasa)
    row = ringkasan.iloc[0]
    n = int(row["n_indikator"])
    text = [say(f"capaian.kalimat.{'cakupan' if n else 'tanpa_janji'}", bahasa, row, n=n)]
    text += describe_lain(lain, bahasa)
    if row["n_tahun_lain"]:
        late = {"n": int(row["n_tahun_lain"]), "tercapai": int(row["n_tercapai_tahun_lain"])}
        key = "n_tahun_lain" if late["tercapai"] else "n_tahun_lain_meleset"
        text.append(say(f"capaian.kalimat.{key}", bahasa, **late))
    if row["n_tanpa_target"]:
        text.append(say("capaian.kalimat.n_tanpa_target", bahasa, n=int(row["n_tanpa_target"])))
    if n > row["n_terlapor"]:
        unknown = int(n - row["n_terlapor"])
        text.append(say("capaian.kalimat.tak_terlapor", bahasa, n=unknown))
    if row["n_ganda"]:
        text.append(say("capaian.kalimat.ganda", bahasa, n=int(row["n_ganda"])))
    text += _averages(row, n, bahasa)
    if row["n_definisi_baru"]:
        text.append(_without_new_definitions(row, bahasa))
    if row["n_target_nol"]:
        zero = {"n": int(row["n_target_nol"]), "meleset": int(row["n_nol_meleset"])}
        key = "target_nol" if zero["meleset"] else "target_nol_tercapai"
        text.append(say(f"capaian.kalimat.{key}", bahasa, **zero))
    if pd.notna(row["rata_tercetak_persen"]):
        text.append(say("capaian.kalimat.tercetak", bahasa, row, n=int(row["n_tercetak"])))
    if row["n_ordinal"]:
        text.append(say("capaian.kalimat.jenjang", bahasa, n=int(row["n_ordinal"])))
    return " ".join(text)


def _averages(row: pd.Series, n: int, bahasa: str) -> list[str]:
    """Return the sentences on the own and the common average, each over its own indicators."""
    if not row["n_dihitung"] and not row["n_acuan"]:
        return [say("capaian.kalimat.tanpa_rata", bahasa)]
    own = "rata_dinas" if pd.notna(row["rata_capaian_persen"]) else "rata_tanpa_angka"
    own = "rata_tidak_ada" if row["rata_rata"] == "tidak_ada" else own
    text = [say(f"capaian.kalimat.{own}", bahasa, row, n=n, cara=row["rata_rata"])]
    if own == "rata_dinas":
        text += _whose_figure(row, bahasa)
    if row["n_acuan"]:
        text.append(say("capaian.kalimat.rata_bersama", bahasa, row, n=n, **_limits()))
        text += _in_gap(row["rata_acuan_persen"], bahasa)
    return text


def _whose_figure(row: pd.Series, bahasa: str) -> list[str]:
    """Return how far the own average is the dinas's: formulas of ours, repeats counted again."""
    text = []
    if row["n_rumus_bersama"]:
        n = int(row["n_rumus_bersama"])
        text.append(say("capaian.kalimat.rumus_bersama", bahasa, n=n))
    if row["n_ganda"] and pd.notna(row["rata_capaian_ganda_persen"]):
        text.append(say("capaian.kalimat.rata_ganda", bahasa, row, n=int(row["n_ganda"])))
    return text


def _without_new_definitions(row: pd.Series, bahasa: str) -> str:
    """Return what remains of the count and the averages without what is now something else."""
    counts = {
        "n": int(row["n_definisi_baru"]),
        "tercapai": int(row["n_tercapai"] - row["n_tercapai_definisi_baru"]),
        "sisa": int(row["n_terlapor"] - row["n_definisi_baru"]),
    }
    own, common = (row[f"rata_{name}_tetap_persen"] for name in ("capaian", "acuan"))
    key = "tetap" if pd.notna(own) and pd.notna(common) else "tetap_cacah"
    return say(f"capaian.kalimat.{key}", bahasa, row, **counts)


def _in_gap(nilai: float, bahasa: str) -> list[str]:
    """Return the sentence on an average that the printed common scale gives no class."""
    gaps = scale_gaps(SKALA_BERSAMA)
    if not in_gap(pd.Series([nilai]), SKALA_BERSAMA).iloc[0]:
        return []
    gap = gaps[(gaps["dari"] < nilai) & (gaps["sampai"] >= nilai)].iloc[0]
    return [say("capaian.kalimat.celah", bahasa, gap, nilai=nilai)]


def best_and_worst(capaian: pd.DataFrame, bahasa: str) -> list[str]:
    """Return the sentence on the highest and the lowest achievement; empty where none differs."""
    known = capaian.dropna(subset=["capaian_persen"]).reset_index(drop=True)
    value = known["capaian_persen"]
    if value.nunique() < 2:
        return []
    top, low = known.loc[value.idxmax()], known.loc[value.idxmin()]
    ends = {
        "tertinggi": top["nama_indikator"],
        "nilai_tertinggi": top["capaian_persen"],
        "terendah": low["nama_indikator"],
        "nilai_terendah": low["capaian_persen"],
    }
    return [say("capaian.kalimat.ujung", bahasa, ends)]


def describe_definisi(capaian: pd.DataFrame, bahasa: str) -> list[str]:
    """Return the sentences on indicators whose definition changed, or may have, in their year.

    What is only suspected (`putus_dugaan`) changes no count; it is told as a suspicion. What no
    text says and the figures show (`putus_terlihat`) is told as such.
    """
    said = []
    none = pd.Series("", index=capaian.index)
    known = [capaian.get(name, none).fillna("") != "" for name in BREAKS]
    broken, seen, perhaps = known
    cases = {"definisi": broken & ~seen, "definisi_terlihat": seen, "definisi_dugaan": perhaps}
    for key, case in cases.items():
        here = capaian[(capaian["tercapai"] != "") & case]
        if len(here):
            names = list(dict.fromkeys(here["nama_indikator"]))
            more = {"n": len(names), "nama": join_names(names, bahasa)}
            said.append(say(f"capaian.kalimat.{key}", bahasa, more))
    return said


def say_capaian(
    ringkasan: pd.DataFrame,
    bahasa: str,
    capaian: pd.DataFrame | None = None,
    lain: pd.DataFrame | None = None,
) -> Potongan:
    """Say the averages of a dinas; `ringkasan` is one row of `summarize_capaian`.

    With `capaian` also which of its indicators have a new definition this year, with `lain` what is
    otherwise by another printed figure.
    """
    told = [] if capaian is None else describe_definisi(capaian, bahasa)
    return paragraphs(describe_capaian(ringkasan, bahasa, lain), *told)


# --- tables ------------------------------------------------------------------------------------


def table_capaian(
    capaian: pd.DataFrame,
    bahasa: str,
    cacah: pd.DataFrame | None = None,
    lain: pd.DataFrame | None = None,
) -> Tabel:
    """Return what was promised and reached per indicator.

    Own rule, common yardstick and the printed figure stand side by side; where there is no number,
    the reason. A value in a gap of the common scale is marked, and so is a promise that is written
    again at another level. With `cacah` (the frame of `compute_cacah`) the note says of which
    targets met or missed is not settled, with `lain` (of `compare_lain`) by which other printed
    figure it is the other way.
    """
    kolom = [
        "nama_indikator",
        "level",
        "satuan",
        "target",
        "realisasi",
        "capaian_persen",
        "tercapai",
        "kategori",
        "capaian_acuan_persen",
        "kategori_acuan",
        "capaian_tercetak_persen",
        "kategori_tercetak",
    ]
    gap = in_gap(capaian["capaian_acuan_persen"], SKALA_BERSAMA)
    named = [word("kategori", name, bahasa) if name else "" for name in capaian["kategori_acuan"]]
    common = [
        say("capaian.tabel.celah", bahasa, kategori=name) if hit else name
        for name, hit in zip(named, gap, strict=True)
    ]
    frame = _with_reasons(capaian, bahasa).assign(
        tercapai=show_met(capaian, bahasa), kategori_acuan=common
    )
    judul = say("capaian.tabel.judul", bahasa)
    notes = [say("capaian.tabel.catatan", bahasa, **_limits())]
    notes += [say("capaian.tabel.celah_arti", bahasa)] * bool(gap.any())
    notes += _repeats(capaian, bahasa)
    notes += _common_formulas(capaian, bahasa)
    notes += _lowest_scores(capaian, bahasa)
    notes += [] if cacah is None else note_kepastian(cacah, bahasa)
    notes += describe_lain(lain, bahasa, "tabel")
    return make_table(
        frame, kolom, judul, bahasa, " ".join(notes), berkas="tabel_capaian", tertulis=AS_READ
    )


def _grades(capaian: pd.DataFrame) -> list[str]:
    """Return the grade of every row, as its target is counted: met, missed or not known."""
    pairs = zip(capaian["capaian_persen"], capaian["tercapai"], strict=True)
    return [grade_of_target(value, met) for value, met in pairs]


def show_met(capaian: pd.DataFrame, bahasa: str) -> list[str]:
    """Return for every row whether its target was met, as it is counted, with its mark.

    A verdict that stands on the figure of an earlier year names that year.
    """
    shown = [with_mark(grade, say(f"capaian.tanda.{grade}", bahasa)) for grade in _grades(capaian)]
    if not {"tahun", "data_tahun"} <= set(capaian):
        return shown
    late = (capaian["tercapai"] != "") & (pd.to_numeric(capaian["data_tahun"]) < capaian["tahun"])
    return [
        say("capaian.tabel.angka_lama", bahasa, tanda=tanda, data_tahun=year) if hit else tanda
        for tanda, year, hit in zip(shown, capaian["data_tahun"], late, strict=True)
    ]


def _repeats(capaian: pd.DataFrame, bahasa: str) -> list[str]:
    """Return the note on the promises that are written again at another level."""
    again = capaian[capaian["ganda"] != ""]
    levels = capaian.set_index("indikator")["level"]
    said = [
        say("capaian.tabel.ganda_satu", bahasa, row, asal=levels.get(row["ganda"], row["level"]))
        for _, row in again.iterrows()
    ]
    return [say("capaian.tabel.ganda", bahasa, isi="; ".join(said))] if said else []


def _common_formulas(capaian: pd.DataFrame, bahasa: str) -> list[str]:
    """Return the note on the indicators for which the report states no formula."""
    if "asal_rumus" not in capaian:
        return []
    rows = capaian[(capaian["asal_rumus"] == "bersama") & capaian["capaian_persen"].notna()]
    names = join_names(rows["nama_indikator"], bahasa)
    return [say("capaian.tabel.rumus_bersama", bahasa, isi=names)] if names else []


def _lowest_scores(capaian: pd.DataFrame, bahasa: str) -> list[str]:
    """Return the note on promised grades: the score printed beside them is not what counts."""
    rows = capaian[(capaian["status"] == "dihitung_ambang") & capaian["capaian_persen"].notna()]
    names = join_names(rows["nama_indikator"], bahasa)
    return [say("capaian.tabel.ambang", bahasa, isi=names)] if names else []


def table_ringkasan(ringkasan: pd.DataFrame, kelompok: str, bahasa: str) -> Tabel:
    """Return averages with their coverage, one row per group.

    Parameters
    ----------
    ringkasan : DataFrame as `summarize_capaian` gives it.
    kelompok : str
        The grouping column: level, sasaran, tujuan or misi.
    """
    kolom = [
        kelompok,
        "cakupan",
        "n_tercapai",
        "rata_capaian_persen",
        "rata_acuan_persen",
        *(["rata_acuan_sasaran_persen"] if kelompok == "level" else []),
        "rata_tercetak_persen",
    ]
    judul = say(f"capaian.rata.{kelompok}", bahasa)
    rows = list(ringkasan.itertuples())
    frame = ringkasan.assign(
        cakupan=[say("capaian.rata.cakupan", bahasa, row) for row in rows],
        n_tercapai=[say("capaian.rata.tercapai", bahasa, row) for row in rows],
        rata_capaian_persen=[
            _over(row.rata_capaian_persen, row.n_dihitung, bahasa) for row in rows
        ],
        rata_acuan_persen=[_over(row.rata_acuan_persen, row.n_acuan, bahasa) for row in rows],
    )
    notes = [say("capaian.rata.catatan", bahasa)]
    notes += [say("capaian.rata.ganda", bahasa)] * bool(ringkasan["n_ganda"].any())
    return make_table(frame, kolom, judul, bahasa, " ".join(notes))


def say_tingkat(ringkasan: dict[str, pd.DataFrame], bahasa: str) -> Potongan:
    """Return `table_ringkasan` of each level of the plan (`summarize_tingkat`), folded."""
    tables = (table_ringkasan(rows, name, bahasa) for name, rows in ringkasan.items())
    return together(*map(fold_table, tables))


def _over(nilai: float, n: int, bahasa: str) -> str:
    """Return an average with the number of indicators it stands on."""
    return "" if pd.isna(nilai) else say("capaian.rata.atas", bahasa, nilai=nilai, n=int(n))


def table_rumus(bahasa: str) -> Tabel:
    """Return the formulas by polarity: how each is written, who uses it, where it comes from."""
    rumus = load_rules("rumus")
    written = [say(f"rumus.{code}.tulisan", bahasa) for code in rumus["rumus"]]
    columns = ["rumus", "tulisan", "polaritas", "pemakai", "sumber"]
    title = say("capaian.tabel_rumus", bahasa)
    return make_table(rumus.assign(tulisan=written), columns, title, bahasa, berkas="rumus")


# --- shared ------------------------------------------------------------------------------------


def _as_read(capaian: pd.DataFrame, bahasa: str) -> pd.DataFrame:
    """Return the frame with target and realisation as a reader writes them."""
    return capaian.assign(
        target=[show_target(row, bahasa) for row in capaian.itertuples()],
        realisasi=[show_realisasi(row, bahasa) for row in capaian.itertuples()],
    )


def _with_reasons(capaian: pd.DataFrame, bahasa: str) -> pd.DataFrame:
    """Return `_as_read` with the reason in place of a missing achievement."""
    value = capaian["capaian_persen"]
    reasons = [word("status", status, bahasa) for status in capaian["status"]]
    return _as_read(capaian, bahasa).assign(
        capaian_persen=value.astype(object).where(value.notna(), reasons),
    )


def _limits() -> dict[str, float]:
    """Return floor and cap of the common yardstick, as its texts name them."""
    return {"bawah": threshold("capaian_bawah"), "atas": threshold("capaian_atas")}
