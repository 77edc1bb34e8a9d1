"""Small numbers: intervals against published tables and enumeration, the grid against every count there is, verdicts, faults of the data, what a reader sees."""

import shutil
from fractions import Fraction
from math import exp, isnan
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from asli import asli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import stats

from lakip_analysis.aturan.rules import threshold
from lakip_analysis.bahasa.say import codes
from lakip_analysis.capaian.cacah import CACAH_COLUMNS, compute_cacah, selang_poisson, selang_wilson
from lakip_analysis.capaian.compute import capaian_at, compute_capaian
from lakip_analysis.capaian.view import table_capaian
from lakip_analysis.capaian.view_cacah import (
    describe_cacah,
    describe_kepastian,
    say_cacah,
    table_cacah,
)
from lakip_analysis.data.dinas import check_dinas, load_dinas
from lakip_analysis.laporan import open_report
from lakip_analysis.reports.opening import describe_summary
from lakip_analysis.reports.results import result_frames

ROOT = Path(__file__).parents[1]
DATA, SAMPLE, CONTOH = ROOT / "data", ROOT / "tests" / "sample", "kota-contoh-dinsos"
REPORTS = {"kab-belitung-dspppa": 2024, "kota-malang-dinsosp3ap2kb": 2023, "kota-singkawang-dinsospppa": 2023, "kota-pontianak-dinsos": 2024}
TR = {"turun": "target_per_realisasi"}
FRAMES = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@st.composite
def counted(draw, most: int = 60) -> tuple[int, int, int, int]:
    """k, n, and a target in hundredths with its number of decimals."""
    n = draw(st.integers(1, most))
    digits = draw(st.integers(0, 2))
    return draw(st.integers(0, n)), n, draw(st.integers(0, 10 ** (digits + 2))), digits




def cacah(target, realisasi, k, n, per=100, sifat="cacah_penuh", polaritas="naik", aturan=None, **more) -> pd.DataFrame:
    row = {"indikator": "a", "nama_indikator": "Nama a", "tahun": 2024, "target": target, "realisasi": realisasi, "polaritas": polaritas}
    counts = {"pembilang": k, "penyebut": n, "per": per, "sifat_cacah": sifat, "satuan_cacah": "kasus"}
    return compute_cacah(compute_capaian(typed([row | counts | more]), aturan))


def typed(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows).astype({"pembilang": float, "penyebut": float, "per": float})


def many(cases: list[dict]) -> pd.DataFrame:
    """One frame of all drawn cases: a call a frame is what is meant, and quick."""
    base = {"polaritas": "naik", "per": 100, "sifat_cacah": "cacah_penuh"}
    return compute_cacah(compute_capaian(typed([base | case for case in cases])))


# ---------------------------------------------------------------- intervals: golden

# Pearson & Hartley, Biometrika Tables for Statisticians 1, Table 40 (Garwood 1936); 25: GraphPad, "confidence interval of a count"
GARWOOD = {0: (0, 3.69), 1: (0.0253, 5.57), 2: (0.242, 7.22), 3: (0.619, 8.77), 4: (1.09, 10.24), 5: (1.62, 11.67), 10: (4.80, 18.39), 15: (8.40, 24.74), 20: (12.22, 30.89), 25: (16.18, 36.90), 30: (20.24, 42.83), 50: (37.11, 65.92)}
# Newcombe 1998, Statistics in Medicine 17:857, Table I, method 3
WILSON = {(81, 263): (0.2553, 0.3662), (15, 148): (0.0624, 0.1605), (0, 20): (0.0000, 0.1611), (1, 29): (0.0061, 0.1718)}


@pytest.mark.parametrize(("k", "ends"), GARWOOD.items())
def test_poisson_interval_is_that_of_the_published_table(k, ends):
    assert tuple(selang_poisson(k)) == pytest.approx(ends, rel=6e-3, abs=6e-3)


@pytest.mark.parametrize(("taraf", "ends"), [(0.90, (17.38, 34.92)), (0.99, (14.00, 41.00))])
def test_poisson_interval_at_other_levels(taraf, ends):
    """GraphPad, "How QuickCalcs computes the confidence interval of a count", 25 counted."""
    assert tuple(selang_poisson(25, taraf)) == pytest.approx(ends, abs=0.006)


