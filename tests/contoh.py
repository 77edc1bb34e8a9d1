"""Small reports around each check, and each of them with one printed cell or row changed: `changed_examples(many)`.

A change is one of those that a bound can tell apart: a unit of the last place up or down, half a unit, cut, empty, nought, a dash, the figure of
another row or column, another year, line, table, level, name. Which of them an audit should notice is not said here: the record of what it says
(test_audit_rekam.py) is read when it changes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from zlib import crc32

import pandas as pd
from test_audit_silang import anggaran, kinerja, klaim

FIGURES = {
    "k": ("target", "realisasi", "capaian", "pembilang", "penyebut"),
    "a": ("pagu_induk", "pagu", "realisasi", "persen", "efisiensi", "perubahan"),
    "c": ("nilai", "dasar", "kini"),
}
ALSO = ("indikator", "kinerja", "anggaran", "pilihan", "putus")
MADE = {"k": ("terbitan_kinerja", kinerja), "a": ("terbitan_anggaran", anggaran), "c": ("terbitan_klaim", klaim)}
LEVELS = {"k": ("sasaran", "tujuan", "program", "subkegiatan", "pendukung", "jumlah", "rata_rata", "spm"), "a": ("program", "kegiatan", "subkegiatan", "jumlah", "rata_rata"), "c": ()}
PLAIN = {"baris": 1, "tahun": 2023, "tabel": "1"}
STAGES = ("", "pk-awal", "pk-perubahan", "pembanding", "kondisi-awal", "persediaan")
RULES = {"skala": "pontianak", "turun": "dua_target_kurang_realisasi", "efisiensi": "sisa"}


def row(nama="Indeks", **cells) -> dict:
    return {"nama": nama, **cells}


def up(*names, way="naik") -> list[dict]:
    return [{"indikator": f"i{n}", "nama_indikator": name, "polaritas": way} for n, name in enumerate(names)]


def lines(level, first, *rows, names=("nama", "pagu", "realisasi"), **more) -> list[dict]:
    """Rows of one level on lines that follow each other, cells in the order of `names`."""
    return [{"level": level, "baris": first + n, **dict(zip(names, one, strict=False)), **more} for n, one in enumerate(rows)]


def figures(name, first, *values, column="realisasi", year=2023, **more) -> list[dict]:
    """One figure a year."""
    return [{"nama": name, "tahun": year - len(values) + 1 + n, "baris": first, column: text, **more} for n, text in enumerate(values) if text]


THREE = ("target", "realisasi", "capaian")
MONEY = ("nama", "pagu", "realisasi", "persen")
COUNTS = ("nama", "pembilang", "penyebut", "realisasi")

EXAMPLES: dict[str, dict] = {
    # achievements
    "achieved": {"k": [row(target="50,00", realisasi="45,00", capaian="90,00"), row(tabel="2", baris=9, target="50,00", realisasi="45,00", capaian="91,00"), row(tabel="3", baris=12, target="50,00", realisasi="44,00")], "indikator": up("Indeks")},
    "less is better": {"k": [row("Angka kasus", target="0,50", realisasi="0,40", capaian="120,00"), row("Angka kasus", tabel="2", baris=9, target="0,50", realisasi="0,60", capaian="80,00"), row("Angka kasus", tahun=2022, baris=1, target="0,50", realisasi="0,50", capaian="100,00")], "indikator": up("Angka kasus", way="turun")},
    "no polarity": {"k": [row(target="80", realisasi="60", capaian="133,33"), row(tabel="2", baris=9, target="80", realisasi="60", capaian="75,0"), row(tabel="3", baris=12, capaian="90,1")]},
    "capped": {"k": [row(target="50", realisasi="75,00", capaian="120"), row("Lain", baris=2, target="50", realisasi="10", capaian="20"), row("Lain", tabel="2", baris=9, target="50", realisasi="9,6", capaian="20")], "indikator": up("Indeks", "Lain"), "rules": {"batas_atas": 120, "batas_bawah": 20}},
    "nothing promised": {"k": [row("Jumlah kasus", target="0", realisasi="1", capaian="100,00"), row("Jumlah kasus", baris=2, tahun=2022, target="-", realisasi="2", capaian="100"), row("Jumlah kasus", baris=3, tahun=2021, target="0", realisasi="0", capaian="100")], "indikator": up("Jumlah kasus", way="turun")},
    "a column turned round": {"k": lines("sasaran", 1, *((f"Indeks {w}", *cells) for w, cells in zip(("satu", "dua", "tiga", "empat", "lima"), (("40", "36", "111,11"), ("50", "40", "125,00"), ("60", "66", "90,91"), ("70", "63", "111,11"), ("80", "60", "133,33")), strict=True)), names=("nama", *THREE)), "indikator": up(*(f"Indeks {w}" for w in ("satu", "dua", "tiga", "empat", "lima")))},
    "a column of nothing known": {"k": lines("sasaran", 1, *((f"Indeks {w}", *cells) for w, cells in zip(("satu", "dua", "tiga", "empat", "lima"), (("40", "36", "91,00"), ("50", "40", "82,00"), ("60", "66", "113,00"), ("70", "63", "94,00"), ("80", "60", "77,00")), strict=True)), names=("nama", *THREE)), "indikator": up(*(f"Indeks {w}" for w in ("satu", "dua", "tiga", "empat", "lima")))},
    "from another year": {"k": [row(target="50,00", realisasi="45,00", capaian="80,00"), row(baris=2, tahun=2022, target="50,00", realisasi="40,00", capaian="80,00"), row(tabel="2", baris=9, target="45,00"), row(tabel="3", baris=14, realisasi="40,40")], "indikator": up("Indeks")},
    "from whole numbers": {"k": [row(target="49,60", realisasi="45,40", capaian="90,00"), row("Lain", baris=2, target="30,00", realisasi="20,00", capaian="66,66"), row("Tiga", baris=3, target="30,00", realisasi="10,00", capaian="33,34")], "indikator": up("Indeks", "Lain", "Tiga")},
    "broken cells": {"k": [row(target="1O0", realisasi="97,", cara_baca="target=teks"), row("Lain", baris=2, pembilang="1.0000.000", penyebut="10,000.000", cara_baca="pembilang=ribuan;penyebut=ribuan")], "a": [row("A", pagu="Rp 12.345,678.9", realisasi="1.2345.678", cara_baca="pagu=teks;realisasi=ribuan")]},
    # two values
    "three tables": {"k": [row(target="12,30", realisasi="9,10"), row(tabel="2", baris=9, target="12,44", realisasi="9,10"), row(tabel="3", baris=12, target="12,44", realisasi="9,10")]},
    "a slip": {"k": [row(realisasi="75,10"), row(tabel="2", baris=9, realisasi="7,51"), row(tabel="3", baris=12, realisasi="75,10"), row(tabel="4", baris=15, realisasi="75,1")]},
    "a whole row": {"k": [row(target="80,00", realisasi="61,25", capaian="76,56"), row(tabel="2", baris=9, target="80,00", realisasi="61,25", capaian="76,56"), row(tabel="3", baris=12, target="70,00", realisasi="70,40", capaian="100,57"), row(baris=2, tahun=2022, target="70,00", realisasi="70,40", capaian="100,57")], "indikator": up("Indeks")},
    "late": {"k": [*figures("IPG", 3, "78,06", "77,63", "78,77", tabel="3"), *figures("IPG", 9, "77,63", "78,77", year=2022, tabel="L3"), row("IPG", baris=20, tabel="4", realisasi="78,77", capaian="99,00")], "indikator": [{"indikator": "ipg", "nama_indikator": "IPG", "polaritas": "naik"}], "kinerja": [{"indikator": "ipg", "tahun": y, "target": "", "realisasi": v, "data_tahun": y - 1, "sumber_target": "", "sumber_realisasi": f"d1:t3-b3-{y}"} for y, v in ((2021, "78.06"), (2022, "77.63"), (2023, "78.77"))], "pilihan": [{"indikator": "ipg", "tahun": 2021, "kolom": "data_tahun", "dipilih": "2020", "alasan": "Disimpulkan"}]},
    "late in words": {"k": [row("Peringkat KLA", realisasi="Madya", capaian="100,00"), row("Peringkat KLA", tabel="2", baris=7, realisasi="Madya")], "c": [row("Peringkat KLA", jenis="tahun_data", kata="penilaian 2022", nilai="2022"), row("Peringkat KLA", jenis="tahun_data", baris=95, kata="data s.d. TW I")], "kinerja": [{"indikator": "kla", "tahun": 2023, "realisasi": "Madya", "data_tahun": 2022, "sumber_realisasi": "d1:t1-b1-2023"}], "indikator": up("Peringkat KLA")},
    "repeated": {"k": [*figures("Cakupan", 4, "83,89", "83,89", "94,20", "94,20"), row("Cakupan", tabel="2", baris=9, realisasi="94,20"), row("Cakupan", tabel="3", baris=11, realisasi="95,20")]},
    "in use": {"k": [row("IDG", tahun=2018, realisasi="71,05"), row("IDG", tahun=2018, tabel="3", baris=2, realisasi="75,00"), row("IDG", tahun=2018, tabel="4", baris=3, realisasi="75,00"), row("IDG", tahun=2018, tabel="5", baris=7, target="71,00", realisasi="75,00", capaian="105,63")], "indikator": up("IDG"), "kinerja": [{"indikator": "i0", "tahun": 2018, "target": "", "realisasi": "71.05", "sumber_target": "", "sumber_realisasi": "d1:t1-b1-2018"}], "pilihan": [{"indikator": "i0", "tahun": 2018, "kolom": "realisasi", "dipilih": "71.05", "alasan": "Sama"}]},
    "read as the target": {"k": [row(target="80,00", realisasi="40,00", capaian="50,00", baris=4), row(tabel="2", baris=5, realisasi="40,00"), row(tabel="n1", baris=9, realisasi="80,00"), row(tabel="n2", baris=9, target="80,00")], "indikator": up("Indeks")},
    "labels": {"k": [row("Peringkat KLA", baris=4, realisasi="Nindya"), row("Peringkat KLA", tabel="2", baris=9, realisasi="Madya"), row("Peringkat KLA", tabel="3", baris=12, realisasi="Madya")]},
    "magnitude": {"k": [row("Belanja", tahun=2022, baris=4, target="0,5", realisasi="48", capaian="9600"), row("Belanja", tabel="2", baris=7, target="53,43"), row("Belanja", tabel="3", baris=8, target="36"), row("Belanja", tabel="4", baris=9, target="36")]},
    "unmeasured": {"k": [row("Kemiskinan", target="5"), row("Stunting", baris=2, target="4", realisasi="n/a"), row("Gini", baris=3, target="0,3", realisasi="0,2"), row("Kemiskinan", baris=4, tahun=2022, realisasi="6"), row("Kemiskinan", baris=5, tahun=2024, target="4")]},
    "another name": {"k": [row("Penanganan PPKS", target="80", realisasi="75"), row("Penanganan PSKS", tabel="2", baris=9, target="80", realisasi="75"), row("Penanganan PSKS", tabel="3", baris=12, target="80", realisasi="75")]},
    "two series": {"k": [*figures("PMKS tertangani", 1, "83,89", "94,78", "97,69", "98,79", "98,29"), *figures("Cakupan layanan", 2, "83,89", "94,20", "97,69", "98,79", "98,29", tabel="2")]},
    "a baseline": {"k": [*figures("Indeks", 9, "81,15", "70,87", "86,45"), *figures("Indeks", 4, "71", "72", "73", column="target", year=2025), row(baris=4, tahap="kondisi-awal", tahun=0, realisasi="69,42")]},
    "a baseline of a year": {"k": [*figures("Indeks", 9, "81,15", "70,87", "86,45"), row(baris=4, tahap="kondisi-awal", tahun=2022, realisasi="69,4")]},
    "a stage": {"k": [row(tabel="1", baris=1, target="79,94"), row(tabel="2", baris=2, target="79,94", realisasi="70"), row(tabel="pk", baris=9, tahap="pk-awal", target="7,994"), row(tabel="pk2", baris=12, tahap="pk-perubahan", target="70,94")]},
    # counts
    "counts": {"k": lines("sasaran", 4, ("Persentase lansia", "45", "50", "90,00%"), ("Rasio kasus per penduduk", "3", "2000", "1,50"), ("Laju pertumbuhan", "102", "100", "2,00"), ("Persentase anak", "24", "20", "120,00"), names=COUNTS)},
    "counts off": {"k": lines("sasaran", 4, ("Persentase lansia", "45", "50", "91,00%"), ("Rasio kasus per penduduk", "3", "2000", "1,70"), ("TFR", "35", "20", "1,80"), ("Persentase anak", "20", "30", "66,66"), names=COUNTS)},
    "two counts": {"k": [row(pembilang="12", penyebut="200", baris=4, realisasi="6,00%"), row(pembilang="15", penyebut="200", baris=9, tabel="2", realisasi="6,00%"), row(pembilang="12", penyebut="210", baris=12, tabel="3")]},
    "a total of counts": {"k": [row(pembilang="8136", penyebut="8324", baris=4, realisasi="97,62"), row("Jumlah", level="jumlah", pembilang="8126", penyebut="8324", realisasi="97,62", baris=9, tabel="2")]},
    "a column of shares": {"k": lines("sasaran", 4, ("Persentase a", "45", "50", "111,11"), ("Persentase b", "40", "50", "125,00"), ("Persentase c", "20", "40", "200,00"), ("Persentase d", "30", "60", "200,00"), names=COUNTS)},
    "growth": {"k": [row("Penurunan kasus", realisasi="9,50"), row("Jumlah kasus", tahun=2022, realisasi="100", baris=2), row("Jumlah kasus", realisasi="90", baris=3), row("Laju pertumbuhan penduduk", realisasi="1,00", baris=4), row("Jumlah penduduk", tahun=2022, realisasi="1000", baris=5), row("Jumlah penduduk", realisasi="1015", baris=6)]},
    "nothing of nothing": {"k": [row(f"L{n}", target="0", realisasi="0", capaian=text, baris=n) for n, text in ((4, "0"), (5, "100"), (6, "100,00"))] + [row("M", baris=7, pembilang="0", penyebut="0", realisasi="-"), row("N", baris=8, pembilang="0", penyebut="0", realisasi="100%")]},
    "stale counts": {"k": [row("Lansia terlayani", tahun=y, level="pendukung", pembilang="80", penyebut="100", baris=y - 2000) for y in (2022, 2023)]},
    "two populations": {"k": [row("Rasio KDRT", baris=4, realisasi="0,04", pembilang="12", penyebut="284000"), row("Rasio KDRT", baris=5, realisasi="1 : 36250", pembilang="12", penyebut="435000")]},
    "two shares": {"k": [row(level="subkegiatan", baris=4, realisasi="6,00%", pembilang="12", penyebut="200"), row(level="subkegiatan", baris=9, realisasi="4,00%", pembilang="12", penyebut="300")]},
    "more than exist": {"k": [row("Tenaga Sosial Kecamatan (TSK)", level="urusan", tahap="persediaan", realisasi="6 Orang"), row("Pelatihan Tenaga Sosial Kecamatan", level="subkegiatan", realisasi="7 Orang", baris=9), row("Pelatihan TSK", level="subkegiatan", realisasi="9 Orang", baris=10)]},
    "components": {"k": [row("Indikator KLA", pembilang="906", penyebut="1207"), *(row(f"Klaster {n}", tabel="Hasil KLA", level="urusan", baris=9 + n, pembilang="300,25", penyebut="400") for n in range(3))]},
    # grades
    "ladder": {"k": [row("Peringkat KLA", realisasi="601 (Pratama)", baris=4), row("Nilai SAKIP", baris=5, target="BB (nilai 70)", realisasi="B 70,02"), row("Nilai SAKIP", baris=6, tahun=2022, realisasi="A", predikat_tercetak="BB"), row("Peringkat KLA", baris=7, tahun=2022, realisasi="581,52", predikat_tercetak="Madya")]},
    "steps": {"k": [row("Peringkat KLA", baris=4, target="Madya", realisasi="Pratama", capaian="50"), row("IPM", baris=5, target="1", realisasi="2", capaian="200"), row("Level APE", baris=9, target="Pratama", realisasi="Madya", capaian="100"), row("Level APE", baris=9, tahun=2026, target="Nindya", capaian="90")]},
    "off the scale": {"k": [row(capaian="95,00", predikat_tercetak="cukup memuaskan"), row("Lain", baris=2, capaian="75,00", predikat_tercetak="Tinggi"), row("Tiga", baris=3, capaian="90,99", predikat_tercetak="sangat baik"), row("Empat", baris=4, target="50", realisasi="38", capaian="76,0", predikat_tercetak="Sedang")], "rules": {"skala": "permendagri-86"}},
    "its own scale": {"k": [row(capaian="95,00", predikat_tercetak="kurang berhasil"), row("Lain", baris=2, capaian="84,99", predikat_tercetak="Berhasil"), row("Tiga", baris=3, capaian="100", predikat_tercetak="tidak tercapai"), row("Empat", baris=4, capaian="99,5", predikat_tercetak="tercapai")], "rules": {"skala": "malang"}},
    # means
    "a mean": {"k": [*lines("sasaran", 1, ("A", "80,00"), ("B", "90,00"), ("C", "100,00"), names=("nama", "capaian")), row("Rata-rata", level="rata_rata", baris=4, capaian="90,50"), row("Rata-rata capaian kinerja", tabel="n", level="rata_rata", baris=30, capaian="91,00")], "rules": {"skala": "permendagri-86"}},
    "means of means": {"k": [*lines("sasaran", 1, ("A", "80,00"), ("B", "90,00"), names=("nama", "capaian")), row("Rata-rata I", level="rata_rata", baris=3, capaian="85,00"), *lines("program", 4, ("C", "60,00"), ("D", "-"), ("E", "80,00"), names=("nama", "capaian")), row("Rata-rata II", level="rata_rata", baris=7, capaian="70,00"), row("F", baris=8, capaian="-"), row("Rata-rata III", level="rata_rata", baris=9, capaian="0"), row("Total", level="rata_rata", baris=10, capaian="77,00")]},
    "a mean over a wrong one": {"k": [*lines("sasaran", 1, ("A", "50", "45", "95,00"), ("B", "50", "40", "80,00"), ("C", "50", "50", "100,00"), names=("nama", *THREE)), row("Rata-rata", level="rata_rata", baris=4, capaian="91,67")], "indikator": up("A", "B", "C")},
    "an empty cell": {"k": [*lines("sasaran", 1, ("A", "80,00"), ("B", "90,00"), ("C", "-"), names=("nama", "capaian")), row("Rata-rata", level="rata_rata", baris=4, capaian="90,33"), *lines("sasaran", 11, ("A", "80,00"), ("B", "90,00"), ("C", "101,00"), names=("nama", "capaian"), tabel="2"), row("Rata-rata", level="rata_rata", baris=14, tabel="2", capaian="90,33")]},
    "a mean of last year": {"k": [*(row(f"Indeks {n}", tahun=2022, baris=n, capaian=text, sasaran_tercetak=aim) for n, text, aim in ((1, "80,00", "I"), (2, "90,00", "I"), (3, "70,00", "II"), (4, "140,00", "II"))), row("rata-rata capaian kinerja", tahun=2022, tabel="n", level="rata_rata", baris=9, capaian="96,50")]},
    "a total that is a mean": {"k": [row("A", capaian="90,00"), row("B", baris=2, capaian="100,00"), row("Jumlah", level="rata_rata", baris=3, capaian="95,00", target="200", realisasi="180")]},
    "a programme": {"k": [row("Program A", level="program", tabel="2", capaian="75"), *lines("subkegiatan", 4, ("Keluaran 1", "100", "80", "80,00"), ("Keluaran 2", "20", "12", "60,00"), ("Keluaran 3", "10", "", "-"), names=("nama", *THREE), tabel="2")], "a": [row("Program A", baris=3, pagu="100.000.000", realisasi="90.000.000"), row("Latihan", level="kegiatan", induk=3, baris=20, pagu="100.000.000"), *lines("subkegiatan", 4, ("Keluaran 1", "50.000.000", "50.000.000"), ("Keluaran 2", "30.000.000", "20.000.000"), ("Keluaran 3", "20.000.000", "20.000.000"), induk=20)]},
    "dear": {"k": [row("Latihan", level="subkegiatan", tabel="2", target="100", realisasi="50", capaian="50"), row("Data", level="subkegiatan", tabel="2", baris=5, target="10", realisasi="8", capaian="80")], "a": [row("Program A", baris=3, pagu="100.000.000", realisasi="90.000.000", efisiensi="10%"), row("Latihan", level="subkegiatan", induk=3, baris=4, pagu="50.000.000", realisasi="30.000.000"), row("Data", level="subkegiatan", induk=3, baris=5, pagu="50.000.000", realisasi="50.000.000")]},
    # money
    "sums": {"a": [row("A", baris=1, pagu="3.000.000", realisasi="2.400.000", persen="80,00"), row("Satu", level="kegiatan", induk=1, baris=2, pagu="2.000.000", realisasi="1.600.000", persen="80,00"), row("Dua", level="kegiatan", induk=1, baris=3, pagu="1.000.000", realisasi="800.000", persen="80,00"), row("B", baris=4, pagu="2.500.000", realisasi="2.000.000", persen="80,00"), row("JUMLAH", level="jumlah", baris=5, pagu="5.500.000", realisasi="4.400.000", persen="80,00")]},
    "sums off": {"a": [row("A", baris=1, pagu="7.000.000", realisasi="6.200.000", persen="88,57"), row("Satu", level="kegiatan", induk=1, baris=2, pagu="2.000.000", realisasi="1.200.000", persen="60,00"), row("Dua", level="kegiatan", induk=1, baris=3, pagu="4.000.000", realisasi="3.900.000", persen="97,50"), row("Tiga", level="kegiatan", induk=1, baris=4, pagu="2.500.000", realisasi="2.300.000", persen="92,00"), row("JUMLAH", level="jumlah", baris=5, pagu="7.000.000", realisasi="7.400.000", persen="88,57")]},
    "a lost line": {"a": [*lines("program", 1, ("Satu", "1.000.000", "900.000"), ("Dua", "2.000.000", "1.500.000"), ("Tiga", "3.000.000", "2.500.000")), *lines("program", 11, ("Satu", "1.000.000", "900.000"), ("Dua", "2.000.000", "1.500.000"), tabel="9"), row("TOTAL", level="jumlah", tabel="9", baris=13, pagu="6.000.000", realisasi="4.900.000")]},
    "a lost line below": {"a": [row("Rehabilitasi", baris=1, pagu="5.000.000", tabel="2"), *lines("kegiatan", 2, ("Satu", "3.000.000"), ("Dua", "2.020.000"), tabel="2", induk=1), row("Rehabilitasi", baris=11, pagu="5.000.000", realisasi="4.800.000"), row("Satu", level="kegiatan", baris=12, induk=11, pagu="3.000.000", realisasi="2.900.000")]},
    "a total elsewhere": {"a": [*lines("belanja", 1, ("Operasi", "4.600.000"), ("Modal", "100.000"), tabel="n"), row("APBD", level="jumlah", baris=3, tabel="n", pagu="4.500.000"), *lines("program", 11, ("A", "2.000.000", "1.900.000"), ("B", "2.700.000", "2.600.000")), row("Jumlah", level="jumlah", baris=13, pagu="4.700.000", realisasi="4.500.000")]},
    "a total above": {"a": [row("Dinas", level="jumlah", baris=1, pagu="3.000.000", realisasi="2.000.000"), *lines("program", 2, ("A", "1.000.000", "700.000"), ("B", "1.900.000", "1.300.000")), row("Dinas", level="jumlah", baris=9, tabel="2", pagu="3.000.000", realisasi="2.100.000"), row("Dinas", level="jumlah", baris=12, tabel="3", pagu="3.000.000", realisasi="2.100.000", persen="70,00")]},
    "absorption": {"a": lines("program", 1, ("A", "1.000.000", "500.000", "50,00"), ("B", "1.000.000", "600.000", "61,00"), ("C", "3.000.000", "2.000.000", "66,66"), ("D", "1.000.000", "1.000.000", "95,00"), ("E", "1.000.000", "1.060.000", "106,00"), names=MONEY)},
    "a column that slid": {"a": lines("program", 1, *((f"Nomor {n}", "1.000.000", f"{n + 4}00.000", text) for n, text in enumerate(("50,00", "50,00", "60,00", "70,00", "95,00"), 1)), names=MONEY)},
    "a column of what is left": {"a": lines("program", 1, *((f"Nomor {n}", "1.000.000", f"{n + 5}00.000", text) for n, text in enumerate(("40,00", "30,00", "20,00", "10,00"), 1)), names=MONEY)},
    "overspent, another in use": {"a": [row("A", pagu="43.791.450", realisasi="151.319.210", persen="97,35"), row("A", baris=9, tabel="2", pagu="43.791.450", realisasi="42.585.000", persen="97,25")], "anggaran": [{"kode": "1.06.01", "tahun": 2023, "pagu_rp": "43791450", "realisasi_rp": "42585000", "sumber": "d1:t2-b9-2023"}]},
    "two budgets": {"a": [row("A", pagu="18.000.000", realisasi="17.000.000", persen="94,44"), row("A", tabel="2", baris=9, pagu="18.000.000", realisasi="17.000.000", persen="94,44"), row("A", tabel="3", baris=12, pagu="18.900.000", realisasi="17.100.000", persen="90,48"), row("B", baris=2, pagu="18.900.000", realisasi="17.100.000")]},
    "amounts that slid": {"a": [one for table, first, amounts in (("1", 1, ("2.971.415", "1.677.940", "4.967.600", "4.800.000", "7.487.150")), ("2", 11, ("2.971.415", "1.677.940", "4.967.600", "4.800.000", "7.487.150")), ("3", 21, ("1.677.940", "4.967.600", "4.800.000", "2.222.700", "7.487.150"))) for one in lines("subkegiatan", first, *((f"Nomor {w}", text) for w, text in zip(("satu", "dua", "tiga", "empat", "lima"), amounts, strict=True)), tabel=table)]},
    "the only line": {"a": [row("A", pagu="2.000.000", realisasi="1.500.000", persen="75,00"), row("Satu", level="kegiatan", induk=1, baris=2, pagu="2.000.000", realisasi="1.500.000", persen="75,00"), row("A", tabel="2", baris=9, pagu="2.000.000", realisasi="1.900.000", persen="95,00"), row("Satu", level="kegiatan", tabel="2", induk=9, baris=10, pagu="2.000.000", realisasi="1.900.000")]},
    "changes": {"a": lines("program", 1, ("A", "70.000.000", "64.000.000", "6.000.000"), ("B", "10.000.000", "11.000.000", "1.000.000"), ("C", "20.000.000", "21.000.000", "700.000"), ("D", "5.000.000", "5.000.000", "-"), names=("nama", "pagu_induk", "pagu", "perubahan"))},
    "a column of changes": {"a": lines("program", 1, *((f"P{n}", f"{n}0.000.000", f"{n}1.000.000", text) for n, text in enumerate(("7.000.000", "-8.000.000", "9.000.000", "1.000.000", "1.000.000", "-"), 1)), names=("nama", "pagu_induk", "pagu", "perubahan"))},
    "the last plan": {"a": [*lines("program", 1, ("A", "70.000.000"), ("B", "20.000.000"), tabel="pk", tahap="pk-perubahan"), row("JUMLAH", level="jumlah", baris=3, tabel="pk", tahap="pk-perubahan", pagu="90.000.000"), *lines("program", 9, ("A", "64.000.000", "60.000.000"), ("B", "20.000.000", "10.000.000")), row("A", baris=15, tabel="2", pagu="65.000.000", realisasi="60.000.000")]},
    "the whole budget": {"a": [row("JUMLAH", level="jumlah", pagu="60.000.000", realisasi="50.000.000"), row("APBD", level="jumlah", tabel="n", baris=9, pagu="50.000.000"), row("JUMLAH", level="jumlah", tabel="2", baris=12, pagu="61.000.000", realisasi="50.000.000")]},
    "efficiency": {"a": [*lines("program", 1, ("A", "1.000.000", "900.000", "90,00", "10,00"), ("B", "1.000.000", "800.000", "80,00", "21,00"), ("C", "1.000.000", "700.000", "", "30,00"), ("D", "1.000.000", "700.000", "70,00", "1,43"), names=(*MONEY, "efisiensi")), row("Rata-rata", level="jumlah", baris=5, efisiensi="20,00")]},
    "efficiency of achievements": {"a": [*lines("sasaran", 1, ("A", "1.000.000", "500.000", "50,00", "40,00"), ("B", "1.000.000", "800.000", "80,00", "125,00"), names=(*MONEY, "efisiensi")), row("Rata-rata", level="rata_rata", baris=3, pagu="2.000.000", realisasi="1.300.000", persen="65,00", efisiensi="92,31")], "k": [row("Indeks A", baris=1, capaian="45,00"), row("Indeks B", baris=2, capaian="100,00"), row("Rata-rata", level="rata_rata", baris=3, capaian="72,50"), row("Indeks A", tabel="n", baris=40, capaian="20,00")], "rules": {"efisiensi": "rasio"}},
    "efficiency of differences": {"a": lines("sasaran", 1, ("A", "1.000.000", "500.000", "50,00", "-5,00"), ("B", "1.000.000", "800.000", "80,00", "21,00"), names=(*MONEY, "efisiensi")), "k": [row("Indeks A", baris=1, capaian="45,00"), row("Indeks B", baris=2, capaian="100,00")], "rules": {"efisiensi": "selisih"}},
    "direct spending": {"a": [row("Belanja Langsung", baris=1, pagu="60.000.000", realisasi="50.000.000"), row("Belanja Tidak Langsung", baris=2, pagu="60.000.000", realisasi="50.000.000"), row("JUMLAH", level="jumlah", baris=3, pagu="120.000.000", realisasi="100.000.000")], "k": [row("Efisiensi", tabel="2", baris=9, capaian="51,00", pembilang="60.000.000", penyebut="100.000.000")], "rules": {"efisiensi": "belanja_langsung"}},
    "a share of a total": {"a": [*lines("program", 1, ("A", "100.000.000", "50.000.000", "50,00"), ("B", "100.000.000", "70.000.000", "70,01"), names=MONEY), row("JUMLAH", level="jumlah", baris=3, persen="60,50"), *lines("program", 4, ("C", "100.000.000", "90.000.000"), ("D", "100.000.000", "80.000.000")), row("JUMLAH", level="jumlah", baris=6, persen="75,00"), row("JUMLAH", level="jumlah", tabel="2", baris=20, pagu="200.000.000", realisasi="121.000.000")]},
    "a share without a line": {"a": [row("A", baris=3, pagu="100.000.000", realisasi="50.000.000", persen="50,00"), *lines("kegiatan", 4, ("K1", "30.000.000", "30.000.000"), ("K2", "30.000.000", "20.000.000"), ("K3", "40.000.000", "25.000.000"), induk=3), row("Urusan", level="urusan", baris=2, pagu="100.000.000", realisasi="50.000.000", persen="50,00")]},
    "called a mean": {"a": [*lines("program", 1, ("A", "50,00"), ("B", "90,00"), ("C", "70,00"), names=("nama", "persen")), row("JUMLAH", level="jumlah", baris=7, persen="85,00"), row("rata-rata realisasi anggaran", level="jumlah", tabel="n", baris=9, persen="85,00"), *lines("kegiatan", 21, ("a", "84,00"), ("b", "86,00"), ("c", "86,00"), names=("nama", "persen"), tabel="2")]},
    # names
    "one line, two names": {"a": [row("Administrasi Umum Perangkat Daerah", level="kegiatan", pagu="12.345.678", realisasi="11.000.000"), row("Administrasi Keuangan Perangkat Daerah", level="kegiatan", tabel="2", baris=9, pagu="12.345.678", realisasi="11.000.000"), row("Administrasi Keuangan Perangkat Daerah", level="kegiatan", tabel="3", baris=12, pagu="12.345.678", realisasi="11.000.000")]},
    "goals": {"k": [row(name, tabel=table, baris=line, sasaran_tercetak=aim) for table in "12" for line, (aim, name) in enumerate((("Meningkatnya kesejahteraan", "Angka kemiskinan"), ("Meningkatnya tata kelola", "Nilai SAKIP")), 1)] + [row("Angka kemiskinan", tabel="n", baris=9, sasaran_tercetak="Meningkatnya tata kelola")]},
    "misspelt": {"a": [row("Perencanaan, Penggangaran, dan Evaluasi Kinerja Perangkat Daerah", level="kegiatan", pagu="5.000.000"), row("Penyediaan Sandang", level="subkegiatan", baris=2, pagu="1.000.000")]},
    "named twice": {"a": [row("Perlindungan Anak", baris=3, pagu="9.000.000"), row("Pencegahan", level="kegiatan", induk=3, baris=4, pagu="5.000.000"), row("Pencegahan", level="kegiatan", induk=3, baris=7, pagu="4.000.000")]},
    "a benchmark": {"k": [row("Cakupan layanan dasar", target="100"), row("Jumlah panti", tabel="1p", tahap="pembanding", target="66"), row("Jumlah balai", tabel="2p", tahap="pembanding", realisasi="67")]},
    "units": {"k": [row("Data", level="subkegiatan", target="100 orang", realisasi="90 keluarga"), row("Data", level="subkegiatan", tabel="2", baris=7, target="100 orang", realisasi="90 keluarga"), row("Rapat", level="subkegiatan", baris=9, target="4 dok.", realisasi="4 unit")]},
    "acronyms": {"k": [row("TFR per WUS", realisasi="1,70"), row("TFR per WUS", tabel="2", realisasi="1,70"), row("TRF per WUS", tabel="3", realisasi="1,70")], "indikator": up("TFR per WUS"), "kinerja": [{"indikator": "i0", "tahun": 2023, "sumber_realisasi": f"d1:t{n}-b1-2023", "sumber_target": ""} for n in (1, 3)]},
    "captions": {"k": [row(tabel="2.1", baris=4, target="1", tahun=2022), row("Lain", tabel="2.1", baris=5, target="1"), row("Tiga", tabel="2.3", baris=24, target="1", tahun=2021)], "judul": [{"dokumen": "d1", "baris": line, "nomor": number, "judul": title} for line, number, title in ((3, "2.1", "Capaian tahun 2020-2023"), (13, "2.2", "Hasil tahun 2023"), (23, "2.1", "Capaian tahun 2023"), (33, "2.10", "Lain"), (43, "2.9", "Akhir"))]},
    # targets
    "far above": {"k": [row(target="10", realisasi="40", capaian="400,00"), row("Lain", baris=2, target="10", realisasi="15", capaian="150,00"), row("Tiga", level="subkegiatan", baris=3, target="10 orang", realisasi="21 orang", capaian="210,00"), row(tabel="2", baris=9, target="10", realisasi="40", capaian="400,00")], "indikator": up("Indeks", "Lain")},
    "below last year": {"k": [*figures("Indeks", 4, "53,47", "54,00"), row(tabel="2", baris=9, target="53,43"), row(tabel="3", baris=12, tahun=2022, realisasi="53,44"), row("Angka kasus", baris=20, target="9"), row("Angka kasus", baris=21, tahun=2022, realisasi="8")], "indikator": [*up("Indeks"), {"indikator": "z", "nama_indikator": "Angka kasus", "polaritas": "turun"}]},
    "flat": {"k": [*figures("Indeks", 4, "80", "80", "80", column="target"), *figures("Lain", 5, "79", "80", "81", column="target")], "indikator": up("Indeks", "Lain"), "putus": [{"indikator": "i0", "jenis": "definisi", "tahun": 2021, "kepastian": "pasti"}]},
    "all a hundred": {"k": lines("program", 1, *((f"P{n}", "10", "10", "100") for n in range(9)), ("P9", "10", "9", "90"), names=("nama", *THREE))},
    # words
    "a rise": {"k": figures("Indeks", 4, "10,00", "12,00", "11,00", "14,00"), "c": [row(jenis="arah", kata="meningkat 4 poin", nilai="4"), row(jenis="arah", baris=91, kata="menurun"), row(jenis="arah", baris=92, kata="selalu meningkat", tahun_dasar=2020), row(jenis="arah", baris=93, kata="meningkat 27,3%", nilai="27,3%"), row("Lain", jenis="arah", baris=94, kata="meningkat", dasar="49", kini="18"), row("Lain", jenis="arah", baris=95, kata="Naik", dasar="-", kini="5"), row("Lain", jenis="arah", baris=96, kata="bertambah 5 orang", nilai="5", satuan_tercetak="orang", dasar="14", kini="18")]},
    "targets in words": {"k": [row(target="100", realisasi="99"), row("Angka kasus", baris=2, target="100", realisasi="80"), row("A", tabel="o", level="subkegiatan", baris=4, target="10", realisasi="10"), row("B", tabel="o", level="subkegiatan", baris=5, target="10", realisasi="9")], "c": [row(jenis="target", kata="sesuai target"), row("Angka kasus", jenis="target", baris=91, kata="belum mencapai target"), row("Angka kasus", jenis="target", baris=92, kata="realisasi melampaui target"), row("", jenis="target", baris=93, kata="sesuai target", acuan="to:4-5")], "indikator": [*up("Indeks"), {"indikator": "z", "nama_indikator": "Angka kasus", "polaritas": "turun"}]},
    "absorption in words": {"a": [row("Program A", pagu="100.000.000", realisasi="79.500.000")], "c": [row("Program A", jenis="serapan", nilai="80", kata="lebih dari 80 %"), row("Program A", jenis="serapan", baris=91, nilai="79,60", kata="mencapai 79,60 %"), row("Program A", jenis="serapan", baris=92, nilai="79,5", kata="kurang dari 79,5 %")]},
    "numbers in words": {"k": [row("A", sasaran_tercetak="S", capaian="100"), row("B", baris=2, sasaran_tercetak="S", target="90,00", realisasi="89,96", capaian="100,0"), row("C", baris=3, sasaran_tercetak="T", capaian="80"), row("Rata-rata", baris=4, level="rata_rata", capaian="93,3")], "a": [row("P", pagu="1.000.000"), row("Q", baris=2, level="subkegiatan")], "c": [row("", jenis="banyak", acuan="t1", nilai="3", satuan_tercetak="indikator", kata="3 indikator tercapai"), row("", jenis="banyak", baris=91, acuan="t1", nilai="3", satuan_tercetak="sasaran", kata="3 sasaran"), row("", jenis="banyak", baris=92, acuan="t1", nilai="2", satuan_tercetak="indikator", kata="lebih dari 2 indikator"), row("", jenis="rincian", baris=93, nilai="6", kata="2 melebihi, 1 tercapai, 2 belum"), row("", jenis="rincian", baris=94, nilai="100%", kata="40,5 % perempuan dan 58,5 % laki-laki")]},
    "statements": {"k": [row(realisasi="1")], "c": [row("Periode", jenis="sebutan", baris=3, kata="2024-2026"), row("Periode", jenis="sebutan", baris=4, kata="2020-2024"), row("Periode", jenis="sebutan", baris=5, kata="2024 - 2026"), row("Rata-rata capaian", jenis="sebutan", baris=6, nilai="104", kata="104"), row("Rata-rata capaian", jenis="sebutan", baris=7, nilai="104,54", kata="104,54"), row("", jenis="tahun_laporan", baris=8, nilai="2022", kata="Tahun 2022"), row("A", jenis="efisien", baris=9, kini="81,2", dasar="81,4", kata="v"), row("Persentase anak", jenis="rumus", baris=10, kata="Anak yang dilayani / anak yang mendapat layanan x 100%")]},
}

# --- at the bounds ----------------------------------------------------------------------------------------------------


def over(example: dict, kind: str, n: int, **values) -> list[dict]:
    """The example with each of some values of cells of one of its rows."""
    rows = example[kind]
    return [example | {kind: [*rows[:n], rows[n] | {name: value}, *rows[n + 1 :]]} for name, some in values.items() for value in some]


def tables(*values, column="realisasi", name="Indeks", **more) -> dict:
    """One figure in so many tables."""
    return {"k": [{"nama": name, "tabel": str(n), "baris": 3 * n, column: text, **more} for n, text in enumerate(values, 1)]}


def budgets(*values, column="pagu", **more) -> dict:
    return {"a": [{"nama": "A", "tabel": str(n), "baris": 3 * n, column: text, **more} for n, text in enumerate(values, 1)]}


def achieved(*rows, way="naik", **rules) -> dict:
    """Rows of target, result and achievement."""
    return {"k": lines("sasaran", 1, *((f"Indeks {'abcdefghijkl'[n] * 4}", *one) for n, one in enumerate(rows)), names=("nama", *THREE)), "indikator": up(*(f"Indeks {letter * 4}" for letter in "abcdefghijkl"), way=way), "rules": rules}


def averaged(*values, mean="", **more) -> list[dict]:
    """Achievements under each other and their mean."""
    return [*lines("sasaran", 1, *((f"I{n}", text) for n, text in enumerate(values)), names=("nama", "capaian")), row("Rata-rata", level="rata_rata", baris=len(values) + 1, capaian=mean, **more)]


def spent(*rows, **more) -> dict:
    """Rows of budget, spending, absorption and efficiency."""
    return {"a": lines("program", 1, *((f"P{n}", *one) for n, one in enumerate(rows)), names=(*MONEY, "efisiensi")), "rules": more}


def said(kind, *words, **more) -> list[dict]:
    return [row(jenis=kind, baris=90 + n, kata=text, **more) for n, text in enumerate(words)]


def ratio(text, *counts, name="Persentase anak") -> list[dict]:
    return [{"k": [row(name, realisasi=text, pembilang=part, penyebut=whole)]} for part, whole in counts]


PHRASES = {
    "arah": ("tidak", "belum", "tidak hanya", "meningkat", "menurun", "naik", "tetap", "sama", "turun", "peningkatan", "penurunan", "lebih tinggi", "selalu", "signifikan", "dan", "maupun", "namun", "setelah", "diharapkan", "untuk", "peringkat", "pada", "3 poin", "kasus", ",", "sudah"),
    "target": ("tidak", "belum", "kurang", "mencapai", "sesuai", "melampaui", "di atas", "di bawah", "tercapai", "kekurangan", "target", "capaian", "realisasi", "95 %", "dan", "atau", "namun", "meskipun", "perlu", "tidak hanya", ",", "kinerja"),
    "serapan": ("tidak", "lebih dari", "kurang dari", "minimal", "maksimal", "paling banyak", "mencapai", "sekitar", "80 %", "80", "-", "sampai", "dan", "75", "90", "lebih", "ke atas", "ke bawah", "sisa", "ada", "perlu", ",", "program"),
    "rincian": ("2", "3", "4", "1", "dua", "(dua)", "indikator", "program", "orang", "%", ",", "dan", ":", "tahun", "dari", "sekitar", "tercapai", "belum", "di antaranya", "6", "2,5", "1.200", "Mei"),
    "banyak": ("2", "3", "sekitar", "lebih dari", "kurang dari", "indikator", "tercapai", "melebihi target", "tidak", "belum", "di atas", "80 %", "baru", "dan", "(", ")", "utama", "mencapai target"),
    "tahun_data": ("2022", "2023", "s.d.", "TW I", "TW IV", "Juni", "Desember", "Maret", "rilis", "survei", "sampai", "hingga", "per", "data", "sepanjang tahun", "Semester I", ",", "-", "penilaian"),
}


def phrases(kind, many, **more) -> list[dict]:
    """Claims of words that are put together by chance."""
    rng = random.Random(kind)
    return said(kind, *(" ".join(rng.choice(PHRASES[kind]) for _ in range(rng.randrange(1, 7))) for _ in range(many)), **more)


ONE = spent(("1.000.000", "500.000", "50,00"))
SOUND = {"a": [row("Rehabilitasi", baris=1, pagu="5.000.000", realisasi="4.500.000", persen="90,00"), *lines("kegiatan", 2, ("Dalam panti", "2.000.000", "1.600.000", "80,00"), ("Luar balai", "3.000.000", "2.900.000", "96,67"), names=MONEY, induk=1), row("Rehabilitasi", tabel="2", baris=9, pagu="5.000.000", realisasi="4.500.000", persen="90,00")]}
CHANGED = {"a": [row("A", pagu_induk="70.000.000", pagu="64.000.000", perubahan="-6.000.000")]}
WORKED = achieved(("50", "45", "90"), ("40", "50", "125"))

BOUNDS: dict[str, list[dict]] = {
    "called efficient in two tables": [{"k": [row("Latihan", level="subkegiatan", tabel="2", target="100", realisasi="50", capaian="50")], "a": [row("Program A", baris=3, pagu="100.000.000", realisasi="90.000.000", efisiensi="10%"), row("Latihan", level="subkegiatan", induk=3, baris=4, pagu="50.000.000", realisasi="50.000.000"), row("Program A", tabel="3", baris=line, efisiensi="15%", catatan=amount)]} for line in (1, 30) for amount in ("", "Rp10.000.000")],
    "a share is no number of things": [{"k": [row("A", capaian="100"), row("B", baris=2, capaian="100"), row("C", baris=3, capaian="80")], "c": [row("", jenis="banyak", acuan="t1", nilai=number, satuan_tercetak="indikator", kata=text)]} for number, text in (("3", "3 persen indikator tercapai"), ("3", "3 indikator tercapai"), ("3", "3 indikator, 80 persen, tercapai"), ("3", "3 (persen) indikator tercapai"), ("3 %", "3 % indikator tercapai"), ("3", "tercapai 3 indikator persen"))],
    "a letter promised": [achieved((letter, score, percent)) for letter, score, percent in (("BB", "100", "142,86"), ("BB", "100,5", "143,57"), ("BB", "100,5", "100"), ("BB", "0", "0"), ("BB", "-1", "0"), ("BB", "70", "100"), ("BB", "69,5", "99,29"), ("BB", "BB", "100"), ("A", "BB 75", "93,75"))],
    "absorption": [*over(ONE, "a", 0, persen=("49,99", "49,995", "50,004", "50,01", "50,0", "50", "49", "51,00", "49,00", "60,00", "40,00", "0,00", "100,00", "61,00"), pagu=("0", "1", "-", "500.000", "499.999", "475.000"), realisasi=("0", "1.000.000", "1.050.000", "1.050.001", "1.060.000"))],
    "a column that slid": [spent(*((("1.000.000", f"{real}.000", text)) for real, text in zip(reals, texts, strict=True))) for reals, texts in (
        ((500, 600, 1000, 800, 900), ("50,00", "50,00", "60,00", "100,00", "95,00")), ((500, 600, 700, 1000, 900), ("60,00", "70,00", "77,00", "90,00", "90,00")), ((500, 600, 700, 800, 900), ("60,00", "70,00", "80,00", "90,00", "90,00")),
        ((500, 600, 700, 800, 900), ("60,00", "50,00", "80,00", "70,00", "90,00")), ((0, 600, 700, 800, 900), ("0,00", "0,00", "60,00", "70,00", "80,00")), ((500, 600, 700, 1200, 900), ("50,00", "50,00", "60,00", "70,00", "120,00")))],
    "a column of another formula": [achieved(*((f"{40 + n}", f"{30 + n}", f"{(40 + n) / (30 + n) * 100:.2f}".replace(".", ",") if n not in apart else "70,00") for n in range(many))) for many, apart in ((2, ()), (3, ()), (4, (3,)), (10, (4,)), (10, (4, 5)), (11, (9, 10)))]
    + [achieved(*((f"{40 + n}", f"{30 + n}", f"{91 + n},50") for n in range(many))) for many in (4, 5)],
    "overspent": [{"a": [row("A", pagu="10.000.000", realisasi=real), row("A", tabel="2", baris=9, pagu=other)]} for real, other in (("10.000.000", "10.000.000"), ("10.000.001", "10.000.000"), ("10.600.000", "10.000.000"), ("10.600.000", "9.000.000"), ("10.600.000", ""))],
    "overspent, in use": [{"a": [row("A", pagu="40.000.000", realisasi="151.000.000", persen=share), row("A", baris=9, tabel="2", pagu=pagu, realisasi="40.000.000")], "anggaran": [{"kode": "1.06.01", "tahun": 2023, "pagu_rp": pagu.replace(".", ""), "realisasi_rp": "40000000", "sumber": "d1:t2-b9-2023"}]} for share in ("100,00", "99,00", "377,50", "80,00") for pagu in ("40.000.000", "50.000.000", "30.000.000")],
    "few rupiah": [{"a": [row("A", pagu="100", realisasi="151", persen=share), row("A", baris=9, tabel="2", pagu="100", realisasi="97")], "anggaran": [{"kode": "1.06.01", "tahun": 2023, "pagu_rp": "100", "realisasi_rp": "97", "sumber": "d1:t2-b9-2023"}]} for share in ("97,35", "97,00", "96,50", "151,00")] + over(spent(("100", "50", "50,00")), "a", 0, persen=("50,4", "50,5", "51", "50,51"), realisasi=("51", "49")),
    "changes": [*over(CHANGED, "a", 0, perubahan=("-5.999.999", "-6.000.001", "6.000.001", "6.000.000", "5.999.999", "0", "1", "-60.000"), pagu=("70.000.000", "70.000.001", "0", "1", "64.000"), pagu_induk=("0", "1", "64.000.000"), level=("jumlah", "kegiatan")), {"a": [row("A", pagu_induk="0", pagu="1", perubahan="3")]}, {"a": [row("A", pagu_induk="3", pagu="1", perubahan="2")]}],
    "a column of changes": [{"a": lines("program", 1, *((f"P{n}", f"{n}0.000.000", f"{n}1.000.000" if n < still else f"{n}0.000.000", "7.000.000" if n <= off else ("-1.000.000" if n == turned else ("1.000.000" if n < still else "-"))) for n in range(1, 9)), names=("nama", "pagu_induk", "pagu", "perubahan"))} for off, turned, still in ((2, 9, 9), (3, 9, 9), (3, 9, 7), (3, 9, 6), (4, 9, 9), (4, 6, 9), (3, 8, 7))]
    + [{"a": lines("program", 1, *((f"P{n}", f"{n}0.000.000", f"{n}1.000.000", text) for n, text in enumerate(texts, 1)), names=("nama", "pagu_induk", "pagu", "perubahan"))} for texts in (("-1.000.000", "-1.000.000", "1.000.000"), ("-1.000.001", "-2.000.000", "9.000.000"), ("0", "-2.000.000", "-3.000.000"))],
    "the last plan": [{"a": [*lines("program", 1, *plans, tabel="pk", tahap="pk-perubahan"), row("JUMLAH", level="jumlah", baris=8, tabel="pk", tahap="pk-perubahan", pagu=total), *lines("program", 19, *reported)]} for plans, total, reported in (
        ((("A", "70.000.000"),), "70.000.000", (("A", "64.000.000", "1"),)), ((("A", "70.000.000"), ("B", "20.000.000")), "84.000.000", (("A", "64.000.000", "1"), ("B", "20.000.000", "1"))), ((("A", "70.000.000"), ("B", "20.000.000")), "90.000.000", (("A", "64.000.000", "1"), ("B", "20.000.000", "1"))),
        ((("A", "70.000.000"), ("B", "20.000.000")), "84.000.001", (("A", "64.000.000", "1"), ("B", "20.000.000", "1"))), ((("A", "10.010.000"), ("B", "20.000.000")), "30.010.000", (("A", "10.000.000", "1"), ("B", "20.000.000", ""))), ((("A", "9"), ("B", "0")), "9", (("A", "1", "1"), ("B", "0", "1"))), ((("A", "10.000.000"), ("B", "0")), "9", (("A", "0", "1"), ("B", "0", "1"))))],
    "the whole budget": [{"a": [row("JUMLAH", level="jumlah", pagu=pagu, realisasi=real), row("APBD", level="jumlah", tabel="n", baris=9, pagu=said_), row("JUMLAH", level="jumlah", tabel="2", baris=12, pagu=other, realisasi=real)]} for pagu, real, said_, other in (("2.000.000", "1.000.000", "1.000.000", "2.000.000"), ("2.000.000", "999.999", "999.999", "2.000.000"), ("1.000.000", "1.000.000", "1.000.000", ""), ("60.000.000", "50.000.000", "50.000.001", "61.000.000"), ("60.000.000", "50.000.000", "50.000.000", "59.000.000"))],
    "achievements": [*over(WORKED, "k", 0, capaian=("89", "89,4", "89,5", "90,4", "90,5", "90,6", "91", "95", "96", "100", "100,1", "101", "111", "110", "0", "-90"), realisasi=("50", "49,9", "0", "-45", "44,8", "45,2"), target=("0", "-50", "45", "50,2")), *over(WORKED, "k", 1, capaian=("100", "124", "124,5", "80", "75"))],
    "less is better": [one for capaian in ("120", "120,4", "120,6", "125", "80", "83,33", "100", "0") for one in over(achieved(("50", "40", capaian), ("50", "50", "100"), way="turun"), "k", 0, realisasi=("40", "60", "50", "0", "100"))],
    "a cap of its own": [achieved(("50", real, capaian), batas_atas=120, batas_bawah=0) for real in ("60", "59", "61", "75", "0", "-5") for capaian in ("120", "118", "0", "100")],
    "from another value": [achieved(("50,00", "45,00", "80,00"))] + [{"k": [row(target="50,00", realisasi="45,00", capaian="80,00"), *more], "indikator": up("Indeks")} for more in ([row(tabel="2", baris=9, realisasi="40,00")], [row(baris=2, tahun=2022, realisasi="40,00"), row(tabel="2", baris=9, realisasi="40,01")], [row(tabel="2", baris=9, target="56,25")], [row(tabel="2", baris=9, target="56,25", tahap="pk-awal")], [row(baris=2, tahun=2022, target="56,25"), row(baris=3, tahun=2021, target="56,25")])]
    + [achieved((target, real, capaian)) for target, real, capaian in (("0,40", "0,30", "100"), ("1,40", "1,30", "100"), ("2,50", "1,50", "100"), ("2,50", "3,50", "150"), ("2,51", "1,49", "33,33"), ("49,60", "44,40", "88"))],
    "cut digits": [achieved(("3", "2", "66,66"), ("3", "1", "33,33")), achieved(("3", "2", "66,6"), ("3", "2", "66,68")), achieved(("3", "2", "66"), ("3", "2", "67,67")), spent(("3.000", "2.000", "66,66"), ("3.000", "2.000", "66,68"), ("3.000", "2.000", "66,65")), {"k": lines("sasaran", 1, ("Persentase a", "2", "3", "66,66"), ("Persentase b", "2", "3", "66,68"), ("Persentase c", "2", "3", "66,65"), names=COUNTS)}],
    "percentages of counts": [*ratio("90,00", ("45", "50"), ("50", "45"), ("0", "50"), ("45", "0"), ("-45", "50")), *ratio("90", ("451", "500"), ("452,5", "500"), ("453", "500"), ("447,5", "500"), ("9", "100"), ("9", "1000"), ("9", "10000"), ("9", "100000")), *ratio("1,50", ("3", "2000"), ("3", "2"), ("2", "3"), ("3", "20000"), ("3", "200000"), ("3,1", "2000"), ("0", "3"), name="Rasio kasus per penduduk"), *ratio("2,00", ("102", "100"), ("100", "102"), ("98", "100"), ("100", "98"), ("102,0201", "100"), ("103", "100"), ("0", "100"), ("-2", "100"), name="Laju pertumbuhan"), *ratio("100%", ("24", "20"), ("20", "20"), ("20,1", "20")), *ratio("0,9", ("45", "50"), ("46", "50"))],
    "counts and the achievement": [{"k": [row("Persentase anak", capaian=capaian, realisasi=real, pembilang="45", penyebut="50")]} for capaian in ("90", "91", "") for real in ("90", "92", "-", "0,9")],
    "two counts": [{"k": [row(pembilang=one, penyebut="200", baris=4, realisasi=share), row(pembilang=two, penyebut="200", baris=9, tabel="2", realisasi=share), row(pembilang=three, penyebut="200", baris=12, tabel="3")]} for one, two, three, share in (("200", "210", "200", "100%"), ("200", "201", "200", "100%"), ("200", "200,5", "", ""), ("100", "105", "105", "52,5%"), ("0", "1", "1", "0,5%"), ("0,5", "0,4", "0,4", "0,2%"), ("12", "12", "14", "6,5%"))],
    "a total of counts": [{"k": [row(pembilang=one, penyebut=two, baris=4, realisasi="50,00"), row("Jumlah", level="jumlah", pembilang=other, penyebut=two, realisasi="50,00", baris=9, tabel="2")]} for one, two, other in (("500", "1000", "501"), ("499", "999", "500"), ("500", "1000", "500"))],
    "growth": [{"k": [row(name, realisasi=rate), row("Jumlah kasus", tahun=2022, realisasi=before, baris=2), row("Jumlah kasus", realisasi=after, baris=3), *more]} for name, rate, before, after, more in (("Penurunan kasus", "10", "100", "90", []), ("Penurunan kasus", "10", "200", "179", []), ("Penurunan kasus", "10", "200", "178", []), ("Penurunan kasus", "9", "100", "90", []), ("Penurunan kasus", "0", "100", "100", []), ("Penurunan kasus", "1", "100", "100", []), ("Penurunan kasus", "-10", "100", "110", []), ("Penurunan kasus", "10", "0", "90", []), ("Penurunan kasus", "5,00", "100", "90", [row("Jumlah kasus", tabel="2", realisasi="95", baris=9)]), ("Laju pertumbuhan kasus", "10", "100", "0", []), ("Laju pertumbuhan kasus", "-10", "200", "181", []), ("Laju pertumbuhan kasus", "10", "200", "222", []))],
    "nothing of nothing": [{"k": [row(f"L{n}", target="0", realisasi="0", capaian=text, baris=n) for n, text in enumerate(texts)]} for texts in (("0", "100", "100"), ("0", "0", "100", "100"), ("-", "0", "0", "0,0"), ("100 %", "100", "-"), ("0", "100", "-"))],
    "stale counts": [{"k": [row("Lansia terlayani", tahun=y, level="pendukung", pembilang=part, penyebut=whole, baris=y - 2000) for y in (2021, 2022, 2023)]} for part, whole in (("20", "100"), ("19", "100"), ("80", "100"), ("81", "100"), ("40", "99"), ("120", "100"), ("119", "100"))],
    "two populations": [{"k": [row("Rasio", baris=4, realisasi=rate, pembilang=part, penyebut=one), row("Rasio", baris=5, pembilang=part, penyebut=two)]} for rate, part, one, two in (("1 : 10", "10", "100", "110"), ("1 : 10", "10", "110", "120"), ("1 : 11", "10", "100", "130"), ("1 : 10", "10", "100", "101"), ("1 : 10", "10", "100", "102"), ("10", "10", "100", "110"), ("10", "10", "200", "100"), ("6,0%", "12", "200", "300"), ("60", "12", "200", "300"), ("60,5", "12", "200", "300"), ("600", "12", "200", "300"), ("6000", "12", "200", "300"), ("5", "11", "200", "300"), ("6,00%", "12", "200", "202"), ("6,00%", "12", "200", "198"))],
    "more than exist": [{"k": [row("Tenaga Sosial Kecamatan (TSK)", level="urusan", tahap="persediaan", realisasi=there), row(name, level="subkegiatan", realisasi=reached, baris=9), row(name, level="subkegiatan", realisasi=reached, baris=19, tabel="2")]} for there, reached, name in (("6 Orang", "6 Orang", "Pelatihan TSK"), ("0 Orang", "1 Orang", "Pelatihan TSK"), ("1 Orang", "3 Orang", "Pelatihan TSK"), ("2 Orang", "3 Orang", "Pelatihan Tenaga Sosial Kecamatan dan TSK"), ("2 Orang", "3 Orang", "Pelatihan Tenaga Sosial Kecamatan Se-Kota"))]
    + [{"k": [row("TKSK", level="urusan", tahap="persediaan", realisasi="2 Orang"), row("Pelatihan TKSK", level="subkegiatan", realisasi="3 Orang", baris=9)]}, {"k": [row("Tagana", level="urusan", tahap="persediaan", realisasi="2 Orang"), row("Pelatihan Tagana", level="subkegiatan", realisasi="3 Orang", baris=9)]}],
    "components": [{"k": [row(name, pembilang=part, penyebut=whole), *(row(f"Klaster {n}", tabel="Hasil KLA", level="urusan", baris=9 + n, pembilang=one, penyebut="400") for n in range(many))]} for name, part, whole, one, many in (("Indikator KLA", "804", "1206", "268", 3), ("Indikator KLA", "808", "1207", "268", 3), ("Indikator KLA", "808", "1206", "268", 3), ("Indikator KLA", "700", "1000", "300,126", 3), ("Indikator KLA", "700", "1000", "300", 2), ("Indikator KLA", "700", "1000", "0", 3), ("Kota Layak Anak (KLA)", "700", "1000", "300", 3), ("Kota Anak KLA", "700", "1000", "300", 3), ("Indikator KLA SAKIP", "700", "1000", "300", 3), ("Hasil indikator", "700", "1000", "300", 3))],
    "several values": [tables(*values) for values in (("80", "80,5", "80,5"), ("80", "80,6", "80,6"), ("80", "79,5", "79,5"), ("80", "79,4", "79,4"), ("80", "81", "81"), ("0,5", "0,6", "0,6"), ("0", "0,6", "0,6"), ("-5", "5", "5"), ("200", "210", "210"), ("200", "201", "201"), ("200", "200,9", "200,9"), ("1", "2"), ("1", "2", "2", "3", "3", "3"), ("7", *"888888"), ("1 : 20", "20", "21"), ("20%", "20 orang", "21 orang"), ("20 orang", "21", "21 kasus"))]
    + [tables(*values, column="capaian") for values in (("80", "81", "81"), ("80", "82", "82"), ("80,0", "80,1", "80,1"), ("80,0", "80,2", "80,2"), ("99", "100", "100"), ("100", "99,9", "99,9"), ("101", "100", "100"), ("101", "99", "99"))]
    + [tables(*values, column="target", level=level) for level in ("subkegiatan", "tujuan") for values in (("80", "84", "84"), ("80", "80,4", "80,4"), ("200", "201", "201"), ("84", "80", "80"))],
    "slips": [tables(one, other, other) for one, other in (("2,23", "22,3"), ("12", "120"), ("1,2", "12"), ("123", "12"), ("1234", "124"), ("1234", "12345"), ("12,5", "12,58"), ("100", "142"), ("100", "141"), ("1000000", "1000001"), ("1000000", "999999"), ("1234567", "1234576"), ("1234567", "1234765"), ("1234567", "2134567"), ("999999", "999998"), ("-12", "-120"), ("-12", "120"), ("0", "10"), ("3,1", "30"), ("3", "31"), ("1234567", "12345678"), ("0,05", "0,5"), ("1000001", "1000100"))],
    "several budgets": [budgets(*values) for values in (("1.000.000", "1.050.000", "1.050.000"), ("1.000.000", "1.000.500", "1.000.000"), ("1.000.000", "1.001.000", "1.000.000"), ("2.000.000", "1.900.000", "2.000.000"), ("0", "5", "5"), ("1.234.567", "1.234.576", "1.234.567"), ("999.999", "999.989", "999.999"))]
    + [budgets(*values, column="persen", pagu="2.000.000") for values in (("94", "95", "95"), ("94", "96", "96"), ("94,4", "94,5", "94,5"), ("94,4", "94,6", "94,6"), ("50", "60", "50"))]
    + [budgets(*values, level="kegiatan") for values in (("1.000.000", "1.050.000", "1.050.000"), ("1.000.000", "1.001.000", "1.000.000"))],
    "a row that repeats another": [{"k": [row(target=one, realisasi=two, baris=1), row(tabel="2", baris=9, target=one, realisasi=two), row(tabel="3", baris=12, target=three, realisasi=four), row("Lain", baris=2, target=three, realisasi=four)]} for one, two, three, four in (("80", "60", "1000", "90"), ("80", "60", "999", "90"), ("80", "60", "70", "90"), ("80", "60", "70,5", "90"), ("80", "60", "-1000", "90"))],
    "another year's value": [{"k": [row(realisasi=one), row(tabel="2", baris=9, realisasi=one), row(tabel="3", baris=12, realisasi=other), row(baris=2, tahun=year, realisasi=other)]} for year in (2022, 2024, 2021) for one, other in (("80,5", "81,7"), ("80", "200"), ("80", "201"), ("80,5", "100"))],
    "repeats to the last digit": [{"k": figures("Cakupan", 4, *values)} for values in (("8,38", "8,38"), ("83,9", "83,9"), ("83,89", "83,89"), ("8389", "8389"), ("1,389", "1,389", "1,389"), ("83,89", "84,11", "83,89"), ("83,89", "83,89", "84,11", "84,11"))],
    "labels": [{"k": [row("Peringkat KLA", tabel=str(n), baris=line, realisasi=text, target=text) for n, (text, line) in enumerate(some)]} for some in ((("Madya", 4), ("Nindya", 9)), (("Nindya", 4), ("Madya", 9), ("Madya", 12)), (("BB", 4), ("A", 9), ("A", 9), ("B", 12)))],
    "magnitudes": [{"k": [row("Belanja", tahun=2022, baris=4, target=one, realisasi=real, capaian=capaian), row("Belanja", tabel="2", baris=7, target=other), row("Belanja", tabel="3", baris=8, target=third)]} for one, real, capaian, other, third in (("0,5", "48", "9600", "5", "5"), ("0,5", "48", "9600", "5,01", ""), ("0,5", "48", "9600", "480", ""), ("0,5", "48", "9600", "479", ""), ("5", "50", "1000", "60", ""), ("5", "50,1", "1002", "60", "70"), ("0,05", "48", "96000", "40", "50"))],
    "series": [{"k": [*figures("PMKS tertangani", 1, *one), *figures("Cakupan layanan", 2, *two, tabel="2")]} for one, two in ((("83,89", "94,78", "97,69"), ("83,89", "94,20", "97,69")), (("83,89", "94,78", "97,69", "98,79"), ("83,89", "94,20", "97,69", "98,79")), (("83,89", "94,78", "97,69", "98,79", "1", "2", "3"), ("83,89", "94,20", "97,69", "98,79", "4", "5", "6")), (("83", "94,78", "97", "98"), ("83", "94,20", "97", "98")), (("83,89", "0", "97,69", "98,79"), ("83,89", "5", "97,69", "98,79")), (("83,89", "5", "97,69", "98,79"), ("83,89", "0", "97,69", "98,79")))],
    "baselines": [{"k": [*figures("Indeks", 9, *known), *figures("Indeks", 4, "71", "72", column="target", year=2024), row(baris=4, tahap="kondisi-awal", tahun=year, realisasi=start)]} for year in (0, 2022) for start in ("70,8", "70,82", "70,9", "81", "81,6", "82") for known in (("81,15", "70,87", ""), ("81,15", "70,875", "86"), ("70,87", "70,87", "86"), ("", "70,87", "86"))],
    "stages": [{"k": [row(tabel="1", baris=1, target=usual), row(tabel="2", baris=2, target=usual, realisasi=real), row(tabel="pk", baris=9, tahap=stage, target=target)]} for stage in ("pk-awal", "pk-perubahan") for usual, real, target in (("80", "70", "79,5"), ("80", "", "79,4"), ("80", "70", "80,5"), ("0", "70", "1"), ("1", "70", "0"), ("80", "70", "8"), ("79,94", "70", "79,9"), ("79,95", "70", "79,9"))],
    "ladders": [{"k": [row(name, target=text)]} for name, text in (("Nilai SAKIP", "BB 70"), ("Nilai SAKIP", "BB 70,01"), ("Nilai SAKIP", "BB 70,00"), ("Nilai SAKIP", "BB 69,99"), ("Nilai SAKIP", "AA 90"), ("Nilai SAKIP", "D 0"), ("Nilai SAKIP", "A 81,5 dari 100"), ("Nilai SAKIP", "A 2023 81,5"), ("Nilai SAKIP", "B 1.000"), ("Peringkat KLA", "Nindya 1.000"), ("Peringkat KLA", "Madya 601-650"), ("Peringkat KLA", "Madya (600), Pratama (500)"), ("Peringkat KLA", "500 / Madya"), ("Peringkat KLA", "KLA 560"), ("Peringkat KLA", "Nindya 700,99"), ("Peringkat KLA", "Pratama 499"))],
    "grades of their time": [{"k": [row("Nilai SAKIP", tahun=year, realisasi=text)]} for year in (2014, 2015, 2016, 0) for text in ("CC (65)", "BB (70,5)")],
    "another body's": [{"k": [row(tahap="pembanding", target="50", realisasi="45", capaian="95,00"), *more], "indikator": up("Indeks")} for more in ([], [row("Lain", baris=2, tahap="pembanding", target="5")], [row("Lain", baris=2, target="50", realisasi="45", capaian="95,00")])],
    "steps": [{"k": [row("Peringkat KLA", baris=4, target="Madya", realisasi="Pratama", capaian="50"), row("IPM", baris=5, capaian=highest), row("Level APE", baris=9, target=target, realisasi=real, capaian=capaian)]} for highest in ("150", "200") for target, real, capaian in (("Pratama", "Madya", "200"), ("Pratama", "Madya", "199,4"), ("Pratama", "Madya", "199,5"), ("Pratama", "Madya", "150"), ("Pratama", "Madya", "210"), ("Madya", "Pratama", "100"), ("Madya", "Pratama", "50,4"), ("Madya", "Pratama", "50,6"), ("Nindya", "Madya", "66,67"), ("Nindya", "Madya", "66,66"), ("Nindya", "Utama", "100"))],
    "categories": [{"k": [row(target=target, realisasi=real, capaian=capaian, predikat_tercetak=label)], "indikator": up("Indeks"), "rules": {"skala": "permendagri-86"}} for label in ("Tinggi", "sangat tinggi.", "*Sangat Tinggi*", "Rendah") for target, real, capaian in (("", "", "91"), ("", "", "90,99"), ("", "", "90,5"), ("", "", "90"), ("100", "90,95", "91,0"), ("100", "90,94", "91,0"), ("100", "91,05", "91,0"), ("100", "90,5", "91"), ("50", "45,4", ""), ("", "", "76"), ("", "", "75,5"))],
    "reached or not": [{"k": [row(f"I{n}", baris=n, target="100", realisasi=real, capaian=f"{real}%", predikat_tercetak=word) for n, (real, word) in enumerate(some)], "rules": {"skala": "malang"}} for some in ((("100", "tercapai"),), (("99", "tercapai"),), (("100", "tidak tercapai"),), (("99", "tidak tercapai"), ("100", "tercapai")), (("99", "belum tercapai"), ("101", "tidak tercapai")))],
    "means": [{"k": averaged(*values, mean=mean), "rules": {"skala": skala}} for skala in ("permendagri-86", "pontianak") for values, mean in ((("80,00", "90,00"), "85,01"), (("80,00", "90,00"), "85,015"), (("80,00", "90,00"), "85,02"), (("80,00", "90,00"), "85,11"), (("80,00", "90,00"), "95,00"), (("80,00", "90,00"), "95,01"), (("80", "91"), "86"), (("80", "91"), "86,5"), (("80", "91"), "87"), (("80",), "90"), (("80", "-"), "40"), (("80,00", "80,00", "100,00"), "90,00"), (("100", "100"), "99"), (("80", "100"), "100"), (("91", "90"), "91,6"))],
    "totals of means": [{"k": [*averaged("80,00", "90,00", mean="85,00"), row("C", baris=5, capaian=third), row("Rata-rata dua", level="rata_rata", baris=6, capaian=second), row(name, level="rata_rata", baris=7, capaian=total)]} for name in ("Total", " Jumlah ", "Rata-rata program", "Rata-rata") for third, second, total in (("60,00", "60,00", "72,50"), ("60,00", "60,00", "76,67"), ("60,00", "60,00", "70,00"), ("60,00", "60,00", "76,00"), ("-", "0", "42,50"), ("-", "0", "85,00"), ("-", "-", "80,00"))]
    + [{"k": [*averaged("80,00", "90,00", mean="85,00"), row("Total", level="rata_rata", baris=9, capaian="80,00")]}, {"k": [row("A", level="program", baris=1, capaian="80"), row("B", level="kegiatan", baris=2, capaian="60"), row("C", level="kegiatan", baris=3, capaian="70"), row("Rata-rata kegiatan", level="rata_rata", baris=4, capaian="75"), row("Rata-rata program", level="rata_rata", baris=5, capaian="70")]}],
    "an empty cell": [{"k": [*averaged(*here, mean=mean), *({**one, "tabel": "2", "baris": 20 + n} for n, one in enumerate(averaged(*there, mean=mean)))]} for here, there, mean in ((("80,00", "-", "90,00"), ("80,00", "80,00", "90,00"), "83,33"), (("80,04", "-"), ("80,00", "90,00"), "85,00"), (("80,10", "-"), ("80,00", "90,00"), "85,00"), (("80,00", "-"), ("80,00", "120,00"), "100"), (("70,00", "-"), ("80,00", "90,00"), "85,00"), (("80,00", "90,00", "-"), ("80,00", "90,00"), "85,00"))],
    "over a wrong one": [{"k": [*lines("sasaran", 1, ("A", "50", "45", "95,00"), ("B", "50", "40", "80,00"), names=("nama", *THREE)), row("Rata-rata", level="rata_rata", baris=3, capaian=mean)], "indikator": up("A", "B"), "rules": {"skala": "permendagri-86"}} for mean in ("87,50", "87,5", "88", "87", "85,00", "90,00")],
    "the overall mean": [{"k": [*averaged("80", "100", mean="90"), row("Rata-rata capaian kinerja", tabel="n", level="rata_rata", baris=30, capaian=said_), *more], "rules": {"skala": "permendagri-86"}} for said_ in ("90,4", "90,5", "90,6", "91", "80", "100", "101") for more in ([], [row("Z", tabel="3", baris=41, capaian="70"), row("Rata-rata", tabel="3", level="rata_rata", baris=42, capaian="70")])],
    "the mean of a year": [{"k": [*(row(f"Indeks {n}", tahun=2022, baris=n, capaian=text) for n, text in enumerate(values)), row("rata-rata capaian kinerja", tahun=2022, tabel="n", level="rata_rata", baris=99, capaian=mean)]} for values in (("80", "90"), ("80", "90", "70"), ("80", "90", "130"), ("-", "80", "90"), ("100", "100", "160")) for mean in ("80", "80,5", "81", "90", "100", "96,67", "56,67", "120", "106,67")],
    "programmes": [{"k": [row("Program A", level="program", tabel="2", capaian=whole), *lines("subkegiatan", 4, *((f"Keluaran {n}", *one) for n, one in enumerate(outputs, 1)), names=("nama", *THREE), tabel="2")], "a": [row("Program A", baris=3, pagu="100.000.000", realisasi="90.000.000"), *lines("subkegiatan", 4, *((f"Keluaran {n}", "50.000.000", "40.000.000") for n in range(1, len(outputs) + 1)), induk=3)]} for outputs in ((("", "", "80"), ("", "", "60")), (("", "", "100"), ("", "", "120")), (("10", "8", "80"), ("10", "", "-")), (("", "", "100"), ("", "", "131"))) for whole in ("70", "70,5", "71", "100", "110", "99,9", "40", "115")],
    "dear": [{"k": [row("Latihan", level="subkegiatan", tabel="2", target="100", realisasi=reached, capaian=reached)], "a": [row("Program A", baris=3, pagu="100.000.000", realisasi="90.000.000", efisiensi=efficiency), row("Latihan", level="subkegiatan", induk=3, baris=4, pagu=pagu, realisasi=paid_)]} for efficiency in ("10%", "0%") for reached, pagu, paid_ in (("50", "50.000.000", "30.000.000"), ("50", "50.000.000", "29.999.999"), ("50", "50.000.000", "50.000.000"), ("50", "50.000.000", "49.999.999"), ("100", "50.000.000", "60.000.000"), ("99", "50.000.000", "60.000.000"), ("0", "50.000.000", "50.000.000"), ("1", "50.000.000", "50.000.000"), ("0,5", "50.000.000", "50.000.000"), ("50", "0", "50.000.000"))],
    "sums": [{"a": [row("A", baris=1, pagu=whole), *lines("kegiatan", 2, *((f"K{n}", text) for n, text in enumerate(parts)), induk=1)]} for whole, parts in (("3.000", ("1.000", "2.000")), ("3.001", ("1.000", "2.000")), ("2.999", ("1.000", "2.000")), ("1.000", ("1.000", "2.000")), ("3.000", ("1.000", "2.000", "3.000")), ("3.000", ("1.000", "2.000", "3.000", "0")), ("5.000", ("1.000", "2.000", "3.000")), ("3.000", ("-",)), ("3.000", ("-", "3.000")), ("3.000", ("-", "2.000")), ("0", ("1", "2")), ("1", ("1", "2")), ("3.000", ("1.000", "1.000", "2.000")), ("3.000", ("12.345,678.9", "2.000")))],
    "totals": [{"a": [*lines("program", 2, *((f"P{n}", text) for n, text in enumerate(parts))), row("JUMLAH", level="jumlah", baris=line, pagu=whole), *more]} for line in (9, 1, 3) for whole, parts, more in (("3.000", ("1.000", "2.000"), []), ("3.001", ("1.000", "2.000"), []), ("4.000", ("1.000",), []), ("4.000", ("1.000", "-"), []), ("4.000", ("1.000", "2.000"), [row("TOTAL", level="jumlah", tabel="2", baris=30, pagu="4.000")]), ("4.000", ("1.000", "2.000"), [row("JUMLAH", level="jumlah", baris=20, pagu="4.000"), row("Q", baris=12, pagu="4.000"), row("R", baris=13, pagu="100")]))],
    "sums to half a rupiah": [{"a": [row("A", baris=1, pagu=whole), *lines("kegiatan", 2, ("K1", "1.000"), ("K2", "2.000"), induk=1), row("JUMLAH", level="jumlah", baris=9, pagu=whole)]} for whole in ("3.000,50", "3.000,51", "2.999,50", "2.999,49")],
    "sums that are nearly whole": [{"a": [row("A", baris=1, pagu="1.000.000", level=level), *lines("kegiatan", 2, ("K1", "500.000"), ("K2", part), induk=1)]} for level in ("program", "kegiatan") for part in ("501.000", "500.999", "501.001", "499.000", "499.001")],
    "one wrong cell": [SOUND, *(one for n, cells in enumerate(((("pagu", "5.500.000", "500.000", "4.900.000"), ("realisasi", "4.600.000", "450.000", "5.400.000"), ("persen", "95,00", "9,00", "90")), (("pagu", "2.100.000", "200.000", "20.000.000"), ("realisasi", "160.000", "1.700.000", "6.100.000", "2.100.000"), ("persen", "85,00", "80,01", "08,00")), (("pagu", "3.100.000", "300.000", "2.000.000"), ("realisasi", "290.000", "9.200.000", "1.600.000"), ("persen", "97,66", "96,66", "69,67")), (("pagu", "5.100.000"), ("realisasi", "4.600.000"), ("persen", "91,00")))) for name, *some in cells for one in over(SOUND, "a", n, **{name: some}))],
    "several totals": [{"a": [row("Jumlah", level="jumlah", tabel=str(n), baris=n, pagu="10.000.000", realisasi=real, persen=share) for n, (real, share) in enumerate(some, 1)]} for some in ((("9.231.000", "92,31"), ("9.231.000", "92,31"), ("8.231.000", "92,31")), (("9.231.000", "92,31"), ("8.231.000", "82,31")), (("9.231.000", ""), ("8.231.000", "82,31"), ("8.231.000", "")))],
    "a few changes would do": [{"a": [*lines("program", 1, *((f"P{n}", "5.000.000", "4.500.000", "90") for n in range(many)), names=MONEY), row("Jumlah", level="jumlah", baris=9, pagu=f"{5 * many}.000.000", realisasi=real, persen="90")]} for many, real in ((2, "9.001.000"), (3, "13.501.000"), (4, "18.001.000"), (2, "9.000.001"))],
    "copied from another line": [{"a": [*lines("program", 1, ("Jaminan", "17.094.802", "11.507.205", "67,31"), ("Bencana", "9.000.000", "8.409.609", "93,44"), names=MONEY), *lines("sasaran", 7, ("Lansia terlayani", "17.094.802", real, "67,31"), ("Korban terbantu", "9.000.000", "8.409.609", "93,44"), names=MONEY, tabel="6"), row("Jumlah", level="jumlah", tabel="6", baris=9, pagu="26.094.802", realisasi="19.916.814")]} for real in ("8.409.609", "8.409.608", "11.507.205")],
    "efficiency": [*over(spent(("1.000.000", "900.000", "90,00", "10,00"), efisiensi="sisa"), "a", 0, realisasi=("0", "1.000.000"), efisiensi=("9,99", "10,01", "10,02", "10,005", "10", "11", "15,00", "15,01", "5,00", "111,11", "1,11", "0,9", "90"), persen=("", "90", "90,5", "89")), *over(spent(("1.000.000", "900.000", "", "10,00"), efisiensi="sisa"), "a", 0, pagu=("0", "-", "999.000"))],
    "efficiency of nothing spent": [spent(("1.000.000", "0", "0,00", text), efisiensi="sisa") for text in ("100,00", "50,00", "0,00", "-100,00")],
    "efficiency of achievements": [{"a": lines("sasaran", 1, ("A", "1.000.000", "500.000", "50,00", printed), names=(*MONEY, "efisiensi")), "k": [row("Indeks A", baris=1, capaian="45,00"), row("Indeks A", tabel="n", baris=40, capaian="20,00")], "rules": {"efisiensi": rule}} for rule, some in (("rasio", ("90,00", "89,98", "89,97", "40,00", "41,00", "-5,00")), ("selisih", ("-5,00", "-4,99", "-4,98", "-30,00", "90,00"))) for printed in some],
    "direct spending": [{"a": [row("Belanja Langsung", baris=1, pagu="60.000.000", realisasi="50.000.000"), row("Belanja Tidak Langsung", baris=2, pagu="60.000.000", realisasi="50.000.000"), row("JUMLAH", level="jumlah", baris=3, pagu="120.000.000", realisasi="100.000.000")], "k": [row("Efisiensi", tabel="2", baris=9, capaian=printed, pembilang=part, penyebut="100.000.000")], "rules": {"efisiensi": "belanja_langsung"}} for printed, part in (("50,00", ""), ("50,01", ""), ("50,4", ""), ("50,5", ""), ("51", ""), ("55,00", ""), ("56,00", ""), ("44,00", ""), ("60,00", "60.000.000"), ("60,00", "50.000.000"))],
    "shares of totals": [{"a": [*lines("program", 1, ("A", "100.000.000", "50.000.000", one), ("B", "200.000.000", "70.000.000", two), names=MONEY), row("JUMLAH", level="jumlah", baris=line, persen=printed)]} for one, two in (("50,00", "35,00"), ("50", "35"), ("", "")) for line in (3, 0) for printed in ("40,00", "40,01", "40,02", "42,50", "42,51", "42,52", "42,5", "40,5", "41", "41,00", "39,00", "50,00", "30,00")],
    "grades of a share": [{"a": [*lines("program", 1, ("A", "100.000.000", "50.000.000", "50,00"), ("B", "200.000.000", "70.000.000", "35,00"), names=MONEY), row("JUMLAH", level="jumlah", baris=3, persen=printed)]} for printed in ("40,995", "41,00", "49,95", "50,00", "39,005", "30,05")],
    "shares that leave a line out": [{"a": [row("A", baris=3, pagu="100.000.000", realisasi=real, persen=share), *lines("kegiatan", 4, *((f"K{n}", "30.000.000", text) for n, text in enumerate(parts)), induk=3)]} for real, share, parts in (("50.000.000", "50,00", ("30.000.000", "20.000.000", "25.000.000")), ("50.000.000", "50,01", ("30.000.000", "20.000.000", "25.000.000")), ("50.000.000", "50,02", ("30.000.000", "20.000.000", "25.000.000")), ("50.000.000", "50,00", ("30.000.000", "25.000.000", "25.000.000")), ("50.000.000", "50,00", ("30.000.000", "20.000.000", "0")), ("50.000.000", "50,00", ("25.000.000", "50.000.000")), ("50.000.000", "50,00", ("50.000.000", "0", "1.000.000")), ("50.000.000", "50,00", ("40.000.000", "10.000.000", "10.000.000")), ("30.000.001", "30,00", ("30.000.000", "20.000.000", "1")), ("30.000.000", "30,00", ("30.000.000", "20.000.000", "0")), ("49.999.999", "50,00", ("30.000.000", "20.000.000", "25.000.000")))],
    "a total called so": [{"k": [*lines("sasaran", 1, *((f"I{n}", text) for n, text in enumerate(values)), names=("nama", "capaian")), row("Jumlah", level="rata_rata", baris=9, capaian=total)]} for values in (("90", "100"), ("90,005", "95,0"), ("90", "90"), ("0,001", "0,004")) for total in ("95", "95,005", "95,5", "92,5", "190", "92,503", "0,003")],
    "called a mean": [{"a": [*lines("program", 1, *(("ABCDE"[n], text) for n, text in enumerate(values)), names=("nama", "persen")), row("JUMLAH", level="jumlah", baris=7, persen=printed), row("rata-rata realisasi anggaran", level="jumlah", tabel="n", baris=9, persen=printed)]} for values in (("50,00", "90,00"), ("50,00", "90,00", "70,00"), ("50", "90", "71")) for printed in ("70,00", "70,01", "70,02", "70,5", "71", "71,00", "85,00")],
    "names of one line": [{"a": [row("Administrasi Umum Perangkat Daerah", level="kegiatan", pagu=pagu, realisasi=real), row("Administrasi Keuangan Perangkat Daerah", level="kegiatan", tabel="2", baris=9, pagu=pagu, realisasi=real), row(third, level="kegiatan", tabel=table, baris=12, pagu=pagu, realisasi=real)]} for pagu, real in (("1.000.000", ""), ("1.000.001", ""), ("1.000.000", "5.000"), ("999.999", "5.000"), ("12.345.678", "11.000.000")) for third, table in (("Administrasi Keuangan Perangkat Daerah", "3"), ("Administrasi Umum Perangkat Daerah", "3"), ("Rapat", "1"))],
    "almost its name": [{"k": [row(one, target="80", realisasi="75"), row(two, tabel="2", baris=9, target="80", realisasi="75"), *more]} for one, two in (("Penanganan PPKS", "Penanganan PSKS"), ("Penanganan PPKS kota", "Penanganan penyandang"), ("Rasio KDRT", "RATIO KDRT"), ("Cakupan usia 7", "Cakupan usia 8"), ("Pelayanan warga ABCD", "Pelayanan warga AEFG"), ("Pelayanan warga ABCD", "Pelayanan warga EFGH"), ("Cakupan 12", "Cakupan"), ("Nilai ABCDEF", "Nilai ABCDEFG"), ("Nilai AB", "Nilai XY")) for more in ([], [row(two, tabel="3", baris=12, target="80", realisasi="75")])],
    "goals": [{"k": [row(name, tabel=table, baris=line, sasaran_tercetak=aim, target=target) for table in places for line, (aim, name) in enumerate((("Meningkatnya kesejahteraan", "Angka kemiskinan"), ("Meningkatnya tata kelola", "Nilai SAKIP")), 1)] + [row("Angka kemiskinan", tabel="n", baris=9, sasaran_tercetak=goal, level=level, target="5")]} for places in ("1", "12", "123") for goal, level, target in (("Meningkatnya tata kelola", "sasaran", "5"), ("Meningkatnya tata kelola", "sasaran", ""), ("Meningkatnya tata kelola", "tujuan", "5"), ("Meningkatkan tata kelola pemerintahan", "sasaran", "5"), ("", "sasaran", "5"), ("Meningkatnya kesejahteraan masyarakat", "sasaran", "5"))],
    "misspelt": [{"a": [row(name, level="kegiatan", pagu="5.000.000", baris=n) for n, name in enumerate(names, 1)]} for names in (("Perencanaan, Penggangaran, dan Evaluasi Kinerja Perangkat Daerah",), ("Perencanan, Penggangaran, dan Evaluasi Kinerja Perangkat Daerah",), ("Perencanan, Penggangaran, dan Evaluassi Kinerja Perangkat Daerah",), ("Evaluasi Kinerja Perrangkat Daerah", "Evaluasi Kinerrja Perangkat Daerah"), ("Evaluasi Kinerrja",), ("Evaluasi Kinerja Rumah Daerah",), ("Penyediaan Sandhang",), ("Penyediaan Makanann",), ("Evaluasi diKinerja Perangkat Daerah",), ("Evaluasi Kin Perangkat Daerah",))],
    "standard names": [{"a": [row(name, level="program", pagu="5.000.000")], "anggaran": [{"kode": "1.06.01", "tahun": 2023, "pagu_rp": "5000000", "realisasi_rp": "", "sumber": "d1:t1-b1-2023"}]} for name in ("Program Penunjang Urusan Pemerintahan Daerah", "Program Penunjang", "Program Rehabilitasi Sosial", "Rehabilitasi", "Urusan Wajib Pemerintah Kota", "Penunjang Urusn Pemerintahn Daerh", "")],
    "acronyms": [{"k": [row(usual, realisasi="1,70"), *([row(usual, tabel="2", realisasi="1,70")] if twice else []), row(name, tabel="3", realisasi="1,70")], "indikator": up(usual), "kinerja": [{"indikator": "i0", "tahun": 2023, "sumber_realisasi": f"d1:t{n}-b1-2023", "sumber_target": ""} for n in (1, 3)]} for twice in (True, False) for usual, name in (("TFR per WUS", "TRF per WUS"), ("TFR per WUS", "TFR per WAS"), ("TFR per WUS", "TFX per WAS"), ("RASIO KDRT", "RATIO KNRT"), ("Rasio KDRT", "RASIO KNRT"), ("Nilai IPG", "Nilai IPD Indeks Pemberdayaan dan Daya"), ("Nilai IPG", "Nilai IPX"), ("Nilai IPG dan IDG", "Nilai IPG"), ("Nilai IPG IDG", "Nilai IPX IDX"))],
    "benchmarks": [{"k": [row("Cakupan layanan dasar", target="100"), row(other, tabel="1p", tahap="pembanding", target=target, realisasi="67", baris=line)]} for other in ("Cakupan panti", "Cakupan layanan", "Layanan panti asuhan dasar", "Jumlah balai") for target, line in (("66", 1), ("", 1), ("66", 2))],
    "targets far above": [{"k": [row(target=target, realisasi=real, capaian=capaian, level=level, satuan_tercetak=unit)], "indikator": up("Indeks")} for level in ("sasaran", "subkegiatan") for unit in ("", "%") for target, real, capaian in (("10", "15", "150"), ("10", "14,9", "149"), ("10", "20", "200"), ("10", "20,1", "201"), ("10", "15", ""), ("10", "15", "149"), ("10 orang", "25 keluarga", "250"), ("10 orang", "25 org lain", "250"), ("10%", "25%", "250"))],
    "targets below": [{"k": [row("Indeks", target=target), *figures("Indeks", 9, "", *last, year=2022), *more], "indikator": up("Indeks", way=way)} for way in ("naik", "turun") for target in ("80", "79", "81", "79,2", "80,8", "0", "50") for last, more in ((("80",), []), (("80",), [row(tabel="3", baris=20, tahun=2022, realisasi="79,6")]), (("80",), [row(tabel="3", baris=20, tahun=2022, realisasi="80,4"), row(tabel="4", baris=21, realisasi="79,5")]), (("0",), []))],
    "targets that stay": [{"k": figures("Indeks", 4, *values, column="target"), "indikator": up("Indeks"), "putus": breaks} for values in (("80", "80"), ("80", "80", "80"), ("100", "100", "100"), ("0", "0", "0"), ("1", "1", "1"), ("101", "101", "101"), ("80", "80", "81"), ("80", "80", "80", "80")) for breaks in ([], [{"indikator": "i0", "jenis": "definisi", "tahun": 2021, "kepastian": "dugaan"}], [{"indikator": "i0", "jenis": "definisi", "tahun": 2022, "kepastian": "pasti"}])],
    "in the unit of the target": [{"k": [row(level="subkegiatan", target=target, realisasi=real, capaian="250,00")]} for target, real in (("10 orang / hari", "25 orang/hari"), ("10 org", "25"), ("10 orang", "25 Orang"), ("10 orang", "25 jiwa"))],
    "all a hundred": [{"k": lines("program", 1, *((f"P{n}", "10", "10", "100") for n in range(full)), *((f"Q{n}", "10", "9", "90") for n in range(rest)), names=("nama", *THREE))} for full, rest in ((4, 0), (5, 0), (9, 1), (8, 1), (10, 1), (18, 2))],
    "directions": [{"k": figures("Indeks", 4, *values), "c": said("arah", "meningkat", "menurun", "tetap", "selalu meningkat")} for values in (("10", "11"), ("10,0", "10,1"), ("10,00", "10,01"), ("10", "10"), ("11", "10"), ("-5", "5"), ("0", "1"), ("0,5", "0,4"), ("10", "12", "11", "14"), ("10", "10", "10"))],
    "amounts of change, coarse and fine": [{"k": figures("Indeks", 4, before, after), "c": [row(jenis="arah", kata=f"meningkat {amount}%", nilai=f"{amount}%")]} for before, after in (("80,0", "84,00"), ("80,00", "84,0"), ("1,0", "2,0")) for amount in ("5", "5,0", "5,1", "5,2", "4,9", "4,8", "100", "111", "90", "121", "82")],
    "amounts of change": [{"k": figures("Indeks", 4, before, after), "c": [row(jenis="arah", kata=f"meningkat {amount}{word}", nilai=f"{amount}{sign}", satuan_tercetak=unit)]} for before, after in (("80,0", "84,0"), ("-80,0", "-76,0"), ("0,0", "4,0"), ("0,05", "4,05")) for amount in ("4", "4,1", "4,2", "4,5", "5", "5,3", "3,8") for word, sign, unit in ((" poin", "", ""), ("%", "%", ""), ("", "", ""), ("%", "%", "orang"))],
    "targets in words": [{"k": [row(target="100", realisasi=real, capaian=capaian)], "c": said("target", "sesuai target", "melampaui target", "di bawah target", "belum mencapai target"), "indikator": up("Indeks", way=way)} for way in ("naik", "turun", "rentang", "") for real, capaian in (("100", ""), ("101", ""), ("99", ""), ("", "100"), ("", "100,4"), ("", "99,5"), ("", "101"), ("99", "100"))]
    + [{"k": [row(f"I{n}", tabel="o", level="subkegiatan", target="10", realisasi="9", baris=4 + n) for n in range(7)], "c": [row("", jenis="target", kata="sesuai target", acuan="to")]}],
    "absorption in words": [{"a": [row("Program A", pagu=pagu, realisasi=real)], "c": said("serapan", "lebih dari 80 %", "kurang dari 80 %", "mencapai 80 %", "minimal 80 %", nama="Program A", nilai="80")} for pagu in ("100.000.000", "0", "1") for real in ("80.000.000", "80.500.000", "81.000.000", "79.500.000", "79.000.000", "80.000.001", "70.000.000", "90.000.000", "81.000.001")],
    "efficient in words": [{"c": [row("A", jenis="efisien", kini=one, dasar=two, kata="v"), row("B", jenis="efisien", baris=91, kini="50", dasar="60", kata="v")]} for one, two in (("81,2", "81,3"), ("81,2", "81,4"), ("81", "82"), ("81", "83"), ("81,3", "81,2"), ("90", "60"))],
    "numbers in words": [{"k": [row("A", sasaran_tercetak="S", capaian="100"), row("B", baris=2, sasaran_tercetak="S", target="90,00", realisasi=real, capaian="100,0"), row("C", baris=3, sasaran_tercetak="T", capaian=third)], "c": [row("", jenis="banyak", acuan="t1", baris=90 + n, nilai=str(number), satuan_tercetak=unit, kata=f"{number} {unit} {word}") for n, (number, unit, word) in enumerate(((1, "indikator", "tercapai"), (2, "indikator", "tercapai"), (3, "indikator", "mencapai target"), (1, "sasaran", "tercapai"), (2, "sasaran", ""), (0, "indikator", "belum mencapai target"), (1, "indikator", "melebihi target")))]} for real in ("89,96", "89,955", "90,00", "90,04") for third in ("80", "-", "101")],
    "items in words": [{"c": [row("", jenis="rincian", baris=90 + n, nilai=total, kata=words) for n, (total, words) in enumerate((("6", "2 melebihi, 4 tercapai"), ("6", "2 melebihi, 3 tercapai"), ("100%", "40,5 % perempuan dan 59,4 % laki-laki"), ("100%", "40,5 % perempuan dan 59,6 % laki-laki"), ("100%", "40 % perempuan dan 59,5 % laki-laki"), ("100,0%", "33,3 % a, 33,3 % b, 33,3 % c"), ("100,0%", "33,2 % a, 33,3 % b, 33,3 % c"), ("1.500", "1.200 orang dan 300 keluarga"), ("6", "6 indikator: 2 melebihi, 3 tercapai"), ("5", "5 indikator, 5 program"), ("6", "2 (dua) melebihi, 3 (tiga) tercapai")))]}],
    "phrases": [
        {"k": figures("Indeks", 4, "10,00", "12,00", "11,00", "14,00"), "c": phrases("arah", 120, nama="Indeks")},
        {"k": figures("Penurunan kasus", 4, "14,00", "11,00", "11,00"), "c": phrases("arah", 60, nama="Penurunan kasus", nilai="3")},
        {"k": [row(target="100", realisasi="99")], "c": phrases("target", 100, nama="Indeks"), "indikator": up("Indeks", way="turun")},
        {"a": [row("Program A", pagu="100.000.000", realisasi="80.000.000")], "c": phrases("serapan", 90, nama="Program A", nilai="80")},
        {"a": [row("Program A", pagu="100.000.000", realisasi="90.000.000")], "c": phrases("serapan", 90, nama="Program A", nilai="80")},
        {"c": phrases("rincian", 250, nama="", nilai="6")},
        {"k": [row("A", capaian="100"), row("B", baris=2, capaian="101"), row("C", baris=3, capaian="80")], "c": phrases("banyak", 80, nama="", acuan="t1", nilai="2", satuan_tercetak="indikator")},
        {"k": [row(realisasi="70")], "c": phrases("tahun_data", 150)},
    ],
    "statements": [{"c": [row("Jumlah penduduk", jenis="sebutan", baris=3 + n, nilai=text, kata=text) for n, text in enumerate(texts)]} for texts in (("104", "104,5"), ("104", "104,6"), ("104,5", "104"), ("104,00", "104,01"), ("104,00", "104,005"), ("1", "2", "2", "1"), ("1", "1", "2"))] + [{"c": [row("Periode", jenis="sebutan", baris=3 + n, kata=text) for n, text in enumerate(texts)]} for texts in (("Rencana lima tahun 2024", "Rencana lima tahun, 2024"), ("Rencana lima tahun 2024", "Rencana enam tahun 2024"), ("2024", "2025"))],
    "years in captions": [{"k": [row(tabel="2.1", baris=line, target="1", tahun=year)], "judul": [{"dokumen": "d1", "baris": 3, "nomor": "2.1", "judul": title}]} for line in (4, 3, 202, 203, 204) for year in (2022, 0) for title in ("Capaian tahun 2023", "Capaian 2022 sampai 2024")],
    "numbers of captions": [{"k": [row(tabel="2.1", baris=4, target="1"), row("Lain", tabel="2.2", baris=14, target="1")], "judul": [{"dokumen": "d1", "baris": 3, "nomor": one, "judul": first}, {"dokumen": "d1", "baris": 13, "nomor": two, "judul": second}]} for one, two in (("2.1", "2.1"), ("2.2", "2.1"), ("2.10", "2.9"), ("3.1", "2.9"), ("2.9", "2.9")) for first, second in (("Hasil survei", "Hasil survei"), ("Hasil survei", "Hasil survei tahun lalu"), ("Hasil 2022", "Hasil 2023"), ("Alat", "Obat"))],
}


# --- one cell changed -------------------------------------------------------------------------------------------------


def _stepped(text: str, by: int) -> str:
    """A printed number some units of its last place up, or down."""
    digits = re.sub(r"\D", "", text)
    number = f"{abs(int(digits) + by):0{len(digits)}d}"
    letters = iter(number[-len(digits) :])
    return re.sub(r"\d", lambda _: next(letters), text)


def _figures(text: str, others: list[str]) -> Iterator[str]:
    if any(letter.isdigit() for letter in text):
        yield from (_stepped(text, by) for by in (1, -1, 2, -2, 10))
        if re.fullmatch(r"[\d.]*\d", text) and len(text) < 5:
            yield from (f"{text},5", f"{text},4", f"{text}0", f"{text}%")
        if re.fullmatch(r"[\d.]+,\d+", text):
            yield from (f"{text}5", text.partition(",")[0], text[:-1].rstrip(","), text.replace(",", ""))
        yield f"-{text}"
    yield from ("", "0", "-", "100", "1")
    yield from others


def _words(text: str, others: list[str]) -> Iterator[str]:
    if text:
        yield from (text.upper(), f"{text[:3]}{text[2:]}", f"Jumlah {text}", f"tidak {text}", f"{text} (orang)", "")
    yield from others


def _cells(kind: str, rows: list[dict], n: int) -> Iterator[tuple[str, object]]:
    one = rows[n]
    for name in FIGURES[kind]:
        beside = [one[other] for other in FIGURES[kind] if other != name and one.get(other)]
        over = [other[name] for m, other in enumerate(rows) if m != n and other.get(name)]
        if name in one or over:
            yield from ((name, text) for text in dict.fromkeys(_figures(one.get(name, ""), beside + over)))
    others = [row for m, row in enumerate(rows) if m != n]
    for name in ("nama", "kata", "sasaran_tercetak", "predikat_tercetak"):
        if name in one:
            yield from ((name, text) for text in dict.fromkeys(_words(one[name], [row[name] for row in others if name in row])))
    year, line = one.get("tahun", 2023), one.get("baris", 1)
    yield from (("tahun", other) for other in ((year - 1, year + 1, 0) if year else (2022, 2023)))
    yield from (("baris", other) for other in sorted({line + 1, line + 300, *(row.get("baris", 1) for row in others)}))
    yield from (("tabel", other) for other in sorted({"z", "Lampiran 1", *(row.get("tabel", "1") for row in others)}))
    yield from (("level", other) for other in LEVELS[kind])
    if kind != "c":
        yield from (("tahap", other) for other in STAGES)
    if kind == "k":
        yield from (("satuan_tercetak", other) for other in ("%", "orang", "predikat"))


def _changes(example: dict) -> Iterator[tuple[str, dict]]:
    """Yield what is changed, and an example with that change of one cell or row."""
    for kind in "kac":
        rows = example.get(kind, [])
        for n, one in enumerate(rows):
            place = f"{kind}{n}"
            for name, value in _cells(kind, rows, n):
                if (PLAIN | {"level": LEVELS[kind][:1] and LEVELS[kind][0]} | one).get(name, "") != value:
                    yield f"{place} {name} = {value}", example | {kind: [*rows[:n], one | {name: value}, *rows[n + 1 :]]}
            yield f"no {place}", example | {kind: rows[:n] + rows[n + 1 :]}
            yield f"{place} elsewhere too", example | {kind: [*rows, one | {"tabel": "y", "baris": 200 + n}]}
            yield f"{place} twice", example | {kind: [*rows[:n], one | {"baris": one.get("baris", 1) + 40}, *rows[n:]]}


def _chosen(many: int) -> Iterator[tuple[str, str, dict]]:
    """Yield the dinas, what is said of it in the record, and the tables: every example as it is, so many changes of it, and all at the bounds.

    The order of the rows is not that of the names of the dinas, and a name stays when examples are added.
    """
    groups = {title: [("", one), *_some(title, one, many)] for title, one in EXAMPLES.items()}
    groups |= {f"bounds, {title}": [(str(n), one) for n, one in enumerate(some)] for title, some in BOUNDS.items()}
    for title, some in groups.items():
        for place, (change, one) in enumerate(some):
            yield f"{crc32(title.encode()):08x}.{999 - place}", f"{title}: {change}".strip(": "), one


def _some(title: str, example: dict, many: int) -> list[tuple[str, dict]]:
    every = list(_changes(example))
    return random.Random(title).sample(every, min(many, len(every)))


def changed_examples(many: int) -> dict[str, pd.DataFrame]:
    """Return every example, and so many changes of each, as one set of tables, each a dinas of its own."""
    rows: dict[str, list[dict]] = {}
    for dinas, _, one in _chosen(many):
        made = {name: _apart(make(*one[kind])) for kind, (name, make) in MADE.items() if one.get(kind)}
        made |= {"terbitan_judul": one.get("judul", [])} | {name: one[name] for name in ALSO if name in one}
        for name, some in made.items():
            rows.setdefault(name, []).extend(row | {"dinas": dinas} for row in some)
    return {name: _text_filled(pd.DataFrame(some)) for name, some in rows.items()}


def rules_of_examples(many: int) -> dict[str, dict]:
    return {dinas: RULES | one.get("rules", {}) for dinas, _, one in _chosen(many)}


def titles_of_examples(many: int) -> dict[str, str]:
    """Return by dinas the example and what is changed in it."""
    return {dinas: title for dinas, title, _ in _chosen(many)}


def _apart(rows: list[dict]) -> list[dict]:
    """Two rows on one line of a table have each an id of their own."""
    seen: dict[str, int] = {}
    out = []
    for row in rows:
        again = seen[row["id"]] = seen.get(row["id"], -1) + 1
        out.append(row | {"id": f"{row['id']}-{again}"} if again else row)
    return out


def _text_filled(frame: pd.DataFrame) -> pd.DataFrame:
    """A column that only some examples have is empty text in the others, as in a CSV file."""
    text = [name for name in frame if frame[name].map(type).eq(str).any()]
    return frame.assign(**{name: frame[name].fillna("") for name in text})
