"""Within the year: quarters put together by each indicator's own rule, and what will miss."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, SIGN
from ..capaian.compute import by_polarity
from ..data.nilai import split_values
from .codes import choose
from .series import indicator_numbers

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
    "data_tahun",
    "status",
    "peringatan",
]

KEYS = ("dinas", "indikator", "tahun")


def compute_triwulan(triwulan: pd.DataFrame, kinerja: pd.DataFrame) -> pd.DataFrame:
    """Put the quarters of each indicator together and say how the year is going.

    Parameters
    ----------
    triwulan : DataFrame, one row per (indikator, tahun, triwulan), as `kinerja_triwulan.csv`
        `dinas` when it holds several; `konsolidasi` says how quarters become a year: jumlah (sum),
        rata_rata (mean of the quarters with a figure), nilai_akhir (last known).
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `indikator`, `tahun`, `target`, `realisasi`, `polaritas`; `dinas` when present.

    Returns
    -------
    DataFrame, one row per (indikator, tahun, triwulan), in order of time

        - `realisasi_gabungan`, `target_gabungan`: put together up to that quarter, by the same
          rule, in the unit; missing in a quarter without a figure of its own; a target only when
          every quarter up to then has one (a last value: that quarter)
        - `target_setahun`: from `kinerja`, else the quarterly targets of the whole year together
        - `kemajuan_persen`: put together, against the year's target (R/T, or (2T − R)/T where less
          is better); `capaian_triwulan_persen`: against the quarterly targets so far
        - `perkiraan_setahun`: a sum at the pace so far (/ quarters × 4), a mean as it is now, a
          last value not at all; `realisasi_setahun`: as `kinerja` has it; `data_tahun`: the year
          that figure is of, where it is an earlier one
        - `status`: dihitung; triwulan_kosong (an earlier quarter has no figure, so the sum is the
          least it can be); realisasi_kosong; tanpa_target; jenjang (labels are not put together)
        - `peringatan`, in the fourth quarter: tercapai, meleset, or beda dengan angka setahun
          (`kinerja` says another figure); before: sudah tercapai, sudah meleset (a sum of counts
          cannot fall), akan meleset (behind the quarterly targets, or without those at the pace so
          far), di bawah target setahun (a last value without quarterly targets), sesuai laju; empty
          where nothing can be said

    Notes
    -----
    Source: consolidation of quarterly data as in the finance ministry's rule for performance (sum,
    average, last known value). The pace is a straight line: work that is planned for the last
    quarter is warned of too, so read a warning as a question.

    Examples
    --------
    >>> kinerja = pd.DataFrame({"indikator": ["a"], "tahun": 2024, "target": 20, "realisasi": ""})
    >>> triwulan = pd.DataFrame({"indikator": "a", "tahun": 2024, "triwulan": [1, 2], "target": ""})
    >>> triwulan = triwulan.assign(realisasi=[4, 5], konsolidasi="jumlah")
    >>> found = compute_triwulan(triwulan, kinerja.assign(polaritas="naik"))
    >>> found[["realisasi_gabungan", "perkiraan_setahun", "peringatan"]].values.tolist()
    [[4.0, 16.0, 'akan meleset'], [9.0, 18.0, 'akan meleset']]
    """
    keys = [name for name in KEYS if name in triwulan]
    rows = triwulan.merge(_year(kinerja), on=keys, how="left")
    rows = rows.assign(triwulan=rows["triwulan"].astype(int), _nomor=indicator_numbers(rows)[0])
    rows = rows.sort_values(["_nomor", "tahun", "triwulan"], kind="stable", ignore_index=True)
    value, goal = split_values(rows["realisasi"]), split_values(rows["target"])
    rows["_label"] = (value["label"] != "") & value["angka"].isna()
    rows["realisasi_gabungan"], whole = _together(rows, value["angka"])
    together, planned = _together(rows, goal["angka"])
    rows["target_gabungan"] = together.where(planned | (rows["konsolidasi"] == "nilai_akhir"))
    rows["target_setahun"] = rows["_target"].fillna(_whole_year(rows))
    rows["perkiraan_setahun"] = _expected(rows, whole)
    for name, target in (
        ("kemajuan_persen", "target_setahun"),
        ("capaian_triwulan_persen", "target_gabungan"),
    ):
        rows[name] = by_polarity(rows["polaritas"], rows[target], rows["realisasi_gabungan"])
    rows["status"] = _status(rows, value["angka"].isna(), whole)
    rows["peringatan"] = _warn(rows)
    return rows.reindex(columns=TRIWULAN_COLUMNS)


def latest_quarter(triwulan: pd.DataFrame) -> pd.DataFrame:
    """Return the last quarter with a figure put together, one row per (indikator, tahun).

    An indicator without any figure keeps its last row.
    """
    known = triwulan.assign(_ada=triwulan["realisasi_gabungan"].notna())
    known = known.sort_values(["_ada", "triwulan"], kind="stable")
    last = known.drop_duplicates(list(KEYS), keep="last")
    return last.drop(columns="_ada").sort_index().reset_index(drop=True)


def _year(kinerja: pd.DataFrame) -> pd.DataFrame:
    year = kinerja[["indikator", "tahun", "polaritas"]].assign(
        dinas=kinerja.get("dinas", ""),
        _target=split_values(kinerja["target"])["angka"],
        realisasi_setahun=split_values(kinerja["realisasi"])["angka"],
        data_tahun=kinerja.get("data_tahun"),
        _teliti=_half_digit(kinerja["realisasi"]),
    )
    return year.drop_duplicates(list(KEYS))


def _half_digit(values: pd.Series) -> pd.Series:
    """Return half a unit of the last digit written: `71.38` → 0.005.

    Two figures that differ by less are the same.
    """
    decimals = values.astype(str).str.extract(r"\.(\d+)$")[0].str.rstrip("0").str.len().fillna(0)
    return 0.5 * 10.0 ** -decimals.where(decimals > 0, 6)  # a whole number is exact


def _together(rows: pd.DataFrame, value: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the value put together up to each quarter, and whether no quarter before is empty."""
    keys = [rows["_nomor"], rows["tahun"]]
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
    return last.groupby([rows["_nomor"], rows["tahun"]]).transform("max")


