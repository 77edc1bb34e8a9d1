"""The board: every promise of a year once, with all that the chapters say of it."""

from .compute import PAPAN_COLUMNS, compile_papan

__all__ = ["PAPAN_COLUMNS", "compile_papan"]
