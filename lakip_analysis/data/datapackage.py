"""`datapackage.json` of a dinas: its folder as a Tabular Data Package (Frictionless, version 1).

Made by `make datapackage` from the contract (`schemas.py`), the dictionary of columns, `dinas.toml`
and the files that are there, never by hand. Carries no clock time: same input, same bytes.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from .. import __version__
from ..bahasa.kolom import heading, meaning, unit_of
from ..bahasa.say import say
from .catalogue import list_dinas, read_info
from .schemas import JENIS, REFERENCES, TABEL, Kolom, Tabel

__all__ = [
    "PACKAGE",
    "datapackage",
    "describe_field",
    "describe_package",
    "describe_resource",
    "write_datapackage",
    "write_package",
]

PACKAGE = "datapackage.json"

# within one table and so not among the references between tables: a line and the line above it
PARENT = ("anggaran", "kode_induk", "anggaran", "kode")


def datapackage(folder: Path | str) -> dict:
    """Return the data package of one dinas: one resource per table that is there.

    Fields stand in the order of the file. Keys, references, allowed values, patterns and limits are
    those of the contract; a column that the contract does not know is left out (`lakip check` names
    it). The files are described as they stand, before `koreksi.csv` is applied. `n/a` is a missing
    value where a table holds performance values.

    Raises
    ------
    DataError
        `dinas.toml` is not TOML.

    Examples
    --------
    >>> from lakip_analysis.data.catalogue import find_data
    >>> package = datapackage(find_data() / "kota-pontianak-dinsos")
    >>> anggaran = package["resources"][2]
    >>> anggaran["path"], anggaran["schema"]["primaryKey"]
    ('anggaran.csv', ['tahun', 'kode'])
    >>> pagu = anggaran["schema"]["fields"][5]
    >>> pagu["name"], pagu["type"], pagu["title"], pagu["title_en"], pagu["unit"]
    ('pagu_rp', 'number', 'Pagu', 'Budget', 'rupiah')
    """
    folder = Path(folder)
    info = read_info(folder)
    heads = {nama: _head(folder / f"{nama}.csv") for nama in TABEL}
    there = {nama: head for nama, head in heads.items() if head}
    name = " ".join(info[key] for key in ("nama", "daerah") if key in info) or folder.name
    return describe_package(
        folder.name,
        {bahasa: say("paket_data.judul", bahasa, dinas=name) for bahasa in ("id", "en")},
        "paket_data.isi",
        [info],
        [_resource(TABEL[nama], head, there) for nama, head in there.items()],
    )


def describe_package(
    name: str,
    judul: dict[str, str],
    isi: str,
    infos: list[dict],
    resources: list[dict],
    masukan: Iterable[tuple[str, str]] = (),
    sumber: str = "",
) -> dict:
    """Return a package in both languages.

    Parameters
    ----------
    judul : dict
        Title by language.
    isi : str
        Key of the description in `kalimat.toml`.
    infos : list of dict
        `dinas.toml` of every dinas in it. Their documents are sources, with year and sha256 of the
        text read. Only where each names one is something said of the licence: of other figures
        nothing is known.
    masukan : iterable of (name, sha256)
        Files it was computed from; sources too.
    sumber : str, optional
        Key in `kalimat.toml` of where the sources stand, in place of too many to list.
    """
    documents = [dokumen for info in infos for dokumen in info.get("dokumen", [])]
    sources = [
        *map(_source, documents),
        *({"title": title, "sha256": digest} for title, digest in masukan),
    ]
    sources = [{**_both("title", sumber)}] if sumber else sources
    places = [info[key] for info in infos for key in ("daerah", "provinsi") if key in info]
    published = all(info.get("dokumen") for info in infos)
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": judul["id"],
        "title_en": judul["en"],
        **_both("description", isi),
        "version": __version__,
        "keywords": ["LKjIP", "SAKIP", *dict.fromkeys(places)],
        **({"licenses": [_licence()]} if published else {}),
        **({"sources": sources} if sources else {}),
        "resources": resources,
    }


def describe_resource(name: str, isi: str, schema: dict) -> dict:
    """Return one table of a package, whose file is `<name>.csv`; `isi` is a key of `kalimat.toml`.

    Without entry (`primaryKey`, `foreignKeys`) where there is none.
    """
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        **_both("description", isi),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {key: value for key, value in schema.items() if value},
    }


def describe_field(kolom: str, tabel: str, tipe: str, constraints: dict) -> dict:
    """Return one column of a table; no `unit` where the row says it or there is none.

    `title` and `description` are Indonesian, `title_en` and `description_en` English.
    """
    unit = unit_of(kolom, tabel)
    return {
        "name": kolom,
        "type": tipe,
        "title": heading(kolom, "id", tabel),
        "title_en": heading(kolom, "en", tabel),
        "description": meaning(kolom, "id", tabel),
        "description_en": meaning(kolom, "en", tabel),
        **({"unit": unit} if unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def write_package(folder: Path | str, package: dict) -> Path:
    """Write a package as `datapackage.json` beside its files."""
    path = Path(folder) / PACKAGE
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def write_datapackage(data_dir: Path | str) -> list[Path]:
    """Write the package of every dinas of a folder of data."""
    folders = [Path(data_dir) / dinas for dinas in list_dinas(data_dir)]
    return [write_package(folder, datapackage(folder)) for folder in folders]


def _head(path: Path) -> list[str]:
    """Return the columns of a file, none when it is not there."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return [cell.strip() for cell in next(csv.reader(file), [])]


