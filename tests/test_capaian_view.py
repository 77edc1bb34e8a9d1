"""Achievement as it is read: tables and sentences are the frame's numbers and words, in both languages."""

import re
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from lakip_analysis.aturan.rules import LEVEL_UTAMA, SKALA_BERSAMA, scale_rows
from lakip_analysis.bahasa.say import has_text
from lakip_analysis.capaian.compute import add_printed, compute_capaian, summarize_capaian
from lakip_analysis.capaian.view import (
    best_and_worst,
    describe_capaian,
    describe_definisi,
    say_capaian,
    table_capaian,
    table_ringkasan,
)
from lakip_analysis.papan import compile_papan
from lakip_analysis.papan.view import figure_papan, show_papan, table_papan
from lakip_analysis.reports.bab import _table_capaian
from lakip_analysis.tren.view_deret import table_deret

BARE = re.compile(r"\b(nan|NaN|None|inf|NaT|Traceback)\b|<NA>")
ORDINARY = [("a", "naik", "80", "84"), ("b", "naik", "80", "40"), ("c", "naik", "80", "")]
BARS = [
    ("tercapai", "naik", "80", "84"), ("kurang", "naik", "80", "40"), ("terpotong", "naik", "1", "36"), ("kosong", "naik", "80", ""),
    ("nol", "naik", "80", "0"), ("minus", "turun", "10", "25"), ("rasio", "naik", "1:27500", "1:36317"), ("sedang", "naik", "100", "80"),
]
MISSING = {"all missing": [("a", "naik", "", ""), ("b", "turun", None, "n/a")], "one target, no figure": [("a", "naik", "5", "")], "no rows": []}
RULES = {"naik": "realisasi_per_target", "turun": "dua_target_kurang_realisasi"}
each_language = pytest.mark.parametrize("bahasa", ["id", "en"])


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def capaian_of(rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["indikator", "polaritas", "target", "realisasi"]).assign(dinas="d", tahun=2023, satuan="%", level="sasaran", sasaran="S")
    frame = frame.assign(nama_indikator="Nama " + frame["indikator"].astype(str), sumber_realisasi="r-" + frame["indikator"].astype(str), target_bawah=np.nan, target_atas=np.nan)
    return add_printed(compute_capaian(frame, RULES), pd.DataFrame({"id": ["r-a"], "capaian": [105.5], "predikat_tercetak": ["Baik"]}))


@pytest.mark.parametrize(("target", "noted"), [("BB 70", True), ("BB", True), ("70", False), ("A 85", False)])
def test_a_promised_grade_that_counts_with_its_lowest_score_says_so(target, noted):
    """69,5 of “BB 70” is 99,27, not the 99,29 that a reader works out: BB begins at 70,01."""
    frame = pd.DataFrame({"indikator": ["a"], "nama_indikator": "SAKIP", "polaritas": "naik", "target": target, "realisasi": "B 69.5", "satuan": "predikat AKIP", "level": "sasaran", "tahun": 2023})
    rows = compute_capaian(frame, RULES).assign(capaian_tercetak_persen=np.nan, kategori_tercetak="", target_bawah=np.nan, target_atas=np.nan)
    note = "Target berhuruf dihitung dengan skor terendah kelas huruf itu, bukan dengan angka yang tercetak di sampingnya: SAKIP."
    assert (note in table_capaian(rows, "id").catatan) == noted


@pytest.mark.parametrize(("putus", "dugaan", "said"), [("", "", []), ("berubah", "", ["definisinya berubah tahun ini"]), ("", "jenis baru", ["definisinya diduga berubah tahun ini; bila dugaan itu benar"])])
def test_a_definition_that_may_have_changed_is_told_as_a_suspicion(putus, dugaan, said):
    rows = capaian_of(ORDINARY).assign(putus_deret="", putus_dugaan="")
    rows.loc[[0, 2], ["putus_deret", "putus_dugaan"]] = [putus, dugaan]
    found = describe_definisi(rows, "id")
    assert len(found) == len(said) and all(part in text and text.endswith(": Nama a.") for part, text in zip(said, found, strict=True)), "what is not counted (Nama c) is not named"


