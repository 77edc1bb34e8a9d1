"""Checks and their helpers as tables of true and false cases, a few rows each."""

import re

import numpy as np
import pandas as pd
import pytest
import test_audit_silang as silang
from made_report import kinerja_row, read
from test_audit_checks import kinerja

from lakip_analysis.audit import find_temuan, prepare
from lakip_analysis.audit.averages import (
    find_average_achievement,
    find_average_efficiency,
    find_headline_means,
)
from lakip_analysis.audit.cells import (
    cut_off,
    decimals,
    fits,
    last_digit_apart,
    quotient_bounds,
    quotient_bounds_lower,
    reads_as,
)
from lakip_analysis.audit.changes import find_changes, find_last_plan, find_whole_budget
from lakip_analysis.audit.claims import (
    find_absorption_claims,
    find_efficiency_claims,
    find_target_claims,
)
from lakip_analysis.audit.counts import (
    find_count_differences,
    find_growth,
    find_nothing_of_nothing,
    find_stale_counts,
)
from lakip_analysis.audit.crosscheck import find_differences, find_label_differences
from lakip_analysis.audit.digits import find_target_scale, is_slip
from lakip_analysis.audit.findings import findings, none, stacked, temuan
from lakip_analysis.audit.ketepatan import falls_short
from lakip_analysis.audit.kinerja import find_capaian, find_counts
from lakip_analysis.audit.labels import find_captions
from lakip_analysis.audit.ladders import find_ladder
from lakip_analysis.audit.means import (
    find_called_means,
    find_means_of_nothing,
    find_shares_left_out,
    find_total_shares,
)
from lakip_analysis.audit.names import bare_key, merge_keys, merge_variants, name_key
from lakip_analysis.audit.naming import _spelt, find_twice_named
from lakip_analysis.audit.programmes import find_cost_above_plan, find_programme_means
from lakip_analysis.audit.relations import Relasi, holds
from lakip_analysis.audit.repair import find_repairs
from lakip_analysis.audit.rows import any_in, differ, mean_of_means, number_groups
from lakip_analysis.audit.series import find_baselines, find_same_series, find_stage_targets
from lakip_analysis.audit.targets import find_weak_targets
from lakip_analysis.audit.trends import find_trend_claims
from lakip_analysis.audit.view import explain, table_temuan

# --- what a sentence may not even say --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "target", "open_"),
    [
        (9, "80,00", True),  # the same line, read as the target too
        (8, "80,00", False),  # another line
        (9, "70,00", False),  # another figure
        (9, "", False),
    ],
)
def test_a_result_that_its_line_also_reads_as_the_target_is_no_misprint(line, target, open_):
    rows = [
        ("t1", 4, "Indeks", 2023, {"target": "80,00", "realisasi": "40,00", "capaian": "50,00"})
    ]
    rows += [("t2", 5, "Indeks", 2023, {"realisasi": "40,00"})]
    rows += [("n1", 9, "Indeks", 2023, {"realisasi": "80,00"})]
    rows += [("n2", line, "Indeks", 2023, {"target": target})] if target else []
    terbitan = kinerja(*rows, indikator=[("Indeks", "naik")])
    found = find_differences(terbitan)
    found = found[found["tercetak"] == "80,00"]
    (row,) = find_repairs(found, terbitan).itertuples()
    assert ("beda.bisa_target" in row.kalimat, row.keparahan == "rendah", row.usul == ()) == (
        open_,
    ) * 3
    assert ("mungkin menyebut target" in explain(found, "id").item()) is open_


# --- a target of another magnitude -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("others", "named"),
    [
        ([("36", 4), ("53,43", 7)], "53,43"),  # one line each: the higher
        ([("36", 4), ("36", 5), ("53,43", 7)], "36"),  # one of them is copied
        ([("36", 4), ("36", 4), ("53,43", 7)], "53,43"),  # two rows of one line are one print
        ([("4,9", 4)], None),  # not ten times as high
        ([("5,1", 4)], "5,1"),
        ([("490", 4)], None),  # no result could be measured by it
    ],
)
def test_the_target_of_other_years_is_the_one_on_most_lines(others, named):
    rows = [("t1", 4, "Belanja", 2022, {"target": "0,5", "realisasi": "48", "capaian": "9600"})]
    rows += [
        (f"t{n}", line, "Belanja", 2023, {"target": target})
        for n, (target, line) in enumerate(others)
    ]
    found = find_target_scale(kinerja(*rows))
    assert [row.nilai["puncak"] for row in found.itertuples()] == ([named] if named else [])


# --- a score on the bound of its grade -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("BB 70,01", []),
        ("BB 70", [("B", "sedang", False)]),  # BB is more than 70: the bound itself
        ("BB 69,99", [("B", "tinggi", True)]),
        ("A 70", [("B", "tinggi", True)]),
        ("B 70,01", [("BB", "tinggi", True)]),
    ],
)
def test_a_score_on_the_bound_of_its_grade_is_not_severe(printed, expected):
    found = find_ladder(kinerja(("t1", 4, "Nilai SAKIP", 2023, {"target": printed})))
    assert (
        list(zip(found["hitung_ulang"], found["keparahan"], found["membalik"], strict=True))
        == expected
    )

# --- all that a finding says, a case each, verified by hand ----------------------------------------------------------


def total(pagu, real="", line=5, tabel="1"):
    return {"level": "jumlah", "nama": "JUMLAH", "baris": line, "tabel": tabel, "pagu": pagu, "realisasi": real}