def _resource(tabel: Tabel, head: list[str], there: dict[str, list[str]]) -> dict:
    known = {kolom.nama: kolom for kolom in tabel.kolom}
    kolom = [known[name] for name in head if name in known]
    # a value that must stand there cannot be one that the report does not print
    unprinted = any(one.jenis == "nilai" and not one.wajib for one in kolom)
    schema = {
        "fields": [
            describe_field(one.nama, tabel.nama, JENIS[one.jenis].tipe, _constraints(one))
            for one in kolom
        ],
        "primaryKey": [name for name in tabel.kunci if name in head],
        "foreignKeys": [
            {"fields": [column], "reference": {"resource": other, "fields": [key]}}
            for name, column, other, key in _references(tabel.nama)
            if column in head and key in there.get(other or name, [])
        ],
        "missingValues": ["", "n/a"] if unprinted else [""],
    }
    return describe_resource(tabel.nama, f"tabel.{tabel.nama}", schema)


def _references(tabel: str) -> list[tuple[str, str, str, str]]:
    """Return the references of one table; one to itself names no table, as the standard wants."""
    return [
        (name, column, "" if other == name else other, key)
        for name, column, other, key in (*REFERENCES, PARENT)
        if name == tabel
    ]


def _constraints(kolom: Kolom) -> dict:
    jenis = JENIS[kolom.jenis]
    return {
        **({"required": True} if kolom.wajib else {}),
        **({"enum": list(kolom.pilihan)} if kolom.pilihan else {}),
        # in brackets: readers anchor a pattern at its two ends
        **({"pattern": f"({jenis.pola})"} if jenis.pola and jenis.tipe == "string" else {}),
        **dict(jenis.batas),
    }


def _source(dokumen: dict) -> dict:
    said = {"year": dokumen.get("tahun"), "sha256": dokumen.get("sha256")}
    title = dokumen.get("judul") or dokumen.get("id") or "?"
    return {"title": title} | {key: value for key, value in said.items() if value}


def _licence() -> dict:
    return {"name": "notspecified", **_both("title", "paket_data.lisensi")}


def _both(name: str, kunci: str) -> dict[str, str]:
    return {name: say(kunci, "id"), f"{name}_en": say(kunci, "en")}


if __name__ == "__main__":  # the folder of data, here `data` when none is given
    write_datapackage(*sys.argv[1:] or ["data"])
