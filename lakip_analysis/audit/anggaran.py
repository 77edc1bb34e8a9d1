"""Checks inside the budget tables: absorption, sums, spending above the budget, unreadable amounts, printed efficiency."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..efisiensi import efisiensi_rasio, efisiensi_selisih, efisiensi_sisa
from ..language import mark, tr
from .cells import fits, quotient_bounds
from .findings import cell, findings, lines, none
from .notation import fmt, fmt_rupiah

__all__ = [
    "find_absorption",
    "find_broken_cells",
    "find_direct_spending",
    "find_efficiency",
    "find_overspent",
    "find_sums",
]


MONEY = ("pagu_induk", "pagu", "realisasi")

TOP = ("tujuan", "sasaran", "urusan", "belanja", "program", "kegiatan", "subkegiatan")

SUMS = {
    ("total", "pagu_induk"): mark(
        "Jumlah pagu sebelum perubahan {n} baris di atasnya {jumlah}, tercetak {tercetak}"
    ),
    ("total", "pagu"): mark("Jumlah pagu {n} baris di atasnya {jumlah}, tercetak {tercetak}"),
    ("total", "realisasi"): mark(
        "Jumlah realisasi {n} baris di atasnya {jumlah}, tercetak {tercetak}"
    ),
    ("parent", "pagu_induk"): mark(
        "Jumlah pagu sebelum perubahan {n} baris di bawahnya {jumlah}, tercetak {tercetak}"
    ),
    ("parent", "pagu"): mark("Jumlah pagu {n} baris di bawahnya {jumlah}, tercetak {tercetak}"),
    ("parent", "realisasi"): mark(
        "Jumlah realisasi {n} baris di bawahnya {jumlah}, tercetak {tercetak}"
    ),
}

EFFICIENCY = {
    "sisa": mark(
        "Efisiensi tercetak {tercetak}, padahal 100 − serapan dengan serapan {serapan} memberi {hasil}."
    ),
    "selisih": mark(
        "Efisiensi tercetak {tercetak}, padahal capaian − serapan dengan serapan {serapan} dan capaian {capaian} memberi {hasil}."
    ),
    "rasio": mark(
        "Efisiensi tercetak {tercetak}, padahal capaian / serapan × 100 dengan serapan {serapan} dan capaian {capaian} memberi {hasil}."
    ),
}


def find_absorption(a: pd.DataFrame) -> pd.DataFrame:
    """Find printed absorption that is not realised / allotted × 100 within the rounding of the percentage."""
    rows = a[a["pagu"].notna() & a["realisasi"].notna() & a["persen"].notna() & (a["pagu"] != 0)]
    ok = fits(
        rows["persen"],
        rows["h_persen"],
        quotient_bounds(rows["realisasi"], rows["h_realisasi"], rows["pagu"], rows["h_pagu"]),
    )
    bad = rows[~ok].copy()
    bad["hitung"] = bad["realisasi"] / bad["pagu"] * 100
    bad["milik"] = _owner_of(rows, bad)
    return findings(_absorption_record(row) for row in bad.itertuples())


def find_overspent(a: pd.DataFrame) -> pd.DataFrame:
    """Find lines that spent more than they were allotted: a regional budget line cannot, so a digit or a column is wrong."""
    rows = a[(a["realisasi"] > a["pagu"]) & (a["pagu"] > 0) & (a["tahap"] == "")]
    return findings(
        _record(
            row,
            "angka_janggal",
            "tinggi" if row.realisasi > 1.05 * row.pagu else "sedang",
            row.realisasi_tercetak,
            tr("paling banyak {pagu}", pagu=row.pagu_tercetak),
            tr(
                "Realisasi {realisasi} melebihi pagu {pagu} ({persen} %): salah satu angkanya salah cetak.",
                realisasi=fmt_rupiah(row.realisasi),
                pagu=fmt_rupiah(row.pagu),
                persen=fmt(row.realisasi / row.pagu * 100),
            ),
            ["realisasi"] if row.pagu_lain else ["realisasi", "pagu"],
            ["pagu"],
        )
        for row in rows.assign(pagu_lain=_confirmed(rows, a)).itertuples()
    )


def _confirmed(rows: pd.DataFrame, a: pd.DataFrame) -> list[bool]:
    """Say for each line whether another table prints the same budget for it."""
    key = ["dinas", "dokumen", "kelas", "kunci", "tahun", "pagu"]
    tables = a[a["kunci"] != ""].groupby(key)["peta"].nunique()
    return [tables.get(pair, 0) > 1 for pair in zip(*(rows[name] for name in key), strict=True)]


def find_sums(a: pd.DataFrame) -> pd.DataFrame:
    """Find parents that are not the sum of their children, and totals that are not the sum of the lines above them.

    A child that prints "-" counts as nothing; where a child cannot be read at all, the sum is not checked.
    """
    return pd.concat(
        [_parents(a, column) for column in MONEY] + [_totals(a, column) for column in MONEY],
        ignore_index=True,
    )


def find_broken_cells(frame: pd.DataFrame, values: tuple[str, ...]) -> pd.DataFrame:
    """Find cells that hold digits but are no number: two separators that contradict each other, a digit too many in a group."""
    parts = []
    for name in values:
        text = frame[f"{name}_tercetak"]
        how = frame["cara_baca"].str.extract(rf"(?:^|;){name}=([^;]*)", expand=False).fillna("")
        rows = frame[
            text.str.contains(r"\d")
            & (
                (how == "teks") & text.str.fullmatch(r"(?:Rp\.?)?\s*[\d.,\s%-]+")
                | (
                    (how == "ribuan")
                    & text.str.contains(r"\d{4,}[.,]\d{3}|,\d{3}\.\d{3}$|\.\d{3},\d{3}$")
                )
            )
        ]
        parts += [
            _record(
                row,
                "angka_janggal",
                "sedang",
                getattr(row, f"{name}_tercetak"),
                "",
                tr(
                    "“{tercetak}” bukan angka yang utuh: letak titik atau komanya bertentangan, atau ada angka yang kurang atau lebih.",
                    tercetak=getattr(row, f"{name}_tercetak"),
                ),
                [name],
                [],
            )
            for row in rows.itertuples()
        ]
    return findings(parts)


def find_efficiency(a: pd.DataFrame, k: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Find printed efficiency that the report's own measure does not give.

    Parameters
    ----------
    measure : {"sisa", "selisih", "rasio", ...}
        100 − absorption, achievement − absorption, or achievement / absorption × 100. Achievement is that of the same source line, else of the same quantity and year.
    """
    rows = a[a["efisiensi"].notna()].copy()
    if rows.empty or measure not in ("sisa", "selisih", "rasio"):
        return none()
    rows = rows.join(_achievement_of(rows, k))
    serapan = (
        rows["persen"]
        .fillna(rows["realisasi"] / rows["pagu"].where(rows["pagu"] != 0) * 100)
        .fillna(_known_absorption(rows, a))
    )
    h = rows["h_persen"].where(rows["persen"].notna(), 0.005).fillna(0.005)
    value = {
        "sisa": efisiensi_sisa(serapan),
        "selisih": efisiensi_selisih(rows["c_pakai"], serapan),
        "rasio": efisiensi_rasio(rows["c_pakai"], serapan),
    }[measure]
    slack = {
        "sisa": h,
        "selisih": h + rows["h_pakai"],
        "rasio": (value / 100 * h + rows["h_pakai"]) / serapan * 100,
    }[measure]
    bad = ~(np.abs(value - rows["efisiensi"]) <= slack + rows["h_efisiensi"] + 1e-9) & ~np.isnan(
        value
    )
    out = rows.assign(hitung=value, serapan=serapan)[bad]
    return findings(_efficiency_record(row, measure) for row in out.itertuples())


