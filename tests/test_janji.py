"""Rupiah behind the promises: every group, a programme once, money that is not known, the same sum as the verdict; folds, the matrix, the findings, what print says."""

import re

import numpy as np
import pandas as pd
import pytest
from asli import asli as report
from markupsafe import escape

from lakip_analysis.audit.summary import is_unsure
from lakip_analysis.audit.view import explain, table_ringkasan_temuan, table_temuan
from lakip_analysis.efisiensi.janji import KELOMPOK, compute_rupiah_janji, sum_kelompok
from lakip_analysis.efisiensi.support import is_overhead
from lakip_analysis.efisiensi.verdict import count_verdicts
from lakip_analysis.efisiensi.view_janji import (
    describe_rupiah_janji,
    show_rupiah_janji,
    table_rupiah_janji,
)
from lakip_analysis.efisiensi.view_ukuran import say_ukuran, table_matriks
from lakip_analysis.laporan import HASIL
from lakip_analysis.reports.render import read_css
from lakip_analysis.reports.simpulan import find_simpulan
from lakip_analysis.show.pieces import explain_reading, fold_table, together
from lakip_analysis.show.table import Tabel
from lakip_analysis.tren import telling_projections

REPORTS = [("kota-malang-dinsosp3ap2kb", 2023), ("kab-belitung-dspppa", 2024), ("kota-pontianak-dinsos", 2024), ("kota-singkawang-dinsospppa", 2023)]
NONE = float("nan")


def programmes(*rows) -> pd.DataFrame:
    """Rows: code, budget, spent."""
    frame = pd.DataFrame(rows, columns=["kode", "pagu_rp", "realisasi_rp"])
    return frame.assign(dinas="d", tahun=2023, level="program", nama="PROGRAM " + frame["kode"], serapan_persen=frame["realisasi_rp"] / frame["pagu_rp"] * 100)


def promised(**tercapai) -> pd.DataFrame:
    """Promises by code: ya, tidak, or empty; `capaian_persen` as a second one of a pair."""
    rows = [(code, *(value if isinstance(value, tuple) else (value, {"ya": 100.0, "tidak": 50.0}.get(value, NONE)))) for code, value in tercapai.items()]
    frame = pd.DataFrame(rows, columns=["indikator", "tercapai", "capaian_persen"])
    return frame.assign(ganda="", nama_indikator="Nama " + frame["indikator"])


def links(*pairs) -> pd.DataFrame:
    return pd.DataFrame([pair.split() for pair in pairs], columns=["indikator", "kode"])


def outputs(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["kode", "n_keluaran", "n_kurang", "fisik_persen"])


def made(lines, dukungan, capaian, fisik=None) -> pd.DataFrame:
    return compute_rupiah_janji(lines, dukungan, capaian, outputs() if fisik is None else fisik)


GROUPS = [
    # links of the programme, promises, group, promises supported, missed, met, thin
    ([], {"a": "tidak"}, ("tanpa_janji", 0, 0, 0, 0)),
    (["a 1"], {"a": "tidak"}, ("meleset", 1, 1, 0, 0)),
    (["a 1"], {"a": "ya"}, ("tercapai", 1, 0, 1, 0)),
    (["a 1"], {"a": ""}, ("tak_terlapor", 1, 0, 0, 0)),
    (["a 1", "b 1"], {"a": "ya", "b": "tidak"}, ("meleset", 2, 1, 1, 0)),
    (["a 1", "b 1"], {"a": "ya", "b": ""}, ("tercapai", 2, 0, 1, 0)),
    (["a 1", "b 1"], {"a": "tidak", "b": ""}, ("meleset", 2, 1, 0, 0)),
    (["a 1", "a 1"], {"a": "ya"}, ("tercapai", 1, 0, 1, 0)),  # one link, written twice
    (["a 1"], {"a": ("ya", 150.0)}, ("tercapai", 1, 0, 1, 0)),
    (["a 1"], {"a": ("ya", 150.01)}, ("tercapai", 1, 0, 1, 1)),  # the target is in question
    (["a 1"], {"a": ("tidak", 300.0)}, ("meleset", 1, 1, 0, 0)),  # a missed one is never thin
    (["c 1"], {"a": "ya"}, ("tanpa_janji", 0, 0, 0, 0)),  # an indicator that promised nothing this year
]


