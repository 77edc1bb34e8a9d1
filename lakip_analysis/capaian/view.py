"""capaian.view."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..bahasa.angka import fmt_count, fmt_percent
from ..language import tr
from ..show.figure import CLIP, wrap
from ..show.table import table_html
from ..show.values import describe_status, show_target, show_values
from ..theme import MARKERS, PALETTE, WIDTH, grade_of, set_theme

__all__ = [
    "alt_capaian",
    "describe_capaian",
    "plot_capaian",
    "table_batang",
    "table_capaian",
    "table_ringkasan",
]


def describe_capaian(ringkasan: pd.DataFrame) -> str:
    """Return the averages of the dinas with their coverage; `ringkasan` has one row."""
    r = ringkasan.iloc[0]
    total, known = int(r.n_indikator), int(r.n_dihitung)
    text = [
        tr(
            "Dari {n} indikator, {dihitung} punya angka capaian dan {tercapai} mencapai targetnya.",
            n=total,
            dihitung=known,
            tercapai=int(r.n_tercapai),
        )
    ]
    if not known:
        return " ".join([*text, tr("Rata-rata tidak dihitung.")])
    text.append(
        tr(
            "Rata-rata capaian menurut rumus dinas sendiri {sendiri}; dengan ukuran bersama (tiap indikator dibatasi 0–120) {bersama}, keduanya atas {dihitung} dari {n} indikator.",
            sendiri=fmt_percent(r.rata_capaian_persen),
            bersama=fmt_percent(r.rata_acuan_persen),
            dihitung=known,
            n=total,
        )
    )
    return " ".join(text + _printed_and_ladder(r))


def _printed_and_ladder(r) -> list[str]:
    printed = r.rata_tercetak_persen
    text = [
        tr("Angka yang tercetak di laporan rata-ratanya {tercetak}.", tercetak=fmt_percent(printed))
    ]
    ladder = [
        tr("{n} indikator berupa jenjang dan ikut sebagai perbandingan urutan.", n=int(r.n_ordinal))
    ]
    return text * bool(printed == printed) + ladder * bool(r.n_ordinal)


def alt_capaian(capaian: pd.DataFrame) -> str:
    """Return the alternative text of the achievement figure, with every number in it."""
    parts = "; ".join(_alt_bar(row) for row in capaian.itertuples())
    return tr("Grafik batang capaian per indikator. {isi}.", isi=parts)


def _alt_bar(row) -> str:
    shown = {
        "indikator": row.nama_indikator,
        "target": show_target(row),
        "realisasi": show_values(pd.Series([row.realisasi])).iloc[0],
    }
    if row.capaian_persen != row.capaian_persen:
        return tr(
            "{indikator}: target {target}, realisasi {realisasi}, tanpa angka capaian", **shown
        )
    return tr(
        "{indikator}: target {target}, realisasi {realisasi}, capaian {capaian}",
        capaian=fmt_percent(row.capaian_persen),
        **shown,
    )


def best_and_worst(capaian: pd.DataFrame) -> list[str]:
    known = capaian.dropna(subset=["capaian_persen"])
    if len(known) < 2 or known["capaian_persen"].nunique() == 1:
        return []
    top, low = (
        known.loc[known["capaian_persen"].idxmax()],
        known.loc[known["capaian_persen"].idxmin()],
    )
    return [
        tr(
            "Tertinggi: {tertinggi} ({capaian_tertinggi}). Terendah: {terendah} ({capaian_terendah}).",
            tertinggi=top.nama_indikator,
            capaian_tertinggi=fmt_percent(top.capaian_persen),
            terendah=low.nama_indikator,
            capaian_terendah=fmt_percent(low.capaian_persen),
        )
    ]


def table_capaian(capaian: pd.DataFrame) -> str:
    """Return what was promised and reached per indicator: own rule, common yardstick and the printed figure side by side."""
    frame = capaian.assign(
        target_=[show_target(row) for row in capaian.itertuples()],
        realisasi_=show_values(capaian["realisasi"]),
        nilai=[_value_or_reason(row.capaian_persen, row.status) for row in capaian.itertuples()],
        tanda=[
            f"{MARKERS[grade_of(row.capaian_persen)]} {row.kategori}".strip()
            if row.kategori
            else "–"
            for row in capaian.itertuples()
        ],
        level=capaian["level"].map(tr),
        kategori_acuan=capaian["kategori_acuan"].map(tr),
    )
    columns = {
        "nama_indikator": (tr("Indikator"), None),
        "level": (tr("Tingkat"), None),
        "satuan": (tr("Satuan"), None),
        "target_": (tr("Target"), None),
        "realisasi_": (tr("Realisasi"), None),
        "nilai": (tr("Capaian menurut rumus dinas"), None),
        "tanda": (tr("Kategori"), None),
        "capaian_acuan_persen": (tr("Capaian ukuran bersama"), fmt_percent),
        "kategori_acuan": (tr("Kategori ukuran bersama"), None),
        "capaian_tercetak_persen": (tr("Capaian tercetak"), fmt_percent),
        "kategori_tercetak": (tr("Kategori tercetak"), None),
    }
    note = tr(
        "● tercapai, ◆ mendekati, ▲ jauh dari target, ○ tanpa angka. Ukuran bersama: batas bawah 0, batas atas 120."
    )
    return table_html(frame, columns, tr("Target, realisasi dan capaian per indikator"), note)


def table_ringkasan(ringkasan: pd.DataFrame, label: str, caption: str) -> str:
    """Return averages with their coverage, one row per group; `label` names the grouping column."""
    covered = [
        tr("{dihitung} dari {semua}", dihitung=int(r.n_dihitung), semua=int(r.n_indikator))
        for r in ringkasan.itertuples()
    ]
    columns = {
        label: (tr("Kelompok"), None),
        "cakupan": (tr("Indikator dengan angka"), None),
        "n_tercapai": (tr("Mencapai target"), fmt_count),
        "rata_capaian_persen": (tr("Rata-rata menurut rumus dinas"), fmt_percent),
        "rata_acuan_persen": (tr("Rata-rata ukuran bersama"), fmt_percent),
        "rata_tercetak_persen": (tr("Rata-rata angka tercetak"), fmt_percent),
    }
    note = tr("Nilai yang tidak ada tidak ikut dirata-ratakan; nol ikut.")
    return table_html(ringkasan.assign(cakupan=covered), columns, caption, note)


def table_batang(capaian: pd.DataFrame) -> str:
    """Return the numbers behind the bars of achievement."""
    frame = capaian.assign(
        target_=[show_target(row) for row in capaian.itertuples()],
        realisasi_=show_values(capaian["realisasi"]),
        nilai=[_value_or_reason(row.capaian_persen, row.status) for row in capaian.itertuples()],
    )
    columns = {
        "nama_indikator": (tr("Indikator"), None),
        "target_": (tr("Target"), None),
        "realisasi_": (tr("Realisasi"), None),
        "nilai": (tr("Capaian menurut rumus dinas"), None),
    }
    return table_html(frame, columns, tr("Capaian tiap indikator"))


def _value_or_reason(value: float, status: str) -> str:
    return fmt_percent(value) if value == value else describe_status(status)


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
    ax.set_yticks(rows.index, [wrap(name, 38) for name in rows["nama_indikator"]])
    ax.set_xlim(0, CLIP * 1.45)
    ax.set_xticks([0, 50, 100, 150, 200])
    ax.set_xlabel(tr("capaian, % dari target (garis putus-putus = target)"))
    return fig


def _label_bar(ax, i: int, row: pd.Series, width: float, grade: str) -> None:
    value, target, real = (
        row["capaian_persen"],
        show_target(row),
        show_values(pd.Series([row["realisasi"]])).iloc[0],
    )
    head = f"{MARKERS[grade]} {fmt_percent(value)}" + (
        " →" if value == value and value > CLIP else ""
    )
    if value != value:
        head = tr("{tanda} tanpa angka", tanda=MARKERS["kosong"])
    text = f"{head}  {row['kategori']}\n" + tr(
        "T {target} · R {realisasi}", target=target, realisasi=real
    )
    ground = {"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 1}
    ax.annotate(
        text,
        (width, i),
        xytext=(5, 0),
        textcoords="offset points",
        va="center",
        fontsize=8.5,
        bbox=ground,
    )
