"""What a table says against its own columns, the list of tables against captions, names told twice."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.membaca.baca import read_report
from lakip_analysis.periksa.daftar import find_listed, find_table_captions
from lakip_analysis.periksa.draf import check_draft
from lakip_analysis.periksa.nama import find_twice_named
from lakip_analysis.periksa.prosa import find_told
from lakip_analysis.periksa.sejajar import find_slips, is_slip

COVER = "LAPORAN KINERJA DINAS SOSIAL\nTAHUN 2024\n\n"


def read(tmp_path: Path, *tables: tuple[str, list[list[str]]], before: str = ""):
    path = tmp_path / "draf.txt"
    parts = ["\n".join([label, "", *("\t".join(row) for row in rows)]) for label, rows in tables]
    path.write_text(COVER + before + "\n\n".join(parts) + "\n", encoding="utf-8")
    return read_report(path)


SERVED = [
    ["Jenis Layanan", "Sasaran Layanan", "Yang Terlayani", "Bagian"],
    ["Rehabilitasi anak terlantar", "21.313", "19.796", "92,88"],
    ["Rehabilitasi lanjut usia", "18.030", "15.798", "87,62"],
    ["Rehabilitasi gelandangan", "11.316", "9.858", "87,12"],
    ["Perlindungan korban bencana", "7.803", "6.806", "87,22"],
]
MOVED = [
    ["Uraian Belanja", "Keadaan Lalu", "Keadaan Kini", "Ubah"],
    ["Pemeliharaan gedung", "2.525.000", "3.140.000", "615.000"],
    ["Perjalanan dinas biasa", "7.250.000", "5.000.000", "-2.250.000"],
    ["Alat tulis kantor", "1.480.000", "1.925.000", "445.000"],
    ["Belanja makan minum rapat", "4.000.000", "4.800.000", "800.000"],
]
STAFF = [["Golongan", "Orang"], ["Golongan IV", "14"], ["Golongan III", "43"], ["Golongan II", "25"], ["Jumlah", "82"]]
TABLES = {"bagian": SERVED, "selisih": MOVED, "jumlah": STAFF}
# table, row, column, what is printed there instead → the line from the head that is found, the rule
WRONG = [
    ("bagian", 2, 1, "18.037", 2, "sejajar.bagian"),
    ("bagian", 3, 3, "78,12", 3, "sejajar.bagian"),
    ("selisih", 2, 3, "2.250.000", 2, "sejajar.selisih"),
    ("selisih", 4, 2, "4.300.000", 4, "sejajar.selisih"),
    ("jumlah", 4, 1, "87", 4, "sejajar.jumlah"),
    ("jumlah", 2, 1, "34", 4, "sejajar.jumlah"),
    ("selisih", 1, 3, "6I5.OOO", 1, "janggal.rusak"),
]


def spoilt(name: str, row: int, column: int, text: str) -> list[list[str]]:
    rows = [list(one) for one in TABLES[name]]
    rows[row][column] = text
    return rows


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_agrees_says_nothing(name, tmp_path):
    assert find_slips(read(tmp_path, ("Tabel 1.1 Keadaan", TABLES[name]))) == []


@pytest.mark.parametrize(("name", "row", "column", "text", "line", "rule"), WRONG)
def test_a_row_that_breaks_the_rule_of_its_table_is_found(name, row, column, text, line, rule, tmp_path):
    bacaan = read(tmp_path, ("Tabel 1.1 Keadaan", spoilt(name, row, column, text)))
    found = find_slips(bacaan)
    head = bacaan.naskah.baris.index("\t".join(TABLES[name][0])) + 1
    assert [(one.baris - head, one.kalimat) for one in found] == [(line, rule)]
    assert column in (found[0].tempat, *found[0].bersama) or found[0].lain


def test_the_part_of_a_total_that_one_slip_explains_is_named(tmp_path):
    bacaan = read(tmp_path, ("Tabel 1.1 Pegawai", spoilt("jumlah", 2, 1, "34")))
    (found,) = find_slips(bacaan)
    lines = bacaan.naskah.baris
    assert [lines[line - 1].split("\t")[0] for line, _ in found.lain] == ["Golongan III"]


def test_columns_that_only_repeat_each_other_are_no_rule(tmp_path):
    rows = [["Jenis", "Laki", "Perempuan", "Jumlah", "Laki dilayani", "Perempuan dilayani", "Jumlah dilayani"]]
    for name, men, women in (("Anak terlantar", 216, 119), ("Lanjut usia", 329, 331), ("Disabilitas", 219, 111), ("Gelandangan", 104, 200), ("Pengemis", 402, 131)):
        served = (men - 8, women) if name == "Pengemis" else (men, women)
        rows.append([name, *map(str, (men, women, men + women, *served, sum(served)))])
    assert find_slips(read(tmp_path, ("Tabel 1.2 Pelayanan", rows))) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(10, 9_999), st.integers(10, 9_999), st.integers(10, 9_999)), min_size=4, max_size=7))
def test_figures_that_follow_from_nothing_give_no_rule(tmp_path_factory, cells):
    held = sum(a in (b + c, abs(b - c)) or b == a + c or c == a + b for a, b, c in cells)
    shares = [sorted(one) for one in cells]
    near = any(abs(a * 100 / b - c) < 2 for one in shares for a, b, c in (one, one[::-1], (one[0], one[2], one[1])))
    rows = [["Uraian", "Semula", "Menjadi", "Lain"], *([f"Baris abjad {'abcdefg'[n]}", *map(str, one)] for n, one in enumerate(cells))]
    if held == 0 and not near:
        found = find_slips(read(tmp_path_factory.mktemp("d"), ("Tabel 1.1 Keadaan", rows)))
        assert [one for one in found if one.kalimat.startswith("sejajar.s")] == []


@pytest.mark.parametrize(("printed", "meant", "slip"), [("635643891", "634643891", True), ("635643891", "365643891", True), ("6355", "635", True), ("635", "6355", True), ("635", "524", False), ("635", "635", False), ("12", "-3", False)])
def test_one_slip_of_the_hand(printed, meant, slip):
    assert is_slip(Decimal(printed), Decimal(meant)) is slip


def captions(tmp_path, listed: str, *labels: str):
    body = [["Indikator Kinerja", "Target"], ["Angka Harapan Hidup", "70,54"], ["Cakupan imunisasi", "80,00"]]
    bacaan = read(tmp_path, *((label, body) for label in labels), before=f"DAFTAR TABEL\n{listed}\n\n")
    found = find_listed(bacaan, find_table_captions(bacaan))
    return [(bacaan.naskah.baris[one.baris - 1], one.kalimat, len(one.lain)) for one in found]


def test_the_list_of_tables_is_held_against_the_captions(tmp_path):
    first, second = "Tabel 2.1 Perjanjian Kinerja Tahun 2024", "Tabel 2.2 Rencana Kinerja Tahun 2024"
    listed = f"{first} ........ 9\n{second} ........ 12"
    assert captions(tmp_path, listed, first, second) == []
    old = second.replace("2024", "2023")
    assert captions(tmp_path, listed, first, old) == [(old, "label.daftar_tahun", 1)]
    twice = second.replace("2.2", "2.1")
    assert captions(tmp_path, listed, first, twice) == [(twice, "label.daftar_nomor", 0)]
    # another table under this number: the list is of an earlier draft
    other = "Tabel 2.2 Sarana dan Prasarana Dinas Tahun 2022"
    assert captions(tmp_path, listed, first, other) == []


def test_a_name_told_twice_is_that_of_the_row_between_the_same_neighbours(tmp_path):
    names = ["Angka Harapan Hidup", "Cakupan imunisasi", "Indeks keluarga sehat", "Prevalensi stunting"]
    plan = [["Indikator Kinerja", "Target"], *([name, f"{n}1,50"] for n, name in enumerate(names, 3))]
    reached = [["Indikator Kinerja", "Target", "Realisasi", "Capaian (%)"]]
    reached += [[name, f"{n}1,50", f"{n}1,50", "100,00"] for n, name in enumerate(names, 3)]
    tables = ("Tabel 2.1 Perjanjian Kinerja Tahun 2024", plan), ("Tabel 3.1 Capaian Kinerja Tahun 2024", reached)
    assert find_twice_named(read(tmp_path, *tables)) == []
    reached[3][0] = names[1]
    bacaan = read(tmp_path, *tables)
    (found,) = find_twice_named(bacaan)
    assert (bacaan.naskah.baris[found.baris - 1].split("\t")[2], found.hitung_ulang) == ("51,50", names[2])


REACHED = [
    ["Indikator Kinerja", "Target", "Realisasi", "Capaian (%)"],
    ["Cakupan imunisasi dasar lengkap", "80,00", "72,00", "90,00"],
    ["Angka Harapan Hidup per 100.000", "70,54", "70,20", "99,52"],
]
# a sentence → the figures that it tells otherwise than the table
TOLD = {
    "Realisasi Cakupan imunisasi dasar lengkap pada tahun 2024 sebesar 72,00 dari target 80,00 sehingga capaiannya 90,00 persen.": [],
    "Realisasi Cakupan imunisasi dasar lengkap pada tahun 2024 sebesar 27,00 dari target 80,00.": ["27,00"],
    "Realisasi Cakupan imunisasi dasar lengkap pada tahun 2024 sebesar 72,00 dari target 81,00.": ["81,00"],
    "Realisasi Cakupan imunisasi dasar lengkap pada tahun 2023 sebesar 71,00.": [],  # no table prints that year
    "Cakupan imunisasi dasar lengkap dengan target nasional sebesar 95,00.": [],  # others'
    "Capaian Cakupan imunisasi dasar lengkap tahun 2024 sebesar 72,00.": [],  # what was reached
    "Angka Harapan Hidup per 100.000 tahun 2024 mencapai 70,20.": [],  # a number of its name
    "Cakupan imunisasi dasar lengkap didukung 75 kader.": [],  # nothing says what that is
}


@pytest.mark.parametrize(("sentence", "wrong"), TOLD.items())
def test_a_sentence_is_held_against_the_table(sentence, wrong, tmp_path):
    bacaan = read(tmp_path, ("Tabel 3.1 Capaian Kinerja Tahun 2024", REACHED), before=f"{sentence}\n\n")
    found = find_told(bacaan)
    assert [one.tercetak for one in found] == wrong
    assert all(bacaan.naskah.baris[one.baris - 1] == sentence and one.lain for one in found)


def test_a_finding_of_a_table_nobody_reads_gets_its_note(tmp_path):
    path = tmp_path / "draf.txt"
    plan = [["Indikator Kinerja", "Target", "Realisasi", "Capaian (%)"], ["Angka Harapan Hidup", "70,54", "70,20", "99,52"]]
    read(tmp_path, ("Tabel 3.1 Capaian Kinerja Tahun 2024", plan), ("Tabel 1.1 Perubahan", spoilt("selisih", 2, 3, "2.250.000")))
    draf = check_draft(path)
    (row,) = draf.temuan[draf.temuan["bagian"] == "perbaiki"].itertuples()
    assert row.tempat[0][1] == 3 and {column for _, column in row.bersama} == {1, 2}
