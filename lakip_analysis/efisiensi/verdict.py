"""All measures of one budget line side by side, each with what it says or why it says nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import MEETS, NOISE, threshold
from ..capaian.ragu import RAGU
from .apply import apply_measures, load_measures
from .cost import PROGRAM_CODE, saving_per_line

__all__ = [
    "REASONS",
    "UKURAN_COLUMNS",
    "compare_measures",
    "count_verdicts",
    "disputing_measures",
    "other_measures",
    "own_measure",
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
    "pasti",
]

# without money every measure is void, and where a target was missed or is not known to be met
NO_MONEY = ("pagu_kosong", "pagu_nol", "realisasi_kosong", "realisasi_nol")
NOT_REACHED = (
    "tanpa_capaian",
    "target_tidak_tercapai",
    "sebagian_tercapai",
    "sebagian_tanpa_angka",
    *RAGU,  # reached, but by a figure that can carry no verdict
    "keluaran_kurang",
)
REASONS = (*NO_MONEY, *NOT_REACHED)


def compare_measures(
    efisiensi: pd.DataFrame, lain: pd.DataFrame | None = None, fisik: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return every measure of every programme and of the dinas, one row each, with its verdict.

    Parameters
    ----------
    efisiensi : as `compute_efisiensi` gives it, one dinas and year.
    lain : DataFrame, optional
        Measures that need other tables, as `other_measures` gives them: `kode` (empty: the dinas),
        `ukuran`, `nilai`, and, where one has no value, `catatan` why.
    fisik : DataFrame, optional
        `support.physical_progress` of that year: a line whose own outputs fell short is not judged,
        whatever its indicators say.

    Returns
    -------
    DataFrame, one row per (line, measure), in the order of `aturan/efisiensi.csv`
        `nilai`; `putusan`: efisien, tidak efisien, efektif, di bawah pagu, tidak di bawah pagu
        (economy: no praise, only what was spent) (each only by this measure), impas (exactly at its
        bound), tidak dinilai, tidak dapat dihitung · `alasan`: why it is not assessed, one of
        `REASONS` (above all: a target that was missed or not reported voids every measure, for the
        dinas as for a programme), else empty · `catatan`: skala_pinjaman (the
        verdict rests on a scale made for something else), dibatasi_20 (an NE at its end: E was held
        there), c_indikator (C of the finance ministry is the achievement of outputs; here, wholly
        or partly, that of indicators), cakupan_kurang (outputs with a unit cost hold too little of
        the budget), else empty · `pinjaman`: ya, tidak · `pasti`: ya where the measure could not
        have said no: the target was reached and no more was spent than allotted, so its formula
        leaves only yes or break-even, and the verdict says no more than that budget was left. E of
        PMK 249 is not so where an output behind it has another volume than planned: its value
        is then no longer the budget left over.
    """
    lines = efisiensi[efisiensi["level"].isin(["dinas", "program"])].reset_index(drop=True)
    lines = lines.assign(status=_status(lines, fisik), **_within_budget(lines, efisiensi))
    if "sumber_c" not in lines:
        lines = lines.assign(sumber_c="")
    wide = apply_measures(lines, lain)
    parts = [_long(wide, rule, lain) for rule in load_measures().itertuples()]
    # the index is the line: sorted by it, a line's measures stand together in their order
    long = pd.concat(parts).sort_index(kind="stable")
    return long[UKURAN_COLUMNS].reset_index(drop=True)


