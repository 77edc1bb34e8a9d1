"""The tables of many dinas as one store of Parquet files: what is read from it.

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
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..errors import DataError, Fault, command, short_name
from .csvtext import STORE, Line, is_store
from .schemas import JENIS, TABEL

__all__ = [
    "CATALOGUE",
    "INFO",
    "JSON",
    "Stored",
    "column_list",
    "csv_bytes",
    "files_of",
    "is_stored",
    "known_rows",
    "list_stored",
    "open_base",
    "quoted_path",
    "read_catalogue",
    "read_country",
    "read_rules",
    "read_stored",
    "stored_digest",
    "stored_fingerprints",
    "stored_toml",
    "stored_years",
]

INFO = "dinas.toml"


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
    return sorted(read_catalogue(store))


def is_stored(folder: Path) -> bool:
    """Say whether a store holds a dinas (`folder`: store / slug)."""
    return folder.name in read_catalogue(folder.parent)


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
    with open_base() as base:
        for nama, one in stored.berkas.items():
            files = files_of(folder.parent / nama / f"provinsi={stored.provinsi}")
            lines = [(1, one["kolom"])] if one["kolom"] else []
            if one["baris"] and files:
                rows = base.execute(
                    f"SELECT baris_berkas, {column_list(one['kolom'])} FROM read_parquet(?, "
                    "hive_partitioning = false) WHERE dinas = ? ORDER BY baris_berkas",
                    [files, folder.name],
                )
                lines += [(number, list(cells)) for number, *cells in rows.fetchall()]
            if hashlib.sha256(csv_bytes(cells for _, cells in lines)).hexdigest() != one["sha256"]:
                where = short_name(folder / f"{nama}.csv")
                problem = "isi simpanan bukan lagi yang disimpan (berkasnya hilang atau diubah)"
                again = command("store", "data/", folder.parent, "--dinas", folder.name)
                step = f"simpan lagi dinas itu dari foldernya: {again}"
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
        for slug, one in sorted(read_catalogue(store).items())
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
        problem = "bukan simpanan negara"
        step = f"buat dulu: {command('store', 'data/', store)}"
        raise DataError([Fault(str(store), None, None, None, problem, step)])
    known = {one.nama: one for one in TABEL[nama].kolom}
    chosen = [known[name] for name in kolom] or list(known.values())
    columns = [
        f'"{one.nama}"'
        if JENIS[one.jenis].tipe == "string"
        else f'TRY_CAST("{one.nama}" AS DOUBLE) AS "{one.nama}"'
        for one in chosen
    ]
    files = files_of(Path(store) / nama)
    if not files:
        return pd.DataFrame(columns=["dinas", *(one.nama for one in chosen)], dtype=str)
    with open_base() as base:
        frame = base.execute(
            f"SELECT dinas, {', '.join(columns)} FROM read_parquet(?, hive_partitioning = false) "
            f"{f'WHERE {where}' if where else ''} ORDER BY dinas, baris_berkas",
            [files],
        ).df()
    whole = [one.nama for one in chosen if one.jenis == "tahun" and frame[one.nama].notna().all()]
    text = ["dinas", *(one.nama for one in chosen if JENIS[one.jenis].tipe == "string")]
    return frame.astype(dict.fromkeys(whole, "int64") | dict.fromkeys(text, str))


def known_rows(store: Path | str, nama: str, kolom: str, where: str) -> str:
    """Return the SQL of one column of some rows of a table, for a condition of `read_country`.

    Empty where no dinas has the table.
    """
    files = files_of(Path(store) / nama)
    if not files:
        return ""
    listed = ", ".join(quoted_path(Path(file)) for file in files)
    table = f"read_parquet([{listed}], hive_partitioning = false)"
    return f'SELECT "{kolom}" FROM {table} WHERE {where}'


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


def _stored(folder: Path) -> Stored:
    known = read_catalogue(folder.parent).get(folder.name)
    if known is None:
        raise FileNotFoundError(2, "tidak ada dalam simpanan", str(folder))
    return known


def read_catalogue(store: Path | str) -> dict[str, Stored]:
    """Return what a store holds, read once as long as it stands."""
    path = Path(store) / STORE
    state = path.stat()
    return _read_catalogue(path, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=2)
def _read_catalogue(path: Path, state: tuple[int, int]) -> dict[str, Stored]:
    with open_base() as base:
        rows = base.execute(
            f"SELECT {column_list(CATALOGUE)} FROM read_parquet(?)", [str(path)]
        ).fetchall()
    known = {slug: Stored(*more) for slug, *more in rows}
    return {
        slug: one._replace(**{name: json.loads(getattr(one, name)) for name in JSON})
        for slug, one in known.items()
    }


def open_base():
    """Return a DuckDB of one thread in memory: a process that forks later must have no others."""
    import duckdb

    return duckdb.connect(config={"threads": 1})


def files_of(folder: Path) -> list[str]:
    """Return every Parquet file below a folder."""
    return sorted(map(str, folder.glob("**/*.parquet")))


def column_list(columns: Iterable[str]) -> str:
    """Return names of columns as SQL takes them."""
    return ", ".join(f'"{name}"' for name in columns)


def quoted_path(path: Path) -> str:
    """Return a path as SQL takes it."""
    return "'" + str(path).replace("'", "''") + "'"
