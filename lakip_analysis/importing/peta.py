"""Maps (`peta*.toml`): read them, and report at once everything that cannot be followed.

What is said once (a year for the whole map, keys for a list of tables) is written into every table
here, so that what follows the map knows one form only; what the reader finds is filled in by
`susun`.
"""

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
KEYS_MAP = {"dokumen": str, "tahun": int, "baca": bool, "abaikan": (str, int), "tabel": list}

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
    "baca": (str, int),
}

KEYS_PART = {
    "bagian": {
        "baris": (str, int),
        "baca": (str, int),
        "dari": str,
        "kolom": (list, dict),
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

# an id that says which printed table it is: t3.4, and n3.4 for the sentences that explain it
TITLES = {"t": "Tabel", "n": "Penjelasan Tabel"}
TITLED = re.compile(r"([tn])(\d+(?:\.\d+)+)")

# {realisasi} in a pattern: a printed figure, with its sign and its %
SHORT = re.compile(r"\{([a-z_]+)\}")
FIGURE = r"-?\d(?:[\d.,]*\d)?%?"

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
    problems = list(_form_problems(peta))
    if not problems:
        peta["tabel"] = [_whole(table, peta) for table in _listed(peta.get("tabel", []))]
        problems = list(_map_problems(peta))
    if problems:
        faults = [Fault(str(path), None, key, None, text, step) for key, text, step in problems]
        raise DataError(faults)
    return peta


def _form_problems(peta: dict) -> Iterator[Problem]:
    """Yield what is wrong with the map before its tables can be looked at."""
    for message, step in _key_problems(peta, KEYS_MAP, " di peta"):
        yield "peta", message, step
    for message, step in _line_problems({"baris": peta.get("abaikan", "")}):
        yield "abaikan", message, step
    for table in _tables_of(peta, "tabel"):
        shared = {key: value for key, value in table.items() if key != "daftar"}
        for message, step in _key_problems(shared, KEYS_TABLE, "") if "daftar" in table else ():
            yield "daftar", message, step
    for where, entry in [("tabel", peta), *(("daftar", one) for one in _tables_of(peta, "tabel"))]:
        if where in entry and len(_tables_of(entry, where)) < len(entry[where]):
            step = 'tulis seperti daftar = [ { id = "t3.4", baca = "934-949" } ]'
            yield where, f"isi {where} bukan tabel", step


def _tables_of(entry: dict, key: str) -> list[dict]:
    """Return what stands in a list and is a table, where it is a list at all."""
    found = entry.get(key, [])
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _listed(tables: list[dict]) -> Iterator[dict]:
    """Yield the tables one by one; those of a list get the keys that are written beside it."""
    for table in tables:
        shared = {key: value for key, value in table.items() if key != "daftar"}
        yield from (shared | one for one in table.get("daftar", [{}]))


def _whole(table: dict, peta: dict) -> dict:
    """Return a table with what need not be written out: kind, year, title, short patterns."""
    table = {"isi": "kinerja"} | ({"tahun": peta["tahun"]} if "tahun" in peta else {}) | table
    if table.get("tahun") == 0:  # a table of no year in a map that names one
        del table["tahun"]
    if titled := TITLED.fullmatch(str(table.get("id", ""))):
        table = {"label": f"{TITLES[titled[1]]} {titled[2]}"} | table
    if "baca" in table and isinstance(table.get("bagian", []), list):
        table["bagian"] = [{"baca": table.pop("baca")}, *table.get("bagian", [])]
    for part in _tables_of(table, "kalimat"):
        if isinstance(part.get("pola"), str):
            part["pola"] = SHORT.sub(lambda found: f"(?P<{found[1]}>{FIGURE})", part["pola"])
    return table


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
        if kind in table and len(_tables_of(table, kind)) < len(table[kind]):
            yield f"isi {kind} bukan tabel", f"tulis seperti {kind} = [ {{ baris = 934 }} ]"
        for part in _tables_of(table, kind):
            yield from _missing(part, ("baca",) if "baca" in part else NEEDED[kind])
            yield from _key_problems(part, keys, f" dalam {kind}")
            if not _wrong_kinds(part, keys):
                yield from _reader_problems(part)
                yield from _part_problems(part, known)


def _reader_problems(part: dict) -> Iterator[tuple[str, str]]:
    """Yield where a part says at once to take what the reader finds and not to."""
    step = "baca: seperti yang ditemukan pembaca; baris dan kolom: ditentukan sendiri"
    if "baca" in part and "baris" in part:
        yield "bagian menyebut baca dan baris sekaligus", step
    columns = part.get("kolom", {} if "baca" in part else [])
    if "baca" in part and not isinstance(columns, dict):
        step = 'sebut hanya kolom yang lain, menurut urutannya: kolom = { 7 = "catatan" }'
        yield "bagian dengan baca menyebut semua kolom", step
    elif isinstance(columns, dict) and "baca" not in part:
        yield "bagian tanpa baca menyebut hanya beberapa kolom", step
    if "dari" in part and "baca" not in part:
        yield "kunci 'dari' tanpa baca", step
    for place in columns if isinstance(columns, dict) else ():
        if not place.isdecimal() or not int(place):
            yield f"urutan kolom '{place}' bukan angka dari 1", 'tulis kolom = { 7 = "catatan" }'


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
    columns = part.get("kolom", [])
    roles = list(columns.values()) if isinstance(columns, dict) else columns
    texts = {"kolom": roles}
    texts |= {key: [*part.get(key, {}).values()] for key in ("sel", "tetap", "level_pola")}
    odd = [key for key, some in texts.items() if not all(isinstance(one, str) for one in some)]
    for key in odd:
        yield f"isi kunci '{key}' bukan teks", 'tulis di antara tanda petik, mis. "2023"'
    if odd:
        return
    yield from _line_problems(part)
    yield from _role_problems(roles, known)
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
    lines = [part.get(key, "") for key in ("baris", "baca", "gabung")]
    for spec in [*lines, *levels, *spoken_of]:
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
        return parse_lines(part.get("baca", part.get("baris", "")))
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
