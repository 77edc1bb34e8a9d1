"""Printed cells made comparable: numbers with the half unit of their last printed digit.

A tolerance is never a taste: a printed number stands for every value that rounds to it, so each
operand carries half a unit of its last printed decimal, and a result is doubted only when no value
of the operands gives it. A printed whole number is exact as an operand (12 people, 100 per cent
promised) and rounded as a result.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

__all__ = [
    "EPSILON",
    "cut_off",
    "decimals",
    "deviation",
    "fits",
    "half_unit",
    "last_digit_apart",
    "near",
    "quotient_bounds",
    "quotient_bounds_lower",
    "reads_as",
]


EPSILON = 1e-9

_NUMBER = re.compile(r"(\d[\d.,]*[.,](\d+)|\d+)[.,]?(?!\d)")


def cut_off(text: pd.Series) -> np.ndarray:
    """Say which cells stop at their decimal mark: no value.

    Examples
    --------
    >>> cut_off(pd.Series(["97,", "97,5", ""])).tolist()
    [True, False, False]
    """
    # few cells end so at all: the pattern is for these
    ends = np.array([cell.endswith((".", ",")) for cell in text.tolist()], dtype=bool)
    ends[ends] = text[ends].str.fullmatch(r"\d+[.,]")
    return ends


def decimals(text: pd.Series, value: pd.Series) -> pd.Series:
    """Return how many decimals each cell prints, judged by the value it was read as.

    Examples
    --------
    >>> decimals(pd.Series(["12,50", "1.234"]), pd.Series([12.5, 1234.0])).tolist()
    [2, 0]
    """
    out = np.zeros(len(text), dtype=int)
    asked = np.array(value.notna())
    asked[asked] = ["," in cell or "." in cell for cell in text[asked].tolist()]
    pairs = list(zip(text[asked].tolist(), value[asked].tolist(), strict=True))
    known = {pair: _decimals(*pair) for pair in set(pairs)}  # many cells print the same
    out[asked] = [known[pair] for pair in pairs]
    return pd.Series(out, index=text.index)


def _decimals(text: str, value: float) -> int:
    found = _NUMBER.search(text)
    if found is None or not found[2]:
        return 0
    whole = float(found[1].replace(".", "").replace(",", ""))
    places = len(found[2])
    return places if whole == round(abs(value) * 10.0**places) else 0


def half_unit(places: pd.Series, *, result: bool) -> pd.Series:
    """Return half a unit of the last of so many decimals.

    A whole number is exact unless it is a `result`.

    Examples
    --------
    >>> half_unit(pd.Series([2, 0]), result=False).tolist()
    [0.005, 0.0]
    >>> half_unit(pd.Series([2, 0]), result=True).tolist()
    [0.005, 0.5]
    """
    half = 0.5 * 10.0 ** (-places.astype(float))
    return half if result else half.where(places > 0, 0.0)


def quotient_bounds(top, top_half, bottom, bottom_half) -> tuple[np.ndarray, np.ndarray]:
    """Return the smallest and largest top / bottom × 100 over the rounding of both.

    NaN where bottom may be zero.

    Examples
    --------
    >>> low, high = quotient_bounds(9.5, 0.05, 10, 0)
    >>> low.round(2).item(), high.round(2).item()
    (94.5, 95.5)
    """
    given = (top, top_half, bottom, bottom_half)
    top, top_half, bottom, bottom_half = (np.asarray(value, dtype=float) for value in given)
    tops, bottoms = (top - top_half, top + top_half), (bottom - bottom_half, bottom + bottom_half)
    corners = [_percent(one, other) for one in tops for other in bottoms]
    spans_zero = np.abs(bottom) <= bottom_half
    low, high = np.minimum.reduce(corners), np.maximum.reduce(corners)
    return np.where(spans_zero, np.nan, low), np.where(spans_zero, np.nan, high)


def quotient_bounds_lower(target, target_half, real, real_half) -> tuple[np.ndarray, np.ndarray]:
    """Return the bounds of (2T − R) / T × 100 = 200 − R / T × 100."""
    low, high = quotient_bounds(real, real_half, target, target_half)
    return 200 - high, 200 - low


def near(one, other, slack):
    """Say whether two figures are no further apart than rounding explains; a missing one is not.

    Numbers, or series and arrays of them.

    Examples
    --------
    >>> near(80.5, 80.0, 0.5), near(80.51, 80.0, 0.5), near(0.3, 0.1 + 0.2, 0)
    (True, False, True)
    """
    return abs(one - other) <= slack + EPSILON


def deviation(value: float, usual: float) -> float:
    """Return how far a figure is from the usual one, as a share of that.

    Examples
    --------
    >>> deviation(90.0, 100.0), deviation(0.5, -0.25), deviation(0.0, 0.0)
    (0.1, 3.0, 0.0)
    """
    return abs(value - usual) / max(abs(usual), EPSILON)


def fits(printed, printed_half, bounds: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Say whether a printed result may come from its operands; False where bounds are missing."""
    low, high = bounds
    printed, printed_half = np.asarray(printed), np.asarray(printed_half)
    return (printed >= low - printed_half - EPSILON) & (printed <= high + printed_half + EPSILON)


def reads_as(value: float, printed: float, half: float, slack: float = 0.0) -> bool:
    """Say whether a value is the printed one, rounded or cut to its decimals.

    `half`: half a unit of the last printed digit, `slack`: how far the value itself may be off.

    Examples
    --------
    >>> reads_as(79.6, 80.0, 0.5), reads_as(80.9, 80.0, 0.5), reads_as(79.4, 80.0, 0.5)
    (True, True, False)
    """
    gap = value - printed
    return near(value, printed, half + slack) or 0 <= gap < 2 * half - EPSILON


def last_digit_apart(printed: pd.Series, right: pd.Series, places: pd.Series) -> pd.Series:
    """Say which printed results differ from the right one by less than one unit of the last digit.

    They were cut instead of rounded, or rounded the other way. Whole numbers say nothing.

    Examples
    --------
    >>> one = pd.Series([97.16, 97.15, 97.0])
    >>> last_digit_apart(one, pd.Series([97.165, 97.165, 97.9]), pd.Series([2, 2, 0])).tolist()
    [True, False, False]
    """
    unit = 10.0 ** -places.astype(float)
    return ((printed - right).abs() < unit - EPSILON) & (places > 0)


def _percent(top, bottom) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return top / bottom * 100
