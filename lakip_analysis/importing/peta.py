"""Maps (`peta*.toml`): read them, and report at once everything that cannot be followed.

What is said once (a year for the whole map, keys for a list of tables) is written into every table
here, so that what follows the map knows one form only; what the reader finds is filled in by
`susun`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from ..aturan.rules import load_rules
from ..data.schemas import LEVEL_TERBITAN, TABEL
from ..errors import DataError, Fault

__all__ = ["TEXTS_ACUAN", "VALUES", "YEARS", "Role", "parse_lines", "parse_role", "read_map"]


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

STYLES = ("koma", "titik")
YEARS = range(2000, 2101)
LONGEST = 1_000_000  # no text has as many lines; a slip of the hand must not fill the memory

# stages that are no plan (those that are stand in `aturan/tahap.csv`); a map may name others
ASIDE = ("pembanding", "kondisi-awal", "persediaan", "usulan", "sdm")
STAGE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

KINDS = {str: "teks", int: "bilangan", bool: "true atau false", list: "daftar", dict: "tabel"}
KINDS |= {float: "bilangan pecahan", date: "tanggal", datetime: "tanggal", time: "jam"}
POSITION = re.compile(r"at line (\d+), column (\d+)")

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
    peta = _parsed(Path(path))
    problems = list(_form_problems(peta))
    # what is wrong with the map is said once, and not again of each of its tables
    broken = set(_wrong_kinds(peta, KEYS_MAP)) & {"tabel", "tahun"}
    if list(_year_problems(peta.get("tahun", YEARS[0]), "")):
        broken.add("tahun")
    sound = {key: value for key, value in peta.items() if key not in broken}
    tables = [_whole(table, sound) for table in _listed(_tables_of(peta, "tabel"))]
    peta["tabel"] = tables
    problems += _map_problems(peta)
    if problems:
        faults = [Fault(str(path), None, key, None, text, step) for key, text, step in problems]
        raise DataError(faults)
    return peta


def _parsed(path: Path) -> dict:
    """Return what the TOML of a map says, or raise where it cannot be read."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        step = "simpan ulang sebagai UTF-8"
        raise DataError([Fault(str(path), line, None, None, "bukan UTF-8", step)]) from None
    lines = text.split("\n")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = POSITION.search(str(error))
        line, column = map(int, place.groups()) if place else (len(lines), len(lines[-1]) + 1)
        problem = f"tulisan TOML tidak terbaca di baris {line}, kolom {column}"
        step = "periksa tanda kutip, kurung, koma dan kunci yang ditulis dua kali di sekitar situ"
        value = lines[line - 1].strip()[:80]
        raise DataError([Fault(str(path), line, None, value, problem, step)]) from None
    except RecursionError:
        step = "tulis seperti contoh di docs/peta.md"
        problem = "kurung bersarang terlalu dalam"
        raise DataError([Fault(str(path), None, None, None, problem, step)]) from None


def _form_problems(peta: dict) -> Iterator[Problem]:
    """Yield what is wrong with the map beside its tables."""
    for message, step in _key_problems(peta, KEYS_MAP, " di peta"):
        yield "peta", message, step
    wrong = _wrong_kinds(peta, KEYS_MAP)
    if "abaikan" in peta and "abaikan" not in wrong:
        for message, step in _line_problems({"baris": peta["abaikan"]}):
            yield "abaikan", message, step
        if not peta.get("baca"):
            step = "tulis juga baca = true, atau hapus abaikan"
            yield "abaikan", "baris dikecualikan tanpa baca = true, jadi tidak berarti", step
    if "tahun" in peta and "tahun" not in wrong:
        for message, step in _year_problems(peta["tahun"], ""):
            yield "tahun", message, step
    if not peta.get("tabel") and not (peta.get("baca") or {"baca", "tabel"} & {*wrong}):
        step = "tulis [[tabel]] dengan barisnya, atau baca = true"
        yield "tabel", "peta tidak menunjuk tabel apa pun", step
    for table in _tables_of(peta, "tabel"):
        shared = {key: value for key, value in table.items() if key != "daftar"}
        if "daftar" in table:
            wrong = _wrong_kinds(shared, KEYS_TABLE)
            chosen = {key: value for key, value in shared.items() if key not in wrong}
            found = [*_key_problems(shared, KEYS_TABLE, ""), *_choice_problems(chosen)]
            yield from (("daftar", message, step) for message, step in found)
    tables = [("daftar", one) for one in _tables_of(peta, "tabel")]
    for where, entry in [*((("tabel", peta),) if "tabel" not in wrong else ()), *tables]:
        found = entry.get(where, [])
        step = 'tulis seperti daftar = [ { id = "t3.4", baca = "934-949" } ]'
        if len(_tables_of(entry, where)) < (len(found) if isinstance(found, list) else 1):
            yield where, f"isi {where} bukan tabel", step
        elif where in entry and not found and where == "daftar":
            yield where, "daftar kosong", step