@pytest.mark.parametrize(("pairs", "capaian", "right"), GROUPS, ids=range(len(GROUPS)))
def test_every_group(pairs, capaian, right):
    (row,) = made(programmes(("1", 10.0, 8.0)), links(*pairs), promised(**capaian)).itertuples()
    assert (row.kelompok, row.n_janji, row.n_meleset, row.n_tercapai, row.n_tipis) == right
    assert right[0] in KELOMPOK


@pytest.mark.parametrize(("status", "right"), [("dihitung", ("tercapai", 2)), ("target_kosong", ("meleset", 1))])
def test_what_has_no_target_was_not_promised(status, right):
    capaian = promised(a="tidak" if status == "target_kosong" else "ya", b="").assign(status=["dihitung", status])
    (row,) = made(programmes(("1", 10.0, 8.0)), links("a 1", "b 1"), capaian).itertuples()
    assert (row.kelompok, row.n_janji) == right


def test_two_dinas_with_equal_codes_are_each_as_alone():
    given = {
        "x": (programmes(("1", 10.0, 8.0), ("2", 30.0, 20.0)), links("a 1", "b 2"), promised(a="tidak", b="ya"), outputs(("1", 2, 1, 50.0))),
        "y": (programmes(("1", 7.0, 7.0), ("2", 5.0, 1.0)), links("b 1"), promised(a="ya", b="ya"), outputs(("2", 3, 0, 100.0))),
    }
    named = {dinas: [part.assign(dinas=dinas) for part in parts] for dinas, parts in given.items()}
    alone = pd.concat([made(*parts) for parts in named.values()], ignore_index=True)
    together = made(*(pd.concat(parts, ignore_index=True) for parts in zip(*named.values(), strict=True)))
    pd.testing.assert_frame_equal(together, alone, check_dtype=False)
    assert set(alone["kelompok"]) == {"meleset", "tercapai", "tanpa_janji"}


def test_a_promise_written_twice_counts_once():
    capaian = promised(a="tidak", b="tidak").assign(ganda=["", "a"])
    (row,) = made(programmes(("1", 10.0, 8.0)), links("a 1", "b 1"), capaian).itertuples()
    assert (row.n_janji, row.n_meleset, row.janji) == (1, 1, "a")


def test_a_programme_counts_once_in_its_group_and_in_the_sum():
    found = made(programmes(("1", 10.0, 8.0), ("2", 30.0, 20.0)), links("a 1", "b 1", "b 2"), promised(a="tidak", b="ya"))
    assert found["kode"].tolist() == ["1", "2"]
    sums = sum_kelompok(found).set_index("kelompok")
    assert sums["realisasi_rp"].to_dict() == {"meleset": 8.0, "tercapai": 20.0}
    assert sums["n_program"].tolist() == [1, 1] and sums["bagian_persen"].sum() == pytest.approx(100)


def test_groups_stand_in_their_order_and_the_most_money_first_those_of_the_same_promises_together():
    lines = programmes(("1", 9.0, 9.0), ("2", 5.0, 5.0), ("3", 6.0, 6.0), ("4", 5.0, 5.0), ("5", 90.0, 90.0), ("6", 1.0, NONE))
    found = made(lines, links("a 1", "b 2", "b 3", "b 6", "c 4"), promised(a="tidak", b="tidak", c="ya"))
    assert found["kode"].tolist() == ["3", "2", "6", "1", "4", "5"], "b: 11, then a: 9; unknown money last in its promises"
    assert found["kelompok"].tolist() == ["meleset"] * 4 + ["tercapai", "tanpa_janji"]


