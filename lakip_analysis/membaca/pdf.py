"""A PDF as numbered lines: ruled tables by their rules, others by the gaps between their columns.

pdfplumber is loaded only when a PDF is read.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..errors import DataError, Fault, short_name
from ..numbers import read_rupiah
from .naskah import Halaman, Naskah

__all__ = ["join_lines", "read_pdf"]

MANY = 1000  # pages
NEAR = 2.0  # points: the same place on a page
LINE = 3.0  # points: the same line of text
FIGURES = re.compile(r"(?:Rp\.?\s*)?[\d.,\s-]+%?")
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

    out = Halaman()
    try:
        with pdfplumber.open(path) as document:
            if len(document.pages) > MANY:
                raise _refuse(path, f"lebih dari {MANY} halaman", "pisahkan menjadi beberapa berkas")
            for page in document.pages:
                if not page.chars:
                    out.luput.append(f"halaman {page.page_number} tidak berisi teks (pindaian?)")
                else:
                    _read_page(page, out)
                page.close()
    except (PdfminerException, PDFSyntaxError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, DataError):
            raise
        step = "buka dan simpan ulang sebagai PDF tanpa kata sandi"
        raise _refuse(path, "PDF rusak atau terkunci", step) from None
    if not any(line.strip() for line in out.baris):
        step = "jadikan teks dulu (OCR), lalu baca teksnya"
        raise _refuse(path, "PDF ini pindaian: tidak berisi teks", step)
    return out.done()


def _refuse(path: Path, problem: str, step: str) -> DataError:
    return DataError([Fault(short_name(path), None, None, None, problem, step)])


def _read_page(page, out: Halaman) -> None:
    """Write the lines and tables of a page from the top."""
    tables = [
        table
        for table in page.find_tables(table_settings=EDGE)
        if len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 1
    ]
    boxes = [table.bbox for table in tables]
    words = [word for word in page.extract_words() if not _inside(word, boxes)]
    parts = [(table.bbox[1], 1, table) for table in tables]
    parts += [(line[0]["top"], 0, line) for line in _lines(words)]
    number = page.page_number
    for _, kind, part in sorted(parts, key=lambda one: (one[0], one[1])):
        if kind:
            rows, merged = _table_rows(part)
            out.write_table(rows, merged, number)
        else:
            out.write(" ".join(word["text"] for word in part), number)


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


def _table_rows(table) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    """Return the cells of a ruled table, and the cells that reach over several rows or columns."""
    rows = [[join_lines(cell or "") for cell in row] for row in table.extract()]
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
    return rows, merged


def join_lines(text: str) -> str:
    """Return the lines of a cell as one text; a figure broken over two lines is put together.

    Only where the first piece cannot be a figure of its own; two figures stay two.

    Examples
    --------
    >>> join_lines("17.152.478.5\\n00"), join_lines("28.431.576.\\n500"), join_lines("100\\n98")
    ('17.152.478.500', '28.431.576.500', '100 98')
    >>> join_lines("Meningkatnya\\nkesejahteraan")
    'Meningkatnya kesejahteraan'
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or not all(FIGURES.fullmatch(line) for line in lines):
        return " ".join(lines)
    joined = lines[0]
    for line in lines[1:]:
        open_end = joined[-1] in ".," or line[0] in ".,%" or re.fullmatch(r"Rp\.?", joined)
        broken = read_rupiah(joined).nilai is None or re.search(r"[.,]\d{3}[.,]\d{1,2}$", joined)
        whole = read_rupiah(joined + line)
        fits = whole.nilai is not None and whole.cara_baca != "sen"
        joined += line if (open_end or broken) and fits else f" {line}"
    return joined
