"""The common yardstick of the study: a published composite, what is withheld, what counts once, nothing imputed."""

from pathlib import Path

import pandas as pd
import pytest
from asli import asli

from lakip_analysis.aturan.rules import threshold
from lakip_analysis.capaian.compute import compute_capaian, summarize_capaian
from lakip_analysis.errors import RuleError
from lakip_analysis.kajian.ukuran import (
    UKURAN_COLUMNS,
    compute_ukuran,
    counted_once,
    measured,
    one_year_each,
    sasaran_of,
)

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "indeks_asem.csv"
REPORTS = {"kab-belitung-dspppa": 2024, "kota-malang-dinsosp3ap2kb": 2023, "kota-singkawang-dinsospppa": 2023, "kota-pontianak-dinsos": 2024}
MEANS = ["rata_acuan_persen", "median_acuan_persen", "rata_acuan_sasaran_persen", "median_acuan_sasaran_persen"]


def capaian(rows: list[tuple], **more) -> pd.DataFrame:
    """Rows of (dinas, sasaran, target, realisasi); the indicators are numbered."""
    frame = pd.DataFrame(rows, columns=["dinas", "sasaran", "target", "realisasi"])
    about = {"indikator": [f"i{n}" for n in range(len(frame))], "tahun": 2024, "level": "sasaran", "polaritas": "naik"}
    return compute_capaian(frame.assign(**about | more))


def asem() -> pd.DataFrame:
    """The pillars of a published index as indicators, its two halves as sasaran; of 100."""
    golden = pd.read_csv(GOLDEN)
    halves = {name: "Conn" if n < 5 else "Sust" for n, name in enumerate(golden.columns[5:13])}
    long = golden.melt(["unit"], list(halves), "indikator", "realisasi")
    about = {"dinas": long["unit"], "sasaran": long["indikator"].map(halves), "tahun": 2024, "level": "sasaran", "polaritas": "naik", "target": 100.0}
    return compute_capaian(long.assign(**about))


def test_a_published_composite_comes_out_by_the_means_of_sasaran():
    golden, found = pd.read_csv(GOLDEN).set_index("unit"), compute_ukuran(asem()).set_index("dinas")
    # printed inputs are rounded to two digits, so is the printed index
    assert found["rata_acuan_sasaran_persen"].to_dict() == pytest.approx(golden["indeks"].to_dict(), abs=0.0101)
    assert found["rata_acuan_sasaran_persen"].rank(ascending=False).to_dict() == golden["peringkat"].to_dict()
    # the plain mean is another index
    assert found["rata_acuan_persen"].rank(ascending=False).to_dict() != golden["peringkat"].to_dict()


# 20 promises, how many of them reported; a mean of 50
@pytest.mark.parametrize(("reported", "status"), [(20, "dihitung"), (13, "dihitung"), (12, "cakupan_kurang"), (1, "cakupan_kurang"), (0, "tanpa_capaian")])
def test_what_covers_too_little_is_withheld_with_the_reason(reported, status):
    assert threshold("kajian_cakupan") == 65
    found = compute_ukuran(capaian([("d", "S", 80, 40 if n < reported else None) for n in range(20)])).iloc[0]
    assert found["status_ukuran"] == status
    assert (found["n_indikator"], found["n_terlapor"], found["cakupan_persen"]) == (20, reported, reported * 5)
    if status == "dihitung":
        assert found[MEANS].tolist() == [50, 50, 50, 50] and found["kategori_acuan"] == "Sangat Rendah"
    else:
        assert found[MEANS].isna().all() and found["kategori_acuan"] == found["kategori_acuan_sasaran"] == ""
        assert reported == 0 or found["rata_capaian_persen"] == 50  # its own figure stays


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("S", 10, 20), ("S", 10, 6), ("T", 10, 9)], (90.0, 90.0, 90.0, 90.0)),  # 120, 60 | 90
        ([("S", 10, 20), ("S", 10, 20), ("S", 10, 20), ("T", 10, 3)], (97.5, 120.0, 75.0, 75.0)),
        ([("", 10, 10), ("", 10, 5), ("S", 10, 3)], (60.0, 50.0, 60.0, 50.0)),  # what names no sasaran is its own
        ([("S", 10, -5), ("S", 10, 10)], (50.0, 50.0, 50.0, 50.0)),  # never below 0
        ([("S", 10, 10), ("S", 10, 10), ("S", 10, None)], (100.0, 100.0, 100.0, 100.0)),  # left out, not 0
    ],
)
def test_means_and_medians_by_hand(rows, expected):
    found = compute_ukuran(capaian([("d", *row) for row in rows])).iloc[0]
    assert tuple(found[MEANS]) == pytest.approx(expected)