CASES = {
    "budget below": (find_whole_budget, {"a": [total("60.000.000", "50.000.000"), total("50.000.000", line=9, tabel="n")]}),
    "budget above": (find_whole_budget, {"a": [total("60.000.000", "70.000.000"), total("70.000.000", line=9, tabel="n")]}),
    "a share above": (find_absorption_claims, {"a": [{"pagu": "100.000.000", "realisasi": "50.000.000", "baris": 4}], "c": [{"jenis": "serapan", "nama": "A", "nilai": "80", "kata": "lebih dari 80 %"}]}),
    "a share below": (find_absorption_claims, {"a": [{"pagu": "100.000.000", "realisasi": "50.000.000", "baris": 4}], "c": [{"jenis": "serapan", "nama": "A", "nilai": "20", "kata": "kurang dari 20 %"}]}),
    "less in the last plan": (find_last_plan, {"a": [{"tabel": "pk", "tahap": "pk-perubahan", "pagu": "70.000.000", "baris": 4}, {"baris": 9, "pagu": "64.000.000", "realisasi": "60.000.000"}]}),
    "more in the last plan": (find_last_plan, {"a": [{"tabel": "pk", "tahap": "pk-perubahan", "pagu": "64.000.000", "baris": 4}, {"baris": 9, "pagu": "70.000.000", "realisasi": "60.000.000"}]}),
    "a change too small": (find_changes, {"a": [{"pagu_induk": "60.000.000", "pagu": "50.000.000", "perubahan": "-5.000.000", "baris": 4}]}),
    "a change the other way": (find_changes, {"a": [{"pagu_induk": "60.000.000", "pagu": "50.000.000", "perubahan": "10.000.000", "baris": 4}]}),
    "growth below": (find_growth, {"k": [{"nama": "Penurunan kasus", "realisasi": "5,00"}, {"nama": "Jumlah kasus", "tahun": 2022, "realisasi": "100", "baris": 2}, {"nama": "Jumlah kasus", "realisasi": "90", "baris": 3}]}),
    "growth above": (find_growth, {"k": [{"nama": "Penurunan kasus", "realisasi": "15,00"}, {"nama": "Jumlah kasus", "tahun": 2022, "realisasi": "100", "baris": 2}, {"nama": "Jumlah kasus", "realisasi": "90", "baris": 3}]}),
    "counts": (find_count_differences, {"k": [{"pembilang": "12", "penyebut": "200", "baris": 4}, {"pembilang": "15", "penyebut": "200", "baris": 9, "tabel": "2"}]}),
    "fewer": (find_count_differences, {"k": [{"pembilang": "12", "penyebut": "200", "baris": 4}, {"pembilang": "9", "penyebut": "200", "baris": 9, "tabel": "2"}]}),
    "stale counts": (find_stale_counts, {"k": [{"tahun": y, "level": "pendukung", "pembilang": "475", "penyebut": "632", "baris": y-2000} for y in (2023, 2022)]}),
    "nothing of nothing": (find_nothing_of_nothing, {"k": [{"target": "0", "realisasi": "0", "capaian": t, "baris": b, "nama": f"L{b}"} for b, t in ((4, "0"), (5, "100"))]}),
    "a target met": (find_target_claims, {"k": [{"target": "80", "realisasi": "90", "capaian": "112,5", "baris": 4}], "indikator": [{"nama_indikator": "Indeks", "polaritas": "naik"}], "c": [{"jenis": "target", "nama": "Indeks", "kata": "belum mencapai target"}]}),
    "a fall": (find_trend_claims, {"k": [{"tahun": y, "realisasi": t, "baris": b} for y, t, b in ((2022, "50", 3), (2023, "40", 4))], "c": [{"jenis": "arah", "nama": "Indeks", "kata": "meningkat"}]}),
    "a rise": (find_trend_claims, {"k": [{"tahun": y, "realisasi": t, "baris": b} for y, t, b in ((2022, "40", 3), (2023, "50", 4))], "c": [{"jenis": "arah", "nama": "Indeks", "kata": "menurun"}]}),
    "a programme above": (find_programme_means, silang.outputs("80,00", "60,00", programme="85")),
    "a programme below": (find_programme_means, silang.outputs("80,00", "60,00", programme="60")),
    "dear": (find_cost_above_plan, silang.dear()|{"rules": {"efisiensi": "sisa"}}),
    "half again as dear": (find_cost_above_plan, silang.dear(reached="60", budget="55.000.000")|{"rules": {"efisiensi": "sisa"}}),
    "efficiencies": (find_average_efficiency, {"a": [{"nama": "A", "efisiensi": "110,00"}, {"nama": "B", "baris": 2, "efisiensi": "90,00"}, {"nama": "Rata-rata", "level": "jumlah", "baris": 3, "efisiensi": "120,00"}]}),
    "mean of nothing": (find_means_of_nothing, {"k": [{"level": "kegiatan", "capaian": "-"}, {"level": "rata_rata", "nama": "Rata-rata", "capaian": "0", "baris": 2}]}),
    "called a mean": (find_called_means, {"a": [{"nama": name, "baris": n, "persen": text} for n, (name, text) in enumerate((("A", "50,00"), ("B", "90,00"), ("C", "70,00")))]+[{"level": "jumlah", "nama": "JUMLAH", "baris": 7, "persen": "85,00"}, {"tabel": "n", "level": "jumlah", "nama": "rata-rata realisasi anggaran", "baris": 9, "persen": "85,00"}]}),
    "share of a total": (find_total_shares, {"a": [silang.paid(1, 50), silang.paid(2, 70), silang.share(3, "65,00")]}),
    "share below": (find_total_shares, {"a": [silang.paid(1, 50), silang.paid(2, 70), silang.share(3, "58,00")]}),
    "a line left out": (find_shares_left_out, {"a": [{"nama": "A", "baris": 3, "pagu": "100.000.000", "realisasi": "50.000.000", "persen": "50,00"}]+[{"nama": f"K{n}", "level": "kegiatan", "induk": 3, "baris": 3+n, "pagu": "30.000.000", "realisasi": t} for n, t in enumerate(("30.000.000", "20.000.000", "25.000.000"), 1)]}),
    "a baseline": (find_baselines, {"k": [{"baris": 9, "tahun": y, "realisasi": t} for y, t in ((2021, "80,00"), (2022, "60,00"), (2023, "90,00"))]+[{"baris": 4, "tahun": 2023, "target": "70"}, {"baris": 4, "tahap": "kondisi-awal", "tahun": 2022, "realisasi": "75,00"}]}),
    "a stage": (find_stage_targets, {"k": [{"tabel": str(n), "baris": n, "target": "80"} for n in (1, 2)]+[{"tabel": "pk", "baris": 9, "tahap": "pk-perubahan", "target": "60"}]}),
    "a stage above": (find_stage_targets, {"k": [{"tabel": str(n), "baris": n, "target": "80"} for n in (1, 2)]+[{"tabel": "pk", "baris": 9, "tahap": "pk-perubahan", "target": "90"}]}),
    "one series": (find_same_series, {"k": [{"nama": name, "tabel": t, "baris": int(t), "tahun": 2019+n, "realisasi": "94,78" if t=="1" and n==1 else x} for name, t in (("PMKS tertangani", "1"), ("Cakupan layanan", "2")) for n, x in enumerate(("83,89", "94,20", "97,69", "98,79", "98,29"))]}),
    "twice named": (find_twice_named, {"a": [{"nama": "Perlindungan Anak", "baris": 3, "pagu": "9.000.000"}, {"nama": "Pencegahan", "level": "kegiatan", "induk": 3, "baris": 4, "pagu": "5.000.000"}, {"nama": "Pencegahan", "level": "kegiatan", "induk": 3, "baris": 7, "pagu": "4.000.000"}]}),
    "ladder": (find_ladder, {"k": [{"nama": "Peringkat KLA", "realisasi": "601 (Pratama)", "baris": 4}]}),
}

