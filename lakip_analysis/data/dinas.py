"""Load → correct → validate one dinas.

Every fault of every table is reported at once, with file, line, column, value and next step.
"""

from __future__ import annotations

import hashlib
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from ..aturan.rules import load_rules
from ..errors import DataError, Fault
from .catalogue import find_dinas, read_info
from .checks import check_references, check_table, check_weights, short_name
from .csvtable import read_table
from .nama_baku import standard_names
from .schemas import JENIS, TABEL

__all__ = ["DataDinas", "check_dinas", "corrections_until", "load_dinas"]


DINAS_KEYS = ("dinas", "nama", "daerah", "kode_wilayah", "provinsi", "urusan", "dokumen", "aturan")

# rules of `dinas.toml` → what may stand there; which of them holds is what that report says
ATURAN = {
    "naik": ("realisasi_per_target",),
    "turun": ("dua_target_kurang_realisasi", "target_per_realisasi"),
    "rata_rata": ("rata_rata_indikator", "rata_rata_sasaran", "rata_rata_bobot", "tidak_ada"),
    "efisiensi": ("sisa", "selisih", "rasio", "belanja_langsung", "tidak_ada"),
    "pembagian": ("langsung", "sama_rata", "bobot"),
}

OPTIONAL = {"pembagian": "sama_rata"}  # a rule that may be left out, and what holds then


@dataclass(frozen=True)
class DataDinas:
    """The tables of one dinas, validated and corrected.

    `info` is `dinas.toml`; `tabel` maps a table's name to its frame as it stands in its file.
    Optional tables that are absent are empty frames with the right columns.
    """

    info: dict
    tabel: dict[str, pd.DataFrame] = field(repr=False)

    @property
    def dinas(self) -> str:
        """Return the slug."""
        return self.info["dinas"]

    @property
    def aturan(self) -> dict:
        """Return the rules in force, with the default of those that may be left out."""
        return OPTIONAL | self.info["aturan"]

    @property
    def judul(self) -> str:
        """Return the name a reader knows: dinas and region."""
        return f"{self.info['nama']} {self.info['daerah']}"

    @cached_property
    def kinerja(self) -> pd.DataFrame:
        """Return one row per indicator and year, ready for the analyses.

        Added to `kinerja.csv`: the indicator's attributes, its breaks (`putus_deret`,
        `putus_target`: the reason, empty where the series goes on) and the dinas. A break that is
        only suspected (`kepastian` dugaan) cuts nothing.
        """
        indikator = self.tabel["indikator"]
        joined = self.tabel["kinerja"].merge(indikator, on="indikator", how="left", validate="m:1")
        putus = self.tabel["putus"]
        putus = putus[putus["kepastian"] != "dugaan"]
        for column, jenis in (("putus_deret", "definisi"), ("putus_target", "target")):
            breaks = putus[putus["jenis"] == jenis].rename(columns={"alasan": column})
            keys = ["indikator", "tahun"]
            joined = joined.merge(breaks[[*keys, column]], on=keys, how="left")
        joined = joined.fillna({"putus_deret": "", "putus_target": ""})
        return joined.assign(dinas=self.dinas)

    @cached_property
    def anggaran(self) -> pd.DataFrame:
        """Return one row per budget line and year with the dinas.

        `nama` is that of the nomenclature where the printed one is misspelt (`nama_tercetak`).
        """
        return standard_names(self.tabel["anggaran"]).assign(dinas=self.dinas)


