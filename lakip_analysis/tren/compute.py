"""Trend of short yearly series: exact test, slope with an exact interval, runs, growth, a word.

Agencies have three to six yearly points. At that length the normal approximation is wrong, so the
null distribution of Kendall's S is exact, ties included; below five years no test is named; the
tests of one dinas are corrected for being many. A change within the precision of the figures is
none.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, SIGN, threshold
from ..data.nilai import are_days, split_values
from ..data.nilai_tahun import first_without_target, year_of_figure
from ..errors import RuleError
from .codes import choose, codes_of, first_of
from .kendall import chance_of_agreement, fit_block
from .precision import decimals_of, series_precision
from .series import Deret, indicator_numbers, realised_series, series_of, suspected_years
from .target_path import PATH_COLUMNS, compute_path
from .units import describe_units

__all__ = [
    "EXTRA_COLUMNS",
    "TREN_COLUMNS",
    "adjust_p",
    "compute_changes",
    "compute_trend",
    "count_directions",
]

BETTER = ("membaik", "cenderung membaik")
WORSE = ("memburuk", "cenderung memburuk")


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
    "target_akhir_bawah",
    "target_akhir_atas",
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
    "runtun_langkah",
    "runtun_arah",
    "n_di_luar_deret",
    "dugaan_putus",
    "desimal",
    "desimal_laju",
    "ketelitian",
    "angka_awal",
    "perubahan_tanpa_awal",
    "awal_menentukan",
    "peluang_cenderung",
    "n_bertahan",
    "bertahan_persen",
    "usang",
    *PATH_COLUMNS,
    "kumulatif",
]


def compute_changes(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return the year-on-year change of each indicator, in its own unit and per cent.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun), as for `compute_trend`.

    Returns
    -------
    DataFrame, one row per (indikator, tahun) of the series with an earlier figure
        `tahun_lalu`, `realisasi_lalu`, `realisasi_angka`, `perubahan` (of a percentage: points) and
        `perubahan_persen` (only for counts and money from a base above zero); the earlier year is
        the last one of the same series that has a figure.

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": "a", "tahun": [2021, 2023], "realisasi": [60.0, 64.5]})
    >>> compute_changes(frame)[["tahun", "tahun_lalu", "perubahan"]].values.tolist()
    [[2023.0, 2021.0, 4.5]]
    """
    series = realised_series(kinerja)
    series = series[series["dipakai"]].drop(columns=["dipakai", "alasan", "alasan_putus"])
    keys = [name for name in ("dinas", "indikator") if name in series]
    group = series.groupby(keys, sort=False, dropna=False)
    out = series.assign(
        tahun_lalu=group["tahun"].shift(), realisasi_lalu=group["realisasi_angka"].shift()
    )
    out["perubahan"] = out["realisasi_angka"] - out["realisasi_lalu"]
    base = out["realisasi_lalu"].where(_is_count(out) & (out["realisasi_lalu"] > 0))
    out["perubahan_persen"] = out["perubahan"] / base * 100
    return out.dropna(subset=["realisasi_lalu"]).reset_index(drop=True)


