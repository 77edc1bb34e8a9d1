"""The prepared rows with the columns that most checks ask for: narrow frames are quick to cut."""

from __future__ import annotations

import pandas as pd

from .names import name_keys
from .prepare import Terbitan

__all__ = ["anggaran_rows", "kinerja_rows"]

PLACE = ["id", "dinas", "dokumen", "tabel", "baris", "level", "kelas", "kunci", "tahun", "peta"]

KINERJA = [
    *PLACE,
    "tahap",
    "nama_tercetak",
    "sasaran_tercetak",
    "predikat_tercetak",
    "satuan_tercetak",
    *(
        f"{name}{end}"
        for name in ("target", "realisasi", "capaian", "pembilang", "penyebut")
        for end in ("", "_tercetak")
    ),
    "target_pakai",
    "capaian_hitung",
    "polaritas",
    "h_realisasi",
    "h_capaian",
]

ANGGARAN = [
    *PLACE,
    "tahap",
    "nama_tercetak",
    "sasaran_tercetak",
    "induk",
    "wakil",
    *(
        f"{name}{end}"
        for name in ("pagu_induk", "pagu", "realisasi", "persen", "efisiensi", "perubahan")
        for end in ("", "_tercetak")
    ),
    "h_persen",
    "h_efisiensi",
]


def kinerja_rows(terbitan: Terbitan) -> pd.DataFrame:
    """Return the printed indicator rows with the key of their own name (`nama`)."""
    rows = terbitan.kinerja[KINERJA]
    # a copy lays columns of one type together, to be taken at once
    return rows.assign(nama=name_keys(rows["nama_tercetak"])).copy()


def anggaran_rows(terbitan: Terbitan) -> pd.DataFrame:
    """Return the printed budget rows with the key of their own name (`nama`)."""
    rows = terbitan.anggaran[ANGGARAN]
    # a copy lays columns of one type together, to be taken at once
    return rows.assign(nama=name_keys(rows["nama_tercetak"])).copy()
