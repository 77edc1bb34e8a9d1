"""Data envelopment analysis: published results, theorems, a naive twin without column generation, and refusals."""

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lakip_analysis.efisiensi.frontier import (
    dea,
    needed_units,
    reverse_undesirable,
    super_efficiency,
    translate_outputs,
)
from lakip_analysis.errors import RuleError

GOLDEN = pd.read_csv(Path(__file__).parent / "golden" / "dea.csv")
EVERY = [(returns, orientation) for returns in ("crs", "vrs") for orientation in ("input", "output")]
pytestmark = pytest.mark.filterwarnings("ignore:Hanya")


def table(contoh: str) -> tuple[np.ndarray, np.ndarray, list[str]]:
    rows = GOLDEN[GOLDEN["contoh"] == contoh].drop_duplicates("unit").set_index("unit")
    parts = [rows[[name for name in rows.columns if name[0] == kind and name[1:].isdigit() and rows[name].notna().all()]].to_numpy() for kind in "xy"]
    return *parts, rows.index.tolist()


@pytest.mark.parametrize(("contoh", "returns", "orientation"), GOLDEN[["contoh", "returns", "orientation"]].drop_duplicates().values.tolist())
def test_published_results(contoh, returns, orientation):
    """tests/golden/dea.csv: textbooks and the test sets of published software, each row with its source."""
    x, y, units = table(contoh)
    found, beyond = dea(x, y, returns, orientation), super_efficiency(x, y, returns, orientation)
    columns = {"efisiensi": found.efficiency, "super": beyond, "skala": found.scale_efficiency}
    columns |= {f"slack_{kind}{i + 1}": found.slacks[:, i if kind == "x" else x.shape[1] + i] for kind, n in (("x", x.shape[1]), ("y", y.shape[1])) for i in range(n)}
    rows = GOLDEN[(GOLDEN["contoh"] == contoh) & (GOLDEN["returns"] == returns) & (GOLDEN["orientation"] == orientation)]
    for row in rows.itertuples():
        assert columns[row.ukuran][units.index(row.unit)] == pytest.approx(row.nilai, abs=row.toleransi), (row.unit, row.ukuran, row.sumber)


def test_golden_has_three_sources_and_every_measure():
    assert GOLDEN["contoh"].nunique() >= 5
    assert {"efisiensi", "super", "skala"} <= set(GOLDEN["ukuran"])
    assert GOLDEN["sumber"].str.strip().ne("").all()


def data(seed: int, n: int = 20, m: int = 2, s: int = 2) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.lognormal(0, 0.6, (n, m)), rng.lognormal(0, 0.6, (n, s))


def naive(x, y, unit, returns, orientation) -> float:
    """The whole program at once, every unit a column, in the units of the data."""
    n, m, s = len(x), x.shape[1], y.shape[1]
    if orientation == "input":
        a, b, c = np.block([[-x[unit][:, None], x.T], [np.zeros((s, 1)), -y.T]]), np.r_[np.zeros(m), -y[unit]], 1
    else:
        a, b, c = np.block([[np.zeros((m, 1)), x.T], [y[unit][:, None], -y.T]]), np.r_[x[unit], np.zeros(s)], -1
    equal = {"A_eq": [[0, *np.ones(n)]], "b_eq": [1]} if returns == "vrs" else {}
    value = linprog(np.r_[c, np.zeros(n)], A_ub=a, b_ub=b, bounds=(0, None), method="highs", **equal).x[0]
    return value if orientation == "input" else 1 / value


@pytest.mark.parametrize(("returns", "orientation"), EVERY)
@pytest.mark.parametrize("seed", range(4))
def test_equals_the_whole_program_at_once(seed, returns, orientation):
    x, y = data(seed, 14, 1 + seed % 3, 1 + seed % 2)
    found = dea(x, y, returns, orientation).efficiency
    assert found == pytest.approx([naive(x, y, unit, returns, orientation) for unit in range(len(x))], abs=1e-7)


