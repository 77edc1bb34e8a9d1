"""Sets of ranks: published ones, exact tests against enumeration, what noise and order do to them, what is withheld and flagged."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from asli import asli
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from peringkat_cakupan import measure
from scipy import stats

from lakip_analysis.aturan.rules import threshold
from lakip_analysis.capaian.cacah import compute_cacah
from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.errors import RuleError
from lakip_analysis.kajian.himpunan import rank_sets, shrink, surely_above, surely_above_exact
from lakip_analysis.kajian.peringkat import PERINGKAT_COLUMNS, compute_peringkat_kajian
from lakip_analysis.kajian.ukuran import compute_ukuran

ROOT = Path(__file__).parents[1]
GOLDEN = pd.read_csv(ROOT / "tests" / "golden" / "himpunan_peringkat.csv")
REPORTS = {"kab-belitung-dspppa": 2024, "kota-malang-dinsosp3ap2kb": 2023, "kota-singkawang-dinsospppa": 2023, "kota-pontianak-dinsos": 2024}
QUICK = settings(max_examples=40, deadline=None, derandomize=True)
FEW = 400  # draws: what holds for every draw needs no more


def capaian(values: dict[str, list[float]], **more) -> pd.DataFrame:
    """Dinas → realisations of targets of 100."""
    rows = [(dinas, f"i{n}", value) for dinas, some in values.items() for n, value in enumerate(some)]
    frame = pd.DataFrame(rows, columns=["dinas", "indikator", "realisasi"])
    about = {"tahun": 2024, "level": "sasaran", "sasaran": "", "polaritas": "naik", "target": 100.0}
    return compute_capaian(frame.assign(**about | more))


def drawn(seed: int, sizes: list[int], apart: float = 0.0) -> dict[str, list[float]]:
    rng = np.random.default_rng(seed)
    return {f"d{d}": rng.normal(80 - apart * d, 8, n).clip(0, 119).tolist() for d, n in enumerate(sizes)}


# ---------------------------------------------------------------- published


@pytest.mark.parametrize("contoh", GOLDEN["contoh"].unique())
@pytest.mark.parametrize("benih", [1, 2])
def test_published_sets_come_out(contoh, benih):
    rows = GOLDEN[GOLDEN["contoh"] == contoh]
    low, high = rank_sets(surely_above(rows["nilai"].to_numpy(), rows["galat"].to_numpy(), benih=benih))
    assert (low.tolist(), high.tolist()) == (rows["bawah"].tolist(), rows["atas"].tolist())


def test_published_sets_of_one_unit_by_itself_come_out():
    """They were drawn a thousand times, so that an end at the edge may differ by one."""
    rows, off = GOLDEN[GOLDEN["contoh"] == "pisa_2018_matematika"], []
    for j, row in enumerate(rows.itertuples()):
        asked = np.zeros((len(rows), len(rows)), dtype=bool)
        asked[j], asked[:, j] = True, True
        low, high = rank_sets(surely_above(rows["nilai"].to_numpy(), rows["galat"].to_numpy(), pasangan=asked))
        off += [abs(low[j] - row.bawah_sendiri), abs(high[j] - row.atas_sendiri)]
    assert sum(off) <= 2 and max(off) <= 1


def test_the_variance_between_studies_is_the_published_one():
    """Paule–Mandel for the 13 trials of BCG (Colditz 1994; effects as in the manual of metafor): 0.318."""
    effects = [-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209, 0.0120, -0.4694, -1.3713, -0.3394, 0.4459, -0.0173]
    variances = [0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230, 0.0040, 0.0564, 0.0730, 0.0124, 0.5325, 0.0714]
    assert shrink(np.array(effects), np.sqrt(variances)).sebaran ** 2 == pytest.approx(0.318, abs=5e-4)


# ---------------------------------------------------------------- the bootstrap


def estimates(most: int = 9):
    numbers = st.integers(2, most)
    return numbers.flatmap(lambda n: st.tuples(arrays(float, n, elements=st.floats(0, 120, width=16)), arrays(float, n, elements=st.floats(0.5, 30, width=16))))


@QUICK
@given(case=estimates(), shift=st.integers(-50, 50))
def test_a_constant_changes_no_set(case, shift):
    value, error = case
    assert (surely_above(value, error, ulangan=FEW) == surely_above(value + shift, error, ulangan=FEW)).all()


@QUICK
@given(case=estimates(), seed=st.integers(0, 99))
def test_units_in_another_order_have_the_same_sets(case, seed):
    value, error = case
    order = np.random.default_rng(seed).permutation(len(value))
    low, high = rank_sets(surely_above(value, error, 7.0, ulangan=FEW))
    again = rank_sets(surely_above(value[order], error[order], 7.0, ulangan=FEW))
    assert [ends.tolist() for ends in again] == [low[order].tolist(), high[order].tolist()]


@pytest.mark.parametrize("seed", range(5))
def test_so_few_draws_that_each_set_hangs_on_them_are_the_same_in_another_order(seed):
    rows = GOLDEN[GOLDEN["contoh"] == "pisa_2018_matematika"]
    mixed = rows.sample(frac=1, random_state=seed)
    sets = [rank_sets(surely_above(some["nilai"].to_numpy(), some["galat"].to_numpy(), ulangan=20 + seed)) for some in (rows, mixed)]
    (low, high), again = sets[0], pd.DataFrame(np.transpose(sets[1]), mixed.index).loc[rows.index]
    assert [low.tolist(), high.tolist()] == [again[0].tolist(), again[1].tolist()]


@QUICK
@given(case=estimates())
def test_a_set_holds_the_point_rank_and_nobody_is_ahead_of_itself(case):
    value, error = case
    above = surely_above(value, error, ulangan=FEW)
    low, high = rank_sets(above)
    point = stats.rankdata(-value, method="min")
    assert (low <= point).all() and (point <= high).all()
    assert not (above & above.T).any() and not above.diagonal().any()
    assert (value[:, None] > value)[above].all()


@QUICK
@given(case=estimates(), more=st.floats(1, 5))
def test_more_noise_never_narrows_a_set(case, more):
    value, error = case
    assert (surely_above(value, error * more, ulangan=FEW) <= surely_above(value, error, ulangan=FEW)).all()


@QUICK
@given(case=estimates())
def test_a_standard_error_known_from_few_figures_decides_less(case):
    value, error = case
    assert surely_above(value, error, 3.0, ulangan=4000).sum() <= surely_above(value, error, ulangan=4000).sum()


def test_steps_decide_more_than_one_step_and_stop_beyond_the_limit(monkeypatch):
    rows = GOLDEN[GOLDEN["contoh"] == "sepuluh_berjarak"]
    value, error = rows["nilai"].to_numpy(), rows["galat"].to_numpy()
    steps = surely_above(value, error, ulangan=10_000)
    monkeypatch.setattr("lakip_analysis.kajian.himpunan.threshold", lambda name: 9 if name == "kajian_bertahap" else threshold(name))
    once = surely_above(value, error, ulangan=10_000)
    assert (once <= steps).all() and once.sum() < steps.sum()


def test_one_unit_or_none_has_no_pair():
    assert surely_above(np.array([1.0]), np.array([1.0])).tolist() == [[False]]
    assert surely_above(np.array([]), np.array([])).shape == (0, 0)
    assert surely_above_exact([]).shape == (0, 0)


@pytest.mark.parametrize("case", [("normal", "sama", 6, (5, 9)), ("normal", "kelompok", 6, (5, 9))], ids=lambda case: case[1])
def test_the_sets_hold_together_about_as_often_as_stated(case):
    """A few countries; the figures of 2,000 of each kind stand in the benchmark."""
    assert measure(case, 150)["cakupan_persen"] >= 90


# ---------------------------------------------------------------- the exact test


@QUICK
@given(
    one=st.lists(st.integers(0, 12), min_size=2, max_size=5),
    other=st.lists(st.integers(0, 12), min_size=2, max_size=5),
)
def test_the_exact_test_of_one_pair_is_that_of_scipy(one, other):
    one, other = np.array(one, dtype=float), np.array(other, dtype=float)
    if one.mean() == other.mean():
        return

    def apart(x, y, axis=-1):
        return np.abs(x.mean(axis=axis) - y.mean(axis=axis))

    chance = stats.permutation_test((one, other), apart, n_resamples=np.inf, alternative="greater", vectorized=True).pvalue
    for level in (chance, chance - 1e-6):
        decided = surely_above_exact([one, other], 1 - level).any()
        assert decided == (level == chance)


def test_decisions_of_many_pairs_share_the_error_by_holms_steps():
    far, near = np.arange(5.0), np.arange(5.0) + 100
    # two pairs of three are as far apart as can be: chance 2/252 each
    assert surely_above_exact([far, near, far + 0.5], 1 - 3 * 2 / 252).tolist() == [[False, False, False], [True, False, True], [False, False, False]]
    assert not surely_above_exact([far, near, far + 0.5], 1 - 2.9 * 2 / 252).any()


def test_too_few_values_and_too_many_ways_decide_nothing():
    assert not surely_above_exact([np.array([0.0, 1, 2]), np.array([100.0, 101, 102])]).any()  # 2 of 20 ways
    assert surely_above_exact([np.array([0.0, 1, 2, 3]), np.array([100.0, 101, 102, 103])]).any()  # 2 of 70
    assert not surely_above_exact([np.arange(30.0), np.arange(30.0) + 500]).any()


def test_a_difference_within_the_reach_of_the_counts_is_not_decided():
    low, high = np.arange(5.0), np.arange(5.0) + 10
    assert surely_above_exact([low, high]).any()
    assert surely_above_exact([low, high], ragam=np.array([10.0, 10.0])).any()  # reach 1.96 × √20 = 8.8
    assert not surely_above_exact([low, high], ragam=np.array([14.0, 14.0])).any()  # 10.4


# ---------------------------------------------------------------- the frame of the study


def test_places_and_sets_of_clearly_different_dinas():
    found = compute_peringkat_kajian(capaian(drawn(1, [12, 12, 12], apart=30)))
    assert list(found) == PERINGKAT_COLUMNS
    assert found[["peringkat", "peringkat_terbaik", "peringkat_terburuk"]].values.tolist() == [[1, 1, 1], [2, 2, 2], [3, 3, 3]]
    assert found["n_pasti_di_atas"].tolist() == [0, 1, 2] and found["n_pasti_di_bawah"].tolist() == [2, 1, 0]
    assert set(found["jangan_diperingkat"]) == {"tidak"} and set(found["pasangan_pasti_persen"]) == {100}


def test_an_order_that_means_nothing_is_flagged_in_every_row():
    found = compute_peringkat_kajian(capaian(drawn(2, [8, 8, 8, 8])))
    assert set(found["jangan_diperingkat"]) == {"ya"} and found["peringkat"].is_unique
    assert (found["peringkat_terbaik"] == 1).all() and (found["peringkat_terburuk"] == 4).all()


@pytest.mark.parametrize(("decided", "flag"), [(2, "ya"), (3, "tidak")])
def test_the_flag_turns_at_half_of_the_pairs(decided, flag):
    """Four dinas, six pairs: one far off gives three decided pairs; of those two the third is hidden by its own spread."""
    assert threshold("kajian_urutan") == 50
    values = drawn(5, [12, 12, 12, 12])
    values["d0"] = [v - 55 for v in values["d0"]]
    if decided == 2:
        values["d1"] = [0.0, 119.0] * 6
    found = compute_peringkat_kajian(capaian(values))
    assert found["n_pasti_di_bawah"].sum() == decided and found["jangan_diperingkat"].unique().tolist() == [flag]


def test_one_dinas_has_a_place_and_no_order():
    found = compute_peringkat_kajian(capaian(drawn(1, [6]))).iloc[0]
    assert (found["peringkat"], found["peringkat_terburuk"], found["jangan_diperingkat"]) == (1, 1, "ya") and pd.isna(found["pasangan_pasti_persen"])
    assert compute_peringkat_kajian(capaian(drawn(1, [6])).iloc[:0]).empty


def test_what_the_yardstick_withholds_has_no_place_and_no_part_in_the_others():
    values = drawn(3, [8, 8, 8], apart=30)
    withheld = values | {"x": [100.0] * 3 + [np.nan] * 5}
    found = compute_peringkat_kajian(capaian(withheld)).set_index("dinas")
    assert found.loc["x", "status_ukuran"] == "cakupan_kurang" and found.loc["x", "cara_himpunan"] == ""
    assert found.loc["x", ["peringkat", "peringkat_terbaik", "n_dinas", "rata_acuan_persen"]].isna().all()
    pd.testing.assert_frame_equal(found.drop("x"), compute_peringkat_kajian(capaian(values)).set_index("dinas"))


@pytest.mark.parametrize(("values", "cara"), [([90.0, 92, 94, 96, 98], "permutasi"), ([90.0, 92, 94, 96, 98, 99], "bootstrap"), ([130.0] * 9, "permutasi"), ([90.0], "permutasi")])
def test_few_or_equal_figures_are_compared_exactly(values, cara):
    found = compute_peringkat_kajian(capaian({"a": values, "b": drawn(1, [9])["d0"]}))
    assert found["cara_himpunan"].tolist() == [cara, "bootstrap"]


def test_equal_figures_are_no_proof_of_an_order():
    """Nine times the cap has no spread, and still is a handful: 9 against 9 is decided only by enumeration, 3 against 3 never."""
    few = compute_peringkat_kajian(capaian({"a": [130.0] * 3, "b": [100.0] * 3}))
    assert few["peringkat_terburuk"].tolist() == [2, 2]
    many = compute_peringkat_kajian(capaian({"a": [130.0] * 9, "b": [100.0] * 9}))
    assert many["peringkat_terburuk"].tolist() == [1, 2]


def test_chance_in_counts_is_a_floor_of_the_doubt():
    values = {"a": [60.0, 61, 62, 60, 61, 62], "b": [70.0, 71, 72, 70, 71, 72]}
    counts = {"pembilang": [6.0] * 12, "penyebut": [10.0] * 12, "per": 100.0, "sifat_cacah": "bagian"}
    frame = capaian(values, **counts)
    cacah = compute_cacah(frame)
    plain, carried = compute_peringkat_kajian(frame), compute_peringkat_kajian(frame, cacah)
    assert plain["galat_cacah_poin"].tolist() == [0, 0] and plain["n_pasti_di_bawah"].tolist() == [0, 1]
    # Wilson's interval of 6 in 10 is 31.3 to 83.2 %: a standard error of 13.2 points each, of six together 13.2 / √6
    assert carried["galat_cacah_poin"].tolist() == pytest.approx([5.40, 5.40], abs=0.01)
    assert carried["galat_baku_poin"].tolist() == carried["galat_cacah_poin"].tolist() and carried["n_pasti_di_bawah"].tolist() == [0, 0]
    # where the spread among indicators is larger, it holds the chance already
    wide = compute_peringkat_kajian(capaian(drawn(1, [6, 6]), **counts), cacah)
    assert (wide["galat_baku_poin"] >= wide["sebaran_poin"] / np.sqrt(6) - 1e-12).all()


def test_one_figure_without_counts_has_no_standard_error():
    """Nothing says how far it could have come out otherwise: 0 would be certainty."""
    found = compute_peringkat_kajian(capaian({"a": [90.0], "b": drawn(1, [9])["d0"]})).set_index("dinas")
    assert np.isnan(found.loc["a", "galat_baku_poin"]) and found.loc["b", "galat_baku_poin"] > 0
    assert found.loc["a", ["n_pasti_di_atas", "n_pasti_di_bawah"]].tolist() == [0, 0]
    counts = {"pembilang": [6.0], "penyebut": [10.0], "per": 100.0, "sifat_cacah": "bagian"}
    frame = capaian({"a": [60.0]}, **counts)
    assert compute_peringkat_kajian(frame, compute_cacah(frame))["galat_baku_poin"].item() == pytest.approx(13.2, abs=0.05)


def test_partial_pooling_stands_beside_from_ten_dinas_on():
    assert compute_peringkat_kajian(capaian(drawn(1, [8] * 9, apart=3)))["nilai_susut_persen"].isna().all()
    found = compute_peringkat_kajian(capaian(drawn(1, [8] * 9 + [30], apart=3)))
    mean, own = found["rata_acuan_persen"], found["bobot_sendiri_persen"] / 100
    centre = np.average(mean, weights=own)  # weights of the common mean are as those of one's own figure
    assert found["nilai_susut_persen"].tolist() == pytest.approx((own * mean + (1 - own) * centre).tolist())
    assert own.iloc[9] > own.iloc[0] > 0 and own.iloc[:9].nunique() == 1
    assert (found["galat_susut_poin"] > 0).all()


def test_dinas_that_differ_by_chance_alone_are_drawn_together():
    value = np.array([50.0, 50.5, 49.5, 50.2])
    found = shrink(value, np.full(4, 5.0))
    assert found.sebaran == 0 and found.bobot.tolist() == [0] * 4 and found.nilai == pytest.approx([value.mean()] * 4)
    assert found.galat == pytest.approx([2.5] * 4)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_no_row_and_one_seed_gives_one_frame(seed):
    frame = capaian(drawn(seed, [5, 9, 4, 12, 7], apart=12))
    found = compute_peringkat_kajian(frame)
    assert compute_peringkat_kajian(frame).to_csv() == found.to_csv()
    mixed = compute_peringkat_kajian(frame.sample(frac=1, random_state=seed)).set_index("dinas").loc[found["dinas"]].reset_index()
    pd.testing.assert_frame_equal(mixed, found)


def test_rows_never_stand_in_the_order_of_ranks():
    values = {"z": [50.0, 51, 52, 53, 54], "m": [95.0, 96, 97, 98, 99], "a": [70.0, 71, 72, 73, 74]}
    assert compute_peringkat_kajian(capaian(values))["dinas"].tolist() == ["z", "m", "a"]


def test_several_years_of_a_dinas_are_refused():
    frame = capaian(drawn(1, [5, 5]))
    with pytest.raises(RuleError, match="ada dengan beberapa tahun"):
        compute_peringkat_kajian(pd.concat([frame, frame.assign(tahun=2023)]))


def test_the_real_reports_have_no_order():
    reports = [asli(dinas, tahun) for dinas, tahun in REPORTS.items()]
    every = pd.concat([report.capaian for report in reports], ignore_index=True)
    found = compute_peringkat_kajian(every, pd.concat([report.cacah for report in reports], ignore_index=True))
    ranked = found["peringkat"].notna()
    assert ranked.tolist() == (compute_ukuran(every)["status_ukuran"] == "dihitung").tolist()
    assert set(found["jangan_diperingkat"]) == {"ya"}
    assert (found.loc[ranked, "peringkat_terbaik"] <= found.loc[ranked, "peringkat"]).all()


def test_pairs_that_no_values_could_decide_are_not_enumerated(monkeypatch):
    """Of 60 dinas with five figures each no pair can be decided at all: 2 of 252 ways is too much for 1,770 pairs."""
    asked = []
    monkeypatch.setattr("lakip_analysis.kajian.himpunan._chance", lambda one, other: asked.append(1) or 0.0)
    values = [np.arange(5.0) + 10 * n for n in range(60)]
    assert not surely_above_exact(values).any() and asked == []
    assert surely_above_exact(values[:3]).any() and len(asked) == 3
