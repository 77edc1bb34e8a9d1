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
    ["Angka rata-rata lama sekolah", "8,60", "8,10", "94,19"],
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
    # a decimal mark that has moved; target and realisation changed
    "Realisasi Cakupan imunisasi dasar lengkap pada tahun 2024 sebesar 720,0.": ["720,0"],
    "Realisasi Cakupan imunisasi dasar lengkap pada tahun 2024 sebesar 80,00 dari target 72,00.": ["80,00", "72,00"],
    # the words of a name are no words about its figure
    "Realisasi Angka rata-rata lama sekolah pada tahun 2024 sebesar 8,30 dari target 8,60.": ["8,30"],
}


@pytest.mark.parametrize(("sentence", "wrong"), TOLD.items())
def test_a_sentence_is_held_against_the_table(sentence, wrong, tmp_path):
    bacaan = read(tmp_path, ("Tabel 3.1 Capaian Kinerja Tahun 2024", REACHED), before=f"{sentence}\n\n")
    found = find_told(bacaan)
    assert [one.tercetak for one in found] == wrong
    assert all(bacaan.naskah.baris[one.baris - 1] == sentence and one.lain for one in found)


# a sentence → the rule it breaks, and what it should print
WORKED = {
    "Realisasi Kunjungan rumah sebesar 45,00 dari target 50,00 sehingga capaiannya 90,00 persen.": None,
    "Realisasi Kunjungan rumah sebesar 45,00 dari target 50,00 sehingga capaiannya 98,00 persen.": ("prosa.capaian", ""),
    "Realisasi Kunjungan rumah sebesar 1:45 dari target 1:50 dengan capaian 98,00 persen.": None,  # ratios
    "Dibandingkan target jangka menengah 50,00, realisasi 45,00 memberi capaian 5,00 persen.": None,  # another target
    "Anggaran belanja seluruhnya sebesar Rp 8.000.000 dan terealisasi Rp 7.200.000 atau 90,00 persen.": None,
    "Anggaran belanja seluruhnya sebesar Rp 8.000.000 dan terealisasi Rp 7.200.000 atau 80,90 persen.": ("prosa.serapan", "90"),
    "Program A dianggarkan sebesar Rp8.000.000,- dan terealisasi Rp7.200.000,- (9,0%)": ("prosa.serapan", "90"),
    # what is left is no share of what was spent
    "Anggaran Rp 8.000.000 terealisasi Rp 7.200.000. Sisanya Rp 800.000 atau 10,00 persen.": None,
}


@pytest.mark.parametrize(("sentence", "wrong"), WORKED.items())
def test_a_sentence_must_work_out(sentence, wrong, tmp_path):
    found = find_told(read(tmp_path, ("Tabel 3.1 Capaian Kinerja Tahun 2024", REACHED), before=f"{sentence}\n\n"))
    assert [(one.kalimat, one.hitung_ulang) for one in found] == ([wrong] if wrong else [])


TITLE = "LAPORAN KINERJA TAHUN 2024\n\n"


def test_a_sentence_of_another_year_prints_the_figures_of_this_one(tmp_path):
    said = TITLE + "Realisasi Cakupan imunisasi dasar lengkap pada tahun {} sebesar 72,00 dari target 80,00 sehingga capaiannya 90,00 persen.\n\n"
    for year, wrong in ((2024, []), (2023, [("prosa.tahun", "2023", "2024")])):
        found = find_told(read(tmp_path, ("Tabel 3.1 Capaian Kinerja Tahun 2024", REACHED), before=said.format(year)))
        assert [(one.kalimat, one.tercetak, one.hitung_ulang) for one in found] == wrong
    # a table that prints them for that year too
    both = [["Indikator Kinerja", "Target 2024", "Realisasi 2024", "Capaian 2024", "Target 2023", "Realisasi 2023"]]
    both += [[*row, *row[1:3]] for row in REACHED[1:]]
    assert find_told(read(tmp_path, ("Tabel 3.1 Capaian Kinerja Tahun 2024", both), before=said.format(2023))) == []


def test_a_target_worse_than_what_a_sentence_tells_of_last_year_is_noted_at_both(tmp_path):
    path, said = tmp_path / "draf.txt", TITLE + "Dibandingkan tahun 2023 sebesar {}, Cakupan imunisasi dasar lengkap berubah menjadi 72,00 pada tahun 2024.\n\n"
    for before, noted in (("81,00", False), ("75,00", True)):
        promised = ("Tabel 2.1 Perjanjian Kinerja Tahun 2024", [row[:2] for row in REACHED])
        read(tmp_path, promised, ("Tabel 3.1 Capaian Kinerja Tahun 2024", REACHED), before=said.format(before))
        draf = check_draft(path, makin_rendah=[REACHED[1][0]])
        weak = draf.temuan[draf.temuan["jenis"] == "target_lemah"]
        assert len(weak) == noted
        if noted:  # the cell of the target, and the sentence
            assert {column for _, column in weak["tempat"].iat[0]} == {1, -1}
        assert not draf.temuan["jenis"].isin(["beda_antartabel", "nilai_usang"]).any()


