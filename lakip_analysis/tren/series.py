"""The realised series of each indicator: which printed figures make up one line through time.

A figure stands in the year it is *of* (`data_tahun`), and a year has one: that of the newest
publication (`data/nilai_tahun.py`). No line runs across a change of definition.

Inside, indicators are numbered 0, 1, 2 … in order of first appearance, and everything about their
figures is a flat array with one entry per figure: a million series take no more steps than one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE
from ..data.nilai import split_values, target_values
from ..data.nilai_tahun import newest_print, year_of_figure
from .codes import choose, codes_of, filled, first_of

__all__ = [
    "Deret",
    "indicator_numbers",
    "realised_series",
    "series_of",
    "suspected_years",
    "target_points",
]

BLOCK = 20_000  # series that are computed at once: more would not fit the processor's cache
WHO = ("dinas", "indikator", "nama_indikator", "satuan")


class Deret(NamedTuple):
    """The figures in use of every indicator, in order of (indicator, year).

    The figures of indicator number k are `nilai[awal[k] : awal[k + 1]]`.
    """

    nomor: np.ndarray  # per figure: the number of its indicator
    tahun: np.ndarray  # per figure
    nilai: np.ndarray  # per figure
    awal: np.ndarray  # per indicator: where its figures start; the last entry is the end
    n_tercetak: np.ndarray  # per indicator: figures it has printed, in use or not
    revisi: np.ndarray  # per indicator: largest difference between two figures of one year

    @property
    def n(self) -> np.ndarray:
        """Return how many figures each indicator has in use."""
        return np.diff(self.awal)

    def blocks(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Yield series of equal length together: their numbers, and years and values as matrices.

        One row is one series; indicators with fewer than two figures are left out.
        """
        for length in np.unique(self.n[self.n > 1]):
            numbers = np.flatnonzero(self.n == length)
            for start in range(0, len(numbers), BLOCK):
                part = numbers[start : start + BLOCK]
                at = self.awal[part][:, None] + np.arange(length)
                yield part, self.tahun[at].astype(float), self.nilai[at]


class _Tercetak(NamedTuple):
    """Every printed number, in order of (indicator, year of the figure, year of the report)."""

    nomor: np.ndarray
    tahun: np.ndarray
    tahun_lapor: np.ndarray
    nilai: np.ndarray
    sebelum_putus: np.ndarray
    dipakai: np.ndarray
    diganti: np.ndarray  # a later report prints another value for its year


