"""Names and units as a reader expects them, in the language of the reader.

A frame holds the Indonesian name. What it is called in English stands in `aturan/nama_en.csv`
(programmes and activities of the nomenclature, units, categories, benchmarks, services) and, for a
dinas's own indicators and objectives, in its `indikator.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

__all__ = ["Bahasa", "fmt_unit", "join_names", "name_in", "quote_text", "tidy_name", "with_names"]

TRANSLATED = "en"  # the language of `nama_en.csv`, `nama_en` and `sasaran_en`

TOTALS = {"jumlah", "total"}  # rows of a table that are no name

CAPITALS = 0.7  # so many of its letters make a name one that is printed in capitals

SMALL = {"dan", "di", "ke", "dari", "dalam", "yang", "untuk", "bagi", "pada", "atau", "serta"}


class Bahasa(str):
    """The language of one report: its code, with the names that the dinas itself gives in it."""

    nama: Mapping[str, str]


def with_names(bahasa: str, nama: Mapping[str, str]) -> str:
    """Return a language together with names in it: to every function it is still its code.

    Parameters
    ----------
    nama : mapping
        Name as it stands in a frame → its name in the language, as `Laporan.nama_en`.

    Examples
    --------
    >>> english = with_names("en", {"Nilai SAKIP": "SAKIP score"})
    >>> english == "en", name_in("Nilai  sakip", english), name_in("Nilai SAKIP", "en")
    (True, 'SAKIP score', 'Nilai SAKIP')
    """
    if bahasa != TRANSLATED:
        return bahasa
    known = Bahasa(bahasa)
    known.nama = {_key(name): text for name, text in nama.items() if text}
    return known


def lower_first(text: str) -> str:
    """Return a sentence as it goes on behind a colon; an abbreviation keeps its capitals.

    Examples
    --------
    >>> lower_first("Data belum dipilah"), lower_first("PSKS sedikit")
    ('data belum dipilah', 'PSKS sedikit')
    """
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def name_in(nama: str, bahasa: str) -> str:
    """Return what a name is called in a language; one that has no name there stays as it is.

    Capitals, spaces and signs do not matter for finding it.

    Examples
    --------
    >>> name_in("PROGRAM REHABILITASI SOSIAL", "en"), name_in("Program lain", "en")
    ('Programme for Social Rehabilitation', 'Program lain')
    """
    if bahasa != TRANSLATED or not nama:
        return nama
    key = _key(nama)
    return getattr(bahasa, "nama", {}).get(key) or _english("nama").get(key, nama)


def join_names(names: Iterable[str], bahasa: str) -> str:
    """Return several names as one text, each as `tidy_name` writes it."""
    return "; ".join(tidy_name(name, bahasa) for name in names)


def quote_text(text: str, bahasa: str) -> str:
    """Return a text of the data as a reader of another language sees it: quoted.

    In Indonesian it stays as it is, and so does what has a name in the language.

    Examples
    --------
    >>> quote_text("Jumlah anak", "id"), quote_text("Jumlah anak", "en")
    ('Jumlah anak', '“Jumlah anak”')
    """
    known = name_in(text, bahasa)
    plain = bahasa == "id" or known != text or not text or text.startswith("“")
    return known if plain else f"“{text}”"


def tidy_name(name: str, bahasa: str = "id") -> str:
    """Write a name as a reader expects it: by `name_in`, or one printed in capitals in small ones.

    Other names stay as printed. Abbreviations of `aturan/singkatan.csv` and what stands in brackets
    keep their capitals.

    Examples
    --------
    >>> tidy_name("PROGRAM PENINGKATAN KELUARGA SEJAHTERA (KS)"), tidy_name("Nilai SAKIP")
    ('Program Peningkatan Keluarga Sejahtera (KS)', 'Nilai SAKIP')
    """
    known = name_in(name, bahasa)
    if known != name:
        return known
    if name.casefold() in TOTALS:
        return name.capitalize()
    if not _in_capitals(name) or len(name) < 8:
        return name
    return " ".join(_tidy_word(word) for word in name.split())


def fmt_unit(satuan: str, bahasa: str = "id") -> str:
    """Write a unit as a reader expects it, however the report spelled it.

    In English by `aturan/nama_en.csv`; one that is not there as in Indonesian.

    An abbreviation is written as `aturan/singkatan.csv` says (`sebagai_satuan`), other words small.

    Examples
    --------
    >>> [fmt_unit(unit) for unit in ("opd", "per wus", "Orang", "dok", "predikat AKIP", "%")]
    ['OPD', 'per wanita usia subur', 'orang', 'dokumen', 'predikat AKIP', '%']
    """
    if bahasa == TRANSLATED and (known := _english("satuan").get(_key(satuan))):
        return known
    return re.sub(r"[^\W\d_]+", lambda found: _unit_word(found[0]), satuan)


def _key(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+|%", name.casefold()))


@cache
def _english(kind: str) -> dict[str, str]:
    """Return key → English: of units (`satuan`), or of all that is a name (`nama`)."""
    from ..aturan.rules import load_rules

    rows = load_rules("nama_en")
    rows = rows[(rows["jenis"] == "satuan") == (kind == "satuan")]
    return {_key(row.nama): row.nama_en for row in rows.itertuples()}


def _in_capitals(name: str) -> bool:
    """Say whether a name is printed in capitals, but for a word before it ("Program : …")."""
    letters = [sign for sign in name if sign.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= CAPITALS * len(letters)


def _tidy_word(word: str) -> str:
    if word.startswith("(") or word.strip(",.;:") in _written().values():
        return word
    return word.lower() if word.lower() in SMALL else word.title()


def _unit_word(word: str) -> str:
    known = _units().get(word.lower()) or _written().get(word.lower())
    return known or (word.lower() if word.istitle() else word)


@cache
def _written() -> dict[str, str]:
    """Return abbreviation in small letters → as it is written."""
    return {name.lower(): name for name in _rows()["singkatan"]}


@cache
def _units() -> dict[str, str]:
    rows = _rows().dropna(subset=["sebagai_satuan"])
    return dict(zip(rows["singkatan"].str.lower(), rows["sebagai_satuan"], strict=True))


def _rows():
    # here, so that a command that needs a text and no table starts without pandas
    from ..aturan.rules import load_rules

    return load_rules("singkatan")
