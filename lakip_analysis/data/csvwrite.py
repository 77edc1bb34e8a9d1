"""Frames as the text of a CSV file that a spreadsheet can open without running anything."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from ..once import each_once

__all__ = ["csv_text", "guard", "unguard"]

FORMULA = re.compile(r"'*[=+\-@\t\r]")

SEVERAL = re.compile(r'[,"\n\r]')

HARMLESS = re.compile(r"[+-]?[\d.,]* ?%?")  # a sign and digits are a number in a spreadsheet


def csv_text(frame: pd.DataFrame) -> str:
    """Return a frame as CSV: comma, decimal point, `\\n`; a missing value is empty; text guarded.

    The text of `DataFrame.to_csv`, but a value is put into words once, however many cells hold it.

    Examples
    --------
    >>> csv_text(pd.DataFrame({"nama": ["=1+1", "- belum"], "nilai": [-2.5, None]}))
    "nama,nilai\\n'=1+1,-2.5\\n'- belum,\\n"
    """
    columns = [_cells(frame[name]) for name in frame]
    if len(columns) == 1:  # a line with nothing in it would be no row
        columns = [[cell or '""' for cell in columns[0]]]
    head = ",".join(_quoted(name) for name in frame)
    return "\n".join([head, *map(",".join, zip(*columns, strict=True)), ""])


def _cells(column: pd.Series) -> list[str]:
    """Return the cells of a column as they stand between commas."""
    if pd.api.types.is_float_dtype(column):
        # told apart by their bits: -0.0 equals 0.0 and is not written like it
        bits = column.to_numpy(dtype=np.float64, na_value=np.nan).view(np.int64)
        place, found = pd.factorize(bits)
        texts = ["" if value != value else str(value) for value in found.view(float).tolist()]
        return np.array(texts, dtype=object)[place].tolist()
    return each_once(_cell, column).tolist()


def _cell(value: object) -> str:
    if value is None or value is pd.NA or value != value:
        return ""
    return _quoted(guard(value)) if isinstance(value, str) else str(value)


def _quoted(text: object) -> str:
    """Return a text between quotes where a reader of CSV would take it for more than one cell."""
    text = str(text)
    return '"' + text.replace('"', '""') + '"' if SEVERAL.search(text) else text


def guard(value: object) -> object:
    """Return a text with an apostrophe before it where a spreadsheet would take it for a formula.

    So that `unguard` gives back every text exactly, one that begins so already gets another.

    Examples
    --------
    >>> [guard(text) for text in ("=SUM(A1)", "-5,3", "'=x", "Indeks", "@nama")]
    ["'=SUM(A1)", '-5,3', "''=x", 'Indeks', "'@nama"]
    """
    if not isinstance(value, str) or not FORMULA.match(value) or HARMLESS.fullmatch(value):
        return value
    return f"'{value}"


def unguard(value: object) -> object:
    """Return the text that was guarded.

    Examples
    --------
    >>> [unguard(text) for text in ("'=SUM(A1)", "-5,3", "''=x", "'Indeks'")]
    ['=SUM(A1)', '-5,3', "'=x", "'Indeks'"]
    """
    guarded = isinstance(value, str) and value.startswith("'") and FORMULA.match(value)
    return value[1:] if guarded else value
