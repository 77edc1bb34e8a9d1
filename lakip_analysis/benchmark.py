"""A realisation against others: national, provincial, SPM or peer values; and the same concept in several dinas."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .achievement import split_values

__all__ = ["compare_acuan", "compare_konsep"]

SIGN = {"naik": 1, "turun": -1}


def compare_acuan(kinerja: pd.DataFrame, acuan: pd.DataFrame) -> pd.DataFrame:
    """Put each benchmark beside the realisation of its indicator and year.

    selisih = realisasi − acuan, in the unit of the indicator (points for a percentage).

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `nama_indikator`, `satuan`, `polaritas`, `realisasi`, `data_tahun`.
    acuan : DataFrame, one row per benchmark (`acuan.csv`); several per indicator are kept side by side.

    Returns
    -------
    DataFrame, one row per benchmark
        Adds `realisasi`, `selisih` and `posisi`: lebih baik, sama, lebih buruk (by polarity), di atas / di bawah (an indicator that should
        stay), `tidak sebanding` (definition or unit differ: no difference is computed), `tanpa angka` (either value is missing).

    Examples
    --------
    >>> k = pd.DataFrame({"indikator": ["a"], "tahun": [2024], "nama_indikator": "A", "satuan": "%", "polaritas": "turun",
    ...                   "realisasi": "5.3", "data_tahun": [None]})
    >>> b = pd.DataFrame({"indikator": ["a"], "tahun": [2024], "acuan": "provinsi", "nama_acuan": "P", "nilai": "6.1", "sebanding": "ya"})
    >>> compare_acuan(k, b)[["selisih", "posisi"]].round(2).values.tolist()
    [[-0.8, 'lebih baik']]
    """
    columns = ["indikator", "tahun", "nama_indikator", "satuan", "polaritas", "realisasi", "data_tahun"]
    out = acuan.merge(kinerja[columns], on=["indikator", "tahun"], how="left")
    real, other = split_values(out["realisasi"])["angka"], split_values(out["nilai"])["angka"]
    comparable = out["sebanding"] == "ya"
    gap = (real - other).where(comparable)
    return out.assign(selisih=gap, posisi=_position(gap, out["polaritas"], comparable))


def compare_konsep(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Put the same concept of several dinas side by side, latest realisation of each.

    Parameters
    ----------
    kinerja : DataFrame, one row per (dinas, indikator, tahun) of several dinas, with `konsep`.

    Returns
    -------
    DataFrame, one row per (konsep, dinas) for concepts that two or more dinas measure with a number in the same unit
        `konsep`, `dinas`, `nama_indikator`, `satuan`, `polaritas`, `tahun` (of the figure), `realisasi_angka`.
    """
    year = pd.to_numeric(kinerja["data_tahun"]).fillna(kinerja["tahun"]).astype(int)
    rows = kinerja.assign(realisasi_angka=split_values(kinerja["realisasi"])["angka"], tahun=year)
    rows = rows[(rows["konsep"] != "") & rows["realisasi_angka"].notna()].sort_values("tahun", kind="stable")
    latest = rows.drop_duplicates(["konsep", "dinas"], keep="last")
    several = latest.groupby(["konsep", "satuan"])["dinas"].transform("nunique") > 1
    columns = ["konsep", "dinas", "nama_indikator", "satuan", "polaritas", "tahun", "realisasi_angka"]
    return latest[several].sort_values(["konsep", "dinas"])[columns].reset_index(drop=True)


def _position(gap: pd.Series, polaritas: pd.Series, comparable: pd.Series) -> pd.Series:
    better = gap.round(9) * polaritas.map(SIGN)
    cases = [~comparable, gap.isna(), gap.round(9) == 0, better > 0, better < 0, gap > 0]
    words = ["tidak sebanding", "tanpa angka", "sama", "lebih baik", "lebih buruk", "di atas"]
    return pd.Series(np.select(cases, words, "di bawah"), index=gap.index, dtype=str)
