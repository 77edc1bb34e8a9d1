"""The way to the end target of the plan: from where, how far, fast enough, and has the required step ever been made?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..achievement import by_polarity, split_values
from .series import Deret, choose

__all__ = ["PATH_COLUMNS", "compute_path"]

PATH_COLUMNS = [
    "tahun_dasar", "nilai_dasar", "naif_persen", "langkah_median", "langkah_terbaik", "rasio_langkah", "kredibilitas", "keadaan_jalur",
]  # fmt: skip
NOISE = 9  # decimals: below this two figures are the same


def compute_path(
    kinerja: pd.DataFrame, numbers: np.ndarray, deret: Deret, trend: pd.DataFrame
) -> dict[str, np.ndarray]:
    """Return the path columns of `compute_trend`, one value per indicator.

    Returns
    -------
    dict of columns
        `tahun_target_akhir`, `target_akhir` (last year with a target; of a range the bound nearer to the last figure) ·
        `tahun_dasar`, `nilai_dasar`: the figure the path starts from, the last one before the target path was revised, else the first ·
        `kemajuan_persen` D = (R_t − R_0) / (T_end − R_0) × 100, only where the end target asks
        for more than the starting figure · `jalur_persen` P = (t − t_0) / (t_end − t_0) × 100 ·
        `naif_persen`: R_t against T_end as reports print it (R/T, or (2T − R)/T where less is better) ·
        `langkah_perlu_per_tahun` = (T_end − R_t) / (t_end − t) · `langkah_median`, `langkah_terbaik`: past steps a year, signed, the best in the
        direction of the target · `rasio_langkah` = required / median past step, where that goes the same way ·
        `kredibilitas`: wajar (not more than the median past step), pernah dicapai (not more than the best one), belum pernah dicapai; empty
        where nothing is required or fewer than two steps are known ·
        `keadaan_jalur`: tercapai / tidak tercapai (the end year is reached), tinggal dipertahankan (there, and the target is the limit
        of the unit or the starting point), sudah terlampaui (an obsolete target), tidak dipertahankan (started at or beyond it, fell back),
        sesuai jalur (D ≥ P), tertinggal, menjauh (D < 0), belum dapat dinilai.

    Notes
    -----
    Source: distance travelled against linear pace, as in evaluations of mid-term plans; the three words for credibility are this suite's own.
    """
    end = _last_target(kinerja, numbers, trend["realisasi_akhir"].to_numpy())
    base = _baseline(kinerja, numbers, deret)
    now, year = trend["realisasi_akhir"].to_numpy(), trend["tahun_akhir"].to_numpy()
    target, last = end["target_akhir"], end["tahun_target_akhir"]
    since = year > base["tahun_dasar"]
    sign, way = trend["_tanda"].to_numpy(), target - base["nilai_dasar"]
    asks = np.where(sign == 0, np.abs(way), way * sign)
    left = np.where(last > year, last - year, np.nan)
    path = end | base | {
        "kemajuan_persen": np.where(since & (asks > 0), _share(now - base["nilai_dasar"], way), np.nan),
        "jalur_persen": np.where(since, np.minimum(_share(year - base["tahun_dasar"], np.maximum(last - base["tahun_dasar"], 0)), 100), np.nan),
        "naif_persen": by_polarity(trend["polaritas"], pd.Series(target), pd.Series(now)).to_numpy(),
        "langkah_perlu_per_tahun": (target - now) / left,
    }  # fmt: skip
    return path | _credibility(trend, path) | {"keadaan_jalur": _state(trend, path, _at_limit(trend, target))}


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return part / np.where(np.round(whole, NOISE) == 0, np.nan, whole) * 100


def _last_target(kinerja: pd.DataFrame, numbers: np.ndarray, now: np.ndarray) -> dict[str, np.ndarray]:
    """Return the last year that has a target, and that target; of a range the bound nearer to the last realisation."""
    target, years = np.full(len(now), np.nan), np.full(len(now), np.nan)
    value = (
        split_values(kinerja["target"])["angka"].to_numpy() if "target" in kinerja else np.full(len(kinerja), np.nan)
    )
    if "target_bawah" in kinerja:
        low, high = (pd.to_numeric(kinerja[name]).to_numpy(dtype=float) for name in ("target_bawah", "target_atas"))
        near = np.where(np.isnan(now[numbers]), high, np.clip(now[numbers], low, high))
        value = np.where(np.isnan(value), near, value)
    rows = np.flatnonzero(~np.isnan(value))
    year = kinerja["tahun"].to_numpy()[rows]
    rows = rows if (np.diff(numbers[rows] * 10_000 + year) > 0).all() else rows[np.argsort(year, kind="stable")]
    target[numbers[rows]], years[numbers[rows]] = value[rows], kinerja["tahun"].to_numpy()[rows]
    return {"tahun_target_akhir": years, "target_akhir": target}


def _baseline(kinerja: pd.DataFrame, numbers: np.ndarray, deret: Deret) -> dict[str, np.ndarray]:
    """Return year and value of the figure the present target path starts from."""
    some = deret.n > 0
    at = deret.awal[:-1].copy()
    if "putus_target" in kinerja:
        rows = np.flatnonzero(kinerja["putus_target"].fillna("").to_numpy() != "")
        revised = np.zeros(len(some), dtype=np.int64)
        np.maximum.at(revised, numbers[rows], kinerja["tahun"].to_numpy()[rows])
        before = np.bincount(deret.kunci, deret.tahun < revised[deret.kunci], len(some)).astype(int)
        at = at + np.maximum(before - 1, 0)
    out = {"tahun_dasar": np.full(len(some), np.nan), "nilai_dasar": np.full(len(some), np.nan)}
    out["tahun_dasar"][some], out["nilai_dasar"][some] = deret.tahun[at[some]], deret.nilai[at[some]]
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
        [~asked, np.round((usual - need) * way, NOISE) >= 0, np.round((best - need) * way, NOISE) >= 0],
        ["", "wajar", "pernah dicapai"],
        "belum pernah dicapai",
    )
    return {
        "langkah_median": np.where(enough, usual, np.nan),
        "langkah_terbaik": np.where(enough, best, np.nan),
        "rasio_langkah": np.where(asked & (usual * way > 0), need / np.where(usual == 0, np.nan, usual), np.nan),
        "kredibilitas": words,
    }


def _at_limit(trend: pd.DataFrame, target: np.ndarray) -> np.ndarray:
    """Say where the end target is the best the unit allows (100 %, zero), so that it can only be kept."""
    return target == np.where(trend["_tanda"] < 0, trend["_bawah"], trend["_atas"])


def _state(trend: pd.DataFrame, path: dict, limit: np.ndarray) -> pd.api.extensions.ExtensionArray:
    sign = trend["_tanda"].to_numpy()
    now, target = trend["realisasi_akhir"].to_numpy(), path["target_akhir"]
    ahead = np.round((now - target) * np.where(sign == 0, 1, sign), NOISE)
    there = np.where(sign == 0, ahead == 0, ahead >= 0)
    before = np.round((path["nilai_dasar"] - target) * np.where(sign == 0, 1, sign), NOISE)
    beyond = np.where(sign == 0, before == 0, before >= 0)
    over = trend["tahun_akhir"].to_numpy() >= path["tahun_target_akhir"]
    done, due = np.round(path["kemajuan_persen"], 7), np.round(path["jalur_persen"], 7)
    words = {
        "belum dapat dinilai": np.isnan(ahead), "tercapai": over & there, "tidak tercapai": over, "tinggal dipertahankan": there & ((before == 0) | limit),
        "sudah terlampaui": there & (sign != 0), "tidak dipertahankan": beyond, "belum dapat dinilai ": np.isnan(done) | np.isnan(due),
        "menjauh": done < 0, "sesuai jalur": done >= due,
    }  # fmt: skip
    return choose(list(words.values()), [word.strip() for word in words], "tertinggal")
