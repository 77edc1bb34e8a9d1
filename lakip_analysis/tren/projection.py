"""Projection one and two years ahead with an interval, and whether it meets the end target.

No model can be identified on four to seven figures, so three simple ones stand side by side (the
last value is the yardstick) and a back-test says how each did. No chance is taken from a model: how
often an answer like this one was right is what the back-test says.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy  # its parts load where they are first used

from ..aturan.rules import NOISE, SIGN, threshold
from ..data.nilai import split_values
from .codes import choose
from .compute import compute_trend
from .kendall import fit_block
from .series import indicator_numbers, series_of
from .target_path import target_bounds
from .units import describe_units

__all__ = [
    "MODEL",
    "PROYEKSI_COLUMNS",
    "backtest_projection",
    "backtest_target",
    "compute_projection",
    "drift",
    "last_value",
    "summarize_backtest",
    "summarize_target",
    "telling_projections",
    "theil_sen_line",
]


PROYEKSI_COLUMNS = [
    "dinas",
    "indikator",
    "metode",
    "tahun",
    "nilai",
    "bawah",
    "atas",
    "tahun_target_akhir",
    "target_akhir",
    "memenuhi_target_akhir",
    "desimal",
    "pandemi",
    "status",
]

BACKTEST_COLUMNS = [
    "dinas",
    "indikator",
    "metode",
    "tahun",
    "realisasi_angka",
    "nilai",
    "bawah",
    "atas",
    "galat",
    "galat_langkah",
    "di_dalam",
]

TARGET_COLUMNS = [
    "dinas",
    "indikator",
    "metode",
    "tahun_asal",
    "tahun",
    "target_angka",
    "nilai",
    "realisasi_angka",
    "ramalan",
    "memenuhi",
]

WHO = [
    "dinas",
    "indikator",
    "polaritas",
    "n_tahun",
    "tahun_akhir",
    "tahun_target_akhir",
    "target_akhir",
    "desimal",
    "n_bertahan",
]

LEVEL = 0.8
TINY = 10.0**-NOISE  # an error below this is binary noise: the figures never left the model


class Ramalan(NamedTuple):
    """What a model expects: matrices with one row per series, one column per year to come."""

    nilai: np.ndarray  # expected value
    galat: np.ndarray  # its standard error
    derajat: int  # degrees of freedom behind the error


def last_value(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> Ramalan:
    """Expect the last figure again: random walk without drift.

    error² = σ² h for h years ahead, σ² = mean of step² / years.
    """
    variance = np.mean(np.diff(y, axis=1) ** 2 / np.diff(x, axis=1), axis=1, keepdims=True)
    ahead = at - x[:, -1:]
    return Ramalan(np.broadcast_to(y[:, -1:], at.shape), np.sqrt(variance * ahead), y.shape[1] - 1)


def drift(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> Ramalan:
    """Go on at the mean pace between the first and the last figure: random walk with drift.

    error² = σ² (h + h² / T) for h years ahead after T years,
    σ² = Σ (step − pace × years)² / years / (steps − 1).
    """
    ahead, length = at - x[:, -1:], x[:, -1:] - x[:, :1]
    pace = (y[:, -1:] - y[:, :1]) / length
    error = np.sqrt(_step_variance(x, y) * (ahead + ahead**2 / length))
    return Ramalan(y[:, -1:] + pace * ahead, error, y.shape[1] - 2)


def theil_sen_line(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> Ramalan:
    """Go on along the Theil–Sen line, with the larger of two errors.

    - of a line with independent errors: s² (1 + 1/n + (t − t̄)² / Σ(t − t̄)²),
      s² = Σ residual² / (n − 2)
    - of a line through a random walk: σ² (h + Σ k (1 − W)²), σ² as in `drift`; W is the weight the
      line gives to the figures after each step of k years

    The first alone is far too narrow where a figure carries over into the next year.
    """
    slope = fit_block(x, y).slope[:, None]
    start = np.median(y - slope * x, axis=1, keepdims=True)
    middle = x.mean(axis=1, keepdims=True)
    variance = ((y - start - slope * x) ** 2).sum(axis=1, keepdims=True) / (y.shape[1] - 2)
    square = ((x - middle) ** 2).sum(axis=1, keepdims=True)
    line = variance * (1 + 1 / y.shape[1] + (at - middle) ** 2 / square)
    weight = 1 / y.shape[1] + ((at - middle) / square)[:, :, None] * (x - middle)[:, None, :]
    after = np.cumsum(weight[:, :, :0:-1], axis=2)[:, :, ::-1]  # of the figures from each step on
    years = np.diff(x, axis=1)
    carried = at - x[:, -1:] + ((1 - after) ** 2 * years[:, None, :]).sum(axis=2)
    error = np.sqrt(np.maximum(line, _step_variance(x, y) * carried))
    return Ramalan(start + slope * at, error, y.shape[1] - 2)


def _step_variance(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return Σ (step − pace × years)² / years / (steps − 1) with the pace from first to last."""
    steps, years = np.diff(y, axis=1), np.diff(x, axis=1)
    pace = (y[:, -1:] - y[:, :1]) / (x[:, -1:] - x[:, :1])
    return ((steps - pace * years) ** 2 / years).sum(axis=1, keepdims=True) / (y.shape[1] - 2)


