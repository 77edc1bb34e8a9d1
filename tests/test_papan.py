"""The board: every promise once, the worst first; what is not known is empty and never nought; drawn, said and written the same."""

import html
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from asli import asli as report
from matplotlib.colors import to_hex

from lakip_analysis.audit.tentang import add_indicators
from lakip_analysis.bahasa.nama import tidy_name
from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.papan import PAPAN_COLUMNS, compile_papan
from lakip_analysis.papan.view import figure_papan, plot_papan, show_papan, table_papan
from lakip_analysis.reports.simpulan import find_simpulan
from lakip_analysis.show.papan import Baris, draw_bar, draw_money, draw_place, show_board
from lakip_analysis.theme import PALETTE

REPORTS = [("kota-malang-dinsosp3ap2kb", 2023), ("kab-belitung-dspppa", 2024), ("kota-pontianak-dinsos", 2024), ("kota-singkawang-dinsospppa", 2023)]
NONE = float("nan")
RULES = {"naik": "realisasi_per_target", "turun": "dua_target_kurang_realisasi"}


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def promises(*rows, **more) -> pd.DataFrame:
    """Rows: code, target, realisation, polarity (naik)."""
    frame = pd.DataFrame([(*row, "naik")[:4] for row in rows], columns=["indikator", "target", "realisasi", "polaritas"])
    frame = frame.assign(dinas="d", tahun=2023, satuan="%", level="sasaran", sasaran="S", nama_indikator="Nama " + frame["indikator"], data_tahun=NONE, target_bawah=NONE, target_atas=NONE)
    return compute_capaian(frame.assign(**more), RULES).assign(ganda="")


def board(capaian, **hasil) -> pd.DataFrame:
    return compile_papan({"capaian": capaian} | hasil).set_index("indikator")


# --- compute ---------------------------------------------------------------------------------------------------------


def test_the_worst_first_then_what_was_not_reported_then_met_then_what_had_no_target():
    capaian = promises(("tanpa-target", "", "5"), ("tercapai-jauh", "10", "30"), ("tercapai", "10", "10"), ("bungkam", "10", ""), ("dekat", "10", "9"), ("nol", "0", "3", "turun"), ("jauh", "10", "1"))
    found = board(capaian)
    assert found.index.tolist() == ["jauh", "dekat", "nol", "bungkam", "tercapai", "tercapai-jauh", "tanpa-target"]
    assert found["urutan"].tolist() == list(range(1, 8))
    assert pd.isna(found.loc["nol", "capaian_persen"]) and found.loc["nol", "tercapai"] == "tidak", "missed, without a percentage: the last of those missed"


def test_missed_ones_stand_by_the_common_yardstick():
    """250 % of a ceiling by the dinas's own rule is a worse miss than 90 %, not a better one."""
    capaian = promises(("plafon", "10", "25", "turun"), ("dekat", "10", "9"))
    capaian.loc[0, ["capaian_persen", "capaian_acuan_persen"]] = [250.0, 0.0]
    assert board(capaian).index.tolist() == ["plafon", "dekat"]


def test_a_promise_written_twice_stands_once_and_nothing_else_is_lost():
    capaian = promises(("a", "10", "9"), ("b", "10", "9")).assign(ganda=["", "a"])
    assert board(capaian).index.tolist() == ["a"]
    assert compile_papan({"capaian": capaian}).columns.tolist() == PAPAN_COLUMNS


EARLIER = pd.DataFrame({"indikator": "a", "tahun": [2020, 2022, 2023, 2024], "nilai": ["5", "8", "9", "99"]})
LAST = [
    # own columns, figures by year, (year, value, against the target of 10)
    ({}, EARLIER, (2022, "8", 80.0)),
    ({"polaritas": "turun"}, EARLIER, (2022, "8", 120.0)),  # by the same formula: (2 × 10 − 8) / 10
    ({"data_tahun": 2022}, EARLIER, (2020, "5", 50.0)),  # the figure reported is itself of 2022
    ({}, EARLIER[EARLIER["tahun"] >= 2023], (None, "", None)),  # nothing earlier; what came later is no earlier figure
    ({}, EARLIER.assign(indikator="b"), (None, "", None)),
    ({"putus_deret": "definisi baru"}, EARLIER, (None, "", None)),  # something else was measured
    ({"putus_dugaan": "mungkin"}, EARLIER, (2022, "8", 80.0)),
    ({}, EARLIER.assign(nilai=["5", None, "9", "99"]), (None, "", None)),
    ({"target": ""}, EARLIER, (2022, "8", None)),
]


