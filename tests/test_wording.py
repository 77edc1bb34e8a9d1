"""Words of page, Word, index and Excel: one minus, units, abbreviations, marks, decimals, no zero parts."""

import re

import openpyxl
import pandas as pd
import pytest

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.audit.view import describe_temuan
from lakip_analysis.bahasa.angka import fmt_percent, true_minus
from lakip_analysis.bahasa.kolom import heading, known_columns
from lakip_analysis.bahasa.nama import fmt_unit, tidy_name
from lakip_analysis.bahasa.say import load_texts, say
from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.capaian.view import table_capaian
from lakip_analysis.data.catalogue import find_data, list_dinas
from lakip_analysis.data.dinas import check_dinas, load_dinas
from lakip_analysis.data.nama_baku import standard_names
from lakip_analysis.efisiensi.view_hasil import describe_efisiensi
from lakip_analysis.metode.singkatan import find_abbreviations, names_in
from lakip_analysis.metode.view import describe_abbreviations, glossary, table_nama_baku
from lakip_analysis.papan import compile_papan
from lakip_analysis.papan.view import figure_papan, table_papan
from lakip_analysis.reports.index import _row
from lakip_analysis.reports.results import result_frames
from lakip_analysis.reports.workbook import write_workbook
from lakip_analysis.show.table import make_table
from lakip_analysis.show.values import with_unit
from lakip_analysis.tren import compute_trend
from lakip_analysis.tren.view_putus import say_putus

DATA = find_data()
DINAS = list_dinas(DATA)


# --- one term, one minus sign ------------------------------------------------------------------


def test_one_term_for_an_interval():
    said = " ".join(str(text) for text in load_texts("id").values())
    assert "keyakinan" not in said.lower()
    assert "selang kepercayaan" in said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("-22,23", "−22,23"),
        ("dari -22,23 ke 2,23", "dari −22,23 ke 2,23"),
        ("(-5)", "(−5)"),
        ("Rp-5.000", "Rp−5.000"),
        ("2018-2023", "2018-2023"),
        ("4,25-4,30", "4,25-4,30"),
        ("PIK-R", "PIK-R"),
        ("COVID-19", "COVID-19"),
        ("lkjip-2023", "lkjip-2023"),
        ("[$-421]#,##0", "[$-421]#,##0"),
        ("- 5 orang", "- 5 orang"),
    ],
)
def test_a_true_minus_stands_before_negative_numbers_only(text, shown):
    assert true_minus(text) == shown


def test_quoted_and_recomputed_figures_have_a_true_minus_too():
    frame = pd.DataFrame({"tercetak": ["-22,23"], "hitung_ulang": ["-2,23"]})
    assert make_table(frame, list(frame), "x", "id").baris == (("−22,23", "−2,23"),)
    said = say("audit.efisiensi.sisa", "id", tercetak="-1,5", serapan=-2.0, hitung_ulang="-3")
    assert "-" not in said.replace("100 − serapan", "")


# --- decimals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "digits"), [(99.996, 3), (90.996, 3), (100.0, 2), (87.654, 2), (99.99996, 5), (-99.996, 3)]
)
def test_a_percentage_is_never_rounded_to_the_bound_of_a_class(value, digits, tmp_path):
    """The page and the cell of the workbook have the same decimals, and the file the value."""
    frame = pd.DataFrame({"indikator": ["a"], "capaian_persen": [value], "kategori": ["Tinggi"]})
    frames = result_frames({"perbaikan": frame, "dukungan": frame})
    assert frames["dukungan"]["capaian_persen"].iloc[0] == pytest.approx(value, abs=1e-9)
    sheet = openpyxl.load_workbook(write_workbook(tmp_path / "a.xlsx", frames, [], "id")).worksheets[1]
    cell = sheet.cell(2, [head.value for head in sheet[1]].index(heading("capaian_persen", "id", "dukungan")) + 1)
    assert cell.value == pytest.approx(value, abs=1e-9)
    assert cell.number_format.split(";")[0] == f'[$-421]#,##0.{"0" * digits}" %"'
    assert len(re.search(r",(\d+)", fmt_percent(value))[1]) == digits
    assert fmt_percent(99.996) != "100,00 %"


