"""Printed averages: are they the mean of their rows, and do they stand on wrong figures?"""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import categorize
from .anggaran import find_absorption
from .crosscheck import find_differences
from .findings import cells, findings, none, temuan
from .kinerja import find_capaian
from .prepare import Terbitan
from .severity import grade

__all__ = ["find_average_absorption", "find_average_achievement", "find_headline_means"]

TABLE = ["dinas", "dokumen", "peta", "tahun"]


def find_average_achievement(terbitan: Terbitan) -> pd.DataFrame:
    """Find printed averages of achievement that are no mean of their rows, or stand on wrong ones.

    The rows of an average are those since the last average; the mean may be over all of them, over
    one level, over distinct quantities, or over the averages above (a mean of means). An average
    over an achievement found wrong is recomputed and will point to that finding as its root. One
    whose target or realisation is itself held to be wrong is no reason to recompute.
    """
    wrong = terbitan.found(find_capaian)
    elsewhere = set(terbitan.found(find_differences)["tersangka"].explode())
    own = wrong["terlibat"].map(elsewhere.isdisjoint).astype(bool)
    suspects = _suspects(wrong[own])
    return _averages(terbitan.kinerja, "capaian", suspects, terbitan.aturan["skala"])


def find_average_absorption(terbitan: Terbitan) -> pd.DataFrame:
    """Find printed averages of absorption that are no mean of their rows."""
    wrong = terbitan.found(find_absorption)
    return _averages(terbitan.anggaran, "persen", _suspects(wrong), "")


def find_headline_means(terbitan: Terbitan) -> pd.DataFrame:
    """Find other places that print another overall mean than the table of the main indicators."""
    rows, report = terbitan.kinerja, ["dinas", "dokumen", "tahun"]
    printed = rows[rows["capaian"].notna()]
    means = printed[(printed["level"] == "rata_rata") & (printed["tahap"] == "")]
    with_mean = printed["peta"].isin(means["peta"].unique())
    main = printed[(printed["kelas"] == "utama") & with_mean]
    main = main.groupby(TABLE).size().rename("n").reset_index()
    # the table with the most main indicators prints the mean that counts
    main = main[main["n"] == main.groupby(report)["n"].transform("max")]
    head = means.merge(main, on=TABLE).sort_values("baris").drop_duplicates(report)
    head = head[[*report, "capaian", "capaian_tercetak", "baris", "tabel", "id"]]
    # a place that prints a mean and no row of its own: prose, a summary
    alone = ~means["peta"].isin(rows.loc[rows["kelas"] != "jumlah", "peta"].unique())
    overall = r"rata-rata.*(?:kinerja|indikator)|capaian kinerja$"
    named = means["nama_tercetak"].str.contains(overall, case=False)
    pairs = means[alone & named].merge(head, on=report, suffixes=("", "_utama"))
    off = pairs[(pairs["capaian"] - pairs["capaian_utama"]).abs() > pairs["h_capaian"]]
    skala = terbitan.aturan["skala"]
    return findings(
        temuan(
            row,
            "rata_rata_tidak_cocok",
            "rata_rata.lain",
            {"tabel_lain": row.tabel_utama},
            tercetak=row.capaian_tercetak,
            hitung_ulang=row.capaian_tercetak_utama,
            keparahan=_grade(row.capaian, row.capaian_utama, skala),
            tersangka=cells(row.id, "capaian"),
            terlibat=cells(row.id_utama, "capaian"),
            baris=[row.baris, row.baris_utama],
            kunci="rata-rata utama",
        )
        for row in off.itertuples()
    )


def _suspects(found: pd.DataFrame) -> set[str]:
    return {name for names in found["tersangka"] for name in names}


def _averages(rows: pd.DataFrame, column: str, wrong: set[str], skala: str) -> pd.DataFrame:
    """Judge every printed average of one column; `wrong` are cells found wrong."""
    with_mean = rows.loc[rows["level"] == "rata_rata", "peta"].unique()
    rows = rows[rows["peta"].isin(with_mean) & (rows["level"] != "jumlah")]
    if rows.empty:
        return none()
    rows = rows.sort_values([*TABLE, "baris"], kind="stable")
    mean = rows["level"] == "rata_rata"
    tables = [rows[name] for name in TABLE]
    # a stretch ends where rows follow an average; averages below each other share theirs
    begins = mean.groupby(tables, sort=False).shift(fill_value=False) & ~mean
    rows = rows.assign(
        ruas=begins.groupby(tables, sort=False).cumsum(),
        rata=mean,
        keliru=[name in wrong for row in rows["id"] for name in cells(row, column)],
    )
    counted = rows[~rows["rata"]].groupby([*TABLE, "ruas"])[column].count()
    rows = rows[rows[column].notna() & ~_has_only_missing(rows, counted)]
    doubted = rows.set_index(TABLE).index.isin(_doubted(rows, column))
    records = []
    for _, part in rows[doubted].groupby(TABLE, sort=False):
        for row in part[part["rata"]].itertuples():
            above = part[part["baris"] < row.baris]
            members = part[~part["rata"] & (part["ruas"] == row.ruas)]
            earlier, whole = above[above["rata"]], above[~above["rata"]]
            records += _judge(row, column, members, earlier, whole, skala)
    return findings(records)