def test_only_programmes_and_no_input_is_changed():
    lines = pd.concat([programmes(("1", 10.0, 8.0)), programmes(("1.2", 10.0, 8.0)).assign(level="kegiatan"), programmes(("", 10.0, 8.0)).assign(level="dinas")])
    before = lines.copy(deep=True)
    assert made(lines, links("a 1"), promised(a="ya"))["kode"].tolist() == ["1"]
    pd.testing.assert_frame_equal(lines, before)


MONEY = [
    ((10.0, 8.0), "Rp8 dari Rp10", "80,00 %"),
    ((10.0, NONE), "pagu Rp10, realisasi tidak tercetak", ""),
    ((NONE, 8.0), "Rp8, pagu tidak tercetak", ""),
    ((NONE, NONE), "", ""),
    ((0.0, 0.0), "Rp0 dari Rp0", ""),
]


@pytest.mark.parametrize(("money", "said", "share"), MONEY, ids=range(len(MONEY)))
def test_money_that_is_not_known_is_said_to_be_missing(money, said, share):
    given = links("a 1"), promised(a="tidak")
    found = made(programmes(("1", *money)), *given)
    cells = table_rupiah_janji(found, *given, "id").baris[0]
    assert tuple("" if cell == "–" else cell for cell in cells[1:3]) == (said, share)
    sums = sum_kelompok(found)
    assert pd.isna(sums["realisasi_rp"].iloc[0]) == pd.isna(money[1]), "a sum of nothing known is missing, not nought"
    for bahasa in ("id", "en"):
        shown = show_rupiah_janji(found, *given, bahasa).html + describe_rupiah_janji(found, bahasa)
        assert not re.search(r"\b(nan|None|inf)\b|<NA>", re.sub("<[^>]*>", " ", shown))
    assert bool(describe_rupiah_janji(found, "id")) == (not pd.isna(money[1]))


def test_known_money_is_summed_beside_unknown():
    found = made(programmes(("1", 10.0, 8.0), ("2", 10.0, NONE)), links("a 1", "a 2"), promised(a="tidak"))
    assert sum_kelompok(found)[["n_program", "realisasi_rp"]].values.tolist() == [[2, 8.0]]


def test_the_sentence_names_every_group_and_its_share():
    found = made(programmes(("1", 10.0, 4e6), ("2", 10.0, 3e6), ("3", 10.0, 2e6), ("4", 10.0, 1e6)), links("a 1", "b 2", "c 3"), promised(a="tidak", b="ya", c=""))
    assert describe_rupiah_janji(found, "id") == (
        "Yang dibelanjakan: Rp4,00 juta (40,00 %) di 1 program yang mendukung sedikitnya satu janji yang meleset; Rp3,00 juta (30,00 %) di 1 program yang tidak satu pun janjinya meleset; "
        "Rp2,00 juta (20,00 %) di 1 program yang nasib janjinya tidak diketahui; Rp1,00 juta (10,00 %) di 1 program yang tidak dikaitkan dengan janji mana pun."
    )


def test_the_board_of_programmes_heads_them_with_their_promises_and_marks():
    given = links("a 1", "a 2", "b 3"), promised(a="tidak", b="")
    found = made(programmes(("1", 10.0, 8e6), ("2", 10.0, 3e6), ("3", 10.0, 1.0), ("4", NONE, NONE)), *given, outputs(("1", 3, 1, 80.0)))
    page = show_rupiah_janji(found, *given, "id").html
    heads = re.findall(r'class="kelompok">.*?colspan="\d">([^<]*)</th>', page)
    assert heads == ["▲ Nama a: 50,00 % (2 program, Rp11,00 juta)", "○ Nama b", "tidak dikaitkan dengan janji mana pun"]
    assert "2 dari 3 sesuai rencana" in page
    assert re.findall(r'<tr role="row" class="(\w+)"><th scope="row"', page) == ["kurang", "kurang", "kosong", "kosong"]
    assert page.count("<svg") == 3, "an unknown budget has no bar"


