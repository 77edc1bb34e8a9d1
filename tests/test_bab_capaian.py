"""Chapters Capaian, Acuan and AKIP: what an analyst changes there reaches the report, the page text has both languages."""

from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bab import run_cells

from lakip_analysis.bahasa.say import say
from lakip_analysis.laporan import open_report

ROOT = Path(__file__).parents[1]
CHAPTERS = ("01_capaian", "05_acuan", "06_akip", "03_sebab")


def cells(chapter: str) -> list:
    return nbformat.read(ROOT / "notebooks" / f"{chapter}.ipynb", as_version=4).cells


def is_page(cell) -> bool:
    return not {"hanya-notebook", "parameters"} & set(cell.metadata.get("tags", []))


def test_what_an_analyst_changes_in_the_notebook_is_what_the_report_says(tmp_path):
    """The notebook is the source: a frame it saved is read by every later chapter, never computed again."""
    dinas, tahun = "kota-malang-dinsosp3ap2kb", 2023
    names, _ = run_cells(ROOT / "notebooks" / "01_capaian.ipynb", dinas=dinas, tahun=tahun, hasil="")
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
