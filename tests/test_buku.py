"""The workbooks that agencies have, read for a dinas's isian.xlsx: heads, values, doubts, hostile files, the round trip."""

import resource
import shutil
import time
import unicodedata
import zipfile
from pathlib import Path

import made_buku as made
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from lakip_analysis import open_report
from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.cli import app
from lakip_analysis.data.buku_kerja import BARIS, Lembar, open_sheets
from lakip_analysis.data.csvtable import as_table, read_table
from lakip_analysis.data.dinas import check_dinas
from lakip_analysis.data.isian import read_isian
from lakip_analysis.data.schemas import TABEL
from lakip_analysis.data.tulisan import settle_tables
from lakip_analysis.errors import DataError
from lakip_analysis.importing.buku import describe_usulan, propose, read_books
from lakip_analysis.importing.buku_bentuk import Jawaban
from lakip_analysis.importing.buku_kepala import count_titles, find_heads, read_title
from lakip_analysis.importing.buku_simpan import compare_tables, lay_over, read_answers
from lakip_analysis.importing.template import new_dinas, write_isian

DATA = Path(__file__).parents[1] / "data"


def sheet(*rows: list, nama: str = "Kinerja", **more) -> Lembar:
    return Lembar(nama, [[str(cell) for cell in row] for row in rows], **more)


def lakip(*arguments):
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


# --- titles


@pytest.mark.parametrize(
    ("levels", "makna", "tahun"),
    [
        (("Target", "2023"), "target", "2023"),
        (("2023", "Realisasi"), "realisasi", "2023"),
        (("Tahun 2023", "Capaian (%)"), "capaian", "2023"),
        (("Target Tahun 2024",), "target", "2024"),
        (("Relisasi",), "realisasi", ""),
        (("Realisasi", "Rp"), "realisasi_rp", ""),
        (("Anggaran", "Realisasi"), "realisasi_rp", ""),
        (("Kinerja", "Target", "K"), "target", ""),
        (("Indikator Kinerja Utama (IKU)",), "nama_indikator", ""),
        (("Target Akhir Renstra 2026",), "target", "2026"),
        (("Pagu (dalam ribuan rupiah)",), "pagu_rp", ""),
        (("Kode Rekening",), "kode", ""),
        (("Sisa Anggaran",), "abai", ""),
    ],
)
def test_a_title_says_what_its_column_is(levels, makna, tahun):
    found = read_title(levels)
    assert (found.makna, found.tahun, found.sebab) == (makna, tahun, "")


@pytest.mark.parametrize(
    "levels",
    [
        ("Realisasi Triwulan II",), ("Realisasi", "TW I"), ("Realisasi Tahun Lalu",), ("Target Akhir Renstra",),
        ("Realisasi Nasional 2023",), ("Target Renstra 2021-2026",), ("Realisasi", "Optimis"), ("Realisasi I",), ("Target 2022 dan 2023",), ("Realisasi s.d. Maret",),
    ],
)
def test_what_is_no_figure_of_the_year_is_not_taken_and_says_why(levels):
    found = read_title(levels)
    assert found.sebab or not found.makna


@pytest.mark.parametrize("title", ["Targe", "Target Optimis", "Hasil Rapat", "Pagu Realisasi Target", "Real Target"])
def test_a_title_that_is_near_two_things_or_none_is_unknown(title):
    assert read_title((title,)).makna == ""


def test_no_way_of_writing_a_target_is_a_realisation():
    """Misspelt by one letter, every title of a target still is none of a realisation, and the other way."""
    rows = load_rules("judul_kolom")
    other = {"target": ("realisasi", "realisasi_rp"), "realisasi": ("target", "pagu_rp"), "pagu_rp": ("realisasi", "realisasi_rp"), "realisasi_rp": ("target", "pagu_rp")}
    for makna, forbidden in other.items():
        for said in rows.loc[rows["makna"] == makna, "sebutan"]:
            for n in range(len(said)):
                for misspelt in (said[:n] + said[n + 1 :], said[:n] + "x" + said[n + 1 :]):
                    assert read_title((misspelt,)).makna not in forbidden, (said, misspelt)


def test_the_last_stage_of_the_budget_is_the_pagu():
    rows = sheet(
        ["Tahun Anggaran 2023"], ["Kode", "Uraian", "Pagu Murni", "Pagu Perubahan", "Realisasi"],
        ["1.06.01", "Program A", "100.000.000", "90.000.000", "80.000.000"],
    )
    found = propose([rows])
    assert found.tabel["anggaran"][["pagu_rp", "realisasi_rp"]].values.tolist() == [["90000000", "80000000"]]
    assert found.luput["sebab"].str.contains("bukan tahap terakhir").any()


def test_two_columns_for_one_figure_are_not_chosen_between():
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Target 2023", "Realisasi 2023"], ["Indeks A", "indeks", "1", "2", "3"])
    found = propose([rows])
    assert found.tabel["kinerja"]["target"].tolist() == [""] and found.tabel["kinerja"]["realisasi"].tolist() == ["3"]
    assert found.luput["sebab"].str.contains("dua kolom").any()


# --- heads


def test_numbered_columns_and_titles_above_are_no_data():
    rows = sheet(["LAMPIRAN"], [], ["No", "Indikator Kinerja", "Target 2023", "Realisasi 2023"], ["1", "2", "3", "4"], ["1", "Indeks A", "5", "6"])
    head = find_heads(rows)[0]
    assert (head.awal, head.akhir) == (2, 3)
    assert propose([rows]).tabel["kinerja"][["target", "realisasi"]].values.tolist() == [["5", "6"]]


def test_groups_without_merges_spread_over_the_columns_beside_them():
    rows = sheet(["Indikator", "Satuan", "Target", "", "Realisasi", ""], ["", "", "2022", "2023", "2022", "2023"], ["Indeks A", "indeks", "1", "2", "3", "4"])
    kinerja = propose([rows]).tabel["kinerja"]
    assert kinerja[["tahun", "target", "realisasi"]].values.tolist() == [["2022", "1", "3"], ["2023", "2", "4"]]