@pytest.mark.parametrize(
    ("values", "look"),
    [
        ((50.0,), "kurang"),
        ((99.5,), "sedang"),
        ((99.5, 50.0), "kurang"),
        ((99.5, 98.0), "sedang"),
        ((NONE,), "kurang"),
    ],
)
def test_the_money_of_a_missed_promise_has_the_colour_of_its_mark(values, look):
    """The worst of the missed ones; what was met in the same group changes nothing."""
    codes = [f"m{n}" for n in range(len(values))]
    given = (
        links(*(f"{code} 1" for code in codes), "ok 1"),
        promised(
            ok="ya", **{code: ("tidak", value) for code, value in zip(codes, values, strict=True)}
        ),
    )
    page = show_rupiah_janji(made(programmes(("1", 10.0, 8e6)), *given), *given, "id").html
    assert re.findall(r'<tr role="row" class="(\w+)"><th scope="row"', page) == [look]


OVERHEAD = [
    # codes of the programmes behind the missed promise, money, marks, what is said of overhead
    (
        ["1.06.01", "1.06.02"],
        (6e6, 2e6),
        ["ya", ""],
        ", di antaranya Rp6,00 juta program penunjang (gaji, kantor).",
    ),
    (
        ["1.06.01", "2.08.01"],
        (6e6, 2e6),
        ["ya", "ya"],
        ", di antaranya Rp8,00 juta program penunjang (gaji, kantor).",
    ),
    (["1.06.02", "1.06.10"], (6e6, 2e6), ["", ""], "satu janji yang meleset."),
    (["1.06.01", "1.06.02"], (NONE, 2e6), ["ya", ""], "satu janji yang meleset."),
]


@pytest.mark.parametrize(("codes", "money", "marks", "right"), OVERHEAD, ids=range(len(OVERHEAD)))
def test_the_overhead_behind_the_promises_is_named(codes, money, marks, right):
    lines = programmes(*((code, 10e6, spent) for code, spent in zip(codes, money, strict=True)))
    found = made(lines, links(*(f"a {code}" for code in codes)), promised(a="tidak"))
    assert found.set_index("kode")["penunjang"].reindex(codes).tolist() == marks
    assert describe_rupiah_janji(found, "id").endswith(right)
    assert ("overhead" in describe_rupiah_janji(found, "en")) == ("penunjang" in right)


def test_without_programmes_a_sentence():
    assert show_rupiah_janji(made(programmes(), links(), promised()), links(), promised(), "id").teks == ("Tidak ada program dengan anggaran pada tahun ini.",)


def test_names_of_programmes_and_promises_are_text():
    given = links("a 1"), promised(a="tidak").assign(nama_indikator="<b>x</b>")
    page = show_rupiah_janji(made(programmes(("1", 10.0, 8.0)).assign(nama="<i>y</i>"), *given), *given, "id").html
    assert "<b>" not in page and "<i>" not in page and page.lower().count("&lt;") == 4


@pytest.mark.parametrize("which", REPORTS, ids=lambda which: which[0])
def test_the_money_behind_missed_promises_is_the_verdicts(which):
    found = report(*which)
    facts = find_simpulan({name: getattr(found, name) for name in HASIL if name in ("capaian", "dukungan", "efisiensi")})
    sums = sum_kelompok(found.rupiah_janji).set_index("kelompok")["realisasi_rp"]
    missed = found.rupiah_janji[found.rupiah_janji["kelompok"] == "meleset"]
    technical = missed[~is_overhead(missed["kode"])]["realisasi_rp"].sum(min_count=1)
    assert technical == pytest.approx(facts["di_belakang_rp"], nan_ok=True), "the verdict leaves out the overhead"
    assert found.rupiah_janji["kode"].is_unique
    assert sums.sum() == pytest.approx(facts["belanja_rp"]), "every programme stands in one group"
    assert set(sums.index) <= set(KELOMPOK)


