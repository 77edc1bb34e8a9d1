"""Faults as people make them in a report, each with its key: cells, what is printed, what is right.

Two ways to err. A fault of *method* changes what a dinas works out or promises, and the whole
report follows (its spreadsheet goes on calculating); a fault of *writing* changes what stands in
one or a few cells. Each function returns nothing where a report offers no place for it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

import numpy as np

from .dokumen import Blok, Kalimat, Sel, Tabel, cells_of
from .fakta import FOLDER, Fakta, Indikator, round_half_up
from .susun import ANGKA, SKALA, UANG, Hitung, Susunan, print_number, style_of

# cells that a renumbering moves, and that hold nothing to be wrong about
FURNITURE = ("no", "sasaran")
WORDS = ("judul", "nomor", "daftar", "rujukan", "satuan", "kode", "tahun")


@dataclass(frozen=True)
class Jenis:
    """One kind of fault, a row of `salah.csv`."""

    salah: str
    bobot: int  # how often, against the others
    keparahan: str  # hitung: by what it changes
    jenis: tuple[str, ...]  # kinds of finding that name it rightly, the most fitting first; * any
    latihan: bool  # drawn for an exercise where nobody asks for kinds


def load_kinds() -> dict[str, Jenis]:
    """Return the kinds of fault (`salah.csv`) by name."""
    with (FOLDER / "salah.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["salah"]: Jenis(
            row["salah"],
            int(row["bobot"]),
            row["keparahan"],
            tuple(row["jenis"].split(";")),
            row["latihan"] == "ya",
        )
        for row in rows
    }


SALAH = load_kinds()


@dataclass
class Naskah:
    """A report being spoilt: its cells, and which of them already are part of a fault."""

    dokumen: tuple[Blok, ...]
    fakta: Fakta
    susunan: Susunan
    rng: np.random.Generator
    sibuk: set[str] = field(default_factory=set)  # rows (`table|row`) and quantities already spoilt

    def __post_init__(self) -> None:
        self.count = Hitung(self.fakta, self.susunan)
        self.cells = cells_of(self.dokumen)
        self.tables = {block.id: block for block in self.dokumen if isinstance(block, Tabel)}
        self.level = {
            sel.id: row.level
            for block in self.tables.values()
            for row in block.baris
            for sel in row.sel
        }
        self.level |= {
            part.id: dict(block.tetap).get("level", "")
            for block in self.dokumen
            if isinstance(block, Kalimat)
            for part in block.bagian
            if isinstance(part, Sel)
        }
        self.same: dict[tuple, list[Sel]] = {}
        for sel in self.cells.values():
            self.same.setdefault(sel.hal, []).append(sel)
        self.rows: dict[str, list[Sel]] = {}
        for sel in self.cells.values():
            self.rows.setdefault(row_of(sel), []).append(sel)

    def free(self, *roles: str) -> Iterator[Sel]:
        """Yield the figures of some columns that no fault has touched and that others bear out."""
        for sel in self.cells.values():
            if (
                sel.peran in roles
                and sel.nilai is not None
                and not self.taken(sel)
                and self.bound(sel)
            ):
                yield sel

    def taken(self, sel: Sel) -> bool:
        """Say whether a fault has touched the row or the quantity of a cell."""
        row = row_of(sel)
        if sel.peran in WORDS:
            return row in self.sibuk or f"{row}|{sel.peran}" in self.sibuk
        return row in self.sibuk or str(sel.hal) in self.sibuk

    def take(self, *some: Sel) -> None:
        """Mark cells, their rows, what they are about and the row they are part of as spoilt."""
        for sel in some:
            if sel.peran in WORDS:
                self.sibuk.add(f"{row_of(sel)}|{sel.peran}")  # its figures may still be spoilt
                continue
            self.sibuk |= {row_of(sel), str(sel.hal)}
            table = sel.id.split("|")[0]
            parent = sel.kunci.rpartition(".")[0].removesuffix(".2")
            if parent:
                self.sibuk.add(f"{table}|{parent}")

    def bound(self, sel: Sel) -> bool:
        """Say whether the report itself tells what stands here: elsewhere, or by its parts."""
        if len(self.same[sel.hal]) > 1 or sel.peran in (
            "persen",
            "kemajuan",
            "selisih_pagu",
            "sisa",
        ):
            return True
        told = {
            peran for peran, kunci, tahun in self.same if (kunci, tahun) == (sel.kunci, sel.tahun)
        }
        beside = {other.peran for other in self.rows[row_of(sel)]}
        if sel.peran == "capaian":
            return {"target", "realisasi"} <= told or sel.kunci.startswith(("rata", "jumlah"))
        if sel.peran in ("target", "realisasi", "pembilang", "penyebut"):
            return {"target", "realisasi", "capaian"} <= told or {
                "pembilang",
                "penyebut",
                "realisasi",
            } <= beside
        if sel.peran == "efisiensi":
            return self.susunan.efisiensi == "sisa" or "capaian" in beside
        if sel.peran in ("pagu", "uang", "pagu_induk"):
            return {"pagu", "uang", "persen"} <= beside or self.is_sum(sel) or self.is_part(sel)
        return sel.peran in ("perubahan", "orang") or (
            sel.peran == "nilai" and sel.kunci == "jumlah"
        )

    def is_sum(self, sel: Sel) -> bool:
        """Say whether the parts of an amount stand in its own table."""
        table = self.tables.get(sel.id.split("|")[0])
        return table is not None and (
            sel.kunci == "jumlah"
            or any(row.kunci.startswith(f"{sel.kunci}.2.") for row in table.baris)
        )

    def is_part(self, sel: Sel) -> bool:
        """Say whether the table of an amount has a total."""
        table = self.tables.get(sel.id.split("|")[0])
        return table is not None and any(row.kunci == "jumlah" for row in table.baris)

    def one(self, some: list | Iterator):
        """Return one of some, drawn by the seed; nothing of nothing."""
        some = list(some)
        return some[int(self.rng.integers(len(some)))] if some else None

    def write(self, sel: Sel, value) -> str:
        """Return how this cell would print another value."""
        digits = (
            len(sel.teks.rstrip("%").partition(self.mark(sel))[2]) if sel.peran not in UANG else 0
        )
        text = print_number(Fraction(value), digits, style_of(self.susunan.gaya, sel.id))
        found = NUMBER.search(sel.teks)
        tail = sel.teks[found.end() :] if found else ""
        if sel.peran in UANG and self.susunan.gaya == "titik":
            text += ".00"
        return (sel.teks[: found.start()] if found else "") + text + tail

    def mark(self, sel: Sel) -> str:
        """Return the decimal mark of a cell."""
        return "," if style_of(self.susunan.gaya, sel.id) == "koma" else "."


COPIED = 0.3  # of wrong figures that stand in three places or more, so many were copied once

NUMBER = re.compile(r"-?\d(?:[\d.,]*\d)?")

Ubah = dict[str, str]  # cell → the text that stands there instead


@dataclass(frozen=True)
class Cacat:
    """One fault put in: other texts, rows left out, which of the cells are the cause."""

    ubah: Ubah
    akar: frozenset[str]
    hilang: frozenset[str] = frozenset()


def row_of(sel: Sel) -> str:
    """Return table and row of a cell."""
    return "|".join(sel.id.split("|")[:2])


def _fault(naskah: Naskah, cells: Ubah, roots=None, gone=()) -> Cacat | None:
    changed = {key: text for key, text in cells.items() if naskah.cells[key].teks != text}
    if not changed and not gone:
        return None
    naskah.take(*(naskah.cells[key] for key in changed))
    return Cacat(changed, frozenset(roots or changed), frozenset(gone))


# --- slips of the hand ---------------------------------------------------------------------------


def retype(rng: np.random.Generator, text: str, how: str, mark: str) -> str | None:
    """Return a printed number with one slip of the hand; nothing where this slip changes nothing.

    The thousands are grouped anew (a spreadsheet does), the decimals stay as many as they were.
    """
    found = NUMBER.search(text)
    if not found:
        return None
    number = found[0].lstrip("-")
    whole, _, rest = (
        number.rpartition(mark)
        if mark in number and _is_decimal(number, mark)
        else (number, "", "")
    )
    digits, thousand = re.sub(r"[.,]", "", whole) + rest, "." if mark == "," else ","
    places = len(rest)
    if how == "geser":
        if not places:
            return None
        places += int(rng.choice([-1, 1]))
        new = digits if places < len(digits) else ""
    else:
        new = _slip(rng, digits, how)
    if not new or (new == digits and how != "geser") or (new[0] == "0" and len(new) > places + 1):
        return None
    whole, rest = (new[:-places], new[-places:]) if places else (new, "")
    grouped = f"{int(whole or '0'):,}".replace(",", thousand)
    if thousand not in number:
        grouped = whole or "0"
    sign = "-" if found[0].startswith("-") else ""
    return (
        text[: found.start()] + sign + grouped + (mark + rest if rest else "") + text[found.end() :]
    )


def _is_decimal(number: str, mark: str) -> bool:
    return number.count(mark) == 1


def _slip(rng: np.random.Generator, digits: str, how: str) -> str:
    at = int(rng.integers(len(digits)))
    if how == "hilang":
        return digits[:at] + digits[at + 1 :] if len(digits) > 2 else ""
    if how == "ganda":
        return digits[: at + 1] + digits[at:]
    if how == "tukar":
        if at + 1 >= len(digits):
            return ""
        return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    other = str((int(digits[at]) + int(rng.integers(1, 10))) % 10)
    return digits[:at] + other + digits[at + 1 :]


def _typing(how: str) -> Callable[[Naskah], Cacat | None]:
    def spoil(naskah: Naskah) -> Cacat | None:
        roles = (
            ANGKA if how != "geser" else ("target", "realisasi", "capaian", "persen", "efisiensi")
        )
        for _ in range(30):
            sel = naskah.one(naskah.free(*roles))
            if sel is None:
                return None
            text = retype(naskah.rng, sel.teks, how, naskah.mark(sel))
            if text is not None and text != sel.teks and _far(naskah, sel, text):
                return _fault(naskah, _copied(naskah, sel, text))
        return None

    return spoil


def value_of(text: str, mark: str) -> Fraction | None:
    """Return the number of a printed cell whose decimal mark is known."""
    found = NUMBER.search(text)
    if not found:
        return None
    plain = found[0].replace("." if mark == "," else ",", "").replace(mark, ".")
    return Fraction(plain) if plain.count(".") < 2 else None


def _copied(naskah: Naskah, sel: Sel, text: str) -> Ubah:
    """Return a wrong figure in its cell, and now and then in one place that was copied from it."""
    others = [o for o in naskah.same[sel.hal] if o.id != sel.id and not naskah.taken(o)]
    cells = {sel.id: text}
    value = value_of(text, naskah.mark(sel))
    if len(others) > 1 and value is not None and naskah.rng.random() < COPIED:
        other = naskah.one(others)
        cells[other.id] = naskah.write(other, value)
    return cells


def _far(naskah: Naskah, sel: Sel, text: str) -> bool:
    """Say whether a slip is more than two units of the last digit: less may be rounding."""
    mark = naskah.mark(sel)
    new, old = value_of(text, mark), value_of(sel.teks, mark)
    digits = len(sel.teks.rstrip("%").partition(mark)[2]) if sel.peran not in UANG else 0
    return new is not None and old is not None and abs(new - old) > Fraction(2, 10**digits)


def angka_rusak(naskah: Naskah) -> Cacat | None:
    """Spoil a figure so that nobody can read it as a number."""
    sel = naskah.one(s for s in naskah.free(*ANGKA) if "0" in s.teks[1:] or "," in s.teks)
    if sel is None:
        return None
    text = sel.teks[0] + sel.teks[1:].replace("0", "O", 1)
    return _fault(naskah, {sel.id: text if text != sel.teks else sel.teks.replace(",", ",,", 1)})


# --- copies --------------------------------------------------------------------------------------


def tahun_lalu(naskah: Naskah) -> Cacat | None:
    """Leave the figure of last year in its place."""
    sel = naskah.one(
        s
        for s in naskah.free("target", "realisasi", "capaian", "pagu", "uang", "persen")
        if _before(naskah, s) is not None
    )
    return sel and _fault(naskah, _copied(naskah, sel, naskah.write(sel, _before(naskah, sel))))


def _before(naskah: Naskah, sel: Sel) -> Fraction | None:
    """Return the figure of the year before, of an indicator or a programme."""
    f, year = naskah.fakta, sel.tahun - 1
    one = next((i for i in f.indikator if i.kode == sel.kunci), None)
    value = None
    if one and sel.peran == "capaian":
        value = naskah.count.printed_capaian(one, year)
    elif one:
        value = {"target": f.target, "realisasi": f.realisasi}[sel.peran].get((one.kode, year))
    elif (sel.kunci, year) in f.uang and sel.peran in ("pagu", "uang", "persen"):
        pagu, uang = f.pagu[sel.kunci, year], f.uang[sel.kunci, year]
        value = {"pagu": pagu, "uang": uang, "persen": Fraction(uang * 100, pagu)}[sel.peran]
    if (
        value is None
        or naskah.write(sel, value) == sel.teks
        or not _far(naskah, sel, naskah.write(sel, value))
    ):
        return None
    return Fraction(value)


def baris_atas(naskah: Naskah) -> Cacat | None:
    """Copy the row above."""
    pairs = []
    for table in naskah.tables.values():
        for above, row in pairwise(table.baris):
            pairs += [
                (a, b)
                for a, b in zip(above.sel, row.sel, strict=True)
                if b.peran in ("target", "realisasi", "capaian", "pagu", "uang", "persen")
            ]
    free = {
        sel.id for sel in naskah.free("target", "realisasi", "capaian", "pagu", "uang", "persen")
    }
    found = naskah.one(
        (a, b)
        for a, b in pairs
        if b.id in free and a.nilai is not None and _far(naskah, b, naskah.write(b, a.nilai))
    )
    return found and _fault(naskah, {found[1].id: naskah.write(found[1], found[0].nilai)})


def kolom_tukar(naskah: Naskah) -> Cacat | None:
    """Swap two columns in one row."""
    pairs = []
    free = {
        sel.id: sel
        for sel in naskah.free("target", "realisasi", "pagu", "uang", "pembilang", "penyebut")
    }
    for first, second in (("target", "realisasi"), ("pagu", "uang"), ("pembilang", "penyebut")):
        for sel in free.values():
            other = next(
                (
                    o
                    for o in naskah.rows[row_of(sel)]
                    if o.peran == second and o.tahun == sel.tahun and o.id in free
                ),
                None,
            )
            if (
                sel.peran == first
                and other
                and sel.teks != other.teks
                and _far(naskah, sel, naskah.write(sel, other.nilai))
            ):
                pairs.append((sel, other))
    found = naskah.one(pairs)
    return found and _fault(
        naskah,
        {
            found[0].id: naskah.write(found[0], found[1].nilai),
            found[1].id: naskah.write(found[1], found[0].nilai),
        },
    )


# --- what was worked out before something changed ------------------------------------------------


def jumlah_usang(naskah: Naskah) -> Cacat | None:
    """Keep an old total after one of its parts changed."""
    sel = naskah.one(
        s for s in naskah.free("pagu", "uang") if naskah.is_sum(s) and s.tahun == naskah.fakta.tahun
    )
    if sel is None:
        return None
    code = "" if sel.kunci == "jumlah" else sel.kunci
    leaf = naskah.one(naskah.count.leaves(code))
    table = naskah.fakta.pagu if sel.peran == "pagu" else naskah.fakta.uang
    less = int(table[leaf, sel.tahun] * float(naskah.rng.uniform(0.03, 0.6))) * int(
        naskah.rng.choice([-1, 1])
    )
    old = sel.nilai + less
    cells = {sel.id: naskah.write(sel, old)}
    row = {other.peran: other for other in naskah.rows[row_of(sel)]}
    if {"persen", "pagu", "uang"} <= set(
        row
    ) and naskah.rng.random() < 0.6:  # its share was worked out with it
        pagu, uang = (old if sel.peran == name else row[name].nilai for name in ("pagu", "uang"))
        cells[row["persen"].id] = naskah.write(row["persen"], uang * 100 / pagu)
    return _fault(naskah, cells, {sel.id})


def baris_hilang(naskah: Naskah) -> Cacat | None:
    """Leave out one detail row."""
    rows = []
    for table in naskah.tables.values():
        for row in table.baris:
            siblings = [
                r
                for r in table.baris
                if r.level == row.level
                and r.kunci.rpartition(".")[0] == row.kunci.rpartition(".")[0]
            ]
            if (
                row.level == "subkegiatan"
                and len(siblings) > 1
                and not any(naskah.taken(sel) for sel in row.sel)
            ):
                rows.append((table, row))
    found = naskah.one(rows)
    if not found:
        return None
    table, row = found
    naskah.take(*row.sel)
    money = {sel.id: "" for sel in row.sel if sel.peran not in FURNITURE}
    return Cacat(
        money,
        frozenset(sel.id for sel in row.sel if sel.peran in ("pagu", "uang")),
        frozenset({f"{table.id}|{row.kunci}"}),
    )


def rata_salah(naskah: Naskah) -> Cacat | None:
    """Work out a mean without one of its rows."""
    sel = naskah.one(
        s
        for s in naskah.free("capaian")
        if s.kunci.startswith("rata") and s.tahun == naskah.fakta.tahun
    )
    if sel is None:
        return None
    some = [
        i for i in naskah.fakta.indikator if sel.kunci == "rata" or i.sasaran == int(sel.kunci[4:])
    ]
    if len(some) < 2:
        return None
    means = (naskah.count.mean([i for i in some if i != left], sel.tahun) for left in some)
    texts = [naskah.write(sel, mean) for mean in means if mean is not None]
    text = naskah.one(text for text in texts if _far(naskah, sel, text))
    return text and _fault(naskah, {sel.id: text})


def hitung_ikut(naskah: Naskah) -> Cacat | None:
    """Type one figure of a row wrongly; the row's formula goes on with it, so the row agrees."""
    for _ in range(30):
        sel = naskah.one(
            s
            for s in naskah.free("target", "realisasi", "pagu", "uang")
            if len(naskah.same[s.hal]) > 1 or naskah.is_part(s)
        )
        if sel is None:
            return None
        how = ("lain", "tukar")[int(naskah.rng.integers(2))]
        text = retype(naskah.rng, sel.teks, how, naskah.mark(sel))
        row = {other.peran: other for other in naskah.rows[row_of(sel)] if other.tahun == sel.tahun}
        value = text and value_of(text, naskah.mark(sel))
        if not value or not _far(naskah, sel, text):
            continue
        cells = {sel.id: text}
        if {"pagu", "uang", "persen"} <= set(row) and sel.peran in ("pagu", "uang"):
            pagu, uang = (
                value if sel.peran == name else row[name].nilai for name in ("pagu", "uang")
            )
            if uang > pagu:
                continue  # that would be seen at once
            cells[row["persen"].id] = naskah.write(row["persen"], uang * 100 / pagu)
        elif (
            {"target", "realisasi", "capaian"} <= set(row)
            and row["target"].nilai
            and row["realisasi"].nilai
        ):
            one = next(
                (
                    i
                    for i in naskah.fakta.indikator
                    if i.kode == sel.kunci and i.kode not in naskah.fakta.terbalik
                ),
                None,
            )
            if one is None:
                continue
            goal, real = (
                value if sel.peran == name else row[name].nilai for name in ("target", "realisasi")
            )
            share = naskah.count.share(one, goal, real)
            cells[row["capaian"].id] = naskah.write(row["capaian"], share)
            if "predikat" in row:
                cells[row["predikat"].id] = naskah.count.category(share)
        else:
            continue
        return _fault(naskah, cells, {sel.id})
    return None


