"""Within the year: quarters put together by each indicator's own rule, progress against the year's target, and what will miss."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..capaian.compute import by_polarity
from ..data.nilai import split_values
from .series import choose, indicator_numbers

__all__ = ["TRIWULAN_COLUMNS", "compute_triwulan", "latest_quarter"]


TRIWULAN_COLUMNS = [
    "dinas",
    "indikator",
    "tahun",
    "triwulan",
    "konsolidasi",
    "target",
    "realisasi",
    "realisasi_gabungan",
    "target_gabungan",
    "target_setahun",
    "kemajuan_persen",
    "capaian_triwulan_persen",
    "perkiraan_setahun",
    "realisasi_setahun",
    "status",
    "peringatan",
]

SIGN = {"naik": 1, "turun": -1, "rentang": 0}

NOISE = 9

KEYS = ("dinas", "indikator", "tahun")


def compute_triwulan(triwulan: pd.DataFrame, kinerja: pd.DataFrame) -> pd.DataFrame:
    """Put the quarters of each indicator together and say how the year is going.

    Parameters
    ----------
    triwulan : DataFrame, one row per (indikator, tahun, triwulan), as `kinerja_triwulan.csv`
        `dinas` when it holds several; `konsolidasi` says how quarters become a year: jumlah (sum), rata_rata (mean of the quarters with a figure), nilai_akhir (last known).
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `indikator`, `tahun`, `target`, `realisasi`, `polaritas`; `dinas` when present.

    Returns
    -------
    DataFrame, one row per (indikator, tahun, triwulan), in order of time
        `realisasi_gabungan`, `target_gabungan`: put together up to that quarter, by the same rule, in the unit, missing in a quarter without a figure
        of its own; a target only when every quarter up to then has one (a last value: that quarter) · `target_setahun`: from `kinerja`, else the quarterly targets of the whole
        year put together · `kemajuan_persen`: put together, against the year's target (R/T, or (2T − R)/T where less is better) ·
        `capaian_triwulan_persen`: against the quarterly targets so far · `perkiraan_setahun`: a sum at the pace so far (/ quarters × 4), a mean as
        it is now, a last value not at all · `realisasi_setahun`: as `kinerja` has it ·
        `status`: dihitung; triwulan_kosong (an earlier quarter has no figure, so the sum is the least it can be); realisasi_kosong;
        tanpa_target; jenjang (labels are not put together) ·
        `peringatan`: fourth quarter: tercapai, meleset, or beda dengan angka setahun (`kinerja` says another figure); before: sudah tercapai,
        sudah meleset (a sum of counts cannot fall), akan meleset (behind the quarterly targets, or without those at the pace so far),
        di bawah target setahun (a last value without quarterly targets), sesuai laju; empty where nothing can be said.

    Notes
    -----
    Source: consolidation of quarterly data as in the finance ministry's rule for performance (sum, average, last known value). The pace is a
    straight line: work that is planned for the last quarter is warned of too, so read a warning as a question.
    """
    rows = triwulan.merge(
        _year(kinerja), on=[name for name in KEYS if name in triwulan], how="left"
    )
    rows = rows.assign(triwulan=rows["triwulan"].astype(int), _kunci=indicator_numbers(rows)[0])
    rows = rows.sort_values(["_kunci", "tahun", "triwulan"], kind="stable", ignore_index=True)
    value, goal = split_values(rows["realisasi"]), split_values(rows["target"])
    rows["_label"] = (value["label"] != "") & value["angka"].isna()
    rows["realisasi_gabungan"], whole = _together(rows, value["angka"])
    together, planned = _together(rows, goal["angka"])
    rows["target_gabungan"] = together.where(planned | (rows["konsolidasi"] == "nilai_akhir"))
    rows["target_setahun"] = rows["_target"].fillna(_whole_year(rows))
    pace = np.select(
        [rows["konsolidasi"] == "jumlah", rows["konsolidasi"] == "rata_rata"],
        [4 / rows["triwulan"], 1.0],
        np.nan,
    )
    rows["perkiraan_setahun"] = (
        rows["realisasi_gabungan"].where(whole | (rows["konsolidasi"] != "jumlah")) * pace
    )
    rows["kemajuan_persen"] = by_polarity(
        rows["polaritas"], rows["target_setahun"], rows["realisasi_gabungan"]
    )
    rows["capaian_triwulan_persen"] = by_polarity(
        rows["polaritas"], rows["target_gabungan"], rows["realisasi_gabungan"]
    )
    rows["status"] = _status(rows, value["angka"].isna(), whole)
    rows["peringatan"] = _warn(rows)
    return rows.reindex(columns=TRIWULAN_COLUMNS)


def latest_quarter(triwulan: pd.DataFrame) -> pd.DataFrame:
    """Return the last quarter with a figure put together, one row per (indikator, tahun); without any, the last row."""
    known = triwulan.assign(_ada=triwulan["realisasi_gabungan"].notna()).sort_values(
        ["_ada", "triwulan"], kind="stable"
    )
    last = known.drop_duplicates(list(KEYS), keep="last")
    return last.drop(columns="_ada").sort_index().reset_index(drop=True)


def _year(kinerja: pd.DataFrame) -> pd.DataFrame:
    year = kinerja[["indikator", "tahun", "polaritas"]].assign(
        dinas=kinerja.get("dinas", ""),
        _target=split_values(kinerja["target"])["angka"],
        realisasi_setahun=split_values(kinerja["realisasi"])["angka"],
        _teliti=_half_digit(kinerja["realisasi"]),
    )
    return year.drop_duplicates(list(KEYS))


def _half_digit(values: pd.Series) -> pd.Series:
    """Return half a unit of the last digit written: `71.38` → 0.005; two figures that differ by less are the same."""
    decimals = values.astype(str).str.extract(r"\.(\d+)$")[0].str.rstrip("0").str.len().fillna(0)
    return 0.5 * 10.0 ** -decimals.where(decimals > 0, 6)


def _together(rows: pd.DataFrame, value: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the value put together up to each quarter, and whether every quarter up to it has one."""
    keys = [rows["_kunci"], rows["tahun"]]
    count, total = value.notna().groupby(keys).cumsum(), value.fillna(0).groupby(keys).cumsum()
    whole = count == rows["triwulan"]
    by_rule = np.select(
        [rows["konsolidasi"] == "jumlah", rows["konsolidasi"] == "rata_rata"],
        [total, total / count.where(count > 0)],
        value,
    )
    return pd.Series(by_rule, index=rows.index).where(value.notna()), whole


