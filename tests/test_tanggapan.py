"""The loop closes: a response sheet is written, answered, read back, kept, shown, and followed into the next report."""

import re
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from made_report import inject, many_reports
from typer.testing import CliRunner

from lakip_analysis.audit import audit_dinas, compute_lanjutan, find_temuan, findings_of, prepare
from lakip_analysis.audit.tanggapan import add_answers, latest_findings
from lakip_analysis.audit.view import describe_lanjutan, table_temuan, temuan_table
from lakip_analysis.bahasa.kolom import heading
from lakip_analysis.cli import app
from lakip_analysis.data.dinas import check_dinas, load_dinas
from lakip_analysis.data.schemas import TABEL
from lakip_analysis.data.usulan import find_usulan
from lakip_analysis.importing.buku import read_books
from lakip_analysis.importing.lembar import ANSWERS, KEY, holds_answers, import_answers
from lakip_analysis.laporan import open_report

SAMPLE = Path(__file__).parent / "sample" / "kota-contoh-dinsos"
CONTOH = SAMPLE.name
HEAD = {name: heading(name, "id", "lembar") for name in (*ANSWERS, KEY)}
BOTH = ["lkjip-2023", "lkjip-2024"]
DOKUMEN = [{"id": name, "tahun": int(name[-4:])} for name in BOTH]


def faulty(*kinds: str) -> dict[str, pd.DataFrame]:
    """One made report with faults of some kinds, as the document of the sample."""
    reports = many_reports(1)
    for kind in kinds:
        inject(kind, reports, seed=3)
    return {name: reports[name].replace({"dokumen": {"d1": "lkjip-2024"}}) for name in ("terbitan_kinerja", "terbitan_anggaran", "terbitan_judul")}


def write_printed(folder: Path, tables: dict[str, pd.DataFrame]) -> None:
    for name, frame in tables.items():
        frame.reindex(columns=[kolom.nama for kolom in TABEL[name].kolom]).to_csv(folder / f"{name}.csv", index=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, Path, pd.DataFrame]:
    """A folder of data with one dinas and a faulty report, its response sheet, its findings."""
    data = tmp_path_factory.mktemp("tanggapan") / "data"
    folder = Path(shutil.copytree(SAMPLE, data / CONTOH))
    write_printed(folder, faulty("angka_janggal", "capaian_tidak_cocok", "label_keliru", "serapan_tidak_cocok"))
    path = data.parent / "lembar.xlsx"
    result = lakip("audit", "--data", data, "--lembar", path)
    assert result.exit_code == 0, result.output
    return data, path, audit_dinas(load_dinas(data, CONTOH))


def lakip(*args):
    return CliRunner().invoke(app, [str(arg) for arg in args], catch_exceptions=False)


def of_kind(found: pd.DataFrame, jenis: str):
    return next(found[(found["jenis"] == jenis) & (found["akar"] == "")].itertuples())


def fill(source: Path, to: Path, answers: dict[str, dict[str, object]], moved: bool = False) -> Path:
    """Answer rows by the key of their finding; with `moved` the rows stand in another order."""
    book = openpyxl.load_workbook(source)
    sheet = book[CONTOH]
    heads = {cell.value: cell.column for cell in sheet[1]}
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for cells in rows:
        said = answers.get(cells[heads[HEAD[KEY]] - 1].partition(" | ")[2], {})
        for name, value in said.items():
            cells[heads[HEAD[name]] - 1] = value
    for number, cells in enumerate(reversed(rows) if moved else rows, 2):
        for place, value in enumerate(cells, 1):
            sheet.cell(number, place).value = value
    book.save(to)
    return to


# ---------------------------------------------------------------- the key


