"""How a number is written, in the notation of a language: `1.234,56` or `1,234.56`.

A missing value is a dash, never an empty place or a zero.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from ..numbers import decimals_of, round_half_up, share_digits, telling_digits

# a hyphen before a digit that follows nothing a word, a code or a range of years could end with
_MINUS = re.compile(r"(?:(?<=\bRp)|(?<![\w.,)\]$%/-]))-(?=\d)")

__all__ = [
    "fmt",
    "fmt_count",
    "fmt_day",
    "fmt_fine",
    "fmt_percent",
    "fmt_rupiah",
    "fmt_share",
    "fmt_signed",
    "fmt_value",
    "fmt_year",
    "true_minus",
]


def fmt(value: float | None, digits: int = 2, *, missing: str = "–", bahasa: str = "id") -> str:
    """Write a number in the notation of a language, rounded half up.

    Examples
    --------
    >>> fmt(1234.565), fmt(1234.565, bahasa="en"), fmt(None), fmt(70.0, 0)
    ('1.234,57', '1,234.57', '–', '70')
    >>> fmt(-0.5)  # a true minus, everywhere
    '−0,50'
    """
    if value is None or value != value:
        return missing
    return f"{round_half_up(value, digits):,.{digits}f}".translate(_signs(bahasa))


@cache
def _signs(bahasa: str) -> dict[int, str]:
    """Return what a language writes for the signs of Python's own notation."""
    signs = {",": get_group_symbol(bahasa), ".": get_decimal_symbol(bahasa), "-": "−"}
    return str.maketrans(signs)


def fmt_value(
    value: float | None, desimal: int = 0, *, missing: str = "–", bahasa: str = "id"
) -> str:
    """Write a value in its own unit with the decimals it has, at most four: `70,1`, `5`, `36.317`.

    `desimal` is the number of decimals of its series: at least so many are written, never fewer
    than the value has.

    Examples
    --------
    >>> fmt_value(70.1), fmt_value(5.0), fmt_value(36317.0), fmt_value(0.322), fmt_value(70.1, 2)
    ('70,1', '5', '36.317', '0,322', '70,10')
    """
    if value is None or value != value:
        return missing
    return fmt(value, max(desimal, decimals_of(value)), bahasa=bahasa)


def fmt_percent(value: float | None, digits: int = 2, *, bahasa: str = "id") -> str:
    """Write a percentage given on the 0–100 scale: `87,65 %`, in English `87.65%`.

    The bounds of every scale are whole numbers, so one that only rounding would make whole is
    written with the decimals that tell it apart: 99,996 is not the 100 that reaches a target.

    Examples
    --------
    >>> fmt_percent(87.654), fmt_percent(99.996), fmt_percent(100.0), fmt_percent(46.9, 0)
    ('87,65 %', '99,996 %', '100,00 %', '47 %')
    """
    if value is None or value != value:
        return "–"
    space = " " if bahasa == "id" else ""
    if digits >= 2:  # a share that is rounded on purpose stays so
        digits = telling_digits(value, digits)
    return f"{fmt(value, digits, bahasa=bahasa)}{space}%"


def fmt_share(value: float | None, *, bahasa: str = "id") -> str:
    """Write a share that no scale judges, as absorption: `75,00 %` of 75,0009.

    Examples
    --------
    >>> fmt_share(75.0009), fmt_share(99.996), fmt_share(None)
    ('75,00 %', '99,996 %', '–')
    """
    if value is None or value != value:
        return "–"
    space = " " if bahasa == "id" else ""
    return f"{fmt(value, share_digits(value), bahasa=bahasa)}{space}%"


def true_minus(text: str) -> str:
    """Return a text with a true minus before its negative numbers; a hyphen between stays one.

    Examples
    --------
    >>> true_minus("-22,23 menjadi 2,23 (2018-2023), Rp-5")
    '−22,23 menjadi 2,23 (2018-2023), Rp−5'
    """
    return _MINUS.sub("−", text)


def fmt_rupiah(value: float | None, *, bahasa: str = "id") -> str:
    """Write an amount in full: `Rp4.719.048.362`; cents only where they are not zero."""
    digits = 0 if value == value and value is not None and float(value).is_integer() else 2
    return "–" if value is None or value != value else "Rp" + fmt(value, digits, bahasa=bahasa)


def fmt_year(value: float | None) -> str:
    """Write a year without separators."""
    return "–" if value is None or value != value else str(int(value))


def fmt_day(value: str, *, bahasa: str = "id") -> str:
    """Write an ISO date in words.

    Examples
    --------
    >>> fmt_day("2023-06-19"), fmt_day("2023-06-19", bahasa="en"), fmt_day("")
    ('19 Juni 2023', '19 June 2023', '–')
    """
    return format_date(date.fromisoformat(value), "d MMMM y", locale=bahasa) if value else "–"


def fmt_count(value: float, *, bahasa: str = "id") -> str:
    """Write a whole number."""
    return fmt(value, 0, bahasa=bahasa)


def fmt_fine(value: float, *, bahasa: str = "id") -> str:
    """Write a pace or a limit with two decimals, with four where two would make it nought."""
    fine = value == value and value != 0 and abs(value) < 0.0995
    return fmt(value, 4 if fine else 2, bahasa=bahasa)


def fmt_signed(value: float, digits: int | None = None, *, bahasa: str = "id") -> str:
    """Write a pace with its sign: `+0,20`, `−1,50`; nought has none.

    Without `digits` as fine as `fmt_fine`.

    Examples
    --------
    >>> fmt_signed(0.2, bahasa="id"), fmt_signed(-1.5, bahasa="en"), fmt_signed(0.0, bahasa="id")
    ('+0,20', '−1.50', '0,00')
    """
    sign = "+" if value > 0 else "−" if value < 0 else ""
    if digits is None:
        return sign + fmt_fine(abs(value), bahasa=bahasa)
    text = fmt(abs(value), digits, bahasa=bahasa)
    return sign + text if text.strip("0.,") else text
