"""The closing section, the glossary, and the page of the rules."""

import re

import numpy as np
import pandas as pd
import pytest

from lakip_analysis.aturan.rules import categorize, in_gap, load_rules, scale_bands
from lakip_analysis.bahasa.say import codes
from lakip_analysis.metode.document import rules_markdown
from lakip_analysis.metode.singkatan import used_entries
from lakip_analysis.metode.view import (
    glossary,
    say_koreksi,
    say_kosong,
    say_pilihan,
    show_metode,
    table_aturan,
    table_bobot,
    table_dasar,
    table_dokumen,
    table_tangga,
)

ATURAN = {
    "naik": "realisasi_per_target", "turun": "target_per_realisasi", "skala": "belitung", "rata_rata": "rata_rata_indikator", "efisiensi": "belanja_langsung",
    "sumber_naik": "baris 12", "sumber_turun": "baris 12; 34", "sumber_skala": "Tabel 3.2",
}
INFO = {"dokumen": [{"id": "lkjip", "judul": "LKjIP 2024", "tahun": 2024, "sha256": "abc"}]}
CAPAIAN = pd.DataFrame(
    {
        "indikator": ["a", "b", "c"],
        "nama_indikator": ["A", "B", "C"],
        "capaian_persen": [100.0, None, None],
        "status": ["dihitung", "target_kosong", "target_kosong"],
    }
)
INDIKATOR = CAPAIAN[["indikator", "nama_indikator"]]
PILIHAN = pd.DataFrame(
    {
        "indikator": ["a"],
        "tahun": [2023],
        "kolom": ["realisasi"],
        "dipilih": ["53.47"],
        "sumber": ["x"],
        "alasan": ["Tabel 3.3"],
    }
)
LAIN = pd.DataFrame({"indikator": "a", "tahun": 2023, "kolom": "realisasi", "nilai": ["53.42", "47"], "tahun_angka": [None, 2021], "sumber": ["y", "z"]})
KOREKSI = pd.DataFrame(
    {
        "tabel": ["anggaran"],
        "kunci": ["kode=1"],
        "kolom": ["pagu_rp"],
        "nilai_lama": ["1"],
        "nilai_baru": ["2"],
        "alasan": ["digit hilang"],
        "sumber": ["baris 7"],
    }
)


@pytest.mark.parametrize(
    ("bahasa", "rows"),
    [
        (
            "id",
            [
                ("Makin tinggi makin baik", "R / T × 100", "baris 12"),
                ("Makin rendah makin baik", "T / R × 100", "baris 12; 34"),
            ],
        ),
        (
            "en",
            [
                ("Higher is better", "actual / target × 100", "line 12"),
                ("Lower is better", "target / actual × 100", "lines 12; 34"),
            ],
        ),
    ],
)
def test_rules_in_force(bahasa, rows):
    table = table_aturan(ATURAN, ATURAN["skala"], bahasa)
    assert list(table.baris[:2]) == rows
    assert len(table.baris) == 8
    mark = "," if bahasa == "id" else "."
    assert table.baris[4][1].startswith(f"> 89{mark}99 – 90; > 74{mark}99 – < 75; ")
    assert table.baris[-2][2] == "–", "a source that is not named"


@pytest.mark.parametrize(
    ("skala", "bahasa", "classes"),
    [
        ("permendagri-86", "id", "≥ 91: Sangat Tinggi; 76–90: Tinggi; 66–75: Sedang; 51–65: Rendah; ≤ 50: Sangat Rendah"),
        ("malang", "en", "≥ 110: Fully achieved / very successful; 90 – < 110: Achieved / successful; 60 – < 90: Fairly achieved / fairly successful; < 60: Not achieved / unsuccessful"),
        ("pontianak", "id", "> 85: Sangat Berhasil; > 70 – 85: Berhasil; > 55 – 70: Cukup Berhasil; ≤ 55: Tidak Berhasil"),
        ("belitung", "en", "> 90: Very good; 75–89.99: Good; 65–74.99: Fair; 50–64.99: Poor; 0–49.99: Very poor"),
        ("belitung-predikat", "id", "> 100: Melebihi target; tepat 100: Tercapai/Sesuai target; < 100: Tidak tercapai"),
    ],
)
def test_the_bands_of_a_scale_read_as_bands(skala, bahasa, classes):
    """“91 ≤ 100” is no band: the ends stand with the sign that says whether they belong to it."""
    assert table_aturan(ATURAN, skala, bahasa).baris[3][1] == classes