def capaian_lama(naskah: Naskah) -> Cacat | None:
    """Put the achievement of the figure before it was corrected: a realisation a little off."""
    known = {i.kode: i for i in (*naskah.fakta.indikator, *naskah.fakta.keluaran)}
    sel = naskah.one(
        s for s in naskah.free("capaian") if s.kunci in known and s.tahun == naskah.fakta.tahun
    )
    if sel is None:
        return None
    text = naskah.write(
        sel, sel.nilai * Fraction(int(naskah.rng.choice([88, 93, 96, 98, 103, 106, 112, 125])), 100)
    )
    return _fault(naskah, {sel.id: text}) if _far(naskah, sel, text) else None


def serapan_lama(naskah: Naskah) -> Cacat | None:
    """Keep a share that was worked out before the spending was corrected."""
    sel = naskah.one(naskah.free("persen"))
    if sel is None:
        return None
    text = naskah.write(
        sel, sel.nilai * Fraction(int(naskah.rng.choice([82, 90, 95, 97, 99])), 100)
    )
    return _fault(naskah, {sel.id: text}) if _far(naskah, sel, text) else None


def serapan_geser(naskah: Naskah) -> Cacat | None:
    """Shift the shares by a row."""
    runs = []
    for table in naskah.tables.values():
        cells = [
            sel
            for row in table.baris
            for sel in row.sel
            if sel.peran == "persen" and sel.tahun == naskah.fakta.tahun
        ]
        for i in range(len(cells) - 5):
            run = cells[i : i + 6]
            if not any(naskah.taken(sel) for sel in run):
                runs.append(run)
    run = naskah.one(runs)
    return run and _fault(naskah, {b.id: naskah.write(b, a.nilai) for a, b in pairwise(run)})


