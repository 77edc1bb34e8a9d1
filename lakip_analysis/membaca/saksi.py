"""Cells vouch for each other: which figures are sure, which are doubtful, and why.

A figure is sure when another printed figure confirms it: the achievement of its row, the share of
its budget line, the sum over or under it, the same figure in another table. A column whose meaning
is so proven, or which its own head names without doubt, makes its plain figures sure too, also
where the arithmetic of one row is wrong: that is an error of the report and not of the reading.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal
from functools import cache
from itertools import product

from ..aturan.rules import load_rules, threshold
from ..capaian.compute import FORMULAS
from ..importing.buku_kepala import years_in
from ..numbers import read_number, style_of
from .baris import Catatan, Sel, name_key
from .hitungan import HUNDRED, TRIED, is_achievement, is_change, is_share, step_of
from .kolom import BY_CAPTION, OTHER_UNIT, UNBACKED
from .naskah import Naskah
from .rerata import SHARES, rows_meant

__all__ = ["YEARLESS", "judge_cells"]

BASES = ("target", "realisasi", "pagu")  # what shares are worked out from
PARTS = ("penyebut", "pembilang", "realisasi")
TRC = ("target", "realisasi", "capaian")
FIGURE = re.compile(r"\d[\d.,]*\d|\d")
FEW = 3  # rows
HALF = 0.5
ENCLOSED = "angka dalam kurung: minus atau tidak?"
YEARLESS = "tahunnya tidak disebut tabel ini"


def judge_cells(
    rows: list[Catatan],
    naskah: Naskah,
    year: int | None,
    spoken: Set[int] = frozenset(),
    chains: Sequence[int] = (),
) -> None:
    """Say of every cell of the rows how sure it is; nothing is returned, the cells are marked.

    Parameters
    ----------
    rows : list of Catatan
        All rows of one document.
    naskah : Naskah
        The document: its sentences date figures that stand in them with their name. Where it does
        not say where a cell ends (`bertepi`), a head alone makes no figure sure.
    year : int or None
        The year of the document.
    spoken : set of int
        Tables with no other year in the text around them: that speaks for the document's year, as
        one more table that prints the same figures would.
    chains : sequence of int, optional
        For each table the first of those that it goes on with; they are dated together.
    """
    # table and kind → did its rows agree, whether each tells anything, whether it is near at least
    checked: dict[tuple, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for row in rows:
        for one in {cell.tahun for cell in row.sel}:
            _check_row(row, [cell for cell in row.sel if cell.tahun == one], checked)
    _check_sums(rows)
    _check_means(rows)
    _check_full(rows)
    whole = _whole_names(rows)
    cells = [cell for row in rows for cell in row.sel]
    elsewhere = _date_columns(cells)
    dated = _check_tables(cells)
    for key in elsewhere:  # many figures that agree, whatever errors stand beside them
        dated[key] = [True]
    _check_sentences(cells, naskah, year, dated)
    for key in {(cell.tabel, cell.isi, cell.tahun) for cell in cells}:
        if key[0] in spoken and key[2] == year:
            dated[key].append(True)
    if chains:
        _date_chains(dated, chains, {(cell.tabel, cell.isi, cell.tahun) for cell in cells})
    for cell in cells:  # what is dated now dates others in its turn
        cell.tegas = cell.tegas or _is_dated(cell, dated)
    for key in _date_columns(cells):
        dated[key] = [True]
    _clear_columns(cells)
    others = _of_other_years(cells)
    for cell in cells:
        cell.anggap = cell.anggap and (cell.tabel, cell.isi, cell.tahun) not in others
    _decide_styles(cells)
    for row in rows:
        _undo_styles(row)
    backed = _borne_out(cells)
    for row in rows:
        bordered = naskah.bertepi and (not row.sambung or (row.tabel, row.baris) in whole)
        for cell in row.sel:
            known = bordered and (cell.tabel, cell.isi, cell.tahun) in backed
            _judge(cell, row, checked, dated, bordered, known)


def _date_chains(dated: dict, chains: Sequence[int], keys: set[tuple]) -> None:
    """Let what dates one piece of a table date the others."""
    together: dict[tuple, list[bool]] = defaultdict(list)
    for (table, isi, year), hits in dated.items():
        together[(chains[table], isi, year)] += hits
    for table, isi, year in keys:
        if hits := together.get((chains[table], isi, year)):
            dated[(table, isi, year)] = hits


def _check_sentences(cells: list[Sel], naskah: Naskah, year: int | None, dated: dict) -> None:
    """Date figures that a sentence of the document's year prints with the name of their row."""
    unsure = [cell for cell in cells if not cell.tegas and cell.tahun == year and cell.calon]
    if not unsure:
        return
    lines = [
        (name_key(line), set(FIGURE.findall(line)))
        for line in naskah.baris
        if "\t" not in line and set(years_in(line)) == {str(year)}
    ]
    for cell in unsure:
        plain = FIGURE.findall(cell.teks)
        name = cell.nama or "anggaran"
        if any(name in words and {*plain} <= figures for words, figures in lines if plain):
            dated[(cell.tabel, cell.isi, cell.tahun)].append(True)


