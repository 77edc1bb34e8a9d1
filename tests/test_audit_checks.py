"""Single checks on three-row reports; the rows that make a check; severity, merging and roots."""

from types import SimpleNamespace

import pandas as pd
import pytest
from made_report import budget_row, kinerja_row, read

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.audit import checks as checks_module
from lakip_analysis.audit import (
    corrected_report,
    find_temuan,
    is_read,
    load_checks,
    prepare,
    summarize_temuan,
    summarize_terbaca,
    touching,
)
from lakip_analysis.audit.anggaran import find_absorption, find_overspent
from lakip_analysis.audit.averages import find_average_achievement
from lakip_analysis.audit.crosscheck import find_differences, find_label_differences, find_stale
from lakip_analysis.audit.digits import find_broken_cells, is_slip
from lakip_analysis.audit.efficiency import find_direct_spending, find_efficiency
from lakip_analysis.audit.findings import findings, merge_repeats, none, temuan
from lakip_analysis.audit.kinds import load_kinds
from lakip_analysis.audit.kinerja import find_capaian, find_counts
from lakip_analysis.audit.labels import (
    find_captions,
    find_names,
    find_nomenclature,
    find_scale_gaps,
    find_unmeasured,
)
from lakip_analysis.audit.predicates import find_predicates
from lakip_analysis.audit.relations import Relasi
from lakip_analysis.audit.roots import find_roots, number_findings, raise_roots
from lakip_analysis.audit.severity import grade
from lakip_analysis.audit.sums import find_sums
from lakip_analysis.audit.targets import find_weak_targets
from lakip_analysis.audit.view import (
    describe_temuan,
    explain,
    require_texts,
    table_perbaikan,
    table_ringkasan_temuan,
    table_temuan,
)
from lakip_analysis.bahasa.say import languages, load_texts, say, word
from lakip_analysis.errors import RuleError

VALUES = ("target", "realisasi", "capaian", "pembilang", "penyebut")
AMOUNTS = ("pagu_induk", "pagu", "realisasi", "persen", "efisiensi")


def kinerja(*rows, indikator=(), **rules):
    """Rows as (table, line, name, year, cells) → Terbitan."""
    frame = read(pd.DataFrame([kinerja_row(table, line, name, year, **cells) | {"cara_baca": cells.get("cara_baca", ""), "tahap": cells.get("tahap", "")} for table, line, name, year, cells in rows]), VALUES)
    known = pd.DataFrame(indikator, columns=["nama_indikator", "polaritas"])
    return prepare({"terbitan_kinerja": frame, "indikator": known}, rules)


def anggaran(*rows, **rules):
    """Rows as (table, line, level, name, parent line or 0, pagu, realisasi, persen, efisiensi) → Terbitan."""
    empty = pd.DataFrame({"pagu": [1], "realisasi": [1]})
    out = []
    for table, line, level, name, parent, pagu, real, *share in rows:
        row = budget_row(table, line, level, name, f"d1:{table}-b{parent}-2023" if parent else "", empty)
        persen, efisiensi = [*share, "", ""][:2]
        out.append(row | {"pagu_tercetak": pagu, "realisasi_tercetak": real, "persen_tercetak": persen, "efisiensi_tercetak": efisiensi})
    frame = read(pd.DataFrame(out), AMOUNTS, "_rp").rename(columns={"persen_rp": "persen"})
    return prepare({"terbitan_anggaran": frame}, rules)


# --- one check, a few rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("polaritas", "target", "realisasi", "capaian", "expected"),
    [
        ("naik", "50,00", "45,00", "90,00", []),
        ("naik", "50,00", "45,00", "90,01", []),  # the operands' rounding allows it
        ("naik", "50,00", "45,00", "91,00", [("capaian_tidak_cocok", "rendah", "90,00")]),
        ("naik", "50,00", "45,00", "95,00", [("capaian_tidak_cocok", "sedang", "90,00")]),
        ("naik", "50,00", "45,00", "100,50", [("capaian_tidak_cocok", "tinggi", "90,00")]),
        ("naik", "50,00", "45,00", "110,00", [("polaritas_keliru", "tinggi", "90,00")]),
        ("turun", "50,00", "45,00", "110,00", []),
        ("turun", "50,00", "45,00", "111,11", []),
        ("turun", "50,00", "45,00", "90,00", [("polaritas_keliru", "tinggi", "110,00")]),
        ("", "50,00", "45,00", "110,00", []),  # nobody knows which way is better
        ("naik", "0", "45,00", "90,00", []),
        ("turun", "0", "0", "100,00", []),
        ("turun", "0", "1", "100,00", [("capaian_tidak_cocok", "tinggi", "")]),
        ("turun", "0", "1", "0,00", []),  # one may say 0 of what was missed
        ("turun", "NA", "0,269", "0,269%", [("capaian_tidak_cocok", "tinggi", "")]),
        ("turun", "", "0,269", "0,269%", []),  # a table without targets
    ],
)
def test_capaian(polaritas, target, realisasi, capaian, expected):
    terbitan = kinerja(("t3.1", 9, "Indeks mutu", 2023, {"target": target, "realisasi": realisasi, "capaian": capaian}), indikator=[("Indeks mutu", polaritas)])
    found = find_capaian(terbitan)
    assert list(zip(found["jenis"], found["keparahan"], found["hitung_ulang"], strict=True)) == expected


