"""A table with a drawing in some of its cells: a row is a row, and on a phone a card.

The text of a cell says what its drawing shows, so the drawing is left out for who listens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from .pieces import Potongan

__all__ = ["Baris", "draw_bar", "draw_money", "draw_place", "show_board"]

WIDE = 120  # of a drawing, in its own units: per cent of a target, or a share of the widest
_SVG = (
    f'<svg class="palang" viewBox="-4 0 {WIDE + 12} 14" preserveAspectRatio="xMinYMid" '
    'aria-hidden="true" focusable="false">{}</svg>'
)
_GROUND = f'<path class="alas" d="M0 4h{WIDE}v6H0z"/>'
_BEYOND = '<path class="lalu" d="M112 3l6 4-6 4z"/>'
_BEFORE = '<path class="lalu" d="M8 3l-6 4 6 4z"/>'

# on a narrow screen a cell names itself (data-nama) and an empty one is left out
_TEMPLATE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
<table class="papan" role="table"><caption><span>{{ judul }}</span></caption>
<thead role="rowgroup"><tr role="row">{% for head in kepala %}<th scope="col" role="columnheader">\
{{ head }}</th>{% endfor %}</tr></thead>
<tbody role="rowgroup">
{% for row in baris %}{% if row.kepala %}\
<tr role="row" class="kelompok"><th scope="rowgroup" role="rowheader"\
 colspan="{{ kepala|length }}">{{ row.sel[0] }}</th></tr>
{% else %}<tr role="row" class="{{ row.kelas }}">\
<th scope="row" role="rowheader">{{ row.sel[0] }}</th>{% for cell in row.sel[1:] %}\
<td role="cell" data-nama="{{ kepala[loop.index] }}"\
{% if cell in ("–", "") %} class="kosong"{% endif %}>{{ row.gambar.get(loop.index, "") }}\
{% for line in cell.split("\\n") %}{{ line }}{% if not loop.last %}<br>{% endif %}{% endfor %}</td>\
{% endfor %}</tr>
{% endif %}{% endfor %}</tbody></table>
{% for note in catatan %}<p class="catatan">{{ note }}</p>
{% endfor %}"""
)


@dataclass(frozen=True)
class Baris:
    """One row: its cells as text, the drawings by the number of their column, its grade.

    With `kepala` it heads the rows below it and has one cell only.
    """

    sel: Sequence[str]
    gambar: dict[int, Markup]
    kelas: str = ""
    kepala: bool = False


def show_board(
    judul: str, kepala: Sequence[str], baris: Sequence[Baris], catatan: Sequence[str] = ()
) -> Potongan:
    """Return the table; a line break in a cell is kept."""
    known = {"judul": judul, "kepala": kepala, "baris": baris}
    return Potongan(_TEMPLATE.render(catatan=[note for note in catatan if note], **known))


def draw_bar(nilai: float, lalu: float | None = None, target: float = 100.0) -> Markup:
    """Return a bar from 0 to 120 with an upright line at the target, and a ring for last year.

    What lies beyond either end is cut there and marked with an arrow outside it; last year's with
    a hollow one inside, so that neither covers the other.

    Examples
    --------
    >>> "M121" in draw_bar(275), "M121" in draw_bar(99.9), "M0 3l-4" in draw_bar(-5)
    (True, False, True)
    """
    parts = [_GROUND, f'<path class="isi" d="M0 4h{_place(nilai)}v6H0z"/>']
    if nilai > WIDE:
        parts.append('<path class="isi" d="M121 3l5 4-5 4z"/>')
    if nilai < 0:
        parts.append('<path class="isi" d="M0 3l-4 4 4 4z"/>')
    parts.append(f'<path class="target" d="M{_place(target)} 0v14"/>')
    if lalu is not None and lalu == lalu:
        ring = f'<circle class="lalu" cx="{_place(lalu)}" cy="7" r="3"/>'
        beyond = _BEYOND if lalu > WIDE else _BEFORE
        parts.append(ring if 0 <= lalu <= WIDE else beyond)
    return _svg(parts)


def draw_place(nilai: float, tengah: float, terburuk: float, terbaik: float) -> Markup | str:
    """Return a line from the worst to the best with the median as a stroke, the own as a dot.

    Empty where worst and best are alike or a figure is missing.

    Examples
    --------
    >>> draw_place(5, 5, 5, 5)
    ''
    """
    values = (nilai, tengah, terburuk, terbaik)
    if any(value != value for value in values) or terburuk == terbaik:
        return ""
    own, middle = ((value - terburuk) / (terbaik - terburuk) * WIDE for value in (nilai, tengah))
    ground = f'<path class="alas" d="M0 6h{WIDE}v2H0z"/>'
    stroke = f'<path class="target" d="M{_place(middle)} 3v8"/>'
    return _svg([ground, stroke, f'<circle class="sendiri" cx="{_place(own)}" cy="7" r="4"/>'])


def draw_money(pagu: float, realisasi: float, terbesar: float) -> Markup | str:
    """Return a budget as a pale bar with what was spent of it inside; empty where none is known."""
    if not terbesar or terbesar != terbesar or pagu != pagu:
        return ""
    spent = 0 if realisasi != realisasi else realisasi
    wide, narrow = (_place(value / terbesar * WIDE) for value in (pagu, spent))
    return _svg(
        [
            f'<path class="alas" d="M0 2h{wide}v10H0z"/>',
            f'<path class="isi" d="M0 4h{narrow}v6H0z"/>',
        ]
    )


def _place(value: float) -> float:
    return round(float(min(max(value, 0), WIDE)), 1)


def _svg(parts: Sequence[str]) -> Markup:
    return Markup(_SVG.format("".join(parts)))
