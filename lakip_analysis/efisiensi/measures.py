"""Every measure of efficiency in use, each a named pure function with its source. None of them is "the" efficiency.

Percentages are on the 0–100 scale, money in rupiah; missing in, missing out; a division by nothing has no value.
"""

from __future__ import annotations

import numpy as np

from ..errors import RuleError

__all__ = [
    "absorption",
    "band_efektivitas",
    "band_kepmendagri",
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
    "read_nilai_efisiensi",
    "serapan_per_capaian",
    "tingkat_efisiensi",
    "unit_cost",
]


E_LIMIT = 20.0


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
    """Return achievement − absorption in points (Singkawang 2023, Table 3.5: 113,01 − 96,37 = 16,64).

    Examples
    --------
    >>> efisiensi_selisih([113.01], [96.37]).round(2).tolist()
    [16.64]
    """
    return np.asarray(capaian_persen, dtype=float) - np.asarray(serapan_persen, dtype=float)


def efisiensi_rasio(capaian_persen, serapan_persen) -> np.ndarray:
    """Return achievement / absorption × 100 (Malang 2023, Table 3.6: 132,06 / 95,35 → 138,51).

    Examples
    --------
    >>> efisiensi_rasio([132.06, 50.0], [95.345, 0.0]).round(2).tolist()
    [138.51, nan]
    """
    return (
        _divide(np.asarray(capaian_persen, dtype=float), np.asarray(serapan_persen, dtype=float))
        * 100
    )


def efisiensi_pmk(pagu_rp, realisasi_rp, capaian_persen) -> np.ndarray:
    """Return E = (pagu × C − realised) / (pagu × C) × 100 with C the achievement as a fraction; no value when C is 0 or less.

    Notes
    -----
    Source: PMK 214/2017, PMK 22/2021 (per output). C is used as measured; a C above 1 inflates E.

    Examples
    --------
    >>> efisiensi_pmk([1000, 500], [900, 480], [100, 90]).round(2).tolist()
    [10.0, -6.67]
    """
    earned = np.asarray(pagu_rp, dtype=float) * np.asarray(capaian_persen, dtype=float) / 100
    return (
        _divide(earned - np.asarray(realisasi_rp, dtype=float), np.where(earned > 0, earned, 0))
        * 100
    )


def efisiensi_pmk_gabungan(pagu_rp, realisasi_rp, capaian_persen) -> float:
    """Return E over several outputs together: Σ(pagu × C − realised) / Σ(pagu × C) × 100; lines without C are left out.

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
    return 50 + np.clip(np.asarray(e_persen, dtype=float), -E_LIMIT, E_LIMIT) / E_LIMIT * 50


def efisiensi_belanja_langsung(realisasi_langsung_rp: float, realisasi_belanja_rp: float) -> float:
    """Return realised direct spending / realised spending × 100 (Belitung 2024, Tables 3.48–3.49)."""
    return float(_divide(np.float64(realisasi_langsung_rp), np.float64(realisasi_belanja_rp)) * 100)


def band_kepmendagri(persen) -> np.ndarray:
    """Return the band of Kepmendagri 690.900.327/1996 for an efficiency percentage (borrowed: it was made for cost / revenue).

    Examples
    --------
    >>> band_kepmendagri([49.2, 80, 95, 100, 101, float("nan")]).tolist()
    ['sangat efisien', 'efisien', 'kurang efisien', 'kurang efisien', 'tidak efisien', '']
    """
    x = np.asarray(persen, dtype=float).round(10)
    names = ["sangat efisien", "efisien", "cukup efisien", "kurang efisien", "tidak efisien"]
    return np.select([x < 60, x <= 80, x <= 90, x <= 100, x > 100], names, "")


def efisiensi_pmk249(pagu_rp, realisasi_rp, volume_target, volume_realisasi) -> np.ndarray:
    """Return the saving of each output, (1 − realised cost per unit / planned cost per unit) × 100; the mean over outputs is the measure.

    Notes
    -----
    Source: PMK 249/2011, E = 1/n Σ [1 − (RA/RV) / (PA/TV)] × 100; repealed, still copied by regions.

    Examples
    --------
    >>> efisiensi_pmk249([1000, 500, 2000], [900, 480, 1950], [100, 100, 100], [100, 90, 105]).round(2).tolist()
    [10.0, -6.67, 7.14]
    """
    planned, actual = unit_cost(pagu_rp, volume_target), unit_cost(realisasi_rp, volume_realisasi)
    return (1 - _divide(actual, planned)) * 100


def unit_cost(amount_rp, volume) -> np.ndarray:
    """Return rupiah per unit of output; no value for a volume of zero or less, nor for a missing one.

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
    """Return TE = (IE − 1) / 1, how far the index lies from its standard of 1 (BPOM; PRKOM 2021: 0,063)."""
    return indeks_efisiensi(capaian_persen, serapan_persen) - 1


def serapan_per_capaian(capaian_persen, serapan_persen) -> np.ndarray:
    """Return absorption / achievement × 100, the cost of a point of achievement; below 100 is read as efficient (Kabupaten Cirebon)."""
    c = np.asarray(capaian_persen, dtype=float)
    return _divide(np.asarray(serapan_persen, dtype=float), np.where(c > 0, c, 0)) * 100


def ekonomi(pagu_rp, realisasi_rp) -> np.ndarray:
    """Return realised input / planned input × 100; below 100 is economical, whatever came out of it (Mahsun)."""
    return absorption(pagu_rp, realisasi_rp)


def efektivitas(capaian_persen) -> np.ndarray:
    """Return outcome / target × 100, which is the achievement; above 100 is effective, whatever it cost (Mahsun)."""
    return np.asarray(capaian_persen, dtype=float)


def band_efektivitas(persen) -> np.ndarray:
    """Return the band of effectiveness of Kepmendagri 690.900.327/1996 (borrowed: made for regional revenue).

    Examples
    --------
    >>> band_efektivitas([101, 100, 90, 80, 60, 59.9, float("nan")]).tolist()
    ['sangat efektif', 'efektif', 'efektif', 'cukup efektif', 'kurang efektif', 'tidak efektif', '']
    """
    x = np.asarray(persen, dtype=float).round(10)
    return np.select(
        [x > 100, x >= 90, x >= 80, x >= 60, x < 60],
        ["sangat efektif", "efektif", "cukup efektif", "kurang efektif", "tidak efektif"],
        "",
    )


def read_nilai_efisiensi(ne) -> np.ndarray:
    """Return printed NE values, or refuse them: NE lies between 0 and 100 by its definition.

    Raises
    ------
    RuleError
        A value outside, as the 235 % of a report of 2019.

    Examples
    --------
    >>> read_nilai_efisiensi([59.98]).tolist()
    [59.98]
    """
    values = np.asarray(ne, dtype=float)
    outside = values[(values < 0) | (values > 100)]
    if len(outside):
        raise RuleError(
            f"NE {', '.join(f'{value:g}' for value in outside)} di luar 0–100. Periksa E dan batas ±20-nya pada laporan itu."
        )
    return values


def _divide(part, whole) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole == 0, np.nan, np.asarray(part) / whole)
