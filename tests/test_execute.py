"""Running one notebook: parameters checked first, a dying kernel tried again, what is kept carries nothing of this machine."""

import pickle
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError
from typer.testing import CliRunner

from lakip_analysis.cli import app
from lakip_analysis.errors import DataError, ReportError
from lakip_analysis.reports import execute
from lakip_analysis.reports.plan import plan_reports

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
MALANG, PONTIANAK = "kota-malang-dinsosp3ap2kb", "kota-pontianak-dinsos"
PARAMETERS = {"dinas": MALANG, "tahun": 2023, "data_dir": "data"}


@pytest.fixture
def notebook(tmp_path) -> Path:
    cells = [nbformat.v4.new_markdown_cell("# Judul", id="a"), nbformat.v4.new_code_cell('dinas: str = "x"  # dinas\ntahun: int = 1  # tahun\ndata_dir: str = "d"  # folder', id="b", metadata={"tags": ["parameters"]})]
    cells += [nbformat.v4.new_code_cell("1", id="c"), nbformat.v4.new_code_cell("1 / 0", id="d")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), tmp_path / "01_satu.ipynb")
    return tmp_path / "01_satu.ipynb"


@pytest.fixture
def kernels(monkeypatch):
    """As where a process may not fork; and nobody waits between two tries."""
    monkeypatch.setattr(execute, "can_fork", lambda: False)
    monkeypatch.setattr(execute.time, "sleep", lambda seconds: None)


def fake_papermill(monkeypatch, *outcomes):
    """Replace the execution by a list of outcomes; returns the calls made."""
    calls = []

    def execute_notebook(*args, **kwargs):
        calls.append((args, kwargs))
        if outcome := outcomes[min(len(calls), len(outcomes)) - 1]:
            raise outcome
        return nbformat.v4.new_notebook()

    monkeypatch.setattr(papermill, "execute_notebook", execute_notebook)
    return calls


@pytest.mark.parametrize(("name", "hint"), [("dinass", "maksudnya “dinas”?"), ("tahum", "maksudnya “tahun”?"), ("zzz", "yang ada: dinas, tahun, data_dir")])
def test_a_misspelt_parameter_is_refused_before_anything_runs(name, hint, notebook, tmp_path, monkeypatch):
    """papermill alone logs a warning and publishes the default dinas under another's name."""
    calls = fake_papermill(monkeypatch, None)
    with pytest.raises(ReportError, match=f"parameter “{name}” tidak dikenal") as caught:
        execute.run_notebook(notebook, tmp_path / "o.ipynb", PARAMETERS | {name: 1})
    assert hint in str(caught.value)
    assert f"Laporan {MALANG} 2023 gagal di 01_satu" in str(caught.value)
    assert calls == []
    with pytest.raises(ReportError, match=name):
        execute.check_parameters(notebook, {name: 1})


def test_right_parameters_are_accepted_for_every_chapter():
    for path in execute.list_notebooks(ROOT / "notebooks"):
        assert execute.check_parameters(path, PARAMETERS) is None


def test_chapters_are_the_numbered_notebooks_in_order(tmp_path):
    for name in ("09_a.ipynb", "02_b.ipynb", "00_mulai.ipynb", "10_kajian.ipynb", "catatan.ipynb", "01_c.txt", "2_d.ipynb"):
        (tmp_path / name).touch()
    assert [path.name for path in execute.list_notebooks(tmp_path)] == ["02_b.ipynb", "09_a.ipynb"]


def test_parameters_reach_papermill_with_the_plain_kernel(notebook, tmp_path, monkeypatch):
    calls = fake_papermill(monkeypatch, None)
    assert execute.run_notebook(notebook, tmp_path / "o.ipynb", PARAMETERS) == tmp_path / "o.ipynb"
    (args, kwargs), = calls
    assert args == (str(notebook), str(tmp_path / "o.ipynb"), PARAMETERS)
    assert (kwargs["kernel_name"], kwargs["engine_name"]) == ("python3", "lakip")


@pytest.mark.parametrize("error", [DeadKernelError("Kernel died"), RuntimeError("Kernel died before replying"), TimeoutError("no port")], ids=lambda e: type(e).__name__)
@pytest.mark.usefixtures("kernels")
def test_a_kernel_that_dies_twice_is_tried_a_third_time(error, notebook, tmp_path, monkeypatch):
    calls = fake_papermill(monkeypatch, error, error, None)
    assert execute.run_notebook(notebook, tmp_path / "o.ipynb", PARAMETERS) == tmp_path / "o.ipynb"
    assert len(calls) == 3


