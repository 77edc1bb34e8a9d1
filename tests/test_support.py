"""Programme support: delivery, what explains a miss, money by three rules, what is tied to nothing."""

import numpy as np
import pandas as pd
import pytest
from asli import asli
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.efisiensi.support import (
    compute_dukungan,
    explain_indicators,
    find_short_outputs,
    find_unlinked,
    output_achievement,
    physical_progress,
    split_money,
)
from lakip_analysis.efisiensi.view_dukungan import describe_dukungan


def keluaran(*rows) -> pd.DataFrame:
    """rows: (code, planned, made)."""
    return pd.DataFrame([(2024, code, f"k{i}", "orang", target, made) for i, (code, target, made) in enumerate(rows)], columns=["tahun", "kode", "nama_keluaran", "satuan", "target", "realisasi"])


def anggaran(**money) -> pd.DataFrame:
    rows = [("d", 2024, code.replace("_", "."), "program", f"P {code}", 100.0, float(real)) for code, real in money.items()]
    return pd.DataFrame(rows, columns=["dinas", "tahun", "kode", "level", "nama", "pagu_rp", "realisasi_rp"])


def capaian(**values) -> pd.DataFrame:
    return pd.DataFrame([("d", 2024, name, f"Nama {name}", value) for name, value in values.items()], columns=["dinas", "tahun", "indikator", "nama_indikator", "capaian_persen"])


def links(*pairs) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["indikator", "kode"])


def test_delivery_is_the_mean_of_outputs_held_at_100_on_every_level():
    """300 % of one output does not hide 50 % of another."""
    found = physical_progress(keluaran(("1.06.01.2.01.0001", 10, 30), ("1.06.01.2.01.0002", 10, 5), ("1.06.01.2.02.0001", 10, 10))).set_index("kode")
    assert found.loc["1.06.01", ["fisik_persen", "n_keluaran", "n_kurang"]].tolist() == pytest.approx([250 / 3, 3, 1])
    assert found.loc["1.06.01.2.01", "fisik_persen"] == 75
    assert found.loc["1.06.01.2.01.0002", "n_kurang"] == 1
    assert len(found) == 1 + 2 + 3


def test_an_output_of_a_kegiatan_counts_once():
    found = physical_progress(keluaran(("1.06.01.2.01", 10, 8))).set_index("kode")
    assert found["n_keluaran"].to_dict() == {"1.06.01": 1, "1.06.01.2.01": 1}


def test_outputs_of_equal_name_under_two_lines_are_two_outputs():
    rows = keluaran(("1.06.01.2.01.0001", 10, 10), ("1.06.01.2.01.0002", 10, 5)).assign(nama_keluaran="Jumlah orang")
    found = physical_progress(rows).set_index("kode")
    assert found.loc["1.06.01", ["fisik_persen", "n_keluaran", "n_kurang"]].tolist() == [75, 2, 1]


CASES = [
    ("missed, an output fell short", 90, [("1.06.04.2.01.0001", 10, 8)], "meleset", "sejalan", ("P 1_06_04",)),
    ("missed, everything delivered: look at the chain", 90, [("1.06.04.2.01.0001", 10, 12)], "meleset", "putus", ()),
    ("missed, nothing known", 90, [], "meleset", "tidak diketahui", ()),
    ("reached although an output fell short", 100, [("1.06.04.2.01.0001", 10, 8)], "tercapai", "berlawanan", ()),
    ("reached and delivered", 100, [("1.06.04.2.01.0001", 10, 10)], "tercapai", "sejalan", ("P 1_06_04",)),
    ("exceeded, not far", 121.56, [("1.06.04.2.01.0001", 10, 10)], "tercapai", "sejalan", ("P 1_06_04",)),
    ("at the bound", 150, [("1.06.04.2.01.0001", 10, 10)], "tercapai", "sejalan", ("P 1_06_04",)),
    ("far exceeded", 151, [("1.06.04.2.01.0001", 10, 10)], "jauh melampaui", "sejalan", ("P 1_06_04",)),
]


