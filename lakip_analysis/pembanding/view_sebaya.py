"""A region among its peers as it is read: dot strips, tables and sentences."""

from __future__ import annotations

from html import escape

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..bahasa.angka import fmt, fmt_percent
from ..bahasa.nama import name_in
from ..bahasa.say import has_text, say, word
from ..show.figure import Gambar, open_axes, wrap
from ..show.pieces import Potongan, paragraphs, together
from ..show.table import Tabel, make_table
from ..theme import PALETTE, set_theme

__all__ = [
    "alt_sebaya",
    "describe_peringkat",
    "figure_sebaya",
    "figures_sebaya",
    "plot_sebaya",
    "table_peringkat",
    "table_sebaya",
]

WHO = ["dinas", "indikator", "konsep"]  # one measure; its figures of several years
BINS = 36  # dots whose values fall into one of these steps stand on top of each other
REFERENCES = ("provinsi", "nasional")


# --- sentences ---------------------------------------------------------------------------------


def describe_peringkat(row, bahasa: str, lalu=None) -> str:
    """Return the place with its ties, how close the neighbours are, and the references.

    Parameters
    ----------
    row, lalu : named tuple
        Row of `compute_peringkat` that has a place; the row of the same measure an earlier year.
    """
    shown = _shown(row, bahasa)
    text = [say("sebaya.kalimat.tempat", bahasa, row, **shown)]
    if row.peringkat_atas != row.peringkat_bawah:
        same = int(row.peringkat_bawah - row.peringkat_atas) + 1
        text.append(say("sebaya.kalimat.seri", bahasa, n=same))
    if row.cakupan == "cuplikan":
        text.append(say("sebaya.kalimat.cuplikan", bahasa))
    if lalu is not None and lalu.peringkat_atas is not pd.NA:
        text.append(say("sebaya.kalimat.lalu", bahasa, lalu, tempat=_place(lalu, bahasa)))
    if row.asal_nilai == "tabel":
        text.append(say("sebaya.kalimat.tabel", bahasa))
    text += [_near(row, bahasa), _middle(row, bahasa), _against(row, bahasa)]
    return " ".join(sentence for sentence in text if sentence)


def alt_sebaya(row, bahasa: str) -> str:
    """Return the alternative text of a dot strip: what is drawn, the extremes and the marks."""
    ends = sorted((row.nilai_terbaik, row.nilai_terburuk))
    low, high = (_amount(value, row, bahasa) for value in ends)
    return say(
        "sebaya.gambar.alt",
        bahasa,
        row,
        nama=_name(row, bahasa),
        terendah=low,
        tertinggi=high,
        isi="; ".join(_marks(row, bahasa).values()),
    )


def _near(row, bahasa: str) -> str:
    above, below = row.jarak_atas == row.jarak_atas, row.jarak_bawah == row.jarak_bawah
    if not above and not below:
        return ""
    key = "antara" if above and below else "terbawah" if above else "teratas"
    near = {"atas": row.jarak_atas, "bawah": row.jarak_bawah}
    near = {name: _amount(value, row, bahasa) for name, value in near.items()}
    return say(f"sebaya.kalimat.{key}", bahasa, **near)


def _middle(row, bahasa: str) -> str:
    middle = {"median": row.median, "bawah": row.kuartil_bawah, "atas": row.kuartil_atas}
    shown = {name: _amount(value, row, bahasa) for name, value in middle.items()}
    return say("sebaya.kalimat.median", bahasa, **shown)


def _against(row, bahasa: str) -> str:
    """Return how far the own figure lies from province and nation, where they are printed."""
    parts = []
    for peran in REFERENCES:
        value, gap = getattr(row, f"nilai_{peran}"), getattr(row, f"selisih_{peran}")
        if gap == gap:
            key = "sama" if gap == 0 else "di_atas" if gap > 0 else "di_bawah"
            shown = {"jarak": _amount(abs(gap), row, bahasa), "nilai": _amount(value, row, bahasa)}
            nama = _reference(row, peran, bahasa)
            parts.append(say(f"sebaya.kalimat.{key}", bahasa, nama=nama, **shown))
    return say("sebaya.kalimat.rujukan", bahasa, isi=", ".join(parts)) if parts else ""


# --- tables ------------------------------------------------------------------------------------


