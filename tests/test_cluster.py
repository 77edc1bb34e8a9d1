"""Reports made by the workers of a Dask scheduler are those of this machine, also when a worker is killed."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from berkas import made

from lakip_analysis.errors import RuleError
from lakip_analysis.reports import cluster
from lakip_analysis.reports.batch import run_batch

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "sample" / "kota-contoh-dinsos"


def dinas(folder: Path, name: str) -> None:
    """A copy of the sample under another name."""
    for path in SAMPLE.iterdir():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / path.name).write_text(path.read_text(encoding="utf-8").replace(SAMPLE.name, name), encoding="utf-8")


def start(*command: str) -> subprocess.Popen:
    code = f"from distributed.cli.dask_{command[0]} import main; main()"
    return subprocess.Popen([sys.executable, "-c", code, *command[1:]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(ROOT)})


@pytest.fixture
def address():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    running = [start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
    running += [start("worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--name", name) for name in "ab"]
    yield address, running[1:]
    for process in running:
        process.kill()
        process.wait()


# in a process of its own: a client of Dask leaves threads behind, and a process with threads may not fork
THERE = """
import json, sys
from functools import partial
from pathlib import Path
from lakip_analysis.reports.batch import run_batch
from lakip_analysis.reports.cluster import run_on_cluster
plan = [(name, 2024) for name in ("kota-contoh-a", "kota-contoh-b", "kota-contoh-c")]
books = Path(sys.argv[4])
tell = lambda entry: print(json.dumps(entry), flush=True)
run_batch(plan, Path(sys.argv[1]), Path(sys.argv[2]), notebooks=books, on_done=tell, elsewhere=partial(run_on_cluster, sys.argv[3]))
"""


@pytest.mark.lambat
def test_the_same_bytes_from_two_workers_one_of_them_killed(address, tmp_path):
    for name in ("kota-contoh-a", "kota-contoh-b", "kota-contoh-c"):
        dinas(tmp_path / "data", name)
    (tmp_path / "data" / "kota-contoh-c" / "kinerja.csv").write_text("rusak\n", encoding="utf-8")
    plan = [("kota-contoh-a", 2024), ("kota-contoh-b", 2024), ("kota-contoh-c", 2024)]
    books = tmp_path / "notebooks"
    books.mkdir()
    shutil.copy(ROOT / "notebooks" / "06_akip.ipynb", books)  # one chapter is enough
    here = run_batch(plan, tmp_path / "data", tmp_path / "sini", notebooks=books)
    command = [sys.executable, "-c", THERE, str(tmp_path / "data"), str(tmp_path / "sana"), address[0], str(books)]
    there = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    said = [json.loads(there.stdout.readline())]
    address[1][0].send_signal(signal.SIGKILL)
    said += [json.loads(line) for line in there.stdout]
    assert there.wait() == 0
    assert sorted(said, key=str) == sorted(here, key=str)
    assert [entry["berhasil"] for entry in here] == [True, True, False]
    assert made(tmp_path / "sana") == made(tmp_path / "sini")
    assert run_batch(plan[:2], tmp_path / "data", tmp_path / "sana", notebooks=books)[0]["dibuat"] is False


def test_a_worker_with_another_program_makes_nothing(tmp_path):
    with pytest.raises(RuleError, match="pasang versi yang sama"):
        cluster.make_packed("lain", b"", b"", "a", 2024, "id", False, 1.0)


@pytest.mark.lambat
def test_nobody_at_the_address_is_said(tmp_path):
    command = [sys.executable, "-m", "lakip_analysis.cli", "run", "--data", str(SAMPLE.parent), "--out", str(tmp_path), "--scheduler", "tcp://127.0.0.1:9"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert run.returncode == 2 and "Tidak ada penjadwal Dask di tcp://127.0.0.1:9" in run.stderr and "Traceback" not in run.stderr


def test_what_is_packed_comes_back(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "a")
    cluster.unpack(cluster.pack(tmp_path / "a", (tmp_path / "a").iterdir()), tmp_path / "b")
    assert made(tmp_path / "a") == made(tmp_path / "b")
