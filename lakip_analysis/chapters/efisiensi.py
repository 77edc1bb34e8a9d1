"""Chapter Efisiensi: what was spent and what stands beside it."""

from __future__ import annotations

import pandas as pd
from IPython.display import HTML

from .. import figures, narrative, tables
from ..data import DataDinas
from ..efficiency import compute_efisiensi, direct_spending
from ..theme import figure_html
from .capaian import capaian_of
from .pieces import say

__all__ = [
    "efisiensi_of", "say_efisiensi", "say_efisiensi_dinas", "say_serapan", "show_anggaran", "show_efisiensi", "show_kuadran", "show_serapan",
]  # fmt: skip


def efisiensi_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return absorption and every efficiency measure of one year, per budget line and for the dinas."""
    anggaran = d.anggaran[d.anggaran["tahun"] == tahun]
    return compute_efisiensi(anggaran, d.program_indikator, capaian_of(d, tahun))


def show_serapan(efisiensi: pd.DataFrame) -> HTML:
    """Show budget and realisation per programme."""
    if not (efisiensi["level"] == "program").any():
        return say("Tidak ada data anggaran untuk tahun ini.")
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
        return say("Tidak ada program yang punya serapan dan capaian sekaligus.")
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
    return say(narrative.describe_serapan(efisiensi))


def say_efisiensi(efisiensi: pd.DataFrame) -> HTML:
    """Say what the measures can and cannot tell."""
    return say(narrative.describe_efisiensi(efisiensi))


def say_efisiensi_dinas(d: DataDinas, tahun: int, efisiensi: pd.DataFrame) -> HTML:
    """Say what the report's own efficiency measure gives."""
    direct = direct_spending(d.terbitan_anggaran, tahun)
    return say(narrative.describe_own_efficiency(d.info["aturan"]["efisiensi"], efisiensi, direct))
