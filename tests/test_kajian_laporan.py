"""The study as a folder: its page, files and sentences, and what a failure leaves."""

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import openpyxl
import pandas as pd
import pdfplumber
import pytest
from typer.testing import CliRunner

from lakip_analysis.aturan.rules import threshold
from lakip_analysis.bahasa.kolom import known_columns
from lakip_analysis.bahasa.say import languages, say
from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.cli import app
from lakip_analysis.errors import DataError, ReportError
from lakip_analysis.kajian.kepekaan import compute_kepekaan, count_kategori, summarize_kepekaan
from lakip_analysis.kajian.pengaruh import compare_faktor, compare_tanpa, summarize_faktor
from lakip_analysis.kajian.peringkat import compute_peringkat_kajian
from lakip_analysis.kajian.rencana import compute_rencana, summarize_rencana
from lakip_analysis.kajian.ukuran import compute_ukuran, measured
from lakip_analysis.kajian.view_bersama import SHOWN, study_table
from lakip_analysis.kajian.view_peringkat import (
    DRAWN,
    compile_tempat,
    figure_tempat,
    say_kategori,
    say_pengaruh,
    say_peringkat,
    table_kategori,
    table_pengaruh,
    table_tanpa,
    table_tempat,
)
from lakip_analysis.kajian.view_ukuran import say_ukuran, table_ukuran
from lakip_analysis.kumpulan import KAJIAN, open_kumpulan
from lakip_analysis.reports import kajian
from lakip_analysis.reports.kajian import (
    BOOK,
    BRIEF,
    KEYS,
    _left_out,
    _warning,
    _write_packages,
    run_kajian,
    say_kajian,
    write_brief,
)
from lakip_analysis.reports.plan import STUDY, notebooks_dir
from lakip_analysis.reports.render import read_page

DATA = Path(__file__).parents[1] / "data"


def promises(**dinas) -> pd.DataFrame:
    """Achievements in per cent of a target of 100, by dinas; None: not reported."""
    rows = [(name, f"{name}{n}", value) for name, values in dinas.items() for n, value in enumerate(values)]
    frame = pd.DataFrame(rows, columns=["dinas", "indikator", "realisasi"]).assign(tahun=2024, level="sasaran", sasaran="S", polaritas="naik", target=100.0)
    return compute_capaian(frame.assign(nama_indikator=frame["indikator"]))


def parts(capaian: pd.DataFrame) -> dict[str, pd.DataFrame]:
    ukuran = compute_ukuran(capaian)
    kepekaan = compute_kepekaan(measured(capaian, ukuran))
    return {
        "kajian_ukuran": ukuran,
        "kajian_peringkat": compile_tempat(compute_peringkat_kajian(capaian), summarize_kepekaan(kepekaan)),
        "kajian_faktor": summarize_faktor(compare_faktor(kepekaan)),
        "kajian_kategori": count_kategori(kepekaan),
        "kajian_tanpa": compare_tanpa(measured(capaian, ukuran)),
    }


def names(capaian: pd.DataFrame) -> pd.Series:
    return pd.Series({dinas: f"Kota {dinas.upper()}" for dinas in capaian["dinas"].unique()})


HIGH, LOW = [100.0, 101, 102, 103, 104, 105, 106, 107], [50.0, 51, 52, 53, 54, 55, 56, 57]
SPREAD = [20.0, 40, 60, 80, 100, 120, 110, 90]
CASES = [
    # achievements by dinas, what is said, what is not
    ({"a": HIGH, "b": LOW}, ["Dari 1 pasangan di antara 2 dinas, 1 urutannya pasti (taraf 95 %)"], ["jangan diperingkat", "ditahan", "Tahun laporannya"]),
    ({"a": SPREAD, "b": SPREAD[::-1]}, ["0 urutannya pasti", "jangan diperingkat"], ["ditahan"]),
    ({"a": HIGH, "b": [100.0, None, None, None]}, ["Rata-rata bersama ditahan untuk Kota B", "kurang dari 65 % dari yang dijanjikan", "Tidak ada urutan: yang rata-rata bersamanya ditunjukkan hanya 1 dinas"], ["urutannya pasti"]),
    ({"a": HIGH, "b": [None, None]}, ["Tidak ada capaian yang dapat dihitung untuk Kota B"], ["kurang dari 65"]),
]


