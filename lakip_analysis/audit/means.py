"""Means and shares that stand without their rows: of nothing, of another year, of a total."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import threshold
from .cells import near, reads_as
from .findings import cells, findings, none, temuan
from .narrow import anggaran_rows, kinerja_rows
from .prepare import TABLE, Terbitan
from .rows import each_row, mean_of_means
from .severity import grade
from .sums import left_out_sums

__all__ = [
    "find_called_means",
    "find_means_of_nothing",
    "find_means_of_years",
    "find_shares_left_out",
    "find_total_shares",
]

REPORT = ["dinas", "dokumen", "tahun"]

OVERALL = r"rata-rata.*(?:kinerja|indikator|keberhasilan|capaian)"


def find_means_of_nothing(terbitan: Terbitan) -> pd.DataFrame:
    """Find averages printed as 0 over rows that print no figure.

    A column of dashes has no average; nought makes a year look like a failure. Of averages that
    follow each other the first is of the rows above it, the others of the whole table so far.

    Returns
    -------
    DataFrame, one row per table and year (`rata_rata_tidak_cocok`)

    Examples
    --------
    >>> rows = [(4, "kegiatan", "-", None), (5, "rata_rata", "0", 0.0)]
    >>> rows = [{"id": f"d:t1-b{baris}-2022", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": level, "nama_tercetak": "A", "tahun": 2022, "capaian_tercetak": teks,
    ...          "capaian": nilai} for baris, level, teks, nilai in rows]
    >>> from .prepare import prepare
    >>> find_means_of_nothing(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["baris"].tolist()
    [(5,)]
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[rows["level"] != "jumlah"]
    if not (rows["level"] == "rata_rata").any():
        return none()
    rows = rows.sort_values([*TABLE, "baris"], kind="stable")
    mean = rows["level"] == "rata_rata"
    tables = [rows[name] for name in TABLE]
    begins = mean.groupby(tables).shift(fill_value=False) & ~mean
    stretch = [*tables, begins.groupby(tables).cumsum()]
    known = rows["capaian"].notna() & ~mean
    figures = known.groupby(stretch).transform("sum")
    dashes = rows["capaian_tercetak"].str.fullmatch(r"\s*[-–]\s*") & ~mean
    empty = (figures == 0) & (dashes.groupby(stretch).transform("sum") > 0)
    further = mean & (mean.groupby(stretch).cumsum() > 1)
    empty &= ~further | (known.groupby(tables).cumsum() == 0)
    off = rows[mean & empty & (rows["capaian"] == 0)]
    return findings(_of_nothing(part) for _, part in off.groupby(TABLE))


def _of_nothing(rows: pd.DataFrame) -> dict:
    row = next(each_row(rows))
    return temuan(
        row,
        "rata_rata_tidak_cocok",
        "rata_rata.hampa",
        {"n": len(rows)},
        tercetak=row.capaian_tercetak,
        keparahan=grade("sel_kosong"),
        terlibat=tuple(name for id_ in rows["id"] for name in cells(id_, "capaian")),
        baris=rows["baris"],
        kunci=f"rata-rata hampa {row.peta}",
    )


def find_means_of_years(terbitan: Terbitan) -> pd.DataFrame:
    """Find means of a year that are said in words and that no table of that year gives.

    Judged are means without rows of their own, of a year of which no table prints a mean; accepted
    is the mean of the main indicators of any table with at least three of them (`audit_rata_baris`)
    in every reading: all of them or those of one level, every row or every indicator once, of the
    means of the goals, as printed or as recomputed, held at 100 or 120 where none is printed above
    it, what is not reported left out or counted as nought.

    Returns
    -------
    DataFrame, one row per mean (`rata_rata_tidak_cocok`)

    Examples
    --------
    >>> rows = [("t1", 4, "sasaran", "Indeks A", 80.0), ("t1", 5, "sasaran", "Indeks B", 90.0),
    ...         ("t1", 6, "sasaran", "Indeks C", 70.0),
    ...         ("n1", 9, "rata_rata", "rata-rata capaian", 85.0)]
    >>> rows = [{"id": f"d:{peta}-b{baris}-2022", "dokumen": "d", "tabel": peta, "baris": baris,
    ...          "level": level, "nama_tercetak": nama, "tahun": 2022, "capaian": nilai,
    ...          "capaian_tercetak": f"{nilai:.2f}"} for peta, baris, level, nama, nilai in rows]
    >>> from .prepare import prepare
    >>> found = find_means_of_years(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['85.00', '80,00']]
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[rows["tahap"] == ""]
    means = rows[(rows["level"] == "rata_rata") & rows["capaian"].notna()]
    main = rows[rows["kelas"] == "utama"]
    known = main["capaian"].notna()
    several = known.groupby([main[name] for name in TABLE]).transform("sum")
    main = main[several >= threshold("audit_rata_baris")]
    of_rows = rows[(rows["kelas"] != "jumlah") & rows["capaian"].notna()]
    lists = _among(means, of_rows, TABLE)
    told = means[lists & _among(means, main, ["dinas", "dokumen", "peta"])]
    alone = means[~lists & means["nama_tercetak"].str.contains(OVERALL, case=False)]
    alone = alone[~_among(alone, told, REPORT)]
    main = main[_among(main, alone, REPORT)]
    reports = dict(list(main.groupby(REPORT)))
    records = []
    for row in each_row(alone):
        here = reports.get((row.dinas, row.dokumen, row.tahun), main[:0])
        tables = [part for _, part in here.groupby("peta", sort=False)]
        if not tables or any(_gives(row, part) for part in tables):
            continue
        found = [part[part["capaian"].notna()].drop_duplicates("kunci") for part in tables]
        near = min(found, key=lambda part: abs(part["capaian"].mean() - row.capaian))
        records.append(_of_year(row, near))
    return findings(records)


def _among(rows: pd.DataFrame, others: pd.DataFrame, by: list[str]) -> np.ndarray:
    """Say of which rows others have the same keys."""
    known = others[by].drop_duplicates().assign(ada=True)
    return rows[by].merge(known, how="left")["ada"].notna().to_numpy()


def _gives(row, part: pd.DataFrame) -> bool:
    """Say whether any reading of a table's main indicators gives a printed mean."""
    once = part.drop_duplicates("kunci")
    groups = [part, once, *(some for _, some in once.groupby("level"))]
    limits = [threshold("capaian_tercapai"), threshold("capaian_atas")]
    caps = [np.inf, *(limit for limit in limits if row.capaian <= limit)]
    for some in groups:
        known = some["capaian"].notna()
        if known.sum() < threshold("audit_rata_baris"):
            continue
        half = some.loc[known, "h_capaian"].mean()
        computed = some["capaian_hitung"].fillna(some["capaian"]).where(known)
        readings = (some["capaian"], computed, some["capaian"].fillna(0), computed.fillna(0))
        for values in readings:
            there = values.notna().to_numpy()
            figures, goals = values.to_numpy()[there], some["sasaran_tercetak"][there]
            for held in (np.minimum(figures, cap) for cap in caps):
                means = (held.mean(), mean_of_means(held, goals))
                if any(reads_as(one, row.capaian, row.h_capaian, half) for one in means):
                    return True
    return False


def _of_year(row, near: pd.DataFrame) -> dict:
    right = float(near["capaian"].mean())
    gap = abs(right - row.capaian)
    return temuan(
        row,
        "rata_rata_tidak_cocok",
        "rata_rata.tahun",
        {"n": len(near), "di": near["tabel"].iloc[0]},
        tercetak=row.capaian_tercetak,
        hitung_ulang=right,
        keparahan=grade("rata_rata", selisih=gap),
        besar=gap / 100,
        terlibat=cells(row.id, "capaian"),
        baris=[row.baris, *near["baris"]],
        kunci=f"rata-rata tahun {row.baris}",
    )


def find_called_means(terbitan: Terbitan) -> pd.DataFrame:
    """Find an "average" absorption that is the absorption of the total.

    A row called an average prints the percentage of a total, and no mean of the lines of any table
    of that year gives it: neither of programmes, activities or their lines, nor with those that
    have no budget. It is right as the mean weighted by the budgets: it is the word that misleads.

    Returns
    -------
    DataFrame, one row per such average (`rata_rata_tidak_cocok`)

    Examples
    --------
    >>> rows = [("t1", 4, "program", "A", 50.0), ("t1", 5, "program", "B", 90.0),
    ...         ("t1", 6, "program", "C", 70.0), ("t1", 7, "jumlah", "JUMLAH", 85.0),
    ...         ("n1", 9, "jumlah", "rata-rata realisasi anggaran", 85.0)]
    >>> rows = [{"id": f"d:{peta}-b{baris}-2023", "dokumen": "d", "tabel": peta, "baris": baris,
    ...          "level": level, "nama_tercetak": nama, "tahun": 2023, "persen": nilai,
    ...          "persen_tercetak": f"{nilai:.2f}"} for peta, baris, level, nama, nilai in rows]
    >>> from .prepare import prepare
    >>> find_called_means(prepare({"terbitan_anggaran": pd.DataFrame(rows)}))["hitung_ulang"].item()
    '70,00'
    """
    rows = terbitan.found(anggaran_rows)
    rows = rows[rows["persen"].notna() & (rows["tahap"] == "")]
    named = rows["nama_tercetak"].str.contains("rata-rata", case=False)
    said = rows[named & (rows["level"] == "jumlah") & rows["pagu"].isna()]
    if said.empty:
        return none()
    levels = rows[rows["level"].isin(["program", "kegiatan", "subkegiatan"])]
    levels = levels.drop_duplicates([*TABLE, "level", "baris"])
    several = levels.groupby([*TABLE, "level"])["id"].transform("size")
    levels = levels[several >= threshold("audit_rata_baris")]
    budgeted = levels[~(levels["pagu"] == 0)]
    means = pd.concat([_mean_shares(some) for some in (levels, budgeted)])
    pairs = said.merge(means, on=REPORT)
    right = near(pairs["persen"], pairs["rerata"], pairs["h_persen"] + pairs["h"])
    said = said[~said["id"].isin(pairs.loc[right, "id"])]
    stats = _mean_shares(budgeted[budgeted["level"] == "program"])
    totals = rows[(rows["level"] == "jumlah") & ~named]
    totals = totals[[*TABLE, "persen", "tabel", "baris"]].merge(stats, on=TABLE)
    totals = totals[[*REPORT, "persen", "rerata", "n", "tabel", "baris"]]
    off = said.merge(totals, on=[*REPORT, "persen"], suffixes=("", "_total")).drop_duplicates("id")
    return findings(
        temuan(
            row,
            "rata_rata_tidak_cocok",
            "rata_rata.total",
            {"n": row.n, "di": row.tabel_total},
            tercetak=row.persen_tercetak,
            hitung_ulang=row.rerata,
            keparahan=grade("sebutan_rata"),
            besar=abs(row.persen - row.rerata) / 100,
            terlibat=cells(row.id, "persen"),
            baris=[row.baris, row.baris_total],
            kunci=f"rata-rata total {row.baris}",
        )
        for row in each_row(off)
    )


def _mean_shares(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the mean percentage of the lines of each table and level, and its rounding."""
    by = lines.groupby([*TABLE, "level"])
    stats = by.agg(n=("id", "size"), rerata=("persen", "mean"), h=("h_persen", "mean"))
    return stats.reset_index()


def find_total_shares(terbitan: Terbitan) -> pd.DataFrame:
    """Find a percentage in a row of the total, without amounts, that its lines do not give.

    Accepted are spending over budget, and the mean of the percentages, of the lines of one level:
    those since the total before it, all above it, or all of the table. Where it is the percentage
    of a total that a table of that year prints with its amounts, it is said to be right, and that
    the lines do not add up to it: that follows from what is wrong with a line.

    Returns
    -------
    DataFrame, one row per total (`jumlah_tidak_cocok`)

    Examples
    --------
    >>> rows = [(4, "program", 100e6, 50e6, 50.0), (5, "program", 100e6, 90e6, 90.0),
    ...         (6, "jumlah", None, None, 80.0)]
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": level, "nama_tercetak": level, "tahun": 2023, "pagu_rp": pagu,
    ...          "realisasi_rp": nyata, "persen": nilai, "persen_tercetak": f"{nilai:.2f}"}
    ...         for baris, level, pagu, nyata, nilai in rows]
    >>> from .prepare import prepare
    >>> find_total_shares(prepare({"terbitan_anggaran": pd.DataFrame(rows)}))["hitung_ulang"].item()
    '70,00'
    """
    rows = terbitan.found(anggaran_rows)
    bare = (rows["level"] == "jumlah") & rows["persen"].notna() & rows["pagu"].isna()
    totals = rows[bare & rows["realisasi"].isna() & (rows["tahap"] == "")]
    paid = rows[["pagu", "realisasi"]].notna().all(axis=1) & (rows["pagu"] > 0)
    backed = rows[(rows["level"] == "jumlah") & paid & (rows["tahap"] == "")]
    backed = backed.assign(hitung=backed["realisasi"] / backed["pagu"] * 100)
    backed = backed[[*REPORT, "hitung", "tabel", "pagu", "realisasi"]]
    known = totals.merge(backed, on=REPORT, suffixes=("", "_lain"))
    right = near(known["hitung"], known["persen"], 2 * known["h_persen"])
    known = known[right].drop_duplicates("id").set_index("id")
    above = rows.loc[rows["level"] == "jumlah", [*TABLE, "baris"]]
    pairs = totals.merge(above, on=TABLE, suffixes=("", "_lalu"))
    pairs = pairs[pairs["baris_lalu"] < pairs["baris"]]
    since = pairs.groupby("id")["baris_lalu"].max()
    totals = totals.assign(sejak=totals["id"].map(since).fillna(0))
    lines = rows[rows["level"].isin(["program", "kegiatan", "subkegiatan"]) & paid]
    lines = lines[_among(lines, totals, TABLE)]
    tables = dict(list(lines.groupby(TABLE)))
    records = []
    for row in each_row(totals):
        here = tables.get(tuple(getattr(row, name) for name in TABLE), lines[:0])
        higher = here[here["baris"] < row.baris]
        groups = [
            part
            for some in (higher[higher["baris"] > row.sejak], higher, here)
            for _, part in some.groupby("level")
            if len(part) > 1
        ]
        programmes = [part for part in groups if part["level"].iloc[0] == "program"]
        if programmes and len(higher) and not any(_share_fits(row, part) for part in groups):
            other = known.loc[row.id] if row.id in known.index else None
            records.append(_total_share(row, programmes[0], other))
    return findings(records)


def _share_fits(row, part: pd.DataFrame) -> bool:
    """Say whether lines give a printed percentage: their share, or the mean of their shares."""
    share = part["realisasi"].sum() / part["pagu"].sum() * 100
    mean = near(part["persen"].mean(), row.persen, row.h_persen + part["h_persen"].mean())
    return near(share, row.persen, 2 * row.h_persen) or mean


def _total_share(row, part: pd.DataFrame, other: pd.Series | None) -> dict:
    """Return the finding; `other` is the total of another table that gives the percentage."""
    pagu, spent = part["pagu"].sum(), part["realisasi"].sum()
    share = spent / pagu * 100
    gap = abs(share - row.persen) / 100
    right = other is not None
    values = {"n": len(part), "realisasi": spent, "pagu": pagu}
    if right:
        values |= {"di": other["tabel_lain"], "total": other["realisasi_lain"]}
        values |= {"dari": other["pagu_lain"]}
    lines = (name for row_id in part["id"] for name in cells(row_id, "pagu", "realisasi"))
    return temuan(
        row,
        "jumlah_tidak_cocok",
        "jumlah.serapan_total" if right else "jumlah.serapan",
        values,
        tercetak=row.persen_tercetak,
        hitung_ulang=share,
        keparahan=grade("serapan", selisih=0 if right else gap * 100),
        besar=gap,
        uang=float("nan") if right else gap * pagu,
        sebab=tuple(lines) if right else (),
        terlibat=cells(row.id, "persen"),
        baris=[row.baris, *part["baris"]],
        kunci=f"serapan jumlah {row.peta} {row.baris}",
    )


def find_shares_left_out(terbitan: Terbitan) -> pd.DataFrame:
    """Find absorption of a line whose spending leaves out exactly one of its own lines.

    The percentage follows from the printed amounts, and so is wrong with them, and so is that of
    the line above; both are recomputed with the line, and follow from the finding on the sum.

    Returns
    -------
    DataFrame, one row per line (`serapan_tidak_cocok`)

    Examples
    --------
    >>> rows = [(3, "program", "", 100e6, 50e6), (4, "kegiatan", "d:t1-b3-2023", 40e6, 30e6),
    ...         (5, "kegiatan", "d:t1-b3-2023", 30e6, 20e6),
    ...         (6, "kegiatan", "d:t1-b3-2023", 30e6, 25e6)]
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": level, "nama_tercetak": f"Baris {baris}", "induk": induk, "tahun": 2023,
    ...          "pagu_rp": pagu, "realisasi_rp": nyata, "persen": nyata / pagu * 100,
    ...          "persen_tercetak": f"{nyata / pagu * 100:.2f}"}
    ...         for baris, level, induk, pagu, nyata in rows]
    >>> from .prepare import prepare
    >>> found = find_shares_left_out(prepare({"terbitan_anggaran": pd.DataFrame(rows)}))
    >>> found["hitung_ulang"].item()
    '75,00'
    """
    wrong = left_out_sums(terbitan, "realisasi")
    if wrong.empty:
        return none()
    # what stands above it is short of the same line
    above = terbitan.found(anggaran_rows).merge(
        wrong[["induk", "realisasi", "jumlah", "terlewat", "id", "baris"]],
        left_on="id",
        right_on="induk",
        suffixes=("", "_anak"),
    )
    above = above.assign(jumlah=above["realisasi"] + above["jumlah"] - above["realisasi_anak"])
    above = above.rename(columns={"id_anak": "asal", "baris_anak": "baris_asal"})
    wrong = wrong.assign(asal=wrong["id"], baris_asal=wrong["baris"])
    wrong = pd.concat([wrong, above[list(wrong.columns.intersection(above.columns))]])
    rows = wrong[wrong["persen"].notna() & (wrong["pagu"] > 0)]
    own = rows["realisasi"] / rows["pagu"] * 100
    # only where the printed percentage is that of the printed amounts
    rows = rows[near(own, rows["persen"], 2 * rows["h_persen"])]
    return findings(
        temuan(
            row,
            "serapan_tidak_cocok",
            "serapan.berdiri",
            {"nama": row.terlewat, "jumlah": row.jumlah},
            tercetak=row.persen_tercetak,
            hitung_ulang=row.jumlah / row.pagu * 100,
            keparahan=grade("serapan", selisih=abs(row.jumlah - row.realisasi) / row.pagu * 100),
            besar=abs(row.jumlah - row.realisasi) / row.pagu,
            uang=abs(row.jumlah - row.realisasi),
            terlibat=cells(row.id, "persen"),
            sebab=cells(row.asal, "realisasi"),
            baris=[row.baris, row.baris_asal],
            kunci=f"{row.wakil} serapan terlewat",
        )
        for row in each_row(rows)
    )