@pytest.mark.parametrize(
    ("name", "part", "whole", "printed", "expected"),
    [
        ("Persentase lansia", "45", "50", "90,00", []),
        ("Persentase lansia", "45", "50", "95,00", [("95,00", "90,00", ("hitungan.persen",))]),
        ("Persentase lansia", "24", "20", "120,00", [("24 / 20", "120,00", ("hitungan.melebihi",))]),
        ("Persentase lansia", "5", "0", "90,00", []),  # no division by nought
        ("Rasio kasus per penduduk", "3", "2000", "1,50", []),  # per thousand
        ("Rasio kasus per penduduk", "3", "2000", "1,70", [("1,70", "1,50", ("hitungan.seribu",))]),
        ("Laju pertumbuhan", "102", "100", "2,00", []),
        ("Laju pertumbuhan", "102", "100", "3,50", [("3,50", "102,00", ("hitungan.persen",))]),  # printed above the reading
        ("Laju pertumbuhan", "102", "100", "0,50", [("0,50", "102,00", ("hitungan.persen",))]),  # and below it
    ],
)
def test_counts(name, part, whole, printed, expected):
    found = find_counts(kinerja(("n3.2", 5, name, 2023, {"realisasi": printed, "pembilang": part, "penyebut": whole})))
    assert list(zip(found["tercetak"], found["hitung_ulang"], found["kalimat"], strict=True)) == expected


@pytest.mark.parametrize(("label", "capaian", "expected"), [("Sangat Tinggi", "95,00", []), ("TINGGI.", "90,50", []), ("Sangat Tinggi", "90,50", []), ("Tinggi", "95,00", [("rendah", "Sangat Tinggi")]), ("Sangat Tinggi", "80,00", [("tinggi", "Tinggi")]), ("Sedang", "90,50", [("rendah", "Sangat Tinggi / Tinggi")])])
def test_predicates_close_a_gap_either_way(label, capaian, expected):
    found = find_predicates(kinerja(("t3.1", 9, "Indeks mutu", 2023, {"capaian": capaian, "predikat_tercetak": label})))
    assert list(zip(found["keparahan"], found["hitung_ulang"], strict=True)) == expected


@pytest.mark.parametrize(("realisasi", "label", "count"), [("90,96", "Tinggi", 0), ("90,96", "Sangat Tinggi", 0), ("90,96", "Sedang", 1), ("91,04", "Tinggi", 1)])
def test_a_category_of_what_was_rounded_is_in_order(realisasi, label, count):
    row = {"target": "100,00", "realisasi": realisasi, "capaian": "91,0", "predikat_tercetak": label}
    assert len(find_predicates(kinerja(("t3.1", 9, "Indeks mutu", 2023, row)))) == count


@pytest.mark.parametrize(("one", "other", "jenis"), [("12,3", "12,44", ["beda_antartabel"]), ("12,4", "12,44", []), ("12,50", "12,58", ["beda_antartabel"]), ("75,10", "7,51", ["angka_janggal"])])
def test_differences_allow_the_rounding_of_the_coarser(one, other, jenis):
    cells = [("t1", 1, other), ("t2", 2, other), ("t3", 3, one)]
    terbitan = kinerja(*((table, line, "Indeks mutu", 2023, {"target": text}) for table, line, text in cells))
    assert find_differences(terbitan)["jenis"].tolist() == jenis


@pytest.mark.parametrize(("one", "count"), [("99,12", 1), ("99,11", 0)])
def test_a_computed_figure_may_be_cut_or_rounded(one, count):
    cells = [("t1", 1, "99,10"), ("t2", 2, "99,10"), ("t3", 3, one)]
    terbitan = kinerja(*((table, line, "Indeks mutu", 2023, {"capaian": text}) for table, line, text in cells))
    assert len(find_differences(terbitan)) == count


def test_benchmarks_and_nameless_rows_are_not_compared():
    rows = [("t1", 1, "Indeks mutu", {"target": "50,0"}), ("t2", 2, "Indeks mutu", {"target": "60,0", "tahap": "pembanding"}), ("t3", 3, "", {"target": "70,0"})]
    assert find_differences(kinerja(*((t, n, name, 2023, cells) for t, n, name, cells in rows))).empty


@pytest.mark.parametrize(("value", "jenis"), [("501,00", "nilai_usang"), ("500,00", "beda_antartabel")])
def test_a_round_value_does_not_prove_last_years_figure(value, jenis):
    rows = [("t1", 1, 2023, "612,00"), ("t2", 2, 2023, "612,00"), ("t3", 3, 2023, value), ("t4", 4, 2022, value)]
    found = find_differences(kinerja(*((t, n, "Indeks mutu", year, {"target": text}) for t, n, year, text in rows)))
    assert found["jenis"].tolist() == [jenis]


