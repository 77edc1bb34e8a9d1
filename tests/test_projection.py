"""Projection: each model against a plain loop, intervals against simulation, limits, what is never projected, and the back-test."""

import math
from statistics import median

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.tren.projection import (
    MODEL,
    PROYEKSI_COLUMNS,
    backtest_projection,
    compute_projection,
    summarize_backtest,
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
    return start + slope * at, math.sqrt(variance * (1 + 1 / n + (at - middle) ** 2 / sum((a - middle) ** 2 for a in x))), n - 2


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


@pytest.mark.parametrize(("metode", "pace"), [("nilai_akhir", 0.0), ("geser", 0.6)])
def test_interval_of_a_random_walk_holds_what_it_says(metode, pace):
    """5,000 walks of six years: the eighth year lies in the 80 % interval 80 times of 100, within three standard errors."""
    walks = np.cumsum(np.random.default_rng(4).normal(pace, 1, (5000, 8)), axis=1)
    frame = pd.DataFrame({"indikator": np.repeat(np.arange(5000), 6), "tahun": np.tile(np.arange(2016, 2022), 5000), "realisasi": walks[:, :6].ravel()})
    found = compute_projection(frame).query("metode == @metode and tahun == 2023")
    inside = found["bawah"].to_numpy() <= walks[:, 7]
    inside &= walks[:, 7] <= found["atas"].to_numpy()
    assert abs(inside.mean() - 0.8) < 3 * math.sqrt(0.8 * 0.2 / 5000)


def test_interval_of_a_line_with_noise_holds_what_it_says():
    """5,000 lines with noise of six years; Theil–Sen residuals are a little small, so half a point is allowed besides chance."""
    lines = np.random.default_rng(5).normal(0, 1, (5000, 8)) + 0.8 * np.arange(8)
    frame = pd.DataFrame({"indikator": np.repeat(np.arange(5000), 6), "tahun": np.tile(np.arange(2016, 2022), 5000), "realisasi": lines[:, :6].ravel()})
    found = compute_projection(frame).query("metode == 'theil_sen' and tahun == 2023")
    inside = (found["bawah"].to_numpy() <= lines[:, 7]) & (lines[:, 7] <= found["atas"].to_numpy())
    assert abs(inside.mean() - 0.8) < 0.022


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
    ("five figures, but a new definition after two", ["1", "2", "50", "60", "55"], {"putus_deret": ["", "", "baru", "", ""]}, "kurang_tahun", False),
]


@pytest.mark.parametrize(("values", "columns", "status", "given_"), [row[1:] for row in STATUS], ids=[row[0] for row in STATUS])
def test_what_is_not_projected_says_why(values, columns, status, given_):
    found = project(values, **columns).reset_index()
    assert set(found.loc[found["metode"] == "nilai_akhir", "status"]) == {status}
    assert found["nilai"].notna().all() == given_
    if status != "dihitung":
        assert found.loc[found["metode"] == "nilai_akhir", ["bawah", "atas", "peluang_persen"]].isna().all(axis=None)


@pytest.mark.parametrize(("polaritas", "target"), [("naik", 3.4), ("turun", 3.4), ("naik", 2.0), ("turun", 2.0)])
@pytest.mark.parametrize("metode", MODEL)
def test_chance_of_the_end_target(metode, polaritas, target):
    """Two years on: the share of the model's distribution on the right side of the target."""
    values = [*map(str, Y), "", ""]
    found = project(values, target=[""] * 6 + [str(target)], polaritas=polaritas)
    center, error, freedom = naive(metode, list(range(2019, 2024)), Y, 2025)
    above = scipy.stats.t.sf((target - center) / error, freedom) * 100
    assert found.loc[(metode, 2024), "peluang_persen"] == pytest.approx(above if polaritas == "naik" else 100 - above, abs=1e-9)


def test_no_chance_is_given_for_a_year_gone_by_or_without_direction():
    assert project([*map(str, Y)], target=["", "", "", "", "3"])["peluang_persen"].isna().all()
    assert project([*map(str, Y), ""], target=[""] * 5 + ["3"], polaritas="rentang")["peluang_persen"].isna().all()


@given(st.lists(st.integers(-50, 50), min_size=4, max_size=9), st.integers(1, 20), st.integers(-100, 100))
@settings(deadline=None, max_examples=40)
def test_projection_follows_scale_and_shift(values, scale, shift):
    plain, moved = project([float(v) for v in values]), project([float(v * scale + shift) for v in values])
    for name in ("nilai", "bawah", "atas"):
        assert moved[name].to_numpy() == pytest.approx(plain[name].to_numpy() * scale + shift, abs=1e-6, nan_ok=True)
    assert (plain["bawah"].dropna() <= plain["nilai"][plain["bawah"].notna()]).all()


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
def test_an_end_target_gone_by_gives_no_chance_and_no_warning():
    found = project([70.0, 82, 80, 75, 74], target=[75.0, 80, math.nan, math.nan, math.nan])
    assert found["peluang_persen"].isna().all()
    assert found["nilai"].notna().all()


def test_summary_counts_where_a_model_beats_the_last_value():
    """On straight lines drift beats the last value each time; on one that turns back it never does."""
    lines = [frame_of([float(i * k) for i in range(6)]).assign(indikator=f"a{k}") for k in (1, 2, 3)]
    turned = [frame_of([1.0, 2, 3, 4, 5, 5]).assign(indikator=f"b{k}") for k in (1, 2)]
    found = summarize_backtest(backtest_projection(pd.concat([*lines, *turned]))).set_index("metode")
    assert found["n_deret"].tolist() == [5, 5, 5]
    assert found["n_lebih_baik"].to_dict() == {"nilai_akhir": 0, "geser": 3, "theil_sen": 3}
