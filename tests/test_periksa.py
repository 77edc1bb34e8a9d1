"""A draft checked by itself: notes at the right cells, everything else in the file as it was."""

import io
import re
import zipfile
from pathlib import Path
from types import SimpleNamespace

import docx
import openpyxl
import pandas as pd
import pdfplumber
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from periksa_draf import read_comments, same_file
from pypdf import PdfReader, PdfWriter
from typer.testing import CliRunner

from lakip_analysis.cli import app
from lakip_analysis.errors import DataError
from lakip_analysis.membaca.baca import published, read_report
from lakip_analysis.periksa.aturan_cetak import find_polarity, find_rules
from lakip_analysis.periksa.catatan import Catatan
from lakip_analysis.periksa.draf import check_draft
from lakip_analysis.periksa.excel import note_xlsx
from lakip_analysis.periksa.kata import describe_findings
from lakip_analysis.periksa.pdf import mark_pdf
from lakip_analysis.periksa.sisip import element_end, insert_texts, open_parts, walk, write_parts
from lakip_analysis.periksa.tulis import make_notes, write_check
from lakip_analysis.periksa.word import comment_docx

COVER = ["LAPORAN KINERJA INSTANSI PEMERINTAH", "DINAS KESEHATAN", "TAHUN 2024", ""]
TABLES = {
    "Tabel 2.1 Perjanjian Kinerja Tahun 2024": [
        ["Indikator Kinerja", "Satuan", "Target"],
        ["Angka Harapan Hidup", "Tahun", "70,54"],
        ["Cakupan imunisasi", "%", "80,00"],
        ["Indeks keluarga sehat", "Indeks", "0,40"],
    ],
    "Tabel 3.1 Capaian Kinerja Tahun 2024": [
        ["No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)"],
        ["1", "Angka Harapan Hidup", "Tahun", "70,54", "70,20", "99,52"],
        ["2", "Cakupan imunisasi", "%", "80,00", "72,00", "90,00"],
        ["3", "Indeks keluarga sehat", "Indeks", "0,40", "0,38", "95,00"],
    ],
    "Tabel 3.2 Realisasi Anggaran Tahun 2024": [
        ["Program/Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%"],
        ["Program Pemenuhan Upaya Kesehatan", "30.000.000", "24.000.000", "80,00"],
        ["Kegiatan Penyediaan Layanan", "10.000.000", "9.000.000", "90,00"],
        ["Kegiatan Penyediaan Fasilitas", "20.000.000", "15.000.000", "75,00"],
        ["JUMLAH", "30.000.000", "24.000.000", "80,00"],
    ],
}
# table, row, column → what is printed there instead
WRONG = {(1, 2, 5): "99,00", (2, 3, 1): "20.500.000"}


def spoilt(wrong=WRONG) -> dict[str, list[list[str]]]:
    out = {label: [list(row) for row in rows] for label, rows in TABLES.items()}
    for (table, row, column), text in wrong.items():
        list(out.values())[table][row][column] = text
    return out


def as_text(tables: dict, cover=COVER) -> str:
    parts = ["\n".join([label, "", *("\t".join(row) for row in rows)]) for label, rows in tables.items()]
    return "\n".join(cover) + "\n" + "\n\n".join(parts) + "\n"


def as_docx(path: Path, tables: dict) -> None:
    """With a picture, a header, a foot line, a comment of somebody and text in two pieces."""
    from PIL import Image

    document = docx.Document()
    for line in COVER:
        document.add_paragraph(line)
    said = document.add_paragraph("Disusun oleh sekretariat.")
    document.add_comment(said.runs, "Sudah dibaca", author="Kasubbag")
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "png")
    picture.seek(0)
    document.add_picture(picture)
    document.sections[0].header.paragraphs[0].text = "Draf"
    for label, rows in tables.items():
        document.add_paragraph(label)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                paragraph = table.cell(r, c).paragraphs[0]
                for piece in (text[:2], text[2:]):
                    paragraph.add_run(piece).bold = bool(r == 0)
    document.save(path)


