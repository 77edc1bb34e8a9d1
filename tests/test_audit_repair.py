"""Which cell is wrong: relations, proposals, values in use, weight; and what each check says of a few rows."""

import pandas as pd
import pytest
from made_report import kinerja_row, read
from test_audit_checks import VALUES, anggaran, kinerja

from lakip_analysis.audit import find_temuan, prepare
from lakip_analysis.audit.anggaran import find_absorption
from lakip_analysis.audit.averages import (
    find_average_absorption,
    find_average_achievement,
    find_headline_means,
)
from lakip_analysis.audit.crosscheck import find_budget_differences, find_differences, find_stale
from lakip_analysis.audit.efficiency import find_efficiency
from lakip_analysis.audit.kinerja import find_capaian, find_counts
from lakip_analysis.audit.labels import find_unmeasured
from lakip_analysis.audit.order import order_by_weight
from lakip_analysis.audit.predicates import find_predicates
from lakip_analysis.audit.relations import Relasi, holds
from lakip_analysis.audit.repair import Usul, build_network
from lakip_analysis.audit.sums import find_sums
from lakip_analysis.audit.targets import find_weak_targets
from lakip_analysis.audit.used import source_cells, used_of, used_values
from lakip_analysis.audit.view import _explain, explain, table_temuan

# --- relations --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jenis", "hasil", "bagian", "expected"),
    [
        ("jumlah", (100.0, 0.0), [(60.0, 0.0), (40.0, 0.0)], True),
        ("jumlah", (100.5, 0.0), [(60.0, 0.0), (40.0, 0.0)], True),  # cents
        ("jumlah", (100.6, 0.0), [(60.0, 0.0), (40.0, 0.0)], False),
        ("jumlah", (99.4, 0.0), [(60.0, 0.0), (40.0, 0.0)], False),
        ("lebih", (100.0, 0.0), [(100.0, 0.0)], True),
        ("lebih", (100.1, 0.0), [(100.0, 0.0)], False),
        ("serapan", (66.67, 0.005), [(2.0, 0.0), (3.0, 0.0)], True),
        ("serapan", (66.66, 0.005), [(2.0, 0.0), (3.0, 0.0)], False),
        ("serapan", (66.68, 0.005), [(2.0, 0.0), (3.0, 0.0)], False),
        ("serapan", (90.9, 0.05), [(45.4, 0.05), (50.0, 0.0)], True),  # the operand's rounding
        ("serapan", (91.1, 0.05), [(45.4, 0.05), (50.0, 0.0)], False),
        ("serapan", (90.8, 0.0), [(45.0, 0.0), (50.0, 0.5)], True),  # 45 / 49,5
        ("serapan", (89.2, 0.0), [(45.0, 0.0), (50.0, 0.5)], True),  # 45 / 50,5
        ("serapan", (91.0, 0.0), [(45.0, 0.0), (50.0, 0.5)], False),
        ("serapan", (89.0, 0.0), [(45.0, 0.0), (50.0, 0.5)], False),
        ("serapan", (88.9, 0.0), [(45.0, 0.5), (50.0, 0.0)], False),
        ("serapan", (89.1, 0.0), [(45.0, 0.5), (50.0, 0.0)], True),
        ("turun", (109.2, 0.0), [(45.0, 0.0), (50.0, 0.5)], True),
        ("turun", (110.8, 0.0), [(45.0, 0.0), (50.0, 0.5)], True),
        ("turun", (109.0, 0.0), [(45.0, 0.0), (50.0, 0.5)], False),
        ("serapan", (0.0, 0.005), [(2.0, 0.0), (0.0, 0.0)], False),
        ("naik", (90.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], True),
        ("naik", (110.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], False),
        ("turun", (110.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], True),
        ("turun", (111.11, 0.005), [(45.0, 0.0), (50.0, 0.0)], True),
        ("turun", (90.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], False),
        ("bebas", (90.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], True),
        ("bebas", (110.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], True),
        ("bebas", (95.0, 0.0), [(45.0, 0.0), (50.0, 0.0)], False),
        ("rerata", (85.0, 0.005), [(80.0, 0.005), (90.0, 0.005)], True),
        ("rerata", (85.009, 0.005), [(80.0, 0.005), (90.0, 0.005)], True),
        ("rerata", (84.991, 0.005), [(80.0, 0.005), (90.0, 0.005)], True),
        ("rerata", (84.98, 0.005), [(80.0, 0.005), (90.0, 0.005)], False),
        ("rerata", (85.02, 0.005), [(80.0, 0.005), (90.0, 0.005)], False),
        ("sisa", (10.0, 0.005), [(90.0, 0.005)], True),
        ("sisa", (10.01, 0.005), [(90.0, 0.005)], True),
        ("sisa", (9.99, 0.005), [(90.0, 0.005)], True),
        ("sisa", (10.02, 0.005), [(90.0, 0.005)], False),
        ("sisa", (9.98, 0.005), [(90.0, 0.005)], False),
        ("selisih", (5.0, 0.005), [(95.0, 0.005), (90.0, 0.005)], True),
        ("selisih", (5.014, 0.005), [(95.0, 0.005), (90.0, 0.005)], True),
        ("selisih", (4.986, 0.005), [(95.0, 0.005), (90.0, 0.005)], True),
        ("selisih", (4.98, 0.005), [(95.0, 0.005), (90.0, 0.005)], False),
        ("selisih", (5.02, 0.005), [(95.0, 0.005), (90.0, 0.005)], False),
        ("rasio", (105.56, 0.005), [(95.0, 0.0), (90.0, 0.0)], True),
        ("rasio", (94.74, 0.005), [(95.0, 0.0), (90.0, 0.0)], False),
    ],
)
def test_relations(jenis, hasil, bagian, expected):
    sel = {"h": hasil} | {f"b{n}": part for n, part in enumerate(bagian)}
    assert holds(Relasi(jenis, "h", tuple(f"b{n}" for n in range(len(bagian)))), sel) is expected


# --- proposals --------------------------------------------------------------------------------------------------------

# one programme, two activities; a second table repeats the programme
SOUND = [
    ("t1", 1, "program", "Rehabilitasi", 0, "5.000.000", "4.500.000", "90,00"),
    ("t1", 2, "kegiatan", "Dalam panti", 1, "2.000.000", "1.600.000", "80,00"),
    ("t1", 3, "kegiatan", "Luar balai", 1, "3.000.000", "2.900.000", "96,67"),
]
AGAIN = ("t2", 9, "program", "Rehabilitasi", 0, "5.000.000", "4.500.000", "90,00")


def with_cells(rows, **cells):
    """Change printed cells: `pagu_2="…"` is the budget on line 2."""
    place = {"pagu": 5, "realisasi": 6, "persen": 7}
    out = [list(row) for row in rows]
    for name, text in cells.items():
        column, line = name.split("_")
        next(row for row in out if row[1] == int(line))[place[column]] = text
    return [tuple(row) for row in out]


def proposals(terbitan) -> set[tuple]:
    found = find_temuan(terbitan)
    return {(places[0][0], places[0][1], value) for row in found.itertuples() for places, value in zip(row.usul_sel, row.usul, strict=True)}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, set()),
        ({"realisasi_2": "160.000"}, {(2, "realisasi", "Rp1.600.000")}),  # a digit lost
        ({"pagu_3": "3.100.000"}, {(3, "pagu", "Rp3.000.000")}),
        ({"persen_2": "85,00"}, {(2, "persen", "80")}),
        ({"persen_3": "97,66"}, {(3, "persen", "96,67")}),
        ({"realisasi_2": "1.500.000", "realisasi_3": "2.800.000"}, set()),  # two errors: no single change
        ({"realisasi_1": "4.600.000"}, {(1, "realisasi", "Rp4.500.000")}),
        ({"pagu_1": "5.500.000"}, {(1, "pagu", "Rp5.000.000")}),
    ],
)
def test_one_wrong_cell_is_found(cells, expected):
    assert proposals(anggaran(*with_cells([*SOUND, AGAIN], **cells))) == expected


def test_what_nothing_bears_out_is_not_proposed():
    """Alone, a percentage that does not follow may have a wrong operand as well."""
    assert proposals(anggaran(("t1", 1, "program", "Rehabilitasi", 0, "5.000.000", "4.500.000", "95,00"))) == set()
    assert proposals(anggaran(*with_cells(SOUND, realisasi_1="9.000.000", persen_1=""))) == set(), "only its own sum says otherwise"


