"""Chapter Efisiensi: sentences and tables hold the frames' numbers; the word efisien only with the name of its measure."""

import re

import numpy as np
import pandas as pd
import pytest

from lakip_analysis.bahasa.say import say
from lakip_analysis.efisiensi import (
    view_biaya,
    view_dukungan,
    view_hasil,
    view_janji,
    view_serapan,
    view_sumber_daya,
    view_ukuran,
)
from lakip_analysis.efisiensi.compute import compute_efisiensi
from lakip_analysis.efisiensi.cost import compare_biaya, compare_frontier, compute_biaya
from lakip_analysis.efisiensi.janji import compute_rupiah_janji
from lakip_analysis.efisiensi.people import check_marks, fit_rules
from lakip_analysis.efisiensi.support import (
    compute_dukungan,
    explain_indicators,
    find_short_outputs,
    find_unlinked,
    physical_progress,
    split_money,
)
from lakip_analysis.efisiensi.verdict import compare_measures, count_verdicts

BARE = re.compile(r"\b(nan|NaN|None(?! of the)|inf|NaT)\b|<NA>")
CODES = ["1.06.01", "1.06.02", "1.06.03"]


def anggaran(money) -> pd.DataFrame:
    frame = pd.DataFrame(money, columns=["pagu_rp", "realisasi_rp"], dtype=float)
    return frame.assign(dinas="d", tahun=2024, kode=CODES[: len(frame)], level="program", nama=[f"PROGRAM KE {i + 1}" for i in range(len(frame))]).astype({"kode": str, "nama": str})


def capaian(*values) -> pd.DataFrame:
    frame = pd.DataFrame({"indikator": list("abc")[: len(values)], "capaian_persen": pd.Series(values, dtype=float)})
    return frame.assign(dinas="d", tahun=2024, nama_indikator="Nama " + frame["indikator"].astype(str))


def promises(*values) -> pd.DataFrame:
    """The same as `compute_capaian` gives them: met from 100 on."""
    frame = capaian(*values)
    met = np.where(frame["capaian_persen"].isna(), "", np.where(frame["capaian_persen"] >= 100, "ya", "tidak"))
    return frame.assign(ganda="", tercapai=met)


LINKS = pd.DataFrame({"indikator": list("abc"), "kode": CODES})


def keluaran(*rows) -> pd.DataFrame:
    """rows: (code, planned, made)."""
    return pd.DataFrame([(2024, code, f"Jumlah {i}", "orang", target, made, "baris 1") for i, (code, target, made) in enumerate(rows)], columns=["tahun", "kode", "nama_keluaran", "satuan", "target", "realisasi", "sumber"])


def judged():
    spent = compute_efisiensi(anggaran([(100, 104), (100, 50), (100, 90)]), LINKS, capaian(110, 80, 100))
    ukuran = compare_measures(spent)
    return spent, ukuran, count_verdicts(ukuran, spent)


def test_sentence_says_how_many_can_be_judged_and_where_measures_disagree():
    _, ukuran, counts = judged()
    text = view_ukuran.describe_ukuran(ukuran, counts, "id")
    assert text[0] == "Dari 3 program, 2 dapat dinilai; yang tidak dinilai: 1 karena target tidak tercapai."
    assert text[1] == "Uang yang tersisa pada target atau keluaran yang meleset bukan penghematan."
    assert text[2] == "Pada 1 dari 2 program yang dapat dinilai putusannya sudah pasti sebelum dihitung: targetnya tercapai dan belanjanya tidak melebihi pagu, dan dalam keadaan itu tidak satu pun ukuran yang dapat dihitung padanya dapat berkata tidak. Putusan itu hanya berkata bahwa pagunya tidak habis: tersisa Rp10 dari Rp100 (10,00 %)."
    assert text[3].startswith("Hemat atau pagu yang terlalu besar: itu baru dapat dibedakan dengan biaya satu keluaran yang volumenya lain")
    assert re.match(r"Program ke 1: \d jenis ukuran berkata hemat, tetapi tidak menurut sisa anggaran", text[4])
    assert len(text) == 5


