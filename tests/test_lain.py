"""Met or missed by another printed figure: frames of one or two indicators, each with one other value."""

import pandas as pd
import pytest

from lakip_analysis.capaian.compute import compute_capaian, summarize_capaian
from lakip_analysis.capaian.lain import LAIN_COLUMNS, compare_lain
from lakip_analysis.capaian.view import describe_capaian, say_capaian, table_capaian
from lakip_analysis.papan import compile_papan
from lakip_analysis.papan.view import table_papan
from lakip_analysis.reports.opening import describe_summary
from lakip_analysis.reports.simpulan import say_simpulan

RATIO = {"target": "1:27500", "realisasi": "1:36317", "pembilang": 12.0, "penyebut": 435801.0, "per": 1.0, "sifat_cacah": "peristiwa", "jenis_target": "rasio"}
SHARE = {"target": "98.8", "realisasi": "97.62", "pembilang": 8126.0, "penyebut": 8324.0, "per": 100.0, "sifat_cacah": "cacah_penuh"}


def capaian_of(**row) -> pd.DataFrame:
    named = {"dinas": "d", "tahun": 2023, "indikator": "a", "nama_indikator": "Nama", "polaritas": "naik", "level": "sasaran", "satuan": "%"}
    frame = pd.DataFrame([named | {"target_bawah": float("nan"), "target_atas": float("nan")} | row])
    return compute_capaian(frame).assign(capaian_tercetak_persen=float("nan"), kategori_tercetak="", putus_deret="")


def place(kolom: str, nilai: str, bersaing: str = "ya", sumber: str = "l:1") -> pd.DataFrame:
    return pd.DataFrame({"indikator": ["a"], "tahun": 2023, "kolom": kolom, "nilai": nilai, "sumber": sumber, "bersaing": bersaing})


@pytest.mark.parametrize(
    ("row", "kolom", "nilai", "target", "realisasi", "tercapai", "berbalik"),
    [
        ({"target": "80", "realisasi": "75"}, "target", "70", "70", "75", "ya", "ya"),
        ({"target": "80", "realisasi": "75"}, "target", "76", "76", "75", "tidak", "tidak"),
        ({"target": "80", "realisasi": "85"}, "realisasi", "58", "80", "58", "tidak", "ya"),
        ({"target": "10", "realisasi": "8", "polaritas": "turun"}, "realisasi", "12", "10", "12", "tidak", "ya"),
        ({"target": "80", "realisasi": "85"}, "realisasi", "n/a", "80", "n/a", "", "tidak"),
        ({"target": "", "target_bawah": 4.1, "target_atas": 4.2, "realisasi": "4.15", "polaritas": "rentang"}, "target", "4.3", "4.3", "4.15", "tidak", "ya"),
        ({"target": "BB", "realisasi": "B 69.5", "satuan": "predikat AKIP"}, "target", "B", "B", "B 69.5", "ya", "ya"),
        (RATIO, "penyebut", "284297", "1:27500", "1:23691", "tidak", "ya"),
        (RATIO, "pembilang", "15", "1:27500", "1:29053", "ya", "tidak"),
        (SHARE, "pembilang", "8230", "98.8", "98.87", "ya", "ya"),
        (SHARE, "pembilang", "8136", "98.8", "97.74", "tidak", "tidak"),
    ],
)
def test_one_value_is_replaced_and_the_rest_stays(row, kolom, nilai, target, realisasi, tercapai, berbalik):
    found = compare_lain(capaian_of(**row), place(kolom, nilai)).iloc[0]
    assert found[["target_lain", "realisasi_lain", "tercapai_lain", "berbalik"]].tolist() == [target, realisasi, tercapai, berbalik]


def test_several_places_of_one_value_are_one_row_and_what_does_not_compete_is_none():
    capaian = capaian_of(target="80", realisasi="85")
    places = pd.concat([place("realisasi", "70"), place("realisasi", "70", sumber="l:2"), place("realisasi", "60", "tidak"), place("data_tahun", "2022")])
    assert compare_lain(capaian, places)[["nilai_lain", "sumber"]].values.tolist() == [["70", "l:1; l:2"]]


