"""Parts of the audit on tables of a few rows: columns of another formula, one fact said twice, roots, weight, relations."""

import dataclasses

import pandas as pd
import pytest
from test_audit_checks import anggaran, kinerja

from lakip_analysis.audit import (
    corrected_report,
    count_temuan,
    prepare,
    summarize_temuan,
    touching,
)
from lakip_analysis.audit.anggaran import find_absorption
from lakip_analysis.audit.averages import find_average_achievement
from lakip_analysis.audit.efficiency import find_efficiency
from lakip_analysis.audit.facts import first_statements
from lakip_analysis.audit.findings import cut_digits, findings, merge_repeats, temuan
from lakip_analysis.audit.kinerja import find_capaian, find_counts
from lakip_analysis.audit.labels import find_captions
from lakip_analysis.audit.order import order_by_weight, report_year, weigh
from lakip_analysis.audit.predicates import find_predicates
from lakip_analysis.audit.relations import Relasi, holds
from lakip_analysis.audit.roots import (
    find_roots,
    number_findings,
    printed_values,
    raise_roots,
)
from lakip_analysis.audit.rows import each_row
from lakip_analysis.audit.view import explain

UP = [("Indeks satu", "naik"), ("Indeks dua", "naik"), ("Indeks tiga", "naik"), ("Indeks empat", "naik"), ("Indeks lima", "naik")]
WORDS = ("satu", "dua", "tiga", "empat", "lima")


# --- a whole column of another formula --------------------------------------------------------------------------------


def printed(values, target=("40", "50", "60", "70", "80")):
    """Achievements of a table whose results are 36, 40, 66, 63 and 60."""
    real = ("36", "40", "66", "63", "60")
    return kinerja(*(("t3", n, f"Indeks {WORDS[n]}", 2023, {"target": target[n], "realisasi": real[n], "capaian": value}) for n, value in enumerate(values)), indikator=UP)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("90,00", "80,00", "110,00", "90,00", "75,00"), []),
        (("111,11", "125,00", "90,91", "111,11", "133,33"), [("kolom.rumus_lain", "target_per_realisasi", 5)]),  # T / R
        (("10,00", "20,00", "-10,00", "10,00", "25,00"), [("kolom.rumus_lain", "kekurangan", 5)]),  # what is lacking
        (("-4,00", "-10,00", "6,00", "-7,00", "-20,00"), [("kolom.rumus_lain", "selisih", 5)]),
        (("91,00", "82,00", "113,00", "94,00", "77,00"), [("kolom.tanpa_rumus", "", 5)]),  # no formula at all
        (("91,00", "82,00", "113,00", "94,00"), [("capaian.bukan_rumus", None, None)] * 4),  # too few to say so of the column
        (("111,11", "125,00", "110,00", "90,00", "75,00"), [("polaritas.naik", None, None)] * 2),  # two are no column
        (("111,11", "125,00", "90,91", "90,00", "75,00"), [("polaritas.naik", None, None)] * 3),  # the rest follows its own
    ],
)
def test_a_column_of_achievements_that_follows_another_formula_is_one_finding(values, expected):
    found = find_capaian(printed(values))
    said = [(row.kalimat[0], row.nilai.get("rumus"), row.nilai.get("semua")) for row in found.itertuples()]
    assert said == expected


def test_results_that_any_formula_gives_make_no_column():
    """Three of five were met exactly, which is 100 either way round; two are turned round."""
    values = [("50", "50", "100,00")] * 3 + [("50", "40", "125,00"), ("60", "50", "120,00")]
    rows = [("t3", n, f"Indeks {WORDS[n]}", 2023, {"target": target, "realisasi": real, "capaian": value}) for n, (target, real, value) in enumerate(values)]
    assert [keys[0] for keys in find_capaian(kinerja(*rows, indikator=UP))["kalimat"]] == ["polaritas.naik"] * 2
    other = [("t4", n, f"Indeks {WORDS[n]}", 2023, {"target": "50", "realisasi": "40", "capaian": "125,00"}) for n in range(3)]
    found = find_capaian(kinerja(*rows, *other, indikator=UP))
    assert sorted(keys[0] for keys in found["kalimat"]) == ["kolom.rumus_lain", *["polaritas.naik"] * 2], "nor beside a table that has one"


def test_the_finding_on_a_column_holds_its_cells_and_says_its_formula():
    found = find_capaian(printed(("111,11", "125,00", "90,91", "111,11", "133,33")))
    row = next(found.itertuples())
    assert (row.jenis, row.keparahan, row.nama, row.baris, row.membalik) == ("polaritas_keliru", "tinggi", "", (0, 1, 2, 3, 4), True)
    assert row.tercetak == "111,11 / 125,00 / 90,91 / 111,11 / 133,33" and row.hitung_ulang == "90,00 / 80,00 / 110,00 / 90,00 / 75,00"
    assert [name.rpartition("|")[2] for name in row.tersangka] == ["capaian"] * 5 and list(row.alternatif.values()) == pytest.approx([90, 80, 110, 90, 75])
    assert row.relasi is None and row.sebab == () and row.besar == pytest.approx(0.5833, abs=1e-4)
    assert explain(found, "id").tolist() == ["5 dari 5 capaian di t3 tidak mengikuti rumus laporan: kolom ini mengikuti target / realisasi."]
    assert explain(found, "en").tolist() == ["5 of 5 achievements in t3 do not follow the report's formula: this column follows target / actual figure."]