def test_a_quantity_without_a_year_is_named_without_one():
    rows = [("t1", 1, "612,00"), ("t2", 2, "612,00"), ("t3", 3, "345,00")]
    found = find_temuan(kinerja(*((t, n, "Indeks mutu", None, {"target": text}) for t, n, text in rows)))
    assert found["tahun"].isna().all()
    assert explain(found, "id").tolist() == ["Target tercetak 345,00 di sini, tetapi 612 di t1 (2 tabel)."]
    assert explain(found, "en").tolist() == ["The target is printed as 345,00 here, but as 612 in t1 (2 tables)."]


def test_stale_labels_names_and_promises():
    twice = kinerja(*(("t3", year, "Indeks mutu", year, {"realisasi": "71,48"}) for year in (2022, 2023)))
    assert find_stale(twice)["baris"].tolist() == [(2022, 2023)]
    letters = kinerja(*((f"t{n}", n, "Nilai SAKIP", 2023, {"target": text}) for n, text in enumerate(["BB", "BB", "A"])))
    assert find_label_differences(letters)[["tercetak", "juga_tercetak", "keparahan"]].values.tolist() == [["A", ("BB",), "tinggi"]]
    names = [("t1", 1, "Persentase PPKS tertangani"), ("t2", 2, "Persentase PPKS tertangani"), ("t3", 3, "Persentase PSKS tertangani")]
    wrong = kinerja(*((t, n, name, 2023, {"target": "80,00", "realisasi": "75,00"}) for t, n, name in names))
    assert find_names(wrong)["tercetak"].tolist() == ["Persentase PSKS tertangani"]
    lost = kinerja(("t1", 1, "Indeks mutu", 2023, {"target": "80,00"}), ("t1", 2, "Gini", 2023, {"target": "0,30", "realisasi": "0,29"}))
    assert find_unmeasured(lost)["tercetak"].tolist() == ["Indeks mutu"]


def test_broken_cells():
    terbitan = kinerja(("t1", 1, "Indeks", 2023, {"target": "12.345,678.9", "cara_baca": "target=teks"}), ("t1", 2, "Gini", 2023, {"target": "0,30", "cara_baca": "target=koma"}))
    assert find_broken_cells(terbitan)["tercetak"].tolist() == ["12.345,678.9"]


@pytest.mark.parametrize(("text", "broken"), [("1O0", True), ("7l,5", True), ("55,,34", True), ("Rp2.6O4.172", True), ("12 Orang", False), ("12 Ol", False), ("tahap II", False)])
def test_a_letter_for_a_digit_is_a_broken_cell(text, broken):
    terbitan = kinerja(("t1", 1, "Indeks", 2023, {"target": text, "cara_baca": "target=teks"}))
    assert len(find_broken_cells(terbitan)) == broken


@pytest.mark.parametrize("column", [*VALUES, "persen", "efisiensi", "pagu_induk_rp", "pagu_rp", "realisasi_rp"])
@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_every_column_that_a_repair_may_name_has_a_word(column, bahasa):
    assert word("audit.hal", column, bahasa)


@pytest.mark.parametrize(("spent", "share", "severity"), [("104.000", "104,00", "sedang"), ("106.000", "106,00", "tinggi"), ("100.000", "100,00", None)])
def test_overspent(spent, share, severity):
    found = find_overspent(anggaran(("t1", 1, "program", "Program A", 0, "100.000", spent, share)))
    assert found["keparahan"].tolist() == ([severity] if severity else [])
    assert all(found["hitung_ulang"] == ""), "which of the two is wrong is not known here"
    assert [len(cells) for cells in found["tersangka"]] == [2] * len(found), "one table alone cannot say which is wrong"


@pytest.mark.parametrize(("printed", "severity"), [("90,00", None), ("90,60", "rendah"), ("92,00", "sedang"), ("19,00", "tinggi")])
def test_absorption(printed, severity):
    found = find_absorption(anggaran(("t1", 1, "program", "Program A", 0, "100.000", "90.000", printed)))
    assert found["keparahan"].tolist() == ([severity] if severity else [])


def test_absorption_without_amounts_proves_nothing():
    """A table that prints percentages only, as Temanggung 2020 does."""
    assert find_absorption(anggaran(("t1", 1, "sasaran", "Sasaran A", 0, "", "", "90,37"), ("t1", 2, "sasaran", "Sasaran B", 0, "", "", "98,74"))).empty


def test_absorption_of_another_line_is_named():
    found = find_absorption(anggaran(("t1", 1, "program", "Program A", 0, "100.000", "90.000", "80,00"), ("t1", 2, "program", "Program B", 0, "100.000", "80.000", "80,00")))
    assert found["kalimat"].tolist() == [("serapan.bukan", "serapan.baris_lain")]
    assert found["nilai"].item()["milik"] == 2