MODEL = {"nilai_akhir": last_value, "geser": drift, "theil_sen": theil_sen_line}


def compute_projection(
    kinerja: pd.DataFrame,
    ahead: int = 2,
    level: float = LEVEL,
    *,
    tren: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Project every indicator by each model.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun), as for `compute_trend`
    ahead : int
        Years beyond the last figure; the field allows one or two.
    level : float
        Level of the interval, 80 % unless told.
    tren : DataFrame, optional
        What `compute_trend` gave for the same frame; computed here when not given.

    Returns
    -------
    DataFrame, one row per (indikator, metode, year ahead)

        - `nilai`, `bawah`, `atas` in the unit, clipped to the limits of the unit unless a figure or
          target already lies beyond them
        - `memenuhi_target_akhir`: the value of the end year meets `target_akhir`; missing on other
          rows, beyond two years after the last figure, where the end target is the limit of the
          unit, and for an indicator that should stay
        - `desimal`: decimals of the series
        - `pandemi`: the series runs through 2020 or 2021
        - `status`: dihitung; kurang_tahun (fewer than four figures in the series); jenjang (labels
          are never projected); tanpa_ragam (the figures never left the model, so no interval can
          be given); batas_satuan (less than half of the interval lies within
          the limits of the unit, so it says nothing and is not given)

        A value that is not given is missing.

    Notes
    -----
    Normal errors are assumed; with so few figures Student's t carries the doubt. Source of the
    drift interval: Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*, section on
    benchmark methods, written for uneven years here.

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": "a", "tahun": range(2019, 2024)})
    >>> found = compute_projection(frame.assign(realisasi=[2.1, 2.3, 2.2, 2.6, 2.9]), ahead=1)
    >>> found[["metode", "tahun", "nilai"]].round(2).values.tolist()
    [['nilai_akhir', 2024, 2.9], ['geser', 2024, 3.1], ['theil_sen', 2024, 3.1]]
    """
    numbers, first = indicator_numbers(kinerja)
    deret = series_of(kinerja, numbers, len(first))
    who = _indicators(kinerja, numbers, first, tren)
    keys = ["nomor", "metode", "langkah"]
    numeric = ["nilai", "bawah", "atas"]
    enough = threshold("proyeksi_deret")
    parts = [
        _project(*block, who, ahead, level)
        for block in deret.blocks()
        if block[1].shape[1] >= enough
    ]
    known = pd.concat(parts) if parts else pd.DataFrame(columns=[*keys, *numeric, "terpotong"])
    # every indicator has a row per model and year, also where nothing is projected
    steps = pd.MultiIndex.from_product([range(len(first)), MODEL, range(1, ahead + 1)], names=keys)
    out = steps.to_frame(index=False).merge(known, on=keys, how="left").join(who, on="nomor")
    out["tahun"] = (out["tahun_akhir"] + out["langkah"]).astype("Int64")
    out["status"] = choose(
        [
            (out["tanggal"], "tanggal"),
            (out["jenjang"], "jenjang"),
            (out["n_tahun"] < enough, "kurang_tahun"),
            (out["terpotong"].eq(True), "batas_satuan"),
            (out["bawah"].isna(), "tanpa_ragam"),
        ],
        "dihitung",
    )
    out[numeric] = out[numeric].astype(float).mask(out["jenjang"])
    out["memenuhi_target_akhir"] = _meets_end(out)
    return out[PROYEKSI_COLUMNS]


def telling_projections(proyeksi: pd.DataFrame, titik: pd.DataFrame) -> pd.DataFrame:
    """Return the projections that say more than the past did.

    Kept is an indicator whose interval for the first year ahead, of the method that repeats the
    last figure, is no wider than everything its series has ever covered.

    Parameters
    ----------
    proyeksi : DataFrame of `compute_projection`
    titik : DataFrame of `realised_series`, of the same indicators

    Returns
    -------
    DataFrame, the rows of `proyeksi` of those indicators, in their order

    Examples
    --------
    >>> ahead = pd.DataFrame({"indikator": ["a", "b"], "metode": "nilai_akhir", "tahun": 2024})
    >>> ahead = ahead.assign(bawah=[1.0, -9.0], atas=[3.0, 13.0])
    >>> past = pd.DataFrame({"indikator": ["a", "a", "b", "b"], "dipakai": True})
    >>> past = past.assign(realisasi_angka=[1.0, 4.0, 1.0, 4.0])
    >>> telling_projections(ahead, past)["indikator"].tolist()
    ['a']
    """
    used = titik[titik["dipakai"]].groupby("indikator")["realisasi_angka"]
    covered = used.max() - used.min()
    first = proyeksi[proyeksi["metode"] == "nilai_akhir"].sort_values("tahun", kind="stable")
    first = first.drop_duplicates("indikator").set_index("indikator")
    wide = first["atas"] - first["bawah"]
    told = wide.index[(wide <= covered.reindex(wide.index)).to_numpy()]
    return proyeksi[proyeksi["indikator"].isin(told)]


def backtest_projection(
    kinerja: pd.DataFrame, level: float = LEVEL, *, tren: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Leave the last figure of each series out, project it, and compare.

    Arguments as those of `compute_projection`.

    Returns
    -------
    DataFrame, one row per (indikator, metode) of the series with five figures or more

        - `tahun` left out, `realisasi_angka`, and what the model says without it: `nilai`,
          `bawah`, `atas` (not clipped)
        - `galat` = projected − real; `galat_langkah`: its size in mean yearly steps of the series
          before (missing where it never moved)
        - `di_dalam`: the real figure lies in the interval, missing where there is none
    """
    numbers, first = indicator_numbers(kinerja)
    deret = series_of(kinerja, numbers, len(first))
    who = _indicators(kinerja, numbers, first, tren)
    parts = [
        _guess_last(*block, level)
        for block in deret.blocks()
        if block[1].shape[1] > threshold("proyeksi_deret")
    ]
    if not parts:
        return pd.DataFrame(columns=BACKTEST_COLUMNS)
    out = pd.concat(parts).join(who[["dinas", "indikator", "jenjang"]], on="nomor")
    out = out[~out["jenjang"]].sort_values("nomor", kind="stable", ignore_index=True)
    error = out["nilai"] - out["realisasi_angka"]
    inside = out["realisasi_angka"].between(out["bawah"], out["atas"]).astype("boolean")
    return out.assign(
        galat=error,
        galat_langkah=error.abs() / out["langkah"].where(out["langkah"] > 0),
        di_dalam=inside.mask(out["bawah"].isna()),
    )[BACKTEST_COLUMNS]


