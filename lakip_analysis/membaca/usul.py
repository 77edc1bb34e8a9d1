"""A reading → what it proposes for a dinas: indicators, results and budget, each with a source."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import combinations

import pandas as pd

from ..aturan.rules import load_rules, threshold
from ..audit.likeness import pairs_alike
from ..audit.names import bare_key, merge_keys, merge_variants, name_key
from ..data.isian import RAGU, make_slug
from ..importing.buku_bentuk import NAMES
from ..numbers import read_number
from .baca import Bacaan, published
from .baris import Catatan
from .kata_utuh import is_broken, mend_reading, whole_words
from .usul_anggaran import Pos, line_codes, propose_anggaran
from .usul_arah import decide_polarity, find_rules, swapped_tables
from .usul_nilai import Asal, Tempat, decide, places_of

__all__ = ["Indikator", "Usul", "propose"]

MAIN = ("tujuan", "sasaran", "pendukung")
ROLES = ("target", "realisasi")
PROMISED = re.compile(
    r"perjanjian kinerja|penetapan kinerja|indikator kinerja utama|\biku\b|rencana kinerja tahunan",
    re.IGNORECASE,
)
SPM = re.compile(r"standart? pelayanan minim(?:al|um)|\bspm\b", re.IGNORECASE)
OTHERS = (
    ("subkegiatan", re.compile(r"\bsub[ -]?kegiatan\b", re.IGNORECASE)),
    ("kegiatan", re.compile(r"\bkegiatan\b", re.IGNORECASE)),
    ("program", re.compile(r"\bprogram\b", re.IGNORECASE)),
)
STATES = re.compile(r"(?:me|ter)\w+nya\b", re.IGNORECASE)  # a goal: Meningkatnya …, Terwujudnya …
UNREAD = (  # why a line is not read that says nothing of what it prints
    "tabel tanpa kepala yang dikenal",
    "tahunnya tidak diketahui",
    "angka tanpa nama indikator, program atau kegiatan",
)
FIGURE = re.compile(r"\d[\d.,]*\d|\d")
BROKEN = "ada kata yang terputus?"
UNKNOWN = "tabelnya tidak mengatakan tingkatnya"
LINES = ("program", "kegiatan", "subkegiatan")
KEPT = (*MAIN, "program")  # levels of indicators that are proposed
# stages whose figures are not those of the dinas and its year: of others, proposed, before the plan
ASIDE = ("pembanding", "usulan", "kondisi-awal", "sdm")


@dataclass
class Indikator:
    """One indicator: its cells by column of the contract, and its values by role and year."""

    kode: str
    level: str
    sel: dict[str, Asal] = field(default_factory=dict)
    nilai: dict[tuple[str, int], Asal] = field(default_factory=dict)
    nomor: set[int] = field(default_factory=set)  # its rows in `bacaan.baris`


@dataclass
class Usul:
    """What a report proposes for the folder of its dinas.

    `terbitan`: the as-published tables, with the levels that the proposal found. `aturan`: rule →
    value and where it is proven; `aturan_terbuka`: rules left as the template has them. `luput`:
    what is not proposed, and why; `lain`: level and name of the indicators that are not.
    """

    bacaan: Bacaan
    indikator: list[Indikator]
    anggaran: list[Pos]
    terbitan: dict[str, pd.DataFrame]
    aturan: dict[str, tuple[str, str]]
    aturan_terbuka: list[str]
    luput: list[str]
    lain: list[tuple[str, str]] = field(default_factory=list)


def propose(bacaan: Bacaan, dokumen: str, urusan: list[str]) -> Usul:
    """Return what a reading proposes for a dinas.

    Parameters
    ----------
    bacaan : Bacaan
    dokumen : str
        Id of the document, the beginning of every published row's id.
    urusan : list of str
        Codes of the affairs of the office, where they are known.

    Returns
    -------
    Usul
    """
    printed, bacaan = bacaan, mend_reading(bacaan)
    breaks = any(a.kata != b.kata for a, b in zip(printed.baris, bacaan.baris, strict=True))
    frames = published(bacaan, dokumen)
    ids = _ids(bacaan, frames)
    places = [one for one in places_of(bacaan, ids) if not _is_aside(one.catatan)]
    codes = line_codes(bacaan, urusan)
    whole = whole_words(bacaan.naskah) if breaks else None
    budget, left = propose_anggaran(bacaan, places, codes)
    for line in budget:
        named = line.sel["nama"]
        if whole and named.keadaan == "pasti" and is_broken(named.isi, whole):
            asked = replace(named, isi=f"{RAGU} {named.isi}", keadaan="ragu", sebab=BROKEN)
            line.sel["nama"] = asked
    groups, aside = _groups(bacaan, places, codes)
    levels = {bacaan.baris[number].baris: level for number, (_, level, _) in codes.items()}
    swapped = swapped_tables(row for row in bacaan.baris if row.isi == "kinerja")
    numbers = {id(row): number for number, row in enumerate(bacaan.baris)}
    found, taken = [], set()
    for some in groups:
        one = _indicator(bacaan, some, swapped, taken, numbers, levels, whole)
        found.append(one)
        taken.add(one.kode)
    _doubt_unread(bacaan, found)
    found, others = _kept(bacaan, found)
    _link(bacaan, found, budget)
    sure = {
        number: one.sel["polaritas"].isi
        for one in found
        for number in one.nomor
        if one.sel["polaritas"].keadaan == "pasti"
    }
    rules, open_rules = find_rules(bacaan, sure)
    terbitan = _with_levels(frames, ids, found, budget)
    words = {"": "baris kinerja bernama sasaran, tujuan, program atau kegiatan"}
    left += [f"{count} {words[level]}" for level, count in aside.items()]
    return Usul(bacaan, found, budget, terbitan, rules, open_rules, left, others)


def _is_aside(row: Catatan) -> bool:
    """Say whether the figures of a row are others', or of a stage that is no budget or result."""
    plan = row.kelompok.startswith("rkpd") and row.isi == "anggaran"
    return plan or row.kelompok in ASIDE


