"""Trend of a table: numbers against a naive loop, direction words, breaks, and the path to the end target."""

import itertools
import math
from statistics import median

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.errors import RuleError
from lakip_analysis.tren import (
    EXTRA_COLUMNS,
    TREN_COLUMNS,
    adjust_p,
    compute_changes,
    compute_trend,
    mann_kendall,
    theil_sen,
)
from lakip_analysis.tren.series import realised_series

NUMBERS = [
    "perubahan", "tren_per_tahun", "tren_bawah", "tren_atas", "p_tren", "tahun_target_akhir", "target_akhir", "kemajuan_persen", "jalur_persen",
    "langkah_perlu_per_tahun", "realisasi_akhir", "langkah_median", "runtun_langkah", "pertumbuhan_persen", "tahun_dasar", "nilai_dasar", "naif_persen",
]


def trend_of(values, polaritas="naik", tahun=None, **columns) -> pd.Series:
    years = tahun or range(2019, 2019 + len(values))
    return compute_trend(pd.DataFrame({"indikator": "a", "tahun": years, "realisasi": values, "polaritas": polaritas} | columns)).iloc[0]


def random_kinerja(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = []
    for dinas, indikator in itertools.product(["d1", "d2"], [f"i{k}" for k in range(12)]):
        polaritas, satuan = rng.choice(["naik", "turun", "rentang"]), rng.choice(["%", "orang"])
        for tahun in range(2017, 2026):
            real = rng.choice(["", "n/a", "Pratama"]) if rng.random() < 0.45 else f"{rng.integers(10, 40) / 2:g}"
            target = "" if rng.random() < 0.5 else f"{rng.integers(10, 40) / 2:g}"
            ranged = target == "" and rng.random() < 0.3
            low, high = sorted(rng.integers(10, 40, 2) / 2) if ranged else (np.nan, np.nan)
            older = tahun - 1 if rng.random() < 0.3 else np.nan
            breaks = [rng.choice(["", "definisi"], p=[0.95, 0.05]), rng.choice(["", "Renstra baru"], p=[0.9, 0.1])]
            rows.append((dinas, indikator, tahun, target, low, high, real, older, polaritas, satuan, *breaks))
    names = ["dinas", "indikator", "tahun", "target", "target_bawah", "target_atas", "realisasi", "data_tahun", "polaritas", "satuan", "putus_deret", "putus_target"]
    return pd.DataFrame(rows, columns=names).sample(frac=1, random_state=seed)


def number(text) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def naive_series(rows: pd.DataFrame) -> list[tuple[int, float]]:
    """The figures of one line through time, by plain loops: after the last break, of each year that of the newest report."""
    start = max([r.tahun for r in rows.itertuples() if r.putus_deret], default=0)
    newest = {}
    for r in rows.sort_values("tahun").itertuples():
        year = int(r.data_tahun) if r.data_tahun == r.data_tahun else r.tahun
        if number(r.realisasi) is not None and r.tahun >= start:
            newest[year] = number(r.realisasi)
    return sorted(newest.items())


def naive_run(values: list[float]) -> int:
    longest = 0
    for i, j in itertools.combinations(range(len(values)), 2):
        part = values[i : j + 1]
        steps = [b - a for a, b in itertools.pairwise(part)]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            longest = max(longest, len(steps))
    return longest


def naive_trend(rows: pd.DataFrame, reported: int) -> dict:
    """One indicator by plain loops; `reported`: the last year its dinas has figures for."""
    series = naive_series(rows)
    out = dict.fromkeys(NUMBERS, math.nan) | {"n_tahun": len(series), "n_di_luar_deret": sum(number(v) is not None for v in rows["realisasi"]) - len(series)}
    if series:
        (x0, y0), (x1, y1) = series[0], series[-1]
        revised = max([r.tahun for r in rows.itertuples() if r.putus_target], default=0)
        x_base, y_base = max([point for point in series if point[0] < revised], default=series[0])
        out |= {"tahun_awal": x0, "tahun_akhir": x1, "realisasi_akhir": y1, "tahun_dasar": x_base, "nilai_dasar": y_base}
    polaritas = rows["polaritas"].iloc[0]
    targets = {r.tahun: (number(r.target),) * 2 if number(r.target) is not None else (r.target_bawah, r.target_atas)
               for r in rows.itertuples() if number(r.target) is not None or r.target_bawah == r.target_bawah}
    if targets:
        end = max(targets)
        low, high = targets[end]
        target = {"naik": low, "turun": high, "rentang": min(max(y1, low), high) if series else high}[polaritas]
        out |= {"tahun_target_akhir": end, "target_akhir": target}
    until = [point for point in series if point[0] <= end] if targets else []
    if until and (len(until) == len(series) or until[-1][0] == end):
        x1, y1 = until[-1]
        ratio = y1 / target
        out["naif_persen"] = {"naik": ratio, "turun": 2 - ratio, "rentang": 1 - abs(1 - ratio)}[polaritas] * 100
        if end > x1 and end > reported:
            out["langkah_perlu_per_tahun"] = (target - y1) / (end - x1)
        to_go, at_start = ({"naik": low - v, "turun": v - high, "rentang": max(low - v, v - high, 0)}[polaritas] for v in (y1, y_base))
        if x1 > x_base and at_start > 0:
            out["kemajuan_persen"] = (at_start - to_go) / at_start * 100
        if x1 > x_base and end > x_base:
            out["jalur_persen"] = min(100, (x1 - x_base) / (end - x_base) * 100)
    if len(series) > 1:
        (x0, y0), (x1, y1) = series[0], series[-1]
        test, line = mann_kendall([y for _, y in series]), theil_sen(*zip(*series, strict=True))
        out |= {"perubahan": y1 - y0, "p_tren": test.p_two_sided, "tren_per_tahun": line.slope, "tren_bawah": line.lower, "tren_atas": line.upper}
        out["runtun_langkah"] = naive_run([y for _, y in series])
        if rows["satuan"].iloc[0] == "orang":
            out["pertumbuhan_persen"] = ((y1 / y0) ** (1 / (x1 - x0)) - 1) * 100
    if len(series) > 2:
        out["langkah_median"] = median((b[1] - a[1]) / (b[0] - a[0]) for a, b in itertools.pairwise(series))
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
    told = frame[~frame["realisasi"].isin(["", "n/a"])]
    last = told.groupby("dinas")["tahun"].max()
    for row in out.itertuples():
        expected = naive_trend(frame[(frame["dinas"] == row.dinas) & (frame["indikator"] == row.indikator)], last[row.dinas])
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


POINTS = [
    ("own years only", [1, 2, 3], [0, 0, 0], [], {}, [1, 2, 3], []),
    ("a repeated last figure stands outside", [5, 6, 6], [0, 0, 1], [], {}, [5, 6], [("tahun_lain", 2020, "")]),
    ("a later report revises a year", [5, 9, 6, 7], [0, 1, 0, 0], [], {}, [9, 6, 7], [("direvisi", 2019, "")]),
    ("all figures late: the series stands on the years they are of", [5, 6, 7], [1, 1, 1], [], {}, [5, 6, 7], []),
    ("own year first, then late: the newest report of each year", [5, 6, 7], [0, 1, 1], [], {}, [6, 7], [("direvisi", 2019, "")]),
    ("from one year on all are late", [5, 6, 7, 8], [0, 0, 1, 1], [], {}, [5, 7, 8], [("direvisi", 2020, "")]),
    ("late, then of its own year: each stands in its year", [5, 6, 8], [1, 1, 0], [], {}, [5, 6, 8], []),
    ("two late figures of one year: the newest report", [1, 2, 3], [1, 2, 1], [], {}, [2, 3], [("direvisi", 2018, "")]),
    ("revised, and back again: the first print of what counts", [5, 6, 5], [0, 1, 2], [], {}, [5], [("direvisi", 2019, ""), ("tahun_lain", 2019, "")]),
    ("a new definition", [50, 60, 5, 6, 7], [0] * 5, [2021], {2021: "definisi baru"}, [5, 6, 7], [("sebelum_putus", 2019, "definisi baru"), ("sebelum_putus", 2020, "definisi baru")]),
    ("the break counts by the year of the report", [1, 2, 10, 11], [1, 1, 1, 1], [2021], {2021: "baru"}, [10, 11], [("sebelum_putus", 2018, "baru"), ("sebelum_putus", 2019, "baru")]),
    ("two breaks: the last counts", [9, 8, 7], [0] * 3, [2020, 2021], {2020: "a", 2021: "b"}, [7], [("sebelum_putus", 2019, "b"), ("sebelum_putus", 2020, "b")]),
]


@pytest.mark.parametrize(("values", "lag", "_", "breaks", "used", "outside"), [row[1:] for row in POINTS], ids=[row[0] for row in POINTS])
def test_which_figures_make_up_the_series(values, lag, _, breaks, used, outside):
    years = range(2019, 2019 + len(values))
    frame = pd.DataFrame({"indikator": "a", "tahun": years, "realisasi": [str(v) for v in values], "data_tahun": [y - k if k else np.nan for y, k in zip(years, lag, strict=True)]})
    frame["putus_deret"] = [breaks.get(year, "") for year in years]
    points = realised_series(frame)
    assert points.loc[points["dipakai"], "realisasi_angka"].tolist() == used
    left_out = points[~points["dipakai"]]
    assert list(zip(left_out["alasan"], left_out["tahun"], left_out["alasan_putus"], strict=True)) == outside
    assert (points.loc[points["dipakai"], ["alasan", "alasan_putus"]] == "").all(axis=None)
    row = compute_trend(frame).iloc[0]
    assert (row["n_tahun"], row["n_di_luar_deret"]) == (len(used), len(outside))


def test_no_claim_is_made_across_a_break():
    """Six falling years, but a new definition after the third: only the part since then is spoken of."""
    whole = trend_of([90, 80, 70, 6, 5, 4.0])
    parted = trend_of([90, 80, 70, 6, 5, 4.0], putus_deret=["", "", "", "definisi baru", "", ""])
    assert (whole["arah"], parted["arah"], parted["status"]) == ("memburuk", "cenderung memburuk", "arah")
    assert (parted["tahun_awal"], parted["perubahan"], parted["tren_per_tahun"]) == (2022, -2, -1)


def test_a_revised_target_path_starts_at_the_figure_before_it():
    """2023: the target of 2025 went from 90 to 60. The way is measured from 2022, not from 2019."""
    target = ["", "", "", "", "55", "", "60"]
    row = trend_of([40, 42, 44, 50, 52, "", ""], target=target, putus_target=["", "", "", "", "Renstra baru", "", ""])
    assert row[["tahun_dasar", "nilai_dasar", "kemajuan_persen"]].tolist() == [2022, 50, 20]
    assert (round(row["jalur_persen"], 2), row["keadaan_jalur"], row["n_tahun"]) == (33.33, "tertinggal", 5)


@pytest.mark.parametrize(("values", "steps", "way"), [([1, 2, 3, 2, 1, 0], 3, "turun"), ([1, 2, 3], 2, "naik"), ([3, 2, 3, 2], 1, "turun"), ([2, 2, 2], 0, ""), ([1, 2, 2, 3], 1, "naik"), ([1], np.nan, "")])
def test_longest_run(values, steps, way):
    row = trend_of([float(v) for v in values])
    assert row["runtun_langkah"] == pytest.approx(steps, nan_ok=True)
    assert row["runtun_arah"] == way


GROWTH = [("orang", "Jumlah", [100, 110, 121], 10), ("orang", "Jumlah", [0, 110, 121], np.nan), ("%", "Persentase", [10, 11, 12.1], np.nan), ("indeks", "IDG", [10, 11, 12.1], np.nan), ("jam kerja", "X", [10, 11, 12.1], np.nan)]


@pytest.mark.parametrize(("satuan", "nama", "values", "growth"), GROWTH, ids=["count", "from zero", "percentage", "index", "unknown unit"])
def test_growth_only_where_a_multiple_means_something(satuan, nama, values, growth):
    assert trend_of([float(v) for v in values], satuan=satuan, nama_indikator=nama)["pertumbuhan_persen"] == pytest.approx(growth, nan_ok=True)


def test_adjusted_p_equals_scipy_in_each_family():
    rng = np.random.default_rng(3)
    p, family = pd.Series(rng.choice([0.0028, 0.0167, 0.03, 0.0556, 0.2, 1.0], 400)), pd.Series(rng.choice(list("abcdefg"), 400))
    found = adjust_p(p, family)
    for name in "abcdefg":
        rows = family == name
        assert found[rows].to_numpy() == pytest.approx(scipy.stats.false_discovery_control(p[rows].to_numpy(), method="bh"), abs=1e-12)


def test_many_indicators_need_stronger_evidence():
    """One rising series of five (p 1.7 %) among nine flat ones of the same dinas is not called a trend; alone it is."""
    rising = pd.DataFrame({"indikator": "a", "tahun": range(2019, 2024), "realisasi": [1.0, 2, 3, 4, 5]})
    flat = [rising.assign(indikator=f"b{i}", realisasi=[1.0, 2, 1, 2, 1]) for i in range(9)]
    assert compute_trend(rising)["arah"].tolist() == ["membaik"]
    several = compute_trend(pd.concat([rising, *flat])).iloc[0]
    assert (several["arah"], round(several["p_disesuaikan"], 3)) == ("cenderung membaik", 0.167)
    elsewhere = compute_trend(pd.concat([rising, *(frame.assign(dinas="lain") for frame in flat)]).fillna({"dinas": ""}))
    assert elsewhere["arah"].iloc[0] == "membaik"


@pytest.mark.parametrize("n", [5, 6, 7, 10])
def test_flat_series_are_rarely_called_a_trend(n):
    """2,000 series without a trend, each a dinas of its own so that no correction helps: at most the nominal 5 % and one point more."""
    y = np.random.default_rng(n).normal(size=(2000, n))
    keys = np.repeat([f"d{i}" for i in range(2000)], n)
    out = compute_trend(pd.DataFrame({"dinas": keys, "indikator": "a", "tahun": np.tile(np.arange(n), 2000) + 2000, "realisasi": y.ravel()}))
    assert out["arah"].isin(["membaik", "memburuk"]).mean() <= 0.06
    together = compute_trend(pd.DataFrame({"indikator": keys, "tahun": np.tile(np.arange(n), 2000) + 2000, "realisasi": y.ravel()}))
    assert together["arah"].isin(["membaik", "memburuk"]).mean() <= 0.06


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
# start year 2019; D and P in per cent, required step; the first two are the worked examples of METHODS.md section 6
JALUR = [
    ("on the path", "naik", [62, "", "", 68], 72, (60, 60, 2.0), "sesuai jalur"),
    ("behind, less is better", "turun", [12, "", "", 10.5], 9, (50, 60, -0.75), "tertinggal"),
    ("on the path whatever the binary noise", "naik", [9.9, "", "", 12.6], 14.4, (60, 60, 0.9), "sesuai jalur"),
    ("moving away", "naik", [62, "", "", 60], 72, (-20, 60, 6), "menjauh"),
    ("moving away by no more than a printed unit", "naik", [62, "", "", 61], 72, (-10, 60, 5.5), "tertinggal"),
    ("moving away, less is better", "turun", [12, "", "", 13.5], 9, (-50, 60, -2.25), "menjauh"),
    ("beyond the end target: obsolete", "naik", [62, "", "", 75], 72, (130, 60, -1.5), "sudah terlampaui"),
    ("exactly at the end target", "turun", [12, "", "", 9], 9, (100, 60, 0.0), "tinggal dipertahankan"),
    ("started at the end target, fell back", "naik", [62, "", "", 60], 62, (np.nan, 60, 1), "tidak dipertahankan"),
    ("started at the end target, fell back by no more than a printed unit", "naik", [62, "", "", 61], 62, (np.nan, 60, 0.5), "tinggal dipertahankan"),
    ("started at the end target, still there", "naik", [62, "", "", 63], 62, (np.nan, 60, -0.5), "tinggal dipertahankan"),
    ("started beyond the end target, fell back", "naik", [65, "", "", 60], 62, (np.nan, 60, 1), "tidak dipertahankan"),
    ("the end target asks for less than the start", "naik", [68, "", "", 70], 62, (np.nan, 60, -4), "sudah terlampaui"),
    ("at the limit of the unit", "naik", [94, "", "", 100], 100, (100, 60, 0.0), "tinggal dipertahankan"),
    ("at zero, the least there can be", "turun", [4, "", "", 0], 0, (100, 60, 0.0), "tinggal dipertahankan"),
    ("must stay, half way", "rentang", [90, "", "", 95], 100, (50, 60, 2.5), "tertinggal"),
    ("must stay, a little beyond", "rentang", [90, "", "", 101], 100, (90, 60, -0.5), "sesuai jalur"),
    ("must stay, far beyond is away", "rentang", [90, "", "", 150], 100, (-400, 60, -25), "menjauh"),
]


@pytest.mark.parametrize(("polaritas", "values", "end", "d_p_step", "word"), [row[1:] for row in JALUR], ids=[row[0] for row in JALUR])
def test_path_to_the_end_target(polaritas, values, end, d_p_step, word):
    row = trend_of([*map(str, values), "", ""], polaritas, target=[""] * 5 + [str(end)], satuan="%", nama_indikator="Persentase")
    assert row[["kemajuan_persen", "jalur_persen", "langkah_perlu_per_tahun"]].tolist() == pytest.approx(d_p_step, abs=1e-9, nan_ok=True)
    assert (row["tahun_target_akhir"], row["target_akhir"], row["keadaan_jalur"]) == (2024, end, word)


@pytest.mark.parametrize(("polaritas", "values", "end", "naive"), [("naik", [62, 68], 72, 94.44), ("turun", [12, 10.5], 9, 83.33)], ids=["more is better", "less is better"])
def test_naive_progress_is_high_even_half_way(polaritas, values, end, naive):
    """METHODS.md section 6: 94,4 % against 60 % of the way; 83,3 % against 50 %."""
    assert round(trend_of([*map(str, values), ""], polaritas, target=["", "", str(end)])["naif_persen"], 2) == naive


@pytest.mark.parametrize(("then", "word"), [("4", "tercapai"), ("3", "tidak tercapai")])
def test_an_end_year_gone_by_is_judged_by_its_own_figure(then, word):
    row = trend_of(["1", then, "2"], target=["", "4", ""])
    assert (row["jalur_persen"], row["tahun_target_akhir"], row["keadaan_jalur"]) == (100, 2020, word)
    assert math.isnan(row["langkah_perlu_per_tahun"])


WAITS = [
    # year of the row, realisation, year of the figure, target; polarity, state, required step
    ("the figure of the end year is not out", [(2022, "5", None, ""), (2023, "7", 2022, "9")], "menunggu angka", np.nan),
    ("not even by an older one that would do", [(2022, "5", None, ""), (2023, "9", 2022, "9")], "menunggu angka", np.nan),
    ("the end year is still to come", [(2021, "5", None, ""), (2023, "7", 2022, ""), (2024, "", None, "9")], "sesuai jalur", 1),
    ("its own year", [(2022, "5", None, ""), (2023, "7", 2023, "9")], "tidak tercapai", np.nan),
    ("the end year is gone, its figure never came", [(2021, "5", None, ""), (2022, "6", None, ""), (2023, "", None, "9"), (2024, "7", 2022, "")], "menunggu angka", np.nan),
    ("a grade of an earlier year", [(2022, "Pratama", None, ""), (2023, "Madya", 2022, "Madya")], "menunggu angka", np.nan),
    ("a grade of its own year", [(2022, "Pratama", None, ""), (2023, "Madya", 2023, "Madya")], "tercapai", np.nan),
]


@pytest.mark.parametrize(("rows", "state", "step"), [row[1:] for row in WAITS], ids=[row[0] for row in WAITS])
def test_an_older_figure_says_nothing_of_an_end_target_that_is_due(rows, state, step):
    years, values, of, targets = zip(*rows, strict=True)
    unit = "predikat APE" if values[0] == "Pratama" else "%"
    row = trend_of([*values], tahun=[*years], data_tahun=[*of], target=[*targets], satuan=unit, nama_indikator="A")
    assert row["keadaan_jalur"] == state
    assert row["langkah_perlu_per_tahun"] == pytest.approx(step, nan_ok=True)
    assert row["kredibilitas"] == ""


def test_each_dinas_has_its_own_year_of_report():
    """An end target is due where its own dinas has reported the year, not where another one has."""
    rows = [("a", "x", 2022, "5", ""), ("a", "x", 2023, "7", ""), ("a", "x", 2024, "n/a", "9"), ("b", "y", 2024, "1", "")]
    more = [("a", "z", 2024, "1", "")]
    for given_rows, state in ((rows, "sesuai jalur"), (rows + more, "menunggu angka")):
        frame = pd.DataFrame(given_rows, columns=["dinas", "indikator", "tahun", "realisasi", "target"])
        assert compute_trend(frame.assign(polaritas="naik")).loc[0, "keadaan_jalur"] == state


def test_an_end_year_gone_by_without_a_figure_cannot_be_judged():
    row = trend_of(["1", "", "5"], target=["", "4", ""])
    assert row["keadaan_jalur"] == "belum dapat dinilai"
    assert row[["kemajuan_persen", "naif_persen"]].isna().all()


@pytest.mark.parametrize(("polaritas", "last", "target", "word"), [("turun", "4.27", 4.30, "tinggal dipertahankan"), ("turun", "4.10", 4.30, "sudah terlampaui"), ("naik", "4.27", 4.25, "tinggal dipertahankan"), ("turun", "4.40", 4.30, "sesuai jalur"), ("rentang", "4.27", 4.27, "tinggal dipertahankan"), ("rentang", "4.00", 4.25, "tertinggal")])
def test_inside_a_range_is_met_and_only_beyond_it_is_obsolete(polaritas, last, target, word):
    row = trend_of(["4.60" if polaritas != "naik" else "4.00", last, "", "", ""], polaritas, target=[""] * 5, target_bawah=[np.nan] * 4 + [4.25], target_atas=[np.nan] * 4 + [4.30])
    assert (row["target_akhir"], row["keadaan_jalur"]) == (target, word)


def test_some_missing_polarities_are_naik():
    """One known, one missing in the same frame: both are judged, the missing one as naik."""
    frame = pd.DataFrame({"indikator": np.repeat(["a", "b"], 5), "tahun": [*range(2019, 2024)] * 2, "realisasi": [1.0, 2, 3, 4, 5] * 2, "polaritas": ["turun"] * 5 + [None] * 5})
    found = compute_trend(frame)
    assert found[["polaritas", "arah"]].values.tolist() == [["turun", "memburuk"], ["naik", "membaik"]]


def test_an_unknown_polarity_is_refused_and_a_missing_one_is_naik():
    with pytest.raises(RuleError, match="Polaritas tidak dikenal: 'Naik'"):
        trend_of([1.0, 2.0], "Naik")
    assert trend_of([1.0, 2, 3, 4, 5], None)["arah"] == "membaik"


def test_categories_and_missing_texts_are_read_like_text():
    frame = random_kinerja(3).astype({name: "category" for name in ("dinas", "indikator", "polaritas", "satuan", "putus_deret", "putus_target")})
    pd.testing.assert_frame_equal(compute_trend(frame)[NUMBERS], compute_trend(random_kinerja(3))[NUMBERS])
    assert trend_of([1.0, 2.0], satuan=None, nama_indikator=None, putus_deret=np.nan, putus_target=None)["n_tahun"] == 2


# last figure, end target two years on, polarity → required / median past step, word
LANGKAH = [
    ("as fast as usual", [10, 12, 14, 16], 20, "naik", 1.0, "wajar"),
    ("faster than usual, but done before", [10, 11, 15, 16], 22, "naik", 3.0, "pernah dicapai"),
    ("never done", [10, 12, 14, 16], 30, "naik", 3.5, "belum pernah dicapai"),
    ("less is better, as usual", [20, 18, 16, 14], 10, "turun", 1.0, "wajar"),
    ("usual step goes the other way", [20, 18, 16, 14], 20, "naik", np.nan, "belum pernah dicapai"),
    ("nothing required", [10, 12, 14, 16], 15, "naik", np.nan, ""),
    ("two figures: no usual step", [10, 12], 20, "naik", np.nan, ""),
]


@pytest.mark.parametrize(("values", "end", "polaritas", "ratio", "word"), [row[1:] for row in LANGKAH], ids=[row[0] for row in LANGKAH])
def test_credibility_of_the_required_step(values, end, polaritas, ratio, word):
    row = trend_of([*map(str, values), "", ""], polaritas, target=[""] * (len(values) + 1) + [str(end)])
    assert row["rasio_langkah"] == pytest.approx(ratio, nan_ok=True)
    assert row["kredibilitas"] == word


@pytest.mark.parametrize(("last", "bound"), [("4.10", 4.20), ("4.27", 4.25), ("4.22", 4.22)], ids=["below", "above", "inside"])
def test_range_target_uses_the_nearer_bound(last, bound):
    row = trend_of(["4.50", last], "rentang", target=["", ""], target_bawah=[np.nan, 4.20], target_atas=[np.nan, 4.25])
    assert row["target_akhir"] == bound


@given(st.lists(st.integers(0, 30), min_size=2, max_size=9))
@settings(deadline=None, max_examples=25)
def test_reversing_a_series_flips_the_slope_and_keeps_p(values):
    forth, back = trend_of([float(v) for v in values]), trend_of([float(v) for v in values[::-1]])
    assert back["tren_per_tahun"] == pytest.approx(-forth["tren_per_tahun"], abs=1e-12)
    assert back["p_tren"] == pytest.approx(forth["p_tren"], abs=1e-12)
    assert [back["tren_bawah"], back["tren_atas"]] == pytest.approx([-forth["tren_atas"], -forth["tren_bawah"]], abs=1e-12, nan_ok=True)


def test_changes_compare_with_the_last_year_that_has_a_value():
    frame = pd.DataFrame({"indikator": ["a"] * 4 + ["b"], "tahun": [2019, 2020, 2021, 2022, 2020], "realisasi": ["5", "", "8", "7", "1"]})
    out = compute_changes(frame)
    assert out[["indikator", "tahun", "tahun_lalu", "realisasi_lalu", "perubahan"]].values.tolist() == [["a", 2021, 2019, 5, 3], ["a", 2022, 2021, 8, -1]]


def test_changes_are_points_for_a_percentage_and_per_cent_for_a_count():
    frame = pd.DataFrame({"indikator": ["a", "a", "b", "b"], "tahun": [2022, 2023] * 2, "realisasi": [50.0, 60, 200, 260], "satuan": ["%", "%", "orang", "orang"], "nama_indikator": "X"})
    assert compute_changes(frame)[["perubahan", "perubahan_persen"]].to_numpy().tolist() == pytest.approx(np.array([[10, np.nan], [60, 30]]), nan_ok=True)


def test_an_infinite_value_is_no_figure():
    assert trend_of([1.0, np.inf, 3.0])[["n_tahun", "tren_per_tahun"]].tolist() == [2, 1]


def test_a_year_given_twice_counts_once():
    row = trend_of([1.0, 5.0, 9.0], tahun=[2020, 2020, 2021])
    assert (row["n_tahun"], row["perubahan"], row["n_di_luar_deret"]) == (2, 4, 1)


@pytest.mark.parametrize(
    ("values", "columns", "arah", "precision"),
    [
        ([100, 100, 100, 99.99], {}, "tetap", 0.01),
        ([100, 100, 100, 99.9, 99.99], {}, "tidak menentu", 0.01),
        ([100.0, 100, 100, 98], {}, "tidak menentu", 0),
        ([78.11, 78.06], {}, "turun", 0.01),
        ([78.11, 78.109], {}, "tetap", 0.001),
        ([78.11, 78.06], {"satuan": "indeks"}, "turun", 0.01),
        ([5, 6], {"satuan": "%", "nama_indikator": "Persentase"}, "tetap", 1),
        ([5, 7], {"satuan": "%", "nama_indikator": "Persentase"}, "naik", 1),
        ([5, 6], {"satuan": "kasus"}, "naik", 0),
        ([0.3, 0.1 + 0.2], {}, "tetap", 0.1),
    ],
    ids=str,
)
def test_a_change_within_the_precision_is_none_and_equal_figures_agree_with_nothing(values, columns, arah, precision):
    row = trend_of([float(v) for v in values], **columns)
    assert (row["arah"], row["ketelitian"]) == (arah, pytest.approx(precision))


def test_two_figures_of_one_year_widen_the_precision():
    """2021 was published as 78,06 and later as 77,63: a change up to 0,43 is none."""
    row = trend_of(["75", "78.11", "78.06", "77.63"], tahun=[2018, 2020, 2021, 2022], data_tahun=[np.nan] * 3 + [2021])
    assert row["ketelitian"] == pytest.approx(0.43)
    broken = trend_of(["5", "50", "78.06", "77.63"], tahun=[2020, 2021, 2022, 2023], data_tahun=[np.nan, 2020, np.nan, np.nan], putus_deret=["", "", "baru", ""])
    assert broken["ketelitian"] == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("values", "end", "state", "step"),
    [
        (["78.11", "78.109"], "79", "tertinggal", "belum diketahui"),
        (["78.11", "78.09"], "79", "menjauh", ""),
        (["100", "100", "99.99"], "100", "tinggal dipertahankan", ""),
        (["100", "100", "99.9"], "100", "tinggal dipertahankan", ""),
        (["100", "100", "99.8"], "100", "tidak dipertahankan", "belum pernah dicapai"),
        (["100", "99.95", "99.8"], "100", "tidak dipertahankan", "belum pernah dicapai"),
    ],
    ids=str,
)
def test_a_move_within_the_precision_is_neither_away_nor_a_fall_back(values, end, state, step):
    row = trend_of([*values, "", ""], target=[""] * (len(values) + 1) + [end])
    assert row["keadaan_jalur"] == state
    if len(values) > 2:
        assert row["kredibilitas"] == step


