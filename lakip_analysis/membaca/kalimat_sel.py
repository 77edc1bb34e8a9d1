"""Sentences inside the cells of a table: what was reached of which target, told in words.

A table of causes names an activity in one cell and says in another “realisasi 19 Orang dari target
20 Orang atau 95%”. No column of it is a figure, so no head makes it known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from ..importing.buku_kepala import fold_title, years_in
from ..numbers import clean_cell
from .baris import LEVELS, Catatan, Sel, name_key
from .cacahan import read_count
from .hitungan import readings
from .kolom import Dokumen
from .naskah import Naskah, cells_of
from .tabel import Tabel

__all__ = ["read_sentences"]

UNIT = r"(?:\s*\([a-z ]+\))?(?:\s*%|\s+(?!dari|atau|sehingga|dan|yang|di)[A-Za-z]+)?"
FIGURE = rf"\d[\d.,]*{UNIT}"
TARGET = rf"(?:sebesar |sebanyak )?(?P<target>{FIGURE})"
SHARE = (
    r"(?:,? (?:atau|sehingga capaiannya|dengan capaian)(?: sebesar)? "
    r"(?P<capaian>\d[\d.,]*\s*%))?"
)
SAID = r"\b(?:di)?realisasi(?:nya|kan)?(?: hanya)?(?: mencapai)?(?: sebesar| sebanyak)?"
# realisasi 19 Orang dari target 20 Orang atau 95% · sebanyak 40 orang dari target 50 orang ·
# diberikan kepada 300 orang
TOLD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{SAID} (?P<realisasi>{FIGURE})(?: dari (?:target(?:nya)? )?{TARGET}{SHARE})?",
        rf"\bsebanyak (?P<realisasi>{FIGURE}) dari target(?:nya)? {TARGET}{SHARE}",
        r"\bdiberikan kepada (?P<realisasi>\d[\d.,]*(?: \([a-z ]+\))?"
        r" (?:orang|keluarga|jiwa|kk|kpm)\b)",
    )
)
COUNTED = re.compile(
    r"(\d[\d.,]*)(?:\s*\([a-z ]+\))? (?:orang|keluarga|jiwa|kk|kpm|dokumen|laporan|lembaga|unit)",
    re.IGNORECASE,
)
ROLES = ("target", "realisasi", "capaian")
LINE = re.compile(r"\W*(?:sub\s*)?kegiatan\b|\W*program\b", re.IGNORECASE)
PREFIX = re.compile(r"^\W*(?:sub\s*kegiatan|kegiatan|program)\s*:?\s*", re.IGNORECASE)
LEAST = 12  # signs of a name that the sentence repeats


def read_sentences(
    naskah: Naskah, dokumen: Dokumen, unread: Mapping[int, str], first: int
) -> tuple[list[Tabel], list[Catatan]]:
    """Return the rows that such cells tell, with a table for each block of them.

    Only of lines that no table read, whose sentence is of an activity that a cell left of it names,
    in no other year than that of the document.

    Parameters
    ----------
    naskah : Naskah
    dokumen : Dokumen
    unread : mapping
        Lines that were not read, and why.
    first : int
        Number of the first new table.
    """
    tables: list[Tabel] = []
    rows: list[Catatan] = []
    last = -1
    for number in sorted(unread):
        cells = [clean_cell(cell) for cell in cells_of(naskah.baris[number - 1])]
        place = next((n for n, cell in enumerate(cells) if n and _told(cell)), 0)
        name = _name(cells[:place], cells[place]) if place else ""
        years = set(years_in(cells[place])) - {str(dokumen.tahun)}
        if not name or years or dokumen.tahun is None:
            continue
        if not tables or number - last > 2:
            tables.append(Tabel({}, [number], f"tabel di baris {number}", []))
        last = number
        found = _told(cells[place])
        where = (first + len(tables) - 1, number, place, "kinerja")
        row = [
            Sel(*where, role, dokumen.tahun, name_key(name), text, dokumen.tahun_pasti, *read)
            for role in ROLES
            if (text := (found.get(role) or "").strip())
            for read in [_readings(text)]
        ]
        level = next((level for level, begin in LEVELS if begin.match(name)), "")
        rows.append(Catatan(*where[:2], "kinerja", level, {"nama": name}, row))
    return tables, rows


def _readings(text: str) -> tuple[tuple[tuple[Decimal, str], ...], str]:
    """Return the values of a figure; of people and papers there are whole numbers only."""
    found = COUNTED.fullmatch(text)
    value = read_count(found[1]) if found else None
    return (((value, "bulat"),), "angka") if value is not None else readings(text, False, False)


def _told(text: str) -> dict[str, str]:
    """Return what a sentence says was reached, of which target, and the share of it.

    Examples
    --------
    >>> _told("dengan realisasi 19 Orang dari target 20 Orang atau 95%.")
    {'realisasi': '19 Orang', 'target': '20 Orang', 'capaian': '95%'}
    >>> _told("sebanyak 47.322 orang dari target 40.000 orang karena")["target"]
    '40.000 orang'
    >>> _told("diberikan kepada 31 orang korban"), _told("300 orang dari target 20 orang")
    ({'realisasi': '31 orang'}, {})
    >>> _told("dapat direalisasikan sebanyak 337 orang")
    {'realisasi': '337 orang'}
    """
    found = next((one for one in (pattern.search(text) for pattern in TOLD) if one), None)
    return {role: part for role, part in found.groupdict().items() if part} if found else {}


def _name(left: list[str], sentence: str) -> str:
    """Return the activity that a cell names: one that calls itself so, or the sentence repeats."""
    told = fold_title(sentence).replace(" ", "")
    for cell in left:
        key = name_key(PREFIX.sub("", cell))
        if len(key) >= LEAST and (LINE.match(cell) or key in told):
            return cell
    return ""
