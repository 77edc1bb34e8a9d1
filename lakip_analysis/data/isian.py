"""The workbook of a dinas, `isian.xlsx`, as the lines of the tables it holds.

Its sheets and columns are rows of `aturan/isian.csv`: years stand beside each other as people write
them, level and parent follow from the code, an indicator is named and its code made of the name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from ..aturan.rules import load_rules
from ..errors import Fault, short_name
from ..numbers import read_number, style_of
from .buku_kerja import Lembar, open_sheets
from .csvtext import ISIAN, Line
from .kode import is_line
from .schemas import NUMBERS, TABEL
from .tulisan import CLOCK

__all__ = [
    "EXAMPLE",
    "ISIAN",
    "MENUNGGU",
    "RAGU",
    "SUMBER",
    "gather_waiting",
    "make_slug",
    "read_isian",
]

EXAMPLE = "(contoh)"  # how the name in a row to write over begins; such a row is no data

RAGU = "(ragu)"  # how a cell begins that a proposal is not sure of; it waits for an answer

MENUNGGU = "menunggu dikonfirmasi"  # what is wrong with such a cell

SUMBER = "Sumber"  # the sheet that says where each proposed cell stands in the report

SHOWN = 12  # waiting cells of one column that are named

HEAD_WITHIN = 15  # rows among which the head of a sheet is looked for

WIDEST = 10_000  # cells of a merged range beyond which it is no part of a table

YEAR = r"(?:19|20)\d\d"

Sheet = list[list[str]]  # its rows from the first on, every cell as text


def read_isian(path: Path) -> tuple[dict[str, list[Line]], list[Fault]]:
    """Read the workbook of a dinas.

    Parameters
    ----------
    path : Path
        `isian.xlsx` as `lakip new` makes it; columns in any order, rows above the head ignored.

    Returns
    -------
    dict
        Table name → its lines, the first one the header of the contract; the number of a line is
        the row in its sheet.
    list of Fault
        Sheets and columns that are missing or unknown, why a file cannot be read at all, and each
        cell that waits for an answer (`(ragu) 71,12`); such a cell is empty in the lines.

    Raises
    ------
    Nothing: what is wrong with the file is a fault.
    """
    opened, faults = open_sheets(path, lambda row: 0)
    if faults:
        return {}, faults
    unread = {
        sheet.nama: {place: why for place, why in sheet.luput.items() if place not in sheet.tanggal}
        for sheet in opened
    }
    sheets = {sheet.nama: _as_seen(sheet) for sheet in opened}
    merged = {sheet.nama: sheet.gabung for sheet in opened}
    rules, tables = load_rules("isian"), {}
    read = {}
    for lembar, columns in rules.groupby("lembar", sort=False):
        rows, found = _records(path, lembar, sheets.get(lembar), columns, sheets)
        faults += found
        if lembar in sheets:
            where = f"{short_name(path)} [{lembar}]"
            faults += _unread_faults(where, sheets[lembar], unread[lembar], columns)
            faults += _merge_faults(where, sheets[lembar], merged[lembar], columns)
        read[lembar] = rows
    slugs = _slugs(read["Indikator"])
    tables["indikator"] = list(_indikator(read["Indikator"], slugs))
    sources = _sources(sheets.get(SUMBER, []))
    tables["kinerja"] = list(_kinerja(read["Kinerja"], slugs, sources))
    tables["program_indikator"] = list(_programmes(read["Indikator"], slugs))
    for lembar in ("Anggaran", "Keluaran", "Sebab"):
        nama = rules.loc[rules["lembar"] == lembar, "tabel"].iloc[0]
        own = rules[rules["lembar"] == lembar]
        tables[nama] = list(_plain(read[lembar], own, slugs, sources))
    return {nama: lines for nama, lines in tables.items() if len(lines) > 1}, faults


def _as_seen(sheet: Lembar) -> Sheet:
    """Return the rows of a sheet with merged cells filled and no doubt about its numbers.

    A cell is what a reader sees: 0,95 shown as 95 % is `95%`, each cell of a merged range is its
    first; which ranges may be so is for `_merge_faults` to say.
    A cell that holds a number is written with the decimal mark of the figures typed beside it.
    """
    rows = [list(row) for row in sheet.baris]
    for (row, column), day in sheet.tanggal.items():  # what it is of says whether it may be one
        rows[row][column] = day
    typed = [
        cell
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if (row, column) not in sheet.angka and re.search(r"\d[.,]\d", cell)
    ]
    comma = style_of(typed) == "koma"
    for row, column in sheet.angka:
        text = rows[row][column]
        if re.fullmatch(r"-?\d+\.\d{3}", text):
            text += "0"  # four decimals cannot be a thousand
        rows[row][column] = text.replace(".", ",") if comma else text
    for top, left, bottom, right in sheet.gabung:
        if (bottom - top + 1) * (right - left + 1) > WIDEST:
            continue
        for row in rows[top : bottom + 1]:  # no rows where the range lies beyond what is filled
            first = rows[top][left : left + 1] or [""]
            row[left : right + 1] = first * len(row[left : right + 1])
    return rows


def make_slug(name: str, taken: set[str] = frozenset()) -> str:
    """Return a code for a name: lower case, hyphens, unique among those taken.

    Examples
    --------
    >>> make_slug("Persentase PPKS (terlayani)"), make_slug("IPG", {"ipg"})
    ('persentase-ppks-terlayani', 'ipg-2')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].rstrip("-") or "indikator"
    number = 2
    while slug in taken:
        slug, number = f"{re.sub(r'-[0-9]+$', '', slug)}-{number}", number + 1
    return slug


