"""Exact Mann–Kendall and Theil–Sen for short series, one at a time or many of equal length at once.

The null distribution of S is that of the number of inversions of a multiset: the Gaussian
multinomial coefficient, exact in integers, ties included. At three to six yearly points the usual
normal approximation is wrong.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import scipy  # its parts load where they are first used

__all__ = [
    "Fit",
    "MannKendall",
    "TheilSen",
    "chance_of_agreement",
    "fit_block",
    "mann_kendall",
    "theil_sen",
]


EXACT_UP_TO = 60  # years; without ties one short recursion gives every p

EXACT_TIED_UP_TO = 20  # with ties each pattern of ties has a distribution of its own


class MannKendall(NamedTuple):
    """Result of the Mann–Kendall test of one series; `method` is `eksak` or `pendekatan normal`."""

    n: int
    s: int
    p_two_sided: float
    p_increasing: float
    p_decreasing: float
    method: str


class TheilSen(NamedTuple):
    """Median of pairwise slopes per year, its intercept, and the confidence limits.

    The limits are NaN where no interval is possible.
    """

    slope: float
    intercept: float
    lower: float
    upper: float


class Fit(NamedTuple):
    """Slope per year, its limits, S and two-sided p of many series, one number per series."""

    slope: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    s: np.ndarray
    p: np.ndarray
    agree: np.ndarray  # share of all pairs of years that go the way of S; a tied pair goes no way


def mann_kendall(values) -> MannKendall:
    """Test one yearly series for a monotone trend.

    Parameters
    ----------
    values : sequence of float
        In the order of time; missing values are left out.

    Returns
    -------
    MannKendall
        p from the exact distribution of S given the ties of the data, for n ≤ 60 (n ≤ 20 with
        ties), else the normal approximation with tie and continuity correction. Fewer than two
        values, or all equal: S = 0 and p = 1.

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
    first, second = np.triu_indices(len(x), 1)
    s = int(np.sign(x[second] - x[first]).sum())
    ties = _pattern(tuple(np.diff(np.sort(x)) == 0))
    method = "eksak" if _is_exact(len(x), ties) else "pendekatan normal"
    return MannKendall(len(x), s, *_p_values(len(x), s, ties), method)


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
        Limits by inverting the exact distribution of Kendall's S; NaN when the series is too short
        for that level.

    Raises
    ------
    ValueError
        Years and values of different length, or a year twice.

    Notes
    -----
    Source: Theil (1950), Sen (1968); limits as in Hollander & Wolfe, *Nonparametric Statistical
    Methods*.

    Examples
    --------
    >>> theil_sen(range(5), [2.1, 2.3, 2.2, 2.6, 2.9])[:2]
    (0.2, 2.1)
    """
    x, y = np.asarray(years, dtype=float), np.asarray(values, dtype=float)
    if x.shape != y.shape:
        raise ValueError(f"{len(x)} tahun tetapi {len(y)} nilai; beri satu nilai per tahun.")
    keep = ~np.isnan(x) & ~np.isnan(y)
    x, y = x[keep], y[keep]
    if len(np.unique(x)) < len(x):
        raise ValueError("Ada tahun yang muncul lebih dari sekali; beri satu nilai per tahun.")
    if len(x) < 2:
        return TheilSen(np.nan, np.nan, np.nan, np.nan)
    order = np.argsort(x, kind="stable")
    slope, lower, upper = (
        part[0] for part in fit_block(x[order][None, :], y[order][None, :], level)[:3]
    )
    return TheilSen(
        float(round(slope, 12)),
        float(round(np.median(y - slope * x), 12)),
        float(lower),
        float(upper),
    )


def fit_block(x: np.ndarray, y: np.ndarray, level: float = 0.95) -> Fit:
    """Fit every row of a block of series of equal length.

    Rows are series; the columns of `x` are their years, rising, those of `y` their values.
    """
    first, second = np.triu_indices(y.shape[1], 1)
    rise, pairs = y[:, second] - y[:, first], len(first)
    sign = np.sign(rise)
    s = (sign @ np.ones(pairs)).astype(int)
    untied = (np.abs(sign) @ np.ones(pairs)).astype(int)
    slopes = rise / (x[:, second] - x[:, first])
    slopes.sort(axis=1)
    slope = (slopes[:, (pairs - 1) // 2] + slopes[:, pairs // 2]) / 2
    rank = _interval_rank(y.shape[1], level)
    none = np.full(len(y), np.nan)
    lower, upper = (none, none) if rank is None else (slopes[:, rank], slopes[:, -1 - rank])
    agree = (np.abs(s) + untied) / 2 / pairs
    return Fit(slope, lower, upper, s, _p_block(y, s, untied < pairs), agree)


def chance_of_agreement(y: np.ndarray, share: float) -> np.ndarray:
    """Return for each row how likely `share` of its pairs of years agree when there is no trend.

    Exact, given the ties of the row: of all orders of its values those are counted in which at
    least that share of all pairs goes one way.

    Examples
    --------
    >>> chance_of_agreement(np.array([[1.0, 2, 3, 4, 5], [1, 1, 1, 1, 2]]), 0.75).round(3).tolist()
    [0.233, 0.0]
    """
    n = y.shape[1]
    same = np.diff(np.sort(y, axis=1), axis=1) == 0
    chance = np.full(len(y), _agreement(n, share, (1,) * n))
    tied = np.flatnonzero(same.any(axis=1))
    chance[tied] = _by_pattern(
        same[tied], np.zeros(len(tied), dtype=int), lambda ties, _: _agreement(n, share, ties)
    )
    return chance


@cache
def _agreement(n: int, share: float, ties: tuple[int, ...]) -> float:
    pairs = n * (n - 1) // 2
    untied = pairs - sum(size * (size - 1) // 2 for size in ties)
    # agreeing pairs = (|S| + untied) / 2
    least = max(int(np.ceil(round(2 * share * pairs, 9))) - untied, 0)
    if not untied or least > untied:
        return 0.0
    return _p_values(n, least, ties)[0]


@cache
def _interval_rank(n: int, level: float) -> int | None:
    """Return the index of the lower limit among the sorted slopes; None: there is no interval."""
    pairs = n * (n - 1) // 2
    if n > EXACT_UP_TO:
        spread = scipy.special.ndtri((1 + level) / 2) * np.sqrt(n * (n - 1) * (2 * n + 5) / 18)
        return max(int((pairs - spread) // 2) - 1, 0)
    upper_tail, _ = _tails((1,) * n)
    critical = [s for s in range(-pairs, pairs + 1, 2) if upper_tail[s + pairs] <= (1 - level) / 2]
    return (pairs - critical[0]) // 2 if critical else None


@cache
def _pattern(same: tuple[bool, ...]) -> tuple[int, ...]:
    """Return the sizes of the groups of equal values, given which sorted neighbours are equal."""
    sizes = [1]
    for equal in same:
        sizes = [*sizes[:-1], sizes[-1] + 1] if equal else [*sizes, 1]
    return tuple(sorted(sizes))


def _p_block(y: np.ndarray, s: np.ndarray, tied: np.ndarray) -> np.ndarray:
    """Look up p of each row: series with the same ties and |S| share one value.

    Those without ties share one short table.
    """
    n = y.shape[1]
    table = np.array([_p_values(n, size, (1,) * n)[0] for size in range(n * (n - 1) // 2 + 1)])
    p = table[np.abs(s)]
    if tied.any():
        p[tied] = _p_tied(y[tied], np.abs(s[tied]))
    return p


def _p_tied(y: np.ndarray, s: np.ndarray) -> np.ndarray:
    n = y.shape[1]
    same = np.diff(np.sort(y, axis=1), axis=1) == 0
    return _by_pattern(same, s, lambda ties, size: _p_values(n, size, ties)[0])


def _by_pattern(same: np.ndarray, s: np.ndarray, compute) -> np.ndarray:
    """Compute once for each pattern of ties and |S|, and give every row its value."""
    n = same.shape[1] + 1
    if n < 50:  # pattern and |S| as one number
        codes = (same @ (1 << np.arange(n - 1))) * n**2 + s
        _, first, back = np.unique(codes, return_index=True, return_inverse=True)
    else:
        codes = np.column_stack([same, s])
        _, first, back = np.unique(codes, axis=0, return_index=True, return_inverse=True)
    values = [compute(_pattern(tuple(same[row])), int(s[row])) for row in first]
    return np.asarray(values, dtype=float)[back.ravel()]


def _is_exact(n: int, ties: tuple[int, ...]) -> bool:
    return n <= (EXACT_UP_TO if max(ties, default=1) == 1 else EXACT_TIED_UP_TO)


def _p_values(n: int, s: int, ties: tuple[int, ...]) -> tuple[float, float, float]:
    if n < 2:
        return 1.0, 1.0, 1.0
    if not _is_exact(n, ties):
        return _p_normal(n, s, ties)
    at_least, at_most = _tails(ties)
    shift = n * (n - 1) // 2
    two = min(1.0, at_least[abs(s) + shift] + at_most[-abs(s) + shift]) if s else 1.0
    return float(two), float(at_least[s + shift]), float(at_most[s + shift])


@cache
def _tails(ties: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return P(S ≥ s) and P(S ≤ s) for s from −n(n−1)/2 upward, given the sizes of groups of ties.

    The number of inversions of a multiset follows the Gaussian multinomial [n]! / ∏[t]!;
    S = untied pairs − 2 × inversions.
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
        sums = [0, *accumulate([*coefficients, *[0] * (k - 1)])]
        coefficients = [sums[i + 1] - sums[max(0, i - k + 1)] for i in range(len(sums) - 1)]
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
    spread, below = np.sqrt(variance), scipy.special.ndtr
    up, down = below(-(s - 1) / spread), below((s + 1) / spread)
    return float(min(1.0, 2 * below(-(abs(s) - 1) / spread))) if s else 1.0, float(up), float(down)
