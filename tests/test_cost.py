"""Cost per output: worked examples, every reason for no cost, comparison across dinas by code and unit, the frontier of equal outputs."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from asli import asli
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.aturan.rules import threshold
from lakip_analysis.audit.names import merge_keys, name_keys
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.efisiensi.cost import (
    BIAYA_COLUMNS,
    compare_biaya,
    compare_frontier,
    compute_biaya,
    is_administrative,
    same_names,
    same_unit,
    saving_per_line,
)
from lakip_analysis.efisiensi.frontier import dea

DATA = Path(__file__).parents[1] / "data"
PROPERTY = settings(deadline=None, max_examples=30, derandomize=True)
CODE = "1.06.04.2.01.0001"


def biaya(*rows, pagu=1000.0, real=900.0, dinas="d", tahun=2024) -> pd.DataFrame:
    """rows: (output, unit, planned, made)."""
    keluaran = pd.DataFrame(rows, columns=["nama_keluaran", "satuan", "target", "realisasi"]).assign(tahun=tahun, kode=CODE, sumber="baris 1")
    anggaran = pd.DataFrame({"dinas": dinas, "tahun": tahun, "kode": [CODE], "level": "subkegiatan", "nama": "S", "pagu_rp": pagu, "realisasi_rp": real})
    return compute_biaya(anggaran, keluaran)


def test_planned_and_actual_cost_of_one_unit():
    row = biaya(("Jumlah orang", "orang", 10, 12)).iloc[0]
    assert row[["biaya_rencana_rp", "biaya_nyata_rp", "hemat_persen", "status"]].tolist() == [100, 75, 25, "dihitung"]
    assert list(biaya(("Jumlah orang", "orang", 10, 12)).columns) == BIAYA_COLUMNS


REASONS = [
    ("a share is no volume", [("x", "%", 100, 90)], {}, "persentase"),
    ("planned volume unknown", [("x", "orang", np.nan, 9)], {}, "volume_kosong"),
    ("nothing came out", [("x", "orang", 10, 0)], {}, "volume_nol"),
    ("money unknown", [("x", "orang", 10, 9)], {"real": np.nan}, "anggaran_kosong"),
    ("nothing spent", [("x", "orang", 10, 9)], {"real": 0.0}, "realisasi_nol"),
    ("nothing allotted", [("x", "orang", 10, 9)], {"pagu": 0.0, "real": 0.0}, "anggaran_nol"),
    ("two outputs of one line", [("x", "orang", 10, 9), ("y", "paket", 1, 1)], {}, "beberapa_keluaran"),
    ("one document, Malang 1.06.05", [("x", "dokumen", 1, 1)], {}, "administratif"),
    ("twelve reports", [("x", "Laporan", 12, 12)], {}, "administratif"),
    ("people per month: money of the year", [("x", "orang/bulan", 26, 26)], {}, "satuan_waktu"),
    ("two packages", [("x", "paket", 2, 2)], {}, "administratif"),
]


@pytest.mark.parametrize(("rows", "money", "status"), [row[1:] for row in REASONS], ids=[row[0] for row in REASONS])
def test_no_cost_says_why(rows, money, status):
    found = biaya(*rows, **money)
    assert set(found["status"]) == {status}
    assert found[["biaya_rencana_rp", "biaya_nyata_rp", "hemat_persen"]].isna().all(axis=None)


def test_an_output_tied_to_its_line_by_name_has_no_cost():
    """Singkawang 2023, lines 1051 and 1054: each output stands beside the money of the other sub kegiatan; the index said 778,5 times."""
    found = asli("kota-singkawang-dinsospppa", 2023).biaya.set_index("kode")
    assert found.loc[["1.06.05.2.02.0003", "1.06.05.2.02.0004"], "status"].tolist() == ["padanan_nama"] * 2
    assert found.loc["1.06.01.2.02.0001", "status"] == "satuan_waktu", "26 orang/bulan"
    assert found.loc[["1.06.05.2.02.0003", "1.06.05.2.02.0004", "1.06.01.2.02.0001"], "biaya_nyata_rp"].isna().all()


def test_saving_of_a_programme_is_the_plain_mean_of_its_outputs():
    one = biaya(("x", "orang", 10, 12))
    other = biaya(("x", "orang", 10, 6)).assign(kode="1.06.05.2.01.0001")
    found = saving_per_line(pd.concat([one, other])).set_index("kode")["nilai"]
    assert found.to_dict() == pytest.approx({"1.06.04": 25, "1.06.05": -50, "": -12.5})


@pytest.mark.parametrize(("made", "status", "saved"), [(10, "sisa_pagu", 10), (10.5, "dihitung", 100 - 90 / 1.05), (9.5, "dihitung", 100 - 90 / 0.95)])
def test_with_the_planned_volume_a_saving_is_budget_left_over(made, status, saved):
    """hemat ≡ 100 − serapan there: 16 of the 21 costs of Malang (review A4)."""
    row = biaya(("x", "orang", 10, made)).iloc[0]
    assert (row["status"], row["hemat_persen"]) == (status, pytest.approx(saved))
    assert row["biaya_nyata_rp"] == pytest.approx(900 / made), "the costs stay: another dinas may be set beside them"


def test_five_hundred_packages_have_a_cost_one_has_none():
    rows = pd.DataFrame({"satuan": ["paket", "paket", "paket"], "volume_target": [500.0, 1.0, np.nan]})
    assert is_administrative(rows).tolist() == [False, True, False]
    assert biaya(("x", "paket", 500, 400)).iloc[0]["status"] == "dihitung"


def test_a_mean_does_not_speak_for_money_it_does_not_hold():
    """Malang 2023, 1.06.05: 85,56 of Rp10 million and 32,69 of Rp11,5 billion (one document) gave 59,13 (review A4, R8)."""
    rows = asli("kota-malang-dinsosp3ap2kb", 2023).biaya
    found = rows[rows["kode"].str.startswith("1.06.05")].set_index("satuan")
    assert found["status"].to_dict() == {"anak": "dihitung", "dokumen": "administratif"}
    assert found.loc["anak", "hemat_persen"] == pytest.approx(85.56, abs=0.005)
    assert np.isnan(found.loc["dokumen", "hemat_persen"])
    mean = saving_per_line(rows).set_index("kode").loc["1.06.05"]
    assert np.isnan(mean["nilai"])
    assert (mean["n_keluaran"], mean["catatan"]) == (1, "cakupan_kurang")
    assert mean["cakupan_persen"] == pytest.approx(13_530_000 / 17_094_802_300 * 100)


@pytest.mark.parametrize(("share", "given"), [(0.5, True), (0.49, False)])
def test_half_of_the_money_must_have_a_cost(share, given):
    one = biaya(("x", "orang", 10, 12), pagu=1000 * share)
    other = biaya(("y", "dokumen", 1, 1), pagu=1000 * (1 - share)).assign(kode="1.06.04.2.01.0002")
    found = saving_per_line(pd.concat([one, other])).set_index("kode").loc["1.06.04"]
    assert (found["nilai"] == found["nilai"], found["catatan"]) == (given, "" if given else "cakupan_kurang")


def test_the_budget_of_a_line_with_several_outputs_counts_once():
    one = biaya(("x", "orang", 10, 12))
    several = biaya(("y", "orang", 1, 1), ("z", "paket", 9, 9)).assign(kode="1.06.04.2.01.0002")
    assert saving_per_line(pd.concat([one, several])).set_index("kode").loc["1.06.04", "cakupan_persen"] == 50


@pytest.mark.parametrize(("unit", "same"), [("Orang", "orang"), ("org", "orang"), (" dok ", "dokumen"), ("KK", "keluarga"), ("orang/sekali  makan", "orang/sekali makan")])
def test_units_that_mean_the_same(unit, same):
    assert same_unit(unit) == same


def test_meals_are_not_people():
    """Pontianak counts meals, Belitung people, under the same code: shown, and not compared."""
    three = pd.concat([biaya(("a", "orang", 10, 12)), biaya(("b", "orang/sekali makan", 900, 990), dinas="e"), biaya(("a", "Org", 10, 10), dinas="f", tahun=2023)])
    found = compare_biaya(three).set_index("dinas")["sebanding"]
    assert found.to_dict() == {"d": "hati-hati", "f": "hati-hati", "e": "tidak sebanding"}
    assert compare_biaya(biaya(("a", "orang", 10, 12))).empty


def side_by_side(*rows) -> list[tuple]:
    """rows: (name, cost of one unit, year) of one dinas each, same code and unit → (sebanding, kali)."""
    frame = pd.concat([biaya((name, "orang", 10, 12), real=cost * 12, dinas=f"d{i}", tahun=year).assign(urutan=i) for i, (name, cost, year) in enumerate(rows)])
    found = compare_biaya(frame).sort_values("urutan")
    return list(zip(found["sebanding"], found["kali"].fillna(0).round(1), strict=True))


TARUNA = "Koordinasi, Sosialisasi dan Pelaksanaan Taruna Siaga Bencana"
NAMES = [
    ("same name", [("Jumlah Orang Mendapatkan Layanan Rujukan Kewenangan Kabupaten/Kota", 20, 2024), ("Jumlah orang yang mendapatkan layanan rujukan kewenangan Kabupaten/ Kota", 10, 2024)], [("ya", 2)] * 2),
    ("Taruna and Kampung Siaga Bencana, 12,8 times", [(TARUNA, 690_424, 2024), (TARUNA.replace("Taruna", "Kampung"), 8_846_834, 2024)], [("nama_beda", 0)] * 2),
    ("data of the poor against families helped, 11,6 times", [("Pengelolaan Data Fakir Miskin Cakupan Daerah Kabupaten/ Kota", 4_300, 2024), ("Jumlah keluarga yang mendapatkan pengentasan fakir miskin Kabupaten/ Kota", 49_959, 2024)], [("nama_beda", 0)] * 2),
    ("Rp199.249 against Rp7.600.747 per family, even under one name", [("Jumlah keluarga", 199_249, 2024), ("Jumlah keluarga", 7_600_747, 2024)], [("periksa", 38.1)] * 2),
    ("exactly five times", [("x", 1, 2024), ("x", 5, 2024)], [("ya", 5)] * 2),
    ("the third is far from both", [("x", 100, 2024), ("x", 900, 2024), ("x", 110, 2024)], [("ya", 1.1), ("periksa", 8.2), ("ya", 1.1)]),
    ("another year", [("x", 100, 2023), ("x", 120, 2024)], [("hati-hati", 1.2)] * 2),
    ("far apart in another year", [("x", 100, 2023), ("x", 1600, 2024)], [("periksa", 16)] * 2),
]


@pytest.mark.parametrize(("rows", "said"), [row[1:] for row in NAMES], ids=[row[0] for row in NAMES])
def test_outputs_are_compared_only_under_one_name_and_within_five_times(rows, said):
    """The pairs of review R9: same code and unit."""
    assert side_by_side(*rows) == said


def test_the_nearest_cost_is_one_of_another_dinas():
    """Two years of one dinas stand beside each other and are no comparison of dinas."""
    rows = pd.concat([biaya(("x", "orang", 10, 12), real=cost * 12, dinas=dinas, tahun=year) for dinas, year, cost in (("a", 2023, 100), ("a", 2024, 101), ("b", 2022, 300))])
    assert compare_biaya(rows)["kali"].round(2).tolist() == [3, 2.97, 2.97]


def test_real_pairs_of_the_index():
    """Nothing more than five times apart is called comparable, whatever the four reports call by one code."""
    reports = [("kota-malang-dinsosp3ap2kb", 2023), ("kab-belitung-dspppa", 2024), ("kota-pontianak-dinsos", 2024), ("kota-singkawang-dinsospppa", 2023)]
    found = compare_biaya(pd.concat([asli(*report).biaya for report in reports]))
    said = found.set_index("kode")["sebanding"].groupby("kode").agg(set)
    assert said["1.06.06.2.02.0002"] == {"nama_beda", "tidak sebanding"}
    assert said["1.06.05.2.02.0002"] == {"hati-hati"}
    assert found.loc[found["sebanding"].isin(["ya", "hati-hati"]), "kali"].max() <= 5
    assert not found["satuan"].isin(["dokumen", "laporan"]).any()


def test_a_frontier_is_of_outputs_of_one_name():
    rows = pd.concat([biaya((name, "orang", 10, 8), dinas=f"d{n}") for n, name in enumerate((TARUNA, TARUNA.replace("Taruna", "Kampung"), TARUNA.lower()))])
    assert compare_frontier(rows)[["dinas", "n_unit"]].values.tolist() == [["d0", 2], ["d2", 2]]


def test_frontier_needs_enough_units():
    few = pd.concat([biaya(("a", "orang", 10, made), dinas=f"d{made}") for made in (8, 9)])
    assert set(compare_frontier(few)["status"]) == {"unit_kurang"}
    enough = pd.concat([biaya(("a", "orang", 10, made), dinas=f"d{made}") for made in range(5, 11)])
    found = compare_frontier(enough)
    assert set(found["status"]) == {"dihitung"}
    assert found["efisiensi_dea"].tolist() == pytest.approx([made / 10 for made in range(5, 11)]), "same money: in proportion to the largest volume"


@pytest.mark.parametrize("seed", range(3))
def test_the_closed_form_is_the_frontier_itself(seed):
    """Two codes at once, money and volumes over several powers of ten, against the linear programme."""
    rng = np.random.default_rng(seed)
    volumes = [float(rng.integers(1, 10_000)) for _ in range(18)]
    rows = pd.concat([biaya(("a", "orang", 10, made), pagu=2e9, real=made * float(rng.uniform(5e4, 2e5)), dinas=f"d{n}").assign(kode=(CODE, "2.08.02.2.01.0001")[n % 2]) for n, made in enumerate(volumes)])
    found = compare_frontier(rows)
    assert set(found["status"]) == {"dihitung"}
    for _, group in found.groupby("kode"):
        solved = dea(group["realisasi_rp"], group["volume_realisasi"]).efficiency
        np.testing.assert_allclose(group["efisiensi_dea"], solved, rtol=1e-6)


def test_one_slip_of_the_data_is_a_question_and_does_not_measure_the_others():
    """Rp0,001 per person instead of Rp100.000: once all others came to 1e-6."""
    rows = pd.concat([biaya(("a", "orang", 10, made), real=real, dinas=f"d{n}") for n, (made, real) in enumerate([*((m, 100.0) for m in range(5, 11)), (10, 1e-6), (1, 1e6)])])
    found = compare_frontier(rows).set_index("dinas")
    assert found["efisiensi_dea"].dropna().tolist() == pytest.approx([made / 10 for made in range(5, 11)])
    assert found.loc[["d6", "d7"], "status"].tolist() == ["dipertanyakan"] * 2
    assert set(found["n_unit"]) == {6}


def test_years_are_not_put_together():
    """Six dinas in 2023 and six in 2024, where all costs double: each year has its own best."""
    rows = pd.concat([biaya(("a", "orang", 10, made), real=100.0 * (tahun - 2022), dinas=f"d{made}", tahun=tahun) for tahun in (2023, 2024) for made in range(5, 11)])
    found = compare_frontier(rows)
    assert found.groupby("tahun")["efisiensi_dea"].max().to_dict() == {2023: 1, 2024: 1}
    split = compare_frontier(rows[(rows["tahun"] == 2023) == (rows["volume_realisasi"] < 8)])
    assert set(split["status"]) == {"unit_kurang"}, "three of each year are not six"


@pytest.mark.parametrize(("dinas", "tahun", "least"), [("kab-belitung-dspppa", 2024, 30), ("kota-singkawang-dinsospppa", 2023, 20), ("kota-pontianak-dinsos", 2024, 25), ("kota-malang-dinsosp3ap2kb", 2023, 15)])
def test_real_reports_have_costs(dinas, tahun, least):
    assert asli(dinas, tahun).biaya["biaya_nyata_rp"].notna().sum() >= least


def test_a_volume_of_nine_months_is_not_set_against_the_money_of_the_year():
    """Belitung 2024, Lampiran XI: seven outputs "sd. Sept 2024", one "sampai TW I 2024", two whose quarters are listed up to the third (lines 3802, 3803)."""
    rows = asli("kab-belitung-dspppa", 2024).biaya
    late = rows[rows["status"] == "belum_setahun"]
    assert late["kode"].tolist() == ["1.06.01.2.02.0001", *(f"1.06.01.2.06.000{n}" for n in (1, 2, 3, 4, 5, 6, 9)), "1.06.04.2.01.0010", "1.06.04.2.01.0012"]
    assert late[["biaya_rencana_rp", "biaya_nyata_rp", "hemat_persen"]].isna().all(axis=None)


def test_families_are_not_set_against_a_plan_of_persons():
    """Pontianak 2024, line 1124: 11.341 keluarga of a target of 10.000 orang."""
    rows = asli("kota-pontianak-dinsos", 2024).biaya.set_index("kode")
    assert rows.loc["1.06.05.2.02.0003", "status"] == "satuan_beda"


def test_a_plan_that_is_printed_in_two_units_has_no_unit_cost():
    """Pontianak 2024: 40.106 keluarga of 20.000 orang in line 1123, of 20.000 keluarga in line 1179."""
    row = asli("kota-pontianak-dinsos", 2024).biaya.set_index("kode").loc["1.06.05.2.02.0002"]
    assert row["status"] == "satuan_beda" and pd.isna(row["biaya_nyata_rp"])


def test_belitung_permakanan():
    """Belitung 2024, Lampiran XI: 105 people for Rp205.070.000 of the sub kegiatan's budget line."""
    row = asli("kab-belitung-dspppa", 2024).biaya.set_index("kode").loc["1.06.04.2.01.0001"]
    assert (row["volume_realisasi"], row["realisasi_rp"], round(row["biaya_nyata_rp"])) == (105, 205_070_000, 1_953_048)


