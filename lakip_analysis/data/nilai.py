"""data.nilai."""

from __future__ import annotations

import pandas as pd

__all__ = ["split_values"]


def split_values(values: pd.Series) -> pd.DataFrame:
    """Split printed performance values into a number and a label.

    Parameters
    ----------
    values : Series of text or numbers
        `71.12`, `1:27500` (its n), `B 69.5` (label and score), `BB`, `Pratama`, `n/a`, empty.

    Returns
    -------
    DataFrame, same index
        `angka` (float, NaN when there is none), `label` (empty when there is none) and `ada`: something stands there, even if it
        cannot be read.
    """
    if pd.api.types.is_numeric_dtype(values):
        return pd.DataFrame(
            {"angka": values.astype(float), "label": "", "ada": values.notna()}, index=values.index
        )
    text = values.fillna("").astype(str).str.strip()
    text = text.mask(text.str.lower().isin(["n/a", "nan", "none", "-"]), "")
    parts = text.str.extract(
        r"^(?P<label>[A-Za-z]+)?\s*(?:1\s*:\s*)?(?P<angka>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)?$"
    )
    return pd.DataFrame(
        {
            "angka": pd.to_numeric(parts["angka"]),
            "label": parts["label"].fillna(""),
            "ada": text != "",
        },
        index=values.index,
    )
