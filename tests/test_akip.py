"""AKIP evaluations: boundaries of the predicates, sums, lost points, change, targets that name a predicate; the chapter's sentences."""

from pathlib import Path

import pandas as pd
import pytest
from asli import asli

from lakip_analysis.akip.compute import compare_akip_target, compute_akip, compute_akip_komponen
from lakip_analysis.akip.view import (
    describe_akip,
    say_akip,
    say_akip_target,
    table_akip,
    table_akip_target,
    table_komponen,
)
from lakip_analysis.aturan.rules import categorize, load_rules
from lakip_analysis.data.dinas import check_dinas

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
BELITUNG, MALANG, SINGKAWANG, PONTIANAK = ("kab-belitung-dspppa", 2024), ("kota-malang-dinsosp3ap2kb", 2023), ("kota-singkawang-dinsospppa", 2023), ("kota-pontianak-dinsos", 2024)
BARU, LAMA = (30, 30, 15, 25), (30, 25, 15, 10, 20)  # weights of PermenPANRB 88/2021 and 12/2015


def evaluation(scores, weights=BARU, tahun=2024, penilai="evaluator", total=None, predikat="", dinas="a") -> pd.DataFrame:
    """One evaluation as `sakip.csv` holds it; `total` adds the printed final score."""
    rows = [{"komponen": f"K{place}", "bobot": weight, "nilai": score, "predikat_tercetak": ""} for place, (weight, score) in enumerate(zip(weights, scores, strict=True), 1)]
    if total is not None:
        rows.append({"komponen": "Nilai Akhir", "bobot": 100, "nilai": total, "predikat_tercetak": predikat})
    return pd.DataFrame(rows).assign(dinas=dinas, tahun=tahun, penilai=penilai, sumber="", catatan="").astype({"bobot": float, "nilai": float})


def one(*args, **kwargs) -> pd.Series:
    (row,) = (row for _, row in compute_akip(evaluation(*args, **kwargs)).iterrows())
    return row


# ---- predicates

# below, exact, a hair above that prints like the bound, one printed digit above
BOUNDS = [
    (90, "A", "A", "A", "AA"),
    (80, "BB", "BB", "BB", "A"),
    (70, "B", "B", "B", "BB"),
    (60, "CC", "CC", "CC", "B"),
    (50, "C", "C", "C", "CC"),
    (30, "D", "D", "D", "C"),
    (0, "", "", "", "D"),
]


@pytest.mark.parametrize(("bound", "below", "exact", "hair", "above"), BOUNDS, ids=[str(row[0]) for row in BOUNDS])
def test_every_bound_of_the_predicates(bound, below, exact, hair, above):
    values = pd.Series([bound - 0.01, bound, bound + 0.004, bound + 0.01])
    assert categorize(values, "akip").tolist() == [below, exact, hair, above]


@pytest.mark.parametrize(("value", "expected"), [(80.005, "A"), (70.0049, "B"), (90.00499, "A"), (100.0, "AA"), (0.004, ""), (0.005, "D"), (None, "")])
def test_the_predicate_is_that_of_the_printed_two_decimals(value, expected):
    """Half up, as a report prints it: 80,005 is printed 80,01."""
    assert categorize(pd.Series([value], dtype=float), "akip").tolist() == [expected]


def test_only_scores_that_are_printed_with_two_decimals_are_rounded():
    assert categorize(pd.Series([90.996]), "permendagri-86").tolist() == ["Tinggi"]
    assert load_rules("pembulatan")["skala"].tolist() == ["akip", "ikm"]


def test_the_lowest_scores_of_the_ladder_have_their_letter():
    ladder = load_rules("tangga").query("satuan == 'predikat AKIP'")
    assert categorize(ladder["terendah"], "akip").tolist() == ladder["label"].tolist()


