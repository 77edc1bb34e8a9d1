"""What opens a report: key figures, each with its doubt, and a summary in sentences.

Everything is worded from the frames that the chapters saved; what no chapter saved is not told,
and that it was not saved is told instead.
"""

from __future__ import annotations

import pandas as pd

from ..audit.view import describe_temuan
from ..bahasa.say import say
from ..capaian.view import best_and_worst, describe_capaian
from ..capaian.view_cacah import describe_kepastian
from ..efisiensi.view_hasil import describe_efisiensi
from ..efisiensi.view_serapan import describe_serapan
from ..tren.view_arah import describe_tren

__all__ = ["describe_summary", "say_unsaved"]

AUDIT = ("temuan", "perbaikan", "terbaca")
NEEDED = ("capaian", "ringkasan", "tren", "efisiensi", *AUDIT)


def describe_summary(hasil: dict[str, pd.DataFrame], bahasa: str) -> list[str]:
    """Return the summary of one report in sentences.

    What was promised and achieved, where it is heading, what it cost, what contradicts itself.

    Parameters
    ----------
    hasil : dict of DataFrame
        The results by name, as `laporan.read_results` gives them.
    """
    text = []
    if "ringkasan" in hasil:
        text.append(describe_capaian(hasil["ringkasan"], bahasa, hasil.get("angka_lain")))
    if "capaian" in hasil:
        text += best_and_worst(hasil["capaian"], bahasa)
    if "cacah" in hasil:
        text += describe_kepastian(hasil["cacah"], bahasa)
    if "tren" in hasil:
        text.append(describe_tren(hasil["tren"], bahasa))
    if "efisiensi" in hasil:
        text.append(describe_serapan(hasil["efisiensi"], bahasa))
        text.append(describe_efisiensi(hasil["efisiensi"], bahasa))
    audit = [hasil[name] for name in AUDIT if name in hasil]
    if len(audit) == len(AUDIT):
        text.append(describe_temuan(*audit, bahasa))
    return [*text, *say_unsaved(hasil, bahasa)]


def say_unsaved(hasil: dict[str, pd.DataFrame], bahasa: str) -> list[str]:
    """Return the sentence on results that no chapter saved; none where all are there."""
    missing = [name for name in NEEDED if name not in hasil]
    return [say("pembuka.tidak_disimpan", bahasa, hasil=", ".join(missing))] if missing else []
