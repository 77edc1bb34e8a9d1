"""The checks of the audit, as `aturan/temuan.csv` lists them.

A check is one function `find_x(terbitan) -> findings` in one of the modules below. To add one:
the function, a row in `aturan/temuan.csv`, its texts in `bahasa/` (`[temuan.<jenis>]` and its
sentences under `[audit.…]`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd

from ..errors import RuleError
from . import (
    anggaran,
    averages,
    changes,
    claims,
    counts,
    crosscheck,
    digits,
    efficiency,
    kinerja,
    labels,
    ladders,
    late,
    means,
    naming,
    populations,
    predicates,
    programmes,
    series,
    statements,
    sums,
    tallies,
    targets,
    trends,
    wording,
)
from .kinds import load_kinds
from .prepare import Terbitan

__all__ = ["Pemeriksa", "load_checks"]

Pemeriksa = Callable[[Terbitan], pd.DataFrame]

MODULES = (
    anggaran,
    averages,
    changes,
    claims,
    counts,
    crosscheck,
    digits,
    efficiency,
    kinerja,
    labels,
    ladders,
    late,
    means,
    naming,
    populations,
    predicates,
    programmes,
    series,
    statements,
    sums,
    tallies,
    targets,
    trends,
    wording,
)


@cache
def load_checks() -> tuple[Pemeriksa, ...]:
    """Return the checks in the order of `aturan/temuan.csv`, each once.

    Raises
    ------
    RuleError
        A row names a function that does not exist, or a function stands in no row.

    Examples
    --------
    >>> [check.__name__ for check in load_checks()][:2]
    ['find_unmeasured', 'find_broken_cells']
    """
    there = {
        name: function
        for module in MODULES
        for name, function in vars(module).items()
        if name.startswith("find_") and function.__module__ == module.__name__
    }
    # one function may find several kinds, and stands in the row of each
    listed = {name: kind.jenis for kind in load_kinds().values() for name in kind.pemeriksa}
    for name, jenis in listed.items():
        if name not in there:
            raise RuleError(
                f"Pemeriksa “{name}” pada jenis temuan “{jenis}” (aturan/temuan.csv) tidak ada "
                "di lakip_analysis/audit/."
            )
    for name, function in there.items():
        if name not in listed:
            raise RuleError(
                f"Pemeriksa “{name}” ({function.__module__}) belum punya baris di "
                "aturan/temuan.csv."
            )
    return tuple(there[name] for name in listed)
