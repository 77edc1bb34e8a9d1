"""Roots, not noise: a finding that follows from another one points to it."""

from __future__ import annotations

import pandas as pd

from .findings import GRADES

__all__ = ["number_findings", "point_to_roots"]


RANK = {
    "angka_janggal": 0,
    "nilai_usang": 1,
    "beda_antartabel": 2,
    "polaritas_keliru": 3,
    "label_keliru": 3,
    "pembilang_penyebut": 3,
    "capaian_tidak_cocok": 4,
    "serapan_tidak_cocok": 4,
    "jumlah_tidak_cocok": 5,
    "efisiensi_tidak_cocok": 6,
    "predikat_tidak_cocok": 6,
    "rata_rata_tidak_cocok": 7,
    "target_lemah": 8,
    "skala_bercelah": 9,
}


def number_findings(found: pd.DataFrame) -> pd.DataFrame:
    """Order findings by line and kind and give each an id, `T001` upward within its dinas."""
    first = found["baris"].map(lambda numbers: numbers[0] if numbers else 0)
    ordered = found.assign(baris_awal=first).sort_values(
        ["dinas", "dokumen", "baris_awal", "jenis", "tercetak"], kind="stable"
    )
    count = ordered.groupby("dinas", sort=False).cumcount() + 1
    return (
        ordered.assign(id="T" + count.astype(str).str.zfill(3))
        .drop(columns="baris_awal")
        .reset_index(drop=True)
    )


def point_to_roots(found: pd.DataFrame) -> pd.DataFrame:
    """Add `akar`: the id of the finding that holds a cell wrong which this one looked at; the deepest cause of a chain.

    Of several candidates the one of the more basic kind counts, then the more severe; one that suspects a single cell is more basic than
    one of its kind that leaves open which of two is wrong. A finding never points to one of its own rank.
    """
    suspects: dict[str, list[int]] = {}
    for position, cells in enumerate(found["tersangka"]):
        for name in cells:
            suspects.setdefault(name, []).append(position)
    vague = found["tersangka"].map(len) > 1
    rank, grade = (
        (found["jenis"].map(RANK) + 0.5 * vague).to_numpy(),
        found["keparahan"].map(GRADES).to_numpy(),
    )
    parent = [_cause(i, cells, suspects, rank, grade) for i, cells in enumerate(found["terlibat"])]
    ids = found["id"].to_numpy()
    roots = [_deepest(i, parent) for i in range(len(found))]
    return found.assign(akar=[ids[root] if root != i else "" for i, root in enumerate(roots)])


def _cause(
    i: int, cells: tuple[str, ...], suspects: dict[str, list[int]], rank, grade
) -> int | None:
    options = {j for name in cells for j in suspects.get(name, ()) if rank[j] < rank[i]}
    return min(options, key=lambda j: (rank[j], grade[j], j)) if options else None


def _deepest(i: int, parent: list[int | None]) -> int:
    while parent[i] is not None:
        i = parent[i]
    return i
