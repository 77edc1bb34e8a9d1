"""A report of any kind of file as numbered lines: the one form that everything else here reads.

A row of a table is a line whose cells stand between tabs, as in the texts the maps are made for, so
`baris` of the published layer means the same for every kind of file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from ..data.buku_kerja import BESAR, open_sheets
from ..errors import DataError, Fault, short_name
from ..importing.buku_kepala import count_titles
from ..numbers import clean_cell, read_rupiah

__all__ = ["Naskah", "join_lines", "read_naskah", "text_of"]

FIGURES = re.compile(r"(?:Rp\.?\s*)?[\d.,\s-]+%?")


@dataclass(frozen=True)
class Naskah:
    """A document as lines.

    `baris`: the text of each line, cells of a table between tabs. `halaman`: the page of each line,
    0 where the file knows none. `tabel`: number of the table of the file that a line is a row of, 0
    where the file does not say. `gabung`: merged cells (first line and column, last ones; from 0).
    `angka`: cells that the file holds as a number, so that no mark in them is in doubt. `luput`:
    what of the file could not be read, and why. `bertepi`: does the file say where a cell ends?
    """

    baris: tuple[str, ...]
    halaman: tuple[int, ...] = ()
    tabel: tuple[int, ...] = ()
    gabung: tuple[tuple[int, int, int, int], ...] = ()
    angka: frozenset[tuple[int, int]] = frozenset()
    luput: tuple[str, ...] = ()
    bertepi: bool = True


@dataclass
class Halaman:
    """The lines written so far, by a reader of one kind of file."""

    baris: list[str] = field(default_factory=list)
    halaman: list[int] = field(default_factory=list)
    tabel: list[int] = field(default_factory=list)
    gabung: list[tuple[int, int, int, int]] = field(default_factory=list)
    angka: set[tuple[int, int]] = field(default_factory=set)
    luput: list[str] = field(default_factory=list)
    nomor: int = 0

    def write(self, line: str, page: int = 0) -> None:
        """Append a line that is no row of a table."""
        self.baris.append(" ".join(line.split()))
        self.halaman.append(page)
        self.tabel.append(0)

    def write_table(self, rows: list[list[str]], merged=(), page: int = 0, numbers=()) -> None:
        """Append a table with its merged cells (first row and column, last ones)."""
        self.nomor += 1
        start = len(self.baris)
        for row in rows:
            self.baris.append("\t".join(" ".join((cell or "").split()) for cell in row))
            self.halaman.append(page)
            self.tabel.append(self.nomor)
        self.gabung += [(a + start, b, c + start, d) for a, b, c, d in merged]
        self.angka |= {(row + start, place) for row, place in numbers}

    def done(self, bordered: bool = True) -> Naskah:
        return Naskah(
            tuple(self.baris),
            tuple(self.halaman),
            tuple(self.tabel),
            tuple(self.gabung),
            frozenset(self.angka),
            tuple(self.luput),
            bordered,
        )


def read_naskah(path: Path) -> Naskah:
    """Return a report as lines: text (.txt, .md), Word, Excel or PDF.

    Raises
    ------
    DataError
        The file is missing, too large, broken, of another kind, or holds no text (a scan).
    """
    path = Path(path)
    readers = {".docx": _from_docx, ".pdf": _from_pdf, ".txt": _from_text, ".md": _from_text}
    readers |= dict.fromkeys((".xlsx", ".xlsm", ".xls", ".csv"), _from_sheets)
    reader = readers.get(path.suffix.lower())
    if reader is None:
        step = "yang dikenal: .txt, .docx, .xlsx, .pdf"
        raise _refuse(path, f"jenis berkas “{path.suffix}” tidak dikenal", step)
    if not path.is_file():
        raise _refuse(path, "berkas tidak ada", "periksa nama dan letaknya")
    if path.stat().st_size > BESAR:
        raise _refuse(path, f"lebih dari {BESAR >> 20} MB", "pisahkan menjadi beberapa berkas")
    found = reader(path)
    if not any(line.strip() for line in found.baris):
        raise _refuse(path, "tidak berisi teks", "pindaian perlu dijadikan teks dulu (OCR)")
    return found


def text_of(naskah: Naskah) -> str:
    """Return the lines as one text, the source that `baris` counts in."""
    return "\n".join(naskah.baris) + "\n"


def _refuse(path: Path, problem: str, step: str) -> DataError:
    return DataError([Fault(short_name(path), None, None, None, problem, step)])


def _from_text(path: Path) -> Naskah:
    """Return a text; where it has no tab, two spaces or more part its cells."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _refuse(path, "bukan teks UTF-8", "simpan ulang sebagai teks UTF-8") from None
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return Naskah(tuple(line.rstrip("\r") for line in lines), bertepi="\t" in text)


