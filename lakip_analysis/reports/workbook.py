"""Results → one Excel workbook: a cover, the board and Bab III in words, a sheet per table.

The last sheet is the data dictionary. No cell is ever a formula; the only links lead from the cover
to the sheets.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from ..bahasa.nama import fmt_unit
from ..bahasa.say import say, word
from ..data.dinas import DataDinas
from ..numbers import NOISE, decimals_of, share_digits, telling_digits
from ..show.text import without_controls
from .bab import compile_bab, number_of
from .lembar_kata import height_of, write_bab, write_board, write_cover
from .results import TEXT, describe_columns
from .words import Lajur, read_names, readable

__all__ = [
    "SAFE",
    "digits_of",
    "make_styles",
    "write_dictionary",
    "write_sheet",
    "write_workbook",
]

# kind of column → number format; the sign of the language stands before it where it has one:
# `[$-421]` writes 1.234,56 where the program honours it, else the reader's own notation
FORMATS = {"rupiah": '"Rp"#,##0', "cacah": "#,##0", "poin": "#,##0.00"}
SERIES = ("dinas", "indikator")  # whose numbers have one number of decimals
PER_SERIES = {"ukur": "desimal", "laju": "desimal_laju", "nilai": "desimal"}  # columns of `jalur`
FINE = ("persen", "bagian", "bilangan", *PER_SERIES)  # kinds written with a number of decimals
WIDTHS = {"satuan": 16, "nilai": 12, "rupiah": 20, "tahun": 8, "cacah": 10}
# a column of text is as wide as its longest cell, within these; what is longer is wrapped
HEAD, WIDE, NARROW, SHORT = 45, 48, 14, 10
PRINTED = 170  # width of the columns that one page across holds
# columns of the data dictionary, as `results.describe_columns` names them, and their widths
DICTIONARY = {"berkas": 16, "kolom": 28, "judul": 34, "arti": 90, "satuan": 10, "jenis": 14}
NAMES = ("nama_indikator", "nama", "layanan", "daerah")  # what a row is about
LINE, GROUND, LINK = "#9aa0a6", "#edeff2", "#0b5394"
WHOSE = "dinas"
SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def write_workbook(
    path: Path,
    frames: dict[str, pd.DataFrame],
    laporan: Sequence[tuple[DataDinas, int, dict[str, pd.DataFrame]]],
    bahasa: str,
) -> Path:
    """Write results as one workbook; the same input gives the same bytes.

    Parameters
    ----------
    frames : dict of DataFrame
        As `results.result_frames` gives them; one sheet each, in this order. One without rows has
        no sheet and is named on the cover.
    laporan : sequence of (data, year, results by name)
        The reports that the frames are of, for the cover, the names and the board; where it is one,
        also for the sheet Bab III.
    bahasa : str
        Language of heads, sheet names, words and dictionary.

    Notes
    -----
    A code of the CSV is a word here; the codes stand in hidden columns at the end. Text stays text
    whatever it begins with (`=`, `+`, `-`, `@`). A performance value that is a number is written as
    one; `1:27500`, `BB` and `Pratama` stay text. A missing value is an empty cell.
    """
    about = describe_columns(frames, bahasa)
    digits, names = _series_digits(frames), read_names([data for data, _, _ in laporan])
    filled = {name: frame for name, frame in frames.items() if len(frame)}
    title = _title(laporan, bahasa)
    with xlsxwriter.Workbook(str(path), SAFE) as book:
        book.set_properties(
            {
                "title": without_controls(title),
                "created": datetime(2000, 1, 1),
                "comments": "lakip-analysis",
            }
        )
        styles = make_styles(book, bahasa)
        cover = book.add_worksheet(say("buku.sampul", bahasa))
        listed = []
        if any(len(hasil.get("papan", ())) for _, _, hasil in laporan):
            sheet = book.add_worksheet(say("buku.papan", bahasa))
            rows = write_board(sheet, laporan, styles, bahasa)
            listed.append((sheet.name, say("buku.isi_papan", bahasa), rows))
        if len(laporan) == 1:
            sheet = book.add_worksheet(say("buku.bab", bahasa))
            write_bab(sheet, compile_bab(*laporan[0], bahasa), styles, bahasa)
            listed.append((sheet.name, say("buku.isi_bab", bahasa), None))
        for name, frame in filled.items():
            sheet = book.add_worksheet(_sheet_name(name, bahasa))
            entries = about[about["berkas"] == name]
            number = digits_of(frame, entries, digits)
            write_sheet(sheet, readable(frame, name, names, bahasa), number, styles)
            listed.append((sheet.name, say(f"berkas.{name}.isi", bahasa), len(frame)))
        sheet = book.add_worksheet(say("buku.kamus", bahasa))
        write_dictionary(sheet, about, styles, bahasa)
        listed.append((sheet.name, say("buku.isi_kamus", bahasa), len(about)))
        empty = [_sheet_name(name, bahasa) for name in frames if name not in filled]
        write_cover(cover, title, laporan, listed, empty, styles, bahasa)
    return Path(path)


def _title(laporan: Sequence, bahasa: str) -> str:
    if len(laporan) == 1:
        data, tahun, _ = laporan[0]
        return say("buku.laporan", bahasa, judul=data.judul, tahun=tahun)
    return say("buku.banyak", bahasa, n=len(laporan))


def _sheet_name(nama: str, bahasa: str) -> str:
    """Return the name of the sheet of a table; that of the board's figures is not `Papan`."""
    return say("buku.papan_angka" if nama == "papan" else f"berkas.{nama}.judul", bahasa)


