"""What the money bought: achievement against absorption, per programme."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ..aturan.rules import threshold
from ..bahasa.nama import tidy_name
from ..bahasa.say import say, word
from ..show.figure import Gambar, open_axes
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel, make_table
from ..theme import PALETTE, WIDTH, set_theme
from .compute import reached

__all__ = ["describe_efisiensi", "figure_kuadran", "plot_kuadran", "table_kuadran"]

NEAR_X, NEAR_Y = 4.0, 8.0  # points nearer than this share one label
LOOKS = {  # did the programme's indicators reach their targets → colour, marker
    "tercapai": (PALETTE["baik"], "o"),
    "sebagian": (PALETTE["sedang"], "D"),
    "meleset": (PALETTE["kurang"], "^"),
}


def describe_efisiensi(efisiensi: pd.DataFrame, bahasa: str) -> str:
    """Return what the measures can and cannot say; nothing is efficient when its target failed."""
    program = efisiensi[efisiensi["level"] == "program"]
    counts = reached(program).value_counts().rename({"": "lain"})
    isi = ", ".join(
        say(f"hasil.{key}", bahasa, n=int(counts[key]))
        for key in ("tercapai", "sebagian", "meleset", "lain")
        if key in counts
    )
    if not isi:
        return say("hasil.tanpa_program", bahasa)
    text = [say("hasil.program", bahasa, n=len(program), isi=isi)]
    text += [say("hasil.sisa", bahasa)] * ("meleset" in counts or "sebagian" in counts)
    return " ".join(text)


def figure_kuadran(efisiensi: pd.DataFrame, bahasa: str) -> Gambar | Potongan:
    """Return achievement against absorption; a sentence where no programme has both."""
    points = _points(efisiensi)
    if points.empty:
        return paragraphs(say("hasil.tanpa_titik", bahasa))
    said = [say("hasil.titik_program", bahasa, row) for row in points.itertuples()]
    alt = say("hasil.titik", bahasa, isi="; ".join(said))
    return Gambar(
        plot_kuadran(efisiensi, bahasa),
        "gambar-kuadran",
        f"{say('hasil.keterangan', bahasa, atas=threshold('capaian_atas'))} {alt}",
        alt,
        bahasa,
        table_kuadran(efisiensi, bahasa),
    )


def table_kuadran(efisiensi: pd.DataFrame, bahasa: str) -> Tabel:
    """Return the numbers behind the points, numbered as in the figure."""
    rows = _points(efisiensi).assign(nama=lambda f: f["nama"].map(tidy_name))
    columns = ["nomor", "nama", "serapan_persen", "capaian_terbatas_persen", "capaian_persen"]
    return make_table(rows, columns, say("hasil.tabel", bahasa), bahasa, berkas="efisiensi")


def plot_kuadran(efisiensi: pd.DataFrame, bahasa: str) -> Figure:
    """Draw achievement against absorption, one numbered point per programme that has both."""
    set_theme()
    points = _points(efisiensi)
    points = points.assign(
        x=points["serapan_persen"], y=points["capaian_terbatas_persen"].clip(-20)
    )
    fig, ax = open_axes(WIDTH, 5.2, 0.6, 0.8)
    if len(points):
        for code, (colour, marker) in LOOKS.items():
            own = points[points["tercapai"] == code]
            if len(own):
                look = {"s": 90, "color": colour, "marker": marker, "edgecolor": "white"}
                said = word("keadaan_hasil", code, bahasa)
                ax.scatter(own["x"], own["y"], label=said, **look)
        _number_points(ax, points)
        below = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.12)}
        ax.legend(ncols=3, fontsize=8.5, **below)
    _draw_frame(ax, points, bahasa)
    return fig


def _points(efisiensi: pd.DataFrame) -> pd.DataFrame:
    """Return the programmes that have absorption and achievement, numbered from 1."""
    both = efisiensi["serapan_persen"].notna() & efisiensi["capaian_terbatas_persen"].notna()
    rows = efisiensi[(efisiensi["level"] == "program") & both].reset_index(drop=True)
    return rows.assign(nomor=(rows.index + 1).astype(str), tercapai=reached(rows))


def _number_points(ax, points: pd.DataFrame) -> None:
    """Write each point's number above it; points that lie together share one label."""
    style = {"textcoords": "offset points", "ha": "center", "fontsize": 8.5, "fontweight": "bold"}
    level = (points["y"] / NEAR_Y).round()
    for _, row in points.sort_values("x").groupby(level):
        # a new label begins where the step to the right is a wide one
        for _, near in row.groupby((row["x"].diff() > NEAR_X).cumsum()):
            numbers = ", ".join(near.sort_index()["nomor"])
            ax.annotate(numbers, (near["x"].mean(), near["y"].mean()), (0, 9), **style)


def _draw_frame(ax, points: pd.DataFrame, bahasa: str) -> None:
    left, right = (points["x"].min(), points["x"].max()) if len(points) else (0.0, 100.0)
    low, high = (points["y"].min(), points["y"].max()) if len(points) else (0.0, 100.0)
    ax.axhline(100, color=PALETTE["target"], linewidth=1, linestyle="--")
    ax.axvline(100, color=PALETTE["target"], linewidth=1, linestyle=":")
    ax.set_xlim(min(0.0, left - 5), max(110.0, right + 5))
    ax.set_ylim(min(0.0, low - 15), max(130.0, high * 1.12))
    ax.set_xlabel(say("hasil.sumbu_x", bahasa))
    ax.set_ylabel(say("hasil.sumbu_y", bahasa))
    ax.grid(True)
