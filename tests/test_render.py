"""Executed notebooks → one page: what is shown, in which language, under which names."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lakip_analysis.bahasa.say import load_texts
from lakip_analysis.errors import RuleError
from lakip_analysis.reports import render
from lakip_analysis.reports.render import render_report
from lakip_analysis.reports.simpulan import Kalimat

WORDS = [("garis", "lihat RKA & <b>"), ("kode", "di sel tersembunyi"), ("PMKS", "-"), ("RKA", "-"), ("tabel", "-"), ("tabe", "-")]
AROUND = {
    "tab": "Dinas <Sosial> – Kinerja 2024", "kepala": "Dinas <Sosial>, tahun 2024", "berjalan": "Dinas <Sosial> · 2024", "asal": "P · dihitung dari LKjIP", "naik": "../../", "papan": "<table class=\"papan\"></table>", "ringkasan": [Kalimat("Satu.", ("<b>", "Dua."), "Tiga.")],
    "unduhan": [{"berkas": "laporan.xlsx", "judul": "Excel", "isi": "i"}], "istilah": [{"istilah": kata, "arti": arti, "bentuk": [kata], "persis": kata.isupper()} for kata, arti in WORDS], "metode": "<p>metode</p>", "versi": "1",
}
TITLE = "# Capaian\n\nApa yang terwujud?"


def shown(text: str, **more):
    return new_code_cell(
        "kode_rahasia()",
        outputs=[new_output("execute_result", {"text/html": text, "text/plain": "x"})],
        **more,
    )


@pytest.fixture
def chapters(tmp_path) -> list[Path]:
    cells = [
        new_markdown_cell(TITLE, id="uji-judul"),
        new_code_cell("tahun = 2024", metadata={"tags": ["parameters"]}),
        new_markdown_cell("Hanya di sini", metadata={"tags": ["hanya-notebook"]}),
        shown("<p>frame rahasia</p>", metadata={"tags": ["hanya-notebook"]}),
        new_markdown_cell("## Tabel & gambar", id="uji-tabel"),
        shown("<p>tabel</p>"),
        new_code_cell("x = 1"),
        new_code_cell(
            "warn()", outputs=[new_output("stream", name="stderr", text="peringatan rahasia")]
        ),
    ]
    hidden = [
        new_code_cell("simpan()", metadata={"tags": ["hanya-notebook"]}),
        new_code_cell("x = 1"),
    ]
    second = [new_markdown_cell("# Tren"), shown("<p>garis</p>")]
    paths = [tmp_path / name for name in ("01_capaian.ipynb", "02_kosong.ipynb", "03_tren.ipynb")]
    for path, inner in zip(paths, (cells, hidden, second), strict=True):
        nbformat.write(new_notebook(cells=inner), path)
    return paths


@pytest.fixture
def translated(monkeypatch):
    own = {
        "id": {"bab.uji-judul": TITLE, "bab.uji-tabel": "## Judul lama"},
        "en": {"bab.uji-judul": "# Achievement\n\nWhat was achieved?", "bab.uji-tabel": "## Old"},
    }
    monkeypatch.setattr(render, "load_texts", lambda bahasa: load_texts(bahasa) | own[bahasa])


def test_the_page_holds_what_is_untagged_and_no_code(chapters):
    page = render_report(chapters, AROUND, "id")
    assert "rahasia" not in page
    assert "Hanya di sini" not in page
    assert [page.count(text) for text in ("<p>tabel</p>", "<p>garis</p>", "<p>metode</p>")] == [
        1,
        1,
        1,
    ]
    inner = page[
        page.index("<p>tabel</p>") + len("<p>tabel</p>") : page.index('<section id="bab-tren"')
    ]
    assert re.sub(r"\s|</?(div|section)[^>]*>", "", inner) == "", (
        "a cell that shows nothing leaves nothing"
    )


def test_headings_sink_and_feed_the_contents(chapters):
    page = render_report(chapters, AROUND, "id")
    assert '<h2 id="judul-bab-capaian">Capaian</h2>' in page
    assert '<h3 id="bab-capaian-1">Tabel &amp; gambar</h3>' in page
    contents = page.split('<ul class="isi">')[1].split("</ul>")[0]
    assert re.findall(r'<a href="#([^"]+)">', contents) == ["bab-capaian", "bab-tren", "metode", "istilah", "unduhan"], "chapters only, and what closes the page"
    assert all(f'id="{name}"' in page for name in re.findall(r'<a href="#([^"]+)">', contents))
    assert page.index("Satu.") < page.index("<nav") < page.index('<table class="papan">') < page.index('<section id="bab-capaian"'), "verdict, contents, board, chapters"
    assert re.findall(r'<section [^>]*\bid="([^"]+)"', page) == [
        "ringkasan",
        "bab-capaian",
        "bab-tren",
        "metode",
    ], "a chapter of hidden cells is none"
    assert page.count("<section") == page.count("</section>")


def test_another_language_shows_its_text_where_the_source_is_the_one_translated(
    chapters, translated
):
    page = render_report(chapters, AROUND, "en")
    assert '<h2 id="judul-bab-capaian">Achievement</h2>' in page
    assert "<p>What was achieved?</p>" in page
    assert "Tabel &amp; gambar</h3>" in page, (
        "the cell was changed in the notebook: it is shown as it stands there"
    )
    assert "Data and method" in page
    assert '<html lang="en">' in page


def test_names_from_the_data_are_text(chapters):
    page = render_report(chapters, AROUND, "id")
    assert "Dinas &lt;Sosial&gt;, tahun 2024" in page
    assert "<Sosial>" not in page
    assert "<p>Satu.</p>\n<ul><li>&lt;b&gt;</li><li>Dua.</li></ul>\n<p>Tiga.</p>" in page, "a sentence, the names it counts, what follows"


def test_glossary_lists_what_the_page_uses_and_what_its_meanings_use(chapters):
    """Neither what stands in a hidden cell, nor half a word, nor another spelling of an abbreviation."""
    page = render_report(chapters, AROUND | {"ringkasan": [Kalimat("Jumlah", ("pmks",))]}, "id")
    block = page.split('<dl class="istilah">')[1].split("</dl>")[0]
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", block) == [("garis", "lihat RKA &amp; &lt;b&gt;"), ("RKA", "-"), ("tabel", "-")]


@pytest.mark.parametrize("lost", ["all", "one"])
def test_templates_of_nbconvert_that_are_missing_are_named_with_the_next_step(lost, monkeypatch, tmp_path):
    """Its templates lie in share/jupyter, apart from its code: an environment may have lost them."""
    base = tmp_path / "nbconvert" / "templates" / "base"
    base.mkdir(parents=True)
    if lost == "one":
        (base / "conf.json").write_text("{}", encoding="utf-8")
        (base / "display_priority.j2").write_text("{% extends 'base/null.j2' %}", encoding="utf-8")
    else:
        base.rmdir()
    monkeypatch.setattr(render._Page, "template_data_paths", [])
    monkeypatch.setattr(render._Page, "get_prefix_root_dirs", lambda page: [str(tmp_path)])
    render.exporter.cache_clear()
    try:
        with pytest.raises(RuleError, match=r"Templat halaman nbconvert tidak lengkap .*pip install --force-reinstall"):
            render.exporter()
    finally:
        render.exporter.cache_clear()