def test_a_finding_keeps_its_key_when_it_is_renumbered():
    alone, among = (find_temuan(prepare(faulty(*kinds))) for kinds in (("serapan_tidak_cocok",), ("angka_janggal", "serapan_tidak_cocok", "capaian_tidak_cocok")))
    one, two = (of_kind(found, "serapan_tidak_cocok") for found in (alone, among))
    assert one.kunci_temuan == two.kunci_temuan and one.id != two.id
    assert not among["kunci_temuan"].duplicated().any()
    assert one.kunci_temuan.startswith("lkjip-2024 | serapan_tidak_cocok | t3.3 | ") and one.sel.endswith("|persen")


# ---------------------------------------------------------------- the sheet


def test_the_same_findings_give_the_same_bytes_and_no_formula(made, tmp_path):
    data, path, found = made
    lakip("audit", "--data", data, "--lembar", tmp_path / "lagi.xlsx")
    assert (tmp_path / "lagi.xlsx").read_bytes() == path.read_bytes()
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Petunjuk", CONTOH]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"} and not [cell for cell in cells if cell.data_type == "n" and cell.value is not None]
    sheet = book[CONTOH]
    assert sheet.freeze_panes == "D2" and all(cell.comment for cell in sheet[1])
    assert {str(rule.sqref).split(":")[0] for rule in sheet.data_validations.dataValidation} == {"J2", "K2", "O2"}
    assert sheet.max_row - 1 == len(found[found["akar"] == ""])
    assert "lakip import" in " ".join(str(row[0].value) for row in book["Petunjuk"].iter_rows())


def test_a_sheet_that_cannot_be_named_or_holds_several_dinas(made, tmp_path):
    data, _, found = made
    other = tmp_path / "data"
    shutil.copytree(data, other)
    long = "kota-contoh-dinas-sosial-dan-pemberdayaan"
    shutil.copytree(data / CONTOH, other / long)
    text = (other / long / "dinas.toml").read_text(encoding="utf-8")
    (other / long / "dinas.toml").write_text(text.replace(f'"{CONTOH}"', f'"{long}"'), encoding="utf-8")
    assert lakip("audit", "--data", other, "--lembar", tmp_path / "x.csv").exit_code == 2
    result = lakip("audit", "--data", other, "--lembar", tmp_path / "tidak-ada" / "x.xlsx")
    assert result.exit_code == 2 and "tidak dapat dibaca atau ditulis" in result.output
    result = lakip("audit", "--data", other, "--lembar", tmp_path / "x.xlsx")
    roots = len(found[found["akar"] == ""])
    assert f"x.xlsx: {2 * roots} temuan, 2 dinas" in result.output
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames == ["Petunjuk", long[:31], CONTOH]
    result = lakip("import", tmp_path / "x.xlsx", "--dinas", CONTOH, "--data", other)
    assert result.exit_code == 0 and f"0 dari {roots} temuan dijawab" in result.output and f"milik dinas lain: {long}" in result.output


# ---------------------------------------------------------------- read back


