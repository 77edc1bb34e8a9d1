"""Names of budget lines: the nomenclature's where the printed one is a slip of the pen."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import pandas as pd

from ..aturan.rules import load_rules, threshold
from ..once import each_once

__all__ = ["standard_names"]

SHORTEST = 6  # letters of a word below which one letter more or less is another word


def standard_names(anggaran: pd.DataFrame) -> pd.DataFrame:
    """Return budget lines with the standard name of their code where the printed one is misspelt.

    Parameters
    ----------
    anggaran : DataFrame, one row per budget line and year
        Needs `kode` and `nama`, the name as printed.

    Returns
    -------
    DataFrame, one row per budget line and year
        `nama` is the standard one where it has the same words and only the spelling of long words
        differs (`nama_salah_eja` of `aturan/ambang.csv`); `nama_tercetak` keeps the printed one
        there and is empty elsewhere. Another name, or a code the nomenclature does not know, stays.

    Examples
    --------
    >>> frame = pd.DataFrame({"kode": ["1.06.01.2.01", "1.06.02"], "nama": [
    ...     "Perencanaan, Penggangan, dan Evaluasi Kinerja Perangkat Daerah", "Lain"]})
    >>> standard_names(frame)["nama"].tolist()
    ['Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah', 'Lain']
    """
    names = load_rules("nomenklatur").set_index("kode")["nama"]
    standard = anggaran["kode"].map(names)
    slip = each_once(_is_slip, anggaran["nama"], standard).astype(bool)
    return anggaran.assign(
        nama=anggaran["nama"].mask(slip, standard), nama_tercetak=anggaran["nama"].where(slip, "")
    )


def _is_slip(nama: object, baku: object) -> bool:
    """Say whether two names have the same words but for the spelling of some long ones."""
    if not (isinstance(nama, str) and isinstance(baku, str)):
        return False
    ours, theirs = (re.findall(r"[^\W_]+", name.lower()) for name in (nama, baku))
    if len(ours) != len(theirs):
        return False
    differ = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    return bool(differ) and all(_alike(*pair) for pair in differ)


def _alike(ours: str, theirs: str) -> bool:
    if min(len(ours), len(theirs)) < SHORTEST:
        return False
    return SequenceMatcher(None, ours, theirs).ratio() * 100 >= threshold("nama_salah_eja")
