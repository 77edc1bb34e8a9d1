"""The way to the end target of the plan: from where, how far, fast enough, by steps ever made?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, RUMUS
from ..capaian.compute import by_polarity, judge
from ..data.nilai import are_days, split_values, target_values
from .codes import choose, filled
from .series import Deret, year_of_figure

__all__ = ["PATH_COLUMNS", "compute_path", "target_bounds"]


PATH_COLUMNS = [
    "tahun_dasar",
    "nilai_dasar",
    "naif_persen",
    "langkah_median",
    "langkah_terbaik",
    "rasio_langkah",
    "kredibilitas",
    "keadaan_jalur",
    "target_akhir_jenjang",
    "desimal_target",
]


def compute_path(
    kinerja: pd.DataFrame,
    numbers: np.ndarray,
    deret: Deret,
    trend: pd.DataFrame,
    tangga: pd.DataFrame | None = None,
) -> dict[str, np.ndarray]:
    """Return the path columns of `compute_trend`, one value per indicator.

    `tangga`: ladders of the dinas itself, as `compute_capaian` takes them.

    Returns
    -------
    dict of columns; R_t is the latest figure, R_0 the one the path starts from

        - `tahun_target_akhir`, `target_akhir`: last year with a target; of a range the bound that
          must be reached: the lower one where more is better, the upper one where less is, the
          nearer one where the figure should stay
        - how that target is written, where it is more than a number: `target_akhir_bawah`,
          `target_akhir_atas` of a range, with the decimals of the indicator's ranges
          (`desimal_target`); `target_akhir_jenjang`: the cell of one that names a grade (`BB 70`,
          `Madya`) or a day, also where no number can be asked for
        - `tahun_dasar`, `nilai_dasar`: R_0, the last figure before the target path was revised,
          else the first
        - `kemajuan_persen`: D = (R_t − R_0) / (T_end − R_0) × 100, only where the end target asks
          for more than R_0; for a figure that should stay, the part of its distance that is gone
        - `jalur_persen`: P = (t − t_0) / (t_end − t_0) × 100
        - `naif_persen`: R_t against T_end as reports print it (R/T, or (2T − R)/T where less is
          better)
        - `langkah_perlu_per_tahun` = (T_end − R_t) / (t_end − t)
        - `langkah_median`, `langkah_terbaik`: past steps a year, signed, the best in the direction
          of the target; `rasio_langkah`: required / median past step, where that goes the same way
        - `kredibilitas`: wajar (not more than the median past step), pernah dicapai (not more than
          the best one), belum pernah dicapai; empty where nothing is required or fewer than two
          steps are known
        - `keadaan_jalur`: menunggu angka (its dinas has reported the end year or a later one, but
          the figure in use is older: an older figure says nothing of a promise that is due);
          tercapai / tidak tercapai (by the figure of the end year; of a grade or a
          day, which have no way to go, as `compute_capaian` judges that year); tinggal
          dipertahankan (exactly at the target, inside its range, or above a target that was its
          starting point); sudah terlampaui (beyond it before its time); tidak
          dipertahankan (started at or beyond it, fell back); sesuai jalur (D ≥ P), tertinggal,
          menjauh (D < 0); belum sampai (short of it, and no figure before says how fast; a grade
          that is not the promised one yet); belum dapat dinilai (nothing to hold against it)

        A move not larger than `ketelitian` is neither away from the target nor a fall back.

    Notes
    -----
    Source: distance travelled against linear pace, as in evaluations of mid-term plans; the three
    words for credibility are this suite's own.
    """
    sign = trend["_tanda"].to_numpy()
    end, base = _last_target(kinerja, numbers, trend), _baseline(kinerja, numbers, deret)
    written = _as_written(kinerja, numbers, end)
    target, end_year = end["target_akhir"], end["tahun_target_akhir"]
    due = written["tahun_target_akhir"] <= _reported_until(kinerja, numbers, trend)
    precision = trend["ketelitian"].to_numpy()
    now, year = _latest(deret, end_year)
    to_go, at_start = (_to_go(value, sign, end) for value in (now, base["nilai_dasar"]))
    moved = year > base["tahun_dasar"]  # there is a figure after the base
    years_gone, years_all = (
        year - base["tahun_dasar"],
        np.maximum(end_year - base["tahun_dasar"], 0),
    )
    years_left = np.where((end_year > year) & ~due, end_year - year, np.nan)
    done = np.where(moved & (at_start > 0), _share(at_start - to_go, at_start), np.nan)
    pace = np.where(moved, np.minimum(_share(years_gone, years_all), 100), np.nan)
    naive = by_polarity(trend["polaritas"], pd.Series(target), pd.Series(now))
    need = (target - now) / years_left
    beyond = np.where(sign > 0, now > end["atas"], (sign < 0) & (now < end["bawah"]))
    path = {"tahun_target_akhir": end_year, "target_akhir": target} | base
    path |= {f"target_akhir_{name}": end[name] for name in ("bawah", "atas")}
    path |= {"kemajuan_persen": done, "jalur_persen": pace, "naif_persen": naive.to_numpy()}
    asked = np.round(to_go - precision, NOISE) > 0
    path |= {"langkah_perlu_per_tahun": need} | _credibility(trend, need, asked)
    met, own, older = _met_by_grade(kinerja, numbers, trend, tangga)
    waits = due & ((year < end_year) | (np.isnan(to_go) & older))
    path |= {
        "keadaan_jalur": _state(path, year, to_go, at_start, beyond, precision, met, own, waits)
    }
    return path | written


def _reported_until(kinerja: pd.DataFrame, numbers: np.ndarray, trend: pd.DataFrame) -> np.ndarray:
    """Return per indicator the last year of which its dinas has reported anything; −inf: none."""
    dinas = pd.factorize(trend["dinas"], use_na_sentinel=False)[0]
    numeric = pd.api.types.is_numeric_dtype(kinerja["realisasi"])
    known = kinerja["realisasi"].notna() if numeric else split_values(kinerja["realisasi"])["ada"]
    rows = np.flatnonzero(known.to_numpy(dtype=bool))
    last = np.full(dinas.max(initial=-1) + 1, -np.inf)
    np.maximum.at(last, dinas[numbers[rows]], kinerja["tahun"].to_numpy(dtype=float)[rows])
    return last[dinas]


def _met_by_grade(
    kinerja: pd.DataFrame, numbers: np.ndarray, trend: pd.DataFrame, tangga: pd.DataFrame | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Say whether the last target is met by the last figure where that is no question of numbers.

    ya or tidak for a grade, a level, a day; empty text where both are numbers or where nothing was
    ever reached. Beside it: is that figure the target's own year's? One of an earlier year says
    whether the grade is there already; a day of another year says nothing. Last: is it older?
    """
    met, (due, older) = np.full(len(trend), "", dtype=object), np.zeros((2, len(trend)), dtype=bool)
    columns = {"target", "realisasi"}
    if not columns <= set(kinerja) or any(
        pd.api.types.is_numeric_dtype(kinerja[name]) for name in columns
    ):
        return met, due, older
    target, real = (split_values(kinerja[name]) for name in ("target", "realisasi"))
    asked, found = (_last_rows(kinerja, numbers, part, len(trend)) for part in (target, real))
    both = np.flatnonzero((asked >= 0) & (found >= 0))
    rows, figures = asked[both], found[both]
    years, own = kinerja["tahun"].to_numpy(), year_of_figure(kinerja).to_numpy()
    due[both] = own[figures] == years[rows]
    older[both] = own[figures] < years[rows]
    odd = target["angka"].isna().to_numpy()[rows] | real["angka"].isna().to_numpy()[figures]
    day = are_days(kinerja["realisasi"].iloc[figures])
    # an older figure printed for the very year of the target does not judge it
    told = odd & (due[both] | (~day & (years[figures] < years[rows])))
    both, rows, figures = both[told], rows[told], figures[told]
    if not len(both):
        return met, due, older
    names = [name for name in ("target", "satuan") if name in kinerja]
    pairs = kinerja[names].iloc[rows].reset_index(drop=True)
    reached = kinerja["realisasi"].iloc[figures].reset_index(drop=True)
    signs = trend["polaritas"].to_numpy(dtype=object)[both]
    pairs = pairs.assign(realisasi=reached, polaritas=signs, rumus=pd.Series(signs).map(RUMUS))
    judged = judge(pairs, tangga)
    met[both] = judged["tercapai"].to_numpy(dtype=object)
    return met, due, older