@pytest.mark.parametrize(("scores", "weights", "model"), [
    ((20.7, 20.1, 10.35, 15.5), BARU, "permenpanrb-88-2021"),
    ((20, 15, 10, 6, 15), LAMA, "permenpanrb-12-2015"),
    ((20, 15, 10, 6), (30, 25, 15, 10), ""),
    ((20, 15, 10, 6, 1), (30, 30, 15, 15, 10), ""),
])
def test_the_weights_name_the_model(scores, weights, model):
    assert one(scores, weights)["model"] == model


def test_the_weights_of_each_model_add_up_to_a_hundred():
    assert load_rules("akip").groupby("model")["bobot"].sum().tolist() == [100, 100]


def test_the_worked_example_of_the_method():
    """METHODS 3.1: 20,70 + 20,10 + 10,35 + 15,50 = 66,65 → B."""
    row = one((20.70, 20.10, 10.35, 15.50))
    assert (row["nilai"], row["predikat"], row["predikat_berikut"], row["batas_berikut"], row["poin_ke_berikut"]) == (66.65, "B", "BB", 70.01, 3.36)
    assert (row["komponen_terberat"], row["poin_terberat"]) == ("K2", 9.9)


@pytest.mark.parametrize(("total", "predikat", "berikut", "poin"), [(80.0, "BB", "A", 0.01), (80.004, "BB", "A", 0.01), (80.01, "A", "AA", 10.0), (90.01, "AA", "", None), (0.0, "", "D", 0.01), (None, "", "", None)])
def test_the_way_to_the_next_predicate(total, predikat, berikut, poin):
    row = one((), (), total=total) if total is not None else one((None,) * 4)
    assert (row["predikat"], row["predikat_berikut"]) == (predikat, berikut)
    assert row["poin_ke_berikut"] == poin if poin is not None else pd.isna(row["poin_ke_berikut"])


def test_before_2015_no_predicate_is_given():
    """76 was A then (no BB): the ladder of today would be false."""
    row = one((), (), tahun=2014, total=76, predikat="A")
    assert (row["predikat"], row["predikat_berikut"], row["hasil_predikat"]) == ("", "", "tidak_dihitung")


# ---- sums


@pytest.mark.parametrize(("scores", "total", "expected"), [
    ((21, 18.9, 10.5, 10.5), 60.90, "cocok"),
    ((21, 18.9, 10.5, 10.5), 60.92, "cocok"),  # five printed numbers, half a digit each
    ((21, 18.9, 10.5, 10.5), 60.93, "tidak_cocok"),
    ((21, 18.9, 10.5, 10.5), None, "tanpa_total"),
    ((21, 18.9, None, 10.5), 60.90, "komponen_kosong"),
])
def test_the_sum_beside_the_printed_total(scores, total, expected):
    assert one(scores, total=total)["hasil_jumlah"] == expected


def test_a_total_without_components_is_said_to_be_one():
    row = one((), (), total=76.0, predikat="BB")
    assert (row["hasil_jumlah"], row["nilai"], row["predikat"], row["n_komponen"], row["model"]) == ("tanpa_komponen", 76.0, "BB", 0, "")


def test_a_total_row_never_doubles_a_sum():
    with_total, without = one((21, 18.9, 10.5, 10.5), total=60.9), one((21, 18.9, 10.5, 10.5))
    assert with_total["jumlah_komponen"] == without["jumlah_komponen"] == 60.9
    parts = compute_akip_komponen(evaluation((21, 18.9, 10.5, 10.5), total=60.9))
    assert parts["komponen"].tolist() == ["K1", "K2", "K3", "K4"]
    assert parts["nilai"].sum() == pytest.approx(60.9)


def test_a_printed_letter_that_is_not_that_of_the_score():
    assert one((), (), total=80.0, predikat="A")["hasil_predikat"] == "tidak_cocok"
    assert one((), (), total=80.0, predikat="BB")["hasil_predikat"] == "cocok"
    assert one((), (), total=80.0)["hasil_predikat"] == "tidak_tercetak"


