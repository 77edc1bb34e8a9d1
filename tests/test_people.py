"""People as the second resource: Belitung's annex III, its marks, and what its own numbers allow."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.efisiensi.people import check_marks, fit_rules


@pytest.fixture
def annex() -> pd.DataFrame:
    return load_dinas(Path(__file__).parents[1] / "data", "kab-belitung-dspppa").tabel["sumber_daya"]


def rows(*values) -> pd.DataFrame:
    """values: (achievement, absorption, staff per cent, mark of funds, mark of staff)."""
    frame = pd.DataFrame(values, columns=["capaian_persen", "serapan_persen", "sdm_persen", "tanda_dana", "tanda_sdm"])
    return frame.assign(realisasi="12", satuan="orang", sdm_realisasi=6.0)


MARKS = [
    ("reached within plan", (100, 90, 100, "efisien", "efisien"), "ya", "ya"),
    ("marked although the output fell short", (88, 90, 100, "efisien", "efisien"), "target tidak tercapai", "target tidak tercapai"),
    ("marked although more was spent than planned", (100, 110, 120, "efisien", "efisien"), "melebihi rencana", "melebihi rencana"),
    ("marked without numbers", (100, np.nan, np.nan, "efisien", "efisien"), "tanpa angka", "tanpa angka"),
    ("not marked", (100, 90, 100, "", ""), "", ""),
    ("marked as not saving", (88, 90, 100, "tidak efisien", "tidak efisien"), "ya", "ya"),
]


@pytest.mark.parametrize(("values", "dana", "sdm"), [row[1:] for row in MARKS], ids=[row[0] for row in MARKS])
def test_whether_a_mark_follows(values, dana, sdm):
    found = check_marks(rows(values)).iloc[0]
    assert (found["tanda_dana_sah"], found["tanda_sdm_sah"], found["keluaran_per_orang"]) == (dana, sdm, 2)


def test_belitung_marks_everything(annex):
    """Lampiran III, lines 3200–3248: 42 outputs, all marked in funds and staff, three of them without money or staff printed."""
    found = check_marks(annex)
    assert len(found) == 42
    assert set(found["tanda_dana"]) == set(found["tanda_sdm"]) == {"efisien"}
    short = found[found["tanda_dana_sah"] == "target tidak tercapai"]
    assert short["sumber"].tolist() == ["baris 3200", "baris 3201", "baris 3075", "baris 3211", "baris 3226"], "line 3075: 86,45 of 100, not the 100 that line 3209 alone prints"
    assert (found["tanda_dana_sah"] == "tanpa angka").sum() == 3


def test_no_rule_can_be_told_from_always(annex):
    """All marks are alike, so a rule can be ruled out by its exceptions and none can be proved."""
    found = fit_rules(annex).set_index("aturan")
    assert not found["dapat_dibedakan"].any()
    assert found.loc["dana_pagu", ["n", "menyimpang"]].tolist() == [39, 0]
    assert found.loc["dana_serapan", "menyimpang"] == 2, "lines 3200 and 3201: 88,13 and 81,21 against 92,17"
    assert found.loc["dana_target", "menyimpang"] == 5


def test_a_rule_that_fits_is_found_where_marks_differ():
    marked = rows((100, 90, 100, "efisien", ""), (80, 90, 100, "tidak efisien", ""), (95, 90, 100, "efisien", ""))
    found = fit_rules(marked).set_index("aturan")
    assert found.loc["dana_serapan", ["n", "cocok", "menyimpang"]].tolist() == [3, 3, 0]
    assert found.loc["dana_serapan", "dapat_dibedakan"]
    assert found.loc["sdm_rencana", "n"] == 0


def test_printed_percentages_follow_from_printed_numbers(annex):
    money = annex.dropna(subset=["pagu_rp", "serapan_persen"])
    assert (money["realisasi_rp"] / money["pagu_rp"] * 100).round(2).tolist() == pytest.approx(money["serapan_persen"].tolist(), abs=0.011)
    staff = annex.dropna(subset=["sdm_target", "sdm_persen"])
    assert (staff["sdm_realisasi"] / staff["sdm_target"] * 100).tolist() == pytest.approx(staff["sdm_persen"].tolist(), abs=0.005)
