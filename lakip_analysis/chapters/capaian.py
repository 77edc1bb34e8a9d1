"""Chapter Capaian: what was promised and reached."""

from __future__ import annotations

import pandas as pd
from IPython.display import HTML

from .. import figures, narrative, tables
from ..achievement import add_printed, compute_capaian, summarize_capaian
from ..data import DataDinas
from ..language import tr
from ..theme import figure_html
from .pieces import say

__all__ = [
    "LEVEL_UTAMA",
    "capaian_of",
    "say_capaian",
    "show_capaian",
    "show_ringkasan",
    "show_sasaran",
    "show_tabel_capaian",
]

LEVEL_UTAMA = ("tujuan", "sasaran", "pendukung")


def capaian_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return achievement of every tujuan, sasaran and pendukung indicator of one year, with the printed figures beside it.

    An indicator that was promised but has no figure in any year stands in the result as a missing one.
    """
    never = d.indikator[~d.indikator["indikator"].isin(d.kinerja["indikator"])].assign(
        dinas=d.dinas, tahun=tahun, target="", realisasi=""
    )
    rows = pd.concat([d.kinerja[d.kinerja["tahun"] == tahun], never], ignore_index=True)
    rows = rows[rows["level"].isin(LEVEL_UTAMA)].reset_index(drop=True)
    capaian = compute_capaian(rows, d.info["aturan"], d.info["aturan"]["skala"])
    return add_printed(capaian, d.terbitan_kinerja)


def show_capaian(capaian: pd.DataFrame) -> HTML:
    """Show target against realisation per indicator."""
    caption = tr("Capaian tiap indikator menurut rumus dinas sendiri; T = target, R = realisasi. Sumber: tabel capaian di bawah.")  # fmt: skip
    alt, table = narrative.alt_capaian(capaian), tables.table_batang(capaian)
    return HTML(figure_html(figures.plot_capaian(capaian), "gambar-capaian", caption, alt, table))


def show_tabel_capaian(capaian: pd.DataFrame) -> HTML:
    """Show the achievement table."""
    return HTML(tables.table_capaian(capaian))


def show_sasaran(capaian: pd.DataFrame) -> HTML:
    """Show the averages per sasaran with their coverage."""
    averages = summarize_capaian(capaian, ["sasaran"])
    return HTML(
        tables.table_ringkasan(averages, "sasaran", tr("Rata-rata capaian per tujuan atau sasaran"))
    )


def show_ringkasan(capaian: pd.DataFrame) -> HTML:
    """Show the averages per level of indicator."""
    averages = summarize_capaian(capaian, ["level"])
    averages = averages.assign(level=averages["level"].map(tr))
    return HTML(
        tables.table_ringkasan(averages, "level", tr("Rata-rata capaian per tingkat indikator"))
    )


def say_capaian(capaian: pd.DataFrame) -> HTML:
    """Say the averages of the dinas."""
    return say(narrative.describe_capaian(summarize_capaian(capaian, ["dinas", "tahun"])))
