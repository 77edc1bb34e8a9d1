"""The same quantity in several tables: two values, a value of another year, a digit too many."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .digits import is_slip
from .findings import cells, findings, lines, none, temuan
from .prepare import Terbitan
from .severity import grade

__all__ = [
    "find_budget_differences",
    "find_differences",
    "find_label_differences",
    "find_stale",
]


PLACES = 5  # so many lines are named where the usual value stands

COMPUTED = ("capaian", "persen")  # results, which a report may cut or round

BY = ["dinas", "dokumen", "kelas", "kunci", "tahun", "tahap"]

LABEL = r"^\s*(AA|A|BB|B|CC|C|D|Pratama|Madya|Nindya|Utama|Mentor|WTP|WDP)\b"


def find_differences(terbitan: Terbitan) -> pd.DataFrame:
    """Find targets, realisations and achievements printed with two values for one year.

    The value that most tables print is taken as the likely one (the first printed, when they tie).
    A deviating value that the same quantity has in another year is `nilai_usang`; one that differs
    by a power of ten or by a single lost or added digit is `angka_janggal`; any other is
    `beda_antartabel`. A value printed with fewer decimals agrees when it is the other one rounded.
    Rows of a plan stage (`tahap`) are compared only among themselves, benchmarks not at all.
    """
    rows = _comparable(terbitan.kinerja)
    parts = [_differences(rows, column) for column in ("target", "realisasi", "capaian")]
    return pd.concat([none(), *parts], ignore_index=True)


def find_budget_differences(terbitan: Terbitan) -> pd.DataFrame:
    """Find budgets, spending and absorption printed with two values for one year.

    As `find_differences`; where values tie, the one that its own parts add up to is the likely one.
    """
    anggaran = terbitan.anggaran
    rows, children = _comparable(anggaran), anggaran[anggaran["induk"].fillna("") != ""]
    parts = [none()]
    for column in ("pagu", "realisasi", "persen"):
        sums = children.groupby("induk")[column].sum(min_count=1)
        with_sums = rows.assign(jumlah_anak=rows["id"].map(sums))
        parts.append(_differences(with_sums, column, money=column != "persen"))
    return pd.concat(parts, ignore_index=True)


def find_label_differences(terbitan: Terbitan) -> pd.DataFrame:
    """Find levels and letters (Pratama, BB) that differ for the same indicator and year."""
    parts = [_labels(terbitan.kinerja, column) for column in ("target", "realisasi")]
    return pd.concat([none(), *parts], ignore_index=True)


def find_stale(terbitan: Terbitan) -> pd.DataFrame:
    """Find main indicators whose realisation repeats the year before to the last of four digits."""
    rows = terbitan.kinerja
    rows = rows[(rows["kelas"] == "utama") & rows["realisasi"].notna() & (rows["tahap"] == "")]
    digits = rows["realisasi_tercetak"].str.replace(r"\D", "", regex=True).str.len()
    rows = rows[(rows["realisasi"] % 1 != 0) & (digits >= 4)]
    quantity = ["dinas", "dokumen", "kunci", "tahun"]
    rows = rows.drop_duplicates([*quantity, "realisasi"])
    last = rows.assign(tahun=rows["tahun"] + 1)
    pairs = rows.merge(last, on=quantity, suffixes=("", "_lalu"))
    same = pairs[pairs["realisasi"] == pairs["realisasi_lalu"]]
    return findings(
        temuan(
            row,
            "nilai_usang",
            "usang.berulang",
            {"tahun_lalu": row.tahun - 1},
            tercetak=row.realisasi_tercetak,
            tersangka=cells(row.id, "realisasi"),
            terlibat=cells(row.id_lalu, "realisasi"),
            baris=[row.baris, row.baris_lalu],
        )
        for row in same.itertuples()
    )


def _comparable(rows: pd.DataFrame) -> pd.DataFrame:
    named = (rows["kunci"] != "") & (rows["kelas"] != "jumlah")
    return rows[named & (rows["tahap"] != "pembanding")]


def _labels(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    label = rows[f"{column}_tercetak"].str.extract(LABEL, expand=False)
    quantity = ["dinas", "dokumen", "kunci", "tahun"]
    rows = rows.assign(label=label)
    rows = rows[label.notna() & (rows["kunci"] != "") & (rows["tahap"] == "")]
    counts = rows.groupby([*quantity, "label"], sort=False).agg(
        n=("peta", "nunique"), baris=("baris", tuple), tabel=("tabel", "first"), id=("id", "first")
    )
    counts = counts.reset_index().sort_values("n", ascending=False, kind="stable")
    usual = counts.drop_duplicates(quantity)
    off = counts.drop(usual.index).merge(usual, on=quantity, suffixes=("", "_lazim"))
    return findings(
        temuan(
            row,
            "beda_antartabel",
            "beda.label",
            {"hal": column, "di": row.tabel, "di_lazim": row.tabel_lazim},
            tercetak=row.label,
            hitung_ulang=row.label_lazim,
            keparahan=grade("beda_label"),
            tersangka=cells(row.id, column),
            terlibat=cells(row.id_lazim, column),
            baris=[*row.baris, *row.baris_lazim],
            kunci=f"{row.kunci} {column}",
        )
        for row in off.itertuples()
    )


def _differences(rows: pd.DataFrame, column: str, money: bool = False) -> pd.DataFrame:
    rows = rows[rows[column].notna()]
    rows = rows.assign(
        nilai=rows[column], desimal=rows[f"d_{column}"], jenis_satuan=_unit(rows, column)
    )
    rows = _parallel_measures(rows)
    if column == "realisasi" and "capaian" in rows:
        rows = _without_achievements(rows)
    printed = rows
    rows = rows[rows.groupby(BY, sort=False)["nilai"].transform("nunique") > 1]
    rows = rows[~_ambiguous(rows)]
    if rows.empty:
        return none()
    rows = rows.merge(_likely(rows), on=BY)
    coarser = 0.5 * 10.0 ** -np.minimum(rows["desimal"], rows["desimal_lazim"]).astype(float)
    last_digit = 2 * coarser if column in COMPUTED else 0.0
    tolerance = np.where(rows["desimal"] == rows["desimal_lazim"], last_digit, coarser)
    unit, usual = rows["jenis_satuan"], rows["satuan_lazim"]
    ratio = (unit == "rasio") != (usual == "rasio")
    other_unit = ratio | ((unit != "") & (usual != "") & (unit != usual))
    off = rows[((rows["nilai"] - rows["lazim"]).abs() > tolerance + 1e-9) & ~other_unit]
    off = off.assign(tahun_usang=_other_year(off, printed))
    return findings(_difference(row, column, money) for row in off.itertuples())


def _unit(rows: pd.DataFrame, column: str) -> pd.Series:
    """Say roughly what is counted: `rasio` (1 : n), `%`, `banyak` (a count), or nothing."""
    unit = rows["satuan_tercetak"].fillna("") if "satuan_tercetak" in rows else ""
    text = rows[f"{column}_tercetak"] + " " + unit
    ratio, share = text.str.contains(r"^1\s*:"), text.str.contains("%")
    count = text.str.contains(r"[A-Za-z]{4,}")
    kinds = np.select([ratio, share, count], ["rasio", "%", "banyak"], "")
    return pd.Series(kinds, index=rows.index)


def _ambiguous(rows: pd.DataFrame) -> pd.Series:
    """Say which rows carry a name that one table prints with two values for one year."""
    in_table = rows.groupby([*BY, "peta"], sort=False)["nilai"].transform("nunique") > 1
    on_line = rows.groupby([*BY, "baris"], sort=False)["nilai"].transform("nunique") > 1
    double = (in_table & (rows["kelas"] != "utama")) | on_line
    return rows.assign(ganda=double).groupby(BY, sort=False)["ganda"].transform("any")


def _parallel_measures(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep apart tables that print several measures of one thing side by side (funds and staff).

    They show by giving one quantity two values on one source line; their key then carries the words
    in brackets at the end of their table's name.
    """
    two = rows.groupby([*BY, "baris"], sort=False)["nilai"].transform("nunique") > 1
    if not two.any():
        return rows
    table = ["dinas", "peta"]
    inside = rows.set_index(table).index.isin(rows[two].set_index(table).index)
    measure = rows["tabel"].str.extract(r"\(([^)]*)\)\s*$", expand=False).fillna("")
    apart = rows["kunci"] + " | " + measure
    return rows.assign(kunci=rows["kunci"].mask(inside & (measure != ""), apart))


