"""The verdict that opens a report: each sentence with its true and its false case, and the four reports against their sources."""

from pathlib import Path

import pandas as pd
import pytest
from asli import asli

from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.laporan import HASIL
from lakip_analysis.reports.simpulan import DOUBTS as DOUBTED
from lakip_analysis.reports.simpulan import (
    Kalimat,
    compose_simpulan,
    find_simpulan,
    say_sekilas,
    say_simpulan,
)

GOLDEN = Path(__file__).parent / "golden"
NONE = float("nan")


def promises(*rows) -> dict[str, pd.DataFrame]:
    """Rows: target, realisation (and another level's name of the same quantity)."""
    frame = pd.DataFrame([(f"i{n}", f"Indikator {n}", *row[:2]) for n, row in enumerate(rows, 1)], columns=["indikator", "nama_indikator", "target", "realisasi"])
    ganda = [row[2] if len(row) > 2 else "" for row in rows]
    return {"capaian": compute_capaian(frame.assign(polaritas="naik", satuan="orang")).assign(ganda=ganda)}


PROMISES = [
    # rows, the sentences
    ([("10", "10"), ("10", "12")], ["Semua indikator yang dijanjikan (2) mencapai targetnya."]),
    ([("10", "10"), ("10", "n/a")], ["1 dari 2 indikator yang dijanjikan mencapai targetnya; tidak satu pun yang terlapor meleset.", "1 dijanjikan dan tidak dilaporkan: Indikator 2."]),
    ([("10", "n/a"), ("10", "")], ["Tidak satu pun dari 2 indikator yang dijanjikan dilaporkan.", "2 dijanjikan dan tidak dilaporkan: Indikator 1; Indikator 2."]),
    ([("10", "9"), ("10", "5"), ("10", "10")], ["2 dari 3 indikator yang dijanjikan tidak mencapai target: Indikator 2: 5 dari target 10, capaian 50,00 %; Indikator 1: 9 dari target 10, capaian 90,00 %."]),
    ([("10", "9"), ("10", "n/a")], ["1 dari 2 indikator yang dijanjikan tidak mencapai target: Indikator 1: 9 dari target 10, capaian 90,00 %.", "1 dijanjikan dan tidak dilaporkan: Indikator 2."]),
    ([("10", str(n)) for n in (4, 5, 6, 7, 8, 9)], ["6 dari 6 indikator yang dijanjikan tidak mencapai target: Indikator 1: 4 dari target 10, capaian 40,00 %; Indikator 2: 5 dari target 10, capaian 50,00 %; Indikator 3: 6 dari target 10, capaian 60,00 %; Indikator 4: 7 dari target 10, capaian 70,00 %; dan 2 lagi."]),
    ([("10", "9"), ("10", "9", "i1"), ("10", "10")], ["1 dari 2 indikator yang dijanjikan tidak mencapai target: Indikator 1: 9 dari target 10, capaian 90,00 %."]),
    ([("10", "10"), ("", "5")], ["Semua indikator yang dijanjikan (1) mencapai targetnya. 1 indikator lain disebut tanpa target."]),
    ([("", "5")], ["Tidak ada indikator bertarget pada tahun ini."]),
]


@pytest.mark.parametrize(("rows", "right"), PROMISES, ids=range(len(PROMISES)))
def test_what_was_promised_missed_and_not_reported(rows, right):
    assert say_simpulan(promises(*rows), "id") == right


def test_a_missed_target_of_nought_has_a_name_and_no_percentage_and_stands_last():
    given = promises(("10", "9"), ("0", "3"))
    given["capaian"]["polaritas"] = ["naik", "turun"]  # nor is it overshot where lower is better
    given["capaian"].loc[1, ["tercapai", "capaian_persen", "capaian_acuan_persen"]] = ["tidak", NONE, NONE]
    assert say_simpulan(given, "id")[0].endswith("tidak mencapai target: Indikator 1: 9 dari target 10, capaian 90,00 %; Indikator 2: 3, targetnya paling tinggi 0.")


SUPPORT = pd.DataFrame([("i1", "1.01", 100e6, 2, 1), ("i2", "1.01", 100e6, 2, 1), ("i2", "1.02", 50e6, 3, 0), ("i2", "1.03", 5e6, NONE, NONE)], columns=["indikator", "kode", "realisasi_rp", "n_keluaran", "n_kurang"])
SPENT = pd.DataFrame({"level": ["dinas", "program", "program"], "kode": ["", "1.06.01", "1.06.02"], "pagu_rp": [250e6, 110e6, NONE], "realisasi_rp": [200e6, 100e6, 50e6]})
BARE = SPENT[SPENT["level"] == "dinas"]
LINKED = "{} di program teknis yang mendukung sedikitnya satu indikator yang meleset"
MONEY = [
    # realisations of i1 and i2, support, money, the sentence
    (("9", "10"), SUPPORT, BARE, f"Dari pagu Rp250,00 juta dibelanjakan Rp200,00 juta, 80,00 %; {LINKED.format('Rp100,00 juta')}. 1 dari 5 keluaran kegiatan atau sub kegiatan di bawah rencananya, di 1 dari 2 program."),
    (("9", "9"), SUPPORT.assign(n_kurang=0), SPENT, f"Dari pagu Rp250,00 juta dibelanjakan Rp200,00 juta, 80,00 %; Rp100,00 juta di program penunjang (gaji, kantor); {LINKED.format('Rp155,00 juta')}."),
    (("10", "10"), SUPPORT, BARE.assign(pagu_rp=NONE), "Yang dibelanjakan Rp200,00 juta. 1 dari 5 keluaran kegiatan atau sub kegiatan di bawah rencananya, di 1 dari 2 program."),
    (("9", "10"), SUPPORT.iloc[:0], BARE.assign(pagu_rp=0), "Yang dibelanjakan Rp200,00 juta."),
    (("10", "10"), SUPPORT.iloc[:0], SPENT, "Dari pagu Rp250,00 juta dibelanjakan Rp200,00 juta, 80,00 %; Rp100,00 juta di program penunjang (gaji, kantor)."),
]


