"""Data envelopment analysis of up to 2,000 units with 4 inputs and 4 outputs.

How the time grows, beside one whole program per unit.

python benchmarks/dea_seribu_unit.py
"""

import time
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import linprog

from lakip_analysis.efisiensi.frontier import dea

INPUTS = OUTPUTS = 4


def units(count: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(count)
    return rng.lognormal(0, 0.5, (count, INPUTS)), rng.lognormal(0, 0.5, (count, OUTPUTS))


def whole_programs(x: np.ndarray, y: np.ndarray, some: int) -> float:
    """Return the seconds of one unit when every other unit is a column of its program.

    That is the usual way; timed on the first `some` units.
    """
    n, start = len(x), time.perf_counter()
    for unit in range(some):
        a = np.block([[-x[unit][:, None], x.T], [np.zeros((OUTPUTS, 1)), -y.T]])
        linprog(
            np.r_[1, np.zeros(n)],
            A_ub=a,
            b_ub=np.r_[np.zeros(INPUTS), -y[unit]],
            bounds=(0, None),
            method="highs",
        )
    return (time.perf_counter() - start) / some


def main() -> None:
    sizes, times = [125, 250, 500, 1000, 2000], []
    for size in sizes:
        x, y = units(size)
        start = time.perf_counter()
        found = dea(x, y)
        times.append(time.perf_counter() - start)
        usual = whole_programs(x, y, 40) * size * 3  # constant returns, slacks, variable returns
        best = (found.efficiency == 1).mean()
        print(
            f"{size:>5} units  {times[-1]:6.2f} s  {times[-1] / size * 1e3:.2f} ms a unit;",
            f"{best:.0%} on the frontier; {usual / times[-1]:.1f} times faster than whole programs",
            flush=True,
        )
    print(f"exponent of growth {np.polyfit(np.log(sizes), np.log(times), 1)[0]:.2f} (1 = linear)")
    fig, ax = plt.subplots(figsize=(5, 3.4), layout="constrained")
    ax.loglog(sizes, times, marker="o")
    ax.set(
        xlabel="units (4 inputs, 4 outputs)",
        ylabel="seconds",
        title="dea: both stages and scale efficiency",
    )
    fig.savefig(Path(__file__).with_suffix(".svg"), metadata={"Date": None})


if __name__ == "__main__":
    main()