@pytest.mark.parametrize(("seen", "said"), [("", "definisinya berubah tahun ini"), ("lain", "definisinya tampak berubah tahun ini dari angkanya")])
def test_a_definition_that_no_text_calls_new_is_told_as_what_the_figures_show(seen, said):
    rows = capaian_of(ORDINARY).assign(putus_deret="", putus_terlihat="")
    rows.loc[0, ["putus_deret", "putus_terlihat"]] = ["lain", seen]
    [text] = describe_definisi(rows, "id")
    assert said in text and text.endswith(": Nama a.")


def ringkasan_of(rows) -> pd.DataFrame:
    return summarize_capaian(capaian_of(rows), ["dinas", "tahun"])


# --- tables ----------------------------------------------------------------------------------------------------------


def test_table_says_number_reason_and_grade():
    frame = capaian_of([("a", "turun", "0.63", "0.12"), ("b", "naik", "0", "3"), ("c", "naik", "10", "")])
    rows = table_capaian(frame, "id").baris
    assert [row[5] for row in rows] == ["180,95 %", "target nol: persentase tidak dapat dihitung", "tidak ada realisasinya, atau belum rilis"]
    assert [row[6] for row in rows] == ["● tercapai", "● tercapai", "○ belum diketahui"], "by the count, also without a percentage"
    assert [row[7] for row in rows] == ["Sangat Tinggi", "–", "–"]
    assert [row[8] for row in rows] == ["120,00 %", "–", "–"]
    assert rows[0][:5] == ("Nama a", "sasaran", "%", "0,63", "0,12")
    assert table_capaian(frame, "en").baris[0][1:] == ("objective", "%", "0.63", "0.12", "180.95%", "● met", "Very high", "120.00%", "Very high", "105.50%", "Good")


@each_language
def test_a_range_stands_as_a_range_in_every_table(bahasa):
    frame = capaian_of([("a", "turun", "", "4.5")]).assign(target_bawah=4.25, target_atas=4.3)
    for table in (table_capaian(frame, bahasa), table_papan(compile_papan({"capaian": frame}), bahasa)):
        assert {"id": "4,25–4,30", "en": "4.25–4.30"}[bahasa] in " ".join(table.baris[0])


def test_averages_say_their_coverage():
    frame = capaian_of(ORDINARY)
    assert table_ringkasan(summarize_capaian(frame, ["sasaran"]), "sasaran", "id").baris == (("S", "2 dari 3", "1 dari 3", "77,50 % (n 2)", "77,50 % (n 2)", "105,50 %"),)
    assert table_ringkasan(summarize_capaian(frame, ["level"]), "level", "en").baris == (("objective", "2 of 3", "1 of 3", "77.50% (n 2)", "77.50% (n 2)", "77.50%", "105.50%"),)


# --- sentences -------------------------------------------------------------------------------------------------------


def test_sentence_says_counts_averages_and_coverage():
    text = describe_capaian(ringkasan_of(ORDINARY), "id")
    assert text.startswith("Dari 3 indikator yang dijanjikan, 2 terlapor; 1 dari 3 mencapai target. 1 tidak dapat dikatakan tercapai atau meleset")
    assert "rumus dinas, rata-rata capaian 77,50 %" in text, "(105 + 50) / 2"
    assert "dibatasi 0–120) rata-ratanya 77,50 %" in text
    assert text.count("atas 2 dari 3 indikator") == 2, "each average says its own n"
    assert "tercetak di laporan rata-ratanya 105,50 %" in text
    assert say_capaian(ringkasan_of(ORDINARY), "id").teks == (text,)


def test_sentence_caps_the_common_average_only():
    text = describe_capaian(ringkasan_of([("b", "naik", "10", "30"), ("c", "turun", "10", "25")]), "id")
    assert "rumus dinas, rata-rata capaian 125,00 %" in text, "(300 − 50) / 2"
    assert "0–120) rata-ratanya 60,00 %" in text, "(120 + 0) / 2"
    assert "tercetak" not in text


