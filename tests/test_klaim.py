"""Claims: the coding against the texts, each kind of claim true and false, sentences and tables."""

import re

import pandas as pd
import pytest
from asli import asli
from test_sebab import (
    BELITUNG,
    MALANG,
    PONTIANAK,
    REPORTS,
    SINGKAWANG,
    each_report,
    frame,
    needs_seeds,
    text_of,
)

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.bahasa.say import codes, say
from lakip_analysis.data.schemas import TABEL
from lakip_analysis.sebab.klaim import KLAIM_COLUMNS, check_klaim, collect_angka, summarize_klaim
from lakip_analysis.sebab.view_klaim import describe_klaim, say_klaim, table_klaim

YES, NO, OPEN = "didukung", "tidak_didukung", "tidak_dapat_diperiksa"


# ---- the coding


@needs_seeds
@each_report
def test_every_figure_that_a_claim_names_stands_on_its_line(report):
    lines, claims = text_of(report[0]), asli(*report).klaim
    for row in claims[claims["nilai"] != ""].itertuples():
        plain = row.nilai.lstrip("-")
        grouped = f"{float(plain):,.0f}".replace(",", ".")
        forms = {plain, plain.replace(".", ","), grouped}
        assert any(form in lines[row.baris - 1] for form in forms), row


@each_report
def test_every_claim_of_the_report_gets_a_verdict(report):
    laporan = asli(*report)
    assert laporan.klaim.columns.tolist() == KLAIM_COLUMNS
    assert len(laporan.klaim) == len(laporan.klaim_tercetak) > 30
    assert laporan.klaim["baris"].tolist() == laporan.klaim_tercetak["baris"].tolist()
    assert set(laporan.klaim["putusan"]) <= {YES, NO, OPEN}
    assert set(laporan.klaim["alasan_klaim"]) <= set(codes("alasan_klaim"))


def test_every_kind_of_claim_has_a_name_a_rule_and_a_case():
    rules = load_rules("klaim")
    assert rules["jenis"].tolist() == codes("jenis_klaim")
    assert {kind for _, kind, *_ in CASES} == set(rules["jenis"])
    judged_both = {kind: {verdict for _, other, *_, verdict, _ in CASES if other == kind} for kind in rules["jenis"]}
    assert {kind for kind, verdicts in judged_both.items() if not {YES, NO} <= verdicts} == {"peringkat"}
    assert {why for *_, why in CASES} == set(codes("alasan_klaim"))
    choices = {column.nama: column.pilihan for column in TABEL["klaim"].kolom}
    assert (list(choices["ukuran"]), list(choices["sifat"])) == (codes("ukuran_klaim"), codes("sifat_klaim"))


# ---- each kind, on both sides