def _has_only_missing(rows: pd.DataFrame, counted: pd.Series) -> pd.Series:
    """Say which averages stand over rows that print only "-": nothing to check them against."""
    keys = pd.MultiIndex.from_frame(rows[[*TABLE, "ruas"]])
    nothing = pd.Series(counted.reindex(keys).eq(0).to_numpy(), index=rows.index)
    return rows["rata"] & nothing


def _doubted(rows: pd.DataFrame, column: str) -> pd.Index:
    """Return the tables with an average other than the plain mean, or a row found wrong."""
    values = rows[~rows["rata"]].groupby([*TABLE, "ruas"])[[column, f"h_{column}"]].mean()
    plain = values.set_axis(["rerata", "longgar"], axis=1).reset_index()
    means = rows[rows["rata"]].merge(plain, on=[*TABLE, "ruas"], how="left")
    slack = means[f"h_{column}"] + means["longgar"]
    off = ~((means[column] - means["rerata"]).abs() <= slack)
    places = pd.concat([means.loc[off, TABLE], rows.loc[rows["keliru"], TABLE]])
    return places.drop_duplicates().set_index(TABLE).index


def _judge(
    row,
    column: str,
    members: pd.DataFrame,
    earlier: pd.DataFrame,
    whole: pd.DataFrame,
    skala: str,
) -> list[dict]:
    """Return the finding on one average, if any.

    `members` are the rows since the last average, `whole` all rows above, `earlier` the averages
    above.
    """
    printed, half = getattr(row, column), getattr(row, f"h_{column}")
    groups = [*_groups(members, column), *_groups(whole, column), earlier]
    groups += [part for _, part in earlier.groupby("nama_tercetak")]
    groups = [rows for rows in groups if len(rows)]
    if not groups or (len(members) < 2 and len(whole) < 2):
        return []
    slack = half + groups[0][f"h_{column}"].mean()
    if all(abs(printed - rows[column].mean()) > slack for rows in groups):
        used = _meant(row, groups, members, earlier, column)
        return [_average(row, column, used, used[column].mean(), "rata_rata.bukan", skala)]
    used = min(groups, key=lambda rows: abs(printed - rows[column].mean()))
    if column != "capaian" or not used["keliru"].any():
        return []
    mean = used[column].mask(used["keliru"], used["capaian_hitung"]).mean()
    return [_average(row, column, used, mean, "rata_rata.berdiri", skala)]


def _groups(rows: pd.DataFrame, column: str) -> list[pd.DataFrame]:
    """Return what an average may be over: all rows, one level, distinct quantities."""
    levels = [part for _, part in rows.groupby("level")]
    return [rows, *levels, rows.drop_duplicates(["kunci", column])]


def _meant(
    row, groups: list[pd.DataFrame], members: pd.DataFrame, earlier: pd.DataFrame, column: str
) -> pd.DataFrame:
    """Return the rows an average most likely stands for.

    The level its own name says, the averages above for a total, else the group that comes nearest.
    """
    name = row.nama_tercetak.lower()
    levels = {"sub": "subkegiatan", "kegiatan": "kegiatan", "program": "program"}
    level = next((level for word, level in levels.items() if word in name), "")
    named = members[members["level"] == level]
    if level and len(named):
        return named
    if name.strip() in ("total", "jumlah") and len(earlier) > 1:
        return earlier
    inside = [rows for rows in groups if rows.index.isin(members.index).all()]
    pool = (inside if len(members) else groups) or groups
    return min(pool, key=lambda rows: abs(getattr(row, column) - rows[column].mean()))


def _average(
    row, column: str, members: pd.DataFrame, right: float, kalimat: str, skala: str
) -> dict:
    own = cells(row.id, column)
    itself = kalimat == "rata_rata.bukan"
    return temuan(
        row,
        "rata_rata_tidak_cocok",
        kalimat,
        {"n": len(members) if itself else int(members["keliru"].sum())},
        tercetak=getattr(row, f"{column}_tercetak"),
        hitung_ulang=right,
        keparahan=_grade(getattr(row, column), right, skala),
        # an average over wrong figures is right in itself
        tersangka=own if itself else (),
        terlibat=(*own, *(name for member in members["id"] for name in cells(member, column))),
        baris=[row.baris, *members["baris"]],
        kunci=f"rata-rata {row.peta} {row.baris}",
    )


def _grade(printed: float, right: float, skala: str) -> str:
    """Return the severity of a wrong mean; without a scale no category can change."""
    changes = len(skala) > 0 and categorize(pd.Series([printed, right]), skala).nunique() > 1
    return grade("rata_rata", membalik=changes, selisih=abs(printed - right))
