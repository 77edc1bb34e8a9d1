"""Chapter Efisiensi: what was spent and what stands beside it."""

from __future__ import annotations

from html import escape

import pandas as pd
from IPython.display import HTML

from .. import figures, narrative, tables
from ..data import DataDinas
from ..efficiency import compute_efisiensi, direct_spending, sentences
from ..efficiency import tables as eff_tables
from ..efficiency.cost import compute_biaya, saving_per_line
from ..efficiency.figures import plot_biaya
from ..efficiency.people import check_marks, fit_rules
from ..efficiency.support import (
    compute_dukungan,
    explain_indicators,
    find_unlinked,
    physical_progress,
    split_money,
)
from ..efficiency.verdict import compare_measures, count_verdicts
from ..language import tr
from ..theme import figure_html
from .capaian import capaian_of
from .pieces import say, together

__all__ = [
    "biaya_of", "dukungan_of", "efisiensi_of", "say_efisiensi_dinas", "say_serapan", "show_anggaran", "show_biaya", "show_dukungan", "show_kuadran",
    "show_serapan", "show_sumber_daya", "show_ukuran", "ukuran_of",
]  # fmt: skip
DRAWN = 16


def efisiensi_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return absorption and every efficiency measure of one year, per budget line and for the dinas."""
    anggaran = d.anggaran[d.anggaran["tahun"] == tahun]
    return compute_efisiensi(anggaran, d.program_indikator, capaian_of(d, tahun))


def biaya_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return planned and actual cost of one unit of each output of one year."""
    return compute_biaya(d.anggaran, d.keluaran[d.keluaran["tahun"] == tahun])


def ukuran_of(
    d: DataDinas, tahun: int, efisiensi: pd.DataFrame, biaya: pd.DataFrame
) -> pd.DataFrame:
    """Return every measure of efficiency of the dinas and its programmes with its verdict."""
    direct = direct_spending(d.terbitan_anggaran, tahun).head(1)
    share = pd.DataFrame(
        {"kode": "", "ukuran": "efisiensi_langsung_persen", "nilai": direct["efisiensi_persen"]}
    )
    delivered = physical_progress(d.keluaran[d.keluaran["tahun"] == tahun])
    return compare_measures(
        efisiensi, pd.concat([saving_per_line(biaya), share], ignore_index=True), delivered
    )


def dukungan_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return the programmes behind each indicator with money and delivery."""
    return compute_dukungan(
        capaian_of(d, tahun),
        d.program_indikator,
        d.anggaran[d.anggaran["tahun"] == tahun],
        d.keluaran,
    )


def show_serapan(efisiensi: pd.DataFrame) -> HTML:
    """Show budget and realisation per programme."""
    if not (efisiensi["level"] == "program").any():
        return say(tr("Tidak ada data anggaran untuk tahun ini."))
    caption = tr("Pagu setelah perubahan dan realisasi per program.")
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
        (efisiensi["level"] == "program")
        & efisiensi["capaian_persen"].notna()
        & efisiensi["serapan_persen"].notna()
    ).any():
        return say(tr("Tidak ada program yang punya serapan dan capaian sekaligus."))
    alt = narrative.alt_kuadran(efisiensi)
    caption = (
        tr("Capaian rata-rata indikator yang didukung program, terhadap serapannya.") + " " + alt
    )
    return HTML(
        figure_html(
            figures.plot_kuadran(efisiensi),
            "gambar-kuadran",
            caption,
            alt,
            tables.table_titik(efisiensi),
        )
    )


def show_anggaran(efisiensi: pd.DataFrame) -> HTML:
    """Show every budget line, folded."""
    return HTML(
        f"<details><summary>{escape(tr('Semua baris anggaran'))}</summary>{tables.table_anggaran(efisiensi)}</details>"
    )


def say_serapan(efisiensi: pd.DataFrame) -> HTML:
    """Say what was allotted and spent."""
    return say(narrative.describe_serapan(efisiensi))


def say_efisiensi_dinas(d: DataDinas, tahun: int, efisiensi: pd.DataFrame) -> HTML:
    """Say what the report's own efficiency measure gives."""
    direct = direct_spending(d.terbitan_anggaran, tahun)
    return say(narrative.describe_own_efficiency(d.info["aturan"]["efisiensi"], efisiensi, direct))


def show_biaya(biaya: pd.DataFrame) -> HTML:
    """Say and show what one unit of each output cost: the figure holds the outputs furthest from plan, the table all of them."""
    text = say(*sentences.describe_biaya(biaya))
    known = biaya[biaya["status"] == "dihitung"]
    if known.empty:
        return text
    far = known.loc[
        known["hemat_persen"].abs().sort_values(ascending=False, kind="stable").index[:DRAWN]
    ]
    caption = tr(
        "Biaya nyata per satuan terhadap rencananya (100), nyata / rencana dalam rupiah; {n} keluaran yang paling jauh dari rencana. Lewat 200 dipotong.",
        n=len(far),
    )
    figure = figure_html(
        plot_biaya(far),
        "gambar-biaya",
        caption,
        sentences.alt_biaya(far),
        eff_tables.table_biaya(biaya),
    )
    return together(text, figure)


def show_dukungan(d: DataDinas, tahun: int) -> HTML:
    """Say and show which programmes stand behind each indicator, what explains a miss, and how money is spread over indicators."""
    capaian, anggaran = capaian_of(d, tahun), d.anggaran[d.anggaran["tahun"] == tahun]
    support = dukungan_of(d, tahun)
    money = split_money(
        capaian, d.program_indikator, anggaran, d.indikator.set_index("indikator")["bobot"]
    )
    text = say(
        *sentences.describe_dukungan(
            explain_indicators(support), *find_unlinked(capaian, d.program_indikator, anggaran)
        )
    )
    if support.empty:
        return text
    title = escape(tr("Uang tiap indikator menurut tiga aturan"))
    spread = f"<details><summary>{title}</summary>{eff_tables.table_uang(money)}</details>"
    return together(
        text,
        eff_tables.table_dukungan(support),
        say(sentences.describe_uang(money, d.aturan["pembagian"])),
        spread,
    )


def show_sumber_daya(d: DataDinas, tahun: int) -> HTML:
    """Say and show money and staff side by side, with the marks of the report."""
    rows = check_marks(d.sumber_daya[d.sumber_daya["tahun"] == tahun])
    text = say(*sentences.describe_sumber_daya(rows, fit_rules(rows)))
    if rows.empty:
        return text
    title = escape(tr("Uang dan pegawai per keluaran"))
    return together(
        text, f"<details><summary>{title}</summary>{eff_tables.table_sumber_daya(rows)}</details>"
    )


def show_ukuran(ukuran: pd.DataFrame, efisiensi: pd.DataFrame) -> HTML:
    """Say where the measures disagree and show all of them side by side, for the dinas and folded for each programme."""
    counts = count_verdicts(ukuran)
    lines = efisiensi[efisiensi["level"].isin(["dinas", "program"])]
    shown = [
        eff_tables.table_ukuran(ukuran, line)
        for _, line in lines[lines["level"] == "dinas"].iterrows()
    ]
    folds = [
        f"<details><summary>{escape(tables.tidy_name(line['nama']))}</summary>{eff_tables.table_ukuran(ukuran, line)}</details>"
        for _, line in lines[lines["level"] == "program"].iterrows()
    ]
    table = eff_tables.table_hitungan(counts) if len(counts) else ""
    return together(say(*sentences.describe_ukuran(ukuran, counts)), table, *shown, *folds)
