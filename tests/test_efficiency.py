"""Efficiency: each measure against printed or worked figures with their source, properties, sums of money, status words."""

import math
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from asli import asli
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from lakip_analysis.aturan.rules import threshold
from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.efisiensi.compute import (
    EFISIENSI_COLUMNS,
    compute_efisiensi,
    direct_spending,
    reached,
    sum_rupiah,
    summarize_serapan,
)
from lakip_analysis.efisiensi.measures import (
    absorption,
    efisiensi_belanja_langsung,
    efisiensi_pmk,
    efisiensi_pmk_gabungan,
    efisiensi_rasio,
    efisiensi_selisih,
    efisiensi_sisa,
    nilai_efisiensi,
)
from lakip_analysis.efisiensi.tercetak import printed_otherwise
from lakip_analysis.efisiensi.verdict import REASONS
from lakip_analysis.efisiensi.view_serapan import describe_serapan

DATA = Path(__file__).parents[1] / "data"
PROPERTY = settings(deadline=None, max_examples=30, derandomize=True)
PRINTED = 0.005 + 1e-9  # half a unit of the second decimal
rupiah = st.integers(1, 10**12).map(float)
sen = st.integers(0, 10**14).map(lambda n: n / 100)
NONE = float("nan")


def values(found):
    return np.atleast_1d(np.asarray(found, dtype=float)).tolist()


# --- each measure ----------------------------------------------------------------------------------------------------

EXAMPLES = [
    ("serapan Pontianak 2024 b1248", absorption, (19_957_000, 4_400_000), 22.05),
    ("serapan Malang 2023 Tabel 3.6 jumlah b877", absorption, (68_946_994_211, 50_567_636_778), 73.34),
    ("serapan Belitung 2024 Tabel 3.47", absorption, (10_314_852_053, 9_521_256_875), 92.31),
    ("serapan PRKOM BPOM 2021, METHODS 5.2", absorption, (6_910_387_000, 6_495_748_767), 94.00),
    ("serapan contoh METHODS 5.1", absorption, (3500, 3330), 95.14),
    ("serapan nol", absorption, (100, 0), 0.00),
    ("serapan tanpa pagu", absorption, (0, 0), NONE),
    ("serapan pagu nol ada realisasi", absorption, (0, 5), NONE),
    ("serapan realisasi kosong", absorption, (100, NONE), NONE),
    ("sisa Pontianak 2024 b836-840", efisiensi_sisa, (93.12,), 6.88),
    ("sisa kosong", efisiensi_sisa, (NONE,), NONE),
    ("selisih Singkawang 2023 b986", efisiensi_selisih, (113.01, 96.37), 16.64),
    ("selisih contoh METHODS 5.2", efisiensi_selisih, (104.5, 92.3), 12.20),
    ("selisih target gagal METHODS 5.2", efisiensi_selisih, (88, 70), 18.00),
    ("selisih capaian kosong", efisiensi_selisih, (NONE, 92.3), NONE),
    ("rasio Malang Tabel 3.6 b868 jaminan sosial, realisasi b1184", efisiensi_rasio, (94.98 / 66.61 * 100, 11_507_205_800 / 17_094_802_300 * 100), 211.83),
    ("rasio Malang Tabel 3.6 b869 IDG", efisiensi_rasio, (99.71, 86.51), 115.26),
    ("rasio Malang Tabel 3.6 b874 KDRT", efisiensi_rasio, (36317 / 27500 * 100, 1_466_598_995 / 1_538_195_412 * 100), 138.51),
    ("rasio Malang Tabel 3.6 b875 TFR", efisiensi_rasio, (1.79 / 1.7 * 100, 9_015_059_673 / 10_032_668_000 * 100), 117.18),
    ("rasio Malang Tabel 3.6 b876 SAKIP", efisiensi_rasio, (85.85 / 80.8 * 100, 12_994_608_381 / 15_439_173_008 * 100), 126.24),
    ("rasio Malang Tabel 3.6 b866, tercetak 31,44", efisiensi_rasio, (36.20, 94.90), 38.15),
    ("rasio Malang Tabel 3.6 b867, tercetak 41,33", efisiensi_rasio, (46.57, 50.13), 92.90),
    ("rasio IE BPOM 1,063 METHODS 5.2", efisiensi_rasio, (99.92, 94.00), 106.30),
    ("rasio serapan nol", efisiensi_rasio, (50, 0), NONE),
    ("E keluaran 1 METHODS 5.1", efisiensi_pmk, (1000, 900, 100), 10.00),
    ("E keluaran 2 METHODS 5.1", efisiensi_pmk, (500, 480, 90), -6.67),
    ("E keluaran 3 METHODS 5.1", efisiensi_pmk, (2000, 1950, 105), 7.14),
    ("E capaian nol", efisiensi_pmk, (1000, 900, 0), NONE),
    ("E capaian negatif", efisiensi_pmk, (1000, 900, -40), NONE),
    ("E capaian kosong", efisiensi_pmk, (1000, 900, NONE), NONE),
    ("NE contoh METHODS 5.1", nilai_efisiensi, (220 / 3550 * 100,), 65.49),
    ("NE rata-rata PMK 249 METHODS 5.1", nilai_efisiensi, (3.49,), 58.73),
    ("NE LAN Puslatbang KMP 2021", nilai_efisiensi, (3.99,), 59.98),
    ("NE tepat anggaran", nilai_efisiensi, (0,), 50.00),
    ("NE batas atas", nilai_efisiensi, (20,), 100.00),
    ("NE batas bawah", nilai_efisiensi, (-20,), 0.00),
    ("NE Itjen 2019 tercetak 235, E 74,03", nilai_efisiensi, (74.03,), 100.00),
    ("NE kosong", nilai_efisiensi, (NONE,), NONE),
    ("belanja langsung Belitung 2024 Tabel 3.49", efisiensi_belanja_langsung, (5_367_987_782, 9_521_256_875), 56.38),
    ("belanja langsung tanpa belanja", efisiensi_belanja_langsung, (0, 0), NONE),
    ("E gabungan METHODS 5.1", efisiensi_pmk_gabungan, ([1000, 500, 2000], [900, 480, 1950], [100, 90, 105]), 6.20),
    ("E gabungan tanpa capaian satu baris", efisiensi_pmk_gabungan, ([1000, 500], [900, 480], [100, NONE]), 10.00),
    ("E gabungan semua nol", efisiensi_pmk_gabungan, ([1000, 500], [0, 0], [0, 0]), NONE),
]