def test_answers_come_back_to_their_findings_and_are_written_only_when_asked(made, tmp_path):
    data = Path(shutil.copytree(made[0], tmp_path / "data"))
    found = made[2]
    odd, share, caption, differs = (of_kind(found, kind) for kind in ("angka_janggal", "serapan_tidak_cocok", "label_keliru", "beda_antartabel"))
    path = fill(made[1], tmp_path / "isi.xlsx", {
        odd.kunci_temuan: {"diterima": "ya", "tenggat": pd.Timestamp("2025-03-31").to_pydatetime(), "penanggung_jawab": "Subbagian Keuangan"},
        share.kunci_temuan: {"ditolak": "Ya", "alasan": "- dihitung lain"},
        caption.kunci_temuan: {"diterima": "x", "perbaikan": "Judul tabel tahun 2023", "tenggat": "1 April 2025"},
        differs.kunci_temuan: {"diterima": "v", "perbaikan": "99,5"},
    }, moved=True)
    result = lakip("import", path, "--dinas", CONTOH, "--data", data)
    assert result.exit_code == 0, result.output
    assert "4 dari" in result.output and "3 diterima, 1 ditolak" in result.output and "Belum ditulis" in result.output
    assert ", tenggat 31 Maret 2025" in result.output and ", tenggat 1 April 2025" in result.output
    line, cell = odd.usul_sel[0][0]
    assert f", perbaikan {re.sub(r'[^0-9]', '', odd.usul[0])} pada {cell} di baris {line}" in result.output, "which cell, for the finding may name another"
    assert not (data / CONTOH / "tanggapan.csv").exists()
    result = lakip("import", path, "--dinas", CONTOH, "--data", data, "--simpan")
    assert "Ditulis: kota-contoh-dinsos/tanggapan.csv" in result.output
    table = load_dinas(data, CONTOH).tabel["tanggapan"].set_index("kunci_temuan")
    usul = re.sub(r"\D", "", odd.usul[0])
    kept = table[["tanggapan", "alasan", "perbaikan", "penanggung_jawab", "tenggat"]]
    assert kept.loc[odd.kunci_temuan].tolist() == ["diterima", "", usul, "Subbagian Keuangan", "2025-03-31"]
    assert kept.loc[share.kunci_temuan].tolist() == ["ditolak", "- dihitung lain", "", "", ""]
    assert kept.loc[caption.kunci_temuan].tolist() == ["diterima", "", "Judul tabel tahun 2023", "", "2025-04-01"]
    assert kept.loc[differs.kunci_temuan].tolist() == ["diterima", "", "99.5", "", ""]
    assert table.loc[odd.kunci_temuan, "usul_sel"] == ", ".join(f"{line} {column}" for line, column in odd.usul_sel[0])
    assert table.loc[differs.kunci_temuan, "usul_sel"].endswith(" capaian")

    # beside the finding, in files and on the page
    again = audit_dinas(load_dinas(data, CONTOH)).set_index("kunci_temuan")
    assert again.loc[share.kunci_temuan, ["tanggapan", "alasan_tanggapan"]].tolist() == ["ditolak", "- dihitung lain"]
    assert (again["tanggapan"] != "").sum() == 4
    html = table_temuan(again.reset_index(), "en").html
    assert "Answer of the agency: rejected (“- dihitung lain”)." in html
    assert {"tanggapan", "alasan_tanggapan", "lanjutan"} <= set(temuan_table(again.reset_index()))
    assert "tanggapan: ditolak - dihitung lain" in lakip("audit", "--data", data).output

    # a new sheet holds them, and reading it changes nothing
    lakip("audit", "--data", data, "--lembar", tmp_path / "baru.xlsx")
    result = lakip("import", tmp_path / "baru.xlsx", "--dinas", CONTOH, "--data", data, "--simpan")
    assert result.exit_code == 0, result.output
    assert "Tidak ada yang berubah" in result.output

    # another answer keeps the old file; those not in the book stay unless told
    path = fill(made[1], tmp_path / "dua.xlsx", {share.kunci_temuan: {"diterima": "ya"}})
    result = lakip("import", path, "--dinas", CONTOH, "--data", data, "--simpan")
    assert "dahulu ditolak" in result.output and "tanggapan.csv.1.bak" in result.output
    assert len(load_dinas(data, CONTOH).tabel["tanggapan"]) == 4
    lakip("import", path, "--dinas", CONTOH, "--data", data, "--simpan", "--ganti")
    assert load_dinas(data, CONTOH).tabel["tanggapan"]["kunci_temuan"].tolist() == [share.kunci_temuan]


PRINTED_TOO = "seperti tercetak"  # stands for what the finding's own cell prints

