"""From report text to published rows: every key of a map, every message, and the rebuilt tables of the four dinas byte for byte."""

import csv
from pathlib import Path

import pytest

from lakip_analysis.data.catalogue import list_dinas, read_info
from lakip_analysis.errors import DataError
from lakip_analysis.importing.peta import parse_lines, read_map
from lakip_analysis.importing.published import import_dinas, import_document
from lakip_analysis.importing.text import read_rows
from lakip_analysis.membaca.usul_peta import read_tables
from lakip_analysis.numbers import clean_cell

ROOT = Path(__file__).parents[1]
DATA, SEEDS = ROOT / "data", ROOT.parent / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the four source texts (../shared/seeds) are not on this machine")
TABLE = 'dokumen = "lk-2024"\n[[tabel]]\nid = "t1"\nlabel = "Tabel 1"\nisi = "{isi}"\n'


def peta_file(tmp_path, body, isi="kinerja"):
    path = tmp_path / "peta-2024.toml"
    path.write_text(TABLE.format(isi=isi) + body, encoding="utf-8")
    return path


def part(kolom, baris="1-9", **more):
    """One `[[tabel.bagian]]`; `kolom` is a row of roles."""
    extra = "".join(f"{key.replace('__', '.')} = {value}\n" for key, value in more.items())
    return f'[[tabel.bagian]]\nbaris = "{baris}"\nkolom = {kolom.split()}\n{extra}'.replace("'", '"')


@pytest.fixture
def rows_of(tmp_path):
    """Read a text with a map: (line, level, year, cells without the empty tujuan and sasaran)."""

    def read(text, body, isi="kinerja"):
        rows = read_rows(text, read_map(peta_file(tmp_path, body, isi)))
        return [(row.baris, row.level, row.tahun, {role: cell for role, cell in row.cells.items() if cell}) for row in rows]

    return read


def refused(call, *args):
    with pytest.raises(DataError) as caught:
        call(*args)
    return [str(fault).replace(str(args[0]), "peta") for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("spec", "numbers"),
    [("3", [3]), (3, [3]), ("2-4", [2, 3, 4]), ("12-13, 18", [12, 13, 18]), (" 5 , 3-4 ", [5, 3, 4]), ("", []), ("7-7", [7])],
    ids=["one", "bare number", "range", "range and one", "order is kept, blanks do not matter", "nothing", "range of one"],
)
def test_lines_of_a_specification(spec, numbers):
    assert parse_lines(spec) == numbers


