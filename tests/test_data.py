"""Loading and checking: every fault of the data gives one known message, corrections apply, and the four real dinas agree with what was printed."""

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis.bahasa.kolom import kind_of
from lakip_analysis.data.catalogue import find_year, list_dinas
from lakip_analysis.data.dinas import check_dinas, join_kinerja, load_dinas
from lakip_analysis.data.schemas import TABEL, schema_of
from lakip_analysis.errors import DataError
from lakip_analysis.numbers import read_number

ROOT = Path(__file__).parents[1]
DATA, SAMPLE, CONTOH = ROOT / "data", ROOT / "tests" / "sample", "kota-contoh-dinsos"
NILAI = "tulis angka (71,12 atau 71.12, satu gaya dalam satu kolom), rasio 1:27500, rentang 4,25 - 4,30 pada target, huruf (BB atau B 69,5), jenjang (Pratama) atau n/a"
RUPIAH = "tulis rupiah tanpa titik ribuan, tanpa Rp dan tidak negatif, mis. 19957000"
SALAH_KUNCI = "koreksi tidak menemukan satu baris dengan nilai lama itu"
PERBAIKI = "hapus koreksi bila data sudah benar, atau perbaiki kuncinya"


@pytest.fixture
def contoh(tmp_path):
    """A copy of the sample that a test may damage."""
    return Path(shutil.copytree(SAMPLE / CONTOH, tmp_path / CONTOH))


def swap(name, old, new):
    """Replace one piece of text that stands exactly once in the file, so that only that fault is injected."""

    def damage(folder):
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old, text.count(old))
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return damage


def recode(name, change):
    """Rewrite the bytes of one file."""
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def add(name, line):
    """Append one line, or write the file when there is none."""
    return lambda folder: (folder / name).open("a", encoding="utf-8").write(line + "\n")


def drop_column(name, column):
    def damage(folder):
        pd.read_csv(folder / name, dtype=str, keep_default_na=False).drop(columns=column).to_csv(folder / name, index=False)

    return damage


def source_unknown(folder):
    """A published row that exists for the achievement, and a target that names one that does not."""
    columns = [k.nama for k in TABEL["terbitan_kinerja"].kolom]
    row = {"id": "lkjip-2024:t1-b2-2024", "dokumen": "lkjip-2024", "tabel": "Tabel 1", "baris": "2"}
    pd.DataFrame([row], columns=columns).to_csv(folder / "terbitan_kinerja.csv", index=False)
    swap("kinerja.csv", "pmks-terlayani,2024,68,,,70.4,,,", "pmks-terlayani,2024,68,,,70.4,,lkjip-2024:t1-b3-2024,lkjip-2024:t1-b2-2024")(folder)


