"""Indicators on which no verdict on money may rest, and why."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import RATE

__all__ = ["RAGU", "find_ragu", "is_late", "part_above_whole"]

# why, the weightiest first
RAGU = ("hitungan_mustahil", "definisi_baru", "angka_tahun_lain", "angka_lain")


def find_ragu(
    capaian: pd.DataFrame, terbitan: pd.DataFrame, lain: pd.DataFrame | None = None
) -> pd.Series:
    """Return of each indicator why it cannot tell whether money did well; empty where it can.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it, one dinas, one row per (indikator, tahun)
        Needs `indikator`, `tahun`, `nama_indikator`, `satuan`, `realisasi`, `tercapai`; uses
        `putus_deret`, `data_tahun` where they are there.
    terbitan : DataFrame, one row per printed row (`terbitan_kinerja.csv`)
    lain : DataFrame, optional, as `compare_lain` gives it

    Returns
    -------
    Series of codes, same index, the weightiest of `RAGU`
        hitungan_mustahil: the report prints beside this figure a part above its whole;
        definisi_baru: the indicator means another thing since this year; angka_tahun_lain: its
        figure is of an earlier year; angka_lain: by another printed figure it is met where it
        counts as missed, or the other way round. Empty also where nothing is known of it.

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": ["a", "b"], "tahun": 2024, "data_tahun": [2023, None]})
    >>> frame = frame.assign(nama_indikator="", satuan="%", realisasi="5", tercapai="ya")
    >>> find_ragu(frame, pd.DataFrame({"pembilang": [], "penyebut": []})).tolist()
    ['angka_tahun_lain', '']
    """
    none = pd.Series(False, index=capaian.index)
    late = is_late(capaian)
    other = [] if lain is None else lain.loc[lain["berbalik"] == "ya", "indikator"]
    cases = [
        _impossible(capaian, terbitan),
        capaian["putus_deret"] != "" if "putus_deret" in capaian else none,
        late,
        capaian["indikator"].isin(other),
    ]
    known = capaian["tercapai"] != ""
    found = np.select([known & case for case in cases], list(RAGU), "")
    return pd.Series(found, index=capaian.index, dtype=str)


def is_late(capaian: pd.DataFrame) -> pd.Series:
    """Say of each reported figure whether it is of an earlier year (`data_tahun`).

    Such a figure neither confirms nor refutes that the target of its year was met.
    """
    if "data_tahun" not in capaian:
        return pd.Series(False, index=capaian.index)
    return pd.to_numeric(capaian["data_tahun"]) < capaian["tahun"]


def part_above_whole(
    nama: pd.Series, persen: pd.Series, pembilang: pd.Series, penyebut: pd.Series
) -> pd.Series:
    """Say of each printed share whether its part exceeds its whole.

    A share is what is named a percentage, but for a rate of change, and what is printed as 100 %
    (`persen`: a printed percentage, missing for anything else): there the excess was cut.

    Examples
    --------
    >>> nama = pd.Series(["Persentase A", "Persentase penurunan B"])
    >>> part_above_whole(nama, nama.map({}), pd.Series([9, 9]), pd.Series([8, 8])).tolist()
    [True, False]
    """
    name = nama.str.strip().str.casefold()
    share = name.str.startswith("persentase") & ~name.str.contains(RATE)
    return (share | (persen == 100)) & (pembilang > penyebut)


def _impossible(capaian: pd.DataFrame, terbitan: pd.DataFrame) -> pd.Series:
    """Say of each figure whether the report prints it again beside a part above its whole."""
    printed = terbitan[terbitan["pembilang"] > terbitan["penyebut"]]
    if printed.empty:
        return pd.Series(False, index=capaian.index)
    shares = printed["realisasi"].where(printed["realisasi_tercetak"].str.contains("%"))
    counts = printed["nama_tercetak"], shares, printed["pembilang"], printed["penyebut"]
    printed = printed[part_above_whole(*counts)]
    places = set(
        zip(_words(printed["nama_tercetak"]), printed["tahun"], printed["realisasi"], strict=True)
    )
    value = pd.to_numeric(capaian["realisasi"], errors="coerce")
    own = zip(_words(capaian["nama_indikator"]), capaian["tahun"], value, strict=True)
    return pd.Series([place in places for place in own], index=capaian.index, dtype=bool)


def _words(names: pd.Series) -> pd.Series:
    return names.str.casefold().str.split().str.join(" ")
