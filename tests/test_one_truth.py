"""One truth: a result is computed once, chapters hand it on, and every output is made of what they saved."""

import json
import re
import shutil
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bab import CHAPTERS, run_cells

from lakip_analysis.errors import RuleError
from lakip_analysis.laporan import HASIL, Laporan, open_report, read_results, simpan
from lakip_analysis.papan import compile_papan
from lakip_analysis.papan.view import show_papan
from lakip_analysis.reports.batch import run_batch
from lakip_analysis.reports.opening import describe_summary
from lakip_analysis.reports.simpulan import say_simpulan

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
BARE = re.compile(r"\b(nan|NaN|None(?! of the)|inf|NaT|Traceback)\b|<NA>")
MALANG = ("kota-malang-dinsosp3ap2kb", 2023)
COUNTED = ("compute_capaian", "compute_trend", "compute_projection", "compute_triwulan", "compare_acuan", "compute_efisiensi", "compute_biaya",
           "compare_measures", "compute_dukungan", "audit_dinas", "corrected_report", "load_dinas")


@pytest.fixture
def calls(monkeypatch) -> dict[str, int]:
    """How often each result was computed, wherever the function was imported to."""
    counts = dict.fromkeys(COUNTED, 0)
    open_report(DATA, *MALANG)  # every module is loaded before its functions are wrapped
    modules = [module for name, module in sys.modules.items() if name.startswith("lakip_analysis")]
    for name in COUNTED:
        real = next(vars(module)[name] for module in modules if callable(vars(module).get(name)))

        def counting(*args, _name=name, _real=real, **kwargs):
            counts[_name] += 1
            return _real(*args, **kwargs)

        for module in modules:
            if vars(module).get(name) is real:
                monkeypatch.setattr(module, name, counting)
    return counts


def test_every_result_of_an_opened_report_is_computed_once(calls):
    laporan = open_report(DATA, *MALANG)
    for _ in range(3):
        for name in HASIL:
            assert isinstance(getattr(laporan, name), pd.DataFrame)
    assert calls == dict.fromkeys(COUNTED, 1)


def test_tables_and_results_are_attributes_that_complete():
    names = dir(Laporan)
    assert {"indikator", "kinerja", "anggaran", "acuan", "terbitan_kinerja", *HASIL} <= set(names)
    assert all(getattr(Laporan, name).__doc__ for name in (*HASIL, "acuan", "janji", "diketahui"))


def test_an_opened_report_is_frozen():
    with pytest.raises(AttributeError):
        open_report(DATA, *MALANG).tahun = 2022


REPORTS = [
    ("kota-malang-dinsosp3ap2kb", 2023, "en"),
    ("kab-belitung-dspppa", 2024, "id"),
    ("kota-pontianak-dinsos", 2022, "id"),  # `lakip run --tahun` may ask for any year of kinerja.csv: no target, no budget
    ("kota-pontianak-dinsos", 2025, "en"),  # targets only
]


@pytest.mark.lambat
@pytest.mark.parametrize(("dinas", "tahun", "bahasa"), REPORTS, ids=[f"{dinas} {tahun}" for dinas, tahun, _ in REPORTS])
def test_chapters_compute_each_result_once_as_the_report_would_and_show_whole_sentences(dinas, tahun, bahasa, calls, tmp_path):
    """In any language: every frame, computed once and handed on, and whatever the page cells show."""
    for path in CHAPTERS:
        _, shown = run_cells(path, dinas=dinas, tahun=tahun, data_dir=str(DATA), bahasa=bahasa, hasil=str(tmp_path))
        texts = [re.sub(r"<[^>]*>", " ", piece) for piece in shown]
        assert texts and all(text.strip() for text in texts), "what has nothing to show is left out, not empty"
        assert not BARE.search(" ".join(texts)), path.stem
    assert calls == dict.fromkeys(COUNTED, 1) | {"load_dinas": len(CHAPTERS)}, "each chapter opens the report once"
    saved, laporan = read_results(tmp_path), open_report(DATA, dinas, tahun)
    assert list(saved) == list(HASIL)
    for name, frame in saved.items():
        pd.testing.assert_frame_equal(frame, getattr(laporan, name), obj=name)
    board = re.sub(r"<[^>]*>", " ", show_papan(compile_papan(saved), bahasa).html)
    pd.testing.assert_frame_equal(compile_papan(saved), laporan.papan)
    for text in (*describe_summary(saved, bahasa), *say_simpulan(saved, bahasa), board):
        assert text.strip()
        assert not BARE.search(text)


def test_a_saved_result_is_read_not_computed(calls, tmp_path):
    first = open_report(DATA, *MALANG)
    simpan(tmp_path, capaian=first.capaian.head(2))
    later = open_report(DATA, *MALANG, hasil=tmp_path)
    assert len(later.capaian) == 2
    assert len(later.perbaikan) <= 3, "what builds on it builds on what was saved"
    assert calls["compute_capaian"] == 1


def test_a_notebook_opened_by_hand_saves_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    simpan("", capaian=pd.DataFrame())
    assert not list(tmp_path.iterdir())


def test_an_unknown_result_is_refused_by_name(tmp_path):
    with pytest.raises(RuleError, match=r"capain.*Yang ada: capaian"):
        simpan(tmp_path, capain=pd.DataFrame())


@pytest.fixture(scope="module")
def changed(tmp_path_factory) -> Path:
    """The report of a chapter in which somebody kept two indicators only: one line was added."""
    folder = tmp_path_factory.mktemp("diubah")
    notebooks = Path(shutil.copytree(ROOT / "notebooks", folder / "notebooks"))
    for other in notebooks.glob("0[4-9]_*.ipynb"):  # what is looked at stands in the first three
        other.unlink()
    path = notebooks / "01_capaian.ipynb"
    book = nbformat.read(path, as_version=4)
    cell = next(cell for cell in book.cells if re.search(r"^capaian = ", cell.source, re.MULTILINE))
    cell.source += "\ncapaian = capaian.head(2)"
    nbformat.write(book, path)
    entries = run_batch([("kota-pontianak-dinsos", 2024)], DATA, folder / "out", notebooks=notebooks)
    assert [entry["berhasil"] for entry in entries] == [True], entries
    return folder / "out" / "kota-pontianak-dinsos" / "2024"


@pytest.mark.lambat
def test_a_changed_notebook_changes_every_output_alike(changed):
    openpyxl = pytest.importorskip("openpyxl")
    page = (changed / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r"Dari (\d+) indikator yang dijanjikan, \d+ terlapor", page)) == {"2"}, "summary and chapter say the same"
    assert "Tidak satu pun dari 2 indikator yang dijanjikan dilaporkan." in page.split("</section>")[0], "the verdict too"
    assert len(pd.read_csv(changed / "capaian.csv")) == 2
    assert openpyxl.load_workbook(changed / "laporan.xlsx")["Capaian"].max_row == 3
    run = json.loads((changed / "run.json").read_text(encoding="utf-8"))
    assert run["ringkasan"]["n_indikator"] == 2
    support = pd.read_csv(changed / "dukungan.csv")
    assert set(support["indikator"]) <= set(pd.read_csv(changed / "capaian.csv")["indikator"])
