"""The verdict that opens a report: each sentence with its true and its false case, and the four reports against their sources."""

import pandas as pd
import pytest
from asli import asli

from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.laporan import HASIL
from lakip_analysis.reports.simpulan import find_simpulan, say_simpulan

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
    ([("10", "9"), ("10", "5"), ("10", "10")], ["2 dari 3 indikator yang dijanjikan tidak mencapai target: Indikator 2 (50,00 %); Indikator 1 (90,00 %)."]),
    ([("10", "9"), ("10", "n/a")], ["1 dari 2 indikator yang dijanjikan tidak mencapai target: Indikator 1 (90,00 %).", "1 dijanjikan dan tidak dilaporkan: Indikator 2."]),
    ([("10", str(n)) for n in (4, 5, 6, 7, 8, 9)], ["6 dari 6 indikator yang dijanjikan tidak mencapai target: Indikator 1 (40,00 %); Indikator 2 (50,00 %); Indikator 3 (60,00 %); Indikator 4 (70,00 %); dan 2 lagi."]),
    ([("10", "9"), ("10", "9", "i1"), ("10", "10")], ["1 dari 2 indikator yang dijanjikan tidak mencapai target: Indikator 1 (90,00 %)."]),
    ([("10", "10"), ("", "5")], ["Semua indikator yang dijanjikan (1) mencapai targetnya."]),
    ([("", "5")], ["Tidak ada indikator bertarget pada tahun ini."]),
]


@pytest.mark.parametrize(("rows", "right"), PROMISES, ids=range(len(PROMISES)))
def test_what_was_promised_missed_and_not_reported(rows, right):
    assert say_simpulan(promises(*rows), "id") == right


def test_a_missed_target_of_nought_has_a_name_and_no_percentage_and_stands_last():
    given = promises(("10", "9"), ("0", "3"))
    given["capaian"]["polaritas"] = ["naik", "turun"]
    given["capaian"].loc[1, ["tercapai", "capaian_persen", "capaian_acuan_persen"]] = ["tidak", NONE, NONE]
    assert say_simpulan(given, "id")[0].endswith("tidak mencapai target: Indikator 1 (90,00 %); Indikator 2.")


SUPPORT = pd.DataFrame([("i1", "1.01", 100e6, 2, 1), ("i2", "1.01", 100e6, 2, 1), ("i2", "1.02", 50e6, 3, 0), ("i2", "1.03", 5e6, NONE, NONE)], columns=["indikator", "kode", "realisasi_rp", "n_keluaran", "n_kurang"])
SPENT = pd.DataFrame({"level": ["dinas", "program"], "realisasi_rp": [200e6, 100e6]})
MONEY = [
    # realisations of i1 and i2, support, the sentence
    (("9", "10"), SUPPORT, "Dari Rp200,00 juta yang dibelanjakan, Rp100,00 juta ada di program yang mendukung sedikitnya satu indikator yang meleset. Pada 1 dari 2 program yang keluarannya tercatat, ada keluaran di bawah rencananya."),
    (("9", "9"), SUPPORT.assign(n_kurang=0), "Dari Rp200,00 juta yang dibelanjakan, Rp155,00 juta ada di program yang mendukung sedikitnya satu indikator yang meleset."),
    (("10", "10"), SUPPORT, "Yang dibelanjakan Rp200,00 juta. Pada 1 dari 2 program yang keluarannya tercatat, ada keluaran di bawah rencananya."),
    (("9", "10"), SUPPORT.iloc[:0], "Yang dibelanjakan Rp200,00 juta."),
]


@pytest.mark.parametrize(("real", "support", "right"), MONEY, ids=range(len(MONEY)))
def test_what_it_cost(real, support, right):
    given = promises(*(("10", value) for value in real)) | {"dukungan": support, "efisiensi": SPENT}
    assert say_simpulan(given, "id")[1] == right
    assert len(say_simpulan(given | {"efisiensi": SPENT.iloc[:0]}, "id")) == (2 if support["n_kurang"].fillna(0).any() else 1), "nothing is said of money that is not known"


