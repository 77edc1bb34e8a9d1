"""Quality of targets and planning: each part in a true case and a false case, the chain of goals, counts without a score."""

from functools import partial

import pandas as pd
import pytest
from kajian import BELITUNG, MALANG, PONTIANAK, SINGKAWANG, of_all, this_year

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.data.nilai_tahun import values_by_year
from lakip_analysis.kajian.rencana import (
    JENJANG_COLUMNS,
    compute_jenjang,
    compute_rencana,
    summarize_rencana,
)

PARTS = load_rules("bagian_rencana").query("dihitung_dari == 'indikator'")["bagian"].tolist()


def plan(target, realisasi, nama="Persentase PPKS yang tertangani", aturan=None, **more) -> pd.DataFrame:
    """One indicator of one dinas, its years ending in 2024; what the last year shows."""
    rows = pd.DataFrame({"target": target, "realisasi": realisasi})
    named = {"dinas": "d", "indikator": "a", "level": "sasaran", "sasaran": "S", "satuan": "%", "polaritas": "naik", "data_tahun": None}
    rows = rows.assign(tahun=range(2025 - len(rows), 2025), nama_indikator=nama, **(named | more))
    return compute_rencana(compute_capaian(rows, aturan), values_by_year(rows))


def two(sumber_target) -> pd.DataFrame:
    """Two indicators of one report; what the first shows."""
    rows = pd.DataFrame({"indikator": ["a", "b"], "nama_indikator": ["Rasio A", "Rasio B"], "sumber_target": sumber_target})
    rows = rows.assign(dinas="d", tahun=2024, level="sasaran", sasaran="S", satuan="%", polaritas="naik", data_tahun=None, target="80", realisasi=["70", "60"])
    return compute_rencana(compute_capaian(rows), values_by_year(rows)).iloc[:1]