# kind of the finding, what is answered, what is said of it
FAULTS = [
    ("angka_janggal", {"diterima": "ya", "ditolak": "ya"}, "[Diterima]: diterima dan ditolak sekaligus. Nilai: “ya / ya”. Langkah: sisakan satu."),
    ("angka_janggal", {"alasan": "nanti"}, "[Diterima]: terisi, tetapi belum diterima atau ditolak."),
    ("angka_janggal", {"diterima": "mungkin"}, "[Diterima]: jawaban tidak dikenal. Nilai: “mungkin”."),
    ("angka_janggal", {"ditolak": "ya"}, "[Alasan]: ditolak tanpa alasan."),
    ("angka_janggal", {"ditolak": "ya", "alasan": "a", "perbaikan": "5"}, "[Perbaikan]: ditolak, tetapi ada perbaikannya. Nilai: “5”."),
    ("angka_janggal", {"diterima": "ya", "perbaikan": "84,48 %"}, "[Perbaikan]: bukan nilai untuk sel itu. Nilai: “84,48 %”. Langkah: tulis rupiah, mis. 227879550, tanpa kata lain."),
    ("angka_janggal", {"diterima": "ya", "perbaikan": "-5000000"}, "[Perbaikan]: bukan nilai untuk sel itu."),
    ("serapan_tidak_cocok", {"diterima": "ya", "perbaikan": "kira-kira 90"}, "[Perbaikan]: bukan nilai untuk sel itu. Nilai: “kira-kira 90”. Langkah: tulis angka, mis. 46,57, tanpa kata lain."),
    ("serapan_tidak_cocok", {"diterima": "ya", "perbaikan": "1.234"}, "satu tanda dengan tiga angka di belakangnya dapat berarti ribuan"),
    ("serapan_tidak_cocok", {"diterima": "ya", "tenggat": "31-02-2025"}, "[Tenggat]: bukan tanggal. Nilai: “31-02-2025”."),
    ("serapan_tidak_cocok", {"diterima": "ya", "tenggat": "05-06-2025"}, "[Tenggat]: dapat berarti 2025-06-05 atau 2025-05-06 (tahun-bulan-hari)"),
    ("serapan_tidak_cocok", {"diterima": "ya", "tenggat": 45000}, "[Tenggat]: bukan tanggal. Nilai: “45000”."),
    ("serapan_tidak_cocok", {"diterima": "ya", "tenggat": pd.Timestamp("2023-03-15").to_pydatetime()}, "[Tenggat]: sebelum laporan 2024 dapat ditanggapi. Nilai: “2023-03-15”."),
    ("serapan_tidak_cocok", {"diterima": "ya", "tenggat": "31 Desember 2024"}, "[Tenggat]: sebelum laporan 2024 dapat ditanggapi."),
    ("serapan_tidak_cocok", {"diterima": "ya", "perbaikan": PRINTED_TOO}, "[Perbaikan]: sama dengan yang tercetak, jadi tidak memperbaiki apa pun."),
    ("angka_janggal", {"diterima": "ya", "perbaikan": PRINTED_TOO}, "[Perbaikan]: sama dengan yang tercetak, jadi tidak memperbaiki apa pun."),
    ("label_keliru", {"diterima": "ya", "perbaikan": PRINTED_TOO}, "[Perbaikan]: sama dengan yang tercetak, jadi tidak memperbaiki apa pun."),
    ("serapan_tidak_cocok", {"diterima": "ya", "tenggat": "segera"}, "[Tenggat]: bukan tanggal. Nilai: “segera”."),
    ("serapan_tidak_cocok", {"diterima": "ya", KEY: f"{CONTOH} | lkjip-2024 | karangan"}, "[Kunci temuan (jangan diubah)]: kunci ini bukan temuan dalam audit sekarang."),
    ("serapan_tidak_cocok", {"diterima": "ya", KEY: None}, "[Kunci temuan (jangan diubah)]: jawaban tanpa kunci temuan."),
]


