"""Keys of frames that may hold one dinas or many."""

from __future__ import annotations

import pandas as pd

__all__ = ["is_among", "look_up", "with_dinas"]


def with_dinas(keys: list[str], *frames: pd.DataFrame) -> list[str]:
    """Return keys with `dinas` before them where every frame has that column.

    Two dinas may use one id for an indicator, and every dinas uses the codes of the nomenclature. A
    frame without the column is of one dinas, or holds for all.

    Examples
    --------
    >>> one, other = pd.DataFrame(columns=["dinas", "kode"]), pd.DataFrame(columns=["kode"])
    >>> with_dinas(["kode"], one, one), with_dinas(["kode"], one, other)
    (['dinas', 'kode'], ['kode'])
    """
    every = all("dinas" in frame for frame in frames)
    return [*(["dinas"] if every else []), *(key for key in keys if key != "dinas")]


def look_up(rows: pd.DataFrame, known: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the columns of `known` at the keys of `rows`, on their index; missing where none.

    Of several rows of `known` with the same keys the last one counts.

    Examples
    --------
    >>> rows = pd.DataFrame({"kode": ["b", "a"]}, index=[7, 8])
    >>> look_up(rows, pd.DataFrame({"kode": ["a"], "pagu": [5.0]}), ["kode"])["pagu"].to_dict()
    {7: nan, 8: 5.0}
    """
    last = known.drop_duplicates(keys, keep="last")
    return rows[keys].merge(last, on=keys, how="left").set_axis(rows.index).drop(columns=keys)


def is_among(rows: pd.DataFrame, others: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Say of which rows `others` has the same keys.

    Examples
    --------
    >>> rows = pd.DataFrame({"kode": ["b", "a"]}, index=[7, 8])
    >>> is_among(rows, rows[:1], ["kode"]).to_dict()
    {7: True, 8: False}
    """
    known = others[keys].drop_duplicates().assign(_ada=True)
    return rows[keys].merge(known, on=keys, how="left")["_ada"].notna().set_axis(rows.index)
