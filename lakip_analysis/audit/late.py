"""Figures of an earlier year, reported for a later one."""

from __future__ import annotations

import pandas as pd

from .crosscheck import find_stale
from .findings import cells, findings, none, temuan
from .narrow import kinerja_rows
from .prepare import Terbitan
from .rows import each_row

__all__ = ["find_late", "reached_on"]


def find_late(terbitan: Terbitan) -> pd.DataFrame:
    """Find main indicators whose figure is one of an earlier year.

    Which year a figure in use is of stands in `kinerja.csv` (`data_tahun`): the report prints it,
    or it was concluded from what it prints. One finding per indicator, on the latest year it was
    reported for; the other years are named, and so is the achievement printed for that year, which
    rests on the late figure. What `find_stale` finds is not said twice.

    Returns
    -------
    DataFrame, one row per indicator (`nilai_usang`)

    Examples
    --------
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "sasaran",
    ...        "nama_tercetak": "Nilai SAKIP", "tahun": 2023, "realisasi_tercetak": "69,5",
    ...        "realisasi": 69.5}
    >>> used = {"indikator": "sakip", "tahun": 2023, "realisasi": 69.5, "data_tahun": 2022,
    ...         "sumber_realisasi": row["id"]}
    >>> from .prepare import prepare
    >>> tables = {"terbitan_kinerja": pd.DataFrame([row]), "kinerja": pd.DataFrame([used])}
    >>> find_late(prepare(tables))[["tercetak", "hitung_ulang"]].values.tolist()
    [['69,5', '2022']]
    """
    late, rows = terbitan.terlambat, terbitan.found(kinerja_rows)
    rows = rows[(rows["kelas"] == "utama") & (rows["tahap"] == "") & (rows["kunci"] != "")]
    rows = rows.assign(teks=rows["realisasi_tercetak"].str.replace(r"[\s%]", "", regex=True))
    where = ["dinas", "dokumen", "kunci", "tahun"]
    source = rows.merge(late.drop(columns="dinas"), on="id")
    if source.empty:
        return none()
    # wherever that figure is printed for that year
    figure = source.drop_duplicates(where)[
        [*where, "teks", "realisasi", "tahun_angka", "disimpulkan"]
    ]
    rows = rows.merge(figure, on=where, suffixes=("", "_asal"))
    same = (rows["realisasi"] == rows["realisasi_asal"]) | (rows["teks"] == rows["teks_asal"])
    rows = rows[same & (rows["teks"] != "")]
    stale = terbitan.found(find_stale)
    told = {name for names in stale["tersangka"] for name in names}
    quantity = ["dinas", "dokumen", "kunci"]
    records = []
    for _, part in rows.groupby(quantity, sort=False):
        latest = part[part["tahun"] == part["tahun"].max()]
        if told.isdisjoint(latest["id"] + "|realisasi"):
            records.append(_late(part, latest))
    return findings(records)


def _late(part: pd.DataFrame, latest: pd.DataFrame) -> dict:
    row = next(each_row(latest))
    earlier = sorted(set(part["tahun"]) - {row.tahun}, reverse=True)
    reached = reached_on(latest)
    keys = ["usang.terlambat"]
    keys += ["usang.terlambat_capaian"] if reached else []
    keys += ["usang.terlambat_lain"] if earlier else []
    return temuan(
        row,
        "nilai_usang",
        tuple(keys),
        {
            "nilai": row.realisasi_tercetak,
            "capaian": "".join(reached),
            "angka": int(row.tahun_angka),
            "lain": ", ".join(map(str, earlier)),
        },
        tercetak=" / ".join([row.realisasi_tercetak, *reached]),
        hitung_ulang=str(int(row.tahun_angka)),
        terlibat=tuple(name for id_ in latest["id"] for name in cells(id_, "realisasi")),
        baris=part["baris"],
        tabel="; ".join(dict.fromkeys(latest["tabel"])),
        kunci=f"{row.kunci} terlambat",
    )


def reached_on(rows: pd.DataFrame) -> list[str]:
    """Return the first achievement printed with a late figure, which rests on it; none: empty.

    Examples
    --------
    >>> rows = {"capaian": [None, 100.0], "capaian_tercetak": ["-", "100,00"]}
    >>> reached_on(pd.DataFrame(rows))
    ['100,00']
    """
    return rows.loc[rows["capaian"].notna(), "capaian_tercetak"].head(1).tolist()
