"""A map proposed from a reading: what `lakip baca` found by itself, as a person would map it.

The map (`docs/peta.md`) names lines and columns and holds no figure. Run on the numbered text of
the reading it gives the same layer; an analyst corrects it and runs it again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

import pandas as pd

from ..importing.peta import TEXTS, VALUES
from ..importing.published import published_anggaran, published_kinerja
from ..importing.text import read_rows
from .baca import ID, Bacaan, levels_of, published
from .baris import Catatan, table_id
from .kolom import Kolom
from .naskah import Naskah, text_of
from .tabel import Baris

__all__ = ["compare_map", "propose_map"]


@dataclass
class _Bagian:
    """Lines of one table whose columns mean the same."""

    kolom: tuple[str, ...]
    baris: list[int] = field(default_factory=list)
    level: dict[str, list[int]] = field(default_factory=dict)


def propose_map(bacaan: Bacaan, dokumen: str = ID) -> str:
    """Return a map (TOML) that reads the tables of a reading as the reading did.

    Parameters
    ----------
    bacaan : Bacaan
    dokumen : str
        Id of the document in `dinas.toml`.

    Returns
    -------
    str
        One `[[tabel]]` per table, kind and stage; tables in doubt are in it too, and a comment
        counts their doubtful figures.
    """
    lines = [f"dokumen = {_text(dokumen)}", ""]
    groups: dict[tuple, list[Catatan]] = {}
    known = levels_of(bacaan)
    for record in bacaan.baris:
        level = known.get((table_id(record), record.baris), record.level)
        group = (record.tabel, record.isi, record.kelompok)
        groups.setdefault(group, []).append(replace(record, level=level))
    for (number, isi, stage), records in groups.items():
        table, columns = bacaan.tabel[number]
        rows = {row.nomor: row for row in table.baris}
        doubtful = sum(cell.status == "ragu" for one in records for cell in one.sel)
        if doubtful:
            lines.append(f"# {doubtful} angka ragu: lihat tinjauan.html")
        lines += [
            "[[tabel]]",
            f"id = {_text(table_id(records[0]))}",
            f"label = {_text(table.nama)}",
            f"isi = {_text(isi)}",
        ]
        if stage:
            lines.append(f"tahap = {_text(stage)}")
        if style := _style(records):
            lines.append(f"gaya = {_text(style)}")
        for part in _parts(records, columns, rows, bacaan.naskah):
            lines += ["[[tabel.bagian]]", f"baris = {_text(_spans(part.baris))}"]
            lines.append(f"kolom = {json.dumps(part.kolom, ensure_ascii=False)}")
            lines += [f"level.{key} = {_text(_spans(some))}" for key, some in part.level.items()]
        lines.append("")
    return "\n".join(lines) + "\n"


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
        row = rows[record.baris]
        for number in (record.baris, *record.lanjutan):
            width = len(naskah.baris[number - 1].split("\t"))
            found = _roles(record, columns, rows.get(number, row), number == record.baris)
            roles = (*found, *["-"] * (width - len(found)))
            if not parts or parts[-1].kolom != roles:
                parts.append(_Bagian(roles))
            parts[-1].baris.append(number)
            if record.level and number == record.baris:
                parts[-1].level.setdefault(record.level, []).append(number)
    return parts


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
    """Return where the name, or a piece of it, stands in a line; None where it does not."""
    name = record.kata["nama"]
    found = [place for place, cell in enumerate(row.sel) if cell and cell in name]
    preferred = {
        one.tempat for one in columns if one.peran == "nama" and one.isi in ("", record.isi)
    }
    preferred |= {one.milik for one in columns if one.milik >= 0 and one.isi == record.isi}
    words = [place for place in found if any(sign.isalpha() for sign in row.sel[place])]
    best = [place for place in words if place in preferred] or words
    return max(best, key=lambda place: len(row.sel[place])) if best else None


def _style(records: list[Catatan]) -> str:
    """Return the decimal mark that the evidence decided for figures that could be read two ways."""
    marks = {
        cell.calon[0][1]
        for one in records
        for cell in one.sel
        if len(cell.calon) == 1 and cell.jenis in ("ambigu", "gaya", "gaya laporan")
    } & {"koma", "titik"}
    return marks.pop() if len(marks) == 1 else ""


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
