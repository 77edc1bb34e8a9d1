"""Load → correct → validate one dinas.

Every fault of every table is reported at once, with file, line, column, value and next step.
"""

from __future__ import annotations

import hashlib
import re
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from ..aturan.rules import RUMUS, SKALA_BERSAMA, load_rules, own_scale
from ..errors import DataError, Fault, short_name
from .catalogue import find_dinas, years_with_document
from .checks import check_references, check_table, check_weights
from .csvtable import as_table, read_table
from .csvtext import is_store
from .csvwrite import unguard
from .dinas_toml import OPTIONAL, check_info
from .isian import ISIAN, MENUNGGU, gather_waiting, read_isian
from .kode import fill_levels, lines_only, whole_lines
from .nama_baku import standard_names
from .nilai import class_limits, split_values
from .peringatan import as_faults, find_peringatan
from .schemas import JENIS, TABEL
from .store import read_stored, stored_digest
from .tulisan import fill_kinds, settle_tables, with_choices
from .usulan import find_usulan

__all__ = [
    "DataDinas",
    "check_dinas",
    "corrections_until",
    "digest_files",
    "hand_over",
    "join_kinerja",
    "load_dinas",
    "read_tables",
    "without_rows",
]


# the rules of a dinas that names none of its own
COMMON = {**RUMUS, "rata_rata": "rata_rata_indikator", "efisiensi": "tidak_ada"}
COMMON |= {"skala": SKALA_BERSAMA}


@dataclass(frozen=True)
class DataDinas:
    """The tables of one dinas, validated and corrected.

    `info` is `dinas.toml`; `tabel` maps a table's name to its frame as it stands in its file.
    Optional tables that are absent are empty frames with the right columns. `peringatan` is what
    is odd in them though it breaks no rule (`peringatan.find_peringatan`).
    """

    info: dict
    tabel: dict[str, pd.DataFrame] = field(repr=False)
    peringatan: pd.DataFrame = field(repr=False)

    @property
    def dinas(self) -> str:
        """Return the slug."""
        return self.info["dinas"]

    @property
    def aturan(self) -> dict:
        """Return the rules in force, with the default of those that may be left out."""
        return OPTIONAL | self.info["aturan"]

    @property
    def skala(self) -> str | pd.DataFrame:
        """Return the scale in force: the name of a shipped one, or the rows of the dinas's own."""
        name, own = self.aturan["skala"], self.tabel["skala"]
        rows = own[own["skala"] == name]
        return own_scale(rows) if len(rows) else name

    @property
    def judul(self) -> str:
        """Return the name a reader knows: dinas and region."""
        return f"{self.info['nama']} {self.info['daerah']}"

    @cached_property
    def nama_en(self) -> dict[str, str]:
        """Return indicator or objective → its English name; empty ones are left out."""
        rows = self.tabel["indikator"]
        pairs = (("nama_indikator", "nama_en"), ("sasaran", "sasaran_en"))
        named = [zip(rows[name], rows[english], strict=True) for name, english in pairs]
        return {name: text for pairs in named for name, text in pairs if name and text}

    @cached_property
    def kinerja(self) -> pd.DataFrame:
        """Return one row per indicator and year, ready for the analyses.

        Added to `kinerja.csv`: the indicator's attributes, its breaks (`putus_deret`,
        `putus_target`: the reason, empty where the series goes on), the lowest score of the
        promised grade on the ladder of its unit (`target_terendah`) and the dinas. A break of
        definition that is only suspected (`kepastian` dugaan) cuts nothing: `putus_dugaan`. One
        that no text states and the figures show (terlihat) stands in `putus_terlihat` as well.
        """
        tables = (self.tabel[name] for name in ("kinerja", "indikator", "putus"))
        joined = join_kinerja(*tables)
        label = split_values(joined["target"])["label"]
        lowest = class_limits(label, joined["satuan"], self.tabel["tangga"])["terendah"]
        return joined.assign(dinas=self.dinas, target_terendah=lowest)

    @cached_property
    def anggaran(self) -> pd.DataFrame:
        """Return one row per budget line and year with the dinas, its sources of funds summed.

        `nama` is that of the nomenclature where the printed one is misspelt (`nama_tercetak`).
        """
        return standard_names(whole_lines(self.tabel["anggaran"])).assign(dinas=self.dinas)