def _check_row(row: Catatan, cells: list[Sel], checked: dict) -> None:
    by_role = {cell.peran: cell for cell in cells}
    if row.isi == "kinerja":
        trio, agree = [by_role.get(role) for role in TRC], is_achievement
        if "penyebut" in by_role:
            trio = [by_role.get(role) for role in PARTS]
    else:
        trio, agree = [by_role.get(role) for role in ("pagu", "realisasi", "persen")], is_share
        _prove([by_role.get(role) for role in ("pagu_induk", "pagu", "perubahan")], is_change)
    result = _prove(trio, agree)
    if result is not None:
        whole = trio[2].calon[0][0] in (0, HUNDRED)
        near = result or _is_near(trio, agree is is_share)
        key = (row.tabel, row.potongan, row.isi, cells[0].tahun)
        checked[key].append((result, not whole, near))


def _is_near(trio: list[Sel], money: bool) -> bool:
    """Say whether a result is about what its row gives: then it is one, and worked out wrongly.

    Columns taken for others give results that are far off.
    """
    near = threshold("baca_hitungan_dekat") / 100
    for values in product(*([float(value) for value, _ in cell.calon] for cell in trio)):
        base, part, printed = values
        if not base or not printed:
            continue
        if money or trio[0].peran == "penyebut":
            shares = [part / base * 100]
        else:
            shares = [FORMULAS[name]([base], [part])[0] for name in TRIED]
        if any(abs(share - printed) <= abs(printed) * near for share in shares):
            return True
    return False


def _prove(cells: list[Sel | None], agree) -> bool | None:
    """Keep of three figures the readings that agree; None where one of them is missing."""
    if any(cell is None or not cell.calon for cell in cells):
        return None
    fitting = [
        combo
        for combo in product(*(cell.calon for cell in cells))
        if agree(
            *((value, step_of(cell.teks)) for (value, _), cell in zip(combo, cells, strict=True))
        )
    ]
    if not fitting:
        return False
    for n, cell in enumerate(cells):
        cell.calon = tuple(dict.fromkeys(combo[n] for combo in fitting))
        cell.saksi.append("hitungan baris")
    return True


def _check_sums(rows: list[Catatan]) -> None:
    """Find the parents of budget lines by their sums, from the last row up."""
    columns: dict[tuple, list[tuple[Catatan, Sel]]] = defaultdict(list)
    for row in rows:
        for cell in row.sel:
            if row.isi == "anggaran" and cell.peran in ("pagu_induk", "pagu", "realisasi"):
                columns[(cell.tabel, cell.peran, cell.tahun)].append((row, cell))
    for entries in columns.values():
        _check_column(entries)


def _check_column(entries: list[tuple[Catatan, Sel]]) -> None:
    nodes: list[tuple[Decimal, Sel]] = []  # what stands free below, the nearest first
    total: Sel | None = None
    for row, cell in reversed(entries):
        if len(cell.calon) != 1:
            return
        value = cell.calon[0][0]
        if row.jumlah:
            total, nodes = cell, []
            continue
        running, count = Decimal(0), 0
        for n, (amount, _) in enumerate(nodes, 1):
            running += amount
            if running == value and value >= threshold("baca_jumlah_berarti"):
                count = n
            if running > value:
                break
        if count:
            # nought adds nothing, so no sum tells whether it was read
            for one in (cell, *(child for amount, child in nodes[:count] if amount)):
                one.saksi.append("jumlah rinciannya")
        nodes = [(value, cell), *nodes[count:]]
        whole = sum(amount for amount, _ in nodes)
        if total is not None and row is entries[0][0] and abs(whole - total.calon[0][0]) <= 1:
            for one in (total, *(child for amount, child in nodes if amount)):
                one.saksi.append("jumlah tabel")