def as_xlsx(path: Path, tables: dict) -> None:
    """With a formula, a chart, a coloured condition, a drop-down, a name, notes in one sheet."""
    with xlsxwriter.Workbook(path) as book:
        cover = book.add_worksheet("Sampul")
        for r, line in enumerate(COVER):
            cover.write_string(r, 0, line)
        for n, (label, rows) in enumerate(tables.items()):
            sheet = book.add_worksheet(f"T{n}")
            sheet.write_string(0, 0, label)
            for r, row in enumerate(rows, 2):
                for c, text in enumerate(row):
                    sheet.write_string(r, c, text)
            sheet.write_formula(20, 8, "=SUM(1,2)", None, 3)
            sheet.conditional_format("A1:C3", {"type": "cell", "criteria": ">", "value": 1})
            sheet.data_validation("H1", {"validate": "list", "source": ["ya"]})
            if n == 1:
                sheet.write_comment("F5", "Angka dari bidang P2P", {"author": "Kasubbag"})
                chart = book.add_chart({"type": "column"})
                chart.add_series({"values": "=T1!$D$4:$D$6"})
                sheet.insert_chart("J2", chart)
            if n == 2:
                sheet.add_table("M30:N33")
        book.define_name("Pagu", "=T2!$B$4")


MAKE = {"docx": as_docx, "xlsx": as_xlsx}


def made(tmp_path, kind: str, wrong=WRONG):
    path = tmp_path / f"draf.{kind}"
    MAKE[kind](path, spoilt(wrong))
    draf = check_draft(path)
    return path, draf, write_check(path, draf, tmp_path / "hasil")


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    return {kind: made(tmp_path_factory.mktemp(kind), kind) for kind in MAKE}


@pytest.mark.parametrize("kind", MAKE)
def test_the_draft_comes_back_with_notes_at_the_wrong_cells_and_nothing_else(kind, checked):
    path, _, done = checked[kind]
    after = (path.parent / "hasil" / f"draf-diperiksa.{kind}").read_bytes()
    comments = read_comments(kind, after, None)
    # tables are counted in the file: a workbook has its cover before them
    shift = int(kind == "xlsx")
    ours = {place: text for place, text in comments.items() if re.search(r"^T\d{3} ", text, re.M)}
    # in Word a comment lies over the target and the realisation that its result does not follow from
    over = {(1, 2, 3), (1, 2, 4)} if kind == "docx" else set()
    assert set(ours) == {(table + shift, row, column) for table, row, column in {*WRONG, *over}}
    if kind == "xlsx":  # a note is of one cell: those beside it point to it
        assert comments[(2, 2, 3)] == comments[(2, 2, 4)] == "T005: tidak cocok dengan F5; lihat catatan di sana."
    assert any("Kasubbag" in text or "Sudah" in text or "P2P" in text for text in comments.values())
    assert "memberi 90,00 %, tercetak 99,00" in ours[(1 + shift, 2, 5)]
    assert "Usul: pagu, baris" in ours[(2 + shift, 3, 1)]
    assert same_file(kind, path.read_bytes(), after) == []
    assert done.luput == []


def test_a_changed_part_is_seen(checked):
    """The comparison itself: one sign more anywhere is another file."""
    for kind, part in (("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet2.xml")):
        path, *_ = checked[kind]
        raw = path.read_bytes()
        parts = open_parts(raw)
        parts[part] = parts[part].replace(b"kupan", b"Kupan").replace(b"<row ", b"<row  ", 1)
        assert same_file(kind, raw, write_parts(raw, parts)) == [part]


@pytest.mark.parametrize("kind", MAKE)
def test_a_consistent_draft_comes_back_as_it_was(kind, tmp_path):
    path, draf, done = made(tmp_path, kind, {})
    assert draf.temuan.empty and done.catatan == []
    assert (tmp_path / "hasil" / f"draf-diperiksa.{kind}").read_bytes() == path.read_bytes()
    assert "0 hal perlu diperbaiki" in (tmp_path / "hasil" / "ringkasan.html").read_text("utf-8")
    assert openpyxl.load_workbook(tmp_path / "hasil" / "lembar-tanggapan.xlsx")["draf"].max_row == 1


@pytest.mark.parametrize("kind", MAKE)
def test_the_same_draft_gives_the_same_bytes(kind, checked, tmp_path):
    path, draf, _ = checked[kind]
    write_check(path, draf, tmp_path)
    for one in sorted(tmp_path.iterdir()):
        assert one.read_bytes() == (path.parent / "hasil" / one.name).read_bytes(), one.name


