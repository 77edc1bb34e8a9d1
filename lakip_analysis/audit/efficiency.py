"""Printed efficiency against the measure a report says it uses, and every other one."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..aturan.rules import load_rules
from ..efisiensi import measures
from ..efisiensi.measures import efisiensi_rasio, efisiensi_selisih, efisiensi_sisa
from .cells import fits, near
from .columns import by_column, fold_column
from .findings import cells, findings, none, stacked, temuan
from .prepare import Terbitan
from .relations import Relasi
from .rows import each_row
from .severity import grade

__all__ = ["find_direct_spending", "find_efficiency"]

REPORT = ["dinas", "dokumen", "tahun"]

OWN = ("sisa", "selisih", "rasio")  # measures a report may say it uses, by line


def find_efficiency(terbitan: Terbitan) -> pd.DataFrame:
    """Find printed efficiency that neither the report's own measure gives nor any other one.

    The own measure is 100 − absorption (`sisa`), achievement − absorption (`selisih`), or
    achievement / absorption × 100 (`rasio`); the others are those of `aturan/efisiensi.csv`: a
    report may use two words alike for two measures. Achievement is that of the same source line.
    Absorption is the printed one, else that of the row's own amounts, else that of the same budget
    line in another table. Where an achievement printed elsewhere gives the figure, or in a row of
    the mean the mean over such ones, the finding says so and follows from what is wrong with it.
    """
    rows = terbitan.anggaran[terbitan.anggaran["efisiensi"].notna()]
    return stacked(
        _by_measure(terbitan, measure, some)
        for measure, some in terbitan.by_rule("efisiensi", rows)
        if measure in OWN
    )


def _by_measure(terbitan: Terbitan, measure: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Judge the efficiencies of the dinas that use one measure."""
    rows = rows.join(_achievement_on(rows, terbitan.kinerja))
    own = rows["realisasi"] / rows["pagu"].where(rows["pagu"] != 0) * 100
    elsewhere = _known_absorption(rows, terbitan.anggaran)
    absorbed = rows["persen"].fillna(own).fillna(elsewhere)
    half = rows["h_persen"].where(rows["persen"].notna(), 0.005)
    value, slack = _of_measure(measure, rows["c_pakai"], rows["h_pakai"], absorbed, half)
    bad = ~near(value, rows["efisiensi"], slack + rows["h_efisiensi"]) & ~np.isnan(value)
    for one in (absorbed, own, elsewhere):
        bad &= ~_another_measure(rows, one, half)
    rows = rows.assign(hitung=value, serapan=absorbed, h_serapan=half)
    known = rows[~np.isnan(value)]
    whole = by_column(
        known,
        bad[known.index],
        "efisiensi",
        (known["efisiensi"], known["h_efisiensi"]),
        {
            "serapan": (known["serapan"], known["h_serapan"]),
            "capaian": (known["c_pakai"], known["h_pakai"]),
        },
    )
    single = rows[bad & ~rows.index.isin(whole.index)]
    origins = _origins(list(each_row(rows[bad])), terbitan.kinerja, measure)
    of_columns = [_efficiency(row, measure, origins.get(row.id)) for row in each_row(whole)]
    return findings(
        [
            *(_efficiency(row, measure, origins.get(row.id)) for row in each_row(single)),
            *fold_column(of_columns, whole, "efisiensi"),
        ]
    )


def _of_measure(measure: str, achieved, achieved_half, absorbed, half):
    """Return the efficiency by a report's own measure, and how far rounding may move it."""
    if measure == "sisa":
        return efisiensi_sisa(absorbed), half
    if measure == "selisih":
        return efisiensi_selisih(achieved, absorbed), half + achieved_half
    value = efisiensi_rasio(achieved, absorbed)
    return value, (value / 100 * half + achieved_half) / absorbed * 100


class _Asal(NamedTuple):
    """Which other printed achievements give an efficiency: their rows, and their mean where so."""

    baris: tuple
    rata: float | None = None


