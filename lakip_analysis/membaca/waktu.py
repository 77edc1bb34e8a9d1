"""Words for another time than the year of a report, without a number: tahun lalu, prognosis."""

from __future__ import annotations

import re
from functools import cache

from ..aturan.rules import load_rules
from ..importing.buku_kepala import fold_title, years_in
from .tabel import Tabel

__all__ = ["PART", "UNKNOWN", "estimated", "is_torn", "other_time", "remarked_time"]

MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november"
PART = re.compile(  # a part of a year, but the last one, which holds the whole
    r"\b(?:triwulan|tw\.?) (?:iii|ii|i|[123])\b|\bsemester (?:i|1)\b|"
    rf"\bbulan (?:{MONTHS})\b",
    re.IGNORECASE,
)
MONTH = re.compile(rf"\b(?:{MONTHS})\b", re.IGNORECASE)
REMARK = re.compile(r"[(\[](.*)")  # behind a figure

UNKNOWN = "?"  # another year, nobody says which
SENTENCE = re.compile(r"(?<=[^\W\d])[.;:!?]\s+(?=[A-Z])")


@cache
def _words(kind: str) -> dict[str, str]:
    rows = load_rules("judul_kolom").fillna("")
    rows = rows[rows["makna"] == kind]
    return {fold_title(one.sebutan): str(one.nilai) for one in rows.itertuples()}


def _said(kind: str, text: str) -> str:
    """Return the longest of the words of a kind that a text holds, folded; empty for none."""
    words = f" {fold_title(text)} "
    return max((one for one in _words(kind) if f" {one} " in words), key=len, default="")


def _tellers(table: Tabel) -> list[str]:
    """Return what says of which time a table is: its caption, last sentences, heading."""
    before = [SENTENCE.split(line)[-1] for line in table.pengantar]
    return [table.label, *before, table.bagian]


def other_time(table: Tabel) -> str:
    """Return how many years from the report's a table is, by words alone: -1, or `UNKNOWN`.

    Empty where nothing says so: a text that names a year says which, one that compares speaks of
    more than one.

    Examples
    --------
    >>> other_time(Tabel({}, [1], "Capaian Kinerja Tahun Lalu"))
    '-1'
    >>> other_time(Tabel({}, [1], "Capaian Tahun N-1")), other_time(Tabel({}, [1], "Capaian"))
    ('?', '')
    >>> other_time(Tabel({}, [1], "Perbandingan Capaian dengan Tahun Lalu"))
    ''
    """
    for text in _tellers(table):
        word = _said("kata_waktu", text)
        if word and not years_in(text) and not _said("kata_banding", text):
            return _words("kata_waktu")[word] or UNKNOWN
    return ""


def is_torn(table: Tabel) -> bool:
    """Say whether a caption names another time, and does not compare it with a year that it names.

    Examples
    --------
    >>> is_torn(Tabel({}, [1], "Realisasi Tahun Sebelumnya pada LKjIP 2024"))
    True
    >>> is_torn(Tabel({}, [1], "Perbandingan Realisasi 2024 dengan Tahun Sebelumnya"))
    False
    """
    compared = years_in(table.label) and _said("kata_banding", table.label)
    return bool(_said("kata_waktu", table.label)) and not compared


def estimated(table: Tabel) -> str:
    """Return why the figures of a table may be none of what was reached; empty for others.

    Examples
    --------
    >>> estimated(Tabel({}, [1], "Prognosis Capaian Kinerja"))
    'judul tabel menyebut “prognosis”: perkiraan, belum hasil?'
    """
    word = _said("kata_perkiraan", table.label)
    return f"judul tabel menyebut “{word}”: perkiraan, belum hasil?" if word else ""


def remarked_time(text: str, year: int | None) -> str:
    """Return why a figure may be of another time than its column: its remark in brackets says so.

    Examples
    --------
    >>> remarked_time("13,30 (2023)", 2024)
    'keterangan dalam kurung menyebut waktu lain: “2023”'
    >>> remarked_time("90 (per Juni)", 2024)
    'keterangan dalam kurung menyebut waktu lain: “per Juni”'
    >>> remarked_time("72,36 (angka sementara)", 2024), remarked_time("80 (BPS, 2024)", 2024)
    ('', '')
    """
    found = REMARK.search(text) if re.match(r"\W*\d", text) and text[0] not in "([" else None
    said = found[1].strip(" )]") if found else ""
    others = {int(one) for one in years_in(said)} - {year}
    apart = PART.search(said) or MONTH.search(said)
    words = _said("kata_waktu", said) or _said("kata_perkiraan", said)
    if said and (others or apart or words):
        return f"keterangan dalam kurung menyebut waktu lain: “{said}”"
    return ""
