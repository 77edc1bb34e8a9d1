"""One report opened: every table and every result of one dinas and year, each computed once.

    laporan = open_report("data", "kota-malang-dinsosp3ap2kb", 2023)
    laporan.kinerja    # the data
    laporan.capaian    # a result, computed when first asked for

A chapter notebook computes its frames in the open and keeps them with `simpan`; a report opened on
the same folder (`hasil`) reads them instead of computing them again. So a notebook that was changed
changes every later chapter and every file of the report alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from .akip.compute import compare_akip_target, compute_akip, compute_akip_komponen
from .akip.spm import compute_spm
from .aturan.rules import LEVEL_UTAMA
from .audit import (
    Terbitan,
    audit_dinas,
    corrected_report,
    findings_of,
    prepare_dinas,
    summarize_terbaca,
    touching,
)
from .capaian.cacah import compute_cacah
from .capaian.compute import add_printed, compute_capaian, find_ganda, summarize_capaian
from .capaian.lain import compare_lain
from .capaian.ragu import find_ragu
from .data.catalogue import find_data, find_year
from .data.dinas import DataDinas, load_dinas
from .data.nilai_tahun import known_until, values_by_year
from .data.schemas import TABEL
from .efisiensi.compute import compute_efisiensi, direct_spending
from .efisiensi.cost import compute_biaya
from .efisiensi.janji import compute_rupiah_janji
from .efisiensi.support import compute_dukungan, physical_progress
from .efisiensi.verdict import compare_measures, other_measures
from .errors import RuleError
from .papan import compile_papan
from .pembanding.compute import compare_acuan, latest_acuan, latest_konsep
from .pembanding.sebaya import compute_peringkat, compute_sebaya
from .sebab.compute import check_rekomendasi, collect_fakta, compute_sebab
from .sebab.klaim import check_klaim, collect_angka
from .tren import compute_projection, compute_trend, compute_triwulan, realised_series
from .tren.layak import compare_targets, count_rules, propose_targets

__all__ = ["AHEAD", "HASIL", "Laporan", "keep", "kept", "open_report", "read_results", "simpan"]

# the results of a report, in the order in which they build on each other; a chapter saves its own
HASIL = (
    "capaian_tahunan",
    "capaian",
    "ringkasan",
    "deret",
    "angka_lain",
    "nilai",
    "cacah",
    "tren",
    "layak",
    "ketahanan",
    "proyeksi",
    "triwulan",
    "pembanding",
    "sebaya",
    "peringkat",
    "konsep",
    "efisiensi",
    "biaya",
    "ukuran",
    "dukungan",
    "rupiah_janji",
    "akip",
    "akip_komponen",
    "akip_target",
    "indeks_spm",
    "sebab",
    "rekomendasi",
    "klaim",
    "temuan",
    "perbaikan",
    "terbaca",
)

AHEAD = "temuan_dinas"  # what whoever makes many reports lays into the folder before any chapter


def _tabel(nama: str) -> property:
    """Return a property that gives one table of the data as it stands in its file."""
    return property(lambda self: self.data.tabel[nama], doc=f"`{nama}.csv`: {TABEL[nama].arti}.")


@dataclass(frozen=True)
class Laporan:
    """The data and the results of one dinas and year; frames are attributes, computed at most once.

    `hasil` is a folder in which chapters of this report saved their frames; what lies there is
    read, never computed again. Do not change a frame in place: `assign` gives a new one.
    """

    data: DataDinas = field(repr=False)
    tahun: int
    hasil: Path | None = None

    indikator = _tabel("indikator")
    program_indikator = _tabel("program_indikator")
    keluaran = _tabel("keluaran")
    sumber_daya = _tabel("sumber_daya")
    putus = _tabel("putus")
    acuan = _tabel("acuan")
    kinerja_triwulan = _tabel("kinerja_triwulan")
    sakip = _tabel("sakip")
    spm = _tabel("spm")
    terbitan_kinerja = _tabel("terbitan_kinerja")
    terbitan_anggaran = _tabel("terbitan_anggaran")
    terbitan_acuan = _tabel("terbitan_acuan")
    terbitan_judul = _tabel("terbitan_judul")
    terbitan_klaim = _tabel("terbitan_klaim")
    pilihan = _tabel("pilihan")
    pilihan_lain = _tabel("pilihan_lain")
    koreksi = _tabel("koreksi")
    tanggapan = _tabel("tanggapan")
    tangga = _tabel("tangga")

    @property
    def dinas(self) -> str:
        """Return the slug of the dinas."""
        return self.data.dinas

    @property
    def judul(self) -> str:
        """Return the name a reader knows: dinas and region."""
        return self.data.judul

    @property
    def info(self) -> dict:
        """Return `dinas.toml`: names, documents, rules as printed."""
        return self.data.info

    @property
    def aturan(self) -> dict:
        """Return the rules in force: formula per polarity, scale, averaging, efficiency."""
        return self.data.aturan

    @property
    def skala(self) -> str | pd.DataFrame:
        """Return the scale in force: the name of a shipped one, or the rows of the dinas's own."""
        return self.data.skala

    @property
    def kinerja(self) -> pd.DataFrame:
        """Return one row per indicator and year with the indicator's attributes and breaks."""
        return self.data.kinerja

    @property
    def anggaran(self) -> pd.DataFrame:
        """Return one row per budget line of the report's year."""
        return self._of_year(self.data.anggaran)

    @property
    def nama_en(self) -> dict[str, str]:
        """Return indicator or objective → its English name, for `bahasa.nama.with_names`."""
        return self.data.nama_en

    @cached_property
    def janji(self) -> pd.DataFrame:
        """Return what was promised at the main levels up to the year.

        One row per (indikator, tahun).

        An indicator that has no figure in any year stands in the report's year without target and
        realisation, so that it is counted as missing and never lost.
        """
        known = self.kinerja[self.kinerja["tahun"] <= self.tahun]
        never = self.indikator[~self.indikator["indikator"].isin(self.kinerja["indikator"])]
        never = never.assign(dinas=self.dinas, tahun=self.tahun, target="", realisasi="")
        rows = pd.concat([known, never], ignore_index=True)
        return rows[rows["level"].isin(LEVEL_UTAMA)].reset_index(drop=True)

    @cached_property
    def kinerja_diketahui(self) -> pd.DataFrame:
        """Return every indicator as known at the end of the year (`known_until`)."""
        return known_until(self.kinerja, self.tahun)

    @cached_property
    def diketahui(self) -> pd.DataFrame:
        """Return the main indicators as known at the end of the year, each quantity once.

        A promise that is written again at another level (`ganda`) has no direction of its own.
        """
        rows, year = self.kinerja_diketahui, self._of_year(self.janji)
        again = year.loc[find_ganda(year) != "", "indikator"]
        return rows[rows["level"].isin(LEVEL_UTAMA) & ~rows["indikator"].isin(again)]

    @cached_property
    def nilai(self) -> pd.DataFrame:
        """Return the one value of every indicator-year: one row per (indikator, tahun it is of)."""
        return self._known(
            "nilai",
            lambda: values_by_year(
                self.kinerja_diketahui, self.pilihan, self.pilihan_lain, self.koreksi
            ),
        )

    @cached_property
    def capaian_tahunan(self) -> pd.DataFrame:
        """Return the achievement up to the report's year: one row per (indikator, tahun)."""

        def computed() -> pd.DataFrame:
            capaian = compute_capaian(self.janji, self.aturan, self.skala, self.tangga)
            return add_printed(capaian, self.terbitan_kinerja)

        return self._known("capaian_tahunan", computed)

    @cached_property
    def capaian(self) -> pd.DataFrame:
        """Return the achievement of the report's year: one row per main indicator."""
        return self._known("capaian", lambda: self._of_year(self.capaian_tahunan))

    @cached_property
    def ringkasan(self) -> pd.DataFrame:
        """Return the averages of the dinas with their coverage: one row."""
        rata_rata = self.aturan["rata_rata"]
        return self._known(
            "ringkasan", lambda: summarize_capaian(self.capaian, ["dinas", "tahun"], rata_rata)
        )

    @cached_property
    def deret(self) -> pd.DataFrame:
        """Return the averages of every year up to the report's: one row per year, oldest first."""
        return self._known(
            "deret",
            lambda: summarize_capaian(
                self.capaian_tahunan.sort_values("tahun", kind="stable"),
                ["dinas", "tahun"],
                self.aturan["rata_rata"],
            ),
        )

    @cached_property
    def angka_lain(self) -> pd.DataFrame:
        """Return met or missed by each other printed value: one row per (indikator, nilai_lain)."""
        return self._known(
            "angka_lain",
            lambda: compare_lain(
                self.capaian,
                self.pilihan_lain,
                self.tangga,
                self.terbitan_kinerja,
                self.capaian_tahunan,
            ),
        )

    @cached_property
    def cacah(self) -> pd.DataFrame:
        """Return what the counts behind each figure can carry: one row per indicator with counts.

        `angka_kecil` says why a figure must be read as a small number; empty: it need not.
        """
        return self._known("cacah", lambda: compute_cacah(self.capaian))

    @cached_property
    def tren(self) -> pd.DataFrame:
        """Return trend and way to the end target: one row per main indicator."""
        return self._known("tren", lambda: compute_trend(self.diketahui, tangga=self.tangga))

    @cached_property
    def titik(self) -> pd.DataFrame:
        """Return the figures of every series, and those outside them with the reason."""
        return realised_series(self.diketahui)

    @cached_property
    def layak(self) -> pd.DataFrame:
        """Return other targets beside the printed one: one row per (indikator, pilihan)."""

        def compared() -> pd.DataFrame:
            parts = (self.nilai, self.titik, self.tren, self.peringkat, self.tangga)
            return compare_targets(self.capaian, propose_targets(self.capaian, *parts), self.tangga)

        return self._known("layak", compared)

    @cached_property
    def ketahanan(self) -> pd.DataFrame:
        """Return in how many rules each category holds: one row per indicator."""
        return self._known(
            "ketahanan", lambda: count_rules(self.capaian, self.layak, self.skala, self.tangga)
        )

    @cached_property
    def proyeksi(self) -> pd.DataFrame:
        """Return the projections: one row per (indikator, metode, tahun)."""
        return self._known("proyeksi", lambda: compute_projection(self.diketahui, tren=self.tren))

    @cached_property
    def triwulan(self) -> pd.DataFrame:
        """Return the quarters put together: one row per (indikator, triwulan)."""
        quarters = self._of_year(self.kinerja_triwulan)
        return self._known("triwulan", lambda: compute_triwulan(quarters, self.kinerja))

    @cached_property
    def pembanding(self) -> pd.DataFrame:
        """Return the latest known year of every benchmark beside the realisation of that year."""
        known = self.acuan[self.acuan["tahun"] <= self.tahun]
        return self._known(
            "pembanding",
            lambda: latest_acuan(compare_acuan(self.kinerja_diketahui, known, self.nilai)),
        )

    @cached_property
    def acuan_terbit(self) -> pd.DataFrame:
        """Return the figures of others that documents up to the year print: one row per figure."""
        documents = self.info["dokumen"]
        known = [document["id"] for document in documents if document["tahun"] <= self.tahun]
        return self.terbitan_acuan[self.terbitan_acuan["dokumen"].isin(known)]

    @cached_property
    def sebaya(self) -> pd.DataFrame:
        """Return the regions of the printed tables: one row per (indikator, tahun, daerah)."""
        own = self.kinerja[self.kinerja["tahun"] <= self.tahun]
        return self._known(
            "sebaya", lambda: compute_sebaya(self.acuan_terbit, own, self.info["daerah"])
        )

    @cached_property
    def peringkat(self) -> pd.DataFrame:
        """Return the place of this region among its peers: one row per (indikator, tahun)."""
        return self._known("peringkat", lambda: compute_peringkat(self.sebaya))

    @cached_property
    def konsep(self) -> pd.DataFrame:
        """Return what this dinas brings to a comparison: its latest figure of each concept."""
        return self._known("konsep", lambda: latest_konsep(self.kinerja, self.tahun))

    @cached_property
    def ragu(self) -> pd.Series:
        """Return why an indicator can carry no verdict on money: a code per row of `capaian`."""
        return find_ragu(self.capaian, self.terbitan_kinerja, self.angka_lain)

    @cached_property
    def efisiensi(self) -> pd.DataFrame:
        """Return absorption and measures: one row per budget line, and one for the dinas."""
        return self._known(
            "efisiensi",
            lambda: compute_efisiensi(
                self.anggaran,
                self.program_indikator,
                self.capaian,
                self.keluaran,
                self.terbitan_anggaran,
                self.aturan["rata_rata"],
                self.ragu,
            ),
        )

    @property
    def keluaran_tahun(self) -> pd.DataFrame:
        """Return one row per output of the report's year."""
        return self._of_year(self.keluaran)

    @cached_property
    def biaya(self) -> pd.DataFrame:
        """Return planned and actual cost of one unit: one row per output."""
        return self._known("biaya", lambda: compute_biaya(self.anggaran, self.keluaran_tahun))

    @cached_property
    def belanja_langsung(self) -> pd.DataFrame:
        """Return printed direct spending beside all spending: one row per table that has both."""
        return direct_spending(self.terbitan_anggaran, self.tahun)

    @cached_property
    def fisik(self) -> pd.DataFrame:
        """Return how much of its outputs each budget line delivered, in the report's year."""
        return physical_progress(self.keluaran_tahun)

    @cached_property
    def ukuran(self) -> pd.DataFrame:
        """Return every measure of efficiency with its verdict: one row per (line, measure)."""
        more = other_measures(self.biaya, self.belanja_langsung, self.anggaran)
        return self._known("ukuran", lambda: compare_measures(self.efisiensi, more, self.fisik))

    @cached_property
    def dukungan(self) -> pd.DataFrame:
        """Return the programmes behind each indicator: one row per (indikator, kode)."""
        return self._known(
            "dukungan",
            lambda: compute_dukungan(
                self.capaian, self.program_indikator, self.anggaran, self.keluaran
            ),
        )

    @cached_property
    def rupiah_janji(self) -> pd.DataFrame:
        """Return the money behind the promises: one row per programme."""
        return self._known(
            "rupiah_janji",
            lambda: compute_rupiah_janji(self.efisiensi, self.dukungan, self.capaian, self.fisik),
        )

    @cached_property
    def evaluasi(self) -> pd.DataFrame:
        """Return `sakip` up to the report's year with the dinas: one row per component."""
        return self._until(self.sakip)

    @cached_property
    def akip(self) -> pd.DataFrame:
        """Return the AKIP evaluations up to the report's year: one row per (tahun, penilai)."""
        return self._known("akip", lambda: compute_akip(self.evaluasi))

    @cached_property
    def akip_komponen(self) -> pd.DataFrame:
        """Return the points each component lost: one row per component of an evaluation."""
        return self._known("akip_komponen", lambda: compute_akip_komponen(self.evaluasi))

    @cached_property
    def akip_target(self) -> pd.DataFrame:
        """Return the indicators that are AKIP scores beside the ladder and the evaluations."""
        return self._known("akip_target", lambda: compare_akip_target(self.diketahui, self.akip))

    @cached_property
    def standar(self) -> pd.DataFrame:
        """Return `spm` up to the report's year with the dinas: one row per service and year."""
        return self._until(self.spm)

    @cached_property
    def indeks_spm(self) -> pd.DataFrame:
        """Return the index of the minimum services: one row per service, and one per year."""
        return self._known("indeks_spm", lambda: compute_spm(self.standar))

    @property
    def analisis(self) -> pd.DataFrame:
        """Return the causes coded from the report of the year: one row per cause."""
        return self._of_year(self.data.tabel["analisis"])

    @property
    def klaim_tercetak(self) -> pd.DataFrame:
        """Return the claims coded from the report of the year: one row per claim."""
        papers = [one["id"] for one in self.info["dokumen"] if one["tahun"] == self.tahun]
        claims = self.data.tabel["klaim"]
        return claims[claims["dokumen"].isin(papers)].reset_index(drop=True)

    @property
    def rekomendasi_tercetak(self) -> pd.DataFrame:
        """Return the recommendations of evaluations up to the year: one row per recommendation."""
        return self._until(self.data.tabel["rekomendasi"])

    @cached_property
    def fakta(self) -> pd.DataFrame:
        """Return what causes and claims are held against: one row per subject."""
        outputs = self.keluaran_tahun
        known = self.kinerja[self.kinerja["tahun"] <= self.tahun]
        links, money = self.program_indikator, self.anggaran
        return collect_fakta(self.capaian, links, money, outputs, known, self.ragu)

    @cached_property
    def angka(self) -> pd.DataFrame:
        """Return every figure that a claim can be held against, in one long table."""
        return collect_angka(
            self.capaian_tahunan,
            self.kinerja[self.kinerja["tahun"] <= self.tahun],
            self.deret,
            self.anggaran,
            self.efisiensi,
            self.fakta,
            self.indeks_spm,
            self.belanja_langsung,
        )

    @cached_property
    def sebab(self) -> pd.DataFrame:
        """Return the causes beside what the figures support: one row per cause."""
        return self._known("sebab", lambda: compute_sebab(self.analisis, self.fakta))

    @cached_property
    def rekomendasi(self) -> pd.DataFrame:
        """Return the recommendations and their follow-up: one row per recommendation."""
        return self._known("rekomendasi", lambda: check_rekomendasi(self.rekomendasi_tercetak))

    @cached_property
    def klaim(self) -> pd.DataFrame:
        """Return the claims of the report beside its figures: one row per claim."""
        return self._known(
            "klaim",
            lambda: check_klaim(
                self.klaim_tercetak,
                self.angka,
                self.capaian_tahunan,
                self.acuan,
                self.putus,
                self.fakta,
                self.angka_lain,
            ),
        )

    @cached_property
    def terbitan(self) -> Terbitan:
        """Return what all documents of the dinas print, made ready for the checks."""
        return prepare_dinas(self.data)

    @cached_property
    def temuan_dinas(self) -> pd.DataFrame:
        """Return the contradictions in all documents of the dinas (`audit_dinas`)."""
        return self._known(AHEAD, lambda: audit_dinas(self.data, self.terbitan))

    @cached_property
    def temuan(self) -> pd.DataFrame:
        """Return the contradictions in the published report: one row per finding.

        `menyentuh` says whether a figure of this report was taken from a line of the finding.
        """

        return self._known("temuan", lambda: self.touched(self.temuan_dinas))

    def touched(self, temuan: pd.DataFrame) -> pd.DataFrame:
        """Return those of this dinas's findings that are in this report, with `menyentuh`."""
        mine = findings_of(temuan, self.info["dokumen"], self.tahun)
        return touching(mine, *self.dipakai())

    @cached_property
    def perbaikan(self) -> pd.DataFrame:
        """Return what a corrected report would say: one row per indicator, and one for the mean."""
        return self._known("perbaikan", lambda: corrected_report(self.capaian, self.skala))

    @property
    def perbaikan_tahun(self) -> pd.DataFrame:
        """Return `perbaikan` with the year of the report, as a study of several takes it."""
        return self.perbaikan.assign(tahun=self.tahun)

    @cached_property
    def terbaca(self) -> pd.DataFrame:
        """Return how much of the published report was read: one row (`summarize_terbaca`)."""
        return self._known(
            "terbaca",
            lambda: summarize_terbaca(self.data.tabel, self.info["dokumen"], self.tahun),
        )

    @cached_property
    def papan(self) -> pd.DataFrame:
        """Return every promise of the year once, the worst first, with all that is known."""
        parts = ("capaian", "nilai", "tren", "peringkat", "pembanding", "dukungan", "cacah")
        more = ("ukuran", "sebab", "akip_target", "angka_lain", "temuan", "terbaca")
        return compile_papan({name: getattr(self, name) for name in (*parts, *more)}, self.tangga)

    def dipakai(self) -> tuple[pd.DataFrame, pd.Series]:
        """Return the published rows, and the ids of those that this report's figures came from.

        Indicators of every year up to the report's (the trend stands on them), budgets of its year.
        """
        rows = self.kinerja[self.kinerja["tahun"] <= self.tahun]
        sources = [rows["sumber_target"], rows["sumber_realisasi"], self.anggaran["sumber"]]
        place = ["id", "baris", "tahun"]
        printed = [self.terbitan_kinerja[place], self.terbitan_anggaran[place]]
        return pd.concat(printed), pd.concat(sources)

    def _of_year(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["tahun"] == self.tahun].reset_index(drop=True)

    def _until(self, frame: pd.DataFrame) -> pd.DataFrame:
        rows = frame[frame["tahun"] <= self.tahun].reset_index(drop=True)
        return rows.assign(dinas=self.dinas)

    def _known(self, nama: str, hitung) -> pd.DataFrame:
        """Return a result a chapter has saved, else compute it."""
        path = self.hasil / f"{nama}.pkl" if self.hasil else None
        return pd.read_pickle(path) if path and path.is_file() else hitung()


