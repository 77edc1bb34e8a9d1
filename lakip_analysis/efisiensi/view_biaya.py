"""What one unit of each output cost, against its plan and in other dinas."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.figure import Figure

from ..aturan.rules import threshold
from ..bahasa.angka import fmt_percent, fmt_value
from ..bahasa.say import fmt_rupiah_short, say, word
from ..show.figure import Gambar, open_axes
from ..show.pieces import Potongan, paragraphs, together
from ..show.table import Tabel, make_table
from ..show.values import with_unit
from ..theme import MARKERS, PALETTE, WIDTH, set_theme
from .cost import WITH_COST, against_plan

__all__ = [
    "describe_biaya",
    "describe_frontier",
    "figure_biaya",
    "plot_biaya",
    "say_biaya",
    "table_banding_biaya",
    "table_biaya",
]

DRAWN = 16  # outputs in the figure; the table holds all of them
LEAST, MOST = -100.0, 100.0  # a difference beyond this is drawn here and says its value


def describe_biaya(biaya: pd.DataFrame, bahasa: str) -> list[str]:
    """Return how many unit costs are known, and the dearest and cheapest against plan.

    Outputs of the planned volume are counted apart: what differs there is the budget left over, or
    what was spent beyond it.
    """
    status = biaya["status"].value_counts()
    known, paper = status.reindex(WITH_COST).sum(), status.get("administratif", 0)
    if not known and not paper:
        return [say("biaya.tanpa_data", bahasa)]
    text = [say("biaya.banyak", bahasa, dihitung=int(known), n=len(biaya))]
    for code in ("sisa_pagu", "lebih_pagu"):
        if same := status.get(code, 0):
            text.append(say(f"biaya.sama.{code}", bahasa, n=same))
    text += _changed(biaya[biaya["status"] == "dihitung"].reset_index(drop=True), bahasa)
    if paper:
        text.append(say("biaya.administratif", bahasa, n=paper))
    return text


def figure_biaya(biaya: pd.DataFrame, bahasa: str) -> Gambar | None:
    """Return the outputs furthest from plan, with the table of all.

    Only those whose volume differs from the plan; nothing where there is none.
    """
    known = biaya[biaya["status"] == "dihitung"]
    if known.empty:
        return None
    order = known["hemat_persen"].abs().sort_values(ascending=False, kind="stable").index
    far = known.loc[order[:DRAWN]]
    said = "; ".join(say("biaya.alt_keluaran", bahasa, row) for row in far.itertuples())
    return Gambar(
        plot_biaya(far, bahasa),
        "gambar-biaya",
        say("biaya.keterangan", bahasa, n=len(far)),
        say("biaya.alt", bahasa, isi=said),
        bahasa,
        table_biaya(biaya, bahasa),
    )


def say_biaya(biaya: pd.DataFrame, bahasa: str) -> Potongan:
    """Return sentences and figure of what one unit of each output cost."""
    shown = figure_biaya(biaya, bahasa)
    if shown is None and biaya["status"].isin([*WITH_COST, "administratif"]).any():
        shown = table_biaya(biaya, bahasa)
    return together(paragraphs(*describe_biaya(biaya, bahasa)), shown)


def table_biaya(biaya: pd.DataFrame, bahasa: str) -> Tabel:
    """Return planned and actual cost of one unit of each output; why there is none."""
    rows = _whole_rupiah(biaya).assign(
        volume=[_volume(row, bahasa) for row in biaya.itertuples()],
        status=[_why_not(code, bahasa) for code in biaya["status"]],
    )
    columns = ["nama_keluaran", "kode", "volume", "realisasi_rp", "biaya_rencana_rp"]
    columns += ["biaya_nyata_rp", "hemat_persen", "status"]
    title, note = say("biaya.tabel", bahasa), say("biaya.catatan", bahasa)
    return make_table(rows, columns, title, bahasa, note, berkas="biaya")


def table_banding_biaya(banding: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel:
    """Return the cost of the same output in several dinas.

    `banding` as `compare_biaya` gives it; `judul` maps a dinas to the name a reader knows.
    """
    rows = banding.assign(
        biaya_nyata_rp=banding["biaya_nyata_rp"].round(),
        dinas=banding["dinas"].map(judul),
        volume_realisasi=[
            with_unit(row.volume_realisasi, row.satuan, bahasa) for row in banding.itertuples()
        ],
        sebanding=[
            say(f"biaya_sebanding.{row.sebanding}", bahasa, row) for row in banding.itertuples()
        ],
    )
    columns = ["nama_keluaran", "kode", "dinas", "tahun", "volume_realisasi", "realisasi_rp"]
    columns += ["biaya_nyata_rp", "sebanding"]
    title = say("biaya.banding.tabel", bahasa)
    note = say("biaya.banding.catatan", bahasa, kali=threshold("biaya_kali"))
    return make_table(rows, columns, title, bahasa, note, berkas="biaya")


def describe_frontier(satuan: pd.DataFrame, bahasa: str) -> str:
    """Return how many outputs several dinas make, and whether they suffice for a frontier.

    `satuan` as `compare_frontier` gives it.
    """
    if satuan.empty:
        return say("biaya.banding.belum_ada", bahasa)
    same = ["kode", "satuan_sama", "nama_sama"]
    parts = [say("biaya.banding.banyak", bahasa, n=len(satuan.drop_duplicates(same)))]
    enough = satuan[satuan["status"] == "dihitung"].drop_duplicates([*same, "tahun"])
    if enough.empty:
        most = satuan.loc[satuan["n_unit"].idxmax()]
        return f"{parts[0]} {say('biaya.banding.kurang', bahasa, most)}"
    parts.append(say("biaya.banding.cukup", bahasa, n=len(enough)))
    odd = (satuan["status"] == "dipertanyakan").sum()
    if odd:
        limit = threshold("biaya_kali")
        parts.append(say("biaya.banding.dipertanyakan", bahasa, n=odd, kali=limit))
    return " ".join(parts)


def plot_biaya(biaya: pd.DataFrame, bahasa: str) -> Figure:
    """Draw each output's actual unit cost against its planned one (= 100), dearest on top.

    `biaya` holds rows with both costs; the label says both in rupiah.
    """
    set_theme()
    rows = biaya.sort_values("hemat_persen", ascending=False).reset_index(drop=True)
    gap = (-rows["hemat_persen"]).clip(LEAST, MOST)
    dear = against_plan(rows) == "mahal"
    fig, ax = open_axes(WIDTH, 1.0 + 0.5 * len(rows), 3.4)
    colour = dear.map({True: PALETTE["kurang"], False: PALETTE["baik"]})
    ax.hlines(rows.index, 100, 100 + gap, color=colour, linewidth=2)
    ax.plot([100] * len(rows), rows.index, "|", color=PALETTE["target"], markersize=12)
    for kind, marker, grade in ((False, "o", "baik"), (True, "^", "kurang")):
        here = dear == kind
        style = {"color": PALETTE[grade], "markersize": 7}
        ax.plot(100 + gap[here], rows.index[here], marker, **style)
    beside = {"xytext": (8, 0), "textcoords": "offset points", "va": "center", "fontsize": 8}
    for i, row in rows.iterrows():
        ax.annotate(_label(row, dear[i], bahasa), (max(100, 100 + gap[i]), i), **beside)
    names = [f"{row.nama_keluaran} ({row.satuan})" for row in rows.itertuples()]
    names = [textwrap.shorten(name, 62, placeholder="…") for name in names]
    ax.set_yticks(rows.index, names, fontsize=8)
    ax.set_ylim(-0.7, max(len(rows), 1) - 0.3)
    ax.set_xlim(-8, 300)  # from 200 on there is room for the labels
    ax.set_xticks([0, 50, 100, 150, 200])
    ax.set_xlabel(say("biaya.sumbu", bahasa))
    return fig


def _changed(rows: pd.DataFrame, bahasa: str) -> list[str]:
    """Return how many unit costs themselves changed, and the two furthest from plan."""
    if rows.empty:
        return []
    code = against_plan(rows)
    counts = [(name, (code == name).sum()) for name in ("mahal", "murah", "tepat")]
    isi = ", ".join(say(f"biaya.berubah_{name}", bahasa, n=n) for name, n in counts if n)
    ends = dict.fromkeys([rows["hemat_persen"].idxmin(), rows["hemat_persen"].idxmax()])
    apart = rows["hemat_persen"].abs()
    said = [
        say(f"biaya.terhadap_rencana.{code[i]}", bahasa, rows.loc[i], beda_persen=apart[i])
        for i in ends
    ]
    return [say("biaya.berubah", bahasa, n=len(rows), isi=isi), *said]


def _label(row: pd.Series, dear: bool, bahasa: str) -> str:
    costs = (row["biaya_nyata_rp"], row["biaya_rencana_rp"])
    actual, planned = (fmt_rupiah_short(round(cost), bahasa=bahasa) for cost in costs)
    more = fmt_percent(-row["hemat_persen"], 0, bahasa=bahasa)
    return f"{actual} / {planned} ({MARKERS['kurang' if dear else 'baik']} {more})"


def _whole_rupiah(rows: pd.DataFrame) -> pd.DataFrame:
    names = ("biaya_rencana_rp", "biaya_nyata_rp")
    return rows.assign(**{name: rows[name].round() for name in names})


def _volume(row, bahasa: str) -> str:
    planned = with_unit(row.volume_target, row.satuan, bahasa)
    return f"{fmt_value(row.volume_realisasi, bahasa=bahasa)} / {planned}"


def _why_not(status: str, bahasa: str) -> str:
    return "" if status == "dihitung" else word("status_biaya", status, bahasa)