def _absorption_record(row) -> dict:
    gap = abs(row.persen - row.hitung)
    grade = "tinggi" if gap >= 10 else "sedang" if gap >= 1 else "rendah"
    words = tr(
        "{realisasi} dari {pagu} adalah {hasil} %, bukan {tercetak}.",
        realisasi=fmt_rupiah(row.realisasi),
        pagu=fmt_rupiah(row.pagu),
        hasil=fmt(row.hitung),
        tercetak=row.persen_tercetak,
    )
    if row.milik:
        words += " " + tr("Angka tercetak sama dengan serapan baris {baris}.", baris=row.milik)
    return _record(
        row,
        "serapan_tidak_cocok",
        grade,
        row.persen_tercetak,
        fmt(row.hitung),
        words,
        ["persen"],
        ["pagu", "realisasi"],
    )


def _owner_of(rows: pd.DataFrame, bad: pd.DataFrame) -> list[str]:
    """Return the line of another row of the same table whose absorption is the one printed here (a shifted column)."""
    real = (rows["realisasi"] / rows["pagu"] * 100).round(2)
    owners = {
        (p, value): line for p, value, line in zip(rows["peta"], real, rows["baris"], strict=True)
    }
    found = [owners.get((row.peta, round(row.persen, 2))) for row in bad.itertuples()]
    return [
        str(line) if line is not None and line != row.baris and row.persen not in (0, 100) else ""
        for line, row in zip(found, bad.itertuples(), strict=True)
    ]


