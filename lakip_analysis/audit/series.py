"""One indicator under two names, a baseline nobody measured, a target of one stage only."""

from __future__ import annotations

import pandas as pd

from ..numbers import write_value
from .cells import EPSILON
from .findings import cells, findings, none, temuan
from .narrow import kinerja_rows
from .prepare import Terbitan
from .severity import grade

__all__ = ["find_baselines", "find_same_series", "find_stage_targets"]

REPORT = ["dinas", "dokumen"]

QUANTITY = ["dinas", "dokumen", "kunci"]

ALIKE = 3  # so many years with equal, not round figures make two names one indicator


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
    rows = rows[rows["realisasi"].notna()].drop_duplicates([*QUANTITY, "tahun", "realisasi"])
    telling = rows[rows["realisasi"] % 1 != 0]
    equal = telling.merge(telling, on=[*REPORT, "tahun", "realisasi"], suffixes=("", "_lain"))
    equal = equal[equal["kunci"] != equal["kunci_lain"]]
    pair = [*REPORT, "kunci", "kunci_lain"]
    same = equal.drop_duplicates([*pair, "tahun"]).groupby(pair).size().rename("sama")
    same = same[same >= ALIKE].reset_index()
    if same.empty:
        return none()
    one = rows.merge(same, on=QUANTITY)
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
        for row in off.itertuples()
    )


def find_baselines(terbitan: Terbitan) -> pd.DataFrame:
    """Find starting points of a plan that were measured in no year.

    A row of the stage `kondisi-awal` prints no year; its value is none of those printed for the
    indicator in any year before the plan's targets begin.

    Returns
    -------
    DataFrame, one row per indicator (`beda_antartabel`)

    Examples
    --------
    >>> rows = [(4, 0, "kondisi-awal", 69.42), (9, 2021, "", 81.15), (9, 2022, "", 70.87),
    ...         (9, 2023, "", 86.45)]
    >>> rows = [{"id": f"d:t1-b{baris}-{tahun}", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": "Layanan", "tahun": tahun or None,
    ...          "tahap": tahap, "realisasi": nilai, "realisasi_tercetak": f"{nilai:.2f}"}
    ...         for baris, tahun, tahap, nilai in rows]
    >>> from .prepare import prepare
    >>> find_baselines(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["juga_tercetak"].tolist()
    [('70,87', '81,15')]
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kunci"] != "") & rows["realisasi"].notna()]
    start = rows[(rows["tahap"] == "kondisi-awal") & (rows["realisasi"] != 0)]
    known = rows[(rows["tahap"] == "") & (rows["tahun"] > 0)]
    records = []
    for row in start.itertuples():
        mine = known[(known["dinas"] == row.dinas) & (known["dokumen"] == row.dokumen)]
        mine = mine[mine["kunci"] == row.kunci]
        # the last year is the one reported on: a plan begins before it ends
        earlier = mine[mine["tahun"] < mine["tahun"].max()]
        slack = row.h_realisasi + earlier["h_realisasi"] + EPSILON
        if earlier.empty or ((earlier["realisasi"] - row.realisasi).abs() <= slack).any():
            continue
        values = earlier.sort_values("tahun", ascending=False).drop_duplicates("realisasi")
        records.append(
            temuan(
                row,
                "beda_antartabel",
                "beda.kondisi_awal",
                {
                    "angka": "; ".join(
                        f"{write_value(one.realisasi)} ({one.tahun})" for one in values.itertuples()
                    )
                },
                tercetak=row.realisasi_tercetak,
                juga_tercetak=tuple(values["realisasi"]),
                bentuk="nilai",
                keparahan=grade("klaim", membalik=True),
                terlibat=cells(row.id, "realisasi"),
                baris=[row.baris, *earlier["baris"]],
                kunci=f"{row.kunci} kondisi awal",
            )
        )
    return findings(records)


def find_stage_targets(terbitan: Terbitan) -> pd.DataFrame:
    """Find a target of one plan stage that is another digit of the one all others print.

    Stages may differ; by exactly one digit at the same place they differ by a misprint. Asked of
    main indicators whose target every other table prints alike.

    Returns
    -------
    DataFrame, one row per target (`beda_antartabel`)

    Examples
    --------
    >>> rows = [("1", 4, "", 79.94), ("2", 5, "", 79.94), ("pk", 9, "pk-awal", 70.94)]
    >>> rows = [{"id": f"d:t{tabel}-b{baris}-2023", "dokumen": "d", "tabel": tabel, "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": "Layanan", "tahun": 2023, "tahap": tahap,
    ...          "target": nilai, "target_tercetak": f"{nilai:.2f}"}
    ...         for tabel, baris, tahap, nilai in rows]
    >>> from .prepare import prepare
    >>> find_stage_targets(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["tercetak"].tolist()
    ['70.94']
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kelas"] == "utama") & (rows["kunci"] != "") & rows["target"].notna()]
    plain = rows[rows["tahap"] == ""]
    place = [*QUANTITY, "tahun"]
    stats = plain.groupby(place).agg(
        lazim=("target", "first"),
        ragam=("target", "nunique"),
        banyak=("peta", "nunique"),
        di=("tabel", "first"),
        baris_lazim=("baris", "first"),
    )
    stats = stats[(stats["ragam"] == 1) & (stats["banyak"] > 1)].reset_index()
    staged = rows[~rows["tahap"].isin(["", "pembanding", "kondisi-awal"])]
    pairs = staged.merge(stats, on=place)
    digit = [_one_digit(a, b) for a, b in zip(pairs["target"], pairs["lazim"], strict=True)]
    return findings(
        temuan(
            row,
            "beda_antartabel",
            "beda.tahap",
            {"lazim": write_value(row.lazim), "di": row.di},
            tercetak=row.target_tercetak,
            juga_tercetak=(row.lazim,),
            bentuk="nilai",
            keparahan=grade("klaim", membalik=True),
            besar=abs(row.target / row.lazim - 1) if row.lazim else 1.0,
            terlibat=cells(row.id, "target"),
            baris=[row.baris, row.baris_lazim],
            kunci=f"{row.kunci} tahap",
        )
        for row in pairs[pd.Series(digit, index=pairs.index, dtype=bool)].itertuples()
    )


def _one_digit(one: float, other: float) -> bool:
    """Say whether two numbers of three digits or more differ in exactly one of them."""
    a, b = f"{abs(one):.4f}".rstrip("0"), f"{abs(other):.4f}".rstrip("0")
    long = sum(letter.isdigit() for letter in a) >= 3
    return long and len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
