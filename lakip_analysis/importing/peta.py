"""Maps (`peta*.toml`): read them, and report at once everything that cannot be followed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..errors import DataError, Fault

__all__ = ["TEXTS_ACUAN", "VALUES", "Role", "parse_lines", "parse_role", "read_map"]


class Role(NamedTuple):
    """What a column of a printed table is: `realisasi@2022`, `nama:program`, `nilai@2022:IPG`.

    `level` is what stands behind the colon: of a name its level, of a figure of others its measure.
    """

    name: str
    year: int | None = None
    level: str | None = None


# what `isi` says the table holds → the columns with figures
VALUES = {
    "kinerja": ("target", "realisasi", "capaian", "predikat", "pembilang", "penyebut"),
    "anggaran": ("pagu_induk", "pagu", "realisasi", "persen", "efisiensi", "perubahan"),
    "acuan": ("nilai", "target"),
    "klaim": ("kata", "nilai", "dasar", "kini"),
}

# the columns with text, in a table of any kind
TEXTS = ("no", "kode", "tujuan", "sasaran", "nama", "satuan", "catatan")

# and those of a table of others
TEXTS_ACUAN = (*TEXTS, "daerah", "ukuran")

# what a claim in words is about, besides: its kind, since which year, against which tables
TEXTS_KLAIM = ("jenis", "tahun_dasar", "acuan")

# key of a map → its type
KEYS_TABLE = {
    "id": str,
    "label": str,
    "isi": str,
    "level": str,
    "tahun": int,
    "gaya": str,
    "turun": list,
    "bagian": list,
    "kalimat": list,
    "catatan": str,
    "tahap": str,
    "ukuran": dict,
}

KEYS_PART = {
    "bagian": {
        "baris": (str, int),
        "kolom": list,
        "level": dict,
        "level_pola": dict,
        "sel": dict,
        "turun": list,
        "gabung": (str, int),
        "tetap": dict,
    },
    "kalimat": {"baris": (str, int), "pola": str, "tetap": dict, "sambung": bool},
}

NEEDED = {"bagian": ("baris", "kolom"), "kalimat": ("baris", "pola")}

Problem = tuple[str, str, str]  # where, what is wrong, what to do


def read_map(path: Path) -> dict:
    """Read a map; every unknown key, role, pattern or missing entry is reported at once.

    Raises
    ------
    DataError
        With one fault per problem of the map.
    """
    try:
        peta = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        step = "perbaiki tulisan TOML-nya (UTF-8); contohnya di docs/peta.md"
        fault = Fault(str(path), None, None, str(error), "peta tidak terbaca", step)
        raise DataError([fault]) from None
    faults = [
        Fault(str(path), None, key, None, message, step)
        for key, message, step in _map_problems(peta)
    ]
    if faults:
        raise DataError(faults)
    return peta


def parse_lines(spec: str | int) -> list[int]:
    """Return the line numbers of `"12-15, 18"`.

    Raises
    ------
    ValueError
        When a piece is no number, or a range runs backwards.

    Examples
    --------
    >>> parse_lines("12-15, 18")
    [12, 13, 14, 15, 18]
    """
    numbers: list[int] = []
    for piece in filter(None, (p.strip() for p in str(spec).split(","))):
        first, _, last = piece.partition("-")
        if int(last or first) < int(first):
            raise ValueError(f"rentang baris terbalik: {piece}")
        numbers.extend(range(int(first), int(last or first) + 1))
    return numbers


def parse_role(text: str) -> Role:
    """Return the role that a map writes as `realisasi@2022` or `nama:program`.

    Examples
    --------
    >>> parse_role("realisasi@2022")
    Role(name='realisasi', year=2022, level=None)
    """
    rest, _, level = text.partition(":")
    name, _, year = rest.partition("@")
    return Role(name, int(year) if year else None, level or None)


def _map_problems(peta: dict) -> Iterator[Problem]:
    if not peta.get("dokumen"):
        yield "dokumen", "peta tidak menyebut dokumen", 'tulis dokumen = "<id di dinas.toml>"'
    seen = set()
    for table in peta.get("tabel", []):
        where = f"tabel {table.get('id', '?')}"
        if where in seen:
            yield where, "id tabel dipakai dua kali", "beri id yang lain"
        seen.add(where)
        yield from ((where, message, step) for message, step in _table_problems(table))


def _table_problems(table: dict) -> Iterator[tuple[str, str]]:
    yield from _missing(table, ("id", "label", "isi"))
    yield from _key_problems(table, KEYS_TABLE, "")
    if table.get("isi") and table["isi"] not in VALUES:
        yield f"isi '{table['isi']}' tidak dikenal", f"yang dikenal: {', '.join(VALUES)}"
        return
    known = {
        *VALUES.get(table.get("isi"), ()),
        *(TEXTS_ACUAN if table.get("isi") == "acuan" else TEXTS),
        *(TEXTS_KLAIM if table.get("isi") == "klaim" else ()),
        "-",
    }
    for kind, keys in KEYS_PART.items():
        for part in table.get(kind, []):
            yield from _missing(part, NEEDED[kind])
            yield from _key_problems(part, keys, f" dalam {kind}")
            if not _wrong_kinds(part, keys):
                yield from _part_problems(part, known)


def _missing(entry: dict, needed: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key in needed:
        if not entry.get(key):
            yield f"kunci '{key}' tidak ada", "lihat docs/peta.md"


def _key_problems(entry: dict, known: dict, where: str) -> Iterator[tuple[str, str]]:
    for key in sorted(set(entry) - set(known)):
        yield f"kunci '{key}' tidak dikenal{where}", f"yang dikenal: {', '.join(sorted(known))}"
    for key in _wrong_kinds(entry, known):
        problem = f"isi kunci '{key}' bukan jenis yang diminta{where}"
        yield problem, "lihat contohnya di docs/peta.md"


def _wrong_kinds(entry: dict, known: dict) -> list[str]:
    """Return the keys whose value has another type; what stands in them cannot be looked at."""
    return [key for key, kind in known.items() if key in entry and not isinstance(entry[key], kind)]


def _part_problems(part: dict, known: set[str]) -> Iterator[tuple[str, str]]:
    yield from _line_problems(part)
    yield from _role_problems(part.get("kolom", []), known)
    yield from _override_problems(part, known)
    patterns = [part["pola"]] if "pola" in part else []
    patterns += part.get("level_pola", {}).values()
    for pattern in patterns:
        yield from _pattern_problems(pattern, known | {"level", "tahun"})


def _line_problems(part: dict) -> Iterator[tuple[str, str]]:
    step = 'tulis seperti "934-938, 945", dari kecil ke besar'
    # a claim may speak of some lines of a table: s1.bp:865-866,868
    acuan = str(part.get("tetap", {}).get("acuan", ""))
    spoken_of = [one.partition(":")[2] for one in acuan.split()]
    levels = part.get("level", {}).values()
    for spec in [part.get("baris", ""), part.get("gabung", ""), *levels, *spoken_of]:
        try:
            parse_lines(spec)
        except ValueError:
            yield f"nomor baris '{spec}' tidak terbaca", step


def _role_problems(roles: list[str], known: set[str]) -> Iterator[tuple[str, str]]:
    for role in roles:
        name, _, year = role.partition(":")[0].partition("@")
        if name not in known:
            yield f"kolom '{role}' tidak dikenal", f"yang dikenal: {', '.join(sorted(known))}"
        elif year and not year.isdigit():
            yield f"tahun kolom '{role}' bukan angka", "tulis seperti realisasi@2022"


def _override_problems(part: dict, known: set[str]) -> Iterator[tuple[str, str]]:
    for key in part.get("sel", {}):
        line, _, role = key.partition(":")
        if role not in known and role.partition("@")[0] not in known:
            yield from _role_problems([role], known)
        elif not line.isdigit() or int(line) not in _lines_of(part):
            problem = f"sel '{key}' menunjuk baris yang tidak dibaca bagian ini"
            yield problem, 'tulis seperti "938:target", dengan baris dari kunci baris'


def _lines_of(part: dict) -> list[int]:
    try:
        return parse_lines(part.get("baris", ""))
    except ValueError:
        return []


def _pattern_problems(pattern: str, known: set[str]) -> Iterator[tuple[str, str]]:
    try:
        groups = re.compile(pattern).groupindex
    except re.error as error:
        yield f"pola '{pattern}' bukan ekspresi reguler: {error}", "perbaiki polanya"
        return
    step = f"yang dikenal: {', '.join(sorted(known))}"
    for name in sorted(set(groups) - known):
        yield f"kolom '{name}' dalam pola tidak dikenal", step
