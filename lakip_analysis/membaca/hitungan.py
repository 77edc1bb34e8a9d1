"""What a printed figure may mean, and whether three of them prove each other.

An achievement is worked out from target and realisation, a share from budget and spending, a change
from what stood before and after it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from ..capaian.compute import FORMULAS
from ..numbers import clean_cell, read_number, read_rupiah

__all__ = [
    "HUNDRED",
    "TRIED",
    "is_achievement",
    "is_change",
    "is_share",
    "kind_of",
    "left_over",
    "readings",
    "share_proven",
    "split_figures",
    "step_of",
]

TRIED = ("realisasi_per_target", "dua_target_kurang_realisasi", "target_per_realisasi")
LOSS = 0.02  # the rounding of target and realisation together counts no further
HALF = Decimal("0.5")
HUNDRED = Decimal(100)
KODE = re.compile(r"[\dX]\.\d{2}(?:[.\s]\d{1,2})*(?:[.\s]\d{2,4})+\.?")
PARTED = re.compile(r"\d{1,2}(?: (?:\d{2}|\d\.\d{2}|\d{4}))+")  # a code whose parts stand apart
RP = re.compile(r"Rp\.?")
BULAT = re.compile(r"\(?(?:\d{1,3}|\d{1,2}(?:\.(?:\d{1,2}|[a-z])){1,3}|[a-z]|[IVX]+)[.)]?")
FIGURES = re.compile(r"\d[\d.,]*\s*(?:%|[^\W\d_]+(?:[/ ][^\W\d_]+){0,2})")
STACKED = re.compile(r"((?:\d[\d.,]* ){2,})((?:(?:%|[^\W\d_]+)(?: |$)){2,})")  # 100 78,80 % %
NOTE = re.compile(r"\([^()]*[^\W\d_]{3}[^()]*\)")  # a remark in brackets is no unit
SHORT = 30  # signs of a unit
LARGE = 100_000  # money even where no mark parts its thousands
UNIT = 4  # words of a unit at most; more of them are a sentence that begins with a number


def split_figures(text: str) -> list[str]:
    """Return the figures of a cell that holds nothing but several, each with its unit; else none.

    Examples
    --------
    >>> split_figures("6 Dokumen 100 %"), split_figures("29 Orang/Bulan 78,80%")
    (['6 Dokumen', '100 %'], ['29 Orang/Bulan', '78,80%'])
    >>> split_figures("100 78.80 % %")  # two lines of one cell: the figures, then their units
    ['100 %', '78.80 %']
    >>> split_figures("12 Orang"), split_figures("1.250 300")
    ([], [])
    """
    stacked = STACKED.fullmatch(text)
    if stacked:
        figures, units = (part.split() for part in stacked.groups())
        if len(figures) != len(units):
            return []
        return [f"{one} {unit}" for one, unit in zip(figures, units, strict=True)]
    found = FIGURES.findall(text)
    whole = "".join(found).replace(" ", "") == text.replace(" ", "")
    return [one.strip() for one in found] if len(found) > 1 and whole else []


@lru_cache(maxsize=65536)
def kind_of(cell: str) -> str:
    """Return what a cell looks like: kode, bulat, uang, angka, satuan, kata; empty for none.

    Examples
    --------
    >>> kind_of("1.06.01.2.01"), kind_of("12."), kind_of("1.250.000"), kind_of("88,13 %")
    ('kode', 'bulat', 'uang', 'angka')
    >>> kind_of("Orang"), kind_of("Program Rehabilitasi Sosial di Luar Panti"), kind_of("-")
    ('satuan', 'kata', '')
    """
    text = clean_cell(cell)
    for kind, pattern in (("", RP), ("kode", KODE), ("kode", PARTED), ("bulat", BULAT)):
        if pattern.fullmatch(text):
            return kind
    found = read_number(text)
    if found.jenis == "kosong":
        return ""
    if re.match(r"(?:Rp\.?\s*)?[(−-]?\d", text) and _is_unit(found.satuan):
        money = read_rupiah(text).nilai
        parted = re.search(r"\d[.,]\d{3}[.,]\d{3}", text)
        if money is not None and (parted or abs(money) >= LARGE):
            return "uang"
        if found.nilai is not None or found.jenis == "ambigu":
            return "angka"
    if split_figures(text):
        return "angka"
    return "satuan" if len(text) < SHORT and len(text.split()) < UNIT else "kata"


def _is_unit(text: str) -> bool:
    """Say whether the words behind a number are its unit, with a remark or without one."""
    return len(NOTE.sub(" ", text).split()) <= UNIT


@lru_cache(maxsize=65536)
def readings(text: str, money: bool, typed: bool) -> tuple[tuple[tuple[Decimal, str], ...], str]:
    """Return the values a printed figure may have, and its kind.

    Examples
    --------
    >>> [str(value) for value, _ in readings("1.234", False, False)[0]]
    ['1234', '1.234']
    >>> readings("Pratama", False, False)
    ((), 'ordinal')
    >>> readings("53,47 (masih angka 2023, belum dirilis BPS)", False, False)[0]
    ((Decimal('53.47'), 'koma'),)
    """
    if typed:
        found = read_number(text, "titik")
        return ((found.nilai, "titik"),) if found.nilai is not None else (), found.jenis
    found = read_rupiah(text) if money else read_number(text)
    if not _is_unit(found.satuan) or re.search(r"\w\s+[-–—]$", text):
        return (), "teks"
    if found.jenis != "ambigu":
        value = found.nilai
        return (((value, found.cara_baca),) if value is not None else ()), found.jenis
    both = [(read_number(text, mark), mark) for mark in ("koma", "titik")]
    pairs = tuple((one.nilai, mark) for one, mark in both if one.nilai is not None)
    return pairs, "ambigu"


def step_of(text: str) -> Decimal:
    """Return half of the last printed digit's worth."""
    digits = "".join(sign for sign in text if sign.isdigit() or sign in ".,").rstrip(".,")
    tail = max(digits.rfind("."), digits.rfind(","))
    places = len(digits) - tail - 1 if tail >= 0 else 0
    return HALF.scaleb(-places)