def test_nothing_agrees_where_nothing_could_have_disagreed():
    """Malang and Belitung: "semua jenis ukuran sependapat", "hemat 4 / tidak 0" (review A4)."""
    spent = compute_efisiensi(anggaran([(100, 90), (100, 50)]), LINKS, capaian(110, 100))
    ukuran = compare_measures(spent)
    counts = count_verdicts(ukuran, spent)
    text = view_ukuran.describe_ukuran(ukuran, counts, "id")
    assert "Pada 2 dari 2 program" in text[1] and "tersisa Rp60 dari Rp200 (30,00 %)" in text[1]
    assert len(text) == 3 and not any("sependapat" in said for said in text)
    assert "the budget was not spent in full: Rp60 of Rp200 was left (30.00%)" in view_ukuran.describe_ukuran(ukuran, counts, "en")[1]
    table = view_ukuran.table_hitungan(counts, "id")
    assert table.kepala == ("Program", "Sisa pagu", "Sisa pagu, %", "Keadaan")
    assert table.baris[1:] == (("Program ke 1", "Rp10", "10,00 %", "hanya sisa pagu"), ("Program ke 2", "Rp50", "50,00 %", "hanya sisa pagu"))


def test_what_could_have_been_otherwise_is_counted_beside_what_was_left():
    _, _, counts = judged()
    rows = {row[0]: row[1:] for row in view_ukuran.table_hitungan(counts, "id").baris}
    assert rows == {"Program ke 1": ("Rp−4", "−4,00 %", "berselisih", "2", "1"), "Program ke 3": ("Rp10", "10,00 %", "hanya sisa pagu", "–", "–")}


def test_table_of_measures_holds_formula_value_and_verdict():
    spent, ukuran, _ = judged()
    line = spent[spent["kode"] == "1.06.03"].iloc[0]
    rows = {row[0]: row for row in view_ukuran.table_ukuran(ukuran, line, "id").baris}
    assert rows["Sisa anggaran"][1:5] == ("100 − serapan", "Pontianak", "10,00", "efisien menurut sisa anggaran; tidak mungkin lain")
    missed = {row[0]: row[4] for row in view_ukuran.table_ukuran(ukuran, spent[spent["kode"] == "1.06.02"].iloc[0], "id").baris}
    assert missed["Sisa anggaran"] == missed["NE"] == "tidak dinilai: target tidak tercapai"


def test_cost_sentence_names_the_dearest_and_the_cheapest_against_plan():
    money = anggaran([(1000, 900), (1000, 1000), (1000, 1000)])
    found = compute_biaya(money, keluaran(("1.06.01", 10, 12), ("1.06.02", 10, 5), ("1.06.03", 10, 10)))
    assert view_biaya.describe_biaya(found, "id") == [
        "Biaya per satuan dapat dihitung pada 3 dari 3 keluaran.",
        "Pada 1 di antaranya volumenya tepat seperti rencana: selisih biayanya hanya sisa pagu, bukan biaya satuan yang berubah.",
        "Pada 2 volumenya lain daripada rencana: 1 lebih mahal per satuan daripada rencana, 1 lebih murah per satuan daripada rencana.",
        "Jumlah 1: Rp200 per orang, 100,0 % lebih mahal daripada rencana Rp100 (5 orang, rencana 10).",
        "Jumlah 0: Rp75 per orang, 25,0 % lebih murah daripada rencana Rp100 (12 orang, rencana 10).",
    ]
    assert view_biaya.table_biaya(found, "id").baris[0] == ("Jumlah 0", "1.06.01", "12 / 10 orang", "Rp900", "Rp100", "Rp75", "25,00 %", "–")
    assert view_biaya.table_biaya(found, "id").baris[2][-2:] == ("0,00 %", "volume tepat seperti rencana: selisihnya hanya sisa pagu")


def test_the_planned_volume_for_more_than_the_budget_is_no_budget_left_over():
    money = anggaran([(1000, 900), (1000, 1100), (1000, 1000)])
    found = compute_biaya(money, keluaran(*((f"1.06.0{n}", 10, 10) for n in (1, 2, 3))))
    assert found["status"].tolist() == ["sisa_pagu", "lebih_pagu", "sisa_pagu"]
    assert view_biaya.describe_biaya(found, "id")[1:] == [
        "Pada 2 di antaranya volumenya tepat seperti rencana: selisih biayanya hanya sisa pagu, bukan biaya satuan yang berubah.",
        "Pada 1 di antaranya volumenya tepat seperti rencana tetapi belanjanya melebihi pagu: tiap satuannya lebih mahal sebesar kelebihan itu.",
    ]
    assert view_biaya.table_biaya(found, "id").baris[1][-2:] == ("−10,00 %", "volume tepat seperti rencana, belanjanya melebihi pagu")


