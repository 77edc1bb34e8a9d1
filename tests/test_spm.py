"""Minimum service standards: recipients, quality, index 80/20, class, what cannot be known; the chapter's sentences."""

from pathlib import Path

import pandas as pd
import pytest
from asli import asli

from lakip_analysis.akip.spm import compute_spm
from lakip_analysis.akip.view_spm import describe_spm, say_spm, table_spm, table_spm_lain
from lakip_analysis.aturan.rules import categorize
from lakip_analysis.laporan import open_report

ROOT = Path(__file__).parents[1]
BELITUNG, MALANG, SINGKAWANG, PONTIANAK = ("kab-belitung-dspppa", 2024), ("kota-malang-dinsosp3ap2kb", 2023), ("kota-singkawang-dinsospppa", 2023), ("kota-pontianak-dinsos", 2024)


def service(target="", realisasi="", mutu=None, satuan="Orang", indeks=None, capaian=None, lingkup="", layanan="A", tahun=2024, lain="") -> pd.DataFrame:
    row = {"tahun": tahun, "lingkup": lingkup, "layanan": layanan, "satuan": satuan, "target": target, "realisasi": realisasi, "capaian_persen": capaian, "mutu_persen": mutu, "indeks_persen": indeks}
    return pd.DataFrame([row | {"lain": lain, "catatan": "", "sumber": ""}]).astype({"capaian_persen": float, "mutu_persen": float, "indeks_persen": float})


def first(*args, **kwargs) -> pd.Series:
    return compute_spm(service(*args, **kwargs)).iloc[0]


@pytest.mark.parametrize(("bound", "below", "exact"), [(100, "Tuntas Utama", "Tuntas Paripurna"), (90, "Tuntas Madya", "Tuntas Utama"), (80, "Tuntas Pratama", "Tuntas Madya"), (70, "Tuntas Muda", "Tuntas Pratama"), (60, "Belum Tuntas", "Tuntas Muda")])
def test_every_bound_of_the_classes(bound, below, exact):
    assert categorize(pd.Series([bound - 0.01, bound, bound + 0.004, bound + 0.01]), "spm").tolist() == [below, exact, exact, exact]


@pytest.mark.parametrize(("value", "expected"), [(99.5, "Tuntas Utama"), (92.30, "Tuntas Utama"), (0, "Belum Tuntas"), (None, "")])
def test_classes_of_the_method(value, expected):
    """METHODS 7: 99,5 is Utama; a report calls 92,30 Madya, the table gives Utama."""
    assert categorize(pd.Series([value], dtype=float), "spm").tolist() == [expected]


def test_the_worked_example_of_the_method():
    """METHODS 7: 95 and 88 → 76,0 + 17,6 = 93,6."""
    row = first("20", "19", mutu=88)
    assert (round(row["indeks_persen"], 9), row["kelas"], row["status"]) == (93.6, "Tuntas Utama", "dihitung")


CASES = [  # target, served, unit, printed %, recipients, status, mark
    ("30", "30", "Orang", None, 100, "mutu_kosong", ""),
    ("30", "31", "Orang", None, 100, "mutu_kosong", "melebihi_target"),
    ("30", "0", "Orang", None, 0, "mutu_kosong", ""),
    ("0", "0", "Orang", None, None, "target_nol", ""),
    ("0", "5", "Orang", 100, None, "target_nol", ""),
    ("", "153", "Orang", None, None, "target_kosong", ""),
    ("30", "", "Orang", None, None, "realisasi_kosong", ""),
    ("30", "n/a", "Orang", None, None, "realisasi_kosong", ""),
    ("", "", "Orang", 77.7, 77.7, "mutu_kosong", ""),
    ("100", "96", "%", None, 96, "mutu_kosong", ""),
    ("90", "90", "%", None, 90, "mutu_kosong", "target_di_bawah_100"),
    ("90", "120", "%", None, 100, "mutu_kosong", "melebihi_target"),
    ("", "96", "%", None, 96, "mutu_kosong", ""),
]