def test_the_way_is_judged_by_the_newest_figure():
    """IDG of Malang: 78,06 was reported for 2021, and later 77,63 of 2021 and 78,77 of 2022: 78,77 is where it stands."""
    rows = {"tahun": [2018, 2019, 2020, 2021, 2022, 2023], "data_tahun": [np.nan] * 4 + [2021, 2022], "putus_target": [""] * 3 + ["Renstra baru", "", ""], "target": [""] * 5 + ["79"]}
    row = trend_of(["75", "75.5", "78.11", "78.06", "77.63", "78.77"], **rows)
    assert (row["tahun_akhir"], row["realisasi_akhir"], row["n_di_luar_deret"], row["keadaan_jalur"]) == (2022, 78.77, 1, "menunggu angka")
    assert row["kemajuan_persen"] == pytest.approx((78.77 - 78.11) / (79 - 78.11) * 100)


BAND = [  # a revision of 0,43 of 2018, then a move: memburuk and menjauh only beyond the band
    ("within the revision", ["78.11", "78.09", "78.06"], ["75.43", "75"], "tetap", "tertinggal"),
    ("as large as the revision", ["78.11", "77.9", "77.68"], ["75.43", "75"], "tetap", "tertinggal"),
    ("beyond the revision", ["78.11", "77.9", "77.67"], ["75.43", "75"], "cenderung memburuk", "menjauh"),
    ("no revision", ["78.11", "78.09", "78.06"], ["75", "75"], "cenderung memburuk", "menjauh"),
    ("the last digit, three times", ["78.11", "78.11", "78.10"], ["75", "75"], "tetap", "tertinggal"),
    ("beyond the last digit", ["78.11", "78.10", "78.09"], ["75", "75"], "cenderung memburuk", "menjauh"),
]


