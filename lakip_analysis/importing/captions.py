"""Captions of tables: number, title and line, read from the text without a map."""

from __future__ import annotations

import re

import pandas as pd

from ..numbers import clean_cell

__all__ = ["find_captions"]


_CAPTION = re.compile(
    r"^tabel\.?\s*([IVX]+|\d+)\s*[.\s]\s*(\d+)(?:\.(\d+))?\s*[.:]?\s*(.*)$", re.IGNORECASE
)

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}

TITLE_LINES = 4


def find_captions(text: str) -> pd.DataFrame:
    """Return every table caption of a source text.

    Parameters
    ----------
    text : str
        The whole text; a caption is a short line that begins with "Tabel" and a number and holds no tab (so not a line of the table of contents).

    Returns
    -------
    DataFrame, one row per caption: `baris`, `nomor` ("3.4", Roman chapters as numbers), `judul` (up to four lines, until the table begins).
    """
    lines = text.split("\n")
    rows = []
    for number, line in enumerate(lines, 1):
        found = (
            _CAPTION.match(clean_cell(line.lstrip("#* ")))
            if "\t" not in line and len(line) < 250
            else None
        )
        if found and not re.search(
            r"\.{4,}|\b(?:berikut|dapat dilihat|di atas|menunjukkan)\b", line
        ):
            chapter = _ROMAN.get(found[1].upper(), found[1])
            label = f"{chapter}.{found[2]}" + (f".{found[3]}" if found[3] else "")
            rows.append(
                {"baris": number, "nomor": label, "judul": _title(found[4], lines[number:])}
            )
    return pd.DataFrame(rows, columns=["baris", "nomor", "judul"])


def _title(first: str, following: list[str]) -> str:
    parts = [first]
    for line in following[: TITLE_LINES * 2]:
        if "\t" in line or len(parts) > TITLE_LINES or len(line) > 250:
            break
        parts.append(clean_cell(line.strip("#* ")))
    return " ".join(part for part in parts if part)