LATE = [
    # year of the figure of 2023; the place: year of its row, year it says itself, figure, kind; the rows found
    ("another print of the same year", 2022, (2022, None, "79.9", "realisasi"), [("79.9", "ya")]),
    ("that says its year itself", 2022, (2021, 2022, "79.9", "realisasi"), [("79.9", "ya")]),
    ("in the row of another year, of that one", 2022, (2021, None, "79.9", "realisasi"), []),
    ("of another year by its own word", 2022, (2022, 2021, "79.9", "realisasi"), []),
    ("the same figure, written otherwise", 2022, (2022, None, "85.0", "realisasi"), []),
    ("a target of that year is another promise", 2022, (2022, None, "90", "target"), []),
    ("a figure of the year itself", None, (2022, None, "79.9", "realisasi"), []),
    ("in the row of the year itself, once only", 2022, (2023, None, "79.9", "realisasi"), [("79.9", "ya")]),
]


@pytest.mark.parametrize(("own", "where", "right"), [row[1:] for row in LATE], ids=[row[0] for row in LATE])
def test_a_late_figure_is_tried_against_what_else_is_printed_for_its_own_year(own, where, right):
    """IDG of Belitung: 53,47 of 2023 meets 53,43 of 2024, the 53,42 of other tables does not (lines 738, 754, 1752)."""
    capaian = capaian_of(target="80", realisasi="85", data_tahun=own)
    earlier = pd.concat([capaian_of(target="70", realisasi="85", data_tahun=None, tahun=tahun) for tahun in (2021, 2022)])
    tahun, says, nilai, kolom = where
    places = place(kolom, nilai).assign(tahun=tahun, tahun_angka=says)
    found = compare_lain(capaian, places, tahunan=pd.concat([earlier, capaian]))
    assert list(zip(found["nilai_lain"], found["berbalik"], strict=True)) == right
    assert compare_lain(capaian, places[places["tahun"] != 2023]).empty


def test_a_place_of_an_earlier_year_is_refuted_by_the_achievement_of_its_own_row():
    """85 of 70 is 121,43: the row that prints 79,9 beside it means 85."""
    capaian = capaian_of(target="80", realisasi="85", data_tahun=2022)
    tahunan = pd.concat([capaian_of(target="70", realisasi="85", data_tahun=None, tahun=2022), capaian])
    places = place("realisasi", "79.9").assign(tahun=2022, tahun_angka=None)
    for printed, found in ((121.43, 0), (114.14, 1)):
        beside = pd.DataFrame({"id": ["l:1"], "capaian": [printed]})
        assert len(compare_lain(capaian, places, terbitan=beside, tahunan=tahunan)) == found


@pytest.mark.parametrize("changed", [{"ganda": "b"}, {"tercapai": ""}])
def test_what_is_not_counted_turns_nothing(changed):
    found = compare_lain(capaian_of(target="80", realisasi="85").assign(**changed), place("realisasi", "70"))
    assert found.empty and found.columns.tolist() == LAIN_COLUMNS


@pytest.mark.parametrize(
    ("row", "kolom", "nilai", "tercetak", "disebut"),
    [
        # 97.62 / 98.79 = 98.82 and 97.62 / 80 = 122.03: the row with the target of last year means 98.79
        ({"target": "98.79", "realisasi": "97.62"}, "target", "80", 98.82, False),
        ({"target": "98.79", "realisasi": "97.62"}, "target", "80", 98.81, False),  # cut off
        ({"target": "98.79", "realisasi": "97.62"}, "target", "80", 122.03, True),
        ({"target": "98.79", "realisasi": "97.62"}, "target", "80", 157.75, True),  # neither
        ({"target": "98.79", "realisasi": "97.62"}, "target", "80", float("nan"), True),
        ({"target": "98.79", "realisasi": "97.62"}, "realisasi", "98.9", 98.8, False),
        ({"target": "98.79", "realisasi": "97.62"}, "realisasi", "98.9", 100.1, True),
    ],
)
def test_a_row_whose_own_achievement_follows_from_the_used_value_is_no_other_figure(row, kolom, nilai, tercetak, disebut):
    printed = pd.DataFrame({"id": ["l:1"], "capaian": [tercetak]})
    assert compare_lain(capaian_of(**row), place(kolom, nilai), terbitan=printed).empty != disebut