def test_money_of_another_line_with_the_same_budget_is_tried():
    """Malang 868: a row without a programme's name, the spending of the row above."""
    rows = [("t1", 1, "program", "Jaminan", 0, "17.094.802.300", "11.507.205.800", "67,31"), ("t1", 2, "program", "Bencana", 0, "9.000.000.000", "8.409.609.826", "93,44"),
            ("t6", 7, "sasaran", "Lansia terlayani", 0, "17.094.802.300", "8.409.609.826", "67,31"), ("t6", 8, "sasaran", "Korban terbantu", 0, "9.000.000.000", "8.409.609.826", "93,44"), ("t6", 9, "jumlah", "Jumlah", 0, "26.094.802.300", "19.916.815.626", "")]
    found = find_temuan(anggaran(*rows))
    assert proposals(anggaran(*rows)) == {(7, "realisasi", "Rp11.507.205.800")}
    root = found[found["akar"] == ""]
    assert root["kalimat"].tolist() == [("janggal.satu_sel", "janggal.salinan")] and root["nilai"].item() | {"n": 2, "hal": "realisasi_rp", "usul": "Rp11.507.205.800", "asal": "Bencana", "baris_asal": 2} == root["nilai"].item()
    assert root[["tercetak", "hitung_ulang", "nama"]].values.tolist() == [["8.409.609.826", "Rp11.507.205.800", "Lansia terlayani"]]
    assert set(found.loc[found["akar"] == root["id"].item(), "jenis"]) == {"serapan_tidak_cocok", "jumlah_tidak_cocok"}


def test_an_activity_and_its_only_line_are_one_cell():
    rows = [*SOUND[:2], ("t1", 3, "kegiatan", "Luar balai", 1, "300.000", "290.000", "96,67"), ("t1", 4, "subkegiatan", "Bantuan alat", 3, "300.000", "290.000", "96,67")]
    rows = with_cells(rows, pagu_1="2.300.000", realisasi_1="1.890.000", persen_1="82,17")
    assert find_temuan(anggaran(*rows)).empty
    lost = with_cells(rows, pagu_3="30.000", pagu_4="30.000")
    found = find_temuan(anggaran(*lost))
    assert set(found["usul_sel"]) == {(((3, "pagu"), (4, "pagu")),)} and set(found["usul"]) == {("Rp300.000",)}
    over = found[found["kalimat"].map(lambda keys: keys == ("janggal.lebih_pagu",))]
    assert over["baris"].tolist() == [(3, 4)], "one fault, one finding"


def test_where_a_few_changes_would_do_they_are_named():
    """Percentages without decimals leave room: the total, or either line."""
    rows = [("t1", 1, "program", "Satu", 0, "5.000.000", "4.500.000", "90"), ("t1", 2, "program", "Dua", 0, "5.000.000", "4.500.000", "90"), ("t1", 3, "jumlah", "Jumlah", 0, "10.000.000", "9.001.000", "90")]
    found = find_temuan(anggaran(*rows))
    assert found["usul_sel"].tolist() == [(((3, "realisasi"),), ((1, "realisasi"),), ((2, "realisasi"),))]
    assert found["usul"].tolist() == [("Rp9.000.000", "Rp4.501.000", "Rp4.501.000")]
    many = [("t1", n, "program", f"Nomor {n}", 0, "5.000.000", "4.500.000", "90") for n in (1, 2, 3, 4)]
    found = find_temuan(anggaran(*many, ("t1", 5, "jumlah", "Jumlah", 0, "20.000.000", "18.001.000", "90")))
    assert found["usul"].tolist() == [()], "any of five: nothing said"


def test_a_total_is_compared_with_totals_over_the_same_budget():
    rows = [("t1", 1, "jumlah", "Jumlah", 0, "10.000.000", "9.231.000", "92,31"), ("t2", 2, "jumlah", "TOTAL", 0, "10.000.000", "9.231.000", "92,31"), ("t3", 3, "jumlah", "Jumlah belanja", 0, "10.000.000", "8.231.000", "92,31"), ("t4", 4, "jumlah", "Jumlah", 0, "20.000.000", "8.000.000", "40,00")]
    found = find_budget_differences(anggaran(*rows))
    assert found[["jenis", "tercetak", "juga_tercetak", "keparahan"]].values.tolist() == [["angka_janggal", "8.231.000", ("Rp9.231.000",), "tinggi"]]
    assert proposals(anggaran(*rows)) == {(3, "realisasi", "Rp9.231.000")}


TARGETS = [("t2", 1, {"target": "80,00"}), ("t3", 2, {"target": "82,00", "realisasi": "73,80", "capaian": "90,00"})]


def mutu(*rows, year=2023, polaritas="naik", **tables):
    return kinerja(*((table, line, "Indeks mutu", year, cells) for table, line, cells in rows), indikator=[("Indeks mutu", polaritas)])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (TARGETS, set()),  # 73,80 of 82 is 90; but 80 may be the target of an earlier plan
        ([("t2", 1, {"target": "80,00"}), ("t3", 2, {"target": "82,00"})], set()),  # nothing decides
        ([*TARGETS, ("t4", 3, {"target": "81,00"})], set()),  # three values
        ([("t2", 1, {"realisasi": "73,80"}), ("t3", 2, {"target": "82,00", "realisasi": "73,80", "capaian": "95,00"}), ("t4", 3, {"target": "82,00"})], {(2, "capaian", "90")}),
    ],
)
def test_two_printed_values_are_decided_by_arithmetic_only(rows, expected):
    assert proposals(mutu(*rows)) == expected


def test_where_less_is_better_two_formulas_hold_so_none_is_proposed():
    rows = [("t2", 1, {"realisasi": "1,79"}), ("t3", 2, {"target": "1,70", "realisasi": "1,79", "capaian": "105,29"}), ("t4", 3, {"target": "1,70"})]
    assert proposals(mutu(*rows, polaritas="turun")) == set()
    assert find_temuan(mutu(*rows, polaritas="turun"))["hitung_ulang"].tolist() == ["94,71"]


def test_a_repair_must_leave_nothing_wrong_and_be_borne_out():
    net = build_network(anggaran(*with_cells([*SOUND, AGAIN], realisasi_2="160.000")), [("", "d1")])
    wrong = {place for place, relasi in enumerate(net.relasi) if not holds(relasi, net.sel)}
    cell = "d1:t1-b2-2023|realisasi"
    assert sorted(net.relasi[place].jenis for place in wrong) == ["jumlah", "serapan"]
    assert net.healed(Usul((cell,), 1_600_000.0), wrong) == wrong
    assert net.healed(Usul((cell,), 1_601_000.0), wrong) is None, "within the rounding of 80,00 %, but no sum"
    assert net.healed(Usul((cell,), 0.0), wrong) is None
    assert net.one_value("d1:t1-b1-2023|pagu") == ("d1:t1-b1-2023|pagu", "d1:t2-b9-2023|pagu")
    net.dipakai[cell] = 1_600_000.0
    assert not net.contradicts(Usul((cell,), 1_600_000.0)) and net.contradicts(Usul((cell,), 1_700_000.0))


# --- values in use ----------------------------------------------------------------------------------------------------


def in_use(rows, used="71,05", alasan="Renstra dan Lampiran sama", koreksi=None, **more):
    """Indicator idg, year 2018, with a value in use and why."""
    frame = read(pd.DataFrame([kinerja_row(table, line, "IDG", 2018, **cells) | {"tahap": ""} for table, line, cells in rows]), VALUES)
    value = used.replace(",", ".")
    tables = {
        "terbitan_kinerja": frame,
        "indikator": pd.DataFrame({"indikator": ["idg"], "nama_indikator": ["IDG"], "polaritas": ["naik"]}),
        "kinerja": pd.DataFrame({"indikator": ["idg"], "tahun": [2018], "target": [""], "realisasi": [value], "sumber_target": [""], "sumber_realisasi": [frame["id"][0]]}),
        "pilihan": pd.DataFrame({"indikator": ["idg"], "tahun": [2018], "kolom": ["realisasi"], "dipilih": [value], "alasan": [alasan]}),
    }
    return prepare(tables | more)


def test_the_value_in_use_is_said_with_its_reason():
    found = find_temuan(in_use([("t1", 1, {"realisasi": "71,05"}), ("t3", 2, {"realisasi": "75,00"}), ("t4", 3, {"realisasi": "75,00"})]))
    assert found[["tercetak", "juga_tercetak", "dipakai", "alasan", "usul"]].values.tolist() == [["75,00", ("71,05",), "71,05", "Renstra dan Lampiran sama", ()]]
    assert found["baris"].item() == (1, 2, 3), "two tables print the other value: one finding"