@pytest.mark.parametrize(("real", "support", "spent", "right"), MONEY, ids=range(len(MONEY)))
def test_what_it_cost(real, support, spent, right):
    given = promises(*(("10", value) for value in real)) | {"dukungan": support, "efisiensi": spent}
    assert say_simpulan(given, "id")[1] == right
    assert len(say_simpulan(given | {"efisiensi": SPENT.iloc[:0]}, "id")) == (2 if support["n_kurang"].fillna(0).any() else 1), "nothing is said of money that is not known"


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        ([], ""),
        ([("1.06.02.2.01", "pendukung", "didukung")], ""),
        ([("", "penghambat", "didukung"), ("1.06.03", "penghambat", "didukung")], ""),
        ([("1.06.02", "penghambat", "tidak_disebut")], ""),
        ([("1.06.02.2.01", "penghambat", "didukung"), ("1.06.02", "penghambat", "didukung")], "; hambatan disebut untuk 1 dari 2 program itu"),
        ([("1.06.02.2.01", "penghambat", "permintaan"), ("1.06.04", "penghambat", "didukung")], "; hambatan disebut untuk 2 dari 2 program itu, pada 1 karena kasus atau penerima yang datang lain dari rencana"),
    ],
)
def test_programmes_with_an_output_short_are_counted_by_whether_a_hindrance_is_named(rows, more):
    sebab = pd.DataFrame(rows, columns=["kode", "arah", "bukti"]).assign(indikator="", menjelaskan="", kalimat="")
    sebab["kode_penyebab"] = sebab["bukti"].where(sebab["bukti"] == "permintaan", "data")
    support = pd.DataFrame([("i1", "1.06.02", 1e6, 2, 1), ("i1", "1.06.04", 1e6, 3, 1)], columns=SUPPORT.columns)
    given = promises(("10", "10")) | {"dukungan": support, "efisiensi": BARE, "sebab": sebab}
    assert say_simpulan(given, "id")[1].endswith(f"2 dari 5 keluaran kegiatan atau sub kegiatan di bawah rencananya, di 2 dari 2 program{more}.")


@pytest.mark.parametrize(("planned", "right"), [(250e6, "Di program perjanjian kinerja, dari pagu Rp250,00 juta dibelanjakan Rp200,00 juta, 80,00 %"), (NONE, "Yang dibelanjakan di program perjanjian kinerja Rp200,00 juta")])
def test_money_outside_the_agreement_is_not_in_what_is_called_spent(planned, right):
    outside = BARE.assign(pagu_rp=planned, pagu_di_luar_pk_rp=70e6, realisasi_di_luar_pk_rp=60e6)
    given = promises(("10", "10")) | {"dukungan": SUPPORT.assign(n_kurang=0), "efisiensi": outside}
    assert say_simpulan(given, "id")[1] == right + "."
    assert say_simpulan(given, "en")[1].count("rogrammes of the performance agreement") == 1
    assert "perjanjian" not in say_simpulan(given | {"efisiensi": outside.assign(pagu_di_luar_pk_rp=NONE, realisasi_di_luar_pk_rp=NONE)}, "id")[1]


@pytest.mark.parametrize(
    ("printed", "more"),
    [(200e6, ""), (200.001e6, ""), (NONE, ""), (205e6, " (jumlah programnya; laporan mencetak Rp205,00 juta)")],
)
def test_a_printed_total_that_is_another_is_named(printed, more):
    given = promises(("10", "10")) | {"dukungan": SUPPORT.assign(n_kurang=0), "efisiensi": BARE.assign(realisasi_tercetak_rp=printed)}
    assert say_simpulan(given, "id")[1] == f"Dari pagu Rp250,00 juta dibelanjakan Rp200,00 juta{more}, 80,00 %."
    within = given["efisiensi"].assign(realisasi_di_luar_pk_rp=60e6)
    assert "mencetak" not in say_simpulan(given | {"efisiensi": within}, "id")[1], "a total of more than the agreement is no other figure of it"


