"""Printed averages: are they the mean of their rows, and do they stand on figures that are themselves wrong?"""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import categorize
from ..language import tr
from .findings import cell, findings, lines
from .notation import fmt

__all__ = ["find_averages", "find_headline_means"]


def find_averages(
    frame: pd.DataFrame, column: str, wrong: pd.DataFrame, skala: str
) -> pd.DataFrame:
    """Find printed averages that are no mean of their rows, and averages over rows found wrong.

    The rows of an average are those since the last average; the mean may be over all of them, over one level, over distinct quantities, or
    over the averages above (a mean of means).

    Parameters
    ----------
    frame : prepared rows of one kind.
    column : {"capaian", "persen"}
    wrong : findings of that column; an average over such a cell is recomputed and will point to it as its root.
    skala : the report's scale, for the severity.
    """
    spoiled = {name for cells in wrong["tersangka"] for name in cells} if len(wrong) else set()
    table = ["dinas", "dokumen", "peta", "tahun"]
    rows = frame[
        frame["peta"].isin(frame.loc[frame["level"] == "rata_rata", "peta"].unique())
        & (frame["level"] != "jumlah")
    ]
    rows = rows.sort_values([*table, "baris"], kind="stable")
    average = rows["level"] == "rata_rata"
    groups = [rows[name] for name in table]
    after = average.groupby(groups, sort=False).shift(fill_value=False) & ~average
    rows = rows.assign(ruas=after.groupby(groups, sort=False).cumsum(), rata=average)
    blind = rows[~rows["rata"]].groupby([*table, "ruas"])[column].count()
    rows = rows[rows[column].notna() & ~_has_only_missing(rows, blind, table)]
    doubted = _doubted(rows, column, table, spoiled)
    records = []
    for _, part in rows[rows.set_index(table).index.isin(doubted)].groupby(table, sort=False):
        for row in part[part["rata"]].itertuples():
            members, above = (
                part[~part["rata"] & (part["ruas"] == row.ruas)],
                part[part["baris"] < row.baris],
            )
            records += _judge(
                row, column, members, above[above["rata"]], above[~above["rata"]], spoiled, skala
            )
    return findings(records)


def _has_only_missing(rows: pd.DataFrame, counted: pd.Series, table: list[str]) -> pd.Series:
    """Say which averages stand over rows that print nothing but "-": there is nothing to check them against."""
    keys = pd.MultiIndex.from_frame(rows[[*table, "ruas"]])
    return rows["rata"] & pd.Series(counted.reindex(keys).eq(0).to_numpy(), index=rows.index)


def _doubted(rows: pd.DataFrame, column: str, table: list[str], spoiled: set[str]) -> pd.Index:
    """Return the tables that hold an average other than the plain mean of its rows, or a row found wrong; the others are in order."""
    plain = (
        rows[~rows["rata"]]
        .groupby([*table, "ruas"])[[column, f"h_{column}"]]
        .mean()
        .rename(columns={column: "rerata", f"h_{column}": "longgar"})
        .reset_index()
    )
    averages = rows[rows["rata"]].merge(plain, on=[*table, "ruas"], how="left")
    off = ~(
        (averages[column] - averages["rerata"]).abs()
        <= averages[f"h_{column}"] + averages["longgar"]
    )
    touched = (
        rows[rows["id"].map(lambda name: cell(name, column) in spoiled).astype(bool)]
        if spoiled
        else rows.iloc[:0]
    )
    return (
        pd.concat([averages.loc[off, table], touched[table]])
        .drop_duplicates()
        .set_index(table)
        .index
    )


def find_headline_means(k: pd.DataFrame, skala: str) -> pd.DataFrame:
    """Find prose and other places that print another overall mean of achievement than the table of the main indicators."""
    means = k[(k["level"] == "rata_rata") & k["capaian"].notna() & (k["tahap"] == "")]
    main = (
        k[(k["kelas"] == "utama") & k["capaian"].notna() & k["peta"].isin(means["peta"].unique())]
        .groupby(["dinas", "dokumen", "peta", "tahun"])
        .size()
        .rename("n")
        .reset_index()
    )
    main = main[main["n"] == main.groupby(["dinas", "dokumen", "tahun"])["n"].transform("max")]
    head = (
        means.merge(main, on=["dinas", "dokumen", "peta", "tahun"])
        .sort_values("baris")
        .drop_duplicates(["dinas", "dokumen", "tahun"])
    )
    alone = ~means["peta"].isin(k.loc[k["kelas"] != "jumlah", "peta"].unique()) & means[
        "nama_tercetak"
    ].str.contains(r"rata-rata.*(?:kinerja|indikator)|capaian kinerja$", case=False)
    pairs = means[alone].merge(
        head[["dinas", "dokumen", "tahun", "capaian", "capaian_tercetak", "baris", "tabel", "id"]],
        on=["dinas", "dokumen", "tahun"],
        suffixes=("", "_utama"),
    )
    off = pairs[(pairs["capaian"] - pairs["capaian_utama"]).abs() > pairs["h_capaian"]]
    return findings(
        {
            "dinas": r.dinas,
            "dokumen": r.dokumen,
            "jenis": "rata_rata_tidak_cocok",
            "keparahan": _grade(r.capaian, r.capaian_utama, skala),
            "tahun": r.tahun,
            "baris": lines([r.baris, r.baris_utama]),
            "tabel": r.tabel,
            "tercetak": r.capaian_tercetak,
            "hitung_ulang": r.capaian_tercetak_utama,
            "penjelasan": tr(
                "Rata-rata capaian tercetak {tercetak} di sini, tetapi {utama} di {tabel}.",
                tercetak=r.capaian_tercetak,
                utama=r.capaian_tercetak_utama,
                tabel=r.tabel_utama,
            ),
            "tersangka": (cell(r.id, "capaian"),),
            "terlibat": (cell(r.id, "capaian"), cell(r.id_utama, "capaian")),
            "kunci": "rata-rata utama",
        }
        for r in off.itertuples()
    )