@pytest.mark.parametrize(("counts", "ends"), WILSON.items())
def test_wilson_interval_is_that_of_the_published_table(counts, ends):
    assert tuple(selang_wilson(*counts)) == pytest.approx(ends, abs=6e-5)


def test_missing_and_impossible_counts_have_no_interval():
    assert np.isnan(selang_poisson([np.nan, -1])).all()
    assert np.isnan(selang_wilson([np.nan, 1, 3, -1, 1], [5, np.nan, 2, 5, 0])).all()


# ---------------------------------------------------------------- intervals: naive twins


@pytest.mark.parametrize("k", [1, 2, 5, 12, 42])
def test_at_each_end_the_poisson_tail_is_half_of_the_rest_by_summing(k):
    def term(i, mean):
        out = exp(-mean)
        for j in range(1, i + 1):
            out *= mean / j
        return out

    low, high = map(float, selang_poisson(k))
    assert 1 - sum(term(i, low) for i in range(k)) == pytest.approx(0.025, abs=1e-9)
    assert sum(term(i, high) for i in range(k + 1)) == pytest.approx(0.025, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400), st.data(), st.sampled_from([0.8, 0.95, 0.99]))
def test_at_each_end_of_wilson_the_score_test_just_rejects(n, data, taraf):
    k = data.draw(st.integers(0, n))
    z = stats.norm.ppf((1 + taraf) / 2)
    for end in map(float, selang_wilson(k, n, taraf)):
        assert 0 <= end <= 1
        if 0 < end < 1:
            assert abs(k / n - end) == pytest.approx(z * (end * (1 - end) / n) ** 0.5, rel=1e-6)
    assert tuple(selang_wilson(k, n, taraf)) == pytest.approx(tuple(stats.binomtest(k, n).proportion_ci(taraf, "wilson")), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000))
def test_the_interval_holds_its_count_and_moves_with_it(k):
    low, high = map(float, selang_poisson(k))
    assert low <= k <= high
    more, wide = selang_poisson(k + 1), selang_poisson(k, 0.99)
    assert low < more.bawah and high < more.atas
    assert wide.bawah <= low and high < wide.atas


# ---------------------------------------------------------------- the values of the review


def test_violence_in_belitung_with_the_denominator_of_its_chapter_three():
    """42 / 94.958 (line 773): 95 % 3,19–5,98 per 10.000, P(X >= 42 | target) = .026, capaian by T/R 53,5–100,4."""
    row = cacah("3.2", "4.45", 42, 94958, 10000, "peristiwa", "turun", TR).iloc[0]
    assert [round(row[name], 2) for name in ("selang_bawah", "selang_atas")] == [3.19, 5.98]
    assert [round(row[name], 1) for name in ("capaian_selang_bawah", "capaian_selang_atas")] == [53.5, 100.4]
    assert round(row["peluang_target"], 3) == 0.026
    assert row[["kepastian_cacah", "target_di_ujung", "angka_kecil", "unit_target"]].tolist() == ["belum_pasti", "tidak", "belum_pasti", 30]


def test_the_other_printed_denominator_leaves_it_at_the_edge():
    """42 / 94.482 (lines 3887, 3888), the one that gives the printed 4,45: 3,2038 … 6,0087; in printed digits the target is the end."""
    row = cacah("3.2", "4.45", 42, 94482, 10000, "peristiwa", "turun", TR).iloc[0]
    assert [round(row[name], 4) for name in ("selang_bawah", "selang_atas")] == [3.2038, 6.0087]
    assert row[["kepastian_cacah", "target_di_ujung"]].tolist() == ["belum_pasti", "ya"]
    farther = cacah("3.1", "4.45", 42, 94482, 10000, "peristiwa", "turun", TR).iloc[0]
    assert farther[["kepastian_cacah", "target_di_ujung"]].tolist() == ["gagal_pasti", ""]


