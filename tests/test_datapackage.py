"""Data packages of the four dinas and of their reports, looked at by a reader that is not ours (frictionless): descriptor, tables, keys, references."""

import csv
import json
import re
import shutil
import tomllib
from pathlib import Path

import frictionless
import pytest

from lakip_analysis.bahasa.kolom import kind_of
from lakip_analysis.data.catalogue import list_dinas
from lakip_analysis.data.datapackage import (
    PACKAGE,
    datapackage,
    write_datapackage,
    write_package,
)
from lakip_analysis.data.dinas import check_dinas
from lakip_analysis.data.schemas import JENIS, REFERENCES, TABEL
from lakip_analysis.reports.results import result_names

ROOT = Path(__file__).parents[1]
DATA, SAMPLE = ROOT / "data", ROOT / "tests" / "sample"
DINAS = list_dinas(DATA)
MALANG, BELITUNG, CONTOH = "kota-malang-dinsosp3ap2kb", "kab-belitung-dspppa", "kota-contoh-dinsos"
each_dinas = pytest.mark.parametrize("dinas", DINAS)


def faults(path: Path) -> list[tuple]:
    """Return what frictionless finds wrong with a package and every row of its tables: table, line of the file, kind of fault, column."""
    report = frictionless.validate(str(path))
    found = [(None, None, error.type, error.note) for error in report.errors]
    for task in report.tasks:
        found += [(task.name, getattr(error, "row_number", None), error.type, getattr(error, "field_name", None)) for error in task.errors]
    assert report.valid == (found == [])
    return found


