"""The same quantity in several tables: two values, a value of another year, a digit lost or added."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..language import mark, tr
from .findings import cell, findings, lines, none
from .notation import fmt_rupiah, fmt_value

__all__ = ["find_differences", "find_label_differences", "find_stale"]


PLACES = 5

MAGNITUDE = 0.15

COMPUTED = ("capaian", "persen")

BY = ["dinas", "dokumen", "kelas", "kunci", "tahun", "tahap"]

# what a report says twice; amounts of money have their own keys, since spending is no "actual figure" in English
TWICE = {
    "target": mark("Target {tahun} tercetak {tercetak} di sini, tetapi {lazim} di {tabel}"),
    "realisasi": mark("Realisasi {tahun} tercetak {tercetak} di sini, tetapi {lazim} di {tabel}"),
    "capaian": mark("Capaian {tahun} tercetak {tercetak} di sini, tetapi {lazim} di {tabel}"),
    "persen": mark("Serapan {tahun} tercetak {tercetak} di sini, tetapi {lazim} di {tabel}"),
}

TWICE_MONEY = {
    "pagu": mark("Pagu {tahun} tercetak {tercetak} di sini, tetapi {rupiah} di {tabel}"),
    "realisasi": mark("Realisasi {tahun} tercetak {tercetak} di sini, tetapi {rupiah} di {tabel}"),
}

LABELS = {
    "target": mark(
        "Target {tahun} tercetak {label} di {tabel}, tetapi {label_lazim} di {tabel_lazim}."
    ),
    "realisasi": mark(
        "Realisasi {tahun} tercetak {label} di {tabel}, tetapi {label_lazim} di {tabel_lazim}."
    ),
}


def find_differences(frame: pd.DataFrame, columns: tuple[str, ...], money: bool) -> pd.DataFrame:
    """Find quantities that are printed with two values for the same year.

    The value that most rows print is taken as the likely one (the first printed, when they tie). A deviating value that the same quantity
    has in another year is `nilai_usang`; one that differs by a power of ten or by a single lost or added digit is `angka_janggal`;
    any other is `beda_antartabel`. A value printed with fewer decimals agrees when it is the other one rounded.

    Parameters
    ----------
    frame : prepared rows; rows of a plan stage (`tahap`) are compared only among themselves, benchmarks not at all.
    columns : which values to compare.
    money : whether the values are rupiah (for the wording).
    """
    rows = frame[
        (frame["kunci"] != "") & (frame["tahap"] != "pembanding") & (frame["kelas"] != "jumlah")
    ]
    parts = [
        _differences(
            _with_sums(rows, frame, column) if money else rows, column, money and column != "persen"
        )
        for column in columns
    ]
    return pd.concat([none(), *parts], ignore_index=True)


def find_label_differences(k: pd.DataFrame) -> pd.DataFrame:
    """Find levels and letters (Pratama, BB) that differ between places for the same indicator and year."""
    parts = [none()]
    for column in ("target", "realisasi"):
        label = k[f"{column}_tercetak"].str.extract(
            r"^\s*(AA|A|BB|B|CC|C|D|Pratama|Madya|Nindya|Utama|Mentor|WTP|WDP)\b", expand=False
        )
        rows = k.assign(label=label)[label.notna() & (k["kunci"] != "") & (k["tahap"] == "")]
        counts = (
            rows.groupby(["dinas", "dokumen", "kunci", "tahun", "label"], sort=False)
            .agg(
                n=("peta", "nunique"),
                baris=("baris", tuple),
                tabel=("tabel", "first"),
                id=("id", "first"),
                level=("kelas", "first"),
            )
            .reset_index()
        )
        counts = counts.sort_values("n", ascending=False, kind="stable")
        likely = counts.drop_duplicates(["dinas", "dokumen", "kunci", "tahun"])
        off = counts.drop(likely.index).merge(
            likely, on=["dinas", "dokumen", "kunci", "tahun"], suffixes=("", "_lazim")
        )
        parts.append(findings(_label_record(row, column) for row in off.itertuples()))
    return pd.concat(parts, ignore_index=True)


def _label_record(row, column: str) -> dict:
    words = tr(
        LABELS[column],
        tahun=row.tahun,
        label=row.label,
        tabel=row.tabel,
        label_lazim=row.label_lazim,
        tabel_lazim=row.tabel_lazim,
    )
    return {
        "dinas": row.dinas,
        "dokumen": row.dokumen,
        "jenis": "beda_antartabel",
        "keparahan": "tinggi",
        "tahun": row.tahun,
        "baris": lines([*row.baris, *row.baris_lazim]),
        "tabel": row.tabel,
        "tercetak": row.label,
        "hitung_ulang": row.label_lazim,
        "penjelasan": words,
        "tersangka": (cell(row.id, column),),
        "terlibat": (cell(row.id, column), cell(row.id_lazim, column)),
        "kunci": f"{row.kunci} {column}",
    }


def find_stale(k: pd.DataFrame) -> pd.DataFrame:
    """Find main indicators whose realisation repeats the year before to the last of four or more digits (a figure carried over)."""
    rows = k[(k["kelas"] == "utama") & k["realisasi"].notna() & (k["tahap"] == "")]
    digits = rows["realisasi_tercetak"].str.replace(r"\D", "", regex=True).str.len()
    rows = rows[(rows["realisasi"] % 1 != 0) & (digits >= 4)]
    rows = rows.drop_duplicates(["dinas", "dokumen", "kunci", "tahun", "realisasi"])
    pairs = rows.merge(
        rows.assign(tahun=rows["tahun"] + 1),
        on=["dinas", "dokumen", "kunci", "tahun"],
        suffixes=("", "_lalu"),
    )
    same = pairs[pairs["realisasi"] == pairs["realisasi_lalu"]]
    return findings(
        {
            "dinas": row.dinas,
            "dokumen": row.dokumen,
            "jenis": "nilai_usang",
            "keparahan": "sedang",
            "tahun": row.tahun,
            "baris": lines([row.baris, row.baris_lalu]),
            "tabel": row.tabel,
            "tercetak": row.realisasi_tercetak,
            "hitung_ulang": "",
            "penjelasan": tr(
                "Realisasi {tahun} ({tercetak}) persis sama dengan realisasi {tahun_lalu}: angka tahun lalu yang dipakai lagi, atau datanya belum terbit.",
                tahun=row.tahun,
                tercetak=row.realisasi_tercetak,
                tahun_lalu=row.tahun - 1,
            ),
            "tersangka": (cell(row.id, "realisasi"),),
            "terlibat": (cell(row.id, "realisasi"), cell(row.id_lalu, "realisasi")),
            "kunci": row.kunci,
        }
        for row in same.itertuples()
    )


def _with_sums(rows: pd.DataFrame, frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Add what the children of each row add up to (`jumlah_anak`)."""
    sums = frame[frame["induk"].fillna("") != ""].groupby("induk")[column].sum(min_count=1)
    return rows.assign(jumlah_anak=rows["id"].map(sums))


