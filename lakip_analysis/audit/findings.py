"""The shape of a finding, and how one error printed in several places becomes one finding."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ..numbers import read_number

__all__ = ["KOLOM", "TEMUAN_COLUMNS", "cell", "findings", "lines", "merge_repeats", "none"]


TEMUAN_COLUMNS = [
    "id",
    "dinas",
    "dokumen",
    "jenis",
    "keparahan",
    "tahun",
    "baris",
    "tabel",
    "tercetak",
    "hitung_ulang",
    "penjelasan",
    "akar",
]

KOLOM = [
    "dinas",
    "dokumen",
    "jenis",
    "keparahan",
    "tahun",
    "baris",
    "tabel",
    "tercetak",
    "hitung_ulang",
    "penjelasan",
    "tersangka",
    "terlibat",
    "kunci",
]

GRADES = {"tinggi": 0, "sedang": 1, "rendah": 2}


def none() -> pd.DataFrame:
    """Return an empty frame of findings."""
    return pd.DataFrame(columns=KOLOM)


def findings(records: Iterable[dict]) -> pd.DataFrame:
    """Return findings as a frame. `tersangka`: the cells held to be wrong; `terlibat`: every cell the check looked at."""
    return pd.DataFrame(list(records), columns=KOLOM)


def cell(row_id: str, column: str) -> str:
    """Return the name of one printed cell."""
    return f"{row_id}|{column}"


def lines(numbers: Iterable[int]) -> tuple[int, ...]:
    """Return source lines once each, in order."""
    return tuple(sorted({int(number) for number in numbers}))


def merge_repeats(found: pd.DataFrame) -> pd.DataFrame:
    """Join findings that say the same of the same quantity, year and printed value, in different places.

    The first one (by severity, then line) keeps its words; the lines, tables and cells of the others are added.
    """
    if found.empty:
        return found
    ranked = found.assign(
        _g=found["keparahan"].map(GRADES), _b=found["baris"].map(lambda b: b[0] if b else 0)
    )
    ranked = ranked.sort_values(["_g", "_b"], kind="stable")
    ranked["_nilai"] = [
        _value(text) if kind != "target_lemah" else ""
        for text, kind in zip(ranked["tercetak"], ranked["jenis"], strict=True)
    ]
    same = ["dinas", "dokumen", "jenis", "tahun", "kunci", "_nilai"]
    single = ~ranked.duplicated(same, keep=False)
    groups = ranked[~single].groupby(same, sort=False, dropna=False)
    joined = [_join(rows) for _, rows in groups]
    return pd.concat(
        [ranked[single][KOLOM], pd.DataFrame(joined, columns=KOLOM)], ignore_index=True
    )


def _value(text: str) -> str:
    """Return the number a printed text stands for, so that 93,33 and 93,33% are one; the text itself when it is no number."""
    found = read_number(text, "koma")
    return (
        str(found.nilai.normalize()) if found.jenis == "angka" and found.nilai is not None else text
    )


def _join(rows: pd.DataFrame) -> dict:
    first = rows.iloc[0].to_dict()
    first["baris"] = lines(number for numbers in rows["baris"] for number in numbers)
    first["tabel"] = "; ".join(
        dict.fromkeys(name for names in rows["tabel"] for name in names.split("; "))
    )
    for column in ("tersangka", "terlibat"):
        first[column] = tuple(dict.fromkeys(c for cells in rows[column] for c in cells))
    return first