def _kept(bacaan: Bacaan, found: list[Indikator]) -> tuple[list[Indikator], list[tuple[str, str]]]:
    """Return the indicators to propose, and level and name of the others.

    Outputs of activities and services are none of a dinas's indicators. Those whose tables do not
    say their level are asked about only where the report names no main indicator at all.
    """
    main = any(one.level in MAIN for one in found)

    def is_kept(one: Indikator) -> bool:
        said = one.sel["level"].isi.removeprefix(RAGU).replace(" atau ", " ").split()
        unknown = one.sel["level"].sebab == UNKNOWN
        return bool(set(said) & set(MAIN if not one.level else KEPT)) and not (unknown and main)

    kept = [one for one in found if is_kept(one)]
    _doubt_near_names(bacaan, kept)
    others = [(one.level, one.sel["nama_indikator"].isi) for one in found if not is_kept(one)]
    return kept, others


def _doubt_unread(bacaan: Bacaan, found: list[Indikator]) -> None:
    """Ask about a value of the report's year where a line that is not read prints another figure.

    Such a line names the indicator and holds figures, but not this one: what it prints may be the
    value as another place has it. Columns left out by their title (a quarter, an end of a plan)
    print other things, and what two tables print alike stands.
    """
    lines = [
        (number, name_key(text), set(FIGURE.findall(text)))
        for number, why in bacaan.luput.items()
        for text in [bacaan.naskah.baris[number - 1]]
        if why in UNREAD
    ]
    for one in found:
        key = name_key(one.sel["nama_indikator"].isi.removeprefix(RAGU))
        named = [(number, figures) for number, text, figures in lines if key in text and figures]
        for (role, year), asal in one.nilai.items():
            if asal.keadaan != "pasti" or year != bacaan.dokumen.tahun or asal.tempat is None:
                continue
            if "tabel lain" in asal.tempat.sel.saksi:
                continue
            own = set(FIGURE.findall(asal.tempat.sel.teks))
            if named and own and not any(own <= figures for _, figures in named):
                why = f"baris {named[0][0]} juga menyebutnya, dengan angka lain, dan tidak terbaca"
                one.nilai[(role, year)] = replace(
                    asal, isi=f"{RAGU} {asal.isi}", keadaan="ragu", sebab=why, nilai=None
                )


