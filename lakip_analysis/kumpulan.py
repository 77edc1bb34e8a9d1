"""Many reports opened together, for a study across dinas: the frames of each under each other.

    kumpulan = open_kumpulan("data", tahun=2024)
    kumpulan.daftar     # which dinas, and which report of each
    kumpulan.capaian    # their achievement, one row per (dinas, indikator)

A frame is what each report has by itself (`laporan.Laporan`); of a store of a country the dinas
without tables of their own kind are computed together, with the same result (`negara.Negara`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from .data.catalogue import find_data, find_dinas, list_dinas, read_info, years_with_document
from .data.csvtext import is_store
from .errors import DataError, Fault, command
from .laporan import Laporan, keep, kept, open_report

if TYPE_CHECKING:  # DuckDB is heavy
    from .negara import Negara

__all__ = [
    "DAFTAR_COLUMNS",
    "KAJIAN",
    "Kumpulan",
    "open_kumpulan",
    "pick_reports",
    "read_kajian",
    "short_names",
    "simpan_kajian",
]

# what the study saves, in the order in which it is read
KAJIAN = (
    "kajian_dinas",
    "kajian_ukuran",
    "kajian_peringkat",
    "kajian_kepekaan",
    "kajian_faktor",
    "kajian_kategori",
    "kajian_tanpa",
    "kajian_konsep",
    "corong",
    "serapan_bersama",
    "kajian_biaya",
    "garis_depan",
    "rencana",
    "mutu_rencana",
    "kelengkapan",
    "laju_temuan",
    "temuan_berulang",
    "kesimpulan_berubah",
    "klaim_dinas",
    "penyebab_dinas",
    "evaluasi_akip",
    "indeks_spm_dinas",
)

DAFTAR_COLUMNS = ["dinas", "judul", "daerah", "provinsi", "urusan", "tahun", "dokumen"]

# a dinas that has rows in one of these follows rules that no other does
OWN = ("koreksi", "tangga", "skala", "analisis", "klaim", "tanggapan")


def _under_each_other(nama: str, doc: str) -> cached_property:
    """Return an attribute: one frame of every report, with `dinas`."""

    def stack(self: Kumpulan) -> pd.DataFrame:
        parts = [getattr(one, nama).assign(dinas=one.dinas) for one in self.laporan]
        if self.negara is not None and hasattr(self.negara, nama):
            parts.append(getattr(self.negara, nama))
        filled = [part for part in parts if len(part)]
        if not filled:
            return parts[0] if parts else pd.DataFrame(columns=["dinas"])
        order = {dinas: number for number, dinas in enumerate(self.daftar["dinas"])}
        whole = pd.concat(filled, ignore_index=True)
        place = whole["dinas"].map(order).sort_values(kind="stable").index
        return whole.loc[place].reset_index(drop=True)

    stack.__doc__ = doc
    return cached_property(stack)


@dataclass(frozen=True)
class Kumpulan:
    """Reports of several dinas; frames are attributes, each computed at most once.

    `daftar`: one row per dinas, `DAFTAR_COLUMNS` (`urusan` joined by semicolons, `tahun` of its
    report, `dokumen` the ids of the documents of that year). Every frame has `dinas` and its rows
    in the order of `daftar`.
    """

    daftar: pd.DataFrame
    laporan: tuple[Laporan, ...] = field(repr=False)
    negara: Negara | None = field(default=None, repr=False)

    @cached_property
    def nama(self) -> pd.Series:
        """Return slug → the name a reader of the study knows (`short_names`)."""
        return short_names(self.daftar)

    @cached_property
    def tahun(self) -> int:
        """Return the latest year of a report in it."""
        return int(self.daftar["tahun"].max())

    def of_year(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a frame that are of the year of each dinas's report."""
        year = frame["dinas"].map(self.daftar.set_index("dinas")["tahun"])
        return frame[frame["tahun"] == year].reset_index(drop=True)

    indikator = _under_each_other("indikator", "One row per indicator.")
    kinerja = _under_each_other("kinerja_diketahui", "Indicators as known at the end of the year.")
    anggaran = _under_each_other("anggaran", "One row per budget line of the report's year.")
    keluaran = _under_each_other("keluaran_tahun", "One row per output of the report's year.")
    program_indikator = _under_each_other("program_indikator", "Programmes behind indicators.")
    capaian_tahunan = _under_each_other("capaian_tahunan", "Achievement up to the report's year.")
    capaian = _under_each_other("capaian", "Achievement of the report's year.")
    ringkasan = _under_each_other("ringkasan", "Averages with their coverage: one row per dinas.")
    nilai = _under_each_other("nilai", "The one value of every indicator-year.")
    cacah = _under_each_other("cacah", "What the counts behind each figure can carry.")
    biaya = _under_each_other("biaya", "Cost of one unit: one row per output.")
    akip = _under_each_other("akip", "AKIP evaluations up to the report's year.")
    evaluasi = _under_each_other("evaluasi", "Their components as printed.")
    indeks_spm = _under_each_other("indeks_spm", "Index of the minimum services.")
    temuan = _under_each_other("temuan", "Contradictions within each report.")
    terbaca = _under_each_other("terbaca", "How much of each report was read: one row per dinas.")
    sebab = _under_each_other("sebab", "Coded causes beside the figures.")
    klaim = _under_each_other("klaim", "Claims beside the figures.")
    perbaikan = _under_each_other("perbaikan_tahun", "What a corrected report would say.")
    efisiensi = _under_each_other("efisiensi", "Absorption: one row per budget line and dinas.")
    tren = _under_each_other("tren", "Trend and way to the end target.")
    pembanding = _under_each_other("pembanding", "Benchmarks beside the realisation.")
    peringkat = _under_each_other("peringkat", "Place among the regions of a printed table.")
    sebaya = _under_each_other("sebaya", "Regions of the printed tables.")
    dukungan = _under_each_other("dukungan", "Programmes behind each indicator.")
    standar = _under_each_other("standar", "Minimum services as printed.")
    terbitan_anggaran = _under_each_other("terbitan_anggaran", "Printed budget rows.")
    sumber_daya = _under_each_other("sumber_daya", "Staff and means.")
    tangga = _under_each_other("tangga", "Ladders of a dinas itself.")


