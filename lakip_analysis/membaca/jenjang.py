"""Levels of rows that do not tell their own: of budget lines by their sums, of indicators by name.

An indicator of a goal is called so in one table and stands in others without a word of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

from .baris import Catatan, name_key, table_id
from .kolom import Kolom
from .tabel import Tabel

__all__ = ["find_levels", "find_main"]

# captions of tables that hold the indicators of goals
MAIN = re.compile(
    r"perjanjian kinerja|indikator kinerja utama|\biku\b|sasaran strategis|rencana kinerja tahunan",
    re.IGNORECASE,
)
SPENDING = re.compile(r"\W*belanja\b", re.IGNORECASE)
LINES = ("urusan", "program", "kegiatan", "subkegiatan")

BELOW = ("kegiatan", "subkegiatan")
ROLES = ("pagu", "realisasi", "pagu_induk")
SURE = 2  # columns of money that add up by no chance


def find_levels(rows: list[Catatan]) -> dict[tuple[str, int], str]:
    """Return the level of budget lines that do not tell their own, by table and line.

    Under a programme a line is an activity whose amount the lines behind it add up to, in one
    column at least, and these are its sub-activities; where the activities so found do not add up
    to the programme in any column, no line of it has a level: it may be a part or a part of one.

    Parameters
    ----------
    rows : list of Catatan
        All rows of one document.

    Returns
    -------
    dict
        (id of its table, line) → kegiatan, subkegiatan, belanja (kinds of spending that add up to
        the total of their table), or empty where nothing tells it.
    """
    tables: dict[int, list[Catatan]] = defaultdict(list)
    for row in rows:
        if row.isi == "anggaran":
            tables[row.tabel].append(row)
    out: dict[tuple[str, int], str] = {}
    for lines in tables.values():
        out |= {(table_id(row), row.baris): "belanja" for row in _kinds(lines)}
        starts = [n for n, row in enumerate(lines) if row.level == "program"]
        for start, end in pairwise([*starts, len(lines)]):
            block = [row for row in lines[start + 1 : end] if not row.jumlah]
            if not block or any(row.level for row in block):
                continue
            levels = _levels(lines[start], block)
            out |= {
                (table_id(row), row.baris): level for row, level in zip(block, levels, strict=True)
            }
    return out


def _kinds(lines: list[Catatan]) -> list[Catatan]:
    """Return the kinds of spending of a table that has nothing else: one total, their sum."""
    rows, totals = [row for row in lines if not row.jumlah], [row for row in lines if row.jumlah]
    named = all(not row.level and SPENDING.match(row.kata["nama"]) for row in rows)
    if len(totals) != 1 or not named:
        return []
    kinds = {(cell.peran, cell.tahun) for cell in totals[0].sel if cell.peran in ROLES}
    columns = [[_amount(row, kind) for row in (totals[0], *rows)] for kind in kinds]
    places = range(1, len(rows) + 1)
    return rows if any(_adds_up(column, list(places)) for column in columns) else []


def find_main(
    tables: list[tuple[Tabel, list[Kolom]]], rows: list[Catatan]
) -> dict[tuple[str, int], str]:
    """Return which rows without a level are of indicators of goals, by table and line.

    A table with a column of goals, or whose caption names the performance agreement, names them;
    a row of another table is one where it has such a name, and no programme stands beside it.

    Returns
    -------
    dict
        (id of its table, line) → sasaran.
    """
    by_line = {
        number
        for number, (_, columns) in enumerate(tables)
        if any(one.peran == "nama" and one.level in LINES for one in columns)
        or any(one.judul.makna in LINES for one in columns)
    }
    telling = {
        number
        for number, (table, columns) in enumerate(tables)
        if number not in by_line
        and (any(one.peran == "sasaran" for one in columns) or MAIN.search(table.label))
    }
    own = [row for row in rows if row.isi == "kinerja" and not row.level and not row.jumlah]
    names = {name_key(row.kata["nama"]) for row in own if row.tabel in telling}
    return {
        (table_id(row), row.baris): "sasaran"
        for row in own
        if row.tabel not in by_line and name_key(row.kata["nama"]) in names
    }


def _levels(top: Catatan, block: list[Catatan]) -> list[str]:
    """Return the levels of the lines under one programme."""
    kinds = {(cell.peran, cell.tahun) for cell in top.sel if cell.peran in ROLES}
    columns = [
        found
        for kind in sorted(kinds, key=str)
        if (found := [_amount(row, kind) for row in (top, *block)])[0] is not None
    ]
    if not columns:
        return [""] * len(block)
    parents = {parent: count for column in columns for parent, count in _parents(column).items()}
    depth, direct = _laid(len(block), parents)
    if not any(_adds_up(column, direct) for column in columns):
        parents = _with_broken(columns, parents, len(block))
        depth, direct = _laid(len(block), parents)
    if any(_adds_up(column, direct) for column in columns):
        # lines that nothing parts are all of one level, whichever it is
        return [BELOW[one] for one in depth]
    return [""] * len(block)


def _laid(length: int, parents: dict[int, int]) -> tuple[list[int], list[int]]:
    """Return the depth of each line, and which stand right under the programme (from 1)."""
    depth, n, direct = [0] * length, 0, []
    while n < length:
        direct.append(n + 1)
        count = parents.get(n + 1, 0)
        for child in range(n + 1, n + 1 + count):
            depth[child] = 1
        n += 1 + count
    return depth, direct


def _with_broken(
    columns: list[list[Decimal | None]], parents: dict[int, int], length: int
) -> dict[int, int]:
    """Return the parents with one whose lines do not add up to it: one of them may be left out.

    Only where it alone makes the programme add up, in two columns, in one way.
    """
    found = []
    for place in _laid(length, parents)[1]:
        for count in range(1, length - place + 1):
            inside = [n for n in parents if place < n <= place + count]
            if place in parents or inside:
                break
            tried = parents | {place: count}
            direct = _laid(length, tried)[1]
            if sum(_adds_up(column, direct) for column in columns) >= SURE:
                found.append(tried)
    return found[0] if len(found) == 1 else parents


def _amount(row: Catatan, kind: tuple) -> Decimal | None:
    values = [
        cell.calon[0][0] for cell in row.sel if (cell.peran, cell.tahun) == kind and cell.calon
    ]
    return values[0] if len(values) == 1 else None


def _adds_up(column: list[Decimal | None], places: list[int]) -> bool:
    parts = [column[place] for place in places]
    return None not in parts and sum(parts) == column[0]


def _parents(column: list[Decimal | None]) -> dict[int, int]:
    """Return the lines that the next ones add up to, each with their number.

    Examples
    --------
    >>> _parents([None, Decimal(5), Decimal(2), Decimal(3), Decimal(4), Decimal(4)])
    {1: 2, 4: 1}
    """
    out, n = {}, 1
    while n < len(column):
        count = _parts(column, n)
        if count:
            out[n] = count
        n += 1 + count
    return out


def _parts(column: list[Decimal | None], place: int) -> int:
    """Return how many lines behind one add up to it, 0 where none do."""
    whole, running = column[place], Decimal(0)
    if not whole:
        return 0
    for n, amount in enumerate(column[place + 1 :], 1):
        if amount is None or running >= whole:
            return 0
        running += amount
        if running == whole:
            return n
    return 0
