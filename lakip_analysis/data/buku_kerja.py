"""A workbook or CSV of anybody as sheets of text, opened without trusting it.

Only the XML parts of a workbook are unpacked, within bounds; macros, links and pictures never are.
A workbook that would need more is refused with one message before anything is read.
"""

from __future__ import annotations

import csv
import datetime
import io
import math
import posixpath
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from ..errors import Fault, short_name
from .csvtext import SEPARATORS, decode

__all__ = [
    "BARIS",
    "BESAR",
    "KOLOM",
    "LEMBAR",
    "SEL",
    "Lembar",
    "Refused",
    "cell_text",
    "open_sheets",
]

BESAR = 64 * 2**20  # bytes of a file, and of the XML unpacked from it
BARIS = 20_000  # rows of a sheet that holds something
KOLOM = 400  # columns of such a sheet
SEL = 300_000  # cells of a workbook that hold something
LEMBAR = 200  # sheets of a workbook

CODES = ("utf-8", "utf-16-le", "utf-16-be")  # in which XML may be written

TERBESAR = 1e15  # a figure beyond is none that a region has

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how an .xlsx and an .xls begin

# what cannot be seen and is no part of a text: controls, marks of direction, Excel's _x000D_
UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|_x[0-9A-F]{4}_"
)

PERCENT = {"9", "10"}  # number formats of Excel itself that show per cent

Tempat = tuple[int, int]  # row and column of a cell, from 0


@dataclass(frozen=True)
class Lembar:
    """One sheet.

    `baris`: its rows from the first on, every cell as the text a reader sees (0,95 shown as 95 % is
    `95%`). `angka`: cells that hold a number, so no mark in them is in doubt. `gabung`: merged
    ranges (first row and column, last row and column). `luput`: cells without a value to read, and
    why; `tanggal`: those of them that are a day, as 2024-03-31. `tampak`: is the sheet shown?
    `persen_terlihat`: does the file say which cells are shown as per cent (an .xls does not)?
    """

    nama: str
    baris: list[list[str]]
    angka: frozenset[Tempat] = frozenset()
    gabung: tuple[tuple[int, int, int, int], ...] = ()
    luput: dict[Tempat, str] = field(default_factory=dict)
    tanggal: dict[Tempat, str] = field(default_factory=dict)
    tampak: bool = True
    persen_terlihat: bool = True


class Refused(Exception):
    """What is wrong with a file, and the next step."""


def open_sheets(path: Path, heads: Callable[[list[str]], int]) -> tuple[list[Lembar], list[Fault]]:
    """Return the sheets of a workbook (xlsx, xlsm, xls) or CSV.

    Parameters
    ----------
    path : Path
    heads : callable
        How many titles of columns a row holds: tells what parts the columns of a CSV.

    Returns
    -------
    list of Lembar
        In the order of the workbook; a CSV is one sheet with the name of its file.
    list of Fault
        One, when the file cannot be read or is larger than the bounds of this module.

    Raises
    ------
    Nothing: what is wrong with the file is a fault.
    """
    from python_calamine import CalamineError

    try:
        size = path.stat().st_size
        if size > BESAR:
            raise Refused(f"berkas {size / 2**20:.0f} MB, batasnya {BESAR >> 20} MB", SMALLER)
        raw = path.read_bytes()
        if raw.startswith(ZIP):
            return _from_calamine(*_unpack(raw)), []
        if raw.startswith(OLE):
            return _from_calamine(io.BytesIO(raw), None), []
        if b"<html" in raw[:4096].lower() or b"<table" in raw[:4096].lower():
            raise Refused("halaman HTML yang dinamai berkas Excel", AGAIN)
        if path.suffix.lower() in (".csv", ".txt", ".tsv"):
            return [_from_csv(path, decode(raw), heads)], []
        raise Refused("bukan buku kerja Excel", AGAIN)
    except Refused as refused:
        problem, step = refused.args
    except OSError as error:
        problem, step = f"tidak dapat dibaca ({error.strerror})", "periksa nama dan letaknya"
    except (
        CalamineError,
        zipfile.BadZipFile,
        zlib.error,
        ElementTree.ParseError,
        *BROKEN,
    ) as error:
        problem, step = f"buku kerja rusak ({_clean(str(error))[:80]})", AGAIN
    return [], [Fault(short_name(path), None, None, None, problem, step)]


