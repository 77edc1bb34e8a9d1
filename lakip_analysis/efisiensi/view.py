"""efisiensi.view."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..bahasa.angka import fmt, fmt_percent, fmt_rupiah, fmt_rupiah_short
from ..language import mark, tr
from ..show.figure import CLIP, wrap
from ..show.table import table_html
from ..show.values import LEVEL, tidy_name
from ..theme import PALETTE, WIDTH, set_theme
from .verdict import NOT_ASSESSED

__all__ = [
    "alt_kuadran",
    "alt_serapan",
    "describe_efisiensi",
    "describe_own_efficiency",
    "describe_serapan",
    "plot_kuadran",
    "plot_serapan",
    "table_anggaran",
    "table_serapan",
    "table_titik",
]


def describe_serapan(efisiensi: pd.DataFrame) -> str:
    """Return what was allotted and spent by the dinas, and its least absorbed programme."""
    total = efisiensi[efisiensi["level"] == "dinas"]
    if total.empty:
        return tr("Tidak ada data anggaran untuk tahun ini.")
    t = total.iloc[0]
    text = tr(
        "Dari pagu {pagu} terpakai {realisasi}, serapan {serapan}.",
        pagu=fmt_rupiah_short(t.pagu_rp),
        realisasi=fmt_rupiah_short(t.realisasi_rp),
        serapan=fmt_percent(t.serapan_persen),
    )
    program = efisiensi[(efisiensi["level"] == "program") & efisiensi["serapan_persen"].notna()]
    if len(program) < 2:
        return text
    low = program.loc[program["serapan_persen"].idxmin()]
    least = tr(
        "Serapan paling rendah: {program}, {serapan}.",
        program=tidy_name(low.nama),
        serapan=fmt_percent(low.serapan_persen),
    )
    return f"{text} {least}"


def describe_efisiensi(efisiensi: pd.DataFrame) -> str:
    """Return what the measures can and cannot say; never calls anything efficient when its target failed."""
    program = efisiensi[efisiensi["level"] == "program"]
    known = program[program["capaian_persen"].notna()]
    failed, partly = (
        (known["capaian_persen"].round(10) < 100).sum(),
        (known["status"] == "sebagian_tercapai").sum(),
    )
    counts = {
        "n": len(program),
        "tercapai": len(known) - failed,
        "gagal": failed,
        "lain": len(program) - len(known),
    }
    text = tr(
        "Dari {n} program, {tercapai} mendukung indikator yang rata-rata tercapai, {gagal} mendukung indikator yang tidak tercapai, dan {lain} tidak dikaitkan dengan indikator yang berangka.",
        **counts,
    )
    if partly:
        text = tr(
            "Dari {n} program, {tercapai} mendukung indikator yang rata-rata tercapai ({sebagian} di antaranya tidak semua indikatornya), {gagal} mendukung indikator yang tidak tercapai, dan {lain} tidak dikaitkan dengan indikator yang berangka.",
            sebagian=partly,
            **counts,
        )
    return " ".join([text, tr("Sisa anggaran pada target yang tidak tercapai bukan efisiensi.")])


def describe_own_efficiency(measure: str, efisiensi: pd.DataFrame, direct: pd.DataFrame) -> str:
    """Return the figure that the report's own measure gives for the whole dinas, by name; no praise where a target failed.

    Parameters
    ----------
    measure : `aturan.efisiensi` of the dinas.
    efisiensi : as `compute_efisiensi` gives it.
    direct : as `direct_spending` gives it (only for `belanja_langsung`).
    """
    if measure == "belanja_langsung" and len(direct):
        return _say_direct(direct.iloc[0])
    column = OWN_MEASURES.get(measure)
    total = efisiensi[efisiensi["level"] == "dinas"]
    if column is None or total.empty:
        return tr("Laporan ini tidak menyebut ukuran efisiensi yang dapat dihitung dari angkanya.")
    name, unit = OWN_NAMES[measure]
    text = tr(
        "Ukuran laporan sendiri, {ukuran}: {nilai} untuk seluruh program.",
        ukuran=tr(name),
        nilai=tr(unit, x=fmt(total[column].iloc[0])),
    )
    status = total["status"].iloc[0]
    if status == "dihitung":
        return text
    reason = tr(NOT_ASSESSED[status].removeprefix("tidak dinilai: "))
    return " ".join(
        [text, tr("Angka ini tidak dibaca sebagai ukuran keberhasilan ({sebab}).", sebab=reason)]
    )


def _say_direct(d) -> str:
    figures = tr(
        "Ukuran laporan sendiri, realisasi belanja langsung dibagi realisasi belanja: {langsung} dari {belanja} = {persen}.",
        langsung=fmt_rupiah_short(d.langsung_rp),
        belanja=fmt_rupiah_short(d.belanja_rp),
        persen=fmt_percent(d.efisiensi_persen),
    )
    borrowed = tr(
        "Pita Kepmendagri 690.900.327/1996 dibuat untuk biaya terhadap pendapatan daerah, jadi di sini hanya pinjaman dan tidak dibaca sebagai pujian."
    )
    return f"{figures} {borrowed}"


OWN_MEASURES = {
    "sisa": "efisiensi_sisa_persen",
    "selisih": "efisiensi_selisih_poin",
    "rasio": "efisiensi_rasio_persen",
}

OWN_NAMES = {
    "sisa": (mark("100 − serapan"), mark("{x} %")),
    "selisih": (mark("capaian − serapan"), mark("{x} poin")),
    "rasio": (mark("capaian / serapan × 100"), mark("{x} %")),
}


def alt_serapan(efisiensi: pd.DataFrame) -> str:
    """Return the alternative text of the absorption figure."""
    program = efisiensi[efisiensi["level"] == "program"]
    parts = [
        tr(
            "{program} {serapan} dari {pagu}",
            program=tidy_name(r.nama),
            serapan=fmt_percent(r.serapan_persen),
            pagu=fmt_rupiah_short(r.pagu_rp),
        )
        for r in program.itertuples()
    ]
    return tr("Grafik batang pagu dan realisasi per program. {isi}.", isi="; ".join(parts))


def alt_kuadran(efisiensi: pd.DataFrame) -> str:
    """Return the alternative text, and the key to the numbers, of the achievement × absorption figure."""
    rows = efisiensi[
        (efisiensi["level"] == "program")
        & efisiensi["capaian_persen"].notna()
        & efisiensi["serapan_persen"].notna()
    ]
    parts = [
        tr(
            "{nomor} {program} (serapan {serapan}, capaian {capaian})",
            nomor=i,
            program=tidy_name(r.nama),
            serapan=fmt_percent(r.serapan_persen),
            capaian=fmt_percent(r.capaian_persen),
        )
        for i, r in enumerate(rows.itertuples(), 1)
    ]
    return tr("Titik per program: {isi}.", isi="; ".join(parts))


def table_serapan(efisiensi: pd.DataFrame) -> str:
    """Return allotted, spent and absorption of the dinas and its programmes."""
    rows = efisiensi[efisiensi["level"].isin(["dinas", "program"])]
    names = rows["nama"].map(tidy_name).map(tr)  # the sum of the dinas has no name of its own
    columns = {"nama": (tr("Program"), None), **_money_columns()}
    return table_html(
        rows.assign(nama=names), columns, tr("Pagu, realisasi dan serapan per program")
    )


def table_anggaran(efisiensi: pd.DataFrame) -> str:
    """Return every budget line down to sub-activity."""
    rows = efisiensi[efisiensi["level"] != "dinas"]
    frame = rows.assign(nama=rows["nama"].map(tidy_name), tingkat=rows["level"].map(LEVEL).map(tr))
    columns = {
        "nama": (tr("Baris anggaran"), None),
        "tingkat": (tr("Tingkat"), None),
        **_money_columns(),
    }
    return table_html(frame, columns, tr("Anggaran sampai sub kegiatan"))


def _money_columns() -> dict[str, tuple[str, Callable | None]]:
    return {
        "kode": (tr("Kode"), None),
        "pagu_rp": (tr("Pagu"), fmt_rupiah),
        "realisasi_rp": (tr("Realisasi anggaran"), fmt_rupiah),
        "serapan_persen": (tr("Serapan"), fmt_percent),
    }


def table_titik(efisiensi: pd.DataFrame) -> str:
    """Return the numbers behind the points of achievement against absorption, numbered as in the figure."""
    both = efisiensi["capaian_persen"].notna() & efisiensi["serapan_persen"].notna()
    rows = efisiensi[(efisiensi["level"] == "program") & both]
    frame = rows.assign(
        nomor=[str(n) for n in range(1, len(rows) + 1)], nama=rows["nama"].map(tidy_name)
    )
    columns = {
        "nomor": (tr("Nomor"), None),
        "nama": (tr("Program"), None),
        "serapan_persen": (tr("Serapan"), fmt_percent),
        "capaian_persen": (tr("Capaian"), fmt_percent),
    }
    return table_html(frame, columns, tr("Serapan dan capaian per program"))


NEAR_X, NEAR_Y = 4.0, 8.0

MET_COLOUR = {
    mark("rata-rata tercapai"): PALETTE["baik"],
    mark("rata-rata tercapai, tidak semua indikator"): PALETTE["sedang"],
    mark("rata-rata tidak tercapai"): PALETTE["kurang"],
}

MET_MARKER = dict(zip(MET_COLOUR, ("o", "D", "^"), strict=True))


def plot_serapan(efisiensi: pd.DataFrame) -> Figure:
    """Draw budget and realisation per programme, largest first; the label says the absorption."""
    set_theme()
    rows = (
        efisiensi[efisiensi["level"] == "program"]
        .sort_values("pagu_rp", na_position="first")
        .reset_index(drop=True)
    )
    fig, ax = plt.subplots(figsize=(WIDTH, 0.9 + 0.5 * len(rows)), layout="constrained")
    budget = {
        "color": PALETTE["latar"],
        "edgecolor": PALETTE["kosong"],
        "height": 0.7,
        "label": tr("pagu"),
    }
    ax.barh(rows.index, rows["pagu_rp"] / 1e6, **budget)
    ax.barh(
        rows.index,
        rows["realisasi_rp"] / 1e6,
        color=PALETTE["utama"],
        height=0.36,
        label=tr("realisasi anggaran"),
    )
    for i, row in rows.iterrows():
        end = (row["pagu_rp"] / 1e6 if row["pagu_rp"] == row["pagu_rp"] else 0, i)
        ax.annotate(
            _absorption_label(row),
            end,
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
        )
    ax.set_yticks(rows.index, [wrap(tidy_name(name), 40) for name in rows["nama"]])
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
    points = pd.DataFrame(
        {"x": rows["serapan_persen"], "y": rows["capaian_persen"].clip(-20, CLIP * 1.1)}
    )
    points["n"] = (points.index + 1).astype(str)
    fig, ax = plt.subplots(figsize=(WIDTH, 5.2), layout="constrained")
    if len(rows):
        import seaborn as sns  # here because it brings scipy.stats, half of what a chapter waits for

        reached, partly, missed = MET_COLOUR
        met = rows["status"].map({"sebagian_tercapai": partly}).fillna(reached)
        met = met.mask(rows["capaian_persen"].round(10) < 100, missed).map(tr)
        colours, markers = (
            {tr(word): look for word, look in looks.items()} for looks in (MET_COLOUR, MET_MARKER)
        )
        sns.scatterplot(
            x=points["x"],
            y=points["y"],
            hue=met,
            style=met,
            palette=colours,
            markers=markers,
            s=90,
            ax=ax,
        )
        _number_points(ax, points)
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=3, fontsize=8.5)
    _quadrant_frame(ax, points)
    return fig


def _number_points(ax, points: pd.DataFrame) -> None:
    """Write the number of each point above it; points that lie together, one after the other, share one label."""
    level = (points["y"] / NEAR_Y).round()
    for _, row in points.sort_values("x").groupby(level):
        for _, near in row.groupby((row["x"].diff() > NEAR_X).cumsum()):
            names = ", ".join(near.sort_index()["n"])
            style = {
                "textcoords": "offset points",
                "ha": "center",
                "fontsize": 8.5,
                "fontweight": "bold",
            }
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
        note = tr(
            "titik di {batas}: capaian lebih tinggi lagi, angkanya di keterangan",
            batas=fmt(CLIP * 1.1, 0),
        )
        ax.text(
            0.01,
            0.985,
            note,
            transform=ax.transAxes,
            fontsize=8.5,
            color=PALETTE["kosong"],
            va="top",
        )


def _absorption_label(row: pd.Series) -> str:
    if row["pagu_rp"] != row["pagu_rp"]:
        return tr("tidak ada anggaran")
    return tr(
        "{serapan} dari {pagu}",
        serapan=fmt_percent(row["serapan_persen"]),
        pagu=fmt_rupiah_short(row["pagu_rp"]),
    )