@pytest.mark.parametrize("title", ["Capaian Kinerja Tahun 2022 dan 2023", "Capaian Kinerja"])
def test_a_year_that_is_nowhere_or_two_is_asked(title):
    rows = sheet([title], ["Indikator", "Satuan", "Target", "Realisasi"], ["Indeks A", "indeks", "1", "2"])
    found = propose([rows])
    assert found.tabel["kinerja"].empty and any("--tahun" in one for one in found.tanya)
    answered = propose([rows], Jawaban(tahun="2023"))
    assert answered.tabel["kinerja"]["tahun"].tolist() == ["2023"]


def test_the_year_of_a_rule_or_a_plan_is_no_year_of_the_data():
    rows = sheet(["Permendagri Nomor 86 Tahun 2017, Renstra 2021-2026"], ["Tahun 2023"], ["Indikator", "Satuan", "Target", "Realisasi"], ["Indeks A", "indeks", "1", "2"])
    assert propose([rows]).tabel["kinerja"]["tahun"].tolist() == ["2023"]


# --- values


def ask(*cells: str, satuan: str = "orang") -> pd.DataFrame:
    rows = [["Indikator", "Satuan", "Target 2023", "Realisasi 2023"]]
    rows += [[f"Jumlah peserta {n}", satuan, cell, "5"] for n, cell in enumerate(cells)]
    return propose([sheet(*rows)])


def test_three_digits_behind_a_lone_mark_are_asked_and_answered():
    found = ask("1.234", "998")
    assert found.tabel["kinerja"]["target"].tolist() == ["", "998"]
    assert found.ragu[["sel", "isi"]].values.tolist() == [["C2", "1.234"]]
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Realisasi 2023"], ["A b", "orang", "1.234", "5"])
    assert propose([rows], Jawaban(desimal="koma")).tabel["kinerja"]["target"].tolist() == ["1234"]
    assert propose([rows], Jawaban(desimal="titik")).tabel["kinerja"]["target"].tolist() == ["1.2340"]
    assert propose([rows], Jawaban(sel={"Kinerja!C2": "1234"})).tabel["kinerja"]["target"].tolist() == ["1234"]


def test_a_column_shows_its_own_mark_and_that_of_its_table():
    assert ask("1.234", "12,5").tabel["kinerja"]["target"].tolist() == ["1234", "12.5"]
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Realisasi 2023"], ["A b", "orang", "1.234", "1.100,5"])
    assert propose([rows]).tabel["kinerja"]["target"].tolist() == ["1234"]


def test_columns_that_disagree_do_not_speak_for_each_other():
    rows = sheet(["Indikator", "Satuan", "Target 2022", "Realisasi 2022", "Target 2023"], ["A b", "indeks", "12,5", "12.5", "1.234"])
    kinerja = propose([rows]).tabel["kinerja"]
    assert kinerja[["target", "realisasi"]].values.tolist() == [["12.5", "12.5"]]


@pytest.mark.parametrize("cell", ["I", "II", "31 Maret 2023", "3±1", "11 jenis; 5 lembar", "12 kali", "#REF!", "Tercapai sebagian", "1.2.3,4"])
def test_what_is_no_value_is_listed_and_left_empty(cell):
    found = ask("70,5", cell, satuan="%")
    assert found.tabel["kinerja"]["target"].tolist() == ["70.5", ""] and cell in found.ragu["isi"].tolist()


def test_a_figure_with_three_decimals_cannot_be_taken_for_thousands_later():
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Realisasi 2023"], ["A b", "indeks", "70.125", "1"], angka=frozenset({(1, 2), (1, 3)}))
    assert propose([rows]).tabel["kinerja"]["target"].tolist() == ["70.1250"]


def test_a_count_that_excel_holds_with_a_fraction_is_asked():
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Realisasi 2023"], ["A b", "orang", "1.234", "998"], angka=frozenset({(1, 2), (1, 3)}))
    found = propose([rows])
    assert found.tabel["kinerja"]["target"].tolist() == [""] and "pecahan" in found.ragu["sebab"].iloc[0]


def test_one_figure_in_two_places_with_two_values_is_asked():
    rows = [sheet(["Indikator", "Satuan", "Target 2023", "Realisasi 2023"], ["A b", "indeks", cell, "5"], nama=cell) for cell in ("7", "8")]
    found = propose(rows)
    assert found.tabel["kinerja"][["target", "realisasi"]].values.tolist() == [["", "5"]] and len(found.ragu) == 2


def test_shares_in_a_column_of_realised_money_are_asked():
    rows = sheet(["Tahun 2023"], ["Kode", "Uraian", "Pagu", "Realisasi"], ["1.06.01", "A", "100.000.000", "95"], ["1.06.02", "B", "20.000.000", "88"])
    assert propose([rows]).tabel["anggaran"]["realisasi_rp"].tolist() == ["", ""]


def test_amounts_too_small_for_a_dinas_and_names_nearly_alike_are_asked():
    rows = sheet(["Tahun 2023"], ["Kode", "Uraian", "Pagu", "Realisasi"], *([f"1.06.0{n}", "A", "100.000", "90.000"] for n in (1, 2, 3)))
    assert any("dalam ribuan?" in one and "Rp5.000.000" in one for one in propose([rows]).tanya)
    names = sheet(["Indikator", "Satuan", "Target 2023", "Realisasi 2023"], ["Persentase PPKS yang terlayani", "%", "90", "80"], ["Persentase PPKS yang terlayan", "%", "91", "81"])
    assert any("dua indikator" in one for one in propose([names]).tanya)


def test_printed_shares_that_no_line_agrees_with_are_said():
    rows = sheet(["Tahun 2023"], ["Kode", "Uraian", "Pagu", "Realisasi", "%"], *([f"1.06.0{n}", "A", "100.000.000", "90.000.000", "55,00"] for n in (1, 2, 3)))
    assert any("persen tercetak tidak sama" in one for one in propose([rows]).tanya)


