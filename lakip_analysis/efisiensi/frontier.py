"""Data envelopment analysis: what the best of comparable units would have needed or made.

Every unit is measured against the frontier of all units by linear programs (HiGHS). A program sees
only the few units that can matter: the others are priced with its dual values and enter when they
would improve it, so the result is that of the whole program.
"""

from __future__ import annotations

import warnings
from typing import NamedTuple

import numpy as np

from ..errors import RuleError

__all__ = [
    "DEA",
    "dea",
    "needed_units",
    "reverse_undesirable",
    "super_efficiency",
    "translate_outputs",
]


RETURNS, ORIENTATION = ("crs", "vrs"), ("input", "output")

TOLERANCE = 1e-9

SEEN = 1e-7  # a slack below this is nought, an efficiency this near to 1 is 1

PEER = 1e-10  # a weight below this is nought

RANGE = 1e7  # how many times the largest unit may exceed the smallest

ENTER = 4  # units that enter a program at once


class DEA(NamedTuple):
    """Result of `dea`, one row per unit in the order given.

    `efficiency` from 0 to 1; `lambdas` (units × units): the mix of peers each unit is compared
    with; `slacks` (units × (inputs + outputs)): what could still be saved or added beyond the
    proportional change, in the units of the data; `peers`: positions of the units in the mix;
    `scale_efficiency`: efficiency under constant returns / under variable returns.
    """

    efficiency: np.ndarray
    lambdas: np.ndarray
    slacks: np.ndarray
    peers: tuple[tuple[int, ...], ...]
    scale_efficiency: np.ndarray


def dea(inputs, outputs, returns: str = "crs", orientation: str = "input") -> DEA:
    """Measure every unit against the frontier of all units.

    input: min θ with Xλ ≤ θ x, Yλ ≥ y, λ ≥ 0 (vrs: Σλ = 1) · output: max φ with Xλ ≤ x, Yλ ≥ φ y,
    efficiency = 1 / φ · second stage: largest sum of slacks at that θ or φ, each slack in means of
    its variable, so that units of measurement do not matter.

    A unit that made nothing has efficiency 0, and no scale efficiency where both of its are 0. Only
    under variable returns with input orientation it may have more: less input than anybody is
    efficient there, whatever came of it.

    Parameters
    ----------
    inputs, outputs : arrays, units × inputs and units × outputs (one dimension: a single one)
        What was used and what came out, both "the more, the more"; a bad output is an input, or
        see `reverse_undesirable`.
    returns : {"crs", "vrs"}
        Constant or variable returns to scale.
    orientation : {"input", "output"}

    Returns
    -------
    DEA

    Raises
    ------
    RuleError
        Missing or negative values, a unit without any input, no output of any unit, lengths that
        differ, an unknown word; all of them at once.

    Warns
    -----
    UserWarning
        Fewer units than `needed_units`: almost everyone looks efficient then.

    Notes
    -----
    Source: Charnes, Cooper & Rhodes (1978); Banker, Charnes & Cooper (1984); Cooper, Seiford &
    Tone, *Data Envelopment Analysis*. The frontier is made of the units seen, so every efficiency
    is too high by an amount that is not known; no interval is given, because the usual ones do not
    hold what they say.

    Examples
    --------
    >>> with warnings.catch_warnings(action="ignore"):
    ...     dea([10, 20, 30, 40], [8, 20, 27, 30]).efficiency.round(2).tolist()
    [0.8, 1.0, 0.9, 0.75]
    """
    x, y = _checked(inputs, outputs, returns, orientation)
    if len(x) < needed_units(x.shape[1], y.shape[1]):
        warnings.warn(_few(x, y), UserWarning, stacklevel=2)
    frontier = _Frontier(x, y, returns, orientation)
    rates = np.array([frontier.rate(unit) for unit in range(len(x))])
    mixes = [frontier.mix(unit, rate) for unit, rate in enumerate(rates)]
    lambdas, slacks = (
        np.array([mix[part] for mix in mixes]).reshape(len(x), -1) for part in (0, 1)
    )
    other = _Frontier(x, y, "vrs" if returns == "crs" else "crs", orientation)
    theta, theirs = (
        _as_efficiency(rates, orientation),
        _as_efficiency(np.array([other.rate(unit) for unit in range(len(x))]), orientation),
    )
    crs, vrs = (theta, theirs) if returns == "crs" else (theirs, theta)
    scale = crs / np.where(vrs > 0, vrs, np.nan)
    peers = tuple(tuple(np.flatnonzero(row > PEER).tolist()) for row in lambdas)
    return DEA(theta, lambdas, slacks, peers, np.minimum(scale, 1.0))