def compute_trend(
    kinerja: pd.DataFrame, level: float = 0.95, tangga: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the trend of every indicator and its way to the end target.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `indikator`, `tahun`, `realisasi`; uses `dinas`, `target`, `target_bawah`,
        `target_atas`, `polaritas` (default naik), `data_tahun` (the figure is of an earlier year),
        `putus_deret` (a new series starts here: why), `putus_target` (the target path was revised
        from here on: why), `putus_dugaan` (the definition may have changed here: why), `satuan`,
        `nama_indikator` and `kumulatif` (ya: every figure is the sum since the plan began) when
        present.
    level : float
        Confidence level of `tren_bawah`, `tren_atas`.
    tangga : DataFrame, optional
        Ladders of the dinas itself, as `compute_capaian` takes them.

    Returns
    -------
    DataFrame, one row per indicator in order of first appearance
        The columns of `tren.csv`, then those of `jalur.csv`:

        - `tren_per_tahun`: Theil–Sen on real years, in the unit
        - `p_tren`: exact two-sided Mann–Kendall; `p_disesuaikan`: Benjamini–Hochberg over the
          tested indicators of the dinas
        - `pertumbuhan_persen`: compound growth a year, only for counts and money above zero
        - `runtun_langkah`, `runtun_arah`: longest run of steps that only rise or only fall
        - `n_di_luar_deret`: figures outside the series (`realised_series` says why)
        - `dugaan_putus`: years inside the series in which the definition may have changed
        - `desimal`: decimals of the series; `desimal_laju`: those of every number computed of it
        - `ketelitian`: a change not larger is none: one unit of
          the last decimal (half a unit of each of two figures; of a count nought), or the largest
          difference between two figures of one year, whichever is more
        - `angka_awal`: the series begins with a figure nobody promised anything for
          (`first_without_target`); `perubahan_tanpa_awal`: the change from the figure after it;
          `awal_menentukan`: without it the change goes another way (three figures and more)
        - `peluang_cenderung`: how likely three of four pairs of years agree in one direction when
          there is none (exact, given ties; of three years and more)
        - `n_bertahan`, `bertahan_persen`: figures of the series at or beyond an end target that is
          the limit of the unit (100 %, no case); such a target can only be held
        - `usang`: ya where the end target was passed before its time, by two figures or more, and
          none since the first of them fell back to it; tidak where it was passed otherwise, or
          where it is a change per year (`satuan.csv`), which asks anew every year; empty elsewhere
        - path columns: see `target_path.compute_path`
        - `arah`: membaik / memburuk (five years and more, adjusted p < 5 %), cenderung membaik /
          cenderung memburuk (three of four of all pairs of years agree; equal figures agree with
          nothing; the pace moves the figure by more than `ketelitian`), tetap (no two figures
          differ by more than that), tidak menentu;
          (cenderung) naik / turun for two years, for an indicator that should stay and for a sum
          since the plan began (`kumulatif`), which grows whatever is done;
          belum cukup data below two years
        - `status`: tanpa_realisasi, satu_tahun, dua_tahun, arah (3–4 years), uji (5 and more),
          jenjang (labels without a score), tanggal (dates)

        A value that cannot be computed is missing.

    Raises
    ------
    RuleError
        A polarity that is none of the three.

    Notes
    -----
    Sources: Mann (1945), Kendall (1975), Theil (1950), Sen (1968), Benjamini & Hochberg (1995);
    the thresholds are the rows `tren_…` of `aturan/ambang.csv`.

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": "a", "tahun": range(2019, 2024), "realisasi": range(5)})
    >>> compute_trend(frame)[["n_tahun", "tren_per_tahun", "arah", "status"]].values.tolist()
    [[5, 1.0, 'membaik', 'uji']]
    """
    numbers, first = indicator_numbers(kinerja)
    deret = series_of(kinerja, numbers, len(first))
    out = _keys(kinerja, first).assign(**_facts(deret, level))
    out["n_di_luar_deret"] = deret.n_tercetak - deret.n
    out["dugaan_putus"] = suspected_years(kinerja, numbers, len(first))
    out["desimal"] = decimals_of(deret)
    out["desimal_laju"] = _pace_decimals(out["desimal"], out["tren_per_tahun"])
    out["ketelitian"] = series_precision(out["desimal"].to_numpy(), out["_sifat"], deret)
    out = out.assign(**_without_start(out, kinerja, numbers, deret))
    out["status"] = _status(deret.n, kinerja, numbers)
    summed = out["kumulatif"] == "ya"
    tested = out["p_tren"].where((deret.n >= threshold("tren_uji")) & ~summed)
    out["p_disesuaikan"] = adjust_p(tested, out["dinas"])
    out["arah"] = _direction(out.assign(_tanda=out["_tanda"].mask(summed, 0)))
    out["pertumbuhan_persen"] = _growth(out)
    out["runtun_arah"] = choose([(out["_runtun"] > 0, "naik"), (out["_runtun"] < 0, "turun")], "")
    out = out.assign(**compute_path(kinerja, numbers, deret, out, tangga))
    out = out.assign(**_held(out, deret), usang=_obsolete(out, deret))
    return out.reindex(columns=[*TREN_COLUMNS, *EXTRA_COLUMNS])


def count_directions(tren: pd.DataFrame) -> pd.Series:
    """Return how many indicators go which way, and how many would by chance alone.

    Returns
    -------
    Series
        `n` indicators · `cukup`: with two years and more · `membaik`, `memburuk`, also those only
        tending that way · `n_cenderung`: with three years and more and a better side, so that they
        could · `harapan`: of these, how many would be called so if no series had a direction (sum
        of `peluang_cenderung`) · `n_tanpa_arah`: with three years and more and no better side, for
        they should stay, or grow whatever is done (`kumulatif`)

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": list("aaabbb"), "tahun": [2021, 2022, 2023] * 2})
    >>> tren = compute_trend(frame.assign(realisasi=[1, 2, 3, 1, 3, 2]))
    >>> count_directions(tren).round(2).tolist()
    [2.0, 2.0, 1.0, 0.0, 2.0, 0.67, 0.0]
    """
    long = tren["peluang_cenderung"].notna()
    able = long & (tren["polaritas"] != "rentang") & (tren["kumulatif"] != "ya")
    counts = {
        "n": len(tren),
        "cukup": (tren["arah"] != "belum cukup data").sum(),
        "membaik": tren["arah"].isin(BETTER).sum(),
        "memburuk": tren["arah"].isin(WORSE).sum(),
        "n_cenderung": able.sum(),
        "harapan": tren.loc[able, "peluang_cenderung"].sum(),
        "n_tanpa_arah": (long & ~able).sum(),
    }
    return pd.Series(counts, dtype=float)


def adjust_p(p: pd.Series, family: pd.Series) -> pd.Series:
    """Correct p-values for being many: Benjamini–Hochberg within each family.

    A missing p stays missing and does not count.

    Examples
    --------
    >>> adjust_p(pd.Series([0.01, 0.04, 0.03, None]), pd.Series(list("aaaa"))).round(4).tolist()
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
    """Return one row per indicator: who it is, its polarity as a sign, and what its unit allows.

    Columns that begin with `_` are working columns.
    """
    rows = kinerja.iloc[first].reset_index(drop=True)
    defaults = {"dinas": "", "polaritas": "naik", "satuan": "", "nama_indikator": ""}
    defaults["kumulatif"] = ""
    given = {
        name: rows[name] if name in rows else pd.array([value], dtype="str").repeat(len(rows))
        for name, value in defaults.items()
    }
    keys = pd.DataFrame({"indikator": rows["indikator"]} | given)
    polarity = keys["polaritas"]
    if polarity.isna().any():
        keys["polaritas"] = polarity.astype(object).where(polarity.notna(), "naik")
    units = describe_units(keys["satuan"], keys["nama_indikator"]).add_prefix("_")
    return keys.join(units).assign(_tanda=_signs(keys["polaritas"]))


def _signs(polarity: pd.Series) -> np.ndarray:
    """Return which way is better: 1 up, −1 down, 0 neither; each word is looked up once."""
    codes = codes_of(polarity)
    names = polarity.iloc[first_of(codes)].tolist()
    unknown = [repr(name) for name in names if name not in SIGN]
    if unknown:
        raise RuleError(
            f"Polaritas tidak dikenal: {', '.join(unknown)}. Pilih naik, turun atau rentang."
        )
    return np.array([SIGN[name] for name in names], dtype=int)[codes]


def _facts(deret: Deret, level: float) -> dict[str, np.ndarray]:
    """Return what the series themselves say, one number per indicator."""
    none = np.empty((0, 2))  # no series of two years: gives the names of the columns
    out = {name: np.full(len(deret.n), np.nan) for name in _of_block(none, none, level)}
    for numbers, years, values in deret.blocks():
        for name, result in _of_block(years, values, level).items():
            out[name][numbers] = result
    some = np.flatnonzero(deret.n)
    first, last = deret.awal[some], deret.awal[some + 1] - 1
    ends = {
        "tahun_awal": deret.tahun[first],
        "tahun_akhir": deret.tahun[last],
        "_awal": deret.nilai[first],
        "realisasi_akhir": deret.nilai[last],
    }
    for name, values in ends.items():
        out[name] = np.full(len(deret.n), np.nan)
        out[name][some] = values
    out["perubahan"] = np.where(deret.n > 1, out["realisasi_akhir"] - out["_awal"], np.nan)
    return out | {"n_tahun": deret.n}


def _of_block(years: np.ndarray, values: np.ndarray, level: float) -> dict[str, np.ndarray]:
    """Return the results of a block of series of equal length; one row of the matrices each."""
    fit = fit_block(years, values, level)
    steps = np.diff(values, axis=1) / np.diff(years, axis=1)  # change per year
    length, way = _longest_run(steps)
    steps.sort(axis=1)  # np.median of every row, without its overhead
    chance = np.full(len(values), np.nan)
    if values.shape[1] > 2:
        chance = chance_of_agreement(values, threshold("tren_searah"))
    middle = (steps[:, (steps.shape[1] - 1) // 2] + steps[:, steps.shape[1] // 2]) / 2
    return {
        "tren_per_tahun": fit.slope,
        "tren_bawah": fit.lower,
        "tren_atas": fit.upper,
        "_s": fit.s,
        "p_tren": fit.p,
        "_searah": fit.agree,
        "peluang_cenderung": chance,
        "runtun_langkah": length,
        "_runtun": way,
        "_jarak": np.ptp(values, axis=1),
        "langkah_median": middle,
        "_langkah_naik": steps[:, -1],
        "_langkah_turun": steps[:, 0],
    }


def _longest_run(steps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return length (in steps) and sign of the longest strictly monotone run of each row.

    Of runs of equal length the latest counts; sign 0: there is none.
    """
    sign = np.sign(steps)
    longest, way, run = np.zeros(len(steps)), np.zeros(len(steps)), np.zeros(len(steps))
    for i in range(steps.shape[1]):
        same = sign[:, i] == sign[:, i - 1] if i else np.zeros(len(steps), dtype=bool)
        # a standstill ends a run, a turn starts one of one step
        run = np.where(sign[:, i] == 0, 0, np.where(same, run + 1, 1))
        better = (run >= longest) & (run > 0)
        longest, way = np.where(better, run, longest), np.where(better, sign[:, i], way)
    return longest, way


def _without_start(
    out: pd.DataFrame, kinerja: pd.DataFrame, numbers: np.ndarray, deret: Deret
) -> dict[str, np.ndarray]:
    """Say whether the sign of the change rests on a starting figure without a target."""
    rows = first_without_target(kinerja).to_numpy()
    start = np.zeros(len(out), dtype=bool)
    year = year_of_figure(kinerja).to_numpy()
    start[numbers[rows]] = year[rows] == out["tahun_awal"].to_numpy()[numbers[rows]]
    rest = np.full(len(out), np.nan)
    more = start & (deret.n > 2)
    rest[more] = out["realisasi_akhir"].to_numpy()[more] - deret.nilai[deret.awal[:-1][more] + 1]
    band = out["ketelitian"].to_numpy()
    signs = [_beyond(change, band) for change in (out["perubahan"].to_numpy(), rest)]
    return {
        "angka_awal": start,
        "perubahan_tanpa_awal": rest,
        "awal_menentukan": more & (signs[0] != 0) & (signs[0] != signs[1]),
    }


def _pace_decimals(desimal: pd.Series, laju: pd.Series) -> np.ndarray:
    """Return with how many decimals every number computed of a series is written.

    As many as its figures have; whole numbers get one where the pace is small, and more are added
    (four at most) where the pace would be written as nought.
    """
    digits, pace = desimal.to_numpy().copy(), laju.abs().to_numpy()
    digits[(digits == 0) & (pace < 100) & (pace % 1 > 0)] = 1
    for _ in range(4):
        digits += (digits < 4) & (pace > 0) & (pace < 0.5 * 10.0**-digits)
    return digits


def _beyond(change: np.ndarray, band: np.ndarray) -> np.ndarray:
    """Return the sign of a change; nought where it is not larger than the precision."""
    return np.where(np.round(np.abs(change) - band, NOISE) > 0, np.sign(change), 0)


def _held(out: pd.DataFrame, deret: Deret) -> dict[str, np.ndarray]:
    """Return how often the series stood at an end target that is the limit of the unit."""
    sign, target = out["_tanda"].to_numpy(), out["target_akhir"].to_numpy()
    best = np.select([sign > 0, sign < 0], [out["_atas"], out["_bawah"]], np.nan)
    at_limit = (sign * (target - best) >= 0) & (deret.n > 0)  # a missing limit is never reached
    there = np.round((deret.nilai - target[deret.nomor]) * sign[deret.nomor], NOISE) >= 0
    held = np.bincount(deret.nomor[there], minlength=len(out))
    return {
        "n_bertahan": np.where(at_limit, held, np.nan),
        "bertahan_persen": np.where(at_limit, held / np.maximum(deret.n, 1) * 100, np.nan),
    }


def _obsolete(out: pd.DataFrame, deret: Deret) -> pd.api.extensions.ExtensionArray:
    """Say of each end target that is passed whether it has stayed so, and asks for no more."""
    sign = out["_tanda"].to_numpy()
    ends = np.where(sign > 0, out["target_akhir_atas"], out["target_akhir_bawah"])
    target = np.where(np.isnan(ends), out["target_akhir"], ends)
    over = np.round((deret.nilai - target[deret.nomor]) * sign[deret.nomor], NOISE) > 0
    place = np.arange(len(over))
    first = np.full(len(out), len(over))
    np.minimum.at(first, deret.nomor[over], place[over])
    since = np.bincount(deret.nomor[place >= first[deret.nomor]], minlength=len(out))
    times = np.bincount(deret.nomor[over], minlength=len(out))
    stayed = (since == times) & (times > 1) & (out["_sifat"] != "perubahan").to_numpy()
    passed = (out["keadaan_jalur"] == "sudah terlampaui").to_numpy()
    return choose([(passed & stayed, "ya"), (passed, "tidak")], "")


def _is_count(rows: pd.DataFrame) -> pd.Series:
    if "satuan" not in rows:
        return pd.Series(False, index=rows.index)
    units = describe_units(rows["satuan"], rows.get("nama_indikator", rows["satuan"]))
    return units["sifat"] == "jumlah"


def _growth(out: pd.DataFrame) -> pd.Series:
    """Return compound growth per year in per cent, where a multiple means something."""
    fits = (out["_sifat"] == "jumlah") & (out["n_tahun"] > 1)
    rows = out[fits & (out["_awal"] > 0) & (out["realisasi_akhir"] > 0)]
    years = rows["tahun_akhir"] - rows["tahun_awal"]
    growth = (rows["realisasi_akhir"] / rows["_awal"]) ** (1 / years) - 1
    return (growth * 100).reindex(out.index)


def _status(n: np.ndarray, kinerja: pd.DataFrame, numbers: np.ndarray) -> np.ndarray:
    ladder, dated = np.zeros(len(n), dtype=bool), np.zeros(len(n), dtype=bool)
    if not pd.api.types.is_numeric_dtype(kinerja["realisasi"]):
        parts = split_values(kinerja["realisasi"])
        ladder[numbers[(parts["label"] != "") & parts["angka"].isna()]] = True
        dated[numbers[are_days(kinerja["realisasi"])]] = True
    return choose(
        [
            ((n == 0) & ladder, "jenjang"),
            ((n == 0) & dated, "tanggal"),
            (n == 0, "tanpa_realisasi"),
            (n == 1, "satu_tahun"),
            (n == 2, "dua_tahun"),
            (n < threshold("tren_uji"), "arah"),
        ],
        "uji",
    )


def _direction(out: pd.DataFrame) -> np.ndarray:
    """Say in a word or two where the series goes.

    Better or worse follows the polarity, the strength of the word the evidence: a bare "membaik"
    needs a test that holds, "cenderung" needs three of four pairs of years to agree. A pair of
    equal figures agrees with nothing.
    """
    s, n = out["_s"].to_numpy(), out["n_tahun"].to_numpy()
    better = np.sign(s) * out["_tanda"].to_numpy()
    certain = out["p_disesuaikan"].to_numpy() < threshold("tren_taraf")
    sure = (n >= threshold("tren_uji")) & certain
    agree = np.round(out["_searah"].to_numpy(), NOISE)
    unclear = ~sure & ((agree < threshold("tren_searah")) | (s == 0))
    # many small steps one way and a large one back: the pace is within the precision
    moved = out["tren_per_tahun"].abs() * (out["tahun_akhir"] - out["tahun_awal"])
    unclear |= np.round(moved - out["ketelitian"], NOISE).to_numpy() <= 0
    steady = np.round(out["_jarak"] - out["ketelitian"], NOISE).to_numpy() <= 0
    return choose(
        [
            (n < 2, "belum cukup data"),
            (steady, "tetap"),
            ((n == 2) & (s > 0), "naik"),
            (n == 2, "turun"),
            (unclear, "tidak menentu"),
            (sure & (better > 0), "membaik"),
            (sure & (better < 0), "memburuk"),
            (sure & (s > 0), "naik"),  # sure, and neither way is better
            (sure, "turun"),
            (better > 0, "cenderung membaik"),
            (better < 0, "cenderung memburuk"),
            (s > 0, "cenderung naik"),
        ],
        "cenderung turun",
    )
