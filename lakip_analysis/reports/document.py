"""Results → the tables of Bab III of an LKjIP as a Word document.

Real headings, captions that number themselves, header rows that repeat, rows that do not split. The
tables are those of `bab`: heads and numbers come from the dictionary of columns.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import matplotlib.pyplot as plt
import pandas as pd
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from matplotlib.figure import Figure

from ..aturan.rules import threshold
from ..bahasa.say import say
from ..data.dinas import DataDinas
from ..metode.singkatan import find_abbreviations, names_in
from ..metode.view import describe_abbreviations
from ..papan.view import alt_papan, plot_papan
from ..show.figure import Gambar
from ..show.table import Tabel
from ..show.text import without_controls
from .bab import BLANK, Bagian, Isi, compile_bab, say_verdict
from .opening import say_unsaved

__all__ = ["without_time", "write_document", "write_summary"]

PAGE = 16.6  # centimetres of text on A4 with these margins
# in signs of 9 points: the page, the most a column may wish for, the longest figure, the padding
PAGE_SIGNS, WIDEST, FIGURE, PADDING = 96, 60, 18, 3
ROOM = 1.4  # centimetres of height of a row that is to be written in
DRAWN = 22  # promises in one picture of the board: as many as a page holds
DOTS = 200  # per inch
SHADE = "EDEFF2"
BAB = "3."  # the chapter that tables and figures are numbered in
FIXED = (1980, 1, 1, 0, 0, 0)


def write_document(
    path: Path,
    data: DataDinas,
    tahun: int,
    hasil: dict[str, pd.DataFrame],
    bahasa: str,
    audit: bool = False,
) -> Path:
    """Write chapter III as PermenPANRB 53/2014 asks for it: verdict, board, a section per analysis.

    Parameters
    ----------
    data : DataDinas
        Gives the names and the realisations of earlier years.
    hasil : dict of DataFrame
        The results of one report by name (`laporan.HASIL`, `papan`); a table whose results no
        chapter saved says so.
    audit : bool
        Also what the audit found in the published report: in the verdict, and as a last section.

    Notes
    -----
    A value that is missing stands as its reason or as a dash. The same input gives the same bytes.
    """
    document = docx.Document()
    _set_page(document, without_controls(f"{data.judul} {tahun}"), bahasa)
    document.add_heading(say("word.bab", bahasa), 1)
    about = say("word.asal", bahasa, judul=data.judul, tahun=tahun)
    document.add_paragraph(without_controls(about))
    document.add_heading(say("word.ringkasan", bahasa), 2)
    known = dict(hasil)
    if "temuan" in known:  # tables of the published report are none of this document
        known["temuan"] = known["temuan"].assign(tabel="")
    for sentence in say_verdict(known, bahasa, audit):
        _add_text(document, sentence.teks)
        for name in sentence.butir:
            document.add_paragraph(_together(without_controls(name)), style="List Bullet")
        _add_text(document, sentence.lanjut)
    for sentence in say_unsaved(hasil, bahasa):
        _add_text(document, sentence)
    if len(hasil.get("papan", ())):
        _add_board(document, hasil["papan"], bahasa)
    headings = tables = 0
    for part in compile_bab(data, tahun, hasil, bahasa, audit):
        if part.judul:
            headings += 1
            document.add_heading(say("word.bagian", bahasa, n=headings, judul=part.judul), 2)
        if part.isi:
            tables += 1
            _add_table(document, part, tables, bahasa)
        _add_text(document, part.kalimat)
        if part.isi and part.nama == "capaian":
            spelled = find_abbreviations(names_in([hasil["capaian"]]), data.info.get("singkatan"))
            _add_text(document, describe_abbreviations(spelled, bahasa))
    buffer = BytesIO()
    document.save(buffer)
    Path(path).write_bytes(without_time(buffer))
    return Path(path)


def write_summary(
    path: Path,
    judul: str,
    kalimat: Sequence[str],
    gambar: Sequence[Gambar],
    tabel: Sequence[Tabel],
    bahasa: str,
) -> Path:
    """Write a short document of its own: title, sentences, pictures and tables, numbered from 1.

    A picture has its own text as alternative text. The same input gives the same bytes.
    """
    document = docx.Document()
    _set_page(document, without_controls(judul), bahasa)
    document.add_heading(without_controls(judul), 1)
    for sentence in kalimat:
        _add_text(document, sentence)
    for number, one in enumerate(gambar, 1):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(_as_png(one.gambar), width=Cm(PAGE))
        picture._inline.docPr.set("descr", without_controls(one.alt))
        _add_caption(document, say("word.gambar", bahasa), one.keterangan, number, bab="")
    for number, one in enumerate(tabel, 1):
        part = Bagian("", "", Isi(one, (), ()), "")
        _add_table(document, part, number, bahasa, bab="")
    buffer = BytesIO()
    document.save(buffer)
    Path(path).write_bytes(without_time(buffer))
    return Path(path)


def _add_board(document, papan: pd.DataFrame, bahasa: str) -> None:
    """Add the board as pictures, each with its numbers as alternative text, and one caption."""
    for first in range(0, len(papan), DRAWN):
        rows = papan.iloc[first : first + DRAWN]
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(_draw(rows, bahasa), width=Cm(PAGE))
        about = picture._inline.docPr
        about.set("descr", without_controls(alt_papan(rows, bahasa)))
        about.set("title", say("papan.judul", bahasa))
    _add_caption(document, say("word.gambar", bahasa), say("papan.judul", bahasa), 1)
    _add_text(document, say("papan.keterangan", bahasa, atas=threshold("capaian_atas")))


def _draw(papan: pd.DataFrame, bahasa: str) -> BytesIO:
    """Return the board as PNG without a clock or the name of a program in it."""
    return _as_png(plot_papan(papan, bahasa))


def _as_png(figure: Figure) -> BytesIO:
    out = BytesIO()
    figure.savefig(out, format="png", dpi=DOTS, bbox_inches="tight", metadata={"Software": None})
    plt.close(figure)
    out.seek(0)
    return out


def _set_page(document, title: str, bahasa: str) -> None:
    section, style = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    style.font.name, style.font.size = "Arial", Pt(10)
    style.element.rPr.append(_element("w:lang", val=say("word.bahasa", bahasa)))
    about = document.core_properties
    about.title, about.author, about.comments, about.last_modified_by = (
        title,
        "",
        "lakip-analysis",
        "",
    )
    about.created = about.modified = datetime(2000, 1, 1)


def _add_table(document, part: Bagian, number: int, bahasa: str, bab: str = BAB) -> None:
    isi, above = part.isi, ""
    table = isi.tabel
    _add_caption(document, say("word.tabel", bahasa), table.judul, number, above=True, bab=bab)
    grid = document.add_table(rows=1, cols=len(table.kepala), style="Table Grid")
    grid.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    _fill_row(grid.rows[0], table.kepala, table.kanan, bold=True)
    for values, heads in zip(table.baris, isi.kelompok or [""] * len(table.baris), strict=True):
        if heads != above:
            _add_heading_row(grid, heads)
            above = heads
        row = grid.add_row()
        _fill_row(row, values, table.kanan)
        if BLANK in values:
            row.height, row.height_rule = Cm(ROOM), WD_ROW_HEIGHT_RULE.AT_LEAST
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    for cell in grid.rows[-1].cells:  # what is said of the table stays with its end
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    _set_widths(grid, table)
    _add_text(document, table.catatan)


def _add_heading_row(grid, text: str) -> None:
    """Add a row of one cell that heads those below it, and stays with them."""
    row = grid.add_row()
    _fill_row(row, [text, *[""] * (len(row.cells) - 1)], [False] * len(row.cells), bold=True)
    for cell in row.cells[1:]:
        cell.paragraphs[0].clear()
    whole = row.cells[0].merge(row.cells[-1])
    for empty in whole.paragraphs[1:]:
        empty._p.getparent().remove(empty._p)
    whole._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", fill=SHADE))


def _add_text(document, text: str) -> None:
    if text:
        paragraph = document.add_paragraph(_together(without_controls(text)))
        paragraph.paragraph_format.space_before = Pt(6)


def _set_widths(grid, table: Tabel) -> None:
    """Give every column room for its longest word or figure; share the rest by length of text."""
    columns = list(zip(table.kepala, *table.baris, strict=True))
    least = [
        PADDING + max(_unbroken(text, right) for text in column)
        for column, right in zip(columns, table.kanan, strict=True)
    ]
    whole = [max(WIDEST if text == BLANK else len(text) for text in column) for column in columns]
    wish = [max(min(length, WIDEST) - signs, 0) for length, signs in zip(whole, least, strict=True)]
    spare = max(PAGE_SIGNS - sum(least), 0) / max(sum(wish), 1)
    shares = [signs + spare * more for signs, more in zip(least, wish, strict=True)]
    widths = [Cm(PAGE * share / sum(shares)) for share in shares]
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for row in grid.rows:
        if len(row._tr.tc_lst) == len(widths):  # not one that heads others: it is as wide as all
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width


def _unbroken(text: str, right: bool) -> int:
    """Return how many signs of a text must stand on one line: a figure whole, else a word."""
    if right and len(text) <= FIGURE and any(sign.isdigit() for sign in text):
        return len(text)
    return max(map(len, _together(text).split(" ")))


def _together(text: str) -> str:
    """Return a text in which `71,48 %` and `1 : 27.500` stay on one line."""
    text = re.sub(r"(?<=\d) %", "\u00a0%", text)
    return re.sub(r"\b1 : (?=\d)", "1\u00a0:\u00a0", text)


def _fill_row(row, values: Sequence[str], kanan: Sequence[bool], bold: bool = False) -> None:
    for cell, value, right in zip(row.cells, values, kanan, strict=True):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(_together(without_controls(value)) or "–")
        run.bold, run.font.size = bold, Pt(9)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.keep_with_next = bold


def _add_caption(
    document, label: str, text: str, number: int, above: bool = False, bab: str = BAB
) -> None:
    """Add a caption that Word numbers itself (a SEQ field); one that stands above is kept there."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = above
    paragraph.add_run(f"{label} {bab}")
    field = _element("w:fldSimple", instr=f" SEQ {label} \\* ARABIC ")
    run, shown = _element("w:r"), _element("w:t")
    shown.text = str(number)
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)
    paragraph.add_run(without_controls(f" {text}"))


def _element(name: str, **attributes: str):
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def without_time(buffer: BytesIO) -> bytes:
    """Return the same package with every entry dated alike."""
    out = BytesIO()
    with (
        zipfile.ZipFile(buffer) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, FIXED), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