@pytest.mark.parametrize(
    ("aturan", "rows", "n"),
    [
        (RULES, [("a", "naik", "10", "30"), ("c", "turun", "10", "25")], 0),
        (RULES | {"turun": "tidak_ada"}, [("a", "naik", "10", "30"), ("c", "turun", "10", "25")], 1),
        (RULES | {"turun": "tidak_ada"}, [("a", "naik", "10", "30"), ("c", "turun", "10", "")], 0),
        (RULES | {"naik": "kemajuan_dari_dasar"}, [("a", "naik", "10", "30"), ("c", "turun", "10", "25")], 1),  # no baseline: the common formula
        (RULES, [("a", "rentang", "10", "10")], 1),
        ({}, [("a", "naik", "10", "30")], 1),
    ],
)
def test_a_formula_that_no_report_states_is_not_called_the_agencys(aturan, rows, n):
    frame = capaian_of(rows)
    capaian = add_printed(compute_capaian(frame, aturan), pd.DataFrame({"id": [], "capaian": [], "predikat_tercetak": []}))
    ringkasan = summarize_capaian(capaian, ["dinas", "tahun"])
    assert ringkasan.loc[0, "n_rumus_bersama"] == n
    assert ("tidak ada rumus dinas yang tercatat" in describe_capaian(ringkasan, "id")) == bool(n)
    assert ("tidak ada rumus dinas yang tercatat: Nama" in table_capaian(capaian, "id").catatan) == bool(n)


def test_a_report_without_a_formula_has_the_common_one():
    rows = capaian_of([("c", "turun", "10", "25")])
    found = [compute_capaian(rows, RULES | {"turun": name}) for name in ("tidak_ada", "dua_target_kurang_realisasi")]
    assert [frame[["rumus", "asal_rumus", "capaian_persen"]].values.tolist() for frame in found] == [[["dua_target_kurang_realisasi", whose, -50.0]] for whose in ("bersama", "dinas")]


def test_a_promise_counted_once_says_what_counting_it_twice_gives():
    rows = capaian_of([("a", "naik", "10", "30"), ("b", "naik", "10", "5"), ("c", "naik", "10", "5")])
    ringkasan = summarize_capaian(rows.assign(ganda=["", "", "b"]), ["dinas", "tahun"])
    assert ringkasan.loc[0, ["rata_capaian_persen", "rata_capaian_ganda_persen"]].tolist() == [175.0, pytest.approx(400 / 3)]
    assert "dihitung sekali; bila yang ditulis dua kali dihitung dua kali, seperti baris laporan, rata-ratanya 133,33 %." in describe_capaian(ringkasan, "id")
    assert "dua kali" not in describe_capaian(summarize_capaian(rows, ["dinas", "tahun"]), "id")


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2022, 2022, 2023], "2 memakai angka tahun sebelumnya; 1 di antaranya terhitung mencapai target."),
        ([2023, 2022, 2023], "1 memakai angka tahun sebelumnya; tidak satu pun di antaranya terhitung mencapai target."),
        ([2022, 2023, 2022], "1 memakai angka tahun sebelumnya; 1 di antaranya terhitung mencapai target."),
    ],
)
def test_how_many_of_the_met_stand_on_an_earlier_years_figure(years, said):
    """`ORDINARY`: met, missed, not reported."""
    ringkasan = summarize_capaian(capaian_of(ORDINARY).assign(data_tahun=years), ["dinas", "tahun"])
    assert said in describe_capaian(ringkasan, "id")


def test_sentence_without_any_number():
    text = describe_capaian(ringkasan_of([("a", "naik", "80", ""), ("b", "naik", "", "")]), "id")
    assert text.startswith("Dari 1 indikator yang dijanjikan, 0 terlapor; 0 dari 1 mencapai target. Selain itu 1 indikator disebut tanpa target")
    assert "1 tidak dapat dikatakan tercapai atau meleset" in text
    assert "Rata-rata tidak dihitung." in text


