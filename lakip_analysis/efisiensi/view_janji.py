"""Rupiah behind the promises as it is read: programmes by what became of their promises."""

from __future__ import annotations

import pandas as pd

from ..bahasa.angka import fmt_percent
from ..bahasa.nama import tidy_name
from ..bahasa.say import say
from ..show.papan import Baris, draw_money, show_board
from ..show.pieces import Potongan, paragraphs, together
from ..show.table import Tabel, make_table
from ..theme import grade_of_target, with_mark
from .janji import sum_kelompok

__all__ = ["describe_rupiah_janji", "show_rupiah_janji", "table_rupiah_janji"]

SHOWN = ["nama", "uang", "serapan", "keluaran", "janji"]
LOOKS = {"tercapai": "baik"}  # group → colour of its bars; of a missed one see `_worst`


def describe_rupiah_janji(rupiah: pd.DataFrame, bahasa: str) -> str:
    """Return how much was spent behind missed, met, unknown and no promises; empty where none."""
    groups = sum_kelompok(rupiah)
    said = [
        say(f"janji.kelompok.{row.kelompok}", bahasa, row, n=row.n_program)
        + (say("janji.penunjang", bahasa, row) if row.penunjang_rp > 0 else "")
        for row in groups[groups["realisasi_rp"].notna()].itertuples()
    ]
    return say("janji.belanja", bahasa, isi="; ".join(said)) if said else ""


def show_rupiah_janji(
    rupiah: pd.DataFrame, dukungan: pd.DataFrame, capaian: pd.DataFrame, bahasa: str
) -> Potongan:
    """Return the programmes as they stand on the page, under the promises they support.

    `rupiah` as `compute_rupiah_janji` gives it, `dukungan` and `capaian` as it took them.
    """
    if rupiah.empty:
        return paragraphs(say("janji.tanpa_program", bahasa))
    table = table_rupiah_janji(rupiah, dukungan, capaian, bahasa)
    largest = rupiah["pagu_rp"].max()
    rows: list[Baris] = []
    for group in sum_kelompok(rupiah, ("kelompok", "janji")).itertuples():
        own = rupiah[(rupiah["kelompok"] == group.kelompok) & (rupiah["janji"] == group.janji)]
        heading = table.baris[own.index[0]][-1]
        if group.n_program > 1 and group.realisasi_rp == group.realisasi_rp:
            heading = say("janji.bersama", bahasa, group, janji=heading, n=group.n_program)
        rows.append(Baris([heading], {}, kepala=True))
        look = LOOKS.get(group.kelompok, "kosong")
        if group.kelompok == "meleset":
            look = _worst(capaian[capaian["indikator"].isin(group.janji.split("; "))])
        rows += [
            Baris(
                table.baris[row.Index][:-1],
                {1: draw_money(row.pagu_rp, row.realisasi_rp, largest)},
                look,
            )
            for row in own.itertuples()
        ]
    shown = show_board(table.judul, table.kepala[:-1], rows, [table.catatan])
    return together(paragraphs(describe_rupiah_janji(rupiah, bahasa)), shown)


def _worst(capaian: pd.DataFrame) -> str:
    """Return the worst grade of the missed promises among these: the colour of their money."""
    missed = capaian[capaian["tercapai"] == "tidak"]
    grades = {grade_of_target(row.capaian_persen, row.tercapai) for row in missed.itertuples()}
    return "sedang" if grades == {"sedang"} else "kurang"


def table_rupiah_janji(
    rupiah: pd.DataFrame, dukungan: pd.DataFrame, capaian: pd.DataFrame, bahasa: str
) -> Tabel:
    """Return every programme with its money, its outputs and its promises as a plain table."""
    promises = _promises(dukungan, capaian, bahasa)
    rows = list(rupiah.itertuples())
    frame = pd.DataFrame(
        {
            "nama": [tidy_name(row.nama, bahasa) for row in rows],
            "uang": [_money(row, bahasa) for row in rows],
            "serapan": [_share(row, bahasa) for row in rows],
            "keluaran": [_outputs(row, bahasa) for row in rows],
            "janji": [
                "; ".join(promises.get(row.kode, [])) or say("janji.tanpa", bahasa) for row in rows
            ],
        },
        columns=SHOWN,
    )
    title, note = say("janji.judul", bahasa), say("janji.catatan", bahasa)
    return make_table(frame, SHOWN, title, bahasa, note, berkas="janji", tertulis=SHOWN)


def _promises(dukungan: pd.DataFrame, capaian: pd.DataFrame, bahasa: str) -> dict[str, list[str]]:
    """Return by programme the promises it supports, each with its mark and its achievement."""
    once = capaian[capaian["ganda"] == ""].drop_duplicates("indikator")
    links = dukungan[["indikator", "kode"]].drop_duplicates().merge(once, on="indikator")
    said: dict[str, list[str]] = {}
    for row in links.itertuples():
        grade = grade_of_target(row.capaian_persen, row.tercapai)
        name = tidy_name(row.nama_indikator, bahasa)
        known = row.capaian_persen == row.capaian_persen
        value = fmt_percent(row.capaian_persen, bahasa=bahasa) if known else ""
        text = say("janji.satu", bahasa, nama=name, nilai=value) if known else name
        said.setdefault(row.kode, []).append(with_mark(grade, text))
    return said


def _money(row, bahasa: str) -> str:
    known = [row.pagu_rp == row.pagu_rp, row.realisasi_rp == row.realisasi_rp]
    if not any(known):
        return ""
    return say(f"janji.uang.{'dua' if all(known) else 'pagu' if known[0] else 'saja'}", bahasa, row)


def _share(row, bahasa: str) -> str:
    known = row.serapan_persen == row.serapan_persen
    return say("janji.serapan", bahasa, row) if known else ""


def _outputs(row, bahasa: str) -> str:
    if not row.n_keluaran:
        return ""
    reached = row.n_keluaran - row.n_kurang
    return say("janji.keluaran", bahasa, row, n=row.n_keluaran, sampai=reached)
