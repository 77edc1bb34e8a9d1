"""Claims beside figures as they are read: sentences and tables."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ..bahasa.nama import tidy_name
from ..bahasa.say import say
from ..data.nilai import split_value
from ..numbers import write_number
from ..show.pieces import Potongan, fold, paragraphs, together
from ..show.table import Tabel, make_table
from .klaim import summarize_klaim

__all__ = ["describe_klaim", "say_klaim", "table_klaim"]

NAMED = 3  # that a sentence names; the table holds the rest
OPEN = 8  # rows that stand open
RUPIAH = ("sisa_rp", "realisasi_rp")
PERCENT = ("capaian", "rata_rata", "serapan", "sisa", "keluaran")
PERCENT += ("efisiensi_rasio", "efisiensi_langsung")
OF_ALL = ("semua", "sebagian_besar")
BENCHMARKS = ("mencapai_acuan", "di_bawah_acuan")


def describe_klaim(klaim: pd.DataFrame, bahasa: str) -> list[str]:
    """Return how many claims hold, and of what most do not.

    `klaim` as `check_klaim` gives it.
    """
    if klaim.empty:
        return [say("klaim.belum", bahasa)]
    counts = summarize_klaim(klaim).set_index("sifat")
    text = [say("klaim.jumlah", bahasa, **_values(counts.loc["semua"]))]
    if "pujian" in counts.index:
        text.append(say("klaim.pujian", bahasa, **_values(counts.loc["pujian"])))
    wrong = klaim[klaim["putusan"] == "tidak_didukung"]
    if len(wrong):
        names = pd.Series([_name(row, bahasa) for row in wrong.itertuples()])
        often = names.value_counts(sort=False).sort_values(ascending=False, kind="stable")
        often = often[often > 1][:NAMED]
        listed = [say("klaim.tentang", bahasa, nama=name, n=n) for name, n in often.items()]
        if listed:
            text.append(say("klaim.sering", bahasa, daftar="; ".join(listed)))
    return text


def say_klaim(klaim: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how many claims of a report its figures support."""
    return paragraphs(*describe_klaim(klaim, bahasa))


def table_klaim(klaim: pd.DataFrame, bahasa: str) -> Potongan | None:
    """Return the claims that are not supported, and the others folded; `None` without any.

    One claim in several places is one row. The first eight stand open, praise before excuses.
    """
    if klaim.empty:
        return None
    wrong = klaim["putusan"] == "tidak_didukung"
    note, parts = say("klaim.catatan", bahasa), []
    if wrong.any():
        rows = _table(klaim[wrong], say("klaim.tidak_didukung", bahasa), bahasa, note)
        parts.append(replace(rows, baris=rows.baris[:OPEN]))
        if len(rows.baris) > OPEN:
            title = say("klaim.lagi", bahasa, n=len(rows.baris) - OPEN)
            parts.append(fold(title, replace(rows, judul=title, baris=rows.baris[OPEN:])))
    if (~wrong).any():
        title = say("klaim.rinci", bahasa, n=int((~wrong).sum()))
        parts.append(fold(title, _table(klaim[~wrong], say("klaim.lain", bahasa), bahasa)))
    return together(*parts)


def _values(counts: pd.Series) -> dict[str, int]:
    return {
        "n": counts["n_klaim"],
        "didukung": counts["n_didukung"],
        "tidak_didukung": counts["n_tidak_didukung"],
        "tidak": counts["n_tidak_dapat_diperiksa"],
    }


def _table(rows: pd.DataFrame, judul: str, bahasa: str, catatan: str = "") -> Tabel:
    shown = rows.assign(
        nama=[_name(row, bahasa) for row in rows.itertuples()],
        isi_klaim=[_said(row, bahasa) for row in rows.itertuples()],
        angka_klaim=[_figure(row, bahasa) for row in rows.itertuples()],
    )
    said = ["nama", "sifat", "isi_klaim", "angka_klaim", "putusan", "alasan_klaim"]
    lines = shown.groupby(said, sort=False)["baris"].agg(lambda some: ", ".join(map(str, some)))
    columns = [*said, "baris"]
    shown = lines.reset_index()
    # praise first: it is what a reader takes away
    shown = shown.iloc[shown["sifat"].ne("pujian").argsort(kind="stable")]
    return make_table(shown, columns, judul, bahasa, catatan, berkas="klaim")


def _name(row, bahasa: str) -> str:
    return tidy_name(row.nama, bahasa) if row.nama else say("sebab.dinas", bahasa)


def _said(row, bahasa: str) -> str:
    """Return a claim in the words of its codes."""
    if row.nilai:
        text = say("klaim.isi_nilai", bahasa, row, nilai=_printed(str(row.nilai)))
    else:
        text = say("klaim.isi", bahasa, row)
    if row.banding == row.banding:
        return say("klaim.isi_banding", bahasa, row, isi=text)
    return say("klaim.isi_acuan", bahasa, row, isi=text) if row.acuan else text


def _printed(text: str) -> str:
    """Return a printed number with the decimals it was printed with; anything else as it stands."""
    number = split_value(text)[0]
    plain = number == number and not any(sign.isalpha() or sign == ":" for sign in text)
    return write_number(number, len(text.partition(".")[2])) if plain else text


def _figure(row, bahasa: str) -> str:
    """Return the figure a claim was held against, and what refutes it where that is another."""
    text, other = _held(row, bahasa), _refuted(row, bahasa)
    if row.tahun_patah == row.tahun_patah:
        return say(f"klaim.patah{_unit(row)}", bahasa, row, isi=text)
    return say("klaim.beserta", bahasa, isi=text, lain=other) if text and other else text or other


def _held(row, bahasa: str) -> str:
    if row.angka != row.angka:
        return ""
    single = row.angka_banding != row.angka_banding or row.jenis == "efisien"
    if row.jenis in OF_ALL and not single:
        return say("klaim.dari", bahasa, row)
    if row.jenis in BENCHMARKS and not single:
        return say("klaim.acuan", bahasa, row)
    if single:
        return say(f"klaim.satu{_unit(row)}", bahasa, row)
    return say(f"klaim.ke{_unit(row)}", bahasa, row)


def _refuted(row, bahasa: str) -> str:
    """Return what refutes praised efficiency: never the money, but what it did not reach."""
    if row.jenis != "efisien" or row.angka_banding != row.angka_banding:
        return ""
    if row.alasan_klaim == "sisa_keluaran_kurang":
        return say("klaim.kurang", bahasa, row, n=row.angka_banding)
    if row.indikator:
        return say("klaim.capaian", bahasa, row)
    return say("klaim.meleset", bahasa, row, n=row.angka_banding)


def _unit(row) -> str:
    if row.ukuran == "efisiensi_selisih":
        return "_poin"
    if row.ukuran in RUPIAH:
        return "_rupiah"
    return "_persen" if row.ukuran in PERCENT else ""