@pytest.mark.parametrize(
    ("real", "right"),
    [(("9", "10"), "Dari Rp200,00 juta yang dibelanjakan di program perjanjian kinerja, Rp100,00 juta ada di program yang mendukung sedikitnya satu indikator yang meleset."), (("10", "10"), "Yang dibelanjakan di program perjanjian kinerja Rp200,00 juta.")],
)
def test_money_outside_the_agreement_is_not_in_what_is_called_spent(real, right):
    outside = SPENT.assign(pagu_di_luar_pk_rp=[70e6, NONE], realisasi_di_luar_pk_rp=[60e6, NONE])
    given = promises(*(("10", value) for value in real)) | {"dukungan": SUPPORT.assign(n_kurang=0), "efisiensi": outside}
    assert say_simpulan(given, "id")[1] == right
    assert say_simpulan(given, "en")[1].count("programmes of the performance agreement") == 1
    assert "perjanjian" not in say_simpulan(given | {"efisiensi": outside.assign(pagu_di_luar_pk_rp=NONE, realisasi_di_luar_pk_rp=NONE)}, "id")[1]


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


AGED = [
    # year of the figure, end year, state (the report is of 2023), what is added
    (
        [(2022, 2023, "sesuai jalur"), (2022, 2023, "tertinggal"), (NONE, 2023, "tercapai")],
        "; tahun targetnya sudah tiba, tetapi 2 dinilai menurut angka 2022",
    ),
    (
        [(2022, 2023, "sesuai jalur"), (2021, 2023, "tertinggal")],
        "; tahun targetnya sudah tiba, tetapi 2 dinilai menurut angka 2021, 2022",
    ),
    (
        [(2022, 2026, "sesuai jalur"), (2022, 2022, "tercapai")],
        "",
    ),  # still on its way; of the end year
    ([(2022, 2023, "belum dapat dinilai"), (NONE, 2023, "tercapai")], ""),
]


@pytest.mark.parametrize(("rows", "right"), AGED, ids=range(len(AGED)))
def test_a_way_that_is_judged_by_an_older_figure_says_so(rows, right):
    capaian = promises(*[("10", "10")] * len(rows))["capaian"].assign(
        tahun=2023, data_tahun=[row[0] for row in rows]
    )
    tren = pd.DataFrame(
        {
            "indikator": capaian["indikator"],
            "tahun_target_akhir": [row[1] for row in rows],
            "keadaan_jalur": [row[2] for row in rows],
        }
    )
    said = say_simpulan({"capaian": capaian, "tren": tren}, "id")[-1]
    assert ("menurut angka" in said) == bool(right) and right in said


DOUBTS = [
    # realisation, year of the figure, certainty of its count, new definition, perhaps one, severe contradictions; the sentence (the report is of 2023)
    (
        [("10", 2022, "", "", "", 0), ("10", 2022, "belum_pasti", "", "x", 2), ("10", NONE, "cacah_penuh", "baru", "x", 0)],
        "Semua indikator yang dijanjikan (3) mencapai targetnya. Di antara 3 yang mencapai target: 2 dengan angka tahun sebelumnya, 1 belum pasti (angka kecil), "
        "1 dengan definisi baru, 1 mungkin dengan definisi baru, 1 dengan pertentangan berat di laporannya.",
    ),
    (
        [("9", 2022, "", "", "", 3), ("8", NONE, "belum_pasti", "baru", "", 0), ("7", NONE, "", "", "x", 0), ("10", 2023, "gagal_pasti", "", "", 0)],
        "3 dari 4 indikator yang dijanjikan tidak mencapai target: Indikator 3 (70,00 %, definisi mungkin baru); Indikator 2 (80,00 %, belum pasti, definisi baru); "
        "Indikator 1 (90,00 %, angka 2022).",
    ),
    ([("9", NONE, "", None, None, 1), ("10", NONE, "", "", "", NONE)], "1 dari 2 indikator yang dijanjikan tidak mencapai target: Indikator 1 (90,00 %)."),
]


