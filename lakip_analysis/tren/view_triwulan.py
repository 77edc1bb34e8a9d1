"""Within the year: what is reached, what will miss, what cannot be said."""

from __future__ import annotations

import pandas as pd

from ..bahasa.angka import fmt_value
from ..bahasa.say import say
from ..show.pieces import Potongan, fold, paragraphs
from ..show.table import Tabel, make_table
from .names import add_names

__all__ = ["describe_triwulan", "fold_triwulan", "say_triwulan", "table_triwulan"]

# what the words of `peringatan` mean for the year; an indicator without a word cannot be judged
GOLONGAN = {
    "terpenuhi": ("tercapai", "sudah tercapai"),
    "sesuai": ("sesuai laju",),
    "meleset": ("meleset", "sudah meleset", "akan meleset", "di bawah target setahun"),
    "berbeda": ("beda dengan angka setahun",),
    "tidak_dinilai": ("",),
}
COLUMNS = [
    "nama_indikator",
    "triwulan",
    "konsolidasi",
    "realisasi_gabungan",
    "target_gabungan",
    "target_setahun",
    "kemajuan_persen",
    "peringatan",
]


def say_triwulan(terakhir: pd.DataFrame, indikator: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how the year goes; `terakhir` is the last quarter of each indicator."""
    return paragraphs(*describe_triwulan(terakhir, indikator, bahasa))


def describe_triwulan(terakhir: pd.DataFrame, indikator: pd.DataFrame, bahasa: str) -> list[str]:
    """Return how the year goes by quarter: what is reached, what will miss, what cannot be said.

    `terakhir` is the last quarter of each indicator, as `latest_quarter` gives it.
    """
    if terakhir.empty:
        return [say("tren.triwulan.tidak_ada", bahasa)]
    counts = {
        group: int(terakhir["peringatan"].isin(words).sum()) for group, words in GOLONGAN.items()
    }
    state = ", ".join(
        say(f"tren.triwulan.banyaknya.{group}", bahasa, n=n) for group, n in counts.items() if n
    )
    named = add_names(terakhir, indikator)
    return [
        say("tren.triwulan.diukur", bahasa, n=len(terakhir), keadaan=state),
        *(
            say(f"tren.triwulan.{group}", bahasa, row)
            for group in ("meleset", "berbeda")
            for row in named[named["peringatan"].isin(GOLONGAN[group])].itertuples()
        ),
    ]


def table_triwulan(terakhir: pd.DataFrame, indikator: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the last quarter of each indicator, against its own target and the year's.

    `None` where there are no quarters: a cell then shows nothing.
    """
    if terakhir.empty:
        return None
    return _table(terakhir, indikator, "tren.triwulan.judul_terakhir", bahasa)


def fold_triwulan(triwulan: pd.DataFrame, indikator: pd.DataFrame, bahasa: str) -> Potongan | None:
    """Return every quarter as a folded table; `None` where there are no quarters."""
    if triwulan.empty:
        return None
    every = _table(triwulan, indikator, "tren.triwulan.judul_setiap", bahasa)
    return fold(say("tren.triwulan.setiap", bahasa), every)


def _table(triwulan: pd.DataFrame, indikator: pd.DataFrame, judul: str, bahasa: str) -> Tabel:
    frame = add_names(triwulan, indikator)
    together = [_together(row, bahasa) for row in frame.itertuples()]
    return make_table(
        frame.assign(realisasi_gabungan=together),
        COLUMNS,
        say(judul, bahasa),
        bahasa,
        say("tren.triwulan.catatan", bahasa),
        berkas="triwulan",
    )


def _together(row, bahasa: str) -> object:
    """Return the figure put together; a word or a sign where it is none or only the least.

    With its year where it is the figure of an earlier one.
    """
    if row.status in ("triwulan_kosong", "jenjang", "realisasi_kosong"):
        return say(f"tren.triwulan.sel.{row.status}", bahasa, row)
    if pd.notna(row.data_tahun) and row.realisasi_gabungan == row.realisasi_setahun:
        value = fmt_value(row.realisasi_gabungan, bahasa=bahasa)
        return say("catatan_tahun.tahun_lain", bahasa, row, nilai=value)
    return row.realisasi_gabungan
