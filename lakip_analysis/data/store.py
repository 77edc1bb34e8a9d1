"""The tables of many dinas as one store of Parquet files, and back to folders, exactly.

    negara/dinas.parquet                                  one row per dinas: dinas.toml, its tables
    negara/indikator/provinsi=61/data.parquet             a table without years
    negara/kinerja/provinsi=61/tahun=2024/data.parquet    a table with years

Every cell is text as it stands in its file; beside the columns of the contract stand `dinas` (the
slug) and `baris_berkas` (the line in the file). What a spreadsheet would call another dialect
(separator, encoding, byte order mark, blank lines, `isian.xlsx`) is gone: back come CSV files with
commas. The sha256 of that CSV is the fingerprint of a table, in a store as in a folder.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..errors import DataError, Fault, RuleError, short_name
from .catalogue import STORE, find_dinas, is_store, list_dinas, read_info
from .csvtext import ISIAN, Line, read_lines
from .schemas import JENIS, TABEL

__all__ = [
    "CATALOGUE",
    "Stored",
    "csv_bytes",
    "is_stored",
    "list_stored",
    "read_country",
    "read_rules",
    "read_stored",
    "stored_digest",
    "stored_fingerprints",
    "stored_toml",
    "stored_years",
    "to_folders",
    "to_store",
    "write_catalogue",
    "write_folder",
    "write_rows",
]

INFO = "dinas.toml"

ROWS = 8192  # of a row group: what is read of a file for one dinas

AT_ONCE = 100  # dinas whose rows are held in Python at a time

# how a partition of a year is named: one that is no year must not name a folder
YEAR = "CASE WHEN regexp_full_match(tahun, '(19|20)[0-9][0-9]') THEN tahun ELSE 'lain' END"


class Stored(NamedTuple):
    """What the catalogue knows of one dinas: the columns of `CATALOGUE` but its slug.

    `tahun`: the years of kinerja. `berkas`: name of a table → `kolom` (its columns in their order),
    `baris` (how many rows), `sha256` (of its CSV). `aturan`: the rules as `dinas.toml` writes them.
    """

    provinsi: str
    nama: str
    daerah: str
    kode_wilayah: str
    urusan: str
    aturan: dict
    tahun: list[str]
    berkas: dict[str, dict]
    toml: str


CATALOGUE = ["dinas", *Stored._fields]


# what is JSON in `dinas.parquet`
JSON = ("aturan", "tahun", "berkas")


def list_stored(store: Path | str) -> list[str]:
    """Return the slugs of all dinas of a store, sorted."""
    return sorted(_catalogue(store))


def is_stored(folder: Path) -> bool:
    """Say whether a store holds a dinas (`folder`: store / slug)."""
    return folder.name in _catalogue(folder.parent)


def stored_toml(folder: Path) -> bytes:
    """Return `dinas.toml` of one dinas of a store (`folder`: store / slug).

    Raises
    ------
    OSError
        No such dinas.
    """
    return _stored(folder).toml.encode()


def stored_years(folder: Path) -> list[str]:
    """Return the years that kinerja of one dinas of a store has."""
    return _stored(folder).tahun


def stored_fingerprints(folder: Path) -> dict[str, str]:
    """Return the sha256 of the tables of one dinas of a store, by the name each file would have."""
    stored = _stored(folder)
    tables = {f"{nama}.csv": one["sha256"] for nama, one in sorted(stored.berkas.items())}
    return tables | {INFO: hashlib.sha256(stored.toml.encode()).hexdigest()}


def stored_digest(folder: Path) -> str:
    """Return what tells one state of a dinas of a store from every other."""
    return hashlib.sha256(json.dumps(stored_fingerprints(folder)).encode()).hexdigest()


def read_stored(folder: Path) -> tuple[dict[str, list[Line]], list[Fault]]:
    """Read the tables of one dinas of a store; of the files only what can hold its rows is read.

    Returns
    -------
    dict
        Table name → its lines, the first one the header; those that its folder did not have are
        not there.
    list of Fault
        Tables that are not what was stored: a file of the store is lost or was changed.
    """
    stored, tables, faults = _stored(folder), {}, []
    with _open() as base:
        for nama, one in stored.berkas.items():
            files = _files(folder.parent / nama / f"provinsi={stored.provinsi}")
            lines = [(1, one["kolom"])] if one["kolom"] else []
            if one["baris"] and files:
                rows = base.execute(
                    f"SELECT baris_berkas, {_names(one['kolom'])} FROM read_parquet(?, "
                    "hive_partitioning = false) WHERE dinas = ? ORDER BY baris_berkas",
                    [files, folder.name],
                )
                lines += [(number, list(cells)) for number, *cells in rows.fetchall()]
            if hashlib.sha256(csv_bytes(cells for _, cells in lines)).hexdigest() != one["sha256"]:
                where = short_name(folder / f"{nama}.csv")
                problem = "isi simpanan bukan lagi yang disimpan (berkasnya hilang atau diubah)"
                step = "simpan lagi dinas itu dari foldernya: lakip store data/ negara/"
                faults.append(Fault(where, None, None, None, problem, step))
            tables[nama] = lines
    return tables, faults


def read_rules(store: Path | str) -> pd.DataFrame:
    """Return the dinas of a store with the rules of each: one row per dinas, in order of slug.

    `dinas`, `provinsi` (code), `nama`, `daerah`, `kode_wilayah`, `urusan` (joined by semicolons),
    then the keys of `[aturan]` that any of them has, as they are written; missing where one has it
    not.
    """
    about = ["provinsi", "nama", "daerah", "kode_wilayah", "urusan"]
    rows = [
        {"dinas": slug, **{name: getattr(one, name) for name in about}, **one.aturan}
        for slug, one in sorted(_catalogue(store).items())
    ]
    return pd.DataFrame(rows)


def read_country(
    store: Path | str, nama: str, kolom: Iterable[str] = (), where: str = ""
) -> pd.DataFrame:
    """Read one table of every dinas of a store.

    Parameters
    ----------
    nama : str
        A key of `TABEL`.
    kolom : iterable of str
        The columns to read; default all.
    where : str
        A condition in SQL, e.g. `tahun = '2024'`; only the files that can hold such rows are read.

    Returns
    -------
    DataFrame, one row per row of the table, in order of dinas and line
        `dinas` and the columns; numbers as float and years as int where none is missing, as
        `load_dinas` gives them; a cell that is no number is missing. The rows are those of the
        files: nothing is validated, `koreksi.csv` is not applied, a decimal comma is no number.

    Raises
    ------
    DataError
        `store` is no store.
    """
    if not is_store(store):
        problem, step = "bukan simpanan negara", "buat dulu: lakip store data/ negara/"
        raise DataError([Fault(str(store), None, None, None, problem, step)])
    known = {one.nama: one for one in TABEL[nama].kolom}
    chosen = [known[name] for name in kolom] or list(known.values())
    columns = [
        f'"{one.nama}"'
        if JENIS[one.jenis].tipe == "string"
        else f'TRY_CAST("{one.nama}" AS DOUBLE) AS "{one.nama}"'
        for one in chosen
    ]
    files = _files(Path(store) / nama)
    if not files:
        return pd.DataFrame(columns=["dinas", *(one.nama for one in chosen)], dtype=str)
    with _open() as base:
        frame = base.execute(
            f"SELECT dinas, {', '.join(columns)} FROM read_parquet(?, hive_partitioning = false) "
            f"{f'WHERE {where}' if where else ''} ORDER BY dinas, baris_berkas",
            [files],
        ).df()
    whole = [one.nama for one in chosen if one.jenis == "tahun" and frame[one.nama].notna().all()]
    text = ["dinas", *(one.nama for one in chosen if JENIS[one.jenis].tipe == "string")]
    return frame.astype(dict.fromkeys(whole, "int64") | dict.fromkeys(text, str))


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
    old = _catalogue(store) if is_store(store) else {}
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


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    r"""Return rows as the CSV of a folder of data: comma, UTF-8, `\n`, quoted only where needed.

    Examples
    --------
    >>> csv_bytes([["nama", "satuan"], ["Kota, kabupaten", "%"]])
    b'nama,satuan\n"Kota, kabupaten",%\n'
    """
    lines = _Lines()
    # with this end of line a lone \r inside a cell is quoted too
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return "".join(f"{line[:-2]}\n" for line in lines).encode()


class _Lines(list):
    write = list.append


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
            f"COPY (SELECT dinas, baris_berkas, {_names(columns)} FROM {relation} {chosen} "
            f"ORDER BY dinas, baris_berkas) TO {_quoted(folder / 'data.parquet')} "
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
    with _open() as base:
        base.register("baris", pd.DataFrame(rows, columns=CATALOGUE, dtype=object))
        base.execute(
            f"COPY (SELECT {_names(CATALOGUE)} FROM baris) "
            f"TO {_quoted(store / STORE)} (FORMAT parquet, COMPRESSION zstd)"
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
    with _open() as base:
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
            files = _files(store / nama / f"provinsi={provinsi}")
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
        from .isian import read_isian

        tables, faults = read_isian(book)
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
            step = f"perbaiki dulu; rinciannya: lakip check --dinas {folder.name}"
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


def _stored(folder: Path) -> Stored:
    known = _catalogue(folder.parent).get(folder.name)
    if known is None:
        raise FileNotFoundError(2, "tidak ada dalam simpanan", str(folder))
    return known


def _catalogue(store: Path | str) -> dict[str, Stored]:
    """Return what a store holds, read once as long as it stands."""
    path = Path(store) / STORE
    state = path.stat()
    return _read_catalogue(path, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=2)
def _read_catalogue(path: Path, state: tuple[int, int]) -> dict[str, Stored]:
    with _open() as base:
        rows = base.execute(
            f"SELECT {_names(CATALOGUE)} FROM read_parquet(?)", [str(path)]
        ).fetchall()
    known = {slug: Stored(*more) for slug, *more in rows}
    return {
        slug: one._replace(**{name: json.loads(getattr(one, name)) for name in JSON})
        for slug, one in known.items()
    }


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)  # TOML knows dates


def _open():
    """Return a DuckDB of one thread in memory: a process that forks later must have no others."""
    import duckdb

    return duckdb.connect(config={"threads": 1})


def _files(folder: Path) -> list[str]:
    return sorted(map(str, folder.glob("**/*.parquet")))


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