def _whole_year(rows: pd.DataFrame) -> pd.Series:
    """Return the target of the year where the quarterly targets reach the fourth quarter."""
    last = rows["target_gabungan"].where(rows["triwulan"] == 4)
    return last.groupby([rows["_kunci"], rows["tahun"]]).transform("max")


def _status(rows: pd.DataFrame, empty: pd.Series, whole: pd.Series) -> np.ndarray:
    summed = (rows["konsolidasi"] == "jumlah") & ~whole & ~empty
    cases = [rows["_label"], empty, summed, rows["target_setahun"].isna()]
    return choose(
        cases, ["jenjang", "realisasi_kosong", "triwulan_kosong", "tanpa_target"], "dihitung"
    )


def _warn(rows: pd.DataFrame) -> np.ndarray:
    sign = rows["polaritas"].astype(object).map(SIGN).astype(float)
    goal = rows["target_setahun"]
    now, hoped = (
        ((rows[name] - goal) * sign).round(NOISE)
        for name in ("realisasi_gabungan", "perkiraan_setahun")
    )
    behind = ((rows["realisasi_gabungan"] - rows["target_gabungan"]) * sign).round(NOISE)
    summed, last, partial = (
        rows["konsolidasi"] == "jumlah",
        rows["triwulan"] == 4,
        rows["status"] == "triwulan_kosong",
    )
    differs = (
        last
        & ~partial
        & (
            (rows["realisasi_gabungan"] - rows["realisasi_setahun"]).abs().round(NOISE)
            > rows["_teliti"]
        )
    )
    words = {
        "": now.isna() | ~rows["status"].isin(["dihitung", "triwulan_kosong"]) | (sign == 0),
        "beda dengan angka setahun": differs,
        "sudah tercapai": summed & (sign > 0) & (now >= 0) & ~last,
        "sudah meleset": summed & (sign < 0) & (now < 0) & ~last,
        "tercapai": last & (now >= 0) & (~partial | (sign > 0)),
        "meleset": last & (now < 0) & (~partial | (sign < 0)),
        " ": partial,
        "akan meleset": (behind < 0) | (behind.isna() & (hoped < 0)),
        "di bawah target setahun": behind.isna() & hoped.isna() & (now < 0),
    }
    return choose(list(words.values()), [word.strip() for word in words], "sesuai laju")
