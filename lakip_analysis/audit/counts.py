"""Counts behind the percentages: one count twice, growth, no cases at all, last year's counts."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from ..aturan.rules import RATE, threshold
from ..aturan.satuan_nama import names_of_kind
from ..numbers import write_value
from ..once import found_in
from .cells import deviation, near
from .findings import cells, findings, none, temuan
from .narrow import kinerja_rows
from .prepare import Terbitan
from .rows import each_row
from .severity import grade
from .used import used_of

__all__ = [
    "find_count_differences",
    "find_growth",
    "find_nothing_of_nothing",
    "find_stale_counts",
]

# a quantity through the years; a count may be printed at several stages
SERIES = ["dinas", "dokumen", "kelas", "kunci"]

COUNTS = ("pembilang", "penyebut")

FALL = re.compile(r"\b(?:penurunan|pengurangan)\b")

# what a rate of change is of, without the words that say that it is one
OF = re.compile(
    r"\b(?:persentase|tingkat|laju|angka|jumlah|penurunan|pengurangan|pertumbuhan|peningkatan|per|tahun"
    r"|pertahun|tahunan)\b"
)

HOW = re.compile(r"^(?:(?:persentase|jumlah|banyaknya|cakupan|proporsi|rasio|angka|tingkat) )+")

# the change of a rate is none of the count: penurunan angka kematian beside jumlah kematian
OF_RATE = re.compile(
    r"(?:penurunan|pengurangan|pertumbuhan|peningkatan|laju) "
    r"(?:angka|tingkat|rasio|prevalensi|persentase|proporsi|indeks|rata)\b"
)


def find_count_differences(terbitan: Terbitan) -> pd.DataFrame:
    """Find numerators and denominators printed with two values for one quantity and year.

    Compared are main indicators. The counts of one table, and those of a name that one table prints
    with two values, are not. The value held to be usual is the one in use, else the one that gives
    the percentage of its own row, else that of most tables. The total of a list counts for the
    indicator of its year whose other count and percentage it prints as well.

    Returns
    -------
    DataFrame, one row per count that stands against the usual one (`beda_antartabel`)

    Examples
    --------
    >>> rows = [("3.1", 5, "12", "20", 12), ("3.2", 9, "14", "20", 14)]
    >>> rows = [{"id": f"d:t{tabel}-b{baris}-2023", "dokumen": "d", "tabel": tabel, "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": "Anak terlayani", "tahun": 2023,
    ...          "pembilang_tercetak": satu, "penyebut_tercetak": dua, "pembilang": nilai,
    ...          "penyebut": 20} for tabel, baris, satu, dua, nilai in rows]
    >>> from .prepare import prepare
    >>> found = find_count_differences(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found["tercetak"].tolist(), found["juga_tercetak"].tolist()
    (['14'], [('12',)])
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[rows[list(COUNTS)].notna().all(axis=1) & (rows["tahap"] == "")]
    main = rows[(rows["kunci"] != "") & (rows["kelas"] == "utama") & (rows["level"] != "pendukung")]
    rows = pd.concat([main, _totals_of(main, rows[rows["level"] == "jumlah"])])
    return findings(
        record for column in COUNTS for record in _two_counts(rows, column, terbitan.dipakai)
    )


def _totals_of(main: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Return the totals of lists as rows of the indicator whose counts they are."""
    parts = []
    for shared in COUNTS:
        same = ["dinas", "dokumen", "tahun", shared, "realisasi"]
        large = main[main[shared] >= threshold("audit_hitungan_sama")]
        known = large[[*same, "kunci", "kelas"]].drop_duplicates(same)
        some = totals.drop(columns=["kunci", "kelas"]).merge(known, on=same)
        parts.append(some)
    return pd.concat(parts).drop_duplicates("id")


def _two_counts(rows: pd.DataFrame, column: str, dipakai: pd.DataFrame) -> list[dict]:
    by = [*SERIES, "tahun"]
    rows = rows[rows[column].notna()]
    rows = rows[rows.groupby(by)[column].transform("nunique") > 1]
    inside = rows.groupby([*by, "peta"])[column].transform("nunique") > 1
    double = rows.assign(ganda=inside).groupby([rows[name] for name in by])["ganda"]
    rows = rows[~double.transform("any")]
    if rows.empty:
        return []
    share = rows["pembilang"] / rows["penyebut"].where(rows["penyebut"] != 0) * 100
    rows = rows.assign(
        terpakai=used_of(rows, column, dipakai) == rows[column],
        cocok=near(share, rows["realisasi"], rows["h_realisasi"]),
        banyak=rows.groupby([*by, column])["peta"].transform("nunique"),
    )
    order = ["terpakai", "cocok", "banyak"]
    usual = rows.sort_values([*order, "baris"], ascending=[False, False, False, True])
    usual = usual.drop_duplicates(by)
    pairs = rows.merge(usual, on=by, suffixes=("", "_lazim"))
    off = pairs[pairs[column] != pairs[f"{column}_lazim"]]
    off = off.assign(lazim=off[f"{column}_lazim"], tercetak=off[f"{column}_tercetak"])
    return [_count_difference(row, column) for row in each_row(off)]


def _count_difference(row, column: str) -> dict:
    gap = deviation(getattr(row, column), row.lazim)
    return temuan(
        row,
        "beda_antartabel",
        "beda.hitungan",
        {"hal": column, "lazim": write_value(row.lazim), "di": row.tabel_lazim},
        tercetak=row.tercetak,
        juga_tercetak=(row.lazim,),
        bentuk="nilai",
        keparahan=grade("beda", pokok=row.kelas == "utama", selisih=gap),
        besar=gap,
        terlibat=(*cells(row.id, column), *cells(row.id_lazim, column)),
        baris=[row.baris, row.baris_lazim],
        kunci=f"{row.kunci} {column}",
    )


def find_growth(terbitan: Terbitan) -> pd.DataFrame:
    """Find rates of change that the printed counts of two consecutive years do not give.

    An indicator "penurunan X" is held against the rows "jumlah X" of its year and the year before:
    (before − after) / before for a fall, (after − before) / before for a rise; a rate of growth may
    be the continuous one, ln (after / before). Where a year is printed with several counts, any of
    them will do. "Penurunan angka X" is the change of a rate, which the counts do not give.

    Returns
    -------
    DataFrame, one row per indicator and year whose rate no pair of counts gives

    Examples
    --------
    >>> rows = [("Penurunan kasus", 2023, 5.0), ("Jumlah kasus", 2022, 100.0),
    ...         ("Jumlah kasus", 2023, 90.0)]
    >>> rows = [{"id": f"d:t1-b{baris}-{tahun}", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": nama, "tahun": tahun, "realisasi": nilai,
    ...          "realisasi_tercetak": str(nilai)}
    ...         for baris, (nama, tahun, nilai) in enumerate(rows)]
    >>> from .prepare import prepare
    >>> found = find_growth(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['5.0', '10,00']]
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["tahap"] == "") & rows["realisasi"].notna() & (rows["kunci"] != "")]
    rate = found_in(rows["kunci"], RATE) & (rows["kelas"] != "jumlah")
    rate &= ~found_in(rows["kunci"], OF_RATE)
    count = found_in(rows["nama_tercetak"], r"(?i)^\s*Jumlah\b") & ~rate
    count &= ~found_in(rows["realisasi_tercetak"], "%")
    topic = {key: " ".join(OF.sub(" ", key).split()) for key in rows["kunci"].unique()}
    rows = rows.assign(hal=rows["kunci"].map(topic), laju=rate, banyak=count)
    rows = rows[rows["hal"] != ""]
    if not rows["laju"].any() or not rows["banyak"].any():
        return none()
    where = ["dinas", "dokumen", "hal", "tahun"]
    counts = rows[rows["banyak"]][[*where, "realisasi", "baris", "id"]].drop_duplicates(
        [*where, "realisasi"]
    )
    last = counts.assign(tahun=counts["tahun"] + 1)
    pairs = rows[rows["laju"]].merge(counts, on=where, suffixes=("", "_ini"))
    pairs = pairs.merge(last, on=where, suffixes=("", "_lalu"))
    pairs = pairs[pairs["realisasi_lalu"] != 0]
    falls = pairs["kunci"].str.contains(FALL)
    change = (pairs["realisasi_ini"] - pairs["realisasi_lalu"]) / pairs["realisasi_lalu"] * 100
    pairs = pairs.assign(hitung=change.where(~falls, -change))
    half = pairs["h_realisasi"].where(pairs["h_realisasi"] > 0, 0.5)
    follows = near(pairs["hitung"], pairs["realisasi"], half)
    times = pairs["realisasi_ini"] / pairs["realisasi_lalu"]
    continuous = near(100 * np.log(times.where(times > 0)), pairs["realisasi"], half)
    grows = pairs["kunci"].str.contains(r"\b(?:laju|pertumbuhan)\b")
    pairs = pairs.assign(cocok=follows | (grows & continuous))
    good = pairs.groupby("id")["cocok"].transform("any")
    off = pairs[~good].drop_duplicates("id")
    return findings(_growth(row) for row in each_row(off))