def _relative(half: Decimal, value: Decimal) -> float:
    """Return how much the rounding of a value is of it; nothing of nought."""
    return abs(float(half / value)) if value else 0.0


def is_achievement(target, actual, printed) -> bool:
    """Say whether a printed achievement follows from two figures, each with its rounding."""
    (t, ht), (r, hr), (c, hc) = target, actual, printed
    if not t:
        return False
    loss = min(_relative(ht, t) + _relative(hr, r), LOSS)
    for name in TRIED:
        (share,) = FORMULAS[name]([float(t)], [float(r)])
        if abs(share - float(c)) <= float(hc) + abs(share) * loss:  # never of what is missing
            return True
    return False


def is_share(budget, spent, printed) -> bool:
    """Say whether a printed share is that of two amounts, each with its rounding."""
    (p, _), (r, _), (c, hc) = budget, spent, printed
    return bool(p) and abs(r / p * HUNDRED - c) <= 2 * hc


def is_change(before, after, printed) -> bool:
    """Say whether a printed change lies between two amounts, each with its rounding."""
    return abs(abs(after[0] - before[0]) - abs(printed[0])) <= 1


def left_over(rows: list, a: int, b: int, rest: int) -> float:
    """Return in how many rows a column is what another leaves of a third, of those that print all.

    Examples
    --------
    >>> left_over([["100.000", "60.000", "40.000"], ["5.000", "1.000", "9.000"]], 0, 1, 2)
    0.5
    """
    printed = [[read_rupiah(row[n]).nilai for n in (a, b, rest)] for row in rows]
    printed = [cells for cells in printed if None not in cells]
    agree = sum(abs(pagu - spent - left) <= 1 for pagu, spent, left in printed)
    return agree / len(printed) if printed else 0.0


def share_proven(rows: list[tuple[str, str, str]], money: bool, least: float = 0.0) -> float:
    """Return how many rows (base, part, share) agree, of those that say anything.

    Rows whose three figures are all alike would agree whatever they were. Nought as soon as fewer
    than `least` can.

    Examples
    --------
    >>> share_proven([("80", "72", "90,00"), ("50", "45", "90"), ("100", "100", "100")], False)
    1.0
    """
    telling = []
    for texts in rows:
        cells = [readings(text, money and n < 2, False)[0] for n, text in enumerate(texts)]
        if all(cells) and cells[2][0][0] and cells[0][0][0] != cells[2][0][0]:
            telling.append((cells, [step_of(text) for text in texts]))
    test = is_share if money else is_achievement
    misses = 0
    for cells, steps in telling:
        misses += not any(
            test((a, steps[0]), (b, steps[1]), (c, steps[2]))
            for a, _ in cells[0]
            for b, _ in cells[1]
            for c, _ in cells[2]
        )
        if (len(telling) - misses) / len(telling) < least:
            return 0.0
    return (len(telling) - misses) / len(telling) if len(telling) > 1 else 0.0
