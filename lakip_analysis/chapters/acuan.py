"""Chapter Acuan: beside the province, the nation, other regions."""

from __future__ import annotations

import pandas as pd
from IPython.display import HTML

from .. import figures, narrative, tables
from ..achievement import split_values
from ..benchmark import compare_acuan, relative_gap
from ..data import DataDinas
from ..language import tr
from ..theme import figure_html
from .pieces import say

__all__ = ["acuan_of", "konsep_of", "say_acuan", "show_acuan"]


def acuan_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return the latest year of every benchmark known at the end of `tahun`, beside the realisation of that year."""
    known = compare_acuan(d.kinerja, d.acuan[d.acuan["tahun"] <= tahun])
    return (
        known.sort_values("tahun", kind="stable")
        .drop_duplicates(["indikator", "acuan", "nama_acuan"], keep="last")
        .sort_index()
    )


def konsep_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return what this dinas brings to a comparison with others: its latest figure of each shared concept known at the end of `tahun`."""
    rows = d.kinerja[(d.kinerja["tahun"] <= tahun) & (d.kinerja["konsep"] != "")]
    rows = rows[split_values(rows["realisasi"])["angka"].notna()].sort_values(
        "tahun", kind="stable"
    )
    return rows.drop_duplicates("konsep", keep="last")[
        [
            "dinas",
            "konsep",
            "nama_indikator",
            "satuan",
            "polaritas",
            "tahun",
            "realisasi",
            "data_tahun",
        ]
    ]


def say_acuan(acuan: pd.DataFrame) -> HTML:
    """Say how the realisations stand against their benchmarks."""
    return say(narrative.describe_acuan(acuan))


def show_acuan(acuan: pd.DataFrame) -> HTML:
    """Show every benchmark beside the realisation: the comparable ones as a figure, all of them as a table."""
    if acuan.empty:
        return HTML("")
    table = tables.table_acuan(acuan)
    gap = relative_gap(acuan)
    if gap.empty:
        return HTML(table)
    caption = tr("Realisasi / acuan; jarak dari garis nol dalam persen dari nilai acuan, ke kanan lebih baik. Hanya pembanding yang definisinya sama.")  # fmt: skip
    alt = narrative.alt_acuan(acuan)
    return HTML(
        figure_html(
            figures.plot_acuan(acuan), "gambar-acuan", caption, alt, tables.table_jarak(gap)
        )
        + table
    )
