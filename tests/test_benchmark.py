"""Realisation against benchmarks, and the same concept across dinas."""

from pathlib import Path

import pandas as pd
import pytest
from asli import asli

from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.errors import RuleError
from lakip_analysis.pembanding.compute import (
    KONSEP_COLUMNS,
    PEMBANDING_COLUMNS,
    compare_acuan,
    compare_konsep,
    latest_acuan,
)
from lakip_analysis.pembanding.view import describe_acuan

DATA = Path(__file__).parents[1] / "data"


def one(realisasi, nilai, polaritas="naik", sebanding="ya", satuan="orang"):
    kinerja = pd.DataFrame({"indikator": ["a"], "tahun": [2024], "nama_indikator": "A", "satuan": satuan, "polaritas": polaritas, "realisasi": realisasi, "data_tahun": [None]})
    acuan = pd.DataFrame({"indikator": ["a"], "tahun": [2024], "acuan": "provinsi", "nama_acuan": "P", "nilai": nilai, "sebanding": sebanding, "catatan": ""})
    return compare_acuan(kinerja, acuan).iloc[0]


@pytest.mark.parametrize(
    ("realisasi", "nilai", "polaritas", "sebanding", "position"),
    [
        ("80", "70", "naik", "ya", "lebih baik"), ("60", "70", "naik", "ya", "lebih buruk"), ("70", "70", "naik", "ya", "sama"), ("60", "70", "turun", "ya", "lebih baik"), ("80", "70", "turun", "ya", "lebih buruk"),
        ("2.3", "2.1", "rentang", "ya", "di atas"), ("1.9", "2.1", "rentang", "ya", "di bawah"), ("80", "70", "naik", "tidak", "tidak sebanding"), ("n/a", "70", "naik", "ya", "tanpa angka"), ("", "70", "naik", "ya", "tanpa angka"),
        ("B 69.5", "B", "naik", "ya", "tanpa angka"), ("0.3", str(0.1 + 0.2), "naik", "ya", "sama"),
    ],
    ids=["higher is better", "short of it", "equal", "lower is better", "above where less is better", "stays: above", "stays: below", "another definition", "n/a", "nothing printed", "a letter without a score", "binary noise"],
)
def test_position(realisasi, nilai, polaritas, sebanding, position):
    row = one(realisasi, nilai, polaritas, sebanding)
    assert row["posisi"] == position
    assert pd.isna(row["selisih"]) == (position in ("tidak sebanding", "tanpa angka"))


def test_a_benchmark_without_a_realisation_row_is_kept():
    acuan = pd.DataFrame({"indikator": ["z"], "tahun": [2024], "acuan": "provinsi", "nama_acuan": "P", "nilai": "7", "sebanding": "ya", "catatan": ""})
    kinerja = pd.DataFrame(columns=["indikator", "tahun", "nama_indikator", "satuan", "polaritas", "realisasi", "data_tahun"]).astype({"tahun": int})
    assert compare_acuan(kinerja, acuan)["posisi"].tolist() == ["tanpa angka"]


def test_a_benchmark_of_a_year_without_a_figure_still_names_its_indicator():
    found = one("80", "70")
    kinerja = pd.DataFrame({"indikator": ["a"], "tahun": [2024], "nama_indikator": "A", "satuan": "%", "polaritas": "naik", "realisasi": "80", "data_tahun": [None]})
    acuan = pd.DataFrame({"indikator": ["a"], "tahun": [2023], "acuan": "provinsi", "nama_acuan": "P", "nilai": "70", "sebanding": "ya", "catatan": ""})
    assert (found["nama_indikator"], compare_acuan(kinerja, acuan)[["nama_indikator", "posisi"]].values.tolist()) == ("A", [["A", "tanpa angka"]])


def test_a_gap_does_not_hide_the_earlier_position_and_categories_are_read():
    kinerja = pd.DataFrame({"indikator": "a", "tahun": [2021, 2022, 2023], "nama_indikator": "A", "satuan": "orang", "polaritas": pd.Categorical(["naik"] * 3), "realisasi": ["5", "n/a", "4"], "data_tahun": None})
    acuan = pd.DataFrame({"indikator": "a", "tahun": [2021, 2022, 2023], "acuan": "provinsi", "nama_acuan": "P", "nilai": "6", "sebanding": "ya"})
    assert compare_acuan(kinerja, acuan)["arah_selisih"].tolist() == ["", "", "ketertinggalan melebar"]


