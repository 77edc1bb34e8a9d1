"""Sums in the budget tables: parents and their children, totals and the lines above them."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from .findings import cells, findings, none, temuan
from .prepare import Terbitan
from .severity import grade

__all__ = ["find_sums"]

MONEY = ("pagu_induk", "pagu", "realisasi")

# levels of a budget table, the highest first
TOP = ("tujuan", "sasaran", "urusan", "belanja", "program", "kegiatan", "subkegiatan")

TABLE = ["dinas", "dokumen", "peta", "tahun"]


def find_sums(terbitan: Terbitan) -> pd.DataFrame:
    """Find parents that are not the sum of their children, and totals not that of their lines.

    A child that prints "-" counts as nothing; where one cannot be read, the sum is not checked.
    """
    rows = terbitan.anggaran
    checks = [_parents(rows, column) for column in MONEY]
    checks += [_totals(rows, column) for column in MONEY]
    return pd.concat([none(), *checks], ignore_index=True)


def _parents(anggaran: pd.DataFrame, column: str) -> pd.DataFrame:
    children = _in_cents(anggaran[anggaran["induk"].fillna("") != ""], column)
    if children.empty:
        return none()
    sums = children.groupby("induk").agg(
        jumlah=("sen", "sum"), ada=(column, "count"), buta=("buta", "any"), n=("id", "size")
    )
    printed = anggaran[anggaran[column].notna()].set_index("id", drop=False)
    parents = printed.join(sums, how="inner")
    parents["jumlah"] /= 100
    off = (parents["jumlah"] - parents[column]).abs() > threshold("audit_jumlah_rp")
    wrong = parents[(parents["ada"] > 0) & ~parents["buta"] & off]
    rows = _with_members(wrong, children, "induk").itertuples(index=False)
    return findings(_sum(row, column, "induk") for row in rows)


def _totals(anggaran: pd.DataFrame, column: str) -> pd.DataFrame:
    """Check each total against the lines since the last total; a first one, those after it.

    A total is in order when the lines of any one level in that stretch add up to it (some tables
    print a level twice); the sum named is that of the programmes, else of the highest level.
    """
    with_total = anggaran.loc[anggaran["level"] == "jumlah", "peta"].unique()
    rows = anggaran[anggaran["peta"].isin(with_total)]
    rows = rows.sort_values([*TABLE, "baris"], kind="stable")
    total = rows["level"] == "jumlah"
    # stretch 0 is everything down to the first total and that total itself, and so on
    stretch = total.groupby([rows[name] for name in TABLE], sort=False).cumsum() - total
    depth = rows["level"].map({level: place for place, level in enumerate(TOP)})
    rows = rows.assign(ruas=stretch, derajat=depth)
    lines = _in_cents(rows[rows["derajat"].notna()], column)
    sums = lines.groupby([*TABLE, "ruas", "derajat"]).agg(
        jumlah=("sen", "sum"), n=("id", "size"), ada=(column, "count"), buta=("buta", "any")
    )
    sums = sums.reset_index()
    totals = rows[total & rows[column].notna()].drop(columns="derajat")
    above = totals.merge(sums, on=[*TABLE, "ruas"])
    first = totals[(totals["ruas"] == 0) & ~totals["id"].isin(above["id"])]
    below = first.assign(ruas=first["ruas"] + 1).merge(sums, on=[*TABLE, "ruas"])
    both = pd.concat([above, below], ignore_index=True)
    both["jumlah"] /= 100
    both = both[(both["n"] > 1) & (both["ada"] > 1)]
    near = (both["jumlah"] - both[column]).abs() <= threshold("audit_jumlah_rp")
    agrees = (near | both["buta"]).groupby(both["id"]).transform("any")
    wrong = both[~agrees]
    wrong = wrong.assign(bukan_program=wrong["derajat"] != TOP.index("program"))
    wrong = wrong.sort_values(["bukan_program", "derajat"], kind="stable").drop_duplicates("id")
    stretch = [*TABLE, "ruas", "derajat"]
    owned = lines.merge(wrong[[*stretch, "id"]].rename(columns={"id": "milik"}), on=stretch)
    rows = _with_members(wrong, owned, "milik").itertuples()
    return findings(_sum(row, column, "total", _repeats(row, column, anggaran)) for row in rows)


def _in_cents(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Add the amount in whole cents (`sen`), and whether digits stand there unread (`buta`)."""
    return rows.assign(
        sen=(rows[column].fillna(0) * 100).round(),
        buta=rows[f"{column}_tercetak"].str.contains(r"\d") & rows[column].isna(),
    )


def _with_members(wrong: pd.DataFrame, members: pd.DataFrame, key: str) -> pd.DataFrame:
    """Add the ids (`anak`) and lines (`barisan`) of the rows that were added up."""
    mine = members[members[key].isin(wrong["id"])].groupby(key)
    ids, lines = mine["id"].agg(tuple), mine["baris"].agg(tuple)
    return wrong.assign(anak=wrong["id"].map(ids), barisan=wrong["id"].map(lines))


def _repeats(row, column: str, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Return every place that repeats a total."""
    same = (anggaran[column] == getattr(row, column)) & (anggaran["level"] == "jumlah")
    for name in ("dinas", "dokumen", "tahun"):
        same &= anggaran[name] == getattr(row, name)
    return anggaran[same]


def _sum(row, column: str, whole: str, again: pd.DataFrame | None = None) -> dict:
    """Return the finding on one sum; `whole` says what it is the sum of: total or induk."""
    printed = getattr(row, column)
    gap = row.jumlah - printed
    ids, lines = ([], []) if again is None else (again["id"], again["baris"])
    members = [*row.anak, *ids]
    return temuan(
        row,
        "jumlah_tidak_cocok",
        f"jumlah.{whole}_{column}",
        {
            "n": row.n,
            "angka": printed,
            "selisih": abs(gap),
            "arah": "kurang" if gap > 0 else "lebih",
        },
        tercetak=getattr(row, f"{column}_tercetak"),
        hitung_ulang=row.jumlah,
        bentuk="rp",
        keparahan=grade(
            "jumlah",
            pokok=whole == "total" or row.level == "program",
            selisih=abs(gap) / max(abs(printed), 1),
        ),
        terlibat=(
            *cells(row.id, column),
            *(name for member in members for name in cells(member, column)),
        ),
        baris=[row.baris, *row.barisan, *lines],
    )