@pytest.mark.parametrize("skala", load_rules("skala")["skala"].unique())
def test_a_value_lies_in_the_band_that_is_written_for_its_category(skala):
    """Every value but those in a printed gap: the band as written and the category agree."""
    bands = scale_bands(skala).set_index("kategori")
    top = max(bands["atas"].max(), 120)
    values = pd.Series(np.arange(1, 12001) * top / 12000).round(2)
    values = values[~in_gap(values, skala)]
    if bands["bawah"].notna().all():  # no score lies below the lowest band that is written
        values = values[values >= bands["bawah"].min()]
    band = bands.loc[categorize(values, skala)].reset_index()
    low, high = (band[name].fillna(edge) for name, edge in (("bawah", -np.inf), ("atas", np.inf)))
    values = values.reset_index(drop=True)
    above = np.where(band["batas"].str.startswith("lebih"), values > low, values >= low)
    open_end = band["batas"].str.endswith("kurang") | (band["batas"] == "kurang_dari")
    assert above.all()
    assert np.where(open_end, values < high, values <= high).all()


def test_a_scale_without_gaps_says_so():
    assert table_aturan(ATURAN, "pontianak", "id").baris[4][1] == "tidak ada"


WEIGHED = pd.DataFrame({"nama_indikator": ["A", "B", "C"], "level": ["sasaran", "tujuan", "program"], "polaritas": ["naik", "turun", "naik"], "bobot": [1.0, 2.5, None], "dasar": ["70", "1:2000", ""]})


def test_weights_baselines_and_ladders_that_are_used_are_shown():
    """What a figure rests on stands on the page; what no rule uses does not."""
    weighed = {**ATURAN, "rata_rata": "rata_rata_bobot"}
    assert table_bobot(WEIGHED, weighed, "id").baris == (("A", "1,00"), ("B", "2,50"))
    assert table_dasar(WEIGHED, {**ATURAN, "turun": "kemajuan_dari_dasar"}, "id").baris == (("B", "1 : 2.000"),)
    assert table_bobot(WEIGHED, ATURAN, "id") is None and table_dasar(WEIGHED, ATURAN, "id") is None
    steps = pd.DataFrame({"satuan": "mutu", "urutan": [2.0, 1.0], "label": ["Madya", "Dasar"], "terendah": [60.5, None]})
    assert table_tangga(steps, "id").baris == (("mutu", "1", "Dasar", "–"), ("mutu", "2", "Madya", "60,50"))
    assert table_tangga(steps.iloc[:0], "id") is None
    page = show_metode(INFO, weighed, PILIHAN, LAIN, KOREKSI, None, WEIGHED.assign(indikator=["a", "b", "c"]), "en", tangga=steps).html
    assert "Weight of each indicator" in page and "Ladders of grades" in page


def test_documents_with_their_fingerprint():
    assert table_dokumen(INFO, "id").baris == (("LKjIP 2024", "2024", "abc"),)


def test_what_was_chosen_is_folded_and_nothing_is_nothing():
    page = say_pilihan(PILIHAN, LAIN, INDIKATOR, "en").html
    assert "<summary>1 value is printed more than once with different figures</summary>" in page
    assert "<td>actual</td>" in page
    assert ">53.42 (“y”); 47 [2021] (“z”)</td>" in page
    assert say_pilihan(PILIHAN, LAIN.head(0), INDIKATOR, "en") is not None
    indonesian = say_pilihan(PILIHAN, LAIN, INDIKATOR, "id").html
    assert "<td>53,47</td>" in indonesian and "<td>53,42 (y); 47 [2021] (z)</td>" in indonesian


