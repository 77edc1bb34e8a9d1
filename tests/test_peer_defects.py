"""The fourteen defects found in peer applications (PEERS 4.3), each turned into a test of what we do instead."""

import json
import math
from decimal import Decimal
from itertools import product

import numpy as np
import pandas as pd
import pytest
from pandera.errors import SchemaErrors

from lakip_analysis.aturan.rules import categorize, load_rules, scale_rows
from lakip_analysis.bahasa.say import say
from lakip_analysis.capaian.compute import FORMULAS, compute_capaian, summarize_capaian
from lakip_analysis.data.schemas import TABEL, schema_of
from lakip_analysis.efisiensi.compute import compute_efisiensi
from lakip_analysis.efisiensi.measures import nilai_efisiensi
from lakip_analysis.efisiensi.verdict import REASONS, compare_measures
from lakip_analysis.numbers import read_number, read_rupiah

SCALES = ["permendagri-86", "pontianak", "malang", "belitung", "belitung-predikat", "akip", "spm", "ikm"]


def kinerja(pairs, polaritas="naik"):
    frame = pd.DataFrame(pairs, columns=["target", "realisasi"])
    return frame.assign(dinas="d", tahun=2024, indikator=[f"i{n}" for n in range(len(frame))], polaritas=polaritas)


def rolled(frame):
    return summarize_capaian(compute_capaian(frame), ["dinas", "tahun"]).iloc[0]


def efisiensi(capaian, pagu=100.0, realisasi=10.0):
    """One programme that serves every indicator."""
    anggaran = pd.DataFrame({"dinas": "d", "tahun": 2024, "kode": ["1.06.02"], "level": "program", "nama": "P", "pagu_rp": pagu, "realisasi_rp": realisasi})
    rows = pd.DataFrame({"indikator": range(len(capaian)), "tahun": 2024, "capaian_persen": pd.Series(capaian, dtype=float)})
    return compute_efisiensi(anggaran, rows[["indikator"]].assign(kode="1.06.02"), rows)


def test_01_aksara_two_rules_for_one_indicator_type():
    """Right because the rule is named in the row, and the common yardstick is (2T − R)/T floored at 0 whatever the dinas uses."""
    frame = kinerja([(10.0, 25.0)], "turun")
    own = [compute_capaian(frame, {"turun": rumus}).iloc[0] for rumus in ("dua_target_kurang_realisasi", "target_per_realisasi")]
    assert [(row["rumus"], row["capaian_persen"]) for row in own] == [("dua_target_kurang_realisasi", -50.0), ("target_per_realisasi", 40.0)]
    assert [row["capaian_acuan_persen"] for row in own] == [0.0, 0.0]


@pytest.mark.parametrize("scale", SCALES)
def test_02_aksara_unrounded_value_falls_into_the_last_band(scale):
    """Right because bands are half-open: 59,995 stands between its neighbours 59,99 and 60, and is never the best class."""
    low, value, high = categorize(pd.Series([59.99, 59.995, 60.0]), scale)
    assert value in (low, high)
    assert value != scale_rows(scale)["kategori"].iloc[0] and value != ""


@pytest.mark.parametrize(("text", "decimal", "expected"), [
    ("98.5", None, "98.5"), ("98,5", None, "98.5"), ("1.234,5", None, "1234.5"), ("1,234.5", None, "1234.5"), ("1.234.567", None, "1234567"), ("1.234", "koma", "1234"), ("1.234", "titik", "1.234"),
])
def test_03_aksara_wpe_rayhanyl_parsers_disagree(text, decimal, expected):
    """Right because one reader takes the decimal mark that the cell proves, and asks for the table's style when it proves none."""
    assert read_number(text, decimal).nilai == Decimal(expected)


def test_03_a_lone_separator_is_refused_and_budgets_keep_their_decimals():
    """Right because `1.234` may be 1234 or 1,234: guessing either is a slip of a thousand; money has no third decimal."""
    assert (read_number("1.234").jenis, read_number("1.234").nilai) == ("ambigu", None)
    assert str(read_rupiah("12.500,75").nilai) == "12500.75"
    assert str(read_rupiah("Rp 1.234").nilai) == "1234"


@pytest.mark.parametrize("zero", [0, 0.0, "0", "0.0"])
@pytest.mark.parametrize("rumus", ["dua_target_kurang_realisasi", "target_per_realisasi"])
def test_04_wpe_exactly_met_scores_zero_and_integer_zero_never_matches(rumus, zero):
    """Right because every lower-is-better rule gives 100 at target, and 0 of 0 is met whether it is written 0 or 0.0."""
    met = compute_capaian(kinerja([(10.0, 10.0)], "turun"), {"turun": rumus})
    none = compute_capaian(kinerja([(zero, 0)], "turun"), {"turun": rumus})
    assert met["capaian_persen"].tolist() == none["capaian_persen"].tolist() == [100.0]
    assert none["status"].tolist() == ["tercapai_nol"]