def test_58_children_are_not_58_of_30():
    """Malang 2023, review R8: "58 dari 5 orang" is no Indonesian."""
    found = compute_biaya(anggaran([(925_275_812, 879_894_245)]), keluaran(("1.06.01", 30, 58)))
    assert view_biaya.describe_biaya(found, "id")[-1].endswith("50,8 % lebih murah daripada rencana Rp30.842.527 (58 orang, rencana 30).")
    assert view_biaya.describe_biaya(found, "en")[-1].endswith("(58 people, 30 planned).")


def test_documents_are_counted_and_get_no_cost():
    """Malang 2023, 1.06.05.2.02: "Rp11.497.045.300 per dokumen, hemat 32,69 %" (review A4, R8)."""
    found = compute_biaya(anggaran([(17_081_272_300, 11_497_045_300)]), keluaran(("1.06.01", 1, 1)).assign(satuan="dokumen"))
    assert view_biaya.describe_biaya(found, "id") == ["Biaya per satuan dapat dihitung pada 0 dari 1 keluaran.", "1 keluaran berupa dokumen, laporan atau paket tidak diberi biaya per satuan: banyaknya tidak berkata seberapa besar pekerjaannya."]
    assert view_biaya.table_biaya(found, "id").baris[0][-4:] == ("–", "–", "–", "dokumen, laporan atau paket: tidak punya biaya per satuan")
    assert "tidak punya biaya per satuan" in view_biaya.say_biaya(found, "id").html, "the table stands, folded"
    assert view_biaya.say_biaya(found, "id").html.count("<details>") == 1


def test_support_sentences_name_programmes_and_loose_ends():
    money = anggaran([(100, 90), (100, 90), (100, 90)]).assign(kode=PROGRAMMES)
    outputs = keluaran(("1.06.04", 20, 17), ("1.06.05", 10, 10), ("1.06.06", 10, 7))
    support = compute_dukungan(capaian(80, 90, 100), LINKS.assign(kode=PROGRAMMES), money, outputs)
    said, short = explain_indicators(support), find_short_outputs(support, outputs)
    text = view_dukungan.describe_dukungan(said, short, capaian(80).assign(nama_indikator="X"), "id")
    assert text == [
        "Nama a (80,00 %) meleset. Bersamaan dengan itu yang kurang: Jumlah 0 17 dari 20 orang (Program ke 1).",
        "Nama b (90,00 %) meleset. Keluaran yang diketahui dari program yang dikaitkan dengannya sesuai rencana, hasilnya tidak: keluaran itu saja tidak menjelaskannya.",
        "Nama c dilaporkan 100,00 %; bersamaan dengan itu yang kurang: Jumlah 2 7 dari 10 orang (Program ke 3).",
        "Indikator tanpa program yang langsung dikaitkan: X.",
    ]
    nothing = explain_indicators(compute_dukungan(capaian(100), LINKS, money, outputs.iloc[:0]))
    assert view_dukungan.describe_dukungan(nothing, short.iloc[:0], capaian(), "id") == ["Semua indikator yang berangka mencapai targetnya; di sampingnya tidak tercatat keluaran yang kurang."]


PROGRAMMES = ["1.06.04", "1.06.05", "1.06.06"]


def test_many_short_outputs_are_cut_and_a_share_is_no_part_of_a_share():
    money, links = anggaran([(100, 90)]).assign(kode=PROGRAMMES[:1]), LINKS.iloc[:1].assign(kode=PROGRAMMES[:1])
    outputs = keluaran(*((f"1.06.04.2.01.000{n}", 100, 95 - n) for n in range(5))).assign(satuan=["orang", "orang", "orang", "orang", "%"])
    support = compute_dukungan(capaian(160), links, money, outputs)
    (text,) = view_dukungan.describe_dukungan(explain_indicators(support), find_short_outputs(support, outputs), capaian(), "id")
    assert text == "Nama a (160,00 %) di atas 150 % dari targetnya. Sementara itu yang kurang: Jumlah 4 91,00 %, rencana 100,00 % (Program ke 1); Jumlah 3 92 dari 100 orang (Program ke 1); dan 3 keluaran lain. Periksa target dan sebab yang disebut laporan."


CAUSAL = re.compile(r"\b(menjelaskan|penyebab|sebabnya|karena|akibat|because|explains?|causes?|due to)\b")


