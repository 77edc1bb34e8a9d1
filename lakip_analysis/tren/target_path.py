"""The way to the end target of the plan: from where, how far, fast enough, and has the required step ever been made?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..capaian.compute import by_polarity
from ..data.nilai import split_values
from .series import Deret, choose, filled

__all__ = ["PATH_COLUMNS", "compute_path"]


PATH_COLUMNS = [
    "tahun_dasar",
    "nilai_dasar",
    "naif_persen",
    "langkah_median",
    "langkah_terbaik",
    "rasio_langkah",
    "kredibilitas",
    "keadaan_jalur",
]

NOISE = 9  # decimals: below this two figures are the same


def compute_path(
    kinerja: pd.DataFrame, numbers: np.ndarray, deret: Deret, trend: pd.DataFrame
) -> dict[str, np.ndarray]:
    """Return the path columns of `compute_trend`, one value per indicator.

    Returns
    -------
    dict of columns
        `tahun_target_akhir`, `target_akhir` (last year with a target; of a range the bound that must be reached: the lower one where more is
        better, the upper one where less is, the nearer one where the figure should stay) ·
        `tahun_dasar`, `nilai_dasar`: the figure the path starts from, the last one before the target path was revised, else the first ·
        `kemajuan_persen` D = (R_t − R_0) / (T_end − R_0) × 100, only where the end target asks for more than the starting figure; for a figure
        that should stay, the part of its distance from the target that is gone · `jalur_persen` P = (t − t_0) / (t_end − t_0) × 100 ·
        `naif_persen`: R_t against T_end as reports print it (R/T, or (2T − R)/T where less is better) ·
        `langkah_perlu_per_tahun` = (T_end − R_t) / (t_end − t) · `langkah_median`, `langkah_terbaik`: past steps a year, signed, the best in the
        direction of the target · `rasio_langkah` = required / median past step, where that goes the same way ·
        `kredibilitas`: wajar (not more than the median past step), pernah dicapai (not more than the best one), belum pernah dicapai; empty
        where nothing is required or fewer than two steps are known ·
        `keadaan_jalur`: tercapai / tidak tercapai (by the figure of the end year), tinggal dipertahankan (exactly at the target, inside its
        range, or above a target that was its starting point), sudah terlampaui (beyond it before its time: an obsolete target), tidak dipertahankan (started at or beyond it, fell back),
        sesuai jalur (D ≥ P), tertinggal, menjauh (D < 0), belum dapat dinilai.

    Notes
    -----
    Source: distance travelled against linear pace, as in evaluations of mid-term plans; the three words for credibility are this suite's own.
    """
    end = _last_target(kinerja, numbers, trend)
    base, (now, year) = (
        _baseline(kinerja, numbers, deret),
        _latest(deret, end["tahun_target_akhir"]),
    )
    target, last = end["target_akhir"], end["tahun_target_akhir"]
    to_go, at_start = (
        _to_go(value, trend["_tanda"].to_numpy(), end) for value in (now, base["nilai_dasar"])
    )
    since = year > base["tahun_dasar"]
    left = np.where(last > year, last - year, np.nan)
    path = (
        {"tahun_target_akhir": last, "target_akhir": target}
        | base
        | {
            "kemajuan_persen": np.where(
                since & (at_start > 0), _share(at_start - to_go, at_start), np.nan
            ),
            "jalur_persen": np.where(
                since,
                np.minimum(
                    _share(year - base["tahun_dasar"], np.maximum(last - base["tahun_dasar"], 0)),
                    100,
                ),
                np.nan,
            ),
            "naif_persen": by_polarity(
                trend["polaritas"], pd.Series(target), pd.Series(now)
            ).to_numpy(),
            "langkah_perlu_per_tahun": (target - now) / left,
        }
    )
    beyond = np.where(
        trend["_tanda"] > 0, now > end["atas"], (trend["_tanda"] < 0) & (now < end["bawah"])
    )
    return (
        path
        | _credibility(trend, path)
        | {"keadaan_jalur": _state(path, year, to_go, at_start, beyond)}
    )


def _latest(deret: Deret, until: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return value and year of the last figure up to the end year; none where the series goes on beyond it without a figure for it."""
    limit = np.where(np.isnan(until), np.inf, until)
    before = np.bincount(deret.kunci, deret.tahun <= limit[deret.kunci], len(limit)).astype(int)
    some = before > 0
    at = deret.awal[:-1][some] + before[some] - 1
    value, year = np.full(len(limit), np.nan), np.full(len(limit), np.nan)
    value[some], year[some] = deret.nilai[at], deret.tahun[at]
    missed = (before < deret.n) & (year != limit)
    return np.where(missed, np.nan, value), np.where(missed, np.nan, year)


