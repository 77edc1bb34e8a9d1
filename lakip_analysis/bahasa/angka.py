"""How a number is written, in the notation of a language: `1.234,56` or `1,234.56`.

A missing value is a dash, never an empty place or a zero.
"""

from __future__ import annotations

from babel.numbers import format_decimal

from ..language import language

__all__ = [
    "fmt",
    "fmt_count",
    "fmt_fine",
    "fmt_percent",
    "fmt_rupiah",
    "fmt_rupiah_short",
    "fmt_signed",
    "fmt_value",
    "fmt_year",
]


def fmt(
    value: float | None, digits: int = 2, *, missing: str = "–", bahasa: str | None = None
) -> str:
    """Write a number the way of the language in force, rounded half up: `1.234,56`, in English `1,234.56`; a missing value is a dash.

    `bahasa` holds the notation to one language: the audit quotes the report, so its figures look as the report prints them.

    Examples
    --------
    >>> fmt(1234.565), fmt(None), fmt(70.0, 0)
    ('1.234,57', '–', '70')
    """
    if value is None or value != value:
        return missing
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(_half_up(value, digits), format=pattern, locale=bahasa or language())


def fmt_value(value: float | None, *, missing: str = "–", bahasa: str | None = None) -> str:
    """Write a value in its own unit with the decimals it has, at most four: `70,1`, `5`, `36.317`.

    Examples
    --------
    >>> fmt_value(70.1), fmt_value(5.0), fmt_value(36317.0), fmt_value(0.322)
    ('70,1', '5', '36.317', '0,322')
    """
    if value is None or value != value:
        return missing
    return fmt(value, min(4, len(f"{value:.4f}".rstrip("0").split(".")[1])), bahasa=bahasa)


def fmt_percent(value: float | None, digits: int = 2, *, bahasa: str | None = None) -> str:
    """Write a percentage given on the 0–100 scale: `87,65 %`, in English `87.65%`."""
    space = " " if (bahasa or language()) == "id" else ""
    return (
        "–" if value is None or value != value else f"{fmt(value, digits, bahasa=bahasa)}{space}%"
    )


def fmt_rupiah(value: float | None, *, bahasa: str | None = None) -> str:
    """Write an amount in full: `Rp4.719.048.362`; cents only where they are not zero."""
    digits = 0 if value == value and value is not None and float(value).is_integer() else 2
    return "–" if value is None or value != value else "Rp" + fmt(value, digits, bahasa=bahasa)


def fmt_rupiah_short(value: float | None, *, bahasa: str | None = None) -> str:
    """Write an amount in words of scale: `Rp4,72 miliar`, `Rp812,5 juta`.

    Examples
    --------
    >>> fmt_rupiah_short(4_719_048_362), fmt_rupiah_short(4_400_000), fmt_rupiah_short(950)
    ('Rp4,72 miliar', 'Rp4,40 juta', 'Rp950')
    """
    if value is None or value != value:
        return "–"
    for size, unit in ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta")):
        if abs(value) >= 1e6 and abs(_half_up(value / size, 2)) >= 1:
            return f"Rp{fmt(value / size, bahasa=bahasa)} {_unit(unit, bahasa or language())}"
    return fmt_rupiah(value, bahasa=bahasa)


def _unit(name: str, bahasa: str) -> str:
    from .say import say

    return say(f"satuan_uang.{name}", bahasa)


def fmt_year(value: float | None) -> str:
    """Write a year without separators."""
    return "–" if value is None or value != value else str(int(value))


def _half_up(value: float, digits: int):
    from decimal import ROUND_HALF_UP, Decimal

    rounded = Decimal(repr(float(value))).quantize(
        Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP
    )
    return rounded if rounded else abs(rounded)


def fmt_count(value: float, *, bahasa: str | None = None) -> str:
    """Write a whole number."""
    return fmt(value, 0, bahasa=bahasa)


def fmt_fine(value: float, *, bahasa: str | None = None) -> str:
    """Write a pace or a limit with two decimals, with four where two would make it nought."""
    fine = value == value and value != 0 and abs(value) < 0.0995
    return fmt(value, 4 if fine else 2, bahasa=bahasa)


def fmt_signed(value: float, *, bahasa: str | None = None) -> str:
    """Write a pace with its sign: `+0,20`, `−1,50`; nought has none.

    Examples
    --------
    >>> fmt_signed(0.2, bahasa="id"), fmt_signed(-1.5, bahasa="en"), fmt_signed(0.0, bahasa="id")
    ('+0,20', '−1.50', '0,00')
    """
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + fmt_fine(abs(value), bahasa=bahasa)
