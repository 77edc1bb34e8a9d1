"""What is odd in the data breaks no rule, goes on and is said: both sides of every limit."""

import pandas as pd
import pytest

from lakip_analysis.bahasa.say import codes
from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.data.peringatan import PERINGATAN_COLUMNS, as_faults, find_peringatan
from lakip_analysis.metode.view import table_peringatan

NO_LADDERS = pd.DataFrame(columns=["satuan", "urutan", "label", "terendah"])


def tables(kinerja=(), satuan="%", polaritas="naik", jenis="angka", anggaran=(), tangga=NO_LADDERS, nama="Cakupan layanan"):
    """Rows of kinerja: (year, target, realisation); of anggaran: (code, parent, budget, spent)."""
    rows = pd.DataFrame(kinerja, columns=["tahun", "target", "realisasi"]).assign(indikator="x")
    rows["baris_berkas"] = range(2, len(rows) + 2)
    one = {"indikator": "x", "nama_indikator": nama, "satuan": satuan, "polaritas": polaritas, "jenis_target": jenis, "baris_berkas": 2}
    money = pd.DataFrame(anggaran, columns=["kode", "kode_induk", "pagu_rp", "realisasi_rp"]).assign(tahun=2024)
    money["baris_berkas"] = range(2, len(money) + 2)
    money = money.astype({"pagu_rp": float, "realisasi_rp": float, "kode": str, "kode_induk": str})
    return {"indikator": pd.DataFrame([one]), "kinerja": rows, "anggaran": money, "tangga": tangga}


def said(found):
    return [(row.baris, row.kolom, row.perkara) for row in found.itertuples()]


VALUES = [
    # satuan, polaritas, rows (year, target, realisation), what is said
    ("orang", "naik", [(2024, "100", "200")], []),
    ("orang", "naik", [(2024, "100", "201")], [(2, "realisasi", "jauh_di_atas")]),
    ("orang", "turun", [(2024, "100", "201")], [(2, "realisasi", "jauh_di_atas")]),
    ("orang", "naik", [(2024, "1.25", "998")], [(2, "realisasi", "jauh_di_atas")]),
    ("orang", "naik", [(2024, "100", "10")], []),
    ("orang", "naik", [(2024, "100", "9.9")], [(2, "realisasi", "jauh_di_bawah")]),
    ("orang", "turun", [(2024, "100", "1")], []),
    ("orang", "naik", [(2024, "100", "0")], []),
    ("orang", "naik", [(2024, "0", "5"), (2023, "-2", "9"), (2022, "", "5"), (2021, "5", "n/a")], []),
    ("%", "naik", [(2024, "95", "100")], []),
    ("%", "naik", [(2024, "95", "100.01")], [(2, "realisasi", "persen_di_atas_seratus")]),
    ("Persen", "naik", [(2024, "101", "99")], [(2, "target", "persen_di_atas_seratus")]),
    ("indeks", "naik", [(2024, "101", "99")], []),
    ("%", "naik", [(2024, "95", "0.93")], [(2, "realisasi", "pecahan_persen")]),
    ("%", "turun", [(2024, "14", "0.178")], [(2, "realisasi", "pecahan_persen")]),
    ("%", "naik", [(2024, "0.95", "93")], [(2, "target", "pecahan_persen")]),
    ("%", "naik", [(2024, "0.9", "0.95")], [(2, "target", "keduanya_pecahan")]),
    ("%", "naik", [(2024, "0.4", "0.5")], []),
    ("%", "turun", [(2024, "0.9", "0.95")], []),
    ("%", "turun", [(2024, "0.5", "6.11")], [(2, "realisasi", "jauh_di_atas")]),
    ("indeks", "naik", [(2021, "", "71"), (2022, "", "72"), (2023, "", "7.3")], [(4, "realisasi", "geser_desimal")]),
    ("indeks", "naik", [(2021, "", "71"), (2022, "", "72"), (2023, "", "30")], []),
    ("orang", "naik", [(2021, "", "1"), (2022, "", "12"), (2023, "", "130")], []),
    ("orang", "naik", [(2021, "27000", ""), (2022, "3100", ""), (2023, "27600", "")], [(3, "target", "geser_desimal")]),
    ("orang", "naik", [(2022, "27", ""), (2023, "270", "")], []),
]


@pytest.mark.parametrize(("satuan", "polaritas", "rows", "right"), VALUES)
def test_values_that_are_odd_are_said(satuan, polaritas, rows, right):
    assert said(find_peringatan(tables(rows, satuan, polaritas), ["1.06"])) == right