@pytest.mark.parametrize(("measure", "given_", "expected"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])
def test_measure_gives_the_figure_of_its_source(measure, given_, expected):
    assert values(measure(*given_)) == pytest.approx([expected], abs=PRINTED, nan_ok=True)


def test_mean_of_the_outputs_is_the_older_rule_and_differs_from_the_pooled_one():
    """METHODS 5.1: PMK 249/2011 gives 3,49 where the pooled E of PMK 214/2017 gives 6,20."""
    each = efisiensi_pmk([1000, 500, 2000], [900, 480, 1950], [100, 90, 105])
    assert each.mean() == pytest.approx(3.49, abs=PRINTED)
    assert values(nilai_efisiensi(each.mean())) == pytest.approx([58.73], abs=PRINTED)


# --- properties ------------------------------------------------------------------------------------------------------


def budget(pairs, **more):
    lines = [{"dinas": "d", "tahun": 2024, "kode": f"1.06.{i:02}", "level": "program", "nama": "P", "pagu_rp": p, "realisasi_rp": r} for i, (p, r) in enumerate(pairs, 1)]
    return pd.DataFrame(lines).assign(**more)


def measured(pairs, capaian, served=None):
    """One dinas whose i-th programme serves the i-th indicator, or the pairs (indicator, programme) in `served`."""
    anggaran = budget(pairs)
    served = served if served is not None else [(i, code) for i, code in enumerate(anggaran["kode"]) if i < len(capaian)]
    performance = pd.DataFrame({"dinas": "d", "indikator": range(len(capaian)), "tahun": 2024, "capaian_persen": pd.Series(capaian, dtype=float)})
    return compute_efisiensi(anggaran, pd.DataFrame(served, columns=["indikator", "kode"]), performance)


@PROPERTY
@given(pairs=st.lists(st.tuples(rupiah, rupiah), min_size=1, max_size=10))
def test_absorption_of_the_dinas_is_the_ratio_of_sums_between_its_programmes(pairs):
    total = summarize_serapan(budget(pairs), ["dinas", "tahun"]).iloc[0]
    each = [r / p * 100 for p, r in pairs]
    assert total["serapan_persen"] == pytest.approx(sum(r for _, r in pairs) / sum(p for p, _ in pairs) * 100, rel=1e-9)
    assert min(each) * (1 - 1e-9) <= total["serapan_persen"] <= max(each) * (1 + 1e-9)
    assert total["n_program"] == len(pairs)


