"""Which of two units is surely ahead, for all pairs at once, and the ranks that leaves each one.

A rank is 1 + how many are truly better. Of a unit only a set of ranks is known: from 1 + how many
are surely better to the number of units less how many are surely worse. All sets hold together at
the level asked for. Source: Mogstad, Romano, Shaikh and Wilhelm, Inference for Ranks with
Applications to Mobility across Neighbourhoods and Academic Achievement across Countries, Review of
Economic Studies 91 (2024), section 3.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import comb, ndtri

from ..aturan.rules import threshold

__all__ = ["Susut", "rank_sets", "shrink", "surely_above", "surely_above_exact"]

TIE = 1e-9  # points, or part of a chance: a difference below this is binary noise


def rank_sets(above: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the best and the worst rank each unit can have.

    Parameters
    ----------
    above : square array of bool; `above[i, k]`: unit i is surely ahead of unit k.

    Examples
    --------
    >>> above = np.array([[False, True, True], [False, False, False], [False, False, False]])
    >>> [ends.tolist() for ends in rank_sets(above)]
    [[1, 2, 2], [1, 3, 3]]
    """
    return 1 + above.sum(axis=0), len(above) - above.sum(axis=1)


def surely_above(
    nilai: np.ndarray,
    galat: np.ndarray,
    derajat: np.ndarray | float = np.inf,
    taraf: float = 0.95,
    pasangan: np.ndarray | None = None,
    benih: int = 1,
    ulangan: int | None = None,
) -> np.ndarray:
    """Return of all ordered pairs whether the first is surely ahead; all of them hold together.

    The largest studentised difference is drawn under no difference at all (parametric bootstrap:
    normal errors, each with its own standard error, which is estimated anew in each draw from its
    degrees of freedom). A pair whose difference exceeds the quantile is decided; the quantile is
    then found again without it, until nothing more is decided (up to `kajian_bertahap` units).

    Parameters
    ----------
    nilai, galat : arrays, one per unit: estimate and standard error (> 0), in one unit of measure
    derajat : degrees of freedom behind each standard error; infinite: it is known
    taraf : chance that no decision is wrong
    pasangan : square array of bool, optional
        The ordered pairs that are looked at; default all. The pairs of one unit alone give its own
        set, which holds by itself and not together with others.
    benih : seed of the draws; the same units in another order get the same draws.
    ulangan : number of draws; default `kajian_ulangan`, for more than `kajian_bertahap` units
        `kajian_ulangan_banyak`.

    Returns
    -------
    square array of bool, `[i, k]`: i is surely ahead of k

    Examples
    --------
    >>> above = surely_above(np.array([90.0, 60.0, 58.0]), np.array([3.0, 3.0, 3.0]))
    >>> [ends.tolist() for ends in rank_sets(above)]
    [[1, 2, 2], [1, 3, 3]]
    """
    nilai, galat = np.asarray(nilai, dtype=float), np.asarray(galat, dtype=float)
    n = len(nilai)
    degrees = np.broadcast_to(np.asarray(derajat, dtype=float), n)
    asked = ~np.eye(n, dtype=bool)
    if pasangan is not None:
        asked &= pasangan
    if not asked.any():
        return np.zeros((n, n), dtype=bool)
    order = np.lexsort((degrees, galat, nilai))
    back = np.argsort(order)
    nilai, galat, degrees = nilai[order], galat[order], degrees[order]
    asked = asked[np.ix_(order, order)]
    few = n <= threshold("kajian_bertahap")
    draws = ulangan or threshold("kajian_ulangan" if few else "kajian_ulangan_banyak")
    error, variance = _draws(galat, degrees, benih, int(draws))
    seen = (nilai[:, None] - nilai) / np.hypot(galat[:, None], galat)
    above = np.zeros((n, n), dtype=bool)
    while True:
        limit = np.quantile(_largest(error, variance, asked & ~above), taraf)
        new = asked & ~above & (seen > limit)
        above |= new
        if not (few and new.any() and (asked & ~above).any()):
            return above[np.ix_(back, back)]


