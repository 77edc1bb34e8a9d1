"""Money of several dinas as it is read: absorption, comparable outputs, the frontier."""

from __future__ import annotations

import pandas as pd

from ..bahasa.nama import tidy_name
from ..bahasa.say import say
from ..efisiensi.view_biaya import describe_frontier
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel
from .view_bersama import name_dinas, study_table

__all__ = [
    "say_biaya_bersama",
    "say_garis",
    "say_serapan_bersama",
    "table_garis",
    "table_jumlah_biaya",
    "table_serapan_bersama",
]


def say_serapan_bersama(serapan: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how many programmes several dinas share, where their absorption lies widest apart.

    `serapan` as `compare_serapan` gives it. The overhead programme is left out of what is named.
    """
    beside = serapan[serapan["status"] == "dibandingkan"]
    if beside.empty:
        return paragraphs(say("kajian.serapan.tidak_ada", bahasa))
    text = [say("kajian.serapan.banyak", bahasa, n=beside["kode"].nunique())]
    own = beside[~beside["penunjang"]]
    if len(own):
        width = own["tertinggi_persen"] - own["terendah_persen"]
        widest = own.loc[width.idxmax()]
        name = tidy_name(widest["nama_bersama"], bahasa)
        text.append(say("kajian.serapan.terlebar", bahasa, widest, nama_bersama=name))
    text.append(say("kajian.serapan.catatan", bahasa))
    return paragraphs(*text)


def table_serapan_bersama(serapan: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return the absorption of every shared programme, dinas in the order of their slugs."""
    if serapan.empty:
        return None

    def written(rows: pd.DataFrame) -> pd.DataFrame:
        names = [tidy_name(name, bahasa) for name in rows["nama_bersama"]]
        return rows.assign(nama_bersama=names, dinas=name_dinas(rows["dinas"], judul))

    kolom = ["nama_bersama", "kode", "dinas", "tahun", "pagu_rp", "realisasi_rp"]
    kolom += ["serapan_persen", "median_persen", "status"]
    title, note = (say(f"kajian.serapan.{key}", bahasa) for key in ("tabel", "catatan"))
    return study_table(serapan, kolom, title, bahasa, note, tulis=written, berkas="serapan_bersama")


def say_biaya_bersama(jumlah: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how many outputs have a comparable cost elsewhere; `jumlah` of `summarize_biaya`."""
    total = jumlah.sum(numeric_only=True)
    return paragraphs(
        say(
            "kajian.biaya.banyak",
            bahasa,
            n=int(total.get("n_berbiaya", 0)),
            ya=int(total.get("n_ya", 0)),
            lain=int(total.get("n_hati_hati", 0)),
            periksa=int(total.get("n_periksa", 0)),
        )
    )


def table_jumlah_biaya(jumlah: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return of each dinas how many outputs could be compared, and why the others not."""
    if jumlah.empty:
        return None
    frame = jumlah.assign(dinas=name_dinas(jumlah["dinas"], judul))
    kolom = ["dinas", "tahun", "n_keluaran", "n_berbiaya", "n_kode_bersama", "n_ya"]
    kolom += ["n_hati_hati", "n_periksa", "n_nama_beda", "n_satuan_beda"]
    title, note = (say(f"kajian.biaya.{key}", bahasa) for key in ("tabel", "catatan"))
    return study_table(frame, kolom, title, bahasa, note, berkas="jumlah_biaya")


def say_garis(satuan: pd.DataFrame, bahasa: str) -> Potongan:
    """Say whether enough dinas make one output; `satuan` as `compare_frontier` gives it."""
    return paragraphs(describe_frontier(satuan, bahasa))


def table_garis(garis: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return who is measured against whom; `None` where there is no frontier at all.

    `garis` as `compare_garis` gives it.
    """
    rows = garis[garis["efisiensi_dea"].notna() | (garis["peringatan"] == "dipertanyakan")]
    if rows.empty:
        return None
    names = judul.to_dict()  # once: of a country every row names some of thousands

    def written(some: pd.DataFrame) -> pd.DataFrame:
        peers = some["sebaya"].map(
            lambda slugs: "; ".join(names.get(slug, slug) for slug in slugs.split(";"))
        )
        return some.assign(dinas=name_dinas(some["dinas"], judul), sebaya=peers)

    kolom = ["nama_keluaran", "kode", "tahun", "dinas", "volume_realisasi", "realisasi_rp"]
    kolom += ["efisiensi_dea", "sebaya", "peringatan"]
    title, note = (say(f"kajian.garis.{key}", bahasa) for key in ("tabel", "catatan"))
    return study_table(
        rows, kolom, title, bahasa, note, written, disimpan=len(garis), berkas="garis_depan"
    )
