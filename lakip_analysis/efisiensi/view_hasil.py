"""What the money bought: achievement against absorption, per programme."""

from __future__ import annotations

import pandas as pd

from ..bahasa.say import say
from .compute import reached

__all__ = ["describe_efisiensi"]


def describe_efisiensi(efisiensi: pd.DataFrame, bahasa: str) -> str:
    """Return what the measures can and cannot say; nothing is efficient when its target failed."""
    program = efisiensi[efisiensi["level"] == "program"]
    counts = reached(program).value_counts().rename({"": "lain"})
    isi = ", ".join(
        say(f"hasil.{key}", bahasa, n=int(counts[key]))
        for key in ("tercapai", "sebagian", "meleset", "lain")
        if key in counts
    )
    if not isi:
        return say("hasil.tanpa_program", bahasa)
    text = [say("hasil.program", bahasa, n=len(program), isi=isi)]
    text += [say("hasil.sisa", bahasa)] * ("meleset" in counts or "sebagian" in counts)
    return " ".join(text)