def _without_achievements(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out "realisasi" that is the achievement of the same quantity: prose mixes them."""
    key = ["dinas", "dokumen", "kelas", "kunci", "tahun"]
    said = rows[rows["capaian"].notna()].set_index([*key, "capaian"]).index
    same = rows.set_index([*key, "nilai"]).index.isin(said)
    return rows[~(same & rows["target"].isna())]


def _likely(rows: pd.DataFrame) -> pd.DataFrame:
    """Return for each quantity the value most tables print, its decimals, and where it stands.

    In a tie it is the one its own parts add up to, then the one on most lines, then the finest.
    """
    backed = rows["jumlah_anak"] == rows["nilai"] if "jumlah_anak" in rows else False
    rows = rows.assign(didukung=backed).sort_values("baris", kind="stable")
    counts = rows.groupby([*BY, "nilai"], sort=False).agg(
        didukung=("didukung", "any"),
        banyak_tabel=("peta", "nunique"),
        banyak_baris=("id", "size"),
        desimal_lazim=("desimal", "max"),
        satuan_lazim=("jenis_satuan", "first"),
        di=("baris", lambda numbers: lines(numbers)[:PLACES]),
        tabel_lazim=("tabel", "first"),
        id_lazim=("id", "first"),
    )
    order = ["banyak_tabel", "didukung", "banyak_baris", "desimal_lazim"]
    counts = counts.reset_index().sort_values(order, ascending=False, kind="stable")
    best = counts.drop_duplicates(BY).drop(columns=["banyak_baris", "didukung"])
    return best.rename(columns={"nilai": "lazim"})


def _other_year(off: pd.DataFrame, rows: pd.DataFrame) -> list[int]:
    """Return the other year in which the same quantity has the deviating value, 0 when none.

    Round numbers prove nothing.
    """
    quantity = ["dinas", "dokumen", "kelas", "kunci", "tahap", "nilai"]
    printed = rows.drop_duplicates([*quantity, "tahun"])
    years = printed.groupby(quantity, sort=False)["tahun"].agg(set).to_dict()
    found = []
    for *key, year in off[[*quantity, "tahun"]].itertuples(index=False):
        others = sorted(years.get(tuple(key), set()) - {year})
        found.append(int(others[-1]) if others and key[-1] % 100 else 0)
    return found


def _difference(row, column: str, money: bool) -> dict:
    several, year = row.banyak_tabel > 1, row.tahun > 0
    first = (
        ("beda.beberapa" if several else "beda.satu")
        if year
        else ("beda.tanpa_tahun_beberapa" if several else "beda.tanpa_tahun")
    )
    if row.tahun_usang:
        jenis, kalimat = "nilai_usang", (first, "usang.tahun_lain")
    elif is_slip(row.nilai, row.lazim):
        jenis, kalimat = "angka_janggal", (first, "beda.satu_angka")
    else:
        jenis, kalimat = "beda_antartabel", (first,)
    return temuan(
        row,
        jenis,
        kalimat,
        {
            # money has its own words: spending is no "actual figure" in English
            "hal": f"{column}_rp" if money else column,
            "di": row.tabel_lazim,
            "n": row.banyak_tabel,
            "tahun_usang": row.tahun_usang,
        },
        tercetak=getattr(row, f"{column}_tercetak"),
        hitung_ulang=row.lazim,
        bentuk="rp" if money else "nilai",
        keparahan=_grade(row, column, money),
        tersangka=cells(row.id, column),
        terlibat=cells(row.id_lazim, column),
        baris=[row.baris, *row.di],
        kunci=f"{row.kunci} {column}",
    )


def _grade(row, column: str, money: bool) -> str:
    gap = abs(row.nilai - row.lazim) / max(abs(row.lazim), 1e-9)
    if money:
        return grade("beda_uang", pokok=row.kelas == "program", selisih=gap)
    flips = column == "capaian" and (row.nilai >= 100) != (row.lazim >= 100)
    return grade("beda", pokok=row.kelas == "utama", membalik=flips, selisih=gap)
