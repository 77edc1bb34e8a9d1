"""Many reports opened together, for a study across dinas: the frames of each under each other.

    kumpulan = open_kumpulan("data", tahun=2024)
    kumpulan.daftar     # which dinas, and which report of each
    kumpulan.capaian    # their achievement, one row per (dinas, indikator)

A frame is what each report has by itself (`laporan.Laporan`); of a store of a country the dinas
without tables of their own kind are computed together, with the same result (`negara.Negara`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .audit import audit_several
from .data.catalogue import (
    NAMED,
    find_data,
    find_dinas,
    list_dinas,
    read_infos,
    years_with_document,
)
from .data.csvtext import is_store
from .data.dinas import without_rows
from .errors import DataError, Fault, command
from .laporan import Laporan, keep, kept, open_report
from .once import each_once
from .processes import beside, in_order, in_shares

if TYPE_CHECKING:  # DuckDB is heavy
    from .negara import Negara

__all__ = [
    "DAFTAR_COLUMNS",
    "KAJIAN",
    "SOURCE",
    "Kumpulan",
    "find_reports",
    "find_unopened",
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
    "jumlah_biaya",
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

TOGETHER = 100  # dinas whose reports are audited at once

# a dinas that has rows in one of these follows rules that no other does
OWN = ("koreksi", "tangga", "skala", "analisis", "klaim", "tanggapan")

# frame of many → what one report calls it, where that is another name
SOURCE = {
    "kinerja": "kinerja_diketahui",
    "keluaran": "keluaran_tahun",
    "perbaikan": "perbaikan_tahun",
}


def _under_each_other(nama: str, doc: str, of_all: Callable | None = None) -> cached_property:
    """Return an attribute: one frame of every report, with `dinas`.

    `of_all`: gives the frames of all reports at once, where that is quicker than one by one.
    """
    source = SOURCE.get(nama, nama)

    def stack(self: Kumpulan) -> pd.DataFrame:
        if nama in self.begun:
            return self.begun.pop(nama)()
        each = of_all or partial(map, attrgetter(source))
        found = zip(each(self.laporan), self.laporan, strict=True)
        parts = [frame.assign(dinas=one.dinas) for frame, one in found]
        if _has(self.negara, nama):
            parts.append(getattr(self.negara, source))
        filled = [part for part in parts if len(part)]
        if not filled:
            return parts[0] if parts else getattr(self._kosong, source).assign(dinas="").iloc[:0]
        whole = pd.concat(filled, ignore_index=True) if len(filled) > 1 else filled[0]
        place = each_once(self._urutan.get, whole["dinas"]).to_numpy(np.int64)
        if not (place[1:] >= place[:-1]).all():
            whole = whole.iloc[np.argsort(place, kind="stable")]
        return whole.reset_index(drop=True)

    stack.__doc__ = doc
    return cached_property(stack)


def _audited(laporan: Sequence[Laporan]) -> list[pd.DataFrame]:
    """Return the findings in each report; every check runs once over those of some dinas."""
    parts = in_order(in_shares(laporan, TOGETHER, 2), _audit)
    found = [one for part in parts for one in part]
    return [one.touched(temuan) for one, temuan in zip(laporan, found, strict=True)]


def _audit(laporan: Sequence[Laporan]) -> list[pd.DataFrame]:
    return audit_several([one.data for one in laporan])


def _has(negara: Negara | None, nama: str) -> bool:
    """Say whether a store's dinas have a frame; asked of the class, for an attribute computes."""
    return negara is not None and hasattr(type(negara), SOURCE.get(nama, nama))


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
    begun: dict[str, Callable] = field(default_factory=dict, repr=False)

    @cached_property
    def nama(self) -> pd.Series:
        """Return slug → the name a reader of the study knows (`short_names`)."""
        return short_names(self.daftar)

    @cached_property
    def _urutan(self) -> dict[str, int]:
        """Return dinas → its place."""
        return {dinas: number for number, dinas in enumerate(self.daftar["dinas"].tolist())}

    @cached_property
    def _kosong(self) -> Laporan:
        """Return a report without a row: it gives the columns of a frame that nobody has."""
        return Laporan(without_rows(), 0)

    @cached_property
    def tahun(self) -> int:
        """Return the latest year of a report in it."""
        return int(self.daftar["tahun"].max())

    def begin(self, *names: str) -> None:
        """Have frames computed in a process beside this one, until they are asked for.

        For what takes long and is small, as the findings. Where there is no second process to be
        had they are computed when they are asked for, as every other frame.
        """
        for nama in names:
            if nama not in self.__dict__:
                self.begun[nama] = beside(partial(getattr, self, nama))

    @cached_property
    def tahun_laporan(self) -> dict[str, int]:
        """Return dinas → the year of its report."""
        return self.daftar.set_index("dinas")["tahun"].to_dict()

    def of_year(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a frame that are of the year of each dinas's report."""
        year = each_once(self.tahun_laporan.get, frame["dinas"])
        return frame[frame["tahun"] == year].reset_index(drop=True)

    def dinas_known(self, nama: str) -> frozenset[str]:
        """Return of which dinas a frame was computed; of the others its lack of rows says nothing.

        The dinas of a store that go together (`negara`) have not all that a single report has.
        """
        alone = [one.dinas for one in self.laporan]
        together = self.negara.daftar["dinas"] if _has(self.negara, nama) else []
        return frozenset([*alone, *together])

    indikator = _under_each_other("indikator", "One row per indicator.")
    kinerja = _under_each_other("kinerja", "Indicators as known at the end of the year.")
    anggaran = _under_each_other("anggaran", "One row per budget line of the report's year.")
    keluaran = _under_each_other("keluaran", "One row per output of the report's year.")
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
    temuan = _under_each_other("temuan", "Contradictions within each report.", _audited)
    terbaca = _under_each_other("terbaca", "How much of each report was read: one row per dinas.")
    sebab = _under_each_other("sebab", "Coded causes beside the figures.")
    klaim = _under_each_other("klaim", "Claims beside the figures.")
    perbaikan = _under_each_other("perbaikan", "What a corrected report would say.")
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
        Unknown dinas, a dinas without a document of the year, or every fault of the data of all of
        them; a folder without any dinas.

    Examples
    --------
    >>> kumpulan = open_kumpulan(dinas=["kota-malang-dinsosp3ap2kb", "kota-pontianak-dinsos"])
    >>> kumpulan.daftar[["dinas", "tahun"]].values.tolist()
    [['kota-malang-dinsosp3ap2kb', 2023], ['kota-pontianak-dinsos', 2024]]
    >>> kumpulan.capaian.groupby("dinas", sort=False).size().tolist()
    [10, 6]
    """
    data_dir = Path(data_dir or find_data())
    if isinstance(dinas, str):
        dinas = [name.strip() for name in dinas.split(";") if name.strip()]
    daftar = pick_reports(data_dir, dinas, tahun, provinsi, urusan)
    alone, together = _apart(data_dir, daftar)
    opened, broken = _open_each(data_dir, alone)
    if broken:
        raise DataError([fault for faults in broken.values() for fault in faults])
    return Kumpulan(daftar, tuple(opened), together)


def find_unopened(data_dir: str | Path, daftar: pd.DataFrame) -> dict[str, list[Fault]]:
    """Return the dinas whose tables cannot be opened, with every fault of each.

    Parameters
    ----------
    daftar : DataFrame as `find_reports` gives it

    Examples
    --------
    >>> daftar, _ = find_reports(find_data())
    >>> find_unopened(find_data(), daftar)
    {}
    """
    alone, _ = _apart(Path(data_dir), daftar)
    return _open_each(Path(data_dir), alone)[1]


def _open_each(
    data_dir: Path, daftar: pd.DataFrame
) -> tuple[list[Laporan], dict[str, list[Fault]]]:
    """Return the reports that can be opened, and the faults of the others."""
    opened, broken = [], {}
    for row in daftar.itertuples():
        try:
            opened.append(open_report(data_dir, row.dinas, int(row.tahun)))
        except DataError as error:
            broken[row.dinas] = error.faults
    return opened, broken


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
        As `find_reports`, and for every dinas that cannot be told, all faults at once.
    """
    daftar, broken = find_reports(data_dir, dinas, tahun, provinsi, urusan)
    if broken:
        raise DataError([fault for faults in broken.values() for fault in faults])
    return daftar


def find_reports(
    data_dir: Path,
    dinas: Iterable[str] = (),
    tahun: int = 0,
    provinsi: str = "",
    urusan: str = "",
) -> tuple[pd.DataFrame, dict[str, list[Fault]]]:
    """Return which report of each dinas is meant, and of which dinas that cannot be told.

    Reads `dinas.toml` alone: whether the tables can be read is known once they are opened
    (`find_unopened`).

    Returns
    -------
    DataFrame, one row per dinas in order of slug, `DAFTAR_COLUMNS`
        A dinas that was not asked for by name and has no document of the year is left out.
    dict, slug → its faults
        A name that nobody has, a `dinas.toml` that cannot be read, no document (of that year).

    Raises
    ------
    DataError
        Nothing is left: a folder without any dinas, or a choice that none of them meets.

    Examples
    --------
    >>> daftar, broken = find_reports(find_data(), provinsi="Kalimantan Barat")
    >>> daftar["daerah"].tolist(), broken
    (['Kota Pontianak', 'Kota Singkawang'], {})
    """
    rows, broken, known, named = [], {}, [], sorted(set(dinas))
    if not named and not list_dinas(data_dir):
        find_dinas(data_dir, "")
    there = []
    for slug in named or list_dinas(data_dir):
        try:
            there.append(find_dinas(data_dir, slug).name if named else slug)
        except DataError as error:
            broken[slug] = error.faults
    for slug, info in read_infos(data_dir, there):
        if isinstance(info, DataError):
            broken[slug] = info.faults
            continue
        known.append(info)
        if not _asked(info, provinsi, urusan):
            continue
        years = years_with_document(info)
        if tahun in years or (years and not tahun):
            rows.append(_row(slug, info, tahun or years[-1]))
        elif named or not tahun:
            others = f" tahun itu (yang ada: {', '.join(map(str, years))})" if years else ""
            step = command("check", "--dinas", slug, data=data_dir)
            value, problem = str(tahun) if tahun else None, f"tidak ada dokumen{others}"
            fault = Fault(f"{slug}/dinas.toml", None, "dokumen", value, problem, step)
            broken[slug] = [fault]
    if not rows and not broken:
        raise DataError([_nothing_left(data_dir, known, tahun, provinsi, urusan)])
    return pd.DataFrame(rows, columns=DAFTAR_COLUMNS), dict(sorted(broken.items()))


def _nothing_left(
    data_dir: Path, known: list[dict], tahun: int, provinsi: str, urusan: str
) -> Fault:
    """Return that no dinas meets a choice, with what there is to choose from."""
    asked = {
        "tahun": (tahun, f"dokumen tahun {tahun}"),
        "provinsi": (provinsi, f"provinsi “{provinsi}”"),
        "urusan": (urusan, f"urusan {urusan}"),
    }
    there = {
        "tahun": {str(year) for info in known for year in years_with_document(info)},
        "provinsi": {_text(info, "provinsi") for info in known},
        "urusan": {code for info in known for code in _affairs(info)},
    }
    said = [text for value, text in asked.values() if value]
    steps = []
    for name, (value, _) in asked.items():
        if not value:
            continue
        names = sorted(there[name] - {""})
        more = f" dan {len(names) - NAMED} lagi" if len(names) > NAMED else ""
        steps.append(f"{name} yang ada: {', '.join(names[:NAMED]) or 'belum ada'}{more}")
    problem = f"tidak ada dinas dengan {', '.join(said)}"
    return Fault(str(data_dir), None, None, None, problem, "; ".join(steps))


def short_names(daftar: pd.DataFrame) -> pd.Series:
    """Return slug → the name of its region; its whole name where two share the region.

    Where that too is shared the slug stands behind it.

    Examples
    --------
    >>> rows = {"dinas": list("abc"), "judul": ["Dinas A X", "Dinas B X", "Dinas A Y"]}
    >>> short_names(pd.DataFrame(rows | {"daerah": list("XXY")})).tolist()
    ['Dinas A X', 'Dinas B X', 'Y']
    >>> short_names(pd.DataFrame({"dinas": list("ab"), "judul": "Dinas X", "daerah": "X"})).tolist()
    ['Dinas X (a)', 'Dinas X (b)']
    """
    rows = daftar.set_index("dinas")
    whole = rows["judul"]
    apart = whole + " (" + rows.index.astype(str) + ")"
    whole = whole.mask(whole.duplicated(keep=False), apart)
    return rows["daerah"].mask(rows["daerah"].duplicated(keep=False), whole)


# what `dinas.toml` lacks or holds of another kind is a fault once its tables are opened


def _text(info: dict, kunci: str) -> str:
    value = info.get(kunci, "")
    return value.strip() if isinstance(value, str) else ""


def _affairs(info: dict) -> list[str]:
    value = info.get("urusan", [])
    return [str(one) for one in value] if isinstance(value, list) else []


def _asked(info: dict, provinsi: str, urusan: str) -> bool:
    """Say whether a dinas is of the province and of the affair asked for."""
    there = provinsi.strip().casefold() in ("", _text(info, "provinsi").casefold())
    return there and (not urusan.strip() or urusan.strip() in _affairs(info))


def _row(slug: str, info: dict, tahun: int) -> tuple:
    papers = tuple(str(one.get("id", "")) for one in info["dokumen"] if one.get("tahun") == tahun)
    place = _text(info, "daerah")
    about = (f"{_text(info, 'nama')} {place}".strip(), place, _text(info, "provinsi"))
    return (slug, *about, ";".join(_affairs(info)), tahun, papers)


def _apart(data_dir: Path, daftar: pd.DataFrame) -> tuple[pd.DataFrame, Negara | None]:
    """Return the dinas that go by themselves, and those of a store that go together, if any."""
    if not is_store(data_dir):
        return daftar, None
    from .data.store import read_catalogue
    from .negara import Negara

    known = read_catalogue(data_dir)
    alone = daftar["dinas"].map(
        lambda name: any(known[name].berkas.get(table, {}).get("baris") for table in OWN)
    )
    rest = daftar[~alone.astype(bool)].reset_index(drop=True)
    if rest.empty:
        return daftar, None
    rules = {name: known[name].aturan for name in rest["dinas"]}
    return daftar[alone.astype(bool)], Negara(data_dir, rest, rules)
