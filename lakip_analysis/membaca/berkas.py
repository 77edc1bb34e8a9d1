"""Files of any kind as numbered lines: text, Word, Excel; a PDF by `pdf`."""

from __future__ import annotations

from pathlib import Path

from ..data.buku_kerja import BESAR, open_sheets
from ..errors import DataError, Fault, short_name
from ..importing.buku_kepala import count_titles
from .naskah import Halaman, Naskah
from .pdf import read_pdf

__all__ = ["read_naskah"]

OLE = b"\xd0\xcf\x11\xe0"  # how files of older Office begin, and locked ones
# kinds that another program saves as one that is known
RESAVE = {
    **dict.fromkeys((".doc", ".rtf", ".odt", ".docm", ".wps"), "simpan di Word sebagai .docx"),
    **dict.fromkeys((".ods", ".xlsb"), "simpan di Excel sebagai .xlsx"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff"), "pindaian perlu OCR dulu"),
}


def read_naskah(path: Path) -> Naskah:
    """Return a report as lines: text (.txt, .md), Word, Excel or PDF.

    Raises
    ------
    DataError
        The file is missing, a folder, too large, broken, of another kind, or holds no text (a
        scan, sheets without a cell).
    """
    path = Path(path)
    readers = {".docx": _from_docx, ".pdf": read_pdf, ".txt": _from_text, ".md": _from_text}
    readers |= dict.fromkeys((".xlsx", ".xlsm", ".xls", ".csv"), _from_sheets)
    kind = path.suffix.lower()
    reader = readers.get(kind)
    if path.is_dir():
        raise _refuse(path, "ini folder, bukan berkas", "sebut satu berkas laporan di dalamnya")
    if reader is None:
        step = RESAVE.get(kind, "yang dikenal: .txt, .docx, .xlsx, .pdf")
        raise _refuse(path, f"jenis berkas “{path.suffix}” tidak dikenal", step)
    if not path.is_file():
        raise _refuse(path, "berkas tidak ada", "periksa nama dan letaknya")
    if path.name.startswith("~$"):
        step = f"tutup Word atau Excel, lalu pilih berkasnya sendiri: {path.name[2:]}"
        raise _refuse(path, "berkas sementara dari dokumen yang sedang terbuka", step)
    if path.stat().st_size > BESAR:
        raise _refuse(path, f"lebih dari {BESAR >> 20} MB", "pisahkan menjadi beberapa berkas")
    found = reader(path)
    if not any(line.strip() for line in found.baris):
        raise _without_text(path)
    return found


def _refuse(path: Path, problem: str, step: str) -> DataError:
    return DataError([Fault(short_name(path), None, None, None, problem, step)])


def _without_text(path: Path) -> DataError:
    scan = "bila ini pindaian, jadikan teks dulu (OCR)"
    blank = "isi dulu, atau periksa apakah ini berkas yang dimaksud"
    step = scan if path.suffix.lower() in (".pdf", ".docx") else blank
    return _refuse(path, "tidak berisi teks", step)


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
    if not any(any(row) for sheet in sheets if sheet.tampak for row in sheet.baris):
        raise _without_text(path)  # the name of a sheet alone is none
    out = Halaman()
    for number, sheet in enumerate(sheets, 1):
        if not sheet.tampak:
            out.luput.append(f"lembar “{sheet.nama}” disembunyikan, tidak dibaca")
            continue
        out.write(sheet.nama, number, (number - 1, 0))
        start = 0
        # rows with one text are lines between tables
        while start < len(sheet.baris):
            end = start
            while end < len(sheet.baris) and _is_row(sheet.baris, end, inside=end > start):
                end += 1
            if end == start:
                out.write(" ".join(sheet.baris[start]), number, (number - 1, start))
                start += 1
                continue
            inside = range(start, end)
            merged = [
                (a - start, b, min(c, end - 1) - start, d)
                for a, b, c, d in sheet.gabung
                if a in inside
            ]
            numbers = [(row - start, place) for row, place in sheet.angka if row in inside]
            rows = sheet.baris[start:end]
            out.write_table(rows, merged, number, numbers, (number - 1, start))
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

    if path.read_bytes()[: len(OLE)] == OLE:  # Word locks a .docx by putting it into such a file
        step = "buka di Word, hapus kata sandinya, lalu simpan sebagai .docx"
        raise _refuse(path, "terkunci kata sandi, atau .doc yang diganti namanya", step)
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > 4 * BESAR:
                raise _refuse(path, "isinya terlalu besar", "pisahkan menjadi beberapa berkas")
        document = docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        step = "buka di Word, lalu simpan lagi sebagai .docx"
        raise _refuse(path, "berkas Word rusak", step) from None
    out = Halaman()
    for number, block in enumerate(document.iter_inner_content()):
        if isinstance(block, Table):
            out.write_table(*_docx_rows(block), place=(number, 0))
        else:
            for line in block.text.split("\n"):
                out.write(line, place=(number, 0))
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