def test_a_note_of_somebody_else_is_kept_above_ours(checked, tmp_path):
    path, *_ = checked["xlsx"]
    raw = (path.parent / "hasil" / "draf-diperiksa.xlsx").read_bytes()
    note = openpyxl.load_workbook(io.BytesIO(raw))["T1"]["F5"].comment.text
    assert note.index("Angka dari bidang P2P") < note.index("lakip:") < note.index("Capaian")
    shapes = [text for name, text in open_parts(raw).items() if name.endswith(".vml")]
    ids = re.findall(rb'v:shape id="_x0000_s(\d+)"', b"".join(shapes))
    assert len(ids) == len(set(ids)) == 4


def test_a_cell_with_a_thread_takes_no_note(tmp_path):
    as_xlsx(tmp_path / "a.xlsx", spoilt())
    raw = (tmp_path / "a.xlsx").read_bytes()
    parts = open_parts(raw)
    rels = "xl/worksheets/_rels/sheet2.xml.rels"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    parts[rels] = element_end(
        parts.get(rels, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'),
        f'<Relationship Id="rT" Type="{kind}" Target="../threadedComments/t1.xml"/>'.encode(),
    )
    parts["xl/threadedComments/t1.xml"] = b'<ThreadedComments><threadedComment ref="C4"/></ThreadedComments>'
    notes = [Catatan(1, c, (1, 3), "x", "T001 salah", ("T001",)) for c in (1, 2)]
    after, lost = note_xlsx(write_parts(raw, parts), notes)
    assert [note.kolom for note in lost] == [2]
    assert openpyxl.load_workbook(io.BytesIO(after))["T0"]["B4"].comment.text == "T001 salah"


def test_a_note_whose_text_is_not_there_is_not_written(checked):
    path, _, done = checked["docx"]
    raw = path.read_bytes()
    moved = [Catatan(n.baris, n.kolom, n.asal, "lain", n.teks, n.temuan) for n in done.catatan]
    assert comment_docx(raw, moved) == (raw, moved)


BODY = st.recursive(
    st.text("ab<&é ", max_size=3).map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: f"<x y='>'>{''.join(parts)}</x>"),
)


@given(BODY, st.sampled_from(["<a/>", "<a>{}</a>", "<p:a xmlns:p='u'>{}</p:a>"]))
def test_what_is_put_in_stands_at_the_end_and_taken_out_leaves_what_was(body, shape):
    raw = shape.format(body).encode()
    after = element_end(raw, b"<new/>")
    names = []
    walk(after, lambda name, _, at: names.append(name), lambda *_: None)
    assert names[-1] == "new"
    assert after.replace(b"<new/>", b"") in (raw, b"<a></a>")


def test_an_empty_paragraph_takes_a_comment(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 1).text = "isi"
    document.save(tmp_path / "a.docx")
    raw = (tmp_path / "a.docx").read_bytes()
    after, lost = comment_docx(raw, [Catatan(1, 0, (0, 0), "", "kosong & <salah>", ("T001",))])
    assert not lost and read_comments("docx", after, None) == {(0, 0, 0): "kosong & <salah>"}


# --- PDF


def one_page(rotation: int = 0) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=600, height=800).rotate(rotation)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("rotation", "rect"),
    [(0, [50, 680, 150, 700]), (90, [100, 50, 120, 150]), (180, [450, 100, 550, 120]), (270, [480, 650, 500, 750])],
)
def test_a_pdf_grows_by_marks_at_the_cells(rotation, rect):
    raw = one_page(rotation)
    note = Catatan(1, 0, (0, 0), "x", "T001 salah: (2T−R)/T “ya”", ("T001",), 1, (50, 100, 150, 120))
    after, lost = mark_pdf(raw, [note, SimpleNamespace(kotak=None, halaman=0)])
    assert after.startswith(raw) and len(lost) == 1
    (mark,) = PdfReader(io.BytesIO(after)).pages[0].annotations
    mark = mark.get_object()
    assert [round(float(one)) for one in mark["/Rect"]] == rect
    assert (mark["/T"], mark["/Contents"]) == ("lakip", note.teks)
    with pdfplumber.open(io.BytesIO(after)) as document:  # another program reads the same
        assert document.pages[0].annots[0]["contents"].lstrip("\ufeff") == note.teks
    assert mark_pdf(raw, [note])[0] == mark_pdf(raw, [note])[0]


