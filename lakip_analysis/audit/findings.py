"""The shape of a finding, and how one error printed in several places becomes one finding.

A finding holds codes and values: its kind, the keys of its sentences (`kalimat`) and what they need
(`nilai`). Words are put on where it is shown (`view.explain`). `tercetak` is text of the report;
`hitung_ulang` is the recomputed figure in the notation of the report, so that the two compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from ..aturan.rules import GRADES
from ..errors import RuleError
from ..numbers import write_number, write_rupiah, write_value
from .facts import plain_value
from .kinds import kind
from .relations import Relasi
from .rows import each_row
from .severity import grade

__all__ = [
    "KOLOM",
    "cells",
    "cut_digits",
    "findings",
    "lines",
    "merge_repeats",
    "none",
    "stacked",
    "temuan",
]


KOLOM = [
    "dinas",
    "dokumen",
    "jenis",
    "keparahan",
    "tahun",
    "baris",
    "tabel",
    "nama",
    "tercetak",
    "hitung_ulang",
    "juga_tercetak",
    "kalimat",
    "nilai",
    "tersangka",
    "terlibat",
    "kunci",
    "alternatif",
    "relasi",
    "sebab",
    "membalik",
    "besar",
    "uang",
]

NOTHING = pd.DataFrame(columns=KOLOM)

WRITE = {"angka": write_number, "nilai": write_value, "rp": write_rupiah}


def temuan(
    row,
    jenis: str,
    kalimat: str | tuple[str, ...],
    nilai: dict[str, object] | None = None,
    *,
    tercetak: object,
    hitung_ulang: object = "",
    juga_tercetak: tuple[object, ...] = (),
    bentuk: str = "angka",
    keparahan: str = "",
    tersangka: tuple[str, ...] = (),
    terlibat: tuple[str, ...] = (),
    alternatif: Mapping[str, float] | None = None,
    relasi: Relasi | None = None,
    sebab: tuple[str, ...] = (),
    membalik: bool = False,
    besar: float = 0.0,
    uang: float = float("nan"),
    baris: Iterable[int] | None = None,
    tabel: str | None = None,
    tahun: int | None = None,
    nama: str | None = None,
    kunci: str = "",
) -> dict:
    """Return one finding; every check makes its findings here.

    Parameters
    ----------
    row : named tuple
        The published row it is about: `dinas`, `dokumen`, and where the arguments below do not say
        otherwise `tahun`, `baris`, `tabel`, `kunci`, `id`.
    jenis, kalimat : str
        Kind, and the key (or keys) of its sentence among those of its row in `aturan/temuan.csv`.
    nilai : dict, optional
        What the sentence needs besides `tercetak`, `hitung_ulang` and `tahun`: raw values, or
        printed text.
    tercetak, hitung_ulang : str or number
        A number is written as the report would (`bentuk`: two decimals, a value with the decimals
        it has, rupiah).
    juga_tercetak : tuple of str or number
        Other values printed for the same thing.
    keparahan : str, optional
        From `severity.grade`; empty: that of the kind.
    tersangka, terlibat : tuple of str
        The cells held to be wrong, and the others the check looked at (`cells`).
    alternatif : mapping, optional
        Cells and the value each would have if the other figures are right.
    relasi : Relasi, optional
        What does not agree; a finding whose relation another one's `alternatif` puts right follows
        from that one.
    sebab : tuple of str, optional
        Cells whose being wrong makes this one wrong, whatever the amounts.
    membalik : bool
        It turns a conclusion round: the other side of 100, another category, an impossible figure.
    besar : float
        How far printed and other value are apart, as a share or in points of per cent / 100.
    uang : float
        How many rupiah are in question; missing where it is not about money.
    baris : iterable of int, optional
        Lines of the source text.
    nama : str, optional
        What it is about, as printed: an indicator, a budget line.
    kunci : str, optional
        What the finding is about; two findings of one kind, year, key, printed and recomputed value
        are one.

    Raises
    ------
    RuleError
        A kind without a row, or a sentence that its row does not name.
    """
    keys = (kalimat,) if isinstance(kalimat, str) else kalimat
    unknown = [key for key in keys if key not in kind(jenis).kalimat]
    if unknown:
        raise RuleError(
            f"Kalimat {', '.join(unknown)} tidak tercatat pada jenis temuan “{jenis}” "
            "di aturan/temuan.csv."
        )
    return {
        "dinas": row.dinas,
        "dokumen": row.dokumen,
        "jenis": jenis,
        "keparahan": keparahan or kind(jenis).keparahan,
        "tahun": int(row.tahun if tahun is None else tahun),
        "baris": lines([row.baris] if baris is None else baris),
        "tabel": row.tabel if tabel is None else tabel,
        "nama": getattr(row, "nama_tercetak", "") if nama is None else nama,
        "tercetak": _written(tercetak, bentuk),
        "hitung_ulang": _written(hitung_ulang, bentuk),
        "juga_tercetak": tuple(_written(value, bentuk) for value in juga_tercetak),
        "kalimat": keys,
        "nilai": {name: _plain(value) for name, value in (nilai or {}).items()},
        "tersangka": tersangka,
        "terlibat": tuple(dict.fromkeys((*tersangka, *terlibat))),
        "kunci": kunci or row.kunci or row.id,
        "alternatif": dict(alternatif or {}),
        "relasi": relasi,
        "sebab": sebab,
        "membalik": bool(membalik),
        "besar": float(besar),
        "uang": float(uang),
    }


def cut_digits(rows: pd.DataFrame, jenis: str, hal: str, column: str, right: str) -> dict:
    """Return the one finding on results of a report and year that are cut, or rounded otherwise.

    `column`: the printed results, `right`: what they should be.
    """
    first = next(each_row(rows))
    tables = "; ".join(dict.fromkeys(rows["tabel"]))
    return temuan(
        first,
        jenis,
        f"{hal}.dipotong",
        {"n": len(rows), "di": tables},
        tercetak=" / ".join(rows[f"{column}_tercetak"]),
        hitung_ulang=" / ".join(map(write_number, rows[right])),
        keparahan=grade("dipotong"),
        terlibat=tuple(name for row in rows["id"] for name in cells(row, column)),
        baris=rows["baris"],
        tabel=tables,
        nama=first.nama_tercetak if len(rows) == 1 else "",
        kunci=f"{hal} dipotong",
    )


def none() -> pd.DataFrame:
    """Return an empty frame of findings."""
    return NOTHING.copy()


def findings(records: Iterable[dict]) -> pd.DataFrame:
    """Return findings as a frame: `tersangka` are cells held to be wrong, `terlibat` all seen."""
    rows = list(records)
    return pd.DataFrame(rows, columns=KOLOM) if rows else none()


def stacked(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return findings under each other, each part of the dinas that follow one rule."""
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else none()


