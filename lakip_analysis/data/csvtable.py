"""One CSV of the data as text with its line numbers, and what is wrong with its form.

Form: byte order mark, encoding, separator, columns, rows of another width than the header.
"""

from __future__ import annotations

import csv
from collections import Counter
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

import pandas as pd

from ..errors import Fault
from .checks import short_name
from .schemas import TABEL, Tabel

__all__ = ["read_table"]


BOM = b"\xef\xbb\xbf"

Line = tuple[int, list[str]]  # number of a line in the file, its cells


def read_table(folder: Path, nama: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Read one table of a dinas.

    Parameters
    ----------
    folder : Path
        Folder of the dinas.
    nama : str
        A key of `TABEL`; the file is `<nama>.csv`.

    Returns
    -------
    DataFrame
        One row per line of the file, every cell text, plus `baris_berkas` (its line). A table that
        is absent, or whose columns cannot be told apart, is an empty frame with the right columns.
    list of Fault
        The faults of form.
    """
    path, tabel = folder / f"{nama}.csv", TABEL[nama]
    columns = [kolom.nama for kolom in tabel.kolom]
    empty = pd.DataFrame(columns=[*columns, "baris_berkas"], dtype=str)
    if not path.exists():
        step = f"buat dengan kolom: {','.join(columns)}"
        missing = _fault(path, None, "berkas wajib tidak ada", step)
        return empty, [missing] if tabel.wajib else []
    text, faults = _decode(path)
    lines = _lines(text)
    header = [cell.strip() for cell in lines[0][1]] if lines else []
    unusable = _unusable_header(path, header)
    if unusable:
        return empty, faults + unusable
    faults += _header_faults(path, header, tabel) + _ragged_faults(path, lines, len(header))
    if tabel.wajib and len(lines) == 1:
        step = "isi barisnya di bawah kepala tabel"
        faults.append(_fault(path, None, "tabel wajib tidak berisi satu baris pun", step))
    return _frame(header, lines[1:], columns), faults


def _lines(text: str) -> list[Line]:
    """Return the lines that hold something; a cell of several lines counts at its last one."""
    reader = csv.reader(StringIO(text, newline=""))
    return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]


def _frame(header: list[str], lines: list[Line], columns: list[str]) -> pd.DataFrame:
    """Return the lines under the contract's columns; an absent column is empty.

    A ragged line, which is a fault already, is cut or filled so that the rest can be checked too.
    """
    width = len(header)
    cells = [[*row[:width], *[""] * (width - len(row)), number] for number, row in lines]
    frame = pd.DataFrame(cells, columns=[*header, "baris_berkas"])
    frame = frame.reindex(columns=[*columns, "baris_berkas"], fill_value="")
    return frame.astype(dict.fromkeys(columns, str))


def _decode(path: Path) -> tuple[str, list[Fault]]:
    raw, faults = path.read_bytes(), []
    if raw.startswith(BOM):
        step = "simpan ulang sebagai UTF-8 tanpa BOM"
        faults.append(_fault(path, 1, "berkas diawali BOM", step))
        raw = raw[len(BOM) :]
    try:
        return raw.decode("utf-8"), faults
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.append(_fault(path, line, "bukan UTF-8", "simpan ulang sebagai CSV UTF-8"))
        # latin-1 reads any byte, so the other faults of the table can be named in the same run
        return raw.decode("latin-1"), faults


def _unusable_header(path: Path, header: list[str]) -> list[Fault]:
    """Return the faults after which no column can be told from another."""
    if len(header) == 1 and ";" in header[0]:
        step = "simpan ulang sebagai CSV dengan pemisah koma (CSV UTF-8)"
        return [_fault(path, 1, "pemisah kolom titik koma", step, nilai=header[0][:60])]
    twice = [name for name, count in Counter(header).items() if count > 1]
    return [
        _fault(path, 1, "kolom tertulis dua kali", "hapus salah satu", kolom=name) for name in twice
    ]


def _header_faults(path: Path, header: list[str], tabel: Tabel) -> list[Fault]:
    """Return the columns that are missing or unknown; a misspelt one is named once, as missing."""
    columns = [kolom.nama for kolom in tabel.kolom]
    newer = {kolom.nama for kolom in tabel.kolom if kolom.baru}
    unknown = [name for name in header if name not in columns]
    absent = [name for name in columns if name not in header and name not in newer]
    faults, used = [], set()
    for name in absent:
        near = get_close_matches(name, [other for other in unknown if other not in used], 1)
        used |= set(near)
        step = f"tambahkan kolom “{name}”"
        if near:
            step = f"ganti nama kolom “{near[0]}” menjadi “{name}”"
        faults.append(_fault(path, 1, "kolom tidak ada", step, kolom=name))
    known = f"yang dikenal: {', '.join(columns)}"
    return faults + [
        _fault(path, 1, "kolom tidak dikenal", known, kolom=name)
        for name in unknown
        if name not in used
    ]


def _ragged_faults(path: Path, lines: list[Line], width: int) -> list[Fault]:
    """Return the lines with more or fewer cells than the header: mostly a comma without quotes."""
    step = "beri tanda kutip pada teks yang berisi koma"
    return [
        _fault(path, number, f"{len(row)} sel, kepala tabel {width} kolom", step)
        for number, row in lines[1:]
        if len(row) != width
    ]


def _fault(
    path: Path,
    baris: int | None,
    masalah: str,
    langkah: str,
    *,
    kolom: str | None = None,
    nilai: str | None = None,
) -> Fault:
    return Fault(short_name(path), baris, kolom, nilai, masalah, langkah)