def test_every_number_of_a_series_has_the_decimals_of_the_series(tmp_path):
    """−0,0050 beside figures of two decimals, and +2.727,25 a year of a ratio 1 : n."""
    frame = pd.DataFrame({
        "dinas": "d", "indikator": ["a"] * 5 + ["b"] * 5, "tahun": [*range(2019, 2024)] * 2, "polaritas": "naik", "target": "",
        "realisasi": ["75.03", "78.6", "80.69", "85.75", "85.85", "1:25675", "1:27355", "1:27240", "1:33523", "1:36317"],
    })
    tren = compute_trend(frame)
    assert tren[["desimal", "desimal_laju"]].values.tolist() == [[2, 2], [0, 0]]
    book = openpyxl.load_workbook(write_workbook(tmp_path / "a.xlsx", result_frames({"tren": tren}), [], "id"))
    heads = [cell.value for cell in book["Tren"][1]]
    # one workbook of two agencies with an indicator of one name: each has its own decimals
    both = pd.concat([tren, tren.assign(dinas="e", desimal=1, desimal_laju=3)], ignore_index=True)
    two = openpyxl.load_workbook(write_workbook(tmp_path / "b.xlsx", result_frames({"tren": both}), [], "id"))["Tren"]
    place = [cell.value for cell in two[1]].index("Laju per tahun") + 1
    assert [two.cell(row, place).number_format.split(";")[0] for row in (2, 4)] == ["[$-421]#,##0.00", "[$-421]#,##0.000"]
    # an indicator without a series (a quarter of a sub-activity) keeps its own decimals
    other = pd.DataFrame({"dinas": "d", "indikator": ["lain"], "target_setahun": [4.5]})
    loose = write_workbook(tmp_path / "c.xlsx", result_frames({"tren": tren, "triwulan": other}), [], "id")
    quarters = openpyxl.load_workbook(loose)["Triwulan"]
    place = [cell.value for cell in quarters[1]].index(heading("target_setahun", "id", "triwulan")) + 1
    assert quarters.cell(2, place).number_format.startswith("[$-421]#,##0.0;")
    for row, code in ((2, "#,##0.00"), (3, "#,##0")):
        for name in ("Laju per tahun", "Batas bawah laju", "Perubahan awal–akhir"):
            assert book["Tren"].cell(row, heads.index(name) + 1).number_format == f'[$-421]{code};[$-421]"−"{code}'


# --- units -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "shown"),
    [("opd", "OPD"), ("tksk", "TKSK"), ("dok", "dokumen"), ("Orang", "orang"), ("per wus", "per wanita usia subur"),
     ("orang/sekali makan", "orang/sekali makan"), ("predikat AKIP", "predikat AKIP"), ("%", "%"), ("", "")],
)
def test_a_unit_is_a_unit_wherever_it_stands(unit, shown):
    assert fmt_unit(unit) == shown
    frame = pd.DataFrame({"satuan": [unit]})
    assert make_table(frame, ["satuan"], "x", "id").baris[0][0] == (shown or "–")
    if unit not in ("%", ""):
        assert with_unit(3, unit, "id") == f"3 {shown}"


def test_units_of_the_indicators_say_of_what():
    unit = {(name, row.indikator): row.satuan for name in DINAS for row in load_dinas(DATA, name).tabel["indikator"].itertuples()}
    assert unit["kab-belitung-dspppa", "rasio-kekerasan"] == "per 10.000 perempuan dan anak"
    assert unit["kab-belitung-dspppa", "rasio-kekerasan-tujuan"] == "per 10.000 perempuan dan anak"
    assert unit["kota-malang-dinsosp3ap2kb", "tfr"] == "per wanita usia subur"
    # a bare ratio is left only where the figure itself says 1 : n
    assert [key for key, satuan in unit.items() if satuan == "rasio"] == [("kota-malang-dinsosp3ap2kb", "rasio-kdrt")]


# --- abbreviations -----------------------------------------------------------------------------


@pytest.mark.parametrize("dinas", DINAS)
def test_every_abbreviation_of_a_report_is_spelled_out(dinas):
    data = load_dinas(DATA, dinas)
    found = find_abbreviations(names_in(data.tabel.values()), data.info.get("singkatan"))
    assert len(found) > 5
    assert found.loc[found["arti_id"].isna() | found["arti_en"].isna(), "singkatan"].tolist() == []


def test_abbreviations_are_whole_words_and_no_grades_or_roman_numbers():
    names = ["Nilai SAKIP BB tahun III", "PROGRAM PENINGKATAN KELUARGA SEJAHTERA (KS) ABC", "XYZ-1", "APEL", "LKjIP"]
    found = find_abbreviations(names, {"XYZ": "contoh"})
    assert found["singkatan"].tolist() == ["APEL", "KS", "LKjIP", "SAKIP", "XYZ"]
    assert found.set_index("singkatan")["arti_id"].isna().to_dict() == {"APEL": True, "KS": False, "LKjIP": False, "SAKIP": False, "XYZ": False}


