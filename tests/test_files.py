"""Excel, Word, CSV and Parquet: what stands in them, that they can be opened, that they say what each column means, and the same bytes twice."""

import csv
import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import docx
import duckdb
import frictionless
import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from lakip_analysis.bahasa.kolom import heading, kind_of
from lakip_analysis.bahasa.nama import fmt_unit
from lakip_analysis.bahasa.say import codes, say
from lakip_analysis.cli import app
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.errors import DataError, RuleError
from lakip_analysis.laporan import HASIL, open_report
from lakip_analysis.reports import export
from lakip_analysis.reports.document import write_document
from lakip_analysis.reports.export import export_reports
from lakip_analysis.reports.results import (
    describe_columns,
    describe_files,
    result_frames,
    result_names,
    write_csv,
)
from lakip_analysis.reports.workbook import write_workbook

DATA = Path(__file__).parents[1] / "data"
SAMPLE, CONTOH = Path(__file__).parent / "sample", "kota-contoh-dinsos"
MALANG, BELITUNG, PONTIANAK = ("kota-malang-dinsosp3ap2kb", 2023), ("kab-belitung-dspppa", 2024), ("kota-pontianak-dinsos", 2024)
TITLES = [*(say(f"berkas.{name}.judul", "id") for name in result_names()), "Kamus data"]


@cache
def results_of(dinas: str, tahun: int) -> dict[str, pd.DataFrame]:
    """Every result of one report by name, as its chapters save them."""
    laporan = open_report(DATA, dinas, tahun)
    return {name: getattr(laporan, name) for name in HASIL}


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
def book(frames, tmp_path_factory):
    return openpyxl.load_workbook(write_workbook(tmp_path_factory.mktemp("buku") / "laporan.xlsx", frames, "Belitung 2024", "id"))


@pytest.fixture(scope="module")
def document(belitung, tmp_path_factory):
    return docx.Document(write_word(tmp_path_factory.mktemp("dokumen") / "a.docx", belitung))


def write_word(path: Path, results: dict, bahasa: str = "id") -> Path:
    return write_document(path, load_dinas(DATA, BELITUNG[0]), BELITUNG[1], results, bahasa)


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
            if kind.split()[0] not in ("teks", "satuan", "nilai", "kata"):
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


def test_workbook_has_a_sheet_per_table_and_the_dictionary_last(book, frames):
    assert book.sheetnames == TITLES
    for sheet, (_, frame) in zip(book.worksheets, frames.items(), strict=False):
        assert (sheet.max_row, sheet.max_column) == (len(frame) + 1, frame.shape[1])
        assert sheet.freeze_panes == "A2"
        assert (sheet.auto_filter.ref is not None) == (len(frame) > 0)
        assert sheet.print_title_rows == "$1:$1"
    assert book["Kamus data"].max_row == sum(frame.shape[1] for frame in frames.values()) + 1


def test_cells_of_the_workbook_are_the_values_of_the_files(book, frames):
    """Numbers are numbers, text is text, what is missing is empty."""
    for sheet, (table, frame) in zip(book.worksheets, frames.items(), strict=False):
        for cells, row in zip(sheet.iter_rows(min_row=2), frame.itertuples(index=False), strict=True):
            for cell, value, name in zip(cells, row, frame, strict=True):
                where, kind = (sheet.title, cell.coordinate, name, value), kind_of(name, table).split()[0]
                if pd.isna(value) or value == "":
                    assert cell.value is None, where
                elif kind == "satuan":
                    assert (cell.data_type, cell.value) == ("s", fmt_unit(value)), where
                elif kind in ("teks", "kata"):
                    assert (cell.data_type, cell.value) == ("s", str(value)), where
                elif kind != "nilai":
                    assert cell.data_type == "n" and cell.value == pytest.approx(float(value), abs=1e-9), where


@pytest.mark.usefixtures("saved")
def test_grades_letters_and_ratios_stay_text_and_numbers_are_numbers(book, tmp_path):
    sheet = book["Capaian"]
    heads = [cell.value for cell in sheet[1]]
    rows = {row[heads.index("Kode indikator")].value: row[heads.index("Target")] for row in sheet.iter_rows(min_row=2)}
    kinds = {cell.value: cell.data_type for cell in rows.values()}
    assert (kinds["Pratama"], kinds[53.43]) == ("s", "n")
    malang = openpyxl.load_workbook(export_reports([MALANG], DATA, tmp_path, "xlsx")[0])["Capaian"]
    assert "s" in {cell.data_type for row in malang.iter_rows(min_row=2) for cell in row if str(cell.value).startswith("1:")}


