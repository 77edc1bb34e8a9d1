"""The rules of the field as rows: formulas, scales, ladders, thresholds (`aturan/*.csv`)."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from ..errors import RuleError
from ..numbers import NOISE

__all__ = [
    "GRADES",
    "LEVEL_UTAMA",
    "MEETS",
    "NOISE",
    "NOT_PRINTED",
    "RATE",
    "RUMUS",
    "SIGN",
    "SKALA_BERSAMA",
    "as_classified",
    "categorize",
    "in_gap",
    "load_rules",
    "own_scale",
    "rule_tables",
    "scale_bands",
    "scale_gaps",
    "scale_name",
    "scale_rows",
    "threshold",
]


# a name of an indicator that is itself a change, whose part may exceed its base
RATE = re.compile(r"\b(?:penurunan|peningkatan|pertumbuhan|laju)\b")

LEVEL_UTAMA = ("tujuan", "sasaran", "pendukung")  # indicators a report answers for
SKALA_BERSAMA = "permendagri-86"

NOT_PRINTED = "tidak_ada"  # a rule of `dinas.toml` for which the report prints none

RUMUS = {
    "naik": "realisasi_per_target",
    "turun": "dua_target_kurang_realisasi",
    "rentang": "jarak_ke_target",
}


SIGN = {"naik": 1, "turun": -1, "rentang": 0}  # polarity → which way is better
MEETS = {">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal}  # `operator`
GRADES = ("tinggi", "sedang", "rendah")  # severity of a finding, worst first


@cache
def load_rules(name: str) -> pd.DataFrame:
    """Return one table of rules shipped with the package.

    Parameters
    ----------
    name : str
        The name of a file of `lakip_analysis/aturan/` without its ending: rumus, skala, efisiensi.

    Returns
    -------
    DataFrame, one row per rule; the same object every time, so do not change it in place.

    Raises
    ------
    RuleError
        When there is no such table.
    """
    path = files("lakip_analysis") / "aturan" / f"{name}.csv"
    if not path.is_file():
        known = ", ".join(rule_tables())
        raise RuleError(f"Tabel aturan “{name}” tidak ada. Yang ada: {known}.")
    with path.open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype={"kode": str, "tercetak": str, "urusan": str})


def rule_tables() -> list[str]:
    """Return the names of all tables of rules."""
    names = sorted(entry.name for entry in (files("lakip_analysis") / "aturan").iterdir())
    return [name.removesuffix(".csv") for name in names if name.endswith(".csv")]


@cache
def threshold(ambang: str) -> float:
    """Return one threshold of the field, a row of `aturan/ambang.csv` with meaning and source.

    Raises
    ------
    RuleError
        There is no such row.

    Examples
    --------
    >>> threshold("capaian_atas")
    120.0
    """
    known = _thresholds()
    if ambang not in known:
        raise RuleError(f"Ambang “{ambang}” tidak ada di aturan/ambang.csv.")
    return float(known[ambang])


@cache
def _thresholds() -> dict[str, float]:
    rows = load_rules("ambang")
    return dict(zip(rows["ambang"], rows["nilai"], strict=True))


def scale_name(skala: str | pd.DataFrame) -> str:
    """Return the name of a scale, given as its name or as its rows."""
    return skala if isinstance(skala, str) else str(skala["skala"].iloc[0])


def own_scale(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a dinas's own `skala.csv` in the form of those that are shipped.

    Parameters
    ----------
    rows : DataFrame, one row per class of one scale
        `skala`, `kategori`, `bawah` (number); optional `operator` (`>=` or `>`, empty: `>=`),
        `cetak_bawah`, `cetak_atas`, `tercetak`, `sumber`.

    Returns
    -------
    DataFrame, best class first; the lowest class has no lower bound, so that every number has one.

    Examples
    --------
    >>> rows = pd.DataFrame({"skala": "x", "kategori": ["Kurang", "Baik"], "bawah": [0.0, 60.0]})
    >>> own_scale(rows)[["kategori", "operator", "bawah"]].values.tolist()
    [['Baik', '>=', 60.0], ['Kurang', '>=', nan]]
    """
    # of two classes at one bound that above it (>) goes before that from it on (>=)
    at_bound = rows["operator"].eq(">") if "operator" in rows else False
    rows = rows.reindex(columns=load_rules("skala").columns).assign(_lebih=at_bound)
    rows = rows.sort_values(
        ["bawah", "_lebih"], ascending=False, na_position="last", ignore_index=True
    ).drop(columns="_lebih")
    printed = rows["cetak_bawah"].fillna(rows["bawah"])
    text = {name: rows[name].astype(object).fillna("") for name in ("tercetak", "sumber")}
    operator = rows["operator"].astype(object).replace("", np.nan).fillna(">=")
    lowest = rows.index == len(rows) - 1
    return rows.assign(
        operator=operator, cetak_bawah=printed, bawah=rows["bawah"].mask(lowest), **text
    )


