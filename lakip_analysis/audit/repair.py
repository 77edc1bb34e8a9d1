"""Which change of one printed value would make everything agree: the repair that can be proposed.

A value counts as one wherever it is printed for the same quantity (and in the only line below a
budget line, where both are equal). A change is proposed only when every relation it stands in holds
afterwards, every other table agrees, and no value this project uses is contradicted. What several
changes would put right is only narrowed down to them.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from ..numbers import round_half_up
from .cells import deviation, fits, near, quotient_bounds
from .digits import LARGE, is_slip
from .findings import WRITE, cells, findings, lines, temuan
from .kinerja import at_own_limit, follows_formula
from .order import report_year
from .prepare import QUANTITY, REPORT, Terbitan
from .printed import COMPUTED, printed_quantities, totals
from .relations import Relasi, Sel, holds
from .rows import any_in, differ, each_row, number_groups
from .severity import grade
from .sums import MONEY, printed_sums

__all__ = ["Jaringan", "Usul", "build_network", "describe_cells", "find_repairs"]

CONFIRMED = 2  # what a proposed value must agree with, besides itself
ALTERNATIVES = 3  # so many possible repairs are named; of more none is

RESULTS = ("serapan", "naik")  # a percentage that one formula gives


class Usul(NamedTuple):
    """One proposed repair: the cells that print the value, and what they should print."""

    sel: tuple[str, ...]
    nilai: float


@dataclass(frozen=True, eq=False)
class Jaringan:
    """The printed cells of some reports and all that must agree between them.

    Attributes
    ----------
    sel : dict of cell → value and half unit
    desimal, baris, kolom : dict of cell → decimals printed, source line, column
    relasi : list of Relasi
    di : dict of cell → the relations it stands in (places in `relasi`)
    sama : dict of cell → the quantity it is a value of
    isi : dict of quantity → its cells
    ikat : dict of cell → cells that are the same by being the only part
    kembar : dict of (report, year, column, value) → cells of the partner column on such lines
    dipakai : dict of cell → the value this project uses
    """

    sel: dict[str, Sel] = field(default_factory=dict)
    desimal: dict[str, int] = field(default_factory=dict)
    baris: dict[str, int] = field(default_factory=dict)
    kolom: dict[str, str] = field(default_factory=dict)
    relasi: list[Relasi] = field(default_factory=list)
    di: dict[str, list[int]] = field(default_factory=dict)
    sama: dict[str, tuple] = field(default_factory=dict)
    isi: dict[tuple, list[str]] = field(default_factory=dict)
    ikat: dict[str, set[str]] = field(default_factory=dict)
    kembar: dict[tuple, list[str]] = field(default_factory=dict)
    mitra: dict[str, tuple] = field(default_factory=dict)
    dipakai: dict[str, float] = field(default_factory=dict)

    def relate(self, relasi: Relasi) -> None:
        """Add a relation."""
        for cell in (relasi.hasil, *relasi.bagian):
            self.di.setdefault(cell, []).append(len(self.relasi))
        self.relasi.append(relasi)

    def one_value(self, cell: str) -> tuple[str, ...]:
        """Return every cell that prints the same value of the same quantity."""
        value, found, todo = self.sel[cell][0], {cell}, [cell]
        while todo:
            here = todo.pop()
            alike = [*self.isi.get(self.sama.get(here), ()), *self.ikat.get(here, ())]
            for other in alike:
                if other not in found and self.sel[other][0] == value:
                    found.add(other)
                    todo.append(other)
        return tuple(sorted(found, key=lambda name: (self.baris[name], name)))

    def agree(self, cell: str, value: float, other: str) -> bool:
        """Say whether a value in a cell is the one of another cell, as far as that is printed."""
        places = min(self.desimal[cell], self.desimal[other])
        slack = 0.5 * 10.0**-places if self.desimal[cell] != self.desimal[other] else 0.0
        if self.kolom[cell] in COMPUTED:
            slack = 10.0**-places
        return near(value, self.sel[other][0], slack)

    def healed(self, repair: Usul, wrong: set[int]) -> set | None:
        """Return what a change puts right; None where it leaves or makes anything wrong."""
        if repair.nilai <= 0 < self.sel[repair.sel[0]][0]:
            return None
        inside, out, borne, elsewhere = set(repair.sel), set(), 0, set()
        trial = {cell: (repair.nilai, self.sel[cell][1]) for cell in repair.sel}
        now = ChainMap(trial, self.sel)
        for place in {place for cell in repair.sel for place in self.di.get(cell, ())}:
            relasi = self.relasi[place]
            if not holds(relasi, now):
                return None
            if place in wrong:
                out.add(place)
            # that spending keeps within the budget, or one line is all of its parent, proves little
            alone = relasi.jenis == "jumlah" and inside.issuperset(_cells(relasi))
            borne += relasi.jenis != "lebih" and not alone
            # a percentage stands on figures that are borne out themselves
            borne += place in wrong and relasi.hasil in inside and _supported(self, relasi)
        for cell in repair.sel:
            key = self.sama.get(cell)
            others = [name for name in self.isi.get(key, ()) if name not in inside]
            if not all(self.agree(cell, repair.nilai, name) for name in others):
                return None
            if not all(self.agree(cell, self.sel[cell][0], name) for name in others):
                out.add(key)
            elsewhere.update(others)
        # another target may be that of another stage of the plan, and fit its own series
        computed = any(isinstance(one, int) for one in out)
        planned = any(self.kolom[cell] == "target" for cell in repair.sel)
        return (
            out if (computed or not planned) and borne + self.said(elsewhere) >= CONFIRMED else None
        )

    def said(self, cells: set[str]) -> int:
        """Return what other tables are worth: that they print the value, and that figures follow.

        A plan may set another number for an output, so one other line is not enough there.
        """
        enough = 1 + any(self.sama[cell][2] == "keluaran" for cell in cells)
        printed = len({self.baris[cell] for cell in cells}) >= enough
        return printed + (printed and any(self.follows(cell) for cell in cells))

    def follows(self, cell: str) -> bool:
        """Say whether a printed value stands in a relation that holds, a budget limit apart."""
        mine = (self.relasi[place] for place in self.di.get(cell, ()))
        return any(relasi.jenis != "lebih" and holds(relasi, self.sel) for relasi in mine)

    def contradicts(self, repair: Usul) -> bool:
        """Say whether a change goes against a value that this project uses."""
        pairs = ((self.dipakai.get(cell), self.desimal[cell]) for cell in repair.sel)
        return any(
            used is not None and not near(used, repair.nilai, 0.5 * 10.0**-places)
            for used, places in pairs
        )


def build_network(
    terbitan: Terbitan, reports: Iterable[tuple[str, str]], named: Collection[str] | None = None
) -> Jaringan:
    """Return the cells and relations of some reports (`dinas`, `dokumen`).

    `named`: ids of rows. With them, only what a repair of these rows, or of rows that contradict
    themselves, could touch: of kinerja their quantities, of budgets their reports.
    """
    net, wanted = Jaringan(), set(reports)
    kinerja, anggaran = (_of(rows, wanted) for rows in (terbitan.kinerja, terbitan.anggaran))
    sums = terbitan.found(printed_sums)
    if named is not None:
        off = kinerja["id"].isin(named) | _off_formula(kinerja)
        kinerja = kinerja[kinerja["no_besaran"].isin(kinerja.loc[off, "no_besaran"])]
        wrong = {name for some, _ in sums.values() for name in some.loc[~some["cocok"], "id"]}
        off = anggaran["id"].isin(wrong.union(named)) | _off_share(anggaran)
        anggaran = _of(anggaran, set(anggaran.loc[off, REPORT].itertuples(index=False, name=None)))
    ids = {*kinerja["id"], *anggaran["id"]}
    _add_cells(net, kinerja, ("target", "realisasi", "capaian"))
    _add_cells(net, anggaran, (*MONEY, "persen"))
    for (_, column), rows in terbitan.found(printed_quantities).items():
        _add_quantities(net, rows[rows["id"].isin(ids)], column)
    _add_totals(net, anggaran)
    for column, (some, members) in sums.items():
        _add_sums(net, column, some[some["id"].isin(ids)], members)
    _add_shares(net, anggaran)
    _add_achievements(net, kinerja[~at_own_limit(kinerja)])
    used = terbitan.dipakai["dipakai"]
    net.dipakai.update(used[used.index.isin(net.sel)].to_dict())
    return net


def _off_formula(kinerja: pd.DataFrame) -> pd.Series:
    """Say which achievements do not follow from target and realisation."""
    known = kinerja[["target_pakai", "realisasi", "capaian"]].notna().all(axis=1)
    return known & ~follows_formula(kinerja)[0] & ~at_own_limit(kinerja)


def _off_share(anggaran: pd.DataFrame) -> pd.Series:
    """Say which lines spent more than allotted, or print another absorption than their own."""
    real, pagu, share = (anggaran[name] for name in ("realisasi", "pagu", "persen"))
    known = real.notna() & pagu.notna()
    bounds = quotient_bounds(real, anggaran["h_realisasi"], pagu, anggaran["h_pagu"])
    wrong = share.notna() & ~fits(share, anggaran["h_persen"], bounds)
    return known & (wrong | (real > pagu))


def find_repairs(found: pd.DataFrame, terbitan: Terbitan) -> pd.DataFrame:
    """Add to each finding the repairs that would explain it (`usul`), and findings on their cells.

    `usul` is a tuple of `Usul`: one where a single change reconciles everything known, several
    where each of a few would, none else. A cell that no finding names yet gets a finding of its own
    (`angka_janggal`): the root of what it makes wrong.
    """
    if found.empty:
        return found.assign(usul=[])
    reports = found[REPORT].drop_duplicates().itertuples(index=False, name=None)
    named = {
        cell.rpartition("|")[0]
        for row in each_row(found)
        for cell in (*row.terlibat, *row.alternatif, *(_cells(row.relasi) if row.relasi else ()))
    }
    net = build_network(terbitan, reports, named)
    wrong = {place for place, relasi in enumerate(net.relasi) if not holds(relasi, net.sel)}
    possible = _possible(net, wrong, found)
    known = {relasi: place for place, relasi in enumerate(net.relasi)}
    chosen = [_chosen(row, net, known, possible) for row in each_row(found)]
    chosen = _without_quarrel(chosen, possible)
    out = found.assign(usul=chosen)
    out["alternatif"] = [
        _alternative(row.alternatif, row.usul, row.tersangka) for row in each_row(out)
    ]
    out["alternatif"] = _with_used(out, net)
    out["sebab"] = [
        row.sebab or (row.usul[0].sel if _of_another(row) else ()) for row in each_row(out)
    ]
    own = _own_findings(out, net, terbitan, possible)
    return pd.concat([out, own], ignore_index=True) if len(own) else out


def describe_cells(found: pd.DataFrame, terbitan: Terbitan) -> pd.DataFrame:
    """Word the repairs of each finding, and say which value is used here.

    Returns
    -------
    DataFrame
        `usul_sel` (tuple of tuples of line and column), `usul` (tuple of values as a report prints
        them), `dipakai` (value used for the cell held wrong, else for the first one looked at; none
        of a budget of another year than the report's, which it does not use), `dipakai_kolom` (its
        column), `dipakai_tahun` (year it is of, where it was reported for another one),
        `disimpulkan` (that year was concluded), `alasan`.
    """
    used, reported = terbitan.dipakai, report_year(terbitan)
    money = set(terbitan.anggaran["id"])
    old = terbitan.anggaran["tahun"] != terbitan.anggaran["dokumen"].map(reported)
    unused = set(terbitan.anggaran.loc[old, "id"])
    line = dict(zip(terbitan.kinerja["id"], terbitan.kinerja["baris"], strict=True))
    line |= dict(zip(terbitan.anggaran["id"], terbitan.anggaran["baris"], strict=True))

    def written(cell: str, value: float) -> str:
        row, _, column = cell.rpartition("|")
        return WRITE["rp" if row in money and column in MONEY else "nilai"](value)

    def where(cell: str) -> tuple[int, str]:
        row, _, column = cell.rpartition("|")
        return int(line[row]), column

    places, values, chosen, columns, reasons, years, concluded = [], [], [], [], [], [], []
    for row in each_row(found):
        values.append(tuple(written(repair.sel[0], repair.nilai) for repair in row.usul))
        places.append(tuple(tuple(dict.fromkeys(map(where, repair.sel))) for repair in row.usul))
        cells_of = [name for repair in row.usul for name in repair.sel]
        # of a wrong sum the whole is in question first
        named = [*cells_of, *row.tersangka, *(row.terlibat[:1] if row.relasi else ())]
        cell = next((name for name in named if name in used.index), None)
        if cell is not None and cell.rpartition("|")[0] in unused:
            cell = None
        chosen.append("" if cell is None else written(cell, used.at[cell, "dipakai"]))
        columns.append("" if cell is None else where(cell)[1])
        reasons.append("" if cell is None else used.at[cell, "alasan"])
        years.append(0 if cell is None else int(used.at[cell, "tahun_angka"]))
        concluded.append(cell is not None and bool(used.at[cell, "disimpulkan"]))
    text = {"usul_sel": places, "usul": values}
    text |= {"dipakai": chosen, "dipakai_kolom": columns, "alasan": reasons}
    year = pd.Series(years, index=found.index, dtype="Int64")
    return found.assign(
        **{name: pd.Series(some, index=found.index, dtype=object) for name, some in text.items()},
        dipakai_tahun=year.mask(year == 0),
        disimpulkan=pd.Series(concluded, index=found.index, dtype=bool),
    )


def _of(rows: pd.DataFrame, reports: set[tuple[str, str]]) -> pd.DataFrame:
    pairs = zip(rows["dinas"], rows["dokumen"], strict=True)
    return rows[pd.Series([pair in reports for pair in pairs], index=rows.index, dtype=bool)]


def _add_cells(net: Jaringan, rows: pd.DataFrame, columns: tuple[str, ...]) -> None:
    for column in columns:
        some = rows[rows[column].notna()]
        names = (some["id"] + f"|{column}").tolist()
        values = zip(some[column].astype(float), some[f"h_{column}"], strict=True)
        net.sel.update(zip(names, values, strict=True))
        net.desimal.update(zip(names, some[f"d_{column}"].astype(int), strict=True))
        net.baris.update(zip(names, some["baris"].astype(int), strict=True))
        net.kolom.update(dict.fromkeys(names, column))


def _add_quantities(net: Jaringan, rows: pd.DataFrame, column: str) -> None:
    # a name that one table prints with two values is more than one quantity
    double = differ(number_groups(rows, ["no_besaran", "peta"]), rows["nilai"])
    _add_keys(net, rows[~any_in(rows["no_besaran"].to_numpy(), double)], column)


def _add_keys(net: Jaringan, rows: pd.DataFrame, column: str) -> None:
    for name, *key in zip(*(rows[name].tolist() for name in ("id", *QUANTITY)), strict=True):
        cell, quantity = f"{name}|{column}", (*key, column)
        net.sama[cell] = quantity
        net.isi.setdefault(quantity, []).append(cell)


def _add_totals(net: Jaringan, anggaran: pd.DataFrame) -> None:
    """Totals over one budget are one quantity: their spending must agree."""
    _add_keys(net, totals(anggaran), "realisasi")


def _add_sums(net: Jaringan, column: str, sums: pd.DataFrame, members: pd.DataFrame) -> None:
    parts: dict[str, list[str]] = {}
    for whole, name in zip(members["milik"].tolist(), members["id"].tolist(), strict=True):
        cell = f"{name}|{column}"
        if cell in net.sel:
            parts.setdefault(whole, []).append(cell)
    for whole in sums["id"].tolist():
        cell, mine = f"{whole}|{column}", tuple(parts.get(whole, ()))
        if not mine:
            continue
        net.relate(Relasi("jumlah", cell, mine))
        if len(mine) == 1:
            net.ikat.setdefault(cell, set()).add(mine[0])
            net.ikat.setdefault(mine[0], set()).add(cell)


def _add_shares(net: Jaringan, anggaran: pd.DataFrame) -> None:
    known = anggaran["pagu"].notna() & anggaran["realisasi"].notna() & (anggaran["pagu"] != 0)
    columns = [*REPORT, "tahun", "id", "pagu", "realisasi", "persen", "tahap"]
    for row in each_row(anggaran.loc[known, columns]):
        pagu, real, share = (f"{row.id}|{name}" for name in ("pagu", "realisasi", "persen"))
        if row.persen == row.persen:
            net.relate(Relasi("serapan", share, (real, pagu)))
        if row.tahap == "":
            net.relate(Relasi("lebih", real, (pagu,)))
        for own, other, value in ((real, pagu, row.pagu), (pagu, real, row.realisasi)):
            if value >= LARGE:
                place = (row.dinas, row.dokumen, row.tahun, net.kolom[other], value)
                net.mitra[own] = place
                net.kembar.setdefault(place, []).append(own)


def _add_achievements(net: Jaringan, kinerja: pd.DataFrame) -> None:
    """Add what ties achievement to target and realisation.

    Rows printed at a limit of the report's own are none: any operands beyond it give them.
    """
    known = kinerja[["target_pakai", "realisasi", "capaian"]].notna().all(axis=1)
    rows = kinerja[known & (kinerja["target_pakai"] != 0) & (kinerja["kelas"] != "jumlah")]
    columns = ["id", "polaritas", "target_dari", "target_pakai", "h_target", "baris"]
    for row in each_row(rows[columns]):
        target = f"{row.target_dari}|target"
        if target not in net.sel:  # a letter that stands for its lowest score
            net.sel[target] = (row.target_pakai, row.h_target)
            net.desimal[target], net.baris[target], net.kolom[target] = 0, row.baris, "target"
        result, real = f"{row.id}|capaian", f"{row.id}|realisasi"
        net.relate(Relasi(row.polaritas or "bebas", result, (real, target)))


def _possible(net: Jaringan, wrong: set[int], found: pd.DataFrame) -> dict[Usul, set]:
    """Return every admissible change with what it puts right."""
    out: dict[Usul, set] = {}
    tried: set[Usul] = set()
    touched = [cell for place in wrong for cell in _cells(net.relasi[place])]
    named = [name for names in found["tersangka"] for name in names]
    named += [name for names in found["terlibat"] for name in names if name in net.sama]
    for cell in dict.fromkeys([*touched, *named]):
        if cell not in net.sel:
            continue
        together = net.one_value(cell)
        for value in _values(net, together, wrong):
            repair = Usul(together, value)
            if repair in tried:
                continue
            tried.add(repair)
            healed = net.healed(repair, wrong)
            if healed:
                out[repair] = healed
    return out


def _cells(relasi: Relasi) -> tuple[str, ...]:
    return (relasi.hasil, *relasi.bagian)


def _values(net: Jaringan, together: tuple[str, ...], wrong: set[int]) -> Iterator[float]:
    """Yield what a value might be instead: what sums need, what is printed, what follows."""
    inside = set(together)
    for cell in together:
        own = net.sel[cell][0]
        for place in net.di.get(cell, ()):
            relasi = net.relasi[place]
            if place not in wrong:
                continue
            if relasi.jenis == "jumlah":
                total = sum(net.sel[part][0] for part in relasi.bagian)
                among = sum(part in inside for part in relasi.bagian)
                if relasi.hasil in inside and not among:
                    yield round(total, 2)
                elif among == 1 and relasi.hasil not in inside:
                    yield round(own + net.sel[relasi.hasil][0] - total, 2)
            elif relasi.hasil == cell and _supported(net, relasi):
                yield from _result(net, relasi, cell)
        for other in net.isi.get(net.sama.get(cell), ()):
            yield net.sel[other][0]
        for twin in net.kembar.get(net.mitra.get(cell), ()):
            yield net.sel[twin][0]


def _supported(net: Jaringan, relasi: Relasi) -> bool:
    """Say whether every operand is borne out by a sum that holds or by a second printed line.

    Of percentages only; what a sum should be, its own parts cannot bear out.
    """
    if relasi.jenis not in RESULTS:
        return False
    real, other = (name.rpartition("|")[0] for name in (relasi.hasil, relasi.bagian[-1]))
    if real != other:
        return False  # its target stands in another table only
    return all(
        any(
            net.relasi[place].jenis == "jumlah" and holds(net.relasi[place], net.sel)
            for place in net.di.get(cell, ())
        )
        or len({net.baris[name] for name in net.one_value(cell)}) > 1
        for cell in relasi.bagian
    )


def _result(net: Jaringan, relasi: Relasi, cell: str) -> Iterator[float]:
    """Yield what a percentage would be, with as many decimals as it is printed with."""
    # where less is better there are two formulas, so that nothing decides
    if relasi.jenis in RESULTS:
        top, bottom = (net.sel[name][0] for name in relasi.bagian)
        quotient = top / bottom * 100
        yield float(round_half_up(quotient, net.desimal[cell]))


def _chosen(row, net: Jaringan, known: dict[Relasi, int], possible: dict[Usul, set]):
    """Return the repairs of one finding: those that put most right."""
    if _late(row) or row.nilai.get("bisa_target"):  # neither is a misprint
        return ()
    goals = {net.sama.get(cell) for cell in row.tersangka if cell in net.sel} - {None}
    suspects = set(row.tersangka) if row.relasi is None else set()
    if row.relasi is not None and (place := _place(row.relasi, known, net)) is not None:
        goals = {place}
    fits = {repair: healed for repair, healed in possible.items() if healed & goals}
    if row.jenis == "pembilang_penyebut":  # against its counts; another print of it mends nothing
        fits = {repair: fits[repair] for repair in fits if suspects.intersection(repair.sel)}
    if not fits:
        return ()
    most = max(len(healed) for healed in fits.values())
    best = [repair for repair, healed in fits.items() if len(healed) == most]
    arithmetic = any(isinstance(one, int) for repair in best for one in fits[repair])
    if len(best) > 1 and not arithmetic and suspects:
        return ()  # two printed values, and nothing that decides
    best = [repair for repair in best if not net.contradicts(repair)]
    return tuple(best) if len(best) <= ALTERNATIVES else ()


def _late(row) -> bool:
    """Say whether a figure is repeated for another year: late or stale, but no misprint."""
    return row.jenis == "beda_antartabel" and bool(row.nilai.get("tahun_usang"))


def _place(relasi: Relasi, known: dict[Relasi, int], net: Jaringan) -> int | None:
    """Return the place of a finding's relation; parts that print "-" are none of it."""
    parts = tuple(cell for cell in relasi.bagian if cell in net.sel)
    return known.get(relasi._replace(bagian=parts))


