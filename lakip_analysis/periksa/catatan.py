"""What is written beside a cell of a draft, and where that is."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PENULIS", "Catatan"]

Kotak = tuple[float, float, float, float]

PENULIS = "lakip"  # who a file names as author: nobody by name


@dataclass(frozen=True)
class Catatan:
    """One note: the line and column that was read, its place in the file, what stands there.

    `baris`: the line of the reading, from 1; `kolom`: the column of the table, from 0, -1 for a
    line that is no row of one. `asal`: block and row (Word), sheet and row (Excel), from 0;
    `halaman`: its page (PDF), 0 where the file knows none; `kotak`: left, top, right and bottom on
    that page. `tertulis`: what was read there; `teks`: the note; `temuan`: the ids of its findings.
    `bersama`: the other cells of its row that do not agree with it, as column, print and box: which
    of them is wrong nothing tells.
    """

    baris: int
    kolom: int
    asal: tuple[int, int]
    tertulis: str
    teks: str
    temuan: tuple[str, ...]
    halaman: int = 0
    kotak: Kotak | None = None
    bersama: tuple[tuple[int, str, Kotak | None], ...] = ()
