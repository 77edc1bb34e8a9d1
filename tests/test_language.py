"""One catalogue for two languages: no key without English, no dead key, no placeholder lost, numbers by language."""

import ast
import csv
import re
from pathlib import Path

import nbformat
import pytest

from lakip_analysis import theme
from lakip_analysis.errors import RuleError
from lakip_analysis.language import catalogue, language, set_language, speaking, tr

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lakip_analysis"
SHOWN = {"kolom": ["judul", "arti", "jenis"], "berkas": ["judul", "isi"], "istilah": ["istilah", "arti"], "status": ["arti"], "rumus": ["tulisan"]}
NAME = re.compile(r"\{(\w+)\}")


def code_keys() -> set[str]:
    """Every literal that stands in a call of `tr` or `mark`."""
    calls = (node for path in PACKAGE.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tr", "mark"))
    return {call.args[0].value for call in calls if call.args and isinstance(call.args[0], ast.Constant)}


def template_keys() -> set[str]:
    text = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.j2"))
    return {found.replace('\\"', '"') for found in re.findall(r'\btr\("((?:[^"\\]|\\.)*)"', text)}


def notebook_keys() -> set[str]:
    cells = (cell for path in (ROOT / "notebooks").glob("*.ipynb") for cell in nbformat.read(path, as_version=4).cells)
    blocks = (block for cell in cells if cell.cell_type == "markdown" and "hanya-notebook" not in cell.metadata.get("tags", []) for block in re.split(r"\n\s*\n", cell.source.strip()))
    return {re.sub(r"^#+\s+", "", block) for block in blocks}


def acuan_cells() -> dict[str, set[str]]:
    cells = {}
    for path in (PACKAGE / "acuan").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column, value in row.items():
                    cells.setdefault(f"{path.stem}.{column}", set()).add(value)
    return cells


def acuan_keys() -> set[str]:
    cells = acuan_cells()
    return set().union(*(cells[f"{table}.{column}"] for table, columns in SHOWN.items() for column in columns)) - {""}


def string_constants() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py"))
    return {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def forms(found) -> tuple[str, ...]:
    return found if isinstance(found, tuple) else (found,)


@pytest.mark.parametrize("keys", [code_keys, template_keys, notebook_keys, acuan_keys], ids=lambda f: f.__name__)
def test_every_key_has_english(keys):
    found = keys()
    assert len(found) > 10
    assert sorted(found - set(catalogue("en"))) == []


def test_no_dead_key():
    alive = code_keys() | template_keys() | notebook_keys() | string_constants() | set().union(*acuan_cells().values())
    assert sorted(set(catalogue("en")) - alive) == []


@pytest.mark.parametrize("form", [0, -1], ids=["one", "many"])
def test_placeholders_are_the_same(form):
    wrong = {key: forms(found)[form] for key, found in catalogue("en").items() if set(NAME.findall(key)) != set(NAME.findall(forms(found)[form]))}
    assert wrong == {}


def test_no_translation_is_empty_and_plurals_count_n():
    for key, found in catalogue("en").items():
        assert all(text.strip() or not key.strip() for text in forms(found)), key
        assert len(forms(found)) == 1 or "{n}" in key, key


def test_the_file_is_sorted():
    keys = list(catalogue("en"))
    assert keys == sorted(keys)


def test_efficient_always_names_its_measure():
    """The rule of the Indonesian pages holds in English: "efficient" alone is never said."""
    for key, found in catalogue("en").items():
        for text in forms(found):
            for match in re.finditer(r"\b(in)?efficient\b(?!,? by)", text):
                assert text[max(0, match.start() - 1)] in "“‘\"'" , (key, text)


@pytest.mark.parametrize(
    ("bahasa", "shown"),
    [("id", ("1.234,50", "87,65 %", "Rp4,72 miliar", "3 dari 4")), ("en", ("1,234.50", "87.65%", "Rp4.72 billion", "3 of 4"))],
)
def test_numbers_and_words_follow_the_language(bahasa, shown):
    with speaking(bahasa):
        assert (theme.fmt(1234.5), theme.fmt_percent(87.65), theme.fmt_rupiah_short(4_719_048_362), tr("{a} dari {b}", a=3, b=4)) == shown
    assert language() == "id"


@pytest.mark.parametrize(("n", "said"), [(1, "1 report made"), (2, "2 reports made"), ("1", "1 report made"), (0, "0 reports made")])
def test_plural(n, said):
    with speaking("en"):
        assert tr("{n} laporan dibuat", n=n) == said


def test_text_of_the_data_stays():
    with speaking("en"):
        assert tr("Dinas {x} Sosial") == "Dinas {x} Sosial"


def test_an_unknown_language_is_refused_and_changes_nothing():
    with pytest.raises(RuleError, match="Bahasa “jv” tidak ada; pilih id atau en"):
        set_language("jv")
    assert language() == "id"


def test_the_language_comes_back_after_a_failure():
    with pytest.raises(ZeroDivisionError), speaking("en"):
        1 / 0  # noqa: B018
    assert language() == "id"
