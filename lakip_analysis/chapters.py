"""What the notebooks call: the results of one dinas and year, and each thing shown of them as one HTML piece.

A notebook cell holds one call of this module; a new chapter of the report is one notebook and its few functions here.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import pandas as pd
from IPython.display import HTML

from . import figures, narrative, provenance, tables
from .achievement import add_printed, compute_capaian, summarize_capaian
from .audit import audit_dinas
from .audit import report as findings
from .benchmark import compare_acuan
from .catalogue import find_year
from .data import DataDinas, load_dinas
from .efficiency import compute_efisiensi, direct_spending
from .theme import figure_html
from .trend import compute_trend

__all__ = [
    "acuan_of",
    "capaian_of",
    "efisiensi_of",
    "key_figures_of",
    "open_dinas",
    "results_of",
    "say_acuan",
    "say_capaian",
    "say_efisiensi",
    "say_efisiensi_dinas",
    "say_serapan",
    "say_temuan",
    "say_tren",
    "show_acuan",
    "show_anggaran",
    "show_capaian",
    "show_efisiensi",
    "show_koreksi_laporan",
    "show_kuadran",
    "show_metode",
    "show_ringkasan",
    "show_ringkasan_temuan",
    "show_sasaran",
    "show_serapan",
    "show_tabel_capaian",
    "show_tabel_tren",
    "show_tahun",
    "show_temuan",
    "summary_of",
    "temuan_of",
    "touched_of",
    "tren_of",
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
    never = d.indikator[~d.indikator["indikator"].isin(d.kinerja["indikator"])].assign(
        dinas=d.dinas, tahun=tahun, target="", realisasi=""
    )
    rows = pd.concat([d.kinerja[d.kinerja["tahun"] == tahun], never], ignore_index=True)
    rows = rows[rows["level"].isin(LEVEL_UTAMA)].reset_index(drop=True)
    capaian = compute_capaian(rows, d.info["aturan"], d.info["aturan"]["skala"])
    return add_printed(capaian, d.terbitan_kinerja)


def tren_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return trend and progress of every indicator as known at the end of `tahun`."""
    return compute_trend(known_at(d, tahun))