def scale_rows(skala: str | pd.DataFrame) -> pd.DataFrame:
    """Return the bands of one scale, best first, as printed and as half-open intervals.

    Parameters
    ----------
    skala : str or DataFrame
        Name of a scale in `aturan/skala.csv`, or the rows of another (`own_scale`).

    Raises
    ------
    RuleError
        Unknown scale; the message names the nearest.
    """
    return skala if isinstance(skala, pd.DataFrame) else _shipped_scale(skala)


@cache
def _shipped_scale(skala: str) -> pd.DataFrame:
    rows = load_rules("skala")
    found = rows[rows["skala"] == skala].reset_index(drop=True)
    if found.empty:
        near = get_close_matches(skala, rows["skala"].unique(), 1)
        hint = f" Maksudnya “{near[0]}”?" if near else ""
        raise RuleError(
            f"Skala “{skala}” tidak dikenal.{hint} Yang ada: {', '.join(rows['skala'].unique())}."
        )
    return found


def scale_bands(skala: str | pd.DataFrame) -> pd.DataFrame:
    """Return the bands of one scale as a reader takes them in, best first.

    Returns
    -------
    DataFrame, one row per category
        `kategori`, `bawah`, `atas` (missing where the band is open on that side, and above the
        highest band: what exceeds it belongs to it) and `batas`, which of its ends belong to it:
        dari, lebih_dari, sampai, kurang_dari, tepat, or both ends together (dari_sampai,
        dari_kurang, lebih_sampai, lebih_kurang). An upper end is the printed one where the scale
        leaves a gap above it, else the beginning of the band above.

    Examples
    --------
    >>> scale_bands("permendagri-86")[["bawah", "batas", "atas"]].iloc[[0, 1, 4]].values.tolist()
    [[91.0, 'dari', nan], [76.0, 'dari_sampai', 90.0], [nan, 'sampai', 50.0]]
    >>> scale_bands("malang")["batas"].tolist()
    ['dari', 'dari_kurang', 'dari_kurang', 'kurang_dari']
    """
    bands = scale_rows(skala)
    above, over = bands["cetak_bawah"].shift(), bands["operator"].shift()
    low, high = bands["cetak_bawah"], bands["cetak_atas"].fillna(above).where(bands.index > 0)
    closed = (high < above) | (over == ">")  # a gap above, or the next band begins beyond this end
    open_below = bands["operator"] == ">"
    cases = {
        "tepat": (low == high) & ~open_below & closed,
        "kurang_dari": low.isna() & ~closed,
        "sampai": low.isna(),
        "lebih_dari": high.isna() & open_below,
        "dari": high.isna(),
        "lebih_sampai": open_below & closed,
        "lebih_kurang": open_below,
        "dari_sampai": closed,
    }
    ends = np.select(list(cases.values()), list(cases), "dari_kurang")
    return pd.DataFrame({"kategori": bands["kategori"], "bawah": low, "batas": ends, "atas": high})


def categorize(capaian: pd.Series, skala: str | pd.DataFrame) -> pd.Series:
    """Return the category of each achievement; every number has exactly one, a missing one none.

    The bands are read from the top: the first whose lower bound is met (`>=` or `>` as printed)
    holds. So a value in a printed gap (90,5 on 91/90) belongs to the lower band: the lower-bound
    rule.

    Parameters
    ----------
    capaian : Series of float, per cent
        Uncapped and unrounded. Binary noise beyond the tenth decimal is cut, so that 0.91 × 100 is
        91. A scale of printed values (`aturan/pembulatan.csv`: akip, two decimals) classifies the
        value as it is printed, rounded half up: 80,004 is printed 80,00 and is BB.
    skala : str or DataFrame
        As `scale_rows` takes it.

    Returns
    -------
    Series of str, same index; empty string for a missing value, and for one below the lowest class
    (AKIP begins above 0).

    Examples
    --------
    >>> categorize(pd.Series([91.0, 90.5, 120.0, 0.0, None]), "permendagri-86").tolist()
    ['Sangat Tinggi', 'Tinggi', 'Sangat Tinggi', 'Sangat Rendah', '']
    >>> categorize(pd.Series([80.004, 80.005, 0.0]), "akip").tolist()
    ['BB', 'A', '']
    """
    bands = scale_rows(skala)
    value = as_classified(capaian, skala)
    met = [_meets(value, row.operator, row.bawah) for row in bands.itertuples()]
    names = np.select(met, bands["kategori"].tolist(), default="")
    return pd.Series(np.where(value.isna(), "", names), index=capaian.index, dtype=str)


