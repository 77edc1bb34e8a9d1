"""Trend of a table: numbers against a naive loop, direction words, and the path to the end target."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.trend import (
    EXTRA_COLUMNS,
    TREN_COLUMNS,
    compute_changes,
    compute_trend,
    mann_kendall,
    theil_sen,
)

NUMBERS = [
    "perubahan", "tren_per_tahun", "tren_bawah", "tren_atas", "p_tren", "tahun_target_akhir", "target_akhir", "kemajuan_persen", "jalur_persen",
    "langkah_perlu_per_tahun", "realisasi_akhir",
]  # fmt: skip


def trend_of(values, polaritas="naik", tahun=None, **columns) -> pd.Series:
    years = tahun or range(2019, 2019 + len(values))
    return compute_trend(pd.DataFrame({"indikator": "a", "tahun": years, "realisasi": values, "polaritas": polaritas} | columns)).iloc[0]


def random_kinerja(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = []
    for dinas, indikator in itertools.product(["d1", "d2"], [f"i{k}" for k in range(12)]):
        polaritas = rng.choice(["naik", "turun", "rentang"])
        for tahun in range(2017, 2026):
            real = rng.choice(["", "n/a", "Pratama"]) if rng.random() < 0.45 else f"{rng.integers(10, 40) / 2:g}"
            target = "" if rng.random() < 0.5 else f"{rng.integers(10, 40) / 2:g}"
            ranged = target == "" and rng.random() < 0.3
            low, high = sorted(rng.integers(10, 40, 2) / 2) if ranged else (np.nan, np.nan)
            older = tahun - 1 if rng.random() < 0.15 else np.nan
            rows.append((dinas, indikator, tahun, target, low, high, real, older, polaritas))
    frame = pd.DataFrame(rows, columns=["dinas", "indikator", "tahun", "target", "target_bawah", "target_atas", "realisasi", "data_tahun", "polaritas"])
    return frame.sample(frac=1, random_state=seed)


def number(text) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def naive_trend(rows: pd.DataFrame) -> dict:
    """One indicator by plain loops."""
    own, older = {}, {}
    for r in rows.itertuples():
        if number(r.realisasi) is not None:
            late = r.data_tahun == r.data_tahun and r.data_tahun != r.tahun
            (older if late else own)[int(r.data_tahun if late else r.tahun)] = number(r.realisasi)
    series = sorted((older | own).items())
    out = dict.fromkeys(NUMBERS, math.nan) | {"n_tahun": len(series)}
    if series:
        (x0, y0), (x1, y1) = series[0], series[-1]
        out |= {"tahun_awal": x0, "tahun_akhir": x1, "realisasi_akhir": y1}
    targets = {r.tahun: number(r.target) if number(r.target) is not None else (min(max(y1, r.target_bawah), r.target_atas) if series else r.target_atas)
               for r in rows.itertuples() if number(r.target) is not None or r.target_bawah == r.target_bawah}  # fmt: skip
    if targets:
        end = max(targets)
        out |= {"tahun_target_akhir": end, "target_akhir": targets[end]}
    if targets and series and end > x1:
        out["langkah_perlu_per_tahun"] = (targets[end] - y1) / (end - x1)
    if len(series) > 1:
        test, line = mann_kendall([y for _, y in series]), theil_sen(*zip(*series, strict=True))
        out |= {"perubahan": y1 - y0, "p_tren": test.p_two_sided, "tren_per_tahun": line.slope, "tren_bawah": line.lower, "tren_atas": line.upper}
        if targets and targets[end] != y0:
            out["kemajuan_persen"] = (y1 - y0) / (targets[end] - y0) * 100
        if targets and end > x0:
            out["jalur_persen"] = min(100, (x1 - x0) / (end - x0) * 100)
    return out


WORDS = {"membaik", "memburuk", "cenderung membaik", "cenderung memburuk", "tetap", "tidak menentu", "naik", "turun", "cenderung naik", "cenderung turun", "belum cukup data"}


def test_direction_words_are_the_documented_ones():
    assert set(pd.concat(compute_trend(random_kinerja(seed)) for seed in range(6))["arah"]) <= WORDS


@pytest.mark.parametrize("seed", range(6))
def test_compute_trend_equals_a_naive_loop_on_random_frames(seed):
    frame = random_kinerja(seed)
    before = frame.copy()
    out = compute_trend(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert list(zip(out["dinas"], out["indikator"], strict=True)) == list(dict.fromkeys(zip(frame["dinas"], frame["indikator"], strict=True)))
    for row in out.itertuples():
        expected = naive_trend(frame[(frame["dinas"] == row.dinas) & (frame["indikator"] == row.indikator)])
        for name, value in expected.items():
            assert getattr(row, name) == pytest.approx(value, abs=1e-9, nan_ok=True), (row.dinas, row.indikator, name)


STATUS = {"tanpa_realisasi": [], "satu_tahun": [3], "dua_tahun": [3, 4], "arah": [3, 4, 5, 6], "uji": [3, 4, 5, 6, 7], "jenjang": ["Pratama", "Madya"]}


@pytest.mark.parametrize(("status", "values"), STATUS.items(), ids=STATUS)
def test_status_says_how_much_can_be_said(status, values):
    row = trend_of([str(v) for v in values] + [""] * (6 - len(values)))
    assert row["status"] == status
    assert row["n_tahun"] == (0 if status == "jenjang" else len(values))


def test_short_series_leave_what_cannot_be_computed_missing():
    none, one = trend_of(["", ""], target=[5.0, 6.0]), trend_of([4.0, np.nan], target=[5.0, 6.0])
    assert none[["tahun_awal", "perubahan", "tren_per_tahun", "p_tren", "kemajuan_persen", "langkah_perlu_per_tahun"]].isna().all()
    assert one[["perubahan", "tren_per_tahun", "tren_bawah", "p_tren", "kemajuan_persen", "jalur_persen"]].isna().all()
    assert (one["tahun_awal"], one["langkah_perlu_per_tahun"], one["arah"], none["arah"]) == (2019, 2.0, "belum cukup data", "belum cukup data")


def test_missing_columns_have_defaults_and_columns_are_those_of_tren_csv():
    out = compute_trend(pd.DataFrame({"indikator": "a", "tahun": [2019, 2020], "realisasi": [1.0, 2.0]}))
    assert list(out.columns) == TREN_COLUMNS + EXTRA_COLUMNS
    assert out.loc[0, ["dinas", "polaritas", "keadaan_jalur"]].tolist() == ["", "naik", "belum dapat dinilai"]
    assert compute_trend(pd.DataFrame({"indikator": [], "tahun": [], "realisasi": []})).empty


def test_a_gap_in_years_counts_as_real_years():
    assert trend_of([10, 12, 20], tahun=[2018, 2019, 2023])["tren_per_tahun"] == pytest.approx(2.0, abs=1e-12)


def test_a_figure_of_an_earlier_year_counts_there_once():
    """data_tahun: 2021's report repeats the figure of 2020, which 2020's own row already has."""
    row = trend_of(["5", "6", "6.5", "8"], data_tahun=[np.nan, np.nan, 2020, np.nan])
    assert (row["n_tahun"], row["perubahan"]) == (3, 3.0)
    moved = trend_of(["5", "6"], data_tahun=[2017, np.nan])
    assert (moved["tahun_awal"], moved["tren_per_tahun"]) == (2017, pytest.approx(1 / 3, abs=1e-12))


ARAH = [
    ("strictly rising five years", [1, 2, 3, 4, 5], "naik", "membaik"),
    ("rising, less is better", [1, 2, 3, 4, 5], "turun", "memburuk"),
    ("falling, less is better", [5, 4, 3, 2, 1], "turun", "membaik"),
    ("rising but must stay", [1, 2, 3, 4, 5], "rentang", "naik"),
    ("rising but p 8 %", [2.1, 2.3, 2.2, 2.6, 2.9], "naik", "cenderung membaik"),
    ("three years rising, no test possible", [1, 2, 3], "naik", "cenderung membaik"),
    ("three years falling", [3, 2, 1], "naik", "cenderung memburuk"),
    ("two years up", [1, 2], "naik", "naik"),
    ("two years down, less is better", [2, 1], "turun", "turun"),
    ("two equal years", [2, 2], "naik", "tetap"),
    ("constant", [5, 5, 5, 5], "naik", "tetap"),
    ("constant long", [5, 5, 5, 5, 5, 5], "naik", "tetap"),
    ("up and down", [1, 3, 2], "naik", "tidak menentu"),
    ("there and back is not constant", [10, 50, 10], "naik", "tidak menentu"),
    ("up, level, back is not constant", [1, 2, 2, 1], "naik", "tidak menentu"),
    ("up and down, five years", [1, 9, 1, 9, 1], "naik", "tidak menentu"),
]


@pytest.mark.parametrize(("values", "polaritas", "arah"), [row[1:] for row in ARAH], ids=[row[0] for row in ARAH])
def test_direction_word(values, polaritas, arah):
    assert trend_of(values, polaritas)["arah"] == arah


# start year 2019; D and P in per cent; the first two are the worked examples of METHODS.md section 6
JALUR = [
    ("on the path", "naik", [62, "", "", 68], 72, (60, 60, 2.0), "sesuai jalur"),
    ("behind, less is better", "turun", [12, "", "", 10.5], 9, (50, 60, -0.75), "tertinggal"),
    ("on the path whatever the binary noise", "naik", [9.9, "", "", 12.6], 14.4, (60, 60, 0.9), "sesuai jalur"),
    ("moving away", "naik", [62, "", "", 61], 72, (-10, 60, 5.5), "menjauh"),
    ("moving away, less is better", "turun", [12, "", "", 13], 9, (-100 / 3, 60, -2.0), "menjauh"),
    ("beyond the end target", "naik", [62, "", "", 75], 72, (130, 60, -1.5), "sudah terlampaui"),
    ("exactly at the end target", "turun", [12, "", "", 9], 9, (100, 60, 0.0), "sudah terlampaui"),
    ("end target is the first figure", "naik", [62, "", "", 61], 62, (np.nan, 60, 0.5), "belum dapat dinilai"),
    ("must stay, half way", "rentang", [90, "", "", 95], 100, (50, 60, 2.5), "tertinggal"),
    ("must stay, never called past", "rentang", [90, "", "", 101], 100, (110, 60, -0.5), "sesuai jalur"),
]


@pytest.mark.parametrize(("polaritas", "values", "end", "d_p_step", "word"), [row[1:] for row in JALUR], ids=[row[0] for row in JALUR])
def test_path_to_the_end_target(polaritas, values, end, d_p_step, word):
    row = trend_of([*map(str, values), "", ""], polaritas, target=[""] * 5 + [str(end)])
    assert row[["kemajuan_persen", "jalur_persen", "langkah_perlu_per_tahun"]].tolist() == pytest.approx(d_p_step, abs=1e-9, nan_ok=True)
    assert (row["tahun_target_akhir"], row["target_akhir"], row["keadaan_jalur"]) == (2024, end, word)


def test_after_the_last_target_year_the_path_is_complete():
    row = trend_of(["1", "2", "3"], target=["", "4", ""])
    assert (row["jalur_persen"], row["tahun_target_akhir"]) == (100, 2020)
    assert math.isnan(row["langkah_perlu_per_tahun"])


@pytest.mark.parametrize(("last", "bound"), [("4.10", 4.20), ("4.27", 4.25), ("4.22", 4.22)], ids=["below", "above", "inside"])
def test_range_target_uses_the_nearer_bound(last, bound):
    row = trend_of(["4.50", last], "rentang", target=["", ""], target_bawah=[np.nan, 4.20], target_atas=[np.nan, 4.25])
    assert row["target_akhir"] == bound


@given(st.lists(st.integers(0, 30), min_size=2, max_size=9))
@settings(deadline=None, max_examples=60)
def test_reversing_a_series_flips_the_slope_and_keeps_p(values):
    forth, back = trend_of([float(v) for v in values]), trend_of([float(v) for v in values[::-1]])
    assert back["tren_per_tahun"] == pytest.approx(-forth["tren_per_tahun"], abs=1e-12)
    assert back["p_tren"] == pytest.approx(forth["p_tren"], abs=1e-12)
    assert [back["tren_bawah"], back["tren_atas"]] == pytest.approx([-forth["tren_atas"], -forth["tren_bawah"]], abs=1e-12, nan_ok=True)


def test_changes_compare_with_the_last_year_that_has_a_value():
    frame = pd.DataFrame({"indikator": ["a"] * 4 + ["b"], "tahun": [2019, 2020, 2021, 2022, 2020], "realisasi": ["5", "", "8", "7", "1"]})
    out = compute_changes(frame)
    assert out[["indikator", "tahun", "tahun_lalu", "realisasi_lalu", "perubahan"]].values.tolist() == [["a", 2021, 2019, 5, 3], ["a", 2022, 2021, 8, -1]]
