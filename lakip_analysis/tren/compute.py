"""Trend of short yearly series: exact Mann–Kendall, Theil–Sen with an exact interval, runs, growth, and words that fit the evidence.

Agencies have three to six yearly points. At that length the normal approximation is wrong, so the null distribution of S is enumerated
exactly, ties included, up to ten years; below five years no test is named; the tests of one dinas are corrected for being many.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..data.nilai import split_values
from ..errors import RuleError
from .kendall import fit_block
from .series import Deret, choose, codes_of, first_of, indicator_numbers, realised_series, series_of
from .target_path import PATH_COLUMNS, compute_path
from .units import describe_units

__all__ = ["EXTRA_COLUMNS", "TREN_COLUMNS", "adjust_p", "compute_changes", "compute_trend"]


TREN_COLUMNS = [
    "dinas",
    "indikator",
    "n_tahun",
    "tahun_awal",
    "tahun_akhir",
    "perubahan",
    "tren_per_tahun",
    "tren_bawah",
    "tren_atas",
    "p_tren",
    "arah",
    "tahun_target_akhir",
    "target_akhir",
    "kemajuan_persen",
    "jalur_persen",
    "langkah_perlu_per_tahun",
    "status",
]

EXTRA_COLUMNS = [
    "polaritas",
    "realisasi_akhir",
    "p_disesuaikan",
    "pertumbuhan_persen",
    "runtun_tahun",
    "runtun_arah",
    "n_di_luar_deret",
    *PATH_COLUMNS,
]

NEEDED_FOR_TEST = 5

SIGNIFICANT = 0.05

CONCORDANT = 0.5

SIGN = {"naik": 1, "turun": -1, "rentang": 0}


def compute_changes(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return the year-on-year change of each indicator, in its own unit (points for a percentage) and per cent where that means something.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun), as for `compute_trend`.

    Returns
    -------
    DataFrame, one row per (indikator, tahun) of the series with an earlier figure
        `tahun_lalu`, `realisasi_lalu`, `realisasi_angka`, `perubahan` (for a percentage: points) and `perubahan_persen` (only for counts and
        money from a base above zero); the earlier year is the last one of the same series that has a figure.
    """
    series = realised_series(kinerja)
    series = series[series["dipakai"]].drop(columns=["dipakai", "alasan"])
    group = series.groupby(
        [name for name in ("dinas", "indikator") if name in series], sort=False, dropna=False
    )
    out = series.assign(
        tahun_lalu=group["tahun"].shift(), realisasi_lalu=group["realisasi_angka"].shift()
    )
    out["perubahan"] = out["realisasi_angka"] - out["realisasi_lalu"]
    base = out["realisasi_lalu"].where(_is_count(out) & (out["realisasi_lalu"] > 0))
    out["perubahan_persen"] = out["perubahan"] / base * 100
    return out.dropna(subset=["realisasi_lalu"]).reset_index(drop=True)


