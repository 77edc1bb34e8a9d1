"""What a made report says against itself: the printed cells that contradict each other.

A fault that nothing else in the report contradicts can be seen by nobody who has the report alone.
Here every bond between printed cells that a reader may know is written out, from how such reports
are built (`susun.py`) and as anybody would work it out, without a look at any check of the audit:
one quantity printed twice, what follows from a row, sums of parts, means, categories, words. A
bond that does not hold as printed is a witness for each of its cells. Rounding is no contradiction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from .dokumen import Baris, Blok, Kalimat, Sel, Tabel, cells_of
from .fakta import Fakta
from .susun import ANGKA, SKALA, UANG, Hitung, Susunan, style_of

__all__ = ["contradicted"]

NUMBER = re.compile(r"-?\d(?:[\d.,]*\d)?")
EXACT = {"pembilang", "penyebut", "orang", "bobot", "banyak", "target", *UANG}  # never rounded
RISING = {"meningkat": 1, "menurun": -1, "tetap": 0}
AGAINST = {"lebih baik daripada": 1, "belum mencapai": -1, "sama dengan": 0}


@dataclass(frozen=True)
class Angka:
    """A printed number: its value, and how far rounding may have moved it."""

    nilai: Fraction
    jarak: Fraction

    def meets(self, low: Fraction, high: Fraction) -> bool:
        """Say whether what was rounded to this number may lie between two values."""
        return self.nilai - self.jarak <= high and low <= self.nilai + self.jarak


def contradicted(dokumen: Sequence[Blok], fakta: Fakta, susunan: Susunan) -> dict[str, set[str]]:
    """Return the cells that something else in the report contradicts, each with by what.

    Parameters
    ----------
    dokumen : blocks
        A report as printed.
    fakta : Fakta
        What the dinas worked with: which way an indicator is measured.
    susunan : Susunan

    Returns
    -------
    dict of cell id → kinds of contradiction
        `sama` (another print of the quantity), `baris` (its row), `jumlah` (it is a sum or a part
        of one), `rata` (a mean or one of its rows), `kategori`, `kata` (words and names), `hilang`
        (promised in another table), `janggal` (no number). A row that was left out stands under the
        ids its cells would have.
    """
    return _Cermin(tuple(dokumen), fakta, susunan).found()


class _Cermin:
    """A report held against itself."""

    def __init__(self, dokumen: tuple[Blok, ...], fakta: Fakta, susunan: Susunan) -> None:
        self.f, self.s, self.count = fakta, susunan, Hitung(fakta, susunan)
        self.tables = [block for block in dokumen if isinstance(block, Tabel)]
        self.sentences = [block for block in dokumen if isinstance(block, Kalimat)]
        self.cells = cells_of(dokumen)
        self.value = {
            sel.id: number
            for sel in self.cells.values()
            if sel.nilai is not None and (number := self._read(sel)) is not None
        }
        self.same: dict[tuple, list[Sel]] = defaultdict(list)
        for sel in self.cells.values():
            self.same[sel.hal].append(sel)
        self.rows: dict[tuple[str, int | None], dict[str, Sel]] = defaultdict(dict)
        for sel in self.cells.values():
            row = "|".join(sel.id.split("|")[:2])
            self.rows[row, sel.tahun][sel.peran] = sel
        known = (*fakta.indikator, *fakta.keluaran)
        self.about = {one.kode: one for one in known}
        self.out: dict[str, set[str]] = defaultdict(set)

    def found(self) -> dict[str, set[str]]:
        for sel in self.cells.values():
            unread = sel.peran in ANGKA and sel.nilai is not None and sel.id not in self.value
            if unread and re.search(r"\d", sel.teks):
                self._say("janggal", [sel])
        figures = (self._prints, self._figures, self._achievements, self._sums, self._means)
        words = (self._categories, self._names, self._titles, self._words, self._lost)
        for check in (*figures, *words):
            check()
        return dict(self.out)

    def _say(self, kind: str, some) -> None:
        for sel in some:
            self.out[sel if isinstance(sel, str) else sel.id].add(kind)

    def _read(self, sel: Sel) -> Angka | None:
        """Return the number of a cell in the style it was typed in, if it is one."""
        found = NUMBER.search(sel.teks)
        rest = NUMBER.sub("", sel.teks, count=1).replace("Rp", "").strip(" %-")
        mark = "," if style_of(self.s.gaya, sel.id) == "koma" else "."
        if found is None or re.search(r"[\dA-Za-z]", rest):
            return None
        whole, _, decimals = found[0].replace("." if mark == "," else ",", "").partition(mark)
        if not re.fullmatch(r"-?\d+", whole) or not re.fullmatch(r"\d*", decimals):
            return None
        slack = Fraction(0) if sel.peran in EXACT else Fraction(1, 2 * 10 ** len(decimals))
        return Angka(Fraction(f"{whole}.{decimals or 0}"), slack)

    # --- one quantity

    def _prints(self) -> None:
        for (peran, *_), some in self.same.items():
            known = [sel for sel in some if sel.id in self.value] if peran in ANGKA else []
            for one in known:
                mine = self.value[one.id]
                for other in known:
                    its = self.value[other.id]
                    if abs(mine.nilai - its.nilai) > mine.jarak + its.jarak:
                        self._say("sama", (one, other))

    # --- what follows from a row

    def _figures(self) -> None:
        for (_, year), row in self.rows.items():
            get = {role: self.value[sel.id] for role, sel in row.items() if sel.id in self.value}
            for result, wanted, work, rounded in self._formulas(row):
                inputs = [self._at(row, year, role) for role in wanted]
                if result not in get or not all(inputs):
                    continue
                told = [self.value[sel.id] for sel in inputs]
                low, high = _between(work, told, rounded)
                if not get[result].meets(low, high):
                    self._say("baris", [row[result], *inputs])
            for less, more in (("uang", "pagu"), ("pembilang", "penyebut")):
                if less in get and more in get and get[less].nilai > get[more].nilai:
                    self._say("baris", (row[less], row[more]))

    def _at(self, row: dict[str, Sel], year: int | None, role: str) -> Sel | None:
        what, _, shift = role.partition("@")
        sel = row.get(what)
        if shift and row:
            where = "|".join(next(iter(row.values())).id.split("|")[:2])
            sel = self.rows.get((where, year + int(shift)), {}).get(what)
        return sel if sel is not None and sel.id in self.value else None

    def _formulas(self, row: dict[str, Sel]) -> Iterator[tuple[str, tuple, Callable, bool]]:
        """Yield a result, what it is of, how, and whether of more decimals than are printed."""
        yield "persen", ("uang", "pagu"), lambda uang, pagu: uang * 100 / pagu, False
        yield "sisa", ("pagu", "uang"), lambda pagu, uang: pagu - uang, False
        yield "selisih_pagu", ("pagu", "pagu_induk"), lambda pagu, before: pagu - before, False
        yield "realisasi", ("pembilang", "penyebut"), lambda part, all_: part * 100 / all_, False
        yield "perubahan", ("realisasi", "realisasi@-1"), lambda now, before: now - before, False
        one = self.about.get(next(iter(row.values())).kunci)
        if one:
            yield "kemajuan", ("realisasi", "target@2"), _progress(one.arah == "turun"), False
        share = ("uang", "pagu") if {"uang", "pagu"} <= set(row) else ("persen",)

        def spent(*told):
            return told[0] * 100 / told[1] if len(told) == 2 else told[0]

        kind = self.s.efisiensi
        if kind == "sisa":
            yield "efisiensi", share, lambda *told: 100 - spent(*told), True
        elif kind == "selisih":
            yield "efisiensi", ("capaian", *share), lambda won, *told: won - spent(*told), True
        elif kind == "rasio":
            yield (
                "efisiensi",
                ("capaian", *share),
                lambda won, *told: won / spent(*told) * 100,
                True,
            )

    def _achievements(self) -> None:
        for sel in list(self.cells.values()):
            one = self.about.get(sel.kunci)
            if sel.peran != "capaian" or one is None or sel.id not in self.value:
                continue
            row = self.rows["|".join(sel.id.split("|")[:2]), sel.tahun]
            pools = [self._pool(row, role, sel) for role in ("target", "realisasi")]
            rounded = self.s.hitung == "utuh"  # worked out from more decimals than are printed

            def share(goal, value, one=one):
                return self.count.share(one, goal, value)

            agreed = [
                self.value[sel.id].meets(*_between(share, told, rounded))
                for pair in product(*pools)
                for told in [[self.value[one.id] for one in pair]]
            ]
            if agreed and not any(agreed):
                self._say("baris", [sel, *pools[0], *pools[1]])

    def _pool(self, row: dict[str, Sel], role: str, sel: Sel) -> list[Sel]:
        """Return the print of the own row, else all of that quantity."""
        own = [row[role]] if role in row else self.same.get((role, sel.kunci, sel.tahun), [])
        return [one for one in own if one.id in self.value]

    # --- sums and means

    def _sums(self) -> None:
        parent = {p.kode: p.induk for p in self.f.pos}
        for table in self.tables:
            keys = {row.kunci: row for row in table.baris}
            parts: dict[str, list[Baris]] = defaultdict(list)
            for row in table.baris:
                above = parent.get(row.kunci, "")
                if row.kunci != "jumlah":
                    parts[above if above in keys else "jumlah"].append(row)
            for whole, some in parts.items():
                if whole in keys and (money := (*UANG, "orang", "nilai", "bobot")):
                    lost = [
                        code
                        for code, above in parent.items()
                        if above == whole and code not in keys
                    ]
                    self._sum(table, keys[whole], some, lost, money)

    def _sum(self, table: Tabel, whole: Baris, some: list[Baris], lost, money) -> None:
        for n, total in enumerate(whole.sel):
            parts = [row.sel[n] for row in some]
            known = all(sel.id in self.value for sel in (total, *parts))
            if total.peran not in money or not known:
                continue
            values = [self.value[sel.id] for sel in parts]
            added = sum((one.nilai for one in values), Fraction(0))
            if self.value[total.id].nilai != added:
                token = total.id.split("|")[2]
                gone = [f"{table.id}|{code}|{token}" for code in lost]
                self._say("jumlah", [total, *parts, *gone])

    def _means(self) -> None:
        for sel in list(self.cells.values()):
            if sel.peran != "capaian" or sel.id not in self.value or sel.kunci in self.about:
                continue
            found = re.fullmatch(r"(?:rata|s)(\d*)", sel.kunci)
            if not found:
                continue
            members = [
                one.kode
                for one in self.f.indikator
                if found[1] in ("", str(one.sasaran)) and self.count.reported(one)
            ]
            tables = [
                [
                    other
                    for row in table.baris
                    for other in row.sel
                    if other.hal in {("capaian", code, sel.tahun) for code in members}
                ]
                for table in self.tables
            ]
            whole = [
                some
                for some in tables
                if {one.kunci for one in some if one.id in self.value} == set(members)
            ]
            own = [some for some in whole if some[0].id.split("|")[0] == sel.id.split("|")[0]]
            agreed = [self._is_mean(sel, some) for some in own or whole]
            if agreed and not any(agreed):
                self._say("rata", [sel, *(one for some in own or whole for one in some)])

    def _is_mean(self, sel: Sel, some: list[Sel]) -> bool:
        told = [self.value[one.id] for one in some]
        mean = sum((one.nilai for one in told), Fraction(0)) / len(told)
        slack = sum((one.jarak for one in told), Fraction(0)) / len(told)
        slack = slack if self.s.hitung == "utuh" else Fraction(0)
        return self.value[sel.id].meets(mean - slack, mean + slack)

    def _lost(self) -> None:
        """Hold each table of promises against the others: all of them promise the same."""
        promised = [
            table
            for table in self.tables
            if {one.token.partition("@")[0] for one in table.kolom} & {"target", "realisasi"}
            == {"target"}
        ]
        every = {one.kode for one in self.f.indikator}
        listed = {row.kunci for table in self.tables for row in table.baris} & every
        for table in promised:
            keys = {row.kunci for row in table.baris}
            for key in listed - keys if keys & every else ():
                self._say("hilang", [f"{table.id}|{key}|{one.token}" for one in table.kolom])

    # --- words

    def _categories(self) -> None:
        names = {name for name, *_ in SKALA[self.s.skala]}
        for sel in list(self.cells.values()):
            if sel.peran != "predikat" or sel.teks not in names:
                continue
            row = self.rows["|".join(sel.id.split("|")[:2]), sel.tahun]
            told = self._pool(row, "capaian", sel)
            rounded = self.s.hitung == "utuh"
            fits = [
                sel.teks
                in {self.count.category(bound) for bound in _ends(self.value[one.id], rounded)}
                for one in told
            ]
            if fits and not any(fits):
                self._say("kategori", [sel, *told])

    def _names(self) -> None:
        names: dict[str, set[str]] = defaultdict(set)
        for one in (*self.f.pos, *self.f.indikator, *self.f.keluaran):
            names[one.kode].add(one.nama)
        by_key: dict[tuple[str, str], list[Sel]] = defaultdict(list)
        for table in self.tables:
            seen: dict[tuple[str, str], list[Sel]] = defaultdict(list)
            for row in table.baris:
                for sel in row.sel:
                    if sel.peran in ("nama", "nama_program", "satuan", "kode") and sel.teks:
                        by_key[sel.peran.partition("_")[0], sel.kunci].append(sel)
                        seen[sel.peran, sel.teks].append(sel)
            for (role, _), some in seen.items():
                if role in ("nama", "kode") and len(some) > 1:
                    self._say("kata", some)
        for (role, key), some in by_key.items():
            known = names.get(key, set()) if role == "nama" else {sel.teks for sel in some}
            texts = {sel.teks for sel in some}
            if role == "nama":
                odd = [sel for sel in some if known and sel.teks not in known]
                self._say("kata", odd if texts & known else ())
            elif len(texts) > 1:
                self._say("kata", some)

    def _titles(self) -> None:
        numbers: dict[str, list[Sel]] = defaultdict(list)
        for table in self.tables:
            numbers[table.nomor.teks].append(table.nomor)
            listed = self.cells.get(f"d-{table.id}|{table.id}|daftar")
            if listed is not None and listed.teks != table.judul.teks:
                self._say("kata", (listed, table.judul))
            called = self.cells.get(f"r-{table.id}|{table.id}|rujukan")
            if called is not None and called.teks != table.nomor.teks:
                self._say("kata", (called, table.nomor))
        for some in numbers.values():
            if len(some) > 1:
                self._say("kata", some)

    def _words(self) -> None:
        y = self.f.tahun
        for block in self.sentences:
            parts = [part for part in block.bagian if isinstance(part, Sel)]
            told = {(sel.peran, sel.tahun): sel for sel in parts if sel.id in self.value}
            word = next((sel for sel in parts if sel.peran == "klaim"), None)
            now = told.get(("realisasi", y))
            if word is not None and now is not None:
                before, goal = told.get(("realisasi", y - 1)), told.get(("target", y))
                if word.teks in RISING and before is not None:
                    way = _way(self.value[now.id].nilai - self.value[before.id].nilai)
                    if way != RISING[word.teks]:
                        self._say("kata", (word, now, before))
                if word.teks in AGAINST and goal is not None:
                    way = _way(self.value[now.id].nilai - self.value[goal.id].nilai)
                    falls = self.about[word.kunci].arah == "turun"
                    if (-way if falls else way) != AGAINST[word.teks]:
                        self._say("kata", (word, now, goal))
            year = next((sel for sel in parts if sel.peran == "tahun"), None)
            printed = [one for sel in told.values() for one in self.same[sel.hal]]
            if year is not None and year.teks != str(y) and len(printed) > len(told):
                self._say("kata", (year,))
        self._extremes()
        self._recap()

    def _extremes(self) -> None:
        """Hold the programme called highest or lowest against the shares of all."""
        named = {p.nama: p.kode for p in self.f.pos if p.level == "program"}
        for word, best in (("tertinggi", max), ("terendah", min)):
            sel = self.cells.get(f"k-tertinggi|{word}|klaim")
            if sel is None:
                continue
            shares = {
                code: self.value[one.id].nilai
                for code in named.values()
                for one in self.same.get(("persen", code, self.f.tahun), [])
                if one.id in self.value and one.id.startswith("t")
            }
            said = shares.get(named.get(sel.teks, ""))
            if len(shares) == len(named) and said != best(shares.values()):
                self._say("kata", (sel,))

    def _recap(self) -> None:
        sel = self.cells.get("k-rekap|tercapai|banyak")
        if sel is None or sel.id not in self.value:
            return
        low = high = 0
        for one in self.f.indikator:
            prints = self.same.get(("capaian", one.kode, self.f.tahun), [])
            told = [self.value[p.id] for p in prints if p.id in self.value]
            low += any(min(_ends(v)) >= 100 for v in told)
            high += any(max(_ends(v)) >= 100 for v in told)
        if high and not low <= self.value[sel.id].nilai <= high:
            self._say("kata", (sel,))


def _progress(falls: bool) -> Callable:
    """Return how far the last target of a plan is reached, of an indicator to rise or to fall."""

    def work(value: Fraction, goal: Fraction) -> Fraction:
        if not goal:
            return Fraction(100)
        return ((2 * goal - value) if falls else value) / goal * 100

    return work


def _way(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _ends(one: Angka, rounded: bool = True) -> tuple[Fraction, ...]:
    jarak = one.jarak if rounded else Fraction(0)
    return tuple(dict.fromkeys((one.nilai - jarak, one.nilai, one.nilai + jarak)))


def _between(work: Callable, told: list[Angka], rounded: bool = False) -> tuple[Fraction, Fraction]:
    """Return the least and greatest a result may be, of figures as printed or before rounding."""
    found = []
    for values in product(*(_ends(one, rounded) for one in told)):
        try:
            found.append(Fraction(work(*values)))
        except ZeroDivisionError:
            return Fraction(-(10**18)), Fraction(10**18)
    return min(found), max(found)
