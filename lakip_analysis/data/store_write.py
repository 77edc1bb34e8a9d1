"""Tables of many dinas into a store (`store`), and back to folders of CSV, exactly."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from ..errors import DataError, Fault, RuleError, command, short_name
from .catalogue import find_dinas, list_dinas, read_info
from .csvtext import ISIAN, STORE, Line, is_store, read_lines
from .schemas import TABEL
from .store import (
    CATALOGUE,
    INFO,
    JSON,
    Stored,
    column_list,
    csv_bytes,
    files_of,
    list_stored,
    open_base,
    quoted_path,
    read_catalogue,
    read_stored,
    stored_toml,
)

__all__ = [
    "to_folders",
    "to_store",
    "write_catalogue",
    "write_folder",
    "write_rows",
]

ROWS = 8192  # of a row group: what is read of a file for one dinas

AT_ONCE = 100  # dinas whose rows are held in Python at a time

# how a partition of a year is named: one that is no year must not name a folder
YEAR = "CASE WHEN regexp_full_match(tahun, '(19|20)[0-9][0-9]') THEN tahun ELSE 'lain' END"


def to_store(
    data_dir: Path | str, store: Path | str, dinas: Iterable[str] = ()
) -> tuple[list[str], list[Fault]]:
    """Put the dinas of a folder into a store, in place of those of the same name; others stay.

    The store is replaced whole or not at all.

    Returns
    -------
    list of str
        The dinas that were stored.
    list of Fault
        Why another was not: what a table of text with known columns cannot hold. It stops no other.

    Raises
    ------
    DataError
        An unknown dinas, or none.
    RuleError
        `store` is there and is none.
    """
    data_dir, store = Path(data_dir), Path(store).resolve()
    if not is_store(store) and store.exists() and (store.is_file() or any(store.iterdir())):
        raise RuleError(f"{store} sudah ada dan bukan simpanan negara. Pilih folder lain.")
    asked = list(dinas) or list_dinas(data_dir) or [""]
    old = read_catalogue(store) if is_store(store) else {}
    folders = [find_dinas(data_dir, slug) for slug in dict.fromkeys(asked)]
    provinces, moved, faults = _by_province(folders, old)
    left = {old[slug].provinsi for slug in moved}
    new: dict[str, Stored] = {}
    store.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=store.parent, prefix=f".{store.name}-"))
    try:
        for provinsi in sorted({*provinces, *left}):
            made = _store_province(provinces.get(provinsi, []), provinsi, store, scratch, moved)
            new, faults = new | made[0], faults + made[1]
        if new:
            _keep_others(store, scratch, {*provinces, *left})
            write_catalogue(scratch, old | new)
            _put_in_place(scratch, store)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return sorted(new), faults


def to_folders(
    store: Path | str, data_dir: Path | str, dinas: Iterable[str] = ()
) -> tuple[list[str], list[Fault]]:
    """Write the dinas of a store as folders of CSV; one that is not whole in the store is named.

    Raises
    ------
    DataError
        An unknown dinas, or a store without any.
    RuleError
        A folder of that name is there already, or `data_dir` is a store: nothing is written then.
    """
    store, data_dir = Path(store), Path(data_dir)
    if is_store(data_dir):
        raise RuleError(f"{data_dir} juga simpanan negara. Pilih folder data lain.")
    asked = list(dict.fromkeys(dinas)) or list_stored(store) or [""]
    folders = [find_dinas(store, slug) for slug in asked]
    taken = [slug for slug in asked if (data_dir / slug).exists()]
    if taken:
        more = f" dan {len(taken) - 3} lagi" if len(taken) > 3 else ""
        raise RuleError(
            f"Di {data_dir} sudah ada {', '.join(taken[:3])}{more}; tidak ada yang ditimpa. "
            "Pilih folder lain, atau pindahkan folder itu dulu."
        )
    written, faults = [], []
    for folder in folders:
        tables, found = read_stored(folder)
        faults += found
        if not found:
            write_folder(data_dir / folder.name, tables, stored_toml(folder))
            written.append(folder.name)
    return written, faults


def write_folder(target: Path, tables: dict[str, list[Line]], toml: bytes) -> None:
    """Write one dinas as a folder of CSV, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
    try:
        for nama, lines in tables.items():
            (scratch / f"{nama}.csv").write_bytes(csv_bytes(cells for _, cells in lines))
        (scratch / INFO).write_bytes(toml)
        scratch.chmod(0o755)  # a folder made for scratch is for its owner alone
        scratch.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_rows(base, relation: str, nama: str, store: Path, provinsi: str) -> None:
    """Write the rows of one table and province as files of a store.

    Parameters
    ----------
    base : a DuckDB connection
    relation : str
        A table or view in it, all text: `dinas`, `baris_berkas` (a whole number) and every column
        of `TABEL[nama]`.
    """
    columns = [kolom.nama for kolom in TABEL[nama].kolom]
    part = YEAR if "tahun" in columns else "NULL"
    years = base.execute(f"SELECT DISTINCT {part} FROM {relation} ORDER BY 1").fetchall()
    for (year,) in years:  # none without rows
        folder = store / nama / f"provinsi={provinsi}" / (f"tahun={year}" if year else "")
        folder.mkdir(parents=True, exist_ok=True)
        chosen = f"WHERE {YEAR} = '{year}'" if year else ""
        base.execute(
            f"COPY (SELECT dinas, baris_berkas, {column_list(columns)} FROM {relation} {chosen} "
            f"ORDER BY dinas, baris_berkas) TO {quoted_path(folder / 'data.parquet')} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS})"
        )