def _origins(bad: list, kinerja: pd.DataFrame, measure: str) -> dict[str, _Asal]:
    """Return by row which achievements printed elsewhere give an efficiency that is wrong here."""
    if measure == "sisa":
        return {}
    quantity = ["dinas", "dokumen", "kelas", "kunci", "tahun"]
    known = kinerja[kinerja["capaian"].notna() & (kinerja["tahap"] == "")]
    named = known[known["kunci"] != ""].drop_duplicates([*quantity, "capaian"])
    others: dict[tuple, list] = {}
    for one in each_row(named):
        others.setdefault(tuple(getattr(one, name) for name in quantity), []).append(one)
    own = known.set_index("id")
    found: dict[str, _Asal] = {}
    swapped: dict[str, object] = {}  # printed row → the row whose achievement stands for its own
    for row in bad:
        place = own.loc[row.id_kinerja] if row.id_kinerja in own.index else None
        if place is None or place["kelas"] == "jumlah":
            continue
        for other in others.get(tuple(place[name] for name in quantity), ()):
            if other.capaian != row.c_pakai and _gives(measure, row, other.capaian, row.h_pakai):
                found[row.id], swapped[row.id_kinerja] = _Asal((other,)), other
                break
    for row in bad:
        place = own.loc[row.id_kinerja] if row.id_kinerja in own.index else None
        if place is None or place["kelas"] != "jumlah" or not swapped:
            continue
        same = (known["peta"] == place["peta"]) & (known["tahun"] == place["tahun"])
        members = known[same & (known["dinas"] == place["dinas"]) & (known["kelas"] != "jumlah")]
        used = tuple(swapped[name] for name in members["id"] if name in swapped)
        values = [
            swapped[one.id].capaian if one.id in swapped else one.capaian
            for one in each_row(members)
        ]
        if used and _gives(measure, row, sum(values) / len(values), row.h_pakai):
            found[row.id] = _Asal(used, sum(values) / len(values))
    return found


def _gives(measure: str, row, achieved: float, half: float) -> bool:
    value, slack = _of_measure(measure, achieved, half, row.serapan, row.h_serapan)
    return near(value, row.efisiensi, slack + row.h_efisiensi)


def _another_measure(rows: pd.DataFrame, absorbed: pd.Series, half: pd.Series) -> pd.Series:
    """Say which printed efficiencies a measure of `aturan/efisiensi.csv` gives.

    Tried are those that need a line's achievement and absorption only, within the rounding of both;
    an index as such and times 100.
    """
    printed, slack = rows["efisiensi"].to_numpy(), rows["h_efisiensi"].to_numpy()
    achieved, achieved_half = rows["c_pakai"].to_numpy(), rows["h_pakai"].to_numpy()
    absorbed, half = absorbed.to_numpy(), half.to_numpy()
    gives = np.zeros(len(rows), dtype=bool)
    rules = load_rules("efisiensi")
    for rule in each_row(rules[rules["kata"] == "efisien"]):
        names = str(rule.masukan).split(";")
        if not set(names) <= {"serapan_persen", "capaian_terbatas_persen"}:
            continue
        measure, values = getattr(measures, rule.fungsi), []
        for i, j in product((-1, 0, 1), repeat=2):
            given = {
                "serapan_persen": absorbed + i * half,
                "capaian_terbatas_persen": achieved + j * achieved_half,
            }
            values.append(np.asarray(measure(*(given[name] for name in names)), dtype=float))
        low, high = np.minimum.reduce(values), np.maximum.reduce(values)
        for times in (1, 100):
            gives |= fits(printed, slack, (times * low, times * high))
    return pd.Series(gives, index=rows.index)


def find_direct_spending(terbitan: Terbitan) -> pd.DataFrame:
    """Find a printed efficiency that is not direct spending / all spending × 100.

    The measure of Belitung 2024 (`efisiensi = "belanja_langsung"`); nothing for other reports.
    """
    rule = terbitan.by_rule("efisiensi", terbitan.anggaran)
    rows = dict(rule).get("belanja_langsung")
    if rows is None:
        return none()
    kinerja = terbitan.kinerja
    spent = rows[rows["realisasi"].notna()]
    direct = spent[spent["kunci"].str.fullmatch("belanja langsung")]
    total = spent[spent["level"] == "jumlah"].drop_duplicates("no_tabel")
    both = direct.merge(total[["no_tabel", "realisasi"]], on="no_tabel", suffixes=("", "_total"))
    named = kinerja["nama_tercetak"].str.fullmatch("efisiensi", case=False)
    said = kinerja[named & kinerja["capaian"].notna()]
    amounts = both[[*REPORT, "realisasi", "realisasi_total", "baris", "pagu"]]
    pairs = said.merge(amounts, on=REPORT, suffixes=("", "_langsung"))
    pairs = pairs.assign(hitung=pairs["realisasi_langsung"] / pairs["realisasi_total"] * 100)
    off = pairs[~near(pairs["hitung"], pairs["capaian"], pairs["h_capaian"])]
    return findings(_direct(row) for row in each_row(off))