SAID = {
    ("ya", "id"): "1 dari 1 mencapai target. 1 di antaranya tidak tercapai menurut angka lain yang juga tercetak di laporan: Nama (penyebut 284.297, jadi 1 : 23.691, target 1 : 27.500).",
    ("ya", "en"): "1 of these is missed by another figure that the report prints, too: Nama (denominator 284,297, so 1 : 23,691, target 1 : 27,500).",
    ("tidak", "id"): "0 dari 1 mencapai target. 1 yang terhitung meleset tercapai menurut angka lain yang juga tercetak di laporan: Nama (target 90, realisasi 97,62).",
    ("tidak", "en"): "1 counted as missed is met by another figure that the report prints, too: Nama (target 90, actual 97.62).",
}


@pytest.mark.parametrize(("tercapai", "bahasa"), SAID)
def test_the_count_says_at_once_what_another_printed_figure_makes_of_it(tercapai, bahasa):
    capaian = capaian_of(**(RATIO if tercapai == "ya" else SHARE))
    lain = compare_lain(capaian, place("penyebut", "284297") if tercapai == "ya" else place("target", "90"))
    ringkasan = summarize_capaian(capaian, ["dinas", "tahun"])
    said = SAID[tercapai, bahasa]
    assert said in describe_capaian(ringkasan, bahasa, lain)
    assert said in say_capaian(ringkasan, bahasa, capaian, lain).html
    assert said in " ".join(describe_summary({"ringkasan": ringkasan, "angka_lain": lain}, bahasa))
    note = table_capaian(capaian, bahasa, lain=lain).catatan
    assert said.split("Nama ")[1].rstrip(".") in note
    board = table_papan(compile_papan({"capaian": capaian, "angka_lain": lain}), bahasa).baris[0]
    met = {"id": {"ya": "meleset", "tidak": "tercapai"}, "en": {"ya": "missed", "tidak": "met"}}[bahasa][tercapai]
    assert board[-1] == f"{met} {'menurut angka lain yang tercetak' if bahasa == 'id' else 'by another printed figure'}"
    assert table_papan(compile_papan({"capaian": capaian}), bahasa).baris[0][-1] in ("", "–")
    verdict = " ".join(say_simpulan({"capaian": capaian, "angka_lain": lain}, bahasa))
    turned = {"id": {"ya": "meleset menurut angka lain", "tidak": "tercapai menurut angka lain"}, "en": {"ya": "missed by another printed", "tidak": "met by another printed"}}
    assert turned[bahasa][tercapai] in verdict, "the verdict doubts what it counts as met, and as missed"
    assert said not in describe_capaian(ringkasan, bahasa)


@pytest.mark.parametrize(("nilai", "met"), [("2024-02-29", "ya"), ("2024-04-02", "tidak")])
def test_another_date_is_met_or_missed_and_has_no_percentage(nilai, met):
    used = capaian_of(target="2024-03-31", realisasi="2024-03-31", polaritas="turun", satuan="tanggal", jenis_target="tanggal")
    row = compare_lain(used, place("realisasi", nilai)).iloc[0]
    assert (row["tercapai"], row["tercapai_lain"], row["berbalik"]) == ("ya", met, "ya" if met == "tidak" else "tidak")
    assert pd.isna(row["capaian_lain_persen"])
