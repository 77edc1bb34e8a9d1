"""More than 20,000 made indicators against the reference in exact fractions (`rujukan.py`): achievement, status, categories, counts, means."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import rujukan
from rujukan import MEANS, made, repeats, sum_up, work

from lakip_analysis.aturan.rules import RUMUS, load_rules
from lakip_analysis.capaian.compute import (
    FORMULAS,
    FROM_BASELINE,
    RATA_RATA,
    compute_capaian,
    summarize_capaian,
)

# two halves of the cases: the rule of "less is better" and the scale of the dinas
HALVES = [(12, "dua_target_kurang_realisasi", "permendagri-86"), (13, "target_per_realisasi", "malang")]


def assert_same(found, worked, what: str) -> None:
    np.testing.assert_allclose(np.asarray(found, dtype=float), floats(worked), rtol=1e-9, atol=1e-9, err_msg=what)


def floats(values) -> list[float]:
    return [math.nan if value is None else float(value) for value in values]


def frame_of(rows: list[dict]) -> pd.DataFrame:
    """The rows as the data hold them: bounds, weights and printed figures are numbers, all else is text."""
    numbers = {"low": "target_bawah", "high": "target_atas", "bobot": "bobot", "printed": "capaian_tercetak_persen"}
    frame = pd.DataFrame([{name: value for name, value in row.items() if name not in numbers} for row in rows])
    return frame.assign(**{name: floats(row[key] for row in rows) for key, name in numbers.items()})


@pytest.fixture(scope="module", params=HALVES, ids=["2T-R", "T/R"])
def half(request) -> tuple[list[dict], pd.DataFrame]:
    """The rows as the reference works them, and the frame that the package makes of the same rows."""
    seed, turun, skala = request.param
    rows = made(seed, 1600)
    found = compute_capaian(frame_of(rows), {"turun": turun}, skala)
    rows = [work(row, RUMUS | {"turun": turun}, skala) for row in rows]
    for _, of_dinas in itertools.groupby(rows, key=lambda row: row["dinas"]):
        group = list(of_dinas)
        for row, ganda in zip(group, repeats(group), strict=True):
            row["ganda"] = ganda
    return rows, found


def test_the_cases_hold_every_kind(half):
    """No test that cannot fail: each status, both outcomes, repetitions and missing weights are there in number."""
    rows, _ = half
    assert len(rows) > 10_000
    statuses = pd.Series([row["status"] for row in rows]).value_counts()
    expected = {"dihitung", "dihitung_ambang", "dihitung_ordinal", "target_kosong", "realisasi_kosong", "jenjang_polaritas", "tidak_dapat_dihitung", "target_nol", "tercapai_nol"}
    assert expected <= set(statuses[statuses >= 25].index)
    assert sum(row["ganda"] != "" for row in rows) > 300
    assert sum(row["low"] is not None for row in rows) > 500 and sum(row["target"].startswith("1:") for row in rows) > 500
    assert sum(row["common"] in (0, 120) for row in rows) > 1000, "floor and cap"


def test_achievement_status_and_category_of_each_row(half):
    rows, found = half
    assert_same(found["capaian_persen"], (row["own"] for row in rows), "own rule")
    assert_same(found["capaian_acuan_persen"], (row["common"] for row in rows), "common yardstick")
    worked = pd.DataFrame(rows).assign(tercapai=lambda f: f["met"].map({True: "ya", False: "tidak"}).fillna(""))
    for name in ("tercapai", "status", "kategori", "kategori_acuan", "ganda"):
        differs = found[name].to_numpy() != worked[name].to_numpy()
        assert not differs.any(), worked[differs].assign(produk=found.loc[differs, name].to_numpy()).head(3).to_dict("records")


@pytest.mark.parametrize("by", [["dinas", "tahun"], ["dinas", "tahun", "sasaran"], ["level"]], ids="-".join)
def test_counts_and_means(half, by):
    rows, found = half
    groups: dict[tuple, list] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in by), []).append(row if "dinas" in by else with_dinas(row))
    expected = pd.DataFrame([sum_up(group) for group in groups.values()])
    for rata_rata in RATA_RATA:
        total = summarize_capaian(found, by, rata_rata)
        assert list(total[by].itertuples(index=False, name=None)) == list(groups)
        for name in expected.columns.difference(list(MEANS)):
            assert_same(total[name], expected[name], name)
        assert_same(total["rata_capaian_persen"], expected[rata_rata], rata_rata)


def with_dinas(row: dict) -> dict:
    """A code is one of its dinas: in a group of several dinas it needs the name of its own."""
    keys = {name: f"{row['dinas']} {row[name]}" for name in ("indikator", "ganda") if row[name]}
    return row | keys


def test_every_formula_on_a_grid():
    """All formulas of `rumus.csv` on 29 × 29 targets and realisations of either sign, nought and tiny amounts among them."""
    values = ["0", "-0.0", "1e-9", "-1e-9", "0.01", "-0.01", "3.2", "-3.2", "100", "-100", "12345.67", "1e12", "0.1", "0.3", "33.333", "66.667", "99.99", "100.01", "7", "-7", "1", "-1", "2", "50", "90.995", "91", "27500", "36317", "5"]
    pairs = list(itertools.product(map(Fraction, values), repeat=2))
    t, r = (np.array([float(pair[k]) for pair in pairs]) for k in (0, 1))
    assert set(FORMULAS) == set(rujukan.FORMULAS) == set(load_rules("rumus")["rumus"]) - set(FROM_BASELINE)
    for name, formula in rujukan.FORMULAS.items():
        assert_same(FORMULAS[name](t, r), (formula(*pair) for pair in pairs), name)


@pytest.mark.parametrize("skala", rujukan.SCALES)
def test_every_scale_at_and_beside_its_bounds(skala):
    bounds = [Fraction(band["bawah"]) for band in rujukan.SCALES[skala] if band["bawah"]]
    values = sorted({bound + step for bound in bounds for step in map(Fraction, ("-0.5", "-0.01", "-0.001", "0", "0.001", "0.01", "0.5"))} | {Fraction(0), Fraction(-40), Fraction(500)})
    rows = [{"target": "100", "realisasi": f"{float(value):.3f}", "polaritas": "naik", "satuan": "%", "low": None, "high": None} for value in values]
    frame = pd.DataFrame(rows)[["target", "realisasi", "polaritas", "satuan"]]
    assert compute_capaian(frame, None, skala)["kategori"].tolist() == [work(row, RUMUS, skala)["kategori"] for row in rows]


def test_every_rule_of_averaging_is_in_the_reference():
    assert set(RATA_RATA) == set(MEANS)
