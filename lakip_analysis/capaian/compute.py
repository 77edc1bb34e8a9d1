"""Achievement (capaian): what was reached of what was promised, in per cent.

Formulas are named functions of (target, realisasi); which one applies is a row of data
(`dinas.toml`, `aturan/rumus.csv`), never a switch in code. Every value has a status that says why
it is there or why not (vocabulary `status`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, RUMUS, SKALA_BERSAMA, categorize, load_rules, threshold
from ..data.nilai import split_values
from ..errors import RuleError

__all__ = [
    "CAPAIAN_COLUMNS",
    "FORMULAS",
    "add_printed",
    "by_polarity",
    "capaian_table",
    "compute_capaian",
    "dua_target_kurang_realisasi",
    "jarak_ke_target",
    "realisasi_per_target",
    "summarize_capaian",
    "target_per_realisasi",
]

# the columns of `capaian.csv`, in their order
CAPAIAN_COLUMNS = [
    "dinas",
    "tahun",
    "indikator",
    "nama_indikator",
    "level",
    "sasaran",
    "satuan",
    "polaritas",
    "target",
    "realisasi",
    "rumus",
    "capaian_persen",
    "status",
    "kategori",
    "capaian_acuan_persen",
    "kategori_acuan",
    "capaian_tercetak_persen",
    "kategori_tercetak",
]


def realisasi_per_target(target, realisasi) -> np.ndarray:
    """Return R / T × 100 in per cent, for indicators where more is better.

    A negative target uses (2T − R) / T, so that more is still better. A target of 0, or a missing
    value, has no percentage (NaN).

    Examples
    --------
    >>> realisasi_per_target([80, -10, 5, 0], [60, -11, -2, 3]).tolist()
    [75.0, 90.0, -40.0, nan]

    Notes
    -----
    Source: Permen PANRB 8/2021 (R/T); negative target as in the finance ministry's rule
    (KMK 127/2026): 1 + (1 − R/T).
    """
    t, r = _pair(target, realisasi)
    return np.select([t > 0, t < 0], [_percent(r, t), _percent(2 * t - r, t)], np.nan)


def dua_target_kurang_realisasi(target, realisasi) -> np.ndarray:
    """Return (2T − R) / T × 100 in per cent, for indicators where less is better.

    A negative target mirrors to R / T. 0 against a target of 0 is met (100); a target of 0 that was
    missed, or a missing value, has no percentage (NaN).

    Examples
    --------
    >>> dua_target_kurang_realisasi([0.63, 10, 0, 0], [0.12, 25, 0, 2]).round(2).tolist()
    [180.95, -50.0, 100.0, nan]

    Notes
    -----
    Source: Permen PANRB 8/2021 p. 100, printed as 1 + (1 − R/T).
    """
    t, r = _pair(target, realisasi)
    met = (t == 0) & (r == 0)
    return np.select([t > 0, t < 0, met], [_percent(2 * t - r, t), _percent(r, t), 100.0], np.nan)


def target_per_realisasi(target, realisasi) -> np.ndarray:
    """Return T / R × 100 in per cent, the second rule in use for "less is better".

    No value (NaN) for R = 0, or R < 0 under a positive target, or a missing value; 0 against a
    target of 0 is met (100).

    Examples
    --------
    >>> target_per_realisasi([3.2, 10, 0, 0], [4.45, 0, 0, 2]).round(2).tolist()
    [71.91, nan, 100.0, nan]

    Notes
    -----
    Custom, found in Belitung 2024 and in public e-SAKIP code; no regulation read has it.
    """
    t, r = _pair(target, realisasi)
    divisible, met = (t > 0) & (r > 0), (t == 0) & (r == 0)
    inverse = _percent(t, np.where(r > 0, r, np.nan))
    return np.select([divisible, t < 0, met], [inverse, _percent(r, t), 100.0], np.nan)


def jarak_ke_target(target, realisasi) -> np.ndarray:
    """Return 100 − |R − T| / |T| × 100 in per cent, for indicators that must stay at their target.

    0 against a target of 0 is met (100); a target of 0 that was missed, or a missing value, has no
    percentage (NaN).

    Examples
    --------
    >>> jarak_ke_target([100, 100], [96, 104]).tolist()
    [96.0, 96.0]

    Notes
    -----
    Custom of e-SAKIP applications; not the wording of a regulation.
    """
    t, r = _pair(target, realisasi)
    return np.select([t != 0, r == 0], [100 - np.abs(_percent(r - t, t)), 100.0], np.nan)


# name of a formula in `dinas.toml` and `aturan/rumus.csv` → the formula
FORMULAS = {
    "realisasi_per_target": realisasi_per_target,
    "dua_target_kurang_realisasi": dua_target_kurang_realisasi,
    "target_per_realisasi": target_per_realisasi,
    "jarak_ke_target": jarak_ke_target,
}


def compute_capaian(
    kinerja: pd.DataFrame, aturan: dict[str, str] | None = None, skala: str = SKALA_BERSAMA
) -> pd.DataFrame:
    """Add achievement by the given rule and by the common yardstick to every indicator-year.

    naik: R / T · turun: (2T − R) / T or T / R · rentang: distance. A range target is measured from
    its nearer bound.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `target`, `realisasi` (numbers or text such as `71.12`, `1:27500`, `BB 70`, `Pratama`,
        `n/a`) and `polaritas`. Optional: `target_bawah`, `target_atas` (range target), `satuan`
        (names the ladder of an ordinal).
    aturan : dict, optional
        Formula per polarity, as in `dinas.toml`; default is the common yardstick's (`RUMUS`).
    skala : str
        Scale for `kategori`; `kategori_acuan` always uses Permendagri 86/2017.

    Returns
    -------
    DataFrame, same rows and order
        Adds `rumus`, `capaian_persen` (per cent, uncapped), `status`, `kategori`,
        `capaian_acuan_persen` (per cent, kept within the thresholds `capaian_bawah` and
        `capaian_atas`) and `kategori_acuan`. A missing or not computable value has no number, an
        empty category and a status that says why.

    Raises
    ------
    RuleError
        A polarity has no formula, or a formula or scale is not known.

    Examples
    --------
    >>> frame = pd.DataFrame({"target": ["0.63", "1:27500"], "realisasi": ["0.12", "1:36317"]})
    >>> found = compute_capaian(frame.assign(polaritas=["turun", "naik"]))
    >>> found[["capaian_persen", "capaian_acuan_persen", "status"]].round(2).values.tolist()
    [[180.95, 120.0, 'dihitung'], [132.06, 120.0, 'dihitung']]
    """
    own = {key: name for key, name in (aturan or {}).items() if key in RUMUS}
    rumus = kinerja["polaritas"].map(RUMUS | own)
    _refuse_unknown(kinerja["polaritas"], rumus)
    pair = _comparable(kinerja)
    capaian = _by_formula(rumus, pair)
    acuan = _by_formula(kinerja["polaritas"].map(RUMUS), pair)
    acuan = acuan.clip(threshold("capaian_bawah"), threshold("capaian_atas"))
    return kinerja.assign(
        rumus=rumus,
        capaian_persen=capaian,
        status=_status(pair, capaian),
        kategori=categorize(capaian, skala),
        capaian_acuan_persen=acuan,
        kategori_acuan=categorize(acuan, SKALA_BERSAMA),
    )


def by_polarity(polaritas: pd.Series, target: pd.Series, realisasi: pd.Series) -> pd.Series:
    """Return achievement in per cent by the common formula of each polarity.

    Neither floored nor capped; a missing target or realisation, or an unknown polarity, gives NaN.

    Parameters
    ----------
    polaritas, target, realisasi : Series with the same index; target and realisasi are numbers.

    Examples
    --------
    >>> by_polarity(pd.Series(["naik", "turun"]), pd.Series([80, 80]), pd.Series([60, 60])).tolist()
    [75.0, 125.0]
    """
    pair = pd.DataFrame({"t": target, "r": realisasi}, dtype=float)
    return _by_formula(polaritas.astype(object).map(RUMUS), pair)


def add_printed(capaian: pd.DataFrame, terbitan: pd.DataFrame) -> pd.DataFrame:
    """Add what the report itself prints for each indicator-year.

    Parameters
    ----------
    capaian : DataFrame, one row per (indikator, tahun)
        Needs `sumber_realisasi`: the id of the printed row that the realisation was taken from.
        Where that row prints no achievement, the row of the target (`sumber_target`) counts.
    terbitan : DataFrame, one row per printed row (`terbitan_kinerja.csv`)
        Needs `id`, `capaian` (per cent) and `predikat_tercetak`.

    Returns
    -------
    DataFrame, same rows and order
        Adds `capaian_tercetak_persen` (NaN where nothing is printed) and `kategori_tercetak`
        (empty there).
    """
    printed = terbitan.drop_duplicates("id").set_index("id")
    source = capaian["sumber_realisasi"]
    shown = source.map(printed["capaian"])
    if "sumber_target" in capaian:
        shown = shown.fillna(capaian["sumber_target"].map(printed["capaian"]))
    return capaian.assign(
        capaian_tercetak_persen=pd.to_numeric(shown),
        kategori_tercetak=source.map(printed["predikat_tercetak"]).astype(object).fillna(""),
    )


def capaian_table(capaian: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of `capaian.csv`: percentages with four decimals, ranges as `4.25–4.3`."""
    low, high = (capaian[name].map("{:g}".format) for name in ("target_bawah", "target_atas"))
    target = capaian["target"].where(capaian["target_bawah"].isna(), low + "–" + high)
    return capaian.assign(target=target)[CAPAIAN_COLUMNS].round(4)


