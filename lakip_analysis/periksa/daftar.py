"""The list of tables held against the captions: one of the two was not changed with the year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import pandas as pd

from ..audit.likeness import letters_alike
from ..importing.captions import find_captions
from ..membaca.baca import ID, Bacaan
from ..membaca.kolom import listed_title
from ..membaca.naskah import text_of
from .sejajar import Selisih

__all__ = ["find_listed", "find_table_captions"]

NEAR = 10  # lines from a caption to its table
SAME = 80  # likeness of two titles of one table, in per cent
YEAR = re.compile(r"\b20\d\d\b")


def find_table_captions(bacaan: Bacaan) -> pd.DataFrame:
    """Return the captions that a table follows (`terbitan_judul`)."""
    lines = bacaan.naskah.baris
    found = find_captions(text_of(bacaan.naskah)).assign(dokumen=ID)
    followed = [
        any("\t" in line for line in lines[first : min(end - 1, first + NEAR)])
        for first, end in pairwise([*found["baris"], len(lines) + 1])
    ]
    return found.loc[followed].reset_index(drop=True)


def find_listed(bacaan: Bacaan, captions: pd.DataFrame) -> list[Selisih]:
    """Return the captions whose years or number are not those of their line in the list of tables.

    Years only where the titles are one beside, numbers only where the list calls most captions as
    they are called, or counts on in each chapter where the captions do not, or where two captions
    bear one.

    Parameters
    ----------
    bacaan : Bacaan
    captions : DataFrame
        As `find_table_captions`.
    """
    listed: dict[str, tuple[int, str]] = {}
    twice: Counter = Counter()
    for number, line in enumerate(bacaan.naskah.baris, 1):
        if found := listed_title(line):
            key = _number(found[0])
            listed[key], twice[key] = (number, found[1]), twice[key] + 1
    out, moved = [], []
    titles = Counter(_plain(title, True) for _, title in listed.values())
    called = {
        name: key
        for key, (_, title) in listed.items()
        if twice[key] == 1 and titles[name := _plain(title, True)] == 1
    }
    for row in captions.itertuples():
        own = bacaan.naskah.baris[row.baris - 1].strip()
        key = _number(f"tabel {row.nomor}")
        right = called.get(_plain(row.judul, True), key)
        if right != key:
            about = ("label_keliru", "label.daftar_nomor", own, f"Tabel {right}")
            moved.append(Selisih(row.baris, -1, (), *about, row.judul))
        if twice[key] != 1 or (captions["nomor"] == row.nomor).sum() != 1:
            continue
        line, title = listed[key]
        there, here = set(YEAR.findall(title)), set(YEAR.findall(row.judul))
        alike = letters_alike(_plain(title), _plain(row.judul)[: len(_plain(title))])
        if there and here and there != here and alike >= SAME:
            out.append(
                Selisih(
                    row.baris,
                    -1,
                    (),
                    "label_keliru",
                    "label.daftar_tahun",
                    own,
                    title,
                    row.judul,
                    lain=((line, -1),),
                )
            )
    known = sum(_plain(row.judul, True) in called for row in captions.itertuples())
    ordered = _counts_on(listed) and not _counts_on(captions["nomor"].map(str))
    if len(moved) * 2 >= known and not ordered:  # the list may be of an earlier draft
        double = set(captions.loc[captions["nomor"].duplicated(keep=False), "baris"])
        moved = [one for one in moved if one.baris in double]
    return [*out, *moved]


def _counts_on(numbers: Iterable[str]) -> bool:
    """Say whether tables are numbered from 1 on in each chapter, in their order.

    Examples
    --------
    >>> _counts_on(["2.1", "3.1", "3.2"]), _counts_on(["2.1", "3.1", "3.1"]), _counts_on(["x"])
    (True, False, False)
    """
    counted: Counter = Counter()
    for number in numbers:
        chapter, _, last = number.rpartition(".")
        counted[chapter] += 1
        if not chapter or last != str(counted[chapter]):
            return False
    return bool(counted)


def _number(text: str) -> str:
    """Return the number of a table as it is compared: Roman chapters as numbers."""
    found = find_captions(f"{text} x")
    return str(found["nomor"].iat[0]) if len(found) else text


def _plain(title: str, dated: bool = False) -> str:
    return " ".join((title if dated else YEAR.sub("", title)).casefold().split())
