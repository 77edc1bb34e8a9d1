"""Which programmes explain a result, and whose money it is."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ..bahasa.nama import tidy_name
from ..bahasa.say import say
from ..show.pieces import Potongan, fold, paragraphs, together
from ..show.table import Tabel, make_table
from .compute import sum_rupiah

__all__ = [
    "describe_dukungan",
    "describe_uang",
    "say_dukungan",
    "say_uang",
    "table_dukungan",
    "table_uang",
]

SPLITS = ["langsung_rp", "sama_rata_rp", "bobot_rp"]


def describe_dukungan(
    penjelasan: pd.DataFrame,
    tanpa_indikator: pd.DataFrame,
    tanpa_uang: pd.DataFrame,
    bahasa: str,
) -> list[str]:
    """Return which programmes explain a missed or far exceeded indicator; what is tied to nothing.

    `penjelasan` as `explain_indicators` gives it, the other two as `find_unlinked`.
    """
    state = penjelasan["keadaan"]
    against = (state == "tercapai") & (penjelasan["rantai"] == "berlawanan")
    text = [_missed(row, bahasa) for row in penjelasan[state == "meleset"].itertuples()]
    text += [_exceeded(row, bahasa) for row in penjelasan[state == "jauh melampaui"].itertuples()]
    text += [
        say("dukungan.berlawanan", bahasa, row, program=_names(row.kurang))
        for row in penjelasan[against].itertuples()
    ]
    if len(tanpa_indikator):
        loose = {"program": _names(tanpa_indikator["nama"])}
        loose["realisasi_rp"] = sum_rupiah(tanpa_indikator["realisasi_rp"])
        text.append(say("dukungan.tanpa_indikator", bahasa, loose))
    if len(tanpa_uang):
        names = "; ".join(tanpa_uang["nama_indikator"])
        text.append(say("dukungan.tanpa_uang", bahasa, indikator=names))
    # two indicators of one name may say the same thing: once is enough
    return list(dict.fromkeys(text)) or [say("dukungan.semua_baik", bahasa)]


def say_dukungan(
    dukungan: pd.DataFrame,
    penjelasan: pd.DataFrame,
    tanpa_indikator: pd.DataFrame,
    tanpa_uang: pd.DataFrame,
    bahasa: str,
) -> Potongan:
    """Return sentences and table of the programmes behind each indicator."""
    text = paragraphs(*describe_dukungan(penjelasan, tanpa_indikator, tanpa_uang, bahasa))
    return together(text, table_dukungan(dukungan, bahasa) if len(dukungan) else None)


def table_dukungan(dukungan: pd.DataFrame, bahasa: str) -> Tabel:
    """Return the programmes behind each indicator with money and delivery side by side."""
    rows = dukungan.assign(
        nama=dukungan["nama"].map(tidy_name),
        fisik_persen=[_delivered(row, bahasa) for row in dukungan.itertuples()],
    )
    columns = ["nama_indikator", "capaian_persen", "nama", "serapan_persen", "fisik_persen"]
    columns += ["penjelasan"]
    title, note = say("dukungan.tabel", bahasa), say("dukungan.catatan", bahasa)
    return make_table(rows, columns, title, bahasa, note, berkas="dukungan")


def describe_uang(pembagian: pd.DataFrame, aturan: str, bahasa: str) -> str:
    """Return by which rule money is spread over indicators and how much the rule matters.

    `pembagian` as `split_money` gives it; `aturan`: langsung, sama_rata or bobot.
    """
    if pembagian.empty:
        return say("uang.tanpa_program", bahasa)
    text = say("uang.aturan", bahasa, aturan=aturan)
    depends = (pembagian["kepekaan_persen"].round(6) > 0).sum()
    if not depends:
        return f"{text} {say('uang.sama', bahasa)}"
    return f"{text} {say('uang.bergantung', bahasa, bergantung=depends, n=len(pembagian))}"


def say_uang(pembagian: pd.DataFrame, aturan: str, bahasa: str) -> Potongan:
    """Return sentence and, folded, table of the money of each indicator by three rules."""
    text = paragraphs(describe_uang(pembagian, aturan, bahasa))
    if pembagian.empty:
        return text
    return together(text, fold(say("uang.tabel", bahasa), table_uang(pembagian, bahasa)))


def table_uang(pembagian: pd.DataFrame, bahasa: str) -> Tabel:
    """Return the money of each indicator by each rule of splitting."""
    rows = pembagian.assign(**{name: pembagian[name].round() for name in SPLITS})
    columns = ["nama_indikator", *SPLITS, "kepekaan_persen"]
    return make_table(rows, columns, say("uang.tabel", bahasa), bahasa, say("uang.catatan", bahasa))


def _missed(row, bahasa: str) -> str:
    about = say(f"dukungan.rantai.{row.rantai}", bahasa, program=_names(row.penjelas))
    return f"{say('dukungan.meleset', bahasa, row)} {about}"


def _exceeded(row, bahasa: str) -> str:
    key = "dukungan.melampaui" if row.penjelas else "dukungan.melampaui_tanpa_sebab"
    parts = [say(key, bahasa, row, program=_names(row.penjelas))]
    if row.kurang:
        parts.append(say("dukungan.kurang", bahasa, program=_names(row.kurang)))
    return " ".join([*parts, say("dukungan.periksa", bahasa)])


def _delivered(row, bahasa: str) -> str:
    """Return how much of a programme's outputs came, and of how many outputs that is known."""
    if row.fisik_persen != row.fisik_persen:
        return ""
    return say("dukungan.fisik", bahasa, row, n=row.n_keluaran)


def _names(names: Iterable[str]) -> str:
    return "; ".join(tidy_name(name) for name in names)