def _growth(row) -> dict:
    gap = abs(row.hitung - row.realisasi)
    return temuan(
        row,
        "pembilang_penyebut",
        "hitungan.laju",
        {
            "lalu": write_value(row.realisasi_lalu),
            "ini": write_value(row.realisasi_ini),
            "tahun_lalu": row.tahun - 1,
        },
        tercetak=row.realisasi_tercetak,
        hitung_ulang=row.hitung,
        keparahan=grade(
            "hitungan",
            pokok=row.kelas == "utama",
            membalik=(row.hitung > 0) != (row.realisasi > 0),
            selisih=gap,
        ),
        membalik=(row.hitung > 0) != (row.realisasi > 0),
        besar=gap / 100,
        terlibat=(*cells(row.id, "realisasi"), *cells(row.id_ini, "realisasi")),
        baris=[row.baris, row.baris_ini, row.baris_lalu],
    )


def find_nothing_of_nothing(terbitan: Terbitan) -> pd.DataFrame:
    """Find tables that give "0 of 0" one result here and another there.

    Where nobody was to be served the share is no number; a report may print 100, 0 or a dash, but
    one table can only follow one of them. Compared are results of one column and one polarity: of
    cases that should not happen none is the target reached, and of services it is nothing.

    Returns
    -------
    DataFrame, one row per table and year whose rows of 0 of 0 print several results

    Examples
    --------
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": "spm", "nama_tercetak": f"Layanan {baris}", "tahun": 2023, "target": 0,
    ...          "realisasi": 0, "capaian_tercetak": hasil}
    ...         for baris, hasil in ((4, "0"), (5, "100"))]
    >>> from .prepare import prepare
    >>> found = find_nothing_of_nothing(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found["tercetak"].item()
    '0 / 100'
    """
    rows = terbitan.found(kinerja_rows)[terbitan.found(kinerja_rows)["kelas"] != "jumlah"]
    of_counts = rows[(rows["pembilang"] == 0) & (rows["penyebut"] == 0)]
    of_target = rows[(rows["target"] == 0) & (rows["realisasi"] == 0)]
    both = [
        of_counts.assign(hasil=of_counts["realisasi_tercetak"], kolom="realisasi"),
        of_target.assign(hasil=of_target["capaian_tercetak"], kolom="capaian"),
    ]
    rows = pd.concat(both)
    rows = rows[rows["hasil"].str.strip() != ""]
    # 0,00 and 0 % are one result
    plain = rows["hasil"].str.replace(r"[%\s]|[.,]0+(?=\D*$)", "", regex=True)
    rows = rows.assign(bentuk=plain)
    # a row may print both a share and an achievement, which are two results
    table = ["dinas", "dokumen", "peta", "kolom", "polaritas"]
    rows = rows[rows.groupby(table)["bentuk"].transform("nunique") > 1]
    return findings(_nothing(part) for _, part in rows.groupby(table, sort=False))