Record = dict[str, str]  # column title, with its year where it has one → cell


def _records(
    path: Path, lembar: str, sheet: Sheet | None, columns: pd.DataFrame, others: Iterable[str]
) -> tuple[list[tuple[int, Record]], list[Fault]]:
    """Return the filled rows of one sheet under the titles of its columns."""
    where = short_name(path)
    needed = columns["wajib"].eq("ya").any() and lembar in ("Indikator", "Kinerja", "Anggaran")
    if sheet is None:
        step = f"tambahkan lembar “{lembar}”, atau buat buku baru dengan lakip new"
        near = [name for name in others if name.strip().casefold().startswith(lembar.casefold())]
        if near:
            step = f"ganti nama lembar “{near[0]}” menjadi “{lembar}”"
        absent = needed and not (path.parent / f"{columns['tabel'].iloc[0]}.csv").is_file()
        return [], [Fault(where, None, lembar, None, "lembar tidak ada", step)] if absent else []
    place, head = _head(sheet, columns)
    yearly = set(columns.loc[columns["tiap_tahun"] == "ya", "judul"])
    faults = [
        Fault(
            f"{where} [{lembar}]", place + 1, judul, None, "kolom tidak ada", "tambahkan kolomnya"
        )
        for judul in columns.loc[columns["wajib"] == "ya", "judul"]
        if judul not in {title.partition("@")[0] for title in head}
    ]
    twice = [title for title, count in Counter(filter(None, head)).items() if count > 1]
    faults += [
        Fault(
            f"{where} [{lembar}]",
            place + 1,
            title.replace("@", " "),
            None,
            "kolom tertulis dua kali",
            "perbaiki tahunnya, atau hapus salah satu",
        )
        for title in twice
    ]
    faults += [
        Fault(
            f"{where} [{lembar}]",
            place + 1,
            title,
            None,
            "kolom tanpa tahun",
            f"tulis {title} 2024",
        )
        for title in sorted(yearly & set(head))
    ]
    rows = []
    for number, cells in enumerate(sheet[place + 1 :], place + 2):
        record = {title: cell for title, cell in zip(head, cells, strict=False) if title and cell}
        if not record or any(cell.startswith(EXAMPLE) for cell in record.values()):
            continue
        waiting = {title for title, cell in record.items() if cell.casefold().startswith(RAGU)}
        faults += [
            Fault(
                f"{where} [{lembar}]",
                number,
                title.replace("@", " "),
                record[title],
                MENUNGGU,
                f"hapus {RAGU} bila benar, tulis yang benar, atau kosongkan",
            )
            for title in sorted(waiting)
        ]
        rows.append((number, _settled(record, waiting)))
    return rows, faults