def _doubt_near_names(bacaan: Bacaan, found: list[Indikator]) -> None:
    """Ask about a name that is nearly that of another indicator: a slip of the pen makes two."""
    keys = [name_key(one.sel["nama_indikator"].isi.removeprefix(RAGU)) for one in found]
    tables = [{bacaan.baris[number].tabel for number in one.nomor} for one in found]
    pairs = set(pairs_alike(keys, threshold("usul_nama_hampir")))
    rest = [key.partition(" ")[2] for key in keys]  # Persentase …, Tingkat …
    pairs |= {pair for pair in combinations(range(len(keys)), 2) if _same_rest(rest, pair)}
    for a, b in sorted(pairs):
        if re.findall(r"\d+", keys[a]) != re.findall(r"\d+", keys[b]):
            continue
        rare, other = sorted((found[a], found[b]), key=lambda one: len(one.nomor))
        name, said = rare.sel["nama_indikator"], other.sel["nama_indikator"].isi
        if name.keadaan == "pasti" and not (tables[a] & tables[b] and len(rare.nomor) > 1):
            why = f"mirip “{said}”: satu indikator? Bila ya, hapus barisnya di kedua lembar"
            asked = replace(name, isi=f"{RAGU} {name.isi}", keadaan="ragu", sebab=why)
            rare.sel["nama_indikator"] = asked


def _same_rest(rest: list[str], pair: tuple[int, int]) -> bool:
    one, two = (rest[place] for place in pair)
    return one == two and " " in one


def _ids(bacaan: Bacaan, frames: dict[str, pd.DataFrame]) -> dict[tuple[int, int | None], str]:
    """Return the id of the published row of each row and year; `published` goes the same way."""
    out = {}
    for isi in ("kinerja", "anggaran"):
        keys = [
            (number, year)
            for number, row in enumerate(bacaan.baris)
            if row.isi == isi
            for year in sorted({cell.tahun for cell in row.sel}, key=lambda one: one or 0)
        ]
        out |= dict(zip(keys, frames[f"terbitan_{isi}"]["id"], strict=True))
    return out


def _groups(
    bacaan: Bacaan, places: list[Tempat], codes: dict[int, tuple[str, str, str]]
) -> tuple[list[list[Tempat]], Counter]:
    """Return the printed targets and results of each indicator, in the order of the report.

    Rows are one indicator where their names are one by `audit.names`, never across a negation, a
    number or a year, and never two names that one table prints on two lines.
    """
    goals = {
        name_key(row.kata.get(role, "")) for row in bacaan.baris for role in ("sasaran", "tujuan")
    } - {""}
    lines = {
        name_key(bacaan.baris[number].kata["nama"])
        for number, (code, level, _) in codes.items()
        if code or level in LINES
    }
    lines |= {
        name_key(row.kata["nama"])
        for row in bacaan.baris
        if row.isi == "kinerja" and _is_line(bacaan, row)
    }
    aside: Counter = Counter()
    own, seen = [], set()
    for place in places:
        row = place.catatan
        key = name_key(row.kata["nama"])
        if row.isi != "kinerja" or row.jumlah or place.sel.peran not in ROLES or not key:
            continue
        state = STATES.match(row.kata["nama"]) and (key in goals or row.level in MAIN)
        goal = bool(state) or key in lines
        if goal or not place.sel.tahun:
            aside[""] += goal and id(row) not in seen
            seen.add(id(row))
            continue
        own.append((key, place))
    same = _same_names([(key, place.catatan) for key, place in own])
    groups: dict[str, list[Tempat]] = defaultdict(list)
    for key, place in own:
        groups[same.get(key, key)].append(place)
    aside = Counter({level: count for level, count in aside.items() if count})
    return list(groups.values()), aside