# ---- components


@pytest.mark.parametrize(("weight", "score", "lost", "status"), [(30, 21, 9, "dihitung"), (30, 0, 30, "dihitung"), (30, 30, 0, "dihitung"), (30, 31, None, "melebihi_bobot"), (None, 21, None, "bobot_kosong"), (30, None, None, "nilai_kosong")])
def test_points_lost(weight, score, lost, status):
    row = compute_akip_komponen(evaluation((score,), (weight,))).iloc[0]
    assert row["status"] == status
    assert row["poin_hilang"] == lost if lost is not None else pd.isna(row["poin_hilang"])


def test_ties_are_all_named_and_a_full_score_loses_nothing():
    assert one((21, 21, 15, 25))["komponen_terberat"] == "K1; K2"
    assert one(BARU)["komponen_terberat"] == ""


# ---- change


def changes(*evaluations) -> list:
    found = compute_akip(pd.concat(evaluations, ignore_index=True))
    return [(row.tahun, row.penilai, row.status_perubahan, None if pd.isna(row.perubahan) else row.perubahan) for row in found.itertuples()]


FIRST = evaluation((21, 18.9, 10.5, 10.5), tahun=2021)


@pytest.mark.parametrize(("later", "expected"), [
    (evaluation((21, 21, 10.5, 17), tahun=2022), (2022, "evaluator", "dibandingkan", 8.6)),
    (evaluation((24, 24, 12, 20), tahun=2022, penilai="mandiri"), (2022, "mandiri", "mandiri", None)),
    (evaluation((24, 24, 12, 20), tahun=2022, penilai=""), (2022, "", "penilai_tidak_tercetak", None)),
    (evaluation((20, 15, 10, 6, 15), LAMA, tahun=2022), (2022, "evaluator", "model_berbeda", None)),
    (evaluation((), (), tahun=2022, total=70), (2022, "evaluator", "model_tidak_dikenal", None)),
    (evaluation((21, None, 10.5, 17), tahun=2022), (2022, "evaluator", "tanpa_nilai", None)),
])
def test_a_change_only_between_the_same_assessor_and_model(later, expected):
    assert changes(FIRST, later) == [(2021, "evaluator", "pertama", None), expected]


def test_an_evaluator_is_not_compared_with_a_self_assessment_nor_past_another_model():
    own, old = FIRST.assign(penilai="mandiri"), evaluation((20, 15, 10, 6, 15), LAMA, tahun=2022)
    last = evaluation((21, 21, 10.5, 17), tahun=2023)
    assert changes(own, last)[-1] == (2023, "evaluator", "penilai_berbeda", None)
    assert changes(FIRST, old, last)[-1] == (2023, "evaluator", "dibandingkan", 8.6), "the latest earlier one of the same model"


def test_a_self_assessment_beside_the_evaluator_of_the_same_year():
    both = pd.concat([FIRST, FIRST.assign(penilai="mandiri", nilai=[24.0, 24.0, 12.0, 20.0])], ignore_index=True)
    found = compute_akip(both)
    assert found.loc[found["penilai"] == "mandiri", "selisih_evaluator"].tolist() == [19.1]
    assert found.loc[found["penilai"] == "evaluator", "selisih_evaluator"].isna().all()


def test_two_dinas_never_meet():
    other = evaluation((21, 21, 10.5, 17), tahun=2022, dinas="b")
    assert changes(FIRST, other)[-1][2] == "pertama"
    together = compute_akip(pd.concat([other, FIRST, evaluation((15, 15, 8, 9), tahun=2022)]))
    alone = compute_akip(pd.concat([FIRST, evaluation((15, 15, 8, 9), tahun=2022)]))
    pd.testing.assert_frame_equal(together[together["dinas"] == "a"].reset_index(drop=True), alone)


