"""Text tables of a report, read by a declarative map, to the as-published rows.

The source is the text of a PDF: one table row per line, cells between tabs. A map (`peta*.toml` beside the
data) says which lines are a table and what each column is; it holds no numbers. `docs/peta.md` shows every key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..errors import DataError, Fault
from ..numbers import clean_cell
from .peta import TEXTS, VALUES, parse_lines, parse_role

__all__ = ["Row", "read_rows"]


TOTALS = ("jumlah", "rata_rata")


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
        One per printed row and year. A line with text but no value continues the row above it (page break).

    Raises
    ------
    DataError
        A named line lies outside the text, has more cells than the map names, or an override (`sel`) is not
        part of the line it overrides.
    """
    lines = text.split("\n")
    faults: list[Fault] = []
    rows = [row for table in peta.get("tabel", []) for row in _read_table(lines, table, faults)]
    if faults:
        raise DataError(faults)
    return rows


def _read_table(lines: list[str], table: dict, faults: list[Fault]) -> Iterator[Row]:
    printed: list[tuple[int, dict, dict]] = []
    for part in table.get("bagian", []):
        _collect(lines, table, part, printed, faults)
    down: dict[str, str] = {}
    for number, cells, part in printed:
        if _level_of(number, cells, table, part) not in TOTALS:
            for role in {"tujuan", "sasaran", *part.get("turun", table.get("turun", []))}:
                cells[(role, None, None)] = down[role] = _text(cells, role) or down.get(role, "")
        yield from _fold_years(number, cells, table, part)
    for part in table.get("kalimat", []):
        yield from _read_sentences(lines, table, part, faults)


def _collect(lines: list[str], table: dict, part: dict, printed: list, faults: list[Fault]) -> None:
    """Append the rows of one part; a line without a value is glued to the row above, also over a page break."""
    roles = [parse_role(role) for role in part["kolom"]]
    glued = set(parse_lines(part.get("gabung", "")))
    for number in parse_lines(part["baris"]):
        cells = _cells_of(lines, number, roles, part, table, faults)
        if cells is None:
            continue
        if not printed and not _has_value(cells, table["isi"]):
            step = "keluarkan dari baris, atau tulis sesudah baris yang memuat angkanya"
            faults.append(
                Fault(
                    f"tabel {table['id']}",
                    number,
                    None,
                    None,
                    "baris pertama tabel tidak memuat angka",
                    step,
                )
            )
        elif printed and (number in glued or not _has_value(cells, table["isi"])):
            for role, cell in cells.items():
                above = next((key for key in printed[-1][1] if key[:2] == role[:2]), role)
                printed[-1][1][above] = f"{printed[-1][1].get(above, '')} {cell}".strip()
        else:
            printed.append((number, cells, part))


def _cells_of(lines, number, roles, part, table, faults) -> dict | None:
    where = f"tabel {table['id']}"
    if not 1 <= number <= len(lines):
        faults.append(
            Fault(
                where,
                number,
                None,
                None,
                "baris di luar teks sumber",
                f"teks hanya {len(lines)} baris",
            )
        )
        return None
    printed = [clean_cell(cell) for cell in lines[number - 1].split("\t")]
    extra = [cell for cell in printed[len(roles) :] if cell]
    if extra:
        faults.append(
            Fault(
                where,
                number,
                None,
                " | ".join(extra),
                f"sel lebih banyak daripada {len(roles)} kolom di peta",
                "tambahkan kolom di peta atau pisahkan baris ini ke bagian sendiri",
            )
        )
    cells: dict = {}
    for role, cell in zip(roles, printed, strict=False):
        if role[0] != "-" and cell:
            cells[role] = f"{cells[role]} {cell}" if role in cells else cell
    for key, value in part.get("sel", {}).items():
        line, name = key.split(":", 1)
        if int(line) == number:
            _override(cells, parse_role(name), value, lines[number - 1], where, number, faults)
    return cells


def _override(cells, role, value, line, where, number, faults) -> None:
    if value and clean_cell(value) not in clean_cell(line):
        faults.append(
            Fault(
                where,
                number,
                role[0],
                value,
                "sel pengganti tidak tercetak di baris ini",
                "pengganti hanya boleh memotong teks yang memang tercetak",
            )
        )
    for old in [key for key in cells if key[0] == role[0] and key[1] == role[1]]:
        del cells[old]
    if value:
        cells[role] = value


def _has_value(cells: dict, isi: str) -> bool:
    return any(role[0] in VALUES[isi] for role in cells)


def _text(cells: dict, role: str) -> str:
    return " ".join(cell for key, cell in cells.items() if key[0] == role).strip()


def _fold_years(number: int, cells: dict, table: dict, part: dict) -> Iterator[Row]:
    """Yield one row per year that the columns name; columns without a year belong to the table's year."""
    texts = {role: _text(cells, role) for role in TEXTS if _text(cells, role)} | part.get(
        "tetap", {}
    )
    level = _level_of(number, cells, table, part)
    printed = {
        parse_role(role)[1]
        for role in part.get("kolom", [])
        if parse_role(role)[0] in VALUES[table["isi"]]
    }
    years = sorted(year for year in printed if year) if any(printed) else []
    base = table.get("tahun")
    for year in [base, *years] if None in printed and base not in years else years or [base]:
        values = {
            role: cell
            for (role, y, _), cell in cells.items()
            if role in VALUES[table["isi"]] and (y or base) == year
        }
        if values:
            yield Row(
                table["id"],
                table["label"],
                table["isi"],
                number,
                level,
                year,
                table.get("gaya"),
                table.get("tahap", ""),
                texts | values,
            )


def _level_of(number: int, cells: dict, table: dict, part: dict) -> str:
    for level, spec in part.get("level", {}).items():
        if number in parse_lines(spec):
            return level
    for (role, _, level), _cell in cells.items():
        if role == "nama" and level:
            return level
    for level, pattern in part.get("level_pola", {}).items():
        if re.search(pattern, _text(cells, "nama")):
            return level
    return table.get("level", "")


def _read_sentences(
    lines: list[str], table: dict, part: dict, faults: list[Fault]
) -> Iterator[Row]:
    where, numbers = f"tabel {table['id']}", parse_lines(part["baris"])
    outside = [number for number in numbers if not 1 <= number <= len(lines)]
    if outside:
        faults.append(
            Fault(
                where,
                outside[0],
                None,
                None,
                "baris di luar teks sumber",
                f"teks hanya {len(lines)} baris",
            )
        )
        return
    joined = [(numbers[0], " ".join(lines[number - 1] for number in numbers))]
    for number, block in (
        joined if part.get("sambung") else [(number, lines[number - 1]) for number in numbers]
    ):
        matches = list(re.finditer(part["pola"], clean_cell(block), re.DOTALL))
        if not matches:
            step = "perbaiki pola atau nomor baris"
            faults.append(
                Fault(where, number, "pola", None, "kalimat tidak cocok dengan pola", step)
            )
        for found in matches:
            yield _sentence_row(number, part.get("tetap", {}) | found.groupdict(), table)


def _sentence_row(number: int, groups: dict, table: dict) -> Row:
    cells = {role: clean_cell(text) for role, text in groups.items() if text}
    level = cells.pop("level", table.get("level", ""))
    year = int(cells.pop("tahun", table.get("tahun", 0)) or 0) or None
    style, stage = table.get("gaya"), table.get("tahap", "")
    return Row(table["id"], table["label"], table["isi"], number, level, year, style, stage, cells)