def _nothing(rows: pd.DataFrame) -> dict:
    often = rows["bentuk"].map(rows["bentuk"].value_counts())
    first = next(each_row(rows[often == often.min()]))
    kinds = rows.drop_duplicates("bentuk").sort_values("bentuk")["hasil"]
    # of the commonest result one line is enough
    shown = rows[(often < often.max()) | ~rows["bentuk"].duplicated()]
    shown = shown if often.nunique() > 1 else rows
    return temuan(
        first,
        "capaian_tidak_cocok",
        "capaian.nol_dari_nol",
        {"n": len(rows), "di": first.tabel},
        tercetak=" / ".join(kinds),
        terlibat=tuple(name for row in each_row(shown) for name in cells(row.id, row.kolom)),
        baris=shown["baris"],
        tahun=int(rows["tahun"].max()),
        kunci=f"nol dari nol {first.peta} {first.kolom} {first.polaritas}".strip(),
    )


def find_stale_counts(terbitan: Terbitan) -> pd.DataFrame:
    """Find pairs of counts that repeat the year before to the last person.

    Both numerator and denominator are the same, and so many that this is no chance: the counted
    part and the rest of it each reach `audit_hitungan_usang`, the whole `audit_penyebut_usang`. A
    full count of few, or nearly all of all, may well stay the same; so may counts of what hardly
    changes in number (villages, offices: `aturan/sebutan_satuan.csv`).

    Returns
    -------
    DataFrame, one row per quantity and year

    Examples
    --------
    >>> rows = [{"id": f"d:t1-b{tahun}-{tahun}", "dokumen": "d", "tabel": "1", "baris": tahun,
    ...          "level": "pendukung", "nama_tercetak": "Lansia terlayani", "tahun": tahun,
    ...          "pembilang_tercetak": "475", "penyebut_tercetak": "632", "pembilang": 475,
    ...          "penyebut": 632} for tahun in (2022, 2023)]
    >>> from .prepare import prepare
    >>> find_stale_counts(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["tercetak"].tolist()
    ['632 / 475']
    """
    rows = terbitan.found(kinerja_rows)
    rest = (rows["penyebut"] - rows["pembilang"]).abs()
    least = pd.concat([rows["pembilang"], rest], axis=1).min(axis=1)
    many = (least >= threshold("audit_hitungan_usang")) & (
        rows["penyebut"] >= threshold("audit_penyebut_usang")
    )
    rows = rows[many & (rows["kunci"] != "") & (rows["tahap"] == "") & (rows["kelas"] != "jumlah")]
    # what is counted stands first in a name, behind the words that say how it is counted
    thing = rows["kunci"].str.replace(HOW, "", regex=True) + "\n" + rows["satuan_tercetak"]
    fixed = names_of_kind("tetap").pattern
    rows = rows[~thing.str.contains(rf"(?im)^{fixed}")]
    last = rows.assign(tahun=rows["tahun"] + 1)[[*SERIES, "tahun", *COUNTS, "baris", "tabel"]]
    pairs = rows.merge(last, on=[*SERIES, "tahun", *COUNTS], suffixes=("", "_lalu"))
    pairs = pairs.drop_duplicates([*SERIES, "tahun"])
    return findings(
        temuan(
            row,
            "nilai_usang",
            "usang.hitungan",
            {"tahun_lalu": row.tahun - 1, "di": row.tabel_lalu},
            tercetak=f"{row.penyebut_tercetak} / {row.pembilang_tercetak}",
            terlibat=cells(row.id, *COUNTS),
            baris=[row.baris, row.baris_lalu],
            kunci=f"{row.kunci} hitungan",
        )
        for row in each_row(pairs)
    )