def _judge(
    row,
    column: str,
    members: pd.DataFrame,
    earlier: pd.DataFrame,
    whole: pd.DataFrame,
    spoiled: set[str],
    skala: str,
) -> list[dict]:
    printed, half = getattr(row, column), getattr(row, f"h_{column}")
    groups = [
        rows
        for block in (members, whole)
        for rows in (
            block,
            *(part for _, part in block.groupby("level")),
            block.drop_duplicates(["kunci", column]),
        )
    ]
    groups = [
        rows
        for rows in [*groups, earlier, *(part for _, part in earlier.groupby("nama_tercetak"))]
        if len(rows)
    ]
    if not groups or (len(members) < 2 and len(whole) < 2):
        return []
    slack = half + groups[0][f"h_{column}"].mean()
    if all(abs(printed - rows[column].mean()) > slack for rows in groups):
        used = _meant(row, groups, members, earlier, whole, column)
        words = tr(
            "Rata-rata {n} angka yang tercetak adalah {hasil}, bukan {tercetak}.",
            n=len(used),
            hasil=fmt(used[column].mean()),
            tercetak=getattr(row, f"{column}_tercetak"),
        )
        return [_record(row, column, used, used[column].mean(), words, True, skala)]
    used = min(groups, key=lambda rows: abs(printed - rows[column].mean()))
    bad = used["id"].map(lambda name: cell(name, column) in spoiled).astype(bool)
    if column != "capaian" or not bad.any():
        return []
    mean = used[column].mask(bad, used["capaian_hitung"]).mean()
    words = tr(
        "Rata-rata {tercetak} berdiri di atas {n} capaian yang keliru; dengan angka yang dihitung ulang rata-ratanya {hasil}.",
        tercetak=row.capaian_tercetak,
        n=int(bad.sum()),
        hasil=fmt(mean),
    )
    return [_record(row, column, used, mean, words, False, skala)]


def _meant(
    row,
    groups: list[pd.DataFrame],
    members: pd.DataFrame,
    earlier: pd.DataFrame,
    whole: pd.DataFrame,
    column: str,
) -> pd.DataFrame:
    """Return the rows an average most likely stands for: the level its own name says, else the group that comes nearest."""
    name = row.nama_tercetak.lower()
    level = (
        "subkegiatan"
        if "sub" in name
        else "kegiatan"
        if "kegiatan" in name
        else "program"
        if "program" in name
        else ""
    )
    named = members[members["level"] == level] if level else members.iloc[:0]
    if len(named):
        return named
    if row.nama_tercetak.strip().lower() in ("total", "jumlah") and len(earlier) > 1:
        return earlier
    pool = (
        groups
        if not len(members)
        else [rows for rows in groups if rows.index.isin(members.index).all()]
    )
    return min(pool or groups, key=lambda rows: abs(getattr(row, column) - rows[column].mean()))


def _record(
    row, column: str, members: pd.DataFrame, right: float, words: str, own_fault: bool, skala: str
) -> dict:
    own = cell(row.id, column)
    return {
        "dinas": row.dinas,
        "dokumen": row.dokumen,
        "jenis": "rata_rata_tidak_cocok",
        "keparahan": _grade(getattr(row, column), right, skala if column == "capaian" else ""),
        "tahun": row.tahun,
        "baris": lines([row.baris, *members["baris"]]),
        "tabel": row.tabel,
        "tercetak": getattr(row, f"{column}_tercetak"),
        "hitung_ulang": fmt(right),
        "penjelasan": words,
        "tersangka": (own,) if own_fault else (),
        "terlibat": (own, *(cell(name, column) for name in members["id"])),
        "kunci": f"rata-rata {row.peta} {row.baris}",
    }


def _grade(printed: float, right: float, skala: str) -> str:
    gap = abs(printed - right)
    changes = bool(skala) and categorize(pd.Series([printed, right]), skala).nunique() > 1
    return "tinggi" if changes or gap > 10 else "sedang" if gap > 0.1 else "rendah"
