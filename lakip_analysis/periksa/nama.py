"""One name at two rows of a table: what other tables call the row that stands in its place."""

from __future__ import annotations

from collections import Counter

from ..membaca.baca import Bacaan
from ..membaca.baris import Catatan, name_key
from .sejajar import Selisih

__all__ = ["find_twice_named"]

SHARED = 3  # names of one table that another one must have too


def find_twice_named(bacaan: Bacaan) -> list[Selisih]:
    """Return the rows that carry the name of another row of their table.

    Another table with the same names tells which: there a name that this table lacks stands between
    the same neighbours. Rows that print the same figures are one thing said twice, and no error.

    Parameters
    ----------
    bacaan : Bacaan
    """
    tables: dict[int, list[Catatan]] = {}
    for row in bacaan.baris:
        if row.isi == "kinerja" and not row.jumlah and not row.kelompok:
            tables.setdefault(row.tabel, []).append(row)
    lists = {
        number: [name_key(row.kata["nama"]) for row in rows] for number, rows in tables.items()
    }
    out = []
    for number, keys in lists.items():
        for key in [one for one, count in Counter(keys).items() if count == 2 and one]:
            places = [n for n, one in enumerate(keys) if one == key]
            one, other = (tables[number][n] for n in places)
            if _figures(one) == _figures(other):
                continue
            meant = {
                place: _meant(keys, place, names)
                for place in places
                for twin, names in lists.items()
                if twin != number and _meant(keys, place, names)
            }
            if len(meant) == 1:
                place, name = next(iter(meant.items()))
                out.append(_misnamed(bacaan, tables, lists, tables[number][place], name))
    return out


def _figures(row: Catatan) -> set[tuple]:
    return {(cell.peran, cell.tahun, cell.teks) for cell in row.sel if cell.teks}


def _meant(keys: list[str], place: int, names: list[str]) -> str:
    """Return the name that another table has between the neighbours of a row; empty for none.

    Examples
    --------
    >>> _meant(["a", "b", "b", "d"], 2, ["a", "b", "c", "d"])
    'c'
    >>> _meant(["a", "b", "b", "d"], 1, ["a", "b", "c", "d"])
    ''
    """
    if len(set(keys) & set(names)) < SHARED or names.count(keys[place]) != 1:
        return ""
    around = [None, *keys, None]
    left, right = around[place], around[place + 2]
    there = [None, *names, None]
    found = [
        name
        for before, name, after in zip(there, names, there[2:], strict=False)
        if name not in keys and (before, after) == (left, right)
    ]
    return found[0] if len(found) == 1 else ""


def _misnamed(bacaan: Bacaan, tables, lists, row: Catatan, key: str) -> Selisih:
    printed = next(
        tables[number][names.index(key)].kata["nama"]
        for number, names in lists.items()
        if key in names
    )
    columns = bacaan.tabel[row.tabel][1]
    named = [one.tempat for one in columns if one.peran == "nama" and one.isi in ("", "kinerja")]
    about = ("label_keliru", "label.nama_ganda", row.kata["nama"], printed, row.kata["nama"])
    return Selisih(row.baris, (named or [0])[-1], (), *about)
