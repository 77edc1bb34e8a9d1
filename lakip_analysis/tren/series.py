"""The realised series of each indicator: which printed figures belong to one line through time, and where that line breaks.

A figure stands in the year it is *of* (`data_tahun`). No line runs across a change of definition, nor joins figures of their own year with
figures that the report marks as an earlier year's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..data.nilai import split_values

__all__ = [
    "Deret",
    "choose",
    "codes_of",
    "filled",
    "first_of",
    "indicator_numbers",
    "realised_series",
    "series_of",
    "target_points",
]


CHUNK = 20_000

WHO = ("dinas", "indikator", "nama_indikator", "satuan")


class Deret(NamedTuple):
    """The used figures of every indicator as flat arrays in order of (indicator, year).

    `awal[k]` is the first position of indicator k, `tercetak[k]` how many figures it has printed, used or not.
    """

    kunci: np.ndarray
    tahun: np.ndarray
    nilai: np.ndarray
    awal: np.ndarray
    tercetak: np.ndarray

    @property
    def n(self) -> np.ndarray:
        """Return how many figures each indicator has."""
        return np.diff(self.awal)

    def blocks(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Yield the indicators with two figures and more in blocks of equal length: their numbers, years and values."""
        for n in np.unique(self.n[self.n > 1]):
            rows = np.flatnonzero(self.n == n)
            for start in range(0, len(rows), CHUNK):
                part = rows[start : start + CHUNK]
                at = self.awal[part][:, None] + np.arange(n)
                yield part, self.tahun[at].astype(float), self.nilai[at]