# --- folds -----------------------------------------------------------------------------------------------------------


def test_no_table_no_fold():
    table = Tabel("Judul <b>", ("A",), (False,), (("x",),))
    assert fold_table(None) is None
    assert together(fold_table(None), fold_table(table)).html == fold_table(table).html
    sentence = table_ringkasan_temuan(report(*REPORTS[0]).temuan.iloc[:0], "id")
    assert fold_table(sentence) is sentence and "<details>" not in sentence.html, "a sentence in its place stays open"
    assert fold_table(table).html.startswith("<details><summary>Judul &lt;b&gt;</summary>")


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("key", ["deret", "putus", "temuan"])
def test_a_reading_aid_is_folded_under_its_name(key, bahasa):
    page = explain_reading(key, bahasa).html
    assert page.startswith("<details><summary>") and page.count("<p>") == 1 and len(page) > 200


# --- one matrix of measures ------------------------------------------------------------------------------------------

VERDICTS = [("efisien", "", "● 10,00"), ("tidak efisien", "", "▲ 10,00"), ("di bawah pagu", "", "● 10,00"), ("tidak efektif", "", "▲ 10,00"), ("", "", "10,00"), ("efisien", "target_tidak_tercapai", "10,00")]


def measures(*rows) -> pd.DataFrame:
    """Rows: code, measure, value, verdict, reason."""
    frame = pd.DataFrame(rows, columns=["kode", "ukuran", "nilai", "putusan", "alasan"])
    return frame.assign(level="program", nama="PROGRAM " + frame["kode"], tahun=2023)


@pytest.mark.parametrize(("putusan", "alasan", "cell"), VERDICTS, ids=range(len(VERDICTS)))
def test_a_value_carries_the_mark_of_its_verdict_and_none_where_the_target_was_missed(putusan, alasan, cell):
    table = table_matriks(measures(("1", "nilai_efisiensi", 10.0, putusan, alasan)), "id")
    assert table.baris == (("Program 1", cell),)


def test_the_matrix_holds_every_value_of_every_programme_once():
    rows = measures(("1", "nilai_efisiensi", 10.0, "", ""), ("1", "efisiensi_sisa_persen", NONE, "", "pagu_nol"), ("2", "efisiensi_sisa_persen", -4.0, "tidak efisien", ""))
    table = table_matriks(rows, "id")
    assert len(table.kepala) == 3 and [row[0] for row in table.baris] == ["Program 1", "Program 2"]
    assert [row[1:] for row in table.baris] == [("10,00", "–"), ("–", "▲ −4,00")]
    assert table_matriks(rows.assign(level="dinas"), "id") is None
    for which in REPORTS:
        ukuran = report(*which).ukuran
        program = ukuran[ukuran["level"] == "program"]
        whole = table_matriks(ukuran, "id")
        assert sum(cell != "–" for row in whole.baris for cell in row[1:]) == program["nilai"].notna().sum()
        page = say_ukuran(ukuran, count_verdicts(ukuran, report(*which).efisiensi), "id").html
        assert page.count("<details>") == 2, "the whole dinas and the matrix, folded"


# --- projections that tell something ---------------------------------------------------------------------------------

PAST = {"indikator": "a", "dipakai": True}
TELLING = [
    # past figures, used or not, interval of the first year, told
    ([1.0, 4.0], True, (1.0, 3.0), True),
    ([1.0, 4.0], True, (1.0, 4.0), True),  # as wide as all that was ever reached
    ([1.0, 4.0], True, (1.0, 4.01), False),
    ([2.0, 2.0], True, (2.0, 2.0), True),
    ([1.0, 4.0], True, (NONE, NONE), False),
    ([1.0, 4.0, 90.0], [True, True, False], (1.0, 9.0), False),  # what is outside the series widens nothing
]


