"""The pages in a real browser: axe, keyboard, narrow and enlarged, light and dark, sort and filter, paper."""

import json
import re
from functools import partial
from pathlib import Path

import pytest
from peramban import offences, open_browser
from peramban import open_page as opened

from lakip_analysis.reports.index import write_index
from lakip_analysis.reports.pdf import print_pdf
from lakip_analysis.reports.plan import plan_reports
from lakip_analysis.reports.render import read_css

DATA = Path(__file__).parents[1] / "data"
PAGES = ["index.html", *(f"{dinas}/{tahun}/index.html" for dinas, tahun in plan_reports(DATA))]
SINGKAWANG = "kota-singkawang-dinsospppa/2023/index.html"
PONTIANAK = "kota-pontianak-dinsos/2024/index.html"
MALANG = "kota-malang-dinsosp3ap2kb/2023/index.html"
FOCUS = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return {name: e.tagName.toLowerCase(), text: e.textContent.trim().slice(0, 40), outline: parseFloat(style.outlineWidth), inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight};
}"""
pytestmark = pytest.mark.lambat


@pytest.fixture(scope="module")
def browser(browser_path):
    with open_browser(browser_path) as found:
        yield found


@pytest.fixture
def open_page(browser):
    before = list(browser.contexts)
    yield partial(opened, browser)
    for context in browser.contexts:
        if context not in before:
            context.close()


@pytest.fixture(scope="module")
def once(browser, laporan):
    """A page by its name, opened once for all tests that only look, each at the width it asks for."""
    pages = {}

    def page_at(name: str, width: int):
        if name not in pages:
            pages[name] = opened(browser, laporan / name)
        pages[name].set_viewport_size({"width": width, "height": 900})
        return pages[name]

    return page_at


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_is_asked_for_or_complained_of(laporan, once, name):
    """No sideways scrolling of the page at any width, no request but the page itself, no word in the console."""
    for width in (1280, 640, 400, 320):
        page = once(name, width)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
    assert page.asked == [(laporan / name).as_uri()]
    assert page.said == []


@pytest.mark.parametrize("name", PAGES[1:])
def test_on_a_phone_the_counts_of_the_verdict_stand_on_the_first_screen(once, name):
    """The whole verdict does not fit there; where it does, nobody needs its counts beside it."""
    for width, height in ((400, 800), (320, 640)):
        page = once(name, width)
        [line] = page.locator(".sekilas").all()
        assert line.evaluate("(one) => one.getBoundingClientRect().bottom + scrollY") < height
        assert " · " in line.text_content()
    assert not once(name, 1280).locator(".sekilas").is_visible()


# what is wider than its own place, or runs out of the window, in the board and the programmes behind the promises
OUT = """() => [...document.querySelectorAll('table.papan, table.papan *')].filter((e) => {
  const box = e.getBoundingClientRect();
  return e.checkVisibility() && getComputedStyle(e).position !== 'absolute' && !e.closest('thead') && (box.right > innerWidth + 0.5 || box.left < -0.5);
}).map((e) => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("width", [1280, 400, 320])
@pytest.mark.parametrize("name", PAGES[1:])
def test_the_board_fits_its_window_and_names_its_cells_on_a_phone(once, name, width):
    page = once(name, width)
    assert page.evaluate(OUT) == []
    cells = page.locator("table.papan td:not(.kosong)")
    assert cells.count() > 10
    said = cells.evaluate_all("(all) => all.map((e) => getComputedStyle(e, '::before').content)")
    heads = page.locator("table.papan").first.locator("thead th").all_text_contents()
    if width == 1280:
        assert set(said) == {"none"} and page.locator("table.papan thead th").first.is_visible()
    else:
        assert "none" not in said and any(heads[1] in one for one in said)
        assert page.locator("table.papan td.kosong").evaluate_all("(all) => all.every((e) => !e.checkVisibility())")


# pairs of texts of a figure that lie on each other, and texts outside the drawing
CLASHES = """() => [...document.querySelectorAll('.deret svg, figure svg')].flatMap((svg) => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].filter((t) => t.textContent.trim()).map((t) => [t.textContent, t.getBoundingClientRect()]);
  const out = texts.filter(([, b]) => b.left < frame.left - 1 || b.right > frame.right + 1 || b.top < frame.top - 1 || b.bottom > frame.bottom + 1).map(([t]) => ['out', t]);
  const hit = texts.flatMap(([t, a], i) => texts.slice(i + 1).filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3).map(([u]) => [t, u]));
  return [...out, ...hit];
})"""


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("name", PAGES[1:])
def test_texts_of_figures_lie_apart_and_inside(once, name, width):
    page = once(name, width)
    assert page.locator(".deret svg").count()
    assert page.evaluate(CLASHES) == []
    page.evaluate("document.querySelector('.deret svg text').parentNode.append(document.querySelector('.deret svg text').cloneNode(true))")
    assert page.evaluate(CLASHES) != [], "the measure itself can fail"
    page.evaluate("document.querySelector('.deret svg text').parentNode.lastChild.remove()")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_with_every_fold_open(once, name):
    """The last to look at these pages: their folds stay open."""
    page = once(name, 1280)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert offences(page) == []


@pytest.mark.parametrize("name", [PAGES[0], PONTIANAK])
def test_axe_finds_nothing_on_a_dark_phone(once, name):
    page = once(name, 320)
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert offences(page) == []


def test_axe_sees_an_offence(laporan, open_page):
    """The check itself can fail: a picture without a name, a grey that is too light."""
    page = open_page(laporan / "index.html")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<p style=\"color:#ccc\">pucat</p><img src=\"data:,\">')")
    assert {"color-contrast", "image-alt"} <= {rule for rule, _ in offences(page)}


