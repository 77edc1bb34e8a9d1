"""How many seconds of CPU the audit takes on a million published rows, and how much memory.

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
        start = time.process_time()
        found = audit_tables(tables, RULES)
        seconds = time.process_time() - start
        count = len(tables["terbitan_kinerja"]) + len(tables["terbitan_anggaran"])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(
            f"{count:>9,} rows  {tables['indikator']['dinas'].nunique():>6,} reports  "
            f"{seconds:7.2f} s CPU  {count / seconds:>9,.0f} rows a second  peak {peak:.2f} GiB  "
            f"{len(found):,} findings",
            flush=True,
        )


if __name__ == "__main__":
    main()
