"""One value for one indicator-year: every chapter, file and the index take it from here.

A figure belongs to the year it is *of* (`data_tahun`), which may be older than the report that
prints it. Of several publications of one year the newest counts, as statistics offices do; what
it replaced, and what the same report prints elsewhere, stands beside it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE
from ..once import number_cases
from .nilai import split_values

__all__ = [
    "NILAI_COLUMNS",
    "competing_values",
    "first_without_target",
    "known_until",
    "newest_print",
    "values_by_year",
    "year_of_figure",
]

# what is not known yet at the end of an earlier year
HIDDEN = ("realisasi", "data_tahun", "putus_deret", "putus_target", "putus_dugaan")

# the columns of `nilai.csv`, in their order
NILAI_COLUMNS = [
    "dinas",
    "indikator",
    "nama_indikator",
    "satuan",
    "tahun",
    "nilai",
    "tahun_terbit",
    "status",
    "nilai_lama",
    "revisi",
    "nilai_lain",
    "angka_awal",
    "disimpulkan",
    "sumber",
]

CORRECTED = r"indikator=(?P<indikator>[^;]+);\s*tahun=(?P<tahun>\d{4})"


def year_of_figure(kinerja: pd.DataFrame) -> pd.Series:
    """Return the year each figure is of: `data_tahun` where it is filled, else `tahun`.

    Examples
    --------
    >>> frame = pd.DataFrame({"tahun": [2022, 2023], "data_tahun": [None, 2022]})
    >>> year_of_figure(frame).tolist()
    [2022, 2022]
    """
    year = kinerja["tahun"]
    if "data_tahun" in kinerja and kinerja["data_tahun"].notna().any():
        year = pd.to_numeric(kinerja["data_tahun"]).fillna(year)
    return year.astype("int64")


def newest_print(key: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Say of each printed figure whether it is the one that counts for its indicator-year.

    Parameters
    ----------
    key : array
        What tells indicator-years apart; the prints of one stand together, oldest first.
    value : array of numbers, same length

    Returns
    -------
    array of bool: one per indicator-year, the first print of the value that was printed last

    Examples
    --------
    >>> newest_print(np.array([1, 1, 1, 2]), np.array([5.0, 6.0, 6.0, 7.0])).tolist()
    [False, True, False, True]
    """
    if not len(key):
        return np.zeros(0, dtype=bool)
    start = np.r_[True, key[1:] != key[:-1]]
    if start.all():
        return start
    end = np.r_[start[1:], True]
    group = np.cumsum(start) - 1
    last = value[np.flatnonzero(end)][group]
    same = np.flatnonzero(np.round(value - last, NOISE) == 0)
    used = np.zeros(len(key), dtype=bool)
    used[same[np.r_[True, group[same][1:] != group[same][:-1]]]] = True
    return used