YEARS = {2020: "10", 2021: "12", 2022: "11", 2023: "11.4", 2024: "15"}
KINERJA = pd.concat([pd.DataFrame({"indikator": "a", "tahun": list(YEARS), "realisasi": list(YEARS.values())}), frame("indikator tahun realisasi", ("b", 2022, "5"), ("b", 2023, "5.04"), ("b", 2024, "5"), ("c", 2024, ""), ("d", 2023, "3"), ("d", 2024, "2"))])
CAPAIAN = frame(
    "indikator tahun tercapai capaian_persen polaritas data_tahun ganda status",
    ("a", 2024, "ya", 120.0, "naik", None, "", "dihitung"), ("b", 2024, "tidak", 80.0, "turun", None, "", "dihitung"), ("c", 2024, "", None, "naik", None, "", "realisasi_kosong"),
    ("d", 2024, "ya", 101.0, "naik", 2023, "", "dihitung"), ("e", 2024, "tidak", 50.0, "naik", None, "a", "dihitung"),
)
ANGGARAN = frame("tahun kode level", (2024, "1.06.04", "program"), (2024, "1.06.05", "program"))
EFISIENSI = frame(
    "tahun level kode serapan_persen pagu_rp realisasi_rp", (2024, "program", "1.06.04", 75.0, 400.0, 300.0), (2024, "program", "1.06.05", 90.0, 10.0, 9.0), (2024, "program", "1.06.06", 100.0, 10.0, 10.0), (2024, "dinas", "", 90.0, 410.0, 369.0),
)
FAKTA = frame(
    "indikator kode nama dinas keluaran_persen n_keluaran n_kurang capaian_persen serapan_persen",
    *(("", kode, kode, "x", share, known, short, None, None) for kode, share, known, short in (("1.06.04", 125.0, 2, 0), ("1.06.05", 60.0, 2, 1), ("1.06.06", 100.0, 1, 0), ("1.06.07", None, None, None), ("1.06.01", 100.0, 2, 0))),
    *((name, "", name.upper(), "x", None, None, None, 120.0, 80.0) for name in "abcde"), ("", "", "", "x", None, 4, 1, None, None),
)
ACUAN = frame("indikator tahun acuan nilai sebanding", ("a", 2023, "nasional", "14", "ya"), ("a", 2024, "provinsi", "16", "ya"), ("b", 2024, "nasional", "4", "ya"), ("a", 2024, "spm", "100", "tidak"))
PUTUS = frame("indikator tahun jenis kepastian", ("d", 2024, "definisi", "dinyatakan"), ("b", 2024, "definisi", "dugaan"), ("a", 2024, "target", "dinyatakan"))
SPM = frame("tahun lingkup penerima_persen", (2024, "layanan", 100.0), (2024, "layanan", 100.0), (2024, "urusan", 90.0))
LAIN = frame("indikator tahun capaian_lain_persen", ("a", 2024, 118.75), ("a", 2023, 99.0))
DERET = frame("tahun rata_capaian_persen rata_capaian_ganda_persen", (2023, 90.0, 90.0), (2024, 99.0, 106.222))


def judged(of: str, kind: str, more: dict, spm=SPM, capaian=CAPAIAN, fakta=FAKTA) -> tuple[str, str]:
    subject = {"kode": of} if of[:1].isdigit() else {"indikator": of}
    claim = dict.fromkeys(("indikator", "kode", "nilai", "acuan", "catatan"), "") | {"dokumen": "l", "baris": 1, "tahun": 2024, "sifat": "pujian", "ukuran": "realisasi", "banding": float("nan"), "jenis": kind}
    angka = collect_angka(capaian, KINERJA, DERET, ANGGARAN, EFISIENSI, fakta, spm)
    row = check_klaim(pd.DataFrame([claim | subject | more]), angka, capaian, ACUAN, PUTUS, fakta, LAIN).iloc[0]
    return row["putusan"], row["alasan_klaim"]


def since(year: int, **more) -> dict:
    return {"banding": year} | more


def printed(value: str, ukuran: str = "realisasi", **more) -> dict:
    return {"nilai": value, "ukuran": ukuran} | more


