"""Names that would break a page, a workbook or a document: every one must stand there as the text it is."""

import csv
import html
import re
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peramban import open_browser

from lakip_analysis.data.csvwrite import guard, unguard
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.laporan import HASIL, open_report
from lakip_analysis.reports import export
from lakip_analysis.reports.batch import run_report
from lakip_analysis.reports.document import write_document
from lakip_analysis.reports.export import export_reports
from lakip_analysis.reports.index import write_index
from lakip_analysis.reports.render import css_string
from lakip_analysis.reports.results import result_frames
from lakip_analysis.reports.workbook import write_workbook
from lakip_analysis.show.text import without_controls

SAMPLE = Path(__file__).parent / "sample" / "kota-contoh-dinsos"
BOM_RTL = "\u202eterbalik\u202c \u200fkanan\u200e"
TITLE = 'Dinas <script>alert(1)</script> "Sosial" & \'Anak\' {{ 7 * 7 }} </style> \\00 ; }'
NAMES = [
    "<script>document.title='diambil'</script>",
    "<img src=x onerror=alert(1)> \"kutip\" & 'tunggal' &lt;sudah&gt;",
    "{{ 7 * 7 }} {% for x in y %} {nama} {0} %s",
    "Biaya $x^2$ dan $\\alpha_1$ \\frac{1}{2}",
    f"Rasio {BOM_RTL} pekerja",
    '=HYPERLINK("http://contoh.invalid";"klik")',
    "+1+1", "-2*3", "@SUM(A1:A2)",
    "Panjang " + "sekali " * 41 + "x",
    "Tanpaspasi" * 30,
    "]]> --> <!-- </table></section></main>",
]
pytestmark = pytest.mark.lambat