def load_dinas(data_dir: Path | str, dinas: str) -> DataDinas:
    """Load one dinas: read all tables, apply `koreksi.csv`, validate.

    Files of the same content are read and validated once: the chapters of a report, which are forks
    of the process that opened it, get copies of the tables at once.

    Parameters
    ----------
    data_dir : path
        Folder with one folder per dinas.
    dinas : str
        Slug, e.g. `kota-malang-dinsosp3ap2kb`.

    Returns
    -------
    DataDinas
        Numbers as float, years as int; the values of `target` and `realisasi` stay text (`1:27500`,
        `BB`, `4.25`). A cell that is empty is NaN in a column of numbers, else empty text.

    Raises
    ------
    DataError
        With every fault of every table.

    Examples
    --------
    >>> from lakip_analysis.data.catalogue import find_data
    >>> load_dinas(find_data(), "kota-pontianak-dinsos").judul
    'Dinas Sosial Kota Pontianak'
    """
    folder = find_dinas(data_dir, dinas)
    known = _load(folder, _digest(folder))
    tables = {nama: frame.copy() for nama, frame in known.tabel.items()}
    return DataDinas(deepcopy(known.info), tables)  # whoever changes a frame changes his own


def _digest(folder: Path) -> str:
    """Return what tells one state of a folder's files from every other: a hash of their content."""
    digest = hashlib.sha256()
    for path in (folder / "dinas.toml", *(folder / f"{nama}.csv" for nama in TABEL)):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.name} {len(content)} ".encode() + content)
    return digest.hexdigest()


@lru_cache(maxsize=4)
def _load(folder: Path, digest: str) -> DataDinas:
    """Load the files of one content once in a process, and in those that fork from it."""
    info, faults = _read_info(folder)
    frames: dict[str, pd.DataFrame] = {}
    for nama in TABEL:
        frames[nama], found = read_table(folder, nama)
        faults += found
    named = {fault.berkas for fault in faults}
    broken = {nama for nama in TABEL if short_name(folder / f"{nama}.csv") in named}
    faults += _apply_corrections(folder, frames)
    for nama in TABEL:
        faults += _without_echoes(check_table(folder, nama, frames[nama]), faults)
    faults += _without_echoes(check_references(folder, frames, broken), faults)
    if "indikator" not in broken:
        faults += check_weights(folder, frames["indikator"], info.get("aturan", {}))
    if faults:
        raise DataError(faults)
    return DataDinas(info, {nama: _typed(nama, frame) for nama, frame in frames.items()})


def check_dinas(data_dir: Path | str, dinas: str) -> list[Fault]:
    """Return every fault of one dinas; an empty list when it is in order."""
    try:
        load_dinas(data_dir, dinas)
    except DataError as error:
        return error.faults
    return []


def _without_echoes(found: list[Fault], known: list[Fault]) -> list[Fault]:
    """Leave out faults that only repeat an earlier one.

    These are a cell of a ragged row, a cell of a missing column, and a cell named already.
    """
    lines = {(fault.berkas, fault.baris) for fault in known if fault.kolom is None and fault.baris}
    columns = {(fault.berkas, fault.kolom) for fault in known if fault.kolom and fault.baris == 1}
    cells = {(fault.berkas, fault.baris, fault.kolom) for fault in known}
    return [
        fault
        for fault in found
        if (fault.berkas, fault.baris) not in lines
        and (fault.berkas, fault.kolom) not in columns
        and (fault.berkas, fault.baris, fault.kolom) not in cells
    ]


def _read_info(folder: Path) -> tuple[dict, list[Fault]]:
    path = folder / "dinas.toml"
    try:
        info = read_info(folder)
    except DataError as error:
        return {"dinas": folder.name}, error.faults
    where = short_name(path)
    faults = []
    for key in DINAS_KEYS:
        if key not in info:
            step = "salin bentuknya dari dinas lain di data/"
            faults.append(Fault(where, None, key, None, "kunci tidak ada", step))
    name = info.get("dinas", folder.name)
    if name != folder.name:
        problem, step = "tidak sama dengan nama folder", f'tulis dinas = "{folder.name}"'
        faults.append(Fault(where, None, "dinas", name, problem, step))
    faults += _abbreviation_faults(where, info.get("singkatan", {}))
    return info, faults + _rule_faults(where, info.get("aturan", {}))