OWN_YEAR = CAPAIAN.assign(data_tahun=None)
ALL_MET = OWN_YEAR[OWN_YEAR["indikator"].isin(["a", "d"])]
ONE_LATE = CAPAIAN[CAPAIAN["indikator"].isin(["a", "d"])]
LATE_MISS = ONE_LATE.assign(tercapai=["ya", "tidak"], capaian_persen=[120.0, 70.0])
LATE_OF_THREE = CAPAIAN[CAPAIAN["indikator"].isin(["a", "b", "d"])]
ONE_OF_THREE = pd.concat([NOT_A := CAPAIAN[CAPAIAN["indikator"].isin(["b", "d"])], NOT_A[:1].assign(indikator="f")])
NEAR = CAPAIAN[CAPAIAN["indikator"].isin(["a", "b"])]
FAR = CAPAIAN.assign(capaian_persen=CAPAIAN["capaian_persen"].replace(80.0, 70.0))
TWO_OF_THREE = OWN_YEAR[OWN_YEAR["indikator"].isin(["a", "b", "d"])]
SHORT_SPM = frame("tahun lingkup penerima_persen", (2024, "layanan", 100.0), (2024, "layanan", 99.9))
FULL = FAKTA.assign(n_kurang=FAKTA["n_kurang"].replace(1, 0))
TERCAPAI, BERHASIL, SPM_ALL, KELUARAN = ({"ukuran": name} for name in ("tercapai", "berhasil", "spm", "keluaran"))
CAPAIAN_ = {"ukuran": "capaian"}
CASES = [
    ("a", "naik", since(2023), YES, "arah_sesuai"),
    ("a", "naik", since(2021, tahun=2022), NO, "arah_lain"),
    ("d", "naik", since(2023), OPEN, "definisi_berubah"),
    ("b", "turun", since(2023), YES, "arah_sesuai"),  # a suspected break refuses nothing
    ("a", "turun", since(2023), NO, "arah_lain"),
    ("a", "turun", since(2019), OPEN, "tanpa_angka"),
    ("b", "tetap", since(2022, tahun=2023), YES, "arah_sesuai"),  # 5 and 5,04 with the decimals of the coarser
    ("a", "tetap", since(2023), NO, "arah_lain"),
    ("a", "naik_terus", since(2022), YES, "arah_sesuai"),
    ("a", "naik_terus", since(2020), NO, "arah_lain"),
    ("a", "naik_terus", since(2018), OPEN, "tanpa_angka"),
    ("a", "turun_terus", since(2021, tahun=2022), YES, "arah_sesuai"),
    ("a", "turun_terus", since(2020), NO, "arah_lain"),
    ("a", "naik_turun", since(2020), YES, "arah_sesuai"),
    ("a", "naik_turun", since(2022), NO, "arah_lain"),
    ("a", "nilai", printed("15"), YES, "angka_sesuai"),
    ("a", "nilai", printed("16"), NO, "angka_lain"),
    ("", "nilai", printed("106.22", "rata_rata"), YES, "angka_sesuai"),
    ("", "nilai", printed("106.23", "rata_rata"), NO, "angka_lain"),
    ("", "nilai", printed("41", "sisa_rp"), YES, "angka_sesuai"),
    ("", "nilai", printed("10.00", "sisa"), YES, "angka_sesuai"),
    ("", "nilai", printed("2", "n_program"), YES, "angka_sesuai"),
    ("", "nilai", printed("2", "n_melampaui", _capaian=OWN_YEAR), YES, "angka_sesuai"),
    ("", "nilai", printed("2", "n_meleset", _capaian=OWN_YEAR), NO, "angka_lain"),  # one of the two is the same promise again
    # a late figure makes a count an interval: one to two are above, one to two missed
    ("", "nilai", printed("2", "n_melampaui"), OPEN, "angka_tahun_lain"),
    ("", "nilai", printed("1", "n_melampaui"), OPEN, "angka_tahun_lain"),
    ("", "nilai", printed("3", "n_melampaui"), NO, "angka_lain"),
    ("", "nilai", printed("0", "n_meleset"), NO, "angka_lain"),
    ("", "nilai", printed("2", "n_meleset"), OPEN, "angka_tahun_lain"),
    ("", "nilai", printed("99", "rata_rata"), NO, "angka_lain"),  # what is written twice counts twice, as in the report
    ("1.06.04", "nilai", printed("125", "keluaran"), YES, "angka_sesuai"),
    ("1.06.04", "nilai", printed("227.1", "keluaran"), NO, "angka_lain"),
    ("c", "nilai", printed("1"), OPEN, "tanpa_angka"),
    ("a", "nilai", printed("118.75", "capaian"), OPEN, "angka_bersaing"),
    ("a", "nilai", printed("99.00", "capaian"), NO, "angka_lain"),  # of another year
    ("a", "selisih", since(2023, nilai="3.6"), YES, "angka_sesuai"),
    ("a", "selisih", since(2021, nilai="1.0", tahun=2022), NO, "angka_lain"),
    ("a", "tercapai", CAPAIAN_, YES, "hasil_sesuai"),
    ("b", "tercapai", CAPAIAN_, NO, "hasil_lain"),
    ("c", "tercapai", CAPAIAN_, OPEN, "tanpa_angka"),
    *(("d", kind, CAPAIAN_, OPEN, "angka_tahun_lain") for kind in ("tercapai", "melampaui", "meleset", "berhasil")),
    *(("d", kind, CAPAIAN_ | {"_capaian": LATE_MISS}, OPEN, "angka_tahun_lain") for kind in ("tercapai", "melampaui", "meleset", "berhasil")),
    ("1.06.04", "tercapai", KELUARAN, YES, "hasil_sesuai"),
    ("1.06.05", "tercapai", KELUARAN, NO, "hasil_lain"),
    ("a", "melampaui", CAPAIAN_, YES, "hasil_sesuai"),
    ("1.06.06", "melampaui", KELUARAN, NO, "hasil_lain"),  # exactly as planned
    ("b", "meleset", CAPAIAN_, YES, "hasil_sesuai"),
    ("a", "meleset", CAPAIAN_, NO, "hasil_lain"),
    ("b", "berhasil", CAPAIAN_, YES, "hasil_sesuai"),  # 80 % is near
    ("1.06.05", "berhasil", KELUARAN, NO, "hasil_lain"),
    ("1.06.07", "berhasil", KELUARAN, OPEN, "tanpa_angka"),
    ("", "semua", TERCAPAI | {"_capaian": ALL_MET}, YES, "semua_tercapai"),
    ("", "semua", TERCAPAI, NO, "ada_meleset"),
    ("", "semua", TERCAPAI | {"_capaian": CAPAIAN[CAPAIAN["indikator"].isin(["a", "c"])]}, OPEN, "belum_dilaporkan"),
    ("", "semua", TERCAPAI | {"_capaian": ONE_LATE}, OPEN, "angka_tahun_lain"),
    ("", "semua", TERCAPAI | {"_capaian": LATE_MISS}, OPEN, "angka_tahun_lain"),
    ("", "semua", BERHASIL | {"_capaian": LATE_MISS}, OPEN, "angka_tahun_lain"),
    ("", "semua", BERHASIL | {"_capaian": NEAR}, YES, "semua_tercapai"),
    ("", "semua", BERHASIL | {"_capaian": FAR}, NO, "ada_jauh"),
    ("", "semua", SPM_ALL, YES, "semua_tercapai"),
    ("", "semua", SPM_ALL | {"_spm": SHORT_SPM}, NO, "ada_meleset"),
    ("", "semua", KELUARAN | {"_fakta": FULL}, YES, "semua_tercapai"),
    ("", "semua", KELUARAN, NO, "keluaran_kurang"),
    ("", "sebagian_besar", TERCAPAI | {"_capaian": TWO_OF_THREE}, YES, "lebih_separuh"),
    ("", "sebagian_besar", TERCAPAI | {"_capaian": LATE_OF_THREE}, OPEN, "angka_tahun_lain"),  # one or two of three
    ("", "sebagian_besar", TERCAPAI | {"_capaian": ONE_OF_THREE}, NO, "tidak_lebih_separuh"),  # none or one of three
    ("", "sebagian_besar", TERCAPAI, NO, "tidak_lebih_separuh"),  # 2 of 4
    ("", "efisien", {"_capaian": ALL_MET, "ukuran": "sisa"}, YES, "sisa_target_tercapai"),
    ("", "efisien", {"ukuran": "sisa"}, NO, "sisa_target_meleset"),
    ("", "efisien", {"_capaian": LATE_MISS, "ukuran": "sisa"}, OPEN, "angka_tahun_lain"),
    ("b", "efisien", {"ukuran": "sisa"}, NO, "sisa_target_meleset"),
    ("b", "efisien", {"ukuran": "efisiensi_rasio"}, NO, "sisa_target_meleset"),
    ("d", "efisien", {"_capaian": LATE_MISS, "ukuran": "efisiensi_rasio"}, OPEN, "angka_tahun_lain"),
    ("a", "efisien", {"ukuran": "efisiensi_rasio"}, YES, "sisa_target_tercapai"),
    ("a", "efisien", {"ukuran": "sisa", "_fakta": FAKTA.assign(serapan_persen=FAKTA["serapan_persen"].replace(80.0, 100.0))}, NO, "tanpa_sisa"),
    ("a", "efisien", {"ukuran": "sisa", "_fakta": FAKTA.assign(serapan_persen=None)}, OPEN, "tanpa_angka"),
    ("c", "efisien", {"ukuran": "sisa"}, OPEN, "tanpa_angka"),
    ("1.06.01", "efisien", {"ukuran": "sisa"}, OPEN, "keluaran_penunjang"),
    ("1.06.04", "efisien", {"ukuran": "sisa"}, YES, "sisa_keluaran_penuh"),
    ("1.06.05", "efisien", {"ukuran": "sisa"}, NO, "sisa_keluaran_kurang"),
    ("1.06.06", "efisien", {"ukuran": "sisa"}, NO, "tanpa_sisa"),
    ("a", "mencapai_acuan", {"acuan": "nasional"}, YES, "acuan_sesuai"),
    ("a", "mencapai_acuan", {"acuan": "provinsi"}, NO, "acuan_lain"),
    ("a", "mencapai_acuan", {"acuan": "spm"}, OPEN, "tidak_sebanding"),
    ("b", "di_bawah_acuan", {"acuan": "nasional"}, YES, "acuan_sesuai"),  # less is better, 5 against 4
    ("a", "di_bawah_acuan", {"acuan": "nasional"}, NO, "acuan_lain"),
    ("a", "di_bawah_acuan", {"acuan": "daerah lain"}, OPEN, "tanpa_angka"),
    ("", "peringkat", printed("4", "spm"), OPEN, "tanpa_angka"),
]


