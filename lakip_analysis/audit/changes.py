"""What an amendment changed: the column of changes, the last plan, one budget in several places."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import load_rules, threshold
from ..numbers import write_rupiah
from .cells import deviation
from .digits import LARGE
from .findings import cells, findings, none, temuan
from .narrow import anggaran_rows
from .prepare import TABLE, Terbitan
from .rows import each_row
from .severity import grade

__all__ = ["find_changes", "find_last_plan", "find_whole_budget"]

QUANTITY = ["dinas", "dokumen", "tahun", "kelas", "kunci"]


def find_changes(terbitan: Terbitan) -> pd.DataFrame:
    """Find changes of a budget that are not the amount after less the amount before.

    A row whose change has the right size and the wrong sign is `angka_janggal` (the rows of a table
    that print one such change are one finding), any other `jumlah_tidak_cocok`; where at least half
    of the changed rows of one level are wrong the column holds something else: one finding.
    An empty cell or a dash says that nothing changed.

    Returns
    -------
    DataFrame, one row per wrong change, or per table

    Examples
    --------
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "program",
    ...        "nama_tercetak": "Program A", "tahun": 2023, "pagu_induk_rp": 70e6, "pagu_rp": 64e6,
    ...        "perubahan_tercetak": "6.000.000", "perubahan_rp": 6e6}
    >>> from .prepare import prepare
    >>> found = find_changes(prepare({"terbitan_anggaran": pd.DataFrame([row])}))
    >>> found[["jenis", "hitung_ulang"]].values.tolist()
    [['angka_janggal', 'Rp-6.000.000']]
    """
    rows = terbitan.found(anggaran_rows)
    known = rows[["pagu_induk", "pagu"]].notna().all(axis=1)
    said = rows["perubahan"].notna() | rows["perubahan_tercetak"].str.fullmatch(r"\s*-\s*")
    rows = rows[known & said]
    if rows.empty:
        return none()
    rows = rows.assign(
        hitung=rows["pagu"] - rows["pagu_induk"], cetak=rows["perubahan"].fillna(0.0)
    )
    limit = threshold("audit_jumlah_rp")
    wrong = (rows["hitung"] - rows["cetak"]).abs() > limit
    moved = (rows["hitung"].abs() > limit) | wrong
    sign = wrong & ((rows["hitung"] + rows["cetak"]).abs() <= limit)
    # the rows of one level that hold something else as a whole, unless only signs are wrong
    level = [rows[name] for name in [*TABLE, "level"]]
    other = wrong & ~sign
    share = other.groupby(level).transform("sum") / moved.groupby(level).transform("sum")
    many = other.groupby(level).transform("sum") >= threshold("audit_ubah_baris")
    whole = other & many & (share >= threshold("audit_ubah_bagian"))
    rows = rows.assign(tanda=sign)
    alone = rows[wrong & ~whole]
    # a programme, its activity and their line print one change
    turned = alone[alone["tanda"]].groupby([*TABLE, "cetak"], sort=False)
    return findings(
        [
            *(_column(part) for _, part in rows[whole].groupby([*TABLE, "level"], sort=False)),
            *(_change(part) for _, part in turned),
            *(_change(alone.loc[[place]]) for place in alone.index[~alone["tanda"]]),
        ]
    )


def _column(rows: pd.DataFrame) -> dict:
    first = next(each_row(rows))
    limit = threshold("audit_jumlah_rp")
    turned = rows[(rows["cetak"] * rows["hitung"] < 0) & (rows["cetak"].abs() > limit)]
    return temuan(
        first,
        "jumlah_tidak_cocok",
        ("jumlah.kolom_perubahan", "jumlah.kolom_tanda")
        if len(turned)
        else "jumlah.kolom_perubahan",
        {"n": len(rows), "berbalik": len(turned), "di": first.tabel},
        tercetak=" / ".join(rows["perubahan_tercetak"]),
        hitung_ulang=" / ".join(map(write_rupiah, rows["hitung"])),
        keparahan=grade("jumlah", pokok=True, selisih=1.0),
        besar=1.0,
        uang=float((rows["hitung"] - rows["cetak"]).abs().max()),
        terlibat=tuple(name for row in rows["id"] for name in cells(row, "perubahan")),
        baris=rows["baris"],
        nama="",
        kunci=f"perubahan {first.peta}",
    )


def _change(rows: pd.DataFrame) -> dict:
    row = next(each_row(rows))
    gap = abs(row.hitung - row.cetak)
    share = gap / max(abs(row.pagu), 1)
    return temuan(
        row,
        "angka_janggal" if row.tanda else "jumlah_tidak_cocok",
        "janggal.tanda" if row.tanda else "jumlah.perubahan",
        {"sebelum": write_rupiah(row.pagu_induk), "sesudah": write_rupiah(row.pagu)},
        tercetak=row.perubahan_tercetak,
        hitung_ulang=row.hitung,
        bentuk="rp",
        keparahan=grade("jumlah", pokok=row.level in ("program", "jumlah"), selisih=share),
        membalik=row.tanda,
        besar=share,
        uang=gap,
        terlibat=cells(row.id, "perubahan", "pagu_induk", "pagu"),
        baris=rows["baris"],
        kunci=f"{row.kunci or row.id} perubahan",
    )


def find_last_plan(terbitan: Terbitan) -> pd.DataFrame:
    """Find budgets of the last plan stage that are not those reported as spent against.

    Which stages bind until the year ends (`akhir`), so that they may be compared with what was
    reported, and in which order they come stands in `aturan/tahap.csv`; only the last one that a
    report prints counts. The pagu reported is the one of the rows that print spending beside it.

    Returns
    -------
    DataFrame, one row per budget line (`beda_antartabel`), the total of the plan among them

    Examples
    --------
    >>> rows = [("pk", 4, "pk-perubahan", 70e6, None), ("1", 9, "", 64e6, 60e6)]
    >>> rows = [{"id": f"d:t{tabel}-b{baris}-2023", "dokumen": "d", "tabel": tabel, "baris": baris,
    ...          "level": "program", "nama_tercetak": "Program A", "tahun": 2023, "tahap": tahap,
    ...          "pagu_rp": pagu, "pagu_tercetak": f"{pagu:.0f}", "realisasi_rp": nyata}
    ...         for tabel, baris, tahap, pagu, nyata in rows]
    >>> from .prepare import prepare
    >>> find_last_plan(prepare({"terbitan_anggaran": pd.DataFrame(rows)}))["juga_tercetak"].item()
    ('Rp64.000.000',)
    """
    rows = terbitan.found(anggaran_rows)
    stages = load_rules("tahap").query("akhir == 'ya'")
    order = stages.set_index("tahap")["urutan"]
    plan = rows[rows["tahap"].isin(order.index) & rows["pagu"].notna()]
    if plan.empty:
        return none()
    plan = plan.assign(urutan=plan["tahap"].map(order).astype(float))
    report = [plan["dinas"], plan["dokumen"], plan["tahun"]]
    plan = plan[plan["urutan"] == plan["urutan"].groupby(report).transform("max")]
    spent = rows[(rows["tahap"] == "") & rows["pagu"].notna() & rows["realisasi"].notna()]
    lines = spent[(spent["kunci"] != "") & (spent["kelas"] != "jumlah")]
    # a line that is reported with several budgets is another check's
    one = lines.groupby(QUANTITY)["pagu"].transform("nunique") == 1
    known = lines[one].drop_duplicates(QUANTITY)
    pairs = plan[plan["kunci"] != ""].merge(known, on=QUANTITY, suffixes=("", "_lazim"))
    off = pairs[(pairs["pagu"] - pairs["pagu_lazim"]).abs() > threshold("audit_jumlah_rp")]
    records = [_planned(row) for row in each_row(off)]
    return findings([*records, *_planned_totals(plan, pairs, off)])


def _planned(row) -> dict:
    gap = abs(row.pagu - row.pagu_lazim)
    share = gap / max(row.pagu_lazim, 1)
    return temuan(
        row,
        "beda_antartabel",
        "beda.rencana_akhir",
        {"lazim": write_rupiah(row.pagu_lazim), "di": row.tabel_lazim},
        tercetak=row.pagu_tercetak,
        juga_tercetak=(row.pagu_lazim,),
        bentuk="rp",
        keparahan=grade("rencana", selisih=share),
        besar=share,
        uang=gap,
        terlibat=(*cells(row.id, "pagu"), *cells(row.id_lazim, "pagu")),
        baris=[row.baris, row.baris_lazim],
        kunci=f"{row.kunci} rencana",
    )


def _planned_totals(plan: pd.DataFrame, pairs: pd.DataFrame, off: pd.DataFrame) -> list[dict]:
    """Return the totals of a plan whose lines are all known, and add up to another amount."""
    out = []
    totals = plan[plan["level"] == "jumlah"].drop_duplicates(TABLE, keep=False)
    # only a table with a line that differs can have such a total
    totals = totals.merge(off[TABLE].drop_duplicates(), on=TABLE)
    for row in each_row(totals):
        place = [getattr(row, name) for name in TABLE]
        lines, other = (
            rows[(rows[TABLE] == place).all(axis=1)]
            for rows in (plan[plan["level"] != "jumlah"], pairs)
        )
        if len(other) < len(lines) or len(lines) < 2:
            continue
        amount = other["pagu_lazim"].sum()
        if abs(row.pagu - amount) <= threshold("audit_jumlah_rp"):
            continue
        share = abs(row.pagu - amount) / max(amount, 1)
        out.append(
            temuan(
                row,
                "beda_antartabel",
                "beda.rencana_jumlah",
                {"n": len(lines), "lazim": write_rupiah(amount)},
                tercetak=row.pagu_tercetak,
                juga_tercetak=(amount,),
                bentuk="rp",
                keparahan=grade("rencana", selisih=share),
                besar=share,
                uang=abs(row.pagu - amount),
                terlibat=cells(row.id, "pagu"),
                baris=[row.baris, *other["baris_lazim"]],
                kunci=f"rencana {row.peta} jumlah",
            )
        )
    return out


def find_whole_budget(terbitan: Terbitan) -> pd.DataFrame:
    """Find places that print another budget for the whole agency than its tables.

    The budget is the one of most totals that print budget and spending. A total printed without
    spending that is the amount spent in the same year was put for the budget.

    Returns
    -------
    DataFrame, one row per total

    Examples
    --------
    >>> rows = [("1", 5, "jumlah", 60e6, 50e6), ("1", 3, "program", 40e6, 30e6),
    ...         ("1", 4, "program", 20e6, 20e6), ("n1", 9, "jumlah", 50e6, None)]
    >>> rows = [{"id": f"d:t{tabel}-b{baris}-2023", "dokumen": "d", "tabel": tabel, "baris": baris,
    ...          "level": level, "nama_tercetak": f"{level} {baris}", "tahun": 2023,
    ...          "pagu_rp": pagu, "pagu_tercetak": f"{pagu:.0f}", "realisasi_rp": nyata}
    ...         for tabel, baris, level, pagu, nyata in rows]
    >>> from .prepare import prepare
    >>> found = find_whole_budget(prepare({"terbitan_anggaran": pd.DataFrame(rows)}))
    >>> found[["tercetak", "juga_tercetak"]].values.tolist()
    [['50000000', ('Rp60.000.000',)]]
    """
    rows = terbitan.found(anggaran_rows)
    rows = rows[(rows["tahap"] == "") & (rows["tahun"] != 0)]
    totals = rows[(rows["level"] == "jumlah") & (rows["pagu"] >= LARGE)]
    report = ["dinas", "dokumen", "tahun"]
    backed = totals[totals["realisasi"].notna()]
    if backed.empty:
        return none()
    # of a table that prints several totals the largest
    backed = backed.sort_values("pagu", ascending=False).drop_duplicates(TABLE)
    counts = backed.groupby([*report, "pagu"]).agg(
        n=("peta", "nunique"),
        realisasi=("realisasi", "first"),
        tabel=("tabel", "first"),
        baris=("baris", "first"),
        id=("id", "first"),
    )
    counts = counts.reset_index().sort_values(["n", "pagu"], ascending=False, kind="stable")
    usual = counts.drop_duplicates(report)
    alone = totals[totals["realisasi"].isna()]
    pairs = alone.merge(usual, on=report, suffixes=("", "_lazim"))
    swapped = (pairs["pagu"] - pairs["realisasi_lazim"]).abs() <= threshold("audit_jumlah_rp")
    off = pairs[swapped & (pairs["pagu"] != pairs["pagu_lazim"])]
    return findings(
        temuan(
            row,
            "beda_antartabel",
            "beda.seluruh_pagu",
            {"lazim": write_rupiah(row.pagu_lazim), "di": row.tabel_lazim},
            tercetak=row.pagu_tercetak,
            juga_tercetak=(row.pagu_lazim,),
            bentuk="rp",
            keparahan=grade("beda_uang", pokok=True, selisih=deviation(row.pagu, row.pagu_lazim)),
            besar=deviation(row.pagu, row.pagu_lazim),
            uang=abs(row.pagu - row.pagu_lazim),
            terlibat=(*cells(row.id, "pagu"), *cells(row.id_lazim, "pagu")),
            baris=[row.baris, row.baris_lazim],
            kunci="pagu seluruhnya",
        )
        for row in each_row(off.drop_duplicates("id"))
    )
