"""Results → one Excel workbook: a sheet per table with frozen heads, filters and number formats.

The last sheet is the data dictionary. No cell is ever a formula.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from ..bahasa.say import say, word
from ..show.text import without_controls
from .results import TEXT, describe_columns

__all__ = ["write_workbook"]

# kind of column → number format; the sign of the language stands before it where it has one:
# `[$-421]` writes 1.234,56 where the program honours it, else the reader's own notation
FORMATS = {
    "poin": "#,##0.00",
    "bilangan": "#,##0.####",
    "ukur": "#,##0.####",
    "nilai": "#,##0.####",
    "rupiah": '"Rp"#,##0',
    "cacah": "#,##0",
}
WIDTHS = {"teks": 26, "kata": 26, "nilai": 12, "rupiah": 20, "tahun": 8, "cacah": 10}
HEAD, WIDE, NARROW = 45, 60, 14
# columns of the data dictionary, as `results.describe_columns` names them, and their widths
DICTIONARY = {"berkas": 16, "kolom": 28, "judul": 34, "arti": 90, "satuan": 10, "jenis": 14}
SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def write_workbook(path: Path, frames: dict[str, pd.DataFrame], judul: str, bahasa: str) -> Path:
    """Write results as one workbook; the same input gives the same bytes.

    Parameters
    ----------
    frames : dict of DataFrame
        As `results.result_frames` gives them; one sheet each, in this order.
    judul : str
        Title in the properties of the file.
    bahasa : str
        Language of heads, sheet names and dictionary; codes in the cells are those of the CSV.

    Notes
    -----
    Text stays text whatever it begins with (`=`, `+`, `-`, `@`). A performance value that is a
    number is written as one; `1:27500`, `BB` and `Pratama` stay text. A missing value is an empty
    cell.
    """
    about = describe_columns(frames, bahasa)
    with xlsxwriter.Workbook(str(path), SAFE) as book:
        book.set_properties(
            {
                "title": without_controls(judul),
                "created": datetime(2000, 1, 1),
                "comments": "lakip-analysis",
            }
        )
        styles = _styles(book, bahasa)
        for name, frame in frames.items():
            sheet = book.add_worksheet(say(f"berkas.{name}.judul", bahasa))
            _write_sheet(sheet, frame, about[about["berkas"] == name], styles)
        _write_dictionary(book.add_worksheet(say("buku.kamus", bahasa)), about, styles, bahasa)
    return Path(path)


def _styles(book: xlsxwriter.Workbook, bahasa: str) -> dict:
    """Return the cell formats by kind of column, and those of heads and text."""
    sign = say("buku.angka", bahasa)
    codes = {kind: sign + code for kind, code in FORMATS.items()}
    codes |= {"persen": say("buku.persen", bahasa, angka=codes["poin"]), "tahun": "0", "teks": "@"}
    styles = {kind: book.add_format({"num_format": code}) for kind, code in codes.items()}
    styles["kepala"] = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
    )
    styles["lipat"] = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    return styles


def _write_sheet(sheet, frame: pd.DataFrame, about: pd.DataFrame, styles: dict) -> None:
    """Write one table; `about` describes its columns in the order in which they stand."""
    for number, entry in enumerate(about.itertuples()):
        column = frame[entry.kolom]
        sheet.write_string(0, number, entry.judul, styles["kepala"])
        long = entry.jenis in ("teks", "kata") and column.astype(str).str.len().max() > WIDE
        sheet.set_column(number, number, WIDE if long else WIDTHS.get(entry.jenis, NARROW))
        for row, value in enumerate(column, 1):
            _write_cell(sheet, row, number, value, entry.jenis, styles)
    sheet.set_row(0, HEAD)
    sheet.freeze_panes(1, 0)
    if len(frame):
        sheet.autofilter(0, 0, len(frame), frame.shape[1] - 1)
    _set_print(sheet)


def _write_cell(sheet, row: int, column: int, value, jenis: str, styles: dict) -> None:
    """Write one value: a number where the column holds numbers, else text; nothing if missing."""
    if value is None or value is pd.NA or value != value or value == "":
        return
    # a performance value (71.12, BB) is text in the frame and a number to whoever computes with it
    number = None if jenis in TEXT and jenis != "nilai" else _number(value)
    if number is None:
        sheet.write_string(row, column, without_controls(str(value)), styles["teks"])
        return
    whole = jenis in ("bilangan", "ukur", "nilai") and number == int(number)  # 100, not "100,"
    sheet.write_number(row, column, number, styles["cacah" if whole else jenis])


def _number(value) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _write_dictionary(sheet, about: pd.DataFrame, styles: dict, bahasa: str) -> None:
    shown = about.assign(
        berkas=[say(f"berkas.{name}.judul", bahasa) for name in about["berkas"]],
        jenis=[word("jenis_kolom", kind, bahasa) for kind in about["jenis"]],
    )
    for number, (name, width) in enumerate(DICTIONARY.items()):
        sheet.write_string(0, number, say(f"buku.{name}", bahasa), styles["kepala"])
        sheet.set_column(number, number, width)
        for row, text in enumerate(shown[name], 1):
            if text:
                sheet.write_string(row, number, text, styles["lipat"])
    sheet.freeze_panes(1, 0)
    _set_print(sheet)


def _set_print(sheet) -> None:
    """A4 across, heads on every page, as wide as one page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
