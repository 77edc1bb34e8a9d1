"""Means and shares that stand without their rows: of nothing, of another year, of a total."""

from __future__ import annotations

import pandas as pd

from .cells import EPSILON
from .findings import cells, findings, none, temuan
from .narrow import anggaran_rows, kinerja_rows
from .prepare import Terbitan
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

TABLE = ["dinas", "dokumen", "peta", "tahun"]

FEW = 3  # rows of a table, at least, before their mean is one that somebody prints

OVERALL = r"rata-rata.*(?:kinerja|indikator|keberhasilan|capaian)"


def find_means_of_nothing(terbitan: Terbitan) -> pd.DataFrame:
    """Find averages printed as 0 over rows that print no figure.

    A column of dashes has no average; nought makes a year look like a failure.

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
    with_mean = rows.loc[rows["level"] == "rata_rata", "peta"].unique()
    rows = rows[rows["peta"].isin(with_mean) & (rows["level"] != "jumlah")]
    if rows.empty:
        return none()
    rows = rows.sort_values([*TABLE, "baris"], kind="stable")
    mean = rows["level"] == "rata_rata"
    tables = [rows[name] for name in TABLE]
    begins = mean.groupby(tables, sort=False).shift(fill_value=False) & ~mean
    stretch = [*tables, begins.groupby(tables, sort=False).cumsum()]
    figures = (rows["capaian"].notna() & ~mean).groupby(stretch, sort=False).transform("sum")
    dashes = rows["capaian_tercetak"].str.fullmatch(r"\s*[-–]\s*") & ~mean
    empty = (figures == 0) & (dashes.groupby(stretch, sort=False).transform("sum") > 0)
    off = rows[mean & empty & (rows["capaian"] == 0)]
    return findings(_of_nothing(part) for _, part in off.groupby(TABLE, sort=False))


def _of_nothing(rows: pd.DataFrame) -> dict:
    row = next(rows.itertuples())
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
    is the mean of the main indicators of any table with at least three of them, as printed or as
    recomputed.

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
    with_rows = set(rows.loc[(rows["kelas"] == "utama") & rows["capaian"].notna(), "peta"])
    of_rows = rows.loc[
        (rows["kelas"] != "jumlah") & rows["capaian"].notna(), TABLE
    ].drop_duplicates()
    lists = means[TABLE].merge(of_rows.assign(ada=True), how="left")["ada"].notna().to_numpy()
    told = set(
        zip(
            *(means.loc[means["peta"].isin(with_rows) & lists, name] for name in REPORT),
            strict=True,
        )
    )
    alone = means[~lists & means["nama_tercetak"].str.contains(OVERALL, case=False)]
    main = rows[(rows["kelas"] == "utama") & rows["capaian"].notna()]
    main = main.drop_duplicates([*TABLE, "kunci"])
    stats = main.groupby(TABLE).agg(
        n=("id", "size"),
        rerata=("capaian", "mean"),
        hitung=("capaian_hitung", "mean"),
        di=("tabel", "first"),
        baris_=("baris", tuple),
    )
    stats = stats[stats["n"] >= FEW].reset_index()
    records = []
    for row in alone.itertuples():
        if (row.dinas, row.dokumen, row.tahun) in told:
            continue
        mine = stats[(stats["dinas"] == row.dinas) & (stats["dokumen"] == row.dokumen)]
        mine = mine[mine["tahun"] == row.tahun]
        slack = row.h_capaian + 0.005 + EPSILON
        apart = mine[["rerata", "hitung"]].sub(row.capaian).abs()
        if mine.empty or (apart <= slack).any(axis=None):
            continue
        near = mine.loc[apart["rerata"].idxmin()]
        gap = abs(near["rerata"] - row.capaian)
        records.append(
            temuan(
                row,
                "rata_rata_tidak_cocok",
                "rata_rata.tahun",
                {"n": int(near["n"]), "di": near["di"]},
                tercetak=row.capaian_tercetak,
                hitung_ulang=float(near["rerata"]),
                keparahan=grade("rata_rata", selisih=gap),
                besar=gap / 100,
                terlibat=cells(row.id, "capaian"),
                baris=[row.baris, *near["baris_"]],
                kunci=f"rata-rata tahun {row.baris}",
            )
        )
    return findings(records)


def find_called_means(terbitan: Terbitan) -> pd.DataFrame:
    """Find an "average" absorption that is the absorption of the total.

    A row called an average prints the percentage of a total, and the mean of the programmes in the
    table of that total is another one.

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
    lines = rows[(rows["level"] == "program") & ~(rows["pagu"] == 0)]
    lines = lines.drop_duplicates([*TABLE, "baris"])
    stats = lines.groupby(TABLE).agg(n=("id", "size"), rerata=("persen", "mean")).reset_index()
    totals = rows[(rows["level"] == "jumlah") & ~named]
    totals = totals.merge(stats[stats["n"] >= FEW], on=TABLE)
    totals = totals[[*REPORT, "persen", "rerata", "n", "tabel", "baris"]]
    pairs = said.merge(totals, on=[*REPORT, "persen"], suffixes=("", "_total"))
    off = pairs[(pairs["persen"] - pairs["rerata"]).abs() > pairs["h_persen"] + 0.01]
    off = off.drop_duplicates("id")
    return findings(
        temuan(
            row,
            "rata_rata_tidak_cocok",
            "rata_rata.total",
            {"n": row.n, "di": row.tabel_total},
            tercetak=row.persen_tercetak,
            hitung_ulang=row.rerata,
            keparahan=grade("rata_rata", selisih=min(abs(row.persen - row.rerata), 1.0)),
            besar=abs(row.persen - row.rerata) / 100,
            terlibat=cells(row.id, "persen"),
            baris=[row.baris, row.baris_total],
            kunci=f"rata-rata total {row.baris}",
        )
        for row in off.itertuples()
    )