@pytest.mark.parametrize(("dinas", "said", "unsaid"), CASES, ids=range(len(CASES)))
def test_what_the_study_comes_to(dinas, said, unsaid):
    capaian = promises(**dinas)
    text = " ".join(say_kajian(parts(capaian), names(capaian), "id"))
    assert all(one in text for one in said), text
    assert not any(one in text for one in unsaid), text
    assert say_kajian({}, names(capaian), "id") == []


def test_reports_of_several_years_are_said_to_be():
    capaian = promises(a=HIGH, b=LOW)
    capaian["tahun"] = np.where(capaian["dinas"] == "a", 2023, 2024)
    ukuran = compute_ukuran(capaian)
    assert "Tahun laporannya tidak sama (2023; 2024)" in say_ukuran(ukuran, names(capaian), "id").teks[1]
    more = " ".join(say_ukuran(ukuran.assign(n_tahun_lain=[2, 0], n_tanpa_target=[0, 3]), names(capaian), "id").teks)
    assert "2 dari yang dilaporkan adalah angka tahun sebelumnya." in more and "tanpa target: Kota B (3)." in more


def test_a_choice_that_moves_nothing_is_named_as_such():
    found = parts(promises(a=HIGH, b=LOW))["kajian_faktor"]
    assert say_pengaruh(found, "id").teks == ("Tidak satu pun pilihan aturan menggeser tempat sebuah dinas.",)
    moving = parts(promises(a=[10.0, 30, 50, 70, 300, 90, 90, 90], b=[90.0] * 8))["kajian_faktor"]
    (said,) = say_pengaruh(moving, "id").teks
    assert said.startswith("Yang paling menggeser tempat: batas atas capaian")
    assert say_pengaruh(parts(promises(a=HIGH))["kajian_faktor"], "id").teks == ()


@pytest.mark.parametrize("bahasa", languages())
def test_withheld_dinas_stand_in_tables_with_the_reason_and_in_no_picture(bahasa):
    capaian = promises(a=SPREAD, c=HIGH, b=[100.0, None, None, None])
    found, nama = parts(capaian), names(capaian)
    rows = {row[0]: row for row in table_tempat(found["kajian_peringkat"], nama, bahasa).baris}
    assert rows["Kota B"][1:-2] == ("–",) * 8 and rows["Kota B"][-1] not in ("–", "")
    assert [row[0] for row in table_tempat(found["kajian_peringkat"], nama, bahasa).baris] == ["Kota A", "Kota B", "Kota C"], "never by place"
    figure = figure_tempat(found["kajian_peringkat"], nama, bahasa)
    assert "Kota B" not in figure.alt and "Kota A" in figure.alt and figure._repr_html_()
    assert figure_tempat(found["kajian_peringkat"].iloc[:1], nama, bahasa) is None
    measure = {row[0]: row for row in table_ukuran(found["kajian_ukuran"], nama, bahasa).baris}
    assert measure["Kota B"][-2] not in ("–", "") and measure["Kota B"][5:9].count("–") == 3
    for table in (table_pengaruh(found["kajian_faktor"], bahasa), table_kategori(found["kajian_kategori"], nama, bahasa), table_tanpa(found["kajian_tanpa"], nama, bahasa)):
        assert table.baris