@pytest.mark.parametrize(("target", "realisasi", "satuan", "capaian", "penerima", "status", "tanda"), CASES)
def test_recipients_are_never_above_what_they_mean(target, realisasi, satuan, capaian, penerima, status, tanda):
    row = first(target, realisasi, satuan=satuan, capaian=capaian)
    assert row["penerima_persen"] == penerima if penerima is not None else pd.isna(row["penerima_persen"])
    assert (row["status"], row["tanda"]) == (status, tanda)
    assert pd.isna(row["indeks_persen"])


def test_without_quality_the_index_has_two_ends_and_no_middle():
    row = first("30", "30")
    assert (row["indeks_bawah_persen"], row["indeks_atas_persen"], row["kelas"]) == (80, 100, "")
    assert pd.isna(row["indeks_persen"])


def test_a_class_both_ends_share_is_given():
    """0,8 × 40 = 32 and 32 + 20 = 52: Belum Tuntas whatever the quality."""
    assert first("100", "40", satuan="%")["kelas"] == "Belum Tuntas"


def test_quality_above_a_hundred_counts_as_a_hundred():
    assert first("30", "30", mutu=120)["indeks_persen"] == 100


@pytest.mark.parametrize(("printed", "expected"), [(93.6, "cocok"), (93.606, "cocok"), (93.61, "tidak_cocok"), (None, "tidak_tercetak")])
def test_the_index_beside_the_printed_one(printed, expected):
    assert first("20", "19", mutu=88, indeks=printed)["hasil_indeks"] == expected


def test_a_printed_index_without_its_parts_is_shown_and_classed_but_not_computed():
    row = first(indeks=92.3)
    assert (row["indeks_tercetak_persen"], row["kelas"], row["hasil_indeks"]) == (92.3, "Tuntas Utama", "tidak_dihitung")
    assert pd.isna(row["indeks_persen"])


def test_all_services_together_are_a_mean_of_each_year_and_no_service():
    rows = pd.concat([service("20", "19", 88), service("10", "10", 100, layanan="B"), service("10", "5", 100, tahun=2023)], ignore_index=True)
    found = compute_spm(rows)
    whole = found[found["lingkup"] == "urusan"]
    assert whole[["tahun", "n_layanan", "status"]].values.tolist() == [[2023, 1, "rata_rata"], [2024, 2, "rata_rata"]]
    assert whole["indeks_persen"].round(9).tolist() == [60.0, 96.8]
    assert found.loc[found["lingkup"] == "layanan", "n_layanan"].sum() == 3


def test_one_service_without_an_index_leaves_the_mean_open():
    found = compute_spm(pd.concat([service("20", "19", 88), service("10", "10", layanan="B")], ignore_index=True)).iloc[-1]
    assert found["status"] == "sebagian"
    assert pd.isna(found["indeks_persen"])
    assert (round(found["indeks_bawah_persen"], 9), round(found["indeks_atas_persen"], 9)) == (86.8, 96.8)


def test_the_printed_row_of_all_services_is_never_one_more_service():
    rows = pd.concat([service("20", "19", 88), service(lingkup="urusan", indeks=93.6, layanan="Indeks SPM")], ignore_index=True)
    found = compute_spm(rows)
    assert found["lingkup"].tolist() == ["layanan", "urusan"]
    assert found.iloc[1][["layanan", "n_layanan", "hasil_indeks"]].tolist() == ["Indeks SPM", 1, "cocok"]


def test_two_dinas_never_meet():
    rows = pd.concat([service("20", "19", 88).assign(dinas="a"), service("20", "10", 88).assign(dinas="b")], ignore_index=True)
    whole = compute_spm(rows).query("lingkup == 'urusan'").set_index("dinas")["indeks_persen"].round(9)
    assert whole.to_dict() == {"a": 93.6, "b": 57.6}


# ---- the reports

GOLDEN = [(100, 98.97, 99.794, 99.79, "Tuntas Utama"), (100, 100, 100, 100, "Tuntas Paripurna"), (100, 96.15, 99.23, 99.23, "Tuntas Utama"), (100, 100, 100, 100, "Tuntas Paripurna"), (100, 40, 88, 88, "Tuntas Madya")]