def test_one_cell_may_stand_out_of_a_column():
    """Nine of ten follow the other formula: they are one finding, the tenth is its own."""
    words = [(f"Indeks {chr(97 + n) * 4}", "naik") for n in range(10)]
    rows = [("t3", n, name, 2023, {"target": f"{40 + n}", "realisasi": f"{30 + n}", "capaian": f"{(40 + n) / (30 + n) * 100:.2f}".replace(".", ",")}) for n, (name, _) in enumerate(words)]
    rows[9] = (*rows[9][:4], {"target": "49", "realisasi": "39", "capaian": "70,00"})
    found = find_capaian(kinerja(*rows, indikator=words))
    assert sorted(keys[0] for keys in found["kalimat"]) == ["capaian.bukan_rumus", "kolom.rumus_lain"]
    assert next(row.nilai["n"] for row in found.itertuples() if row.kalimat[0] == "kolom.rumus_lain") == 9


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("50,00", "60,00", "20,00", "90,00", "30,00"), []),
        (("20,00", "24,00", "8,00", "36,00", "12,00"), ["bagian_realisasi"]),  # of 250.000 spent
        (("200,00", "166,67", "500,00", "111,11", "333,33"), ["pagu_per_realisasi"]),
        (("50,00", "40,00", "80,00", "10,00", "70,00"), ["sisa_pagu"]),
        (("55,10", "66,20", "27,30", "95,40", "33,50"), [""]),
        (("55,10", "60,00", "27,30", "95,40", "33,50"), [None] * 4),
    ],
)
def test_a_column_of_absorption_that_follows_another_formula_is_one_finding(values, expected):
    rows = [("t1", n, "program", f"Program {WORDS[n]}", 0, "100.000", real, value) for n, (real, value) in enumerate(zip(("50.000", "60.000", "20.000", "90.000", "30.000"), values, strict=True))]
    found = find_absorption(anggaran(*rows))
    assert [row.nilai.get("rumus") for row in found.itertuples()] == expected


@pytest.mark.parametrize(("values", "expected"), [(("11,00", "14,00", "33,00", "44,00", "77,00"), ["kolom.tanpa_rumus"]), (("50,00", "40,00", "80,00", "44,00", "77,00"), ["efisiensi.sisa"] * 2)])
def test_a_column_of_efficiency_that_follows_no_formula_is_one_finding(values, expected):
    real = ("50.000", "60.000", "20.000", "90.000", "30.000")
    rows = [("t1", n, "program", f"Program {WORDS[n]}", 0, "100.000", real[n], "", value) for n, value in enumerate(values)]
    assert [keys[0] for keys in find_efficiency(anggaran(*rows, efisiensi="sisa"))["kalimat"]] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("50,00", "40,00", "75,00", "20,00", "90,00"), []),
        (("200,00", "250,00", "133,33", "500,00", "111,11"), [("kolom.rumus_lain", "penyebut_per_pembilang")]),
        (("18,18", "14,55", "27,27", "7,27", "32,73"), [("kolom.rumus_lain", "bagian_pembilang")]),  # of 55
        (("51,10", "41,20", "77,30", "21,40", "92,50"), [("kolom.tanpa_rumus", "")]),
        (("50,00", "41,20", "77,30", "21,40", "92,50"), [("hitungan.persen", None)] * 4),
    ],
)
def test_a_column_of_percentages_that_its_counts_do_not_give_is_one_finding(values, expected):
    parts = ("10", "8", "15", "4", "18")
    rows = [("t1", n, f"Persentase {WORDS[n]}", 2023, {"realisasi": value, "pembilang": parts[n], "penyebut": "20"}) for n, value in enumerate(values)]
    found = find_counts(kinerja(*rows))
    assert [(row.kalimat[0], row.nilai.get("rumus")) for row in found.itertuples()] == expected


def test_a_percentage_cut_at_its_last_digit_is_slight_and_one_for_the_report():
    rows = [(f"t{n}", n, f"Persentase {WORDS[n]}", 2023, {"realisasi": value, "pembilang": part, "penyebut": "3"}) for n, (value, part) in enumerate([("66,66", "2"), ("33,33", "1"), ("33,34", "1")])]
    found = find_counts(kinerja(*rows))
    assert found[["kalimat", "tercetak", "keparahan", "baris", "tabel"]].values.tolist() == [[("hitungan.dipotong",), "66,66 / 33,34", "rendah", (0, 2), "t0; t2"]]


def test_cut_digits_of_several_tables_are_one_finding():
    rows = [("t1", 1, "program", "Program A", 0, "30.000", "20.000", "66,66"), ("t2", 9, "program", "Program B", 0, "60.000", "10.000", "16,66")]
    found = find_absorption(anggaran(*rows))
    assert found[["kalimat", "tercetak", "hitung_ulang", "tabel", "nama"]].values.tolist() == [[("serapan.dipotong",), "66,66 / 16,66", "66,67 / 16,67", "t1; t2", ""]]
    alone = find_absorption(anggaran(rows[0]))
    assert alone["nama"].tolist() == ["Program A"]
    assert cut_digits(pd.DataFrame(alone_rows()), "serapan_tidak_cocok", "serapan", "persen", "hitung")["nilai"] == {"n": 1, "di": "t1"}


def alone_rows():
    return [{"dinas": "", "dokumen": "d", "tahun": 2023, "baris": 4, "tabel": "t1", "peta": "t1", "kunci": "a", "id": "d:t1-b4-2023", "nama_tercetak": "A", "persen_tercetak": "66,66", "hitung": 66.67}]


@pytest.mark.parametrize(("years", "causes"), [((2021, 2022, 2023), [1, 1, 0]), ((2023,), [0])])
def test_an_indicator_measured_the_wrong_way_round_is_so_for_one_reason(years, causes):
    rows = [("t3", 9, "Laju kasus", year, {"target": f"{50 + n}", "realisasi": "45", "capaian": f"{45 / (50 + n) * 100:.2f}".replace(".", ",")}) for n, year in enumerate(years)]
    found = find_capaian(kinerja(*rows, indikator=[("Laju kasus", "turun")]))
    assert [len(row.sebab) for row in found.itertuples()] == causes
    assert all(cell.endswith("2023|capaian") for row in found.itertuples() for cell in row.sebab)


# --- captions, categories, averages -----------------------------------------------------------------------------------

