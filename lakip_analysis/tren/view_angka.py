"""How a number computed of a series is written: one number of decimals per series."""

from __future__ import annotations

from ..bahasa.angka import fmt, fmt_signed

__all__ = ["show_pace", "show_signed"]


def show_pace(value: float, row, bahasa: str) -> str:
    """Write a number computed of the series of `row`, a row of `compute_trend`."""
    return fmt(value, int(row.desimal_laju), bahasa=bahasa)


def show_signed(value: float, row, bahasa: str) -> str:
    """Write a change or a pace of the series of `row` with its sign."""
    return fmt_signed(value, int(row.desimal_laju), bahasa=bahasa)
