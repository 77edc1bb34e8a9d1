"""A made report as the files people send: Word and Excel."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import docx
import xlsxwriter
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement

from .dokumen import Blok, Kalimat, Tabel, Teks


def write_docx(dokumen: tuple[Blok, ...], path: Path | BinaryIO, ruled: bool = True) -> None:
    """Write the report as Word: headings, paragraphs, tables with repeated, merged heads."""
    document = docx.Document()
    for block in dokumen:
        if isinstance(block, Teks):
            _write_words(document, block)
        elif isinstance(block, Kalimat):
            document.add_paragraph(block.teks)
        else:
            if block.lanskap:
                _turn(document, landscape=True)
            _write_table(document, block, ruled)
            if block.lanskap:
                _turn(document, landscape=False)
    document.save(path)


def _write_words(document, block: Teks) -> None:
    if block.jenis == "bab":
        document.add_heading(block.teks, 1)
        return
    for line in block.teks.split("\n"):
        document.add_paragraph(line)


def _turn(document, landscape: bool) -> None:
    """Begin a section that lies, or stands again."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    short, long = sorted((section.page_width, section.page_height))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)


def _write_table(document, block: Tabel, ruled: bool) -> None:
    document.add_paragraph(f"{block.nomor.teks} {block.judul.teks}")
    heads = _heads(block)
    table = document.add_table(rows=len(heads) + len(block.baris), cols=len(block.kolom))
    table.style = "Table Grid" if ruled else "Normal Table"
    for r, head in enumerate(heads):
        for c, text in enumerate(head):
            table.cell(r, c).text = text
        mark = OxmlElement("w:tblHeader")  # the head stands again on the next page
        table.rows[r]._tr.get_or_add_trPr().append(mark)
    for first, last in _spans(block):
        table.cell(0, first).merge(table.cell(0, last))
    for r, row in enumerate(block.baris, len(heads)):
        for c, sel in enumerate(row.sel):
            table.cell(r, c).text = sel.teks
    for c, first, last in _merged(block):
        table.cell(len(heads) + first, c).merge(table.cell(len(heads) + last, c))
    if block.catatan:
        document.add_paragraph(block.catatan)


def _heads(block: Tabel) -> list[list[str]]:
    """Return the lines of the head; a head over several columns stands in the first of them."""
    if not any(column.atas for column in block.kolom):
        return [[column.judul for column in block.kolom]]
    over, under, last = [], [], ""
    for column in block.kolom:
        repeated = column.atas and column.atas == last
        over.append("" if repeated else column.atas or column.judul)
        under.append(column.judul if column.atas else "")
        last = column.atas
    return [over, under]


def _spans(block: Tabel) -> list[tuple[int, int]]:
    """Return first and last column of each head over several columns."""
    out: list[list[int]] = []
    for c, column in enumerate(block.kolom):
        if c and column.atas and column.atas == block.kolom[c - 1].atas:
            out[-1][1] = c
        else:
            out.append([c, c])
    return [(first, last) for first, last in out if last > first]


def _merged(block: Tabel) -> list[tuple[int, int, int]]:
    """Return column, first and last row of each sasaran that is printed once for several rows."""
    out = []
    for c, column in enumerate(block.kolom):
        if column.token != "sasaran":
            continue
        starts = [r for r, row in enumerate(block.baris) if row.sel[c].teks]
        ends = [*[r - 1 for r in starts[1:]], len(block.baris) - 1]
        for first, last in zip(starts, ends, strict=True):
            rows = range(first, last + 1)
            inner = [r for r in rows if block.baris[r].level not in ("rata_rata", "jumlah")]
            if inner[-1:] > [first]:
                out.append((c, first, inner[-1]))
    return out


def write_xlsx(dokumen: tuple[Blok, ...], path: Path) -> None:
    """Write the tables of the report as a workbook, a sheet each, every cell as it is printed."""
    with xlsxwriter.Workbook(path) as book:
        for block in dokumen:
            if not isinstance(block, Tabel):
                continue
            sheet = book.add_worksheet(block.id)
            sheet.write_string(0, 0, f"{block.nomor.teks} {block.judul.teks}")
            heads = _heads(block)
            body = [[sel.teks for sel in row.sel] for row in block.baris]
            for r, line in enumerate([*heads, *body], 2):
                for c, text in enumerate(line):
                    sheet.write_string(r, c, text)
            for first, last in _spans(block):
                sheet.merge_range(2, first, 2, last, heads[0][first])
            for c, first, last in _merged(block):
                top = 2 + len(heads)
                sheet.merge_range(top + first, c, top + last, c, block.baris[first].sel[c].teks)