def _is_line(bacaan: Bacaan, row: Catatan) -> bool:
    """Say whether a row of performance is named by a column of programmes or activities."""
    columns = bacaan.tabel[row.tabel][1]
    if any(one.milik >= 0 and one.isi == row.isi for one in columns):
        return False  # its goal names it
    named = [one.judul.makna for one in columns if one.peran == "nama" and one.isi != "anggaran"]
    return bool(named) and set(named) <= {*LINES, "urusan"}


def _same_names(named: list[tuple[str, Catatan]]) -> dict[str, str]:
    """Return key → key of another spelling of the same name."""
    rows = pd.DataFrame(
        [(key, bare_key(row.kata["nama"]), str(row.tabel), row.baris) for key, row in named],
        columns=["kunci", "polos", "peta", "baris"],
    )
    if rows.empty:
        return {}
    tables = rows.groupby("kunci")["peta"].agg(set).to_dict()
    same = {}
    for other in (merge_variants(rows), merge_keys(rows["kunci"])):
        for key, kept in other.items():
            goal = same.get(kept, kept)
            if key not in same and goal != key and not tables[key] & tables[goal]:
                same[key] = goal
                tables[goal] = tables[goal] | tables[key]
    return {key: same.get(kept, kept) for key, kept in same.items()}


def _indicator(
    bacaan: Bacaan,
    places: list[Tempat],
    swapped: set[int],
    taken: set[str],
    numbers: dict[int, int],
    levels: dict[int, str],
    whole: frozenset[str] | None,
) -> Indikator:
    rows = list({id(one.catatan): one.catatan for one in places}.values())
    name = _name(rows, places[0])
    unclear = next((one.sel.samar for one in places), "")
    unclear = unclear if all(one.sel.samar for one in places) else ""  # perhaps a piece of a name
    unclear = unclear or (BROKEN if whole and is_broken(name.isi, whole) else "")
    if unclear:
        name = replace(name, isi=f"{RAGU} {name.isi}", keadaan="ragu", sebab=unclear)
    level = _level(bacaan, rows, levels)
    one = Indikator(
        make_slug(name.isi.removeprefix(RAGU), taken), level.isi if level.keadaan == "pasti" else ""
    )
    one.nomor = {numbers[id(row)] for row in rows}
    for role in ROLES:
        for year in sorted({place.sel.tahun for place in places if place.sel.peran == role}):
            some = [p for p in places if (p.sel.peran, p.sel.tahun) == (role, year)]
            one.nilai[(role, year)] = decide(some)
    kinds = {_kind(place) for place in places if place.sel.status == "pasti"}
    target = {year: asal for (role, year), asal in one.nilai.items() if role == "target"}
    one.sel = {
        "nama_indikator": name,
        "satuan": _unit(rows, places, kinds),
        "polaritas": decide_polarity(
            name_key(name.isi.removeprefix(RAGU)), rows, target, kinds, swapped
        ),
        "level": level,
        "sasaran": _goal(bacaan, rows, places[0]),
    }
    return one


def _kind(place: Tempat) -> str:
    return place.sel.jenis if not place.sel.calon else read_number(place.sel.teks, "koma").jenis


def _name(rows: list[Catatan], first: Tempat) -> Asal:
    """Return the spelling that most rows print; not one in capitals where there is another."""
    often = Counter(
        re.sub(r"^\W*(?:\d+(?:\.\d+)*[.)]\s*)?", "", " ".join(row.kata["nama"].split()))
        for row in rows
    )
    name = min(often, key=lambda one: (one.isupper(), -often[one]))
    others = [one for one in often if one.casefold() != name.casefold()]
    more = f"ejaan lain: {'; '.join(others[:3])}" if others else ""
    return Asal(name, "pasti", more, first)


def _level(bacaan: Bacaan, rows: list[Catatan], levels: dict[int, str]) -> Asal:
    """Return the level that the tables of an indicator say it has, in doubt where they do not."""
    votes: dict[str, str] = {}
    for row in rows:
        level, why = _level_of(bacaan, row, levels)
        if level:
            votes.setdefault(level, f"{why} (baris {row.baris})")
    why = "; ".join(f"{reason} → {level}" for level, reason in votes.items())
    votes = dict.fromkeys(one for level in votes for one in level.split("/"))
    if len(votes) == 1:
        return Asal(next(iter(votes)), "pasti", why)
    if not votes:
        return Asal(f"{RAGU} sasaran", "ragu", UNKNOWN)
    return Asal(f"{RAGU} {' atau '.join(votes)}", "ragu", why)


