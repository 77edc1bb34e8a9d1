"""Achievement (capaian): what was reached of what was promised, in per cent, with a status for every value.

Formulas are named functions of (target, realisasi); which one applies is a row of data (`dinas.toml`,
`aturan/rumus.csv`), never a switch in code.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import RUMUS, SKALA_BERSAMA, categorize, load_rules
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

FLOOR, CAP = 0.0, 120.0


def realisasi_per_target(target, realisasi) -> np.ndarray:
    """Return R / T × 100, for indicators where more is better; a negative target uses (2T − R) / T.

    Examples
    --------
    >>> realisasi_per_target([80, -10, 5, 0], [60, -11, -2, 3]).tolist()
    [75.0, 90.0, -40.0, nan]

    Notes
    -----
    Source: Permen PANRB 8/2021 (R/T); negative target as in the finance ministry's rule (KMK 127/2026): 1 + (1 − R/T).
    """
    t, r = _pair(target, realisasi)
    return np.select([t > 0, t < 0], [_percent(r, t), _percent(2 * t - r, t)], np.nan)


def dua_target_kurang_realisasi(target, realisasi) -> np.ndarray:
    """Return (2T − R) / T × 100, for indicators where less is better; 0 against a target of 0 is met (100).

    A negative target mirrors to R / T. A target of 0 that was missed has no percentage.

    Examples
    --------
    >>> dua_target_kurang_realisasi([0.63, 10, 0, 0], [0.12, 25, 0, 2]).round(2).tolist()
    [180.95, -50.0, 100.0, nan]

    Notes
    -----
    Source: Permen PANRB 8/2021 p. 100, printed as 1 + (1 − R/T).
    """
    t, r = _pair(target, realisasi)
    return np.select(
        [t > 0, t < 0, (t == 0) & (r == 0)], [_percent(2 * t - r, t), _percent(r, t), 100.0], np.nan
    )


def target_per_realisasi(target, realisasi) -> np.ndarray:
    """Return T / R × 100, the second rule in use for "less is better"; no value for R = 0 or R < 0 under a positive target.

    Examples
    --------
    >>> target_per_realisasi([3.2, 10, 0, 0], [4.45, 0, 0, 2]).round(2).tolist()
    [71.91, nan, 100.0, nan]

    Notes
    -----
    Custom, found in Belitung 2024 and in public e-SAKIP code; no regulation read has it.
    """
    t, r = _pair(target, realisasi)
    return np.select(
        [(t > 0) & (r > 0), t < 0, (t == 0) & (r == 0)],
        [_percent(t, np.where(r > 0, r, np.nan)), _percent(r, t), 100.0],
        np.nan,
    )


def jarak_ke_target(target, realisasi) -> np.ndarray:
    """Return 100 − |R − T| / |T| × 100, for indicators that must stay at their target.

    Examples
    --------
    >>> jarak_ke_target([100, 100], [96, 104]).tolist()
    [96.0, 96.0]
    """
    t, r = _pair(target, realisasi)
    return np.select([t != 0, r == 0], [100 - np.abs(_percent(r - t, t)), 100.0], np.nan)


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

    naik: R / T · turun: (2T − R) / T or T / R · rentang: distance; a range target is measured from its nearer bound.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `target`, `realisasi` (numbers or text such as `71.12`, `1:27500`, `BB 70`, `Pratama`, `n/a`) and
        `polaritas`. Optional: `target_bawah`, `target_atas` (range target), `satuan` (names the ladder of an ordinal).
    aturan : dict, optional
        Formula per polarity, as in `dinas.toml`; default is the common yardstick's.
    skala : str
        Scale for `kategori`; `kategori_acuan` always uses Permendagri 86/2017.

    Returns
    -------
    DataFrame, same rows and order
        Adds `rumus`, `capaian_persen` (uncapped), `status`, `kategori`, `capaian_acuan_persen` (floor 0, cap 120) and
        `kategori_acuan`. A missing or not computable value has no number, an empty category and a status that says why.

    Raises
    ------
    RuleError
        A polarity has no formula, or a formula or scale is not known.

    Examples
    --------
    >>> frame = pd.DataFrame({"target": ["0.63", "1:27500"], "realisasi": ["0.12", "1:36317"], "polaritas": ["turun", "naik"]})
    >>> compute_capaian(frame)[["capaian_persen", "capaian_acuan_persen", "status"]].round(2).values.tolist()
    [[180.95, 120.0, 'dihitung'], [132.06, 120.0, 'dihitung']]
    """
    formula = kinerja["polaritas"].map(
        RUMUS | {k: v for k, v in (aturan or {}).items() if k in RUMUS}
    )
    _refuse_unknown(kinerja["polaritas"], formula)
    pair = _comparable(kinerja)
    capaian = _by_formula(formula, pair)
    acuan = _by_formula(kinerja["polaritas"].map(RUMUS), pair).clip(FLOOR, CAP)
    return kinerja.assign(
        rumus=formula,
        capaian_persen=capaian,
        status=_status(pair, capaian),
        kategori=categorize(capaian, skala),
        capaian_acuan_persen=acuan,
        kategori_acuan=categorize(acuan, SKALA_BERSAMA),
    )


