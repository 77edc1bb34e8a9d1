"""The stages of a yearly plan beside its budget: RKPD, its change, what is proposed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ..numbers import read_rupiah
from .kolom import HALF, SURE, Kolom, cells_under, share_of
from .tabel import Tabel

__all__ = ["PROPOSAL", "RKPD", "change_columns", "proposed_columns", "stage_columns"]

RKPD = "rkpd"
PROPOSAL = "usulan"


def stage_columns(columns: list[Kolom]) -> list[Kolom]:
    """Return the columns of a yearly plan (RKPD) with its stage; those of other tables as given.

    Beside the plan after its change, the first plan and the budget are those before it, and what is
    proposed comes after it; a target belongs to the plan of its stage. Where the table goes on with
    the plan of another year, the first plan stands in that row of years too.
    """
    stages = {one.kelompok for one in columns if one.kelompok.startswith(RKPD)}
    if not stages:
        return columns
    last = max(stages)  # rkpd, rkpd-perubahan
    year = {one.tahun for one in columns if one.kelompok == last}
    plans = [one for one in columns if one.peran == "pagu"]
    proposed = any(one.kelompok == PROPOSAL for one in plans)
    path = any(one.kelompok == RKPD and one.tahun not in year for one in plans)
    out = []
    for one in columns:
        stage = {1: RKPD, 3: last}.get(one.judul.tahap, last)
        earlier = last not in (RKPD, one.kelompok) and one.kelompok != PROPOSAL
        if one.isi == "kinerja" and one.peran == "target" and not one.kelompok:
            out.append(replace(one, kelompok=stage))
        elif one.peran == "pagu" and earlier and one.tahun in year:
            group = last if one.kelompok else ""
            out.append(replace(one, peran="pagu_induk", kelompok=group))
            if path and one.kelompok == RKPD:
                out.append(one)
        elif one.peran == "perubahan":
            out.append(replace(one, kelompok=PROPOSAL if proposed else last))
        else:
            out.append(one)
            if proposed and one.peran == "pagu" and one.kelompok == last:
                out.append(replace(one, peran="pagu_induk", kelompok=PROPOSAL))
    return out


def change_columns(table: Tabel, columns: list[Kolom]) -> list[Kolom]:
    """Return the columns with the change of a budget where it is printed, whatever stands over it.

    A title of changes over anything but amounts stands beside its column; the change is what the
    later budget is more than the earlier one in nearly every row.
    """
    titled = [one for one in columns if one.peran == "perubahan"]
    beside = [
        one for one in titled if not share_of(cells_under(table, one.tempat), _is_amount) > HALF
    ]
    if not beside:
        return columns
    after = {(one.kelompok, one.tahun): one for one in columns if one.peran == "pagu"}
    found: dict[int, Kolom] = {}
    for one in columns:
        later = after.get((one.kelompok, one.tahun)) if one.peran == "pagu_induk" else None
        free = [c for c in columns if not c.peran and later and c.tempat > later.tempat]
        for column in free:
            if _works_out(table, one, later, column):
                about = {"isi": "anggaran", "tahun": later.tahun, "kelompok": later.kelompok}
                found[column.tempat] = replace(column, peran="perubahan", sebab="", **about)
    why = "judulnya tidak di atas selisih"
    return [
        found.get(one.tempat, replace(one, peran="", sebab=why) if one in beside else one)
        for one in columns
    ]


def proposed_columns(table: Tabel, columns: list[Kolom]) -> list[Kolom]:
    """Return the columns with the proposed budget where its title stands beside its amounts.

    Of two columns right of the last budget the second is what the first is more than that.
    """
    if not any(one.judul.kelompok == PROPOSAL and not one.peran for one in columns):
        return columns
    budgets = [one for one in columns if one.peran == "pagu"]
    free = [one for one in columns if budgets and one.tempat > budgets[-1].tempat]
    free = [one for one in free if one.peran in ("", "perubahan")]
    for one, change in pairwise(free):
        if _works_out(table, budgets[-1], one, change):
            about = {
                "isi": "anggaran",
                "tahun": budgets[-1].tahun,
                "kelompok": PROPOSAL,
                "sebab": "",
            }
            new = {one.tempat: replace(one, peran="pagu", **about)}
            new[change.tempat] = replace(change, peran="perubahan", **about)
            before = replace(budgets[-1], peran="pagu_induk", kelompok=PROPOSAL)
            return [new.get(each.tempat, each) for each in columns] + [before]
    return columns


def _works_out(table: Tabel, before: Kolom, after: Kolom, change: Kolom) -> bool:
    """Say whether a column prints by how much one budget differs from another."""
    rows = [_amounts(row.sel, before, after, change) for row in table.baris]
    rows = [row for row in rows if None not in row]
    agree = sum(abs(abs(b - a) - abs(c)) <= 1 for a, b, c in rows)
    return any(c for *_, c in rows) and len(rows) > 2 and agree >= SURE * len(rows)


def _is_amount(cell: str) -> bool:
    return read_rupiah(cell).nilai is not None or read_rupiah(cell).jenis == "kosong"


def _amounts(cells: tuple[str, ...], *columns: Kolom) -> list:
    return [
        read_rupiah(cells[one.tempat]).nilai if one.tempat < len(cells) else None for one in columns
    ]