def test_every_fault_is_said_at_once_and_nothing_is_written(made, tmp_path):
    data, source, found = made
    book = openpyxl.load_workbook(source)
    sheet, heads = book[CONTOH], {cell.value: cell.column for cell in book[CONTOH][1]}
    rows = {sheet.cell(n, heads[HEAD[KEY]]).value.partition(" | ")[2]: n for n in range(2, sheet.max_row + 1)}
    cells = [[cell.value for cell in sheet[rows[of_kind(found, kind).kunci_temuan]]] for kind, *_ in FAULTS]
    sheet.delete_rows(2, sheet.max_row)
    for number, ((_, said, _), values) in enumerate(zip(FAULTS, cells, strict=True), 2):
        for place, value in enumerate(values, 1):
            sheet.cell(number, place).value = value
        for name, value in said.items():
            cell = sheet.cell(number, heads[HEAD[name]])
            cell.value = values[heads["Tercetak"] - 1] if value == PRINTED_TOO else value
    book.save(tmp_path / "salah.xlsx")
    sheets = read_books([tmp_path / "salah.xlsx"])
    assert holds_answers(sheets)
    _, faults = import_answers(sheets, "salah.xlsx", data, CONTOH, simpan=True)
    assert not (data / CONTOH / "tanggapan.csv").exists()
    said = {number: [str(fault) for fault in faults if fault.baris == number] for number in range(2, len(FAULTS) + 2)}
    again = {number: [one for one in texts if "sudah dijawab di baris" in one] for number, texts in said.items()}
    wrong = {number: [one for one in texts if "sudah dijawab di baris" not in one] for number, texts in said.items()}
    assert [(len(texts), FAULTS[number - 2][2] in texts[0]) for number, texts in wrong.items()] == [(1, True)] * len(FAULTS), wrong
    assert sum(map(len, again.values())) == len(FAULTS) - 5, "three findings are answered many times; two rows have no finding"


def test_a_missing_column_and_a_sheet_of_another_dinas(made, tmp_path):
    data, source, _ = made
    book = openpyxl.load_workbook(source)
    next(cell for cell in book[CONTOH][1] if cell.value == "Alasan").value = "Catatan"
    book.save(tmp_path / "x.xlsx")
    result = lakip("import", tmp_path / "x.xlsx", "--dinas", CONTOH, "--data", data)
    assert result.exit_code == 1 and "[Alasan]: kolom tidak ada" in result.output
    for row in book[CONTOH].iter_rows(min_row=2):
        row[-1].value = str(row[-1].value).replace(CONTOH, "kota-lain-dinsos")
    next(cell for cell in book[CONTOH][1] if cell.value == "Catatan").value = "Alasan"
    book.save(tmp_path / "y.xlsx")
    result = lakip("import", tmp_path / "y.xlsx", "--dinas", CONTOH, "--data", data)
    assert result.exit_code == 1 and "tidak ada baris milik dinas ini; yang ada: kota-lain-dinsos" in result.output


# ---------------------------------------------------------------- what follows for the data


def text_frames(**tables: list[dict]) -> dict[str, pd.DataFrame]:
    """Tables of the contract, all text, with the line of each row."""
    out = {}
    for name in ("tanggapan", "terbitan_kinerja", "terbitan_anggaran", "kinerja", "anggaran", "keluaran", "koreksi"):
        rows = [row | {"baris_berkas": number} for number, row in enumerate(tables.get(name, []), 2)]
        columns = [*(kolom.nama for kolom in TABEL[name].kolom), "baris_berkas"]
        out[name] = pd.DataFrame(rows, columns=columns, dtype=object).fillna("")
    return out


ANSWER = {"kunci_temuan": "k", "dokumen": "d", "jenis": "angka_janggal", "tahun": "2023", "tanggapan": "diterima", "perbaikan": "227879550", "usul_sel": "1123 pagu"}
PRINTED = {"id": "d:t1-b1123-2023", "dokumen": "d", "baris": "1123", "tahun": "2023"}
LINE = {"tahun": "2023", "kode": "1.06.01", "pagu_rp": "27879550", "sumber": "d:t1-b1123-2023"}
FIXED = {"tabel": "anggaran", "kunci": "tahun=2023;kode=1.06.01", "kolom": "pagu_rp", "nilai_lama": "2787955", "nilai_baru": "27879550"}
ROW = "anggaran,tahun=2023;kode=1.06.01,pagu_rp,{},227879550,Perbaikan diterima dinas,baris 1123"


