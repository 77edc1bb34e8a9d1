"""Sentences: their numbers are the frames' numbers, also for empty and all-missing frames; never praise for a missed target."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from lakip_analysis.achievement import add_printed, compute_capaian, summarize_capaian

from lakip_analysis import chapters, narrative
from lakip_analysis.efficiency import compute_efisiensi
from lakip_analysis.trend import compute_trend

DATA = Path(__file__).parents[1] / "data"
BARE = re.compile(r"\b(nan|NaN|None|inf|NaT|Traceback)\b|<NA>")
ORDINARY = [("a", "naik", "80", "84"), ("b", "naik", "80", "40"), ("c", "naik", "80", "")]


def kinerja(rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["indikator", "polaritas", "target", "realisasi"]).assign(dinas="d", tahun=2023, satuan="%", level="sasaran", sasaran="S")
    return frame.assign(nama_indikator="Nama " + frame["indikator"].astype(str), sumber_realisasi="r-" + frame["indikator"].astype(str), data_tahun=np.nan, target_bawah=np.nan, target_atas=np.nan)


def capaian_of(rows) -> pd.DataFrame:
    return add_printed(compute_capaian(kinerja(rows)), pd.DataFrame({"id": ["r-a"], "capaian": [105.5], "predikat_tercetak": ["Baik"]}))


def ringkasan_of(rows) -> pd.DataFrame:
    return summarize_capaian(capaian_of(rows), ["dinas", "tahun"])


def efisiensi_of(rows, money=((200e6, 150e6), (100e6, 20e6), (50e6, 50e6))) -> pd.DataFrame:
    pagu, real = zip(*money, strict=True) if money else ((), ())
    kode = [f"1.06.0{i + 1}" for i in range(len(pagu))]
    anggaran = pd.DataFrame({"dinas": "d", "tahun": 2023, "kode": kode, "level": "program", "nama": [f"Program {i + 1}" for i in range(len(pagu))], "pagu_rp": pagu, "realisasi_rp": real})
    links = pd.DataFrame({"indikator": ["a", "b"], "kode": ["1.06.01", "1.06.02"]})
    return compute_efisiensi(anggaran.astype({"pagu_rp": float, "realisasi_rp": float, "tahun": int, "kode": str}), links, capaian_of(rows))


def tren_of(**series) -> pd.DataFrame:
    rows = [(name.split("_")[0] + str(i), name.split("_")[0], 2019 + i, value) for name, values in series.items() for i, value in enumerate(values)]
    frame = pd.DataFrame(rows, columns=["_", "polaritas", "tahun", "realisasi"])
    frame["indikator"] = np.repeat(list(series), [len(values) for values in series.values()])
    return compute_trend(frame.drop(columns="_"))




@pytest.mark.parametrize("rows", [ORDINARY, [("a", "naik", "80", "10"), ("b", "turun", "5", "9")]], ids=["one target missed", "all targets missed"])
def test_never_called_efficient_when_a_target_failed(rows):
    capaian, spent = capaian_of(rows), efisiensi_of(rows)
    said = [*narrative.describe_summary(capaian, ringkasan_of(rows), tren_of(naik_1=[1, 2]), spent), narrative.alt_kuadran(spent), narrative.alt_serapan(spent)]
    said += [" ".join(figure.values()) for figure in narrative.key_figures(ringkasan_of(rows), tren_of(naik_1=[1, 2]), spent)]
    clauses = [clause for text in said for clause in re.split(r"[.;]", text) if "efisien" in clause.lower()]
    assert clauses, "the reader is told what left-over money means"
    assert all(re.search(r"\bbukan\b", clause) for clause in clauses)


def test_best_and_worst_indicator_stand_in_the_summary():
    text = " ".join(narrative.describe_summary(capaian_of(ORDINARY), ringkasan_of(ORDINARY), tren_of(naik_1=[1, 2]), efisiensi_of(ORDINARY)))
    assert "Tertinggi: Nama a (105,00 %). Terendah: Nama b (50,00 %)." in text
    same = [("a", "naik", "80", "80"), ("b", "naik", "10", "10")]
    assert "Tertinggi" not in " ".join(narrative.describe_summary(capaian_of(same), ringkasan_of(same), tren_of(naik_1=[1]), efisiensi_of(same)))


def test_key_figures_carry_their_doubt():
    tren = tren_of(naik_1=[1, 2, 3], turun_2=[1, 2, 3], naik_3=[1])
    figures = {f["nama"]: (f["nilai"], f["keterangan"]) for f in narrative.key_figures(ringkasan_of(ORDINARY), tren, efisiensi_of(ORDINARY))}
    assert figures["Rata-rata capaian, rumus dinas"] == ("77,50 %", "2 dari 3 indikator; tercetak 105,50 %")
    assert figures["Mencapai target"] == ("1 dari 2", "1 indikator tanpa angka")
    assert figures["Membaik / memburuk"][0] == "1 / 1"
    assert figures["Membaik / memburuk"][1].startswith("2 dari 3 indikator")
    assert figures["Serapan anggaran"] == ("62,86 %", "Rp220,00 juta dari Rp350,00 juta")
    assert "Serapan anggaran" not in {f["nama"] for f in narrative.key_figures(ringkasan_of(ORDINARY), tren, efisiensi_of(ORDINARY, money=()))}


def test_alternative_texts_hold_every_number_of_their_figure():
    spent = efisiensi_of(ORDINARY)
    assert narrative.alt_serapan(spent).endswith("Program 1 75,00 % dari Rp200,00 juta; Program 2 20,00 % dari Rp100,00 juta; Program 3 100,00 % dari Rp50,00 juta.")
    assert narrative.alt_kuadran(spent) == "Titik per program: 1 Program 1 (serapan 75,00 %, capaian 105,00 %); 2 Program 2 (serapan 20,00 %, capaian 50,00 %)."


MISSING = {"all missing": [("a", "naik", "", ""), ("b", "turun", None, "n/a")], "one target, no figure": [("a", "naik", "5", "")]}


@pytest.mark.parametrize("rows", MISSING.values(), ids=MISSING)
@pytest.mark.parametrize("money", [(), ((np.nan, np.nan),), ((0, 0), (10, np.nan))], ids=["no budget", "budget unknown", "zero and unknown"])
def test_missing_values_make_whole_sentences(rows, money):
    capaian, ringkasan, spent = capaian_of(rows), ringkasan_of(rows), efisiensi_of(rows, money)
    tren = compute_trend(kinerja(rows))
    said = [*narrative.describe_summary(capaian, ringkasan, tren, spent), narrative.alt_serapan(spent), narrative.alt_kuadran(spent)]
    said += [" ".join(figure.values()) for figure in narrative.key_figures(ringkasan, tren, spent)]
    for text in said:
        assert not BARE.search(text)
        assert text.strip()


@pytest.mark.parametrize("tahun", [2022, 2025], ids=["no target, no budget", "targets only"])
def test_chapters_of_a_year_without_everything_can_be_shown(tahun):
    """`lakip run --tahun` may ask for any year of kinerja.csv, also one without budget or realisation."""
    d = chapters.open_dinas(DATA, "kota-pontianak-dinsos", tahun)
    capaian, tren, spent = chapters.capaian_of(d, tahun), chapters.tren_of(d, tahun), chapters.efisiensi_of(d, tahun)
    pieces = [chapters.show_capaian(capaian), chapters.show_tabel_capaian(capaian), chapters.show_ringkasan(capaian), chapters.say_capaian(capaian), chapters.show_tabel_tren(d, tren),
              chapters.show_tahun(d, tahun, tren, chapters.proyeksi_of(d, tahun)), chapters.say_tren(tren), chapters.show_putus(d, tahun), chapters.show_jalur(d, tren),
              chapters.show_proyeksi(d, tahun, chapters.proyeksi_of(d, tahun)), chapters.show_triwulan(d, chapters.triwulan_of(d, tahun)), chapters.show_serapan(spent), chapters.show_kuadran(spent), chapters.show_biaya(chapters.biaya_of(d, tahun)), chapters.show_dukungan(d, tahun), chapters.show_sumber_daya(d, tahun),
              chapters.show_ukuran(chapters.ukuran_of(d, tahun, spent, chapters.biaya_of(d, tahun)), spent), chapters.show_metode(d, tahun)]  # fmt: skip
    for piece in pieces:
        assert piece.data.strip()
        assert not BARE.search(re.sub(r"<[^>]*>", " ", piece.data))


def test_later_realisations_are_not_used_in_the_report_of_an_earlier_year():
    """The trend of the 2020 report knows 2020 and before; so do its panels and their table."""
    d = chapters.open_dinas(DATA, "kota-malang-dinsosp3ap2kb", 2020)
    tren = chapters.tren_of(d, 2020)
    assert tren["tahun_akhir"].max() <= 2020
    later = d.kinerja[(d.kinerja["indikator"] == "idg") & (d.kinerja["tahun"] == 2023)]["realisasi"].iloc[0]
    assert later
    assert later.replace(".", ",") not in chapters.show_tahun(d, 2020, tren, chapters.proyeksi_of(d, 2020)).data