def super_efficiency(
    inputs, outputs, returns: str = "crs", orientation: str = "input"
) -> np.ndarray:
    """Measure every unit against the frontier of the *others*.

    Efficient units get values above 1 and can be told apart. A unit that no mix of the
    others can reach (possible under variable returns) has no value.

    Notes
    -----
    Source: Andersen & Petersen (1993).
    """
    x, y = _checked(inputs, outputs, returns, orientation)
    frontier = _Frontier(x, y, returns, orientation)
    return _as_efficiency(
        np.array([frontier.rate(unit, without=unit) for unit in range(len(x))]), orientation
    )


def needed_units(inputs: int, outputs: int) -> int:
    """Return how many units are needed for the frontier to tell them apart: max(m × s, 3 (m + s)).

    Notes
    -----
    Source: Cooper, Seiford & Tone, *Data Envelopment Analysis*.
    """
    return max(inputs * outputs, 3 * (inputs + outputs))


def reverse_undesirable(values, limit: float) -> np.ndarray:
    """Return `limit` − value: a bad output (cases, days late) turned so that more is better.

    The result depends on the limit, so say it; taking the bad output as an input needs none.

    Raises
    ------
    RuleError
        A value beyond the limit.
    """
    values = np.asarray(values, dtype=float)
    if (values > limit).any():
        raise RuleError(
            f"Nilai {values.max():g} melewati batas {limit:g}."
            " Pakai batas yang tidak terlampaui oleh satu pun unit."
        )
    return limit - values


def translate_outputs(outputs) -> np.ndarray:
    """Return outputs moved up so that the smallest is 1, where one is zero or negative.

    Outputs that are all positive stay. Only input-oriented efficiency under variable returns stays
    the same when outputs are moved (Ali & Seiford 1990); use it with nothing else.
    """
    values = np.atleast_2d(np.asarray(outputs, dtype=float).T).T
    return values + np.where(values.min(axis=0) <= 0, 1 - values.min(axis=0), 0)


class _Frontier:
    """All units as columns of one program, in means of each variable.

    Remembers which units have mattered so far.
    """

    def __init__(self, x: np.ndarray, y: np.ndarray, returns: str, orientation: str) -> None:
        self.size = np.r_[x.mean(axis=0), y.mean(axis=0)]
        self.size[self.size == 0] = 1.0
        self.x, self.y, self.m = (
            x / self.size[: x.shape[1]],
            y / self.size[x.shape[1] :],
            x.shape[1],
        )
        rows = [self.x.T, self.y.T] + ([np.ones((1, len(x)))] if returns == "vrs" else [])
        self.pool, self.output = np.vstack(rows), orientation == "output"
        self.slack = np.vstack(
            [
                np.diag(np.r_[np.ones(self.m), -np.ones(y.shape[1])]),
                np.zeros((len(rows) - 2, len(self.size))),
            ]
        )
        ratio = [
            self.y[:, r] / np.where(self.x[:, i] == 0, np.nan, self.x[:, i])
            for i in range(self.m)
            for r in range(y.shape[1])
        ]
        self.seen = sorted({int(np.nanargmax(part)) for part in ratio if not np.isnan(part).all()})

    def rate(self, unit: int, without: int | None = None) -> float:
        """Return θ or φ of a unit; where it made nothing, no φ is too large."""
        x, y = self.x[unit], self.y[unit]
        if self.output and not y.any():
            return np.inf
        tail = np.ones(len(self.pool) - len(self.size))
        if self.output:
            column, goal, cost = np.r_[np.zeros(self.m), -y, 0 * tail], np.r_[x, 0 * y, tail], -1.0
        else:
            column, goal, cost = np.r_[-x, 0 * y, 0 * tail], np.r_[0 * x, y, tail], 1.0
        found = self._solve(
            np.r_[cost, np.zeros(len(self.size))],
            np.column_stack([column, self.slack]),
            goal,
            unit,
            without,
        )
        return np.nan if found is None else found[0][0]

    def mix(self, unit: int, rate: float) -> tuple[np.ndarray, np.ndarray]:
        """Return peers' weights and slacks (original units) of the largest sum of slacks."""
        x, y = self.x[unit], self.y[unit]
        if self.output:
            y = y * rate if y.any() else y
        else:
            x = x * rate
        goal = np.r_[x, y, np.ones(len(self.pool) - len(self.size))]
        found = self._solve(-np.ones(len(self.size)), self.slack, goal, unit, None)
        if found is None:
            raise RuleError(
                f"Program linear unit ke-{unit + 1} tidak terselesaikan; periksa besaran datanya."
            )
        fixed, weights = found
        return weights, np.where(fixed > SEEN, fixed, 0) * self.size

    def _solve(
        self, cost: np.ndarray, fixed: np.ndarray, goal: np.ndarray, unit: int, without: int | None
    ) -> tuple | None:
        """Minimise over the fixed columns and the units.

        Units enter as long as their reduced cost is below nought.
        """
        # here because only the frontier needs it, and a report seldom has enough units for one
        from scipy.optimize import linprog

        inside = [j for j in dict.fromkeys([*self.seen, unit]) if j != without]
        while True:
            found = linprog(
                np.r_[cost, np.zeros(len(inside))],
                A_eq=np.column_stack([fixed, self.pool[:, inside]]),
                b_eq=goal,
                bounds=(0, None),
                method="highs",
            )
            if found.x is None:
                outside = [
                    j for j in range(self.pool.shape[1]) if j not in set(inside) and j != without
                ]
                if not outside:
                    return None
                inside += outside
                continue
            reduced = -(found.eqlin.marginals @ self.pool)
            reduced[[*inside, *([] if without is None else [without])]] = 0
            enter = np.argsort(reduced)[:ENTER]
            enter = enter[reduced[enter] < -TOLERANCE].tolist()
            if not enter:
                break
            inside += enter
        weights = np.zeros(self.pool.shape[1])
        weights[inside] = found.x[len(cost) :]
        self.seen = sorted({*self.seen, *np.flatnonzero(weights > PEER).tolist()})
        return found.x[: len(cost)], weights


