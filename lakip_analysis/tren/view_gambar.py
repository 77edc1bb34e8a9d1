"""The small figure of one indicator through the years.

It shows realisation, target path and the side that meets it, figures outside the series, breaks,
and the slope with its interval where a direction is named.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..aturan.rules import NOISE
from ..bahasa.angka import fmt, fmt_value
from ..bahasa.nama import fmt_unit
from ..bahasa.say import say
from ..show.figure import open_axes
from ..theme import PALETTE, set_theme
from .units import describe_units

__all__ = ["plot_deret"]

LABEL = 9  # points: the first and the last number
DIGIT = 0.64  # width of a digit, of its size
NO_DIRECTION = ("tidak menentu", "tetap", "belum cukup data")


def plot_deret(titik: pd.DataFrame, target: pd.DataFrame, row, bahasa: str) -> Figure:
    """Draw one indicator through the years.

    Parameters
    ----------
    titik : DataFrame
        Its rows of `realised_series`.
    target : DataFrame, one row per year
        `tahun`, `target_angka`, `putus` and `jenis_putus`, as `target_points` gives them.
    row : named tuple
        Its row of `compute_trend` with `nama_indikator`, `satuan` and `jenis_target`.
    """
    set_theme()
    fig, ax = open_axes(4.2, 2.7, 0.6, 0.75)
    used, outside = titik[titik["dipakai"]], titik[~titik["dipakai"]]
    _draw_target(ax, target, bahasa)
    _draw_figures(ax, used, outside, bahasa)
    _draw_slope(ax, used, row, bahasa)
    _draw_breaks(ax, _break_years(used, outside, target), bahasa)
    _set_years(ax, titik, target, max(map(len, (text.get_text() for text in ax.texts)), default=0))
    _set_values(ax, titik, target, row, bahasa)
    _shade_met(ax, target, row, bahasa)
    ax.tick_params(labelsize=9)
    below = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.13), "ncols": 3}
    ax.legend(fontsize=8, handlelength=1.6, columnspacing=1.2, **below)
    return fig


def _draw_target(ax, target: pd.DataFrame, bahasa: str) -> None:
    """Draw the target path; one that was replaced is not joined to the new one, which is marked."""
    label = say("tren.gambar.target", bahasa)
    look = {"color": PALETTE["target"], "linestyle": "--", "linewidth": 1.2}
    for _, path in target.groupby((target["putus"] != "").cumsum().to_numpy()):
        ax.plot(path["tahun"], path["target_angka"], marker="_", markersize=9, label=label, **look)
        label = ""  # named once in the legend
    new = target[target["jenis_putus"] == "jalur"]
    if len(new):
        label = say("tren.gambar.jalur_baru", bahasa)
        look = {"mfc": "white", "color": PALETTE["target"], "markersize": 5}
        ax.plot(new["tahun"], new["target_angka"], "D", label=label, **look)


def _draw_figures(ax, used: pd.DataFrame, outside: pd.DataFrame, bahasa: str) -> None:
    """Draw the series as a line with its first and last number, the other figures as open points.

    A figure outside the series stands in the year of the report that printed it.
    """
    label = say("tren.gambar.realisasi", bahasa)
    look = {"color": PALETTE["utama"], "marker": "o", "markersize": 5, "linewidth": 1.8}
    ax.plot(used["tahun"], used["realisasi_angka"], label=label, **look)
    if len(outside):
        label = say("tren.gambar.di_luar", bahasa)
        look = {"mfc": "none", "color": PALETTE["kosong"], "markersize": 6}
        ax.plot(outside["tahun_lapor"], outside["realisasi_angka"], "o", label=label, **look)
    _label_ends(ax, used, bahasa)


def _label_ends(ax, used: pd.DataFrame, bahasa: str) -> None:
    """Write the first and the last number on the side of the point where the line does not go."""
    values = used["realisasi_angka"].to_numpy()
    look = {"textcoords": "offset points", "ha": "center", "fontsize": LABEL}
    ground = {"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": 0.5}
    for end, beside in ((0, 1), (-1, -2)) if len(values) > 1 else ((0, 0),) * len(values):
        # a line that runs level has its first number below and its last above, like a rising one
        above = values[end] > values[beside] or (end == -1 and values[end] == values[beside])
        side = {"xytext": (0, 5), "va": "bottom"} if above else {"xytext": (0, -5), "va": "top"}
        place = (used["tahun"].iloc[end], values[end])
        ax.annotate(fmt_value(values[end], bahasa=bahasa), place, bbox=ground, **side, **look)


def _draw_slope(ax, used: pd.DataFrame, row, bahasa: str) -> None:
    """Draw the Theil–Sen line and, where there is one, the fan of its interval."""
    if row.n_tahun < 3 or row.arah in NO_DIRECTION:
        return
    x, y = used["tahun"].to_numpy(dtype=float), used["realisasi_angka"].to_numpy()
    start = np.median(y - row.tren_per_tahun * x)
    label = say("tren.gambar.laju", bahasa)
    ax.plot(x, start + row.tren_per_tahun * x, color=PALETTE["sedang"], linewidth=1, label=label)
    if pd.isna(row.tren_bawah):
        return
    # both limits turn about the middle of the series
    middle = np.median(x)
    height = start + row.tren_per_tahun * middle
    fan = [height + slope * (x - middle) for slope in (row.tren_bawah, row.tren_atas)]
    label = say("tren.gambar.selang", bahasa)
    ax.fill_between(x, *fan, color=PALETTE["sedang"], alpha=0.12, linewidth=0, label=label)


def _shade_met(ax, target: pd.DataFrame, row, bahasa: str) -> None:
    """Shade the side of the target path on which a figure meets it, up to the edge of the axes.

    No further than the limit of the unit: beyond 100 % of a share no figure can stand.
    """
    if row.polaritas not in ("naik", "turun"):
        return
    low, high = ax.get_ylim()
    edge = _best(row, low, high)
    label = say("tren.gambar.memenuhi", bahasa)
    for _, path in target.groupby((target["putus"] != "").cumsum().to_numpy()):
        room = (edge - path["target_angka"]) * (1 if row.polaritas == "naik" else -1)
        if len(path) < 2 or not (room.round(NOISE) > 0).any():
            continue  # one year has no width, a target at the limit no side
        look = {"color": PALETTE["baik"], "alpha": 0.08, "linewidth": 0, "label": label}
        side = path["target_angka"].where(room > 0, edge)
        ax.fill_between(path["tahun"].astype(float), side, edge, **look)
        label = ""  # named once in the legend
    ax.set_ylim(low, high)


def _best(row, low: float, high: float) -> float:
    """Return the edge of the axes on the better side, or the limit of the unit before it."""
    limits = describe_units(pd.Series([row.satuan]), pd.Series([row.nama_indikator])).iloc[0]
    if row.polaritas == "naik":
        return float(np.fmin(high, limits["atas"]))
    return float(np.fmax(low, limits["bawah"]))


def _draw_breaks(ax, years: list[int], bahasa: str) -> None:
    label = say("tren.gambar.putus", bahasa)
    for year in years:
        look = {"color": PALETTE["kurang"], "linestyle": ":", "linewidth": 1.4}
        ax.axvline(year - 0.5, label=label, **look)
        label = ""  # named once in the legend


def _break_years(used: pd.DataFrame, outside: pd.DataFrame, target: pd.DataFrame) -> list[int]:
    """Return the years from which the indicator is defined anew."""
    redefined = (outside["alasan"] == "sebelum_putus").any() and len(used)
    starts = [int(used["tahun"].min())] if redefined else []
    return sorted({*starts, *target.loc[target["jenis_putus"] == "deret", "tahun"].astype(int)})


def _set_years(ax, titik: pd.DataFrame, target: pd.DataFrame, longest: int) -> None:
    """Name the years, with room for half of the longest number at both ends of the axes."""
    shown = pd.concat([titik["tahun"], titik["tahun_lapor"], target["tahun"]])
    years = sorted(set(shown.astype(int)))
    few = len(years) < 8
    ax.set_xticks(years, [str(year) if few else f"’{year % 100:02d}" for year in years])
    half = (longest / 2 + 1) * DIGIT * LABEL / 72  # inches
    share = max(half / (ax.figure.get_figwidth() * ax.get_position().width), 0.06)
    space = share / (1 - 2 * share) * max(years[-1] - years[0], 1)
    ax.set_xlim(years[0] - space, years[-1] + space)


def _set_values(ax, titik: pd.DataFrame, target: pd.DataFrame, row, bahasa: str) -> None:
    ratio = row.jenis_target == "rasio"
    ax.set_ylabel(say("tren.gambar.rasio", bahasa) if ratio else fmt_unit(row.satuan, bahasa))
    ax.yaxis.set_major_formatter(lambda value, _: _tick(value, bahasa))
    ax.yaxis.set_major_locator(MaxNLocator(5))
    shown = [titik["realisasi_angka"], target["target_angka"]]
    low, high = pd.concat(shown).astype(float).agg(["min", "max"])
    space = 0.2 * (high - low) or 1.0  # a number above or below the outermost point fits
    ax.set_ylim(low - space, high + space)


def _tick(value: float, bahasa: str) -> str:
    """Write a value beside the axis: at most two decimals, none above a thousand."""
    if abs(value) >= 1000:
        return fmt(value, 0, bahasa=bahasa)
    return fmt_value(round(value, 2), bahasa=bahasa)