def test_physical_realisation_is_no_money():
    rows = sheet(["Tahun 2023"], ["Kode", "Uraian", "Pagu", "Realisasi Fisik"], ["1.06.01", "A", "100.000.000", "95"])
    assert propose([rows]).tabel["anggaran"]["realisasi_rp"].tolist() == [""]


@pytest.mark.parametrize(("scale", "written", "rupiah"), [("(dalam ribuan rupiah)", "1.590.401,441", "1590401441"), ("(dalam jutaan rupiah)", "1.590,4", "1590400000")])
def test_thousands_of_rupiah_are_multiplied_out(scale, written, rupiah):
    rows = sheet(["Tahun 2023"], [scale], ["Kode", "Uraian", "Pagu", "Realisasi"], ["1.06.01", "A", written, written])
    assert propose([rows]).tabel["anggaran"]["pagu_rp"].tolist() == [rupiah]


def test_scales_that_contradict_each_other_are_asked():
    rows = sheet(["Tahun 2023 (dalam ribuan rupiah)"], ["Kode", "Uraian", "Pagu (Rp)", "Realisasi (Rp)"], ["1.06.01", "A", "1.000", "900"])
    found = propose([rows])
    assert found.tabel["anggaran"]["pagu_rp"].tolist() in ([], [""])
    assert found.luput["sebab"].str.contains("berlainan").any()


# --- printed achievements


def achieved(*rows) -> object:
    head = ["Indikator", "Satuan", "Target 2023", "Realisasi 2023", "Capaian 2023 (%)"]
    return propose([sheet(head, *([f"Indikator {n}", "%", *row] for n, row in enumerate(rows)))])


def test_a_printed_achievement_proves_the_polarity_and_nothing_else_does():
    found = achieved(["80", "76", "95,00"], ["20", "22", "90,00"], ["50", "50", "100,00"], ["50", "60", "77,00"])
    assert found.tabel["indikator"]["polaritas"].tolist() == ["naik", "turun", "", ""]
    assert "tidak cocok: indikator 3 2023" in "\n".join(describe_usulan(found))
    assert sum("makin baik bila" in one for one in found.tanya) == 1


def test_titles_of_target_and_realisation_that_are_swapped_are_asked():
    found = achieved(["76", "80", "95,00"], ["45", "50", "90,00"])
    assert found.tabel["kinerja"].empty and any("tertukar" in one for one in found.tanya)


def test_an_answer_overrides_the_proof_and_the_contradiction_is_said():
    head = ["Indikator", "Satuan", "Target 2023", "Realisasi 2023", "Capaian 2023 (%)"]
    rows = sheet(head, ["A b", "%", "80", "76", "95,00"])
    found = propose([rows], Jawaban(polaritas={"A b": "turun"}))
    assert found.tabel["indikator"]["polaritas"].tolist() == ["turun"] and any("capaian tercetaknya naik" in one for one in found.tanya)


# --- what is not read


def test_every_filled_cell_is_read_or_listed():
    """Cells of no table, hidden sheets, notes, sums: each stands in a range with its reason."""
    rows = sheet(
        ["CATATAN RAPAT"], [], ["Indikator", "Target 2023", "Realisasi 2023", "Catatan"], ["Indeks A", "1", "2", "revisi"],
        ["Jumlah", "1", "2", ""], ["*) sementara", "", "", ""], [], ["", "", "", "Kepala Dinas"],
    )
    hidden = sheet(["x", "y"], nama="lama", tampak=False)
    luput = propose([rows, hidden]).luput
    listed = dict(zip(luput["lembar"] + "!" + luput["rentang"], luput["sebab"], strict=True))
    assert listed["lama!semua"] == "lembar tersembunyi" and listed["Kinerja!A1"] == "teks di atas tabel"
    assert "tidak dipakai" in listed["Kinerja!D4"] and "jumlah" in listed["Kinerja!A5:C5"] and "catatan" in listed["Kinerja!A6"]
    assert "Kinerja!D8" in listed


def test_an_indicator_whose_name_begins_with_jumlah_is_no_sum():
    found = ask("5").tabel["indikator"]["nama_indikator"].tolist()
    assert found == ["Jumlah peserta 0"]


def test_a_signature_closes_the_table_and_the_office_in_charge_does_not():
    rows = sheet(
        ["Indikator", "Satuan", "Target 2023", "Realisasi 2023", "Penanggung Jawab"], ["Indeks A", "indeks", "1", "2", "Sekretaris"], ["Indeks B", "indeks", "3", "4", "Kepala Dinas"],
        ["Mengetahui,", "", "Pangkalpinang, 2 Januari 2024", ""], ["Kepala Dinas", "", "Kasubbag", ""], ["NIP. 19700101", "", "NIP. 1980", ""],
    )
    found = propose([rows])
    assert found.tabel["indikator"]["nama_indikator"].tolist() == ["Indeks A", "Indeks B"] and found.ragu.empty
    assert found.luput["sebab"].str.contains("di bawah tabel").any()


def test_a_head_over_number_and_text_is_that_of_the_text():
    rows = sheet(["Sasaran", "", "Indikator Kinerja", "", "Satuan", "Target 2023", "Realisasi 2023"], ["1", "Meningkatnya X", "1.1", "Indeks A", "indeks", "1", "2"], ["", "", "1.2", "Indeks B", "indeks", "3", "4"])
    found = propose([rows]).tabel["indikator"]
    assert found[["nama_indikator", "sasaran"]].values.tolist() == [["Indeks A", "Meningkatnya X"], ["Indeks B", "Meningkatnya X"]]


