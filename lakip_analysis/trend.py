"""Trend of short yearly series: exact Mann–Kendall, Theil–Sen with an exact interval, progress to the end target.

Agencies have three to six yearly points. At that length the normal approximation is wrong, so the null
distribution of S is enumerated exactly, ties included, up to ten years; below five years no test is named.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .achievement import split_values
from .kendall import MannKendall, TheilSen, mann_kendall, p_two_sided, s_statistic, slopes_with_limits, theil_sen

__all__ = [
    "TREN_COLUMNS",
    "MannKendall",
    "TheilSen",
    "compute_changes",
    "compute_trend",
    "mann_kendall",
    "realised_series",
    "theil_sen",
]

TREN_COLUMNS = [
    "dinas", "indikator", "n_tahun", "tahun_awal", "tahun_akhir", "perubahan", "tren_per_tahun", "tren_bawah", "tren_atas", "p_tren",
    "arah", "tahun_target_akhir", "target_akhir", "kemajuan_persen", "jalur_persen", "langkah_perlu_per_tahun", "status",
]  # fmt: skip
EXTRA_COLUMNS = ["polaritas", "realisasi_akhir", "keadaan_jalur"]
NEEDED_FOR_TEST = 5
SIGNIFICANT = 0.05
CONCORDANT = 0.5
SIGN = {"naik": 1, "turun": -1, "rentang": 0}
CHUNK = 100_000


def compute_changes(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return the year-on-year change of each indicator, in its own unit (points for a percentage).

    Returns
    -------
    DataFrame, one row per (indikator, tahun) with a realisation and an earlier one
        `tahun_lalu`, `realisasi_lalu`, `realisasi_angka`, `perubahan`; the earlier year is the last one that has a value.
    """
    series = _series(kinerja)
    group = series.groupby("_kunci", sort=False)
    out = series.assign(tahun_lalu=group["tahun"].shift(), realisasi_lalu=group["realisasi_angka"].shift())
    out["perubahan"] = out["realisasi_angka"] - out["realisasi_lalu"]
    return out.dropna(subset=["realisasi_lalu"]).drop(columns="_kunci").reset_index(drop=True)