def _expected(rows: pd.DataFrame, whole: pd.Series) -> pd.Series:
    """Return what the year comes to if the rest of it goes like the quarters so far."""
    summed, mean = rows["konsolidasi"] == "jumlah", rows["konsolidasi"] == "rata_rata"
    factor = np.select([summed, mean], [4 / rows["triwulan"], 1.0], np.nan)
    return rows["realisasi_gabungan"].where(whole | ~summed) * factor


def _status(rows: pd.DataFrame, empty: pd.Series, whole: pd.Series) -> np.ndarray:
    gap = (rows["konsolidasi"] == "jumlah") & ~whole & ~empty
    return choose(
        [
            (rows["_label"], "jenjang"),
            (empty, "realisasi_kosong"),
            (gap, "triwulan_kosong"),
            (rows["target_setahun"].isna(), "tanpa_target"),
        ],
        "dihitung",
    )


def _warn(rows: pd.DataFrame) -> np.ndarray:
    sign = rows["polaritas"].astype(object).map(SIGN).astype(float)
    real, goal = rows["realisasi_gabungan"], rows["target_setahun"]
    # how far beyond the target, in the good direction: now, at the end of the year, by schedule
    now, hoped, behind = (
        (difference * sign).round(NOISE)
        for difference in (
            real - goal,
            rows["perkiraan_setahun"] - goal,
            real - rows["target_gabungan"],
        )
    )
    summed, last = rows["konsolidasi"] == "jumlah", rows["triwulan"] == 4
    partial = rows["status"] == "triwulan_kosong"
    away = (real - rows["realisasi_setahun"]).abs().round(NOISE) > rows["_teliti"]
    judged = rows["status"].isin(["dihitung", "triwulan_kosong"]) & now.notna() & (sign != 0)
    return choose(
        [
            (~judged, ""),
            (last & ~partial & away, "beda dengan angka setahun"),
            # a sum never falls: what is reached stays reached, what is overrun stays overrun
            (summed & (sign > 0) & (now >= 0) & ~last, "sudah tercapai"),
            (summed & (sign < 0) & (now < 0) & ~last, "sudah meleset"),
            (last & (now >= 0) & (~partial | (sign > 0)), "tercapai"),
            (last & (now < 0) & (~partial | (sign < 0)), "meleset"),
            (partial, ""),
            ((behind < 0) | (behind.isna() & (hoped < 0)), "akan meleset"),
            (behind.isna() & hoped.isna() & (now < 0), "di bawah target setahun"),
        ],
        "sesuai laju",
    )
