"""Sums in the budget tables: parents and their children, totals and the lines above them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..aturan.rules import threshold
from ..numbers import write_rupiah
from .findings import cells, findings, temuan
from .prepare import TABLE, Terbitan
from .relations import Relasi
from .rows import any_in, each_row, number_groups
from .severity import grade

__all__ = ["MONEY", "find_sums", "left_out_sums", "printed_sums"]

MONEY = ("pagu_induk", "pagu", "realisasi")

# levels of a budget table, the highest first
TOP = ("tujuan", "sasaran", "urusan", "belanja", "program", "kegiatan", "subkegiatan")

MEMBER = ["milik", "id", "baris", "kunci", "kelas"]

LEFT_OUT = 3  # lines of a sum, at least, before one of them can be named as left out

USED = [
    *TABLE,
    "no_tabel",
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
    printed = terbitan.found(printed_sums)
    wrong = {column: sums[~sums["cocok"]] for column, (sums, _) in printed.items()}
    reports = {name for sums in wrong.values() for name in sums["dokumen"]}
    rows = _look_up(terbitan.anggaran.loc[terbitan.anggaran["dokumen"].isin(reports), USED])
    wrong = [
        part
        for column, (_, members) in printed.items()
        for part in _wrong_sums(rows, column, wrong[column], members)
    ]
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
    """Return for each column of money every printed sum that can be checked, and its lines.

    Returns
    -------
    dict of column → (sums, members)
        `sums`, one row per parent or total: the row's own columns with `sebutan` (induk, total),
        `jumlah` (rupiah), `n`, `cocok`. `members`, one row per line of a sum: `milik` (id of the
        sum), `id`, `baris`, `kunci`, `kelas`.
    """
    rows = terbitan.anggaran[USED]
    below, between = _parents(rows), _totals(rows)
    out = {}
    for column in MONEY:
        both = _sums_of_parents(column, *below), _sums_of_totals(column, *between)
        sums, members = (pd.concat(parts, ignore_index=True) for parts in zip(*both, strict=True))
        near = (sums["jumlah"] - sums[column]).abs() <= threshold("audit_jumlah_rp")
        out[column] = sums.assign(cocok=near), members
    return out


def _parents(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows that others name as their parent, and these others: a `grup` each."""
    lines = rows[rows["induk"].fillna("") != ""]
    group, names = pd.factorize(lines["induk"])
    own = pd.Index(names).get_indexer(rows["id"])
    return rows.assign(grup=own)[own >= 0], lines.assign(grup=group)


