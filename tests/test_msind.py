"""`lakip export --format msind`: what is known of an indicator is in the form, what is not is empty and named; package and DCAT describe the files."""

import hashlib
import json
import shutil
from pathlib import Path

import frictionless
import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.bahasa.kolom import known_columns
from lakip_analysis.cli import app
from lakip_analysis.data.catalogue import list_dinas
from lakip_analysis.data.dcat import describe_dcat
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.reports import export
from lakip_analysis.reports.export import export_reports
from lakip_analysis.reports.msind import msind_frames, write_msind
from lakip_analysis.satudata.compute import KEADAAN, compute_msind, list_isian, summarize_isian

ROOT = Path(__file__).parents[1]
DATA, SAMPLE = ROOT / "data", ROOT / "tests" / "sample"
DINAS = list_dinas(DATA)
PLAN = [(dinas, 2024) for dinas in DINAS]
FILES = ["msind.csv", "msind_isian.csv", "msind_nilai.csv", "datapackage.json", "dcat.jsonld"]
FORM = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]
NEVER = ["definisi", "rumus_penghitungan", "klasifikasi_penyajian", "komposit", "penyelenggara", "variabel_pembangun", "akses_umum", "kode_kegiatan"]


def form(years=(), quarters=(), wilayah="35.73", printed=(), **other) -> pd.Series:
    """The form of one indicator of one dinas."""
    row = {"dinas": "d", "indikator": "a", "nama_indikator": "Cakupan", "konsep": "", "level": "sasaran", "sasaran": "S", "satuan": "%", "polaritas": "naik"} | other
    kinerja = pd.DataFrame([{"dinas": "d", "indikator": "a", "sumber_target": "", "sumber_realisasi": "", "per": float("nan"), "satuan_cacah": ""} | year for year in years], columns=["dinas", "indikator", "tahun", "realisasi", "sumber_target", "sumber_realisasi", "per", "satuan_cacah"])
    triwulan = pd.DataFrame([{"dinas": "d", "indikator": "a"} | quarter for quarter in quarters], columns=["dinas", "indikator", "triwulan", "realisasi"])
    terbitan = pd.DataFrame(printed, columns=["dinas", "id", "dokumen"])
    return compute_msind(pd.DataFrame([row]), kinerja, triwulan, terbitan, {"d": wilayah}).iloc[0]


def year(tahun, realisasi="80", **other) -> dict:
    return {"tahun": tahun, "realisasi": realisasi} | other


# ---------------------------------------------------------------- the list of fields


def test_the_fields_are_those_of_the_form_in_its_order():
    rules = load_rules("msind")
    numbers = rules["nomor"].dropna().astype(int).tolist()
    assert numbers == [1, *FORM]
    assert set(rules["bagian"]) == {"kepala", "formulir", "tambahan"} and set(rules["terkonfirmasi"]) == {"ya", "tidak"}
    assert (rules["nomor"].notna() == (rules["bagian"] == "formulir")).all()
    confirmed = rules[rules["terkonfirmasi"] == "ya"]
    assert confirmed["sumber"].str.contains("BPS").all() and confirmed["sumber"].str.contains("pemerintah daerah").all(), "two sources, one of them BPS"
    assert (rules.loc[rules["bagian"] == "tambahan", "terkonfirmasi"] == "tidak").all()


def test_every_field_is_described_in_the_dictionary_of_columns():
    assert [name for name in load_rules("msind")["isian"] if not {name, f"msind.{name}"} & set(known_columns())] == []


# ---------------------------------------------------------------- what is known, and what is not


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({"polaritas": "turun"}, "interpretasi", "turun"),
        ({"satuan": "orang"}, "ukuran", "jumlah"),
        ({"satuan": "indeks"}, "ukuran", "nilai"),
        ({"satuan": "bintik"}, "ukuran", ""),
        ({"konsep": "idg"}, "konsep", "idg"),
        ({"konsep": "sendiri"}, "konsep", ""),
        ({"wilayah": "35.73"}, "level_estimasi", "kota"),
        ({"wilayah": "19.02"}, "level_estimasi", "kabupaten"),
        ({"wilayah": "35"}, "level_estimasi", "provinsi"),
        ({"wilayah": ""}, "level_estimasi", ""),
        ({"wilayah": "99.99"}, "level_estimasi", ""),
        ({"years": [year(2023), year(2024)]}, "frekuensi", "tahunan"),
        ({"years": [year(2024)]}, "frekuensi", ""),
        ({"years": [year(2023, "n/a"), year(2024)]}, "frekuensi", ""),
        ({"years": [year(2024)], "quarters": [{"triwulan": n, "realisasi": "5"} for n in (1, 2)]}, "frekuensi", "triwulanan"),
        ({"years": [year(2024)], "quarters": [{"triwulan": 4, "realisasi": "5"}]}, "frekuensi", ""),
        ({"years": [year(2024)], "quarters": [{"triwulan": n, "realisasi": ""} for n in (1, 2)]}, "frekuensi", ""),
        ({"years": [year(2022, ""), year(2023), year(2024), year(2026, "")]}, "tahun_awal", 2023),
        ({"years": [year(2022, ""), year(2023), year(2024), year(2026, "")]}, "tahun_akhir", 2024),
        ({"years": [year(2023, per=1000, satuan_cacah="kasus"), year(2024, per=100, satuan_cacah="orang")]}, "per", 100),
        ({"years": [year(2023, per=1000, satuan_cacah="kasus"), year(2024)]}, "satuan_cacah", "kasus"),
        ({"years": [year(2024, sumber_realisasi="x"), year(2023, sumber_target="y")], "printed": [("d", "x", "b"), ("d", "y", "a"), ("d", "z", "c"), ("lain", "x", "e")]}, "dokumen", "a;b"),
        ({"years": [year(2024, sumber_realisasi="lupa")]}, "dokumen", ""),
    ],
)
def test_a_field_says_what_the_data_say(given, field, value):
    assert form(**given)[field] == value