def rename(path: Path, column: str, names: list[str]) -> list[str]:
    """Give the rows of a table new names, in turn; return those used."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row[column] = names[number % len(names)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return [row[column] for row in rows]


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("nakal") / "data"
    shutil.copytree(SAMPLE, folder / SAMPLE.name)
    toml = folder / SAMPLE.name / "dinas.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('nama = "Dinas Sosial"', f"nama = '''{TITLE}'''"), encoding="utf-8")
    rename(folder / SAMPLE.name / "indikator.csv", "nama_indikator", NAMES)
    rename(folder / SAMPLE.name / "anggaran.csv", "nama", NAMES[::-1])
    rename(folder / SAMPLE.name / "acuan.csv", "nama_acuan", NAMES)
    return folder


@pytest.fixture(scope="module")
def used(data) -> list[str]:
    with (data / SAMPLE.name / "indikator.csv").open(encoding="utf-8", newline="") as file:
        return [row["nama_indikator"] for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def out(data, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("nakal-laporan")
    run_report(SAMPLE.name, 2024, data, folder)
    write_index(folder, data, "id")
    return folder


@pytest.fixture(scope="module")
def results(data) -> dict:
    """What the chapters of that report save; that they do save it is tested on its own."""
    opened = open_report(data, SAMPLE.name, 2024)
    return {name: getattr(opened, name) for name in HASIL}


@pytest.fixture
def saved(monkeypatch, results):
    """Exports take these without running a chapter."""
    monkeypatch.setattr(export, "run_chapters", lambda *_: ([], results))


def visible(page: str) -> str:
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_every_name_stands_in_the_page_as_it_is(out, used):
    page = (out / SAMPLE.name / "2024" / "index.html").read_text(encoding="utf-8")
    text = squeezed(visible(page))
    for name in used:
        assert squeezed(without_controls(name)) in text, name
    assert squeezed(TITLE) in text
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("</style>") == page.count("<style")
    assert [len(re.findall(pattern, page)) for pattern in ("<h1>", "</main>", "<main ")] == [1, 1, 1]
    assert " 49 " not in text.split("Ringkasan")[0], "no template ran"


@pytest.mark.parametrize("name", ["index.html", f"{SAMPLE.name}/2024/index.html"])
def test_no_sign_that_turns_the_text_around(out, name):
    page = (out / name).read_text(encoding="utf-8")
    assert page == without_controls(page)
    assert "terbalik" in page or name == "index.html"


def test_the_browser_runs_and_asks_for_nothing(out, browser_path):
    with open_browser(browser_path) as browser:
        for name, scripts in (("index.html", 1), (f"{SAMPLE.name}/2024/index.html", 0)):
            page = browser.new_page(viewport={"width": 320, "height": 800})
            seen = []
            page.on("dialog", lambda dialog, seen=seen: (seen.append(dialog.message), dialog.dismiss()))
            page.on("request", lambda request, seen=seen: seen.append(request.url))
            page.on("console", lambda message, seen=seen: seen.append(message.text))
            page.goto((out / name).as_uri())
            assert seen == [(out / name).as_uri()]
            assert page.locator("script").count() == scripts
            assert page.title().startswith(TITLE) or name == "index.html"
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, "long names wrap"


@pytest.mark.usefixtures("saved")
def test_workbook_holds_text_and_never_a_formula(data, out, tmp_path, used):
    made = [out / SAMPLE.name / "2024" / "laporan.xlsx", *export_reports([(SAMPLE.name, 2024)], data, tmp_path, "xlsx")]
    for path in made:
        book = openpyxl.load_workbook(path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
        leads = {cell.hyperlink.location for cell in cells if cell.hyperlink}
        assert leads == {f"'{name}'!A1" for name in book.sheetnames[1:]}, "only to its own sheets"
        texts = {cell.value for cell in cells if cell.data_type == "s"}
        for name in used:
            assert without_controls(name) in texts, name
        with zipfile.ZipFile(path) as packed:
            assert b"<f>" not in b"".join(packed.read(name) for name in packed.namelist())


@pytest.mark.usefixtures("saved")
def test_document_holds_every_name(data, tmp_path, used):
    (path,) = export_reports([(SAMPLE.name, 2024)], data, tmp_path, "docx")
    document = docx.Document(path)
    texts = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    for name in used:
        assert without_controls(name) in texts, name
    assert any(TITLE in paragraph.text for paragraph in document.paragraphs)


def test_control_characters_never_reach_the_files(data, results, tmp_path):
    """XML 1.0 knows no such character: Word and Excel would refuse the file."""
    spoilt = results | {"capaian": results["capaian"].assign(nama_indikator="a\x00b\x0bc\x1f\u202ed")}
    write_document(tmp_path / "a.docx", load_dinas(data, SAMPLE.name), 2024, spoilt, "id")
    write_workbook(tmp_path / "a.xlsx", result_frames(spoilt), [(load_dinas(data, SAMPLE.name), 2024, spoilt)], "id")
    assert "abcd" in {cell.text for table in docx.Document(tmp_path / "a.docx").tables for row in table.rows for cell in row.cells}
    assert "abcd" in {cell.value for cell in openpyxl.load_workbook(tmp_path / "a.xlsx")["Capaian"]["D"]}


@pytest.mark.parametrize("text", [TITLE, "a\nb", 'x"; } body { display: none', "\\", *NAMES])
def test_a_css_string_ends_nowhere_but_at_its_end(text):
    made = css_string(text)
    assert made[0] == made[-1] == '"'
    assert re.fullmatch(r"(?:[\w ]|\\[0-9a-f]{6} )*", made[1:-1])


@given(st.text("=+-@'\t\r1,.% ab", max_size=6))
def test_a_guarded_text_is_no_formula_and_comes_back_exactly(text):
    kept = guard(text)
    assert unguard(kept) == text
    assert kept[:1] not in tuple("=@\t\r") and (kept[:1] not in ("+", "-") or not re.search(r"[^\d.,%+\- ]|\d\s*[+-]", kept))


def test_no_cell_of_a_csv_is_a_formula(out, used):
    """Excel opens a CSV by a double click and computes what begins with =, +, - or @."""
    found = []
    for path in out.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found += [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in found if re.match(r"[=@\t\r]|[+-].*[A-Za-z(*]", cell)]
    assert set(used) <= {unguard(cell) for cell in found}
