"""Benchmarks as they are read: tables and sentences."""

from __future__ import annotations

import pandas as pd

from ..bahasa.nama import join_names
from ..bahasa.say import has_text, say, word
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel, make_table
from ..show.values import show_values
from ..theme import with_mark

__all__ = [
    "describe_acuan",
    "say_acuan",
    "table_acuan",
    "table_konsep",
]

# the positions a sentence counts, best first, with the grade whose mark they carry; the others are
# no position: the sentence says why, and their mark is that of a missing value
POSITIONS = {
    "lebih baik": "baik",
    "sama": "baik",
    "lebih buruk": "kurang",
    "di atas": "kosong",
    "di bawah": "kosong",
}


# what tells one benchmark beside one figure from another, as they are read
READ = ["nama_indikator", "realisasi", "tahun_realisasi", "acuan", "nama_acuan", "tahun_acuan"]
READ += ["nilai", "posisi"]


# --- sentences ---------------------------------------------------------------------------------


def describe_acuan(pembanding: pd.DataFrame, bahasa: str) -> str:
    """Return how the realisations stand against their benchmarks, and what cannot be compared.

    `pembanding` as `latest_acuan` gives it: one row per benchmark. What reads the same, because
    an indicator is promised again at another level, is one benchmark.
    """
    if pembanding.empty:
        return say("pembanding.kalimat.tidak_ada", bahasa)
    pembanding = pembanding.drop_duplicates(READ)
    text = [
        _positions(pembanding, bahasa),
        _left_out(pembanding, "target pihak lain", "target_pihak_lain", bahasa),
        _left_out(pembanding, "tidak sebanding", "tidak_sebanding", bahasa),
        *_directions(pembanding, bahasa),
        *_years_apart(pembanding, bahasa),
    ]
    return " ".join(sentence for sentence in text if sentence)


def say_acuan(pembanding: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how the realisations stand against their benchmarks."""
    return paragraphs(describe_acuan(pembanding, bahasa))


def _positions(pembanding: pd.DataFrame, bahasa: str) -> str:
    counts, n = pembanding["posisi"].value_counts(), len(pembanding)
    known = [
        say("pembanding.kalimat.banyak", bahasa, n=int(counts[posisi]), posisi=posisi)
        for posisi in POSITIONS
        if posisi in counts
    ]
    if not known:
        return say("pembanding.kalimat.tanpa_posisi", bahasa, n=n)
    return say("pembanding.kalimat.posisi", bahasa, n=n, isi=", ".join(known))


def _left_out(pembanding: pd.DataFrame, posisi: str, key: str, bahasa: str) -> str:
    """Return how many rows count as no benchmark for one reason, and which."""
    rows = pembanding[pembanding["posisi"] == posisi]
    if rows.empty:
        return ""
    names = join_names(rows["nama_acuan"].unique(), bahasa)
    return say(f"pembanding.kalimat.{key}", bahasa, n=len(rows), nama=names)


def _directions(pembanding: pd.DataFrame, bahasa: str) -> list[str]:
    """Return what became of each lead or shortfall since the year before; nothing where it stayed.

    A lead and a shortfall are shown as sizes: the word says on which side of the benchmark.
    """
    moved = pembanding[~pembanding["arah_selisih"].isin(["", "tetap"])]
    sizes = moved.assign(
        selisih=moved["selisih"].abs(),
        selisih_lalu=moved["selisih_lalu"].abs(),
        realisasi=show_values(moved["realisasi"], bahasa),
        realisasi_lalu=show_values(moved["realisasi_lalu"], bahasa),
    )
    return [say(f"pembanding.arah.{row.arah_selisih}", bahasa, row) for row in sizes.itertuples()]


def _years_apart(pembanding: pd.DataFrame, bahasa: str) -> list[str]:
    """Return what to know where a figure or its benchmark is of another year."""
    compared = pembanding["selisih"].notna()
    unknown = int((compared & pembanding["tahun_acuan"].isna()).sum())
    other = (pembanding["tahun_realisasi"] != pembanding["tahun_acuan"]).fillna(False)
    apart = int((other & compared).sum())
    older = pembanding[pembanding["tahun_realisasi"] != pembanding["tahun"]]
    late = older["indikator"].nunique()
    said = {"tahun_beda": apart, "tahun_tak_dinyatakan": unknown, "angka_lama": late}
    return [say(f"pembanding.kalimat.{key}", bahasa, n=n) for key, n in said.items() if n]


# --- tables ------------------------------------------------------------------------------------


def table_acuan(pembanding: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return every benchmark beside the realisation, once; where it is not comparable, why.

    `None` without any benchmark: a cell then shows nothing, and the sentence says so.
    """
    if pembanding.empty:
        return None
    pembanding = pembanding.drop_duplicates(READ)
    kolom = [
        "nama_indikator",
        "tahun_realisasi",
        "realisasi",
        "acuan",
        "nama_acuan",
        "tahun_acuan",
        "nilai",
        "selisih",
        "posisi_dan_arah",
        "catatan",
    ]
    judul, catatan = (say(f"pembanding.tabel.{key}", bahasa) for key in ("judul", "catatan"))
    shown = [_show_position(row, bahasa) for row in pembanding.itertuples()]
    frame = pembanding.assign(posisi_dan_arah=shown)
    return make_table(frame, kolom, judul, bahasa, catatan, berkas="pembanding")


def table_konsep(konsep: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel:
    """Return the same concept of several dinas side by side.

    Parameters
    ----------
    konsep : DataFrame as `compare_konsep` gives it.
    judul : Series
        Slug of a dinas → the name a reader knows.
    """
    kolom = [
        "konsep",
        "dinas",
        "nama_indikator",
        "tahun",
        "realisasi_angka",
        "satuan",
        "sebanding",
        "catatan",
    ]
    frame = konsep.assign(
        konsep=[_name_concept(code, bahasa) for code in konsep["konsep"]],
        dinas=konsep["dinas"].map(judul),
        catatan=[_note_concept(row, bahasa) for row in konsep.itertuples()],
    )
    title, note = (say(f"pembanding.konsep.{key}", bahasa) for key in ("judul", "catatan"))
    return make_table(frame, kolom, title, bahasa, note, berkas="konsep")


def _show_position(row, bahasa: str) -> str:
    text = word("posisi", row.posisi, bahasa)
    if row.arah_selisih:
        text = say("pembanding.tabel.posisi_dan_arah", bahasa, row)
    return with_mark(POSITIONS.get(row.posisi, "kosong"), text)


def _name_concept(kode: str, bahasa: str) -> str:
    key = f"konsep.{kode}.nama"
    return say(key, bahasa) if has_text(key, bahasa) else kode


def _note_concept(row, bahasa: str) -> str:
    note = word("konsep", f"{row.catatan}.catatan", bahasa)
    return say("pembanding.konsep.tahun_berbeda", bahasa, isi=note) if row.tahun_berbeda else note