def values_by_year(
    kinerja: pd.DataFrame,
    pilihan: pd.DataFrame | None = None,
    lain: pd.DataFrame | None = None,
    koreksi: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the one value of every indicator-year, and what was printed beside it.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun of the report)
        Needs `indikator`, `tahun`, `realisasi`; uses `dinas`, `nama_indikator`, `satuan`, `target`
        (with its bounds), `data_tahun`, `sumber_realisasi` when present. Empty and `n/a` cells are
        no values.
    pilihan, lain, koreksi : DataFrame, optional
        `pilihan.csv`, `pilihan_lain.csv` and `koreksi.csv` of the same dinas: what was chosen, and
        what else was printed.

    Returns
    -------
    DataFrame, one row per (indikator, tahun the figure is of), indicators in their own order
        - `nilai`: as kept, in the unit of the indicator; of several publications the newest
        - `tahun_terbit`: year of the newest report that printed it; `sumber`: its published row
        - `status`: tetap (printed for its own year, never changed since), terlambat (printed for a
          later year only), direvisi (a later report prints another value)
        - `nilai_lama`: what earlier reports printed, oldest first; `revisi`: the largest difference
          from it, in the unit; empty, missing where there is none
        - `nilai_lain`: other values that were printed of the same year and not chosen
        - `angka_awal`: the first figure of an indicator, given without a target though its later
          ones have one ("data awal", "kondisi awal")
        - `disimpulkan`: the report does not print the year of the figure; it was concluded (a
          row of `pilihan.csv` for `data_tahun`)

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": "idg", "tahun": [2021, 2022], "data_tahun": 2021})
    >>> found = values_by_year(frame.assign(realisasi=["78.06", "77.63"]))
    >>> found[["tahun", "nilai", "tahun_terbit", "status", "nilai_lama"]].values.tolist()
    [[2021, '77.63', 2022, 'direvisi', '78.06']]
    """
    prints, keys = _prints(kinerja, pilihan)
    # the prints of one indicator-year stand together, the newest last
    group = number_cases(prints[key] for key in keys)
    last = ~pd.Series(group).duplicated(keep="last").to_numpy()
    newest = prints[last].reset_index(drop=True)
    beside = newest[["_angka", "_label"]].take(group)
    distance = (prints["_angka"] - beside["_angka"].to_numpy()).abs().round(NOISE)
    labels = prints["_label"].to_numpy(object) == beside["_label"].to_numpy(object)
    replaced = ((distance > 0) | (~labels & prints["_angka"].isna())).to_numpy()
    old: dict[int, list[str]] = {}
    for number, value in zip(group[replaced].tolist(), prints["nilai"][replaced], strict=True):
        old.setdefault(number, []).append(value)
    before = np.full(len(newest), "", dtype=object)
    before[list(old)] = ["; ".join(values) for values in old.values()]
    first = ~pd.Series(group).duplicated().to_numpy()
    late = prints["tahun_terbit"].to_numpy()[first] > newest["tahun"].to_numpy()
    revised = newest.index.isin(list(old))
    out = newest.assign(
        angka_awal=np.bincount(group, prints["angka_awal"], len(newest)) > 0,
        nilai_lama=pd.Series(before, dtype=str),
        revisi=distance[replaced].groupby(group[replaced]).max().reindex(newest.index),
        status=pd.Series(np.select([revised, late], ["direvisi", "terlambat"], "tetap"), dtype=str),
        nilai_lain="",
    )
    if lain is not None:
        out["nilai_lain"] = _others(out, competing_values(lain, koreksi, kinerja))
    wanted = NILAI_COLUMNS if "dinas" in kinerja else NILAI_COLUMNS[1:]
    return out.sort_values(["_urut", "tahun"], kind="stable")[wanted].reset_index(drop=True)


def known_until(kinerja: pd.DataFrame, tahun: int | pd.Series) -> pd.DataFrame:
    """Return every indicator as known at the end of a year: one row per (indikator, tahun).

    Later realisations and breaks are blank; later targets stay, for they were promised already. A
    later year without a target is no row.

    Parameters
    ----------
    kinerja : DataFrame as `DataDinas.kinerja`
    tahun : int, or one per row (of several dinas)

    Examples
    --------
    >>> rows = pd.DataFrame({"tahun": [2023, 2024], "target": "80", "realisasi": ["70", "90"]})
    >>> rows = rows.assign(target_bawah=None, data_tahun=None, putus_deret="", putus_target="")
    >>> known_until(rows.assign(putus_dugaan=""), 2023)["realisasi"].fillna("").tolist()
    ['70', '']
    """
    later = kinerja["tahun"] > tahun
    asked = (kinerja["target"].fillna("") != "") | kinerja["target_bawah"].notna()
    known = kinerja.assign(**{name: kinerja[name].mask(later) for name in HIDDEN})
    known = known.fillna({name: "" for name in HIDDEN if name != "data_tahun"})
    return known[~later | asked].reset_index(drop=True)


def competing_values(
    lain: pd.DataFrame, koreksi: pd.DataFrame | None, kinerja: pd.DataFrame
) -> pd.DataFrame:
    """Return the printed realisations that were not chosen: one row per printed place.

    Returns
    -------
    DataFrame
        `indikator`, `tahun` the figure is of, `nilai`: every place of `pilihan_lain.csv`
        (`tahun_angka` where it is of another year than the chosen one), and what a row of
        `koreksi.csv` replaced.
    """
    places = lain[lain["kolom"] == "realisasi"]
    figures = kinerja[["indikator", "tahun"]].assign(_milik=year_of_figure(kinerja))
    found = places.merge(figures, on=["indikator", "tahun"])
    found["tahun"] = pd.to_numeric(found["tahun_angka"]).fillna(found["_milik"])
    parts = [found[["indikator", "tahun", "nilai"]]]
    if koreksi is not None and len(koreksi):
        fixes = koreksi[(koreksi["tabel"] == "kinerja") & (koreksi["kolom"] == "realisasi")]
        where = fixes["kunci"].str.extract(CORRECTED)
        parts.append(where.assign(tahun=pd.to_numeric(where["tahun"]), nilai=fixes["nilai_lama"]))
    out = pd.concat(parts, ignore_index=True).dropna(subset=["tahun"])
    return out.astype({"tahun": "int64"})


def first_without_target(kinerja: pd.DataFrame) -> pd.Series:
    """Say of each row whether it is a starting figure nobody promised anything for.

    That is the first figure of an indicator where it has no target and a later row has one.
    """
    known = split_values(kinerja["realisasi"])["ada"]
    aimed = pd.Series(False, index=kinerja.index)
    for name in ("target", "target_bawah"):
        if name in kinerja:
            aimed |= split_values(kinerja[name])["ada"]
    who = [kinerja[name] for name in ("dinas", "indikator") if name in kinerja]
    year = year_of_figure(kinerja)
    first = year.where(known).groupby(who, sort=False).transform("min")
    promised = kinerja["tahun"].where(aimed).groupby(who, sort=False).transform("min")
    return known & ~aimed & (year == first) & (kinerja["tahun"] < promised)


def _year_concluded(kinerja: pd.DataFrame, pilihan: pd.DataFrame | None) -> np.ndarray:
    """Say of each row whether the year of its figure was chosen and not printed."""
    if pilihan is None:
        return np.zeros(len(kinerja), dtype=bool)
    keys = ["indikator", "tahun"]
    chosen = pd.MultiIndex.from_frame(pilihan.loc[pilihan["kolom"] == "data_tahun", keys])
    return pd.MultiIndex.from_frame(kinerja[keys]).isin(chosen)


def _prints(kinerja: pd.DataFrame, pilihan: pd.DataFrame | None) -> tuple[pd.DataFrame, list[str]]:
    """Return every printed realisation, oldest publication of each year first, and the key."""
    who = [name for name in ("dinas", "indikator") if name in kinerja]
    given = {
        name: kinerja.get(name, "") for name in ("nama_indikator", "satuan", "sumber_realisasi")
    }
    parts = split_values(kinerja["realisasi"])
    rows = kinerja[who].assign(
        **given,
        tahun=year_of_figure(kinerja),
        tahun_terbit=kinerja["tahun"],
        nilai=kinerja["realisasi"].astype(str),
        _angka=parts["angka"],
        _label=parts["label"],
        angka_awal=first_without_target(kinerja),
        disimpulkan=_year_concluded(kinerja, pilihan),
        _urut=kinerja.groupby(who, sort=False).ngroup(),
    )
    rows = rows[parts["ada"]].rename(columns={"sumber_realisasi": "sumber"})
    keys = [*who, "tahun"]
    return rows.sort_values([*keys, "tahun_terbit"], kind="stable", ignore_index=True), keys


def _others(values: pd.DataFrame, competing: pd.DataFrame) -> pd.Series:
    """Return of each indicator-year the competing values that differ from the one that counts."""
    keys = ["indikator", "tahun"]
    beside = competing.merge(values[[*keys, "_angka", "_label"]], on=keys)
    parts = split_values(beside["nilai"])
    equal = (parts["angka"] - beside["_angka"]).abs().round(NOISE) == 0
    graded = parts["angka"].isna() & (parts["label"] == beside["_label"])
    other = beside[parts["ada"] & ~equal & ~graded].drop_duplicates([*keys, "nilai"])
    found = other.groupby(keys)["nilai"].agg("; ".join)
    at = pd.MultiIndex.from_frame(values[keys])
    return pd.Series(found.reindex(at).fillna("").to_numpy(), index=values.index, dtype=object)
