"""Excel, Word, CSV and Parquet: what stands in them, that they can be opened, that they say what each column means, and the same bytes twice."""

import csv
import hashlib
import json
import re
import shutil
import subprocess
import warnings
import zipfile
from functools import cache
from pathlib import Path

import docx
import duckdb
import frictionless
import openpyxl
import pandas as pd
import pytest
from asli import asli
from docx.oxml.ns import qn
from typer.testing import CliRunner

from lakip_analysis import __version__, cli
from lakip_analysis.bahasa.angka import fmt_percent
from lakip_analysis.bahasa.kolom import heading, kind_of
from lakip_analysis.bahasa.nama import fmt_unit, tidy_name
from lakip_analysis.bahasa.say import codes, say
from lakip_analysis.cli import app
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.errors import DataError, ReportError, RuleError
from lakip_analysis.laporan import HASIL
from lakip_analysis.papan.view import table_papan
from lakip_analysis.reports import export
from lakip_analysis.reports.bab import compile_bab
from lakip_analysis.reports.document import write_document
from lakip_analysis.reports.export import export_reports
from lakip_analysis.reports.results import (
    describe_columns,
    describe_files,
    result_frames,
    result_names,
    write_csv,
)
from lakip_analysis.reports.simpulan import compose_simpulan, say_simpulan
from lakip_analysis.reports.words import Nama, readable
from lakip_analysis.reports.workbook import write_workbook

DATA = Path(__file__).parents[1] / "data"
SAMPLE, CONTOH = Path(__file__).parent / "sample", "kota-contoh-dinsos"
MALANG, BELITUNG, PONTIANAK = ("kota-malang-dinsosp3ap2kb", 2023), ("kab-belitung-dspppa", 2024), ("kota-pontianak-dinsos", 2024)
SINGKAWANG = ("kota-singkawang-dinsospppa", 2023)
FIRST, LAST = ["Sampul", "Papan", "Bab III"], "Kamus data"


def sheet_of(name: str) -> str:
    return "Angka papan" if name == "papan" else say(f"berkas.{name}.judul", "id")


def plain(text: str) -> str:
    """What a reader sees: a figure and its sign stay together by a space that does not break."""
    return text.replace("\u00a0", " ")


def whole(paragraph) -> str:
    """The text of a caption with the number that its field shows."""
    return plain("".join(part.text for part in paragraph._p.iter(qn("w:t"))))


def rows_of(table) -> list[list[str]]:
    return [[plain(cell.text) for cell in row.cells] for row in table.rows]


@cache
def results_of(dinas: str, tahun: int) -> dict[str, pd.DataFrame]:
    """Every result of one report by name: what its chapters save, and the board that stands on them."""
    laporan = asli(dinas, tahun)
    return {name: getattr(laporan, name) for name in (*HASIL, "papan")}


def report_of(dinas: str, tahun: int) -> tuple:
    return load_dinas(DATA, dinas), tahun, results_of(dinas, tahun)


def write_book(path: Path, frames: dict, bahasa: str = "id", report: tuple = BELITUNG) -> Path:
    return write_workbook(path, frames, [report_of(*report)], bahasa)


@pytest.fixture(scope="module")
def belitung():
    return results_of(*BELITUNG)


@pytest.fixture
def saved(monkeypatch):
    """Exports take what the chapters save without running them; that they do save it is tested on its own."""
    monkeypatch.setattr(export, "run_chapters", lambda folder, dinas, tahun, *rest: ([], results_of(dinas, tahun)))