@pytest.mark.parametrize(("own", "nilai", "right"), LAST, ids=range(len(LAST)))
def test_last_years_figure_against_this_years_target(own, nilai, right):
    capaian = promises(("a", "10", "9"), **{name: value for name, value in own.items() if not name.startswith("putus")})
    capaian = capaian.assign(**{name: value for name, value in own.items() if name.startswith("putus")})
    row = board(capaian, nilai=nilai).loc["a"]
    found = (None if pd.isna(row["tahun_lalu"]) else row["tahun_lalu"], row["realisasi_lalu"], None if pd.isna(row["capaian_lalu_persen"]) else row["capaian_lalu_persen"])
    assert found == right
    drawn = show_papan(compile_papan({"capaian": capaian, "nilai": nilai}), "id").html
    assert ('class="lalu"' in drawn) == (right[2] is not None), "the ring"


def support(*rows) -> pd.DataFrame:
    """Rows: indicator, code, budget, spent, indicators the programme supports."""
    return pd.DataFrame(rows, columns=["indikator", "kode", "pagu_rp", "realisasi_rp", "n_indikator"])


MONEY = [
    (support(("a", "1", 10.0, 8.0, 1), ("a", "2", 5.0, 4.0, 2)), (2, 15.0, 12.0, 1)),
    (support(("a", "1", 10.0, NONE, 1)), (1, 10.0, None, 0)),
    (support(("a", "1", 10.0, 0.0, 1)), (1, 10.0, 0.0, 0)),
    (support(("a", "1", 10.0, 8.0, 1), ("a", "1", 10.0, 8.0, 2)), (1, 10.0, 8.0, 0)),  # the same programme once
    (support(("a", "", NONE, NONE, NONE)), (0, None, None, 0)),
    (support(("b", "1", 10.0, 8.0, 1)), (0, None, None, 0)),
]


@pytest.mark.parametrize(("dukungan", "right"), MONEY, ids=range(len(MONEY)))
def test_money_that_is_not_known_is_missing_and_not_nought(dukungan, right):
    row = board(promises(("a", "10", "9")), dukungan=dukungan).loc["a", ["n_program", "pagu_rp", "realisasi_rp", "program_bersama"]]
    assert tuple(None if pd.isna(value) else value for value in row) == right
    cell = table_papan(compile_papan({"capaian": promises(("a", "10", "9")), "dukungan": dukungan}), "id").baris[0][6]
    assert (cell in ("", "–")) == (right[2] is None) and ("juga untuk indikator lain" in cell) == bool(right[3])


def others(**columns) -> pd.DataFrame:
    first = {"indikator": "a", "acuan": "nasional", "nilai": ["77", "88"], "tahun": 2023, "tahun_acuan": [2023, 2022], "jenis_nilai": "capaian", "sebanding": "ya", "posisi": "lebih baik"}
    return pd.DataFrame(first | columns)


@pytest.mark.parametrize(("pembanding", "right"), [
    (others(), "77"),
    (others(jenis_nilai=["target", "capaian"]), "88"),  # a target of the province is no figure of others
    (others(jenis_nilai="target"), None),
    (others(sebanding=["tidak", "ya"]), "88"),
    (others(posisi=["", "lebih buruk"]), "88"),
    (others(indikator="b"), None),
])
def test_the_first_comparable_figure_of_others_and_never_their_target(pembanding, right):
    value = board(promises(("a", "10", "9")), pembanding=pembanding).loc["a", "nilai_acuan"]
    assert (None if pd.isna(value) else value) == right


def test_the_latest_printed_table_of_regions_counts():
    rows = pd.DataFrame({"indikator": "a", "tahun": [2021, 2022, 2023], "keadaan": ["dihitung", "dihitung", "terlalu_sedikit"], "n_daerah": [5, 6, 7], "peringkat_atas": [1.0, 2, 3], "peringkat_bawah": [1.0, 2, 3], "nilai_sendiri": 1.0, "nilai_terbaik": 2.0, "nilai_terburuk": 0.5, "median": 1.5})
    assert board(promises(("a", "10", "9")), peringkat=rows).loc["a", ["tahun_peringkat", "n_daerah"]].tolist() == [2022, 6]


