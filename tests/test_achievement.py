"""Achievement: the truth table, a naive twin, properties, the roll-up, and the printed figures of the four reports."""

import ast
import csv
import math
import random
from pathlib import Path

import pandas as pd
import pytest
from asli import asli
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from lakip_analysis.capaian.compute import (
    CAPAIAN_COLUMNS,
    FORMULAS,
    capaian_table,
    compute_capaian,
    summarize_capaian,
)

ROOT = Path(__file__).parents[1]
TABLE = list(csv.DictReader((ROOT / "tests" / "golden" / "capaian.csv").open(encoding="utf-8")))
INPUTS = ["polaritas", "satuan", "target", "target_bawah", "target_atas", "realisasi"]
NAIK, TURUN, TERBALIK, JARAK = FORMULAS
RULES = [("naik", NAIK), ("turun", TURUN), ("turun", TERBALIK), ("rentang", JARAK)]
PROPERTY = settings(deadline=None, max_examples=12, derandomize=True)
amounts = st.floats(0.01, 1e6).map(lambda x: round(x, 4))


def frame_of(rows):
    frame = pd.DataFrame(rows)[INPUTS]
    return frame.assign(**{name: pd.to_numeric(frame[name].replace("", None)) for name in ("target_bawah", "target_atas")})


def one(polaritas, target, realisasi, rumus, **more):
    frame = pd.DataFrame({"polaritas": [polaritas], "target": [target], "realisasi": [realisasi], **{k: [v] for k, v in more.items()}})
    return compute_capaian(frame, {polaritas: rumus}).iloc[0]


def assert_as_written(found, written, what):
    """Within half a unit of the last digit that the table writes: a printed figure has two, an exact one six."""
    if written == "":
        assert math.isnan(found), what
    else:
        assert found == pytest.approx(float(written), abs=0.5 * 10.0 ** -len(written.partition(".")[2]) + 1e-9), what


# --- the truth table -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", TABLE, ids=[row["kasus"] for row in TABLE])
def test_truth_table(row):
    found = compute_capaian(frame_of([row]), {row["polaritas"]: row["rumus"]}).iloc[0]
    assert (found["rumus"], found["status"]) == (row["rumus"], row["status"])
    assert_as_written(found["capaian_persen"], row["capaian_persen"], "capaian_persen")
    assert_as_written(found["capaian_acuan_persen"], row["capaian_acuan_persen"], "capaian_acuan_persen")
    assert (found["kategori"] == "") == (row["capaian_persen"] == "")


def test_the_whole_table_in_one_frame_gives_the_same_as_row_by_row():
    rows = [row for row in TABLE if row["rumus"] != TERBALIK]
    whole = compute_capaian(frame_of(rows))
    single = pd.concat([compute_capaian(frame_of([row])) for row in rows], ignore_index=True)
    assert len(whole) == len(rows) > 80
    assert_frame_equal(whole, single, check_dtype=False)


def test_printed_figures_of_the_table_stand_in_the_published_rows():
    published = {path.parent.name: pd.read_csv(path, dtype=str, keep_default_na=False).set_index("id") for path in ROOT.glob("data/*/terbitan_kinerja.csv")}
    cited = [row for row in TABLE if row["sumber"].partition(" ")[0] in published]
    right = [row for row in cited if not row["catatan"].startswith("salah cetak")]
    assert len(cited) >= 25 and len(right) >= 15
    for row in cited:
        dinas, _, number = row["sumber"].partition(" ")
        printed = published[dinas].loc[number]
        if row["target"][0].isdigit():
            read = [(printed[name], row[name].split(":")[-1]) for name in ("target", "realisasi")]
            assert all(float(there) == float(here) for there, here in read), row["kasus"]
        if row in right:
            assert_as_written(float(printed["capaian"]), row["capaian_persen"], row["kasus"])
        else:
            assert abs(float(printed["capaian"]) - float(row["capaian_persen"])) > 0.005, f"{row['kasus']}: printed right after all"


# --- naive twin ------------------------------------------------------------------------------------------------------