def _tables_of(entry: dict, key: str) -> list[dict]:
    """Return what stands in a list and is a table, where it is a list at all."""
    found = entry.get(key, [])
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _listed(tables: list[dict]) -> Iterator[dict]:
    """Yield the tables one by one; those of a list get the keys that are written beside it."""
    for table in tables:
        if "daftar" not in table:
            yield table
            continue
        # what is wrong with a key beside the list is said once
        odd = {"daftar", *_wrong_kinds(table, KEYS_TABLE), *(set(table) - set(KEYS_TABLE))}
        odd |= {key for key in set(table) - odd if list(_choice_problems({key: table[key]}))}
        shared = {key: value for key, value in table.items() if key not in odd}
        yield from (shared | one for one in _tables_of(table, "daftar"))


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
        When a piece is no number, or a range runs backwards, from nought or beyond any text.

    Examples
    --------
    >>> parse_lines("12-15, 18")
    [12, 13, 14, 15, 18]
    """
    numbers: list[int] = []
    for piece in filter(None, (p.strip() for p in str(spec).split(","))):
        first, dash, last = piece.partition("-")
        start, end = int(first), int(last if dash else first)
        if not 1 <= start <= end <= LONGEST:
            raise ValueError(f"rentang baris terbalik, dari nol atau terlalu panjang: {piece}")
        numbers.extend(range(start, end + 1))
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
        if "id" in table and where in seen:
            yield where, "id tabel dipakai dua kali", "beri id yang lain"
        seen.add(where)
        yield from ((where, message, step) for message, step in _table_problems(table))


def _table_problems(table: dict) -> Iterator[tuple[str, str]]:
    yield from _missing(table, ("id", "label", "isi"), KEYS_TABLE)
    yield from _key_problems(table, KEYS_TABLE, "")
    wrong = _wrong_kinds(table, KEYS_TABLE)
    yield from _choice_problems({key: table[key] for key in table if key not in wrong})
    if "isi" in wrong:
        return
    if table.get("isi") and table["isi"] not in VALUES:
        yield f"isi '{table['isi']}' tidak dikenal", _near(table["isi"], VALUES)
        return
    if not (table.get("bagian") or table.get("kalimat")):
        step = "tulis baca, bagian atau kalimat, atau hapus tabel itu dari peta"
        yield "tabel tidak menunjuk satu baris pun", step
    known = {
        *VALUES.get(table.get("isi"), ()),
        *(TEXTS_ACUAN if table.get("isi") == "acuan" else TEXTS),
        *(TEXTS_KLAIM if table.get("isi") == "klaim" else ()),
        "-",
    }
    if table.get("isi") in ("acuan", "klaim"):
        yield from _said_problems(table)
    texts = TEXTS_ACUAN if table.get("isi") == "acuan" else TEXTS
    for entry in [table, *_tables_of(table, "bagian")]:
        found = entry.get("turun", [])
        for name in found if isinstance(found, list) else ():
            if name not in texts:
                yield f"turun '{name}' bukan kolom teks", _near(str(name), texts)
    for kind, keys in KEYS_PART.items():
        if kind in wrong:
            continue
        if kind in table and len(_tables_of(table, kind)) < len(table[kind]):
            yield f"isi {kind} bukan tabel", f"tulis seperti {kind} = [ {{ baris = 934 }} ]"
        for part in _tables_of(table, kind):
            yield from _missing(part, ("baca",) if "baca" in part else NEEDED[kind], keys)
            yield from _key_problems(part, keys, f" dalam {kind}")
            if not _wrong_kinds(part, keys):
                yield from _reader_problems(part)
                yield from _part_problems(part, known)


def _said_problems(table: dict) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with that which a map says itself of regions, measures and claims."""
    columns = TABEL[f"terbitan_{table['isi']}"].kolom
    choices = {one.nama: one.pilihan for one in columns if one.pilihan}
    step = 'tulis seperti ukuran = { "IDG" = { indikator = "idg", satuan = "indeks" } }'
    found = table.get("ukuran", {})
    measures = found if isinstance(found, dict) else {}
    for name, about in measures.items():
        if not isinstance(about, dict) or not all(isinstance(one, str) for one in about.values()):
            yield f"isi ukuran '{name}' bukan tabel teks", step
    said = [about for about in measures.values() if isinstance(about, dict)]
    for kind in KEYS_PART:
        for part in _tables_of(table, kind):
            fixed = part.get("tetap", {})
            if not isinstance(fixed, dict):
                continue
            for key in ("jenis", "peran") if table["isi"] == "acuan" else ():
                if key not in fixed:
                    listed = ", ".join(choices[key])
                    yield (
                        f"{kind} tidak menyebut {key} daerahnya",
                        f"tulis di tetap {key}: {listed}",
                    )
            said.append(fixed)
    for entry in said:
        for key in sorted(choices.keys() & entry.keys()):
            if entry[key] not in choices[key]:
                yield f"{key} '{entry[key]}' tidak dikenal", _near(str(entry[key]), choices[key])


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


