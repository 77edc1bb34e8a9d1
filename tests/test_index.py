"""The index: thousands of reports, none at all, what failed, what several dinas can be compared in."""

import csv
import json
import re
from pathlib import Path

import pytest

from lakip_analysis.errors import DataError
from lakip_analysis.reports.fingerprint import read_manifests, require_language
from lakip_analysis.reports.index import SHOWN, spark, write_index
from lakip_analysis.reports.sebaran import attention, strip

DATA = Path(__file__).parents[1] / "data"


def manifest(out: Path, dinas: str, tahun: int = 2024, **ringkasan) -> Path:
    """A report as far as the index reads it."""
    folder = out / dinas / str(tahun)
    folder.mkdir(parents=True)
    about = {
        "judul": f"Dinas {dinas}", "daerah": f"Kota {dinas}", "tahun": tahun, "n_indikator": 4, "n_terlapor": 3, "n_dihitung": 3, "n_acuan": 3, "n_tercapai": 2, "rata_acuan_persen": 87.654, "rata_capaian_persen": 1234.5,
        "rata_tercetak_persen": None, "kategori_acuan": "Tinggi", "serapan_persen": 90.0, "n_temuan": 7, "n_tinggi": 1, "n_angka": 200, "provinsi": "Jawa Timur", "urusan": ["1.06"], "deret": [[tahun - 2, 80.0, 3], [tahun, 87.654, 3]],
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


def cells_of(row: str) -> list[str]:
    return [re.sub(r"<svg.*?</svg>|<[^>]+>", " ", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]


def test_a_score_says_what_was_never_reported(tmp_path):
    """Two of four met, one of them never reported: in the denominator, and said."""
    manifest(tmp_path, "a")
    (row,) = rows_of(page_of(tmp_path))
    assert re.sub(r"\s+", " ", " | ".join(cells_of(row))) == "2024 | 2 dari 4, 1 tidak dilaporkan | 7 (1 tinggi); 3,5 per 100 angka | 90,00 % | 87,65 % Tinggi | 2022: 80 2024: 88 | 1.234,50 % | – | "
    assert re.findall(r'data-nilai="([^"]*)"', row) == ["3.5"]
    manifest(tmp_path, "b", n_terlapor=4)
    assert "<td>2 dari 4</td>" in rows_of(page_of(tmp_path))[1]


def test_averages_cannot_be_sorted_into_a_league(tmp_path):
    manifest(tmp_path, "a")
    head = page_of(tmp_path).split("<thead>")[1].split("</thead>")[0]
    assert {name: way for way, name in re.findall(r'<th scope="col" data-urut="(\w+)"[^>]*>([^<]*)</th>', head)} == {
        "Dinas": "teks", "Tahun": "angka", "Mencapai target dari yang dijanjikan": "perhatian", "Pertentangan di dalam laporan": "terbanyak",
    }


# name, promised, met, severe, printed figures: as the index stands
ORDER = [
    ("tak terlapor", {"n_indikator": 4, "n_terlapor": 1, "n_tercapai": 1, "n_tinggi": 0, "n_angka": 100}),
    ("separuh, kacau", {"n_indikator": 4, "n_terlapor": 4, "n_tercapai": 2, "n_tinggi": 3, "n_angka": 100}),
    ("separuh, panjang", {"n_indikator": 4, "n_terlapor": 4, "n_tercapai": 2, "n_tinggi": 3, "n_angka": 400}),
    ("separuh, tak terbaca", {"n_indikator": 2, "n_terlapor": 2, "n_tercapai": 1, "n_tinggi": None, "n_temuan": None, "n_angka": None}),
    ("semua", {"n_indikator": 4, "n_terlapor": 4, "n_tercapai": 4, "n_tinggi": 9, "n_angka": 100}),
    ("a, tanpa bab", {"n_indikator": None, "n_terlapor": None, "n_tercapai": None, "n_tinggi": 9, "n_angka": 100}),
]


def test_what_needs_a_look_stands_first(tmp_path):
    """By the share missed or never reported, then severe findings per 100 printed figures; the unknown last, no place shown."""
    for number, (name, more) in enumerate(reversed(ORDER)):
        manifest(tmp_path, f"d{number}", judul=name, **more)
    rows = rows_of(page_of(tmp_path))
    assert [re.search(r'index.html">([^<]*)</a>', row)[1] for row in rows] == [name for name, _ in ORDER]
    assert [name for name, _ in sorted(reversed(ORDER), key=lambda one: attention({"judul": one[0], "tahun": 2024} | one[1]))] == [name for name, _ in ORDER]


def test_the_newest_year_of_equal_ones_stands_first(tmp_path):
    for tahun in (2022, 2024, 2023):
        manifest(tmp_path, "a", tahun)
    assert [cells_of(row)[0] for row in rows_of(page_of(tmp_path))] == ["2024", "2023", "2022"]


def test_filters_are_province_region_affair_and_year(tmp_path):
    for name, tahun, provinsi, urusan in (("a", 2023, "Jawa Timur", ["1.06", "2.08"]), ("b", 2024, "Aceh", ["1.02"]), ("c", 2024, "Aceh", ["9.99"])):
        manifest(tmp_path, name, tahun, provinsi=provinsi, urusan=urusan)
    page = page_of(tmp_path)
    choices = {name: re.findall(r'<option value="([^"]*)">([^<]*)', page.split(f'id="pilih-{name}"')[1].split("</select>")[0])[1:] for name in ("provinsi", "daerah", "urusan", "tahun")}
    assert choices == {
        "provinsi": [("Aceh", "Aceh"), ("Jawa Timur", "Jawa Timur")],
        "daerah": [(f"Kota {name}", f"Kota {name}") for name in "abc"],
        "urusan": [("1.02", "1.02 Kesehatan"), ("1.06", "1.06 Sosial"), ("2.08", "2.08 Pemberdayaan perempuan dan perlindungan anak"), ("9.99", "9.99")],
        "tahun": [("2023", "2023"), ("2024", "2024")],
    }
    assert re.findall(r'data-provinsi="([^"]*)" data-daerah="[^"]*" data-tahun="2023" data-urusan="([^"]*)"', page) == [("Jawa Timur", "1.06 2.08")]


def strips_of(page: str) -> dict[str, list[str]]:
    """Measure → its dots, in the order of the list."""
    figures = re.findall(r"<figure><figcaption><strong>(.*?)</strong>.*?<g[^>]*>(.*?)</g>", page)
    return {name: re.findall(r"<path ?([^>/]*)/?>", dots) for name, dots in figures}


def test_one_strip_per_measure_with_one_dot_per_report(tmp_path):
    manifest(tmp_path, "a", n_tercapai=0)
    manifest(tmp_path, "b", n_tercapai=2, serapan_persen=None)
    manifest(tmp_path, "c", n_tercapai=4, n_angka=None)
    drawn = strips_of(page_of(tmp_path))
    assert list(drawn) == ["Target tercapai dari yang dijanjikan", "Serapan anggaran", "Pertentangan per 100 angka tercetak"]
    assert drawn["Target tercapai dari yang dijanjikan"] == ['d="M8 52h0"', 'd="M152 52h0"', 'd="M292 52h0"']
    assert [bool(dot) for dot in drawn["Serapan anggaran"]] == [True, False, True], "a report without the figure has no dot and keeps its place"
    assert [bool(dot) for dot in drawn["Pertentangan per 100 angka tercetak"]] == [True, True, False]


def test_dots_that_meet_are_piled_and_stay_in_the_picture():
    drawn = strip("Ukuran", [50.0] * 30 + [None, 120.0], [str(n) for n in range(32)], 100, lambda value: f"{value:g} %", "id")
    high = [float(y) for y in re.findall(r'd="M\d+ ([\d.]+)h0"', drawn)]
    assert len(high) == 31
    assert len(set(high[:30])) == 30
    assert min(high) >= 5
    assert "31 dari 32 laporan; terendah 50 %, tengah 50 %, tertinggi 120 %" in drawn
    assert ">120 %</text>" in drawn, "the scale widens to the largest"
    assert "<title>0: 50 %</title>" in drawn
    assert strip("Ukuran", [None, None], ["a", "b"], 100, str, "id") == ""


def test_a_report_without_any_figure_sorts_last_and_does_not_fail(tmp_path):
    manifest(tmp_path, "a", n_terlapor=0, n_dihitung=0, n_acuan=0, n_tercapai=0, rata_acuan_persen=None, kategori_acuan="", serapan_persen=None, deret=[])
    (row,) = rows_of(page_of(tmp_path))
    assert cells_of(row)[1] == "0 dari 4, 4 tidak dilaporkan"
    assert cells_of(row)[4] == "–"


def test_what_no_chapter_saved_is_a_dash(tmp_path):
    """`run.json` holds null for what no chapter of that report kept."""
    names = ("n_dihitung", "n_indikator", "n_tercapai", "rata_acuan_persen", "rata_capaian_persen", "rata_tercetak_persen", "serapan_persen", "n_temuan", "n_tinggi")
    folder = manifest(tmp_path, "a", **dict.fromkeys(names), kategori_acuan="", deret=[])
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    (folder / "run.json").write_text(json.dumps(run | {"konsep": [], "biaya": []}), encoding="utf-8")
    page = page_of(tmp_path)
    (row,) = rows_of(page)
    assert cells_of(row)[1:-1] == ["–"] * 7
    assert not re.search(r"\b(None|nan)\b", page)
    assert not list(tmp_path.glob("*.csv"))


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
    [("data", None, "Gagal saat membaca data: habis", "Failed while reading the data: habis"), ("pembuatan", None, "Gagal saat membuat laporan: habis", "Failed while making the report: habis"), ("04_tren", 0, "Gagal di notebook 04_tren, sel 0: habis", "Failed in notebook 04_tren, cell 0: habis"), ("04_tren", None, "Gagal di notebook 04_tren: habis", "Failed in notebook 04_tren: habis")],
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
    assert "87.65%<br>High" in page
    assert '<option value="1.06">1.06 Social affairs</option>' in page, "the value stays, its name is shown in English"
    assert "2 of 4, 1 not reported" in page
    assert "3.5 per 100 figures" in page
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