def _parents(a: pd.DataFrame, column: str) -> pd.DataFrame:
    children = a[a["induk"].fillna("") != ""].copy()
    if children.empty:
        return none()
    children["_buta"] = children[f"{column}_tercetak"].str.contains(r"\d") & children[column].isna()
    children["_sen"] = (children[column].fillna(0) * 100).round()
    sums = children.groupby("induk").agg(
        jumlah=("_sen", "sum"), ada=(column, "count"), buta=("_buta", "any"), n=("id", "size")
    )
    parents = a[a[column].notna()].set_index("id", drop=False).join(sums, how="inner")
    parents["jumlah"] /= 100
    wrong = parents[
        (parents["ada"] > 0)
        & ~parents["buta"]
        & ((parents["jumlah"] - parents[column]).abs() > 0.5)
    ]
    return findings(
        _sum_record(row, column, "parent")
        for row in _with_members(wrong, children, "induk").itertuples(index=False)
    )


def _with_members(wrong: pd.DataFrame, members: pd.DataFrame, key: str) -> pd.DataFrame:
    """Add the ids (`anak`) and lines (`barisan`) of the rows that were added up; only for the sums that are wrong."""
    mine = members[members[key].isin(wrong["id"])].groupby(key)
    return wrong.assign(
        anak=wrong["id"].map(mine["id"].agg(tuple)),
        barisan=wrong["id"].map(mine["baris"].agg(tuple)),
    )


def _totals(a: pd.DataFrame, column: str) -> pd.DataFrame:
    """Check each total against the lines since the last total; a total that stands first, against the lines after it.

    A total is in order when the lines of any one level in that stretch add up to it (some tables print a level twice).
    """
    table = ["dinas", "dokumen", "peta", "tahun"]
    rows = a[a["peta"].isin(a.loc[a["level"] == "jumlah", "peta"].unique())].sort_values(
        [*table, "baris"], kind="stable"
    )
    total = rows["level"] == "jumlah"
    stretch = total.groupby([rows[name] for name in table], sort=False).cumsum() - total
    rows = rows.assign(
        ruas=stretch, derajat=rows["level"].map({name: i for i, name in enumerate(TOP)})
    )
    lines_ = rows[rows["derajat"].notna()]
    lines_ = lines_.assign(
        sen=(lines_[column].fillna(0) * 100).round(),
        buta=lines_[f"{column}_tercetak"].str.contains(r"\d") & lines_[column].isna(),
    )
    sums = (
        lines_.groupby([*table, "ruas", "derajat"])
        .agg(jumlah=("sen", "sum"), n=("id", "size"), ada=(column, "count"), buta=("buta", "any"))
        .reset_index()
    )
    totals = rows[total & rows[column].notna()].drop(columns="derajat")
    above = totals.merge(sums, on=[*table, "ruas"])
    first = totals[(totals["ruas"] == 0) & ~totals["id"].isin(above["id"])]
    both = pd.concat(
        [above, first.assign(ruas=first["ruas"] + 1).merge(sums, on=[*table, "ruas"])],
        ignore_index=True,
    )
    both["jumlah"] /= 100
    both = both[(both["n"] > 1) & (both["ada"] > 1)]
    agrees = ((both["jumlah"] - both[column]).abs() <= 0.5) | both["buta"]
    wrong = both[~agrees.groupby(both["id"]).transform("any")].sort_values("derajat", kind="stable")
    program = wrong["derajat"] == TOP.index("program")
    wrong = (
        wrong.assign(bukan_program=~program)
        .sort_values(["bukan_program", "derajat"], kind="stable")
        .drop_duplicates("id")
    )
    owned = lines_.merge(
        wrong[[*table, "ruas", "derajat", "id"]].rename(columns={"id": "milik"}),
        on=[*table, "ruas", "derajat"],
    )
    return findings(
        _total_record(row, column, a) for row in _with_members(wrong, owned, "milik").itertuples()
    )


