"""The results of one report as files: which there are, their columns, and how they are written (CSV, Parquet)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..aturan.rules import load_rules
from ..capaian.compute import capaian_table
from ..language import tr
from ..tren import EXTRA_COLUMNS, TREN_COLUMNS

__all__ = [
    "BOOK",
    "describe_columns",
    "describe_files",
    "result_frames",
    "result_names",
    "write_csv",
    "write_parquet",
]


YEARS = ("tahun", "tahun_awal", "tahun_akhir", "tahun_target_akhir", "tahun_dasar", "runtun_tahun")

DIGITS = 4

BOOK = "laporan.xlsx"


def result_names() -> list[str]:
    """Return the names of the result tables in their order (`aturan/berkas.csv`)."""
    return load_rules("berkas")["berkas"].tolist()


def result_frames(results: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the results of one report as they are written: columns of the files, years whole, numbers with at most four decimals.

    Parameters
    ----------
    results : as `chapters.results_of` gives them.

    Returns
    -------
    dict of DataFrame by name, in the order of `result_names`; what each column means stands in `aturan/kolom.csv`.
    """
    tren = results["tren"]
    frames = results | {
        "capaian": capaian_table(results["capaian"]),
        "tren": tren[TREN_COLUMNS],
        "jalur": tren[["dinas", "indikator", *EXTRA_COLUMNS]],
    }
    return {name: _tidy(frames[name]) for name in result_names()}


def describe_columns(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the data dictionary of these tables, one row per (berkas, kolom): `judul`, `arti`, `jenis`; a meaning that one file has alone is kept as `berkas.kolom`."""
    pairs = [(name, column) for name, frame in frames.items() for column in frame]
    about = load_rules("kolom").rename(columns={"kolom": "kunci"})
    own = set(about["kunci"])
    keys = [f"{name}.{column}" if f"{name}.{column}" in own else column for name, column in pairs]
    said = pd.DataFrame(pairs, columns=["berkas", "kolom"]).assign(kunci=keys)
    return said.merge(about, on="kunci", how="left").drop(columns="kunci")


def describe_files() -> list[dict[str, str]]:
    """Return what can be downloaded beside a page, in the language in force: `berkas` (the file's name), `judul`, `isi`."""
    tables = [
        {"berkas": f"{row.berkas}.csv", "judul": tr(row.judul), "isi": tr(row.isi)}
        for row in load_rules("berkas").itertuples()
    ]
    book = {
        "berkas": BOOK,
        "judul": "Excel",
        "isi": tr("semua tabel di bawah ini dalam satu buku kerja, dengan kamus data"),
    }
    return [book, *tables]


def write_csv(folder: Path, frames: dict[str, pd.DataFrame]) -> list[Path]:
    """Write one CSV per table: UTF-8, comma, decimal point, `\\n`; a missing value is empty."""
    paths = [Path(folder) / f"{name}.csv" for name in frames]
    for path, frame in zip(paths, frames.values(), strict=True):
        frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    return paths


def write_parquet(folder: Path, frames: dict[str, pd.DataFrame]) -> list[Path]:
    """Write one Parquet file per table, with numbers as numbers, years as whole numbers and the rest as text."""
    import duckdb

    paths = [Path(folder) / f"{name}.parquet" for name in frames]
    kinds = load_rules("kolom").set_index("kolom")["jenis"]
    with duckdb.connect() as base:
        for path, frame in zip(paths, frames.values(), strict=True):
            base.register(
                "tabel", frame.astype({name: "object" for name in frame}).where(frame.notna(), None)
            )
            chosen = ", ".join(
                f'CAST("{name}" AS {SQL.get(kinds[name], "DOUBLE")}) AS "{name}"' for name in frame
            )
            base.sql(f"SELECT {chosen} FROM tabel").write_parquet(str(path))
            base.unregister("tabel")
    return paths


SQL = {"teks": "VARCHAR", "nilai": "VARCHAR", "tahun": "INTEGER", "cacah": "INTEGER"}


def _tidy(frame: pd.DataFrame) -> pd.DataFrame:
    years = {
        name: pd.to_numeric(frame[name]).replace(0, None).astype("Int64")
        for name in YEARS
        if name in frame
    }
    said = {
        name: frame[name].map({True: "ya", False: "tidak"})
        for name in frame
        if frame[name].dtype == bool
    }
    return frame.assign(**years, **said).round(DIGITS)
