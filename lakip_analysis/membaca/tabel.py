"""The tables of a document: caption, head, and rows, gone on with over pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from ..data.buku_kerja import Lembar
from ..importing.buku_bentuk import NAMES
from ..importing.buku_kepala import (
    VALUES,
    Judul,
    Kepala,
    find_heads,
    head_titles,
    is_numbering,
    read_title,
    years_in,
)
from ..numbers import clean_cell
from .hitungan import kind_of
from .naskah import Naskah, cells_of, join_lines

__all__ = ["Baris", "Lepas", "Tabel", "append_rows", "find_tables"]

CAPTION = re.compile(r"^[#*\s]*tabel\b", re.IGNORECASE)
NAMED = ("nama_indikator", "nama_keluaran", "sasaran", "tujuan", *NAMES)
CODE = re.compile(r"[\dX]\.\d{2}\.\d{2}")  # as a code of the nomenclature begins
NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?")  # of a column
BARE = re.compile(r"[\d.,%\sRp]+")
RULE = re.compile(r"[-–—=_|\s]*")
NEAR = 8  # lines over a table that may be its caption
FEWEST = 3  # rows of figures under a head that is one by its form
TOP = 3  # rows of a head that its titles may not tell
HEADING = re.compile(r"[#*\s]*(?:bab\s+[IVX\d]+\b|\d+(?:\.\d+)+\.?\s|[A-Z\d]\.\s|#)", re.IGNORECASE)
PARTS = re.compile(r"[#*\s]*(?:bab\s+[IVX\d]+\b|\d+(?:\.\d+)+\.?\s|[A-Z]\.\s|#)", re.IGNORECASE)
TITLE = 14  # words of a heading at most
AROUND = 40  # lines before and after a table that speak of it
LEADING = 2  # lines over a table that bring it in: a heading, a sentence
LONG = 250  # signs of a line that is running text


@dataclass(frozen=True)
class Baris:
    """One row of the body: its line (from 1), its cells.

    `lepas`: a page break stands above it; `lemah`: it stands in a piece of another width;
    `potong`: it stands at the turn of a page, which may have cut it in two. `potongan`: number of
    the piece whose columns stood elsewhere, 0 where they stand as printed; `asal`: where each cell
    was printed then. `miring`: what stands in it does not suit its columns. `nama_di`: the line
    that names it, where that is the one above. `tahun`: the year that its own cell names.
    """

    nomor: int
    sel: tuple[str, ...]
    lepas: bool = False
    lemah: bool = False
    potong: bool = False
    potongan: int = 0
    asal: tuple[int, ...] = ()
    miring: bool = False
    nama_di: int = 0
    tahun: int | None = None


@dataclass(frozen=True)
class Lepas:
    """Rows without a head: their first line (from 1), their cells, the table right above them.

    `tabel` is its place among the tables, None where other text stands between; `turun`: does a
    page end there?
    """

    nomor: int
    baris: list[list[str]]
    tabel: int | None = None
    turun: bool = False


@dataclass
class Tabel:
    """One table as it stands in the document.

    `judul`: title of each column by its place; `kepala`: lines of its heads (from 1), those that
    are repeated with them; `label`: the caption; `di_atas`: the lines over it, the nearest first;
    `sekitar`: the text between the tables before and after it; `bab`: the last heading before it
    that names a year;
    `miring`: a row of its head is wider than all under it, so titles may stand beside their column;
    `lanjutan`: its head says what that of the table before says, its columns stand elsewhere;
    `duga`: its head is one by its form alone, no title of it is known.
    """

    judul: dict[int, Judul]
    kepala: list[int]
    label: str = ""
    di_atas: list[str] = field(default_factory=list)
    sekitar: list[str] = field(default_factory=list)
    bab: str = ""
    pengantar: list[str] = field(default_factory=list)
    bagian: str = ""
    baris: list[Baris] = field(default_factory=list)
    atas: list[list[str]] = field(default_factory=list)  # the rows of its head as printed
    miring: bool = False
    lanjutan: bool = False
    duga: bool = False

    @property
    def nama(self) -> str:
        """Return what the table is called: its caption, else the line of its head."""
        return self.label or f"tabel di baris {self.kepala[0]}"

    @property
    def lebar(self) -> int:
        """Return how many columns its widest row has."""
        return max((len(row.sel) for row in self.baris), default=len(self.judul))


def find_tables(naskah: Naskah) -> tuple[list[Tabel], list[Lepas]]:
    """Return the tables of a document with a head that is known, and the rows of all others.

    A block of rows without a head goes on with the table above it when nothing but a page break
    stands between them and it is as wide; a head that says the same again is the same table too.
    """
    tables: list[Tabel] = []
    headless: list[Lepas] = []
    end = -1  # last line of the table before
    follows = True  # whether what stands right above belongs to the last table
    for first, last in _blocks(naskah):
        rows = [cells_of(line) for line in naskah.baris[first : last + 1]]
        merged = tuple(
            (a - first, b, c - first, d) for a, b, c, d in naskah.gabung if first <= a and c <= last
        )
        # a lone text over rows is no part of a head: INDIKATOR KINERJA UTAMA
        shown = [[] if _is_section(row) or _is_rule(row) else row for row in rows]
        heads = _whole_heads(Lembar("", shown, gabung=merged))
        if tables and (deep := len(tables[-1].atas)) and rows[:deep] == tables[-1].atas:
            later = [head for head in heads if head.awal >= deep]
            heads = [Kepala(0, deep, tables[-1].judul), *later]  # the same head once more
        turned = bool(tables) and _only_a_turn(naskah, end + 1, first)
        start = heads[0].awal if heads else len(rows)
        fit = turned and follows and start and _fits(tables[-1], rows[:start])
        guess = None if heads or (turned and follows) else _guessed(rows, merged)
        if guess is not None and not fit:
            tables.append(_table_of_guess(naskah, rows, first, guess))
            follows = True
        elif fit:
            turn = _turns(naskah, tables[-1], first)
            append_rows(tables[-1], rows[:start], first, broken=True, weak=fit < 0, turn=turn)
        elif start:
            above = len(tables) - 1 if turned and tables and follows else None
            turn = above is not None and _turns(naskah, tables[-1], first)
            headless.append(Lepas(first + 1, rows[:start], above, turn))
            follows = above is not None
        follows = follows or bool(heads)
        for number, head in enumerate(heads):
            stop = heads[number + 1].awal if number + 1 < len(heads) else len(rows)
            lines = [first + n + 1 for n in range(head.awal, head.akhir)]
            body = rows[head.akhir : stop]
            again = bool(tables) and (number or turned) and _says_the_same(tables[-1], head)
            if again and tables[-1].judul.keys() == head.judul.keys():
                tables[-1].kepala += lines
                turn = _turns(naskah, tables[-1], first)
                append_rows(tables[-1], body, first + head.akhir, broken=True, turn=turn)
                continue
            above = _above(naskah, first) if not number else []
            if again:  # the same table, its columns elsewhere
                above = above or tables[-1].di_atas
            table = Tabel(head.judul, lines, _caption(above), above, lanjutan=bool(again))
            table.label = tables[-1].label if again else table.label
            table.atas = rows[head.awal : head.akhir]
            table.miring = _is_skewed(rows[head.awal : head.akhir], body)
            if moved := _moved_titles(table, body):
                table.judul, table.miring = moved, False
            append_rows(table, body, first + head.akhir, broken=False)
            tables.append(table)
        end = last
    _surround(naskah, tables)
    return tables, headless


def _surround(naskah: Naskah, tables: list[Tabel]) -> None:
    """Note of each table the text around it, and what is in doubt where no rule parts its cells."""
    dated = [
        n
        for n, line in enumerate(naskah.baris)
        if "\t" not in line and HEADING.match(line) and len(line) < LONG and years_in(line)
    ]
    parts = [n for n, line in enumerate(naskah.baris) if _is_part(line)]
    for n, table in enumerate(tables):
        within = bisect_left(parts, table.kepala[0] - 1)
        table.bagian = naskah.baris[parts[within - 1]] if within else ""
        over = bisect_left(dated, table.kepala[0] - 1)
        table.bab = naskah.baris[dated[over - 1]] if over else ""
        table.miring = table.miring or table.kepala[0] - 1 in naskah.bertingkat
        table.baris[:] = [
            replace(row, lemah=True, potong=row.potong or row.nomor - 1 in naskah.gantung)
            if row.nomor - 1 in naskah.polos
            else row
            for row in table.baris
        ]
        last = table.baris[-1].nomor if table.baris else table.kepala[-1]
        before = _prose(naskah, table.kepala[0] - 2, -1)
        table.sekitar = [*before, *_prose(naskah, last, 1)]
        said = [text for line in before if (text := clean_cell(line.strip("#* ")))]
        said = [line for line in said if line not in table.di_atas or line not in table.label]
        table.pengantar = tables[n - 1].pengantar if table.lanjutan and n else said[:LEADING]


def _is_part(line: str) -> bool:
    """Say whether a line is the heading of a part: numbered, short, no sentence, no list item."""
    short = len(line.split()) <= TITLE and not line.rstrip().endswith((".", ";", ","))
    return short and "\t" not in line and bool(PARTS.match(line))


def _prose(naskah: Naskah, number: int, step: int) -> list[str]:
    """Return the lines from one (from 0) on, up or down, as far as the next table."""
    found = []
    while 0 <= number < len(naskah.baris) and len(found) < AROUND:
        if "\t" in naskah.baris[number]:
            break
        found.append(naskah.baris[number])
        number += step
    return found


def _is_rule(row: list[str] | tuple[str, ...]) -> bool:
    return all(RULE.fullmatch(cell) for cell in row)


def _whole_heads(sheet: Lembar) -> list[Kepala]:
    """Return the heads of a block: rows of words over one that numbers the columns belong to it.

    A first row with titles that nobody knows still names the groups of those below.
    """
    rows, out = sheet.baris, []
    for head in find_heads(sheet):
        first, last = head.awal, head.akhir
        if out and first <= out[-1].akhir + 1 and not any(map(any, rows[out[-1].akhir : first])):
            first = out.pop().awal  # a head right under a head: its second row
        least = out[-1].akhir if out else 0
        if first - least <= TOP and first > least and all(map(_is_words, rows[least:first])):
            first = least
        between = rows[out[-1].akhir : first] if out else [["x"]]
        if len(between) <= TOP and all(map(_is_numbers, between)):
            first = out.pop().awal  # nothing between them but numbers of columns: one head
        below = [n for n in range(last, len(rows)) if any(rows[n])][:TOP]
        numbered = next((n for n in below if is_numbering(rows[n])), last)
        if all(_is_words(row) for row in rows[last:numbered] if any(row)):
            last = numbered
        titles = head.judul if (first, last) == (head.awal, head.akhir) else None
        plain = [
            [] if is_numbering(row) else ["" if NUMBER.fullmatch(cell) else cell for cell in row]
            for row in rows[first:last]
        ]
        named = replace(sheet, baris=[*rows[:first], *plain, *rows[last:]])
        out.append(Kepala(first, last, titles or head_titles(named, first, last - 1)))
    return out


def _guessed(rows: list[list[str]], merged: tuple) -> Kepala | None:
    """Return a head by its form: rows of words over rows of figures."""
    deep = next((n for n, row in enumerate(rows) if not _is_words(row)), len(rows))
    figures = [row for row in rows[deep:] if sum(bool(re.search(r"\d", cell)) for cell in row) > 2]
    if not 0 < deep <= TOP or len(figures) < FEWEST:
        return None
    return Kepala(0, deep, head_titles(Lembar("", rows, gabung=merged), 0, deep - 1))


def _table_of_guess(naskah: Naskah, rows: list[list[str]], first: int, guess: Kepala) -> Tabel:
    above = _above(naskah, first)
    lines = [first + n + 1 for n in range(guess.akhir)]
    table = Tabel(guess.judul, lines, _caption(above), above, duga=True)
    table.atas = rows[: guess.akhir]
    append_rows(table, rows[guess.akhir :], first + guess.akhir, broken=False)
    return table


def _is_numbers(row: list[str]) -> bool:
    """Say whether a row between two of a head holds nothing but numbers of columns and titles."""
    titles = (read_title((cell,)) for cell in row if cell and not NUMBER.fullmatch(cell))
    return is_numbering(row) or all(one.makna or one.satuan for one in titles)


def _is_words(row: list[str]) -> bool:
    """Say whether a row may be one of a head: several texts, no figure but a year."""
    filled = [cell for cell in row if cell]
    years = all(
        re.fullmatch(r"(?:19|20)\d\d|\(?%\)?", cell)
        for cell in filled
        if not re.search("[a-z]", cell, re.I)
    )
    return len(filled) > 1 and years and all(len(cell) < LONG for cell in filled)


def _is_section(row: list[str] | tuple[str, ...]) -> bool:
    """Say whether a row holds one text and nothing else, at its beginning."""
    filled = [place for place, cell in enumerate(row) if cell]
    return len(filled) == 1 and filled[0] < 2 and not re.fullmatch(r"[\d().]+", row[filled[0]])


def _says_the_same(table: Tabel, head: Kepala) -> bool:
    titles = [one.teks.casefold() for one in table.judul.values()]
    return titles == [one.teks.casefold() for one in head.judul.values()]


def _moved_titles(table: Tabel, body: list[list[str]]) -> dict[int, Judul] | None:
    """Return the titles with the row of years one cell further left, where only so they run up.

    Its last year stands over a column with nothing in it; moved, each group over it has its years
    in order, and as printed one has not.
    """
    last = table.atas[-1]
    beyond = not any(row[len(last) - 1 :] and row[len(last) - 1] for row in body)
    if last[0] or not last[-1] or not beyond or not years_in_order(table.judul, False):
        return None
    rows = [*table.atas[:-1], last[1:]]
    judul = head_titles(Lembar("", rows), 0, len(rows) - 1)
    return judul if years_in_order(judul, True) else None


def years_in_order(judul: dict[int, Judul], up: bool) -> bool:
    """Say whether the years of every group of titles run up; with `up` false, whether some do not.

    Examples
    --------
    >>> years_in_order({3: Judul("Target › 2023", tahun="2023"), 4: Judul("Target › 2022",
    ...     tahun="2022")}, True)
    False
    """
    groups: dict[str, list[int]] = {}
    for one in judul.values():
        if one.tahun and " › " in one.teks:
            groups.setdefault(one.teks.split(" › ")[0], []).append(int(one.tahun))
    several = [years for years in groups.values() if len(years) > 1]
    order = all(years == sorted(set(years)) for years in several)
    return order and bool(several) if up else not order


def _is_skewed(head: list[list[str]], body: list[list[str]]) -> bool:
    """Say whether titles reach further to the right than any cell under them."""

    def reach(rows: list[list[str]]) -> int:
        return max((len(row) for row in rows), default=0)

    lengths = {len(row) for row in head if not _is_rule(row)}
    return bool(body) and (reach(head) > reach(body) or len(lengths) > 1)


def _blocks(naskah: Naskah) -> list[tuple[int, int]]:
    """Return first and last line (from 0) of each run of table rows."""
    blocks: list[list[int]] = []
    numbers = naskah.tabel or (0,) * len(naskah.baris)
    before = -1
    for number, line in enumerate(naskah.baris):
        if "\t" not in line:
            before = -1
            continue
        if before == numbers[number]:
            blocks[-1][1] = number
        else:
            blocks.append([number, number])
        before = numbers[number]
    return _whole_blocks(naskah, blocks)


def _whole_blocks(naskah: Naskah, blocks: list[list[int]]) -> list[tuple[int, int]]:
    """Return the blocks where one of titles alone, over nothing but empty lines, heads the next."""
    out: list[tuple[int, int]] = []
    for first, last in blocks:
        if out and not any(map(str.strip, naskah.baris[out[-1][1] + 1 : first])):
            above = [cells_of(line) for line in naskah.baris[out[-1][0] : out[-1][1] + 1]]
            titles = [row for row in above if not _is_rule(row)]
            ruled = len(titles) < len(above)  # a rule ends a head, and here nothing stands under it
            if ruled and _is_rule(above[-1]) and all(map(_is_words, titles)):
                out[-1] = (out[-1][0], last)
                continue
        out.append((first, last))
    return out


def _only_a_turn(naskah: Naskah, start: int, end: int) -> bool:
    """Say whether nothing but empty lines, rules and a page number stand between two lines."""
    between = [clean_cell(line) for line in naskah.baris[start:end]]
    return all(RULE.fullmatch(line) or re.fullmatch(r"\W*\d{1,4}\W*", line) for line in between)


def _fits(table: Tabel, rows: list[list[str]]) -> int:
    """Say whether rows without a head go on with a table: 1 they do, -1 as it seems, 0 they do not.

    They are as wide; or narrower, and figures stand under figures, names under names.
    """
    width = max(map(_filled_width, rows))
    as_wide = max(map(len, rows)) == table.lebar
    if not as_wide and (width > table.lebar or width < 2):
        return 0
    figures = {place for place, one in table.judul.items() if one.makna in VALUES}
    names = {
        place
        for place, one in table.judul.items()
        if one.makna in NAMED and not _is_numbered(table, place)
    }
    shares = {n for n, one in table.judul.items() if one.makna in ("capaian", "persen")}
    cells = [(place, cell) for row in rows for place, cell in enumerate(row) if cell]
    # a column without a title in which nothing stood so far is none
    held = set(table.judul)
    if as_wide:
        held |= {n for row in table.baris for n, cell in enumerate(row.sel) if cell}
    wrong = [
        place
        for place, cell in cells
        if (place in figures and kind_of(cell) == "kata")
        or (place in figures and not as_wide and not re.search(r"\d|^\W+$", cell))
        or (place in names and BARE.fullmatch(cell))
        or (place in shares and kind_of(cell) == "uang")
        or (place not in held and re.search(r"\d", cell))
    ]
    if as_wide:
        return int(not wrong)
    under = figures & {place for place, _ in cells}
    return -1 if under and not wrong else 0


def _is_numbered(table: Tabel, place: int) -> bool:
    """Say whether a column only numbers its rows, whatever stands over it."""
    cells = [row.sel[place] for row in table.baris if place < len(row.sel) and row.sel[place]]
    return sum(bool(BARE.fullmatch(cell)) for cell in cells) * 2 > len(cells)


def _filled_width(row: list[str]) -> int:
    return max((place + 1 for place, cell in enumerate(row) if cell), default=0)


def _turns(naskah: Naskah, table: Tabel, first: int) -> bool:
    """Say whether a page ends between a table and the rows that go on with it."""
    if not naskah.halaman or not table.baris:
        return False
    return naskah.halaman[table.baris[-1].nomor - 1] != naskah.halaman[first]


def append_rows(
    table: Tabel,
    rows: list[list[str]],
    first: int,
    broken: bool,
    weak: bool = False,
    turn: bool = False,
    piece: int = 0,
    origins: tuple[int, ...] = (),
) -> None:
    """Append rows of the body, the first at line `first` (from 0); those that say nothing are not.

    `piece` and `origins`: their number as a piece, and where their cells stood (`Baris`).
    """
    for n, row in enumerate(rows):
        if not any(row) or is_numbering(row) or _is_rule(row):
            continue
        cut = turn and _mend_turn(table, row)
        if cut is None:  # the rest of the row above
            turn = False
            continue
        one = Baris(first + n + 1, tuple(row), broken, weak, cut, piece, origins)
        table.baris.append(one)
        broken = turn = False


def _mend_turn(table: Tabel, row: list[str]) -> bool | None:
    """Put the rest of a row, on a new page, to its beginning; say whether one may be cut in two.

    A row with a number or code of its own is a new one; one without, where all others have one, is
    the rest of the last (None).
    """
    by_kind = {one.makna: place for place, one in table.judul.items()}
    last = table.baris[-1]

    def text(cells, kind: str) -> str:
        place = by_kind.get(kind, len(cells))
        return cells[place] if place < len(cells) else ""

    # a code may itself be cut in two, a number of the row is too short for it
    kind = "nomor" if text(last.sel, "nomor") else "kode"
    numbered = bool(text(last.sel, kind))
    if text(row, kind) and (kind == "nomor" or CODE.match(text(row, kind))):
        return False
    if numbered:
        cells = [
            join_lines(f"{one}\n{two}") if one and two else one or two
            for one, two in zip_longest(last.sel, row, fillvalue="")
        ]
        table.baris[-1] = replace(last, sel=tuple(cells), potong=True)
        return None
    table.baris[-1] = replace(last, potong=True)
    return True


def _above(naskah: Naskah, first: int) -> list[str]:
    """Return the short lines over a table up to the table before it, the nearest first."""
    found: list[str] = []
    for line in reversed(naskah.baris[max(0, first - NEAR) : first]):
        if "\t" in line:
            break
        text = clean_cell(line.strip("#* ")).replace("**", "")
        if text:
            found.append(text)
        if CAPTION.match(line):
            break
    return found


def _caption(above: list[str]) -> str:
    """Return the caption among the lines over a table: from “Tabel …” down, else the nearest."""
    lines = list(reversed(above))
    starts = [n for n, line in enumerate(lines) if CAPTION.match(line)]
    if starts:
        return " ".join(line for line in lines[starts[-1] :] if len(line) < LONG)
    return lines[-1] if lines and len(lines[-1]) < LONG else ""


def years_of_caption(table: Tabel) -> list[str]:
    """Return the years that the caption names."""
    return years_in(table.label)
