"""Where a line breaks, and which printed figures stand outside their series."""

from __future__ import annotations

import pandas as pd

from ..bahasa.say import say
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel, make_table
from ..show.values import show_source
from .names import add_names

__all__ = ["say_putus", "table_putus"]


def say_putus(titik: pd.DataFrame, putus: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how many lines break and how many figures are left out.

    `titik` are the rows of `realised_series`, `putus` those of `putus.csv` up to the year.
    """
    outside = int((~titik["dipakai"]).sum())
    key = "ada" if len(putus) or outside else "tidak_ada"
    return paragraphs(say(f"tren.putus.{key}", bahasa, putus=len(putus), angka=outside))


def table_putus(
    titik: pd.DataFrame, putus: pd.DataFrame, indikator: pd.DataFrame, bahasa: str
) -> Tabel | None:
    """Return every break as kept in the data, and every figure that stands outside its series.

    `None` where there is neither: a cell then shows nothing.
    """
    columns = ["indikator", "tahun", "jenis", "alasan", "sumber"]
    breaks = putus.assign(sumber=[show_source(source, bahasa) for source in putus["sumber"]])
    outside = titik[~titik["dipakai"]]
    outside = outside.assign(
        alasan=[say(f"alasan_deret.{row.alasan}", bahasa, row) for row in outside.itertuples()],
        tahun=outside["tahun_lapor"],
        jenis="angka",
        sumber="",
    )
    rows = add_names(pd.concat([breaks[columns], outside[columns]], ignore_index=True), indikator)
    if rows.empty:
        return None
    return make_table(
        rows.sort_values(["nama_indikator", "tahun"], kind="stable"),
        ["nama_indikator", "tahun", "jenis", "alasan", "sumber"],
        say("tren.putus.judul", bahasa),
        bahasa,
        berkas="deret_putus",
    )
