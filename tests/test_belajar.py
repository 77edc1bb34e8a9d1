"""The course: both editions run, open answers are met with help, solutions pass, no answer can be read by a learner; the class is marked."""

import ast
import builtins
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from contextlib import chdir, suppress
from dataclasses import replace
from html import unescape
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from forked import COMMAND, inside
from peramban import offences, open_browser, open_page
from typer.testing import CliRunner

from lakip_analysis.cli import app
from lakip_analysis.errors import DataError
from lakip_analysis.latihan.kunci import Lembar, canonical, make_kunci, open_lembar
from lakip_analysis.latihan.pelajaran import (
    PLACE,
    Naskah,
    Soal,
    make_edisi,
    make_pelajaran,
    run_naskah,
    run_source,
    split_source,
)
from lakip_analysis.reports.kelas import build_kelas, lesson_sources
from lakip_analysis.reports.nilai import grade_class, summarize_nilai, write_nilai

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
SOURCES = lesson_sources()
each_lesson = pytest.mark.parametrize("name", [path.stem for path in SOURCES])


@pytest.fixture(scope="session")
def course(tmp_path_factory) -> tuple[Path, dict[str, Naskah]]:
    """The course as files, and its lessons as they ran for it."""
    out, ran = tmp_path_factory.mktemp("kelas") / "kelas", {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lakip_analysis.reports.kelas.run_naskah", lambda name, *rest: ran.setdefault(name, run_naskah(name, *rest)))
        build_kelas(out, DATA)
    return out, ran


@pytest.fixture(scope="session")
def kelas(course) -> Path:
    return course[0]


@pytest.fixture(scope="session")
def learners(kelas) -> dict[str, list[tuple[str, set[str], object]]]:
    """Every learner's notebook, run once in its own folder as a kernel would: of each check the exercise, the names known by then, what it said."""
    found = {}
    for path in sorted((kelas / "pelajar").glob("*.ipynb")):
        names, said = {}, []
        with chdir(path.parent):
            for cell in nbformat.read(path, as_version=4).cells:
                if cell.cell_type == "code":
                    known = set(names)
                    value = run_source(cell.source, names, cell.id)
                    if cell.source.startswith("lembar.check("):
                        said.append((cell.metadata["tags"][0].removeprefix("soal-"), known, value))
        found[path.stem] = said
    return found


# ---- an answer and its key


@pytest.mark.parametrize(
    ("value", "desimal", "text"),
    [
        (94.70588, 2, "94.71"),
        ("94,71", 2, "94.71"),
        ("1.234,5", 1, "1234.5"),
        ("1,234.5", 1, "1234.5"),
        ("39.788.676.251", 0, "39788676251"),
        ("5,289,838,678.00", 2, "5289838678.00"),
        ("97,14%", 2, "97.14"),
        ("1.25", 2, "1.25"),
        (2.345, 2, "2.35"),
        (-0.001, 2, "0.00"),
        (7, 0, "7"),
        (None, 2, "kosong"),
        (float("nan"), 0, "kosong"),
        (True, None, "ya"),
        ("  Sangat   Tinggi", None, "sangat tinggi"),
        ([2021, 2019], 0, "2019;2021"),
        (pd.Series([2.5]), 1, "2.5"),
    ],
)
def test_two_people_who_mean_the_same_write_alike(value, desimal, text):
    assert canonical(value, desimal) == text


KEY = make_kunci("1", 60.94, desimal=2, poin=2, alasan=1, petunjuk=["Ke mana ia membaik?", "2T − R"], salah=[(139.0625, "Itu R / T.", 0), (71.91, "Itu T / R.", 0.5)])
PARTS = make_kunci("2", {"a": 1.5, "b": "naik", "c": None}, desimal={"a": 1, "c": 0}, poin=3)
LEMBAR = Lembar("contoh", "", {"1": KEY, "2": PARTS})


@pytest.mark.parametrize(
    ("answer", "state", "points", "said"),
    [
        (60.9375, "benar", 2, ""),
        ("60,94", "benar", 2, ""),
        (60.9, "sebagian", 1, "angka di belakang koma"),
        (0.609375, "sebagian", 1, "pecahan"),
        (139.06, "keliru", 0, "Itu R / T."),
        (71.91, "sebagian", 1, "Itu T / R."),
        (50, "keliru", 0, "Ke mana ia membaik?"),
        (..., "belum", 0, "Ganti ..."),
        (object(), "keliru", 0, "tidak terbaca"),
        ({"a": 1}, "bentuk", 0, "satu nilai"),
        (None, "keliru", 0, "Ke mana ia membaik?"),
    ],
)
def test_an_answer_gets_its_points_and_a_hint_of_its_own(answer, state, points, said):
    found = LEMBAR.check("1", answer)
    assert (found.keadaan, found.poin, found.maks) == (state, points, 2)
    assert said in repr(found)
    assert "60" not in repr(found), "never the answer"


def test_the_second_hint_is_plainer_and_reasons_are_asked_for():
    assert "2T − R" in repr(LEMBAR.check("1", 50, petunjuk=2))
    assert "petunjuk=2" in repr(LEMBAR.check("1", 50))
    assert "Alasannya belum ada" in repr(LEMBAR.check("1", 60.94, "karena"))
    assert "pengajar menilainya" in repr(LEMBAR.check("1", 60.94, "karena kekerasan yang lebih banyak adalah hasil yang lebih buruk"))


@pytest.mark.parametrize(
    ("answer", "state", "points"),
    [
        ({"a": 1.5, "b": "Naik", "c": None}, "benar", 3),
        ({"a": 1.5, "b": "turun", "c": None}, "sebagian", 2),
        ({"a": 1.5, "b": ..., "c": ...}, "sebagian", 1),
        ({"a": ..., "b": ..., "c": ...}, "belum", 0),
        ({"a": 1.5}, "bentuk", 0),
        (1.5, "bentuk", 0),
    ],
)
def test_each_part_has_its_share(answer, state, points):
    found = LEMBAR.check("2", answer)
    assert (found.keadaan, found.poin) == (state, points)


def test_a_mistake_that_is_right_is_refused_and_so_is_an_unknown_exercise():
    with pytest.raises(DataError, match="sama dengan jawabannya"):
        make_kunci("1", 5, desimal=0, salah=[(5.2, "salah", 0)])
    with pytest.raises(DataError, match="1, 2"):
        LEMBAR.check("9", 1)


@pytest.mark.parametrize(("text", "said"), [(None, "tidak ada"), ("{}", "bukan kunci"), ("x", "bukan kunci")])
def test_a_key_that_is_not_there_or_none_says_so(tmp_path, text, said):
    path = tmp_path / "kunci-01.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        open_lembar(path)


# ---- the sources


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tanpa judul", "tanpa judul"),
        ("# A\n```python\n1 / 0\n```", "ZeroDivisionError"),
        ("# A\n{{1 / 0|angka}}", "ZeroDivisionError"),
        ("# A\n```soal\nnama='1'\ntanya='?'\nkunci='a = 1'\n```", "jawab_1"),
        ("# A\n```html\n<p>\n```", "bukan sel"),
    ],
)
def test_a_source_that_does_not_run_says_where(text, said):
    with pytest.raises(DataError, match=said):
        make_pelajaran("a", text)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_figure_of_a_text_is_typed(path):
    """A figure with decimals or per cent in the prose comes out of a place that is computed; printed ones are quoted as code."""
    for kind, text in split_source(path.read_text(encoding="utf-8")):
        if kind == "teks":
            prose = re.sub(r"`[^`]*`", "", PLACE.sub("", text))
            assert not re.search(r"\d+,\d+|\d ?%", prose), prose


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_lesson_has_its_parts(path):
    text = path.read_text(encoding="utf-8")
    for part in ("Kira-kira", "Sesudah pelajaran ini", "## Kata-kata", "dengan tangan", "dengan fungsi", "## Seluruh dinas" if "07" not in path.stem else "## Selang", "## Latihan", "## Temukan kesalahannya", "## Milik Anda", "## Untuk didiskusikan", "## Bacaan"):
        assert part in text, part
    assert 4 <= sum(kind == "soal" for kind, _ in split_source(text)) <= 6