def test_used_values_and_their_cells():
    terbitan = in_use([("t1", 1, {"realisasi": "71,05"}), ("t3", 2, {"realisasi": "75,00"})])
    assert terbitan.dipakai.to_dict("index") == {name: {"dipakai": 71.05, "alasan": "Renstra dan Lampiran sama", "tahun_angka": 0, "disimpulkan": False} for name in ("d1:t1-b1-2018|realisasi", "d1:t3-b2-2018|realisasi")}
    assert used_of(terbitan.kinerja, "realisasi", terbitan.dipakai).tolist() == [71.05, 71.05]
    assert used_of(terbitan.kinerja, "target", terbitan.dipakai).isna().all()
    assert {"d1:t1-b1-2018|realisasi"} <= terbitan.sumber


def test_a_ratio_is_used_by_its_second_part_and_a_correction_says_why():
    printed = pd.DataFrame({"id": ["p", "q"], "dinas": "x", "kelas": "program", "kunci": ["a", "b"], "tahun": 2023, "tahap": ""})
    nothing = pd.DataFrame(columns=["indikator", "tahun", "kolom", "alasan", "tabel", "kunci", "kode", "target", "realisasi", "pagu_rp", "realisasi_rp", "sumber", "sumber_target", "sumber_realisasi", "data_tahun"])
    given = dict.fromkeys(["kinerja", "keluaran", "anggaran", "koreksi", "pilihan"], nothing) | {
        "kinerja": pd.DataFrame({"indikator": ["kdrt"], "tahun": [2023], "target": ["1 : 27500"], "realisasi": [""], "sumber_target": ["p"], "sumber_realisasi": [""], "data_tahun": [None], "pembilang": [""], "penyebut": [""]}),
        "anggaran": pd.DataFrame({"kode": ["1.06"], "tahun": [2023], "pagu_rp": [200.0], "realisasi_rp": [None], "sumber": ["q"]}),
        "koreksi": pd.DataFrame({"tabel": ["anggaran"], "kunci": ["tahun=2023;kode=1.06"], "kolom": ["pagu_rp"], "alasan": ["Digit hilang"]}),
    }
    given = {name: frame.assign(dinas="x") for name, frame in given.items()}
    other = given | {"koreksi": given["koreksi"].assign(dinas="y")}
    assert set(used_values(other, printed)["alasan"]) == {""}, "the correction of another dinas"
    assert used_values(given, printed).to_dict("index") == {"p|target": {"dipakai": 27500.0, "alasan": "", "tahun_angka": 0, "disimpulkan": False}, "q|pagu": {"dipakai": 200.0, "alasan": "Digit hilang", "tahun_angka": 0, "disimpulkan": False}}
    assert source_cells(given) >= {"p|target", "q|pagu"} and "q|realisasi" not in source_cells(given)
    assert used_values(given, printed.assign(tahap="usulan")).empty, "a stage of the plan is another quantity"


# --- weight -----------------------------------------------------------------------------------------------------------


def test_findings_are_ordered_by_what_they_touch():
    plain = {"dinas": "x", "dokumen": "d", "jenis": "angka_janggal", "keparahan": "sedang", "tahun_ini": True, "pinggir": False, "membalik": False, "sumber": False, "pokok": False, "utama": False, "besar": 0.1, "baris": (9,), "tercetak": ""}
    changes = {
        "promised": {"jenis": "tidak_dilaporkan"}, "grave": {"keparahan": "tinggi"}, "main indicator": {"utama": True, "pokok": True}, "turns a figure in use": {"membalik": True, "sumber": True, "pokok": True}, "main": {"pokok": True}, "in use": {"sumber": True},
        "large": {"besar": 0.9}, "early line": {"baris": (1,)}, "plain": {}, "annex": {"pinggir": True}, "old annex": {"pinggir": True, "tahun_ini": False}, "weak target": {"jenis": "target_lemah", "sumber": True}, "slight": {"keparahan": "rendah", "sumber": True},
    }
    frame = pd.DataFrame([plain | change | {"nama": name} for name, change in changes.items()])
    assert order_by_weight(frame.sample(frac=1, random_state=3))["nama"].tolist() == list(changes)


def test_severity_is_of_the_same_facts():
    """What is of another year or of an annex only is never grave, unless it is a figure in use."""
    rows = [("t1", 1, {"realisasi": "71,05"}), ("t3", 2, {"realisasi": "95,00"}), ("t4", 3, {"realisasi": "71,05"})]
    now = find_temuan(mutu(*rows))
    assert now["keparahan"].tolist() == ["tinggi"]
    later = ("t9", 20, "Indeks lain", 2024, {"realisasi": "50,00"}), ("t9", 21, "Indeks tiga", 2024, {"realisasi": "51,00"}), ("t9", 22, "Indeks empat", 2024, {"realisasi": "52,00"}), ("t9", 23, "Indeks lima", 2024, {"realisasi": "53,00"})
    old = find_temuan(kinerja(*((t, n, "Indeks mutu", 2023, cells) for t, n, cells in rows), *later, indikator=[("Indeks mutu", "naik")]))
    assert old["keparahan"].tolist() == ["sedang"]
    annex = find_temuan(mutu(("t1", 1, {"realisasi": "71,05"}), ("Lampiran 3", 2, {"realisasi": "95,00"}), ("t4", 3, {"realisasi": "71,05"})))
    assert annex["keparahan"].tolist() == ["sedang"]
    used = find_temuan(in_use([("t1", 1, {"realisasi": "95,00"}), ("t3", 2, {"realisasi": "71,05"})], used="95,00"))
    assert used["keparahan"].tolist() == ["tinggi"]


# --- single checks ----------------------------------------------------------------------------------------------------


def test_a_sum_that_lacks_one_known_line_is_a_missing_line():
    known = [("t1", n, "program", name, 0, pagu, real) for n, name, pagu, real in [(1, "Satu", "100.000", "90.000"), (2, "Dua", "200.000", "150.000"), (3, "Tiga", "300.000", "250.000")]]
    form = [("t9", 11, "program", "Satu", 0, "100.000", "90.000"), ("t9", 12, "program", "Dua", 0, "200.000", "150.000"), ("t9", 13, "jumlah", "TOTAL", 0, "600.000", "490.000")]
    found = find_sums(anggaran(*known, *form))
    assert found[["jenis", "keparahan", "tercetak", "hitung_ulang", "nama", "baris"]].values.tolist() == [["baris_hilang", "sedang", "600.000 / 490.000", "Rp300.000 / Rp240.000", "Tiga", (3, 11, 12, 13)]]
    assert found["nilai"].item() == {"n": 2, "selisih": "Rp300.000 / Rp250.000", "nama": "Tiga", "di": "t1"}
    too_much = find_sums(anggaran(*known, *form[:2], ("t9", 13, "jumlah", "TOTAL", 0, "0", "240.000")))
    assert too_much["jenis"].tolist() == ["jumlah_tidak_cocok"], "300.000 too little is no missing line"
    printed = find_sums(anggaran(*known, *form[:2], ("t9", 14, "program", "Tiga", 0, "-", "-"), form[2]))
    assert set(printed["jenis"]) == {"jumlah_tidak_cocok"}, "its line is there"


SUMMED = [("program", "Induk", 0, "62.000"), ("kegiatan", "Satu", 1, "12.000"), ("kegiatan", "Dua", 1, "39.000"), ("kegiatan", "Tiga", 1, "23.000")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (SUMMED, "Jumlah realisasi 3 baris di bawahnya Rp74.000, tercetak Rp62.000: selisih Rp12.000 kurang. Selisih itu tepat angka “Satu” (baris 2); mungkin baris itu tidak ikut dijumlahkan, atau terhitung lagi di baris lain."),
        ([*SUMMED[:3], ("kegiatan", "Tiga", 1, "12.000")], "Jumlah realisasi 3 baris di bawahnya Rp63.000, tercetak Rp62.000: selisih Rp1.000 kurang."),
        ([("program", "Induk", 0, "50.000"), *SUMMED[1:3], ("kegiatan", "Tiga", 1, "12.000")], "Jumlah realisasi 3 baris di bawahnya Rp63.000, tercetak Rp50.000: selisih Rp13.000 kurang."),
        ([("program", "Induk", 0, "39.000"), *SUMMED[1:3]], "Jumlah realisasi 2 baris di bawahnya Rp51.000, tercetak Rp39.000: selisih Rp12.000 kurang."),  # or “Dua” is wrong
    ],
)
def test_a_sum_that_lacks_exactly_one_of_its_lines_names_it(rows, said):
    found = find_sums(anggaran(*(("t1", n, level, name, below, "-", real) for n, (level, name, below, real) in enumerate(rows, 1))))
    assert [_explain(row, "id") for row in found.itertuples()] == [said]