def _to_go(value: np.ndarray, sign: np.ndarray, end: dict) -> np.ndarray:
    """Return how far a figure is from meeting the end target, in its unit; nought or less: met."""
    below, above = np.round(end["bawah"] - value, NOISE), np.round(value - end["atas"], NOISE)
    return np.select([sign > 0, sign < 0], [below, above], np.maximum(np.maximum(below, above), 0))


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return part / np.where(np.round(whole, NOISE) == 0, np.nan, whole) * 100


def _last_target(
    kinerja: pd.DataFrame, numbers: np.ndarray, trend: pd.DataFrame
) -> dict[str, np.ndarray]:
    """Return the last year that has a target, its bounds (equal for a single target), and the bound that must be reached."""
    point = (
        split_values(kinerja["target"])["angka"].to_numpy()
        if "target" in kinerja
        else np.full(len(kinerja), np.nan)
    )
    low = high = point
    if "target_bawah" in kinerja:
        bounds = (
            pd.to_numeric(kinerja[name]).to_numpy(dtype=float)
            for name in ("target_bawah", "target_atas")
        )
        low, high = (np.where(np.isnan(point), bound, point) for bound in bounds)
    rows = np.flatnonzero(~np.isnan(low))
    year = kinerja["tahun"].to_numpy()[rows]
    rows = (
        rows
        if (np.diff(numbers[rows] * 10_000 + year) > 0).all()
        else rows[np.argsort(year, kind="stable")]
    )
    out = {name: np.full(len(trend), np.nan) for name in ("tahun_target_akhir", "bawah", "atas")}
    for name, values in zip(out, (kinerja["tahun"].to_numpy(), low, high), strict=True):
        out[name][numbers[rows]] = values[rows]
    now, sign = trend["realisasi_akhir"].to_numpy(), trend["_tanda"].to_numpy()
    near = np.where(np.isnan(now), out["atas"], np.clip(now, out["bawah"], out["atas"]))
    return out | {
        "target_akhir": np.select([sign > 0, sign < 0], [out["bawah"], out["atas"]], near)
    }


def _baseline(kinerja: pd.DataFrame, numbers: np.ndarray, deret: Deret) -> dict[str, np.ndarray]:
    """Return year and value of the figure the present target path starts from."""
    some = deret.n > 0
    at = deret.awal[:-1].copy()
    if "putus_target" in kinerja:
        rows = np.flatnonzero(filled(kinerja["putus_target"]))
        revised = np.zeros(len(some), dtype=np.int64)
        np.maximum.at(revised, numbers[rows], kinerja["tahun"].to_numpy()[rows])
        before = np.bincount(deret.kunci, deret.tahun < revised[deret.kunci], len(some)).astype(int)
        at = at + np.maximum(before - 1, 0)
    out = {"tahun_dasar": np.full(len(some), np.nan), "nilai_dasar": np.full(len(some), np.nan)}
    out["tahun_dasar"][some], out["nilai_dasar"][some] = (
        deret.tahun[at[some]],
        deret.nilai[at[some]],
    )
    return out


def _credibility(trend: pd.DataFrame, path: dict) -> dict[str, np.ndarray]:
    """Put the required step beside the past ones, in the direction of the target."""
    need, enough = path["langkah_perlu_per_tahun"], trend["n_tahun"].to_numpy() > 2
    sign = trend["_tanda"].to_numpy()
    way = np.where(sign == 0, np.sign(need), sign)
    asked = enough & (np.round(need * way, NOISE) > 0)
    best = np.where(way < 0, trend["_langkah_turun"], trend["_langkah_naik"])
    usual = trend["langkah_median"].to_numpy()
    words = choose(
        [
            ~asked,
            np.round((usual - need) * way, NOISE) >= 0,
            np.round((best - need) * way, NOISE) >= 0,
        ],
        ["", "wajar", "pernah dicapai"],
        "belum pernah dicapai",
    )
    return {
        "langkah_median": np.where(enough, usual, np.nan),
        "langkah_terbaik": np.where(enough, best, np.nan),
        "rasio_langkah": np.where(
            asked & (usual * way > 0), need / np.where(usual == 0, np.nan, usual), np.nan
        ),
        "kredibilitas": words,
    }


def _state(
    path: dict, year: np.ndarray, to_go: np.ndarray, at_start: np.ndarray, beyond: np.ndarray
) -> pd.api.extensions.ExtensionArray:
    there, over = to_go <= 0, year >= path["tahun_target_akhir"]
    done, due = np.round(path["kemajuan_persen"], 7), np.round(path["jalur_persen"], 7)
    words = {
        "belum dapat dinilai": np.isnan(to_go),
        "tercapai": over & there,
        "tidak tercapai": over,
        "tinggal dipertahankan": there & (~beyond | (at_start == 0)),
        "sudah terlampaui": there,
        "tidak dipertahankan": at_start <= 0,
        "belum dapat dinilai ": np.isnan(done) | np.isnan(due),
        "menjauh": done < 0,
        "sesuai jalur": done >= due,
    }
    return choose(list(words.values()), [word.strip() for word in words], "tertinggal")