PMKS_2021 = "pmks-terlayani,2021,62,,,61,"
TKSK_2023 = "2023,1.06.02.2.03.0002,subkegiatan,Peningkatan Kemampuan TKSK,1.06.02.2.03,"
# what is wrong | how to inject it | file, line, column, value, problem, next step
FAULTS = [
    ("decimal comma", swap("kinerja.csv", PMKS_2021, PMKS_2021.replace("61", '"12,5"')), ("kinerja.csv", 9, "realisasi", "12,5", "gaya angka Indonesia (koma desimal)", "tulis 12.5")),
    ("decimal comma and thousands", swap("kinerja.csv", PMKS_2021, PMKS_2021.replace("61", '"1.234,5"')), ("kinerja.csv", 9, "realisasi", "1.234,5", "gaya angka Indonesia (koma desimal)", "tulis 1234.5")),
    ("text in rupiah", swap("anggaran.csv", "162000000", "162 juta lebih"), ("anggaran.csv", 4, "pagu_rp", "162 juta lebih", "bukan rupiah yang sah", RUPIAH)),
    ("two amounts in one cell", swap("anggaran.csv", "162000000", "162000000/150000000"), ("anggaran.csv", 4, "pagu_rp", "162000000/150000000", "bukan rupiah yang sah", RUPIAH)),
    ("budget below nought", swap("anggaran.csv", "162000000", "-162000000"), ("anggaran.csv", 4, "pagu_rp", "-162000000", "rupiah di bawah nol", "anggaran dan realisasi tidak boleh negatif; periksa sumbernya")),
    ("text in a value", swap("kinerja.csv", PMKS_2021, PMKS_2021.replace("61", "enam")), ("kinerja.csv", 9, "realisasi", "enam", "bukan nilai kinerja yang dikenal", NILAI)),
    ("text in a number", swap("kinerja.csv", ",5.6,5.8,", ",lima,5.8,"), ("kinerja.csv", 2, "target_bawah", "lima", "bukan angka", "tulis angka tanpa satuan dan dengan titik desimal, mis. 71.12")),
    ("not a year", swap("kinerja.csv", "ape,2022,", "ape,22,"), ("kinerja.csv", 22, "tahun", "22", "bukan tahun", "tulis tahun empat angka, mis. 2024")),
    ("duplicate key of two columns", add("kinerja.csv", "pmks-terlayani,2024,68,,,70.4,,,"), ("kinerja.csv", 28, "indikator+tahun", "pmks-terlayani / 2024", "kunci ganda, sudah ada di baris 12", "hapus salah satu atau perbaiki kuncinya")),
    ("duplicate key of one column", add("indikator.csv", "sakip,x,sakip,sasaran,x,predikat AKIP,naik,ordinal,"), ("indikator.csv", 9, "indikator", "sakip", "kunci ganda, sudah ada di baris 7", "hapus salah satu atau perbaiki kuncinya")),
    ("unknown code", swap("program_indikator.csv", "kekerasan,1.06.04", "kekerasan,1.06.05"), ("program_indikator.csv", 3, "kode", "1.06.05", "tidak ada di anggaran.csv", "maksudnya “1.06.04”?")),
    ("malformed code", swap("program_indikator.csv", "kekerasan,1.06.04", "kekerasan,1.6.4"), ("program_indikator.csv", 3, "kode", "1.6.4", "bukan kode nomenklatur", "tulis seperti 1.06.04, 1.06.04.2.01 atau 1.06.04.2.01.0001")),
    ("misspelt indicator", swap("kinerja.csv", "ape,2022,", "apee,2022,"), ("kinerja.csv", 22, "indikator", "apee", "tidak ada di indikator.csv", "maksudnya “ape”?")),
    ("unknown indicator", swap("kinerja.csv", "ape,2022,", "zzzz,2022,"), ("kinerja.csv", 22, "indikator", "zzzz", "tidak ada di indikator.csv", "tambahkan dulu di sana atau perbaiki ejaannya")),
    ("unknown indicator of a quarter", add("kinerja_triwulan.csv", "zzzz,2024,1,1,1,jumlah"), ("kinerja_triwulan.csv", 9, "indikator", "zzzz", "tidak ada di indikator.csv", "tambahkan dulu di sana atau perbaiki ejaannya")),
    ("quarters put together in two ways", swap("kinerja_triwulan.csv", "puskesos,2024,3,3,3,jumlah", "puskesos,2024,3,3,3,rata_rata"), ("kinerja_triwulan.csv", 4, "konsolidasi", "rata_rata", "berbeda dari triwulan lain indikator itu (“jumlah”)", "pakai satu cara untuk satu indikator dan tahun")),
    ("fifth quarter", swap("kinerja_triwulan.csv", "puskesos,2024,3,3,3,jumlah", "puskesos,2024,5,3,3,jumlah"), ("kinerja_triwulan.csv", 4, "triwulan", "5", "nilai tidak dikenal", "pilih salah satu: 1, 2, 3, 4")),
    ("break in a year without a row", swap("putus.csv", "kekerasan,2023,", "kekerasan,2025,"), ("putus.csv", 2, "tahun", "2025", "“kekerasan” tidak punya baris tahun itu di kinerja.csv", "pakai tahun pertama sesudah putus yang ada di kinerja.csv")),
    ("break of an unknown indicator", swap("putus.csv", "kekerasan,2023,", "kekerasa,2023,"), ("putus.csv", 2, "indikator", "kekerasa", "tidak ada di indikator.csv", "maksudnya “kekerasan”?")),
    ("break of an unknown kind", swap("putus.csv", ",definisi,", ",rumus,"), ("putus.csv", 2, "jenis", "rumus", "nilai tidak dikenal", "pilih salah satu: definisi, target")),
    ("break without a reason", swap("putus.csv", "Kekerasan terhadap anak ikut dihitung", ""), ("putus.csv", 2, "alasan", "", "sel kosong", "isi: apa yang berubah, untuk dibaca orang")),
    ("missing column that may be empty", drop_column("kinerja.csv", "target"), ("kinerja.csv", 1, "target", None, "kolom tidak ada", "tambahkan kolom “target”")),
    ("missing column that must be filled", drop_column("indikator.csv", "satuan"), ("indikator.csv", 1, "satuan", None, "kolom tidak ada", "tambahkan kolom “satuan”")),
    ("misspelt column", swap("anggaran.csv", "realisasi_rp", "realisasi_rup"), ("anggaran.csv", 1, "realisasi_rp", None, "kolom tidak ada", "ganti nama kolom “realisasi_rup” menjadi “realisasi_rp”")),
    ("unknown column", recode("acuan.csv", lambda b: b.replace(b",sumber", b",sumber,warna").replace(b",ya,,", b",ya,,,").replace(b"lain,", b"lain,,")), ("acuan.csv", 1, "warna", None, "kolom tidak dikenal", "yang dikenal: indikator, tahun, acuan, nama_acuan, nilai, sebanding, catatan, sumber, tahun_nilai, jenis_nilai, asal_tahun")),
    ("a workbook named .csv", recode("kinerja.csv", lambda b: b"PK\x03\x04" + b), ("kinerja.csv", None, None, None, "berkas Excel bernama .csv", "simpan dari Excel sebagai CSV UTF-8")),
    ("no header", recode("acuan.csv", lambda b: b.split(b"\n", 1)[1]), ("acuan.csv", 1, None, "kemiskinan | 2024 | provinsi | provinsi contoh | 6.1 | ya", "baris pertama bukan kepala tabel", f"tulis nama kolomnya di baris pertama: {','.join(k.nama for k in TABEL['acuan'].kolom)}")),
    ("a quotation mark without its end", recode("koreksi.csv", lambda b: b + b'"' + b"x" * 140_000), ("koreksi.csv", 3, None, None, "bukan CSV (tanda kutip, atau sel yang terlalu panjang)", "periksa tanda kutip yang tidak ditutup di baris itu atau sebelumnya")),
    ("no text", recode("indikator.csv", lambda b: b.replace(b"Rasio pekerja", b"Rasi\x00 pekerja")), ("indikator.csv", 4, None, None, "bukan teks", "simpan ulang sebagai CSV UTF-8")),
    ("ragged row, a cell too few", swap("kinerja.csv", "sakip,2022,B,,,B 61.2,,,", "sakip,2022,B,,,B 61.2"), ("kinerja.csv", 24, None, None, "6 sel, kepala tabel 9 kolom", "tambahkan sel kosong di tempatnya, sampai sebanyak kolom kepala tabel")),
    ("ragged row, comma without quotes", swap("indikator.csv", "Tingkat kemiskinan,", "Tingkat kemiskinan, kota,"), ("indikator.csv", 2, None, None, "10 sel, kepala tabel 9 kolom", "beri tanda kutip pada teks yang berisi pemisah kolom")),
    ("empty required cell", swap("indikator.csv", "Tingkat kemiskinan", ""), ("indikator.csv", 2, "nama_indikator", "", "sel kosong", "isi: nama seperti tercetak di laporan")),
    ("unknown polarity", swap("indikator.csv", "kemiskinan,%,turun,", "kemiskinan,%,down,"), ("indikator.csv", 2, "polaritas", "down", "nilai tidak dikenal", "pilih salah satu: naik, turun, rentang")),
    ("ratio for a plain number", swap("kinerja.csv", PMKS_2021, PMKS_2021.replace("61", "1:61")), ("kinerja.csv", 9, "realisasi", "1:61", "tidak cocok dengan jenis_target “angka”", "perbaiki nilainya atau jenis_target di indikator.csv")),
    ("half a range", swap("kinerja.csv", ",5.6,5.8,", ",5.6,,"), ("kinerja.csv", 2, "target_bawah/target_atas", "5.6", "rentang hanya punya satu batas", "isi kedua batas")),
    ("reversed range", swap("kinerja.csv", ",5.6,5.8,", ",5.8,5.6,"), ("kinerja.csv", 2, "target_bawah", "5.8", "lebih besar daripada target_atas", "tukar kedua batas")),
    ("unknown parent", swap("anggaran.csv", TKSK_2023, TKSK_2023.replace(".2.03,", ".2.04,")), ("anggaran.csv", 5, "kode_induk", "1.06.02.2.04", "baris induk 1.06.02.2.04 tidak ada pada tahun itu", "tambahkan baris 1.06.02.2.04, atau perbaiki kodenya")),
    ("parent of another programme", swap("anggaran.csv", TKSK_2023, TKSK_2023.replace("TKSK,1.06.02.2.03,", "TKSK,1.06.04,")), ("anggaran.csv", 5, "kode_induk", "1.06.04", "bukan awalan kode 1.06.02.2.03.0002", "kode anak harus diawali kode induknya")),
    ("unknown source id", source_unknown, ("kinerja.csv", 12, "sumber_target", "lkjip-2024:t1-b3-2024", "tidak ada di terbitan_kinerja.csv", "maksudnya “lkjip-2024:t1-b2-2024”?")),
    ("missing file", lambda folder: (folder / "anggaran.csv").unlink(), ("anggaran.csv", None, None, None, "berkas wajib tidak ada", "buat dengan kolom: tahun,kode,level,nama,kode_induk,pagu_rp,realisasi_rp,sumber,sumber_dana,jenis_belanja,di_luar_pk")),
    ("missing key of dinas.toml", swap("dinas.toml", 'provinsi = "Provinsi Contoh"\n', ""), ("dinas.toml", None, "provinsi", None, "kunci tidak ada", "bentuknya: jalankan lakip new dan tiru dinas.toml yang dibuatnya")),
    ("slug is not the folder", swap("dinas.toml", '"kota-contoh-dinsos"', '"kota-contoh"'), ("dinas.toml", None, "dinas", "kota-contoh", "tidak sama dengan nama folder", 'tulis dinas = "kota-contoh-dinsos"')),
    ("unknown rule", swap("dinas.toml", '"dua_target_kurang_realisasi"', '"dua_target"'), ("dinas.toml", None, "aturan.turun", "dua_target", "aturan tidak dikenal", "pilih salah satu: dua_target_kurang_realisasi, target_per_realisasi, kemajuan_dari_dasar, tidak_ada")),
    ("unknown rule of splitting money", swap("dinas.toml", "[aturan]\n", '[aturan]\npembagian = "acak"\n'), ("dinas.toml", None, "aturan.pembagian", "acak", "aturan tidak dikenal", "pilih salah satu: langsung, sama_rata, bobot")),
    ("output of an unknown budget line", add("keluaran.csv", "tahun,kode,nama_keluaran,satuan,target,realisasi,sumber\n2024,1.06.05,x,orang,1,1,"), ("keluaran.csv", 2, "kode", "1.06.05", "tidak ada di anggaran.csv", "maksudnya “1.06.04”?")),
    ("misspelt rule", swap("dinas.toml", "[aturan]\n", '[aturan]\nsumber_turn = "x"\n'), ("dinas.toml", None, "aturan.sumber_turn", None, "kunci tidak dikenal", "maksudnya “sumber_turun”?")),
    ("nothing but a header", recode("anggaran.csv", lambda b: b.split(b"\n")[0] + b"\n"), ("anggaran.csv", None, None, None, "tabel wajib tidak berisi satu baris pun", "isi barisnya di bawah kepala tabel")),
    ("correction that hits no row", swap("koreksi.csv", "=2024,target,12", "=2023,target,12"), ("koreksi.csv", 2, "target", "indikator=puskesos;tahun=2023", SALAH_KUNCI, PERBAIKI)),
    ("correction of another old value", swap("koreksi.csv", "=2024,target,12", "=2024,target,11"), ("koreksi.csv", 2, "target", "indikator=puskesos;tahun=2024", SALAH_KUNCI, PERBAIKI)),
    ("correction of an unknown table", swap("koreksi.csv", "\nkinerja,", "\nkinerya,"), ("koreksi.csv", 2, "tabel", "kinerya.target", "tabel atau kolom tidak dikenal", "periksa ejaan")),
]
TEN = ["decimal comma", "text in a number", "not a year", "text in rupiah", "empty required cell", "unknown code", "unknown parent", "ragged row, a cell too few", "unknown rule", "duplicate key of one column"]


