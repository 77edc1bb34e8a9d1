"""Counts and means: the right values of the review by hand."""

import math
import shutil
from pathlib import Path

import pandas as pd
import pytest
from asli import asli as report

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.bahasa.angka import fmt_percent
from lakip_analysis.capaian.compute import RATA_RATA, compute_capaian, find_ganda, summarize_capaian
from lakip_analysis.capaian.view import describe_capaian, table_capaian
from lakip_analysis.data.dinas import check_dinas
from lakip_analysis.efisiensi.compute import compute_efisiensi
from lakip_analysis.errors import RuleError
from lakip_analysis.reports.simpulan import say_simpulan

ROOT = Path(__file__).parents[1]
MALANG, BELITUNG, PONTIANAK = ("kota-malang-dinsosp3ap2kb", 2023), ("kab-belitung-dspppa", 2024), ("kota-pontianak-dinsos", 2024)
TERBALIK = {"turun": "target_per_realisasi"}


def promised(*rows, **more) -> pd.DataFrame:
    """rows: (target, realisasi, polaritas)."""
    frame = pd.DataFrame(rows, columns=["target", "realisasi", "polaritas"]).assign(dinas="d", tahun=2024, level="sasaran", satuan="%", sasaran="S")
    return frame.assign(indikator=[f"i{n}" for n in range(len(frame))], nama_indikator=[f"Nama {n}" for n in range(len(frame))], **more)


def total(frame, aturan=None, rata_rata="rata_rata_indikator") -> pd.Series:
    return summarize_capaian(compute_capaian(frame, aturan), ["dinas", "tahun"], rata_rata).iloc[0]


# --- a target of zero, and the two yardsticks ------------------------------------------------------------------------


@pytest.mark.parametrize("aturan", [None, TERBALIK], ids=["2T-R", "T/R"])
def test_a_missed_target_of_zero_is_a_known_miss_that_no_mean_holds(aturan):
    """Violence cases: 0 promised, 7 happened. 2 of 3 met, the mean of the two that have a percentage is 100, and says so."""
    found = total(promised(("100", "100", "naik"), ("0", "7", "turun"), ("0", "0", "turun")), aturan)
    assert found[["n_indikator", "n_terlapor", "n_tercapai"]].tolist() == [3, 3, 2]
    assert found[["n_dihitung", "n_acuan", "n_target_nol", "n_nol_meleset"]].tolist() == [2, 2, 1, 1]
    assert found[["rata_capaian_persen", "rata_acuan_persen"]].tolist() == [100, 100]
    text = describe_capaian(pd.DataFrame([found]), "id")
    assert "2 dari 3 mencapai target" in text
    assert "1 indikator bertarget nol tidak punya persentase, jadi tidak termuat dalam rata-rata mana pun; 1 di antaranya meleset." in text
    assert "it was missed" in describe_capaian(pd.DataFrame([found]), "en")


def test_the_common_mean_is_the_same_whatever_the_own_rule():
    rows = promised(("100", "100", "naik"), ("10", "12", "turun"), ("5", "0", "turun"))
    own, inverse = total(rows), total(rows, TERBALIK)
    common = ["n_indikator", "n_terlapor", "n_tercapai", "n_acuan", "rata_acuan_persen", "rata_acuan_sasaran_persen"]
    assert own[common].tolist() == inverse[common].tolist() == [3, 3, 2, 3, 100, 100]
    assert (own["n_dihitung"], inverse["n_dihitung"]) == (3, 2)
    assert own["rata_capaian_persen"] == pytest.approx(380 / 3), "(100 + 80 + 200) / 3"
    assert inverse["rata_capaian_persen"] == pytest.approx((100 + 1000 / 12) / 2)
    text = describe_capaian(pd.DataFrame([inverse]), "id")
    assert "91,67 %, atas 2 dari 3 indikator" in text and "100,00 %, atas 3 dari 3 indikator" in text, "each mean with its own n"


def test_none_of_five_promised_cases_is_reached_by_order_though_t_over_r_has_no_number():
    found = compute_capaian(promised(("5", "0", "turun")), TERBALIK).iloc[0]
    assert (found["status"], found["tercapai"], found["capaian_acuan_persen"]) == ("realisasi_nol", "ya", 120)
    assert math.isnan(found["capaian_persen"])


