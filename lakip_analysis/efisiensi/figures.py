"""Dumbbells of planned and actual cost per output."""

from __future__ import annotations

import textwrap

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..bahasa.angka import fmt_percent, fmt_rupiah_short
from ..language import tr
from ..theme import MARKERS, PALETTE, WIDTH, set_theme

__all__ = ["plot_biaya"]


LEAST, MOST = -100.0, 100.0


def plot_biaya(biaya: pd.DataFrame) -> Figure:
    """Draw each output's actual cost per unit against its planned one (= 100), dearest on top; the label says both in rupiah.

    `biaya` holds rows with both costs. Bars beyond ±100 % of the plan are cut and say their value.
    """
    set_theme()
    rows = biaya.sort_values("hemat_persen", ascending=False).reset_index(drop=True)
    gap = (-rows["hemat_persen"]).clip(LEAST, MOST)
    dear = rows["hemat_persen"].round(9) < 0
    fig, ax = plt.subplots(figsize=(WIDTH, 1.0 + 0.5 * len(rows)), layout="constrained")
    colour = dear.map({True: PALETTE["kurang"], False: PALETTE["baik"]})
    ax.hlines(rows.index, 100, 100 + gap, color=colour, linewidth=2)
    ax.plot([100] * len(rows), rows.index, "|", color=PALETTE["target"], markersize=12)
    for kind, marker in ((False, "o"), (True, "^")):
        ax.plot(
            100 + gap[dear == kind],
            rows.index[dear == kind],
            marker,
            color=PALETTE["kurang" if kind else "baik"],
            markersize=7,
        )
    for i, row in rows.iterrows():
        label = f"{fmt_rupiah_short(round(row['biaya_nyata_rp']))} / {fmt_rupiah_short(round(row['biaya_rencana_rp']))} ({MARKERS['kurang' if dear[i] else 'baik']} {fmt_percent(-row['hemat_persen'], 0)})"
        ax.annotate(
            label,
            (max(100, 100 + gap[i]), i),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )
    ax.set_yticks(
        rows.index,
        [
            textwrap.shorten(f"{name} ({unit})", 62, placeholder="…")
            for name, unit in zip(rows["nama_keluaran"], rows["satuan"], strict=True)
        ],
        fontsize=8,
    )
    ax.set_ylim(-0.7, max(len(rows), 1) - 0.3)
    ax.set_xlim(-8, 300)
    ax.set_xticks([0, 50, 100, 150, 200])
    ax.set_xlabel(tr("biaya nyata per satuan, % dari rencana (garis = rencana)"))
    return fig