@pytest.mark.parametrize(
    ("level", "total", "severity"),
    [("program", "200.000.000", None), ("program", "200.100.000", "rendah"), ("program", "202.000.000", "tinggi"), ("kegiatan", "202.000.000", "sedang")],
)
def test_parents(level, total, severity):
    """Off by 0,05 % of the print is slight, by 1 % grave at a programme and medium below it."""
    child = "kegiatan" if level == "program" else "subkegiatan"
    found = find_sums(anggaran(("t1", 1, level, "Induk", 0, total, "-"), *(("t1", n, child, f"Anak {n}", 1, "100.000.000", "-") for n in (2, 3))))
    assert found["keparahan"].tolist() == ([severity] if severity else [])
    assert found["baris"].tolist() == ([(1, 2, 3)] if severity else [])


def test_a_total_wrong_on_both_levels_is_explained_by_the_programmes():
    rows = [("t1", 1, "program", "A", 0, "100.000", "-"), ("t1", 2, "kegiatan", "a", 0, "40.000", "-"), ("t1", 3, "kegiatan", "b", 0, "50.000", "-"), ("t1", 4, "program", "B", 0, "100.000", "-"), ("t1", 5, "jumlah", "JUMLAH", 0, "300.000", "-")]
    found = find_sums(anggaran(*rows))
    assert found["hitung_ulang"].tolist() == ["Rp200.000"]
    assert found["nilai"].item() == {"n": 2, "letak": "atas", "angka": 300000.0, "selisih": 100000.0, "arah": "lebih"}


def test_efficiency_needs_no_printed_absorption():
    terbitan = anggaran(("t1", 1, "program", "", 0, "100.000", "90.000", "", "20,00"), efisiensi="sisa")
    assert find_efficiency(terbitan)[["tercetak", "hitung_ulang", "keparahan"]].values.tolist() == [["20,00", "10,00", "tinggi"]]
    assert find_direct_spending(terbitan).empty, "only where the report measures so"


def test_averages():
    rows = [("t3", n, f"Indeks {word}", 2023, {"capaian": text}) for n, (word, text) in enumerate([("satu", "80,00"), ("dua", "90,00")], 1)]
    mean = ("t3", 3, "Rata-rata", 2023, {"capaian": "85,00", "level": "rata_rata"})
    assert find_average_achievement(kinerja(*rows, mean)).empty
    off = find_average_achievement(kinerja(*rows, (*mean[:4], {"capaian": "88,00", "level": "rata_rata"})))
    assert off[["hitung_ulang", "kalimat", "baris"]].values.tolist() == [["85,00", ("rata_rata.bukan",), (1, 2, 3)]]


def test_an_average_over_dashes_is_not_judged():
    rows = [("t3", n, f"Indeks {n}", 2023, {"capaian": "-"}) for n in (1, 2)]
    assert find_average_achievement(kinerja(*rows, ("t3", 3, "Rata-rata", 2023, {"capaian": "85,00", "level": "rata_rata"}))).empty


def test_weak_targets():
    flat = kinerja(*(("t2", year, "Indeks mutu", year, {"target": "80,00"}) for year in (2022, 2023, 2024)))
    found = find_temuan(flat)
    assert explain(found, "id").tolist() == ["Target 80 sama selama 3 tahun (2022–2024): tidak menuntut perbaikan."]
    assert found["keparahan"].tolist() == ["sedang"]
    best = kinerja(*(("t2", year, "Indeks mutu", year, {"target": "100"}) for year in (2022, 2023, 2024)))
    assert find_weak_targets(best).empty, "nothing is better than 100"
    for target, count in (("0", 0), ("5", 1), ("100", 0)):  # 0 cases cannot fall, 100 % cannot rise
        flat = kinerja(*(("t2", 1, "Jumlah kasus", 2021 + n, {"target": target}) for n in range(3)), indikator=[("Jumlah kasus", "turun")])
        assert find_weak_targets(flat)["kalimat"].tolist() == [("target.datar",)] * count
    back = kinerja(("t2", 1, "Indeks mutu", 2023, {"target": "70,00"}), ("t3", 2, "Indeks mutu", 2022, {"realisasi": "71,00"}), indikator=[("Indeks mutu", "naik")])
    assert find_weak_targets(back)["hitung_ulang"].tolist() == ["≥ 71"]


def test_captions_scales_and_codes():
    judul = pd.DataFrame([{"dokumen": "d1", "baris": n, "nomor": number, "judul": title} for n, number, title in [(10, "2.1", "Satu"), (90, "2.3", "Dua"), (95, "2.2", "Tiga tahun 2019"), (300, "2.1", "Empat")]])
    rows = pd.DataFrame([kinerja_row("t2.2", 97, "Indeks", 2023, target="1")])
    found = find_captions(prepare({"terbitan_judul": judul, "terbitan_kinerja": rows}))
    assert found["kalimat"].tolist() == [("label.nomor_ganda",), ("label.nomor_mundur",), ("label.nomor_mundur",), ("label.tahun_judul",)]
    assert find_captions(prepare({})).empty
    scale = prepare({"terbitan_kinerja": rows}, {"skala": "permendagri-86", "sumber_skala": "Tabel 3.1 baris 12–14 dan 20 (lihat 99)"}, "x", {"id": "d1", "tahun": 2023})
    assert find_scale_gaps(scale)[["baris", "hitung_ulang"]].values.tolist() == [[(12, 13, 14, 20), "90–91; 75–76; 65–66; 50–51"]]
    assert find_scale_gaps(prepare({}, {"skala": "permendagri-86"}, "x", {"id": "d1", "tahun": 2023})).empty, "no report was read"
    code = load_rules("nomenklatur").query("level == 'subkegiatan'").iloc[0]
    budget = pd.DataFrame([{"kode": code["kode"], "sumber": "d1:t1-b1-2023"}])
    printed = pd.DataFrame([{"id": "d1:t1-b1-2023", "dokumen": "d1", "tabel": "t1", "baris": 1, "level": "subkegiatan", "nama_tercetak": "Zzz qqq", "tahun": 2023}])
    assert find_nomenclature(prepare({"anggaran": budget, "terbitan_anggaran": printed}))["hitung_ulang"].tolist() == [code["nama"]]