def known_at(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return the main indicators as known at the end of `tahun`: later realisations and breaks are not used, later targets are."""
    rows = d.kinerja[d.kinerja["level"].isin(LEVEL_UTAMA)]
    later = rows["tahun"] > tahun
    return rows.assign(**{name: rows[name].mask(later, "") for name in ("realisasi", "putus_deret", "putus_target")})


def efisiensi_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return absorption and every efficiency measure of one year, per budget line and for the dinas."""
    anggaran = d.anggaran[d.anggaran["tahun"] == tahun]
    return compute_efisiensi(anggaran, d.program_indikator, capaian_of(d, tahun))


def temuan_of(d: DataDinas) -> pd.DataFrame:
    """Return every contradiction found in the published rows of the dinas; empty when it has none to check."""
    return audit_dinas(d)


def results_of(d: DataDinas, tahun: int) -> dict[str, pd.DataFrame]:
    """Return all result frames of one report: capaian, tren, efisiensi, temuan."""
    return {
        "capaian": capaian_of(d, tahun),
        "tren": tren_of(d, tahun),
        "efisiensi": efisiensi_of(d, tahun),
        "temuan": temuan_of(d),
    }


def touched_of(d: DataDinas, tahun: int, temuan: pd.DataFrame) -> pd.DataFrame:
    """Return the findings about lines whose figures this report shows."""
    rows = d.kinerja[d.kinerja["tahun"] == tahun]
    sources = pd.concat(
        [rows["sumber_target"], rows["sumber_realisasi"], d.anggaran.loc[d.anggaran["tahun"] == tahun, "sumber"]]
    )
    terbitan = pd.concat([d.terbitan_kinerja[["id", "baris"]], d.terbitan_anggaran[["id", "baris"]]])
    return findings.touching(temuan, terbitan, sources)


def summary_of(d: DataDinas, tahun: int, results: dict[str, pd.DataFrame]) -> list[str]:
    """Return the sentences at the top of the report."""
    capaian, temuan = results["capaian"], results["temuan"]
    averages = summarize_capaian(capaian, ["dinas", "tahun"])
    corrected = findings.corrected_report(capaian, d.info["aturan"]["skala"])
    audit = findings.describe_temuan(temuan, touched_of(d, tahun, temuan), corrected)
    return [*narrative.describe_summary(capaian, averages, results["tren"], results["efisiensi"]), audit]


def key_figures_of(d: DataDinas, tahun: int, results: dict[str, pd.DataFrame]) -> list[dict[str, str]]:
    """Return the figures that open the report, each with its doubt: nama, nilai, keterangan."""
    averages, temuan = summarize_capaian(results["capaian"], ["dinas", "tahun"]), results["temuan"]
    severe, touched = int((temuan["keparahan"] == "tinggi").sum()), len(touched_of(d, tahun, temuan))
    figure = {
        "nama": "Pertentangan dalam laporan",
        "nilai": str(len(temuan)),
        "keterangan": f"{severe} berkeparahan tinggi; {touched} menyentuh angka di sini",
    }
    return [*narrative.key_figures(averages, results["tren"], results["efisiensi"]), figure]


def show_capaian(capaian: pd.DataFrame) -> HTML:
    """Show target against realisation per indicator."""
    caption = (
        "Capaian tiap indikator menurut rumus dinas sendiri; T = target, R = realisasi. Sumber: tabel capaian di bawah."
    )
    return HTML(figure_html(figures.plot_capaian(capaian), "gambar-capaian", caption, narrative.alt_capaian(capaian)))


def show_tabel_capaian(capaian: pd.DataFrame) -> HTML:
    """Show the achievement table."""
    return HTML(tables.table_capaian(capaian))


def show_sasaran(capaian: pd.DataFrame) -> HTML:
    """Show the averages per sasaran with their coverage."""
    return HTML(
        tables.table_ringkasan(
            summarize_capaian(capaian, ["sasaran"]), "sasaran", "Rata-rata capaian per tujuan atau sasaran"
        )
    )


def show_ringkasan(capaian: pd.DataFrame) -> HTML:
    """Show the averages per level of indicator."""
    return HTML(
        tables.table_ringkasan(
            summarize_capaian(capaian, ["level"]), "level", "Rata-rata capaian per tingkat indikator"
        )
    )


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
    return HTML(
        figure_html(
            figures.plot_tahun(d.kinerja, tren),
            "gambar-tahun",
            caption,
            narrative.alt_tahun(tren, names),
            tables.table_tahun(_until(d.kinerja, tren)),
        )
    )


def show_tabel_tren(d: DataDinas, tren: pd.DataFrame) -> HTML:
    """Show slope, interval and distance to the end target."""
    return HTML(tables.table_tren(tren, _names(d)))


def say_tren(tren: pd.DataFrame) -> HTML:
    """Say how many indicators go which way."""
    return _say(narrative.describe_tren(tren))


def show_serapan(efisiensi: pd.DataFrame) -> HTML:
    """Show budget and realisation per programme."""
    if not (efisiensi["level"] == "program").any():
        return _say("Tidak ada data anggaran untuk tahun ini.")
    caption = "Pagu setelah perubahan dan realisasi per program."
    return HTML(
        figure_html(
            figures.plot_serapan(efisiensi),
            "gambar-serapan",
            caption,
            narrative.alt_serapan(efisiensi),
            tables.table_serapan(efisiensi),
        )
    )


def show_kuadran(efisiensi: pd.DataFrame) -> HTML:
    """Show achievement against absorption per programme."""
    if not (
        (efisiensi["level"] == "program") & efisiensi["capaian_persen"].notna() & efisiensi["serapan_persen"].notna()
    ).any():
        return _say("Tidak ada program yang punya serapan dan capaian sekaligus.")
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


def acuan_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return every benchmark of one year beside the realisation."""
    return compare_acuan(d.kinerja, d.acuan[d.acuan["tahun"] == tahun])


def say_acuan(acuan: pd.DataFrame) -> HTML:
    """Say how the realisations stand against their benchmarks."""
    return _say(narrative.describe_acuan(acuan))


def show_acuan(acuan: pd.DataFrame) -> HTML:
    """Show every benchmark beside the realisation."""
    return HTML(tables.table_acuan(acuan) if len(acuan) else "")


def say_temuan(d: DataDinas, tahun: int, temuan: pd.DataFrame) -> HTML:
    """Say how many contradictions there are and which conclusions change."""
    corrected = findings.corrected_report(capaian_of(d, tahun), d.info["aturan"]["skala"])
    return _say(findings.describe_temuan(temuan, touched_of(d, tahun, temuan), corrected))


def show_koreksi_laporan(d: DataDinas, tahun: int) -> HTML:
    """Show what a corrected report would say."""
    return HTML(
        findings.table_koreksi_laporan(findings.corrected_report(capaian_of(d, tahun), d.info["aturan"]["skala"]))
    )


def show_ringkasan_temuan(temuan: pd.DataFrame) -> HTML:
    """Show the number of findings per kind and severity."""
    if temuan.empty:
        return _say("Tidak ada pertentangan yang ditemukan.")
    columns = {
        "jenis": ("Jenis", None),
        **{name: (name.capitalize(), tables.fmt_count) for name in ("tinggi", "sedang", "rendah")},
        "akar": ("Bukan akibat temuan lain", tables.fmt_count),
    }
    return HTML(
        tables.table_html(findings.summarize_temuan(temuan), columns, "Banyaknya temuan menurut jenis dan keparahan")
    )


def show_temuan(temuan: pd.DataFrame) -> HTML:
    """Show every finding, severe ones first, consequences folded under their root."""
    return HTML(findings.table_temuan(temuan))


def say_efisiensi_dinas(d: DataDinas, tahun: int, efisiensi: pd.DataFrame) -> HTML:
    """Say what the report's own efficiency measure gives."""
    direct = direct_spending(d.terbitan_anggaran, tahun)
    return _say(narrative.describe_own_efficiency(d.info["aturan"]["efisiensi"], efisiensi, direct))


def show_metode(d: DataDinas, tahun: int) -> HTML:
    """Show sources, rules in force, corrections and missing values: the closing section "Data dan metode"."""
    parts = [
        provenance.table_dokumen(d.info),
        provenance.table_aturan(d.info),
        provenance.table_pilihan(d.pilihan, _names(d)),
        provenance.table_koreksi(d.koreksi),
        provenance.table_kosong(capaian_of(d, tahun)),
    ]
    return HTML("\n".join(parts))


def _until(kinerja: pd.DataFrame, tren: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without the realisations later than those the trend knows."""
    year = kinerja["data_tahun"].fillna(kinerja["tahun"])
    last = kinerja["indikator"].map(tren.set_index("indikator")["tahun_akhir"])
    return kinerja.assign(realisasi=kinerja["realisasi"].where(year <= last, ""))


def _names(d: DataDinas) -> pd.Series:
    return d.indikator.set_index("indikator")["nama_indikator"]


def _say(text: str) -> HTML:
    return HTML(f"<p>{escape(text)}</p>")