def table_peringkat(peringkat: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the place of every measure and year, or why there is none; `None` without any row."""
    if peringkat.empty:
        return None
    rows = list(peringkat.itertuples())
    frame = peringkat.assign(
        nama_indikator=[_name(row, bahasa) for row in rows],
        nilai_sendiri=[_amount(row.nilai_sendiri, row, bahasa) for row in rows],
        tempat=[_place_of(row, bahasa) for row in rows],
        median=[_amount(row.median, row, bahasa) for row in rows],
        separuh_tengah=[_half(row, bahasa) for row in rows],
        terbaik=[_end(row, "terbaik", bahasa) for row in rows],
        terburuk=[_end(row, "terburuk", bahasa) for row in rows],
        nilai_provinsi=[_amount(row.nilai_provinsi, row, bahasa) for row in rows],
        nilai_nasional=[_amount(row.nilai_nasional, row, bahasa) for row in rows],
    )
    kolom = ["nama_indikator", "tahun", "nilai_sendiri", "tempat", "median", "separuh_tengah"]
    kolom += ["terbaik", "terburuk", "nilai_provinsi", "nilai_nasional"]
    judul, catatan = (say(f"sebaya.tabel.{key}", bahasa) for key in ("judul", "catatan"))
    return make_table(frame, kolom, judul, bahasa, catatan, berkas="peringkat")


def table_sebaya(sebaya: pd.DataFrame, row, bahasa: str) -> Tabel:
    """Return every region of one measure and year, best first, references at the end.

    `sebaya` holds the rows of that measure and year only, `row` is theirs of `compute_peringkat`.
    """
    sign = 1 if row.polaritas == "turun" else -1
    order = sebaya.assign(urut=sebaya["nilai"] * sign).sort_values(
        ["peringkat_atas", "urut"], kind="stable", na_position="last"
    )
    places = [
        "" if each.peringkat_atas is pd.NA else _place(each, bahasa) for each in order.itertuples()
    ]
    frame = order.assign(
        tempat=places,
        nilai=[_amount(value, row, bahasa) for value in order["nilai"]],
    )
    judul = say("sebaya.tabel.daerah", bahasa, row, nama=_name(row, bahasa))
    kolom = ["daerah", "peran", "nilai", "tempat", "selisih"]
    return make_table(frame, kolom, judul, bahasa, berkas="sebaya")


# --- figures -----------------------------------------------------------------------------------


def figures_sebaya(sebaya: pd.DataFrame, peringkat: pd.DataFrame, bahasa: str) -> Potongan:
    """Return one dot strip per measure, of its latest year with a place; a line without any."""
    if peringkat.empty:
        return paragraphs(say("sebaya.kalimat.tidak_ada", bahasa))
    placed = peringkat[peringkat["peringkat_atas"].notna()]
    sections = []
    for _, years in placed.groupby(WHO, sort=False):
        *_, lalu, row = [None, *years.itertuples()]
        key = "kepala_cuplikan" if row.cakupan == "cuplikan" else "kepala"
        place = say(f"sebaya.gambar.{key}", bahasa, row, tempat=_place(row, bahasa))
        name = say("sebaya.gambar.judul", bahasa, row, nama=_name(row, bahasa))
        figure = figure_sebaya(sebaya, row, bahasa, lalu)
        sections.append(
            f"<section><h3>{escape(name)}</h3><p><strong>{escape(place)}</strong></p>"
            f"{figure._repr_html_()}</section>"
        )
    if not sections:
        return paragraphs(say("sebaya.kalimat.tanpa_peringkat", bahasa))
    return together('<div class="deret">', *sections, "</div>")


def figure_sebaya(sebaya: pd.DataFrame, row, bahasa: str, lalu=None) -> Gambar:
    """Return the dot strip of one measure and year with its sentence and all its numbers.

    `row` and `lalu` as `describe_peringkat` takes them.
    """
    same = (sebaya["indikator"] == row.indikator) & (sebaya["konsep"] == row.konsep)
    mine = sebaya[same & (sebaya["dinas"] == row.dinas) & (sebaya["tahun"] == row.tahun)]
    return Gambar(
        plot_sebaya(mine, row, bahasa),
        f"sebaya-{row.indikator or row.konsep}",
        describe_peringkat(row, bahasa, lalu),
        alt_sebaya(row, bahasa),
        bahasa,
        table_sebaya(mine, row, bahasa),
    )


def plot_sebaya(sebaya: pd.DataFrame, row, bahasa: str) -> Figure:
    """Draw every ranked region as a dot, the own one marked, province and nation on lines below.

    Parameters
    ----------
    sebaya : DataFrame
        The rows of one measure and year.
    row : named tuple
        Their row of `compute_peringkat`.
    """
    set_theme()
    ranked = sebaya[sebaya["peringkat_atas"].notna()].sort_values("nilai", kind="stable")
    value, height = ranked["nilai"].to_numpy(), _stack(ranked["nilai"].to_numpy())
    own = (ranked["peran"] == "sendiri").to_numpy()
    top = height.max() + 1
    fig, ax = open_axes(4.4, 1.75 + 0.13 * top, 0.1)
    ax.plot(value[~own], height[~own], "o", color=PALETTE["kosong"], markersize=5, alpha=0.75)
    ax.plot(value[own], height[own], "D", color=PALETTE["utama"], markersize=8, zorder=3)
    marks = _marks(row, bahasa)
    lowest = -0.5
    for peran in [name for name in REFERENCES if name in marks]:
        lowest -= 1.6
        at = getattr(row, f"nilai_{peran}")
        ax.vlines(at, lowest, top - 0.5, color=PALETTE["target"], linewidth=0.8, linestyle=":")
        ax.plot([at], [lowest], "^", color=PALETTE["target"], markersize=6)
        _label(ax, at, lowest, marks[peran], value)
    _extremes(ax, row, value, top, bahasa)
    ax.vlines(value[own], height[own], top + 0.4, color=PALETTE["utama"], linewidth=0.8)
    _label(ax, value[own][0], top + 0.4, marks["sendiri"], value, color=PALETTE["utama"])
    ax.set_ylim(lowest - 1, top + 3)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.margins(x=0.05)
    ax.tick_params(labelsize=9)
    ax.xaxis.set_major_formatter(lambda tick, _: _tick(tick, bahasa))
    way = "kiri" if row.polaritas == "turun" else "kanan"
    ax.set_xlabel(say(f"sebaya.gambar.{way}", bahasa), fontsize=9)
    return fig


def _stack(value: np.ndarray) -> np.ndarray:
    """Return how high each dot stands: dots of one step on top of each other."""
    span = np.ptp(value) or 1.0
    step = pd.Series(((value - value.min()) / span * BINS).round())
    return step.groupby(step).cumcount().to_numpy()


def _extremes(ax, row, value: np.ndarray, top: float, bahasa: str) -> None:
    """Name the lowest and the highest dot; the own one is named already."""
    ends = [(row.nilai_terbaik, "terbaik"), (row.nilai_terburuk, "terburuk")]
    for at, name in ends:
        if at != row.nilai_sendiri:
            side = "right" if at == value.max() else "left"
            text, dots = _end(row, name, bahasa), {"fontsize": 8, "color": PALETTE["kosong"]}
            ax.text(at, top + 1.3, wrap(text, 26), ha=side, va="bottom", **dots)


def _label(ax, at: float, height: float, text: str, value: np.ndarray, color: str = "") -> None:
    """Write a label beside its mark, on the side that has more room."""
    right = at < (value.min() + value.max()) / 2
    ax.annotate(
        text,
        (at, height),
        xytext=(7 if right else -7, 0),
        textcoords="offset points",
        ha="left" if right else "right",
        va="center",
        fontsize=9,
        color=color or PALETTE["target"],
        fontweight="bold" if color else "normal",
    )


# --- words -------------------------------------------------------------------------------------


def _marks(row, bahasa: str) -> dict[str, str]:
    """Return what is named in a figure: the own region, then the references there are."""
    own = {"nama": row.daerah, "nilai": _amount(row.nilai_sendiri, row, bahasa)}
    marks = {"sendiri": say("sebaya.gambar.titik", bahasa, **own)}
    for peran in REFERENCES:
        value = getattr(row, f"nilai_{peran}")
        if value == value:
            shown = {"nama": _reference(row, peran, bahasa), "nilai": _amount(value, row, bahasa)}
            marks[peran] = say("sebaya.gambar.titik", bahasa, **shown)
    return marks


def _reference(row, peran: str, bahasa: str) -> str:
    return row.daerah_provinsi if peran == "provinsi" else say("sebaya.kalimat.nasional", bahasa)


def _shown(row, bahasa: str) -> dict[str, str]:
    own = _amount(row.nilai_sendiri, row, bahasa)
    return {"nilai_sendiri": own, "tempat": _place(row, bahasa)}


def _place(row, bahasa: str) -> str:
    atas, bawah = int(row.peringkat_atas), int(row.peringkat_bawah)
    key = "satu" if atas == bawah else "seri"
    return say(f"sebaya.tempat.{key}", bahasa, atas=atas, bawah=bawah)


def _place_of(row, bahasa: str) -> str:
    if row.peringkat_atas is pd.NA:
        return word("keadaan_peringkat", row.keadaan, bahasa)
    return say("sebaya.tempat.dari", bahasa, tempat=_place(row, bahasa), n=row.n_daerah)


def _half(row, bahasa: str) -> str:
    if row.median != row.median:
        return ""
    ends = {"bawah": row.kuartil_bawah, "atas": row.kuartil_atas}
    shown = {name: _amount(value, row, bahasa) for name, value in ends.items()}
    return say("sebaya.tabel.separuh", bahasa, **shown)


def _end(row, name: str, bahasa: str) -> str:
    """Return the best or the worst region with its figure, and how many share it."""
    value, count = getattr(row, f"nilai_{name}"), getattr(row, f"n_{name}")
    if value != value:
        return ""
    key = "ujung" if count == 1 else "ujung_seri"
    shown = {"daerah": getattr(row, f"daerah_{name}"), "nilai": _amount(value, row, bahasa)}
    return say(f"sebaya.tabel.{key}", bahasa, lain=count - 1, **shown)


def _name(row, bahasa: str) -> str:
    """Return the name of the indicator, or of the concept where the agency has none of it."""
    key = f"konsep.{row.konsep}.nama"
    if not row.indikator and has_text(key, bahasa):
        return say(key, bahasa)
    return name_in(row.nama_indikator, bahasa)


def _amount(value: float, row, bahasa: str) -> str:
    write = fmt_percent if row.satuan == "%" else fmt
    return write(value, bahasa=bahasa)


def _tick(value: float, bahasa: str) -> str:
    digits = 0 if float(value).is_integer() else 1
    return fmt(value, digits, bahasa=bahasa)
