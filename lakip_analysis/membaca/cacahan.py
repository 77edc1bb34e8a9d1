"""The two counts behind a percentage, known by their arithmetic: titles call them anything."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from ..aturan.rules import threshold
from ..importing.buku_kepala import VALUES
from ..numbers import read_number
from .kolom import Kolom
from .tabel import Tabel

__all__ = ["COUNTS", "find_counts", "read_count"]

COUNTS = ("pembilang", "penyebut")
WHOLE = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+")
ENOUGH = 2  # rows that agree by no chance
RESULTS = ("realisasi", "capaian")


def read_count(text: str) -> Decimal | None:
    """Return a count as printed: a whole number, whatever parts its thousands.

    Examples
    --------
    >>> read_count("376.184"), read_count("1,250"), read_count("12,5")
    (Decimal('376184'), Decimal('1250'), None)
    """
    return Decimal(re.sub(r"[.,]", "", text)) if WHOLE.fullmatch(text) else None


def find_counts(table: Tabel, columns: list[Kolom]) -> list[Kolom]:
    """Return the columns where two that nobody knows are the counts of the percentages beside them.

    Of enough rows so many must agree as prove a column (`baca_kolom_terbukti`), in one way only. A
    percentage titled achievement that has no realisation beside it is itself what was reached.
    """
    results = [
        one
        for one in columns
        if one.isi == "kinerja" and one.peran in RESULTS and one.tahun is not None
    ]
    free = [one for one in columns if not one.peran and one.judul.makna not in VALUES]
    found = [
        (part, whole, result)
        for result in results
        for part, whole in permutations(free, 2)
        if _agree(table, part.tempat, whole.tempat, result.tempat)
    ]
    if len(found) != 1:
        return columns
    part, whole, result = found[0]
    reached = any(one.peran == "realisasi" and one.tahun == result.tahun for one in results)
    about = {"isi": "kinerja", "tahun": result.tahun, "tegas": result.tegas, "sebab": ""}
    new = {
        part.tempat: replace(part, peran="pembilang", **about),
        whole.tempat: replace(whole, peran="penyebut", **about),
    }
    if not reached:
        new[result.tempat] = replace(result, peran="realisasi", samar="")
    return [new.get(one.tempat, one) for one in columns]


def _agree(table: Tabel, part: int, whole: int, result: int) -> bool:
    tried = hits = 0
    for row in table.baris:
        texts = [row.sel[place] if place < len(row.sel) else "" for place in (part, whole, result)]
        counts = [read_count(text) for text in texts[:2]]
        printed = [read_number(texts[2], mark).nilai for mark in ("koma", "titik")]
        if None in counts or not counts[1] or printed == [None, None]:
            continue
        tried += 1
        share = counts[0] / counts[1] * 100
        tail = re.search(r"[.,](\d+)\D*$", texts[2])
        near = Decimal(1).scaleb(-len(tail[1]) if tail else 0)
        hits += any(one is not None and abs(one - share) <= near for one in printed)
    return hits >= ENOUGH and hits / tried > threshold("baca_kolom_terbukti") / 100