def summarize_backtest(backtest: pd.DataFrame) -> pd.DataFrame:
    """Say how well each model did.

    Returns
    -------
    DataFrame, one row per metode
        `n_deret` · `median_galat_langkah` (in yearly steps of the series) · `n_lebih_baik`: series
        on which it came nearer than the last value · `cakupan_persen`: share of the real figures
        inside the interval, where there is one
    """
    who = ["dinas", "indikator"]
    yardstick = backtest[backtest["metode"] == "nilai_akhir"].set_index(who)["galat"].abs()
    beside = yardstick.reindex(pd.MultiIndex.from_frame(backtest[who])).to_numpy()
    marked = backtest.assign(_menang=backtest["galat"].abs().to_numpy() < beside - TINY)
    out = marked.groupby("metode", sort=False).agg(
        n_deret=("galat", "size"),
        median_galat_langkah=("galat_langkah", "median"),
        n_lebih_baik=("_menang", "sum"),
        cakupan_persen=("di_dalam", "mean"),
    )
    return out.assign(cakupan_persen=out["cakupan_persen"].astype(float) * 100).reset_index()


def backtest_target(kinerja: pd.DataFrame, *, tren: pd.DataFrame | None = None) -> pd.DataFrame:
    """Ask each model, one and two years before, whether a target of a past year would be met.

    Arguments as those of `compute_projection`.

    Returns
    -------
    DataFrame, one row per (indikator, metode, tahun_asal, tahun)
        `tahun_asal`: the last figure the model knew (four or more) · `tahun` judged, with
        `target_angka` and `realisasi_angka` · `nilai`: what the model says · `ramalan`: it meets
        the target · `memenuhi`: the figure did. Targets at the limit of the unit and indicators
        that should stay are left out.
    """
    numbers, first = indicator_numbers(kinerja)
    deret = series_of(kinerja, numbers, len(first))
    who = _indicators(kinerja, numbers, first, tren)
    parts = [part for block in deret.blocks() for part in _guess_targets(*block)]
    if not parts:
        return pd.DataFrame(columns=TARGET_COLUMNS)
    out = pd.concat(parts).merge(_year_targets(kinerja, numbers, who), on=["nomor", "tahun"])
    out = out.join(who[["dinas", "indikator", "jenjang"]], on="nomor")
    out = out[~out["jenjang"]].sort_values(["nomor"], kind="stable", ignore_index=True)
    for name, value in (("ramalan", "nilai"), ("memenuhi", "realisasi_angka")):
        out[name] = ((out[value] - out["target_angka"]) * out["tanda"]).round(NOISE) >= 0
    return out[TARGET_COLUMNS]


