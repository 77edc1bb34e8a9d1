"""One CSV of the data as text with its line numbers, and what is wrong with its form: BOM, encoding, separator, columns, ragged rows."""

from __future__ import annotations

import csv
from collections import Counter
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

import pandas as pd

from ..errors import Fault
from .checks import short_name
from .schemas import TABEL

__all__ = ["read_table"]


BOM = b"\xef\xbb\xbf"


def read_table(folder: Path, nama: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Read one table of a dinas.

    Returns
    -------
    DataFrame, one row per line of the file, every cell text, plus `baris_berkas` (its line); and the faults of form.
        A table that is absent, or whose columns cannot be told apart, is an empty frame with the right columns.
    """
    path, columns = folder / f"{nama}.csv", [kolom.nama for kolom in TABEL[nama].kolom]
    newer = {kolom.nama for kolom in TABEL[nama].kolom if kolom.baru}
    empty = pd.DataFrame(columns=[*columns, "baris_berkas"], dtype=str)
    if not path.exists():
        missing = _fault(
            path,
            None,
            None,
            None,
            "berkas wajib tidak ada",
            f"buat dengan kolom: {','.join(columns)}",
        )
        return empty, [missing] if TABEL[nama].wajib else []
    text, faults = _decode(path)
    rows = _rows(text)
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    if len(header) == 1 and ";" in header[0]:
        step = "simpan ulang sebagai CSV dengan pemisah koma (CSV UTF-8)"
        return empty, [
            *faults,
            _fault(path, 1, None, header[0][:60], "pemisah kolom titik koma", step),
        ]
    twice = [name for name, count in Counter(header).items() if count > 1]
    if twice:
        return empty, [
            *faults,
            *(
                _fault(path, 1, name, None, "kolom tertulis dua kali", "hapus salah satu")
                for name in twice
            ),
        ]
    faults += _header_faults(path, header, columns, newer) + _ragged_faults(path, rows, len(header))
    if TABEL[nama].wajib and len(rows) == 1:
        faults.append(
            _fault(
                path,
                None,
                None,
                None,
                "tabel wajib tidak berisi satu baris pun",
                "isi barisnya di bawah kepala tabel",
            )
        )
    cells = [
        [*row[: len(header)], *[""] * (len(header) - len(row)), line] for line, row in rows[1:]
    ]
    frame = pd.DataFrame(cells, columns=[*header, "baris_berkas"])
    return frame.reindex(columns=[*columns, "baris_berkas"], fill_value="").astype(
        dict.fromkeys(columns, str)
    ), faults


def _rows(text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""))
    return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]


def _decode(path: Path) -> tuple[str, list[Fault]]:
    raw, faults = path.read_bytes(), []
    if raw.startswith(BOM):
        faults.append(
            _fault(
                path, 1, None, None, "berkas diawali BOM", "simpan ulang sebagai UTF-8 tanpa BOM"
            )
        )
        raw = raw[len(BOM) :]
    try:
        return raw.decode("utf-8"), faults
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return raw.decode("latin-1"), [
            *faults,
            _fault(path, line, None, None, "bukan UTF-8", "simpan ulang sebagai CSV UTF-8"),
        ]


def _header_faults(
    path: Path, header: list[str], columns: list[str], newer: set[str]
) -> list[Fault]:
    unknown = [name for name in header if name not in columns]
    absent = [name for name in columns if name not in header and name not in newer]
    faults, used = [], set()
    for name in absent:
        near = get_close_matches(name, [other for other in unknown if other not in used], 1)
        used |= set(near)
        step = (
            f"ganti nama kolom “{near[0]}” menjadi “{name}”"
            if near
            else f"tambahkan kolom “{name}”"
        )
        faults.append(_fault(path, 1, name, None, "kolom tidak ada", step))
    listed = f"yang dikenal: {', '.join(columns)}"
    return faults + [
        _fault(path, 1, name, None, "kolom tidak dikenal", listed)
        for name in unknown
        if name not in used
    ]


def _ragged_faults(path: Path, rows: list[tuple[int, list[str]]], width: int) -> list[Fault]:
    step = "beri tanda kutip pada teks yang berisi koma"
    return [
        _fault(path, line, None, None, f"{len(row)} sel, kepala tabel {width} kolom", step)
        for line, row in rows[1:]
        if len(row) != width
    ]


def _fault(
    path: Path, line: int | None, column: str | None, value: str | None, problem: str, step: str
) -> Fault:
    return Fault(short_name(path), line, column, value, problem, step)