CAUSES = [
    # rows of causes: indicator, direction, code, what it explains, evidence; behind the missed one
    ([], ""),
    ([("i2", "penghambat", "data", "gagal", "didukung")], "; sebab tidak tercapainya tidak disebut"),
    ([("i1", "", "", "", "tidak_disebut")], ""),
    ([("i1", "", "", "", "tidak_disebut"), ("i2", "penghambat", "data", "", "didukung")], "; sebab tidak tercapainya tidak disebut"),
    ([("i1", "penghambat", "data", "", "didukung"), ("i1", "penghambat", "sdm", "gagal", "didukung")], "; sebab yang disebut: kata sdm (1 hambatan lain disebut)"),
    ([("i1", "penghambat", "data", "", "didukung")], "; sebab tidak tercapainya tidak disebut, 1 hambatan disebut"),
    ([("i1", "pendukung", "data", "gagal", "didukung"), ("i1", "penghambat", "sdm", "berhasil", "didukung"), ("i1", "penghambat", "anggaran", "sisa anggaran", "didukung")], "; sebab tidak tercapainya tidak disebut"),
    ([("i1", "penghambat", code, "gagal", "didukung") for code in ("data", "sdm", "data")], "; sebab yang disebut: kata data, dan 2 lagi"),
    ([("i1", "penghambat", "anggaran", "gagal", "bertentangan"), ("i1", "penghambat", "sdm", "gagal", "didukung")], "; sebab yang disebut: kata anggaran (bertentangan dengan angkanya), dan 1 lagi"),
]


@pytest.mark.parametrize(("rows", "right"), CAUSES, ids=range(len(CAUSES)))
def test_the_cause_that_the_agency_gives_stands_behind_what_was_missed(rows, right):
    sebab = pd.DataFrame(rows, columns=["indikator", "arah", "kode_penyebab", "menjelaskan", "bukti"])
    sebab["kalimat"] = "Kata " + sebab["kode_penyebab"]
    said = compose_simpulan(promises(("10", "9"), ("10", "10")) | {"sebab": sebab}, "id")
    assert said == [Kalimat("1 dari 2 indikator yang dijanjikan tidak mencapai target:", (f"Indikator 1: 9 dari target 10, capaian 90,00 %{right}",))]


def test_words_of_an_analyst_stand_in_their_own_language_only():
    sebab = pd.DataFrame([("i1", "penghambat", "sdm", "gagal", "didukung", "PSKS sedikit"), ("i2", "penghambat", "sdm", "gagal", "didukung", "")], columns=["indikator", "arah", "kode_penyebab", "menjelaskan", "bukti", "kalimat"])
    given = promises(("10", "9"), ("10", "9")) | {"sebab": sebab}
    assert [one.split("; ")[1] for one in compose_simpulan(given, "id")[0].butir] == ["sebab yang disebut: PSKS sedikit", "sebab yang disebut: SDM"]
    assert [one.split("; ")[1] for one in compose_simpulan(given, "en")[0].butir] == ["cause given: staff"] * 2


PRAISES = [
    # kinds of claim of i1; behind the missed one
    ([], "; sebab tidak tercapainya tidak disebut"),
    (["berhasil", "naik", "meleset"], "; sebab tidak tercapainya tidak disebut"),
    (["tercapai"], "; laporan menyebut target tercapai"),
    (["tercapai", "melampaui"], "; laporan menyebut target terlampaui"),
    (["meleset", "tercapai"], "; laporan juga menyebut target tercapai"),
]


@pytest.mark.parametrize(("kinds", "right"), PRAISES, ids=range(len(PRAISES)))
def test_a_report_that_calls_a_miss_a_success_is_quoted(kinds, right):
    klaim = pd.DataFrame({"indikator": ["i1"] * len(kinds) + ["i2"], "jenis": [*kinds, "melampaui"], "putusan": "tidak_didukung"})
    sebab = pd.DataFrame([("i2", "penghambat", "sdm", "gagal", "didukung", "")], columns=["indikator", "arah", "kode_penyebab", "menjelaskan", "bukti", "kalimat"])
    said = compose_simpulan(promises(("10", "9"), ("10", "10")) | {"klaim": klaim, "sebab": sebab}, "id")
    assert said[0].butir == (f"Indikator 1: 9 dari target 10, capaian 90,00 %{right}",)
    of_a_class = klaim.assign(putusan="tidak_dapat_diperiksa")
    assert "menyebut" not in compose_simpulan(promises(("10", "9"), ("10", "10")) | {"klaim": of_a_class}, "id")[0].butir[0]


def test_a_deadline_that_was_missed_is_called_one():
    given = promises(("2024-03-31", "2024-04-15"))
    given["capaian"] = given["capaian"].assign(polaritas="turun", status="tanggal", tercapai="tidak")
    assert compose_simpulan(given, "id")[0].butir[0].startswith("Indikator 1: 15 April 2024, tenggatnya 31 Maret 2024")


def test_where_nothing_contradicts_but_silence_no_first_contradiction_is_named():
    temuan = pd.DataFrame([{"jenis": "tidak_dilaporkan", "keparahan": "tinggi", "akar": "", "nama": "A", "tabel": "T", "menyentuh": "ya"}])
    given = {"temuan": temuan, "perbaikan": pd.DataFrame(columns=["indikator", "kesimpulan"]), "terbaca": pd.DataFrame({"n_angka": [9], "n_klaim": [0]})}
    assert say_simpulan(given, "id") == ["Laporan tercetaknya bertentangan dengan dirinya sendiri di 1 tempat (1 berat; 1 menyentuh angka yang dipakai di sini; 1 dari 1 itu janji yang tidak dilaporkan)."]


