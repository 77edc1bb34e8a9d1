"""Number formats, accessible tables and figures as HTML: what a reader sees, escaped, labelled and stable."""

import re
from html.parser import HTMLParser

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis import provenance, tables
from lakip_analysis.achievement import add_printed, compute_capaian, summarize_capaian
from lakip_analysis.efficiency import compute_efisiensi
from lakip_analysis.tables import describe_status, show_target, show_values, table_html
from lakip_analysis.theme import (
    MARKERS,
    PALETTE,
    figure_html,
    fmt,
    fmt_percent,
    fmt_rupiah,
    fmt_rupiah_short,
    fmt_value,
    fmt_year,
    grade_of,
    set_theme,
)

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


def kinerja(rows) -> pd.DataFrame:
    names = ["indikator", "tahun", "polaritas", "satuan", "target", "realisasi"]
    frame = pd.DataFrame(rows, columns=names).assign(dinas="d", level="sasaran", sasaran="S", sumber_realisasi="", data_tahun=np.nan)
    return frame.assign(nama_indikator="Nama " + frame["indikator"].astype(str), target_bawah=np.nan, target_atas=np.nan)


def capaian_of(rows) -> pd.DataFrame:
    printed = pd.DataFrame({"id": ["r1"], "capaian": [99.5], "predikat_tercetak": ["Baik"]})
    return add_printed(compute_capaian(kinerja(rows)), printed)


def anggaran(pagu, realisasi) -> pd.DataFrame:
    kode = [f"1.06.0{i}" for i in range(1, len(pagu) + 1)]
    return pd.DataFrame({"dinas": "d", "tahun": 2023, "kode": kode, "level": "program", "nama": [f"Program {k}" for k in kode], "pagu_rp": pagu, "realisasi_rp": realisasi}).astype({"pagu_rp": float, "realisasi_rp": float})


FMT = [(1234.565, 2, "1.234,57"), (2.675, 2, "2,68"), (0.125, 2, "0,13"), (1.005, 2, "1,01"), (-2.5, 0, "-3"), (2.5, 0, "3"), (99.995, 2, "100,00"),
       (0, 2, "0,00"), (np.int64(7), 0, "7"), (-1234567.891, 2, "-1.234.567,89"), (180.95238, 2, "180,95"), (-0.001, 2, "0,00")]  # fmt: skip


@pytest.mark.parametrize(("value", "digits", "text"), FMT, ids=[f"{v} to {d}" for v, d, _ in FMT])
def test_fmt_rounds_half_up_the_indonesian_way(value, digits, text):
    assert fmt(value, digits) == text


OTHER = [
    (fmt_value, 70.1, "70,1"), (fmt_value, 5.0, "5"), (fmt_value, 36317.0, "36.317"), (fmt_value, 0.322, "0,322"), (fmt_value, 0.12345, "0,1235"), (fmt_value, -3.5, "-3,5"),
    (fmt_percent, 87.645, "87,65 %"), (fmt_percent, 0.0, "0,00 %"),
    (fmt_rupiah, 4719048362.0, "Rp4.719.048.362"), (fmt_rupiah, 950.5, "Rp950,50"), (fmt_rupiah, 0, "Rp0"),
    (fmt_rupiah_short, 4_719_048_362, "Rp4,72 miliar"), (fmt_rupiah_short, 812_500_000, "Rp812,50 juta"), (fmt_rupiah_short, 2e12, "Rp2,00 triliun"), (fmt_rupiah_short, 1e6, "Rp1,00 juta"),
    (fmt_rupiah_short, 999_999, "Rp999.999"), (fmt_rupiah_short, 999_999_999, "Rp1,00 miliar"), (fmt_rupiah_short, -5e9, "Rp-5,00 miliar"), (fmt_year, 2023.0, "2023"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "value", "text"), OTHER, ids=[f"{call.__name__} {value}" for call, value, _ in OTHER])
def test_other_formats(call, value, text):
    assert call(value) == text


@pytest.mark.parametrize("call", [fmt, fmt_value, fmt_percent, fmt_rupiah, fmt_rupiah_short, fmt_year], ids=lambda f: f.__name__)
def test_a_missing_number_is_a_dash(call):
    assert [call(value) for value in MISSING] == ["–"] * 3


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
@settings(deadline=None, max_examples=60)
def test_fmt_reads_back_to_the_same_number(units, digits):
    value = units / 10**4
    back = float(fmt(value, digits).replace(".", "").replace(",", "."))
    assert back == pytest.approx(value, abs=0.5 * 10**-digits + 1e-5)


@pytest.mark.parametrize(("value", "grade"), [(100.0, "baik"), (99.9999, "sedang"), (100 - 1e-12, "baik"), (76.0, "sedang"), (75.99, "kurang"), (0.0, "kurang"), (-5.0, "kurang"), (None, "kosong"), (np.nan, "kosong")])
def test_grade_of_an_achievement(value, grade):
    assert grade_of(value) == grade
    assert {grade} <= set(MARKERS) & set(PALETTE)
    assert len(set(MARKERS.values())) == len(MARKERS)


def test_show_values_writes_every_kind_of_value():
    kinds = pd.Series(["71.12", "1:27500", "B 69.5", "BB", "Pratama", "n/a", "0", "-3.5", "", None, np.nan])
    assert show_values(kinds).tolist() == ["71,12", "1 : 27.500", "B 69,5", "BB", "Pratama", "n/a", "0", "-3,5", "–", "–", "–"]
    assert show_values(pd.Series([71.5, np.nan, 1e6])).tolist() == ["71,5", "–", "1.000.000"]


def test_show_values_and_show_target_of_nothing():
    assert show_values(pd.Series([], dtype=str)).tolist() == []
    row = next(pd.DataFrame({"target": [""], "target_bawah": [4.25], "target_atas": [4.3]}).itertuples())
    assert show_target(row) == "4,25–4,3"


