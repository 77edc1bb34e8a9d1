"""Results → Figure. Nothing is computed here: bars, points and labels are columns of a result frame."""

from __future__ import annotations

import textwrap

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from .benchmark import relative_gap
from .language import mark, tr
from .tables import show_target, show_values, tidy_name
from .theme import MARKERS, PALETTE, WIDTH, fmt, fmt_percent, fmt_rupiah_short, grade_of, set_theme

__all__ = ["plot_acuan", "plot_capaian", "plot_kuadran", "plot_serapan"]

CLIP = 200.0
NEAR_X, NEAR_Y = 4.0, 8.0
MET_COLOUR = {
    mark("rata-rata tercapai"): PALETTE["baik"],
    mark("rata-rata tercapai, tidak semua indikator"): PALETTE["sedang"],
    mark("rata-rata tidak tercapai"): PALETTE["kurang"],
}
MARKER_SHAPES = {"baik": "o", "kurang": "^"}
MET_MARKER = dict(zip(MET_COLOUR, ("o", "D", "^"), strict=True))


def plot_capaian(capaian: pd.DataFrame) -> Figure:
    """Draw target against realisation: one bar per indicator, in per cent of its target, the target as a line at 100.

    Bars beyond 200 % are cut and say their value; a value that cannot be computed is named with its reason, not drawn.
    """
    set_theme()
    rows = capaian.iloc[::-1].reset_index(drop=True)
    fig, ax = plt.subplots(figsize=(WIDTH, 0.9 + 0.62 * len(rows)), layout="constrained")
    grades = rows["capaian_persen"].map(grade_of)
    width = rows["capaian_persen"].clip(0, CLIP).fillna(0)
    ax.barh(rows.index, width, color=grades.map(PALETTE), height=0.55)
    ax.axvline(100, color=PALETTE["target"], linewidth=1.2, linestyle="--")
    for i, row in rows.iterrows():
        _label_bar(ax, i, row, width[i], grades[i])
    ax.set_yticks(rows.index, [_wrap(name, 38) for name in rows["nama_indikator"]])
    ax.set_xlim(0, CLIP * 1.45)
    ax.set_xticks([0, 50, 100, 150, 200])
    ax.set_xlabel(tr("capaian, % dari target (garis putus-putus = target)"))
    return fig


def plot_serapan(efisiensi: pd.DataFrame) -> Figure:
    """Draw budget and realisation per programme, largest first; the label says the absorption."""
    set_theme()
    rows = efisiensi[efisiensi["level"] == "program"].sort_values("pagu_rp", na_position="first").reset_index(drop=True)
    fig, ax = plt.subplots(figsize=(WIDTH, 0.9 + 0.5 * len(rows)), layout="constrained")
    budget = {"color": PALETTE["latar"], "edgecolor": PALETTE["kosong"], "height": 0.7, "label": tr("pagu")}
    ax.barh(rows.index, rows["pagu_rp"] / 1e6, **budget)
    ax.barh(rows.index, rows["realisasi_rp"] / 1e6, color=PALETTE["utama"], height=0.36, label=tr("realisasi anggaran"))
    for i, row in rows.iterrows():
        end = (row["pagu_rp"] / 1e6 if row["pagu_rp"] == row["pagu_rp"] else 0, i)
        ax.annotate(_absorption_label(row), end, xytext=(5, 0), textcoords="offset points", va="center", fontsize=8.5)
    ax.set_yticks(rows.index, [_wrap(tidy_name(name), 40) for name in rows["nama"]])
    ax.set_ylim(-0.7, len(rows) - 0.4)
    ax.set_xlim(0, rows["pagu_rp"].max() / 1e6 * 1.5 if rows["pagu_rp"].max() > 0 else 1)
    ax.set_xlabel(tr("juta rupiah"))
    ax.xaxis.set_major_formatter(lambda value, _: fmt(value, 0))
    ax.xaxis.set_major_locator(plt.MaxNLocator(4))
    ax.legend(loc="lower right")
    return fig


def plot_kuadran(efisiensi: pd.DataFrame) -> Figure:
    """Draw achievement against absorption, one numbered point per programme that has both."""
    set_theme()
    both = efisiensi["capaian_persen"].notna() & efisiensi["serapan_persen"].notna()
    rows = efisiensi[(efisiensi["level"] == "program") & both].reset_index(drop=True)
    points = pd.DataFrame({"x": rows["serapan_persen"], "y": rows["capaian_persen"].clip(-20, CLIP * 1.1)})
    points["n"] = (points.index + 1).astype(str)
    fig, ax = plt.subplots(figsize=(WIDTH, 5.2), layout="constrained")
    if len(rows):
        import seaborn as sns  # here because it brings scipy.stats, half of what a chapter waits for

        reached, partly, missed = MET_COLOUR
        met = rows["status"].map({"sebagian_tercapai": partly}).fillna(reached)
        met = met.mask(rows["capaian_persen"].round(10) < 100, missed).map(tr)
        colours, markers = ({tr(word): look for word, look in looks.items()} for looks in (MET_COLOUR, MET_MARKER))
        sns.scatterplot(x=points["x"], y=points["y"], hue=met, style=met, palette=colours, markers=markers, s=90, ax=ax)
        _number_points(ax, points)
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=3, fontsize=8.5)
    _quadrant_frame(ax, points)
    return fig


