"""Small pieces of HTML that every chapter uses."""

from __future__ import annotations

from html import escape

import pandas as pd
from IPython.display import HTML

from ..data import DataDinas

__all__ = ["names_of", "say", "together"]


def names_of(d: DataDinas) -> pd.Series:
    """Return the printed name of each indicator."""
    return d.indikator.set_index("indikator")["nama_indikator"]


def say(*sentences: str) -> HTML:
    """Show sentences, one paragraph each; empty ones are left out."""
    return HTML("\n".join(f"<p>{escape(text)}</p>" for text in sentences if text))


def together(*parts: HTML | str) -> HTML:
    """Put pieces of HTML one after the other."""
    return HTML("\n".join(part if isinstance(part, str) else part.data for part in parts))