def test_every_check_is_silent_where_nothing_is_printed():
    nothing = prepare({})
    for check in load_checks():
        assert check(nothing).empty, check.__name__


def test_a_check_runs_once():
    seen = []

    def check(terbitan):
        seen.append(terbitan)
        return none()

    terbitan = prepare({})
    assert terbitan.found(check) is terbitan.found(check)
    assert len(seen) == 1


@pytest.mark.parametrize(("one", "other", "slip"), [(22.3, 2.23, True), (1234, 124, True), (12.5, 12.55, False), (5_000_000, 6_000_000, True), (50, 60, False), (-2.0, 2.0, False), (0.0, 5.0, False)])
def test_slips(one, other, slip):
    assert is_slip(one, other) == slip


# --- severity, merging, roots ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("perkara", "facts", "expected"),
    [
        ("capaian", {"pokok": True, "membalik": True}, "tinggi"), ("capaian", {"membalik": True}, "sedang"), ("capaian", {"pokok": True, "selisih": 10.0}, "sedang"), ("capaian", {"selisih": 5.1}, "sedang"), ("capaian", {"selisih": 5.0}, "rendah"),
        ("serapan", {"selisih": 10.0}, "tinggi"), ("serapan", {"selisih": 1.0}, "sedang"), ("serapan", {"selisih": 0.9}, "rendah"),
        ("jumlah", {"pokok": True, "selisih": 0.001}, "tinggi"), ("jumlah", {"selisih": 0.001}, "sedang"), ("jumlah", {"pokok": True, "selisih": 0.0009}, "rendah"),
        ("beda", {"pokok": True, "selisih": 0.005}, "sedang"), ("beda", {"selisih": 0.04}, "rendah"), ("beda_uang", {"selisih": 0.5}, "sedang"),
        ("rata_rata", {"membalik": True}, "tinggi"), ("rata_rata", {"selisih": 0.1}, "rendah"), ("efisiensi", {"selisih": 5.0}, "sedang"),
    ],
)
def test_severity(perkara, facts, expected):
    assert grade(perkara, **facts) == expected


def test_each_rule_of_severity_ends_with_one_that_always_holds():
    last = load_rules("keparahan").astype(object).fillna("").groupby("perkara").tail(1)
    assert last[["pokok", "membalik", "selisih"]].eq("").all(axis=None)
    with pytest.raises(RuleError, match="tidak_ada"):
        grade("tidak_ada")


def record(line, printed="93,33", jenis="beda_antartabel", kunci="mutu target", hitung="90", **facts):
    row = SimpleNamespace(dinas="x", dokumen="d1", tahun=2023, baris=line, tabel=f"Tabel {line}", kunci=kunci, id=f"r{line}")
    return temuan(row, jenis, load_kinds()[jenis].kalimat[0], tercetak=printed, hitung_ulang=hitung, **facts)


def test_one_wrong_figure_at_two_lines_is_one_finding():
    merged = merge_repeats(findings([record(9), record(4, "93,33%"), record(5, "94,00")]))
    assert sorted(merged["baris"]) == [(4, 9), (5,)]
    assert merged.loc[merged["baris"] == (4, 9), "tabel"].item() == "Tabel 4; Tabel 9"


def test_a_letter_or_a_ratio_is_not_its_bare_number():
    assert len(merge_repeats(findings([record(1, "B 69,5"), record(2, "69,5"), record(3, "1:5"), record(4, "5")]))) == 4


def test_two_sums_that_differ_from_one_printed_total_are_two_findings():
    """Singkawang 816 and 1060: 451.688.556 and 441.520.156 against the same printed 451.684.956."""
    assert len(merge_repeats(findings([record(1, "451.684.956", hitung="451.688.556"), record(2, "451.684.956", hitung="441.520.156")]))) == 2


def test_a_weak_target_is_one_however_it_is_printed():
    assert len(merge_repeats(findings([record(1, "80", "target_lemah"), record(2, "85", "target_lemah")]))) == 1


SEL = {"a|realisasi": (80.0, 0.0), "a|pagu": (100.0, 0.0), "a|persen": (90.0, 0.005), "b|realisasi": (20.0, 0.0), "t|realisasi": (113.0, 0.0), "u|realisasi": (110.0, 0.0)}
SHARE = Relasi("serapan", "a|persen", ("a|realisasi", "a|pagu"))
TOTAL = Relasi("jumlah", "t|realisasi", ("a|realisasi", "b|realisasi"))


