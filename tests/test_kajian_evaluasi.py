"""AKIP and SPM of several dinas: the boundary table, the worked example, who may be set beside whom."""

import pandas as pd
import pytest
from kajian import BELITUNG, MALANG, PONTIANAK, SINGKAWANG, of_all

from lakip_analysis.akip.compute import compute_akip
from lakip_analysis.aturan.rules import categorize, load_rules
from lakip_analysis.errors import RuleError
from lakip_analysis.kajian.evaluasi import (
    AKIP_COLUMNS,
    SPM_COLUMNS,
    compare_akip,
    compare_spm,
    compute_jawaban,
)

# METHODS 3.1 (upper ends belong to the lower class, two decimals), 7 (lower bounds; a fraction stays in the lower class)
BOUNDARIES = {
    "akip": [(100, "AA"), (90.01, "AA"), (90.004, "A"), (90, "A"), (80.01, "A"), (80, "BB"), (70.01, "BB"), (70, "B"), (60.01, "B"), (60, "CC"), (50.01, "CC"), (50, "C"), (30.01, "C"), (30, "D"), (0.01, "D"), (0, "")],
    "spm": [(100, "Tuntas Paripurna"), (99.99, "Tuntas Utama"), (99.5, "Tuntas Utama"), (92.3, "Tuntas Utama"), (90, "Tuntas Utama"), (89.99, "Tuntas Madya"), (80, "Tuntas Madya"), (79.99, "Tuntas Pratama"), (70, "Tuntas Pratama"), (69.99, "Tuntas Muda"), (60, "Tuntas Muda"), (59.99, "Belum Tuntas"), (0, "Belum Tuntas")],
    "kla": [(1000, "KLA"), (901, "KLA"), (900.5, "Utama"), (900, "Utama"), (801, "Utama"), (800.9, "Nindya"), (701, "Nindya"), (700.5, "Madya"), (601, "Madya"), (600.5, "Pratama"), (600, "Pratama"), (500, "Pratama"), (499.9, ""), (0, "")],
    "ikm": [(100, "Sangat Baik"), (88.31, "Sangat Baik"), (88.305, "Sangat Baik"), (88.304, "Baik"), (88.3, "Baik"), (76.61, "Baik"), (76.6, "Kurang Baik"), (65, "Kurang Baik"), (64.99, "Tidak Baik"), (25, "Tidak Baik")],
}


@pytest.mark.parametrize(("scale", "value", "name"), [(scale, *row) for scale, rows in BOUNDARIES.items() for row in rows])
def test_boundary_table(scale, value, name):
    assert categorize(pd.Series([value], dtype=float), scale).iloc[0] == name


@pytest.mark.parametrize(("ladder", "scale"), [("predikat AKIP", "akip"), ("peringkat KLA", "kla")])
def test_a_scale_has_the_steps_of_its_ladder(ladder, scale):
    rows = load_rules("tangga").query("satuan == @ladder")
    assert categorize(rows["terendah"].astype(float), scale).tolist() == rows["label"].tolist()


SHEET = {"Perencanaan Kinerja": ["A", "B", "CC"], "Pengukuran Kinerja": ["BB", "B", "CC"], "Pelaporan Kinerja": ["A", "B", "CC"], "Evaluasi Akuntabilitas Kinerja Internal": ["BB", "B", "C"]}


def sheet(answers=SHEET) -> pd.DataFrame:
    parts = ["keberadaan", "kualitas", "pemanfaatan"]
    rows = [(name, part, letter) for name, letters in answers.items() for part, letter in zip(parts, letters, strict=True)]
    return pd.DataFrame(rows, columns=["komponen", "subkomponen", "jawaban"]).assign(dinas="d", tahun=2024, penilai="evaluator")


def test_the_worked_example_gives_66_65_and_b():
    """METHODS 3.1: 20,70 + 20,10 + 10,35 + 15,50."""
    parts = compute_jawaban(sheet())
    assert parts["nilai"].tolist() == [20.7, 20.1, 10.35, 15.5]
    found = compute_akip(parts).iloc[0]
    assert found[["nilai", "predikat", "model"]].tolist() == [66.65, "B", "permenpanrb-88-2021"]


def test_shares_and_weights_make_a_hundred():
    assert load_rules("akip_subkomponen")["bagian_persen"].sum() == 100
    assert load_rules("akip").groupby("model")["bobot"].sum().eq(100).all()
    assert compute_jawaban(sheet({name: ["AA"] * 3 for name in SHEET}))["nilai"].sum() == 100


def test_a_missing_letter_is_no_zero():
    found = compute_jawaban(sheet(SHEET | {"Pelaporan Kinerja": ["A", "", "CC"]}))
    assert found["nilai"].isna().tolist() == [False, False, True, False]
    assert compute_jawaban(sheet({"Pelaporan Kinerja": ["E", "E", "E"]}))["nilai"].tolist() == [0]


@pytest.mark.parametrize(("answers", "said"), [({"Pelaporan Kinerja": ["A", "BBB", "CC"]}, "Kolom jawaban berisi BBB"), ({"Pelaporan": ["A", "B", "CC"]}, "Kolom komponen berisi Pelaporan")])
def test_what_the_work_sheet_does_not_have_is_refused(answers, said):
    with pytest.raises(RuleError, match=said):
        compute_jawaban(sheet(answers))


OLD = [("a", 30, 20.0), ("b", 25, 15.0), ("c", 15, 10.0), ("d", 10, 5.0), ("e", 20, 12.0)]
NEW = [("a", 30, 20.0), ("b", 30, 20.0), ("c", 15, 10.0), ("d", 25, 15.0)]