# --- how the dinas averages ------------------------------------------------------------------------------------------


def test_the_rule_of_the_dinas_is_applied_to_its_own_mean():
    capaian = report(*MALANG).capaian
    means = {rule: summarize_capaian(capaian, ["dinas"], rule).iloc[0] for rule in RATA_RATA if rule != "rata_rata_bobot"}
    own = {rule: round(found["rata_capaian_persen"], 2) for rule, found in means.items()}
    assert own["rata_rata_indikator"] == 121.35 and own["rata_rata_sasaran"] == 135.35 and math.isnan(own["tidak_ada"])
    assert {round(found["rata_acuan_persen"], 2) for found in means.values()} == {96.29}
    assert {round(found["rata_acuan_sasaran_persen"], 2) for found in means.values()} == {102.56}
    weighted = summarize_capaian(capaian.assign(bobot=[50.0] + [1.0] * 9), ["dinas"], "rata_rata_bobot").iloc[0]
    value = capaian["capaian_persen"]
    assert weighted["rata_capaian_persen"] == pytest.approx((50 * value[0] + value[1:].sum()) / 59)


def test_no_weighted_mean_where_a_weight_is_missing_and_no_unknown_rule():
    rows = promised(("100", "100", "naik"), ("10", "5", "naik"), bobot=[1.0, None])
    assert math.isnan(total(rows, rata_rata="rata_rata_bobot")["rata_capaian_persen"])
    with pytest.raises(RuleError, match="rata_rata_bobot"):
        total(rows, rata_rata="rata-rata")


def test_a_report_without_a_mean_is_given_none():
    """Pontianak prints no average: none is computed in its name, in words nor in a table."""
    found = report(*PONTIANAK)
    assert math.isnan(found.ringkasan["rata_capaian_persen"].item())
    assert "Laporan tidak menyebut rata-rata capaian" in describe_capaian(found.ringkasan, "id")


def test_promised_and_never_reported_stands_in_the_denominator():
    capaian, found = report(*PONTIANAK).capaian, report(*PONTIANAK).ringkasan
    assert found[["n_indikator", "n_terlapor", "n_tercapai"]].values.tolist() == [[5, 3, 3]]
    assert say_simpulan({"capaian": capaian}, "id")[0].startswith("3 dari 5 ")
    assert describe_capaian(found, "id").startswith("Dari 5 indikator yang dijanjikan, 3 terlapor; 3 dari 5 mencapai target. Selain itu 1 indikator disebut tanpa target pada tahun ini; yang itu tidak ikut dihitung. 2 tidak dapat dikatakan")


@pytest.mark.parametrize(
    ("rule", "bobot", "said"),
    [
        ("rata_rata_bobot", "", "perlu bobot di atas nol"),
        ("rata_rata_bobot", "0", "perlu bobot di atas nol"),
        ("rata_rata_indikator", "2", "tidak memakainya"),
        ("rata_rata_sasaran", "2", "tidak memakainya"),
        ("rata_rata_bobot", "2", None),
    ],
)
def test_a_weight_is_used_or_refused(tmp_path, rule, bobot, said):
    folder = Path(shutil.copytree(ROOT / "data" / BELITUNG[0], tmp_path / BELITUNG[0]))
    toml, table = folder / "dinas.toml", folder / "indikator.csv"
    toml.write_text(toml.read_text(encoding="utf-8").replace('"rata_rata_indikator"', f'"{rule}"'), encoding="utf-8")
    rows = pd.read_csv(table, dtype=str, keep_default_na=False)
    rows.assign(bobot=[bobot if level in ("tujuan", "sasaran") else "" for level in rows["level"]]).to_csv(table, index=False)
    faults = [fault for fault in check_dinas(tmp_path, BELITUNG[0]) if fault.berat == "kesalahan"]
    assert bool(faults) == bool(said)
    assert all(fault.kolom == "bobot" and said in str(fault) for fault in faults)


# --- one promise at two levels ---------------------------------------------------------------------------------------