def as_tuple(fault):
    return (fault.berkas.removeprefix(f"{CONTOH}/"), fault.baris, fault.kolom, fault.nilai, fault.masalah, fault.langkah)


def test_the_sample_is_in_order_and_covers_the_kinds():
    assert check_dinas(SAMPLE, CONTOH) == []
    data = load_dinas(SAMPLE, CONTOH)
    assert set(data.tabel["indikator"]["jenis_target"]) == {"angka", "rasio", "rentang", "ordinal"}
    assert data.kinerja["realisasi"].eq("n/a").any()
    assert set(range(2021, 2025)) <= set(data.kinerja["tahun"])
    assert set(data.anggaran["level"]) == {"program", "kegiatan", "subkegiatan"}


@pytest.mark.parametrize(("name", "damage", "expected"), FAULTS, ids=[row[0] for row in FAULTS])
def test_each_fault_gives_its_one_message(contoh, name, damage, expected):
    damage(contoh)
    assert [as_tuple(fault) for fault in check_dinas(contoh.parent, CONTOH)] == [expected]


# the same file as other programs write it
DIALECTS = {
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "semicolons": lambda text: text.replace(",", ";").encode(),
    "tabs": lambda text: text.replace(",", "\t").encode(),
    "UTF-16 with its mark": lambda text: text.replace(",", "\t").encode("utf-16"),
    "UTF-16 without its mark": lambda text: text.encode("utf-16-le"),
    "UTF-16 the other way round, without its mark": lambda text: text.encode("utf-16-be"),
    "code page of Windows": lambda text: text.replace("–", "-").encode("cp1252"),
    "Excel's own first line": lambda text: b"sep=;\n" + text.replace(",", ";").encode(),
    "capital header": lambda text: (text.split("\n")[0].upper() + "\n" + text.split("\n", 1)[1]).encode(),
    "empty columns and lines behind": lambda text: "".join(f"{line},,\n" for line in [*text.splitlines(), ""]).encode(),
}