# --- text, doubts, rules


def check_text(tmp_path, text: str, **given):
    path = tmp_path / "draf.txt"
    path.write_text(text, encoding="utf-8")
    return path, check_draft(path, **given)


def test_a_text_gets_a_list_by_line_and_the_page_says_what_was_read(tmp_path):
    path, draf = check_text(tmp_path, as_text(spoilt()) + "\nTabel 4.1 Pegawai\n\nGolongan\tOrang\nIII\t12\n")
    done = write_check(path, draf, tmp_path / "hasil")
    listed = (tmp_path / "hasil" / "catatan.txt").read_text("utf-8-sig")
    lines = path.read_text("utf-8").split("\n")
    found = [int(number) for number in re.findall(r"^baris (\d+)", listed, re.M)]
    assert [lines[number - 1].split("\t")[1] for number in found] == ["Cakupan imunisasi", "20.500.000"]
    page = (tmp_path / "hasil" / "ringkasan.html").read_text("utf-8")
    assert "2 hal perlu diperbaiki" in page and "24 angka" in page
    assert {one.name for one in done.berkas} == {"catatan.txt", "lembar-tanggapan.xlsx", "ringkasan.html"}
    assert "<script" not in page and "http" not in page


def test_sheets_that_take_no_notes_get_a_list_by_cell(tmp_path):
    path = tmp_path / "draf.csv"
    rows = [[line] for line in COVER]
    for label, table in spoilt().items():
        rows += [[label], [], *table, []]
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    draf = check_draft(path)
    write_check(path, draf, tmp_path / "hasil")
    listed = (tmp_path / "hasil" / "catatan.txt").read_text("utf-8-sig")
    cells = re.findall(r"lembar draf, sel ([A-Z])(\d+)", listed)
    assert [rows[int(n) - 1][ord(c) - 65] for c, n in cells] == ["99,00", "20.500.000"]
    assert {one.suffix for one in (tmp_path / "hasil").iterdir()} == {".txt", ".xlsx", ".html"}


def test_a_finding_on_a_doubtful_reading_is_told_apart_and_not_written(tmp_path):
    # a line without a name among the parts of a sum: what it is nobody knows
    whole = as_text(spoilt({(2, 3, 1): "20.400.000"}))
    torn = whole.replace("Kegiatan Penyediaan Fasilitas", "\t7.777.000\t7.000.000\t90,01\nKegiatan Penyediaan Fasilitas")
    torn = torn.replace("20.400.000", "13.123.000").replace("75,00", "88,00")
    path, draf = check_text(tmp_path, torn)
    doubtful = draf.temuan[draf.temuan["bagian"] == "ragu"]
    assert len(doubtful) and all(doubtful["ragu"].map(len))
    done = write_check(path, draf, tmp_path / "hasil")
    told = {name for note in done.catatan for name in note.temuan}
    assert told.isdisjoint(doubtful["id"])
    assert "bacaan yang ragu (" in (tmp_path / "hasil" / "ringkasan.html").read_text("utf-8")


def test_a_row_contradicts_itself_whatever_its_year(tmp_path):
    # the caption of another year: the reader doubts the year of its columns
    text = as_text(spoilt({(1, 2, 3): "81,00"})).replace("Tabel 3.1 Capaian Kinerja Tahun 2024", "Tabel 3.1 Capaian Kinerja Tahun 2023")
    _, draf = check_text(tmp_path, text)
    found = draf.temuan[(draf.temuan["jenis"] == "capaian_tidak_cocok")]
    assert found["bagian"].tolist() == ["perbaiki"] and not found["ragu"].iat[0]


def frame(rows: list[dict]) -> pd.DataFrame:
    base = {"dokumen": "d", "tahun": 2024, "predikat_tercetak": "", "nama_tercetak": ""}
    out = pd.DataFrame([base | {"baris": n} | row for n, row in enumerate(rows)])
    for name in ("target", "realisasi", "capaian", "efisiensi", "persen"):
        if name in out:
            out[f"{name}_tercetak"] = out[name].map(lambda v: f"{v:.2f}".replace(".", ","))
    return out


