"""Performance values as the data keep them: `71.12`, `1:27500`, `B 69.5`, `Pratama`, `n/a`."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pandas as pd

from ..aturan.tangga import ladder_of_unit, ladder_rows, steps_of
from ..once import each_once

__all__ = ["NOTHING", "are_days", "class_limits", "split_value", "split_values", "target_values"]

NOTHING = ("", "n/a", "nan", "none", "-")  # how a value that is not there is written

# an optional label, an optional `1 :` before the n of a ratio, an optional number
VALUE = re.compile(
    r"^(?P<label>[A-Za-z]+(?: [A-Za-z]+){0,4})?\s*"
    r"(?:1\s*:\s*)?"
    r"(?P<angka>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)?$"
)


DAY = re.compile(r"\d{4}-\d\d-\d\d")  # how a date stands in the tables


def split_values(values: pd.Series) -> pd.DataFrame:
    """Split performance values into a number and a label.

    Parameters
    ----------
    values : Series of text or numbers
        `71.12`, `1:27500` (its n), `B 69.5` (label and score), `BB`, `Pratama`, `n/a`, empty.

    Returns
    -------
    DataFrame, same index
        `angka` (float, in the unit of the value; NaN when there is none), `label` (empty when there
        is none) and `ada`: something stands there, even if it cannot be read.

    Examples
    --------
    >>> split_values(pd.Series(["71.12", "1:27500", "B 69.5", "98,5", "n/a"])).values.tolist()
    [[71.12, '', True], [27500.0, '', True], [69.5, 'B', True], [nan, '', True], [nan, '', False]]
    """
    if pd.api.types.is_numeric_dtype(values):
        number = values.astype(float)
        return pd.DataFrame({"angka": number, "label": "", "ada": values.notna()})
    # each text is read once: of a country most stand there many times
    place, known = pd.factorize(values.to_numpy(dtype=object), use_na_sentinel=False)
    parts = [split_value(value) for value in known]
    number, label, there = zip(*parts, strict=True) if parts else ((), (), ())
    return pd.DataFrame(
        {
            "angka": np.array(number, dtype=float)[place],
            "label": pd.array(np.array(label, object), dtype=str).take(place),
            "ada": np.array(there, dtype=bool)[place],
        },
        index=values.index,
    )


@lru_cache(maxsize=1 << 16, typed=True)  # the checks and measures of a report ask for the same
def split_value(value: object) -> tuple[float, str, bool]:
    """Split one performance value: its `angka`, `label` and `ada` as `split_values` gives them.

    Examples
    --------
    >>> split_value("B 69.5"), split_value(71.12)
    ((69.5, 'B', True), (71.12, '', True))
    """
    text = "" if value is None or value is pd.NA or value != value else str(value).strip()
    if text.lower() in NOTHING:
        return float("nan"), "", False
    found = VALUE.search(text)
    number = found and found["angka"]
    return float(number) if number else float("nan"), (found and found["label"]) or "", True


def are_days(values: pd.Series) -> np.ndarray:
    """Say of each value whether it is a date, `2024-06-30`.

    Examples
    --------
    >>> are_days(pd.Series(["2024-06-30", "30 Juni 2024", None])).tolist()
    [True, False, False]
    """
    text = values.astype(object).where(values.notna(), "").astype(str)
    return each_once(DAY.fullmatch, text).notna().to_numpy()


def class_limits(
    label: pd.Series, satuan: pd.Series, tangga: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return rank and lowest score of each grade on the ladder of its unit; missing where none.

    `tangga`: ladders of the dinas itself, before those shipped.

    Returns
    -------
    DataFrame, same index
        `urutan`, `terendah` (`aturan/tangga.csv`).
    """
    ladders = ladder_rows(tangga)
    return steps_of(ladder_of_unit(satuan, ladders), label, ladders)


def target_values(
    target: pd.Series, satuan: pd.Series | None = None, terendah: pd.Series | None = None
) -> pd.Series:
    """Return the number each target asks for; missing where it asks for none.

    A target that names a class of a ladder with scores asks for the lowest score of that class, or
    for a higher one that it prints: BB is more than 70, so `BB` and `BB 70` both ask for 70,01.
    `terendah`: these lowest scores where they are known already, e.g. of a ladder of the dinas.

    Examples
    --------
    >>> target = pd.Series(["BB", "BB 70", "BB 75", "70", "Pratama", ""])
    >>> target_values(target, pd.Series("predikat AKIP", index=target.index)).tolist()
    [70.01, 70.01, 75.0, 70.0, nan, nan]
    """
    parts = split_values(target)
    named = parts["label"] != ""
    if (satuan is None and terendah is None) or not named.any():
        return parts["angka"]
    if terendah is None:
        terendah = class_limits(parts.loc[named, "label"], satuan[named])["terendah"]
    lowest = terendah[named]
    return parts["angka"].mask(named, parts["angka"].fillna(lowest).clip(lower=lowest))