def _total_record(row, column: str, a: pd.DataFrame) -> dict:
    """Return the finding with every place that repeats the total."""
    again = a[
        (a[column] == getattr(row, column))
        & (a["level"] == "jumlah")
        & (a["dinas"] == row.dinas)
        & (a["dokumen"] == row.dokumen)
        & (a["tahun"] == row.tahun)
    ]
    found = _sum_record(row, column, "total")
    return found | {
        "baris": lines([*found["baris"], *again["baris"]]),
        "terlibat": (*found["terlibat"], *(cell(name, column) for name in again["id"])),
    }


def _sum_record(row, column: str, kind: str) -> dict:
    printed = getattr(row, column)
    gap = row.jumlah - printed
    share = abs(gap) / max(abs(printed), 1)
    grade = (
        "tinggi"
        if (kind == "total" or row.level == "program") and share >= 0.001
        else "sedang"
        if share >= 0.001
        else "rendah"
    )
    words = (
        tr(SUMS[kind, column], n=row.n, jumlah=fmt_rupiah(row.jumlah), tercetak=fmt_rupiah(printed))
        + ": "
    )
    less, more = mark("selisih {selisih} kurang."), mark("selisih {selisih} lebih.")
    words += tr(less if gap > 0 else more, selisih=fmt_rupiah(abs(gap)))
    text = getattr(row, f"{column}_tercetak")
    return _record(
        row, "jumlah_tidak_cocok", grade, text, fmt_rupiah(row.jumlah), words, [], [column]
    ) | {
        "baris": lines([row.baris, *row.barisan]),
        "terlibat": (cell(row.id, column), *(cell(child, column) for child in row.anak)),
    }


def find_direct_spending(k: pd.DataFrame, a: pd.DataFrame) -> pd.DataFrame:
    """Find a printed efficiency that is not realised direct spending / realised spending × 100 (the measure of Belitung 2024)."""
    direct = a[a["kunci"].str.fullmatch("belanja langsung") & a["realisasi"].notna()]
    total = a[(a["level"] == "jumlah") & a["realisasi"].notna()].drop_duplicates(
        ["dinas", "dokumen", "peta", "tahun"]
    )
    known = direct.merge(
        total[["dinas", "dokumen", "peta", "tahun", "realisasi", "id"]],
        on=["dinas", "dokumen", "peta", "tahun"],
        suffixes=("", "_total"),
    )
    said = k[k["nama_tercetak"].str.fullmatch("efisiensi", case=False) & k["capaian"].notna()]
    pairs = said.merge(
        known[["dinas", "dokumen", "tahun", "realisasi", "realisasi_total", "baris", "id", "pagu"]],
        on=["dinas", "dokumen", "tahun"],
        suffixes=("", "_l"),
    )
    pairs = pairs.assign(hitung=pairs["realisasi_l"] / pairs["realisasi_total"] * 100)
    off = pairs[(pairs["hitung"] - pairs["capaian"]).abs() > pairs["h_capaian"]]
    return findings(
        _record(
            row,
            "efisiensi_tidak_cocok",
            "tinggi" if abs(row.hitung - row.capaian) > 5 else "sedang",
            row.capaian_tercetak,
            fmt(row.hitung),
            _direct_words(row),
            ["capaian"],
            ["pembilang", "penyebut"],
        )
        | {"baris": lines([row.baris, row.baris_l])}
        for row in off.itertuples()
    )


