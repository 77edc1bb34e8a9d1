"""Chapter Efisiensi: sentences, tables and the dumbbells hold the frames' numbers; the word efisien only with the name of its measure."""

import html
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from lakip_analysis.efficiency import compute_efisiensi, tables
from lakip_analysis.efficiency import sentences as say
from lakip_analysis.efficiency.cost import compare_biaya, compare_frontier, compute_biaya
from lakip_analysis.efficiency.figures import plot_biaya
from lakip_analysis.efficiency.people import check_marks, fit_rules
from lakip_analysis.efficiency.support import compute_dukungan, explain_indicators, split_money, support_tree
from lakip_analysis.efficiency.verdict import compare_measures, count_verdicts

BARE = re.compile(r"\b(nan|NaN|None|inf|NaT)\b|<NA>")
CODES = ["1.06.01", "1.06.02", "1.06.03"]


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def anggaran(money) -> pd.DataFrame:
    frame = pd.DataFrame(money, columns=["pagu_rp", "realisasi_rp"], dtype=float)
    return frame.assign(dinas="d", tahun=2024, kode=CODES[: len(frame)], level="program", nama=[f"PROGRAM KE {i + 1}" for i in range(len(frame))]).astype({"kode": str, "nama": str})


def capaian(*values) -> pd.DataFrame:
    frame = pd.DataFrame({"indikator": list("abc")[: len(values)], "capaian_persen": pd.Series(values, dtype=float)})
    return frame.assign(dinas="d", tahun=2024, nama_indikator="Nama " + frame["indikator"].astype(str))


LINKS = pd.DataFrame({"indikator": list("abc"), "kode": CODES})


def keluaran(*rows) -> pd.DataFrame:
    """rows: (code, planned, made)."""
    return pd.DataFrame([(2024, code, f"Jumlah {i}", "orang", target, made, "baris 1") for i, (code, target, made) in enumerate(rows)], columns=["tahun", "kode", "nama_keluaran", "satuan", "target", "realisasi", "sumber"])


def cells(page: str) -> list[list[str]]:
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
    return [[html.unescape(cell) for cell in row] for row in rows]


def judged():
    spent = compute_efisiensi(anggaran([(100, 104), (100, 50), (100, 90)]), LINKS, capaian(110, 80, 100))
    ukuran = compare_measures(spent)
    return spent, ukuran, count_verdicts(ukuran)


def test_sentence_says_how_many_can_be_judged_and_where_measures_disagree():
    _, ukuran, counts = judged()
    text = say.describe_ukuran(ukuran, counts)
    assert text[0] == "Dari 3 program, 2 dapat dinilai; yang tidak dinilai: 1 karena target tidak tercapai."
    assert text[1] == "Uang yang tersisa pada target atau keluaran yang meleset bukan penghematan."
    assert re.match(r"Program ke 1: \d jenis ukuran berkata hemat, tetapi tidak menurut sisa anggaran", text[2])
    assert len(text) == 3


def test_table_of_measures_holds_formula_value_and_verdict():
    spent, ukuran, _ = judged()
    line = spent[spent["kode"] == "1.06.03"].iloc[0]
    rows = {row[0]: row for row in cells(tables.table_ukuran(ukuran, line))[1:]}
    assert rows["Sisa anggaran"][1:5] == ["100 − serapan", "Pontianak", "10,00", "efisien menurut sisa anggaran"]
    missed = {row[0]: row[4] for row in cells(tables.table_ukuran(ukuran, spent[spent["kode"] == "1.06.02"].iloc[0]))[1:]}
    assert missed["Sisa anggaran"] == missed["NE"] == "tidak dinilai: target tidak tercapai"