def test_absorption_is_not_the_mean_of_the_programmes():
    total = summarize_serapan(budget([(900, 900), (100, 0)]), ["dinas", "tahun"])
    assert total["serapan_persen"].tolist() == [90.0]


def test_a_missing_realisation_is_not_spent_as_zero():
    """90 of 100, and a programme whose realisation is not printed: 90 % or no figure, never 90 / 200 = 45 %."""
    total = summarize_serapan(budget([(100.0, 90.0), (100.0, None)]), ["dinas", "tahun"])["serapan_persen"].iloc[0]
    assert math.isnan(total) or total == pytest.approx(90.0)


def test_a_missing_budget_does_not_raise_absorption():
    """90 of 100 and 50 of an unprinted budget: no figure, never 140 %."""
    total = summarize_serapan(budget([(100.0, 90.0), (None, 50.0)]), ["dinas", "tahun"]).iloc[0]
    assert math.isnan(total["serapan_persen"])
    assert math.isnan(total["pagu_rp"])
    assert total["realisasi_rp"] == 140


def test_lines_under_a_programme_are_not_counted_twice():
    lines = pd.concat([budget([(100.0, 50.0)]), budget([(100.0, 50.0)], level="kegiatan"), budget([(100.0, 50.0)], level="subkegiatan")])
    assert summarize_serapan(lines, ["dinas"])[["pagu_rp", "realisasi_rp", "n_program"]].values.tolist() == [[100.0, 50.0, 1]]


@PROPERTY
@given(amounts=st.lists(st.none() | sen.filter(lambda x: x < 10**11), max_size=30))
def test_money_is_added_exactly_to_the_sen(amounts):
    found, known = sum_rupiah(pd.Series(amounts, dtype=float)), [a for a in amounts if a is not None]
    if known:
        assert Decimal(repr(found)) == sum(Decimal(repr(a)) for a in known)
    else:
        assert math.isnan(found)


def test_ten_times_ten_sen_is_one_rupiah_and_printed_cents_survive():
    assert sum_rupiah(pd.Series([0.1] * 10)) == 1.0 != sum([0.1] * 10)
    assert sum_rupiah(pd.Series([4_276_922_691.05, 17_223_156_800.10, 17_094_802_300.15])) == 38_594_881_791.30


@PROPERTY
@given(e=st.floats(-1e6, 1e6), more=st.floats(0, 1e6))
def test_ne_stays_within_0_and_100_and_never_falls_when_e_rises(e, more):
    low, high = nilai_efisiensi([e, e + more])
    assert 0 <= low <= high <= 100


@PROPERTY
@given(pairs=st.lists(st.tuples(rupiah, rupiah), min_size=1, max_size=6), data=st.data())
def test_every_column_is_the_naive_reckoning(pairs, data):
    capaian = data.draw(st.lists(st.none() | st.floats(1, 250), min_size=len(pairs), max_size=len(pairs)))
    program = measured(pairs, capaian).query("level == 'program'")
    for (p, r), c, row in zip(pairs, [NONE if c is None else c for c in capaian], program.itertuples(), strict=True):
        s = r / p * 100
        worth = p * min(c, threshold("capaian_atas")) / 100
        e = (worth - r) / worth * 100
        ne = NONE if math.isnan(e) else min(100.0, max(0.0, 50 + 2.5 * e))
        held = min(c, threshold("capaian_atas"))
        naive = [s, c, 100 - s, held - s, held / s * 100, e, ne]
        found = [row.serapan_persen, row.capaian_persen, row.efisiensi_sisa_persen, row.efisiensi_selisih_poin, row.efisiensi_rasio_persen, row.efisiensi_pmk_persen, row.nilai_efisiensi]
        assert found == pytest.approx(naive, rel=1e-9, abs=1e-6, nan_ok=True)


@PROPERTY
@given(pairs=st.lists(st.tuples(rupiah, rupiah), min_size=2, max_size=6), data=st.data())
def test_pooled_e_lies_between_its_programmes(pairs, data):
    capaian = data.draw(st.lists(st.floats(1, 250), min_size=len(pairs), max_size=len(pairs)))
    found = measured(pairs, capaian)
    each, total = found.loc[found["level"] == "program", "efisiensi_pmk_persen"], found.loc[found["level"] == "dinas", "efisiensi_pmk_persen"].item()
    assume(each.notna().all())
    slack = 1e-6 * max(1, each.abs().max())
    assert each.min() - slack <= total <= each.max() + slack