def test_shares_are_of_what_was_promised():
    rows = [("d", "S", 10, 10), ("d", "S", 10, 12), ("d", "S", 10, 5), ("d", "S", 10, None), ("d", "S", None, 3)]
    found = compute_ukuran(capaian(rows)).iloc[0]
    assert (found["n_indikator"], found["n_tanpa_target"], found["n_terlapor"], found["n_tercapai"]) == (4, 1, 3, 2)
    assert found["terlapor_persen"] == 75 and found["tercapai_persen"] == pytest.approx(200 / 3) and found["tercapai_janji_persen"] == 50


def test_a_dinas_without_promises_of_the_main_levels_stays_in_the_table():
    frame = capaian([("a", "S", 10, 10), ("b", "S", 10, 10), ("c", "S", None, 9)], level=["sasaran", "program", "sasaran"])
    found = compute_ukuran(frame).set_index("dinas")
    assert found["status_ukuran"].to_dict() == {"a": "dihitung", "b": "tanpa_janji", "c": "tanpa_janji"}
    assert found["n_indikator"].tolist() == [1, 0, 0]
    assert measured(frame, found.reset_index())["dinas"].tolist() == ["a"]


def test_a_promise_repeated_at_another_level_counts_once():
    frame = capaian([("d", "S", 10, 5), ("d", "S", 10, 5), ("d", "S", 10, 10)], level=["tujuan", "sasaran", "sasaran"], nama_indikator=["A", "A", "B"], satuan="%")
    assert counted_once(frame).tolist() == [True, False, True]
    assert counted_once(frame.iloc[::-1]).tolist() == [True, False, True]  # in any order
    assert counted_once(frame.iloc[1:]).tolist() == [True, True]  # alone it is the promise
    found = compute_ukuran(frame).iloc[0]
    assert (found["n_ganda"], found["n_acuan"], found["rata_acuan_persen"], found["median_acuan_persen"]) == (1, 2, 75, 75)


def test_two_dinas_may_use_one_name_of_a_sasaran():
    frame = capaian([("a", "S", 10, 10), ("b", "S", 10, 5)])
    assert sasaran_of(frame).tolist() == [0, 1]
    assert compute_ukuran(frame)["n_sasaran"].tolist() == [1, 1]


def test_each_dinas_has_its_own_way_beside_the_common_one():
    rows = [("a", "S", 10, 30), ("a", "T", 10, 9), ("a", "T", 10, 6)]
    frame = capaian([*rows, *[("b", *row[1:]) for row in rows], *[("c", *row[1:]) for row in rows]])
    found = compute_ukuran(frame, {"a": "rata_rata_sasaran", "c": "tidak_ada"}).set_index("dinas")
    assert found["rata_rata"].to_dict() == {"a": "rata_rata_sasaran", "b": "rata_rata_indikator", "c": "tidak_ada"}
    assert found["rata_capaian_persen"].round(2).tolist()[:2] == [187.5, 150] and pd.isna(found.loc["c", "rata_capaian_persen"])
    assert found["rata_acuan_persen"].tolist() == [90, 90, 90]


def test_dinas_keep_their_order_and_an_empty_frame_gives_an_empty_table():
    frame = capaian([("z", "S", 10, 10), ("a", "S", 10, 10), ("m", "S", 10, 1)])
    ways = {"z": "rata_rata_sasaran", "m": "rata_rata_sasaran"}
    assert compute_ukuran(frame, ways)["dinas"].tolist() == ["z", "a", "m"]
    assert list(compute_ukuran(frame.iloc[:0])) == UKURAN_COLUMNS and compute_ukuran(frame.iloc[:0]).empty


def test_several_years_of_a_dinas_are_refused_where_one_place_is_asked_for():
    frame = pd.DataFrame({"dinas": ["a", "b", "b"], "tahun": [2023, 2023, 2024]})
    with pytest.raises(RuleError) as caught:
        one_year_each(frame)
    assert str(caught.value) == "Dinas “b” ada dengan beberapa tahun. Kajian memakai satu tahun untuk setiap dinas: pilih tahunnya dulu."


def test_the_yardstick_of_the_study_is_the_figure_of_each_report():
    reports = [asli(dinas, tahun) for dinas, tahun in REPORTS.items()]
    every = pd.concat([report.capaian for report in reports], ignore_index=True)
    found = compute_ukuran(every, {report.dinas: report.aturan["rata_rata"] for report in reports})
    for report, row in zip(reports, found.to_dict("records"), strict=True):
        own = summarize_capaian(report.capaian, ["dinas", "tahun"], report.aturan["rata_rata"]).iloc[0]
        for name in ("n_indikator", "n_terlapor", "n_tercapai", "rata_capaian_persen", *(MEANS[::2] if row["status_ukuran"] == "dihitung" else ())):
            assert row[name] == pytest.approx(own[name], nan_ok=True), (report.dinas, name)
        assert (row["status_ukuran"] == "dihitung") == (own["n_acuan"] / own["n_indikator"] >= 0.65)
