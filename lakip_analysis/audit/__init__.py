"""Everything in a published report that contradicts itself.

Published rows → `Terbitan` (made ready once) → checks (`find_x(terbitan)`, listed in
`aturan/temuan.csv`) → one frame of findings, numbered, each pointing to its root.
"""

from __future__ import annotations

import pandas as pd

from ..data.dinas import DataDinas
from .checks import load_checks
from .findings import merge_repeats, none
from .prepare import Terbitan, prepare, prepare_dinas
from .roots import number_findings, point_to_roots
from .summary import corrected_report, summarize_temuan, touching

__all__ = [
    "TEMUAN",
    "Terbitan",
    "audit_dinas",
    "corrected_report",
    "find_temuan",
    "load_checks",
    "prepare",
    "prepare_dinas",
    "summarize_temuan",
    "touching",
]

# columns of a frame of findings
TEMUAN = [
    "id",
    "dinas",
    "dokumen",
    "jenis",
    "keparahan",
    "tahun",
    "baris",
    "tabel",
    "tercetak",
    "hitung_ulang",
    "kalimat",
    "nilai",
    "akar",
]


def audit_dinas(data: DataDinas) -> pd.DataFrame:
    """Return the findings in the latest report of one dinas; see `find_temuan`."""
    return find_temuan(prepare_dinas(data))


def find_temuan(terbitan: Terbitan) -> pd.DataFrame:
    """Run every check over the published rows.

    Returns
    -------
    DataFrame, one row per finding, in the order of lines
        `id` (T001 … within a dinas), `dinas`, `dokumen`, `jenis`, `keparahan` (codes), `tahun`
        (missing where it is of no year), `baris` (tuple of source lines), `tabel`, `tercetak` and
        `hitung_ulang` (text, as reports print it), `kalimat` (keys of its sentences), `nilai` (what
        they need; `view.explain` words them), `akar` (id of the finding it follows from, else
        empty). A report without contradictions gives no row.
    """
    parts = [terbitan.found(check) for check in load_checks()]
    found = pd.concat([part for part in parts if len(part)] or [none()], ignore_index=True)
    if found.empty:
        return pd.DataFrame(columns=TEMUAN)
    found = point_to_roots(number_findings(merge_repeats(found)))
    year = found["tahun"].astype("Int64")
    return found.assign(tahun=year.mask(year == 0))[TEMUAN]