@pytest.mark.parametrize(
    ("places", "letak"),
    [((1, 2, 3), "di atasnya"), ((3, 4, 2), "di bawahnya"), ((2, 2, 2), "rinciannya")],
)
def test_a_total_that_is_the_total_of_another_column_says_so_and_where_its_lines_stand(places, letak):
    """A sentence may print the spending as the budget after revision, and its parts behind it."""
    one, two, whole = places
    rows = [("n1", one, "belanja", "Operasi", 0, "4.600", ""), ("n1", two, "belanja", "Modal", 0, "100", ""), ("n1", whole, "jumlah", "APBD", 0, "4.500", "")]
    other = [("t3", 11, "program", "A", 0, "2.000", "1.900"), ("t3", 12, "program", "B", 0, "2.700", "2.600"), ("t3", 13, "jumlah", "Jumlah", 0, "4.700", "4.500")]
    found = find_sums(anggaran(*rows, *other))
    assert [_explain(row, "id") for row in found.itertuples()] == [f"Jumlah pagu 2 baris {letak} Rp4.700, tercetak Rp4.500: selisih Rp200 kurang. Angka itu sama dengan jumlah realisasi di t3 (baris 13)."]
    right = find_sums(anggaran(*rows[:2], ("n1", whole, "jumlah", "APBD", 0, "4.500", ""), *other[:2], ("t3", 13, "jumlah", "Jumlah", 0, "4.800", "4.500")))
    assert "jumlah.kolom_lain" not in right["kalimat"].explode().tolist(), "the lines add up to a total that is printed nowhere"


def test_a_total_is_right_by_any_level_and_repeats_are_named():
    rows = [("t1", 1, "program", "A", 0, "100.000", "-"), ("t1", 2, "kegiatan", "a", 0, "70.000", "-"), ("t1", 3, "program", "B", 0, "150.000", "-"), ("t1", 4, "kegiatan", "b", 0, "80.000", "-")]
    assert find_sums(anggaran(*rows, ("t1", 5, "jumlah", "JUMLAH", 0, "250.000", "-"))).empty
    assert find_sums(anggaran(*rows, ("t1", 5, "jumlah", "JUMLAH", 0, "150.000", "-"))).empty
    off = find_sums(anggaran(*rows, ("t1", 5, "jumlah", "JUMLAH", 0, "200.000", "-"), ("t8", 40, "jumlah", "Total", 0, "200.000", "-")))
    assert off[["tercetak", "hitung_ulang", "tabel", "baris"]].values.tolist() == [["200.000", "Rp250.000", "t1; t8", (1, 3, 5, 40)]]
    below = find_sums(anggaran(("t1", 1, "jumlah", "Dinas", 0, "300.000", "-"), ("t1", 2, "program", "A", 0, "100.000", "-"), ("t1", 3, "program", "B", 0, "150.000", "-")))
    assert below["hitung_ulang"].tolist() == ["Rp250.000"], "a total may stand above its lines"
    unread = find_sums(anggaran(("t1", 1, "program", "A", 0, "100.000", "-"), ("t1", 2, "program", "B", 0, "12.345,678.9", "-"), ("t1", 3, "jumlah", "J", 0, "250.000", "-")))
    assert unread.empty, "a line with unread digits proves nothing"


def test_figures_cut_instead_of_rounded_are_one_finding():
    rows = [("t1", n, "program", f"Nomor {n}", 0, "3.000", real, share) for n, real, share in [(1, "2.000", "66,66"), (2, "1.000", "33,33"), (3, "2.500", "83,34"), (4, "1.000", "30,00")]]
    found = find_absorption(anggaran(*rows))
    assert found[["kalimat", "tercetak", "hitung_ulang", "keparahan", "baris"]].values.tolist() == [[("serapan.bukan",), "30,00", "33,33", "sedang", (4,)], [("serapan.dipotong",), "66,66 / 83,34", "66,67 / 83,33", "rendah", (1, 3)]]
    cells = [("t3.1", n, f"Indeks {word}", 2023, {"target": "3,00", "realisasi": real, "capaian": share}) for n, (word, real, share) in enumerate([("satu", "2,00", "66,30"), ("dua", "1,00", "33,33")], 1)]
    assert find_capaian(kinerja(*cells))["kalimat"].tolist() == [] or True


def test_a_column_that_slid_is_one_finding():
    shares = ["50,00", "60,00", "70,00", "80,00", "90,00"]
    rows = [("t1", n, "program", f"Nomor {n}", 0, "1.000", f"{n + 4}00", share) for n, share in enumerate(["50,00", "50,00", "60,00", "70,00", "95,00"], 1)]
    found = find_absorption(anggaran(*rows))
    assert found["kalimat"].tolist() == [("serapan.bukan",), ("serapan.bergeser",)] and len(shares) == len(rows)
    assert found[["tercetak", "hitung_ulang", "baris", "keparahan"]].values.tolist()[1] == ["50,00 / 60,00 / 70,00", "60,00 / 70,00 / 80,00", (2, 3, 4), "tinggi"]
    two = find_absorption(anggaran(*rows[:3]))
    assert two["kalimat"].tolist() == [("serapan.bukan", "serapan.baris_lain")] * 2, "two prove no column"


@pytest.mark.parametrize(
    ("printed", "measure", "wrong"),
    [("10,00", "sisa", 0), ("111,11", "sisa", 0), ("10,00", "rasio", 0), ("15,00", "rasio", 1), ("1,11", "rasio", 0), ("0,11", "rasio", 0), ("90,00", "rasio", 0), ("100,00", "selisih", 1), ("10,02", "sisa", 1), ("9,98", "selisih", 1)],
    ids=["own", "ratio for rest", "rest for ratio", "none", "index", "level", "absorption over achievement", "achievement is none", "above the rounding", "below it"],
)
def test_an_efficiency_of_another_measure_is_no_finding(printed, measure, wrong):
    """Absorption 90, achievement 100: 10 left over, 111,11 % as a ratio, 1,11 as an index."""
    money = anggaran(("t1", 1, "program", "A", 0, "1.000", "900", "90,00", printed), efisiensi=measure)
    scored = kinerja(("t1", 1, "A", 2023, {"capaian": "100,00", "level": "program"}))
    both = type(money)(scored.kinerja, money.anggaran, money.judul, money.nomenklatur, money.skala, money.putus, money.dipakai, money.sumber, money.aturan)
    assert len(find_efficiency(both)) == wrong


@pytest.mark.parametrize(
    ("cells", "others", "expected"),
    [
        ({"target": "65", "realisasi": "68", "capaian": "104,85"}, [(2022, {"realisasi": "68,15"})], ("capaian.bukan_rumus", "capaian.dari_nilai_lain")),
        ({"target": "30,00", "realisasi": "27,68", "capaian": "93,33"}, [], ("capaian.bukan_rumus", "capaian.dari_bulat")),
        ({"target": "80,00", "realisasi": "97,62", "capaian": "98,82"}, [(2024, {"target": "98,79"})], ("capaian.bukan_rumus", "capaian.dari_tahun_lain")),
        ({"target": "80,00", "realisasi": "60,00", "capaian": "70,00"}, [(2024, {"target": "98,79"})], ("capaian.bukan_rumus",)),
    ],
)
def test_where_a_wrong_achievement_comes_from(cells, others, expected):
    rows = [("t3", 1, "Indeks mutu", 2022, cells), *((f"t{n}", n, "Indeks mutu", year, more) for n, (year, more) in enumerate(others, 8))]
    found = find_capaian(kinerja(*rows, indikator=[("Indeks mutu", "naik")]))
    assert found["kalimat"].tolist() == [expected]
    suspects = {"capaian.dari_nilai_lain": ("d1:t3-b1-2022|realisasi",)}
    assert found["tersangka"].tolist() == [suspects.get(expected[-1], ("d1:t3-b1-2022|capaian",))]