def test_one_of_five_organisations():
    """Singkawang, PSKS: one more moves capaian 57,1 → 114,3; 35 % cannot be hit with 5: 20 or 40."""
    row = cacah("35", "20", 1, 5).iloc[0]
    assert row[["kisi_bawah", "kisi_atas", "target_di_luar_kisi", "unit_target", "nilai_lebih_satu", "nilai_kurang_satu"]].tolist() == [20, 40, "ya", 2, 40, 0]
    assert row[["capaian_persen", "capaian_lebih_satu", "capaian_per_unit"]].astype(float).round(1).tolist() == [57.1, 114.3, 57.1]
    assert row[["kepastian_cacah", "angka_kecil"]].tolist() == ["cacah_penuh", "satu_unit"]
    assert row[["selang_bawah", "selang_atas", "peluang_target", "capaian_selang_bawah"]].isna().all()


def test_women_per_case_is_the_rate_turned_over():
    """Malang 2023, lines 2069–2077: 12 cases, 435.801 women, 1 : 36.317 against 1 : 27.500; counted as met, not settled."""
    row = cacah("1:27500", "1:36317", 12, 435801, 1, "peristiwa", jenis_target="rasio").iloc[0]
    low, high = selang_poisson(12)
    assert row[["selang_bawah", "selang_atas"]].tolist() == pytest.approx([435801 / high, 435801 / low])
    assert row[["selang_bawah", "selang_atas"]].astype(float).round().tolist() == [20790, 70284]
    assert row[["kepastian_cacah", "unit_target", "angka_kecil"]].tolist() == ["belum_pasti", 15, "peristiwa_sedikit"]
    assert (row["nilai_lebih_satu"], row["nilai_kurang_satu"]) == pytest.approx((435801 / 13, 435801 / 11))
    assert row["peluang_target"] == pytest.approx(stats.poisson.cdf(12, 435801 / 27500))
    none = cacah("1:27500", "n/a", 0, 435801, 1, "peristiwa", jenis_target="rasio").iloc[0]
    assert none[["nilai_cacah", "selang_atas", "capaian_selang_atas"]].isna().all()
    assert none["selang_bawah"] == pytest.approx(435801 / 3.6889, rel=1e-4)
    assert none["kepastian_cacah"] == "lulus_pasti"  # also with 3,7 cases there would be 118.000 women a case


@pytest.mark.parametrize(
    ("polaritas", "target", "k", "kepastian"),
    [("turun", "5", 50, "gagal_pasti"), ("turun", "5", 5, "belum_pasti"), ("turun", "50", 5, "lulus_pasti"), ("naik", "5", 50, "lulus_pasti"), ("naik", "50", 5, "gagal_pasti"), ("rentang", "10", 10, "belum_pasti"), ("rentang", "50", 5, "gagal_pasti")],
)
def test_the_side_of_the_interval(polaritas, target, k, kepastian):
    assert cacah(target, str(k), k, 1000, 1000, "peristiwa", polaritas)["kepastian_cacah"].tolist() == [kepastian]


@pytest.mark.parametrize(
    ("polaritas", "bounds", "kepastian"),
    [("turun", (1, 3), "gagal_pasti"), ("turun", (1, 12), "belum_pasti"), ("turun", (12, 60), "lulus_pasti"), ("naik", (1, 12), "lulus_pasti"), ("naik", (12, 60), "belum_pasti"), ("rentang", (1, 60), "lulus_pasti"), ("rentang", (40, 60), "gagal_pasti"), ("rentang", (11, 60), "belum_pasti")],
)
def test_of_a_range_only_the_bound_counts_at_which_met_turns_into_missed(polaritas, bounds, kepastian):
    """12 cases of 1.000: 6,2 … 21,0 per 1.000."""
    low, high = bounds
    found = cacah("", "12", 12, 1000, 1000, "peristiwa", polaritas, target_bawah=float(low), target_atas=float(high)).iloc[0]
    assert found["kepastian_cacah"] == kepastian
    assert found[["unit_target", "kisi_bawah", "peluang_target"]].isna().all()


# ---------------------------------------------------------------- the grid against every count


def decimals(text: str) -> int:
    return len(text.partition(".")[2])


