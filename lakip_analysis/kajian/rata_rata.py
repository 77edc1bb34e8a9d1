"""The averages of the sensitivity, over many caps at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..errors import RuleError

__all__ = ["average_by"]


def average_by(way: str, rows: pd.DataFrame, n_dinas: int, caps: np.ndarray) -> np.ndarray:
    """Return the mean of each dinas under each cap: one row per cap, one column per dinas.

    Parameters
    ----------
    way : str
        `rata_rata_indikator`, `rata_rata_sasaran`, `rata_rata_bobot` (as the functions of these
        names in `capaian`) or `median_indikator`.
    rows : DataFrame, one row per indicator
        `kelompok` (0 … n_dinas − 1), `sasaran` (a number), `nilai` (per cent, uncapped, NaN where
        there is none), `bobot`.
    caps : array of per cent, infinite for none

    Examples
    --------
    >>> rows = pd.DataFrame({"kelompok": 0, "sasaran": [0, 1, 1], "nilai": [300.0, 90.0, 60.0]})
    >>> caps = np.array([np.inf, 120.0])
    >>> average_by("rata_rata_sasaran", rows.assign(bobot=np.nan), 1, caps).tolist()
    [[187.5], [97.5]]
    """
    known = rows[rows["nilai"].notna()]
    group = known["kelompok"].to_numpy()
    counts = np.bincount(group, minlength=n_dinas)
    if way == "median_indikator":
        return _median(known["nilai"].to_numpy(), group, counts, caps)
    if way not in WEIGHTS:
        ways = ", ".join([*WEIGHTS, "median_indikator"])
        raise RuleError(f"Rata-rata “{way}” tidak dikenal. Yang ada: {ways}.")
    weights = WEIGHTS[way](known, n_dinas)
    order = np.argsort(group, kind="stable")
    capped = np.minimum(known["nilai"].to_numpy()[order], caps[:, None]) * weights[order]
    out = np.full((len(caps), n_dinas), np.nan)
    there = counts > 0
    starts = (np.cumsum(counts) - counts)[there]
    if there.any():
        out[:, there] = np.add.reduceat(capped, starts, axis=1)
    return out


def _equal(known: pd.DataFrame, n_dinas: int) -> np.ndarray:
    group = known["kelompok"].to_numpy()
    return 1 / np.bincount(group, minlength=n_dinas)[group]


def _by_sasaran(known: pd.DataFrame, n_dinas: int) -> np.ndarray:
    """Return weights by which each sasaran of a dinas that has any value counts the same."""
    keys = known.groupby(["kelompok", "sasaran"], sort=False)
    first = known[~known.duplicated(["kelompok", "sasaran"])]
    objectives = np.bincount(first["kelompok"], minlength=n_dinas)[known["kelompok"]]
    return 1 / (keys["nilai"].transform("size").to_numpy() * objectives)


def _by_bobot(known: pd.DataFrame, n_dinas: int) -> np.ndarray:
    """Return the weights of the dinas's own; none (NaN) where one of its values lacks it."""
    group, bobot = known["kelompok"].to_numpy(), known["bobot"].to_numpy()
    whole = np.bincount(group, weights=bobot, minlength=n_dinas)[group]
    return bobot / np.where(whole > 0, whole, np.nan)


# the average of this name in `capaian`, as weights: under a cap the weights stay
WEIGHTS = {
    "rata_rata_indikator": _equal,
    "rata_rata_sasaran": _by_sasaran,
    "rata_rata_bobot": _by_bobot,
}


def _median(value: np.ndarray, group: np.ndarray, counts: np.ndarray, caps: np.ndarray):
    """Return the medians; a cap keeps the order, so the middle values are found once."""
    value = value[np.lexsort((value, group))]
    starts, there = np.cumsum(counts) - counts, counts > 0
    out = np.full((len(caps), len(counts)), np.nan)
    middle = [(starts + place)[there] for place in ((counts - 1) // 2, counts // 2)]
    low, high = (np.minimum(value[place], caps[:, None]) for place in middle)
    out[:, there] = (low + high) / 2
    return out
