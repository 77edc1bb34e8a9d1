"""What passes `lakip check` can be run: thousands of broken folders, and every result of each.

A small dinas, with or without a scale and a ladder of its own, as CSV or as isian.xlsx, with one to
four things changed in it (tests/rusak.py), seeded; a fifth of them lack something whole (one
indicator, one year, no budget, programme indicators only). Counted: refused with a message, passed
and run, passed and failed (must be none), and checks that crash (must be none). Of every `PAGES`-th
that passes the whole report is made, page and workbook.

python benchmarks/data_rusak.py [folders] [first seed] [processes]
"""

import sys
import tempfile
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

PAGES = 40  # every so many that pass, the whole report


def try_one(seed: int) -> tuple[str, str]:
    """Return what became of one broken folder, and where it failed."""
    from rusak import mutate

    from lakip_analysis.data.dinas import check_dinas

    source = next((ROOT / "tests" / "sample").iterdir())
    with tempfile.TemporaryDirectory() as scratch:
        folder = mutate(source, Path(scratch) / "data" / source.name, seed)
        try:
            faults = check_dinas(folder.parent, folder.name)
        except Exception:
            return "check crashed", _where(seed)
        if any(fault.berat == "kesalahan" for fault in faults):
            return "refused", ""
        try:
            _run(folder, Path(scratch) / "out", whole=seed % PAGES == 0)
        except Exception:
            return "passed and failed", _where(seed)
    return "passed and run", ""


def _run(folder: Path, out: Path, whole: bool) -> None:
    from lakip_analysis.laporan import HASIL, open_report
    from lakip_analysis.reports.batch import run_batch
    from lakip_analysis.reports.plan import plan_batch
    from lakip_analysis.reports.results import result_frames
    from lakip_analysis.reports.simpulan import say_simpulan

    plan, unplanned = plan_batch(folder.parent)
    if unplanned or not plan:
        raise RuntimeError(f"not planned: {unplanned}")
    for dinas, tahun in plan:
        laporan = open_report(folder.parent, dinas, tahun)
        results = {name: getattr(laporan, name) for name in HASIL}
        result_frames(results)
        say_simpulan(results, "id")
    if whole:
        failed = [one for one in run_batch(plan, folder.parent, out, 1) if not one["berhasil"]]
        if failed:
            raise RuntimeError(str(failed[0]["pesan"]))


def _where(seed: int) -> str:
    lines = [line.strip() for line in traceback.format_exc().splitlines()]
    return f"seed {seed}: {' | '.join(lines[-4:])[:300]}"


def main(folders: int, first: int, processes: int) -> None:
    """Try the folders, as a rule on every core (0), and print the counts and each failure."""
    seen: Counter[str] = Counter()
    with ProcessPoolExecutor(processes or None) as pool:
        for kind, where in pool.map(try_one, range(first, first + folders), chunksize=10):
            seen[kind] += 1
            if where:
                print(where, flush=True)
    print(f"{folders} folders: {dict(seen)}")


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:]]
    main(*(numbers + [2000, 0, 0][len(numbers) :]))