def desimal_potong(naskah: Naskah) -> Cacat | None:
    """Cut decimals of a column in place of rounding them."""
    columns = []
    for table in naskah.tables.values():
        for n, column in enumerate(table.kolom):
            # of an achievement only where printed figures give it: else both may be right
            if column.token == "persen" or (
                column.token == "capaian" and naskah.susunan.hitung == "tercetak"
            ):
                cells = {}
                for sel in (row.sel[n] for row in table.baris):
                    if (
                        sel.nilai is None
                        or naskah.taken(sel)
                        or row_of(sel).endswith(("rata", "jumlah"))
                    ):
                        continue
                    digits = len(sel.teks.rstrip("%").partition(naskah.mark(sel))[2])
                    cells[sel.id] = naskah.write(
                        sel, Fraction(int(sel.nilai * 10**digits), 10**digits)
                    )
                changed = {
                    key: text for key, text in cells.items() if text != naskah.cells[key].teks
                }
                if len(changed) >= 3:
                    columns.append(changed)
    found = naskah.one(columns)
    return found and _fault(naskah, found)


def predikat_salah(naskah: Naskah) -> Cacat | None:
    """Print a category that is not that of its achievement."""
    some = [
        s for s in naskah.cells.values() if s.peran == "predikat" and s.teks and not naskah.taken(s)
    ]
    sel = naskah.one(some)
    if sel is None:
        return None
    names = [name for name, *_ in SKALA[naskah.susunan.skala]]
    at = names.index(sel.teks)
    near = [names[i] for i in (at - 1, at + 1) if 0 <= i < len(names)]
    return _fault(naskah, {sel.id: naskah.one(near)})