def other_measures(
    biaya: pd.DataFrame, langsung: pd.DataFrame, anggaran: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the measures that rest on other tables than the budget lines.

    Parameters
    ----------
    biaya : as `cost.compute_biaya` gives it; the plain mean saving of the outputs below each
        programme and of all is E of PMK 249/2011, where these outputs hold enough of the budget.
    langsung : as `direct_spending` gives it; the first table stands for the dinas.
    anggaran : DataFrame, optional, one row per budget line: the whole budget of a programme and of
        the dinas, also of lines without outputs (without it: of the lines with outputs).

    Returns
    -------
    DataFrame, one row per (kode, ukuran): `kode` (empty: the dinas), `ukuran`, `nilai` (%),
    `catatan`: cakupan_kurang where `nilai` is missing for want of coverage; `n_berubah` of its
    outputs with another volume than planned.
    """
    share = langsung["efisiensi_persen"].head(1)
    share = pd.DataFrame({"kode": "", "ukuran": "efisiensi_langsung_persen", "nilai": share})
    return pd.concat([saving_per_line(biaya, anggaran), share], ignore_index=True)


def count_verdicts(
    ukuran: pd.DataFrame, efisiensi: pd.DataFrame, lain: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Count, per line that was assessed, what could have been otherwise: the yes and the no.

    Only kinds of measure that say more than what was left of the budget (`pasti` of
    `compare_measures` is not ya) are counted; the others say the same by algebra, and count for
    nothing. Economy and effectiveness
    are not counted. Measures that are one comparison written in several ways (achievement against
    absorption; E and NE) count once.

    Parameters
    ----------
    ukuran : as `compare_measures` gives it.
    efisiensi : as `compute_efisiensi` gives it: what was left of the budget.
    lain : DataFrame, optional, as `other_measures` gives it: which unit costs changed.

    Returns
    -------
    DataFrame, one row per line
        `dinas`, `tahun`, `level`, `kode`, `nama`, `pagu_rp`, `sisa_rp` (budget − spending),
        `sisa_persen` (of the budget), `ya`, `tidak`, `keadaan`: hanya_sisa (no measure that
        can be computed says more than that the budget was not spent in full), pagu_habis (the same,
        and it was), biaya_sebagian (the same, but the unit cost of some outputs changed, too few to
        judge the line), berselisih (one says no where another says yes), sependapat (two and more
        say the same), satu_ukuran (only one says more, so none can agree) · `n_berubah`: outputs
        with another volume than planned, `cakupan_persen`: the part of the budget that outputs with
        a unit cost hold.
    """
    family = load_measures().set_index("ukuran")["keluarga"]
    line = ["dinas", "tahun", "level", "kode", "nama"]
    rows = _of_efficiency(ukuran)
    rows = rows[rows["putusan"].isin(["efisien", "tidak efisien", "impas"])]
    open_ = rows["pasti"] != "ya"
    rows = rows.assign(
        _keluarga=rows["ukuran"].map(family),
        ya=open_ & (rows["putusan"] == "efisien"),
        tidak=open_ & (rows["putusan"] == "tidak efisien"),
        _pasti=~open_,
        _hemat=rows["putusan"] == "efisien",
    )
    # the first of a family that could have said no stands for it
    rows = rows.sort_values("_pasti", kind="stable").drop_duplicates([*line, "_keluarga"])
    rows = rows.sort_index()
    sums = ["ya", "tidak", "_pasti", "_hemat"]
    out = rows.groupby(line, sort=False)[sums].sum().reset_index()
    out = out[out["ya"] + out["tidak"] + out["_pasti"] > 0]
    money = efisiensi[["dinas", "tahun", "level", "kode", "pagu_rp", "realisasi_rp"]]
    out = out.merge(money, on=["dinas", "tahun", "level", "kode"], how="left")
    changed = _changed_outputs(lain)
    out = out.assign(**{name: out["kode"].map(changed[name]).astype(float) for name in changed})
    out["n_berubah"] = out["n_berubah"].fillna(0)
    left = out["pagu_rp"] - out["realisasi_rp"]
    cases = {
        "berselisih": (out["tidak"] > 0) & (out["_hemat"] > 0),
        "sependapat": out["ya"] + out["tidak"] > 1,
        "satu_ukuran": out["ya"] + out["tidak"] > 0,
        "biaya_sebagian": out["n_berubah"] > 0,
        "pagu_habis": left == 0,
    }
    out = out.assign(
        sisa_rp=left,
        sisa_persen=left / out["pagu_rp"] * 100,
        keadaan=np.select(list(cases.values()), list(cases), "hanya_sisa"),
    )
    found = ["pagu_rp", "sisa_rp", "sisa_persen", "ya", "tidak", "keadaan"]
    return out.astype({"n_berubah": int})[[*line, *found, "n_berubah", "cakupan_persen"]]


def _changed_outputs(lain: pd.DataFrame | None) -> pd.DataFrame:
    """Return, by code of the line, how many unit costs changed and over how much of the budget."""
    columns = ["n_berubah", "cakupan_persen"]
    if lain is None or not set(columns) <= set(lain):
        return pd.DataFrame(columns=columns, dtype=float)
    return lain[lain["ukuran"] == "efisiensi_pmk249_persen"].set_index("kode")[columns]


def disputing_measures(ukuran: pd.DataFrame, kode: str) -> list[str]:
    """Return the measures of efficiency by which a line that others call efficient is not."""
    rows = _of_efficiency(ukuran)
    return rows.loc[
        (rows["kode"] == kode) & (rows["putusan"] == "tidak efisien"), "ukuran"
    ].tolist()


def own_measure(
    ukuran: str, efisiensi: pd.DataFrame, terbitan: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return a measure of the dinas by its own rule, by the common one, and as it printed it.

    Parameters
    ----------
    ukuran : a measure of the budget lines, a row of `aturan/efisiensi.csv`.
    efisiensi : as `compute_efisiensi` gives it.
    terbitan : DataFrame, optional: `terbitan_anggaran`.

    Returns
    -------
    DataFrame, one row per year: `tahun`, `status`, `nilai_sendiri` (of the plain mean of its
    indicators, none of them capped), `nilai_terbatas` (each indicator held at 120),
    `nilai_tercetak` (of the line of all programmes; missing where none is printed).

    Notes
    -----
    Source: Malang 2023, line 877: printed 123,97; its own mean 121,35 over 73,34 is 165,46.
    Singkawang 2023, lines 982 and 986: printed 16,64; 112,66 − 96,37 is 16,29.
    """
    total = efisiensi["level"] == "dinas"
    lines = efisiensi[total]
    names = ["dinas", "tahun", "level", "kode", "pagu_rp", "realisasi_rp"]
    figures = efisiensi[[*names, "serapan_persen", "capaian_persen", "c_persen"]]
    own = apply_measures(figures.assign(capaian_terbatas_persen=figures["capaian_persen"]))[total]
    printed = pd.Series(dtype=float)
    if terbitan is not None:
        rows = terbitan[(terbitan["level"] == "jumlah") & terbitan["efisiensi"].notna()]
        printed = rows.groupby("tahun")["efisiensi"].first()
    return lines[["tahun", "status"]].assign(
        nilai_sendiri=own[ukuran],
        nilai_terbatas=apply_measures(efisiensi)[ukuran][total],
        nilai_tercetak=lines["tahun"].map(printed).astype(float),
    )


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


def _within_budget(lines: pd.DataFrame, efisiensi: pd.DataFrame) -> dict[str, pd.Series]:
    """Say of each line whether it kept its budget (baris), and every line below it (rincian)."""
    over = efisiensi[efisiensi["serapan_persen"].round(NOISE) > 100]
    over = over[["dinas", "tahun", "kode"]].astype({"kode": str})
    over = over.assign(kode=over["kode"].str[:PROGRAM_CODE])
    over = pd.concat([over, over.assign(kode="")])
    broken = pd.MultiIndex.from_frame(over)
    here = pd.MultiIndex.from_frame(lines[["dinas", "tahun", "kode"]])
    within = lines["serapan_persen"].round(NOISE) <= 100
    return {"_baris": within, "_rincian": within & ~here.isin(broken)}


def _certain(wide: pd.DataFrame, rule, lain: pd.DataFrame | None) -> pd.Series:
    """Say of each line whether this measure could not say no there, by algebra.

    With C ≥ 100 and S ≤ 100: 100 − S, C − S, C / S, 1 − S / C and the saving per unit of the
    planned volume all stand on the good side of their bound.
    """
    if not rule.aljabar:
        return pd.Series(False, index=wide.index)
    reached = wide["c_persen" if rule.dari_c else "capaian_terbatas_persen"]
    within = wide[f"_{rule.aljabar}"] & ~wide["status"].isin(REASONS)
    certain = within & (reached.round(NOISE) >= threshold("capaian_tercapai"))
    if rule.aljabar != "rincian" or lain is None or "n_berubah" not in lain:
        return certain
    changed = lain[lain["ukuran"] == rule.ukuran].set_index("kode")["n_berubah"]
    return certain & ~(wide["kode"].map(changed) > 0)


def _given_notes(rows: pd.DataFrame, rule, lain: pd.DataFrame | None) -> pd.Series:
    if lain is None or "catatan" not in lain:
        return pd.Series("", index=rows.index)
    notes = lain[lain["ukuran"] == rule.ukuran].set_index("kode")["catatan"]
    found = rows["kode"].map(notes).astype(object)
    return found.where(found.notna(), "")


def _long(wide: pd.DataFrame, rule, lain: pd.DataFrame | None) -> pd.DataFrame:
    """Return one measure of every line with its verdict."""
    rows = wide[wide["level"] == "dinas"] if rule.hanya_dinas == "ya" else wide
    value, status = rows[rule.ukuran].astype(float), rows["status"]
    void = status.isin(REASONS)
    even = (value.round(NOISE) == rule.batas) & (rule.impas == "ya")
    yes = MEETS[rule.operator](value.round(NOISE), rule.batas)
    verdict = np.select(
        [void, value.isna(), even, yes],
        ["tidak dinilai", "tidak dapat dihitung", "impas", rule.kata],
        f"tidak {rule.kata}",
    )
    said = np.isin(verdict, [rule.kata, f"tidak {rule.kata}"])
    indicators = rows["sumber_c"].isin(["indikator", "campuran"]) & rule.dari_c
    cases = {
        rule.catatan_tepi: value.isin(rule.tepi),
        "c_indikator": indicators,
        "skala_pinjaman": pd.Series(rule.pinjaman == "ya", index=rows.index),
    }
    note = np.select(list(cases.values()), list(cases), "")
    missing = np.where(value.isna() & ~void, _given_notes(rows, rule, lain), "")
    certain = _certain(rows, rule, lain) & np.isin(verdict, [rule.kata, "impas"])
    line = [name for name in UKURAN_COLUMNS if name in rows]
    return rows[line].assign(
        ukuran=rule.ukuran,
        nilai=value,
        putusan=verdict,
        alasan=status.where(void, ""),
        catatan=np.where(said, note, missing),
        pinjaman=np.where(indicators, "ya", rule.pinjaman),
        pasti=np.where(certain, "ya", "tidak"),
    )