def test_what_was_not_reported_is_named_with_its_level():
    given = promises(("10", "10"), ("10", ""), ("10", ""))
    given["capaian"]["level"] = ["sasaran", "tujuan", ""]
    assert say_simpulan(given, "id")[1] == "2 dijanjikan dan tidak dilaporkan: Indikator 2 (indikator tujuan); Indikator 3."
    given["temuan"] = pd.DataFrame([("tidak_dilaporkan", "Indikator 3", "Tabel 2.1; Tabel 2.2"), ("angka_janggal", "Indikator 2", "Tabel 9")], columns=["jenis", "nama", "tabel"])
    assert say_simpulan(given, "id")[1].endswith("Indikator 2 (indikator tujuan); Indikator 3 (target di Tabel 2.1).")


WAYS = [
    (
        [
            "tercapai",
            "sudah terlampaui",
            "tinggal dipertahankan",
            "sesuai jalur",
            "menjauh",
            "tertinggal",
            "tidak tercapai",
            "belum sampai",
            "belum dapat dinilai",
        ],
        "Terhadap target akhirnya, 3 dari 8 indikator sudah sampai, 1 sesuai jalur, 1 tidak tercapai, 1 tertinggal, 1 menjauh, 1 belum sampai; 1 lagi belum dapat dinilai.",
    ),
    (
        ["sesuai jalur"],
        "Terhadap target akhirnya, 0 dari 1 indikator sudah sampai, 1 sesuai jalur.",
    ),
    (
        ["tidak tercapai"] * 3 + ["tertinggal"],
        "Terhadap target akhirnya, 0 dari 4 indikator sudah sampai, 3 tidak tercapai, 1 tertinggal.",
    ),
    (
        ["tidak dipertahankan"],
        "Terhadap target akhirnya, 0 dari 1 indikator sudah sampai, 1 tidak dipertahankan.",
    ),
    (["belum dapat dinilai"], "Jalan ke target akhirnya belum dapat dinilai."),
]


@pytest.mark.parametrize(("states", "right"), WAYS, ids=range(len(WAYS)))
def test_where_it_stands_on_the_way(states, right):
    assert say_simpulan({"tren": pd.DataFrame({"keadaan_jalur": states})}, "id") == [right]
    assert say_simpulan({"tren": pd.DataFrame({"keadaan_jalur": []})}, "id") == []


@pytest.mark.parametrize(("kalimat", "said"), [(("hitungan.rumus_sama",), "rumusnya selalu 100 %"), (("hitungan.lain",), ""), (None, "")])
def test_a_formula_that_divides_a_number_by_itself_is_named(kalimat, said):
    """Pontianak (line 632): PMKS served over PMKS that were given service; met whatever happens."""
    temuan = pd.DataFrame({"jenis": ["pembilang_penyebut"], "keparahan": "tinggi", "akar": "", "nama": "A", "indikator": "i0; i1", "kalimat": [kalimat]})
    text = say_simpulan(promises(("10", "10"), ("10", "10")) | {"temuan": temuan}, "id")[0]
    assert (said in text) and text.endswith(f" Indikator 1 ({said})." if said else "mencapai targetnya.")
    line = say_sekilas(promises(("10", "10"), ("10", "10")) | {"temuan": temuan}, "id")
    assert ("1 dengan rumus yang selalu 100 %" in line) == bool(said)


@pytest.mark.parametrize(("n", "said"), [(1, "rumusnya selalu 100 %"), (2, "rumusnya selalu 100 %, pertentangan berat")])
def test_a_formula_told_by_its_own_words_hides_no_other_contradiction(n, said):
    temuan = pd.DataFrame({"jenis": ["pembilang_penyebut"], "keparahan": "tinggi", "akar": "", "nama": "A", "indikator": "i1", "kalimat": [("hitungan.rumus_sama",)]})
    papan = pd.DataFrame({"indikator": ["i1"], "n_berat": [n]})
    assert say_simpulan(promises(("10", "10")) | {"temuan": temuan, "papan": papan}, "id")[0].endswith(f" Indikator 1 ({said}).")


WAITING = [
    # realisation against 10, end year (the report is of 2023), what is said of it
    ("9", 2023, "1 lagi belum sampai menurut angka tahun sebelumnya"),
    ("10", 2023, "1 lagi sudah sampai menurut angka tahun sebelumnya"),
    ("9", 2022, "1 lagi menunggu angka tahun targetnya"),
    ("n/a", 2023, "1 lagi menunggu angka tahun targetnya"),  # the year itself cannot be judged
]