@pytest.mark.parametrize(("bahasa", "arti"), [("id", "indeks pembangunan gender"), ("en", "gender development index")])
def test_abbreviations_stand_in_a_list_and_in_the_glossary(bahasa, arti):
    found = find_abbreviations(["IPG", "Nilai TFR"])
    text = describe_abbreviations(found, bahasa)
    assert f"IPG: {arti}" in text
    assert "TFR: " in text
    assert ("IPG", arti) in [(entry["istilah"], entry["arti"]) for entry in glossary(bahasa, found)]
    assert describe_abbreviations(find_abbreviations([]), bahasa) == ""


def test_a_dinas_adds_its_own_abbreviations(tmp_path):
    import shutil

    folder = shutil.copytree(DATA / DINAS[0], tmp_path / DINAS[0])
    text = (folder / "dinas.toml").read_text(encoding="utf-8")
    (folder / "dinas.toml").write_text(text + '\n[singkatan]\nDTSEN = "data tunggal sosial ekonomi nasional"\n', encoding="utf-8")
    assert {fault.berat for fault in check_dinas(tmp_path, DINAS[0])} == {"peringatan"}
    own = load_dinas(tmp_path, DINAS[0]).info["singkatan"]
    assert find_abbreviations(["DTSEN"], own)["arti_id"].tolist() == ["data tunggal sosial ekonomi nasional"]
    (folder / "dinas.toml").write_text(text + "\n[singkatan]\nDTSEN = 5\n", encoding="utf-8")
    (fault,) = check_dinas(tmp_path, DINAS[0])
    assert (fault.kolom, fault.masalah if hasattr(fault, "masalah") else str(fault)) is not None
    assert "singkatan.DTSEN" in str(fault)


def test_table_of_abbreviations_is_in_order_and_complete():
    rows = load_rules("singkatan")
    assert rows["singkatan"].is_unique
    assert rows[["arti_id", "arti_en", "sumber"]].notna().all(axis=None)
    assert tidy_name("PROGRAM PPPA DAN SPM DAERAH") == "Program PPPA dan SPM Daerah"


# --- marks -------------------------------------------------------------------------------------


def _capaian() -> pd.DataFrame:
    """A missed indicator that the agency's own scale calls Tercapai, a missed target of zero, one met."""
    frame = pd.DataFrame({
        "dinas": "d", "tahun": 2023, "indikator": ["ipg", "nol", "baik", "hilang"], "nama_indikator": ["IPG", "Kasus", "SAKIP", "Lain"], "level": "sasaran", "sasaran": "S", "satuan": "indeks",
        "polaritas": ["naik", "turun", "naik", "naik"], "target": ["96", "0", "80.8", ""], "realisasi": ["95.54", "3", "85.85", ""], "target_bawah": float("nan"), "target_atas": float("nan"),
    })
    aturan = {"naik": "realisasi_per_target", "turun": "dua_target_kurang_realisasi"}
    capaian = compute_capaian(frame, aturan, "malang") if "malang" in set(load_rules("skala")["skala"]) else compute_capaian(frame)
    return capaian.assign(kategori=["Tercapai/Berhasil", "", "Tercapai/Berhasil", ""], capaian_tercetak_persen=float("nan"), kategori_tercetak="", ganda="")


@pytest.mark.parametrize(("bahasa", "missed"), [("id", "meleset"), ("en", "missed")])
def test_no_mark_contradicts_the_count(bahasa, missed):
    capaian = _capaian()
    table = table_capaian(capaian, bahasa)
    marks = [row[6][0] for row in table.baris]
    assert marks == ["◆", "▲", "●", "○"]
    assert [mark == "●" for mark in marks] == (capaian["tercapai"] == "ya").tolist()
    own = {"id": "Tercapai/Berhasil", "en": "Achieved / successful"}[bahasa]
    assert table.baris[0][7] == own, "the agency's own category, without a mark"
    papan = compile_papan({"capaian": capaian})
    board, figure = table_papan(papan, bahasa), figure_papan(papan, bahasa)
    said = {row[0]: row[3] for row in board.baris}
    assert [said[name][0] for name in capaian["nama_indikator"]] == marks, "the board has the marks of the table"
    assert said["IPG"].endswith(missed) and said["Kasus"].endswith(missed)
    assert [(row[3][0] in "▲◆") == (missed in row[3]) for row in board.baris] == [True] * 4
    assert figure.alt.count(missed) == 2 + figure.alt.split(":")[0].count(missed)
    labels = [text.get_text() for text in figure.gambar.axes[0].texts]
    assert [label.endswith(missed) for label in labels] == [True, True, False, False]


