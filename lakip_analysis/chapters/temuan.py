"""Chapter Audit: where the published report contradicts itself."""

from __future__ import annotations

import pandas as pd
from IPython.display import HTML

from .. import tables
from ..audit import audit_dinas
from ..audit import report as findings
from ..data import DataDinas
from ..language import mark, tr
from .capaian import capaian_of
from .pieces import say

__all__ = [
    "say_temuan",
    "show_koreksi_laporan",
    "show_ringkasan_temuan",
    "show_temuan",
    "temuan_of",
    "touched_of",
]

GRADES = {"tinggi": mark("Tinggi"), "sedang": mark("Sedang"), "rendah": mark("Rendah")}


def temuan_of(d: DataDinas) -> pd.DataFrame:
    """Return every contradiction found in the published rows of the dinas; empty when it has none to check."""
    return audit_dinas(d)


def say_temuan(d: DataDinas, tahun: int, temuan: pd.DataFrame) -> HTML:
    """Say how many contradictions there are and which conclusions change."""
    corrected = findings.corrected_report(capaian_of(d, tahun), d.info["aturan"]["skala"])
    return say(findings.describe_temuan(temuan, touched_of(d, tahun, temuan), corrected))


def show_koreksi_laporan(d: DataDinas, tahun: int) -> HTML:
    """Show what a corrected report would say."""
    return HTML(
        findings.table_koreksi_laporan(
            findings.corrected_report(capaian_of(d, tahun), d.info["aturan"]["skala"])
        )
    )


def show_ringkasan_temuan(temuan: pd.DataFrame) -> HTML:
    """Show the number of findings per kind and severity."""
    if temuan.empty:
        return say(tr("Tidak ada pertentangan yang ditemukan."))
    columns = {
        "jenis": (tr("Jenis"), None),
        **{name: (tr(heading), tables.fmt_count) for name, heading in GRADES.items()},
        "akar": (tr("Bukan akibat temuan lain"), tables.fmt_count),
    }
    counts = findings.summarize_temuan(temuan)
    counts = counts.assign(jenis=counts["jenis"].map(tr))
    return HTML(
        tables.table_html(counts, columns, tr("Banyaknya temuan menurut jenis dan keparahan"))
    )


def show_temuan(temuan: pd.DataFrame) -> HTML:
    """Show every finding, severe ones first, consequences folded under their root."""
    return HTML(findings.table_temuan(temuan))


def touched_of(d: DataDinas, tahun: int, temuan: pd.DataFrame) -> pd.DataFrame:
    """Return the findings about lines whose figures this report shows."""
    rows = d.kinerja[d.kinerja["tahun"] == tahun]
    sources = pd.concat(
        [
            rows["sumber_target"],
            rows["sumber_realisasi"],
            d.anggaran.loc[d.anggaran["tahun"] == tahun, "sumber"],
        ]
    )
    terbitan = pd.concat(
        [d.terbitan_kinerja[["id", "baris"]], d.terbitan_anggaran[["id", "baris"]]]
    )
    return findings.touching(temuan, terbitan, sources)