def findings(*rows) -> pd.DataFrame:
    """Rows: name, kind, severity, root, year."""
    return pd.DataFrame(rows, columns=["nama", "jenis", "keparahan", "akar", "tahun"])


READ = pd.DataFrame({"n_angka": [9], "n_klaim": [0]})

FOUND = [
    # findings, printed figures that were read, contradictions of a, of b
    ([("Nama a", "x", "tinggi", "", 2023), ("Nama a", "x", "sedang", "", 2023), ("Nama b", "x", "rendah", "", 2023)], 9, (2, 0)),
    ([("Nama a", "target_lemah", "tinggi", "", 2023), ("Nama a", "x", "tinggi", "T001", 2023), ("Nama a", "x", "tinggi", "", 2022)], 9, (0, 0)),  # weak target, a consequence, another year
    ([], 0, (None, None)),  # no published row was read: nothing was looked for
    ([], 1, (0, 0)),
]


@pytest.mark.parametrize(("temuan", "read", "right"), FOUND, ids=range(len(FOUND)))
def test_contradictions_are_missing_where_nothing_was_read(temuan, read, right):
    found = board(promises(("a", "10", "9"), ("b", "10", "10")), temuan=findings(*temuan), terbaca=pd.DataFrame({"n_angka": [read], "n_klaim": [0]}))
    assert tuple(None if pd.isna(value) else value for value in found.loc[["a", "b"], "n_temuan"]) == right


SPELLED = [
    # as the finding names it, is it about "Persentase PMKS yang dilayani"
    ("Persentase PMKS yang dilayani", True),
    ("PERSENTASE PMKS YANG DILAYANI.", True),
    ("2. Persentase (%) PMKS yg dilayani", True),
    ("Persentase PMKS yang tidak dilayani", False),
    ("Persentase PPKS yang dilayani", False),
    ("", False),
]


@pytest.mark.parametrize(("nama", "right"), SPELLED)
def test_a_finding_without_a_code_is_known_by_its_name_however_it_is_spelled(nama, right):
    capaian = promises(("a", "10", "9"), nama_indikator="Persentase PMKS yang dilayani")
    found = board(capaian, temuan=findings((nama, "x", "tinggi", "", 2023)), terbaca=READ)
    assert found.loc["a", "n_temuan"] == right


@pytest.mark.parametrize(("code", "right"), [("a", (1, 0)), ("b; a", (1, 1)), ("", (0, 0)), ("ab", (0, 0))])
def test_the_code_of_a_finding_counts_and_not_its_name(code, right):
    temuan = findings(("Nama a", "x", "tinggi", "", 2023)).assign(indikator=code)
    found = board(promises(("a", "10", "9"), ("b", "10", "10")), temuan=temuan, terbaca=READ)
    assert tuple(found.loc[["a", "b"], "n_temuan"]) == right


ABOUT = [
    # cell and name of the finding, the indicators it is about
    ("t1|target", "Gini", "a"),  # the row of its own target
    ("t1|nama", "Ketimpangan", "a"),  # the cell decides, whatever stands there
    ("t2|realisasi", "", "a"),  # another row of the same quantity, spelled in short
    ("t3|target", "Gini Rasio", "b"),  # its other printed place, and not the name of another one
    ("t4|target", "Gini Rasio", ""),  # a row whose name could mean several
    ("t9|pagu", "Program Gini", ""),
    ("t9|pagu", "GINI RASIO.", ""),  # money under the name of an indicator is not its figure
    ("", "gini rasio", "a"),
    ("", "Rasio G.", "a"),  # as another row of it prints the name
    ("", "Rasio gender", ""),
    ("", None, ""),
]


@pytest.mark.parametrize(("sel", "nama", "right"), ABOUT)
def test_which_indicators_a_finding_is_about(sel, nama, right):
    terbit = pd.DataFrame([("t1", "gini rasio", "Gini Rasio"), ("t2", "gini rasio", "Rasio G."), ("t3", "x", "x"), ("t4", "", "Gini Rasio")], columns=["id", "kunci", "nama_tercetak"])
    kurasi = pd.DataFrame({"indikator": ["a", "b"], "nama_indikator": ["Gini Rasio", "Lain"], "sumber_target": ["t1", ""], "sumber_realisasi": ["", None]})
    found = add_indicators(pd.DataFrame({"sel": [sel], "nama": [nama]}), terbit, kurasi, pd.DataFrame({"indikator": ["b"], "sumber": ["t3"]}))
    assert found["indikator"].tolist() == [right]


