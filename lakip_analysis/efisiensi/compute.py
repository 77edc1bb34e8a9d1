"""Absorption, achievement and measures of every budget line and of the dinas."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, threshold
from ..capaian.compute import average, promise_of
from ..capaian.ragu import RAGU
from .apply import apply_measures
from .measures import absorption, efisiensi_belanja_langsung
from .support import output_achievement
from .tercetak import printed_total, sum_of_parts

__all__ = [
    "EFISIENSI_COLUMNS",
    "compute_efisiensi",
    "direct_spending",
    "reached",
    "sum_rupiah",
    "summarize_serapan",
]


EFISIENSI_COLUMNS = [
    "dinas",
    "tahun",
    "level",
    "kode",
    "nama",
    "pagu_rp",
    "realisasi_rp",
    "serapan_persen",
    "capaian_persen",
    "capaian_terbatas_persen",
    "c_persen",
    "sumber_c",
    "efisiensi_sisa_persen",
    "efisiensi_selisih_poin",
    "efisiensi_rasio_persen",
    "efisiensi_pmk_persen",
    "nilai_efisiensi",
    "status",
    "realisasi_tercetak_rp",
    "serapan_tercetak_persen",
    "jumlah_bagian_rp",
    "pagu_di_luar_pk_rp",
    "realisasi_di_luar_pk_rp",
]


def compute_efisiensi(
    anggaran: pd.DataFrame,
    program_indikator: pd.DataFrame,
    capaian: pd.DataFrame,
    keluaran: pd.DataFrame | None = None,
    terbitan: pd.DataFrame | None = None,
    rata_rata: str = "rata_rata_indikator",
    ragu: pd.Series | None = None,
) -> pd.DataFrame:
    """Put absorption, achievement and measures side by side for each budget line and the dinas.

    Parameters
    ----------
    anggaran : DataFrame, one row per budget line and year
        Needs `dinas`, `tahun`, `kode`, `level`, `nama`, `pagu_rp`, `realisasi_rp` (rupiah); uses
        `di_luar_pk` (ya: a programme that is not in the performance agreement).
    program_indikator : DataFrame, one row per (indikator, kode)
        Which programmes serve which indicator.
    capaian : DataFrame as `compute_capaian` gives it
        `capaian_persen` of a programme is the mean of its indicators; of the dinas, the mean of all
        its indicators. A promise repeated at another level (`ganda`) counts once in a line.
    keluaran : DataFrame, one row per output and year (`keluaran.csv`), optional
        What E and NE of the finance ministry are about.
    terbitan : DataFrame, one row per printed budget line (`terbitan_anggaran.csv`), optional
        The total that a report prints; with `dinas` when there are several.
    rata_rata : str
        How the dinas averages its indicators, as in `dinas.toml`; where it states no mean
        (`tidak_ada`) the plain one.
    ragu : Series, optional, same index as `capaian`
        Why an indicator can carry no verdict (`capaian.ragu.find_ragu`); empty text: it can.

    Returns
    -------
    DataFrame, one row per budget line and year plus one `level = dinas` row per year
        The columns of `efisiensi.csv`; the row of the dinas has neither `kode` nor `nama`, and its
        absorption is the ratio of sums. Every measure that compares achievement with money uses
        `capaian_terbatas_persen`, the mean of the indicators after each is held at 120, so that one
        odd indicator cannot buy efficiency; `capaian_persen` is uncapped. E and NE use `c_persen`:
        the achievement of the outputs (`support.output_achievement`) where they are known, else
        `capaian_terbatas_persen`; `sumber_c` says which: keluaran, indikator, campuran (the dinas,
        where its programmes differ), empty where there is neither. `status`: dihitung,
        target_tidak_tercapai (measures are shown but say nothing good), sebagian_tercapai (the
        capped mean is reached, not every indicator), sebagian_tanpa_angka (of some of its
        indicators it is not known whether they were reached), one of `capaian.ragu.RAGU` (they were
        reached, but one of them can carry no verdict, the weightiest reason), tanpa_capaian (no
        indicator is tied to the line), pagu_kosong, pagu_nol, realisasi_kosong, realisasi_nol.
        `realisasi_tercetak_rp`, `serapan_tercetak_persen`: the total that the report prints
        (`printed_total`), in the row of the dinas; `jumlah_bagian_rp`: what the parts of a line
        spent together. `pagu_di_luar_pk_rp`, `realisasi_di_luar_pk_rp`: the programmes outside the
        performance agreement, in the row of the dinas; they and their parts are no rows here and
        enter no other figure, and the printed total, which may hold them, is left out.
    """
    anggaran, outside = _split_promised(anggaran)
    anggaran = anggaran.assign(jumlah_bagian_rp=sum_of_parts(anggaran))
    total = summarize_serapan(anggaran, ["dinas", "tahun"])
    total = total.assign(level="dinas", kode="", nama="")
    lines = pd.concat([total, anggaran], ignore_index=True)
    lines = lines.astype({"pagu_rp": float, "realisasi_rp": float, "jumlah_bagian_rp": float})
    lines = _with_outside(_with_printed(lines, terbitan), outside)
    keys = [name for name in ("dinas", "tahun") if name in capaian and name in lines]
    doubtful = capaian.assign(ragu="" if ragu is None else ragu)
    served = _capaian_per_line(program_indikator, doubtful, keys, rata_rata)
    lines = lines.merge(served, on=[*keys, "kode"], how="left")
    lines = lines.astype({"capaian_persen": float, "capaian_terbatas_persen": float})
    lines["serapan_persen"] = absorption(lines["pagu_rp"], lines["realisasi_rp"])
    lines = _with_c(lines, anggaran, keluaran)
    return apply_measures(lines).assign(status=_status(lines))[EFISIENSI_COLUMNS]


def _split_promised(anggaran: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the lines of the programmes in the performance agreement, and the other ones."""
    if "di_luar_pk" not in anggaran:
        return anggaran, anggaran.iloc[:0]
    marked = anggaran[anggaran["di_luar_pk"] == "ya"]
    outside = pd.Series(False, index=anggaran.index)
    for tahun, kode in marked[["tahun", "kode"]].itertuples(index=False, name=None):
        below = (anggaran["kode"] == kode) | anggaran["kode"].str.startswith(f"{kode}.")
        outside |= below & (anggaran["tahun"] == tahun)
    return anggaran[~outside], anggaran[outside]


