"""What kind of quantity an indicator measures, by its unit and name (`aturan/satuan.csv`)."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from ..aturan.rules import load_rules
from ..once import each_once

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
    place = each_once(_place, *(column.fillna("").astype(str) for column in (satuan, nama)))
    return _kinds().take(place.to_numpy(dtype=int)).set_axis(satuan.index)


@cache
def _kinds() -> pd.DataFrame:
    """Return the kinds of quantity in the order of the rules, and the unknown one."""
    unknown = pd.DataFrame({"sifat": [""], "bawah": [float("nan")], "atas": [float("nan")]})
    return pd.concat([load_rules("satuan")[list(unknown)], unknown])


@cache
def _patterns() -> list[tuple[re.Pattern, re.Pattern]]:
    rules = load_rules("satuan")
    return [(re.compile(rule.satuan), re.compile(rule.nama)) for rule in rules.itertuples()]


def _place(satuan: str, nama: str) -> int:
    """Return the place of the first rule that fits a unit and a name; of none, the last place."""
    unit, name = satuan.strip().lower(), nama.strip().lower()
    for place, (units, names) in enumerate(_patterns()):
        if units.fullmatch(unit) and names.search(name):
            return place
    return len(_patterns())
