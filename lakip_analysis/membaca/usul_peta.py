"""A map proposed from a reading: what `lakip baca` found by itself, as a person would map it.

The map (`docs/peta.md`) names lines and columns and holds no figure. Run on the numbered text of
the reading it gives the same layer; an analyst corrects it and runs it again.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from ..errors import DataError
from ..importing.peta import TEXTS, VALUES, parse_lines
from ..importing.published import published_anggaran, published_kinerja
from ..importing.susun import complete_map
from ..importing.text import read_rows
from ..numbers import read_number
from .baca import ID, Bacaan, levels_of, published, read_report
from .baris import Catatan, Sel, table_id
from .kolom import Kolom
from .naskah import Naskah, cells_of, text_of
from .tabel import Baris

MARKS = ("koma", "titik")
INTRO = (
    "# Peta usulan dari lakip baca, untuk teks.txt di folder ini: satu baris per tabel.",
    "# baca = nomor baris teks; tabel di situ dibaca seperti yang ditemukan pembaca. Hapus yang",
    "# tidak diperlukan, ganti id dan label, betulkan yang keliru dengan bagian (docs/peta.md).",
)

__all__ = ["compare_map", "propose_map", "propose_tables", "read_tables"]


@dataclass
class _Bagian:
    """Lines of one table whose columns mean the same."""

    kolom: tuple[str, ...]
    baris: list[int] = field(default_factory=list)
    level: dict[str, list[int]] = field(default_factory=dict)
    sel: dict[str, str] = field(default_factory=dict)


def read_tables(path: Path, tahun: int | None = None) -> list[dict]:
    """Return the tables of a report as tables of a map: what `lakip import` asks the reader for.

    The year of the report counts only where the report does not name one itself.
    """
    return propose_tables(read_report(path, tahun))


def propose_tables(bacaan: Bacaan) -> list[dict]:
    """Return the tables of a reading as the tables of a map (`docs/peta.md`).

    Parameters
    ----------
    bacaan : Bacaan

    Returns
    -------
    list of dict
        One per table, kind and stage: `id`, `label`, `isi`, `tahap`, `gaya` and `tahun` where it
        has one, and `bagian`: lines, columns and levels. A figure that a sentence in a cell tells
        is an override (`sel`). Tables in doubt are in it too.
    """
    groups: dict[tuple, list[Catatan]] = {}
    known = levels_of(bacaan)
    for record in bacaan.baris:
        level = known.get((table_id(record), record.baris), record.level)
        group = (record.tabel, record.isi, record.kelompok)
        groups.setdefault(group, []).append(replace(record, level=level))
    return [_table(bacaan, records) for records in groups.values()]


def _table(bacaan: Bacaan, records: list[Catatan]) -> dict:
    first = records[0]
    table, columns = bacaan.tabel[first.tabel]
    rows = {row.nomor: row for row in table.baris}
    about = {"id": table_id(first), "label": table.nama, "isi": first.isi}
    about |= {"tahap": first.kelompok} if first.kelompok else {}
    about |= {"gaya": style} if (style := _style(records)) else {}
    if first.baris not in rows:  # told by sentences, all of one year
        about |= {"tahun": first.sel[0].tahun}
    parts = _parts(records, columns, rows, bacaan.naskah)
    return about | {"bagian": [_part(part) for part in parts]}


def _part(part: _Bagian) -> dict:
    made = {"baris": _spans(part.baris), "kolom": list(part.kolom)}
    made |= {"level": {key: _spans(some) for key, some in part.level.items()}} if part.level else {}
    return made | ({"sel": part.sel} if part.sel else {})


def propose_map(bacaan: Bacaan, ulang: list[dict] | None = None, dokumen: str = ID) -> str:
    """Return a map (TOML) that reads the numbered text of a reading as the reading did.

    Parameters
    ----------
    bacaan : Bacaan
    ulang : list of dict, optional
        The tables that the reader finds in the numbered text itself (`read_tables`): pages and
        merged cells of the file are no longer in it. Those of the reading, where left out.
    dokumen : str
        Id of the document in `dinas.toml`.

    Returns
    -------
    str
        A line for each table that the reader finds alike in the text; one that it does not is
        written out. A comment counts the doubtful figures of a table.
    """
    tables = propose_tables(bacaan)
    again = tables if ulang is None else ulang
    doubtful = Counter(
        table_id(one) for one in bacaan.baris for cell in one.sel if cell.status == "ragu"
    )
    short, whole = [], []
    for table in tables:
        note = f"  # {count} angka ragu" if (count := doubtful[table["id"]]) else ""
        line = {key: table[key] for key in ("id", "label", "isi", "tahap") if key in table}
        lines = sorted({n for n, *_ in _by_line(table)})
        tried = [line | {"baca": baca} for baca in (f"{lines[0]}-{lines[-1]}", _spans(lines))]
        alike = next((one for one in tried if _read_alike(one, table, again)), None)
        if alike:
            short.append(f"  {_inline(alike)},{note}")
        else:
            whole += [*_written_out(table, note), ""]
    head = [f"dokumen = {_text(dokumen)}", ""]
    listed = ["[[tabel]]", "daftar = [", *short, "]", ""] if short else []
    return "\n".join([*INTRO, *head, *listed, *whole])


def _by_line(table: dict) -> Iterator[tuple]:
    """Yield each line of a table with its columns, its level and its overrides."""
    for part in table["bagian"]:
        levels = {
            n: name for name, spec in part.get("level", {}).items() for n in parse_lines(spec)
        }
        for n in parse_lines(part["baris"]):
            own = {k: cell for k, cell in part.get("sel", {}).items() if k.startswith(f"{n}:")}
            yield n, part["kolom"], levels.get(n, ""), own


def _read_alike(line: dict, table: dict, ulang: list[dict]) -> bool:
    """Say whether a table that is left to the reader comes out as the reading has it."""
    try:
        made = complete_map({"tabel": [line | {"bagian": [{"baca": line["baca"]}]}]}, ulang)
    except DataError:
        return False
    found = made["tabel"][0]
    same = all(found.get(key) == table.get(key) for key in ("gaya", "tahun"))
    return same and list(_by_line(found)) == list(_by_line(table))


def _written_out(table: dict, note: str) -> list[str]:
    lines = [f"[[tabel]]{note}"]
    lines += [f"{key} = {_value(value)}" for key, value in table.items() if key != "bagian"]
    for part in table["bagian"]:
        lines.append("[[tabel.bagian]]")
        lines += [f"{key} = {_value(value)}" for key, value in part.items()]
    return lines


def _value(value: str | int | list | dict) -> str:
    return _inline(value) if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)


def _inline(table: dict) -> str:
    return "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in table.items()) + " }"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _text(name)


def compare_map(bacaan: Bacaan, peta: dict) -> dict[str, tuple[int, int]]:
    """Return for each kind how many rows of the reading a map gives too, and how many there are.

    A row is the same when every column but its id is.
    """
    rows = read_rows(text_of(bacaan.naskah), peta)
    made = {
        "terbitan_kinerja": published_kinerja(rows, ID),
        "terbitan_anggaran": published_anggaran(rows, ID),
    }
    own = published(bacaan)
    return {name: (_shared(own[name], made[name]), len(own[name])) for name in own}


def _shared(one: pd.DataFrame, other: pd.DataFrame) -> int:
    keys = [
        frame.drop(columns=["id", "induk", "tabel"], errors="ignore")
        .astype(str)
        .apply(tuple, axis=1)
        if len(frame)
        else pd.Series(dtype=object)
        for frame in (one, other)
    ]
    counted = [keys[0].value_counts(), keys[1].value_counts()]
    both = counted[0].index.intersection(counted[1].index)
    return int(sum(min(counted[0][key], counted[1][key]) for key in both))


def _parts(
    records: list[Catatan], columns: list[Kolom], rows: dict[int, Baris], naskah: Naskah
) -> list[_Bagian]:
    parts: list[_Bagian] = []
    for record in records:
        row = rows.get(record.baris)
        if row is None:
            _told(parts, record, naskah)
            continue
        for number in (record.baris, *record.lanjutan):
            width = len(naskah.baris[number - 1].split("\t"))
            found = _roles(record, columns, rows.get(number, row), number == record.baris)
            roles = (*found, *["-"] * (width - len(found)))
            # a line of several indicators stands once for each
            if not parts or parts[-1].kolom != roles or number in parts[-1].baris:
                parts.append(_Bagian(roles))
            parts[-1].baris.append(number)
            if number != record.baris:
                continue
            parts[-1].sel |= _pieces(record, roles, naskah.baris[number - 1])
            if record.level:
                parts[-1].level.setdefault(record.level, []).append(number)
    return parts


def _pieces(record: Catatan, roles: tuple[str, ...], line: str) -> dict[str, str]:
    """Return the cells of a record that are only a piece of what is printed in their column."""
    printed = dict(zip(roles, cells_of(line), strict=False))
    own = {f"{one.peran}@{one.tahun}" if one.tahun else one.peran: one.teks for one in record.sel}
    return {
        f"{record.baris}:{role}": text
        for role, text in (own | {"nama": record.kata["nama"]}).items()
        if text and text in printed.get(role, "") and text != printed[role]
    }


def _told(parts: list[_Bagian], record: Catatan, naskah: Naskah) -> None:
    """Append a row whose figures a sentence in one of its cells tells: no column holds them."""
    cells = cells_of(naskah.baris[record.baris - 1])
    place = next(n for n, cell in enumerate(cells) if cell == record.kata["nama"])
    roles = tuple("nama" if n == place else "-" for n in range(len(cells)))
    if not parts or parts[-1].kolom != roles:
        parts.append(_Bagian(roles))
    parts[-1].baris.append(record.baris)
    if record.level:
        parts[-1].level.setdefault(record.level, []).append(record.baris)
    for cell in record.sel:
        parts[-1].sel[f"{record.baris}:{cell.peran}"] = cell.teks


def _roles(record: Catatan, columns: list[Kolom], row: Baris, first: bool) -> tuple[str, ...]:
    """Return the roles of the printed cells of one line of a record."""
    own = [one for one in columns if one.isi in ("", record.isi)]
    # a goal that names its money stands in no column of its own
    owned = any(one.milik >= 0 and one.kelompok == record.kelompok for one in own)
    words = {*TEXTS} - {"nama"} - ({"tujuan", "sasaran"} if owned else set())
    names: dict[int, str] = {}
    for one in own:
        if one.isi == record.isi and one.peran in VALUES[record.isi]:
            if first and one.kelompok == record.kelompok:
                names[one.tempat] = f"{one.peran}@{one.tahun}" if one.tahun else one.peran
        elif one.peran in words:
            names[one.tempat] = one.peran
    if first:  # the figures of other tables may have dated a column otherwise
        for cell in record.sel:
            names[cell.tempat] = f"{cell.peran}@{cell.tahun}" if cell.tahun else cell.peran
    name = _name_place(record, columns, row)
    if name is not None:
        names[name] = "nama"
    places = dict(enumerate(row.asal)) if row.asal else {n: n for n in range(len(row.sel))}
    width = max((place for place in places.values()), default=-1) + 1
    out = ["-"] * max(width, len(row.sel))
    for place, role in names.items():
        if places.get(place, -1) >= 0:
            out[places[place]] = role
    return tuple(out)


def _name_place(record: Catatan, columns: list[Kolom], row: Baris) -> int | None:
    """Return where the name, a piece of it, or more than it stands in a line; None for nowhere."""
    name = record.kata["nama"]
    filled = [place for place, cell in enumerate(row.sel) if cell]
    found = [place for place in filled if row.sel[place] in name]
    if not found and record.isi == "kinerja" and not record.lanjutan:  # one of several in a cell
        found = [place for place in filled if name and name in row.sel[place]]
    preferred = {
        one.tempat for one in columns if one.peran == "nama" and one.isi in ("", record.isi)
    }
    preferred |= {one.milik for one in columns if one.milik >= 0 and one.isi == record.isi}
    words = [place for place in found if any(sign.isalpha() for sign in row.sel[place])]
    best = [place for place in words if place in preferred] or words
    return max(best, key=lambda place: len(row.sel[place])) if best else None


def _style(records: list[Catatan]) -> str:
    """Return the decimal mark that the evidence decided for figures that could be read two ways."""
    decided = {
        _mark(cell)
        for one in records
        for cell in one.sel
        if len(cell.calon) == 1 and cell.jenis in ("ambigu", "gaya", "gaya laporan", "angka")
    } - {""}
    return decided.pop() if len(decided) == 1 else ""


def _mark(cell: Sel) -> str:
    """Return the decimal mark that gives a figure the value found, where it needs one."""
    value, how = cell.calon[0]
    if cell.jenis != "angka":
        return how if how in MARKS else ""
    if how != "bulat" or read_number(cell.teks).jenis != "ambigu":  # 47.322 orang is whole
        return ""
    return next((mark for mark in MARKS if read_number(cell.teks, mark).nilai == value), "")


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _spans(numbers: list[int]) -> str:
    """Return lines as a map writes them, in their order.

    Examples
    --------
    >>> _spans([12, 13, 14, 18]), _spans([15, 14])
    ('12-14, 18', '15, 14')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