def naive(rumus, t, r):
    """The rule as a person would work it, one pair at a time; `None` where there is no percentage."""
    if t is None or r is None or (t == 0 and (rumus == NAIK or r != 0)):
        return None
    if t == 0:
        return 100.0
    plain, turned = r / t * 100, (t - (r - t)) / t * 100
    if rumus == JARAK:
        return 100 - abs((r - t) / t) * 100
    if rumus == TERBALIK and t > 0:
        return t / r * 100 if r > 0 else None
    return plain if (rumus == NAIK) == (t > 0) else turned


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("turun", [TURUN, TERBALIK])
def test_equals_the_naive_loop_on_random_frames(seed, turun):
    draw = random.Random(seed)
    values = [None, 0.0, 1.0, -1.0, 10.0, 120.0]
    pairs = [(draw.choice(["naik", "turun", "rentang"]), *(draw.choice([*values, round(draw.uniform(-50, 300), 3)]) for _ in "tr")) for _ in range(300)]
    frame = pd.DataFrame(pairs, columns=["polaritas", "target", "realisasi"])
    found = compute_capaian(frame, {"turun": turun})
    rule, common = {"naik": NAIK, "turun": turun, "rentang": JARAK}, {"naik": NAIK, "turun": TURUN, "rentang": JARAK}
    own = [naive(rule[p], t, r) for p, t, r in pairs]
    capped = [None if (c := naive(common[p], t, r)) is None else min(120.0, max(0.0, c)) for p, t, r in pairs]
    assert None in own and any(own)
    assert found["capaian_persen"].tolist() == pytest.approx([math.nan if x is None else x for x in own], rel=1e-12, abs=1e-9, nan_ok=True)
    assert found["capaian_acuan_persen"].tolist() == pytest.approx([math.nan if x is None else x for x in capped], rel=1e-12, abs=1e-9, nan_ok=True)


