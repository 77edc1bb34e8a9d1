"""What the parts of the study cost for a made country, each part in a process of its own.

    python benchmarks/negara.py buat STORE
    python benchmarks/kajian_bagian.py STORE [BAGIAN …]

The frames that a part takes are those that the reports save; they are computed here first and not
counted. Seconds of CPU on a machine that others used too, and the peak of memory of the process
with its input, at 546 governments × 25 dinas:

    konsep and corong (40,950 figures of one year)            2.0    0.7 GiB
    serapan (273,000 programmes of five years)                0.9    0.4 GiB
    biaya and garis depan (201,096 outputs of one year)       1.9    0.6 GiB
    rencana (538,906 promises of five years)                  6.3    2.0 GiB
    kelengkapan (107,791 promises of one year × 7)            2.6    1.4 GiB
    temuan (409,500 findings)                                 0.5    0.6 GiB
    perbaikan (91,806 printed achievements of one year)       0.5    1.4 GiB
    evaluasi (273,000 components, 204,750 services)           1.9    0.6 GiB
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import negara
import numpy as np
import pandas as pd

from lakip_analysis.audit.summary import corrected_reports
from lakip_analysis.data.nilai_tahun import values_by_year
from lakip_analysis.data.store import read_country, read_rules
from lakip_analysis.efisiensi.measures import absorption
from lakip_analysis.kajian.evaluasi import compare_akip, compare_spm
from lakip_analysis.kajian.kelengkapan import compute_kelengkapan, summarize_kelengkapan
from lakip_analysis.kajian.konsep import compile_konsep, compute_corong
from lakip_analysis.kajian.pelaporan import (
    compute_laju_temuan,
    summarize_berulang,
    summarize_perbaikan,
)
from lakip_analysis.kajian.rencana import compute_jenjang, compute_rencana, summarize_rencana
from lakip_analysis.kajian.uang import compare_garis, compare_serapan, compile_biaya

LAST = negara.TAHUN[-1]


def part_konsep(store: Path) -> Iterator:
    """Concepts of the country, every figure with counts (made up, seeded) for the funnel."""
    kinerja = negara.read_kinerja(store)
    rng = np.random.default_rng(14)
    counts = kinerja.loc[kinerja["konsep"] != "", ["dinas", "indikator", "tahun"]]
    n = rng.integers(100, 5000, len(counts)).astype(float)
    named = {"per": 100.0, "satuan_cacah": "orang", "sifat_cacah": "bagian"}
    cacah = counts.assign(penyebut=n, pembilang=rng.binomial(n.astype(int), 0.7).astype(float))
    cacah = cacah.assign(status_cacah="dihitung", **named)
    yield
    konsep = compile_konsep(kinerja, LAST, cacah)
    yield {"konsep": len(konsep), "corong": int(compute_corong(konsep)["letak"].ne("").sum())}


def part_serapan(store: Path) -> Iterator:
    money = ["tahun", "kode", "level", "nama", "pagu_rp", "realisasi_rp"]
    rows = read_country(store, "anggaran", money, "level = 'program'")
    spent = absorption(rows["pagu_rp"], rows["realisasi_rp"])
    rows = rows.assign(serapan_persen=spent)
    yield
    yield {"baris": len(compare_serapan(rows))}


def part_biaya(store: Path) -> Iterator:
    biaya = negara.national_biaya(store, f"tahun = '{LAST}'")
    yield
    yield {"biaya": len(compile_biaya(biaya)), "garis": len(compare_garis(biaya))}


def part_rencana(store: Path) -> Iterator:
    capaian = negara.national_capaian(store)
    links = read_country(store, "program_indikator")
    names = ["tahun", "kode", "level", "pagu_rp"]
    money = read_country(store, "anggaran", names, "level = 'program'")
    nilai = values_by_year(capaian)
    yield
    rencana = compute_rencana(capaian, nilai)
    jenjang = compute_jenjang(capaian, links, money)
    found = summarize_rencana(rencana, ["dinas", "tahun"], jenjang)
    yield {"janji": len(rencana), "baris": len(found)}


def part_kelengkapan(store: Path) -> Iterator:
    """Of the newest year; who has no table of causes is not known."""
    capaian = negara.national_capaian(store)
    nilai = values_by_year(capaian)
    capaian = capaian[capaian["tahun"] == LAST].reset_index(drop=True)
    links = read_country(store, "program_indikator").assign(nama="", serapan_persen=90.0)
    printed = read_country(store, "terbitan_anggaran", (), f"tahun = '{LAST}'")
    last = capaian[["dinas", "indikator"]].assign(tahun_target_akhir=LAST + 1.0)
    named = {"posisi": "sama"}
    hasil = {"capaian": capaian, "nilai": nilai, "tren": last, "dukungan": links}
    hasil |= {"pembanding": last.assign(**named), "terbitan_anggaran": printed}
    yield
    found = compute_kelengkapan(hasil)
    yield {"baris": len(found), "dinas": len(summarize_kelengkapan(found, ["dinas", "tahun"]))}


def part_temuan(store: Path) -> Iterator:
    """Thirty made findings of every dinas (the audit itself is measured in `negara.py`)."""
    dinas = read_rules(store)["dinas"].to_numpy(object)
    rng, n = np.random.default_rng(14), 30 * len(dinas)
    kinds = np.array(
        ["angka_janggal", "jumlah_tidak_cocok", "label_keliru", "target_lemah"], object
    )
    temuan = pd.DataFrame({"dinas": np.repeat(dinas, 30), "jenis": rng.choice(kinds, n)})
    temuan = temuan.assign(dokumen="lkjip", akar=rng.choice(["", "T001"], n), keparahan="rendah")
    angka = pd.DataFrame({"dinas": dinas, "n_angka": 500})
    yield
    rates, again = compute_laju_temuan(temuan, angka), summarize_berulang(temuan, angka)
    yield {"temuan": n, "baris": len(rates), "jenis": len(again)}


def part_perbaikan(store: Path) -> Iterator:
    capaian = negara.national_capaian(store)
    capaian = capaian[capaian["tahun"] == LAST].reset_index(drop=True)
    printed = capaian["capaian_persen"] * np.random.default_rng(14).normal(1, 0.1, len(capaian))
    capaian = capaian.assign(capaian_tercetak_persen=printed, kategori_tercetak="")
    yield
    found = corrected_reports(capaian, "permendagri-86")
    yield {"baris": len(found), "dinas": len(summarize_perbaikan(found))}


def part_evaluasi(store: Path) -> Iterator:
    sakip, spm = (read_country(store, name) for name in ("sakip", "spm"))
    yield
    yield {"akip": len(compare_akip(sakip, LAST)), "spm": len(compare_spm(spm, LAST))}


PARTS: dict[str, Callable] = {
    name.removeprefix("part_"): part
    for name, part in list(globals().items())
    if name.startswith("part_")
}


def run_part(store: Path, name: str) -> None:
    part = PARTS[name](store)
    next(part)
    start, clock = time.process_time(), time.perf_counter()
    found = next(part)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    said = {"bagian": name, "cpu_s": round(time.process_time() - start, 1)}
    said |= {"detik": round(time.perf_counter() - clock, 1), "puncak_gib": round(peak, 2)}
    print(json.dumps(said | found))


def main() -> None:
    store, *names = sys.argv[1:]
    if len(names) == 1:
        run_part(Path(store), names[0])
        return
    for name in names or PARTS:
        subprocess.run([sys.executable, __file__, store, name], check=True)


if __name__ == "__main__":
    main()
