"""Figures of an earlier year, reported for a later one."""

from __future__ import annotations

from collections.abc import Iterable

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
    groups: dict[tuple, list] = {}
    for row in each_row(rows):
        groups.setdefault((row.dinas, row.dokumen, row.kunci), []).append(row)
    records = []
    for part in groups.values():
        last = max(row.tahun for row in part)
        latest = [row for row in part if row.tahun == last]
        if told.isdisjoint(f"{row.id}|realisasi" for row in latest):
            records.append(_late(part, latest))
    return findings(records)


def _late(part: list, latest: list) -> dict:
    row = latest[0]
    earlier = sorted({one.tahun for one in part} - {row.tahun}, reverse=True)
    reached = _reached(latest)
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
        terlibat=tuple(name for one in latest for name in cells(one.id, "realisasi")),
        baris=[one.baris for one in part],
        tabel="; ".join(dict.fromkeys(one.tabel for one in latest)),
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
    return _reached(each_row(rows))


def _reached(rows: Iterable) -> list[str]:
    return [row.capaian_tercetak for row in rows if not pd.isna(row.capaian)][:1]
