"""Names and units as a reader expects them."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["fmt_unit", "tidy_name"]

TOTALS = {"jumlah", "total"}  # rows of a table that are no name

SMALL = {"dan", "di", "ke", "dari", "dalam", "yang", "untuk", "bagi", "pada", "atau", "serta"}


def tidy_name(name: str) -> str:
    """Write a name printed in capitals as a reader expects it; other names stay as printed.

    Abbreviations of `aturan/singkatan.csv` and what stands in brackets keep their capitals.

    Examples
    --------
    >>> tidy_name("PROGRAM PENINGKATAN KELUARGA SEJAHTERA (KS)"), tidy_name("Nilai SAKIP")
    ('Program Peningkatan Keluarga Sejahtera (KS)', 'Nilai SAKIP')
    """
    if name.casefold() in TOTALS:
        return name.capitalize()
    if not name.isupper() or len(name) < 8:
        return name
    return " ".join(_tidy_word(word) for word in name.split())


def fmt_unit(satuan: str) -> str:
    """Write a unit as a reader expects it, however the report spelled it.

    An abbreviation is written as `aturan/singkatan.csv` says (`sebagai_satuan`), other words small.

    Examples
    --------
    >>> [fmt_unit(unit) for unit in ("opd", "per wus", "Orang", "dok", "predikat AKIP", "%")]
    ['OPD', 'per wanita usia subur', 'orang', 'dokumen', 'predikat AKIP', '%']
    """
    return re.sub(r"[^\W\d_]+", lambda found: _unit_word(found[0]), satuan)


def _tidy_word(word: str) -> str:
    if word.startswith("(") or word.strip(",.;:") in _written().values():
        return word
    return word.lower() if word.lower() in SMALL else word.title()


def _unit_word(word: str) -> str:
    known = _units().get(word.lower()) or _written().get(word.lower())
    return known or (word.lower() if word.istitle() else word)


@cache
def _written() -> dict[str, str]:
    """Return abbreviation in small letters → as it is written."""
    return {name.lower(): name for name in _rows()["singkatan"]}


@cache
def _units() -> dict[str, str]:
    rows = _rows().dropna(subset=["sebagai_satuan"])
    return dict(zip(rows["singkatan"].str.lower(), rows["sebagai_satuan"], strict=True))


def _rows():
    # here, so that a command that needs a text and no table starts without pandas
    from ..aturan.rules import load_rules

    return load_rules("singkatan")