def _with_outside(lines: pd.DataFrame, outside: pd.DataFrame) -> pd.DataFrame:
    """Add what was allotted and spent outside the agreement to the row of the dinas."""
    names = {"pagu_rp": "pagu_di_luar_pk_rp", "realisasi_rp": "realisasi_di_luar_pk_rp"}
    lines = lines.assign(**dict.fromkeys(names.values(), np.nan))
    if outside.empty:
        return lines
    sums = summarize_serapan(outside, ["tahun"]).set_index("tahun")
    here = (lines["level"] == "dinas") & lines["tahun"].isin(sums.index)
    for name, column in names.items():
        lines[column] = lines["tahun"].map(sums[name]).astype(float).where(here)
    printed = ["realisasi_tercetak_rp", "serapan_tercetak_persen"]
    return lines.assign(**{name: lines[name].mask(here) for name in printed})


def _with_printed(lines: pd.DataFrame, terbitan: pd.DataFrame | None) -> pd.DataFrame:
    """Add the printed total to the row of the dinas; missing where there is none."""
    columns = ["realisasi_tercetak_rp", "serapan_tercetak_persen"]
    if terbitan is None:
        return lines.assign(**dict.fromkeys(columns, np.nan))
    total = printed_total(terbitan)
    keys = total.columns.drop(columns).tolist()
    found = lines[keys].merge(total, on=keys, how="left").set_axis(lines.index)
    whole = lines["level"] == "dinas"
    return lines.assign(**{name: found[name].astype(float).where(whole) for name in columns})


def reached(efisiensi: pd.DataFrame) -> pd.Series:
    """Say of each line whether the indicators it serves reached their targets.

    Returns
    -------
    Series of codes: tercapai (on average), sebagian (on average, not every one), meleset; empty
    where no indicator has a figure.
    """
    capaian = efisiensi["capaian_terbatas_persen"]
    cases = {
        "": capaian.isna() & (efisiensi["status"] != "target_tidak_tercapai"),
        "meleset": ~(capaian.round(NOISE) >= threshold("capaian_tercapai")),
        "sebagian": efisiensi["status"] == "sebagian_tercapai",
    }
    found = np.select(list(cases.values()), list(cases), "tercapai")
    return pd.Series(found, index=efisiensi.index, dtype=str)