def test_every_status_of_the_analysis_has_a_phrase():
    for status in ("target_kosong", "realisasi_kosong", "target_nol", "realisasi_nol", "tidak_dapat_dihitung", "tercapai_nol"):
        assert describe_status(status) != status


def test_table_has_caption_scopes_and_escapes_everything():
    evil = '<script>alert("1")</script> & co'
    frame = pd.DataFrame({"a": [evil, None], "b": [1234.5, np.nan], "c": ["", "x"]})
    page = table_html(frame, {"a": ("Kolom " + evil, None), "b": ("Nilai", fmt), "c": ("Teks", None)}, "Judul " + evil, "Catatan " + evil)
    assert "<script" not in page
    cells = Cells(page)
    assert cells.rows == [["Kolom " + evil, "Nilai", "Teks"], [evil, "1.234,50", "–"], ["–", "–", "x"]]
    assert [attrs.get("scope") for tag, attrs in cells.tags if tag == "th"] == ["col"] * 3 + ["row"] * 2
    assert [tag for tag, _ in cells.tags].count("caption") == 1
    assert "Judul " + evil in cells.texts
    assert "Catatan " + evil in cells.texts
    region = cells.tags[0][1]
    assert (region["role"], region["aria-label"], region["tabindex"]) == ("group", "Judul " + evil, "0")
    assert [attrs.get("class") for tag, attrs in cells.tags if tag == "td"] == ["angka", None] * 2


def test_capaian_table_says_number_reason_and_grade():
    frame = capaian_of([("a", 2023, "turun", "indeks", "0.63", "0.12"), ("b", 2023, "naik", "%", "0", "3"), ("c", 2023, "naik", "%", "10", "")])
    rows = Cells(tables.table_capaian(frame)).rows[1:]
    assert [row[5] for row in rows] == ["180,95 %", "target nol: persentase tidak dapat dihitung", "realisasi tidak tercetak atau belum rilis"]
    assert [row[6] for row in rows] == ["● Sangat Tinggi", "–", "–"]
    assert [row[7] for row in rows] == ["120,00 %", "–", "–"]
    assert rows[0][:5] == ["Nama a", "sasaran", "indeks", "0,63", "0,12"]


def test_ringkasan_table_says_its_coverage():
    frame = capaian_of([("a", 2023, "naik", "%", "10", "10"), ("b", 2023, "naik", "%", "10", "5"), ("c", 2023, "naik", "%", "10", "")])
    rows = Cells(tables.table_ringkasan(summarize_capaian(frame, ["sasaran"]), "sasaran", "Judul")).rows
    assert rows[1] == ["S", "2 dari 3", "1", "75,00 %", "75,00 %", "–"]


BARE = re.compile(r"\b(nan|NaN|None|inf|NaT|Infinity)\b|<NA>")


@pytest.mark.parametrize("rows", [[("a", 2023, "naik", "%", "", ""), ("b", 2023, "turun", "%", None, None), ("c", 2022, "rentang", "%", "n/a", "n/a")], []], ids=["all missing", "no rows"])
def test_no_table_ever_shows_nan_or_none(rows):
    capaian = capaian_of(rows)
    spent = compute_efisiensi(anggaran([np.nan, 0][: len(rows)], [np.nan, np.nan][: len(rows)]), pd.DataFrame({"indikator": [], "kode": []}, dtype=str), capaian)
    pages = [
        tables.table_capaian(capaian), tables.table_ringkasan(summarize_capaian(capaian, ["sasaran"]), "sasaran", "J"),
        tables.table_serapan(spent), tables.table_anggaran(spent), provenance.table_kosong(capaian),
    ]  # fmt: skip
    for page in pages:
        assert not BARE.search(" ".join(Cells(page).texts))
        assert "table" in page or page.startswith("<p>")


def small_figure():
    set_theme()
    fig, ax = plt.subplots(figsize=(3, 2))
    ax.plot([1, 2], [3, 4], marker="o", label="garis")
    ax.legend()
    return fig


ALT = 'Malang: capaian 180,95 % "naik" <b> & lain'


def test_figure_has_a_role_a_name_with_the_numbers_a_caption_and_its_table():
    page = figure_html(small_figure(), "gambar-a", "Judul <x>", ALT, "<table></table>")
    cells = Cells(page)
    svg = next(attrs for tag, attrs in cells.tags if tag == "svg")
    assert (svg["role"], svg["aria-label"]) == ("img", ALT)
    assert cells.tags[0] == ("figure", {"id": "gambar-a"})
    assert "Judul <x>" in cells.texts
    assert "Angka di balik gambar" in cells.texts
    assert "details" not in figure_html(small_figure(), "gambar-a", "Judul", ALT)
    assert "garis" in "".join(cells.texts), "text stays text"


def test_figure_bytes_are_stable_and_the_figure_is_closed():
    plt.close("all")
    first, second = (figure_html(small_figure(), "gambar-a", "J", ALT) for _ in range(2))
    assert first == second
    assert not re.search(r"<metadata|<!DOCTYPE|<\?xml|\b20\d\d-\d\d-\d\d", first)
    assert plt.get_fignums() == []


def test_two_figures_share_no_id_and_every_reference_is_to_their_own():
    pages = [figure_html(small_figure(), name, "J", ALT) for name in ("gambar-a", "gambar-b")]
    ids = [re.findall(r'\bid="([^"]+)"', page) for page in pages]
    assert not set(ids[0]) & set(ids[1])
    for page, own in zip(pages, ids, strict=True):
        assert len(own) == len(set(own))
        references = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', page)
        assert references
        assert {a or b for a, b in references} <= set(own)
