"""How well each way of projecting does on the series we have: last figure left out, projected.

python benchmarks/uji_ulang_proyeksi.py      (reads data/)
"""

from pathlib import Path

import pandas as pd

from lakip_analysis.data.catalogue import list_dinas, read_info, years_with_document
from lakip_analysis.laporan import open_report
from lakip_analysis.tren import backtest_projection, summarize_backtest

DATA = Path(__file__).parents[1] / "data"
SHOWN = ["dinas", "indikator", "metode", "tahun", "realisasi_angka", "nilai", "bawah", "atas"]


def main() -> None:
    found = []
    for dinas in list_dinas(DATA):
        tahun = years_with_document(read_info(DATA / dinas))[-1]
        found.append(backtest_projection(open_report(DATA, dinas, tahun).diketahui))
    every = pd.concat([frame for frame in found if len(frame)])
    print(every.groupby("dinas")["indikator"].nunique().to_string(), "\n")
    print(summarize_backtest(every).round(2).to_string(index=False), "\n")
    print(every[[*SHOWN, "galat_langkah", "di_dalam"]].round(2).to_string(index=False))


if __name__ == "__main__":
    main()