def test_number_formats_are_those_of_the_country(book):
    sheet = book["Efisiensi"]
    heads = [cell.value for cell in sheet[1]]
    formats = {name: sheet.cell(2, heads.index(name) + 1).number_format for name in ("Pagu", "Serapan", "Tahun")}
    whole = {cell.number_format for row in book["Biaya"].iter_rows(min_row=2) for cell in row if cell.data_type == "n" and isinstance(cell.value, int) and "####" in cell.number_format}
    assert whole == set(), "100 and not 100,"
    assert formats == {"Pagu": '[$-421]"Rp"#,##0;[$-421]"Rp−"#,##0', "Serapan": '[$-421]#,##0.00" %";[$-421]"−"#,##0.00" %"', "Tahun": "0"}


def test_workbook_in_english(frames, tmp_path):
    book = openpyxl.load_workbook(write_workbook(tmp_path / "a.xlsx", frames, "x", "en"))
    assert book.sheetnames[0] == "Achievement"
    assert book.sheetnames[-1] == "Data dictionary"
    assert not set(TITLES) & set(book.sheetnames)
    heads = [cell.value for cell in book["Efficiency"][1]]
    assert "Budget" in heads
    assert book["Efficiency"].cell(2, heads.index("Budget") + 1).number_format == '"Rp"#,##0;"Rp−"#,##0'


def test_the_dictionary_sheet_says_head_unit_and_kind(book):
    rows = [[cell.value for cell in row] for row in book["Kamus data"]]
    assert rows[0] == ["Lembar", "Nama kolom di CSV", "Judul", "Arti", "Satuan", "Jenis"]
    assert ["Efisiensi", "pagu_rp", "Pagu", "anggaran setelah perubahan", "rupiah", "rupiah"] in rows
    assert rows[1][:3] == ["Capaian", "dinas", "Dinas"]
    assert rows[1][4] is None


def test_same_input_same_bytes(belitung, frames, tmp_path):
    for name, make in (("xlsx", lambda path: write_workbook(path, frames, "x", "id")), ("docx", lambda path: write_word(path, belitung))):
        one, two = (hashlib.sha256(make(tmp_path / f"{n}.{name}").read_bytes()).hexdigest() for n in (1, 2))
        assert one == two, name


def test_files_carry_no_clock_and_no_person(belitung, frames, tmp_path):
    for path in (write_workbook(tmp_path / "a.xlsx", frames, "x", "id"), write_word(tmp_path / "a.docx", belitung)):
        with zipfile.ZipFile(path) as packed:
            core = packed.read("docProps/core.xml").decode()
            assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}
        assert re.findall(r"<dc:creator>([^<]*)", core) in ([], [""])


# ---------------------------------------------------------------- Word