TITLE = "Matriks Tujuan dan Sasaran Renstra Tahun 2018-2023"


@pytest.mark.parametrize(
    ("other", "names", "twice"),
    [
        (TITLE, ("Gini", "Inflasi"), 0),  # it goes on
        (f"{TITLE} Dinas Sosial", ("Indeks", "Laju"), 0),
        ("Matrik Tujuan dan Sasaran Renstra Tahun 2018-2023", ("Indeks", "Laju"), 0),  # misspelled
        ("Matriks Tujuan dan Sasaran Renstra Tahun 2024-2026", ("Indeks", "Laju"), 1),
        (f"{TITLE} Dinas Sosial", ("Gini", "Inflasi"), 1),  # the same beginning, other rows
        (f"{TITLE} Dinas Sosial", ("Indeks", "Inflasi"), 0),  # half of the rows
        ("Capaian Kinerja Tahun 2018-2023", ("Indeks", "Laju"), 1),
    ],
)
def test_a_table_printed_again_is_no_number_used_twice(other, names, twice):
    judul = pd.DataFrame([{"dokumen": "d1", "baris": line, "nomor": "2.1", "judul": title} for line, title in ((10, TITLE), (90, other))])
    rows = [(line, name) for line, name in zip((11, 12, 91, 92), ("Indeks", "Laju", *names), strict=True)]
    tables = kinerja(*(("t", line, name, 2018, {"target": "1"}) for line, name in rows)).kinerja
    found = find_captions(prepare({"terbitan_judul": judul, "terbitan_kinerja": tables}))
    assert sum(keys == ("label.nomor_ganda",) for keys in found["kalimat"]) == twice


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("tidak tercapai", "99,71"), ("sudah tercapai", "105,00")], []),  # they say whether the target was met
        ([("tidak tercapai", "99,71"), ("Cukup Tercapai", "70,00")], []),
        ([("tidak tercapai", "99,71"), ("tidak tercapai", "100,00")], [("predikat.tanpa_skala", 2)]),  # not of the target: 100 meets it
        ([("tidak tercapai", "99,71"), ("tercapai", "99,00")], [("predikat.di_bawah", None)]),
        ([("Tidak berhasil", "99,71")], [("predikat.di_bawah", None)]),  # a class of the scale
        ([("Sangat tercapai", "95,00"), ("tidak tercapai", "50,00")], [("predikat.bukan_skala", None)]),
    ],
)
def test_met_and_missed_are_not_classes_where_a_table_says_them_of_its_targets(rows, expected):
    cells = [("t3", n, f"Indeks {WORDS[n]}", 2023, {"capaian": value, "predikat_tercetak": label}) for n, (label, value) in enumerate(rows)]
    found = find_predicates(kinerja(*cells, skala="malang"))
    assert [(row.kalimat[0], row.nilai.get("n")) for row in found.itertuples()] == expected


@pytest.mark.parametrize(("printed_mean", "expected"), [("85,00", []), ("56,67", []), ("70,00", [("85,00 / 56,67", 2)])])
def test_an_average_over_nothing_counts_in_no_mean_of_means(printed_mean, expected):
    """Means of 80, of nothing (printed 0) and of 90: 85 over what was measured, 56,67 where the 0 was counted; else both are said."""
    rows = [("Indeks satu", "80,00", "sasaran"), ("Rata-rata", "80,00", "rata_rata"), ("Indeks dua", "-", "sasaran"), ("Rata-rata", "0", "rata_rata"), ("Indeks tiga", "90,00", "sasaran"), ("Rata-rata", "90,00", "rata_rata"), ("TOTAL", printed_mean, "rata_rata")]
    rows = [("t3", n, name, 2023, {"capaian": value, "level": level}) for n, (name, value, level) in enumerate(rows)]
    found = find_average_achievement(kinerja(*rows))
    assert [(row.hitung_ulang, row.nilai["n"]) for row in found.itertuples()] == expected
    assert not expected or explain(found, "id").tolist() == ["Rata-rata 2 angka yang tercetak adalah 85,00, atau 56,67 bila 1 rata-rata 0 ikut dihitung; tercetak 70,00."]


# --- one fact, stated once --------------------------------------------------------------------------------------------


def finding(jenis="capaian_tidak_cocok", kalimat=None, line=9, tahun=2023, nama="Indeks mutu", printed="90,00", right="", **more):
    first = {"capaian_tidak_cocok": "capaian.bukan_rumus", "predikat_tidak_cocok": "klaim.target", "polaritas_keliru": "polaritas.turun", "beda_antartabel": "beda.satu", "nilai_usang": "usang.berulang", "jumlah_tidak_cocok": "jumlah.serapan", "rata_rata_tidak_cocok": "rata_rata.bukan", "serapan_tidak_cocok": "serapan.bukan", "angka_janggal": "janggal.lebih_pagu"}
    baris = more.pop("baris", (line,))
    row = {"dinas": more.pop("dinas", ""), "dokumen": more.pop("dokumen", "d"), "tahun": tahun, "baris": line, "tabel": more.pop("tabel", "t3"), "kunci": "", "id": f"d:t3-b{line}-{tahun}", "nama_tercetak": nama}
    return temuan(next(pd.DataFrame([row]).itertuples()), jenis, kalimat or first[jenis], tercetak=printed, hitung_ulang=right, baris=baris, **more)


def firsts(*records):
    return first_statements(list(each_row(findings(records))))