@FRAMES
@given(st.lists(counted(), min_size=30, max_size=60), st.sampled_from(["naik", "turun"]))
def test_the_grid_is_what_enumeration_finds(drawn, polaritas):
    cases = [{"target": f"{t / 10**d:.{d}f}", "realisasi": f"{k / n * 100:.{d}f}", "pembilang": k, "penyebut": n, "polaritas": polaritas} for k, n, t, d in drawn]
    for row, (_, n, t, digits) in zip(many(cases).itertuples(), drawn, strict=True):
        values = [Fraction(count, n) * 100 for count in range(n + 1)]
        want, half = Fraction(t, 10**digits), Fraction(1, 2 * 10**digits)
        hits = [value for value in values if abs(value - want) <= half]
        assert (row.target_di_luar_kisi == "ya") == (not hits)
        if hits:
            assert row.kisi_bawah == row.kisi_atas == pytest.approx(float(min(hits, key=lambda value: abs(value - want))))
            continue
        assert row.kisi_bawah == pytest.approx(float([v for v in values if v < want][-1]))
        assert row.kisi_atas == pytest.approx(float(next(v for v in values if v > want)))
        enough = [i for i, v in enumerate(values) if (v >= want if polaritas == "naik" else v <= want)]
        assert row.unit_target == (enough[0] if polaritas == "naik" else enough[-1])


def test_a_target_no_part_can_reach_has_nothing_above():
    row = cacah("150", "100", 5, 5).iloc[0]
    assert row[["kisi_bawah", "target_di_luar_kisi"]].tolist() == [100, "ya"] and isnan(row["kisi_atas"]) and isnan(row["unit_target"])
    assert isnan(row["nilai_lebih_satu"]), "all units are counted already"


def test_two_thirds_printed_is_two_of_three():
    assert cacah("66.67", "66.67", 2, 3)[["unit_target", "target_di_luar_kisi"]].values.tolist() == [[2, "tidak"]]
    assert cacah("66.67", "33.33", 1, 3)["unit_target"].tolist() == [2]


# ---------------------------------------------------------------- chance, missing values, whole frames


@FRAMES
@given(st.lists(counted(80), min_size=30, max_size=60), st.sampled_from(["peristiwa", "bagian"]))
def test_the_chance_is_that_of_the_distribution(drawn, sifat):
    cases = [{"target": str(1 + t % 99), "realisasi": f"{k / n * 100:.2f}", "pembilang": k, "penyebut": n, "sifat_cacah": sifat} for k, n, t, _ in drawn]
    for row, (k, n, t, _) in zip(many(cases).itertuples(), drawn, strict=True):
        share = (1 + t % 99) / 100
        law = stats.poisson(share * n) if sifat == "peristiwa" else stats.binom(n, share)
        assert row.peluang_target == pytest.approx(law.sf(k - 1) if k >= share * n else law.cdf(k), abs=1e-9)


@FRAMES
@given(st.lists(counted(200), min_size=30, max_size=60))
def test_the_base_of_the_figure_changes_no_verdict(drawn):
    frames = [
        many([{"target": f"{(1 + t % 99) * per / 100:.6f}", "realisasi": f"{k / n * per:.6f}", "pembilang": k, "penyebut": n, "per": per, "sifat_cacah": "peristiwa", "polaritas": "turun"} for k, n, t, _ in drawn])
        for per in (100, 1000, 100000)
    ]
    for other in frames[1:]:
        pd.testing.assert_frame_equal(frames[0][["kepastian_cacah", "unit_target", "angka_kecil"]], other[["kepastian_cacah", "unit_target", "angka_kecil"]])


@pytest.mark.parametrize(
    ("change", "status"),
    [({"pembilang": np.nan}, "hitungan_tidak_lengkap"), ({"penyebut": np.nan}, "hitungan_tidak_lengkap"), ({"per": np.nan}, "hitungan_tidak_lengkap"), ({"sifat_cacah": ""}, "hitungan_tidak_lengkap"), ({"sifat_cacah": "lain"}, "hitungan_tidak_lengkap"), ({"pembilang": 6.0}, "hitungan_tidak_sah"), ({"penyebut": 0.0}, "hitungan_tidak_sah"), ({"pembilang": 1.5}, "hitungan_tidak_sah"), ({"pembilang": -1.0}, "hitungan_tidak_sah"), ({"target": "n/a"}, "target_kosong")],
)
def test_what_is_missing_or_impossible_has_no_number_and_a_reason(change, status):
    base = {"indikator": "a", "target": "35", "realisasi": "20", "polaritas": "naik", "pembilang": 1.0, "penyebut": 5.0, "per": 100.0, "sifat_cacah": "cacah_penuh"}
    row = compute_cacah(compute_capaian(pd.DataFrame([base | change]))).iloc[0]
    assert row["status_cacah"] == status
    assert (row["kepastian_cacah"], row["target_di_luar_kisi"]) == ("", "")
    assert row[["kisi_bawah", "unit_target", "selang_bawah", "capaian_per_unit"]].isna().all()
    assert np.isnan(row["nilai_cacah"]) == (status != "target_kosong")