def test_the_time_of_each_lesson_is_worked_out_as_the_docs_say():
    text = (ROOT / "docs" / "pengajar.md").read_text(encoding="utf-8")
    found = {row[0]: row for row in (list(map(int, re.findall(r"\d+", line))) for line in text.splitlines() if re.fullmatch(r"(\| \d+ ){9}\|", line))}
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        parts = split_source(source)
        exercises = [tomllib.loads(text) for kind, text in parts if kind == "soal"]
        words = sum(len(text.split()) for kind, text in parts if kind == "teks")
        asked = sum(len(one["tanya"].split()) for one in exercises)
        points = sum(one.get("poin", 1) + one.get("alasan", 0) for one in exercises)
        cells = sum(kind == "kode" for kind, _ in parts)
        read, do, rest = round(words / 100 + cells), round(asked / 100 + 2 * points), 25 if path.stem.startswith("08") else 10
        assert found[int(path.stem[:2])] == [int(path.stem[:2]), words, cells, len(exercises), points, read, do, rest, read + do + rest]
        assert abs(int(re.search(r"Kira-kira (\d+) menit", source)[1]) - read - do - rest) <= 5
    every = [one for path in SOURCES for kind, one in split_source(path.read_text(encoding="utf-8")) if kind == "soal"]
    assert f"{sum('variasi = ' in one for one in every)} dari {len(every)} soal berganti angka" in text