def test_the_order_of_the_rows_does_not_matter():
    rows = pd.concat([FIRST, evaluation((21, 20, 10.5, 17), tahun=2022, total=68.5)], ignore_index=True)
    pd.testing.assert_frame_equal(compute_akip(rows), compute_akip(rows.iloc[::-1].reset_index(drop=True)))


# ---- a letter beside its score


@pytest.mark.parametrize(("target", "predikat", "hasil"), [
    ("BB 70", "B", "huruf_terlalu_tinggi"),
    ("BB 70.004", "B", "huruf_terlalu_tinggi"),
    ("BB 70.01", "BB", "selaras"),
    ("BB 80", "BB", "selaras"),
    ("BB 80.01", "A", "huruf_terlalu_rendah"),
    ("A 80", "BB", "huruf_terlalu_tinggi"),
    ("D 0", "", "huruf_terlalu_tinggi"),
    ("BB", "BB", "huruf_saja"),
    ("80.7", "A", "angka_saja"),
    ("", "", "kosong"),
    ("n/a", "", "kosong"),
])
def test_a_letter_and_its_score_agree_or_not(target, predikat, hasil):
    kinerja = pd.DataFrame({"konsep": ["sakip", "kla"], "indikator": ["a", "b"], "nama_indikator": "A", "tahun": [2024, 2024], "target": target, "realisasi": target, "data_tahun": [None, None]})
    found = compare_akip_target(kinerja, compute_akip(FIRST).drop(columns="dinas"))
    assert len(found) == 1, "only what measures AKIP"
    row = found.iloc[0]
    assert (row["predikat_target"], row["hasil_target"], row["predikat_realisasi"], row["hasil_realisasi"]) == (predikat, hasil, predikat, hasil)


@pytest.mark.parametrize(("realisasi", "data_tahun", "hasil"), [("B 60.9", 2021, "cocok"), ("60.905", 2021, "cocok"), ("60.92", 2021, "tidak_cocok"), ("60.9", None, "tanpa_evaluasi"), ("B", 2021, "")])
def test_an_indicator_beside_the_evaluation_of_the_year_of_its_figure(realisasi, data_tahun, hasil):
    kinerja = pd.DataFrame({"konsep": ["sakip"], "indikator": "a", "nama_indikator": "A", "tahun": [2022], "target": "BB", "realisasi": realisasi, "data_tahun": [data_tahun]})
    assert compare_akip_target(kinerja, compute_akip(FIRST).drop(columns="dinas"))["hasil_evaluasi"].tolist() == [hasil]


# ---- the reports

GOLDEN = [  # dinas, year, assessor, sum, printed, predicate, printed letter, points to the next, heaviest component, change
    (BELITUNG, 2022, "evaluator", 55.15, 55.15, "CC", "CC", 4.86, "Pengukuran Kinerja", None),
    (BELITUNG, 2023, "mandiri", 80.0, 80.0, "BB", "BB", 0.01, "Perencanaan Kinerja; Pengukuran Kinerja", None),
    (BELITUNG, 2024, "evaluator", 70.25, 70.25, "BB", "BB", 9.76, "Pengukuran Kinerja", 15.1),
    (MALANG, 2023, "evaluator", 85.85, 85.85, "A", "A", 4.16, "Akuntabilitas Kinerja Internal", None),
    (SINGKAWANG, 2021, "evaluator", 60.9, 60.9, "B", "B", 9.11, "Evaluasi Akuntabilitas Kinerja Internal", None),
    (SINGKAWANG, 2022, "evaluator", 69.5, 69.5, "B", "B", 0.51, "Perencanaan Kinerja; Pengukuran Kinerja", 8.6),
]