def summarize_serapan(anggaran: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return allotted, realised and absorption per group, from the programme lines only.

    The parts of a programme would count twice.

    Returns
    -------
    DataFrame, one row per group
        `pagu_rp`, `realisasi_rp` (exact sums), `serapan_persen` (ratio of sums), `n_program`. A
        programme with a budget whose spending is not printed leaves the group without realisation
        and absorption, one with spending whose budget is not printed without budget and absorption:
        never a zero, never a part of one over the whole of the other.
    """
    program = anggaran[anggaran["level"] == "program"]
    spent, allotted = program["realisasi_rp"].notna(), program["pagu_rp"].notna()
    program = program.assign(_buta=allotted & ~spent, _tanpa_pagu=spent & ~allotted)
    # whole sen, as `sum_rupiah` adds them, of all groups at once
    sen = {
        f"_{name}": (program[name].astype(float) * 100).round().fillna(0).astype("int64")
        for name in ("pagu_rp", "realisasi_rp")
    }
    sums = (
        program.assign(**sen)
        .groupby(by, sort=False)
        .agg(
            pagu_rp=("_pagu_rp", "sum"),
            realisasi_rp=("_realisasi_rp", "sum"),
            n_program=("kode", "size"),
            _pagu=("pagu_rp", "count"),
            _realisasi=("realisasi_rp", "count"),
            _buta=("_buta", "any"),
            _tanpa_pagu=("_tanpa_pagu", "any"),
        )
    )
    sums["pagu_rp"] = (sums["pagu_rp"] / 100).where(sums.pop("_pagu") > 0)
    sums["realisasi_rp"] = (sums["realisasi_rp"] / 100).where(sums.pop("_realisasi") > 0)
    sums["realisasi_rp"] = sums["realisasi_rp"].mask(sums["_buta"])
    sums["pagu_rp"] = sums["pagu_rp"].mask(sums["_tanpa_pagu"])
    sums["serapan_persen"] = absorption(sums["pagu_rp"], sums["realisasi_rp"])
    return sums.drop(columns=["_buta", "_tanpa_pagu"]).reset_index()


def sum_rupiah(amounts: pd.Series) -> float:
    """Add money exactly: in whole sen, so no float rounding changes a printed sum.

    All missing gives a missing sum.

    Examples
    --------
    >>> sum_rupiah(pd.Series([0.1] * 10))
    1.0
    """
    known = amounts.dropna()
    return float((known * 100).round().astype("int64").sum()) / 100 if len(known) else np.nan


def direct_spending(terbitan: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Return where a report prints direct spending beside all spending of the same table.

    Parameters
    ----------
    terbitan : DataFrame, `terbitan_anggaran`
    tahun : int

    Returns
    -------
    DataFrame, one row per such table
        `tabel`, `langsung_rp`, `belanja_rp`, `efisiensi_persen` (Belitung 2024, Table 3.42: 49,20).
    """
    rows = terbitan[(terbitan["tahun"] == tahun) & terbitan["realisasi_rp"].notna()]
    direct = rows[rows["nama_tercetak"].str.strip().str.lower() == "belanja langsung"]
    total = rows[rows["level"] == "jumlah"].drop_duplicates(["dokumen", "tabel"])
    both = direct.merge(total, on=["dokumen", "tabel"], suffixes=("", "_jumlah"))
    out = both[["tabel", "realisasi_rp", "realisasi_rp_jumlah"]].set_axis(
        ["tabel", "langsung_rp", "belanja_rp"], axis=1
    )
    pairs = zip(out["langsung_rp"], out["belanja_rp"], strict=True)
    return out.assign(efisiensi_persen=[efisiensi_belanja_langsung(*pair) for pair in pairs])


def _capaian_per_line(
    program_indikator: pd.DataFrame, capaian: pd.DataFrame, keys: list[str], rata_rata: str
) -> pd.DataFrame:
    """Return what the indicators say per programme, and (without kode) per dinas.

    Their mean, the mean of them capped, whether one of them is missed, whether of one it is not
    known, and why one of them can carry no verdict.
    """
    both_name_dinas = "dinas" in program_indikator and "dinas" in keys
    shared = ["dinas", "indikator"] if both_name_dinas else ["indikator"]
    value = capaian["capaian_persen"]
    met = value.round(NOISE) >= threshold("capaian_tercapai")
    said = pd.Series(np.where(met, "ya", "tidak"), index=capaian.index).where(value.notna(), "")
    said = capaian.get("tercapai", said)  # knows also a target of 0 that was missed
    capaian = capaian.assign(
        capaian_terbatas_persen=value.clip(upper=threshold("capaian_atas")),
        meleset=said == "tidak",
        kosong=said == "",
        _asal=promise_of(capaian),
    )
    own = [name for name in ("sasaran", "bobot") if name in capaian]
    names = ["capaian_persen", "capaian_terbatas_persen", "meleset", "kosong", "ragu"]
    mapped = program_indikator.merge(
        capaian[[*keys, "indikator", "_asal", *own, *names]], on=shared
    )
    rows = pd.concat([mapped, capaian.assign(kode="")], ignore_index=True)
    rows = rows.drop_duplicates([*keys, "kode", "_asal"]).reset_index(drop=True)
    return _per_line(rows, [*keys, "kode"], rata_rata)


def _per_line(rows: pd.DataFrame, by: list[str], rata_rata: str) -> pd.DataFrame:
    """Return the means of each line, the dinas's own way, and what holds for any indicator."""
    lines = rows.groupby(by, sort=False)
    kelompok = lines.ngroup()
    way = "rata_rata_indikator" if rata_rata == "tidak_ada" else rata_rata
    means = {
        name: average(rows[name], rows, kelompok, way)
        for name in ("capaian_persen", "capaian_terbatas_persen")
    }
    any_of = lines[["meleset", "kosong"]].any().reset_index()
    rank = rows["ragu"].map({code: place for place, code in enumerate(RAGU)})
    worst = rank.groupby([rows[name] for name in by], sort=False).min()
    return any_of.assign(ragu=worst.map(dict(enumerate(RAGU))).fillna("").to_numpy(), **means)


def _with_c(
    lines: pd.DataFrame, anggaran: pd.DataFrame, keluaran: pd.DataFrame | None
) -> pd.DataFrame:
    """Return the lines with C of the finance ministry, and what it was made of."""
    made = pd.Series(np.nan, index=lines.index)
    if keluaran is not None:
        known = output_achievement(keluaran, anggaran)
        keys = known.columns.drop("c_persen").tolist()
        made = lines[keys].merge(known, on=keys, how="left")["c_persen"].set_axis(lines.index)
    c = made.fillna(lines["capaian_terbatas_persen"])
    source = np.select([made.notna(), c.notna()], ["keluaran", "indikator"], "")
    lines = lines.assign(c_persen=c, sumber_c=source)
    whole = lines["level"] == "dinas"
    total = _c_of_dinas(lines)
    of = pd.MultiIndex.from_frame(lines[["dinas", "tahun"]])
    for name, nothing in (("c_persen", np.nan), ("sumber_c", "")):
        given = total[name].reindex(of, fill_value=nothing)
        lines[name] = lines[name].where(~whole, given.to_numpy())
    return lines


def _c_of_dinas(lines: pd.DataFrame) -> pd.DataFrame:
    """Return C of each dinas: of the programmes its pooled E is made of, weighted by budget."""
    known = lines[["pagu_rp", "realisasi_rp", "c_persen"]].notna().all(axis=1)
    rows = lines[(lines["level"] == "program") & known & (lines["pagu_rp"] > 0)]
    rows = rows.assign(_bernilai=rows["pagu_rp"] * rows["c_persen"])
    of_dinas = rows.groupby(["dinas", "tahun"])
    sums = of_dinas[["_bernilai", "pagu_rp"]].sum()
    source = of_dinas["sumber_c"].agg(["first", "nunique"])
    return pd.DataFrame(
        {
            "c_persen": sums["_bernilai"] / sums["pagu_rp"],
            "sumber_c": source["first"].where(source["nunique"] == 1, "campuran"),
        }
    )


def _status(lines: pd.DataFrame) -> np.ndarray:
    capaian, missed = lines["capaian_terbatas_persen"], lines["meleset"].eq(True)
    below = capaian.round(NOISE) < threshold("capaian_tercapai")
    cases = {
        "pagu_kosong": lines["pagu_rp"].isna(),
        "pagu_nol": lines["pagu_rp"] == 0,
        "realisasi_kosong": lines["realisasi_rp"].isna(),
        "realisasi_nol": lines["realisasi_rp"] == 0,
        "target_tidak_tercapai": below | (capaian.isna() & missed),
        "tanpa_capaian": capaian.isna(),
        "sebagian_tercapai": missed,
        "sebagian_tanpa_angka": lines["kosong"].eq(True),
        **{code: lines["ragu"] == code for code in RAGU},
    }
    return np.select(list(cases.values()), list(cases), "dihitung")
