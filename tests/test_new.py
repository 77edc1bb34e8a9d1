"""`lakip new`: from an empty folder to a dinas that is checked, in one command, whole or not at all."""

import os
import re
import tomllib
from datetime import datetime, time

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.cli import app
from lakip_analysis.data.catalogue import find_data, list_dinas, read_info
from lakip_analysis.data.dinas import check_dinas, load_dinas
from lakip_analysis.data.isian import EXAMPLE, read_isian
from lakip_analysis.errors import DataError
from lakip_analysis.importing import template
from lakip_analysis.importing.template import find_wilayah, new_dinas, write_isian
from lakip_analysis.laporan import open_report

BARU = "kab-rantau-indah-dinkes"


def lakip(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_a_new_dinas_stands_in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = lakip("new", BARU, "--tahun", "2021-2024")
    assert result.exit_code == 0 and [path.name for path in (tmp_path / "data").iterdir()] == [BARU]
    info = read_info(tmp_path / "data" / BARU)
    assert (info["dinas"], info["nama"], info["daerah"], info["urusan"]) == (BARU, "Dinas Kesehatan", "Kabupaten Rantau Indah", ["1.02"])
    assert [one["tahun"] for one in info["dokumen"]] == [2024]
    said = lakip("check")
    assert said.exit_code == 1, "an empty template is no data"
    assert "isian.xlsx [Indikator]: lembar belum diisi" in said.output and "Traceback" not in said.output


def test_the_example_goes_from_new_to_report(tmp_path):
    assert lakip("new", "kab-belitung-dinkes", "--contoh", "--tempat", tmp_path).exit_code == 0
    assert check_dinas(tmp_path, "kab-belitung-dinkes") == []
    laporan = open_report(tmp_path, "kab-belitung-dinkes", 2024)
    capaian = laporan.capaian.set_index("indikator")["capaian_persen"].round(2)
    assert capaian.to_dict() == {
        "umur-harapan-hidup": 100.33, "prevalensi-stunting": 88.75, "imunisasi-lengkap": 101.72,
        "kematian-ibu": 33.33, "rasio-bidan": 94.29, "nilai-akip": 99.14,
    }
    assert laporan.efisiensi.iloc[0]["serapan_persen"].round(2) == 91.74
    assert set(laporan.anggaran["level"]) == {"program", "kegiatan", "subkegiatan"}, "from the codes"


@pytest.mark.parametrize(("slug", "urusan"), [("kab-belitung-dinkes", ["1.02"]), ("kota-malang-dinsos", ["1.06", "1.02"]), ("kab-belitung-dinas-entah", ["1.02"])])
def test_the_example_keeps_the_affairs_of_the_office_and_says_that_it_is_made_up(tmp_path, slug, urusan):
    """Its programmes are of health; under another office they are not that office's affairs."""
    said = lakip("new", slug, "--contoh", "--tempat", tmp_path)
    info, book = read_info(tmp_path / slug), openpyxl.load_workbook(tmp_path / slug / "isian.xlsx")
    assert info["urusan"] == urusan and info["nama"].endswith(" (contoh)")
    assert info["dokumen"][0]["judul"].endswith(", contoh dengan angka buatan") and "angka buatan" in said.output
    assert any("semua indikator dan angkanya buatan" in str(cell.value) for cell in book["Petunjuk"]["A"])
    assert [fault for fault in check_dinas(tmp_path, slug) if fault.kolom == "Kode" or "urusan" in fault.masalah] == []
    new_dinas(BARU, tmp_path, [2024])
    assert "contoh" not in read_info(tmp_path / BARU)["nama"]
    assert not any("buatan" in str(cell.value) for cell in openpyxl.load_workbook(tmp_path / BARU / "isian.xlsx")["Petunjuk"]["A"])


REGIONS = [
    ("kab-belitung-timur-dinkes", "19.06", "Kabupaten Belitung Timur", "Kepulauan Bangka Belitung"),
    ("kab-belitung-dinkes", "19.02", "Kabupaten Belitung", "Kepulauan Bangka Belitung"),
    ("kota-malang-dlh", "35.73", "Kota Malang", "Jawa Timur"),
    ("kab-malang-dlh", "35.07", "Kabupaten Malang", "Jawa Timur"),
    ("prov-jawa-timur-bappeda", "35", "Provinsi Jawa Timur", "Jawa Timur"),
    ("kab-rantau-indah-dinkes", "", "Kabupaten Rantau Indah", ""),
]


@pytest.mark.parametrize(("slug", "kode", "daerah", "provinsi"), REGIONS)
def test_the_region_follows_from_the_name(slug, kode, daerah, provinsi):
    found = find_wilayah(slug)
    assert (found["kode"], found["daerah"], found["provinsi"]) == (kode, daerah, provinsi)


def test_the_list_of_regions_is_that_of_the_country():
    rows = load_rules("wilayah")
    assert rows["jenis"].value_counts().to_dict() == {"kabupaten": 416, "kota": 98, "provinsi": 38}
    assert rows["kode"].is_unique and set(rows["kode"].str[:2]) == set(rows.loc[rows["jenis"] == "provinsi", "kode"])


@pytest.mark.parametrize("slug", ["dinkes", "kab-belitung", "Kab-Belitung-Dinkes", "../kab-x-y", "kab-x y-z", "kab--y-z", "con", "", "kab-é-dinkes"])
def test_a_name_that_is_none_writes_nothing(tmp_path, slug):
    with pytest.raises(DataError) as error:
        new_dinas(slug, tmp_path / "data", [2024])
    assert "bukan pengenal dinas" in str(error.value) and not (tmp_path / "data").exists()


@pytest.mark.parametrize("tahun", ["24", "2024-2021", "1800-1810", "2021-2099", "x", "2021;2022"])
def test_years_that_are_none_write_nothing(tmp_path, tahun):
    result = lakip("new", BARU, "--tempat", tmp_path / "data", "--tahun", tahun)
    assert result.exit_code == 2 and "mis. 2021-2024" in result.output and not (tmp_path / "data").exists()


def test_nothing_that_stands_is_written_over(tmp_path):
    (tmp_path / BARU).mkdir()
    new_dinas(BARU, tmp_path, [2024])
    (tmp_path / BARU / "isian.xlsx").write_bytes(b"milik orang")
    with pytest.raises(DataError, match="folder sudah berisi"):
        new_dinas(BARU, tmp_path, [2024])
    assert (tmp_path / BARU / "isian.xlsx").read_bytes() == b"milik orang"


def test_a_disk_that_fills_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(template, "write_isian", full)
    with pytest.raises(OSError, match="No space"):
        new_dinas(BARU, tmp_path, [2024])
    assert list(tmp_path.iterdir()) == []


def test_the_same_answer_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        new_dinas(BARU, tmp_path / name, [2023, 2024], contoh=True)
    for file in ("isian.xlsx", "dinas.toml"):
        assert (tmp_path / "a" / BARU / file).read_bytes() == (tmp_path / "b" / BARU / file).read_bytes()


def test_the_workbook_helps_whoever_fills_it_in(tmp_path):
    _, path = new_dinas(BARU, tmp_path, [2023, 2024])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Petunjuk", "Indikator", "Kinerja", "Anggaran", "Keluaran", "Sebab"]
    for name in book.sheetnames[1:]:
        head, example = (list(row) for row in book[name].iter_rows(min_row=1, max_row=2))
        assert all(cell.comment and len(cell.comment.text) > 5 for cell in head), name
        assert any(str(cell.value).startswith(EXAMPLE) for cell in example), name
    choices = {(name, str(one.sqref)) for name in ("Indikator", "Kinerja", "Sebab") for one in book[name].data_validations.dataValidation}
    assert len(choices) >= 4
    assert [cell.value for cell in book["Kinerja"][1]] == ["Nama indikator", "Target 2023", "Realisasi 2023", "Target 2024", "Realisasi 2024"]


def test_an_example_row_left_in_is_no_data(tmp_path):
    _, path = new_dinas(BARU, tmp_path, [2024])
    tables, faults = read_isian(path)
    assert (tables, faults) == ({}, [])


@pytest.mark.parametrize("dinas", list_dinas(find_data()))
def test_what_the_workbook_holds_of_a_real_dinas_comes_back_exactly(dinas, tmp_path):
    """Written into the workbook and read from it: every figure, code and name of the sheets is the same."""
    data = load_dinas(find_data(), dinas)
    texts = {name: pd.read_csv(find_data() / dinas / f"{name}.csv", dtype=str, keep_default_na=False) for name in ("indikator", "kinerja", "anggaran", "program_indikator", "keluaran") if (find_data() / dinas / f"{name}.csv").is_file()}
    years = sorted(set(data.kinerja["tahun"]))
    folder = tmp_path / dinas
    folder.mkdir()
    write_isian(folder / "isian.xlsx", texts, years)
    (folder / "dinas.toml").write_text((find_data() / dinas / "dinas.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert [str(fault) for fault in check_dinas(tmp_path, dinas) if fault.berat == "kesalahan"] == []
    back = load_dinas(tmp_path, dinas)
    original = {name: DATA_WITHOUT_CORRECTIONS(dinas, name) for name in ("indikator", "kinerja", "anggaran")}
    same(back.tabel["indikator"], original["indikator"], ["indikator"], ["nama_indikator", "satuan", "polaritas", "level", "sasaran"])
    same(back.tabel["anggaran"], original["anggaran"], ["tahun", "kode"], ["nama", "pagu_rp", "realisasi_rp", "level"])
    same(back.tabel["kinerja"], original["kinerja"], ["indikator", "tahun"], ["target", "realisasi", "target_bawah", "target_atas"])


def DATA_WITHOUT_CORRECTIONS(dinas: str, name: str) -> pd.DataFrame:
    return pd.read_csv(find_data() / dinas / f"{name}.csv", dtype=str, keep_default_na=False)


def same(found: pd.DataFrame, original: pd.DataFrame, keys: list[str], columns: list[str]) -> None:
    found = found.fillna("").astype(str).sort_values(keys, ignore_index=True)
    original = original.astype(str).sort_values(keys, ignore_index=True)
    assert found[keys].values.tolist() == original[keys].values.tolist()
    for column in columns:
        pairs = list(zip(map(plain, found[column]), map(plain, original[column]), strict=True))
        assert [pair for pair in pairs if pair[0] != pair[1]] == [], column


def plain(text: str) -> str:
    """A number as number: 70 is 70.0."""
    try:
        return repr(float(text))
    except ValueError:
        return text


def test_every_entry_of_the_lists_of_new_makes_a_valid_dinas_toml(tmp_path):
    """Every kind of office, in one region each: names with quotes or dashes cannot break the file."""
    regions = load_rules("wilayah").query("jenis != 'provinsi'")["nama"].tolist()
    offices = load_rules("perangkat")["singkatan"].tolist()
    for office, region in zip(offices * 13, regions, strict=False):
        kind = "kota" if region.startswith("Kota ") else "kab"
        name = template.make_slug(region.removeprefix("Kota ").removeprefix("Kabupaten "))
        info = tomllib.loads(template.dinas_toml(f"{kind}-{name}-{office}", 2024))
        assert info["kode_wilayah"] and info["nama"] and info["daerah"] == region, region
    assert os.listdir(tmp_path) == []


def fill(tmp_path, changes: dict, sheet: str = "Anggaran"):
    """The example as a workbook, with cells of one sheet changed: {(row, heading): value}."""
    new_dinas("kab-belitung-dinkes", tmp_path, [2024], contoh=True)
    path = tmp_path / "kab-belitung-dinkes" / "isian.xlsx"
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in book[sheet][1]}
    for (row, heading), value in changes.items():
        book[sheet].cell(row, heads[heading], value)
    book.save(path)
    return [str(fault) for fault in check_dinas(tmp_path, "kab-belitung-dinkes") if fault.berat == "kesalahan"]


WRITTEN = [
    # sheet, cells, what every message says (none: it is read)
    ("Anggaran", {(9, "Nama"): "JUMLAH", (9, "Pagu"): 18040000000}, None),
    ("Anggaran", {(9, "Tahun"): 2024, (9, "Kode"): "1.02", (9, "Nama"): "Bidang kesehatan", (9, "Pagu"): 1}, None),
    ("Anggaran", {(2, "Kode"): "1.02.01."}, None),
    ("Anggaran", {(9, "Tahun"): 2024, (9, "Kode"): "1.02.04.2.01", (9, "Nama"): "Kegiatan"}, "[Kode]: baris induk 1.02.04 tidak ada"),
    ("Anggaran", {(2, "Pagu"): "dua miliar"}, "[Pagu]: bukan rupiah"),
    ("Indikator", {(2, "Makin baik bila"): "Naik"}, None),
    ("Indikator", {(2, "Makin baik bila"): "bagus"}, "[Makin baik bila]:"),
    ("Kinerja", {(2, "Target 2024"): "70 sampai baik"}, "[Target 2024]: tulisan di belakang angka bukan satuan"),
    ("Kinerja", {(2, "Nama indikator"): "Umur harapan hidupp"}, "[Nama indikator]: tidak ada di indikator.csv"),
    ("Kinerja", {(2, "Target 2024"): "120.000 Jiwa"}, "tulisan di belakang angka bukan satuan indikatornya (tahun)"),
    ("Kinerja", {(3, "Target 2024"): ">95", (3, "Realisasi 2024"): 95}, "realisasi tepat pada batas yang harus dilewati"),
    ("Kinerja", {(3, "Target 2024"): "≥ 95", (3, "Realisasi 2024"): 95}, None),
    ("Kinerja", {(3, "Target 2024"): "2025-06-05"}, "format selnya sebagai Teks"),
    ("Kinerja", {(6, "Target 2024"): "01:42:00"}, "Excel mengubah rasio menjadi jam"),
    ("Anggaran", {(2, "Pagu"): "1234567.891"}, "[Pagu]"),
    ("Anggaran", {(2, "Pagu"): 1234567.891}, None),
    ("Anggaran", {(2, "Pagu"): 1840000000.33333}, None),
    ("Anggaran", {(2, "Pagu"): "9" * 30}, "[Pagu]: bukan rupiah"),
    ("Anggaran", {(9, "Tahun"): 2024, (9, "Kode"): "abc", (9, "Nama"): "Entah"}, "[Kode]"),
    ("Kinerja", {(2, "Target 2024"): "9" * 400}, "[Target 2024]"),
    ("Kinerja", {(1, "Target 2024"): "Target"}, "[Target]: kolom tanpa tahun"),
    ("Kinerja", {(1, "Target 2023"): "Target 2024"}, "[Target 2024]: kolom tertulis dua kali"),
    ("Kinerja", {(2, "Target 2024"): datetime(2024, 3, 31)}, "[Kinerja]:2 [Target 2024]: tanggal bukan angka. Nilai: “2024-03-31”. Langkah: bila Excel yang mengubahnya"),
    ("Kinerja", {(2, "Target 2024"): time(1, 42)}, "[Target 2024]: Excel menjadikannya tanggal atau jam (01:42:00). Langkah: Excel mengubah rasio menjadi jam"),
    ("Kinerja", {(2, "Target 2024"): 1e20}, "[Kinerja]:2 [Target 2024]: angka di luar batas. Langkah: ketik angkanya"),
    ("Anggaran", {(2, "Tahun"): datetime(2024, 1, 1)}, "[Anggaran]:2 [Tahun]: bukan tahun. Nilai: “2024-01-01”"),
    ("Kinerja", {(2, "Target 2024"): "Level I"}, "[Target 2024]: angka Romawi di antara angka biasa. Nilai: “I”"),
    ("Kinerja", {(2, "Target 2024"): True}, "[Target 2024]: TRUE/FALSE (BENAR/SALAH) bukan nilai"),
    ("Anggaran", {(2, "Pagu"): False}, "[Pagu]: TRUE/FALSE (BENAR/SALAH) bukan nilai"),
    ("Kinerja", {(2, "Target 2024"): "(80)"}, "[Target 2024]: dapat berarti 80 atau -80"),
    ("Kinerja", {(3, "Target 2024"): "≥90 dan ≤95"}, None),
    ("Kinerja", {(3, "Target 2024"): "antara 90 dan 95 %"}, None),
    ("Kinerja", {(3, "Target 2024"): "90–95"}, None),
    ("Kinerja", {(3, "Target 2024"): "90–95 %"}, None),
    ("Kinerja", {(3, "Target 2024"): "90–95 orang"}, "[Target 2024]: tulisan di belakang angka bukan satuan indikatornya (%)"),
    ("Indikator", {(2, "Kode"): " umur-harapan-hidup "}, None),
    ("Anggaran", {(9, "Tahun"): "JUMLAH", (9, "Pagu"): 18040000000}, None),
]


@pytest.mark.parametrize(("sheet", "changes", "message"), WRITTEN)
def test_what_people_write_into_the_workbook_is_read_or_named_as_they_see_it(tmp_path, sheet, changes, message):
    found = fill(tmp_path, changes, sheet)
    if message is None:
        assert found == []
    else:
        assert found and any(message in one for one in found), found
        assert all("isian.xlsx [" in one for one in found)


def test_a_cell_beside_the_columns_and_a_cell_named_once(tmp_path):
    """A broken formula in a column that is not read is no fault; an unreadable year is one, not two."""
    new_dinas("kab-belitung-dinkes", tmp_path, [2024], contoh=True)
    path = tmp_path / "kab-belitung-dinkes" / "isian.xlsx"
    book = openpyxl.load_workbook(path)
    book["Kinerja"].cell(3, 30, "#DIV/0!").data_type = "e"
    book.create_sheet("Rekap").cell(1, 1, "#REF!").data_type = "e"
    book.save(path)
    assert check_dinas(tmp_path, "kab-belitung-dinkes") == []
    heads = {cell.value: cell.column for cell in book["Anggaran"][1]}
    book["Anggaran"].cell(2, heads["Tahun"], datetime(2024, 1, 1))
    book.save(path)
    (fault,) = [one for one in check_dinas(tmp_path, "kab-belitung-dinkes") if "[Anggaran]" in one.berkas and one.baris == 2]
    assert fault.kolom == "Tahun"


MERGED = [
    # sheet, what is merged (first and last heading, first and last row), what is said
    ("Kinerja", ("Target 2024", "Realisasi 2024", 2, 2), "[Kinerja]:2 [Target 2024+Realisasi 2024]: satu sel gabungan menutupi beberapa kolom. Nilai: “70.7”"),
    ("Kinerja", ("Realisasi 2023", "Target 2024", 2, 2), "[Realisasi 2023+Target 2024]: satu sel gabungan menutupi beberapa kolom"),
    ("Kinerja", ("Target 2024", "Target 2024", 2, 3), "[Kinerja]:2 [Target 2024]: satu sel gabungan menutupi beberapa baris"),
    ("Anggaran", ("Pagu", "Pagu", 2, 3), "[Anggaran]:2 [Pagu]: satu sel gabungan menutupi beberapa baris"),
    ("Anggaran", ("Pagu", "Realisasi", 2, 2), "[Pagu+Realisasi]: satu sel gabungan menutupi beberapa kolom"),
    ("Indikator", ("Tujuan atau sasaran", "Tujuan atau sasaran", 2, 4), None),
    ("Kinerja", ("Target 2024", "Realisasi 2024", 1, 1), "[Target 2024]: kolom tertulis dua kali"),
    ("Kinerja", ("Target 2024", "Realisasi 2024", 30, 30), None),
    ("Kinerja", (40, 42, 2, 3), None),
]


@pytest.mark.parametrize(("sheet", "place", "message"), MERGED)
def test_a_merge_never_puts_one_figure_into_two_places(tmp_path, sheet, place, message):
    new_dinas("kab-belitung-dinkes", tmp_path, [2024], contoh=True)
    path = tmp_path / "kab-belitung-dinkes" / "isian.xlsx"
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in book[sheet][1]}
    first, last, top, bottom = place
    columns = {"start_column": heads.get(first, first), "end_column": heads.get(last, last)}
    book[sheet].merge_cells(start_row=top, end_row=bottom, **columns)
    book.save(path)
    found = [str(fault) for fault in check_dinas(tmp_path, "kab-belitung-dinkes") if fault.berat == "kesalahan"]
    assert found == [] if message is None else any(message in one for one in found), found


def test_a_sheet_by_another_name_is_asked_about_and_a_csv_may_stand_for_it(tmp_path):
    new_dinas("kab-belitung-dinkes", tmp_path, [2024], contoh=True)
    folder = tmp_path / "kab-belitung-dinkes"
    book = openpyxl.load_workbook(folder / "isian.xlsx")
    book["Anggaran"].title = "Anggaran 2024"
    book.save(folder / "isian.xlsx")
    faults = list(map(str, check_dinas(tmp_path, folder.name)))
    assert any("ganti nama lembar “Anggaran 2024” menjadi “Anggaran”" in one for one in faults)
    (folder / "anggaran.csv").write_text("tahun;kode;nama;pagu_rp;realisasi_rp\n2024;1.02.01;A;1.000.000;900.000\n2024;1.02.02;B;2.000.000;900.000\n2024;1.02.03;C;2.000.000;900.000\n2024;1.02.02.2.02;D;2.000.000;900.000\n2024;1.02.02.2.02.0001;E;1.000.000;400.000\n2024;1.02.02.2.02.0003;F;1.000.000;500.000\n", encoding="utf-8-sig")
    assert [str(fault) for fault in check_dinas(tmp_path, folder.name) if fault.berat == "kesalahan"] == []


def test_a_workbook_that_is_none_is_the_only_fault(tmp_path):
    new_dinas("kab-belitung-dinkes", tmp_path, [2024], contoh=True)
    folder = tmp_path / "kab-belitung-dinkes"
    (folder / "isian.xlsx").write_bytes(b"PK\x03\x04 rusak")
    (fault,) = check_dinas(tmp_path, folder.name)
    assert "buku kerja rusak" in str(fault)


def test_cells_are_read_as_excel_shows_them(tmp_path):
    """Numbers beside text with commas, a format per cent, merged cells, an error of a formula."""
    new_dinas("kab-belitung-dinkes", tmp_path, [2024], contoh=True)
    folder = tmp_path / "kab-belitung-dinkes"
    book = openpyxl.load_workbook(folder / "isian.xlsx")
    sheet, heads = book["Kinerja"], {cell.value: cell.column for cell in book["Kinerja"][1]}
    for row in sheet.iter_rows(min_row=2, min_col=2):
        for cell in row:
            cell.value = str(cell.value).replace(".", ",") if cell.value is not None else None
    sheet.cell(2, heads["Target 2024"], "70,7")
    sheet.cell(2, heads["Realisasi 2024"], 70.125)
    sheet.cell(3, heads["Target 2024"], 16)
    percent = sheet.cell(4, heads["Realisasi 2024"], 0.946)
    percent.number_format = "0.0%"
    merged = book["Indikator"]
    place = {cell.value: cell.column for cell in merged[1]}["Tujuan atau sasaran"]
    text = merged.cell(2, place).value
    for row in (3, 4):
        merged.cell(row, place).value = None
    merged.merge_cells(start_row=2, end_row=4, start_column=place, end_column=place)
    book.save(folder / "isian.xlsx")
    assert [str(fault) for fault in check_dinas(tmp_path, folder.name) if fault.berat == "kesalahan"] == []
    data = load_dinas(tmp_path, folder.name)
    values = data.tabel["kinerja"].query("tahun == 2024").set_index("indikator")
    assert values.loc["umur-harapan-hidup", ["target", "realisasi"]].tolist() == ["70.7", "70.125"]
    assert values.loc["imunisasi-lengkap", "realisasi"] == "94.6"
    assert data.tabel["indikator"]["sasaran"].tolist()[:3] == [text] * 3
    book["Kinerja"].cell(2, heads["Target 2024"], "#DIV/0!").data_type = "e"
    book.save(folder / "isian.xlsx")
    assert any("[Kinerja]:2" in str(fault) for fault in check_dinas(tmp_path, folder.name))


def shown(tmp_path, changes: dict, berat: str = "kesalahan") -> list[str]:
    """What check says of the worked example with some cells of sheet Kinerja (row, heading) changed."""
    new_dinas("kab-belitung-dinkes", tmp_path, [2024], contoh=True)
    path = tmp_path / "kab-belitung-dinkes" / "isian.xlsx"
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in book["Kinerja"][1]}
    for (row, head), value in changes.items():
        book["Kinerja"].cell(row, heads[head], value)
    book.save(path)
    return [str(fault).removeprefix("kab-belitung-dinkes/isian.xlsx ") for fault in check_dinas(tmp_path, "kab-belitung-dinkes") if fault.berat == berat]


