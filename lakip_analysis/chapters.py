"""What the notebooks call: the results of one dinas and year, and each thing shown of them as one HTML piece.

A notebook cell holds one call of this module; a new chapter of the report is one notebook and its few functions here.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import pandas as pd
from IPython.display import HTML

from . import figures, narrative, tables
from .achievement import add_printed, compute_capaian, summarize_capaian
from .catalogue import find_year
from .data import DataDinas, load_dinas
from .efficiency import compute_efisiensi
from .theme import figure_html
from .trend import compute_trend

__all__ = [
    "capaian_of", "efisiensi_of", "key_figures_of", "open_dinas", "say_capaian", "say_efisiensi", "say_serapan", "say_tren", "show_anggaran", "show_capaian",
    "show_efisiensi", "show_kuadran", "show_metode", "show_ringkasan", "show_sasaran", "show_serapan", "show_tabel_capaian", "show_tabel_tren",
    "show_tahun", "summary_of", "tren_of",
]  # fmt: skip

LEVEL_UTAMA = ("tujuan", "sasaran", "pendukung")


def open_dinas(data_dir: str | Path, dinas: str, tahun: int) -> DataDinas:
    """Load one dinas and make sure that it has the year.

    Raises
    ------
    DataError
        Unknown dinas or year, or every fault of its data.
    """
    find_year(data_dir, dinas, tahun)
    return load_dinas(data_dir, dinas)


def capaian_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return achievement of every tujuan, sasaran and pendukung indicator of one year, with the printed figures beside it.

    An indicator that was promised but has no figure in any year stands in the result as a missing one.
    """
    never = d.indikator[~d.indikator["indikator"].isin(d.kinerja["indikator"])].assign(dinas=d.dinas, tahun=tahun, target="", realisasi="")
    rows = pd.concat([d.kinerja[d.kinerja["tahun"] == tahun], never], ignore_index=True)
    rows = rows[rows["level"].isin(LEVEL_UTAMA)].reset_index(drop=True)
    capaian = compute_capaian(rows, d.info["aturan"], d.info["aturan"]["skala"])
    return add_printed(capaian, d.terbitan_kinerja)


def tren_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return trend and progress of every indicator as known at the end of `tahun`: later realisations are not used, later targets are."""
    rows = d.kinerja[d.kinerja["level"].isin(LEVEL_UTAMA)]
    return compute_trend(rows.assign(realisasi=rows["realisasi"].where(rows["tahun"] <= tahun, "")))


def efisiensi_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return absorption and every efficiency measure of one year, per budget line and for the dinas."""
    anggaran = d.anggaran[d.anggaran["tahun"] == tahun]
    return compute_efisiensi(anggaran, d.program_indikator, capaian_of(d, tahun))


def summary_of(d: DataDinas, tahun: int) -> list[str]:
    """Return the sentences at the top of the report."""
    capaian = capaian_of(d, tahun)
    return narrative.describe_summary(capaian, summarize_capaian(capaian, ["dinas", "tahun"]), tren_of(d, tahun), efisiensi_of(d, tahun))


def key_figures_of(d: DataDinas, tahun: int) -> list[dict[str, str]]:
    """Return the figures that open the report, each with its doubt: nama, nilai, keterangan."""
    capaian, efisiensi = capaian_of(d, tahun), efisiensi_of(d, tahun)
    return narrative.key_figures(summarize_capaian(capaian, ["dinas", "tahun"]), tren_of(d, tahun), efisiensi)


def show_capaian(capaian: pd.DataFrame) -> HTML:
    """Show target against realisation per indicator."""
    caption = "Capaian tiap indikator menurut rumus dinas sendiri; T = target, R = realisasi. Sumber: tabel capaian di bawah."
    return HTML(figure_html(figures.plot_capaian(capaian), "gambar-capaian", caption, narrative.alt_capaian(capaian)))


def show_tabel_capaian(capaian: pd.DataFrame) -> HTML:
    """Show the achievement table."""
    return HTML(tables.table_capaian(capaian))


