"""Where a line breaks, and which printed figures stand outside their series."""

from __future__ import annotations

import pandas as pd

from ..bahasa.nama import quote_text
from ..bahasa.say import say, word
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel, make_table
from ..show.values import show_source
from .names import add_names

__all__ = ["say_putus", "table_putus"]


def say_putus(titik: pd.DataFrame, putus: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how many lines break, how many may do so, and how many figures are left out.

    `titik` are the rows of `realised_series`, `putus` those of `putus.csv` up to the year.
    """
    outside = int((~titik["dipakai"]).sum())
    suspected = int((_certainty(putus) == "dugaan").sum())
    certain = len(putus) - suspected
    counts = {"ada": certain, "luar": outside}
    text = [say(f"tren.putus.{key}", bahasa, n=n) for key, n in counts.items() if n]
    text = text or [say("tren.putus.tidak_ada", bahasa)]
    if suspected:
        text.append(say("tren.putus.dugaan", bahasa, n=suspected))
    return paragraphs(" ".join(text))


def table_putus(
    titik: pd.DataFrame, putus: pd.DataFrame, indikator: pd.DataFrame, bahasa: str
) -> Tabel | None:
    """Return every break as kept in the data, and every figure that stands outside its series.

    A break says how sure it is; one that is only suspected cuts nothing and is shown all the same.

    `None` where there is neither: a cell then shows nothing.
    """
    columns = ["indikator", "tahun", "jenis", "kepastian", "alasan", "sumber"]
    breaks = putus.assign(
        sumber=[show_source(source, bahasa) for source in putus["sumber"]],
        kepastian=[word("kepastian", code, bahasa) if code else "" for code in _certainty(putus)],
        alasan=[quote_text(reason, bahasa) for reason in putus["alasan"]],
    )
    outside = titik[~titik["dipakai"]]
    outside = outside.assign(
        alasan=[say(f"alasan_deret.{row.alasan}", bahasa, row) for row in outside.itertuples()],
        tahun=outside["tahun_lapor"],
        jenis="angka",
        kepastian="",
        sumber="",
    )
    rows = add_names(pd.concat([breaks[columns], outside[columns]], ignore_index=True), indikator)
    if rows.empty:
        return None
    return make_table(
        rows.sort_values(["nama_indikator", "tahun"], kind="stable"),
        ["nama_indikator", *columns[1:]],
        say("tren.putus.judul", bahasa),
        bahasa,
        berkas="deret_putus",
    )


def _certainty(putus: pd.DataFrame) -> pd.Series:
    """Return how sure each break is; empty where a file does not say it: then it is sure."""
    return putus.get("kepastian", pd.Series("", index=putus.index, dtype=object))