def _from_sheets(path: Path) -> Naskah:
    sheets, faults = open_sheets(path, count_titles)
    if faults:
        raise DataError(faults)
    out = Halaman()
    for number, sheet in enumerate(sheets, 1):
        if not sheet.tampak:
            out.luput.append(f"lembar “{sheet.nama}” disembunyikan, tidak dibaca")
            continue
        out.write(sheet.nama, number)
        start = 0
        # rows with one text are lines between tables
        while start < len(sheet.baris):
            end = start
            while end < len(sheet.baris) and _is_row(sheet.baris, end, inside=end > start):
                end += 1
            if end == start:
                out.write(" ".join(sheet.baris[start]), number)
                start += 1
                continue
            inside = range(start, end)
            merged = [
                (a - start, b, min(c, end - 1) - start, d)
                for a, b, c, d in sheet.gabung
                if a in inside
            ]
            numbers = [(row - start, place) for row, place in sheet.angka if row in inside]
            out.write_table(sheet.baris[start:end], merged, number, numbers)
            start = end
    return out.done()


def _is_row(rows: list[list[str]], number: int, inside: bool) -> bool:
    """Say whether a row of a sheet is one of a table: several texts, or one between such rows."""
    filled = [place for place, cell in enumerate(rows[number]) if cell]
    after = number + 1 < len(rows) and sum(map(bool, rows[number + 1])) > 1
    return len(filled) > 1 or (bool(filled) and inside and (after or filled[0] > 0))


def _from_docx(path: Path) -> Naskah:
    import zipfile

    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > 4 * BESAR:
                raise _refuse(path, "isinya terlalu besar", "pisahkan menjadi beberapa berkas")
        document = docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        step = "buka di Word, lalu simpan lagi sebagai .docx"
        raise _refuse(path, "berkas Word rusak", step) from None
    out = Halaman()
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            out.write_table(*_docx_rows(block))
        else:
            for line in block.text.split("\n"):
                out.write(line)
    return out.done()


def _docx_rows(table) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    """Return the cells of a Word table, each merged one once, and the merges."""
    from docx.oxml.ns import qn

    rows: list[list[str]] = []
    merged: dict[int, list[int]] = {}  # column → its open vertical merge
    spans: list[list[int]] = []
    for number, row in enumerate(table._tbl.tr_lst):
        cells: list[str] = []
        for cell in row.tc_lst:
            place, width = len(cells), cell.grid_span
            properties = cell.tcPr
            mark = None if properties is None else properties.find(qn("w:vMerge"))
            goes_on = mark is not None and mark.get(qn("w:val")) != "restart"
            text = "" if goes_on else "\n".join(_paragraphs(cell))
            cells += [text, *[""] * (width - 1)]
            if goes_on and place in merged:
                merged[place][2] = number
                continue
            merged.pop(place, None)
            span = [number, place, number, place + width - 1]
            if mark is not None:
                merged[place] = span
            if mark is not None or width > 1:
                spans.append(span)
        rows.append(cells)
    return rows, [tuple(one) for one in spans if one[2] > one[0] or one[3] > one[1]]


def _paragraphs(cell) -> list[str]:
    from docx.oxml.ns import qn

    texts = []
    for paragraph in cell.iter(qn("w:p")):
        parts = [
            one.text or "" if one.tag == qn("w:t") else " "
            for one in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        ]
        texts.append("".join(parts))
    return texts


def _from_pdf(path: Path) -> Naskah:
    from .pdf import read_pdf

    return read_pdf(path)


def cells_of(line: str) -> list[str]:
    """Return the cells of a line without the marks of a conversion."""
    return [clean_cell(cell) for cell in line.split("\t")]


def join_lines(text: str, known: frozenset[str] = frozenset()) -> str:
    """Return the lines of a cell as one text; a figure or word broken over two is put together.

    A figure only where the first piece cannot be one of its own: two figures stay two. A word only
    where it is `known` whole and its pieces are not.

    Examples
    --------
    >>> join_lines("17.152.478.5\\n00"), join_lines("28.431.576.\\n500"), join_lines("100\\n98")
    ('17.152.478.500', '28.431.576.500', '100 98')
    >>> join_lines("Pemberday\\naan Sosial", frozenset({"pemberdayaan"}))
    'Pemberdayaan Sosial'
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return ""
    figures = all(FIGURES.fullmatch(line) for line in lines)
    joined = lines[0]
    for line in lines[1:]:
        whole = _goes_on(joined, line) if figures else _is_word(joined, line, known)
        joined += line if whole else f" {line}"
    return joined


def _goes_on(first: str, rest: str) -> bool:
    open_end = first[-1] in ".," or rest[0] in ".,%" or re.fullmatch(r"Rp\.?", first)
    broken = read_rupiah(first).nilai is None or re.search(r"[.,]\d{3}[.,]\d{1,2}$", first)
    whole = read_rupiah(first + rest)
    return bool(open_end or broken) and whole.nilai is not None and whole.cara_baca != "sen"


def _is_word(first: str, rest: str, known: frozenset[str]) -> bool:
    one, two = re.search(r"[^\W\d_]+$", first), re.match(r"[^\W\d_]+", rest)
    if not one or not two:
        return False
    left, right = one[0].casefold(), two[0].casefold()
    return left + right in known and not (left in known and right in known)