def _last_rows(
    kinerja: pd.DataFrame, numbers: np.ndarray, cells: pd.DataFrame, count: int
) -> np.ndarray:
    """Return the row of the last year in which each indicator has a cell; −1: none."""
    rows = np.flatnonzero(cells["ada"].to_numpy(dtype=bool))
    rows = rows[np.argsort(kinerja["tahun"].to_numpy()[rows], kind="stable")]
    last = np.full(count, -1)
    last[numbers[rows]] = rows  # of several years the last is written last
    return last


def _latest(deret: Deret, until: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return value and year of the last figure up to the end year.

    None where the series goes on beyond that year without a figure for it: what came after says
    nothing about the year itself.
    """
    limit = np.where(np.isnan(until), np.inf, until)
    before = np.bincount(deret.nomor, deret.tahun <= limit[deret.nomor], len(limit)).astype(int)
    some = before > 0
    at = deret.awal[:-1][some] + before[some] - 1
    value, year = np.full(len(limit), np.nan), np.full(len(limit), np.nan)
    value[some], year[some] = deret.nilai[at], deret.tahun[at]
    missed = (before < deret.n) & (year != limit)
    return np.where(missed, np.nan, value), np.where(missed, np.nan, year)


def _to_go(value: np.ndarray, sign: np.ndarray, end: dict) -> np.ndarray:
    """Return how far a figure is from meeting the end target, in its unit; nought or less: met."""
    below, above = np.round(end["bawah"] - value, NOISE), np.round(value - end["atas"], NOISE)
    outside = np.maximum(np.maximum(below, above), 0)
    return np.select([sign > 0, sign < 0], [below, above], outside)


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return part / np.where(np.round(whole, NOISE) == 0, np.nan, whole) * 100


def _last_target(
    kinerja: pd.DataFrame, numbers: np.ndarray, trend: pd.DataFrame
) -> dict[str, np.ndarray]:
    """Return the last year that has a target, its bounds, and the bound that must be reached.

    The bounds of a single target are equal.
    """
    low, high = target_bounds(kinerja)
    all_years = kinerja["tahun"].to_numpy()
    rows = np.flatnonzero(~np.isnan(low))
    year = all_years[rows]
    if not (np.diff(numbers[rows] * 10_000 + year) > 0).all():  # not in order of time yet
        rows = rows[np.argsort(year, kind="stable")]
    out = {name: np.full(len(trend), np.nan) for name in ("tahun_target_akhir", "bawah", "atas")}
    for name, values in zip(out, (all_years, low, high), strict=True):
        out[name][numbers[rows]] = values[rows]  # of several years the last is written last
    now, sign = trend["realisasi_akhir"].to_numpy(), trend["_tanda"].to_numpy()
    nearest = np.where(np.isnan(now), out["atas"], np.clip(now, out["bawah"], out["atas"]))
    target = np.select([sign > 0, sign < 0], [out["bawah"], out["atas"]], nearest)
    return out | {"target_akhir": target}


def _as_written(kinerja: pd.DataFrame, numbers: np.ndarray, end: dict) -> dict[str, np.ndarray]:
    """Return the end target as it is written, where it is a range or names a grade or a day.

    A grade without a number has its year here too; of several years the last one counts.
    """
    count, none = len(end["bawah"]), np.full(len(kinerja), np.nan)
    low, high = (
        pd.to_numeric(kinerja[name]).to_numpy(dtype=float) if name in kinerja else none
        for name in ("target_bawah", "target_atas")
    )
    label = np.full(len(kinerja), "", dtype=object)
    if "target" in kinerja and not pd.api.types.is_numeric_dtype(kinerja["target"]):
        graded = (split_values(kinerja["target"])["label"] != "").to_numpy()
        named = graded | are_days(kinerja["target"])
        label[named] = kinerja["target"].to_numpy(dtype=object)[named]
    digits = np.zeros(count, dtype=int)
    rows = np.flatnonzero((label != "") | (~np.isnan(low) & ~np.isnan(high)))
    ranged = rows[~np.isnan(low[rows])]
    for ends in (low[ranged], high[ranged]):
        np.maximum.at(digits, numbers[ranged], _decimals(ends))
    rows = rows[np.argsort(kinerja["tahun"].to_numpy()[rows], kind="stable")]
    # of several years the last is written last
    year, at = np.full(count, np.nan), np.zeros(count, dtype=int)
    year[numbers[rows]], at[numbers[rows]] = kinerja["tahun"].to_numpy()[rows], rows
    last = end["tahun_target_akhir"]
    stands = ~np.isnan(year) & (np.isnan(last) | (year == last))
    return {
        "tahun_target_akhir": np.where(np.isnan(last) & stands, year, last),
        "target_akhir_bawah": np.where(stands, low[at], np.nan) if count else low,
        "target_akhir_atas": np.where(stands, high[at], np.nan) if count else high,
        "target_akhir_jenjang": np.where(stands, label[at], "") if count else label,
        "desimal_target": digits,
    }


def _decimals(values: np.ndarray) -> np.ndarray:
    """Return how many decimals each number needs, at most six."""
    digits = np.zeros(len(values), dtype=int)
    for count in range(6):
        digits[np.round(values, count) != np.round(values, 6)] = count + 1
    return digits


def target_bounds(kinerja: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return lower and upper bound of the target of each row; a single target has equal ones.

    A promised class of a ladder (`satuan`) asks for its lowest score (`target_values`), which
    `target_terendah` holds where the dinas has ladders of its own.
    """
    if "target" in kinerja:
        lowest = kinerja.get("target_terendah")
        point = target_values(kinerja["target"], kinerja.get("satuan"), lowest).to_numpy()
    else:
        point = np.full(len(kinerja), np.nan)
    if "target_bawah" not in kinerja:
        return point, point
    low, high = (
        pd.to_numeric(kinerja[name]).to_numpy(dtype=float)
        for name in ("target_bawah", "target_atas")
    )
    return np.where(np.isnan(point), low, point), np.where(np.isnan(point), high, point)


def _baseline(kinerja: pd.DataFrame, numbers: np.ndarray, deret: Deret) -> dict[str, np.ndarray]:
    """Return year and value of the figure the present target path starts from."""
    count = len(deret.n)
    at = deret.awal[:-1].copy()
    if "putus_target" in kinerja:
        rows = np.flatnonzero(filled(kinerja["putus_target"]))
        revised = np.zeros(count, dtype=np.int64)
        np.maximum.at(revised, numbers[rows], kinerja["tahun"].to_numpy()[rows])
        earlier = np.bincount(deret.nomor, deret.tahun < revised[deret.nomor], count).astype(int)
        at += np.maximum(earlier - 1, 0)
    some = deret.n > 0
    out = {"tahun_dasar": np.full(count, np.nan), "nilai_dasar": np.full(count, np.nan)}
    out["tahun_dasar"][some] = deret.tahun[at[some]]
    out["nilai_dasar"][some] = deret.nilai[at[some]]
    return out


def _credibility(trend: pd.DataFrame, need: np.ndarray, asked: np.ndarray) -> dict[str, np.ndarray]:
    """Put the required step beside the past ones, in the direction of the target.

    `asked`: the figure is further from the target than its precision.
    """
    enough, sign = trend["n_tahun"].to_numpy() > 2, trend["_tanda"].to_numpy()
    way = np.where(sign == 0, np.sign(need), sign)
    asked = asked & enough & (np.round(need * way, NOISE) > 0)
    best = np.where(way < 0, trend["_langkah_turun"], trend["_langkah_naik"])
    usual = trend["langkah_median"].to_numpy()
    ratio = need / np.where(usual == 0, np.nan, usual)
    return {
        "langkah_median": np.where(enough, usual, np.nan),
        "langkah_terbaik": np.where(enough, best, np.nan),
        "rasio_langkah": np.where(asked & (usual * way > 0), ratio, np.nan),
        "kredibilitas": choose(
            [
                (~asked, ""),
                (np.round((usual - need) * way, NOISE) >= 0, "wajar"),
                (np.round((best - need) * way, NOISE) >= 0, "pernah dicapai"),
            ],
            "belum pernah dicapai",
        ),
    }


def _state(
    path: dict,
    year: np.ndarray,
    to_go: np.ndarray,
    at_start: np.ndarray,
    beyond: np.ndarray,
    precision: np.ndarray,
    met: np.ndarray,
    own: np.ndarray,
    waits: np.ndarray,
) -> pd.api.extensions.ExtensionArray:
    there, over = to_go <= 0, year >= path["tahun_target_akhir"]
    # per cent are a hundred times as large as shares, so two decimals fewer are noise
    done, due = (np.round(path[name], NOISE - 2) for name in ("kemajuan_persen", "jalur_persen"))
    return choose(
        [
            (waits, "menunggu angka"),
            (np.isnan(to_go) & own & (met == "ya"), "tercapai"),
            (np.isnan(to_go) & own & (met == "tidak"), "tidak tercapai"),
            (np.isnan(to_go) & (met == "ya"), "tinggal dipertahankan"),
            (np.isnan(to_go) & (met == "tidak"), "belum sampai"),
            (np.isnan(to_go), "belum dapat dinilai"),
            (over & there, "tercapai"),
            (over, "tidak tercapai"),
            (there & (~beyond | (at_start == 0)), "tinggal dipertahankan"),
            (there, "sudah terlampaui"),
            ((at_start <= 0) & (to_go <= precision), "tinggal dipertahankan"),
            (at_start <= 0, "tidak dipertahankan"),
            (np.isnan(done) | np.isnan(due), "belum sampai"),
            (np.round(to_go - at_start - precision, NOISE) > 0, "menjauh"),
            (done >= due, "sesuai jalur"),
        ],
        "tertinggal",
    )
