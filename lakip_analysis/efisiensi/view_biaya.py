"""What one unit of each output cost, against its plan and in other dinas."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..bahasa.angka import fmt_value
from ..bahasa.say import say, word
from ..show.pieces import Potongan, fold_table, paragraphs, together
from ..show.table import Tabel, make_table
from ..show.values import with_unit
from .cost import WITH_COST, against_plan

__all__ = [
    "describe_biaya",
    "describe_frontier",
    "say_biaya",
    "table_banding_biaya",
    "table_biaya",
]


def describe_biaya(biaya: pd.DataFrame, bahasa: str) -> list[str]:
    """Return how many unit costs are known, and the dearest and cheapest against plan.

    Outputs of the planned volume are counted apart: what differs there is the budget left over, or
    what was spent beyond it.
    """
    status = biaya["status"].value_counts()
    known, paper = status.reindex(WITH_COST).sum(), status.get("administratif", 0)
    if not known and not paper:
        return [say("biaya.tanpa_data", bahasa)]
    text = [say("biaya.banyak", bahasa, dihitung=int(known), n=len(biaya))]
    for code in ("sisa_pagu", "lebih_pagu"):
        if same := status.get(code, 0):
            text.append(say(f"biaya.sama.{code}", bahasa, n=same))
    text += _changed(biaya[biaya["status"] == "dihitung"].reset_index(drop=True), bahasa)
    if paper:
        text.append(say("biaya.administratif", bahasa, n=paper))
    return text


def say_biaya(biaya: pd.DataFrame, bahasa: str) -> Potongan:
    """Return sentences and, folded, the table of what one unit of each output cost."""
    known = biaya["status"].isin([*WITH_COST, "administratif"]).any()
    text = paragraphs(*describe_biaya(biaya, bahasa))
    return together(text, fold_table(table_biaya(biaya, bahasa)) if known else None)


def table_biaya(biaya: pd.DataFrame, bahasa: str) -> Tabel:
    """Return planned and actual cost of one unit of each output; why there is none."""
    rows = _whole_rupiah(biaya).assign(
        volume=[_volume(row, bahasa) for row in biaya.itertuples()],
        status=[_why_not(code, bahasa) for code in biaya["status"]],
    )
    columns = ["nama_keluaran", "kode", "volume", "realisasi_rp", "biaya_rencana_rp"]
    columns += ["biaya_nyata_rp", "hemat_persen", "status"]
    title, note = say("biaya.tabel", bahasa), say("biaya.catatan", bahasa)
    return make_table(rows, columns, title, bahasa, note, berkas="biaya")


def table_banding_biaya(banding: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel:
    """Return the cost of the same output in several dinas.

    `banding` as `compare_biaya` gives it; `judul` maps a dinas to the name a reader knows.
    """
    rows = banding.assign(
        biaya_nyata_rp=banding["biaya_nyata_rp"].round(),
        dinas=banding["dinas"].map(judul),
        volume_realisasi=[
            with_unit(row.volume_realisasi, row.satuan, bahasa) for row in banding.itertuples()
        ],
        sebanding=[
            say(f"biaya_sebanding.{row.sebanding}", bahasa, row) for row in banding.itertuples()
        ],
    )
    columns = ["nama_keluaran", "kode", "dinas", "tahun", "volume_realisasi", "realisasi_rp"]
    columns += ["biaya_nyata_rp", "sebanding"]
    title = say("biaya.banding.tabel", bahasa)
    note = say("biaya.banding.catatan", bahasa, kali=threshold("biaya_kali"))
    return make_table(rows, columns, title, bahasa, note, berkas="biaya")


def describe_frontier(satuan: pd.DataFrame, bahasa: str) -> str:
    """Return how many outputs several dinas make, and whether they suffice for a frontier.

    `satuan` as `compare_frontier` gives it.
    """
    if satuan.empty:
        return say("biaya.banding.belum_ada", bahasa)
    same = ["kode", "satuan_sama", "nama_sama"]
    parts = [say("biaya.banding.banyak", bahasa, n=len(satuan.drop_duplicates(same)))]
    enough = satuan[satuan["status"] == "dihitung"].drop_duplicates([*same, "tahun"])
    if enough.empty:
        most = satuan.loc[satuan["n_unit"].idxmax()]
        return f"{parts[0]} {say('biaya.banding.kurang', bahasa, most)}"
    parts.append(say("biaya.banding.cukup", bahasa, n=len(enough)))
    odd = (satuan["status"] == "dipertanyakan").sum()
    if odd:
        limit = threshold("biaya_kali")
        parts.append(say("biaya.banding.dipertanyakan", bahasa, n=odd, kali=limit))
    return " ".join(parts)


def _changed(rows: pd.DataFrame, bahasa: str) -> list[str]:
    """Return how many unit costs themselves changed, and the two furthest from plan."""
    if rows.empty:
        return []
    code = against_plan(rows)
    counts = [(name, (code == name).sum()) for name in ("mahal", "murah", "tepat")]
    isi = ", ".join(say(f"biaya.berubah_{name}", bahasa, n=n) for name, n in counts if n)
    ends = dict.fromkeys([rows["hemat_persen"].idxmin(), rows["hemat_persen"].idxmax()])
    apart = rows["hemat_persen"].abs()
    said = [
        say(f"biaya.terhadap_rencana.{code[i]}", bahasa, rows.loc[i], beda_persen=apart[i])
        for i in ends
    ]
    return [say("biaya.berubah", bahasa, n=len(rows), isi=isi), *said]


def _whole_rupiah(rows: pd.DataFrame) -> pd.DataFrame:
    names = ("biaya_rencana_rp", "biaya_nyata_rp")
    return rows.assign(**{name: rows[name].round() for name in names})


def _volume(row, bahasa: str) -> str:
    planned = with_unit(row.volume_target, row.satuan, bahasa)
    return f"{fmt_value(row.volume_realisasi, bahasa=bahasa)} / {planned}"


def _why_not(status: str, bahasa: str) -> str:
    return "" if status == "dihitung" else word("status_biaya", status, bahasa)