@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_what_stands_beside_a_result_is_not_called_its_cause(bahasa):
    """Every sentence of the section, whatever the outputs did (review R7)."""
    money = anggaran([(100, 50), (100, 90), (100, 90)])
    for codes in (CODES, PROGRAMMES):
        for outputs in (keluaran(), keluaran(*((code, 10, made) for code, made in zip(codes, (8, 10, 7), strict=True)))):
            for values in ((80, 90, 100), (130, 160, 90)):
                lines = money.assign(kode=codes)
                support = compute_dukungan(capaian(*values), LINKS.assign(kode=codes), lines, outputs)
                said = view_dukungan.describe_dukungan(explain_indicators(support), find_short_outputs(support, outputs), capaian(), bahasa)
                assert not any(CAUSAL.search(text) for text in said), said


def test_money_sentence_says_whether_the_rule_matters():
    money = anggaran([(100, 80), (100, 20)])
    alone = split_money(capaian(100, 100), LINKS, money)
    assert view_dukungan.describe_uang(alone, "sama_rata", "id").endswith("Ketiga aturan memberi hasil yang sama.")
    shared = split_money(capaian(100, 100), pd.DataFrame({"indikator": ["a", "b"], "kode": "1.06.01"}), money)
    assert view_dukungan.describe_uang(shared, "bobot", "id") == "Uang program dibagi ke indikatornya menurut aturan “menurut bobot”. Pada 2 dari 2 indikator hasilnya bergantung pada aturan itu; lihat ketiga kolom."
    assert view_dukungan.table_uang(shared, "id").baris[0] == ("Nama a", "Rp0", "Rp40", "Rp40", "100,00 %")


def marks(*rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["capaian_persen", "serapan_persen", "sdm_persen", "tanda_dana", "tanda_sdm"])
    names = [f"Keluaran {i}" for i in range(len(frame))]
    return frame.assign(nama_keluaran=names, realisasi="12", satuan="orang", sdm_target=6.0, sdm_realisasi=6.0, sumber="baris 9")


def test_people_sentences_quote_the_marks_without_repeating_their_word():
    rows = marks((100, 90, 100, "efisien", "efisien"), (80, 90, 100, "efisien", "efisien"), (100, np.nan, np.nan, "efisien", "efisien"))
    text = " ".join(view_sumber_daya.describe_sumber_daya(check_marks(rows), fit_rules(rows), "id"))
    assert text.startswith("Dari 3 indikator kerja, laporan menandai 3 hemat dana dan 3 hemat pegawai.")
    assert "tidak dapat dibuktikan; yang tidak dibantah angkanya: dana: realisasi tidak melebihi pagu" in text
    assert "Pada 1 indikator kerja tanda itu tidak mengikuti angkanya sendiri: Keluaran 1 (capaian 80,00 %: target tidak tercapai)." in text
    assert "1 indikator kerja ditandai tanpa uang dan pegawai yang tercetak." in text
    table = view_sumber_daya.table_sumber_daya(check_marks(rows), "id")
    assert [row[5] for row in table.baris] == ["ditandai hemat; sesuai angkanya", "ditandai hemat, padahal target tidak tercapai", "ditandai hemat, padahal tanpa angka"]
    assert "efisien" not in text + table._repr_html_()
    assert "belum diisi dalam data" in view_sumber_daya.describe_sumber_daya(check_marks(rows.iloc[:0]), fit_rules(rows.iloc[:0]), "id")[0]


def test_a_promise_written_at_two_levels_has_each_programme_once():
    support = compute_dukungan(capaian(90.0), LINKS, anggaran([(100, 90)]), keluaran(("1.06.01", 10, 10)))
    again = support.assign(indikator="sasaran-juga")
    assert len(support) and view_dukungan.table_dukungan(pd.concat([support, again]), "id").baris == view_dukungan.table_dukungan(support, "id").baris


def several(count: int) -> pd.DataFrame:
    return pd.concat([compute_biaya(anggaran([(100, 90)]).assign(dinas=f"d{i}"), keluaran(("1.06.01", 10, 10 - i))) for i in range(count)])


