"""Roots, not noise: a finding hangs under those whose correction explains it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from itertools import chain, combinations

import pandas as pd

from ..aturan.rules import GRADES
from .facts import first_statements
from .kinds import kind
from .prepare import Terbitan
from .relations import Relasi, Sel, holds
from .rows import each_row

__all__ = ["find_roots", "number_findings", "printed_values", "raise_roots"]

TOGETHER = 3  # so many errors at most may explain one consequence
TOGETHER_SUM = 4  # of a sum, which must agree to the rupiah
TRIED = 12  # of so many that touch it


def number_findings(found: pd.DataFrame) -> pd.DataFrame:
    """Give each finding an id in its present order, `T001` upward within its dinas.

    `akar`: the id of the finding it follows from (`sebab_di`: their index), of several the one that
    explains most of it; `akar_lain`: the others, joined by semicolons.
    """
    count = found.groupby("dinas").cumcount() + 1
    ids = "T" + count.astype(str).str.zfill(3)
    named = [[ids[place] for place in places] for places in found["sebab_di"]]
    first = [names[0] if names else "" for names in named]
    rest = [";".join(names[1:]) for names in named]
    return found.assign(id=ids, akar=first, akar_lain=rest).reset_index(drop=True)


def find_roots(found: pd.DataFrame, sel: Mapping[str, Sel]) -> list[tuple[int, ...]]:
    """Return for each finding the places of those that it follows from.

    A finding follows from others when what does not agree in it (`relasi`) agrees once their cells
    have the values they should have (`alternatif`); the fewest that explain it count. Or when it
    says itself which wrong cells it stands on (`sebab`), or states the fact of another one again
    (`facts.first_statements`). A cause is of a more basic kind
    (`peringkat` in `aturan/temuan.csv`), or holds one of its parts wrong; the one that explains
    most of the gap stands first. Empty where nothing explains it: to touch the same cell is not
    enough.

    Parameters
    ----------
    sel : mapping
        Printed value and half unit of every cell of a relation (`printed_values`).
    """
    holders: dict[str, list[int]] = {}
    rows = list(each_row(found))
    for place, row in enumerate(rows):
        for name in row.alternatif:
            holders.setdefault(name, []).append(place)
    suspects: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        for name in row.tersangka:
            suspects.setdefault(name, []).append(place)
    # a sum holds no cell wrong, but says what its own should be
    for name, places in holders.items():
        suspects.setdefault(name, places)
    parents = [_causes(place, rows, holders, suspects, sel) for place in range(len(rows))]
    for place, first in enumerate(first_statements(rows)):
        if first is not None and not parents[place] and place not in _above(first, parents):
            parents[place] = (first,)
    return [_deepest(place, parents) for place in range(len(rows))]


def raise_roots(found: pd.DataFrame, roots: list[tuple[int, ...]]) -> pd.DataFrame:
    """Give a finding the severity of the gravest that follows from it alone."""
    worst = found["keparahan"].map(GRADES.index).tolist()
    for place, causes in enumerate(roots):
        if len(causes) == 1:
            worst[causes[0]] = min(worst[causes[0]], worst[place])
    return found.assign(keparahan=[GRADES[one] for one in worst])


def printed_values(terbitan: Terbitan, found: pd.DataFrame) -> dict[str, Sel]:
    """Return value and half unit of every cell that stands in a relation of a finding."""
    wanted: dict[str, set[str]] = {}
    for relasi in found["relasi"]:
        for name in (relasi.hasil, *relasi.bagian) if relasi is not None else ():
            row, _, column = name.rpartition("|")
            wanted.setdefault(column, set()).add(row)
    out: dict[str, Sel] = {}
    for column, names in wanted.items():
        for rows in (terbitan.kinerja, terbitan.anggaran):
            if column not in rows:
                continue
            source = "target_pakai" if column == "target" else column
            some = rows[rows["id"].isin(names) & rows[source].notna()]
            keys = some["id"] + f"|{column}"
            values = zip(some[source].astype(float), some[f"h_{column}"], strict=True)
            out |= dict(zip(keys, values, strict=True))
    return out


def _causes(
    place: int,
    rows: list,
    holders: dict[str, list[int]],
    suspects: dict[str, list[int]],
    sel: Mapping[str, Sel],
) -> tuple[int, ...]:
    row = rows[place]
    own = kind(row.jenis).peringkat
    if row.sebab:
        return tuple(
            sorted({j for name in row.sebab for j in suspects.get(name, ()) if j != place})
        )
    if row.relasi is None:
        return ()
    relasi = _of_known(row.relasi, sel)
    if relasi is None or holds(relasi, sel):
        return ()
    options = {}
    for name in (relasi.hasil, *relasi.bagian):
        for j in holders.get(name, ()):
            # of two findings on one cell the one that knows another value is the root
            over, elsewhere = relasi.jenis == "lebih", rows[j].relasi is None
            if over and not elsewhere:
                continue
            basic = kind(rows[j].jenis).peringkat < own or over
            part = name != relasi.hasil and set(rows[j].alternatif).isdisjoint({relasi.hasil})
            if j != place and (basic or part) and rows[j].alternatif[name] != sel[name][0]:
                options[j] = kind(rows[j].jenis).peringkat
    ranked = sorted(options, key=lambda j: (not rows[j].usul, options[j], j))[:TRIED]
    most = TOGETHER_SUM if relasi.jenis == "jumlah" else TOGETHER
    tried = chain.from_iterable(combinations(ranked, many) for many in range(1, most + 1))
    if relasi.jenis == "serapan_jumlah":
        # within its rounding some few of many may give it by chance: all that is known at once
        tried = [_one_of_each(ranked, rows, sel)] if ranked else []
    for some in tried:
        changed = {
            name: (value, sel[name][1])
            for j in some
            for name, value in rows[j].alternatif.items()
            if name in sel
        }
        if holds(relasi, ChainMap(changed, sel)):
            return tuple(sorted(some, key=lambda j: -_share(rows[j].alternatif, relasi, sel)))
    return ()


def _one_of_each(ranked: list[int], rows: list, sel: Mapping[str, Sel]) -> tuple[int, ...]:
    """Return the first finding that would change each cell."""
    first: dict[str, int] = {}
    for j in ranked:
        for name in rows[j].alternatif:
            if name in sel:
                first.setdefault(name, j)
    return tuple(dict.fromkeys(first.values()))


def _share(alternatif: Mapping[str, float], relasi: Relasi, sel: Mapping[str, Sel]) -> float:
    """Return by how much a correction moves the cells of a relation."""
    inside = (name for name in (relasi.hasil, *relasi.bagian) if name in alternatif)
    return sum(abs(alternatif[name] - sel[name][0]) for name in inside)


def _of_known(relasi: Relasi, sel: Mapping[str, Sel]) -> Relasi | None:
    """Return a relation without parts that print no number; None where its result prints none."""
    parts = tuple(name for name in relasi.bagian if name in sel)
    complete = relasi.jenis == "jumlah" or len(parts) == len(relasi.bagian)
    return relasi._replace(bagian=parts) if relasi.hasil in sel and complete else None


def _above(place: int, parents: list[tuple[int, ...]]) -> set[int]:
    """Return everything that a finding follows from, at any remove."""
    out: set[int] = set()
    todo = [place]
    while todo:
        new = set(parents[todo.pop()]) - out
        out |= new
        todo += new
    return out


def _deepest(place: int, parents: list[tuple[int, ...]]) -> tuple[int, ...]:
    """Return the causes that have no cause themselves; none for a finding that stands alone."""
    out: list[int] = []
    seen = {place}
    todo = list(parents[place])
    while todo:
        here = todo.pop(0)
        if here in seen:
            continue
        seen.add(here)
        if parents[here]:
            todo = [*parents[here], *todo]
        else:
            out.append(here)
    return tuple(out)
