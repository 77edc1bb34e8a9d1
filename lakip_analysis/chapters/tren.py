"""Chapter Tren: the years, the way to the end target, the years ahead, the quarters."""

from __future__ import annotations

from html import escape

import pandas as pd
from IPython.display import HTML

from ..data import DataDinas
from ..language import tr
from ..theme import figure_html
from ..trend import (
    backtest_projection,
    compute_changes,
    compute_projection,
    compute_trend,
    compute_triwulan,
    latest_quarter,
    realised_series,
    sentences,
    summarize_backtest,
    tables,
    target_points,
)
from ..trend.figures import plot_deret
from .capaian import LEVEL_UTAMA
from .pieces import names_of, say, together

__all__ = [
    "known_at", "proyeksi_of", "say_tren", "show_jalur", "show_proyeksi", "show_putus", "show_tabel_tren", "show_tahun", "show_triwulan", "tren_of",
    "triwulan_of",
]  # fmt: skip
ABOUT = ["indikator", "nama_indikator", "satuan", "jenis_target"]


def known_at(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return the main indicators as known at the end of `tahun`: later realisations and breaks are not used, later targets are."""
    rows = d.kinerja[d.kinerja["level"].isin(LEVEL_UTAMA)]
    later = rows["tahun"] > tahun
    return rows.assign(
        **{
            name: rows[name].mask(later, "")
            for name in ("realisasi", "putus_deret", "putus_target")
        }
    )


def tren_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return trend and way to the end target of every main indicator as known at the end of `tahun`."""
    return compute_trend(known_at(d, tahun))


def proyeksi_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return the projection of every main indicator as known at the end of `tahun`."""
    return compute_projection(known_at(d, tahun))


def triwulan_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return the quarters of one year put together."""
    return compute_triwulan(d.kinerja_triwulan[d.kinerja_triwulan["tahun"] == tahun], d.kinerja)


def say_tren(tren: pd.DataFrame) -> HTML:
    """Say how many indicators go which way."""
    return say(sentences.describe_tren(tren))


def show_tahun(d: DataDinas, tahun: int, tren: pd.DataFrame, proyeksi: pd.DataFrame) -> HTML:
    """Show one figure per indicator with two figures or more, each with its sentence and its numbers."""
    kinerja, tested = known_at(d, tahun), int((tren["status"] == "uji").sum())
    points, shown = (
        realised_series(kinerja),
        tren[tren["n_tahun"] > 1].merge(_about(d), on="indikator"),
    )
    if shown.empty:
        return say(
            tr(
                "Belum ada indikator dengan dua tahun realisasi, jadi tidak ada garis yang dapat digambar."
            )
        )
    drift = proyeksi[proyeksi["metode"] == "geser"]
    parts = [
        _figure(row, *(frame[frame["indikator"] == row.indikator] for frame in (kinerja, points, drift)), tested) for row in shown.itertuples()
    ]  # fmt: skip
    return HTML(f'<div class="deret">{"".join(parts)}</div>')


def show_tabel_tren(d: DataDinas, tren: pd.DataFrame) -> HTML:
    """Show direction, pace, interval and run of every indicator."""
    return HTML(tables.table_tren(tren.merge(_about(d), on="indikator")))


def show_putus(d: DataDinas, tahun: int) -> HTML:
    """Show where a line breaks and which figures stand outside their series; nothing when there is none."""
    points = realised_series(known_at(d, tahun))
    putus = d.putus[d.putus["tahun"] <= tahun].merge(_about(d), on="indikator")
    if putus.empty and points["dipakai"].all():
        return say(tr("Tidak ada deret yang putus dan tidak ada angka yang ditinggalkan."))
    return HTML(tables.table_putus(putus, points))


def show_jalur(d: DataDinas, tren: pd.DataFrame) -> HTML:
    """Say and show where the indicators stand on the way to their end targets."""
    rows = tren.merge(_about(d), on="indikator")
    return together(say(*sentences.describe_jalur(rows)), tables.table_jalur(rows))


def show_proyeksi(d: DataDinas, tahun: int, proyeksi: pd.DataFrame) -> HTML:
    """Say and show the projection, the chance of each end target, and how the ways of projecting would have done."""
    text = sentences.describe_proyeksi(proyeksi, names_of(d))
    if proyeksi["nilai"].isna().all():
        return say(*text)
    test = summarize_backtest(backtest_projection(known_at(d, tahun)))
    shown = tables.table_proyeksi(proyeksi, _about(d).set_index("indikator"))
    return together(
        say(*text),
        shown,
        say(sentences.describe_uji_ulang(test)),
        tables.table_uji_ulang(test) if len(test) else "",
    )


def show_triwulan(d: DataDinas, triwulan: pd.DataFrame) -> HTML:
    """Say and show how the year goes by quarter."""
    last, names = latest_quarter(triwulan), names_of(d)
    text = say(*sentences.describe_triwulan(last, names))
    if triwulan.empty:
        return text
    every = tables.table_triwulan(triwulan, names, tr("Kemajuan setiap triwulan"))
    fold = f"<details><summary>{tr('Setiap triwulan')}</summary>{every}</details>"
    return together(
        text, tables.table_triwulan(last, names, tr("Triwulan terakhir yang punya angka")), fold
    )


def _about(d: DataDinas) -> pd.DataFrame:
    return d.indikator[ABOUT]


def _figure(
    row, kinerja: pd.DataFrame, points: pd.DataFrame, proyeksi: pd.DataFrame, tested: int
) -> str:
    """Return figure, sentence and numbers of one indicator."""
    targets = target_points(kinerja)
    figure = figure_html(
        plot_deret(points, targets, row, proyeksi), f"deret-{row.indikator}", sentences.describe_deret(row, points, tested),
        sentences.alt_deret(row, points, targets), tables.table_deret(kinerja, compute_changes(kinerja)),
    )  # fmt: skip
    return f"<section><h3>{escape(row.nama_indikator)}</h3><p><strong>{escape(tr(row.arah))}</strong></p>{figure}</section>"