def summarize_capaian(capaian: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Average achievement per group, always with its coverage.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it, one row per (indikator, tahun)
    by : list of str
        Grouping columns, e.g. `["dinas", "tahun"]` or `["sasaran"]`.

    Returns
    -------
    DataFrame, one row per group in order of appearance
        Counts `n_indikator`, `n_dihitung`, `n_ordinal` (compared by rank) and `n_tercapai` (at the
        threshold `capaian_tercapai` or above); means in per cent: `rata_capaian_persen` (own rule,
        uncapped), `rata_acuan_persen` (each indicator kept within 0–120 first),
        `rata_tercetak_persen`; and `median_capaian_persen`. Missing values are left out of the
        means and stay in `n_indikator`; zeros count. The means of own rule and common yardstick
        stand on the same `n_dihitung` rows.

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": ["a", "b", "c"], "target": 50.0, "polaritas": "naik"})
    >>> found = compute_capaian(frame.assign(sasaran="S", realisasi=[150.0, 30.0, None]))
    >>> found = summarize_capaian(found, ["sasaran"])
    >>> found[["n_indikator", "n_dihitung", "rata_capaian_persen", "rata_acuan_persen"]].values
    array([[  3.,   2., 180.,  90.]])
    """
    value = capaian["capaian_persen"]
    marked = capaian.assign(
        _dihitung=value.notna(),
        _ordinal=capaian["status"] == "dihitung_ordinal",
        _tercapai=value.round(NOISE) >= threshold("capaian_tercapai"),
        _tercetak=capaian.get("capaian_tercetak_persen", np.nan),
        # T / R has no value at R = 0 where (2T − R) / T has one: it must not enter one mean alone
        _acuan=capaian["capaian_acuan_persen"].where(value.notna()),
    )
    return marked.groupby(by, sort=False, dropna=False, as_index=False).agg(
        n_indikator=("indikator", "size"),
        n_dihitung=("_dihitung", "sum"),
        n_ordinal=("_ordinal", "sum"),
        n_tercapai=("_tercapai", "sum"),
        rata_capaian_persen=("capaian_persen", "mean"),
        rata_acuan_persen=("_acuan", "mean"),
        median_capaian_persen=("capaian_persen", "median"),
        rata_tercetak_persen=("_tercetak", "mean"),
    )


def _pair(target, realisasi) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(target, dtype=float), np.asarray(realisasi, dtype=float)


def _percent(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    # np.select works out every branch, also where its condition is false: x / 0 there is no fault
    with np.errstate(divide="ignore", invalid="ignore"):
        return part / whole * 100


def _refuse_unknown(polaritas: pd.Series, rumus: pd.Series) -> None:
    if rumus.isna().any():
        names = ", ".join(map(repr, polaritas[rumus.isna()].unique()))
        raise RuleError(f"Polaritas tanpa rumus: {names}. Pilih naik, turun atau rentang.")
    unknown = ", ".join(sorted(set(rumus) - set(FORMULAS)))
    if unknown:
        raise RuleError(f"Rumus tidak dikenal: {unknown}. Yang ada: {', '.join(FORMULAS)}.")


def _comparable(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return target and realisation as two comparable numbers, one row per row of `kinerja`.

    `t`, `r`: the numbers a formula divides; `cara`: how they were made comparable, the status of a
    value that can be computed; `ada_target`, `ada_realisasi`: something is printed there, whether
    it can be read or not.
    """
    target, real = split_values(kinerja["target"]), split_values(kinerja["realisasi"])
    numbers = {"t": target["angka"], "r": real["angka"], "cara": "dihitung"}
    there = {"ada_target": target["ada"], "ada_realisasi": real["ada"]}
    pair = pd.DataFrame(numbers | there, index=kinerja.index)
    if "satuan" in kinerja and (target["label"].ne("") | real["label"].ne("")).any():
        pair = _from_labels(pair, target["label"], real["label"], kinerja["satuan"])
    return _from_range(pair, kinerja) if "target_bawah" in kinerja else pair


def _from_labels(
    pair: pd.DataFrame, target: pd.Series, real: pd.Series, satuan: pd.Series
) -> pd.DataFrame:
    """Make grades (`BB`, `Pratama`) comparable; where both have a printed score, the scores stay.

    A bare target letter against a score is valued at the lowest score of its class
    (`dihitung_ambang`). Otherwise, where a score is missing, the ranks on the ladder of the unit
    are compared (`dihitung_ordinal`).
    """
    steps = load_rules("tangga").set_index(["satuan", "label"])
    promised, reached = (_look_up(steps, satuan, label) for label in (target, real))
    no_score = pair["t"].isna() | pair["r"].isna()
    lowest = pair["t"].isna() & pair["r"].notna() & promised["terendah"].notna()
    rank = no_score & promised["urutan"].notna() & reached["urutan"].notna() & ~lowest
    # a rank is no amount: two steps above the target would be a false 150 %, so it only meets it
    met = reached["urutan"].clip(upper=promised["urutan"])
    return pair.assign(
        t=pair["t"].mask(lowest, promised["terendah"]).mask(rank, promised["urutan"]),
        r=pair["r"].mask(rank, met),
        cara=pair["cara"].mask(lowest, "dihitung_ambang").mask(rank, "dihitung_ordinal"),
    )


def _look_up(steps: pd.DataFrame, satuan: pd.Series, label: pd.Series) -> pd.DataFrame:
    """Return rank and lowest score of each label on the ladder of its unit; NaN where none."""
    keys = pd.MultiIndex.from_arrays([satuan, label])
    found = steps.reindex(keys).set_axis(satuan.index)
    return found[["urutan", "terendah"]].astype(float)


def _from_range(pair: pd.DataFrame, kinerja: pd.DataFrame) -> pd.DataFrame:
    """Measure a range target from its nearer bound; inside the range is exactly on target."""
    low, high = (pd.to_numeric(kinerja[name]) for name in ("target_bawah", "target_atas"))
    ranged = low.notna() & high.notna()
    inside = ranged & pair["r"].between(low, high)
    nearer = pair["r"].clip(low.where(ranged), high.where(ranged))
    # inside, target and realisation both become 1: every formula gives 100, also for a bound of 0
    return pair.assign(
        t=pair["t"].mask(ranged, nearer.mask(inside, 1.0)),
        r=pair["r"].mask(inside, 1.0),
        ada_target=pair["ada_target"] | ranged,
    )


def _by_formula(rumus: pd.Series, pair: pd.DataFrame) -> pd.Series:
    """Return the percentage of each row by its formula; NaN where the row has none."""
    out = np.full(len(pair), np.nan)
    t, r = pair["t"].to_numpy(dtype=float), pair["r"].to_numpy(dtype=float)
    for name in rumus.dropna().unique():
        rows = (rumus == name).to_numpy(dtype=bool)
        out[rows] = FORMULAS[name](t[rows], r[rows])
    return pd.Series(out, index=pair.index)


def _status(pair: pd.DataFrame, capaian: pd.Series) -> pd.Series:
    """Return why each value is there or missing; of several reasons the first one holds."""
    t, r, none = pair["t"], pair["r"], capaian.isna()
    cases = {
        "target_kosong": ~pair["ada_target"],
        "realisasi_kosong": ~pair["ada_realisasi"],
        "tidak_dapat_dihitung": none & (t.isna() | r.isna()),
        "target_nol": none & (t == 0),
        "realisasi_nol": none & (r == 0),
        "tercapai_nol": (t == 0) & (r == 0),
    }
    # what has a cause of its own is named above; a value still missing is not computable
    rest = pair["cara"].mask(none, "tidak_dapat_dihitung")
    status = np.select(list(cases.values()), list(cases), rest)
    return pd.Series(status, index=pair.index, dtype=str)
