"""Verdicts: by the name of the measure, void where the target was missed, disagreement counted."""

import re

import numpy as np
import pandas as pd
import pytest

from lakip_analysis.efficiency import compute_efisiensi
from lakip_analysis.efficiency.support import physical_progress
from lakip_analysis.efficiency.verdict import NOT_ASSESSED, UKURAN_COLUMNS, compare_measures, count_verdicts
from lakip_analysis.rules import load_rules

RULES = load_rules("efisiensi")


def measured(money, capaian, **lain) -> pd.DataFrame:
    """One programme with one indicator, and the dinas."""
    other = pd.DataFrame([{"kode": "1.06.01", "ukuran": name, "nilai": value} for name, value in lain.items()], columns=["kode", "ukuran", "nilai"])
    return compare_measures(spent(money, capaian), other)


def spent(money, capaian) -> pd.DataFrame:
    anggaran = pd.DataFrame({"dinas": "d", "tahun": 2024, "kode": ["1.06.01"], "level": "program", "nama": "Program A", "pagu_rp": [money[0]], "realisasi_rp": [money[1]]}).astype({"pagu_rp": float, "realisasi_rp": float})
    links = pd.DataFrame({"indikator": ["a"], "kode": ["1.06.01"]})
    frame = pd.DataFrame({"dinas": "d", "tahun": 2024, "indikator": ["a"], "capaian_persen": [capaian]}).astype({"capaian_persen": float})
    return compute_efisiensi(anggaran, links, frame)


def program(ukuran: pd.DataFrame) -> pd.Series:
    return ukuran[ukuran["level"] == "program"].set_index("ukuran")["putusan"]


def test_columns_order_and_every_measure():
    found = measured((100, 90), 100)
    assert list(found.columns) == UKURAN_COLUMNS
    assert found[found["level"] == "dinas"]["ukuran"].tolist() == RULES["kolom"].tolist()
    assert found[found["level"] == "program"]["ukuran"].tolist() == [name for name in RULES["kolom"] if name != "efisiensi_langsung_persen"], "direct spending is of the whole dinas"


def test_target_reached_with_money_left_over():
    said = program(measured((100, 90), 100, efisiensi_pmk249_persen=10.0))
    assert said["efisiensi_sisa_persen"] == "efisien menurut sisa anggaran"
    assert said["nilai_efisiensi"] == "efisien menurut NE"
    assert said["serapan_per_capaian_persen"] == "efisien menurut serapan terhadap capaian (skala pinjaman)"
    assert said["ekonomi_persen"] == "ekonomis menurut ekonomi (Mahsun)"
    assert said["efektivitas_persen"] == "efektif menurut efektivitas (Mahsun)"


def test_target_reached_for_more_money_than_allotted():
    said = program(measured((100, 110), 100, efisiensi_pmk249_persen=-10.0))
    assert said["efisiensi_sisa_persen"] == "tidak efisien menurut sisa anggaran"
    assert said["efisiensi_pmk249_persen"] == "tidak efisien menurut E PMK 249/2011"


@pytest.mark.parametrize(("money", "capaian", "reason"), [((100, 50), 99.9, "target tidak tercapai"), ((0, 0), 100, "tidak ada anggaran"), ((None, 5), 100, "pagu tidak tercetak"), ((100, None), 100, "realisasi tidak tercetak"), ((100, 0), 100, "tidak ada yang dibelanjakan"), ((100, 50), None, "tidak ada indikator yang dikaitkan")])
def test_nothing_is_called_efficient_or_not_when_it_cannot_be_judged(money, capaian, reason):
    said = program(measured(money, capaian))
    about = RULES.set_index("kolom")["kata"]
    assert set(said[[name for name in said.index if about[name] == "efisien"]]) == {f"tidak dinilai: {reason}"}


def test_every_status_has_its_reason():
    """Whatever `compute_efisiensi` may say except dihitung."""
    assert set(NOT_ASSESSED) == {"pagu_kosong", "pagu_nol", "realisasi_kosong", "realisasi_nol", "tanpa_capaian", "target_tidak_tercapai", "sebagian_tercapai", "sebagian_tanpa_angka", "keluaran_kurang"}