def _level_of(bacaan: Bacaan, row: Catatan, levels: dict[int, str]) -> tuple[str, str]:
    """Return the level that one row's table gives it, and what says so; empty for none.

    An indicator on the right of a programme or activity is of that line of the budget.
    """
    table, columns = bacaan.tabel[row.tabel]
    if SPM.search(table.label):
        return "spm", "judul tabel"
    place = next((c.tempat for c in columns if c.peran == "nama" and c.isi != "anggaran"), 0)
    if any(c.tempat < place and c.judul.makna in NAMES for c in columns):
        level = levels.get(row.baris, "")
        return (level if level in LINES else "program/kegiatan"), "baris anggarannya"
    heads = {c.peran: c.judul for c in columns if c.tempat <= place and c.peran}
    said = " ".join(heads[role].teks for role in ("nama", "sasaran", "tujuan") if role in heads)
    for level, pattern in OTHERS:
        if row.level == level or pattern.search(said):
            return level, "judul kolom"
    role, text = _goal_of(bacaan, row)
    if text:
        both = role in heads and {"tujuan", "sasaran"} <= set(
            heads[role].teks.casefold().split("/")
        )
        return ("tujuan/sasaran" if both else role), f"kolom {role}"
    for level, pattern in OTHERS:
        if pattern.search(table.label):
            return level, "judul tabel"
    return ("sasaran", "judul tabel") if PROMISED.search(table.label) else ("", "")


def _goal_of(bacaan: Bacaan, row: Catatan) -> tuple[str, str]:
    """Return what a row measures, a goal or an objective, and its text; empty for neither.

    A row that prints an objective of its own and no goal beside it is of the objective: the goal
    that stands above is that of the rows above.
    """
    table, columns = bacaan.tabel[row.tabel]
    printed = next((line.sel for line in table.baris if line.nomor == row.baris), [])
    own = {
        one.peran: printed[one.tempat]
        for one in columns
        if one.peran in ("tujuan", "sasaran") and one.tempat < len(printed)
    }
    if own.get("tujuan") and "sasaran" in own and not own["sasaran"]:
        return "tujuan", own["tujuan"]
    role = next((one for one in ("sasaran", "tujuan") if row.kata.get(one)), "")
    return role, row.kata.get(role, "")


def _goal(bacaan: Bacaan, rows: list[Catatan], first: Tempat) -> Asal:
    """Return the goal that an indicator measures, as most rows print it."""
    often = Counter(
        " ".join(re.sub(r"^\W*\d+[.)]\s*", "", text).split())
        for row in rows
        if (text := _goal_of(bacaan, row)[1])
    )
    if not often:
        return Asal("", "kosong", "tidak tercetak")
    return Asal(min(often, key=lambda one: (one.isupper(), -often[one])), "pasti", "", first)


PERCENT = re.compile(r"%|persen(?:tase)?", re.IGNORECASE)


def _unit(rows: list[Catatan], places: list[Tempat], kinds: set[str]) -> Asal:
    """Return the unit: as its column prints it, else as the cells or the name say."""
    said: dict[str, Tempat] = {}
    for place in places:
        text = " ".join(place.catatan.kata.get("satuan", "").split())
        if text:
            said.setdefault(_unit_key(text), place)
    named, sure = _unit_of_name(rows[0].kata["nama"])
    if not said:
        return _unprinted_unit(places, named, sure, kinds)
    texts = {
        key: re.sub(r"\s*/\s*", "/", " ".join(one.catatan.kata["satuan"].split()))
        for key, one in said.items()
    }
    odd = sure and "%" in (_unit_key(named), *texts) and _unit_key(named) not in texts
    if len(texts) > 1 or odd:
        listed = " atau ".join([*texts.values(), *[named] * odd])
        return Asal(f"{RAGU} {listed}", "ragu", "satuan tercetak berbeda, atau lain dari namanya")
    ((key, text),) = texts.items()
    return Asal("%" if key == "%" else text, "pasti", "kolom satuan", said[key])