# what the key does | text | map | rows: (line, level, year, cells)
KEYS = [
    ("baris and kolom", "kepala\nA\t10\t9\nB\t8\t7", "tahun = 2024\n" + part("nama target realisasi", "2-3"),
     [(2, "", 2024, {"nama": "A", "target": "10", "realisasi": "9"}), (3, "", 2024, {"nama": "B", "target": "8", "realisasi": "7"})]),
    ("baris in the order of the map", "A\t1\nB\t2", "tahun = 2024\n" + part("nama target", "2, 1"), [(2, "", 2024, {"nama": "B", "target": "2"}), (1, "", 2024, {"nama": "A", "target": "1"})]),
    ("a dash drops a column", "1.\tA\t10", "tahun = 2024\n" + part("- nama target", "1"), [(1, "", 2024, {"nama": "A", "target": "10"})]),
    ("a role twice is joined", "A\tB\t10", "tahun = 2024\n" + part("nama nama target", "1"), [(1, "", 2024, {"nama": "A B", "target": "10"})]),
    ("markup and blanks go", " <b>A</b> \t**10**", "tahun = 2024\n" + part("nama target", "1"), [(1, "", 2024, {"nama": "A", "target": "10"})]),
    ("@year gives a row per year", "A\t1\t2\t3", part("nama target@2022 target@2023 realisasi@2023", "1"),
     [(1, "", 2022, {"nama": "A", "target": "1"}), (1, "", 2023, {"nama": "A", "target": "2", "realisasi": "3"})]),
    ("@year beside the year of the table", "A\t1\t3", "tahun = 2024\n" + part("nama target@2022 realisasi", "1"), [(1, "", 2024, {"nama": "A", "realisasi": "3"}), (1, "", 2022, {"nama": "A", "target": "1"})]),
    ("a year without a cell has no row", "A\t\t2", part("nama target@2022 target@2023", "1"), [(1, "", 2023, {"nama": "A", "target": "2"})]),
    ("level of the table", "A\t1", 'tahun = 2024\nlevel = "sasaran"\n' + part("nama target", "1"), [(1, "sasaran", 2024, {"nama": "A", "target": "1"})]),
    ("level of lines beats it", "A\t1\nB\t2", 'tahun = 2024\nlevel = "sasaran"\n' + part("nama target", "1-2", level__tujuan='"1"'),
     [(1, "tujuan", 2024, {"nama": "A", "target": "1"}), (2, "sasaran", 2024, {"nama": "B", "target": "2"})]),
    ("nama:level by column", "P\t\t1\n\tK\t2", "tahun = 2024\n" + part("nama:program nama:kegiatan target", "1-2"),
     [(1, "program", 2024, {"nama": "P", "target": "1"}), (2, "kegiatan", 2024, {"nama": "K", "target": "2"})]),
    ("level_pola by name", "Program P\t1\nK\t2", 'tahun = 2024\nlevel = "kegiatan"\n' + part("nama target", "1-2", level_pola__program='"^Program"'),
     [(1, "program", 2024, {"nama": "Program P", "target": "1"}), (2, "kegiatan", 2024, {"nama": "K", "target": "2"})]),
    ("level of lines beats level_pola", "Program P\t1", "tahun = 2024\n" + part("nama target", "1", level__kegiatan='"1"', level_pola__program='"^Program"'), [(1, "kegiatan", 2024, {"nama": "Program P", "target": "1"})]),
    ("text without a value continues the row above", "Nama yang\t10\nterpotong\t\nB\t2", "tahun = 2024\n" + part("nama target", "1-3"),
     [(1, "", 2024, {"nama": "Nama yang terpotong", "target": "10"}), (3, "", 2024, {"nama": "B", "target": "2"})]),
    ("also over a page break", "A\t1\n\nhalaman 7\nlanjutan\t\nB\t2", "tahun = 2024\n" + part("nama target", "1, 4-5"), [(1, "", 2024, {"nama": "A lanjutan", "target": "1"}), (5, "", 2024, {"nama": "B", "target": "2"})]),
    ("also into another part", "A\t1\nlanjutan", "tahun = 2024\n" + part("nama target", "1") + part("nama", "2"), [(1, "", 2024, {"nama": "A lanjutan", "target": "1"})]),
    ("gabung glues a line with a number", "A tahun\t1\n2023\t5\nB\t2", "tahun = 2024\n" + part("nama target", "1-3", gabung='"2"'), [(1, "", 2024, {"nama": "A tahun 2023", "target": "1 5"}), (3, "", 2024, {"nama": "B", "target": "2"})]),
    ("sel cuts a cell", "A 35\t7", "tahun = 2024\n" + part("nama realisasi", "1", sel='{ "1:target" = "35", "1:nama" = "A" }'), [(1, "", 2024, {"nama": "A", "target": "35", "realisasi": "7"})]),
    ("sel deletes a cell", "A\t1\t2", "tahun = 2024\n" + part("nama target realisasi", "1", sel='{ "1:target" = "" }'), [(1, "", 2024, {"nama": "A", "realisasi": "2"})]),
    ("sel changes one year only", "A\t1 2\t3", part("nama target@2022 target@2023", "1", sel='{ "1:target@2022" = "2" }'), [(1, "", 2022, {"nama": "A", "target": "2"}), (1, "", 2023, {"nama": "A", "target": "3"})]),
    ("sel of one line leaves the others", "A\t1 2\nB\t1 2", "tahun = 2024\n" + part("nama target", "1-2", sel='{ "1:target" = "1" }'), [(1, "", 2024, {"nama": "A", "target": "1"}), (2, "", 2024, {"nama": "B", "target": "1 2"})]),
    ("sasaran is filled down", "S\tA\t1\n\tB\t2\nT\tC\t3", "tahun = 2024\n" + part("sasaran nama target", "1-3"),
     [(1, "", 2024, {"sasaran": "S", "nama": "A", "target": "1"}), (2, "", 2024, {"sasaran": "S", "nama": "B", "target": "2"}), (3, "", 2024, {"sasaran": "T", "nama": "C", "target": "3"})]),
    ("a total does not inherit the sasaran", "S\tA\t1\n\tJumlah\t3\n\tB\t2", "tahun = 2024\n" + part("sasaran nama target", "1-3", level__jumlah='"2"'),
     [(1, "", 2024, {"sasaran": "S", "nama": "A", "target": "1"}), (2, "jumlah", 2024, {"nama": "Jumlah", "target": "3"}), (3, "", 2024, {"sasaran": "S", "nama": "B", "target": "2"})]),
    ("nor does an average", "S\tA\t1\n\tRerata\t3", "tahun = 2024\n" + part("sasaran nama target", "1-2", level__rata_rata='"2"'), [(1, "", 2024, {"sasaran": "S", "nama": "A", "target": "1"}), (2, "rata_rata", 2024, {"nama": "Rerata", "target": "3"})]),
    ("other columns are not filled down", "A\tkali\t1\nB\t\t2", "tahun = 2024\n" + part("nama satuan target", "1-2"), [(1, "", 2024, {"nama": "A", "satuan": "kali", "target": "1"}), (2, "", 2024, {"nama": "B", "target": "2"})]),
    ("turun of the table fills them", "A\tkali\t1\nB\t\t2", 'tahun = 2024\nturun = ["satuan"]\n' + part("nama satuan target", "1-2"), [(1, "", 2024, {"nama": "A", "satuan": "kali", "target": "1"}), (2, "", 2024, {"nama": "B", "satuan": "kali", "target": "2"})]),
    ("turun of a part fills them there", "A\tkali\t1\nB\t\t2", "tahun = 2024\n" + part("nama satuan target", "1-2", turun='["satuan"]'), [(1, "", 2024, {"nama": "A", "satuan": "kali", "target": "1"}), (2, "", 2024, {"nama": "B", "satuan": "kali", "target": "2"})]),
    ("tetap is the same for all lines", "A\t1\nB\t2", "tahun = 2024\n" + part("nama target", "1-2", tetap='{ satuan = "%" }'), [(1, "", 2024, {"nama": "A", "target": "1", "satuan": "%"}), (2, "", 2024, {"nama": "B", "target": "2", "satuan": "%"})]),
    ("kalimat: one row per match", "IPG 95,2 dan IDG 71,1", 'tahun = 2024\n[[tabel.kalimat]]\nbaris = "1"\npola = "(?P<nama>I.G) (?P<realisasi>[0-9,]+)"\n',
     [(1, "", 2024, {"nama": "IPG", "realisasi": "95,2"}), (1, "", 2024, {"nama": "IDG", "realisasi": "71,1"})]),
    ("kalimat: tahun, level and tetap", "tahun 2023 sebesar 7", '[[tabel.kalimat]]\nbaris = "1"\npola = "tahun (?P<tahun>[0-9]+) sebesar (?P<target>[0-9]+)"\ntetap = { nama = "A", level = "program" }\n', [(1, "program", 2023, {"nama": "A", "target": "7"})]),
    ("kalimat: sambung joins the lines", "sebesar\n7 persen", 'tahun = 2024\n[[tabel.kalimat]]\nbaris = "1-2"\nsambung = true\npola = "sebesar (?P<target>[0-9]+)"\n', [(1, "", 2024, {"target": "7"})]),
]


