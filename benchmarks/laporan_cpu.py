"""What a notebook costs in CPU seconds: papermill's stock engine (a Jupyter kernel each) and ours.

    python benchmarks/laporan_cpu.py [folder of notebooks] [dinas] [year]
    python benchmarks/laporan_cpu.py --laporan FOLDER    (a checkout of an earlier version)

User and system time of this process and of every process it waited for, both engines in turn on
the same notebook, in one run. The baseline is papermill's stock engine. The first line is a
notebook that only imports the package, the next ones are the chapters of a report.

With `--laporan` the baseline is that earlier version: one whole report (chapters, page, workbook,
CSV), each version in a process of its own, in turn, three times in one run; the medians are told.
"""

import logging
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

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


WHOLE = """
import sys
from pathlib import Path
import entrypoints
entrypoints.get_group_all = lambda group: []  # an earlier version does not have our engine
if __name__ == "__main__":
    from lakip_analysis.reports.batch import run_batch
    plan = [(sys.argv[1], int(sys.argv[2]))]
    made = run_batch(plan, Path("data").resolve(), Path(sys.argv[3]), 1)
    sys.exit(0 if made[0]["berhasil"] else 1)
"""


def whole_report(root: Path, dinas: str, tahun: str) -> float:
    """CPU seconds of one report made by the version that stands in `root`."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "satu.py"
        script.write_text(WHOLE, encoding="utf-8")
        path = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])
        before = spent()
        command = [sys.executable, str(script), dinas, tahun, f"{folder}/out"]
        subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": path}, check=True)
        return spent() - before


def compare_versions(earlier: Path, dinas: str, tahun: str) -> None:
    pairs = [
        (whole_report(earlier, dinas, tahun), whole_report(ROOT, dinas, tahun)) for _ in range(3)
    ]
    then, now = (median(costs) for costs in zip(*pairs, strict=True))
    print(f"{'CPU seconds':24} {'earlier':>9} {'this':>9} {'ratio':>10}")
    line("one whole report", then, now)


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
    if sys.argv[1:2] == ["--laporan"]:
        compare_versions(Path(sys.argv[2]).resolve(), "kota-malang-dinsosp3ap2kb", "2023")
    else:
        main(*sys.argv[1:])