@pytest.mark.parametrize(("returns", "orientation"), EVERY)
def test_projection_lies_on_the_frontier_and_peers_are_efficient(returns, orientation):
    """θx − s⁻ = Xλ and y + s⁺ = Yλ (output: φy), λ ≥ 0, Σλ = 1 under variable returns; every peer has efficiency 1."""
    x, y = data(11, 30)
    found = dea(x, y, returns, orientation)
    theta = found.efficiency[:, None]
    used, made = (x * theta, y) if orientation == "input" else (x, y / theta)
    assert found.lambdas @ x == pytest.approx(used - found.slacks[:, :2], abs=1e-6)
    assert found.lambdas @ y == pytest.approx(made + found.slacks[:, 2:], abs=1e-6)
    assert (found.lambdas >= 0).all()
    assert (found.slacks >= 0).all()
    if returns == "vrs":
        assert found.lambdas.sum(axis=1) == pytest.approx(np.ones(30))
    assert all(found.efficiency[list(peers)] == pytest.approx(1, abs=1e-7) for peers in found.peers)


@given(st.integers(0, 10_000), st.sampled_from(EVERY), st.floats(1e-6, 1e9), st.floats(1e-6, 1e9))
@settings(deadline=None, max_examples=8)
def test_units_of_measurement_do_not_matter(seed, words, a, b):
    x, y = data(seed, 12)
    plain, scaled = dea(x, y, *words), dea(x * [a, 1], y * [1, b], *words)
    assert scaled.efficiency == pytest.approx(plain.efficiency, abs=1e-6)
    assert scaled.slacks == pytest.approx(plain.slacks * [a, 1, 1, b], rel=1e-4, abs=1e-5 * max(a, b, 1))


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=8)
def test_theorems(seed):
    """0 < CRS ≤ VRS ≤ 1; some unit is efficient; under constant returns both orientations agree; scale = CRS / VRS."""
    x, y = data(seed, 12)
    found = {words: dea(x, y, *words) for words in EVERY}
    for orientation in ("input", "output"):
        crs, vrs = found["crs", orientation], found["vrs", orientation]
        assert (crs.efficiency > 0).all()
        assert (crs.efficiency <= vrs.efficiency + 1e-7).all()
        assert (vrs.efficiency <= 1).all()
        assert crs.efficiency.max() == 1
        assert crs.scale_efficiency == pytest.approx(crs.efficiency / vrs.efficiency, abs=1e-6)
        assert vrs.scale_efficiency == pytest.approx(crs.scale_efficiency, abs=1e-6)
    assert found["crs", "input"].efficiency == pytest.approx(found["crs", "output"].efficiency, abs=1e-6)


@given(st.integers(0, 10_000), st.sampled_from(EVERY))
@settings(deadline=None, max_examples=8)
def test_a_dominated_unit_changes_nobody(seed, words):
    x, y = data(seed, 12)
    more = dea(np.vstack([x, x[3] * 1.3]), np.vstack([y, y[3] * 0.8]), *words)
    assert more.efficiency[:-1] == pytest.approx(dea(x, y, *words).efficiency, abs=1e-6)
    assert more.efficiency[-1] < 1


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=8)
def test_order_of_the_units_does_not_matter(seed):
    x, y = data(seed, 14)
    order = np.random.default_rng(seed).permutation(14)
    assert dea(x[order], y[order]).efficiency == pytest.approx(dea(x, y).efficiency[order], abs=1e-7)


def test_super_efficiency_tells_efficient_units_apart_and_leaves_the_others():
    x, y = data(5, 20)
    plain, beyond = dea(x, y).efficiency, super_efficiency(x, y)
    assert beyond[plain < 1] == pytest.approx(plain[plain < 1], abs=1e-7)
    assert (beyond[plain == 1] >= 1).all()
    assert (beyond > 1).any()


def test_super_efficiency_without_any_mix_of_the_others_has_no_value():
    """Under variable returns the largest producer cannot be reached by input reduction of the others."""
    assert np.isnan(super_efficiency([1, 2, 9], [1, 2, 9.0], "vrs")[2])


FAULTS = [
    ("missing", ([1, np.nan], [1, 1]), "unit ke-2: masukan kosong"),
    ("negative", ([1, 1], [1, -1]), "unit ke-2: keluaran di bawah nol; lihat reverse_undesirable"),
    ("no input", ([0, 1], [1, 1]), "unit ke-1: semua masukan nol"),
    ("nobody made anything", ([1, 1], [0, 0]), "semua keluaran semua unit nol"),
    ("lengths", ([1, 1, 1], [1, 1]), "3 unit punya masukan tetapi 2 punya keluaran"),
    ("word", ([1, 1], [1, 1], "drs"), "“drs” tidak dikenal; pilih crs atau vrs"),
    ("text", (["a", 1], [1, 1]), "harus bilangan"),
    ("ragged", ([[1, 2], [1]], [1, 1]), "harus bilangan"),
    ("nobody", ([], []), "tidak ada unit"),
    ("beyond the solver's digits", ([1, 1e9], [1, 1]), "masukan ke-1: unit terbesar lebih dari 1e\\+07 kali yang terkecil"),
]