# severity, printed, recomputed, size, million rupiah, whether it turns round, lines, suspects ? cells looked at, values
EXPECTED = {
    "budget below": ("tinggi", "50.000.000", "", 0.1667, 10.0, False, (5, 9), " tn-b9|pagu t1-b5|pagu", {"lazim": "Rp60.000.000", "di": "1"}),
    "budget above": ("tinggi", "70.000.000", "", 0.1667, 10.0, False, (5, 9), " tn-b9|pagu t1-b5|pagu", {"lazim": "Rp60.000.000", "di": "1"}),
    "a share above": ("tinggi", "lebih dari 80 %", "50,00", 0.3, None, False, (4, 90), " t1-b4|pagu t1-b4|realisasi", {"realisasi": 50000000.0, "pagu": 100000000.0}),
    "a share below": ("tinggi", "kurang dari 20 %", "50,00", 0.3, None, False, (4, 90), " t1-b4|pagu t1-b4|realisasi", {"realisasi": 50000000.0, "pagu": 100000000.0}),
    "less in the last plan": ("sedang", "70.000.000", "", 0.0938, 6.0, False, (4, 9), " tpk-b4|pagu t1-b9|pagu", {"lazim": "Rp64.000.000", "di": "1"}),
    "more in the last plan": ("sedang", "64.000.000", "", 0.0857, 6.0, False, (4, 9), " tpk-b4|pagu t1-b9|pagu", {"lazim": "Rp70.000.000", "di": "1"}),
    "a change too small": ("tinggi", "-5.000.000", "Rp-10.000.000", 0.1, 5.0, False, (4,), " t1-b4|perubahan t1-b4|pagu_induk t1-b4|pagu", {"sebelum": "Rp60.000.000", "sesudah": "Rp50.000.000"}),
    "a change the other way": ("tinggi", "10.000.000", "Rp-10.000.000", 0.4, 20.0, True, (4,), " t1-b4|perubahan t1-b4|pagu_induk t1-b4|pagu", {"sebelum": "Rp60.000.000", "sesudah": "Rp50.000.000"}),
    "growth below": ("tinggi", "5,00", "10,00", 0.05, None, False, (1, 2, 3), " t1-b1|realisasi t1-b3|realisasi", {"lalu": "100", "ini": "90", "tahun_lalu": 2022}),
    "growth above": ("tinggi", "15,00", "10,00", 0.05, None, False, (1, 2, 3), " t1-b1|realisasi t1-b3|realisasi", {"lalu": "100", "ini": "90", "tahun_lalu": 2022}),
    "counts": ("tinggi", "15", "", 0.25, None, False, (4, 9), " t2-b9|pembilang t1-b4|pembilang", {"hal": "pembilang", "lazim": "12", "di": "1"}),
    "fewer": ("tinggi", "9", "", 0.25, None, False, (4, 9), " t2-b9|pembilang t1-b4|pembilang", {"hal": "pembilang", "lazim": "12", "di": "1"}),
    "stale counts": ("sedang", "632 / 475", "", 0.0, None, False, (22, 23), " t1-b23|pembilang t1-b23|penyebut", {"tahun_lalu": 2022, "di": "1"}),
    "nothing of nothing": ("sedang", "0 / 100", "", 0.0, None, False, (4, 5), " t1-b4|capaian t1-b5|capaian", {"n": 2, "di": "1"}),
    "a target met": ("sedang", "belum mencapai target", "112,50", 0.125, None, True, (4, 90), " t1-b4|realisasi", {"capaian": "112,50", "n": 1, "nama": "Indeks"}),
    "a fall": ("sedang", "meningkat", "-10", 0.2, None, True, (3, 4, 90), " t1-b3-2022|realisasi t1-b4|realisasi", {"angka": "50 / 40"}),
    "a rise": ("sedang", "menurun", "10", 0.25, None, True, (3, 4, 90), " t1-b3-2022|realisasi t1-b4|realisasi", {"angka": "40 / 50"}),
    "a programme above": ("tinggi", "85", "70,00", 0.15, None, False, (1, 4, 5), " t2-b1|capaian", {"n": 2}),
    "a programme below": ("sedang", "60", "70,00", 0.1, None, False, (1, 4, 5), " t2-b1|capaian", {"n": 2}),
    "dear": ("sedang", "10% / 50", "2,00", 1.0, None, False, (1, 3, 4), " t2-b1|capaian", {"efisiensi": "10%", "serapan": "100,00", "capaian": "50,00"}),
    "half again as dear": ("rendah", "10% / 60", "1,52", 0.5152, None, False, (1, 3, 4), " t2-b1|capaian", {"efisiensi": "10%", "serapan": "90,91", "capaian": "60,00"}),
    "efficiencies": ("tinggi", "120,00", "100,00", 0.2, None, False, (1, 2, 3), "t1-b3|efisiensi  t1-b3|efisiensi", {"n": 2}),
    "mean of nothing": ("rendah", "0", "", 0.0, None, False, (2,), " t1-b2|capaian", {"n": 1}),
    "called a mean": ("rendah", "85,00", "70,00", 0.15, None, False, (7, 9), " tn-b9|persen", {"n": 3, "di": "1"}),
    "share of a total": ("sedang", "65,00", "60,00", 0.05, 10.0, False, (1, 2, 3), " t1-b3|persen", {"n": 2, "realisasi": 120000000.0, "pagu": 200000000.0}),
    "share below": ("sedang", "58,00", "60,00", 0.02, 4.0, False, (1, 2, 3), " t1-b3|persen", {"n": 2, "realisasi": 120000000.0, "pagu": 200000000.0}),
    "a line left out": ("tinggi", "50,00", "75,00", 0.25, 25.0, False, (3,), " t1-b3|persen", {"nama": "K3", "jumlah": 75000000.0}),
    "a baseline": ("sedang", "75,00", "", 0.0, None, False, (4, 9), " t1-b4-2022|realisasi", {"angka": "60 (2022)"}),
    "a stage": ("sedang", "60", "", 0.25, None, False, (1, 9), " tpk-b9|target", {"lazim": "80", "di": "1"}),
    "a stage above": ("sedang", "90", "", 0.125, None, False, (1, 9), " tpk-b9|target", {"lazim": "80", "di": "1"}),
    "one series": ("sedang", "94,78", "", 0.0, None, False, (1, 2), " t1-b1-2020|realisasi t2-b2-2020|realisasi", {"nama": "Cakupan layanan", "lazim": "94,20", "n": 4}),
    "twice named": ("sedang", "Pencegahan", "", 0.0, None, False, (4, 7), "", {"n": 2, "pagu": "Rp5.000.000 / Rp4.000.000"}),
    "ladder": ("tinggi", "601 (Pratama)", "Madya", 0.0, None, True, (4,), " t1-b4|realisasi", {"label": "Pratama", "skor": "601", "hal": "realisasi"}),
}