def join_kinerja(
    kinerja: pd.DataFrame, indikator: pd.DataFrame, putus: pd.DataFrame
) -> pd.DataFrame:
    """Return `kinerja.csv` with the attributes of each indicator and its breaks.

    Columns as in `DataDinas.kinerja`. Of several dinas (`store.read_country`) where all three
    tables have `dinas`.
    """
    who = [name for name in ("dinas", "indikator") if name in kinerja]
    joined = kinerja.merge(indikator, on=who, how="left", validate="m:1")
    sure, keys = putus["kepastian"] != "dugaan", [*who, "tahun"]
    defined, aimed = putus["jenis"] == "definisi", putus["jenis"] == "target"
    kinds = {
        "putus_deret": defined & sure,
        "putus_target": aimed & sure,
        "putus_dugaan": defined & ~sure,
        "putus_terlihat": defined & (putus["kepastian"] == "terlihat"),
    }
    for column, chosen in kinds.items():
        if not chosen.any():  # a merge costs as much without rows
            joined[column] = ""
            continue
        breaks = putus[chosen].rename(columns={"alasan": column})
        joined = joined.merge(breaks[[*keys, column]], on=keys, how="left")
    return joined.fillna(dict.fromkeys(kinds, ""))


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
    known = folder, digest_files(folder)
    return _own(_handed[known] if known in _handed else _load(*known))


_handed: dict[tuple[Path, str], DataDinas] = {}  # what this process need not read


def hand_over(data_dir: Path | str, dinas: str, digest: str, data: DataDinas) -> None:
    """Let `load_dinas` give, in this process, what another one read from files of that digest."""
    _handed[find_dinas(data_dir, dinas), digest] = data


def load_printed(data_dir: Path | str, dinas: str) -> DataDinas:
    """Load one dinas for what its report prints, before all of its proposal is confirmed.

    As `load_dinas`, but a cell that waits for an answer (`(ragu) 71,12`) is empty instead of a
    fault, and a budget line whose code or year waits is left out: the audit of the published
    tables needs none of them.

    Raises
    ------
    DataError
        With every other fault of every table.
    """
    folder = find_dinas(data_dir, dinas)
    return _own(_load(folder, digest_files(folder), menunggu=True))


def _own(known: DataDinas) -> DataDinas:
    """Return a copy: whoever changes a frame changes his own."""
    tables = {nama: frame.copy() for nama, frame in known.tabel.items()}
    return DataDinas(deepcopy(known.info), tables, known.peringatan.copy())


def digest_files(folder: Path) -> str:
    """Return what tells one state of a folder's files from every other: a hash of their content."""
    if is_store(folder.parent):
        return stored_digest(folder)
    digest = hashlib.sha256()
    tables = [folder / f"{nama}.csv" for nama in TABEL]
    for path in (folder / "dinas.toml", folder / ISIAN, *tables):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.name} {len(content)} ".encode() + content)
    return digest.hexdigest()


@lru_cache(maxsize=4)
def _load(folder: Path, digest: str, menunggu: bool = False) -> DataDinas:
    """Load the files of one content once in a process, and in those that fork from it.

    `menunggu`: may cells wait for an answer?
    """
    frames, faults, sheets = read_tables(folder)
    frames["anggaran"] = _with_code(folder, frames["anggaran"], faults)
    info, found = check_info(folder, set(frames["skala"]["skala"]) - {""})
    faults = found + faults + _year_faults(folder, info, frames["kinerja"])
    named = {fault.berkas for fault in faults}
    broken = {nama for nama in TABEL if short_name(folder / f"{nama}.csv") in named}
    frames["tanggapan"] = frames["tanggapan"].map(unguard)  # written by this program, guarded
    frames = with_choices(frames)
    frames |= {nama: lines_only(frames[nama]) for nama in ("anggaran", "keluaran")}
    frames["anggaran"] = fill_levels(frames["anggaran"])
    frames["indikator"]["level"] = frames["indikator"]["level"].replace("", "sasaran")
    frames["indikator"] = fill_kinds(frames["indikator"], frames["kinerja"])
    frames, doubtful = settle_tables(folder, frames)
    faults += doubtful
    faults += _apply_corrections(folder, frames, broken)
    for nama in TABEL:
        faults += _without_echoes(check_table(folder, nama, frames[nama]), faults)
    faults += _without_echoes(check_references(folder, frames, broken), faults)
    if "indikator" not in broken:
        faults += check_weights(folder, frames["indikator"], info.get("aturan", {}))
    if faults:
        shown = _named_once([_as_on_the_sheet(fault, sheets) for fault in faults])
        shown = gather_waiting(shown)
        stops = [fault for fault in shown if not (menunggu and MENUNGGU in fault.masalah)]
        if stops:
            raise DataError(shown)
    typed = {nama: _typed(nama, frame) for nama, frame in frames.items()}
    years = years_with_document(info)
    peringatan = find_peringatan(typed, info["urusan"], years, info["aturan"])
    if len(usulan := find_usulan(frames)):
        peringatan = pd.concat([peringatan.astype(object), usulan], ignore_index=True)
    names = {nama: sheets.get(short_name(folder / f"{nama}.csv"), f"{nama}.csv") for nama in TABEL}
    tables = {nama: frame.drop(columns="baris_berkas") for nama, frame in typed.items()}
    return DataDinas(info, tables, peringatan.assign(berkas=peringatan["tabel"].map(names)))