def test_belitung_recomputes_every_printed_index():
    found = asli(*BELITUNG).indeks_spm
    services, whole = found[found["lingkup"] == "layanan"], found[found["lingkup"] == "urusan"].iloc[0]
    columns = ["penerima_persen", "mutu_persen", "indeks_persen", "indeks_tercetak_persen", "kelas"]
    assert [tuple(row) for row in services[columns].round(6).values.tolist()] == GOLDEN
    assert set(found["hasil_indeks"]) == {"cocok"}
    assert (round(whole["indeks_persen"], 4), whole["indeks_tercetak_persen"], whole["kelas"], whole["n_layanan"]) == (97.4048, 97.4, "Tuntas Utama", 5)


def test_belitung_names_every_other_value_it_prints():
    found = asli(*BELITUNG).indeks_spm.set_index("layanan")["lain"]
    said = [[part for part in ("2411", "2412", "1058", "2415", "1518", "2416") if part in text] for text in found]
    assert said == [[], ["2411"], ["2412"], ["1058"], ["2415", "1518"], ["2416"]]


def test_the_other_reports_print_too_little_for_an_index():
    malang, pontianak, singkawang = (asli(*report).indeks_spm for report in (MALANG, PONTIANAK, SINGKAWANG))
    assert malang["status"].tolist() == ["mutu_kosong"] * 5 + ["sebagian"]
    assert malang.iloc[-1][["penerima_persen", "indeks_bawah_persen", "indeks_atas_persen", "kelas"]].tolist() == [100, 80, 100, ""]
    assert pontianak["status"].tolist() == ["target_kosong"] * 5 + ["sebagian"]
    assert pontianak["penerima_persen"].isna().all()
    assert singkawang[["lingkup", "status", "capaian_tercetak_persen", "kelas"]].values.tolist() == [["urusan", "tercetak", 77.7, ""]], "called an achievement, not an index: no class"


# ---- words


@pytest.mark.parametrize(("report", "bahasa", "expected"), [
    (BELITUNG, "id", ["Indeks SPM 2024: 97,40 %, kelas Tuntas Utama, rata-rata 5 layanan.", "Terendah: Perlindungan dan Jaminan Sosial Pada Saat Tanggap Darurat dan Paska Bencana Bagi Korban Bencana Kabupaten/Kota (88,00 %; penerima 100,00 %, mutu 40,00 %).", "Pada 5 baris laporan juga mencetak angka lain untuk hal yang sama; lihat tabel angka lain."]),
    (MALANG, "id", ["Indeks SPM 2023 tidak dapat dihitung karena mutu tidak tercetak lengkap untuk 5 layanan. Penerimanya 100,00 %; itu saja berarti indeks paling rendah 80,00 %, dan paling tinggi 100,00 % bila mutu yang tidak tercetak penuh."]),
    (PONTIANAK, "id", ["Indeks SPM 2024 tidak dapat dihitung: dari 5 layanan tidak satu pun berpersentase.", "Pada 5 layanan jumlah yang harus dilayani tidak tercetak, jadi banyaknya yang dilayani tidak menunjukkan berapa persen."]),
    (SINGKAWANG, "id", ["Untuk SPM 2023 laporan mencetak satu capaian, 77,70 %. Layanan, penerima dan mutunya tidak tercetak, jadi indeks dan kelasnya tidak dihitung.", "Pada 1 baris laporan juga mencetak angka lain untuk hal yang sama; lihat tabel angka lain."]),
    (SINGKAWANG, "en", ["For the minimum service standards (SPM) 2023 the report prints one achievement, 77.70%. Services, recipients and quality are not printed, so neither index nor class is computed.", "For 1 row the report also prints another value for the same thing; see the table of other values."]),
])
def test_what_the_chapter_says_of_the_reports(report, bahasa, expected):
    assert describe_spm(asli(*report).indeks_spm, bahasa) == expected


