"""Printed averages: are they the mean of their rows, and do they stand on wrong figures?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from ..aturan.rules import categorize
from ..numbers import write_number
from .anggaran import find_absorption
from .cells import near
from .crosscheck import find_differences
from .findings import cells, findings, none, temuan
from .kinerja import find_capaian
from .prepare import TABLE, Terbitan
from .rows import any_in, each_row, number_groups
from .severity import grade

__all__ = [
    "find_average_absorption",
    "find_average_achievement",
    "find_average_efficiency",
    "find_headline_means",
]

Scale = Callable[[str], str | pd.DataFrame]

USED = [*TABLE, "no_tabel", "id", "baris", "tabel", "level", "kunci", "nama_tercetak"]


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
    return _averages(terbitan.kinerja, "capaian", suspects, partial(terbitan.rule, "skala"))


def find_average_absorption(terbitan: Terbitan) -> pd.DataFrame:
    """Find printed averages of absorption that are no mean of their rows."""
    wrong = terbitan.found(find_absorption)
    return _averages(terbitan.anggaran, "persen", _suspects(wrong))


def find_average_efficiency(terbitan: Terbitan) -> pd.DataFrame:
    """Find printed averages of efficiency that are no mean of their rows.

    As `find_average_absorption`, on the column of efficiency.

    Returns
    -------
    DataFrame, one row per average (`rata_rata_tidak_cocok`)

    Examples
    --------
    >>> rows = [("program", "A", 3, 110.0), ("program", "B", 4, 90.0), ("rata_rata", "", 5, 120.0)]
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": level, "nama_tercetak": nama, "tahun": 2023, "efisiensi": nilai,
    ...          "efisiensi_tercetak": f"{nilai:.2f}"} for level, nama, baris, nilai in rows]
    >>> from .prepare import prepare
    >>> found = find_average_efficiency(prepare({"terbitan_anggaran": pd.DataFrame(rows)}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['120.00', '100,00']]
    """
    rows = terbitan.anggaran
    # the row of a total may hold the sum of the money and the mean of the rest
    mean = rows["nama_tercetak"].str.contains("rata-rata", case=False) & (rows["level"] == "jumlah")
    with_mean = rows.loc[mean & rows["efisiensi"].notna(), "peta"]
    if with_mean.empty:
        return _averages(rows, "efisiensi", set())
    rows = rows.assign(level=rows["level"].mask(mean, "rata_rata"))
    return _averages(rows, "efisiensi", set())


def find_headline_means(terbitan: Terbitan) -> pd.DataFrame:
    """Find other places that print another overall mean than the table of the main indicators."""
    rows, report = terbitan.kinerja, ["dinas", "dokumen", "tahun"]
    rows = rows.assign(no_peta=number_groups(rows, ["dinas", "dokumen", "peta"]))
    printed = rows[rows["capaian"].notna()]
    means = printed[(printed["level"] == "rata_rata") & (printed["tahap"] == "")]
    if means.empty:
        return none()
    with_mean = printed["no_peta"].isin(means["no_peta"])
    main = printed[(printed["kelas"] == "utama") & with_mean]
    main = main.groupby(TABLE).size().rename("n").reset_index()
    # the table with the most main indicators prints the mean that counts
    main = main[main["n"] == main.groupby(report)["n"].transform("max")]
    head = means.merge(main, on=TABLE).sort_values("baris").drop_duplicates(report)
    head = head[[*report, "capaian", "capaian_tercetak", "baris", "tabel", "id"]]
    # a place that prints a mean and no row of its own: prose, a summary
    alone = ~means["no_peta"].isin(rows.loc[rows["kelas"] != "jumlah", "no_peta"])
    overall = r"rata-rata.*(?:kinerja|indikator)|capaian kinerja$"
    named = means["nama_tercetak"].str.contains(overall, case=False)
    pairs = means[alone & named].merge(head, on=report, suffixes=("", "_utama"))
    off = pairs[~near(pairs["capaian"], pairs["capaian_utama"], pairs["h_capaian"])]
    pairs = zip(off["capaian"], off["capaian_utama"], off["dinas"], strict=True)
    off = off.assign(
        membalik=[_changes(one, two, terbitan.rule("skala", dinas)) for one, two, dinas in pairs]
    )
    return findings(
        temuan(
            row,
            "rata_rata_tidak_cocok",
            "rata_rata.lain",
            {"tabel_lain": row.tabel_utama, "lazim": row.capaian_tercetak_utama},
            tercetak=row.capaian_tercetak,
            juga_tercetak=(row.capaian_tercetak_utama,),
            keparahan=grade(
                "rata_rata",
                membalik=row.membalik,
                selisih=abs(row.capaian - row.capaian_utama),
            ),
            membalik=row.membalik,
            besar=abs(row.capaian - row.capaian_utama) / 100,
            tersangka=cells(row.id, "capaian"),
            terlibat=cells(row.id_utama, "capaian"),
            baris=[row.baris, row.baris_utama],
            kunci="rata-rata utama",
        )
        for row in each_row(off)
    )


def _suspects(found: pd.DataFrame) -> set[str]:
    return {name for names in found["tersangka"] for name in names}


def _averages(
    rows: pd.DataFrame, column: str, wrong: set[str], scale: Scale = lambda _: ""
) -> pd.DataFrame:
    """Judge every printed average of one column; `wrong` are cells found wrong.

    `scale`: dinas → the scale that an average of its own is judged by; without one none is.
    """
    with_mean = any_in(rows["no_tabel"].to_numpy(), rows["level"] == "rata_rata")
    rows = rows[with_mean & (rows["level"] != "jumlah")]
    if rows.empty:
        return none()
    computed = ["capaian_hitung"] if column == "capaian" else []
    rows = rows[[*USED, column, f"h_{column}", f"{column}_tercetak", *computed]]
    rows = rows.sort_values([*TABLE, "baris"], kind="stable")
    mean = rows["level"] == "rata_rata"
    # a stretch ends where rows follow an average; averages below each other share theirs
    begins = mean.groupby(rows["no_tabel"]).shift(fill_value=False) & ~mean
    rows = rows.assign(
        bagian=begins.groupby(rows["no_tabel"]).cumsum(),
        rata=mean,
        keliru=(rows["id"] + f"|{column}").isin(wrong),
        nilai=rows[column],
        longgar=rows[f"h_{column}"],
        tercetak=rows[f"{column}_tercetak"],
        hitung=rows[computed[0]] if computed else rows[column],
    )
    rows = rows.assign(ruas=number_groups(rows, ["no_tabel", "bagian"]))
    # an average over "-" cannot be checked, but counts in the average of averages
    rows = rows.assign(hampa=_has_only_missing(rows))[rows[column].notna()]
    doubted, right = _doubted(rows)
    tables: dict[int, list] = {}
    for row in each_row(rows[rows["no_tabel"].isin(doubted)]):
        tables.setdefault(row.no_tabel, []).append(row)
    records = []
    for lines in tables.values():
        for row in (line for line in lines if line.rata and not line.hampa):
            above = [line for line in lines if line.baris < row.baris]
            members = [line for line in lines if not line.rata and line.ruas == row.ruas]
            # one over nothing is no figure: a mean of means may leave it out
            earlier = [line for line in above if line.rata and not line.hampa]
            whole = [line for line in above if not line.rata]
            every = [line for line in above if line.rata]
            records += _judge(row, column, members, (earlier, every), whole, right, scale)
    return findings(records)


def _has_only_missing(rows: pd.DataFrame) -> np.ndarray:
    """Say which rows are of a stretch that prints only "-": no average is checked against them."""
    stretch, mean = rows["ruas"].to_numpy(), rows["rata"].to_numpy()
    printed = any_in(stretch, ~mean & rows["nilai"].notna())
    return any_in(stretch, ~mean) & ~printed


def _doubted(rows: pd.DataFrame) -> tuple[set[int], dict[tuple, list]]:
    """Return the tables with an average other than the plain mean, or a row found wrong.

    And the averages that are right: report, year and value → table, and its members.
    """
    lines = rows[~rows["rata"]]
    plain = lines.groupby("ruas")[["nilai", "longgar"]].mean()
    means = rows[rows["rata"] & ~rows["hampa"]]
    means = means.join(plain.set_axis(["rerata", "selonggar"], axis=1), on="ruas")
    off = ~near(means["nilai"], means["rerata"], means["longgar"] + means["selonggar"])
    doubted = {*means.loc[off, "no_tabel"], *rows.loc[rows["keliru"], "no_tabel"]}
    right: dict[tuple, list] = {}
    if off.any():
        wanted = ["dinas", "dokumen", "tahun", "nilai"]
        # an average of 100 stands over any number of hundreds
        telling = means.loc[off & (means["nilai"] != 100), wanted].drop_duplicates()
        for row in each_row(means[~off].merge(telling, on=wanted)):
            known = (row.tabel, list(each_row(lines[lines["ruas"] == row.ruas])))
            right.setdefault((row.dinas, row.dokumen, row.tahun, row.nilai), []).append(known)
    return doubted, right


def _judge(
    row, column: str, members: list, averages: tuple, whole: list, right: dict, scale: Scale
) -> list[dict]:
    """Return the finding on one average, if any.

    `members` are the rows since the last average, `whole` all rows above, `averages` those above:
    the ones over figures, and all of them (over nothing, a 0 may have been counted).
    """
    earlier, every = averages
    groups = [*_groups(members), *_groups(whole), earlier]
    named: dict[str, list] = {}
    for line in earlier:
        named.setdefault(line.nama_tercetak, []).append(line)
    groups = [lines for lines in [*groups, *named.values()] if lines]
    if len(every) > len(earlier) and near(row.nilai, _mean(every), row.longgar):
        return []
    if not groups or (len(members) < 2 and len(whole) < 2):
        return []
    slack = row.longgar + sum(line.longgar for line in groups[0]) / len(groups[0])
    if not any(near(row.nilai, _mean(lines), slack) for lines in groups):
        here = Counter(round(line.nilai, 1) for line in members)
        for known in right.get((row.dinas, row.dokumen, row.tahun, row.nilai), ()):
            if here < Counter(round(line.nilai, 1) for line in known[1]):
                return [_empty_cell(row, column, members, known)]
        used = _meant(row, groups, members, earlier)
        skala = scale(row.dinas)
        found = _average(row, column, used, _mean(used), "rata_rata.bukan", skala)
        return [_with_nothing(found, used, every) if used is earlier else found]
    used = min(groups, key=lambda lines: abs(row.nilai - _mean(lines)))
    if column != "capaian" or not any(line.keliru for line in used):
        return []
    values = [line.hitung if line.keliru else line.nilai for line in used]
    right_mean = sum(values) / len(values)
    if not near(row.nilai, _mean(used), row.longgar):
        # over rows rounded more coarsely than the average (100%), only the errors are taken out
        right_mean += row.nilai - _mean(used)
    return [_average(row, column, used, right_mean, "rata_rata.berdiri", scale(row.dinas))]


def _mean(lines: list) -> float:
    return sum(line.nilai for line in lines) / len(lines)


def _groups(lines: list) -> list[list]:
    """Return what an average may be over: all rows, one level, distinct quantities."""
    levels: dict[str, list] = {}
    for line in lines:
        levels.setdefault(line.level, []).append(line)
    distinct = {(line.kunci, line.nilai): line for line in reversed(lines)}
    return [lines, *levels.values(), list(distinct.values())]


def _meant(row, groups: list[list], members: list, earlier: list) -> list:
    """Return the rows an average most likely stands for.

    The level its own name says, the averages above for a total, else of the groups of two rows or
    more the one that comes nearest.
    """
    name = row.nama_tercetak.lower()
    levels = {"sub": "subkegiatan", "kegiatan": "kegiatan", "program": "program"}
    level = next((level for word, level in levels.items() if word in name), "")
    named = [line for line in members if line.level == level]
    if level and named:
        return named
    if name.strip() in ("total", "jumlah") and len(earlier) > 1:
        return earlier
    inside = {line.id for line in members}
    pool = [lines for lines in groups if len(lines) > 1]
    own = [lines for lines in pool if all(line.id in inside for line in lines)]
    nearest = (own if members else pool) or pool or groups
    return min(nearest, key=lambda lines: abs(row.nilai - _mean(lines)))


def _average(row, column: str, used: list, right: float, kalimat: str, skala: str) -> dict:
    own = cells(row.id, column)
    itself = kalimat == "rata_rata.bukan"
    changes = _changes(row.nilai, right, skala)
    wrong = tuple(name for line in used if line.keliru for name in cells(line.id, column))
    return temuan(
        row,
        "rata_rata_tidak_cocok",
        kalimat,
        {"n": len(used) if itself else len(wrong)},
        tercetak=row.tercetak,
        hitung_ulang=right,
        keparahan=grade("rata_rata", membalik=changes, selisih=abs(row.nilai - right)),
        membalik=changes,
        besar=abs(row.nilai - right) / 100,
        # an average over wrong figures is right in itself
        tersangka=own if itself else (),
        terlibat=own,
        sebab=() if itself else wrong,
        baris=[row.baris, *(line.baris for line in used)],
        kunci=f"rata-rata {row.peta} {row.baris}",
    )


def _with_nothing(found: dict, used: list, every: list) -> dict:
    """Say both means where averages over nothing are printed as 0: they may have been counted."""
    nothing = [line for line in every if line.hampa]
    if not nothing:
        return found
    values = {"n": len(used), "hampa": len(nothing), "tanpa": write_number(_mean(used))}
    values["semua"] = write_number(_mean(every))
    both = f"{values['tanpa']} / {values['semua']}"
    return found | {"kalimat": ("rata_rata.bukan_hampa",), "nilai": values, "hitung_ulang": both}


def _empty_cell(row, column: str, members: list, known: tuple) -> dict:
    """Return the finding on an average over a figure whose cell is empty in this table."""
    here = Counter(round(line.nilai, 1) for line in members)
    table, lines = known
    lost = []
    for line in lines:
        if here[round(line.nilai, 1)]:
            here[round(line.nilai, 1)] -= 1
        else:
            lost.append(line)
    return temuan(
        row,
        "rata_rata_tidak_cocok",
        "rata_rata.sel_kosong",
        {
            "n": len(lines),
            "di": table,
            "nama": "; ".join(line.nama_tercetak for line in lost),
            "nilai": "; ".join(line.tercetak for line in lost),
        },
        tercetak=row.tercetak,
        keparahan=grade("sel_kosong"),
        terlibat=cells(row.id, column),
        baris=[row.baris, *(line.baris for line in [*members, *lost])],
        kunci=f"rata-rata {row.peta} {row.baris}",
    )


def _changes(printed: float, right: float, skala: str | pd.DataFrame) -> bool:
    """Say whether the category is another one; without a scale none can change."""
    return len(skala) > 0 and categorize(pd.Series([printed, right]), skala).nunique() > 1