FLAT = ["80", "80", "80"]
CASES = [
    ("datar", "ya", "three years alike", partial(plan, FLAT, ["70"] * 3)),
    ("datar", "tidak", "rose once", partial(plan, ["80", "80", "81"], ["70"] * 3)),
    ("datar", "", "two years say nothing", partial(plan, ["80", "80"], ["70"] * 2)),
    ("datar", "", "nothing is above 100 %", partial(plan, ["100"] * 3, ["70"] * 3)),
    ("datar", "", "a pace that stays the same asks for change", partial(plan, ["5"] * 3, ["4"] * 3, "Persentase penurunan PMKS")),
    ("datar", "", "a new definition", partial(plan, FLAT, ["70"] * 3, putus_deret=["", "", "Rumus berganti"])),
    ("datar", "", "perhaps a new definition", partial(plan, FLAT, ["70"] * 3, putus_dugaan=["", "Rumus", ""])),
    ("diturunkan", "ya", "asks for less than before", partial(plan, ["80", "75"], ["70", "70"])),
    ("diturunkan", "ya", "of what should fall, more", partial(plan, ["4", "5"], ["6", "6"], polaritas="turun")),
    ("diturunkan", "tidak", "the same", partial(plan, ["80", "80"], ["70", "70"])),
    ("diturunkan", "tidak", "of what should fall, less", partial(plan, ["5", "4"], ["6", "6"], polaritas="turun")),
    ("diturunkan", "", "should stay", partial(plan, ["80", "75"], ["70", "70"], polaritas="rentang")),
    ("diturunkan", "", "across a new definition", partial(plan, ["80", "75"], ["70", "70"], putus_deret=["", "Rumus"])),
    ("di_bawah_lalu", "ya", "below the last result", partial(plan, ["80", "85"], ["90", "92"])),
    ("di_bawah_lalu", "tidak", "above the last result", partial(plan, ["80", "85"], ["70", "92"])),
    ("di_bawah_lalu", "ya", "should fall, last result lower", partial(plan, ["5", "4"], ["3", "3"], polaritas="turun")),
    ("di_bawah_lalu", "", "no figure before", partial(plan, ["85"], ["92"])),
    ("di_bawah_lalu", "", "across a doubtful definition", partial(plan, ["80", "85"], ["90", "92"], putus_dugaan=["", "Rumus"])),
    ("tepat_seratus", "ya", "exactly", partial(plan, ["80"], ["80"])),
    ("tepat_seratus", "tidak", "a little above", partial(plan, ["80"], ["80.01"])),
    ("tepat_seratus", "", "nothing reported", partial(plan, ["80"], [""])),
    ("di_atas_120", "tidak", "exactly 120", partial(plan, ["50"], ["60"])),
    ("di_atas_120", "ya", "above 120", partial(plan, ["50"], ["60.1"])),
    ("di_atas_150", "ya", "above 150", partial(plan, ["50"], ["76"])),
    ("di_atas_200", "tidak", "not above 200", partial(plan, ["50"], ["100"])),
    ("di_atas_200", "ya", "above 200", partial(plan, ["50"], ["101"])),
    ("di_atas_120", "ya", "by the common formula, whatever the dinas's own says", partial(plan, ["10"], ["7"], aturan={"turun": "target_per_realisasi"}, polaritas="turun")),
    ("di_atas_150", "tidak", "T / R would be 200", partial(plan, ["10"], ["5"], aturan={"turun": "target_per_realisasi"}, polaritas="turun")),
    ("di_atas_150", "ya", "uncapped, whatever the dinas's own cap", partial(plan, ["50"], ["99"], aturan={"batas_atas": 100.0})),
    ("keluaran_dijual", "ya", "meetings", partial(plan, ["80"], ["80"], "Jumlah rapat koordinasi")),
    ("keluaran_dijual", "ya", "reports as unit", partial(plan, ["80"], ["80"], "Pelaporan tepat waktu", satuan="Laporan")),
    ("keluaran_dijual", "ya", "people trained", partial(plan, ["80"], ["80"], "Persentase perempuan yang mendapatkan peningkatan kapasitas")),
    ("keluaran_dijual", "ya", "work that is done", partial(plan, ["80"], ["80"], "Persentase pengelolaan TMP")),
    ("keluaran_dijual", "tidak", "people served", partial(plan, ["80"], ["80"])),
    ("keluaran_dijual", "tidak", "reports of cases that were settled", partial(plan, ["80"], ["80"], "Persentase laporan pengaduan yang diselesaikan")),
    ("keluaran_dijual", "tidak", "an index", partial(plan, ["80"], ["80"], "Indeks kualitas pelatihan", satuan="indeks")),
    ("tanpa_ukuran", "ya", "a wish", partial(plan, ["80"], ["80"], "Meningkatnya kesejahteraan")),
    ("tanpa_ukuran", "tidak", "a measure", partial(plan, ["80"], ["80"], "Persentase peningkatan kesejahteraan")),
    ("tanpa_satuan", "ya", "no unit", partial(plan, ["80"], ["80"], satuan=" ")),
    ("tanpa_satuan", "tidak", "a unit", partial(plan, ["80"], ["80"])),
    ("tanpa_hitungan", "ya", "nobody knows what is divided by what", partial(plan, ["80"], ["80"])),
    ("tanpa_hitungan", "tidak", "the counts of an earlier year show it", partial(plan, ["80", "81"], ["80", "81"], pembilang=[8.0, None], penyebut=[10.0, None])),
    ("tanpa_hitungan", "tidak", "one national definition", partial(plan, ["9"], ["9"], "Tingkat kemiskinan", konsep="kemiskinan")),
    ("tanpa_hitungan", "", "a number of people is counted, not divided", partial(plan, ["9"], ["9"], "Lansia terlayani", satuan="orang")),
    ("tanpa_sumber", "ya", "no printed row, and one for another target of the report", partial(two, ["", "lkjip:t1-b2"])),
    ("tanpa_sumber", "", "typed in, without any printed row", partial(two, ["", ""])),
    ("tanpa_sumber", "", "printed rows of another year alone", partial(plan, ["80", "80"], ["80", "80"], sumber_target=["lkjip:t1-b2", ""])),
    ("tanpa_sumber", "tidak", "a printed row", partial(plan, ["80"], ["80"], sumber_target="lkjip:t1-b2")),
    ("tanpa_sumber", "", "the table has no such column", partial(plan, ["80"], ["80"])),
]