def test_several_dinas_need_benchmarks_that_name_theirs():
    kinerja = pd.DataFrame({"dinas": ["x", "y"], "indikator": "a", "tahun": 2023, "nama_indikator": "A", "satuan": "orang", "polaritas": ["naik", "turun"], "realisasi": ["5", "9"], "data_tahun": None})
    acuan = pd.DataFrame({"indikator": ["a"], "tahun": 2023, "acuan": "provinsi", "nama_acuan": "P", "nilai": "6", "sebanding": "ya"})
    with pytest.raises(RuleError, match="acuan tidak menyebut dinasnya"):
        compare_acuan(kinerja, acuan)
    both = compare_acuan(kinerja, pd.concat([acuan.assign(dinas="x"), acuan.assign(dinas="y")]))
    assert both["posisi"].tolist() == ["lebih buruk", "lebih buruk"]
    assert latest_acuan(both)["dinas"].tolist() == ["x", "y"], "the same benchmark of two dinas is two benchmarks"
    alone = compare_acuan(kinerja[kinerja["dinas"] == "x"], acuan)
    assert alone["dinas"].tolist() == ["x"], "one dinas needs no name in its own table"


REPORTS = [("kota-malang-dinsosp3ap2kb", 2023), ("kota-singkawang-dinsospppa", 2023), ("kota-pontianak-dinsos", 2024), ("kab-belitung-dspppa", 2024), ("kota-pontianak-dinsos", 2022)]


@pytest.mark.parametrize("report", REPORTS, ids=[f"{dinas} {tahun}" for dinas, tahun in REPORTS])
def test_the_file_has_its_columns_also_without_any_benchmark(report):
    table = asli(*report).pembanding[PEMBANDING_COLUMNS]
    assert set(table["dinas"]) <= {report[0]}
    assert table[["nama_indikator", "satuan", "polaritas"]].notna().all(axis=None)
    assert (table["selisih"].notna() <= (table["sebanding"] == "ya")).all()


def test_malang_against_east_java():
    """Malang 2023, annex: IDG of East Java 74,42 (2022) against 78,77."""
    found = asli("kota-malang-dinsosp3ap2kb", 2023).pembanding
    idg = found[found["indikator"] == "idg"].iloc[0]
    assert (idg["nilai"], round(idg["selisih"], 2), idg["posisi"]) == ("74.42", 4.35, "lebih baik")


LEADS = [(2, 1, "keunggulan menyempit"), (1, 2, "keunggulan melebar"), (0, 1, "keunggulan melebar"), (1, 0, "keunggulan menyempit"), (-1, -2, "ketertinggalan melebar"), (-2, -1, "ketertinggalan menyempit"), (0, -1, "ketertinggalan melebar"), (-1, 0, "ketertinggalan menyempit"), (-1, 1, "menyusul"), (1, -1, "tersusul"), (1, 1, "tetap")]


@pytest.mark.parametrize(("before", "now", "code"), LEADS, ids=[f"{before} to {now}" for before, now, _ in LEADS])
def test_what_became_of_a_lead_or_a_shortfall(before, now, code):
    kinerja = pd.DataFrame({"indikator": "a", "tahun": [2022, 2023], "nama_indikator": "A", "satuan": "orang", "polaritas": "naik", "realisasi": [str(70 + before), str(70 + now)], "data_tahun": None})
    acuan = pd.DataFrame({"indikator": "a", "tahun": [2022, 2023], "acuan": "provinsi", "nama_acuan": "P", "nilai": "70", "sebanding": "ya", "catatan": ""})
    found = compare_acuan(kinerja, acuan).iloc[1]
    assert found[["arah_selisih", "selisih_lalu", "realisasi_lalu", "tahun_lalu"]].tolist() == [code, before, str(70 + before), 2022]


def test_malang_lead_narrowed_while_its_figure_rose():
    """Malang 2023, lines 1933 and 1965: 77,63 against 72,36 and 78,77 against 74,42."""
    said = describe_acuan(asli("kota-malang-dinsosp3ap2kb", 2023).pembanding, "id")
    assert "Keunggulan IDG atas IDG Jawa Timur (BPS) menyempit dari 5,27 menjadi 4,35; angkanya sendiri 77,63 (2021) menjadi 78,77 (2022)." in said


def test_singkawang_targets_of_others_are_no_benchmarks():
    """Table 3.9, lines 1195-1203, and line 1215: six targets, two achievements of other indicators."""
    found = asli("kota-singkawang-dinsospppa", 2023).pembanding
    assert found["posisi"].value_counts().to_dict() == {"target pihak lain": 6, "tidak sebanding": 2}
    assert found["selisih"].isna().all()


def test_pontianak_compares_with_other_indicators_and_says_so():
    found = asli("kota-pontianak-dinsos", 2024).pembanding
    assert set(found["posisi"]) == {"target pihak lain"}
    assert found["selisih"].isna().all()
    assert "3 adalah target pihak lain, bukan capaian yang dapat dibandingkan" in describe_acuan(found, "id")
    assert describe_acuan(found.iloc[:0], "id").endswith("belum diisi dalam data laporan ini.")