def roots_of(*records, sel=SEL):
    return find_roots(findings(records).assign(usul=[()] * len(records)), sel)


def test_a_consequence_hangs_under_what_explains_its_amount():
    digit = record(1, "80", "angka_janggal", tersangka=("a|realisasi",), alternatif={"a|realisasi": 90.0})
    share = record(2, "90", "serapan_tidak_cocok", relasi=SHARE, alternatif={"a|persen": 80.0})
    assert roots_of(digit, share) == [(), (0,)], "90 of 100 is 90 %"
    other = record(1, "80", "angka_janggal", tersangka=("a|realisasi",), alternatif={"a|realisasi": 85.0})
    assert roots_of(other, share) == [(), ()], "to touch the same cell explains nothing"


def test_a_gap_may_need_two_roots_and_the_fewest_count():
    one = record(1, "80", "angka_janggal", alternatif={"a|realisasi": 90.0})
    two = record(2, "20", "beda_antartabel", alternatif={"b|realisasi": 23.0})
    total = record(3, "113", "jumlah_tidak_cocok", relasi=TOTAL, alternatif={"t|realisasi": 100.0})
    assert roots_of(one, two, total) == [(), (), (0, 1)]
    whole = record(4, "20", "beda_antartabel", alternatif={"b|realisasi": 33.0})
    assert roots_of(one, two, whole, total) == [(), (), (), (2,)]


@pytest.mark.parametrize(("n", "explained"), [(3, True), (4, True), (5, False)])
def test_at_most_four_errors_together_explain_the_gap_of_a_sum(n, explained):
    """A sum must agree to the rupiah; with more of them almost any gap could be had."""
    sel = {f"p{i}|pagu": (10.0, 0.0) for i in range(n)} | {"t|pagu": (10.0 * n + sum(2**i for i in range(n)), 0.0)}
    parts = [record(i + 1, "10", "beda_antartabel", alternatif={f"p{i}|pagu": 10.0 + 2**i}) for i in range(n)]
    total = record(9, "99", "jumlah_tidak_cocok", relasi=Relasi("jumlah", "t|pagu", tuple(f"p{i}|pagu" for i in range(n))))
    assert roots_of(*parts, total, sel=sel)[-1] == (tuple(reversed(range(n))) if explained else ()), "the one that explains most stands first"


def test_a_wrong_sum_below_explains_the_sum_above():
    below = record(1, "20", "jumlah_tidak_cocok", relasi=Relasi("jumlah", "b|realisasi", ("c|realisasi",)), alternatif={"b|realisasi": 30.0})
    above = record(2, "110", "jumlah_tidak_cocok", relasi=Relasi("jumlah", "u|realisasi", ("a|realisasi", "b|realisasi")), alternatif={"u|realisasi": 100.0})
    assert roots_of(below, above, sel=SEL | {"c|realisasi": (30.0, 0.0)}) == [(), (0,)]
    assert roots_of(above) == [()], "and its own other value explains nothing"


def test_a_mean_names_the_cells_it_stands_on():
    wrong = record(1, "80", "capaian_tidak_cocok", tersangka=("a|capaian",))
    mean = record(2, "90", "rata_rata_tidak_cocok", sebab=("a|capaian",))
    assert roots_of(wrong, mean) == [(), (0,)]
    assert roots_of(mean, wrong) == [(1,), ()]


def test_the_root_is_as_grave_as_what_follows_from_it_alone():
    frame = findings([record(1, keparahan="rendah"), record(2, keparahan="tinggi"), record(3, keparahan="sedang")])
    assert raise_roots(frame, [(), (0,), (0, 1)])["keparahan"].tolist() == ["tinggi", "tinggi", "sedang"]
    assert raise_roots(frame, [(), (), (0, 1)])["keparahan"].tolist() == ["rendah", "tinggi", "sedang"]


def test_findings_are_numbered_in_their_order_and_name_their_roots():
    frame = findings([record(n) | {"dinas": dinas} for dinas in "ab" for n in (5, 3, 4)]).assign(sebab_di=[(), (), (1, 0), (), (3,), ()])
    numbered = number_findings(frame)
    assert numbered[["dinas", "id", "akar", "akar_lain"]].values.tolist() == [["a", "T001", "", ""], ["a", "T002", "", ""], ["a", "T003", "T002", "T001"], ["b", "T001", "", ""], ["b", "T002", "T001", ""], ["b", "T003", "", ""]]


# --- a check is a function, a row and texts --------------------------------------------------------------------------


@pytest.fixture
def fresh():
    """Rules are read once; a test that changes them starts and ends with nothing read."""
    caches = (load_checks, load_kinds)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


