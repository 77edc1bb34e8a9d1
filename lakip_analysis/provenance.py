"""Where the figures of a report come from, as tables: documents, rules in force, choices among printed values, corrections, what is missing."""

from __future__ import annotations

import pandas as pd

from .rules import load_rules, scale_gaps, scale_rows
from .tables import describe_status, fmt_count, table_html
from .theme import fmt, fmt_year

__all__ = ["table_aturan", "table_dokumen", "table_koreksi", "table_kosong", "table_pilihan"]

EFISIENSI_LAPORAN = {
    "sisa": "100 − serapan",
    "selisih": "capaian − serapan",
    "rasio": "capaian / serapan × 100",
    "belanja_langsung": "realisasi belanja langsung / realisasi belanja × 100, dengan pita Kepmendagri 690.900.327/1996",
    "tidak_ada": "tidak disebut dalam laporan",
}


def table_dokumen(info: dict) -> str:
    """Return the documents that the figures come from, with the fingerprint of the text read."""
    frame = pd.DataFrame(info["dokumen"]).astype({"tahun": str})
    return table_html(
        frame,
        {"judul": ("Dokumen", None), "tahun": ("Tahun", None), "sha256": ("Sidik jari teks (sha256)", None)},
        "Dokumen sumber",
    )


def table_aturan(info: dict) -> str:
    """Return the rules in force for this dinas: formulas, scale with its printed gaps, averages, efficiency."""
    aturan, formulas = info["aturan"], load_rules("rumus").set_index("rumus")["tulisan"]
    gaps = "; ".join(f"{fmt(g.dari)}–{fmt(g.sampai)}" for g in scale_gaps(aturan["skala"]).itertuples()) or "tidak ada"
    bands = "; ".join(f"{row.tercetak}: {row.kategori}" for row in scale_rows(aturan["skala"]).itertuples())
    rows = [
        ("Makin tinggi makin baik", formulas[aturan["naik"]], aturan.get("sumber_naik")),
        ("Makin rendah makin baik", formulas[aturan["turun"]], aturan.get("sumber_turun")),
        (
            "Ukuran bersama, makin rendah makin baik",
            formulas["dua_target_kurang_realisasi"] + ", dibatasi 0–120",
            "acuan/rumus.csv",
        ),
        ("Skala dinas", bands, aturan.get("sumber_skala")),
        ("Celah pada skala tercetak", gaps + " (ditutup dengan batas bawah)", "acuan/skala.csv"),
        (
            "Rata-rata",
            {
                "rata_rata_indikator": "rata-rata semua indikator",
                "rata_rata_sasaran": "rata-rata per sasaran lalu dinas",
            }.get(aturan["rata_rata"], "tidak disebut dalam laporan"),
            aturan.get("sumber_rata_rata"),
        ),
        ("Efisiensi menurut laporan", EFISIENSI_LAPORAN[aturan["efisiensi"]], aturan.get("sumber_efisiensi")),
    ]
    frame = pd.DataFrame(rows, columns=["aturan", "isi", "sumber"])
    return table_html(
        frame,
        {"aturan": ("Aturan", None), "isi": ("Isi", None), "sumber": ("Sumber dalam laporan", None)},
        "Aturan yang berlaku",
    )


def table_koreksi(koreksi: pd.DataFrame) -> str:
    """Return the corrections in force, or a sentence that there are none."""
    if koreksi.empty:
        return "<p>Tidak ada koreksi: semua angka seperti tercetak.</p>"
    columns = {
        name: (name.replace("_", " ").capitalize(), None)
        for name in ("kunci", "tabel", "kolom", "nilai_lama", "nilai_baru", "alasan", "sumber")
    }
    return table_html(koreksi, columns, "Koreksi yang berlaku")


def table_pilihan(pilihan: pd.DataFrame, names: pd.Series) -> str:
    """Return the values that were chosen among several printed ones, folded; empty when there was nothing to choose."""
    if pilihan.empty:
        return ""
    frame = pilihan.assign(nama=pilihan["indikator"].map(names))
    columns = {
        "nama": ("Indikator", None),
        "tahun": ("Tahun", fmt_year),
        "kolom": ("Kolom", None),
        "dipilih": ("Dipakai", None),
        "lain": ("Juga tercetak", None),
    }
    note = "Urutan yang dipakai: PK perubahan, PK, tabel IKU, Bab III, lampiran."
    table = table_html(frame, columns, "Nilai yang dipilih di antara beberapa nilai tercetak", note)
    return f"<details><summary>{len(pilihan)} nilai tercetak lebih dari satu kali dengan angka berbeda</summary>{table}</details>"


def table_kosong(capaian: pd.DataFrame) -> str:
    """Return how many indicators have no achievement, by reason; a sentence when there are none."""
    missing = capaian[capaian["capaian_persen"].isna()]
    if missing.empty:
        return "<p>Semua indikator punya angka capaian.</p>"
    frame = missing.groupby("status", as_index=False).agg(
        n=("indikator", "size"), indikator=("nama_indikator", "; ".join)
    )
    frame["arti"] = frame["status"].map(describe_status)
    columns = {"arti": ("Sebab", None), "n": ("Jumlah", fmt_count), "indikator": ("Indikator", None)}
    return table_html(frame, columns, "Indikator tanpa angka capaian, menurut sebab")
