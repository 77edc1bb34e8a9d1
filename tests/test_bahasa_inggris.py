"""An English page is for a foreigner: names are English, what stays Indonesian is quoted, abbreviations are explained."""

import html
import re
from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.bahasa.nama import (
    fmt_unit,
    join_names,
    name_in,
    quote_text,
    tidy_name,
    with_names,
)
from lakip_analysis.bahasa.say import languages, load_texts, say
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.metode.singkatan import find_abbreviations, known_abbreviations
from lakip_analysis.reports.plan import plan_reports
from lakip_analysis.show.table import make_table

DATA = Path(__file__).parents[1] / "data"
REPORTS = plan_reports(DATA)

# nouns and verbs that names of indicators, objectives, programmes, outputs and units are made of
NOUNS = ["persentase", "jumlah", "penyandang", "kesejahteraan", "perempuan", "anak", "penyediaan", "penyelenggaraan", "pelaksanaan", "pelayanan", "layanan", "pemberdayaan", "penanganan", "peningkatan", "penurunan", "pengelolaan", "pengendalian", "pembinaan", "pemberian", "pemeliharaan", "pengadaan", "perlindungan", "rehabilitasi", "koordinasi", "sinkronisasi", "fasilitasi", "penyusunan", "administrasi", "masyarakat", "keluarga", "penduduk", "lembaga", "orang", "dokumen", "paket", "indeks", "rasio", "terlantar", "kebutuhan", "meningkatnya", "menurunnya", "terwujudnya", "terpenuhinya", "berhasil", "tercapai", "kewenangan", "kekerasan", "bencana", "kemiskinan", "miskin", "panti", "sosialisasi", "perencanaan", "penganggaran", "pelaporan", "pengukuran"]
NAME = re.compile(rf"\b(?:{'|'.join(NOUNS)})\b", re.IGNORECASE)


def visible(page: str) -> str:
    """What stands on a page in the words of the report: no style, no findings quoted in a table, nothing in quotation marks."""
    page = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r'(?:alt|aria-label)="([^"]*)"', r'>\1<i "', page)
    page = re.sub(r'<div class="tabel"(?:(?!</table>).)*?<th scope="col">About, and where</th>.*?</table>', " ", page, flags=re.DOTALL)
    # a code stands by itself: the data's own key of a row, the glossary's Indonesian term in brackets
    text = html.unescape(re.sub(r"<dt>.*?</dt>|<code>.*?</code>|<[^>]+>", " ", page, flags=re.DOTALL))
    return re.sub(r"“[^”]*”|\b\w+=[\w.-]+", " ", text)


@pytest.mark.lambat
@pytest.mark.parametrize(("dinas", "tahun"), REPORTS)
def test_no_indonesian_name_stands_on_an_english_page(laporan_en, dinas, tahun):
    page = (laporan_en / dinas / str(tahun) / "index.html").read_text(encoding="utf-8")
    text = visible(page).replace(load_dinas(DATA, dinas).judul, " ")
    found = [re.sub(r"\s+", " ", text[max(0, hit.start() - 60) : hit.end() + 60]) for hit in NAME.finditer(text)]
    assert found == []


@pytest.mark.lambat
@pytest.mark.parametrize(("dinas", "tahun"), REPORTS)
def test_every_abbreviation_on_an_english_page_is_explained(laporan_en, dinas, tahun):
    page = (laporan_en / dinas / str(tahun) / "index.html").read_text(encoding="utf-8")
    explained = set(re.findall(r"<dt>([^<]*)</dt>", page))
    shown = find_abbreviations([visible(page)])
    assert [name for name in shown["singkatan"] if name not in explained] == []


def test_the_page_test_sees_a_name():
    """The check itself can fail, and lets quotations and findings pass."""
    assert NAME.search(visible("<p>Persentase PMKS</p>"))
    assert NAME.search(visible('<img alt="Jumlah orang">'))
    assert not NAME.search(visible("<p>“Jumlah orang” 5 people</p><dt>break (penanganan)</dt>"))


