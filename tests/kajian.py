"""The four real reports under each other, as the tests of the study take them; each frame is computed once."""

from functools import cache

import pandas as pd
from asli import asli

from lakip_analysis.laporan import Laporan

REPORTS = {"kab-belitung-dspppa": 2024, "kota-malang-dinsosp3ap2kb": 2023, "kota-pontianak-dinsos": 2024, "kota-singkawang-dinsospppa": 2023}
BELITUNG, MALANG, PONTIANAK, SINGKAWANG = REPORTS


@cache
def reports() -> tuple[Laporan, ...]:
    return tuple(asli(dinas, tahun) for dinas, tahun in REPORTS.items())


@cache
def of_all(name: str) -> pd.DataFrame:
    """One table or result of all four, with the dinas each row is of."""
    return pd.concat([getattr(one, name).assign(dinas=one.dinas) for one in reports()], ignore_index=True)


def this_year(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the year that each report is of."""
    return frame[frame["tahun"] == frame["dinas"].map(REPORTS)].reset_index(drop=True)