@pytest.mark.parametrize(("values", "twice", "arah", "state"), [row[1:] for row in BAND], ids=[row[0] for row in BAND])
def test_both_sides_of_the_dead_band(values, twice, arah, state):
    """The words rest on the series since 2020; 2018 was published twice and only tells how far figures are revised."""
    years = {"tahun": [2018, 2019, *range(2020, 2023), 2024], "data_tahun": [np.nan, 2018] + [np.nan] * 4}
    full = trend_of([*twice, *values, ""], target=[""] * 5 + ["79"], putus_target=["", "", "", "Renstra baru", "", ""], **years)
    assert full["keadaan_jalur"] == state
    # without the year of the revision in the line itself, the same band decides the direction
    alone = trend_of([values[0], *values], tahun=range(2020, 2024), data_tahun=[2020, 2020, 2021, 2022]) if twice[0] == twice[1] else trend_of([str(round(float(values[0]) + 0.43, 2)), *values], tahun=range(2020, 2024), data_tahun=[2020, 2020, 2021, 2022])
    assert alone["arah"] == arah


def test_small_steps_one_way_and_a_large_one_back_are_no_direction():
    """Eight figures, 21 of 28 pairs fall, each by less than the revision of 0,43; the last one jumps up."""
    values = ["10.49", "10.06", "10.05", "10.04", "10.03", "10.02", "10.01", "10.00", "12"]
    row = trend_of(values, tahun=range(2015, 2024), data_tahun=[2016] + [np.nan] * 8)
    assert (row["n_tahun"], row["ketelitian"], row["arah"]) == (8, pytest.approx(0.43), "tidak menentu")
    sharp = trend_of(values[1:], tahun=range(2016, 2024))
    assert sharp["arah"] == "cenderung memburuk"