def test_frontier_sentence_says_when_there_are_too_few():
    assert view_biaya.describe_frontier(compare_frontier(several(2)), "id").endswith("memerlukan paling sedikit 6 unit per keluaran dan tahun; terbanyak baru 2, jadi tidak dihitung: dengan unit sesedikit itu hampir semua tampak terbaik.")
    assert view_biaya.describe_frontier(compare_frontier(several(6)), "id").endswith("Pada 1 keluaran dan tahun unitnya cukup untuk batas terbaik (DEA); tiap tahun diukur sendiri.")
    odd = several(7).assign(realisasi_rp=[90.0] * 6 + [0.001])
    assert view_biaya.describe_frontier(compare_frontier(odd), "id").endswith(" 1 biaya satuan lebih dari 5 kali nilai tengahnya pada tahun itu, atau kurang dari 1/5-nya: angkanya perlu diperiksa dahulu, dan tidak ikut dibandingkan.")
    assert view_biaya.describe_frontier(compare_frontier(several(1)), "id") == "Belum ada keluaran dengan kode, satuan dan nama yang sama di dua dinas."
    table = view_biaya.table_banding_biaya(compare_biaya(several(2)), pd.Series({"d0": "Kota A", "d1": "Kota B"}), "id")
    assert [row[2:] for row in table.baris] == [("Kota A", "2024", "10 orang", "Rp90", "Rp9", "ya"), ("Kota B", "2024", "9 orang", "Rp90", "Rp10", "ya")]


def test_a_cost_far_from_every_other_is_a_question():
    far = several(2).assign(biaya_nyata_rp=[199_249.0, 7_600_747.0])
    names = pd.Series({"d0": "Kota A", "d1": "Kota B"})
    assert [row[-1] for row in view_biaya.table_banding_biaya(compare_biaya(far), names, "id").baris] == ["periksa: satuannya sama tetapi biayanya berjarak 38,1 kali dari yang terdekat"] * 2
    other = far.assign(nama_keluaran=["Taruna Siaga Bencana", "Kampung Siaga Bencana"])
    assert {row[-1] for row in view_biaya.table_banding_biaya(compare_biaya(other), names, "en").baris} == {"no: the outputs have different names"}


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("money", [[], [(np.nan, np.nan)], [(0, 0)], [(0, 0), (10, np.nan)]], ids=["no budget", "unknown", "zero", "zero and unknown"])
def test_nothing_known_makes_whole_sentences_and_tables(money, bahasa):
    lines, results, outputs = anggaran(money), capaian(np.nan), keluaran(("1.06.01", np.nan, np.nan)).iloc[: len(money)]
    spent = compute_efisiensi(lines, LINKS, results)
    ukuran, cost, support = compare_measures(spent), compute_biaya(lines, outputs), compute_dukungan(results, LINKS, lines, outputs)
    promised = promises(np.nan)
    rupiah = compute_rupiah_janji(spent, support, promised, physical_progress(outputs))
    counts, marked = count_verdicts(ukuran, spent), marks((80, np.nan, np.nan, "efisien", "")).iloc[: len(money)]
    said = [*view_ukuran.describe_ukuran(ukuran, counts, bahasa), *view_biaya.describe_biaya(cost, bahasa), view_serapan.describe_serapan(spent, bahasa), view_hasil.describe_efisiensi(spent, bahasa)]
    said += [view_ukuran.describe_ukuran_sendiri(name, spent, pd.DataFrame(), bahasa) for name in ("sisa", "selisih", "rasio", "belanja_langsung", "tidak_ada")]
    pieces = [
        view_serapan.say_anggaran(spent, bahasa), view_janji.show_rupiah_janji(rupiah, support, promised, bahasa), view_biaya.say_biaya(cost, bahasa),
        view_dukungan.say_dukungan(support, explain_indicators(support), find_short_outputs(support, outputs), find_unlinked(results, LINKS, lines)[1], bahasa), view_dukungan.say_uang(split_money(results, LINKS, lines), "sama_rata", bahasa),
        view_sumber_daya.say_sumber_daya(check_marks(marked), fit_rules(marked), bahasa), view_ukuran.say_ukuran(ukuran, counts, bahasa), view_biaya.table_biaya(cost, bahasa), view_dukungan.table_dukungan(support, bahasa),
    ]  # every piece of the chapter
    for text in [*said, *(re.sub(r"<[^>]*>", " ", piece._repr_html_()) for piece in pieces)]:
        assert text.strip()
        assert not BARE.search(text), text


# --- budget and spending ------------------------------------------------------------------------------


