"""The kinds of finding: one row of `aturan/temuan.csv` each.

A row says how basic a kind is (`peringkat`: a cause has a lower one than its consequence), which
functions look for it (`pemeriksa`), its severity where `aturan/keparahan.csv` has no rule for it,
and the keys of its sentences (`kalimat`, texts `[audit.…]` in `bahasa/`). What a kind is called
stands in `bahasa/` under `[temuan.<jenis>]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..aturan.rules import GRADES, load_rules
from ..errors import RuleError

__all__ = ["Jenis", "kind", "load_kinds"]


@dataclass(frozen=True)
class Jenis:
    """One kind of finding, as its row in `aturan/temuan.csv` says."""

    jenis: str
    peringkat: float
    pemeriksa: tuple[str, ...]
    keparahan: str
    kalimat: tuple[str, ...]


@cache
def load_kinds() -> dict[str, Jenis]:
    """Return the kinds of finding by their code, in the order of their rows.

    Raises
    ------
    RuleError
        A kind without a rank, a function or a sentence, twice, or of a severity that does not
        exist.

    Examples
    --------
    >>> load_kinds()["capaian_tidak_cocok"].pemeriksa
    ('find_capaian', 'find_nothing_of_nothing', 'find_ladder_achievements')
    """
    out: dict[str, Jenis] = {}
    for row in load_rules("temuan").fillna("").itertuples():
        functions, sentences = _parts(row.pemeriksa), _parts(row.kalimat)
        if row.jenis in out:
            raise RuleError(f"Jenis temuan “{row.jenis}” dua kali di aturan/temuan.csv.")
        if row.peringkat == "" or not functions or not sentences:
            raise RuleError(
                f"Jenis temuan “{row.jenis}” di aturan/temuan.csv: isi peringkat, pemeriksa "
                "dan kalimat."
            )
        if row.keparahan not in GRADES:
            raise RuleError(
                f"Jenis temuan “{row.jenis}” di aturan/temuan.csv: keparahan “{row.keparahan}” "
                f"tidak dikenal; pilih {', '.join(GRADES)}."
            )
        out[row.jenis] = Jenis(row.jenis, float(row.peringkat), functions, row.keparahan, sentences)
    return out


def kind(jenis: str) -> Jenis:
    """Return one kind of finding.

    Raises
    ------
    RuleError
        It has no row.
    """
    if jenis not in load_kinds():
        raise RuleError(f"Jenis temuan “{jenis}” belum punya baris di aturan/temuan.csv.")
    return load_kinds()[jenis]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
