"""Each different case is worked out once, and the rows get what each would have got by itself."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.once import each_once, number_cases

CELLS = st.sampled_from(["a", "b", "", "ab", None])
ROWS = st.lists(st.tuples(CELLS, st.sampled_from([1.0, 2.0, np.nan])), min_size=1, max_size=12)


def naive_numbers(rows: list[tuple]) -> list[int]:
    known: dict[tuple, int] = {}
    plain = [tuple("tidak ada" if pd.isna(cell) else cell for cell in row) for row in rows]
    return [known.setdefault(row, len(known)) for row in plain]


@settings(deadline=None, derandomize=True)
@given(ROWS)
def test_rows_that_agree_have_one_number(rows):
    for kind in (object, str):
        columns = [pd.Series([row[0] for row in rows], dtype=kind), pd.Series([row[1] for row in rows])]
        assert number_cases(columns).tolist() == naive_numbers(rows)


def test_without_columns_there_are_no_rows():
    assert number_cases([]).tolist() == []


@settings(deadline=None, derandomize=True)
@given(ROWS)
def test_what_is_alike_is_asked_once(rows):
    asked = []

    def work(text, number):
        asked.append((text, number))
        return (text, number)

    columns = [pd.Series([row[n] for row in rows], index=range(5, 5 + len(rows))) for n in (0, 1)]
    found = each_once(work, *columns)
    assert len(asked) == len(set(naive_numbers(rows)))
    assert naive_numbers(found.tolist()) == naive_numbers(rows) and found.index.equals(columns[0].index)


@pytest.mark.parametrize("kind", [str, object])
def test_of_no_rows_there_is_nothing(kind):
    found = each_once(str.upper, pd.Series([], dtype=kind))
    assert found.tolist() == [] and found.dtype == object