def _differences(rows: pd.DataFrame, column: str, money: bool) -> pd.DataFrame:
    rows = rows[rows[column].notna()]
    rows = rows.assign(
        nilai=rows[column], desimal=rows[f"d_{column}"], jenis_satuan=_unit(rows, column)
    )
    rows = _parallel_measures(rows)
    if column == "realisasi" and "capaian" in rows:
        rows = _without_achievements(rows)
    printed = rows
    several = rows.groupby(BY, sort=False)["nilai"].transform("nunique") > 1
    rows = rows[several]
    rows = rows[~_ambiguous(rows)]
    if rows.empty:
        return none()
    rows = rows.merge(_likely(rows), on=BY)
    coarser = 0.5 * 10.0 ** -np.minimum(rows["desimal"], rows["desimal_lazim"]).astype(float)
    last_digit = 2 * coarser if column in COMPUTED else 0.0
    tolerance = np.where(rows["desimal"] == rows["desimal_lazim"], last_digit, coarser)
    ratio = (rows["jenis_satuan"] == "rasio") != (rows["satuan_lazim"] == "rasio")
    other_unit = ratio | (
        (rows["jenis_satuan"] != "")
        & (rows["satuan_lazim"] != "")
        & (rows["jenis_satuan"] != rows["satuan_lazim"])
    )
    off = rows[((rows["nilai"] - rows["lazim"]).abs() > tolerance + 1e-9) & ~other_unit]
    off = off.assign(tahun_usang=_other_year(off, printed))
    return findings(_difference_record(row, column, money) for row in off.itertuples())


