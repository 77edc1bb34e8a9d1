"""The budget of a reading as lines of `anggaran.csv`: code, name, what was planned and spent.

A line is its code. Where a table prints none it follows from another table of the report, from the
nomenclature, or it is asked; below a programme a line without a code is left out and listed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..aturan.rules import load_rules
from ..audit.names import name_key
from ..data.isian import RAGU
from ..data.kode import POLA, level_of, line_above
from .baca import Bacaan
from .usul_nilai import Asal, Tempat, decide

__all__ = ["Pos", "line_codes", "propose_anggaran"]

COLUMNS = {"pagu": "pagu_rp", "realisasi": "realisasi_rp"}
BEFORE = "pagu_induk"  # what was planned before an amendment
DEPTH = {"program": 1, "kegiatan": 2, "subkegiatan": 3}
PROGRAM = re.compile(r"\W*(?:[\dIVX]+[.)]\s*)?program\b", re.IGNORECASE)
SUPPORT = name_key("Program Penunjang Urusan Pemerintahan Daerah")  # X.XX.01 of every affair


@dataclass
class Pos:
    """One line of the budget in one year: its cells by column of the contract."""

    tahun: int
    kode: str
    level: str
    sel: dict[str, Asal] = field(default_factory=dict)
    nomor: set[int] = field(default_factory=set)  # its rows in `bacaan.baris`


def propose_anggaran(
    bacaan: Bacaan, places: Iterable[Tempat], codes: dict[int, tuple[str, str, str]]
) -> tuple[list[Pos], list[str]]:
    """Return the lines of the budget, ordered by year and code, and what was left out.

    Parameters
    ----------
    bacaan : Bacaan
    places : iterable of Tempat
        All printed figures.
    codes : dict
        As `line_codes` gives them.
    """
    groups: dict[tuple, list[Tempat]] = defaultdict(list)
    numbers = {id(row): number for number, row in enumerate(bacaan.baris)}
    left: Counter = Counter()
    for place in places:
        row = place.catatan
        if row.isi != "anggaran" or row.jumlah or place.sel.peran not in (*COLUMNS, BEFORE):
            continue
        code, level, why = codes[numbers[id(row)]]
        if not place.sel.tahun or (not code and level != "program"):
            left["tanpa kode" if place.sel.tahun else "tanpa tahun"] += 1
            continue
        key = (place.sel.tahun, code or f"?{name_key(row.kata['nama'])}", level, why)
        groups[key[:3]].append(place)
    reported = bacaan.dokumen.tahun
    lines = [_line(key, some, codes, numbers, reported) for key, some in groups.items()]
    known = {(one.tahun, one.kode) for one in lines if one.kode}
    kept = [one for one in lines if one.level == "program" or _stands(one, known)]
    left["tanpa baris induknya"] += 2 * (len(lines) - len(kept))
    kept.sort(key=lambda one: (one.tahun, not one.kode, one.kode))
    words = "angka anggaran di baris"
    return kept, [f"{count} {words} {why}" for why, count in left.items() if count]


def _stands(one: Pos, known: set[tuple[int, str]]) -> bool:
    above = line_above(one.kode)
    while above and (one.tahun, above) not in known:
        above = line_above(above)
    return bool(above)


def _line(
    key: tuple, places: list[Tempat], codes: dict, numbers: dict[int, int], reported: int | None
) -> Pos:
    year, code, level = key
    own = {numbers[id(one.catatan)] for one in places}
    named = code.startswith("?")
    pos = Pos(year, "" if named else code, level, nomor=own)
    whys = [codes[number][2] for number in sorted(own)]
    first = places[0]
    if named:
        pos.sel["kode"] = Asal(RAGU, "ragu", "laporan tidak mencetak kode programnya", first)
    else:
        pos.sel["kode"] = Asal(code, "pasti", whys[0], first)
    pos.sel["nama"] = _name(places)
    pos.sel["tahun"] = Asal(str(year), "pasti", "")
    if reported and year != reported and not any(one.bertahun for one in places):
        why = "judul tabelnya menyebut tahun lain daripada laporannya"
        pos.sel["tahun"] = Asal(f"{RAGU} {year} atau {reported}", "ragu", why, first)
    for role, column in COLUMNS.items():
        some = [one for one in places if one.sel.peran == role]
        before = [one for one in places if one.sel.peran == BEFORE and role == "pagu"]
        pos.sel[column] = decide(some, before)
    return pos


def _name(places: list[Tempat]) -> Asal:
    """Return the name that most tables print; where they differ in more than writing, all."""
    often = Counter(" ".join(one.catatan.kata["nama"].split()) for one in places)
    spelled: dict[str, Counter] = defaultdict(Counter)
    for name, count in often.items():
        spelled[name_key(name)][name] += count
    names = [
        min(some, key=lambda one: (one.isupper(), -some[one], one)) for some in spelled.values()
    ]
    first = places[0]
    if len(names) == 1:
        return Asal(names[0], "pasti", "", first)
    where = "; ".join(dict.fromkeys(f"baris {one.sel.baris}" for one in places[:6]))
    listed = " atau ".join(names[:3])
    return Asal(
        f"{RAGU} {listed}", "ragu", f"kode ini tercetak dengan beberapa nama: {where}", first
    )


def line_codes(bacaan: Bacaan, urusan: list[str]) -> dict[int, tuple[str, str, str]]:
    """Return for each row of the budget its code, its level, and what says so.

    Parameters
    ----------
    bacaan : Bacaan
    urusan : list of str
        Codes of the affairs of the office; a name of the nomenclature has its code from these.

    Returns
    -------
    dict
        Number of the row in `bacaan.baris` → code and level (empty where they are not known), why.
    """
    printed = {
        number: code
        for number, row in enumerate(bacaan.baris)
        if row.isi == "anggaran" and (code := _clean(row.kata.get("kode", "")))
    }
    named: dict[str, set[str]] = defaultdict(set)
    for number, code in printed.items():
        named[name_key(bacaan.baris[number].kata["nama"])].add(code)
    affairs = set(urusan) or {
        code.rsplit(".", 1)[0] for code in printed.values() if code.count(".") == 2
    }
    affairs = affairs or _named_affairs(bacaan)
    standard = _standard(affairs)
    mixed = _mixed_tables(bacaan)
    out: dict[int, tuple[str, str, str]] = {}
    above: dict[int, str] = {}  # depth → code of the last line of it, in the table at hand
    table = None
    for number, row in enumerate(bacaan.baris):
        if row.isi != "anggaran":
            continue
        if row.tabel != table or row.jumlah:
            table, above = row.tabel, {}
        code, why, level = printed.get(number, ""), "kode tercetak", row.level
        if row.tabel in mixed and not PROGRAM.match(row.kata["nama"]):
            level = "" if level == "program" else level
        if not code:
            code, why = _looked_up(row.kata["nama"], level, named, standard, affairs, above)
        level = _level(code) or level
        if level in DEPTH and code:
            above = {deep: one for deep, one in above.items() if deep < DEPTH[level]}
            above[DEPTH[level]] = code
        out[number] = (code, level, why)
    return out


def _named_affairs(bacaan: Bacaan) -> set[str]:
    """Return the affairs whose programmes the report names as the nomenclature does."""
    rows = load_rules("nomenklatur").query("level == 'program'")
    known: dict[str, set[str]] = defaultdict(set)
    for code, name in zip(rows["kode"], rows["nama"], strict=True):
        known[name_key(name)].add(code.rsplit(".", 1)[0])
    said = {name_key(row.kata["nama"]) for row in bacaan.baris if row.isi == "anggaran"}
    found = [known[key] for key in said & set(known) if not key.startswith(SUPPORT)]
    return {next(iter(affairs)) for affairs in found if len(affairs) == 1}


def _mixed_tables(bacaan: Bacaan) -> set[int]:
    """Return the tables that name only some of their lines “Program …”: the others are parts."""
    said: dict[int, set[bool]] = defaultdict(set)
    for row in bacaan.baris:
        if row.isi == "anggaran" and row.level == "program":
            said[row.tabel].add(bool(PROGRAM.match(row.kata["nama"])))
    return {table for table, ways in said.items() if len(ways) > 1}


def _clean(text: str) -> str:
    """Return a printed code in the form of the nomenclature, empty where it is none.

    A narrow column breaks a code over two lines; where the points are left out blanks part it.

    Examples
    --------
    >>> _clean("1.06.02.2.0 1.0003"), _clean("1 06 02"), _clean("1.06.02.2.01."), _clean("3")
    ('1.06.02.2.01.0003', '1.06.02', '1.06.02.2.01', '')
    """
    whole = re.sub(r"\s", "", text).strip(".")
    parts = re.sub(r"[\s.]+", ".", text.strip()).strip(".")
    return next((code for code in (whole, parts) if re.fullmatch(POLA, code)), "")


def _level(code: str) -> str:
    import pandas as pd

    return level_of(pd.Series([code])).iloc[0] if code else ""


def _standard(affairs: set[str]) -> dict[str, set[str]]:
    """Return the codes of each standard name, of these affairs."""
    rows = load_rules("nomenklatur")
    found: dict[str, set[str]] = defaultdict(set)
    for code, name in zip(rows["kode"], rows["nama"], strict=True):
        if any(code.startswith(f"{one}.") for one in affairs):
            found[name_key(name)].add(code)
    return found


def _looked_up(
    name: str,
    level: str,
    named: dict[str, set[str]],
    standard: dict[str, set[str]],
    affairs: set[str],
    above: dict[int, str],
) -> tuple[str, str]:
    """Return the only code that a name can have here, and who says so; empty where none is sure."""
    key = name_key(name)
    deep = DEPTH.get(level, 9)
    parents = [code for depth, code in sorted(above.items()) if depth < deep]
    for known, why in ((named, "kode dari tabel lain"), (standard, "kode menurut nomenklatur")):
        codes = {code for code in known.get(key, ()) if not level or _level(code) == level}
        under = {code for code in codes if parents and code.startswith(f"{parents[-1]}.")}
        codes = under or codes
        if len(codes) == 1:
            return codes.pop(), why
    if level == "program" and key.startswith(SUPPORT) and len(affairs) == 1:
        return f"{next(iter(affairs))}.01", "program penunjang selalu berkode .01"
    return "", ""