def _draws(
    galat: np.ndarray, degrees: np.ndarray, benih: int, ulangan: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return drawn errors, and the variances that each draw would estimate: one row per unit."""
    rng, size = np.random.default_rng(benih), (len(galat), ulangan)
    known = np.isinf(degrees)[:, None]
    some = np.where(known, 1.0, degrees[:, None])
    error = rng.standard_normal(size) * galat[:, None]
    spread = np.where(known, 1.0, rng.chisquare(some, size) / some)
    return error.astype(np.float32), (spread * galat[:, None] ** 2).astype(np.float32)


def _largest(error: np.ndarray, variance: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Return the largest studentised difference of each draw among the ordered pairs asked for."""
    most = np.full(error.shape[1], -np.inf, dtype=np.float32)
    for i in range(len(error) - 1):
        pairs = np.flatnonzero(asked[i, i + 1 :] | asked[i + 1 :, i]) + i + 1
        if len(pairs) == 0:
            continue
        apart = error[pairs] - error[i]
        apart /= np.sqrt(variance[pairs] + variance[i])
        # of a pair that is decided only the other direction is still asked
        down, both = asked[i, pairs], asked[i, pairs] & asked[pairs, i]
        np.abs(apart, out=apart, where=both[:, None])
        np.negative(apart, out=apart, where=(down & ~both)[:, None])
        np.maximum(most, apart.max(axis=0), out=most)
    return most


def surely_above_exact(
    nilai: list[np.ndarray],
    taraf: float = 0.95,
    pasangan: np.ndarray | None = None,
    ragam: np.ndarray | float = 0.0,
) -> np.ndarray:
    """Return the same by exact permutation tests of each pair, together by Holm's steps.

    For few values: every way of dealing the values of two units out to them is enumerated, and the
    chance counted of a difference of means at least as large. Pairs with more than
    `kajian_susunan` ways, and pairs that could not be decided by any values, stay undecided.

    Parameters
    ----------
    nilai : list of arrays, the values of each unit
    pasangan : square array of bool, optional, symmetric: the pairs looked at; default all
    ragam : variance of each unit's mean that the values do not show (counts of few cases); a
        difference within its reach is not decided.

    Notes
    -----
    Fisher's exact permutation test; Holm 1979, Scandinavian Journal of Statistics 6:65. What is
    tested is that the values of both come from one source.

    Examples
    --------
    >>> high, low = np.array([90.0, 92, 95, 97, 99]), np.array([50.0, 52, 55, 58, 60])
    >>> surely_above_exact([low, high]).tolist()
    [[False, False], [True, False]]
    >>> bool(surely_above_exact([low[:2], high[:2]]).any())
    False
    """
    n, error = len(nilai), 1 - taraf
    asked = np.ones((n, n), dtype=bool) if pasangan is None else pasangan
    first, second = np.nonzero(np.triu(asked, 1))
    means = np.array([values.mean() if len(values) else np.nan for values in nilai])
    unseen = np.broadcast_to(np.asarray(ragam, dtype=float), n)
    reach = -ndtri(error / max(len(first), 1) / 2) * np.sqrt(unseen[first] + unseen[second])
    size = np.array([len(values) for values in nilai], dtype=int)
    ways = comb(size[first] + size[second], np.minimum(size[first], size[second]))
    useful = (np.abs(means[first] - means[second]) > reach) & (ways <= threshold("kajian_susunan"))
    # the least chance that a pair can have; what is not decided by that is not enumerated
    chance = np.where(useful, 1 / ways, 1.0)
    possible = _holm(chance, error)
    chance[~possible] = 1.0
    for at in np.flatnonzero(possible):
        chance[at] = _chance(nilai[first[at]], nilai[second[at]])
    above = np.zeros((n, n), dtype=bool)
    decided = _holm(chance, error)
    i, k = first[decided], second[decided]
    above[i, k], above[k, i] = means[i] > means[k], means[k] > means[i]
    return above


def _holm(chance: np.ndarray, error: float) -> np.ndarray:
    """Say which of many tests are decided by Holm's steps, all together at one error."""
    order = np.argsort(chance, kind="stable")
    steps = error / (len(chance) - np.arange(len(chance)))
    out = np.zeros(len(chance), dtype=bool)
    out[order] = np.logical_and.accumulate(chance[order] <= steps * (1 + TIE))
    return out


def _chance(one: np.ndarray, other: np.ndarray) -> float:
    """Return the chance of so large a difference of means by dealing the values out at random."""
    small, large = sorted((one, other), key=len)
    every = np.concatenate([small, large])
    dealt = [np.zeros(1)] + [np.zeros(0)] * len(small)  # sums of every way to take 0, 1, 2 … values
    for value in every:
        for n in range(len(small), 0, -1):
            dealt[n] = np.concatenate([dealt[n], dealt[n - 1] + value])
    sums = dealt[-1]
    apart = np.abs(sums / len(small) - (every.sum() - sums) / len(large))
    return float(np.mean(apart >= abs(small.mean() - large.mean()) - TIE))


class Susut(NamedTuple):
    """Values drawn towards their common mean.

    `nilai`, `galat`: the value that is left and its standard error, one per unit; `bobot`: the
    weight of its own figure, 0–1; `rata`: the common mean; `sebaran`: how far true values lie
    apart (standard deviation).
    """

    nilai: np.ndarray
    galat: np.ndarray
    bobot: np.ndarray
    rata: float
    sebaran: float


def shrink(nilai: np.ndarray, galat: np.ndarray) -> Susut:
    """Return estimates of many units, each drawn towards the mean of all as far as it is doubtful.

    True values are normal around a mean, estimates normal around them with the standard errors
    given (> 0). The variance between units is that of Paule and Mandel (Journal of Research of the
    National Bureau of Standards 87:377, 1982).

    Examples
    --------
    >>> found = shrink(np.array([90.0, 70.0, 50.0]), np.array([10.0, 10.0, 10.0]))
    >>> found.nilai.round(2).tolist(), found.bobot.round(2).tolist()
    ([85.0, 70.0, 55.0], [0.75, 0.75, 0.75])
    """
    nilai, square = np.asarray(nilai, dtype=float), np.asarray(galat, dtype=float) ** 2

    def left(between: float) -> float:
        weight = 1 / (square + between)
        middle = np.average(nilai, weights=weight)
        return float((weight * (nilai - middle) ** 2).sum()) - (len(nilai) - 1)

    widest = float(np.ptp(nilai)) ** 2 + 1
    between = brentq(left, 0.0, widest) if left(0.0) > 0 else 0.0
    weight = 1 / (square + between)
    middle = float(np.average(nilai, weights=weight))
    own = between / (square + between)
    error = np.sqrt(own * square + (1 - own) ** 2 / weight.sum())
    return Susut(middle + own * (nilai - middle), error, own, middle, float(np.sqrt(between)))
