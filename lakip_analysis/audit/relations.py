"""How printed cells hang together: a sum and its parts, a percentage and its operands.

A relation is checked within the rounding of what is printed, with any cell put to another value: so
it can be asked which change of one cell would make everything agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..aturan.rules import threshold
from .cells import EPSILON

__all__ = ["Relasi", "Sel", "holds"]

Sel = tuple[float, float]  # a printed value, and half a unit of its last printed digit


class Relasi(NamedTuple):
    """What must agree: `hasil` follows from `bagian`, as `jenis` says."""

    jenis: str
    hasil: str
    bagian: tuple[str, ...]


def holds(relasi: Relasi, sel: Mapping[str, Sel]) -> bool:
    """Say whether a relation holds between cells.

    Parameters
    ----------
    relasi : Relasi
        `jumlah` (sum of the parts), `lebih` (spent ≤ allotted), `rerata` (mean of the parts),
        `serapan` (first / second × 100), `serapan_jumlah` (the same of sums: the spending of all
        lines, then the budgets of all), `naik`, `turun`, `bebas` (achievement of realisation and
        target by the formulas its polarity allows), `sisa`, `selisih`, `rasio` (efficiency).
    sel : mapping
        Value and half unit of every cell of the relation.

    Examples
    --------
    >>> sel = {"a": (90.0, 0.005), "b": (45.0, 0.0), "c": (50.0, 0.0)}
    >>> holds(Relasi("serapan", "a", ("b", "c")), sel), holds(Relasi("lebih", "c", ("b",)), sel)
    (True, False)
    """
    value, half = sel[relasi.hasil]
    parts = [sel[name] for name in relasi.bagian]
    if relasi.jenis == "jumlah":
        total = sum(part for part, _ in parts)
        return abs(value - total) <= threshold("audit_jumlah_rp")
    if relasi.jenis == "lebih":
        return value <= parts[0][0]
    return any(
        low - half - EPSILON <= value <= high + half + EPSILON
        for low, high in _bounds(relasi.jenis, parts)
    )


def _bounds(jenis: str, parts: list[Sel]) -> list[tuple[float, float]]:
    """Return the spans that the result may lie in, one per formula that is allowed."""
    if jenis == "rerata":
        mean, slack = (sum(column) / len(parts) for column in zip(*parts, strict=True))
        return [(mean - slack, mean + slack)]
    if jenis == "sisa":
        return [(100 - parts[0][0] - parts[0][1], 100 - parts[0][0] + parts[0][1])]
    if jenis == "serapan_jumlah":
        half = len(parts) // 2
        sums = [tuple(map(sum, zip(*some, strict=True))) for some in (parts[:half], parts[half:])]
        return _quotient(*sums)
    one, other = parts
    if jenis == "selisih":
        gap, slack = one[0] - other[0], one[1] + other[1]
        return [(gap - slack, gap + slack)]
    upward = _quotient(one, other)
    if jenis in ("serapan", "rasio", "naik"):
        return upward
    downward = [(200 - high, 200 - low) for low, high in upward] + _quotient(other, one)
    return downward if jenis == "turun" else upward + downward


def _quotient(top: Sel, bottom: Sel) -> list[tuple[float, float]]:
    if abs(bottom[0]) <= bottom[1]:
        return []
    tops, bottoms = ((value - half, value + half) for value, half in (top, bottom))
    corners = [one / other * 100 for other in bottoms for one in tops]
    return [(min(corners), max(corners))]
