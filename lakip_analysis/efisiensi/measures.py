"""Every measure of efficiency in use, each a named pure function with its source.

None of them is "the" efficiency. Which figures a measure is applied to, and when it says yes, is a
row of `aturan/efisiensi.csv`. Percentages are on the 0–100 scale, money in rupiah; missing in,
missing out; a division by nothing has no value.
"""

from __future__ import annotations

import numpy as np

from ..aturan.rules import threshold

__all__ = [
    "absorption",
    "efektivitas",
    "efisiensi_belanja_langsung",
    "efisiensi_pmk",
    "efisiensi_pmk249",
    "efisiensi_pmk_gabungan",
    "efisiensi_rasio",
    "efisiensi_selisih",
    "efisiensi_sisa",
    "ekonomi",
    "indeks_efisiensi",
    "nilai_efisiensi",
    "serapan_per_capaian",
    "tingkat_efisiensi",
    "unit_cost",
]


def absorption(pagu_rp, realisasi_rp) -> np.ndarray:
    """Return realised / allotted × 100; no value where nothing was allotted.

    Examples
    --------
    >>> absorption([19_957_000, 0], [4_400_000, 0]).round(2).tolist()
    [22.05, nan]
    """
    pagu, real = np.asarray(pagu_rp, dtype=float), np.asarray(realisasi_rp, dtype=float)
    return _divide(real, pagu) * 100


def efisiensi_sisa(serapan_persen) -> np.ndarray:
    """Return 100 − absorption, the share left over (Pontianak 2024's "tingkat efisiensi")."""
    return 100 - np.asarray(serapan_persen, dtype=float)


def efisiensi_selisih(capaian_persen, serapan_persen) -> np.ndarray:
    """Return achievement − absorption in points.

    Notes
    -----
    Source: Singkawang 2023, Table 3.5: 113,01 − 96,37 = 16,64.

    Examples
    --------
    >>> efisiensi_selisih([113.01], [96.37]).round(2).tolist()
    [16.64]
    """
    return np.asarray(capaian_persen, dtype=float) - np.asarray(serapan_persen, dtype=float)


def efisiensi_rasio(capaian_persen, serapan_persen) -> np.ndarray:
    """Return achievement / absorption × 100.

    Notes
    -----
    Source: Malang 2023, Table 3.6: 132,06 / 95,35 → 138,51.

    Examples
    --------
    >>> efisiensi_rasio([132.06, 50.0], [95.345, 0.0]).round(2).tolist()
    [138.51, nan]
    """
    return indeks_efisiensi(capaian_persen, serapan_persen) * 100


def efisiensi_pmk(pagu_rp, realisasi_rp, capaian_persen) -> np.ndarray:
    """Return E = (pagu × C − realised) / (pagu × C) × 100; no value when C is 0 or less.

    Notes
    -----
    Source: PMK 214/2017, PMK 22/2021 (per output). C is the achievement as a fraction, used as
    given: a C above 1 inflates E.

    Examples
    --------
    >>> efisiensi_pmk([1000, 500], [900, 480], [100, 90]).round(2).tolist()
    [10.0, -6.67]
    """
    earned = np.asarray(pagu_rp, dtype=float) * np.asarray(capaian_persen, dtype=float) / 100
    left = earned - np.asarray(realisasi_rp, dtype=float)
    return _divide(left, np.where(earned > 0, earned, 0)) * 100


def efisiensi_pmk_gabungan(pagu_rp, realisasi_rp, capaian_persen) -> float:
    """Return E over several lines together: Σ(pagu × C − realised) / Σ(pagu × C) × 100.

    A line without budget, spending or C is left out; no value when nothing was earned.

    Examples
    --------
    >>> round(efisiensi_pmk_gabungan([1000, 500, 2000], [900, 480, 1950], [100, 90, 105]), 2)
    6.2
    """
    pagu, real, c = (np.asarray(x, dtype=float) for x in (pagu_rp, realisasi_rp, capaian_persen))
    known = ~np.isnan(pagu) & ~np.isnan(real) & ~np.isnan(c)
    earned = (pagu[known] * c[known] / 100).sum()
    return float((earned - real[known].sum()) / earned * 100) if earned > 0 else np.nan


