"""The board as it is read: on the page with a bar in each row, as a plain table, as a figure."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ..aturan.rules import threshold
from ..bahasa.angka import fmt_percent
from ..bahasa.nama import tidy_name
from ..bahasa.say import has_text, say, word
from ..show.figure import Gambar, open_axes, wrap
from ..show.papan import Baris, draw_bar, draw_place, show_board
from ..show.pieces import Potongan
from ..show.table import Tabel, make_table
from ..show.values import show_target, show_value
from ..theme import PALETTE, SHAPES, WIDTH, grade_of_target, set_theme, with_mark
from ..tren.view_jalur import show_end_target
from .compute import outputs_short

__all__ = ["alt_papan", "figure_papan", "plot_papan", "show_papan", "table_papan"]

TARGET = 100.0
SHOWN = [
    "nama_indikator",
    "target",
    "realisasi",
    "capaian",
    "target_akhir",
    "pembanding",
    "uang",
    "catatan",
]


def show_papan(papan: pd.DataFrame, bahasa: str) -> Potongan:
    """Return the board as it stands on the page: every promise a row, the worst first.

    The bar runs from 0 to the cap of the common yardstick, so that the target stands at the same
    place in every row; what lies beyond is marked. The ring is last year's figure against this
    year's target. What had no target this year was not promised and stands under a heading of its
    own, which names those that have no figure either. Where there is a printed table of other
    regions, a line from the worst to the best of them holds the median and the own figure.
    """
    table = table_papan(papan, bahasa)
    rows = [
        Baris(cells, _drawings(row), grade_of_target(row.capaian_persen, row.tercapai))
        for row, cells in zip(papan.itertuples(), table.baris, strict=True)
    ]
    asked = int((papan["status"] != "target_kosong").sum())
    if asked < len(rows):  # they come last (`compile_papan`)
        empty = papan["realisasi"].fillna("").astype(str).eq("")[asked:]
        bare = rows[asked:]
        named = [row.sel[0] for row, without in zip(bare, empty, strict=True) if without]
        key = "papan.tanpa_target_nama" if named else "papan.tanpa_target"
        head = say(key, bahasa, nama="; ".join(named))
        shown = [row for row, without in zip(bare, empty, strict=True) if not without]
        rows[asked:] = [Baris([head], {}, kepala=True), *shown]
    return show_board(table.judul, table.kepala, rows, [table.catatan])


def _drawings(row) -> dict:
    """Return the bar of the achievement and the place among others, where there are any."""
    drawn = {}
    if not pd.isna(row.capaian_persen):
        drawn[SHOWN.index("capaian")] = draw_bar(row.capaian_persen, row.capaian_lalu_persen)
    if not pd.isna(row.peringkat_atas):
        ends = (row.nilai_terburuk, row.nilai_terbaik)
        drawn[SHOWN.index("pembanding")] = draw_place(row.nilai_sendiri, row.median, *ends)
    return drawn


def table_papan(papan: pd.DataFrame, bahasa: str) -> Tabel:
    """Return the board as a table of words and numbers, as Word and a notebook show it."""
    rows = list(papan.itertuples())
    frame = pd.DataFrame(
        {
            "nama_indikator": [tidy_name(row.nama_indikator, bahasa) for row in rows],
            "target": [_in_unit(show_target(row, bahasa), row, bahasa) for row in rows],
            "realisasi": [_reported(row, bahasa) for row in rows],
            "capaian": [_achieved(row, bahasa) for row in rows],
            "target_akhir": [_way(row, bahasa) for row in rows],
            "pembanding": [_beside(row, bahasa) for row in rows],
            "uang": [_money(row, bahasa) for row in rows],
            "catatan": [_doubts(row, bahasa) for row in rows],
        },
        columns=SHOWN,
    )
    limits = {"atas": threshold("capaian_atas")}
    note = [say("papan.catatan", bahasa, **limits)]
    note += [say("papan.selang", bahasa)] * bool(papan["peringkat_atas"].notna().any())
    note += [say("papan.bersama", bahasa)] * bool((papan["program_bersama"] > 0).any())
    return make_table(
        frame,
        SHOWN,
        say("papan.judul", bahasa),
        bahasa,
        " ".join(note),
        berkas="papan",
        tertulis=SHOWN,
    )


def _reported(row, bahasa: str) -> str:
    """Return the figure in its unit, with its year where it is of an earlier one."""
    value = _in_unit(show_value(row.realisasi, bahasa), row, bahasa)
    if pd.isna(row.data_tahun) or row.data_tahun == row.tahun:
        return value
    return say("papan.tahun_lain", bahasa, row, nilai=value)


def _in_unit(text: str, row, bahasa: str) -> str:
    """Return a value with its per cent sign; other units stand in the chapter Capaian."""
    per_cent = row.satuan == "%" and text not in ("", "–")
    return say("satuan.persen", bahasa, nilai=text) if per_cent else text


def _achieved(row, bahasa: str) -> str:
    """Return achievement and count: `▲ 36,17 %, meleset`; a reason where there is neither."""
    grade = grade_of_target(row.capaian_persen, row.tercapai)
    if row.tercapai == "":
        own = f"papan.hasil.{row.status}"
        said = say(own, bahasa) if has_text(own) else word("status", row.status, bahasa)
        return with_mark(grade, said)
    met = say(f"papan.hasil.{row.tercapai}", bahasa)
    if pd.isna(row.capaian_persen):
        return with_mark(grade, met)
    value = fmt_percent(row.capaian_persen, bahasa=bahasa)
    return with_mark(grade, say("papan.hasil.angka", bahasa, nilai=value, hasil=met))


def _way(row, bahasa: str) -> str:
    """Return the end target and where the indicator stands on its way."""
    if pd.isna(row.tahun_target_akhir):
        return ""
    target = show_end_target(row, bahasa)
    return target and say("papan.jalur", bahasa, row, target=target)


def _beside(row, bahasa: str) -> str:
    """Return the place among other regions, else the first comparable benchmark."""
    if not pd.isna(row.peringkat_atas):
        alone = row.peringkat_atas == row.peringkat_bawah
        return say(f"papan.peringkat.{'satu' if alone else 'bersama'}", bahasa, row)
    if pd.isna(row.nilai_acuan):
        return ""
    value = show_value(row.nilai_acuan, bahasa)
    return say("papan.acuan", bahasa, row, nilai=value)


def _money(row, bahasa: str) -> str:
    if pd.isna(row.realisasi_rp):
        return ""
    shared = bool(row.program_bersama)
    return say(f"papan.uang.{'bersama' if shared else 'sendiri'}", bahasa, row)


def _doubts(row, bahasa: str) -> str:
    """Return in words what makes a row doubtful, short; nothing where nothing does."""
    said = []
    if row.putus:
        said.append(say(f"papan.ragu.{row.putus}", bahasa))
    if row.angka_kecil:
        said.append(word("angka_kecil", row.angka_kecil, bahasa))
    if row.dinilai_dini == "ya":
        said.append(say("papan.ragu.dini", bahasa))
    if outputs_short(row):
        said.append(say("papan.ragu.keluaran", bahasa, row))
    if row.berbalik == "ya":
        turned = "meleset" if row.tercapai == "ya" else "tercapai"
        said.append(say(f"papan.ragu.berbalik.{turned}", bahasa))
    if not pd.isna(row.n_temuan) and row.n_temuan:
        severe = int(row.n_berat)
        key = "papan.ragu.temuan_berat" if severe else "papan.ragu.temuan"
        said.append(say(key, bahasa, n=int(row.n_temuan), berat=severe))
    return "; ".join(said)


# --- figure ------------------------------------------------------------------------------------


def figure_papan(papan: pd.DataFrame, bahasa: str) -> Gambar:
    """Return the bars of the board as a figure, with the board as the numbers behind it."""
    return Gambar(
        plot_papan(papan, bahasa),
        "gambar-papan",
        say("papan.keterangan", bahasa, atas=threshold("capaian_atas")),
        alt_papan(papan, bahasa),
        bahasa,
        table_papan(papan, bahasa),
    )


def alt_papan(papan: pd.DataFrame, bahasa: str) -> str:
    """Return what the bars show as text: every promise with its achievement."""
    place = SHOWN.index("capaian")
    shown = "; ".join(f"{row[0]}: {row[place]}" for row in table_papan(papan, bahasa).baris)
    return say("papan.alt", bahasa, isi=shown)


def plot_papan(papan: pd.DataFrame, bahasa: str) -> Figure:
    """Draw every promise as a bar to its target, the worst on top.

    A ring is last year's figure against this year's target. What lies beyond the scale is marked
    with an arrow, hollow for last year's; where there is no percentage only the word stands.
    """
    set_theme()
    rows = list(papan.itertuples())
    fig, axes = open_axes(WIDTH, 0.42 * len(rows) + 0.9, 3.4)
    cap, places = threshold("capaian_atas"), range(len(rows))
    for place, row in zip(places, rows, strict=True):
        grade = grade_of_target(row.capaian_persen, row.tercapai)
        value = row.capaian_persen
        if not pd.isna(value):
            axes.barh(place, min(max(value, 0), cap), height=0.5, color=PALETTE[grade])
        last = row.capaian_lalu_persen
        if not pd.isna(last):
            where, shape = _inside(last, cap)
            axes.plot(where, place, shape, mfc="white", mec=PALETTE["target"], ms=6, zorder=3)
        if not pd.isna(value) and value > cap:
            axes.plot(cap + 1.5, place, ">", color=PALETTE[grade], ms=6, clip_on=False)
        axes.plot(cap + 6, place, SHAPES[grade], color=PALETTE[grade], ms=5, clip_on=False)
        axes.text(cap + 9, place, _achieved(row, bahasa)[2:], va="center", fontsize=9)
    axes.axvline(TARGET, color=PALETTE["target"], linewidth=1.2)
    axes.set(xlim=(0, cap), ylim=(max(len(rows), 1) - 0.5, -0.5), xlabel=say("papan.sumbu", bahasa))
    names = [wrap(tidy_name(row.nama_indikator, bahasa), 44) for row in rows]
    axes.set_yticks(places, names, fontsize=8)
    axes.tick_params(axis="y", length=0)
    return fig


def _inside(last: float, cap: float) -> tuple[float, str]:
    """Return place and shape of last year's figure: a ring, beyond an end an arrow inside it."""
    if last > cap:
        return cap - 3, ">"
    return (3, "<") if last < 0 else (last, "o")
