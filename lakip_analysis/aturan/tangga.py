"""Ladders of grades (`BB`, `Pratama`, `WTP`, `Hijau`): which one a unit means, and its steps."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from ..once import each_once
from .rules import load_rules

ANY = "*"  # a unit of grades that leaves open of which ladder

__all__ = ["find_ladder", "ladder_of_unit", "ladder_rows", "steps_of"]


def ladder_rows(own: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return every ladder, one row per step; one of the dinas itself goes before a shipped one.

    Parameters
    ----------
    own : DataFrame, optional
        `tangga.csv` of the dinas: `satuan`, `urutan`, `label`, `terendah`.
    """
    shipped = load_rules("tangga")
    if own is None or own.empty:
        return shipped
    others = shipped[~_plain(shipped["satuan"]).isin(_plain(own["satuan"]))]
    return pd.concat([own.reindex(columns=shipped.columns), others], ignore_index=True)


def ladder_of_unit(satuan: pd.Series, ladders: pd.DataFrame) -> pd.Series:
    """Return the ladder each unit names, whatever its spelling; empty where it names none.

    Examples
    --------
    >>> ladder_of_unit(pd.Series(["Opini BPK", "opini", "orang"]), ladder_rows()).tolist()
    ['opini BPK', 'opini BPK', '']
    """
    names = _said() | {_plain_text(unit): unit for unit in ladders["satuan"].unique()}
    return _plain(satuan).map(names).fillna("")


@cache
def _said() -> dict[str, str]:
    """Return what a ladder is called besides its own name."""
    said = load_rules("sebutan_tangga").dropna(subset="satuan")
    return dict(zip(said["sebutan"], said["satuan"], strict=True))


def _plain(satuan: pd.Series) -> pd.Series:
    return each_once(lambda text: _plain_text("" if pd.isna(text) else str(text)), satuan).astype(
        str
    )


def _plain_text(text: str) -> str:
    return " ".join(text.casefold().split())


def find_ladder(
    satuan: pd.Series, target: pd.Series, real: pd.Series, ladders: pd.DataFrame
) -> pd.Series:
    """Return the ladder on which target and realisation stand; empty where it is not known.

    The unit names it. A unit that says only that there are grades (predikat, kategori, peringkat)
    leaves it to the two of them, where one ladder alone has both; another unit names none.

    Examples
    --------
    >>> unit, one, other = pd.Series(["predikat"]), pd.Series(["BB"]), pd.Series(["CC"])
    >>> find_ladder(unit, one, other, ladder_rows()).tolist()
    ['predikat AKIP']
    """
    said = load_rules("sebutan_tangga")
    any_ladder = _plain(satuan).isin(said.loc[said["satuan"].isna(), "sebutan"])
    named = ladder_of_unit(satuan, ladders).mask(any_ladder, ANY)
    labels = _plain(ladders["label"]).groupby(ladders["satuan"]).agg(set)

    def ladder_of(name: str, one: object, other: object) -> str:
        both = {str(one).casefold(), str(other).casefold()} - {""}
        fits = [ladder for ladder, steps in labels.items() if both and both <= steps]
        only = fits[0] if len(fits) == 1 else ""
        return only if name == ANY else name

    return each_once(ladder_of, named, target, real).astype(str)


def steps_of(ladder: pd.Series, label: pd.Series, ladders: pd.DataFrame) -> pd.DataFrame:
    """Return rank and lowest score of each label on its ladder; NaN where it is not on it.

    `urutan`, `terendah`: float. A label that stands twice counts where it stands first.
    """
    keys = zip(ladders["satuan"], _plain(ladders["label"]), strict=True)
    values = zip(ladders["urutan"], ladders["terendah"], strict=True)
    steps: dict[tuple[str, str], tuple[float, float]] = {}
    for key, value in zip(keys, values, strict=True):
        steps.setdefault(key, value)
    nowhere = (np.nan, np.nan)
    found = each_once(lambda *key: steps.get(key, nowhere), ladder, _plain(label))
    both = np.array(found.tolist(), dtype=float).reshape(-1, 2)
    return pd.DataFrame(both, ladder.index, ["urutan", "terendah"])