def open_report(data_dir: str | Path, dinas: str, tahun: int, hasil: str | Path = "") -> Laporan:
    """Open the report of one dinas and year; nothing is computed yet.

    Parameters
    ----------
    data_dir : path
        Folder with one folder per dinas; empty: the folder `data` here, above, or of the project.
    hasil : path, optional
        Folder where chapters of this report saved their frames; empty: everything is computed here.

    Raises
    ------
    DataError
        Unknown dinas or year, or every fault of its data.
    """
    data_dir = data_dir or find_data()
    data = load_dinas(data_dir, dinas)  # first, for all its faults
    find_year(data_dir, dinas, tahun)
    return Laporan(data, int(tahun), Path(hasil) if hasil else None)


def simpan(hasil: str | Path = "", **frames: pd.DataFrame) -> None:
    """Keep the frames of a chapter under their names; every file of the report is made of these.

    Parameters
    ----------
    hasil : path
        The folder the batch hands to each notebook; empty (a notebook opened by hand): nothing is
        kept.
    **frames
        Results by name, e.g. `capaian=capaian`; the names are those of `HASIL`.

    Raises
    ------
    RuleError
        A name that no file or sentence is made of.
    """
    keep(hasil, HASIL, frames)


def keep(hasil: str | Path, known: Sequence[str], frames: Mapping[str, pd.DataFrame]) -> None:
    """Keep frames whose names are known in a folder; without a folder nothing is kept.

    Raises
    ------
    RuleError
        A name that is not known.
    """
    unknown = [name for name in frames if name not in known]
    if unknown:
        raise RuleError(
            f"Hasil bernama {', '.join(unknown)} tidak dikenal. Yang ada: {', '.join(known)}."
        )
    if not hasil:
        return
    folder = Path(hasil)
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        frame.to_pickle(folder / f"{name}.pkl")


def kept(hasil: str | Path, known: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Return the frames that lie in a folder, by name, in the order in which they are known."""
    paths = {name: Path(hasil) / f"{name}.pkl" for name in known}
    return {name: pd.read_pickle(path) for name, path in paths.items() if path.is_file()}


def read_results(hasil: str | Path) -> dict[str, pd.DataFrame]:
    """Return the frames that the chapters of one report saved, by name, in the order of `HASIL`."""
    return kept(hasil, HASIL)
