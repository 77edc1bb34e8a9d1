"""The only place with a colour, a font, a size or a number format; also how a figure becomes HTML."""

from __future__ import annotations

import html
import io
import re

import matplotlib as mpl
import matplotlib.pyplot as plt
from babel.numbers import format_decimal
from matplotlib.figure import Figure

from .language import language, mark, tr

__all__ = [
    "MARKERS",
    "PALETTE",
    "figure_html",
    "fmt",
    "fmt_percent",
    "fmt_rupiah",
    "fmt_rupiah_short",
    "fmt_value",
    "fmt_year",
    "grade_of",
    "set_theme",
    "without_controls",
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
MARKERS = {"baik": "●", "sedang": "◆", "kurang": "▲", "kosong": "○"}
WIDTH = 8.0
# what can turn the direction of the text around it, and what HTML and XML forbid
CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


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


def fmt(value: float | None, digits: int = 2, *, missing: str = "–", bahasa: str | None = None) -> str:
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
    return "–" if value is None or value != value else f"{fmt(value, digits, bahasa=bahasa)}{space}%"


def fmt_rupiah(value: float | None, *, bahasa: str | None = None) -> str:
    """Write an amount in full: `Rp4.719.048.362`; cents only where they are not zero."""
    digits = 0 if value == value and value is not None and float(value).is_integer() else 2
    return "–" if value is None or value != value else "Rp" + fmt(value, digits, bahasa=bahasa)


def fmt_rupiah_short(value: float | None) -> str:
    """Write an amount in words of scale: `Rp4,72 miliar`, `Rp812,5 juta`.

    Examples
    --------
    >>> fmt_rupiah_short(4_719_048_362), fmt_rupiah_short(4_400_000), fmt_rupiah_short(950)
    ('Rp4,72 miliar', 'Rp4,40 juta', 'Rp950')
    """
    if value is None or value != value:
        return "–"
    for size, word in ((1e12, mark("triliun")), (1e9, mark("miliar")), (1e6, mark("juta"))):
        if abs(value) >= 1e6 and abs(_half_up(value / size, 2)) >= 1:
            return f"Rp{fmt(value / size)} {tr(word)}"
    return fmt_rupiah(value)


def fmt_year(value: float | None) -> str:
    """Write a year without separators."""
    return "–" if value is None or value != value else str(int(value))


def without_controls(text: str) -> str:
    """Return a text or page without the invisible signs that reverse text (a name may carry them) and without control characters."""
    return CONTROLS.sub("", text)


def figure_html(fig: Figure, figure_id: str, caption: str, alt: str, table: str = "") -> str:
    """Return a figure as HTML: crisp SVG with alternative text, a caption, and the numbers behind it as a table.

    Parameters
    ----------
    fig : Figure
        Closed afterwards.
    figure_id : str
        Unique in the report; also the salt of the SVG's inner ids, so that two figures never share one.
    caption, alt : str
        Plain text, escaped here. `alt` holds the key numbers.
    table : str
        HTML of the data table, as `tables.table_html` gives it; shown on demand.
    """
    wide = fig.get_figwidth() >= WIDTH
    moves = f' tabindex="0" role="group" aria-label="{tr("Gambar, dapat digeser ke samping")}"' if wide else ""
    details = f"<details><summary>{tr('Angka di balik gambar')}</summary>{table}</details>" if table else ""
    return (
        f'<figure id="{figure_id}"><div class="gambar"{moves}>{_svg(fig, figure_id, alt)}</div>'
        f"<figcaption>{html.escape(caption)}</figcaption>{details}</figure>"
    )


def _svg(fig: Figure, figure_id: str, alt: str) -> str:
    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": figure_id}):
        fig.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Type": None, "Format": None})
    plt.close(fig)
    svg = buffer.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r'\bid="', f'id="{figure_id}-', svg)
    svg = re.sub(r'(href="|url\()#', rf"\1#{figure_id}-", svg)
    label = html.escape(alt, quote=True)
    return re.sub(r"<svg ", f'<svg role="img" aria-label="{label}" ', svg, count=1).strip()


def _half_up(value: float, digits: int):
    from decimal import ROUND_HALF_UP, Decimal

    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)
