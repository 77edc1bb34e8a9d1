"""A PDF as numbered lines: ruled tables by their rules, others by the gaps between their columns.

pdfplumber is loaded only when a PDF is read.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..aturan.rules import load_rules
from ..errors import DataError, Fault, short_name
from .naskah import Halaman, Naskah, join_lines
from .polos import Polos, find_plain

__all__ = ["read_pdf"]

MANY = 1000  # pages
NEAR = 2.0  # points: the same place on a page
WORD = re.compile(r"[^\W\d_]+")
LINE = 3.0  # points: the same line of text
EDGE = {"snap_tolerance": 4, "join_tolerance": 4, "intersection_tolerance": 5}


def read_pdf(path: Path) -> Naskah:
    """Return the pages of a PDF as lines; a page without text is listed as not read.

    Raises
    ------
    DataError
        The file is broken or locked, has too many pages, or no page has text (a scan).
    """
    import pdfplumber
    from pdfminer.pdfparser import PDFSyntaxError
    from pdfplumber.utils.exceptions import PdfminerException

    out, parts = Halaman(), []
    try:
        with pdfplumber.open(path) as document:
            if len(document.pages) > MANY:
                raise _refuse(
                    path, f"lebih dari {MANY} halaman", "pisahkan menjadi beberapa berkas"
                )
            for page in document.pages:
                if not page.chars:
                    out.luput.append(f"halaman {page.page_number} tidak berisi teks (pindaian?)")
                else:
                    parts += _read_page(page)
                page.close()
    except (PdfminerException, PDFSyntaxError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, DataError):
            raise
        step = "buka dan simpan ulang sebagai PDF tanpa kata sandi"
        raise _refuse(path, "PDF rusak atau terkunci", step) from None
    known = _words(parts)
    for number, part, merged, boxes in parts:
        start = len(out.baris)
        if isinstance(part, str):
            out.write(part, number)
        else:
            plain = isinstance(part, Polos)
            cells = part.baris if plain else part
            rows = [[join_lines(cell, known) for cell in row] for row in cells]
            out.write_table(rows, merged, number, plain=part if plain else None)
        out.kotak |= {(start + row, place): box for (row, place), box in boxes.items()}
    if not any(line.strip() for line in out.baris):
        step = "jadikan teks dulu (OCR), lalu baca teksnya"
        raise _refuse(path, "PDF ini pindaian: tidak berisi teks", step)
    return out.done()


def _refuse(path: Path, problem: str, step: str) -> DataError:
    return DataError([Fault(short_name(path), None, None, None, problem, step)])


def _read_page(page) -> list[tuple]:
    """Return the lines and tables of a page from the top.

    Each with its number, the text or rows, merges, and the box of each cell (row and column).
    """
    tables = [
        table
        for table in page.find_tables(table_settings=EDGE)
        if len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 1
    ]
    boxes = [table.bbox for table in tables]
    words = [word for word in page.extract_words() if not _inside(word, boxes)]
    plain = find_plain(_lines(words))
    taken = {id(word) for table in plain for word in table.kata}
    words = [word for word in words if id(word) not in taken]
    parts = [(table.bbox[1], 1, table) for table in tables]
    parts += [(table.atas, 2, table) for table in plain]
    parts += [(line[0]["top"], 0, line) for line in _lines(words)]
    number, found = page.page_number, []
    for _, kind, part in sorted(parts, key=lambda one: (one[0], one[1])):
        if kind == 1:
            found.append((number, *_table_rows(part)))
        elif kind:
            found.append((number, part, [], {}))
        else:
            box = (part[0]["x0"], part[0]["top"], part[-1]["x1"], part[0]["bottom"])
            found.append((number, " ".join(word["text"] for word in part), [], {(0, 0): box}))
    return found


def _words(parts: list[tuple]) -> frozenset[str]:
    """Return the words that stand whole somewhere: inside a line, or in a name of a budget line."""
    lines = [part for _, part, *_ in parts if isinstance(part, str)]
    lines += load_rules("nomenklatur")["nama"].tolist()
    known = {word for line in lines for word in WORD.findall(line.casefold())}
    for _, part, *_ in parts:
        if not isinstance(part, str):
            rows = part.baris if isinstance(part, Polos) else part
            pieces = [line for row in rows for cell in row for line in cell.split("\n")]
            known |= {word for line in pieces for word in WORD.findall(line.casefold())[1:-1]}
    return frozenset(known)


def _inside(word: dict, boxes: list[tuple]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _lines(words: list[dict]) -> list[list[dict]]:
    """Return the words as lines of text, each from the left."""
    lines: list[list[dict]] = []
    for word in sorted(words, key=lambda one: (one["top"], one["x0"])):
        if lines and abs(lines[-1][0]["top"] - word["top"]) <= LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda one: one["x0"]) for line in lines]


def _table_rows(table) -> tuple[list[list[str]], list[tuple[int, int, int, int]], dict]:
    """Return the cells of a ruled table, those over several rows or columns, and their boxes."""
    rows = [[cell or "" for cell in row] for row in table.extract()]
    lefts = sorted({round(cell[0], 1) for row in table.rows for cell in row.cells if cell})
    tops = sorted({round(cell[1], 1) for row in table.rows for cell in row.cells if cell})
    merged = []
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            if not cell:
                continue
            wide = sum(cell[0] + NEAR < left < cell[2] - NEAR for left in lefts)
            tall = sum(cell[1] + NEAR < top < cell[3] - NEAR for top in tops)
            if wide or tall:
                merged.append((r, c, r + tall, c + wide))
    cells = ((r, c, cell) for r, row in enumerate(table.rows) for c, cell in enumerate(row.cells))
    return rows, merged, {(r, c): cell for r, c, cell in cells if cell}