def dua_perlakuan(naskah: Naskah) -> Cacat | None:
    """Treat the same zero target in two ways."""
    zero = {
        i.kode
        for i in naskah.fakta.indikator
        if naskah.fakta.target[i.kode, naskah.fakta.tahun] == 0
    }
    sel = naskah.one(
        s for s in naskah.free("capaian") if s.kunci in zero and len(naskah.same[s.hal]) > 1
    )
    return sel and _fault(naskah, {sel.id: naskah.write(sel, 0)})


def pembilang_lama(naskah: Naskah) -> Cacat | None:
    """Print last year's count under this year's share."""
    f = naskah.fakta
    some = [
        s
        for s in naskah.free("pembilang")
        if (s.kunci, s.tahun - 1) in f.hitungan and f.hitungan[s.kunci, s.tahun - 1][0] != s.nilai
    ]
    sel = naskah.one(some)
    return sel and _fault(
        naskah, {sel.id: naskah.write(sel, f.hitungan[sel.kunci, sel.tahun - 1][0])}
    )


def efisiensi_lain(naskah: Naskah) -> Cacat | None:
    """Take an efficiency from another formula or row."""
    sel = naskah.one(naskah.free("efisiensi"))
    if sel is None:
        return None
    text = naskah.write(
        sel, sel.nilai + Fraction(int(naskah.rng.choice([-1370, -412, 255, 630, 1115])), 100)
    )
    return _fault(naskah, {sel.id: text})