@pytest.mark.parametrize("case", CASES)
def test_a_finding_says_how_grave_how_large_and_where(case):
    check, tables = CASES[case]
    made = {"terbitan_kinerja": silang.kinerja, "terbitan_anggaran": silang.anggaran, "terbitan_klaim": silang.klaim}
    rows = {name: make(*tables.get(key, ())) for key, (name, make) in zip("kac", made.items(), strict=True)}
    more = {name: some for name, some in tables.items() if name not in ("k", "a", "c", "rules")}
    frames = {name: pd.DataFrame(some) for name, some in (rows | more).items() if some}
    (row,) = check(prepare(frames, tables.get("rules"))).itertuples()
    cells = " ".join(name[3:].replace("-2023", "") for name in (*row.tersangka, "?", *row.terlibat))
    uang = None if pd.isna(row.uang) else row.uang / 1e6
    said = (row.keparahan, row.tercetak, row.hitung_ulang, row.besar, uang, row.membalik, row.baris, cells, row.nilai)
    expected = EXPECTED[case]
    assert said[:3] + said[5:] == expected[:3] + expected[5:]
    assert (said[3], said[4] or 0) == pytest.approx((expected[3], expected[4] or 0), abs=1e-4)



# --- the overall mean, printed elsewhere ------------------------------------------------------------------------------


def mean(tabel, line, value, name="Rata-rata", **more):
    return {"tabel": tabel, "baris": line, "level": "rata_rata", "nama": name, "capaian": value} | more


def main(tabel, *values, level="sasaran", line=1):
    return [{"tabel": tabel, "baris": line + n, "nama": f"{tabel} {n}", "level": level, "capaian": text} for n, text in enumerate(values)]


SAID = "Rata-rata capaian kinerja"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([*main("1", "80", "100"), mean("1", 5, "90"), mean("n", 9, "95", SAID)], [("95", "90", "tinggi", 0.05, (5, 9))]),  # another category
        ([*main("1", "80", "100"), mean("1", 5, "90"), mean("n", 9, "85", SAID)], [("85", "90", "sedang", 0.05, (5, 9))]),
        ([*main("1", "80", "100"), mean("1", 5, "90"), mean("n", 9, "101", SAID)], [("101", "90", "tinggi", 0.11, (5, 9))]),
        ([*main("1", "80", "100"), mean("1", 5, "90,4"), mean("n", 9, "90", SAID)], []),  # rounded
        ([*main("1", "80", "100"), mean("1", 5, "90,6"), mean("n", 9, "90", SAID)], [("90", "90,6", "sedang", 0.006, (5, 9))]),
        ([*main("1", "80", "100"), mean("1", 5, "90"), mean("n", 9, "95", "Rata-rata serapan")], []),  # of something else
        ([*main("1", "80", "100"), mean("1", 5, "90"), mean("n", 9, "95", "Capaian kinerja")], [("95", "90", "tinggi", 0.05, (5, 9))]),
        ([*main("1", "80", "100"), mean("1", 5, "90"), *main("n", "95", line=8), mean("n", 9, "95", SAID)], []),  # over rows of its own
        ([*main("1", "80", "100"), mean("1", 5, "90"), mean("n", 9, "95", SAID, tahun=2022)], []),
        ([*main("1", "80", "100"), mean("1", 5, "90"), mean("n", 9, "95", SAID, tahap="pembanding")], []),
        # of two tables the one with more main indicators; one without a mean does not count
        ([*main("1", "80", "100"), mean("1", 5, "90"), *main("2", "80", "90", "100", line=11), mean("2", 15, "90"), mean("n", 19, "95", SAID)], [("95", "90", "tinggi", 0.05, (15, 19))]),
        ([*main("1", "80", "100"), mean("1", 5, "90"), *main("2", "80", "90", "100", line=11), mean("n", 19, "95", SAID)], [("95", "90", "tinggi", 0.05, (5, 19))]),
        # programmes are no main indicators
        ([*main("1", "80", "100"), mean("1", 5, "90"), *main("2", "80", "90", "100", level="program", line=11), mean("2", 15, "90"), mean("n", 19, "95", SAID)], [("95", "90", "tinggi", 0.05, (5, 19))]),
        ([mean("n", 9, "95", SAID)], []),
    ],
)
def test_the_overall_mean_is_that_of_the_table_with_most_main_indicators(rows, expected):
    found = find_headline_means(prepare({"terbitan_kinerja": pd.DataFrame(silang.kinerja(*rows))}))
    said = [(row.tercetak, *row.juga_tercetak, row.keparahan, round(row.besar, 4), row.baris) for row in found.itertuples()]
    assert said == expected


# --- printed cells and their rounding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "half", "low", "high", "inside"),
    [
        (90.0, 0.0, 90.0, 91.0, True),
        (91.0, 0.0, 90.0, 91.0, True),
        (89.99, 0.0, 90.0, 91.0, False),
        (91.01, 0.0, 90.0, 91.0, False),
        (89.5, 0.5, 90.0, 91.0, True),
        (91.5, 0.5, 90.0, 91.0, True),
        (89.4, 0.5, 90.0, 91.0, False),
        (91.6, 0.5, 90.0, 91.0, False),
        (90.0, 0.5, float("nan"), float("nan"), False),
    ],
)
def test_a_result_fits_between_the_bounds_of_its_operands(printed, half, low, high, inside):
    assert bool(fits(printed, half, (low, high))) is inside


@pytest.mark.parametrize(
    ("operands", "bounds", "lower"),
    [
        ((45.0, 0.0, 50.0, 0.0), (90, 90), (110, 110)),
        ((45.0, 0.5, 50.0, 0.0), (89, 91), (109, 111)),
        ((45.0, 0.0, 50.0, 0.5), (89.1089, 90.9091), (109.0909, 110.8911)),
        ((-45.0, 0.5, 50.0, 0.0), (-91, -89), (289, 291)),
        ((45.0, 0.0, 0.5, 0.5), None, None),  # the divisor may be nought
        ((45.0, 0.0, 0.0, 0.0), None, None),
        ((45.0, 0.0, 0.6, 0.5), (4090.9091, 45000), (-44800, -3890.9091)),
    ],
)
def test_the_bounds_of_a_quotient(operands, bounds, lower):
    missing = (float("nan"),) * 2
    assert [float(one) for one in quotient_bounds(*operands)] == pytest.approx(bounds or missing, abs=1e-4, nan_ok=True)
    real, target = operands[:2], operands[2:]
    assert [float(one) for one in quotient_bounds_lower(*target, *real)] == pytest.approx(lower or missing, abs=1e-4, nan_ok=True)


@pytest.mark.parametrize(
    ("value", "printed", "half", "slack", "same"),
    [(80.5, 80, 0.5, 0, True), (80.51, 80, 0.5, 0, True), (80.99, 80, 0.5, 0, True), (81.0, 80, 0.5, 0, False), (79.5, 80, 0.5, 0, True), (79.49, 80, 0.5, 0, False), (79.49, 80, 0.5, 0.01, True), (81.01, 80, 0.5, 0.5, False), (81.0, 80, 0.5, 0.5, True)],
)
def test_a_value_is_read_as_rounded_or_cut(value, printed, half, slack, same):
    assert reads_as(value, printed, half, slack) is same


