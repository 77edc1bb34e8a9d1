"""CONTRIBUTING's walks, made word for word in a copy: a measure more and a check more, in three places each."""

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from forked import lakip

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```\w+ (lakip_analysis/\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BELITUNG = Path("kab-belitung-dspppa") / "2024"
SINGKAWANG = Path("kota-singkawang-dinsospppa") / "2023"


def edits(heading: str) -> list[tuple[str, str]]:
    """The (file, text) pairs that a walk of CONTRIBUTING appends."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {heading}.*?(?=^## )", text, re.MULTILINE | re.DOTALL)[0]
    return BLOCK.findall(section)


MEASURE, CHECK = edits("A new measure of efficiency"), edits("A new check of the audit")


def copy_of_the_project(folder: Path) -> Path:
    for name in ("lakip_analysis", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)  # with what is compiled
    return folder


def append(folder: Path, changes: list[tuple[str, str]]) -> None:
    for name, text in changes:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(("\n\n" if name.endswith((".py", ".toml")) else "") + text)


@pytest.mark.parametrize("walk", [MEASURE, CHECK], ids=["measure", "check"])
def test_a_walk_touches_three_places(walk):
    places = [name for name, _ in walk]
    assert len(places) == len(set(places)) == 3
    assert [Path(name).suffix for name in places] == [".py", ".csv", ".toml"], "function, row, texts"


@pytest.fixture(scope="module")
def walked(tmp_path_factory) -> Path:
    """A copy in which both walks were made, with the reports of Belitung and Singkawang (where programmes are assessed) in both languages."""
    folder = copy_of_the_project(tmp_path_factory.mktemp("langkah"))
    append(folder, MEASURE)
    append(folder, CHECK)
    for path in folder.glob("notebooks/0[13456]_*"):  # the chapters that show neither
        path.unlink()
    for bahasa in ("id", "en"):
        made = lakip(folder, "run", "--data", str(ROOT / "data"), "--dinas", BELITUNG.parts[0], "--dinas", SINGKAWANG.parts[0], "--bahasa", bahasa, "--out", bahasa)
        assert made.returncode == 0, made.stderr
    return folder


@pytest.mark.lambat
def test_the_added_measure_stands_in_file_and_page_of_both_languages(walked):
    rows = pd.read_csv(walked / "id" / SINGKAWANG / "ukuran.csv").query("ukuran == 'hemat_per_poin'")
    lines = pd.read_csv(walked / "id" / SINGKAWANG / "efisiensi.csv")["level"].isin(["dinas", "program"])
    assert len(rows) == lines.sum()
    assert set(rows["putusan"]) == {"efisien", "tidak dinilai"}
    for bahasa, words in {"id": ("Hemat per poin capaian", ">Hemat per poin capaian</th>"), "en": ("Saving per point of achievement", ">Saving per point of achievement</th>")}.items():  # a row of the dinas, a column of the matrix
        page = (walked / bahasa / SINGKAWANG / "index.html").read_text(encoding="utf-8")
        assert all(word in page for word in words), bahasa


@pytest.mark.lambat
def test_the_added_check_stands_in_file_and_page_of_both_languages(walked):
    found = pd.read_csv(walked / "id" / BELITUNG / "temuan.csv").query("jenis == 'pagu_melonjak'")
    assert len(found) and set(found["keparahan"]) == {"sedang"}
    assert found["penjelasan"].str.fullmatch(r"Pagu naik dari Rp[\d.]+ menjadi Rp[\d.]+, lebih dari dua kali lipat\.").all()
    for bahasa, words in {"id": ("Pagu melonjak", "lebih dari dua kali lipat"), "en": ("Budget jumped", "more than twice as much")}.items():
        page = (walked / bahasa / BELITUNG / "index.html").read_text(encoding="utf-8")
        assert all(word in page for word in words), bahasa


@pytest.mark.lambat
def test_the_same_files_in_both_languages(walked):
    for path in sorted((walked / "id" / BELITUNG).glob("*.csv")):
        assert path.read_bytes() == (walked / "en" / BELITUNG / path.name).read_bytes(), path.name


LEFT_OUT = {
    "the measure's function": (MEASURE, 0, "hemat_per_poin"),
    "the measure's texts": (MEASURE, 2, r"ukuran\.hemat_per_poin\.nama"),
    "the check's function": (CHECK, 0, "find_pagu_melonjak"),
    "the check's row": (CHECK, 1, "find_pagu_melonjak"),
    "the check's texts": (CHECK, 2, r"temuan\.pagu_melonjak\.nama"),
}


@pytest.mark.lambat
@pytest.mark.parametrize("case", LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_forgotten_place_is_named_before_anything_is_made(case, tmp_path):
    walk, forgotten, name = case
    folder = copy_of_the_project(tmp_path)
    append(folder, [edit for number, edit in enumerate(walk) if number != forgotten])
    made = lakip(folder, "run", "--data", str(ROOT / "data"), "--dinas", "kota-pontianak-dinsos", "--out", "out")
    assert made.returncode != 0
    assert re.search(name, made.stderr), made.stderr
    assert "Traceback" not in made.stderr
    assert not list((tmp_path / "out").glob("*/*/index.html"))