def test_the_word_always_carries_the_name_of_its_measure():
    for money, capaian in [((100, 90), 100), ((100, 110), 100), ((100, 90), 250), ((100, 90), 50)]:
        for row in measured(money, capaian, efisiensi_pmk249_persen=-1.0).itertuples():
            for match in re.finditer(r"\b(?:tidak )?efisien\b", row.putusan):
                assert row.putusan[match.end() :].startswith(f" menurut {row.nama_ukuran}")


def test_an_e_held_at_twenty_is_seen():
    assert program(measured((100, 60), 100))["nilai_efisiensi"] == "efisien menurut NE (E dibatasi ±20)"
    assert program(measured((100, 90), 100))["nilai_efisiensi"] == "efisien menurut NE"


def test_disagreement_is_counted():
    """110 % of the target for 104 % of the money: money left over says no, the ratio says yes."""
    counts = count_verdicts(measured((100, 104), 110)).set_index("level")
    assert counts.loc["program", "berselisih"]
    assert counts.loc["program", "ya"] > 0 < counts.loc["program", "tidak"]
    assert not count_verdicts(measured((100, 90), 100))["berselisih"].any()
    assert count_verdicts(measured((100, 50), 80)).empty


def test_boundaries_follow_the_rows():
    """Exactly at the bound nothing was saved and nothing lost; a hair beside it the side counts."""
    said = program(measured((100, 100), 100))
    about = RULES.set_index("kolom")
    for name in ("efisiensi_sisa_persen", "efisiensi_pmk_persen", "nilai_efisiensi", "indeks_efisiensi", "ekonomi_persen"):
        assert said[name] == f"impas menurut {about.loc[name, 'nama']}"
    assert said["efektivitas_persen"] == "efektif menurut efektivitas (Mahsun)", "a target reached is reached"
    assert program(measured((100, 99.999), 100))["efisiensi_sisa_persen"] == "efisien menurut sisa anggaran"
    assert program(measured((100, 100.001), 100))["efisiensi_sisa_persen"] == "tidak efisien menurut sisa anggaran"


def with_outputs(*made) -> pd.DataFrame:
    """Outputs of programme 1.06.01, each with target 10."""
    rows = pd.DataFrame([(2024, f"1.06.01.2.01.{i:04d}", f"k{i}", 10.0, value) for i, value in enumerate(made)], columns=["tahun", "kode", "nama_keluaran", "target", "realisasi"])
    return physical_progress(rows)


@pytest.mark.parametrize(("made", "word"), [((10, 12), "efisien menurut sisa anggaran"), ((10, 9.9), "tidak dinilai: keluaran di bawah target"), ((), "efisien menurut sisa anggaran")])
def test_money_left_over_from_outputs_that_fell_short_is_no_saving(made, word):
    """The indicator says 100 %, the programme's own outputs do not."""
    found = compare_measures(spent((100, 90), 100), fisik=with_outputs(*made))
    assert program(found)["efisiensi_sisa_persen"] == word
    dinas = found[found["level"] == "dinas"].set_index("ukuran")["putusan"]
    assert dinas["efisiensi_sisa_persen"] == word, "the dinas falls short with its programme"


def test_outputs_do_not_hide_the_first_reason():
    found = compare_measures(spent((100, 90), 80), fisik=with_outputs(5))
    assert program(found)["efisiensi_sisa_persen"] == "tidak dinilai: target tidak tercapai"


def test_one_comparison_written_four_ways_counts_once():
    """Difference, ratio, IE, TE and absorption per achievement all compare achievement with absorption."""
    found = measured((100, 104), 110)
    families = RULES.set_index("kolom").loc[RULES["kolom"][RULES["kata"] == "efisien"], "keluarga"]
    counts = count_verdicts(found).set_index("level").loc["program"]
    said = found[(found["level"] == "program") & found["putusan"].str.contains("efisien ")]
    assert counts["ya"] + counts["tidak"] == said["ukuran"].map(families).nunique() < len(said)


def test_rules_are_whole():
    assert set(RULES["operator"]) <= {">", ">=", "<", "<="}
    assert set(RULES["kata"]) <= {"efisien", "ekonomis", "efektif"}
    assert set(RULES["pinjaman"]) <= {"ya", "tidak"}
    assert np.isfinite(RULES["batas"]).all()