CELL, OTHER = ("d:t3-b9-2023|capaian",), ("d:t3-b8-2023|capaian",)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        # the same cells held wrong: the more basic kind first, wherever it stands
        ([finding(tersangka=CELL), finding("nilai_usang", tersangka=CELL, nama="Lain", printed="1")], [1, None]),
        ([finding(tersangka=CELL), finding("nilai_usang", tersangka=OTHER, nama="Lain", printed="1")], [None, None]),
        ([finding(tersangka=CELL), finding("nilai_usang", tersangka=(*CELL, *OTHER), nama="Lain", printed="1")], [None, None]),
        # the same recomputed figure of one name, on a line in common: what says the cell's value first
        ([finding("predikat_tidak_cocok", printed="tercapai", right="94,71", baris=(9, 40)), finding("polaritas_keliru", printed="105,29%", right="94,71")], [1, None]),
        ([finding("polaritas_keliru", "polaritas.klaim", printed="jauh di bawah", right="94,71", baris=(9, 40)), finding("polaritas_keliru", printed="105,29", right="94,71%", alternatif={CELL[0]: 94.71})], [1, None]),
        ([finding("predikat_tidak_cocok", printed="tercapai", right="94,71", line=40), finding("polaritas_keliru", printed="105,29%", right="94,71")], [None, None]),  # no line in common
        ([finding("predikat_tidak_cocok", printed="tercapai", right="94,71", nama="Gini"), finding("polaritas_keliru", printed="105,29%", right="94,71")], [None, None]),
        ([finding("predikat_tidak_cocok", printed="tercapai", right="94,71", tahun=2022), finding("polaritas_keliru", printed="105,29%", right="94,71")], [None, None]),
        ([finding("predikat_tidak_cocok", printed="tercapai", right="Pratama"), finding("polaritas_keliru", printed="105,29%", right="Pratama")], [None, None]),  # no figure
        # the same printed figure of one name, on a line in common
        ([finding("jumlah_tidak_cocok", printed="4.547", nama="APBD", baris=(5, 6)), finding("beda_antartabel", printed="4.547", nama="APBD", baris=(5, 7))], [1, None]),
        ([finding("jumlah_tidak_cocok", printed="4.547", nama=""), finding("beda_antartabel", printed="4.547", nama="")], [None, None]),
        # one kind on the very same lines of a table
        ([finding("nilai_usang", "usang.hitungan", printed="632 / 475", baris=(3, 4)), finding("nilai_usang", printed="75,16", baris=(3, 4))], [None, 0]),
        ([finding("nilai_usang", "usang.hitungan", printed="632 / 475", baris=(3, 4)), finding("nilai_usang", printed="75,16", baris=(3, 5))], [None, None]),
        ([finding("rata_rata_tidak_cocok", printed="97,40", tabel="t3 (mutu)", baris=(3, 4)), finding("rata_rata_tidak_cocok", printed="93,13", tabel="t3", baris=(3, 4))], [None, None]),
        ([finding(tersangka=CELL), finding("target_lemah", "target.jauh", tersangka=CELL)], [None, None]),  # contradicts nothing
        ([finding("jumlah_tidak_cocok", printed="70", relasi=Relasi("jumlah", "a", ("b",))), finding("jumlah_tidak_cocok", printed="80", relasi=Relasi("jumlah", "c", ("d",)))], [None, None]),
    ],
)
def test_two_findings_that_state_one_fact(records, expected):
    assert firsts(*records) == expected


@pytest.mark.parametrize(
    ("n", "total", "expected"),
    [(3, "JUMLAH", [3, 3, 3, None]), (2, "JUMLAH", [None] * 3), (3, "Program lain", [None] * 4)],
)
def test_several_lines_state_what_their_total_states(n, total, expected):
    lines = [finding("beda_antartabel", line=line, nama=f"Program {WORDS[line]}", printed=f"{line}{line}") for line in range(n)]
    whole = finding("beda_antartabel", nama=total, printed="999", baris=(*range(n), 20))
    assert firsts(*lines, whole) == expected


def test_a_fact_said_twice_hangs_under_the_first_and_never_in_a_circle():
    cell = CELL[0]
    claim = finding("predikat_tidak_cocok", printed="tercapai", right="94,71")
    root = finding("polaritas_keliru", printed="105,29", right="94,71", tersangka=CELL, alternatif={cell: 94.71}, relasi=Relasi("turun", cell, ("r", "t")))
    found = findings([claim, root]).assign(usul=[(), ()])
    sel = {cell: (105.29, 0.005), "r": (1.79, 0.0), "t": (1.7, 0.0)}
    assert find_roots(found, sel) == [(1,), ()]
    # each of the two explains the other: one of them stays a root
    over = finding("angka_janggal", printed="880", tersangka=CELL, relasi=Relasi("lebih", cell, ("p",)), nama="Gaji")
    other = finding("angka_janggal", "beda.satu", printed="880", tersangka=CELL, alternatif={cell: 480.0}, nama="Gaji")
    values = {cell: (880.0, 0.0), "p": (490.0, 0.0)}
    assert rooted(over, other, sel=values) == [(1,), ()]
    over = over | {"alternatif": {"p": 900.0}}  # which makes it the first to say so
    assert firsts(over, other) == [None, 0] and rooted(over, other, sel=values) == [(1,), ()]
    last = finding("nilai_usang", printed="880", tersangka=CELL, nama="Gaji")
    assert rooted(over, other, last, sel=values) == [(1,), (), (1,)]


# --- roots ------------------------------------------------------------------------------------------------------------


def rooted(*records, sel):
    return find_roots(findings(records).assign(usul=[()] * len(records)), sel)


SUM = Relasi("jumlah", "s", ("a", "b", "c"))
SEL = {"s": (100.0, 0.0), "a": (50.0, 0.0), "b": (30.0, 0.0), "c": (40.0, 0.0)}


def change(cell, value, n, jenis="beda_antartabel"):
    return finding(jenis, nama=f"Program {WORDS[n]}", line=n, printed=f"{n}77", alternatif={cell: value})


