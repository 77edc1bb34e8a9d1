"""How many seconds the audit takes on a million published rows: by the clock, and of CPU.

And how much memory at most: this process with the rows, and the largest of those it starts.

python benchmarks/audit_sejuta_baris.py [ROWS]
Also on a tenth and a hundredth of them. The rows are 250 made reports (tests/made_report.py)
repeated under other names, with one fault in every tenth of them.
"""

import resource
import sys
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from made_report import inject, many_reports

from lakip_analysis.audit import audit_tables

RULES = {"skala": "permendagri-86", "efisiensi": "sisa"}


WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def cpu_seconds() -> float:
    """Return the seconds of CPU of this process and of those it has started and seen end."""
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, WHO))


def tile(base: dict[str, pd.DataFrame], times: int) -> dict[str, pd.DataFrame]:
    """Repeat every report under another name, with ids of its own."""
    out = {}
    for name, frame in base.items():
        copies = []
        for number in range(times):
            copy = frame.assign(dinas=f"{number}-" + frame["dinas"])
            for column in ("id", "induk"):
                if column in copy:
                    copy[column] = (f"{number}-" + copy[column]).where(copy[column] != "", "")
            copies.append(copy)
        out[name] = pd.concat(copies, ignore_index=True)
    return out


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    base = many_reports(250)
    faulty = {
        name: frame[frame["dinas"].isin([f"r{n:03d}" for n in range(0, 250, 10)])].copy()
        for name, frame in base.items()
    }
    inject("beda_antartabel", faulty)
    base = {
        name: pd.concat(
            [frame[~frame["dinas"].isin(faulty[name]["dinas"].unique())], faulty[name]],
            ignore_index=True,
        )
        for name, frame in base.items()
    }
    size = len(base["terbitan_kinerja"]) + len(base["terbitan_anggaran"])
    for wanted in (rows // 100, rows // 10, rows):
        tables = tile(base, max(1, round(wanted / size)))
        start, clock = cpu_seconds(), time.perf_counter()
        found = audit_tables(tables, RULES)
        seconds, wall = cpu_seconds() - start, time.perf_counter() - clock
        count = len(tables["terbitan_kinerja"]) + len(tables["terbitan_anggaran"])
        peak, more = (resource.getrusage(who).ru_maxrss / 2**20 for who in WHO)
        print(
            f"{count:>9,} rows  {tables['indikator']['dinas'].nunique():>6,} reports  "
            f"{wall:7.2f} s  {seconds:7.2f} s CPU  peak {peak:.2f} and {more:.2f} GiB  "
            f"{len(found):,} findings",
            flush=True,
        )


if __name__ == "__main__":
    main()
