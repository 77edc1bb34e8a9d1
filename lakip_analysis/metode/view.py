"""Where the figures of a report come from, as tables: documents, rules in force, choices among printed values, corrections, what is missing."""

from __future__ import annotations

from html import escape

import pandas as pd

from ..aturan.rules import SKALA_BERSAMA, load_rules, scale_gaps, scale_rows
from ..bahasa.angka import fmt, fmt_count, fmt_year
from ..language import mark, tr
from ..show.table import table_html
from ..show.values import describe_status, show_source

__all__ = [
    "glossary",
    "table_aturan",
    "table_dokumen",
    "table_koreksi",
    "table_kosong",
    "table_pilihan",
]


EFISIENSI_LAPORAN = {
    "sisa": mark("100 − serapan"),
    "selisih": mark("capaian − serapan"),
    "rasio": mark("capaian / serapan × 100"),
    "belanja_langsung": mark(
        "realisasi belanja langsung / realisasi belanja × 100, dengan pita Kepmendagri 690.900.327/1996"
    ),
    "tidak_ada": mark("tidak disebut dalam laporan"),
}

RATA_RATA = {
    "rata_rata_indikator": mark("rata-rata semua indikator"),
    "rata_rata_sasaran": mark("rata-rata per sasaran lalu dinas"),
    "tidak_ada": mark("tidak disebut dalam laporan"),
}

KOREKSI = {
    "kunci": mark("Kunci"),
    "tabel": mark("Tabel"),
    "kolom": mark("Kolom"),
    "nilai_lama": mark("Nilai lama"),
    "nilai_baru": mark("Nilai baru"),
    "alasan": mark("Alasan"),
    "sumber": mark("Sumber"),
}


def table_dokumen(info: dict) -> str:
    """Return the documents that the figures come from, with the fingerprint of the text read."""
    frame = pd.DataFrame(info["dokumen"]).astype({"tahun": str})
    columns = {
        "judul": (tr("Dokumen"), None),
        "tahun": (tr("Tahun"), None),
        "sha256": (tr("Sidik jari teks (sha256)"), None),
    }
    return table_html(frame, columns, tr("Dokumen sumber"))


def table_aturan(info: dict) -> str:
    """Return the rules in force for this dinas: formulas, scale with its printed gaps, averages, efficiency."""
    aturan = info["aturan"]
    rows = [*_formula_rows(aturan), *_scale_rows(aturan), *_mean_and_efficiency_rows(aturan)]
    frame = pd.DataFrame([(rule, text, show_source(source)) for rule, text, source in rows])
    columns = {0: (tr("Aturan"), None), 1: (tr("Isi"), None), 2: (tr("Sumber dalam laporan"), None)}
    return table_html(frame, columns, tr("Aturan yang berlaku"))


def glossary() -> list[dict[str, str]]:
    """Return the words of the field with their meaning, in order: `istilah`, `arti`; in another language the Indonesian word stays in brackets."""
    rows = load_rules("istilah").assign(kata=lambda f: f["istilah"].map(tr))
    rows["kata"] = rows["kata"].where(
        rows["kata"] == rows["istilah"], rows["kata"] + " (" + rows["istilah"] + ")"
    )
    ordered = rows.sort_values("kata", key=lambda words: words.str.lower(), kind="stable")
    return [{"istilah": row.kata, "arti": tr(row.arti)} for row in ordered.itertuples()]


def _formula_rows(aturan: dict) -> list[tuple]:
    formulas = load_rules("rumus").set_index("rumus")["tulisan"].map(tr)
    common = tr("{rumus}, dibatasi 0–120", rumus=formulas["dua_target_kurang_realisasi"])
    return [
        (tr("Makin tinggi makin baik"), formulas[aturan["naik"]], aturan.get("sumber_naik")),
        (tr("Makin rendah makin baik"), formulas[aturan["turun"]], aturan.get("sumber_turun")),
        (tr("Ukuran bersama, makin rendah makin baik"), common, "aturan/rumus.csv"),
    ]


def _scale_rows(aturan: dict) -> list[tuple]:
    bands = "; ".join(
        f"{row.tercetak}: {row.kategori}" for row in scale_rows(aturan["skala"]).itertuples()
    )
    common = "; ".join(
        f"{row.tercetak}: {tr(row.kategori)}" for row in scale_rows(SKALA_BERSAMA).itertuples()
    )
    gaps = "; ".join(
        f"{fmt(g.dari)}–{fmt(g.sampai)}" for g in scale_gaps(aturan["skala"]).itertuples()
    )
    closed = tr("{celah} (ditutup dengan batas bawah)", celah=gaps) if gaps else tr("tidak ada")
    return [
        (tr("Skala dinas"), bands, aturan.get("sumber_skala")),
        (tr("Celah pada skala tercetak"), closed, "aturan/skala.csv"),
        (tr("Skala ukuran bersama"), common, "Permendagri 86/2017"),
    ]


def _mean_and_efficiency_rows(aturan: dict) -> list[tuple]:
    return [
        (tr("Rata-rata"), tr(RATA_RATA[aturan["rata_rata"]]), aturan.get("sumber_rata_rata")),
        (
            tr("Efisiensi menurut laporan"),
            tr(EFISIENSI_LAPORAN[aturan["efisiensi"]]),
            aturan.get("sumber_efisiensi"),
        ),
    ]


def table_koreksi(koreksi: pd.DataFrame) -> str:
    """Return the corrections in force, or a sentence that there are none."""
    if koreksi.empty:
        return _paragraph(tr("Tidak ada koreksi: semua angka seperti tercetak."))
    columns = {name: (tr(heading), None) for name, heading in KOREKSI.items()}
    return table_html(
        koreksi.assign(sumber=koreksi["sumber"].map(show_source)),
        columns,
        tr("Koreksi yang berlaku"),
    )


def table_pilihan(pilihan: pd.DataFrame, names: pd.Series) -> str:
    """Return the values that were chosen among several printed ones, folded; empty when there was nothing to choose."""
    if pilihan.empty:
        return ""
    frame = pilihan.assign(nama=pilihan["indikator"].map(names), kolom=pilihan["kolom"].map(tr))
    columns = {
        "nama": (tr("Indikator"), None),
        "tahun": (tr("Tahun"), fmt_year),
        "kolom": (tr("Kolom"), None),
        "dipilih": (tr("Dipakai"), None),
        "lain": (tr("Juga tercetak"), None),
    }
    note = tr("Urutan yang dipakai: PK perubahan, PK, tabel IKU, Bab III, lampiran.")
    table = table_html(
        frame, columns, tr("Nilai yang dipilih di antara beberapa nilai tercetak"), note
    )
    heading = tr("{n} nilai tercetak lebih dari satu kali dengan angka berbeda", n=len(pilihan))
    return f"<details><summary>{escape(heading)}</summary>{table}</details>"


def table_kosong(capaian: pd.DataFrame) -> str:
    """Return how many indicators have no achievement, by reason; a sentence when there are none."""
    missing = capaian[capaian["capaian_persen"].isna()]
    if missing.empty:
        return _paragraph(tr("Semua indikator punya angka capaian."))
    frame = missing.groupby("status", as_index=False).agg(
        n=("indikator", "size"), indikator=("nama_indikator", "; ".join)
    )
    frame["arti"] = frame["status"].map(describe_status)
    columns = {
        "arti": (tr("Sebab"), None),
        "n": (tr("Jumlah"), fmt_count),
        "indikator": (tr("Indikator"), None),
    }
    return table_html(frame, columns, tr("Indikator tanpa angka capaian, menurut sebab"))


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
