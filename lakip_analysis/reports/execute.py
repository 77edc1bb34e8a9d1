"""Execute the notebooks of one report with papermill; parameters are checked before any cell."""

from __future__ import annotations

import logging
import time
from difflib import get_close_matches
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from ..errors import ReportError
from .engine import NAME, can_fork
from .plan import CHAPTERS

__all__ = ["check_parameters", "list_notebooks", "run_notebook"]


TRIES = 3

INSERTED = {"papermill-error-cell-tag", "injected-parameters"}

OF_THIS_MACHINE = ("data_dir", "hasil")  # parameters that are folders

logging.getLogger("papermill").setLevel(logging.ERROR)


def list_notebooks(folder: Path) -> list[Path]:
    """Return the chapters of a report in order: the notebooks named `NN_*.ipynb`."""
    return sorted(Path(folder).glob(CHAPTERS))


def check_parameters(notebook: Path, parameters: dict) -> None:
    """Refuse a parameter that the notebook does not have; papermill would only log a warning.

    Raises
    ------
    ReportError
        Names the parameter and the nearest known one.
    """
    known = papermill.inspect_notebook(str(notebook))
    for name in parameters:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"maksudnya “{near[0]}”?" if near else f"yang ada: {', '.join(known)}"
            raise ReportError(
                str(parameters.get("dinas", "")),
                int(parameters.get("tahun", 0)),
                notebook.stem,
                None,
                f"parameter “{name}” tidak dikenal; {hint}",
            )


def run_notebook(notebook: Path, output: Path, parameters: dict) -> Path:
    """Execute one notebook into `output`, in a fork of this process where that is possible.

    A kernel that dies before it starts (a known port race) is tried again.

    Raises
    ------
    ReportError
        With notebook, cell, first line of the cause, and the path of the saved, partly executed
        notebook.
    """
    check_parameters(notebook, parameters)
    tries = 1 if can_fork() else TRIES
    for attempt in range(1, tries + 1):
        try:
            done = papermill.execute_notebook(
                str(notebook),
                str(output),
                parameters,
                engine_name=NAME,
                kernel_name="python3",
                progress_bar=False,
                extra_arguments=["--IPKernelApp.log_level=50"],
            )
            break
        except PapermillExecutionError as error:
            cause = f"{error.ename}: {error.evalue}"
            raise _report_error(notebook, output, parameters, cause) from None
        except (DeadKernelError, RuntimeError, TimeoutError) as error:
            if attempt == tries:
                cause = str(error) if tries == 1 else f"kernel tidak mau hidup: {error}"
                raise _report_error(notebook, output, parameters, cause) from error
            time.sleep(attempt)
    nbformat.write(_plain(done), output)
    return output


def _plain(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return an executed notebook as it is on every machine: no folder, no clock, no made-up id.

    The folders it was given are left out of its parameters; run again by hand it uses its own.
    """
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "parameter-laporan"
            lines = cell.source.splitlines()
            kept = [line for line in lines if line.partition(" = ")[0] not in OF_THIS_MACHINE]
            cell["source"] = "\n".join(kept)
    return notebook


def _report_error(notebook: Path, output: Path, parameters: dict, cause: str) -> ReportError:
    return ReportError(
        parameters["dinas"],
        parameters["tahun"],
        notebook.stem,
        _failed_cell(output),
        cause.strip().splitlines()[0],
        str(output),
    )


def _failed_cell(output: Path) -> int | None:
    """Return the number of the failed cell as a reader of the original notebook counts it.

    Papermill inserts cells. No cell failed where no kernel started.
    """
    if not output.is_file():
        return None
    cells = [
        cell
        for cell in nbformat.read(output, as_version=4).cells
        if not set(cell.metadata.get("tags", [])) & INSERTED
    ]
    marks = (cell.metadata.get("papermill", {}) for cell in cells)
    return next((n for n, mark in enumerate(marks, 1) if mark.get("exception")), None)