def _abbreviation_faults(where: str, singkatan: object) -> list[Fault]:
    """Return what is wrong in the dinas's own abbreviations; they may be left out."""
    step = 'tulis [singkatan] lalu satu baris per singkatan: DTSEN = "data tunggal …"'
    if not isinstance(singkatan, dict):
        return [Fault(where, None, "singkatan", str(singkatan), "bukan tabel", step)]
    return [
        Fault(where, None, f"singkatan.{name}", str(text), "artinya bukan teks", step)
        for name, text in singkatan.items()
        if not isinstance(text, str) or not text.strip()
    ]


def _rule_faults(where: str, aturan: dict) -> list[Fault]:
    """Return the rules that are unknown; a table that is absent as a whole is a fault already."""
    allowed = ATURAN | {"skala": tuple(load_rules("skala")["skala"].unique())}
    known = {*allowed, *(f"sumber_{key}" for key in allowed)}
    step = f"yang dikenal: {', '.join(allowed)}, dan sumber_ di depannya"
    faults = [
        Fault(where, None, f"aturan.{key}", None, "kunci tidak dikenal", step)
        for key in sorted(set(aturan) - known)
    ]
    for key, names in allowed.items():
        if aturan and aturan.get(key, OPTIONAL.get(key)) not in names:
            value, step = str(aturan.get(key, "")), f"pilih salah satu: {', '.join(names)}"
            faults.append(Fault(where, None, f"aturan.{key}", value, "aturan tidak dikenal", step))
    return faults


def _apply_corrections(folder: Path, frames: dict[str, pd.DataFrame]) -> list[Fault]:
    """Apply `koreksi.csv` to the frames, in place; return the corrections that do not fit.

    A correction holds only where its key finds one row and the old value stands there: so it cannot
    change another figure after the data was repaired.
    """
    where, faults = short_name(folder / "koreksi.csv"), []
    for fix in frames["koreksi"].itertuples():
        line, frame = int(fix.baris_berkas), frames.get(fix.tabel)
        if frame is None or fix.kolom not in frame.columns:
            name, problem = f"{fix.tabel}.{fix.kolom}", "tabel atau kolom tidak dikenal"
            faults.append(Fault(where, line, "tabel", name, problem, "periksa ejaan"))
            continue
        hit = _rows_of_key(frame, fix.kunci)
        if hit.sum() != 1 or frame.loc[hit, fix.kolom].iloc[0] != fix.nilai_lama:
            problem = "koreksi tidak menemukan satu baris dengan nilai lama itu"
            step = "hapus koreksi bila data sudah benar, atau perbaiki kuncinya"
            faults.append(Fault(where, line, fix.kolom, fix.kunci, problem, step))
            continue
        frame.loc[hit, fix.kolom] = fix.nilai_baru
    return faults


def corrections_until(koreksi: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Return the corrections of rows up to a year, and of rows that have no year.

    Examples
    --------
    >>> fixes = pd.DataFrame({"kunci": ["tahun=2023;kode=1.06.01", "tahun=2024;kode=1", "kode=1"]})
    >>> corrections_until(fixes, 2023)["kunci"].tolist()
    ['tahun=2023;kode=1.06.01', 'kode=1']
    """
    year = koreksi["kunci"].str.extract(r"(?:^|;)\s*tahun=(\d{4})", expand=False).astype(float)
    return koreksi[~(year > tahun)]


def _rows_of_key(frame: pd.DataFrame, kunci: str) -> pd.Series:
    """Say of each row whether it has the key: `indikator=idg;tahun=2023`."""
    hit = pd.Series(True, index=frame.index)
    for part in kunci.split(";"):
        name, _, value = part.partition("=")
        name = name.strip()
        hit &= frame[name] == value.strip() if name in frame.columns else False
    return hit


def _typed(nama: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with numbers and years as numbers; a year with gaps stays float."""
    out = frame.drop(columns="baris_berkas").reset_index(drop=True)
    for kolom in TABEL[nama].kolom:
        if JENIS[kolom.jenis].tipe != "string":
            out[kolom.nama] = pd.to_numeric(out[kolom.nama].replace("", None))
            if kolom.jenis == "tahun" and out[kolom.nama].notna().all():
                out[kolom.nama] = out[kolom.nama].astype("int64")
    return out