def test_categories_hold_or_do_not():
    capaian = promises(a=HIGH, b=[300.0, 95, 60, 60, 90, 90, 90, 90])
    first, second = say_kategori(parts(capaian)["kajian_kategori"], names(capaian), "id").teks
    assert first == "Pada skala bersama kategori 1 dari 2 dinas sama di semua aturan."
    assert re.fullmatch(r"Kota B bertahan di kategori [A-Z]\w+(?: [A-Z]\w+)? pada \d+ dari 180 aturan\.", second)


@pytest.mark.parametrize(("n", "end"), [(DRAWN, ""), (DRAWN + 1, "; dan 1 lagi"), (DRAWN + 10, "; dan 10 lagi")])
def test_of_many_whose_category_moves_the_first_are_named_and_how_many_more(n, end):
    row = {"skala": "bersama", "kategori_dasar": "Tinggi", "n_bertahan": 1, "n_aturan": 180}
    moved = pd.DataFrame([row | {"dinas": f"d{one:02d}"} for one in range(n)])
    said = say_kategori(moved, pd.Series({"d00": "Kota A"}), "id").teks[1]
    assert said.startswith("Kota A bertahan") and said.count("bertahan") == min(n, DRAWN)
    assert said.endswith(f"180 aturan{end}.")


def test_a_long_table_shows_its_first_rows_and_says_so():
    many = {f"d{n:03d}": [90.0] for n in range(SHOWN + 5)}
    capaian = promises(**many)
    table = table_ukuran(compute_ukuran(capaian), names(capaian), "id")
    assert len(table.baris) == SHOWN and f"{SHOWN} dari {SHOWN + 5} baris" in table.catatan


@pytest.mark.parametrize(
    ("rows", "disimpan", "said"),
    [
        (SHOWN, None, ""),
        (SHOWN + 1, None, "CSV dan Excel"),
        (SHOWN + 1, 20_000, "CSV dan Excel"),
        (SHOWN + 1, 20_001, "semuanya di CSV."),
        (20_001, None, "semuanya di CSV."),
    ],
)
def test_a_cut_table_says_where_the_other_rows_are(rows, disimpan, said):
    """A table too long for a sheet of the workbook is in its CSV alone."""
    written = []
    frame = pd.DataFrame({"dinas": [f"d{n}" for n in range(rows)], "n": 1})
    table = study_table(frame, ["dinas", "n"], "Judul", "id", "", lambda some: written.append(len(some)) or some, disimpan=disimpan)
    assert said in table.catatan and bool(table.catatan) == bool(said) and written == [min(rows, SHOWN)]


def test_no_sets_of_ranks_for_thousands_at_once(monkeypatch):
    few = {"kajian_dinas": 2}
    for module in ("peringkat", "view_peringkat"):
        monkeypatch.setattr(f"lakip_analysis.kajian.{module}.threshold", lambda name: few.get(name, threshold(name)))
    found = parts(promises(a=HIGH, b=LOW, c=SPREAD))["kajian_peringkat"]
    assert found["cara_himpunan"].tolist() == ["tidak_dihitung"] * 3
    assert found[["himpunan_terbaik", "himpunan_terburuk"]].drop_duplicates().values.tolist() == [[1, 3]]
    assert say_peringkat(found, "id").teks == ("Himpunan peringkat tidak dihitung untuk lebih dari 2 dinas sekaligus (3): pilih satu provinsi atau urusan.",)


def test_a_sentence_names_ten_agencies_and_counts_the_others():
    capaian = promises(**{f"d{n:03d}": [90.0, None, None] for n in range(40)})
    said = " ".join(say_kajian(parts(capaian), names(capaian), "id"))
    assert "Kota D009; dan 30 lagi" in said and "Kota D010" not in said


