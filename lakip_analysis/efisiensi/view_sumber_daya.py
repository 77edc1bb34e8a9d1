"""Staff as the second resource: the marks a report prints, and whether they follow."""

from __future__ import annotations

import pandas as pd

from ..bahasa.angka import fmt_value
from ..bahasa.say import say, word
from ..show.pieces import Potongan, fold, paragraphs, together
from ..show.table import Tabel, make_table
from ..show.values import show_source
from .people import ODD

__all__ = ["describe_sumber_daya", "say_sumber_daya", "table_sumber_daya"]

MARKS = ["tanda_dana", "tanda_sdm"]
FOLLOWS = ["tanda_dana_sah", "tanda_sdm_sah"]


def describe_sumber_daya(tanda: pd.DataFrame, aturan: pd.DataFrame, bahasa: str) -> list[str]:
    """Return what is marked in funds and staff, whether it follows, which rule could be behind it.

    `tanda` as `check_marks` gives it, `aturan` as `fit_rules`.
    """
    if tanda.empty:
        return [say("sumber_daya.tanpa_data", bahasa)]
    dana, sdm = ((tanda[name] == "efisien").sum() for name in MARKS)
    text = [say("sumber_daya.banyak", bahasa, n=len(tanda), dana=dana, sdm=sdm)]
    against = (tanda[MARKS] == "tidak efisien").any(axis=None)
    fits = aturan.loc[(aturan["menyimpang"] == 0) & (aturan["n"] > 0), "aturan"]
    if dana + sdm and not against and len(fits):
        rules = "; ".join(word("aturan_tanda", code, bahasa) for code in fits)
        text.append(say("sumber_daya.tidak_terbukti", bahasa, aturan=rules))
    odd = tanda[tanda[FOLLOWS].isin(ODD).any(axis=1)]
    if len(odd):
        names = "; ".join(_odd(row, bahasa) for row in odd.itertuples())
        text.append(say("sumber_daya.janggal", bahasa, n=len(odd), keluaran=names))
    blank = (tanda[FOLLOWS] == "tanpa angka").any(axis=1).sum()
    if blank:
        text.append(say("sumber_daya.tanpa_angka", bahasa, n=blank))
    return text


def say_sumber_daya(tanda: pd.DataFrame, aturan: pd.DataFrame, bahasa: str) -> Potongan:
    """Return sentences and, folded, table of money and staff per output; one line without data."""
    text = paragraphs(*describe_sumber_daya(tanda, aturan, bahasa))
    if tanda.empty:
        return text
    table = table_sumber_daya(tanda, bahasa)
    return together(text, fold(say("sumber_daya.judul", bahasa), table))


def table_sumber_daya(tanda: pd.DataFrame, bahasa: str) -> Tabel:
    """Return outputs with money and staff, the printed marks, and whether they follow."""
    rows = tanda.assign(
        pegawai=[_staff(row, bahasa) for row in tanda.itertuples()],
        tanda_dana=[_mark(*pair, bahasa) for pair in _pairs(tanda, "tanda_dana")],
        tanda_sdm=[_mark(*pair, bahasa) for pair in _pairs(tanda, "tanda_sdm")],
        sumber=[show_source(source, bahasa) for source in tanda["sumber"]],
    )
    columns = ["nama_keluaran", "capaian_persen", "serapan_persen", "pegawai"]
    columns += ["keluaran_per_orang", *MARKS, "sumber"]
    title, note = say("sumber_daya.tabel", bahasa), say("sumber_daya.catatan", bahasa)
    return make_table(rows, columns, title, bahasa, note, berkas="sumber_daya")


def _pairs(tanda: pd.DataFrame, mark: str) -> zip:
    return zip(tanda[mark].fillna(""), tanda[f"{mark}_sah"], strict=True)


def _mark(mark: str, follows: str, bahasa: str) -> str:
    if not mark:
        return ""
    return say(f"tanda_sah.{follows}", bahasa, tanda=word("tanda", mark, bahasa))


def _staff(row, bahasa: str) -> str:
    counts = (row.sdm_realisasi, row.sdm_target)
    return " / ".join(fmt_value(count, bahasa=bahasa) for count in counts)


def _odd(row, bahasa: str) -> str:
    codes = dict.fromkeys(code for code in (row.tanda_dana_sah, row.tanda_sdm_sah) if code in ODD)
    reasons = ", ".join(word("tanda_janggal", code, bahasa) for code in codes)
    return say("sumber_daya.janggal_satu", bahasa, row, sebab=reasons)