@pytest.mark.parametrize(
    ("changes", "roots"),
    [
        ([("a", 30.0)], (1,)),  # 30 + 30 + 40
        ([("a", 31.0)], ()),  # explains some of it only
        ([("a", 40.0), ("c", 30.0)], (1, 2)),
        ([("c", 25.0), ("a", 45.0)], (1, 2)),  # the one that moves most stands first
        ([("a", 45.0), ("c", 25.0)], (2, 1)),
        ([("a", 30.0), ("c", 30.0)], (1,)),  # the fewest that explain it
        ([("x", 30.0)], ()),
        ([("a", 50.0)], ()),  # the value it has
    ],
)
def test_a_sum_follows_from_the_changes_that_explain_it(changes, roots):
    wrong = finding("jumlah_tidak_cocok", printed="100", relasi=SUM)
    sel = SEL | {"x": (1.0, 0.0)}
    found = rooted(wrong, *(change(cell, value, n) for n, (cell, value) in enumerate(changes, 1)), sel=sel)
    assert found == [roots] + [()] * len(changes)


def test_of_two_that_explain_it_the_one_with_a_repair_is_the_cause():
    wrong = finding("jumlah_tidak_cocok", printed="100", relasi=SUM)
    found = findings([wrong, change("a", 30.0, 1), change("c", 20.0, 2), change("b", 10.0, 3, "nilai_usang")])
    assert find_roots(found.assign(usul=[(), (), (), ()]), SEL)[0] == (3,), "the more basic kind"
    assert find_roots(found.assign(usul=[(), (), ("x",), ()]), SEL)[0] == (2,)
    assert find_roots(found[:3].assign(usul=[(), (), ()]), SEL)[0] == (1,), "else the first"


def test_values_of_the_cells_of_a_relation():
    terbitan = kinerja(("t3", 1, "Indeks satu", 2023, {"target": "50,0", "realisasi": "45", "capaian": "90,00"}), ("t3", 2, "Indeks dua", 2023, {"target": "60"}))
    names = [f"d1:t3-b{n}-2023" for n in (1, 2)]
    relasi = Relasi("naik", f"{names[0]}|capaian", (f"{names[0]}|realisasi", f"{names[0]}|target", f"{names[1]}|realisasi"))
    found = findings([finding(relasi=relasi), finding(line=2, nama="Lain")])
    assert printed_values(terbitan, found) == {f"{names[0]}|capaian": (90.0, 0.005), f"{names[0]}|realisasi": (45.0, 0.0), f"{names[0]}|target": (50.0, 0.05)}


def test_a_relation_of_unknown_cells_follows_from_nothing():
    share = finding("serapan_tidak_cocok", printed="60", relasi=Relasi("serapan", "p", ("r", "b")))
    assert rooted(share, change("r", 50.0, 1), sel={"p": (60.0, 0.0), "r": (40.0, 0.0)}) == [(), ()], "the budget prints no number"
    assert rooted(share, change("r", 60.0, 1), sel={"p": (60.0, 0.0), "r": (40.0, 0.0), "b": (100.0, 0.0)}) == [(1,), ()]
    assert rooted(share, change("r", 60.0, 1), sel={"p": (40.0, 0.0), "r": (40.0, 0.0), "b": (100.0, 0.0)}) == [(), ()], "nothing is wrong"
    lacking = finding("jumlah_tidak_cocok", printed="100", relasi=SUM)
    assert rooted(lacking, change("a", 60.0, 1), sel={name: SEL[name] for name in "sac"}) == [(1,), ()], "a line that prints nothing counts as nothing"


def test_a_cause_is_more_basic_or_holds_a_part():
    share = finding("serapan_tidak_cocok", printed="60", relasi=Relasi("serapan", "p", ("r", "b")))
    sel = {"p": (60.0, 0.0), "r": (40.0, 0.0), "b": (100.0, 0.0)}
    assert rooted(share, change("p", 40.0, 1), sel=sel) == [(1,), ()]
    assert rooted(share, change("p", 40.0, 1, "rata_rata_tidak_cocok"), sel=sel) == [(), ()], "a less basic kind on the result itself"
    assert rooted(share, change("p", 40.0, 1, "capaian_tidak_cocok"), sel=sel) == [(), ()], "one as basic on the result itself"
    assert rooted(share, change("r", 60.0, 1, "rata_rata_tidak_cocok"), sel=sel) == [(1,), ()], "it holds a part"


@pytest.mark.parametrize(("changes", "roots"), [([("r1", 40.0), ("b2", 80.0)], (1, 2)), ([("r1", 40.0)], ()), ([("r1", 40.0), ("b2", 90.0)], ()), ([("r1", 40.0), ("r1", 45.0), ("b2", 80.0)], (1, 3)), ([], ())])
def test_the_share_of_a_total_follows_from_all_wrong_lines_at_once(changes, roots):
    """(30 + 30) of (70 + 70) are 42,86 %; (40 + 30) of (70 + 80) the 46,67 % that are printed."""
    share = finding("jumlah_tidak_cocok", printed="46,67", relasi=Relasi("serapan_jumlah", "p", ("r1", "r2", "b1", "b2")))
    sel = {"p": (46.67, 0.005), "r1": (30.0, 0.0), "r2": (30.0, 0.0), "b1": (70.0, 0.0), "b2": (70.0, 0.0)}
    assert rooted(share, *(change(cell, value, n) for n, (cell, value) in enumerate(changes, 1)), sel=sel)[0] == roots


def test_what_names_its_wrong_cells_follows_from_their_findings():
    stands = finding("rata_rata_tidak_cocok", "rata_rata.berdiri", printed="95", sebab=("x", "y"))
    holds_x = finding(line=1, nama="Gini", printed="1", tersangka=("x",))
    holds_y = finding(line=2, nama="Laju", printed="2", tersangka=("y",))
    says_y = finding("jumlah_tidak_cocok", line=3, nama="Program", printed="3", alternatif={"y": 1.0})
    assert rooted(stands, holds_x, sel={}) == [(1,), ()]
    assert rooted(holds_y, stands, holds_x, sel={}) == [(), (0, 2), ()]
    assert rooted(stands, says_y, sel={}) == [(1,), ()], "a sum says what its cell should be"
    assert rooted(stands, holds_y, says_y, sel={})[0] == (1,), "what holds the cell wrong comes before it"
    assert rooted(stands, sel={}) == [()]