@pytest.mark.parametrize(("tables", "expected"), [
    ({}, [("usulan_diterima", ROW.format("27879550"))]),
    ({"tanggapan": [ANSWER | {"tanggapan": "ditolak"}]}, []),
    ({"tanggapan": [ANSWER | {"usul_sel": ""}]}, []),
    ({"tanggapan": [ANSWER | {"perbaikan": "lihat lampiran"}]}, []),
    ({"anggaran": [LINE | {"pagu_rp": "227879550"}]}, []),
    ({"anggaran": [LINE | {"pagu_rp": "227879550.00"}]}, []),
    ({"anggaran": [LINE | {"sumber": ""}]}, []),
    ({"anggaran": [LINE, LINE | {"kode": "1.06.02"}]}, []),
    ({"koreksi": [FIXED]}, [("usulan_mengganti", ROW.format("2787955"))]),
    ({"tanggapan": [ANSWER | {"usul_sel": "1123 pagu, 1124 pagu"}]}, [("usulan_diterima", ROW.format("27879550").replace("baris 1123", "baris 1123; 1124"))]),
], ids=["as printed", "rejected", "of no cell", "no number", "in use already", "the same number", "from elsewhere", "two lines from one cell", "corrected before", "two cells"])
def test_an_accepted_repair_is_said_as_a_row_of_koreksi_and_changes_nothing(tables, expected):
    frames = text_frames(**{"tanggapan": [ANSWER], "terbitan_anggaran": [PRINTED], "anggaran": [LINE]} | tables)
    before = {name: frame.copy() for name, frame in frames.items()}
    assert list(find_usulan(frames)[["perkara", "nilai"]].itertuples(index=False, name=None)) == expected
    assert all(frame.equals(before[name]) for name, frame in frames.items())


def test_a_row_that_prints_two_years_is_told_apart_by_the_year():
    rows = [PRINTED | {"id": f"d:t1-b1123-{year}", "tahun": str(year)} for year in (2022, 2023)]
    kinerja = [{"indikator": "ipg", "tahun": str(year), "realisasi": "95.54", "sumber_realisasi": f"d:t1-b1123-{year}"} for year in (2022, 2023)]
    frames = text_frames(tanggapan=[ANSWER | {"perbaikan": "95.6", "usul_sel": "1123 realisasi"}], terbitan_kinerja=rows, kinerja=kinerja)
    assert find_usulan(frames)["nilai"].tolist() == ["kinerja,tahun=2023;indikator=ipg,realisasi,95.54,95.6,Perbaikan diterima dinas,baris 1123"]


def test_check_says_the_row_and_taking_it_over_ends_the_warning(made, tmp_path):
    data = Path(shutil.copytree(made[0], tmp_path / "data"))
    folder = data / CONTOH
    share = of_kind(made[2], "serapan_tidak_cocok")
    row = next(one for one in faulty("serapan_tidak_cocok")["terbitan_anggaran"].itertuples() if one.id == share.sel.rpartition("|")[0])
    answer = ANSWER | {"dokumen": "lkjip-2024", "usul_sel": f"{row.baris} pagu", "perbaikan": "271000000", "kunci_temuan": share.kunci_temuan}
    text_frames(tanggapan=[answer])["tanggapan"].drop(columns="baris_berkas").to_csv(folder / "tanggapan.csv", index=False)
    lines = (folder / "anggaran.csv").read_text(encoding="utf-8")
    first = "2023,1.06.02,program,Program Pemberdayaan Sosial,,270000000,253800000,"
    assert first in lines
    (folder / "anggaran.csv").write_text(lines.replace(first, first + row.id), encoding="utf-8")
    said = [fault for fault in check_dinas(data, CONTOH) if "diterima, belum dipakai" in fault.masalah]
    assert [(fault.berat, fault.baris, fault.kolom) for fault in said] == [("peringatan", 2, "perbaikan")]
    assert said[0].masalah == "usulan perbaikan 1.06.02, pagu, diterima, belum dipakai"
    assert load_dinas(data, CONTOH).anggaran.query("kode == '1.06.02' and tahun == 2023")["pagu_rp"].tolist() == [270000000]
    told = re.search("“(.+)”", said[0].langkah)[1]
    with (folder / "koreksi.csv").open("a", encoding="utf-8") as file:
        file.write(f"{told}\n")
    assert not [fault for fault in check_dinas(data, CONTOH) if "belum dipakai" in fault.masalah or fault.berat == "kesalahan"]
    assert load_dinas(data, CONTOH).anggaran.query("kode == '1.06.02' and tahun == 2023")["pagu_rp"].tolist() == [271000000]


