"""Places of dinas as they are read: never one by itself, always between which it can lie.

Two doubts stand beside each other: that of the rules (which reasonable rule is taken) and that of
the handful of indicators (which set of ranks holds under one rule).
"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..aturan.rules import threshold
from ..bahasa.say import say, word
from ..show.figure import Gambar, open_axes, wrap
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel
from ..theme import PALETTE, WIDTH, set_theme
from .view_bersama import name_dinas, study_table

__all__ = [
    "compile_tempat",
    "figure_tempat",
    "plot_tempat",
    "say_kategori",
    "say_pengaruh",
    "say_peringkat",
    "table_kategori",
    "table_pengaruh",
    "table_tanpa",
    "table_tempat",
]

DRAWN = 40  # dinas in one picture: more cannot be read
NAMED = 3  # indicators that a sentence names
PLACES = [
    "dinas",
    "n_capaian",
    "rata_acuan_persen",
    "himpunan_terbaik",
    "himpunan_terburuk",
    "aturan_terbaik",
    "aturan_terburuk",
    "n_bertahan",
    "n_aturan",
    "cara_himpunan",
    "status_ukuran",
]


def compile_tempat(peringkat: pd.DataFrame, kepekaan: pd.DataFrame) -> pd.DataFrame:
    """Put the two intervals of places of each dinas beside each other; in order of slugs.

    Parameters
    ----------
    peringkat : DataFrame as `compute_peringkat_kajian` gives it
    kepekaan : DataFrame as `summarize_kepekaan` gives it

    Returns
    -------
    DataFrame, one row per dinas
        The columns of `peringkat`, its set as `himpunan_terbaik`, `himpunan_terburuk`; of the rules
        `aturan_terbaik`, `aturan_terburuk`, `n_bertahan`, `n_aturan`.
    """
    sets = {f"peringkat_{end}": f"himpunan_{end}" for end in ("terbaik", "terburuk")}
    rules = {f"peringkat_{end}": f"aturan_{end}" for end in ("terbaik", "terburuk")}
    columns = ["dinas", *rules, "n_bertahan", "n_aturan", "n_tanpa_nilai"]
    rows = peringkat.rename(columns=sets).merge(
        kepekaan[columns].rename(columns=rules), on="dinas", how="left"
    )
    return rows.sort_values("dinas", kind="stable", ignore_index=True)


def say_peringkat(tempat: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how far an order can be trusted; `tempat` as `compile_tempat` gives it."""
    placed = tempat[tempat["status_ukuran"] == "dihitung"]
    if len(placed) < 2:
        return paragraphs(say("kajian.peringkat.terlalu_sedikit", bahasa, n=len(placed)))
    if len(placed) > threshold("kajian_dinas"):
        limits = {"n": len(placed), "batas": threshold("kajian_dinas")}
        return paragraphs(say("kajian.peringkat.terlalu_banyak", bahasa, **limits))
    pairs = len(placed) * (len(placed) - 1) // 2
    sure = round(placed["pasangan_pasti_persen"].iloc[0] / 100 * pairs)
    counts = {
        "n": len(placed),
        "pasangan": pairs,
        "pasti": sure,
        "taraf": threshold("kajian_taraf"),
    }
    text = [say("kajian.peringkat.pasti", bahasa, **counts)]
    if (placed["jangan_diperingkat"] == "ya").any():
        text.append(say("kajian.peringkat.jangan", bahasa, batas=threshold("kajian_urutan")))
    every = (placed["aturan_terbaik"] == 1) & (placed["aturan_terburuk"] == len(placed))
    rules = int(placed["n_aturan"].max())
    moved = placed["aturan_terburuk"] > placed["aturan_terbaik"]
    counts = {"n": int(moved.sum()), "m": len(placed), "aturan": rules, "semua": int(every.sum())}
    counts["tanpa"] = int(placed["n_tanpa_nilai"].min())
    text.append(say("kajian.peringkat.aturan", bahasa, **counts))
    return paragraphs(*text)


def figure_tempat(tempat: pd.DataFrame, judul: pd.Series, bahasa: str) -> Gambar | None:
    """Return both intervals of every dinas as one picture with its numbers; `None` of none."""
    placed = tempat[tempat["status_ukuran"] == "dihitung"]
    if len(placed) < 2 or len(placed) > DRAWN:
        return None
    facts = {"n": len(placed), "taraf": threshold("kajian_taraf")}
    alt = "; ".join(
        say("kajian.peringkat.alt_baris", bahasa, row._asdict(), nama=name)
        for row, name in zip(placed.itertuples(), name_dinas(placed["dinas"], judul), strict=True)
    )
    return Gambar(
        plot_tempat(placed, judul, bahasa),
        "kajian-tempat",
        say("kajian.peringkat.gambar", bahasa, **facts),
        say("kajian.peringkat.alt", bahasa, isi=alt, **facts),
        bahasa,
        table_tempat(tempat, judul, bahasa),
    )


