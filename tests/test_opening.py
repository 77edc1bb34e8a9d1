"""What opens a report: its numbers are the frames' numbers, also of empty and all-missing frames; never praise for a missed target; what no chapter saved is said."""

import re
import shutil
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest

from lakip_analysis.audit import corrected_report
from lakip_analysis.capaian.compute import add_printed, compute_capaian, summarize_capaian
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.efisiensi.compute import compute_efisiensi
from lakip_analysis.reports.assemble import run_chapters
from lakip_analysis.reports.opening import describe_summary
from lakip_analysis.reports.plan import notebooks_dir
from lakip_analysis.reports.simpulan import say_simpulan
from lakip_analysis.tren import compute_trend

DATA = Path(__file__).parents[1] / "data"
MALANG = "kota-malang-dinsosp3ap2kb"
BARE = re.compile(r"\b(nan|NaN|None(?! of these)|inf|NaT|Traceback)\b|<NA>")
ORDINARY = [("a", "naik", "80", "84"), ("b", "naik", "80", "40"), ("c", "naik", "80", "")]
SPENT = ((200e6, 150e6), (100e6, 20e6), (50e6, 50e6))


def kinerja(rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["indikator", "polaritas", "target", "realisasi"]).assign(dinas="d", tahun=2023, satuan="%", level="sasaran", sasaran="S")
    return frame.assign(nama_indikator="Nama " + frame["indikator"].astype(str), sumber_realisasi="r-" + frame["indikator"].astype(str), data_tahun=np.nan, target_bawah=np.nan, target_atas=np.nan)


def spending(capaian, money) -> pd.DataFrame:
    pagu, real = zip(*money, strict=True) if money else ((), ())
    kode = [f"1.06.0{i + 1}" for i in range(len(pagu))]
    anggaran = pd.DataFrame({"dinas": "d", "tahun": 2023, "kode": kode, "level": "program", "nama": [f"Program {i + 1}" for i in range(len(pagu))], "pagu_rp": pagu, "realisasi_rp": real})
    links = pd.DataFrame({"indikator": ["a", "b"], "kode": ["1.06.01", "1.06.02"]})
    return compute_efisiensi(anggaran.astype({"pagu_rp": float, "realisasi_rp": float, "tahun": int, "kode": str}), links, capaian)


def tren_of(**series) -> pd.DataFrame:
    rows = [(name, name.split("_")[0], 2019 + i, value) for name, values in series.items() for i, value in enumerate(values)]
    return compute_trend(pd.DataFrame(rows, columns=["indikator", "polaritas", "tahun", "realisasi"]))


def findings(*grades, akar=0, menyentuh=0) -> pd.DataFrame:
    """Findings as far as the opening reads them; the last `akar` follow from another, the first `menyentuh` touch a figure."""
    n = len(grades)
    return pd.DataFrame({"jenis": "angka_janggal", "keparahan": grades, "akar": [""] * (n - akar) + ["T001"] * akar, "menyentuh": [i < menyentuh for i in range(n)]}, index=range(n))


READ = pd.DataFrame({"n_angka": [40], "n_klaim": [0]})


def hasil_of(rows, money=SPENT, temuan=None, **tren) -> dict[str, pd.DataFrame]:
    capaian = add_printed(compute_capaian(kinerja(rows)), pd.DataFrame({"id": ["r-a"], "capaian": [105.5], "predikat_tercetak": ["Baik"]}))
    return {
        "capaian": capaian, "ringkasan": summarize_capaian(capaian, ["dinas", "tahun"]), "tren": tren_of(**tren) if tren else compute_trend(kinerja(rows)),
        "efisiensi": spending(capaian, money), "temuan": findings() if temuan is None else temuan, "perbaikan": corrected_report(capaian, "permendagri-86"), "terbaca": READ,
    }


def said(hasil, bahasa="id") -> list[str]:
    return [*describe_summary(hasil, bahasa), *say_simpulan(hasil, bahasa)]


@pytest.mark.parametrize("rows", [ORDINARY, [("a", "naik", "80", "10"), ("b", "turun", "5", "9")]], ids=["one target missed", "all targets missed"])
def test_never_called_efficient_when_a_target_failed(rows):
    clauses = [clause for text in said(hasil_of(rows, naik_1=[1, 2])) for clause in re.split(r"[.;]", text) if "efisien" in clause.lower()]
    assert clauses, "the reader is told what left-over money means"
    assert all(re.search(r"\bbukan\b", clause) for clause in clauses)


def test_best_and_worst_indicator_stand_in_the_summary():
    assert "Capaian tertinggi pada Nama a (105,00 %), terendah pada Nama b (50,00 %)." in " ".join(describe_summary(hasil_of(ORDINARY), "id"))
    same = [("a", "naik", "80", "80"), ("b", "naik", "10", "10")]
    assert "tertinggi" not in " ".join(describe_summary(hasil_of(same), "id"))


