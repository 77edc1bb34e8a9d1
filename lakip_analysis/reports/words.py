"""The tables of the results as a reader of Excel wants them: names beside codes, words for codes.

Which column holds codes of which vocabulary is its kind (`kata …` in `bahasa/kolom.toml`) or a row
of `aturan/kosakata.csv`. A vocabulary is a section of `kalimat.toml` or a path in it with `*` for
the code; `@dinas`, `@indikator` and `@dokumen` are names from the data, `@sumber` is a place in the
report, `@teknis` a column for machines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

import pandas as pd

from ..aturan.rules import load_rules
from ..bahasa.kolom import heading, kind_of
from ..bahasa.nama import tidy_name
from ..bahasa.say import has_text, say
from ..data.dinas import DataDinas
from ..once import each_once
from ..show.values import show_source

__all__ = ["Lajur", "Nama", "read_names", "readable"]

MACHINE = "@teknis"
BY_DINAS = {"@indikator", "@baris", "@dokumen"}  # codes that each dinas has for itself


@dataclass(frozen=True)
class Nama:
    """Names by code: of a dinas by slug, of an indicator, budget line or paper by (slug, code)."""

    dinas: dict[str, str]
    indikator: dict[tuple[str, str], str]
    baris: dict[tuple[str, str], str]
    dokumen: dict[tuple[str, str], str]


@dataclass(frozen=True)
class Lajur:
    """One column of a sheet: `kolom` is its name in the CSV, `kode` says that it is put away."""

    kolom: str
    judul: str
    jenis: str
    nilai: list
    kode: bool = False


def read_names(data: Sequence[DataDinas]) -> Nama:
    """Return the names that the data of some dinas know."""
    return Nama(
        {one.dinas: one.judul for one in data},
        {
            (one.dinas, row.indikator): row.nama_indikator
            for one in data
            for row in one.tabel["indikator"].itertuples()
        },
        {(one.dinas, row.kode): row.nama for one in data for row in one.anggaran.itertuples()},
        {(one.dinas, paper["id"]): paper["judul"] for one in data for paper in one.info["dokumen"]},
    )


def readable(frame: pd.DataFrame, berkas: str, nama: Nama, bahasa: str) -> list[Lajur]:
    """Return the columns of one table in words; the codes of those that had any come last."""
    shown, codes = [], []
    whose = frame["dinas"] if "dinas" in frame else pd.Series("", index=frame.index)
    for name in frame:
        title, kind = heading(name, bahasa, berkas), kind_of(name, berkas)
        plain = kind.partition(" ")[0]
        sources = _vocabularies(name, berkas, kind)
        column = frame[name]
        if sources == [MACHINE]:
            codes.append(Lajur(name, title, plain, column.tolist(), kode=True))
            continue
        if not sources:
            shown.append(Lajur(name, title, plain, column.tolist()))
        else:
            # of a country the same codes stand in thousands of rows
            own = whose if BY_DINAS & set(sources) else pd.Series("", index=frame.index)
            said = partial(_words, sources=sources, nama=nama, bahasa=bahasa)
            values, words = column.tolist(), each_once(said, column, own).tolist()
            shown.append(Lajur(name, title, "teks", words))
            if any(_given(a) and a != b for a, b in zip(values, words, strict=True)):
                title = say("buku.kode", bahasa, judul=title)
                codes.append(Lajur(name, title, "teks", values, kode=True))
        shown += _name_beside(name, frame, whose, nama, bahasa)
    return [*shown, *codes]


def _name_beside(
    kolom: str, frame: pd.DataFrame, whose: pd.Series, nama: Nama, bahasa: str
) -> list[Lajur]:
    """Return the name of what a code stands for, where the table itself has none."""
    known = {"indikator": ("nama_indikator", nama.indikator), "kode": ("nama", nama.baris)}
    beside, names = known.get(kolom, ("", {}))
    if not beside or beside in frame:
        return []
    found = [names.get(pair, "") for pair in zip(whose, frame[kolom], strict=True)]
    title = heading(beside, bahasa, "efisiensi" if beside == "nama" else "")
    return [Lajur(beside, title, "teks", [tidy_name(text, bahasa) for text in found])]


def _vocabularies(kolom: str, berkas: str, jenis: str) -> list[str]:
    """Return where the words of a column stand; of a table's own row and a general one, the own."""
    if jenis.startswith("kata "):
        return [jenis.removeprefix("kata ")]
    rows = _rows()
    return rows.get((berkas, kolom)) or rows.get(("", kolom), [])


@cache
def _rows() -> dict[tuple[str, str], list[str]]:
    """Return the rows of `aturan/kosakata.csv` by table (empty: any) and column."""
    out: dict[tuple[str, str], list[str]] = {}
    for row in load_rules("kosakata").fillna("").itertuples():
        out.setdefault((row.berkas, row.kolom), []).append(row.kosakata)
    return out


def _given(value: object) -> bool:
    return not (value is None or value is pd.NA or value != value or value == "")


def _words(value: object, dinas: str, sources: list[str], nama: Nama, bahasa: str) -> object:
    """Return a code, or several with `;` between them, in words; what is no code stays."""
    if not _given(value):
        return value
    text = str(value)
    whole = _word(text, dinas, sources, nama, bahasa)
    if whole is not None:
        return whole
    parts = [part.strip() for part in text.split(";")]
    return "; ".join(_word(part, dinas, sources, nama, bahasa) or part for part in parts)


def _word(code: str, dinas: str, sources: list[str], nama: Nama, bahasa: str) -> str | None:
    for source in sources:
        if source == "@sumber":
            return show_source(code, bahasa)
        if source.startswith("@"):
            names = getattr(nama, source[1:])
            found = names.get(code if source == "@dinas" else (dinas, code))
            if found:
                return tidy_name(found, bahasa)
            continue
        key = source.replace("*", code) if "*" in source else f"{source}.{code}"
        if has_text(key, bahasa):
            return say(key, bahasa)
    return None
