"""Captions of tables: number, title and line, read from the text without a map."""

from __future__ import annotations

import re

import pandas as pd

from ..numbers import clean_cell

__all__ = ["find_captions"]


# Tabel 3.4 · TABEL III.2 · Tabel. 3 . 4.1: Capaian …
_CAPTION = re.compile(
    r"^tabel\.?\s*([IVX]+|\d+)\s*[.\s]\s*(\d+)(?:\.(\d+))?\s*[.:]?\s*(.*)$", re.IGNORECASE
)

# dots that lead to a page number, or words of a sentence that only mentions a table
_NO_CAPTION = re.compile(r"\.{4,}|\b(?:berikut|dapat dilihat|di atas|menunjukkan)\b")

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}

TITLE_LINES = 4
LONGEST = 250  # signs of a line; a longer one is running text


def find_captions(text: str) -> pd.DataFrame:
    """Return every table caption of a source text.

    Parameters
    ----------
    text : str
        The whole text. A caption is a short line that begins with "Tabel" and a number and holds no
        tab (so it is not a line of the table of contents).

    Returns
    -------
    DataFrame
        One row per caption: `baris` (its line, from 1), `nomor` ("3.4", Roman chapters as numbers),
        `judul` (up to four lines, until the table begins).

    Examples
    --------
    >>> find_captions("Bab III\\nTabel III.4\\nCapaian Kinerja\\nA\\t1").values.tolist()
    [[2, '3.4', 'Capaian Kinerja']]
    """
    lines = text.split("\n")
    rows = []
    for number, line in enumerate(lines, 1):
        found = None if _is_running(line) else _CAPTION.match(clean_cell(line.lstrip("#* ")))
        if not found or _NO_CAPTION.search(line):
            continue
        chapter = _ROMAN.get(found[1].upper(), found[1])
        nomor = f"{chapter}.{found[2]}" + (f".{found[3]}" if found[3] else "")
        rows.append((number, nomor, _title(found[4], lines[number:])))
    return pd.DataFrame(rows, columns=["baris", "nomor", "judul"])


def _is_running(line: str) -> bool:
    """Say whether a line is a row of a table or running text."""
    return "\t" in line or len(line) >= LONGEST


def _title(first: str, following: list[str]) -> str:
    parts = [first]
    # twice as many lines as the title may have: some are empty, and those do count here
    for line in following[: TITLE_LINES * 2]:
        if "\t" in line or len(parts) > TITLE_LINES or len(line) > LONGEST:
            break
        parts.append(clean_cell(line.strip("#* ")))
    return " ".join(part for part in parts if part)