@pytest.mark.parametrize(("rows", "right"), DOUBTS, ids=range(len(DOUBTS)))
def test_what_stands_on_a_doubtful_figure_is_said(rows, right):
    """Behind the name of what was missed, as counts of what was met."""
    given = promises(*(("10", row[0]) for row in rows))
    years, counts, new, perhaps, severe = zip(*(row[1:] for row in rows), strict=True)
    given["capaian"] = given["capaian"].assign(tahun=2023, data_tahun=years, putus_deret=new, putus_dugaan=perhaps)
    given["cacah"] = given["capaian"][["indikator"]].assign(kepastian_cacah=counts)
    given["papan"] = given["capaian"][["indikator"]].assign(n_berat=severe)
    assert say_simpulan(given, "id") == [right]


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
        (
            (1, 2),
            ", Rp150,00 juta ada di program yang mendukung sedikitnya satu indikator yang meleset, di antaranya Rp100,00 juta program penunjang (gaji, kantor).",
        ),
        ((1, 2, 3), ", di antaranya Rp107,00 juta program penunjang (gaji, kantor)."),
        (
            (2,),
            ", Rp50,00 juta ada di program yang mendukung sedikitnya satu indikator yang meleset.",
        ),
        ((), "Yang dibelanjakan Rp200,00 juta."),
    ],
)
def test_the_overhead_behind_missed_promises_is_named(missed, right):
    support = pd.DataFrame(OVERHEAD, columns=SUPPORT.columns)
    given = promises(*(("10", "9" if n in missed else "10") for n in (1, 2, 3))) | {
        "dukungan": support,
        "efisiensi": SPENT,
    }
    assert say_simpulan(given, "id")[1].endswith(right)


def finding(keparahan: str, akar: str = "") -> dict:
    return {"jenis": "capaian_tidak_cocok", "keparahan": keparahan, "akar": akar, "menyentuh": False}


PLACES = "Laporan tercetaknya bertentangan dengan dirinya sendiri di 1 tempat (0 berat)."
AGAIN = PLACES + " Dihitung ulang dari target dan realisasi yang dipakai di sini, "
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
        "Laporan tercetaknya bertentangan dengan dirinya sendiri di 2 tempat (1 berat).",
    ),  # nothing to compute again
    (
        [finding("rendah")],
        ["tetap", "tetap"],
        ["tetap"],
        AGAIN
        + "tidak satu pun dari 2 indikatornya berganti kategori atau tercapai-tidaknya; kategori rata-ratanya pun tetap.",
    ),
    (
        [finding("rendah")],
        ["tetap"],
        ["berubah"],
        AGAIN
        + "tidak satu pun dari 1 indikatornya berganti kategori atau tercapai-tidaknya, tetapi kategori rata-ratanya berganti.",
    ),
    (
        [finding("rendah")],
        ["tetap", "target_meleset"],
        ["tetap"],
        AGAIN + "1 dari 2 indikatornya berganti kategori atau tercapai-tidaknya; kategori rata-ratanya tetap.",
    ),
    (
        [finding("rendah")],
        ["berubah", "target_tercapai"],
        ["berubah"],
        AGAIN + "2 dari 2 indikatornya berganti kategori atau tercapai-tidaknya, kategori rata-ratanya juga.",
    ),
]


@pytest.mark.parametrize(("temuan", "kesimpulan", "mean", "right"), TRUST, ids=range(len(TRUST)))
def test_how_far_the_report_can_be_trusted(temuan, kesimpulan, mean, right):
    frame = pd.DataFrame(temuan or [], columns=["jenis", "keparahan", "akar", "menyentuh"])
    rows = [(f"i{n}", one) for n, one in enumerate(kesimpulan)] + [("", one) for one in mean]
    assert say_simpulan(
        {
            "temuan": frame,
            "perbaikan": pd.DataFrame(rows, columns=["indikator", "kesimpulan"]),
            "terbaca": pd.DataFrame({"n_angka": [0 if temuan is None else 9], "n_klaim": [0]}),
        },
        "id",
    ) == [right]