@pytest.mark.parametrize(
    ("printed", "right", "places", "apart"),
    [(97.16, 97.165, 2, True), (97.17, 97.165, 2, True), (97.15, 97.165, 2, False), (97.18, 97.165, 2, False), (97.1, 97.19, 1, True), (97.1, 97.2, 1, False), (97.0, 97.9, 0, False)],
)
def test_the_last_digit_alone_is_apart(printed, right, places, apart):
    found = last_digit_apart(pd.Series([printed]), pd.Series([right]), pd.Series([places]))
    assert found.tolist() == [apart]


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [("12,50", 12.5, 2), ("1.234", 1234.0, 0), ("1.234", 1.234, 3), ("12", 12.0, 0), ("-12,5", -12.5, 1), ("1.234,5", 1234.5, 1), ("12,", 12.0, 0), ("12,5", None, 0), ("Rp1.234,50", 1234.5, 2)],
)
def test_how_many_decimals_a_cell_prints(text, value, places):
    assert decimals(pd.Series([text]), pd.Series([value], dtype=float)).tolist() == [places]


@pytest.mark.parametrize(("text", "cut"), [("97,", True), ("97.", True), ("97", False), ("97,5", False), ("a.", False), ("1.234.", False), ("", False)])
def test_a_cell_that_stops_at_its_mark(text, cut):
    assert cut_off(pd.Series([text])).tolist() == [cut]


# --- claims -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"tabel": "pk", "tahap": "pk-awal", "realisasi": "90.000.000"}, True),  # a plan says nothing of what was spent
        ({"tabel": "2", "realisasi": "90.000.000"}, False),  # the first print counts
        ({"tabel": "2"}, True),  # nothing spent is printed
        ({"tabel": "2", "tahun": 2022, "realisasi": "90.000.000"}, True),
        ({"tabel": "2", "nama": "B", "realisasi": "90.000.000"}, True),
        ({"tabel": "2", "pagu": "0", "realisasi": "90.000.000"}, True),
    ],
)
def test_absorption_in_words_is_of_the_reported_row(other, found):
    rows = [{"pagu": "100.000.000"} | other, {"baris": 4, "pagu": "100.000.000", "realisasi": "50.000.000"}]
    claim = {"jenis": "serapan", "nama": "A", "nilai": "80", "kata": "lebih dari 80 %"}
    assert bool(silang.look(find_absorption_claims, a=rows, c=[claim])) is found


def test_marks_of_one_table_are_one_finding_as_large_as_the_largest():
    rows = [{"jenis": "efisien", "nama": name, "kini": now, "dasar": then, "kata": "v", "baris": line} for line, (name, now, then) in enumerate((("A", "80", "90"), ("B", "40", "95"), ("C", "90", "80")), 7)]
    (row,) = find_efficiency_claims(prepare({"terbitan_klaim": pd.DataFrame(silang.klaim(*rows))})).itertuples()
    assert (row.tercetak, row.besar, row.baris, row.membalik, row.nilai) == ("80 < 90 / 40 < 95", 0.55, (7, 8), True, {"n": 2})


# --- counts -----------------------------------------------------------------------------------------------------------


def counted(*places, **more):
    """Places as (table, line, part, whole, more cells): rows of one indicator."""
    return [{"tabel": tabel, "baris": line, "pembilang": part, "penyebut": whole} | dict(*rest) | more for tabel, line, part, whole, *rest in places]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (counted(("1", 4, "12", "200"), ("2", 9, "14", "200")), [("14", "12")]),
        (counted(("1", 4, "12", "200"), ("2", 9, "12", "220")), [("220", "200")]),
        (counted(("1", 4, "12", ""), ("2", 9, "14", "200")), []),  # half a pair is none
        (counted(("1", 4, "12", "200"), ("2", 9, "14", "")), []),
        (counted(("1", 4, "12", "200"), ("2", 9, "14", "200", {"tahun": 2022})), []),
        (counted(("1", 4, "12", "200"), ("2", 9, "14", "200", {"tahap": "pk-awal"})), []),
        (counted(("1", 4, "12", "200"), ("2", 9, "14", "200", {"nama": "Cakupan"})), []),
        (counted(("1", 4, "12", "200"), ("2", 9, "14", "200", {"level": "program"})), []),  # another level's
        (counted(("1", 4, "12", "200"), ("1", 5, "13", "200"), ("2", 9, "14", "200")), []),  # one table prints both
        (counted(("1", 4, "12", "200"), ("2", 9, "14", "200"), ("3", 12, "14", "200")), [("12", "14")]),  # most tables
        (counted(("1", 4, "12", "200"), ("2", 9, "14", "200"), ("2", 10, "14", "200")), [("14", "12"), ("14", "12")]),  # two lines of one table
        (counted(("1", 4, "12", "200"), ("2", 9, "14", "200", {"realisasi": "7,00"}), ("3", 12, "12", "200")), [("12", "14"), ("12", "14")]),  # its percentage
        (counted(("1", 4, "999", "2000", {"realisasi": "50"}), ("2", 9, "998", "2000", {"realisasi": "50", "level": "jumlah", "nama": "Jumlah"})), [("998", "999")]),
        (counted(("1", 4, "99", "999", {"realisasi": "9,9"}), ("2", 9, "98", "999", {"realisasi": "9,9", "level": "jumlah", "nama": "Jumlah"})), []),  # too few to be sure
        (counted(("1", 4, "99", "1000", {"realisasi": "9,9"}), ("2", 9, "98", "1000", {"realisasi": "9,9", "level": "jumlah", "nama": "Jumlah"})), [("98", "99")]),
    ],
)
def test_which_of_two_counts_stands(rows, expected):
    found = find_count_differences(prepare({"terbitan_kinerja": pd.DataFrame(silang.kinerja(*rows))}))
    assert [(row.tercetak, *row.juga_tercetak) for row in found.itertuples()] == expected


def grown(printed="5,00", name="Penurunan kasus", before="100", after="90", count="Jumlah kasus", **more):
    return [{"nama": name, "realisasi": printed} | more, {"nama": count, "tahun": 2022, "realisasi": before, "baris": 2}, {"nama": count, "realisasi": after, "baris": 3}]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (grown(), ["10,00"]),
        (grown(count="jumlah kasus"), ["10,00"]),
        (grown(count="Persentase kasus"), []),  # no count
        (grown(count="Rata-rata jumlah kasus"), []),
        (grown(before="100%"), []),
        (grown(before="0"), []),  # of nothing nothing grows
        (grown(before="-"), []),
        (grown(before="80"), ["-12,50"]),
        (grown(printed="10"), []),
        (grown(printed="10,5"), ["10,00"]),  # half a unit of the last digit is 0,05
        (grown(printed="10,05"), ["10,00"]),
        (grown(printed="10", after="89,6"), []),  # 10,4
        (grown(printed="10", after="89,4"), ["10,60"]),
        (grown(tahap="pk-awal"), []),
        (grown(tahun=2022), []),  # its own last year is not there
        (grown(printed="9,53", name="Laju pertumbuhan kasus", after="110"), []),  # ln 1,1
        (grown(printed="9,60", name="Laju pertumbuhan kasus", after="110"), ["10,00"]),
        ([*grown(), {"nama": "Jumlah kasus", "realisasi": "95", "baris": 4}], []),  # of either print
    ],
)
def test_growth_is_of_the_counts_of_two_years(rows, expected):
    found = find_growth(prepare({"terbitan_kinerja": pd.DataFrame(silang.kinerja(*rows))}))
    assert found["hitung_ulang"].tolist() == expected