@pytest.mark.parametrize(("args", "text"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_refusals_say_which_unit_and_why(args, text):
    with pytest.raises(RuleError, match=text):
        dea(*args)


def test_all_faults_at_once():
    with pytest.raises(RuleError) as error:
        dea([[1, np.inf], [0, 0], [1, 1]], [1, 1, -2])
    assert str(error.value).count("unit ke-") == 3


def test_too_few_units_are_warned_of_loudly():
    x, y = data(1, 11)
    assert needed_units(2, 2) == 12
    with pytest.warns(UserWarning, match="Hanya 11 unit untuk 2 masukan dan 2 keluaran; perlu paling sedikit 12"):
        dea(x, y)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        dea(*data(1, 12))


def test_zeros_in_some_inputs_and_outputs_are_allowed():
    x, y = np.array([[1, 0], [0, 1], [1, 1.0]]), np.array([[1, 0], [0, 1], [0.5, 0.5]])
    assert dea(x, y).efficiency == pytest.approx([naive(x, y, unit, "crs", "input") for unit in range(3)], abs=1e-7)


def test_an_output_that_nobody_makes_changes_nobody():
    x, y = data(3, 20)
    assert dea(x, np.c_[y, np.zeros(20)]).efficiency == pytest.approx(dea(x, y).efficiency, abs=1e-7)


def test_undesirable_outputs_are_turned_at_a_limit_that_is_said():
    assert reverse_undesirable([3, 10], 10).tolist() == [7, 0]
    with pytest.raises(RuleError, match="Nilai 11 melewati batas 10"):
        reverse_undesirable([3, 11], 10)


def test_moving_outputs_changes_nothing_where_it_is_allowed():
    x, y = data(8, 20)
    lower = y - y.max(axis=0) / 2
    moved = translate_outputs(lower)
    assert moved.min(axis=0) == pytest.approx([1, 1])
    assert dea(x, moved, "vrs").efficiency == pytest.approx(dea(x, moved + 5, "vrs").efficiency, abs=1e-6)
    assert translate_outputs(y) == pytest.approx(y), "positive outputs stay"


@pytest.mark.parametrize(("returns", "orientation", "others"), [("crs", "input", [1, 0.5, 0.9]), ("crs", "output", [1, 0.5, 0.9]), ("vrs", "output", [1, 0.75, 0.9])])
def test_a_unit_that_made_nothing_has_efficiency_nought_and_changes_nobody(returns, orientation, others):
    """Inputs 2, 4, 2 and outputs 4, 4, 3.6 …: once the whole set was refused because of one such unit."""
    x, y = [2, 4, 2, 3], ([4, 4, 3.6, 0] if returns == "crs" else [4, 3, 3.6, 0])
    found = dea(x, y, returns, orientation)
    assert found.efficiency == pytest.approx([*others, 0])
    assert np.isnan(found.scale_efficiency[3]) == (orientation == "output"), "0 of 0"
    assert super_efficiency(x, y, returns, orientation)[3] == 0
    assert np.isfinite(found.slacks).all()
    if orientation == "output":
        assert found.slacks[3, 1] == pytest.approx(6 if returns == "crs" else 4), "what the others would have made of its input"


def test_under_variable_returns_less_input_than_anybody_is_efficient_whatever_came_of_it():
    found = dea([2, 4, 2, 1], [4, 4, 3.6, 0], "vrs")
    assert found.efficiency == pytest.approx([1, 0.5, 0.95, 1])
    assert found.scale_efficiency[3] == 0


def test_equals_the_whole_program_with_a_unit_that_made_nothing():
    for seed, words in enumerate(EVERY):
        x, y = data(seed, 10)
        y[4] = 0
        rest = [unit for unit in range(10) if words[1] == "input" or unit != 4]
        assert dea(x, y, *words).efficiency[rest] == pytest.approx([naive(x, y, unit, *words) for unit in rest], abs=1e-7)
