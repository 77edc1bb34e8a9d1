"""Benchmarks as they are read: points, tables and sentences are the frame's numbers and codes, in both languages."""

import re

import pandas as pd
import pytest

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.bahasa.say import has_text
from lakip_analysis.data.schemas import TABEL
from lakip_analysis.pembanding.compute import compare_acuan, compare_konsep
from lakip_analysis.pembanding.view import (
    describe_acuan,
    say_acuan,
    table_acuan,
    table_konsep,
)

each_language = pytest.mark.parametrize("bahasa", ["id", "en"])


def acuan(*rows) -> pd.DataFrame:
    """rows: (indicator, polarity, realisation, benchmark, comparable)."""
    frame = pd.DataFrame(rows, columns=["indikator", "polaritas", "realisasi", "nilai", "sebanding"]).assign(tahun=2023)
    kinerja = frame.drop_duplicates("indikator").assign(nama_indikator=frame["indikator"], satuan="orang", data_tahun=None)
    return compare_acuan(kinerja, frame[["indikator", "tahun", "nilai", "sebanding"]].assign(acuan="provinsi", nama_acuan="P " + frame["nilai"], catatan=""))


EVERY = [("a", "naik", "84", "80", "ya"), ("b", "turun", "6", "5", "ya"), ("c", "naik", "84", "60", "tidak"), ("d", "naik", "Pratama", "60", "ya"), ("e", "rentang", "2.3", "2.1", "ya"), ("f", "naik", "5", "0", "ya")]


def test_nothing_stands_where_nothing_compares():
    assert table_acuan(acuan(), "id") is None


def test_table_shows_every_benchmark_with_its_mark():
    rows = table_acuan(acuan(*EVERY), "id").baris
    assert [row[8] for row in rows] == ["● lebih baik", "▲ lebih buruk", "○ tidak sebanding", "○ tanpa angka", "○ di atas", "● lebih baik"]
    assert [row[7] for row in rows] == ["4", "1", "–", "–", "0,2", "5"]
    turned = table_acuan(acuan(*EVERY[:1]).assign(arah_selisih="keunggulan menyempit"), "en").baris[0]
    assert turned == ("a", "2023", "84", "provincial", "P 80", "2023", "80", "4", "● better (lead narrowed)", "–")


def test_sentence_counts_every_position_and_names_what_cannot_be_compared():
    assert describe_acuan(acuan(*EVERY), "id") == "Dari 6 pembanding, 2 lebih baik, 1 lebih buruk, 1 di atas. 1 tidak sebanding karena definisi atau satuannya lain (P 60)."
    assert describe_acuan(acuan(*EVERY), "en") == "Of 6 benchmarks: 2 better, 1 worse, 1 above. 1 is not comparable because its definition or unit differs (P 60)."
    assert describe_acuan(acuan(EVERY[2]), "en").startswith("The 1 benchmark named cannot be compared.")
    assert say_acuan(acuan(), "en").teks == ("Benchmarks (national, provincial, SPM or other regions' values) are not filled in in the data of this report.",)
    older = acuan(*EVERY[:1]).assign(tahun_realisasi=2022, arah_selisih="keunggulan melebar", selisih_lalu=1.5, realisasi_lalu="80", tahun_lalu=2021)
    assert describe_acuan(older, "id").endswith("Keunggulan a atas P 80 melebar dari 1,50 menjadi 4,00; angkanya sendiri 80 (2021) menjadi 84 (2022). Pada 1 pembanding, tahun angkanya tidak sama dengan tahun realisasi. 1 realisasi adalah angka tahun sebelumnya.")


def test_a_promise_written_at_two_levels_has_each_benchmark_once():
    once = acuan(*EVERY)
    twice = pd.concat([once, once[once["indikator"] == "c"].assign(indikator="c-sasaran")], ignore_index=True)
    assert describe_acuan(twice, "id") == describe_acuan(once, "id")
    assert table_acuan(twice, "id").baris == table_acuan(once, "id").baris


def test_concepts_are_named_and_their_notes_composed_where_they_are_shown():
    rows = [("d", "idg", "indeks", 2022, "70"), ("e", "idg", "indeks", 2023, "60"), ("d", "baru", "%", 2023, "1"), ("e", "baru", "%", 2023, "2")]
    frame = pd.DataFrame(rows, columns=["dinas", "konsep", "satuan", "tahun", "realisasi"]).assign(nama_indikator="N", polaritas="naik", data_tahun=None)
    found = table_konsep(compare_konsep(frame), pd.Series({"d": "Dinas D", "e": "Dinas E"}), "id").baris
    assert found[0] == ("baru", "Dinas D", "N", "2023", "1", "%", "hati-hati", "Belum ada definisi bersama untuk konsep ini")
    assert found[2][0] == "Indeks Pemberdayaan Gender (IDG)"
    assert found[2][-1] == "Satu definisi dari BPS; perhatikan tahun angkanya karena BPS menerbitkannya sesudah laporan disusun; tahun angkanya berbeda"
    english = table_konsep(compare_konsep(frame), pd.Series({"d": "Dinas D", "e": "Dinas E"}), "en").baris
    assert english[2][-2:] == ("with caution", "One definition, from BPS (Statistics Indonesia); mind the year of the figure, because BPS publishes it after the report is written; the figures are of different years")


@each_language
def test_every_code_has_its_word(bahasa):
    kinds = {kolom.nama: kolom.pilihan for kolom in TABEL["acuan"].kolom}
    codes = {
        "posisi": ["lebih baik", "sama", "lebih buruk", "di atas", "di bawah", "tidak sebanding", "target pihak lain", "tanpa angka"],
        "arah_selisih": ["keunggulan melebar", "keunggulan menyempit", "ketertinggalan melebar", "ketertinggalan menyempit", "menyusul", "tersusul", "tetap"],
        "sebanding": [*kinds["sebanding"], *load_rules("konsep")["sebanding"]],
        "jenis_acuan": kinds["acuan"],
        "konsep": [f"{code}.{part}" for code in load_rules("konsep")["konsep"] for part in ("nama", "catatan")] + ["tanpa_definisi.catatan"],
    }
    assert [f"{name}.{code}" for name, found in codes.items() for code in found if not has_text(f"{name}.{code}", bahasa)] == []


@each_language
def test_showing_changes_no_frame_and_never_says_nan(bahasa):
    frame = acuan(*EVERY)
    before = frame.copy(deep=True)
    shown = [table_acuan(frame, bahasa), say_acuan(frame, bahasa)]
    said = " ".join(re.sub(r"<[^>]*>", " ", piece._repr_html_()) for piece in shown)
    assert not re.search(r"\b(nan|NaN|None|inf|NaT)\b", said)
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(acuan(*EVERY), before)
