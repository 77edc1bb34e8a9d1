"""The chapter notebook Tren is the same analysis as `Laporan`: its frames, and its page in two languages."""

from pathlib import Path

import nbformat
import pandas as pd
import papermill
import pytest

from lakip_analysis.bahasa.say import say
from lakip_analysis.laporan import open_report, read_results

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "02_tren.ipynb"


def test_every_text_of_the_page_has_its_english():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    page = [cell for cell in cells if cell.cell_type == "markdown" and not cell.metadata.get("tags")]
    assert len(page) == 6
    for cell in page:
        assert say(f"bab.{cell.id}", "id") == cell.source
        assert say(f"bab.{cell.id}", "en").count("\n\n") == cell.source.count("\n\n")


@pytest.mark.lambat
def test_the_notebook_keeps_the_frames_of_the_report(tmp_path):
    dinas, tahun = "kab-belitung-dspppa", 2024
    parameters = {"dinas": dinas, "tahun": tahun, "data_dir": str(ROOT / "data"), "bahasa": "en", "hasil": str(tmp_path / "hasil")}
    papermill.execute_notebook(str(NOTEBOOK), str(tmp_path / "02.ipynb"), parameters, kernel_name="python3", progress_bar=False, engine_name="lakip")
    kept, laporan = read_results(tmp_path / "hasil"), open_report(ROOT / "data", dinas, tahun)
    assert list(kept) == ["nilai", "tren", "proyeksi", "triwulan"]
    for name, frame in kept.items():
        pd.testing.assert_frame_equal(frame, getattr(laporan, name))
