"""Text tables of a report, read by a declarative map, to the as-published rows.

The source is the text of a PDF: one table row per line, cells between tabs. A map (`peta*.toml`
beside the data) says which lines are a table and what each column is; it holds no numbers.
`docs/peta.md` shows every key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..errors import DataError, Fault
from ..numbers import clean_cell
from .peta import TEXTS_ACUAN, VALUES, YEARS, Role, parse_lines, parse_role

__all__ = ["Row", "read_rows"]


TOTALS = ("jumlah", "rata_rata")  # levels whose rows belong to no tujuan or sasaran

Cells = dict[Role, str]  # the cells of one printed line: column as the map names it → text


@dataclass(frozen=True)
class Row:
    """One printed row of one year: where it stands, and its cells as printed (role → text)."""

    tabel: str
    label: str
    isi: str
    baris: int
    level: str
    tahun: int | None
    gaya: str | None
    tahap: str
    cells: dict[str, str] = field(default_factory=dict)


def read_rows(text: str, peta: dict) -> list[Row]:
    """Read all rows that the map names, in the order of the map.

    Parameters
    ----------
    text : str
        The whole source text; lines are counted from 1.
    peta : dict
        A map as `read_map` gives it.

    Returns
    -------
    list of Row
        One per printed row and year. A line with text but no value continues the row above it
        (page break).

    Raises
    ------
    DataError
        A named line lies outside the text, has more cells than the map names, or an override
        (`sel`) is not part of the line it overrides.

    Examples
    --------
    >>> part = {"baris": "1-2", "kolom": ["nama", "target@2023", "target@2024"]}
    >>> table = {"id": "t1", "label": "Tabel 1", "isi": "kinerja", "bagian": [part]}
    >>> for row in read_rows("Indeks\\t70\\t71\\nGender", {"tabel": [table]}):
    ...     print(row.baris, row.tahun, row.cells["nama"], row.cells["target"])
    1 2023 Indeks Gender 70
    1 2024 Indeks Gender 71
    """
    lines = text.split("\n")
    faults: list[Fault] = []
    rows = [row for table in peta.get("tabel", []) for row in _read_table(lines, table, faults)]
    if faults:
        raise DataError(faults)
    return rows


def _read_table(lines: list[str], table: dict, faults: list[Fault]) -> Iterator[Row]:
    printed: list[tuple[int, Cells, dict]] = []
    for part in table.get("bagian", []):
        _collect(lines, table, part, printed, faults)
    down: dict[
        str, str
    ] = {}  # role → the last text that stood there, to fill the empty cells below
    for number, cells, part in printed:
        if _level_of(number, cells, table, part) not in TOTALS:
            for name in {"tujuan", "sasaran", *part.get("turun", table.get("turun", []))}:
                cells[Role(name)] = down[name] = _text(cells, name) or down.get(name, "")
        nameless = not (_text(cells, "nama") or part.get("tetap", {}).get("nama"))
        if part.get("nama_dibuang") and nameless and table["isi"] != "acuan":
            problem = "baris tanpa nama: peta mengganti kolom nama"
            step = "hapus kolom itu dari kolom di peta, atau beri peran nama kepada kolom lain"
            faults.append(_fault(table, number, problem, step, kolom="kolom"))
        yield from _fold_years(number, cells, table, part)
    for part in table.get("kalimat", []):
        yield from _read_sentences(lines, table, part, faults)


def _collect(lines: list[str], table: dict, part: dict, printed: list, faults: list[Fault]) -> None:
    """Append the rows of one part: (line, cells, part).

    A line without a value, or one that `gabung` names, is glued to the row above, also to that of
    another part and over a page break.
    """
    roles = [parse_role(name) for name in part["kolom"]]
    glued = set(parse_lines(part.get("gabung", "")))
    for number in parse_lines(part["baris"]):
        if not 1 <= number <= len(lines):
            faults.append(_outside(table, number, lines))
            continue
        cells = _cells_of(lines[number - 1], number, roles, part, table, faults)
        valued = any(role.name in VALUES[table["isi"]] for role in cells)
        if not printed and not valued:
            problem = "baris pertama tabel tidak memuat angka"
            step = "keluarkan dari baris, atau tulis sesudah baris yang memuat angkanya"
            faults.append(_fault(table, number, problem, step))
        elif printed and (number in glued or not valued):
            _glue(printed[-1][1], cells)
        else:
            printed.append((number, cells, part))


def _glue(above: Cells, cells: Cells) -> None:
    """Write cells behind those of the row above, whatever level their column stands for."""
    for role, cell in cells.items():
        same = (known for known in above if (known.name, known.year) == (role.name, role.year))
        target = next(same, role)
        above[target] = f"{above.get(target, '')} {cell}".strip()


def _cells_of(
    line: str, number: int, roles: list[Role], part: dict, table: dict, faults: list[Fault]
) -> Cells:
    """Return the cells of one line by role: two columns of one role are joined, `-` is left out."""
    printed = [clean_cell(cell) for cell in line.split("\t")]
    # a line may end in tabs (empty cells), but not in cells that no column of the map takes
    extra = [cell for cell in printed[len(roles) :] if cell]
    if extra:
        problem = f"sel lebih banyak daripada {len(roles)} kolom di peta"
        step = "tambahkan kolom di peta atau pisahkan baris ini ke bagian sendiri"
        faults.append(_fault(table, number, problem, step, nilai=" | ".join(extra)))
    faults += _clashes(printed, number, roles, part, table)
    cells: Cells = {}
    # a line may also have fewer cells than the map has columns
    for role, cell in zip(roles, printed, strict=False):
        if role.name != "-" and cell:
            cells[role] = f"{cells[role]} {cell}" if role in cells else cell
    for key, value in part.get("sel", {}).items():
        at, name = key.split(":", 1)
        if int(at) == number:
            if value and clean_cell(value) not in clean_cell(line):
                problem = "sel pengganti tidak tercetak di baris ini"
                step = "pengganti hanya boleh memotong teks yang memang tercetak"
                role = parse_role(name)
                faults.append(_fault(table, number, problem, step, kolom=role.name, nilai=value))
            role = _meant(name, roles)
            _override(cells, role, value)
            own = role.year or table.get("tahun")
            lost = role.name in VALUES[table["isi"]] and own not in _years_of(part, table)
            if value and lost and table["isi"] != "acuan":
                problem = "tahun sel pengganti bukan tahun kolom bagian itu"
                step = "tulis tahun salah satu kolomnya, mis. target@2022"
                faults.append(_fault(table, number, problem, step, kolom=name, nilai=value))
    return cells


def _meant(text: str, roles: list[Role]) -> Role:
    """Return the column that a cell of the map stands for; without a year the only one there is."""
    role = parse_role(text)
    years = {one.year for one in roles if one.name == role.name}
    return role._replace(year=years.pop()) if not role.year and len(years) == 1 else role


def _clashes(
    printed: list[str], number: int, roles: list[Role], part: dict, table: dict
) -> Iterator[Fault]:
    """Yield the figures of one line that two columns hold as the same: one would be lost.

    Not where the map writes the cell itself (`sel`), nor where one of them holds but a sign, which
    a report may print in a cell of its own: `-`, `3.552.000`.
    """
    said = [key.split(":", 1) for key in part.get("sel", {})]
    written = {_meant(name, roles)[:2] for at, name in said if int(at) == number}
    first: dict[tuple, int] = {}
    for place, (role, cell) in enumerate(zip(roles, printed, strict=False), 1):
        if role.name not in VALUES[table["isi"]] or role[:2] in written:
            continue
        if not any(sign.isalnum() for sign in cell):
            continue
        own = role._replace(year=role.year or table.get("tahun"))
        other = first.setdefault(own if table["isi"] == "acuan" else own[:2], place)
        if other != place:
            problem = f"kolom ke-{other} dan ke-{place} sama-sama {role.name}"
            step = "beri salah satunya peran lain, tahun lain (target@2022) atau -"
            value = f"{printed[other - 1]} | {cell}"
            yield _fault(table, number, problem, step, kolom=role.name, nilai=value)


def _override(cells: Cells, role: Role, value: str) -> None:
    """Put a value in place of every cell of its role and year; an empty one takes them away."""
    for old in [old for old in cells if (old.name, old.year) == (role.name, role.year)]:
        del cells[old]
    if value:
        cells[role] = value


def _text(cells: Cells, name: str) -> str:
    return " ".join(cell for role, cell in cells.items() if role.name == name).strip()


def _fold_years(number: int, cells: Cells, table: dict, part: dict) -> Iterator[Row]:
    """Yield one row per year that has a value.

    Columns without a year belong to the table's year, which comes first when it has columns at all.
    """
    texts = {name: _text(cells, name) for name in TEXTS_ACUAN if _text(cells, name)}
    texts |= part.get("tetap", {})
    level = _level_of(number, cells, table, part)
    own = table.get("tahun")
    if table["isi"] == "acuan":
        yield from _each_figure(number, cells, table, texts)
        return
    for year in _years_of(part, table):
        values = {
            role.name: cell
            for role, cell in cells.items()
            if role.name in VALUES[table["isi"]] and (role.year or own) == year
        }
        if values:
            yield _row(table, number, level, year, texts | values)


def _each_figure(number: int, cells: Cells, table: dict, texts: dict) -> Iterator[Row]:
    """Yield one row per figure of others, with what the map says of its measure (`ukuran`).

    The measure is the row, the column, or both.
    """
    for role, cell in cells.items():
        if role.name in VALUES["acuan"]:
            measure = ": ".join(filter(None, (texts.get("ukuran"), role.level)))
            about = table.get("ukuran", {}).get(measure, {}) | {"ukuran": measure}
            yield _row(
                table,
                number,
                "",
                role.year or table.get("tahun"),
                texts | about | {role.name: cell},
            )


def _years_of(part: dict, table: dict) -> list[int | None]:
    """Return the years of a part's columns, rising; the table's own year first where it is used."""
    roles = [parse_role(name) for name in part["kolom"]]
    named = {role.year for role in roles if role.name in VALUES[table["isi"]]}
    own = table.get("tahun")
    years = sorted(year for year in named if year)
    if None in named and own not in years:
        return [own, *years]
    return years or [own]


def _level_of(number: int, cells: Cells, table: dict, part: dict) -> str:
    """Return the level of a row: that of its line, else its column, its name, or its table."""
    for level, spec in part.get("level", {}).items():
        if number in parse_lines(spec):
            return level
    for role in cells:
        if role.name == "nama" and role.level:
            return role.level
    for level, pattern in part.get("level_pola", {}).items():
        if re.search(pattern, _text(cells, "nama")):
            return level
    return table.get("level", "")


def _read_sentences(
    lines: list[str], table: dict, part: dict, faults: list[Fault]
) -> Iterator[Row]:
    """Yield one row per match of the part's pattern in its lines, or in all of them joined."""
    numbers = parse_lines(part["baris"])
    outside = [number for number in numbers if not 1 <= number <= len(lines)]
    if outside:
        faults.append(_outside(table, outside[0], lines))
        return
    blocks = [(number, lines[number - 1]) for number in numbers]
    if part.get("sambung"):
        blocks = [(numbers[0], " ".join(line for _, line in blocks))]
    for number, block in blocks:
        matches = list(re.finditer(part["pola"], clean_cell(block), re.DOTALL))
        if not matches:
            problem, step = "kalimat tidak cocok dengan pola", "perbaiki pola atau nomor baris"
            faults.append(_fault(table, number, problem, step, kolom="pola"))
        for found in matches:
            cells = part.get("tetap", {}) | found.groupdict()
            year = str(cells.get("tahun") or "")
            if year and not (year.isdecimal() and int(year) in YEARS):
                problem = "tahun dalam kalimat di luar yang mungkin"
                step = f"perbaiki pola: tahun antara {YEARS[0]} dan {YEARS[-1]}"
                faults.append(_fault(table, number, problem, step, kolom="pola", nilai=year))
            elif not found.group():
                problem = "pola cocok dengan teks kosong"
                step = "perbaiki pola: sebut kata yang tercetak di dekat angkanya"
                faults.append(_fault(table, number, problem, step, kolom="pola"))
                break
            else:
                yield _sentence_row(number, cells, table)


def _sentence_row(number: int, groups: dict, table: dict) -> Row:
    cells = {name: clean_cell(text) for name, text in groups.items() if text}
    level = cells.pop("level", table.get("level", ""))
    year = int(cells.pop("tahun", table.get("tahun", 0)) or 0) or None
    return _row(table, number, level, year, cells)


def _row(table: dict, number: int, level: str, year: int | None, cells: dict[str, str]) -> Row:
    return Row(
        tabel=table["id"],
        label=table["label"],
        isi=table["isi"],
        baris=number,
        level=level,
        tahun=year,
        gaya=table.get("gaya"),
        tahap=table.get("tahap", ""),
        cells=cells,
    )


def _outside(table: dict, number: int, lines: list[str]) -> Fault:
    return _fault(table, number, "baris di luar teks sumber", f"teks hanya {len(lines)} baris")


def _fault(
    table: dict,
    baris: int,
    masalah: str,
    langkah: str,
    *,
    kolom: str | None = None,
    nilai: str | None = None,
) -> Fault:
    return Fault(f"tabel {table['id']}", baris, kolom, nilai, masalah, langkah)
