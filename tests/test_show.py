"""Number formats, accessible tables and figures as HTML: what a reader sees, escaped, labelled and stable."""

import re
from html.parser import HTMLParser

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.bahasa.angka import (
    fmt,
    fmt_percent,
    fmt_rupiah,
    fmt_value,
    fmt_year,
)
from lakip_analysis.bahasa.say import fmt_rupiah_short
from lakip_analysis.errors import RuleError
from lakip_analysis.show.figure import Gambar
from lakip_analysis.show.pieces import fold, paragraphs, together
from lakip_analysis.show.table import Tabel, make_table
from lakip_analysis.show.values import show_target, show_values
from lakip_analysis.theme import MARKERS, PALETTE, SHAPES, grade_of, set_theme, with_mark

MISSING = [None, float("nan"), np.float64("nan")]


class Cells(HTMLParser):
    """The texts of one HTML piece, and every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.rows, self.texts = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_data(self, data):
        self.texts.append(data)
        if self.rows and data.strip() and self.tags[-1][0] in ("th", "td"):
            self.rows[-1][-1] += data


FMT = [(1234.565, 2, "1.234,57"), (2.675, 2, "2,68"), (0.125, 2, "0,13"), (1.005, 2, "1,01"), (-2.5, 0, "−3"), (2.5, 0, "3"), (99.995, 2, "100,00"),
       (0, 2, "0,00"), (np.int64(7), 0, "7"), (-1234567.891, 2, "−1.234.567,89"), (180.95238, 2, "180,95"), (-0.001, 2, "0,00")]


@pytest.mark.parametrize(("value", "digits", "text"), FMT, ids=[f"{v} to {d}" for v, d, _ in FMT])
def test_fmt_rounds_half_up_the_indonesian_way(value, digits, text):
    assert fmt(value, digits, bahasa="id") == text


OTHER = [
    (fmt_value, 70.1, "70,1"), (fmt_value, 5.0, "5"), (fmt_value, 36317.0, "36.317"), (fmt_value, 0.322, "0,322"), (fmt_value, 0.12345, "0,1235"), (fmt_value, -3.5, "−3,5"),
    (fmt_percent, 87.645, "87,65 %"), (fmt_percent, 0.0, "0,00 %"),
    (fmt_rupiah, 4719048362.0, "Rp4.719.048.362"), (fmt_rupiah, 950.5, "Rp950,50"), (fmt_rupiah, 0, "Rp0"),
    (fmt_rupiah_short, 4_719_048_362, "Rp4,72 miliar"), (fmt_rupiah_short, 812_500_000, "Rp812,50 juta"), (fmt_rupiah_short, 2e12, "Rp2,00 triliun"), (fmt_rupiah_short, 1e6, "Rp1,00 juta"),
    (fmt_rupiah_short, 999_999, "Rp999.999"), (fmt_rupiah_short, 999_999_999, "Rp1,00 miliar"), (fmt_rupiah_short, -5e9, "Rp−5,00 miliar"), (fmt_year, 2023.0, "2023"),
]


def say(call, value) -> str:
    return call(value) if call is fmt_year else call(value, bahasa="id")


@pytest.mark.parametrize(("call", "value", "text"), OTHER, ids=[f"{call.__name__} {value}" for call, value, _ in OTHER])
def test_other_formats(call, value, text):
    assert say(call, value) == text


@pytest.mark.parametrize("call", [fmt, fmt_value, fmt_percent, fmt_rupiah, fmt_rupiah_short, fmt_year], ids=lambda f: f.__name__)
def test_a_missing_number_is_a_dash(call):
    assert [say(call, value) for value in MISSING] == ["–"] * 3


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
@settings(deadline=None, max_examples=60)
def test_fmt_reads_back_to_the_same_number(units, digits):
    value = units / 10**4
    back = float(fmt(value, digits, bahasa="id").replace(".", "").replace(",", ".").replace("−", "-"))
    assert back == pytest.approx(value, abs=0.5 * 10**-digits + 1e-5)


def test_the_other_notation():
    assert (fmt(1234.5, bahasa="en"), fmt_percent(87.645, bahasa="en"), fmt_rupiah_short(4.72e9, bahasa="en")) == ("1,234.50", "87.65%", "Rp4.72 billion")


@pytest.mark.parametrize(("value", "grade"), [(100.0, "baik"), (99.9999, "sedang"), (100 - 1e-12, "baik"), (76.0, "sedang"), (75.99, "kurang"), (0.0, "kurang"), (-5.0, "kurang"), (None, "kosong"), (np.nan, "kosong")])
def test_grade_of_an_achievement(value, grade):
    assert grade_of(value) == grade
    assert {grade} <= set(MARKERS) & set(PALETTE)
    assert {grade} <= set(SHAPES) and with_mark(grade, "x") == f"{MARKERS[grade]} x"
    assert len(set(MARKERS.values())) == len(MARKERS)


def test_show_values_writes_every_kind_of_value():
    kinds = pd.Series(["71.12", "1:27500", "B 69.5", "BB", "Pratama", "n/a", "0", "-3.5", "", None, np.nan])
    assert show_values(kinds, "id").tolist() == ["71,12", "1 : 27.500", "B 69,5", "BB", "Pratama", "n/a", "0", "−3,5", "–", "–", "–"]
    assert show_values(pd.Series([71.5, np.nan, 1e6]), "id").tolist() == ["71,5", "–", "1.000.000"]


def test_show_values_and_show_target_of_nothing():
    assert show_values(pd.Series([], dtype=str), "id").tolist() == []
    row = next(pd.DataFrame({"target": [""], "target_bawah": [4.25], "target_atas": [4.3]}).itertuples())
    assert show_target(row, "id") == "4,25–4,30"


EVIL = '<script>alert("1")</script> & co'


@pytest.mark.parametrize(
    ("cells", "right"),
    [([87.5, 120.0], True), ([87.5, "tidak ada targetnya"], True), ([np.nan, np.nan], True), ([], True), (["87,5 (2022)", ""], False), (["3 (2021–2023)", None], False)],
)
def test_a_column_of_numbers_stands_right_unless_all_of_it_is_text_by_now(cells, right):
    frame = pd.DataFrame({"capaian_persen": pd.Series(cells, dtype=object)})
    assert make_table(frame, ["capaian_persen"], "Judul", "id").kanan == (right,)


def test_a_reason_among_numbers_may_wrap():
    frame = pd.DataFrame({"nama_indikator": ["A", "B"], "capaian_persen": [87.5, "realisasi tidak tercetak"]})
    page = make_table(frame, ["nama_indikator", "capaian_persen"], "Judul", "id")._repr_html_()
    assert '<td class="angka">87,50 %' in page
    assert '<td class="angka kata">realisasi tidak tercetak' in page


def test_table_has_caption_scopes_and_escapes_everything():
    frame = pd.DataFrame({"nama_indikator": [EVIL, None], "bobot": [1234.5, np.nan], "sasaran": ["", "x"]})
    page = make_table(frame, ["nama_indikator", "bobot", "sasaran"], "Judul " + EVIL, "id", "Catatan " + EVIL)._repr_html_()
    assert "<script" not in page
    cells = Cells(page)
    assert cells.rows == [["Indikator", "Bobot", "Tujuan atau sasaran"], [EVIL, "1.234,50", "–"], ["–", "–", "x"]]
    assert [attrs.get("scope") for tag, attrs in cells.tags if tag == "th"] == ["col"] * 3 + ["row"] * 2
    assert [tag for tag, _ in cells.tags].count("caption") == 1
    assert "Judul " + EVIL in cells.texts
    assert "Catatan " + EVIL in cells.texts
    region = cells.tags[0][1]
    assert (region["role"], region["aria-label"], region["tabindex"]) == ("group", "Judul " + EVIL, "0")
    assert [attrs.get("class") for tag, attrs in cells.tags if tag == "td"] == ["angka", None] * 2
    assert Cells(Tabel("J", (EVIL,), (False,))._repr_html_()).rows == [[EVIL]], "a head is escaped too"


def test_table_writes_by_kind_and_language_and_leaves_a_reason_as_it_stands():
    frame = pd.DataFrame({"level": ["tujuan", "sasaran"], "capaian_persen": pd.Series([87.654, "belum rilis"], dtype=object), "realisasi": ["1:27500", "B 69.5"], "tahun": [2023, None]})
    columns = ["level", "capaian_persen", "realisasi", "tahun"]
    assert make_table(frame, columns, "J", "id").baris == (("tujuan", "87,65 %", "1 : 27.500", "2023"), ("sasaran", "belum rilis", "B 69,5", "–"))
    english = make_table(frame, columns, "J", "en")
    assert english.baris == (("goal", "87.65%", "1 : 27,500", "2023"), ("objective", "belum rilis", "B 69.5", "–"))
    assert (english.kepala, english.kanan) == (("Level", "Achievement by the agency's own formula", "Actual", "Year"), (False, True, False, False))
    with pytest.raises(RuleError, match="tidak ada"):
        make_table(frame.assign(asing=1), ["asing"], "J", "id")


def test_pieces_escape_and_leave_out_what_is_empty():
    piece = paragraphs("Satu & dua.", "", EVIL)
    assert piece.teks == ("Satu & dua.", EVIL)
    assert "<script" not in together(piece, None, fold(EVIL, piece))._repr_html_()
    assert together()._repr_html_() == ""


def small_figure():
    set_theme()
    fig, ax = plt.subplots(figsize=(3, 2))
    ax.plot([1, 2], [3, 4], marker="o", label="garis")
    ax.legend()
    return fig


ALT = 'Malang: capaian 180,95 % "naik" <b> & lain'


def shown(nama: str, keterangan: str = "J", tabel: Tabel | None = None) -> str:
    return Gambar(small_figure(), nama, keterangan, ALT, "id", tabel)._repr_html_()


def test_figure_has_a_role_a_name_with_the_numbers_a_caption_and_its_table():
    page = shown("gambar-a", "Judul <x>", Tabel("T", ("K",), (False,)))
    cells = Cells(page)
    svg = next(attrs for tag, attrs in cells.tags if tag == "svg")
    assert (svg["role"], svg["aria-label"]) == ("img", ALT)
    assert cells.tags[0] == ("figure", {"id": "gambar-a"})
    assert "Judul <x>" in cells.texts
    assert "Angka di balik gambar" in cells.texts
    assert "details" not in shown("gambar-a")
    assert "garis" in "".join(cells.texts), "text stays text"


def test_figure_bytes_are_stable_and_the_figure_is_closed():
    plt.close("all")
    first, second = (shown("gambar-a") for _ in range(2))
    assert first == second
    assert not re.search(r"<metadata|<!DOCTYPE|<\?xml|\b20\d\d-\d\d-\d\d", first)
    assert plt.get_fignums() == []


def test_two_figures_share_no_id_and_every_reference_is_to_their_own():
    pages = [shown(name) for name in ("gambar-a", "gambar-b")]
    ids = [re.findall(r'\bid="([^"]+)"', page) for page in pages]
    assert not set(ids[0]) & set(ids[1])
    for page, own in zip(pages, ids, strict=True):
        assert len(own) == len(set(own))
        references = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', page)
        assert references
        assert {a or b for a, b in references} <= set(own)


RUNS = [
    (["Satu.", "Dua."], ["Satu. Dua."]),
    (["Satu.", "", "Dua."], ["Satu. Dua."]),
    (["a" * 200, "b" * 200, "Tiga."], ["a" * 200, "b" * 200 + " Tiga."]),
    (["a" * 400, "Dua."], ["a" * 400, "Dua."]),
    ([], []),
]


@pytest.mark.parametrize(("sentences", "shown"), RUNS, ids=range(len(RUNS)))
def test_short_sentences_share_a_paragraph(sentences, shown):
    made = paragraphs(*sentences)
    assert made.html == "\n".join(f"<p>{text}</p>" for text in shown)
    assert made.teks == tuple(text for text in sentences if text), "each sentence is still one"
