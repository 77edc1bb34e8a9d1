"""Results → one Excel workbook: a sheet per table with frozen heads, filters and number formats.

The last sheet is the data dictionary. No cell is ever a formula.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from ..bahasa.nama import fmt_unit
from ..bahasa.say import say, word
from ..numbers import NOISE, decimals_of, share_digits, telling_digits
from ..show.text import without_controls
from .results import TEXT, describe_columns

__all__ = ["write_workbook"]

# kind of column → number format; the sign of the language stands before it where it has one:
# `[$-421]` writes 1.234,56 where the program honours it, else the reader's own notation
FORMATS = {"rupiah": '"Rp"#,##0', "cacah": "#,##0", "poin": "#,##0.00"}
SERIES = ("dinas", "indikator")  # whose numbers have one number of decimals
PER_SERIES = {"ukur": "desimal", "laju": "desimal_laju", "nilai": "desimal"}  # columns of `jalur`
FINE = ("persen", "bagian", "bilangan", *PER_SERIES)  # kinds written with a number of decimals
WIDTHS = dict.fromkeys(("teks", "nama", "kutip", "kata"), 26)
WIDTHS |= {"satuan": 18, "nilai": 12, "rupiah": 20, "tahun": 8, "cacah": 10}
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
    digits = _series_digits(frames)
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
            entries = about[about["berkas"] == name]
            _write_sheet(sheet, frame, entries, _digits_of(frame, entries, digits), styles)
        _write_dictionary(book.add_worksheet(say("buku.kamus", bahasa)), about, styles, bahasa)
    return Path(path)


def _styles(book: xlsxwriter.Workbook, bahasa: str) -> dict:
    """Return the cell formats by kind, or (kind, decimals), and those of heads and text."""
    sign = say("buku.angka", bahasa)
    fine = {n: sign + "#,##0" + ("." + "0" * n if n else "") for n in range(NOISE + 1)}
    codes = {kind: sign + code for kind, code in FORMATS.items()}
    codes |= {("angka", n): code for n, code in fine.items()}
    codes |= {("persen", n): say("buku.persen", bahasa, angka=code) for n, code in fine.items()}
    codes = {kind: f"{code};{_negative(code)}" for kind, code in codes.items()}
    codes |= {"tahun": "0", "teks": "@"}
    styles = {kind: book.add_format({"num_format": code}) for kind, code in codes.items()}
    styles["kepala"] = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
    )
    styles["lipat"] = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    return styles


def _negative(code: str) -> str:
    """Return the format of a number below zero: with a true minus instead of a hyphen."""
    if '"Rp"' in code:
        return code.replace('"Rp"', '"Rp−"')
    sign, bracket, rest = code.rpartition("]")
    return f'{sign}{bracket}"−"{rest}'


def _series_digits(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the decimals of every series, as the trend found them; empty where none was kept."""
    columns = [*SERIES, "desimal", "desimal_laju"]
    known = frames.get("jalur", pd.DataFrame(columns=columns))
    return known[columns].drop_duplicates(list(SERIES))


def _digits_of(frame: pd.DataFrame, about: pd.DataFrame, series: pd.DataFrame) -> dict[str, list]:
    """Return with how many decimals each cell of the columns of numbers is written.

    One number of decimals per series; without a series, one per column. A figure never loses a
    decimal that it has, and a percentage is never rounded to a whole number that it is not.
    """
    out, whose = {}, [name for name in SERIES if name in frame]
    mine = frame[whose].merge(series, how="left") if whose == list(SERIES) else None
    for entry in about.itertuples():
        out[entry.kolom] = [0] * len(frame)
        if entry.jenis not in FINE:
            continue
        own = [_own_digits(value) for value in frame[entry.kolom]]
        if entry.jenis in PER_SERIES and mine is not None:
            least = mine[PER_SERIES[entry.jenis]].to_numpy(dtype=float, na_value=float("nan"))
            computed = entry.jenis == "laju"  # a printed figure keeps every decimal that it has
            found = [
                b if a != a else int(a) if computed else max(int(a), b)
                for a, b in zip(least, own, strict=True)
            ]
        elif entry.jenis == "persen":
            found = [2 if n is None else n for n in map(_percent_digits, frame[entry.kolom])]
        elif entry.jenis == "bagian":
            found = [2 if n is None else n for n in map(_share_digits, frame[entry.kolom])]
        else:
            found = [max(own, default=0)] * len(frame)
        out[entry.kolom] = found
    return out


def _own_digits(value) -> int:
    number = _number(value)
    return 0 if number is None or number != number else decimals_of(number)


def _percent_digits(value) -> int | None:
    number = _number(value)
    return None if number is None or number != number else telling_digits(number)


def _share_digits(value) -> int | None:
    number = _number(value)
    return None if number is None or number != number else share_digits(number)


def _write_sheet(
    sheet, frame: pd.DataFrame, about: pd.DataFrame, digits: dict[str, list], styles: dict
) -> None:
    """Write one table; `about` describes its columns in the order in which they stand."""
    for number, entry in enumerate(about.itertuples()):
        column = frame[entry.kolom]
        sheet.write_string(0, number, entry.judul, styles["kepala"])
        text = column if entry.jenis in ("teks", "nama", "kutip", "kata") else ()
        long = any(len(str(value)) > WIDE for value in text)
        sheet.set_column(number, number, WIDE if long else WIDTHS.get(entry.jenis, NARROW))
        for row, value in enumerate(column, 1):
            style = _style_of(entry.jenis, digits[entry.kolom][row - 1])
            _write_cell(sheet, row, number, value, entry.jenis, styles[style], styles["teks"])
    sheet.set_row(0, HEAD)
    sheet.freeze_panes(1, 0)
    if len(frame):
        sheet.autofilter(0, 0, len(frame), frame.shape[1] - 1)
    _set_print(sheet)


def _style_of(jenis: str, desimal: int) -> str | tuple[str, int]:
    """Return the key of the format of a cell of one kind with so many decimals."""
    if jenis in ("persen", "bagian"):
        return "persen", desimal
    if jenis in FINE:
        return "angka", desimal
    return jenis if jenis in (*FORMATS, "tahun") else "teks"


def _write_cell(sheet, row: int, column: int, value, jenis: str, style, plain) -> None:
    """Write one value: a number where the column holds numbers, else text; nothing if missing."""
    if value is None or value is pd.NA or value != value or value == "":
        return
    # a performance value (71.12, BB) is text in the frame and a number to whoever computes with it
    if jenis == "satuan":
        value = fmt_unit(str(value))
    number = None if jenis in TEXT and jenis != "nilai" else _number(value)
    if number is None:
        sheet.write_string(row, column, without_controls(str(value)), plain)
        return
    sheet.write_number(row, column, number, style)


def _number(value) -> float | None:
    try:
        return None if value is pd.NA else float(value)
    except (TypeError, ValueError):
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