COUNTED = [
    ("kota-singkawang-dinsospppa", 2023, "ppks-rpjs", 2),
    ("kab-belitung-dspppa", 2024, "rasio-kekerasan-tujuan", 3),
    ("kab-belitung-dspppa", 2024, "pmks-tertangani", 2),
    ("kota-malang-dinsosp3ap2kb", 2023, "rasio-kdrt", 3),
    ("kota-malang-dinsosp3ap2kb", 2023, "jaminan-sosial", 0),  # its name stands over money (line 868)
    ("kota-malang-dinsosp3ap2kb", 2023, "sakip", 0),
]


@pytest.mark.parametrize(("dinas", "tahun", "code", "n"), COUNTED)
def test_contradictions_of_the_reports_under_other_spellings(dinas, tahun, code, n):
    assert report(dinas, tahun).papan.set_index("indikator").loc[code, "n_temuan"] == n


def test_what_no_chapter_kept_is_empty_and_takes_no_other_column_with_it():
    found = report(*REPORTS[1])
    names = ("capaian", "nilai", "tren", "peringkat", "pembanding", "dukungan", "cacah", "angka_lain", "temuan", "terbaca")
    whole = {name: getattr(found, name) for name in names}
    for left_out in names[1:]:
        less = compile_papan({name: frame for name, frame in whole.items() if name != left_out})
        assert less["indikator"].tolist() == found.papan["indikator"].tolist()
        assert less.columns.tolist() == PAPAN_COLUMNS
        changed = [name for name in PAPAN_COLUMNS if not less[name].astype(str).equals(found.papan[name].astype(str)) and name != "n_temuan"]
        assert len(changed) <= 9
        assert show_papan(less, "id").html


@pytest.mark.parametrize("which", REPORTS, ids=lambda which: which[0])
def test_the_board_counts_as_the_verdict_does(which):
    found = report(*which)
    facts = find_simpulan({"capaian": found.capaian})
    papan = found.papan
    assert papan.loc[papan["tercapai"] == "tidak", "indikator"].tolist() == facts["meleset"]["indikator"].tolist()
    assert (papan["tercapai"] == "ya").sum() == facts["n_tercapai"]
    assert (papan["status"] != "target_kosong").sum() == facts["n"]
    assert papan["indikator"].is_unique
    before = papan.copy(deep=True)
    for bahasa in ("id", "en"):
        show_papan(papan, bahasa)
        figure_papan(papan, bahasa)
    pd.testing.assert_frame_equal(papan, before)


# --- the drawings of a cell ------------------------------------------------------------------------------------------


def full(svg: str) -> float:
    return float(re.search(r'class="isi" d="M0 4h([\d.]+)', svg)[1])


@pytest.mark.parametrize(("nilai", "wide", "arrow"), [(0, 0, ""), (36.17, 36.2, ""), (100, 100, ""), (120, 120, ""), (120.01, 120, "right"), (4583, 120, "right"), (-0.01, 0, "left"), (-50, 0, "left")])
def test_a_bar_is_cut_at_both_ends_and_says_so(nilai, wide, arrow):
    svg = draw_bar(nilai)
    assert full(svg) == wide
    assert ("M121 3l5 4-5 4z" in svg, "M0 3l-4 4 4 4z" in svg) == (arrow == "right", arrow == "left")
    assert 'class="target" d="M100.0 0v14"' in svg
    assert 'aria-hidden="true"' in svg, "the words beside it say the same"


@pytest.mark.parametrize(
    ("lalu", "place"),
    [
        (None, ""),
        (NONE, ""),
        (80, "80.0"),
        (0, "0.0"),
        (120, "120.0"),
        (120.1, ">"),
        (500, ">"),
        (-3, "<"),
    ],
)
def test_the_ring_stands_inside_the_scale_and_what_lies_beyond_is_a_hollow_arrow(lalu, place):
    svg = draw_bar(500, lalu)
    found = re.findall(r'class="lalu" cx="([^"]+)"', svg) + [
        {"112": ">", "8": "<"}[start] for start in re.findall(r'class="lalu" d="M(\d+) ', svg)
    ]
    assert found == ([place] if place else [])
    assert "M121 3l5 4-5 4z" in svg, "the arrow of this year is left uncovered"