@pytest.mark.parametrize("cells", [("95", "0,93"), ("0,95", "0,9")])
def test_shares_written_as_fractions_are_asked(cells):
    exact = frozenset({(1, 2), (1, 3)}) if cells[0] == "0,95" else frozenset()
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Realisasi 2023"], ["A b", "%", *(cell.replace(",", ".") if exact else cell for cell in cells)], angka=exact)
    assert any("persen, atau" in one for one in propose([rows]).tanya)


def test_an_achievement_without_a_year_is_of_the_figures_on_its_left():
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Realisasi 2023", "Capaian (%)"], ["A b", "%", "80", "76", "95,00"])
    found = propose([rows])
    assert found.tabel["indikator"]["polaritas"].tolist() == ["naik"] and found.tanya == []


def test_what_a_merge_shows_twice_is_asked():
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Realisasi 2023"], ["A satu", "%", "90", "80"], ["B dua", "%", "", "85"], gabung=((1, 2, 2, 2),))
    found = propose([rows])
    assert found.tabel["kinerja"]["target"].tolist() == ["90", ""] and found.ragu["sel"].tolist() == ["C3"]


def test_the_form_with_volume_and_money_gives_lines_and_outputs():
    rows = sheet(
        ["Kode", "Program/Kegiatan", "Indikator Kinerja", "Satuan", "Target 2023", "", "Realisasi 2023", ""], ["", "", "", "", "K", "Rp", "K", "Rp"],
        ["1.06.04", "Program X", "Persentase Y", "%", "90", "1.000.000.000", "85", "900.000.000"], ["1.06.04.2.01", "Kegiatan", "Jumlah orang", "Orang", "1.120", "500.000.000", "1.118", "400.000.000"],
    )
    found = propose([rows]).tabel
    assert found["anggaran"][["pagu_rp", "realisasi_rp"]].values.tolist() == [["1000000000", "900000000"], ["500000000", "400000000"]]
    assert found["keluaran"][["nama_keluaran", "satuan", "target", "realisasi"]].values.tolist() == [["Persentase Y", "%", "90", "85"], ["Jumlah orang", "Orang", "1120", "1118"]]


def test_money_beside_the_figures_of_an_indicator_is_not_its_realisation():
    rows = sheet(
        ["Indikator", "Satuan", "Kinerja 2023", "", "", "Anggaran 2023", "", ""], ["", "", "Target", "Realisasi", "Capaian", "Pagu", "Realisasi", "%"],
        ["Indeks A", "indeks", "80", "76", "95", "1.000.000.000", "900.000.000", "90"],
    )
    assert propose([rows]).tabel["kinerja"][["target", "realisasi"]].values.tolist() == [["80", "76"]]


def test_an_achievement_alone_is_not_taken_for_a_realisation():
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Capaian 2023"], ["A satu", "%", "90", "85,5"])
    found = propose([rows])
    assert found.tabel["kinerja"]["realisasi"].tolist() == [""] and any("--kolom" in one for one in found.tanya)
    assert propose([rows], Jawaban(kolom={"Capaian 2023": "realisasi"})).tabel["kinerja"]["realisasi"].tolist() == ["85.5"]


