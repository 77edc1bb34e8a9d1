"""Which indicators a finding is about: by its cell, else by its quantity, else by its name."""

from __future__ import annotations

import pandas as pd

from .names import name_keys

__all__ = ["add_indicators"]

SOURCES = ("sumber_target", "sumber_realisasi", "sumber")  # columns that cite a published row


def add_indicators(
    found: pd.DataFrame,
    terbit: pd.DataFrame,
    kurasi: pd.DataFrame,
    lain: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Add to each finding of one dinas the indicators it is about.

    Parameters
    ----------
    found : DataFrame
        Findings with `sel` and `nama` (`find_temuan`).
    terbit : DataFrame
        Published rows of performance, prepared: `id`, `kunci`, `nama_tercetak`.
    kurasi : DataFrame
        Figures in use: `indikator`, `nama_indikator`, `sumber_target`, `sumber_realisasi`.
    lain : DataFrame, optional
        Other printed places of the same figures (`pilihan_lain`): `indikator`, `sumber`.

    Returns
    -------
    DataFrame
        Added: `indikator`, codes with `; ` between: those whose figures stand in the row of the
        finding's cell, else those whose quantity that row prints. A finding without a cell is
        matched by its name, however it is spelled. Empty: it is about no indicator in use, as is
        one of a budget line (some tables print money under the name of an indicator).

    Examples
    --------
    >>> found = pd.DataFrame({"sel": ["t1|target", "t9|pagu", ""], "nama": ["Gini", "x", "GINI."]})
    >>> terbit = pd.DataFrame({"id": ["t1"], "kunci": ["gini"], "nama_tercetak": ["Gini"]})
    >>> kurasi = pd.DataFrame({"indikator": ["a"], "nama_indikator": ["Gini"]})
    >>> add_indicators(found, terbit, kurasi.assign(sumber_target="t2"))["indikator"].tolist()
    ['a', '', 'a']
    """
    frames = [kurasi, kurasi.iloc[:0] if lain is None else lain]
    cited = [
        frame[["indikator", name]].set_axis(["indikator", "id"], axis=1)
        for frame in frames
        for name in SOURCES
        if name in frame
    ]
    places = pd.concat(cited).replace("", pd.NA).dropna().drop_duplicates()
    rows = terbit[["id", "kunci", "nama_tercetak"]].drop_duplicates("id")
    named = kurasi[["indikator", "nama_indikator"]].drop_duplicates()
    keyed = pd.concat(
        [
            named[["indikator"]].assign(kunci=name_keys(named["nama_indikator"])),
            places.merge(rows, on="id")[["indikator", "kunci"]],
        ]
    )
    by_row, by_key = _codes(places, "id"), _codes(keyed, "kunci")
    key_of = dict(zip(rows["id"], rows["kunci"], strict=True))
    spelled = zip(name_keys(rows["nama_tercetak"].fillna("")), rows["kunci"], strict=True)
    printed = {name: by_key[key] for name, key in spelled if key in by_key}

    def about(sel: str, nama: str) -> str:
        row = sel.rpartition("|")[0]
        if row:
            return by_row.get(row) or by_key.get(key_of.get(row, ""), "")
        return by_key.get(nama) or printed.get(nama, "")

    names = name_keys(found["nama"].fillna(""))
    told = [about(sel, name) for sel, name in zip(found["sel"].fillna(""), names, strict=True)]
    return found.assign(indikator=pd.Series(told, index=found.index, dtype=object))


def _codes(pairs: pd.DataFrame, column: str) -> dict[str, str]:
    """Return value → the codes that stand beside it, each once."""
    known = pairs[pairs[column].fillna("") != ""].groupby(column)["indikator"]
    return known.agg(lambda some: "; ".join(sorted(set(some)))).to_dict()