def pagu_awal(naskah: Naskah) -> Cacat | None:
    """Print the budget before its amendment as the one after it."""

    def before(sel: Sel) -> int:
        return naskah.count.money(
            "pagu_induk", naskah.count.leaves("" if sel.kunci == "jumlah" else sel.kunci), sel.tahun
        )

    codes = {p.kode for p in naskah.fakta.pos} | {"jumlah"}
    some = [s for s in naskah.free("pagu") if s.kunci in codes and s.tahun == naskah.fakta.tahun]
    sel = naskah.one(s for s in some if before(s) != s.nilai)
    return sel and _fault(naskah, {sel.id: naskah.write(sel, before(sel))})


# --- words ---------------------------------------------------------------------------------------


def nama_lain(naskah: Naskah) -> Cacat | None:
    """Print the name of another indicator or programme."""
    pairs = []
    for table in naskah.tables.values():
        names = [
            (row, sel)
            for row in table.baris
            for sel in row.sel
            if sel.peran == "nama" and row.level not in ("jumlah", "rata_rata")
        ]
        pairs += [
            (sel, other)
            for row, sel in names
            for near, other in names
            if near.level == row.level
            and other.teks != sel.teks
            and "kinerja" in table.isi
            and not naskah.taken(sel)
        ]
    found = naskah.one(pairs)
    return found and _fault(naskah, {found[0].id: found[1].teks})


