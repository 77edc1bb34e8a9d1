"""One small figure per indicator: realisation, target path, slope with its interval, figures outside the series, breaks, projection."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..bahasa.angka import fmt, fmt_value
from ..language import tr
from ..theme import PALETTE, set_theme

__all__ = ["plot_deret"]


def plot_deret(points: pd.DataFrame, targets: pd.DataFrame, row, proyeksi: pd.DataFrame) -> Figure:
    """Draw one indicator through the years.

    Parameters
    ----------
    points : its rows of `realised_series`.
    targets : DataFrame, one row per year: `tahun`, `target_angka`, and `putus`: text where the target path was replaced.
    row : its row of `compute_trend` with `satuan`, as a named tuple.
    proyeksi : its rows of `compute_projection` of one model; rows without a value are not drawn.
    """
    set_theme()
    fig, ax = plt.subplots(figsize=(4.4, 3.1), layout="constrained")
    used, outside = points[points["dipakai"]], points[~points["dipakai"]]
    _target_path(ax, targets)
    ax.plot(
        used["tahun"],
        used["realisasi_angka"],
        color=PALETTE["utama"],
        marker="o",
        markersize=5,
        linewidth=1.8,
        label=tr("realisasi"),
    )
    if len(outside):
        ax.plot(
            outside["tahun_lapor"],
            outside["realisasi_angka"],
            "o",
            mfc="none",
            color=PALETTE["kosong"],
            markersize=6,
            label=tr("di luar deret"),
        )
    _slope(ax, used, row)
    _ahead(ax, proyeksi)
    for i, year in enumerate(_break_years(used, outside, targets)):
        ax.axvline(
            year - 0.5,
            color=PALETTE["kurang"],
            linestyle=":",
            linewidth=1.4,
            label="" if i else tr("putus"),
        )
    _ends(ax, used)
    _frame(ax, points, targets, proyeksi, row)
    return fig


def _target_path(ax, targets: pd.DataFrame) -> None:
    """Draw the target path; a path that was replaced is not joined to the new one."""
    for part, path in targets.groupby((targets["putus"] != "").cumsum().to_numpy()):
        label = "" if part > 0 and (targets["putus"].iloc[0] == "" or part > 1) else tr("target")
        ax.plot(
            path["tahun"],
            path["target_angka"],
            color=PALETTE["target"],
            linestyle="--",
            linewidth=1.2,
            marker="_",
            markersize=9,
            label=label,
        )


def _slope(ax, used: pd.DataFrame, row) -> None:
    """Draw the Theil–Sen line and, where there is one, the fan of its interval, through the middle of the series."""
    if row.n_tahun < 3:
        return
    x, y = used["tahun"].to_numpy(dtype=float), used["realisasi_angka"].to_numpy()
    start = np.median(y - row.tren_per_tahun * x)
    ax.plot(
        x,
        start + row.tren_per_tahun * x,
        color=PALETTE["sedang"],
        linewidth=1,
        label=tr("laju tengah"),
    )
    if row.tren_bawah == row.tren_bawah:
        middle = np.median(x)
        fan = [
            start + row.tren_per_tahun * middle + slope * (x - middle)
            for slope in (row.tren_bawah, row.tren_atas)
        ]
        ax.fill_between(
            x, *fan, color=PALETTE["sedang"], alpha=0.12, linewidth=0, label=tr("selang laju 95 %")
        )


def _ahead(ax, proyeksi: pd.DataFrame) -> None:
    known = proyeksi.dropna(subset=["nilai", "bawah"])
    if len(known):
        error = [known["nilai"] - known["bawah"], known["atas"] - known["nilai"]]
        ax.errorbar(
            known["tahun"].astype(int),
            known["nilai"],
            error,
            fmt="D",
            mfc="white",
            color=PALETTE["kosong"],
            markersize=4,
            capsize=3,
            linewidth=1,
            label=tr("proyeksi, selang 80 %"),
        )


def _break_years(used: pd.DataFrame, outside: pd.DataFrame, targets: pd.DataFrame) -> list[int]:
    """Return the years from which a new line starts: a new definition, or a new target path."""
    old = outside[outside["alasan"].str.startswith("sebelum ")]
    redefined = [int(used["tahun"].min())] if len(old) and len(used) else []
    return sorted({*redefined, *targets.loc[targets["putus"] != "", "tahun"].astype(int)})


def _ends(ax, used: pd.DataFrame) -> None:
    for end in {0, len(used) - 1} if len(used) else ():
        point = (used["tahun"].iloc[end], used["realisasi_angka"].iloc[end])
        ax.annotate(
            fmt_value(point[1]),
            point,
            xytext=(0, 7),
            textcoords="offset points",
            ha="center",
            fontsize=9,
        )


def _tick(value: float) -> str:
    """Write a value beside the axis: at most two decimals, none above a thousand."""
    if not value % 1 or abs(value) >= 1000:
        return fmt(value, 0)
    return fmt(value, 2).rstrip("0").rstrip(",.")


def _frame(ax, points: pd.DataFrame, targets: pd.DataFrame, proyeksi: pd.DataFrame, row) -> None:
    drawn = proyeksi.dropna(subset=["nilai", "bawah"])["tahun"].astype(int)
    years = sorted(
        {*points["tahun"], *points["tahun_lapor"], *targets["tahun"].astype(int), *drawn}
    )
    ax.set_xticks(years, [str(year) if len(years) < 8 else f"’{year % 100:02d}" for year in years])
    ax.set_ylabel(tr("n pada 1 : n") if getattr(row, "jenis_target", "") == "rasio" else row.satuan)
    ax.yaxis.set_major_formatter(lambda value, _: _tick(value))
    ax.yaxis.set_major_locator(plt.MaxNLocator(5))
    shown = [
        points["realisasi_angka"],
        targets["target_angka"],
        *(proyeksi[name] for name in ("nilai", "bawah", "atas")),
    ]
    low, high = pd.concat(shown).astype(float).agg(["min", "max"])
    space = 0.16 * (high - low) or 1.0
    ax.set_ylim(low - space, high + space)
    ax.margins(x=0.06)
    ax.tick_params(labelsize=9)
    ax.legend(
        fontsize=8,
        ncols=3,
        loc="upper center",
        bbox_to_anchor=(0.5, -0.13),
        handlelength=1.6,
        columnspacing=1.2,
    )
