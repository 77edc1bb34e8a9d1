"""Quality of targets and planning as it is read: every part with its count, no score."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import load_rules, threshold
from ..bahasa.say import say
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel
from .view_bersama import each_dinas, name_dinas, some_of, study_table

__all__ = ["say_rencana", "table_rencana"]

NAMED = 3  # parts that a sentence names


def say_rencana(mutu: pd.DataFrame, judul: pd.Series, bahasa: str) -> Potongan:
    """Say which parts are seen most often over all dinas; of few indicators none is named.

    Parameters
    ----------
    mutu : DataFrame as `summarize_rencana` gives it by dinas and year
    judul : Series
        Slug of a dinas → the name a reader knows.
    """
    total = mutu.groupby("bagian", sort=False)[["n", "dari"]].sum()
    asked = total[total["dari"] > 0]
    if asked.empty:
        return paragraphs(say("kajian.rencana.kosong", bahasa))
    limit = threshold("kajian_sering")
    share = (asked["n"] / asked["dari"]).sort_values(ascending=False, kind="stable")
    seen = share[share > 0].index
    often = [name for name in seen if asked.loc[name, "dari"] >= limit][:NAMED]
    parts = [
        say("kajian.sebut", bahasa, asked.loc[name], nama=_name(name, bahasa)) for name in often
    ]
    key = "sering" if parts else "sedikit" if len(seen) else "tidak_satu_pun"
    text = [say(f"kajian.rencana.{key}", bahasa, isi="; ".join(parts), batas=limit)]
    doubt = mutu[mutu["tanda"] == "semua_seratus"]
    if len(doubt):
        names = some_of(name_dinas(doubt["dinas"], judul).unique(), bahasa)
        text.append(say("kajian.rencana.seratus", bahasa, nama=names))
    return paragraphs(*text)


def table_rencana(mutu: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return every part: over all dinas, and each dinas for itself; `None` without any."""
    if mutu.empty:
        return None
    there = set(mutu["bagian"].unique())
    order = [name for name in load_rules("bagian_rencana")["bagian"] if name in there]
    rows = [mutu[mutu["bagian"] == name] for name in order]
    frame = pd.DataFrame(
        {
            "bagian": [_name(name, bahasa) for name in order],
            "arti_bagian": [say(f"bagian_rencana.{name}.arti", bahasa) for name in order],
            "n": [int(some["n"].sum()) for some in rows],
            "dari": [int(some["dari"].sum()) for some in rows],
            "tiap_dinas": [each_dinas(some, judul, bahasa) for some in rows],
        }
    )
    title, note = (say(f"kajian.rencana.{key}", bahasa) for key in ("tabel", "catatan"))
    return study_table(frame, list(frame), title, bahasa, note)


def _name(bagian: str, bahasa: str) -> str:
    return say(f"bagian_rencana.{bagian}.nama", bahasa)
