"""`docs/metode.md`: every rule in force as tables with its source. Made by `make metode`.

python -m lakip_analysis.metode.document > docs/metode.md
"""

from __future__ import annotations

import sys

import pandas as pd

from ..aturan.rules import load_rules, scale_gaps
from ..bahasa.say import codes, load_texts, word

__all__ = ["rules_markdown"]

# table of rules → its title, and the section of texts that says what its codes mean
TABLES = {
    "rumus": ("Rumus capaian", "rumus"),
    "ambang": ("Ambang", "ambang"),
    "skala": ("Skala kategori", ""),
    "pembulatan": ("Skala yang menilai angka seperti tercetak", ""),
    "tangga": ("Jenjang", ""),
    "akip": ("Komponen evaluasi AKIP", ""),
    "akip_subkomponen": ("Bagian sebuah komponen AKIP", ""),
    "akip_jawaban": ("Jawaban lembar kerja evaluasi AKIP", ""),
    "satuan": ("Sifat satuan", ""),
    "kepekaan": ("Pilihan aturan yang dibandingkan dalam kajian", ""),
    "coba": ("Pilihan di halaman coba rumus", ""),
    "konsep": ("Konsep yang diukur beberapa dinas", "konsep"),
    "tren": ("Ukuran tren, jalan ke target akhir, proyeksi", ""),
    "efisiensi": ("Ukuran efisiensi", "ukuran"),
    "keluaran_administratif": ("Keluaran tanpa biaya per satuan", ""),
    "temuan": ("Jenis temuan", "temuan"),
    "keparahan": ("Keparahan temuan", ""),
    "penyebab": ("Penyebab dan buktinya", "arti_penyebab"),
    "klaim": ("Jenis klaim", "jenis_klaim"),
    "analisis_53": ("Analisis yang diminta dari sebuah laporan", "analisis_53"),
    "bagian_rencana": ("Bagian mutu perencanaan", "bagian_rencana"),
    "kata_indikator": ("Kata yang menandai sebuah indikator", ""),
    "msind": ("Isian metadata indikator (MS-Ind)", ""),
    "singkatan": ("Singkatan", ""),
}
WORDS = ("nama", "tulisan", "rumus", "baca", "pemakai", "arti", "catatan")  # fields of such a text


def rules_markdown() -> str:
    """Return the page of the method: the rows of `aturan/*.csv` with their texts in Indonesian.

    Examples
    --------
    >>> rules_markdown().splitlines()[0]
    '# Metode'
    """
    parts = [
        "# Metode",
        "Dibuat dengan `make metode` dari `lakip_analysis/aturan/*.csv` dan kalimat di "
        "`lakip_analysis/bahasa/`; jangan disunting dengan tangan. T = target, R = realisasi.",
    ]
    for name, (title, section) in TABLES.items():
        parts += [f"## {title}", _markdown(_with_words(load_rules(name), section))]
    parts += ["## Status sebuah angka", _markdown(_statuses())]
    gaps = pd.concat([scale_gaps(name) for name in load_rules("skala")["skala"].unique()])
    parts += [
        "## Celah pada skala tercetak",
        "Nilai di antara `dari` dan `sampai` tidak punya kelas menurut bunyi skala; di sini ia "
        "masuk kelas di bawahnya.",
        _markdown(gaps),
    ]
    return "\n\n".join(parts) + "\n"


def _with_words(rules: pd.DataFrame, bagian: str) -> pd.DataFrame:
    """Return rules with what their first column means, field by field, right behind it."""
    code, out = rules.columns[0], rules.astype(object).fillna("")
    texts, place = load_texts("id"), 0
    for field in WORDS:
        found = [
            texts.get(f"{bagian}.{value}.{field}", _plain(texts, bagian, value, field))
            for value in rules[code]
        ]
        if any(found):
            place += 1
            out = out.drop(columns=field, errors="ignore")
            out.insert(place, field, found)
    return out


def _plain(texts: dict[str, str], bagian: str, value: str, field: str) -> str:
    """Return a text that has no fields: it says what its code means."""
    return texts.get(f"{bagian}.{value}", "") if field == "arti" else ""


def _statuses() -> pd.DataFrame:
    rows = [(code, word("status", code, "id")) for code in codes("status")]
    return pd.DataFrame(rows, columns=["status", "arti"])


def _markdown(frame: pd.DataFrame) -> str:
    rows = [list(frame.columns), ["---"] * frame.shape[1], *frame.astype(str).values.tolist()]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows
    )


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(rules_markdown())
