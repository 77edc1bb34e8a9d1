"""Which abbreviations the names of a report use, and what each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from ..aturan.rules import load_rules
from ..numbers import LETTERS

__all__ = ["find_abbreviations", "known_abbreviations", "names_in", "used_entries"]

# the columns whose texts a reader sees as names or notes
NAMES = ("nama_indikator", "sasaran", "nama", "nama_keluaran", "nama_acuan", "layanan")
NOTES = ("alasan", "catatan")

_WORD_SIGN = re.compile(r"\w")
_WORD = re.compile(r"[^\W_]+(?:-R\b)?")  # PIK-R is one word
_CAPITALS = re.compile(r"[A-Z]{2,}[A-Z0-9]*(?:-R)?|[A-Z]+[a-z]{1,2}[A-Z]+")  # LK3, LKjIP
_ROMAN = re.compile(r"[IVXLC]+")
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")


def names_in(frames: Iterable[pd.DataFrame]) -> pd.Series:
    """Return every distinct name and note that these frames hold."""
    found = [frame[name] for frame in frames for name in (*NAMES, *NOTES) if name in frame]
    texts = pd.concat(found, ignore_index=True) if found else pd.Series([], dtype=object)
    return texts.dropna().astype(str).drop_duplicates().reset_index(drop=True)


def find_abbreviations(
    names: Iterable[str], sendiri: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return the abbreviations that stand in names as whole words, with their meaning.

    Parameters
    ----------
    names : iterable of str
        In a name all in capitals only words of the table count, and what stands in brackets.
    sendiri : mapping, optional
        A dinas's own abbreviations (table `singkatan` of `dinas.toml`); they come first.

    Returns
    -------
    DataFrame, one row per abbreviation in order of the alphabet
        `singkatan`, `arti_id`, `arti_en`, `sumber`; the meaning is missing where no table knows it.
        Roman numbers and letter grades (BB) are none.

    Examples
    --------
    >>> find_abbreviations(["Nilai SAKIP BB", "XYZ"])[["singkatan", "arti_id"]].values.tolist()
    [['SAKIP', 'sistem akuntabilitas kinerja instansi pemerintah'], ['XYZ', nan]]
    """
    known = known_abbreviations(sendiri).set_index("singkatan")
    used = {word for name in names for word in _words(name, known.index)}
    order = sorted(used, key=lambda word: (word.lower(), word))
    return known.reindex(pd.Index(order, dtype=object, name="singkatan")).reset_index()


def known_abbreviations(sendiri: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return every abbreviation with its meaning: a dinas's own first, then those of the field.

    Columns as `find_abbreviations`.
    """
    own = pd.DataFrame(
        [(name, text, text, "dinas.toml") for name, text in (sendiri or {}).items()],
        columns=["singkatan", "arti_id", "arti_en", "sumber"],
    )
    return pd.concat([own, load_rules("singkatan")[list(own)]]).drop_duplicates("singkatan")


def used_entries(istilah: Iterable[Mapping], teks: str) -> list[Mapping]:
    """Return the entries of a glossary that a text uses, or the meaning of such an entry.

    Parameters
    ----------
    istilah : iterable of mappings
        `arti`; `bentuk`: the words to look for, whole, also as plural or with -nya; `persis`:
        capitals count, as in an abbreviation.

    Examples
    --------
    >>> words = [{"bentuk": ["PMKS"], "arti": "lama: PPKS", "persis": True},
    ...     {"bentuk": ["PPKS"], "arti": "-", "persis": True},
    ...     {"bentuk": ["Renstra"], "arti": "-", "persis": False}]
    >>> [entry["bentuk"][0] for entry in used_entries(words, "Jumlah PMKS, bukan pmks-nya")]
    ['PMKS', 'PPKS']
    """
    entries, used = list(istilah), set()
    read = teks
    while read:
        low = read.lower()
        found = {n for n, entry in enumerate(entries) if _stands_in(entry, read, low)} - used
        used |= found
        read = "\n".join(entries[n]["arti"] for n in sorted(found))
    return [entries[n] for n in sorted(used)]


def _stands_in(entry: Mapping, teks: str, low: str) -> bool:
    """Say whether a text, given also in small letters, holds a form of the entry as a word."""
    forms = [form for form in entry["bentuk"] if form.lower() in low]  # much faster than a pattern
    if not forms:
        return False
    exact = entry["persis"]
    return any(_is_word(form if exact else form.lower(), teks if exact else low) for form in forms)


def _is_word(form: str, teks: str) -> bool:
    """Say whether a form stands in a text as a word of its own, also as plural or with -nya."""
    # a pattern that begins with a plain text is found many times as fast as one that looks back
    pattern = re.compile(rf"{re.escape(form)}(?:-?nya|s)?(?!\w)")
    found = pattern.search(teks)
    while found and _WORD_SIGN.match(teks[found.start() - 1 : found.start()]):
        found = pattern.search(teks, found.start() + 1)
    return found is not None


def _words(name: str, known: pd.Index) -> list[str]:
    """Return the words of one name that are abbreviations, or look like one."""
    words = _WORD.findall(name)
    if name.isupper() and len(name) >= 8:
        inner = {word for part in _IN_BRACKETS.findall(name) for word in _WORD.findall(part)}
        return [word for word in words if word in known or (word in inner and _looks(word))]
    return [word for word in words if word in known or _looks(word)]


def _looks(word: str) -> bool:
    grade = word.lower() in LETTERS
    return bool(_CAPITALS.fullmatch(word)) and not grade and not _ROMAN.fullmatch(word)
