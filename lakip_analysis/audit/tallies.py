"""Numbers of things in words, held against the printed tables and against their own items."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pandas as pd

from ..numbers import read_number, write_value
from .cells import near
from .claims import spoken_of
from .findings import findings, temuan
from .names import name_keys
from .narrow import anggaran_rows, kinerja_rows
from .prepare import Terbitan
from .rows import each_row
from .severity import grade
from .words import SIGNS, Kata, number_place, read_bound, read_target, read_words

__all__ = ["find_counted_claims", "find_itemised_claims"]

LEVELS = ("program", "kegiatan", "subkegiatan")  # what is counted among the budget lines


# parts of a part, ranges, brackets with a number of their own: nothing that adds up by itself
NESTED = re.compile(
    r"\b(?:di ?antaranya|termasuk)\b|\d\s*[–-]\s*\d|\([^)]*\d [^)]*\)|\bno\.\s*\d", re.I
)


def find_counted_claims(terbitan: Terbitan) -> pd.DataFrame:
    """Find numbers of indicators, goals or lines that the tables they speak of do not hold.

    A claim names the printed tables (`acuan`) and what is counted (`satuan`: indikator, sasaran,
    program, kegiatan, sub kegiatan): distinct names. "Melebihi", "tercapai" or "mencapai", and
    "tidak tercapai" or "belum mencapai" count only the rows whose printed achievement is above, at
    least, or below 100; a row that prints none may be either, and so may a goal of which only some
    rows are so. Not judged are shares, numbers that are only about so, and counts of what other
    words narrow down ("3 indikator baru").

    Returns
    -------
    DataFrame, one row per claim (`predikat_tidak_cocok` where the rows are judged, else
    `label_keliru`)

    Examples
    --------
    >>> claim = {"id": "d:n1-b9-2023", "dokumen": "d", "tabel": "Penutup", "baris": 9,
    ...          "tahun": 2023, "jenis": "banyak", "satuan_tercetak": "indikator",
    ...          "acuan": "t1", "nilai": 3, "kata_tercetak": "3 indikator"}
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": nama, "tahun": 2023, "target": 1.0}
    ...         for baris, nama in ((4, "Indeks"), (5, "Angka kemiskinan"))]
    >>> from .prepare import prepare
    >>> tables = {"terbitan_klaim": pd.DataFrame([claim]), "terbitan_kinerja": pd.DataFrame(rows)}
    >>> find_counted_claims(prepare(tables))["hitung_ulang"].tolist()
    ['2']
    """
    claims = terbitan.klaim
    claims = claims[(claims["jenis"] == "banyak") & claims["nilai"].notna()]
    records = []
    for row in each_row(claims):
        unit = _unit(row.satuan_tercetak)
        bound = _bound_of_count(row)
        signs = _counted_signs(row, bound)
        if not unit or signs is None or bound is None:
            continue
        lines = unit in LEVELS
        rows = terbitan.found(anggaran_rows) if lines else terbitan.found(kinerja_rows)
        mine = rows[(rows["dinas"] == row.dinas) & (rows["dokumen"] == row.dokumen)]
        mine = mine[spoken_of(mine, row.acuan) & (mine["tahun"] == row.tahun)]
        mine = mine[mine["level"] == unit] if lines else mine[mine["kelas"] != "jumlah"]
        keys = name_keys(mine["sasaran_tercetak" if unit == "sasaran" else "nama_tercetak"])
        mine, keys = mine[keys != ""], keys[keys != ""]
        if mine.empty:
            continue
        found, most = _how_many(mine, keys, signs, whole=unit == "sasaran")
        # the number may be any from found to most
        if not any(np.sign(number - row.nilai) in bound for number in range(found, most + 1)):
            records.append(_counted(row, found, mine, judged=signs != SIGNS))
    return findings(records)


def _unit(text: str) -> str:
    """Return what a count is of; empty for what the printed tables do not list."""
    units = {one.arti for one in read_words(text, "satuan") if one.peran == "satuan"}
    return units.pop() if len(units) == 1 else ""


def _bound_of_count(row) -> frozenset[int] | None:
    """Return how a number of things may differ from that said; `None` where it is none."""
    words = read_words(row.kata_tercetak, "satuan")
    place = number_place(words, row.nilai_tercetak)
    share = "%" in row.nilai_tercetak or [one.peran for one in words[place + 1 :]][:1] == ["ukur"]
    return None if share or row.nilai % 1 else read_bound(row.kata_tercetak, row.nilai_tercetak)


def _counted_signs(row, bound: frozenset[int] | None) -> frozenset[int] | None:
    """Return on which sides of 100 the achievement of what is counted may lie.

    All sides where every row counts, `None` where the words are not certain or not known.
    """
    # "lebih dari 2 indikator": what stands before the number is about it
    number = row.nilai_tercetak.strip()
    kata = row.kata_tercetak.partition(number)[2] if bound != {0} else row.kata_tercetak
    says = read_target(kata)
    if says is None or _is_other_limit(kata):
        return None
    if says:
        return SIGNS.intersection(*(signs for _, signs in says))
    words = [one for one in read_words(kata, "banyak", "satuan") if one.teks not in ("(", ")")]
    return None if any(one.peran in ("lain", "sangkal") for one in words) else SIGNS


def _is_other_limit(text: str) -> bool:
    """Say whether what is counted is held against another figure than the target: di atas 80 %."""
    words = read_words(text, "target")
    return any(
        one.peran == "kata" and one.bentuk == "nilai" and follows.peran == "angka"
        for one, follows in pairwise(words)
    )


def _rounds_to_print(mine: pd.DataFrame) -> pd.Series:
    """Say of which rows the achievement that is worked out rounds to the one that is printed."""
    if "capaian_hitung" not in mine:  # a line of the budget prints none
        return pd.Series(False, index=mine.index)
    return near(mine["capaian_hitung"], mine["capaian"], mine["h_capaian"])


def _how_many(
    mine: pd.DataFrame, keys: pd.Series, signs: frozenset[int], *, whole: bool
) -> tuple[int, int]:
    """Return how many names there are whose rows are so: at least, at most.

    `whole`: a name is so for certain only where all its rows are.
    """
    if signs == SIGNS:
        return keys.nunique(), keys.nunique()
    missing = pd.Series(np.nan, index=mine.index)
    # a printed 100,0 may be 99,96: where it is worked out too, either may be what was counted
    sides = [np.sign(mine.get(name, missing) - 100) for name in ("capaian", "capaian_hitung")]
    near = _rounds_to_print(mine)
    so = sides[0].isin(signs) & (sides[1].isin(signs) | ~near)
    may = sides[0].isin(signs) | sides[0].isna() | (sides[1].isin(signs) & near)
    most = keys[may].nunique()
    surely = so.groupby(keys).all().sum() if whole else keys[so].nunique()
    return int(surely), most


def _counted(row, found: int, mine: pd.DataFrame, *, judged: bool) -> dict:
    return temuan(
        row,
        "predikat_tidak_cocok" if judged else "label_keliru",
        "klaim.banyak",
        {"n": found, "di": "; ".join(dict.fromkeys(mine["tabel"])), "satuan": row.satuan_tercetak},
        tercetak=row.kata_tercetak,
        hitung_ulang=str(found),
        keparahan=grade("klaim", membalik=judged),
        terlibat=(),
        baris=[row.baris, *mine["baris"]],
        nama="",
        kunci=f"klaim banyak {row.baris} {row.satuan_tercetak}",
    )


def find_itemised_claims(terbitan: Terbitan) -> pd.DataFrame:
    """Find numbers whose own items, named in the same sentence, do not add up to them.

    The items are the numbers of things in the quoted words ("2 melebihi, 1 tercapai, 2 belum"), or
    the shares, where the number itself is a share. Years, dates and ordinals are no items, nor is
    the whole ("dari 6 indikator"). Not judged is a claim with one item only, with a number in
    letters or about so, or whose items are of several levels (program, kegiatan).

    Returns
    -------
    DataFrame, one row per claim (`jumlah_tidak_cocok`)

    Examples
    --------
    >>> claim = {"id": "d:n1-b9-2023", "dokumen": "d", "tabel": "Penjelasan", "baris": 9,
    ...          "tahun": 2023, "jenis": "rincian", "nilai": 6, "nilai_tercetak": "6",
    ...          "kata_tercetak": "2 melebihi, 1 tercapai, 2 belum"}
    >>> from .prepare import prepare
    >>> found = find_itemised_claims(prepare({"terbitan_klaim": pd.DataFrame([claim])}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['6: 2 + 1 + 2', '5']]
    """
    claims = terbitan.klaim
    claims = claims[(claims["jenis"] == "rincian") & claims["nilai"].notna()]
    pairs = ((row, _items(row)) for row in each_row(claims))
    return findings(
        temuan(
            row,
            "jumlah_tidak_cocok",
            "klaim.rincian",
            {"kata": row.kata_tercetak},
            tercetak=f"{row.nilai_tercetak}: {' + '.join(map(write_value, some))}",
            hitung_ulang=write_value(round(sum(some), 6)),
            keparahan=grade("klaim", membalik=True),
            kunci=f"klaim rincian {row.baris}",
        )
        for row, some in pairs
        if some
    )


def _items(row) -> list[float]:
    """Return the items of a number that do not add up to it; none where it cannot be said."""
    words = [
        one
        for one in read_words(row.kata_tercetak, "rincian", "satuan", "tahun")
        if one.peran not in ("tanda", "pengisi")
    ]
    words = _without_letters(words)
    if any(one.peran in ("kira", "bilangan") for one in words):
        return []
    shares = "%" in row.nilai_tercetak
    found: list[tuple[str, str]] = []
    for place, one in enumerate(words):
        before = words[place - 1] if place else Kata("", "")
        after = words[place + 1] if place + 1 < len(words) else Kata("", "")
        whole = before.peran in ("nomor", "keseluruhan", "bulan")
        if one.peran != "angka" or whole or after.peran == "bulan":
            continue
        if (after.peran == "ukur") == shares:
            found.append((one.teks, after.arti if after.peran == "satuan" else ""))
    levels = {level for _, level in found if level}
    if len(found) > 2 and found[0][0] == row.nilai_tercetak.strip():
        found = found[1:]
    # a part of one of the items ("di antaranya 2") is none of its own, nor what brackets hold
    if len(found) < 2 or len(levels) > 1 or NESTED.search(row.kata_tercetak):
        return []
    # 1.234 may be a thousand or one and a bit: both are tried
    tries = [[read_number(text, mark) for text, _ in found] for mark in ("koma", "titik")]
    tries = [
        [float(one.nilai) for one in some] for some in tries if all(_is_number(n) for n in some)
    ]
    fits = any(near(sum(some), row.nilai, _slack(some, row)) for some in tries)
    return [] if fits or not tries else tries[0]


def _without_letters(words: list[Kata]) -> list[Kata]:
    """Leave out a number in letters behind its figures: 2 (dua)."""
    out: list[Kata] = []
    for one in words:
        letters = one.peran == "bilangan" and len(out) > 1
        if letters and out[-1].teks == "(" and out[-2].peran == "angka":
            out.pop()
        elif one.teks != ")":
            out.append(one)
    return out


def _is_number(read) -> bool:
    return read.nilai is not None and read.jenis == "angka"


def _slack(some: list[float], row) -> float:
    """Return what rounding may add: half a unit for every item with decimals."""
    return sum(value % 1 != 0 for value in some) * row.h_nilai