def test_a_promise_at_two_levels_counts_once_and_stays_visible():
    found = report(*BELITUNG)
    again = found.capaian.loc[found.capaian["ganda"] != "", ["indikator", "ganda"]]
    assert again.values.tolist() == [["rasio-kekerasan", "rasio-kekerasan-tujuan"]]
    row = found.ringkasan.iloc[0]
    assert row[["n_indikator", "n_ganda", "n_terlapor", "n_tercapai", "n_acuan"]].tolist() == [5, 1, 5, 3, 5]
    assert round(row["rata_acuan_persen"], 2) == 95.97 == round(row["rata_acuan_sasaran_persen"], 2)
    assert round(row["rata_tercetak_persen"], 2) == 1092.12, "the mean of the printed figures stays the report's own"
    assert "1 indikator ditulis lagi pada tingkat lain" in describe_capaian(found.ringkasan, "id")
    table = table_capaian(found.capaian, "id")
    assert len(table.baris) == 6 and "Rasio kekerasan terhadap perempuan dan anak (sasaran) mengulang tujuan" in table.catatan
    levels = summarize_capaian(found.capaian, ["level"])
    assert levels["n_indikator"].tolist() == [3, 3] and levels["n_ganda"].sum() == 0, "within a level nothing is repeated"


@pytest.mark.parametrize(
    ("change", "twice"),
    [
        ({}, True),
        ({"target": "3.20"}, True),
        ({"nama_indikator": "rasio  Kekerasan"}, True),
        ({"nama_indikator": "Lain", "konsep": "kekerasan"}, True),
        ({"nama_indikator": "Lain", "konsep": ""}, False),
        ({"realisasi": "4.46"}, False),
        ({"satuan": "kasus"}, False),
        ({"tahun": 2023}, False),
        ({"level": "tujuan"}, False),
        ({"target": ""}, False),
    ],
)
def test_only_the_same_quantity_at_another_level_is_one_promise(change, twice):
    row = {"indikator": "a", "nama_indikator": "Rasio kekerasan", "konsep": "kekerasan", "level": "tujuan", "satuan": "rasio", "target": "3.2", "realisasi": "4.45", "tahun": 2024}
    frame = pd.DataFrame([row, row | {"indikator": "b", "level": "sasaran"} | change])
    assert find_ganda(frame).tolist() == ["", "a" if twice else ""]


# --- capped first, also where money is compared ----------------------------------------------------------------------


def test_each_indicator_is_capped_before_it_buys_efficiency():
    """Where no outputs are known, C is that of the indicators: the figures of review A3."""
    laporan = report(*BELITUNG)
    found = compute_efisiensi(laporan.anggaran, laporan.program_indikator, laporan.capaian)
    lines = found[found["level"].isin(["dinas", "program"])].set_index("kode")
    right = {"": (12.69, 81.73), "1.06.01": (11.95, 79.86), "1.06.02": (15.75, 89.38), "1.06.04": (18.54, 96.35)}
    for kode, (e, ne) in right.items():
        assert lines.loc[kode, ["efisiensi_pmk_persen", "nilai_efisiensi"]].round(2).tolist() == [e, ne], kode
    row = lines.loc["1.06.01"]
    assert round(row["capaian_terbatas_persen"], 2) == 109.41 and round(row["capaian_persen"], 2) == 3104.41
    assert row["efisiensi_selisih_poin"] == pytest.approx(row["capaian_terbatas_persen"] - row["serapan_persen"])
    assert row["efisiensi_rasio_persen"] == pytest.approx(row["capaian_terbatas_persen"] / row["serapan_persen"] * 100)


def test_300_and_60_are_90():
    lines = pd.DataFrame({"dinas": "d", "tahun": 2024, "kode": ["1.06.01"], "level": "program", "nama": "P", "pagu_rp": [100.0], "realisasi_rp": [90.0]})
    capaian = compute_capaian(promised(("100", "300", "naik"), ("100", "60", "naik")))
    links = pd.DataFrame({"indikator": ["i0", "i1"], "kode": "1.06.01"})
    row = compute_efisiensi(lines, links, capaian).query("level == 'program'").iloc[0]
    assert row[["capaian_persen", "capaian_terbatas_persen"]].tolist() == [180, 90]
    assert row["efisiensi_pmk_persen"] == pytest.approx(0, abs=1e-9) and row["nilai_efisiensi"] == pytest.approx(50)
    assert row["status"] == "target_tidak_tercapai"


