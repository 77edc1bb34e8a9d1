"""A realisation against others: national, provincial, SPM or peer values; and the same concept in several dinas."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import load_rules
from ..data.nilai import split_values
from ..errors import RuleError
from ..language import mark

__all__ = ["compare_acuan", "compare_konsep", "latest_acuan", "latest_konsep", "relative_gap"]


SIGN = {"naik": 1, "turun": -1}

NOISE = 9

NO_DEFINITION = mark("Belum ada definisi bersama untuk konsep ini")

YEARS_DIFFER = mark("; tahun angkanya berbeda")


def compare_acuan(kinerja: pd.DataFrame, acuan: pd.DataFrame) -> pd.DataFrame:
    """Put each benchmark beside the realisation of its indicator and year.

    selisih = realisasi − acuan, in the unit of the indicator (points for a percentage).

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `nama_indikator`, `satuan`, `polaritas`, `realisasi`, `data_tahun`.
    acuan : DataFrame, one row per benchmark and year (`acuan.csv`); several per indicator are kept side by side.
        `tahun_nilai`, when given and filled: the year the benchmark is of, else `tahun`.

    Returns
    -------
    DataFrame, one row per benchmark and year
        Adds `realisasi`, `selisih` and `posisi`: lebih baik, sama, lebih buruk (by polarity), di atas / di bawah (an indicator that should
        stay), `tidak sebanding` (definition or unit differ: no difference is computed), `tanpa angka` (either value is missing) ·
        `tahun_realisasi`, `tahun_acuan`: the years the two figures are of · `arah_selisih`: against the same benchmark's earlier year the
        position became membaik, memburuk or tetap; empty where there is none, or no polarity.

    Raises
    ------
    RuleError
        `kinerja` of several dinas and benchmarks that do not name theirs.

    Examples
    --------
    >>> k = pd.DataFrame({"indikator": ["a"], "tahun": [2024], "nama_indikator": "A", "satuan": "%", "polaritas": "turun",
    ...                   "realisasi": "5.3", "data_tahun": [None]})
    >>> b = pd.DataFrame({"indikator": ["a"], "tahun": [2024], "acuan": "provinsi", "nama_acuan": "P", "nilai": "6.1", "sebanding": "ya"})
    >>> compare_acuan(k, b)[["selisih", "posisi"]].round(2).values.tolist()
    [[-0.8, 'lebih baik']]
    """
    who = ["dinas", "indikator"] if "dinas" in kinerja and "dinas" in acuan else ["indikator"]
    if who == ["indikator"] and "dinas" in kinerja and kinerja["dinas"].nunique() > 1:
        raise RuleError(
            "kinerja memuat beberapa dinas tetapi acuan tidak menyebut dinasnya. Tambahkan kolom dinas atau bandingkan satu dinas."
        )
    about = kinerja[[*who, "nama_indikator", "satuan", "polaritas"]].drop_duplicates(who)
    figures = kinerja[[*who, "tahun", "realisasi", "data_tahun"]]
    out = acuan.merge(about, on=who, how="left").merge(figures, on=[*who, "tahun"], how="left")
    out = out.sort_values("tahun", kind="stable") if len(out) else out
    real, other = split_values(out["realisasi"])["angka"], split_values(out["nilai"])["angka"]
    comparable = out["sebanding"] == "ya"
    gap = (real - other).where(comparable)
    better = gap.round(NOISE) * _sign(out["polaritas"])
    change = (
        better.dropna()
        .groupby([out[name] for name in (*who, "acuan", "nama_acuan")])
        .diff()
        .round(NOISE)
    )
    named = out.get("tahun_nilai", pd.Series(np.nan, index=out.index))
    return out.assign(
        selisih=gap,
        posisi=_position(gap, better, comparable),
        tahun_realisasi=pd.to_numeric(out["data_tahun"]).fillna(out["tahun"]),
        tahun_acuan=pd.to_numeric(named).fillna(out["tahun"]),
        arah_selisih=_drift(change.reindex(out.index)),
    ).sort_index()


def latest_acuan(acuan: pd.DataFrame) -> pd.DataFrame:
    """Return the latest year of every benchmark, rows in their own order.

    Parameters
    ----------
    acuan : as `compare_acuan` gives it; of one indicator, kind and name the last year is kept.
    """
    ordered = acuan.sort_values("tahun", kind="stable")
    last = ordered.drop_duplicates(["indikator", "acuan", "nama_acuan"], keep="last")
    return last.sort_index()


def latest_konsep(kinerja: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Return what one dinas brings to a comparison with others.

    Returns
    -------
    DataFrame, one row per shared concept with a number known at the end of `tahun`: the latest.
    """
    rows = kinerja[(kinerja["tahun"] <= tahun) & (kinerja["konsep"] != "")]
    known = split_values(rows["realisasi"])["angka"].notna()
    rows = rows[known].sort_values("tahun", kind="stable").drop_duplicates("konsep", keep="last")
    about = ["dinas", "konsep", "nama_indikator", "satuan", "polaritas"]
    return rows[[*about, "tahun", "realisasi", "data_tahun"]]