def test_a_pale_cell_among_many_like_it_is_seen(laporan, open_page):
    """Contrast is looked at where a text is drawn in its own way, not in every cell: three of hundreds are spoilt, each in another way."""
    page = open_page(laporan / SINGKAWANG)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    page.evaluate("""() => {
      const all = [...document.querySelectorAll('main table:not(.papan) td.angka')].filter((e) => e.checkVisibility());
      const [one, two, three] = [0.25, 0.5, 0.75].map((part) => all[Math.floor(all.length * part)]);
      one.style.color = '#999';
      two.style.background = '#555';
      three.innerHTML = '<small class="catatan" style="color:#999">pucat</small>';
    }""")
    assert [rule for rule, _ in offences(page)] == ["color-contrast"] * 3


@pytest.mark.parametrize("name", [PAGES[0], MALANG])
def test_twice_the_text_size_still_fits(laporan, open_page, name):
    page = open_page(laporan / name, 640)
    page.add_style_tag(content="html{font-size:200%}")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("name", [PAGES[0], MALANG])
def test_keyboard_reaches_everything_in_order_and_shows_where_it_is(laporan, open_page, name):
    page = open_page(laporan / name)
    places = page.evaluate("[...document.querySelectorAll('a[href], summary, button, input, select, [tabindex=\"0\"]')].filter((e) => e.checkVisibility()).length")
    seen = []
    for _ in range(places):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUS))
    assert seen[0]["text"] == "Langsung ke isi"
    assert all(stop["outline"] >= 1 and stop["inside"] for stop in seen), [stop for stop in seen if not (stop["outline"] >= 1 and stop["inside"])][:3]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body"), "one stop each, none left out, no trap at the end"


def test_skip_link_and_folds_by_keyboard(laporan, open_page):
    page = open_page(laporan / MALANG)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#isi")
    fold = page.locator("details summary").first
    fold.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None


def shown(page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('#daftar tbody tr')].filter((r) => !r.hidden).map((r) => r.cells[0].textContent.trim())")