def _settled(record: Record, waiting: set[str]) -> Record:
    """Return a row with the cells that wait for an answer empty; a name goes on naming its row."""
    return {
        title: cell[len(RAGU) :].strip() if title in waiting else cell
        for title, cell in record.items()
        if title not in waiting or title == "Nama indikator"
    }


def gather_waiting(faults: list[Fault]) -> list[Fault]:
    """Return the faults with the cells that wait for an answer as one fault per sheet and column.

    A column that stands once per year counts as one. What only follows from their being empty for
    the present (a sheet without a value, a year without a row) is left out.

    Examples
    --------
    >>> cells = [Fault("x/isian.xlsx [Kinerja]", n, f"Target 202{n}", "(ragu) 7", MENUNGGU, "…")
    ...          for n in (2, 3)]
    >>> [(one.kolom, one.masalah) for one in gather_waiting(cells)]
    [('Target', '2 sel menunggu dikonfirmasi (baris 2, 3)')]
    """
    groups: dict[tuple[str, str], list[Fault]] = {}
    for one in faults:
        if one.masalah == MENUNGGU:
            column = re.sub(rf" {YEAR}$", "", one.kolom or "")
            groups.setdefault((one.berkas, column), []).append(one)
    if not groups:
        return faults
    out = []
    for (berkas, column), cells in groups.items():
        rows = list(dict.fromkeys(str(one.baris) for one in cells))
        more = ", …" if len(rows) > SHOWN else ""
        said = f"{len(cells)} sel {MENUNGGU} (baris {', '.join(rows[:SHOWN])}{more})"
        step = f"{cells[0].langkah}; sebabnya ada di komentar selnya"
        out.append(Fault(berkas, None, column, cells[0].nilai, said, step))
    echoes = ("lembar belum diisi", "tahun tanpa baris kinerja")
    return out + [one for one in faults if one.masalah not in (MENUNGGU, *echoes)]


def _head(sheet: Sheet, columns: pd.DataFrame) -> tuple[int, list[str]]:
    """Return the row of the head and the title of the contract of each column."""
    titles = dict(zip(columns["judul"].str.casefold(), columns["judul"], strict=True))
    yearly = set(columns.loc[columns["tiap_tahun"] == "ya", "judul"])
    rows = range(min(HEAD_WITHIN, len(sheet)))
    place = max(rows, key=lambda n: _known(sheet[n], titles), default=0)
    return place, [_title(cell, titles, yearly) for cell in sheet[place]] if sheet else []


def _unread_faults(
    where: str, sheet: Sheet, unread: dict[tuple[int, int], str], columns: pd.DataFrame
) -> Iterator[Fault]:
    """Yield the cells under the head of a sheet that have no value to read."""
    place, head = _head(sheet, columns)
    for (row, column), why in sorted(unread.items()):
        if row > place and column < len(head) and head[column]:
            step = "perbaiki rumusnya, atau ketik nilainya"
            if "jam" in why:
                step = CLOCK[1]
            elif "rumus" not in why:
                step = "ketik angkanya"
            yield Fault(where, row + 1, head[column].replace("@", " "), None, why, step)


