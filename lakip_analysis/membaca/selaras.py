"""Pieces of a table whose columns stand elsewhere than above: put back under their titles.

The turn of a page moves columns: empty ones come or go, so that the rows below have no head that
fits. Such a piece is taken where one way of putting its columns under those of its table, in their
order, suits what stands in them, and no other suits it as well. Its figures still have to be
confirmed by others (`saksi`): a piece alone makes none sure.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from ..aturan.rules import load_rules
from ..importing.buku_bentuk import NAMES
from ..importing.buku_kepala import fold_title, said_as
from ..numbers import clean_cell
from .hitungan import kind_of, left_over
from .kolom import CROOKED, Kolom
from .rerata import mean_way
from .tabel import Lepas, Tabel, append_rows

__all__ = ["attach_pieces", "straighten"]

MOST = 0.6  # share of the cells that make a column what it is
SAME = 0.7  # share of the titles that two heads of one form have in common
LIKE = 85  # of 100: two titles that are one, a letter apart
CLOSE = 0.15  # of a column that two ways may miss, so that neither is the better
FITS = 0.9  # share of the rows that work out, so that their columns stand where they should
FULL = 0.8  # share of the rows in which a column that is always filled has something
WAYS = 4000  # ways of putting a piece under a table that are looked at
MONEY = ("pagu_rp", "realisasi_rp")
FIGURES = ("target", "realisasi", "capaian", "persen")
WORDS = ("nama_indikator", "nama_keluaran", "sasaran", "tujuan", *NAMES)
WORDY = 4  # words of running text
FEWEST = 3  # filled columns of a piece whose place can be told

# what may stand under a title
ACCEPTED = (
    dict.fromkeys(MONEY, ("uang",))
    | dict.fromkeys(FIGURES, ("angka", "bulat"))
    | dict.fromkeys(WORDS, ("kata", "satuan"))
    | dict.fromkeys(("nomor", "kode"), ("bulat", "kode"))
    | {"satuan": ("satuan",)}
)


@dataclass(frozen=True)
class Rupa:
    """What stands in one column: its place, its cells by kind, how many rows fill it."""

    tempat: int
    isi: Counter
    penuh: float


def attach_pieces(tables: list[tuple[Tabel, list[Kolom]]], pieces: list[Lepas]) -> list[Lepas]:
    """Append the pieces that go on with a table to it; return the rows that do not.

    A piece is put under its table as a whole; where its rows stand apart from each other, each by
    itself.

    Parameters
    ----------
    tables : list of (Tabel, list of Kolom)
        The tables as recognised; rows are appended to them.
    pieces : list of Lepas
        In the order of the document: what follows a piece that is none follows nothing.
    """
    left, lost, count = [], set(), 0
    for piece in pieces:
        if piece.tabel is None or piece.tabel in lost:
            left.append(piece)
            if piece.tabel is not None:
                _doubt_last(tables[piece.tabel][0], piece.baris, piece.nomor)
            continue
        table, columns = tables[piece.tabel]
        parts = _parts(table, columns, piece)
        if parts is None:
            lost.add(piece.tabel)
        # rows with the same head again may already stand further down
        after = [row for row in table.baris if row.nomor > piece.nomor]
        table.baris[:] = [row for row in table.baris if row.nomor < piece.nomor]
        turn = piece.turun
        for found, first, rows in parts or [(None, piece.nomor, piece.baris)]:
            means = found is None and parts is not None
            way = mean_way(table, columns, table.baris, rows[0]) if means else found
            if way is None:
                left.append(Lepas(first, rows))
                _doubt_last(table, rows, first)
                continue
            count += 1
            placed = [_placed(row, way, table.lebar) for row in rows]
            origins = tuple(way.get(place, -1) for place in range(table.lebar))
            weak = not _closes(table, columns, placed)
            append_rows(table, placed, first - 1, True, weak, turn, count, origins)
            turn = False
        table.baris += after
    return left


def _closes(table: Tabel, columns: list[Kolom], rows: list[list[str]]) -> bool:
    """Say whether what is left of the budget closes each row of a piece, as it does in its table.

    Then nothing has moved between the money and the last column, so what stands there is sure too.
    """
    money = {one.judul.makna: one.tempat for one in columns if one.isi == "anggaran" and one.peran}
    if not {"pagu_rp", "realisasi_rp"} <= money.keys():
        return False
    a, b = money["pagu_rp"], money["realisasi_rp"]
    last = table.lebar - 1
    own = [row.sel for row in table.baris if not row.potongan and len(row.sel) > last]
    full = {n for n in range(b, last) if any(row[n] for row in own)}
    return (
        b < last
        and left_over(own, a, b, last) >= FITS
        and left_over(rows, a, b, last) >= FITS
        and full == {n for n in range(b, last) if any(row[n] for row in rows)}
    )


def straighten(tables: list[tuple[Tabel, list[Kolom]]]) -> list[tuple[Tabel, list[Kolom]]]:
    """Return the tables with their columns under their titles, as far as what they hold tells.

    A table that says the same as its neighbour, but whose titles stand beside their columns, takes
    its columns from there; a row that has moved is put back. What cannot be put back is `miring`.
    """
    out = list(tables)
    for n, (table, columns) in enumerate(tables):
        if _is_beside(table, columns):
            moved = _columns_of_kin(tables, n)
            out[n] = (table, columns if moved is None else moved)
    for n, (table, columns) in enumerate(out):
        moved = 0
        for k, row in enumerate(table.baris):
            way = mean_way(table, columns, table.baris[:k], row.sel)
            if way is not None and all(place == there for place, there in way.items()):
                continue
            if way is None and not _is_crooked(row.sel, table, columns):
                continue
            if row.potongan:
                way = None
            elif way is None:
                way = align(table, columns, [list(row.sel)], alone=True)
            if way is None or all(place == there for place, there in way.items()):
                table.baris[k] = replace(row, miring=True)
                continue
            moved += 1
            cells = tuple(_placed(list(row.sel), way, table.lebar))
            origins = tuple(way.get(place, -1) for place in range(table.lebar))
            number = -(1000 * n + moved)  # no piece of the document
            table.baris[k] = replace(row, sel=cells, lemah=True, potongan=number, asal=origins)
    return out


def _is_beside(table: Tabel, columns: list[Kolom]) -> bool:
    """Say whether the titles of a table do not stand over their columns."""
    crooked = [row for row in table.baris if _is_crooked(row.sel, table, columns)]
    return (
        bool(crooked and len(crooked) * 2 >= len(table.baris))
        or any(one.samar == CROOKED for one in columns)
        or _has_words(table, columns)
        or _has_money(table, columns)
    )


def _has_money(table: Tabel, columns: list[Kolom]) -> bool:
    """Say whether a title of words (a place, a source) stands over amounts that nobody reads."""
    places = {one.tempat for one in columns if one.judul.nilai == "kata"}
    places -= {one.tempat for one in columns if one.peran}
    held = [[kind_of(row.sel[n]) for row in table.baris if n < len(row.sel)] for n in places]
    held = [[kind for kind in column if kind] for column in held]
    return any(column and column.count("uang") >= MOST * len(column) for column in held)


def _has_words(table: Tabel, columns: list[Kolom]) -> bool:
    """Say whether a column of figures holds nothing but words."""
    places = [one.tempat for one in columns if one.peran and one.judul.makna in (*FIGURES, *MONEY)]
    held = [[kind_of(row.sel[n]) for row in table.baris if n < len(row.sel)] for n in places]
    kinds = [{kind for kind in column if kind} for column in held if len(column) >= FEWEST]
    return any(found and found <= {"kata", "satuan"} for found in kinds)


def _columns_of_kin(tables: list[tuple[Tabel, list[Kolom]]], number: int) -> list[Kolom] | None:
    """Return the columns of a table after those of a neighbour with the same titles.

    The same form filled in for the next goal, or the same table on the next page.
    """
    table, own = tables[number]
    for near in (number - 1, number + 1, number - 2, number + 2):
        if not 0 <= near < len(tables):
            continue
        kin, columns = tables[near]
        if not _same_titles(own, columns) or _is_beside(kin, columns):
            continue
        way = align(kin, columns, [list(row.sel) for row in table.baris])
        if way is None:
            if _put_under(kin, columns, table, number):
                return columns
            continue
        moved = [replace(one, tempat=way[one.tempat]) for one in columns if one.tempat in way]
        if not any(_is_crooked(row.sel, table, moved) for row in table.baris):
            table.baris[:] = [replace(row, lemah=True) for row in table.baris]
            return moved
    return None


def _put_under(kin: Tabel, columns: list[Kolom], table: Tabel, number: int) -> bool:
    """Put the rows of a table under the columns of its kin, each by itself; say whether most fit.

    A row that fits in no way stays as it is printed, `miring`.
    """
    ways = [align(kin, columns, [list(row.sel)], alone=True) for row in table.baris]
    # rows that show less stand as most of the others do
    counted = Counter(tuple(sorted(way.items())) for way in ways if way)
    usual = {}
    for way, _ in counted.most_common():
        more = usual | dict(way)
        places = [more[place] for place in sorted(more)]
        same = all(usual.get(place, origin) == origin for place, origin in way)
        usual = more if same and places == sorted(set(places)) else usual
    for n, row in enumerate(table.baris):
        if ways[n] is None and counted.total() > 1 and _stands(row.sel, usual, columns):
            ways[n] = usual
    if sum(way is not None for way in ways) < MOST * len(ways):
        return False
    for n, (row, way) in enumerate(zip(table.baris, ways, strict=True)):
        if way is None:
            table.baris[n] = replace(row, miring=True, lemah=True)
            continue
        cells = tuple(_placed(list(row.sel), way, kin.lebar))
        origins = tuple(way.get(place, -1) for place in range(kin.lebar))
        piece = -(1000 * number + n + 1)  # no piece of the document
        table.baris[n] = replace(row, sel=cells, lemah=True, potongan=piece, asal=origins)
    return True


def _stands(cells: tuple[str, ...], way: dict[int, int], columns: list[Kolom]) -> bool:
    """Say whether every cell of a row suits the column that a way gives it."""
    above = {origin: place for place, origin in way.items()}
    makna = {one.tempat: one.judul.makna for one in columns if one.peran}
    for n, cell in enumerate(cells):
        kind = kind_of(cell)
        if kind and n not in above:
            return False
        kinds = ACCEPTED.get(makna.get(above.get(n, -1), ""))
        if (
            kind
            and kinds
            and kind not in kinds
            and not (kind == "bulat" and cell.strip("() ") == "0")
        ):
            return False
    return True


def _same_titles(own: list[Kolom], others: list[Kolom]) -> bool:
    """Say whether two heads hold nearly the same titles, whatever level they stand on."""
    mine, theirs = (
        {fold_title(level) for one in some for level in one.judul.teks.split(" › ")} - {""}
        for some in (own, others)
    )
    same = sum(any(fuzz.ratio(one, two) >= LIKE for two in theirs) for one in mine)
    return same >= SAME * max(len(mine), len(theirs))


def _is_crooked(cells: tuple[str, ...], table: Tabel, columns: list[Kolom]) -> bool:
    """Say whether a row holds, in a column of figures, what can be none: text, a unit, money."""
    if sum(map(bool, cells)) < 2:
        return False
    for one in columns:
        kind = kind_of(cells[one.tempat]) if one.peran and one.tempat < len(cells) else ""
        makna = one.judul.makna
        if kind in ("", "kode") or makna not in (*FIGURES, *MONEY):
            continue
        if said_as("baris_jumlah", cells[one.tempat]) is not None:
            continue  # the name of a total
        if kind == "kata" and _is_running(cells[one.tempat]):
            if _is_inner_title(table, one.tempat, cells[one.tempat]):
                continue
            return True
        if kind == "satuan" and known_unit(cells[one.tempat]):
            return True
        if kind == "uang" and makna in ("capaian", "persen"):
            return True
    return False


def _is_inner_title(table: Tabel, place: int, cell: str) -> bool:
    """Say whether a text is the title of a part of a table, which each of its parts repeats."""
    same = (row.sel[place] == cell for row in table.baris if place < len(row.sel))
    return sum(same) >= FEWEST


def _is_running(cell: str) -> bool:
    return not re.match(r"\W*\d", cell) and len(re.findall(r"[^\W\d_]{2,}", cell)) > WORDY


@lru_cache(maxsize=4096)
def known_unit(cell: str) -> bool:
    """Say whether a cell is the name of a unit and no figure: %, Orang, Dokumen."""
    return clean_cell(cell).casefold() in _units()


@cache
def _units() -> frozenset[str]:
    rows = load_rules("sebutan_satuan")
    return frozenset(("%", *rows["sebutan"].str.casefold()))


def _doubt_last(table: Tabel, rows: list[list[str]], first: int) -> None:
    """Mark the row above rows that are not read, at line `first`, where they may be its rest."""
    above = [n for n, row in enumerate(table.baris) if row.nomor < first]
    if above and not any(re.search(r"\d", cell) for cell in rows[0]):
        table.baris[above[-1]] = replace(table.baris[above[-1]], potong=True)


def _parts(table: Tabel, columns: list[Kolom], piece: Lepas) -> list[tuple] | None:
    """Return the runs of rows that stand alike: way, first line, rows; None where too few fit."""
    whole = align(table, columns, piece.baris)
    if whole is not None:
        return [(whole, piece.nomor, piece.baris)]
    parts: list[tuple] = []
    fit = 0
    for n, row in enumerate(piece.baris):
        way = align(table, columns, [row], alone=True)
        fit += way is not None
        if parts and way is not None and parts[-1][0] == way:
            parts[-1][2].append(row)
        else:
            parts.append((way, piece.nomor + n, [row]))
    return parts if fit * 2 > len(piece.baris) else None


def align(
    table: Tabel, columns: list[Kolom], rows: list[list[str]], alone: bool = False
) -> dict[int, int] | None:
    """Return where the cells of each column of a table stand in rows without a head.

    None where no way of putting them there suits, or two do. A row `alone` shows less: its cells
    may have moved in one place only.
    """
    makna = {one.tempat: one.judul.makna for one in columns}
    read = {one.tempat for one in columns if one.peran}
    above = [_rupa([row.sel for row in table.baris], place) for place in range(table.lebar)]
    width = max(map(len, rows), default=0)
    below = [_rupa(rows, place) for place in range(width)]
    below = [one for one in below if one.isi]
    if len(below) < FEWEST or not table.baris:
        return None
    fits = [
        [place for place, over in enumerate(above) if _suits(makna.get(place, ""), over, one)]
        for one in below
    ]
    ways = _ways(fits)
    needed = {one.tempat for one in above if one.penuh >= FULL and one.tempat in read}
    ranked = []
    for way in ways or ():
        shifts = [place - one.tempat for place, one in zip(way, below, strict=True)]
        breaks = sum(a != b for a, b in pairwise(shifts))
        missed = sum(one.penuh for one in above if one.tempat in read - set(way))
        if needed <= set(way) and (not alone or breaks < 2):
            ranked.append((missed, breaks, way))
    if not ranked:
        return None
    missed, breaks, best = min(ranked)
    near = [way for less, more, way in ranked if less <= missed + CLOSE and more <= breaks]
    # ways that part only columns nobody reads are one
    told = {tuple((place, n) for n, place in enumerate(way) if place in read) for way in near}
    if len(told) != 1:
        return None
    return {place: one.tempat for place, one in zip(best, below, strict=True)}


def _ways(fits: list[list[int]]) -> list[tuple[int, ...]] | None:
    """Return every choice of one place each, from left to right; None where there are too many."""
    ways: list[tuple[int, ...]] = [()]
    for places in fits:
        ways = [(*way, place) for way in ways for place in places if not way or place > way[-1]]
        if len(ways) > WAYS:
            return None
    return ways


def _rupa(rows: list, place: int) -> Rupa:
    body = [row for row in rows if not _is_aside(row)]
    cells = [row[place] for row in body if place < len(row) and row[place]]
    kinds = Counter(kind for cell in cells if (kind := kind_of(cell)))
    return Rupa(place, kinds, len(cells) / max(len(body), 1))


def _is_aside(row: list[str] | tuple[str, ...]) -> bool:
    """Say whether a row is a total, or holds one text alone."""
    filled = [cell for cell in row if cell]
    return len(filled) < 2 or any(said_as("baris_jumlah", cell) is not None for cell in filled)


def _suits(makna: str, above: Rupa, below: Rupa) -> bool:
    """Say whether the cells of a column may stand under a title and what stands there already."""
    kinds = ACCEPTED.get(makna) or _alike(above)
    if not kinds:
        return not makna  # a title over nothing: what stands under it came from elsewhere
    cells, count = below.isi, below.isi.total()
    stray = (makna in MONEY and cells["kata"] + cells["satuan"]) or (
        makna in FIGURES and cells["uang"] and not above.isi["uang"]
    )
    enough = 1 if makna in ("nomor", "kode") else MOST
    return not stray and sum(cells[kind] for kind in kinds) >= enough * count


def _alike(above: Rupa) -> tuple[str, ...]:
    """Return the kinds of cells that may go on with a column whose title says nothing."""
    if not above.isi:
        return ()
    most = above.isi.most_common(1)[0][0]
    groups = (
        ("kata", "satuan"),
        ("angka", "bulat", "kode") if most != "angka" else ("angka", "bulat"),
    )
    return next((group for group in groups if most in group), (most,))


def _placed(row: list[str], way: dict[int, int], width: int) -> list[str]:
    """Return a row with its cells under the columns of its table."""
    out = [
        row[way[place]] if place in way and way[place] < len(row) else "" for place in range(width)
    ]
    taken = set(way.values())
    for place, cell in enumerate(row):
        # the name of a total may stand where its piece has no column
        if cell and place not in taken and _is_aside(row):
            free = next((n for n in range(width) if not out[n]), None)
            if free is not None:
                out[free] = cell
    return out