@pytest.mark.parametrize("write", DIALECTS.values(), ids=DIALECTS)
def test_every_dialect_of_csv_reads_the_same(contoh, write):
    before = load_dinas(contoh.parent, CONTOH)
    for name in ("kinerja", "anggaran", "indikator"):
        text = (contoh / f"{name}.csv").read_text(encoding="utf-8")
        assert '"' not in text, "so that a separator can be swapped"
        (contoh / f"{name}.csv").write_bytes(write(text))
    after = load_dinas(contoh.parent, CONTOH)
    for name in ("kinerja", "anggaran", "indikator"):
        pd.testing.assert_frame_equal(after.tabel[name], before.tabel[name])
    assert find_year(contoh.parent, CONTOH, 2024) == 2024


NO_LINES = ["2024,1.06,program,Urusan Sosial,,1,1,", "2024,2.15,,,,5,5,", "2024,,,JUMLAH,,9,9,", "JUMLAH,,,,,9,9,", "2024,Total,,,,9,9,", "2024,,,Sub Jumlah,,1,1,"]


@pytest.mark.parametrize("line", NO_LINES)
def test_sums_and_headings_of_affairs_are_no_lines_in_a_csv_either(contoh, line):
    before = load_dinas(contoh.parent, CONTOH).tabel["anggaran"]
    add("anggaran.csv", line)(contoh)
    assert check_dinas(contoh.parent, CONTOH) == []
    pd.testing.assert_frame_equal(load_dinas(contoh.parent, CONTOH).tabel["anggaran"], before)