def find_total_shares(terbitan: Terbitan) -> pd.DataFrame:
    """Find a percentage in a row of the total, without amounts, that its lines do not give.

    Accepted are spending over budget of the lines above, and the mean of their percentages.

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
    lines = rows[(rows["level"] == "program") & rows[["pagu", "realisasi"]].notna().all(axis=1)]
    stats = lines.groupby(TABLE).agg(
        n=("id", "size"),
        pagu_=("pagu", "sum"),
        realisasi_=("realisasi", "sum"),
        rerata=("persen", "mean"),
        baris_=("baris", tuple),
        awal=("baris", "min"),
    )
    pairs = totals.merge(stats[stats["n"] > 1].reset_index(), on=TABLE)
    pairs = pairs[pairs["baris"] > pairs["awal"]]
    pairs = pairs.assign(hitung=pairs["realisasi_"] / pairs["pagu_"] * 100)
    slack = pairs["h_persen"] + 0.01
    fits = (pairs["hitung"] - pairs["persen"]).abs() <= slack
    fits |= (pairs["rerata"] - pairs["persen"]).abs() <= slack
    return findings(
        temuan(
            row,
            "jumlah_tidak_cocok",
            "jumlah.serapan",
            {"n": row.n, "realisasi": row.realisasi_, "pagu": row.pagu_},
            tercetak=row.persen_tercetak,
            hitung_ulang=row.hitung,
            keparahan=grade("serapan", selisih=abs(row.hitung - row.persen)),
            besar=abs(row.hitung - row.persen) / 100,
            uang=abs(row.hitung - row.persen) / 100 * row.pagu_,
            terlibat=cells(row.id, "persen"),
            baris=[row.baris, *row.baris_],
            kunci=f"serapan jumlah {row.peta}",
        )
        for row in pairs[~fits].itertuples()
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
    rows = rows[(own - rows["persen"]).abs() <= rows["h_persen"] + 0.01]
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
        for row in rows.itertuples()
    )