def as_classified(nilai: pd.Series, skala: str | pd.DataFrame) -> pd.Series:
    """Return values as a scale classifies them: without binary noise, or as they are printed.

    Examples
    --------
    >>> as_classified(pd.Series([80.004, 80.005, 66.65]), "akip").tolist()
    [80.0, 80.01, 66.65]
    """
    value = pd.to_numeric(nilai).astype(float).round(10)
    decimals = _printed_decimals(skala)
    if decimals is None:
        return value
    step = 10.0**decimals
    # half up; what binary fractions leave of an exact half is cut first
    return np.floor((value * step).round(6) + 0.5) / step


def _printed_decimals(skala: str | pd.DataFrame) -> int | None:
    """Return the decimals of a scale that classifies values as they are printed; None of others."""
    return _roundings().get(scale_name(skala))


@cache
def _roundings() -> dict[str, int]:
    rows = load_rules("pembulatan")
    return dict(zip(rows["skala"], rows["desimal"], strict=True))


def in_gap(capaian: pd.Series, skala: str | pd.DataFrame) -> pd.Series:
    """Say of each achievement whether the printed scale leaves it without a class.

    Examples
    --------
    >>> in_gap(pd.Series([91.0, 90.5, None]), "permendagri-86").tolist()
    [False, True, False]
    """
    value = as_classified(capaian, skala)
    gap = pd.Series(False, index=capaian.index)
    for low, high, operator in _gap_bounds(skala):
        gap |= (value > low) & ~_meets(value, operator, high)
    return gap & value.notna()


def scale_gaps(skala: str | pd.DataFrame) -> pd.DataFrame:
    """Return the printed gaps of a scale, one row per gap.

    `dari` (exclusive) and `sampai` are its bounds, `di_bawah` and `di_atas` the classes beside it.
    `batas` says of `sampai` whether it lies in the gap (lebih_sampai) or not (lebih_kurang).

    Examples
    --------
    >>> scale_gaps("permendagri-86")[["dari", "sampai"]].values.tolist()
    [[90.0, 91.0], [75.0, 76.0], [65.0, 66.0], [50.0, 51.0]]
    >>> scale_gaps("belitung")["batas"].tolist()
    ['lebih_sampai', 'lebih_kurang', 'lebih_kurang', 'lebih_kurang']
    """
    return _gaps_of(skala) if isinstance(skala, pd.DataFrame) else _shipped_gaps(skala)


@cache
def _shipped_gaps(skala: str) -> pd.DataFrame:
    return _gaps_of(skala)


def _gaps_of(skala: str | pd.DataFrame) -> pd.DataFrame:
    bands = scale_rows(skala)
    decimals = _printed_decimals(skala)
    # between 88,30 and 88,31 lies no value that is printed with two decimals
    least = 0.0 if decimals is None else 10.0**-decimals
    rows = [
        {
            "skala": scale_name(skala),
            "dari": low.cetak_atas,
            "sampai": high.cetak_bawah,
            "di_bawah": low.kategori,
            "di_atas": high.kategori,
            "batas": "lebih_sampai" if high.operator == ">" else "lebih_kurang",
        }
        for high, low in zip(bands.itertuples(), bands.iloc[1:].itertuples(), strict=False)
        if round(high.cetak_bawah - low.cetak_atas, NOISE) > least
    ]
    return pd.DataFrame(rows, columns=["skala", "dari", "sampai", "di_bawah", "di_atas", "batas"])


def _gap_bounds(skala: str | pd.DataFrame) -> list[tuple[float, float, str]]:
    operators = scale_rows(skala).set_index("kategori")["operator"]
    return [
        (row.dari, row.sampai, operators[row.di_atas]) for row in scale_gaps(skala).itertuples()
    ]


def _meets(value: pd.Series, operator: str, bound: float) -> pd.Series:
    if pd.isna(bound):
        return value.notna()
    return value > bound if operator == ">" else value >= bound
