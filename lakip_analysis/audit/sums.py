"""Sums in the budget tables: parents and their children, totals and the lines above them."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..numbers import write_rupiah
from .findings import cells, findings, temuan
from .prepare import Terbitan
from .relations import Relasi
from .severity import grade

__all__ = ["MONEY", "find_sums", "left_out_sums", "printed_sums", "sum_members"]

MONEY = ("pagu_induk", "pagu", "realisasi")

# levels of a budget table, the highest first
TOP = ("tujuan", "sasaran", "urusan", "belanja", "program", "kegiatan", "subkegiatan")

LEFT_OUT = 3  # lines of a sum, at least, before one of them can be named as left out

TABLE = ["dinas", "dokumen", "peta", "tahun"]

USED = [
    *TABLE,
    "id",
    "baris",
    "tabel",
    "level",
    "kelas",
    "kunci",
    "tahap",
    "induk",
    "nama_tercetak",
    *(f"{column}{end}" for column in MONEY for end in ("", "_tercetak")),
]


def find_sums(terbitan: Terbitan) -> pd.DataFrame:
    """Find parents that are not the sum of their children, and totals not that of their lines.

    A child that prints "-" counts as nothing; where one cannot be read, the sum is not checked. A
    sum that lacks exactly one line known from another table, which its own table does not print,
    is `baris_hilang`: the line was left out, or lost when the report was turned into text. One
    column is enough to know the line by; a sum of another column that lacks something too, and of
    which the line is printed nowhere, lacks the same line.
    """
    rows, printed = terbitan.anggaran[USED], terbitan.found(printed_sums)
    wrong = [part for column in MONEY for part in _wrong_sums(rows, column, *printed[column])]
    lines = {row.id: line for row, _, line in wrong if line is not None}
    lost: dict[tuple, list] = {}
    plain: list[tuple] = []
    for row, column, found in wrong:
        line, known = found, lines.get(row.id)
        if found is None and known is not None and row.selisih > 0:
            line = known if _printed_nowhere(known, column, rows) else None
        if line is None:
            plain.append((row, column))
        else:
            lost.setdefault((row.id, line.kunci), []).append((row, column, line))
    records = [_sum(row, column, rows) for row, column in plain]
    return findings([*records, *(_lost(parts) for parts in lost.values())])


def printed_sums(terbitan: Terbitan) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """Return for each column of money its printed sums and their members (`sum_members`)."""
    rows = terbitan.anggaran[USED]
    return {column: sum_members(rows, column) for column in MONEY}


def sum_members(rows: pd.DataFrame, column: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return every printed sum of one column that can be checked, and the lines it is the sum of.

    Returns
    -------
    sums : DataFrame, one row per parent or total
        The row's own columns with `sebutan` (induk, total), `jumlah` (rupiah), `n`, `cocok`.
    members : DataFrame, one row per line of a sum
        `milik` (id of the sum), `id`, `baris`, `kunci`.
    """
    parents, children = _parents(rows, column)
    totals, lines = _totals(rows, column)
    sums = pd.concat([parents, totals], ignore_index=True)
    near = (sums["jumlah"] - sums[column]).abs() <= threshold("audit_jumlah_rp")
    return sums.assign(cocok=near), pd.concat([children, lines], ignore_index=True)


def left_out_sums(terbitan: Terbitan, column: str) -> pd.DataFrame:
    """Return the wrong sums of a column that lack exactly one of their own lines.

    Rows of `terbitan.anggaran` with `jumlah` (what the lines add up to) and `terlewat` (the line's
    name).
    """
    rows = terbitan.anggaran
    sums, members = terbitan.found(printed_sums)[column]
    wrong = sums[~sums["cocok"].astype(bool) & (sums["sebutan"] == "induk")]
    wrong = wrong[["id", column, "jumlah"]].rename(columns={"id": "milik", column: "angka"})
    amounts = rows.drop_duplicates("id").set_index("id")
    lines = members.merge(wrong, on="milik")
    lines = lines.assign(isi=lines["id"].map(amounts[column]))
    lines = lines[lines["isi"] > 0]
    lacks = (lines["isi"] + lines["angka"] - lines["jumlah"]).abs() <= threshold("audit_jumlah_rp")
    several = lines.groupby("milik")["id"].transform("size") >= LEFT_OUT
    only = lines[lacks & several]
    only = only[~only.duplicated("milik", keep=False)]
    only = only.assign(terlewat=only["id"].map(amounts["nama_tercetak"]))
    found = only[["milik", "jumlah", "terlewat"]].rename(columns={"milik": "id"})
    return rows.merge(found, on="id")


