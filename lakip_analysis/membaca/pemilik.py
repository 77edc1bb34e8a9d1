"""Whose figures a caption says that a table holds: another government's, or one unit's."""

from __future__ import annotations

import re
from functools import cache

from ..aturan.rules import load_rules
from ..importing.buku_kepala import fold_title
from .kolom import OTHER_UNIT, Dokumen
from .tabel import Tabel

__all__ = ["is_of_others", "unit_named"]

BESIDE = {"standar", "standart", "dengan", "perbandingan"}  # others stand beside one's own


def is_of_others(table: Tabel, dokumen: Dokumen) -> bool:
    """Say whether a caption is that of a ministry, a province or another region alone."""
    words = set(fold_title(table.label).split())
    if words & BESIDE or dokumen.jenis not in ("kabupaten", "kota"):
        return False
    named = _regions(table.label)
    others = {one for one in words if one.startswith("kemen")} | words & {"provinsi", "nasional"}
    own = fold_title(dokumen.daerah)
    if named and own:
        return own not in named
    return bool(others) and not words & {"kabupaten", "kab", "kota"}


def _regions(text: str) -> set[str]:
    """Return the kabupaten and kota that a text names, folded."""
    return {found[0] for found in _region_names().finditer(fold_title(text))}


@cache
def _region_names() -> re.Pattern:
    rows = load_rules("wilayah")
    names = {fold_title(one.nama) for one in rows.itertuples() if one.jenis != "provinsi"}
    return re.compile(rf"\b(?:{'|'.join(sorted(names, key=len, reverse=True))})\b")


def unit_named(table: Tabel, dokumen: Dokumen) -> str:
    """Return why the figures of a table may be one unit's and not the dinas's; else empty.

    The caption names the unit; neither the cover does, whose report it would be, nor any cell.

    Examples
    --------
    >>> unit_named(Tabel({}, [1], "Capaian Kinerja Puskesmas Gantung"), Dokumen())
    'judul tabel menyebut “Puskesmas Gantung”: angka unit lain?'
    >>> unit_named(Tabel({}, [1], "Jumlah Puskesmas Terakreditasi"), Dokumen())
    ''
    """
    if table.label.isupper():
        return ""
    cells = {fold_title(cell) for row in table.baris for cell in row.sel}
    for found in _units().finditer(table.label):
        phrase = fold_title(found[0])
        listed = any(phrase in cell for cell in cells)
        if found[1] != found[1].title() and not found[1].isupper():  # desa Maju: a kind of it
            continue
        if (
            fold_title(found[2]) in _said("kata_unit_umum")
            or fold_title(found[1]) in dokumen.sampul
            or listed
        ):
            continue
        return f"judul tabel menyebut “{found[0]}”: {OTHER_UNIT}"
    return ""


@cache
def _said(kind: str) -> frozenset[str]:
    rows = load_rules("judul_kolom")
    return frozenset(rows.loc[rows["makna"] == kind, "sebutan"])


@cache
def _units() -> re.Pattern:
    """Return a word for a unit and the word behind it, which may be its name."""
    said = sorted(_said("kata_unit"), key=len, reverse=True)
    return re.compile(rf"\b((?i:{'|'.join(said)})) ([A-Z][\w'-]+)")