# ---- both editions


@pytest.mark.lambat
@each_lesson
def test_the_learners_edition_runs_and_every_open_answer_is_met_with_help(learners, name):
    assert len({soal for soal, _, _ in learners[name]}) == len(learners[name]) >= 4
    for _, _, found in learners[name]:
        assert (found.keadaan, found.poin) == ("belum", 0)
        assert "Ganti ..." in repr(found)
        assert "Petunjuk: " in repr(found)


@pytest.mark.lambat
@each_lesson
def test_a_hint_needs_only_what_the_learner_has_by_then(kelas, learners, name):
    """The code of a hint uses names that stand in cells above it, and calls that were seen."""
    keys = json.loads((kelas / "pelajar" / f"kunci-{name}.json").read_text(encoding="utf-8"))["soal"]
    looked = 0
    for soal, known, _ in learners[name]:
        for hint in keys[soal]["petunjuk"]:
            with suppress(SyntaxError):
                used = {node.id for node in ast.walk(ast.parse(hint, mode="eval")) if isinstance(node, ast.Name)}
                assert used <= known | set(vars(builtins)), hint
                looked += bool(used)
    assert looked >= 2 or name in ("02_capaian", "05_efisiensi")


def told(value: object, desimal) -> set[str]:
    """How a number could be written in a learner's file; short ones stand anywhere."""
    if isinstance(value, dict):
        return {text for name, part in value.items() for text in told(part, desimal.get(name) if isinstance(desimal, dict) else desimal)}
    if isinstance(value, bool | str | list) or value is None or value != value:
        return set()
    text = canonical(value, desimal)
    shapes = {text, text.replace(".", ","), f"{float(text):,.{desimal or 0}f}".translate(str.maketrans(",.", ".,"))}
    return shapes if len(re.sub(r"\D", "", text).strip("0")) >= 3 else set()


@pytest.mark.lambat
@each_lesson
def test_no_answer_stands_in_what_a_learner_gets(course, name):
    kelas, made = course[0], make_edisi(course[1][name])
    page = unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", (kelas / "situs" / f"{name}.html").read_text(encoding="utf-8"), flags=re.DOTALL))
    files = [(kelas / "pelajar" / f"{name}.ipynb").read_text(encoding="utf-8"), page, (kelas / "pelajar" / f"kunci-{name}.json").read_text(encoding="utf-8")]
    for answer in made.jawaban:
        key = made.soal[answer["soal"]]["bagian"]
        digits = {part: one["desimal"] for part, one in key.items()}
        for text in told(answer["jawaban"], digits if isinstance(answer["jawaban"], dict) else digits[""]):
            assert not [file[max(0, file.find(text) - 60) : file.find(text) + 40] for file in files if re.search(rf"(?<![\d.,]){re.escape(text)}(?!\d|[.,]\d)", file)], (answer["soal"], text)
        assert not answer["contoh_alasan"] or not any(answer["contoh_alasan"] in file for file in files)