def make_styles(book: xlsxwriter.Workbook, bahasa: str) -> dict:
    """Return the cell formats by kind, or (kind, decimals), and those of heads and text."""
    sign = say("buku.angka", bahasa)
    fine = {n: sign + "#,##0" + ("." + "0" * n if n else "") for n in range(NOISE + 1)}
    codes = {kind: sign + code for kind, code in FORMATS.items()}
    codes |= {("angka", n): code for n, code in fine.items()}
    codes |= {("persen", n): say("buku.persen", bahasa, angka=code) for n, code in fine.items()}
    codes = {kind: f"{code};{_negative(code)}" for kind, code in codes.items()}
    codes |= {"tahun": "0", "teks": "@"}
    top = {"valign": "top"}
    styles = {kind: book.add_format({"num_format": code} | top) for kind, code in codes.items()}
    wrapped = {"num_format": "@", "text_wrap": True} | top
    apart = {"align": "left", "indent": 1}  # from a number that stands right before it
    framed = {"border": 1, "border_color": LINE}
    styles |= {
        (kind, "kotak"): book.add_format({"num_format": code} | top | framed)
        for kind, code in codes.items()
    }
    styles["kepala"] = book.add_format(
        {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": GROUND} | top
    )
    styles["lipat"] = book.add_format(wrapped)
    styles["kotak"] = book.add_format(wrapped | framed | apart)
    styles["sela"] = book.add_format(wrapped | apart)
    styles["kepala_kotak"] = book.add_format(wrapped | framed | {"bold": True, "bg_color": GROUND})
    styles["judul"] = book.add_format({"bold": True, "font_size": 16, "text_wrap": True} | top)
    styles["bagian"] = book.add_format({"bold": True, "font_size": 12, "text_wrap": True} | top)
    # words in a column of numbers stand as the numbers do
    styles["kanan"] = book.add_format(wrapped | {"align": "right"})
    styles["kotak_kanan"] = book.add_format(wrapped | framed | {"align": "right"})
    styles["tebal"] = book.add_format(wrapped | {"bold": True})
    styles["taut"] = book.add_format({"font_color": LINK, "underline": 1} | top)
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


def digits_of(frame: pd.DataFrame, about: pd.DataFrame, series: pd.DataFrame) -> dict[str, list]:
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
        values = frame[entry.kolom].tolist()
        if entry.jenis in PER_SERIES and mine is not None:
            own = map(_own_digits, values)
            least = mine[PER_SERIES[entry.jenis]].to_numpy(dtype=float, na_value=float("nan"))
            computed = entry.jenis == "laju"  # a printed figure keeps every decimal that it has
            found = [
                b if a != a else int(a) if computed else max(int(a), b)
                for a, b in zip(least, own, strict=True)
            ]
        elif entry.jenis == "persen":
            found = [2 if n is None else n for n in map(_percent_digits, values)]
        elif entry.jenis == "bagian":
            found = [2 if n is None else n for n in map(_share_digits, values)]
        else:
            found = [max(map(_own_digits, values), default=0)] * len(frame)
        out[entry.kolom] = found
    return out


def _own_digits(value) -> int:
    number = number_of(value)
    return 0 if number is None else decimals_of(number)


def _percent_digits(value) -> int | None:
    number = number_of(value)
    return None if number is None else telling_digits(number)


def _share_digits(value) -> int | None:
    number = number_of(value)
    return None if number is None else share_digits(number)


def write_sheet(sheet, lajur: list[Lajur], digits: dict[str, list], styles: dict) -> None:
    """Write one table; the columns of codes stand last, grouped and hidden."""
    total, named, widths = 0, 0, []
    for number, column in enumerate(lajur):
        text = without_controls(column.judul)
        sheet.write_string(0, number, text, styles["kepala"])
        width = _width_of(column)
        how = {"level": 1, "hidden": True} if column.kode else {}
        sheet.set_column(number, number, width, None, how)
        widths.append(width)
        total += 0 if column.kode else width
        named = number if column.kolom in NAMES and total <= PRINTED / 2 else named
        # codes and the name of the dinas, the same in every row, are cut off, not wrapped
        plain = styles["teks" if column.kode or column.kolom == WHOSE else "lipat"]
        decimals = digits.get(column.kolom) or [0] * len(column.nilai)
        _write_column(sheet, number, column, decimals, styles, plain)
    if any(column.kode for column in lajur):
        sheet.set_column(len(lajur), len(lajur), None, None, {"collapsed": True})
    heads = ((column.judul, 0.85 * width) for column, width in zip(lajur, widths, strict=True))
    sheet.set_row(0, max(HEAD, height_of(heads)))
    seen = [
        (column.nilai, width)
        for column, width in zip(lajur, widths, strict=True)
        if not column.kode and column.kolom != WHOSE
    ]
    for row in range(len(lajur[0].nilai)):
        sheet.set_row(row + 1, height_of((values[row], width) for values, width in seen))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(lajur[0].nilai), len(lajur) - 1)
    _set_print(sheet, -(-total // PRINTED), named)


def _width_of(column: Lajur) -> float:
    """Return the width of a column in signs."""
    if column.jenis not in ("teks", "nama", "kutip", "kata"):
        return WIDTHS.get(column.jenis, NARROW)
    if column.kolom == WHOSE:
        return NARROW
    texts = (str(value) for value in set(column.nilai) if not pd.isna(value))
    longest = max(map(len, texts), default=0)
    words = max(map(len, column.judul.split()))
    return min(max(longest + 2, words + 2, SHORT), WIDE)


def _style_of(jenis: str, desimal: int) -> str | tuple[str, int]:
    """Return the key of the format of a cell of one kind with so many decimals."""
    if jenis in ("persen", "bagian"):
        return "persen", desimal
    if jenis in FINE:
        return "angka", desimal
    return jenis if jenis in (*FORMATS, "tahun") else "teks"


def _write_column(
    sheet, number: int, column: Lajur, decimals: Sequence[int], styles: dict, plain
) -> None:
    """Write the values below a head: numbers where the column holds such, else text.

    A missing value is no cell. A country has a million of them, so what all share is settled first.
    """
    style = {n: styles[_style_of(column.jenis, n)] for n in set(decimals)}
    # a performance value (71.12, BB) is text in the frame and a number to whoever computes with it
    only_text, unit = column.jenis in TEXT and column.jenis != "nilai", column.jenis == "satuan"
    for row, (value, digits) in enumerate(zip(column.nilai, decimals, strict=True), 1):
        if value is None or value is pd.NA or value != value or value == "":
            continue
        figure = None if only_text else number_of(value)
        if figure is not None:
            sheet.write_number(row, number, figure, style[digits])
            continue
        text = fmt_unit(str(value)) if unit else str(value)
        sheet.write_string(row, number, without_controls(text), plain)


def write_dictionary(sheet, about: pd.DataFrame, styles: dict, bahasa: str) -> None:
    """Write the meaning of every column, `about` as `results.describe_columns` gives it."""
    shown = about.assign(
        berkas=[_sheet_name(name, bahasa) for name in about["berkas"]],
        jenis=[word("jenis_kolom", kind, bahasa) for kind in about["jenis"]],
    )
    for number, (name, width) in enumerate(DICTIONARY.items()):
        sheet.write_string(0, number, say(f"buku.{name}", bahasa), styles["kepala"])
        sheet.set_column(number, number, width)
        for row, text in enumerate(shown[name], 1):
            if text:
                sheet.write_string(row, number, text, styles["lipat"])
    for row, texts in enumerate(zip(*(shown[name] for name in DICTIONARY), strict=True), 1):
        sheet.set_row(row, height_of(zip(texts, DICTIONARY.values(), strict=True)))
    sheet.freeze_panes(1, 0)
    _set_print(sheet)


def _set_print(sheet, across: int = 1, named: int | None = None) -> None:
    """A4 across, heads on every page; a wide table goes on to the right with its names beside."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    if across > 1 and named is not None:
        sheet.repeat_columns(0, named)
    sheet.fit_to_pages(max(int(across), 1), 0)
