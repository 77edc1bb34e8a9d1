"""Notebook 04: its cells run as they stand, for years with and without a budget, and keep the frames that the report has."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from lakip_analysis.bahasa.say import say
from lakip_analysis.laporan import open_report, simpan

ROOT = Path(__file__).parents[1]
CELLS = nbformat.read(ROOT / "notebooks" / "04_efisiensi.ipynb", 4).cells
PAGE = [cell for cell in CELLS if not cell.metadata.get("tags")]
FRAMES = ("efisiensi", "biaya", "ukuran", "dukungan")


def run_cells(**parameters) -> dict[str, object]:
    """Run every code cell and return what each page cell shows, by its id."""
    space, shown = {}, {}
    for cell in CELLS:
        if cell.cell_type != "code":
            continue
        *lines, last = cell.source.split("\n")
        if cell in PAGE:
            exec("\n".join(lines), space)
            shown[cell["id"]] = eval(last, space)
        else:
            exec(cell.source, space)
        if "parameters" in cell.metadata.get("tags", []):
            space |= parameters
    return shown


REPORTS = [("kota-malang-dinsosp3ap2kb", 2023, "en"), ("kota-singkawang-dinsospppa", 2023, "id"), ("kota-pontianak-dinsos", 2024, "en"), ("kab-belitung-dspppa", 2024, "id"), ("kota-pontianak-dinsos", 2022, "id"), ("kota-pontianak-dinsos", 2025, "en")]


@pytest.mark.lambat
@pytest.mark.parametrize(("dinas", "tahun", "bahasa"), REPORTS, ids=[f"{dinas} {tahun}" for dinas, tahun, _ in REPORTS])
def test_the_notebook_keeps_the_frames_of_the_report(tmp_path, dinas, tahun, bahasa):
    laporan = open_report(ROOT / "data", dinas, tahun)
    simpan(tmp_path, capaian=laporan.capaian)  # as chapter 01 does
    shown = run_cells(dinas=dinas, tahun=tahun, data_dir=str(ROOT / "data"), bahasa=bahasa, hasil=str(tmp_path))
    for name in FRAMES:
        kept = pd.read_pickle(tmp_path / f"{name}.pkl")
        pd.testing.assert_frame_equal(kept.reset_index(drop=True), getattr(laporan, name).reset_index(drop=True))
    for piece in shown.values():
        text = re.sub(r"<[^>]*>", " ", piece._repr_html_())
        assert text.strip()
        assert not re.search(r"\b(nan|NaN|NaT|inf)\b|<NA>", text)


def test_an_edited_achievement_reaches_the_efficiency_chapter(tmp_path):
    """What chapter 01 saved is what chapter 04 works on."""
    laporan = open_report(ROOT / "data", "kota-pontianak-dinsos", 2024)
    simpan(tmp_path, capaian=laporan.capaian.assign(capaian_persen=50.0))
    run_cells(dinas="kota-pontianak-dinsos", tahun=2024, data_dir=str(ROOT / "data"), hasil=str(tmp_path))
    found = pd.read_pickle(tmp_path / "efisiensi.pkl")
    assert found["capaian_persen"].dropna().unique().tolist() == [50.0]


@pytest.mark.parametrize("cell", [cell for cell in PAGE if cell.cell_type == "markdown"], ids=lambda cell: cell["id"])
def test_every_page_text_has_its_english(cell):
    assert say(f"bab.{cell['id']}", "id") == cell.source
    assert say(f"bab.{cell['id']}", "en").startswith(cell.source.split(" ")[0] + " ")
