"""A column that follows another formula than its own: one finding, which names the formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from ..aturan.rules import GRADES, load_rules, threshold
from .cells import fits, quotient_bounds
from .findings import lines
from .rows import any_in, each_row

__all__ = ["by_column", "fold_column", "follow_formula"]

Bilangan = tuple[pd.Series, pd.Series]  # values, and half a unit of their last printed digit

PARTS = "jumlah_"  # an operand of this name is the sum of the other over its table


def by_column(
    rows: pd.DataFrame,
    wrong: pd.Series,
    hal: str,
    printed: Bilangan,
    operands: Mapping[str, Bilangan],
) -> pd.DataFrame:
    """Return the rows whose whole column follows another formula than its own.

    Of a table (`no_tabel`) that prints so many results that do not follow (`audit_kolom_baris`),
    those that one formula of `aturan/kolom.csv` gives, where it gives the column (at least
    `audit_kolom_bagian` of it); else all of them where not one result follows its own formula
    (`audit_kolom_asing` rows or more).

    Parameters
    ----------
    rows : DataFrame
        Printed rows whose result can be checked: `no_tabel`.
    wrong : Series of bool
        Which of them do not follow the formula of the report.
    hal : str
        Which rows of `aturan/kolom.csv` are tried.
    printed : pair of Series
        The printed results and their half units.
    operands : mapping
        Name → values and half units of what the formulas are made of.

    Returns
    -------
    DataFrame
        Some of the wrong rows, with `rumus_kolom` (code; empty where no formula is known) and
        `semua` (results in the column).

    Examples
    --------
    >>> rows = pd.DataFrame({"no_tabel": [0, 0, 0], "capaian": [200.0, 125.0, 400.0]})
    >>> real, target = (pd.Series(some) for some in ([5.0, 8.0, 1.0], [10.0, 10.0, 4.0]))
    >>> exact, all_of_it = pd.Series([0.0, 0.0, 0.0]), pd.Series([True, True, True])
    >>> parts = {"realisasi": (real, exact), "target": (target, exact)}
    >>> found = by_column(rows, all_of_it, "capaian", (rows["capaian"], exact), parts)
    >>> found["rumus_kolom"].unique().tolist()
    ['target_per_realisasi']
    """
    table = rows["no_tabel"].to_numpy()
    wrong = wrong.to_numpy(dtype=bool)
    n, bad = np.bincount(table)[table], np.bincount(table, wrong)[table]
    few = threshold("audit_kolom_baris")
    told, known = np.full(len(rows), "", dtype=object), np.zeros(len(rows), dtype=bool)
    if (bad >= few).any():
        rules = load_rules("kolom")
        for rule in each_row(rules[rules["hal"] == hal]):
            if not {rule.satu, rule.dua.removeprefix(PARTS)} <= operands.keys():
                continue
            hit = fits(*printed, follow_formula(rule, operands, table))
            most, mine = (np.bincount(table, some)[table] for some in (hit, hit & wrong))
            whole = (most >= threshold("audit_kolom_bagian") * n) & (mine >= few)
            new = whole & hit & wrong & ~known
            told[new], known = rule.rumus, known | new
        strange = (bad == n) & (n >= threshold("audit_kolom_asing"))
        known |= strange & ~any_in(table, known)
    return rows.assign(rumus_kolom=told, semua=n)[known]


def follow_formula(rule, operands: Mapping[str, Bilangan], table: np.ndarray) -> tuple:
    """Return the bounds of what a formula of `aturan/kolom.csv` gives, over rounding.

    `bagi`: first / second × 100; `kurang`: 100 less that; `dua_kurang`: 200 less that; `selisih`:
    first less second.
    """
    (one, one_half), (two, two_half) = operands[rule.satu], _second(rule, operands, table)
    if rule.bentuk == "selisih":
        gap, slack = np.asarray(one - two), np.asarray(one_half + two_half)
        return gap - slack, gap + slack
    low, high = quotient_bounds(one, one_half, two, two_half)
    whole = {"kurang": 100, "dua_kurang": 200}.get(rule.bentuk)
    return (low, high) if whole is None else (whole - high, whole - low)


def _second(rule, operands: Mapping[str, Bilangan], table: np.ndarray) -> Bilangan:
    name = rule.dua.removeprefix(PARTS)
    value, half = operands[name]
    if name == rule.dua:
        return value, half
    return value.groupby(table).transform("sum"), half.groupby(table).transform("sum")


def fold_column(records: Iterable[dict], rows: pd.DataFrame, hal: str) -> list[dict]:
    """Return one finding for each column (`by_column`) in place of those on its cells.

    Parameters
    ----------
    records : iterable of dict
        The finding on each of `rows`, in their order.
    rows : DataFrame
        `no_tabel`, `rumus_kolom`, `semua`, `peta`, `tabel`.
    """
    groups: dict[tuple, list] = {}
    for record, row in zip(records, each_row(rows), strict=True):
        groups.setdefault((row.no_tabel, row.rumus_kolom), []).append((record, row))
    return [_folded(group, hal) for group in groups.values()]


def _folded(group: list[tuple], hal: str) -> dict:
    records = [record for record, _ in group]
    _, row = group[0]
    worst = min(records, key=lambda one: GRADES.index(one["keparahan"]))
    kalimat = "kolom.rumus_lain" if row.rumus_kolom else "kolom.tanpa_rumus"
    return worst | {
        "nama": "",
        "baris": lines(line for one in records for line in one["baris"]),
        "tercetak": " / ".join(one["tercetak"] for one in records),
        "hitung_ulang": " / ".join(one["hitung_ulang"] for one in records),
        "juga_tercetak": (),
        "kalimat": (kalimat,),
        "nilai": {
            "hal": hal,
            "di": row.tabel,
            "n": len(records),
            "semua": int(row.semua),
            "rumus": row.rumus_kolom,
        },
        "tersangka": _every(records, "tersangka"),
        "terlibat": _every(records, "terlibat"),
        "alternatif": {cell: v for one in records for cell, v in one["alternatif"].items()},
        "relasi": None,
        "sebab": (),
        "membalik": any(one["membalik"] for one in records),
        "besar": max(one["besar"] for one in records),
        "uang": sum(one["uang"] for one in records),
        "kunci": f"kolom {hal} {row.peta}",
    }


def _every(records: list[dict], name: str) -> tuple:
    return tuple(dict.fromkeys(cell for one in records for cell in one[name]))