def open_kumpulan(
    data_dir: str | Path = "",
    dinas: str | Iterable[str] = (),
    tahun: int = 0,
    provinsi: str = "",
    urusan: str = "",
) -> Kumpulan:
    """Open the reports of several dinas; nothing is computed yet.

    Parameters
    ----------
    data_dir : path
        Folder with one folder per dinas, or a store; empty: the folder `data` of this project.
    dinas : str or iterable of str
        Slugs, or a text of them with semicolons between; default all.
    tahun : int
        Year of the reports; 0: of each dinas the latest that has a document.
    provinsi, urusan : str
        Only those of a province (its name), of an affair of government (`1.06`); empty: all.

    Raises
    ------
    DataError
        Unknown dinas, a dinas without a document of the year, or every fault of its data.

    Examples
    --------
    >>> kumpulan = open_kumpulan(dinas=["kota-malang-dinsosp3ap2kb", "kota-pontianak-dinsos"])
    >>> kumpulan.daftar[["dinas", "tahun"]].values.tolist()
    [['kota-malang-dinsosp3ap2kb', 2023], ['kota-pontianak-dinsos', 2024]]
    >>> kumpulan.capaian.groupby("dinas", sort=False).size().tolist()
    [10, 5]
    """
    data_dir = Path(data_dir or find_data())
    if isinstance(dinas, str):
        dinas = [name.strip() for name in dinas.split(";") if name.strip()]
    daftar = pick_reports(data_dir, dinas, tahun, provinsi, urusan)
    alone = list(daftar["dinas"])
    together = None
    if is_store(data_dir):
        alone, together = _apart(data_dir, daftar)
    year = daftar.set_index("dinas")["tahun"]
    opened = tuple(open_report(data_dir, name, int(year[name])) for name in alone)
    return Kumpulan(daftar, opened, together)


