"""Which way is better, and the rules of the report: what its own printed figures prove of them.

Reports measure indicators the wrong way round, so one printed achievement is no proof of a
polarity. Three things speak for one: the printed achievements, the way the targets run over the
years, and the words of the name (`aturan/kata_arah.csv`). Two that agree, and none that does not,
make it sure; everything else is asked.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pandas as pd

from ..aturan.rules import categorize, load_rules
from ..capaian.compute import FORMULAS
from ..data.isian import RAGU
from .baca import Bacaan
from .baris import Catatan, Sel
from .usul_nilai import Asal, step_of

__all__ = ["UP", "decide_polarity", "find_rules", "fitting_formulas", "swapped_tables"]

UP = "realisasi_per_target"
DOWN = ("dua_target_kurang_realisasi", "target_per_realisasi")
ENOUGH = 2  # things that must agree
ROWS = 2  # rows that prove a rule
SAID = {UP: "realisasi/target", DOWN[0]: "(2 × target − realisasi)/target"}
SAID |= {DOWN[1]: "target/realisasi"}


def fitting_formulas(record: Catatan, year: int | None) -> tuple[set[str], str]:
    """Return the formulas that give the printed achievement of a row, and the figures in words.

    Empty where one of the three figures is missing, in doubt or nought: then it proves nothing.
    """
    trio = [_one(record, role, year) for role in ("target", "realisasi", "capaian")]
    if any(cell is None for cell in trio):
        return set(), ""
    (t, ht), (r, hr), (c, hc) = ((cell.calon[0][0], step_of(cell.teks)) for cell in trio)
    if not t or not r:
        return set(), ""
    loss = float(ht / abs(t) + hr / abs(r))
    fits = set()
    for name in (UP, *DOWN):
        (share,) = FORMULAS[name]([float(t)], [float(r)])
        if abs(share - float(c)) <= float(hc) + abs(share) * min(loss, 0.02):
            fits.add(name)
    said = f"capaian {year} tercetak {trio[2].teks} dari {trio[0].teks} dan {trio[1].teks}"
    return fits, said


def _one(record: Catatan, role: str, year: int | None) -> Sel | None:
    cells = [cell for cell in record.sel if cell.peran == role and cell.tahun == year]
    return cells[0] if len(cells) == 1 and len(cells[0].calon) == 1 else None


def decide_polarity(
    name: str,
    rows: Iterable[Catatan],
    target: Mapping[int, Asal],
    kinds: set[str],
    swapped: set[int],
) -> Asal:
    """Return which way is better, sure only where two things say so and none says otherwise.

    Parameters
    ----------
    name : str
        Key of the name, as `audit.names.name_key` gives it.
    rows : iterable of Catatan
        All rows of the indicator.
    target : mapping
        Year → its target.
    kinds : set of str
        Kinds of its printed values (`numbers.Angka.jenis`).
    swapped : set of int
        Tables whose only proofs are target/realisation: their columns may stand the wrong way.
    """
    if kinds & {"ordinal", "huruf"}:
        return Asal("naik", "pasti", "jenjang selalu makin tinggi makin baik")
    if "rentang" in kinds:
        return Asal(f"{RAGU} rentang", "ragu", "targetnya rentang: rentang, atau naik atau turun?")
    votes = [_by_achievement(rows, swapped), _by_targets(target), _by_words(name)]
    said = [(way, why) for way, why in votes if way]
    ways = {way for way, _ in said}
    why = "; ".join(f"{reason} → {way}" if way != "?" else reason for way, reason in said)
    if len(ways) == 1 and "?" not in ways and len(said) >= ENOUGH:
        return Asal(ways.pop(), "pasti", why)
    ways -= {"?"}
    if len(ways) == 1:
        more = "belum ada bukti kedua" if len(said) == 1 else "buktinya tidak sejalan"
        return Asal(f"{RAGU} {ways.pop()}", "ragu", f"{why}; {more}")
    return Asal(f"{RAGU} naik atau turun", "ragu", why or "laporan tidak memutuskannya")


def _by_achievement(rows: Iterable[Catatan], swapped: set[int]) -> tuple[str, str]:
    """Return what the printed achievements say: a way, `?` where they disagree, empty for nothing.

    Where two formulas of the two ways give the same figure, it says nothing.
    """
    found: dict[str, str] = {}
    for row in rows:
        for year in dict.fromkeys(cell.tahun for cell in row.sel):
            fits, said = fitting_formulas(row, year)
            way = "naik" if fits == {UP} else "turun" if fits and UP not in fits else ""
            if way == "turun" and fits == {DOWN[1]} and row.tabel in swapped:
                continue
            if way:
                found.setdefault(way, f"{said} = {SAID[sorted(fits)[0]]}")
    if len(found) > 1:
        return "?", f"capaian tercetak bertentangan ({'; '.join(found.values())})"
    return next(iter(found.items()), ("", ""))


def _by_targets(target: Mapping[int, Asal]) -> tuple[str, str]:
    path = [(year, one.nilai) for year, one in sorted(target.items()) if one.keadaan == "pasti"]
    path = [(year, value) for year, value in path if value is not None]
    steps = [after - before for (_, before), (_, after) in pairwise(path)]
    if not any(steps) or (min(steps) < 0 < max(steps)):
        return "", ""
    (first, low), (last, high) = path[0], path[-1]
    said = f"target {first} {low:f} menjadi {high:f} pada {last}"
    return ("naik" if high > low else "turun"), said.replace(".", ",")


@cache
def _patterns() -> dict[str, re.Pattern]:
    rows = load_rules("kata_arah")
    return {row.arah: re.compile(row.pola) for row in rows.itertuples()}


def _by_words(name: str) -> tuple[str, str]:
    """Return what the words of a name say; nothing where one of them turns its meaning round.

    Examples
    --------
    >>> _by_words("angka kematian bayi")[0], _by_words("persentase penurunan stunting")[0]
    ('turun', '')
    """
    ways = {way: found[0] for way, one in _patterns().items() if (found := one.search(name))}
    if len(ways) != 1 or "lepas" in ways:
        return "", ""
    ((way, word),) = ways.items()
    return way, f"kata “{word}”"


def swapped_tables(rows: Iterable[Catatan]) -> set[int]:
    """Return the tables where target/realisation is all that the achievements fit."""
    seen: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        for year in {cell.tahun for cell in row.sel}:
            fits, _ = fitting_formulas(row, year)
            if len(fits) == 1:
                seen[row.tabel] |= fits
    return {table for table, fits in seen.items() if fits == {DOWN[1]}}


def find_rules(
    bacaan: Bacaan, polarity: Mapping[int, str]
) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """Return the rules of the report that its printed figures prove, and what they leave open.

    Parameters
    ----------
    bacaan : Bacaan
    polarity : mapping
        Number of a row in `bacaan.baris` → the sure polarity of its indicator.

    Returns
    -------
    dict
        Rule of `dinas.toml` → its value and where it is proven.
    list of str
        Rules that are not proven and stay as the template has them.
    """
    found = {
        "naik": _formula(bacaan, polarity, "naik"),
        "turun": _formula(bacaan, polarity, "turun"),
        "skala": _scale(bacaan),
        "rata_rata": _mean(bacaan),
        "efisiensi": _efficiency(bacaan),
    }
    return {k: v for k, v in found.items() if v}, [k for k, v in found.items() if not v]


def _formula(bacaan: Bacaan, polarity: Mapping[int, str], way: str) -> tuple[str, str] | None:
    """Return the one formula that rows of a polarity are worked out by, where all tell the same."""
    own = (UP,) if way == "naik" else DOWN
    lines: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(bacaan.baris):
        for year in {cell.tahun for cell in row.sel} if polarity.get(number) == way else ():
            fits = fitting_formulas(row, year)[0] & set(own)
            others = fitting_formulas(row, year)[0] - set(own)
            if len(fits) == 1 and not others:
                lines[fits.pop()].append(row.baris)
    if len(lines) != 1 or len(set(*lines.values())) < ROWS:
        return None
    ((name, where),) = lines.items()
    return name, _lines(where)


def _lines(numbers: list[int]) -> str:
    plain = sorted(set(numbers))
    more = ", …" if len(plain) > 6 else ""
    return f"baris {', '.join(map(str, plain[:6]))}{more}"


def _scale(bacaan: Bacaan) -> tuple[str, str] | None:
    """Return the shipped scale that gives every printed category, where only one does."""
    pairs = []
    for row in bacaan.baris:
        for cell in row.sel:
            value = _one(row, "capaian", cell.tahun)
            if cell.peran == "predikat" and cell.teks and value is not None:
                pairs.append((float(value.calon[0][0]), _fold(cell.teks)))
    if len(pairs) < ROWS:
        return None
    values = pd.Series([value for value, _ in pairs])
    right = {
        name: sum(
            _fold(one) == said
            for one, (_, said) in zip(categorize(values, name), pairs, strict=True)
        )
        for name in load_rules("skala")["skala"].unique()
    }
    whole = [name for name, count in right.items() if count == len(pairs)]
    if len(whole) != 1:
        return None
    return whole[0], f"{len(pairs)} kategori tercetak semuanya menurut skala ini"


def _fold(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())


def _mean(bacaan: Bacaan) -> tuple[str, str] | None:
    """Return `rata_rata_indikator` where a printed mean is that of the rows above it."""
    by_table: dict[int, list[Catatan]] = defaultdict(list)
    for row in bacaan.baris:
        if row.isi == "kinerja":
            by_table[row.tabel].append(row)
    for rows in by_table.values():
        means = [row for row in rows if row.level == "rata_rata"]
        for year in {cell.tahun for row in means[:1] for cell in row.sel}:
            printed = _one(means[0], "capaian", year)
            values = [_one(row, "capaian", year) for row in rows if not row.jumlah]
            if len(means) != 1 or printed is None or None in values or len(values) < ROWS:
                continue
            mean = sum((one.calon[0][0] for one in values), Decimal(0)) / len(values)
            if abs(mean - printed.calon[0][0]) <= step_of(printed.teks):
                return "rata_rata_indikator", f"baris {means[0].baris}"
    return None


def _efficiency(bacaan: Bacaan) -> tuple[str, str] | None:
    """Return the measure that gives every printed efficiency, where only one does."""
    reached = {
        (row.baris, cell.tahun): cell.calon[0][0]
        for row in bacaan.baris
        for cell in row.sel
        if row.isi == "kinerja" and cell.peran == "capaian" and len(cell.calon) == 1
    }
    count, lines = Counter(), []
    for row in bacaan.baris if bacaan.baris else ():
        for year in {cell.tahun for cell in row.sel} if row.isi == "anggaran" else ():
            printed, share = _one(row, "efisiensi", year), _one(row, "persen", year)
            if printed is None or share is None or row.jumlah:
                continue
            lines.append(row.baris)
            count.update(_measures(printed, share, reached.get((row.baris, year))))
    whole = [name for name, n in count.items() if n == len(lines)]
    return (whole[0], _lines(lines)) if len(lines) >= ROWS and len(whole) == 1 else None


def _measures(printed: Sel, share: Sel, reached: Decimal | None) -> list[str]:
    value, persen = printed.calon[0][0], share.calon[0][0]
    slack = step_of(printed.teks) + step_of(share.teks)
    made = {"sisa": 100 - persen}
    if reached is not None:
        made["selisih"] = reached - persen
        if persen:
            made["rasio"] = reached / persen * 100
    return [name for name, one in made.items() if abs(one - value) <= 2 * slack]
