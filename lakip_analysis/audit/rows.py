"""Rows of a frame one by one and in groups, without what pandas spends on every small step.

A report is a few hundred rows and an audit some thousand steps, so the steps are what it costs. A
group is a whole number, given once; what is asked of groups is then arithmetic on arrays.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import pandas as pd

from ..once import number_cases

__all__ = ["any_in", "differ", "each_row", "mean_of_means", "number_groups"]


def each_row(frame: pd.DataFrame) -> Iterator:
    """Yield the rows as named tuples, as `itertuples(index=False)`.

    Examples
    --------
    >>> [row.b for row in each_row(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}))]
    ['x', 'y']
    """
    # all columns at once: one by one they cost a hundred times as much as the values
    return map(_row_type(tuple(frame.columns))._make, frame.to_numpy(dtype=object).tolist())


@cache
def _row_type(columns: tuple[str, ...]) -> type:
    return namedtuple("Row", columns, rename=True)


def number_groups(frame: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """Return the number of each row's group, from 0 upward in the order they appear.

    Examples
    --------
    >>> rows = pd.DataFrame({"dinas": ["a", "a", "b", "a"], "tahun": [2024, 2023, 2024, 2024]})
    >>> number_groups(rows, ["dinas", "tahun"]).tolist()
    [0, 1, 2, 0]
    """
    return number_cases(frame[name] for name in columns)


def any_in(groups: np.ndarray, flags: np.ndarray) -> np.ndarray:
    """Say of every row whether any row of its group is flagged.

    Examples
    --------
    >>> any_in(np.array([0, 1, 0, 2]), np.array([True, False, False, False])).tolist()
    [True, False, True, False]
    """
    groups = groups.astype(np.int64)  # of no rows a column has any type
    return np.bincount(groups, np.asarray(flags, dtype=bool))[groups] > 0


def mean_of_means(values: np.ndarray, groups: pd.Series) -> float:
    """Return the mean of the means of groups; NaN where no row is of a group.

    Examples
    --------
    >>> mean_of_means(np.array([80.0, 100.0, 60.0]), pd.Series(["a", "a", "b"]))
    75.0
    """
    codes, names = pd.factorize(groups)
    own = codes >= 0  # the group of the others is not known
    sums = np.bincount(codes[own], values[own], minlength=len(names))
    return float((sums / np.bincount(codes[own])).mean()) if len(names) else float("nan")


def differ(groups: np.ndarray, values: pd.Series) -> np.ndarray:
    """Say of every row whether its group has more than one value; none may be missing.

    Examples
    --------
    >>> differ(np.array([0, 1, 0, 1]), pd.Series([5.0, 7.0, 6.0, 7.0])).tolist()
    [True, False, True, False]
    """
    values = values.to_numpy()
    groups = groups.astype(np.int64)  # of no rows a column has any type
    one = np.bincount(groups)  # a place for each group, where one of its rows is written
    one[groups] = np.arange(len(groups))
    return any_in(groups, values != values[one[groups]])
