"""The contract of every table under `data/`, declared once: columns, kinds, keys, allowed values.

What a column means, its heading and its unit stand in the dictionary of columns
(`bahasa/kolom*.toml`), what one row of a table is in `bahasa/kalimat*.toml` under `tabel.<name>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..aturan.rules import load_rules
from ..bahasa.say import say
from .kode import POLA

if TYPE_CHECKING:
    import pandera.pandas as pa

__all__ = [
    "JENIS",
    "NUMBERS",
    "REFERENCES",
    "SOURCES",
    "TABEL",
    "TANGGAPAN",
    "Jenis",
    "Kolom",
    "Tabel",
    "cell_checks",
    "schema_of",
]


@dataclass(frozen=True)
class Jenis:
    """One kind of cell: its pattern, its type in a data package, what is wrong and what to do.

    `pola` is the pattern of the whole text; empty: any text will do. `batas` says of its numbers
    what a pattern cannot say in a data package.
    """

    pola: str
    tipe: str
    masalah: str = ""
    langkah: str = ""
    batas: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Kolom:
    """One column: its name and kind of cell (a key of `JENIS`).

    `wajib` forbids an empty cell, `pilihan` lists the allowed values. `baru`: added after the first
    release, so a file written before may lack the column; it is empty then.
    """

    nama: str
    jenis: str
    wajib: bool = False
    pilihan: tuple[str, ...] = ()
    baru: bool = False


@dataclass(frozen=True)
class Tabel:
    """One table: its columns, its key, and whether a dinas can be analysed without it."""

    nama: str
    kunci: tuple[str, ...]
    kolom: tuple[Kolom, ...]
    wajib: bool = False

    @property
    def arti(self) -> str:
        """Return what one row is, in Indonesian."""
        return say(f"tabel.{self.nama}", "id")


NUMBER = r"-?[0-9]{1,18}(\.[0-9]{1,30})?"  # beyond that it is no figure of a report

# 71.12 · 1:27500 · BB, B 69.5 · Pratama, Baik Sekali · III, I · 2024-03-31 · n/a
VALUE = (
    rf"{NUMBER}|1:[0-9]+(\.[0-9]+)?|(AA|A|BB|B|CC|C|D|E)( [0-9]+(\.[0-9]+)?)?|"
    r"[A-Z][A-Za-z]+( [A-Za-z]+){0,4}|[IVX]|"
    r"(19|20)[0-9][0-9]-[0-9][0-9]-[0-9][0-9]|n/a"
)

JENIS = {
    "teks": Jenis("", "string"),
    "slug": Jenis(
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "string",
        "bukan pengenal",
        "pakai huruf kecil, angka dan tanda hubung saja, mis. penurunan-pmks",
    ),
    "tahun": Jenis(
        r"(19|20)[0-9][0-9]",
        "year",
        "bukan tahun",
        "tulis tahun empat angka, mis. 2024",
        (("minimum", 1900), ("maximum", 2099)),
    ),
    "angka": Jenis(
        NUMBER,
        "number",
        "bukan angka",
        "tulis angka tanpa satuan dan dengan titik desimal, mis. 71.12",
    ),
    "rupiah": Jenis(
        r"[0-9]{1,15}(\.[0-9]{1,2})?",  # a thousand times the budget of the country
        "number",
        "bukan rupiah yang sah",
        "tulis rupiah tanpa titik ribuan, tanpa Rp dan tidak negatif, mis. 19957000",
        (("minimum", 0),),
    ),
    "nilai": Jenis(
        VALUE,
        "string",
        "bukan nilai kinerja yang dikenal",
        "tulis angka (71,12 atau 71.12, satu gaya dalam satu kolom), rasio 1:27500, rentang "
        "4,25 - 4,30 pada target, huruf (BB atau B 69,5), jenjang (Pratama) atau n/a",
    ),
    "tanggal": Jenis(
        r"(19|20)[0-9][0-9]-[0-9][0-9]-[0-9][0-9]",
        "string",
        "bukan tanggal",
        "tulis tahun-bulan-hari, mis. 2025-03-31",
    ),
    "kode": Jenis(
        POLA,
        "string",
        "bukan kode nomenklatur",
        "tulis seperti 1.06.04, 1.06.04.2.01 atau 1.06.04.2.01.0001",
    ),
}

NUMBERS = ("angka", "nilai", "rupiah")  # kinds of cells that hold a number

LEVEL_INDIKATOR = ("tujuan", "sasaran", "pendukung", "program", "kegiatan", "subkegiatan", "spm")
LEVEL_ANGGARAN = ("program", "kegiatan", "subkegiatan")
LEVEL_TERBITAN = (*LEVEL_INDIKATOR, "jumlah", "rata_rata", "belanja", "urusan")
KOLOM_PILIHAN = ("target", "realisasi", "data_tahun", "pembilang", "penyebut")
TANDA = ("efisien", "tidak efisien")
JENIS_NILAI = ("capaian", "target")
ASAL_TAHUN = ("dinyatakan", "disimpulkan", "tidak dinyatakan")
DAERAH = ("kabupaten", "kota", "provinsi", "nasional", "kementerian")
PERAN = ("sendiri", "sebaya", "provinsi", "nasional", "lain")
ACUAN = ("nasional", "provinsi", "spm", "daerah lain")
PER = ("1", "100", "1000", "10000", "100000", "1000000")  # 1: a ratio 1:n, or a plain fraction
SIFAT_CACAH = ("peristiwa", "bagian", "cacah_penuh")
SAMPAI = ("triwulan 1", "triwulan 2", "triwulan 3")

PENYEBAB = tuple(load_rules("penyebab")["penyebab"])
ARAH_PENYEBAB = ("pendukung", "penghambat")
MENJELASKAN = ("berhasil", "gagal", "sisa anggaran")
JENIS_KLAIM = tuple(load_rules("klaim")["jenis"])
SIFAT_KLAIM = ("pujian", "dalih", "keterangan")
UKURAN_KLAIM = (
    "realisasi",
    "capaian",
    "rata_rata",
    "serapan",
    "sisa",
    "sisa_rp",
    "realisasi_rp",
    "keluaran",
    "tercapai",
    "berhasil",
    "spm",
    "n_melampaui",
    "n_meleset",
    "n_program",
    "n_kegiatan",
    "n_subkegiatan",
    "efisiensi_selisih",
    "efisiensi_rasio",
    "efisiensi_langsung",
)
STATUS_REKOMENDASI = ("selesai", "sebagian", "direncanakan", "tidak disebut")

TANGGAPAN = ("diterima", "ditolak")

YA_TIDAK = ("ya", "tidak")

INDIKATOR = Kolom("indikator", "slug", wajib=True)
TAHUN = Kolom("tahun", "tahun", wajib=True)
KODE = Kolom("kode", "kode", wajib=True)
SUMBER = Kolom("sumber", "teks")
SUMBER_BOLEH = Kolom("sumber", "teks", baru=True)

# where a printed row stands: the first columns of both tables of published rows
TERCETAK_DI = (
    Kolom("id", "teks", wajib=True),
    Kolom("dokumen", "slug", wajib=True),
    Kolom("tabel", "teks", wajib=True),
    Kolom("baris", "angka", wajib=True),
    Kolom("level", "teks", pilihan=LEVEL_TERBITAN),
)

# what a claim in words says: a direction, whether a target was met, how many there are, a fact that
# is stated in several places, the year of the report or of a figure, how much of a budget was
# spent, that it was spent efficiently, the items of a number, how an indicator is computed
KLAIM = (
    "arah",
    "target",
    "banyak",
    "sebutan",
    "tahun_laporan",
    "tahun_data",
    "serapan",
    "efisien",
    "rincian",
    "rumus",
)

TABEL = {
    tabel.nama: tabel
    for tabel in (
        Tabel(
            "indikator",
            wajib=True,
            kunci=("indikator",),
            kolom=(
                INDIKATOR,
                Kolom("nama_indikator", "teks", wajib=True),
                Kolom("konsep", "slug", baru=True),
                Kolom("level", "teks", wajib=True, pilihan=LEVEL_INDIKATOR, baru=True),
                Kolom("sasaran", "teks", baru=True),
                Kolom("satuan", "teks", wajib=True),
                Kolom("polaritas", "teks", wajib=True, pilihan=("naik", "turun", "rentang")),
                Kolom(
                    "jenis_target",
                    "teks",
                    wajib=True,
                    pilihan=("angka", "rasio", "rentang", "ordinal", "tanggal"),
                    baru=True,
                ),
                Kolom("bobot", "angka", baru=True),
                Kolom("dasar", "nilai", baru=True),
                Kolom("tujuan", "teks", baru=True),
                Kolom("misi", "teks", baru=True),
                Kolom("kumulatif", "teks", pilihan=YA_TIDAK, baru=True),
                Kolom("nama_en", "teks", baru=True),
                Kolom("sasaran_en", "teks", baru=True),
            ),
        ),
        Tabel(
            "kinerja",
            wajib=True,
            kunci=("indikator", "tahun"),
            kolom=(
                INDIKATOR,
                TAHUN,
                Kolom("target", "nilai"),
                Kolom("target_bawah", "angka", baru=True),
                Kolom("target_atas", "angka", baru=True),
                Kolom("realisasi", "nilai"),
                Kolom("data_tahun", "tahun", baru=True),
                Kolom("sumber_target", "teks", baru=True),
                Kolom("sumber_realisasi", "teks", baru=True),
                Kolom("pembilang", "angka", baru=True),
                Kolom("penyebut", "angka", baru=True),
                Kolom("per", "angka", pilihan=PER, baru=True),
                Kolom("sifat_cacah", "teks", pilihan=SIFAT_CACAH, baru=True),
                Kolom("satuan_cacah", "teks", baru=True),
                Kolom("sumber_cacah", "teks", baru=True),
            ),
        ),
        Tabel(
            "anggaran",
            wajib=True,
            kunci=("tahun", "kode", "sumber_dana", "jenis_belanja"),
            kolom=(
                TAHUN,
                KODE,
                Kolom("level", "teks", wajib=True, pilihan=LEVEL_ANGGARAN, baru=True),
                Kolom("nama", "teks", wajib=True),
                Kolom("kode_induk", "kode", baru=True),
                Kolom("pagu_rp", "rupiah"),
                Kolom("realisasi_rp", "rupiah"),
                SUMBER_BOLEH,
                Kolom("sumber_dana", "teks", baru=True),
                Kolom("jenis_belanja", "teks", baru=True),
                Kolom("di_luar_pk", "teks", pilihan=YA_TIDAK, baru=True),
            ),
        ),
        Tabel("program_indikator", kunci=("indikator", "kode"), kolom=(INDIKATOR, KODE)),
        Tabel(
            "keluaran",
            kunci=("tahun", "kode", "nama_keluaran"),
            kolom=(
                TAHUN,
                KODE,
                Kolom("nama_keluaran", "teks", wajib=True),
                Kolom("satuan", "teks", wajib=True),
                Kolom("target", "angka"),
                Kolom("realisasi", "angka"),
                SUMBER_BOLEH,
                Kolom("sampai", "teks", pilihan=SAMPAI, baru=True),
                Kolom("satuan_target", "teks", baru=True),
                Kolom("padanan", "teks", pilihan=("nama",), baru=True),
            ),
        ),
        Tabel(
            "sumber_daya",
            kunci=("tahun", "kode", "nama_keluaran"),
            kolom=(
                TAHUN,
                KODE,
                Kolom("level", "teks", wajib=True, pilihan=LEVEL_ANGGARAN),
                Kolom("nama_keluaran", "teks", wajib=True),
                Kolom("satuan", "teks"),
                Kolom("target", "nilai"),
                Kolom("realisasi", "nilai"),
                Kolom("capaian_persen", "angka"),
                Kolom("serapan_persen", "angka"),
                Kolom("sdm_persen", "angka"),
                Kolom("pagu_rp", "rupiah"),
                Kolom("realisasi_rp", "rupiah"),
                Kolom("sdm_target", "angka"),
                Kolom("sdm_realisasi", "angka"),
                Kolom("tanda_dana", "teks", pilihan=TANDA),
                Kolom("tanda_sdm", "teks", pilihan=TANDA),
                SUMBER,
                Kolom("catatan", "teks", baru=True),
            ),
        ),
        Tabel(
            "putus",
            kunci=("indikator", "tahun", "jenis"),
            kolom=(
                INDIKATOR,
                TAHUN,
                Kolom("jenis", "teks", wajib=True, pilihan=("definisi", "target")),
                Kolom("alasan", "teks", wajib=True),
                Kolom("sumber", "teks", wajib=True),
                Kolom("kepastian", "teks", pilihan=("dinyatakan", "terlihat", "dugaan"), baru=True),
            ),
        ),
        Tabel(
            "acuan",
            kunci=("indikator", "tahun", "acuan", "nama_acuan"),
            kolom=(
                INDIKATOR,
                TAHUN,
                Kolom(
                    "acuan",
                    "teks",
                    wajib=True,
                    pilihan=ACUAN,
                ),
                Kolom("nama_acuan", "teks", wajib=True),
                Kolom("nilai", "nilai", wajib=True),
                Kolom("sebanding", "teks", wajib=True, pilihan=("ya", "tidak")),
                Kolom("catatan", "teks"),
                SUMBER,
                Kolom("tahun_nilai", "tahun", baru=True),
                Kolom("jenis_nilai", "teks", pilihan=JENIS_NILAI, baru=True),
                Kolom("asal_tahun", "teks", pilihan=ASAL_TAHUN, baru=True),
            ),
        ),
        Tabel(
            "kinerja_triwulan",
            kunci=("indikator", "tahun", "triwulan"),
            kolom=(
                INDIKATOR,
                TAHUN,
                Kolom("triwulan", "angka", wajib=True, pilihan=("1", "2", "3", "4")),
                Kolom("target", "nilai"),
                Kolom("realisasi", "nilai"),
                Kolom(
                    "konsolidasi",
                    "teks",
                    wajib=True,
                    pilihan=("jumlah", "rata_rata", "nilai_akhir"),
                ),
            ),
        ),
        Tabel(
            "sakip",
            kunci=("tahun", "penilai", "komponen"),
            kolom=(
                TAHUN,
                Kolom("komponen", "teks", wajib=True),
                Kolom("bobot", "angka"),
                Kolom("nilai", "angka"),
                SUMBER,
                Kolom("penilai", "teks", pilihan=("evaluator", "mandiri"), baru=True),
                Kolom("predikat_tercetak", "teks", baru=True),
                Kolom("catatan", "teks", baru=True),
                Kolom("tanggal", "tanggal", baru=True),
            ),
        ),
        Tabel(
            "spm",
            kunci=("tahun", "layanan"),
            kolom=(
                TAHUN,
                Kolom("layanan", "teks", wajib=True),
                Kolom("satuan", "teks"),
                Kolom("target", "nilai"),
                Kolom("realisasi", "nilai"),
                Kolom("capaian_persen", "angka"),
                SUMBER,
                Kolom("catatan", "teks", baru=True),
                Kolom("lingkup", "teks", pilihan=("layanan", "urusan"), baru=True),
                Kolom("mutu_persen", "angka", baru=True),
                Kolom("indeks_persen", "angka", baru=True),
                Kolom("lain", "teks", baru=True),
            ),
        ),
        # a printed cell stands twice: `…_tercetak` as it is printed, and beside it as a number
        Tabel(
            "terbitan_kinerja",
            kunci=("id",),
            kolom=(
                *TERCETAK_DI,
                Kolom("sasaran_tercetak", "teks"),
                Kolom("nama_tercetak", "teks"),
                Kolom("satuan_tercetak", "teks"),
                Kolom("tahun", "tahun"),
                Kolom("target_tercetak", "teks"),
                Kolom("realisasi_tercetak", "teks"),
                Kolom("capaian_tercetak", "teks"),
                Kolom("predikat_tercetak", "teks"),
                Kolom("target", "angka"),
                Kolom("realisasi", "angka"),
                Kolom("capaian", "angka"),
                Kolom("pembilang_tercetak", "teks"),
                Kolom("penyebut_tercetak", "teks"),
                Kolom("pembilang", "angka"),
                Kolom("penyebut", "angka"),
                Kolom("cara_baca", "teks"),
                Kolom("catatan", "teks"),
                Kolom("tahap", "teks"),
            ),
        ),
        Tabel(
            "terbitan_anggaran",
            kunci=("id",),
            kolom=(
                *TERCETAK_DI,
                Kolom("kode_tercetak", "teks"),
                Kolom("nama_tercetak", "teks"),
                Kolom("induk", "teks"),
                Kolom("tahun", "tahun"),
                Kolom("pagu_induk_tercetak", "teks"),
                Kolom("pagu_tercetak", "teks"),
                Kolom("realisasi_tercetak", "teks"),
                Kolom("persen_tercetak", "teks"),
                Kolom("efisiensi_tercetak", "teks"),
                # numbers and not `rupiah`: a report may print an amount below nought
                Kolom("pagu_induk_rp", "angka"),
                Kolom("pagu_rp", "angka"),
                Kolom("realisasi_rp", "angka"),
                Kolom("persen", "angka"),
                Kolom("efisiensi", "angka"),
                Kolom("sasaran_tercetak", "teks"),
                Kolom("cara_baca", "teks"),
                Kolom("catatan", "teks"),
                Kolom("tahap", "teks"),
                Kolom("perubahan_tercetak", "teks", baru=True),
                Kolom("perubahan_rp", "angka", baru=True),
            ),
        ),
        # figures of others: `peran` is what the region is to this dinas, the rest stands as printed
        Tabel(
            "terbitan_acuan",
            kunci=("id",),
            kolom=(
                *TERCETAK_DI[:-1],
                Kolom("indikator", "slug"),
                Kolom("konsep", "slug"),
                Kolom("daerah_tercetak", "teks", wajib=True),
                Kolom("daerah", "teks", wajib=True),
                Kolom("jenis", "teks", wajib=True, pilihan=DAERAH),
                Kolom("peran", "teks", wajib=True, pilihan=PERAN),
                Kolom("tahun", "tahun", wajib=True),
                Kolom("ukuran", "teks", wajib=True),
                Kolom("satuan", "teks"),
                Kolom("polaritas", "teks", pilihan=("naik", "turun", "rentang")),
                Kolom("jenis_nilai", "teks", pilihan=JENIS_NILAI),
                Kolom("nilai_tercetak", "teks", wajib=True),
                Kolom("nilai", "angka"),
                Kolom("cakupan", "teks", pilihan=("lengkap", "cuplikan", "terpilih")),
                Kolom("sebanding", "teks", pilihan=("ya", "tidak")),
                Kolom("cara_baca", "teks"),
                Kolom("catatan", "teks"),
            ),
        ),
        # what a report says in words, and the figures it says it with
        Tabel(
            "terbitan_klaim",
            kunci=("id",),
            kolom=(
                *TERCETAK_DI[:-1],
                Kolom("jenis", "teks", wajib=True, pilihan=KLAIM),
                Kolom("nama_tercetak", "teks"),
                Kolom("satuan_tercetak", "teks"),
                Kolom("tahun", "tahun"),
                Kolom("tahun_dasar", "tahun"),
                Kolom("acuan", "teks"),
                Kolom("kata_tercetak", "teks"),
                Kolom("nilai_tercetak", "teks"),
                Kolom("dasar_tercetak", "teks"),
                Kolom("kini_tercetak", "teks"),
                Kolom("nilai", "angka"),
                Kolom("dasar", "angka"),
                Kolom("kini", "angka"),
                Kolom("cara_baca", "teks"),
                Kolom("catatan", "teks"),
            ),
        ),
        Tabel(
            "terbitan_judul",
            kunci=("dokumen", "baris"),
            kolom=(
                Kolom("dokumen", "slug", wajib=True),
                Kolom("baris", "angka", wajib=True),
                Kolom("nomor", "teks", wajib=True),
                Kolom("judul", "teks"),
            ),
        ),
        Tabel(
            "pilihan",
            kunci=("indikator", "tahun", "kolom"),
            kolom=(
                INDIKATOR,
                TAHUN,
                Kolom("kolom", "teks", wajib=True, pilihan=KOLOM_PILIHAN),
                Kolom("dipilih", "teks", wajib=True),
                SUMBER,
                Kolom("alasan", "teks", baru=True),
            ),
        ),
        Tabel(
            "pilihan_lain",
            kunci=("indikator", "tahun", "kolom", "sumber"),
            kolom=(
                INDIKATOR,
                TAHUN,
                Kolom("kolom", "teks", wajib=True, pilihan=KOLOM_PILIHAN),
                Kolom("nilai", "teks", wajib=True),
                Kolom("tahun_angka", "tahun"),
                Kolom("sumber", "teks", wajib=True),
                Kolom("bersaing", "teks", wajib=True, pilihan=("ya", "tidak")),
            ),
        ),
        # a cause is of an indicator, of a budget line, or (neither filled) of the dinas as a whole
        Tabel(
            "analisis",
            kunci=("indikator", "kode", "tahun", "arah", "kode_penyebab"),
            kolom=(
                Kolom("indikator", "slug"),
                Kolom("kode", "kode", baru=True),
                TAHUN,
                Kolom("arah", "teks", pilihan=ARAH_PENYEBAB, baru=True),
                Kolom("kode_penyebab", "slug", wajib=True, pilihan=PENYEBAB),
                Kolom("kalimat", "teks", wajib=True),
                Kolom("menjelaskan", "teks", pilihan=MENJELASKAN, baru=True),
                Kolom("tindak_lanjut", "teks"),
                SUMBER,
            ),
        ),
        # a sentence of the report that names a result, in codes; of what, as in `analisis`
        Tabel(
            "klaim",
            kunci=("dokumen", "baris", "indikator", "kode", "tahun", "jenis", "ukuran", "banding"),
            kolom=(
                Kolom("dokumen", "slug", wajib=True),
                Kolom("baris", "angka", wajib=True),
                Kolom("indikator", "slug"),
                Kolom("kode", "kode"),
                TAHUN,
                Kolom("sifat", "teks", wajib=True, pilihan=SIFAT_KLAIM),
                Kolom("jenis", "teks", wajib=True, pilihan=JENIS_KLAIM),
                Kolom("ukuran", "teks", wajib=True, pilihan=UKURAN_KLAIM),
                Kolom("nilai", "nilai"),
                Kolom("banding", "tahun"),
                Kolom("acuan", "teks", pilihan=ACUAN),
                Kolom("catatan", "teks"),
            ),
        ),
        Tabel(
            "rekomendasi",
            kunci=("tahun", "nomor"),
            kolom=(
                TAHUN,
                Kolom("nomor", "teks", wajib=True),
                Kolom("rekomendasi", "teks", wajib=True),
                Kolom("tindak_lanjut", "teks"),
                Kolom("status", "teks", wajib=True, pilihan=STATUS_REKOMENDASI),
                Kolom("bukti", "teks", pilihan=YA_TIDAK),
                SUMBER,
            ),
        ),
        # rules of the dinas itself, in the form of those in aturan/
        Tabel(
            "skala",
            kunci=("skala", "kategori"),
            kolom=(
                Kolom("skala", "slug", wajib=True),
                Kolom("kategori", "teks", wajib=True),
                Kolom("bawah", "angka"),
                Kolom("operator", "teks", pilihan=(">=", ">"), baru=True),
                Kolom("cetak_bawah", "angka", baru=True),
                Kolom("cetak_atas", "angka", baru=True),
                Kolom("tercetak", "teks", baru=True),
                Kolom("sumber", "teks", baru=True),
            ),
        ),
        Tabel(
            "tangga",
            kunci=("satuan", "label"),
            kolom=(
                Kolom("satuan", "teks", wajib=True),
                Kolom("urutan", "angka", wajib=True),
                Kolom("label", "teks", wajib=True),
                Kolom("terendah", "angka", baru=True),
                Kolom("sumber", "teks", baru=True),
            ),
        ),
        Tabel(
            "koreksi",
            kunci=("tabel", "kunci", "kolom"),
            kolom=(
                Kolom("tabel", "teks", wajib=True),
                Kolom("kunci", "teks", wajib=True),
                Kolom("kolom", "teks", wajib=True),
                Kolom("nilai_lama", "teks"),
                Kolom("nilai_baru", "teks"),
                Kolom("alasan", "teks", wajib=True),
                Kolom("sumber", "teks", wajib=True),
            ),
        ),
        # what the dinas answers to a finding of the audit; the finding goes by a key of its own
        Tabel(
            "tanggapan",
            kunci=("kunci_temuan",),
            kolom=(
                Kolom("kunci_temuan", "teks", wajib=True),
                Kolom("dokumen", "slug", wajib=True),
                Kolom("jenis", "teks", wajib=True),
                Kolom("tahun", "tahun"),
                Kolom("nama", "teks"),
                Kolom("tabel", "teks"),
                Kolom("baris", "angka"),
                Kolom("tercetak", "teks"),
                Kolom("tanggapan", "teks", wajib=True, pilihan=TANGGAPAN),
                Kolom("alasan", "teks"),
                Kolom("perbaikan", "teks"),
                Kolom("usul_sel", "teks"),
                Kolom("penanggung_jawab", "teks"),
                Kolom("tenggat", "tanggal"),
            ),
        ),
    )
}

# curated table → its column, the column of the published row it came from, the published cell
SOURCES = (
    ("kinerja", "target", "sumber_target", "target"),
    ("kinerja", "realisasi", "sumber_realisasi", "realisasi"),
    ("kinerja", "pembilang", "sumber_realisasi", "pembilang"),
    ("kinerja", "penyebut", "sumber_realisasi", "penyebut"),
    ("keluaran", "target", "sumber", "target"),
    ("keluaran", "realisasi", "sumber", "realisasi"),
    ("anggaran", "pagu_rp", "sumber", "pagu"),
    ("anggaran", "realisasi_rp", "sumber", "realisasi"),
)


def _refer(kolom: Kolom, tabel: str) -> tuple[tuple[str, str, str, str], ...]:
    """Return the references of every table that has the column to the one that declares it."""
    having = (other.nama for other in TABEL.values() if kolom in other.kolom)
    return tuple((nama, kolom.nama, tabel, kolom.nama) for nama in having if nama != tabel)


# table, column → table and column where its value must stand
REFERENCES = (
    *_refer(INDIKATOR, "indikator"),
    *_refer(KODE, "anggaran"),
    ("terbitan_acuan", "indikator", "indikator", "indikator"),
    ("analisis", "indikator", "indikator", "indikator"),
    ("analisis", "kode", "anggaran", "kode"),
    ("klaim", "indikator", "indikator", "indikator"),
    ("klaim", "kode", "anggaran", "kode"),
    ("kinerja", "sumber_target", "terbitan_kinerja", "id"),
    ("kinerja", "sumber_realisasi", "terbitan_kinerja", "id"),
    ("kinerja", "sumber_cacah", "terbitan_kinerja", "id"),
    ("anggaran", "sumber", "terbitan_anggaran", "id"),
)


@cache
def schema_of(nama: str) -> pa.DataFrameSchema:
    """Return the pandera schema of one table whose cells are all text.

    The error of a check is its code in `cell_checks`.

    Examples
    --------
    >>> list(schema_of("program_indikator").columns)
    ['indikator', 'kode']
    """
    import pandera.pandas as pa  # it takes longer to import than to check the tables of a dinas

    def checks(kolom: Kolom) -> list[pa.Check]:
        return [
            pa.Check(lambda cells, sound=sound: cells.map(sound).astype(bool), error=code)
            for code, sound in cell_checks(kolom).items()
        ]

    # no type: the cells are read as text, and asking each column for it takes as long as its checks
    return pa.DataFrameSchema(
        {kolom.nama: pa.Column(None, checks(kolom), required=True) for kolom in TABEL[nama].kolom},
        strict=False,
    )


def cell_checks(kolom: Kolom) -> dict[str, Callable[[str], object]]:
    """Return what a cell of a column must satisfy, by the code of what is wrong where it does not.

    `bentuk` (the pattern of its kind), `pilihan` (one of the allowed values), `wajib` (not empty);
    `checks.py` puts the codes into words.

    Examples
    --------
    >>> year = next(kolom for kolom in TABEL["kinerja"].kolom if kolom.nama == "tahun")
    >>> [code for code, sound in cell_checks(year).items() if not sound("2O24")]
    ['bentuk']
    """
    checks: dict[str, Callable[[str], object]] = {}
    if JENIS[kolom.jenis].pola:
        checks["bentuk"] = re.compile(rf"(?:{JENIS[kolom.jenis].pola})?").fullmatch
    if kolom.pilihan:
        checks["pilihan"] = {*kolom.pilihan, ""}.__contains__
    if kolom.wajib:
        checks["wajib"] = str.strip
    return checks