@pytest.mark.parametrize("field", NEVER)
def test_what_no_table_tells_is_never_filled(field):
    full = form(years=[year(2023), year(2024, per=100, satuan_cacah="orang")], konsep="idg")
    column = "isian_petugas" if field == "kode_kegiatan" else "isian_kosong"
    assert full[field] == "" and field in full[column].split(";")


def test_empty_fields_are_named_and_filled_ones_are_not():
    row = form(konsep="idg", satuan="")
    assert row["isian_sebagian"] == "konsep;interpretasi;level_estimasi"
    assert {"satuan", "ukuran", "definisi"} <= set(row["isian_kosong"].split(";"))
    assert not {"nama_indikator", "konsep", "per", "frekuensi"} & set(row["isian_kosong"].split(";")), "an addition is no field to fill in"
    assert row["isian_petugas"] == "kode_kegiatan"


def test_without_any_figure_there_are_no_years():
    row = form()
    assert pd.isna(row["tahun_awal"]) and pd.isna(row["per"]) and row["nomor"] == 1


def test_every_dinas_is_numbered_by_itself_and_keeps_its_own_figures():
    rows = [{"dinas": dinas, "indikator": name, "nama_indikator": "x", "konsep": "", "level": "sasaran", "sasaran": "", "satuan": "%", "polaritas": "naik"} for dinas, name in (("d", "a"), ("d", "b"), ("e", "a"))]
    kinerja = pd.DataFrame([{"dinas": "e", "indikator": "a", "tahun": tahun, "realisasi": "1"} for tahun in (2020, 2021)])
    none = pd.DataFrame(columns=["dinas", "indikator", "triwulan", "realisasi", "id", "dokumen"])
    made = compute_msind(pd.DataFrame(rows), kinerja, none, none, {"d": "35.73", "e": "19.02"})
    assert made["nomor"].tolist() == [1, 2, 1]
    assert made["frekuensi"].tolist() == ["", "", "tahunan"] and made["level_estimasi"].tolist() == ["kota", "kota", "kabupaten"]


def test_states_add_up_to_the_fields_of_the_form():
    msind = msind_frames([load_dinas(DATA, dinas) for dinas in DINAS])["msind"]
    isian = list_isian(msind)
    rules = load_rules("msind")
    assert len(isian) == len(msind) * len(rules)
    asked = int((rules["bagian"] != "tambahan").sum())
    for row in summarize_isian(isian).itertuples():
        assert row.data + row.sebagian + row.kosong + row.petugas == asked * row.n_indikator
    for state, column in KEADAAN.items():
        said = [name for names in msind[column] for name in names.split(";") if name]
        assert said == isian.loc[(isian["keadaan"] == state) & (isian["bagian"] != "tambahan"), "isian"].tolist()
    assert (isian.loc[isian["keadaan"].isin(["kosong", "petugas", "tanpa"]), "nilai"] == "").all()
    assert (isian.loc[isian["keadaan"].isin(["data", "sebagian"]), "nilai"] != "").all()


# ---------------------------------------------------------------- the files


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> list[Path]:
    return export_reports(PLAN, DATA, tmp_path_factory.mktemp("msind"), "msind")


def test_all_indicators_of_every_dinas_are_there(made):
    assert [path.name for path in made] == ["msind.xlsx", *FILES]
    assert {path.parent.name for path in made} == {"msind"}, "its package is no other export's"
    rows = pd.read_csv(made[1], dtype=str, keep_default_na=False)
    for dinas in DINAS:
        wanted = pd.read_csv(DATA / dinas / "indikator.csv")["indikator"].tolist()
        assert rows.loc[rows["dinas"] == dinas, "indikator"].tolist() == wanted
    assert rows["dinas"].drop_duplicates().tolist() == DINAS