REAL = [
    # report → promised, met, names of the missed, worst first, not reported, money behind them, programmes with an output short
    ("kota-malang-dinsosp3ap2kb", 2023, 10, 5, ["pmks-mandiri", "pmks-tertangani", "tfr", "ipg", "idg"], [], 24_599_232_000, 4),
    ("kab-belitung-dspppa", 2024, 5, 3, ["rasio-kekerasan-tujuan", "pmks-tertangani"], [], 9_033_348_153, 3),
    ("kota-pontianak-dinsos", 2024, 5, 3, [], ["tingkat-kemiskinan", "gini-rasio"], None, 5),
    ("kota-singkawang-dinsospppa", 2023, 8, 5, ["kemampuan-psks", "perempuan-organisasi", "sakip"], [], 3_483_802_485, 4),
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
    assert facts["n_kurang"] == short
    for bahasa in ("id", "en"):
        said = say_simpulan(hasil, bahasa)
        assert 3 <= len(said) <= 5 and all(text.strip() and "nan" not in text.split() for text in said)


@pytest.mark.parametrize(
    ("ganda", "changed", "right"),
    [
        (("", "", ""), ("tetap", "berubah", "berubah"), "2 dari 3 indikatornya"),
        (("", "i1", ""), ("tetap", "berubah", "berubah"), "2 dari 2 indikatornya"),
        (("", "i1", ""), ("berubah", "berubah", "tetap"), "1 dari 2 indikatornya"),
        (("", "i1", ""), ("tetap", "tetap", "tetap"), "tidak satu pun dari 2 indikatornya"),
    ],
)
def test_a_promise_written_at_two_levels_is_one_conclusion(ganda, changed, right):
    given = promises(*(("10", "10", code) for code in ganda))
    rows = [(f"i{n}", one) for n, one in enumerate(changed, 1)] + [("", "tetap")]
    given["temuan"] = pd.DataFrame([finding("rendah")])
    given["perbaikan"] = pd.DataFrame(rows, columns=["indikator", "kesimpulan"])
    given["terbaca"] = pd.DataFrame({"n_angka": [9], "n_klaim": [0]})
    assert right in say_simpulan(given, "id")[-1]


# report → money spent (printed total, line), overhead behind what was missed; doubts of what was met (older figure, small number, new definition, perhaps one, severe contradiction), turned by another print;
# end target reached, states, not known; conclusions computed again, changed, the mean changed
FACTS = [
    ("kota-malang-dinsosp3ap2kb", 2023, 50_567_636_778, 0, (0, 1, 1, 1, 2), 1, 5, {"sesuai jalur": 1, "tidak tercapai": 3, "tertinggal": 1}, 0, (10, 2, True)),
    ("kab-belitung-dspppa", 2024, 9_521_256_875, 6_833_433_639, (2, 0, 0, 1, 1), 0, 2, {"menjauh": 1, "belum sampai": 2}, 0, (5, 0, False)),
    ("kota-pontianak-dinsos", 2024, 14_525_504_841, 0, (0, 0, 1, 0, 1), 0, 3, {}, 2, (3, 0, False)),
    ("kota-singkawang-dinsospppa", 2023, 4_547_899_730, 3_406_433_800, (0, 0, 0, 0, 2), 0, 5, {"belum sampai": 3}, 0, (8, 0, False)),
]


@pytest.mark.parametrize(("dinas", "tahun", "spent", "overhead", "doubts", "turned", "there", "states", "unknown", "again"), FACTS, ids=[row[0] for row in FACTS])
def test_the_other_sentences_of_the_four_reports(dinas, tahun, spent, overhead, doubts, turned, there, states, unknown, again):
    laporan = asli(dinas, tahun)
    facts = find_simpulan({name: getattr(laporan, name) for name in (*HASIL, "perbaikan", "papan")})
    assert facts["belanja_rp"] == spent and facts["penunjang_rp"] == pytest.approx(overhead, abs=6e6)
    assert (*facts["ragu"].values(),) == doubts and facts["berbalik"] == turned
    assert (facts["sampai"], {state: n for state, n in facts["jalur"].items() if n}, facts["belum"]) == (there, states, unknown)
    assert (facts["dihitung"], facts["berubah"], facts["rata_rata"]) == again