BROKEN = (ValueError, KeyError, EOFError, NotImplementedError, OverflowError)
AGAIN = "buka di Excel, lalu simpan lagi sebagai .xlsx"
SMALLER = "salin tabel yang diperlukan ke buku kerja baru"


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", UNSEEN.sub(" ", text)).split())


# --- CSV


def _from_csv(path: Path, text: str, heads: Callable[[list[str]], int]) -> Lembar:
    if "\x00" in text:
        raise Refused("bukan teks", "simpan ulang sebagai CSV UTF-8")
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=.\r?", first):  # Excel's own line about the separator
        text = "\n" + rest
    read = {mark: _rows_of(text, mark) for mark in (*SEPARATORS, "|")}
    if not any(read.values()):
        step = "periksa tanda kutip yang tidak ditutup"
        raise Refused("bukan CSV", step)
    best = max(read, key=lambda mark: (max(map(heads, read[mark]), default=0), _even(read[mark])))
    rows = [[_clean(cell) for cell in row] for row in read[best]]
    _within(_clean(path.stem), len(rows), max(map(len, rows), default=0))
    if sum(bool(cell) for row in rows for cell in row) > SEL:
        raise Refused(f"lebih dari {SEL:,} sel terisi".replace(",", "."), SMALLER)
    return Lembar(_clean(path.stem), rows)


def _rows_of(text: str, mark: str) -> list[list[str]]:
    reader, rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True), []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > BARIS:
                break
    except csv.Error:
        return []
    return rows


