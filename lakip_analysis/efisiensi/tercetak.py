"""What a report prints as its own total, beside the sum of its programmes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .measures import absorption

__all__ = ["SHOWN", "differs_from_parts", "printed_otherwise", "printed_total", "sum_of_parts"]

SHOWN = 2  # decimals of an absorption as it is printed, there and here


def printed_total(terbitan: pd.DataFrame) -> pd.DataFrame:
    """Return the total of budget and spending that a report prints, one row per (dinas,) year.

    Of several printed totals the one that is printed most often counts; of equally many, the one of
    the larger budget.

    Parameters
    ----------
    terbitan : DataFrame, one row per printed budget line (`terbitan_anggaran.csv`)
        Needs `tahun`, `level`, `pagu_rp`, `realisasi_rp`; `dinas` when there are several.

    Returns
    -------
    DataFrame
        `dinas` where `terbitan` has it, `tahun`, `realisasi_tercetak_rp`, `serapan_tercetak_persen`
        (of the printed budget).

    Examples
    --------
    >>> rows = pd.DataFrame({"tahun": 2024, "level": "jumlah", "pagu_rp": [200.0, 200.0, 900.0]})
    >>> printed_total(rows.assign(realisasi_rp=[150.0, 150.0, 1.0])).values.tolist()
    [[2024.0, 150.0, 75.0]]
    """
    money = ["pagu_rp", "realisasi_rp"]
    keys = [name for name in ("dinas", "tahun") if name in terbitan]
    rows = terbitan[terbitan["level"] == "jumlah"].dropna(subset=["tahun", *money])
    counts = rows.groupby([*keys, *money], as_index=False).size()
    order = [True] * len(keys) + [False, False]
    counts = counts.sort_values([*keys, "size", "pagu_rp"], ascending=order)
    first = counts.drop_duplicates(keys).astype({"tahun": "int64"})
    return first[keys].assign(
        **{
            "realisasi_tercetak_rp": first["realisasi_rp"].astype(float),
            "serapan_tercetak_persen": absorption(first["pagu_rp"], first["realisasi_rp"]),
        }
    )


def sum_of_parts(anggaran: pd.DataFrame) -> pd.Series:
    """Return what the direct parts of each budget line spent together, in rupiah.

    Missing where a line has no parts, or the spending of one of them is not printed.
    """
    if "kode_induk" not in anggaran:
        return pd.Series(np.nan, index=anggaran.index)
    keys = [name for name in ("dinas", "tahun") if name in anggaran]
    spent = anggaran["realisasi_rp"].astype(float)
    parts = spent.groupby([*(anggaran[name] for name in keys), anggaran["kode_induk"].fillna("")])
    sums = parts.sum().where(parts.count() == parts.size())
    at = [*(anggaran[name] for name in keys), anggaran["kode"]]
    place = pd.MultiIndex.from_arrays(at) if keys else pd.Index(anggaran["kode"])
    return pd.Series(sums.reindex(place).to_numpy(dtype=float), index=anggaran.index)


def printed_otherwise(efisiensi: pd.DataFrame) -> pd.Series:
    """Say of each line whether its printed total gives another absorption than the own sum does.

    `efisiensi` as `compute_efisiensi` gives it; another share: at the decimals that are printed.
    """
    own, printed = (
        efisiensi[name].round(SHOWN) for name in ("serapan_persen", "serapan_tercetak_persen")
    )
    return own.notna() & printed.notna() & (own != printed)


def differs_from_parts(efisiensi: pd.DataFrame) -> pd.Series:
    """Say of each line whether its parts spent another sum, by a rupiah or more."""
    return (efisiensi["realisasi_rp"] - efisiensi["jumlah_bagian_rp"]).abs() >= 1