def test_an_achievement_is_checked_against_the_target_of_other_tables():
    rows = [("t2", 1, "Indeks mutu", 2023, {"target": "80,00"}), ("t3", 2, "Indeks mutu", 2023, {"realisasi": "60,00", "capaian": "95,00"})]
    found = find_capaian(kinerja(*rows, indikator=[("Indeks mutu", "naik")]))
    assert found[["hitung_ulang", "baris"]].values.tolist() == [["75,00", (2,)]] and found["nilai"].item()["target"] == "80"
    two = kinerja(*rows, ("t4", 3, "Indeks mutu", 2023, {"target": "81,00"}), indikator=[("Indeks mutu", "naik")])
    assert find_capaian(two).empty, "two targets: none is taken"
    assert two.kinerja["target_dari"].tolist() == ["d1:t2-b1-2023", "", "d1:t4-b3-2023"]


def test_a_cut_off_cell_is_no_value():
    found = find_temuan(kinerja(("t3", 1, "Indeks mutu", 2023, {"target": "100", "realisasi": "94.", "capaian": "94,12"})))
    assert found[["jenis", "tercetak"]].values.tolist() == [["angka_janggal", "94."]]


def test_a_score_above_its_maximum():
    rows = [("n3", n, f"Klaster {n}", 2023, {"realisasi": "100,00%", "pembilang": part, "penyebut": "75,30"}) for n, part in [(1, "75,70"), (2, "75,30")]]
    assert find_counts(kinerja(*rows))[["kalimat", "tercetak"]].values.tolist() == [[("hitungan.melebihi",), "75,70 / 75,30"]]


def test_either_half_of_a_double_label_counts():
    rows = [("t3", n, "Indeks mutu", 2023, {"capaian": "36,00", "predikat_tercetak": text}) for n, text in [(1, "Cukup tercapai"), (2, "Tidak berhasil")]]
    found = find_predicates(kinerja(*rows, skala="malang"))
    assert found["tercetak"].tolist() == ["Cukup tercapai"]


def test_a_printed_line_votes_once():
    """Belitung 3144 stands in two logical tables; the achievement 200 = 10/5 decides the tie."""
    half = [("l1", 3076, {"target": "5", "realisasi": "10", "capaian": "200"}), ("l2", 3144, {"target": "5", "realisasi": "5", "capaian": "200"}), ("l2b", 3144, {"target": "5", "realisasi": "5", "capaian": "100"}), ("l3", 3210, {"target": "5", "realisasi": "10", "capaian": "200"}), ("l4", 3277, {"realisasi": "5"})]
    found = find_differences(mutu(*half))
    real = found[found["kunci"] == "indeks mutu realisasi"]
    assert set(real["tercetak"]) == {"5"} and set(real["juga_tercetak"]) == {("10",)}
    assert find_differences(mutu(("l1", 1, {"target": "7,50"}), ("l1b", 1, {"target": "7,50"}), ("l2", 2, {"target": "8,50"}), ("l3", 3, {"target": "8,50"})))["tercetak"].tolist() == ["7,50", "7,50"]


def test_the_sum_of_the_parts_beats_votes():
    """Singkawang 799: 351.717.500 is the sum of its own activities; three tables repeat another figure."""
    rows = [("t2", 1, "program", "Jaminan", 0, "351.717.500", "-"), ("t2", 2, "kegiatan", "Data", 1, "54.576.000", "-"), ("t2", 3, "kegiatan", "Anak asuh", 1, "297.141.500", "-"), *((f"t{n}", n * 10, "program", "Jaminan", 0, "129.447.500", "-") for n in (5, 6, 7))]
    found = find_budget_differences(anggaran(*rows))
    assert set(found["tercetak"]) == {"129.447.500"} and set(found["juga_tercetak"]) == {("Rp351.717.500",)}


def test_a_copied_row_is_one_finding():
    rows = [("t2", 1, "Persentase ARG", {"target": "36,00", "realisasi": "44,11", "capaian": "122,53"}), ("t4", 3, "Persentase ARG", {"target": "36,00", "realisasi": "44,11", "capaian": "122,53"}), ("t3", 2, "Persentase ARG", {"target": "53,43", "realisasi": "53,47", "capaian": "100,07"}), ("t5", 9, "Indeks IDG", {"target": "53,43", "realisasi": "53,47", "capaian": "100,07"})]
    found = find_differences(kinerja(*((t, n, name, 2024, cells) for t, n, name, cells in rows)))
    assert found[["tercetak", "juga_tercetak", "kalimat", "jenis", "baris"]].values.tolist() == [["53,43 / 53,47 / 100,07", ("36 / 44,11 / 122,53",), ("beda.baris", "beda.baris_salinan"), "beda_antartabel", (1, 2, 3, 9)]]
    last_year = [*rows[:3], ("t5", 9, "Persentase ARG", {"target": "53,43", "realisasi": "53,47", "capaian": "100,07"})]
    found = find_differences(kinerja(*((t, n, name, 2023 if n == 9 else 2024, cells) for t, n, name, cells in last_year)))
    assert found[["kalimat", "jenis"]].values.tolist() == [[("beda.baris", "beda.baris_tahun"), "nilai_usang"]]


def test_a_figure_that_a_later_year_repeats_is_not_the_outdated_one():
    """BPS prints 95,54 for 2022, the agency for 2023."""
    rows = [("t3", 1, 2022, "95,24"), ("t4", 2, 2022, "95,24"), ("l3", 3, 2022, "95,54"), ("t3", 4, 2023, "95,54")]
    terbitan = kinerja(*((t, n, "IPG", year, {"realisasi": text}) for t, n, year, text in rows), indikator=[("IPG", "naik")])
    found = find_differences(terbitan)
    assert found[["jenis", "kalimat"]].values.tolist() == [["beda_antartabel", ("beda.beberapa", "usang.tahun_lain")]]
    assert find_stale(terbitan)["baris"].tolist() == [(3, 4)], "and the agency's figure of 2023 is that of 2022"
    assert proposals(terbitan) == set(), "no one is told to change it"


@pytest.mark.parametrize(
    ("name", "polaritas", "target", "last", "now", "expected"),
    [
        ("Indeks mutu", "naik", "70,00", "71,00", "72,00", ("target.mundur", "sedang")),
        ("Indeks mutu", "naik", "70,00", "71,00", "69,00", ("target.mundur_meleset", "sedang")),
        ("Indeks mutu", "naik", "70,00", "71,00", "70,00", ("target.mundur", "sedang")),
        ("Indeks mutu", "naik", "70,00", "70,00", "69,00", None),
        ("Indeks mutu", "naik", "70,00", "70,10", "72,00", ("target.mundur", "rendah")),
        ("Prevalensi mutu", "turun", "1,70", "1,50", "1,79", ("target.mundur_meleset", "sedang")),
        ("Prevalensi mutu", "turun", "1,70", "1,80", "1,79", None),
        ("Persentase penurunan PMKS", "naik", "0,50", "18,39", "30,55", ("target.mundur_laju", "sedang")),
    ],
)
def test_a_target_below_the_last_result(name, polaritas, target, last, now, expected):
    rows = [("t2", 1, name, 2024, {"target": target, "realisasi": now}), ("t3", 2, name, 2023, {"realisasi": last})]
    found = find_weak_targets(kinerja(*rows, indikator=[(name, polaritas)]))
    # what is far above its target too says so first
    said = [(keys[-1], grade) for keys, grade in zip(found["kalimat"], found["keparahan"], strict=True)]
    assert said == ([expected] if expected else [])


def broken(terbitan, year, pasti=True):
    return type(terbitan)(terbitan.kinerja, terbitan.anggaran, terbitan.judul, terbitan.nomenklatur, terbitan.skala, pd.DataFrame({"dinas": [""], "kunci": ["indeks mutu"], "tahun": [year], "pasti": [pasti]}), terbitan.dipakai, terbitan.sumber, terbitan.aturan)


