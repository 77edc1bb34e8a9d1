"""Exact Mann–Kendall, slope and interval of many short series in one call.

The baseline is pyMannKendall's original_test in a loop.

python benchmarks/tren_deret_pendek.py

The comparison needs pymannkendall (pip install pymannkendall).

Both sides are measured in turn, five times, on the same values in one run; the ratio is that of the
medians.
"""

import resource
import time
from pathlib import Path
from statistics import median

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from lakip_analysis.tren import compute_trend
from lakip_analysis.tren.kendall import fit_block

YEARS, SERIES, ROUNDS, BASELINE = 6, 200_000, 5, 2000


def frame_of(count: int, rng: np.random.Generator) -> pd.DataFrame:
    values = rng.normal(60, 5, (count, YEARS)).round(2)
    years = np.tile(np.arange(2019, 2019 + YEARS), count)
    return pd.DataFrame(
        {
            "indikator": np.repeat(np.arange(count), YEARS),
            "tahun": years,
            "realisasi": values.ravel(),
        }
    )


def with_everything(frame: pd.DataFrame) -> pd.DataFrame:
    """Text keys, ten indicators a dinas, targets and units: what a national table looks like."""
    name = frame["indikator"]
    extra = {
        "polaritas": "turun",
        "satuan": "%",
        "nama_indikator": "Persentase",
        "data_tahun": np.nan,
    }
    return frame.assign(
        dinas="d" + (name // 10).astype(str),
        indikator="i" + name.astype(str),
        target=frame["realisasi"] + 1,
        **extra,
    )


def seconds(call) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def compare(rng: np.random.Generator) -> None:
    frame = frame_of(SERIES, rng)
    full, values = with_everything(frame), frame["realisasi"].to_numpy().reshape(-1, YEARS)
    years = np.tile(np.arange(2019.0, 2019 + YEARS), (SERIES, 1))
    ours = {
        "fit_block on arrays (p, slope, interval)": lambda: fit_block(years, values),
        "compute_trend on a frame (the same, runs, growth, path, words)": lambda: compute_trend(
            frame
        ),
        "compute_trend with text keys, targets and units": lambda: compute_trend(full),
    }
    try:
        import pymannkendall

        theirs = lambda: [pymannkendall.original_test(row) for row in values[:BASELINE]]  # noqa: E731
    except ImportError:
        theirs = None
        print("pyMannKendall is not installed: no comparison")
    times = {name: [] for name in (*ours, "baseline")}
    for _ in range(ROUNDS):
        if theirs:
            times["baseline"].append(seconds(theirs) / BASELINE)
        for name, call in ours.items():
            times[name].append(seconds(call) / SERIES)
    base = median(times.pop("baseline") or [float("nan")])
    print(
        f"pyMannKendall original_test in a loop: {base * 1e6:.1f} microseconds a series "
        f"({BASELINE:,} series, median of {ROUNDS})"
    )
    for name, spent in times.items():
        print(
            f"{name}: {median(spent) * 1e6:.3f} microseconds a series; "
            f"{base / median(spent):,.0f} times faster ({SERIES:,} series)"
        )


def growth(rng: np.random.Generator) -> None:
    sizes, times = [10_000, 30_000, 100_000, 300_000, 1_000_000], []
    for size in sizes:
        frame = frame_of(size, rng)
        times.append(median(seconds(lambda frame=frame: compute_trend(frame)) for _ in range(3)))
        print(
            f"{size:>9,} series  {times[-1]:6.3f} s  "
            f"{times[-1] / size * 1e6:.2f} microseconds a series",
            flush=True,
        )
    slope = np.polyfit(np.log(sizes), np.log(times), 1)[0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"exponent of growth {slope:.2f} (1 = linear); peak memory {peak:.2f} GiB")
    fig, ax = plt.subplots(figsize=(5, 3.4), layout="constrained")
    ax.loglog(sizes, times, marker="o", label="compute_trend")
    ax.loglog(
        sizes,
        [times[0] * size / sizes[0] for size in sizes],
        linestyle="--",
        color="grey",
        label="linear",
    )
    ax.set(
        xlabel="series of six years", ylabel="seconds", title="compute_trend: cost grows linearly"
    )
    ax.legend()
    fig.savefig(Path(__file__).with_suffix(".svg"), metadata={"Date": None})


if __name__ == "__main__":
    generator = np.random.default_rng(7)
    compute_trend(frame_of(1000, generator))
    compare(generator)
    growth(generator)
