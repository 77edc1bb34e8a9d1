"""Figure → what a reader sees: SVG with alternative text, caption and the numbers behind it."""

from __future__ import annotations

import html
import io
import re
import textwrap
from dataclasses import dataclass
from functools import cache

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure

from ..bahasa.say import say
from ..theme import WIDTH
from .table import Tabel

__all__ = ["Gambar", "open_axes", "wrap"]

MARGIN = 0.1  # inches around a figure, of which nothing is cut off


@dataclass(frozen=True, repr=False)
class Gambar:
    """One figure as it is read, in one language.

    `nama` is unique in the report; it is also the salt of the SVG's inner ids, so that two figures
    never share one. `alt` holds the key numbers as text, `tabel` all of them; `rincian` is
    what else is to be said, folded with the numbers. The figure is drawn into the page and closed
    when it is shown.
    """

    gambar: Figure
    nama: str
    keterangan: str
    alt: str
    bahasa: str
    tabel: Tabel | None = None
    rincian: str = ""

    def __repr__(self) -> str:
        return f"Gambar({self.nama!r})"

    def _repr_html_(self) -> str:
        # a wide figure moves sideways in a narrow window, so the keyboard must reach it
        moves = (
            f' tabindex="0" role="group" aria-label="{say("gambar.geser", self.bahasa)}"'
            if self.gambar.get_figwidth() >= WIDTH
            else ""
        )
        more = f"<p>{html.escape(self.rincian)}</p>" if self.rincian else ""
        numbers = more + (self.tabel._repr_html_() if self.tabel else "")
        behind = say("gambar.angka", self.bahasa)
        details = f"<details><summary>{behind}</summary>{numbers}</details>" if numbers else ""
        return (
            f'<figure id="{self.nama}"><div class="gambar"{moves}>{self._svg()}</div>'
            f"<figcaption>{html.escape(self.keterangan)}</figcaption>{details}</figure>"
        )

    def _svg(self) -> str:
        # measured here, drawn once: a layout, or the tight box of `savefig`, would draw it thrice
        whole = self.gambar.get_tightbbox(_pen(self.gambar.dpi)).padded(MARGIN)
        buffer = io.StringIO()
        unknown = {"Date": None, "Creator": None, "Type": None, "Format": None}
        with mpl.rc_context({"svg.hashsalt": self.nama}):
            self.gambar.savefig(buffer, format="svg", metadata=unknown, bbox_inches=whole)
        plt.close(self.gambar)
        svg = buffer.getvalue()
        svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
        svg = re.sub(r'\bid="', f'id="{self.nama}-', svg)
        svg = re.sub(r'(href="|url\()#', rf"\1#{self.nama}-", svg)
        label = html.escape(self.alt, quote=True)
        return re.sub(r"<svg ", f'<svg role="img" aria-label="{label}" ', svg, count=1).strip()


@cache
def _pen(dpi: float) -> RendererAgg:
    """Return what measures texts, whatever backend the user has chosen; it knows those it met."""
    return RendererAgg(1, 1, dpi)


def open_axes(width: float, height: float, left: float, below: float = 0.5) -> tuple[Figure, Axes]:
    """Return an empty figure of a size in inches, with room for the labels at left and below.

    The room is told, not found: to find it every text is measured twice more. What stands over it
    makes the figure wider and is not cut off.
    """
    fig = plt.figure(figsize=(width, height))
    size = (width - left - MARGIN, height - below - MARGIN)
    return fig, fig.add_axes((left / width, below / height, size[0] / width, size[1] / height))


def wrap(text: str, width: int) -> str:
    """Break a name into at most three lines for an axis."""
    lines = textwrap.wrap(text, width)
    return "\n".join(lines[:3]) + ("…" if len(lines) > 3 else "")
