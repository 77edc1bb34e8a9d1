"""Up to which size a difference between two figures of an indicator is none.

The one dead band of the suite: of a direction, of the way to a target, of a place beside others.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE
from .series import Deret, indicator_numbers, series_of
from .units import describe_units

__all__ = ["compute_precision", "decimals_of", "half_unit", "series_precision"]


def compute_precision(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return how precisely each indicator is known.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun), as for `compute_trend`

    Returns
    -------
    DataFrame, one row per indicator in order of first appearance
        `dinas` (where given), `indikator` · `desimal`: decimals of its series · `setengah`: half a
        unit of the last decimal; nought where whole numbers count something · `revisi`: largest
        difference between two publications of one year; nought where there is none ·
        `ketelitian`: a difference between two figures of the series up to this size is none. A
        series without a number has none of them.

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": "idg", "tahun": [2020, 2021, 2022]})
    >>> frame = frame.assign(realisasi=["78.06", "77.63", "78.77"], data_tahun=[None, 2020, 2021])
    >>> compute_precision(frame)[["desimal", "setengah", "revisi"]].round(3).values.tolist()
    [[2.0, 0.005, 0.43]]
    """
    numbers, first = indicator_numbers(kinerja)
    deret = series_of(kinerja, numbers, len(first))
    rows = kinerja.iloc[first].reset_index(drop=True)
    names = [
        rows[name] if name in rows else pd.Series("", index=rows.index)
        for name in ("satuan", "nama_indikator")
    ]
    kinds = describe_units(*names)["sifat"]
    digits = decimals_of(deret)
    known = deret.n > 0
    return rows[[name for name in ("dinas", "indikator") if name in rows]].assign(
        desimal=np.where(known, digits, np.nan),
        setengah=np.where(known, half_unit(digits, kinds), np.nan),
        revisi=np.where(known, deret.revisi, np.nan),
        ketelitian=series_precision(digits, kinds, deret),
    )


def decimals_of(deret: Deret) -> np.ndarray:
    """Return with how many decimals the figures of each indicator are given, at most six."""
    digits = np.zeros(len(deret.nilai), dtype=int)
    rest = np.arange(len(deret.nilai))
    for place in range(6):
        rest = rest[np.abs(deret.nilai[rest] - np.round(deret.nilai[rest], place)) > 10.0**-NOISE]
        digits[rest] = place + 1
    out = np.zeros(len(deret.n), dtype=int)
    np.maximum.at(out, deret.nomor, digits)
    return out


def half_unit(digits: np.ndarray, sifat: pd.Series) -> np.ndarray:
    """Return half a unit of the last decimal.

    Whole numbers that count something, or whose unit is not known, are exact.
    """
    exact = (digits == 0) & sifat.isin(["jumlah", ""]).to_numpy()
    return np.where(exact, 0.0, 0.5 * 10.0**-digits)


def series_precision(digits: np.ndarray, sifat: pd.Series, deret: Deret) -> np.ndarray:
    """Return up to which size a change between two figures of a series is none.

    Half a unit of the last decimal of either figure. Where one year was published twice, at least
    that difference.
    """
    size = np.maximum(2 * half_unit(digits, sifat), deret.revisi)
    return np.round(np.where(deret.n > 0, size, np.nan), NOISE)
