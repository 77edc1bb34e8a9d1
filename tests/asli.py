"""The real reports and the sample, each opened once for all test files of a process: a frame is computed when the first test asks for it.

For tests that only read. Who changes a rule, a function or the data opens a report of its own.
"""

from functools import cache
from pathlib import Path

from lakip_analysis.laporan import Laporan, open_report

DATA = Path(__file__).parents[1] / "data"


@cache
def asli(dinas: str, tahun: int, data: Path = DATA) -> Laporan:
    return open_report(data, dinas, tahun)
