"""What a folder of reports survives: kills, two runs at once, a full disk. Counts, not times.

    python benchmarks/serangan.py [kills] [double runs] [full disks]

Each attack meets a folder in which reports stand and hits a run that makes them again (`--force`).
After it every report must be whole (every file what its own `run.json` says), no process may be
left after two seconds, and the next run must end well. Kills hit the runner, a worker or a
notebook, at a random moment. A full disk is a tmpfs of the size of what stands and a little more
(only as root). Linux only: processes are looked up in /proc.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from lakip_analysis.reports.fingerprint import fingerprint_outputs, read_manifests

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "sample" / "kota-contoh-dinsos"
COUNT = 3


def make_data(folder: Path) -> Path:
    """Return a data folder of COUNT copies of the sample dinas."""
    for number in range(COUNT):
        name = f"{SAMPLE.name}-{number}"
        shutil.copytree(SAMPLE, folder / name)
        info = folder / name / "dinas.toml"
        info.write_text(info.read_text(encoding="utf-8").replace(SAMPLE.name, name), "utf-8")
        for table in (folder / name).glob("*.csv"):
            text = table.read_text(encoding="utf-8")
            table.write_text(text.replace(SAMPLE.name, name), encoding="utf-8")
    return folder


def start(data: Path, out: Path, *more: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "lakip_analysis.cli", "run", "--data", str(data)]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "cwd": ROOT}
    return subprocess.Popen([*command, "--out", str(out), *more], **quiet)


def alive(marker: str) -> list[int]:
    """Return the processes that name this run, the runner first."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            named = marker in (folder / "cmdline").read_bytes().decode(errors="replace")
            if named and "State:\tZ" not in (folder / "status").read_text():
                found.append(int(folder.name))
        except OSError:
            continue
    return sorted(found)


def damage(out: Path) -> tuple[int, int]:
    """Return how many reports are lost and how many are not what their manifest says."""
    runs = read_manifests(out)
    half = sum(run["keluaran"] != fingerprint_outputs(folder) for folder, run in runs.items())
    return COUNT - len(runs), half


def after(data: Path, out: Path, count: Counter) -> None:
    end = time.monotonic() + 2
    while alive(str(out)) and time.monotonic() < end:
        time.sleep(0.02)
    left = alive(str(out))
    count["orphans"] += bool(left)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    lost, half = damage(out)
    count["lost"] += lost
    count["half-written"] += half
    run = start(data, out)
    run.communicate()
    count["next run not whole"] += run.returncode != 0 or damage(out) != (0, 0)
    count["left in scratch"] += len(list(out.glob("*/.*")))


def kill(data: Path, out: Path, count: Counter, seconds: float) -> None:
    run = start(data, out, "--force")
    time.sleep(random.uniform(0.2, seconds))
    family = alive(str(out))
    victim = random.choice(["runner", "worker or notebook"]) if len(family) > 1 else "runner"
    chosen = family[:1] if victim == "runner" else [random.choice(family[1:])]
    for pid in chosen:
        os.kill(pid, signal.SIGKILL)
    count[f"killed: {victim}"] += bool(chosen)
    if victim != "runner":
        count["run failed though a worker was retried"] += run.wait() not in (0, 1)
    run.communicate()
    after(data, out, count)


def both(data: Path, out: Path, count: Counter) -> None:
    first, second = start(data, out, "--force"), None
    time.sleep(random.uniform(0, 3))
    second = start(data, out, "--force")
    said = [run.communicate()[0] for run in (first, second)]
    codes = sorted([first.returncode, second.returncode])
    refused = any("sedang diisi lakip run yang lain" in text for text in said)
    one_after_the_other = codes == [0, 0]
    count["neither refused nor in turn"] += not (one_after_the_other or (refused and codes[0] == 0))
    after(data, out, count)


def fill(data: Path, standing: Path, count: Counter) -> None:
    """Make the reports again on a disk with hardly any room."""
    size = sum(path.stat().st_size for path in standing.rglob("*") if path.is_file())
    room = size // 1024 + 400 + random.randrange(400)
    with tempfile.TemporaryDirectory() as disk:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room}k", "tmpfs", disk], check=True)
        try:
            out = Path(disk) / "laporan"
            shutil.copytree(standing, out)
            run = start(data, out, "--force")
            said = run.communicate()[0]
            count["full disk not said"] += run.returncode == 0 or "No space" not in said
            lost, half = damage(out)
            count["lost"] += lost
            count["half-written"] += half
        finally:
            subprocess.run(["umount", disk], check=True)


def main(kills: int = 50, doubles: int = 10, disks: int = 10) -> None:
    random.seed(7)
    with tempfile.TemporaryDirectory() as folder:
        data, out = make_data(Path(folder) / "data"), Path(folder) / "laporan"
        began = time.monotonic()
        made = start(data, out)
        said = made.communicate()[0]
        assert made.returncode == 0, said
        seconds = time.monotonic() - began
        for name, times, attack in (
            ("kill -9", kills, lambda count: kill(data, out, count, seconds)),
            ("two runs", doubles, lambda count: both(data, out, count)),
            ("full disk", disks, lambda count: fill(data, out, count)),
        ):
            count = Counter()
            for _ in range(times):
                attack(count)
            told = ", ".join(f"{what} {n}" for what, n in count.items())
            print(f"{name}: {times} times: {told}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
