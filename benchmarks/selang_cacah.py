"""How often the 95 % intervals of small numbers hold, and what events in groups do to them.

Poisson (Garwood) for events, Wilson for shares. Drawn: many years of one true rate; counted: the
years whose interval holds it. Where coverage can be summed exactly it stands beside. Then events in
groups (several victims a case, one campaign of reporting): the count is wider than Poisson, and the
interval holds less often than it says. Last, the sides: how often a year that is truly at its
target is called settled.

python benchmarks/selang_cacah.py [years]
"""

import sys

import numpy as np
import pandas as pd
from scipy import stats

from lakip_analysis.capaian.cacah import compute_cacah, selang_poisson, selang_wilson
from lakip_analysis.capaian.compute import compute_capaian

MEANS = (1, 3, 5, 12, 30, 42, 100)
SHARES = ((5, 0.35), (10, 0.5), (30, 0.1), (30, 0.9), (100, 0.68), (400, 0.95))
GROUPS = (1, 2, 3)  # mean size of a group; 1: every event by itself


def held(low: np.ndarray, high: np.ndarray, truth: float) -> float:
    """Return in how many of a hundred years the interval holds the truth."""
    return float(np.mean((low <= truth) & (truth <= high)) * 100)


def events(years: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return the coverage of the Poisson interval, drawn and summed over every count."""
    rows = []
    for mean in MEANS:
        drawn = held(*selang_poisson(rng.poisson(mean, years)), mean)
        counts = np.arange(int(mean + 12 * mean**0.5 + 30))
        low, high = selang_poisson(counts)
        inside = (low <= mean) & (mean <= high)
        rows.append((mean, drawn, stats.poisson.pmf(counts[inside], mean).sum() * 100))
    return pd.DataFrame(rows, columns=["peristiwa", "tersimulasi_persen", "tepat_persen"])


def shares(years: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return the coverage of Wilson's interval, drawn and summed over every count."""
    rows = []
    for n, share in SHARES:
        drawn = held(*selang_wilson(rng.binomial(n, share, years), np.full(years, n)), share)
        counts = np.arange(n + 1)
        low, high = selang_wilson(counts, np.full(n + 1, n))
        inside = (low <= share) & (share <= high)
        exact = stats.binom.pmf(counts[inside], n, share).sum() * 100
        rows.append((n, share * 100, drawn, exact))
    columns = ["penyebut", "bagian_persen", "tersimulasi_persen", "tepat_persen"]
    return pd.DataFrame(rows, columns=columns)


def in_groups(years: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return the coverage of the Poisson interval when the events come in groups."""
    rows = []
    for size in GROUPS:
        for mean in (12, 42):
            groups = rng.poisson(mean / size, years)
            more = rng.poisson(size - 1, groups.sum())
            ends = np.concatenate([[0], np.cumsum(groups)])
            sums = np.concatenate([[0], np.cumsum(1 + more)])
            counts = sums[ends[1:]] - sums[ends[:-1]]
            rows.append((size, mean, held(*selang_poisson(counts), mean)))
    return pd.DataFrame(rows, columns=["per_kelompok", "peristiwa", "tersimulasi_persen"])


def verdicts(years: int, rng: np.random.Generator, mean: float, target: float) -> pd.DataFrame:
    """Return how often each verdict falls: `mean` events are true, `target` are promised."""
    counts = rng.poisson(mean, years)
    frame = pd.DataFrame(
        {
            "target": f"{target:.2f}",
            "realisasi": [f"{count:.2f}" for count in counts],
            "polaritas": "turun",
            "pembilang": counts.astype(float),
            "penyebut": 100_000.0,
            "per": 100_000.0,
            "sifat_cacah": "peristiwa",
        }
    )
    said = compute_cacah(compute_capaian(frame))["kepastian_cacah"]
    said = said.value_counts(normalize=True).rename("persen")
    order = ["lulus_pasti", "belum_pasti", "gagal_pasti"]
    return (said.reindex(order, fill_value=0) * 100).round(1).rename_axis("putusan").reset_index()


def main(years: int) -> None:
    """Print the tables."""
    rng = np.random.default_rng(20241231)
    print("Poisson, 95 %: selang memuat tingkat sebenarnya (tidak kurang dari 95)")
    print(events(years, rng).round(1).to_string(index=False))
    print("\nWilson, 95 %: rata-rata di sekitar 95, pada unit sedikit naik turun")
    print(shares(years, rng).round(1).to_string(index=False))
    print("\nPeristiwa yang berkelompok: selang Poisson lalu terlalu sempit")
    print(in_groups(years, rng).round(1).to_string(index=False))
    for mean, target in ((12.0, 12.0), (42.0, 30.0), (42.0, 42.0)):
        print(f"\nSebenarnya {mean:g} peristiwa setahun, target paling banyak {target:g}")
        print(verdicts(years // 10, rng, mean, target).to_string(index=False))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