@pytest.mark.lambat
@each_lesson
def test_no_solution_code_stands_in_the_learners_notebook(kelas, name):
    open_, solved = (nbformat.read(kelas / who / f"{name}.ipynb", as_version=4).cells for who in ("pelajar", "pengajar"))
    theirs = {cell.source for cell in open_}
    own = [cell.source for cell in solved if cell.cell_type == "code" and cell.source not in theirs]
    assert len(own) >= 4
    text = "\n".join(theirs)
    for code in own:
        for node in ast.parse(code).body:
            line = ast.unparse(node)
            assert line.startswith(("import ", "from ", "laporan_malang = ")) or line not in text, line


@pytest.mark.lambat
def test_nothing_of_the_instructors_is_in_the_zip_and_the_same_course_is_the_same_bytes(kelas, tmp_path):
    with zipfile.ZipFile(kelas / "pelajar.zip") as packed:
        names = packed.namelist()
    assert {name.split("/")[0] for name in names} == {"pelajar", "situs"}
    assert not [name for name in names if "jawaban" in name]
    assert {"situs/index.html", "situs/coba-rumus.html", "situs/istilah.html", "pelajar/01_rencana.ipynb", "pelajar/kunci-01_rencana.json", "pelajar/data/kab-belitung-dspppa/kinerja.csv"} <= set(names)
    some = tmp_path / "sumber"
    some.mkdir()
    shutil.copyfile(SOURCES[2], some / SOURCES[2].name)
    zips = []
    for again in (tmp_path / "a", tmp_path / "b"):
        build_kelas(again, DATA, some)
        for made in [*again.glob("pelajar/*.*"), *again.glob("pengajar/*.*")]:
            assert made.read_bytes() == (kelas / made.relative_to(again)).read_bytes()
        zips.append((again / "pelajar.zip").read_bytes())
    assert zips[0] == zips[1]