def test_the_figures_are_those_in_use(made):
    figures = pd.read_csv(made[3], dtype=str, keep_default_na=False)
    for dinas in DINAS:
        kinerja = load_dinas(DATA, dinas).kinerja
        mine = figures[figures["dinas"] == dinas]
        assert mine["realisasi"].tolist() == kinerja["realisasi"].tolist() and mine["tahun"].astype(int).tolist() == kinerja["tahun"].tolist()


def test_the_package_is_valid_and_describes_every_column(made):
    report = frictionless.validate(str(made[4]))
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []
    package = json.loads(made[4].read_text(encoding="utf-8"))
    keys = {one["name"]: one["schema"]["primaryKey"] for one in package["resources"]}
    assert keys == {"msind": ["dinas", "indikator"], "msind_isian": ["isian"], "msind_nilai": ["dinas", "indikator", "tahun"]}
    assert not [one["title"] for one in package["sources"] if one["title"].endswith(".ipynb")], "no chapter ran"


def test_dcat_describes_the_files_that_stand_beside_it(made):
    folder, dataset = made[5].parent, json.loads(made[5].read_text(encoding="utf-8"))
    assert dataset["@type"] == "dcat:Dataset" and dataset["@context"]["dcat"] == "http://www.w3.org/ns/dcat#"
    for one in dataset["dcat:distribution"]:
        path = folder / one["dcat:downloadURL"]["@id"]
        content = path.read_bytes()
        assert one["dcat:byteSize"] == {"@value": str(len(content)), "@type": "xsd:nonNegativeInteger"}
        assert one["spdx:checksum"]["spdx:checksumValue"]["@value"] == hashlib.sha256(content).hexdigest()
        assert one["dcat:mediaType"]["@id"].endswith("/text/csv")
    assert len(dataset["dcat:distribution"]) == 3
    assert {one["dct:identifier"] for one in dataset["dct:spatial"]} == {load_dinas(DATA, dinas).info["kode_wilayah"] for dinas in DINAS}
    assert [one["@language"] for one in dataset["dct:title"]] == ["id", "en"]
    years = pd.read_csv(made[3])["tahun"]
    assert [dataset["dct:temporal"][f"dcat:{end}Date"]["@value"] for end in ("start", "end")] == [str(years.min()), str(years.max())]


def names_in(node) -> list[str]:
    """Every property and type of a JSON-LD document, wherever it stands."""
    if isinstance(node, list):
        return [name for one in node for name in names_in(one)]
    if not isinstance(node, dict):
        return []
    own = [*node, *([node["@type"]] if "@type" in node else [])]
    return own + [name for key, one in node.items() if key != "@context" for name in names_in(one)]


def test_every_name_in_dcat_has_its_prefix_and_none_is_empty(made):
    dataset = json.loads(made[5].read_text(encoding="utf-8"))
    prefixes = {name.partition(":")[0] for name in names_in(dataset) if not name.startswith("@")}
    assert prefixes <= set(dataset["@context"])
    assert not [1 for text in (": []", ": {}", ': ""', ": null") if text in made[5].read_text(encoding="utf-8")]
    documents = [one for one in dataset["dct:source"] if "dct:creator" in one]
    assert sorted(one["dct:creator"]["foaf:name"] for one in documents) == sorted(load_dinas(DATA, dinas).judul for dinas in DINAS for _ in load_dinas(DATA, dinas).info["dokumen"])


@pytest.mark.parametrize("missing", ["dct:publisher", "dcat:contactPoint", "dct:license", "dct:issued"])
def test_what_is_not_known_has_no_property(made, missing):
    assert missing not in names_in(json.loads(made[5].read_text(encoding="utf-8")))


def test_a_package_without_figures_or_region_has_no_time_and_no_place():
    made = describe_dcat({"name": "a", "title": "A", "title_en": "B", "resources": []}, [{}])
    assert set(made) == {"@context", "@id", "@type", "dct:identifier", "dct:title", "rdfs:seeAlso"}


def test_the_same_input_gives_the_same_bytes(made, tmp_path):
    again = export_reports(PLAN, DATA, tmp_path, "msind")
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in made]


def test_tables_package_and_dcat_are_the_same_in_every_language(made, tmp_path):
    english = export_reports(PLAN, DATA, tmp_path, "msind", "en")
    assert [path.read_bytes() for path in english[1:]] == [path.read_bytes() for path in made[1:]]
    assert english[0].read_bytes() != made[0].read_bytes()


# ---------------------------------------------------------------- the workbook