@pytest.mark.parametrize(("column", "value", "problem"), [
    ("tanggapan", "mungkin", "nilai tidak dikenal"), ("tenggat", "31-03-2025", "bukan tanggal"), ("kunci_temuan", "", "sel kosong"), ("tahun", "23", "bukan tahun"),
])
def test_the_table_has_a_contract(column, value, problem, tmp_path):
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "data" / CONTOH))
    text_frames(tanggapan=[ANSWER | {column: value}])["tanggapan"].drop(columns="baris_berkas").to_csv(folder / "tanggapan.csv", index=False)
    assert [(fault.kolom, fault.masalah) for fault in check_dinas(folder.parent, CONTOH) if fault.berat == "kesalahan"] == [(column, problem)]


# ---------------------------------------------------------------- the next report


def finding(dokumen: str, nama: str, tahun: int, jenis: str = "capaian_tidak_cocok", akar: str = "") -> dict:
    return {"kunci_temuan": f"{dokumen} | {jenis} | {nama} | {tahun}", "dokumen": dokumen, "jenis": jenis, "nama": nama, "tahun": tahun, "akar": akar}


def tables(answered: list[dict], printed: dict[str, list[str]]) -> dict[str, pd.DataFrame]:
    rows = [{"dokumen": dokumen, "nama_tercetak": nama} for dokumen, names in printed.items() for nama in names]
    answers = pd.DataFrame([one | {"tanggapan": "diterima", "alasan": ""} for one in answered], columns=[kolom.nama for kolom in TABEL["tanggapan"].kolom])
    return {"tanggapan": answers, "terbitan_kinerja": pd.DataFrame(rows, columns=["dokumen", "nama_tercetak"]), "terbitan_anggaran": pd.DataFrame(columns=["dokumen", "nama_tercetak"])}


OLD = finding("lkjip-2023", "Indeks A", 2023)


@pytest.mark.parametrize(("later", "printed", "old", "new"), [
    ([finding("lkjip-2024", "1. Indeks A", 2023)], ["Indeks A"], "terbuka", ["terbuka"]),
    ([finding("lkjip-2024", "Indeks A", 2024)], ["Indeks A"], "terulang", ["terulang"]),
    ([finding("lkjip-2024", "Indeks A", 2023), finding("lkjip-2024", "Indeks A", 2024)], ["Indeks A"], "terbuka", ["terbuka", "terulang"]),
    ([finding("lkjip-2024", "Indeks A", 2024, "nilai_usang")], ["Indeks A"], "tertutup", [""]),
    ([finding("lkjip-2024", "Indeks B", 2024)], ["Indeks A", "Indeks B"], "tertutup", [""]),
    ([], ["Indeks B"], "", []),
], ids=["still printed", "again", "both", "of another kind", "of another thing", "not printed any more"])
@pytest.mark.parametrize("known", ["found", "answered"])
def test_the_next_report_closes_leaves_open_or_repeats(known, later, printed, old, new):
    """The earlier finding is known from the earlier report's rows, or only from the answer it got."""
    found = pd.DataFrame([*([OLD] if known == "found" else []), *later], columns=[*OLD])
    given = tables([OLD] if known == "answered" else [], {"lkjip-2024": printed} | ({"lkjip-2023": ["Indeks A"]} if known == "found" else {}))
    marked = add_answers(found, given, DOKUMEN)
    assert marked.loc[marked["dokumen"] == "lkjip-2024", "lanjutan"].tolist() == new
    assert marked.loc[marked["dokumen"] == "lkjip-2023", "lanjutan"].tolist() == ([old] if known == "found" else [])
    followed = compute_lanjutan(marked, given, DOKUMEN, 2024)
    assert followed[["kunci_temuan", "lanjutan"]].values.tolist() == [[OLD["kunci_temuan"], old]]
    assert compute_lanjutan(marked, given, DOKUMEN, 2023).empty
    assert describe_lanjutan(followed, "en").startswith("Of 1 finding in the report before: 1 ")