def damage(path: Path, line: int, column: str, value: str) -> None:
    """Write another value into one cell of a CSV."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[line - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def resources(package: dict) -> dict[str, dict]:
    return {resource["name"]: resource for resource in package["resources"]}


def field(package: dict, table: str, column: str) -> dict:
    return next(one for one in resources(package)[table]["schema"]["fields"] if one["name"] == column)


@pytest.fixture
def malang(tmp_path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(DATA / MALANG, tmp_path / MALANG))


# ---------------------------------------------------------------- the four dinas


@each_dinas
def test_the_package_and_every_row_of_its_tables_are_valid(dinas):
    assert faults(DATA / dinas / PACKAGE) == []


@each_dinas
def test_the_package_is_made_from_contract_and_data_to_the_byte(dinas, tmp_path):
    (tmp_path / dinas).mkdir()
    write_package(tmp_path / dinas, datapackage(DATA / dinas))
    assert (tmp_path / dinas / PACKAGE).read_bytes() == (DATA / dinas / PACKAGE).read_bytes(), "run: make datapackage"


def test_every_dinas_has_one_and_there_is_no_other(tmp_path):
    assert sorted(path.parent.name for path in DATA.rglob(PACKAGE)) == DINAS
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns(PACKAGE))
    assert write_datapackage(tmp_path / "data") == [tmp_path / "data" / dinas / PACKAGE for dinas in DINAS]


@each_dinas
def test_a_package_holds_every_table_that_is_there_and_each_column(dinas):
    package = resources(datapackage(DATA / dinas))
    files = {path.stem: path.read_text(encoding="utf-8").splitlines()[0].split(",") for path in (DATA / dinas).glob("*.csv")}
    assert {name: [one["name"] for one in resource["schema"]["fields"]] for name, resource in package.items()} == files
    assert {name: resource["path"] for name, resource in package.items()} == {name: f"{name}.csv" for name in files}


@each_dinas
def test_the_sources_are_the_documents_with_the_fingerprint_of_the_text_read(dinas):
    package, info = datapackage(DATA / dinas), tomllib.loads((DATA / dinas / "dinas.toml").read_text(encoding="utf-8"))
    assert package["sources"] == [{"title": d["judul"], "year": d["tahun"], "sha256": d["sha256"]} for d in info["dokumen"]]
    assert package["title"] == f"{info['nama']} {info['daerah']}: target, realisasi dan anggaran seperti dilaporkan dalam LKjIP"
    assert package["licenses"][0]["name"] == "notspecified", "no report states one, so none is made up"
    assert "created" not in package, "a clock would change the bytes"


def test_keys_references_and_missing_values_are_those_of_the_contract():
    package = resources(datapackage(DATA / BELITUNG))
    seen = {
        (name, key["fields"][0], key["reference"]["resource"] or name, key["reference"]["fields"][0])
        for name, resource in package.items()
        for key in resource["schema"].get("foreignKeys", [])
    }
    assert seen == {row for row in REFERENCES if row[0] in package} | {("anggaran", "kode_induk", "anggaran", "kode")}
    assert ("kinerja", "indikator", "indikator", "indikator") in seen
    assert {name: resource["schema"]["primaryKey"] for name, resource in package.items()} == {name: [key for key in TABEL[name].kunci if key in heads(package[name])] for name in package}
    assert {name for name, resource in package.items() if resource["schema"]["missingValues"] == ["", "n/a"]} == {"kinerja", "kinerja_triwulan", "klaim", "spm", "sumber_daya"}


def heads(resource: dict) -> list[str]:
    return [one["name"] for one in resource["schema"]["fields"]]


def test_each_field_says_in_both_languages_what_it_is():
    for dinas in DINAS:
        for resource in datapackage(DATA / dinas)["resources"]:
            for entry in (resource, *resource["schema"]["fields"]):
                assert entry["description"] != entry["description_en"], entry["name"]
                assert all(entry[name] for name in ("description", "description_en"))
            assert all(one["title"] and one["title_en"] for one in resource["schema"]["fields"])


# ---------------------------------------------------------------- what is found

# table, line, column, what is written there, kind of fault; a reference is a fault of the row and names no column
BROKEN = [
    ("indikator", 2, "polaritas", "lebih", "constraint-error"),
    ("indikator", 3, "satuan", "", "constraint-error"),
    ("kinerja", 2, "target", "lima", "constraint-error"),
    ("kinerja", 3, "target", "98,5", "constraint-error"),
    ("kinerja", 4, "tahun", "20233", "type-error"),
    ("kinerja", 5, "data_tahun", "2203", "constraint-error"),
    ("kinerja", 6, "indikator", "tidak-ada", "foreign-key"),
    ("kinerja", 7, "sumber_target", "lkjip-2023:t0-b0-2023", "foreign-key"),
    ("anggaran", 3, "kode_induk", "1.06.99", "foreign-key"),
    ("anggaran", 4, "pagu_rp", "-1", "constraint-error"),
    ("anggaran", 5, "realisasi_rp", "Rp5", "type-error"),
    ("program_indikator", 2, "kode", "1.06.03.2.99", "foreign-key"),
    ("program_indikator", 3, "kode", "1.6", "constraint-error"),
    ("acuan", 2, "nilai", "", "constraint-error"),
]


def test_each_broken_row_is_found_and_no_other(malang):
    for table, line, column, value, _ in BROKEN:
        damage(malang / f"{table}.csv", line, column, value)
    expected = [(table, line, kind, None if kind == "foreign-key" else column) for table, line, column, _, kind in BROKEN]
    expected.append(("program_indikator", 3, "foreign-key", None))  # 1.6 is no budget line either
    assert sorted(faults(malang / PACKAGE), key=str) == sorted(expected, key=str)


def test_a_row_that_stands_twice_is_found(malang):
    path = malang / "anggaran.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    assert faults(malang / PACKAGE) == [("anggaran", len(lines) + 1, "primary-key", None)]


def test_a_missing_column_is_found(malang):
    path = malang / "program_indikator.csv"
    path.write_text("indikator\nipg\n", encoding="utf-8")
    assert ("program_indikator", None, "missing-label") in {one[:3] for one in faults(malang / PACKAGE)}


@pytest.mark.parametrize("name", [name for name, jenis in JENIS.items() if jenis.pola])
def test_another_reader_takes_a_cell_where_the_contract_does(name, tmp_path):
    """A pattern that is not put in brackets would hold for the first and the last of its choices only."""
    cells = ["71.12", "-3", "1:27500", "BB", "B 69.5", "Pratama", "2024", "1899", "2100", "1.06.04", "1.06.04.2.01.0001", "1.06.4", "penurunan-pmks", "Penurunan", "a b", "98,5", "19957000", "-1", "x1:2x", "2025-03-31", "31-03-2025"]
    tabel, kolom = next((tabel, kolom) for tabel in TABEL.values() for kolom in tabel.kolom if kolom.jenis == name and not kolom.pilihan and not kolom.baru)
    shutil.copyfile(DATA / MALANG / "dinas.toml", tmp_path / "dinas.toml")
    (tmp_path / f"{tabel.nama}.csv").write_text(",".join(one.nama for one in tabel.kolom) + "\n", encoding="utf-8")
    described = next(one for one in resources(datapackage(tmp_path))[tabel.nama]["schema"]["fields"] if one["name"] == kolom.nama)
    reader = frictionless.Field.from_descriptor(described).create_cell_reader()
    taken = [cell for cell in cells if not reader(cell)[1]]
    assert taken == [cell for cell in cells if re.fullmatch(JENIS[name].pola, cell)]
    assert 0 < len(taken) < len(cells)


# ---------------------------------------------------------------- an analyst's own dinas


@pytest.fixture
def contoh(tmp_path) -> Path:
    return Path(shutil.copytree(SAMPLE / CONTOH, tmp_path / CONTOH))


def test_a_dinas_without_documents_and_published_rows_gives_a_valid_package(contoh):
    path = contoh / "dinas.toml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("[[dokumen]]"), text.index("[aturan]")
    path.write_text(f"{text[:start]}[[dokumen]]\nid = 'lkjip'\njudul = 'Laporan'\ntahun = 2024\n\n{text[end:]}", encoding="utf-8")
    assert check_dinas(contoh.parent, CONTOH) == []
    package = datapackage(contoh)
    write_package(contoh, package)
    assert faults(contoh / PACKAGE) == []
    assert package["sources"] == [{"title": "Laporan", "year": 2024}], "of the document no more is known than its name"
    targets = {key["reference"]["resource"] for resource in package["resources"] for key in resource["schema"].get("foreignKeys", [])}
    assert targets == {"", "indikator", "anggaran"}, "no reference to published rows, which are not there"


def test_columns_in_another_order_are_described_as_they_stand(contoh):
    path = contoh / "program_indikator.csv"
    rows = [line.split(",")[::-1] for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    assert check_dinas(contoh.parent, CONTOH) == []
    write_package(contoh, datapackage(contoh))
    assert faults(contoh / PACKAGE) == []


def test_a_document_without_title_or_year_is_named_by_what_there_is(contoh):
    path = contoh / "dinas.toml"
    path.write_text(re.sub(r"(?m)^(judul|tahun|sha256) = .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert datapackage(contoh)["sources"] == [{"title": "lkjip-2024"}]


# ---------------------------------------------------------------- results


@pytest.mark.lambat
@each_dinas
def test_the_results_of_a_report_are_a_valid_package(laporan, dinas):
    (folder,) = (laporan / dinas).iterdir()
    assert faults(folder / PACKAGE) == []
    package, run = (json.loads((folder / name).read_text(encoding="utf-8")) for name in (PACKAGE, "run.json"))
    assert list(resources(package)) == result_names()
    assert {source["title"]: source["sha256"] for source in package["sources"][1:]} == run["masukan"]
    assert package["sources"][0] == datapackage(DATA / dinas)["sources"][0]
    assert {f"{name}.csv": resource["hash"].removeprefix("sha256:") for name, resource in resources(package).items()} == {name: digest for name, digest in run["keluaran"].items() if name.endswith(".csv")}
    for name, resource in resources(package).items():
        assert resource["description"] != resource["description_en"]
        for one in resource["schema"]["fields"]:
            coded = kind_of(one["name"], name).startswith("kata ")
            assert coded == ("enum" in one.get("constraints", {})), (name, one["name"])
    assert field(package, "capaian", "tahun")["type"] == "year"
    assert field(package, "tren", "n_tahun")["type"] == "integer"
    assert (field(package, "efisiensi", "pagu_rp")["type"], field(package, "efisiensi", "pagu_rp")["unit"]) == ("number", "rupiah")


@pytest.mark.lambat
def test_a_result_changed_by_hand_is_found(laporan, tmp_path):
    folder = Path(shutil.copytree(laporan / MALANG / "2023", tmp_path / "laporan"))
    for name, line, column, value in (("capaian", 2, "level", "tengah"), ("jalur", 2, "indikator", "lain"), ("temuan", 3, "id", "T001"), ("efisiensi", 2, "nilai_efisiensi", "5 %")):
        damage(folder / f"{name}.csv", line, column, value)
    found = faults(folder / PACKAGE)
    assert {one for one in found if one[1]} == {("capaian", 2, "constraint-error", "level"), ("jalur", 2, "foreign-key", None), ("temuan", 3, "primary-key", None), ("efisiensi", 2, "type-error", "nilai_efisiensi")}
    assert {name for name, _, kind, _ in found if kind == "hash-count"} == {"capaian", "jalur", "temuan", "efisiensi"}