def test_formulas_without_a_value_are_said(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Indikator", "Satuan", "Target 2023", "Realisasi 2023"], ["Indeks A", "indeks", 5, "=C2*2"]):
        book.active.append(row)
    book.save(tmp_path / "b.xlsx")
    found = propose(read_books([tmp_path / "b.xlsx"]))
    assert "rumus tanpa nilai" in found.ragu["sebab"].iloc[0] and found.ragu["sel"].tolist() == ["D2"]


def test_answers_that_meet_nothing_are_said():
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Realisasi 2023"], ["A b", "indeks", "1", "5"])
    found = propose([rows], Jawaban(polaritas={"Tidak ada": "naik"}, kolom={"Entah": "target"}, sel={"Lain!A1": "1"}))
    assert len(found.meleset) == 3


MISSED = [
    (Jawaban(sel={"Kinerja!C9": "1"}), True), (Jawaban(sel={"Kinerja!Z2": "1"}), True), (Jawaban(sel={"kinerja!c2": "1"}), False), (Jawaban(sel={"Kinerja!D3": "7"}), False),
    (Jawaban(kolom={"Entah": "target"}), True), (Jawaban(polaritas={"A  B": "naik"}), False), (Jawaban(polaritas={"": "naik"}), False), (Jawaban(lembar=("Lain",)), True),
]


@pytest.mark.parametrize(("jawaban", "missed"), MISSED)
def test_an_answer_meets_a_cell_a_name_or_a_title_of_the_book(jawaban, missed):
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Realisasi 2023"], ["A b", "indeks", "1", "5"], ["A c", "indeks", "1", ""])
    assert bool(propose([rows], jawaban).meleset) == missed


def test_an_answer_that_meets_nothing_ends_in_a_fault_and_writes_nothing(tmp_path):
    new_dinas("kab-contoh-dinsos", tmp_path, [2024], contoh=True)
    before = (tmp_path / "kab-contoh-dinsos" / "isian.xlsx").read_bytes()
    (tmp_path / "b.csv").write_text("Indikator;Satuan;Target 2024;Realisasi 2024\nA b;indeks;1;5\n", encoding="utf-8")
    common = ["import", tmp_path / "b.csv", "--dinas", "kab-contoh-dinsos", "--data", tmp_path, "--polaritas", "naik"]
    result = lakip(*common, "--simpan", "--sel", "b!C9=7")
    assert result.exit_code == 1 and "bukan sel dari tabel yang dibaca" in result.output and "tidak mengenai apa pun" in result.output
    assert (tmp_path / "kab-contoh-dinsos" / "isian.xlsx").read_bytes() == before
    assert lakip(*common, "--sel", "b!C2=7").exit_code == 0
    (tmp_path / "b.csv").write_text("entah;apa\n1;2\n", encoding="utf-8")
    assert lakip(*common).exit_code == 1


def test_a_merge_over_two_columns_of_values_is_asked():
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Realisasi 2023"], ["A b", "indeks", "70", ""], ["A c", "indeks", "-", ""], ["A d", "indeks", "7", "8"], gabung=((1, 2, 1, 3), (2, 2, 2, 3)))
    found = propose([rows])
    assert found.tabel["kinerja"][["target", "realisasi"]].values.tolist() == [["n/a", ""], ["7", "8"]]
    assert found.ragu[["sel", "sebab"]].values.tolist() == [["C2", "satu sel gabungan menutupi beberapa kolom"], ["D2", "satu sel gabungan menutupi beberapa kolom"]]


def test_a_head_merged_over_two_columns_names_neither():
    rows = sheet(["Indikator", "Satuan", "Target 2023", ""], ["A b", "indeks", "70", "71"], gabung=((0, 2, 0, 3),))
    found = propose([rows])
    assert found.tabel["kinerja"].empty and found.luput["sebab"].str.contains("dua kolom atau lebih").any()


@pytest.mark.parametrize("doubted", ["12,5 menit", "3±1,5", "11,5 jenis; 2,5 lembar"])
def test_a_cell_in_doubt_shows_no_mark_to_the_others(doubted):
    found = ask("80.125", doubted, satuan="%")
    assert found.tabel["kinerja"]["target"].tolist() == ["", ""] and found.ragu["isi"].tolist() == ["80.125", doubted]


def test_a_column_of_an_unknown_title_is_read_when_the_user_says_what_it_is():
    rows = sheet(["Indikator", "Satuan", "Target 2023", "Buah Karya"], ["A b", "indeks", "1", "5"])
    assert propose([rows]).tabel["kinerja"]["realisasi"].tolist() == [""]
    assert propose([rows], Jawaban(kolom={"Buah Karya": "realisasi@2023"})).tabel["kinerja"]["realisasi"].tolist() == ["5"]


# --- codes


def budget(*rows, angka=frozenset()):
    head = ["Kode", "", "", "", "", "Uraian", "Pagu 2023", "Realisasi 2023"]
    return propose([sheet(head, *rows, angka=angka)])


def test_parts_of_a_code_over_columns_go_on_from_the_row_above():
    found = budget(
        ["1", "06", "02", "", "", "Program", "10.000.000", "9.000.000"],
        ["", "", "", "2.01", "", "Kegiatan", "10.000.000", "9.000.000"],
        ["", "", "", "", "0003", "Sub", "10.000.000", "9.000.000"],
    )
    assert found.tabel["anggaran"]["kode"].tolist() == ["1.06.02", "1.06.02.2.01", "1.06.02.2.01.0003"]


def test_a_code_that_excel_holds_as_a_number_gets_its_noughts_or_is_asked():
    numbers = frozenset({(row, column) for row in (1, 2) for column in range(5)})
    found = budget(["1", "6", "2", "2.01", "3", "Sub", "10.000.000", "9.000.000"], ["1", "6", "2", "2.1", "3", "Sub", "10.000.000", "9.000.000"], angka=numbers)
    assert found.tabel["anggaran"]["kode"].tolist() == ["1.06.02.2.01.0003"]
    assert "tersimpan sebagai angka" in found.ragu["sebab"].iloc[0]


# --- many workbooks of a known truth


def read_made(seed: int, layout: str, style: str, form: str, folder: Path):
    truth = made.truth(seed)
    sheets = made.LAYOUTS[layout](truth, style)
    if form == "xlsx":
        paths = [made.as_xlsx(sheets, folder / "buku.xlsx")]
    else:
        paths = [made.as_csv(one, folder / f"{one.nama}.csv", form) for one in sheets if not one.tersembunyi]
    return truth, propose(read_books(paths))


@pytest.mark.parametrize("layout", made.LAYOUTS)
@pytest.mark.parametrize("style", ["id", "en"])
def test_no_cell_of_a_made_workbook_is_silently_wrong(layout, style, tmp_path):
    forms = ["xlsx", *made.DIALECTS]
    seed = sorted(made.LAYOUTS).index(layout) * 2 + (style == "en")
    form = "xlsx" if layout == "angka_excel" else forms[seed % len(forms)]
    truth, found = read_made(seed, layout, style, form, tmp_path)
    counted = made.count_cells(truth, layout, found)
    assert counted["salah"] == [] and counted["luput"] == []
    assert len(counted["ditanya"]) <= 6  # the polarity of six indicators, at most


# --- the workbook of the issue, to the report


def test_a_messy_workbook_becomes_right_report_data_with_one_question_answered(tmp_path):
    new_dinas("kab-contoh-dinsos", tmp_path, [2022, 2023])
    truth = made.truth(4)
    book = made.as_xlsx(made.tahun_di_atas_target(truth, "id"), tmp_path / "LKjIP.xlsx")
    common = ["import", book, "--dinas", "kab-contoh-dinsos", "--data", tmp_path]
    shown = lakip(*common)
    assert "Pertanyaan (1):" in shown.output and "Belum ditulis" in shown.output
    before = (tmp_path / "kab-contoh-dinsos" / "isian.xlsx").read_bytes()
    saved = lakip(*common, "--simpan", "--polaritas", "turun", "--polaritas", "Predikat SAKIP perangkat daerah=naik")
    assert saved.exit_code == 0 and "Pertanyaan" not in saved.output
    assert (tmp_path / "kab-contoh-dinsos" / "isian.xlsx.1.bak").read_bytes() == before
    assert [fault for fault in check_dinas(tmp_path, "kab-contoh-dinsos") if fault.berat == "kesalahan"] == []
    capaian = open_report(tmp_path, "kab-contoh-dinsos", 2023).capaian.set_index("nama_indikator")["capaian_persen"]
    for name in truth.satuan:
        t, r = truth.kinerja[name, "2023", "target"], truth.kinerja[name, "2023", "realisasi"]
        right = made.capaian(t, r, truth.polaritas[name])
        assert right is None or capaian[name] == pytest.approx(right)
    low, high = map(float, truth.kinerja["Tingkat kemiskinan", "2023", "target"].split(" - "))
    real = float(truth.kinerja["Tingkat kemiskinan", "2023", "realisasi"])
    assert capaian["Tingkat kemiskinan"] == pytest.approx((2 * high - real) / high * 100) and low < high
    again = lakip(*common, "--simpan")
    assert "Tidak ada yang berubah" in again.output and not (tmp_path / "kab-contoh-dinsos" / "isian.xlsx.2.bak").exists()


def test_what_stands_is_kept_and_what_changes_is_said(tmp_path):
    new_dinas("kab-contoh-dinsos", tmp_path, [2024], contoh=True)
    rows = [["Indikator", "Satuan", "Target 2024", "Realisasi 2024"], ["Prevalensi stunting balita", "%", "15", "17,8"]]
    made_sheet = made.Kertas("Kinerja", {(r, c): cell for r, row in enumerate(rows) for c, cell in enumerate(row)})
    book = made.as_xlsx([made_sheet], tmp_path / "b.xlsx")
    result = lakip("import", book, "--dinas", "kab-contoh-dinsos", "--data", tmp_path, "--simpan")
    assert "kinerja prevalensi-stunting 2024 [target]: 16 → 15" in result.output and "1 diubah, 0 dihapus" in result.output
    tables, faults = read_isian(tmp_path / "kab-contoh-dinsos" / "isian.xlsx")
    assert faults == [] and len(tables["indikator"]) == 7 and len(tables["analisis"]) > 1
    replaced = lakip("import", book, "--dinas", "kab-contoh-dinsos", "--data", tmp_path, "--ganti")
    assert " dihapus" in replaced.output and ", 0 dihapus" not in replaced.output


def test_a_dinas_kept_in_csv_is_refused_and_nothing_written(tmp_path):
    shutil.copytree(DATA / "kota-pontianak-dinsos", tmp_path / "kota-pontianak-dinsos")
    book = made.as_xlsx(made.kepala_biasa(made.truth(1), "id"), tmp_path / "b.xlsx")
    result = lakip("import", book, "--dinas", "kota-pontianak-dinsos", "--data", tmp_path, "--simpan")
    assert result.exit_code == 1 and "memakai indikator.csv" in result.output
    assert not (tmp_path / "kota-pontianak-dinsos" / "isian.xlsx").exists()


def test_import_without_a_file_or_a_folder_of_texts_is_a_usage_error():
    result = lakip("import", "--dinas", "kota-pontianak-dinsos", "--data", DATA)
    assert result.exit_code == 2 and "--teks" in result.output


@pytest.mark.parametrize("said", [["--polaritas", "x=naik turun"], ["--kolom", "Hasil=sesuatu"], ["--sel", "D7=1"], ["--tahun", "23"], ["--desimal", "koma."]])
def test_an_option_that_cannot_be_understood_is_refused(said, tmp_path):
    new_dinas("kab-contoh-dinsos", tmp_path, [2024])
    (tmp_path / "b.csv").write_text("a;b\n", encoding="utf-8")
    result = lakip("import", tmp_path / "b.csv", "--dinas", "kab-contoh-dinsos", "--data", tmp_path, *said)
    assert result.exit_code == 2 and said[0] in result.output


# --- the round trip through the template


def through_isian(tables: dict[str, pd.DataFrame], folder: Path) -> dict[str, pd.DataFrame]:
    """Return tables as they come back from the workbook, in the writing of the contract."""
    years = sorted({int(year) for year in tables["kinerja"]["tahun"]})
    lines, faults = read_isian(write_isian(folder / "isian.xlsx", tables, years))
    assert faults == []
    return settled({nama: as_table(folder / f"{nama}.csv", nama, lines[nama])[0] for nama in lines}, folder)


def settled(frames: dict[str, pd.DataFrame], folder: Path) -> dict[str, pd.DataFrame]:
    full = {nama: read_table(folder / "kosong", nama)[0] for nama in TABEL} | frames
    full = {nama: frame if "baris_berkas" in frame else frame.assign(baris_berkas=2) for nama, frame in full.items()}
    out, doubts = settle_tables(folder, full)
    assert doubts == []
    return {nama: held(nama, out[nama]) for nama in frames}


def held(nama: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns a sheet holds, figures without the noughts behind their mark, in the order of the keys."""
    rules = load_rules("isian")
    columns = [*rules.loc[rules["tabel"] == nama, "kolom"], *(["target_bawah", "target_atas"] if nama == "kinerja" else [])]
    columns = [*TABEL[nama].kunci, *(one for one in dict.fromkeys(columns) if one not in TABEL[nama].kunci)]
    frame = frame[columns].astype(str)
    if nama == "kinerja":
        frame = frame[(frame[["target", "target_bawah", "realisasi"]] != "").any(axis=1)]
    for one in ("target", "realisasi", "target_bawah", "target_atas", "pagu_rp", "realisasi_rp", "bobot"):
        if one in frame:
            frame[one] = frame[one].map(made._bare)
    return frame.sort_values(list(TABEL[nama].kunci)).reset_index(drop=True)


@pytest.mark.parametrize("dinas", sorted(path.parent.name for path in DATA.glob("*/dinas.toml")))
def test_a_real_dinas_comes_back_from_the_template_as_it_was(dinas, tmp_path):
    names = [nama for nama in ("indikator", "kinerja", "anggaran", "keluaran", "program_indikator") if (DATA / dinas / f"{nama}.csv").is_file()]
    tables = {nama: read_table(DATA / dinas, nama)[0].drop(columns="baris_berkas") for nama in names}
    back, right = through_isian(tables, tmp_path), settled(tables, tmp_path)
    for nama in names:
        pd.testing.assert_frame_equal(back[nama], right[nama], obj=nama)


WORDS = st.text(st.characters(categories=["L", "N", "P", "S"], max_codepoint=0x2AF, exclude_characters="("), min_size=1, max_size=12)
NAMED = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: unicodedata.normalize("NFC", " ".join(words)))
NUMBERS = st.decimals(0, 99999, places=2).map(lambda value: f"{value.normalize():f}")
VALUES = st.one_of(NUMBERS, st.just(""), st.just("n/a"), st.integers(1, 99999).map(lambda n: f"1:{n}"), st.sampled_from(["BB", "B 69.5", "Pratama"]))


@st.composite
def tables_of_a_dinas(draw):
    names = draw(st.lists(st.one_of(NAMED, st.sampled_from(["Rasio", "rasio", "indikator-1"])), min_size=1, max_size=5))
    slugs = [f"indikator-{n}" for n in range(len(names))]
    blank = {nama: dict.fromkeys((kolom.nama for kolom in TABEL[nama].kolom), "") for nama in TABEL}
    indikator = [
        blank["indikator"] | {"indikator": slug, "nama_indikator": name, "satuan": draw(NAMED), "polaritas": draw(st.sampled_from(["naik", "turun", "rentang"])), "level": draw(st.sampled_from(["tujuan", "sasaran"])), "sasaran": draw(NAMED), "jenis_target": "angka"}
        for slug, name in zip(slugs, names, strict=True)
    ]
    kinerja = [
        blank["kinerja"] | {"indikator": slug, "tahun": year, "target": draw(VALUES), "realisasi": draw(VALUES)}
        for slug in slugs for year in ("2022", "2023")
    ]
    anggaran = [
        blank["anggaran"] | {"tahun": year, "kode": f"1.06.{n:02}", "nama": draw(NAMED), "pagu_rp": draw(st.integers(0, 10**13).map(str)), "realisasi_rp": draw(st.just(""))}
        for year in ("2022", "2023") for n in range(draw(st.integers(1, 3)))
    ]
    return {"indikator": pd.DataFrame(indikator), "kinerja": pd.DataFrame(kinerja), "anggaran": pd.DataFrame(anggaran)}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables_of_a_dinas())
def test_any_tables_come_back_from_the_template(tmp_path, tables):
    years = [2022, 2023]
    lines, faults = read_isian(write_isian(tmp_path / "isian.xlsx", tables, years))
    assert faults == []
    for nama, frame in tables.items():
        back = held(nama, as_table(tmp_path / f"{nama}.csv", nama, lines[nama])[0]) if nama in lines else None
        right = held(nama, frame)
        assert (back is None and right.empty) or back.drop(columns="jenis_target", errors="ignore").equals(right.drop(columns="jenis_target", errors="ignore")), (back, right)


def test_a_proposal_over_what_stands_changes_only_its_own_cells():
    row = dict.fromkeys((kolom.nama for kolom in TABEL["kinerja"].kolom), "")
    lama = {"kinerja": pd.DataFrame([row | {"indikator": "a", "tahun": "2022", "target": "1", "realisasi": "2"}, row | {"indikator": "a", "tahun": "2023", "target_bawah": "1", "target_atas": "2"}])}
    baru = {"kinerja": pd.DataFrame([row | {"indikator": "a", "tahun": "2022", "realisasi": "3"}, row | {"indikator": "a", "tahun": "2023", "target": "7"}])}
    over = lay_over(lama, baru)
    assert over["kinerja"][["target", "target_bawah", "realisasi"]].values.tolist() == [["1", "", "3"], ["7", "", ""]]
    assert sorted(compare_tables(lama, over)["jenis"]) == ["hapus", "hapus", "tambah", "ubah"]


def test_answers_without_a_name_hold_for_the_rest():
    assert read_answers("2023", "koma", ["A=b=turun", "naik"], ["Hasil=realisasi@2023"], ["K!D7=1,5"], []).polaritas == {"A=b": "turun", "": "naik"}
    with pytest.raises(DataError):
        read_answers("", "", ["A=tinggi"], [], [], [])


# --- hostile files: one message, bounded time and memory, nothing written


def repacked(path: Path, changes: dict[str, bytes | None], more: dict[str, bytes] | None = None) -> Path:
    """Write a workbook anew with some of its parts changed or added."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts = {name: changes.get(name, content) for name, content in parts.items() if changes.get(name, content) is not None}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in {**parts, **(more or {})}.items():
            new.writestr(name, content)
    return path


@pytest.fixture
def book(tmp_path) -> Path:
    return made.as_xlsx(made.kepala_biasa(made.truth(1), "id"), tmp_path / "buku.xlsx")


SHEET = "xl/worksheets/sheet1.xml"


def far_cell(place: str) -> bytes:
    row = "".join(letter for letter in place if letter.isdigit())
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData></worksheet>'.encode()


def bomb(size: int) -> bytes:
    return b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + b" " * size + b"</sheetData></worksheet>"


def million_rows() -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1_000_001))
    return b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + rows + b"</sheetData></worksheet>"


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'

