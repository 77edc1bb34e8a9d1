"""A made country: 546 governments × 25 dinas × 5 years in one store, and what reading it costs.

    python benchmarks/negara.py buat STORE [N]             make it (N dinas; default all 13,650)
    python benchmarks/negara.py ukur STORE [TAHAP …]       each stage in a process of its own
    python benchmarks/negara.py tumbuh FOLDER              both at 10, 100, 1,000 and all dinas
    python benchmarks/negara.py laporan STORE N FOLDER     N real reports

Seeded: the same country each time. Names, codes and units are those of the field, the flaws those
of the four real reports: years without realisation, ranges, ratios, letters, weights, targets of
nought, figures of an earlier year, broken series, wrong parents, budgets without spending, outputs
that are documents or per cent, printed figures that contradict the curated ones.

Measured on one core of a machine that others used too, so in seconds of CPU (with reading,
without imports), and the peak of memory at 13,650 dinas; all five years but where one is named:

    dinas                                        10     100    1,000   13,650        peak
    capaian with its means (546,000 rows)       0.2     0.3      1.2       15     1.4 GiB
    tren (109,200 series)                       0.1     0.2      0.4        3     0.7 GiB
    efisiensi with its capaian (2.5 mln lines)  0.4     0.5      2.3       32     4.0 GiB
    biaya (1.6 mln outputs)                     0.1     0.2      0.7        8     2.1 GiB
    banding: biaya, konsep of one year          0.2     0.4      0.7        5     0.9 GiB
    indeks of one report per dinas              0.1     0.3        –       10     0.7 GiB
    audit of printed rows (1.5 mln)             1.3     2.0       10      126     7.6 GiB
    simpanan: plan all 68,250 reports             –     0.1      0.4        6     0.5 GiB
    ganti: one dinas put into the store           –     0.6        –        4     0.7 GiB

The store: 1,825 files, 85 MB; making it took 50 seconds. One dinas is loaded from it in 0.4.
Before the loops over groups went, capaian took 30 seconds and tren 12. Of 40 real reports
39 were made (one dinas has a wrong parent), 3.1 seconds of CPU each: all would take some 60 hours.
The audit is that of a version before: since then 1,000 dinas take 2.3 times less, and those who
follow other rules go along in the same pass, some on each core (README.md).
"""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from lakip_analysis.aturan.rules import LEVEL_UTAMA, SKALA_BERSAMA, categorize, load_rules
from lakip_analysis.audit import audit_tables
from lakip_analysis.capaian.compute import compute_capaian, summarize_capaian
from lakip_analysis.data.catalogue import list_dinas
from lakip_analysis.data.dinas import join_kinerja, load_dinas
from lakip_analysis.data.isian import make_slug
from lakip_analysis.data.schemas import TABEL
from lakip_analysis.data.store import (
    Stored,
    csv_bytes,
    read_country,
    read_rules,
    stored_fingerprints,
)
from lakip_analysis.data.store_write import to_folders, to_store, write_catalogue, write_rows
from lakip_analysis.efisiensi.compute import compute_efisiensi
from lakip_analysis.efisiensi.cost import compare_biaya, compare_frontier, compute_biaya
from lakip_analysis.pembanding.compute import compare_konsep, latest_konsep
from lakip_analysis.reports.batch import run_batch
from lakip_analysis.reports.index import write_index
from lakip_analysis.reports.manifest import BIAYA, COUNTS, MEANS
from lakip_analysis.reports.plan import plan_batch
from lakip_analysis.tren import compute_trend

TAHUN = range(2020, 2025)
PER_DAERAH = 25
N_INDIKATOR = 10
PROGRAM, KEGIATAN, SUB = 4, 2, 3  # programmes of a dinas, activities of each, parts of each

KONSEP = {1: "sakip", 5: "cakupan-layanan", 7: "kepuasan"}  # indicators that dinas share

JENIS = ["rasio", "ordinal", "turun", "rentang", "nol", *["naik"] * 5]
SATUAN = ["rasio", "predikat AKIP", "%", "%", "kasus", "%", "indeks", "nilai", "orang", "%"]
NAMA = [
    "Rasio petugas terhadap penduduk yang dilayani",
    "Predikat akuntabilitas kinerja perangkat daerah",
    "Persentase pengaduan yang belum selesai",
    "Persentase ketergantungan layanan",
    "Jumlah kejadian luar biasa",
    "Persentase sasaran yang mendapat layanan dasar",
    "Indeks kualitas layanan",
    "Nilai kepuasan masyarakat",
    "Jumlah warga yang didampingi",
    "Persentase sarana dalam kondisi baik",
]
KELUARAN = [
    ("Jumlah orang yang mendapat layanan dasar", "orang"),
    ("Jumlah keluarga yang didampingi", "keluarga"),
    ("Jumlah dokumen perencanaan yang disusun", "dokumen"),
    ("Jumlah sarana yang dipelihara", "unit"),
    ("Persentase kebutuhan yang terpenuhi", "%"),
    ("Jumlah peserta pelatihan", "orang"),
]
TOML = """dinas = "{dinas}"
nama = "{nama}"
daerah = "{daerah}"
kode_wilayah = "{kode}"
provinsi = "{provinsi}"
urusan = ["{urusan}"]
{dokumen}
[aturan]
naik = "realisasi_per_target"
turun = "{turun}"
skala = "permendagri-86"
rata_rata = "{rata_rata}"
efisiensi = "{efisiensi}"
"""
DOKUMEN = """
[[dokumen]]
id = "lkjip-{tahun}"
judul = "LKjIP {tahun} {nama} {daerah}"
tahun = {tahun}
"""