def compute_trend(kinerja: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """Return the trend of every indicator and its distance to the last target.

    slope: Theil–Sen on real years · p: exact Mann–Kendall · kemajuan D = (R_t − R_0) / (T_end − R_0) × 100 · jalur
    P = (t − t_0) / (t_end − t_0) × 100 · langkah perlu = (T_end − R_t) / (t_end − t).

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `indikator`, `tahun`, `realisasi`; uses `dinas`, `target`, `target_bawah`, `target_atas`, `polaritas`
        (default naik) and `data_tahun` (a figure that is of an earlier year counts there, once) when present.
    level : float
        Confidence level of `tren_bawah`, `tren_atas`.

    Returns
    -------
    DataFrame, one row per indicator in order of first appearance, columns of `tren.csv` and `polaritas`, `realisasi_akhir`,
        `keadaan_jalur` (sudah terlampaui, sesuai jalur, tertinggal, menjauh, belum dapat dinilai)
        `arah`: membaik / memburuk (tested, p < 5 %, five years and more), cenderung membaik / cenderung memburuk (three of four
        pairs of years agree), tetap, tidak menentu; (cenderung) naik / turun for two years or for an indicator that should
        stay; `belum cukup data` below two. `status`: tanpa_realisasi, satu_tahun, dua_tahun,
        arah (3–4 years), uji (5 and more), jenjang (labels without a score). A value that cannot be computed is missing.

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": "a", "tahun": range(2019, 2024), "realisasi": [1, 2, 3, 4, 5.0]})
    >>> compute_trend(frame)[["n_tahun", "tren_per_tahun", "arah", "status"]].values.tolist()
    [[5, 1.0, 'membaik', 'uji']]
    """
    frame = _with_key(kinerja)
    series = _series(frame)
    keys = frame.drop_duplicates("_kunci")[["_kunci", "dinas", "indikator", "polaritas"]]
    out = keys.merge(_ends(series), on="_kunci", how="left").merge(_tests(series, level), on="_kunci", how="left")
    out = _with_path(out.merge(_last_target(frame, out), on="_kunci", how="left"))
    out["n_tahun"] = out["n_tahun"].fillna(0).astype(int)
    out["status"] = _status(out, frame)
    out["arah"], out["keadaan_jalur"] = _direction(out), _path_state(out)
    return out.rename(columns={"_akhir": "realisasi_akhir"})[[*TREN_COLUMNS, *EXTRA_COLUMNS]].reset_index(drop=True)


def _with_key(kinerja: pd.DataFrame) -> pd.DataFrame:
    defaults = {
        "dinas": "",
        "polaritas": "naik",
        "target": np.nan,
        "target_bawah": np.nan,
        "target_atas": np.nan,
        "data_tahun": np.nan,
    }
    frame = kinerja.assign(**{name: value for name, value in defaults.items() if name not in kinerja})
    return frame.assign(_kunci=frame.groupby(["dinas", "indikator"], sort=False).ngroup())


def realised_series(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return the realisations as numbers, one per indicator and year *of the figure* (`data_tahun` where the report says it is older).

    Returns
    -------
    DataFrame, one row per (indikator, tahun) that has a number, in order of time: `dinas`, `indikator`, `tahun`, `realisasi_angka`.
    """
    return _series(kinerja).drop(columns="_kunci")


def _series(kinerja: pd.DataFrame) -> pd.DataFrame:
    frame = kinerja if "_kunci" in kinerja else _with_key(kinerja)
    year = pd.to_numeric(frame["data_tahun"]).fillna(frame["tahun"]).astype(int)
    series = frame.assign(
        realisasi_angka=split_values(frame["realisasi"])["angka"], _lama=year != frame["tahun"], tahun=year
    )
    series = series.dropna(subset=["realisasi_angka"]).sort_values(["_kunci", "tahun", "_lama"], kind="stable")
    columns = ["_kunci", "dinas", "indikator", "tahun", "realisasi_angka"]
    return series.drop_duplicates(["_kunci", "tahun"])[columns].reset_index(drop=True)


def _ends(series: pd.DataFrame) -> pd.DataFrame:
    group = series.groupby("_kunci", sort=False)
    ends = group.agg(n_tahun=("tahun", "size"), tahun_awal=("tahun", "first"), tahun_akhir=("tahun", "last"),
                     _awal=("realisasi_angka", "first"), _akhir=("realisasi_angka", "last"),
                     _terendah=("realisasi_angka", "min"), _tertinggi=("realisasi_angka", "max")).reset_index()  # fmt: skip
    return ends.assign(perubahan=(ends["_akhir"] - ends["_awal"]).where(ends["n_tahun"] > 1))


def _tests(series: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return slope, limits, S and p of every series, computed in blocks of equal length."""
    parts = []
    size = series.groupby("_kunci")["tahun"].transform("size")
    for n in sorted(set(size) - {1}):
        block = series[size == n]
        keys = block["_kunci"].to_numpy()[::n]
        x, y = (block[name].to_numpy(dtype=float).reshape(-1, n) for name in ("tahun", "realisasi_angka"))
        for start in range(0, len(keys), CHUNK):
            rows = slice(start, start + CHUNK)
            slope, lower, upper = slopes_with_limits(x[rows], y[rows], level)
            s = s_statistic(y[rows])
            parts.append(pd.DataFrame({"_kunci": keys[rows], "tren_per_tahun": slope, "tren_bawah": lower, "tren_atas": upper,
                                       "_s": s, "p_tren": p_two_sided(y[rows], s)}))  # fmt: skip
    columns = ["_kunci", "tren_per_tahun", "tren_bawah", "tren_atas", "_s", "p_tren"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns, dtype=float)


def _last_target(frame: pd.DataFrame, ends: pd.DataFrame) -> pd.DataFrame:
    """Return the last year that has a target, and that target; of a range the bound nearer to the last realisation."""
    last = frame.assign(_angka=split_values(frame["target"])["angka"])
    low, high = pd.to_numeric(last["target_bawah"]), pd.to_numeric(last["target_atas"])
    near = last["_kunci"].map(ends.set_index("_kunci")["_akhir"]).clip(low, high).where(low.notna())
    last["target_akhir"] = last["_angka"].fillna(near).fillna(high)
    last = last.dropna(subset=["target_akhir"]).sort_values(["_kunci", "tahun"]).drop_duplicates("_kunci", keep="last")
    return last.rename(columns={"tahun": "tahun_target_akhir"})[["_kunci", "tahun_target_akhir", "target_akhir"]]


def _with_path(out: pd.DataFrame) -> pd.DataFrame:
    span, to_go = out["target_akhir"] - out["_awal"], out["target_akhir"] - out["_akhir"]
    years, left = out["tahun_target_akhir"] - out["tahun_awal"], out["tahun_target_akhir"] - out["tahun_akhir"]
    several = out["n_tahun"] > 1
    return out.assign(
        kemajuan_persen=((out["_akhir"] - out["_awal"]) / span.where(span != 0) * 100).where(several),
        jalur_persen=((out["tahun_akhir"] - out["tahun_awal"]) / years.where(years > 0) * 100)
        .where(several)
        .clip(upper=100.0),
        langkah_perlu_per_tahun=to_go / left.where(left > 0),
    )


def _path_state(out: pd.DataFrame) -> pd.Series:
    """Say where the last realisation stands on the straight path from the first one to the end target."""
    sign = out["polaritas"].map(SIGN).fillna(1)
    past = (sign != 0) & (sign * (out["_akhir"] - out["target_akhir"]).round(9) >= 0)
    done, due = out["kemajuan_persen"].round(7), out["jalur_persen"].round(7)
    cases = [past, done.isna() | due.isna(), done < 0, done >= due]
    words = ["sudah terlampaui", "belum dapat dinilai", "menjauh", "sesuai jalur"]
    return pd.Series(np.select(cases, words, "tertinggal"), index=out.index)


def _status(out: pd.DataFrame, frame: pd.DataFrame) -> pd.Series:
    labels = split_values(frame["realisasi"])
    ladder = frame["_kunci"][(labels["label"] != "") & labels["angka"].isna()]
    n = out["n_tahun"]
    cases = [(n == 0) & out["_kunci"].isin(ladder), n == 0, n == 1, n == 2, n < NEEDED_FOR_TEST]
    return pd.Series(
        np.select(cases, ["jenjang", "tanpa_realisasi", "satu_tahun", "dua_tahun", "arah"], "uji"), index=out.index
    )


def _direction(out: pd.DataFrame) -> pd.Series:
    """Say in a word or two where the series goes; better or worse follows the polarity, the strength follows the evidence.

    A bare "membaik" needs a test (five years, p < 5 %); "cenderung" needs three of four pairs of years to agree.
    """
    s, n = out["_s"].fillna(0), out["n_tahun"]
    pairs = (n * (n - 1) / 2).where(n > 1, 1)
    better = np.sign(s) * out["polaritas"].map(SIGN).fillna(1)
    flat = out["_terendah"] == out["_tertinggi"]
    plain = np.select([s > 0, s < 0, flat], ["naik", "turun", "tetap"], "tidak menentu")
    words = np.select([better > 0, better < 0], ["membaik", "memburuk"], plain)
    sure = (n >= NEEDED_FOR_TEST) & (out["p_tren"] < SIGNIFICANT)
    leaning = np.where(
        flat,
        "tetap",
        np.where(s.abs() / pairs >= CONCORDANT, "cenderung " + pd.Series(words, index=out.index), "tidak menentu"),
    )
    return pd.Series(np.select([n < 2, n == 2, sure], ["belum cukup data", plain, words], leaning), index=out.index)
