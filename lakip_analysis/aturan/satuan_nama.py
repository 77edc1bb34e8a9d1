"""What units are called (`aturan/sebutan_satuan.csv`): one unit under several names, its kind."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from ..once import each_once
from .rules import load_rules

__all__ = ["counted_unit", "names_of_kind"]

# behind a number, its sign and marks
_BEHIND = re.compile(r"^[\d.,\s()≥≤<>=±-]*(.*)$")


def counted_unit(tercetak: pd.Series, satuan: pd.Series | None = None) -> pd.Series:
    """Return what the figure of a printed cell counts: `orang`, `keluarga`, `dokumen`; else empty.

    The unit is all that stands behind the number, or the cell of the unit where nothing does; what
    is more than a known name (orang/bulan, orang-kali, kegiatan sosialisasi) is another unit, and
    empty.

    Examples
    --------
    >>> printed = pd.Series(["90 jiwa", "12 Orang-kali", "7", "1.200 orang", "40 %"])
    >>> counted_unit(printed, pd.Series(["", "", "KK", "", "orang"])).tolist()
    ['orang', '', 'keluarga', 'orang', '']
    """
    cells = [tercetak] if satuan is None else [tercetak, satuan]
    return each_once(_counted, *(cell.fillna("") for cell in cells))


def _counted(tercetak: str, satuan: str = "") -> str:
    found = _BEHIND.search(tercetak.casefold())
    behind = found[1] if found else ""
    behind = behind if behind.strip() else satuan.casefold()
    return _unit_names().get(re.sub(r"\s+", " ", behind).strip(" .()"), "")


@cache
def _unit_names() -> dict[str, str]:
    rows = load_rules("sebutan_satuan")
    return dict(zip(rows["sebutan"], rows["satuan"], strict=True))


@cache
def names_of_kind(jenis: str) -> re.Pattern:
    """Return a pattern for the names of units of a kind: `orang`, or `tetap` (no yearly count).

    Examples
    --------
    >>> fixed = names_of_kind("tetap")
    >>> bool(fixed.search("desa siaga")), bool(fixed.search("pasien"))
    (True, False)
    """
    rows = load_rules("sebutan_satuan").query("jenis == @jenis")
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, rows['sebutan']))})\b", re.I)