def test_dates_of_both_figures_and_where_the_position_went():
    """The city went from 2 above the province (2021) to 1 below (2022); the report of 2023 prints the figures of 2022."""
    kinerja = pd.DataFrame({"indikator": "a", "tahun": [2021, 2023], "nama_indikator": "A", "satuan": "orang", "polaritas": "naik", "realisasi": ["72", "73"], "data_tahun": [None, 2022]})
    acuan = pd.DataFrame({"indikator": "a", "tahun": [2023, 2021], "acuan": "provinsi", "nama_acuan": "P", "nilai": ["74", "70"], "sebanding": "ya", "tahun_nilai": [2022, None], "catatan": ""})
    found = compare_acuan(kinerja, acuan)
    assert found[["selisih", "tahun_realisasi", "tahun_acuan", "arah_selisih"]].values.tolist() == [[-1, 2022, 2022, "tersusul"], [2, 2021, 2021, ""]]
    assert compare_acuan(kinerja.assign(polaritas="turun"), acuan)["arah_selisih"].tolist() == ["menyusul", ""]
    assert compare_acuan(kinerja.assign(polaritas="rentang"), acuan)["arah_selisih"].tolist() == ["", ""]
    assert compare_acuan(kinerja, acuan.assign(sebanding="tidak"))["arah_selisih"].tolist() == ["", ""]


def test_the_realisation_is_the_one_value_of_the_year_of_the_benchmark():
    """2021 was first reported as 78,06, later as 77,63; the report of 2022 sets the figure of 2021 beside the province's of 2021."""
    kinerja = pd.DataFrame({"indikator": "idg", "tahun": [2021, 2022], "nama_indikator": "IDG", "satuan": "indeks", "polaritas": "naik", "realisasi": ["78.06", "77.63"], "data_tahun": [None, 2021]})
    acuan = pd.DataFrame({"indikator": "idg", "tahun": [2021, 2022], "acuan": "provinsi", "nama_acuan": "P", "nilai": ["72.36", "72.36"], "sebanding": "ya", "tahun_nilai": [2021, 2021]})
    found = compare_acuan(kinerja, acuan)
    assert found["realisasi"].tolist() == ["77.63", "77.63"]
    assert found["tahun_realisasi"].tolist() == [2021, 2021]
    other = compare_acuan(kinerja, acuan.iloc[[1]].assign(tahun_nilai=2019))
    assert other[["realisasi", "tahun_realisasi", "tahun_acuan"]].values.tolist() == [["77.63", 2021, 2019]], "no figure of 2019: the one the report sets beside it, with its year"


POSITION_BAND = [
    ("one unit of the last digit", "78.77", "78.76", "indeks", None, "sama"), ("two units", "78.77", "78.75", "indeks", None, "lebih baik"), ("half a unit of the coarser one", "78.47", "78", "indeks", None, "sama"),
    ("beyond both halves", "78.51", "78", "indeks", None, "lebih baik"), ("counts are exact", "101", "100", "orang", None, "lebih baik"), ("but not percentages", "79", "80", "%", None, "sama"),
    ("within the size of revisions", "78.06", "77.63", "indeks", "78.49", "sama"), ("beyond the size of revisions", "78.06", "77.62", "indeks", "78.49", "lebih baik"),
]


@pytest.mark.parametrize(("realisasi", "nilai", "satuan", "revised", "position"), [row[1:] for row in POSITION_BAND], ids=[row[0] for row in POSITION_BAND])
def test_both_sides_of_the_band_of_a_position(realisasi, nilai, satuan, revised, position):
    rows = [(2024, realisasi, None)] if revised is None else [(2024, revised, None), (2025, realisasi, 2024)]
    kinerja = pd.DataFrame(rows, columns=["tahun", "realisasi", "data_tahun"]).assign(indikator="a", nama_indikator="A", satuan=satuan, polaritas="naik")
    acuan = pd.DataFrame({"indikator": ["a"], "tahun": 2024, "acuan": "provinsi", "nama_acuan": "P", "nilai": nilai, "sebanding": "ya"})
    assert compare_acuan(kinerja, acuan)["posisi"].tolist() == [position]


@pytest.mark.parametrize(("now", "code"), [("78.79", "tetap"), ("78.80", "keunggulan melebar"), ("78.75", "tetap"), ("78.74", "keunggulan menyempit")])
def test_both_sides_of_the_band_of_a_lead(now, code):
    """A lead of 1,00 before; four figures of two decimals leave 0,02 open."""
    kinerja = pd.DataFrame({"indikator": "a", "tahun": [2022, 2023], "nama_indikator": "A", "satuan": "indeks", "polaritas": "naik", "realisasi": ["78.77", now], "data_tahun": None})
    acuan = pd.DataFrame({"indikator": "a", "tahun": [2022, 2023], "acuan": "provinsi", "nama_acuan": "P", "nilai": "77.77", "sebanding": "ya"})
    assert compare_acuan(kinerja, acuan)["arah_selisih"].tolist() == ["", code]