@pytest.mark.lambat
def test_a_folder_with_files_of_others_is_left_alone(tmp_path):
    (tmp_path / "kelas" / "pelajar").mkdir(parents=True)
    (tmp_path / "kelas" / "pelajar" / "foto.jpg").write_bytes(b"x")
    one = tmp_path / "sumber"
    one.mkdir()
    (one / "01_satu.md").write_text("# Satu\n```soal\nnama='1'\ntanya='?'\nkunci='jawab_1 = 1'\n```\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"foto\.jpg"):
        build_kelas(tmp_path / "kelas", DATA, one)
    assert (tmp_path / "kelas" / "pelajar" / "foto.jpg").exists()
    with pytest.raises(DataError, match="tidak ada pelajaran"):
        lesson_sources(tmp_path)


# ---- figures of one's own

VARIED = {"01_rencana": 3, "02_capaian": 5, "03_rata_rata": 4, "04_tren": 3, "05_efisiensi": 3, "06_audit": 1, "07_banding": 2, "08_dinas_anda": 3}
NUM = r"(-?\d+(?:\.\d+)?)"
# exercise → what its question shows, and the same answer by hand from that alone
BY_HAND = {
    "02_capaian 1": (rf"target {NUM}, realisasi {NUM}", lambda t, r: (2 * t - r) / t * 100),
    "02_capaian 2": (rf"suhu vaksin {NUM} sampai {NUM} derajat, realisasi {NUM}", lambda a, b, r: 100 - (r - b) / b * 100),
    "02_capaian 5": (rf"target {NUM} %, realisasi {NUM} %", lambda t, r: r / t * 100),
    "03_rata_rata 4": (rf"berbobot {NUM}, {NUM} dan {NUM} dengan capaian {NUM}, {NUM} dan {NUM}", lambda a, b, c, x, y, z: a * x + b * y + c * z),
    "04_tren 1": (rf"deret {NUM} tahun", lambda n: n * (n - 1) / 2),
    "04_tren 5": (rf"target akhir {NUM} adalah {NUM}; realisasi 2024 adalah {NUM}", lambda year, t, r: (t - r) / (year - 2024)),
    "05_efisiensi 3": (rf"pagu {NUM} juta, belanja {NUM} juta, capaian keluaran {NUM}", lambda p, b, c: {"E": (e := (p * c - 100 * b) / (p * c) * 100), "NE": 50 + min(max(e, -20), 20) / 20 * 50}),
    "05_efisiensi 4": (rf"Capaian {NUM}, serapan {NUM}", lambda c, s: {"sisa": 100 - s, "selisih": c - s, "rasio": c / s * 100, "efisien": False}),
    "07_banding 6": (rf"dari {NUM}, {NUM}, {NUM}, {NUM} orang", min),
    "08_dinas_anda 5": (rf"dilaporkan: {NUM}, {NUM} dan {NUM} persen", lambda a, b, c: {"tanpa batas": (a + b + c) / 3, "dibatasi": sum(min(x, 120) for x in (a, b, c)) / 3}),
}


@pytest.mark.lambat
@each_lesson
def test_a_hundred_seeds_give_other_exercises_each_with_its_own_right_answer(course, name, monkeypatch):
    monkeypatch.setattr("lakip_analysis.latihan.kunci.PUTARAN", 1)  # what is slow on purpose
    script = course[1][name]
    keep = [part for part in script.bagian if not isinstance(part, Soal) or "variasi" in part.isi or name == "03_rata_rata"]
    varied = [part.isi["nama"] for part in keep if isinstance(part, Soal) and "variasi" in part.isi]
    assert len(varied) == VARIED[name]
    usual = make_edisi(script)
    seen = set()
    for benih in range(100):
        made = make_edisi(replace(script, bagian=(*keep,)), str(benih))
        asked = {cell.soal: cell.isi for cell in made.pelajar if cell.soal and cell.jenis == "teks"}
        seen.add(tuple(cell.isi for cell in made.pelajar if cell.soal))
        lembar = Lembar(made.nama, made.garam, made.soal)
        for one in made.jawaban:
            assert lembar.check(one["soal"], one["jawaban"]).keadaan == "benar"
            assert lembar.check(one["soal"], ...).keadaan == "belum"
            digits = {part: key["desimal"] for part, key in made.soal[one["soal"]]["bagian"].items()}
            for text in told(one["jawaban"], digits if isinstance(one["jawaban"], dict) else digits[""]):
                given = " ".join(cell.isi for cell in made.pelajar if cell.soal == one["soal"])
                assert not re.search(rf"(?<![\d.,]){re.escape(text)}(?!\d|[.,]\d)", given), (benih, given)
            if f"{name} {one['soal']}" in BY_HAND:
                shown, by_hand = BY_HAND[f"{name} {one['soal']}"]
                figures = [float(text) for text in re.search(shown, asked[one["soal"]]).groups()]
                assert one["jawaban"] == pytest.approx(by_hand(*figures) if by_hand is not min else min(figures)), asked[one["soal"]]
    assert len(seen) == 100
    assert make_edisi(script) == usual


@pytest.mark.lambat
def test_learners_get_figures_of_their_own_and_are_marked_by_their_own_key(tmp_path):
    (tmp_path / "sumber").mkdir()
    (tmp_path / "sumber" / "01_satu.md").write_text(BERUBAH, encoding="utf-8")
    out = tmp_path / "kelas"
    call = ["kelas", "--out", str(out), "--sumber", str(tmp_path / "sumber"), "--data", str(DATA), "--untuk", "ani", "--untuk", "budi santoso"]
    built = CliRunner().invoke(app, call)
    assert built.exit_code == 0, built.output
    assert not (out / "pelajar.zip").exists()
    (out / "peserta" / "catatan.docx").write_bytes(b"x")
    again = CliRunner().invoke(app, call)
    assert (again.exit_code, "catatan.docx" in again.output) == (1, True)
    (out / "peserta" / "catatan.docx").unlink()
    masuk = tmp_path / "masuk"
    for name in ("ani", "budi santoso"):
        with zipfile.ZipFile(out / "peserta" / f"{name}.zip") as packed:
            assert not [one for one in packed.namelist() if "jawaban" in one]
            packed.extractall(tmp_path / name)
        learner, solved = (tmp_path / name / "pelajar" / "01_satu.ipynb", out / "pengajar" / name / "01_satu.ipynb")
        assert f"milik {name}" in learner.read_text(encoding="utf-8")
        handed_in(masuk / name, solved, {})
    shown = [(tmp_path / name / "pelajar" / "01_satu.ipynb").read_text(encoding="utf-8") for name in ("ani", "budi santoso")]
    assert shown[0] != shown[1].replace("budi santoso", "ani")
    handed_in(masuk / "sita", masuk / "ani" / "01_satu.ipynb", {})  # a name that was not given when the course was built
    handed_in(masuk / "salin", masuk / "ani" / "01_satu.ipynb", {})
    shutil.copytree(out / "pengajar" / "budi santoso", out / "pengajar" / "salin")
    (masuk / "ani").rename(masuk / "Ani")
    rows = grade_class(masuk, out / "pengajar").set_index("peserta")
    assert rows["keadaan"].to_dict() == {"Ani": "benar", "budi santoso": "benar", "salin": "keliru", "sita": "belum"}
    assert "ani, budi santoso, salin" in rows.loc["sita", "catatan"]
    assert rows["catatan"].ne("").sum() == 1


@pytest.mark.parametrize("names", [["../x"], ["ani", "Ani"], [""], [".ani"]])
def test_names_that_are_no_folders_are_refused(names, tmp_path):
    with pytest.raises(DataError, match="--untuk"):
        build_kelas(tmp_path / "kelas", DATA, untuk=names)


def test_a_drawn_exercise_whose_mistake_would_be_right_is_drawn_again():
    text = BERUBAH.replace("acak.randint(1, 10**6)", "acak.choice([4, 7])").replace('nilai = "0"', 'nilai = "4"')
    script = run_naskah("a", text)
    assert {make_edisi(script, str(benih)).jawaban[0]["jawaban"] for benih in range(20)} == {7}
    with pytest.raises(DataError, match="sama dengan jawabannya"):
        make_edisi(run_naskah("a", BERUBAH.replace("acak.randint(1, 10**6)", "0")), "1")


# ---- a class marked

BERUBAH = """# Satu
```soal
nama = "1"
tanya = "Tulis {{n_1|kode}}."
baku = "n_1 = 5"
variasi = "n_1 = acak.randint(1, 10**6)"
desimal = 0
kunci = "jawab_1 = {{n_1|kode}}"
[[salah]]
nilai = "0"
petunjuk = "bukan nol"
```
"""

SATU = """# Satu
```soal
nama = "1"
poin = 2
alasan = 1
tanya = "Dua tambah dua setengah?"
desimal = 1
kunci = "jawab_1 = 4.5"
contoh_alasan = "penjumlahan biasa"
```
```soal
nama = "2"
tanya = "Arah?"
kunci = "jawab_2 = 'turun'"
```
"""


def handed_in(folder: Path, source: Path, changes: dict[str, str]) -> None:
    folder.mkdir(parents=True)
    book = nbformat.read(source, as_version=4)
    for cell in book.cells:
        for old, new in changes.items():
            cell.source = cell.source.replace(old, new)
    nbformat.write(book, folder / source.name)


@pytest.mark.lambat
def test_a_class_is_marked_and_no_learner_can_mark_themselves(tmp_path, monkeypatch):
    (tmp_path / "sumber").mkdir()
    (tmp_path / "sumber" / "01_satu.md").write_text(SATU, encoding="utf-8")
    build_kelas(tmp_path / "kelas", DATA, tmp_path / "sumber")
    source = tmp_path / "kelas" / "pelajar" / "01_satu.ipynb"
    right = {"jawab_1 = ...": "jawab_1 = 4.5", 'alasan_1 = ""': 'alasan_1 = "dua dan dua setengah dijumlahkan menjadi empat setengah saja"', "jawab_2 = ...": "jawab_2 = 'Turun'"}
    masuk = tmp_path / "masuk"
    handed_in(masuk / "ani", source, right)
    handed_in(masuk / "budi", source, {})
    handed_in(masuk / "citra", source, right | {"jawab_2 = 'Turun'": "1 / 0"} | {"jawab_1 = ...": "jawab_1 = 9"})
    handed_in(masuk / "dodi", source, {"jawab_1 = ...": "jawab_1 = 9\nfrom lakip_analysis.latihan import kunci\nkunci.Lembar.check = lambda *a, **k: 'benar'"})
    (masuk / "eka").mkdir()
    (masuk / "eka" / source.name).write_text("bukan notebook", encoding="utf-8")
    (masuk / "fani").mkdir()
    handed_in(masuk / "gani", source, right)
    (masuk / "gani" / source.name).rename(masuk / "gani" / "jawabanku.ipynb")
    rows = grade_class(masuk, tmp_path / "kelas" / "pengajar")
    states = {who: list(part["keadaan"]) for who, part in rows.groupby("peserta")}
    assert states == {"ani": ["benar", "benar"], "budi": ["belum", "belum"], "citra": ["keliru", "belum"], "dodi": ["keliru", "belum"], "eka": ["belum", "belum"], "fani": ["belum"], "gani": ["belum"]}
    assert "bukan notebook" in rows.loc[rows["peserta"] == "eka", "catatan"].iloc[0]
    notes = rows.drop_duplicates("peserta").set_index("peserta")["catatan"]
    assert "tidak ada notebook" in notes["fani"] and "01_satu.ipynb" in notes["gani"] and "jawabanku.ipynb" in notes["gani"]
    short, detail = write_nilai(rows, tmp_path / "nilai.csv")
    assert pd.read_csv(short).set_index("peserta").loc["ani", ["poin", "maks", "alasan_menunggu"]].tolist() == [3, 3, 1]
    marks = pd.read_csv(short, keep_default_na=False).set_index("peserta")
    assert marks.loc[["eka", "fani", "gani"], "persen"].tolist() == ["", "", ""]
    assert (marks["catatan"] != "").to_dict() == dict.fromkeys(["ani", "budi", "citra", "dodi"], False) | dict.fromkeys(["eka", "fani", "gani"], True)
    assert marks.loc["budi", "persen"] == "0.0"
    kept = pd.read_csv(detail, dtype=str, keep_default_na=False)
    kept.loc[(kept["peserta"] == "ani") & (kept["soal"] == "1"), "poin_alasan"] = "0.5"
    kept.to_csv(detail, index=False)
    write_nilai(rows, tmp_path / "nilai.csv")
    ani = pd.read_csv(short).set_index("peserta").loc["ani"]
    assert (ani["alasan_menunggu"], ani["persen"]) == (0, 87.5)
    with pytest.raises(DataError, match="tidak ada kunci"):
        grade_class(masuk, tmp_path)
    with pytest.raises(DataError, match=r"folder tidak ada[\s\S]*folder tidak ada"):
        grade_class(tmp_path / "masukk", tmp_path / "kuncii")
    with pytest.raises(DataError, match="tidak ada notebook"):
        grade_class(tmp_path / "sumber", tmp_path / "kelas" / "pengajar")


@pytest.mark.lambat
def test_the_commands_build_a_course_and_mark_it(tmp_path):
    (tmp_path / "sumber").mkdir()
    (tmp_path / "sumber" / "01_satu.md").write_text(SATU, encoding="utf-8")
    out = tmp_path / "kelas"
    built = CliRunner().invoke(app, ["kelas", "--out", str(out), "--sumber", str(tmp_path / "sumber"), "--data", str(DATA)])
    assert (built.exit_code, built.output.split()) == (0, [str(out / name) for name in ("pelajar", "pengajar", "situs", "pelajar.zip")])
    alasan = 'alasan_1 = "dua dan dua setengah dijumlahkan menjadi empat setengah saja"'
    handed_in(tmp_path / "masuk" / "ani", out / "pelajar" / "01_satu.ipynb", {"jawab_1 = ...": "jawab_1 = 4.5", 'alasan_1 = ""': alasan})
    call = ["nilai", str(tmp_path / "masuk"), "--kunci", str(out / "pengajar"), "--ke", str(tmp_path / "nilai.csv")]
    marked = CliRunner().invoke(app, call)
    assert marked.exit_code == 0, marked.output
    assert "1 alasan menunggu dinilai" in marked.output
    assert pd.read_csv(tmp_path / "nilai.csv")[["peserta", "poin", "belum"]].values.tolist() == [["ani", 2, 1]]
    wrong = CliRunner().invoke(app, ["nilai", str(tmp_path / "sumber"), "--kunci", str(tmp_path)])
    assert (wrong.exit_code, "tidak ada kunci" in wrong.output) == (1, True)


@pytest.mark.lambat
def test_a_course_is_made_with_the_data_it_is_given_from_any_folder(tmp_path):
    """In an empty folder, in another process, with a package that has no data beside it."""
    shutil.copytree(ROOT / "lakip_analysis", tmp_path / "paket" / "lakip_analysis")  # with what is compiled
    (tmp_path / "kosong" / "sumber").mkdir(parents=True)
    lesson = '# Satu\n```python\nfrom lakip_analysis import open_report\n\nopen_report("", "{dinas}", 2024).dinas\n```\n'
    paths = [tmp_path / "kosong" / "sumber" / f"0{n}_satu.md" for n in (1, 2)]
    for path in paths:
        path.write_text(lesson.format(dinas="kab-belitung-dspppa"), encoding="utf-8")

    def build(data):
        return inside(tmp_path / "paket", COMMAND, "kelas", "--sumber", "sumber", "--data", str(data), cwd=tmp_path / "kosong")

    done = build(DATA)
    assert (done.returncode, done.stderr) == (0, "")
    assert "kab-belitung-dspppa" in (tmp_path / "kosong" / "kelas" / "situs" / "01_satu.html").read_text(encoding="utf-8")
    for path in paths:
        path.write_text(lesson.format(dinas="kab-lain-dinkes"), encoding="utf-8")
    lost = build(DATA)
    assert lost.returncode == 1
    assert (lost.stderr.count("kab-lain-dinkes"), "--sumber" in lost.stderr) == (1, True), lost.stderr
    (tmp_path / "tanpa").mkdir()
    empty = build(tmp_path / "tanpa")
    assert (empty.returncode, "belum ada dinas" in empty.stderr) == (1, True), empty.stderr


def test_marks_say_what_waits():
    row = {"peserta": "a", "pelajaran": "1", "soal": "1", "keadaan": "benar", "poin": 2.0, "maks": 2.0, "poin_alasan": "", "maks_alasan": 1.0, "alasan": "sebab", "catatan": ""}
    found = summarize_nilai(pd.DataFrame([row, row | {"soal": "2", "alasan": "", "keadaan": "belum", "poin": 0.0}]))
    assert found[["alasan_menunggu", "belum"]].values.tolist() == [[1, 1]]
    assert found["persen"].isna().all()


# ---- the site, and a browser's Python


@pytest.mark.lambat
def test_the_site_is_clean_at_any_width(kelas, browser_path):
    with open_browser(browser_path) as browser:
        page = open_page(browser)
        for path in sorted((kelas / "situs").glob("*.html")):
            page.asked.clear()
            page.goto(path.as_uri())
            for width in (1280, 400, 320):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (path.name, width)
                assert width == 400 or offences(page) == [], (path.name, width)
            assert page.asked == [path.as_uri()]


@pytest.fixture(scope="module")
def solved(kelas, tmp_path_factory) -> dict[str, list]:
    """Every solved notebook as a browser's Python runs it: without rapidfuzz, papermill, zmq and ipywidgets. Of each check its state and words, of each slider what is shown."""
    folder = shutil.copytree(kelas / "pengajar", tmp_path_factory.mktemp("tanpa") / "sini")
    code = """
import glob, json, sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("rapidfuzz", "papermill", "zmq", "nbconvert", "IPython", "ipywidgets"):
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
from lakip_analysis.latihan.pelajaran import run_source
said = {}
for path in sorted(glob.glob("[0-9]*.ipynb")):
    names, found = {}, said.setdefault(path.removesuffix(".ipynb"), [])
    for cell in json.load(open(path, encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            value = run_source(source, names)
            if source.startswith("lembar.check("):
                found.append((value.keadaan, repr(value)))
            if source.strip().splitlines()[-1].startswith("geser("):
                found.append(("geser", repr(value)))
print(json.dumps(said))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env={"PYTHONPATH": str(ROOT), "LAKIP_DATA": str(DATA), "PATH": ""}, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.lambat
@each_lesson
def test_the_instructors_solutions_pass_also_without_compiled_tools_of_the_batch(solved, name):
    checks = [(state, text) for state, text in solved[name] if state != "geser"]
    assert len(checks) >= 4 and {state for state, _ in checks} == {"benar"}
    assert all("Alasannya belum ada" not in text for _, text in checks)


@pytest.mark.lambat
def test_no_exercise_is_left_out_and_a_slider_says_what_it_lacks(solved):
    every = [one for found in solved.values() for one in found]
    assert (sum(state == "benar" for state, _ in every), len(every)) == (46, 48)
    assert all("ipywidgets tidak ada di sini" in text for state, text in every if state == "geser")
