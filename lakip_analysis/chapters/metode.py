"""Closing section: sources, rules, choices, corrections, missing values."""

from __future__ import annotations

from IPython.display import HTML

from .. import provenance
from ..data import DataDinas
from .capaian import capaian_of
from .pieces import names_of

__all__ = ["show_metode"]


def show_metode(d: DataDinas, tahun: int) -> HTML:
    """Show sources, rules in force, corrections and missing values: the closing section "Data dan metode"."""
    parts = [
        provenance.table_dokumen(d.info),
        provenance.table_aturan(d.info),
        provenance.table_pilihan(d.pilihan, names_of(d)),
        provenance.table_koreksi(d.koreksi),
        provenance.table_kosong(capaian_of(d, tahun)),
    ]
    return HTML("\n".join(parts))