@pytest.mark.parametrize(("of", "kind", "more", "putusan", "alasan"), CASES, ids=[f"{n}-{kind}" for n, (_, kind, *_) in enumerate(CASES)])
def test_a_claim_is_held_against_its_figure(of, kind, more, putusan, alasan):
    other = {name[1:]: more[name] for name in more if name.startswith("_")}
    assert judged(of, kind, {name: value for name, value in more.items() if not name.startswith("_")}, **other) == (putusan, alasan)


def test_claims_of_two_dinas_are_each_judged_as_alone():
    """The second has other figures under the same ids, codes and years."""
    kinerja = KINERJA.assign(realisasi=KINERJA["realisasi"].replace({"15": "10", "12": "20", "2": "4"}))
    capaian = CAPAIAN.assign(tercapai=["tidak", "ya", "", "ya", "ya"], capaian_persen=[80.0, 120.0, None, 101.0, 110.0])
    money = EFISIENSI.assign(serapan_persen=[100.0, 60.0, 75.0, 99.0])
    fakta = FAKTA.assign(dinas="y", nama="y " + FAKTA["nama"], n_kurang=FAKTA["n_kurang"].replace({0: 1, 1: 0}))
    benchmark = ACUAN.assign(nilai=["9", "9", "9", "100"])
    breaks, other = PUTUS[:0], LAIN.assign(capaian_lain_persen=[50.0, 50.0])
    given = {
        "x": (CAPAIAN, KINERJA, DERET, ANGGARAN, EFISIENSI, FAKTA, SPM, ACUAN, PUTUS, LAIN),
        "y": (capaian, kinerja, DERET.assign(rata_capaian_ganda_persen=80.0), ANGGARAN[:1], money, fakta, SHORT_SPM, benchmark, breaks, other),
    }
    blank = dict.fromkeys(("indikator", "kode", "nilai", "acuan", "catatan"), "") | {"dokumen": "l", "tahun": 2024, "sifat": "pujian", "ukuran": "realisasi", "banding": float("nan")}
    rows = [blank | {"baris": n, "jenis": kind} | ({"kode": of} if of[:1].isdigit() else {"indikator": of}) | {name: value for name, value in more.items() if name[0] != "_"} for n, (of, kind, more, *_) in enumerate(CASES)]
    claims = pd.DataFrame(rows)

    def check(claims, capaian, kinerja, deret, anggaran, efisiensi, fakta, spm, acuan, putus, lain):
        angka = collect_angka(capaian, kinerja, deret, anggaran, efisiensi, fakta, spm)
        return check_klaim(claims, angka, capaian, acuan, putus, fakta, lain)

    alone = pd.concat([check(claims, *frames) for frames in given.values()], ignore_index=True)
    named = {dinas: [one.assign(dinas=dinas) for one in frames] for dinas, frames in given.items()}
    together = [pd.concat(parts, ignore_index=True) for parts in zip(*named.values(), strict=True)]
    both = pd.concat([claims.assign(dinas=dinas) for dinas in given], ignore_index=True)
    pd.testing.assert_frame_equal(check(both, *together), alone, check_dtype=False)
    first, second = (alone.loc[alone["dinas"] == dinas, "putusan"].tolist() for dinas in given)
    assert sum(a != b for a, b in zip(first, second, strict=True)) > 20, "the two differ"


