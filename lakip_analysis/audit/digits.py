"""Digits that went wrong: cells that are no number, slips of a digit, another magnitude."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import threshold
from ..numbers import write_number, write_value
from .cells import cut_off
from .findings import cells, findings, temuan
from .narrow import kinerja_rows
from .prepare import Terbitan
from .rows import each_row
from .severity import grade

__all__ = ["LARGE", "find_broken_cells", "find_target_scale", "is_slip"]

LARGE = threshold("audit_uang_besar")  # one changed digit is a misprint, not another figure


# digits and their marks, and letters taken for digits, of which no two stand together
ALMOST_DIGITS = r"(?:[\d.,\s-]|[OolI](?![^\W\d_]))+"


def find_broken_cells(terbitan: Terbitan) -> pd.DataFrame:
    """Find cells that hold digits but are no number.

    Two separators that contradict each other, a digit too many or too few in a group, a letter in
    place of a digit (1O0).
    """
    kinerja = ("target", "realisasi", "capaian", "pembilang", "penyebut")
    anggaran = ("pagu_induk", "pagu", "realisasi", "persen", "efisiensi")
    return findings([*_broken(terbitan.kinerja, kinerja), *_broken(terbitan.anggaran, anggaran)])


def _broken(rows: pd.DataFrame, columns: tuple[str, ...]) -> list[dict]:
    # few cells are in question at all: read as text or as grouped digits, or cut off
    odd = rows["cara_baca"].str.contains("teks|ribuan")
    cut = {name: cut_off(rows[f"{name}_tercetak"]) for name in columns}
    return [found for name in columns for found in _broken_in(rows[odd | cut[name]], name)]


def _broken_in(rows: pd.DataFrame, column: str) -> list[dict]:
    if rows.empty:
        return []
    text = rows[f"{column}_tercetak"]
    # `cara_baca` says per column how the importer read the cell: target=koma;realisasi=teks
    how = rows["cara_baca"].str.extract(rf"(?:^|;){column}=([^;]*)", expand=False).fillna("")
    unread = (how == "teks") & text.str.fullmatch(rf"(?:Rp\.?)?\s*{ALMOST_DIGITS}[\s%-]*")
    unread |= cut_off(text)
    odd = r"\d{4,}[.,]\d{3}|,\d{3}\.\d{3}$|\.\d{3},\d{3}$"
    grouped = (how == "ribuan") & text.str.contains(odd)
    bad = rows[text.str.contains(r"\d") & (unread | grouped)]
    return [
        temuan(
            row,
            "angka_janggal",
            "janggal.rusak",
            tercetak=getattr(row, f"{column}_tercetak"),
            tersangka=cells(row.id, column),
        )
        for row in each_row(bad)
    ]


def is_slip(one: float, other: float) -> bool:
    """Say whether two numbers differ by the place of the decimal mark or by a single digit.

    A power of ten; one digit lost or added; in large amounts one digit changed, or two neighbours
    that changed places.

    Examples
    --------
    >>> is_slip(2.23, 22.3), is_slip(1234, 124), is_slip(12.5, 12.58)
    (True, True, False)
    """
    if not one or not other or (one < 0) != (other < 0):
        return False
    whole = [f"{value:.0f}" for value in (one, other)]
    if min(one, other) >= LARGE and len(whole[0]) == len(whole[1]):
        changed = [i for i, (a, b) in enumerate(zip(*whole, strict=True)) if a != b]
        if len(changed) == 1 or _swapped(*whole, changed):
            return True
    power = abs(np.log10(abs(one / other)))
    if power < threshold("audit_salah_ketik"):
        return False
    if power > 0.5 and abs(power - round(power)) < 1e-6:
        return True
    digits = [f"{abs(value):.4f}".rstrip("0").replace(".", "") for value in (one, other)]
    short, long = sorted(digits, key=len)
    if len(long) - len(short) != 1 or len(short) < 3:
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _swapped(one: str, other: str, changed: list[int]) -> bool:
    """Say whether the digits that differ are two neighbours that changed places."""
    if len(changed) != 2 or changed[1] - changed[0] != 1:
        return False
    first, second = changed
    return one[first] == other[second] and one[second] == other[first]


def find_target_scale(terbitan: Terbitan) -> pd.DataFrame:
    """Find achievements far out of scale because one year's target is of another magnitude.

    The result is more than ten times the target, and in another year the same indicator has a
    target more than ten times as high: the decimal mark of the one target stands wrong, or its
    unit is another one. Of several such targets the one on most lines is named.

    Returns
    -------
    DataFrame, one row per indicator and year

    Examples
    --------
    >>> rows = [(2022, 0.5, 45.0, 9000.0), (2023, 48.0, 47.0, 97.92)]
    >>> rows = [{"id": f"d:t1-b4-{tahun}", "dokumen": "d", "tabel": "1", "baris": 4, "tahun": tahun,
    ...          "level": "sasaran", "nama_tercetak": "Belanja", "target_tercetak": str(target),
    ...          "realisasi_tercetak": str(nyata), "capaian_tercetak": str(capaian),
    ...          "target": target, "realisasi": nyata, "capaian": capaian}
    ...         for tahun, target, nyata, capaian in rows]
    >>> from .prepare import prepare
    >>> find_target_scale(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["tercetak"].tolist()
    ['9000.0']
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kunci"] != "") & (rows["tahap"] == "") & (rows["kelas"] != "jumlah")]
    times = threshold("audit_besaran")
    high = rows["capaian"] > 100 * times
    series = ["dinas", "dokumen", "kelas", "kunci"]
    known = rows[rows["target"].notna()]
    # what stands on most lines is the indicator's: one line may be copied from another indicator
    lines = known.groupby([*series, "target"]).agg(banyak=("baris", "nunique")).reset_index()
    low = rows[high].assign(tersirat=rows["realisasi"] / rows["capaian"] * 100)
    low = low.reset_index().merge(lines.rename(columns={"target": "puncak"}), on=series)
    # the high target must be one that the result could be measured by
    sane = low["puncak"] < times * low["realisasi"]
    off = low[(low["puncak"] > times * low["tersirat"]) & sane]
    off = off.sort_values(["index", "banyak", "puncak"], ascending=[True, False, False])
    off = off.drop_duplicates("index")
    groups = off.groupby([*series, "tahun", "capaian"], sort=False)
    return findings(_scale(part) for _, part in groups)


def _scale(rows: pd.DataFrame) -> dict:
    first = next(each_row(rows))
    power = 10.0 ** round(np.log10(first.realisasi / first.tersirat))
    return temuan(
        first,
        "angka_janggal",
        "janggal.besaran",
        {
            "realisasi": first.realisasi_tercetak,
            "target": write_value(round(first.tersirat, 4)),
            "puncak": write_value(first.puncak),
        },
        tercetak=first.capaian_tercetak,
        hitung_ulang=write_number(first.realisasi / (first.tersirat * power) * 100),
        keparahan=grade("lebih_pagu", selisih=1.0),
        membalik=True,
        besar=1.0,
        terlibat=cells(first.id, "capaian", "realisasi"),
        baris=rows["baris"],
        tabel="; ".join(dict.fromkeys(rows["tabel"])),
        kunci=f"besaran {first.kunci}",
    )