def test_a_small_change_in_per_cent_is_nothing_odd():
    rows = [(2024, "0.5", "0.96"), (2023, "0.5", "18.39")]
    assert said(find_peringatan(tables(rows, nama="Persentase penurunan PMKS"), ["1.06"])) == [(3, "realisasi", "jauh_di_atas")]
    assert (2, "target", "keduanya_pecahan") in said(find_peringatan(tables(rows, nama="Persentase PMKS tertangani"), ["1.06"]))


def test_a_unit_of_grades_without_ladder_is_said_once_where_grades_differ():
    rows = [(2023, "Utama", "Maju"), (2024, "Utama", "Awal"), (2022, "Utama", "utama")]
    found = find_peringatan(tables(rows, "status desa", jenis="ordinal"), ["1.06"])
    assert said(found) == [(2, "satuan", "satuan_tanpa_tangga")] and found["kunci"].tolist() == ["status desa"]
    assert said(find_peringatan(tables(rows[2:], "status desa", jenis="ordinal"), ["1.06"])) == []
    own = pd.DataFrame({"satuan": "status desa", "urutan": [1, 2, 3], "label": ["Awal", "Maju", "Utama"]})
    assert said(find_peringatan(tables(rows, "status desa", jenis="ordinal", tangga=own), ["1.06"])) == []
    assert said(find_peringatan(tables([(2024, "BB", "B")], "predikat AKIP", jenis="ordinal"), ["1.06"])) == []


BUDGETS = [
    ([("1.06.04", "", 100, 100)], []),
    ([("1.06.04", "", 100, 100.5)], [(2, "realisasi_rp", "serapan_lebih")]),
    ([("1.06.04", "", 100, 0), ("1.06.04.2.01", "1.06.04", 60, 55), ("1.06.04.2.02", "1.06.04", 40, 30)], [(2, "realisasi_rp", "induk_beda")]),
    ([("1.06.04", "", 100, 85), ("1.06.04.2.01", "1.06.04", 60, 55), ("1.06.04.2.02", "1.06.04", 39, 30)], [(2, "pagu_rp", "induk_beda")]),
    ([("1.06.04", "", 100, 85), ("1.06.04.2.01", "1.06.04", 60, 55), ("1.06.04.2.02", "1.06.04", 40, None)], []),
    ([("1.06.04", "", 100, 85), ("1.06.04.2.01", "1.06.04", 60, 55), ("1.06.04.2.02", "1.06.04", 40, 30)], []),
    ([("2.08.02", "", 100, 85)], [(2, "kode", "kode_di_luar_urusan")]),
    ([("X.XX.01", "", 100, 85), ("024.01.WA", "", 5, 5)], []),
]


@pytest.mark.parametrize(("rows", "right"), BUDGETS)
def test_budgets_that_are_odd_are_said(rows, right):
    assert said(find_peringatan(tables(anggaran=rows), ["1.06"])) == right


def test_codes_are_not_compared_with_affairs_that_are_not_given():
    assert said(find_peringatan(tables(anggaran=[("2.08.02", "", 100, 85)]), [])) == []


def test_nothing_odd_is_an_empty_frame_of_the_same_columns():
    assert list(find_peringatan(tables(), ["1.06"])) == PERINGATAN_COLUMNS


def test_a_warning_says_both_figures_and_what_to_do_and_stands_in_the_report():
    given = tables([(2024, "95", "0.93")], anggaran=[("1.06.04", "", 1e9, 2e9)])
    found = find_peringatan(given, ["1.06"]).assign(berkas="isian.csv")
    money, value = as_faults(found, "kab-x-dinsos")
    assert str(value) == "kab-x-dinsos/isian.csv:2 [realisasi]: 0,93 tampak seperti pecahan, padahal pasangannya 95 persen. Langkah: tulis dalam persen, mis. 93 dan bukan 0,93."
    assert money.masalah == "realisasi Rp2.000.000.000 melewati pagu Rp1.000.000.000" and money.berat == "peringatan"
    names = pd.DataFrame({"indikator": ["x"], "nama_indikator": ["Cakupan layanan"]})
    html = table_peringatan(found, names, "en")._repr_html_()
    assert "Cakupan layanan" in html and "looks like a fraction" in html and "Rp2,000,000,000" in html
    assert table_peringatan(found.iloc[:0], names, "en") is None


def test_each_oddity_has_its_words_in_both_languages():
    every = {code for *_, right in VALUES + [(rows, right) for rows, right in BUDGETS] for *_, code in right}
    elsewhere = {"kumulatif_turun", "jenjang_di_luar_tangga", "jenjang_lawan_angka", "dasar_tanpa_angka", "dasar_melawan", "usulan_diterima", "usulan_mengganti"}
    assert every | elsewhere | {"satuan_tanpa_tangga", "tingkat_lain", "tahun_tanpa_realisasi", "tahun_tanpa_anggaran"} == set(codes("kejanggalan")) - {"judul", "catatan"}