def _unprinted_unit(places: list[Tempat], named: str, sure: bool, kinds: set[str]) -> Asal:
    """Return the unit of an indicator without a column of units."""
    inside = {_unit_key(unit): unit for one in places if (unit := _unit_in(one))}
    if len(inside) == 1 and not (sure and _unit_key(named) not in inside):
        return Asal(next(iter(inside.values())), "pasti", "tertulis di selnya", places[0])
    if sure and not inside:
        return Asal(named, "pasti", "menurut namanya", places[0])
    units = list(dict.fromkeys([*inside.values(), *[named] * bool(named)]))
    if not units and kinds & {"ordinal", "huruf"}:
        units = ["predikat"]
    why = "satuan tidak tercetak"
    why += "; menurut selnya atau namanya" if units else ""
    return Asal(f"{RAGU} {' atau '.join(units)}".strip(), "ragu", why, places[0])


def _unit_of_name(name: str) -> tuple[str, bool]:
    """Return the unit that a name says, and whether it says so for sure; empty for none.

    Examples
    --------
    >>> _unit_of_name("Persentase jalan mantap"), _unit_of_name("Cakupan imunisasi")
    (('%', True), ('%', False))
    """
    for rule in load_rules("kata_satuan").itertuples():
        if re.search(rule.pola, name.casefold()):
            return rule.satuan, rule.pasti == "ya"
    return "", False


def _unit_key(text: str) -> str:
    return "%" if PERCENT.fullmatch(text.strip(" ()")) else re.sub(r"\W", "", text.casefold())


def _unit_in(place: Tempat) -> str:
    text = place.sel.teks
    return "%" if text.rstrip().endswith("%") else read_number(text, "koma").satuan


def _link(bacaan: Bacaan, found: list[Indikator], budget: list[Pos]) -> None:
    """Give each indicator the programmes that its own row, or the row of its goal, prints."""
    codes = {
        number: pos.kode
        for pos in budget
        if pos.kode and pos.level == "program"
        for number in pos.nomor
    }
    lines: dict[int, set[str]] = defaultdict(set)
    goals: dict[str, set[str]] = defaultdict(set)
    for number, code in codes.items():
        row = bacaan.baris[number]
        lines[row.baris].add(code)
        if row.kata.get("sasaran"):
            goals[name_key(row.kata["sasaran"])].add(code)
    for one in found:
        own = {code for number in one.nomor for code in lines.get(bacaan.baris[number].baris, ())}
        same = (
            goals.get(name_key(one.sel["sasaran"].isi), set()) if one.level != "program" else set()
        )
        if own:
            one.sel["program"] = Asal(
                "; ".join(sorted(own)), "pasti", "tercetak di baris yang sama"
            )
        elif same:
            text = f"{RAGU} {'; '.join(sorted(same))}"
            one.sel["program"] = Asal(text, "ragu", "program di bawah sasaran yang sama")
        else:
            one.sel["program"] = Asal("", "kosong", "tidak tercetak")


def _with_levels(
    frames: dict[str, pd.DataFrame],
    ids: dict[tuple[int, int | None], str],
    found: Iterable[Indikator],
    budget: Iterable[Pos],
) -> dict[str, pd.DataFrame]:
    """Return the published rows with the level of their indicator or line, where it was found.

    A table without a caption is named by the first of its lines, so that a finding says where.
    """
    levels = {number: one.level for one in (*found, *budget) for number in one.nomor if one.level}
    by_id = {ids[key]: levels[key[0]] for key in ids if key[0] in levels}
    out = {}
    for name, frame in frames.items():
        known = frame["id"].map(by_id)
        table = frame["id"].str.extract(r":(b\d+)-")[0]
        first = frame.groupby(table)["baris"].transform("min").astype(str)
        label = frame["tabel"].mask(frame["tabel"] == "", "tabel tanpa judul, baris " + first)
        level = frame["level"].where(known.isna(), known)
        out[name] = frame.assign(level=level, tabel=label)
    return out