def test_a_programme_behind_a_missed_target_of_zero_is_no_success():
    lines = pd.DataFrame({"dinas": "d", "tahun": 2024, "kode": ["1.06.01", "1.06.02"], "level": "program", "nama": "P", "pagu_rp": 100.0, "realisasi_rp": 90.0})
    capaian = compute_capaian(promised(("100", "100", "naik"), ("0", "7", "turun")))
    links = pd.DataFrame({"indikator": ["i0", "i1", "i1"], "kode": ["1.06.01", "1.06.01", "1.06.02"]})
    found = compute_efisiensi(lines, links, capaian)
    assert found["status"].tolist() == ["sebagian_tercapai", "sebagian_tercapai", "target_tidak_tercapai"]


# --- near a bound, in a gap ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [(99.996, "99,996 %"), (90.996, "90,996 %"), (100.0, "100,00 %"), (99.99, "99,99 %"), (99.9999999, "99,9999999 %"), (100.004, "100,004 %"), (-0.001, "−0,001 %"), (100 - 1e-12, "100,00 %"), (87.654, "87,65 %")],
)
def test_a_value_beside_a_bound_is_not_printed_as_the_bound(value, text):
    assert fmt_percent(value, bahasa="id") == text


def test_a_near_miss_is_not_printed_as_met():
    frame = compute_capaian(promised(("100", "99.996", "naik"))).assign(target_bawah=math.nan, target_atas=math.nan, capaian_tercetak_persen=math.nan, kategori_tercetak="")
    assert frame["tercapai"].tolist() == ["tidak"]
    assert "99,996 %" in table_capaian(frame, "id").baris[0]


def test_a_value_in_a_printed_gap_is_marked():
    frame = compute_capaian(promised(("100", "90.5", "naik"))).assign(target_bawah=math.nan, target_atas=math.nan, capaian_tercetak_persen=math.nan, kategori_tercetak="")
    assert "Tinggi (celah)" in table_capaian(frame, "id").baris[0] and "High (gap)" in table_capaian(frame, "en").baris[0]
    text = describe_capaian(summarize_capaian(frame, ["dinas"]), "id")
    assert "Rata-rata 90,50 % jatuh di celah skala tercetak, antara Tinggi (sampai 90) dan Sangat Tinggi (mulai 91); di sini ia masuk Tinggi." in text
    assert "celah" not in describe_capaian(summarize_capaian(compute_capaian(promised(("100", "91", "naik"))), ["dinas"]), "id")


# --- ladders ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("target", "realisasi", "capaian"), [("BB", "A 85", 100), ("BB", "A", 100), ("BB", "85", 100), ("BB", "B", 80), ("BB 70", "A 85", 85 / 70.01 * 100)])
def test_a_promised_class_is_met_and_not_exceeded(target, realisasi, capaian):
    found = compute_capaian(promised((target, realisasi, "naik")).assign(satuan="predikat AKIP"))
    assert found["capaian_persen"].tolist() == [pytest.approx(capaian)]


@pytest.mark.parametrize("polaritas", ["turun", "rentang"])
@pytest.mark.parametrize(("target", "realisasi"), [("BB", "B"), ("BB", "D"), ("70", "60"), ("BB 70", "B 69")])
def test_a_ladder_that_should_go_down_has_no_number(polaritas, target, realisasi):
    found = compute_capaian(promised((target, realisasi, polaritas)).assign(satuan="predikat AKIP")).iloc[0]
    assert (found["status"], found["tercapai"]) == ("jenjang_polaritas", "")
    assert math.isnan(found["capaian_persen"]) and math.isnan(found["capaian_acuan_persen"])


def test_a_ladder_that_should_go_down_is_refused_with_its_line(tmp_path):
    folder = Path(shutil.copytree(ROOT / "data" / BELITUNG[0], tmp_path / BELITUNG[0]))
    table = folder / "indikator.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("predikat APE,naik", "predikat APE,turun"), encoding="utf-8")
    (fault,) = check_dinas(tmp_path, BELITUNG[0])
    assert (fault.kolom, fault.nilai, fault.baris) == ("polaritas", "turun", 5)
    assert "selalu makin tinggi makin baik" in str(fault) and "tulis naik" in str(fault)


def test_the_cap_is_a_row_of_the_thresholds():
    assert "capaian_atas" in load_rules("ambang")["ambang"].tolist()


