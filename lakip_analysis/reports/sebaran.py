"""Where every report stands on one measure, and which report needs a look first.

A measure is one small strip of dots, one a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from statistics import median

from ..bahasa.say import say

__all__ = ["attention", "per_hundred", "strip"]

WIDTH, HEIGHT, PAD = 300, 76, 8
BASE, TOP = 52, 8  # the lowest dot, the highest
CELL, DOT = 4, 5.0  # dots in one cell of so many pixels stand on each other
NAMED = 60  # with more reports than that no dot carries a name


def per_hundred(n: int | None, angka: int | None) -> float | None:
    """Return findings per 100 printed figures that were read; None where either is not known.

    Examples
    --------
    >>> per_hundred(7, 350), per_hundred(7, None), per_hundred(0, 10)
    (2.0, None, 0.0)
    """
    return None if n is None or not angka else round(100 * n / angka, 4)


def attention(ringkasan: dict) -> tuple:
    """Return what the index is ordered by: who needs a look comes first.

    The share of the promises missed or never reported, then severe contradictions per 100 printed
    figures, each the largest first; what is not known comes after what is. Then name and year, the
    newest first.

    Examples
    --------
    >>> said = [{"n_indikator": 5, "n_tercapai": n, "judul": str(n), "tahun": 2024} for n in (5, 3)]
    >>> [one["judul"] for one in sorted(said, key=attention)]
    ['3', '5']
    """
    promised, met = ringkasan.get("n_indikator"), ringkasan.get("n_tercapai")
    missed = None if not promised or met is None else (promised - met) / promised
    severe = per_hundred(ringkasan.get("n_tinggi"), ringkasan.get("n_angka"))
    order = [(value is None, -(value or 0)) for value in (missed, severe)]
    return (*order, ringkasan["judul"], -int(ringkasan["tahun"]))


def strip(
    judul: str,
    values: Sequence[float | None],
    names: Sequence[str],
    atas: float,
    tulis: Callable[[float], str],
    bahasa: str,
) -> str:
    """Return one measure of all reports as a strip of dots, one a report in the given order.

    Dots that would lie on each other are piled up. What is not known has an empty path, so that the
    n-th path is always the n-th report; a script may mark some. Empty where nothing is known.

    Parameters
    ----------
    atas : float
        The right end of the scale, which begins at 0; a larger value widens it.
    tulis : function
        Writes a value.
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    end = max(atas, *known)
    cells = [None if value is None else _cell(value / end) for value in values]
    piled = Counter(cell for cell in cells if cell is not None)
    step = min(DOT, (BASE - TOP) / max(piled.values()))
    level: Counter = Counter()
    dots = []
    for cell, name, value in zip(cells, names, values, strict=True):
        if cell is None:
            dots.append("<path/>")
            continue
        x, y = PAD + cell * CELL, BASE - level[cell] * step
        level[cell] += 1
        title = f"<title>{escape(name)}: {escape(tulis(value))}</title>"
        d = f'd="M{x} {y:.4g}h0"'
        dots.append(f"<path {d}>{title}</path>" if len(values) <= NAMED else f"<path {d}/>")
    said = {"n": len(known), "semua": len(values)}
    ends = (("rendah", min(known)), ("tengah", median(known)), ("tinggi", max(known)))
    said |= {name: tulis(value) for name, value in ends}
    label = escape(say("daftar.sebaran.isi", bahasa, **said))
    axis = "".join(
        f'<text x="{x}" y="{HEIGHT - 6}" text-anchor="{anchor}">{escape(tulis(value))}</text>'
        for x, anchor, value in ((PAD, "start", 0), (WIDTH - PAD, "end", end))
    )
    width = max(min(DOT, step), 1.5)
    roof = BASE - (max(piled.values()) - 1) * step - DOT  # no empty room over a low pile
    return (
        f"<figure><figcaption><strong>{escape(judul)}</strong><br>{label}</figcaption>"
        f'<svg role="img" aria-label="{escape(judul)}. {label}" '
        f'viewBox="0 {roof:.4g} {WIDTH} {HEIGHT - roof:.4g}">'
        f'<line x1="{PAD}" x2="{WIDTH - PAD}" y1="{BASE + 5}" y2="{BASE + 5}"/>'
        f'<g stroke-width="{width:.3g}">{"".join(dots)}</g>{axis}</svg></figure>'
    )


def _cell(part: float) -> int:
    """Return the cell of a place between 0 and 1; below 0 is the first."""
    return round(max(part, 0) * (WIDTH - 2 * PAD) / CELL)
