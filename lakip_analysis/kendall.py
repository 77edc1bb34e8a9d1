"""Exact Mann–Kendall and Theil–Sen for short series, one at a time or a block of equal length at once.

The null distribution of S is that of the number of inversions of a multiset: the Gaussian multinomial coefficient, exact in integers, ties
included. At three to six yearly points the usual normal approximation is wrong.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from scipy.stats import norm

__all__ = ["MannKendall", "TheilSen", "mann_kendall", "p_two_sided", "s_statistic", "slopes_with_limits", "theil_sen"]

EXACT_UP_TO = 10
EXACT_INTERVAL_UP_TO = 30


class MannKendall(NamedTuple):
    """Result of the Mann–Kendall test of one series; `method` is `eksak` or `pendekatan normal`."""

    n: int
    s: int
    p_two_sided: float
    p_increasing: float
    p_decreasing: float
    method: str


class TheilSen(NamedTuple):
    """Median of pairwise slopes per year, its intercept, and the confidence limits (NaN where no interval is possible)."""

    slope: float
    intercept: float
    lower: float
    upper: float


def mann_kendall(values) -> MannKendall:
    """Test one yearly series for a monotone trend.

    Parameters
    ----------
    values : sequence of float
        In the order of time; missing values are left out.

    Returns
    -------
    MannKendall
        p from the exact distribution of S given the ties of the data for n ≤ 10, else the normal approximation with
        tie and continuity correction. Fewer than two values, or all equal: S = 0 and p = 1.

    Notes
    -----
    Source: Mann (1945), Kendall (1975); with ties S follows the Gaussian multinomial coefficient.

    Examples
    --------
    >>> mann_kendall([2.1, 2.3, 2.2, 2.6, 2.9])[:3]
    (5, 8, 0.08333333333333333)
    """
    x = np.asarray(values, dtype=float)
    x = x[~np.isnan(x)]
    s, ties = s_statistic(x[None, :])[0], _tie_patterns(x[None, :])[0]
    two, up, down = _p_values(len(x), int(s), ties)
    return MannKendall(len(x), int(s), two, up, down, "eksak" if len(x) <= EXACT_UP_TO else "pendekatan normal")


def theil_sen(years, values, level: float = 0.95) -> TheilSen:
    """Estimate the change per year of one series.

    Parameters
    ----------
    years, values : sequences of float
        Real years, so that a gap counts; a missing value leaves its year out.
    level : float
        Confidence level of the interval.

    Returns
    -------
    TheilSen
        Limits by inverting the exact distribution of Kendall's S; NaN when the series is too short for that level.

    Notes
    -----
    Source: Theil (1950), Sen (1968); limits as in Hollander & Wolfe, *Nonparametric Statistical Methods*.

    Examples
    --------
    >>> theil_sen(range(5), [2.1, 2.3, 2.2, 2.6, 2.9])[:2]
    (0.2, 2.1)
    """
    x, y = np.asarray(years, dtype=float), np.asarray(values, dtype=float)
    keep = ~np.isnan(x) & ~np.isnan(y)
    x, y = x[keep], y[keep]
    if len(x) < 2:
        return TheilSen(np.nan, np.nan, np.nan, np.nan)
    slope, lower, upper = (part[0] for part in slopes_with_limits(x[None, :], y[None, :], level))
    return TheilSen(float(round(slope, 12)), float(round(np.median(y - slope * x), 12)), float(lower), float(upper))


def slopes_with_limits(x: np.ndarray, y: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return slope, lower and upper limit of each row of a block (rows: series, columns: their years and values)."""
    first, second = np.triu_indices(x.shape[1], 1)
    slopes = np.sort((y[:, second] - y[:, first]) / (x[:, second] - x[:, first]), axis=1)
    rank = _interval_rank(x.shape[1], level)
    none = np.full(len(x), np.nan)
    if rank is None:
        return np.median(slopes, axis=1), none, none
    return np.median(slopes, axis=1), slopes[:, rank], slopes[:, -1 - rank]


