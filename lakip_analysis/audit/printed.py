"""Every printed value of a quantity that other tables may print too, and what backs it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .cells import fits, quotient_bounds
from .digits import LARGE
from .kinerja import at_own_limit, follows_formula
from .prepare import QUANTITY, Terbitan
from .rows import differ, number_groups
from .sums import printed_sums

__all__ = ["ANGGARAN", "COMPUTED", "KINERJA", "backed_by_share", "printed_quantities", "totals"]

KINERJA = ("target", "realisasi", "capaian")

ANGGARAN = ("pagu", "realisasi", "persen")

COMPUTED = ("capaian", "persen")  # results, which a report may cut or round


def printed_quantities(terbitan: Terbitan) -> dict[tuple[str, str], pd.DataFrame]:
    """Return every printed value of a quantity that other tables may print too.

    By kind of row (kinerja, anggaran) and column: the rows with `nilai`, and what backs it:
    `didukung` (1: its row's percentage, −1: contradicts it), `jumlah` (1: its parts add up to it,
    −1: they do not).
    """
    kinerja, anggaran = _comparable(terbitan.kinerja), _comparable(terbitan.anggaran)
    backed = _by_formula(terbitan.kinerja)
    kinerja = kinerja.assign(didukung=backed, jumlah=0)
    anggaran = anggaran.assign(didukung=backed_by_share(anggaran), jumlah=0)
    out = {("kinerja", column): _quantities(kinerja, column) for column in KINERJA}
    sums = terbitan.found(printed_sums)
    for column in ANGGARAN:
        rows = anggaran
        if column in sums:
            whole, _ = sums[column]
            fit = whole.drop_duplicates("id").set_index("id")["cocok"].map({True: 1, False: -1})
            rows = rows.assign(jumlah=rows["id"].map(fit).fillna(0))
        out["anggaran", column] = _quantities(rows, column)
    return out


def _comparable(rows: pd.DataFrame) -> pd.DataFrame:
    named = (rows["kunci"] != "") & (rows["kelas"] != "jumlah")
    return rows[named & (rows["tahap"] != "pembanding")]


def _quantities(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the comparable rows that print a value in a column, as `nilai`."""
    rows = rows[rows[column].notna()]
    rows = _parallel_measures(rows.assign(nilai=rows[column], desimal=rows[f"d_{column}"]))
    return _without_achievements(rows) if column == "realisasi" and "capaian" in rows else rows


def _by_formula(kinerja: pd.DataFrame) -> pd.Series:
    """Return 1 where a row's achievement follows from its target and realisation, −1 where not.

    One printed at a limit of the report's own, which it would pass, says nothing of them.
    """
    known = kinerja[["target_pakai", "realisasi", "capaian"]].notna().all(axis=1)
    sign = np.where(follows_formula(kinerja)[0], 1, -1)
    known &= (kinerja["target_pakai"] != 0) & ~at_own_limit(kinerja)
    return pd.Series(sign, index=kinerja.index).where(known, 0)


def backed_by_share(rows: pd.DataFrame) -> pd.Series:
    """Return 1 where a row's absorption follows from its amounts, −1 where not, else 0."""
    bounds = quotient_bounds(rows["realisasi"], rows["h_realisasi"], rows["pagu"], rows["h_pagu"])
    known = rows[["pagu", "realisasi", "persen"]].notna().all(axis=1)
    fit = fits(rows["persen"], rows["h_persen"], bounds)
    return pd.Series(np.where(fit, 1, -1), index=rows.index).where(known & (rows["pagu"] != 0), 0)


def totals(anggaran: pd.DataFrame) -> pd.DataFrame:
    """Return the totals that print budget and spending, keyed by year and budget (`kunci`)."""
    rows = anggaran[(anggaran["level"] == "jumlah") & (anggaran["tahap"] == "")]
    rows = rows[rows["pagu"].ge(LARGE) & rows["realisasi"].notna() & (rows["tahun"] != 0)]
    names = pd.Series([f"total {pagu:.2f}" for pagu in rows["pagu"]], rows.index, dtype=str)
    rows = rows.assign(kelas="jumlah", kunci=names)
    return rows.assign(no_besaran=number_groups(rows, QUANTITY))


def _parallel_measures(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep apart tables that print several measures of one thing side by side (funds and staff).

    They show by giving one quantity two values on one source line; their key then carries the words
    in brackets at the end of their table's name.
    """
    two = differ(number_groups(rows, ["no_besaran", "baris"]), rows["nilai"])
    if not two.any():
        return rows
    table = ["dinas", "peta"]
    inside = rows.set_index(table).index.isin(rows[two].set_index(table).index)
    measure = rows["tabel"].str.extract(r"\(([^)]*)\)\s*$", expand=False).fillna("")
    apart = rows["kunci"] + " | " + measure
    rows = rows.assign(kunci=rows["kunci"].mask(inside & (measure != ""), apart))
    return rows.assign(no_besaran=number_groups(rows, QUANTITY))


def _without_achievements(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out "realisasi" that is the achievement of the same quantity: prose mixes them."""
    alone = rows["target"].isna()
    if not alone.any():
        return rows
    quantity = number_groups(rows, ["dinas", "dokumen", "kelas", "kunci", "tahun"])
    said = set(zip(quantity, rows["capaian"], strict=True))
    own = zip(quantity[alone], rows.loc[alone, "nilai"], strict=True)
    return rows.drop(index=rows.index[alone][[one in said for one in own]])