def column(page, number: int) -> list[float | None]:
    return page.evaluate(f"[...document.querySelectorAll('#daftar tbody tr')].map((r) => r.cells[{number}].dataset.nilai === '' ? null : parseFloat(r.cells[{number}].dataset.nilai))")


def test_index_sorts_without_a_league(laporan, open_page):
    """Name and year both ways; what needs a look only one way, so that no press of a button makes the best of all."""
    page = open_page(laporan / "index.html")
    assert page.locator("#daftar thead button").count() == 4
    heads = page.locator("#daftar thead th")
    first, needs, found = shown(page), heads.nth(2), heads.nth(3)
    assert needs.get_attribute("aria-sort") == "other", "the order in which it opens is named"
    for _ in range(2):
        found.get_by_role("button").click()
        assert found.get_attribute("aria-sort") == "descending"
        assert column(page, 3) == sorted(column(page, 3), reverse=True)
    heads.nth(0).get_by_role("button").press("Enter")
    names = shown(page)
    assert names == sorted(names, key=str.lower)
    heads.nth(0).get_by_role("button").press("Enter")
    assert shown(page) == names[::-1]
    assert page.locator("[aria-sort]").count() == 1
    needs.get_by_role("button").click()
    assert shown(page) == first


def test_index_filters_by_province_region_affair_year_and_name(laporan, open_page):
    page = open_page(laporan / "index.html")
    everyone = shown(page)
    assert len(everyone) == 4
    page.get_by_label("Tahun", exact=True).select_option("2024")
    assert len(shown(page)) == 2
    page.get_by_label("Daerah").select_option("Kabupaten Belitung")
    (left,) = shown(page)
    assert left.endswith("Kabupaten Belitung")
    assert page.get_by_role("status").text_content() == "1 dari 4 laporan"
    page.get_by_role("button", name="Kosongkan").click()
    page.wait_for_function("document.getElementById('hasil').textContent.startsWith('4 ')")
    assert shown(page) == everyone
    page.get_by_label("Provinsi").select_option("Kalimantan Barat")
    assert [name.split()[-1] for name in shown(page)] == ["Pontianak", "Singkawang"]
    page.get_by_label("Bidang urusan").select_option("2.08")
    (left,) = shown(page)
    assert left.endswith("Kota Singkawang")
    page.get_by_role("button", name="Kosongkan").click()
    page.get_by_label("Cari nama").fill("mALANG")
    (left,) = shown(page)
    assert "Kota Malang" in left


def pale(page) -> list[list[str]]:
    """Measure by measure: the reports whose dot is pale, by the name it carries."""
    return page.evaluate("[...document.querySelectorAll('.sebaran g')].map((g) => [...g.children].filter((p) => p.classList.contains('luar')).map((p) => p.textContent.split(':')[0]))")


def test_the_dots_of_what_is_filtered_out_turn_pale(laporan, open_page):
    page = open_page(laporan / "index.html")
    assert pale(page) == [[], [], []]
    page.locator("#daftar thead th").nth(0).get_by_role("button").click()
    page.get_by_label("Daerah").select_option("Kota Malang")
    for names in pale(page):
        assert len(names) == 3
        assert not any("Malang" in name for name in names), "the dot of a report stays its own, however the list is sorted"


def many(folder: Path, count: int) -> Path:
    for number in range(count):
        place = folder / f"kota-{number:03d}" / "2024"
        place.mkdir(parents=True)
        about = {"judul": f"Dinas {number:03d}", "provinsi": f"P{number % 2}", "daerah": f"Kota {number}", "tahun": 2024, "urusan": ["1.06"], "n_indikator": 4, "n_terlapor": 4, "n_tercapai": number % 5, "n_temuan": number, "n_tinggi": 1, "n_angka": 500}
        (place / "run.json").write_text(json.dumps({"parameter": {"bahasa": "id"}, "ringkasan": about}), encoding="utf-8")
    return write_index(folder, DATA, "id")