@pytest.mark.parametrize(("bahasa", "heads", "states"), [("id", ["(3) Konsep", "(17) Dapat diakses umum", "Belum diketahui"], "belum diketahui; diisi produsen data"), ("en", ["(3) Concept", "(17) Open to the public", "Not known"], "not known; for the producer of the data to fill in")])
def test_the_workbook_is_a_form_and_a_card_for_every_indicator(bahasa, heads, states, tmp_path):
    (path, *_) = export_reports(PLAN[:2], DATA, tmp_path, "msind", bahasa)
    book = openpyxl.load_workbook(path)
    sheet = book["MS-Ind"]
    titles = [cell.value for cell in sheet[1]]
    assert [head for head in heads if head not in titles] == []
    data = [load_dinas(DATA, dinas) for dinas, _ in PLAN[:2]]
    assert sheet.max_row == 1 + sum(len(one.tabel["indikator"]) for one in data)
    numbered = [title for title in titles if title.startswith("(") and not title.endswith(("(kode)", "(code)"))]
    assert [int(title[1 : title.index(")")]) for title in numbered] == [1, *FORM]
    for one in data:
        cards = [[cell.value or "" for cell in row] for row in book[one.dinas].iter_rows()]
        assert sum(row[0].startswith(tuple(f"{n}. " for n in range(1, 100))) for row in cards) == len(one.tabel["indikator"])
        assert all((row[2] == "") == (row[3] == states or row[3] in ("diisi petugas BPS", "filled in by BPS", "tidak tercatat dalam data", "not on record")) for row in cards if row[3] and row[2] not in ("Isi", "Content"))
    assert not [cell for one in book for row in one.iter_rows() for cell in row if cell.data_type == "f"]


def test_names_are_english_in_an_english_workbook(tmp_path):
    (path, *_) = export_reports([PLAN[0]], DATA, tmp_path, "msind", "en")
    assert path.name == f"{DINAS[0]}-msind.xlsx"
    data = load_dinas(DATA, DINAS[0])
    shown = {cell.value for cell in openpyxl.load_workbook(path)["MS-Ind"]["G"]}
    assert set(data.tabel["indikator"]["nama_en"]) <= shown


def test_a_name_that_begins_like_a_formula_stays_text(tmp_path):
    shutil.copytree(SAMPLE / "kota-contoh-dinsos", tmp_path / "data" / "kota-contoh-dinsos")
    path = tmp_path / "data" / "kota-contoh-dinsos" / "indikator.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[0, "nama_indikator"] = "=1+1"
    rows.to_csv(path, index=False)
    (tmp_path / "out").mkdir()
    book, table, *_ = write_msind(tmp_path / "out", [load_dinas(tmp_path / "data", "kota-contoh-dinsos")], {}, "id")
    assert openpyxl.load_workbook(book)["MS-Ind"]["G2"].data_type == "s"
    assert pd.read_csv(table)["nama_indikator"][0] == "'=1+1"


# ---------------------------------------------------------------- the command


def lakip(*arguments) -> object:
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


def test_no_chapter_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(export, "run_chapters", lambda *rest: pytest.fail("the data alone are asked"))
    result = lakip("--format", "msind", "--dinas", DINAS[0], "--data", DATA, "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert result.stdout.split() == [str(tmp_path / "msind" / name) for name in (f"{DINAS[0]}-msind.xlsx", *FILES)]
    assert sorted(path.name for path in (tmp_path / "msind").iterdir()) == sorted((f"{DINAS[0]}-msind.xlsx", *FILES)), "no scratch left"


def test_a_year_is_refused_for_metadata_are_of_the_indicator(tmp_path):
    result = lakip("--format", "msind", "--tahun", "2024", "--data", DATA, "--out", tmp_path)
    assert result.exit_code == 2 and "--tahun tidak berlaku untuk --format msind" in result.stderr


def test_a_broken_dinas_stops_no_other(tmp_path):
    for dinas in DINAS[:2]:
        shutil.copytree(DATA / dinas, tmp_path / "data" / dinas)
    path = tmp_path / "data" / DINAS[0] / "kinerja.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",2024,", ",dua,", 1), encoding="utf-8")
    result = lakip("--format", "msind", "--data", tmp_path / "data", "--out", tmp_path / "e")
    assert result.exit_code == 1 and f"GAGAL   {DINAS[0]}: 3 kesalahan data" in result.stderr
    assert set(pd.read_csv(tmp_path / "e" / "msind" / "msind.csv")["dinas"]) == {DINAS[1]}


def test_a_file_in_the_way_is_said_in_one_line(tmp_path):
    (tmp_path / "msind").write_text("x", encoding="utf-8")
    result = lakip("--format", "msind", "--dinas", DINAS[0], "--data", DATA, "--out", tmp_path)
    assert result.exit_code == 1 and "bukan folder" in result.output and "Traceback" not in result.output