def test_two_reports_of_one_dinas_from_data_to_words(tmp_path):
    """The report of 2024 repeats one fault of 2023 in the next year, and prints the other one right."""
    folder = Path(shutil.copytree(SAMPLE, tmp_path / CONTOH))
    first, second = faulty("serapan_tidak_cocok", "capaian_tidak_cocok"), faulty("serapan_tidak_cocok")
    for name, frame in first.items():
        later, ids = second[name], [column for column in ("id", "induk") if column in frame]
        later = later.assign(**{column: later[column].str.replace(":", ":l-") for column in ids}, **({"tahun": later["tahun"] + 1} if ids else {}))
        first[name] = pd.concat([frame.replace({"dokumen": {"lkjip-2024": "lkjip-2023"}}), later])
    write_printed(folder, first)
    text = (folder / "dinas.toml").read_text(encoding="utf-8")
    (folder / "dinas.toml").write_text(text.replace("[[dokumen]]", '[[dokumen]]\nid = "lkjip-2023"\njudul = "Laporan 2023"\ntahun = 2023\n\n[[dokumen]]'), encoding="utf-8")
    found = audit_dinas(load_dinas(tmp_path, CONTOH))
    marks = found[found["akar"] == ""].set_index(["dokumen", "jenis"])["lanjutan"]
    assert marks["lkjip-2023", "serapan_tidak_cocok"] == marks["lkjip-2024", "serapan_tidak_cocok"] == "terulang"
    assert marks["lkjip-2023", "beda_antartabel"] == "tertutup"
    report = open_report(tmp_path, CONTOH, 2024)
    assert set(report.temuan["dokumen"]) == {"lkjip-2024"}
    assert "A finding of this kind about the same thing, on the figure of another year" in table_temuan(report.temuan, "en").html
    said = lakip("audit", "--data", tmp_path).output
    assert "    lanjutan: terulang" in said and re.search(r"kota-contoh-dinsos: Dari \d temuan laporan sebelumnya \d tertutup, 1 terulang\.", said)


def test_one_report_alone_says_nothing():
    found = pd.DataFrame([OLD])
    marked = add_answers(found, tables([], {"lkjip-2023": ["Indeks A"]}), DOKUMEN)
    assert marked["lanjutan"].tolist() == [""] and compute_lanjutan(marked, tables([], {"lkjip-2023": ["Indeks A"]}), DOKUMEN, 2024).empty
    assert describe_lanjutan(pd.DataFrame(columns=["lanjutan"]), "id") == ""


def test_a_report_shows_its_own_findings_and_the_sheet_asks_about_the_latest():
    found = pd.DataFrame([OLD, finding("lkjip-2024", "Indeks A", 2024), finding("lkjip-2024", "Indeks B", 2024, akar="T1")])
    assert findings_of(found, DOKUMEN, 2023)["dokumen"].tolist() == ["lkjip-2023"]
    assert len(findings_of(found, DOKUMEN, 2022)) == 3
    assert findings_of(found[found["dokumen"] == "lkjip-2024"], DOKUMEN, 2023).empty, "a report without findings does not show another one's"
    assert latest_findings(found, DOKUMEN)["nama"].tolist() == ["Indeks A"]
    assert latest_findings(found, DOKUMEN)["dokumen"].tolist() == ["lkjip-2024"]
