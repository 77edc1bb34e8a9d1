"""Which outputs stand beside a result, and whose money it is."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..bahasa.nama import join_names, tidy_name
from ..bahasa.say import say
from ..show.pieces import Potongan, fold, fold_table, paragraphs, together
from ..show.table import Tabel, make_table

__all__ = [
    "describe_dukungan",
    "describe_uang",
    "say_dukungan",
    "say_uang",
    "table_dukungan",
    "table_uang",
]

NAMED = 2  # outputs that a sentence names; the table holds the rest

SPLITS = ["langsung_rp", "sama_rata_rp", "bobot_rp"]


def describe_dukungan(
    penjelasan: pd.DataFrame,
    kurang: pd.DataFrame,
    tanpa_uang: pd.DataFrame,
    bahasa: str,
) -> list[str]:
    """Return which outputs fell short beside a missed indicator, and promises without a programme.

    Two things that went together, never one as the cause of the other. Money that is tied to no
    promise is named where the money stands (`show_rupiah_janji`).

    `penjelasan` as `explain_indicators` gives it, `kurang` as `find_short_outputs`, `tanpa_uang` as
    `find_unlinked`.
    """
    state = penjelasan["keadaan"]
    against = (state == "tercapai") & (penjelasan["rantai"] == "berlawanan")
    missed, far = penjelasan[state == "meleset"], penjelasan[state == "jauh melampaui"]
    short = {code: _short(part, bahasa) for code, part in kurang.groupby("indikator", sort=False)}
    text = [_missed(row, short, bahasa) for row in missed.itertuples()]
    text += [_exceeded(row, short, bahasa) for row in far.itertuples()]
    text += [
        say(_by_share("berlawanan", row), bahasa, row, keluaran=short[row.indikator])
        for row in penjelasan[against].itertuples()
    ]
    if len(tanpa_uang):
        names = join_names(tanpa_uang["nama_indikator"], bahasa)
        text.append(say("dukungan.tanpa_uang", bahasa, indikator=names))
    # two indicators of one name may say the same thing: once is enough
    return list(dict.fromkeys(text)) or [say("dukungan.semua_baik", bahasa)]


def say_dukungan(
    dukungan: pd.DataFrame,
    penjelasan: pd.DataFrame,
    kurang: pd.DataFrame,
    tanpa_uang: pd.DataFrame,
    bahasa: str,
) -> Potongan:
    """Return sentences and table of the programmes behind each indicator."""
    text = paragraphs(*describe_dukungan(penjelasan, kurang, tanpa_uang, bahasa))
    return together(text, fold_table(table_dukungan(dukungan, bahasa)) if len(dukungan) else None)


def table_dukungan(dukungan: pd.DataFrame, bahasa: str) -> Tabel:
    """Return the programmes behind each indicator with money and delivery side by side.

    A promise that is written again at another level, over the same programme, is one row.
    """
    dukungan = dukungan.drop_duplicates(["nama_indikator", "capaian_persen", "kode"])
    rows = dukungan.assign(
        nama=[tidy_name(name, bahasa) for name in dukungan["nama"]],
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


def _missed(row, short: dict[str, str], bahasa: str) -> str:
    about = say(f"dukungan.rantai.{row.rantai}", bahasa, keluaran=short.get(row.indikator, ""))
    return f"{say(_by_share('meleset', row), bahasa, row)} {about}"


def _by_share(key: str, row) -> str:
    """Return the key of a sentence about a result, for one that has a percentage or for another."""
    known = row.capaian_persen == row.capaian_persen
    return f"dukungan.{key}" if known else f"dukungan.{key}_tanpa_persen"


def _short(rows: pd.DataFrame, bahasa: str) -> str:
    """Return the outputs that fell short, each with its size and its programme."""
    keys = {True: "dukungan.keluaran_kurang_persen", False: "dukungan.keluaran_kurang"}
    named = [say(keys[row.satuan == "%"], bahasa, row) for row in rows.head(NAMED).itertuples()]
    said, more = "; ".join(named), len(rows) - NAMED
    return say("dukungan.keluaran_lain", bahasa, daftar=said, n=more) if more > 0 else said


def _exceeded(row, short: dict[str, str], bahasa: str) -> str:
    key = "dukungan.melampaui" if row.penjelas else "dukungan.melampaui_saja"
    limit = threshold("capaian_jauh")
    parts = [say(key, bahasa, row, program=join_names(row.penjelas, bahasa), jauh=limit)]
    if row.kurang:
        parts.append(say("dukungan.kurang", bahasa, keluaran=short[row.indikator]))
    return " ".join([*parts, say("dukungan.periksa", bahasa)])


def _delivered(row, bahasa: str) -> str:
    """Return how much of a programme's outputs came, and of how many outputs that is known."""
    if row.fisik_persen != row.fisik_persen:
        return ""
    return say("dukungan.fisik", bahasa, row, n=row.n_keluaran)