NOTHING = frame([{"persen": 90.0, "efisiensi": float("nan")}])


def rules_of(kinerja: list[dict], anggaran: list[dict] | None = None) -> dict:
    base = {"target": float("nan"), "realisasi": float("nan"), "capaian": float("nan")}
    spent = frame(anggaran) if anggaran else NOTHING
    rows = frame([base | row for row in kinerja])
    return find_rules({"terbitan_kinerja": rows, "terbitan_anggaran": spent})


def graded(*pairs) -> list[dict]:
    return [{"capaian": value, "predikat_tercetak": word} for value, word in pairs]


@pytest.mark.parametrize(
    ("rows", "scale"),
    [
        (graded((95.0, "Sangat Tinggi"), (80.0, "Tinggi"), (70.0, "Sedang"), (99.0, "Tinggi")), "permendagri-86"),
        (graded((95.0, "Sangat Berhasil"), (80.0, "Berhasil"), (60.0, "Cukup Berhasil")), "pontianak"),
        (graded((95.0, "Elok"), (80.0, "Apik"), (70.0, "Lumayan")), None),  # nobody knows these
        (graded((95.0, "Rendah"), (80.0, "Sedang"), (40.0, "Tinggi")), None),  # its words, not its bounds
        (graded((95.0, "Sangat Tinggi")), None),  # one figure proves nothing
    ],
)
def test_the_scale_is_the_one_that_most_categories_follow(rows, scale):
    assert rules_of(rows).get("skala") == scale


@pytest.mark.parametrize(
    ("measure", "values"),
    [("sisa", (10.0, 20.0, 5.0)), ("selisih", (5.0, 18.0, 4.0)), ("rasio", (105.56, 122.5, 104.21)), (None, (1.0, 2.0, 3.0))],
)
def test_the_efficiency_is_the_measure_that_most_figures_follow(measure, values):
    reached, spent = (95.0, 98.0, 99.0), (90.0, 80.0, 95.0)
    rows = [{"capaian": value} for value in reached]
    money = [{"persen": s, "efisiensi": e} for s, e in zip(spent, values, strict=True)]
    assert rules_of(rows, money).get("efisiensi") == measure


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("A", 10, 8, 120.0)], {"A": "turun"}),
        ([("A", 10, 8, 80.0)], {"A": "naik"}),
        ([("A", 10, 8, 120.0), ("A", 10, 8, 80.0)], {}),  # both ways
        ([("A", 10, 10, 100.0)], {}),  # either way
        ([("A", 10, 8, 55.0)], {}),  # neither
        ([("A", 10, 8, 125.0)], {}),  # changed places: T/R is not what this report reckons by
        ([("Prevalensi stunting", 10, 8, 80.0)], {}),  # the words say the contrary
    ],
)
def test_a_polarity_is_told_only_where_all_rows_tell_the_same(rows, expected):
    names = ("nama_tercetak", "target", "realisasi", "capaian")
    table = frame([dict(zip(names, row, strict=True)) for row in rows])
    told = find_polarity(table, "dua_target_kurang_realisasi")
    assert dict(zip(told["nama_indikator"], told["polaritas"], strict=True)) == expected
    more = {name: way for name, way in expected.items() if way == "naik"}
    told = find_polarity(table)  # without a formula for the others nothing is told of them
    assert dict(zip(told["nama_indikator"], told["polaritas"], strict=True)) == more


def budget(*rows: tuple[str, int, int]) -> str:
    lines = [f"{name}\t{pagu}\t{real}\t{real / pagu * 100:.2f}".replace(".", ",") for name, pagu, real in rows]
    return "\n".join(COVER) + "\nTabel 3.2 Realisasi Anggaran Tahun 2024\n\nUraian\tAnggaran (Rp)\tRealisasi (Rp)\t%\n" + "\n".join(lines) + "\n"


SUB = [("Program Sosial", 60000, 50000), ("Bantuan", 60000, 50000), ("Beras", 40000, 30000), ("Tenda", 20000, 20000)]