def _without_quarrel(chosen: list[tuple], possible: dict[Usul, set]) -> list[tuple]:
    """Drop single repairs that would put a cell to another value than a stronger one does."""
    single = {repairs[0] for repairs in chosen if len(repairs) == 1}
    ranked = sorted(single, key=lambda repair: (-len(possible[repair]), repair.sel, repair.nilai))
    taken: dict[str, float] = {}
    healed: set = set()
    kept: set[Usul] = set()
    for repair in ranked:
        free = all(taken.get(cell, repair.nilai) == repair.nilai for cell in repair.sel)
        if free and not (possible[repair] & healed):
            kept.add(repair)
            taken |= dict.fromkeys(repair.sel, repair.nilai)
            healed |= possible[repair]
    out = []
    for repairs in chosen:
        if len(repairs) == 1:
            out.append(repairs if repairs[0] in kept else ())
        else:
            out.append(repairs if not any(cell in taken for r in repairs for cell in r.sel) else ())
    return out


def _alternative(given: dict, repairs: tuple[Usul, ...], suspects: tuple[str, ...]) -> dict:
    """Return what a finding's cells would be: as the one repair says, where it is about them."""
    if len(repairs) == 1 and set(repairs[0].sel) & set(suspects):
        return given | dict.fromkeys(repairs[0].sel, repairs[0].nilai)
    return given


