"""The seven analyses of PermenPANRB 53/2014 by indicator: there, or the reason why not; the four reports."""

import pandas as pd
import pytest
from asli import asli

from lakip_analysis.bahasa.say import codes
from lakip_analysis.papan.tujuh import TUJUH_COLUMNS, find_tujuh
from lakip_analysis.papan.view_tujuh import describe_tujuh, show_tujuh, table_tujuh

NONE = float("nan")
FULL = {
    "indikator": "a", "nama_indikator": "Nama a", "status": "dihitung", "tercapai": "ya", "realisasi_lalu": "4", "putus": "", "keadaan_jalur": "sesuai jalur",
    "target_akhir": 9.0, "target_akhir_jenjang": "", "peringkat_atas": 3.0, "nilai_acuan": NONE,
}
HASIL = {
    "nilai": pd.DataFrame({"indikator": ["a"]}),
    "tren": pd.DataFrame({"indikator": ["a"], "n_tahun": [3]}),
    "pembanding": pd.DataFrame({"indikator": ["x"]}),
    "peringkat": pd.DataFrame({"indikator": ["a"]}),
    "sebab": pd.DataFrame({"indikator": ["a"], "bukti": ["didukung"], "tindak_lanjut": ["Melatih"]}),
    "dukungan": pd.DataFrame({"indikator": ["a"], "kode": ["1.06.04"]}),
    "ukuran": pd.DataFrame({"level": ["program"], "kode": ["1.06.04"], "nilai": [5.0], "putusan": ["efisien"]}),
}


def one(hasil=(), **changed) -> dict[str, str]:
    board = pd.DataFrame([FULL | changed])
    return find_tujuh(board, HASIL | dict(hasil)).iloc[0].to_dict()


def test_all_seven_are_there():
    assert one() == dict.fromkeys(TUJUH_COLUMNS, "ada")


def frame(**columns) -> pd.DataFrame:
    return pd.DataFrame(columns)


CASES = [
    # analysis, what differs on the board, what differs in the results, the code
    ("target", {"status": "realisasi_kosong", "tercapai": ""}, {}, "tidak_dilaporkan"),
    ("target", {"status": "target_nol", "tercapai": ""}, {}, "tidak_dapat_dibandingkan"),
    ("target", {"status": "target_nol", "tercapai": "tidak"}, {}, "ada"),
    ("tahun_lalu", {"status": "realisasi_kosong"}, {}, "tidak_dilaporkan"),
    ("tahun_lalu", {"realisasi_lalu": ""}, {}, "tanpa_angka_lalu"),
    ("tahun_lalu", {"realisasi_lalu": "", "putus": "deret"}, {}, "definisi_baru"),
    ("tahun_lalu", {"putus": "dugaan"}, {}, "ada"),
    ("target_akhir", {"keadaan_jalur": NONE, "target_akhir": NONE}, {}, "tanpa_target_akhir"),
    ("target_akhir", {"keadaan_jalur": "belum dapat dinilai", "status": "realisasi_kosong"}, {}, "tidak_dilaporkan"),
    ("target_akhir", {"keadaan_jalur": "belum dapat dinilai"}, {"tren": frame(indikator=["a"], n_tahun=[1])}, "baru_satu_angka"),
    ("target_akhir", {"keadaan_jalur": "belum dapat dinilai"}, {}, "belum_dapat_dinilai"),
    ("target_akhir", {"keadaan_jalur": "belum dapat dinilai", "target_akhir": NONE, "target_akhir_jenjang": "Madya"}, {}, "belum_dapat_dinilai"),
    ("target_akhir", {"keadaan_jalur": "menunggu angka"}, {"tren": frame(indikator=["a"], n_tahun=[1])}, "menunggu_angka"),
    ("target_akhir", {"keadaan_jalur": "menunggu angka"}, {}, "menunggu_angka"),
    ("target_akhir", {"keadaan_jalur": "tercapai"}, {"tren": frame(indikator=["a"], n_tahun=[1])}, "ada"),
    ("standar", {"peringkat_atas": NONE, "nilai_acuan": 7.0}, {}, "ada"),
    ("standar", {"peringkat_atas": NONE}, {}, "tidak_sebanding"),
    ("standar", {"peringkat_atas": NONE}, {"peringkat": frame(indikator=["x"])}, "tanpa_acuan"),
    ("sebab", {}, {"sebab": frame(indikator=["a"], bukti=["didukung"], tindak_lanjut=[""])}, "tanpa_tindak_lanjut"),
    ("sebab", {}, {"sebab": frame(indikator=["a", "x"], bukti=["tidak_disebut", "didukung"], tindak_lanjut=["", "y"])}, "tidak_disebut"),
    ("sebab", {}, {"sebab": frame(indikator=["x"], bukti=["didukung"], tindak_lanjut=["y"])}, "tidak_disebut"),
    ("sebab", {}, {"sebab": frame(indikator=["a"], bukti=["tidak_disebut"], tindak_lanjut=[""])}, "belum_diisi"),
    ("efisiensi", {}, {"dukungan": frame(indikator=["x"], kode=["1.06.04"])}, "tanpa_program"),
    ("efisiensi", {}, {"ukuran": frame(level=["program"], kode=["1.06.04"], nilai=[5.0], putusan=["tidak dinilai"])}, "tidak_dinilai"),
    ("efisiensi", {}, {"ukuran": frame(level=["program"], kode=["1.06.04"], nilai=[NONE], putusan=["tidak dapat dihitung"])}, "tanpa_ukuran"),
    ("efisiensi", {}, {"ukuran": frame(level=["dinas"], kode=["1.06.04"], nilai=[5.0], putusan=["efisien"])}, "tanpa_ukuran"),
    ("program", {}, {"dukungan": frame(indikator=["a"], kode=["1.06.01"])}, "hanya_penunjang"),
    ("program", {}, {"dukungan": frame(indikator=["a", "a"], kode=["1.06.01", "1.06.04"])}, "ada"),
    ("program", {}, {"dukungan": frame(indikator=["a"], kode=[""])}, "tanpa_program"),
]


