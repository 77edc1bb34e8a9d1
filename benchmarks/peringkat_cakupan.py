"""How often the sets of ranks hold, all of them together: 2,000 made countries of each kind.

A country is a few dinas with true means; each promises some indicators, drawn around its mean. Its
sets hold when no pair of dinas is called decided the wrong way round or though truly equal, so that
every set contains the true rank. Stated: 95 %. `sama`: all dinas truly equal, the hardest case and
the one in which the sets can be tight; `kelompok`: two groups of equals, 15 points apart;
`berjarak`: all different (standard deviation 10 points), where only the wrong direction is a fault
and the sets hold more often than stated. `normal`: spreads from 10 to 30 points; `terbatas`: kept
within 0–120 as the common yardstick does, so that the values heap at 120. 2 to 4 indicators: the
exact test. In how many of a hundred pairs anything was decided stands beside. 2,000 draws each.

Seeded: the same figures each time. Measured:

                                  truly equal       two groups      all different
    dinas                        4    10    25     4    10    25     4    10    25
    normal                    95.6  95.5  95.9  97.5  97.1  97.2  99.2  99.5  99.5
    terbatas                  95.7  95.5  94.0  98.0  98.0  96.8  99.6  99.6  99.5

These with 5 to 12 indicators. Truly equal, 4 dinas with 2 to 4 indicators: 100.0 in both, for the
exact test can decide almost nothing there; 10 dinas with 3 to 12: 96.9 (normal). A figure of 2,000
countries is itself uncertain by one point. So where an order exists the sets hold more often than
stated (only the wrong direction is a fault), and few pairs are decided: 1 to 12 of a hundred of
the all different, 0 to 1 of the equal ones.

python benchmarks/peringkat_cakupan.py [countries]
"""

import sys

import numpy as np
import pandas as pd

from lakip_analysis.kajian.peringkat import decided_pairs, units_of

DRAWS = 2000
CASES = [
    (kind, truth, size, (5, 12))
    for kind in ("normal", "terbatas")
    for truth in ("sama", "kelompok", "berjarak")
    for size in (4, 10, 25)
] + [
    ("normal", "sama", 4, (2, 4)),
    ("terbatas", "sama", 4, (2, 4)),
    ("normal", "sama", 10, (3, 12)),
]


def centres(truth: str, size: int, rng: np.random.Generator) -> np.ndarray:
    """Return the centre of each dinas."""
    if truth == "sama":
        return np.full(size, 95.0)
    if truth == "kelompok":
        return np.where(np.arange(size) < size // 2, 88.0, 103.0)
    return rng.normal(95, 10, size)


def country(
    kind: str, truth: str, size: int, counts: tuple[int, int], rng: np.random.Generator
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return what puts the dinas in their true order, and the achievements of each.

    Under a cap the true mean hangs on the spread, so all have the same one.
    """
    middle, n = centres(truth, size, rng), rng.integers(counts[0], counts[1] + 1, size)
    spread = rng.uniform(10, 30, size) if kind == "normal" else np.full(size, 22.0)
    values = {str(d): rng.normal(middle[d], spread[d], n[d]) for d in range(size)}
    if kind == "terbatas":
        values = {name: np.clip(some, 0, 120) for name, some in values.items()}
    return middle, values


def measure(case: tuple, countries: int, seed: int = 17) -> dict:
    rng, held, decided = np.random.default_rng(seed), 0, 0.0
    kind, truth, size, counts = case
    for number in range(countries):
        middle, values = country(*case, rng)
        units = units_of(values, pd.Series(0.0, index=list(values)))
        above = decided_pairs(list(values.values()), units, number, DRAWS)
        held += not (above & (middle[:, None] <= middle)).any()
        decided += above.sum() / (size * (size - 1) / 2)
    indicators = f"{counts[0]}–{counts[1]}"
    return {
        "sebaran": kind,
        "benar": truth,
        "dinas": size,
        "indikator": indicators,
        "cakupan_persen": round(held / countries * 100, 1),
        "pasangan_pasti_persen": round(decided / countries * 100, 1),
    }


def main() -> None:
    countries = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for case in CASES:
        print(*measure(case, countries).values(), sep="\t", flush=True)


if __name__ == "__main__":
    main()