def _direct_words(row) -> str:
    figures = {
        "langsung": fmt_rupiah(row.realisasi_l),
        "semua": fmt_rupiah(row.realisasi_total),
        "hasil": fmt(row.hitung),
        "tercetak": row.capaian_tercetak,
    }
    if row.pembilang != row.pagu:
        return tr(
            "Realisasi belanja langsung {langsung} dari realisasi belanja {semua} adalah {hasil} %, bukan {tercetak}.",
            **figures,
        )
    return tr(
        "Realisasi belanja langsung {langsung} dari realisasi belanja {semua} adalah {hasil} %, bukan {tercetak}: "
        "yang dipakai sebagai pembilang adalah pagunya, {pagu}.",
        pagu=fmt_rupiah(row.pagu),
        **figures,
    )


def _achievement_of(rows: pd.DataFrame, k: pd.DataFrame) -> pd.DataFrame:
    known = k[k["capaian"].notna()].drop_duplicates(["dinas", "dokumen", "baris", "tahun"])
    same_line = rows[["dinas", "dokumen", "baris", "tahun"]].merge(
        known[["dinas", "dokumen", "baris", "tahun", "capaian", "h_capaian", "id"]].rename(
            columns={"id": "id_kinerja"}
        ),
        how="left",
    )
    return pd.DataFrame(
        {
            "c_pakai": same_line["capaian"].to_numpy(),
            "h_pakai": same_line["h_capaian"].fillna(0).to_numpy(),
            "id_kinerja": same_line["id_kinerja"].fillna("").to_numpy(),
        },
        index=rows.index,
    )


def _known_absorption(rows: pd.DataFrame, a: pd.DataFrame) -> pd.Series:
    known = a[a["pagu"].notna() & a["realisasi"].notna() & (a["pagu"] != 0)]
    known = known[known["kunci"] != ""]
    known = known.assign(_s=known["realisasi"] / known["pagu"] * 100).drop_duplicates(
        ["dinas", "kelas", "kunci", "tahun"]
    )
    return (
        rows[["dinas", "kelas", "kunci", "tahun"]]
        .merge(known[["dinas", "kelas", "kunci", "tahun", "_s"]], how="left")["_s"]
        .set_axis(rows.index)
    )


def _efficiency_record(row, measure: str) -> dict:
    words = tr(
        EFFICIENCY[measure],
        tercetak=row.efisiensi_tercetak,
        serapan=fmt(row.serapan),
        capaian=fmt(row.c_pakai),
        hasil=fmt(row.hitung),
    )
    out = _record(
        row,
        "efisiensi_tidak_cocok",
        "tinggi" if abs(row.efisiensi - row.hitung) > 5 else "sedang",
        row.efisiensi_tercetak,
        fmt(row.hitung),
        words,
        ["efisiensi"],
        ["persen"],
    )
    return out | {
        "terlibat": (
            *out["terlibat"],
            *((cell(row.id_kinerja, "capaian"),) if row.id_kinerja else ()),
        )
    }


def _record(
    row,
    jenis: str,
    grade: str,
    printed: str,
    right: str,
    words: str,
    suspects: list[str],
    involved: list[str],
) -> dict:
    return {
        "dinas": row.dinas,
        "dokumen": row.dokumen,
        "jenis": jenis,
        "keparahan": grade,
        "tahun": row.tahun,
        "baris": lines([row.baris]),
        "tabel": row.tabel,
        "tercetak": printed,
        "hitung_ulang": right,
        "penjelasan": words,
        "tersangka": tuple(cell(row.id, c) for c in suspects),
        "terlibat": tuple(cell(row.id, c) for c in [*suspects, *involved]),
        "kunci": row.kunci or row.id,
    }