@pytest.mark.parametrize("dinas", sorted(path.name for path in DATA.iterdir() if path.is_dir()))
def test_every_volume_is_the_printed_one(dinas):
    d = load_dinas(DATA, dinas).tabel
    printed = d["terbitan_kinerja"].drop_duplicates("id").set_index("id")
    rows = d["keluaran"][d["keluaran"]["sumber"].isin(printed.index)]
    assert len(rows) >= len(d["keluaran"]) * 0.9
    for name in ("target", "realisasi"):
        source = rows["sumber"].map(printed[name])
        assert (rows[name].isna() | np.isclose(rows[name], source)).all()


OUTPUTS = st.tuples(
    st.sampled_from("abcd"),
    st.sampled_from(["1.06.01", "1.06.02"]),
    st.sampled_from(["orang", "Org", "paket", "keluarga"]),
    st.sampled_from(["Jumlah penyandang disabilitas terlantar", "Jumlah penyandang disabilitas telantar", "Jumlah orang", ""]),
    st.sampled_from([2023, 2024]),
    st.sampled_from([1.0, 2.0, 5.0, 40.0]),
)


def outputs(rows: list[tuple]) -> pd.DataFrame:
    columns = ["dinas", "kode", "satuan", "nama_keluaran", "tahun", "biaya_nyata_rp"]
    return pd.DataFrame(rows, columns=columns).astype({"nama_keluaran": str})


