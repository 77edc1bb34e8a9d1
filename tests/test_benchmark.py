"""Realisation against benchmarks, and the same concept across dinas."""

from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis.benchmark import compare_acuan, compare_konsep
from lakip_analysis.chapters import acuan_of, open_dinas
from lakip_analysis.data import load_dinas
from lakip_analysis.narrative import describe_acuan

DATA = Path(__file__).parents[1] / "data"


def one(realisasi, nilai, polaritas="naik", sebanding="ya"):
    kinerja = pd.DataFrame({"indikator": ["a"], "tahun": [2024], "nama_indikator": "A", "satuan": "%", "polaritas": polaritas, "realisasi": realisasi, "data_tahun": [None]})
    acuan = pd.DataFrame({"indikator": ["a"], "tahun": [2024], "acuan": "provinsi", "nama_acuan": "P", "nilai": nilai, "sebanding": sebanding, "catatan": ""})
    return compare_acuan(kinerja, acuan).iloc[0]


@pytest.mark.parametrize(
    ("realisasi", "nilai", "polaritas", "sebanding", "position"),
    [
        ("80", "70", "naik", "ya", "lebih baik"), ("60", "70", "naik", "ya", "lebih buruk"), ("70", "70", "naik", "ya", "sama"), ("60", "70", "turun", "ya", "lebih baik"), ("80", "70", "turun", "ya", "lebih buruk"),
        ("2.2", "2.1", "rentang", "ya", "di atas"), ("2.0", "2.1", "rentang", "ya", "di bawah"), ("80", "70", "naik", "tidak", "tidak sebanding"), ("n/a", "70", "naik", "ya", "tanpa angka"), ("", "70", "naik", "ya", "tanpa angka"),
        ("B 69.5", "B", "naik", "ya", "tanpa angka"), ("0.3", str(0.1 + 0.2), "naik", "ya", "sama"),
    ],
    ids=["higher is better", "short of it", "equal", "lower is better", "above where less is better", "stays: above", "stays: below", "another definition", "n/a", "nothing printed", "a letter without a score", "binary noise"],
)  # fmt: skip
def test_position(realisasi, nilai, polaritas, sebanding, position):
    row = one(realisasi, nilai, polaritas, sebanding)
    assert row["posisi"] == position
    assert pd.isna(row["selisih"]) == (position in ("tidak sebanding", "tanpa angka"))


def test_a_benchmark_without_a_realisation_row_is_kept():
    acuan = pd.DataFrame({"indikator": ["z"], "tahun": [2024], "acuan": "provinsi", "nama_acuan": "P", "nilai": "7", "sebanding": "ya", "catatan": ""})
    kinerja = pd.DataFrame(columns=["indikator", "tahun", "nama_indikator", "satuan", "polaritas", "realisasi", "data_tahun"]).astype({"tahun": int})
    assert compare_acuan(kinerja, acuan)["posisi"].tolist() == ["tanpa angka"]


def test_malang_against_east_java():
    """Malang 2023, annex: IDG of East Java 74,42 (2022) against 78,77."""
    found = acuan_of(open_dinas(DATA, "kota-malang-dinsosp3ap2kb", 2023), 2023)
    idg = found[found["indikator"] == "idg"].iloc[0]
    assert (idg["nilai"], round(idg["selisih"], 2), idg["posisi"]) == ("74.42", 4.35, "lebih baik")


def test_pontianak_compares_with_other_indicators_and_says_so():
    found = acuan_of(open_dinas(DATA, "kota-pontianak-dinsos", 2024), 2024)
    assert set(found["posisi"]) == {"tidak sebanding"}
    assert found["selisih"].isna().all()
    assert "3 tidak sebanding" in describe_acuan(found)
    assert describe_acuan(found.iloc[:0]).startswith("Laporan ini tidak menyebut pembanding")


def test_the_same_concept_in_several_dinas():
    frames = [load_dinas(DATA, name).kinerja for name in ("kota-malang-dinsosp3ap2kb", "kab-belitung-dspppa", "kota-singkawang-dinsospppa")]
    found = compare_konsep(pd.concat(frames, ignore_index=True))
    idg = found[found["konsep"] == "idg"].set_index("dinas")["realisasi_angka"]
    assert idg.to_dict() == {"kab-belitung-dspppa": 53.47, "kota-malang-dinsosp3ap2kb": 78.77}
    assert (found.groupby("konsep")["dinas"].nunique() > 1).all()
    assert (found.groupby("konsep")["satuan"].nunique() == 1).all()
