"""What a document says of itself, and what a column is taken as."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..importing.buku_kepala import Judul, fold_title
from ..numbers import read_number, read_rupiah
from .tabel import Tabel

__all__ = [
    "BESIDE",
    "BY_CAPTION",
    "CROOKED",
    "FIGURES",
    "GRADED",
    "HALF",
    "LARGE",
    "LEVELS",
    "OF_WHICH",
    "OTHER_UNIT",
    "SOME",
    "SURE",
    "UNBACKED",
    "Dokumen",
    "Kolom",
    "cells_under",
    "is_figure",
    "is_large",
    "listed_title",
    "share_of",
    "title_key",
]

LARGE = 1000  # an amount of money has more
UNBACKED = "capaian tanpa realisasi: mungkin realisasi"
BESIDE = "lain"  # figures of another indicator of the same row, which stands left of them
BY_CAPTION = "nama indikator menurut judul tabel"
OF_WHICH = "milik sasaran atau program?"
OTHER_UNIT = "angka unit lain?"
CROOKED = "kepala tabel tidak sejajar dengan isinya"
GRADED = "skor"  # a column of scores, some of which may be printed as their grade
LEVELS = ("urusan", "program", "kegiatan", "subkegiatan")
FIGURES = ("target", "realisasi", "capaian")
HALF = 0.5
SURE = 0.9  # share of the rows that work out, so that they say which columns they are
SOME = 3  # lines that name a year, so that it is that of the document


@dataclass(frozen=True)
class Dokumen:
    """What the document says of itself: year, region and its code; empty where it does not.

    `daftar`: the years that its list of tables gives a title, by the title without years
    (`title_key`). `tahun_pasti`: its title names the year, or nearly all lines that name one name
    this year. `jenis`: kabupaten, kota or provinsi; `diberi`: somebody who knows says the year.
    `akhir`: the last year of the plan that it is of, `akhir_pasti`: it names no other such plan.
    `sampul`: the words of its cover.
    """

    tahun: int | None = None
    daerah: str = ""
    kode_wilayah: str = ""
    judul: str = ""
    tahun_pasti: bool = True
    jenis: str = ""
    diberi: bool = False
    daftar: dict[str, frozenset[str]] = field(default_factory=dict)
    akhir: int | None = None
    akhir_pasti: bool = False
    sampul: str = ""


@dataclass(frozen=True)
class Kolom:
    """One column as taken.

    `isi`: kinerja, anggaran or both (empty). `peran`: the role as a map calls it, empty where the
    column is not read, and `sebab` why. `tegas`: does the table itself say of which year it is?
    `samar`: why it is not clear what or whose its figures are. `kelompok`: the stage or the
    resource whose figures they are, beside those of the row itself (rkpd, sdm). `milik`: the column
    that names them, -1 where it is the one with the role `nama`.
    """

    tempat: int
    judul: Judul
    isi: str = ""
    peran: str = ""
    tahun: int | None = None
    level: str = ""
    sebab: str = ""
    tegas: bool = True
    samar: str = ""
    kelompok: str = ""
    milik: int = -1
    anggap: bool = False


LISTED = re.compile(
    r"^\W*(tabel\.?\s*[IVX\d]+(?:\s*[.\s]\s*\d+)+)\s*[.:]?\s*(.+?)\s*"
    r"(?:\.{3,}|…+|\t)[\s.…]*\d{1,3}$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"^\W*tabel\.?\s*[IVX\d]+(?:\s*[.\s]\s*\d+)+\s*[.:]?", re.IGNORECASE)
YEARS = re.compile(r"\b(?:19|20)\d\d\b")


def listed_title(line: str) -> tuple[str, str] | None:
    """Return number and title of a line of the list of tables; nothing of another line.

    Examples
    --------
    >>> listed_title("Tabel 2.1 Perjanjian Kinerja 2024 ........ 12")
    ('Tabel 2.1', 'Perjanjian Kinerja 2024')
    """
    found = LISTED.match(line.strip())
    return (found[1], found[2]) if found else None


def title_key(label: str) -> str:
    """Return a caption as it is compared: without number and years.

    Examples
    --------
    >>> title_key("Tabel 2.1 Perjanjian Kinerja 2024"), title_key("Perjanjian Kinerja 2023")
    ('perjanjian kinerja', 'perjanjian kinerja')
    """
    return fold_title(YEARS.sub(" ", NUMBER.sub("", label)))


def cells_under(table: Tabel, place: int) -> list[str]:
    """Return the cells of one column that hold something, from the top."""
    found = [row.sel[place] for row in table.baris if place < len(row.sel)]
    return [cell for cell in found if cell]


def share_of(cells: list[str], test) -> float:
    """Return the share of cells that pass a test; nought of none."""
    return sum(map(bool, map(test, cells))) / len(cells) if cells else 0.0


def is_figure(cell: str) -> bool:
    """Say whether a cell holds a plain figure, with its unit or without."""
    return read_number(cell).jenis in ("angka", "ambigu")


def is_large(cell: str) -> bool:
    """Say whether a cell may hold rupiah: nothing, or a thousand and more."""
    found = read_rupiah(cell)
    return found.nilai is not None and (abs(found.nilai) >= LARGE or not found.nilai)
