"""Which value counts for a year where more than one was printed, or where it came late."""

from __future__ import annotations

import pandas as pd

from ..bahasa.say import say
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel, make_table
from ..show.values import show_values

__all__ = ["describe_nilai", "say_nilai", "table_nilai"]


def say_nilai(nilai: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how many figures came late, were revised, or are printed with another value too."""
    return paragraphs(describe_nilai(nilai, bahasa))


def describe_nilai(nilai: pd.DataFrame, bahasa: str) -> str:
    """Return the same as a text; `nilai` as `values_by_year` gives it."""
    if nilai.empty:
        return say("tren.nilai.tidak_ada", bahasa)
    counts = {
        "terlambat": int((nilai["status"] == "terlambat").sum()),
        "direvisi": int((nilai["status"] == "direvisi").sum()),
        "lain": int((nilai["nilai_lain"] != "").sum()),
    }
    listed = [say(f"tren.nilai.{key}", bahasa, n=n) for key, n in counts.items() if n]
    key = "ada" if listed else "semua_tetap"
    return say(f"tren.nilai.{key}", bahasa, n=len(nilai), isi=", ".join(listed))


def table_nilai(nilai: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return every indicator-year whose value came late, was revised or competes with another.

    `None` where there is none: a cell then shows nothing.
    """
    told = (nilai["status"] != "tetap") | (nilai["nilai_lain"] != "")
    rows = nilai[told]
    if rows.empty:
        return None
    frame = rows.assign(
        nilai=show_values(rows["nilai"], bahasa),
        nilai_lama=[_each(text, bahasa) for text in rows["nilai_lama"]],
        nilai_lain=[_each(text, bahasa) for text in rows["nilai_lain"]],
    )
    columns = ["nama_indikator", "tahun", "nilai", "tahun_terbit", "status"]
    columns += ["nilai_lama", "nilai_lain"]
    title, notes = say("tren.nilai.judul", bahasa), [say("tren.nilai.catatan", bahasa)]
    concluded = rows[rows["disimpulkan"]]
    if len(concluded):
        each = [say("tren.nilai.satu_tahun", bahasa, row) for row in concluded.itertuples()]
        notes.append(say("tren.nilai.disimpulkan", bahasa, isi="; ".join(each)))
    note = " ".join(notes)
    return make_table(frame, columns, title, bahasa, note, berkas="nilai", tertulis=["nilai"])


def _each(values: str, bahasa: str) -> str:
    """Write a list of values as a reader writes each of them."""
    if not values:
        return ""
    return "; ".join(show_values(pd.Series(values.split("; ")), bahasa))