@pytest.mark.parametrize(("report", "tahun", "penilai", "jumlah", "tercetak", "predikat", "huruf", "poin", "terberat", "perubahan"), GOLDEN)
def test_the_evaluations_of_the_reports(report, tahun, penilai, jumlah, tercetak, predikat, huruf, poin, terberat, perubahan):
    row = asli(*report).akip.query("tahun == @tahun and penilai == @penilai").iloc[0]
    assert (row["jumlah_komponen"], row["nilai_tercetak"], row["predikat"], row["predikat_tercetak"], row["poin_ke_berikut"]) == (jumlah, tercetak, predikat, huruf, poin)
    assert (row["komponen_terberat"], row["model"], row["hasil_jumlah"], row["hasil_predikat"]) == (terberat, "permenpanrb-88-2021", "cocok", "cocok")
    assert row["perubahan"] == perubahan if perubahan else pd.isna(row["perubahan"])


def test_belitung_is_no_series_of_three():
    """55,15 → 80 → 70,25 would be false: the 80 is the agency's own."""
    found = asli(*BELITUNG).akip.set_index("tahun")
    assert found.loc[2023, "status_perubahan"] == "mandiri"
    assert found.loc[2024, ["tahun_lalu", "nilai_lalu"]].tolist() == [2022, 55.15]


def test_a_report_knows_no_later_evaluation():
    assert asli("kab-belitung-dspppa", 2023).akip["tahun"].max() == 2023


def test_the_way_to_a_promised_predicate_ends_where_the_predicate_begins():
    """Singkawang's last target is BB 70: 70,00 is still B, so capaian, path and ladder all say 70,01."""
    report = asli(*SINGKAWANG)
    path = report.tren.set_index("indikator").loc["sakip"]
    assert (path["tahun_target_akhir"], path["target_akhir"]) == (2026, 70.01)
    assert report.akip_target.set_index("tahun")["batas_target"].dropna().unique().tolist() == [70.01]
    capaian = report.capaian_tahunan.set_index(["indikator", "tahun"]).loc["sakip"]
    assert (capaian["capaian_persen"] / [float("nan"), 60.9, 69.5] * 70.01).dropna().round(9).tolist() == [100, 100]


def test_singkawang_promises_a_letter_that_its_score_has_not():
    found = asli(*SINGKAWANG).akip_target.set_index("tahun")
    assert found["hasil_target"].to_dict() == {2021: "kosong", 2022: "huruf_saja", 2023: "huruf_terlalu_tinggi", 2024: "huruf_saja", 2025: "huruf_saja", 2026: "huruf_terlalu_tinggi"}
    assert found.loc[2023, ["batas_target", "tahun_realisasi", "nilai_evaluasi", "hasil_evaluasi"]].tolist() == [70.01, 2022, 69.5, "cocok"]
    text = " ".join(say_akip_target(found.reset_index(), "id").teks)
    assert "Target 2023 tercetak BB 70: huruf itu mulai 70,01, sedangkan angkanya masih berpredikat B." in text


# ---- words


@pytest.mark.parametrize(("bahasa", "expected"), [
    ("id", ["Nilai AKIP terakhir dari evaluator, tercetak untuk tahun 2024: 70,25, predikat BB. Evaluasi itu bertanggal 27 Agustus 2024, sebelum 2024 berakhir, jadi bukan penilaian atas 2024 setahun penuh. Predikat A mulai 80,01, jadi kurang 9,76 poin. Poin terbanyak hilang (11,10 dari bobot 30,00) pada: Pengukuran Kinerja. "
            "Dibandingkan dengan 2022 (55,15), juga dari evaluator dan dengan bobot yang sama, nilainya naik 15,10 poin.",
            "Nilai 80,00 (BB) untuk tahun 2023 diberikan dinas sendiri (mandiri), jadi tidak disambung dengan nilai evaluator.",
            "Jumlah komponen dan predikat yang tercetak cocok dengan hitungan ulang (3 evaluasi)."]),
    ("en", ["Latest AKIP score by an evaluator, printed for 2024: 70.25, grade BB. That evaluation is dated 27 August 2024, before 2024 was over, so it is no assessment of the whole of 2024. Grade A begins at 80.01: 9.76 points short. Most points were lost (11.10 of a weight of 30.00) in: Performance measurement. "
            "Compared with 2022 (55.15), also by an evaluator and with the same weights, the score rose by 15.10 points.",
            "The score of 80.00 (BB) for 2023 was given by the agency itself, so it is not joined to the evaluators' scores.",
            "The printed sums of the components and the printed grades agree with the recomputed ones (3 evaluations)."]),
])
def test_what_the_chapter_says_of_belitung(bahasa, expected):
    assert describe_akip(asli(*BELITUNG).akip, bahasa) == expected