@pytest.mark.parametrize(
    ("rows", "levels"),
    [
        (SUB, ["program", "kegiatan", "subkegiatan", "subkegiatan"]),
        # one column is enough
        ([*SUB[:2], ("Beras", 45000, 30000), SUB[3]], ["program", "kegiatan", "subkegiatan", "subkegiatan"]),
        # nothing adds up: no level, and no line is a part of another
        ([SUB[0], ("Bantuan", 61000, 49000), *SUB[2:]], ["program", "", "", ""]),
    ],
)
def test_lines_without_a_level_have_the_one_that_their_sums_tell(tmp_path, rows, levels):
    path = tmp_path / "a.txt"
    path.write_text(budget(*rows).replace("Uraian", "Program/Kegiatan/Sub Kegiatan"), encoding="utf-8")
    found = published(read_report(path))["terbitan_anggaran"]
    assert found["level"].tolist() == levels
    assert [bool(one) for one in found["induk"]] == [False, *map(bool, levels[1:])]


# --- what a Windows user meets


def blank_docx(path: Path) -> None:
    docx.Document().save(path)


def scan(path: Path) -> None:
    path.write_bytes(one_page())


def locked(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("a.doc", locked, "simpan di Word sebagai .docx"),
        ("a.rtf", locked, "simpan di Word sebagai .docx"),
        ("a.jpg", locked, "pindaian perlu OCR"),
        ("a.docx", locked, "kata sandi"),
        ("a.docx", blank_docx, "tidak berisi teks"),
        ("~$a.docx", blank_docx, "pilih berkasnya sendiri: a.docx"),
        ("a.docx", lambda path: path.write_bytes(b"PK\x03\x04 rusak"), "berkas Word rusak"),
        ("a.pdf", scan, "pindaian"),
        ("a.xlsx", lambda path: path.write_bytes(b"bukan"), "bukan buku kerja Excel"),
        ("a.txt", lambda path: path.write_text("\n".join(COVER)), "tidak ada tabel kinerja atau anggaran"),
        ("tidak-ada.docx", lambda path: None, "berkas tidak ada"),
    ],
)
def test_each_wrong_file_gets_one_message_with_a_next_step(name, make, said, tmp_path):
    path = tmp_path / name
    make(path)
    ran = CliRunner().invoke(app, ["periksa", str(path), "--out", str(tmp_path / "hasil")])
    assert ran.exit_code == 1 and said in ran.output and "Langkah:" in ran.output
    assert len(ran.output.strip().split("\n")) == 1 and not (tmp_path / "hasil").exists()


def test_a_year_nobody_says_is_asked_for(tmp_path):
    text = re.sub(r"(?i) ?tahun 2024", "", as_text(spoilt()))
    with pytest.raises(DataError, match="--tahun"):
        check_text(tmp_path, text)
    _, draf = check_text(tmp_path, text, tahun=2024)
    assert set(draf.tabel["terbitan_kinerja"]["tahun"]) == {2024}


def test_only_captions_that_a_table_follows_are_judged(tmp_path):
    listed = "\n".join(["DAFTAR TABEL", *(label.replace("2024", "2019") for label in TABLES), ""])
    _, draf = check_text(tmp_path, as_text(spoilt({})).replace("\n\nTabel 2.1", f"\n\n{listed}\nTabel 2.1"))
    assert draf.tabel["terbitan_judul"]["judul"].str.contains("2024").tolist() == [True] * 3
    _, bare = check_text(tmp_path, re.sub(r"Tabel \d.\d ", "", as_text(spoilt({}))))
    assert bare.tabel["terbitan_judul"].empty and bare.temuan.empty


def test_a_sum_whose_lines_were_not_all_read_is_doubtful(tmp_path):
    whole = as_text(spoilt({(2, 3, 1): "20.400.000"}))
    assert (check_text(tmp_path, whole)[1].temuan["bagian"] == "ragu").sum() == 0
    # a line without a name among the parts: what it is nobody knows
    torn = whole.replace("Kegiatan Penyediaan Fasilitas", "\t7.777.000\t7.000.000\t90,01\nKegiatan Penyediaan Fasilitas")
    torn = torn.replace("20.400.000", "13.123.000").replace("75,00", "88,00")
    found = check_text(tmp_path, torn)[1].temuan
    sums = found[(found["jenis"] == "jumlah_tidak_cocok") & (found["akar"] == "")]
    assert len(sums) and set(sums["bagian"]) == {"ragu"}