def _as_efficiency(rates: np.ndarray, orientation: str) -> np.ndarray:
    value = rates if orientation == "input" else 1 / np.where(rates > SEEN, rates, np.nan)
    return np.where(np.abs(value - 1) < SEEN, 1.0, value)


def _checked(inputs, outputs, returns: str, orientation: str) -> tuple[np.ndarray, np.ndarray]:
    try:
        x, y = (np.atleast_2d(np.asarray(values, dtype=float).T).T for values in (inputs, outputs))
    except (TypeError, ValueError):
        raise RuleError(
            "DEA tidak dapat dihitung: masukan dan keluaran harus bilangan, satu baris per unit."
        ) from None
    faults = [] if x.size and y.size else ["tidak ada unit"]
    for word, known in ((returns, RETURNS), (orientation, ORIENTATION)):
        if word not in known:
            faults.append(f"“{word}” tidak dikenal; pilih {' atau '.join(known)}")
    if len(x) != len(y):
        faults.append(f"{len(x)} unit punya masukan tetapi {len(y)} punya keluaran")
    for name, values in (("masukan", x), ("keluaran", y)):
        faults += [
            f"unit ke-{i + 1}: {name} kosong atau bukan bilangan terhingga"
            for i in np.flatnonzero(~np.isfinite(values).all(axis=1))
        ]
        faults += [
            f"unit ke-{i + 1}: {name} di bawah nol;"
            " lihat reverse_undesirable atau translate_outputs"
            for i in np.flatnonzero((values < 0).any(axis=1))
        ]
        faults += [
            f"{name} ke-{j + 1}: unit terbesar lebih dari {RANGE:.0e} kali yang terkecil"
            for j in np.flatnonzero(_spread(values) > RANGE)
        ]
    faults += [f"unit ke-{i + 1}: semua masukan nol" for i in np.flatnonzero(~x.any(axis=1))]
    faults += ["semua keluaran semua unit nol"] if y.size and not y.any() else []
    if faults:
        raise RuleError("DEA tidak dapat dihitung: " + "; ".join(faults) + ".")
    return x, y


def _spread(values: np.ndarray) -> np.ndarray:
    """Return largest over smallest positive value of each column; 1 where there is none."""
    small = np.where(values > 0, values, np.inf).min(axis=0, initial=np.inf)
    return np.where(np.isfinite(small), values.max(axis=0, initial=0) / small, 1.0)


def _few(x: np.ndarray, y: np.ndarray) -> str:
    m, s = x.shape[1], y.shape[1]
    return (
        f"Hanya {len(x)} unit untuk {m} masukan dan {s} keluaran;"
        f" perlu paling sedikit {needed_units(m, s)}."
        " Dengan unit sesedikit ini hampir semuanya tampak efisien menurut DEA."
    )
