"""The page of the chapter notebook Tren in two languages."""

from pathlib import Path

import nbformat

from lakip_analysis.bahasa.say import say

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "04_tren.ipynb"


def test_every_text_of_the_page_has_its_english():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    page = [cell for cell in cells if cell.cell_type == "markdown" and not cell.metadata.get("tags")]
    assert len(page) == 4
    for cell in page:
        assert say(f"bab.{cell.id}", "id") == cell.source
        assert say(f"bab.{cell.id}", "en").count("\n\n") == cell.source.count("\n\n")