@pytest.mark.parametrize(
    ("part", "whole", "more", "found"),
    [
        ("20", "100", {}, True),
        ("19", "100", {}, False),
        ("20", "99", {}, False),
        ("80", "100", {}, True),
        ("81", "100", {}, False),
        ("120", "100", {}, True),  # more than there are, twice
        ("20", "100", {"tahap": "pembanding"}, False),
        ("20", "100", {"level": "jumlah"}, False),
        ("20", "", {}, False),
    ],
)
def test_counts_that_stay_to_the_last_one_are_stale_from_some_size_on(part, whole, more, found):
    rows = [{"tahun": year, "level": "pendukung", "baris": year, "pembilang": part, "penyebut": whole} | more for year in (2022, 2023)]
    assert bool(silang.look(find_stale_counts, k=rows)) is found
    assert not silang.look(find_stale_counts, k=[rows[0] | {"tahun": 2021}, rows[1]]), "two years before"


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["persentase pelayanan", "persentase pelayanan", "persentase pelayanann"], {"persentase pelayanann": "persentase pelayanan"}),
        (["persentase pelayanan", "persentase pelayanann", "persentase pelayanann"], {"persentase pelayanan": "persentase pelayanann"}),  # the more frequent
        (["persentase pelayanan", "persentase pelayanann"], {"persentase pelayanann": "persentase pelayanan"}),
        (["persentase pelayanan"], {}),
        ([], {}),
        (["", "", "persentase pelayanan"], {}),
        (["persentase pelayanan", "persentase pelayaran"], {"persentase pelayaran": "persentase pelayanan"}),
        (["angka tfr", "angka tfs"], {}),  # short words are acronyms
        (["capaian tahun 2023 kota", "capaian tahun 2024 kota"], {}),
        (["penduduk yang terlayani", "penduduk yang tidak terlayani"], {}),
        (["anak yang terlantar", "yang terlantar anak"], {}),  # in another order
        (["penyediaan sandang", "penyediaan pangan"], {}),
    ],
)
def test_a_name_spelled_otherwise_is_one_name(keys, expected):
    assert merge_keys(keys) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([("TFR (15-49)", "1", 1), ("TFR", "2", 1)], {"tfr": "tfr 15 49"}),
        ([("TFR (15-49)", "1", 1), ("TFR", "2", 1), ("TFR", "3", 1)], {"tfr 15 49": "tfr"}),  # the more frequent stays
        ([("TFR (15-49)", "1", 1), ("TFR", "1", 2)], {}),  # two lines of one table
        ([("TFR (15-49)", "1", 1), ("TFR", "1", 1)], {"tfr": "tfr 15 49"}),  # one line
        ([("APK (7-12)", "1", 1), ("APK (13-15)", "2", 1)], {}),  # two that say different things
        ([("APK (7-12)", "1", 1), ("APK (13-15)", "2", 1), ("APK", "3", 1)], {}),
        ([("TFR", "1", 1), ("TFR", "2", 1)], {}),
        ([("TFR (15-49)", "1", 1)], {}),
        ([("(15-49)", "1", 1), ("TFR", "2", 1)], {}),
    ],
)
def test_a_name_with_a_bracket_is_the_bare_one_where_no_table_tells_them_apart(names, expected):
    frame = pd.DataFrame(names, columns=["nama", "peta", "baris"])
    frame = frame.assign(kunci=frame["nama"].map(name_key), polos=frame["nama"].map(bare_key))
    assert merge_variants(frame) == expected


# --- labels of one indicator and year ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([("Madya", 4), ("Madya", 9)], []),
        ([("Madya", 4), ("Nindya", 9)], [("Nindya", ("Madya",), (4, 9))]),  # of one each the first printed
        ([("Nindya", 4), ("Madya", 9)], [("Madya", ("Nindya",), (4, 9))]),
        ([("Nindya", 4), ("Madya", 9), ("Madya", 12)], [("Nindya", ("Madya",), (4, 9, 12))]),
        ([("Nindya", 4), ("Madya", 9), ("Madya", 9)], [("Madya", ("Nindya",), (4, 9))]),  # two prints of one line are one
    ],
)
def test_the_label_of_most_lines_stands_then_the_first(labels, expected):
    rows = [{"nama": "Peringkat KLA", "tabel": str(n), "baris": line, "realisasi": text} for n, (text, line) in enumerate(labels)]
    found = find_label_differences(prepare({"terbitan_kinerja": pd.DataFrame(silang.kinerja(*rows))}))
    assert [(row.tercetak, row.juga_tercetak, row.baris) for row in found.itertuples()] == expected


@pytest.mark.parametrize(
    ("printed", "level", "severity", "size"),
    [
        ("95,00", "sasaran", "tinggi", 5 / 90),
        ("85,00", "sasaran", "tinggi", 5 / 90),
        ("91,00", "sasaran", "rendah", 1 / 90),
        ("91,01", "sasaran", "tinggi", 1.01 / 90),
        ("91,01", "program", "sedang", 1.01 / 90),
        ("88,90", "program", "sedang", 1.1 / 90),
        ("89,00", "program", "rendah", 1 / 90),
    ],
)
def test_how_far_a_percentage_is_from_its_counts(printed, level, severity, size):
    row = {"realisasi": printed, "pembilang": "45", "penyebut": "50", "level": level}
    (found,) = find_counts(kinerja(("t1", 4, "Persentase lansia", 2023, row))).itertuples()
    assert (found.keparahan, found.besar) == (severity, pytest.approx(size))
    assert found.tersangka == ("d1:t1-b4-2023|realisasi",) and found.nilai["pembilang"] == "45"


@pytest.mark.parametrize(("target", "sentence"), [("0", "capaian.target_nol"), ("-", "capaian.tanpa_target"), ("1", "")])
def test_an_achievement_of_nothing_says_why_it_cannot_be(target, sentence):
    found = find_capaian(kinerja(("t1", 4, "Jumlah kasus", 2023, {"target": target, "realisasi": "1", "capaian": "100,00"}), indikator=[("Jumlah kasus", "turun")]))
    assert list(found["kalimat"]) == [(sentence,)] * bool(sentence)


