"""What stands in isian.xlsx beside the values: kept when the workbook is written anew.

`lakip new --dari` says in comments where each cell comes from, and in sheets of its own what it
read and what it did not; people add comments too. None of it is a value of the contract, and all of
it is theirs.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd

from ..aturan.rules import load_rules
from ..data.buku_kerja import Lembar, open_sheets

__all__ = ["Kunci", "Sisipan", "read_beside", "row_names"]

GUIDE = "Petunjuk"
# what names a row of a sheet; the first of them that is filled counts where there are several
KEYS = {"Anggaran": ("Tahun", "Kode"), "Keluaran": ("Tahun", "Kode", "Keluaran")}
Kunci = tuple[str, tuple[str, ...], str]  # sheet, what names the row, title of the column


@dataclass(frozen=True)
class Sisipan:
    """What stands beside the values of a workbook.

    `komentar`: sheet, names of the row, title → the comment and the text of its cell then;
    `lampiran`: sheets that are no part of the contract; `catatan`: what its guide says of it.
    """

    komentar: dict[Kunci, tuple[str, str]] = field(default_factory=dict)
    lampiran: dict[str, pd.DataFrame] = field(default_factory=dict)
    catatan: str = ""


def read_beside(path: Path, petunjuk: str) -> Sisipan:
    """Return the comments, the further sheets and the guide's own lines of an isian.xlsx.

    Parameters
    ----------
    path : Path
        A missing file, and one that no program can open, hold nothing.
    petunjuk : str
        The first step of every guide: what stands over it belongs to this workbook alone.

    Returns
    -------
    Sisipan
    """
    sheets, faults = open_sheets(path, len) if path.is_file() else ([], [])
    if not sheets or faults:
        return Sisipan()
    known = set(load_rules("isian")["lembar"])
    notes = _notes(path)
    comments: dict[Kunci, tuple[str, str]] = {}
    further: dict[str, pd.DataFrame] = {}
    said = ""
    for sheet in sheets:
        if sheet.nama == GUIDE:
            said = _own_lines(sheet, petunjuk)
        elif sheet.nama in known and sheet.baris:
            comments |= _comments(sheet, notes.get(sheet.nama, {}))
        elif sheet.nama not in known and sheet.baris and any(sheet.baris[0]):
            further[sheet.nama] = _frame(sheet)
    return Sisipan(comments, further, said)


def row_names(lembar: str, cells: dict[str, str]) -> tuple[str, ...]:
    """Return what names a row of a sheet: title → text.

    Examples
    --------
    >>> row_names("Anggaran", {"Tahun": "2024", "Kode": "1.06.02", "Nama": "Program A"})
    ('2024', '1.06.02')
    >>> row_names("Indikator", {"Nama indikator": "Indeks  X", "Satuan": "indeks"})
    ('indeks x',)
    """
    titles = KEYS.get(lembar, (next(iter(cells), ""),))
    return tuple(" ".join(cells.get(title, "").split()).casefold() for title in titles)


def _comments(sheet: Lembar, notes: dict[tuple[int, int], str]) -> dict[Kunci, tuple[str, str]]:
    titles, out = sheet.baris[0], {}
    for (row, place), text in notes.items():
        if not 0 < row < len(sheet.baris) or place >= len(titles):
            continue  # those of the titles are written with them
        cells = dict(zip(titles, sheet.baris[row], strict=False))
        key = (sheet.nama, row_names(sheet.nama, cells), titles[place])
        out[key] = (text, cells.get(titles[place], ""))
    return out


def _own_lines(sheet: Lembar, petunjuk: str) -> str:
    lines = [" ".join(filter(None, row)) for row in sheet.baris][1:]
    own = lines[: lines.index(petunjuk)] if petunjuk in lines else []
    return "\n".join(line for line in own if line)


def _frame(sheet: Lembar) -> pd.DataFrame:
    width = max(map(len, sheet.baris))
    rows = [[*row, *[""] * (width - len(row))] for row in sheet.baris]
    return pd.DataFrame(rows[1:], columns=rows[0], dtype=str)


def _notes(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Return the comments of each sheet by row and column, from 0."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist() if _is_wanted(name)}
    book = "xl/workbook.xml"
    links = dict(_links(parts, book, "worksheet"))
    out = {}
    for one in _all(parts.get(book, b"<x/>"), "sheet"):
        part = next((links[v] for k, v in one.items() if k.endswith("}id") and v in links), "")
        for _, comments in _links(parts, part, "comments"):
            out[one.get("name", "")] = dict(_texts(parts.get(comments, b"<x/>")))
    return out


def _is_wanted(name: str) -> bool:
    return name.endswith(".rels") or name == "xl/workbook.xml" or "comments" in name


def _all(raw: bytes, name: str) -> Iterator[ElementTree.Element]:
    root = ElementTree.fromstring(raw)
    return (one for one in root.iter() if str(one.tag).rpartition("}")[2] == name)


def _links(parts: dict[str, bytes], part: str, kind: str) -> Iterator[tuple[str, str]]:
    """Return id and part of each relation of one kind."""
    folder, name = posixpath.split(part)
    raw = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    for one in _all(raw, "Relationship") if raw else ():
        if one.get("Type", "").rpartition("/")[2] == kind:
            target = posixpath.join("/", folder, one.get("Target", ""))
            yield one.get("Id", ""), posixpath.normpath(target).lstrip("/")


def _texts(raw: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for one in _all(raw, "comment"):
        letters = one.get("ref", "").rstrip("0123456789")
        row = one.get("ref", "").removeprefix(letters)
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        pieces = (part.text or "" for part in one.iter() if str(part.tag).endswith("}t"))
        if row and column:
            yield (int(row) - 1, column - 1), "".join(pieces)