def _merge_faults(
    where: str, sheet: Sheet, merged: tuple, columns: pd.DataFrame
) -> Iterator[Fault]:
    """Yield the merged cells that would put one value into two columns, or one figure twice.

    A text that stands over several rows (a goal over its indicators) holds for all of them.
    """
    place, head = _head(sheet, columns)
    kinds = {
        row.judul: next(one.jenis for one in TABEL[row.tabel].kolom if one.nama == row.kolom)
        for row in columns.itertuples()
    }
    for top, left, bottom, right in merged:
        titles = [title for title in head[left : right + 1] if title]
        first = sheet[top][left] if top < len(sheet) and left < len(sheet[top]) else ""
        if not titles or bottom < place or not first or read_number(first).jenis == "kosong":
            continue
        wide, shown = top > place and len(titles) > 1, titles[:1]
        figure = kinds[titles[0].partition("@")[0]] in NUMBERS
        if wide:
            problem = "satu sel gabungan menutupi beberapa kolom"
            step = "batalkan penggabungan selnya, lalu isi tiap kolom sendiri"
            shown = titles
        elif top > place and bottom > top and figure:
            problem = "satu sel gabungan menutupi beberapa baris"
            step = "batalkan penggabungan selnya, lalu isi tiap baris sendiri"
        else:
            continue
        kolom = "+".join(title.replace("@", " ") for title in shown)
        yield Fault(where, top + 1, kolom, first[:60], problem, step)


def _known(row: list[str], titles: dict[str, str]) -> int:
    return sum(any(cell.casefold().startswith(title) for title in titles) for cell in row if cell)


def _title(cell: str, titles: dict[str, str], yearly: set[str]) -> str:
    """Return the title of the contract for a cell of the head: `Target 2023` → `Target@2023`."""
    text = re.sub(r"\s+", " ", cell).strip(" *:").casefold()
    if text in titles:
        return titles[text]
    found = re.fullmatch(rf"(.+?)\s*(?:tahun\s*)?({YEAR})", text)
    if found and titles.get(found[1]) in yearly:
        return f"{titles[found[1]]}@{found[2]}"
    return ""


def _slugs(rows: list[tuple[int, Record]]) -> dict[str, str]:
    """Return the code of each indicator by its name; the code itself names it too."""
    slugs, taken = {}, {record["Kode"] for _, record in rows if "Kode" in record}
    for _, record in rows:
        name = _key(record.get("Nama indikator", ""))
        slug = record.get("Kode") or make_slug(record.get("Nama indikator", ""), taken)
        taken.add(slug)
        slugs.setdefault(name, slug)
    return slugs | {slug: slug for slug in taken}  # a code is meant before a name that reads alike


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _slug_of(name: str, slugs: dict[str, str]) -> str:
    return slugs.get(_key(name)) or make_slug(name)


def _indikator(rows, slugs: dict[str, str]) -> Iterator[Line]:
    """Yield indikator.csv; the kind of target follows later, from the values."""
    columns = load_rules("isian").query("tabel == 'indikator'")
    names = dict(zip(columns["judul"], columns["kolom"], strict=True))
    yield 1, [*names.values(), "jenis_target"]
    for number, record in rows:
        slug = record.get("Kode") or _slug_of(record.get("Nama indikator", ""), slugs)
        filled = {"Tingkat": "sasaran"} | record | {"Kode": slug}
        yield number, [*(filled.get(judul, "") for judul in names), ""]


def _sources(sheet: Sheet) -> dict[tuple[str, str, str, str], tuple[str, str]]:
    """Return where each proposed figure was printed, as the sheet `Sumber` lists it.

    Sheet, name, year and column → the figure and the id of its published row.
    """
    head = sheet[0] if sheet else []
    names = ("Lembar", "Nama", "Tahun", "Kolom", "Isi", "Rujukan")
    if not set(names) <= set(head):
        return {}
    places = [head.index(name) for name in names]
    found = {}
    for cells in sheet[1:]:
        row = [cells[place] if place < len(cells) else "" for place in places]
        lembar, name, year, column, said, rujukan = row
        if rujukan:
            found[(lembar, _key(name), year, column)] = said, rujukan
    return found


