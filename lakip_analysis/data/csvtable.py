"""One table of the data as text with its line numbers, and what is wrong with its columns."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from ..errors import Fault, short_name
from .csvtext import Line, read_lines
from .schemas import TABEL, Tabel

__all__ = ["as_table", "read_table"]


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
        One row per line of the file, every cell text as written, plus `baris_berkas` (its line). A
        table that is absent, or whose columns cannot be told apart, is an empty frame with the
        right columns.
    list of Fault
        The faults of form.
    """
    path = folder / f"{nama}.csv"
    if not path.is_file():
        return _empty(nama), _absent(path, nama)
    lines, faults = read_lines(path, [kolom.nama for kolom in TABEL[nama].kolom])
    if faults:
        return _empty(nama), faults
    return as_table(path, nama, lines)


def as_table(path: Path, nama: str, lines: list[Line]) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the lines of a file, the first its header, as a table of the contract.

    Parameters
    ----------
    path : Path
        The file; only its name is used, for the messages.
    nama : str
        A key of `TABEL`.
    lines : list of (number of the line, cells)

    Returns
    -------
    DataFrame, list of Fault
        As `read_table`.
    """
    tabel = TABEL[nama]
    header = [cell.strip().casefold() for cell in lines[0][1]] if lines else []
    full = len(header)
    while header and not header[-1]:  # columns of Excel that hold nothing, in every line
        header.pop()
    twice = [name for name, count in Counter(header).items() if count > 1]
    if twice:
        step = "hapus salah satu"
        found = [_fault(path, 1, "kolom tertulis dua kali", step, kolom=name) for name in twice]
        return _empty(nama), found
    columns = [kolom.nama for kolom in tabel.kolom]
    if header and not set(header) & set(columns):
        problem = "baris pertama bukan kepala tabel"
        step = f"tulis nama kolomnya di baris pertama: {','.join(columns)}"
        return _empty(nama), [_fault(path, 1, problem, step, nilai=" | ".join(header)[:60])]
    faults = _header_faults(path, header, tabel) + _ragged_faults(path, lines, len(header), full)
    if tabel.wajib and len(lines) <= 1:
        step = "isi barisnya di bawah kepala tabel"
        faults.append(_fault(path, None, "tabel wajib tidak berisi satu baris pun", step))
    return _frame(header, lines[1:], nama), faults


def _empty(nama: str) -> pd.DataFrame:
    columns = [kolom.nama for kolom in TABEL[nama].kolom]
    return pd.DataFrame(columns=[*columns, "baris_berkas"], dtype=str)


def _absent(path: Path, nama: str) -> list[Fault]:
    """Return the fault of a table that must be there; it names a file that may be meant."""
    if not TABEL[nama].wajib:
        return []
    columns = ",".join(kolom.nama for kolom in TABEL[nama].kolom)
    step = f"buat dengan kolom: {columns}"
    names = sorted(other.name for other in path.parent.glob("*"))
    for name in names:
        if name.casefold() == path.name:
            step = f"ganti nama “{name}” menjadi “{path.name}”"
        elif name.casefold().split(".")[0] == nama:
            step = f"simpan “{name}” sebagai “{path.name}”"
    return [_fault(path, None, "berkas wajib tidak ada", step)]


def _frame(header: list[str], lines: list[Line], nama: str) -> pd.DataFrame:
    """Return the lines under the contract's columns; an absent column is empty.

    A ragged line, which is a fault already, is cut or filled so that the rest can be checked too.
    """
    width, columns = len(header), [kolom.nama for kolom in TABEL[nama].kolom]
    rows = [
        row[:width] if len(row) >= width else [*row, *[""] * (width - len(row))] for _, row in lines
    ]
    known = dict(zip(header, zip(*rows, strict=True), strict=False))
    absent = [""] * len(rows)
    frame = pd.DataFrame({name: known.get(name, absent) for name in columns}, dtype=str)
    numbers = [number for number, _ in lines]
    return frame.assign(baris_berkas=pd.Series(numbers, dtype=None if numbers else object))


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


def _ragged_faults(path: Path, lines: list[Line], width: int, full: int) -> list[Fault]:
    """Return the lines with more or fewer cells than the header has names (`width`).

    As many as its line has (`full`) are no fault where those behind the last name are empty.
    """
    return [
        _fault(
            path, number, f"{len(row)} sel, kepala tabel {width} kolom", _ragged_step(row, width)
        )
        for number, row in lines[1:]
        if len(row) not in (width, full) or any(cell.strip() for cell in row[width:])
    ]


def _ragged_step(row: list[str], width: int) -> str:
    if len(row) < width:
        return "tambahkan sel kosong di tempatnya, sampai sebanyak kolom kepala tabel"
    return "beri tanda kutip pada teks yang berisi pemisah kolom"


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