def plot_tempat(placed: pd.DataFrame, judul: pd.Series, bahasa: str) -> Figure:
    """Draw, for each dinas, the places it takes under all rules and its set of ranks."""
    set_theme()
    fig, ax = open_axes(WIDTH, 0.9 + 0.5 * len(placed), 3.0)
    names = name_dinas(placed["dinas"], judul)
    for number, row in enumerate(placed.itertuples()):
        ends = (row.himpunan_terbaik, row.himpunan_terburuk)
        ax.plot(ends, (number - 0.14,) * 2, "|-", color=PALETTE["utama"], linewidth=2.2)
        ends = (row.aturan_terbaik, row.aturan_terburuk)
        ax.plot(ends, (number + 0.14,) * 2, "|--", color=PALETTE["sedang"], linewidth=1.4)
    ax.set_yticks(range(len(placed)), [wrap(name, 38) for name in names])
    ax.invert_yaxis()
    ax.set_ylim(len(placed) - 0.5, -0.5)
    ax.set_xlim(0.5, len(placed) + 0.5)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel(say("kajian.peringkat.sumbu", bahasa))
    return fig


def table_tempat(tempat: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return the places of every dinas, in the order of their slugs, withheld ones with why."""
    if tempat.empty:
        return None
    frame = tempat.assign(dinas=name_dinas(tempat["dinas"], judul))
    title, note = (say(f"kajian.peringkat.{key}", bahasa) for key in ("tabel", "catatan"))
    return study_table(frame, PLACES, title, bahasa, note, berkas="kajian_peringkat")


def say_pengaruh(faktor: pd.DataFrame, bahasa: str) -> Potongan:
    """Say which choice moves places most; `faktor` as `summarize_faktor` gives it."""
    if faktor.empty or (faktor["n_dinas"] < 2).all():  # no two dinas have a place
        return paragraphs()
    moving = faktor[faktor["geser_rata"] > 0].sort_values("geser_rata", ascending=False)
    if moving.empty:
        return paragraphs(say("kajian.pengaruh.tidak_ada", bahasa))
    first = moving.iloc[0]
    text = [
        say("kajian.pengaruh.terbesar", bahasa, first, nama=word("faktor", first["faktor"], bahasa))
    ]
    return paragraphs(*text)


def table_pengaruh(faktor: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return what each choice moves among all dinas, the most first."""
    if faktor.empty:
        return None
    rows = faktor.sort_values("geser_rata", ascending=False, kind="stable")
    kolom = ["faktor", "geser_rata", "geser_terbesar", "geser_nilai_poin", "n_bergeser", "n_dinas"]
    title, note = (say(f"kajian.pengaruh.{key}", bahasa) for key in ("tabel", "catatan"))
    return study_table(rows, kolom, title, bahasa, note, berkas="kajian_faktor")


def say_kategori(kategori: pd.DataFrame, judul: pd.Series, bahasa: str) -> Potongan:
    """Say of how many dinas the category holds under every rule, on the common scale."""
    first = kategori["skala"].iloc[0] if len(kategori) else ""
    rows = kategori[(kategori["skala"] == first) & (kategori["n_aturan"] > 0)]
    if rows.empty:
        return paragraphs()
    moved = rows[rows["n_bertahan"] < rows["n_aturan"]]
    text = say("kajian.kategori.tetap", bahasa, n=len(rows) - len(moved), m=len(rows))
    shown = moved.head(DRAWN)
    names = name_dinas(shown["dinas"], judul)
    parts = [
        say("kajian.kategori.bertahan", bahasa, row._asdict(), nama=name)
        for row, name in zip(shown.itertuples(), names, strict=True)
    ]
    named, more = "; ".join(parts), len(moved) - len(shown)
    if more:
        named = say("kajian.nama_lagi", bahasa, isi=named, n=more)
    return paragraphs(text, f"{named}." if named else "")


def table_kategori(kategori: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return in how many rules the category of each dinas holds, by scale."""
    if kategori.empty:
        return None
    frame = kategori.assign(dinas=name_dinas(kategori["dinas"], judul))
    kolom = ["skala", "dinas", "kategori_dasar", "n_bertahan", "n_naik", "n_turun", "n_aturan"]
    kolom += ["kategori_tertinggi", "kategori_terendah"]
    title = say("kajian.kategori.tabel", bahasa)
    return study_table(frame, kolom, title, bahasa, berkas="kajian_kategori")


def table_tanpa(tanpa: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return the indicators whose absence moves the place or the category of their dinas."""
    moved = tanpa[
        (tanpa["peringkat_tanpa"] != tanpa["peringkat_dasar"])
        | (tanpa["kategori_tanpa"] != tanpa["kategori_dasar"])
    ]
    if moved.empty:
        return None
    frame = moved.assign(dinas=name_dinas(moved["dinas"], judul))
    kolom = ["dinas", "nama_indikator", "capaian_dasar_persen", "nilai_dasar_persen"]
    kolom += ["nilai_tanpa_persen", "peringkat_dasar", "peringkat_tanpa", "kategori_tanpa"]
    title, note = (say(f"kajian.tanpa.{key}", bahasa) for key in ("tabel", "catatan"))
    return study_table(
        frame, kolom, title, bahasa, note, disimpan=len(tanpa), berkas="kajian_tanpa"
    )