def test_cost_sentence_names_the_dearest_and_the_cheapest_against_plan():
    money = anggaran([(1000, 900), (1000, 1000), (1000, 1000)])
    found = compute_biaya(money, keluaran(("1.06.01", 10, 12), ("1.06.02", 10, 5), ("1.06.03", 10, 10)))
    assert say.describe_biaya(found) == [
        "Biaya per satuan dapat dihitung pada 3 dari 3 keluaran: 1 lebih mahal daripada rencana, 1 lebih murah, 1 tepat.",
        "Jumlah 1: Rp200 per orang, 100,0 % lebih mahal daripada rencana Rp100 (5 dari 10 orang).",
        "Jumlah 0: Rp75 per orang, 25,0 % lebih murah daripada rencana Rp100 (12 dari 10 orang).",
    ]
    assert "Jumlah 0: rencana Rp100, nyata Rp75 per orang" in say.alt_biaya(found)
    rows = cells(tables.table_biaya(found))
    assert rows[1] == ["Jumlah 0", "1.06.01", "12 / 10 orang", "Rp900", "Rp100", "Rp75", "25,00 %", "–"]


def test_dumbbells_run_from_plan_to_actual_dearest_on_top():
    money = anggaran([(1000, 900), (1000, 1000), (1000, 4000)])
    found = compute_biaya(money, keluaran(("1.06.01", 10, 12), ("1.06.02", 10, 8), ("1.06.03", 10, 10)))
    ax = plot_biaya(found).axes[0]
    ends = [tuple(round(float(x), 6) for x in segment[:, 0]) for segment in ax.collections[0].get_segments()]
    assert ends == [(100, 75), (100, 125), (100, 200)], "cut at 200"
    assert [text.get_text() for text in ax.texts] == ["Rp75 / Rp100 (● -25 %)", "Rp125 / Rp100 (▲ 25 %)", "Rp400 / Rp100 (▲ 300 %)"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Jumlah 0 (orang)", "Jumlah 1 (orang)", "Jumlah 2 (orang)"]


def test_support_sentences_name_programmes_and_loose_ends():
    money = anggaran([(100, 90), (100, 90), (100, 90)])
    outputs = keluaran(("1.06.01", 10, 8), ("1.06.02", 10, 10), ("1.06.03", 10, 7))
    said = explain_indicators(compute_dukungan(capaian(80, 90, 100), LINKS, money, outputs))
    text = say.describe_dukungan(said, money.iloc[:1], capaian(80).assign(nama_indikator="X"))
    assert text == [
        "Nama a (80,00 %) meleset. Keluaran yang kurang ada di Program ke 1.",
        "Nama b (90,00 %) meleset. Semua keluaran program yang mendukungnya terwujud, jadi rantai dari keluaran ke hasil yang perlu ditinjau.",
        "Nama c dilaporkan 100,00 %, padahal keluaran kurang di Program ke 3: hasilnya tidak mengikuti keluarannya.",
        "Uang tanpa indikator: Program ke 1 (Rp90).", "Indikator tanpa uang: X.",
    ]  # fmt: skip
    nothing = explain_indicators(compute_dukungan(capaian(100), LINKS, money, outputs.iloc[:0]))
    assert say.describe_dukungan(nothing, money.iloc[:0], capaian()) == ["Semua indikator yang berangka mencapai targetnya, dan semua program punya indikator."]


def test_money_sentence_says_whether_the_rule_matters():
    money = anggaran([(100, 80), (100, 20)])
    alone = split_money(capaian(100, 100), LINKS, money)
    assert say.describe_uang(alone, "sama_rata").endswith("Ketiga aturan memberi hasil yang sama.")
    shared = split_money(capaian(100, 100), pd.DataFrame({"indikator": ["a", "b"], "kode": "1.06.01"}), money)
    assert say.describe_uang(shared, "bobot") == "Uang program dibagi ke indikatornya menurut aturan “menurut bobot”. Pada 2 dari 2 indikator hasilnya bergantung pada aturan itu; lihat ketiga kolom."
    assert cells(tables.table_uang(shared))[1] == ["Nama a", "Rp0", "Rp40", "Rp40", "100,00 %"]


def marks(*rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["capaian_persen", "serapan_persen", "sdm_persen", "tanda_dana", "tanda_sdm"])
    names = [f"Keluaran {i}" for i in range(len(frame))]
    return frame.assign(nama_keluaran=names, realisasi="12", satuan="orang", sdm_target=6.0, sdm_realisasi=6.0, sumber="baris 9")


def test_people_sentences_quote_the_marks_without_repeating_their_word():
    rows = marks((100, 90, 100, "efisien", "efisien"), (80, 90, 100, "efisien", "efisien"), (100, np.nan, np.nan, "efisien", "efisien"))
    text = " ".join(say.describe_sumber_daya(check_marks(rows), fit_rules(rows)))
    assert text.startswith("Dari 3 keluaran, laporan menandai 3 hemat dana dan 3 hemat pegawai.")
    assert "tidak dapat dibuktikan; yang tidak dibantah angkanya: dana: realisasi tidak melebihi pagu" in text
    assert "Pada 1 keluaran tanda itu tidak mengikuti angkanya sendiri: Keluaran 1 (capaian 80,00 %: target tidak tercapai)." in text
    assert "1 keluaran ditandai tanpa uang dan pegawai yang tercetak." in text
    page = tables.table_sumber_daya(check_marks(rows))
    assert [row[5] for row in cells(page)[1:]] == ["ditandai hemat; sesuai angkanya", "ditandai hemat, padahal target tidak tercapai", "ditandai hemat, padahal tanpa angka"]
    assert "efisien" not in text + page
    assert "tidak mencetak pegawai" in say.describe_sumber_daya(check_marks(rows.iloc[:0]), fit_rules(rows.iloc[:0]))[0]


def several(count: int) -> pd.DataFrame:
    return pd.concat([compute_biaya(anggaran([(100, 90)]).assign(dinas=f"d{i}"), keluaran(("1.06.01", 10, 10 - i))) for i in range(count)])


def test_frontier_sentence_says_when_there_are_too_few():
    assert say.describe_frontier(compare_frontier(several(2))).endswith("memerlukan paling sedikit 6 unit per keluaran; terbanyak baru 2, jadi tidak dihitung: dengan unit sesedikit itu hampir semua tampak terbaik.")
    assert "Pada 1 di antaranya unitnya cukup" in say.describe_frontier(compare_frontier(several(6)))
    assert say.describe_frontier(compare_frontier(several(1))) == "Belum ada keluaran dengan kode dan satuan yang sama di dua dinas."
    rows = cells(tables.table_banding_biaya(compare_biaya(several(2)), pd.Series({"d0": "Kota A", "d1": "Kota B"})))
    assert [row[2:] for row in rows[1:]] == [["Kota A", "2024", "10 orang", "Rp90", "Rp9", "ya"], ["Kota B", "2024", "9 orang", "Rp90", "Rp10", "ya"]]


@pytest.mark.parametrize("money", [[], [(np.nan, np.nan)], [(0, 0)]], ids=["no budget", "unknown", "zero"])
def test_nothing_known_makes_whole_sentences_and_tables(money):
    lines, results, outputs = anggaran(money), capaian(np.nan), keluaran(("1.06.01", np.nan, np.nan)).iloc[: len(money)]
    spent = compute_efisiensi(lines, LINKS, results)
    ukuran, cost, support = compare_measures(spent), compute_biaya(lines, outputs), compute_dukungan(results, LINKS, lines, outputs)
    said = [*say.describe_ukuran(ukuran, count_verdicts(ukuran)), *say.describe_biaya(cost), *say.describe_dukungan(explain_indicators(support), lines, results), say.describe_uang(split_money(results, LINKS, lines), "sama_rata")]
    pages = [tables.table_biaya(cost), tables.table_dukungan(support), tables.table_rantai(support_tree(lines, outputs)), *(tables.table_ukuran(ukuran, line) for _, line in spent.iterrows())]
    for text in [*said, *(re.sub(r"<[^>]*>", " ", page) for page in pages)]:
        assert text.strip()
        assert not BARE.search(text), text