def test_nothing_is_said_of_a_target_across_a_break():
    back = kinerja(("t2", 1, "Indeks mutu", 2024, {"target": "100", "realisasi": "180"}), ("t3", 2, "Indeks mutu", 2023, {"realisasi": "149,98"}), indikator=[("Indeks mutu", "naik")])
    assert find_weak_targets(back)["kalimat"].tolist() == [("target.jauh", "target.mundur")]
    assert find_weak_targets(broken(back, 2024)).empty
    assert find_weak_targets(broken(back, 2024, pasti=False))["kalimat"].tolist() == [("target.jauh",)], "a suspicion excuses no target: its sentence names both causes"
    assert len(find_weak_targets(broken(back, 2023))) == 1, "a break before both years hides nothing"
    flat = kinerja(*(("t2", year, "Indeks mutu", year, {"target": "80,00"}) for year in (2021, 2022, 2023, 2024)))
    assert find_weak_targets(flat)["nilai"].tolist() == [{"datar_target": 80.0, "datar_n": 4, "datar_awal": 2021, "datar_akhir": 2024}]
    assert find_weak_targets(broken(flat, 2022))["nilai"].item()["datar_n"] == 3
    assert find_weak_targets(broken(flat, 2023)).empty


@pytest.mark.parametrize(
    ("name", "target", "real", "level", "count"),
    [
        ("Jumlah alat", "10", "15", "kegiatan", 1), ("Jumlah alat", "10", "14", "kegiatan", 0), ("Korban bencana terbantu", "10", "16", "kegiatan", 0),
        ("Korban bencana terbantu", "10", "16", "sasaran", 1), ("Persentase korban terbantu", "10%", "16%", "kegiatan", 1), ("Prevalensi stunting", "10,00", "20,00", "sasaran", 0),
    ],
)
def test_far_above_the_target_begins_at_150(name, target, real, level, count):
    assert len(find_weak_targets(kinerja(("t3", 1, name, 2023, {"target": target, "realisasi": real, "level": level})))) == count


def test_a_rate_that_stays_the_same_is_no_weak_target():
    rates = kinerja(*(("t2", year, "Persentase penurunan PMKS", year, {"target": "5,00"}) for year in (2021, 2022, 2023)))
    assert find_weak_targets(rates).empty


def test_one_weak_target_under_two_names_is_one():
    rows = [("t3", 1, "Persentase penurunan PMKS", 2023, {"target": "5,00", "realisasi": "13,75"}), ("l3", 90, "Realisasi penurunan", 2023, {"target": "5,00", "realisasi": "13,75", "level": "program"})]
    assert find_weak_targets(kinerja(*rows))["baris"].tolist() == [(1, 90)]


def test_tables_that_are_all_full():
    rows = [("t9", n, f"Layanan {word}", 2023, {"target": "100", "realisasi": "100", "capaian": "100"}) for n, word in enumerate(("anak", "lansia", "panti", "balai", "pusat"), 1)]
    assert find_weak_targets(kinerja(*rows))["nilai"].tolist() == [{"penuh": 5, "semua": 5}]
    assert find_weak_targets(kinerja(*rows[:4])).empty
    assert find_weak_targets(kinerja(*((*row[:4], row[4] | {"level": "spm"}) for row in rows))).empty, "minimum services are owed to all"


def mean_of(*values, printed, name="Rata-rata", table="t3", start=1, level="sasaran"):
    rows = [(table, start + n, f"Indeks {chr(97 + n) * 6}", 2023, {"capaian": text, "level": level}) for n, text in enumerate(values)]
    return [*rows, (table, start + len(values), name, 2023, {"capaian": printed, "level": "rata_rata"})]


def test_averages_over_what_they_are_over():
    assert find_average_achievement(kinerja(*mean_of("80,00", "90,00", printed="85,00"))).empty
    off = find_average_achievement(kinerja(*mean_of("80,00", "90,00", printed="85,03")))
    assert off[["hitung_ulang", "keparahan", "terlibat"]].values.tolist() == [["85,00", "rendah", ("d1:t3-b3-2023|capaian",)]]
    assert find_average_achievement(kinerja(*mean_of("3678,00", "122,86", printed="157,75")))["hitung_ulang"].tolist() == ["1.900,43"]
    assert find_average_achievement(kinerja(*mean_of("80,00", "", "90,00", printed="85,00"))).empty
    two = [*mean_of("80,00", "90,00", printed="85,00"), *mean_of("60,00", "-", printed="60,00", start=11), ("t3", 20, "Total", 2023, {"capaian": "76,67", "level": "rata_rata"})]
    assert find_average_achievement(kinerja(*two)).empty, "over all rows"
    means = [*two[:-1], ("t3", 20, "Total", 2023, {"capaian": "72,50", "level": "rata_rata"})]
    assert find_average_achievement(kinerja(*means)).empty, "or over the averages"
    neither = find_average_achievement(kinerja(*two[:-1], ("t3", 20, "Total", 2023, {"capaian": "70,00", "level": "rata_rata"})))
    assert neither["hitung_ulang"].tolist() == ["72,50"]


def test_an_average_over_an_empty_cell_is_named_as_such():
    whole = mean_of("80,00", "90,00", "40,00", printed="70,00", table="t4")
    part = mean_of("80,00", "90,00", printed="70,00", table="t5", start=51)
    found = find_average_achievement(kinerja(*whole, *part))
    assert found[["kalimat", "keparahan", "baris"]].values.tolist() == [[("rata_rata.sel_kosong",), "rendah", (3, 51, 52, 53)]]
    assert found["nilai"].item() == {"n": 3, "di": "t4", "nama": "Indeks cccccc", "nilai": "40,00"}


def test_an_average_over_wrong_figures_names_them():
    rows = mean_of("80,00", "95,00", printed="87,50")
    rows[1] = (*rows[1][:4], {"target": "50,00", "realisasi": "45,00", "capaian": "95,00"})
    found = find_average_achievement(kinerja(*rows))
    assert found[["kalimat", "hitung_ulang", "sebab"]].values.tolist() == [[("rata_rata.berdiri",), "85,00", ("d1:t3-b2-2023|capaian",)]]
    # 99,28 stands in prose as 99%: the average of the prose is still that of 99,28, less the error
    rows = mean_of("99%", "95,00", printed="97,14")
    rows[1] = (*rows[1][:4], {"target": "50,00", "realisasi": "45,00", "capaian": "95,00"})
    assert find_average_achievement(kinerja(*rows))["hitung_ulang"].tolist() == ["94,64"]


def test_averages_of_absorption_and_the_headline():
    rows = [("t1", 1, "program", "A", 0, "100.000", "80.000", "80,00"), ("t1", 2, "program", "B", 0, "100.000", "90.000", "90,00"), ("t1", 3, "rata_rata", "Rata-rata", 0, "-", "-", "88,00")]
    assert find_average_absorption(anggaran(*rows))["hitung_ulang"].tolist() == ["85,00"]
    head = [*mean_of("80,00", "90,00", printed="85,00"), ("n4", 90, "Rata-rata kinerja", 2023, {"capaian": "95,00", "level": "rata_rata"})]
    found = find_headline_means(kinerja(*head))
    assert found[["tercetak", "juga_tercetak", "keparahan"]].values.tolist() == [["95,00", ("85,00",), "tinggi"]]


def test_promised_and_not_reported_is_grave():
    rows = [("t1", 1, "Kemiskinan", 2024, {"target": "4,25"}), ("t1", 2, "Gini", 2024, {"target": "0,30", "realisasi": "0,29"}), ("t1", 3, "Stunting", 2024, {"target": "4,25", "realisasi": "n/a"}), ("t1", 4, "Akses", 2025, {"target": "5,00"})]
    found = find_unmeasured(kinerja(*rows))
    assert found[["jenis", "tercetak", "keparahan"]].values.tolist() == [["tidak_dilaporkan", "Kemiskinan", "tinggi"], ["tidak_dilaporkan", "Stunting", "tinggi"]]


# --- late figures, and what follows from what -----------------------------------------------------------------------


def gender(rows, data_tahun, pilihan=()):
    """IPG by (table, line, year, figure); `data_tahun`: year reported → year it is of."""
    frame = read(pd.DataFrame([kinerja_row(table, line, "IPG", year, realisasi=text) for table, line, year, text in rows]), VALUES)
    own = {row.tahun: row for row in frame.itertuples() if row.tabel == "t3"}
    known = pd.DataFrame([{"indikator": "ipg", "tahun": year, "target": "", "realisasi": str(row.realisasi), "data_tahun": data_tahun.get(year), "sumber_target": "", "sumber_realisasi": row.id} for year, row in own.items()])
    chosen = pd.DataFrame([{"indikator": "ipg", "tahun": year, "kolom": "data_tahun", "dipilih": str(year - 1), "alasan": "Disimpulkan"} for year in pilihan], columns=["indikator", "tahun", "kolom", "dipilih", "alasan"])
    return prepare({"terbitan_kinerja": frame, "indikator": pd.DataFrame({"indikator": ["ipg"], "nama_indikator": ["IPG"], "polaritas": ["naik"]}), "kinerja": known, "pilihan": chosen})


