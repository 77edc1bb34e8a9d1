"""Trend of short yearly series, the way to the end target, projection, quarters of a year."""

from __future__ import annotations

from .compute import (
    EXTRA_COLUMNS,
    TREN_COLUMNS,
    adjust_p,
    compute_changes,
    compute_trend,
    count_directions,
)
from .kendall import MannKendall, TheilSen, mann_kendall, theil_sen
from .projection import (
    backtest_projection,
    backtest_target,
    compute_projection,
    summarize_backtest,
    summarize_target,
    telling_projections,
)
from .quarterly import compute_triwulan, latest_quarter
from .series import realised_series, target_points

__all__ = [
    "EXTRA_COLUMNS",
    "TREN_COLUMNS",
    "MannKendall",
    "TheilSen",
    "adjust_p",
    "backtest_projection",
    "backtest_target",
    "compute_changes",
    "compute_projection",
    "compute_trend",
    "compute_triwulan",
    "count_directions",
    "latest_quarter",
    "mann_kendall",
    "realised_series",
    "summarize_backtest",
    "summarize_target",
    "target_points",
    "telling_projections",
    "theil_sen",
]