def test_three_rows_of_one_quantity_repeat_the_first_and_none_a_repetition():
    """i1 repeats i0; i2 has the name of i1 but stands at the level of i0: it is no repetition of a repetition."""
    frame = promised(("76", "120", "naik"), ("76", "120", "naik"), ("76", "120", "naik"), level=["sasaran", "tujuan", "sasaran"], konsep="k0")
    assert find_ganda(frame.assign(nama_indikator=["Rasio", "Rasio lain", "Rasio lain"])).tolist() == ["", "i0", ""]
    assert find_ganda(frame.assign(nama_indikator=["Rasio", "Lain", "Lain"], level=["tujuan", "tujuan", "sasaran"])).tolist() == ["", "", "i0"]


def test_a_sasaran_is_that_of_its_dinas():
    """Two dinas call a sasaran S: in a group of both each has its own mean, (100 + (50 + 100) / 2) / 2 and not 250 / 3."""
    frame = promised(("10", "10", "naik"), ("10", "5", "naik"), ("10", "10", "naik")).assign(dinas=["d", "e", "e"])
    total = summarize_capaian(compute_capaian(frame), ["level"]).iloc[0]
    assert total["rata_acuan_sasaran_persen"] == pytest.approx(87.5)


# --- what is no longer the same quantity --------------------------------------------------------------------------------


def test_a_new_definition_is_counted_and_the_mean_stands_beside_itself_without_it():
    """The target was promised for the old quantity: the mean keeps the report's figure and says what it carries."""
    frame = promised(("100", "300", "naik"), ("100", "90", "naik"), ("100", "70", "naik"), ("100", None, "naik"), putus_deret=["baru", "", "", "baru"])
    found = total(frame)
    assert found[["n_definisi_baru", "n_tercapai_definisi_baru"]].tolist() == [1, 1], "only what is reported"
    assert found["rata_capaian_persen"] == pytest.approx(460 / 3) and found["rata_acuan_persen"] == pytest.approx(280 / 3)
    assert found[["rata_capaian_tetap_persen", "rata_acuan_tetap_persen"]].tolist() == [80, 80]
    assert "Tanpa 1 indikator yang definisinya berubah tahun ini, 0 dari 2 mencapai targetnya; rata-rata menurut rumus dinas 80,00 %, menurut ukuran bersama 80,00 %." in describe_capaian(found.to_frame().T, "id")
    assert "Without the 1 indicator whose definition changed in this year, 0 of the other 2 met their target" in describe_capaian(found.to_frame().T, "en")


def test_jaminan_sosial_of_malang_2023_stands_beside_the_mean_that_holds_it():
    """Lines 1851–1856: 119.731 of 126.057 PBID members are the whole elderly population, and no longer what 66,61 % was promised of."""
    found = report(*MALANG).ringkasan.iloc[0]
    capaian = report(*MALANG).capaian.set_index("indikator")
    rest = capaian.drop("jaminan-sosial")
    assert found[["n_definisi_baru", "n_tercapai_definisi_baru"]].tolist() == [1, 1]
    assert found["rata_acuan_tetap_persen"] == pytest.approx(rest["capaian_acuan_persen"].mean())
    assert found["rata_capaian_tetap_persen"] == pytest.approx(rest["capaian_persen"].mean())
    text = describe_capaian(report(*MALANG).ringkasan, "id")
    assert "Tanpa 1 indikator yang definisinya berubah tahun ini, 4 dari 9 mencapai targetnya; rata-rata menurut rumus dinas 118,99 %, menurut ukuran bersama 93,66 %." in text


def test_without_a_new_definition_nothing_is_said_of_it():
    assert "definisi" not in describe_capaian(report(*BELITUNG).ringkasan, "id")


def test_what_repeats_is_found_among_others_in_its_place():
    row = {"indikator": "a", "nama_indikator": "Rasio", "level": "tujuan", "satuan": "rasio", "target": "3.2", "realisasi": "4.45", "tahun": 2024}
    other = row | {"indikator": "x", "nama_indikator": "Lain", "target": "7"}
    rows = [other, row, other | {"tahun": 2023}, row | {"indikator": "b", "level": "sasaran"}, other | {"realisasi": "n/a"}]
    found = find_ganda(pd.DataFrame(rows, index=[3, 1, 4, 1, 5]))
    assert found.tolist() == ["", "", "", "a", ""] and found.index.tolist() == [3, 1, 4, 1, 5]