def write_catalogue(store: Path, known: dict[str, Stored]) -> None:
    """Write `dinas.parquet`: one row per dinas, the columns of `CATALOGUE`, all text.

    Lists and tables in it (`JSON`) are JSON there.
    """
    rows = [
        (slug, *one._replace(**{name: _as_json(getattr(one, name)) for name in JSON}))
        for slug, one in sorted(known.items())
    ]
    with open_base() as base:
        base.register("baris", pd.DataFrame(rows, columns=CATALOGUE, dtype=object))
        base.execute(
            f"COPY (SELECT {column_list(CATALOGUE)} FROM baris) "
            f"TO {quoted_path(store / STORE)} (FORMAT parquet, COMPRESSION zstd)"
        )


def _by_province(
    folders: list[Path], old: dict[str, Stored]
) -> tuple[dict[str, list[Path]], set[str], list[Fault]]:
    """Return the folders by province, the dinas that left another one, what cannot be read."""
    provinces: dict[str, list[Path]] = {}
    moved, faults = set(), []
    for folder in folders:
        try:
            provinsi = _provinsi(read_info(folder))
        except DataError as error:
            faults += error.faults
            continue
        if folder.name in old and old[folder.name].provinsi != provinsi:
            if _read_files(folder)[1]:  # it stays where it was, and is named when it is read again
                provinces.setdefault(provinsi, []).append(folder)
                continue
            moved.add(folder.name)
        provinces.setdefault(provinsi, []).append(folder)
    return provinces, moved, faults


def _provinsi(info: dict) -> str:
    """Return the code of the province of a dinas; `00` where its `dinas.toml` does not say."""
    code = re.match(r"[0-9]{2}", str(info.get("kode_wilayah", "")))
    return code[0] if code else "00"


def _store_province(
    folders: list[Path], provinsi: str, store: Path, scratch: Path, moved: set[str]
) -> tuple[dict[str, Stored], list[Fault]]:
    """Write the files of one province: the folders given, and who was there and is not replaced."""
    stored, faults = {}, []
    with open_base() as base:
        for nama, tabel in TABEL.items():
            columns = ", ".join(f'"{kolom.nama}" VARCHAR' for kolom in tabel.kolom)
            base.execute(f"CREATE TABLE {nama} (dinas VARCHAR, baris_berkas INTEGER, {columns})")
        for start in range(0, len(folders), AT_ONCE):
            rows: dict[str, list[list]] = {nama: [] for nama in TABEL}
            for folder in folders[start : start + AT_ONCE]:
                tables, found = _read_files(folder)
                faults += found
                if found:
                    continue
                text = (folder / INFO).read_bytes().decode("utf-8-sig")
                stored[folder.name] = _as_stored(tables, text)
                for nama, lines in tables.items():
                    rows[nama] += _rows(folder.name, nama, lines)
            for nama, some in rows.items():
                _insert(base, nama, some)
        for nama in TABEL:
            files = files_of(store / nama / f"provinsi={provinsi}")
            if files:
                base.execute(
                    f"INSERT INTO {nama} BY NAME SELECT * FROM read_parquet(?, "
                    "hive_partitioning = false) WHERE NOT list_contains(?, dinas)",
                    [files, [*stored, *moved]],
                )
            write_rows(base, nama, nama, scratch, provinsi)
    return stored, faults