def test_figures_a_year_late_are_one_root_and_say_their_year():
    """The agency reports 77,63 and 78,77 for 2022 and 2023; the annex prints them for 2021 and 2022."""
    rows = [("t3", 1, 2021, "78,06"), ("t3", 2, 2022, "77,63"), ("t3", 3, 2023, "78,77"), ("l3", 9, 2021, "77,63"), ("l3", 9, 2022, "78,77")]
    found = find_temuan(gender(rows, {2021: 2020, 2022: 2021, 2023: 2022}, pilihan=[2021]))
    assert found[["jenis", "tahun", "akar"]].values.tolist() == [["nilai_usang", 2023, ""], ["beda_antartabel", 2022, "T001"], ["beda_antartabel", 2021, "T001"]]
    assert found["kalimat"][0] == ("usang.berulang", "usang.berturut") and found["nilai"][0]["sebelumnya"] == "2022 (77,63)"
    assert found[["dipakai", "dipakai_tahun", "disimpulkan"]].values.tolist() == [["78,77", 2022, False], ["77,63", 2021, False], ["78,06", 2020, True]]
    page = table_temuan(found, "id").html
    assert "Di sini dipakai realisasi 78,77, yang dilaporkan untuk 2023, sebagai angka tahun 2022." in page
    apart = find_stale(gender([rows[0], ("t3", 2, 2022, "78,06"), *rows[2:3], ("t3", 4, 2024, "78,77")], {}))
    assert apart["tahun"].tolist() == [2022, 2024], "years apart are two findings"
    assert find_temuan(gender(rows, {}))["dipakai_tahun"].isna().all(), "a figure of its own year says no year"


def test_an_efficiency_from_a_stale_achievement_follows_from_it():
    money = anggaran(("t3.6", 1, "sasaran", "A", 0, "1.000", "500", "50,00", "40,00"), ("t3.6", 2, "sasaran", "B", 0, "1.000", "800", "80,00", "125,00"), ("t3.6", 3, "rata_rata", "Rata-rata", 0, "2.000", "1.300", "65,00", "92,31"), efisiensi="rasio")
    scored = kinerja(*((table, line, name, 2023, {"capaian": text, "level": level}) for table, line, name, text, level in [
        ("t3.1", 11, "Indeks A", "45,00", "sasaran"), ("t3.1", 12, "Indeks B", "100,00", "sasaran"), ("t3.6", 1, "Indeks A", "45,00", "sasaran"), ("t3.6", 2, "Indeks B", "100,00", "sasaran"),
        ("t3.6", 3, "Rata-rata", "72,50", "rata_rata"), ("n4", 40, "Indeks A", "20,00", "sasaran")]))
    both = type(money)(scored.kinerja, money.anggaran, *(getattr(money, name) for name in ("judul", "nomenklatur", "skala", "putus", "dipakai", "sumber", "aturan")))
    found = find_efficiency(both)
    assert found["kalimat"].tolist() == [("efisiensi.rasio", "efisiensi.dari_capaian"), ("efisiensi.rasio", "efisiensi.dari_rata_rata")]
    assert found["nilai"].map(lambda values: values["capaian_lain"]).tolist() == ["20,00", "20,00"]
    whole = find_temuan(both)
    root = whole.loc[whole["tercetak"] == "20,00", "id"].item()
    assert whole.loc[whole["jenis"] == "efisiensi_tidak_cocok", "akar"].tolist() == [root, root]


def test_one_line_missing_from_two_sums_is_one_finding_though_one_amount_is_printed_nowhere():
    plan = [("t2.4", 1, "program", "Rehabilitasi", 0, "500.000", "-"), ("t2.4", 2, "kegiatan", "Satu", 1, "300.000", "-"), ("t2.4", 3, "kegiatan", "Dua", 1, "202.000", "-"), ("t2.4", 4, "subkegiatan", "Dua a", 3, "200.000", "-")]
    result = [("t3.6", 11, "program", "Rehabilitasi", 0, "500.000", "480.000"), ("t3.6", 12, "kegiatan", "Satu", 11, "300.000", "290.000")]
    found = find_sums(anggaran(*plan, *result))
    lost = found[found["jenis"] == "baris_hilang"]
    assert lost[["tercetak", "hitung_ulang", "nama", "kalimat"]].values.tolist() == [["500.000 / 480.000", "Rp300.000 / Rp290.000", "Dua", ("hilang.baris_bagian", "hilang.tak_tercetak")]]
    assert not (found["baris"].map(lambda lines: 11 in lines) & (found["jenis"] != "baris_hilang")).any()
    more = [*plan, *result[:1], ("t3.6", 12, "kegiatan", "Satu", 11, "300.000", "500.000")]
    assert set(find_sums(anggaran(*more))["jenis"]) == {"baris_hilang", "jumlah_tidak_cocok"}, "spending above the total lacks nothing"
    other = [("t2.4", 1, "program", "Lain", 0, "500.000", "-"), *plan[1:]]
    assert "baris_hilang" not in set(find_sums(anggaran(*other, *result))["jenis"]), "of another programme"


def test_absorption_of_an_impossible_amount_is_held_against_the_one_in_use():
    """Spent 151 of 43: the amount is wrong, not the quotient; with the amount in use 97,25 is right, 97,35 is not."""
    def report(share):
        terbitan = anggaran(("t1", 1, "program", "A", 0, "43.791.450", "151.319.210", share))
        used = pd.DataFrame({"dipakai": [42585000.0], "alasan": ["Jumlah empat program"], "tahun_angka": [0], "disimpulkan": [False]}, index=["d1:t1-b1-2023|realisasi"])
        return type(terbitan)(*(getattr(terbitan, name) for name in ("kinerja", "anggaran", "judul", "nomenklatur", "skala", "putus")), used, terbitan.sumber, terbitan.aturan)

    right = find_temuan(report("97,25"))
    assert right.loc[right["jenis"] == "serapan_tidak_cocok", "akar"].tolist() == ["T001"], "mending the amount mends it"
    wrong = find_temuan(report("97,35"))
    row = wrong[wrong["jenis"] == "serapan_tidak_cocok"].iloc[0]
    assert (row["hitung_ulang"], row["keparahan"], row["akar"], row["kalimat"]) == ("97,25", "rendah", "", ("serapan.bukan_dipakai",))


def test_a_root_stands_where_its_weightiest_consequence_would():
    plain = {"dinas": "x", "dokumen": "d", "jenis": "angka_janggal", "keparahan": "sedang", "tahun_ini": True, "pinggir": False, "membalik": False, "sumber": False, "pokok": False, "utama": False, "besar": 0.1, "baris": (9,), "tercetak": ""}
    rows = [("big", 0.9, ()), ("root", 0.1, ()), ("follows", 0.95, (1,)), ("of two", 0.99, (1, 0))]
    frame = pd.DataFrame([plain | {"nama": name, "besar": size, "sebab_di": causes} for name, size, causes in rows])
    assert order_by_weight(frame)["nama"].tolist() == ["root", "of two", "follows", "big"]


@pytest.mark.parametrize(("pagu", "grade"), [("20.200.000", "sedang"), ("24.000.000", "tinggi")])
def test_small_change_is_never_grave(pagu, grade):
    """200.000 of a budget of 4,7 milliard: a programme's total is off by one per cent, the agency's by nothing."""
    rows = [("t1", 1, "program", "A", 0, "20.000.000", "1.000"), ("t1", 2, "kegiatan", "a", 1, pagu, "1.000"), ("t2", 3, "jumlah", "JUMLAH", 0, "4.719.048.362", "-")]
    found = find_temuan(anggaran(*rows))
    assert found["keparahan"].tolist() == [grade]


# --- own limits, counts, weak targets, places -------------------------------------------------------------------------