def by_polarity(polaritas: pd.Series, target: pd.Series, realisasi: pd.Series) -> pd.Series:
    """Return achievement in per cent by the common formula of each polarity, neither floored nor capped; missing in, missing out."""
    pair, formula = (
        pd.DataFrame({"t": target, "r": realisasi}, dtype=float),
        polaritas.astype(object).map(RUMUS),
    )
    return _by_formula(formula, pair)


def add_printed(capaian: pd.DataFrame, terbitan: pd.DataFrame) -> pd.DataFrame:
    """Add what the report itself prints for each indicator-year: `capaian_tercetak_persen`, `kategori_tercetak`.

    The printed row is the one the realisation was taken from (`sumber_realisasi`); a row without a printed achievement
    leaves both empty.
    """
    printed = terbitan.drop_duplicates("id").set_index("id")
    source = capaian["sumber_realisasi"]
    return capaian.assign(
        capaian_tercetak_persen=pd.to_numeric(source.map(printed["capaian"])),
        kategori_tercetak=source.map(printed["predikat_tercetak"]).astype(object).fillna(""),
    )


def capaian_table(capaian: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of `capaian.csv`, percentages rounded to 4 decimals; range targets are written `4.25–4.3`."""
    low, high = (capaian[name].map("{:g}".format) for name in ("target_bawah", "target_atas"))
    target = capaian["target"].where(capaian["target_bawah"].isna(), low + "–" + high)
    return capaian.assign(target=target)[CAPAIAN_COLUMNS].round(4)


def summarize_capaian(capaian: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Average achievement per group, always with its coverage.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it.
    by : list of str
        Grouping columns, e.g. `["dinas", "tahun"]` or `["sasaran"]`.

    Returns
    -------
    DataFrame, one row per group
        `n_indikator`, `n_dihitung`, `n_ordinal`, `n_tercapai` (≥ 100), `rata_capaian_persen` (uncapped, own rule),
        `rata_acuan_persen` (each indicator floored at 0 and capped at 120 first), `median_capaian_persen`,
        `rata_tercetak_persen`. Missing values are left out of the means and stay in `n_indikator`; zeros count. Both means stand on
        the same `n_dihitung` rows.
    """
    marked = capaian.assign(
        _dihitung=capaian["capaian_persen"].notna(),
        _ordinal=capaian["status"] == "dihitung_ordinal",
        _tercapai=capaian["capaian_persen"].round(10) >= 100,
        _tercetak=capaian.get("capaian_tercetak_persen", np.nan),
        _acuan=capaian["capaian_acuan_persen"].where(capaian["capaian_persen"].notna()),
    )
    return (
        marked.groupby(by, sort=False, dropna=False)
        .agg(
            n_indikator=("indikator", "size"),
            n_dihitung=("_dihitung", "sum"),
            n_ordinal=("_ordinal", "sum"),
            n_tercapai=("_tercapai", "sum"),
            rata_capaian_persen=("capaian_persen", "mean"),
            rata_acuan_persen=("_acuan", "mean"),
            median_capaian_persen=("capaian_persen", "median"),
            rata_tercetak_persen=("_tercetak", "mean"),
        )
        .reset_index()
    )


def _pair(target, realisasi) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(target, dtype=float), np.asarray(realisasi, dtype=float)


def _percent(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return part / whole * 100


def _refuse_unknown(polaritas: pd.Series, formula: pd.Series) -> None:
    if formula.isna().any():
        raise RuleError(
            f"Polaritas tanpa rumus: {', '.join(map(repr, polaritas[formula.isna()].unique()))}. Pilih naik, turun atau rentang."
        )
    unknown = set(formula) - set(FORMULAS)
    if unknown:
        raise RuleError(
            f"Rumus tidak dikenal: {', '.join(sorted(unknown))}. Yang ada: {', '.join(FORMULAS)}."
        )


def _comparable(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return target and realisation as two comparable numbers, and how they were made comparable (`cara`)."""
    target, real = split_values(kinerja["target"]), split_values(kinerja["realisasi"])
    pair = pd.DataFrame(
        {"t": target["angka"], "r": real["angka"], "cara": "dihitung"}, index=kinerja.index
    )
    pair["ada_target"], pair["ada_realisasi"] = target["ada"], real["ada"]
    return _from_range(
        _from_labels(pair, target["label"], real["label"], kinerja.get("satuan")), kinerja
    )


def _from_labels(
    pair: pd.DataFrame, target: pd.Series, real: pd.Series, satuan: pd.Series | None
) -> pd.DataFrame:
    """Use scores where both are printed, the lowest score of its class for a bare target letter, else ranks on the ladder."""
    if satuan is None or not (target.ne("") | real.ne("")).any():
        return pair
    ladder = load_rules("tangga").set_index(["satuan", "label"])
    steps = {name: _look_up(ladder, satuan, label) for name, label in (("t", target), ("r", real))}
    threshold = pair["t"].isna() & pair["r"].notna() & steps["t"]["terendah"].notna()
    rank = (
        (pair["t"].isna() | pair["r"].isna())
        & steps["t"]["urutan"].notna()
        & steps["r"]["urutan"].notna()
        & ~threshold
    )
    met = steps["r"]["urutan"].clip(upper=steps["t"]["urutan"])
    return pair.assign(
        t=pair["t"].mask(threshold, steps["t"]["terendah"]).mask(rank, steps["t"]["urutan"]),
        r=pair["r"].mask(rank, met),
        cara=pair["cara"].mask(threshold, "dihitung_ambang").mask(rank, "dihitung_ordinal"),
    )


def _look_up(ladder: pd.DataFrame, satuan: pd.Series, label: pd.Series) -> pd.DataFrame:
    return (
        ladder.reindex(pd.MultiIndex.from_arrays([satuan, label]))
        .set_axis(satuan.index)[["urutan", "terendah"]]
        .astype(float)
    )


def _from_range(pair: pd.DataFrame, kinerja: pd.DataFrame) -> pd.DataFrame:
    """Measure a range target from the nearer bound; inside the range is exactly on target."""
    if "target_bawah" not in kinerja:
        return pair
    low, high = pd.to_numeric(kinerja["target_bawah"]), pd.to_numeric(kinerja["target_atas"])
    ranged = low.notna() & high.notna()
    inside = ranged & pair["r"].between(low, high)
    bound = pair["r"].clip(low.where(ranged), high.where(ranged))
    return pair.assign(
        t=pair["t"].mask(ranged, bound.mask(inside, 1.0)),
        r=pair["r"].mask(inside, 1.0),
        ada_target=pair["ada_target"] | ranged,
    )


def _by_formula(formula: pd.Series, pair: pd.DataFrame) -> pd.Series:
    out = np.full(len(pair), np.nan)
    t, r = pair["t"].to_numpy(dtype=float), pair["r"].to_numpy(dtype=float)
    for name in formula.dropna().unique():
        rows = (formula == name).to_numpy(dtype=bool)
        out[rows] = FORMULAS[name](t[rows], r[rows])
    return pd.Series(out, index=pair.index)


def _status(pair: pd.DataFrame, capaian: pd.Series) -> pd.Series:
    t, r, none = pair["t"], pair["r"], capaian.isna()
    cases = [
        (~pair["ada_target"], "target_kosong"),
        (~pair["ada_realisasi"], "realisasi_kosong"),
        (none & (t.isna() | r.isna()), "tidak_dapat_dihitung"),
        (none & (t == 0), "target_nol"),
        (none & (r == 0), "realisasi_nol"),
        (none, "tidak_dapat_dihitung"),
        ((t == 0) & (r == 0), "tercapai_nol"),
    ]
    return pd.Series(
        np.select([c for c, _ in cases], [s for _, s in cases], pair["cara"]),
        index=pair.index,
        dtype=str,
    )
