"""Chapters Capaian, Acuan and AKIP: the notebook gives the frames of the report, its page cells are pieces, its page text has both languages."""

import ast
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from lakip_analysis.bahasa.say import say
from lakip_analysis.laporan import open_report, read_results

ROOT = Path(__file__).parents[1]
CHAPTERS = {
    "01_capaian": ("capaian", "ringkasan", "deret", "cacah"),
    "03_acuan": ("pembanding", "sebaya", "peringkat", "konsep"),
    "05_akip": ("akip", "akip_komponen", "akip_target", "indeks_spm"),
}
REPORTS = [("kota-malang-dinsosp3ap2kb", 2023), ("kota-singkawang-dinsospppa", 2023), ("kota-pontianak-dinsos", 2024), ("kab-belitung-dspppa", 2024), ("kota-pontianak-dinsos", 2022)]


def cells(chapter: str) -> list:
    return nbformat.read(ROOT / "notebooks" / f"{chapter}.ipynb", as_version=4).cells


def is_page(cell) -> bool:
    return not {"hanya-notebook", "parameters"} & set(cell.metadata.get("tags", []))


def run(chapter: str, **parameters) -> tuple[dict, list]:
    """Run a chapter cell by cell; return its names and what its page cells show."""
    names, shown = {}, []
    for cell in cells(chapter):
        if cell.cell_type != "code":
            continue
        tree = ast.parse(cell.source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, cell.id, "exec"), names)
        value = eval(compile(ast.Expression(last.value), cell.id, "eval"), names) if last else None
        if "parameters" in cell.metadata.get("tags", []):
            names |= parameters
        if is_page(cell):
            shown.append(value)
    return names, shown


@pytest.mark.parametrize(("report", "bahasa"), [(report, ("id", "en")[n % 2]) for n, report in enumerate(REPORTS)], ids=[f"{dinas} {tahun}" for dinas, tahun in REPORTS])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_notebook_saves_the_frames_of_the_report_in_any_language(chapter, report, bahasa, tmp_path):
    dinas, tahun = report
    _, shown = run(chapter, dinas=dinas, tahun=tahun, data_dir=str(ROOT / "data"), bahasa=bahasa, hasil=str(tmp_path))
    saved = read_results(tmp_path)
    assert tuple(saved) == CHAPTERS[chapter]
    computed = open_report(ROOT / "data", dinas, tahun)
    for name, frame in saved.items():
        pd.testing.assert_frame_equal(frame, getattr(computed, name))
    assert all(isinstance(piece._repr_html_(), str) for piece in shown if piece is not None)


def test_what_an_analyst_changes_in_the_notebook_is_what_the_report_says(tmp_path):
    """The notebook is the source: a frame it saved is read by every later chapter, never computed again."""
    dinas, tahun = REPORTS[0]
    names, _ = run("01_capaian", dinas=dinas, tahun=tahun, hasil="")
    changed = names["capaian"].head(2)
    names["simpan"](tmp_path, capaian=changed)
    pd.testing.assert_frame_equal(open_report(ROOT / "data", dinas, tahun, tmp_path).capaian, changed)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_text_of_the_page_is_the_text_of_the_notebook_and_has_english(chapter):
    page = [cell for cell in cells(chapter) if cell.cell_type == "markdown" and is_page(cell)]
    assert page
    for cell in page:
        assert say(f"bab.{cell.id}", "id") == cell.source
        assert say(f"bab.{cell.id}", "en").count("\n\n") == cell.source.count("\n\n")
