"""Checks inside the budget tables: absorption, and spending above the budget."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..numbers import write_number
from .cells import fits, last_digit_apart, quotient_bounds
from .columns import by_column, fold_column
from .findings import cells, cut_digits, findings, none, temuan
from .prepare import Terbitan
from .relations import Relasi
from .rows import each_row
from .severity import grade
from .used import used_of

__all__ = ["find_absorption", "find_overspent"]

REPORT = ["dinas", "dokumen", "tahun"]


def find_absorption(terbitan: Terbitan) -> pd.DataFrame:
    """Find printed absorption that is not spent / allotted × 100 within its rounding.

    The figures of a report and year that differ only in the last digit (cut instead of rounded)
    give one finding, and so do those of a table that are the figures of other lines (a column that
    slid) or follow another formula (`columns.by_column`). Where more was spent than allotted,
    the amounts are wrong: the figure is held against those in use.
    """
    rows = terbitan.anggaran
    known = rows[["pagu", "realisasi", "persen"]].notna().all(axis=1) & (rows["pagu"] != 0)
    rows = rows.assign(hitung=rows["realisasi"] / rows["pagu"] * 100)[known]
    bounds = quotient_bounds(rows["realisasi"], rows["h_realisasi"], rows["pagu"], rows["h_pagu"])
    bad = rows[~fits(rows["persen"], rows["h_persen"], bounds)]
    if bad.empty:
        return none()
    cut = last_digit_apart(bad["persen"], bad["hitung"], bad["d_persen"])
    whole = by_column(
        rows,
        pd.Series(rows.index.isin(bad.index[~cut]), index=rows.index),
        "persen",
        (rows["persen"], rows["h_persen"]),
        {name: (rows[name], rows[f"h_{name}"]) for name in ("pagu_induk", "pagu", "realisasi")},
    )
    rest = _with_amounts_in_use(bad[~cut], terbitan.dipakai)
    rest = rest.assign(milik=_owners(rows, rest))
    # a column slides one way
    slid = (rest["milik"] > 0) & (rest["realisasi"] <= rest["pagu"])
    way = [rest["no_tabel"], rest["milik"] < rest["baris"]]
    slid &= slid.groupby(way).transform("sum") >= threshold("audit_bergeser_baris")
    whole = rest[~slid].join(whole[["rumus_kolom", "semua"]], how="inner")
    of_columns = [_absorption(row) for row in each_row(whole)]
    return findings(
        [
            *(_absorption(row) for row in each_row(rest[~slid & ~rest.index.isin(whole.index)])),
            *fold_column(of_columns, whole, "persen"),
            *(_slid(part) for _, part in rest[slid].groupby("no_tabel", sort=False)),
            *(
                cut_digits(part, "serapan_tidak_cocok", "serapan", "persen", "hitung")
                for _, part in bad[cut].groupby(REPORT, sort=False)
            ),
        ]
    )


def _with_amounts_in_use(bad: pd.DataFrame, dipakai: pd.DataFrame) -> pd.DataFrame:
    """Add what the amounts in use give (`hitung_pakai`) where the printed ones cannot be right.

    Missing where nothing was overspent, no other amounts are in use, or these give the figure: then
    the wrong amounts explain it.
    """
    used = {name: used_of(bad, name, dipakai).fillna(bad[name]) for name in ("realisasi", "pagu")}
    over = (bad["realisasi"] > bad["pagu"]) & (used["realisasi"] <= used["pagu"])
    bounds = quotient_bounds(used["realisasi"], 0, used["pagu"], 0)
    explained = fits(bad["persen"], bad["h_persen"], bounds)
    share = used["realisasi"] / used["pagu"].where(used["pagu"] != 0) * 100
    return bad.assign(
        hitung_pakai=share.where(over & ~explained),
        realisasi_pakai=used["realisasi"],
        pagu_pakai=used["pagu"],
    )


def find_overspent(terbitan: Terbitan) -> pd.DataFrame:
    """Find lines that spent more than they were allotted: a digit or a column must be wrong.

    A regional budget line cannot. Where another table prints the same budget for the line, its
    realisation is held to be wrong, else either of the two.
    """
    rows = terbitan.anggaran
    over = rows[(rows["realisasi"] > rows["pagu"]) & (rows["pagu"] > 0) & (rows["tahap"] == "")]
    key = ["dinas", "dokumen", "kelas", "kunci", "tahun", "pagu"]
    tables = rows[rows["kunci"] != ""].groupby(key)["peta"].nunique()
    places = zip(*(over[name] for name in key), strict=True)
    over = over.assign(pasti=[tables.get(place, 0) > 1 for place in places])
    return findings(
        temuan(
            row,
            "angka_janggal",
            "janggal.lebih_pagu",
            {
                "realisasi": row.realisasi,
                "pagu": row.pagu,
                "persen": row.realisasi / row.pagu * 100,
            },
            tercetak=row.realisasi_tercetak,
            keparahan=grade("lebih_pagu", selisih=row.realisasi / row.pagu - 1),
            membalik=True,
            besar=row.realisasi / row.pagu - 1,
            uang=row.realisasi - row.pagu,
            tersangka=cells(row.id, *(["realisasi"] if row.pasti else ["realisasi", "pagu"])),
            terlibat=cells(row.id, "pagu"),
            relasi=Relasi("lebih", *cells(row.id, "realisasi"), cells(row.id, "pagu")),
            kunci=row.wakil,
        )
        for row in each_row(over)
    )


def _absorption(row) -> dict:
    sentences = ("serapan.bukan", "serapan.baris_lain") if row.milik else ("serapan.bukan",)
    own = cells(row.id, "persen")
    if row.hitung_pakai == row.hitung_pakai:
        gap = abs(row.persen - row.hitung_pakai)
        return temuan(
            row,
            "serapan_tidak_cocok",
            "serapan.bukan_dipakai",
            {"realisasi": row.realisasi_pakai, "pagu": row.pagu_pakai},
            tercetak=row.persen_tercetak,
            hitung_ulang=row.hitung_pakai,
            keparahan=grade("serapan", selisih=gap),
            besar=gap / 100,
            uang=gap / 100 * row.pagu_pakai,
            tersangka=own,
            # where another table prints another figure, that finding is about the same cell
            sebab=own,
            alternatif={own[0]: row.hitung_pakai},
            kunci=row.wakil,
        )
    return temuan(
        row,
        "serapan_tidak_cocok",
        sentences,
        {"realisasi": row.realisasi, "pagu": row.pagu, "milik": row.milik},
        tercetak=row.persen_tercetak,
        hitung_ulang=row.hitung,
        keparahan=grade("serapan", selisih=abs(row.persen - row.hitung)),
        besar=abs(row.persen - row.hitung) / 100,
        uang=abs(row.persen - row.hitung) / 100 * row.pagu,
        tersangka=own,
        terlibat=cells(row.id, "pagu", "realisasi"),
        # where more was spent than allotted, the amounts are wrong and not their quotient
        sebab=cells(row.id, "realisasi", "pagu") if row.realisasi > row.pagu else (),
        alternatif={own[0]: row.hitung},
        relasi=Relasi("serapan", own[0], cells(row.id, "realisasi", "pagu")),
        kunci=row.wakil,
    )


def _slid(rows: pd.DataFrame) -> dict:
    """Return the one finding on a column whose figures stand at other lines than their own."""
    first = next(each_row(rows))
    return temuan(
        first,
        "serapan_tidak_cocok",
        "serapan.bergeser",
        {"n": len(rows), "di": first.tabel, "pertama": first.persen_tercetak, "milik": first.milik},
        tercetak=" / ".join(rows["persen_tercetak"]),
        hitung_ulang=" / ".join(map(write_number, rows["hitung"])),
        keparahan=grade("serapan", selisih=(rows["persen"] - rows["hitung"]).abs().max()),
        besar=(rows["persen"] - rows["hitung"]).abs().sum() / 100,
        tersangka=tuple(name for row in rows["id"] for name in cells(row, "persen")),
        baris=rows["baris"],
        kunci=f"serapan bergeser {first.peta}",
    )


def _owners(rows: pd.DataFrame, bad: pd.DataFrame) -> list[int]:
    """Return the line of the same table whose absorption is the one printed here, 0 when none.

    It shows a column that was shifted; 0 and 100 % prove nothing.
    """
    real = (rows["realisasi"] / rows["pagu"] * 100).round(2)
    places = zip(rows["dinas"], rows["peta"], real, rows["baris"], strict=True)
    owners = {(dinas, table, value): line for dinas, table, value, line in places}
    found = [
        owners.get((row.dinas, row.peta, round(row.persen, 2)), row.baris) for row in each_row(bad)
    ]
    return [
        int(line) if line != row.baris and row.persen not in (0, 100) else 0
        for line, row in zip(found, each_row(bad), strict=True)
    ]
