"""What other printed figures would make of met and missed, as it is read beside the count."""

from __future__ import annotations

import pandas as pd

from ..bahasa.say import say
from ..show.values import show_value
from .lain import turned

__all__ = ["describe_lain"]

# how it is counted → the sentence on what is otherwise by another printed figure
SENTENCES = {"ya": "lain_meleset", "tidak": "lain_tercapai"}


def describe_lain(lain: pd.DataFrame | None, bahasa: str, tempat: str = "kalimat") -> list[str]:
    """Return the sentences on targets whose met or missed hangs on which printed figure is used.

    `lain` is the frame of `compare_lain`; with none, or where nothing turns, there is no text.
    `tempat`: `kalimat` beside the count, `tabel` under a table.
    """
    if lain is None or lain.empty:
        return []
    said = []
    for counted, key in SENTENCES.items():
        rows = turned(lain, counted)
        names = list(dict.fromkeys(rows["indikator"]))
        if names:
            isi = "; ".join(_named(rows[rows["indikator"] == name], bahasa) for name in names)
            said.append(say(f"capaian.{tempat}.{key}", bahasa, n=len(names), isi=isi))
    return said


def _named(rows: pd.DataFrame, bahasa: str) -> str:
    """Return one indicator with the other figures that turn it."""
    figures = [
        say(
            f"capaian.lain.{row.kolom}",
            bahasa,
            nilai=show_value(row.nilai_lain, bahasa),
            target=show_value(row.target_lain, bahasa),
            realisasi=show_value(row.realisasi_lain, bahasa),
        )
        for row in rows.itertuples()
    ]
    name = rows["nama_indikator"].iloc[0]
    return say("capaian.lain.satu", bahasa, nama=name, isi=", ".join(figures))