# --- names by the nomenclature -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("kode", "nama", "slip"),
    [
        ("2.08.02", "Program Pengarustamaan Gender dan pemberdayaan Perempuan", True),
        ("1.06.01.2.01", "Perencanaan, Penggangan, dan Evaluasi Kinerja Perangkat Daerah", True),
        ("1.06.04.2.01.0001", "Penyediaan Perumahan", False),
        ("1.06.02.2.02.0001", "Koordinasi dan Sinkronisasi Penerbitan Izin Undian Gratis Berhadiah dan Pengumpulan Uang dan Barang", False),
        ("9.99.99", "Program Pengarustamaan", False),
    ],
)
def test_a_misspelt_name_is_read_by_the_nomenclature_and_told(kode, nama, slip):
    frame = pd.DataFrame({"kode": [kode], "nama": [nama]})
    found = standard_names(frame).iloc[0]
    assert (found["nama"] != nama) == slip
    assert found["nama_tercetak"] == (nama if slip else "")
    table = table_nama_baku(standard_names(frame), "id")
    assert (table is not None) == slip
    assert table is None or table.baris[0][2] == nama


# --- sentences without zero parts --------------------------------------------------------------


def test_zero_parts_are_left_out():
    program = pd.DataFrame({"level": "program", "capaian_terbatas_persen": [110.0, 50.0], "capaian_persen": [110.0, 50.0], "status": ["dihitung", "target_tidak_tercapai"]})
    for bahasa in ("id", "en"):
        said = describe_efisiensi(program, bahasa)
        assert not re.search(r"\b0\b", said), said
    temuan = pd.DataFrame({"jenis": ["angka_janggal"], "keparahan": ["rendah"], "akar": [""], "menyentuh": [False]})
    said = describe_temuan(temuan, pd.DataFrame({"kesimpulan": []}), pd.DataFrame({"n_angka": [9], "n_klaim": [0]}), "id")
    assert said == "Pemeriksaan menemukan 1 pertentangan di dalam laporan ini."
    titik = pd.DataFrame({"dipakai": [True, False]})
    putus = pd.DataFrame({"kepastian": pd.Series([], dtype=object)})
    assert say_putus(titik, putus, "id").teks == ("1 angka tidak ikut dalam deretnya.",)


def test_no_telegraph_style_and_no_pointer_to_another_chapter():
    said = "\n".join(str(text) for key, text in load_texts("id").items() if not key.startswith("bab."))
    for old in ("ada pada bab Tren", "yang rata-rata tercapai", "Langkah perlu itu", "Runtun", "Arah {n} indikator"):
        assert old not in said
    heads = " ".join(str(entry.get("judul")) for entry in known_columns().values())
    assert "Langkah perlu" not in heads


def test_the_gap_of_a_scale_is_called_a_gap():
    assert say("audit.skala.celah", "id", hitung_ulang="90–91").startswith("Celah 90–91")
    assert say("audit.skala.celah", "en", hitung_ulang="90–91").startswith("Gaps 90–91")


def test_both_languages_use_the_same_places():
    """A text says the same in both languages: the same columns, whatever their order."""

    def places(text) -> set[str]:
        forms = text.values() if isinstance(text, dict) else [text]
        return {name for form in forms for name in re.findall(r"\{(\w+)", form)} - {"n"}

    id_texts, en_texts = load_texts("id"), load_texts("en")
    differ = {key for key, text in id_texts.items() if key in en_texts and places(text) != places(en_texts[key])}
    # the plural of one: a count of one needs no number
    assert differ <= {"capaian.kalimat.target_nol"}


# --- index -------------------------------------------------------------------------------------


def test_what_is_missing_has_no_number_to_sort_by(tmp_path):
    row = _row("a", {"judul": "A", "tahun": 2024, "rata_capaian_persen": -254.19}, tmp_path, "id")
    assert row["temuan"] == ("", "–")
    assert (row["tercapai"], row["serapan"]) == ("–", "–")
    assert (row["rata"], row["rata_lain"]) == ("–", ["−254,19 %", "–"]), "a mean by the own rule is none by the shared one"