@pytest.mark.parametrize(("value", "outputs", "state", "chain", "names"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_what_explains_an_indicator(value, outputs, state, chain, names):
    row = explain_indicators(compute_dukungan(capaian(a=value), links(("a", "1.06.04")), anggaran(**{"1_06_04": 90}), keluaran(*outputs))).iloc[0]
    assert row[["keadaan", "rantai", "penjelas"]].tolist() == [state, chain, names]


@pytest.mark.parametrize(
    ("met", "made", "state", "chain", "sentence"),
    [
        ("tidak", 8, "meleset", "sejalan", "Indikator a meleset (tanpa persentase: tanggal, atau target nol). Bersamaan dengan itu yang kurang: "),
        ("tidak", 10, "meleset", "putus", "Indikator a meleset (tanpa persentase: tanggal, atau target nol). Keluaran yang diketahui"),
        ("ya", 8, "tercapai", "berlawanan", "Indikator a tercapai; bersamaan dengan itu yang kurang: "),
    ],
)
def test_what_has_no_percentage_is_met_or_missed_all_the_same(met, made, state, chain, sentence):
    """A deadline, a target of nought: what fell short beside it is said as of any other."""
    outputs = keluaran(("1.06.04.2.01.0001", 10, made))
    given = capaian(a=np.nan).assign(tercapai=met, nama_indikator="Indikator a")
    found = compute_dukungan(given, links(("a", "1.06.04")), anggaran(**{"1_06_04": 90}), outputs)
    row = explain_indicators(found).iloc[0]
    assert row[["keadaan", "rantai"]].tolist() == [state, chain]
    (text,) = describe_dukungan(explain_indicators(found), find_short_outputs(found, outputs), found.iloc[:0], "id")
    assert text.startswith(sentence), text
    assert explain_indicators(found.assign(tercapai="")).empty, "neither known"


@pytest.mark.parametrize(("jenis", "tahun", "kepastian", "state"), [("definisi", 2024, "pasti", "tercapai"), ("target", 2024, "pasti", "jauh melampaui"), ("definisi", 2023, "pasti", "jauh melampaui"), ("target", 2024, "belum_pasti", "tercapai")])
def test_far_above_target_is_not_said_of_a_changed_definition_or_an_unsettled_count(jenis, tahun, kepastian, state):
    """Malang's jaminan-sosial 2023 counts other people than in 2022."""
    putus = pd.DataFrame({"indikator": ["a"], "tahun": [tahun], "jenis": [jenis]})
    cacah = pd.DataFrame({"indikator": ["a"], "tahun": [2024], "kepastian_cacah": [kepastian]})
    served = compute_dukungan(capaian(a=200), links(("a", "1.06.04")), anggaran(**{"1_06_04": 90}), keluaran(("1.06.04.2.01.0001", 10, 10)))
    assert explain_indicators(served, putus, cacah)["keadaan"].tolist() == [state]


def test_the_overhead_programme_explains_nothing():
    """Belitung 2024: 28 of 29 salaries stood as what "explained" a missed outcome (review R7)."""
    money, outputs = anggaran(**{"1_06_01": 90, "1_06_04": 90}), keluaran(("1.06.01.2.02.0001", 29, 28), ("1.06.04.2.01.0001", 10, 10))
    both = compute_dukungan(capaian(a=90), links(("a", "1.06.01"), ("a", "1.06.04")), money, outputs)
    assert both.set_index("kode")["penjelasan"].to_dict() == {"1.06.01": "penunjang", "1.06.04": "keluaran tercapai"}
    row = explain_indicators(both).iloc[0]
    assert (row["rantai"], row["penjelas"], row["kurang"]) == ("putus", (), ())
    assert find_short_outputs(both, outputs).empty
    alone = compute_dukungan(capaian(a=90), links(("a", "1.06.01")), money, outputs)
    assert explain_indicators(alone)["rantai"].tolist() == ["hanya penunjang"]


def test_what_fell_short_is_named_with_its_size_the_furthest_first():
    """Malang 2023: 17 of 20 lembaga stand beside 36,17 % of PMKS terentaskan (review R7); at IDG the record of programme 2.08.05 was not made at all."""
    laporan = asli("kota-malang-dinsosp3ap2kb", 2023)
    found = find_short_outputs(laporan.dukungan, laporan.keluaran).groupby("indikator")
    columns = ["kode", "nama_keluaran", "volume_realisasi", "volume_target", "satuan"]
    assert found.get_group("pmks-mandiri")[columns].values.tolist() == [["1.06.02", "Jumlah rekomendasi pengumpulan uang dan barang (PUB)", 17, 20, "lembaga"]]
    assert found.get_group("idg")[columns].values.tolist() == [["2.08.05", "Jumlah dokumen", 0, 2, "dokumen"], ["2.08.02", "Jumlah focal point PUG", 80, 85, "opd"]]


def test_c_is_weighted_by_the_budget_of_each_output_and_each_is_capped_first():
    """METHODS 5.1: PA 1000/500/2000, C 1,00/0,90/1,05: ΣPA·C = 3550, so C = 3550 / 3500; 500 % of an output counts as 120."""
    codes = [f"1.06.04.2.01.000{n}" for n in (1, 2, 3)]
    lines = pd.DataFrame({"tahun": 2024, "kode": codes, "pagu_rp": [1000.0, 500.0, 2000.0]})
    made = keluaran(*zip(codes, (100, 100, 100), (100, 90, 105), strict=True))
    assert output_achievement(made, lines).set_index("kode").loc["1.06.04", "c_persen"] == pytest.approx(3550 / 35)
    odd = keluaran(*zip(codes, (100, 100, 100), (500, 90, 100), strict=True))
    assert output_achievement(odd, lines).set_index("kode")["c_persen"].to_dict() == pytest.approx({codes[0]: 120, codes[1]: 90, codes[2]: 100, "1.06.04.2.01": (120 * 1000 + 90 * 500 + 100 * 2000) / 3500, "1.06.04": (120 * 1000 + 90 * 500 + 100 * 2000) / 3500})


def test_outputs_of_one_line_share_its_budget_and_a_line_without_budget_weighs_nothing():
    codes = ["1.06.04.2.01.0001", "1.06.04.2.01.0001", "1.06.04.2.01.0002", "1.06.04.2.01.0003"]
    lines = pd.DataFrame({"tahun": 2024, "kode": codes[1:], "pagu_rp": [300.0, 100.0, 0.0]})
    found = output_achievement(keluaran(*zip(codes, (10,) * 4, (10, 5, 10, 0), strict=True)), lines).set_index("kode")["c_persen"]
    assert found["1.06.04"] == pytest.approx((75 * 300 + 100 * 100) / 400)
    # alone it has nothing to weigh by: its outputs count, not its indicators
    assert found["1.06.04.2.01.0003"] == 0
    bare = output_achievement(keluaran((codes[2], 10, 10), (codes[3], 10, 0)), lines.assign(pagu_rp=[0.0, float("nan"), 0.0]))
    assert bare.set_index("kode")["c_persen"].to_dict() == {codes[2]: 100, codes[3]: 0, "1.06.04.2.01": 50, "1.06.04": 50}


def test_a_programme_with_a_weight_for_only_some_of_its_indicators_is_split_equally():
    """A weight of 3 for a and none for b and c: equal parts, never all to a; the sum is the money."""
    pairs = links(("a", "1.06.04"), ("b", "1.06.04"), ("c", "1.06.04"), ("a", "1.06.05"), ("b", "1.06.05"))
    money = anggaran(**{"1_06_04": 90, "1_06_05": 40})
    found = split_money(capaian(a=1, b=1, c=1), pairs, money, pd.Series({"a": 3.0, "b": None, "c": 2.0})).set_index("indikator")
    assert found["bobot_rp"].to_dict() == pytest.approx({"a": 50, "b": 50, "c": 30})
    some = split_money(capaian(a=1, b=1, c=1), pairs, money, pd.Series({"a": 3.0, "b": 1.0})).set_index("indikator")
    assert some["bobot_rp"].to_dict() == pytest.approx({"a": 30 + 30, "b": 30 + 10, "c": 30}), "the second programme knows all its weights, the first does not"


def test_money_by_three_rules():
    """Programme 01 serves a and b, programme 02 only b; weights 3 : 1."""
    money = anggaran(**{"1_06_01": 80, "1_06_02": 20})
    pairs = links(("a", "1.06.01"), ("b", "1.06.01"), ("b", "1.06.02"))
    found = split_money(capaian(a=100, b=100), pairs, money, pd.Series({"a": 3.0, "b": 1.0})).set_index("indikator")
    assert found.loc["a"].drop("nama_indikator").tolist() == pytest.approx([0, 40, 60, 150])
    assert found.loc["b"].drop("nama_indikator").tolist() == pytest.approx([20, 60, 40, 200 / 3])
    plain = split_money(capaian(a=100, b=100), pairs, money).set_index("indikator")
    assert (plain["bobot_rp"] == plain["sama_rata_rp"]).all(), "without weights"


@pytest.mark.parametrize("weights", [None, {"a": 3.0, "c": 1.0}, {"b": 3.0, "c": 1.0}])
def test_a_promise_at_two_levels_keeps_its_money_whole(weights):
    """b repeats a: programme 01 serves that one promise, programme 02 serves it and c; halved it was 30 and 10."""
    pairs = links(("a", "1.06.01"), ("b", "1.06.01"), ("a", "1.06.02"), ("b", "1.06.02"), ("c", "1.06.02"))
    money = anggaran(**{"1_06_01": 60, "1_06_02": 20})
    results = capaian(a=100, b=100, c=100).assign(ganda=["", "a", ""])
    found = split_money(results, pairs, money, None if weights is None else pd.Series(weights)).set_index("indikator")
    assert found.index.tolist() == ["a", "c"]
    assert found["langsung_rp"].tolist() == [60, 0]
    assert found["sama_rata_rp"].tolist() == [70, 10]
    assert found["bobot_rp"].tolist() == ([70, 10] if weights is None else [75, 5])
    support = compute_dukungan(results, pairs, money, keluaran())
    assert support.set_index(["indikator", "kode"])["n_indikator"].to_dict() == {("a", "1.06.01"): 1, ("b", "1.06.01"): 1, ("a", "1.06.02"): 2, ("b", "1.06.02"): 2, ("c", "1.06.02"): 2}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["1.06.01", "1.06.02", "1.06.03"])), min_size=1, unique=True), st.lists(st.floats(0, 1e12), min_size=3, max_size=3))
