"""What kind of quantity an indicator measures, by its unit and name (`aturan/satuan.csv`)."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from ..aturan.rules import load_rules
from .codes import codes_of, first_of

__all__ = ["describe_units"]


def describe_units(satuan: pd.Series, nama: pd.Series) -> pd.DataFrame:
    """Return the kind of quantity and the natural limits of each indicator.

    Parameters
    ----------
    satuan, nama : Series of text, same index
        Unit and printed name; case does not count.

    Returns
    -------
    DataFrame, same index
        `sifat` (persen, perubahan, nilai, rasio, jenjang, jumlah, or empty: unknown unit), `bawah`
        and `atas`: limits in that unit, missing where there are none. The first rule that fits the
        unit, and the name where the rule names one, holds.

    Examples
    --------
    >>> satuan, nama = pd.Series(["%", "%", "orang"]), pd.Series(["Cakupan", "Laju TFR", "Jumlah"])
    >>> describe_units(satuan, nama).values.tolist()
    [['persen', 0.0, 100.0], ['perubahan', nan, nan], ['jumlah', 0.0, nan]]
    """
    satuan, nama = (
        column.astype(object).where(column.notna(), "").astype(str) for column in (satuan, nama)
    )
    unit, name = codes_of(satuan), codes_of(nama)
    pair = codes_of(unit * (name.max(initial=0) + 1) + name)
    first = first_of(pair)  # each pair of unit and name is matched once
    return _by_rule(satuan.iloc[first], nama.iloc[first]).take(pair).set_axis(satuan.index)


@cache
def _patterns() -> list[tuple[re.Pattern, re.Pattern]]:
    rules = load_rules("satuan")
    return [(re.compile(rule.satuan), re.compile(rule.nama)) for rule in rules.itertuples()]


def _by_rule(satuan: pd.Series, nama: pd.Series) -> pd.DataFrame:
    rules, patterns = load_rules("satuan"), _patterns()
    texts = zip(satuan.str.strip().str.lower(), nama.str.strip().str.lower(), strict=True)
    found = [
        next(
            (
                place
                for place, (unit, name) in enumerate(patterns)
                if unit.fullmatch(own_unit) and name.search(own_name)
            ),
            len(rules),
        )
        for own_unit, own_name in texts
    ]
    unknown = pd.DataFrame({"sifat": [""], "bawah": [float("nan")], "atas": [float("nan")]})
    return pd.concat([rules[list(unknown)], unknown]).iloc[found].set_axis(satuan.index)