def _totals(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return each total with each level of the lines it may be the sum of, and these lines.

    They are the lines since the last total; of a first one, those after it.
    """
    rows = rows[any_in(rows["no_tabel"].to_numpy(), rows["level"] == "jumlah")]
    rows = rows.sort_values([*TABLE, "baris"], kind="stable")
    total = rows["level"] == "jumlah"
    # stretch 0 is everything down to the first total and that total itself, and so on
    stretch = total.groupby(rows["no_tabel"]).cumsum() - total
    depth = rows["level"].map({level: place for place, level in enumerate(TOP)})
    rows = rows.assign(ruas=stretch, derajat=depth)
    lines = rows[depth.notna()]
    place = ["no_tabel", "ruas"]
    lines = lines.assign(grup=number_groups(lines, [*place, "derajat"]))
    groups = lines[[*place, "derajat", "grup"]].drop_duplicates().sort_values("derajat")
    totals = rows[total].drop(columns="derajat")
    above = totals.merge(groups, on=place)
    first = totals[(totals["ruas"] == 0) & ~totals["id"].isin(above["id"])]
    below = first.assign(ruas=first["ruas"] + 1).merge(groups, on=place)
    return pd.concat([above, below], ignore_index=True), lines


def _added_up(sums: pd.DataFrame, lines: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the sums that print a number in a column, with what their lines add up to.

    `jumlah` (rupiah), `n` lines, `ada` of them with a number, `buta`: digits stand unread in one.
    """
    sums = sums[sums[column].notna()]
    group, value = lines["grup"].to_numpy(), lines[column].to_numpy(float)
    known = ~np.isnan(value)
    blind = np.zeros(len(lines))
    blind[~known] = lines.loc[~known, f"{column}_tercetak"].str.contains(r"\d")
    own = sums["grup"].to_numpy()

    def per_group(values: np.ndarray | None = None) -> np.ndarray:
        return np.bincount(group, values)[own]

    # whole cents add up exactly
    cents = per_group(np.where(known, np.round(value * 100), 0))
    ada, buta = per_group(known), per_group(blind) > 0
    return sums.assign(jumlah=cents / 100, n=per_group(), ada=ada, buta=buta)


def _sums_of_parents(
    column: str, sums: pd.DataFrame, lines: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    parents = _added_up(sums, lines, column)
    parents = parents[(parents["ada"] > 0) & ~parents["buta"]]
    members = lines[lines["grup"].isin(parents["grup"])].assign(milik=lines["induk"])
    return parents[[*USED, "jumlah", "n"]].assign(sebutan="induk"), members[MEMBER]


def _sums_of_totals(
    column: str, sums: pd.DataFrame, lines: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Choose for each total the level it is the sum of.

    A total is in order when the lines of any one level in its stretch add up to it (some tables
    print a level twice); else the sum named is that of the programmes, or of the highest level.
    """
    both = _added_up(sums, lines, column)
    both = both[(both["n"] > 1) & (both["ada"] > 1)]
    near = (both["jumlah"] - both[column]).abs() <= threshold("audit_jumlah_rp")
    both = both.assign(jauh=~near, bukan_program=both["derajat"] != TOP.index("program"))
    same = number_groups(both, ["id"])
    both = both[~any_in(same, both["buta"]) | any_in(same, near)]
    chosen = both.sort_values(["jauh", "bukan_program", "derajat"], kind="stable")
    chosen = chosen.drop_duplicates("id")
    owned = lines.merge(chosen[["grup", "id"]].rename(columns={"id": "milik"}), on="grup")
    return chosen[[*USED, "jumlah", "n"]].assign(sebutan="total"), owned[MEMBER]


class _Baris(NamedTuple):
    """Printed rows by report and year, by id, and by the id of their parent."""

    tahun: dict[tuple, list]
    id: dict[str, list]
    induk: dict[str, list]

    def same_year(self, row) -> list:
        """Return the rows of the same report and year as one of them."""
        return self.tahun.get((row.dinas, row.dokumen, row.tahun), [])


def _look_up(rows: pd.DataFrame) -> _Baris:
    found = _Baris({}, {}, {})
    for row in each_row(rows):
        found.tahun.setdefault((row.dinas, row.dokumen, row.tahun), []).append(row)
        found.id.setdefault(row.id, []).append(row)
        found.induk.setdefault(row.induk, []).append(row)
    return found


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
    rows: _Baris, column: str, wrong: pd.DataFrame, members: pd.DataFrame
) -> list[tuple]:
    """Return each wrong sum of a column: its row, the column, and the line it lacks (or None)."""
    lines: dict[str, list] = {name: [] for name in wrong["id"]}
    for line in each_row(members[members["milik"].isin(wrong["id"])]):
        lines[line.milik].append(line)
    own = [lines[name] for name in wrong["id"]]
    wrong = wrong.assign(
        anak=[tuple(line.id for line in some) for some in own],
        barisan=[tuple(line.baris for line in some) for some in own],
        kunci_anak=[frozenset(line.kunci for line in some) for some in own],
        kelas_anak=[some[0].kelas for some in own],
        selisih=wrong[column] - wrong["jumlah"],
    )
    return [(row, column, _lost_line(row, column, rows)) for row in each_row(wrong)]


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= threshold("audit_jumlah_rp")


def _lost_line(row, column: str, rows: _Baris):
    """Return the known line that the sum lacks and its table does not print, else None.

    It is of the same kind as the lines added up, of the same year, printed in another table, there
    under a parent of the same name where the sum is one of a parent; its amount is the printed one,
    or the sum of its own lines there.
    """
    if row.selisih <= 0:
        return None
    alike = [line for line in rows.same_year(row) if line.kelas == row.kelas_anak]
    here = {line.kunci for line in alike if line.peta == row.peta} | row.kunci_anak
    for line in alike:
        if line.peta == row.peta or line.kunci in here or line.kunci == "":
            continue
        if _near(getattr(line, column), row.selisih):
            return line
        parent = rows.id[line.induk][0].kunci if line.induk in rows.id else None
        if row.sebutan == "induk" and parent == row.kunci:
            amounts = [getattr(part, column) for part in rows.induk.get(line.id, ())]
            amounts = [amount for amount in amounts if amount == amount]
            if amounts and _near(sum(amounts), row.selisih):
                return line
    return None


def _printed_nowhere(line, column: str, rows: _Baris) -> bool:
    """Say whether no table prints an amount of a line in a column."""
    same = (line.kelas, line.kunci)
    amounts = (
        getattr(one, column) for one in rows.same_year(line) if (one.kelas, one.kunci) == same
    )
    return all(amount != amount for amount in amounts)


def _repeats(row, column: str, rows: _Baris) -> list:
    """Return the lines that repeat a total in other tables."""
    if row.sebutan != "total":
        return []
    printed = getattr(row, column)
    return [
        line
        for line in rows.same_year(row)
        if line.level == "jumlah" and line.tahap == row.tahap and line.id != row.id
        if getattr(line, column) == printed
    ]


def _left_out(row, column: str, rows: _Baris) -> dict:
    """Return the one line below a sum whose amount is exactly what the sum lacks, if any.

    Of two lines only, either may be the wrong one: nothing is named.
    """
    lines = [
        line for name in row.anak for line in rows.id.get(name, ()) if getattr(line, column) > 0
    ]
    if len(lines) < LEFT_OUT:
        return {}
    lines = [line for line in lines if _near(getattr(line, column), -row.selisih)]
    if len(lines) != 1:
        return {}
    return {"nama": lines[0].nama_tercetak, "di_baris": lines[0].baris}


def _other_column(row, column: str, rows: _Baris) -> dict:
    """Return the total of another column that has the very amount a total prints, if any.

    Only where what the lines add up to is a printed total as well: then the columns were mistaken.
    """
    totals = [one for one in rows.same_year(row) if one.level == "jumlah" and one.id != row.id]
    if row.sebutan != "total" or all(getattr(one, column) != row.jumlah for one in totals):
        return {}
    printed = getattr(row, column)
    for other in MONEY:
        for line in totals if other != column else ():
            if getattr(line, other) == printed:
                return {"hal": other, "di": line.tabel, "di_baris": line.baris}
    return {}


def _side(row) -> str:
    """Say whether the lines of a sum stand above it, below it, or are mixed with it."""
    if max(row.barisan) < row.baris:
        return "atas"
    return "bawah" if min(row.barisan) > row.baris else "bagian"


def _sum(row, column: str, rows: _Baris) -> dict:
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