def _efficiency(row, measure: str, asal: _Asal | None) -> dict:
    values, more = {"serapan": row.serapan}, ()
    if asal is not None:
        more = ("efisiensi.dari_capaian",) if asal.rata is None else ("efisiensi.dari_rata_rata",)
        values["capaian_lain"] = "; ".join(one.capaian_tercetak for one in asal.baris)
        values["di"] = "; ".join(dict.fromkeys(one.tabel for one in asal.baris))
        values |= {} if asal.rata is None else {"rata": asal.rata}
    own, absorbed = cells(row.id, "efisiensi"), cells(row.id, "persen")
    achieved = cells(row.id_kinerja, "capaian") if row.id_kinerja else ()
    parts = (*achieved, *absorbed) if measure != "sisa" else absorbed
    if measure != "sisa":
        values["capaian"] = row.c_pakai
    return temuan(
        row,
        "efisiensi_tidak_cocok",
        (f"efisiensi.{measure}", *more),
        values,
        tercetak=row.efisiensi_tercetak,
        hitung_ulang=row.hitung,
        keparahan=grade("efisiensi", selisih=abs(row.efisiensi - row.hitung)),
        besar=abs(row.efisiensi - row.hitung) / 100,
        tersangka=own,
        terlibat=(*absorbed, *achieved),
        alternatif={own[0]: row.hitung},
        relasi=Relasi(measure, own[0], parts),
        sebab=tuple(name for one in asal.baris for name in cells(one.id, "capaian"))
        if asal
        else (),
    )


def _direct(row) -> dict:
    # the budget of direct spending stands where its realisation belongs
    budget_used = row.pembilang == row.pagu
    return temuan(
        row,
        "efisiensi_tidak_cocok",
        "efisiensi.langsung_pagu" if budget_used else "efisiensi.langsung",
        {"langsung": row.realisasi_langsung, "semua": row.realisasi_total, "pagu": row.pagu},
        tercetak=row.capaian_tercetak,
        hitung_ulang=row.hitung,
        keparahan=grade("efisiensi", selisih=abs(row.hitung - row.capaian)),
        besar=abs(row.hitung - row.capaian) / 100,
        tersangka=cells(row.id, "capaian"),
        terlibat=cells(row.id, "pembilang", "penyebut"),
        baris=[row.baris, row.baris_langsung],
    )


def _achievement_on(rows: pd.DataFrame, kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return the achievement printed on the same source line, its half unit and its row."""
    line = ["dinas", "dokumen", "baris", "tahun"]
    known = kinerja[kinerja["capaian"].notna()].drop_duplicates(line)
    known = known[[*line, "capaian", "h_capaian", "id"]].rename(columns={"id": "id_kinerja"})
    same = rows[line].merge(known, how="left").set_axis(rows.index)
    return pd.DataFrame(
        {
            "c_pakai": same["capaian"],
            "h_pakai": same["h_capaian"].fillna(0),
            "id_kinerja": same["id_kinerja"].fillna(""),
        }
    )


def _known_absorption(rows: pd.DataFrame, anggaran: pd.DataFrame) -> pd.Series:
    quantity = ["dinas", "kelas", "kunci", "tahun"]
    known = anggaran[anggaran["pagu"].notna() & anggaran["realisasi"].notna()]
    known = known[(known["pagu"] != 0) & (known["kunci"] != "")]
    known = known.assign(_serapan=known["realisasi"] / known["pagu"] * 100)
    known = known.drop_duplicates(quantity)[[*quantity, "_serapan"]]
    return rows[quantity].merge(known, how="left")["_serapan"].set_axis(rows.index)