START = [  # figures from 2018 on, the first without a target: does the sign of the change rest on it alone?
    ("Belitung, IDG: 54,27 then 43,07 … 53,47", ["54.27", "43.07", "53.11", "53.02", "53.02", "53.47"], True, 10.4),
    ("Malang, mandiri: 4,38 then 14,52 … 5,56", ["4.38", "14.52", "12", "3.27", "3.38", "5.56"], True, -8.96),
    ("the same way without it", ["73.85", "83.89", "97.62"], False, 13.73),
    ("it alone makes a change of none", ["5", "6", "6"], True, 0),
    ("two figures leave nothing to compare", ["5", "6"], False, np.nan),
    ("no change either way", ["5", "4", "5"], False, 1),
]


@pytest.mark.parametrize(("values", "decides", "rest"), [row[1:] for row in START], ids=[row[0] for row in START])
def test_whether_a_starting_figure_without_a_target_decides_the_sign(values, decides, rest):
    target = ["", *["50"] * (len(values) - 1)]
    row = trend_of(values, tahun=range(2018, 2018 + len(values)), target=target)
    assert (row["angka_awal"], row["awal_menentukan"]) == (True, decides)
    assert row["perubahan_tanpa_awal"] == pytest.approx(rest, nan_ok=True)
    promised = trend_of(values, tahun=range(2018, 2018 + len(values)), target=["50"] * len(values))
    assert (promised["angka_awal"], promised["awal_menentukan"]) == (False, False), "a figure with a target is no starting figure"