def sakip(*evaluations) -> pd.DataFrame:
    """evaluations: (dinas, year, who, components)."""
    rows = [(dinas, tahun, who, *part) for dinas, tahun, who, parts in evaluations for part in parts]
    out = pd.DataFrame(rows, columns=["dinas", "tahun", "penilai", "komponen", "bobot", "nilai"])
    return out.assign(predikat_tercetak="", catatan="", sumber="")


BESIDE = [
    ("alike", [("x", 2023, "evaluator", NEW), ("y", 2023, "evaluator", NEW)], [("ya", "")] * 2),
    ("years differ", [("x", 2022, "evaluator", NEW), ("y", 2023, "evaluator", NEW)], [("hati-hati", "tahun_berbeda")] * 2),
    ("models differ", [("x", 2021, "evaluator", OLD), ("y", 2021, "evaluator", NEW)], [("hati-hati", "model_berbeda")] * 2),
    ("the same model only in another year", [("x", 2023, "evaluator", NEW), ("y", 2023, "evaluator", OLD), ("z", 2022, "evaluator", OLD)], [("hati-hati", "model_berbeda"), ("hati-hati", "tahun_berbeda"), ("hati-hati", "tahun_berbeda")]),
    ("one scored itself", [("x", 2023, "mandiri", NEW), ("y", 2023, "evaluator", NEW)], [("hati-hati", "mandiri"), ("hati-hati", "sendiri")]),
    ("who scored is not printed", [("x", 2023, "", NEW), ("y", 2023, "evaluator", NEW)], [("hati-hati", "penilai_tidak_tercetak"), ("hati-hati", "sendiri")]),
    ("weights of no regulation", [("x", 2023, "evaluator", [("a", 50, 30.0), ("b", 50, 30.0)]), ("y", 2023, "evaluator", NEW)], [("hati-hati", "model_tidak_dikenal"), ("hati-hati", "sendiri")]),
    ("no score", [("x", 2023, "evaluator", [("a", 30, None), *NEW[1:]]), ("y", 2023, "evaluator", NEW)], [("tidak", "tanpa_nilai"), ("hati-hati", "sendiri")]),
]


@pytest.mark.parametrize(("rows", "expected"), [row[1:] for row in BESIDE], ids=[row[0] for row in BESIDE])
def test_whose_score_may_be_set_beside_whose(rows, expected):
    found = compare_akip(sakip(*rows), 2023)
    assert list(found) == AKIP_COLUMNS
    assert found[["sebanding", "alasan_evaluasi"]].apply(tuple, axis=1).tolist() == expected


def test_of_one_year_the_evaluator_counts_and_the_latest_year_of_all():
    rows = sakip(("x", 2023, "evaluator", NEW), ("x", 2023, "mandiri", [("a", 30, 30.0), *NEW[1:]]), ("x", 2024, "evaluator", NEW), ("x", 2022, "evaluator", NEW))
    for tahun in (2023, 2024):
        row = compare_akip(rows, tahun).iloc[0]
        assert (row["tahun"], row["penilai"], row["nilai"]) == (tahun, "evaluator", 65)


def test_the_four_reports():
    akip = compare_akip(of_all("sakip"), 2024).set_index("dinas")
    assert akip["nilai"].to_dict() == {BELITUNG: 70.25, MALANG: 85.85, SINGKAWANG: 69.5}
    assert akip["predikat"].to_dict() == {BELITUNG: "BB", MALANG: "A", SINGKAWANG: "B"}
    assert set(akip["sebanding"]) == {"hati-hati"} and set(akip["alasan_evaluasi"]) == {"tahun_berbeda"}
    spm = compare_spm(of_all("spm"), 2024).set_index("dinas")
    assert list(spm.reset_index()) == SPM_COLUMNS
    assert spm["alasan_evaluasi"].to_dict() == {BELITUNG: "sendiri", MALANG: "indeks_sebagian", PONTIANAK: "tanpa_nilai", SINGKAWANG: "hanya_tercetak"}
    assert spm.loc[BELITUNG, "indeks_persen"] == pytest.approx(97.40, abs=0.005) and spm["indeks_persen"].notna().sum() == 1


def spm(dinas, tahun, services, mutu=90.0) -> pd.DataFrame:
    rows = pd.DataFrame({"layanan": [f"L{i}" for i in range(services)], "mutu_persen": mutu}).assign(dinas=dinas, tahun=tahun, lingkup="", satuan="orang")
    return rows.assign(target="20", realisasi="19", capaian_persen=None, indeks_persen=None, lain="", catatan="", sumber="")


@pytest.mark.parametrize(
    ("other", "expected"),
    [(spm("y", 2024, 2), ("ya", "")), (spm("y", 2023, 2), ("hati-hati", "tahun_berbeda")), (spm("y", 2024, 3), ("hati-hati", "layanan_berbeda")), (spm("y", 2024, 2, None), ("hati-hati", "sendiri"))],
)
def test_whose_index_may_be_set_beside_whose(other, expected):
    found = compare_spm(pd.concat([spm("x", 2024, 2), other], ignore_index=True), 2024)
    assert tuple(found.set_index("dinas").loc["x", ["sebanding", "alasan_evaluasi"]]) == expected


def test_of_each_dinas_the_latest_year_up_to_the_one_asked_for_counts():
    rows = [spm("x", 2023, 3), spm("x", 2024, 2), spm("x", 2025, 4), spm("y", 2023, 2)]
    found = compare_spm(pd.concat(rows, ignore_index=True), 2024).set_index("dinas")
    assert found["tahun"].to_dict() == {"x": 2024, "y": 2023} and found["n_layanan"].to_dict() == {"x": 2, "y": 2}
