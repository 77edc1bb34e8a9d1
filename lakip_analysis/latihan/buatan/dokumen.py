"""A report as a document: headings, paragraphs, tables, sentences with figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction


@dataclass(frozen=True)
class Sel:
    """One printed figure, word or name: what it is (quantity, whose, year), and as printed."""

    id: str
    teks: str
    peran: str  # the column: target, realisasi, capaian, …
    kunci: str = ""  # whose: an indicator, a budget line, jumlah, rata_rata
    tahun: int | None = None
    nilai: Fraction | None = field(default=None, compare=False)  # exact, of a figure

    @property
    def hal(self) -> tuple[str, str, int | None]:
        """Return what the cell is about: quantity, whose, year."""
        return self.peran, self.kunci, self.tahun


@dataclass(frozen=True)
class Kolom:
    """One column of a table: what it is, its head, and what a map calls it."""

    token: str  # as the layout writes it: realisasi@-1
    judul: str
    atas: str = ""  # the head above, shared with the neighbours
    kinerja: str = (
        "-"  # what a map calls the column, in a table of performance and in one of budgets
    )
    anggaran: str = "-"
    acuan: str = "-"


@dataclass(frozen=True)
class Baris:
    """One row of a table."""

    kunci: str
    level: str
    sel: tuple[Sel, ...]  # one per column


@dataclass(frozen=True)
class Tabel:
    """One table with its number and title."""

    id: str
    nomor: Sel
    judul: Sel
    isi: tuple[str, ...]  # what a map reads: kinerja, anggaran, both, acuan or nothing
    level: str
    tahun: int
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    catatan: str = ""
    lanskap: bool = False


@dataclass(frozen=True)
class Kalimat:
    """A sentence with figures: text and cells in turn; `tetap` is what a map says of it besides."""

    id: str
    isi: str  # kinerja, anggaran or empty: no map reads it
    bagian: tuple[str | Sel, ...]
    tetap: tuple[tuple[str, str], ...] = ()
    tahun: int = 0

    @property
    def teks(self) -> str:
        """Return the sentence as it is printed."""
        return "".join(part if isinstance(part, str) else part.teks for part in self.bagian)


@dataclass(frozen=True)
class Teks:
    """Words without figures: cover, heading, paragraph."""

    jenis: str  # sampul, bab, subbab, paragraf
    teks: str


Blok = Teks | Tabel | Kalimat


def cells_of(dokumen: tuple[Blok, ...]) -> dict[str, Sel]:
    """Return every cell of a document by its id, in printed order."""
    return {sel.id: sel for block in dokumen for sel in _cells(block)}


def _cells(block: Blok) -> Iterator[Sel]:
    if isinstance(block, Tabel):
        yield from (block.nomor, block.judul)
        for row in block.baris:
            yield from row.sel
    elif isinstance(block, Kalimat):
        yield from (part for part in block.bagian if isinstance(part, Sel))


def rewrite(dokumen: tuple[Blok, ...], texts: dict[str, str], gone: frozenset[str] = frozenset()):
    """Return the document with other texts in some cells and without some rows (`table|row`)."""

    def new(sel: Sel) -> Sel:
        return replace(sel, teks=texts[sel.id]) if sel.id in texts else sel

    out = []
    for old in dokumen:
        block = old
        if isinstance(block, Tabel):
            rows = tuple(
                replace(row, sel=tuple(map(new, row.sel)))
                for row in block.baris
                if f"{block.id}|{row.kunci}" not in gone
            )
            block = replace(block, nomor=new(block.nomor), judul=new(block.judul), baris=rows)
        elif isinstance(block, Kalimat):
            parts = tuple(new(part) if isinstance(part, Sel) else part for part in block.bagian)
            block = replace(block, bagian=parts)
        out.append(block)
    return tuple(out)
