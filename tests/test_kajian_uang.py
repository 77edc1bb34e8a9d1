"""Money of several dinas: absorption by common programme, unit cost by common output, frontier with its peers."""

import numpy as np
import pandas as pd
import pytest
from kajian import BELITUNG, MALANG, PONTIANAK, SINGKAWANG, of_all

from lakip_analysis.efisiensi.cost import compare_frontier
from lakip_analysis.efisiensi.frontier import dea
from lakip_analysis.kajian.uang import (
    GARIS_COLUMNS,
    SERAPAN_COLUMNS,
    compare_garis,
    compare_serapan,
    compile_biaya,
    summarize_biaya,
)


def lines(*rows) -> pd.DataFrame:
    """rows: (dinas, year, code, name, absorption); a missing absorption with a budget of 0 is nothing allotted."""
    out = pd.DataFrame(rows, columns=["dinas", "tahun", "kode", "nama", "serapan_persen"])
    money = np.where(out["serapan_persen"].isna(), 0.0, 100.0)
    return out.assign(level="program", pagu_rp=money, realisasi_rp=money * out["serapan_persen"].fillna(0) / 100)


STATES = [
    ("code and name agree", [("a", 2024, "1.06.04", "Rehabilitasi Sosial", 90.0), ("b", 2024, "1.06.04", "PROGRAM REHABILITASI SOSIAL", 80.0)], ["dibandingkan"] * 2, 85.0),
    ("only the code agrees", [("a", 2024, "1.06.04", "Rehabilitasi Sosial", 90.0), ("b", 2024, "1.06.04", "Taman Makam Pahlawan", 80.0)], ["nama_beda"] * 2, None),
    ("another year", [("a", 2023, "1.06.04", "Rehabilitasi Sosial", 90.0), ("b", 2024, "1.06.04", "Rehabilitasi Sosial", 80.0)], ["tahun_beda"] * 2, None),
    ("nothing allotted in one", [("a", 2024, "1.06.04", "Rehabilitasi Sosial", 90.0), ("b", 2024, "1.06.04", "Rehabilitasi Sosial", None)], ["sendiri", "anggaran_nol"], None),
]


@pytest.mark.parametrize(("rows", "status", "median"), [row[1:] for row in STATES], ids=[row[0] for row in STATES])
def test_what_is_compared_of_a_programme(rows, status, median):
    found = compare_serapan(lines(*rows))
    assert list(found) == SERAPAN_COLUMNS
    assert found["status"].tolist() == status
    assert found["median_persen"].tolist() == ([median] * 2 if median else pytest.approx([np.nan] * 2, nan_ok=True))


def test_a_programme_of_one_dinas_and_lines_below_are_left_out():
    rows = pd.concat([lines(("a", 2024, "1.06.04", "R", 90.0)), lines(("b", 2024, "1.06.05", "P", 90.0)), lines(("b", 2024, "1.06.04", "R", 1.0)).assign(level="kegiatan")])
    assert compare_serapan(rows).empty


def test_absorption_of_the_four_reports_year_by_year():
    found = compare_serapan(of_all("efisiensi")).set_index(["kode", "dinas"])
    one = found.loc["1.06.04"].round(2)
    assert one["serapan_persen"].to_dict() == {MALANG: 49.64, SINGKAWANG: 97.71, BELITUNG: 89.12, PONTIANAK: 95.65}
    assert one["median_persen"].to_dict() == {MALANG: 73.67, SINGKAWANG: 73.67, BELITUNG: 92.39, PONTIANAK: 92.39}, "rupiah of two years are not put together"
    assert found.loc[("2.08.05", MALANG), "status"] == "anggaran_nol"
    assert found.loc["1.06.01"]["penunjang"].all() and not one["penunjang"].any()


def outputs(volumes, money=100.0, tahun=2024, nama="Orang dilatih", satuan="orang") -> pd.DataFrame:
    rows = pd.DataFrame({"dinas": [f"d{i}" for i in range(len(volumes))], "volume_realisasi": np.asarray(volumes, dtype=float)})
    rows = rows.assign(tahun=tahun, kode="1.06.04.2.01.0001", nama_keluaran=nama, satuan=satuan, realisasi_rp=money)
    return rows.assign(biaya_nyata_rp=rows["realisasi_rp"] / rows["volume_realisasi"])


