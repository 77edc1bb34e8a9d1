"""Projection: each model against a plain loop, intervals against simulation, limits, what is never projected, and the back-test."""

import importlib.util
import math
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import pytest
import scipy.stats

from lakip_analysis.tren.projection import (
    MODEL,
    PROYEKSI_COLUMNS,
    backtest_projection,
    backtest_target,
    compute_projection,
    summarize_backtest,
    summarize_target,
)

Y = [2.1, 2.3, 2.2, 2.6, 2.9]


def frame_of(values, years=None, **columns) -> pd.DataFrame:
    return pd.DataFrame({"indikator": "a", "tahun": years or range(2019, 2019 + len(values)), "realisasi": values} | columns)


def project(values, years=None, ahead=2, level=0.8, **columns) -> pd.DataFrame:
    return compute_projection(frame_of(values, years, **columns), ahead, level).set_index(["metode", "tahun"])


def naive(metode: str, x: list, y: list, at: float) -> tuple[float, float, int]:
    """Expected value, its standard error and the degrees of freedom, by plain loops."""
    n, h = len(y), at - x[-1]
    steps = [(b - a, t - s) for a, b, s, t in zip(y, y[1:], x, x[1:], strict=False)]
    if metode == "nilai_akhir":
        return y[-1], math.sqrt(sum(d * d / k for d, k in steps) / (n - 1) * h), n - 1
    if metode == "geser":
        pace = (y[-1] - y[0]) / (x[-1] - x[0])
        variance = sum((d - pace * k) ** 2 / k for d, k in steps) / (n - 2)
        return y[-1] + pace * h, math.sqrt(variance * (h + h * h / (x[-1] - x[0]))), n - 2
    slope = median((y[j] - y[i]) / (x[j] - x[i]) for i in range(n) for j in range(i + 1, n))
    start = median(b - slope * a for a, b in zip(x, y, strict=True))
    middle = sum(x) / n
    variance = sum((b - start - slope * a) ** 2 for a, b in zip(x, y, strict=True)) / (n - 2)
    square = sum((a - middle) ** 2 for a in x)
    line = variance * (1 + 1 / n + (at - middle) ** 2 / square)
    pace = (y[-1] - y[0]) / (x[-1] - x[0])
    sigma = sum((d - pace * k) ** 2 / k for d, k in steps) / (n - 2)
    weights = [1 / n + (at - middle) / square * (a - middle) for a in x]
    carried = h + sum((1 - sum(weights[i + 1 :])) ** 2 * k for i, (_, k) in enumerate(steps))
    return start + slope * at, math.sqrt(max(line, sigma * carried)), n - 2


@pytest.mark.parametrize("metode", MODEL)
@pytest.mark.parametrize("seed", range(5))
def test_each_model_equals_a_plain_loop_also_on_uneven_years(metode, seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(4, 9))
    years = sorted(rng.choice(range(2005, 2020), n, replace=False).tolist())
    values = rng.normal(50, 5, n).round(2).tolist()
    found = project(values, years, level=0.9, target=[math.nan] * (n - 1) + [60.0])
    for ahead in (1, 2):
        center, error, freedom = naive(metode, years, values, years[-1] + ahead)
        spread = scipy.stats.t.ppf(0.95, freedom) * error
        assert found.loc[(metode, years[-1] + ahead), ["nilai", "bawah", "atas"]].tolist() == pytest.approx([center, center - spread, center + spread], abs=1e-9)


def test_the_worked_example():
    """METHODS.md section 6: last value 2.9, drift 2.9 + (2.9 − 2.1) / 4 = 3.1, Theil–Sen 3.10."""
    found = project(Y, ahead=1)["nilai"].droplevel("tahun")
    assert found.to_dict() == pytest.approx({"nilai_akhir": 2.9, "geser": 3.1, "theil_sen": 3.1}, abs=1e-12)


@pytest.mark.parametrize(("metode", "pace"), [("nilai_akhir", 0.0), ("geser", 0.6), ("theil_sen", 0.0)])
def test_interval_of_a_random_walk_holds_what_it_says(metode, pace):
    """5,000 walks of six years: the eighth year lies in the 80 % interval 80 times of 100, within three standard errors."""
    walks = np.cumsum(np.random.default_rng(4).normal(pace, 1, (5000, 8)), axis=1)
    frame = pd.DataFrame({"indikator": np.repeat(np.arange(5000), 6), "tahun": np.tile(np.arange(2016, 2022), 5000), "realisasi": walks[:, :6].ravel()})
    found = compute_projection(frame).query("metode == @metode and tahun == 2023")
    inside = found["bawah"].to_numpy() <= walks[:, 7]
    inside &= walks[:, 7] <= found["atas"].to_numpy()
    assert abs(inside.mean() - 0.8) < 3 * math.sqrt(0.8 * 0.2 / 5000) + (0.005 if metode == "theil_sen" else 0)