def show_sasaran(capaian: pd.DataFrame) -> HTML:
    """Show the averages per sasaran with their coverage."""
    return HTML(tables.table_ringkasan(summarize_capaian(capaian, ["sasaran"]), "sasaran", "Rata-rata capaian per tujuan atau sasaran"))


def show_ringkasan(capaian: pd.DataFrame) -> HTML:
    """Show the averages per level of indicator."""
    return HTML(tables.table_ringkasan(summarize_capaian(capaian, ["level"]), "level", "Rata-rata capaian per tingkat indikator"))


def say_capaian(capaian: pd.DataFrame) -> HTML:
    """Say the averages of the dinas."""
    return _say(narrative.describe_capaian(summarize_capaian(capaian, ["dinas", "tahun"])))


def show_tahun(d: DataDinas, tren: pd.DataFrame) -> HTML:
    """Show realisation and target by year, one panel per indicator."""
    names = _names(d)
    shown = tren[tren["n_tahun"] > 1]
    if shown.empty:
        return _say("Belum ada indikator dengan dua tahun realisasi, jadi tidak ada garis yang dapat digambar.")
    caption = "Realisasi (garis penuh) dan target (putus-putus) per tahun, dalam satuan masing-masing indikator."
    return HTML(figure_html(figures.plot_tahun(d.kinerja, tren), "gambar-tahun", caption, narrative.alt_tahun(tren, names), tables.table_tahun(d.kinerja)))


def show_tabel_tren(d: DataDinas, tren: pd.DataFrame) -> HTML:
    """Show slope, interval and distance to the end target."""
    return HTML(tables.table_tren(tren, _names(d)))


def say_tren(tren: pd.DataFrame) -> HTML:
    """Say how many indicators go which way."""
    return _say(narrative.describe_tren(tren))


def show_serapan(efisiensi: pd.DataFrame) -> HTML:
    """Show budget and realisation per programme."""
    caption = "Pagu setelah perubahan dan realisasi per program."
    return HTML(figure_html(figures.plot_serapan(efisiensi), "gambar-serapan", caption, narrative.alt_serapan(efisiensi), tables.table_serapan(efisiensi)))


def show_kuadran(efisiensi: pd.DataFrame) -> HTML:
    """Show achievement against absorption per programme."""
    alt = narrative.alt_kuadran(efisiensi)
    caption = "Capaian rata-rata indikator yang didukung program, terhadap serapannya. " + alt
    return HTML(figure_html(figures.plot_kuadran(efisiensi), "gambar-kuadran", caption, alt))


def show_efisiensi(efisiensi: pd.DataFrame) -> HTML:
    """Show every measure side by side."""
    return HTML(tables.table_efisiensi(efisiensi))


def show_anggaran(efisiensi: pd.DataFrame) -> HTML:
    """Show every budget line, folded."""
    return HTML(f"<details><summary>Semua baris anggaran</summary>{tables.table_anggaran(efisiensi)}</details>")


def say_serapan(efisiensi: pd.DataFrame) -> HTML:
    """Say what was allotted and spent."""
    return _say(narrative.describe_serapan(efisiensi))


def say_efisiensi(efisiensi: pd.DataFrame) -> HTML:
    """Say what the measures can and cannot tell."""
    return _say(narrative.describe_efisiensi(efisiensi))


def show_metode(d: DataDinas, tahun: int) -> HTML:
    """Show sources, rules in force, corrections and missing values: the closing section "Data dan metode"."""
    parts = [tables.table_dokumen(d.info), tables.table_aturan(d.info), tables.table_pilihan(d.pilihan, _names(d)), tables.table_koreksi(d.koreksi), tables.table_kosong(capaian_of(d, tahun))]
    return HTML("\n".join(parts))


def _names(d: DataDinas) -> pd.Series:
    return d.indikator.set_index("indikator")["nama_indikator"]


def _say(text: str) -> HTML:
    return HTML(f"<p>{escape(text)}</p>")