HOSTILE = {
    "zip bomb": (lambda: {SHEET: bomb(80 * 2**20)}, "lebih dari 64 MB"),
    "entity bomb": (lambda: {SHEET: ENTITIES}, "deklarasi XML"),
    "a million rows": (lambda: {SHEET: million_rows()}, "lebih dari"),
    "a cell at the far corner": (lambda: {SHEET: far_cell("XFD1048576")}, "lebih dari 20.000 baris"),
    "a cell at the far right": (lambda: {SHEET: far_cell("XFD7")}, "lebih dari 400 kolom"),
    "broken xml": (lambda: {SHEET: b"<worksheet><sheetData><row>"}, "rusak"),
    "no workbook": (lambda: {"xl/workbook.xml": None}, "bukan buku kerja"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_gets_one_message_in_bounded_time_and_memory(kind, book, tmp_path):
    make, message = HOSTILE[kind]
    repacked(book, make())
    new_dinas("kab-contoh-dinsos", tmp_path / "data", [2023])
    isian = tmp_path / "data" / "kab-contoh-dinsos" / "isian.xlsx"
    before, start = isian.read_bytes(), time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = lakip("import", book, "--dinas", "kab-contoh-dinsos", "--data", tmp_path / "data", "--simpan")
    assert time.process_time() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 400 * 1024
    assert result.exit_code == 1 and message in result.output and len(result.output.strip().splitlines()) == 1
    assert isian.read_bytes() == before and sorted(one.name for one in isian.parent.iterdir()) == ["dinas.toml", "isian.xlsx"]


def test_a_hostile_isian_is_refused_too(tmp_path):
    new_dinas("kab-contoh-dinsos", tmp_path, [2023])
    isian = tmp_path / "kab-contoh-dinsos" / "isian.xlsx"
    with zipfile.ZipFile(isian) as old:
        parts = [name for name in old.namelist() if name.startswith("xl/worksheets/sheet")]
    repacked(isian, {parts[0]: far_cell("XFD1048576")})
    _, faults = read_isian(isian)
    assert len(faults) == 1 and "lebih dari 20.000 baris" in str(faults[0])


def test_macros_and_links_are_not_even_unpacked(book):
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    repacked(book, {}, {"xl/vbaProject.bin": b"\x00" * 1000, "xl/externalLinks/externalLink1.xml": link, "xl/media/image1.xml": b"<!DOCTYPE x []>", "../../etc/passwd.xml": b"x"})
    macro = book.rename(book.with_suffix(".xlsm"))
    sheets, faults = open_sheets(macro, count_titles)
    assert faults == [] and [one.nama for one in sheets] == ["Kinerja", "Anggaran"]


def test_a_size_in_the_directory_that_lies_is_found(book):
    """A part that says it is small and unpacks to much more never reaches the reader."""
    raw = bytearray(repacked(book, {SHEET: bomb(50 * 2**20)}).read_bytes())
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = raw.find(mark)
        while place >= 0:
            if int.from_bytes(raw[place + offset : place + offset + 4], "little") > 50 * 2**20:
                raw[place + offset : place + offset + 4] = (1000).to_bytes(4, "little")
            place = raw.find(mark, place + 4)
    book.write_bytes(raw)
    _, faults = open_sheets(book, count_titles)
    assert len(faults) == 1 and "rusak" in str(faults[0])


@pytest.mark.parametrize("name", ["../../rahasia", "C:\\x", "a\x07b", "=cmd()", "x" * 300])
def test_names_of_sheets_are_text_and_nothing_else(name, book):
    with zipfile.ZipFile(book) as old:
        text = old.read("xl/workbook.xml").decode()
    shown = name.replace("\x07", "_x0007_")
    repacked(book, {"xl/workbook.xml": text.replace('name="Kinerja"', f'name="{shown}"').encode()})
    found = propose(read_books([book]))
    assert len(found.tabel["indikator"]) == 6 and "\x07" not in "\n".join(describe_usulan(found))


@pytest.mark.parametrize("value", ["1e400", "-1e400", "1e300", "NaN"])
def test_a_number_out_of_all_bounds_is_asked_or_refused(value, book):
    with zipfile.ZipFile(book) as old:
        text = old.read(SHEET).decode()
    cell = text.index('<c r="D2"')
    end = text.index("</c>", cell)
    repacked(book, {SHEET: f'{text[:cell]}<c r="D2"><v>{value}</v>{text[end:]}'.encode()})
    sheets, faults = open_sheets(book, count_titles)
    if faults:
        assert len(faults) == 1
    else:
        found = propose(sheets)
        assert "D2" in found.ragu["sel"].tolist()


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"<html><table><tr><td>1</td></tr></table></html>", "sipd.xls", "HTML"),
        (b"%PDF-1.7", "laporan.xlsx", "bukan buku kerja"),
        (b"a;b\x00;c\n", "a.csv", "bukan teks"),
        (b'"a;b\n' + b"x" * 200_000, "a.csv", "tanda kutip"),
        (b"a;b\n" * (BARIS + 1), "a.csv", "lebih dari 20.000 baris"),
        (b"PK\x03\x04" + b"\x00" * 100, "a.xlsx", "rusak"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "a.xls", "rusak"),
        (b"", "a.xlsx", "bukan buku kerja"),
    ],
)
def test_what_is_no_workbook_gets_one_message(content, name, message, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    sheets, faults = open_sheets(path, count_titles)
    assert sheets == [] and len(faults) == 1 and message in str(faults[0])


def test_a_missing_file_gets_one_message(tmp_path):
    assert len(open_sheets(tmp_path / "tidak.xlsx", count_titles)[1]) == 1


def test_what_cannot_be_seen_in_a_cell_is_no_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Indikator;Satuan;Target 2023;Realisasi 2023\nIndeks\u200b A\x07;indeks_x000D_;1;2\n", encoding="utf-8")
    found = propose(read_books([path])).tabel["indikator"]
    assert found[["nama_indikator", "satuan"]].values.tolist() == [["Indeks A", "indeks"]]


def test_a_name_that_reads_like_the_code_of_another_takes_nothing_from_it(tmp_path):
    rows = pd.DataFrame({"indikator": ["indikator-0", "indikator-1", "indikator-2"], "nama_indikator": ["indikator-1", "Rasio", "Rasio"], "satuan": "orang", "polaritas": "naik", "level": "tujuan", "sasaran": "S", "jenis_target": "angka"})
    values = pd.DataFrame({"indikator": rows["indikator"], "tahun": "2023", "target": ["1", "2", "3"], "realisasi": ["4", "5", "6"]})
    tables = {nama: frame.reindex(columns=[column.nama for column in TABEL[nama].kolom], fill_value="") for nama, frame in {"indikator": rows, "kinerja": values, "anggaran": pd.DataFrame()}.items()}
    found = through_isian(tables, tmp_path)["kinerja"]
    assert found[["indikator", "target", "realisasi"]].values.tolist() == [["indikator-0", "1", "4"], ["indikator-1", "2", "5"], ["indikator-2", "3", "6"]]