def test_an_output_named_a_sum_is_no_sum(contoh):
    add("keluaran.csv", "tahun,kode,nama_keluaran,satuan,target,realisasi\n2024,,Jumlah peserta,orang,1,1\n2024,1.06.04,Jumlah peserta,orang,1,1\n2024,1.06,Total,orang,1,1")(contoh)
    (fault,) = check_dinas(contoh.parent, CONTOH)
    assert (fault.baris, fault.kolom, fault.masalah) == (2, "kode", "sel kosong")


def test_blanks_around_a_key_and_a_point_behind_a_code_do_not_matter(contoh):
    before = load_dinas(contoh.parent, CONTOH)
    swap("kinerja.csv", "\nape,2022,", "\n ape , 2022\xa0,")(contoh)
    swap("indikator.csv", "\nape,", "\nape ,")(contoh)
    swap("anggaran.csv", "2024,1.06.02,program", "2024,1.06.02. ,program")(contoh)
    after = load_dinas(contoh.parent, CONTOH)
    for name in ("kinerja", "indikator", "anggaran"):
        pd.testing.assert_frame_equal(after.tabel[name], before.tabel[name])


def test_one_source_of_funds_in_two_spellings_is_one_and_stands_twice(contoh):
    lines = ["2022,1.06.02,,Program Pemberdayaan Sosial,,100,90,,DAU", "2022,1.06.02,,Program Pemberdayaan Sosial,,100,90,, dau"]
    text = (contoh / "anggaran.csv").read_text(encoding="utf-8").splitlines()
    rest = [f"{line}," for line in text[1:]]
    (contoh / "anggaran.csv").write_text("\n".join([f"{text[0]},sumber_dana", *rest, *lines]), encoding="utf-8")
    (fault,) = check_dinas(contoh.parent, CONTOH)
    assert fault.masalah == "kunci ganda, sudah ada di baris 18"


WRONG_CELLS = [("TRUE", "TRUE/FALSE"), ("(61)", "dapat berarti 61 atau -61"), ("( 61 %)", "dapat berarti 61 atau -61")]