def with_row(monkeypatch, **row):
    from lakip_analysis.audit import kinds

    rows = load_rules("temuan")
    new = {"jenis": "baru", "peringkat": 5, "pemeriksa": "find_capaian", "keparahan": "sedang", "kalimat": "capaian.bukan_rumus"} | row
    monkeypatch.setattr(kinds, "load_rules", lambda name: pd.concat([rows, pd.DataFrame([new])], ignore_index=True))
    load_kinds.cache_clear()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"pemeriksa": "find_nothing"}, "find_nothing"),
        ({"pemeriksa": ""}, "baru"),
        ({"peringkat": None}, "baru"),
        ({"keparahan": "gawat"}, "gawat"),
        ({"jenis": "target_lemah"}, "target_lemah"),
    ],
)
def test_a_wrong_row_is_named(fresh, monkeypatch, row, said):
    with_row(monkeypatch, **row)
    with pytest.raises(RuleError, match=said):
        load_checks()


def test_a_function_without_a_row_is_named(fresh, monkeypatch):
    def find_new(terbitan):
        return none()

    find_new.__module__ = checks_module.anggaran.__name__
    monkeypatch.setattr(checks_module.anggaran, "find_new", find_new, raising=False)
    with pytest.raises(RuleError, match=r"find_new.*belum punya baris"):
        load_checks()


def test_a_kind_or_sentence_without_text_is_named(fresh, monkeypatch):
    require_texts()
    with_row(monkeypatch, kalimat="baru.tanpa_teks")
    with pytest.raises(RuleError, match=r"temuan\.baru\.nama.*audit\.baru\.tanpa_teks"):
        require_texts()


def test_a_finding_of_no_kind_or_with_a_sentence_of_another_is_refused():
    row = SimpleNamespace(dinas="x", dokumen="d1", tahun=2023, baris=1, tabel="t", kunci="k", id="r")
    with pytest.raises(RuleError, match="tak_ada"):
        temuan(row, "tak_ada", "x", tercetak="1")
    with pytest.raises(RuleError, match=r"target\.jauh"):
        temuan(row, "capaian_tidak_cocok", "target.jauh", tercetak="1")


def test_every_sentence_belongs_to_a_kind():
    """A sentence nobody can say is left over; vocabularies (audit.hal, audit.uang …) are no sentences."""
    texts = [key for key in load_texts("id") if key.startswith("audit.") and key.split(".")[1] not in ("hal", "uang", "arah_selisih", "letak_rincian", "kolom_hal", "kolom_dari", "kolom_rumus")]
    assert {key.removeprefix("audit.") for key in texts} == {key for kind in load_kinds().values() for key in kind.kalimat}


# --- summaries and views ---------------------------------------------------------------------------------------------

READ = pd.DataFrame({"n_angka": [9], "n_klaim": [0]})
CAPAIAN = pd.DataFrame(
    [("a", "Gini", 95.0, 85.0, ""), ("b", "Mutu", 80.0, 80.0, "tinggi"), ("c", "Lain", None, 70.0, ""), ("d", "Baru", 70.0, None, "")],
    columns=["indikator", "nama_indikator", "capaian_persen", "capaian_tercetak_persen", "kategori_tercetak"],
)


def test_a_corrected_report_holds_codes_and_the_mean_last():
    out = corrected_report(CAPAIAN, "permendagri-86")
    assert out["indikator"].tolist() == ["a", "b", ""]
    assert out["n"].tolist() == [1, 1, 2]
    assert out["kesimpulan"].tolist() == ["berubah", "tetap", "tetap"]
    assert out["hitung_ulang_persen"].tolist() == [95.0, 80.0, 87.5]
    assert corrected_report(CAPAIAN.iloc[2:], "permendagri-86").empty


def test_a_category_that_stays_hides_no_missed_target():
    """105,29 printed and 94,71 recomputed are both Tercapai (90 to 110); yet the target was missed."""
    rows = [("a", "TFR", 94.706, 105.29, ""), ("b", "IPG", 101.0, 97.0, ""), ("c", "Mutu", 99.996, 100.0, ""), ("d", "Laju", 180.95, 19.05, "")]
    out = corrected_report(pd.DataFrame(rows, columns=CAPAIAN.columns), "malang")
    assert out["kesimpulan"].tolist() == ["target_meleset", "target_tercapai", "tetap", "berubah", "berubah"]
    assert [row[-1] for row in table_perbaikan(out, "id").baris] == ["▲ target tidak tercapai", "▲ target tercapai", "tetap", "▲ berubah", "▲ berubah"]
    found = find_temuan(kinerja(("t3.1", 9, "Indeks mutu", 2023, {"target": "50,00", "realisasi": "45,00", "capaian": "95,00"}), indikator=[("Indeks mutu", "naik")]))
    text = describe_temuan(found.assign(menyentuh=False), out, READ, "id")
    assert "5 kesimpulan" not in text and "4 kesimpulan berubah: TFR (105,29 % → 94,71 %: target tidak tercapai, kategorinya tetap Tercapai/Berhasil); IPG (97,00 % → 101,00 %: target tercapai, kategorinya tetap Tercapai/Berhasil); Laju" in text