def test_document_has_real_headings_in_the_order_of_bab_iii(document):
    heads = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]
    assert heads[0] == ("Heading 1", "BAB III AKUNTABILITAS KINERJA")
    assert [text.split()[0] for style, text in heads if style == "Heading 2"] == ["Ringkasan", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9"]
    assert "sebelumnya" in heads[3][1]
    assert "Renstra" in heads[4][1]
    assert "nasional" in heads[5][1]
    assert "pelayanan minimal" in heads[6][1]
    assert "Sebab" in heads[7][1]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[1] == f"{load_dinas(DATA, BELITUNG[0]).judul}, tahun 2024"


def test_captions_number_themselves_and_heads_repeat(document):
    captions = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Caption"]
    assert len(captions) == len(document.tables) == 9
    for caption, table in zip(captions, document.tables, strict=True):
        assert "SEQ Tabel" in caption._p.xml
        assert "w:keepNext" in caption._p.xml
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_tables_of_the_document_say_what_the_files_say(document, frames):
    first = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    columns = ["nama_indikator", "satuan", "target", "realisasi", "capaian_persen", "tercapai", "kategori"]
    assert first[0] == [heading(name, "id", "capaian") for name in columns], "the heads of page and workbook"
    assert len(first) == len(frames["capaian"]) + 1
    assert ["Level Anugerah Parahita Ekapraya (APE)", "predikat APE", "Pratama", "Pratama (angka tahun 2023)", "100,00 %", "● tercapai, dengan angka 2023", "Sangat baik"] in first
    assert ["Rasio kekerasan terhadap perempuan dan anak", "per 10.000 perempuan dan anak", "3,2", "4,45", "71,91 %", "▲ meleset", "Cukup"] in first
    money = [[cell.text for cell in row.cells] for row in document.tables[8].rows]
    assert len(money) == frames["efisiensi"]["level"].isin(["dinas", "program", "kegiatan"]).sum() + 1
    assert money[1][2:] == ["Rp10.314.852.053", "Rp9.521.256.875", "92,31 %"]


def test_a_late_figure_says_its_year(document):
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    (idg,) = [row for row in rows if row[0] == "Indeks Pemberdayaan Gender (IDG)"]
    assert rows[0] == ["Indikator", "2020", "2021", "2022", "2023", "2024"]
    assert idg[-1] == "53,47 (angka tahun 2023)"


def test_document_in_english_has_no_indonesian_heading(belitung, tmp_path):
    made = docx.Document(write_word(tmp_path / "a.docx", belitung, "en"))
    heads = " ".join([cell.text for table in made.tables for cell in table.rows[0].cells] + [p.text for p in made.paragraphs if p.style.name.startswith(("Heading", "Caption"))])
    assert not re.search(r"\b(Indikator|Realisasi|Capaian|Serapan|Pagu|Tabel|Kategori|Acuan|dan|tahun)\b", heads)
    assert "100.00%" in {cell.text for row in made.tables[0].rows for cell in row.cells}


def test_what_has_no_rows_is_said(belitung, tmp_path):
    empty = belitung | {"pembanding": belitung["pembanding"].head(0), "tren": belitung["tren"].head(0)}
    made = docx.Document(write_word(tmp_path / "a.docx", empty))
    assert len(made.tables) == 7
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert {"Dalam data tidak ada pembanding.", "Dalam data tidak ada target akhir."} <= set(texts)


def test_what_no_chapter_saved_has_neither_table_nor_file(belitung, tmp_path):
    less = {name: frame for name, frame in belitung.items() if name not in ("tren", "ukuran")}
    made = docx.Document(write_word(tmp_path / "a.docx", less))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert len(made.tables) == 7
    assert {f"Tidak satu bab pun menyimpan {name}, jadi tabel ini tidak dibuat." for name in ("tren", "ukuran")} <= set(texts)
    assert set(result_names()) - set(result_frames(less)) == {"tren", "jalur", "ukuran"}
    names = [entry["berkas"] for entry in describe_files("id", result_frames(less))]
    assert (names[:2], names[-1]) == (["laporan.xlsx", "capaian.csv"], "datapackage.json")


def test_a_missing_achievement_stands_as_its_reason(belitung, tmp_path):
    capaian = belitung["capaian"].assign(capaian_persen=float("nan"), status="target_kosong")
    made = docx.Document(write_word(tmp_path / "a.docx", belitung | {"capaian": capaian}))
    assert {row.cells[4].text for row in made.tables[0].rows[1:]} == {"tidak ada targetnya"}


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


@pytest.mark.usefixtures("saved")
def test_names_of_the_files(tmp_path):
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
def test_more_rows_than_a_sheet_holds_is_said_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(export, "EXCEL_ROWS", 3)
    with pytest.raises(RuleError, match=r"Terlalu banyak baris untuk Excel: capaian.*--format csv atau parquet"):
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
    text = text_of(soffice, write_workbook(tmp_path / "a.xlsx", {name: frames[name] for name in ("capaian", "efisiensi")}, "x", "id"), tmp_path)
    for shown in ("Rp10.314.852.053", "92,31 %", "71,91 %", "Pratama", "Rasio kekerasan terhadap perempuan dan anak"):
        assert shown in text, shown
    assert "#REF" not in text
    assert "Err:" not in text


@pytest.mark.lambat
def test_office_opens_the_document(soffice, belitung, tmp_path):
    text = text_of(soffice, write_word(tmp_path / "a.docx", belitung), tmp_path)
    for shown in ("BAB III AKUNTABILITAS KINERJA", "Tabel 3.1 Target, realisasi dan capaian kinerja tahun 2024", "Tabel 3.7", "Rp10.314.852.053"):
        assert shown in text, shown
    head = " ".join(heading(name, "id", "efisiensi") for name in ("kode", "nama", "pagu_rp"))
    assert text.count(head) >= 3, "the head stands again on each page of a long table"