@pytest.mark.parametrize(("text", "body", "expected"), [case[1:] for case in KEYS], ids=[case[0] for case in KEYS])
def test_every_key_of_a_map(rows_of, text, body, expected):
    assert rows_of(text, body) == expected


def test_a_budget_has_roles_of_its_own(rows_of):
    found = rows_of("1.06.04\tProgram\tRp 5\t4\t3\t75,00", "tahun = 2024\n" + part("kode nama pagu_induk pagu realisasi persen", "1"), "anggaran")
    assert found == [(1, "", 2024, {"kode": "1.06.04", "nama": "Program", "pagu_induk": "Rp 5", "pagu": "4", "realisasi": "3", "persen": "75,00"})]


ONE = "tahun = 2024\n" + part("nama target", "1")
ROLES = "-, capaian, catatan, kode, nama, no, pembilang, penyebut, predikat, realisasi, sasaran, satuan, target, tujuan"
MAP_FAULTS = [
    ("unknown key of a table", "warna = 1\n" + ONE, "peta [tabel t1]: kunci 'warna' tidak dikenal. Langkah: yang dikenal: baca, bagian, catatan, gaya, id, isi, kalimat, label, level, tahap, tahun, turun, ukuran."),
    ("unknown key of a part", ONE + "warna = 1\n", "peta [tabel t1]: kunci 'warna' tidak dikenal dalam bagian. Langkah: yang dikenal: baca, baris, dari, gabung, kolom, level, level_pola, sel, tetap, turun."),
    ("unknown key of a sentence", '[[tabel.kalimat]]\nbaris = "1"\npola = "x"\nkolom = []\n', "peta [tabel t1]: kunci 'kolom' tidak dikenal dalam kalimat. Langkah: yang dikenal: baris, pola, sambung, tetap."),
    ("unknown role", ONE.replace("target", "taget"), "peta [tabel t1]: kolom 'taget' tidak dikenal. Langkah: maksudnya “target”?"),
    ("role of the other kind", ONE.replace("target", "pagu"), f"peta [tabel t1]: kolom 'pagu' tidak dikenal. Langkah: yang dikenal: {ROLES}."),
    ("duplicate id", ONE + '[[tabel]]\nid = "t1"\nlabel = "x"\n' + ONE, "peta [tabel t1]: id tabel dipakai dua kali. Langkah: beri id yang lain."),
    ("no label", ONE + '[[tabel]]\nid = "t2"\n' + ONE, "peta [tabel t2]: kunci 'label' tidak ada. Langkah: lihat docs/peta.md."),
]


