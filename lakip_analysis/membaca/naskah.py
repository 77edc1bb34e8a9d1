"""A report of any kind of file as numbered lines: the one form that everything else here reads.

A row of a table is a line whose cells stand between tabs, as in the texts the maps are made for, so
`baris` of the published layer means the same for every kind of file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..numbers import clean_cell, read_rupiah

__all__ = ["Halaman", "Naskah", "cells_of", "goes_on", "join_lines", "text_of"]

Kotak = tuple[float, float, float, float]

FIGURES = re.compile(r"(?:Rp\.?\s*)?[\d.,\s-]*%?")


@dataclass(frozen=True)
class Naskah:
    """A document as lines.

    `baris`: the text of each line, cells of a table between tabs. `halaman`: the page of each line,
    0 where the file knows none. `tabel`: number of the table of the file that a line is a row of, 0
    where the file does not say. `gabung`: merged cells (first line and column, last ones; from 0).
    `angka`: cells that the file holds as a number, so that no mark in them is in doubt. `luput`:
    what of the file could not be read, and why. `bertepi`: does the file say where a cell ends?
    `asal`: where each line stands in the file, from 0: block and row of it (Word), sheet and row
    (Excel). `kotak`: left, top, right and bottom of a cell on its page, in points (PDF).
    `polos`: lines (from 0) of tables without rules; `gantung`: those whose cells may be parted
    otherwise; `bertingkat`: those under a head whose levels no rule parts.
    """

    baris: tuple[str, ...]
    halaman: tuple[int, ...] = ()
    tabel: tuple[int, ...] = ()
    gabung: tuple[tuple[int, int, int, int], ...] = ()
    angka: frozenset[tuple[int, int]] = frozenset()
    luput: tuple[str, ...] = ()
    bertepi: bool = True
    asal: tuple[tuple[int, int], ...] = ()
    kotak: dict[tuple[int, int], Kotak] = field(default_factory=dict)
    polos: frozenset[int] = frozenset()
    gantung: frozenset[int] = frozenset()
    bertingkat: frozenset[int] = frozenset()


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
    asal: list[tuple[int, int]] = field(default_factory=list)
    kotak: dict[tuple[int, int], Kotak] = field(default_factory=dict)
    polos: set[int] = field(default_factory=set)
    gantung: set[int] = field(default_factory=set)
    bertingkat: set[int] = field(default_factory=set)

    def write(self, line: str, page: int = 0, place: tuple[int, int] = (0, 0)) -> None:
        """Append a line that is no row of a table, with its place in the file."""
        self.baris.append(" ".join(line.split()))
        self.halaman.append(page)
        self.tabel.append(0)
        self.asal.append(place)

    def write_table(
        self,
        rows: list[list[str]],
        merged=(),
        page: int = 0,
        numbers=(),
        place: tuple[int, int] = (0, 0),
        plain=None,
    ) -> None:
        """Append a table with its merged cells (first row and column, last ones).

        `plain`: what is in doubt of a table without rules (`polos.Polos`).
        """
        self.nomor += 1
        start = len(self.baris)
        for n, row in enumerate(rows):
            self.baris.append("\t".join(" ".join((cell or "").split()) for cell in row))
            self.halaman.append(page)
            self.tabel.append(self.nomor)
            self.asal.append((place[0], place[1] + n))
        self.gabung += [(a + start, b, c + start, d) for a, b, c, d in merged]
        self.angka |= {(row + start, place) for row, place in numbers}
        if plain is not None:
            lines = set(range(start, len(self.baris)))
            self.polos |= lines
            self.gantung |= {start + row for row in plain.gantung}
            self.bertingkat |= lines if plain.bertingkat else set()

    def done(self, bordered: bool = True) -> Naskah:
        """Return what was written."""
        return Naskah(
            tuple(self.baris),
            tuple(self.halaman),
            tuple(self.tabel),
            tuple(self.gabung),
            frozenset(self.angka),
            tuple(self.luput),
            bordered,
            tuple(self.asal),
            dict(self.kotak),
            frozenset(self.polos),
            frozenset(self.gantung),
            frozenset(self.bertingkat),
        )


def text_of(naskah: Naskah) -> str:
    """Return the lines as one text, the source that `baris` counts in."""
    return "\n".join(naskah.baris) + "\n"


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
        whole = goes_on(joined, line) if figures else _is_word(joined, line, known)
        joined += line if whole else f" {line}"
    return joined


def goes_on(first: str, rest: str) -> bool:
    """Say whether a figure is the rest of the one above it, which can be none of its own.

    Examples
    --------
    >>> goes_on("17.152.478.5", "00"), goes_on("100", "98")
    (True, False)
    """
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
