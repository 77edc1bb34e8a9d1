"""Texts as numbers and cases as words: what keeps the trend of a million series one array step."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["choose", "codes_of", "filled", "first_of"]


def codes_of(values) -> np.ndarray:
    """Number values in order of first appearance.

    Examples
    --------
    >>> codes_of(["b", "b", "a", "b"]).tolist()
    [0, 0, 1, 0]
    """
    if not len(values):
        return np.empty(0, dtype=np.intp)
    values = np.asarray(values)
    # rows of one indicator stand together, so only the first of each run is looked up
    new = np.r_[True, values[1:] != values[:-1]]
    codes = pd.factorize(values[new], use_na_sentinel=False)[0]
    return np.repeat(codes, np.diff(np.r_[np.flatnonzero(new), len(values)]))


def first_of(codes: np.ndarray) -> np.ndarray:
    """Return the position at which each number of `codes_of` first stands.

    Examples
    --------
    >>> first_of(codes_of(["b", "b", "a", "b"])).tolist()
    [0, 2]
    """
    first = np.empty(codes.max(initial=-1) + 1, dtype=np.intp)
    first[codes[::-1]] = np.arange(len(codes))[::-1]  # backwards: the first one is written last
    return first


def filled(column: pd.Series) -> np.ndarray:
    """Say for each cell of a text column whether something stands there."""
    return (column.notna() & (column.astype(object) != "")).to_numpy()


def choose(cases: list[tuple[object, str]], default: str) -> pd.api.extensions.ExtensionArray:
    """Return for each row the word of the first case that holds.

    Parameters
    ----------
    cases : list of (array of bool, word)
        In order; the same word may stand in several cases.
    default : str
        Where no case holds.

    Examples
    --------
    >>> n = np.array([0, 3, 7])
    >>> list(choose([(n == 0, "tidak ada"), (n < 5, "sedikit")], "cukup"))
    ['tidak ada', 'sedikit', 'cukup']
    """
    words = [word for _, word in cases]
    place = np.full(len(cases[0][0]), len(cases), dtype=np.int8)
    for number, (holds, _) in reversed(list(enumerate(cases))):  # the first case has the last word
        np.copyto(place, number, where=np.asarray(holds, dtype=bool))
    return pd.array([*words, default], dtype="str").take(place)
