"""The name, unit and kind of value of each indicator beside its results."""

from __future__ import annotations

import pandas as pd

__all__ = ["add_names"]

ABOUT = ["indikator", "nama_indikator", "satuan", "jenis_target"]


def add_names(frame: pd.DataFrame, indikator: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of results with what a reader must know of each indicator, in its order.

    `indikator` has the columns of `indikator.csv`; rows of an indicator it lacks are left out.
    """
    return frame.merge(indikator[ABOUT].drop_duplicates("indikator"), on="indikator")