@pytest.mark.parametrize(("body", "message"), [case[1:] for case in MAP_FAULTS], ids=[case[0] for case in MAP_FAULTS])
def test_each_fault_of_a_map_has_its_text(tmp_path, body, message):
    assert refused(read_map, peta_file(tmp_path, body)) == [message]


def test_a_map_names_its_document(tmp_path):
    path = peta_file(tmp_path, ONE)
    path.write_text(path.read_text(encoding="utf-8").removeprefix('dokumen = "lk-2024"\n'), encoding="utf-8")
    assert refused(read_map, path) == ['peta [dokumen]: peta tidak menyebut dokumen. Langkah: tulis dokumen = "<id di dinas.toml>".']


def test_all_faults_of_a_map_at_once(tmp_path):
    assert len(refused(read_map, peta_file(tmp_path, "warna = 1\n" + ONE.replace("target", "taget") + "rupa = 2\n"))) == 3


BROKEN = {
    "no baris": ONE.replace('baris = "1"\n', ""), "no kolom": ONE.replace('kolom = ["nama", "target"]\n', ""), "baris is no number": ONE.replace('"1"', '"satu"'),
    "lines that a claim speaks of": ONE + 'tetap = { acuan = "t1:satu" }\n',
    "baris backwards": ONE.replace('"1"', '"2-1"'), "year is no number": ONE.replace("target", "target@x"), "pattern that does not parse": '[[tabel.kalimat]]\nbaris = "1"\npola = "("\n',
    "sentence without pattern": '[[tabel.kalimat]]\nbaris = "1"\n', "role of a pattern": 'tahun = 2024\n[[tabel.kalimat]]\nbaris = "1"\npola = "(?P<taget>1)"\n', "no TOML": "tahun = \n",
    "column that is no text": ONE.replace('"target"', "3"), "cell that is no text": ONE + "tetap = { satuan = 3 }\n",
    "override of a line that is not read": ONE + 'sel = { "2:target" = "2" }\n', "override of an unknown role": ONE + 'sel = { "1:taget" = "1" }\n', "unknown kind of table": "\n".join([ONE, '[[tabel]]\nid = "t2"\nlabel = "x"\nisi = "kinerj"\n']),
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_map_that_cannot_be_followed_is_refused_as_data(tmp_path, body):
    with pytest.raises(DataError) as caught:
        read_rows("A\t1\nB\t2", read_map(peta_file(tmp_path, body)))
    assert len(caught.value.faults) == 1


LINE_FAULTS = [
    ("line outside the text", "A\t1", ONE.replace('"1"', '"1-2"'), "tabel t1:2: baris di luar teks sumber. Langkah: teks hanya 1 baris."),
    ("sentence outside the text", "A\t1", '[[tabel.kalimat]]\nbaris = "7"\npola = "x"\n', "tabel t1:7: baris di luar teks sumber. Langkah: teks hanya 1 baris."),
    ("too many cells", "A\t1\t2\t\t3", ONE, "tabel t1:1: sel lebih banyak daripada 2 kolom di peta. Nilai: “2 | 3”. Langkah: tambahkan kolom di peta atau pisahkan baris ini ke bagian sendiri."),
    ("override that is not printed", "A\t12", ONE + 'sel = { "1:target" = "13" }\n', "tabel t1:1 [target]: sel pengganti tidak tercetak di baris ini. Nilai: “13”. Langkah: pengganti hanya boleh memotong teks yang memang tercetak."),
    ("first line without a value", "A\nB\t2", ONE.replace('"1"', '"1-2"'), "tabel t1:1: baris pertama tabel tidak memuat angka. Langkah: keluarkan dari baris, atau tulis sesudah baris yang memuat angkanya."),
    ("pattern without match", "A\t1", '[[tabel.kalimat]]\nbaris = "1"\npola = "x"\n', "tabel t1:1 [pola]: kalimat tidak cocok dengan pola. Langkah: perbaiki pola atau nomor baris."),
]


@pytest.mark.parametrize(("text", "body", "message"), [case[1:] for case in LINE_FAULTS], ids=[case[0] for case in LINE_FAULTS])
def test_each_fault_of_a_line_has_its_text(tmp_path, text, body, message):
    assert refused(read_rows, text, read_map(peta_file(tmp_path, body))) == [message]


def test_empty_cells_behind_the_last_column_are_no_fault(rows_of):
    assert len(rows_of("A\t1\t\t ", ONE)) == 1


def test_two_faults_of_lines_are_both_reported(tmp_path):
    body = ONE.replace('"1"', '"1-3"') + 'sel = { "1:target" = "9" }\n[[tabel.kalimat]]\nbaris = "1"\npola = "x"\n'
    found = refused(read_rows, "A\t1\nB\t2\t3", read_map(peta_file(tmp_path, body)))
    assert [line.split(":")[1].split(" ")[0] for line in found] == ["1", "2", "3", "1"]


def test_published_rows_hold_raw_text_ids_style_and_parents(tmp_path):
    kinerja = "tahun = 2024\n" + part("nama target realisasi capaian", "1-2")
    anggaran = '[[tabel]]\nid = "ra"\nlabel = "Tabel 2"\nisi = "anggaran"\ntahun = 2024\nlevel = "subkegiatan"\n' + part("nama pagu realisasi persen", "3-5", level__program='"3"', level__kegiatan='"4"')
    text = "A\t1.234\t1,5\t99,50\nB\t1 : 27.500\tBB 70\tn/a\nP\tRp. 500.000,-\t.5\t99.5\nK\t500.000\t400,000\t80.0\nS\t5\t4\t80.0"
    made = import_document([peta_file(tmp_path, kinerja + anggaran)], text)
    a, b = made["terbitan_kinerja"].to_dict("records")
    assert (a["id"], a["tabel"], a["baris"], a["target_tercetak"], a["target"], a["realisasi"], a["capaian"]) == ("lk-2024:t1-b1-2024", "Tabel 1", 1, "1.234", "1234", "1.5", "99.5")
    assert a["cara_baca"] == "target=koma (tabel);realisasi=koma;capaian=koma"
    assert (b["target_tercetak"], b["target"], b["realisasi"], b["capaian"], b["cara_baca"]) == ("1 : 27.500", "27500", "70", "", "target=rasio;realisasi=huruf;capaian=kosong")
    money = made["terbitan_anggaran"]
    assert money["pagu_rp"].tolist() == ["500000", "500000", "5"]
    assert money["realisasi_rp"].tolist() == ["", "400000", "4"]
    assert money["induk"].tolist() == ["", "lk-2024:ra-b3-2024", "lk-2024:ra-b4-2024"]


def test_two_rows_of_one_line_and_year_get_ids_of_their_own(tmp_path):
    body = 'tahun = 2024\n[[tabel.kalimat]]\nbaris = "1"\npola = "(?P<realisasi>[0-9])"\n'
    ids = import_document([peta_file(tmp_path, body)], "7 dan 8")["terbitan_kinerja"]["id"].tolist()
    assert ids == ["lk-2024:t1-b1-2024", "lk-2024:t1-b1-2024-2"]


def test_a_total_and_the_row_behind_it_have_no_parent(tmp_path):
    body = 'tahun = 2024\n' + part("nama pagu", "1-6", level__program='"1, 5"', level__kegiatan='"2, 6"', level__jumlah='"3"', level__subkegiatan='"4"')
    found = import_document([peta_file(tmp_path, body, "anggaran")], "P\t1\nK\t1\nJumlah\t1\nS\t1\nQ\t1\nL\t1")["terbitan_anggaran"]["induk"]
    assert found.tolist() == ["", "lk-2024:t1-b1-2024", "", "", "", "lk-2024:t1-b5-2024"]


TEXT_FAULTS = [
    ("missing", None, ("teks", "teks dokumen tidak ada", "arahkan --teks ke folder yang berisi berkas itu")),
    ("another text", "lain", ("sha256", "bukan teks yang dipetakan", "pakai teks aslinya, atau periksa ulang peta lalu perbarui sha256")),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TEXT_FAULTS], ids=[case[0] for case in TEXT_FAULTS])
