"""Which kinds of finding were measured to err too often to be called errors.

`aturan/ketepatan.csv` holds what `benchmarks/akurasi.py` counted: of each kind how many findings
were judged and how many of them were right, in real reports (`nyata`, by a second reader) and in
made ones (`buatan`, by their key).
"""

from __future__ import annotations

from functools import cache

from ..aturan.rules import load_rules, threshold
from ..capaian.cacah import selang_wilson

__all__ = ["falls_short", "unsure_kinds"]

SOURCES = ("nyata", "buatan")


def falls_short(benar: int, n: int) -> bool:
    """Say whether so many right findings of so many are less than a kind needs.

    Of many (`audit_ketepatan_banyak`) their share decides; of few only a share that is too low
    beyond doubt (Wilson's 95 % interval ends below). Of none nothing is said.

    Examples
    --------
    >>> falls_short(79, 100), falls_short(81, 100)
    (True, False)
    >>> falls_short(3, 5), falls_short(1, 8), falls_short(0, 0)
    (False, True, False)
    """
    enough, least = threshold("audit_ketepatan_banyak"), threshold("audit_ketepatan") / 100
    # an interval ends above its share: one of a kind that reaches it need not be computed
    if n == 0 or benar / n >= least:
        return False
    return n >= enough or bool(selang_wilson([benar], [n]).atas[0] < least)


@cache
def unsure_kinds() -> frozenset[str]:
    """Return the kinds whose findings are shown as something to look at, not as an error.

    A kind that falls short in real or in made reports. A kind without a row was not measured yet,
    and is not among them.
    """
    rows = load_rules("ketepatan")
    return frozenset(
        row.jenis
        for row in rows.itertuples()
        if any(
            falls_short(int(getattr(row, f"{name}_benar")), int(getattr(row, f"{name}_n")))
            for name in SOURCES
        )
    )