def _with_used(found: pd.DataFrame, net: Jaringan) -> list[dict]:
    """Return the alternatives with the value in use, where that is another than the printed one.

    It stands for the wrong value wherever that is printed for the same quantity.
    """
    out = []
    for row in each_row(found):
        given = dict(row.alternatif)
        for cell in (*row.tersangka, *given):
            used = net.dipakai.get(cell)
            if cell in net.sel and used is not None and used != net.sel[cell][0]:
                given |= dict.fromkeys(net.one_value(cell), used)
        out.append(given)
    return out


def _of_another(row) -> bool:
    """Say whether two values disagree and the repair is of the other one."""
    single = row.relasi is None and len(row.usul) == 1
    return single and set(row.usul[0].sel).isdisjoint(row.tersangka)


def _own_findings(
    found: pd.DataFrame, net: Jaringan, terbitan: Terbitan, possible: dict[Usul, set]
) -> pd.DataFrame:
    """Return findings on cells that a repair is proposed for and no finding holds wrong yet."""
    named = {name for names in found["tersangka"] for name in names}
    repairs = {one[0] for one in found["usul"] if len(one) == 1 and named.isdisjoint(one[0].sel)}
    records, kept = [], []
    for repair in sorted(repairs, key=lambda repair: repair.sel):
        first, _, column = repair.sel[0].rpartition("|")
        for rows in (terbitan.anggaran, terbitan.kinerja):
            for row in each_row(rows[rows["id"] == first]):
                money = rows is terbitan.anggaran and column in MONEY
                records.append(_own(row, column, repair, money, rows, net, len(possible[repair])))
                kept.append((repair,))
    return findings(records).assign(usul=pd.Series(kept, dtype=object))