def test_a_chain_ends_in_its_root_and_severity_climbs_to_it():
    first = finding("beda_antartabel", line=1, nama="Program a", printed="1", alternatif={"a": 30.0})
    total = finding("jumlah_tidak_cocok", printed="100", relasi=SUM, tersangka=("s",), alternatif={"s": 120.0}, keparahan="tinggi")
    above = finding("rata_rata_tidak_cocok", printed="2", nama="Lain", sebab=("s",))
    found = findings([above, total, first])
    roots = rooted(above, total, first, sel=SEL)
    assert roots == [(2,), (2,), ()]
    assert raise_roots(found, roots)["keparahan"].tolist() == ["sedang", "tinggi", "tinggi"]
    assert raise_roots(found, [(1, 2), (), ()])["keparahan"].tolist() == ["sedang", "tinggi", "sedang"], "of several causes none is raised"
    numbered = number_findings(found.assign(sebab_di=[(2, 1), (2,), ()], dinas=["a", "a", "b"]))
    assert numbered[["id", "akar", "akar_lain"]].values.tolist() == [["T001", "T001", "T002"], ["T002", "T001", ""], ["T001", "", ""]]


# --- relations --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jenis", "result", "parts", "agrees"),
    [
        ("jumlah", (10.0, 0.0), [(4.0, 0.0), (6.0, 0.0)], True),
        ("jumlah", (10.5, 0.0), [(4.0, 0.0), (6.0, 0.0)], True),  # half a rupiah
        ("jumlah", (10.6, 0.0), [(4.0, 0.0), (6.0, 0.0)], False),
        ("lebih", (10.0, 0.0), [(10.0, 0.0)], True),
        ("lebih", (10.01, 0.0), [(10.0, 0.0)], False),
        ("rerata", (5.0, 0.005), [(4.0, 0.0), (6.0, 0.0)], True),
        ("rerata", (5.006, 0.005), [(4.0, 0.0), (6.0, 0.0)], False),
        ("rerata", (5.006, 0.005), [(4.0, 0.002), (6.0, 0.0)], True),  # half of the slack of one of two
        ("rerata", (5.0071, 0.005), [(4.0, 0.002), (6.0, 0.0)], False),
        ("rerata", (5.1, 0.05), [(4.0, 0.05), (6.0, 0.05)], True),
        ("serapan", (50.0, 0.005), [(1.0, 0.0), (2.0, 0.0)], True),
        ("serapan", (200.0, 0.005), [(1.0, 0.0), (2.0, 0.0)], False),
        ("serapan", (52.0, 0.0), [(1.0, 0.05), (2.0, 0.0)], True),  # up to 52,5
        ("serapan", (53.0, 0.0), [(1.0, 0.05), (2.0, 0.0)], False),
        ("serapan", (51.0, 0.0), [(1.0, 0.0), (2.0, 0.05)], True),  # up to 51,28
        ("serapan", (52.0, 0.0), [(1.0, 0.0), (2.0, 0.05)], False),
        ("serapan", (50.0, 0.0), [(1.0, 0.0), (0.4, 0.5)], False),  # it may be nought
        ("serapan_jumlah", (75.0, 0.005), [(1.0, 0.0), (2.0, 0.0), (2.0, 0.0), (2.0, 0.0)], True),
        ("serapan_jumlah", (50.0, 0.005), [(1.0, 0.0), (2.0, 0.0), (2.0, 0.0), (2.0, 0.0)], False),
        ("naik", (90.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], True),
        ("naik", (110.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], False),
        ("turun", (110.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], True),
        ("turun", (111.11, 0.005), [(45.0, 0.0), (50.0, 0.0)], True),
        ("turun", (90.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], False),
        ("turun", (111.0, 0.0), [(45.0, 0.5), (50.0, 0.0)], True),  # 200 less 89
        ("turun", (109.0, 0.0), [(45.0, 0.5), (50.0, 0.0)], True),
        ("turun", (108.9, 0.0), [(45.0, 0.5), (50.0, 0.0)], False),
        ("bebas", (90.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], True),
        ("bebas", (110.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], True),
        ("bebas", (95.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], False),
        ("sisa", (10.0, 0.0), [(90.0, 0.0)], True),
        ("sisa", (10.4, 0.0), [(90.0, 0.5)], True),
        ("sisa", (9.6, 0.0), [(90.0, 0.5)], True),
        ("sisa", (10.6, 0.0), [(90.0, 0.5)], False),
        ("sisa", (9.4, 0.0), [(90.0, 0.5)], False),
        ("selisih", (10.0, 0.0), [(95.0, 0.0), (85.0, 0.0)], True),
        ("selisih", (-10.0, 0.0), [(95.0, 0.0), (85.0, 0.0)], False),
        ("selisih", (10.9, 0.0), [(95.0, 0.5), (85.0, 0.5)], True),  # the slack of both
        ("selisih", (9.1, 0.0), [(95.0, 0.5), (85.0, 0.5)], True),
        ("selisih", (11.1, 0.0), [(95.0, 0.5), (85.0, 0.5)], False),
        ("rasio", (125.0, 0.0), [(100.0, 0.0), (80.0, 0.0)], True),
        ("rasio", (80.0, 0.0), [(100.0, 0.0), (80.0, 0.0)], False),
    ],
)
def test_relations(jenis, result, parts, agrees):
    names = tuple(f"p{n}" for n in range(len(parts)))
    assert holds(Relasi(jenis, "h", names), {"h": result} | dict(zip(names, parts, strict=True))) is agrees


# --- weight, counts, merging ------------------------------------------------------------------------------------------