def test_what_the_others_paid_stands_beside_a_cost_of_the_same_year_only():
    rows = pd.concat([outputs([10, 5, 4]), outputs([1], tahun=2023).assign(dinas="lain")])
    found = compile_biaya(rows).set_index("dinas")
    assert found.loc["d0", ["n_dinas", "terendah_rp", "median_rp", "tertinggi_rp"]].tolist() == [3, 10, 20, 25]
    assert found.loc["lain", "n_dinas"] == 0 and np.isnan(found.loc["lain", "median_rp"])


def test_how_many_outputs_of_the_four_reports_could_be_compared():
    found = summarize_biaya(of_all("biaya")).set_index("dinas")
    assert found.loc[BELITUNG, ["n_keluaran", "n_berbiaya", "n_kode_bersama", "n_ya", "n_hati_hati"]].tolist() == [54, 30, 16, 0, 7]
    judged = found[["n_ya", "n_hati_hati", "n_periksa", "n_nama_beda", "n_satuan_beda"]].sum(axis=1)
    assert (judged == found["n_kode_bersama"]).all() and (found["n_kode_bersama"] <= found["n_berbiaya"]).all()


@pytest.mark.parametrize("volumes", [[10, 9, 8, 7, 6, 5], [10, 10, 8, 7, 6, 5], [3.5, 10, 4, 9.9, 5, 6, 7]])
def test_the_frontier_is_that_of_the_linear_program_and_its_peers_make_it(volumes):
    money = np.linspace(90, 110, len(volumes))
    found = compare_garis(outputs(volumes, money))
    linear = dea(money, np.asarray(volumes, dtype=float))
    assert list(found) == GARIS_COLUMNS
    assert found["efisiensi_dea"].tolist() == pytest.approx(linear.efficiency.tolist())
    for mine, peers in zip(found["sebaya"], linear.peers, strict=True):
        assert {f"d{one}" for one in peers} <= set(mine.split(";")), "the program names one of those that tie"


@pytest.mark.parametrize(
    ("volumes", "peers", "warning"),
    [([10, 9, 8, 7, 6], "", "unit_kurang"), ([10, 9, 8, 7, 6, 5], "d0", "satu_terbaik"), ([10, 10, 8, 7, 6, 5], "d0;d1", "")],
)
def test_too_few_units_have_no_frontier_and_one_best_is_said(volumes, peers, warning):
    last = compare_garis(outputs(volumes)).iloc[-1]
    assert (last["sebaya"], last["peringatan"]) == (peers, warning)


def test_a_doubtful_figure_is_nobodys_peer():
    found = compare_garis(outputs([10_000, 10, 9, 8, 7, 6, 5])).set_index("dinas")
    assert found.loc["d0", ["sebaya", "peringatan"]].tolist() == ["", "dipertanyakan"]
    assert found.loc["d6", "sebaya"] == "d1"


def test_the_four_reports_are_too_few_for_any_frontier():
    found = compare_garis(of_all("biaya"))
    assert set(found["peringatan"]) == {"unit_kurang"} and found["efisiensi_dea"].isna().all()


def test_what_was_compared_already_is_not_compared_again():
    line = {"dinas": list("abcdefg") * 2, "tahun": [2023] * 7 + [2024] * 7, "kode": "1", "satuan": "orang", "nama_keluaran": "Orang dilatih"}
    rows = pd.DataFrame(line | {"realisasi_rp": 100.0, "volume_realisasi": [10.0, 9, 8, 7, 6, 5, 4] * 2, "nama": "S"})
    rows["biaya_nyata_rp"] = rows["realisasi_rp"] / rows["volume_realisasi"]
    pd.testing.assert_frame_equal(summarize_biaya(rows, compile_biaya(rows)), summarize_biaya(rows))
    pd.testing.assert_frame_equal(compare_garis(rows, compare_frontier(rows)), compare_garis(rows))
