"""Chapters of reports per minute and CPU seconds per chapter: ours against what people use.

    python benchmarks/notebook_per_menit.py [--jobs 2] [dinas ...]

Everything in one run, the same chapters of the same reports (all of `data/` unless some are named),
as many reports at a time as `--jobs` says, in every way:

(a) the commands `papermill` and `jupyter nbconvert`, one each per notebook
(b) their programming interfaces, a new kernel per notebook; one process per job, imported before
(b1) papermill's interface alone: no page
(c) as (b), but one warm kernel per job for all: fast, and state leaks from report to report
(d) the floor: the same cells by `exec` in a process that has imported everything, no page
ours: `lakip run --jobs N`, one command for the batch, its start counted; with page, workbook, CSV
and data package

Told: notebooks per minute, CPU seconds per notebook (children included), each as a ratio to ours.
On a machine with other work the ratio of CPU seconds tells more, and it too only roughly.
"""

import argparse
import contextlib
import io
import logging
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA, NOTEBOOKS = ROOT / "data", ROOT / "notebooks"
sys.path.insert(0, str(ROOT / "tests"))
logging.disable(logging.WARNING)

import nbformat  # noqa: E402
import papermill  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from nbconvert import HTMLExporter  # noqa: E402

from lakip_analysis.reports.execute import list_notebooks  # noqa: E402
from lakip_analysis.reports.plan import plan_reports  # noqa: E402

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}


def spent() -> float:
    uses = (resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def chapters(plan, folder: str):
    """Yield (notebook, parameters) of every chapter of every report."""
    for dinas, tahun in plan:
        for path in list_notebooks(NOTEBOOKS):
            place = {"data_dir": str(DATA), "hasil": f"{folder}/{dinas}-{tahun}"}
            yield path, {"dinas": dinas, "tahun": tahun, "bahasa": "id", **place}


def by_commands(plan, folder: str) -> None:
    for n, (path, parameters) in enumerate(chapters(plan, folder)):
        given = [word for name, value in parameters.items() for word in ("-p", name, str(value))]
        made = f"{folder}/{n}.ipynb"
        subprocess.run(
            [sys.executable, "-m", "papermill", str(path), made, *given], check=True, **QUIET
        )
        convert = [sys.executable, "-m", "nbconvert", "--to", "html", "--no-input", made]
        subprocess.run(convert, check=True, **QUIET)


def by_interfaces(plan, folder: str) -> None:
    for made in by_papermill(plan, folder):
        HTMLExporter(exclude_input=True).from_notebook_node(nbformat.read(made, as_version=4))


def by_papermill(plan, folder: str):
    for n, (path, parameters) in enumerate(chapters(plan, folder)):
        made = f"{folder}/{n}.ipynb"
        papermill.execute_notebook(
            str(path), made, parameters, kernel_name="python3", progress_bar=False
        )
        yield made


def without_page(plan, folder: str) -> None:
    for _ in by_papermill(plan, folder):
        pass


def by_one_kernel(plan, folder: str) -> None:
    client = NotebookClient(nbformat.v4.new_notebook(), kernel_name="python3")
    client.create_kernel_manager()
    client.start_new_kernel()
    client.start_new_kernel_client()
    for path, parameters in chapters(plan, folder):
        book = nbformat.read(path, as_version=4)
        given = [f"{name} = {value!r}" for name, value in parameters.items()]
        place = next(n for n, cell in enumerate(book.cells) if "parameters" in _tags(cell))
        book.cells.insert(place + 1, nbformat.v4.new_code_cell("\n".join(given)))
        client.nb = book
        client.reset_execution_trackers()
        for n, cell in enumerate(book.cells):
            client.execute_cell(cell, n)
        HTMLExporter(exclude_input=True).from_notebook_node(book)
    client._cleanup_kernel()


def by_exec(plan, folder: str) -> None:
    from bab import run_cells

    with contextlib.redirect_stdout(io.StringIO()):
        for path, parameters in chapters(plan, folder):
            run_cells(path, **parameters)


def by_lakip(plan, folder: str, jobs: int) -> None:
    names = [word for dinas, _ in plan for word in ("--dinas", dinas)]
    command = [sys.executable, "-m", "lakip_analysis.cli", "run", "--jobs", str(jobs), *names]
    subprocess.run([*command, "--data", str(DATA), "--out", folder], check=True, **QUIET)


def _tags(cell) -> list[str]:
    return cell.metadata.get("tags", [])


OURS = "ours: lakip run"

WAYS = {
    "(a) papermill + nbconvert commands": by_commands,
    "(b) their interfaces": by_interfaces,
    "(b1) papermill's interface alone": without_page,
    "(c) one warm kernel": by_one_kernel,
    "(d) floor: exec": by_exec,
}


def side_by_side(way, plan, folder: str, jobs: int) -> None:
    """Let each of some processes take the next report of the plan until there is none."""
    fork = multiprocessing.get_context("fork")
    waiting = fork.SimpleQueue()
    for piece in [*plan, *[None] * jobs]:
        waiting.put(piece)
    places = [f"{folder}/{n}" for n in range(jobs)]
    for place in places:
        os.mkdir(place)
    args = [(iter(waiting.get, None), place) for place in places]
    working = [fork.Process(target=way, args=one) for one in args]
    for process in working:
        process.start()
    for process in working:
        process.join()
        assert process.exitcode == 0, way


def measure(way, plan, jobs: int) -> tuple[float, float]:
    """Return the seconds and the CPU seconds of a way."""
    with tempfile.TemporaryDirectory() as folder:
        clock, cpu = time.perf_counter(), spent()
        if way is by_lakip:
            by_lakip(plan, folder, jobs)
        else:
            side_by_side(way, plan, folder, jobs)
        return time.perf_counter() - clock, spent() - cpu


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--jobs", type=int, default=1)
    asked.add_argument("--tanpa", nargs="*", default=[], help="ways left out: a b b1 c d")
    asked.add_argument("dinas", nargs="*")
    asked = asked.parse_args()
    os.environ["MPLBACKEND"] = "agg"
    plan = plan_reports(DATA, asked.dinas)
    count = len(list(chapters(plan, "")))
    from lakip_analysis.reports.engine import warm_up

    warm_up()
    ours = measure(by_lakip, plan, asked.jobs)
    print(
        f"{count} notebooks of {len(plan)} reports, {asked.jobs} at a time, {os.cpu_count()} cores"
    )
    print(f"{'':36}{'per minute':>12}{'CPU s each':>12}{'time ratio':>12}{'CPU ratio':>12}")
    # once more at the end: how far the two differ is what the machine's other work does
    for name, way in {OURS: by_lakip, **WAYS, f"{OURS}, again": by_lakip}.items():
        if name.strip("(").partition(")")[0] in asked.tanpa:
            continue
        wall, cpu = ours if name == OURS else measure(way, plan, asked.jobs)
        ratios = f"{wall / ours[0]:>12.2f}{cpu / ours[1]:>12.2f}"
        print(f"{name:36}{60 * count / wall:>12.1f}{cpu / count:>12.2f}{ratios}", flush=True)


if __name__ == "__main__":
    main()
