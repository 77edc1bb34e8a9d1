"""How well each way of projecting does on the series we have: the last figure left out, projected, compared.

python benchmarks/uji_ulang_proyeksi.py      (reads data/)
"""

from pathlib import Path

import pandas as pd

from lakip_analysis.catalogue import list_dinas, read_info, years_with_document
from lakip_analysis.chapters import known_at, open_dinas
from lakip_analysis.trend import backtest_projection, summarize_backtest

DATA = Path(__file__).parents[1] / "data"


def main() -> None:
    found = []
    for dinas in list_dinas(DATA):
        tahun = years_with_document(read_info(DATA / dinas))[-1]
        found.append(backtest_projection(known_at(open_dinas(DATA, dinas, tahun), tahun)))
    every = pd.concat([frame for frame in found if len(frame)])
    print(every.groupby("dinas")["indikator"].nunique().to_string(), "\n")
    print(summarize_backtest(every).round(2).to_string(index=False), "\n")
    print(
        every[
            [
                "dinas",
                "indikator",
                "metode",
                "tahun",
                "realisasi_angka",
                "nilai",
                "bawah",
                "atas",
                "galat_langkah",
                "di_dalam",
            ]
        ]
        .round(2)
        .to_string(index=False)
    )


if __name__ == "__main__":
    main()
