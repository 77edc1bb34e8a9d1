"""Plans: the stages of a yearly one beside its budget, the end of one of several years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise

from ..aturan.rules import load_rules
from ..importing.buku_kepala import PERIOD, Judul, fold_title
from ..numbers import read_rupiah
from .kolom import HALF, SURE, Dokumen, Kolom, cells_under, share_of
from .tabel import Tabel

__all__ = [
    "END",
    "PROPOSAL",
    "RKPD",
    "TOWARDS",
    "change_columns",
    "doubt_ends",
    "end_of_plan",
    "end_titles",
    "proposed_columns",
    "stage_columns",
]

RKPD = "rkpd"
PROPOSAL = "usulan"
END = "akhir"  # what a plan of several years is to reach
TOWARDS = "menuju akhir"  # how far that is reached
PLAN = re.compile(r"\b(?:renstra|rpjmd|rencana (?:strategis|pembangunan jangka))\b", re.IGNORECASE)
PLANS = re.compile(r"\b(?:renstra|rpjm|rpd\b|rencana)", re.IGNORECASE)  # of any owner
BEHIND = 2  # words behind a period that may say whose plan it is of
ENDING = re.compile(r"\bjangka menengah\b|\bakhir (?:renstra|rpjmd|periode)\b", re.IGNORECASE)
SHARE = re.compile(r"(?:persen(?:tase)? |tingkat )?capaian\b.* terhadap target\b")
NEAR = 3  # lines over a table that speak of it


def end_of_plan(
    lines: Iterable[str], year: int | None, province: bool = False
) -> tuple[int | None, bool]:
    """Return the last year of the plan that a year is of, and whether no other plan is named.

    What a plan of others is called, a ministry's or (but of a `province`) a province's, says
    nothing of one's own.

    Examples
    --------
    >>> end_of_plan(["Renstra 2021-2026", "Rencana Strategis 2016-2021"], 2024)
    (2026, True)
    >>> end_of_plan(["Renstra 2020-2024", "Renstra 2024-2026", "Renstra 2024 s.d. 2026"], 2024)
    (2026, False)
    >>> end_of_plan(["Renstra Kementerian 2020-2024", "RPJMN 2020-2024 dan Renstra"], 2024)
    (None, False)
    """
    spans = [span for line in lines if PLAN.search(line) for span in _own_spans(line, province)]
    years = [tuple(int(one) for one in re.findall(r"\d{4}", span)) for span in spans]
    ends = Counter(end for start, end in years if year and start <= year <= end)
    if not ends:
        return None, False
    return ends.most_common(1)[0][0], len(ends) == 1


def _own_spans(line: str, province: bool) -> list[str]:
    """Return the periods of a line but those of plans of others, named before or right behind."""
    found = list(PERIOD.finditer(line))
    ends = [0, *(one.end() for one in found)]
    out, others = [], False
    for n, one in enumerate(found):
        before = line[ends[n] : one.start()]
        behind = " ".join(fold_title(line[one.end() :]).split()[:BEHIND])
        named = _is_of_others(before, province) or _is_of_others(behind, province)
        # dan 2025-2029: of the plan named before it
        others = named or (others and not PLANS.search(before))
        out += [] if others else [one[0]]
    return out


def _is_of_others(text: str, province: bool) -> bool:
    words = f" {fold_title(text)} "
    if not province and re.search(r" prov(?:insi)? ", words):
        return True
    return any(f" {word} " in words for word in _centre())


@cache
def _centre() -> tuple[str, ...]:
    rows = load_rules("judul_kolom")
    return tuple(rows.loc[rows["makna"] == "kata_pusat", "sebutan"])


def end_titles(table: Tabel, judul: dict[int, Judul], dokumen: Dokumen) -> dict[int, Judul]:
    """Return the titles where a target of the end of a plan, and what is reached of it, are dated.

    One that names no year is of the last year of the document's plan, where the title or the text
    over the table speaks of its end; a share of an end target is of that target's year.
    """
    out = dict(judul)
    near = " ".join((table.label, *table.di_atas[:NEAR]))
    for place, one in judul.items():
        said = "akhir" in fold_title(one.teks).split() or ENDING.search(near)
        if one.makna == "target" and one.jangka and not one.tahun and said and dokumen.akhir:
            out[place] = replace(one, tahun=str(dokumen.akhir), sebab="", nilai=END)
        elif not one.makna and one.jangka and SHARE.match(fold_title(one.teks)):
            left = [out[n] for n in out if n < place and out[n].makna == "target"]
            ends = {each.tahun for each in left if each.jangka and each.tahun}
            if len(ends) == 1:
                out[place] = replace(one, makna="capaian", tahun=min(ends), sebab="", nilai=TOWARDS)
    return out


def doubt_ends(columns: list[Kolom], dokumen: Dokumen) -> list[Kolom]:
    """Return the columns where a target dated as the end of a plan is in doubt.

    Another table must print it of that year, unless the title calls it the end and the document
    names one plan alone. What is reached of it is as much in doubt.
    """
    why = f"target akhir rencana: tahun {dokumen.akhir}?"
    doubted = [
        one.tempat
        for one in columns
        if one.judul.nilai == END
        and one.judul.makna == "target"
        and not (dokumen.akhir_pasti and "akhir" in fold_title(one.judul.teks).split())
    ]
    return [
        replace(one, samar=one.samar or why)
        if one.tempat in doubted or (doubted and one.judul.nilai == TOWARDS)
        else one
        for one in columns
    ]


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
