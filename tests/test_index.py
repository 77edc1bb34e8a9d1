"""The index: thousands of reports, none at all, what failed, what several dinas can be compared in."""

import csv
import json
import re
from pathlib import Path

import pytest

from lakip_analysis.errors import DataError
from lakip_analysis.reports.fingerprint import read_manifests, require_language
from lakip_analysis.reports.index import SHOWN, spark, write_index

DATA = Path(__file__).parents[1] / "data"


def manifest(out: Path, dinas: str, tahun: int = 2024, **ringkasan) -> Path:
    """A report as far as the index reads it."""
    folder = out / dinas / str(tahun)
    folder.mkdir(parents=True)
    about = {
        "judul": f"Dinas {dinas}", "daerah": f"Kota {dinas}", "tahun": tahun, "n_indikator": 4, "n_terlapor": 3, "n_dihitung": 3, "n_acuan": 3, "n_tercapai": 2, "rata_acuan_persen": 87.654, "rata_capaian_persen": 1234.5,
        "rata_tercetak_persen": None, "kategori_acuan": "Tinggi", "serapan_persen": 90.0, "n_temuan": 7, "n_tinggi": 1, "deret": [[tahun - 2, 80.0, 3], [tahun, 87.654, 3]],
    } | ringkasan
    konsep = [{"dinas": dinas, "konsep": "kemiskinan", "nama_indikator": "Tingkat kemiskinan", "satuan": "%", "polaritas": "turun", "tahun": tahun, "realisasi": "5.5"}]
    biaya = [{"dinas": dinas, "tahun": tahun, "kode": "1.06.04.2.01.0001", "nama_keluaran": "Orang terlayani", "satuan": "orang", "volume_realisasi": 10, "realisasi_rp": 1e6, "biaya_nyata_rp": 1e5, "status": "dihitung"}]
    run = {"parameter": {"dinas": dinas, "tahun": tahun, "bahasa": "id"}, "ringkasan": about, "konsep": konsep, "biaya": biaya}
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    return folder


def page_of(out: Path, bahasa: str = "id") -> str:
    return write_index(out, DATA, bahasa).read_text(encoding="utf-8")


def rows_of(page: str) -> list[str]:
    return re.findall(r"<tr.*?</tr>", page.split('id="daftar"')[1].split("<tbody>")[1].split("</tbody>", maxsplit=1)[0], re.DOTALL)


def test_three_thousand_reports(tmp_path):
    """Every report has its row; the comparisons show the first rows and keep the rest in a file."""
    for number in range(3000):
        manifest(tmp_path, f"kota-{number:04d}", 2020 + number % 5)
    page = page_of(tmp_path)
    assert len(rows_of(page)) == 3000
    assert len(page) < 5e6
    for name in ("konsep", "biaya"):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == 3000
        assert f'{SHOWN} dari 3000 baris ditampilkan; semuanya ada di <a href="{name}.csv">' in page
    assert page.count("Orang terlayani") == SHOWN


def test_cells_show_the_number_and_sort_by_it(tmp_path):
    manifest(tmp_path, "a")
    (row,) = rows_of(page_of(tmp_path))
    assert re.findall(r'data-nilai="([^"]*)">([^<]*)<', row) == [
        ("0.75", "3 dari 4"), ("0.5", "2 dari 4"), ("87.654", "87,65 %"), ("87.654", "Tinggi"), ("1234.5", "1.234,50 %"), ("", "–"), ("90.0", "90,00 %"), ("7", "7 (1 tinggi)"),
    ]


def test_a_report_without_any_figure_sorts_last_and_does_not_fail(tmp_path):
    manifest(tmp_path, "a", n_terlapor=0, n_dihitung=0, n_acuan=0, n_tercapai=0, rata_acuan_persen=None, kategori_acuan="", serapan_persen=None, deret=[])
    (row,) = rows_of(page_of(tmp_path))
    assert 'data-nilai="">–' in row
    assert row.count("0 dari 4") == 2, "promised, never reported: in the denominator"


def test_what_no_chapter_saved_is_a_dash(tmp_path):
    """`run.json` holds null for what no chapter of that report kept."""
    names = ("n_dihitung", "n_indikator", "n_tercapai", "rata_acuan_persen", "rata_capaian_persen", "rata_tercetak_persen", "serapan_persen", "n_temuan", "n_tinggi")
    folder = manifest(tmp_path, "a", **dict.fromkeys(names), kategori_acuan="", deret=[])
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    (folder / "run.json").write_text(json.dumps(run | {"konsep": [], "biaya": []}), encoding="utf-8")
    page = page_of(tmp_path)
    (row,) = rows_of(page)
    assert re.findall(r'data-nilai="([^"]*)">([^<]*)<', row) == [("", "–")] * 8
    assert not re.search(r"\b(None|nan)\b", page)
    assert not list(tmp_path.glob("*.csv"))


def test_choices_are_those_that_occur_and_categories_follow_the_scale(tmp_path):
    for name, category in (("a", "Rendah"), ("b", "Sangat Tinggi"), ("c", "Tinggi")):
        manifest(tmp_path, name, kategori_acuan=category)
    select = page_of(tmp_path).split('id="pilih-kategori"')[1].split("</select>")[0]
    assert re.findall('value="([^"]*)"', select) == ["", "Sangat Tinggi", "Tinggi", "Rendah"]


def test_links_only_to_what_is_there(tmp_path):
    folder = manifest(tmp_path, "a")
    assert "laporan.xlsx" not in page_of(tmp_path)
    for name in ("laporan.xlsx", "laporan.pdf"):
        (folder / name).touch()
    page = page_of(tmp_path)
    assert 'href="a/2024/laporan.xlsx"' in page
    assert 'href="a/2024/laporan.pdf"' in page


