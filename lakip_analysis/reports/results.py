"""The results of one report as files: which there are, their columns, how they are written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ..aturan.rules import load_rules
from ..audit.view import temuan_table
from ..bahasa.kolom import heading, kind_of, meaning, unit_of
from ..bahasa.say import say
from ..capaian.compute import capaian_table
from ..data.csvwrite import csv_text
from ..data.datapackage import PACKAGE
from ..data.nilai_tahun import NILAI_COLUMNS
from ..numbers import NOISE
from ..pembanding.compute import PEMBANDING_COLUMNS
from ..tren import EXTRA_COLUMNS, TREN_COLUMNS

__all__ = [
    "BOOK",
    "KEYS",
    "describe_columns",
    "describe_files",
    "result_frames",
    "result_names",
    "tidy_frame",
    "type_of",
    "write_csv",
    "write_parquet",
]

DIGITS = 4
BOOK = "laporan.xlsx"
WHOLE = ("tahun", "cacah")  # kinds of column that hold whole numbers
SHARES = ("persen", "bagian")  # kinds of column that are per cent
TEXT = ("teks", "nama", "kutip", "satuan", "nilai", "kata")
SQL = {"string": "VARCHAR", "year": "INTEGER", "integer": "INTEGER", "number": "DOUBLE"}

# file → what names a row of it, from one run to the next
KEYS = {
    "papan.csv": ["indikator"],
    "capaian.csv": ["indikator"],
    "cacah.csv": ["indikator"],
    "angka_lain.csv": ["indikator", "kolom", "nilai_lain"],
    "nilai.csv": ["indikator", "tahun"],
    "tren.csv": ["indikator"],
    "jalur.csv": ["indikator"],
    "layak.csv": ["indikator", "pilihan"],
    "ketahanan.csv": ["indikator"],
    "proyeksi.csv": ["indikator", "metode", "tahun"],
    "triwulan.csv": ["indikator", "triwulan"],
    "efisiensi.csv": ["level", "kode"],
    "ukuran.csv": ["kode", "ukuran"],
    "biaya.csv": ["kode", "nama_keluaran"],
    "dukungan.csv": ["indikator", "kode"],
    "rupiah_janji.csv": ["kode"],
    "akip.csv": ["tahun", "penilai"],
    "akip_komponen.csv": ["tahun", "penilai", "komponen"],
    "akip_target.csv": ["indikator", "tahun"],
    "indeks_spm.csv": ["tahun", "lingkup", "layanan"],
    "pembanding.csv": ["indikator", "acuan", "nama_acuan"],
    "sebaya.csv": ["indikator", "konsep", "tahun", "daerah", "peran"],
    "peringkat.csv": ["indikator", "konsep", "tahun"],
    "sebab.csv": ["indikator", "kode", "arah", "kode_penyebab"],
    "rekomendasi.csv": ["tahun", "nomor"],
    "klaim.csv": ["baris", "indikator", "kode", "tahun", "jenis", "ukuran", "banding"],
    "temuan.csv": ["jenis", "tabel", "baris", "tercetak"],
}


def result_names() -> list[str]:
    """Return the names of the result tables in their order (`aturan/berkas.csv`)."""
    return load_rules("berkas")["berkas"].tolist()


def result_frames(results: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the results of one report as they are written.

    Parameters
    ----------
    results : dict of DataFrame
        The results of a report by name (`laporan.HASIL`); what no chapter saved has no file.

    Returns
    -------
    dict of DataFrame
        By name, in the order of `result_names`, with the columns of the files; years and counts
        whole, numbers with at most four decimals. What a column means stands in
        `bahasa/kolom.toml`.
    """
    frames = dict(results)
    if "capaian" in results:
        frames["capaian"] = capaian_table(results["capaian"])
    if "tren" in results:  # one result, two files: the pace, and the way to the end target
        tren = results["tren"]
        # of a range its two bounds stand for it, not the one that is to be reached
        ranged = tren["target_akhir_bawah"].notna()
        tren = tren.assign(target_akhir=tren["target_akhir"].mask(ranged))
        frames["tren"] = tren[TREN_COLUMNS]
        frames["jalur"] = results["tren"][["dinas", "indikator", *EXTRA_COLUMNS]]
    if "nilai" in results:
        frames["nilai"] = results["nilai"][NILAI_COLUMNS]
    if "pembanding" in results:
        frames["pembanding"] = results["pembanding"][PEMBANDING_COLUMNS]
    if "temuan" in results:
        frames["temuan"] = temuan_table(results["temuan"])
    return {name: tidy_frame(frames[name], name) for name in result_names() if name in frames}