def _even(rows: list[list[str]]) -> int:
    """Return how many rows have the width that most have, when that is more than one cell."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.values(), default=0)


def _within(nama: str, rows: int, columns: int) -> None:
    if rows > BARIS:
        raise Refused(f"lembar “{nama[:60]}” lebih dari {BARIS:,} baris".replace(",", "."), SMALLER)
    if columns > KOLOM:
        raise Refused(f"lembar “{nama[:60]}” lebih dari {KOLOM} kolom", SMALLER)


# --- workbook


@dataclass
class _Look:
    """What the XML of one sheet says that its values do not."""

    persen: set[Tempat] = field(default_factory=set)
    rumus: set[Tempat] = field(default_factory=set)
    kosong: set[Tempat] = field(default_factory=set)  # formulas Excel kept no value of
    galat: dict[Tempat, str] = field(default_factory=dict)
    isi: int = 0


def _unpack(raw: bytes) -> tuple[io.BytesIO, dict[str, _Look]]:
    """Return the XML parts of an .xlsx, unpacked within the bounds, and the look of its sheets."""
    parts, left, packed = {}, BESAR, io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        names = [info.filename for info in book.infolist()]
        if len(names) > 50 * LEMBAR or len(set(names)) < len(names):
            raise Refused("bagian berkas terlalu banyak atau kembar", SMALLER)
        if "xl/workbook.bin" in names or "content.xml" in names:
            raise Refused("buku kerja .xlsb atau .ods", AGAIN)
        for info in book.infolist():
            if not _wanted(info.filename):
                continue
            if info.flag_bits & 1:
                raise Refused("berkas terkunci kata sandi", "buka kuncinya, lalu simpan lagi")
            with book.open(info) as part:
                content = part.read(left + 1)
            left -= len(content)
            if left < 0:
                raise Refused(f"isinya lebih dari {BESAR >> 20} MB", SMALLER)
            parts[info.filename] = content
    for content in parts.values():
        if any("<!DOCTYPE".encode(code) in content for code in CODES):
            raise Refused("berisi deklarasi XML yang tidak pernah ditulis Excel", AGAIN)
    percents = _percent_styles(parts.get("xl/styles.xml", b""))
    titles, looks, budget = _sheet_names(parts), {}, SEL
    for name, content in parts.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            nama = titles.get(name, posixpath.basename(name))
            looks[nama] = _look(_clean(nama), content, percents, budget)
            budget -= looks[nama].isi
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as plain:
        for name, content in parts.items():
            plain.writestr(zipfile.ZipInfo(name), content)
    packed.seek(0)
    return packed, looks


def _wanted(name: str) -> bool:
    """Say whether a part holds values: no macro, link, picture, comment or drawing does."""
    if not name.endswith((".xml", ".rels")) or ".." in name or name.startswith("/"):
        return False
    return name in ("[Content_Types].xml", "_rels/.rels") or bool(
        re.fullmatch(r"xl/(?:_rels/)?[^/]+|xl/worksheets/(?:_rels/)?[^/]+", name)
    )


def _percent_styles(content: bytes) -> frozenset[str]:
    """Return the numbers of the cell styles that show a number as per cent."""
    if not content:
        return frozenset()
    root = ElementTree.fromstring(content)
    formats = set(PERCENT)
    for one in _all(root, "numFmt"):
        if "%" in re.sub(r'"[^"]*"|\\.', "", one.get("formatCode", "")):
            formats.add(one.get("numFmtId", ""))
    cells = next(_all(root, "cellXfs"), ())
    return frozenset(str(n) for n, one in enumerate(cells) if one.get("numFmtId") in formats)


def _all(root: ElementTree.Element, name: str) -> Iterable[ElementTree.Element]:
    return (one for one in root.iter() if str(one.tag).rpartition("}")[2] == name)


def _look(nama: str, content: bytes, percents: frozenset[str], budget: int) -> _Look:
    """Return what the XML of a sheet says of its cells; refuse one that is too large."""
    look = _Look()
    row, column, cell = -1, -1, {}

    def start(tag: str, attributes: dict) -> None:
        nonlocal row, column, cell
        tag = tag.rpartition(":")[2]
        if tag == "row":
            row, column = int(attributes.get("r", row + 2)) - 1, -1
        elif tag == "c":
            found = re.fullmatch(r"([A-Z]{1,4})(\d{1,9})", attributes.get("r", ""))
            column = _column(found[1]) if found else column + 1
            row = int(found[2]) - 1 if found else row
            cell = {"gaya": attributes.get("s", "0"), "jenis": attributes.get("t", "n")}
        elif tag == "f":
            look.rumus.add((row, column))
            look.kosong.add((row, column))
        elif tag in ("v", "is"):
            cell["teks"] = ""

    def text(data: str) -> None:
        if "teks" in cell:
            cell["teks"] += data

    def end(tag: str) -> None:
        nonlocal cell
        if tag.rpartition(":")[2] != "c" or "teks" not in cell:
            return
        _within(nama, row + 1, column + 1)
        look.isi += 1
        if look.isi > budget:
            raise Refused(f"lebih dari {SEL:,} sel terisi".replace(",", "."), SMALLER)
        place = (row, column)
        if cell["teks"]:
            look.kosong.discard(place)
        if cell["jenis"] == "e":
            look.galat[place] = cell["teks"]
        elif cell["jenis"] == "n" and cell["gaya"] in percents:
            look.persen.add(place)
        cell = {}

    reader = expat.ParserCreate()
    reader.buffer_text = True
    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.CharacterDataHandler = text
    try:
        reader.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused(f"buku kerja rusak ({nama}: {error})", AGAIN) from error
    return look


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _sheet_names(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the name of the sheet that each part is."""
    book, links = parts.get("xl/workbook.xml"), parts.get("xl/_rels/workbook.xml.rels")
    if not book or not links:
        raise Refused("bukan buku kerja Excel", AGAIN)
    targets = {
        one.get("Id"): posixpath.normpath(posixpath.join("xl", one.get("Target", ""))).lstrip("/")
        for one in _all(ElementTree.fromstring(links), "Relationship")
        if one.get("TargetMode") != "External"
    }
    names = {}
    for sheet in _all(ElementTree.fromstring(book), "sheet"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        names[targets.get(key, "")] = sheet.get("name", "")
    return names


def _calamine(source: io.BytesIO):
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(source)
    except PasswordError as error:
        raise Refused("berkas terkunci kata sandi", "buka kuncinya, lalu simpan lagi") from error


def _from_calamine(source: io.BytesIO, looks: dict[str, _Look] | None) -> list[Lembar]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    book = _calamine(source)
    if len(book.sheet_names) > LEMBAR:
        raise Refused(f"lebih dari {LEMBAR} lembar", SMALLER)
    sheets = []
    for number, meta in enumerate(book.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(number)
        _within(_clean(meta.name), sheet.total_height, sheet.total_width)
        merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
        rows = sheet.to_python(skip_empty_area=False)
        look = (looks or {}).get(meta.name, _Look())
        lembar = _lembar(_clean(meta.name), rows, merged, look)
        shown = meta.visible == SheetVisibleEnum.Visible
        sheets.append(replace(lembar, tampak=shown, persen_terlihat=looks is not None))
    return sheets


def _lembar(nama: str, rows: list[list], merged: tuple, look: _Look) -> Lembar:
    texts, numbers, unread, days = [], set(), {}, {}
    unread |= {place: f"rumus menghasilkan {error}" for place, error in look.galat.items()}
    unread |= dict.fromkeys(look.kosong, "rumus tanpa nilai: buka di Excel, lalu simpan lagi")
    results = [rows[r][c] for r, c in look.rumus if r < len(rows) and c < len(rows[r])]
    if len(results) > 1 and all(value == 0 for value in results):
        # what programs write into a formula they did not compute
        said = "semua rumus bernilai 0: buka di Excel, lalu simpan lagi"
        unread |= dict.fromkeys(look.rumus, said)
    for r, row in enumerate(rows):
        line = []
        for c, value in enumerate(row):
            place, text = (r, c), ""
            if place in unread:
                pass
            elif isinstance(value, datetime.date | datetime.time | datetime.timedelta):
                unread[place] = f"Excel menjadikannya tanggal atau jam ({cell_text(value)})"
                if re.fullmatch(r"\d{4}-\d\d-\d\d", cell_text(value)):
                    days[place] = cell_text(value)
            elif isinstance(value, float | int) and not isinstance(value, bool):
                if not math.isfinite(value) or abs(value) >= TERBESAR:
                    unread[place] = "angka di luar batas"
                else:
                    numbers.add(place)
                    text = cell_text(float(value))
                    if place in look.persen:
                        text = cell_text(round(float(value) * 100, 10)) + "%"
            else:
                text = _clean(cell_text(value))
            line.append(text)
        texts.append(line)
    return Lembar(nama, texts, frozenset(numbers), merged, unread, days)


def cell_text(cell: object) -> str:
    """Return one cell of a workbook as a person would write it into a CSV.

    Examples
    --------
    >>> [cell_text(cell) for cell in (70.4, 68.0, 0.1 + 0.2, 252398711.02, " B 69,5 ", None)]
    ['70.4', '68', '0.3', '252398711.02', 'B 69,5', '']
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        # Excel keeps fifteen digits; what a binary fraction has beyond them nobody typed
        text = f"{Decimal(f'{cell:.15g}'):f}"
        return "0" if text == "-0" else text
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        return str(cell)
    return unicodedata.normalize("NFC", str(cell)).strip()