def nilai_efisiensi(e_persen) -> np.ndarray:
    """Return NE = 50 + E / 20 × 50 with E held within ±20, so NE stays in 0–100.

    Examples
    --------
    >>> nilai_efisiensi([3.99, 35.0, -50.0]).round(2).tolist()
    [59.98, 100.0, 0.0]

    Notes
    -----
    Source: PMK 214/2017; verified on Puslatbang KMP LAN 2021 (NE 59,98 ⇔ E 3,99).
    """
    limit = threshold("efisiensi_batas")
    return 50 + np.clip(np.asarray(e_persen, dtype=float), -limit, limit) / limit * 50


def efisiensi_belanja_langsung(realisasi_langsung_rp: float, realisasi_belanja_rp: float) -> float:
    """Return realised direct spending / realised spending × 100.

    Notes
    -----
    Source: Belitung 2024, Tables 3.48–3.49.

    Examples
    --------
    >>> round(efisiensi_belanja_langsung(5_367_987_782, 9_521_256_875), 2)
    56.38
    """
    return float(_divide(np.float64(realisasi_langsung_rp), np.float64(realisasi_belanja_rp)) * 100)


def efisiensi_pmk249(pagu_rp, realisasi_rp, volume_target, volume_realisasi) -> np.ndarray:
    """Return the saving of each output, (1 − realised / planned cost per unit) × 100.

    The mean over the outputs is the measure.

    Notes
    -----
    Source: PMK 249/2011, E = 1/n Σ [1 − (RA/RV) / (PA/TV)] × 100; repealed, still copied.

    Examples
    --------
    >>> efisiensi_pmk249([1000, 500], [900, 480], [100, 100], [100, 90]).round(2).tolist()
    [10.0, -6.67]
    """
    planned, actual = unit_cost(pagu_rp, volume_target), unit_cost(realisasi_rp, volume_realisasi)
    return (1 - _divide(actual, planned)) * 100


def unit_cost(amount_rp, volume) -> np.ndarray:
    """Return rupiah per unit of output; no value for a volume that is missing, zero or less.

    Examples
    --------
    >>> unit_cost([1_000_000, 1_000_000], [4, 0]).tolist()
    [250000.0, nan]
    """
    volume = np.asarray(volume, dtype=float)
    return _divide(np.asarray(amount_rp, dtype=float), np.where(volume > 0, volume, 0))


def indeks_efisiensi(capaian_persen, serapan_persen) -> np.ndarray:
    """Return IE = achievement / absorption; 1 and more is read as efficient.

    Notes
    -----
    Source: BPOM (PRKOM 2021: 99,92 / 94,00 = 1,063).

    Examples
    --------
    >>> indeks_efisiensi([99.92], [94.00]).round(3).tolist()
    [1.063]
    """
    return _divide(np.asarray(capaian_persen, dtype=float), np.asarray(serapan_persen, dtype=float))


def tingkat_efisiensi(capaian_persen, serapan_persen) -> np.ndarray:
    """Return TE = (IE − 1) / 1, how far the index lies from its standard of 1.

    Notes
    -----
    Source: BPOM (PRKOM 2021: 0,063).
    """
    return indeks_efisiensi(capaian_persen, serapan_persen) - 1


def serapan_per_capaian(capaian_persen, serapan_persen) -> np.ndarray:
    """Return absorption / achievement × 100, the cost of a point of achievement.

    Notes
    -----
    Source: Kabupaten Cirebon; below 100 is read as efficient.
    """
    c = np.asarray(capaian_persen, dtype=float)
    return _divide(np.asarray(serapan_persen, dtype=float), np.where(c > 0, c, 0)) * 100


def ekonomi(pagu_rp, realisasi_rp) -> np.ndarray:
    """Return realised / planned input × 100; below 100 is economical (Mahsun 2009)."""
    return absorption(pagu_rp, realisasi_rp)


def efektivitas(capaian_persen) -> np.ndarray:
    """Return outcome / target × 100, the achievement; from 100 on effective (Mahsun 2009)."""
    return np.asarray(capaian_persen, dtype=float)


def _divide(part, whole) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole == 0, np.nan, np.asarray(part) / whole)
