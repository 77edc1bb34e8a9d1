"""Chapter Acuan: beside the province, the nation, other regions."""

from __future__ import annotations

import pandas as pd
from IPython.display import HTML

from .. import narrative, tables
from ..benchmark import compare_acuan
from ..data import DataDinas
from .pieces import say

__all__ = ["acuan_of", "say_acuan", "show_acuan"]


def acuan_of(d: DataDinas, tahun: int) -> pd.DataFrame:
    """Return every benchmark of one year beside the realisation."""
    return compare_acuan(d.kinerja, d.acuan[d.acuan["tahun"] == tahun])


def say_acuan(acuan: pd.DataFrame) -> HTML:
    """Say how the realisations stand against their benchmarks."""
    return say(narrative.describe_acuan(acuan))


def show_acuan(acuan: pd.DataFrame) -> HTML:
    """Show every benchmark beside the realisation."""
    return HTML(tables.table_acuan(acuan) if len(acuan) else "")
