"""Trend of one series: exact Mann–Kendall, Theil–Sen and its interval."""

import itertools
import math
from collections import Counter
from statistics import NormalDist, median

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.tren import compute_trend, mann_kendall, theil_sen


def naive_s(values) -> int:
    return sum(int(b > a) - int(b < a) for a, b in itertools.combinations(values, 2))


def all_s(values) -> np.ndarray:
    """S of every ordering of the values, counted one pair at a time."""
    orders = np.array(list(itertools.permutations(values)))
    total = np.zeros(len(orders), dtype=int)
    for i, j in itertools.combinations(range(len(values)), 2):
        total += (orders[:, j] > orders[:, i]).astype(int) - (orders[:, j] < orders[:, i])
    return total


def tie_patterns(n: int):
    """Every way to group n ranked values into runs of equal ones: 1+2+1 stands for values a, b, b, c."""
    for cuts in itertools.product((0, 1), repeat=n - 1):
        yield list(itertools.accumulate((0, *cuts)))


@pytest.mark.parametrize("n", range(2, 8))
def test_exact_p_equals_full_enumeration_for_every_tie_pattern(n):
    """Every way to tie n values, and every S that any order of them can have."""
    for pattern in tie_patterns(n):
        s = all_s(pattern)
        orders = np.array(list(itertools.permutations(pattern)))
        for order in orders[np.unique(s, return_index=True)[1]].tolist():
            seen = naive_s(order)
            result = mann_kendall(np.asarray(order) * 1.5)
            assert (result.n, result.s, result.method) == (n, seen, "eksak")
            assert result.p_two_sided == pytest.approx(np.mean(np.abs(s) >= abs(seen)), abs=1e-12)
            assert result.p_increasing == pytest.approx(np.mean(s >= seen), abs=1e-12)
            assert result.p_decreasing == pytest.approx(np.mean(s <= seen), abs=1e-12)


@pytest.mark.parametrize("n", range(3, 11))
def test_exact_p_without_ties_equals_scipy_kendalltau(n):
    rng = np.random.default_rng(100 + n)
    for _ in range(20):
        y = rng.permutation(n)
        result = mann_kendall(y)
        for name, side in (("p_two_sided", "two-sided"), ("p_increasing", "greater"), ("p_decreasing", "less")):
            expected = scipy.stats.kendalltau(range(n), y, method="exact", alternative=side).pvalue
            assert getattr(result, name) == pytest.approx(expected, abs=1e-12), (name, y)


# METHODS.md section 6, printed to four decimals: two-sided p at the largest S, and one-sided P(S >= s)
@pytest.mark.parametrize(("n", "s", "p"), [(3, 3, 0.3333), (4, 6, 0.0833), (5, 10, 0.0167), (6, 15, 0.0028), (7, 21, 0.0004), (5, 8, 0.0833), (6, 13, 0.0167), (6, 11, 0.0556), (7, 15, 0.0302)])
def test_two_sided_p_of_the_methods_table(n, s, p):
    order = next(order for order in itertools.permutations(range(n)) if naive_s(order) == s)
    assert mann_kendall(order).p_two_sided == pytest.approx(p, abs=5e-5)


ONE_SIDED = {4: {6: 0.0417, 4: 0.1667, 2: 0.3750, 0: 0.6250}, 5: {10: 0.0083, 8: 0.0417, 6: 0.1167, 4: 0.2417, 2: 0.4083},
             6: {15: 0.0014, 13: 0.0083, 11: 0.0278, 9: 0.0681, 7: 0.1361}}


@pytest.mark.parametrize(("n", "s", "p"), [(n, s, p) for n, row in ONE_SIDED.items() for s, p in row.items()])
def test_one_sided_p_of_the_methods_table(n, s, p):
    order = next(order for order in itertools.permutations(range(n)) if naive_s(order) == s)
    assert mann_kendall(order).p_increasing == pytest.approx(p, abs=5e-5)
    assert mann_kendall(order[::-1]).p_decreasing == pytest.approx(p, abs=5e-5)