def simpan_kajian(hasil: str | Path = "", **frames: pd.DataFrame) -> None:
    """Keep the frames of a study under their names (`KAJIAN`), as `laporan.simpan` does."""
    keep(hasil, KAJIAN, frames)


def read_kajian(hasil: str | Path) -> dict[str, pd.DataFrame]:
    """Return the frames that a study saved, by name, in the order of `KAJIAN`."""
    return kept(hasil, KAJIAN)


def pick_reports(
    data_dir: Path,
    dinas: Iterable[str] = (),
    tahun: int = 0,
    provinsi: str = "",
    urusan: str = "",
) -> pd.DataFrame:
    """Return which report of each dinas is meant: one row per dinas, `DAFTAR_COLUMNS`.

    Raises
    ------
    DataError
        As `open_kumpulan`, all faults at once; a dinas that was not asked for by name and has no
        document of the year is left out.
    """
    rows, faults, named = [], [], list(dict.fromkeys(dinas))
    for slug in named or list_dinas(data_dir):
        try:
            info = read_info(find_dinas(data_dir, slug))
        except DataError as error:
            faults += error.faults
            continue
        if not _asked(info, provinsi, urusan):
            continue
        years = years_with_document(info)
        if tahun in years or (years and not tahun):
            rows.append(_row(slug, info, tahun or years[-1]))
        elif named or not tahun:
            known = f"yang ada: {', '.join(map(str, years))}" if years else "tidak ada dokumen"
            step = command("check", "--dinas", slug, data=data_dir)
            problem = f"tidak ada dokumen tahun itu ({known})"
            faults.append(Fault(f"{slug}/dinas.toml", None, "dokumen", str(tahun), problem, step))
    if not rows and not faults:
        asked = [f"dokumen tahun {tahun}"] * bool(tahun)
        asked += [f"provinsi “{provinsi}”"] * bool(provinsi) + [f"urusan {urusan}"] * bool(urusan)
        problem = " ".join(["tidak ada dinas", *(["dengan", ", ".join(asked)] if asked else [])])
        step = "longgarkan pilihannya (--tahun, --provinsi, --urusan)"
        faults.append(Fault(str(data_dir), None, None, None, problem, step))
    if faults:
        raise DataError(faults)
    return pd.DataFrame(rows, columns=DAFTAR_COLUMNS)


def short_names(daftar: pd.DataFrame) -> pd.Series:
    """Return slug → the name of its region, or its whole name where two share the region.

    Examples
    --------
    >>> rows = {"dinas": list("abc"), "judul": ["Dinas A X", "Dinas B X", "Dinas A Y"]}
    >>> short_names(pd.DataFrame(rows | {"daerah": list("XXY")})).tolist()
    ['Dinas A X', 'Dinas B X', 'Y']
    """
    rows = daftar.set_index("dinas")
    return rows["daerah"].mask(rows["daerah"].duplicated(keep=False), rows["judul"])


def _asked(info: dict, provinsi: str, urusan: str) -> bool:
    """Say whether a dinas is of the province and of the affair asked for."""
    there = provinsi.strip().casefold() in ("", info["provinsi"].casefold())
    return there and (not urusan or urusan in info["urusan"])


def _row(slug: str, info: dict, tahun: int) -> tuple:
    papers = tuple(one["id"] for one in info["dokumen"] if one["tahun"] == tahun)
    about = (f"{info['nama']} {info['daerah']}", info["daerah"], info["provinsi"])
    return (slug, *about, ";".join(info["urusan"]), tahun, papers)


def _apart(store: Path, daftar: pd.DataFrame) -> tuple[list[str], Negara]:
    """Return the dinas of a store that go by themselves, and all others together."""
    from .data.store import read_catalogue
    from .negara import Negara

    known = read_catalogue(store)
    alone = [
        name
        for name in daftar["dinas"]
        if any(known[name].berkas.get(table, {}).get("baris") for table in OWN)
    ]
    rest = daftar[~daftar["dinas"].isin(alone)].reset_index(drop=True)
    return alone, Negara(store, rest, {name: known[name].aturan for name in rest["dinas"]})