def summarize_target(backtest: pd.DataFrame) -> pd.DataFrame:
    """Count how often a target was met when a model said so, and when it did not.

    Returns
    -------
    DataFrame, one row per (metode, ramalan)
        `n_angka` judged, `n_memenuhi` that met their target; `cukup`: there are enough of them
        (`uji_ulang_angka`) to be told.
    """
    out = backtest.groupby(["metode", "ramalan"], sort=False).agg(
        n_angka=("memenuhi", "size"), n_memenuhi=("memenuhi", "sum")
    )
    return out.assign(cukup=out["n_angka"] >= threshold("uji_ulang_angka")).reset_index()


def _guess_targets(
    numbers: np.ndarray, years: np.ndarray, values: np.ndarray
) -> list[pd.DataFrame]:
    """Return what each model says of every later figure of a block at most two years ahead."""
    parts = []
    for known in range(int(threshold("proyeksi_deret")), years.shape[1]):
        at = years[:, known:]
        near = at - years[:, known - 1 : known] <= threshold("proyeksi_jangka")
        columns = {
            "nomor": np.broadcast_to(numbers[:, None], at.shape),
            "tahun_asal": np.broadcast_to(years[:, known - 1 : known], at.shape),
            "tahun": at,
            "realisasi_angka": values[:, known:],
        }
        for name, model in MODEL.items():
            guess = model(years[:, :known], values[:, :known], at)
            chosen = {key: part[near] for key, part in (columns | {"nilai": guess.nilai}).items()}
            parts.append(pd.DataFrame(chosen).assign(metode=name))
    return parts


def _year_targets(kinerja: pd.DataFrame, numbers: np.ndarray, who: pd.DataFrame) -> pd.DataFrame:
    """Return the target of every year that can be met and missed: one row per (nomor, tahun)."""
    low, high = target_bounds(kinerja)
    sign = who["polaritas"].map(SIGN).to_numpy()[numbers]
    best = np.where(sign > 0, who["_atas"].to_numpy()[numbers], who["_bawah"].to_numpy()[numbers])
    target = np.where(sign > 0, low, high)
    rows = pd.DataFrame({"nomor": numbers, "tahun": kinerja["tahun"].to_numpy(dtype=float)})
    rows = rows.assign(target_angka=target, tanda=sign)
    at_limit = sign * (target - best) >= 0
    rows = rows[(sign != 0) & ~np.isnan(target) & ~at_limit]
    return rows.drop_duplicates(["nomor", "tahun"])


def _meets_end(out: pd.DataFrame) -> pd.Series:
    sign = out["polaritas"].map(SIGN).astype(float).replace(0, np.nan)
    ahead = out["tahun_target_akhir"] - out["tahun_akhir"]
    told = (ahead == out["langkah"]) & (ahead <= threshold("proyeksi_jangka"))
    told &= out["nilai"].notna() & sign.notna() & out["n_bertahan"].isna()
    meets = ((out["nilai"] - out["target_akhir"]) * sign).round(NOISE) >= 0
    return meets.astype("boolean").where(told)


