"""One indicator through the years: its figure, the sentence under it, its numbers."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

import pandas as pd

from ..aturan.rules import NOISE, threshold
from ..bahasa.angka import fmt, fmt_signed
from ..bahasa.nama import fmt_unit, name_in
from ..bahasa.say import say, word
from ..data.nilai_tahun import first_without_target
from ..show.figure import Gambar
from ..show.pieces import Potongan, paragraphs, together
from ..show.table import Tabel, make_table
from ..show.values import show_amount, show_target, show_values, year_notes
from .compute import compute_changes
from .names import add_names
from .series import realised_series, target_points
from .view_angka import show_signed
from .view_arah import describe_chance
from .view_gambar import plot_deret

__all__ = [
    "alt_deret",
    "describe_bukti",
    "describe_deret",
    "describe_luar",
    "figure_deret",
    "figures_deret",
    "table_deret",
]


def figures_deret(kinerja: pd.DataFrame, tren: pd.DataFrame, bahasa: str) -> Potongan:
    """Return one figure per indicator with two figures or more, under its name and direction.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun), that `tren` was made of
        With `nama_indikator`, `satuan`, `jenis_target`.
    tren : DataFrame, one row per indicator, of `compute_trend`
    """
    shown = add_names(tren[tren["n_tahun"] > 1], kinerja)
    if shown.empty:
        return paragraphs(say("tren.deret.kosong", bahasa))
    frames, sections = _frames(kinerja), []
    for row in shown.itertuples():
        arah = word("arah", row.arah, bahasa)
        figure = _figure(row, frames, tren, bahasa)
        sections.append(
            f"<section><h3>{escape(name_in(row.nama_indikator, bahasa))}</h3>"
            f"<p><strong>{escape(arah)}</strong></p>{figure._repr_html_()}</section>"
        )
    return together('<div class="deret">', *sections, "</div>")


def figure_deret(kinerja: pd.DataFrame, tren: pd.DataFrame, bahasa: str) -> Gambar:
    """Return the figure of one indicator with its sentence and the numbers behind it.

    `kinerja` has the rows of that indicator only; `tren` holds all indicators, for the sentence
    says how many were tested at once.
    """
    row = next(add_names(tren, kinerja).itertuples())
    return _figure(row, _frames(kinerja), tren, bahasa)


class _Frames(NamedTuple):
    """What the figures of all indicators show, each frame computed once."""

    tahun: pd.DataFrame  # of `_years`
    titik: pd.DataFrame  # of `realised_series`
    target: pd.DataFrame  # of `target_points`


def _frames(kinerja: pd.DataFrame) -> _Frames:
    return _Frames(_years(kinerja), realised_series(kinerja), target_points(kinerja))


def _figure(row, frames: _Frames, tren: pd.DataFrame, bahasa: str) -> Gambar:
    tahun, titik, target = (frame[frame["indikator"] == row.indikator] for frame in frames)
    n_diuji = int((tren["status"] == "uji").sum())
    return Gambar(
        plot_deret(titik, target, row, bahasa),
        f"deret-{row.indikator}",
        _from_to(row, bahasa),
        alt_deret(row, titik, target, bahasa),
        bahasa,
        _table(tahun, int(row.desimal), bahasa),
        describe_bukti(row, titik, n_diuji, bahasa),
    )


def describe_deret(row, titik: pd.DataFrame, n_diuji: int, bahasa: str) -> str:
    """Return from where to where, how sure, how fast, and what was left out.

    Parameters
    ----------
    row : named tuple
        Row of `compute_trend` with `satuan` and `jenis_target`.
    titik : DataFrame
        The rows of `realised_series` of that indicator.
    n_diuji : int
        How many indicators of the dinas were tested at once.
    """
    parts = [_from_to(row, bahasa), describe_bukti(row, titik, n_diuji, bahasa)]
    return " ".join(part for part in parts if part)


def describe_bukti(row, titik: pd.DataFrame, n_diuji: int, bahasa: str) -> str:
    """Return what stands behind the direction: chance, pace, doubts, what was left out."""
    parts = []
    if row.n_tahun > 1:
        parts += [_evidence(row, n_diuji, bahasa), _pace(row, bahasa), _suspected(row, bahasa)]
    return " ".join(part for part in [*parts, *describe_luar(row, titik, bahasa)] if part)


def describe_luar(row, titik: pd.DataFrame, bahasa: str) -> list[str]:
    """Say which printed figures stand outside the series, and why; one sentence per reason."""
    outside = titik[~titik["dipakai"]]
    # the year of the figure is part of the reason only where it is another year's
    year = outside["tahun"].where(outside["alasan"] == "tahun_lain", 0)
    return [
        say(
            "tren.deret.di_luar",
            bahasa,
            angka=", ".join(_reported(figure, row, bahasa) for figure in group.itertuples()),
            alasan=say(f"alasan_deret.{alasan}", bahasa, group.iloc[0]),
        )
        for (alasan, *_), group in outside.groupby(["alasan", "alasan_putus", year], sort=False)
    ]


def _reported(figure, row, bahasa: str) -> str:
    amount = show_amount(figure.realisasi_angka, row, bahasa)
    return say("tren.deret.satu_angka", bahasa, tahun=figure.tahun_lapor, angka=amount)


def _from_to(row, bahasa: str) -> str:
    now = show_amount(row.realisasi_akhir, row, bahasa)
    if row.n_tahun < 2:  # its status is the key: jenjang, tanpa_realisasi, satu_tahun
        return say(f"tren.deret.{row.status}", bahasa, row, akhir=now)
    start = show_amount(row.realisasi_akhir - row.perubahan, row, bahasa)
    step = _step(row.perubahan, row, bahasa)
    text = [say("tren.deret.dari_ke", bahasa, row, awal=start, akhir=now, ubah=step)]
    if row.awal_menentukan:
        rest = _step(row.perubahan_tanpa_awal, row, bahasa)
        text.append(say("tren.deret.awal_menentukan", bahasa, ubah=rest))
    if row.polaritas == "turun":
        text.append(say("tren.deret.makin_rendah", bahasa))
    return " ".join(text)


def _step(change: float, row, bahasa: str) -> str:
    """Say how far the last figure lies from an earlier one; of a percentage in points."""
    size = fmt(abs(change), int(row.desimal), bahasa=bahasa)
    way = "naik" if change > 0 else "turun"
    key = f"{way}_poin" if row.satuan == "%" else way
    key = "tetap" if round(change, NOISE) == 0 else key
    return say(f"tren.ubah.{key}", bahasa, n=abs(change), ubah=size)


def _evidence(row, n_diuji: int, bahasa: str) -> str:
    """Return what the word for the direction rests on."""
    key = _evidence_key(row)
    if key == "arah":
        chance = describe_chance(row.peluang_cenderung, bahasa)
        return say("tren.bukti.arah", bahasa, row, n=int(row.n_tahun), kali=chance)
    chance = describe_chance(row.p_tren, bahasa)
    text = say(f"tren.bukti.{key}", bahasa, row, kali=chance, n=n_diuji)
    return text[0].upper() + text[1:]


def _evidence_key(row) -> str:
    if row.arah == "tetap":  # never moved, or never by more than its precision
        return "tetap_teliti" if row.runtun_langkah else "tetap"
    cases = {
        "kumulatif": row.kumulatif == "ya",
        "dua_tahun": row.status == "dua_tahun",
        "tidak_menentu": row.arah == "tidak menentu",
        "arah": row.status == "arah",
    }
    for key, here in cases.items():
        if here:
            return key
    taraf = threshold("tren_taraf")
    if row.p_disesuaikan < taraf:
        return "pasti"
    return "banyak_uji" if row.p_tren < taraf else "belum_pasti"


def _pace(row, bahasa: str) -> str:
    if row.n_tahun < 3 or row.arah == "tetap":
        return ""
    names = ("tren_per_tahun", "tren_bawah", "tren_atas")
    shown = {name: show_signed(getattr(row, name), row, bahasa) for name in names}
    return say(f"tren.laju.{_pace_key(row)}", bahasa, shown, n=int(row.n_tahun))


def _suspected(row, bahasa: str) -> str:
    """Say that the series passes a year in which its definition may have changed."""
    if not row.dugaan_putus:
        return ""
    return say("tren.deret.dugaan", bahasa, tahun=row.dugaan_putus.replace("; ", ", "))


def _pace_key(row) -> str:
    """Say which other way of the pace the interval leaves open."""
    if pd.isna(row.tren_bawah):
        return "tanpa_selang"
    if not row.tren_bawah < 0 < row.tren_atas:
        return "searah"
    if row.tren_per_tahun == 0:
        return "dua_arah"
    return "turun_mungkin" if row.tren_per_tahun > 0 else "naik_mungkin"


def alt_deret(row, titik: pd.DataFrame, target: pd.DataFrame, bahasa: str) -> str:
    """Return the alternative text of one indicator's figure, with every number in it.

    `target` has `tahun` and `target_angka`, as `target_points` gives them.
    """
    used = titik[titik["dipakai"]]
    real = _in_a_row(used["tahun"], used["realisasi_angka"], row, bahasa)
    goal = _in_a_row(target["tahun"], target["target_angka"], row, bahasa)
    text = say("tren.gambar.alt", bahasa, row, angka=real)
    return f"{text} {say('tren.gambar.alt_target', bahasa, angka=goal)}" if goal else text


def _in_a_row(years: pd.Series, values: pd.Series, row, bahasa: str) -> str:
    return ", ".join(
        say("tren.gambar.alt_angka", bahasa, tahun=year, angka=show_amount(value, row, bahasa))
        for year, value in zip(years, values, strict=True)
    )


def table_deret(kinerja: pd.DataFrame, desimal: int, bahasa: str) -> Tabel:
    """Return the years of one indicator: target, realisation, change, what to know of the year.

    The change is that from the last earlier figure of the series, of a percentage in points, with
    the decimals of the series.
    """
    return _table(_years(kinerja), desimal, bahasa)


def _years(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return every year with `angka_awal` and `perubahan`.

    The change stands beside the report that prints the figure, of whatever year that is; a figure
    outside the series has none.
    """
    keys = ["indikator", "tahun"]
    changes = compute_changes(kinerja)[["indikator", "tahun_lapor", "perubahan"]]
    changes = changes.rename(columns={"tahun_lapor": "tahun"})
    years = kinerja.assign(angka_awal=first_without_target(kinerja))
    return years.merge(changes, on=keys, how="left").sort_values("tahun")


def _table(years: pd.DataFrame, desimal: int, bahasa: str) -> Tabel:
    rows = list(years.itertuples())
    frame = years.assign(
        target=[show_target(row, bahasa, desimal) for row in rows],
        realisasi=show_values(years["realisasi"], bahasa, desimal),
        perubahan=[
            fmt_signed(value, desimal, bahasa=bahasa) if value == value else ""
            for value in years["perubahan"]
        ],
        catatan=[year_notes(row, bahasa) for row in rows],
    )
    unit = rows[0].satuan
    unit = say("tren.deret.poin", bahasa) if unit == "%" else fmt_unit(unit, bahasa)
    return make_table(
        frame,
        ["tahun", "target", "realisasi", "perubahan", "catatan"],
        say("tren.deret.judul", bahasa),
        bahasa,
        berkas="tiap_tahun",
        tertulis=("target", "realisasi"),
        satuan=unit,
    )
