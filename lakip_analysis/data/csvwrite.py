"""Frames as the text of a CSV file that a spreadsheet can open without running anything."""

from __future__ import annotations

import re

import pandas as pd

from ..once import each_once

__all__ = ["csv_text", "guard", "unguard"]

FORMULA = re.compile(r"'*[=+\-@\t\r]")

HARMLESS = re.compile(r"[+-]?[\d.,]* ?%?")  # a sign and digits are a number in a spreadsheet


def csv_text(frame: pd.DataFrame) -> str:
    """Return a frame as CSV: comma, decimal point, `\\n`; a missing value is empty; text guarded.

    Examples
    --------
    >>> csv_text(pd.DataFrame({"nama": ["=1+1", "- belum"], "nilai": [-2.5, None]}))
    "nama,nilai\\n'=1+1,-2.5\\n'- belum,\\n"
    """
    texts = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]
    guarded = {name: each_once(guard, frame[name]) for name in texts}
    return frame.assign(**guarded).to_csv(index=False, lineterminator="\n")


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
