"""Common concepts as they are read: a table, and a funnel where counts are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..aturan.rules import threshold
from ..bahasa.angka import fmt_percent, fmt_value
from ..bahasa.say import say, word
from ..show.figure import Gambar, open_axes
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel
from ..theme import PALETTE, WIDTH, set_theme
from .view_bersama import concept_name, name_dinas, study_table

__all__ = [
    "figures_corong",
    "plot_corong",
    "say_corong",
    "say_konsep",
    "table_corong",
    "table_konsep_bersama",
]

DRAWN = ("dihitung", "hati_hati")
LIMITS = {"dalam": "-", "luar": "--"}


def say_konsep(konsep: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how many concepts stand side by side, and how many by one definition and year.

    `konsep` as `compile_konsep` gives it.
    """
    beside = konsep[konsep["status"] == "dibandingkan"]
    if beside.empty:
        return paragraphs(say("kajian.konsep.tidak_ada", bahasa))
    alike = beside.loc[beside["sebanding"] == "ya", "konsep"].nunique()
    many = beside["konsep"].nunique()
    text = [say("kajian.konsep.banyak", bahasa, n=many, ya=alike)]
    if alike < many:
        text.append(say("kajian.konsep.bukan_urutan", bahasa))
    broken = int((beside["pergantian_definisi"] != "").sum())
    if broken:
        text.append(say("kajian.konsep.putus_banyak", bahasa, n=broken, dari=len(beside)))
    return paragraphs(*text)