def nama_berubah(naskah: Naskah) -> Cacat | None:
    """Change a name slightly, with another figure."""
    some = [
        s
        for s in naskah.free("target", "realisasi")
        if s.id.startswith("t")
        and s.kunci.startswith("i")
        and any(o.peran == "nama" and len(o.teks.split()) > 3 for o in naskah.rows[row_of(s)])
    ]
    sel = naskah.one(some)
    if sel is None:
        return None
    name = next(o for o in naskah.rows[row_of(sel)] if o.peran == "nama")
    text = retype(naskah.rng, sel.teks, "lain", naskah.mark(sel))
    if text is None or not _far(naskah, sel, text):
        return None
    words = name.teks.split()
    new = (
        " ".join(words[:-1])
        if naskah.rng.random() < 0.5
        else name.teks.replace("Persentase", "Tingkat").replace("Indeks", "Angka Indeks")
    )
    return _fault(naskah, {sel.id: text, name.id: new}, {sel.id})


def judul_tahun(naskah: Naskah) -> Cacat | None:
    """Print another year in the title of a table."""
    some = [
        t.judul
        for t in naskah.tables.values()
        if t.judul.teks.count(str(naskah.fakta.tahun)) == 1
        and not naskah.taken(t.judul)
        and str(naskah.fakta.tahun - 1) not in t.judul.teks
    ]
    sel = naskah.one(some)
    return sel and _fault(
        naskah, {sel.id: sel.teks.replace(str(naskah.fakta.tahun), str(naskah.fakta.tahun - 1))}
    )


def judul_nomor(naskah: Naskah) -> Cacat | None:
    """Give a table the number of another one."""
    tables = list(naskah.tables.values())
    pairs = [
        (a.nomor, b.nomor)
        for a, b in pairwise(tables)
        if not naskah.taken(b.nomor) and not naskah.taken(a.nomor)
    ]
    found = naskah.one(pairs)
    return found and _fault(naskah, {found[1].id: found[0].teks})


def _other(naskah: Naskah, role: str) -> Cacat | None:
    """Put what belongs to another row or table in place of a word: a unit, a code, a number."""
    pool = [s for s in naskah.cells.values() if s.peran == role and s.teks]
    sel = naskah.one(s for s in pool if not naskah.taken(s))
    others = sorted(
        {
            s.teks
            for s in pool
            if sel and s.teks != sel.teks and s.teks.count(".") == sel.teks.count(".")
        }
    )
    text = naskah.one(others)
    return text and _fault(naskah, {sel.id: text})