def describe_columns(frames: dict[str, pd.DataFrame], bahasa: str) -> pd.DataFrame:
    """Return the data dictionary of these tables: one row per (berkas, kolom).

    Returns
    -------
    DataFrame
        `berkas`, `kolom` and, in one language, `judul`, `arti`, `satuan` (empty: none, or the row
        says it); `jenis` is a code (`kolom.KINDS`).
    """
    rows = [
        (
            name,
            column,
            heading(column, bahasa, name),
            meaning(column, bahasa, name),
            unit_of(column, name),
            _kind(column, name),
        )
        for name, frame in frames.items()
        for column in frame
    ]
    return pd.DataFrame(rows, columns=["berkas", "kolom", "judul", "arti", "satuan", "jenis"])


def describe_files(bahasa: str, frames: Iterable[str]) -> list[dict[str, str]]:
    """Return what can be downloaded beside a page, in one language: `berkas`, `judul`, `isi`.

    `frames` are the names of the tables that were written.
    """
    names = {"buku": BOOK} | {name: f"{name}.csv" for name in frames} | {"paket": PACKAGE}
    return [
        {
            "berkas": file,
            "judul": say(f"berkas.{name}.judul", bahasa),
            "isi": say(f"berkas.{name}.isi", bahasa),
        }
        for name, file in names.items()
    ]


def write_csv(folder: Path, frames: dict[str, pd.DataFrame]) -> list[Path]:
    """Write one CSV per table, UTF-8, as `csv_text` has it."""
    paths = [Path(folder) / f"{name}.csv" for name in frames]
    for path, frame in zip(paths, frames.values(), strict=True):
        path.write_text(csv_text(frame), encoding="utf-8", newline="\n")
    return paths


def write_parquet(folder: Path, frames: dict[str, pd.DataFrame]) -> list[Path]:
    """Write one Parquet file per table: numbers as numbers, years and counts whole, else text."""
    import duckdb

    paths = [Path(folder) / f"{name}.parquet" for name in frames]
    with duckdb.connect() as base:
        for path, (table, frame) in zip(paths, frames.items(), strict=True):
            plain = frame.astype(dict.fromkeys(frame, "object")).where(frame.notna(), None)
            base.register("tabel", plain)
            chosen = ", ".join(
                f'CAST("{name}" AS {SQL[type_of(name, table)]}) AS "{name}"' for name in frame
            )
            base.sql(f"SELECT {chosen} FROM tabel").write_parquet(str(path))
            base.unregister("tabel")
    return paths


def type_of(kolom: str, berkas: str) -> str:
    """Return the type of a column in a data package: string, year, integer or number."""
    jenis = _kind(kolom, berkas)
    if jenis in TEXT:
        return "string"
    return {"tahun": "year", "cacah": "integer"}.get(jenis, "number")


def tidy_frame(frame: pd.DataFrame, berkas: str) -> pd.DataFrame:
    """Return a frame as its file holds it; of years, or a number of years, nought means none."""
    whole = {
        name: pd.to_numeric(frame[name]).astype("Int64")
        for name in frame
        if _kind(name, berkas) in WHOLE
    }
    years = {
        name: column.replace(0, pd.NA)
        for name, column in whole.items()
        if unit_of(name, berkas) == "tahun"
    }
    said = {
        name: frame[name].map({True: "ya", False: "tidak"})
        for name in frame
        if pd.api.types.is_bool_dtype(frame[name])  # also where some are missing
    }
    shares = {name: _round_share(frame[name]) for name in frame if _kind(name, berkas) in SHARES}
    return frame.assign(**whole, **said).assign(**years).round(DIGITS).assign(**shares)


def _round_share(column: pd.Series) -> pd.Series:
    """Return percentages rounded, but for those that rounding would make whole (99,99996)."""
    if not pd.api.types.is_float_dtype(column):
        return column
    short, whole = column.round(DIGITS), column.round(NOISE).round()
    return short.where((short != whole) | (column.round(NOISE) == whole), column.round(NOISE))


def _kind(kolom: str, berkas: str) -> str:
    """Return the kind of a column without the name of its vocabulary."""
    return kind_of(kolom, berkas).split()[0]
