"""reports.opening."""

from __future__ import annotations

import pandas as pd

from ..bahasa.angka import fmt_percent, fmt_rupiah_short
from ..capaian.view import best_and_worst, describe_capaian
from ..efisiensi.view import describe_efisiensi, describe_serapan
from ..language import tr
from ..tren.sentences import describe_tren

__all__ = ["describe_summary", "key_figures"]


def describe_summary(
    capaian: pd.DataFrame, ringkasan: pd.DataFrame, tren: pd.DataFrame, efisiensi: pd.DataFrame
) -> list[str]:
    """Return the summary of one report: promised and achieved, the doubt about the mean, where it is heading, what it cost."""
    return [
        describe_capaian(ringkasan),
        *best_and_worst(capaian),
        describe_tren(tren),
        describe_serapan(efisiensi),
        describe_efisiensi(efisiensi),
    ]


def key_figures(
    ringkasan: pd.DataFrame, tren: pd.DataFrame, efisiensi: pd.DataFrame
) -> list[dict[str, str]]:
    """Return the figures that open a report: nama, nilai, and a keterangan that says how far to trust it."""
    figures = [
        *_achievement_figures(ringkasan.iloc[0]),
        _direction_figure(tren),
        *_absorption_figure(efisiensi),
    ]
    return [dict(zip(("nama", "nilai", "keterangan"), figure, strict=True)) for figure in figures]


def _achievement_figures(r) -> list[tuple[str, str, str]]:
    known, total, printed = int(r.n_dihitung), int(r.n_indikator), r.rata_tercetak_persen
    covered = tr("{dihitung} dari {n} indikator", dihitung=known, n=total)
    if printed == printed:
        covered = tr(
            "{dihitung} dari {n} indikator; tercetak {tercetak}",
            dihitung=known,
            n=total,
            tercetak=fmt_percent(printed),
        )
    return [
        (tr("Rata-rata capaian, rumus dinas"), fmt_percent(r.rata_capaian_persen), covered),
        (
            tr("Rata-rata capaian, ukuran bersama"),
            fmt_percent(r.rata_acuan_persen),
            tr("tiap indikator dibatasi 0–120, untuk membandingkan dinas"),
        ),
        (
            tr("Mencapai target"),
            tr("{tercapai} dari {semua}", tercapai=int(r.n_tercapai), semua=known),
            tr("{n} indikator tanpa angka", n=total - known),
        ),
    ]


def _direction_figure(tren: pd.DataFrame) -> tuple[str, str, str]:
    better, worse = (int(tren["arah"].str.endswith(word).sum()) for word in ("membaik", "memburuk"))
    enough = int((tren["arah"] != "belum cukup data").sum())
    note = tr(
        "{cukup} dari {n} indikator punya dua tahun atau lebih; termasuk yang baru cenderung",
        cukup=enough,
        n=len(tren),
    )
    return tr("Membaik / memburuk"), f"{better} / {worse}", note


def _absorption_figure(efisiensi: pd.DataFrame) -> list[tuple[str, str, str]]:
    total = efisiensi[efisiensi["level"] == "dinas"]
    return [
        (tr("Serapan anggaran"), fmt_percent(t.serapan_persen), _spent_of(t))
        for t in total.head(1).itertuples()
    ]


def _spent_of(t) -> str:
    return tr(
        "{realisasi} dari {pagu}",
        realisasi=fmt_rupiah_short(t.realisasi_rp),
        pagu=fmt_rupiah_short(t.pagu_rp),
    )