@pytest.mark.parametrize(("real", "end", "right"), WAITING, ids=range(len(WAITING)))
def test_a_promise_that_waits_for_its_figure_is_counted_as_its_year_is(real, end, right):
    """The same figure against the same target is not missed in one sentence and unknown in the next."""
    capaian = promises(("10", real), ("10", "10"), ("10", "10"))["capaian"].assign(tahun=2023)
    states = ["menunggu angka", "tercapai", "belum dapat dinilai"]
    tren = pd.DataFrame({"indikator": capaian["indikator"], "keadaan_jalur": states, "tahun_target_akhir": end})
    said = say_simpulan({"capaian": capaian, "tren": tren}, "id")[-1]
    assert said == f"Terhadap target akhirnya, 1 dari 1 indikator sudah sampai; {right}; 1 lagi belum dapat dinilai."
    alone = say_simpulan({"capaian": capaian, "tren": tren.head(1)}, "id")[-1]
    assert alone == f"Terhadap target akhirnya, 0 dari 0 indikator sudah sampai; {right}."


def test_a_state_that_rests_on_a_definition_that_may_be_new_says_so():
    capaian = promises(*[("10", "10")] * 3)["capaian"].assign(putus_dugaan=["x", "", "x"])
    tren = pd.DataFrame({"indikator": capaian["indikator"], "keadaan_jalur": ["menjauh", "menjauh", "tercapai"]})
    said = say_simpulan({"capaian": capaian, "tren": tren}, "id")[-1]
    assert said == "Terhadap target akhirnya, 1 dari 3 indikator sudah sampai, 2 menjauh (1 dengan definisi yang mungkin baru)."


DOUBTS = [
    # realisation, year of the figure, certainty of its count, new definition, perhaps one, severe contradictions; the sentence (the report is of 2023)
    (
        [("10", 2022, "", "", "", 0), ("10", 2022, "belum_pasti", "", "x", 2), ("10", NONE, "cacah_penuh", "baru", "x", 0), ("10", 2023, "", "", "", 0)],
        "Semua indikator yang dijanjikan (4) mencapai targetnya. Dari 4 yang mencapai target, 3 perlu dibaca hati-hati: Indikator 1 (angka 2022); "
        "Indikator 2 (angka 2022, kasusnya sedikit: bisa kebetulan, definisi mungkin baru, pertentangan berat); Indikator 3 (definisi baru).",
    ),
    (
        [("9", 2022, "", "", "", 3), ("8", NONE, "belum_pasti", "baru", "", 0), ("7", NONE, "", "", "x", 0), ("10", 2023, "gagal_pasti", "", "", 0)],
        "3 dari 4 indikator yang dijanjikan tidak mencapai target, 1 di antaranya menurut angka tahun sebelumnya: Indikator 3: 7 dari target 10, capaian 70,00 %, definisi mungkin baru; "
        "Indikator 2: 8 dari target 10, capaian 80,00 %, kasusnya sedikit: bisa kebetulan, definisi baru; Indikator 1: 9 dari target 10, capaian 90,00 %, angka 2022, pertentangan berat.",
    ),
    ([("9", NONE, "", None, None, 1), ("10", NONE, "", "", "", NONE)], "1 dari 2 indikator yang dijanjikan tidak mencapai target: Indikator 1: 9 dari target 10, capaian 90,00 %, pertentangan berat."),
]


@pytest.mark.parametrize(("rows", "right"), DOUBTS, ids=range(len(DOUBTS)))
def test_what_stands_on_a_doubtful_figure_is_said(rows, right):
    """Behind the name of each, of what was missed and of what was met."""
    given = promises(*(("10", row[0]) for row in rows))
    years, counts, new, perhaps, severe = zip(*(row[1:] for row in rows), strict=True)
    given["capaian"] = given["capaian"].assign(tahun=2023, data_tahun=years, putus_deret=new, putus_dugaan=perhaps)
    given["cacah"] = given["capaian"][["indikator"]].assign(kepastian_cacah=counts)
    given["papan"] = given["capaian"][["indikator"]].assign(n_berat=severe)
    assert say_simpulan(given, "id") == [right]


def test_another_print_and_an_early_score_are_doubts_of_what_was_met_and_missed():
    given = promises(("10", "9"), ("10", "10"), ("10", "10"))
    given["angka_lain"] = pd.DataFrame({"indikator": ["i1", "i2", "i3"], "berbalik": ["ya", "ya", "tidak"]})
    given["papan"] = given["capaian"][["indikator"]].assign(dinilai_dini=["", "ya", ""], angka_kecil=["satu_unit", "belum_pasti", ""])
    first = compose_simpulan(given, "id")[0]
    assert first.butir == ("Indikator 1: 9 dari target 10, capaian 90,00 %, satu unit banyak mengubahnya, tercapai menurut angka lain yang tercetak",)
    assert first.lanjut == "Dari 2 yang mencapai target, 1 perlu dibaca hati-hati: Indikator 2 (dinilai sebelum tahunnya berakhir, meleset menurut angka lain yang tercetak)."


@pytest.mark.parametrize(("n", "named", "more"), [(4, 4, ""), (5, 5, ""), (6, 4, "; dan 2 lagi")])
def test_one_name_more_is_named(n, named, more):
    said = say_simpulan(promises(*[("10", "5")] * n), "id")[0]
    assert said.count("Indikator ") == named and said.endswith(more + ".")