# --- the table of a dinas --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pagu", "realisasi", "capaian", "status"), [
    (100.0, 90.0, 100.0, "dihitung"), (100.0, 90.0, 99.99, "target_tidak_tercapai"), (100.0, 10.0, 20.0, "target_tidak_tercapai"), (100.0, 0.0, 50.0, "realisasi_nol"),
    (100.0, 90.0, None, "tanpa_capaian"), (0.0, 0.0, 100.0, "pagu_nol"), (100.0, None, 100.0, "realisasi_kosong"), (None, None, 100.0, "pagu_kosong"),
    (100.0, 90.0, 99.999, "target_tidak_tercapai"), (100.0, 90.0, 0.35 / 0.0035, "dihitung"),  # 99.99999999999999: binary noise, not a miss
])
def test_status_words(pagu, realisasi, capaian, status):
    found = measured([(pagu, realisasi)], [capaian]).query("level == 'program'").iloc[0]
    assert found["status"] == status
    assert status in {"dihitung", *REASONS}


@pytest.mark.parametrize(("capaian", "status"), [([100.0, 100.0], "dihitung"), ([110.0, 90.0], "sebagian_tercapai"), ([100.0, None], "sebagian_tanpa_angka"), ([90.0, None], "target_tidak_tercapai"), ([101.0, 98.0], "target_tidak_tercapai"), ([None, None], "tanpa_capaian")])
def test_status_of_a_programme_with_two_indicators(capaian, status):
    found = measured([(100.0, 90.0)], capaian, [(0, "1.06.01"), (1, "1.06.01")])
    assert found["status"].tolist() == [status, status]
    assert status in {"dihitung", *REASONS}


def test_a_missing_budget_is_not_called_zero():
    """Malang 2023 prints programme 2.08.05 without a figure: missing and zero are different states (DESIGN 1)."""
    found = measured([(None, None), (100.0, 50.0)], [100.0, 100.0]).query("level == 'program'").iloc[0]
    assert math.isnan(found["serapan_persen"])
    assert found["status"] != "pagu_nol"


def test_the_dinas_row_comes_first_and_lines_without_indicator_stay():
    found = measured([(100.0, 90.0), (300.0, 150.0), (50.0, 50.0)], [110.0, 90.0], [(0, "1.06.01"), (1, "1.06.01"), (1, "1.06.02")])
    assert list(found.columns) == EFISIENSI_COLUMNS
    assert found["level"].tolist() == ["dinas", "program", "program", "program"]
    assert found["capaian_persen"].tolist() == pytest.approx([100.0, 100.0, 90.0, NONE], nan_ok=True)
    assert found["status"].tolist() == ["sebagian_tercapai", "sebagian_tercapai", "target_tidak_tercapai", "tanpa_capaian"]
    assert found.loc[0, "serapan_persen"] == pytest.approx(290 / 450 * 100)
    assert found.loc[0, "efisiensi_pmk_persen"] == pytest.approx((100 + 270 - 90 - 150) / (100 + 270) * 100)  # the third line has no C


def test_the_dinas_has_no_name_of_its_own():
    """The words for it belong to the page."""
    assert measured([(100.0, 90.0)], [110.0]).query("level == 'dinas'")[["kode", "nama"]].values.tolist() == [["", ""]]


def test_reached_tells_a_mean_from_every_indicator():
    served = [(0, "1.06.01"), (1, "1.06.02"), (0, "1.06.03"), (1, "1.06.03"), (2, "1.06.04")]
    found = measured([(100.0, 90.0)] * 4, [110.0, 95.0, None], served)
    assert reached(found).tolist() == ["sebagian", "tercapai", "meleset", "sebagian", ""]


def test_two_dinas_in_one_frame_keep_their_own_achievement():
    """A national table is the same call (DESIGN 4): dinas a reached 100, dinas b 50, with programmes of the same code."""
    anggaran = pd.concat([budget([(100.0, 50.0)]).assign(dinas=d) for d in "ab"], ignore_index=True)
    capaian = pd.DataFrame({"dinas": ["a", "b"], "indikator": ["x", "y"], "tahun": 2024, "capaian_persen": [100.0, 50.0]})
    found = compute_efisiensi(anggaran, pd.DataFrame({"indikator": ["x", "y"], "kode": "1.06.01"}), capaian)
    assert found.groupby("dinas")["capaian_persen"].unique().map(list).to_dict() == {"a": [100.0], "b": [50.0]}


def test_gives_a_new_frame():
    anggaran = budget([(100.0, 90.0)])
    kept = anggaran.copy(deep=True)
    summarize_serapan(anggaran, ["dinas"])
    compute_efisiensi(anggaran, pd.DataFrame({"indikator": ["x"], "kode": "1.06.01"}), pd.DataFrame({"indikator": ["x"], "tahun": 2024, "capaian_persen": [100.0]}))
    assert_frame_equal(anggaran, kept)