def _indicators(
    kinerja: pd.DataFrame, numbers: np.ndarray, first: np.ndarray, tren: pd.DataFrame | None
) -> pd.DataFrame:
    """Return what a projection must know of each indicator: its target, its limits, is it a ladder.

    Columns that begin with `_` are working columns.
    """
    rows = kinerja.iloc[first].reset_index(drop=True)
    if tren is None:
        trend = compute_trend(kinerja)
    else:  # by name, for it may hold fewer indicators or stand in another order
        keys = rows.assign(dinas=rows.get("dinas", ""))[["dinas", "indikator"]]
        trend = keys.merge(tren, on=["dinas", "indikator"], how="left")
    blank = pd.Series("", index=rows.index)
    units = describe_units(rows.get("satuan", blank), rows.get("nama_indikator", blank))
    given = [name for name in ("realisasi", "target") if name in kinerja]
    values = pd.concat([split_values(kinerja[name])["angka"] for name in given])
    values = values.groupby(np.tile(numbers, len(given)))
    # a limit that a figure or target has broken already is none
    low = units["bawah"].where(~(values.min() < units["bawah"]))
    high = units["atas"].where(~(values.max() > units["atas"]))
    covid = (trend["tahun_awal"] <= threshold("pandemi_akhir")) & (
        trend["tahun_akhir"] >= threshold("pandemi_awal")
    )
    return trend[WHO].assign(
        _bawah=low,
        _atas=high,
        jenjang=(units["sifat"] == "jenjang") | (trend["status"] == "jenjang"),
        tanggal=trend["status"] == "tanggal",
        pandemi=covid,
    )


def _project(
    numbers: np.ndarray,
    years: np.ndarray,
    values: np.ndarray,
    who: pd.DataFrame,
    ahead: int,
    level: float,
) -> pd.DataFrame:
    """Return the projections of a block of series of equal length, one row per series and year."""
    me = who.iloc[numbers]
    to_come = years[:, -1:] + np.arange(1, ahead + 1)
    low = me[["_bawah"]].fillna(-np.inf).to_numpy(dtype=float)
    high = me[["_atas"]].fillna(np.inf).to_numpy(dtype=float)
    parts = []
    for name, model in MODEL.items():
        guess = model(years, values, to_come)
        lower, upper = _interval(guess, level)
        given = [np.clip(part, low, high) for part in (guess.nilai, lower, upper)]
        left = (given[2] - given[1]) / (upper - lower)
        cut = np.round(left, NOISE) < threshold("proyeksi_terpotong")
        given[1:] = (np.where(cut, np.nan, part) for part in given[1:])
        columns = dict(zip(("nilai", "bawah", "atas"), map(np.ravel, given), strict=True))
        columns["terpotong"] = cut.ravel()
        columns |= {"nomor": np.repeat(numbers, ahead), "metode": name}
        columns["langkah"] = np.tile(np.arange(1, ahead + 1), len(numbers))
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts)


def _guess_last(
    numbers: np.ndarray, years: np.ndarray, values: np.ndarray, level: float
) -> pd.DataFrame:
    """Return what each model says of the last figure of each series without having seen it."""
    known_years, known = years[:, :-1], values[:, :-1]
    size = np.abs(np.diff(known, axis=1) / np.diff(known_years, axis=1)).mean(axis=1)
    parts = []
    for name, model in MODEL.items():
        guess = model(known_years, known, years[:, -1:])
        low, high = _interval(guess, level)
        columns = {"nomor": numbers, "metode": name, "tahun": years[:, -1].astype(int)}
        columns |= {"realisasi_angka": values[:, -1], "langkah": size}
        columns |= {"nilai": guess.nilai[:, 0], "bawah": low[:, 0], "atas": high[:, 0]}
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts)


def _interval(guess: Ramalan, level: float) -> tuple[np.ndarray, np.ndarray]:
    error = np.where(guess.galat > TINY, guess.galat, np.nan)
    spread = scipy.special.stdtrit(guess.derajat, (1 + level) / 2) * error
    return guess.nilai - spread, guess.nilai + spread