@pytest.mark.parametrize(("name", "board", "hasil", "code"), CASES, ids=[f"{row[0]}-{n}" for n, row in enumerate(CASES)])
def test_what_is_not_there_has_its_reason(name, board, hasil, code):
    assert one(hasil, **board)[f"analisis_{name}"] == code


def test_of_results_that_are_not_there_nothing_is_known():
    board = pd.DataFrame([FULL])
    assert find_tujuh(board, {}).iloc[0].tolist() == ["ada", *[""] * 6]


def test_what_promised_nothing_has_no_analysis_to_miss():
    assert set(one(status="target_kosong").values()) == {""}
    board = pd.DataFrame([FULL | {"status": "target_kosong"}])
    assert show_tujuh(board.join(find_tujuh(board, HASIL)), "id").html == ""


def test_every_reason_has_its_words_and_every_word_its_case():
    assert {row[3] for row in CASES} == set(codes("tujuh_analisis"))


# read against the sources: what is there, of how many; a promise and its codes
REAL = [
    ("kota-malang-dinsosp3ap2kb", 2023, 45, 70, "ipg", ["ada", "ada", "menunggu_angka", "ada", "ada"] + ["tanpa_program"] * 2),
    ("kab-belitung-dspppa", 2024, 24, 35, "rasio-kekerasan-tujuan", ["ada", "tanpa_angka_lalu", "ada", "tidak_sebanding", "ada", "tidak_dinilai", "ada"]),
    ("kota-pontianak-dinsos", 2024, 10, 35, "gini-rasio", ["tidak_dilaporkan"] * 3 + ["tanpa_acuan", "tidak_disebut", "tanpa_program", "tanpa_program"]),
    ("kota-singkawang-dinsospppa", 2023, 32, 56, "sakip", ["ada", "ada", "ada", "tidak_sebanding", "tanpa_tindak_lanjut", "tidak_dinilai", "hanya_penunjang"]),
]


@pytest.mark.parametrize(("dinas", "tahun", "there", "n", "indikator", "right"), REAL, ids=[row[0] for row in REAL])
def test_the_four_reports(dinas, tahun, there, n, indikator, right):
    papan = asli(dinas, tahun).papan
    assert papan.set_index("indikator").loc[indikator, TUJUH_COLUMNS].tolist() == right
    assert f": {there} dari {n} ada di sini" in describe_tujuh(papan, "id")
    assert f": {there} of {n} are here" in describe_tujuh(papan, "en")
    assert len(table_tujuh(papan, "id").baris) * 7 == n