@pytest.mark.parametrize(
    ("title", "year", "found"),
    [
        ("Capaian tahun 2020-2023", 2021, False),
        ("Capaian tahun 2020-2023", 2022, False),  # of a span all years
        ("Capaian tahun 2020 s/d 2023", 2022, False),
        ("Capaian tahun 2020-2023", 2024, True),
        ("Capaian tahun 2020 dan 2023", 2022, True),
    ],
)
def test_a_caption_names_all_years_of_a_span(title, year, found):
    judul = pd.DataFrame([{"dokumen": "d1", "baris": 3, "nomor": "2.1", "judul": title}])
    rows = pd.DataFrame([kinerja_row("t2.1", 4, "Indeks", year, target="1")])
    tables = {"terbitan_judul": judul, "terbitan_kinerja": rows}
    assert list(find_captions(prepare(tables))["kalimat"]) == [("label.tahun_judul",)] * found


@pytest.mark.parametrize(("since", "found"), [(2021, True), (2022, True), (2023, False)])
def test_targets_stand_still_from_the_year_on_that_is_measured_otherwise(since, found):
    rows = [kinerja_row("t1", 4, "Jumlah lansia", year, target="80") for year in (2022, 2023, 2024)]
    putus = {"indikator": "a", "jenis": "definisi", "tahun": since, "kepastian": "pasti"}
    tables = {"terbitan_kinerja": rows, "indikator": [{"indikator": "a", "nama_indikator": "Jumlah lansia", "polaritas": "naik"}], "putus": [putus]}
    tables = {name: pd.DataFrame(some) for name, some in tables.items()}
    tables["terbitan_kinerja"] = read(tables["terbitan_kinerja"], ("target", "realisasi", "capaian", "pembilang", "penyebut"))
    assert list(find_weak_targets(prepare(tables))["kalimat"]) == [("target.datar",)] * found


# --- the table of a page ----------------------------------------------------------------------------------------------


def test_each_finding_stands_once_in_the_section_it_belongs_to():
    """A wrong achievement, the mean that stands on it, a weak target; a mean of a kind that errs too often."""
    rows = [("t1", n, f"Indeks {word}", 2023, {"target": "80", "realisasi": "60", "capaian": text}) for n, (word, text) in enumerate((("satu", "95,00"), ("dua", "75,00")), 1)]
    rows += [("t1", 5, "Indeks lemah", 2023, {"target": "10", "realisasi": "40", "capaian": "400,00"}), ("t1", 6, "Rata-rata", 2023, {"capaian": "190,00", "level": "rata_rata"})]
    rows += [("t2", n, f"Lain {n}", 2023, {"capaian": text}) for n, text in ((11, "80,00"), (12, "90,00"))]
    rows += [("t2", 13, "Rata-rata", 2023, {"capaian": "70,00", "level": "rata_rata"})]
    found = find_temuan(kinerja(*rows, indikator=[(f"Indeks {word}", "naik") for word in ("satu", "dua", "lemah")]))
    page = table_temuan(found, "id").html
    captions = re.findall(r"<caption><span>(.*?)</span></caption>", page)
    assert captions == ["Yang paling perlu ditindak", "1 temuan perlu dilihat", "1 target lemah"], captions
    assert re.findall(r"<summary>(.*?)</summary>", page)[0] == "1 akibat"
    open_, _, folded = page.partition("1 temuan perlu dilihat")
    assert "95,00" in open_ and "190,00" in open_ and "70,00" in folded and "400,00" in folded
    assert "400,00" not in open_ and "bukan 70,00" not in open_ and "190,00" not in folded


# --- the helpers that every check stands on ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "numbers"),
    [
        ({"a": [1, 1, 2], "b": ["x", "y", "x"]}, [0, 1, 2]),
        ({"a": ["x", None, "x", None], "b": [1, 1, 1, 2]}, [0, 1, 0, 2]),  # missing is a value like any other
        ({"a": [None, "x", "y", None], "b": ["y", "x", "y", "y"]}, [0, 1, 2, 0]),
        ({"a": [], "b": []}, []),
    ],
)
def test_rows_are_numbered_by_what_they_have_in_common(columns, numbers):
    assert number_groups(pd.DataFrame(columns), ["a", "b"]).tolist() == numbers


@pytest.mark.parametrize(
    ("groups", "flags", "some", "values", "several"),
    [
        ([0, 1, 0, 7], [False, False, True, False], [True, False, True, False], [1, 2, 2, 2], [True, False, True, False]),
        ([3, 3], [True, True], [True, True], [5, 5], [False, False]),
        ([2, 2, 2], [False, False, False], [False, False, False], [5, 5, 6], [True, True, True]),
        ([], [], [], [], []),
    ],
)
def test_what_is_asked_of_groups(groups, flags, some, values, several):
    groups = np.array(groups, dtype=np.int64)
    assert any_in(groups, np.array(flags, dtype=bool)).tolist() == some
    assert differ(groups, pd.Series(values, dtype=float)).tolist() == several


def test_the_mean_of_means_leaves_out_what_is_of_no_group():
    assert mean_of_means(np.array([50.0, 100.0, 90.0]), pd.Series(["a", "a", None])) == 75
    assert np.isnan(mean_of_means(np.array([50.0]), pd.Series([None])))


def test_findings_of_several_parts_are_counted_on():
    parts = [findings([temuan(row, "target_lemah", "target.datar", tercetak="1")]) for row in silang_rows()]
    assert stacked([none(), *parts]).index.tolist() == [0, 1] and stacked([none()]).empty


def silang_rows():
    return prepare({"terbitan_kinerja": pd.DataFrame(silang.kinerja({"target": "1"}, {"target": "2", "baris": 2}))}).kinerja.itertuples()


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        (2.23, 22.3, True), (-2.23, -22.3, True), (-2.23, 22.3, False), (0, 10, False), (10, 0, False), (12, 120, True), (12, 1200, True), (12, 121, False),
        (123, 12, False),  # 123 is ten times and a bit
        (1234, 124, True), (1234, 12345, True), (123, 1234, True), (12, 123, False), (1234, 123456, False), (100, 142, False), (100, 141, False), (0.05, 0.5, True), (3.1, 31.0001, False),
        (1_000_000, 1_000_001, True), (999_999, 999_998, False), (1_000_001, 999_991, False), (1_234_567, 1_234_576, True), (1_234_567, 1_234_765, False), (1_234_567, 1_244_577, False), (1_234_567, 2_134_567, True),
        (1_234_567, 12_345_678, True), (1_234_567.4, 1_234_567.2, False), (-1_234_567, -1_234_568, False),
    ],
)  # fmt: skip
def test_what_is_a_slip_of_a_digit(one, other, slip):
    assert is_slip(one, other) is slip and is_slip(other, one) is slip


