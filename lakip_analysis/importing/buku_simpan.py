"""A proposal beside what stands in isian.xlsx: what it changes, and writing it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pandas as pd

from ..aturan.rules import load_rules
from ..data.csvtable import as_table
from ..data.isian import ISIAN, gather_waiting, read_isian
from ..data.schemas import TABEL
from ..data.tulisan import settle_tables
from ..errors import DataError, Fault, command, short_name
from .buku import ISIAN_TABEL, describe_usulan, propose, read_books
from .buku_bentuk import Jawaban
from .sisipan import read_beside
from .template import GUIDE, write_isian

__all__ = [
    "compare_tables",
    "import_books",
    "keep_old",
    "lay_over",
    "read_answers",
    "read_standing",
    "save_isian",
    "say_changes",
]

HELD = ("indikator", "kinerja", "program_indikator", "anggaran", "keluaran", "analisis")

TARGETS = ("target", "target_bawah", "target_atas")  # one cell of the sheet

WAYS = ("naik", "turun", "rentang")
MEANINGS = (
    *(
        "nama_indikator",
        "sasaran",
        "satuan",
        "polaritas",
        "bobot",
        "target",
        "realisasi",
        "capaian",
    ),
    *("kode", "nama", "program", "kegiatan", "subkegiatan", "pagu_rp", "realisasi_rp", "persen"),
    *("nama_keluaran", "tahun", "nomor", "abai"),
)


def read_answers(
    tahun: str,
    desimal: str,
    polaritas: list[str],
    kolom: list[str],
    sel: list[str],
    lembar: list[str],
) -> Jawaban:
    """Return the answers given on the command line.

    Raises
    ------
    DataError
        With every option that cannot be understood.

    Examples
    --------
    >>> read_answers("", "", ["Angka kematian=turun", "naik"], [], [], []).polaritas
    {'Angka kematian': 'turun', '': 'naik'}
    """
    faults: list[Fault] = []

    def pairs(option: str, said: list[str], shape: str, good) -> dict[str, str]:
        out = {}
        for text in said:
            name, mark, value = text.rpartition("=")
            if not good(name.strip(), value.strip(), mark):
                faults.append(Fault("lakip import", None, option, text, "tidak terbaca", shape))
            out[name.strip().strip('"“”')] = value.strip()
        return out

    ways = pairs(
        "--polaritas",
        polaritas,
        'tulis "nama indikator"=naik, turun atau rentang',
        lambda name, value, mark: value in WAYS,
    )
    columns = pairs(
        "--kolom",
        kolom,
        f'tulis "judul kolom"=makna; makna: {", ".join(MEANINGS)}; boleh @2024',
        lambda name, value, mark: (
            name and re.fullmatch(rf"(?:{'|'.join(MEANINGS)})(?:@(?:19|20)\d\d)?", value)
        ),
    )
    cells = pairs(
        "--sel",
        sel,
        'tulis "Lembar!D7"=71.12',
        lambda name, value, mark: re.fullmatch(r".+![A-Za-z]{1,3}\d{1,7}", name),
    )
    if tahun and not re.fullmatch(r"(?:19|20)\d\d", tahun):
        faults.append(
            Fault("lakip import", None, "--tahun", tahun, "bukan tahun", "tulis mis. 2024")
        )
    if desimal not in ("", "koma", "titik"):
        step = "tulis koma atau titik"
        faults.append(Fault("lakip import", None, "--desimal", desimal, "tidak dikenal", step))
    if faults:
        raise DataError(faults)
    return Jawaban(tahun, desimal, ways, columns, cells, tuple(lembar))


def read_standing(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the tables that stand in a dinas's isian.xlsx, in the writing of the contract.

    Raises
    ------
    DataError
        isian.xlsx cannot be read, or the tables of the dinas are CSV files.
    """
    path = folder / ISIAN
    csvs = [nama for nama in HELD if (folder / f"{nama}.csv").is_file()]
    if csvs:
        problem = f"dinas ini memakai {csvs[0]}.csv, jadi {ISIAN} akan bertentangan dengannya"
        step = "impor ke dinas baru (lakip new), atau pindahkan CSV-nya dahulu"
        raise DataError([Fault(short_name(path), None, None, None, problem, step)])
    lines, faults = read_isian(path) if path.is_file() else ({}, [])
    frames = {}
    for nama in TABEL:
        header = [kolom.nama for kolom in TABEL[nama].kolom]
        csv = folder / f"{nama}.csv"
        frames[nama], wrong = as_table(csv, nama, lines.get(nama, [(1, header)]))
        faults += wrong if nama in lines else []
    if faults:
        raise DataError(gather_waiting(faults))
    settled, _ = settle_tables(folder, frames)  # what is in doubt stays as it is written
    return {nama: settled[nama].drop(columns="baris_berkas") for nama in HELD}


