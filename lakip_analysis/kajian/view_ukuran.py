"""The common yardstick as it is read: what each dinas reaches, over how much of its promises."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..bahasa.nama import join_names
from ..bahasa.say import say, word
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel
from .view_bersama import name_dinas, some_of, study_table

__all__ = ["say_ukuran", "table_dinas", "table_ukuran", "table_ukuran_singkat"]

SHOWN = [
    "dinas",
    "tahun",
    "n_indikator",
    "n_terlapor",
    "n_tercapai",
    "cakupan_persen",
    "rata_acuan_persen",
    "median_acuan_persen",
    "rata_acuan_sasaran_persen",
    "kategori_acuan",
    "rata_tercetak_persen",
]
# what a sheet of paper holds without breaking words
BRIEF = ["dinas", "n_indikator", "n_terlapor", "n_tercapai", "cakupan_persen"]
BRIEF += ["rata_acuan_persen", "kategori_acuan"]


def say_ukuran(ukuran: pd.DataFrame, judul: pd.Series, bahasa: str) -> Potongan:
    """Say how much was promised, reported and met, and of whom the mean is withheld.

    `ukuran` as `compute_ukuran` gives it, `judul`: slug → the name a reader knows.
    """
    total = ukuran[["n_indikator", "n_terlapor", "n_tercapai"]].sum()
    text = [say("kajian.ukuran.banyak", bahasa, total, dinas=len(ukuran))]
    late = int(ukuran["n_tahun_lain"].sum())
    text += [say("kajian.ukuran.tahun_lain", bahasa, n=late)] if late else []
    aimless = ukuran[ukuran["n_tanpa_target"] > 0]
    parts = [
        say("kajian.sebut_n", bahasa, nama=name, n=n)
        for name, n in zip(
            name_dinas(aimless["dinas"], judul), aimless["n_tanpa_target"], strict=True
        )
    ]
    text += [say("kajian.ukuran.tanpa_target", bahasa, isi=some_of(parts, bahasa))] if parts else []
    years = sorted(set(ukuran["tahun"]))
    if len(years) > 1:
        shown = join_names([str(year) for year in years], bahasa)
        text.append(say("kajian.ukuran.tahun_berbeda", bahasa, tahun=shown))
    for status, rows in ukuran[ukuran["status_ukuran"] != "dihitung"].groupby("status_ukuran"):
        names = some_of(name_dinas(rows["dinas"], judul), bahasa)
        least = threshold("kajian_cakupan")
        text.append(say(f"kajian.ukuran.{status}", bahasa, nama=names, batas=least))
    return paragraphs(*text)


def table_ukuran(ukuran: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return every dinas by the common yardstick beside its own mean; `None` without any."""
    title, note = (say(f"kajian.ukuran.{key}", bahasa) for key in ("tabel", "catatan"))
    return _table(ukuran, judul, bahasa, SHOWN, title, note)


def table_ukuran_singkat(ukuran: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return the columns of `table_ukuran` that go on a sheet of paper."""
    keys = ("tabel_singkat", "catatan_singkat")
    title, note = (say(f"kajian.ukuran.{key}", bahasa) for key in keys)
    return _table(ukuran, judul, bahasa, BRIEF, title, note)


def _table(
    ukuran: pd.DataFrame, judul: pd.Series, bahasa: str, kolom: list[str], title: str, note: str
) -> Tabel | None:
    if ukuran.empty:
        return None
    shown = ukuran["status_ukuran"] == "dihitung"
    why = [word("status_ukuran", code, bahasa) for code in ukuran["status_ukuran"]]
    labels = [word("kategori", code, bahasa) if code else "" for code in ukuran["kategori_acuan"]]
    category = pd.Series(labels, index=ukuran.index, dtype=object).where(shown, why)
    frame = ukuran.assign(dinas=name_dinas(ukuran["dinas"], judul), kategori_acuan=category)
    return study_table(
        frame, kolom, title, bahasa, note, berkas="kajian_ukuran", tertulis=("kategori_acuan",)
    )


def table_dinas(daftar: pd.DataFrame, bahasa: str) -> Tabel:
    """Return which report of which dinas is studied (`kumpulan.DAFTAR_COLUMNS`)."""
    frame = daftar.assign(dokumen=daftar["dokumen"].map("; ".join))
    kolom = ["judul", "daerah", "provinsi", "urusan", "tahun", "dokumen"]
    return study_table(
        frame, kolom, say("kajian.dinas.tabel", bahasa), bahasa, berkas="kajian_dinas"
    )