OVERHEAD = [
    ("i1", "1.06.01", 100e6, 0, 0),
    ("i2", "1.06.02", 50e6, 0, 0),
    ("i3", "2.08.01", 7e6, 0, 0),
]


@pytest.mark.parametrize(
    ("missed", "right"),
    [
        ((1, 2), "; Rp100,00 juta di program penunjang (gaji, kantor); " + LINKED.format("Rp50,00 juta")),
        ((1,), "; Rp100,00 juta di program penunjang (gaji, kantor); " + "yang meleset hanya dikaitkan dengan program penunjang"),
        ((1, 3), "; Rp100,00 juta di program penunjang (gaji, kantor); " + "yang meleset hanya dikaitkan dengan program penunjang"),
        ((), "; Rp100,00 juta di program penunjang (gaji, kantor)"),
    ],
)
def test_overhead_stands_apart_from_what_supports_missed_promises(missed, right):
    support = pd.DataFrame(OVERHEAD, columns=SUPPORT.columns)
    given = promises(*(("10", "9" if n in missed else "10") for n in (1, 2, 3)))
    said = say_simpulan(given | {"dukungan": support, "efisiensi": SPENT}, "id")[1]
    assert said.removesuffix(".").endswith("80,00 %" + right)


def finding(keparahan: str, akar: str = "") -> dict:
    return {"jenis": "capaian_tidak_cocok", "keparahan": keparahan, "akar": akar, "menyentuh": keparahan == "tinggi", "nama": "A", "tabel": "Tabel 1; Tabel 2"}


PLACES = "Laporan tercetaknya bertentangan dengan dirinya sendiri di 1 tempat (0 berat; 0 menyentuh angka yang dipakai di sini), pertama-tama capaian tidak cocok pada A (Tabel 1)."
AGAIN = PLACES + " Dihitung ulang dari target dan realisasinya, "
TRUST = [
    # findings (None: nothing was read), conclusions of the indicators, that of the mean
    (
        None,
        [],
        [],
        "Laporan tercetaknya belum dibaca ke dalam data, jadi pertentangan di dalamnya belum diperiksa.",
    ),
    ([], [], [], "Di dalam laporan tercetaknya tidak ditemukan pertentangan."),
    ([], ["tetap"], ["tetap"], "Di dalam laporan tercetaknya tidak ditemukan pertentangan."),
    (
        [finding("tinggi"), finding("rendah"), finding("tinggi", "T001")],
        [],
        [],
        PLACES.replace("1 tempat (0 berat; 0", "2 tempat (1 berat; 1").replace("A (Tabel 1).", "A (Tabel 1); capaian tidak cocok pada A (Tabel 1)."),
    ),  # nothing to compute again
    (
        [finding("rendah")],
        ["tetap", "tetap"],
        ["tetap"],
        AGAIN
        + "persentase capaian tercetak 2 indikator tidak berganti kelas atau tercapai-tidaknya.",
    ),
    (
        [finding("rendah")],
        ["tetap"],
        ["berubah"],
        AGAIN
        + "persentase capaian tercetak 1 indikator tidak berganti kelas atau tercapai-tidaknya, tetapi kelas rata-ratanya berganti.",
    ),
    (
        [finding("rendah")],
        ["tetap", "target_meleset"],
        ["tetap"],
        AGAIN + "kesimpulan persentase capaian tercetak 1 dari 2 indikator berubah: i1 (menjadi meleset).",
    ),
    (
        [finding("rendah")],
        ["berubah", "target_tercapai"],
        ["berubah"],
        AGAIN + "kesimpulan persentase capaian tercetak 2 dari 2 indikator berubah: i0 (Sedang → Baik); i1 (menjadi tercapai); kelas rata-ratanya juga.",
    ),
]


@pytest.mark.parametrize(("temuan", "kesimpulan", "mean", "right"), TRUST, ids=range(len(TRUST)))
def test_how_far_the_report_can_be_trusted(temuan, kesimpulan, mean, right):
    frame = pd.DataFrame(temuan or [], columns=["jenis", "keparahan", "akar", "menyentuh", "nama", "tabel"])
    rows = [(f"i{n}", one) for n, one in enumerate(kesimpulan)] + [("", one) for one in mean]
    assert say_simpulan(
        {
            "temuan": frame,
            "perbaikan": pd.DataFrame(rows, columns=["indikator", "kesimpulan"]).assign(kategori_lama="Sedang", kategori_baru="Baik"),
            "terbaca": pd.DataFrame({"n_angka": [0 if temuan is None else 9], "n_klaim": [0]}),
        },
        "id",
    ) == [right]


REAL = [
    # report → promised, met, names of the missed, worst first, not reported, money behind them but overhead, outputs (short, known) and programmes (with one short, with known ones)
    ("kota-malang-dinsosp3ap2kb", 2023, 10, 5, ["pmks-mandiri", "pmks-tertangani", "tfr", "ipg", "idg"], [], 24_599_232_000, (4, 35, 4, 14)),
    ("kab-belitung-dspppa", 2024, 5, 3, ["rasio-kekerasan-tujuan", "pmks-tertangani"], [], 2_203_820_345, (5, 44, 3, 13)),
    ("kota-pontianak-dinsos", 2024, 5, 3, [], ["tingkat-kemiskinan", "gini-rasio"], None, (10, 29, 5, 5)),
    ("kota-singkawang-dinsospppa", 2023, 8, 5, ["kemampuan-psks", "perempuan-organisasi", "sakip"], [], 77_366_000, (4, 37, 4, 11)),
]


