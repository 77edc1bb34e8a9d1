"""What a workbook is read into: the answers of the user, its tables, their columns and cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..data.buku_kerja import Tempat
from .buku_kepala import Judul, Kepala

__all__ = ["NAMES", "Jawaban", "Kolom", "Sel", "Tabel", "cell_name", "column_letters"]

NAMES = ("urusan", "program", "kegiatan", "subkegiatan", "nama")  # columns that name a line


@dataclass(frozen=True)
class Jawaban:
    """What the user answered: each by the option of `lakip import` of that name."""

    tahun: str = ""
    desimal: str = ""
    polaritas: dict[str, str] = field(default_factory=dict)
    kolom: dict[str, str] = field(default_factory=dict)
    sel: dict[str, str] = field(default_factory=dict)
    lembar: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sel:
    """One value as printed: `kolom` of `tabel` for `kunci` (name of an indicator, or a code)."""

    tempat: Tempat
    tabel: str
    kunci: str
    tahun: str
    kolom: str
    teks: str
    pasti: bool = False
    kali: int = 1
    lain: str = ""  # name of an output, where the key alone does not say


@dataclass(frozen=True)
class Kolom:
    """One column of a table as taken: its place, its title, what became of it."""

    tempat: int
    judul: Judul
    dipakai: str  # the column of the contract, or `periksa`, `susunan`, empty: not read


@dataclass
class Tabel:
    """One table of a sheet as read.

    `keadaan` says of each cell why it is not read (empty text: it is); `indikator` and `anggaran`
    are the rows with their attributes; `ragu` cells that need an answer, and why; `mulai` is the
    first row of its title.
    """

    lembar: str
    kepala: Kepala
    jenis: str = ""
    kolom: list[Kolom] = field(default_factory=list)
    sel: list[Sel] = field(default_factory=list)
    indikator: list[dict[str, str]] = field(default_factory=list)
    anggaran: list[dict[str, str]] = field(default_factory=list)
    keluaran: list[dict[str, str]] = field(default_factory=list)
    keadaan: dict[Tempat, str] = field(default_factory=dict)
    ragu: dict[Tempat, str] = field(default_factory=dict)
    tanya: list[str] = field(default_factory=list)
    mulai: int = 0


def column_letters(place: int) -> str:
    """Return the letters of a column: 0 → A, 27 → AB."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell: (6, 3) → D7."""
    return f"{column_letters(column)}{row + 1}"