def test_every_cell_of_a_row_is_named_with_its_year(tmp_path):
    """One row of the sheet holds all years: a doubt in one of them hides no fault in another."""
    found = shown(tmp_path, {(2, "Realisasi 2022"): "3±1", (2, "Realisasi 2023"): "(80)", (2, "Target 2023"): "3±1", (2, "Target 2024"): "3±1", (3, "Target 2023"): "90–80"})
    places = [one.partition(": ")[0] for one in found]
    assert sorted(places) == ["[Kinerja]:2 [Realisasi 2022]", "[Kinerja]:2 [Realisasi 2023]", "[Kinerja]:2 [Target 2023]", "[Kinerja]:2 [Target 2024]", "[Kinerja]:3 [Target 2023]"]


def test_what_is_wrong_with_a_row_in_every_year_is_said_once(tmp_path):
    (found,) = shown(tmp_path, {(2, "Nama indikator"): "Indikator yang tidak ada"})
    assert found.startswith("[Kinerja]:2 [Nama indikator]: tidak ada di indikator.csv.")


def test_a_warning_names_the_heading_and_the_year_of_its_cell(tmp_path):
    found = shown(tmp_path, {(2, "Realisasi 2023"): 7000}, "peringatan")
    assert any(one.startswith("[Kinerja]:2 [Realisasi 2023]: ") for one in found), found
    assert not any(re.search(r"\[(target|realisasi|realisasi_rp|level)\]", one) for one in found)