def test_an_index_of_nothing_is_a_page(tmp_path):
    page = page_of(tmp_path)
    assert "0 laporan dibuat" in page
    assert rows_of(page) == []
    assert not list(tmp_path.glob("*.csv"))


def test_a_comparison_that_is_no_more_leaves_no_file(tmp_path):
    for name in ("a", "b"):
        manifest(tmp_path, name)
    page_of(tmp_path)
    assert (tmp_path / "konsep.csv").is_file()
    (tmp_path / "b" / "2024" / "run.json").unlink()
    page_of(tmp_path)
    assert not (tmp_path / "konsep.csv").exists()
    (tmp_path / "biaya.csv").touch()
    (tmp_path / "a" / "2024" / "run.json").unlink()
    page_of(tmp_path)
    assert not list(tmp_path.glob("*.csv")), "nor when no report is left"


def test_the_newest_year_of_a_dinas_enters_the_comparison(tmp_path):
    for name, tahun in (("a", 2023), ("a", 2024), ("b", 2024)):
        manifest(tmp_path, name, tahun)
    page_of(tmp_path)
    with (tmp_path / "konsep.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["dinas"], row["tahun"]) for row in csv.DictReader(file)] == [("a", "2024"), ("b", "2024")]


def test_failed_ones_come_first_with_their_reason(tmp_path):
    manifest(tmp_path, "a")
    (tmp_path / "b" / "2024-gagal").mkdir(parents=True)
    failure = {"dinas": "b", "tahun": 2024, "berhasil": False, "notebook": "data", "sel": None, "pesan": "2 kesalahan <data>", "notebook_gagal": ""}
    (tmp_path / "b" / "2024-gagal" / "gagal.json").write_text(json.dumps(failure), encoding="utf-8")
    page = page_of(tmp_path)
    assert "1 laporan dibuat, 1 gagal" in page
    assert page.index("2 kesalahan &lt;data&gt;") < page.index('id="daftar"')


@pytest.mark.parametrize(
    ("notebook", "sel", "said", "english"),
    [("data", None, "Gagal saat membaca data: habis", "Failed while reading the data: habis"), ("pembuatan", None, "Gagal saat membuat laporan: habis", "Failed while making the report: habis"), ("02_tren", 0, "Gagal di notebook 02_tren, sel 0: habis", "Failed in notebook 02_tren, cell 0: habis"), ("02_tren", None, "Gagal di notebook 02_tren: habis", "Failed in notebook 02_tren: habis")],
)
def test_what_failed_is_named_as_what_it_is_and_counted_once(notebook, sel, said, english, tmp_path):
    """A report that stands from before was not made this time: it counts among the failed alone."""
    for name in "abc":
        manifest(tmp_path, name)
    for name in "bcd":
        (tmp_path / name / "2024-gagal").mkdir(parents=True)
        failure = {"dinas": name, "tahun": 2024, "berhasil": False, "notebook": notebook, "sel": sel, "pesan": "habis", "notebook_gagal": ""}
        (tmp_path / name / "2024-gagal" / "gagal.json").write_text(json.dumps(failure), encoding="utf-8")
    page = page_of(tmp_path)
    assert said in page and "1 laporan dibuat, 3 gagal (2 di antaranya masih memakai laporan yang lama)" in page
    assert english in page_of(tmp_path, "en")


def test_a_dash_among_the_contradictions_is_explained(tmp_path):
    manifest(tmp_path, "a")
    assert "Pertentangan “–”" not in page_of(tmp_path)
    manifest(tmp_path, "b", n_temuan=None, n_tinggi=None)
    assert "bukan berarti tidak ada pertentangan" in page_of(tmp_path)


def test_index_in_english(tmp_path):
    for name in ("a", "b"):
        manifest(tmp_path, name)
    page = page_of(tmp_path, "en")
    assert '<html lang="en">' in page
    assert "2 reports made." in page
    assert "1,234.50%" in page
    assert '<option value="Tinggi">High</option>' in page, "the value stays, its name is shown in English"
    text = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert not re.search(r"\b(laporan|dari|dan|Unduh|Serapan|Daerah|semua)\b", text)


@pytest.mark.parametrize("deret", [[], [[2024, 80.0, 3]]])
def test_no_line_of_fewer_than_two_years(deret):
    assert spark(deret, "id") == ""


def test_the_line_says_every_number_and_stays_in_its_box():
    drawn = spark([[2020, 0.0, 3], [2022, 60.0, 4], [2024, 120.0, 5]], "id")
    assert 'aria-label="Rata-rata ukuran bersama per tahun (banyak indikator): 2020: 0,00 % (3); 2022: 60,00 % (4); 2024: 120,00 % (5)"' in drawn
    points = [tuple(map(float, point.split(","))) for point in re.search('points="([^"]*)"', drawn)[1].split()]
    assert points == [(4.0, 22.0), (48.0, 13.0), (92.0, 4.0)]


def test_one_folder_speaks_one_language(tmp_path):
    manifest(tmp_path, "a")
    assert require_language(tmp_path, "id") is None
    with pytest.raises(DataError, match=r"folder ini berisi laporan berbahasa lain, bukan “en”. Nilai: “id”. Langkah: pilih folder lain dengan --out"):
        require_language(tmp_path, "en")
    assert require_language(tmp_path / "lain", "en") is None


def test_scratch_folders_are_no_reports(tmp_path):
    manifest(tmp_path, "a")
    (tmp_path / "a" / ".2023-sementara").mkdir()
    (tmp_path / "a" / ".2023-sementara" / "run.json").write_text("{}", encoding="utf-8")
    assert [folder.name for folder in read_manifests(tmp_path)] == ["2024"]