@pytest.fixture
def efisiensi() -> pd.DataFrame:
    rows = [
        ("dinas", "", "", 300e6, 210e6, 70.0, 90.0, "target_tidak_tercapai"),
        ("program", "1.06.02", "PROGRAM PEMBERDAYAAN SOSIAL", 50e6, 60e6, 120.0, 250.0, "dihitung"),
        ("program", "1.06.04", "Program besar", 200e6, 100e6, 50.0, 80.0, "target_tidak_tercapai"),
        ("program", "1.06.05", "Tanpa capaian", 30e6, 30e6, 100.0, np.nan, "tanpa_capaian"),
        ("program", "1.06.06", "Tanpa pagu", np.nan, np.nan, np.nan, 100.0, "pagu_kosong"),
        ("kegiatan", "1.06.04.2.01", "Kegiatan", 200e6, 100e6, 50.0, np.nan, "tanpa_capaian"),
    ]
    return pd.DataFrame(rows, columns=["level", "kode", "nama", "pagu_rp", "realisasi_rp", "serapan_persen", "capaian_persen", "status"]).assign(capaian_terbatas_persen=lambda f: f["capaian_persen"].clip(upper=120))


def ordinary() -> pd.DataFrame:
    """Three programmes: reached, missed, tied to nothing."""
    return compute_efisiensi(anggaran([(200e6, 150e6), (100e6, 20e6), (50e6, 50e6)]), LINKS.iloc[:2], capaian(105, 50))


def test_absorption_sentence_says_the_ratio_of_sums_and_the_lowest_programme():
    text = view_serapan.describe_serapan(ordinary(), "id")
    assert text == "Dari pagu Rp350,00 juta terpakai Rp220,00 juta, serapan 62,86 %. Serapan paling rendah: Program ke 2, 20,00 %.", "220 / 350, not the mean of 75, 20 and 100"
    assert view_serapan.describe_serapan(ordinary(), "en").startswith("Of a budget of Rp350.00 million, Rp220.00 million was spent: budget execution 62.86%.")
    assert view_serapan.describe_serapan(ordinary().iloc[:0], "id") == "Anggaran tahun ini belum diisi dalam data laporan ini."


def test_efficiency_sentence_counts_met_missed_and_unlinked_programmes():
    text = view_hasil.describe_efisiensi(ordinary(), "id")
    assert text.startswith("Dari 3 program, 1 dikaitkan dengan indikator yang rata-rata capaiannya sampai target, 1 dikaitkan dengan indikator yang rata-rata capaiannya di bawah target, 1 tidak dikaitkan")
    assert text.endswith("Sisa anggaran pada target yang tidak tercapai bukan efisiensi.")


def test_a_mean_that_is_reached_does_not_hide_the_indicator_that_is_not():
    spent = ordinary()
    spent["status"] = spent["status"].replace("dihitung", "sebagian_tercapai")
    assert "1 dikaitkan dengan indikator yang rata-rata capaiannya sampai target, tetapi tidak setiap indikatornya" in view_hasil.describe_efisiensi(spent, "id")


@pytest.mark.parametrize("values", [(105, 50), (10, 20)], ids=["one target missed", "all targets missed"])
def test_never_called_efficient_when_a_target_failed(values):
    spent = compute_efisiensi(anggaran([(200e6, 150e6), (100e6, 20e6)]), LINKS, capaian(*values))
    said = [view_serapan.describe_serapan(spent, "id"), view_hasil.describe_efisiensi(spent, "id"), say("janji.catatan", "id")]
    clauses = [clause for text in said for clause in re.split(r"[.;]", text) if "efisien" in clause.lower()]
    assert clauses, "the reader is told what left-over money means"
    assert all(re.search(r"\bbukan\b", clause) for clause in clauses)


