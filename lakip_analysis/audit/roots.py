"""Roots, not noise: a finding that follows from another one points to it."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import GRADES
from .kinds import kind

__all__ = ["number_findings", "point_to_roots"]


def number_findings(found: pd.DataFrame) -> pd.DataFrame:
    """Order findings by line and kind; give each an id, `T001` upward within its dinas."""
    first = found["baris"].map(lambda numbers: numbers[0] if numbers else 0)
    ordered = found.assign(baris_awal=first).sort_values(
        ["dinas", "dokumen", "baris_awal", "jenis", "tercetak"], kind="stable"
    )
    count = ordered.groupby("dinas", sort=False).cumcount() + 1
    numbered = ordered.assign(id="T" + count.astype(str).str.zfill(3))
    return numbered.drop(columns="baris_awal").reset_index(drop=True)


def point_to_roots(found: pd.DataFrame) -> pd.DataFrame:
    """Add `akar`: the id of the finding that holds a cell wrong which this one looked at.

    It is the deepest cause of a chain. Of several candidates the one of the more basic kind
    (`peringkat` in `aturan/temuan.csv`) counts, then the more severe; one that suspects a single
    cell is more basic than one of its kind that leaves open which of two is wrong. A finding never
    points to one of its own rank. Empty where the finding stands alone.
    """
    suspects: dict[str, list[int]] = {}
    for position, names in enumerate(found["tersangka"]):
        for name in names:
            suspects.setdefault(name, []).append(position)
    vague = found["tersangka"].map(len) > 1
    rank = (found["jenis"].map(lambda jenis: kind(jenis).peringkat) + 0.5 * vague).to_numpy()
    grade = found["keparahan"].map(GRADES.index).to_numpy()
    parent = [_cause(i, names, suspects, rank, grade) for i, names in enumerate(found["terlibat"])]
    ids = found["id"].to_numpy()
    roots = [_deepest(i, parent) for i in range(len(found))]
    return found.assign(akar=[ids[root] if root != i else "" for i, root in enumerate(roots)])


def _cause(
    i: int, names: tuple[str, ...], suspects: dict[str, list[int]], rank, grade
) -> int | None:
    options = {j for name in names for j in suspects.get(name, ()) if rank[j] < rank[i]}
    return min(options, key=lambda j: (rank[j], grade[j], j)) if options else None


def _deepest(i: int, parent: list[int | None]) -> int:
    # every step leads to a lower rank, so the chain ends
    while parent[i] is not None:
        i = parent[i]
    return i
