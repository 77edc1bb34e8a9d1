"""Codes of budget lines: which level a code is of, and which line it belongs to.

The forms of the codes in use, old and new, are rows of `aturan/kode.csv`.
"""

from __future__ import annotations

import re

import pandas as pd

from ..aturan.rules import load_rules

__all__ = [
    "POLA",
    "fill_levels",
    "is_line",
    "level_of",
    "line_above",
    "lines_only",
    "parent_of",
    "whole_lines",
]

POLA = "|".join(f"(?:{pola})" for pola in load_rules("kode")["pola"])


# a sum among the lines: JUMLAH · Grand Total · Sub Jumlah
TOTAL = re.compile(r"(?:(?:grand|sub)[ -]?)?(?:jumlah|total)\b", re.IGNORECASE)

AFFAIR = re.compile(r"[0-9X](?:\.(?:[0-9]{2}|XX))?\.?")  # 1 · 1.03 · X.XX: above all lines


def is_line(kode: str, nama: str, tahun: str = "") -> bool:
    """Say whether a row is a budget line: no sum below the lines, no heading of an affair.

    Examples
    --------
    >>> is_line("1.06.04", "Jumlah tamu"), is_line("", "JUMLAH"), is_line("1.03", "Urusan")
    (True, False, False)
    """
    total = any(TOTAL.match(cell.strip()) for cell in (tahun, kode))
    total |= not kode.strip() and bool(TOTAL.match(nama.strip()))
    return not total and not AFFAIR.fullmatch(kode.strip())


def lines_only(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a table with `tahun` and `kode`, all text, without sums and headings of affairs.

    The point behind a code (`1.06.04.`) goes too.
    """
    plain = rows["kode"].str.count(r"\.") > 1  # no affair and no sum has a code so long
    odd = rows[~(plain & rows["tahun"].str.isdecimal())]
    names = odd["nama"] if "nama" in odd else [""] * len(odd)  # an output may be named Jumlah …
    cells = zip(odd.index, odd["kode"], names, odd["tahun"], strict=True)
    found = rows.drop(index=[row for row, *texts in cells if not is_line(*texts)])
    return found.assign(kode=found["kode"].str.rstrip(". ")).reset_index(drop=True)


def level_of(kode: pd.Series) -> pd.Series:
    """Return the level of each code; empty for a code of no known form.

    Examples
    --------
    >>> level_of(pd.Series(["1.06.04", "1.06.04.2.01.32", "1.01.1.01.01.15", "6"])).tolist()
    ['program', 'subkegiatan', 'program', '']
    """
    out = pd.Series("", index=kode.index, dtype=str)
    for row in load_rules("kode").itertuples():
        out = out.mask((out == "") & kode.str.fullmatch(row.pola), row.level)
    return out


def line_above(kode: str) -> str:
    """Return the code of the line that a code stands under, by its form alone.

    Examples
    --------
    >>> line_above("1.02.04.2.01"), line_above("1.02.04.2.01.0003"), line_above("1.02.04")
    ('1.02.04', '1.02.04.2.01', '')
    """
    above = kode.rpartition(".")[0]
    while above and not re.fullmatch(POLA, above):
        above = above.rpartition(".")[0]
    return above


def parent_of(tahun: pd.Series, kode: pd.Series) -> pd.Series:
    """Return the code of the nearest line above each that the table has in that year, else empty.

    Examples
    --------
    >>> kode = pd.Series(["1.06.04", "1.06.04.2.01", "1.06.04.2.02.0001"])
    >>> parent_of(pd.Series(["2024"] * 3), kode).tolist()
    ['', '1.06.04', '1.06.04']
    """
    budget = level_of(kode) != ""  # a row of an affair (1.03) is above them all and no line
    known = set(zip(tahun[budget], kode[budget], strict=True))
    found = []
    for year, code in zip(tahun, kode, strict=True):
        above = code.rpartition(".")[0]
        while above and (year, above) not in known:
            above = above.rpartition(".")[0]
        found.append(above)
    return pd.Series(found, index=kode.index, dtype=str)


def fill_levels(anggaran: pd.DataFrame) -> pd.DataFrame:
    """Return anggaran.csv with level and parent where they were left empty: the code says both.

    Parameters
    ----------
    anggaran : DataFrame, all text, one row per (tahun, kode)
        Needs `tahun`, `kode`, `level`, `kode_induk`.
    """
    empty = (anggaran["level"] == "") & (anggaran["kode"] != "")
    if not empty.any():
        return anggaran
    level = anggaran["level"].mask(empty, level_of(anggaran["kode"]))
    lacking = empty & (anggaran["kode_induk"] == "")
    parent = anggaran["kode_induk"].mask(lacking, parent_of(anggaran["tahun"], anggaran["kode"]))
    return anggaran.assign(level=level, kode_induk=parent)


def whole_lines(anggaran: pd.DataFrame) -> pd.DataFrame:
    """Return anggaran.csv with one row per year and code: its sources of funds put together.

    Parameters
    ----------
    anggaran : DataFrame, one row per (tahun, kode, sumber_dana, jenis_belanja)
        Money in rupiah; where one part of a line lacks it, the line has none.

    Examples
    --------
    >>> rows = pd.DataFrame({"tahun": 2024, "kode": ["1.06.02", "1.06.02"], "pagu_rp": [1.1, 2.2],
    ...     "realisasi_rp": [1.0, None], "sumber_dana": ["DAU", "DAK"], "jenis_belanja": ""})
    >>> whole_lines(rows)[["pagu_rp", "realisasi_rp", "sumber_dana"]].values.tolist()
    [[3.3, nan, 'DAU; DAK']]
    """
    keys = ["tahun", "kode"]
    if not anggaran.duplicated(keys).any():
        return anggaran
    lines = anggaran.groupby(keys, sort=False)
    money = {}
    for name in ("pagu_rp", "realisasi_rp"):
        sen = (anggaran[name] * 100).round()  # exact: whole sen
        sums = sen.groupby([anggaran[key] for key in keys], sort=False).sum(min_count=1)
        money[name] = (sums / 100).where(lines[name].count() == lines.size())
    texts = {
        name: lines[name].agg(lambda parts: "; ".join(dict.fromkeys(filter(None, parts))))
        for name in ("sumber", "sumber_dana", "jenis_belanja", "di_luar_pk")
        if name in anggaran
    }
    return lines.first().assign(**money, **texts).reset_index()[list(anggaran.columns)]
