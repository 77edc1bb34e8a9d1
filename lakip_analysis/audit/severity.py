"""How grave a finding is: the first row of `aturan/keparahan.csv` whose conditions hold."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ..aturan.rules import GRADES, load_rules
from ..errors import RuleError

__all__ = ["grade"]

COMPARE = {">=": operator.ge, ">": operator.gt}


@dataclass(frozen=True)
class _Rule:
    """One row: what must be so for the grade to be given."""

    keparahan: str
    pokok: bool
    membalik: bool
    compare: Callable[[float, float], bool] | None
    batas: float


def grade(
    perkara: str, *, pokok: bool = False, membalik: bool = False, selisih: float = 0.0
) -> str:
    """Return the severity of a finding from its facts: tinggi, sedang or rendah.

    Parameters
    ----------
    perkara : str
        Which rows of `aturan/keparahan.csv` apply; they are read in the order of `urutan`.
    pokok : bool
        It concerns a main indicator (in budgets: a programme or a total).
    membalik : bool
        It turns a conclusion round (the other side of 100, another category), or is impossible.
    selisih : float
        How far printed and recomputed figure are apart, in the unit the rows say.

    Raises
    ------
    RuleError
        There is no such rule, or none of its rows holds.

    Examples
    --------
    >>> grade("capaian", pokok=True, selisih=2.5), grade("capaian", selisih=2.5)
    ('sedang', 'rendah')
    """
    for rule in _rules().get(perkara, ()):
        far = rule.compare is None or rule.compare(selisih, rule.batas)
        if far and (pokok or not rule.pokok) and (membalik or not rule.membalik):
            return rule.keparahan
    raise RuleError(f"Perkara “{perkara}” tidak punya baris yang cocok di aturan/keparahan.csv.")


@cache
def _rules() -> dict[str, list[_Rule]]:
    out: dict[str, list[_Rule]] = {}
    for row in load_rules("keparahan").sort_values("urutan").astype(object).fillna("").itertuples():
        if row.keparahan not in GRADES:
            raise RuleError(
                f"Keparahan “{row.keparahan}” di aturan/keparahan.csv tidak dikenal; "
                f"pilih {', '.join(GRADES)}."
            )
        rule = _Rule(
            row.keparahan,
            row.pokok == "ya",
            row.membalik == "ya",
            COMPARE.get(row.operator),
            float(row.selisih or 0),
        )
        out.setdefault(row.perkara, []).append(rule)
    return out