def satuan_lain(naskah: Naskah) -> Cacat | None:
    """Print another unit in one table."""
    return _other(naskah, "satuan")


def kode_lain(naskah: Naskah) -> Cacat | None:
    """Print the code of another row."""
    return _other(naskah, "kode")


def rujukan_tabel(naskah: Naskah) -> Cacat | None:
    """Let a sentence name the number of another table."""
    return _other(naskah, "rujukan")


def daftar_tabel(naskah: Naskah) -> Cacat | None:
    """Leave the title of last year, or of another table, in the list of tables."""
    sel = naskah.one(
        s for s in naskah.cells.values() if s.peran == "daftar" and not naskah.taken(s)
    )
    year = str(naskah.fakta.tahun)
    if sel and year in sel.teks and naskah.rng.random() < 0.5:
        return _fault(naskah, {sel.id: sel.teks.replace(year, str(naskah.fakta.tahun - 1))})
    return _other(naskah, "daftar")


def tahun_prosa(naskah: Naskah) -> Cacat | None:
    """Print another year in a sentence."""
    sel = naskah.one(s for s in naskah.cells.values() if s.peran == "tahun" and not naskah.taken(s))
    return sel and _fault(naskah, {sel.id: str(int(sel.teks) - 1)})


def indikator_hilang(naskah: Naskah) -> Cacat | None:
    """Leave an indicator out of one table that should list them all."""
    rows = []
    for table in naskah.tables.values():
        promised = {c.token for c in table.kolom} & {"target", "realisasi", "capaian"} == {"target"}
        mean = any(row.level == "rata_rata" for row in table.baris)
        rows += [
            (table, row)
            for row in table.baris
            if promised
            and not mean
            and row.kunci.startswith("i")
            and not any(naskah.taken(sel) for sel in row.sel)
        ]
    found = naskah.one(rows)
    if not found:
        return None
    table, row = found
    naskah.take(*row.sel)
    cells = {sel.id: "" for sel in row.sel if sel.peran not in FURNITURE}
    return Cacat(
        cells,
        frozenset(sel.id for sel in row.sel if sel.peran == "target"),
        frozenset({f"{table.id}|{row.kunci}"}),
    )


CLAIMS = {
    "meningkat": "menurun",
    "menurun": "meningkat",
    "lebih baik daripada": "belum mencapai",
    "belum mencapai": "lebih baik daripada",
    "sama dengan": "belum mencapai",
    "tetap": "meningkat",
}


def klaim_terbalik(naskah: Naskah) -> Cacat | None:
    """Turn a claim in words against its figures."""
    sel = naskah.one(s for s in naskah.cells.values() if s.teks in CLAIMS and not naskah.taken(s))
    return sel and _fault(naskah, {sel.id: CLAIMS[sel.teks]})


def klaim_tertinggi(naskah: Naskah) -> Cacat | None:
    """Call the wrong programme the highest or lowest."""
    sel = naskah.one(
        s
        for s in naskah.cells.values()
        if s.id.startswith("k-tertinggi|ter") and not naskah.taken(s)
    )
    names = [
        p.nama for p in naskah.fakta.pos if p.level == "program" and sel and p.nama != sel.teks
    ]
    return sel and _fault(naskah, {sel.id: naskah.one(names)})


def perubahan_salah(naskah: Naskah) -> Cacat | None:
    """Leave out the sign of a change, or keep the change of another unit."""
    sel = naskah.one(s for s in naskah.free("perubahan") if s.nilai)
    factor = (Fraction(-1), Fraction(2), Fraction(1, 2))[int(naskah.rng.integers(3))]
    return sel and _fault(naskah, {sel.id: naskah.write(sel, sel.nilai * factor)})


def pegawai_salah(naskah: Naskah) -> Cacat | None:
    """Print a number of staff that is not the sum of its ranks."""
    sel = naskah.one(s for s in naskah.free("orang") if s.kunci == "jumlah")
    return sel and _fault(
        naskah,
        {sel.id: naskah.write(sel, sel.nilai + int(naskah.rng.choice([-10, -3, -1, 1, 2, 9])))},
    )


def rekap_salah(naskah: Naskah) -> Cacat | None:
    """Miscount the indicators that were reached."""
    sel = naskah.one(
        s
        for s in naskah.cells.values()
        if s.id.startswith("k-rekap|tercapai") and not naskah.taken(s)
    )
    return sel and _fault(
        naskah,
        {
            sel.id: naskah.write(
                sel, sel.nilai + (1 if sel.nilai < 2 else -int(naskah.rng.integers(1, 3)))
            )
        },
    )


def selisih_salah(naskah: Naskah) -> Cacat | None:
    """Print a change with the wrong sign."""
    sel = naskah.one(s for s in naskah.free("selisih_pagu") if s.nilai)
    return sel and _fault(naskah, {sel.id: naskah.write(sel, -sel.nilai)})