# --- properties ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("polaritas", "rumus"), RULES)
@PROPERTY
@given(target=amounts, realisasi=amounts, factor=st.floats(0.001, 1000))
def test_scaling_target_and_realisasi_together_changes_nothing(polaritas, rumus, target, realisasi, factor):
    before = one(polaritas, target, realisasi, rumus)
    after = one(polaritas, target * factor, realisasi * factor, rumus)
    assert after["capaian_persen"] == pytest.approx(before["capaian_persen"], rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(("polaritas", "rumus", "sign"), [("naik", NAIK, 1), ("turun", TURUN, -1), ("turun", TERBALIK, -1)])
@PROPERTY
@given(target=amounts, low=amounts, step=amounts)
def test_monotone_in_realisasi_by_polarity(polaritas, rumus, sign, target, low, step):
    worse_or_better = one(polaritas, target, low + step, rumus)["capaian_persen"] - one(polaritas, target, low, rumus)["capaian_persen"]
    assert worse_or_better * sign > 0


@pytest.mark.parametrize(("polaritas", "rumus"), RULES)
@PROPERTY
@given(target=amounts, negative=st.booleans())
def test_exactly_100_at_target(polaritas, rumus, target, negative):
    target = -target if negative else target
    found = one(polaritas, target, target, rumus)
    assert found["capaian_persen"] == 100.0 == found["capaian_acuan_persen"]


@PROPERTY
@given(order=st.permutations(range(len(TABLE))))
def test_permuting_rows_permutes_results(order):
    frame = frame_of(TABLE)
    assert_frame_equal(compute_capaian(frame.iloc[list(order)]), compute_capaian(frame).iloc[list(order)])


def test_gives_a_new_frame_with_the_same_rows_and_leaves_the_given_one_alone():
    frame = frame_of(TABLE).set_axis([7] * len(TABLE))
    kept = frame.copy(deep=True)
    found = compute_capaian(frame)
    assert_frame_equal(frame, kept)
    assert_frame_equal(found[INPUTS], kept)


# --- states ----------------------------------------------------------------------------------------------------------


def test_a_value_that_cannot_be_read_is_not_called_missing():
    """`98,5` was printed; saying that nothing was printed would hide a data fault (DESIGN 1: three states)."""
    found = compute_capaian(pd.DataFrame({"target": ["10", "98,5"], "realisasi": ["98,5", "100"], "polaritas": "naik"}))
    assert found["capaian_persen"].isna().all()
    assert not found["status"].isin(["realisasi_kosong", "target_kosong"]).any()


def test_a_very_small_or_large_number_beside_text_stays_a_number():
    """One letter in the column turns the numbers to text; `1e-05` and `1e+16` are still numbers."""
    found = compute_capaian(pd.DataFrame({"target": [0.00001, 1e16, "BB"], "realisasi": [0.00001, 1e16, "BB"], "polaritas": "naik", "satuan": "predikat AKIP"}))
    assert found["capaian_persen"].tolist() == [100.0, 100.0, 100.0]


def test_a_score_of_exactly_70_is_predicate_b_and_does_not_meet_bb():
    """Permen PANRB 88/2021: BB is > 70 (METHODS 3.1; 1.3 divides by 70,01), so 70,00 stays below the promise."""
    assert one("naik", "BB", "70", NAIK, satuan="predikat AKIP")["capaian_persen"] < 100
    assert one("naik", "BB", "70.01", NAIK, satuan="predikat AKIP")["capaian_persen"] >= 100


@pytest.mark.parametrize("target", ["BB", "BB 70"])
@pytest.mark.parametrize(("score", "met"), [("69.5", "tidak"), ("70", "tidak"), ("B 70", "tidak"), ("70.01", "ya"), ("80", "ya")])
def test_a_promised_predicate_asks_for_the_same_score_however_it_is_written(target, score, met):
    """BB is > 70 to 80: `BB 70` promises BB and prints a score that is still B, so both ask for 70,01."""
    row = one("naik", target, score, NAIK, satuan="predikat AKIP")
    assert (row["tercapai"], row["status"]) == (met, "dihitung_ambang")
    assert (row["capaian_persen"] >= 100) == (met == "ya")
    assert met == "ya" or row["capaian_persen"] == pytest.approx(float(score.split()[-1]) / 70.01 * 100)


@pytest.mark.parametrize(("target", "score", "met"), [("A", "80", "tidak"), ("A 80", "80", "tidak"), ("A", "80.01", "ya"), ("BB 75", "74.99", "tidak"), ("BB 75", "75", "ya"), ("70", "70", "ya"), ("B 60", "60.01", "ya"), ("B 60", "60", "tidak")])
def test_a_score_inside_the_promised_class_stays_the_target(target, score, met):
    assert one("naik", target, score, NAIK, satuan="predikat AKIP")["tercapai"] == met


# --- roll-up ---------------------------------------------------------------------------------------------------------


def rolled(realisasi, **more):
    frame = pd.DataFrame({"dinas": "d", "indikator": range(len(realisasi)), "target": 50.0, "realisasi": pd.Series(realisasi, dtype=float), "polaritas": "naik", **more})
    capaian = compute_capaian(frame)
    return capaian, summarize_capaian(capaian, ["dinas"]).iloc[0]


@PROPERTY
@given(realisasi=st.lists(st.none() | amounts, min_size=1, max_size=12))
def test_roll_up_lies_between_its_smallest_and_largest_member(realisasi):
    capaian, total = rolled(realisasi)
    assume(capaian["capaian_persen"].notna().any())
    for column, mean in (("capaian_persen", "rata_capaian_persen"), ("capaian_acuan_persen", "rata_acuan_persen"), ("capaian_persen", "median_capaian_persen")):
        assert capaian[column].min() - 1e-9 <= total[mean] <= capaian[column].max() + 1e-9
    assert (total["n_indikator"], total["n_dihitung"]) == (len(realisasi), sum(x is not None for x in realisasi))
    assert total["n_tercapai"] == sum(x is not None and x >= 50 for x in realisasi)


@PROPERTY
@given(realisasi=st.lists(st.sampled_from([0.0, 10.0, 50.0, 90.0]), min_size=1, max_size=10), hide=st.booleans())
def test_losing_a_zero_never_raises_a_mean_at_the_same_coverage(realisasi, hide):
    _, before = rolled([0.0, *realisasi])
    _, after = rolled([None, *realisasi] if hide else realisasi)
    assert after["n_dihitung"] == before["n_dihitung"] - 1
    assert after["n_indikator"] == before["n_indikator"] - (not hide)
    for mean in ("rata_capaian_persen", "rata_acuan_persen"):
        assert after[mean] == pytest.approx(before[mean] * before["n_dihitung"] / after["n_dihitung"], abs=1e-9)


def test_means_are_worked_by_hand_and_say_their_coverage():
    """300, 150, 60 → 170 raw and (120 + 120 + 60) / 3 = 100 capped at 120 (METHODS 1.5), with one of four missing."""
    _, total = rolled([150.0, 75.0, 30.0, None])
    found = total[["n_indikator", "n_dihitung", "n_tercapai", "rata_capaian_persen", "rata_acuan_persen", "median_capaian_persen"]].tolist()
    assert found == pytest.approx([4, 3, 2, 170.0, 100.0, 150.0], abs=1e-9)


def test_no_mean_stands_on_rows_that_the_coverage_does_not_count():
    """T / R has no value at R = 0: the common mean of 120 stands on its own count, not on that of the dinas's own rule."""
    frame = pd.DataFrame({"dinas": "d", "indikator": ["a"], "target": [10.0], "realisasi": [0.0], "polaritas": "turun"})
    total = summarize_capaian(compute_capaian(frame, {"turun": TERBALIK}), ["dinas"]).iloc[0]
    assert (total["n_dihitung"], total["n_acuan"], total["rata_acuan_persen"]) == (0, 1, 120.0)
    assert math.isnan(total["rata_capaian_persen"])
    assert (total["n_terlapor"], total["n_tercapai"]) == (1, 1), "0 of at most 10 is reached, whatever its percentage"


# --- one place -------------------------------------------------------------------------------------------------------

DIVIDERS = {"div", "divide", "truediv", "rdiv", "true_divide", "floordiv", "_divide", "_percent"}


def divisions_by_target(source):
    """Return every division whose divisor is a target; a distance to a target (`target − awal`) is not one."""
    found = []
    for node in ast.walk(ast.parse(source)):
        divisors = []
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div | ast.FloorDiv):
            divisors = [node.right if isinstance(node, ast.BinOp) else node.value]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in DIVIDERS:
            divisors = node.args[-1:]
        for divisor in divisors:
            text = ast.unparse(divisor)
            distance = isinstance(divisor, ast.BinOp) and isinstance(divisor.op, ast.Sub)
            if not distance and ("target" in text.lower() or text in ("t", "row.t") or "['t']" in text):
                found.append(ast.unparse(node))
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "lakip_analysis").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_only_achievement_divides_by_a_target(path):
    if path.parts[-2:] == ("capaian", "compute.py"):
        assert divisions_by_target(path.read_text(encoding="utf-8"))
    else:
        assert divisions_by_target(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("slip", ["r / target * 100", "x = df.realisasi.div(df['target'])", "np.divide(r, row.target)", "r / t", "f['r'] / f['t']", "x /= target_akhir"])
def test_the_search_for_divisions_sees_each_spelling(slip):
    assert divisions_by_target(slip)
    assert divisions_by_target("(akhir - awal) / (target_akhir - awal) + target / 100") == []


# --- back test -------------------------------------------------------------------------------------------------------

MEANS = {("kota-malang-dinsosp3ap2kb", 2023): 106.22, ("kota-singkawang-dinsospppa", 2023): 113.01, ("kab-belitung-dspppa", 2024): 1092.12, ("kota-pontianak-dinsos", 2024): None}
WRONG = {  # indicators whose printed achievement does not follow from the printed target and realisation, and why
    ("kota-malang-dinsosp3ap2kb", 2023): {
        "penurunan-pmks": (275.00, "274,98 tercetak; 13,75 / 5"),
        "pmks-mandiri": (36.17, "36,20 tercetak; 5,56 / 15,37"),
        "laju-penduduk": (180.95, "19,05 tercetak: R/T pada indikator turun"),
        "tfr": (94.71, "105,29 tercetak: R/T pada indikator turun"),
    },
    ("kota-singkawang-dinsospppa", 2023): {
        "perempuan-organisasi": (92.27, "93,33 tercetak; 27,68 / 30"),
        "layanan-penduduk-miskin": (121.56, "123,29 tercetak: dibagi 70,12, bukan 71,12"),
    },
}


@pytest.mark.parametrize("report", MEANS, ids=lambda report: report[0])
def test_back_test_against_the_printed_report(report):
    """Equal to the print to 0,01 (reports round or cut at the second decimal) wherever the report is right."""
    capaian = asli(*report).capaian.set_index("indikator")
    printed, wrong = capaian["capaian_tercetak_persen"], WRONG.get(report, {})
    right = printed.dropna().drop(list(wrong))
    assert len(right) >= 3
    assert capaian.loc[right.index, "capaian_persen"].to_dict() == pytest.approx(right.to_dict(), abs=0.01)
    for name, (value, why) in wrong.items():
        assert capaian.loc[name, "capaian_persen"] == pytest.approx(value, abs=0.005), why
        assert abs(printed[name] - value) > 0.01, why
    if MEANS[report]:
        assert round(printed.mean(), 2) == MEANS[report]
        assert summarize_capaian(capaian.reset_index(), ["dinas"])["rata_tercetak_persen"].round(2).tolist() == [MEANS[report]]


@pytest.mark.parametrize("report", MEANS, ids=lambda report: report[0])
def test_the_file_holds_the_numbers_of_the_frame_and_ranges_as_text(report):
    capaian = asli(*report).capaian
    table = capaian_table(capaian)
    assert table.columns.tolist() == CAPAIAN_COLUMNS
    assert (table["capaian_persen"] - capaian["capaian_persen"]).abs().max() <= 0.00005
    ranged = capaian["target_bawah"].notna()
    assert table.loc[ranged, "target"].str.contains("–").all() and (table.loc[~ranged, "target"] == capaian.loc[~ranged, "target"]).all()


def test_the_years_of_a_report_stand_in_order():
    assert asli("kota-pontianak-dinsos", 2024).deret["tahun"].tolist() == [2022, 2023, 2024]


@pytest.mark.parametrize(("bawah", "atas", "said"), [(4.25, 4.3, "4.25–4.3"), (1234567, 2345678, "1234567–2345678")])
def test_a_range_is_written_whole(bawah, atas, said):
    frame = pd.DataFrame({"target": [""], "target_bawah": [bawah], "target_atas": [atas]}).reindex(columns=[*CAPAIAN_COLUMNS, "target_bawah", "target_atas"])
    assert capaian_table(frame)["target"].tolist() == [said]
    assert capaian_table(frame.iloc[:0]).empty, "no row: no indicator at a main level"