def lay_over(
    lama: dict[str, pd.DataFrame], baru: dict[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Return the standing tables with the cells of a proposal over them; what it lacks stays.

    Parameters
    ----------
    lama, baru : dict of DataFrame
        Tables by name, all text; the keys of the contract tell their rows apart.
    """
    out = dict(lama)
    for nama, frame in baru.items():
        keys = list(TABEL[nama].kunci)
        old = lama.get(nama, frame.iloc[:0])
        rows = {tuple(row[key] for key in keys): row for row in old.to_dict("records")}
        for row in frame.to_dict("records"):
            key = tuple(row[key] for key in keys)
            taken = {name: cell for name, cell in row.items() if cell}
            if set(taken) & set(TARGETS):
                taken |= {name: row[name] for name in TARGETS if name in row}
            rows[key] = {**dict.fromkeys(frame.columns, ""), **rows.get(key, {}), **taken}
        columns = [kolom.nama for kolom in TABEL[nama].kolom]
        out[nama] = pd.DataFrame(list(rows.values()), dtype=object).reindex(
            columns=columns, fill_value=""
        )
    return out


def compare_tables(lama: dict[str, pd.DataFrame], baru: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the cells of the sheets that differ between two sets of tables.

    Returns
    -------
    DataFrame, one row per cell
        `jenis` (tambah, ubah, hapus), `tabel`, `kunci`, `kolom`, `lama`, `baru`.
    """
    rules = load_rules("isian")
    rows = []
    for nama in HELD:
        keys = list(TABEL[nama].kunci)
        shown = [one for one in rules.loc[rules["tabel"] == nama, "kolom"] if one not in keys]
        shown += [one for one in TARGETS[1:] if nama == "kinerja"]
        old, new = (_by_key(tables.get(nama), keys) for tables in (lama, baru))
        for key in [*old, *(one for one in new if one not in old)]:
            one, other = old.get(key, {}), new.get(key, {})
            for kolom in shown or [keys[-1]]:
                was, now = str(one.get(kolom, "")), str(other.get(kolom, ""))
                if was != now:
                    jenis = "ubah" if was and now else ("tambah" if now else "hapus")
                    rows.append([jenis, nama, " ".join(key), kolom, was, now])
    return pd.DataFrame(rows, columns=["jenis", "tabel", "kunci", "kolom", "lama", "baru"])


def _by_key(frame: pd.DataFrame | None, keys: list[str]) -> dict[tuple, dict]:
    if frame is None or frame.empty:
        return {}
    return {tuple(row[key] for key in keys): row for row in frame.to_dict("records")}


def say_changes(changes: pd.DataFrame, shown: int = 40) -> list[str]:
    """Return the changes as lines: those of what stands first, then how much is added."""
    if changes.empty:
        return [f"Tidak ada yang berubah di {ISIAN}."]
    counts = changes["jenis"].value_counts()
    lines = [
        f"Terhadap {ISIAN}: {counts.get('tambah', 0)} sel ditambah, "
        f"{counts.get('ubah', 0)} diubah, {counts.get('hapus', 0)} dihapus"
    ]
    listed = changes[changes["jenis"] != "tambah"]
    for row in listed.head(shown).itertuples():
        now = f"{row.lama} → {row.baru}" if row.jenis == "ubah" else f"{row.lama} dihapus"
        lines.append(f"  {row.tabel} {row.kunci} [{row.kolom}]: {now}")
    if len(listed) > shown:
        lines.append(f"  … dan {len(listed) - shown} lagi")
    return lines


def save_isian(folder: Path, tables: dict[str, pd.DataFrame]) -> list[Path]:
    """Write tables as isian.xlsx; the one that stands is kept as isian.xlsx.<number>.bak.

    Its comments, its further sheets and what its guide says of it go into the new one.

    Returns
    -------
    list of Path
        The file written and, where there was one before, its copy.

    Raises
    ------
    OSError
        The folder cannot be written; what stands stays.
    """
    path, fresh = folder / ISIAN, folder / f".{ISIAN}.baru"
    years = sorted({int(year) for year in tables["kinerja"]["tahun"] if year})
    beside = read_beside(path, GUIDE[2])
    write_isian(fresh, tables, years, beside.catatan, None, beside.lampiran, beside.komentar)
    kept = keep_old(path)
    os.replace(fresh, path)
    return [path, *([folder / kept] if kept else [])]


def keep_old(path: Path) -> str:
    """Copy a file that stands to `<name>.<number>.bak`; return that name, empty where none is."""
    if not path.is_file():
        return ""
    number = 1
    while path.with_name(f"{path.name}.{number}.bak").exists():
        number += 1
    kept = path.with_name(f"{path.name}.{number}.bak")
    shutil.copyfile(path, kept)
    return kept.name


def import_books(
    paths: list[Path], folder: Path, jawaban: Jawaban, simpan: bool = False, ganti: bool = False
) -> tuple[list[str], list[Fault]]:
    """Read workbooks for a dinas and return what was found as lines; write when `simpan`.

    Parameters
    ----------
    paths : list of Path
        Workbooks or CSVs of the agency.
    folder : Path
        Folder of the dinas.
    jawaban : Jawaban
    simpan : bool
        Write isian.xlsx; else only say what it would hold.
    ganti : bool
        Leave out what stands in isian.xlsx and is not in the workbooks.

    Returns
    -------
    list of str, list of Fault
        What was read, as lines; why nothing can be written: no table is known, or an answer met
        nothing.

    Raises
    ------
    DataError
        A file that cannot be read, or a dinas kept in CSVs.
    """
    sheets = read_books(paths)
    lama = read_standing(folder)
    usulan = propose(sheets, jawaban, lama)
    lines = describe_usulan(usulan)
    if not any(len(usulan.tabel[nama]) for nama in ISIAN_TABEL):
        step = "lihat yang tidak dibaca di atas; judul kolom dapat dijelaskan dengan --kolom"
        problem = "tidak ada tabel indikator atau anggaran yang dikenal"
        return lines, [Fault(short_name(paths[0]), None, None, None, problem, step)]
    if usulan.meleset:
        problem = "jawaban yang tidak mengenai apa pun, jadi tidak ada yang ditulis"
        step = "samakan dengan nama, sel atau judul di bukunya, atau hapus jawabannya"
        said = [one.partition(": ") for one in usulan.meleset]
        return lines, [Fault("lakip import", None, a, b, problem, step) for a, _, b in said]
    over = lay_over({} if ganti else lama, usulan.tabel)
    tables = {nama: over.get(nama, lama[nama].iloc[:0]) for nama in HELD}
    changes = compare_tables(lama, tables)
    lines += say_changes(changes)
    if changes.empty:
        return lines, []
    if not simpan:
        more = f"Belum ditulis. Tulis ke {short_name(folder / ISIAN)} dengan --simpan"
        return [*lines, more], []
    path, *kept = save_isian(folder, tables)
    lines.append(f"Ditulis: {short_name(path)}")
    lines += [f"Yang lama disimpan sebagai {one.name}" for one in kept]
    step = command("check", "--dinas", folder.name, data=folder.parent)
    return [*lines, f"Periksa dengan: {step}"], []
