"""The only place with a colour, a font, a size or a number format; also how a figure becomes HTML."""

from __future__ import annotations

import matplotlib as mpl

__all__ = ["MARKERS", "PALETTE", "grade_of", "set_theme"]


# colour-blind safe (Okabe–Ito), dark enough for text on white where text is coloured
PALETTE = {
    "baik": "#00664b",
    "sedang": "#8a5a00",
    "kurang": "#a33b00",
    "kosong": "#5f6368",
    "target": "#1f1f1f",
    "utama": "#0b5394",
    "latar": "#e8eaed",
}

MARKERS = {"baik": "●", "sedang": "◆", "kurang": "▲", "kosong": "○"}

WIDTH = 8.0


def set_theme() -> None:
    """Set the look of every figure: white ground, readable text kept as text, nothing random in the SVG."""
    mpl.rcParams.update(
        {
            "figure.dpi": 100,
            "savefig.bbox": "tight",
            "svg.fonttype": "none",
            "text.parse_math": False,  # a name with two dollar signs is a name
            "font.family": "sans-serif",
            "font.sans-serif": ["DejaVu Sans", "Arial", "Helvetica"],
            "font.size": 10,
            "axes.titlesize": 11,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.grid.axis": "x",
            "grid.color": PALETTE["latar"],
            "axes.axisbelow": True,
            "legend.frameon": False,
        }
    )


def grade_of(value: float | None) -> str:
    """Return the colour class of an achievement in per cent: baik (≥ 100), sedang (≥ 76), kurang, or kosong."""
    if value is None or value != value:
        return "kosong"
    return "baik" if round(value, 10) >= 100 else "sedang" if round(value, 10) >= 76 else "kurang"
