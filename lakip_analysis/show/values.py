"""How single values look to a reader: performance values, targets, sources, units."""

from __future__ import annotations

import re

import pandas as pd

from ..bahasa.angka import fmt_value
from ..bahasa.nama import quote_text
from ..bahasa.say import say, word
from ..data.nilai import split_value
from ..numbers import decimals_of

__all__ = [
    "show_amount",
    "show_realisasi",
    "show_source",
    "show_target",
    "show_value",
    "show_values",
    "with_unit",
    "year_notes",
]


def show_source(text: str | None, bahasa: str) -> str:
    """Write a place in the report, kept in the data as `baris 12; 34`; a longer note stays.

    The id of a printed row (`lkjip-2024:t3.4-b752-2023`) is its line.
    """
    row = re.fullmatch(r"[\w-]+:[\w.-]+-b(\d+)-\d{4}", text or "")
    text = f"baris {row[1]}" if row else text
    found = re.fullmatch(r"baris (\d[\d;, –-]*(?: dan [\d–-]+)?)", text or "")
    if not found:
        return quote_text(text or "", bahasa)
    lines = found[1].replace(" dan ", say("sumber.dan", bahasa))
    return say("sumber.baris" if lines.isdigit() else "sumber.barisan", bahasa, baris=lines)


def with_unit(value: float, satuan: str, bahasa: str) -> str:
    """Write a value and its unit: `105 orang`, `87,5 %`."""
    key = "satuan.persen" if satuan == "%" else "satuan.lain"
    return say(key, bahasa, nilai=fmt_value(value, bahasa=bahasa), satuan=satuan)


def show_amount(value: float, row, bahasa: str) -> str:
    """Write a value of an indicator as its reader writes it: `71,48 %`, `1 : 27.500`, `85,85`.

    `row` has `satuan` and `jenis_target` of the indicator, and `desimal` where its series is known.
    """
    if value != value:
        return "–"
    text = fmt_value(value, int(getattr(row, "desimal", 0)), bahasa=bahasa)
    if getattr(row, "jenis_target", "") == "rasio":
        return f"1 : {text}"
    if getattr(row, "satuan", "") == "%":
        return say("satuan.persen", bahasa, nilai=text)
    return text


def year_notes(row, bahasa: str) -> str:
    """Return what a reader must know of one year.

    A figure of another year, a starting figure without a target, a break, a new path.

    `row` is a row of `kinerja` as a named tuple.
    """
    late = row.data_tahun == row.data_tahun
    notes = {
        "data_tahun": late,
        "angka_awal": bool(getattr(row, "angka_awal", False)),
        "putus_deret": bool(getattr(row, "putus_deret", "")),
        "putus_target": bool(getattr(row, "putus_target", "")),
    }
    return "; ".join(say(f"catatan_tahun.{k}", bahasa, row) for k, here in notes.items() if here)


def show_realisasi(row, bahasa: str) -> str:
    """Return a realisation as a reader writes it, with its year where it is of an earlier one."""
    desimal, year = getattr(row, "desimal", 0), getattr(row, "data_tahun", None)
    value = show_value(row.realisasi, bahasa, int(desimal))
    late = year is not None and year == year and year != row.tahun
    return say("catatan_tahun.tahun_lain", bahasa, row, nilai=value) if late else value


def show_target(row, bahasa: str, desimal: int = 0) -> str:
    """Return a target as a reader writes it; a range as `4,25–4,30`."""
    low = getattr(row, "target_bawah", None)
    if low is not None and low == low:
        ends = (low, row.target_atas)
        digits = max(desimal, *map(decimals_of, ends))
        return "–".join(fmt_value(end, digits, bahasa=bahasa) for end in ends)
    return show_value(row.target, bahasa, desimal)


def show_values(values: pd.Series, bahasa: str, desimal: int = 0) -> pd.Series:
    """Return performance values as a reader writes them, with `desimal` decimals or more.

    Examples
    --------
    >>> show_values(pd.Series(["71.12", "1:27500", "B 69.5", "2024-03-31", ""]), "id").tolist()
    ['71,12', '1 : 27.500', 'B 69,5', '31 Maret 2024', '–']
    """
    shown = [show_value(value, bahasa, desimal) for value in values]
    return pd.Series(shown, index=values.index, dtype=str)


def show_value(value: object, bahasa: str, desimal: int = 0) -> str:
    """Return one performance value as `show_values` writes it."""
    raw = "" if value is None or value != value else str(value)
    dated = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", raw)
    if dated:
        month = word("bulan", dated[2], bahasa)
        return f"{int(dated[3])} {month} {dated[1]}"
    number, label, _ = split_value(value)
    ratio = "1 : " if raw.startswith("1:") else ""
    text = fmt_value(number, desimal, missing="", bahasa=bahasa)
    return f"{label} {ratio}{text}".strip() or raw or "–"
