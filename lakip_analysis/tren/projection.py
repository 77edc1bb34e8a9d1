"""Projection one and two years ahead, with an interval, the last value as yardstick, and the chance of reaching the end target.

No model can be identified on four to seven figures, so three simple ones stand side by side and a back-test says how each did.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from ..data.nilai import split_values
from .compute import compute_trend
from .kendall import fit_block
from .series import choose, indicator_numbers, series_of
from .units import describe_units

__all__ = [
    "MODEL",
    "PROYEKSI_COLUMNS",
    "backtest_projection",
    "compute_projection",
    "drift",
    "last_value",
    "summarize_backtest",
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
    "peluang_persen",
    "pandemi",
    "status",
]

NEEDED = 4

LEVEL = 0.8

NOISE = 1e-9

PANDEMI = (2020, 2021)

SIGN = {"naik": 1.0, "turun": -1.0}


class Ramalan(NamedTuple):
    """Expected values and their standard errors (series × years), and the degrees of freedom behind them."""

    nilai: np.ndarray
    galat: np.ndarray
    derajat: int


def last_value(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> Ramalan:
    """Expect the last figure again: random walk without drift, steps of variance σ² a year (σ² = mean of step² / years)."""
    variance = np.mean(np.diff(y, axis=1) ** 2 / np.diff(x, axis=1), axis=1, keepdims=True)
    ahead = at - x[:, -1:]
    return Ramalan(np.broadcast_to(y[:, -1:], at.shape), np.sqrt(variance * ahead), y.shape[1] - 1)


def drift(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> Ramalan:
    """Go on at the mean pace between the first and the last figure: random walk with drift.

    error² = σ² (h + h² / T) for h years ahead after T years, σ² = Σ (step − pace × years)² / years / (steps − 1).
    """
    steps, years, ahead = np.diff(y, axis=1), np.diff(x, axis=1), at - x[:, -1:]
    length = x[:, -1:] - x[:, :1]
    pace = (y[:, -1:] - y[:, :1]) / length
    variance = ((steps - pace * years) ** 2 / years).sum(axis=1, keepdims=True) / (y.shape[1] - 2)
    return Ramalan(
        y[:, -1:] + pace * ahead, np.sqrt(variance * (ahead + ahead**2 / length)), y.shape[1] - 2
    )


def theil_sen_line(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> Ramalan:
    """Go on along the Theil–Sen line; error² = s² (1 + 1/n + (t − t̄)² / Σ(t − t̄)²), as for a fitted line, s² = Σ residual² / (n − 2)."""
    slope = fit_block(x, y).slope[:, None]
    start = np.median(y - slope * x, axis=1, keepdims=True)
    middle = x.mean(axis=1, keepdims=True)
    variance = ((y - start - slope * x) ** 2).sum(axis=1, keepdims=True) / (y.shape[1] - 2)
    leverage = (
        1 + 1 / y.shape[1] + (at - middle) ** 2 / ((x - middle) ** 2).sum(axis=1, keepdims=True)
    )
    return Ramalan(start + slope * at, np.sqrt(variance * leverage), y.shape[1] - 2)


MODEL = {"nilai_akhir": last_value, "geser": drift, "theil_sen": theil_sen_line}


def compute_projection(kinerja: pd.DataFrame, ahead: int = 2, level: float = LEVEL) -> pd.DataFrame:
    """Project every indicator by each model.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun), as for `trend.compute_trend`.
    ahead : int
        Years beyond the last figure; the field allows one or two.
    level : float
        Level of the interval, 80 % unless told.

    Returns
    -------
    DataFrame, one row per (indicator, metode, year ahead)
        `nilai`, `bawah`, `atas` in the unit, clipped to the limits of the unit unless a figure or target already lies beyond them ·
        `peluang_persen`: chance of meeting `target_akhir` in `tahun_target_akhir` if the model is true (the same on every row of a model) ·
        `pandemi`: the series runs through 2020 or 2021 · `status`: dihitung; kurang_tahun (fewer than four figures in the series), jenjang (labels are never projected), tanpa_ragam (the figures
        never left the model, so no interval can be given); a value that is not given is missing.

    Notes
    -----
    Normal errors are assumed; with so few figures Student's t carries the doubt. Source of the drift interval: Hyndman & Athanasopoulos,
    *Forecasting: Principles and Practice*, section on benchmark methods, written for uneven years here.

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": "a", "tahun": range(2019, 2024), "realisasi": [2.1, 2.3, 2.2, 2.6, 2.9]})
    >>> compute_projection(frame, ahead=1)[["metode", "tahun", "nilai"]].round(2).values.tolist()
    [['nilai_akhir', 2024, 2.9], ['geser', 2024, 3.1], ['theil_sen', 2024, 3.1]]
    """
    numbers, first = indicator_numbers(kinerja)
    deret, who = series_of(kinerja, numbers, len(first)), _indicators(kinerja, numbers, first)
    parts = [
        _project(*block, who, ahead, level)
        for block in deret.blocks()
        if block[1].shape[1] >= NEEDED
    ]
    known = (
        pd.concat(parts)
        if parts
        else pd.DataFrame(
            columns=["kunci", "metode", "langkah", "nilai", "bawah", "atas", "peluang_persen"]
        )
    )
    steps = pd.MultiIndex.from_product(
        [range(len(first)), MODEL, range(1, ahead + 1)], names=["kunci", "metode", "langkah"]
    )
    out = steps.to_frame(index=False).merge(known, on=steps.names, how="left").join(who, on="kunci")
    out["tahun"] = (out["tahun_akhir"] + out["langkah"]).astype("Int64")
    out["status"] = choose(
        [out["jenjang"], out["n_tahun"] < NEEDED, out["bawah"].isna()],
        ["jenjang", "kurang_tahun", "tanpa_ragam"],
        "dihitung",
    )
    numeric = ["nilai", "bawah", "atas", "peluang_persen"]
    out[numeric] = out[numeric].astype(float).mask(out["jenjang"])
    return out[PROYEKSI_COLUMNS]


def backtest_projection(kinerja: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """Leave the last figure of each series out, project it, and compare.

    Returns
    -------
    DataFrame, one row per (indikator, metode) of the series with five figures or more
        `tahun` left out, `realisasi_angka`, `nilai`, `bawah`, `atas` (neither clipped), `galat` = projected − real, `galat_langkah`: its size in
        mean yearly steps of the series before (missing where it never moved), `di_dalam`: the real figure lies in the interval, missing where there is none.
    """
    numbers, first = indicator_numbers(kinerja)
    deret, who = series_of(kinerja, numbers, len(first)), _indicators(kinerja, numbers, first)
    parts = []
    for rows, x, y in deret.blocks():
        for name, model in MODEL.items() if y.shape[1] > NEEDED else ():
            guess = model(x[:, :-1], y[:, :-1], x[:, -1:])
            low, high = _interval(guess, level)
            size = np.abs(np.diff(y[:, :-1], axis=1) / np.diff(x[:, :-1], axis=1)).mean(axis=1)
            parts.append(
                pd.DataFrame(
                    {
                        "kunci": rows,
                        "metode": name,
                        "tahun": x[:, -1].astype(int),
                        "realisasi_angka": y[:, -1],
                        "nilai": guess.nilai[:, 0],
                        "bawah": low[:, 0],
                        "atas": high[:, 0],
                        "langkah": size,
                    }
                )
            )
    columns = [
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
    if not parts:
        return pd.DataFrame(columns=columns)
    out = pd.concat(parts).join(who, on="kunci")
    out = out[~out["jenjang"]].sort_values("kunci", kind="stable", ignore_index=True)
    error = out["nilai"] - out["realisasi_angka"]
    inside = (
        out["realisasi_angka"]
        .between(out["bawah"], out["atas"])
        .astype("boolean")
        .mask(out["bawah"].isna())
    )
    return out.assign(
        galat=error,
        galat_langkah=error.abs() / out["langkah"].where(out["langkah"] > 0),
        di_dalam=inside,
    )[columns]


def summarize_backtest(backtest: pd.DataFrame) -> pd.DataFrame:
    """Say how well each model did.

    Returns
    -------
    DataFrame, one row per metode
        `n_deret`, `median_galat_langkah` (in yearly steps of the series), `n_lebih_baik`: series on which it came nearer than the last value,
        `cakupan_persen`: share of the real figures inside the interval, where there is one.
    """
    yardstick = (
        backtest[backtest["metode"] == "nilai_akhir"]
        .set_index(["dinas", "indikator"])["galat"]
        .abs()
    )
    keys = pd.MultiIndex.from_frame(backtest[["dinas", "indikator"]])
    marked = backtest.assign(
        _menang=backtest["galat"].abs().to_numpy() < yardstick.reindex(keys).to_numpy() - 1e-9
    )
    out = marked.groupby("metode", sort=False).agg(
        n_deret=("galat", "size"),
        median_galat_langkah=("galat_langkah", "median"),
        n_lebih_baik=("_menang", "sum"),
        cakupan_persen=("di_dalam", "mean"),
    )
    return out.assign(cakupan_persen=out["cakupan_persen"].astype(float) * 100).reset_index()


def _indicators(kinerja: pd.DataFrame, numbers: np.ndarray, first: np.ndarray) -> pd.DataFrame:
    """Return what a projection must know of each indicator: its target, the limits of its unit, whether it is a ladder."""
    trend = compute_trend(kinerja)
    rows = kinerja.iloc[first].reset_index(drop=True)
    blank = pd.Series("", index=rows.index)
    units = describe_units(rows.get("satuan", blank), rows.get("nama_indikator", blank))
    values = pd.concat(
        [
            split_values(kinerja[name])["angka"]
            for name in ("realisasi", "target")
            if name in kinerja
        ]
    ).groupby(np.tile(numbers, 1 + ("target" in kinerja)))
    low, high = (
        units["bawah"].where(~(values.min() < units["bawah"])),
        units["atas"].where(~(values.max() > units["atas"])),
    )
    ordinal = (units["sifat"] == "jenjang") | (trend["status"] == "jenjang")
    columns = [
        "dinas",
        "indikator",
        "polaritas",
        "n_tahun",
        "tahun_akhir",
        "tahun_target_akhir",
        "target_akhir",
    ]
    covid = (trend["tahun_awal"] <= PANDEMI[1]) & (trend["tahun_akhir"] >= PANDEMI[0])
    return trend[columns].assign(_bawah=low, _atas=high, jenjang=ordinal, pandemi=covid)


def _project(
    rows: np.ndarray, x: np.ndarray, y: np.ndarray, who: pd.DataFrame, ahead: int, level: float
) -> pd.DataFrame:
    years = x[:, -1:] + np.arange(1, ahead + 1)
    me = who.iloc[rows]
    low, high = (me[name].to_numpy()[:, None] for name in ("_bawah", "_atas"))
    parts = []
    for name, model in MODEL.items():
        guess = model(x, y, years)
        values = [
            np.clip(
                part, np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)
            )
            for part in (guess.nilai, *_interval(guess, level))
        ]
        chance = _chance(
            model(x, y, np.fmax(me[["tahun_target_akhir"]].to_numpy(dtype=float), x[:, -1:])), me
        )
        parts.append(
            pd.DataFrame(
                {
                    "kunci": np.repeat(rows, ahead),
                    "metode": name,
                    "langkah": np.tile(np.arange(1, ahead + 1), len(rows)),
                }
                | dict(zip(("nilai", "bawah", "atas"), map(np.ravel, values), strict=True))
                | {"peluang_persen": np.repeat(chance, ahead)}
            )
        )
    return pd.concat(parts)


def _interval(guess: Ramalan, level: float) -> tuple[np.ndarray, np.ndarray]:
    spread = stdtrit(guess.derajat, (1 + level) / 2) * np.where(
        guess.galat > NOISE, guess.galat, np.nan
    )
    return guess.nilai - spread, guess.nilai + spread


def _chance(guess: Ramalan, who: pd.DataFrame) -> np.ndarray:
    """Return the chance, in per cent, that the figure of the end year meets the end target; only for a year to come."""
    sign = who["polaritas"].map(SIGN).to_numpy()
    later = who["tahun_target_akhir"] > who["tahun_akhir"]
    error = np.where(later & (guess.galat[:, 0] > NOISE), guess.galat[:, 0], np.nan)
    return (
        stdtr(guess.derajat, sign * (guess.nilai[:, 0] - who["target_akhir"].to_numpy()) / error)
        * 100
    )