def list_offices(limit: int | None) -> pd.DataFrame:
    """Return the dinas of the country: `dinas`, `nama`, `daerah`, `kode`, `provinsi`, `urusan`."""
    regions = load_rules("wilayah").astype(str)
    # the five towns and one kabupaten of Jakarta have no government of their own
    regions = regions[~(regions["kode"].str.startswith("31.") & (regions["jenis"] != "provinsi"))]
    names = regions.set_index("kode")["nama"]
    kinds = load_rules("perangkat").astype(str).drop_duplicates("urusan").head(PER_DAERAH)
    if len(kinds) < PER_DAERAH:
        rest = load_rules("perangkat").astype(str)
        rest = rest[~rest["singkatan"].isin(kinds["singkatan"])]
        kinds = pd.concat([kinds, rest.head(PER_DAERAH - len(kinds))])
    regions = regions.assign(
        daerah=regions["nama"].where(regions["jenis"] != "provinsi", "Provinsi " + regions["nama"])
    )
    out = regions.merge(kinds, how="cross", suffixes=("_daerah", ""))
    short = out["daerah"].replace({"^Kabupaten ": "kab ", "^Provinsi ": "prov "}, regex=True)
    slugs = (short + " " + out["singkatan"]).map(make_slug)
    out = out.assign(dinas=slugs, provinsi=out["kode"].str[:2].map(names))
    out = out.drop_duplicates("dinas").sort_values("kode", kind="stable")
    step = max(1, len(out) // (limit or len(out)))
    out = out.iloc[::step].head(limit or len(out))  # a few of every province, not the first ones
    return out[["dinas", "nama", "daerah", "kode", "provinsi", "urusan"]].reset_index(drop=True)


def make_country(store: Path, limit: int | None = None, seed: int = 14) -> None:
    """Write the store, province by province."""
    offices = list_offices(limit)
    known: dict[str, Stored] = {}
    store.mkdir(parents=True)
    for code, some in offices.groupby(offices["kode"].str[:2]):
        rng = np.random.default_rng([seed, int(code)])
        rules = choose_rules(rng, some)
        known |= write_province(store, code, rules, make_tables(rng, rules))
    write_catalogue(store, known)


def choose_rules(rng: np.random.Generator, offices: pd.DataFrame) -> pd.DataFrame:
    """Return the dinas of a province with the rules each follows."""
    n = len(offices)
    return offices.reset_index(drop=True).assign(
        turun=rng.choice(["dua_target_kurang_realisasi", "target_per_realisasi"], n, p=[0.8, 0.2]),
        rata_rata=rng.choice(
            ["rata_rata_indikator", "rata_rata_sasaran", "rata_rata_bobot", "tidak_ada"],
            n,
            p=[0.6, 0.15, 0.05, 0.2],
        ),
        efisiensi=rng.choice(["sisa", "tidak_ada"], n),
    )


def number(values: np.ndarray, digits: int = 2) -> np.ndarray:
    """Return numbers as text."""
    return np.array([f"{value:.{digits}f}" for value in values.tolist()], dtype=object)


def repeat(offices: pd.DataFrame, *sizes: int) -> list[np.ndarray]:
    """Return the row of each dinas, then one counter per size, every combination of them."""
    grid = np.indices((len(offices), *sizes)).reshape(1 + len(sizes), -1)
    return list(grid)


def make_tables(rng: np.random.Generator, offices: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables of the dinas given, all text, ordered by dinas."""
    indikator = make_indikator(offices)
    kinerja, terbitan = make_kinerja(rng, offices)
    anggaran, terbitan_anggaran = make_anggaran(rng, offices)
    return {
        "indikator": indikator,
        "kinerja": kinerja,
        "anggaran": anggaran,
        "program_indikator": make_links(offices),
        "keluaran": make_keluaran(rng, offices),
        "putus": make_putus(rng, offices),
        "acuan": make_acuan(rng, offices),
        "kinerja_triwulan": make_triwulan(rng, offices),
        "sakip": make_sakip(rng, offices),
        "spm": make_spm(rng, offices),
        "terbitan_kinerja": terbitan,
        "terbitan_anggaran": terbitan_anggaran,
        "terbitan_judul": make_judul(offices),
    }


def frame(offices: pd.DataFrame, of: np.ndarray, **columns: object) -> pd.DataFrame:
    """Return columns with the dinas they belong to."""
    return pd.DataFrame({"dinas": offices["dinas"].to_numpy(object)[of], **columns})


def code_of(k: np.ndarray) -> np.ndarray:
    return np.array([f"ik-{n + 1:02d}" for n in range(N_INDIKATOR)], dtype=object)[k]


def make_indikator(offices: pd.DataFrame) -> pd.DataFrame:
    d, k = repeat(offices, N_INDIKATOR)
    office = offices["nama"].to_numpy(object)[d]
    weighted = (offices["rata_rata"] == "rata_rata_bobot").to_numpy()[d]
    polarity = {"turun": "turun", "nol": "turun"}
    kinds = {"rasio": "rasio", "ordinal": "ordinal", "rentang": "rentang"}
    names = np.array(NAMA, dtype=object)[k] + " " + office
    return frame(
        offices,
        d,
        indikator=code_of(k),
        nama_indikator=names,
        konsep=np.array([KONSEP.get(n, "") for n in range(N_INDIKATOR)], dtype=object)[k],
        level=np.where(k < 2, "tujuan", np.where(k < 8, "sasaran", "program")),
        sasaran=np.array(["Meningkatnya kualitas layanan", "Meningkatnya tata kelola"], object)[
            k % 2
        ],
        satuan=np.array(SATUAN, dtype=object)[k],
        polaritas=np.array([polarity.get(kind, "naik") for kind in JENIS], object)[k],
        jenis_target=np.array([kinds.get(kind, "angka") for kind in JENIS], object)[k],
        bobot=np.where(weighted & (k < 8), "12.5", ""),
    )


def make_kinerja(
    rng: np.random.Generator, offices: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return `kinerja`, and the printed rows it was taken from, some of them at odds with it."""
    d, k, y = repeat(offices, N_INDIKATOR, len(TAHUN))
    n, kind = len(d), np.array(JENIS, dtype=object)[k]
    year = np.array([str(year) for year in TAHUN], dtype=object)[y]
    base = rng.uniform(40, 90, (len(offices), N_INDIKATOR))[d, k]
    target = base + y * rng.uniform(0, 2, n)
    real = target * rng.normal(1, 0.12, n)
    aimed, reached = number(target), number(np.abs(real))
    ratio = np.char.add("1:", (rng.integers(50, 400, n) * 100).astype(str)).astype(object)
    letters = np.array(["C", "CC", "B", "B 65.5", "BB", "BB 74.25", "A"], dtype=object)
    nought = rng.integers(0, 3, n).astype(str).astype(object)
    aimed = np.select(
        [kind == "rasio", kind == "ordinal", kind == "rentang", kind == "nol"],
        [ratio, letters[rng.integers(2, 7, n)], "", "0"],
        aimed,
    )
    reached = np.select(
        [kind == "rasio", kind == "ordinal", kind == "nol"],
        [np.roll(ratio, 1), letters[rng.integers(0, 7, n)], nought],
        reached,
    )
    luck = rng.random(n)
    reached = np.where(luck < 0.06, "", np.where(luck < 0.07, "n/a", reached)).astype(object)
    aimed = np.where((luck > 0.985) & (kind != "rentang"), "", aimed).astype(object)
    late = (luck > 0.9) & (luck < 0.94) & (y > 0)
    ids = np.array(
        [f"lkjip-{a}:t3.1-b{100 + b}-{a}" for a, b in zip(year, k, strict=True)], dtype=object
    )
    low, high = number(target - 0.5), number(target + 0.5)
    kinerja = frame(
        offices,
        d,
        indikator=code_of(k),
        tahun=year,
        target=aimed,
        target_bawah=np.where(kind == "rentang", low, ""),
        target_atas=np.where(kind == "rentang", high, ""),
        realisasi=reached,
        data_tahun=np.where(late, np.array([str(t - 1) for t in TAHUN], object)[y], ""),
        sumber_target=ids,
        sumber_realisasi=np.where(reached == "", "", ids),
    )
    plain = np.isin(kind, ["turun", "naik"]) & (aimed != "") & ~np.isin(reached, ["", "n/a"])
    share = np.where(kind == "turun", 2 - real / target, real / target) * 100
    share = np.where(luck > 0.97, share + 7.5, share)  # printed wrong
    capaian = np.where(plain, number(share), "")
    comma = [
        np.array([text.replace(".", ",") for text in part], object)
        for part in (aimed, reached, capaian)
    ]
    bare = {
        name: np.where(plain, part, "")
        for name, part in (("target", aimed), ("realisasi", reached))
    }
    terbitan = frame(
        offices,
        d,
        id=ids,
        dokumen=np.array([f"lkjip-{t}" for t in TAHUN], object)[y],
        tabel="Tabel 3.1",
        baris=(100 + k).astype(str).astype(object),
        level="sasaran",
        nama_tercetak=(np.array(NAMA, object)[k] + " " + offices["nama"].to_numpy(object)[d]),
        satuan_tercetak=np.array(SATUAN, object)[k],
        tahun=year,
        target_tercetak=comma[0],
        realisasi_tercetak=comma[1],
        capaian_tercetak=comma[2],
        target=bare["target"],
        realisasi=bare["realisasi"],
        capaian=capaian,
    )
    return kinerja, by_document(terbitan)


def by_document(rows: pd.DataFrame) -> pd.DataFrame:
    """Return printed rows of each dinas in the order of its documents."""
    return rows.sort_values(["dinas", "dokumen"], kind="stable", ignore_index=True)


def make_anggaran(
    rng: np.random.Generator, offices: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return `anggaran` (every line is the sum of those below it) and its printed programmes."""
    shape = (len(offices), len(TAHUN), PROGRAM, KEGIATAN, SUB)
    pagu = rng.integers(5_000, 900_000, shape) * 1000
    spent = np.minimum(pagu, (pagu * rng.normal(0.9, 0.08, shape)).astype("int64"))
    spent = np.where(rng.random(shape) < 0.01, pagu + 1000, np.maximum(spent, 0))
    parts = []
    for depth in (1, 2, 3):
        axes = tuple(range(2 + depth, 5))
        sums = [amount.sum(axis=axes) for amount in (pagu, spent)]
        d, y, *place = np.indices(sums[0].shape).reshape(2 + depth, -1)
        parts.append(lines_of(rng, offices, d, y, place, [part.reshape(-1) for part in sums]))
    lines = pd.concat(parts).sort_values(
        ["dinas", "tahun", "kode"], kind="stable", ignore_index=True
    )
    printed = lines[lines["level"] != "subkegiatan"].reset_index(drop=True)
    number_in = printed.groupby(["dinas", "tahun"]).cumcount() + 200
    ids = "lkjip-" + printed["tahun"] + ":t3.9-b" + number_in.astype(str) + "-" + printed["tahun"]
    money = [
        printed[name].map(lambda text: f"{int(text):,}".replace(",", ".") if text else "")
        for name in ("pagu_rp", "realisasi_rp")
    ]
    terbitan = pd.DataFrame(
        {
            "dinas": printed["dinas"],
            "id": ids,
            "dokumen": "lkjip-" + printed["tahun"],
            "tabel": "Tabel 3.9",
            "baris": number_in.astype(str),
            "level": printed["level"],
            "kode_tercetak": printed["kode"],
            "nama_tercetak": printed["nama"],
            "tahun": printed["tahun"],
            "pagu_tercetak": money[0],
            "realisasi_tercetak": money[1],
            "pagu_rp": printed["pagu_rp"],
            "realisasi_rp": printed["realisasi_rp"],
        }
    )
    keys = ["dinas", "tahun", "kode"]
    source = printed[keys].assign(sumber=ids)
    lines = lines.merge(source, on=keys, how="left")
    return lines.assign(sumber=lines["sumber"].fillna("")), by_document(terbitan)


def lines_of(rng, offices: pd.DataFrame, d, y, place: list[np.ndarray], money: list[np.ndarray]):
    """Return the budget lines of one level."""
    n, depth = len(d), len(place)
    urusan = offices["urusan"].str.split(";").str[0].to_numpy(object)[d]
    program = [f"{p + 2:02d}" for p in range(PROGRAM)]
    code = urusan + "." + np.array(program, object)[place[0]]
    above = np.full(n, "", dtype=object)
    if depth > 1:
        above = code
        code = code + ".2." + np.array([f"{p + 1:02d}" for p in range(KEGIATAN)], object)[place[1]]
    if depth > 2:
        above = code
        code = code + "." + np.array([f"{p + 1:04d}" for p in range(SUB)], object)[place[2]]
    level = ("program", "kegiatan", "subkegiatan")[depth - 1]
    luck = rng.random(n)
    if depth == 2:  # under the programme beside its own
        other = urusan + "." + np.array(program, object)[(place[0] + 1) % PROGRAM]
        above = np.where(luck < 0.00015, other, above)
    return frame(
        offices,
        d,
        tahun=np.array([str(t) for t in TAHUN], object)[y],
        kode=code,
        level=level,
        nama=names_of(rng, code, level),
        kode_induk=above,
        pagu_rp=money[0].astype(str).astype(object),
        realisasi_rp=np.where(luck > 0.97, "", money[1].astype(str)).astype(object),
    )


def names_of(rng: np.random.Generator, code: np.ndarray, level: str) -> np.ndarray:
    """Return the standard name of each code where there is one; a few are written otherwise."""
    standard = load_rules("nomenklatur").set_index("kode")["nama"]
    names = {one: standard.get(one, f"{level.capitalize()} {one[5:]}") for one in set(code)}
    found = np.array([names[one] for one in code], dtype=object)
    return np.where(rng.random(len(code)) < 0.002, found + " Daerah", found)


def make_links(offices: pd.DataFrame) -> pd.DataFrame:
    d, k = repeat(offices, N_INDIKATOR)
    urusan = offices["urusan"].str.split(";").str[0].to_numpy(object)[d]
    code = np.array([f".{p + 2:02d}" for p in range(PROGRAM)], object)[k % PROGRAM]
    return frame(offices, d, indikator=code_of(k), kode=urusan + code)


def make_keluaran(rng: np.random.Generator, offices: pd.DataFrame) -> pd.DataFrame:
    """Return one output per part of a programme and year; a tenth writes its name otherwise."""
    d, y, p, g, s = repeat(offices, len(TAHUN), PROGRAM, KEGIATAN, SUB)
    n = len(d)
    urusan = offices["urusan"].str.split(";").str[0].to_numpy(object)[d]
    codes = [
        f".{a + 2:02d}.2.{b + 1:02d}.{c + 1:04d}"
        for a in range(PROGRAM)
        for b in range(KEGIATAN)
        for c in range(SUB)
    ]
    which = (p * KEGIATAN + g) * SUB + s
    kind = which % len(KELUARAN)
    names = np.array([name for name, _ in KELUARAN], object)[kind]
    other = np.array([f"{name[7:].capitalize()} di daerah" for name, _ in KELUARAN], object)[kind]
    writes_otherwise = (rng.random(len(offices)) < 0.1)[d]
    planned = rng.integers(1, 2000, n)
    made = (planned * np.clip(rng.normal(0.97, 0.15, n), 0, 1.5)).astype(int)
    luck = rng.random(n)
    made = np.where(luck < 0.3, planned, made)
    return frame(
        offices,
        d,
        tahun=np.array([str(t) for t in TAHUN], object)[y],
        kode=urusan + np.array(codes, object)[which],
        nama_keluaran=np.where(writes_otherwise, other, names),
        satuan=np.array([unit for _, unit in KELUARAN], object)[kind],
        target=np.where(luck > 0.99, "", planned.astype(str)).astype(object),
        realisasi=np.where(luck > 0.96, "", made.astype(str)).astype(object),
        sampai=np.where((luck > 0.9) & (luck < 0.91), "triwulan 3", ""),
    )


def make_putus(rng: np.random.Generator, offices: pd.DataFrame) -> pd.DataFrame:
    d, k = repeat(offices, N_INDIKATOR)
    chosen = rng.random(len(d)) < 0.06
    d, k = d[chosen], k[chosen]
    n = len(d)
    kind = rng.choice(["definisi", "target"], n)
    return frame(
        offices,
        d,
        indikator=code_of(k),
        tahun=np.array([str(t) for t in TAHUN], object)[rng.integers(1, len(TAHUN), n)],
        jenis=kind.astype(object),
        alasan="Rumus atau rencana berganti",
        sumber="baris 120",
        kepastian=rng.choice(["dinyatakan", "terlihat", "dugaan"], n).astype(object),
    )


def make_acuan(rng: np.random.Generator, offices: pd.DataFrame) -> pd.DataFrame:
    d, k, y = repeat(offices, 2, len(TAHUN))
    return frame(
        offices,
        d,
        indikator=code_of(k + 5),
        tahun=np.array([str(t) for t in TAHUN], object)[y],
        acuan="provinsi",
        nama_acuan="Rata-rata provinsi",
        nilai=number(rng.uniform(50, 90, len(d))),
        sebanding="ya",
    )


def make_triwulan(rng: np.random.Generator, offices: pd.DataFrame) -> pd.DataFrame:
    d, k, q = repeat(offices, 2, 4)
    return frame(
        offices,
        d,
        indikator=code_of(k + 5),
        tahun=str(TAHUN[-1]),
        triwulan=(q + 1).astype(str).astype(object),
        target=number(20 + 15.0 * q),
        realisasi=number(20 + 15 * q * rng.uniform(0.7, 1.2, len(d))),
        konsolidasi="nilai_akhir",
    )


def make_sakip(rng: np.random.Generator, offices: pd.DataFrame) -> pd.DataFrame:
    d, y, c = repeat(offices, len(TAHUN), 4)
    weight = np.array([30, 30, 15, 25])[c]
    parts = ["Perencanaan Kinerja", "Pengukuran Kinerja", "Pelaporan Kinerja", "Evaluasi Internal"]
    return frame(
        offices,
        d,
        tahun=np.array([str(t) for t in TAHUN], object)[y],
        komponen=np.array(parts, object)[c],
        bobot=weight.astype(str).astype(object),
        nilai=number(weight * rng.uniform(0.4, 0.95, len(d))),
        penilai="evaluator",
    )


def make_spm(rng: np.random.Generator, offices: pd.DataFrame) -> pd.DataFrame:
    d, y, s = repeat(offices, len(TAHUN), 3)
    reached = rng.uniform(60, 100, len(d))
    return frame(
        offices,
        d,
        tahun=np.array([str(t) for t in TAHUN], object)[y],
        layanan=np.array(["Layanan dasar A", "Layanan dasar B", "Layanan dasar C"], object)[s],
        satuan="orang",
        target="100",
        realisasi=number(reached, 0),
        capaian_persen=number(reached, 0),
        lingkup="layanan",
    )


def make_judul(offices: pd.DataFrame) -> pd.DataFrame:
    d, y, t = repeat(offices, len(TAHUN), 2)
    return frame(
        offices,
        d,
        dokumen=np.array([f"lkjip-{year}" for year in TAHUN], object)[y],
        baris=np.array(["98", "198"], object)[t],
        nomor=np.array(["3.1", "3.9"], object)[t],
        judul=np.array(["Capaian Kinerja", "Realisasi Anggaran"], object)[t],
    )


def write_province(
    store: Path, code: str, offices: pd.DataFrame, tables: dict[str, pd.DataFrame]
) -> dict[str, Stored]:
    """Write the tables of a province and return what the catalogue keeps of its dinas."""
    berkas: dict[str, dict[str, dict]] = {slug: {} for slug in offices["dinas"]}
    with duckdb.connect(config={"threads": 1}) as base:
        for nama, table in tables.items():
            columns = [kolom.nama for kolom in TABEL[nama].kolom]
            rows = table.sort_values("dinas", kind="stable", ignore_index=True).reindex(
                columns=["dinas", *columns], fill_value=""
            )
            place = rows.groupby("dinas", sort=False).cumcount() + 2
            note_files(berkas, nama, columns, rows)
            base.register("baris", rows.astype(object).assign(baris_berkas=place.astype("int32")))
            base.execute(f"CREATE TABLE {nama} AS SELECT * FROM baris")
            write_rows(base, nama, nama, store, code)
            base.execute(f"DROP TABLE {nama}")
            base.unregister("baris")
    return {row.dinas: as_stored(row, code, berkas[row.dinas]) for row in offices.itertuples()}


def note_files(berkas: dict, nama: str, columns: list[str], rows: pd.DataFrame) -> None:
    """Note of each dinas what its table would be as a file; one without rows has the head."""
    cells = list(zip(*(rows[name].tolist() for name in columns), strict=True))
    starts = np.flatnonzero(~rows["dinas"].duplicated().to_numpy())
    stops = [*starts[1:], len(rows)][: len(starts)]
    spans = dict(
        zip(rows["dinas"].to_numpy()[starts], zip(starts, stops, strict=True), strict=True)
    )
    for slug, files in berkas.items():
        start, stop = spans.get(slug, (0, 0))
        digest = hashlib.sha256(csv_bytes([columns, *cells[start:stop]])).hexdigest()
        files[nama] = {"kolom": columns, "baris": int(stop - start), "sha256": digest}


def as_stored(row, code: str, berkas: dict) -> Stored:
    urusan = row.urusan.split(";")[0]
    about = {"nama": row.nama, "daerah": row.daerah}
    toml = TOML.format(
        dinas=row.dinas,
        kode=row.kode,
        provinsi=row.provinsi,
        urusan=urusan,
        turun=row.turun,
        rata_rata=row.rata_rata,
        efisiensi=row.efisiensi,
        dokumen="".join(DOKUMEN.format(tahun=tahun, **about) for tahun in TAHUN),
        **about,
    )
    years, aturan = [str(tahun) for tahun in TAHUN], tomllib.loads(toml)["aturan"]
    return Stored(code, row.nama, row.daerah, row.kode, urusan, aturan, years, berkas, toml)


def read_kinerja(store: Path) -> pd.DataFrame:
    """Return the main indicators of the country, one row per (dinas, indikator, tahun)."""
    tables = [read_country(store, nama) for nama in ("indikator", "putus")]
    columns = ["indikator", "tahun", "target", "target_bawah", "target_atas", "realisasi"]
    kinerja = read_country(store, "kinerja", [*columns, "data_tahun"])
    rows = join_kinerja(kinerja, *tables)
    return rows[rows["level"].isin(LEVEL_UTAMA)].reset_index(drop=True)


def by_rule(rows: pd.DataFrame, store: Path, rule: str) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows of those dinas that follow one rule, for each value of it."""
    followed = rows["dinas"].map(read_rules(store).set_index("dinas")[rule])
    return list(rows.groupby(followed, sort=False))


def national_capaian(store: Path) -> pd.DataFrame:
    """Return `compute_capaian` of every dinas and year, each by its own rule."""
    parts = by_rule(read_kinerja(store), store, "turun")
    return pd.concat([compute_capaian(rows, {"turun": turun}) for turun, rows in parts])


def stage_capaian(store: Path) -> dict[str, int]:
    capaian = national_capaian(store)
    parts = by_rule(capaian, store, "rata_rata")
    means = pd.concat([summarize_capaian(rows, ["dinas", "tahun"], way) for way, rows in parts])
    return {"baris": len(capaian), "rata_rata": len(means)}


def stage_tren(store: Path) -> dict[str, int]:
    kinerja = read_kinerja(store)
    return {"baris": len(kinerja), "deret": len(compute_trend(kinerja))}


def stage_efisiensi(store: Path) -> dict[str, int]:
    money = ["tahun", "kode", "level", "nama", "kode_induk", "pagu_rp", "realisasi_rp"]
    outputs = ["tahun", "kode", "nama_keluaran", "satuan", "target", "realisasi", "sampai"]
    tables = [
        read_country(store, "anggaran", money),
        read_country(store, "program_indikator"),
        national_capaian(store),
        read_country(store, "keluaran", outputs),
        read_country(
            store,
            "terbitan_anggaran",
            ["tahun", "level", "pagu_rp", "realisasi_rp"],
            "level = 'jumlah'",
        ),
    ]
    found = compute_efisiensi(*tables)
    return {"baris": len(tables[0]), "hasil": len(found), "status": found["status"].nunique()}


def national_biaya(store: Path, where: str = "") -> pd.DataFrame:
    money = ["tahun", "kode", "nama", "pagu_rp", "realisasi_rp"]
    anggaran = read_country(store, "anggaran", money, where)
    return compute_biaya(anggaran, read_country(store, "keluaran", (), where))


def stage_biaya(store: Path) -> dict[str, int]:
    return {"baris": len(national_biaya(store))}


def stage_banding(store: Path) -> dict[str, int]:
    """Compare outputs and concepts of the newest year across all dinas, as the index does."""
    biaya = national_biaya(store, f"tahun = '{TAHUN[-1]}'")
    konsep = compare_konsep(latest_konsep(read_kinerja(store), TAHUN[-1]))
    return {
        "keluaran": len(biaya),
        "biaya": len(compare_biaya(biaya)),
        "garis_depan": len(compare_frontier(biaya)),
        "konsep": len(konsep),
    }


def stage_audit(store: Path) -> dict[str, int]:
    names = ("terbitan_kinerja", "terbitan_anggaran", "terbitan_judul", "indikator", "kinerja")
    names = (*names, "anggaran", "keluaran", "putus")
    tables = {nama: read_country(store, nama) for nama in names}
    rules = read_rules(store).set_index("dinas")[["turun", "skala"]].to_dict("index")
    found = audit_tables(tables, rules)
    printed = len(tables["terbitan_kinerja"]) + len(tables["terbitan_anggaran"])
    return {"baris": printed, "temuan": len(found)}


def write_manifests(store: Path, out: Path) -> None:
    """Write `run.json` of the newest report of every dinas, as its report would."""
    last, rules = TAHUN[-1], read_rules(store).set_index("dinas")
    capaian = national_capaian(store)
    means = summarize_capaian(capaian, ["dinas", "tahun"])
    series = {
        dinas: rows[["tahun", "rata_acuan_persen", "n_acuan"]].round(4).values.tolist()
        for dinas, rows in means[means["n_acuan"] > 0].groupby("dinas")
    }
    biaya = national_biaya(store, f"tahun = '{last}'")
    biaya = biaya.loc[biaya["biaya_nyata_rp"].notna(), BIAYA].groupby("dinas")
    konsep = latest_konsep(read_kinerja(store), last).groupby("dinas")
    now = means[means["tahun"] == last].set_index("dinas")
    now["kategori"] = categorize(now["rata_acuan_persen"], SKALA_BERSAMA)
    for dinas, row in now.iterrows():
        about = rules.loc[dinas]
        summary = {
            "judul": f"{about['nama']} {about['daerah']}",
            "daerah": about["daerah"],
            "provinsi": about["provinsi"],
            "tahun": last,
            **{name: int(row[name]) for name in COUNTS},
            **{name: None if row[name] != row[name] else row[name] for name in MEANS},
            "kategori_acuan": row["kategori"],
            "celah_acuan": False,
            "serapan_persen": 90.0,
            "n_temuan": 3,
            "n_tinggi": 1,
            "deret": series.get(dinas, []),
        }
        run = {
            "parameter": {"dinas": dinas, "tahun": last, "bahasa": "id"},
            "masukan": stored_fingerprints(store / dinas),
            "keluaran": {f"berkas-{n}.csv": "0" * 64 for n in range(30)},
            "versi": {},
            "ringkasan": summary,
            "konsep": records(konsep, dinas),
            "biaya": records(biaya, dinas),
        }
        folder = out / dinas / str(last)
        folder.mkdir(parents=True)
        text = json.dumps(run, ensure_ascii=False, indent=1)
        (folder / "run.json").write_text(text, encoding="utf-8")


def records(groups, dinas: str) -> list[dict]:
    rows = groups.get_group(dinas).to_dict("records") if dinas in groups.groups else []
    return [{name: value for name, value in row.items() if value == value} for row in rows]


def stage_indeks(store: Path) -> dict[str, int]:
    """Write the index of one report per dinas; making their manifests is not measured."""
    out = store.with_name(f"{store.name}-laporan")
    page = write_index(out, store, "id")
    rows = {f.name: f.read_text(encoding="utf-8").count("\n") for f in out.glob("*.csv")}
    return {"halaman_mb": round(page.stat().st_size / 1e6), **rows}


def stage_simpanan(store: Path) -> dict[str, float]:
    """Read one dinas, plan every report and compare all fingerprints, as `lakip run` does first."""
    seconds, clock = {}, time.process_time
    names = list_dinas(store)
    start = clock()
    load_dinas(store, names[len(names) // 2])
    seconds["satu_dinas_s"] = clock() - start
    start = clock()
    plan, _ = plan_batch(store)
    seconds["rencana_s"] = clock() - start
    start = clock()
    for dinas in names:
        stored_fingerprints(store / dinas)
    seconds["sidik_s"] = clock() - start
    files = [path for path in store.rglob("*.parquet")]
    size = sum(path.stat().st_size for path in files) / 1e6
    return {
        **{name: round(value, 2) for name, value in seconds.items()},
        "laporan": len(plan),
        "berkas": len(files),
        "mb": round(size),
    }


def stage_ganti(store: Path) -> dict[str, int]:
    """Put one dinas that came anew into the store."""
    with tempfile.TemporaryDirectory() as folder:
        some = list_dinas(store)[:1]
        to_folders(store, folder, some)
        done, faults = to_store(folder, store)
    return {"dinas": len(done), "kesalahan": len(faults)}


STAGES = {
    name.removeprefix("stage_"): function
    for name, function in list(globals().items())
    if name.startswith("stage_")
}


def measure(store: Path, names: list[str]) -> list[dict]:
    """Run each stage in a process of its own; say seconds of it, of its CPU, and its peak."""
    rows = []
    reports = store.with_name(f"{store.name}-laporan")
    if "indeks" in names and not reports.exists():
        write_manifests(store, reports)
    for name in names:
        call = [sys.executable, __file__, "tahap", str(store), name]
        said = subprocess.run(call, check=False, stdout=subprocess.PIPE, text=True)
        rows.append(json.loads(said.stdout or "{}") | {"tahap": name})
        print(json.dumps(rows[-1]), flush=True)
    return rows


def run_stage(store: Path, name: str) -> None:
    """Print what one stage cost, without what its imports cost; its own processes count too."""
    start, cpu = time.perf_counter(), cpu_seconds()
    counts = STAGES[name](store)
    spent = time.perf_counter() - start, cpu_seconds() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    said = {"detik": round(spent[0], 2), "cpu": round(spent[1], 2), "gib": round(peak, 2)}
    print(json.dumps(said | counts))


def cpu_seconds() -> float:
    """Return the seconds of CPU of this process and of those it has started and seen end."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def grow(folder: Path) -> None:
    """Measure all at 10, 100, 1,000 dinas and the whole country."""
    for count in (10, 100, 1000, None):
        store = folder / f"negara-{count or 'semua'}"
        start, cpu = time.perf_counter(), time.process_time()
        if not store.exists():
            make_country(store, count)
        spent = time.perf_counter() - start, time.process_time() - cpu
        print(f"{len(list_dinas(store))} dinas, dibuat dalam {spent[0]:.0f} s ({spent[1]:.0f} CPU)")
        measure(store, list(STAGES))


def make_reports(store: Path, count: int, out: Path) -> None:
    """Make real reports of dinas spread over the country, and say what all would take."""
    names = list_dinas(store)
    some = names[:: max(1, len(names) // count)][:count]
    start, cpu = time.perf_counter(), sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    plan = [(dinas, TAHUN[-1]) for dinas in some]
    entries = run_batch(plan, store, out, 1)
    spent = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - cpu
    good = sum(entry["berhasil"] for entry in entries)
    wall = time.perf_counter() - start
    print(f"{good} dari {len(plan)} laporan, {wall:.0f} s, {spent / len(plan):.2f} s CPU satunya")


def main() -> None:
    """Do what the first word says."""
    what, where, *more = sys.argv[1:]
    if what == "buat":
        make_country(Path(where), int(more[0]) if more else None)
    elif what == "tahap":
        run_stage(Path(where), more[0])
    elif what == "ukur":
        measure(Path(where), more or list(STAGES))
    elif what == "tumbuh":
        grow(Path(where))
    else:
        make_reports(Path(where), int(more[0]), Path(more[1]))


if __name__ == "__main__":
    main()