SIZES = (1, BRIEF, 200)


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> Path:
    """The worst case as paper, of each size and language: everything there is to say, long names, two thirds of the means withheld."""
    folder = tmp_path_factory.mktemp("ringkas")
    for n in SIZES:
        capaian = promises(**{f"d{k:03d}": SPREAD if k % 3 == 0 else [90.0, None, None, *SPREAD[:2]] for k in range(n)})
        capaian["tahun"] = np.where(capaian["dinas"] == "d000", 2023, 2024)
        found = parts(capaian)
        long = names(capaian).map(lambda name: f"Dinas Sosial, Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana {name}")
        for bahasa in languages():
            lead = [*_warning(long, bahasa), *_left_out([f"kab-{k}-dinsosp3ap2kb" for k in range(n)], bahasa), *say_kajian(found, long, bahasa)]
            write_brief(folder / f"kajian-{n}-{bahasa}.docx", "Kajian", lead, found, long, bahasa)
    made = [str(path) for path in sorted(folder.glob("*.docx"))]
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/lo", "--convert-to", "pdf", "--outdir", str(folder), *made], check=True, capture_output=True, timeout=240)
    return folder


@pytest.mark.lambat
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) tidak ada")
@pytest.mark.parametrize("bahasa", languages())
@pytest.mark.parametrize("n", SIZES)
def test_the_summary_in_word_is_two_sheets_of_paper_at_most(printed, n, bahasa):
    with pdfplumber.open(printed / f"kajian-{n}-{bahasa}.pdf") as made:
        assert 1 <= len(made.pages) <= 2
        text = " ".join(page.extract_text() for page in made.pages)
    assert (BOOK in text) == (n > BRIEF)


# --- the folder ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("reports")
    run_kajian(DATA, out, "semua")
    return out


@pytest.mark.lambat
def test_every_file_is_there_and_every_column_is_explained(study):
    folder = study / "kajian" / "semua"
    tables = {path.stem for path in folder.glob("*.csv")}
    assert tables == set(KAJIAN) == set(KEYS), "every table says what names its rows"
    for name in tables:
        frame = pd.read_csv(folder / f"{name}.csv")
        assert all(column in known_columns() or f"{name}.{column}" in known_columns() for column in frame), name
        assert not frame.duplicated(KEYS[name]).any() and frame[KEYS[name]].notna().all(axis=None), name
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert all(one["schema"]["primaryKey"] == KEYS[one["name"]] for one in package["resources"])
    assert {one["name"] for one in package["resources"]} == tables and len(package["sources"]) > 4
    assert json.loads((folder / "dcat.jsonld").read_text(encoding="utf-8"))
    for name in ("kajian.xlsx", "kajian.docx"):
        assert zipfile.ZipFile(folder / name).testzip() is None
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert str(DATA) not in json.dumps(run) and len(run["kajian"]["dinas"]) == 4


@pytest.mark.parametrize("n", [4, 100, 101])
def test_of_many_dinas_the_package_says_where_the_sources_stand(n, tmp_path):
    daftar = pd.DataFrame({"dinas": [f"d{i}" for i in range(n)], "tahun": 2024})
    infos = [{"nama": "Dinas", "daerah": f"Kota {i}", "dokumen": [{"id": "l", "judul": f"L {i}", "tahun": 2024}]} for i in range(n)]
    inputs = {f"d{i}/kinerja.csv": "0" * 64 for i in range(n)}
    _write_packages(tmp_path, "semua", {}, infos, inputs, daftar)
    package, dcat = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("datapackage.json", "dcat.jsonld"))
    assert len(package["sources"]) == len(dcat["dct:source"]) == (2 * n if n <= 100 else 1)
    assert package["licenses"] and len(package["keywords"]) == n + 2
    if n > 100:
        assert "run.json" in package["sources"][0]["title"] and package["sources"][0]["title_en"]


@pytest.mark.lambat
def test_the_page_says_what_its_tables_say_and_asks_nobody(study):
    html = (study / "kajian" / "semua" / "index.html").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", read_page(html))
    assert "Kajian ini bukan peringkat" in text and "jangan diperingkat" in text
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html) and "<script" not in html
    assert "nan" not in re.findall(r"\w+", text.lower()) and not re.findall(r"\bid=\"([^\"]+)\"(?=.*\bid=\"\1\")", html)[:1]
    assert all(f'href="#{name}"' in html for name in re.findall(r'<h3 id="(bab-kajian-\d)"', html))
    index = (study / "index.html").read_text(encoding="utf-8")
    assert 'href="kajian/semua/index.html"' in index


