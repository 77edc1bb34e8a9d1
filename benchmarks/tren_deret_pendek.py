"""Exact Mann–Kendall, slope and interval of many short series in one call, beside pyMannKendall's original_test in a loop.

python benchmarks/tren_deret_pendek.py      (needs: pip install pymannkendall; only for this comparison)
"""

import resource
import time
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from lakip_analysis.trend import compute_trend

YEARS = 6


def frame_of(count: int, rng: np.random.Generator) -> pd.DataFrame:
    values = rng.normal(60, 5, (count, YEARS)).round(2)
    return pd.DataFrame(
        {
            "indikator": np.repeat(np.arange(count), YEARS),
            "tahun": np.tile(np.arange(2019, 2019 + YEARS), count),
            "realisasi": values.ravel(),
        }
    )


def seconds(call) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    rng = np.random.default_rng(7)
    compute_trend(frame_of(1000, rng))
    big = frame_of(200_000, rng)
    ours = seconds(lambda: compute_trend(big)) / 200_000
    print(
        f"ours: {ours * 1e6:.2f} microseconds a series (200,000 series of {YEARS} years, exact p, slope, interval, path)"
    )
    try:
        import pymannkendall

        series = big["realisasi"].to_numpy().reshape(-1, YEARS)[:2000]
        theirs = seconds(lambda: [pymannkendall.original_test(row) for row in series]) / len(series)
        print(f"pyMannKendall original_test: {theirs * 1e6:.1f} microseconds a series; ratio {theirs / ours:.0f}")
    except ImportError:
        print("pyMannKendall is not installed: no comparison")
    sizes, times = [10_000, 100_000, 1_000_000], []
    for size in sizes:
        frame = frame_of(size, rng)
        times.append(seconds(lambda frame=frame: compute_trend(frame)))
        print(f"{size:>9,} series  {times[-1]:6.2f} s  {times[-1] / size * 1e6:.2f} microseconds a series", flush=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")
    fig, ax = plt.subplots(figsize=(5, 3.4), layout="constrained")
    ax.loglog(sizes, times, marker="o")
    ax.set(xlabel="series", ylabel="seconds", title="compute_trend: cost grows linearly")
    fig.savefig(Path(__file__).with_suffix(".svg"), metadata={"Date": None})


if __name__ == "__main__":
    main()