def test_every_number_of_the_summary_carries_its_doubt():
    temuan = findings("tinggi", "sedang", "rendah", akar=1, menyentuh=2)
    text = " ".join(describe_summary(hasil_of(ORDINARY, temuan=temuan, naik_1=[1, 2, 3], turun_2=[1, 2, 3], naik_3=[1]), "id"))
    for said_once in (
        "2 terlapor; 1 dari 3 mencapai target.", "rata-rata capaian 77,50 %, atas 2 dari 3 indikator", "Untuk 2 di antaranya tidak ada rumus dinas yang tercatat",
        "(tiap indikator dibatasi 0–120) rata-ratanya 77,50 %, dan dirata-ratakan per sasaran dahulu 77,50 %, atas 2 dari 3 indikator", "rata-ratanya 105,50 %, atas 1 angka",
        "dari 2 indikator dengan tiga angka atau lebih, sekitar 0,7 akan disebut membaik",  # 2 × 2 of 6 orders
        "Dari pagu Rp350,00 juta terpakai Rp220,00 juta, serapan 62,86 %.", "2 pertentangan di dalam laporan ini, 1 di antaranya berkeparahan tinggi.", "2 dari pertentangan itu menyentuh baris yang angkanya dipakai di sini.",
    ):
        assert text.count(said_once) == 1, said_once
    assert "serapan" not in " ".join(describe_summary(hasil_of(ORDINARY, money=()), "id"))


def test_findings_and_the_conclusions_they_change_stand_in_the_summary():
    """Printed 105,50 with the class "Baik" against 105,00: the class stays; a printed 80 would not."""
    temuan = findings("tinggi", "sedang", "rendah", akar=1, menyentuh=2)
    text = describe_summary(hasil_of(ORDINARY, temuan=temuan), "id")[-1]
    assert re.search(r"\b2 pertentangan\b.*\b1\b.*\b1 lagi akibatnya\b.*\b2\b", text), "how many, how severe, how many follow from them, how many touch figures used"
    assert describe_summary(hasil_of(ORDINARY), "id")[-1] != text
    hasil = hasil_of(ORDINARY, temuan=temuan)
    low = hasil["capaian"].assign(capaian_tercetak_persen=[80.0, None, None], kategori_tercetak="")
    changed = describe_summary(hasil | {"perbaikan": corrected_report(low, "permendagri-86")}, "id")[-1]
    assert "Nama a" in changed
    assert "Nama a" not in text


@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_what_no_chapter_saved_is_named_and_nothing_is_told_of_it(bahasa):
    whole = hasil_of(ORDINARY, temuan=findings("tinggi", menyentuh=1))
    assert not re.search("ringkasan|perbaikan|menyimpan|saved", " ".join(describe_summary(whole, bahasa)))
    for nama in whole:
        less = {name: frame for name, frame in whole.items() if name != nama}
        *told, last = describe_summary(less, bahasa)
        assert f" {nama}, " in last, "the missing one is named"
        assert set(told) <= set(describe_summary(whole, bahasa))
    (only,) = describe_summary({}, bahasa)
    assert all(nama in only for nama in whole)
    assert say_simpulan({}, bahasa) == []


MISSING = {"all missing": [("a", "naik", "", ""), ("b", "turun", None, "n/a")], "one target, no figure": [("a", "naik", "5", "")]}


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("rows", MISSING.values(), ids=MISSING)
@pytest.mark.parametrize("money", [(), ((np.nan, np.nan),), ((0, 0), (10, np.nan))], ids=["no budget", "budget unknown", "zero and unknown"])
def test_missing_values_make_whole_sentences(rows, money, bahasa):
    for text in said(hasil_of(rows, money), bahasa):
        assert not BARE.search(text)
        assert text.strip()


def shown(notebook: Path) -> str:
    """The text that the page cells of an executed chapter show."""
    cells = (cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code" and not cell.metadata.get("tags"))
    pieces = [output.data["text/html"] for cell in cells for output in cell.outputs]
    assert all(piece.strip() for piece in pieces), "what has nothing to show is left out, not empty"
    return re.sub(r"<[^>]*>", " ", " ".join(pieces))


@pytest.mark.lambat
def test_later_realisations_are_not_used_in_the_report_of_an_earlier_year(tmp_path):
    """The trend of the 2020 report knows 2020 and before; so do its panels and their table."""
    (tmp_path / "bab").mkdir()
    shutil.copy(notebooks_dir() / "04_tren.ipynb", tmp_path / "bab")
    executed, hasil = run_chapters(tmp_path, MALANG, 2020, DATA, tmp_path / "bab", "id")
    assert hasil["tren"]["tahun_akhir"].max() <= 2020
    known = load_dinas(DATA, MALANG).kinerja
    later = known[(known["indikator"] == "idg") & (known["tahun"] == 2023)]["realisasi"].iloc[0]
    assert later
    assert later.replace(".", ",") not in shown(executed[0])