@pytest.mark.lambat
def test_the_same_input_gives_the_same_bytes_and_a_failure_leaves_what_stood(study, tmp_path):
    folder = study / "kajian" / "semua"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    run_kajian(DATA, study, "semua")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    book = nbformat.read(notebooks_dir() / STUDY, as_version=4)
    next(cell for cell in book.cells if cell.id == "10-ukuran").source += "\nraise ValueError('rusak')"
    nbformat.write(book, tmp_path / "punya-saya.ipynb")
    with pytest.raises(ReportError) as error:
        run_kajian(DATA, study, "semua", notebook=tmp_path / "punya-saya.ipynb")
    assert "rusak" in error.value.cause and Path(error.value.saved).is_file()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert not list((study / "kajian").glob(".*"))


@pytest.mark.lambat
def test_one_dinas_alone_in_english(tmp_path, monkeypatch):
    def opened_again(*_):
        raise AssertionError("the notebook has opened it")

    monkeypatch.setattr(kajian, "find_unopened", opened_again)
    run_kajian(DATA, tmp_path, "satu", ["kota-pontianak-dinsos"], bahasa="en")
    text = re.sub(r"\s+", " ", read_page((tmp_path / "kajian" / "satu" / "index.html").read_text(encoding="utf-8")))
    assert "There is no order" in text and "Satu ukuran" not in text


