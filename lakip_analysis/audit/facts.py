"""Findings that state one fact: the same cell held wrong, the same figure against a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..aturan.rules import threshold
from ..numbers import read_number
from .kinds import kind
from .names import name_key
from .summary import WEAK

__all__ = ["first_statements", "plain_value"]

TOTAL = ("jumlah", "total")  # names of the row of a total


def first_statements(rows: Sequence) -> list[int | None]:
    """Return for each finding the place of the one that states the same fact first, if any.

    Two findings of one report and year state one fact when they hold the very same cells wrong;
    when they are about one name on a line in common and print the same figure, or recompute the
    same one (a target that was missed, and the sentences that say otherwise); or when they are of
    one kind in one table on exactly the same lines, without a relation of their own. Of these the
    one of the most basic kind is the first, then one that says what the cell should be. Several
    findings of one kind on lines of a table state what the one on its total states.

    Parameters
    ----------
    rows : sequence of named tuple
        Findings (`findings.KOLOM`).
    """
    first: list[int | None] = [None] * len(rows)
    groups: dict[tuple, list[int]] = {}
    for place in sorted(range(len(rows)), key=lambda one: _rank(rows[one], one)):
        row = rows[place]
        for key in _facts(row):
            same = groups.setdefault(key, [])
            known = next((one for one in same if _one_place(rows[one], row)), None)
            if known is not None and first[place] is None:
                first[place] = known
            same.append(place)
    for place, total in _of_totals(rows):
        first[place] = total if first[place] is None else first[place]
    return first


def plain_value(text: str) -> str:
    """Return the number a text stands for (93,33 and 93,33% are one), or the text itself."""
    found = read_number(text, "koma")
    if found.jenis == "angka" and found.nilai is not None:
        return str(found.nilai.normalize())
    return text


def _of_totals(rows: Sequence) -> Iterator[tuple[int, int]]:
    """Yield findings on lines of a table with the one of their kind on its total, several of them.

    Only where nothing is added up: a wrong sum hangs under the wrong lines that explain it.
    """
    groups: dict[tuple, list[int]] = {}
    for place, row in enumerate(rows):
        if row.relasi is None:
            key = row.dinas, row.dokumen, row.tahun, row.jenis, row.tabel
            groups.setdefault(key, []).append(place)
    for places in groups.values():
        for total in (one for one in places if name_key(rows[one].nama) in TOTAL):
            lines = [
                one
                for one in places
                if one != total and not set(rows[one].baris).isdisjoint(rows[total].baris)
            ]
            if len(lines) >= threshold("audit_kolom_baris"):
                yield from ((line, total) for line in lines)


def _rank(row, place: int) -> tuple:
    return kind(row.jenis).peringkat, not row.alternatif, place


def _facts(row) -> Iterator[tuple]:
    """Yield a key for each fact that a finding states; where it is about no name, of its cells.

    A weak target contradicts nothing: it states no such fact.
    """
    if row.jenis == WEAK:
        return
    report = row.dinas, row.dokumen, row.tahun
    if row.tersangka:
        yield "sel", *report, row.tersangka
    name = name_key(row.nama)
    if not name:
        return
    for hal, text in (("tercetak", row.tercetak), ("hitung", row.hitung_ulang)):
        if any(letter.isdigit() for letter in text):
            yield hal, *report, name, plain_value(text)
    if row.relasi is None:
        yield "baris", *report, name, row.jenis, row.tabel, row.baris


def _one_place(one, other) -> bool:
    return not set(one.baris).isdisjoint(other.baris)