def indicator_numbers(kinerja: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Number the indicators of a frame in order of first appearance.

    Returns
    -------
    tuple of arrays
        The number of each row; the position of the first row of each indicator. `dinas` counts as
        part of the key when it is there.
    """
    numbers = codes_of(kinerja["indikator"])
    if "dinas" in kinerja:
        dinas = codes_of(kinerja["dinas"])
        if dinas.any():  # more than one dinas: one number per pair
            numbers = codes_of(dinas * (numbers.max() + 1) + numbers)
    return numbers, first_of(numbers)


def realised_series(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return every realisation that is a number, and whether the series of its indicator uses it.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `indikator`, `tahun`, `realisasi`; uses `dinas`, `data_tahun` and `putus_deret` (text:
        why a new series starts in this year) when present.

    Returns
    -------
    DataFrame, one row per printed number, in order of (indicator, year of the figure)
        `dinas`, `indikator`, `nama_indikator`, `satuan` (those given) · `tahun` of the figure ·
        `tahun_lapor` · `realisasi_angka` · `dipakai` · `alasan` why not: `tahun_lain` (the figure
        of `tahun` once more), `direvisi` (a later report prints another value for its year),
        `sebelum_putus`, empty where it is used · `alasan_putus`: the printed reason of the break
        before which it stands, else empty.

    Notes
    -----
    Of two figures of one year the newest publication counts; where it only repeats what was printed
    before, the first print stays in the series.

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": "a", "tahun": [2021, 2022, 2023]})
    >>> frame = frame.assign(realisasi=[5, 6, 6], data_tahun=[None, None, 2022])  # 2022's, repeated
    >>> realised_series(frame)[["tahun", "tahun_lapor", "dipakai", "alasan"]].values.tolist()[1:]
    [[2022, 2022, True, ''], [2022, 2023, False, 'tahun_lain']]
    """
    numbers, first = indicator_numbers(kinerja)
    printed = _printed(kinerja, numbers, len(first))
    source = kinerja.iloc[first[printed.nomor]]
    reason = _break_reason(kinerja, numbers, len(first))[printed.nomor]
    out = pd.DataFrame({name: source[name].to_numpy() for name in WHO if name in kinerja})
    return out.assign(
        tahun=printed.tahun,
        tahun_lapor=printed.tahun_lapor,
        realisasi_angka=printed.nilai,
        dipakai=printed.dipakai,
        alasan=choose(
            [
                (printed.dipakai, ""),
                (printed.sebelum_putus, "sebelum_putus"),
                (printed.diganti, "direvisi"),
            ],
            "tahun_lain",
        ),
        alasan_putus=np.where(printed.sebelum_putus, reason, ""),
    )


def target_points(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return the target of each year as a number, of a range its middle, in order of time.

    Returns
    -------
    DataFrame, one row per year that has a target
        `indikator`, `tahun`, `target_angka`, `putus`: why the target path ends before that year
        (it was replaced, or the indicator is defined anew); empty where it goes on · `jenis_putus`:
        deret (defined anew), jalur (only the path was replaced), empty where it goes on.
    """
    lowest = kinerja.get("target_terendah")
    value = target_values(kinerja["target"], kinerja.get("satuan"), lowest)
    if "target_bawah" in kinerja:
        low, high = (pd.to_numeric(kinerja[name]) for name in ("target_bawah", "target_atas"))
        value = value.fillna((low + high) / 2)
    out = kinerja[["indikator", "tahun"]].assign(target_angka=value, putus="", jenis_putus="")
    for name, kind in (("putus_deret", "deret"), ("putus_target", "jalur")):
        if name in kinerja:
            here = filled(kinerja[name])
            out["putus"] = kinerja[name].astype(object).where(here, out["putus"])
            out["jenis_putus"] = out["jenis_putus"].mask(here & (out["jenis_putus"] == ""), kind)
    return out.dropna(subset=["target_angka"]).sort_values(["indikator", "tahun"], kind="stable")


def series_of(kinerja: pd.DataFrame, numbers: np.ndarray, count: int) -> Deret:
    """Return the series of `count` numbered indicators, by the rule of `realised_series`."""
    printed = _printed(kinerja, numbers, count)
    number, year, value = printed.nomor, printed.tahun, printed.nilai
    if not printed.dipakai.all():
        number, year, value = (part[printed.dipakai] for part in (number, year, value))
    start = np.r_[0, np.cumsum(np.bincount(number, minlength=count))]
    total = np.bincount(printed.nomor, minlength=count)
    return Deret(number, year, value, start, total, _revision(printed, count))


def suspected_years(kinerja: pd.DataFrame, numbers: np.ndarray, count: int) -> np.ndarray:
    """Return the years inside each series in which its definition may have changed (`2021; 2024`).

    `putus_dugaan` of `kinerja` says so; the series goes on over such a year, so that figures before
    and since may be two measures. Empty where there is none, or where it stands outside the series.
    """
    years = np.full(count, "", dtype=object)
    if "putus_dugaan" not in kinerja:
        return years
    rows = np.flatnonzero(filled(kinerja["putus_dugaan"]))
    printed = _printed(kinerja, numbers, count)
    number, reported = (part[printed.dipakai] for part in (printed.nomor, printed.tahun_lapor))
    reports = pd.Series(reported).groupby(number)
    first, last = (reports.agg(how).reindex(range(count)) for how in ("min", "max"))
    asked = pd.DataFrame({"nomor": numbers[rows], "tahun": kinerja["tahun"].to_numpy()[rows]})
    inside = (first[asked["nomor"]].to_numpy() < asked["tahun"]) & (
        asked["tahun"] <= last[asked["nomor"]].to_numpy()
    )
    asked = asked[inside].astype(int).drop_duplicates().sort_values(["nomor", "tahun"])
    for place, some in asked.groupby("nomor")["tahun"]:
        years[place] = "; ".join(map(str, some))
    return years


def _revision(printed: _Tercetak, count: int) -> np.ndarray:
    """Return of each indicator the largest difference between two figures of one year.

    Both stand after the last break.
    """
    revised = np.zeros(count)
    since = ~printed.sebelum_putus
    if (since & ~printed.dipakai).any():  # else no year has two figures
        number, year, value = (
            part[since] for part in (printed.nomor, printed.tahun, printed.nilai)
        )
        again = _like_the_one_before(number, year)
        np.maximum.at(revised, number[1:][again], np.abs(np.diff(value))[again])
    return revised


def _printed(kinerja: pd.DataFrame, numbers: np.ndarray, count: int) -> _Tercetak:
    value = split_values(kinerja["realisasi"])["angka"].to_numpy()
    reported = kinerja["tahun"].to_numpy().astype(np.int64)
    year = year_of_figure(kinerja).to_numpy()
    number, year, reported, value = _in_order(np.isfinite(value), numbers, year, reported, value)
    before = reported < _last_break(kinerja, numbers, count)[number]
    used = _in_use(~before, number, year, value)
    return _Tercetak(number, year, reported, value, before, *used)


def _in_order(
    keep: np.ndarray, number: np.ndarray, year: np.ndarray, reported: np.ndarray, value: np.ndarray
) -> list[np.ndarray]:
    """Drop what is not a number; sort by indicator, year of the figure, year of the report."""
    parts = [number, year, reported, value]
    if not keep.all():
        parts = [part[keep] for part in parts]
    key = (parts[0] * 10_000 + parts[1]) * 10_000 + parts[2]  # one sortable number per figure
    if (key[1:] >= key[:-1]).all():
        return parts
    order = np.argsort(key, kind="stable")
    return [part[order] for part in parts]


def _in_use(
    candidate: np.ndarray, number: np.ndarray, year: np.ndarray, value: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Say which of the candidates (the figures since the last break) make up the series.

    And which of the others another value has replaced.
    """
    if not _like_the_one_before(number, year).any():
        return candidate, np.zeros(len(candidate), dtype=bool)
    some = np.flatnonzero(candidate)
    key, figure = number[some] * 10_000 + year[some], value[some]
    counts = newest_print(key, figure)
    used, replaced = candidate.copy(), np.zeros(len(candidate), dtype=bool)
    used[some] = counts
    # every year has one figure that counts, so its place is the number of the year
    kept = figure[counts][np.searchsorted(key[counts], key)]
    replaced[some] = np.round(figure - kept, NOISE) != 0
    return used, replaced


def _like_the_one_before(number: np.ndarray, year: np.ndarray) -> np.ndarray:
    """Say of each figure but the first whether it has indicator and year of the one before it."""
    return (number[1:] == number[:-1]) & (year[1:] == year[:-1])


def _last_break(kinerja: pd.DataFrame, numbers: np.ndarray, count: int) -> np.ndarray:
    """Return the year in which the present series of each indicator starts; 0: it never broke."""
    start = np.zeros(count, dtype=np.int64)
    if "putus_deret" in kinerja:
        rows = np.flatnonzero(filled(kinerja["putus_deret"]))
        np.maximum.at(start, numbers[rows], kinerja["tahun"].to_numpy()[rows])
    return start


def _break_reason(kinerja: pd.DataFrame, numbers: np.ndarray, count: int) -> np.ndarray:
    """Return the printed reason of the last break of each indicator; empty: it never broke."""
    reasons = np.full(count, "", dtype=object)
    if "putus_deret" in kinerja:
        rows = np.flatnonzero(filled(kinerja["putus_deret"]))
        rows = rows[np.argsort(kinerja["tahun"].to_numpy()[rows], kind="stable")]
        # of an indicator that stands here twice the later break is written last
        reasons[numbers[rows]] = kinerja["putus_deret"].to_numpy()[rows]
    return reasons