def plot_acuan(acuan: pd.DataFrame) -> Figure:
    """Draw how far the realisation lies from each comparable benchmark, in per cent of it; to the right is better by polarity.

    `acuan` as `compare_acuan` gives it; benchmarks without a comparable number, and indicators without a direction, are not drawn.
    """
    set_theme()
    rows = relative_gap(acuan).iloc[::-1].reset_index(drop=True)
    fig, ax = plt.subplots(figsize=(WIDTH, 0.9 + 0.55 * len(rows)), layout="constrained")
    grade = rows["lebih_baik_persen"].map(lambda gap: "baik" if gap >= 0 else "kurang")
    ax.hlines(rows.index, 0, rows["lebih_baik_persen"], color=grade.map(PALETTE), linewidth=2)
    for i, row in rows.iterrows():
        value, better = row["lebih_baik_persen"], row["lebih_baik_persen"] >= 0
        ax.plot(value, i, MARKER_SHAPES[grade[i]], color=PALETTE[grade[i]], markersize=8)
        label = (
            f"{show_values(pd.Series([row['realisasi']])).iloc[0]} / {show_values(pd.Series([row['nilai']])).iloc[0]}"
        )
        ax.annotate(
            label,
            (value, i),
            xytext=(9 if better else -9, 0),
            textcoords="offset points",
            ha="left" if better else "right",
            va="center",
            fontsize=8.5,
        )
    ax.axvline(0, color=PALETTE["target"], linewidth=1)
    ax.set_yticks(rows.index, [_wrap(f"{row.nama_indikator} / {row.nama_acuan}", 42) for row in rows.itertuples()])
    ax.margins(x=0.35)
    ax.set_ylim(-0.6, max(len(rows), 1) - 0.4)
    ax.set_xlabel(tr("lebih buruk  ←  selisih terhadap acuan, % dari acuan  →  lebih baik"))
    return fig


def _number_points(ax, points: pd.DataFrame) -> None:
    """Write the number of each point above it; points that lie together, one after the other, share one label."""
    level = (points["y"] / NEAR_Y).round()
    for _, row in points.sort_values("x").groupby(level):
        for _, near in row.groupby((row["x"].diff() > NEAR_X).cumsum()):
            names = ", ".join(near.sort_index()["n"])
            style = {"textcoords": "offset points", "ha": "center", "fontsize": 8.5, "fontweight": "bold"}
            ax.annotate(names, (near["x"].mean(), near["y"].mean()), (0, 9), **style)


def _quadrant_frame(ax, points: pd.DataFrame) -> None:
    left, right = (points["x"].min(), points["x"].max()) if len(points) else (0.0, 100.0)
    low, high = (points["y"].min(), points["y"].max()) if len(points) else (0.0, 100.0)
    ax.axhline(100, color=PALETTE["target"], linewidth=1, linestyle="--")
    ax.axvline(100, color=PALETTE["target"], linewidth=1, linestyle=":")
    ax.set_xlim(min(0.0, left - 5), max(110.0, right + 5))
    ax.set_ylim(min(0.0, low - 15), max(130.0, high * 1.12))
    ax.set_xlabel(tr("serapan anggaran, %"))
    ax.set_ylabel(tr("capaian indikator, % (garis = target)"))
    ax.grid(True)
    if len(points) and high >= CLIP * 1.1:
        note = tr("titik di {batas}: capaian lebih tinggi lagi, angkanya di keterangan", batas=fmt(CLIP * 1.1, 0))
        ax.text(0.01, 0.985, note, transform=ax.transAxes, fontsize=8.5, color=PALETTE["kosong"], va="top")


def _absorption_label(row: pd.Series) -> str:
    if row["pagu_rp"] != row["pagu_rp"]:
        return tr("tidak ada anggaran")
    return tr("{serapan} dari {pagu}", serapan=fmt_percent(row["serapan_persen"]), pagu=fmt_rupiah_short(row["pagu_rp"]))  # fmt: skip


def _label_bar(ax, i: int, row: pd.Series, width: float, grade: str) -> None:
    value, target, real = row["capaian_persen"], show_target(row), show_values(pd.Series([row["realisasi"]])).iloc[0]
    head = f"{MARKERS[grade]} {fmt_percent(value)}" + (" →" if value == value and value > CLIP else "")
    if value != value:
        head = tr("{tanda} tanpa angka", tanda=MARKERS["kosong"])
    text = f"{head}  {row['kategori']}\n" + tr("T {target} · R {realisasi}", target=target, realisasi=real)
    ground = {"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 1}
    ax.annotate(text, (width, i), xytext=(5, 0), textcoords="offset points", va="center", fontsize=8.5, bbox=ground)


def _wrap(text: str, width: int) -> str:
    lines = textwrap.wrap(text, width)
    return "\n".join(lines[:3]) + ("…" if len(lines) > 3 else "")