def _check_means(rows: list[Catatan]) -> None:
    """Vouch for the figures of a line of means where all are those of the same rows over it."""
    lines: dict[tuple[int, int], list[Sel]] = defaultdict(list)
    means: set[tuple[int, int]] = set()
    for row in rows:
        lines[(row.tabel, row.baris)] += [cell for cell in row.sel if cell.peran in SHARES]
        if row.level == "rata_rata":
            means.add((row.tabel, row.baris))
    above: dict[tuple, list[tuple[Decimal, ...]]] = defaultdict(list)
    for key, cells in lines.items():
        if key not in means:
            for cell in cells:
                above[_column_of(cell)].append(tuple(value for value, _ in cell.calon))
            continue
        printed = [(tuple(value for value, _ in cell.calon), step_of(cell.teks)) for cell in cells]
        telling = any(set(values) - {Decimal(0), HUNDRED} for values, _ in printed)
        if telling and rows_meant([above[_column_of(cell)] for cell in cells], printed):
            for cell in cells:
                cell.saksi.append("rata-rata barisnya")
        for column in [one for one in above if one[0] == key[0]]:
            del above[column]


def _column_of(cell: Sel) -> tuple:
    return cell.tabel, cell.tempat, cell.isi, cell.tahun


def _check_full(rows: list[Catatan]) -> None:
    """Vouch for the figures of a moved row that fills every column of figures of its table.

    Its cells stand in the order of the columns, so there is one way to put them, and where sums or
    shares of the row work out none of them is a figure from elsewhere.
    """
    printed: dict[tuple[int, int], list[Sel]] = defaultdict(list)
    moved: set[tuple[int, int]] = set()
    for row in rows:
        printed[(row.tabel, row.baris)] += row.sel
        if row.potongan or any(cell.lemah for cell in row.sel):
            moved.add((row.tabel, row.baris))
    every: dict[int, set[int]] = defaultdict(set)
    for (table, _), cells in printed.items():
        every[table] |= {cell.tempat for cell in cells}
    for key in moved:
        cells = printed[key]
        if {cell.tempat for cell in cells} < every[key[0]] or not any(one.saksi for one in cells):
            continue
        for cell in cells:
            if cell.calon and not cell.saksi and not cell.pecah:
                cell.saksi.append("semua kolom barisnya terisi, hitungannya cocok")


def _whole_names(rows: list[Catatan]) -> set[tuple[int, int]]:
    """Return the lines whose names go on in the next and are whole with it.

    One of them is a name of the nomenclature, or stands in one line elsewhere: so what goes on with
    it is no other row.
    """
    known = _nomenclature() | {name_key(row.kata["nama"]) for row in rows if not row.sambung}
    return {
        (row.tabel, row.baris)
        for row in rows
        if row.sambung and name_key(row.kata["nama"]) in known
    }


@cache
def _nomenclature() -> frozenset[str]:
    table = load_rules("nomenklatur")
    return frozenset(map(name_key, [*table["nama"], *table["indikator"].dropna()]))


def _clear_columns(cells: list[Sel]) -> None:
    """Clear a column of which it was not clear what it is, where other tables print it as that.

    Some of its figures must stand there under their name in that year and role, and more of them
    than stand there as what it might be instead.
    """
    printed: dict[tuple, set] = defaultdict(set)
    columns: dict[tuple, list[Sel]] = defaultdict(list)
    for cell in cells:
        if len(cell.calon) == 1 and cell.nama and not cell.samar:
            printed[(cell.isi, cell.peran, cell.nama, cell.tahun)].add(cell.calon[0][0])
        if cell.samar == UNBACKED:
            columns[(cell.tabel, cell.peran, cell.tahun)].append(cell)
    for column in columns.values():
        told, instead = (
            {
                value
                for cell in column
                for value, _ in cell.calon
                if value in printed[(cell.isi, role, cell.nama, cell.tahun)]
            }
            - {Decimal(0), HUNDRED}
            for role in (column[0].peran, "realisasi")
        )
        if len(told) >= threshold("baca_tahun_angka") and len(told) > len(instead):
            for cell in column:
                cell.samar = ""
    _clear_captions(cells, printed)