def _wrong_sums(
    rows: pd.DataFrame, column: str, sums: pd.DataFrame, members: pd.DataFrame
) -> list[tuple]:
    """Return each wrong sum of a column: its row, the column, and the line it lacks (or None)."""
    wrong = sums[~sums["cocok"].astype(bool)]
    if wrong.empty:
        return []
    mine = members[members["milik"].isin(wrong["id"])].groupby("milik")
    wrong = wrong.assign(
        anak=wrong["id"].map(mine["id"].agg(tuple)),
        barisan=wrong["id"].map(mine["baris"].agg(tuple)),
        kunci_anak=wrong["id"].map(mine["kunci"].agg(frozenset)),
        kelas_anak=wrong["id"].map(mine["kelas"].agg("first")),
        selisih=wrong[column] - wrong["jumlah"],
    )
    return [(row, column, _lost_line(row, column, rows)) for row in wrong.itertuples()]


def _parents(rows: pd.DataFrame, column: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    children = _in_cents(rows[rows["induk"].fillna("") != ""], column)
    sums = children.groupby("induk").agg(
        jumlah=("sen", "sum"), ada=(column, "count"), buta=("buta", "any"), n=("id", "size")
    )
    printed = rows[rows[column].notna()]
    parents = printed.merge(sums, left_on="id", right_index=True)
    parents = parents[(parents["ada"] > 0) & ~parents["buta"].astype(bool)]
    members = children[["induk", "id", "baris", "kunci", "kelas"]]
    members = members.rename(columns={"induk": "milik"})
    members = members[members["milik"].isin(parents["id"])]
    return parents.assign(jumlah=parents["jumlah"] / 100, sebutan="induk"), members


def _totals(rows: pd.DataFrame, column: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Set each total against the lines since the last total; a first one, those after it.

    A total is in order when the lines of any one level in that stretch add up to it (some tables
    print a level twice); else the sum named is that of the programmes, or of the highest level.
    """
    with_total = rows.loc[rows["level"] == "jumlah", "peta"].unique()
    rows = rows[rows["peta"].isin(with_total)].sort_values([*TABLE, "baris"], kind="stable")
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
    unread = both["buta"].astype(bool).groupby(both["id"]).transform("any")
    both = both.assign(jauh=~near, bukan_program=both["derajat"] != TOP.index("program"))
    both = both[~(unread & ~near.groupby(both["id"]).transform("any"))]
    chosen = both.sort_values(["jauh", "bukan_program", "derajat"], kind="stable")
    chosen = chosen.drop_duplicates("id")
    place = [*TABLE, "ruas", "derajat"]
    owned = lines.merge(chosen[[*place, "id"]].rename(columns={"id": "milik"}), on=place)
    columns = ["milik", "id", "baris", "kunci", "kelas"]
    return chosen[[*USED, "jumlah", "n"]].assign(sebutan="total"), owned[columns]


def _in_cents(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Add the amount in whole cents (`sen`), and whether digits stand there unread (`buta`)."""
    return rows.assign(
        sen=(rows[column].fillna(0) * 100).round(),
        buta=rows[f"{column}_tercetak"].str.contains(r"\d") & rows[column].isna(),
    )


def _lost_line(row, column: str, rows: pd.DataFrame):
    """Return the known line that the sum lacks and its table does not print, else None.

    It is of the same kind as the lines added up, of the same year, printed in another table, there
    under a parent of the same name where the sum is one of a parent; its amount is the printed one,
    or the sum of its own lines there.
    """
    if row.selisih <= 0:
        return None
    known = (rows["dinas"] == row.dinas) & (rows["dokumen"] == row.dokumen)
    known &= (rows["tahun"] == row.tahun) & (rows["kelas"] == row.kelas_anak)
    here = rows.loc[known & (rows["peta"] == row.peta), "kunci"]
    known &= (rows["kunci"] != "") & ~rows["kunci"].isin({*row.kunci_anak, *here})
    others = rows[known & (rows["peta"] != row.peta)]
    parts = rows[rows["induk"].isin(others["id"])].groupby("induk")[column].sum(min_count=1)
    limit = threshold("audit_jumlah_rp")
    near = (others[column] - row.selisih).abs() <= limit
    of_parts = (others["id"].map(parts) - row.selisih).abs() <= limit
    if row.sebutan == "induk":
        parents = rows.drop_duplicates("id").set_index("id")["kunci"]
        of_parts &= others["induk"].map(parents) == row.kunci
    else:
        of_parts &= False
    return next(others[near | of_parts].itertuples(), None)


def _printed_nowhere(line, column: str, rows: pd.DataFrame) -> bool:
    """Say whether no table prints an amount of a line in a column."""
    same = (rows["kelas"] == line.kelas) & (rows["kunci"] == line.kunci)
    for name in ("dinas", "dokumen", "tahun"):
        same &= rows[name] == getattr(line, name)
    return rows.loc[same, column].isna().all()


def _repeats(row, column: str, rows: pd.DataFrame) -> list:
    """Return the lines that repeat a total in other tables."""
    if row.sebutan != "total":
        return []
    same = (rows[column] == getattr(row, column)) & (rows["level"] == "jumlah")
    for name in ("dinas", "dokumen", "tahun", "tahap"):
        same &= rows[name] == getattr(row, name)
    return list(rows[same & (rows["id"] != row.id)].itertuples())


def _left_out(row, column: str, rows: pd.DataFrame) -> dict:
    """Return the one line below a sum whose amount is exactly what the sum lacks, if any.

    Of two lines only, either may be the wrong one: nothing is named.
    """
    lines = rows[rows["id"].isin(row.anak)]
    lines = lines[lines[column] > 0]
    if len(lines) < LEFT_OUT:
        return {}
    lines = lines[(lines[column] + row.selisih).abs() <= threshold("audit_jumlah_rp")]
    if len(lines) != 1:
        return {}
    line = lines.iloc[0]
    return {"nama": line["nama_tercetak"], "di_baris": int(line["baris"])}


def _other_column(row, column: str, rows: pd.DataFrame) -> dict:
    """Return the total of another column that has the very amount a total prints, if any.

    Only where what the lines add up to is a printed total as well: then the columns were mistaken.
    """
    same = rows["level"] == "jumlah"
    for name in ("dinas", "dokumen", "tahun"):
        same &= rows[name] == getattr(row, name)
    totals = rows[same & (rows["id"] != row.id)]
    if row.sebutan != "total" or not (totals[column] == row.jumlah).any():
        return {}
    for other in MONEY:
        found = totals[totals[other] == getattr(row, column)]
        if other != column and len(found):
            line = found.iloc[0]
            return {"hal": other, "di": line["tabel"], "di_baris": int(line["baris"])}
    return {}


def _side(row) -> str:
    """Say whether the lines of a sum stand above it, below it, or are mixed with it."""
    if max(row.barisan) < row.baris:
        return "atas"
    return "bawah" if min(row.barisan) > row.baris else "bagian"


def _sum(row, column: str, rows: pd.DataFrame) -> dict:
    """Return the finding on one sum; the lines that print the same total elsewhere belong to it."""
    repeats = _repeats(row, column, rows)
    lacks = _left_out(row, column, rows)
    other = {} if lacks else _other_column(row, column, rows)
    printed, gap = getattr(row, column), abs(row.selisih)
    own = cells(row.id, column)
    members = tuple(name for member in row.anak for name in cells(member, column))
    share = gap / max(abs(printed), 1)
    return temuan(
        row,
        "jumlah_tidak_cocok",
        (
            f"jumlah.{row.sebutan}_{column}",
            *(("jumlah.terlewat",) if lacks else ()),
            *(("jumlah.kolom_lain",) if other else ()),
        ),
        {
            "n": row.n,
            "letak": _side(row),
            "angka": printed,
            "selisih": gap,
            "arah": "kurang" if row.selisih < 0 else "lebih",
        }
        | lacks
        | other,
        tercetak=getattr(row, f"{column}_tercetak"),
        hitung_ulang=row.jumlah,
        bentuk="rp",
        keparahan=grade("jumlah", pokok=_whole(row), selisih=share),
        besar=share,
        uang=gap,
        terlibat=(*own, *members),
        alternatif=dict.fromkeys(own, row.jumlah),
        relasi=Relasi("jumlah", own[0], members),
        baris=[row.baris, *row.barisan, *(line.baris for line in repeats)],
        tabel="; ".join(dict.fromkeys([row.tabel, *(line.tabel for line in repeats)])),
    )


def _lost(parts: list[tuple]) -> dict:
    """Return the one finding on a line that the sums of one or more columns lack."""
    row, _, line = parts[0]
    limit = threshold("audit_jumlah_rp")
    own = [getattr(line, column) for _, column, _ in parts]
    apart = [
        value == value and abs(value - part[0].selisih) > limit
        for value, part in zip(own, parts, strict=True)
    ]
    by_parts = [
        write_rupiah(part.selisih)
        for value, (part, _, _) in zip(own, parts, strict=True)
        if value == value
    ]
    unsaid = any(value != value for value in own)
    printed = [getattr(row, f"{column}_tercetak") for row, column, _ in parts]
    return temuan(
        row,
        "baris_hilang",
        (
            "hilang.baris_bagian" if any(apart) else "hilang.baris",
            *(("hilang.tak_tercetak",) if unsaid else ()),
        ),
        {
            "n": row.n,
            "selisih": " / ".join(write_rupiah(part.selisih) for part, _, _ in parts),
            "nama": line.nama_tercetak,
            "di": line.tabel,
        }
        | ({"bagian": " / ".join(by_parts)} if any(apart) else {}),
        tercetak=" / ".join(printed),
        hitung_ulang=" / ".join(write_rupiah(part.jumlah) for part, _, _ in parts),
        keparahan=grade("baris_hilang", pokok=_whole(row)),
        # what is printed is right where a line is missing
        terlibat=tuple(name for part, column, _ in parts for name in cells(part.id, column)),
        baris=[row.baris, *row.barisan, line.baris],
        nama=line.nama_tercetak,
    )


def _whole(row) -> bool:
    return row.sebutan == "total" or row.level == "program"
