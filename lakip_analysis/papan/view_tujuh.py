"""The seven analyses of PermenPANRB 53/2014 as they are read: one row per promise."""

from __future__ import annotations

import pandas as pd

from ..bahasa.nama import tidy_name
from ..bahasa.say import say, word
from ..show.pieces import Potongan, fold
from ..show.table import Tabel, make_table
from .tujuh import TUJUH_COLUMNS

__all__ = ["describe_tujuh", "show_tujuh", "table_tujuh"]


def describe_tujuh(papan: pd.DataFrame, bahasa: str) -> str:
    """Return how many of the analyses are there, of those that anything is known of."""
    codes = _promised(papan)[TUJUH_COLUMNS].stack()
    codes = codes[codes != ""]
    there = int((codes == "ada").sum())
    return say("tujuh.kalimat", bahasa, n=len(codes), ada=there)


def table_tujuh(papan: pd.DataFrame, bahasa: str) -> Tabel:
    """Return every promise with its seven analyses: there, or the reason why not."""
    rows = _promised(papan)
    named = rows.assign(
        nama_indikator=[tidy_name(name, bahasa) for name in rows["nama_indikator"]],
        **{name: [_say(code, bahasa) for code in rows[name]] for name in TUJUH_COLUMNS},
    )
    columns = ["nama_indikator", *TUJUH_COLUMNS]
    title, note = say("tujuh.judul", bahasa), say("tujuh.catatan", bahasa)
    return make_table(named, columns, title, bahasa, note, tertulis=columns)


def show_tujuh(papan: pd.DataFrame, bahasa: str) -> Potongan:
    """Return the table folded under a title that says how many are there."""
    if _promised(papan).empty:
        return Potongan("")
    return fold(describe_tujuh(papan, bahasa), table_tujuh(papan, bahasa))


def _promised(papan: pd.DataFrame) -> pd.DataFrame:
    return papan[papan["status"] != "target_kosong"]


def _say(code: str, bahasa: str) -> str:
    return word("tujuh_analisis", code, bahasa) if code else ""