@pytest.fixture(scope="module")
def frames(belitung):
    return result_frames(belitung)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The workbook (`xlsx`) or the document (`docx`) of a report as it stands, written once for all tests that read it."""
    folder = tmp_path_factory.mktemp("tertulis")

    def path_of(kind: str, report: tuple = BELITUNG, bahasa: str = "id", audit: bool = False) -> Path:
        path = folder / f"{report[0]}-{bahasa}-{audit}.{kind}"
        if not path.exists() and kind == "xlsx":
            write_book(path, result_frames(results_of(*report)), bahasa, report)
        elif not path.exists():
            write_word(path, results_of(*report), bahasa, audit, report)
        return path

    return path_of


@pytest.fixture(scope="module")
def opened(written):
    """The same file, read once."""
    read = cache(lambda path: read_book(path) if path.suffix == ".xlsx" else docx.Document(path))
    return lambda *which: read(written(*which))


@pytest.fixture(scope="module")
def book(opened):
    return opened("xlsx")


def read_book(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():  # it knows no bars in cells
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def document(opened):
    return opened("docx")


def write_word(path: Path, results: dict, bahasa: str = "id", audit: bool = False, report: tuple = BELITUNG) -> Path:
    return write_document(path, load_dinas(DATA, report[0]), report[1], results, bahasa, audit)


# ---------------------------------------------------------------- data dictionary


@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_every_column_of_every_file_has_a_title_a_meaning_and_a_kind(frames, bahasa):
    said = describe_columns(frames, bahasa)
    assert len(said) == sum(frame.shape[1] for frame in frames.values())
    assert (said[["judul", "arti", "jenis"]] != "").all(axis=None)
    assert set(said.loc[said["jenis"] == "persen", "satuan"]) == {"%"}
    assert set(said.loc[said["jenis"] == "rupiah", "satuan"]) == {"rupiah"}


def test_heads_of_one_sheet_are_all_different(frames):
    said = describe_columns(frames, "id")
    assert not said.duplicated(["berkas", "judul"]).any()


def test_files_are_those_of_the_list(frames):
    assert list(frames) == result_names()


def test_kinds_of_the_dictionary_are_true(frames):
    """A column said to hold numbers holds numbers or nothing; years are four digits."""
    for table, frame in frames.items():
        for name in frame:
            kind = kind_of(name, table)
            if kind.split()[0] not in ("teks", "satuan", "nilai", "kata", "nama", "kutip"):
                values = pd.to_numeric(frame[name], errors="raise").dropna()
                assert kind != "tahun" or values.between(1900, 2100).all(), name
                assert kind not in ("tahun", "cacah") or (values % 1 == 0).all(), name


def test_a_code_is_a_word_of_its_vocabulary(frames):
    for table, frame in frames.items():
        for name in frame:
            kind, _, vocabulary = kind_of(name, table).partition(" ")
            if kind == "kata":
                known = set(codes(vocabulary))
                assert set(frame[name].dropna()) - {""} <= known, (table, name)


# ---------------------------------------------------------------- Excel


def test_workbook_has_a_sheet_per_table_that_holds_anything_and_the_dictionary_last(book, frames):
    filled = [name for name, frame in frames.items() if len(frame)]
    assert book.sheetnames == [*FIRST, *map(sheet_of, filled), LAST]
    for name in filled:
        sheet = book[sheet_of(name)]
        assert sheet.max_row == len(frames[name]) + 1
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None
        assert sheet.print_title_rows == "$1:$1"
    assert book[LAST].max_row == sum(frame.shape[1] for frame in frames.values()) + 1


def test_the_cover_names_the_report_its_verdict_and_what_is_empty(book, frames):
    data, tahun, results = report_of(*BELITUNG)
    texts = [cell.value for row in book["Sampul"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert f"{data.judul}, tahun {tahun}" in texts
    assert any(paper["judul"] in text for paper in data.info["dokumen"] for text in texts if text.startswith("Sumber: "))
    verdict = compose_simpulan(results, "id")
    said = {text for one in verdict for text in (one.teks, *(f"• {name}" for name in one.butir), one.lanjut) if text}
    assert len(verdict) == 4 and said <= set(texts), "the verdict, with how far the report can be trusted"
    (empty,) = [text for text in texts if text.startswith("Tidak ada isinya")]
    assert [name for name, frame in frames.items() if not len(frame)] == ["akip_target"]
    assert empty.endswith(": Indikator AKIP.")
    assert f"Dibuat dengan lakip-analysis {__version__}." in texts


def test_the_cover_leads_to_every_other_sheet(book):
    links = {cell.hyperlink.location: cell.value for row in book["Sampul"].iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"'{name}'!A1": name for name in book.sheetnames[1:]}
    assert not [cell.coordinate for sheet in book.worksheets[1:] for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def hidden(sheet) -> list[bool]:
    """Say of each column whether it is put away (openpyxl keeps a run of columns under its first)."""
    away = [range(one.min, one.max + 1) for one in sheet.column_dimensions.values() if one.hidden]
    return [any(number in run for run in away) for number in range(1, sheet.max_column + 1)]


@pytest.mark.parametrize("report", [MALANG, BELITUNG, PONTIANAK, SINGKAWANG], ids=["malang", "belitung", "pontianak", "singkawang"])
def test_cells_of_the_workbook_are_the_values_of_the_files_and_codes_are_words(report, opened):
    """Numbers are numbers, text is text, what is missing is empty; a code is a word, and stands in a hidden column at the end."""
    frames = result_frames(results_of(*report))
    book = opened("xlsx", report)
    for table, frame in frames.items():
        if frame.empty:
            continue
        sheet = book[sheet_of(table)]
        away = hidden(sheet)
        assert away == sorted(away), "codes come last"
        heads = [cell.value for cell in sheet[1]]
        assert len(set(heads)) == len(heads)
        for name in frame:
            kind, head = kind_of(name, table).split()[0], heading(name, "id", table)
            codes_of = f"{head} (kode)" if f"{head} (kode)" in heads else head
            column = [row[heads.index(codes_of)] for row in sheet.iter_rows(min_row=2)]
            for cell, value in zip(column, frame[name], strict=True):
                where = (sheet.title, cell.coordinate, name, value)
                if pd.isna(value) or value == "":
                    assert cell.value is None, where
                elif kind == "satuan":
                    assert (cell.data_type, cell.value) == ("s", fmt_unit(value)), where
                elif kind in ("teks", "kata", "nama", "kutip"):
                    assert (cell.data_type, cell.value) == ("s", str(value)), where
                elif kind != "nilai":
                    assert cell.data_type == "n" and cell.value == pytest.approx(float(value), abs=1e-9), where
        shown = {cell.value for row in sheet.iter_rows() for cell, put_away in zip(row, away, strict=True) if not put_away and cell.data_type == "s"}
        assert not [text for text in shown if re.search(r"[a-z]_[a-z]|^[a-z-]+:[a-z0-9.]+-b\d", text)], sheet.title
        assert report[0] not in shown, "a dinas has a name"
        if "indikator" in frame:
            at = heads.index("Kode indikator")
            known = dict(zip(report_of(*report)[0].tabel["indikator"]["indikator"], report_of(*report)[0].tabel["indikator"]["nama_indikator"], strict=True))
            for row in sheet.iter_rows(min_row=2, values_only=True):
                assert row[at] is None or tidy_name(known[row[at]]) == tidy_name(row[heads.index("Indikator")]) or table in ("sebaya", "peringkat"), (table, row)


@pytest.mark.parametrize(("table", "column", "code", "expected"), [
    ("capaian", "rumus", "realisasi_per_target", "R / T × 100"),
    ("capaian", "polaritas", "turun", "makin rendah makin baik"),
    ("capaian", "ganda", "gini", "Gini Rasio"),
    ("ukuran", "ukuran", "nilai_efisiensi", "NE"),
    ("efisiensi", "status", "dihitung", "dihitung"),
    ("efisiensi", "status", "pagu_nol", "tidak ada anggaran"),
    ("temuan", "jenis", "baris_hilang", "Baris hilang"),
    ("rupiah_janji", "janji", "gini; idg; tak-ada", "Gini Rasio; IDG; tak-ada"),
    ("nilai", "sumber", "lkjip-2023:t3.4-b752-2023", "baris 752"),
    ("nilai", "sumber", "catatan analis", "catatan analis"),
    ("tren", "arah", "tidak_menentu", "tidak_menentu"),  # no such code: it stays, and nothing is lost
    ("capaian", "dinas", "kota-x", "Dinas X"),
    ("capaian", "tercapai", "", ""),
])
def test_a_code_becomes_a_word(table, column, code, expected):
    names = Nama({"kota-x": "Dinas X"}, {("kota-x", "gini"): "Gini Rasio", ("kota-x", "idg"): "IDG"}, {}, {})
    frame = pd.DataFrame({"dinas": ["kota-x"]} | {column: [code]})
    shown = {one.kolom: one.nilai for one in readable(frame, table, names, "id") if not one.kode}
    put_away = {one.kolom: one.nilai for one in readable(frame, table, names, "id") if one.kode}
    assert shown[column] == [expected]
    assert put_away.get(column, [code]) == [code]
    assert (column in put_away) == (expected != code)


@pytest.mark.usefixtures("saved")
def test_grades_letters_and_ratios_stay_text_and_numbers_are_numbers(book, tmp_path):
    sheet = book["Capaian"]
    heads = [cell.value for cell in sheet[1]]
    rows = {row[heads.index("Kode indikator")].value: row[heads.index("Target")] for row in sheet.iter_rows(min_row=2)}
    kinds = {cell.value: cell.data_type for cell in rows.values()}
    assert (kinds["Pratama"], kinds[53.43]) == ("s", "n")
    malang = read_book(export_reports([MALANG], DATA, tmp_path, "xlsx")[0])["Capaian"]
    assert "s" in {cell.data_type for row in malang.iter_rows(min_row=2) for cell in row if str(cell.value).startswith("1:")}


def test_the_board_is_in_words_with_numbers_and_bars(written, opened):
    papan = results_of(*MALANG)["papan"]
    sheet = opened("xlsx", MALANG)["Papan"]
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2, max_row=len(papan) + 1)]
    assert [row["Indikator"].value for row in rows] == [row[0] for row in table_papan(papan, "id").baris], "the furthest missed first"
    assert [row["Capaian"].value for row in rows] == pytest.approx(papan["capaian_persen"].tolist())
    assert [row["Belanja pendukung"].value for row in rows] == [None if pd.isna(value) else value for value in papan["realisasi_rp"]]
    by_name = {row["Indikator"].value: row for row in rows}
    assert (by_name["Ratio KDRT"]["Target"].value, by_name["IPG"]["Realisasi"].value) == ("1 : 27.500", "95,54 (angka 2022)")
    assert by_name["Persentase Penurunan PMKS"]["Target"].number_format.endswith('" %"'), "a share in per cent"
    assert {row["Hasil"].value for row in rows} == {"▲ meleset", "◆ meleset", "● tercapai"}
    with zipfile.ZipFile(written("xlsx", MALANG)) as packed:
        drawn = packed.read("xl/worksheets/sheet2.xml").decode()
    bars = re.findall(r"<x14:dataBar .*?</x14:dataBar>", drawn)
    assert len(bars) == len(papan)
    assert {tuple(map(float, re.findall(r"<xm:f>([\d.]+)</xm:f>", bar))) for bar in bars} == {(0, 120)}


@pytest.mark.usefixtures("saved")
def test_a_workbook_of_several_reports_has_every_promise_and_no_chapter(tmp_path):
    book = read_book(export_reports([MALANG, PONTIANAK], DATA, tmp_path, "xlsx")[0])
    assert book.sheetnames[:3] == ["Sampul", "Papan", "Angka papan"]
    rows = [row for row in book["Papan"].iter_rows(min_row=2, values_only=True) if row[1]]
    assert {row[0] for row in rows} == {f"{report_of(*one)[0].judul}, tahun {one[1]}" for one in (MALANG, PONTIANAK)}
    assert len(rows) == sum(len(results_of(*one)["papan"]) for one in (MALANG, PONTIANAK))
    texts = {cell.value for row in book["Sampul"].iter_rows() for cell in row}
    assert "Lembar Bab III ada bila buku ini memuat satu laporan." in texts


@pytest.mark.parametrize("report", [MALANG, BELITUNG, PONTIANAK, SINGKAWANG], ids=["malang", "belitung", "pontianak", "singkawang"])
def test_the_sheet_of_the_chapter_is_that_of_the_document(report, opened):
    """The same captions, sentences and cells; a number is a number."""
    sheet, made = opened("xlsx", report)["Bab III"], opened("docx", report)
    cells = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    texts = {row[0] for row in cells if row}
    captions = [whole(one) for one in made.paragraphs if one.style.name == "Caption"][1:]
    assert set(captions) <= texts
    parts = compile_bab(*report_of(*report), "id")
    assert {part.kalimat for part in parts if part.kalimat} <= texts
    numbers = sorted(value for part in parts if part.isi for row in part.isi.angka for value in row if value is not None)
    assert numbers == pytest.approx(sorted(value for row in cells for value in row if not isinstance(value, str)))
    assert len(numbers) > 100


def test_long_texts_of_the_chapter_take_the_room_that_a_table_leaves(opened):
    """Causes do not stand in a column of 16 signs while four columns beside them are empty."""
    sheet = opened("xlsx", MALANG)["Bab III"]
    causes = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) and "Target direncanakan kurang tepat" in cell.value]
    spans = {(one.min_row, one.min_col): one.max_col for one in sheet.merged_cells.ranges}
    assert causes
    for cell in causes:
        last = spans.get((cell.row, cell.column), cell.column)
        width = sum(sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].width for number in range(cell.column, last + 1))
        assert width > 40, (cell.coordinate, width)


def test_number_formats_are_those_of_the_country(book):
    sheet = book["Efisiensi"]
    heads = [cell.value for cell in sheet[1]]
    formats = {name: sheet.cell(2, heads.index(name) + 1).number_format for name in ("Pagu", "Serapan", "Tahun")}
    whole = {cell.number_format for row in book["Biaya"].iter_rows(min_row=2) for cell in row if cell.data_type == "n" and isinstance(cell.value, int) and "####" in cell.number_format}
    assert whole == set(), "100 and not 100,"
    assert formats == {"Pagu": '[$-421]"Rp"#,##0;[$-421]"Rp−"#,##0', "Serapan": '[$-421]#,##0.00" %";[$-421]"−"#,##0.00" %"', "Tahun": "0"}


def test_workbook_in_english(opened):
    book = opened("xlsx", BELITUNG, "en")
    assert book.sheetnames[:5] == ["Cover", "Board", "Chapter III", "Board figures", "Achievement"]
    assert book.sheetnames[-1] == "Data dictionary"
    assert {"AKIP", "Capaian", "Papan", "Sampul"} & set(book.sheetnames) == set()
    assert {"higher is better", "stated by the agency"} <= {cell.value for row in book["Achievement"].iter_rows() for cell in row}
    heads = [cell.value for cell in book["Efficiency"][1]]
    assert "Budget" in heads
    assert book["Efficiency"].cell(2, heads.index("Budget") + 1).number_format == '"Rp"#,##0;"Rp−"#,##0'


def test_the_dictionary_sheet_says_head_unit_and_kind(book):
    rows = [[cell.value for cell in row] for row in book["Kamus data"]]
    assert rows[0] == ["Lembar", "Nama kolom di CSV", "Judul", "Arti", "Satuan", "Jenis"]
    assert ["Efisiensi", "pagu_rp", "Pagu", "anggaran setelah perubahan", "rupiah", "rupiah"] in rows
    assert rows[1][:3] == ["Angka papan", "urutan", "Urutan"]
    assert rows[1][4] is None


def test_same_input_same_bytes(belitung, frames, written, tmp_path):
    again = write_book(tmp_path / "a.xlsx", frames), write_word(tmp_path / "a.docx", belitung)
    for path in again:
        assert path.read_bytes() == written(path.suffix[1:]).read_bytes(), path.name


def test_files_carry_no_clock_and_no_person(written):
    for path in (written("xlsx"), written("docx")):
        with zipfile.ZipFile(path) as packed:
            core = packed.read("docProps/core.xml").decode()
            assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}
        assert re.findall(r"<dc:creator>([^<]*)", core) in ([], [""])


# ---------------------------------------------------------------- Word


def headings(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 2"]


def test_document_has_real_headings_in_the_order_of_bab_iii(document):
    heads = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]
    assert heads[0] == ("Heading 1", "BAB III AKUNTABILITAS KINERJA")
    assert [text.split()[0] for text in headings(document)] == ["Ringkasan", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10"]
    for number, said in enumerate(["tahun ini", "sebelumnya", "Renstra", "nasional", "pelayanan minimal", "Sebab", "Efisiensi", "Program", "anggaran", "Tujuh"], 1):
        assert said in headings(document)[number]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[1] == f"{load_dinas(DATA, BELITUNG[0]).judul}, tahun 2024"


def test_captions_number_themselves_and_heads_repeat(document):
    figure, *captions = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Caption"]
    assert "SEQ Gambar" in figure._p.xml
    assert [whole(one).split(" ")[1] for one in captions] == [f"3.{n}" for n in range(1, 12)]
    assert len(captions) == len(document.tables) == 11
    for caption, table in zip(captions, document.tables, strict=True):
        assert "SEQ Tabel" in caption._p.xml
        assert "w:keepNext" in caption._p.xml
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_the_board_opens_the_document_as_a_picture_that_is_told_too(belitung, document, written):
    (shape,) = document.inline_shapes
    about = shape._inline.docPr.get("descr")
    for row in table_papan(belitung["papan"], "id").baris:
        assert f"{row[0]}: {row[3]}" in about
    paragraphs = [paragraph.text or ("GAMBAR" if "w:drawing" in paragraph._p.xml else "") for paragraph in document.paragraphs]
    assert paragraphs.index("Ringkasan") < paragraphs.index("GAMBAR") < next(n for n, text in enumerate(paragraphs) if text.startswith("3.1"))
    with zipfile.ZipFile(written("docx")) as packed:
        (name,) = [one for one in packed.namelist() if one.endswith(".png")]
        kinds = re.findall(rb"(tEXt|tIME|iTXt|zTXt)", packed.read(name))
    assert kinds == [], "no clock, no name of a program"


def test_a_long_board_is_cut_into_pictures(belitung, tmp_path):
    board = pd.concat([belitung["papan"]] * 10, ignore_index=True)
    made = docx.Document(write_word(tmp_path / "a.docx", belitung | {"papan": board}))
    assert len(made.inline_shapes) == -(-len(board) // 22)
    assert max(shape.height.cm for shape in made.inline_shapes) < 24, "a page holds it"


def test_tables_of_the_document_say_what_the_files_say(document, frames):
    first = rows_of(document.tables[0])
    columns = ["nama_indikator", "satuan", "target", "realisasi", "capaian_persen", "tercapai", "kategori"]
    assert first[0] == [heading(name, "id", "capaian") for name in columns], "the heads of page and workbook"
    goals = [row for row in first[1:] if len(set(row)) == 1]
    assert goals[0][0] == "Tujuan: Meningkatnya kesejahteraan PMKS"
    assert len(first) == 1 + len(frames["capaian"]) + len(goals)
    assert len({row[0].partition(": ")[2] for row in goals}) == frames["capaian"]["sasaran"].nunique()
    assert ["Level Anugerah Parahita Ekapraya (APE)", "predikat APE", "Pratama", "Pratama (angka tahun 2023)", "100,00 %", "● tercapai, dengan angka 2023", "Sangat baik"] in first
    assert ["Rasio kekerasan terhadap perempuan dan anak", "per 10.000 perempuan dan anak", "3,2", "4,45", "71,91 %", "▲ meleset", "Cukup"] in first
    money = rows_of(document.tables[9])
    assert len(money) == frames["efisiensi"]["level"].isin(["dinas", "program", "kegiatan"]).sum() + 1
    assert money[1][2:] == ["Rp10.314.852.053", "Rp9.521.256.875", "92,31 %"]


def test_a_late_figure_says_its_year(document):
    rows = rows_of(document.tables[1])
    (idg,) = [row for row in rows if row[0] == "Indeks Pemberdayaan Gender (IDG)"]
    assert rows[0] == ["Indikator", "2020", "2021", "2022", "2023", "2024"]
    assert idg[-1] == "53,47 (angka tahun 2023)"
    assert len({tuple(row) for row in rows}) == len(rows), "a promise repeated at another level is one row"


def test_the_achievement_of_earlier_years_stands_under_the_figures(document, belitung):
    rows = rows_of(document.tables[2])
    laporan = asli(*BELITUNG)
    years = laporan.capaian_tahunan.set_index(["nama_indikator", "tahun"])["capaian_persen"]
    (row,) = [row for row in rows if row[0] == "Persentase penurunan PMKS per tahun"]
    assert row[1:] == [fmt_percent(years[row[0], year]) for year in range(2020, 2025)]


@pytest.fixture(scope="module")
def malang(opened):
    return opened("docx", MALANG)


def test_the_way_to_the_end_target_reads_as_on_the_page(malang):
    """A ratio has its sign, and what is far beyond says only so."""
    rows = {row[0]: row[1:] for row in rows_of(malang.tables[3])}
    assert rows["Ratio KDRT"][:2] == ["1 : 36.317 (2023)", "1 : 27.500"]
    assert rows["Ratio KDRT"][3] == "> 200 %"
    assert rows["IPG"][3] == "45,24 %"


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("report", [MALANG, BELITUNG, PONTIANAK, SINGKAWANG], ids=["malang", "belitung", "pontianak", "singkawang"])
def test_the_document_holds_words_only_and_refers_to_nothing_that_it_lacks(report, bahasa, opened):
    for audit in (False, True) if bahasa == "id" or report == BELITUNG else (True,):  # with the audit the same and one chapter more
        made = opened("docx", report, bahasa, audit)
        cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        texts = [plain(text) for text in [*(paragraph.text for paragraph in made.paragraphs), *cells]]
        assert not [text for text in texts if re.search(r"[a-z]_[a-z]|\bn/a\b|\bnan\b|<NA>", text)]
        own = texts[: len(made.paragraphs)]
        captions = {" ".join(whole(one).split(" ")[:2]) for one in made.paragraphs if one.style.name == "Caption"}
        for text in own:
            assert set(re.findall(r"(?:Tabel|Table|Gambar|Figure) 3\.\d+", text)) <= captions, text
            assert not re.search(r"\b(?:bab|chapter) [A-Z]\w+(?<!III)", text.removeprefix(say("word.bab", bahasa))), text
        judged = say("word.temuan.judul", bahasa)
        assert any(judged in text for text in headings(made)) == audit
        results = results_of(*report)
        trust = say_simpulan(results | {"temuan": results["temuan"].assign(tabel="")}, bahasa)[-1]
        assert (trust in texts) == audit, "how far the report can be trusted is no part of the dinas's own chapter"


def test_causes_are_room_to_write_in_until_they_are_coded(belitung, tmp_path):
    papan = belitung["papan"]
    uncoded = belitung | {"sebab": belitung["sebab"].iloc[:0]}
    made = docx.Document(write_word(tmp_path / "a.docx", uncoded))
    rows = made.tables[6].rows
    assert [cell.text for cell in rows[0].cells] == ["Indikator", "Capaian", "Sebab berhasil atau gagal", "Tindak lanjut"]
    assert [row.cells[0].text for row in rows[1:]] == papan["nama_indikator"].tolist(), "the furthest missed first"
    assert {cell.text.strip() for row in rows[1:] for cell in row.cells[2:]} == {""}
    assert all(row.height and row.height.cm >= 1 for row in rows[1:])
    assert "Kolom sebab dan tindak lanjut dikosongkan untuk diisi dinas." in [one.text for one in made.paragraphs]
    missed = papan.loc[papan["tercapai"] == "tidak", "indikator"].tolist()
    coded = pd.DataFrame({"lingkup": ["indikator"] * 3 + ["program"], "indikator": [missed[0], missed[0], missed[1], ""], "arah": "penghambat", "kalimat": ["Satu.", "Dua.", "", "Tiga."], "tindak_lanjut": ["Lanjut.", "Lanjut.", "", "x"]})
    made = docx.Document(write_word(tmp_path / "b.docx", belitung | {"sebab": coded}))
    rows = [[cell.text for cell in row.cells] for row in made.tables[6].rows]
    assert rows[1][2:] == ["Satu; Dua", "Lanjut."]
    assert rows[2][2].strip() == "" and "Tiga." not in {cell for row in rows for cell in row}
    assert "Penghambat tercatat untuk 1 dari 2 indikator yang meleset; sel yang kosong perlu diisi dinas." in [one.text for one in made.paragraphs]


@pytest.mark.parametrize(("name", "changed", "expected"), [
    ("capaian", {}, "3 dari 5 indikator yang bertarget mencapai targetnya. Capaian tertinggi pada Persentase penurunan PMKS per tahun (6.110,00 %), terendah pada Rasio kekerasan terhadap perempuan dan anak (71,91 %)."),
    ("capaian", {"capaian": lambda frame: frame.assign(tercapai="ya", capaian_persen=100.0)}, "5 dari 5 indikator yang bertarget mencapai targetnya."),
    ("deret", {}, "Terhadap target tahun ini, angka tahun ini lebih baik daripada angka sebelumnya pada 1 dari 2 indikator yang dapat dibandingkan, sama pada 0, lebih buruk pada 1 (Persentase penanganan PMKS yang tertangani atau mendapatkan layanan)."),
    ("deret", {"papan": lambda frame: frame.assign(putus=["deret", *[""] * (len(frame) - 1)], capaian_lalu_persen=float("nan"))}, "Belum ada indikator yang angkanya dapat dibandingkan dengan tahun sebelumnya. Definisinya berganti tahun ini, jadi angkanya tidak disandingkan dengan angka sebelumnya: Rasio kekerasan terhadap perempuan dan anak."),
    ("sebab", {"papan": lambda frame: frame.assign(tercapai="ya")}, "Tidak ada indikator terlapor yang meleset. Sebab tercatat untuk 5 dari 5 indikator; sel yang kosong perlu diisi dinas."),
    ("sebab", {}, "Penghambat tercatat untuk 2 dari 2 indikator yang meleset; sel yang kosong perlu diisi dinas."),
    ("deret", {"papan": lambda frame: frame.assign(capaian_lalu_persen=frame["capaian_persen"])}, "Terhadap target tahun ini, angka tahun ini lebih baik daripada angka sebelumnya pada 0 dari 3 indikator yang dapat dibandingkan, sama pada 3, lebih buruk pada 0."),
    ("deret", {"papan": lambda frame: frame.assign(capaian_lalu_persen=float("nan"))}, "Belum ada indikator yang angkanya dapat dibandingkan dengan tahun sebelumnya."),
    ("capaian_lalu", {}, "Tidak ada indikator yang meleset tahun ini dan juga tahun 2023."),
    ("capaian_lalu", {"capaian": lambda frame: frame.assign(tercapai="ya")}, "Tidak ada indikator yang meleset tahun ini dan juga tahun 2023."),
    ("jalur", {}, "3 dari 5 indikator yang dapat dinilai belum sampai atau tertinggal dari jalan ke target akhirnya: Persentase penanganan PMKS yang tertangani atau mendapatkan layanan; Level Anugerah Parahita Ekapraya (APE); Rasio kekerasan terhadap perempuan dan anak."),
    ("jalur", {"tren": lambda frame: frame.assign(keadaan_jalur="sesuai jalur")}, "Tidak satu pun dari 5 indikator yang dapat dinilai tertinggal dari jalan ke target akhirnya."),
    ("jalur", {"tren": lambda frame: frame.assign(keadaan_jalur="menunggu angka")}, "Jalan ke target akhirnya belum dapat dinilai."),
    ("jalur", {"tren": lambda frame: frame.assign(keadaan_jalur="belum dapat dinilai")}, "Jalan ke target akhirnya belum dapat dinilai."),
    ("dukungan", {}, "Pada 3 dari 13 program yang keluarannya tercatat ada keluaran di bawah rencananya: Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota; Program Perlindungan dan Jaminan Sosial; Program Pemenuhan Hak Anak (PHA)."),
    ("dukungan", {"dukungan": lambda frame: frame.assign(n_kurang=0)}, "Pada semua program yang keluarannya tercatat (13) keluarannya sampai rencana."),
    ("dukungan", {"dukungan": lambda frame: frame.assign(n_keluaran=0)}, "Tidak satu pun program keluarannya tercatat."),
    ("anggaran", {}, "Dari pagu Rp10,31 miliar terpakai Rp9,52 miliar, serapan 92,31 %. Serapan paling rendah: Program Penanganan Warga Negara Migran Korban Tindak Kekerasan, 41,10 %."),
])
def test_what_is_said_under_a_table_is_computed(name, changed, expected, belitung):
    results = belitung | {one: change(belitung[one]) for one, change in changed.items()}
    data, tahun, _ = report_of(*BELITUNG)
    (part,) = [part for part in compile_bab(data, tahun, results, "id") if part.nama == name]
    assert part.kalimat == expected


def test_missed_two_years_in_a_row_is_named():
    (part,) = [part for part in compile_bab(*report_of(*MALANG), "id") if part.nama == "capaian_lalu"]
    years = asli(*MALANG).capaian_tahunan
    missed = [set(years.loc[(years["tahun"] == year) & (years["tercapai"] == "tidak"), "nama_indikator"]) for year in (2022, 2023)]
    assert part.kalimat.startswith("Meleset tahun ini dan tahun 2022: ")
    assert set(part.kalimat.partition(": ")[2].removesuffix(".").split("; ")) == missed[0] & missed[1]


def test_document_in_english_has_no_indonesian_heading(opened):
    made = opened("docx", BELITUNG, "en")
    heads = " ".join([cell.text for table in made.tables for cell in table.rows[0].cells] + [p.text for p in made.paragraphs if p.style.name.startswith(("Heading", "Caption"))])
    assert not re.search(r"\b(Indikator|Realisasi|Capaian|Serapan|Pagu|Tabel|Kategori|Acuan|dan|tahun)\b", heads)
    assert "100.00%" in {plain(cell.text) for row in made.tables[0].rows for cell in row.cells}


def test_without_figures_of_the_year_before_nothing_is_said_of_it():
    (part,) = [part for part in compile_bab(*report_of(*PONTIANAK), "id") if part.nama == "capaian_lalu"]
    assert part.kalimat == "Untuk tahun 2023 tidak ada indikator yang target dan realisasinya dapat dibandingkan."


def test_a_report_that_was_not_read_is_not_called_clean(tmp_path):
    laporan = asli(CONTOH, 2024, SAMPLE)
    results = {name: getattr(laporan, name) for name in (*HASIL, "papan")}
    path = write_document(tmp_path / "a.docx", laporan.data, 2024, results, "id", audit=True)
    assert [one.text for one in docx.Document(path).paragraphs][-1] == "Laporan tercetaknya belum dibaca ke dalam data, jadi pertentangan di dalamnya belum diperiksa."


def test_without_any_result_everything_is_said_to_be_missing(tmp_path):
    made = docx.Document(write_document(tmp_path / "a.docx", load_dinas(DATA, BELITUNG[0]), 2024, {}, "id", audit=True))
    texts = [one.text for one in made.paragraphs]
    assert "Hasil Daftar temuan tidak disimpan, jadi tabel ini tidak dibuat." in texts
    assert len(made.tables) == 1, "the realisations are data"
    book = read_book(write_workbook(tmp_path / "a.xlsx", {}, [(load_dinas(DATA, BELITUNG[0]), 2024, {})], "id"))
    assert book.sheetnames == ["Sampul", "Bab III", "Kamus data"]


def test_what_has_no_rows_is_said(belitung, tmp_path):
    empty = belitung | {"pembanding": belitung["pembanding"].head(0), "tren": belitung["tren"].head(0)}
    made = docx.Document(write_word(tmp_path / "a.docx", empty))
    assert len(made.tables) == 9
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert {"Dalam data tidak ada pembanding.", "Dalam data tidak ada target akhir."} <= set(texts)


def test_what_no_chapter_saved_has_neither_table_nor_file(belitung, tmp_path):
    less = {name: frame for name, frame in belitung.items() if name not in ("tren", "ukuran")}
    made = docx.Document(write_word(tmp_path / "a.docx", less))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert len(made.tables) == 9
    assert {f"Hasil {name} tidak disimpan, jadi tabel ini tidak dibuat." for name in ("Tren", "Ukuran")} <= set(texts)
    assert set(result_names()) - set(result_frames(less)) == {"tren", "jalur", "ukuran"}
    names = [entry["berkas"] for entry in describe_files("id", result_frames(less))]
    assert (names[:3], names[-1]) == (["laporan.xlsx", "papan.csv", "capaian.csv"], "datapackage.json")


def test_a_missing_achievement_stands_as_its_reason(belitung, tmp_path):
    capaian = belitung["capaian"].assign(capaian_persen=float("nan"), status="target_kosong")
    made = docx.Document(write_word(tmp_path / "a.docx", belitung | {"capaian": capaian}))
    assert {row[4] for row in rows_of(made.tables[0])[1:] if len(set(row)) > 1} == {"tidak ada targetnya"}


# ---------------------------------------------------------------- export


@pytest.mark.usefixtures("saved")
def test_csv_of_several_reports_is_each_report_under_the_other(laporan_csv, tmp_path):
    *paths, package = export_reports([BELITUNG, PONTIANAK], DATA, tmp_path, "csv")
    assert package == tmp_path / "datapackage.json"
    assert [path.name for path in paths] == [f"{name}.csv" for name in result_names()]
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for dinas, tahun in (BELITUNG, PONTIANAK):
            with (laporan_csv / dinas / path.name).open(encoding="utf-8", newline="") as file:
                single = list(csv.DictReader(file))
            mine = [{key: number_or_text(value) for key, value in row.items() if key != "tahun_laporan"} for row in rows if row["dinas"] == dinas]
            assert mine == [{key: number_or_text(value) for key, value in row.items()} for row in single], path.name
            assert {row["tahun_laporan"] for row in rows if row["dinas"] == dinas} <= {str(tahun)}


def number_or_text(value: str) -> float | str:
    """A whole column of whole numbers is written without decimals; 3 and 3.0 are the same."""
    return float(value) if re.fullmatch(r"-?\d+(\.\d+)?", value) else value


@pytest.fixture(scope="module")
def laporan_csv(tmp_path_factory) -> Path:
    """The CSV files of two reports as a run writes them, without its notebooks."""
    folder = tmp_path_factory.mktemp("csv")
    for dinas, tahun in (BELITUNG, PONTIANAK):
        (folder / dinas).mkdir()
        write_csv(folder / dinas, result_frames(results_of(dinas, tahun)))
    return folder


@pytest.mark.usefixtures("saved")
def test_parquet_has_types_and_the_rows_of_the_csv(tmp_path):
    plan = [BELITUNG, PONTIANAK]
    (*csvs, _), parquets = export_reports(plan, DATA, tmp_path / "c", "csv"), export_reports(plan, DATA, tmp_path / "p", "parquet")
    for one, two in zip(csvs, parquets, strict=True):
        text = pd.read_csv(one, dtype=str, keep_default_na=False)
        assert duckdb.sql(f"SELECT count(*) FROM '{two}'").fetchall() == [(len(text),)]
    kinds = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{tmp_path}/p/efisiensi.parquet')").fetchall())
    assert {kinds[name] for name in ("tahun", "tahun_laporan")} == {"INTEGER"}
    assert (kinds["pagu_rp"], kinds["serapan_persen"], kinds["kode"]) == ("DOUBLE", "DOUBLE", "VARCHAR")
    ((absorbed,),) = duckdb.sql(f"SELECT 100 * sum(realisasi_rp) / sum(pagu_rp) FROM '{tmp_path}/p/efisiensi.parquet' WHERE level = 'program' AND dinas = '{BELITUNG[0]}'").fetchall()
    assert absorbed == pytest.approx(92.31, abs=0.005), "printed 92,31"


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize("plan", [[BELITUNG, PONTIANAK], [PONTIANAK]], ids=["two", "one"])
def test_the_csv_of_an_export_is_a_valid_data_package(plan, tmp_path):
    *_, path = export_reports(plan, DATA, tmp_path, "csv")
    report = frictionless.validate(str(path))
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []
    package = json.loads(path.read_text(encoding="utf-8"))
    inputs = {source["title"]: source["sha256"] for source in package["sources"] if "year" not in source}
    assert len(package["sources"]) - len(inputs) == len(plan), "one document each"
    for dinas, _ in plan:
        assert inputs[f"{dinas}/kinerja.csv"] == hashlib.sha256((DATA / dinas / "kinerja.csv").read_bytes()).hexdigest()
    keys = {resource["name"]: resource["schema"].get("primaryKey") for resource in package["resources"]}
    assert (keys["capaian"], keys["temuan"]) == (["dinas", "tahun_laporan", "indikator"], ["dinas", "tahun_laporan", "id"])
    title = "Hasil analisis 2 laporan kinerja perangkat daerah" if len(plan) == 2 else "Dinas Sosial Kota Pontianak: hasil analisis laporan kinerja 2024"
    assert package["title"] == title


def test_an_end_target_that_is_a_range_is_its_two_bounds():
    """60–70 is neither 60 nor 70; what is to be reached of it is a working number."""
    tren = asli(CONTOH, 2024, SAMPLE).tren
    row = result_frames({"tren": tren})["tren"].set_index("indikator").loc["kemiskinan"]
    assert (row["target_akhir_bawah"], row["target_akhir_atas"]) == (4.6, 4.8) and pd.isna(row["target_akhir"])
    assert result_frames({"tren": tren})["tren"].set_index("indikator").loc["pmks-terlayani", "target_akhir"] == 72


@pytest.mark.usefixtures("saved")
def test_names_of_the_files(tmp_path, monkeypatch):
    for name in ("write_workbook", "write_document"):  # what stands in them is tested above
        monkeypatch.setattr(export, name, lambda path, *rest: path.touch() or path)
    assert [path.name for path in export_reports([BELITUNG], DATA, tmp_path, "xlsx")] == ["kab-belitung-dspppa-2024.xlsx"]
    assert [path.name for path in export_reports([BELITUNG, PONTIANAK], DATA, tmp_path, "xlsx")] == ["laporan.xlsx"]
    assert len(export_reports([BELITUNG, PONTIANAK], DATA, tmp_path, "docx")) == 2
    assert not [path for path in tmp_path.iterdir() if path.is_dir()], "no scratch folder left"


def test_nothing_is_written_when_one_dinas_is_broken(tmp_path, monkeypatch):
    for dinas, _ in (BELITUNG, PONTIANAK):
        shutil.copytree(DATA / dinas, tmp_path / "data" / dinas)
    path = tmp_path / "data" / PONTIANAK[0] / "anggaran.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",2024,", ",x,", 1).replace("2024,", "dua,", 1), encoding="utf-8")
    monkeypatch.setattr(export, "run_chapters", lambda *rest: pytest.fail("faults are told before any chapter runs"))
    with pytest.raises(DataError):
        export_reports([BELITUNG, PONTIANAK], tmp_path / "data", tmp_path / "out", "csv")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.usefixtures("saved")
def test_one_broken_dinas_stops_neither_export_nor_audit_of_the_others(tmp_path, monkeypatch):
    for dinas, _ in (BELITUNG, PONTIANAK):
        shutil.copytree(DATA / dinas, tmp_path / "data" / dinas)
    path = tmp_path / "data" / BELITUNG[0] / "anggaran.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2024,", "dua,", 2), encoding="utf-8")
    (tmp_path / "data" / "kota-x-dinsos").mkdir()
    (tmp_path / "data" / "kota-x-dinsos" / "dinas.toml").write_text("nama = ", encoding="utf-8")
    once = cache(cli._audit)  # one audit of them, three ways to write it,
    monkeypatch.setattr(cli, "_audit", lambda data, names: once(data, tuple(names)))
    monkeypatch.setattr("lakip_analysis.processes.cores", lambda: 1)  # in the process that remembers it
    common = ["--data", str(tmp_path / "data")]
    made = CliRunner().invoke(app, ["export", *common, "--format", "csv", "--out", str(tmp_path / "e")])
    audit = CliRunner().invoke(app, ["audit", *common, "--format", "csv"])
    sheet = CliRunner().invoke(app, ["audit", *common, "--lembar", str(tmp_path / "l.xlsx")])
    kept = CliRunner().invoke(app, ["audit", *common, "--ke", str(tmp_path / "t.txt")])
    for result in (made, audit, sheet, kept):
        assert result.exit_code == 1 and "Traceback" not in result.output, result.output
        assert "kota-x-dinsos/dinas.toml: bukan TOML yang sah" in result.stderr
        assert f"{BELITUNG[0]}/anggaran.csv:2 [tahun]" in result.stderr and f"{BELITUNG[0]}/anggaran.csv:3 [tahun]" in result.stderr, "each fault"
    assert set(pd.read_csv(tmp_path / "e" / "capaian.csv")["dinas"]) == {PONTIANAK[0]}
    assert {row["dinas"] for row in csv.DictReader(audit.stdout.splitlines())} == {PONTIANAK[0]}
    assert sheet.stdout.rstrip().endswith(", 1 dinas") and (tmp_path / "t.txt").is_file()


def test_a_chapter_that_fails_in_one_dinas_stops_no_export_of_another(tmp_path, monkeypatch):
    def run_chapters(folder, dinas, tahun, *rest):
        if dinas == BELITUNG[0]:
            raise ReportError(dinas, tahun, "04_tren", 3, "KeyError: 'x'", "hilang.ipynb")
        return [], results_of(dinas, tahun)

    monkeypatch.setattr(export, "run_chapters", run_chapters)
    result = CliRunner().invoke(app, ["export", "--data", str(DATA), "--dinas", BELITUNG[0], "--dinas", PONTIANAK[0], "--format", "xlsx", "--out", str(tmp_path)])
    assert (result.exit_code, [path.name for path in tmp_path.iterdir()]) == (1, [f"{PONTIANAK[0]}-2024.xlsx"])
    assert f"GAGAL   {BELITUNG[0]} 2024 di notebook 04_tren, sel 3: KeyError: 'x'\n" in result.stderr, "a notebook that is gone is not named"


def test_an_export_into_the_data_is_wrong_use_as_a_run_is(tmp_path):
    shutil.copytree(DATA / PONTIANAK[0], tmp_path / PONTIANAK[0])
    for command in (["export", "--format", "csv"], ["run"]):
        result = CliRunner().invoke(app, [*command, "--data", str(tmp_path), "--out", str(tmp_path / PONTIANAK[0])])
        assert result.exit_code == 2 and "adalah folder data atau ada di dalamnya" in result.stderr


@pytest.mark.parametrize("target", ["kota-pontianak-dinsos/tanggapan.csv", "datapackage.json"])
def test_an_audit_writes_no_file_among_the_data(target, tmp_path):
    shutil.copytree(DATA / PONTIANAK[0], tmp_path / PONTIANAK[0])
    result = CliRunner().invoke(app, ["audit", "--data", str(tmp_path), "--ke", str(tmp_path / target)])
    assert result.exit_code == 2 and "adalah folder data atau ada di dalamnya" in result.stderr


@pytest.mark.usefixtures("saved")
def test_more_rows_than_a_sheet_holds_is_said_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(export, "EXCEL_ROWS", 3)
    with pytest.raises(RuleError, match=r"Terlalu banyak baris untuk Excel: papan, capaian.*--format csv atau parquet"):
        export_reports([BELITUNG], DATA, tmp_path, "xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.lambat
def test_command_export(tmp_path):
    """Of a dinas without outputs and printed rows: what its chapters save still gives a document."""
    result = CliRunner().invoke(app, ["export", "--dinas", CONTOH, "--format", "docx", "--data", str(SAMPLE), "--out", str(tmp_path / "e"), "--bahasa", "en"])
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(tmp_path / "e" / f"{CONTOH}-2024.docx")
    made = docx.Document(result.stdout.strip())
    assert len(made.tables) >= 3
    assert made.paragraphs[0].text == say("word.bab", "en")
    assert CliRunner().invoke(app, ["export", "--dinas", "kota-ponti", "--format", "csv", "--data", str(DATA)]).exit_code == 2
    assert CliRunner().invoke(app, ["export", "--format", "pdf"]).exit_code == 2


# ---------------------------------------------------------------- opened by an office


def text_of(soffice: str, path: Path, folder: Path) -> str:
    """Open a file with LibreOffice, print it and read the text of the print."""
    from pypdf import PdfReader

    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    done = subprocess.run([soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)], capture_output=True, text=True, timeout=300, check=False)
    printed = folder / f"{path.stem}.pdf"
    assert printed.is_file(), done.stderr
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(printed).pages))


@pytest.mark.lambat
def test_office_opens_the_workbook_and_shows_indonesian_numbers(soffice, frames, tmp_path):
    text = text_of(soffice, write_book(tmp_path / "a.xlsx", {name: frames[name] for name in ("capaian", "efisiensi")}), tmp_path)
    for shown in ("Rp10.314.852.053", "92,31 %", "71,91 %", "Pratama", "Rasio kekerasan terhadap perempuan dan anak"):
        assert shown in text, shown
    assert "#REF" not in text
    assert "Err:" not in text


@pytest.mark.lambat
def test_office_opens_the_document(soffice, written, tmp_path):
    text = text_of(soffice, written("docx"), tmp_path)
    for shown in ("BAB III AKUNTABILITAS KINERJA", "Tabel 3.1 Target, realisasi dan capaian kinerja tahun 2024", "Tabel 3.10", "Gambar 3.1", "Rp10.314.852.053"):
        assert shown in text, shown
    head = " ".join(heading(name, "id", "efisiensi") for name in ("kode", "nama", "pagu_rp"))
    assert text.count(head) >= 2, "the head stands again on each page of a long table"