# --- the command ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--tahun", "1999"], "tidak ada dinas dengan dokumen tahun 1999"),
        (["--provinsi", "Jawa Tengah"], "tidak ada dinas dengan provinsi “Jawa Tengah”. Langkah: provinsi yang ada: Jawa Timur,"),
        (["--urusan", "9.99"], "urusan yang ada: 1.06, 2.08"),
        (["--notebook", str(DATA / "kota-pontianak-dinsos" / "dinas.toml")], "bukan notebook Jupyter yang utuh"),
        (["--notebook", str(notebooks_dir() / "belajar" / "tidak-ada.ipynb")], "tidak ada berkas itu"),
        (["--nama", "../x"], "--nama “../x” bukan nama folder"),
        (["--nama", "a\\b"], "bukan nama folder"),
        (["--nama", ".."], "bukan nama folder"),
        (["--dinas", "kota-malang"], "kota-malang-dinsosp3ap2kb"),
    ],
)
def test_a_choice_that_leaves_nothing_is_refused_in_words(words, said, tmp_path):
    found = CliRunner().invoke(app, ["kajian", "--data", str(DATA), "--out", str(tmp_path / "r"), *words])
    assert found.exit_code == 2 and said in found.output
    assert not (tmp_path / "r" / "kajian").exists()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ([], "semua"),
        (["--tahun", "2023"], "semua-2023"),
        (["--provinsi", "Jawa Timur", "--tahun", "2023"], "jawa-timur-2023"),
        (["--urusan", "1.06"], "semua-1-06"),
        (["--nama", "2024"], "kajian-2024"),
        (["--nama", "Kajian Saya"], "kajian-saya"),
        (["--notebook", "punya-saya.ipynb"], "semua-punya-saya"),
        (["--dinas", "kota-pontianak-dinsos"], "kota-pontianak-dinsos"),
        (["--dinas", "kota-b", "--dinas", "kota-a", "--dinas", "kota-b", "--urusan", "1.06"], "kota-a-kota-b-1-06"),
    ],
)
def test_a_study_has_a_name_of_its_own_and_never_that_of_a_year(words, name, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("lakip_analysis.reports.kajian.run_kajian", lambda data, out, nama, *rest, **more: asked.append(nama) or (tmp_path, {}))
    assert CliRunner().invoke(app, ["kajian", "--data", str(DATA), *words]).exit_code == 0
    assert asked == [name]


def test_two_choices_never_share_a_folder(tmp_path, monkeypatch):
    """Also where a name is too long to hold all dinas, and in whatever order they are named."""
    asked = []
    monkeypatch.setattr("lakip_analysis.reports.kajian.run_kajian", lambda data, out, nama, *rest, **more: asked.append(nama) or (tmp_path, {}))
    many = [f"kab-{name}-dinsosp3ap2kb" for name in ("aaa", "bbb", "ccc", "ddd", "eee")]
    for names in (many[:3], many[:4], many, many[::-1], [*many[:3], many[4]]):
        words = [word for name in names for word in ("--dinas", name)]
        assert CliRunner().invoke(app, ["kajian", "--data", str(DATA), *words]).exit_code == 0
    assert asked[2] == asked[3] and len(set(asked)) == 4 and max(map(len, asked)) <= 60
    for word in (["--tahun", "2023"], ["--provinsi", "Jawa Timur"], ["--urusan", "1.06"]):
        CliRunner().invoke(app, ["kajian", "--data", str(DATA), *words, *word])
    assert len(set(asked)) == 7


def test_a_notebook_without_parameters_is_refused_before_anything_runs(tmp_path):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    nbformat.write(book, tmp_path / "kosong.ipynb")
    with pytest.raises(DataError, match=r"tidak ada sel bertanda parameters.*lakip new kajian"):
        run_kajian(DATA, tmp_path / "r", "semua", notebook=tmp_path / "kosong.ipynb")
    book.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(book, tmp_path / "kosong.ipynb")
    with pytest.raises(DataError, match=r"tidak menyebut kernelnya.*JupyterLab"):
        run_kajian(DATA, tmp_path / "r", "semua", notebook=tmp_path / "kosong.ipynb")
    assert not (tmp_path / "r").exists()


@pytest.fixture
def unfilled(tmp_path) -> Path:
    """One dinas that is whole, one whose sheets are still empty, one with a broken table."""
    data = tmp_path / "data"
    for slug in ("kota-pontianak-dinsos", "kota-malang-dinsosp3ap2kb"):
        shutil.copytree(DATA / slug, data / slug)
    table = data / "kota-malang-dinsosp3ap2kb" / "kinerja.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",2023,", ",duaribu,", 2), encoding="utf-8")
    assert CliRunner().invoke(app, ["new", "kab-belitung-dinkes", "--tempat", str(data)]).exit_code == 0
    return data


def test_a_dinas_that_was_asked_for_by_name_stops_the_study_with_all_its_faults(unfilled, tmp_path):
    words = ["--dinas", "kab-belitung-dinkes", "--dinas", "kota-pontianak-dinsos"]
    found = CliRunner().invoke(app, ["kajian", "--data", str(unfilled), "--out", str(tmp_path / "r"), *words])
    assert found.exit_code == 2 and not (tmp_path / "r" / "kajian").exists()
    assert all(f"[{sheet}]: lembar belum diisi" in found.output for sheet in ("Indikator", "Kinerja", "Anggaran"))


@pytest.mark.lambat
@pytest.mark.parametrize(("bahasa", "said"), [("id", "Tidak ikut karena datanya belum dapat dibuka: 2 dinas"), ("en", "Agencies left out because their data cannot be opened yet: 2")])
def test_dinas_that_cannot_be_opened_are_left_out_and_named(unfilled, tmp_path, bahasa, said):
    names = "(kab-belitung-dinkes, kota-malang-dinsosp3ap2kb)"
    found = CliRunner().invoke(app, ["kajian", "--data", str(unfilled), "--out", str(tmp_path / "r"), "--bahasa", bahasa])
    assert found.exit_code == 1, found.output
    assert "GAGAL   kab-belitung-dinkes: 3 kesalahan data" in found.output and "“duaribu”" in found.output
    folder = tmp_path / "r" / "kajian" / "semua"
    text = re.sub(r"\s+", " ", read_page((folder / "index.html").read_text(encoding="utf-8")))
    assert f"{said} {names}" in text
    if bahasa == "en":  # one dinas alone, which is in no order
        assert "There is no order" in text and "Satu ukuran" not in text
    assert pd.read_csv(folder / "kajian_dinas.csv")["dinas"].tolist() == ["kota-pontianak-dinsos"]
    word = zipfile.ZipFile(folder / "kajian.docx").read("word/document.xml").decode()
    assert said in word
    assert json.loads((folder / "run.json").read_text(encoding="utf-8"))["kajian"]["tidak_ikut"] == ["kab-belitung-dinkes", "kota-malang-dinsosp3ap2kb"]


def test_an_own_copy_is_made_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(app, ["new", "kajian"])
    assert made.exit_code == 0 and "lakip kajian --notebook kajian-saya.ipynb" in made.output
    assert Path("kajian-saya.ipynb").read_bytes() == (notebooks_dir() / STUDY).read_bytes()
    again = CliRunner().invoke(app, ["new", "kajian"])
    assert again.exit_code == 2 and "sudah ada" in again.output
    shutil.rmtree(tmp_path / "data", ignore_errors=True)


def test_the_question_of_the_guide_is_answered_in_ten_lines():
    """Which affair plans the weakest targets: the cell as the guide prints it, on the four reports."""
    guide = (DATA.parent / "docs" / "panduan.md").read_text(encoding="utf-8")
    cell = re.search(r"### Pertanyaan sendiri.*?```python\n(.*?)```", guide, re.DOTALL)[1]
    assert len(cell.splitlines()) <= 10
    kumpulan = open_kumpulan(DATA)
    rencana = kumpulan.of_year(compute_rencana(kumpulan.capaian_tahunan, kumpulan.nilai))
    known = {"kumpulan": kumpulan, "rencana": rencana, "summarize_rencana": summarize_rencana}
    exec(cell, known)
    lemah = known["lemah"]
    assert set(lemah["urusan"]) == {"1.06", "2.08", "2.13", "2.14"} and (lemah["n"] <= lemah["dari"]).all()


@pytest.mark.parametrize(("rows", "sheets"), [(3, ["pendek", "panjang"]), (4, ["pendek"])])
def test_a_table_too_long_to_be_leafed_through_stays_out_of_the_workbook_and_is_named(rows, sheets, tmp_path, monkeypatch):
    monkeypatch.setattr(kajian, "threshold", lambda _: 3)
    titles = {"pendek": "kajian_dinas", "panjang": "kajian_biaya"}
    frames = {titles[name]: pd.DataFrame({"dinas": ["d"] * n}) for name, n in (("pendek", 3), ("panjang", rows))}
    daftar = pd.DataFrame({"dinas": ["d"], "judul": ["Dinas D"]})
    kajian._write_book(tmp_path / "b.xlsx", frames, daftar, "Kajian", ["Satu."], "id")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    shown = {name: say(f"berkas.{code}.judul", "id") for name, code in titles.items()}
    assert [name for name in shown if shown[name] in book.sheetnames] == sheets
    said = " ".join(str(row[0].value) for row in book.worksheets[0].iter_rows())
    assert (f"Lebih dari 3 baris, jadi hanya ada sebagai CSV di samping buku kerja ini: {shown['panjang']}." in said) == (len(sheets) == 1)


@pytest.mark.parametrize(("n", "said"), [(8, "Dari data D0; D1"), (9, "Dari data 9 dinas")])
def test_a_study_of_many_names_how_many(n, said):
    assert kajian._source(pd.DataFrame({"judul": [f"D{one}" for one in range(n)]}), "id").startswith(said)
