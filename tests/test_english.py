"""A whole report in English: the same figures and files, no Indonesian but what is quoted from the data."""

import csv
import re
import tomllib
from html import unescape
from pathlib import Path

import pytest
from istilah import check_glossary

from lakip_analysis.aturan.rules import scale_rows
from lakip_analysis.bahasa.angka import true_minus
from lakip_analysis.bahasa.nama import tidy_name
from lakip_analysis.reports.results import result_names

DATA = Path(__file__).parents[1] / "data"
BELITUNG, TAHUN = "kab-belitung-dspppa", 2024
# words that stand in almost every Indonesian sentence of the pages and are no English
INDONESIAN = re.compile(
    r"\b(yang|dan|dari|tidak|dengan|untuk|pada|adalah|belum|sudah|atau|oleh|dalam|tiap|setiap|seluruh|semua|angka|tahun|indikator|capaian|realisasi|serapan|pagu|sasaran|tujuan|keluaran|laporan"
    r"|tercetak|dihitung|rata|baris|tabel|temuan|acuan|sumber|satuan|menurut|lebih|kurang|tercapai|meleset|membaik|memburuk|naik|turun|tanpa|bila|juga|hanya|rumus|nilai)\b"
)
# places where Indonesian words stand on purpose: names of files, keys of rows, the Indonesian word behind a word of the glossary
KEPT = re.compile(r"\b[\w/-]+\.(csv|xlsx|json)\b|\b(tahun|kode|indikator)=\S*|^[a-z ,]+ \([a-z ]+\)$")
pytestmark = pytest.mark.lambat


@pytest.fixture(scope="module")
def page(laporan_en) -> str:
    return (laporan_en / BELITUNG / str(TAHUN) / "index.html").read_text(encoding="utf-8")


def lines(page: str) -> list[str]:
    """Every visible piece of text, alternative texts of figures too."""
    text = re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)
    text = re.sub(r'<svg[^>]*aria-label="([^"]*)".*?</svg>', r"\n\1\n", text, flags=re.DOTALL)
    return [re.sub(r"\s+", " ", line).strip() for line in unescape(re.sub(r"<[^>]+>", "\n", text)).split("\n") if line.strip()]


def quoted() -> list[str]:
    """Every text of the data, longest first, as the page may show it."""
    found = set()
    for path in (DATA / BELITUNG).glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {part for row in csv.reader(file) for cell in row for part in (cell, true_minus(cell), tidy_name(cell), *re.split("[;,] ?", cell))}
    found |= set(scale_rows("belitung")["kategori"]) | set(scale_rows("belitung")["tercetak"])
    with (DATA / BELITUNG / "dinas.toml").open("rb") as file:
        found |= set(strings(tomllib.load(file)))
    return sorted({re.sub(r"\s+", " ", text).strip().lower() for text in found if re.search(r"[^\W\d_]{3}", text)}, key=len, reverse=True)


def strings(value):
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from strings(inner)
    if isinstance(value, str):
        yield value


def test_no_indonesian_but_what_is_quoted(page):
    data, left = quoted(), {}
    for line in set(lines(page)):
        rest = KEPT.sub(" ", line.lower())
        for text in data if INDONESIAN.search(rest) else ():
            rest = rest.replace(text, " ")
        if words := INDONESIAN.findall(rest):
            left[line] = words
    assert left == {}


def test_the_page_says_that_it_is_english(page):
    assert '<html lang="en">' in page
    assert "Summary" in page
    assert "Data and method" in page
    assert "stay Indonesian" in page
    assert "Geser ke samping" not in page


def test_glossary_lists_the_words_of_its_page_and_no_others(page):
    check_glossary(page, "en")


def test_numbers_are_english_and_equal_to_the_indonesian_ones(page, laporan):
    """The same digits in the same order of magnitude: what is 92,31 % there is 92.31% here."""
    other = (laporan / BELITUNG / str(TAHUN) / "index.html").read_text(encoding="utf-8")
    indonesian, english = (re.findall(r"(\d[\d.,]*\d|\d) ?%", board(one)) for one in (other, page))
    assert len(english) > 10 and "98.79" in english
    assert [text.translate(str.maketrans(",.", ".,")) for text in indonesian] == english


def board(page: str) -> str:
    return re.sub("<[^>]*>", " ", page.split('<table class="papan"')[1].split("</table>", maxsplit=1)[0])


def test_headings_stand_in_the_same_places(page, laporan):
    other = (laporan / BELITUNG / str(TAHUN) / "index.html").read_text(encoding="utf-8")
    for pattern in (r"<h(\d)", r'<section id="([^"]*)"', r'<figure id="([^"]*)"', r"<(table|details|caption)\b"):
        assert re.findall(pattern, page) == re.findall(pattern, other)


@pytest.mark.parametrize("name", result_names())
def test_the_files_are_the_same_in_both_languages(laporan_en, laporan, name):
    one, two = (folder / BELITUNG / str(TAHUN) / f"{name}.csv" for folder in (laporan_en, laporan))
    assert one.read_bytes() == two.read_bytes()


def test_efficient_always_names_its_measure(page):
    text = " ".join(lines(page))
    found = list(re.finditer(r"\b(?:in)?efficient\b", text, re.IGNORECASE))
    assert found or "programmes can be assessed" in text
    for match in found:
        assert re.match(r",? by ", text[match.end() :]) or text[match.start() - 1] in "“‘", text[max(0, match.start() - 60) : match.end() + 40]