def test_without_the_columns_nothing_is_guessed():
    capaian = compute_capaian(pd.DataFrame({"indikator": ["a"], "target": ["35"], "realisasi": "20", "polaritas": "naik"}))
    found = compute_cacah(capaian)
    assert found.empty and list(found) == CACAH_COLUMNS
    assert table_cacah(found, "id") is say_cacah(found, "id") is None
    assert describe_cacah(found, "en") == describe_kepastian(found, "en") == []


def test_a_frame_of_many_is_every_row_by_itself_and_stays_as_it_was():
    rng = np.random.default_rng(7)
    n = rng.integers(1, 50, 200)
    sifat = rng.choice(["peristiwa", "bagian", "cacah_penuh"], 200)
    k = np.minimum(rng.integers(0, 50, 200), n)
    rows = {"indikator": np.arange(200).astype(str), "target": rng.integers(1, 99, 200).astype(str), "realisasi": [f"{x:.1f}" for x in k / n * 100], "polaritas": rng.choice(["naik", "turun", "rentang"], 200)}
    capaian = compute_capaian(pd.DataFrame(rows | {"pembilang": k * 1.0, "penyebut": n * 1.0, "per": 100.0, "sifat_cacah": sifat}))
    before = capaian.copy(deep=True)
    whole = compute_cacah(capaian)
    pd.testing.assert_frame_equal(capaian, before)
    some = range(0, 200, 10)
    alone = pd.concat([compute_cacah(capaian.iloc[[i]]) for i in some], ignore_index=True)
    pd.testing.assert_frame_equal(whole.iloc[some].reset_index(drop=True), alone, check_dtype=False)
    for name in ("sifat_cacah", "status_cacah", "kepastian_cacah", "angka_kecil"):
        assert set(whole[name]) - {""} <= set(codes(name)), name