@pytest.mark.parametrize(("n", "levels"), [(21, 3), (30, 5), (61, 3), (61, 10**9), (70, 4)], ids=str)
def test_normal_approximation_beyond_what_is_exact(n, levels):
    """Kendall (1975): variance with tie correction, continuity correction of one."""
    y = np.random.default_rng(n).integers(0, levels, n)
    s, ties = naive_s(y.tolist()), Counter(y.tolist()).values()
    spread = math.sqrt((n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18)
    result = mann_kendall(y)
    assert (result.s, result.method) == (s, "pendekatan normal")
    assert result.p_two_sided == pytest.approx(min(1, 2 * (1 - NormalDist().cdf((abs(s) - 1) / spread))) if s else 1, abs=1e-9)
    assert result.p_increasing == pytest.approx(1 - NormalDist().cdf((s - 1) / spread), abs=1e-9)
    assert result.p_decreasing == pytest.approx(NormalDist().cdf((s + 1) / spread), abs=1e-9)
    frame = pd.DataFrame({"indikator": "a", "tahun": range(1950, 1950 + n), "realisasi": y.astype(float)})
    assert compute_trend(frame)["p_tren"][0] == pytest.approx(result.p_two_sided, abs=1e-12)


@pytest.mark.parametrize("n", [11, 15, 30, 60])
def test_exact_p_of_long_series_without_ties_equals_scipy(n):
    for seed in range(5):
        y = np.random.default_rng(seed).permutation(n)
        result = mann_kendall(y)
        assert result.method == "eksak"
        assert result.p_two_sided == pytest.approx(scipy.stats.kendalltau(range(n), y, method="exact").pvalue, abs=1e-12)


def test_exact_p_of_a_rising_series_of_eleven():
    """2 / 11! = 5,0e-8, where the normal approximation says 2,6e-5."""
    assert mann_kendall(range(11)).p_two_sided == pytest.approx(2 / math.factorial(11), rel=1e-9)


def test_exact_p_with_ties_of_long_series_equals_a_shuffle():
    """Eleven and twenty figures with ties: within four standard errors of 20,000 random orders."""
    for n in (11, 20):
        y = np.random.default_rng(n).integers(0, 4, n)
        y.sort()
        result = mann_kendall(np.r_[y[2:], y[:2]])
        orders = np.random.default_rng(1).permuted(np.tile(y, (20_000, 1)), axis=1)
        s = sum(np.sign(orders[:, j] - orders[:, i]) for i, j in itertools.combinations(range(n), 2))
        share = np.mean(np.abs(s) >= abs(result.s))
        assert result.method == "eksak"
        assert result.p_two_sided == pytest.approx(share, abs=4 * math.sqrt((share + 1e-4) / 20_000))


def exact_counts(n: int) -> list[int]:
    """How many orders of n values have 0, 1, 2 … inversions, by the plain recursion."""
    counts = [1]
    for k in range(2, n + 1):
        longer = [0] * (len(counts) + k - 1)
        for i, c in enumerate(counts):
            for j in range(k):
                longer[i + j] += c
        counts = longer
    return counts


def reference_rank(n: int, level: float) -> int:
    """Hollander & Wolfe: (pairs − c) / 2 with c the least S whose upper tail is at most (1 − level) / 2, in exact fractions."""
    counts, pairs = exact_counts(n), n * (n - 1) // 2
    total, tail, c = math.factorial(n), 0, None
    for inversions, count in enumerate(counts):
        tail += count
        if tail / total > (1 - level) / 2:
            break
        c = pairs - 2 * inversions
    return (pairs - c) // 2


@pytest.mark.parametrize(("n", "level"), [(10, 0.95), (30, 0.95), (31, 0.8), (31, 0.95), (31, 0.99), (60, 0.95)], ids=str)
def test_limits_stand_at_the_exact_rank(n, level):
    y = np.random.default_rng(n).normal(size=n)
    slopes = sorted((y[j] - y[i]) / (j - i) for i, j in itertools.combinations(range(n), 2))
    rank = reference_rank(n, level)
    found = theil_sen(range(n), y, level)
    assert (found.lower, found.upper) == pytest.approx((slopes[rank], slopes[-1 - rank]), abs=1e-12)


@pytest.mark.parametrize(("n", "level"), [(61, 0.9), (61, 0.95), (61, 0.99)], ids=str)
def test_limits_beyond_sixty_stand_at_the_normal_rank(n, level):
    """pairs/2 − z·σ/2 with σ² = n(n−1)(2n+5)/18; here another rank than the exact one."""
    y = np.random.default_rng(n).normal(size=n)
    slopes = sorted((y[j] - y[i]) / (j - i) for i, j in itertools.combinations(range(n), 2))
    spread = NormalDist().inv_cdf((1 + level) / 2) * math.sqrt(n * (n - 1) * (2 * n + 5) / 18)
    rank = int((len(slopes) - spread) // 2) - 1
    assert rank != reference_rank(n, level)
    assert theil_sen(range(n), y, level).lower == pytest.approx(slopes[rank], abs=1e-12)


@pytest.mark.parametrize("values", [[], [3.0], [np.nan, 3.0], [5.0] * 4, [5.0] * 12], ids=["none", "one", "one and a gap", "all equal", "all equal, long"])
def test_series_without_information_has_p_one(values):
    assert mann_kendall(values)[1:5] == (0, 1.0, 1.0, 1.0)


def test_mann_kendall_leaves_missing_years_out():
    assert mann_kendall([1, np.nan, 2, 3, np.nan, 4]) == mann_kendall([1, 2, 3, 4])


@given(st.lists(st.integers(0, 6), min_size=2, max_size=10), st.integers(1, 50), st.integers(-20, 20))
@settings(deadline=None, max_examples=60)
def test_p_depends_on_ranks_only_and_mirrors_when_reversed(values, scale, shift):
    result, back = mann_kendall(values), mann_kendall(values[::-1])
    assert mann_kendall([v * scale + shift for v in values]) == result
    assert (back.s, back.p_two_sided) == (-result.s, pytest.approx(result.p_two_sided, abs=1e-12))
    assert back.p_decreasing == pytest.approx(result.p_increasing, abs=1e-12)
    assert 0 < result.p_two_sided <= 1


@pytest.mark.parametrize("n", [2, 3, 5, 9, 14])
def test_theil_sen_equals_scipy_and_the_median_of_pairs(n):
    rng = np.random.default_rng(n)
    for _ in range(10):
        x = np.sort(rng.choice(np.arange(2000, 2030), n, replace=False))
        y = rng.normal(50, 10, n).round(2)
        slopes = [(y[j] - y[i]) / (x[j] - x[i]) for i, j in itertools.combinations(range(n), 2)]
        result = theil_sen(x, y)
        assert result.slope == pytest.approx(median(slopes), abs=1e-12)
        assert result.slope == pytest.approx(scipy.stats.theilslopes(y, x).slope, abs=1e-12)
        assert result.intercept == pytest.approx(median(y - median(slopes) * x), abs=1e-8)
        assert math.isnan(result.lower) or result.lower <= result.slope <= result.upper


def test_theil_sen_of_the_worked_example():
    """METHODS.md section 6: y = 2.1 … 2.9 gives slope 0.200, intercept 2.10, x = 5 → 3.10, S = 8, p 0.083."""
    y = [2.1, 2.3, 2.2, 2.6, 2.9]
    slope, intercept, *_ = theil_sen(range(5), y)
    assert (slope, intercept, intercept + 5 * slope) == pytest.approx((0.2, 2.1, 3.1), abs=1e-12)
    assert mann_kendall(y)[1:3] == (8, pytest.approx(0.0833, abs=5e-5))


@pytest.mark.parametrize(("years", "values"), [([], []), ([2020], [1.0]), ([2020, 2021], [np.nan, 1.0])], ids=["none", "one", "one known"])
def test_theil_sen_needs_two_years(years, values):
    assert all(math.isnan(part) for part in theil_sen(years, values))


@pytest.mark.parametrize(("years", "values", "text"), [([2020, 2020, 2021], [1, 2, 3], "lebih dari sekali"), ([2020, 2021], [1, 2, 3], "2 tahun tetapi 3 nilai")])
def test_theil_sen_refuses_years_that_do_not_fit(years, values, text):
    with pytest.raises(ValueError, match=text):
        theil_sen(years, values)


def test_theil_sen_does_not_mind_the_order_of_the_years():
    assert theil_sen([2023, 2019, 2021, 2020, 2022], [5, 1, 3, 2, 4.5]) == theil_sen(range(2019, 2024), [1, 2, 3, 4.5, 5])


@pytest.mark.parametrize(("n", "level", "possible"), [(3, 0.95, False), (4, 0.95, False), (5, 0.95, True), (4, 0.9, True), (3, 0.6, True), (5, 0.99, False), (6, 0.99, True)])
def test_interval_exists_only_where_the_exact_distribution_allows(n, level, possible):
    """Smallest two-sided p is .333 / .083 / .0167 / .0028 for n = 3 / 4 / 5 / 6, so no interval beyond 1 − p exists."""
    assert math.isnan(theil_sen(range(n), np.arange(n) ** 1.5, level).lower) is not possible


@pytest.mark.parametrize("n", [5, 6, 7, 8, 10, 12, 16])
def test_interval_covers_the_true_slope_at_least_as_often_as_it_says(n):
    """20,000 simulated series; tolerance two standard errors (0.3 points)."""
    y = np.random.default_rng(n).normal(size=(20_000, n)) + 0.7 * np.arange(n)
    frame = pd.DataFrame({"indikator": np.repeat(np.arange(20_000), n), "tahun": np.tile(np.arange(2000, 2000 + n), 20_000), "realisasi": y.ravel()})
    out = compute_trend(frame, level=0.95)
    covered = ((out["tren_bawah"] <= 0.7) & (out["tren_atas"] >= 0.7)).mean()
    print(n, covered)
    assert covered >= 0.95 - 2 * math.sqrt(0.95 * 0.05 / 20_000)
    assert covered < 1