@pytest.mark.parametrize(("text", "value", "same"), [
    ("125.17", 125.178, True), ("125.18", 125.178, True), ("125.19", 125.178, False), ("-5.02", -5.44, False), ("-1.9", -1.9, True), ("1.9", -1.9, False), ("95", 94.0975, False),
    ("243", 242.5, True), ("2", 1.9999999, True), ("-12.00", -8.73, False), ("BB", 70.0, False), ("15", float("nan"), False),
])
def test_a_printed_number_agrees_where_rounding_or_cutting_gives_it(text, value, same):
    kinerja = pd.DataFrame({"indikator": "a", "tahun": 2024, "realisasi": [value]})
    angka = collect_angka(CAPAIAN, kinerja, DERET, ANGGARAN, EFISIENSI, FAKTA, SPM)
    claim = pd.DataFrame([{"dokumen": "l", "baris": 1, "indikator": "a", "kode": "", "tahun": 2024, "sifat": "pujian", "jenis": "nilai", "ukuran": "realisasi", "nilai": text, "banding": float("nan"), "acuan": "", "catatan": ""}])
    assert (check_klaim(claim, angka, CAPAIAN, ACUAN, PUTUS, FAKTA)["putusan"].iloc[0] == YES) == same


def test_the_second_figure_is_the_earlier_year_the_benchmark_or_the_whole():
    rows = asli(*BELITUNG).klaim
    shown = {(row.baris, row.jenis): (row.angka, row.angka_banding) for row in rows.itertuples()}
    assert shown[968, "naik"] == (30.55, 18.39)
    assert shown[2507, "di_bawah_acuan"] == (53.47, 76.59)
    assert shown[805, "semua"] == (3.0, 5.0)