@pytest.mark.parametrize(("values", "used", "ends", "told"), TELLING, ids=range(len(TELLING)))
def test_a_projection_wider_than_the_past_tells_nothing(values, used, ends, told):
    past = pd.DataFrame({"indikator": "a", "dipakai": used, "realisasi_angka": values})
    ahead = pd.DataFrame({"indikator": "a", "metode": ["nilai_akhir", "nilai_akhir", "geser"], "tahun": [2025, 2024, 2024], "bawah": [-99.0, ends[0], -99.0], "atas": [99.0, ends[1], 99.0]})
    assert len(telling_projections(ahead, past)) == (3 if told else 0), "the first year of the method that repeats the last figure decides, for all its rows"


def test_nothing_projected_tells_nothing():
    ahead = pd.DataFrame(columns=["indikator", "metode", "tahun", "bawah", "atas"])
    assert telling_projections(ahead, pd.DataFrame({"indikator": ["a"], "dipakai": True, "realisasi_angka": [1.0]})).empty


# --- findings --------------------------------------------------------------------------------------------------------


def explanations(page: str) -> list[str]:
    """What the rows of the findings say, in their order; a row ends where its answer or its consequences begin."""
    return [re.split(r"<br>|\n", cell)[0] for cell in re.findall(r'<td class="panjang">(.*?)</td></tr>', page, re.DOTALL)]


@pytest.mark.parametrize("which", REPORTS, ids=lambda which: which[0])
def test_the_first_ten_findings_stand_open_the_others_are_folded_none_twice_none_lost(which):
    temuan = report(*which).temuan
    weak = temuan["jenis"] == "target_lemah"
    roots = temuan[temuan["akar"] == ""]
    page = table_temuan(temuan, "id").html
    first, *folded = re.split(r"<details><summary>(?=\d+ (?:pertentangan lain|temuan perlu dilihat|target lemah))", page)
    said = explain(temuan, "id").map(lambda text: str(escape(text)))
    unsure = is_unsure(temuan)
    known = roots[~(weak | unsure)[roots.index]]
    later = [known.iloc[10:].loc[lambda rows, grade=grade: rows["keparahan"] == grade] for grade in ("tinggi", "sedang", "rendah")]
    order = [index for rows in (known.head(10), *later, roots[unsure[roots.index]], roots[weak[roots.index]]) for index in rows.index]
    assert len(explanations(first)) == min(len(known), 10)
    assert len(explanations(page)) == len(order) == len(roots), "each once"
    assert all(shown.startswith(said[index]) for shown, index in zip(explanations(page), order, strict=True)), "in the order of the frame"
    assert page.count("<li>") == (temuan["akar"] != "").sum(), "consequences under their root"
    assert [int(part.split()[0]) for part in folded] == [len(explanations(part)) for part in folded]


@pytest.mark.parametrize("n", [1, 9, 10, 11])
def test_ten_is_the_limit(n):
    temuan = report(*REPORTS[0]).temuan
    sure = (temuan["akar"] == "") & (temuan["jenis"] != "target_lemah") & ~is_unsure(temuan)
    roots = temuan[sure].head(n)
    page = table_temuan(roots, "id").html
    assert ("pertentangan lain" in page) == (n == 11)


# --- print -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("bahasa", "said"), [("id", "hanya di halaman HTML"), ("en", "on the HTML page only")])
def test_print_says_of_a_fold_that_it_is_left_out(bahasa, said):
    css = read_css(bahasa)
    paper = css.split("@media print{", 1)[1]
    assert re.search(rf'details:not\(\[open\]\)>summary::after\{{content:" \(" "{said}" "\)"\}}', paper)
    assert said not in css.split("@media print{", 1)[0], "on the screen a fold can be opened"
    assert "«" not in css and "details:not([open]){display:none}" not in paper.replace(".deret details:not([open]){display:none}", "")
    narrow = re.search(r"@media ([^{]*)\{\.papan,", css)[1]
    assert "screen" in narrow, "paper as narrow as a phone still has a table"
    assert np.all([name in css for name in (".papan", ".palang", ".kelompok", ".baik .isi", ".kurang .isi")])