def naive_times(rows: pd.DataFrame, same: list[str]) -> list[float]:
    """How many times as dear as the nearest of another dinas in the group, or the other way round, row by row."""
    out = []
    for row in rows.to_dict("records"):
        others = [other["biaya_nyata_rp"] for other in rows.to_dict("records") if other["dinas"] != row["dinas"] and all(other[key] == row[key] for key in same)]
        own = row["biaya_nyata_rp"]
        out.append(min((max(own / other, other / own) for other in others), default=np.nan))
    return out


@PROPERTY
@given(st.lists(OUTPUTS, min_size=1, max_size=14))
def test_the_nearest_other_dinas_is_found_as_by_hand(rows):
    frame = outputs(rows).assign(nama="")
    found = compare_biaya(frame)
    found = found.assign(_satuan=found["satuan"].map(same_unit))
    found = found.assign(_nama=same_names(found))
    year = ["kode", "_satuan", "_nama", "tahun"]
    right = pd.Series(naive_times(found, year)).fillna(pd.Series(naive_times(found, year[:-1])))
    np.testing.assert_allclose(found["kali"].to_numpy(float), right.to_numpy(float))


@PROPERTY
@given(st.lists(OUTPUTS, min_size=1, max_size=14))
def test_outputs_of_one_code_and_unit_share_a_name_as_group_by_group(rows):
    frame = outputs(rows)
    frame = frame.assign(_satuan=frame["satuan"].map(same_unit))
    right = name_keys(frame["nama_keluaran"])
    for _, part in right.groupby([frame["kode"], frame["_satuan"]]):
        alike = merge_keys(part.tolist(), threshold("biaya_nama"))
        right.loc[part.index] = [alike.get(key, key) for key in part]
    assert same_names(frame).tolist() == right.tolist()