COUNTS = [["Indikator Kinerja", "Jumlah yang Dihitung", "Jumlah Seluruhnya", "Realisasi"], ["Persentase rumah layak", "433", "841", "51,49"]]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (["Persentase air minum", "467", "852", "54,81"], 0),
        (["Persentase air minum", "476", "852", "54,81"], 1),
        (["Persentase air minum", "852", "467", "54,81"], 1),  # the two counts changed
        (["Persentase air minum", "467", "852", "12,00"], 1),
    ],
)
def test_two_counts_and_their_share_are_known_by_their_titles(row, found, tmp_path):
    slips = find_slips(read(tmp_path, ("Tabel 3.3 Rincian Perhitungan Tahun 2024", [*COUNTS, row])))
    assert len([one for one in slips if one.kalimat == "sejajar.bagian"]) == found
    other = [["Indikator Kinerja", "Tahun Lalu", "Tahun Ini", "Realisasi"], COUNTS[1]]  # not called counts
    assert find_slips(read(tmp_path, ("Tabel 3.3 Rincian Perhitungan Tahun 2024", [*other, row]))) == []


def test_counts_that_stand_the_other_way_round_are_no_error(tmp_path):
    rows = [["Indikator Kinerja", "Jumlah Seluruhnya", "Jumlah yang Dihitung", "Realisasi"], ["Persentase rumah layak", "841", "601", "71,46"], ["Persentase air minum", "852", "611", "71,71"]]
    assert find_slips(read(tmp_path, ("Tabel 3.3 Rincian Perhitungan Tahun 2024", rows))) == []
    rows[2][3] = "71,17"
    assert [one.hitung_ulang for one in find_slips(read(tmp_path, ("Tabel 3.3 Rincian Perhitungan Tahun 2024", rows)))] == ["71,71"]


STAFF = [["Golongan", "Jumlah (Orang)"], ["Golongan IV", "38"], ["Golongan III", "53"], ["PPPK", "8"], ["Non-ASN", "47"]]


@pytest.mark.parametrize(
    ("total", "part", "places"),
    [
        ("146", "47", []),
        ("1446", "47", [(6, 1)]),  # a digit typed twice, however far off that is
        ("146", "447", [(6, 1), (5, 1)]),  # the total, and the one part that a slip explains
        ("963", "47", []),  # far off, and no slip: another total
    ],
)
def test_a_total_far_off_is_judged_where_one_slip_explains_it(total, part, places, tmp_path):
    rows = [*STAFF[:4], ["Non-ASN", part], ["Jumlah", total]]
    bacaan = read(tmp_path, ("Tabel 1.1 Pegawai", rows))
    first = next(n for n, line in enumerate(bacaan.naskah.baris, 1) if line.startswith("Golongan\t"))
    found = [one for one in find_slips(bacaan) if one.kalimat == "sejajar.jumlah"]
    assert [(line - first + 1, place) for one in found for line, place in ((one.baris, one.tempat), *one.lain)] == places


def test_the_list_is_right_where_it_counts_on_and_the_captions_do_not(tmp_path):
    titles = ["Perjanjian Kinerja Tahun 2024", "Rencana Kinerja Tahun 2024", "Capaian Kinerja Tahun 2024"]
    listed = "\n".join(f"Tabel 2.{n} {title} ........ {n}" for n, title in enumerate(titles, 1))
    wrong = [f"Tabel 2.{n} {title}" for n, title in zip((1, 1, 2), titles, strict=True)]
    assert [one[0] for one in captions(tmp_path, listed, *wrong)] == wrong[1:]
    later = [f"Tabel 2.{n} {title}" for n, title in zip((2, 3, 4), titles, strict=True)]  # one was put before them
    assert captions(tmp_path, listed, "Tabel 2.1 Data Umum Dinas", *later) == []


BUDGET = ["Kode", "Program", "Anggaran (Rp)", "Realisasi (Rp)", "%"]


@pytest.mark.parametrize(
    ("spent", "total", "noted"),
    [
        # one part of two is a digit off: both that may be it, and the total
        (("40.030.000", "30.000.000"), "70.000.000", {1, 3}),
        # each part is wrong a little: no total is proposed, all are to be looked at
        (("40.180.000", "30.045.000"), "70.000.000", {3}),
    ],
)
def test_a_sum_that_does_not_fit_is_noted_where_one_slip_explains_it(spent, total, noted, tmp_path):
    parts = [[f"1.02.0{n}", name, "80.000.000", cell, share] for n, (name, cell, share) in enumerate(zip(("Program Sehat", "Program Gizi"), spent, ("50,04", "37,50"), strict=True), 1)]
    rows = [BUDGET, *parts, ["", "Jumlah", "160.000.000", total, "43,75"]]
    path = tmp_path / "draf.txt"
    read(tmp_path, ("Tabel 3.4 Realisasi Anggaran Tahun 2024", rows), before=TITLE)
    draf = check_draft(path)
    lines = draf.bacaan.naskah.baris
    first = next(n for n, line in enumerate(lines, 1) if line.startswith("Kode\t"))
    sums = draf.temuan[draf.temuan["jenis"].isin(["jumlah_tidak_cocok", "angka_janggal"]) & (draf.temuan["bagian"] == "perbaiki")]
    assert {line - first for places in sums["tempat"] for line, column in places if column == 3} == noted
    assert [some for some in sums["usul"] if some and noted == {3}] == []


def test_a_finding_of_a_table_nobody_reads_gets_its_note(tmp_path):
    path = tmp_path / "draf.txt"
    plan = [["Indikator Kinerja", "Target", "Realisasi", "Capaian (%)"], ["Angka Harapan Hidup", "70,54", "70,20", "99,52"]]
    read(tmp_path, ("Tabel 3.1 Capaian Kinerja Tahun 2024", plan), ("Tabel 1.1 Perubahan", spoilt("selisih", 2, 3, "2.250.000")))
    draf = check_draft(path)
    (row,) = draf.temuan[draf.temuan["bagian"] == "perbaiki"].itertuples()
    assert row.tempat[0][1] == 3 and {column for _, column in row.bersama} == {1, 2}
