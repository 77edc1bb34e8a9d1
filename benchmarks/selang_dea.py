"""Why `dea` gives no interval: what subsampling covers at a nominal 95 %, one input, one output.

True efficiency exp(−|N(0; 0.3)|), constant returns, so that every programme has a closed form:
draws of m of n units without replacement, m = n^κ (Kneip, Simar & Wilson 2008, rate n).

python benchmarks/selang_dea.py [data sets]
"""

import sys

import numpy as np

DRAWS = 300


def coverage(n: int, kappa: float, sets: int, rng: np.random.Generator) -> float:
    """Return the share of data sets whose interval holds the true efficiency."""
    m, inside = max(2, round(n**kappa)), 0
    for _ in range(sets):
        true = np.exp(-np.abs(rng.normal(0, 0.3, n)))
        best = true.max()
        picked = np.argpartition(rng.random((DRAWS, n)), m - 1, axis=1)[:, :m]
        seen = (true / best)[picked].max(axis=1)
        high, low = np.quantile(m * (1 / seen - 1), [0.975, 0.025])
        inside += 1 / (1 + high / n) <= best <= 1 / (1 + low / n)
    return inside / sets


def main(sets: int = 600) -> None:
    rng = np.random.default_rng(1)
    for n in (15, 30, 60, 200):
        found = [f"{k}: {coverage(n, k, sets, rng):.2f}" for k in (0.5, 0.6, 0.7, 0.8, 0.9)]
        print(f"n = {n:>3}  coverage by κ  {'  '.join(found)}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
