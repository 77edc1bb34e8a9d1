"""A map that says only what the reader finds otherwise → a map that names every line and column.

The reader of reports without a map (`membaca`) uses this package, so this package cannot use it:
what it proposes comes in as plain tables of a map, handed on by the command (`cli`). A map and a
proposal are the same kind of thing, and so is what is put together of them; `text` reads it as it
reads a map that was written out by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import DataError, Fault
from .peta import VALUES, parse_lines, parse_role

__all__ = ["complete_map", "needs_reader"]

Line = tuple[int, list[str], dict]  # a line, its columns, the part of the proposal that has it


def needs_reader(peta: dict) -> bool:
    """Say whether a map leaves anything to the reader.

    Examples
    --------
    >>> needs_reader({"baca": True}), needs_reader({"tabel": [{"id": "t1"}]})
    (True, False)
    """
    parts = [part for table in peta.get("tabel", []) for part in table.get("bagian", [])]
    return bool(peta.get("baca")) or any("baca" in part for part in parts)


def complete_map(peta: dict, usulan: list[dict], panjang: int | None = None) -> dict:
    """Return the map with the lines and columns of every part that it leaves to the reader.

    Parameters
    ----------
    peta : dict
        A map as `read_map` gives it.
    usulan : list of dict
        The tables that the reader finds in the text, as tables of a map
        (`membaca.usul_peta.propose_tables`).
    panjang : int, optional
        Lines of the text: a map that leaves a line behind its end to the reader is a fault.

    Returns
    -------
    dict
        The same map without `baca`. A part with `baca` becomes one part for each run of lines whose
        columns the reader finds alike, with the columns (by place) and cells that the map says
        otherwise; its levels are those of the map, else those of the reader. With `baca = true` the
        tables follow that no table of the map has taken, but for the lines of `abaikan`.

    Raises
    ------
    DataError
        One fault for each part whose lines the reader does not find, or finds as several tables,
        or that lie outside the text.

    Examples
    --------
    >>> part = {"baris": "2-3", "kolom": ["nama", "target"], "level": {"program": "2"}}
    >>> found = {"id": "b1", "label": "Tabel 1", "isi": "kinerja", "bagian": [part]}
    >>> own = {"id": "t1", "label": "T", "isi": "kinerja", "bagian": [{"baca": "1-9"}]}
    >>> complete_map({"tabel": [own]}, [found])["tabel"][0]["bagian"][0]["level"]
    {'program': '2'}
    """
    faults: list[Fault] = []
    if panjang is not None:
        faults += _outside(peta, panjang)
    if faults:
        raise DataError(faults)
    tables = [_completed(table, usulan, faults) for table in peta.get("tabel", [])]
    if peta.get("baca"):
        tables += _rest(peta, tables, usulan)
    if faults:
        raise DataError(faults)
    return {key: value for key, value in peta.items() if key != "baca"} | {"tabel": tables}


def _outside(peta: dict, panjang: int) -> Iterator[Fault]:
    """Yield lines behind the end of the text that a map hands to the reader or leaves out."""
    named = [("peta", "abaikan", peta.get("abaikan", ""))]
    for table in peta.get("tabel", []):
        parts = [part for part in table.get("bagian", []) if "baca" in part]
        named += [(f"tabel {table['id']}", "baca", part["baca"]) for part in parts]
    for where, key, lines in named:
        if any(line > panjang for line in parse_lines(lines)):
            problem, step = "baris di luar teks sumber", f"teks hanya {panjang} baris"
            yield Fault(where, None, key, str(lines), problem, step)


def _completed(table: dict, usulan: list[dict], faults: list[Fault]) -> dict:
    """Return a table with the parts that the reader finds, and what it says of them all."""
    parts, taken = [], []
    for part in table.get("bagian", []):
        if "baca" not in part:
            parts.append(part)
            continue
        found = _chosen(table, part, usulan, faults)
        taken += found
        parts += _filled(table, part, found, faults)
    said = {key: {one[key] for one in taken if key in one} for key in ("gaya", "tahun")}
    agreed = {key: values.pop() for key, values in said.items() if len(values) == 1}
    return agreed | table | {"bagian": parts}


def _chosen(table: dict, part: dict, usulan: list[dict], faults: list[Fault]) -> list[dict]:
    """Return the proposed tables of one kind and stage that have lines of a part."""
    wanted = set(parse_lines(part["baca"]))
    stages: dict[str, list[dict]] = {}
    for one in (one for one in usulan if one["isi"] == table["isi"]):
        lines = {line for some in one["bagian"] for line in parse_lines(some["baris"])}
        if lines & wanted:
            stages.setdefault(one.get("tahap", ""), []).append(one)
    if not stages:
        problem = f"pembaca tidak menemukan tabel {table['isi']} di baris itu"
        step = "lihat yang ditemukan dengan lakip baca --peta, atau tulis baris dan kolom sendiri"
        faults.append(_fault(table, part, problem, step))
        return []
    own = part.get("dari", table.get("tahap", ""))
    choices = [own] if "dari" in part else [own, "", *(stages if len(stages) == 1 else ())]
    stage = next((one for one in choices if one in stages), None)
    if stage is None:
        listed = ", ".join(one or "(tanpa tahap)" for one in sorted(stages))
        problem = f"pembaca menemukan tabel {table['isi']} di baris itu hanya sebagai: {listed}"
        step = "tulis " + " atau ".join(f'dari = "{one}"' for one in sorted(stages))
        faults.append(_fault(table, part, problem, step))
    return stages.get(stage, [])


def _filled(table: dict, part: dict, found: list[dict], faults: list[Fault]) -> Iterator[dict]:
    """Yield the parts of what was found, with what the map says otherwise."""
    wanted = set(parse_lines(part["baca"]))
    changed = {int(place): role for place, role in part.get("kolom", {}).items()}
    rest = {key: value for key, value in part.items() if key not in ("baca", "dari", "kolom")}
    runs: list[tuple[list[int], list[str], dict]] = []
    for line, given, proposed in _lines_of(found):
        if line not in wanted:
            continue
        if too_far := [place for place in changed if place > len(given)]:
            problem = f"kolom ke-{max(too_far)} tidak ada: baris {line} punya {len(given)} kolom"
            step = "hitung kolom dari kiri, mulai dengan 1"
            faults.append(_fault(table, part, problem, step))
            return
        columns = _changed(given, changed, table)
        if runs and runs[-1][1:] == (columns, proposed):
            runs[-1][0].append(line)
        else:
            runs.append(([line], columns, proposed))
    for lines, columns, proposed in runs:
        cells = proposed.get("sel", {}) | part.get("sel", {})
        yield rest | {
            "baris": ", ".join(map(str, lines)),
            "kolom": columns,
            "nama_dibuang": _drops_name(proposed["kolom"], columns),
            "level": _levels(lines, part, proposed),
            "sel": {key: cell for key, cell in cells.items() if int(key.split(":")[0]) in lines},
        }


def _changed(given: list[str], changed: dict[int, str], table: dict) -> list[str]:
    """Return the columns of the reader with those that the map says otherwise.

    A figure that the map names without a year keeps the year the reader found in that column, else
    it has that of the map; where the map has none, that of all other columns, if it is but one.
    """
    figures = VALUES[table["isi"]]
    found = [parse_role(role) for role in given]
    years = {role.year for role in found if role.name in figures and role.year}
    common = years.pop() if len(years) == 1 and not table.get("tahun") else None
    columns = list(given)
    for place, said in changed.items():
        columns[place - 1] = said
        role, old = parse_role(said), found[place - 1]
        year = (old.year if old.name in figures else None) or common
        if role.name in figures and not role.year and year and year != table.get("tahun"):
            name, colon, level = said.partition(":")
            columns[place - 1] = f"{name}@{year}{colon}{level}"
    return columns


def _drops_name(given: list[str], columns: list[str]) -> bool:
    """Say whether the reader found a column of names and the map leaves none."""
    had, has = ({parse_role(role).name for role in some} for some in (given, columns))
    return "nama" in had - has


def _levels(lines: list[int], part: dict, proposed: dict) -> dict[str, str]:
    """Return the lines of each level: as the map says, else as the reader found.

    Where the map tells levels by a column or a pattern, the reader's do not count.
    """
    by_column = any(":" in role for role in part.get("kolom", {}).values())
    told = [part] if by_column or "level_pola" in part else [proposed, part]
    level = {
        line: name
        for one in told
        for name, spec in one.get("level", {}).items()
        for line in parse_lines(spec)
    }
    names = dict.fromkeys(level[line] for line in lines if line in level)
    return {
        name: ", ".join(str(line) for line in lines if level.get(line) == name) for name in names
    }


def _lines_of(found: list[dict]) -> Iterator[Line]:
    for table in found:
        for part in table["bagian"]:
            for line in parse_lines(part["baris"]):
                yield line, part["kolom"], part


def _rest(peta: dict, tables: list[dict], usulan: list[dict]) -> Iterator[dict]:
    """Yield what the reader finds in lines that no table of the map reads and none leaves out."""
    aside = set(parse_lines(peta.get("abaikan", "")))
    taken: dict[str, set[int]] = {}
    for table in tables:
        lines = {line for part in table["bagian"] for line in parse_lines(part["baris"])}
        taken.setdefault(table["isi"], set()).update(lines)
    for table in usulan:
        left = set()
        for part in table["bagian"]:
            left.update(parse_lines(part["baris"]))
        left -= aside | taken.get(table["isi"], set())
        if left:
            part = {"baca": ", ".join(map(str, sorted(left)))}
            yield table | {"bagian": list(_filled(table, part, [table], []))}


def _fault(table: dict, part: dict, masalah: str, langkah: str) -> Fault:
    return Fault(f"tabel {table['id']}", None, "baca", str(part["baca"]), masalah, langkah)