def cells(row_id: str, *columns: str) -> tuple[str, ...]:
    """Return the names of printed cells of one row.

    Examples
    --------
    >>> cells("lkjip-2023:t3.1-b590-2023", "target", "capaian")
    ('lkjip-2023:t3.1-b590-2023|target', 'lkjip-2023:t3.1-b590-2023|capaian')
    """
    return tuple(f"{row_id}|{column}" for column in columns)


def lines(numbers: Iterable[int]) -> tuple[int, ...]:
    """Return source lines once each, in order."""
    return tuple(sorted({int(number) for number in numbers}))


def merge_repeats(found: pd.DataFrame) -> pd.DataFrame:
    """Join findings that say the same of one quantity, year and value, in several places.

    They agree in the printed and in the recomputed value. The first one (by severity, then line)
    keeps its sentence and values; the lines, tables and cells of the others are added.
    """
    if found.empty:
        return found
    ranked = found.assign(
        _derajat=found["keparahan"].map(GRADES.index),
        _baris=found["baris"].map(lambda numbers: numbers[0] if numbers else 0),
        _nilai=found["tercetak"].map(plain_value),
        _hitung=found["hitung_ulang"].map(plain_value),
    ).sort_values(["_derajat", "_baris"], kind="stable")
    # a weak target is one finding, however its target is printed
    weak = ranked["jenis"] == "target_lemah"
    ranked[["_nilai", "_hitung"]] = ranked[["_nilai", "_hitung"]].mask(weak, "")
    same = ["dinas", "dokumen", "jenis", "tahun", "kunci", "_nilai", "_hitung"]
    single = ~ranked.duplicated(same, keep=False)
    groups = ranked[~single].groupby(same, sort=False, dropna=False)
    joined = [_join(rows) for _, rows in groups]
    return pd.concat([ranked[single][KOLOM], findings(joined)], ignore_index=True)


def _join(rows: pd.DataFrame) -> dict:
    first = rows.iloc[0].to_dict()
    first["baris"] = lines(number for numbers in rows["baris"] for number in numbers)
    tables = (name for names in rows["tabel"] for name in names.split("; "))
    first["tabel"] = "; ".join(dict.fromkeys(tables))
    for column in ("tersangka", "terlibat"):
        first[column] = tuple(dict.fromkeys(name for names in rows[column] for name in names))
    first["alternatif"] = {cell: v for found in rows["alternatif"] for cell, v in found.items()}
    return first


def _written(value: object, bentuk: str) -> str:
    return value if isinstance(value, str) else WRITE[bentuk](value)


def _plain(value: object) -> object:
    """Return a value of numpy as Python's own, so that it can be stored as JSON."""
    return value.item() if hasattr(value, "item") else value