# ---- the four reports


def verdicts(report: tuple, *lines: int) -> set[str]:
    rows = asli(*report).klaim
    return set(rows.loc[rows["baris"].isin(lines), "putusan"])


def test_what_the_reports_claim_and_the_figures_do_not_hold():
    assert verdicts(MALANG, 638, 851, 1070, 1399) == {NO}, "a fertility rate above its target is not met"
    assert verdicts(MALANG, 606, 849, 1395) == {NO}, "a growth below its target is no failure"
    assert verdicts(MALANG, 883) == {NO}
    assert verdicts(MALANG, 694, 1361, 636, 637, 771, 773) == {OPEN}, "two figures are of the year before"
    assert verdicts(MALANG, 607, 608, 828, 852) == {YES}
    assert verdicts(PONTIANAK, 906, 1039, 1051, 1054, 1185, 1186) == {NO}, "called a success at 20 to 70 per cent of plan"
    assert verdicts(PONTIANAK, 907, 1040) == {YES}
    assert verdicts(PONTIANAK, 773) == {OPEN}, "two of five promises were never reported"
    assert verdicts(SINGKAWANG, 992, 998) == {NO}
    assert verdicts(SINGKAWANG, 1000, 1183) == {OPEN}
    assert verdicts(BELITUNG, 853, 2079, 2965, 2993) >= {NO}
    assert verdicts(BELITUNG, 784, 2454) == {OPEN}


def test_how_many_claims_hold():
    """Counted on the day they were coded; a change here is a change of the rules or of the data, told in the changelog."""
    found = {report[0]: summarize_klaim(asli(*report).klaim).set_index("sifat").loc["semua"].tolist() for report in REPORTS}
    assert found == {MALANG[0]: [98, 57, 26, 15], PONTIANAK[0]: [79, 56, 17, 6], SINGKAWANG[0]: [36, 21, 9, 6], BELITUNG[0]: [39, 16, 10, 13]}


