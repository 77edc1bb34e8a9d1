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
ROWS = {  # figures of a row that are worked out from each other
    "kinerja": ("target", "realisasi", "capaian"),
    "anggaran": ("pagu", "realisasi", "persen"),
}
NONE = re.compile(r"n/?a\.?", re.IGNORECASE)  # a figure that the report says it does not have
STRONG = ("hitungan baris", "jumlah rinciannya", "jumlah tabel")


@dataclass(frozen=True)
class Tempat:
    """One printed cell: the reading of it, its row, the id of its published row.

    `bertahun`: is its year sure? Its table says it, or other cells of its columns prove it.
    """

    sel: Sel
    catatan: Catatan
    rujukan: str
    bertahun: bool = True


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
    proven = {
        (cell.tabel, cell.isi, cell.tahun)
        for record in bacaan.baris
        for cell in record.sel
        if cell.status == "pasti"
    }
    return [
        Tempat(
            cell,
            record,
            ids[(number, cell.tahun)],
            cell.tegas or (cell.tabel, cell.isi, cell.tahun) in proven,
        )
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


def decide(places: Iterable[Tempat], before: Iterable[Tempat] = ()) -> Asal:
    """Return what all places that print one value say it is.

    It is sure where a sure cell prints it, its own row does not contradict it, and no cell that may
    be of that year and name, however doubtful, can only be read as another value.

    Parameters
    ----------
    places : iterable of Tempat
        Cells of one indicator or budget line, one year and one role.
    before : iterable of Tempat
        What was planned before an amendment: a plan that prints this says nothing of the last one.

    Returns
    -------
    Asal
    """
    places = [one for one in places if one.sel.jenis != "kosong" or NONE.fullmatch(one.sel.teks)]
    absent = [one for one in places if one.sel.jenis == "kosong"]
    if not places:
        return Asal("", "kosong", "tidak tercetak")
    if len(absent) == len(places):
        return Asal("n/a", "pasti", "tercetak n/a", places[0])
    sound = [one for one in places if one.sel.status == "pasti" and not _contradicted(one)]
    values = _distinct(sound)
    rest = [one for one in places if one not in sound and one not in absent]
    rest = [one for one in rest if not any(_may(one, v) for v in values)]
    if len(values) > 1:
        old = list(before)
        values = [v for v in values if _spent(v) or not any(_agree(v, b) for b in old)] or values
    if len(values) == 1 and not [*rest, *absent]:
        return _sure(values[0])
    if values:
        rest = [one for one in rest if one.sel.calon]
        return _several([*values, *_distinct([*rest, *absent])])
    return _doubtful(places)


def _several(values: list[Tempat]) -> Asal:
    where = "; ".join(f"{_said(one)} di {_table(one)}" for one in values[:MOST])
    listed = OR.join(dict.fromkeys(_written(one) for one in values[:MOST]))
    why = f"tercetak berbeda: {where}" if len(values) > 1 else f"tempat lain tidak terbaca: {where}"
    return Asal(f"{RAGU} {listed}", "ragu", why, values[0])


def _contradicted(one: Tempat) -> bool:
    """Say whether the arithmetic of a figure's own row does not hold, and nothing else confirms it.

    The reading may be sure all the same; then it is the report that errs, here or beside it.
    """
    if set(one.sel.saksi) & {*STRONG, "tabel lain"}:
        return False
    trio = ROWS[one.catatan.isi]
    own = {
        cell.peran
        for cell in one.catatan.sel
        if cell.tahun == one.sel.tahun and cell.calon and cell.peran in trio
    }
    return own == set(trio) and one.sel.peran in trio


def _may(one: Tempat, other: Tempat) -> bool:
    """Say whether one of the readings of a doubtful cell is the value of another."""
    if not other.sel.calon or not one.sel.calon:
        return _folded(one) == _folded(other)
    value = other.sel.calon[0][0]
    return any(reading == value for reading, _ in one.sel.calon) or _agree(one, other)


def _spent(one: Tempat) -> bool:
    return any(cell.peran == "realisasi" for cell in one.catatan.sel)


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
        calon = _all_readings(one)
        for value in calon:
            plain = len(calon) > 1 or _kind(one) == "angka"
            readings.setdefault(_comma(value) if plain else _written(one), one)
        if not one.sel.calon:
            readings.setdefault(clean_cell(one.sel.teks), one)
    first = next(iter(readings.values()))
    why = first.sel.sebab or "tidak ada angka lain yang membenarkan"
    if first.sel.status == "pasti":
        why = "hitungan di barisnya tidak cocok: angka ini, atau yang di sebelahnya, salah cetak"
    if len({one.sel.sebab for one in readings.values()}) > 1:
        why = "; ".join(dict.fromkeys(f"{one.sel.sebab} ({_table(one)})" for one in places[:MOST]))
    listed = OR.join(list(readings)[:MOST])
    return Asal(f"{RAGU} {listed}", "ragu", why, first)


def _all_readings(one: Tempat) -> list[Decimal]:
    """Return the values a cell may have, also one that only the style of its table rules out."""
    values = [value for value, _ in one.sel.calon]
    if one.sel.jenis.startswith("gaya") and one.sel.status == "ragu":
        other = [read_number(one.sel.teks, mark).nilai for mark in ("koma", "titik")]
        values += [value for value in other if value is not None and value not in values]
    return values


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