@settings(deadline=None, max_examples=40)
def test_no_money_is_lost_or_made(pairs, real):
    money = anggaran(**dict(zip(("1_06_01", "1_06_02", "1_06_03"), real, strict=True)))
    found = split_money(capaian(a=1, b=1, c=1), links(*pairs), money, pd.Series({"a": 1.0, "b": 2.0, "c": 5.0}))
    served = money[money["kode"].isin([code for _, code in pairs])]["realisasi_rp"].sum()
    assert found["sama_rata_rp"].sum() == pytest.approx(served)
    assert found["bobot_rp"].sum() == pytest.approx(served)
    assert found["langsung_rp"].sum() <= served * (1 + 1e-12)


def test_money_without_indicator_and_indicator_without_money():
    loose, poor = find_unlinked(capaian(a=100, b=100), links(("a", "1.06.01"), ("b", "9.99.99")), anggaran(**{"1_06_01": 1, "1_06_02": 2}))
    assert loose["kode"].tolist() == ["1.06.02"]
    assert poor["indikator"].tolist() == ["b"]


def test_pontianak_reports_full_achievement_over_short_outputs():
    """All three indicators 100 %, while 4 of 20 returned migrants and other outputs fell short (line 941: programme at 20 %)."""
    laporan = asli("kota-pontianak-dinsos", 2024)
    found = explain_indicators(laporan.dukungan)
    assert set(found["rantai"]) == {"berlawanan"}
    assert np.allclose(laporan.capaian["capaian_persen"].dropna(), 100)
