"""Notebook 04: it works on what chapter 01 saved, its page text has both languages."""

from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bab import run_cells

from lakip_analysis.bahasa.say import say
from lakip_analysis.laporan import open_report, simpan

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "02_uang.ipynb"
CELLS = nbformat.read(NOTEBOOK, 4).cells
PAGE = [cell for cell in CELLS if not cell.metadata.get("tags")]


def test_an_edited_achievement_reaches_the_efficiency_chapter(tmp_path):
    """What chapter 01 saved is what chapter 04 works on."""
    laporan = open_report(ROOT / "data", "kota-pontianak-dinsos", 2024)
    simpan(tmp_path, capaian=laporan.capaian.assign(capaian_persen=50.0))
    run_cells(NOTEBOOK, dinas="kota-pontianak-dinsos", tahun=2024, data_dir=str(ROOT / "data"), hasil=str(tmp_path))
    found = pd.read_pickle(tmp_path / "efisiensi.pkl")
    assert found["capaian_persen"].dropna().unique().tolist() == [50.0]


@pytest.mark.parametrize("cell", [cell for cell in PAGE if cell.cell_type == "markdown"], ids=lambda cell: cell["id"])
def test_every_page_text_has_its_english(cell):
    assert say(f"bab.{cell['id']}", "id") == cell.source
    assert say(f"bab.{cell['id']}", "en").startswith(cell.source.split(" ")[0] + " ")