def _with_code(folder: Path, anggaran: pd.DataFrame, faults: list[Fault]) -> pd.DataFrame:
    """Return the budget without the lines whose code or year waits for an answer: it is asked."""
    where = f"{short_name(folder / ISIAN)} [Anggaran]"
    waiting = [
        fault.baris
        for fault in faults
        if (fault.berkas, fault.masalah) == (where, MENUNGGU) and fault.kolom in ("Kode", "Tahun")
    ]
    return anggaran[~anggaran["baris_berkas"].isin(waiting)].reset_index(drop=True)


def read_tables(
    folder: Path,
) -> tuple[dict[str, pd.DataFrame], list[Fault], dict[str, str]]:
    """Read every table of a dinas: from a store, from the workbook of the dinas or from its CSV.

    Returns
    -------
    dict of DataFrame, list of Fault, dict
        The tables; their faults of form; the file of each table that the workbook holds, as
        messages show it, by the name its CSV would have.
    """
    path, frames = folder / ISIAN, {}
    lembar = load_rules("isian").drop_duplicates("tabel").set_index("tabel")["lembar"]
    stored = read_stored(folder) if is_store(folder.parent) else ({}, [])
    tables, faults = read_isian(path) if path.is_file() else stored
    readable = path.is_file() and not any(fault.kolom is None for fault in faults)
    for nama in TABEL:
        csv = folder / f"{nama}.csv"
        if nama in tables and csv.is_file():
            problem = f"tabel ini juga ada di {ISIAN}"
            step = f"simpan di satu tempat: hapus {csv.name}, atau kosongkan lembarnya"
            faults.append(Fault(short_name(csv), None, None, None, problem, step))
        read = as_table(csv, nama, tables[nama]) if nama in tables else read_table(folder, nama)
        frames[nama] = read[0]
        if path.is_file() and nama in lembar and nama not in tables and not csv.is_file():
            said = any(fault.kolom == lembar[nama] for fault in faults)
            faults += _not_filled(path, nama, lembar[nama]) if readable and not said else []
        else:
            faults += read[1]
    shown = {
        short_name(folder / f"{nama}.csv"): f"{short_name(path)} [{lembar[nama]}]"
        for nama in tables
        if path.is_file()
    }
    return frames, faults, shown


def _as_on_the_sheet(fault: Fault, sheets: dict[str, str]) -> Fault:
    """Return a fault with the sheet and the heading that people see, where a table is a sheet."""
    if fault.berkas not in sheets:
        return fault
    kolom = _heading(Path(fault.berkas).stem, fault.kolom, fault.tahun)
    return replace(fault, berkas=sheets[fault.berkas], kolom=kolom, tahun="")


def _heading(tabel: str, kolom: str | None, tahun: str) -> str | None:
    """Return the heading of a column on its sheet, with its year where it has one for each."""
    rules = load_rules("isian")
    rules = rules[rules["tabel"] == tabel].set_index("kolom")
    # what has no column of its own follows from one that has
    titles = {"level": "Kode", "kode_induk": "Kode", "indikator": "Nama indikator"}
    titles |= {"target_bawah": "Target", "target_atas": "Target"} | rules["judul"].to_dict()
    yearly = set(rules.loc[rules["tiap_tahun"] == "ya", "judul"])
    found = [titles.get(name, name) for name in re.split(r"[+/]", kolom or "")]
    found = [f"{name} {tahun}" if name in yearly and tahun else name for name in found]
    return "+".join(dict.fromkeys(found)) or None


def _named_once(faults: list[Fault]) -> list[Fault]:
    """Leave out that a cell is empty where its cell is named already: it could not be read.

    What is said of a row of a sheet in each of its years is said once.
    """
    faults = list(dict.fromkeys(faults))
    named = {(one.berkas, one.baris, one.kolom) for one in faults if one.masalah != "sel kosong"}
    return [
        one
        for one in faults
        if one.masalah != "sel kosong" or (one.berkas, one.baris, one.kolom) not in named
    ]


