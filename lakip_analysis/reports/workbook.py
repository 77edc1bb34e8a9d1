"""Results → one Excel workbook: a sheet per table with frozen heads and filters, number formats of the country, a data dictionary; no cell is ever a formula."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from ..aturan.rules import load_rules
from ..language import language, tr
from ..show.text import without_controls
from .results import describe_columns

__all__ = ["write_workbook"]


# `[$-421]` is the Indonesian locale: 1.234,56 where the program honours it, else the reader's own notation
FORMATS = {
    "id": {
        "persen": '[$-421]#,##0.00" %"',
        "poin": "[$-421]#,##0.00",
        "bilangan": "[$-421]#,##0.####",
        "nilai": "[$-421]#,##0.####",
        "rupiah": '[$-421]"Rp"#,##0',
        "cacah": "[$-421]#,##0",
        "tahun": "0",
    },
    "en": {
        "persen": '#,##0.00"%"',
        "poin": "#,##0.00",
        "bilangan": "#,##0.####",
        "nilai": "#,##0.####",
        "rupiah": '"Rp"#,##0',
        "cacah": "#,##0",
        "tahun": "0",
    },
}

WIDTHS = {"teks": 26, "nilai": 12, "rupiah": 20, "tahun": 8, "cacah": 10}

HEAD, WIDE, NARROW, DICTIONARY = 45, 60, 14, (16, 28, 34, 90, 10)

SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def write_workbook(path: Path, frames: dict[str, pd.DataFrame], judul: str) -> Path:
    """Write the results of one or more reports as one workbook in the language in force; the same input gives the same bytes.

    Parameters
    ----------
    frames : as `results.result_frames` gives them; one sheet each, in this order, and a last one with the data dictionary.
    judul : str
        Title in the properties of the file.

    Notes
    -----
    Text stays text whatever it begins with (`=`, `+`, `-`, `@`). A performance value that is a number is written as one; `1 : 27500`, `BB` and `Pratama` stay
    text. A missing value is an empty cell.
    """
    with xlsxwriter.Workbook(str(path), SAFE) as book:
        book.set_properties(
            {
                "title": without_controls(judul),
                "created": datetime(2000, 1, 1),
                "comments": "lakip-analysis",
            }
        )
        styles = {
            kind: book.add_format({"num_format": code})
            for kind, code in FORMATS[language()].items()
        }
        styles |= {
            "kepala": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
            ),
            "teks": book.add_format({"num_format": "@"}),
            "lipat": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        }
        about, titles = (
            describe_columns(frames).set_index("berkas"),
            load_rules("berkas").set_index("berkas")["judul"],
        )
        for name, frame in frames.items():
            _write_sheet(
                book.add_worksheet(tr(titles[name])),
                frame,
                about.loc[[name]].set_index("kolom"),
                styles,
            )
        _write_dictionary(book.add_worksheet(tr("Kamus data")), frames, styles)
    return Path(path)


def _write_sheet(sheet, frame: pd.DataFrame, about: pd.DataFrame, styles: dict) -> None:
    for number, name in enumerate(frame):
        kind = about.loc[name, "jenis"]
        sheet.write_string(0, number, tr(about.loc[name, "judul"]), styles["kepala"])
        long = kind == "teks" and frame[name].astype(str).str.len().max() > WIDE
        sheet.set_column(number, number, WIDE if long else WIDTHS.get(kind, NARROW))
        for row, value in enumerate(frame[name], 1):
            _write_cell(sheet, row, number, value, kind, styles)
    sheet.set_row(0, HEAD)
    sheet.freeze_panes(1, 0)
    if len(frame):
        sheet.autofilter(0, 0, len(frame), frame.shape[1] - 1)
    _set_print(sheet)


def _write_cell(sheet, row: int, column: int, value, kind: str, styles: dict) -> None:
    """Write one value: number where the column holds numbers (or a performance value is one), text otherwise, nothing where it is missing."""
    if value is None or value is pd.NA or value != value or value == "":
        return
    number = _number(value) if kind != "teks" else None
    if number is None:
        sheet.write_string(row, column, without_controls(str(value)), styles["teks"])
    else:
        whole = kind in ("bilangan", "nilai") and number == int(number)  # 100, not "100,"
        sheet.write_number(row, column, number, styles["cacah" if whole else kind])


def _number(value) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _write_dictionary(sheet, frames: dict[str, pd.DataFrame], styles: dict) -> None:
    heads = [tr("Lembar"), tr("Nama kolom di CSV"), tr("Judul"), tr("Arti"), tr("Jenis")]
    titles = load_rules("berkas").set_index("berkas")["judul"]
    for number, (head, width) in enumerate(zip(heads, DICTIONARY, strict=True)):
        sheet.write_string(0, number, head, styles["kepala"])
        sheet.set_column(number, number, width)
    for row, entry in enumerate(describe_columns(frames).itertuples(), 1):
        cells = [
            tr(titles[entry.berkas]),
            entry.kolom,
            tr(entry.judul),
            tr(entry.arti),
            tr(entry.jenis),
        ]
        for number, text in enumerate(cells):
            sheet.write_string(row, number, text, styles["lipat"])
    sheet.freeze_panes(1, 0)
    _set_print(sheet)


def _set_print(sheet) -> None:
    """A4 across, heads on every page, as wide as one page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