@pytest.mark.parametrize(
    ("values", "polaritas", "satuan", "target", "held"),
    [
        ([100, 100, 99.9, 100, 100], "naik", "%", 100, (4, 80)),
        ([4, 2, 0, 0, 0], "turun", "kasus", 0, (3, 60)),
        ([97, 98, 99, 99, 99], "naik", "%", 100, (0, 0)),
        ([97, 98, 99, 100, 100], "naik", "%", 99, (np.nan, np.nan)),
        ([100, 100, 99, 100, 100], "rentang", "%", 100, (np.nan, np.nan)),
        ([100, 100, 99, 100, 100], "naik", "indeks", 100, (np.nan, np.nan)),
    ],
    ids=["ceiling", "no case", "never", "below the limit", "should stay", "no limit"],
)
def test_a_target_at_the_limit_of_the_unit_can_only_be_held(values, polaritas, satuan, target, held):
    row = trend_of([*map(str, values), ""], polaritas, target=[""] * 5 + [str(target)], satuan=satuan, nama_indikator="Persentase")
    assert row[["n_bertahan", "bertahan_persen"]].tolist() == pytest.approx(held, nan_ok=True)


def naive_tendency(values) -> float:
    """Share of all orders in which three of four of all pairs go one way."""
    orders = list(itertools.permutations(values))
    pairs = list(itertools.combinations(range(len(values)), 2))
    ups = [sum(o[j] > o[i] for i, j in pairs) for o in orders]
    downs = [sum(o[j] < o[i] for i, j in pairs) for o in orders]
    return sum(max(u, d) >= 0.75 * len(pairs) for u, d in zip(ups, downs, strict=True)) / len(orders)


