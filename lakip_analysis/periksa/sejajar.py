"""Columns that nobody names, held against their own rows: a table says itself how it is worked out.

Change, balance, count and whole, staff by grade: titles call such columns anything, and no reader
takes them. Where one column is the difference, the sum or the share of two others in most rows, by
no chance, a row in which it is not contradicts the others; so does a total that is none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise, permutations, product

from ..aturan.rules import threshold
from ..importing.buku_kepala import said_as
from ..membaca.baca import Bacaan
from ..membaca.cacahan import read_count
from ..membaca.hitungan import kind_of, readings, step_of
from ..numbers import write_value

__all__ = ["MOST", "Selisih", "find_slips", "is_slip"]

HUNDRED = Decimal(100)
HALF = Decimal("0.5")
BROKEN = re.compile(r"(?:Rp\.?\s*|[-−–])?[\d.,OolI]*\d[\d.,OolI]*\s*%?")
MEAN = re.compile(r"rata", re.IGNORECASE)
SHARED = re.compile(r"\W*(?:persen(?:tase)?|prosentase)\b", re.IGNORECASE)
COUNTED = re.compile(r"\W*(?:jumlah|banyak(?:nya)?)\b", re.IGNORECASE)
WIDE = 16  # columns of figures of a table that are tried
MOST = 3  # cells of which one may be the wrong one, so that a note at each helps
MANY = 0.75  # share of the rows in which a share is about that of its counts
SURE = 1.5  # times the digits that make a rule known
FEW = 3  # rows or parts from which a rule of a table may be known

Nilai = tuple[Decimal, ...]


@dataclass(frozen=True)
class Selisih:
    """One cell that its table contradicts.

    `baris`: its line; `tempat`: its column, from 0; `bersama`: the columns it is worked out from in
    other rows; `kalimat`: the key of what is said of it (`jenis` is the kind of finding);
    `hitung_ulang`: what the others give; `banyak` of `dari` rows bear the rule out; `coba`: a test
    whether it would agree with another value in one of its columns; `lain`: other cells, each of
    which may be the wrong one; `dari_baris`: other lines it was worked out from.
    """

    baris: int
    tempat: int
    bersama: tuple[int, ...]
    jenis: str
    kalimat: str
    tercetak: str
    hitung_ulang: str
    nama: str
    kolom: tuple[str, ...] = ()
    banyak: int = 0
    dari: int = 0
    coba: Callable[[Mapping[int, Decimal]], bool] = lambda _: False
    lain: tuple[tuple[int, int], ...] = ()
    dari_baris: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Baris:
    nomor: int
    teks: tuple[str, ...]
    nilai: tuple[Nilai, ...]


@dataclass(frozen=True, eq=False)
class _Aturan:
    """How one column follows from two others: the result, and these; the rows that bear it out."""

    nama: str
    tempat: tuple[int, int, int]
    cocok: list[_Baris]
    salah: list[_Baris]


def _difference(a: Decimal, b: Decimal) -> tuple[Decimal, ...]:
    return (a - b,)


def _total(a: Decimal, b: Decimal) -> tuple[Decimal, ...]:
    return (a + b,)


def _share(a: Decimal, b: Decimal) -> tuple[Decimal, ...]:
    """Return the share, and what it is where less is better (as achievements are worked out)."""
    if not a or not b:
        return ()
    return (a / b * HUNDRED, (2 * b - a) / b * HUNDRED, b / a * HUNDRED)


# how a column may follow from two others → the kind of finding where one does not
RULES: dict[str, tuple[Callable, str]] = {
    "sejajar.selisih": (_difference, "jumlah_tidak_cocok"),
    "sejajar.tambah": (_total, "jumlah_tidak_cocok"),
    "sejajar.bagian": (_share, "pembilang_penyebut"),
}


def find_slips(bacaan: Bacaan) -> list[Selisih]:
    """Return the cells of a draft that the other rows of their table contradict.

    Only rules with a column that is not read are tried: what is read the audit looks at. A rule is
    known where the rows it holds in print so many digits that chance is out of the question
    (`periksa_aturan_angka`), and are more than those in which it does not hold.

    Parameters
    ----------
    bacaan : Bacaan

    Returns
    -------
    list of Selisih, in the order of the lines
    """
    read = {(cell.baris, cell.tempat) for row in bacaan.baris for cell in row.sel if cell.peran}
    found = [slip for block in _blocks(bacaan) for slip in _slips(block, read)]
    return sorted(found, key=lambda one: (one.baris, one.tempat))


def _blocks(bacaan: Bacaan) -> Iterator[list[_Baris]]:
    """Yield the rows of each table of the file, or of lines with cells that follow each other."""
    naskah = bacaan.naskah
    blocks: dict[tuple, list[_Baris]] = defaultdict(list)
    number = 0
    for n, line in enumerate(naskah.baris):
        if "\t" not in line:
            number += 1
            continue
        texts = tuple(cell.strip() for cell in line.split("\t"))
        key = (naskah.tabel[n] if naskah.tabel else 0) or ("", number)
        values = tuple(
            _values(text, (n, place) in naskah.angka) for place, text in enumerate(texts)
        )
        blocks[key].append(_Baris(n + 1, texts, values))
    yield from blocks.values()


def _values(text: str, typed: bool) -> Nilai:
    if not re.search(r"\d", text) or kind_of(text) in ("kode", "kata") or re.match(r"0\d", text):
        return ()
    return tuple(value for value, _ in readings(text, False, typed)[0])


def _slips(block: list[_Baris], read: set[tuple[int, int]]) -> Iterator[Selisih]:
    width = max(len(row.teks) for row in block)
    columns = [place for place in range(width) if _is_figures(block, place)][:WIDE]
    unread = {place for place in columns if not any((row.nomor, place) in read for row in block)}
    if not unread:
        return
    heads = {place: _title(block, place) for place in columns}
    named = [row for row in block if _name(row) and not MEAN.search(_name(row))]
    rules = [
        rule
        for triple in combinations(columns, 3)
        if set(triple) & unread and (rule := _best_rule(named, triple, unread, heads))
    ]
    rules = _one_each(rules)
    broken: dict[int, list[_Aturan]] = defaultdict(list)
    for rule in rules:
        for row in rule.salah:
            broken[row.nomor].append(rule)
    rows = {row.nomor: row for row in named}
    for number, against in sorted(broken.items()):
        found = _suspected(rows[number], rules, against)
        if found is not None:
            yield _slip(rows[number], found, heads)
    for row, place, parts in _false_totals(block, columns, unread):
        yield _false_total(row, place, parts, heads)
    yield from _broken(block, columns, unread)


def _one_each(rules: list[_Aturan]) -> list[_Aturan]:
    """Return of several rules with one result the one that fewest rows break.

    Where columns repeat each other in most rows, what holds of one seems to hold of the other.
    """
    best: dict[int, _Aturan] = {}
    for rule in rules:
        known = best.get(rule.tempat[0])
        if known is None or _weight(rule) > _weight(known):
            best[rule.tempat[0]] = rule
    return list(best.values())


def _weight(rule: _Aturan) -> tuple[float, int]:
    return len(rule.cocok) / (len(rule.cocok) + len(rule.salah)), len(rule.cocok)


def _suspected(
    row: _Baris, rules: list[_Aturan], against: list[_Aturan]
) -> tuple[_Aturan, int] | None:
    """Return a rule that a row breaks, and which of its columns most rules speak against.

    None where other rules vouch for each of its cells: what repeats in most rows, as what was asked
    and what was done, seems to be a rule where it is none.
    """
    held = Counter(
        n
        for rule in rules
        if rule not in against and any(one is row for one in rule.cocok)
        for n in rule.tempat
    )
    left = [
        rule for rule in against if not set(rule.tempat) <= set(held) and not _is_of_twin(row, rule)
    ]
    if not left:
        return None
    votes = Counter(n for rule in left for n in rule.tempat)
    best = max(left, key=lambda rule: (len(rule.cocok), rule.tempat))
    return best, max(best.tempat, key=lambda n: (votes[n] - held[n], n == best.tempat[0], n))


def _is_of_twin(row: _Baris, rule: _Aturan) -> bool:
    """Say whether a rule is one of a column that prints the same as one of its own in most rows."""
    for place in rule.tempat:
        for n, values in enumerate(row.nilai):
            if n in rule.tempat or not values:
                continue
            twins = [one for one in rule.cocok if n < len(one.nilai) and one.nilai[n]]
            alike = sum(one.nilai[n] == one.nilai[place] for one in twins)
            same = _holds(rule.nama, row, rule.tempat, {place: values[0]})
            if same and alike * 2 > len(rule.cocok):
                return True
    return False


def _is_figures(block: list[_Baris], place: int) -> bool:
    """Say whether a column holds figures, and is no numbering."""
    cells = [row for row in block if place < len(row.teks) and row.teks[place]]
    values = [row.nilai[place][0] for row in cells if row.nilai[place]]
    steps = [0 < b - a <= 1 for a, b in pairwise(values)]
    counted = len(steps) > 1 and sum(steps) * 2 > len(steps)
    return len(values) >= 2 and len(values) * 2 > len(cells) - 2 and not counted


def _title(block: list[_Baris], place: int) -> str:
    texts = (row.teks[place] for row in block if place < len(row.teks) and row.teks[place])
    first = next(texts, "")
    return first if re.search(r"[^\W\d]{2}", first) else ""


def _best_rule(
    rows: list[_Baris], triple: tuple[int, int, int], unread: set[int], heads: Mapping[int, str]
) -> _Aturan | None:
    """Return the rule of three columns that most rows bear out.

    A difference is a sum read otherwise: its result is a column that is not read, or the last one.
    """
    found = []
    for result, one, other in permutations(reversed(triple)):
        for name in RULES:
            if name != "sejajar.tambah" or one < other:
                rule = _rule(rows, name, (result, one, other), heads)
                found += [rule] if rule else []
    return max(
        found,
        key=lambda rule: (len(rule.cocok), rule.tempat[0] in unread, rule.tempat[0]),
        default=None,
    )


def _rule(
    rows: list[_Baris], name: str, places: tuple[int, int, int], heads: Mapping[int, str]
) -> _Aturan | None:
    good, bad, known, seen = [], [], 0, set()
    # a part is no more than its whole
    called = name == "sejajar.bagian" and bool(heads[places[0]])
    called = called and all(COUNTED.match(heads[n]) for n in places[1:])
    for row in rows:
        if len(row.teks) <= max(places) or not all(row.nilai[n] for n in places):
            continue
        if name == "sejajar.bagian" and not all(row.nilai[n][0] for n in places[1:]):
            continue  # a share of nothing is what anybody calls it
        if not _holds(name, row, places) or (
            called and row.nilai[places[1]][0] > row.nilai[places[2]][0]
        ):
            bad.append(row)
            continue
        good.append(row)
        values = {row.nilai[n][0] for n in places}
        alike = tuple(row.teks[n] for n in places) in seen
        if len(values) == 3 and not values & {Decimal(0), HUNDRED} and not alike:
            seen.add(tuple(row.teks[n] for n in places))
            printed = [_digits(row.teks[n]) for n in places]
            # the last digit of a share is rounded; of a sum two figures fix the third
            share = min(printed[0], printed[1] + printed[2]) - 1
            known += share if name == "sejajar.bagian" else sorted(printed)[1]
    enough = known >= threshold("periksa_aturan_angka") and len(seen) >= 2
    if name == "sejajar.bagian" and not enough:
        enough = bool(good) and known >= FEW and _are_counts([*good, *bad], places)
        enough = enough or (called and _are_called_counts(good, bad, places))
        return _Aturan(name, places, good, bad) if enough else None
    # so many digits agree that a draft full of errors still shows how it is worked out
    sure = known >= SURE * threshold("periksa_aturan_angka") and len(seen) >= FEW
    known_by = len(good) * (2 if sure else 1) > len(bad)
    return _Aturan(name, places, good, bad) if enough and known_by else None


def _are_counts(rows: list[_Baris], places: tuple[int, int, int]) -> bool:
    """Say whether three columns are a share, a part and a whole in every row, if wrong by a little.

    Whole numbers, the part no more than the whole, the share about what they give in nearly all.
    """
    near, hits = threshold("baca_hitungan_dekat") / 100, 0
    for row in rows:
        share = row.nilai[places[0]][0]
        part, whole = (read_count(row.teks[n]) for n in places[1:])
        if not part or not whole or part > whole or step_of(row.teks[places[0]]) >= HALF:
            return False
        hits += abs(float(part / whole * HUNDRED - share)) <= near * float(share)
    return len(rows) >= FEW and hits >= MANY * len(rows)


def _are_called_counts(good: list[_Baris], bad: list[_Baris], places: tuple[int, int, int]) -> bool:
    """Say whether the shares of most rows are about those of two columns that are called counts.

    The two may have changed places in a row that others show. Where none agrees, each is called a
    share.
    """
    near, rows = threshold("baca_hitungan_dekat") / 100, [*good, *bad]
    hits = 0
    for row in rows:
        share = float(row.nilai[places[0]][0])
        part, whole = (read_count(row.teks[n]) for n in places[1:])
        if not part or not whole:
            return False
        given = [float(part / whole * HUNDRED), float(whole / part * HUNDRED)]
        hits += any(abs(one - share) <= near * share for one in given[: 2 if good else 1])
    called = all(SHARED.match(_name(row)) for row in rows)
    return hits * 2 >= len(rows) if good else called and hits * 2 > len(rows) > 1


def _digits(text: str) -> int:
    """Return how many digits of a print tell something."""
    return max(1, len(re.sub(r"\D", "", text).strip("0")))


def _holds(
    name: str, row: _Baris, places: Sequence[int], given: Mapping[int, Decimal] | None = None
) -> bool:
    """Say whether a result follows from two figures of its row, each with its rounding."""
    work = RULES[name][0]
    pools = [(given[n],) if given and n in given else row.nilai[n] for n in places]
    steps = [step_of(row.teks[n]) for n in places]
    for value, a, b in product(*pools):
        loose = [
            step / abs(one) if one and step < HALF else 0
            for step, one in zip(steps[1:], (a, b), strict=True)
        ]
        for wanted in work(a, b):
            if name == "sejajar.bagian":
                slack = 2 * steps[0] + abs(wanted) * sum(loose)
            else:
                slack = sum(step for step in steps if step < HALF)
            if abs(wanted - value) <= slack:
                return True
    return False


def _name(row: _Baris) -> str:
    """Return what a row is called; nothing of one that only numbers its columns."""
    texts = [text for text in row.teks if re.search(r"[^\W\d_]{3}", text)]
    return max(texts, key=len, default="")


def _slip(row: _Baris, found: tuple[_Aturan, int], heads: Mapping[int, str]) -> Selisih:
    rule, place = found
    places = rule.tempat
    result, one, other = places
    work, jenis = RULES[rule.nama]
    wanted = next(iter(work(row.nilai[one][0], row.nilai[other][0])), None)
    decimals = max(0, -int((step_of(row.teks[result]) * 2).normalize().as_tuple().exponent))
    return Selisih(
        row.nomor,
        place,
        tuple(n for n in places if n != place),
        jenis,
        rule.nama if rule.cocok else "sejajar.cacah",
        row.teks[result],
        "" if wanted is None else write_value(float(round(wanted, decimals))),
        _name(row),
        tuple(heads[n] or row.teks[n] for n in places),
        len(rule.cocok),
        len(rule.cocok) + len(rule.salah),
        lambda given: _holds(rule.nama, row, places, given),
    )


def is_slip(printed: Decimal, meant: Decimal) -> bool:
    """Say whether one slip of the hand makes an amount another one: a digit, two that changed.

    Examples
    --------
    >>> [is_slip(Decimal(635), Decimal(n)) for n in (634, 653, 65, 6355, 524)]
    [True, True, True, True, False]
    """
    if meant <= 0 or printed <= 0 or meant == printed:
        return False
    one, two = (f"{value.normalize():f}" for value in (printed, meant))
    if len(one) == len(two):
        off = [n for n, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
        turned = len(off) == 2 and off[1] == off[0] + 1 and one[off[0]] == two[off[1]]
        return len(off) == 1 or (turned and one[off[1]] == two[off[0]])
    short, long = sorted((one, two), key=len)
    return len(long) == len(short) + 1 and any(
        long[:n] + long[n + 1 :] == short for n in range(len(long))
    )


# --- totals


def _false_totals(block: list[_Baris], columns: list[int], unread: set[int]):
    """Yield a total, its column and its parts where the total is not their sum.

    Which row is a total its own other columns say, or its name where it has none.
    """
    for n, row in enumerate(block):
        above = block[:n]
        named = any(said_as("baris_jumlah", text) is not None for text in row.teks if text)
        if not (named or row is block[-1]) or any(MEAN.search(text) for text in row.teks):
            continue
        sums = {}
        for place in columns:
            if place >= len(row.teks) or len(row.nilai[place]) != 1:
                continue
            parts = [one for one in above if place < len(one.teks) and one.nilai[place]]
            if len(parts) >= FEW and all(len(one.nilai[place]) == 1 for one in parts):
                sums[place] = (sum(one.nilai[place][0] for one in parts), parts)
        true = [place for place, (added, _) in sums.items() if added == row.nilai[place][0] != 0]
        false = [
            place
            for place, (added, _) in sums.items()
            if place in unread and added != row.nilai[place][0]
        ]
        alone = named and len(columns) == 1
        for place in false:
            added, parts = sums[place]
            value = row.nilai[place][0]
            near = abs(added - value) * 2 < abs(value) or is_slip(value, added)
            near = near or len(_slipped(parts, place, added - value)) == 1
            if near and (alone or (true and len(parts) == len(sums[true[0]][1]))):
                yield row, place, (added, parts)


def _false_total(row: _Baris, place: int, sums, heads) -> Selisih:
    added, parts = sums
    slips = [(one.nomor, place) for one in _slipped(parts, place, added - row.nilai[place][0])]
    return Selisih(
        row.nomor,
        place,
        (),
        "jumlah_tidak_cocok",
        "sejajar.jumlah",
        row.teks[place],
        write_value(float(added)),
        _name(row),
        (heads[place],),
        len(parts),
        len(parts),
        lain=tuple(slips) if len(slips) <= MOST else (),
        dari_baris=tuple(one.nomor for one in parts),
    )


def _slipped(parts: list[_Baris], place: int, gap: Decimal) -> list[_Baris]:
    """Return the parts of which one slip of the hand makes their sum too large by a gap."""
    values = ((one, one.nilai[place][0]) for one in parts)
    return [one for one, value in values if is_slip(value, value - gap)]


def _broken(block: list[_Baris], columns: list[int], unread: set[int]) -> Iterator[Selisih]:
    """Yield what should be a figure, as its column says, and is none."""
    for place in sorted(unread & set(columns)):
        cells = [row for row in block if place < len(row.teks) and row.teks[place]]
        figures = [row for row in cells if row.nilai[place]]
        for row in cells:
            text = row.teks[place]
            odd = not row.nilai[place] and BROKEN.fullmatch(text) and kind_of(text) != "kode"
            if odd and len(figures) >= FEW:
                yield Selisih(
                    row.nomor, place, (), "angka_janggal", "janggal.rusak", text, "", _name(row)
                )