def test_dates_that_differ_are_said():
    kinerja = pd.DataFrame({"indikator": "a", "tahun": [2023], "nama_indikator": "A", "satuan": "%", "polaritas": "naik", "realisasi": "72", "data_tahun": [None]})
    acuan = pd.DataFrame({"indikator": "a", "tahun": [2023], "acuan": "provinsi", "nama_acuan": "P", "nilai": "70", "sebanding": "ya", "tahun_nilai": [2021], "catatan": ""})
    assert "Pada 1 pembanding, tahun angkanya tidak sama dengan tahun realisasi." in describe_acuan(compare_acuan(kinerja, acuan), "id")
    assert "tidak sama" not in describe_acuan(compare_acuan(kinerja, acuan.assign(tahun_nilai=None)), "id")


def test_belitung_2024_shows_its_benchmarks_of_the_year_before():
    """Tables 3.1k and 3.39: IDG against the nation and the province, 2022 and 2023; the position fell against the province."""
    found = asli("kab-belitung-dspppa", 2024).pembanding
    idg = found[found["indikator"] == "idg"].set_index("acuan")
    assert idg.loc["provinsi", ["tahun", "nilai", "posisi", "arah_selisih"]].tolist() == [2023, "58.22", "lebih buruk", "tersusul"]
    assert round(idg.loc["nasional", "selisih"], 2) == -23.12


def konsep(*rows) -> pd.DataFrame:
    """rows: (dinas, konsep, unit, year, realisation)."""
    frame = pd.DataFrame(rows, columns=["dinas", "konsep", "satuan", "tahun", "realisasi"])
    return compare_konsep(frame.assign(indikator=frame["konsep"], nama_indikator="N", polaritas="naik", data_tahun=None))


def test_concepts_of_one_definition_compare_and_others_with_caution():
    found = konsep(("d", "idg", "indeks", 2023, "70"), ("e", "idg", "indeks", 2023, "60"), ("d", "pmks-tertangani", "%", 2023, "50"), ("e", "pmks-tertangani", "%", 2023, "90"))
    assert found.groupby("konsep")["sebanding"].first().to_dict() == {"idg": "ya", "pmks-tertangani": "hati-hati"}
    apart = konsep(("d", "idg", "indeks", 2022, "70"), ("e", "idg", "indeks", 2023, "60"))
    assert set(apart["sebanding"]) == {"hati-hati"}
    assert apart["tahun_berbeda"].tolist() == [True, True]
    assert not found["tahun_berbeda"].any()
    unknown = konsep(("d", "baru", "%", 2023, "70"), ("e", "baru", "%", 2023, "60"))
    assert set(unknown["sebanding"]) == {"hati-hati"}
    assert set(unknown["catatan"]) == {"tanpa_definisi"}
    assert set(found["catatan"]) == {"idg", "pmks-tertangani"}


def test_units_that_mean_the_same_are_joined_and_others_are_not():
    """A printed SAKIP grade counts by its score; a share and a score of child-friendliness are two measures."""
    sakip = konsep(("d", "sakip", "nilai", 2023, "85.85"), ("e", "sakip", "predikat AKIP", 2023, "B 69.5"))
    assert sakip["realisasi_angka"].tolist() == [85.85, 69.5]
    assert konsep(("d", "sakip", "nilai", 2023, "85.85"), ("e", "sakip", "predikat AKIP", 2023, "B")).empty, "a grade without its score is no number"
    assert konsep(("d", "idg", "indeks", 2023, "70"), ("e", "idg", "%", 2023, "60")).empty
    assert konsep(("d", "idg", "indeks", 2023, "70"), ("d", "idg", "indeks", 2024, "60")).empty, "one dinas is nothing to compare"


def test_the_same_concept_in_several_dinas():
    names = ("kota-malang-dinsosp3ap2kb", "kab-belitung-dspppa", "kota-singkawang-dinsospppa", "kota-pontianak-dinsos")
    found = compare_konsep(pd.concat([load_dinas(DATA, name).kinerja for name in names], ignore_index=True))
    assert found.columns.tolist() == KONSEP_COLUMNS
    values = {name: group.set_index("dinas")["realisasi_angka"].to_dict() for name, group in found.groupby("konsep")}
    assert values["idg"] == {"kab-belitung-dspppa": 53.47, "kota-malang-dinsosp3ap2kb": 78.77}
    assert values["sakip"] == {"kota-malang-dinsosp3ap2kb": 85.85, "kota-singkawang-dinsospppa": 69.5}
    assert set(values["pmks-tertangani"]) == set(names), "PMKS and PPKS are one group under two names"
    assert set(found.loc[found["konsep"] == "pmks-tertangani", "sebanding"]) == {"hati-hati"}