def test_every_row_that_repeats_a_wrong_word_is_marked(tmp_path):
    rows = [("94,00", "Sangat Tinggi"), ("96,00", "Tinggi"), ("80,00", "Tinggi"), ("97,00", "Tinggi"), ("98,00", "Tinggi")]
    body = "".join(
        f"{n}\tIndikator {chr(64 + n)}\t100,00\t{value}\t{value}\t{word}\n" for n, (value, word) in enumerate(rows, 1)
    )
    head = "Tabel 3.1 Capaian Kinerja Tahun 2024\n\nNo\tIndikator Kinerja\tTarget\tRealisasi\tCapaian (%)\tKategori\n"
    _, draf = check_text(tmp_path, "\n".join(COVER) + "\n" + head + body, aturan={"skala": "permendagri-86"})
    found = draf.temuan[draf.temuan["jenis"] == "predikat_tidak_cocok"]
    at = {draf.bacaan.naskah.baris[line - 1].split("\t")[1] for places in found["tempat"] for line, _ in places}
    assert at == {"Indikator B", "Indikator D", "Indikator E"}  # 80 is Tinggi
    assert {column for places in found["tempat"] for _, column in places} == {5}


def test_a_file_that_is_open_elsewhere_is_said_in_one_line(tmp_path, monkeypatch):
    path = tmp_path / "draf.docx"
    as_docx(path, spoilt())
    write = Path.write_bytes

    def refuse(self, data):
        if self.name == "draf-diperiksa.docx":
            raise PermissionError(13, "Permission denied", str(self))
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    ran = CliRunner().invoke(app, ["periksa", str(path), "--out", str(tmp_path / "hasil")])
    assert ran.exit_code == 1
    assert "draf-diperiksa.docx" in ran.output and "tutup berkas itu" in ran.output


def test_the_command_says_what_was_found_and_written(tmp_path):
    path = tmp_path / "draf.docx"
    as_docx(path, spoilt())
    out = tmp_path / "hasil"
    ran = CliRunner().invoke(app, ["periksa", str(path), "--out", str(out)])
    assert ran.exit_code == 0, ran.output
    assert "2 hal perlu diperbaiki" in ran.output and str(out / "ringkasan.html") in ran.output
    assert zipfile.is_zipfile(out / "draf-diperiksa.docx")
    wrong = CliRunner().invoke(app, ["periksa", str(path), "--efisiensi", "entah"])
    assert wrong.exit_code == 2 and "sisa, selisih, rasio" in wrong.output


def test_several_texts_at_one_offset_keep_their_order():
    assert insert_texts(b"ab", [(1, 1, b"x"), (0, 0, b"y"), (1, 2, b"z")]) == b"yaxz"


def test_a_note_in_another_table_says_from_which_its_words_are(tmp_path):
    """Two prints of one target: “di sini” is where the finding speaks, and both cells get its words."""
    head, promise = "No\tIndikator\tTarget 2024", "Tabel 2.1 Perjanjian Kinerja Tahun 2024"
    text = [*COVER, promise, "", head, "1\tIndeks mutu layanan\t80,00", "2\tAngka kesakitan\t12,00", ""]
    text += ["Tabel 3.1 Capaian Kinerja Tahun 2024", "", f"{head}\tRealisasi 2024\tCapaian (%)"]
    text += ["1\tIndeks mutu layanan\t85,00\t72,25\t85,00", "2\tAngka kesakitan\t12,00\t12,00\t100,00"]
    (tmp_path / "draf.txt").write_text("\n".join(text), encoding="utf-8")
    draf = check_draft(tmp_path / "draf.txt")
    notes = {note.tertulis: note.teks for note in make_notes(draf, describe_findings(draf, "txt"))}
    there, away = sorted(("80,00", "85,00"), key=lambda cell: "Tentang" in notes[cell])
    assert notes[away].startswith("Tentang Tabel ") and "Tentang" not in notes[there]
    assert notes[away].endswith(notes[there])