@pytest.mark.parametrize(("evaluations", "expected"), [
    ([evaluation((21, 18.9, 10.5, 10.5), total=61.9, predikat="BB")], ["Komponen tahun 2024 (evaluator) berjumlah 60,90, sedangkan nilai akhir tercetak 61,90.", "Predikat tercetak tahun 2024 (evaluator) BB; nilai 61,90 berpredikat B."]),
    ([FIRST, evaluation((21, 18, 10, 10), tahun=2022)], ["nilainya turun 1,90 poin."]),
    ([FIRST, FIRST.assign(tahun=2022)], ["nilainya tetap."]),
    ([FIRST, evaluation((20, 15, 10, 6, 15), LAMA, tahun=2022)], ["Perubahannya tidak dihitung: model evaluasi sebelumnya berbeda."]),
    ([FIRST.assign(penilai="mandiri")], ["Tidak ada nilai AKIP yang diketahui dari evaluator.", "diberikan dinas sendiri"]),
    ([FIRST, FIRST.assign(penilai="mandiri", nilai=[24.0, 24.0, 12.0, 20.0])], ["Selisihnya dengan nilai evaluator tahun itu +19,10 poin."]),
    ([evaluation((), (), tahun=2014, total=76)], ["predikatnya tidak dihitung"]),
    ([evaluation((), (), tahun=2014, total=76, penilai="mandiri")], ["Nilai untuk tahun 2014 (76,00) diberikan dinas sendiri"]),
])
def test_every_sentence_has_its_case(evaluations, expected):
    found = compute_akip(pd.concat(evaluations, ignore_index=True))
    text = " ".join(describe_akip(found, "id"))
    for part in expected:
        assert part in text
    assert "cocok dengan hitungan ulang" not in text
    assert " ".join(describe_akip(found, "en"))


def test_an_unchecked_sum_is_never_called_right():
    """Without a printed total nothing is said of the check, rather than that it was passed."""
    assert "hitungan ulang" not in " ".join(describe_akip(compute_akip(FIRST), "id"))


@pytest.mark.parametrize(("target", "realisasi", "expected"), [
    ("BB 80.01", "", "Target 2022 tercetak BB 80,01: angkanya sudah berpredikat A, di atas huruf yang tercetak."),
    ("BB", "A 61", "Realisasi 2022 tercetak A 61: angkanya berpredikat B, di bawah huruf yang tercetak."),
    ("BB", "C 61", "Realisasi 2022 tercetak C 61: angkanya berpredikat B, di atas huruf yang tercetak."),
    ("BB", "61", "Realisasi 2022 tercetak 61, sedangkan nilai evaluator untuk tahun 2021 60,90."),
])
def test_what_is_said_where_letter_score_and_evaluation_differ(target, realisasi, expected):
    kinerja = pd.DataFrame({"konsep": ["sakip"], "indikator": "a", "nama_indikator": "A", "tahun": [2022], "target": target, "realisasi": realisasi, "data_tahun": [2021]})
    found = compare_akip_target(kinerja, compute_akip(FIRST).drop(columns="dinas"))
    assert expected in say_akip_target(found, "id").teks
    assert say_akip_target(found, "en").teks


