"""Every measure: the printed figures of the four reports and the worked examples of METHODS 5, what it refuses, where it has no value."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.efisiensi.measures import (
    absorption,
    efektivitas,
    efisiensi_belanja_langsung,
    efisiensi_pmk249,
    efisiensi_pmk_gabungan,
    efisiensi_rasio,
    efisiensi_selisih,
    efisiensi_sisa,
    ekonomi,
    indeks_efisiensi,
    nilai_efisiensi,
    serapan_per_capaian,
    tingkat_efisiensi,
    unit_cost,
)

HERE = Path(__file__).parent
GOLDEN = pd.read_csv(HERE / "golden" / "efisiensi.csv")
REPORT = {"Malang 2023": "kota-malang-dinsosp3ap2kb", "Singkawang 2023": "kota-singkawang-dinsospppa", "Pontianak 2024": "kota-pontianak-dinsos"}


def recomputed(row) -> float:
    serapan = row.serapan if row.serapan == row.serapan else absorption(row.pagu_rp, row.realisasi_rp)
    if row.ukuran == "efisiensi_belanja_langsung":
        return efisiensi_belanja_langsung(row.pagu_rp, row.realisasi_rp)
    return {"efisiensi_rasio": lambda: efisiensi_rasio(row.capaian, serapan), "efisiensi_sisa": lambda: efisiensi_sisa(serapan), "efisiensi_selisih": lambda: efisiensi_selisih(row.capaian, serapan)}[row.ukuran]()


@pytest.mark.parametrize("row", list(GOLDEN.itertuples()), ids=[f"{row.laporan} b{row.baris} {row.tercetak:g}" for row in GOLDEN.itertuples()])
def test_printed_value_is_reproduced_or_the_report_has_erred(row):
    found = float(recomputed(row))
    assert found == pytest.approx(row.hasil, abs=0.006)
    assert (abs(found - row.tercetak) <= row.toleransi) == (row.cocok == "ya")


@pytest.mark.parametrize(("laporan", "dinas"), REPORT.items())
def test_every_printed_efficiency_is_in_the_golden_rows(laporan, dinas):
    """No printed value was left out because it does not fit; repeats of one value in prose count with their table row."""
    printed = load_dinas(HERE.parent / "data", dinas).tabel["terbitan_anggaran"].dropna(subset=["efisiensi"])
    assert set(printed["efisiensi"].round(2)) <= set(GOLDEN.loc[GOLDEN["laporan"] == laporan, "tercetak"])


THREE = ([1000, 500, 2000], [900, 480, 1950], [100, 90, 105])  # METHODS 5.1: budget, realised, achievement


def test_worked_example_of_the_finance_ministry():
    """METHODS 5.1: pooled E 6,20 → NE 65,49; the older mean of savings 3,49 → NE 58,73."""
    pooled = efisiensi_pmk_gabungan(*THREE)
    older = efisiensi_pmk249(THREE[0], THREE[1], [100, 100, 100], THREE[2])
    assert older == pytest.approx([10.00, -6.67, 7.14], abs=0.005)
    assert (pooled, older.mean()) == pytest.approx((6.20, 3.49), abs=0.005)
    assert [float(nilai_efisiensi(e)) for e in (pooled, older.mean())] == pytest.approx([65.49, 58.73], abs=0.005)
    assert float(nilai_efisiensi(3.99)) == pytest.approx(59.98, abs=0.006), "Puslatbang KMP LAN 2021"


def test_worked_examples_of_simple_ratios():
    """METHODS 5.2: PRKOM BPOM 2021 IE 1,063, TE 0,063; difference 104,5 − 92,3 = 12,2; Cirebon's ratio is the inverse of Malang's."""
    assert float(indeks_efisiensi(99.92, 94.00)) == pytest.approx(1.063, abs=0.0005)
    assert float(tingkat_efisiensi(99.92, 94.00)) == pytest.approx(0.063, abs=0.0005)
    assert float(efisiensi_selisih(104.5, 92.3)) == pytest.approx(12.2)
    assert float(serapan_per_capaian(80, 60)) == 75
    assert float(ekonomi(200, 150)) == 75
    assert float(efektivitas(104.5)) == 104.5


def test_e_beyond_twenty_is_held_there():
    assert nilai_efisiensi([20, 20.01, 300, -20, -300]).tolist() == [100, 100, 100, 0, 0]


@pytest.mark.parametrize(("function", "args"), [(unit_cost, (100, 0)), (unit_cost, (100, np.nan)), (unit_cost, (100, -1)), (indeks_efisiensi, (100, 0)), (serapan_per_capaian, (0, 50)), (serapan_per_capaian, (-5, 50)), (efisiensi_pmk249, (100, 90, 10, 0)), (efisiensi_pmk249, (0, 90, 10, 10))])
def test_a_division_by_nothing_has_no_value(function, args):
    assert np.isnan(function(*args))


@given(st.floats(1, 1e12), st.floats(1, 1e12), st.floats(1, 1e6), st.floats(1, 1e6))
def test_saving_does_not_depend_on_the_unit_of_money_or_volume(pagu, real, planned, made):
    plain = float(efisiensi_pmk249(pagu, real, planned, made))
    assert float(efisiensi_pmk249(pagu / 1e6, real / 1e6, planned * 12, made * 12)) == pytest.approx(plain, rel=1e-9, abs=1e-9)
    assert float(efisiensi_pmk249(pagu, pagu, planned, planned)) == pytest.approx(0, abs=1e-9)