def test_the_mean_is_named_where_it_is_shown():
    table = table_perbaikan(corrected_report(CAPAIAN, "permendagri-86"), "en")
    assert [row[0] for row in table.baris] == ["Gini", "Mutu", "Average of 2 indicators"]
    assert table.baris[0][1:] == ("85,00 %", "High", "95,00 %", "Very high", "▲ changes")
    assert table_perbaikan(corrected_report(CAPAIAN, "permendagri-86"), "id").baris[2][0] == "Rata-rata 2 indikator"


def test_words_of_the_chapter():
    found = find_temuan(kinerja(("t3.1", 9, "Indeks mutu", 2023, {"target": "50,00", "realisasi": "45,00", "capaian": "95,00"}), indikator=[("Indeks mutu", "naik")]))
    touched = touching(found, pd.DataFrame({"id": ["p", "q"], "baris": [9, 10], "tahun": 2023}), pd.Series(["q"]))
    assert touched["menyentuh"].tolist() == [False]
    corrected = corrected_report(CAPAIAN, "permendagri-86")
    assert describe_temuan(touched, corrected, READ, "id") == "Pemeriksaan menemukan 1 pertentangan di dalam laporan ini. Bila dibetulkan, 1 kesimpulan berubah: Gini (Tinggi → Sangat Tinggi)."
    assert summarize_temuan(found).values.tolist() == [["capaian_tidak_cocok", 0, 1, 0, 0]]
    assert table_ringkasan_temuan(found, "en").baris == (("Achievement mismatch", "0", "1", "0", "0"),)


@pytest.mark.parametrize("bahasa", languages())
def test_a_report_without_contradictions_says_so(bahasa):
    nothing = find_temuan(prepare({}))
    assert table_temuan(nothing, bahasa).teks and table_ringkasan_temuan(nothing, bahasa).teks
    clean, unread = (describe_temuan(nothing, corrected_report(CAPAIAN, "permendagri-86"), READ.assign(n_angka=n), bahasa) for n in (9, 0))
    assert clean == say("bab_audit.bersih", bahasa) and unread == say("bab_audit.belum_dibaca", bahasa)


def test_claims_alone_are_something_that_was_read():
    assert [is_read(pd.DataFrame({"n_angka": [n], "n_klaim": [m]})) for n, m in ((0, 0), (1, 0), (0, 1))] == [False, True, True]


PAPERS = [{"id": "lama", "tahun": 2023}, {"id": "baru", "tahun": 2024}]


@pytest.mark.parametrize(("papers", "tahun", "right"), [(PAPERS, 2024, (3, 1)), (PAPERS, 2023, (2, 1)), (PAPERS, 2022, (5, 2)), (PAPERS[:1], 2024, (2, 1)), ([], 2024, (0, 0))])
def test_what_was_read_is_counted_in_the_papers_of_the_year(papers, tahun, right):
    """Cells that hold a printed figure; of a year without a paper those of all, as the findings are."""
    rows = pd.DataFrame({"dokumen": ["lama", "baru", "baru"], "target_tercetak": ["80", "", "90"], "realisasi_tercetak": ["n/a", None, "-"], "nama_tercetak": "x"})
    money = pd.DataFrame({"dokumen": ["baru"], "pagu_tercetak": ["1.000"], "persen_tercetak": [None]})
    claims = pd.DataFrame({"dokumen": ["lama", "baru"]})
    read = summarize_terbaca({"terbitan_kinerja": rows, "terbitan_anggaran": money, "terbitan_klaim": claims}, papers, tahun)
    assert tuple(read.iloc[0][["n_angka", "n_klaim"]]) == right and len(read) == 1
    assert read["n_angka_lampiran"].item() == 0
    annex = rows.assign(tabel=["Tabel 1", "Tabel 1", "Lampiran IV"])
    assert summarize_terbaca({"terbitan_kinerja": annex}, papers, tahun)["n_angka_lampiran"].item() == (2 if PAPERS[1] in papers and tahun != 2023 else 0)


def test_printed_text_is_escaped():
    found = find_temuan(kinerja(*((t, n, "Nilai SAKIP", 2023, {"target": text}) for t, n, text in [("<i>t1</i>", 1, "A <b>"), ("t2", 2, "BB"), ("t3", 3, "BB")])))
    page = table_temuan(found, "id").html
    assert len(found) == 1 and "<i>" not in page and "&lt;i&gt;t1" in page


def test_a_finding_touches_only_figures_of_its_own_year():
    """One line of a budget table prints last year and this one; this report uses this year's only."""
    rows = pd.DataFrame({"id": ["b9-2023", "b9-2024"], "baris": [9, 9], "tahun": [2023, 2024]})
    found = pd.DataFrame({"baris": [(9,), (9,), (9,), (8,)], "tahun": pd.array([2023, 2024, None, 2024], dtype="Int64")})
    assert touching(found, rows, pd.Series(["b9-2024"]))["menyentuh"].tolist() == [False, True, True, False]
    series = touching(found.assign(dipakai=["71,05", "", "", "71,05"]), rows, rows["id"])
    assert series["menyentuh"].tolist() == [True, True, True, False], "an earlier figure of a series, where it is the one in question"
    assert touching(found.assign(dipakai=""), rows, rows["id"])["menyentuh"].tolist() == [False, True, True, False], "not what else stands on its line"