@pytest.mark.parametrize(("cell", "said"), WRONG_CELLS)
def test_what_excel_or_an_accountant_wrote_is_asked(contoh, cell, said):
    swap("kinerja.csv", PMKS_2021, PMKS_2021.replace("61", cell))(contoh)
    (fault,) = check_dinas(contoh.parent, CONTOH)
    assert said in fault.masalah


def test_a_letter_of_the_code_page_is_that_letter(contoh):
    recode("indikator.csv", lambda b: b.replace(b"Rasio pekerja", b"Rasi\xf3 pekerja"))(contoh)
    assert load_dinas(contoh.parent, CONTOH).tabel["indikator"]["nama_indikator"].str.startswith("Rasió pekerja").sum() == 1


def test_a_file_written_before_a_column_existed_is_still_read(contoh):
    """acuan.csv of the sample has no `tahun_nilai`: it is empty there, and no fault."""
    assert "tahun_nilai" not in (contoh / "acuan.csv").read_text(encoding="utf-8")
    assert load_dinas(contoh.parent, CONTOH).tabel["acuan"]["tahun_nilai"].isna().all()


def test_a_column_named_twice_is_a_fault(contoh):
    recode("acuan.csv", lambda b: b.replace(b"catatan", b"sebanding"))(contoh)
    (fault,) = check_dinas(contoh.parent, CONTOH)
    assert (fault.berkas, fault.baris, fault.kolom, fault.masalah) == (f"{CONTOH}/acuan.csv", 1, "sebanding", "kolom tertulis dua kali")


def test_an_echo_is_left_out_but_another_fault_of_the_same_table_is_not(contoh):
    drop_column("indikator.csv", "satuan")(contoh)
    swap("indikator.csv", "sasaran,Menurunnya kekerasan,turun", "sasaran,Menurunnya kekerasan,turn")(contoh)
    swap("kinerja.csv", "sakip,2022,B,,,B 61.2,,,", "sakip,2022,B,,,B 61.2")(contoh)
    swap("kinerja.csv", ",5.6,5.8,", ",5.8,5.6,")(contoh)
    assert {(fault.kolom, fault.baris) for fault in check_dinas(contoh.parent, CONTOH)} == {("satuan", 1), ("polaritas", 5), (None, 24), ("target_bawah", 2)}


def test_two_documents_without_an_id_are_named_each(contoh):
    info = contoh / "dinas.toml"
    text = info.read_text(encoding="utf-8").replace('id = "lkjip-2024"\n', "")
    info.write_text(text + '\n[[dokumen]]\njudul = "Lagi"\ntahun = 2024\n', encoding="utf-8")
    assert [(fault.kolom, fault.masalah) for fault in check_dinas(contoh.parent, CONTOH)] == [("dokumen 1.id", "kunci tidak ada"), ("dokumen 2.id", "kunci tidak ada")]


def test_bad_toml_names_the_file_and_the_next_step(contoh):
    swap("dinas.toml", '"Kota Contoh"', '"Kota Contoh')(contoh)
    (fault,) = check_dinas(contoh.parent, CONTOH)
    assert str(fault).startswith(f"{CONTOH}/dinas.toml: bukan TOML yang sah: ")
    assert "line 3" in str(fault)
    assert str(fault).endswith(" Langkah: perbaiki tanda kutip atau kurung di baris itu.")


def test_the_message_is_one_line_with_place_value_and_step(contoh):
    FAULTS[0][1](contoh)
    with pytest.raises(DataError) as caught:
        load_dinas(contoh.parent, CONTOH)
    assert str(caught.value) == f"{CONTOH}/kinerja.csv:9 [realisasi]: gaya angka Indonesia (koma desimal). Nilai: “12,5”. Langkah: tulis 12.5."


def test_a_step_that_asks_ends_with_its_question_mark(contoh):
    swap("kinerja.csv", "ape,2022,", "apee,2022,")(contoh)
    assert list(map(str, check_dinas(contoh.parent, CONTOH))) == [f"{CONTOH}/kinerja.csv:22 [indikator]: tidak ada di indikator.csv. Nilai: “apee”. Langkah: maksudnya “ape”?"]