PLAIN = {"dinas": "a", "dokumen": "d", "jenis": "capaian_tidak_cocok", "keparahan": "sedang", "tahun_ini": True, "pinggir": False, "membalik": False, "sumber": False, "pokok": False, "utama": False, "besar": 0.1, "baris": (9,), "tercetak": "1"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"jenis": "tidak_dilaporkan", "keparahan": "rendah"}, {"keparahan": "tinggi"}),
        ({"keparahan": "tinggi"}, {"keparahan": "sedang", "pokok": True, "sumber": True, "besar": 9.0}),
        ({}, {"jenis": "label_keliru", "pokok": True, "sumber": True, "besar": 9.0}),
        ({}, {"tahun_ini": False, "pokok": True, "besar": 9.0}),
        ({}, {"pinggir": True, "pokok": True, "besar": 9.0}),
        ({"tahun_ini": False}, {"tahun_ini": False, "pinggir": True, "pokok": True, "besar": 9.0}),
        ({"membalik": True, "sumber": True, "pokok": True}, {"pokok": True, "sumber": True, "besar": 9.0}),
        ({"pokok": True}, {"membalik": True, "sumber": True, "besar": 9.0}),  # a line turns no conclusion of the report round
        ({"utama": True, "pokok": True}, {"membalik": True, "sumber": True, "pokok": True, "besar": 9.0}),
        ({"tahun_ini": True}, {"tahun_ini": False, "utama": True, "pokok": True}),
        ({"pokok": True}, {"membalik": True, "besar": 9.0}),  # what is not in use turns nothing round
        ({"pokok": True}, {"sumber": True, "besar": 9.0}),
        ({"sumber": True}, {"besar": 9.0}),
        ({"besar": 0.2}, {"besar": 0.1, "baris": (1,)}),
        ({"baris": (1,)}, {"baris": (2,)}),
        ({"baris": ()}, {"baris": (1,)}),
        ({"dinas": "a", "besar": 0.0}, {"dinas": "b", "keparahan": "tinggi"}),
    ],
)
def test_what_comes_first(first, second):
    frame = pd.DataFrame([PLAIN | second, PLAIN | first])
    assert order_by_weight(frame).index.tolist() == [1, 0]
    assert list(order_by_weight(frame).columns) == list(frame.columns)


def test_consequences_stand_behind_their_root_and_draw_it_forward():
    rows = [PLAIN | {"besar": 0.5}, PLAIN | {"besar": 0.4}, PLAIN | {"besar": 0.9}, PLAIN | {"besar": 0.1}]
    frame = pd.DataFrame(rows).assign(sebab_di=[(), (), (1,), ()])
    assert order_by_weight(frame).index.tolist() == [1, 2, 0, 3], "drawn to the place of its gravest consequence"
    frame = frame.assign(sebab_di=[(), (), (1, 3), ()])
    assert order_by_weight(frame).index.tolist() == [0, 1, 2, 3], "of several causes none is drawn; it stands behind the first"


@pytest.mark.parametrize(
    ("year", "more", "severity"),
    [
        (2021, {}, "rendah"),  # a figure carried on, years ago
        (2022, {}, "sedang"),  # the year before is compared with this one
        (2023, {}, "sedang"),
        (2025, {}, "sedang"),  # a year to come
        (0, {}, "sedang"),
        (2021, {"besar": 0.1}, "sedang"),
        (2021, {"membalik": True}, "sedang"),
        (2021, {"juga_tercetak": ("94,20",)}, "sedang"),
        (2021, {"keparahan": "tinggi"}, "rendah"),
        (2022, {"keparahan": "tinggi"}, "sedang"),  # of another year nothing is grave
        (2023, {"keparahan": "tinggi"}, "tinggi"),
        (2023, {"keparahan": "tinggi", "tabel": "Lampiran 2"}, "sedang"),
        (2023, {"keparahan": "tinggi", "tabel": "Lampiran 2; t3"}, "tinggi"),
        (2023, {"membalik": True, "besar": 0.05}, "sedang"),  # not in use
    ],
)
def test_severity_by_year_and_place(year, more, severity):
    rows = [("t3", n, f"Indeks {WORDS[n]}", 2023, {"target": "50", "realisasi": "45"}) for n in range(3)]
    found = findings([finding("nilai_usang", tahun=year, **more)])
    terbitan = kinerja(*rows)
    out = weigh(found.assign(dokumen=terbitan.kinerja["dokumen"][0]), terbitan)
    assert out["keparahan"].tolist() == [severity]


def weighed(cells=(), terlibat=(), year=2023, sumber=(), **more):
    rows = [("t3", 1, "Indeks satu", 2023, {"target": "50", "realisasi": "45"}), ("t3", 2, "Keluaran", 2023, {"target": "50", "realisasi": "45", "level": "keluaran"}), ("t9", 3, "Lain", 2023, {"target": "1", "tahap": "pembanding"})]
    terbitan = dataclasses.replace(kinerja(*rows), sumber=frozenset(sumber))
    found = findings([finding("nilai_usang", tahun=year, tersangka=cells, terlibat=terlibat, **more)])
    return weigh(found.assign(dokumen=terbitan.kinerja["dokumen"][0]), terbitan).iloc[0]


MAIN, OUTPUT, PEER = (f"d1:{table}-b{n}-2023|target" for table, n in (("t3", 1), ("t3", 2), ("t9", 3)))


def test_what_a_finding_touches():
    assert weighed((MAIN,))["pokok"] and not weighed((OUTPUT,))["pokok"] and weighed((), (MAIN,))["pokok"]
    assert not weighed((OUTPUT,), (MAIN,))["pokok"], "a line is no main indicator because it is looked at beside one"
    assert not weighed((), ("a|x", "b|x", "c|x", MAIN))["pokok"], "what is looked at far from it does not count"
    assert weighed((MAIN,))["utama"] and not weighed((OUTPUT,))["utama"]
    assert weighed((PEER,))["pinggir"] and not weighed((PEER, MAIN))["pinggir"] and not weighed()["pinggir"]
    assert [weighed(year=year)["tahun_ini"] for year in (2023, 2022, 0)] == [True, False, True]