def test_interval_of_a_line_with_noise_holds_at_least_what_it_says():
    """5,000 lines with noise of six years: the interval must hold a random walk too, so here it is wider than 80 %."""
    lines = np.random.default_rng(5).normal(0, 1, (5000, 8)) + 0.8 * np.arange(8)
    frame = pd.DataFrame({"indikator": np.repeat(np.arange(5000), 6), "tahun": np.tile(np.arange(2016, 2022), 5000), "realisasi": lines[:, :6].ravel()})
    found = compute_projection(frame).query("metode == 'theil_sen' and tahun == 2023")
    inside = (found["bawah"].to_numpy() <= lines[:, 7]) & (lines[:, 7] <= found["atas"].to_numpy())
    assert 0.8 < inside.mean() < 0.96


LIMITS = [
    ("a share cannot pass 100", [90, 94, 97, 99], "%", "Persentase", None, (None, 100)),
    ("a share cannot fall below zero", [9, 6, 3, 1], "%", "Persentase", None, (0, None)),
    ("a share that was beyond 100 has no upper limit", [90, 101, 97, 120], "%", "Persentase", None, (None, math.inf)),
    ("nor one whose target is beyond", [90, 94, 97, 99], "%", "Persentase", 110, (None, math.inf)),
    ("a reduction may be negative", [2, 1, -3, -1], "%", "Persentase penurunan PMKS", None, (-math.inf, None)),
    ("a count cannot be negative", [4, 3, 1, 1], "orang", "Jumlah", None, (0, None)),
]