@pytest.mark.parametrize(
    ("values", "own", "middle"),
    [
        ((5, 6, 4, 8), "30.0", "60.0"),
        ((5, 6, 8, 4), "90.0", "60.0"),
        ((9, 6, 4, 8), "120.0", "60.0"),
        ((5, 5, 5, 5), None, None),
        ((NONE, 6, 4, 8), None, None),
        ((5, NONE, 4, 8), None, None),
    ],
)
def test_a_place_runs_from_the_worst_to_the_best_whichever_way_is_better(values, own, middle):
    svg = draw_place(*values)
    assert re.findall(r'class="sendiri" cx="([^"]+)"', svg) == ([own] if own else [])
    assert re.findall(r'class="target" d="M([\d.]+) 3v8"', svg) == ([middle] if middle else [])


@pytest.mark.parametrize(("pagu", "spent", "most", "right"), [(50, 25, 100, ("60.0", "30.0")), (50, NONE, 100, ("60.0", "0.0")), (0, 0, 100, ("0.0", "0.0")), (50, 60, 50, ("120.0", "120.0")), (NONE, 5, 100, None), (5, 5, NONE, None), (0, 0, 0, None)])
def test_a_budget_is_a_share_of_the_largest(pagu, spent, most, right):
    svg = str(draw_money(pagu, spent, most))
    assert (tuple(re.findall(r'd="M0 \dh([\d.]+)', svg)) or None) == right


def test_a_name_from_the_data_is_text_everywhere():
    bad = '<script>"&\''
    page = show_board(bad, [bad, bad], [Baris([bad, bad], {}, "baik"), Baris([bad], {}, kepala=True)], [bad]).html
    assert "<script" not in page and page.count("&lt;script&gt;") == 8, "title, two heads, two cells, the name of a cell, heading, note"
    papan = compile_papan({"capaian": promises(("a", "10", "9"), nama_indikator=bad, satuan=bad)})
    assert "<script" not in show_papan(papan, "id").html + figure_papan(papan, "id")._repr_html_()


def test_on_a_phone_each_cell_names_itself_and_an_empty_one_is_marked():
    page = show_board("T", ["Nama", "A", "B"], [Baris(["x", "1\n2", "–"], {1: draw_bar(50)}), Baris(["y"], {}, kepala=True)]).html
    assert re.findall(r'<td role="cell" data-nama="([^"]+)"( class="kosong")?>', page) == [("A", ""), ("B", ' class="kosong"')]
    assert "1<br>2" in page and page.index("<svg") < page.index("1<br>2")
    assert '<th scope="rowgroup" role="rowheader" colspan="3">y</th>' in page
    assert page.count('role="row"') == 3 and 'role="table"' in page, "a table stays one where its rows are cards"


# --- words and figure ------------------------------------------------------------------------------------------------

SAID = [("80", "84", "● 105,00 %, tercapai"), ("80", "40", "▲ 50,00 %, meleset"), ("100", "80", "◆ 80,00 %, meleset"), ("80", "", "○ tidak dilaporkan"), ("", "5", "○ tanpa target tahun ini"), ("1", "36", "● 3.600,00 %, tercapai")]


@pytest.mark.parametrize(("target", "realisasi", "said"), SAID)
def test_the_cell_says_mark_number_and_count(target, realisasi, said):
    papan = compile_papan({"capaian": promises(("a", target, realisasi))})
    assert table_papan(papan, "id").baris[0][3] == said
    drawn = show_papan(papan, "id").html
    assert ('class="isi"' in drawn) == ("%" in said), "no percentage, no bar"
    assert said in drawn
    assert [text.get_text() for text in plot_papan(papan, "id").axes[0].texts] == [said[2:]]


SHORT = [
    # met, outputs, of them short; what the board says
    ("ya", 4, 1, "1 dari 4 keluarannya kurang"),  # a quarter is enough
    ("ya", 5, 1, "–"),
    ("ya", 4, 0, "–"),
    ("tidak", 4, 4, "–"),  # it explains a miss, it makes none doubtful
]