def _read_files(folder: Path) -> tuple[dict[str, list[Line]], list[Fault]]:
    """Return the lines of the tables of a folder, and what of them a store cannot hold."""
    book = folder / ISIAN
    tables, faults = {}, []
    if book.is_file():
        from .isian import gather_waiting, read_isian

        tables, faults = read_isian(book)
        faults = gather_waiting(faults)  # a figure in doubt is in no store
        # as the CSV that will come back: one row of the sheet may be several of the table
        tables = {
            nama: [(number, cells) for number, (_, cells) in enumerate(lines, 1)]
            for nama, lines in tables.items()
        }
    for nama, tabel in TABEL.items():
        path = folder / f"{nama}.csv"
        if not path.is_file():
            continue
        if nama in tables:
            step = f"simpan di satu tempat: hapus {path.name}, atau kosongkan lembarnya"
            faults.append(_unfit(path, f"tabel ini juga ada di {ISIAN}", step))
            continue
        lines, found = read_lines(path, [kolom.nama for kolom in tabel.kolom])
        faults += found
        tables[nama], fits = _cut(nama, lines)
        if not fits:
            check = command("check", "--dinas", folder.name, data=folder.parent)
            step = f"perbaiki dulu; rinciannya: {check}"
            faults.append(_unfit(path, "kolom atau barisnya belum menurut bentuk tabel", step))
    return tables, faults


def _cut(nama: str, lines: list[Line]) -> tuple[list[Line], bool]:
    """Return the lines under known names of columns, and whether nothing of them was lost."""
    if not lines:
        return [], True
    head = [cell.strip().casefold() for cell in lines[0][1]]
    full = len(head)
    while head and not head[-1]:
        head.pop()
    width = len(head)
    known = {kolom.nama for kolom in TABEL[nama].kolom}
    fits = 0 < width == len(set(head)) and set(head) <= known
    fits &= all(
        len(cells) in (width, full) and not any(cell.strip() for cell in cells[width:])
        for _, cells in lines[1:]
    )
    return [(1, head), *((number, cells[:width]) for number, cells in lines[1:])], fits


def _unfit(path: Path, problem: str, step: str) -> Fault:
    return Fault(short_name(path), None, None, None, problem, step)


def _as_stored(tables: dict[str, list[Line]], toml: str) -> Stored:
    """Return what the catalogue keeps of one dinas."""
    berkas = {
        nama: {
            "kolom": lines[0][1] if lines else [],
            "baris": max(len(lines) - 1, 0),
            "sha256": hashlib.sha256(csv_bytes(cells for _, cells in lines)).hexdigest(),
        }
        for nama, lines in tables.items()
    }
    head, *rows = tables.get("kinerja") or [(1, [])]
    place = head[1].index("tahun") if "tahun" in head[1] else None
    years = set() if place is None else {cells[place].strip() for _, cells in rows}
    info = tomllib.loads(toml)
    urusan, aturan = info.get("urusan", []), info.get("aturan", {})
    return Stored(
        provinsi=_provinsi(info),
        **{name: str(info.get(name, "")) for name in ("nama", "daerah", "kode_wilayah")},
        urusan=";".join(map(str, urusan)) if isinstance(urusan, list) else "",
        aturan=aturan if isinstance(aturan, dict) else {},
        tahun=sorted(years - {""}),
        berkas=berkas,
        toml=toml,
    )


def _rows(dinas: str, nama: str, lines: list[Line]) -> Iterator[list]:
    """Yield the rows of one table under every column of the contract; an absent one is empty."""
    head = {name: place for place, name in enumerate(lines[0][1])} if lines else {}
    places = [head.get(kolom.nama) for kolom in TABEL[nama].kolom]
    for number, cells in lines[1:]:
        yield [dinas, number, *("" if at is None else cells[at] for at in places)]


def _insert(base, nama: str, rows: list[list]) -> None:
    if not rows:
        return
    columns = ["dinas", "baris_berkas", *(kolom.nama for kolom in TABEL[nama].kolom)]
    base.register("baris", pd.DataFrame(rows, columns=columns, dtype=object))
    base.execute(f"INSERT INTO {nama} SELECT * FROM baris")
    base.unregister("baris")


def _keep_others(store: Path, scratch: Path, done: set[str]) -> None:
    """Put the files of the other provinces into the new store: the same files, not copies."""
    for path in store.glob("*/provinsi=*/**/*.parquet"):
        part = path.relative_to(store)
        if part.parts[1].partition("=")[2] not in done:
            target = scratch / part
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, target)
            except OSError:  # a disk that knows no links
                shutil.copy2(path, target)


def _put_in_place(scratch: Path, store: Path) -> None:
    """Let the new store take the place of the old one, which goes only then."""
    scratch.chmod(0o755)
    before = scratch.with_name(f"{scratch.name}-lama")
    if store.exists():
        store.rename(before)
    scratch.rename(store)
    shutil.rmtree(before, ignore_errors=True)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)  # TOML knows dates
