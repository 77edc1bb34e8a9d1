"""How many faults put into made reports the audit finds, kind by kind, and how often it errs.

Each report holds one fault; an alarm is false when it neither names the line nor points to a root.

python benchmarks/audit_salah_sisip.py [reports of each kind]
"""

import sys
from pathlib import Path

import pandas as pd

from lakip_analysis.audit import find_temuan, prepare

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from made_report import faulty_reports

RULES = {"skala": "permendagri-86", "turun": "dua_target_kurang_realisasi", "efisiensi": "sisa"}


def main(count: int = 200) -> None:
    reports, where = faulty_reports(count, seed=11)
    found = find_temuan(prepare(reports, RULES))
    named = [where[row.dinas] in row.baris for row in found.itertuples()]
    kind = found["dinas"].str.partition(".")[0]
    hits = found[named & (kind == found["jenis"])]
    alarms = found[~pd.Series(named, index=found.index) & (found["akar"] == "")]
    rows = {
        "ditemukan_persen": hits["dinas"].groupby(kind).nunique() / count * 100,
        "salah_per_100_laporan": alarms["dinas"].groupby(kind).size() / count * 100,
    }
    print(pd.DataFrame(rows).fillna(0).round(1).to_string())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