def test_english_counts_one_and_several():
    assert describe_capaian(ringkasan_of(ORDINARY[:1]), "en").startswith("Of 1 indicator promised, 1 was reported; 1 of 1 met its target.")
    assert describe_capaian(ringkasan_of(ORDINARY), "en").startswith("Of 3 indicators promised, 2 were reported; 1 of 3 met the target.")


def test_grades_compared_by_rank_are_named():
    frame = capaian_of([("a", "naik", "Pratama", "Madya")]).assign(satuan="peringkat KLA")
    frame = compute_capaian(frame)
    assert frame["status"].tolist() == ["dihitung_ordinal"]
    assert "1 indikator berupa jenjang" in describe_capaian(summarize_capaian(frame, ["dinas"]), "id")


def test_best_and_worst():
    assert best_and_worst(capaian_of(ORDINARY), "id") == ["Capaian tertinggi pada Nama a (105,00 %), terendah pada Nama b (50,00 %)."]
    assert best_and_worst(capaian_of([("a", "naik", "80", "80"), ("b", "naik", "10", "10")]), "id") == []
    assert best_and_worst(capaian_of(ORDINARY[2:]), "id") == []


@each_language
@pytest.mark.parametrize("rows", MISSING.values(), ids=MISSING)
def test_missing_values_never_show_as_nan(rows, bahasa):
    capaian = capaian_of(rows)
    papan = compile_papan({"capaian": capaian})
    pieces = [table_capaian(capaian, bahasa), table_ringkasan(summarize_capaian(capaian, ["level"]), "level", bahasa), show_papan(papan, bahasa), figure_papan(papan, bahasa)]
    said = [*(re.sub(r"<[^>]*>", " ", piece._repr_html_()) for piece in pieces), figure_papan(papan, bahasa).alt]
    said += [describe_capaian(ringkasan_of(rows), bahasa)] if rows else []
    for text in said:
        assert text.strip()
        assert not BARE.search(text)


# --- language --------------------------------------------------------------------------------------------------------


def test_showing_changes_no_frame():
    capaian = capaian_of(BARS)
    before = capaian.copy(deep=True)
    for bahasa in ("id", "en"):
        show_papan(compile_papan({"capaian": capaian}), bahasa)
        table_capaian(capaian, bahasa)
    pd.testing.assert_frame_equal(capaian, before)
    pd.testing.assert_frame_equal(capaian_of(BARS), before)


@each_language
def test_every_code_has_its_word(bahasa):
    golden = pd.read_csv(Path(__file__).parent / "golden" / "capaian.csv")
    codes = {"kategori": scale_rows(SKALA_BERSAMA)["kategori"], "level": LEVEL_UTAMA, "status": golden["status"].unique()}
    assert all(has_text(f"{name}.{code}", bahasa) for name, found in codes.items() for code in found)


WRITTEN = [("1:27500", "1:36317", "1 : 27.500", "1 : 36.317"), ("1250", "36317", "1.250", "36.317"), ("12.5", "1234.5", "12,5", "1.234,5"), ("B 69.5", "BB 70", "B 69,5", "BB 70")]


@pytest.mark.parametrize(("target", "realisasi", "janji", "jadi"), WRITTEN)
def test_a_figure_is_written_once(target, realisasi, janji, jadi):
    """36.317 read again would be 36,317: a thousandth of it. Every table that shows target and realisation, page and Word."""
    capaian = capaian_of([("a", "naik", target, realisasi)]).assign(data_tahun=np.nan, putus_deret="", putus_target="")
    rows = [table_capaian(capaian, "id").baris[0][3:5], tuple(cell.removesuffix(" %") for cell in table_papan(compile_papan({"capaian": capaian}), "id").baris[0][1:3]), _table_capaian(capaian, 2023, "id").tabel.baris[0][2:4], table_deret(capaian, 0, "id").baris[0][1:3]]
    assert rows == [(janji, jadi)] * 4