@cache
def _interval_rank(n: int, level: float) -> int | None:
    """Return the index of the lower limit among the sorted slopes; None when no interval of that level exists."""
    pairs = n * (n - 1) // 2
    if n > EXACT_INTERVAL_UP_TO:
        spread = norm.ppf((1 + level) / 2) * np.sqrt(n * (n - 1) * (2 * n + 5) / 18)
        return max(int((pairs - spread) // 2) - 1, 0)
    upper_tail, _ = _tails((1,) * n)
    critical = [s for s in range(-pairs, pairs + 1, 2) if upper_tail[s + pairs] <= (1 - level) / 2]
    return (pairs - critical[0]) // 2 if critical else None


def s_statistic(y: np.ndarray) -> np.ndarray:
    """Return Kendall's S of each row: pairs that rise less pairs that fall."""
    first, second = np.triu_indices(y.shape[1], 1)
    return np.sign(y[:, second] - y[:, first]).sum(axis=1).astype(int)


def _tie_patterns(y: np.ndarray) -> list[tuple[int, ...]]:
    same = np.diff(np.sort(y, axis=1), axis=1) == 0
    return [_pattern(tuple(row)) for row in same]


@cache
def _pattern(same: tuple[bool, ...]) -> tuple[int, ...]:
    sizes = [1]
    for equal in same:
        sizes = [*sizes[:-1], sizes[-1] + 1] if equal else [*sizes, 1]
    return tuple(sorted(sizes))


def p_two_sided(y: np.ndarray, s: np.ndarray) -> np.ndarray:
    """Look up p for a block of series of equal length; series with the same ties and S share one value."""
    same = np.diff(np.sort(y, axis=1), axis=1) == 0
    codes = np.column_stack([same @ (1 << np.arange(same.shape[1])), np.abs(s)])
    unique, first, back = np.unique(codes, axis=0, return_index=True, return_inverse=True)
    values = [
        _p_values(y.shape[1], int(pair[1]), _pattern(tuple(same[row])))[0]
        for pair, row in zip(unique, first, strict=True)
    ]
    return np.asarray(values)[back.ravel()]


def _p_values(n: int, s: int, ties: tuple[int, ...]) -> tuple[float, float, float]:
    if n < 2:
        return 1.0, 1.0, 1.0
    if n > EXACT_UP_TO:
        return _p_normal(n, s, ties)
    at_least, at_most = _tails(ties)
    shift = n * (n - 1) // 2
    two = min(1.0, at_least[abs(s) + shift] + at_most[-abs(s) + shift]) if s else 1.0
    return float(two), float(at_least[s + shift]), float(at_most[s + shift])


@cache
def _tails(ties: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return P(S ≥ s) and P(S ≤ s) for s from −n(n−1)/2 upward, given the sizes of the groups of equal values.

    The number of inversions of a multiset follows the Gaussian multinomial [n]! / ∏[t]!; S = untied pairs − 2 × inversions.
    """
    n = sum(ties)
    top = _factorial(n)
    for size in ties:
        top = _divide(top, _factorial(size))
    pairs, untied, total = n * (n - 1) // 2, len(top) - 1, sum(top)
    mass = np.zeros(2 * pairs + 1)
    mass[pairs + untied - 2 * np.arange(untied + 1)] = [count / total for count in top]
    return np.cumsum(mass[::-1])[::-1], np.cumsum(mass)


@cache
def _factorial(n: int) -> tuple[int, ...]:
    """Return the coefficients of [n]! = ∏ (1 + q + … + q^(k−1)) as exact integers."""
    coefficients = [1]
    for k in range(2, n + 1):
        coefficients = [sum(coefficients[max(0, i - k + 1) : i + 1]) for i in range(len(coefficients) + k - 1)]
    return tuple(coefficients)


def _divide(top: tuple[int, ...], bottom: tuple[int, ...]) -> tuple[int, ...]:
    rest, quotient = list(top), []
    for i in range(len(top) - len(bottom) + 1):
        quotient.append(rest[i])
        for j, b in enumerate(bottom):
            rest[i + j] -= quotient[-1] * b
    return tuple(quotient)


def _p_normal(n: int, s: int, ties: tuple[int, ...]) -> tuple[float, float, float]:
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    if variance == 0:
        return 1.0, 1.0, 1.0
    spread = np.sqrt(variance)
    up, down = norm.sf((s - 1) / spread), norm.cdf((s + 1) / spread)
    return float(min(1.0, 2 * norm.sf((abs(s) - 1) / spread))) if s else 1.0, float(up), float(down)