def test_own_measure_is_named_by_its_formula_and_not_praised_where_it_failed():
    spent, nothing = ordinary(), pd.DataFrame()
    assert view_ukuran.describe_ukuran_sendiri("sisa", spent, nothing, "id") == "Ukuran laporan sendiri, 100 − serapan: 37,14 % untuk seluruh program. Angka ini tidak dibaca sebagai ukuran keberhasilan (target tidak tercapai)."
    assert "achievement − budget execution: 14.64 points for all" in view_ukuran.describe_ukuran_sendiri("selisih", spent, nothing, "en")
    fine = spent.assign(status="dihitung")
    assert view_ukuran.describe_ukuran_sendiri("rasio", fine, nothing, "id") == "Ukuran laporan sendiri, capaian / serapan × 100: 123,30 % untuk seluruh program."
    assert view_ukuran.describe_ukuran_sendiri("tidak_ada", spent, nothing, "id") == "Tidak ada ukuran efisiensi milik laporan sendiri yang dapat dihitung dari datanya."
    direct = pd.DataFrame({"langsung_rp": [5e9], "belanja_rp": [10e9], "efisiensi_persen": [50.0]})
    assert view_ukuran.describe_ukuran_sendiri("belanja_langsung", spent, direct, "id").startswith("Ukuran laporan sendiri, realisasi belanja langsung dibagi realisasi belanja: Rp5,00 miliar dari Rp10,00 miliar = 50,00 %.")


def test_absorption_has_two_decimals_wherever_it_stands():
    """Singkawang 1.06.06: 75,001 % in the table of the budget beside 75,00 and 25,00 in that of the measures."""
    spent = compute_efisiensi(anggaran([(1_000_000, 750_009), (1_000_000, 999_996)]), LINKS, capaian(100, 100))
    assert [row[-1] for row in view_serapan.table_anggaran(spent, "id").baris] == ["75,00 %", "99,9996 %"]
    rupiah = compute_rupiah_janji(spent, compute_dukungan(capaian(100, 100), LINKS, anggaran([(1_000_000, 750_009), (1_000_000, 999_996)]), keluaran()), promises(100, 100), physical_progress(keluaran()))
    assert {row[2] for row in view_janji.table_rupiah_janji(rupiah, LINKS, promises(100, 100), "id").baris} == {"75,00 %", "99,9996 %"}
    assert "75,001" not in view_serapan.describe_serapan(spent, "id")
    counts = count_verdicts(compare_measures(spent), spent)
    assert "25,00 %" in {row[2] for row in view_ukuran.table_hitungan(counts, "id").baris}


def test_tables_of_the_budget_name_the_whole_dinas_and_every_level(efisiensi):
    assert view_serapan.table_anggaran(efisiensi, "en").baris[0][0] == "Programme for Social Empowerment"
    assert view_serapan.table_anggaran(efisiensi, "en").baris[-1][:3] == ("Kegiatan", "activity", "1.06.04.2.01")


@pytest.mark.parametrize(("money", "status", "words"), [((np.nan, np.nan), "pagu_kosong", "pagu tidak tercetak"), ((0, 0), "pagu_nol", "tidak ada anggaran"), ((100e6, np.nan), "realisasi_kosong", "realisasi tidak tercetak")])
def test_tables_agree_on_why_there_is_no_absorption(money, status, words):
    """Malang's programme 2.08.05: "tidak ada anggaran" in the figure, "anggaran tidak tercetak" in the table (review R14)."""
    spent = compute_efisiensi(anggaran([money, (100e6, 90e6)]), LINKS, capaian(100, 100))
    assert spent.loc[1, "status"] == status
    assert {row[0]: row[-1] for row in view_serapan.table_anggaran(spent, "id").baris}["Program ke 1"] == words
    verdicts = view_ukuran.table_ukuran(compare_measures(spent), spent.iloc[1], "id").baris
    assert {row[4] for row in verdicts} == {f"tidak dinilai: {words}"}


@pytest.mark.parametrize(("key", "bahasa", "words", "never"), [
    ("ukuran.indeks_efisiensi.baca", "id", "TE = IE − 1", "/ 1"),
    ("janji.catatan", "en", "no cause of what became of it", "because"),
    ("janji.catatan", "id", "bukan sebab nasibnya", "karena"),
    ("janji.kelompok.tercapai", "id", "tidak satu pun janjinya meleset", "semua janjinya"),
    ("janji.kelompok.tercapai", "en", "none of whose promises was missed", "all met"),
    ("dukungan.rantai.putus", "id", "keluaran itu saja tidak menjelaskannya", "ditinjau"),
    ("dukungan.catatan", "id", "tidak dibaca", "tidak disandingkan"),
    ("banding_ukuran.catatan_hitungan", "id", "tidak satu pun ikut dihitung sebagai pendapat", "tidak ada yang dihitung"),
])
def test_a_text_claims_no_more_than_its_figures(key, bahasa, words, never):
    text = say(key, bahasa, atas=120, n=1, realisasi_rp=1, bagian_persen=1)
    assert words in text
    assert never not in text