def test_levels_that_no_chapter_counts_and_years_without_figures_are_said():
    given = tables([(2023, "95", "93"), (2024, "95", "n/a")], anggaran=[("1.06.04", "", 1e9, 9e8)])
    given["indikator"] = given["indikator"].assign(level="program")
    assert said(find_peringatan(given, ["1.06"], [2023, 2024])) == [(2, "tahun", "tahun_tanpa_anggaran"), (2, "level", "tingkat_lain"), (3, "realisasi", "tahun_tanpa_realisasi")]
    given["indikator"] = given["indikator"].assign(level="sasaran")
    assert said(find_peringatan(given, ["1.06"], [])) == []


def test_a_corrected_cell_is_no_warning_and_alike_ones_are_one_row_with_a_name():
    """Who corrected a cell has looked at it; a reader knows a budget line by its name."""
    given = tables([(2022, "5", "18"), (2023, "5", "20"), (2024, "5", "30")], "orang", anggaran=[("1.06.04", "", 100.0, 90.0), ("1.06.04.2.01", "1.06.04", 80.0, 90.0)])
    found = find_peringatan(given, ["1.06"])
    assert [(row.kunci, row.kolom, row.perkara) for row in found.itertuples()] == [("1.06.04", "pagu_rp", "induk_beda"), ("1.06.04.2.01", "realisasi_rp", "serapan_lebih"), *[("x", "realisasi", "jauh_di_atas")] * 3]
    fixes = [("anggaran", "tahun=2024;kode=1.06.04", "pagu_rp"), ("kinerja", "indikator=x;tahun=2023", "realisasi"), ("anggaran", "tahun=2023;kode=1.06.04.2.01", "realisasi_rp")]
    given["koreksi"] = pd.DataFrame(fixes, columns=["tabel", "kunci", "kolom"])
    rest = find_peringatan(given, ["1.06"])
    assert [(row.kunci, int(row.tahun)) for row in rest.itertuples()] == [("1.06.04.2.01", 2024), ("x", 2022), ("x", 2024)], "a correction of another year is none"
    names = pd.DataFrame({"indikator": ["x"], "nama_indikator": ["Cakupan layanan"]})
    money = pd.DataFrame({"kode": ["1.06.04.2.01"], "nama": ["Rehabilitasi Dasar"]})
    rows = table_peringatan(rest, names, "id", money).baris
    assert rows[0][:2] == ("Rehabilitasi Dasar (1.06.04.2.01)", "2024")
    assert rows[1] == ("Cakupan layanan", "2022, 2024", "Realisasi", "2022: realisasi 18 lebih dari dua kali target 5; 2024: realisasi 30 lebih dari dua kali target 5")
    assert table_peringatan(found, names, "id").baris[0][0] == "Program Rehabilitasi Sosial (1.06.04)", "the nomenclature where the lines are not given"


GRADES = [
    # unit, target, realisation, what is said
    ("predikat", "BB", "66.65", []), ("predikat AKIP", "BB", "66.65", []), ("predikat AKIP", "70", "B", ["jenjang_lawan_angka"]),
    ("predikat", "Maju", "66.65", ["jenjang_lawan_angka"]), ("orang", "70", "Baik", ["jenjang_lawan_angka"]), ("orang", "70", "n/a", []),
    ("opini BPK", "WTP", "4", ["jenjang_di_luar_tangga"]), ("predikat AKIP", "Baik", "B", ["jenjang_di_luar_tangga"]), ("predikat AKIP", "BB 70", "B 65", []),
]


@pytest.mark.parametrize(("satuan", "target", "real", "right"), GRADES)
def test_grades_beside_numbers_are_said_where_they_cannot_be_compared(satuan, target, real, right):
    found = find_peringatan(tables([(2024, target, real)], satuan, jenis="ordinal"), ["1.06"])
    assert found["perkara"].tolist() == right
    given = pd.DataFrame({"target": [target], "realisasi": [real], "polaritas": "naik", "satuan": satuan})
    compared = compute_capaian(given)["capaian_persen"].notna().all()
    assert compared or right or real == "n/a", "what is not computed is said"


def test_a_cumulative_figure_that_shrinks_is_said():
    rows = [(2021, "10", "12"), (2022, "20", "n/a"), (2023, "30", "11"), (2024, "25", "30")]
    given = tables(rows)
    assert said(find_peringatan(given, ["1.06"])) == []
    given["indikator"] = given["indikator"].assign(kumulatif="ya")
    assert said(find_peringatan(given, ["1.06"])) == [(4, "realisasi", "kumulatif_turun"), (5, "target", "kumulatif_turun")]