@pytest.mark.parametrize("dinas", sorted({dinas for dinas, _ in REPORTS}))
def test_every_name_of_the_four_agencies_has_an_english_one(dinas):
    data = load_dinas(DATA, dinas)
    english = with_names("en", data.nama_en)
    rows = data.tabel["indikator"]
    names = [*rows["nama_indikator"], *rows["sasaran"][rows["sasaran"] != ""], *data.anggaran["nama"], *data.tabel["acuan"]["nama_acuan"], *data.tabel["spm"]["layanan"]]
    assert [name for name in names if name and tidy_name(name, english) == tidy_name(name)] == []
    units = {*rows["satuan"], *data.tabel["keluaran"]["satuan"]} - {"%", "", "unit"}
    assert [unit for unit in units if NAME.search(fmt_unit(unit, "en")) or fmt_unit(unit, "en") == unit] == []
    assert [text for text in data.nama_en.values() if NAME.search(text)] == []


@pytest.mark.parametrize(
    ("name", "bahasa", "shown"),
    [
        ("Program Rehabilitasi Sosial", "en", "Programme for Social Rehabilitation"),
        ("PROGRAM  REHABILITASI SOSIAL", "en", "Programme for Social Rehabilitation"),
        ("Program Rehabilitasi Sosial", "id", "Program Rehabilitasi Sosial"),
        ("PROGRAM REHABILITASI SOSIAL", "id", "Program Rehabilitasi Sosial"),
        ("Nama yang tidak dikenal", "en", "Nama yang tidak dikenal"),
        ("", "en", ""),
    ],
)
def test_a_name_in_a_language(name, bahasa, shown):
    assert tidy_name(name, bahasa) == shown


def test_an_agencys_own_name_comes_before_the_shared_one_and_stays_with_its_report():
    english = with_names("en", {"Program Rehabilitasi Sosial": "Rehab", "Lain": ""})
    assert english == "en", "to every function it is the code of the language"
    assert hash(english) == hash("en")
    assert name_in("program rehabilitasi sosial", english) == "Rehab"
    assert name_in("Lain", english) == "Lain", "an empty cell is no name"
    assert name_in("Program Rehabilitasi Sosial", "en") == "Programme for Social Rehabilitation", "nothing is remembered between reports"
    assert with_names("id", {"Lain": "Other"}) == "id"
    assert name_in("Lain", with_names("id", {"Lain": "Other"})) == "Lain"
    assert join_names(["Program Rehabilitasi Sosial", "Lain"], english) == "Rehab; Lain"


@pytest.mark.parametrize(("text", "bahasa", "shown"), [("Jumlah anak", "en", "“Jumlah anak”"), ("Jumlah anak", "id", "Jumlah anak"), ("“Jumlah anak”", "en", "“Jumlah anak”"), ("", "en", ""), ("Jumlah", "en", "Total")])
def test_words_of_the_data_are_quoted_in_another_language(text, bahasa, shown):
    assert quote_text(text, bahasa) == shown


@pytest.mark.parametrize(("unit", "shown"), [("orang", "people"), ("Orang", "people"), ("OPD", "agencies"), ("per 10.000 perempuan dan anak", "per 10,000 women and children"), ("%", "%"), ("kWh", "kWh")])
def test_a_unit_in_english(unit, shown):
    assert fmt_unit(unit, "en") == shown


def test_tables_and_sentences_write_names_alike():
    english = with_names("en", {"Gini Rasio": "Gini ratio"})
    frame = pd.DataFrame({"nama_indikator": ["Gini Rasio"], "nama_keluaran": ["Jumlah anak"], "satuan": ["orang"]})
    kolom = list(frame)
    assert make_table(frame, kolom, "x", english).baris == (("Gini ratio", "“Jumlah anak”", "people"),)
    assert make_table(frame, kolom, "x", "id").baris == (("Gini Rasio", "Jumlah anak", "orang"),)
    assert "Gini ratio" in say("capaian.lain.satu", english, nama="Gini Rasio", isi="")
    assert say("satuan.lain", "en", nilai="5", satuan="orang") == "5 people"


def test_names_of_the_shared_table_are_unambiguous():
    """Two rows of one kind that differ only in spelling say the same."""
    rows = load_rules("nama_en")
    rows = rows.assign(kunci=rows["nama"].map(lambda name: " ".join(re.findall(r"[^\W_]+|%", name.casefold()))), jenis=rows["jenis"] == "satuan")
    assert (rows.groupby(["jenis", "kunci"])["nama_en"].nunique() == 1).all()
    assert rows["nama_en"].notna().all()


def test_english_says_budget_execution():
    assert "en" in languages()
    texts = load_texts("en")
    flat = [form for text in texts.values() for form in (text.values() if isinstance(text, dict) else [text])]
    assert [text for text in flat if "bsorption" in text] == []


def test_every_known_abbreviation_has_an_english_meaning():
    assert known_abbreviations()["arti_en"].notna().all()