def test_ten_faults_at_once_are_all_listed(contoh):
    chosen = [row for row in FAULTS if row[0] in TEN]
    for _, damage, _ in chosen:
        damage(contoh)
    with pytest.raises(DataError) as caught:
        load_dinas(contoh.parent, CONTOH)
    assert sorted(map(str, map(as_tuple, caught.value.faults))) == sorted(str(expected) for _, _, expected in chosen)
    assert len(str(caught.value).splitlines()) == len(TEN) == 10


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n\n"], ids=["Windows", "empty lines between"])
def test_line_ends_and_empty_lines_are_no_fault(contoh, line_end):
    recode("kinerja.csv", lambda b: b.replace(b"\n", line_end))(contoh)
    assert check_dinas(contoh.parent, CONTOH) == []


def test_a_line_break_at_the_end_of_an_identifier_is_a_fault(contoh):
    swap("indikator.csv", "\nape,", '\n"ape\n",')(contoh)
    assert ("indikator", "bukan pengenal") in {(fault.kolom, fault.masalah) for fault in check_dinas(contoh.parent, CONTOH)}


def test_lines_are_counted_in_the_file_also_behind_a_cell_of_two_lines(contoh):
    swap("indikator.csv", "Anugerah Parahita Ekapraya", '"Anugerah\nParahita Ekapraya"')(contoh)
    swap("indikator.csv", "aktif,,pendukung", "aktif,,dukung")(contoh)
    assert [(fault.baris, fault.nilai) for fault in check_dinas(contoh.parent, CONTOH)] == [(9, "dukung")]


def test_corrections_are_applied_and_types_are_set():
    data = load_dinas(SAMPLE, CONTOH)
    raw = pd.read_csv(SAMPLE / CONTOH / "kinerja.csv", dtype=str).set_index(["indikator", "tahun"])
    assert raw.loc[("puskesos", "2024"), "target"] == "12"
    assert data.kinerja.set_index(["indikator", "tahun"]).loc[("puskesos", 2024), "target"] == "10"
    assert data.kinerja["tahun"].dtype == "int64"
    assert data.anggaran["pagu_rp"].sum() == 2 * 3 * (270_000_000 + 450_000_000) // 2 + 3 * (300_000_000 + 500_000_000)
    assert (data.dinas, data.judul, len(data.tabel["spm"])) == (CONTOH, "Dinas Sosial Kota Contoh", 0)


REAL = list_dinas(DATA)


def rows(dinas, name):
    path = DATA / dinas / f"{name}.csv"
    return list(csv.DictReader(path.open(encoding="utf-8", newline=""))) if path.exists() else []


def canonical(printed, number):
    """Write a printed cell the way `kinerja.csv` does."""
    found = read_number(printed, "koma")
    named = {"rasio": "1:", "huruf": f"{found.huruf} ", "ordinal": found.huruf, "kosong": "n/a"}
    if found.jenis == "rentang":
        return f"{plain(found.bawah)}..{plain(found.atas)}"
    if found.jenis in named:
        return (named[found.jenis] + ("" if found.nilai is None else plain(found.nilai))).strip()
    return plain(number) if number else f"tak terbaca: {printed}"


def plain(number):
    try:
        return f"{Decimal(number).normalize():f}"
    except ArithmeticError:
        return number


def corrected(dinas, table, column):
    return {row["kunci"] for row in rows(dinas, "koreksi") if (row["tabel"], row["kolom"]) == (table, column)}


def test_there_are_four_dinas():
    assert len(REAL) == 4


@pytest.mark.parametrize("dinas", REAL)
def test_real_data_load_without_a_fault(dinas):
    data = load_dinas(DATA, dinas)
    assert (len(data.kinerja) > 20, len(data.anggaran) > 50, data.info["dinas"]) == (True, True, dinas)


@pytest.mark.parametrize("dinas", REAL)
def test_every_kinerja_value_is_the_printed_cell_of_its_source(dinas):
    published = {row["id"]: row for row in rows(dinas, "terbitan_kinerja")}
    wrong, checked = [], 0
    for row in rows(dinas, "kinerja"):
        for role in ("target", "realisasi"):
            value = row[role]
            if role == "target" and row["target_bawah"]:
                value = f"{plain(row['target_bawah'])}..{plain(row['target_atas'])}"
            source = published.get(row[f"sumber_{role}"])
            key = f"indikator={row['indikator']};tahun={row['tahun']}"
            expected = canonical(source[f"{role}_tercetak"], source[role]) if source else ""
            checked += bool(value)
            if plain(value) != expected and key not in corrected(dinas, "kinerja", role):
                wrong.append((key, role, value, expected))
    assert (wrong, checked > 20) == ([], True)


