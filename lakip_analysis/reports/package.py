"""`datapackage.json` beside results in CSV: a Tabular Data Package (Frictionless, version 1).

One per report, one per `lakip export --format csv`. Columns, types and codes come from the
dictionary of columns; sources are the documents and every input with its sha256, as in `run.json`.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..bahasa.kolom import kind_of
from ..bahasa.say import codes, say
from ..data.datapackage import describe_field, describe_package, describe_resource, write_package
from ..data.dinas import DataDinas
from .fingerprint import sha256
from .results import KEYS, type_of

__all__ = ["describe_frames", "write_results_package"]

# without a key: where no year is known to count from, the rows of an indicator are alike
WITHOUT_KEY = {"proyeksi"}


def write_results_package(
    folder: Path,
    name: str,
    frames: dict[str, pd.DataFrame],
    reports: list[tuple[DataDinas, int]],
    masukan: dict[str, str],
) -> Path:
    """Write the package of result files that stand in `folder` already.

    Parameters
    ----------
    name : str
        Name of the package.
    frames : dict of DataFrame
        What `write_csv` wrote, by name.
    reports : list of (data, tahun)
        The reports in it, one or several.
    masukan : dict
        Every input and its sha256 (`fingerprint.fingerprint_inputs`).
    """
    infos = list({data.dinas: data.info for data, _ in reports}.values())
    judul = {bahasa: _title(reports, bahasa) for bahasa in ("id", "en")}
    keys = {name: _key(name, frame) for name, frame in frames.items()}
    isi = "paket_data.isi_hasil"
    return write_package(
        folder, describe_frames(folder, name, frames, keys, judul, isi, infos, masukan)
    )


def describe_frames(
    folder: Path,
    name: str,
    frames: dict[str, pd.DataFrame],
    keys: dict[str, list[str]],
    judul: dict[str, str],
    isi: str,
    infos: list[dict],
    masukan: dict[str, str],
    sumber: str = "",
) -> dict:
    """Return the package of any frames whose files stand in `folder` already: of several dinas too.

    Parameters
    ----------
    name : str
        Name of the package.
    frames : dict of DataFrame
        What `write_csv` wrote, by name. What a table holds is the text `berkas.<name>.isi`, what
        a column is stands in `bahasa/kolom.toml`.
    keys : dict of list
        Columns that name a row of each table; empty: none do.
    judul : dict
        Title by language.
    isi : str
        Key of the description in `kalimat.toml`.
    infos : list of dict
        `dinas.toml` of every dinas in it.
    masukan : dict
        Every input and its sha256 (`fingerprint.fingerprint_inputs`).
    sumber : str, optional
        As `describe_package` takes it.
    """
    resources = [_resource(folder, one, frames, keys[one]) for one in frames]
    return describe_package(name, judul, isi, infos, resources, masukan.items(), sumber)


def _title(reports: list[tuple[DataDinas, int]], bahasa: str) -> str:
    if len(reports) > 1:
        return say("paket_data.judul_ekspor", bahasa, n=len(reports))
    ((data, tahun),) = reports
    return say("paket_data.judul_hasil", bahasa, dinas=data.judul, tahun=tahun)


def _resource(folder: Path, name: str, frames: dict[str, pd.DataFrame], key: list[str]) -> dict:
    frame = frames[name]
    schema = {
        "fields": [
            describe_field(column, name, type_of(column, name), _constraints(column, name))
            for column in frame
        ],
        "primaryKey": key,
        "foreignKeys": _references(name, frame, frames),
        "missingValues": [""],
    }
    path = folder / f"{name}.csv"
    size = {"bytes": path.stat().st_size, "hash": f"sha256:{sha256(path)}"}
    return describe_resource(name, f"berkas.{name}.isi", schema) | size


def _constraints(column: str, name: str) -> dict:
    kind, _, vocabulary = kind_of(column, name).partition(" ")
    return {"enum": codes(vocabulary)} if kind == "kata" else {}


def _key(name: str, frame: pd.DataFrame) -> list[str]:
    """Return what names a row among those of all reports in the file."""
    if name in WITHOUT_KEY:
        return []
    return [*_report(frame), *(["id"] if "id" in frame else KEYS[f"{name}.csv"])]


def _report(frame: pd.DataFrame) -> list[str]:
    return [column for column in ("dinas", "tahun_laporan") if column in frame]


def _references(name: str, frame: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> list[dict]:
    """Return what holds whatever the data: one frame in two files, a finding and its cause."""
    if name == "jalur" and "tren" in frames:
        keys = [*_report(frame), "indikator"]
        return [{"fields": keys, "reference": {"resource": "tren", "fields": keys}}]
    # the numbers of findings begin anew with each report
    if name == "temuan" and "tahun_laporan" not in frame:
        return [{"fields": ["akar"], "reference": {"resource": "", "fields": ["id"]}}]
    return []
