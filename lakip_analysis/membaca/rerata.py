"""Rows of means: put under the columns that they are the mean of.

A line of means fills few cells, so nothing but its arithmetic tells under which column each stands
where a page has moved them. Its figures must be the means of the achievements and shares of the
rows over it, all of the same rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ..importing.buku_kepala import Judul, fold_title, said_as
from .hitungan import HUNDRED, readings, step_of
from .kolom import Kolom
from .tabel import Baris, Tabel

__all__ = ["MEAN", "SHARES", "is_mean_row", "mean_titles", "mean_way", "rows_meant"]

SHARES = ("capaian", "persen")
MEAN = "rata-rata"  # a column of means: one for each goal, over its indicators
Calon = tuple[Decimal, ...]


def mean_titles(judul: dict[int, Judul]) -> dict[int, Judul]:
    """Return the titles where a mean achievement of each goal is its achievement.

    Only in a table of goals alone: beside those of indicators it would be a second one.
    """
    means = [one.makna for one in judul.values()]
    if "nama_indikator" in means or "nama_keluaran" in means or means.count("capaian") != 1:
        return judul
    if not {"sasaran", "tujuan"} & set(means):
        return judul
    out = dict(judul)
    for place, one in judul.items():
        words = fold_title(one.teks).removesuffix(" persen")
        if (
            one.makna == "capaian"
            and "rata" in words
            and said_as("baris_jumlah", words) is not None
        ):
            out[place] = replace(one, sebab="", kelompok="", nilai=MEAN)
    return out


def is_mean_row(cells: Sequence[str]) -> bool:
    """Say whether a row is one of means: its name says so.

    Examples
    --------
    >>> is_mean_row(["Rata-rata Capaian Kegiatan", "", "81,21"]), is_mean_row(["Jumlah", "3"])
    (True, False)
    """
    named = [cell for cell in cells if cell and said_as("baris_jumlah", cell) is not None]
    return any("rata" in cell.casefold() for cell in named)


def rows_meant(columns: list[list[Calon]], printed: list[tuple[Calon, Decimal]]) -> bool:
    """Say whether printed figures are the means of columns over the same last rows of them.

    Parameters
    ----------
    columns : list of list
        For each figure the values above it, from the top; of each cell those its print allows.
    printed : list
        Each figure: the values its print allows, half of its last digit's worth.

    Examples
    --------
    >>> one = [(Decimal(200),), (Decimal("99.87"),)]
    >>> rows_meant([one], [((Decimal("149.94"),), Decimal("0.005"))])
    True
    >>> rows_meant([one], [((Decimal("99.94"),), Decimal("0.005"))])
    False
    """
    least = min(map(len, columns), default=0)
    for count in range(1, least + 1):
        fitting = all(
            _is_mean(column[-count:], *figure)
            for column, figure in zip(columns, printed, strict=True)
        )
        if fitting:
            return True
    return False


def _is_mean(column: list[Calon], values: Calon, half: Decimal) -> bool:
    """Say whether one of the values is the mean of a column; a last digit cut off counts too."""
    known = [cell[0] for cell in column if cell]
    if len(known) < len(column):
        return False
    mean = sum(known) / len(known)
    return any(abs(value - mean) <= 2 * half for value in values)


def mean_way(
    table: Tabel, columns: list[Kolom], above: list[Baris], cells: Sequence[str]
) -> dict[int, int] | None:
    """Return where the figures of a row of means stand, by the column each is the mean of.

    As many figures as the table has columns of achievements and shares, in their order, and one at
    least that is no whole share; None of any other row.
    """
    if not is_mean_row(cells):
        return None
    shares = sorted(one.tempat for one in columns if one.peran in SHARES)
    places = [n for n, cell in enumerate(cells) if re.search(r"\d", cell)]
    if not shares or len(places) != len(shares):
        return None
    printed = [(_values(cells[n]), step_of(cells[n])) for n in places]
    if not any(set(values) - {Decimal(0), HUNDRED} for values, _ in printed):
        return None
    over, under = (
        [[_values(cell) for cell in _column(above, place)] for place in some]
        for some in (shares, places)
    )
    name = next(n for n, cell in enumerate(cells) if cell)
    # a mean of the column it stands in may stay there, unless it is called one of achievements
    stays = places != shares and "capaian" not in cells[name].casefold()
    if not rows_meant(over, printed) or (stays and rows_meant(under, printed)):
        return None
    return {name: name} | dict(zip(shares, places, strict=True))


def _column(above: list[Baris], place: int) -> Iterator[str]:
    """Return the figures of a column from the last row of means on."""
    start = max((n + 1 for n, row in enumerate(above) if is_mean_row(row.sel)), default=0)
    for row in above[start:]:
        if place < len(row.sel) and row.sel[place]:
            yield row.sel[place]


def _values(text: str) -> Calon:
    return tuple(value for value, _ in readings(text, False, False)[0])
