"""How often the stated 80 % intervals hold, and how often a direction is named where there is none.

Made series of four to eight years, each cut off and projected one and two years ahead. An interval
that is not given (`batas_satuan`) counts neither way; its share stands beside.

python benchmarks/selang_proyeksi.py [series]
"""

import sys
from collections.abc import Iterator

import numpy as np
import pandas as pd

from lakip_analysis.tren import compute_projection, compute_trend

AHEAD = 2
TAHUN = 2000
INTI = ("langkah acak", "langkah acak, laju 0,5", "sampai 100 %")  # must hold 75–85 %


def made_series(n: int, count: int, rng: np.random.Generator) -> Iterator[tuple[str, np.ndarray]]:
    """Yield worlds with a name: matrices with one row per series of n + 2 years."""
    noise, years = rng.normal(size=(count, n + AHEAD)), np.arange(n + AHEAD)
    yield "langkah acak", 50 + np.cumsum(noise, axis=1)
    yield "langkah acak, laju 0,5", 50 + np.cumsum(noise + 0.5, axis=1)
    yield "langkah acak, laju 1", 50 + np.cumsum(noise + 1, axis=1)
    bounded = np.empty_like(noise)
    bounded[:, 0] = 98 + noise[:, 0] / 2
    for year in years[1:]:
        bounded[:, year] = np.minimum(bounded[:, year - 1] + noise[:, year], 100)
    yield "sampai 100 %", bounded
    yield "garis dengan derau", 50 + noise + 0.5 * years


def as_kinerja(values: np.ndarray, one_dinas_each: bool = False) -> pd.DataFrame:
    """Return the series as one row per (indikator, tahun), in per cent."""
    count, length = values.shape
    names = np.repeat(np.arange(count), length)
    frame = pd.DataFrame({"indikator": names, "tahun": np.tile(TAHUN + np.arange(length), count)})
    return frame.assign(
        realisasi=values.ravel(),
        satuan="%",
        nama_indikator="Persentase",
        dinas=names.astype(str) if one_dinas_each else "",
    )


def coverage(n: int, count: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return coverage in per cent: one row per (world, metode, year ahead)."""
    parts = []
    for world, values in made_series(n, count, rng):
        found = compute_projection(as_kinerja(values[:, :n]), AHEAD)
        ahead = (found["tahun"] - TAHUN - n).to_numpy(dtype=int)
        real = values[found["indikator"].to_numpy(dtype=int), n + ahead]
        given = (found["status"] == "dihitung").to_numpy()
        inside = (found["bawah"].to_numpy() <= real) & (real <= found["atas"].to_numpy())
        found = found.assign(
            deret=world,
            n=n,
            ke_depan=ahead + 1,
            cakupan_persen=np.where(given, inside * 100.0, np.nan),
            tanpa_selang_persen=~given * 100.0,
        )
        keys = ["deret", "metode", "n", "ke_depan"]
        parts.append(
            found.groupby(keys, sort=False)[["cakupan_persen", "tanpa_selang_persen"]].mean()
        )
    return pd.concat(parts)


def false_directions(n: int, count: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return how often a direction is named where there is none: one row per world."""
    noise = rng.normal(size=(count, n))
    carried = noise.copy()
    for year in range(1, n):
        carried[:, year] = 0.6 * carried[:, year - 1] + np.sqrt(1 - 0.6**2) * noise[:, year]
    worlds = {
        "saling bebas": noise,
        "saling bebas, banyak yang sama": np.round(noise),
        "AR(0,6)": carried,
        "langkah acak": np.cumsum(noise, axis=1),
    }
    rows = []
    for world, values in worlds.items():
        arah = compute_trend(as_kinerja(50 + values, one_dinas_each=True))["arah"]
        sure = arah.isin(["membaik", "memburuk"])
        tending = sure | arah.isin(["cenderung membaik", "cenderung memburuk"])
        row = {"deret": world, "n": n, "pasti_persen": sure.mean() * 100}
        rows.append(row | {"cenderung_atau_pasti_persen": tending.mean() * 100})
    return pd.DataFrame(rows)


def main(count: int = 10_000) -> None:
    """Print both tables."""
    rng = np.random.default_rng(12)
    table = pd.concat([coverage(n, count, rng) for n in range(4, 9)])
    for name in ("cakupan_persen", "tanpa_selang_persen"):
        wide = table[name].unstack(["n", "ke_depan"])
        print(f"{name} (n tahun, tahun ke depan)\n{wide.round(0).to_string()}\n")
    core = table.loc[list(INTI), "cakupan_persen"]
    print(f"inti: {core.min():.1f} sampai {core.max():.1f} %\n")
    directions = pd.concat([false_directions(n, count, rng) for n in range(3, 9)])
    print(directions.round(1).to_string(index=False))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
