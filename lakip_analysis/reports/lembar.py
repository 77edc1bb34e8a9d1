"""`lakip audit --lembar`: the findings of an audit as a workbook that a dinas answers in.

A sheet per dinas, a row per root finding, empty columns to fill in. `importing.lembar` reads it
back. Words are Indonesian: it is for the dinas, whatever the language of the report.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from ..audit.tanggapan import latest_findings
from ..audit.view import describe_rows
from ..bahasa.angka import true_minus
from ..bahasa.kolom import heading, known_columns, meaning
from ..bahasa.say import codes, say, word
from ..data.dinas import DataDinas
from ..data.schemas import NUMBER
from ..importing.lembar import ANSWERS, KEY, SEPARATOR
from ..show.text import without_controls
from .workbook import SAFE

__all__ = ["sheet_names", "write_lembar"]

# column → width; what is printed and found first, then what the dinas fills in, last the key
WIDTHS = {
    "id": 7,
    "keparahan": 11,
    "temuan": 58,
    "nama": 30,
    "tempat": 26,
    "tercetak": 17,
    "juga_tercetak": 17,
    "dipakai": 30,
    "usul": 26,
    "diterima": 10,
    "ditolak": 10,
    "alasan": 34,
    "perbaikan": 18,
    "penanggung_jawab": 20,
    "tenggat": 13,
    KEY: 30,
}

NAME = 31  # signs that Excel allows in the name of a sheet
HEAD = 34


def write_lembar(path: Path, audits: Mapping[str, tuple[DataDinas, pd.DataFrame]]) -> int:
    """Write the response sheet of one or several dinas; the same input gives the same bytes.

    Parameters
    ----------
    path : Path
        The .xlsx to write; whole or not at all.
    audits : mapping of slug → (DataDinas, DataFrame)
        Findings as `audit_dinas` returns them. Root findings of the latest report that has any are
        asked about; answers that stand in `tanggapan.csv` are filled in.

    Returns
    -------
    int
        The number of rows.

    Raises
    ------
    OSError
        The file cannot be written, e.g. because it is open in Excel.
    """
    asked = {
        dinas: (data, latest_findings(found, data.info["dokumen"]))
        for dinas, (data, found) in audits.items()
    }
    names = sheet_names(list(asked))
    fresh = path.with_name(f".{path.name}.baru")
    try:
        with xlsxwriter.Workbook(str(fresh), SAFE) as book:
            title = say("lembar.judul", "id")
            book.set_properties({"title": title, "created": datetime(2000, 1, 1)})
            styles = _styles(book)
            _write_guide(
                book.add_worksheet(say("lembar.petunjuk_judul", "id")), asked, names, styles
            )
            for dinas, (data, found) in asked.items():
                _write_sheet(book.add_worksheet(names[dinas]), data, found, styles)
        os.replace(fresh, path)
    except FileCreateError as error:  # no OSError, though it wraps one
        raise error.args[0] from None
    finally:
        fresh.unlink(missing_ok=True)
    return sum(len(found) for _, found in asked.values())


def sheet_names(dinas: list[str]) -> dict[str, str]:
    """Return a name for the sheet of each dinas, as Excel allows it, none twice.

    Examples
    --------
    >>> list(sheet_names(["kab-" + "x" * 40, "kab-" + "x" * 41]).values())
    ['kab-xxxxxxxxxxxxxxxxxxxxxxxxxxx', 'kab-xxxxxxxxxxxxxxxxxxxxxxxxx-2']
    """
    names: dict[str, str] = {}
    for slug in dinas:
        name, number = slug[:NAME], 1
        while name.casefold() in {one.casefold() for one in names.values()}:
            number += 1
            name = f"{slug[: NAME - len(str(number)) - 1]}-{number}"
        names[slug] = name
    return names


def _styles(book: xlsxwriter.Workbook) -> dict:
    wrap = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#bfbfbf"}
    head = wrap | {"bold": True, "font_color": "#ffffff"}
    return {
        "judul": book.add_format({"bold": True, "font_size": 14}),
        "kalimat": book.add_format({"text_wrap": True, "valign": "top"}),
        "kepala": book.add_format(head | {"bg_color": "#1f4e79"}),
        "kepala_isi": book.add_format(head | {"bg_color": "#7f6000"}),
        "teks": book.add_format(wrap | {"num_format": "@"}),
        "isi": book.add_format(wrap | {"num_format": "@", "bg_color": "#fff9e5"}),
        "angka": book.add_format(wrap | {"bg_color": "#fff9e5"}),
        "tanggal": book.add_format(wrap | {"num_format": "dd-mm-yyyy", "bg_color": "#fff9e5"}),
        # with a format of its own it would show a bare number as a day; without, it takes the day's
        "tanggal_kosong": book.add_format(wrap | {"bg_color": "#fff9e5"}),
        "kunci": book.add_format(
            {"valign": "top", "font_color": "#7f7f7f", "font_size": 8, "num_format": "@"}
        ),
    }


def _write_guide(sheet, asked: Mapping, names: Mapping[str, str], styles: dict) -> None:
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, say("lembar.judul", "id"), styles["judul"])
    lines = [word("lembar.petunjuk", code, "id") for code in codes("lembar.petunjuk")]
    for dinas, (data, found) in asked.items():
        papers = "; ".join(f"{one['id']}: {one['judul']}" for one in _papers(data, found))
        values = {"lembar": names[dinas], "judul": data.judul, "n": len(found)}
        lines.append(say("lembar.dinas", "id", values, dokumen=papers or "–"))
    for number, line in enumerate(lines, 2):
        sheet.write_string(number, 0, without_controls(line), styles["kalimat"])
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _papers(data: DataDinas, found: pd.DataFrame) -> list[Mapping]:
    """Return the documents that the findings are in."""
    named = set(found["dokumen"])
    return [one for one in data.info["dokumen"] if one["id"] in named]


def _write_sheet(sheet, data: DataDinas, found: pd.DataFrame, styles: dict) -> None:
    for place, (name, width) in enumerate(WIDTHS.items()):
        table = "lembar" if f"lembar.{name}" in known_columns() else "temuan"
        style = styles["kepala_isi" if name in ANSWERS else "kepala"]
        sheet.write_string(0, place, heading(name, "id", table), style)
        sheet.write_comment(0, place, meaning(name, "id", table), {"x_scale": 2, "y_scale": 1.5})
        sheet.set_column(place, place, width)
    table = _table(data, found)
    for number, row in enumerate(table.to_dict("records"), 1):
        for place, name in enumerate(WIDTHS):
            _write_cell(sheet, number, place, name, row[name], styles)
    if len(table):
        _add_choices(sheet, len(table))
        sheet.autofilter(0, 0, len(table), len(WIDTHS) - 1)
    sheet.set_row(0, HEAD)
    sheet.freeze_panes(1, list(WIDTHS).index("nama"))
    sheet.ignore_errors({"number_stored_as_text": f"A2:P{len(table) + 1}"})
    sheet.set_paper(8)  # A3: a row with room to write in is too wide for A4
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, max(len(table), 1), len(WIDTHS) - 2)  # without the key
    sheet.fit_to_pages(1, 0)


def _table(data: DataDinas, found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one sheet, all text: the findings in words beside the answers so far."""
    said = describe_rows(found, "id").reindex(found.index)
    tempat = [
        say(f"lembar.tempat{'_tahun' if row.tahun else ''}", "id", row, dokumen=dokumen)
        for row, dokumen in zip(said.itertuples(), found["dokumen"], strict=True)
    ]
    answers = _answered(data.tabel["tanggapan"], found[KEY])
    return pd.DataFrame(
        {
            "id": found["id"],
            "keparahan": [word("keparahan", code, "id") for code in found["keparahan"]],
            "temuan": [
                " ".join(filter(None, (say("lembar.temuan", "id", row), _follow_up(code))))
                for row, code in zip(said.itertuples(), found["lanjutan"], strict=True)
            ],
            "nama": said["nama"],
            "tempat": tempat,
            "tercetak": found["tercetak"].map(true_minus),
            "juga_tercetak": said["juga"],
            "dipakai": said["dipakai"],
            "usul": said["usul"],
            **answers,
            KEY: data.dinas + SEPARATOR + found[KEY],
        }
    )