def indicator_numbers(kinerja: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Number the indicators of a frame in order of first appearance.

    Returns
    -------
    number of each row, and the position of the first row of each indicator; `dinas` counts as part of the key when it is there.
    """
    numbers = codes_of(kinerja["indikator"])
    if "dinas" in kinerja:
        dinas = codes_of(kinerja["dinas"])
        numbers = codes_of(dinas * (numbers.max() + 1) + numbers) if dinas.any() else numbers
    return numbers, first_of(numbers)


def realised_series(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return every realisation that is a number, and whether the series of its indicator may use it.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `indikator`, `tahun`, `realisasi`; uses `dinas`, `data_tahun` and `putus_deret` (text: why a new series starts in this
        year) when present.

    Returns
    -------
    DataFrame, one row per printed number, in order of (indicator, year of the figure)
        `dinas`, `indikator`, `nama_indikator`, `satuan` (those given), `tahun` (of the figure), `tahun_lapor`, `realisasi_angka`, `dipakai` and `alasan`: empty, or why the figure
        stands outside the series.

    Notes
    -----
    Where own-year and late figures mix, the series is made of the kind that is more frequent (own-year ones when equal); of two figures of
    one year the first reported counts.
    """
    numbers, first = indicator_numbers(kinerja)
    points = _points(kinerja, numbers, len(first))
    source = kinerja.iloc[first[points.kunci]]
    late = [f"angka tahun {year}" for year in points.tahun]
    early = "sebelum deret putus: " + _break_reason(kinerja, numbers, len(first))[points.kunci]
    out = pd.DataFrame({name: source[name].to_numpy() for name in WHO if name in kinerja})
    return out.assign(
        tahun=points.tahun,
        tahun_lapor=points.lapor,
        realisasi_angka=points.nilai,
        dipakai=points.pakai,
        alasan=np.select(
            [points.pakai, points.lama, points.tahun != points.lapor],
            ["", early, late],
            "bukan angka terlambat seperti yang lain",
        ),
    )


def target_points(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return the target of each year as a number, of a range its middle, in order of time.

    Returns
    -------
    DataFrame, one row per year that has a target
        `indikator`, `tahun`, `target_angka`, `putus`: why the target path was replaced in that year; empty where it goes on.
    """
    value = split_values(kinerja["target"])["angka"]
    if "target_bawah" in kinerja:
        value = value.fillna(
            (pd.to_numeric(kinerja["target_bawah"]) + pd.to_numeric(kinerja["target_atas"])) / 2
        )
    reason = (
        kinerja["putus_target"].astype(object).where(filled(kinerja["putus_target"]), "")
        if "putus_target" in kinerja
        else ""
    )
    out = kinerja[["indikator", "tahun"]].assign(target_angka=value, putus=reason)
    return out.dropna(subset=["target_angka"]).sort_values(["indikator", "tahun"], kind="stable")


def series_of(kinerja: pd.DataFrame, numbers: np.ndarray, count: int) -> Deret:
    """Return the figures that make up the series of each of `count` indicators, by the rule of `realised_series`."""
    points = _points(kinerja, numbers, count)
    key, year, value = points.kunci, points.tahun, points.nilai
    if not points.pakai.all():
        key, year, value = (part[points.pakai] for part in (key, year, value))
    printed = np.bincount(points.kunci, minlength=count)
    return Deret(key, year, value, np.r_[0, np.cumsum(np.bincount(key, minlength=count))], printed)


def codes_of(values) -> np.ndarray:
    """Number values in order of first appearance; a run of equal values is looked up once."""
    if not len(values):
        return np.empty(0, dtype=np.intp)
    values = np.asarray(values)
    new = np.r_[True, values[1:] != values[:-1]]
    codes = pd.factorize(values[new], use_na_sentinel=False)[0]
    return np.repeat(codes, np.diff(np.r_[np.flatnonzero(new), len(values)]))


def filled(column: pd.Series) -> np.ndarray:
    """Say for each cell of a text column whether something stands there."""
    return (column.notna() & (column.astype(object) != "")).to_numpy()


def first_of(codes: np.ndarray) -> np.ndarray:
    """Return the position at which each number of `codes_of` first stands."""
    first = np.empty(codes.max(initial=-1) + 1, dtype=np.intp)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first


def choose(cases: list, words: list[str], default: str) -> pd.api.extensions.ExtensionArray:
    """Return for each row the word of the first case that holds; one small table of words for any number of rows."""
    codes = np.full(len(cases[0]), len(words), dtype=np.int8)
    for code in reversed(range(len(words))):
        np.copyto(codes, code, where=np.asarray(cases[code], dtype=bool))
    return pd.array([*words, default], dtype="str").take(codes)


class _Titik(NamedTuple):
    """Every printed number in order of (indicator, year of the figure): `lama` stands before the last break."""

    kunci: np.ndarray
    tahun: np.ndarray
    lapor: np.ndarray
    nilai: np.ndarray
    lama: np.ndarray
    pakai: np.ndarray


def _points(kinerja: pd.DataFrame, numbers: np.ndarray, count: int) -> _Titik:
    value = split_values(kinerja["realisasi"])["angka"].to_numpy()
    reported = kinerja["tahun"].to_numpy().astype(np.int64)
    year = reported
    if "data_tahun" in kinerja and kinerja["data_tahun"].notna().any():
        year = (
            pd.to_numeric(kinerja["data_tahun"])
            .fillna(kinerja["tahun"])
            .to_numpy()
            .astype(np.int64)
        )
    parts = _in_order(np.isfinite(value), numbers, year, reported, value)
    key, year, reported, value = parts
    old = (
        reported < _last_break(kinerja, numbers, count)[key]
        if "putus_deret" in kinerja
        else np.zeros(len(key), dtype=bool)
    )
    return _Titik(key, year, reported, value, old, _used(key, year, reported, ~old, count))


def _in_order(
    keep: np.ndarray, key: np.ndarray, year: np.ndarray, reported: np.ndarray, value: np.ndarray
) -> list[np.ndarray]:
    """Drop what is not a number and sort by indicator, year of the figure, year of the report; nothing is moved when it is sorted already."""
    parts = [key, year, reported, value]
    if not keep.all():
        parts = [part[keep] for part in parts]
    code = (parts[0] * 10_000 + parts[1]) * 10_000 + parts[2]
    if (code[1:] >= code[:-1]).all():
        return parts
    order = np.argsort(code, kind="stable")
    return [part[order] for part in parts]


def _used(
    key: np.ndarray, year: np.ndarray, reported: np.ndarray, known: np.ndarray, count: int
) -> np.ndarray:
    late = year != reported
    if late.any():
        votes = np.bincount(key[known], np.where(late[known], 1, -1), count)
        known = known & (late == (votes > 0)[key])
    first = np.ones(len(key), dtype=bool)
    first[1:] = (key[1:] != key[:-1]) | (year[1:] != year[:-1])
    if first.all():
        return known
    used = np.flatnonzero(known)
    again = (key[used][1:] == key[used][:-1]) & (year[used][1:] == year[used][:-1])
    known = known.copy()
    known[used[1:][again]] = False
    return known


def _last_break(kinerja: pd.DataFrame, numbers: np.ndarray, count: int) -> np.ndarray:
    """Return the year in which the present series of each indicator starts; 0 where it never broke."""
    starts = np.zeros(count, dtype=np.int64)
    at = np.flatnonzero(filled(kinerja["putus_deret"]))
    np.maximum.at(starts, numbers[at], kinerja["tahun"].to_numpy()[at])
    return starts


def _break_reason(kinerja: pd.DataFrame, numbers: np.ndarray, count: int) -> np.ndarray:
    reasons = np.full(count, "", dtype=object)
    if "putus_deret" in kinerja:
        rows = np.flatnonzero(filled(kinerja["putus_deret"]))
        rows = rows[np.argsort(kinerja["tahun"].to_numpy()[rows], kind="stable")]
        reasons[numbers[rows]] = kinerja["putus_deret"].to_numpy()[rows]
    return reasons
