"""Indicators on which no verdict on money may rest: each reason alone, then the programme behind it."""

import pandas as pd
import pytest

from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.capaian.ragu import RAGU, find_ragu, part_above_whole
from lakip_analysis.efisiensi.compute import compute_efisiensi
from lakip_analysis.efisiensi.verdict import REASONS, compare_measures

PRINTED = {"nama_tercetak": "Persentase  A yang dilayani", "tahun": 2023, "realisasi": 100.0, "realisasi_tercetak": "100%", "pembilang": 8056.0, "penyebut": 8049.0}
NOTHING = pd.DataFrame(columns=list(PRINTED))


def capaian_of(**more) -> pd.DataFrame:
    frame = pd.DataFrame({"dinas": "d", "indikator": ["a", "b"], "tahun": 2023, "nama_indikator": ["Persentase A yang dilayani", "B"], "level": "sasaran", "satuan": "%", "polaritas": "naik", "target": ["48.57", "50"], "realisasi": ["100", "60"]})
    return compute_capaian(frame).assign(**{"putus_deret": "", "data_tahun": float("nan")} | more)


@pytest.mark.parametrize(
    ("nama", "persen", "pembilang", "penyebut", "above"),
    [
        ("Persentase A", None, 9, 8, True),
        ("persentase A", 88, 9, 8, True),
        ("Persentase A", 100, 8, 8, False),
        ("Persentase penurunan A", 18.4, 14686, 11986, False),
        ("Persentase pertumbuhan A", 100, 9, 8, True),  # printed as 100 %: the excess was cut
        ("Rasio A", 4.4, 9, 8, False),
        ("Skor A", 100, 9, 8, True),
    ],
)
def test_a_part_above_its_whole(nama, persen, pembilang, penyebut, above):
    found = part_above_whole(*(pd.Series([value]) for value in (nama, persen, pembilang, penyebut)))
    assert found.tolist() == [above]


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, ["hitungan_mustahil", ""]),
        ({"tahun": 2022}, ["", ""]),
        ({"realisasi": 99.0}, ["", ""]),
        ({"nama_tercetak": "Persentase lain"}, ["", ""]),
        ({"penyebut": 8056.0}, ["", ""]),
    ],
)
def test_a_figure_printed_beside_impossible_counts(changed, codes):
    assert find_ragu(capaian_of(), pd.DataFrame([PRINTED | changed])).tolist() == codes


@pytest.mark.parametrize(
    ("more", "lain", "codes"),
    [
        ({"data_tahun": [2022, None]}, "", ["angka_tahun_lain", ""]),
        ({"data_tahun": [2023, None]}, "", ["", ""]),
        ({"putus_deret": ["", "lain sejak 2023"]}, "", ["", "definisi_baru"]),
        ({"putus_deret": ["x", ""], "data_tahun": [2022, 2022]}, "b", ["definisi_baru", "angka_tahun_lain"]),
        ({}, "b", ["", "angka_lain"]),
        ({"tercapai": ["ya", ""]}, "b", ["", ""]),
    ],
)
def test_the_weightiest_reason_stands(more, lain, codes):
    other = pd.DataFrame({"indikator": ["a", "b"], "berbalik": ["tidak", "ya" if lain else "tidak"]})
    assert find_ragu(capaian_of(**more), NOTHING, other).tolist() == codes


@pytest.mark.parametrize("code", RAGU)
def test_a_programme_is_not_assessed_by_a_figure_that_can_carry_no_verdict(code):
    """Met by every indicator, spent within budget: it was called efficient."""
    served = pd.DataFrame({"indikator": ["a", "b", "b"], "kode": ["1.06.04", "1.06.04", "1.06.05"]})
    anggaran = pd.DataFrame({"dinas": "d", "tahun": 2023, "kode": ["1.06.04", "1.06.05"], "level": "program", "nama": "P", "pagu_rp": 100.0, "realisasi_rp": 90.0})
    capaian = capaian_of()
    lines = compute_efisiensi(anggaran, served, capaian, ragu=pd.Series([code, ""]))
    assert lines.set_index("kode")["status"].to_dict() == {"": code, "1.06.04": code, "1.06.05": "dihitung"}
    found = compare_measures(lines).query("ukuran == 'efisiensi_sisa_persen'").set_index("kode")
    assert found.loc["1.06.04", ["putusan", "alasan"]].tolist() == ["tidak dinilai", code]
    assert found.loc["1.06.05", "putusan"] == "efisien"
    assert code in REASONS
    assert compute_efisiensi(anggaran, served, capaian)["status"].tolist() == ["dihitung"] * 3


def test_a_missed_target_and_money_come_before_doubt():
    served = pd.DataFrame({"indikator": ["a", "b"], "kode": "1.06.04"})
    anggaran = pd.DataFrame({"dinas": "d", "tahun": 2023, "kode": ["1.06.04"], "level": "program", "nama": "P", "pagu_rp": [100.0], "realisasi_rp": 0.0})
    capaian = capaian_of(tercapai=["ya", "tidak"], capaian_persen=[200.0, 50.0])
    doubt = pd.Series(["definisi_baru", ""])
    assert compute_efisiensi(anggaran, served, capaian, ragu=doubt)["status"].tolist() == ["realisasi_nol"] * 2
    assert compute_efisiensi(anggaran.assign(realisasi_rp=90.0), served, capaian, ragu=doubt)["status"].tolist() == ["target_tidak_tercapai"] * 2
