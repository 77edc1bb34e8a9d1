"""One indicator under two names, a baseline of no year, a target of one stage only."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import load_rules, threshold
from ..numbers import decimals_of, write_value
from .cells import near
from .digits import is_slip
from .findings import cells, findings, none, temuan
from .narrow import kinerja_rows
from .prepare import SERIES, Terbitan
from .rows import each_row
from .severity import grade

__all__ = ["find_baselines", "find_same_series", "find_stage_targets"]

REPORT = ["dinas", "dokumen"]

BESIDE = ["h_realisasi", "baris"]


def find_same_series(terbitan: Terbitan) -> pd.DataFrame:
    """Find a year in which two series differ that are the same in all other years.

    Two main indicators have at least three years with equal realisations that are no round numbers,
    and differ in fewer years: they are one indicator under two names, printed with two values.

    Returns
    -------
    DataFrame, one row per year and value (`beda_antartabel`)

    Examples
    --------
    >>> values = {2019: 83.89, 2020: 94.20, 2021: 97.69, 2022: 98.79}
    >>> rows = [("1", 4, "PMKS tertangani", values), ("2", 9, "Layanan", values | {2020: 94.78})]
    >>> rows = [{"id": f"d:t{tabel}-b{baris}-{tahun}", "dokumen": "d", "tabel": tabel,
    ...          "baris": baris, "level": "sasaran", "nama_tercetak": nama, "tahun": tahun,
    ...          "realisasi": nilai, "realisasi_tercetak": f"{nilai:.2f}"}
    ...         for tabel, baris, nama, some in rows for tahun, nilai in some.items()]
    >>> from .prepare import prepare
    >>> found = find_same_series(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found[["tercetak", "juga_tercetak"]].values.tolist()
    [['94.20', ('94,78',)]]
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kelas"] == "utama") & (rows["kunci"] != "") & (rows["tahap"] == "")]
    rows = rows[rows["realisasi"].notna()].drop_duplicates([*SERIES, "tahun", "realisasi"])
    telling = rows[rows["realisasi"] % 1 != 0]
    equal = telling.merge(telling, on=[*REPORT, "tahun", "realisasi"], suffixes=("", "_lain"))
    equal = equal[equal["kunci"] != equal["kunci_lain"]]
    pair = [*REPORT, "kunci", "kunci_lain"]
    same = equal.drop_duplicates([*pair, "tahun"]).groupby(pair).size().rename("sama")
    same = same[same >= threshold("audit_seri_sama")].reset_index()
    if same.empty:
        return none()
    one = rows.merge(same, on=SERIES)
    both = one.merge(
        rows,
        left_on=[*REPORT, "kunci_lain", "tahun"],
        right_on=[*REPORT, "kunci", "tahun"],
        suffixes=("", "_dua"),
    )
    # a year in which any pair of their printed values agrees is no difference
    agrees = both["realisasi"] == both["realisasi_dua"]
    place = [both[name] for name in [*pair, "tahun"]]
    off = both[~agrees.groupby(place).transform("any")]
    few = off.groupby(pair)["tahun"].transform("nunique") < off["sama"]
    off = off[few]
    # of the two the value of the later line is held against the first
    off = off[off["baris"] < off["baris_dua"]] if len(off) else off
    off = off.drop_duplicates([*REPORT, "tahun", "realisasi", "realisasi_dua"])
    return findings(
        temuan(
            row,
            "beda_antartabel",
            "beda.dua_nama",
            {"nama": row.nama_tercetak_dua, "lazim": row.realisasi_tercetak_dua, "n": row.sama},
            tercetak=row.realisasi_tercetak,
            juga_tercetak=(row.realisasi_dua,),
            bentuk="nilai",
            keparahan=grade(
                "beda",
                pokok=True,
                selisih=abs(row.realisasi / row.realisasi_dua - 1) if row.realisasi_dua else 1.0,
            ),
            terlibat=(*cells(row.id, "realisasi"), *cells(row.id_dua, "realisasi")),
            baris=[row.baris, row.baris_dua],
            kunci=f"{row.kunci} dua nama",
        )
        for row in each_row(off)
    )


def find_baselines(terbitan: Terbitan) -> pd.DataFrame:
    """Find starting points of a plan that differ from the printed figures of their own time.

    A row of the stage `kondisi-awal` that says its year is held against the figures printed for
    that year. One that does not is of a year shortly before the plan begins, which is the first
    year its line promises a target for: judged only where figures of all those years
    (`audit_dasar_tahun`) are printed, and none of them agrees. An older one may come from an
    earlier document, and is not judged.

    Returns
    -------
    DataFrame, one row per indicator (`beda_antartabel`)

    Examples
    --------
    >>> rows = [(4, 0, "kondisi-awal", None, 69.42), (4, 2023, "", 70.12, None),
    ...         (9, 2021, "", None, 81.15), (9, 2022, "", None, 70.87)]
    >>> rows = [{"id": f"d:t1-b{baris}-{tahun}", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": "Layanan", "tahun": tahun or None,
    ...          "tahap": tahap, "target": target, "realisasi": nilai,
    ...          "realisasi_tercetak": f"{nilai:.2f}" if nilai else ""}
    ...         for baris, tahun, tahap, target, nilai in rows]
    >>> from .prepare import prepare
    >>> find_baselines(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["juga_tercetak"].tolist()
    [('70,87', '81,15')]
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[rows["kunci"] != ""]
    start = rows[(rows["tahap"] == "kondisi-awal") & rows["realisasi"].notna()]
    start = start[start["realisasi"] != 0]
    if start.empty:
        return none()
    plain = rows[(rows["tahap"] == "") & (rows["tahun"] != 0)]
    promised = plain[plain["target"].notna() & plain["realisasi"].isna()]
    begins = promised.groupby([*SERIES, "baris"])["tahun"].min().rename("mulai").reset_index()
    start = start.merge(begins, on=[*SERIES, "baris"], how="left")
    before = int(threshold("audit_dasar_tahun"))
    first = start["tahun"].where(start["tahun"] != 0, start["mulai"] - before)
    last = start["tahun"].where(start["tahun"] != 0, start["mulai"] - 1)
    start = start.assign(dari=first, sampai=last)
    known = plain.loc[plain["realisasi"].notna(), [*SERIES, "tahun", "realisasi", *BESIDE]]
    pairs = start.merge(known, on=SERIES, suffixes=("", "_lain"))
    pairs = pairs[pairs["tahun_lain"].between(pairs["dari"], pairs["sampai"])]
    slack = pairs["h_realisasi"] + pairs["h_realisasi_lain"]
    agrees = near(pairs["realisasi_lain"], pairs["realisasi"], slack)
    by = pairs.groupby("id")
    whole = by["tahun_lain"].transform("nunique") == pairs["sampai"] - pairs["dari"] + 1
    off = pairs[whole & ~agrees.groupby(pairs["id"]).transform("any")]
    return findings(_baseline(part) for _, part in off.groupby("id", sort=False))


def _baseline(rows: pd.DataFrame) -> dict:
    row = next(each_row(rows))
    values = rows.sort_values("tahun_lain", ascending=False, kind="stable")
    values = values.drop_duplicates("realisasi_lain")
    figures = zip(values["realisasi_lain"], values["tahun_lain"], strict=True)
    return temuan(
        row,
        "beda_antartabel",
        "beda.kondisi_awal_tahun" if row.tahun else "beda.kondisi_awal",
        {"angka": "; ".join(f"{write_value(value)} ({year})" for value, year in figures)},
        tercetak=row.realisasi_tercetak,
        juga_tercetak=tuple(values["realisasi_lain"]),
        bentuk="nilai",
        keparahan=grade("klaim", membalik=True),
        terlibat=cells(row.id, "realisasi"),
        baris=[row.baris, *rows["baris_lain"]],
        kunci=f"{row.kunci} kondisi awal",
    )


def find_stage_targets(terbitan: Terbitan) -> pd.DataFrame:
    """Find targets of a plan stage that are not the one all other places print.

    A target may lawfully be amended during its year. Only where the two are a slip of a digit or a
    decimal mark apart (`digits.is_slip`) is it called a misprint; else it is said that they differ,
    and which stage is the later one (`aturan/tahap.csv`; a stage that is not there is no plan).
    Asked of main indicators whose target every other table prints alike.

    Returns
    -------
    DataFrame, one row per target (`beda_antartabel`)

    Examples
    --------
    >>> rows = [("1", 4, "", 79.94), ("2", 5, "", 79.94), ("pk", 9, "pk-awal", 7.994)]
    >>> rows = [{"id": f"d:t{tabel}-b{baris}-2023", "dokumen": "d", "tabel": tabel, "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": "Layanan", "tahun": 2023, "tahap": tahap,
    ...          "target": nilai, "target_tercetak": f"{nilai:.3f}"}
    ...         for tabel, baris, tahap, nilai in rows]
    >>> from .prepare import prepare
    >>> found = find_stage_targets(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found[["tercetak", "kalimat"]].values.tolist()
    [['7.994', ('beda.tahap',)]]
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kelas"] == "utama") & (rows["kunci"] != "") & rows["target"].notna()]
    # of the places that print the target first the one that measures against it
    plain = rows[rows["tahap"] == ""]
    plain = plain.assign(diukur=plain["realisasi"].notna())
    plain = plain.sort_values("diukur", ascending=False, kind="stable")
    place = [*SERIES, "tahun"]
    stats = plain.groupby(place).agg(
        lazim=("target", "first"),
        ragam=("target", "nunique"),
        banyak=("peta", "nunique"),
        di=("tabel", "first"),
        baris_lazim=("baris", "first"),
    )
    stats = stats[(stats["ragam"] == 1) & (stats["banyak"] > 1)].reset_index()
    last = load_rules("tahap").set_index("tahap")["akhir"]
    staged = rows[rows["tahap"].isin(last.index)]
    pairs = staged.assign(akhir=staged["tahap"].map(last) == "ya").merge(stats, on=place)
    alike = [_alike(*two) for two in zip(pairs["target"], pairs["lazim"], strict=True)]
    off = pairs[~np.array(alike, dtype=bool)]
    return findings(_stage_target(row) for row in each_row(off))


def _alike(one: float, other: float) -> bool:
    """Say whether two numbers are one, written with the decimals of the coarser."""
    places = min(decimals_of(one), decimals_of(other))
    return round(one, places) == round(other, places)


def _stage_target(row) -> dict:
    slip = is_slip(row.target, row.lazim)
    later = "beda.tahap_akhir" if row.akhir else "beda.tahap_awal"
    return temuan(
        row,
        "beda_antartabel",
        "beda.tahap" if slip else later,
        {"lazim": write_value(row.lazim), "di": row.di},
        tercetak=row.target_tercetak,
        juga_tercetak=(row.lazim,),
        bentuk="nilai",
        keparahan=grade("klaim", membalik=slip or row.akhir),
        besar=abs(row.target / row.lazim - 1) if row.lazim else 1.0,
        terlibat=cells(row.id, "target"),
        baris=[row.baris, row.baris_lazim],
        kunci=f"{row.kunci} tahap",
    )