@pytest.mark.parametrize(("values", "satuan", "nama", "target", "limit"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_values_are_clipped_to_the_limits_of_the_unit(values, satuan, nama, target, limit):
    columns = {"satuan": satuan, "nama_indikator": nama} | ({"target": [math.nan] * 3 + [float(target)]} if target else {})
    found = project([float(v) for v in values], **columns)
    low, high = found[["nilai", "bawah", "atas"]].min(axis=None), found[["nilai", "bawah", "atas"]].max(axis=None)
    if limit[0] is not None:
        assert low == limit[0] if math.isfinite(limit[0]) else low < 0
    if limit[1] is not None:
        assert high == limit[1] if math.isfinite(limit[1]) else high > 100


STATUS = [
    ("three figures are too few", ["1", "2", "3"], {}, "kurang_tahun", False),
    ("labels", ["Pratama"] * 5, {}, "jenjang", False),
    ("scores on a ladder", ["B 61", "B 63", "B 64", "BB 71", "BB 72"], {"satuan": "predikat AKIP", "nama_indikator": "SAKIP"}, "jenjang", False),
    ("never moved: no interval", ["100"] * 5, {}, "tanpa_ragam", True),
    ("four figures", ["1", "2", "2", "4"], {}, "dihitung", True),
    ("the last one is late by a year", ["1", "2", "2", "4", "5"], {"data_tahun": [None] * 4 + [2024], "tahun": [2019, 2020, 2021, 2022, 2025]}, "dihitung", True),
    ("five figures, but a new definition after two", ["1", "2", "50", "60", "55"], {"putus_deret": ["", "", "baru", "", ""]}, "kurang_tahun", False),
]


@pytest.mark.parametrize(("values", "columns", "status", "given_"), [row[1:] for row in STATUS], ids=[row[0] for row in STATUS])
def test_what_is_not_projected_says_why(values, columns, status, given_):
    found = project(values, **columns).reset_index()
    assert set(found.loc[found["metode"] == "nilai_akhir", "status"]) == {status}
    assert found["nilai"].notna().all() == given_
    if status != "dihitung":
        assert found.loc[found["metode"] == "nilai_akhir", ["bawah", "atas", "memenuhi_target_akhir"]].isna().all(axis=None)


@pytest.mark.parametrize(("polaritas", "target", "meets"), [("naik", 3.0, [False, True, True]), ("turun", 3.0, [True, False, False]), ("naik", 2.0, [True] * 3), ("turun", 2.9, [True, False, False])])
@pytest.mark.parametrize("ahead", [1, 2])
def test_whether_the_end_target_is_met(polaritas, target, meets, ahead):
    """Last value 2,9, the other two 3,1 and 3,3: an answer only on the row of the end year, never a chance."""
    found = project([*map(str, Y), *[""] * ahead], target=[""] * (4 + ahead) + [str(target)], polaritas=polaritas)
    at_end = found.xs(2023 + ahead, level="tahun")["memenuhi_target_akhir"]
    assert at_end.to_dict() == dict(zip(MODEL, meets, strict=True))
    assert found["memenuhi_target_akhir"].notna().sum() == 3


NO_ANSWER = [
    ("the end year is gone by", [*map(str, Y)], {"target": ["", "", "", "", "3"]}),
    ("it should stay", [*map(str, Y), ""], {"target": [""] * 5 + ["3"], "polaritas": "rentang"}),
    ("three years ahead", [*map(str, Y), "", "", ""], {"target": [""] * 7 + ["3"]}),
    ("100 %, the limit of the unit", ["97", "98", "99", "100", "100", ""], {"target": [""] * 5 + ["100"], "satuan": "%", "nama_indikator": "Persentase"}),
    ("no case, the limit of the unit", ["4", "2", "0", "0", "0", ""], {"target": [""] * 5 + ["0"], "satuan": "kasus", "polaritas": "turun"}),
]


@pytest.mark.parametrize("ahead", [2, 6])
@pytest.mark.parametrize(("values", "columns"), [row[1:] for row in NO_ANSWER], ids=[row[0] for row in NO_ANSWER])
def test_where_no_answer_is_given(values, columns, ahead):
    assert project(values, ahead=ahead, **columns)["memenuhi_target_akhir"].isna().all()


CEILING = [
    ("climbing into 100", [97, 98, 99, 100, 100], "%", "naik", {"nilai_akhir": "dihitung", "geser": "batas_satuan", "theil_sen": "batas_satuan"}),
    ("down to no case", [4, 2, 0, 0, 0], "kasus", "turun", {"nilai_akhir": "dihitung", "geser": "batas_satuan", "theil_sen": "batas_satuan"}),
    ("wider than the whole scale", [38.88, 26, 60, 3, 95], "%", "naik", {"nilai_akhir": "batas_satuan", "geser": "batas_satuan", "theil_sen": "batas_satuan"}),
    ("far from any limit", [50, 51, 53, 52, 54], "%", "naik", dict.fromkeys(MODEL, "dihitung")),
]


@pytest.mark.parametrize(("values", "satuan", "polaritas", "status"), [row[1:] for row in CEILING], ids=[row[0] for row in CEILING])
def test_no_interval_pretends_certainty_at_a_limit_of_the_unit(values, satuan, polaritas, status):
    """Once 100,00 (100,00 … 100,00) and 0 (0 … 0): where less than half of the interval is left there is none."""
    found = project([float(v) for v in values], satuan=satuan, nama_indikator="Persentase", polaritas=polaritas)
    assert found["status"].xs(2025, level="tahun").to_dict() == status
    assert found.loc[found["status"] == "batas_satuan", ["bawah", "atas"]].isna().all(axis=None)
    given_ = found[found["status"] == "dihitung"]
    assert (given_["atas"] > given_["bawah"]).all()
    assert found["nilai"].between(0, 100).all()


def test_back_test_of_targets_against_plain_loops():
    """Six figures with a target each: what the first four say of the fifth and sixth, and the first five of the sixth."""
    values, target = [1.0, 2, 4, 3, 5, 6], ["1", "1", "1", "1", "4.5", "7"]
    found = backtest_target(frame_of([f"{v:g}" for v in values], target=target))
    assert len(found) == 3 * 3
    for row in found.itertuples():
        known = int(row.tahun_asal) - 2018
        center, *_ = naive(row.metode, list(range(2019, 2019 + known)), values[:known], row.tahun)
        goal = float(target[int(row.tahun) - 2019])
        assert row.nilai == pytest.approx(center)
        assert (row.target_angka, row.ramalan, row.memenuhi) == (goal, center >= goal, values[int(row.tahun) - 2019] >= goal)
    total = summarize_target(found)
    assert (total["n_angka"].sum(), total["n_memenuhi"].sum(), total["cukup"].any()) == (9, 3, False)


def test_back_test_of_targets_leaves_out_what_has_no_answer():
    limit = frame_of(["97", "98", "99", "100", "100", "100"], target="100", satuan="%", nama_indikator="Persentase")
    stay = frame_of([*map(str, Y), "3"], target="3", polaritas="rentang")
    assert backtest_target(limit).empty
    assert backtest_target(stay).empty
    assert summarize_target(backtest_target(frame_of([]))).empty
    far = frame_of(["1", "2", "4", "3", "5"], years=[2010, 2011, 2012, 2013, 2016], target="4")
    assert backtest_target(far).empty


def test_enough_targets_are_told():
    series = [frame_of(["1", "2", "4", "3", "5", "6"], target="4").assign(indikator=f"a{k}") for k in range(4)]
    total = summarize_target(backtest_target(pd.concat(series)))
    assert total.loc[total["cukup"], "n_angka"].ge(10).all()
    assert total["cukup"].any()


def test_projection_follows_scale_and_shift():
    """Sixty series of four to nine whole numbers, ties and constant ones among them, in one frame; then each times k plus c."""
    rng, rows = np.random.default_rng(6), []
    for number in range(60):
        count, width = int(rng.integers(4, 10)), int(rng.choice([0, 1, 3, 50]))
        values = rng.integers(-width, width + 1, count)
        rows.append(pd.DataFrame({"indikator": f"i{number}", "tahun": range(2019, 2019 + count), "realisasi": values.astype(float), "k": float(rng.integers(1, 21)), "c": float(rng.integers(-100, 101))}))
    frame = pd.concat(rows)
    plain, moved = compute_projection(frame), compute_projection(frame.assign(realisasi=frame["realisasi"] * frame["k"] + frame["c"]))
    change = frame.drop_duplicates("indikator").set_index("indikator").loc[plain["indikator"]]
    for name in ("nilai", "bawah", "atas"):
        expected = plain[name].to_numpy() * change["k"].to_numpy() + change["c"].to_numpy()
        np.testing.assert_allclose(moved[name], expected, atol=1e-6, err_msg=name)
    given_ = plain["bawah"].notna()
    assert 0 < (~given_).sum() < given_.sum()
    assert (plain["bawah"] <= plain["nilai"])[given_].all()


def test_columns_rows_and_empty_frames():
    two = pd.concat([frame_of(Y), frame_of([1.0, 2.0]).assign(indikator="b")])
    found = compute_projection(two)
    assert list(found.columns) == PROYEKSI_COLUMNS
    assert len(found) == 2 * 3 * 2
    assert compute_projection(frame_of([])).empty
    assert backtest_projection(frame_of([1.0, 2, 3, 4])).empty
    assert summarize_backtest(backtest_projection(frame_of([1.0, 2, 3, 4]))).empty


def test_back_test_never_sees_the_figure_it_is_tested_on():
    one, other = backtest_projection(frame_of([*Y, 3.0])), backtest_projection(frame_of([*Y, 99.0]))
    assert one[["metode", "tahun", "nilai", "bawah", "atas"]].equals(other[["metode", "tahun", "nilai", "bawah", "atas"]])
    assert one["tahun"].unique().tolist() == [2024]
    assert one.set_index("metode")["nilai"].to_dict() == pytest.approx(project(Y, ahead=1)["nilai"].droplevel("tahun").to_dict())
    assert one["galat"].to_numpy() == pytest.approx(one["nilai"].to_numpy() - 3.0)
    assert one["galat_langkah"].to_numpy() == pytest.approx(np.abs(one["nilai"].to_numpy() - 3.0) / np.mean([0.2, 0.1, 0.4, 0.3]))
    assert one["di_dalam"].all()
    assert not other["di_dalam"].any()


def test_a_figure_without_an_interval_is_no_miss():
    found = backtest_projection(frame_of([100.0] * 6))
    assert found["di_dalam"].isna().all()
    assert summarize_backtest(found)["cakupan_persen"].isna().all()


@pytest.mark.filterwarnings("error")
def test_an_end_target_gone_by_gives_no_answer_and_no_warning():
    found = project([70.0, 82, 80, 75, 74], target=[75.0, 80, math.nan, math.nan, math.nan])
    assert found["memenuhi_target_akhir"].isna().all()
    assert found["nilai"].notna().all()


def test_summary_counts_where_a_model_beats_the_last_value():
    """On straight lines drift beats the last value each time; on one that turns back it never does."""
    lines = [frame_of([float(i * k) for i in range(6)]).assign(indikator=f"a{k}") for k in (1, 2, 3)]
    turned = [frame_of([1.0, 2, 3, 4, 5, 5]).assign(indikator=f"b{k}") for k in (1, 2)]
    found = summarize_backtest(backtest_projection(pd.concat([*lines, *turned]))).set_index("metode")
    assert found["n_deret"].tolist() == [5, 5, 5]
    assert found["n_lebih_baik"].to_dict() == {"nilai_akhir": 0, "geser": 3, "theil_sen": 3}


def test_stated_intervals_cover_and_directions_are_rarely_named_where_there_is_none():
    """benchmarks/selang_proyeksi.py with 3,000 series: 75–85 % on walks, walks with a pace and at a limit; bare words at most 6 %."""
    path = Path(__file__).parents[1] / "benchmarks" / "selang_proyeksi.py"
    spec = importlib.util.spec_from_file_location("selang_proyeksi", path)
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    rng = np.random.default_rng(3)
    for n in (4, 8):
        core = bench.coverage(n, 3000, rng).loc[list(bench.INTI), "cakupan_persen"]
        assert core.between(74, 86).all()  # a point of chance on either side
    alone = bench.false_directions(8, 3000, rng).set_index("deret")["pasti_persen"]
    assert alone["saling bebas"] <= 6
    assert 0 < alone["saling bebas, banyak yang sama"] <= 6
    assert alone["langkah acak"] > 20  # why independence is said on the page