@pytest.mark.parametrize("dinas", REAL)
def test_every_anggaran_value_is_the_printed_cell_of_its_source_unless_corrected(dinas):
    published = {row["id"]: row for row in rows(dinas, "terbitan_anggaran")}
    wrong, checked = [], 0
    for row in rows(dinas, "anggaran"):
        key = f"tahun={row['tahun']};kode={row['kode']}"
        for column in ("pagu_rp", "realisasi_rp"):
            source = published[row["sumber"]][column] if row["sumber"] else row[column]
            checked += bool(row["sumber"] and row[column])
            if plain(row[column]) != plain(source) and key not in corrected(dinas, "anggaran", column):
                wrong.append((key, column, row[column], source))
    assert (wrong, checked > 100) == ([], True)


@pytest.mark.parametrize("name", TABEL)
def test_each_contract_has_its_key_among_its_columns(name):
    columns = [kolom.nama for kolom in TABEL[name].kolom]
    assert set(TABEL[name].kunci) <= set(columns) == set(schema_of(name).columns)
    assert len(columns) == len(set(columns))


@pytest.mark.parametrize("name", TABEL)
def test_each_column_of_the_data_is_in_the_dictionary_as_the_same_kind_of_thing(name):
    fits = {"tahun": {"tahun"}, "rupiah": {"rupiah"}, "nilai": {"nilai"}, "angka": {"bilangan", "ukur", "persen", "bagian", "cacah", "rupiah", "teks"}}
    for kolom in TABEL[name].kolom:
        kind, *_ = kind_of(kolom.nama, name).split()
        assert kind in fits.get(kolom.jenis, {"teks", "kata", "satuan", "nama", "kutip"}), kolom.nama


# --- small things of form that were once unguarded ---------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"indikator\ttahun\tacuan\n", b"indikator;tahun\n"], ids=["not a byte", "tabs", "semicolons"])
def test_a_header_without_all_columns_is_named_whatever_parts_it(contoh, content):
    """A file of no bytes has no first cell to look into."""
    (contoh / "acuan.csv").write_bytes(content)
    assert {fault.masalah for fault in check_dinas(contoh.parent, CONTOH)} == {"kolom tidak ada"}


def test_lines_of_blanks_as_a_spreadsheet_leaves_them_are_no_rows(contoh):
    before = load_dinas(contoh.parent, CONTOH).tabel["anggaran"]
    add("anggaran.csv", " , ,  ,,,,,\n   \n,,,,,,,")(contoh)
    assert load_dinas(contoh.parent, CONTOH).tabel["anggaran"].equals(before)


def test_blanks_in_the_key_of_a_correction_do_not_matter(contoh):
    swap("koreksi.csv", "indikator=puskesos;tahun=2024", "indikator = puskesos ; tahun = 2024")(contoh)
    assert check_dinas(contoh.parent, CONTOH) == []


@pytest.mark.parametrize("cell", ["31 Maret 2019", "5 agustus 2024", "31-03-2019", "1/4/2024", "2019-03-31"])
def test_a_date_is_no_number_and_the_message_leads_on(contoh, cell):
    path = contoh / "kinerja.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("pmks-terlayani,2024,68,,,70.4", f"pmks-terlayani,2024,68,,,{cell}"), encoding="utf-8")
    (fault,) = check_dinas(contoh.parent, CONTOH)
    assert (fault.kolom, fault.nilai, fault.masalah) == ("realisasi", cell, "tanggal bukan angka") and "dalam hari" in fault.langkah


BREAKS = [
    # kind, how sure; the columns that hold the reason
    ("definisi", "", ["putus_deret"]),
    ("definisi", "dinyatakan", ["putus_deret"]),
    ("definisi", "terlihat", ["putus_deret", "putus_terlihat"]),
    ("definisi", "dugaan", ["putus_dugaan"]),
    ("target", "terlihat", ["putus_target"]),
    ("target", "dugaan", []),
]


@pytest.mark.parametrize(("jenis", "kepastian", "right"), BREAKS)
def test_a_break_stands_in_the_column_of_its_kind_and_certainty(jenis, kepastian, right):
    kinerja = pd.DataFrame({"indikator": ["a", "a"], "tahun": [2022, 2023]})
    indikator = pd.DataFrame({"indikator": ["a"], "satuan": "%"})
    putus = pd.DataFrame({"indikator": ["a"], "tahun": [2023], "jenis": jenis, "alasan": "sebab", "kepastian": kepastian})
    found = join_kinerja(kinerja, indikator, putus)
    kinds = ["putus_deret", "putus_target", "putus_dugaan", "putus_terlihat"]
    assert [name for name in kinds if found.loc[1, name] == "sebab"] == right
    assert (found.loc[0, kinds] == "").all()