@pytest.mark.parametrize(("name", "key"), [("Kasus anak (a)", "kasus anak a"), ("Angka Partisipasi (AP)", "angka partisipasi"), ("Kota Layak Anak (KLA)", "kota layak anak"), ("Total Fertility Rate (TF2R)", "total fertility rate tf2r"), ("Angka Kasus Kasus (AK2)", "angka kasus kasus"), ("Lansia (keluaran)", "lansia"), ("()", ""), ("(KLA)", "kla"), ("KLA (Kota Layak Anak)", "kla")])
def test_what_a_bracket_abbreviates(name, key):
    assert name_key(name) == key


@pytest.mark.parametrize(("right", "many", "short"), [(16, 20, False), (15, 20, True), (79, 100, True), (80, 100, False), (4, 5, False), (3, 5, False), (1, 8, True), (0, 3, True), (0, 1, True), (9, 19, True), (12, 19, False), (0, 0, False)])
def test_a_kind_falls_short(right, many, short):
    assert falls_short(right, many) is short


@pytest.mark.parametrize(
    ("kind", "value", "parts", "agrees"),
    [
        ("jumlah", 3000.5, (1000, 2000), True), ("jumlah", 3000.6, (1000, 2000), False), ("jumlah", 2999.4, (1000, 2000), False), ("lebih", 10, (10,), True), ("lebih", 10.1, (10,), False),
        ("rerata", 85.5, (80, 91), True), ("rerata", 86.5, (80, 91), True), ("rerata", 87.5, (80, 91), False), ("rerata", 83.5, (80, 91), False),
        ("sisa", 20, (80,), True), ("sisa", 21, (80,), True), ("sisa", 21.1, (80,), False), ("sisa", 19, (80,), True), ("sisa", 18.9, (80,), False),
        ("selisih", 10, (90, 80), True), ("selisih", 11.5, (90, 80), True), ("selisih", 11.6, (90, 80), False), ("selisih", 8.5, (90, 80), True), ("selisih", 8.4, (90, 80), False),
        ("serapan_jumlah", 75, (30, 30, 40, 40), True), ("serapan_jumlah", 78, (30, 30, 40, 40), False), ("naik", 50, (40, 80), True), ("naik", 52, (40, 80), False), ("naik", 150, (40, 80), False),
        ("turun", 150, (40, 80), True), ("turun", 200, (40, 80), True), ("turun", 50, (40, 80), False), ("bebas", 50, (40, 80), True), ("bebas", 150, (40, 80), True), ("bebas", 200, (40, 80), True), ("bebas", 100, (40, 80), False), ("naik", 50, (40, 0.5), False),
    ],
)  # fmt: skip
def test_what_a_relation_allows(kind, value, parts, agrees):
    """Every figure within half a unit of itself."""
    cells = {"x": (value, 0.5)} | {f"p{n}": (part, 0.5) for n, part in enumerate(parts)}
    assert holds(Relasi(kind, "x", tuple(name for name in cells if name != "x")), cells) is agrees


@pytest.mark.parametrize(("pagu", "label"), [("0", "B"), ("-", "B"), ("5.000", "B"), ("0", "BB")])
def test_a_report_without_a_budget_is_audited(pagu, label):
    rows = {"terbitan_kinerja": silang.kinerja({"nama": "Nilai SAKIP", "realisasi": "BB"}, {"nama": "Nilai SAKIP", "tabel": "2", "baris": 9, "realisasi": label}), "terbitan_anggaran": silang.anggaran({"nama": "Program A", "pagu": pagu, "persen": "50,00", "realisasi": "5"})}
    found = find_temuan(prepare({name: pd.DataFrame(some) for name, some in rows.items()}))
    assert ("beda.label",) in found["kalimat"].tolist() or label == "BB"


@pytest.mark.parametrize(("strange", "missing", "pairs"), [(["abcd"], ["abce"], [("abcd", "abce")]), (["abcd"], ["abfe"], []), (["abcd"], [], []), ([], ["abce"], []), (["abcd", "efgh"], ["abce"], []), (["abcd"], ["xbcd", "abcde"], [("abcd", "abcde")])])
def test_a_strange_word_stands_for_the_nearest_that_is_missing(strange, missing, pairs):
    """Three letters of four in common are enough."""
    assert _spelt(strange, missing) == pairs


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["kemiskinan pelayanan", "kemiskinan pslxoanan"], {}),  # 85 % alike, but not the words that differ
        (["layanan anak abcdefgh", "layanan anak abcdefij"], {"layanan anak abcdefij": "layanan anak abcdefgh"}),  # six of eight letters
        (["layanan anak abcdefgh", "layanan anak abcdeijk"], {}),
        (["layanan keluarga abcdef", "layanan keluarga abcdeg"], {"layanan keluarga abcdeg": "layanan keluarga abcdef"}),  # six letters are a word
        (["layanan keluarga abcde", "layanan keluarga abcdf"], {}),  # five may be an acronym
        (["layanan keluarga satu2 abcdef", "layanan keluarga satu2 abcdeg"], {"layanan keluarga satu2 abcdeg": "layanan keluarga satu2 abcdef"}),
        (["layanan keluarga kota2023 7", "layanan keluarga kota2023 8"], {}),
    ],
)
def test_how_alike_the_words_of_one_name_are(keys, expected):
    assert merge_keys(keys) == expected


@pytest.mark.parametrize(("printed", "found"), [("84,98", True), ("84,99", False), ("85,00", False), ("85,01", False), ("85,02", True)])
def test_a_mean_may_be_off_by_what_its_rows_were_rounded_and_it_was(printed, found):
    """80,00 and 90,00 may be 80,005 and 90,005, whose mean is printed as 85,01."""
    rows = [*main("1", "80,00", "90,00"), mean("1", 5, printed)]
    assert len(find_average_achievement(prepare({"terbitan_kinerja": pd.DataFrame(silang.kinerja(*rows))}))) == found


@pytest.mark.parametrize(("stage", "severity"), [("", "tinggi"), ("pembanding", "sedang")])
def test_what_is_wrong_of_another_body_is_never_grave(stage, severity):
    """Also where it is the only row of one."""
    rows = silang.kinerja({"tahap": stage, "target": "50", "realisasi": "45", "capaian": "120,00"}, {"nama": "Lain", "baris": 2, "realisasi": "1"})
    found = find_temuan(prepare({"terbitan_kinerja": pd.DataFrame(rows), "indikator": pd.DataFrame([{"indikator": "i", "nama_indikator": "Indeks", "polaritas": "naik"}])}))
    assert found["keparahan"].tolist() == [severity]


@pytest.mark.parametrize("stage", ["", "pembanding", "pk-awal", "persediaan"])
@pytest.mark.parametrize("level", ["sasaran", "rata_rata"])
def test_a_report_of_one_row_is_audited(stage, level):
    """Whatever is left of it when benchmarks, plans and totals are left out."""
    rows = silang.kinerja({"tahap": stage, "level": level, "target": "50", "realisasi": "45", "capaian": "90,00"})
    assert "capaian_tidak_cocok" not in set(find_temuan(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["jenis"])
