"""The one dictionary of columns (`kolom.toml`): heading, meaning, unit and kind of every column.

Page, Excel, Word, CSV and the data package all take a column's heading and form from here.
A meaning that one file has alone stands under `berkas.kolom`, e.g. `temuan.tahun`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ..errors import RuleError
from .say import say

__all__ = ["KINDS", "heading", "kind_of", "known_columns", "meaning", "unit_of"]

# kind of value → is it a number that stands right
KINDS = {
    "teks": False,  # shown as it is
    "nama": False,  # a name: in English where it has one (`bahasa/nama.py`)
    "kutip": False,  # words of the data, quoted in another language
    "satuan": False,  # a unit: orang, OPD, per wanita usia subur
    "nilai": False,  # a performance value: 71.12, 1:27500, B 69.5, Pratama
    "kata": False,  # a code; `kata arah` names its vocabulary in kalimat.toml
    "tahun": False,
    "persen": True,
    "bagian": True,  # a share that no scale judges: absorption, what was left of a budget
    "cetak": True,  # per cent in the notation of the printed report, whatever the language
    "poin": True,
    "bilangan": True,  # two decimals on the page
    "ukur": True,  # in the unit of its row, with the decimals of its series
    "laju": True,  # a pace or a step in that unit
    "rupiah": True,
    "cacah": True,
}


@cache
def known_columns() -> dict[str, dict]:
    """Return the entry of every column as it stands in `kolom.toml`.

    Raises
    ------
    RuleError
        A kind that does not exist.
    """
    folder = files("lakip_analysis") / "bahasa"
    out: dict[str, dict] = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith("kolom") and path.name.endswith(".toml"):
            out |= tomllib.loads(path.read_text(encoding="utf-8"))["kolom"]
    odd = [name for name, entry in out.items() if entry["jenis"].split()[0] not in KINDS]
    if odd:
        raise RuleError(f"Jenis kolom tidak dikenal di bahasa/kolom.toml: {', '.join(odd)}.")
    return out


def kind_of(kolom: str, berkas: str = "") -> str:
    """Return the kind of a column: a key of `KINDS`, or `kata <vocabulary>`."""
    return known_columns()[_key(kolom, berkas)]["jenis"]


def unit_of(kolom: str, berkas: str = "") -> str:
    """Return the unit of a column; empty where the row says it or there is none."""
    return known_columns()[_key(kolom, berkas)].get("satuan", "")


def heading(kolom: str, bahasa: str, berkas: str = "", /, **nilai: object) -> str:
    """Return the heading of a column in one language; `nilai` fills places such as `{satuan}`."""
    return say(f"kolom.{_key(kolom, berkas)}.judul", bahasa, None, **nilai)


def meaning(kolom: str, bahasa: str, berkas: str = "") -> str:
    """Return what a column means, in one language."""
    return say(f"kolom.{_key(kolom, berkas)}.arti", bahasa)


def _key(kolom: str, berkas: str) -> str:
    own = f"{berkas}.{kolom}"
    key = own if own in known_columns() else kolom
    if key not in known_columns():
        raise RuleError(f"Kolom “{kolom}” tidak ada di bahasa/kolom.toml.")
    return key