@pytest.mark.parametrize(("part", "answer", "found"), [(case[0], case[1], case[3]) for case in CASES], ids=[f"{case[0]}: {case[2]}" for case in CASES])
def test_each_part_in_a_true_and_a_false_case(part, answer, found):
    assert found()[part].iloc[-1] == answer


def test_every_part_of_the_rules_has_a_true_and_a_false_case():
    said = {(case[0], case[1]) for case in CASES}
    assert {(part, answer) for part in PARTS for answer in ("ya", "tidak")} - said == {("kembar", "ya"), ("kembar", "tidak")}


def test_a_promise_written_again_is_counted_as_that_and_asked_nothing_else():
    rows = pd.DataFrame({"dinas": "d", "indikator": ["a", "b"], "level": ["tujuan", "sasaran"], "tahun": 2024})
    rows = rows.assign(nama_indikator="Rasio", sasaran="S", satuan="%", polaritas="naik", target="80", realisasi="90", data_tahun=None)
    found = compute_rencana(compute_capaian(rows), values_by_year(rows))
    assert found["kembar"].tolist() == ["tidak", "ya"]
    assert found.loc[1, [part for part in PARTS if part != "kembar"]].eq("").all()


def test_several_dinas_are_judged_as_each_alone():
    capaian, nilai = of_all("capaian_tahunan"), of_all("nilai")
    together = compute_rencana(capaian, nilai)
    alone = [compute_rencana(capaian[capaian["dinas"] == name], nilai[nilai["dinas"] == name]) for name in capaian["dinas"].unique()]
    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True))


def test_two_dinas_with_an_indicator_of_one_name_do_not_share_their_past():
    rows = [pd.DataFrame({"dinas": name, "tahun": [2023, 2024], "target": ["80", "85"], "realisasi": [real, "92"]}) for name, real in (("x", "90"), ("y", "70"))]
    rows = pd.concat(rows, ignore_index=True).assign(indikator="a", nama_indikator="A", level="sasaran", sasaran="S", satuan="%", polaritas="naik", data_tahun=None)
    found = compute_rencana(compute_capaian(rows), values_by_year(rows))
    assert found.loc[found["tahun"] == 2024, ["dinas", "di_bawah_lalu"]].values.tolist() == [["x", "ya"], ["y", "tidak"]]


def chain(links, tujuan="", money=(("1.06.01", 9.0), ("1.06.02", 9.0), ("1.06.04", 9.0), ("1.06.05", 0.0))) -> dict[str, tuple[int, int]]:
    rows = pd.DataFrame({"dinas": "d", "tahun": 2024, "indikator": list("abc"), "level": ["tujuan", "sasaran", "sasaran"], "sasaran": ["T", "S", "U"]})
    tied = pd.DataFrame(links, columns=["indikator", "kode"]).assign(dinas="d")
    budget = pd.DataFrame(money, columns=["kode", "pagu_rp"]).assign(dinas="d", tahun=2024, level="program")
    found = compute_jenjang(rows.assign(status="dihitung", tujuan=tujuan), tied, budget)
    assert list(found) == ["dinas", "tahun", *JENJANG_COLUMNS]
    return {row.bagian: (row.n, row.dari) for row in found.itertuples()}