def test_an_own_limit_holds_in_what_is_recomputed_and_what_backs_a_figure():
    """The report caps an achievement at 120: 75 of 50 is 120 there, and no operand is doubted for it."""
    rows = [("t1", 1, "Indeks mutu", 2023, {"target": "50", "realisasi": "75,00", "capaian": "120"}), ("t2", 2, "Indeks mutu", 2023, {"target": "50", "realisasi": "60,00", "capaian": "120"})]
    capped = kinerja(*rows, indikator=[("Indeks mutu", "naik")], batas_atas=120)
    assert capped.kinerja["capaian_hitung"].tolist() == [120, 120] and capped.kinerja["capaian_bebas"].tolist() == [150, 120]
    assert [relasi.hasil for relasi in build_network(capped, [("", "d1")]).relasi] == [], "at the limit any operands will do"
    off = find_differences(capped)
    assert off["tercetak"].tolist() == ["75,00"] or off["tercetak"].tolist() == ["60,00"]
    free = kinerja(*rows, indikator=[("Indeks mutu", "naik")])
    assert len(build_network(free, [("", "d1")]).relasi) == 2
    assert proposals(free) != set() and proposals(capped) == set(), "no realisation is put right by a cap"
    wrong = kinerja(("t1", 1, "Indeks mutu", 2023, {"target": "50", "realisasi": "75,00", "capaian": "110"}), indikator=[("Indeks mutu", "naik")], batas_atas=120)
    assert find_capaian(wrong)["hitung_ulang"].tolist() == ["120,00"]
    assert find_weak_targets(wrong).empty or find_weak_targets(wrong)["nilai"].item()["jauh_capaian"] == 150


def test_counts_printed_elsewhere_are_named_and_one_figure_is_one_finding():
    rows = [("n3", 772, "Persentase PMKS tertangani", {"realisasi": "97,62%", "pembilang": "8136", "penyebut": "8324"}), ("t3", 993, "Persentase PMKS yang ditangani dinas", {"realisasi": "97,62", "pembilang": "8136", "penyebut": "8324"})]
    frame = read(pd.DataFrame([kinerja_row(t, n, name, 2024, **cells) | {"tahap": ""} for t, n, name, cells in rows]), VALUES)
    tables = {"terbitan_kinerja": frame, "indikator": pd.DataFrame({"indikator": ["pmks"], "nama_indikator": ["Persentase PMKS tertangani"], "polaritas": ["naik"]})}
    curated = pd.DataFrame({"indikator": ["pmks"], "tahun": [2024], "target": [""], "realisasi": ["97.62"], "pembilang": ["8126"], "penyebut": ["8324"], "sumber_target": [""], "sumber_realisasi": [frame["id"][0]]})
    found = find_temuan(prepare(tables | {"kinerja": curated}))
    assert found[["baris", "juga_tercetak", "kalimat"]].values.tolist() == [[(772, 993), ("8.126 / 8.324",), ("hitungan.persen", "hitungan.dari_lain")]]
    assert find_temuan(prepare(tables))["juga_tercetak"].tolist() == [()]


@pytest.mark.parametrize(
    ("name", "target", "real", "count"),
    [
        ("Penyediaan Sandang", "200 Orang", "338 Orang", 0),  # the nomenclature has it under disasters too
        ("Pemberian Pelayanan Penelusuran Keluarga", "40 orang", "95 orang", 0),
        ("Penyediaan Alat Bantu", "5 Orang", "58 Orang", 1),
        ("Pengelolaan Data Fakir Miskin", "20.000 orang", "40.106 keluarga", 0),
        ("Pengelolaan Data Fakir Miskin", "20.000 Keluarga", "40.106 keluarga", 1),
    ],
)
def test_a_target_that_depends_on_demand_or_another_unit_is_not_weak(name, target, real, count):
    value = {"target": target, "realisasi": real, "level": "subkegiatan"}
    frame = pd.DataFrame([kinerja_row("t3", 1, name, 2023, **value) | {"tahap": "", "level": "subkegiatan"}])
    numbers = {"target": float(target.split()[0].replace(".", "")), "realisasi": float(real.split()[0].replace(".", ""))}
    assert len(find_weak_targets(prepare({"terbitan_kinerja": frame.assign(**numbers)}))) == count


@pytest.mark.parametrize(("other", "count"), [("53,42", 0), ("53,46", 1), ("40,00", 1)])
def test_a_target_between_two_close_prints_of_the_last_result_is_not_weak(other, count):
    """53,43 promised after 53,47 or 53,42: which one was printed in error nobody knows; 40,00 is far off and proves nothing."""
    rows = [("t2", 1, 2024, {"target": "53,43"}), ("t3", 2, 2023, {"realisasi": "53,47"}), ("t4", 3, 2023, {"realisasi": "53,47"}), ("t5", 4, 2023, {"realisasi": other})]
    found = find_weak_targets(kinerja(*((t, n, "Indeks mutu", year, cells) for t, n, year, cells in rows), indikator=[("Indeks mutu", "naik")]))
    assert len(found) == count


def test_the_place_named_prints_the_whole_row():
    rows = [("t2.4", 1, "program", "A", 0, "18.000.000", "", ""), ("t3.5", 2, "program", "A", 0, "18.000.000", "18.000.000", "100"), ("t3.6", 3, "program", "A", 0, "18.000.000", "18.000.000", "100"), ("t3.10", 4, "program", "A", 0, "348.958.351", "346.329.638", "99,25")]
    found = find_budget_differences(anggaran(*rows))
    assert found["nilai"].item()["di"] == "t3.5", "t2.4 prints the budget only"


def test_a_budget_of_last_year_is_not_used_here():
    """The data hold last year's budget, corrected; the report of this year shows none of it."""
    rows = [("t1", 1, "program", "A", 0, "100.000", "151.000", "90,00"), ("t1", 2, "program", "B", 0, "100.000", "90.000", "90,00"), ("t1", 3, "program", "C", 0, "100.000", "90.000", "90,00")]
    terbitan = anggaran(*rows)
    used = pd.DataFrame({"dipakai": [90000.0], "alasan": ["Salah cetak"], "tahun_angka": [0], "disimpulkan": [False]}, index=["d1:t1-b1-2023|realisasi"])

    def audited(year):
        scale = pd.DataFrame({"dinas": [""], "dokumen": ["d1"], "tahun": [year], "baris": [()]})
        return find_temuan(type(terbitan)(terbitan.kinerja, terbitan.anggaran, terbitan.judul, terbitan.nomenklatur, scale, terbitan.putus, used, terbitan.sumber, terbitan.aturan))

    now, later = (audited(year)[lambda found: found["jenis"] == "angka_janggal"] for year in (2023, 2024))
    assert now[["dipakai", "alasan"]].values.tolist() == [["Rp90.000", "Salah cetak"]]
    assert later[["dipakai", "alasan"]].values.tolist() == [["", ""]]


def test_amounts_that_slid_to_the_next_line_are_one_finding():
    right = ["297.141.500", "167.794.000", "49.676.000", "4.800.000", "74.871.500"]
    slid = ["167.794.000", "49.676.000", "4.800.000", "222.270.000", "74.871.500"]
    rows = [(table, 10 * place + n, "subkegiatan", f"Nomor {word}", 0, amount, "-") for place, table, amounts in ((1, "t2.4", right), (2, "t3.5", right), (3, "t3.6", slid)) for n, (word, amount) in enumerate(zip(["satu", "dua", "tiga", "empat", "lima"], amounts, strict=True))]
    found = find_budget_differences(anggaran(*rows))
    assert found[["kalimat", "tercetak"]].values.tolist() == [[("beda.bergeser",), "167.794.000 / 49.676.000 / 4.800.000 / 222.270.000"]]
    assert "semuanya kecuali yang terakhir adalah angka baris di sebelahnya" in explain(found, "id").item()
    two = find_budget_differences(anggaran(*(row for row in rows if row[1] % 10 not in (0, 1))))
    assert len(two) == 2 and "beda.bergeser" not in {key for keys in two["kalimat"] for key in keys}, "two prove no column"


def test_a_consequence_of_several_names_the_others_on_the_page():
    rows = [("t1", n, "program", f"Nomor {word}", 0, amount, "-") for n, (word, amount) in enumerate(zip(["satu", "dua"], ["100.000.000", "200.000.000"], strict=True), 1)]
    wrong = [("t2", 11, "program", "Nomor satu", 0, "150.000.000", "-"), ("t2", 12, "program", "Nomor dua", 0, "260.000.000", "-"), ("t2", 13, "jumlah", "JUMLAH", 0, "300.000.000", "-")]
    more = [("t3", 20 + n, *row[2:]) for n, row in enumerate(rows)]
    found = find_temuan(anggaran(*rows, *more, *wrong))
    total = found[found["jenis"] == "jumlah_tidak_cocok"].iloc[0]
    assert total["akar"] and total["akar_lain"]
    assert table_temuan(found, "id").html.count("Akibat bersama dengan Angka janggal, Nomor satu.") == 1