def test_only_the_text_that_was_mapped_is_read(tmp_path, text, expected):
    out = tmp_path / "hasil"
    if text:
        (tmp_path / "pontianak-2024.txt").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        import_dinas(DATA / "kota-pontianak-dinsos", tmp_path, out)
    assert [(fault.kolom, fault.masalah, fault.langkah) for fault in caught.value.faults] == [expected]
    assert not out.exists()


def test_a_dinas_without_a_map_is_refused(tmp_path):
    with pytest.raises(DataError) as caught:
        import_dinas(ROOT / "tests" / "sample" / "kota-contoh-dinsos", tmp_path, tmp_path / "hasil")
    assert str(caught.value) == 'kota-contoh-dinsos/dinas.toml [peta]: tidak ada dokumen yang punya peta. Langkah: tulis peta = ["peta-<tahun>.toml"] pada dokumennya (docs/peta.md).'


def published(dinas, name):
    with (DATA / dinas / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@needs_seeds
@pytest.mark.parametrize("dinas", list_dinas(DATA))
def test_the_published_tables_are_rebuilt_byte_for_byte(tmp_path, dinas):
    written = import_dinas(DATA / dinas, SEEDS, tmp_path, read_tables)
    names = {"terbitan_kinerja.csv", "terbitan_anggaran.csv", "terbitan_judul.csv"}
    assert {path.name for path in written} == names | {path.name for name in ("acuan", "klaim") for path in (DATA / dinas).glob(f"terbitan_{name}.csv")}
    for path in written:
        assert path.read_bytes() == (DATA / dinas / path.name).read_bytes(), path.name


@needs_seeds
@pytest.mark.parametrize("dinas", list_dinas(DATA))
def test_every_number_cell_is_printed_at_its_line(dinas):
    """In the line itself, or in the twelve lines from it where the map joins lines (sentences, page breaks)."""
    texts = {doc["id"]: (SEEDS / doc["teks"]).read_text(encoding="utf-8").split("\n") for doc in read_info(DATA / dinas)["dokumen"] if doc.get("peta")}
    roles = ("target", "realisasi", "capaian", "pembilang", "penyebut", "pagu_induk", "pagu", "persen", "efisiensi")
    away, absent, total = 0, [], 0
    for row in published(dinas, "terbitan_kinerja") + published(dinas, "terbitan_anggaran"):
        start = int(row["baris"]) - 1
        lines = texts[row["dokumen"]][start : start + 12]
        for cell in filter(None, (row.get(f"{role}_tercetak") for role in roles)):
            total += 1
            away += cell not in clean_cell(lines[0])
            if cell not in clean_cell(lines[0]) and cell not in clean_cell(" ".join(lines)):
                absent.append((row["id"], cell))
    assert absent == []
    assert away < 0.02 * total


@pytest.mark.parametrize("dinas", list_dinas(DATA))
def test_ids_are_unique_and_parents_exist(dinas):
    for name in ("terbitan_kinerja", "terbitan_anggaran"):
        rows = published(dinas, name)
        ids = {row["id"] for row in rows}
        assert len(ids) == len(rows) > 20
        assert {row.get("induk", "") for row in rows} <= ids | {""}