def compute_trend(kinerja: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """Return the trend of every indicator and its way to the end target.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `indikator`, `tahun`, `realisasi`; uses `dinas`, `target`, `target_bawah`, `target_atas`, `polaritas` (default naik),
        `data_tahun` (the figure is of an earlier year), `putus_deret` (a new series starts here: why), `putus_target` (the target path was
        revised from here on: why), `satuan` and `nama_indikator` when present.
    level : float
        Confidence level of `tren_bawah`, `tren_atas`.

    Returns
    -------
    DataFrame, one row per indicator in order of first appearance: the columns of `tren.csv`, then those of `jalur.csv`
        `tren_per_tahun`: Theil–Sen on real years, in the unit · `p_tren`: exact two-sided Mann–Kendall; `p_disesuaikan`: Benjamini–Hochberg over
        the tested indicators of the dinas · `pertumbuhan_persen`: compound growth a year, only for counts and money above zero ·
        `runtun_tahun`, `runtun_arah`: longest run of years that only rise or only fall · `n_di_luar_deret`: figures that stand
        outside the series (`realised_series` says why) · path columns: see `target_path.compute_path`.
        `arah`: membaik / memburuk (five years and more, adjusted p < 5 %), cenderung membaik / cenderung memburuk (three of four
        pairs of years agree), tetap, tidak menentu; (cenderung) naik / turun for two years or for an indicator that should
        stay; `belum cukup data` below two. `status`: tanpa_realisasi, satu_tahun, dua_tahun,
        arah (3–4 years), uji (5 and more), jenjang (labels without a score). A value that cannot be computed is missing.

    Raises
    ------
    RuleError
        A polarity that is none of the three.

    Notes
    -----
    Sources: Mann (1945), Kendall (1975), Theil (1950), Sen (1968), Benjamini & Hochberg (1995).

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": "a", "tahun": range(2019, 2024), "realisasi": [1, 2, 3, 4, 5.0]})
    >>> compute_trend(frame)[["n_tahun", "tren_per_tahun", "arah", "status"]].values.tolist()
    [[5, 1.0, 'membaik', 'uji']]
    """
    numbers, first = indicator_numbers(kinerja)
    deret = series_of(kinerja, numbers, len(first))
    out = _keys(kinerja, first).assign(**_facts(deret, level))
    out["n_di_luar_deret"] = deret.tercetak - deret.n
    out["status"] = _status(deret.n, kinerja, numbers)
    out["p_disesuaikan"] = adjust_p(out["p_tren"].where(deret.n >= NEEDED_FOR_TEST), out["dinas"])
    out["arah"] = _direction(out)
    out["pertumbuhan_persen"] = _growth(out)
    out["runtun_arah"] = choose([out["_runtun"] > 0, out["_runtun"] < 0], ["naik", "turun"], "")
    return out.assign(**compute_path(kinerja, numbers, deret, out)).reindex(
        columns=[*TREN_COLUMNS, *EXTRA_COLUMNS]
    )


def adjust_p(p: pd.Series, family: pd.Series) -> pd.Series:
    """Correct p-values for being many: Benjamini–Hochberg within each family; a missing p stays missing and does not count.

    Examples
    --------
    >>> adjust_p(pd.Series([0.01, 0.04, 0.03, None]), pd.Series(["a", "a", "a", "a"])).round(4).tolist()
    [0.03, 0.04, 0.04, nan]

    Notes
    -----
    Source: Benjamini & Hochberg (1995).
    """
    known = pd.DataFrame({"p": p, "family": pd.factorize(family)[0]}).dropna()
    known = known.sort_values(["family", "p"], ascending=[True, False], kind="stable")
    group = known.groupby("family", sort=False)
    size = group["p"].transform("size")
    known["q"] = known["p"] * size / (size - group.cumcount())
    return known.groupby("family", sort=False)["q"].cummin().reindex(p.index)


def _keys(kinerja: pd.DataFrame, first: np.ndarray) -> pd.DataFrame:
    """Return one row per indicator: who it is, its polarity as a sign, and what its unit allows."""
    rows = kinerja.iloc[first].reset_index(drop=True)
    defaults = {"dinas": "", "polaritas": "naik", "satuan": "", "nama_indikator": ""}
    given = {
        name: rows[name] if name in rows else pd.array([value], dtype="str").repeat(len(rows))
        for name, value in defaults.items()
    }
    keys = pd.DataFrame({"indikator": rows["indikator"]} | given)
    if keys["polaritas"].isna().any():
        keys["polaritas"] = (
            keys["polaritas"].astype(object).where(keys["polaritas"].notna(), "naik")
        )
    polarity = codes_of(keys["polaritas"])
    names = keys["polaritas"].iloc[first_of(polarity)].tolist()
    unknown = [name for name in names if name not in SIGN]
    if unknown:
        raise RuleError(
            f"Polaritas tidak dikenal: {', '.join(map(repr, unknown))}. Pilih naik, turun atau rentang."
        )
    signs = np.array([SIGN[name] for name in names], dtype=int)
    return keys.join(describe_units(keys["satuan"], keys["nama_indikator"]).add_prefix("_")).assign(
        _tanda=signs[polarity]
    )


def _facts(deret: Deret, level: float) -> dict[str, np.ndarray]:
    """Return what the series themselves say, one number per indicator; columns with `_` are working columns."""
    none = np.empty((0, 2))
    out = {name: np.full(len(deret.n), np.nan) for name in _of_block(none, none, level)}
    for rows, x, y in deret.blocks():
        for name, values in _of_block(x, y, level).items():
            out[name][rows] = values
    some = np.flatnonzero(deret.n)
    ends = {
        "tahun_awal": (deret.tahun, 0),
        "tahun_akhir": (deret.tahun, -1),
        "_awal": (deret.nilai, 0),
        "realisasi_akhir": (deret.nilai, -1),
    }
    for name, (values, side) in ends.items():
        out[name] = np.full(len(deret.n), np.nan)
        out[name][some] = values[deret.awal[some - side] + side]
    out["perubahan"] = np.where(deret.n > 1, out["realisasi_akhir"] - out["_awal"], np.nan)
    return out | {"n_tahun": deret.n}


def _of_block(x: np.ndarray, y: np.ndarray, level: float) -> dict[str, np.ndarray]:
    fit = fit_block(x, y, level)
    steps = np.diff(y, axis=1) / np.diff(x, axis=1)
    years, way = _longest_run(steps)
    steps.sort(axis=1)
    middle = (steps[:, (steps.shape[1] - 1) // 2] + steps[:, steps.shape[1] // 2]) / 2
    return {
        "tren_per_tahun": fit.slope,
        "tren_bawah": fit.lower,
        "tren_atas": fit.upper,
        "_s": fit.s,
        "p_tren": fit.p,
        "runtun_tahun": years,
        "_runtun": way,
        "_rata": (steps[:, 0] == 0) & (steps[:, -1] == 0),
        "langkah_median": middle,
        "_langkah_naik": steps[:, -1],
        "_langkah_turun": steps[:, 0],
    }


def _longest_run(steps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the length in figures of the longest strictly monotone run of each row, the latest of equal ones, and its sign (0: none)."""
    sign = np.sign(steps)
    longest, way, run = np.ones(len(steps)), np.zeros(len(steps)), np.ones(len(steps))
    for i in range(steps.shape[1]):
        same = sign[:, i] == sign[:, i - 1] if i else np.zeros(len(steps), dtype=bool)
        run = np.where(sign[:, i] == 0, 1, np.where(same, run + 1, 2))
        better = (run >= longest) & (run > 1)
        longest, way = np.where(better, run, longest), np.where(better, sign[:, i], way)
    return longest, way


def _is_count(rows: pd.DataFrame) -> pd.Series:
    if "satuan" not in rows:
        return pd.Series(False, index=rows.index)
    return (
        describe_units(rows["satuan"], rows.get("nama_indikator", rows["satuan"]))["sifat"]
        == "jumlah"
    )


def _growth(out: pd.DataFrame) -> pd.Series:
    """Return compound growth per year in per cent, where a multiple means something."""
    fits = (
        (out["_sifat"] == "jumlah")
        & (out["n_tahun"] > 1)
        & (out["_awal"] > 0)
        & (out["realisasi_akhir"] > 0)
    )
    rows = out.loc[fits, ["_awal", "realisasi_akhir", "tahun_awal", "tahun_akhir"]]
    growth = (rows["realisasi_akhir"] / rows["_awal"]) ** (
        1 / (rows["tahun_akhir"] - rows["tahun_awal"])
    ) - 1
    return (growth * 100).reindex(out.index)


def _status(n: np.ndarray, kinerja: pd.DataFrame, numbers: np.ndarray) -> np.ndarray:
    ladder = np.zeros(len(n), dtype=bool)
    if not pd.api.types.is_numeric_dtype(kinerja["realisasi"]):
        parts = split_values(kinerja["realisasi"])
        ladder[numbers[(parts["label"] != "") & parts["angka"].isna()]] = True
    return choose(
        [(n == 0) & ladder, n == 0, n == 1, n == 2, n < NEEDED_FOR_TEST],
        ["jenjang", "tanpa_realisasi", "satu_tahun", "dua_tahun", "arah"],
        "uji",
    )


def _direction(out: pd.DataFrame) -> np.ndarray:
    """Say in a word or two where the series goes; better or worse follows the polarity, the strength follows the evidence.

    A bare "membaik" needs a test (five years, adjusted p < 5 %); "cenderung" needs three of four pairs of years to agree.
    """
    s, n = out["_s"].to_numpy(), out["n_tahun"].to_numpy()
    better = np.sign(s) * out["_tanda"].to_numpy()
    sure = (n >= NEEDED_FOR_TEST) & (out["p_disesuaikan"].to_numpy() < SIGNIFICANT)
    unclear = ~sure & (np.abs(s) < CONCORDANT * n * (n - 1) / 2)
    words = {
        "belum cukup data": n < 2,
        "tetap": out["_rata"].to_numpy() == 1,
        "naik": (n == 2) & (s > 0),
        "turun": n == 2,
        "tidak menentu": unclear,
        "membaik": sure & (better > 0),
        "memburuk": sure & (better < 0),
        "naik ": sure & (s > 0),
        "turun ": sure,
        "cenderung membaik": better > 0,
        "cenderung memburuk": better < 0,
        "cenderung naik": s > 0,
    }
    return choose(list(words.values()), [word.strip() for word in words], "cenderung turun")