# ---- as it is read


def test_sentences_count_and_name_what_fails_more_than_once():
    laporan = asli(*MALANG)
    first, praise, often = describe_klaim(laporan.klaim, "id")
    assert first == "Dari 98 klaim laporan yang menyebut sebuah hasil, 57 didukung angkanya, 26 tidak, 15 tidak dapat diperiksa."
    assert re.fullmatch(r"Dari 65 pujian, 18 tidak didukung\.", praise)
    assert often.startswith("Paling sering tidak didukung: TFR per WUS (15 s/d 49 tahun) (9); Seluruh dinas (5)")
    right = laporan.klaim[laporan.klaim["putusan"] == YES]
    assert len(describe_klaim(right[right["sifat"] == "dalih"], "id")) == 1
    once = laporan.klaim[laporan.klaim["putusan"] == NO].drop_duplicates("nama")
    assert not any("Paling sering" in text for text in describe_klaim(once, "id"))


def test_without_a_coded_claim_the_page_says_so():
    empty = asli(*MALANG).klaim[:0]
    assert describe_klaim(empty, "en") == [say("klaim.belum", "en")]
    assert table_klaim(empty, "en") is None
    assert len(say_klaim(empty, "id").teks) == 1


def test_the_table_shows_what_is_not_supported_and_folds_the_rest():
    html = table_klaim(asli(*MALANG).klaim, "id").html
    shown, *rest = html.split("<details>")
    shown, folded = shown + "".join(rest[:-1]), rest[-1]
    assert "realisasi: selisihnya −5,02, 2020–2021" in shown and "5,02 → −0,42" in shown
    assert "tidak didukung" in shown and ">didukung<" not in shown
    assert ">tidak didukung<" not in folded
    english = table_klaim(asli(*BELITUNG).klaim, "en").html
    assert "3 of 5" in english and "benchmark 76.59" in english and "Rp9,521,256,875" in english


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        ({"ukuran": "realisasi", "angka": 11.4}, "11,4"),
        ({"ukuran": "capaian", "angka": 121.3538}, "121,35 %"),
        ({"ukuran": "rata_rata", "jenis": "naik", "angka": 121.3538, "angka_banding": 92.0326}, "92,03 % → 121,35 %"),
        ({"ukuran": "realisasi", "jenis": "naik", "angka": 12.0, "angka_banding": 11.5}, "11,5 → 12"),
        ({"ukuran": "sisa_rp", "jenis": "naik", "angka": 12.0, "angka_banding": 11.0}, "Rp11 → Rp12"),
        ({"ukuran": "realisasi", "jenis": "naik_terus", "angka": 85.85, "angka_banding": 78.6, "tahun_patah": 2022.0, "angka_patah": 83.85}, "78,6 → 85,85; 2022: 83,85"),
        ({"ukuran": "capaian", "jenis": "naik_terus", "angka": 85.0, "angka_banding": 78.0, "tahun_patah": 2022.0, "angka_patah": 70.0}, "78,00 % → 85,00 %; 2022: 70,00 %"),
        # praised efficiency: its own measure, and what refutes it
        ({"jenis": "efisien", "ukuran": "efisiensi_selisih", "angka": 16.29, "angka_banding": 2.0, "alasan_klaim": "sisa_target_meleset"}, "+16,29 poin; 2 indikator meleset menurut angka tahun itu sendiri"),
        ({"jenis": "efisien", "ukuran": "efisiensi_rasio", "angka": 115.257, "angka_banding": 99.71, "indikator": "a", "alasan_klaim": "sisa_target_meleset"}, "115,26 %; capaian 99,71 %"),
        ({"jenis": "efisien", "ukuran": "sisa", "angka": 6.88, "angka_banding": 3.0, "alasan_klaim": "sisa_keluaran_kurang"}, "6,88 %; 3 keluaran kurang"),
        ({"jenis": "efisien", "ukuran": "efisiensi_langsung", "angka_banding": 2.0, "alasan_klaim": "sisa_target_meleset"}, "2 indikator meleset menurut angka tahun itu sendiri"),
        ({"jenis": "peringkat"}, "–"),
    ],
)
def test_the_figure_that_a_claim_was_judged_by_is_shown_in_its_unit(row, figure):
    base = dict.fromkeys(KLAIM_COLUMNS, "") | {"baris": 1, "tahun": 2024, "sifat": "pujian", "jenis": "nilai", "ukuran": "realisasi", "putusan": NO, "alasan_klaim": "angka_lain"}
    base |= dict.fromkeys(("banding", "angka", "angka_banding", "tahun_patah", "angka_patah"), float("nan"))
    shown = re.sub(r"\s+", " ", html_text(table_klaim(pd.DataFrame([base | row]), "id").html))
    assert f"| {figure} |" in shown, shown