def _clear_captions(cells: list[Sel], printed: dict[tuple, set]) -> None:
    """Clear the figures of a table that its caption names, where other tables print enough of them.

    And none of those that they print otherwise is as many.
    """
    named: dict[int, list[Sel]] = defaultdict(list)
    for cell in cells:
        if cell.samar == BY_CAPTION:
            named[cell.tabel].append(cell)
    for column in named.values():
        told = [
            (values, printed[(cell.isi, cell.peran, cell.nama, cell.tahun)])
            for cell in column
            for values in [{value for value, _ in cell.calon} - {Decimal(0), HUNDRED}]
        ]
        told = [(own, others) for own, others in told if own and others]
        same = sum(bool(own & others) for own, others in told)
        if same >= threshold("baca_tahun_angka") and same * 2 > len(told):
            for cell in column:
                cell.samar = ""


def _date_columns(cells: list[Sel]) -> set[tuple]:
    """Give a column whose table does not say its year the one in which other tables print it.

    Or the one whose results, printed elsewhere, are worked out from its targets. Only where nearly
    all of its figures that stand elsewhere stand there and in no other year, and are not round ones
    that stand everywhere; and never where more of them stand there as another figure, as where two
    years reach the same share of what they promised. Returns the columns that are dated so.
    """
    printed: dict[tuple, set] = defaultdict(set)  # what, whose, which figure → years
    said = _said(cells)
    columns: dict[tuple, list[Sel]] = defaultdict(list)
    for cell in cells:
        if len(cell.calon) == 1 and cell.nama and cell.calon[0][0] not in (0, HUNDRED):
            if cell.tegas:
                printed[(cell.isi, cell.peran, cell.nama, cell.calon[0][0])].add(cell.tahun)
            else:
                columns[(cell.tabel, cell.isi, cell.tahun)].append(cell)
    every: dict[tuple, list[Sel]] = defaultdict(list)
    for cell in cells:
        every[(cell.tabel, cell.isi, cell.tahun)].append(cell)
    results = _results(cells)
    dated: set[tuple] = set()
    for key, column in columns.items():
        found = [
            printed[(cell.isi, cell.peran, cell.nama, cell.calon[0][0])]
            or {year for year, *pair in results[cell.nama] if _gives(cell, *pair)}
            for cell in column
        ]
        found = [years for years in found if years]
        for year in {one for years in found for one in years}:
            share = sum(years == {year} for years in found) / len(found)
            enough = len(found) >= threshold("baca_tahun_angka")
            # that it is of the year it was taken for needs less than that it is of another
            rule = "baca_tahun_sendiri" if year == key[2] else "baca_tahun_sama"
            if enough and share >= threshold(rule) / 100 and not _denied(column, year, said):
                dated.add((*key[:2], year))
                for cell in every[key] if year != key[2] else ():
                    cell.tahun = cell.tahun if cell.tegas else year
                    cell.anggap = False
    return dated


def _said(cells: list[Sel]) -> dict[tuple, set[Decimal]]:
    """Return the figures that tables of a stated year print, by kind, role, name and year."""
    out: dict[tuple, set[Decimal]] = defaultdict(set)
    for cell in cells:
        if cell.tegas and cell.nama and not cell.samar:
            out[(cell.isi, cell.peran, cell.nama, cell.tahun)] |= {one for one, _ in cell.calon}
    return out