def _unit(rows: pd.DataFrame, column: str) -> pd.Series:
    """Say roughly what is counted: `rasio` (1 : n), `%`, `banyak` (a count with a unit), or nothing when the cell does not say."""
    text = (
        rows[f"{column}_tercetak"]
        + " "
        + (rows["satuan_tercetak"].fillna("") if "satuan_tercetak" in rows else "")
    )
    return pd.Series(
        np.select(
            [
                text.str.contains(r"^1\s*:"),
                text.str.contains("%"),
                text.str.contains(r"[A-Za-z]{4,}"),
            ],
            ["rasio", "%", "banyak"],
            "",
        ),
        index=rows.index,
    )


def _ambiguous(rows: pd.DataFrame) -> pd.Series:
    """Say which rows carry a name that one table prints with two values for one year: not one quantity."""
    in_table = rows.groupby([*BY, "peta"], sort=False)["nilai"].transform("nunique") > 1
    on_line = rows.groupby([*BY, "baris"], sort=False)["nilai"].transform("nunique") > 1
    double = (in_table & (rows["kelas"] != "utama")) | on_line
    return rows.assign(ganda=double).groupby(BY, sort=False)["ganda"].transform("any")


def _parallel_measures(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep apart tables that print several measures of one thing side by side (funds and staff, number and quality).

    They show by giving one quantity two values on one source line; their key then carries the words in brackets of their label.
    """
    two = rows.groupby([*BY, "baris"], sort=False)["nilai"].transform("nunique") > 1
    tables = set(zip(rows.loc[two, "dinas"], rows.loc[two, "peta"], strict=True))
    if not tables:
        return rows
    inside = pd.Series(
        [pair in tables for pair in zip(rows["dinas"], rows["peta"], strict=True)], index=rows.index
    )
    measure = rows["tabel"].str.extract(r"\(([^)]*)\)\s*$", expand=False).fillna("")
    return rows.assign(
        kunci=rows["kunci"].mask(inside & (measure != ""), rows["kunci"] + " | " + measure)
    )


def _without_achievements(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out "realisasi" that is the printed achievement of the same quantity (prose says "realisasi kinerja 141 %" for both)."""
    key = ["dinas", "dokumen", "kelas", "kunci", "tahun"]
    said = rows[rows["capaian"].notna()]
    known = set(zip(*(said[name] for name in key), said["capaian"], strict=True))
    same = [
        pair in known for pair in zip(*(rows[name] for name in key), rows["nilai"], strict=True)
    ]
    return rows[~(pd.Series(same, index=rows.index) & rows["target"].isna())]


def _likely(rows: pd.DataFrame) -> pd.DataFrame:
    """Return for each quantity the value most tables print (in a tie, the one its own parts add up to), its decimals, and where it stands."""
    backed = rows["jumlah_anak"] == rows["nilai"] if "jumlah_anak" in rows else False
    counts = (
        rows.assign(didukung=backed)
        .sort_values("baris", kind="stable")
        .groupby([*BY, "nilai"], sort=False)
        .agg(
            didukung=("didukung", "any"),
            banyak_tabel=("peta", "nunique"),
            banyak_baris=("id", "size"),
            desimal_lazim=("desimal", "max"),
            satuan_lazim=("jenis_satuan", "first"),
            di=("baris", lambda b: lines(b)[:PLACES]),
            tabel_lazim=("tabel", "first"),
            id_lazim=("id", "first"),
            tercetak_lazim=("nilai", "first"),
        )
        .reset_index()
    )
    best = counts.sort_values(
        ["banyak_tabel", "didukung", "banyak_baris", "desimal_lazim"],
        ascending=False,
        kind="stable",
    ).drop_duplicates(BY)
    return best.drop(columns=["banyak_baris", "tercetak_lazim", "didukung"]).rename(
        columns={"nilai": "lazim"}
    )


def _other_year(off: pd.DataFrame, rows: pd.DataFrame) -> list[int]:
    """Return the other year in which the same quantity has the deviating value; 0 when none (round numbers prove nothing)."""
    quantity = ["dinas", "dokumen", "kelas", "kunci", "tahap"]
    printed = rows.drop_duplicates([*quantity, "nilai", "tahun"])
    years: dict[tuple, set[int]] = {}
    for key, year in zip(
        zip(*(printed[name] for name in quantity), printed["nilai"], strict=True),
        printed["tahun"],
        strict=True,
    ):
        years.setdefault(key, set()).add(int(year))
    keys = zip(*(off[name] for name in quantity), off["nilai"], strict=True)
    others = [
        sorted(years.get(key, set()) - {year}) for key, year in zip(keys, off["tahun"], strict=True)
    ]
    return [
        years[-1] if years and value % 100 else 0
        for years, value in zip(others, off["nilai"], strict=True)
    ]


def _difference_record(row, column: str, money: bool) -> dict:
    show = fmt_rupiah if money else fmt_value
    printed, likely = getattr(row, f"{column}_tercetak"), show(row.lazim)
    kind = (
        "nilai_usang"
        if row.tahun_usang
        else "angka_janggal"
        if _slip(row.nilai, row.lazim)
        else "beda_antartabel"
    )
    words = _difference_words(row, column, money, printed, likely)
    if row.tahun_usang:
        words += " " + tr(
            "{tercetak} adalah angka tahun {tahun}.", tercetak=printed, tahun=row.tahun_usang
        )
    if kind == "angka_janggal":
        words += " " + tr("Selisihnya berupa satu angka atau letak koma.")
    return {
        "dinas": row.dinas,
        "dokumen": row.dokumen,
        "jenis": kind,
        "keparahan": _grade(row, column, money),
        "tahun": row.tahun,
        "baris": lines([row.baris, *row.di]),
        "tabel": row.tabel,
        "tercetak": printed,
        "hitung_ulang": likely,
        "penjelasan": words,
        "tersangka": (cell(row.id, column),),
        "terlibat": (cell(row.id, column), cell(row.id_lazim, column)),
        "kunci": f"{row.kunci} {column}",
    }


def _difference_words(row, column: str, money: bool, printed: str, likely: str) -> str:
    values = {"tahun": row.tahun or "", "tercetak": printed, "tabel": row.tabel_lazim}
    words = (
        tr(TWICE_MONEY[column], rupiah=likely, **values)
        if money
        else tr(TWICE[column], lazim=likely, **values)
    )
    tables = " " + tr("({n} tabel)", n=row.banyak_tabel) if row.banyak_tabel > 1 else ""
    return words.replace("  ", " ") + tables + "."  # a row without a year leaves two spaces


def _grade(row, column: str, money: bool) -> str:
    gap = abs(row.nilai - row.lazim) / max(abs(row.lazim), 1e-9)
    if money:
        return (
            "tinggi"
            if gap >= 0.05 and row.kelas == "program"
            else "sedang"
            if gap >= 0.001
            else "rendah"
        )
    flips = column == "capaian" and (row.nilai >= 100) != (row.lazim >= 100)
    if row.kelas == "utama":
        return "tinggi" if flips or gap >= 0.05 else "sedang" if gap >= 0.005 else "rendah"
    return "sedang" if flips or gap >= 0.05 else "rendah"


def _slip(one: float, other: float) -> bool:
    """Say whether two numbers differ by a power of ten, by one lost or added digit, or (large amounts) by one changed digit."""
    if not one or not other or (one < 0) != (other < 0):
        return False
    power = np.log10(abs(one / other))
    digits = [f"{abs(value):.0f}" for value in (one, other)]
    if (
        min(one, other) >= 1e6
        and len(digits[0]) == len(digits[1])
        and sum(a != b for a, b in zip(*digits, strict=True)) == 1
    ):
        return True
    if abs(power) < MAGNITUDE:
        return False
    if abs(power) > 0.5 and abs(power - round(power)) < 1e-6:
        return True
    a, b = sorted(
        (
            f"{abs(one):.4f}".rstrip("0").replace(".", ""),
            f"{abs(other):.4f}".rstrip("0").replace(".", ""),
        ),
        key=len,
    )
    return (
        len(b) - len(a) == 1 and len(a) >= 3 and any(b[:i] + b[i + 1 :] == a for i in range(len(b)))
    )