@pytest.mark.parametrize(("dinas", "tahun", "n", "met", "missed", "silent", "money", "short"), REAL, ids=[row[0] for row in REAL])
def test_the_four_reports(dinas, tahun, n, met, missed, silent, money, short):
    laporan = asli(dinas, tahun)
    hasil = {name: getattr(laporan, name) for name in HASIL}
    facts = find_simpulan(hasil)
    row = laporan.ringkasan.iloc[0]
    assert (facts["n"], facts["n_tercapai"]) == (n, met) == (row["n_indikator"], row["n_tercapai"])
    assert facts["meleset"]["indikator"].tolist() == missed
    assert facts["tak_terlapor"]["indikator"].tolist() == silent and len(silent) == row["n_indikator"] - row["n_terlapor"]
    assert facts["di_belakang_rp"] != facts["di_belakang_rp"] if money is None else facts["di_belakang_rp"] == pytest.approx(money, abs=1e6)
    assert tuple(facts[name] for name in ("n_kurang", "n_keluaran", "n_program_kurang", "n_program")) == short
    for bahasa in ("id", "en"):
        said = say_simpulan(hasil, bahasa)
        assert 3 <= len(said) <= 5 and all(text.strip() and "nan" not in text.split() for text in said)


@pytest.mark.parametrize(
    ("ganda", "changed", "right"),
    [
        (("", "", ""), ("tetap", "berubah", "berubah"), "2 dari 3 indikator berubah"),
        (("", "i1", ""), ("tetap", "berubah", "berubah"), "2 dari 2 indikator berubah"),
        (("", "i1", ""), ("berubah", "berubah", "tetap"), "1 dari 2 indikator berubah"),
        (("", "i1", ""), ("tetap", "tetap", "tetap"), "tercetak 2 indikator tidak berganti"),
    ],
)
def test_a_promise_written_at_two_levels_is_one_conclusion(ganda, changed, right):
    given = promises(*(("10", "10", code) for code in ganda))
    rows = [(f"i{n}", one) for n, one in enumerate(changed, 1)] + [("", "tetap")]
    given["temuan"] = pd.DataFrame([finding("rendah")])
    given["perbaikan"] = pd.DataFrame(rows, columns=["indikator", "kesimpulan"]).assign(kategori_lama="Sedang", kategori_baru="Baik")
    given["terbaca"] = pd.DataFrame({"n_angka": [9], "n_klaim": [0]})
    assert right in say_simpulan(given, "id")[-1]


# report → money spent, planned, printed total, overhead (lines of the budget tables); doubts of what was met;
# end target reached, states, waiting for the figure, not known; conclusions computed again, changed, the mean changed; causes given for misses (analisis.csv); named without a target
FACTS = [
    (
        *("kota-malang-dinsosp3ap2kb", 2023, 50_567_636_778, 68_946_988_938, 50_567_636_778, 12_994_605_000),
        {"penurunan-pmks": ["dugaan"], "jaminan-sosial": ["terlihat"], "rasio-kdrt": ["belum_pasti", "berbalik"], "laju-penduduk": ["berat"], "sakip": ["dini"]},
        *(5, {"tidak tercapai": 3}, {"tidak": 2}, 0, (10, {"Laju Pertumbuhan Penduduk": "berubah", "TFR per WUS (15 s/d 49 tahun)": "target_meleset"}, True)),
        {"pmks-mandiri": ["masyarakat", "koordinasi", "anggaran"], "pmks-tertangani": ["pelaksanaan", "data", "koordinasi"], "ipg": ["masyarakat", "target"], "idg": ["masyarakat"]},
        0,
    ),
    (
        *("kab-belitung-dspppa", 2024, 9_521_256_875, 10_314_851_000, 9_521_256_875, 6_829_528_000),
        {"penurunan-pmks": ["dugaan"], "idg": ["tahun_lain", "berbalik", "berat"], "ape": ["tahun_lain"]},
        *(2, {"menjauh": 1, "belum sampai": 2}, {}, 0, (5, {}, False)),
        {"rasio-kekerasan-tujuan": ["permintaan"], "pmks-tertangani": ["data"]},
        0,
    ),
    (
        *("kota-pontianak-dinsos", 2024, 14_525_504_841, 15_447_851_952, 14_576_047_081, 8_505_578_291),
        {"peningkatan-psks": ["terlihat", "keluaran"], "kebutuhan-dasar-pmks": ["rumus", "keluaran"], "kebutuhan-dasar-kpm-bencana": ["keluaran"]},
        *(3, {}, {}, 2, (3, {}, False)),
        {},
        1,
    ),
    (
        *("kota-singkawang-dinsospppa", 2023, 4_547_899_730, 4_719_048_362, 4_547_899_730, 3_406_435_800),
        {"indikator-kla": ["keluaran"], "ppks-rpjs": ["keluaran", "berat"], "pengelolaan-tmp": ["kasar"]},
        *(5, {"belum sampai": 3}, {}, 0, (8, {}, False)),
        {"kemampuan-psks": ["pelaksanaan"]},
        4,
    ),
]
NAMES = ("dinas", "tahun", "spent", "planned", "printed", "overhead", "doubts", "there", "states", "old", "unknown", "again", "causes", "bare")


