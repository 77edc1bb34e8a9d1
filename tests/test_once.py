"""Each different case is worked out once, and the rows get what each would have got by itself."""

import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.data.csvwrite import csv_text, guard
from lakip_analysis.once import each_once, found_in, number_cases

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


TEXTS = st.text(st.sampled_from('ab ,;"\'\n=-+@1.'), max_size=4) | st.none()
NUMBERS = st.sampled_from([0.0, -0.0, 0.1, -2.5, 1e16, 1e-7, 123456.789, np.nan, np.inf])
KINDS = [("str", TEXTS), (object, TEXTS), (float, NUMBERS), ("Int64", st.integers(-3, 3) | st.none()), (object, st.sampled_from([1, 2.5, "a", None]))]


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.data())
def test_a_csv_is_what_pandas_writes_of_guarded_text(data):
    n = data.draw(st.integers(0, 4))
    frame = pd.DataFrame(
        {
            f"k,{place}" if place else "k": pd.Series(data.draw(st.lists(cells, min_size=n, max_size=n)), dtype=kind)
            for place, (kind, cells) in enumerate(data.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4)))
        }
    )
    texts = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]
    safe = frame.assign(**{name: pd.Series([guard(cell) for cell in frame[name]], dtype=object) for name in texts})
    assert csv_text(frame) == safe.to_csv(index=False, lineterminator="\n")


@pytest.mark.parametrize("text", ["a\rb", "a\r\nb", "\r"])
def test_a_line_within_a_cell_is_read_back(text):
    frame = pd.DataFrame({"a": [f"x{text}", "y"], "b": ["", "z"]})
    read = pd.read_csv(io.StringIO(csv_text(frame), newline=""), keep_default_na=False)
    assert read.values.tolist() == frame.values.tolist()


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["78 %", "%", "", "78"]), max_size=6))
def test_a_pattern_is_found_where_each_text_has_it(texts):
    assert found_in(pd.Series(texts, dtype=str), r"\d %$").tolist() == [one == "78 %" for one in texts]