def test_many_reports_come_a_hundred_at_a_time(tmp_path, open_page):
    page = open_page(many(tmp_path, 250))
    more = page.get_by_role("button", name="Tampilkan lebih banyak")
    assert len(shown(page)) == 100
    assert page.get_by_role("status").text_content() == "250 dari 250 laporan, 100 ditampilkan"
    more.click()
    assert len(shown(page)) == 200
    assert page.evaluate("document.activeElement.textContent") == shown(page)[100], "the keyboard goes on where the new rows begin"
    more.click()
    assert len(shown(page)) == 250
    assert not more.is_visible()
    page.get_by_label("Provinsi").select_option("P1")
    assert page.get_by_role("status").text_content() == "125 dari 250 laporan, 100 ditampilkan"
    page.get_by_label("Cari nama").fill("dinas 00")
    assert page.get_by_role("status").text_content() == "5 dari 250 laporan"
    assert not more.is_visible()
    assert offences(page) == []


def test_index_reads_without_script(laporan, open_page):
    page = open_page(laporan / "index.html", java_script_enabled=False)
    assert page.locator("#daftar tbody tr").count() == 4
    assert not page.locator("#saring").is_visible(), "what cannot work is not shown"
    assert page.locator("#daftar thead button").count() == 0
    assert not page.get_by_role("button", name="Tampilkan lebih banyak").is_visible()
    assert page.locator(".sebaran path").count() == 12
    assert page.locator(".sebaran path.luar").count() == 0, "all are marked"


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_pair_of_colours_has_contrast():
    """axe leaves what lies under a scrolled edge undecided, so the palette itself is checked: text on every ground, in light, dark and print."""
    css = (Path(__file__).parents[1] / "lakip_analysis/reports/templates/lakip/style.css").read_text(encoding="utf-8")
    palettes = [dict(re.findall(r"--(\w+):(#\w+)", block)) for block in re.findall(r":root\{([^}]*)\}", css)]
    assert len(palettes) == 3
    for palette in palettes:
        full = {name: colour if len(colour) == 7 else "#" + "".join(sign * 2 for sign in colour[1:]) for name, colour in palette.items()}
        pairs = [(text, ground, 4.5) for text in ("teks", "lembut", "tautan", "kuat") for ground in ("latar", "kartu")]
        pairs += [(bar, "latar", 3) for bar in ("baik", "sedang", "kurang")]  # bars of the board: drawings ask for 3
        for one, other, least in pairs:
            light, dark = sorted((luminance(full[one]), luminance(full[other])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= least, (one, other, full)


def test_pdf_is_a4_tagged_numbered_and_the_same_twice(laporan, browser_path, tmp_path):
    from pypdf import PdfReader

    one, two = (print_pdf(laporan / SINGKAWANG, tmp_path / name, browser_path) for name in ("a.pdf", "b.pdf"))
    assert one.read_bytes() == two.read_bytes()
    reader = PdfReader(one)
    assert reader.trailer["/Root"]["/Lang"] == "id"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert [round(float(size)) for size in reader.pages[0].mediabox[2:]] == [595, 842]
    texts = [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]
    assert 5 < len(texts) < 20, "what is folded is named, not printed"
    for number, text in enumerate(texts, 1):
        assert f"{number} / {len(texts)}" in text
        assert "Kota Singkawang · 2023" in text, "running title"
    heads = [text for text in texts if re.search("Temuan Tentang, dan di mana Tercetak (?:Juga tercetak )?(?:Usul perbaikan )?Penjelasan", text)]
    assert heads, "the first findings are printed; their head stands on each page they take"
    assert "thead{display:table-header-group" in read_css("id")
    assert "Geser ke samping" not in " ".join(texts)
    assert re.search(r"Dokumen sumber.{0,40}\(hanya di halaman HTML\)", " ".join(texts[-4:])), "sources at the end, named as left out"
    assert "LKjIP" in texts[0] or "Laporan Kinerja" in texts[0], "and the report itself on the first page"
    assert "Semua yang dijanjikan" in texts[0], "the board opens the paper, too"