def _source(sources: dict, lembar: str, name: str, year: str, column: str, cell: str) -> str:
    """Return the published row of a cell, empty once another figure stands there."""
    said, rujukan = sources.get((lembar, _key(name), year, column), ("", ""))
    allowed = [_figure(part) for part in said.removeprefix(RAGU).split(" atau ")]
    return rujukan if rujukan and _figure(cell) == allowed[0] else ""


def _figure(cell: str) -> str:
    """Return a figure as it is compared: one decimal mark, no blanks, no noughts at its end.

    Examples
    --------
    >>> _figure("0,3220") == _figure("0.322"), _figure("1 : 400"), _figure("70,0")
    (True, '1:400', '70')
    """
    text = re.sub(r"\s", "", cell).replace(",", ".")
    return re.sub(r"(\.\d*?)0+$", r"\1", text).rstrip(".") if text.count(".") == 1 else text


def _kinerja(rows, slugs: dict[str, str], sources: dict) -> Iterator[Line]:
    """Yield kinerja.csv: one line per indicator and year that has a target or a realisation."""
    yield (
        1,
        [
            "indikator",
            "tahun",
            "target",
            "target_bawah",
            "target_atas",
            "realisasi",
            "data_tahun",
            "sumber_target",
            "sumber_realisasi",
        ],
    )
    for number, record in rows:
        slug = _slug_of(record.get("Nama indikator", ""), slugs)
        for year in sorted({title.partition("@")[2] for title in record} - {""}):
            both = [record.get(f"{what}@{year}", "") for what in ("Target", "Realisasi")]
            name = record.get("Nama indikator", "")
            where = [
                _source(sources, "Kinerja", name, year, f"{what} {year}", cell) if cell else ""
                for what, cell in zip(("Target", "Realisasi"), both, strict=True)
            ]
            yield number, [slug, year, both[0], "", "", both[1], "", *where]


def _programmes(rows, slugs: dict[str, str]) -> Iterator[Line]:
    yield 1, ["indikator", "kode"]
    for number, record in rows:
        slug = record.get("Kode") or _slug_of(record.get("Nama indikator", ""), slugs)
        for kode in re.split(r"[;,\s]+", record.get("Program", "")):
            if kode:
                yield number, [slug, kode]


def _plain(rows, columns: pd.DataFrame, slugs: dict[str, str], sources: dict) -> Iterator[Line]:
    """Yield a table whose sheet has one row per row of the table."""
    names = dict(zip(columns["judul"], columns["kolom"], strict=True))
    more = {"anggaran": ["level", "kode_induk", "sumber"], "keluaran": ["sumber"]}
    empty = more.get(columns["tabel"].iloc[0], [])
    yield 1, [*names.values(), *empty]
    for number, record in rows:
        if not is_line(record.get("Kode", ""), record.get("Nama", ""), record.get("Tahun", "")):
            continue
        cells = [record.get(judul, "") for judul in names]
        if "Kode" in record:
            cells[list(names).index("Kode")] = record["Kode"].rstrip(". ")
        if "Nama indikator" in names:
            cells[0] = _slug_of(cells[0], slugs)
        more_cells = dict.fromkeys(empty, "")
        if "sumber" in more_cells and columns["tabel"].iloc[0] == "anggaran":
            more_cells["sumber"] = _budget_source(record, sources)
        yield number, [*cells, *more_cells.values()]


def _budget_source(record: Record, sources: dict) -> str:
    """Return the published row of a budget line, empty once one of its amounts is another."""
    code, year = record.get("Kode", "").rstrip(". "), record.get("Tahun", "")
    found = {
        _source(sources, "Anggaran", code, year, title, record[title])
        for title in ("Pagu", "Realisasi")
        if title in record
    }
    return found.pop() if len(found) == 1 else ""