@pytest.mark.usefixtures("kernels")
def test_a_kernel_that_never_lives_is_a_report_error(notebook, tmp_path, monkeypatch):
    calls = fake_papermill(monkeypatch, DeadKernelError("Kernel died"))
    with pytest.raises(ReportError, match="kernel tidak mau hidup: Kernel died") as caught:
        execute.run_notebook(notebook, tmp_path / "o.ipynb", PARAMETERS)
    assert (len(calls), caught.value.notebook, caught.value.cell) == (3, "01_satu", None)


def test_a_fork_that_dies_is_not_tried_again(notebook, tmp_path, monkeypatch):
    """It would die again, of the same cell."""
    calls = fake_papermill(monkeypatch, DeadKernelError("proses notebook mati (sinyal SIGKILL)"))
    monkeypatch.setattr(execute, "can_fork", lambda: True)
    with pytest.raises(ReportError, match=r"gagal di 01_satu: proses notebook mati \(sinyal SIGKILL\)"):
        execute.run_notebook(notebook, tmp_path / "o.ipynb", PARAMETERS)
    assert len(calls) == 1


def test_a_cell_that_kills_its_process_is_named(notebook, tmp_path):
    book = nbformat.read(notebook, as_version=4)
    book.cells[2].source = "import os; os._exit(7)"
    nbformat.write(book, notebook)
    with pytest.raises(ReportError, match=r"kode keluar 7") as caught:
        execute.run_notebook(notebook, tmp_path / "o.ipynb", PARAMETERS)
    assert (caught.value.cell, caught.value.saved) == (3, str(tmp_path / "o.ipynb"))


def test_an_error_of_a_cell_is_not_tried_again(notebook, tmp_path, monkeypatch):
    nbformat.write(nbformat.read(notebook, as_version=4), tmp_path / "o.ipynb")
    calls = fake_papermill(monkeypatch, PapermillExecutionError(2, 2, "x", "ValueError", "satu\ndua", []))
    with pytest.raises(ReportError) as caught:
        execute.run_notebook(notebook, tmp_path / "o.ipynb", PARAMETERS)
    assert (len(calls), caught.value.cause) == (1, "ValueError: satu"), "first line of the cause"


def test_failed_cell_is_counted_in_the_notebook_as_written(notebook, tmp_path):
    """Fourth cell of the original; papermill's injected and error cells do not count."""
    with pytest.raises(ReportError) as caught:
        execute.run_notebook(notebook, tmp_path / "o.ipynb", PARAMETERS)
    error = caught.value
    assert (error.dinas, error.tahun, error.notebook, error.cause) == (MALANG, 2023, "01_satu", "ZeroDivisionError: division by zero")
    assert Path(error.saved).is_file()
    assert error.cell == 4


def test_report_error_survives_the_way_between_processes():
    error = ReportError("d", 2023, "01_a", 3, "ValueError: x", "simpan.ipynb")
    back = pickle.loads(pickle.dumps(error))
    assert (str(back), back.cell, back.saved) == (str(error), 3, "simpan.ipynb")


def test_plan_takes_years_with_a_document_or_those_asked_for():
    assert plan_reports(DATA, [MALANG]) == [(MALANG, 2023)]
    assert plan_reports(DATA, [MALANG, MALANG], [2022, 2021, 2022]) == [(MALANG, 2021), (MALANG, 2022)]
    assert len(plan_reports(DATA)) == len(list(DATA.glob("*/dinas.toml")))


def test_plan_reports_every_fault_at_once():
    with pytest.raises(DataError) as caught:
        plan_reports(DATA, ["kota-malang", PONTIANAK], [1999])
    assert [(fault.kolom, fault.nilai) for fault in caught.value.faults] == [("dinas", "kota-malang"), ("tahun", "1999")]


def test_a_folder_without_chapters_is_refused(tmp_path):
    """`--notebooks` pointed at the wrong folder must not publish an empty report."""
    (tmp_path / "notebooks").mkdir()
    arguments = ["run", "--dinas", PONTIANAK, "--data", str(DATA), "--out", str(tmp_path / "out"), "--jobs", "1", "--notebooks", str(tmp_path / "notebooks")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code in (1, 2)
    assert "notebook" in result.output.lower()
    assert not (tmp_path / "out" / PONTIANAK / "2024" / "index.html").exists()
