"""All measures of one budget line side by side, each with what it says or why it says nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE
from .apply import apply_measures, load_measures
from .cost import saving_per_line

__all__ = [
    "REASONS",
    "UKURAN_COLUMNS",
    "compare_measures",
    "count_verdicts",
    "disputing_measures",
    "other_measures",
]

UKURAN_COLUMNS = [
    "dinas",
    "tahun",
    "level",
    "kode",
    "nama",
    "ukuran",
    "nilai",
    "putusan",
    "alasan",
    "catatan",
    "pinjaman",
]

# without money every measure is void; where a target was missed, every measure of efficiency
NO_MONEY = ("pagu_kosong", "pagu_nol", "realisasi_kosong", "realisasi_nol")
NOT_REACHED = (
    "tanpa_capaian",
    "target_tidak_tercapai",
    "sebagian_tercapai",
    "sebagian_tanpa_angka",
    "keluaran_kurang",
)
REASONS = (*NO_MONEY, *NOT_REACHED)

MEETS = {">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal}


def compare_measures(
    efisiensi: pd.DataFrame, lain: pd.DataFrame | None = None, fisik: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return every measure of every programme and of the dinas, one row each, with its verdict.

    Parameters
    ----------
    efisiensi : as `compute_efisiensi` gives it, one dinas and year.
    lain : DataFrame, optional
        Measures that need other tables, as `other_measures` gives them: `kode` (empty: the dinas),
        `ukuran`, `nilai`.
    fisik : DataFrame, optional
        `support.physical_progress` of that year: a line whose own outputs fell short is not judged,
        whatever its indicators say.

    Returns
    -------
    DataFrame, one row per (line, measure), in the order of `aturan/efisiensi.csv`
        `nilai`; `putusan`: efisien, tidak efisien, ekonomis, tidak ekonomis, efektif, tidak efektif
        (each only by this measure), impas (exactly at its bound), tidak dinilai, tidak dapat
        dihitung · `alasan`: why it is not assessed, one of `REASONS` (above all: a target that was
        missed voids every measure of efficiency), else empty · `catatan`: skala_pinjaman (the
        verdict rests on a scale made for something else), dibatasi_20 (an NE at its end: E was held
        there), else empty · `pinjaman`: ya, tidak.
    """
    lines = efisiensi[efisiensi["level"].isin(["dinas", "program"])].reset_index(drop=True)
    wide = apply_measures(lines.assign(status=_status(lines, fisik)), lain)
    parts = [_long(wide, rule) for rule in load_measures().itertuples()]
    # the index is the line: sorted by it, a line's measures stand together in their order
    long = pd.concat(parts).sort_index(kind="stable")
    return long[UKURAN_COLUMNS].reset_index(drop=True)


def other_measures(biaya: pd.DataFrame, langsung: pd.DataFrame) -> pd.DataFrame:
    """Return the measures that rest on other tables than the budget lines.

    Parameters
    ----------
    biaya : as `cost.compute_biaya` gives it; the mean saving of the outputs below each programme
        and of all is E of PMK 249/2011.
    langsung : as `direct_spending` gives it; the first table stands for the dinas.

    Returns
    -------
    DataFrame, one row per (kode, ukuran): `kode` (empty: the dinas), `ukuran`, `nilai` (%).
    """
    share = langsung["efisiensi_persen"].head(1)
    share = pd.DataFrame({"kode": "", "ukuran": "efisiensi_langsung_persen", "nilai": share})
    return pd.concat([saving_per_line(biaya), share], ignore_index=True)


def count_verdicts(ukuran: pd.DataFrame) -> pd.DataFrame:
    """Count, per line that was assessed, the kinds of measure of efficiency that say yes and no.

    Economy and effectiveness are not counted. Measures that are one comparison written in several
    ways (achievement against absorption; E and NE) count once.

    Returns
    -------
    DataFrame, one row per line
        `dinas`, `tahun`, `level`, `kode`, `nama`, `ya`, `tidak`, `berselisih` (both occur).
    """
    family = load_measures().set_index("ukuran")["keluarga"]
    line = ["dinas", "tahun", "level", "kode", "nama"]
    rows = _of_efficiency(ukuran)
    rows = rows.assign(_keluarga=rows["ukuran"].map(family)).drop_duplicates([*line, "_keluarga"])
    said = rows.assign(ya=rows["putusan"] == "efisien", tidak=rows["putusan"] == "tidak efisien")
    out = said.groupby(line, sort=False)[["ya", "tidak"]].sum().reset_index()
    out = out[out["ya"] + out["tidak"] > 0].reset_index(drop=True)
    return out.assign(berselisih=(out["ya"] > 0) & (out["tidak"] > 0))


def disputing_measures(ukuran: pd.DataFrame, kode: str) -> list[str]:
    """Return the measures of efficiency by which a line that others call efficient is not."""
    rows = _of_efficiency(ukuran)
    return rows.loc[
        (rows["kode"] == kode) & (rows["putusan"] == "tidak efisien"), "ukuran"
    ].tolist()


def _of_efficiency(ukuran: pd.DataFrame) -> pd.DataFrame:
    said = load_measures().set_index("ukuran")["kata"]
    return ukuran[ukuran["ukuran"].map(said) == "efisien"]


def _status(lines: pd.DataFrame, fisik: pd.DataFrame | None) -> pd.Series:
    """Return each line's status with its outputs counted as targets; the dinas falls with any."""
    if fisik is None or fisik.empty:
        return lines["status"]
    short = set(fisik.loc[fisik["n_kurang"] > 0, "kode"]) & set(lines["kode"])
    hit = lines["kode"].isin(short) | ((lines["level"] == "dinas") & bool(short))
    return lines["status"].mask(hit & ~lines["status"].isin(REASONS), "keluaran_kurang")


def _long(wide: pd.DataFrame, rule) -> pd.DataFrame:
    """Return one measure of every line with its verdict."""
    rows = wide[wide["level"] == "dinas"] if rule.hanya_dinas == "ya" else wide
    value, status = rows[rule.ukuran].astype(float), rows["status"]
    voids = REASONS if rule.kata == "efisien" else NO_MONEY
    void = status.isin(voids)
    even = (value.round(NOISE) == rule.batas) & (rule.impas == "ya")
    yes = MEETS[rule.operator](value.round(NOISE), rule.batas)
    verdict = np.select(
        [void, value.isna(), even, yes],
        ["tidak dinilai", "tidak dapat dihitung", "impas", rule.kata],
        f"tidak {rule.kata}",
    )
    said = np.isin(verdict, [rule.kata, f"tidak {rule.kata}"])
    borrowed = "skala_pinjaman" if rule.pinjaman == "ya" else ""
    note = np.where(value.isin(rule.tepi), rule.catatan_tepi, borrowed)
    return rows.assign(
        ukuran=rule.ukuran,
        nilai=value,
        putusan=verdict,
        alasan=status.where(void, ""),
        catatan=np.where(said, note, ""),
        pinjaman=rule.pinjaman,
    )