@pytest.mark.parametrize(
    ("links", "tujuan", "expected"),
    [
        ([("b", "1.06.02"), ("c", "1.06.04")], "T", {"sasaran_tanpa_tujuan": (0, 2), "sasaran_tanpa_program": (0, 2), "program_tanpa_indikator": (0, 2)}),
        ([("b", "1.06.02")], ["", "T", ""], {"sasaran_tanpa_tujuan": (1, 2), "sasaran_tanpa_program": (1, 2), "program_tanpa_indikator": (1, 2)}),
        ([], "", {"sasaran_tanpa_tujuan": (0, 0), "sasaran_tanpa_program": (0, 0), "program_tanpa_indikator": (0, 0)}),
    ],
    ids=["whole", "broken", "nothing is known"],
)
def test_where_the_chain_of_goals_is_broken(links, tujuan, expected):
    """A goal needs no programme of its own, the overhead programme and one without a budget no indicator."""
    assert chain(links, tujuan) == expected


def test_counts_by_dinas_and_by_any_other_grouping():
    found = compute_rencana(of_all("capaian_tahunan"), of_all("nilai"))
    found = this_year(found)
    jenjang = this_year(compute_jenjang(of_all("capaian_tahunan"), of_all("program_indikator"), of_all("anggaran")))
    each = summarize_rencana(found, ["dinas", "tahun"], jenjang)
    assert each.groupby("dinas")["bagian"].agg(list).map(lambda some: some == load_rules("bagian_rencana")["bagian"].tolist()).all()
    n = each.set_index(["dinas", "bagian"])[["n", "dari"]].apply(tuple, axis=1)
    assert n[MALANG, "di_bawah_lalu"] == (4, 8) and n[MALANG, "datar"] == (1, 7), "TFR 1,7 each year"
    assert n[SINGKAWANG, "diturunkan"] == (1, 1), "KLA 65 → 56"
    assert n[SINGKAWANG, "keluaran_dijual"] == (3, 8) and n[PONTIANAK, "tepat_seratus"] == (3, 3)
    assert n[BELITUNG, "kembar"] == (1, 6)
    named = each.set_index(["dinas", "bagian"])
    assert named.loc[(PONTIANAK, "datar"), "status"] == "tanpa_data"
    assert named["tanda"].eq("").all(), "three of three exactly 100 are too few for a doubt"
    by_affair = summarize_rencana(found.assign(urusan="1.06"), ["urusan"])
    assert by_affair.set_index("bagian").loc["di_bawah_lalu", ["n", "dari"]].tolist() == [sum(n[d, "di_bawah_lalu"][i] for d in (MALANG, SINGKAWANG, PONTIANAK, BELITUNG)) for i in (0, 1)]


@pytest.mark.parametrize(("full", "of", "mark"), [(5, 5, "semua_seratus"), (9, 10, "semua_seratus"), (8, 10, ""), (4, 4, "")])
def test_nearly_all_exactly_100_is_a_doubt(full, of, mark):
    rows = pd.DataFrame({"dinas": "d", "tahun": 2024, "tepat_seratus": ["ya"] * full + ["tidak"] * (of - full)})
    assert summarize_rencana(rows, ["dinas", "tahun"])["tanda"].tolist() == [mark]


def test_no_part_is_added_to_another():
    each = summarize_rencana(compute_rencana(of_all("capaian_tahunan"), of_all("nilai")), ["dinas"])
    assert not {"skor", "nilai", "jumlah", "indeks"} & set(each)
    assert (each["n"] <= each["dari"]).all()


def test_of_one_year_is_what_of_every_year_is_said_of_it():
    capaian, nilai = of_all("capaian_tahunan"), of_all("nilai")
    years = capaian.groupby("dinas")["tahun"].max().to_dict() | {capaian["dinas"].iloc[0]: int(capaian["tahun"].iloc[0])}
    every = compute_rencana(capaian, nilai)
    right = every[every["tahun"] == every["dinas"].map(years)].reset_index(drop=True)
    pd.testing.assert_frame_equal(compute_rencana(capaian, nilai, tahun=years), right)
    assert 0 < len(right) < len(every) and (right["datar"] != "").any()