def _denied(column: list[Sel], year: int | None, said: Mapping[tuple, set[Decimal]]) -> bool:
    """Say whether tables of a year print most figures of a column otherwise, or all but shares."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for cell in column:
        if told := said.get((cell.isi, cell.peran, cell.nama, year)):
            hits[cell.peran].append(cell.calon[0][0] in told)
    every = [hit for some in hits.values() for hit in some]
    base = [hit for role in BASES for hit in hits[role]]
    return sum(every) * 2 < len(every) or (bool(base) and not any(base))


def _results(cells: list[Sel]) -> dict[str, list[tuple[int, Sel, Sel]]]:
    """Return by name the year, realisation and achievement of rows that print no target beside."""
    rows: dict[tuple, dict[str, Sel]] = defaultdict(dict)
    for cell in cells:
        if cell.isi == "kinerja" and cell.nama and cell.tegas and len(cell.calon) == 1:
            rows[(cell.tabel, cell.baris, cell.nama, cell.tahun)][cell.peran] = cell
    out: dict[str, list[tuple[int, Sel, Sel]]] = defaultdict(list)
    for (_, _, name, year), own in rows.items():
        if {"realisasi", "capaian"} <= own.keys() and "target" not in own:
            out[name].append((year, own["realisasi"], own["capaian"]))
    return out


def _gives(target: Sel, actual: Sel, printed: Sel) -> bool:
    """Say whether a target is that of a realisation and an achievement printed elsewhere."""
    trio = [(cell.calon[0][0], step_of(cell.teks)) for cell in (target, actual, printed)]
    return target.isi == "kinerja" and target.peran == "target" and is_achievement(*trio)


def _of_other_years(cells: list[Sel]) -> set[tuple]:
    """Return the columns of no stated year whose figures other tables print mostly of other years.

    Or which tables of that year print mostly otherwise. Round figures, which stand everywhere, tell
    nothing.
    """
    printed: dict[tuple, set] = defaultdict(set)
    votes: dict[tuple, list[bool]] = defaultdict(list)
    columns: dict[tuple, list[Sel]] = defaultdict(list)
    said = _said(cells)
    known = [cell for cell in cells if len(cell.calon) == 1 and cell.nama]
    known = [cell for cell in known if cell.calon[0][0] not in (0, HUNDRED)]
    for cell in known:
        if cell.tegas:
            printed[(cell.isi, cell.peran, cell.nama, cell.calon[0][0])].add(cell.tahun)
    for cell in known:
        years = printed[(cell.isi, cell.peran, cell.nama, cell.calon[0][0])]
        if years and not cell.tegas:
            votes[(cell.tabel, cell.isi, cell.tahun)].append(cell.tahun in years)
        if not cell.tegas:
            columns[(cell.tabel, cell.isi, cell.tahun)].append(cell)
    other = {key for key, hits in votes.items() if sum(hits) * 2 <= len(hits)}
    return other | {key for key, column in columns.items() if _denied(column, key[2], said)}


def _check_tables(cells: list[Sel]) -> dict[tuple, list[bool]]:
    """Compare figures of one name, year and meaning in several tables; say so of each column."""
    same: dict[tuple, list[Sel]] = defaultdict(list)
    for cell in cells:
        if cell.calon and cell.nama and cell.tahun:
            same[(cell.isi, cell.peran, cell.nama, cell.tahun)].append(cell)
    dated: dict[tuple, list[bool]] = defaultdict(list)
    for group in same.values():
        for cell in group:
            others = [one for one in group if one.tabel != cell.tabel]
            if not others:
                continue
            shared = [
                pair
                for pair in cell.calon
                if any(pair[0] == value for one in others for value, _ in one.calon)
            ]
            if shared and len(shared) < len(cell.calon):
                cell.calon = tuple(shared)
            if shared:
                clear = any(not one.samar for one in others)
                cell.saksi.append("tabel lain" if clear else "tabel lain yang samar")
            sure = [one for one in others if one.tegas]
            if sure and not cell.tegas:
                hit = any(
                    pair[0] == value
                    for one in sure
                    for value, _ in one.calon
                    for pair in cell.calon
                )
                dated[(cell.tabel, cell.isi, cell.tahun)].append(hit)
    # what dates the achievements of a table dates the money beside them, and the other way round
    for table, isi, year in list(dated):
        beside = (table, "anggaran" if isi == "kinerja" else "kinerja", year)
        if beside not in dated:
            dated[beside] = list(dated[(table, isi, year)])
    return dated


def _decide_styles(cells: list[Sel]) -> None:
    """Leave of two readings the one in the style of the table, when nothing in it says otherwise.

    Where no figure of the whole report is in another style, that decides.
    """
    whole = [mark for cell in cells if (mark := style_of([cell.teks]))]
    if len(whole) >= threshold("baca_gaya_laporan") and len(set(whole)) == 1:
        for cell in cells:
            if _is_open(cell):
                cell.calon = tuple(pair for pair in cell.calon if pair[1] == whole[0])
                cell.jenis = "gaya laporan"
        return
    by_table: dict[int, list[Sel]] = defaultdict(list)
    for cell in cells:
        by_table[cell.tabel].append(cell)
    for group in by_table.values():
        shown = {mark for cell in group if (mark := style_of([cell.teks]))}
        if len(shown) != 1:
            continue
        style = shown.pop()
        for cell in group:
            if _is_open(cell):
                cell.calon = tuple(pair for pair in cell.calon if pair[1] == style)
                cell.jenis = "gaya"


def _is_open(cell: Sel) -> bool:
    """Say whether the style of other cells may decide what a cell means."""
    return len({mark for _, mark in cell.calon}) > 1


def _undo_styles(row: Catatan) -> None:
    """Leave two readings where the styles of the table would part figures that prove each other."""
    for year in {cell.tahun for cell in row.sel}:
        by_role = {cell.peran: cell for cell in row.sel if cell.tahun == year}
        trio = [by_role.get(role) for role in TRC]
        if row.isi != "kinerja" or any(cell is None or len(cell.calon) != 1 for cell in trio):
            continue
        styled = [cell for cell in trio if "gaya" in cell.jenis and "hitungan baris" in cell.saksi]
        if styled and not is_achievement(*((c.calon[0][0], step_of(c.teks)) for c in trio)):
            for cell in styled:
                cell.calon = tuple((read_number(cell.teks, m).nilai, m) for m in ("koma", "titik"))


def _is_dated(cell: Sel, dated: dict) -> bool:
    """Say whether enough figures of its column bear its year out."""
    hits = dated.get((cell.tabel, cell.isi, cell.tahun), [])
    return bool(hits) and sum(hits) / len(hits) > threshold("baca_kolom_terbukti") / 100


def _borne_out(cells: list[Sel]) -> set[tuple]:
    """Return the tables of which two columns are what they are called: others print their figures.

    Round figures, which stand everywhere, tell nothing.
    """
    same: dict[tuple, list[Sel]] = defaultdict(list)
    for cell in cells:
        if len(cell.calon) == 1 and cell.calon[0][0] not in (0, HUNDRED) and cell.nama:
            same[(cell.isi, cell.peran, cell.nama, cell.tahun)].append(cell)
    votes: dict[tuple, list[bool]] = defaultdict(list)
    for group in same.values():
        for cell in group:
            values = {one.calon[0][0] for one in group if one.tabel != cell.tabel and not one.samar}
            if values:
                key = (cell.tabel, cell.isi, cell.tahun, cell.peran)
                votes[key].append(cell.calon[0][0] in values)
    told = Counter(key[:3] for key, hits in votes.items() if 2 <= sum(hits) > len(hits) * HALF)
    return {key for key, count in told.items() if count > 1}


def _judge(
    cell: Sel, row: Catatan, checked: dict, dated: dict, bordered: bool, known: bool
) -> None:
    if cell.jenis == "kosong" or cell.peran == "predikat":
        return
    if not cell.calon:
        words = {"ordinal": "", "huruf": "", "rentang": ""}
        known = cell.jenis in words and bordered and (cell.tegas or cell.anggap)
        cell.status = "pasti" if known else "tidak_terbaca"
        cell.sebab = "judul kolom" if known else "bukan angka"
        return
    if len(cell.calon) > 1:
        signs = len({abs(value) for value, _ in cell.calon}) == 1
        cell.status, cell.sebab = "ragu", ENCLOSED if signs else "titik atau koma ribuan?"
        return
    hits = checked.get((cell.tabel, row.potongan, cell.isi, cell.tahun), [])
    share = sum(agreed for agreed, *_ in hits) / len(hits) if hits else None
    # of few rows one that errs weighs too much: one that tells something and agrees is enough
    telling = sum(agreed and tells for agreed, tells, _ in hits)
    proved = known or telling > 1 or (telling == 1 and len(hits) <= FEW)
    # errors of the report: its results are about those of its rows
    proved |= bordered and not cell.lemah and sum(near for *_, near in hits) > len(hits) * HALF
    proven = threshold("baca_kolom_terbukti") / 100
    year = cell.tegas or cell.anggap or _is_dated(cell, dated)
    others = cell.samar.endswith(OTHER_UNIT)  # may well reach what the dinas reaches
    if cell.samar and (others or "tabel lain" not in cell.saksi):
        cell.status, cell.sebab = "ragu", cell.samar
    elif cell.saksi and not (cell.jenis == "gaya" and set(cell.saksi) == {"hitungan baris"}):
        cell.status, cell.sebab = "pasti", cell.saksi[0]
    elif share is not None and share < proven and not proved:
        cell.status, cell.sebab = "ragu", "hitungan tabel ini tidak cocok"
    elif cell.jenis == "gaya":
        cell.status, cell.sebab = "ragu", "titik atau koma menurut sel lain di tabelnya"
    elif share is not None and not cell.lemah:
        cell.status, cell.sebab = "pasti", "kolomnya terbukti di baris lain"
    elif bordered and not cell.lemah:
        cell.status, cell.sebab = "pasti", "judul kolom"
    else:
        cell.status, cell.sebab = "ragu", "tidak ada angka lain yang membenarkan"
    if cell.status == "pasti" and not year:
        cell.status, cell.sebab = "ragu", YEARLESS
