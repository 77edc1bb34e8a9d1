"""The lines of one CSV, read as people have it.

Comma, semicolon or tab; UTF-8 with or without a byte order mark, UTF-16 or the code page of
Windows; any line ends. What is left as a fault is what nobody could read.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from ..errors import Fault, short_name

__all__ = [
    "ISIAN",
    "LARGEST",
    "SEPARATORS",
    "STORE",
    "Line",
    "decode",
    "is_store",
    "read_lines",
]

Line = tuple[int, list[str]]  # number of a line in the file, its cells

ISIAN = "isian.xlsx"  # the workbook of a dinas, in place of CSV

STORE = "dinas.parquet"  # the catalogue of a store: where it stands, the folder is one

LARGEST = 256 * 2**20  # bytes of one table: some four million rows; more belongs into a store

SEPARATORS = (",", ";", "\t")

EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how an .xlsx and an .xls begin

# how a text of that encoding begins; Excel writes the first as "CSV UTF-8", the others as
# "Unicode text"
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def read_lines(path: Path, names: Iterable[str]) -> tuple[list[Line], list[Fault]]:
    """Return the lines of a CSV that hold something.

    Parameters
    ----------
    path : Path
    names : iterable of str
        Names that its header may hold: they tell which separator parts the columns.

    Returns
    -------
    list of (number of the line in the file, cells)
        A cell of several lines counts at its last one.
    list of Fault
        Why there is nothing to read: too large, no text, a quotation mark without its end.
    """
    size = path.stat().st_size
    if size > LARGEST:
        problem = f"berkas {size / 2**20:.0f} MB, batasnya {LARGEST / 2**20:.0f} MB"
        return [], [_fault(path, None, problem, "bagi menurut dinas atau tahun")]
    raw = path.read_bytes()
    if raw.startswith(EXCEL):
        problem, step = "berkas Excel bernama .csv", "simpan dari Excel sebagai CSV UTF-8"
        return [], [_fault(path, None, problem, step)]
    text = decode(raw)
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        return [], [_fault(path, line, "bukan teks", "simpan ulang sebagai CSV UTF-8")]
    first, _, rest = text.partition("\n")
    skipped = bool(re.fullmatch(r"sep=.\r?", first))  # Excel's own line about the separator
    text, offset = (rest, 1) if skipped else (text, 0)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text, names), strict=True)
    try:
        rows = [(reader.line_num + offset, row) for row in reader]
    except csv.Error:
        step = "periksa tanda kutip yang tidak ditutup di baris itu atau sebelumnya"
        return [], [
            _fault(
                path,
                reader.line_num + offset,
                "bukan CSV (tanda kutip, atau sel yang terlalu panjang)",
                step,
            )
        ]
    return [(number, row) for number, row in rows if any(cell.strip() for cell in row)], []


def decode(raw: bytes) -> str:
    """Return the text of a file; what is neither Unicode is the code page Windows writes here."""
    for mark, encoding in MARKS.items():
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    # without its mark UTF-16 is known by the nought beside the first sign
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if raw[place : place + 1] == b"\x00" and raw[1 - place : 2 - place] != b"\x00":
            return raw.decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _separator(text: str, names: Iterable[str]) -> str:
    """Return what parts the columns: the separator that makes most of the names."""
    expected = set(names)
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(separator: str) -> int:
        return len(expected & {cell.strip(' "').casefold() for cell in first.split(separator)})

    return max(SEPARATORS, key=known)


def _fault(path: Path, baris: int | None, masalah: str, langkah: str) -> Fault:
    return Fault(short_name(path), baris, None, None, masalah, langkah)


def is_store(data_dir: Path | str) -> bool:
    """Say whether a folder of data is a store (`lakip store`)."""
    return (Path(data_dir) / STORE).is_file()
