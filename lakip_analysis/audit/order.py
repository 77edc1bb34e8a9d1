"""What a finding weighs: what it touches, what it turns round, how large it is; never its line."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import GRADES, threshold
from .prepare import Terbitan
from .rows import each_row
from .summary import WEAK, in_annex

__all__ = ["order_by_weight", "report_year", "weigh"]

# no contradiction between figures: after those of their grade
AFTER = ("target_lemah", "label_keliru", "skala_bercelah")

MAIN = ("utama", "program", "jumlah")


def weigh(found: pd.DataFrame, terbitan: Terbitan) -> pd.DataFrame:
    """Add what a finding touches, and set its severity by it.

    Returns
    -------
    DataFrame
        Added: `tahun_ini` (of the year of the report, or of none), `utama` (a main indicator),
        `pokok` (a main indicator, a programme, a total), `sumber` (a figure of that year in use
        here is printed in one of its cells), `pinggir` (only in annexes, or another body's
        benchmark), `receh` (a sum of money too small to matter in the budget of the agency:
        `audit_uang_kecil`), `lampau` (of years before the last one, without an amount that is
        apart: a figure carried on, a name).
        `keparahan`: what turns a conclusion round and is in use is grave; small change, earlier
        and later years and annexes are never; what is `lampau` is slight.
    """
    year = report_year(terbitan)
    kinds = _classes(terbitan)
    cells = [
        (*row.tersangka, *row.terlibat[: max(3, len(row.tersangka))]) for row in each_row(found)
    ]
    ids = [{cell.rpartition("|")[0] for cell in some} for some in cells]
    sources = set(terbitan.sumber)
    reported = found["dokumen"].map(year)
    this = found["tahun"].isin([0]) | (found["tahun"] == reported)
    past = (found["tahun"] != 0) & (found["tahun"] < reported - 1) & (found["besar"] == 0)
    past &= found["juga_tercetak"].map(len) == 0
    annex = in_annex(found["tabel"]).to_numpy()
    # a line is no programme because the sum that it is part of is one
    own = [row.tersangka or row.terlibat[:3] for row in each_row(found)]
    owned = [{kinds.get(cell.rpartition("|")[0]) for cell in some} for some in own]
    used = [not sources.isdisjoint(some) for some in cells]
    others = _of_others(terbitan)
    other = [bool(some) and some <= others for some in ids]
    share = found["uang"].astype(float) / found["dokumen"].map(_budget(terbitan))
    out = found.assign(
        tahun_ini=this,
        utama=["utama" in some for some in owned],
        pokok=[not some.isdisjoint(MAIN) for some in owned],
        sumber=pd.Series(used) & this,
        pinggir=pd.Series(annex) | pd.Series(other),
        receh=share < threshold("audit_uang_kecil"),
        lampau=past & ~found["membalik"].astype(bool) & (found["jenis"] != WEAK),
    )
    return out.assign(keparahan=_severity(out))


def order_by_weight(found: pd.DataFrame) -> pd.DataFrame:
    """Order findings by what they touch; lines break ties only.

    First what was promised and never reported. Then by severity; within it main indicators, then
    figures of programmes and totals that are in use here and turn a conclusion round, other
    programmes and totals, other figures in use, then the amount; earlier years and annexes last.
    What follows from another finding (`sebab_di`, where it is known) stands after it, and a root
    where the weightiest that follows from it alone would stand: it is the one to act on.
    """
    first = found["baris"].map(lambda numbers: numbers[0] if numbers else 0)
    ordered = found.assign(
        _lapor=found["jenis"] != "tidak_dilaporkan",
        _lain=found["jenis"].isin(AFTER),
        _derajat=found["keparahan"].map(GRADES.index),
        _jauh=(~found["tahun_ini"]).astype(int) + found["pinggir"].astype(int),
        _utama=~found["utama"].astype(bool),
        _balik=~(found["membalik"] & found["sumber"] & found["pokok"]),
        _sumber=~found["sumber"],
        _pokok=~found["pokok"],
        _besar=-found["besar"],
        _baris=first,
    )
    by = ["_lapor", "_derajat", "_lain", "_jauh", "_utama", "_balik", "_pokok", "_sumber", "_besar"]
    order = ["dinas", "dokumen", *by, "_baris", "jenis", "tercetak"]
    ordered = ordered.sort_values(order, kind="stable")[found.columns]
    return _behind_roots(ordered) if "sebab_di" in ordered else ordered


def _behind_roots(ordered: pd.DataFrame) -> pd.DataFrame:
    """Return findings with each consequence after the root that explains most of it."""
    rank = dict(zip(ordered.index, range(len(ordered)), strict=True))
    first = dict(rank)
    for here, causes in ordered["sebab_di"].items():
        if len(causes) == 1:
            first[causes[0]] = min(first[causes[0]], rank[here])
    places = [
        (first[causes[0]], rank[causes[0]], 1, rank[here])
        if causes
        else (first[here], rank[here], 0, rank[here])
        for here, causes in ordered["sebab_di"].items()
    ]
    places = pd.Series(places, index=ordered.index, dtype=object)
    return ordered.loc[sorted(ordered.index, key=places.__getitem__)]


def _severity(found: pd.DataFrame) -> pd.Series:
    grave = found["keparahan"] == "tinggi"
    far = (~found["tahun_ini"] | found["pinggir"]) & ~found["sumber"]
    large = found["pokok"] | (found["besar"] >= threshold("audit_besar"))
    raised = found["membalik"] & found["sumber"] & large & (found["keparahan"] == "sedang")
    graded = found["keparahan"].mask(grave & far, "sedang").mask(raised, "tinggi")
    graded = graded.mask((graded == "tinggi") & found["receh"], "sedang")
    return graded.mask(found["lampau"], "rendah")


def _of_others(terbitan: Terbitan) -> set[str]:
    """Return the rows that are another body's."""
    both = (terbitan.kinerja, terbitan.anggaran)
    return {name for rows in both for name in rows.loc[rows["tahap"] == "pembanding", "id"]}


def _budget(terbitan: Terbitan) -> dict[str, float]:
    """Return the budget of each report: the largest one that it prints."""
    return terbitan.anggaran.groupby("dokumen")["pagu"].max().to_dict()


def report_year(terbitan: Terbitan) -> dict[str, int]:
    """Return the year of each report: the one given, else the one it measures most."""
    given = dict(zip(terbitan.skala["dokumen"], terbitan.skala["tahun"], strict=True))
    rows = terbitan.kinerja
    rows = rows[(rows["kelas"] == "utama") & rows["realisasi"].notna() & (rows["tahap"] == "")]
    budget = terbitan.anggaran[terbitan.anggaran["realisasi"].notna()]
    out: dict[str, int] = {}
    for some in (budget, rows):
        counts = some.groupby(["dokumen", "tahun"]).size().reset_index(name="_n")
        most = counts.sort_values(["_n", "tahun"]).drop_duplicates("dokumen", keep="last")
        out |= dict(zip(most["dokumen"], most["tahun"].astype(int).tolist(), strict=True))
    return out | given


def _classes(terbitan: Terbitan) -> dict[str, str]:
    both = [frame[["id", "kelas"]] for frame in (terbitan.kinerja, terbitan.anggaran)]
    rows = pd.concat(both)
    return dict(zip(rows["id"], rows["kelas"], strict=True))
