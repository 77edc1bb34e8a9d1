"""What stands in isian.xlsx beside the values stays when an import writes it anew."""

import openpyxl
import pandas as pd
import pytest

from lakip_analysis.importing.buku_simpan import read_standing, save_isian
from lakip_analysis.importing.sisipan import read_beside, row_names
from lakip_analysis.importing.template import GUIDE, Terisi, write_isian

SOURCES = pd.DataFrame({"Lembar": ["Kinerja"], "Tercetak": ["71,12"], "Keadaan": ["pasti"]}, dtype=str)
ROWS = {
    "Indikator": [
        {
            "Nama indikator": Terisi("Indeks Gender", "tabel lain\nTabel 2.1: baris 9"),
            "Satuan": Terisi("indeks", "judul kolom"),
            "Makin baik bila": Terisi("naik"),
        }
    ],
    "Kinerja": [
        {
            "Nama indikator": Terisi("Indeks Gender"),
            "Target 2024": Terisi("71,12", "Tabel 2.1: baris 9", True),
            "Realisasi 2024": Terisi("70", "Tabel 3.1: baris 40", True),
        }
    ],
    "Anggaran": [
        {
            "Tahun": Terisi("2024", "", True),
            "Kode": Terisi("1.06.02"),
            "Nama": Terisi("Program A"),
            "Pagu": Terisi("5000000", "Tabel 3.9: baris 77", True),
        }
    ],
}


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "isian.xlsx"
    write_isian(path, {}, [2024], "Diusulkan dari LKjIP.pdf.\nPeriksa yang kuning.", ROWS, {"Sumber": SOURCES})
    return tmp_path


def comments(path):
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.comment
    }


def test_comments_and_further_sheets_stay(folder):
    before = comments(folder / "isian.xlsx")
    tables = read_standing(folder)
    tables["kinerja"].loc[tables["kinerja"]["realisasi"] == "70", "realisasi"] = "75"
    save_isian(folder, tables)
    after = comments(folder / "isian.xlsx")
    assert after.keys() == before.keys() and len(after) == 5
    changed = {place for place in after if after[place] != before[place]}
    assert len(changed) == 1
    assert after[changed.pop()] == "sebelum impor: “70”\nTabel 3.1: baris 40"
    book = openpyxl.load_workbook(folder / "isian.xlsx")
    assert [[cell.value for cell in row] for row in book["Sumber"]] == [
        ["Lembar", "Tercetak", "Keadaan"],
        ["Kinerja", "71,12", "pasti"],
    ]
    lines = [row[0].value for row in book["Petunjuk"]]
    assert "Diusulkan dari LKjIP.pdf." in lines and "Periksa yang kuning." in lines


def test_saving_twice_changes_nothing_more(folder):
    tables = read_standing(folder)
    save_isian(folder, tables)
    once = (folder / "isian.xlsx").read_bytes()
    save_isian(folder, read_standing(folder))
    assert (folder / "isian.xlsx").read_bytes() == once


def test_comments_follow_their_row(folder):
    tables = read_standing(folder)
    other = tables["anggaran"].assign(kode="1.06.01", nama="Program B", pagu_rp="7")
    tables["anggaran"] = pd.concat([other, tables["anggaran"]], ignore_index=True)
    save_isian(folder, tables)
    after = comments(folder / "isian.xlsx")
    assert [place for place in after if place[0] == "Anggaran"] == [("Anggaran", "D3")]


def test_a_comment_of_a_person_is_kept(folder):
    book = openpyxl.load_workbook(folder / "isian.xlsx")
    book["Anggaran"]["C2"].comment = openpyxl.comments.Comment("tanya bendahara", "seseorang")
    book.save(folder / "isian.xlsx")
    save_isian(folder, read_standing(folder))
    assert comments(folder / "isian.xlsx")[("Anggaran", "C2")].endswith("tanya bendahara")


def test_nothing_stands_in_a_file_that_is_none(tmp_path):
    (tmp_path / "isian.xlsx").write_bytes(b"PK\x03\x04 rusak")
    for path in (tmp_path / "isian.xlsx", tmp_path / "tidak-ada.xlsx"):
        found = read_beside(path, GUIDE[2])
        assert not found.komentar and not found.lampiran and found.catatan == ""


@pytest.mark.parametrize(
    ("lembar", "cells", "expected"),
    [
        ("Kinerja", {"Nama indikator": "  Indeks  Gender "}, ("indeks gender",)),
        ("Keluaran", {"Tahun": "2024", "Kode": "1.06", "Keluaran": "Orang"}, ("2024", "1.06", "orang")),
        ("Sebab", {}, ("",)),
    ],
)
def test_what_names_a_row(lembar, cells, expected):
    assert row_names(lembar, cells) == expected