def html_text(html: str) -> str:
    """Return the cells of a table between bars."""
    return re.sub(r"<[^>]+>", "", re.sub(r"<td[^>]*>", " | ", html)).replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("kind", "first", "last", "year"),
    [
        ("naik_terus", 2020, 2024, 2022),
        ("naik_terus", 2022, 2024, None),
        ("turun_terus", 2020, 2022, 2021),
        ("turun_terus", 2021, 2022, None),
        ("naik_turun", 2022, 2024, None),
        ("naik", 2021, 2022, None),
    ],
)
def test_a_series_that_is_claimed_and_broken_names_its_first_break(kind, first, last, year):
    claim = dict.fromkeys(("kode", "nilai", "acuan", "catatan"), "") | {"dokumen": "l", "baris": 1, "indikator": "a", "tahun": last, "banding": first, "sifat": "pujian", "ukuran": "realisasi", "jenis": kind}
    angka = collect_angka(CAPAIAN, KINERJA, DERET, ANGGARAN, EFISIENSI, FAKTA, SPM)
    row = check_klaim(pd.DataFrame([claim]), angka, CAPAIAN, ACUAN, PUTUS, FAKTA).iloc[0]
    found = (row["tahun_patah"], row["angka_patah"])
    assert found == (year, float(YEARS[year])) if year else found[0] != found[0] and found[1] != found[1]


def test_praised_efficiency_is_measured_as_the_report_praises_it():
    direct = pd.DataFrame({"efisiensi_persen": [49.2, 50.0]})
    angka = collect_angka(CAPAIAN, KINERJA, DERET, ANGGARAN, EFISIENSI, FAKTA, SPM, direct)
    own = angka[(angka["tahun"] == 2024) & angka["ukuran"].str.startswith("efisiensi")]
    found = own.set_index(["indikator", "ukuran"])["angka"]
    assert found["", "efisiensi_selisih"] == pytest.approx(106.222 - 90)
    assert found["", "efisiensi_rasio"] == pytest.approx(106.222 / 90 * 100)
    assert (found["a", "efisiensi_selisih"], found["a", "efisiensi_rasio"]) == (40.0, 150.0)
    assert found["", "efisiensi_langsung"] == 49.2


@pytest.mark.parametrize("kind", ["naik_terus", "turun_terus"])
def test_a_year_without_change_breaks_a_series(kind):
    kinerja = frame("indikator tahun realisasi", ("a", 2022, "5"), ("a", 2023, "5"))
    claim = dict.fromkeys(("kode", "nilai", "acuan", "catatan"), "") | {"dokumen": "l", "baris": 1, "indikator": "a", "tahun": 2023, "banding": 2022, "sifat": "pujian", "ukuran": "realisasi", "jenis": kind}
    angka = collect_angka(CAPAIAN, kinerja, DERET, ANGGARAN, EFISIENSI, FAKTA, SPM)
    row = check_klaim(pd.DataFrame([claim]), angka, CAPAIAN, ACUAN, PUTUS, FAKTA).iloc[0]
    assert (row["putusan"], row["tahun_patah"], row["angka_patah"]) == (NO, 2023, 5.0)