def relative_gap(acuan: pd.DataFrame) -> pd.DataFrame:
    """Return the comparable rows of `compare_acuan` with `lebih_baik_persen`: the difference in per cent of the benchmark, above zero is better.

    Rows without a comparable number, without a direction, or with a benchmark of zero are left out.
    """
    value = split_values(acuan["nilai"])["angka"]
    share = acuan["selisih"] * _sign(acuan["polaritas"]) / value.abs().where(value != 0) * 100
    return acuan.assign(lebih_baik_persen=share).dropna(subset=["lebih_baik_persen"])


def compare_konsep(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Put the same concept of several dinas side by side, latest realisation of each.

    Parameters
    ----------
    kinerja : DataFrame, one row per (dinas, indikator, tahun) of several dinas
        Needs `konsep`, `dinas`, `nama_indikator`, `satuan`, `polaritas`, `tahun`, `realisasi`, `data_tahun`.

    Returns
    -------
    DataFrame, one row per (konsep, dinas) for concepts that two or more dinas measure with a number in the same or an equivalent unit
        `konsep`, `nama_konsep`, `dinas`, `nama_indikator`, `satuan`, `polaritas`, `tahun` (of the figure), `realisasi_angka` (a grade with its
        score counts by the score), `sebanding`: ya, or hati-hati when the definitions or the years differ, and `catatan`: why.

    Notes
    -----
    Which concepts share one definition, and which units mean the same, are rows of `aturan/konsep.csv`; a concept without a row counts as
    hati-hati and needs the very same unit.
    """
    year = pd.to_numeric(kinerja["data_tahun"]).fillna(kinerja["tahun"]).astype(int)
    rows = kinerja.assign(realisasi_angka=split_values(kinerja["realisasi"])["angka"], tahun=year)
    rows = rows[(rows["konsep"] != "") & rows["realisasi_angka"].notna()].sort_values(
        "tahun", kind="stable"
    )
    latest = rows.drop_duplicates(["konsep", "dinas"], keep="last")
    latest = latest.merge(
        load_rules("konsep").rename(columns={"nama": "nama_konsep", "satuan": "_setara"}),
        on="konsep",
        how="left",
    )
    latest["_setara"] = [
        _unit(unit, same) for unit, same in zip(latest["satuan"], latest["_setara"], strict=True)
    ]
    group = latest.groupby(["konsep", "_setara"])
    several = latest[group["dinas"].transform("nunique") > 1]
    return (
        _caution(several, group["tahun"].transform("nunique").reindex(several.index) > 1)
        .sort_values(["konsep", "dinas"])[KONSEP]
        .reset_index(drop=True)
    )


KONSEP = [
    "konsep",
    "nama_konsep",
    "dinas",
    "nama_indikator",
    "satuan",
    "polaritas",
    "tahun",
    "realisasi_angka",
    "sebanding",
    "catatan",
]


def _sign(polaritas: pd.Series) -> pd.Series:
    return polaritas.astype(object).map(SIGN).astype(float)


def _unit(unit: str, same: str | float) -> str:
    """Return one name for all units that mean the same for a concept."""
    known = str(same).split("|") if isinstance(same, str) else []
    return known[0] if str(unit).lower() in known else str(unit).lower()


def _caution(rows: pd.DataFrame, years_differ: pd.Series) -> pd.DataFrame:
    same, note = (
        rows["sebanding"].fillna("hati-hati"),
        rows["catatan"].fillna(NO_DEFINITION),
    )
    return rows.assign(
        nama_konsep=rows["nama_konsep"].fillna(rows["konsep"]),
        sebanding=same.mask(years_differ, "hati-hati"),
        catatan=note + np.where(years_differ, YEARS_DIFFER, ""),
    )


POSITIONS = [
    mark("tidak sebanding"),
    mark("tanpa angka"),
    mark("sama"),
    mark("lebih baik"),
    mark("lebih buruk"),
    mark("di atas"),
    mark("di bawah"),
]


def _position(gap: pd.Series, better: pd.Series, comparable: pd.Series) -> pd.Series:
    cases = [~comparable, gap.isna(), gap.round(NOISE) == 0, better > 0, better < 0, gap > 0]
    return pd.Series(np.select(cases, POSITIONS[:-1], POSITIONS[-1]), index=gap.index, dtype=str)


def _drift(change: pd.Series) -> pd.Series:
    return pd.Series(
        np.select(
            [change.isna(), change > 0, change < 0],
            ["", mark("membaik"), mark("memburuk")],
            mark("tetap"),
        ),
        index=change.index,
        dtype=str,
    )