@pytest.mark.parametrize(("met", "n", "short", "said"), SHORT)
def test_a_target_met_over_outputs_that_fell_short_is_to_be_read_with_care(met, n, short, said):
    """Outputs of the overhead programme are no outputs behind a promise; one programme counts once."""
    rows = [("a", "1.06.02", n, short), ("a", "1.06.02", n, short), ("a", "1.06.01", 9, 9)]
    dukungan = pd.DataFrame(rows, columns=["indikator", "kode", "n_keluaran", "n_kurang"]).assign(pagu_rp=1.0, realisasi_rp=1.0, n_indikator=1)
    papan = compile_papan({"capaian": promises(("a", "80", "84" if met == "ya" else "40")), "dukungan": dukungan})
    assert papan.loc[0, ["n_keluaran", "n_kurang"]].tolist() == [n, short]
    assert table_papan(papan, "id").baris[0][-1] == said


def test_a_definition_that_only_the_figures_show_to_be_new_says_so():
    capaian = promises(("a", "80", "84")).assign(putus_deret="lain", putus_terlihat="lain")
    papan = compile_papan({"capaian": capaian})
    assert papan["putus"].tolist() == ["terlihat"] and table_papan(papan, "id").baris[0][-1] == "definisi tampak baru dari angkanya"
    assert compile_papan({"capaian": capaian.assign(putus_terlihat="")})["putus"].tolist() == ["deret"]


def test_what_was_never_reported_is_no_contradiction_of_the_report():
    temuan = pd.DataFrame({"jenis": ["tidak_dilaporkan", "nilai_usang"], "keparahan": "tinggi", "akar": "", "tahun": 2023, "indikator": "a", "nama": "A"})
    hasil = {"capaian": promises(("a", "80", "84")), "temuan": temuan, "terbaca": pd.DataFrame({"n_angka": [9], "n_klaim": [0]})}
    assert compile_papan(hasil).loc[0, ["n_temuan", "n_berat"]].tolist() == [1, 1]


NO_TARGET = [
    ([("80", "84"), ("", "5")], ["tanpa target tahun ini"]),
    ([("", "5"), ("", "")], ["tanpa target dan tanpa angka tahun ini: Nama 1"]),  # nothing else to say of it
    ([("80", "84"), ("80", "")], []),
]


@pytest.mark.parametrize(("rows", "heads"), NO_TARGET, ids=range(len(NO_TARGET)))
def test_what_was_not_promised_stands_under_a_heading_of_its_own(rows, heads):
    capaian = promises(*((str(n), *row) for n, row in enumerate(rows)))
    page = show_papan(compile_papan({"capaian": capaian}), "id").html
    assert re.findall(r'class="kelompok">.*?colspan="\d+">([^<]*)</th>', page) == heads
    before = page.split('class="kelompok"')[0]
    assert before.count('class="baik"') + before.count('class="kurang"') == sum(
        target != "" and real != "" for target, real in rows
    )


@pytest.mark.parametrize(("state", "said"), [("sesuai jalur", "sesuai jalur"), ("menunggu angka", "menunggu angka tahun itu")])
def test_the_way_to_the_end_target_in_words(state, said):
    capaian = promises(("a", "79", "78.77"), data_tahun=2022)
    tren = pd.DataFrame(
        {
            "indikator": ["a"],
            "target_akhir": [79.0],
            "target_akhir_bawah": NONE,
            "target_akhir_atas": NONE,
            "target_akhir_jenjang": "",
            "desimal_target": 0,
            "tahun_target_akhir": 2023,
            "keadaan_jalur": state,
        }
    )
    cell = table_papan(compile_papan({"capaian": capaian, "tren": tren}), "id").baris[0][4]
    assert cell == f"79 % (2023): {said}"


def test_the_strip_is_explained_where_there_is_one():
    rows = pd.DataFrame(
        {
            "indikator": ["a"],
            "tahun": 2022,
            "keadaan": "dihitung",
            "n_daerah": 6,
            "peringkat_atas": 2.0,
            "peringkat_bawah": 2.0,
            "nilai_sendiri": 1.0,
            "nilai_terbaik": 2.0,
            "nilai_terburuk": 0.5,
            "median": 1.5,
        }
    )
    for peringkat, said in ((rows, True), (rows.assign(indikator="b"), False)):
        note = table_papan(
            compile_papan({"capaian": promises(("a", "10", "9")), "peringkat": peringkat}), "id"
        ).catatan
        assert ("titik biru" in note) == said and "anak panah kosong" in note


def test_a_missed_target_of_nought_says_missed_without_a_number():
    papan = compile_papan({"capaian": promises(("a", "0", "3", "turun"))})
    assert table_papan(papan, "id").baris[0][3] == "▲ meleset" and "palang" not in show_papan(papan, "id").html


