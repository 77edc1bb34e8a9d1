"""Work done once for each different case among many rows: of a country most stand there often."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

__all__ = ["each_once", "found_in", "number_cases"]


def number_cases(columns: Iterable[pd.Series]) -> np.ndarray:
    """Return one number for the rows that agree in all columns, from 0 up as they appear.

    What is missing agrees with what is missing. Without a column: no row.

    Examples
    --------
    >>> number_cases([pd.Series(["a", "a", "b", "a"]), pd.Series([1, None, 1, 1])]).tolist()
    [0, 1, 2, 0]
    """
    out: np.ndarray | None = None
    for column in columns:
        codes, known = pd.factorize(column.array, use_na_sentinel=False)
        # numbered anew after each column, so that the product cannot overflow
        out = codes if out is None else pd.factorize(out * len(known) + codes)[0]
    return np.zeros(0, dtype=np.int64) if out is None else out


def each_once(work: Callable, *columns: pd.Series) -> pd.Series:
    """Return what `work` gives for the values of each row, asked once for those that are alike.

    Returns
    -------
    Series of object, index of the first column

    Examples
    --------
    >>> each_once(str.upper, pd.Series(["a", "b", "a"])).tolist()
    ['A', 'B', 'A']
    >>> each_once(lambda one, two: (one, two), pd.Series(["a"]), pd.Series([2])).tolist()
    [('a', 2)]
    """
    place = number_cases(columns)
    first = np.unique(place, return_index=True)[1]
    values = [column.iloc[first].tolist() for column in columns]
    found = np.empty(len(first), dtype=object)
    for number, case in enumerate(zip(*values, strict=True)):
        found[number] = work(*case)
    return pd.Series(found[place], index=columns[0].index, dtype=object)


def found_in(texts: pd.Series, pattern: str | re.Pattern) -> pd.Series:
    """Say of each text whether a pattern is found in it, asked once of those that are alike.

    Examples
    --------
    >>> found_in(pd.Series(["78 %", "78", "78 %"]), "%").tolist()
    [True, False, True]
    """
    return each_once(re.compile(pattern).search, texts).notna()