def _follow_up(code: str) -> str:
    return say(f"bab_audit.lanjutan.{code}", "id") if code else ""


def _answered(tanggapan: pd.DataFrame, keys: pd.Series) -> dict[str, pd.Series]:
    """Return the answers that stand, by column of the sheet."""
    known = tanggapan.set_index(KEY)
    said = keys.map(known["tanggapan"]).astype(object).fillna("")
    plain = ("alasan", "perbaikan", "penanggung_jawab", "tenggat")
    out = {name: keys.map(known[name]).astype(object).fillna("") for name in plain}
    marks = {
        name: said.map({code: "ya"}).astype(object).fillna("")
        for name, code in (("diterima", "diterima"), ("ditolak", "ditolak"))
    }
    return marks | out


def _write_cell(sheet, number: int, place: int, name: str, text: str, styles: dict) -> None:
    style = styles["isi" if name in ANSWERS else "kunci" if name == KEY else "teks"]
    if name == "tenggat":
        style = styles["tanggal" if text else "tanggal_kosong"]
    if not text:
        sheet.write_blank(number, place, None, style)
    elif name == "tenggat":
        sheet.write_datetime(number, place, datetime.fromisoformat(text), style)
    elif name == "perbaikan" and re.fullmatch(NUMBER, text):
        sheet.write_number(number, place, float(text), styles["angka"])  # means one thing only
    else:
        sheet.write_string(number, place, without_controls(str(text)), style)


def _add_choices(sheet, rows: int) -> None:
    """Offer ya for the two choices, and take nothing but a day for Tenggat."""
    columns = list(WIDTHS)
    for name in ("diterima", "ditolak"):
        place = columns.index(name)
        rule = {"validate": "list", "source": ["ya"], "error_title": heading(name, "id", "lembar")}
        rule["error_message"] = "Pilih ya, atau kosongkan."
        sheet.data_validation(1, place, rows, place, rule)
    place = columns.index("tenggat")
    rule = {"validate": "date", "criteria": ">=", "value": datetime(2000, 1, 1)}
    rule |= {"error_title": heading("tenggat", "id", "lembar")}
    rule |= {"error_message": "Tulis tanggal, mis. 31-03-2025.", "error_type": "warning"}
    sheet.data_validation(1, place, rows, place, rule)
