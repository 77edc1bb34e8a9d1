"""Repairs that the dinas accepted in `tanggapan.csv` and that no figure here follows yet.

Nothing is changed by an answer: what would have to stand in `koreksi.csv` is said, row by row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from .schemas import NUMBER, SOURCES, TABEL

__all__ = ["find_usulan"]

COLUMNS = [*("tabel", "baris", "kolom", "perkara", "kunci", "tahun", "nilai", "banding", "hal")]

KOREKSI = [kolom.nama for kolom in TABEL["koreksi"].kolom]


class Cell(NamedTuple):
    """One cell of a curated table: table, place of its row, column, printed column it is of."""

    tabel: str
    baris: int
    kolom: str
    cetak: str


def find_usulan(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the accepted repairs that differ from the figure in use.

    Only where `usul_sel` names printed cells, each the source of at most one curated cell, where
    the repair is a number, and where the row can be named in `koreksi.csv`.

    Parameters
    ----------
    frames : mapping of DataFrame
        Tables of the contract, all text, corrected, with `baris_berkas`.

    Returns
    -------
    DataFrame, one row per curated cell
        As `peringatan.find_peringatan`: `baris` in `tanggapan.csv`, `kunci` the indicator or code,
        `tahun`, `nilai` the row to add to `koreksi.csv`, `banding` the line of a correction that it
        replaces (missing where there is none), `hal` the printed column it is of.
    """
    answers = frames["tanggapan"]
    answers = answers[(answers["tanggapan"] == "diterima") & (answers["usul_sel"] != "")]
    answers = answers[answers["perbaikan"].str.fullmatch(NUMBER).fillna(False).astype(bool)]
    rows = [row for answer in answers.itertuples() for row in _of_answer(answer, frames)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _of_answer(answer, frames: Mapping[str, pd.DataFrame]) -> Iterator[list]:
    cells = [_curated(place, answer, frames) for place in answer.usul_sel.split(", ")]
    if any(len(some) > 1 for some in cells):
        return
    for cell in dict.fromkeys(one for some in cells for one in some):
        row = frames[cell.tabel].loc[cell.baris]
        now = row[cell.kolom]
        if re.fullmatch(NUMBER, now) and Decimal(now) == Decimal(answer.perbaikan):
            continue
        keys = [(name, row[name]) for name in TABEL[cell.tabel].kunci if row[name]]
        if any(re.search("[;=]", value) for _, value in keys):
            continue  # such a row cannot be named
        kunci = ";".join(f"{name}={value}" for name, value in sorted(keys, key=_year_first))
        before = _correction(frames, cell)
        fix = {
            "tabel": cell.tabel,
            "kunci": kunci,
            "kolom": cell.kolom,
            "nilai_lama": now if before is None else before.nilai_lama,
            "nilai_baru": answer.perbaikan,
            "alasan": ": ".join(filter(None, ("Perbaikan diterima dinas", answer.alasan))),
            "sumber": f"baris {'; '.join(re.findall(r'[0-9]+', answer.usul_sel))}",
        }
        perkara = "usulan_diterima" if before is None else "usulan_mengganti"
        line = None if before is None else str(before.baris_berkas)
        thing = row.get("indikator", row.get("kode", ""))
        yield [
            *("tanggapan", answer.baris_berkas, "perbaikan", perkara, thing),
            *(int(row["tahun"]), _as_csv(fix), line, cell.cetak),
        ]


def _curated(place: str, answer, frames: Mapping[str, pd.DataFrame]) -> list[Cell]:
    """Return the curated cells that came from a printed one: `1123 pagu` of the report."""
    line, _, column = place.strip().partition(" ")
    found = []
    for printed in ("terbitan_kinerja", "terbitan_anggaran"):
        rows = frames[printed]
        rows = rows[(rows["dokumen"] == answer.dokumen) & (rows["baris"] == line)]
        if rows["tahun"].nunique() > 1:  # one line prints several years
            rows = rows[rows["tahun"] == answer.tahun]
        found += rows["id"].tolist()
    return [
        Cell(tabel, baris, kolom, cell)
        for tabel, kolom, source, cell in SOURCES
        if cell == column
        for baris in frames[tabel].index[frames[tabel][source].isin(found)]
    ]


def _correction(frames: Mapping[str, pd.DataFrame], cell: Cell):
    """Return the correction that holds for a cell already; `None` where there is none."""
    row, fixes = frames[cell.tabel].loc[cell.baris], frames["koreksi"]
    for fix in fixes[(fixes["tabel"] == cell.tabel) & (fixes["kolom"] == cell.kolom)].itertuples():
        parts = [part.partition("=") for part in fix.kunci.split(";")]
        if all(row.get(name.strip()) == value.strip() for name, _, value in parts):
            return fix
    return None


def _year_first(key: tuple[str, str]) -> bool:
    return key[0] != "tahun"


def _as_csv(fix: dict[str, str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(fix[name] for name in KOREKSI)
    return text.getvalue()
