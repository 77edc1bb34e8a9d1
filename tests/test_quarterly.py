"""Quarters: each rule of consolidation against a plain loop, warnings case by case, and Belitung's own quarters."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.tren.quarterly import TRIWULAN_COLUMNS, compute_triwulan, latest_quarter

DATA = Path(__file__).parents[1] / "data"


def quarters(rule, real, goal=None, *, year_goal="", year_real="", polaritas="naik") -> pd.DataFrame:
    goal = goal or [""] * len(real)
    rows = [("a", 2024, i + 1, str(t), str(r), rule) for i, (t, r) in enumerate(zip(goal, real, strict=True)) if (t, r) != ("-", "-")]
    triwulan = pd.DataFrame(rows, columns=["indikator", "tahun", "triwulan", "target", "realisasi", "konsolidasi"])
    kinerja = pd.DataFrame({"dinas": "d", "indikator": ["a"], "tahun": 2024, "target": str(year_goal), "realisasi": str(year_real), "polaritas": polaritas})
    return compute_triwulan(triwulan, kinerja)


# rule | realisations | put together quarter by quarter
TOGETHER = [
    ("sum", "jumlah", [7, 1, 8, 4], [7, 8, 16, 20]),
    ("mean", "rata_rata", [80, 90, 100, 70], [80, 85, 90, 85]),
    ("mean of the quarters with a figure", "rata_rata", [80, "", 100, 70], [80, np.nan, 90, 250 / 3]),
    ("last known value", "nilai_akhir", [25, 60, "", 100], [25, 60, np.nan, 100]),
    ("nothing yet", "jumlah", ["", "", 3], [np.nan, np.nan, 3]),
]


@pytest.mark.parametrize(("rule", "real", "together"), [row[1:] for row in TOGETHER], ids=[row[0] for row in TOGETHER])
def test_quarters_are_put_together_by_their_own_rule(rule, real, together):
    assert quarters(rule, real)["realisasi_gabungan"].tolist() == pytest.approx(together, nan_ok=True)


def test_targets_are_put_together_like_the_figures_and_only_whole():
    """METHODS.md §1.2: targets 25/60/75/100 by last known value → third quarter 75; a sum with a gap is no target."""
    assert quarters("nilai_akhir", [20, 50, 75, 98], [25, 60, 75, 100])["target_gabungan"].tolist() == [25, 60, 75, 100]
    assert quarters("jumlah", [1, 2, 3, 4], [2, 2, 2, 4])["target_gabungan"].tolist() == [2, 4, 6, 10]
    assert quarters("jumlah", [1, 2, 3, 4], [2, "", 2, 4])["target_gabungan"].tolist() == pytest.approx([2, np.nan, np.nan, np.nan], nan_ok=True)


def test_the_year_target_is_that_of_kinerja_else_the_four_quarters_together():
    assert quarters("jumlah", [1, 2], year_goal=20)["target_setahun"].tolist() == [20, 20]
    assert quarters("jumlah", [1, 2, 3, ""], [2, 2, 2, 4])["target_setahun"].tolist() == [10] * 4
    assert quarters("jumlah", [1, 2, 3], [2, 2, 2])["status"].tolist() == ["tanpa_target"] * 3


@pytest.mark.parametrize(("polaritas", "progress"), [("naik", [25, 75]), ("turun", [175, 125])])
def test_progress_is_measured_against_the_year(polaritas, progress):
    assert quarters("jumlah", [5, 10], year_goal=20, polaritas=polaritas)["kemajuan_persen"].tolist() == progress


# rule | realisations | quarterly targets | year's target | polarity | warning at the last quarter
WARNINGS = [
    ("sum at pace", "jumlah", [5, 5], None, 20, "naik", "sesuai laju"),
    ("sum behind pace", "jumlah", [4, 5], None, 20, "naik", "akan meleset"),
    ("sum there already", "jumlah", [12, 9], None, 20, "naik", "sudah tercapai"),
    ("cases beyond the most allowed", "jumlah", [12, 9], None, 20, "turun", "sudah meleset"),
    ("cases at a pace beyond it", "jumlah", [6, 6], None, 20, "turun", "akan meleset"),
    ("cases at a good pace", "jumlah", [4, 5], None, 20, "turun", "sesuai laju"),
    ("back-loaded plan, on schedule", "jumlah", [1, 2], [1, 2, 3, 14][:2], 20, "naik", "sesuai laju"),
    ("behind its own schedule", "jumlah", [9, 5], [9, 6], 20, "naik", "akan meleset"),
    ("mean below", "rata_rata", [80, 85], None, 85, "naik", "akan meleset"),
    ("last value on schedule", "nilai_akhir", [25, 60, 75], [25, 60, 75], 100, "naik", "sesuai laju"),
    ("last value behind schedule", "nilai_akhir", [25, 60, 70], [25, 60, 75], 100, "naik", "akan meleset"),
    ("last value without a schedule says little", "nilai_akhir", [25, 60, 70], None, 100, "naik", "di bawah target setahun"),
    ("last value there already", "nilai_akhir", [25, 101], None, 100, "naik", "sesuai laju"),
    ("the year is over, reached", "jumlah", [5, 5, 5, 5], None, 20, "naik", "tercapai"),
    ("the year is over, missed", "jumlah", [5, 5, 5, 4], None, 20, "naik", "meleset"),
    ("no direction", "jumlah", [5, 5, 5, 4], None, 20, "rentang", ""),
    ("no target", "jumlah", [5, 5], None, "", "naik", ""),
    ("a quarter missing: the least it can be is enough", "jumlah", ["-", 2, 3, 13], ["-", "", "", ""], 10, "naik", "tercapai"),
    ("a quarter missing: not enough to say", "jumlah", ["-", 2, 3, 4], ["-", "", "", ""], 10, "naik", ""),
    ("a quarter missing: already too many cases", "jumlah", ["-", 12], ["-", ""], 10, "turun", "sudah meleset"),
]


@pytest.mark.parametrize(("rule", "real", "goal", "year_goal", "polaritas", "warning"), [row[1:] for row in WARNINGS], ids=[row[0] for row in WARNINGS])
def test_warning(rule, real, goal, year_goal, polaritas, warning):
    assert quarters(rule, real, goal, year_goal=year_goal, polaritas=polaritas)["peringatan"].iloc[-1] == warning


def test_the_fourth_quarter_is_compared_with_the_year():
    assert quarters("jumlah", [5, 5, 5, 5], year_goal=20, year_real=21)["peringatan"].iloc[-1] == "beda dengan angka setahun"
    assert quarters("jumlah", [5, 5, 5, 5], year_goal=20, year_real=20)["peringatan"].iloc[-1] == "tercapai"
    assert quarters("rata_rata", [0.1, 0.2, 0.3, 0.2], year_goal=0.1, year_real=0.2)["peringatan"].iloc[-1] == "tercapai"


@pytest.mark.parametrize(("rule", "real", "status"), [("jumlah", [1, 2], "dihitung"), ("jumlah", [1, "", 2], "triwulan_kosong"), ("rata_rata", [1, "", 2], "dihitung"), ("nilai_akhir", ["Pratama"], "jenjang"), ("jumlah", ["n/a"], "realisasi_kosong")])
def test_status(rule, real, status):
    assert quarters(rule, real, year_goal=20)["status"].iloc[-1] == status


def test_rounding_of_the_yearly_figure_is_no_difference():
    """Mean 71,375 printed as 71.38."""
    assert quarters("rata_rata", [70, 71, 73, 71.5], year_goal=70, year_real=71.38)["peringatan"].iloc[-1] == "tercapai"
    assert quarters("rata_rata", [70, 71, 73, 71.5], year_goal=70, year_real=71.5)["peringatan"].iloc[-1] == "beda dengan angka setahun"


def test_a_quarter_without_its_year_has_no_target_and_no_crash():
    triwulan = pd.DataFrame({"indikator": ["a", "z"], "tahun": 2024, "triwulan": 1, "target": "", "realisasi": "5", "konsolidasi": "jumlah"})
    kinerja = pd.DataFrame({"dinas": "d", "indikator": ["a"], "tahun": 2024, "target": "20", "realisasi": "", "polaritas": pd.Categorical(["naik"])})
    found = compute_triwulan(triwulan, kinerja).set_index("indikator")
    assert found["status"].to_dict() == {"a": "dihitung", "z": "tanpa_target"}
    assert found["kemajuan_persen"].to_dict() == pytest.approx({"a": 25, "z": np.nan}, nan_ok=True)


def test_a_zero_is_a_figure():
    found = quarters("jumlah", [0, 0], year_goal=20)
    assert found["realisasi_gabungan"].tolist() == [0, 0]
    assert found["peringatan"].tolist() == ["akan meleset"] * 2


def test_latest_quarter_is_the_last_with_a_figure():
    for rule in ("jumlah", "rata_rata", "nilai_akhir"):
        found = quarters(rule, [1, 2, "", ""], year_goal=20)
        assert latest_quarter(found)["triwulan"].tolist() == [2]
        assert found[["status", "peringatan"]].values.tolist()[2:] == [["realisasi_kosong", ""]] * 2, "a form prepared for quarters to come"
    assert latest_quarter(quarters("jumlah", ["", ""], year_goal=20))["triwulan"].tolist() == [2]


def test_several_dinas_are_kept_apart():
    triwulan = pd.DataFrame({"dinas": ["d", "d", "e", "e"], "indikator": "a", "tahun": 2024, "triwulan": [1, 2] * 2, "target": "", "realisasi": ["1", "2", "10", "20"], "konsolidasi": "jumlah"})
    kinerja = pd.DataFrame({"dinas": ["d", "e"], "indikator": "a", "tahun": 2024, "target": ["10", "100"], "realisasi": "", "polaritas": "naik"})
    found = compute_triwulan(triwulan, kinerja)
    assert list(found.columns) == TRIWULAN_COLUMNS
    assert found[["dinas", "realisasi_gabungan", "kemajuan_persen"]].values.tolist() == [["d", 1, 10], ["d", 3, 30], ["e", 10, 10], ["e", 30, 30]]
    assert compute_triwulan(triwulan.iloc[:0], kinerja).empty


def test_belitung_2024():
    """Belitung 2024, Lampiran XI, lines 3802–3811: quarters and totals as printed; every full sum is the printed total."""
    d = load_dinas(DATA, "kab-belitung-dspppa")
    found = compute_triwulan(d.tabel["kinerja_triwulan"], d.kinerja)
    last = latest_quarter(found).set_index("indikator")
    assert last.loc["terpenuhinya-pemeliharaan-anak-terlantar", ["realisasi_gabungan", "target_setahun", "peringatan"]].tolist() == [10, 5, "tercapai"]
    kpm = next(name for name in last.index if "penerima-manfaat" in name)
    assert last.loc[kpm, ["realisasi_gabungan", "realisasi_setahun", "status"]].tolist() == [18, 18, "triwulan_kosong"]
    emergency = next(name for name in last.index if "kedaruratan" in name)
    assert last.loc[emergency, ["triwulan", "realisasi_gabungan", "realisasi_setahun", "peringatan"]].tolist() == [3, 16, 16, "sudah tercapai"]
    assert not (found["peringatan"] == "beda dengan angka setahun").any()
