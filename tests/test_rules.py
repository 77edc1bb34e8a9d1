"""Rules as rows: every band of every scale at its bounds, the printed gaps, the messages, the shipped tables."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lakip_analysis.aturan import rules
from lakip_analysis.aturan.rules import (
    RUMUS,
    SKALA_BERSAMA,
    categorize,
    in_gap,
    load_rules,
    scale_gaps,
    scale_rows,
    threshold,
)
from lakip_analysis.bahasa.say import has_text
from lakip_analysis.capaian.compute import FORMULAS, FROM_BASELINE, compute_capaian
from lakip_analysis.efisiensi import EFISIENSI_COLUMNS
from lakip_analysis.errors import RuleError
from lakip_analysis.tren import EXTRA_COLUMNS, TREN_COLUMNS
from lakip_analysis.tren.projection import MODEL, PROYEKSI_COLUMNS

# The scales as their sources print them, best class first: (class, sign, bound); the last class takes the rest.
SCALES = {
    "permendagri-86": [("Sangat Tinggi", ">=", 91), ("Tinggi", ">=", 76), ("Sedang", ">=", 66), ("Rendah", ">=", 51), ("Sangat Rendah", "", None)],
    "pontianak": [("Sangat Berhasil", ">", 85), ("Berhasil", ">", 70), ("Cukup Berhasil", ">", 55), ("Tidak Berhasil", "", None)],
    "malang": [
        ("Sangat tercapai/Sangat berhasil", ">=", 110),
        ("Tercapai/Berhasil", ">=", 90),
        ("Cukup tercapai/Cukup berhasil", ">=", 60),
        ("Tidak tercapai/Tidak berhasil", "", None),
    ],
    "belitung": [("Sangat baik", ">", 90), ("Baik", ">=", 75), ("Cukup", ">=", 65), ("Kurang", ">=", 50), ("Sangat kurang", "", None)],
    "belitung-predikat": [("Melebihi target", ">", 100), ("Tercapai/Sesuai target", ">=", 100), ("Tidak tercapai", "", None)],
    "akip": [("AA", ">", 90), ("A", ">", 80), ("BB", ">", 70), ("B", ">", 60), ("CC", ">", 50), ("C", ">", 30), ("D", ">", 0), ("", "", None)],
    "spm": [("Tuntas Paripurna", ">=", 100), ("Tuntas Utama", ">=", 90), ("Tuntas Madya", ">=", 80), ("Tuntas Pratama", ">=", 70), ("Tuntas Muda", ">=", 60), ("Belum Tuntas", "", None)],
    "kla": [("KLA", ">=", 901), ("Utama", ">=", 801), ("Nindya", ">=", 701), ("Madya", ">=", 601), ("Pratama", ">=", 500), ("", "", None)],
    "ikm": [("Sangat Baik", ">=", 88.31), ("Baik", ">=", 76.61), ("Kurang Baik", ">=", 65), ("Tidak Baik", "", None)],
}
PRINTED = {"akip": 2, "ikm": 2}  # scales that classify a value as it is printed, with so many decimals
BOUNDS = [(scale, i, *band) for scale, bands in SCALES.items() for i, band in enumerate(bands[:-1])]
STEP = 1e-6  # far below any printed digit, far above the tenth decimal where binary noise is cut


def cut(value, scale):
    """The value that a scale classifies: printed half up, or without binary noise."""
    exact = Decimal(repr(round(float(value), 10)))
    return float(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)) if scale in PRINTED else float(exact)


def category(value, scale):
    return categorize(pd.Series([value], dtype=float), scale).iloc[0]


def naive(value, scale):
    for name, sign, bound in SCALES[scale]:
        if bound is None or value > bound or (sign == ">=" and value == bound):
            return name


# --- bands -----------------------------------------------------------------------------------------------------------


def test_every_shipped_scale_is_tested_here():
    assert set(load_rules("skala")["skala"]) == set(SCALES)


@pytest.mark.parametrize(("scale", "i", "name", "sign", "bound"), BOUNDS, ids=[f"{b[0]} {b[2]} {b[3]}{b[4]}" for b in BOUNDS])
def test_just_below_at_and_just_above_each_bound(scale, i, name, sign, bound):
    below, step = SCALES[scale][i + 1][0], 0.01 if scale in PRINTED else STEP
    if scale == "belitung-predikat" and bound == 100:  # “= 100” is one point: the class below it starts just under 100
        assert [category(v, scale) for v in (bound - STEP, bound, bound + STEP)] == ["Tidak tercapai", "Tercapai/Sesuai target", "Melebihi target"]
    else:
        assert [category(v, scale) for v in (bound - step, bound, bound + step)] == [below, name if sign == ">=" else below, name]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (59.995, {"permendagri-86": "Rendah", "pontianak": "Cukup Berhasil", "malang": "Tidak tercapai/Tidak berhasil", "belitung": "Kurang", "belitung-predikat": "Tidak tercapai", "akip": "CC"}),
        (80.0, {"permendagri-86": "Tinggi", "pontianak": "Berhasil", "malang": "Cukup tercapai/Cukup berhasil", "belitung": "Baik", "belitung-predikat": "Tidak tercapai", "akip": "BB"}),
        (90.5, {"permendagri-86": "Tinggi", "pontianak": "Sangat Berhasil", "malang": "Tercapai/Berhasil", "belitung": "Sangat baik", "belitung-predikat": "Tidak tercapai", "akip": "AA"}),
        (90.0, {"permendagri-86": "Tinggi", "belitung": "Baik", "akip": "A", "malang": "Tercapai/Berhasil"}),
        (50.7, {"permendagri-86": "Sangat Rendah"}),  # METHODS 2, worked example of the lower-bound rule
        (0.0, {"permendagri-86": "Sangat Rendah", "belitung": "Sangat kurang", "akip": "", "spm": "Belum Tuntas", "malang": "Tidak tercapai/Tidak berhasil"}),
        (-40.0, {"permendagri-86": "Sangat Rendah", "pontianak": "Tidak Berhasil", "belitung": "Sangat kurang"}),
        (6110.0, {"permendagri-86": "Sangat Tinggi", "belitung": "Sangat baik", "belitung-predikat": "Melebihi target", "malang": "Sangat tercapai/Sangat berhasil"}),
    ],
)
def test_awkward_values_have_the_class_that_the_source_gives_them(value, expected):
    assert {scale: category(value, scale) for scale in expected} == expected


@pytest.mark.parametrize("scale", SCALES)
@settings(deadline=None, max_examples=60, derandomize=True)
@given(value=st.floats(0, 1e6) | st.integers(0, 12000).map(lambda n: n / 100))
@example(59.995)
@example(80.004)
@example(80.005)
@example(0.0)
@example(80.0)
@example(90.5)
@example(math.nextafter(91, 0))
@example(100.00000000000001)
def test_every_number_from_zero_falls_in_exactly_one_band(scale, value):
    bands, seen = scale_rows(scale), cut(value, scale)
    meets = [math.isnan(b.bawah) or seen > b.bawah or (b.operator == ">=" and seen == b.bawah) for b in bands.itertuples()]
    alone = [name for name, met, better in zip(bands["kategori"], meets, [False, *meets], strict=False) if met and not better]
    assert (alone or [""]) == [category(value, scale)] == [naive(seen, scale)]


@pytest.mark.parametrize("scale", SCALES)
def test_only_a_missing_value_has_no_band(scale):
    found = categorize(pd.Series([float("nan"), 0.0, 1e9], index=[3, 1, 2]), scale)
    assert found.tolist() == ["", SCALES[scale][-1][0], SCALES[scale][0][0]]
    assert found.index.tolist() == [3, 1, 2]


@pytest.mark.parametrize(("noisy", "scale", "expected"), [
    (0.55 * 100, "pontianak", "Tidak Berhasil"),  # 55.00000000000001 in binary, not above 55
    (1.1 * 100, "malang", "Sangat tercapai/Sangat berhasil"),
    (0.1 * 3 / 0.3 * 100, "belitung-predikat", "Tercapai/Sesuai target"),  # 100.00000000000001
    (91 - 1e-12, "permendagri-86", "Sangat Tinggi"),
])
def test_binary_noise_moves_no_value_across_a_bound(noisy, scale, expected):
    assert category(noisy, scale) == expected


# --- printed gaps ----------------------------------------------------------------------------------------------------

GAPS = {
    "kla": [(900, 901), (800, 801), (700, 701), (600, 601)],
    "permendagri-86": [(90, 91), (75, 76), (65, 66), (50, 51)],
    "belitung": [(89.99, 90), (74.99, 75), (64.99, 65), (49.99, 50)],
    "spm": [(99, 100), (89, 90), (79, 80), (69, 70)],
}


@pytest.mark.parametrize("scale", SCALES)
def test_printed_gaps_are_recorded(scale):
    assert list(scale_gaps(scale)[["dari", "sampai"]].itertuples(index=False, name=None)) == GAPS.get(scale, [])


@pytest.mark.parametrize(("value", "scale", "expected"), [
    (90.0, "permendagri-86", False), (90.5, "permendagri-86", True), (91.0, "permendagri-86", False), (75.01, "permendagri-86", True), (120.0, "permendagri-86", False),
    (89.99, "belitung", False), (89.995, "belitung", True), (90.0, "belitung", True), (90.01, "belitung", False),  # “> 90” above “… 89.99”: 90 itself has no class
    (74.995, "belitung", True), (75.0, "belitung", False), (85.0, "pontianak", False), (90.0, "akip", False), (89.995, "malang", False), (float("nan"), "permendagri-86", False),
])
def test_values_inside_a_printed_gap_are_marked(value, scale, expected):
    assert in_gap(pd.Series([value]), scale).tolist() == [expected]


def test_a_value_in_a_gap_belongs_to_the_class_below_it():
    for scale, gaps in GAPS.items():
        for gap in scale_gaps(scale).itertuples():
            assert category((gap.dari + gap.sampai) / 2, scale) == gap.di_bawah
        assert len(gaps) == 4


# --- messages --------------------------------------------------------------------------------------------------------


def message(call, *given_):
    with pytest.raises(RuleError) as caught:
        call(*given_)
    return str(caught.value)


@pytest.mark.parametrize(("wrong", "nearest"), [("permendagri86", "permendagri-86"), ("pontianac", "pontianak"), ("Malang", "malang"), ("belitung-predikatt", "belitung-predikat")])
@pytest.mark.parametrize("call", [scale_rows, lambda s: categorize(pd.Series([1.0]), s), lambda s: in_gap(pd.Series([1.0]), s), scale_gaps], ids=["scale_rows", "categorize", "in_gap", "scale_gaps"])
def test_unknown_scale_names_the_nearest_and_lists_all(call, wrong, nearest):
    text = message(call, wrong)
    assert f"Skala “{wrong}” tidak dikenal. Maksudnya “{nearest}”?" in text
    assert all(scale in text for scale in SCALES)


def test_unknown_scale_far_from_all_gives_no_false_hint():
    text = message(scale_rows, "qqq")
    assert "Skala “qqq” tidak dikenal. Yang ada:" in text and "Maksudnya" not in text


def test_unknown_table_of_rules_lists_the_tables():
    text = message(load_rules, "rumuss")
    assert text.startswith("Tabel aturan “rumuss” tidak ada. Yang ada: ")
    assert set(text.rstrip(".").partition("Yang ada: ")[2].split(", ")) == SHIPPED


def frame(polaritas):
    return pd.DataFrame({"target": [1.0] * len(polaritas), "realisasi": 1.0, "polaritas": polaritas})


def test_unknown_polarity_says_which_and_what_to_choose():
    text = message(compute_capaian, frame(["naik", "turn", "up", "turn"]))
    assert text == "Polaritas tanpa rumus: 'turn', 'up'. Pilih naik, turun atau rentang."


def test_unknown_formula_says_which_and_what_there_is():
    text = message(compute_capaian, frame(["turun"]), {"turun": "t_per_r"})
    assert text == f"Rumus tidak dikenal: t_per_r. Yang ada: {', '.join([*FORMULAS, *FROM_BASELINE])}."


def test_unknown_scale_stops_the_computation():
    assert "Maksudnya “malang”?" in message(compute_capaian, frame(["naik"]), None, "malng")


# --- the shipped tables ----------------------------------------------------------------------------------------------

SHIPPED = {path.stem for path in Path(rules.__file__).parent.glob("*.csv")}
# a table's key is its first column, except here
KEYS = {
    "akip": ["model", "urutan"],
    "isian": ["lembar", "judul"],
    "judul_kolom": ["makna", "sebutan"],
    "kata_indikator": ["bagian", "pola"],
    "kata_klaim": ["pokok", "kata"],
    "keparahan": ["perkara", "urutan"],
    "kepekaan": ["faktor", "pilihan"],
    "kolom": ["hal", "rumus"],
    "kode": ["susunan", "level", "pola"],
    "kosakata": ["kolom", "berkas", "kosakata"],
    "nama_en": ["jenis", "nama"],
    "rumus": ["rumus", "polaritas"],
    "satuan": ["satuan", "nama"],
    "skala": ["skala", "kategori"],
    "tangga": ["satuan", "label"],
}


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_each_row_has_its_own_key_and_its_source(name):
    rows = load_rules(name)
    key = KEYS.get(name, [rows.columns[0]])
    assert len(rows) and not rows.duplicated(key).any()
    assert rows[key[0]].notna().all()
    if "sumber" in rows:
        assert rows["sumber"].fillna("").str.strip().ne("").all()


def test_every_measure_of_trend_that_is_described_exists():
    assert set(load_rules("tren")["kolom"]) <= {*TREN_COLUMNS, *EXTRA_COLUMNS, *MODEL, *PROYEKSI_COLUMNS}
    assert set(MODEL) <= set(load_rules("tren")["kolom"])


def test_formulas_of_the_table_are_the_formulas_of_the_code():
    rows = load_rules("rumus")
    assert set(rows["rumus"]) == {*FORMULAS, *FROM_BASELINE}
    assert all(polaritas in rows.loc[rows["rumus"] == rumus, "polaritas"].tolist() for polaritas, rumus in RUMUS.items())
    assert set(rows["keyakinan"]) <= {"tinggi", "sedang", "rendah"}


def test_scale_bounds_fall_and_the_last_band_is_open_below():
    for _, bands in load_rules("skala").groupby("skala", sort=False):
        assert bands["operator"].isin([">", ">="]).all()
        assert bands["bawah"].iloc[:-1].notna().all()
        # AKIP begins above 0 (a score of 0 is no D), KLA at 500 of 1,000
        begins = {"akip": 0, "kla": 500}.get(bands["skala"].iloc[0])
        assert bands["bawah"].isna().iloc[-1] if begins is None else bands["bawah"].iloc[-1] == begins
        assert bands["bawah"].iloc[:-1].is_monotonic_decreasing


def test_ladders_climb_by_one_and_their_thresholds_rise():
    ladders = {name: steps for name, steps in load_rules("tangga").groupby("satuan", sort=False)}
    for steps in ladders.values():
        assert steps["urutan"].diff().dropna().eq(1).all() and steps["urutan"].iloc[0] in (0, 1)  # 0: nothing at all (Tidak)
        assert steps["terendah"].dropna().is_monotonic_increasing
    akip = ladders["predikat AKIP"]
    assert dict(zip(akip["label"], akip["terendah"], strict=True)) == {"D": 0.01, "C": 30.01, "CC": 50.01, "B": 60.01, "BB": 70.01, "A": 80.01, "AA": 90.01}  # METHODS 3.1
    assert ladders["peringkat KLA"]["terendah"].tolist() == [500, 601, 701, 801, 901]  # METHODS 7


def test_each_status_of_the_truth_table_is_explained():
    golden = pd.read_csv(Path(__file__).parent / "golden" / "capaian.csv")
    unexplained = {status for status in golden["status"] if not (has_text(f"status.{status}", "id") and has_text(f"status.{status}", "en"))}
    assert unexplained == set()


def test_thresholds_are_the_numbers_of_their_sources():
    expected = {"capaian_bawah": 0, "capaian_atas": 120, "capaian_tercapai": 100, "capaian_mendekati": 76, "capaian_janggal": 200, "tren_uji": 5, "tren_taraf": 0.05, "tren_searah": 0.75, "serapan_rendah": 80}
    assert {name: threshold(name) for name in expected} == expected
    assert message(threshold, "capaian_ata") == "Ambang “capaian_ata” tidak ada di aturan/ambang.csv."
    assert SKALA_BERSAMA in set(load_rules("skala")["skala"])


def test_efficiency_measures_of_the_table_are_columns_of_the_result():
    assert set(load_rules("efisiensi")["ukuran"]) >= {c for c in EFISIENSI_COLUMNS if "efisiensi" in c}


def test_codes_follow_the_nomenclature_and_every_parent_is_there():
    rows = load_rules("nomenklatur").set_index("kode")
    shape = {"program": r"(X|\d)\.(XX|\d{2})\.\d{2}", "kegiatan": r".*\.\d{2}\.[12]\.\d{2}", "subkegiatan": r".*\.\d{2}\.[12]\.\d{2}\.\d{4}"}
    for code, level in rows["level"].items():
        if level in shape:
            assert re.fullmatch(shape[level], code), code
        if level == "subkegiatan":
            assert code.rpartition(".")[0] in rows.index, code
        if level == "kegiatan":
            assert ".".join(code.split(".")[:3]) in rows.index, code