@pytest.mark.parametrize(("rows", "expected"), [
    ([service("30", "31", 100)], "Pada 1 layanan yang dilayani melebihi yang harus dilayani; penerimanya dihitung 100 %."),
    ([service("90", "90", 100, satuan="%")], "Pada 1 layanan target yang tercetak di bawah 100 %; target SPM selalu 100 %, jadi penerimanya dihitung terhadap 100."),
    ([service("0", "0", 100)], "Pada 1 layanan tidak ada yang harus dilayani; layanan itu tidak berpersentase."),
    ([service("30", "", 100)], "Pada 1 layanan yang dilayani tidak tercetak."),
    ([service("20", "19", 88, indeks=95)], "Indeks A tercetak 95,00 %, sedangkan penerima dan mutunya memberi 93,60 %."),
    ([service("20", "19", 88), service(lingkup="urusan", indeks=95, layanan="I")], "Indeks tercetak 95,00 % tidak cocok dengan hitungan itu."),
    ([service(lingkup="urusan", indeks=92.3, layanan="I")], "Laporan mencetak indeks SPM 2024 sebesar 92,30 %, kelas Tuntas Utama; ia tidak dapat dihitung ulang dari layanannya."),
])
def test_every_sentence_has_its_case(rows, expected):
    found = compute_spm(pd.concat(rows, ignore_index=True))
    assert expected in " ".join(describe_spm(found, "id"))
    assert " ".join(describe_spm(found, "en"))


def test_only_the_latest_year_is_told_and_every_year_shown():
    found = compute_spm(pd.concat([service("20", "19", 88), service("20", "20", 100, tahun=2023, lain="x")], ignore_index=True))
    text = " ".join(describe_spm(found, "id"))
    assert "2023" not in text
    assert "angka lain" not in text
    assert {row[1] for row in table_spm(found, "id").baris} == {"2023", "2024"}
    assert len(table_spm_lain(found, "id").baris) == 1


def test_an_achievement_that_is_printed_stands_in_the_table_and_its_column_only_then():
    head = "Capaian tercetak"
    laporan = asli("kota-singkawang-dinsospppa", 2023)  # line 1210 prints 77,70 and nothing else
    table = table_spm(laporan.indeks_spm, "id")
    assert table.baris[0][table.kepala.index(head)] == "77,70 %"
    assert head not in table_spm(compute_spm(service("20", "19", 88)), "id").kepala
    assert head not in table_spm(asli("kab-belitung-dspppa", 2024).indeks_spm, "id").kepala, "its services have their own figures"


@pytest.mark.parametrize(("bahasa", "expected"), [("id", "Angka standar pelayanan minimal (SPM) belum diisi dalam data laporan ini."), ("en", "Figures of the minimum service standards (SPM) are not filled in in the data of this report.")])
def test_a_dinas_without_services_says_what_to_add_and_shows_nothing_else(bahasa, expected):
    laporan = open_report(ROOT / "tests" / "sample", "kota-contoh-dinsos", 2024)
    assert laporan.spm.empty
    (sentence,) = say_spm(laporan.indeks_spm, bahasa).teks
    assert sentence.startswith(expected)
    assert (table_spm(laporan.indeks_spm, bahasa), table_spm_lain(laporan.indeks_spm, bahasa)) == (None, None)


def test_the_word_file_has_the_services_of_the_year(tmp_path):
    docx = pytest.importorskip("docx")
    from lakip_analysis.reports.document import write_document

    for report, expected in ((BELITUNG, "88,00 %"), (("kota-pontianak-dinsos", 2022), None)):
        laporan = asli(*report)
        path = write_document(tmp_path / f"{report[0]}.docx", laporan.data, report[1], {"indeks_spm": laporan.indeks_spm}, "id")
        document = docx.Document(str(path))
        cells = [cell.text.replace("\u00a0", " ") for table in document.tables for row in table.rows for cell in row.cells]
        if expected:
            assert expected in cells
        else:
            assert "Tidak ada SPM untuk tahun ini." in [paragraph.text for paragraph in document.paragraphs]
