"""The only place with a colour, a font or a size; a grade is a colour and a mark, both at once."""

from __future__ import annotations

import matplotlib as mpl

from .aturan.rules import NOISE, threshold

__all__ = [
    "MARKERS",
    "PALETTE",
    "SHAPES",
    "WIDTH",
    "grade_of",
    "grade_of_target",
    "set_theme",
    "with_mark",
]


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

MARKERS = {"baik": "●", "sedang": "◆", "kurang": "▲", "kosong": "○"}  # in text
SHAPES = {"baik": "o", "sedang": "D", "kurang": "^", "kosong": "o"}  # the same ones, drawn

WIDTH = 8.0  # inches: a figure as wide as the page


def set_theme() -> None:
    """Set the look of every figure: white ground, text kept as text, nothing random in the SVG.

    A user's own settings (`matplotlibrc`) count for nothing: a report is the same on every machine.
    """
    mpl.rcdefaults()  # what is not named here is matplotlib's own, whatever the user has set
    mpl.rcParams.update(
        {
            "figure.dpi": 100,
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
    """Return the grade of an achievement in per cent: a key of `PALETTE`, `MARKERS` and `SHAPES`.

    baik: at the threshold `capaian_tercapai` or above; sedang: at `capaian_mendekati` or above;
    kurang: below; kosong: a missing value.

    Examples
    --------
    >>> [grade_of(value) for value in (100.0, 76.0, -5.0, None)]
    ['baik', 'sedang', 'kurang', 'kosong']
    """
    if value is None or value != value:
        return "kosong"
    value = round(value, NOISE)
    if value >= threshold("capaian_tercapai"):
        return "baik"
    return "sedang" if value >= threshold("capaian_mendekati") else "kurang"


def grade_of_target(value: float | None, tercapai: str) -> str:
    """Return the grade of an indicator as it is counted: met (ya), missed (tidak) or not known.

    A mark never contradicts the count: what is counted as missed is no "baik", whatever category
    the agency's own scale gives it, and a missed target of zero, which has no percentage, is
    "kurang".

    Examples
    --------
    >>> pairs = ((100.0, "ya"), (99.7, "tidak"), (40.0, "tidak"), (None, "tidak"), (None, ""))
    >>> [grade_of_target(value, met) for value, met in pairs]
    ['baik', 'sedang', 'kurang', 'kurang', 'kosong']
    """
    if tercapai == "":
        return "kosong"
    if tercapai == "ya":
        return "baik"
    return "sedang" if grade_of(value) in ("baik", "sedang") else "kurang"


def with_mark(grade: str, text: str) -> str:
    """Return a text behind the mark of its grade, for who cannot tell the colours apart.

    Examples
    --------
    >>> with_mark("baik", "Sangat Tinggi")
    '● Sangat Tinggi'
    """
    return f"{MARKERS[grade]} {text}"