@pytest.mark.parametrize("values", [(1, 2, 3), (1, 2, 3, 4), (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6), (1, 1, 2), (1, 1, 2, 3), (1, 1, 2, 3, 4), (1, 1, 2, 2, 3, 4), (5, 5, 5, 4), (2, 2, 2)], ids=str)
def test_chance_of_a_tendency_equals_full_enumeration(values):
    """3 and 4 years .333, 5 .233, 6 .136: what is expected by chance stands beside every count."""
    assert trend_of([float(v) for v in values])["peluang_cenderung"] == pytest.approx(naive_tendency(values), abs=1e-12)


def test_a_tendency_needs_three_figures():
    assert math.isnan(trend_of([1.0, 2.0])["peluang_cenderung"])


def test_a_polarity_that_only_some_indicators_lack_is_naik_for_them():
    frame = pd.DataFrame({"indikator": ["a"] * 5 + ["b"] * 5, "tahun": [*range(2019, 2024)] * 2, "realisasi": [*range(5)] * 2, "polaritas": ["turun"] * 5 + [None] * 5})
    assert compute_trend(frame)[["polaritas", "arah"]].values.tolist() == [["turun", "memburuk"], ["naik", "membaik"]]


DUE = [
    # unit, polarity, target and realisation of 2023 and 2024, target of 2025 (None: 2024 was the last), the state at the end of 2024
    ("opini", "naik", [("WTP", "WTP"), ("WTP", "WTP")], None, "tercapai"),
    ("opini", "naik", [("WTP", "WTP"), ("WTP", "WDP")], None, "tidak tercapai"),
    ("ada/tidak", "naik", [("Ada", "Tidak"), ("Ada", "Ada")], None, "tercapai"),
    ("level", "naik", [("Level 3", "Level 2"), ("Level 3", "Level 2")], None, "tidak tercapai"),
    ("predikat APE", "naik", [("Pratama", "Pratama"), ("Madya", "Pratama")], None, "tidak tercapai"),
    ("predikat APE", "naik", [("Pratama", "Pratama"), ("Madya", "Madya")], "Utama", "belum sampai"),
    ("predikat APE", "naik", [("Pratama", "Pratama"), ("Madya", "Utama")], "Utama", "tinggal dipertahankan"),
    ("predikat APE", "naik", [("Pratama", ""), ("Madya", "")], "Utama", "belum dapat dinilai"),
    ("predikat AKIP", "naik", [("B", "B"), ("BB", "B")], None, "tidak tercapai"),
    ("tanggal", "turun", [("2023-03-31", "2023-03-30"), ("2024-03-31", "2024-04-02")], None, "tidak tercapai"),
    ("tanggal", "turun", [("2023-03-31", "2023-03-30"), ("2024-03-31", "2024-03-31")], None, "tercapai"),
    ("tanggal", "turun", [("2023-03-31", "2023-03-30"), ("2024-03-31", "")], None, "belum dapat dinilai"),
    ("mutu sendiri", "naik", [("Dasar", "Dasar"), ("Madya", "Paripurna")], None, "tercapai"),
    ("%", "naik", [("80", "70"), ("90", "")], None, "belum sampai"),
    ("%", "naik", [("80", ""), ("90", "70")], "95", "belum sampai"),
    ("%", "naik", [("80", ""), ("90", "95")], "95", "tinggal dipertahankan"),
    ("%", "naik", [("80", ""), ("90", "")], "95", "belum dapat dinilai"),
    ("%", "naik", [("80", "70"), ("90", "95")], None, "tercapai"),
]
LADDER = pd.DataFrame({"satuan": "mutu sendiri", "urutan": [1, 2, 3], "label": ["Dasar", "Madya", "Paripurna"], "terendah": [None] * 3})


@pytest.mark.parametrize(("satuan", "polaritas", "years", "later", "state"), DUE, ids=range(len(DUE)))
def test_an_end_target_that_is_due_is_met_or_missed_also_without_a_number(satuan, polaritas, years, later, state):
    rows = [("a", 2023 + n, *pair) for n, pair in enumerate(years)] + ([("a", 2025, later, "")] if later else [])
    frame = pd.DataFrame(rows, columns=["indikator", "tahun", "target", "realisasi"]).assign(satuan=satuan, polaritas=polaritas, nama_indikator="A")
    row = compute_trend(frame, tangga=LADDER).iloc[0]
    assert row["keadaan_jalur"] == state
    assert row["tahun_target_akhir"] == (2025 if later else 2024)


def test_a_grade_of_an_earlier_year_says_nothing_of_the_year_that_is_due():
    frame = pd.DataFrame({"indikator": "a", "tahun": [2023, 2024], "target": "Madya", "realisasi": "Madya", "data_tahun": [None, 2023], "satuan": "predikat APE", "polaritas": "naik"})
    assert compute_trend(frame).iloc[0]["keadaan_jalur"] == "menunggu angka"
