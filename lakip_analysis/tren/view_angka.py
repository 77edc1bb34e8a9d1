"""How a number computed of a series is written: one number of decimals per series."""

from __future__ import annotations

from ..bahasa.angka import fmt, fmt_signed

__all__ = ["pace_digits", "show_pace", "show_signed"]


def pace_digits(row) -> int:
    """Return with how many decimals every computed number of one series is written.

    As many as its figures have; whole numbers get one where the pace is small, and more are added
    (four at most) where the pace would be written as nought.
    """
    pace = abs(row.tren_per_tahun)
    digits = int(row.desimal)
    if digits == 0 and pace < 100 and pace % 1:
        digits = 1
    while digits < 4 and 0 < pace < 0.5 * 10.0**-digits:
        digits += 1
    return digits


def show_pace(value: float, row, bahasa: str) -> str:
    """Write a number computed of the series of `row`, a row of `compute_trend`."""
    return fmt(value, pace_digits(row), bahasa=bahasa)


def show_signed(value: float, row, bahasa: str) -> str:
    """Write a change or a pace of the series of `row` with its sign."""
    return fmt_signed(value, pace_digits(row), bahasa=bahasa)