def test_05_kaizer26_zeros_leave_the_mean_and_caps_are_silent():
    """Right because a total failure pulls the mean down, and the capped mean stands in a column of its own beside the raw one."""
    total = rolled(kinerja([(10.0, 30.0), (10.0, 0.0)]))
    assert (total["rata_capaian_persen"], total["rata_acuan_persen"]) == (150.0, 60.0)
    assert (total["n_dihitung"], total["n_indikator"]) == (2, 2)


def test_06_zakky_mean_that_prints_the_sum():
    """Right because a mean of 80, 90 and 100 is 90, not 270."""
    assert rolled(kinerja([(100.0, 80.0), (100.0, 90.0), (100.0, 100.0)]))["rata_capaian_persen"] == pytest.approx(90.0)


@pytest.mark.parametrize("scale", SCALES)
def test_07_kwanter_above_100_matches_no_band(scale):
    """Right because the best band has no upper bound: beating the target is never graded below reaching it."""
    names = scale_rows(scale)["kategori"].tolist()
    reached, beaten, far = (names.index(name) for name in categorize(pd.Series([100.0, 100.5, 6110.0]), scale))
    assert far == 0 and beaten <= reached


def test_08_bpsgorut_server_stores_the_capaian_it_is_sent():
    """Right because capaian is always worked from target and realisasi; no input table of ours has room for it."""
    found = compute_capaian(kinerja([(100.0, 50.0)]).assign(capaian_persen=999.0, status="tercapai_nol", kategori="Sangat Tinggi"))
    assert found[["capaian_persen", "status", "kategori"]].values.tolist() == [[50.0, "dihitung", "Sangat Rendah"]]
    assert not any("capaian" in column.nama for table in ("kinerja", "kinerja_triwulan") for column in TABEL[table].kolom)


@pytest.mark.parametrize("konsolidasi", ["", "total"])
def test_08_bpsgorut_adds_quarters_whatever_their_type(konsolidasi):
    """Right because each quarter must say whether it is summed, averaged or the last value; nothing is added without it."""
    quarter = {"indikator": "a", "tahun": "2024", "triwulan": "1", "target": "25", "realisasi": "30"}
    accepted = schema_of("kinerja_triwulan").validate(pd.DataFrame([quarter | {"konsolidasi": "jumlah"}]), lazy=True)
    assert len(accepted) == 1
    with pytest.raises(SchemaErrors, match="konsolidasi"):
        schema_of("kinerja_triwulan").validate(pd.DataFrame([quarter | {"konsolidasi": konsolidasi}]), lazy=True)


def test_09_rayhanyl_result_of_the_value_before_and_infinity_on_zero():
    """Right because the result is a function of the frame in hand, and a zero target gives a reason instead of a number."""
    frame = kinerja([(10.0, 5.0)])
    assert compute_capaian(frame)["capaian_persen"].tolist() == [50.0]
    assert compute_capaian(frame.assign(realisasi=9.0))["capaian_persen"].tolist() == [90.0]
    grid = list(product([-5.0, 0.0, 5.0, None], repeat=2))
    for polaritas, rumus in (("naik", None), ("turun", "dua_target_kurang_realisasi"), ("turun", "target_per_realisasi"), ("rentang", None)):
        found = compute_capaian(kinerja(grid, polaritas), {"turun": rumus} if rumus else None)
        assert not np.isinf(found[["capaian_persen", "capaian_acuan_persen"]]).any(axis=None)
        assert (found["capaian_persen"].notna() == found["status"].isin(["dihitung", "tercapai_nol"])).all()


def test_10_rendyirawann_zero_realisation_left_empty():
    """Right because nothing done of 10 promised is 0 %, counted and classed; only a missing realisation is empty."""
    found = compute_capaian(kinerja([(10.0, 0.0), (10.0, None)]))
    assert found["status"].tolist() == ["dihitung", "realisasi_kosong"]
    assert found["kategori"].tolist() == ["Sangat Rendah", ""]
    assert found["capaian_persen"].tolist() == pytest.approx([0.0, math.nan], nan_ok=True)


def test_10_angga1207_division_by_no_active_criterion():
    """Right because a group without any value has no mean and a coverage of 0, and an empty frame has no group."""
    total = rolled(kinerja([(10.0, None), (None, 5.0)]))
    assert math.isnan(total["rata_capaian_persen"]) and total[["n_dihitung", "n_indikator", "n_tanpa_target"]].tolist() == [0, 1, 1]
    assert summarize_capaian(compute_capaian(kinerja([(10.0, 5.0)]).iloc[:0]), ["dinas"]).empty


