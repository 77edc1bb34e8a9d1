"""Reports that several test files look at, made once; the browser and the office that the long tests need, and a loud word when they are missing."""

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest
from filelock import FileLock

from lakip_analysis.errors import RuleError
from lakip_analysis.reports.batch import run_batch
from lakip_analysis.reports.pdf import find_browser
from lakip_analysis.reports.plan import plan_reports

DATA = Path(__file__).parents[1] / "data"
NEEDED = {"Peramban": "chromium", "LibreOffice": "libreoffice-calc-nogui libreoffice-writer-nogui"}
MISSING = "%s tidak ada, jadi ujiannya DILEWATI. Debian/Ubuntu: sudo apt install %s (make test melakukannya bila dijalankan sebagai root)."


def pytest_collection_modifyitems(items) -> None:
    """Files with long tests first, so that at the end no process waits for another."""
    long = {item.path for item in items if item.get_closest_marker("lambat")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(autouse=True)
def options_end_here():
    """Cells of notebooks that run inside a test set how pandas shows a frame."""
    yield
    pd.reset_option("^display")


@pytest.fixture(scope="session")
def laporan(tmp_path_factory) -> Path:
    """The reports and the index of the four real dinas, made once for all processes of the run."""
    return _made(tmp_path_factory, "id")


@pytest.fixture(scope="session")
def laporan_en(tmp_path_factory) -> Path:
    """The same in English."""
    return _made(tmp_path_factory, "en")


def _made(tmp_path_factory, bahasa: str) -> Path:
    folder = _of_all_processes(tmp_path_factory) / f"laporan-{bahasa}"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            plan = plan_reports(DATA)
            entries = run_batch(plan, DATA, folder, bahasa=bahasa)
            assert entries == [{"dinas": dinas, "tahun": tahun, "berhasil": True, "dibuat": True} for dinas, tahun in plan]
    return folder


def _of_all_processes(tmp_path_factory) -> Path:
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def browser_path() -> str:
    try:
        return find_browser()
    except RuleError:
        pytest.skip(missing("Peramban"))


@pytest.fixture(scope="session")
def soffice() -> str:
    return shutil.which("soffice") or pytest.skip(missing("LibreOffice"))


def missing(name: str) -> str:
    return MISSING % (name, NEEDED[name])


def pytest_terminal_summary(terminalreporter) -> None:
    """Say at the very end what was not tested; a line of dots would hide it."""
    said = {str(report.longrepr[2]).removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", []) if isinstance(report.longrepr, tuple)}
    for message in sorted(said & set(map(missing, NEEDED))):
        terminalreporter.write_line(f"!!! {message}", red=True, bold=True)