def test_what_is_in_use_and_turns_a_conclusion_round_is_grave():
    place = MAIN
    assert weighed((MAIN,), sumber={place})["sumber"] and not weighed((OUTPUT,), sumber={place})["sumber"] and not weighed((MAIN,), sumber={place}, year=2022)["sumber"]
    assert weighed((MAIN,), sumber={place}, membalik=True)["keparahan"] == "tinggi"
    assert weighed((MAIN,), membalik=True)["keparahan"] == "sedang" and weighed((MAIN,), sumber={place})["keparahan"] == "sedang"
    assert weighed((MAIN,), sumber={place}, membalik=True, keparahan="rendah")["keparahan"] == "rendah"
    output = OUTPUT
    assert weighed((OUTPUT,), sumber={output}, membalik=True, besar=0.04)["keparahan"] == "sedang", "a small gap of an output"
    assert weighed((OUTPUT,), sumber={output}, membalik=True, besar=0.05)["keparahan"] == "tinggi"
    assert weighed((MAIN,), sumber={place}, keparahan="tinggi", tabel="Lampiran 1")["keparahan"] == "tinggi", "in use, wherever it stands"


@pytest.mark.parametrize(("money", "severity"), [(40.0, "sedang"), (50.0, "tinggi"), (float("nan"), "tinggi")])
def test_small_change_is_never_grave(money, severity):
    """Below 0,05 % of the largest budget that the report prints."""
    terbitan = anggaran(("t1", 1, "program", "Program A", 0, "100.000", "90.000", "90,00"), ("t1", 2, "program", "Program B", 0, "50.000", "40.000", "80,00"))
    found = findings([finding(keparahan="tinggi", uang=money)]).assign(dokumen=terbitan.anggaran["dokumen"][0])
    out = weigh(found, terbitan)
    assert out["keparahan"].tolist() == [severity] and report_year(terbitan) == {terbitan.anggaran["dokumen"][0]: 2023}


def test_counts_by_kind_and_by_root():
    found = pd.DataFrame({"jenis": ["angka_janggal", "jumlah_tidak_cocok", "jumlah_tidak_cocok", "target_lemah", "target_lemah"], "keparahan": ["tinggi", "tinggi", "rendah", "sedang", "rendah"], "akar": ["", "T001", "", "", "T004"], "menyentuh": ["ya", "ya", "tidak", "ya", "tidak"]})
    counts = count_temuan(found)
    assert {key: counts[key] for key in ("pertentangan", "tinggi", "sedang", "rendah", "menyentuh", "akibat", "target_lemah")} == {"pertentangan": 2, "tinggi": 1, "sedang": 0, "rendah": 1, "menyentuh": 1, "akibat": 1, "target_lemah": 2}
    assert summarize_temuan(found).values.tolist() == [["angka_janggal", 1, 0, 0, 0], ["jumlah_tidak_cocok", 0, 0, 1, 1], ["target_lemah", 0, 1, 0, 1]]


@pytest.mark.parametrize(
    ("lines", "year", "used", "expected"),
    [((4,), 2023, "", True), ((4,), 2022, "", False), ((5,), 2022, "1", True), ((5,), 2022, "", False), ((4,), 0, "", True), ((7,), 2023, "", False), ((7, 4), 2023, "", True), ((5,), 2023, "1", False)],
)
def test_which_findings_touch_figures_shown(lines, year, used, expected):
    printed = pd.DataFrame({"id": ["x", "y", "z"], "baris": [4, 5, 6], "tahun": [2023, 2022, 2023]})
    found = pd.DataFrame({"baris": [lines], "tahun": [year], "dipakai": [used]})
    assert touching(found, printed, pd.Series(["x", "y"]))["menyentuh"].tolist() == [expected]


@pytest.mark.parametrize(
    ("printed_value", "right", "said"),
    [(95.0, 85.0, "berubah"), (100.0, 99.99, "target_meleset"), (99.99, 100.0, "target_tercapai"), (99.996, 100.0, "tetap"), (102.0, 100.0, "tetap"), (99.0, 98.0, "tetap"), (100.5, 99.5, "target_meleset")],
)
def test_what_a_corrected_report_would_say(printed_value, right, said):
    rows = pd.DataFrame({"indikator": ["a"], "nama_indikator": ["A"], "capaian_persen": [right], "capaian_tercetak_persen": [printed_value], "kategori_tercetak": [""]})
    out = corrected_report(rows, "permendagri-86")["kesimpulan"].tolist()
    assert out == [said, "berubah" if said == "berubah" else "tetap"], "of a mean it is never said that it met a target"


def test_what_is_said_again_is_joined():
    one = finding(line=9, printed="93,33", right="90", tersangka=("a",), alternatif={"a": 1.0}) | {"kunci": "k"}
    two = finding(line=3, printed="93,33%", right="90,0", tersangka=("b", "a"), alternatif={"b": 2.0}, keparahan="tinggi", tabel="t4; t3") | {"kunci": "k"}
    other = finding(line=5, printed="94", right="90") | {"kunci": "k"}
    found = merge_repeats(findings([one, two, other]))
    joined = found[found["tercetak"] == "93,33%"].iloc[0]
    assert len(found) == 2 and (joined["baris"], joined["keparahan"], joined["tabel"], joined["tersangka"]) == ((3, 9), "tinggi", "t4; t3", ("b", "a"))
    assert joined["alternatif"] == {"a": 1.0, "b": 2.0}
    weak = [finding(line=n, printed=f"{n}") | {"kunci": "k", "jenis": "target_lemah"} for n in (1, 2)]
    assert merge_repeats(findings(weak))["baris"].tolist() == [(1, 2)], "a weak target is one, however it is printed"