def test_few_events_and_few_units_are_those_below_the_thresholds():
    limit = int(threshold("cacah_peristiwa"))
    few, enough = (cacah("1", str(k), k, 1000, 1000, "peristiwa", "naik")["angka_kecil"].item() for k in (limit - 1, limit))
    assert (few, enough) == ("peristiwa_sedikit", "satu_unit"), "one of 20 against a target of 1 still moves it by 100 points"
    n = int(threshold("cacah_penyebut"))
    assert [cacah("10", "60", size * 3 // 5, size, sifat="bagian")["angka_kecil"].item() for size in (n - 5, n)] == ["penyebut_sedikit", "satu_unit"]
    assert cacah("80", "86.45", 12294, 14221)["angka_kecil"].tolist() == [""]


def test_achievement_at_another_value_is_what_it_would_have_been():
    rows = pd.DataFrame({"target": ["35", "3.2", "1:27500", ""], "realisasi": ["20", "4.45", "1:36317", "5"], "polaritas": ["naik", "turun", "naik", "turun"], "target_bawah": [np.nan] * 3 + [4.0], "target_atas": [np.nan] * 3 + [6.0]})
    values = pd.Series([40.0, 3.0, 20000.0, 7.0])
    for aturan in (None, TR):
        again = compute_capaian(rows.assign(realisasi=values), aturan)["capaian_persen"]
        pd.testing.assert_series_equal(capaian_at(compute_capaian(rows, aturan), values), again, check_names=False)


# ---------------------------------------------------------------- the four reports

REAL = [
    ("kab-belitung-dspppa", "pmks-tertangani", "8126 / 8324", "cacah_penuh", ""),
    ("kab-belitung-dspppa", "rasio-kekerasan-tujuan", "42 / 94482", "belum_pasti", "belum_pasti"),
    ("kab-belitung-dspppa", "rasio-kekerasan", "42 / 94482", "belum_pasti", "belum_pasti"),
    ("kota-malang-dinsosp3ap2kb", "pmks-mandiri", "6025 / 108277", "cacah_penuh", ""),
    ("kota-malang-dinsosp3ap2kb", "pmks-tertangani", "40312 / 108277", "cacah_penuh", ""),
    ("kota-malang-dinsosp3ap2kb", "jaminan-sosial", "119731 / 126057", "cacah_penuh", ""),
    ("kota-malang-dinsosp3ap2kb", "rasio-kdrt", "12 / 435801", "belum_pasti", "peristiwa_sedikit"),
    ("kota-singkawang-dinsospppa", "perempuan-organisasi", "150 / 542", "cacah_penuh", ""),
    ("kota-singkawang-dinsospppa", "layanan-penduduk-miskin", "12294 / 14221", "cacah_penuh", ""),
    ("kota-singkawang-dinsospppa", "kemampuan-psks", "1 / 5", "cacah_penuh", "satu_unit"),
    ("kota-singkawang-dinsospppa", "profil-kelurahan", "26 / 26", "cacah_penuh", ""),
    ("kota-singkawang-dinsospppa", "pengelolaan-tmp", "1 / 1", "cacah_penuh", "satu_unit"),
]


def test_the_counts_of_the_four_reports_and_what_they_carry():
    found = []
    for dinas, tahun in REPORTS.items():
        for row in asli(dinas, tahun).cacah.itertuples():
            found.append((dinas, row.indikator, f"{row.pembilang:.0f} / {row.penyebut:.0f}", row.kepastian_cacah, row.angka_kecil))
    assert found == REAL


@pytest.mark.parametrize("dinas", REPORTS)
def test_every_count_is_printed_in_the_row_it_names(dinas):
    tables = load_dinas(DATA, dinas).tabel
    rows = tables["kinerja"].dropna(subset=["pembilang"])
    printed = tables["terbitan_kinerja"].set_index("id").loc[rows["sumber_cacah"]]
    assert rows["pembilang"].tolist() == printed["pembilang"].tolist()
    assert rows["penyebut"].tolist() == printed["penyebut"].tolist()
    assert (rows["satuan_cacah"] != "").all()


# ---------------------------------------------------------------- faults of the data

KOLOM = "indikator,tahun,target,target_bawah,target_atas,realisasi,data_tahun,sumber_target,sumber_realisasi,pembilang,penyebut,per,sifat_cacah,satuan_cacah,sumber_cacah"
TOGETHER = "isi pembilang, penyebut, per dan sifat_cacah bersama, atau kosongkan semuanya"
PAIR = "cari pasangan tercetak yang memberi realisasi itu, atau perbaiki per; jangan dibulatkan"
WHOLE = "cacah adalah bilangan bulat, pembilang tidak negatif dan penyebut lebih dari nol"


@pytest.fixture
def contoh(tmp_path) -> Path:
    return Path(shutil.copytree(SAMPLE / CONTOH, tmp_path / CONTOH))


def with_counts(folder: Path, **rows: str) -> None:
    """Add the columns of the counts to kinerja.csv; `kekerasan="41,100000,10000,peristiwa,kasus,"` fills 2024."""
    path = folder / "kinerja.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    filled = [KOLOM]
    for line in lines[1:]:
        name, tahun, _ = line.split(",", 2)
        filled.append(line + "," + (rows.get(name.replace("-", "_"), ",,,,,") if tahun == "2024" else ",,,,,"))
    path.write_text("\n".join(filled) + "\n", encoding="utf-8")


GOOD = {"kekerasan": "41,100000,10000,peristiwa,kasus,", "pmks_terlayani": "19,27,100,bagian,orang,", "rasio_pekerja": "20,98000,1,cacah_penuh,orang,"}


@pytest.mark.parametrize(
    ("row", "value", "kolom", "nilai", "masalah", "langkah"),
    [
        ("kekerasan", "42,100000,10000,peristiwa,kasus,", "pembilang/penyebut", "42 / 100000", "42 / 100000 × 10000 adalah 4.200, sedangkan realisasi 4.1", PAIR),
        ("kekerasan", "41,100000,1000,peristiwa,kasus,", "pembilang/penyebut", "41 / 100000", "41 / 100000 × 1000 adalah 0.410, sedangkan realisasi 4.1", PAIR),
        ("rasio_pekerja", "21,98000,1,cacah_penuh,orang,", "pembilang/penyebut", "21 / 98000", "21 / 98000 × 1 adalah 1:4666.67, sedangkan realisasi 1:4900", PAIR),
        ("rasio_pekerja", "0,98000,1,peristiwa,orang,", "pembilang/penyebut", "0 / 98000", "nol peristiwa tidak memberi perbandingan 1:n", "tulis realisasi n/a dan kosongkan pembilang dan penyebut"),
        ("kekerasan", "41,,10000,peristiwa,kasus,", "penyebut", "", "pembilang dan penyebut tidak lengkap: penyebut kosong", TOGETHER),
        ("kekerasan", "41,100000,,,kasus,", "per", "", "pembilang dan penyebut tidak lengkap: per, sifat_cacah kosong", TOGETHER),
        ("kekerasan", "41,0,10000,peristiwa,kasus,", "pembilang/penyebut", "41 / 0", WHOLE, "isi banyaknya unit seperti tercetak, tanpa titik ribuan dan tanpa desimal"),
        ("pmks_terlayani", "8056,8049,100,cacah_penuh,orang,", "pembilang/penyebut", "8056 / 8049", "pembilang lebih besar daripada penyebut, padahal ia bagiannya", "periksa keduanya pada sumbernya; bila memang tercetak begitu, kosongkan"),
        ("puskesos", "3,12,100,cacah_penuh,unit,", "pembilang/penyebut", "3 / 12", "realisasi “n/a” bukan angka yang dapat dicocokkan", "isi realisasi sebagai angka, atau kosongkan pembilang dan penyebut"),
        ("kekerasan", "41,100.000,10000,peristiwa,kasus,", "pembilang/penyebut", "41 / 100.000", WHOLE, "isi banyaknya unit seperti tercetak, tanpa titik ribuan dan tanpa desimal"),
        ("kekerasan", "41,100000,10000,acak,kasus,", "sifat_cacah", "acak", "nilai tidak dikenal", "pilih salah satu: peristiwa, bagian, cacah_penuh"),
        ("kekerasan", "41,100000,5000,peristiwa,kasus,", "per", "5000", "nilai tidak dikenal", "pilih salah satu: 1, 100, 1000, 10000, 100000, 1000000"),
    ],
)
def test_each_fault_of_the_counts_says_what_and_what_to_do(contoh, row, value, kolom, nilai, masalah, langkah):
    with_counts(contoh, **(GOOD | {row: value}))
    faults = [fault for fault in check_dinas(contoh.parent, CONTOH) if fault.kolom == kolom]
    assert [(f.berkas, f.nilai, f.masalah, f.langkah) for f in faults] == [(f"{CONTOH}/kinerja.csv", nilai, masalah, langkah)]


def test_the_sample_with_counts_is_in_order(contoh):
    with_counts(contoh, **GOOD)
    assert check_dinas(contoh.parent, CONTOH) == []


def test_the_denominator_that_does_not_give_the_printed_ratio_is_refused(tmp_path):
    """Belitung prints 42 / 94.958 beside 4,45 (line 773): that is 4,42."""
    folder = Path(shutil.copytree(DATA / "kab-belitung-dspppa", tmp_path / "kab-belitung-dspppa"))
    path = folder / "kinerja.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("94482", "94958"), encoding="utf-8")
    said = {fault.masalah for fault in check_dinas(tmp_path, folder.name)}
    assert said == {"42 / 94958 × 10000 adalah 4.4230, sedangkan realisasi 4.45"}


# ---------------------------------------------------------------- what a reader sees


@pytest.fixture
def sample(contoh):
    with_counts(contoh, **GOOD)
    return open_report(contoh.parent, CONTOH, 2024)


def test_any_dinas_that_fills_the_columns_gets_table_sentences_and_file(sample):
    shown = table_cacah(sample.cacah, "id")
    assert [row[0] for row in shown.baris] == ["Persentase PMKS terlayani", "Rasio pekerja sosial", "Rasio kekerasan"]
    text = describe_cacah(sample.cacah, "id")
    assert text[0].startswith("Persentase PMKS terlayani: 19 orang, penyebut 27. Tercatat tercapai, tetapi itu belum pasti: selang kepercayaan 95 % untuk tingkat di baliknya 51,52 % sampai 84,15 %, dan target 68 % berada di dalamnya.")
    assert "Ini hitungan penuh atas tindakan sendiri: tidak ada galat sampel, jadi tidak ada selang." in text[1]
    assert text[2].startswith("Rasio kekerasan: 41 kasus, penyebut 100.000. Tercatat meleset, tetapi itu belum pasti: selang kepercayaan 95 % untuk tingkat di baliknya 2,94 sampai 5,56, dan target 3,2 berada di dalamnya.")
    assert "Bila satu kasus bertambah, angkanya berubah dari 4,1 menjadi 4,2" in text[2]
    english = describe_cacah(sample.cacah, "en")
    assert "41 cases, denominator 100,000. Counted as missed, but that is not settled" in english[2]
    assert list(result_frames({"cacah": sample.cacah})["cacah"]) == CACAH_COLUMNS


def test_met_and_missed_say_where_the_interval_holds_the_target(sample):
    """In the note under the table of achievement and in the summary, each by name; nothing without counts."""
    names = "Persentase PMKS terlayani (19 orang); Rasio kekerasan (41 kasus)"
    assert f"Belum pasti apakah targetnya tercapai (lihat angka kecil): {names}." in table_capaian(sample.capaian, "id", sample.cacah).catatan
    hasil = {name: getattr(sample, name) for name in ("capaian", "ringkasan", "cacah", "tren", "efisiensi", "temuan", "perbaikan", "terbaca")}
    said = f"Pada 2 indikator belum pasti apakah targetnya tercapai, karena target itu berada di dalam selang kepercayaannya: {names}."
    assert said in describe_summary(hasil, "id")
    bare = open_report(SAMPLE, CONTOH, 2024)
    assert bare.cacah.empty
    assert "Belum pasti" not in table_capaian(bare.capaian, "id", bare.cacah).catatan
    assert describe_kepastian(bare.cacah, "id") == []


def test_a_promise_at_two_levels_is_told_once_and_large_counts_not_at_all():
    laporan = asli("kab-belitung-dspppa", 2024)
    assert len(laporan.cacah) == 3
    assert len(table_cacah(laporan.cacah, "id").baris) == len(describe_cacah(laporan.cacah, "id")) == 1
    assert "Target itu tepat di ujung selang" in describe_cacah(laporan.cacah, "id")[0]
    assert table_cacah(asli("kota-pontianak-dinsos", 2024).cacah, "id") is None


def test_the_grid_is_told_of_singkawang():
    first, second = describe_cacah(asli("kota-singkawang-dinsospppa", 2023).cacah, "id")
    assert "Target 35 % tidak mungkin tepat tercapai dengan 5 jenis PSKS: yang terdekat 20 % dan 40 %." in first
    assert "Bila satu lagi dari 5 jenis PSKS ikut terhitung, angkanya berubah dari 20 % menjadi 40 % dan capaiannya dari 57,1 % menjadi 114,3 %." in first
    assert "Bila satu dari 1 TMP tidak ikut terhitung, angkanya berubah dari 100 % menjadi 0 %" in second


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("sifat", ["peristiwa", "bagian", "cacah_penuh"])
@pytest.mark.parametrize("polaritas", ["naik", "turun", "rentang"])
def test_every_kind_of_row_has_whole_sentences(polaritas, sifat, bahasa):
    cases = [
        {"indikator": "a", "nama_indikator": "Nama a", "tahun": 2024, "target": target, "realisasi": f"{k / n * 100:.2f}", "pembilang": k, "penyebut": n, "sifat_cacah": sifat, "polaritas": polaritas, "satuan_cacah": "kasus"}
        for target in ("", "5", "35", "100", "150")
        for k, n in ((0, 3), (1, 3), (3, 3), (5, 9))
    ]
    found = many(cases)
    said = [*describe_cacah(found, bahasa), *describe_kepastian(found, bahasa)]
    assert said
    for text in [*said, *(" ".join(row) for row in table_cacah(found, bahasa).baris)]:
        assert not any(bad in text for bad in ("nan", "inf", "None", "{")), text