@pytest.mark.parametrize(("dinas", "tahun", "printed"), [("kota-malang-dinsosp3ap2kb", 2023, 73.34), ("kota-singkawang-dinsospppa", 2023, 96.37), ("kab-belitung-dspppa", 2024, 92.31)])
def test_back_test_absorption_of_the_dinas_equals_the_printed_one(dinas, tahun, printed):
    found = asli(dinas, tahun).efisiensi
    assert found.loc[found["level"] == "dinas", "serapan_persen"].tolist() == pytest.approx([printed], abs=PRINTED)
    assert set(found["status"]) <= {"dihitung", *REASONS}
    assert not np.isinf(found.select_dtypes("number")).any(axis=None)


def test_direct_spending_of_belitung_is_not_the_printed_share():
    """Belitung 2024, Table 3.42: realised direct / realised spending is 49,20 %; Table 3.49 prints 56,38 % (the budget as numerator)."""
    found = direct_spending(load_dinas(DATA, "kab-belitung-dspppa").tabel["terbitan_anggaran"], 2024)
    assert found["efisiensi_persen"].round(2).tolist() == [49.2]


# --- the printed total beside the own sum ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bahasa", "said"),
    [
        (
            "id",
            [
                "Laporan mencetak jumlah realisasi Rp14.576.047.081 (94,36 %), Rp50.542.240 lebih banyak daripada jumlah programnya yang dipakai di sini.",
                "Di dalam jumlah program itu Rehabilitasi Sosial Penyandang Masalah Kesejahteraan Sosial (PMKS) Lainnya Bukan Korban HIV/AIDS dan NAPZA di Luar Panti Sosial tercetak Rp62.495.500, sedangkan bagian-bagiannya berjumlah Rp75.083.740.",
            ],
        ),
        (
            "en",
            [
                "The report prints a total spending of Rp14,576,047,081 (94.36%), Rp50,542,240 more than the sum of its programmes that is used here.",
                "is printed as Rp62,495,500, whereas its parts add up to Rp75,083,740.",
            ],
        ),
    ],
)
def test_a_printed_total_that_gives_another_share_stands_beside_the_own_sum(bahasa, said):
    """Pontianak, lines 397 and 1294: the programmes add up to 14.525.504.841 (94,03 %)."""
    found = asli("kota-pontianak-dinsos", 2024).efisiensi
    text = describe_serapan(found, bahasa)
    assert all(one in text for one in said)
    assert ("94,36 %" if bahasa == "id" else "94.36%") in text and ("94,03 %" if bahasa == "id" else "94.03%") in text


@pytest.mark.parametrize("report", [("kota-malang-dinsosp3ap2kb", 2023), ("kab-belitung-dspppa", 2024), ("kota-singkawang-dinsospppa", 2023)])
def test_a_printed_total_that_gives_the_same_share_is_not_told(report):
    """Belitung prints 8.521.256.875 once (line 2703) and 9.521.256.875 eleven times: what is printed most often counts."""
    found = asli(*report).efisiensi
    total = found[found["level"] == "dinas"].iloc[0]
    assert total["realisasi_tercetak_rp"] == total["realisasi_rp"]
    assert "mencetak" not in describe_serapan(found, "id") and "bagiannya" not in describe_serapan(found, "id")


@pytest.mark.parametrize(("printed", "told"), [(9_004.0, False), (9_005.0, True), (8_996.0, False), (8_994.0, True), (9_050.0, True)])
def test_the_share_must_differ_at_the_printed_decimals(printed, told):
    lines = pd.DataFrame({"dinas": "d", "tahun": 2024, "kode": ["1.06.01"], "level": "program", "nama": "A", "pagu_rp": [100_000.0], "realisasi_rp": [9_000.0]})
    total = pd.DataFrame({"tahun": [2024], "level": "jumlah", "pagu_rp": [100_000.0], "realisasi_rp": [printed], "persen_tercetak": [""]})
    links, capaian = pd.DataFrame(columns=["indikator", "kode"]), compute_capaian(pd.DataFrame({"dinas": ["d"], "tahun": 2024, "indikator": "a", "target": 1.0, "realisasi": 1.0, "polaritas": "naik"}))
    found = compute_efisiensi(lines, links, capaian, terbitan=total)
    assert printed_otherwise(found).tolist() == [told, False]