def evaluasi_jumlah(naskah: Naskah) -> Cacat | None:
    """Print a score that is not the sum of its parts."""
    sel = naskah.one(
        s for s in naskah.free("nilai") if s.kunci == "jumlah" and s.tahun == naskah.fakta.tahun
    )
    return sel and _fault(
        naskah,
        {sel.id: naskah.write(sel, sel.nilai + Fraction(int(naskah.rng.integers(40, 300)), 100))},
    )


TULISAN: dict[str, Callable[[Naskah], Cacat | None]] = {
    f"digit_{how}": _typing(how) for how in ("hilang", "ganda", "tukar", "lain")
} | {
    "pemisah_geser": _typing("geser"),
    **{
        function.__name__: function
        for function in (
            angka_rusak,
            tahun_lalu,
            baris_atas,
            kolom_tukar,
            jumlah_usang,
            baris_hilang,
            rata_salah,
            hitung_ikut,
            capaian_lama,
            serapan_lama,
            serapan_geser,
            desimal_potong,
            predikat_salah,
            dua_perlakuan,
            pembilang_lama,
            efisiensi_lain,
            pagu_awal,
            nama_lain,
            nama_berubah,
            judul_tahun,
            judul_nomor,
            satuan_lain,
            kode_lain,
            rujukan_tabel,
            daftar_tabel,
            tahun_prosa,
            indikator_hilang,
            klaim_terbalik,
            klaim_tertinggi,
            perubahan_salah,
            pegawai_salah,
            rekap_salah,
            selisih_salah,
            evaluasi_jumlah,
        )
    },
}


# --- faults of method ----------------------------------------------------------------------------


def _indicator(rng, some: list[Indikator]) -> Indikator | None:
    return some[int(rng.integers(len(some)))] if some else None


def polaritas(rng, f: Fakta, used: set[str]):
    """Measure an indicator that should fall as one that should rise."""
    y = f.tahun
    some = [
        i
        for i in f.indikator
        if i.arah == "turun"
        and f.target[i.kode, y]
        and f.target[i.kode, y] != f.realisasi[i.kode, y]
        and i.kode not in used
    ]
    one = _indicator(rng, some)
    return one and (replace(f, terbalik=f.terbalik | {one.kode}), one, ("capaian",))


def tak_lapor(rng, f: Fakta, used: set[str]):
    """Promise an indicator and do not report it."""
    some = [i for i in f.indikator if i.kode not in used and i.nama != f.indikator[0].nama]
    one = _indicator(rng, some)
    return one and (replace(f, tak_lapor=f.tak_lapor | {one.kode}), one, ("realisasi", "capaian"))


def target_mundur(rng, f: Fakta, used: set[str]):
    """Promise less than was reached the year before."""
    y = f.tahun
    one = _indicator(rng, [i for i in f.indikator if i.kode not in used and f.target[i.kode, y]])
    if one is None:
        return None
    worse = Fraction(int(rng.integers(90, 97)), 100)
    before = Fraction(f.realisasi[one.kode, y - 1])
    goal = round_half_up(before * worse if one.arah == "naik" else before / worse, one.desimal)
    return replace(f, target=f.target | {(one.kode, y): goal}), one, ("target",)


def target_datar(rng, f: Fakta, used: set[str]):
    """Promise the same for years, below what was reached."""
    y = f.tahun
    one = _indicator(rng, [i for i in f.indikator if i.kode not in used and f.target[i.kode, y]])
    if one is None:
        return None
    early = f.realisasi[one.kode, y - 3]
    flat = round_half_up(
        Fraction(early) * Fraction(97 if one.arah == "naik" else 103, 100), one.desimal
    )
    years = {(one.kode, y - 3 + k): flat for k in range(6)}
    return replace(f, target=f.target | years), one, ("target",)


def target_jauh(rng, f: Fakta, used: set[str]):
    """Promise so little that it is more than doubled."""
    y = f.tahun
    one = _indicator(
        rng,
        [i for i in f.indikator if i.kode not in used and i.arah == "naik" and f.target[i.kode, y]],
    )
    if one is None:
        return None
    goal = round_half_up(
        Fraction(f.realisasi[one.kode, y]) / Fraction(int(rng.integers(21, 40)), 10), one.desimal
    )
    return replace(f, target=f.target | {(one.kode, y): goal}), one, ("target",)


# what must be printed for a fault of method to be one: quantity, and year from that of the report
PERLU = {
    "target_mundur": (("realisasi", -1), ("target", 0)),
    "target_datar": (("target", -1), ("target", 0), ("target", 1)),
    "target_jauh": (("target", 0), ("realisasi", 0)),
    "tak_lapor": (("target", 0),),
}

CARA = {
    function.__name__: function
    for function in (polaritas, tak_lapor, target_mundur, target_datar, target_jauh)
}

assert set(TULISAN) | set(CARA) == set(SALAH)