def table_konsep_bersama(konsep: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return every concept of several dinas with definition, year and denominator; `None`: none.

    `judul` maps the slug of a dinas to the name a reader knows. Dinas stand in the order of their
    slugs, never in that of their figures.
    """
    if konsep.empty:
        return None

    def written(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(
            konsep=[concept_name(code, bahasa) for code in rows["konsep"]],
            dinas=name_dinas(rows["dinas"], judul),
            penyebut_tertulis=[_counted(row, bahasa) for row in rows.itertuples()],
            putus_tertulis=[_break(row, bahasa) for row in rows.itertuples()],
            realisasi_angka=rows["realisasi_angka"].map(lambda value: _number(value, bahasa)),
        )

    kolom = ["konsep", "dinas", "nama_indikator", "tahun", "realisasi_angka", "satuan"]
    kolom += ["definisi", "putus_tertulis", "penyebut_tertulis", "status", "sebanding"]
    title = say("kajian.konsep.tabel", bahasa)
    return study_table(konsep, kolom, title, bahasa, tulis=written, berkas="kajian_konsep")


def _counted(row, bahasa: str) -> str:
    if row.penyebut != row.penyebut:
        return say("kajian.konsep.tanpa_penyebut", bahasa)
    return say("kajian.konsep.dihitung_dari", bahasa, row)


def _break(row, bahasa: str) -> str:
    return say("kajian.konsep.putus", bahasa, row) if row.pergantian_definisi else ""


def _number(value: float, bahasa: str) -> str | float:
    return value if value != value else fmt_value(value, bahasa=bahasa)


# --- the funnel --------------------------------------------------------------------------------


def say_corong(corong: pd.DataFrame, bahasa: str) -> Potongan:
    """Say of each funnel how many dinas lie outside and how many chance puts there; else why not.

    `corong` as `compute_corong` gives it.
    """
    drawn = corong[corong["status"].isin(DRAWN)]
    if drawn.empty:
        why = corong["status"].value_counts()
        parts = [
            say("kajian.sebut_n", bahasa, nama=word("status_corong", code, bahasa), n=n)
            for code, n in why.items()
        ]
        text = say("kajian.corong.tidak_ada", bahasa, isi="; ".join(parts)) if parts else ""
        return paragraphs(text)
    return paragraphs(*(_sentence(rows, bahasa) for rows in _funnels(corong)))


def _funnels(corong: pd.DataFrame) -> list[pd.DataFrame]:
    drawn = corong[corong["status"].isin(DRAWN)]
    return [rows for _, rows in drawn.groupby(["konsep", "sifat_cacah", "per", "tahun"], sort=True)]


def _facts(rows: pd.DataFrame, bahasa: str) -> dict[str, object]:
    first, places = rows.iloc[0], rows["letak"]
    return {
        "nama": concept_name(first["konsep"], bahasa),
        "n": len(rows),
        "tahun": first["tahun"],
        "laju": first["laju_gabungan"],
        "per": first["per"],
        "luar": int(places.isin(["di_atas_luar", "di_bawah_luar"]).sum()),
        "dalam": int(places.isin(["di_atas_dalam", "di_bawah_dalam"]).sum()),
        "harap": len(rows) * (1 - threshold("corong_dalam") / 100),
    }


def _sentence(rows: pd.DataFrame, bahasa: str) -> str:
    facts = _facts(rows, bahasa)
    text = [say("kajian.corong.judul", bahasa, **facts) + "."]
    text.append(say("kajian.corong.isi", bahasa, **facts))
    if (rows["status"] == "hati_hati").any():
        text.append(say("kajian.corong.hati", bahasa))
    spread = rows["sebaran_lebih"].iloc[0]
    if spread > threshold("corong_lebar"):
        text.append(say("kajian.corong.lebar", bahasa, kali=np.sqrt(spread)))
    return " ".join(text)


def figures_corong(corong: pd.DataFrame, judul: pd.Series, bahasa: str) -> list[Gambar]:
    """Return one funnel per concept whose counts are known, with its sentence and its numbers."""
    return [
        Gambar(
            plot_corong(rows, bahasa),
            f"corong-{rows['konsep'].iloc[0]}-{rows['sifat_cacah'].iloc[0]}-{rows['tahun'].iloc[0]}",
            _sentence(rows, bahasa),
            say("kajian.corong.alt", bahasa, **_facts(rows, bahasa)),
            bahasa,
            table_corong(rows, judul, bahasa, len(corong)),
        )
        for rows in _funnels(corong)
    ]


def plot_corong(corong: pd.DataFrame, bahasa: str) -> Figure:
    """Draw the rate of each dinas against its denominator, within the limits of chance.

    Parameters
    ----------
    corong : DataFrame
        The rows of one funnel. A mark is filled in colour only beyond the outer limits.
    """
    set_theme()
    rows = corong.sort_values("penyebut", kind="stable")
    n, rate = (rows[name].to_numpy(dtype=float) for name in ("penyebut", "laju"))
    fig, ax = open_axes(WIDTH, 3.6, 0.9)
    for name, line in LIMITS.items():
        for side in ("bawah", "atas"):
            limit = rows[f"{side}_{name}"].to_numpy(dtype=float)
            ax.step(n, limit, line, where="mid", color=PALETTE["kosong"], linewidth=1)
        level = threshold(f"corong_{name}")
        text = fmt_percent(level, int(level % 1 != 0), bahasa=bahasa)
        at = {"xytext": (4, 0), "textcoords": "offset points", "va": "center"}
        ax.annotate(text, (n[-1], limit[-1]), fontsize=8, color=PALETTE["kosong"], **at)
    ax.axhline(rows["laju_gabungan"].iloc[0], color=PALETTE["target"], linewidth=0.8)
    outside = rows["letak"].isin(["di_atas_luar", "di_bawah_luar"]).to_numpy()
    ax.plot(n[~outside], rate[~outside], "o", color=PALETTE["kosong"], markersize=5)
    ax.plot(n[outside], rate[outside], "D", color=PALETTE["utama"], markersize=6)
    ax.set_xlabel(say("kajian.corong.sumbu_n", bahasa))
    ax.set_ylabel(say("kajian.corong.sumbu_laju", bahasa, per=rows["per"].iloc[0]))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda tick, _: fmt_value(tick, bahasa=bahasa))
    return fig


def table_corong(
    corong: pd.DataFrame, judul: pd.Series, bahasa: str, disimpan: int | None = None
) -> Tabel:
    """Return rate and limits of each dinas of a funnel, in the order of their slugs.

    `disimpan`: rows of all funnels, which are saved together.
    """

    def written(rows: pd.DataFrame) -> pd.DataFrame:
        names = [concept_name(code, bahasa) for code in rows["konsep"]]
        return rows.assign(konsep=names, dinas=name_dinas(rows["dinas"], judul))

    kolom = ["dinas", "konsep", "tahun", "pembilang", "penyebut", "laju", "bawah_luar"]
    kolom += ["bawah_dalam", "atas_dalam", "atas_luar", "letak", "arti_letak", "status"]
    title, note = (say(f"kajian.corong.{key}", bahasa) for key in ("tabel", "catatan"))
    return study_table(
        corong, kolom, title, bahasa, note, written, disimpan=disimpan, berkas="corong"
    )