def test_the_class_of_a_row_is_its_grade():
    page = show_papan(compile_papan({"capaian": promises(("a", "80", "84"), ("b", "80", "40"), ("c", "100", "80"), ("d", "80", ""))}), "id").html
    assert re.findall(r'<tr role="row" class="(\w+)">', page) == ["kurang", "sedang", "kosong", "baik"]


def test_the_figure_has_a_bar_per_percentage_the_worst_on_top_and_cuts_both_ends():
    capaian = promises(("a", "80", "84"), ("b", "80", "40"), ("c", "1", "36"), ("d", "80", ""), ("e", "10", "25", "turun"))
    papan = compile_papan({"capaian": capaian, "nilai": pd.DataFrame({"indikator": ["a", "b"], "tahun": 2022, "nilai": ["60", "800"]})})
    ax = plot_papan(papan, "id").axes[0]
    assert [round(bar.get_width(), 6) for bar in ax.patches] == [0, 50, 105, 120], "−50 % floored, 3.600 % cut, the missing one not drawn"
    assert [to_hex(bar.get_facecolor()) for bar in ax.patches] == [PALETTE[grade] for grade in ("kurang", "kurang", "baik", "baik")]
    assert [label.get_text() for label in ax.get_yticklabels()] == [f"Nama {name}" for name in "ebdac"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1], "the first row on top"
    rings = [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]))
        for line in ax.lines
        if line.get_marker() == "o" and line.get_markersize() == 6
    ]
    assert rings == [(75, 3)]
    arrows = [
        (line.get_marker(), float(line.get_xdata()[0]), line.get_markerfacecolor())
        for line in ax.lines
        if line.get_marker() in (">", "<")
    ]
    assert arrows == [(">", 117, "white"), (">", 121.5, PALETTE["baik"])], (
        "last year's hollow and inside, this year's full and outside"
    )
    figure = figure_papan(papan, "en")
    assert figure.alt.count(":") == 1 + 5 and "Nama b: ▲ 50.00%, missed" in figure.alt
    assert figure.tabel == table_papan(papan, "en")


@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_a_year_without_indicators_has_an_empty_board_and_no_complaint(bahasa, recwarn):
    papan = compile_papan({"capaian": promises(("a", "1", "1")).iloc[:0]})
    assert len(papan) == 0 and table_papan(papan, bahasa).baris == ()
    assert "<td" not in show_papan(papan, bahasa).html
    assert figure_papan(papan, bahasa).gambar.axes[0].patches[:] == []
    assert not [str(one.message) for one in recwarn]


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("which", REPORTS, ids=lambda which: which[0])
def test_the_real_boards_are_whole_words(which, bahasa):
    page = show_papan(report(*which).papan, bahasa)
    text = re.sub(r"<[^>]*>", " ", page.html)
    assert not re.search(r"\b(nan|NaN|None|inf|NaT)\b|<NA>", text)
    board = report(*which).papan
    without, shown = board["status"] == "target_kosong", board["realisasi"].fillna("") != ""
    assert page.html.count('<tr role="row"') == 1 + (~without | shown).sum() + without.any()
    assert all(tidy_name(name, bahasa) in html.unescape(text) for name in board["nama_indikator"])
    assert not re.search(r'="[^"]*nan', page.html), "no drawing of what is not known"
    assert np.isfinite([float(place) for place in re.findall(r'(?:cx="|M0 \dh)([\d.]+)', page.html)]).all()


@pytest.mark.parametrize(("year", "code", "said"), [(2023, "ya", True), (2022, "ya", False), (2023, "tidak", False), (2023, "", False)])
def test_a_score_given_before_the_year_was_over_is_marked(year, code, said):
    target = pd.DataFrame({"indikator": ["a"], "tahun": [year], "dinilai_dini": [code]})
    found = compile_papan({"capaian": promises(("a", "80", "85"), ("b", "80", "85")), "akip_target": target})
    assert dict(zip(found["indikator"], found["dinilai_dini"], strict=True)) == {"a": "ya" if said else "", "b": ""}
    notes = dict(zip(found["indikator"], (row[-1] for row in table_papan(found, "id").baris), strict=True))
    assert ("dinilai sebelum tahunnya berakhir" in notes["a"]) == said and "dinilai" not in notes["b"]
