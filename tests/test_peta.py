"""Short maps: what they leave out is written out, what they leave to the reader is filled in, and every fault has its message."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lakip_analysis.errors import DataError
from lakip_analysis.importing.peta import parse_lines, read_map
from lakip_analysis.importing.published import import_dinas, import_document
from lakip_analysis.importing.susun import complete_map, needs_reader
from lakip_analysis.importing.text import read_rows

TEXT = "\n".join(
    [
        "Program\tTarget\tRealisasi\tCatatan",
        "Program P\t80\t72\tcukup",
        "Kegiatan K\t50\t45\tbaik",
        "Subkegiatan S\t20\t18\t-",
        "Program Q\t10 20\t9\tbaik",
    ]
)
COLUMNS = ["nama", "target@2024", "realisasi@2024", "-"]
# what a reader may find in it: two tables of performance (one of another stage), one of a budget
FOUND = [
    {"id": "b1", "label": "Tabel 1", "isi": "kinerja", "bagian": [
        {"baris": "2-4", "kolom": COLUMNS, "level": {"program": "2"}},
        {"baris": "5", "kolom": COLUMNS, "sel": {"5:target@2024": "10"}},
        {"baris": "5", "kolom": COLUMNS, "sel": {"5:target@2024": "20"}},
    ]},
    {"id": "b1.rkpd", "label": "Tabel 1", "isi": "kinerja", "tahap": "rkpd", "bagian": [{"baris": "2-4", "kolom": ["nama", "-", "target@2024", "-"]}]},
    {"id": "b1a", "label": "Tabel 1", "isi": "anggaran", "tahap": "rkpd", "gaya": "titik", "tahun": 2024, "bagian": [{"baris": "2", "kolom": ["nama", "pagu", "-", "-"]}]},
]  # fmt: skip


@pytest.fixture
def read(tmp_path):
    """Read TEXT with a map: (table, line, level, year, the cells without the empty ones)."""

    def rows(body: str, found=FOUND):
        path = tmp_path / "peta.toml"
        path.write_text(f'dokumen = "d"\n{body}', encoding="utf-8")
        peta = read_map(path)
        made = complete_map(peta, found) if needs_reader(peta) else peta
        return [(row.tabel, row.baris, row.level, row.tahun, {k: v for k, v in row.cells.items() if v}) for row in read_rows(TEXT, made)]

    return rows


def named(rows) -> list[tuple]:
    return [(line, level, cells["nama"], cells.get("target", "")) for _, line, level, _, cells in rows]


SHORT = [
    ("a table left to the reader", '[[tabel]]\nid = "t1"\nlabel = "x"\nbaca = "1-4"\n', [(2, "program", "Program P", "80"), (3, "", "Kegiatan K", "50"), (4, "", "Subkegiatan S", "20")]),
    ("only the lines that are named", '[[tabel]]\nid = "t1"\nlabel = "x"\nbaca = "2, 4"\n', [(2, "program", "Program P", "80"), (4, "", "Subkegiatan S", "20")]),
    ("one line as a bare number", '[[tabel]]\nid = "t1"\nlabel = "x"\nbaca = 3\n', [(3, "", "Kegiatan K", "50")]),
    ("a line of several indicators stands once for each", '[[tabel]]\nid = "t1"\nlabel = "x"\nbaca = 5\n', [(5, "", "Program Q", "10"), (5, "", "Program Q", "20")]),
    ("level of the table fills what the reader leaves open", '[[tabel]]\nid = "t1"\nlabel = "x"\nlevel = "kegiatan"\nbaca = "2-3"\n', [(2, "program", "Program P", "80"), (3, "kegiatan", "Kegiatan K", "50")]),
    ("level of lines beats the reader", '[[tabel]]\nid = "t1"\nlabel = "x"\nbagian = [{ baca = "2-3", level = { tujuan = 2 } }]\n', [(2, "tujuan", "Program P", "80"), (3, "", "Kegiatan K", "50")]),
    ("level_pola beats the reader", '[[tabel]]\nid = "t1"\nlabel = "x"\nbagian = [{ baca = "2-3", level_pola = { spm = "K$" } }]\n', [(2, "", "Program P", "80"), (3, "spm", "Kegiatan K", "50")]),
    ("level of a column beats the reader", '[[tabel]]\nid = "t1"\nlabel = "x"\nbagian = [{ baca = "2", kolom = { 1 = "nama:urusan" } }]\n', [(2, "urusan", "Program P", "80")]),
    ("sel beats the reader", '[[tabel]]\nid = "t1"\nlabel = "x"\nbagian = [{ baca = "2", sel = { "2:nama" = "P" } }]\n', [(2, "program", "P", "80")]),
    ("a stage of the reader by tahap", '[[tabel]]\nid = "t1"\nlabel = "x"\ntahap = "rkpd"\nbaca = "2"\n', [(2, "", "Program P", "72")]),
    ("a stage of the reader by dari", '[[tabel]]\nid = "t1"\nlabel = "x"\nbagian = [{ baca = "2", dari = "rkpd" }]\n', [(2, "", "Program P", "72")]),
    ("the table itself by dari", '[[tabel]]\nid = "t1"\nlabel = "x"\ntahap = "rkpd"\nbagian = [{ baca = "2", dari = "" }]\n', [(2, "program", "Program P", "80")]),
    ("beside lines written out", '[[tabel]]\nid = "t1"\nlabel = "x"\ntahun = 2024\nbaca = 4\nbagian = [{ baris = 2, kolom = ["nama", "-", "target", "-"] }]\n', [(4, "", "Subkegiatan S", "20"), (2, "", "Program P", "72")]),
    ("all that the reader finds", "baca = true\n", [(2, "program", "Program P", "80"), (3, "", "Kegiatan K", "50"), (4, "", "Subkegiatan S", "20"), (5, "", "Program Q", "10"), (5, "", "Program Q", "20"), (2, "", "Program P", "72"), (3, "", "Kegiatan K", "45"), (4, "", "Subkegiatan S", "18"), (2, "", "Program P", "")]),
    ("but what the map leaves out", 'baca = true\nabaikan = "3-5"\n', [(2, "program", "Program P", "80"), (2, "", "Program P", "72"), (2, "", "Program P", "")]),
    ("and what it reads itself", 'baca = true\nabaikan = "4-5"\n[[tabel]]\nid = "t1"\nlabel = "x"\nbaca = 2\n', [(2, "program", "Program P", "80"), (3, "", "Kegiatan K", "50"), (3, "", "Kegiatan K", "45"), (2, "", "Program P", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "rows"), [case[1:] for case in SHORT], ids=[case[0] for case in SHORT])
def test_what_is_left_to_the_reader(read, body, rows):
    assert named(read(body)) == rows


def test_columns_that_the_map_says_otherwise(read):
    found = read('[[tabel]]\nid = "t1"\nlabel = "x"\nbagian = [{ baca = "2-3", kolom = { 3 = "-", 4 = "catatan" } }]\n')
    assert [cells for *_, cells in found] == [{"nama": "Program P", "target": "80", "catatan": "cukup"}, {"nama": "Kegiatan K", "target": "50", "catatan": "baik"}]


def test_year_and_mark_of_the_reader_hold_where_the_map_says_none(tmp_path):
    def made(more=""):
        (tmp_path / "peta.toml").write_text(f'dokumen = "d"\n[[tabel]]\nid = "t1"\nlabel = "x"\nisi = "anggaran"\nbaca = 2\n{more}', encoding="utf-8")
        return complete_map(read_map(tmp_path / "peta.toml"), FOUND)["tabel"][0]

    assert (made()["gaya"], made()["tahun"]) == ("titik", 2024)
    assert made('gaya = "koma"\ntahun = 2023\n')["gaya"] == "koma"
    assert made('gaya = "koma"\ntahun = 2023\n')["tahun"] == 2023


PART = 'bagian = [{ baris = 2, kolom = ["nama", "target", "-", "-"] }]\n'
ONCE = [
    ("year of the map", f'tahun = 2023\n[[tabel]]\nid = "a"\nlabel = "x"\n{PART}', [("a", 2023)]),
    ("year of the table beats it", f'tahun = 2023\n[[tabel]]\nid = "a"\nlabel = "x"\ntahun = 2022\n{PART}', [("a", 2022)]),
    ("a table of no year", f'tahun = 2023\n[[tabel]]\nid = "a"\nlabel = "x"\ntahun = 0\n{PART}', [("a", None)]),
    ("no year beside a list", f'tahun = 2023\n[[tabel]]\nlabel = "x"\ntahun = 0\n{PART}daftar = [{{ id = "a" }}]\n', [("a", None)]),
    ("tables in a list, keys beside it for all", '[[tabel]]\nlabel = "x"\ntahun = 2024\nbagian = [{ baris = 2, kolom = ["nama", "target", "-", "-"] }]\ndaftar = [\n  { id = "a" },\n  { id = "b", tahun = 2021 },\n]\n', [("a", 2024), ("b", 2021)]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "tables"), [case[1:] for case in ONCE], ids=[case[0] for case in ONCE])
def test_what_is_said_once(read, body, tables):
    assert [(table, year) for table, _, _, year, _ in read(body)] == tables


@pytest.mark.parametrize(("name", "label"), [("t3.4", "Tabel 3.4"), ("n3.4.1", "Penjelasan Tabel 3.4.1")])
def test_an_id_may_say_which_printed_table_it_is(tmp_path, name, label):
    (tmp_path / "peta.toml").write_text(f'dokumen = "d"\n[[tabel]]\nid = "{name}"\n{PART}', encoding="utf-8")
    assert read_map(tmp_path / "peta.toml")["tabel"][0]["label"] == label


@pytest.mark.parametrize("printed", ["7", "7,5", "1.234,56", "-3,2%", "100%"])
def test_a_figure_in_a_pattern_may_be_named_alone(tmp_path, printed):
    (tmp_path / "peta.toml").write_text('dokumen = "d"\n[[tabel]]\nid = "n3.4"\nkalimat = [{ baris = 1, pola = "(?P<nama>IPG) mencapai {realisasi}" }]\n', encoding="utf-8")
    rows = read_rows(f"IPG mencapai {printed}. Lalu 8.", read_map(tmp_path / "peta.toml"))
    assert [row.cells for row in rows] == [{"nama": "IPG", "realisasi": printed}]


ONE = '[[tabel]]\nid = "t1"\nlabel = "x"\n'
FAULTS = [
    ("nothing found", ONE + 'isi = "anggaran"\nbaca = "3-4"\n', "tabel t1 [baca]: pembaca tidak menemukan tabel anggaran di baris itu. Nilai: “3-4”. Langkah: lihat yang ditemukan dengan lakip baca --peta, atau tulis baris dan kolom sendiri."),
    ("another stage", ONE + 'bagian = [{ baca = "2", dari = "sdm" }]\n', "tabel t1 [baca]: pembaca menemukan tabel kinerja di baris itu hanya sebagai: (tanpa tahap), rkpd. Nilai: “2”. Langkah: tulis dari = \"\" atau dari = \"rkpd\"."),
    ("no such column", ONE + 'bagian = [{ baca = "2", kolom = { 9 = "catatan" } }]\n', "tabel t1 [baca]: kolom ke-9 tidak ada: baris 2 punya 4 kolom. Nilai: “2”. Langkah: hitung kolom dari kiri, mulai dengan 1."),
    ("baca and baris", ONE + 'bagian = [{ baca = "2", baris = "2" }]\n', "peta [tabel t1]: bagian menyebut baca dan baris sekaligus. Langkah: baca: seperti yang ditemukan pembaca; baris dan kolom: ditentukan sendiri."),
    ("all columns", ONE + 'bagian = [{ baca = "2", kolom = ["nama"] }]\n', 'peta [tabel t1]: bagian dengan baca menyebut semua kolom. Langkah: sebut hanya kolom yang lain, menurut urutannya: kolom = { 7 = "catatan" }.'),
    ("some columns", ONE + 'bagian = [{ baris = "2", kolom = { 1 = "nama" } }]\n', "peta [tabel t1]: bagian tanpa baca menyebut hanya beberapa kolom. Langkah: baca: seperti yang ditemukan pembaca; baris dan kolom: ditentukan sendiri."),
    ("dari alone", ONE + 'bagian = [{ baris = "2", kolom = ["nama"], dari = "rkpd" }]\n', "peta [tabel t1]: kunci 'dari' tanpa baca. Langkah: baca: seperti yang ditemukan pembaca; baris dan kolom: ditentukan sendiri."),
    ("place of a column", ONE + 'bagian = [{ baca = "2", kolom = { x = "nama" } }]\n', "peta [tabel t1]: urutan kolom 'x' bukan angka dari 1. Langkah: tulis kolom = { 7 = \"catatan\" }."),
    ("unknown role of a place", ONE + 'bagian = [{ baca = "2", kolom = { 1 = "pagu" } }]\n', "peta [tabel t1]: kolom 'pagu' tidak dikenal. Langkah: yang dikenal: -, capaian, catatan, kode, nama, no, pembilang, penyebut, predikat, realisasi, sasaran, satuan, target, tujuan."),
    ("unknown figure in a pattern", ONE + 'kalimat = [{ baris = 1, pola = "{taget}" }]\n', "peta [tabel t1]: kolom 'taget' dalam pola tidak dikenal. Langkah: maksudnya “target”?"),
    ("unknown key of the map", "warna = 1\nbaca = true\n", "peta [peta]: kunci 'warna' tidak dikenal di peta. Langkah: yang dikenal: abaikan, baca, dokumen, tabel, tahun."),
    ("lines left out", 'baca = true\nabaikan = "satu"\n', "peta [abaikan]: nomor baris 'satu' tidak terbaca. Langkah: tulis seperti \"934-938, 945\", dari kecil ke besar, mulai dengan 1."),
    ("a list that holds no tables", '[[tabel]]\ndaftar = ["t1"]\n', 'peta [daftar]: isi daftar bukan tabel. Langkah: tulis seperti daftar = [ { id = "t3.4", baca = "934-949" } ].'),
    ("unknown key beside a list", '[[tabel]]\nwarna = 1\ndaftar = [{ id = "t1.1", baca = 2 }, { id = "t1.2", baca = 3 }]\n', "peta [daftar]: kunci 'warna' tidak dikenal. Langkah: yang dikenal: baca, bagian, catatan, gaya, id, isi, kalimat, label, level, tahap, tahun, turun, ukuran."),
    ("override of a line that is not left", ONE + 'bagian = [{ baca = "2", sel = { "3:nama" = "K" } }]\n', "peta [tabel t1]: sel '3:nama' menunjuk baris yang tidak dibaca bagian ini. Langkah: tulis seperti \"938:target\", dengan baris dari kunci baris."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "message"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_each_fault_has_one_message(read, tmp_path, body, message):
    with pytest.raises(DataError) as caught:
        read(body)
    assert [str(fault).replace(str(tmp_path / "peta.toml"), "peta") for fault in caught.value.faults] == [message]


BACA = ONE + 'baca = "2-4"\n'
ROWS = "tulis baca, bagian atau kalimat, atau hapus tabel itu dari peta."
TWICE = "keluarkan baris itu dari salah satunya; bila tahapnya lain, tulis tahap."
OTHER = "beri salah satunya peran lain, tahun lain (target@2022) atau -."
NAME = "baris tanpa nama: peta mengganti kolom nama. Langkah: hapus kolom itu dari kolom di peta, atau beri peran nama kepada kolom lain."
SLIP = "periksa tanda kutip, kurung, koma dan kunci yang ditulis dua kali di sekitar situ."
DOCS = "contohnya di docs/peta.md."
# maps that once were followed without a word, or with the wrong one
NONSENSE = [
    ("nothing but a document", "", ["peta [tabel]: peta tidak menunjuk tabel apa pun. Langkah: tulis [[tabel]] dengan barisnya, atau baca = true."]),
    ("baca = false", "baca = false\n", ["peta [tabel]: peta tidak menunjuk tabel apa pun. Langkah: tulis [[tabel]] dengan barisnya, atau baca = true."]),
    ("baca = false of a table", ONE + "baca = false\n", [f"peta [tabel t1]: isi kunci 'baca' dalam bagian bukan jenis yang diminta: false (true atau false). Langkah: tulis teks atau bilangan; {DOCS}"]),
    ("all lines left out", 'baca = true\nabaikan = "1-5"\n', ["peta [abaikan]: peta tidak memberi satu baris pun. Nilai: “1-5”. Langkah: kurangi baris di abaikan, atau sebut tabelnya dengan baris dan kolom."]),
    ("a table with an id alone", ONE, [f"peta [tabel t1]: tabel tidak menunjuk satu baris pun. Langkah: {ROWS}"]),
    ("a table of no part", ONE + "bagian = []\n", [f"peta [tabel t1]: tabel tidak menunjuk satu baris pun. Langkah: {ROWS}"]),
    ("a table of no line", BACA + '[[tabel]]\nid = "t2"\nlabel = "x"\nbagian = [{ baris = ",", kolom = ["nama"] }]\n', ["peta, tabel t2 [baris]: tabel tidak memberi satu baris pun. Nilai: “,”. Langkah: periksa nomor baris dan kolom angkanya, atau hapus tabel itu dari peta."]),
    ("an empty list", BACA + "[[tabel]]\ndaftar = []\n", ['peta [daftar]: daftar kosong. Langkah: tulis seperti daftar = [ { id = "t3.4", baca = "934-949" } ].']),
    ("two columns of one figure", ONE + 'bagian = [{ baca = "2", kolom = { 3 = "target" } }]\n', [f"peta, tabel t1:2 [target]: kolom ke-2 dan ke-3 sama-sama target. Nilai: “80 | 72”. Langkah: {OTHER}"]),
    ("two columns of one figure and year", "tahun = 2024\n" + ONE + 'bagian = [{ baris = 2, kolom = ["nama", "target@2024", "target"] }]\n', ["peta, tabel t1:2: sel lebih banyak daripada 3 kolom di peta. Nilai: “cukup”. Langkah: tambahkan kolom di peta atau pisahkan baris ini ke bagian sendiri.", f"peta, tabel t1:2 [target]: kolom ke-2 dan ke-3 sama-sama target. Nilai: “80 | 72”. Langkah: {OTHER}"]),
    ("no column of names", ONE + 'bagian = [{ baca = "2", kolom = { 1 = "-" } }]\n', [f"peta, tabel t1:2 [kolom]: {NAME}"]),
    ("lines twice in a table", ONE + 'bagian = [{ baca = "2-4" }, { baca = "3" }]\n', [f"peta, tabel t1 [baris]: baris dibaca dua kali dengan kolom yang sama. Nilai: “3”. Langkah: {TWICE}"]),
    ("lines twice in two tables", BACA + '[[tabel]]\nid = "t2"\nlabel = "x"\nbaca = "3-4"\n', [f"peta, tabel t2 [baris]: baris yang sudah dibaca tabel t1 dengan kolom yang sama. Nilai: “3, 4”. Langkah: {TWICE}"]),
    ("lines behind the end", ONE + 'baca = "2-400"\n', ["peta, tabel t1 [baca]: baris di luar teks sumber. Nilai: “2-400”. Langkah: teks hanya 5 baris."]),
    ("left out behind the end", 'baca = true\nabaikan = "3-99"\n', ["peta, peta [abaikan]: baris di luar teks sumber. Nilai: “3-99”. Langkah: teks hanya 5 baris."]),
    ("lines from nought", ONE + 'baca = "0-4"\n', ["peta [tabel t1]: nomor baris '0-4' tidak terbaca. Langkah: tulis seperti \"934-938, 945\", dari kecil ke besar, mulai dengan 1."]),
    ("lines without end", ONE + 'baca = "1-99999999999999"\n', ["peta [tabel t1]: nomor baris '1-99999999999999' tidak terbaca. Langkah: tulis seperti \"934-938, 945\", dari kecil ke besar, mulai dengan 1."]),
    ("half a range", ONE + 'baca = "2-"\n', ["peta [tabel t1]: nomor baris '2-' tidak terbaca. Langkah: tulis seperti \"934-938, 945\", dari kecil ke besar, mulai dengan 1."]),
    ("abaikan alone", "abaikan = 3\n" + BACA, ["peta [abaikan]: baris dikecualikan tanpa baca = true, jadi tidak berarti. Langkah: tulis juga baca = true, atau hapus abaikan."]),
    ("level", ONE + 'level = "pogram"\nbaca = 2\n', ["peta [tabel t1]: tingkat 'pogram' tidak dikenal. Langkah: maksudnya “program”?"]),
    ("level of lines", ONE + 'bagian = [{ baca = 2, level = { pogram = 2 } }]\n', ["peta [tabel t1]: tingkat 'pogram' tidak dikenal. Langkah: maksudnya “program”?"]),
    ("level of a column", ONE + 'bagian = [{ baca = 2, kolom = { 1 = "nama:pogram" } }]\n', ["peta [tabel t1]: tingkat 'pogram' tidak dikenal. Langkah: maksudnya “program”?"]),
    ("stage", ONE + 'tahap = "pk-perubahn"\nbaca = 2\n', ["peta [tabel t1]: tahap 'pk-perubahn' tidak dikenal. Langkah: maksudnya “pk-perubahan”?"]),
    ("form of a stage", ONE + 'tahap = "Renja!"\nbaca = 2\n', ["peta [tabel t1]: tahap 'Renja!' bukan nama tahap. Langkah: tulis huruf kecil dengan tanda hubung, mis. rkpd."]),
    ("mark", ONE + 'gaya = "kom"\nbaca = 2\n', ["peta [tabel t1]: gaya 'kom' tidak dikenal. Langkah: maksudnya “koma”?"]),
    ("year of a column", ONE + 'bagian = [{ baca = 2, kolom = { 2 = "target@20222" } }]\n', ["peta [tabel t1]: tahun 20222 kolom 'target@20222' di luar yang mungkin. Langkah: tulis tahun antara 2000 dan 2100."]),
    ("year", ONE + "tahun = 20\nbaca = 2\n", ["peta [tabel t1]: tahun 20 di luar yang mungkin. Langkah: tulis tahun antara 2000 dan 2100."]),
    ("year of a map, said once", "tahun = 20\n" + BACA + '[[tabel]]\nid = "t2"\nlabel = "x"\nbaca = 5\n', ["peta [tahun]: tahun 20 di luar yang mungkin. Langkah: tulis tahun antara 2000 dan 2100."]),
    ("level beside a list, said once", '[[tabel]]\nlevel = "pogram"\nlabel = "x"\ndaftar = [{ id = "t1", baca = 2 }, { id = "t2", baca = 3 }]\n', ["peta [daftar]: tingkat 'pogram' tidak dikenal. Langkah: maksudnya “program”?"]),
    ("column filled down", ONE + 'turun = ["satun"]\nbaca = 2\n', ["peta [tabel t1]: turun 'satun' bukan kolom teks. Langkah: maksudnya “satuan”?"]),
    ("year of a cell", ONE + 'bagian = [{ baca = 2, sel = { "2:target@2022" = "80" } }]\n', ["peta, tabel t1:2 [target@2022]: tahun sel pengganti bukan tahun kolom bagian itu. Nilai: “80”. Langkah: tulis tahun salah satu kolomnya, mis. target@2022."]),
    ("year of a sentence", ONE + 'kalimat = [{ baris = 2, pola = "(?P<tahun>[0-9]+).{realisasi}" }]\n', ["peta, tabel t1:2 [pola]: tahun dalam kalimat di luar yang mungkin. Nilai: “80”. Langkah: perbaiki pola: tahun antara 2000 dan 2100."]),
    ("a pattern of nothing", ONE + 'kalimat = [{ baris = 2, pola = "x*" }]\n', ["peta, tabel t1:2 [pola]: pola cocok dengan teks kosong. Langkah: perbaiki pola: sebut kata yang tercetak di dekat angkanya."]),
    ("kind of a region left out", ONE + 'isi = "acuan"\nbagian = [{ baris = 2, kolom = ["daerah", "nilai@2024", "-", "-"], tetap = { peran = "sebaia" } }]\n', ["peta [tabel t1]: bagian tidak menyebut jenis daerahnya. Langkah: tulis di tetap jenis: kabupaten, kota, provinsi, nasional, kementerian.", "peta [tabel t1]: peran 'sebaia' tidak dikenal. Langkah: maksudnya “sebaya”?"]),
    ("kind of a claim", ONE + 'isi = "klaim"\nkalimat = [{ baris = 2, pola = "(?P<kata>cukup)", tetap = { jenis = "arahh" } }]\n', ["peta [tabel t1]: jenis 'arahh' tidak dikenal. Langkah: maksudnya “arah”?"]),
    ("measure", ONE + 'isi = "acuan"\nukuran = { A = "x" }\nbagian = [{ baris = 2, kolom = ["daerah", "nilai@2024:A", "-", "-"], tetap = { jenis = "kota", peran = "sebaya" } }]\n', ["peta [tabel t1]: isi ukuran 'A' bukan tabel teks. Langkah: tulis seperti ukuran = { \"IDG\" = { indikator = \"idg\", satuan = \"indeks\" } }."]),
    ("type", 'tahun = "2024"\n' + BACA, [f"peta [peta]: isi kunci 'tahun' di peta bukan jenis yang diminta: 2024 (teks). Langkah: tulis bilangan; {DOCS}"]),
    ("type of the tables", 'tabel = "x"\n', [f"peta [peta]: isi kunci 'tabel' di peta bukan jenis yang diminta: x (teks). Langkah: tulis daftar; {DOCS}"]),
    ("no TOML", ONE + 'baca = "2-4\n', [f"peta:5: tulisan TOML tidak terbaca di baris 5, kolom 12. Nilai: “baca = \"2-4”. Langkah: {SLIP}"]),
    ("no TOML at the end", ONE + "bagian = [\n", [f"peta:6: tulisan TOML tidak terbaca di baris 6, kolom 1. Langkah: {SLIP}"]),
    ("faults of the map and of its tables", "warna = 1\n" + ONE + 'level = "pogram"\nbaca = 2\n', ["peta [peta]: kunci 'warna' tidak dikenal di peta. Langkah: yang dikenal: abaikan, baca, dokumen, tabel, tahun.", "peta [tabel t1]: tingkat 'pogram' tidak dikenal. Langkah: maksudnya “program”?"]),
]  # fmt: skip


def document(folder, **maps):
    """Read TEXT with maps of one document; what is wrong with them, or the rows of performance."""
    paths = [folder / f"{name}.toml" for name in maps]
    for path, body in zip(paths, maps.values(), strict=True):
        path.write_bytes(body if isinstance(body, bytes) else f'dokumen = "d"\n{body}'.encode())
    try:
        rows = import_document(paths, TEXT, lambda: FOUND[:1], "d")["terbitan_kinerja"]
    except DataError as error:
        return [str(fault).replace(f"{folder}{os.sep}", "").replace(".toml", "") for fault in error.faults]
    return rows[["baris", "tahun", "target_tercetak", "realisasi_tercetak", "predikat_tercetak"]].astype(str).agg(" ".join, axis=1).tolist()


@pytest.mark.parametrize(("body", "messages"), [case[1:] for case in NONSENSE], ids=[case[0] for case in NONSENSE])
def test_nonsense_is_a_fault(tmp_path, body, messages):
    assert document(tmp_path, peta=body) == messages


def test_maps_belong_to_one_document_and_share_no_table_and_no_line(tmp_path):
    found = document(tmp_path, a=BACA, b=BACA.replace("2-4", "4"), c=b'dokumen = "dd"\ntabel = [{ id = "t3", label = "x", baca = 5 }]\n')
    assert found == [
        "b [id]: id tabel sudah dipakai di a. Nilai: “t1”. Langkah: beri id yang lain.",
        "c [dokumen]: bukan id dokumen yang menyebut peta ini di dinas. Nilai: “dd”. Langkah: maksudnya “d”?",
    ]
    two = BACA.replace("t1", "t2").replace("2-4", "4")
    assert document(tmp_path, a=BACA, b=two) == [f"b, tabel t2 [baris]: baris yang sudah dibaca tabel t1 dengan kolom yang sama. Nilai: “4”. Langkah: {TWICE}"]


YEARS = [
    ("the role that the reader found", ONE + 'bagian = [{ baca = "2", kolom = { 2 = "target" } }]\n', ["2 2024 80 72 "]),
    ("the role that the reader found, in a map of another year", "tahun = 2023\n" + ONE + 'bagian = [{ baca = "2", kolom = { 2 = "target" } }]\n', ["2 2024 80 72 "]),
    ("another role in a column with a year", ONE + 'bagian = [{ baca = "2", kolom = { 2 = "-", 3 = "target" } }]\n', ["2 2024 72  "]),
    ("a role in a column without a year", ONE + 'bagian = [{ baca = "2", kolom = { 4 = "predikat" } }]\n', ["2 2024 80 72 cukup"]),
    ("a year of its own", ONE + 'bagian = [{ baca = "2", kolom = { 2 = "target@2025" } }]\n', ["2 2024  72 ", "2 2025 80  "]),
    ("a cell without a year", ONE + 'bagian = [{ baca = "5", sel = { "5:realisasi" = "" } }]\n', ["5 2024 10  ", "5 2024 20  "]),
    ("a sign in a cell of its own", ONE + 'tahun = 2024\nbagian = [{ baris = 4, kolom = ["nama", "target", "-", "target"] }]\n', ["4 2024 20 -  "]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "rows"), [case[1:] for case in YEARS], ids=[case[0] for case in YEARS])
def test_an_override_keeps_the_year(tmp_path, body, rows):
    assert document(tmp_path, peta=body) == rows


def test_a_map_of_notepad_is_read_and_one_in_another_encoding_names_its_line(tmp_path):
    body = f'dokumen = "d"\n{BACA}'
    assert document(tmp_path, peta=b"\xef\xbb\xbf" + body.encode()) == document(tmp_path, peta=BACA)
    assert document(tmp_path, peta=f"{body}# é".encode("latin-1")) == ["peta:6: bukan UTF-8. Langkah: simpan ulang sebagai UTF-8."]


def test_nothing_is_written_where_a_document_gives_no_row_or_a_map_is_not_there(tmp_path):
    folder, out = tmp_path / "kab-x", tmp_path / "hasil"
    folder.mkdir()
    out.mkdir()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    (out / "terbitan_kinerja.csv").write_text("lama", encoding="utf-8")
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    one = f'[[dokumen]]\nid = "{{}}"\ntahun = 2024\nteks = "a.txt"\nsha256 = "{sha}"\npeta = [{{}}]\n'
    (folder / "dinas.toml").write_text('dinas = "kab-x"\n' + one.format("d", '"peta.toml"') + one.format("e", '"peta-e.toml"'), encoding="utf-8")
    (folder / "peta.toml").write_text('dokumen = "d"\nbaca = true\nabaikan = "1-5"\n', encoding="utf-8")
    with (folder / "dinas.toml").open("a", encoding="utf-8") as file:
        file.write('[[dokumen]]\nid = "f"\ntahun = "x"\npeta = ["peta.toml"]\n')
    with pytest.raises(DataError) as caught:
        import_dinas(folder, tmp_path, out, lambda path, tahun: FOUND)
    assert [(fault.kolom, fault.nilai, fault.masalah) for fault in caught.value.faults] == [
        ("abaikan", "1-5", "peta tidak memberi satu baris pun"),
        ("peta", "peta-e.toml", "berkas peta yang disebut tidak ada"),
        ("teks", "", "kunci dokumen kosong atau bukan jenisnya"),
        ("tahun", "x", "kunci dokumen kosong atau bukan jenisnya"),
    ]
    assert [path.name for path in out.iterdir()] == ["terbitan_kinerja.csv"]
    assert (out / "terbitan_kinerja.csv").read_text(encoding="utf-8") == "lama"


def test_all_faults_of_what_is_left_to_the_reader_at_once(read):
    with pytest.raises(DataError) as caught:
        read('[[tabel]]\nlabel = "x"\nisi = "anggaran"\ndaftar = [{ id = "a", baca = 3 }, { id = "b", baca = 4 }]\n')
    assert len(caught.value.faults) == 2


def test_a_map_that_leaves_nothing_asks_no_reader(tmp_path):
    def ask():
        raise AssertionError("asked")

    path = tmp_path / "peta.toml"
    path.write_text(f'dokumen = "d"\ntahun = 2024\n{ONE}{PART}', encoding="utf-8")
    assert len(import_document([path], TEXT, ask)["terbitan_kinerja"]) == 1


def test_a_map_that_leaves_something_needs_a_reader_and_asks_it_once(tmp_path):
    asked = []
    paths = [tmp_path / "peta-1.toml", tmp_path / "peta-2.toml"]
    for path, line in zip(paths, (2, 3), strict=True):
        path.write_text(f'dokumen = "d"\n[[tabel]]\nid = "t{line}"\nlabel = "x"\nbaca = {line}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="usul"):
        import_document(paths, TEXT)
    made = import_document(paths, TEXT, lambda: asked.append(1) or FOUND)
    assert made["terbitan_kinerja"]["id"].tolist() == ["d:t2-b2-2024", "d:t3-b3-2024"]
    assert asked == [1]


@given(st.data())
def test_any_lines_come_out_as_the_reader_has_them(data):
    """Whatever parts a proposal has: the lines that a map asks for, no other, each as it is there."""
    tables, roles = [], st.lists(st.sampled_from(["nama", "target@2024", "realisasi@2023", "satuan", "-"]), min_size=3, max_size=3)
    lines = list(range(1, data.draw(st.integers(2, 12))))
    cut = data.draw(st.lists(st.sampled_from(lines), unique=True).map(sorted))
    for first, last in zip([0, *cut], [*cut, len(lines)], strict=True):
        if first < last:
            levels = {"program": str(first + 1)} if data.draw(st.booleans()) else {}
            tables.append({"id": f"b{first}", "label": "", "isi": "kinerja", "bagian": [{"baris": f"{first + 1}-{last}", "kolom": data.draw(roles), "level": levels}]})
    wanted = data.draw(st.lists(st.sampled_from(lines), unique=True, min_size=1).map(sorted))
    peta = {"tabel": [{"id": "t", "label": "", "isi": "kinerja", "bagian": [{"baca": ", ".join(map(str, wanted))}]}]}
    found = [
        (line, part["kolom"], next((name for name, spec in part["level"].items() if line in parse_lines(spec)), ""))
        for part in complete_map(peta, tables)["tabel"][0]["bagian"]
        for line in parse_lines(part["baris"])
    ]
    twin = [
        (line, part["kolom"], "program" if part["level"].get("program") == str(line) else "")
        for table in tables
        for part in table["bagian"]
        for line in parse_lines(part["baris"])
        if line in wanted
    ]
    assert found == twin


def test_the_maps_of_the_reports_hold_no_figure_of_their_own():
    """What a short map saves must not come back as numbers: only lines, years, places and ids hold digits."""
    for path in sorted((Path(__file__).parents[1] / "data").glob("*/peta-*.toml")):
        for table in read_map(path)["tabel"]:
            for part in table.get("bagian", []):
                assert not any(cell.strip(" %").replace(".", "").replace(",", "").isdigit() for cell in part.get("tetap", {}).values()), (path.name, json.dumps(part))


def test_the_lines_of_map_per_report_are_those_that_the_docs_tell():
    root = Path(__file__).parents[1]
    table = (root / "docs" / "peta.md").read_text(encoding="utf-8").partition("## Baris peta per laporan")[2].partition("\n## ")[0]
    told = {cells[0].split()[0]: [int(cell.replace(".", "")) for cell in cells[1:]] for line in table.splitlines() if (cells := [cell.strip() for cell in line.strip("|").split("|")])[0].endswith(("2024", "2023", "peta)", "semua"))}
    count = {}
    for path in sorted((root / "data").glob("*/peta-*.toml")):
        place = next(name for name in told if name.casefold() in path.parent.name)
        tables = [table for table in read_map(path)["tabel"] if table["isi"] in ("kinerja", "anggaran") and table.get("bagian")]
        whole = sum(all(set(part) == {"baca"} for part in table["bagian"]) for table in tables)
        none = sum(not any("baca" in part for part in table["bagian"]) for table in tables)
        new = [path.read_text(encoding="utf-8").count("\n"), len(tables), whole, none]
        count[place] = [a + b for a, b in zip(count.get(place, [0] * 4), new, strict=True)]
    count["semua"] = [sum(column) for column in zip(*count.values(), strict=True)]
    assert {name: [told[name][1], told[name][4], told[name][5], told[name][8]] for name in told} == count
