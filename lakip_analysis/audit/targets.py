"""Targets that promise nothing."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..numbers import write_value
from .findings import cells, findings, lines, temuan
from .prepare import Terbitan
from .severity import grade

__all__ = ["find_weak_targets"]

QUANTITY = ["dinas", "dokumen", "kunci"]

# a target should be at least as good as the last result
AT_LEAST = {"naik": "≥", "turun": "≤"}


def find_weak_targets(terbitan: Terbitan) -> pd.DataFrame:
    """Find targets that promise nothing.

    Those achieved far above 120, those worse than last year's result, those that stay the same for
    years, and tables whose achievements are nearly all exactly 100.
    """
    rows = terbitan.kinerja
    parts = [_far_above(rows), _below_last_year(rows), _flat(rows), _all_hundred(rows)]
    return pd.concat(parts, ignore_index=True)


def _far_above(rows: pd.DataFrame) -> pd.DataFrame:
    limit = threshold("capaian_atas")
    far = (rows["capaian_hitung"] > limit) & ~(rows["capaian"] <= limit)
    of_one = (rows["polaritas"] != "turun") & (rows["kelas"] != "jumlah") & (rows["tahap"] == "")
    return findings(
        temuan(
            row,
            "target_lemah",
            "target.jauh",
            {
                "realisasi": row.realisasi_tercetak,
                "target": row.target_tercetak,
                "capaian": row.capaian_hitung,
            },
            tercetak=row.capaian_tercetak or row.capaian_hitung,
            keparahan=grade(
                "target_jauh",
                pokok=row.kelas == "utama",
                membalik=row.capaian_hitung > threshold("capaian_janggal"),
            ),
            terlibat=cells(row.id, "target", "realisasi", "capaian"),
        )
        for row in rows[far & of_one & _recent(rows)].itertuples()
    )


def _recent(rows: pd.DataFrame) -> pd.Series:
    """Say which rows are of the report's year or the year before: older targets are history."""
    measured = rows["tahun"].where(rows["realisasi"].notna())
    latest = measured.groupby([rows["dinas"], rows["dokumen"]]).transform("max")
    return rows["tahun"] >= latest - 1


def _usual(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the value most rows print for each main quantity and year (`nilai`), and one row."""
    rows = rows[rows[column].notna() & (rows["kelas"] == "utama") & (rows["tahap"] == "")]
    counts = rows.groupby([*QUANTITY, "tahun", column], sort=False).agg(
        n=("id", "size"),
        id=("id", "first"),
        baris=("baris", "first"),
        polaritas=("polaritas", "first"),
        tabel=("tabel", "first"),
    )
    counts = counts.reset_index().sort_values("n", ascending=False, kind="stable")
    return counts.drop_duplicates([*QUANTITY, "tahun"]).rename(columns={column: "nilai"})


def _below_last_year(rows: pd.DataFrame) -> pd.DataFrame:
    target, real = _usual(rows[_recent(rows)], "target"), _usual(rows, "realisasi")
    last = real.assign(tahun=real["tahun"] + 1)
    pairs = target.merge(last, on=[*QUANTITY, "tahun"], suffixes=("", "_lalu"))
    less = (pairs["polaritas"] == "naik") & (pairs["nilai"] < pairs["nilai_lalu"])
    more = (pairs["polaritas"] == "turun") & (pairs["nilai"] > pairs["nilai_lalu"])
    return findings(
        temuan(
            row,
            "target_lemah",
            "target.mundur",
            {"realisasi": row.nilai_lalu, "tahun_lalu": row.tahun - 1},
            tercetak=row.nilai,
            hitung_ulang=f"{AT_LEAST[row.polaritas]} {write_value(row.nilai_lalu)}",
            bentuk="nilai",
            terlibat=(*cells(row.id, "target"), *cells(row.id_lalu, "realisasi")),
            baris=[row.baris, row.baris_lalu],
            kunci=f"{row.kunci} mundur",
        )
        for row in pairs[less | more].itertuples()
    )


def _flat(rows: pd.DataFrame) -> pd.DataFrame:
    years = _usual(rows, "target").groupby(QUANTITY, sort=False)
    flat = years.agg(
        n=("tahun", "nunique"),
        beda=("nilai", "nunique"),
        nilai=("nilai", "first"),
        awal=("tahun", "min"),
        tahun=("tahun", "max"),
        baris=("baris", lines),
        tabel=("tabel", "first"),
        id=("id", "first"),
    ).reset_index()
    flat = flat[(flat["n"] >= threshold("audit_datar_tahun")) & (flat["beda"] == 1)]
    return findings(
        temuan(
            row,
            "target_lemah",
            "target.datar",
            {"n": row.n, "awal": row.awal},
            tercetak=row.nilai,
            bentuk="nilai",
            keparahan=grade("target_datar", selisih=abs(row.nilai - 100)),
            terlibat=cells(row.id, "target"),
            baris=row.baris,
            kunci=f"{row.kunci} datar",
        )
        for row in flat.itertuples()
    )


def _all_hundred(rows: pd.DataFrame) -> pd.DataFrame:
    # tables on staff (SDM) print how many posts are filled, not what was achieved
    promised = rows["capaian"].notna() & rows["target"].notna() & (rows["kelas"] != "jumlah")
    rows = rows[promised & ~rows["tabel"].str.contains("SDM")]
    rows = rows.assign(tepat=rows["capaian"] == 100)
    tables = rows.groupby(["dinas", "dokumen", "peta", "tahun"], sort=False).agg(
        n=("id", "size"),
        penuh=("tepat", "sum"),
        baris=("baris", lines),
        tabel=("tabel", "first"),
    )
    tables = tables.reset_index()
    many = tables["n"] >= threshold("audit_seratus_baris")
    full = tables["penuh"] / tables["n"] >= threshold("audit_seratus_bagian")
    return findings(
        temuan(
            row,
            "target_lemah",
            "target.seratus",
            {"penuh": row.penuh, "semua": row.n},
            tercetak="100",
            keparahan=grade("target_seratus"),
            baris=row.baris,
            kunci=f"semua seratus {row.peta}",
        )
        for row in tables[many & full].itertuples()
    )