def _missing(entry: dict, needed: Iterable[str], known: dict) -> Iterator[tuple[str, str]]:
    """Yield the keys that are not there or say nothing; one of another type has its own message."""
    wrong = _wrong_kinds(entry, known)
    for key in needed:
        if key not in wrong and entry.get(key, "") in ("", [], {}):
            state = "kosong" if key in entry else "tidak ada"
            yield f"kunci '{key}' {state}", "lihat docs/peta.md"


def _choice_problems(table: dict) -> Iterator[tuple[str, str]]:
    """Yield the values of a table that stand in a list of known ones, and are not in it."""
    yield from _level_problems([table["level"]] if "level" in table else [])
    if table.get("gaya", "koma") not in STYLES:
        yield f"gaya '{table['gaya']}' tidak dikenal", _near(table["gaya"], STYLES)
    if table.get("tahun"):  # nought: a table of no year
        yield from _year_problems(table["tahun"], "")
    stage = table.get("tahap", "")
    known = [*load_rules("tahap")["tahap"], *ASIDE]
    plain = re.sub(r"[\s_]+", "-", stage.strip().casefold())
    if stage and stage not in known and get_close_matches(plain, known, 1, 0.85):
        yield f"tahap '{stage}' tidak dikenal", _near(plain, known)
    elif stage and not STAGE.fullmatch(stage):
        step = f"tulis huruf kecil dengan tanda hubung, mis. {known[0]}"
        yield f"tahap '{stage}' bukan nama tahap", step


def _level_problems(levels: Iterable[str]) -> Iterator[tuple[str, str]]:
    for level in levels:
        if level not in LEVEL_TERBITAN:
            yield f"tingkat '{level}' tidak dikenal", _near(level, LEVEL_TERBITAN)


def _year_problems(year: int | str, where: str) -> Iterator[tuple[str, str]]:
    if not str(year).isdecimal() or int(year) not in YEARS:
        step = f"tulis tahun antara {YEARS[0]} dan {YEARS[-1]}"
        yield f"tahun {year}{where} di luar yang mungkin", step


def _near(value: str, known: Iterable[str]) -> str:
    """Return the next step for a value that is not known: the nearest known one, else all."""
    known = list(known)
    near = get_close_matches(value.strip().casefold(), known, 1, 0.75)
    return f"maksudnya “{near[0]}”?" if near else f"yang dikenal: {', '.join(known)}"


def _key_problems(entry: dict, known: dict, where: str) -> Iterator[tuple[str, str]]:
    for key in sorted(set(entry) - set(known)):
        yield f"kunci '{key}' tidak dikenal{where}", _near(key, sorted(known))
    for key in _wrong_kinds(entry, known):
        value = entry[key]
        found = "true atau false" if isinstance(value, bool) else KINDS[type(value)]
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        kinds = known[key] if isinstance(known[key], tuple) else (known[key],)
        problem = f"isi kunci '{key}'{where} bukan jenis yang diminta: {shown[:60]} ({found})"
        wanted = " atau ".join(KINDS[kind] for kind in kinds)
        yield problem, f"tulis {wanted}; contohnya di docs/peta.md"


def _wrong_kinds(entry: dict, known: dict) -> list[str]:
    """Return the keys whose value has another type; what stands in them cannot be looked at."""
    return [
        key
        for key, kind in known.items()
        if key in entry
        and not (isinstance(entry[key], kind) and (kind is bool or type(entry[key]) is not bool))
    ]


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
    named = [parse.partition(":")[2] for parse in roles if parse.startswith("nama:")]
    fixed = part.get("tetap", {})
    named += [fixed[key] for key in ("level",) if key in fixed]
    yield from _level_problems([*part.get("level", {}), *part.get("level_pola", {}), *named])
    if "tahun" in fixed:
        yield from _year_problems(fixed["tahun"], " di tetap")
    yield from _override_problems(part, known)
    patterns = [part["pola"]] if "pola" in part else []
    patterns += part.get("level_pola", {}).values()
    for pattern in patterns:
        yield from _pattern_problems(pattern, known | {"level", "tahun"})


def _line_problems(part: dict) -> Iterator[tuple[str, str]]:
    step = 'tulis seperti "934-938, 945", dari kecil ke besar, mulai dengan 1'
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
            yield f"kolom '{role}' tidak dikenal", _near(name, sorted(known))
        elif "@" in role.partition(":")[0] and not year.isdecimal():
            yield f"tahun kolom '{role}' bukan angka", "tulis seperti realisasi@2022"
        elif year:
            yield from _year_problems(year, f" kolom '{role}'")


def _override_problems(part: dict, known: set[str]) -> Iterator[tuple[str, str]]:
    for key in part.get("sel", {}):
        line, _, role = key.partition(":")
        if problems := list(_role_problems([role], known)):
            yield from problems
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
    for name in sorted(set(groups) - known):
        yield f"kolom '{name}' dalam pola tidak dikenal", _near(name, sorted(known))
