"""One value out of all places that print it: sure, to be confirmed, or none; and where it stands.

A value is sure where the reading is sure of it and no other place of the report prints another one.
Everything else is written behind the mark `RAGU`, with all that it may be: nobody has to trust it,
and nobody has to type it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ..data.isian import RAGU
from ..numbers import clean_cell, read_number
from .baca import Bacaan
from .baris import Catatan, Sel

__all__ = ["Asal", "Tempat", "decide", "places_of", "step_of", "write_plain"]

OR = " atau "
MOST = 4  # readings that one cell offers at most
WORDS = ("ordinal", "huruf", "rentang", "batas", "rasio")
STRONG = ("hitungan baris", "jumlah rinciannya", "jumlah tabel")


@dataclass(frozen=True)
class Tempat:
    """One printed cell: the reading of it, its row, the id of its published row."""

    sel: Sel
    catatan: Catatan
    rujukan: str


@dataclass(frozen=True)
class Asal:
    """What goes into one cell of a sheet, and where it comes from.

    `keadaan`: pasti, ragu (`isi` begins with the mark), kosong. `tempat`: the printed cell, None
    where the value follows from several of them. `nilai`: the number, where it is one.
    """

    isi: str
    keadaan: str
    sebab: str
    tempat: Tempat | None = None
    nilai: Decimal | None = None


def places_of(bacaan: Bacaan, ids: dict[tuple[int, int | None], str]) -> list[Tempat]:
    """Return every printed figure of a reading with the id of its published row.

    Parameters
    ----------
    bacaan : Bacaan
    ids : dict
        Number of the row in `bacaan.baris` and year → id.
    """
    return [
        Tempat(cell, record, ids[(number, cell.tahun)])
        for number, record in enumerate(bacaan.baris)
        for cell in record.sel
    ]


def step_of(text: str) -> Decimal:
    """Return half of the last printed digit's worth: how far a print may lie from its value.

    Examples
    --------
    >>> step_of("70,4"), step_of("71"), step_of("95 %")
    (Decimal('0.05'), Decimal('0.5'), Decimal('0.5'))
    """
    digits = "".join(sign for sign in text if sign.isdigit() or sign in ".,").rstrip(".,")
    tail = max(digits.rfind("."), digits.rfind(","))
    return Decimal("0.5").scaleb(tail + 1 - len(digits) if tail >= 0 else 0)


def write_plain(value: Decimal) -> str:
    """Return a number with a decimal point: `70`, `70.5`."""
    whole = value == value.to_integral()
    return f"{value.quantize(1) if whole else value.normalize():f}"


def decide(places: Iterable[Tempat], money: bool = False) -> Asal:
    """Return what all places that print one value say it is.

    Parameters
    ----------
    places : iterable of Tempat
        Cells of one indicator or budget line, one year and one role.
    money : bool
        An amount that a row of realised money proves holds against plans that print another one.

    Returns
    -------
    Asal
    """
    places = [one for one in places if one.sel.jenis != "kosong"]
    if not places:
        return Asal("", "kosong", "tidak tercetak")
    sure = [one for one in places if one.sel.status == "pasti"]
    values = _distinct(sure)
    if money and len(values) > 1:
        values = _proven_money(sure) or values
    if len(values) == 1:
        return _sure(values[0])
    if values:
        where = "; ".join(f"{_said(one)} di {_table(one)}" for one in values[:MOST])
        listed = OR.join(dict.fromkeys(_written(one) for one in values[:MOST]))
        return Asal(f"{RAGU} {listed}", "ragu", f"tercetak berbeda: {where}", values[0])
    return _doubtful(places)


def _sure(place: Tempat) -> Asal:
    value = place.sel.calon[0][0] if place.sel.calon else None
    text = _written(place)
    plain = value is not None and re.fullmatch(r"-?\d+(?:[.,]\d+)?", text)
    if not plain:
        return Asal(text, "pasti", place.sel.sebab, place)
    return Asal(write_plain(value), "pasti", place.sel.sebab, place, value)


def _doubtful(places: list[Tempat]) -> Asal:
    """Return the readings of cells none of which is sure; a text that is no figure as printed."""
    readings: dict[str, Tempat] = {}
    for one in places:
        for value, _ in one.sel.calon:
            plain = len(one.sel.calon) > 1 or _kind(one) == "angka"
            readings.setdefault(_comma(value) if plain else _written(one), one)
        if not one.sel.calon:
            readings.setdefault(clean_cell(one.sel.teks), one)
    first = next(iter(readings.values()))
    why = first.sel.sebab or "tidak ada angka lain yang membenarkan"
    if len({one.sel.sebab for one in readings.values()}) > 1 or len(readings) > len(places):
        why = "; ".join(dict.fromkeys(f"{one.sel.sebab} ({_table(one)})" for one in places[:MOST]))
    listed = OR.join(list(readings)[:MOST])
    return Asal(f"{RAGU} {listed}", "ragu", why, first)


def _distinct(places: list[Tempat]) -> list[Tempat]:
    """Return one place for each value that differs; of prints that agree the most exact one."""
    found: list[Tempat] = []
    for one in sorted(places, key=_rank):
        if not any(_agree(one, other) for other in found):
            found.append(one)
    return found


def _rank(one: Tempat) -> tuple:
    """Order by the strength of the witness, then by how exact the print is, then by place."""
    proven = not set(one.sel.saksi) & set(STRONG)
    return step_of(one.sel.teks), proven, one.sel.baris


def _agree(one: Tempat, other: Tempat) -> bool:
    if not one.sel.calon or not other.sel.calon:
        return _folded(one) == _folded(other)
    if _kind(one) != _kind(other):
        return False
    apart = abs(one.sel.calon[0][0] - other.sel.calon[0][0])
    finer, coarser = sorted((step_of(one.sel.teks), step_of(other.sel.teks)))
    return apart == 0 or (finer < coarser and apart <= coarser)


def _folded(one: Tempat) -> str:
    return re.sub(r"\W", "", clean_cell(one.sel.teks).casefold())


def _proven_money(sure: list[Tempat]) -> list[Tempat]:
    """Return the one amount that stands, proven, in a row with realised money; else none.

    A plan may print another one: what was agreed on before the last amendment.
    """
    spent = [one for one in sure if any(cell.peran == "realisasi" for cell in one.catatan.sel)]
    proven = _distinct([one for one in spent if set(one.sel.saksi) & set(STRONG)])
    alone = len(proven) == 1 and len(_distinct(spent)) == 1
    return proven if alone else []


def _kind(one: Tempat) -> str:
    return read_number(one.sel.teks, "koma").jenis


def _comma(value: Decimal) -> str:
    """Return a number as people type it; three decimals get a fourth, which no thousand has.

    Examples
    --------
    >>> _comma(Decimal("71.12")), _comma(Decimal("0.322"))
    ('71,12', '0,3220')
    """
    text = write_plain(value).replace(".", ",")
    return f"{text}0" if re.fullmatch(r"-?\d+,\d{3}", text) else text


def _written(one: Tempat) -> str:
    """Return a printed value as it is typed into a sheet: `71,12`, `1 : 27500`, `≥95`, `BB`."""
    cell = one.sel
    if not cell.calon:
        return _range(cell.teks) or clean_cell(cell.teks)
    value, mark = cell.calon[0]
    found = read_number(cell.teks, mark if mark in ("koma", "titik") else "koma")
    text = _comma(value)
    if found.jenis == "rasio":
        return f"1 : {text}"
    if found.jenis == "batas":
        return f"{re.match(r'[^0-9]*', clean_cell(cell.teks))[0].strip()} {text}".strip()
    return clean_cell(cell.teks) if found.jenis == "huruf" else text


def _range(text: str) -> str:
    found = read_number(text, "koma")
    if found.jenis != "rentang" or found.bawah is None or found.atas is None:
        return ""
    return f"{_comma(found.bawah)} - {_comma(found.atas)}"


def _said(one: Tempat) -> str:
    return f"“{clean_cell(one.sel.teks)}”"


def _table(one: Tempat) -> str:
    return f"baris {one.sel.baris}"
