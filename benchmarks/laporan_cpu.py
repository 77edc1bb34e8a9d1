"""What a notebook costs in CPU seconds: papermill's stock engine (a Jupyter kernel each) and ours.

    python benchmarks/laporan_cpu.py [folder of notebooks] [dinas] [year]

User and system time of this process and of every process it waited for, both engines in turn on
the same notebook, in one run. The baseline is papermill's stock engine. The first line is a
notebook that only imports the package, the next ones are the chapters of a report.
"""

import logging
import resource
import sys
import tempfile
from pathlib import Path

import nbformat
import papermill

from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.reports.engine import NAME, can_fork, warm_up
from lakip_analysis.reports.execute import list_notebooks

ROOT = Path(__file__).parents[1]

EMPTY = "import pandas, matplotlib.pyplot, lakip_analysis.laporan"


def spent() -> float:
    """CPU seconds so far, ours and our children's."""
    uses = (resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def cost(notebook: Path, engine: str | None, parameters: dict) -> float:
    before = spent()
    with tempfile.TemporaryDirectory() as folder:
        papermill.execute_notebook(
            str(notebook),
            f"{folder}/hasil.ipynb",
            parameters,
            engine_name=engine,
            kernel_name="python3",
            progress_bar=False,
            extra_arguments=["--IPKernelApp.log_level=50"],
        )
    return spent() - before


def empty_notebook(folder: str) -> Path:
    path = Path(folder) / "kosong.ipynb"
    cells = [nbformat.v4.new_code_cell(EMPTY)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def line(name: str, stock: float, ours: float) -> None:
    print(f"{name:24} {stock:9.2f} {ours:9.2f} {stock / ours:8.1f} ×", flush=True)


def main(notebooks: str = "notebooks", dinas: str = "kota-malang-dinsosp3ap2kb", tahun="2023"):
    logging.getLogger("papermill").setLevel(logging.ERROR)
    data = str(ROOT / "data")
    parameters = {"dinas": dinas, "tahun": int(tahun), "data_dir": data}
    begun = spent()
    warm_up()
    load_dinas(data, dinas)
    once = spent() - begun
    assert can_fork(), "nothing to compare on this system"
    print(f"{'CPU seconds':24} {'papermill':>9} {NAME:>9} {'ratio':>10}")
    with tempfile.TemporaryDirectory() as folder:
        path = empty_notebook(folder)
        line("imports only", cost(path, None, {}), cost(path, NAME, {}))
    chapters = {path.stem: path for path in list_notebooks(ROOT / notebooks)}
    costs = {
        name: (cost(path, None, parameters), cost(path, NAME, parameters))
        for name, path in chapters.items()
    }
    for name, (stock, ours) in costs.items():
        line(name, stock, ours)
    line("all chapters", *map(sum, zip(*costs.values(), strict=True)))
    print(f"once per process, before: {once:.2f} (imports, the data of the dinas)")


if __name__ == "__main__":
    main(*sys.argv[1:])