@pytest.mark.parametrize(NAMES, FACTS, ids=[row[0] for row in FACTS])
def test_the_other_sentences_of_the_four_reports(dinas, tahun, spent, planned, printed, overhead, doubts, there, states, old, unknown, again, causes, bare):
    laporan = asli(dinas, tahun)
    facts = find_simpulan({name: getattr(laporan, name) for name in (*HASIL, "perbaikan", "papan")})
    assert (facts["belanja_rp"], facts["tercetak_rp"]) == (spent, printed)
    assert (facts["pagu_rp"], facts["penunjang_rp"]) == pytest.approx((planned, overhead), abs=1e6)
    met = facts["tercapai"].set_index("indikator")[list(DOUBTED)]
    assert {code: [name for name in DOUBTED if row[name]] for code, row in met.iterrows() if row.any()} == doubts
    assert (facts["sampai"], {state: n for state, n in facts["jalur"].items() if n}, facts["menunggu"], facts["belum"]) == (there, states, old, unknown)
    assert (facts["dihitung"], {row.indikator: row.kesimpulan for row in facts["berubah"]}, facts["rata_rata"]) == again
    given = [] if facts["sebab"] is None else facts["sebab"][facts["sebab"]["menjelaskan"] == "gagal"][["indikator", "kode_penyebab"]].drop_duplicates()
    missed = facts["meleset"]["indikator"]
    assert {one: rows.tolist() for one, rows in given.groupby("indikator")["kode_penyebab"] if one in set(missed)} == causes if len(given) else not causes
    assert facts["tanpa_target"] == bare


BRIEF = [
    # what is there besides the promises, the line
    ({}, "1 tidak dilaporkan"),
    ({"dukungan": SUPPORT, "efisiensi": SPENT}, "1 tidak dilaporkan · 80,00 % pagu dibelanjakan · 1 dari 5 keluaran kurang"),
    ({"dukungan": SUPPORT.assign(n_kurang=0), "efisiensi": SPENT.assign(pagu_rp=0)}, "1 tidak dilaporkan"),
    ({"angka_lain": pd.DataFrame({"indikator": ["i1"], "berbalik": ["ya"]})}, "1 tidak dilaporkan · 1 tercapai, 1 di antaranya perlu dibaca hati-hati · 1 bergantung pada angka tercetak mana yang dipakai"),
]


@pytest.mark.parametrize(("more", "right"), BRIEF, ids=range(len(BRIEF)))
def test_the_counts_in_one_line(more, right):
    assert say_sekilas(promises(("10", "10"), ("10", "n/a")) | more, "id") == right
    assert say_sekilas({}, "id") == ""


AT_A_GLANCE = {
    "kota-malang-dinsosp3ap2kb": "5 tercapai, 5 di antaranya perlu dibaca hati-hati · 73,34 % pagu dibelanjakan · 4 dari 35 keluaran kurang · 67 pertentangan di laporan (6 berat) · 2 kesimpulan dan kelas rata-rata berubah bila dihitung ulang · 1 bergantung pada angka tercetak mana yang dipakai",
    "kota-pontianak-dinsos": "2 tidak dilaporkan · 3 tercapai, 3 di antaranya perlu dibaca hati-hati · 1 dengan rumus yang selalu 100 % · 1 disebut tanpa target · 94,03 % pagu dibelanjakan · 10 dari 29 keluaran kurang · 31 pertentangan di laporan (5 berat) · tidak ada kesimpulan berubah bila dihitung ulang",
}


@pytest.mark.parametrize("dinas", AT_A_GLANCE)
def test_the_counts_are_those_of_the_verdict(dinas):
    [tahun] = [row[1] for row in FACTS if row[0] == dinas]
    hasil = {name: getattr(asli(dinas, tahun), name) for name in (*HASIL, "perbaikan", "papan")}
    assert say_sekilas(hasil, "id") == AT_A_GLANCE[dinas]
    unread = hasil | {"terbaca": hasil["terbaca"].iloc[:0]}
    assert "laporan tercetak belum dibaca" in say_sekilas(unread, "id") and "pertentangan di" not in say_sekilas(unread, "id")


def test_the_verdicts_of_the_four_reports_read_as_they_were_read():
    """Sentence by sentence as they were held against the four source texts; renewed deliberately."""
    for dinas, tahun, *_ in FACTS:
        laporan = asli(dinas, tahun)
        said = say_simpulan({name: getattr(laporan, name) for name in (*HASIL, "perbaikan", "papan")}, "id")
        assert said == (GOLDEN / f"simpulan-{dinas}.txt").read_text(encoding="utf-8").splitlines()