@pytest.mark.parametrize(
    ("dipilih", "nilai", "lain"),
    [("71.12", ["71.12", "70.12"], "70,12 (baris 7)"), ("B 69.5", ["69.5", "100"], "100 (baris 7)"), ("Pratama", ["Pratama", "-"], "- (baris 7)"), ("1:36317", ["1:23691"], "1 : 23.691 (baris 7)"), ("0.12", ["0.124726"], "0,124726 (baris 7)")],
)
def test_a_place_that_prints_the_chosen_value_is_no_other_one(dipilih, nilai, lain):
    places = pd.DataFrame({"indikator": "a", "tahun": 2023, "kolom": "realisasi", "nilai": nilai, "tahun_angka": None, "sumber": "lkjip-2024:t3.4-b7-2023"})
    assert f"<td>{lain}</td>" in say_pilihan(PILIHAN.assign(dipilih=dipilih), places, INDIKATOR, "id").html


def test_a_year_that_was_read_from_elsewhere_is_no_second_print_and_a_promise_counts_once():
    year = PILIHAN.assign(kolom="data_tahun", dipilih="2022")
    again = PILIHAN.assign(indikator="b")
    names = INDIKATOR.assign(nama_indikator="A")
    for rows, said in (
        ([PILIHAN, year], "1 nilai tercetak lebih dari satu kali dengan angka berbeda; 1 angka dibaca sebagai angka tahun lain daripada yang tercetak"),
        ([year], "1 angka dibaca sebagai angka tahun lain daripada yang tercetak"),
        ([PILIHAN, again], "1 nilai tercetak lebih dari satu kali dengan angka berbeda"),
    ):
        page = say_pilihan(pd.concat(rows), LAIN.head(0), names, "id").html
        assert f"<summary>{said}</summary>" in page
        assert "2.022" not in page
    assert say_pilihan(PILIHAN.head(0), LAIN, INDIKATOR, "en") is None


def test_corrections_and_missing_values_or_a_sentence():
    assert re.findall("<t[hd][^>]*>([^<]*)</t[hd]>", say_koreksi(KOREKSI, "en").html.split("<tbody>")[1]) == ["kode=1", "anggaran", "pagu_rp", "1", "2", "“digit hilang”", "line 7"]
    assert say_koreksi(KOREKSI.head(0), "id").teks == (
        "Tidak ada koreksi: semua angka seperti tercetak.",
    )
    assert re.findall("<t[hd][^>]*>([^<]*)</t[hd]>", say_kosong(CAPAIAN, "id").html.split("<tbody>")[1]) == ["tidak ada targetnya", "2", "B; C"]
    assert say_kosong(CAPAIAN.head(1), "id").teks == ("Semua indikator punya angka capaian.",)


def test_closing_section_holds_every_part_in_order():
    page = show_metode(INFO, ATURAN, PILIHAN, LAIN, KOREKSI, CAPAIAN, INDIKATOR, "id").html
    parts = [
        "Dokumen sumber",
        "Aturan yang berlaku",
        "lebih dari satu kali",
        "Koreksi yang berlaku",
        "tanpa angka capaian",
    ]
    assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)


@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_glossary_is_in_order_and_keeps_the_word_of_the_field(bahasa):
    words = [entry["istilah"] for entry in glossary(bahasa)]
    assert words == sorted(words, key=str.lower)
    assert len(words) == len(set(words)) == len(codes("istilah"))
    assert ("budget execution (serapan)" if bahasa == "en" else "serapan") in words


def test_page_of_the_rules_holds_every_row_and_its_words():
    page = rules_markdown()
    for name in ("rumus", "ambang", "tangga", "temuan", "efisiensi", "konsep"):
        assert all(f"| {code} |" in page for code in load_rules(name).iloc[:, 0]), name
    assert "| dua_target_kurang_realisasi | (2T − R) / T × 100 | turun |" in page
    assert "| target_kosong | tidak ada targetnya |" in page
    assert "| belitung | 89.99 | 90.0 | Baik | Sangat baik |" in page


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("pagu", "Pagu-nya naik", True),
        ("pagu", "pagunya", True),
        ("pagu", "paguyuban", False),
        ("pagu", "nonpagu", False),
        ("pagu", "nonpagu, lalu pagu", True),
        ("pagu", "", False),
        ("a b", "xa b a b", True),  # the word begins within what was none
        ("C++", "C++", True),
    ],
)
def test_a_word_of_the_glossary_stands_alone(form, text, found):
    assert bool(used_entries([{"bentuk": [form], "arti": "", "persis": False}], text)) is found