def test_11_yudhis55_rounding_at_each_level_loses_the_whole():
    """Right because nothing is rounded between levels: group means weighted by their counts give the mean of all exactly."""
    capaian = compute_capaian(kinerja([(3.0, n) for n in (1.0, 2.0, 4.0, 5.0, 7.0, 8.0, 10.0)]).assign(sasaran=list("aabbbcc")))
    parts, whole = summarize_capaian(capaian, ["sasaran"]), summarize_capaian(capaian, ["dinas"]).iloc[0]
    assert (parts["rata_capaian_persen"] * parts["n_dihitung"]).sum() / whole["n_dihitung"] == pytest.approx(whole["rata_capaian_persen"], rel=1e-12)
    assert whole["rata_capaian_persen"] == pytest.approx(37 / 21 * 100, rel=1e-12)


def test_11_a_score_of_exactly_80_is_bb():
    """Right because Permen PANRB 88/2021 prints > 80 for A; the ladder of letter targets and the scale say the same bounds."""
    assert categorize(pd.Series([80.0, 80.01]), "akip").tolist() == ["BB", "A"]
    ladder = load_rules("tangga").query("satuan == 'predikat AKIP'").set_index("label")["terendah"]
    bands = scale_rows("akip").set_index("kategori")["bawah"].fillna(0)
    assert (ladder - 0.01).round(9).sort_index().to_dict() == bands.sort_index().to_dict()


def test_12_sakip_gen_failed_agency_disappears(tmp_path):
    """Right because the index names a failed dinas with its cause before the list of reports that were made."""
    made, failed = tmp_path / "kota-b" / "2024", tmp_path / "kota-a" / "2024-gagal"
    for folder in (made, failed):
        folder.mkdir(parents=True)
    row = {"judul": "Dinas B", "tahun": 2024, "n_indikator": 1, "n_dihitung": 1, "n_tercapai": 1, "rata_acuan_persen": 100.0, "rata_tercetak_persen": None}
    (made / "run.json").write_text(json.dumps({"parameter": {}, "ringkasan": row}), encoding="utf-8")
    entry = {"dinas": "kota-a", "tahun": 2024, "berhasil": False, "notebook": "01_capaian", "sel": 3, "pesan": "pagu negatif", "notebook_gagal": "kota-a/2024-gagal/01_capaian.ipynb"}
    (failed / "gagal.json").write_text(json.dumps(entry), encoding="utf-8")
    from lakip_analysis.reports.index import write_index

    write_index(tmp_path, tmp_path, "id")
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "1 laporan dibuat, 1 gagal" in page
    assert all(text in page for text in ("kota-a, 2024", "01_capaian, sel 3: pagu negatif", "kota-a/2024-gagal/01_capaian.ipynb", "Dinas B"))
    assert page.index("pagu negatif") < page.index("Daftar laporan")


@pytest.mark.parametrize(("capaian", "status"), [([20.0], "target_tidak_tercapai"), ([200.0, 20.0], "target_tidak_tercapai"), ([200.0, 90.0], "sebagian_tercapai"), ([200.0, 100.0], "dihitung")])
def test_13_bna_spending_little_on_a_missed_target_is_efficient(capaian, status):
    """Right because a missed target is said in the status, also behind a mean that one uncapped 200 lifts; NE stays within 100."""
    found = efisiensi(capaian)
    assert found["status"].tolist() == [status, status]
    assert found["nilai_efisiensi"].between(0, 100).all() and nilai_efisiensi([900.0]).tolist() == [100.0]
    assert status == "dihitung" or status in REASONS


def test_14_zakky_rendyirawann_a_title_without_a_measure():
    """Right because each efficiency measure joins result and money; the one that does not is said to be no measure of result."""
    low, high = efisiensi([100.0], realisasi=90.0).iloc[1], efisiensi([120.0], realisasi=90.0).iloc[1]
    less = efisiensi([100.0], realisasi=80.0).iloc[1]
    joined = ["efisiensi_selisih_poin", "efisiensi_rasio_persen", "efisiensi_pmk_persen", "nilai_efisiensi"]
    assert (high[joined] > low[joined]).all() and (less[joined] > low[joined]).all()
    assert high["efisiensi_sisa_persen"] == low["efisiensi_sisa_persen"]
    assert "bukan ukuran hasil" in say("ukuran.efisiensi_sisa_persen.baca", "id")
    missed = compare_measures(efisiensi([80.0], realisasi=50.0))
    assert not missed["putusan"].isin(["efisien", "tidak efisien"]).any(), "no verdict at all when the target was missed"


def test_the_rules_named_here_are_the_ones_shipped():
    """Right because a rule or scale added later must be thought through against these defects too."""
    scores = {"kla"}  # of 1,000 points, no per cent
    assert [name for name in load_rules("skala")["skala"].unique() if name not in scores] == SCALES
    assert list(FORMULAS) == ["realisasi_per_target", "dua_target_kurang_realisasi", "target_per_realisasi", "jarak_ke_target"]