def _not_filled(path: Path, nama: str, lembar: str) -> list[Fault]:
    """Return the fault of a sheet that must hold something and is still empty."""
    if not TABEL[nama].wajib:
        return []
    step = "isi mulai baris kedua; baris contoh yang abu-abu tidak dihitung"
    where = f"{short_name(path)} [{lembar}]"
    return [Fault(where, None, None, None, "lembar belum diisi", step)]


def without_rows() -> DataDinas:
    """Return a dinas whose tables have their columns and no row, with the common rules.

    Examples
    --------
    >>> len(without_rows().kinerja), "target" in without_rows().kinerja
    (0, True)
    """
    info = {"dinas": "", "nama": "", "daerah": "", "urusan": [], "aturan": COMMON}
    papers = [{"id": "", "judul": "", "tahun": 0, "sha256": "", "teks": ""}]
    tables = {nama: _typed(nama, as_table(Path(nama), nama, [])[0]) for nama in TABEL}
    odd = find_peringatan(tables, [], [], COMMON)
    plain = {nama: frame.drop(columns="baris_berkas") for nama, frame in tables.items()}
    return DataDinas(info | {"dokumen": papers}, plain, odd)


def check_dinas(data_dir: Path | str, dinas: str) -> list[Fault]:
    """Return every fault of one dinas, or what is odd in it; an empty list when it is in order."""
    try:
        data = load_dinas(data_dir, dinas)
    except DataError as error:
        return error.faults
    rows = data.peringatan.itertuples()
    return [
        replace(fault, kolom=_heading(row.tabel, row.kolom, fault.tahun))
        if ISIAN in fault.berkas
        else fault
        for fault, row in zip(as_faults(data.peringatan, dinas), rows, strict=True)
    ]


def _year_faults(folder: Path, info: dict, kinerja: pd.DataFrame) -> list[Fault]:
    """Return the documents of a year that kinerja does not have: their reports would be empty."""
    where, years = short_name(folder / "dinas.toml"), sorted(set(kinerja["tahun"]) - {""})
    step = (
        f"tambahkan baris tahun itu di kinerja, atau hapus dokumennya; yang ada: {', '.join(years)}"
    )
    return [
        Fault(where, None, "dokumen", str(one["tahun"]), "tahun tanpa baris kinerja", step)
        for one in info.get("dokumen", [])
        if years and isinstance(one.get("tahun"), int) and str(one["tahun"]) not in years
    ]


def _without_echoes(found: list[Fault], known: list[Fault]) -> list[Fault]:
    """Leave out faults that only repeat an earlier one.

    These are a cell of a ragged row, a cell of a missing column, and a cell named already.
    """
    lines = {(fault.berkas, fault.baris) for fault in known if fault.kolom is None and fault.baris}
    columns = {(fault.berkas, fault.kolom) for fault in known if fault.kolom and fault.baris == 1}
    cells = {(fault.berkas, fault.baris, fault.kolom, fault.tahun) for fault in known}
    return [
        fault
        for fault in found
        if (fault.berkas, fault.baris) not in lines
        and (fault.berkas, fault.kolom) not in columns
        and (fault.berkas, fault.baris, fault.kolom, fault.tahun) not in cells
    ]


def _apply_corrections(
    folder: Path, frames: dict[str, pd.DataFrame], broken: set[str]
) -> list[Fault]:
    """Apply `koreksi.csv` to the frames, in place; return the corrections that do not fit.

    A correction holds only where its key finds one row and the old value stands there: so it cannot
    change another figure after the data was repaired. A table whose form is at fault is left out.
    """
    where, faults = short_name(folder / "koreksi.csv"), []
    for fix in frames["koreksi"].itertuples():
        line, frame = int(fix.baris_berkas), frames.get(fix.tabel)
        if fix.tabel in broken:
            continue
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
    """Return the frame with numbers and years as numbers; a year with gaps stays float.

    `baris_berkas`, the line in the file, stays as it is.
    """
    out, numbers = frame.reset_index(drop=True), {}
    for kolom in TABEL[nama].kolom:
        if JENIS[kolom.jenis].tipe != "string":
            cells = out[kolom.nama]
            value = pd.to_numeric(cells.mask(cells == ""))
            whole = kolom.jenis == "tahun" and value.notna().all()
            numbers[kolom.nama] = value.astype("int64") if whole else value
    return out.assign(**numbers)