@pytest.mark.parametrize(("bahasa", "expected"), [("id", "Evaluasi AKIP belum diisi dalam data laporan ini."), ("en", "AKIP evaluations are not filled in in the data of this report.")])
def test_a_dinas_without_evaluations_says_what_to_add_and_shows_nothing_else(bahasa, expected):
    laporan = asli(*PONTIANAK)
    assert laporan.sakip.empty
    (sentence,) = say_akip(laporan.akip, bahasa).teks
    assert sentence.startswith(expected)
    shown = [table_akip(laporan.akip, bahasa), table_komponen(laporan.akip_komponen, bahasa), say_akip_target(laporan.akip_target, bahasa), table_akip_target(laporan.akip_target, bahasa)]
    assert shown == [None] * 4


# ---- the data


def test_both_assessors_may_score_one_year_but_not_twice(tmp_path):
    """The key has the assessor in it: a self-assessment stands beside the evaluator's score."""
    import shutil

    folder = tmp_path / "kota-singkawang-dinsospppa"
    shutil.copytree(DATA / folder.name, folder)
    path = folder / "sakip.csv"
    text = path.read_text(encoding="utf-8")
    own = text.splitlines()[1].replace("evaluator", "mandiri")
    path.write_text(text + own + "\n", encoding="utf-8")
    assert {fault.berat for fault in check_dinas(tmp_path, folder.name)} == {"peringatan"}
    path.write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    (fault,) = check_dinas(tmp_path, folder.name)
    assert (fault.kolom, fault.masalah) == ("tahun+penilai+komponen", "kunci ganda, sudah ada di baris 2")


# ---- a score given before the year it is printed for was over

EARLY = [("2023-06-19", 2023, "ya"), ("2023-12-31", 2023, "ya"), ("2022-11-01", 2023, "ya"), ("2024-01-01", 2023, "tidak"), ("", 2023, "")]


@pytest.mark.parametrize(("day", "year", "early"), EARLY)
def test_a_score_given_before_its_year_was_over_says_so(day, year, early):
    sakip = evaluation((27.6, 27, 11.25, 20), tahun=year, total=85.85, predikat="A").assign(tanggal=day)
    akip = compute_akip(sakip)
    assert akip["dinilai_dini"].tolist() == [early]
    said = " ".join(describe_akip(akip, "id"))
    assert ("bukan penilaian atas 2023 setahun penuh" in said) == (early == "ya")
    assert ("no assessment of the whole of 2023" in " ".join(describe_akip(akip, "en"))) == (early == "ya")


@pytest.mark.parametrize(("realisasi", "data_tahun", "early"), [("85.85", None, "ya"), ("80", None, ""), ("85.85", 2022, ""), ("", None, "")])
def test_only_the_figure_that_is_that_score_is_marked(realisasi, data_tahun, early):
    akip = compute_akip(evaluation((27.6, 27, 11.25, 20), tahun=2023, total=85.85).assign(tanggal="2023-06-19"))
    kinerja = pd.DataFrame({"konsep": ["sakip"], "indikator": "a", "nama_indikator": "A", "dinas": "a", "tahun": [2023], "target": "80", "realisasi": realisasi, "data_tahun": [data_tahun]})
    assert compare_akip_target(kinerja, akip)["dinilai_dini"].tolist() == [early]


def test_without_a_date_in_the_table_nothing_is_said_of_it():
    akip = compute_akip(evaluation((27.6, 27, 11.25, 20), total=85.85))
    assert akip["dinilai_dini"].tolist() == [""] and "bertanggal" not in " ".join(describe_akip(akip, "id"))


def test_malang_was_scored_in_june():
    """Malang 2023, line 2156: 19 Juni 2023; Belitung 2024, line 2643: 27 Agustus 2024."""
    for (dinas, tahun), day in ((MALANG, "2023-06-19"), (BELITUNG, "2024-08-27")):
        last = asli(dinas, tahun).akip.iloc[-1]
        assert (last["tahun"], last["tanggal"], last["dinilai_dini"]) == (tahun, day, "ya")