def _own(row, column: str, repair: Usul, money: bool, rows, net: Jaringan, n: int) -> dict:
    value, form = getattr(row, column), "rp" if money else "nilai"
    slip = ("beda.satu_angka",) if is_slip(value, repair.nilai) else ()
    values = {"hal": f"{column}_rp" if money else column, "usul": WRITE[form](repair.nilai), "n": n}
    copied = _copied(row, column, value, rows) if money else None
    if copied is not None:
        slip = ("janggal.salinan",)
        values |= {"asal": copied.nama_tercetak, "baris_asal": copied.baris}
    main = row.kelas in ("program", "jumlah", "utama", "sasaran")
    gap = deviation(value, repair.nilai)
    return temuan(
        row,
        "angka_janggal",
        ("janggal.satu_sel", *slip),
        values,
        tercetak=getattr(row, f"{column}_tercetak"),
        hitung_ulang=repair.nilai,
        bentuk=form,
        keparahan=grade("beda_uang" if money else "beda", pokok=main, selisih=gap),
        besar=gap,
        uang=abs(value - repair.nilai) if money else float("nan"),
        tersangka=repair.sel,
        terlibat=cells(row.id, column),
        alternatif=dict.fromkeys(repair.sel, repair.nilai),
        baris=lines(net.baris[cell] for cell in repair.sel),
        kunci=f"{row.kunci or row.id} {column} satu sel",
    )


def _copied(row, column: str, value: float, rows: pd.DataFrame):
    """Return another line that prints the same amount as its own, the nearest; None where none."""
    same = (rows["dinas"] == row.dinas) & (rows["dokumen"] == row.dokumen)
    same &= (rows[column] == value) & (rows["kunci"] != row.kunci) & (rows["induk"] != row.id)
    same &= (rows["tahun"] == row.tahun) & (rows["id"] != row.induk)
    others = rows[same & (rows["kelas"] != "jumlah")]
    return next(each_row(others), None) if value >= LARGE else None
