"""The texts: each key in every language, none twice, none dead, none missing; places and formats agree."""

import ast
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from string import Formatter

import nbformat
import pytest
from babel import Locale

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.bahasa.kolom import known_columns
from lakip_analysis.bahasa.say import FORMATS, TOGETHER, codes, languages, load_texts

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lakip_analysis"
FILES = sorted((PACKAGE / "bahasa").glob("*.toml"))
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))
ID = load_texts("id")
SPOKEN = ("say", "word", "has_text", "codes")


def leaves(tree: dict, before: str = ""):
    for name, node in tree.items():
        if isinstance(node, dict) and not (isinstance(node.get("id"), str) or "other" in node):
            yield from leaves(node, f"{before}{name}.")
        else:
            yield f"{before}{name}"


@cache
def nodes() -> list[ast.AST]:
    """Every node of the program and of the notebooks' cells."""
    modules = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    cells = [
        cell.source
        for path in NOTEBOOKS
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
    ]
    return [node for text in (*modules, *cells) for node in ast.walk(ast.parse(text))]


@cache
def calls() -> list[ast.Call]:
    return [
        node
        for node in nodes()
        if isinstance(node, ast.Call) and node.args and getattr(node.func, "id", "") in SPOKEN
    ]


TEMPLATES = re.findall(
    r'\bkata\("([^"]+)"',
    "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.j2")),
)


def pattern(node: ast.JoinedStr) -> str:
    """What a composed key can be: its fixed parts as they are, anything between them."""
    return "".join(
        re.escape(part.value) if isinstance(part, ast.Constant) else r".+" for part in node.values
    )


def keys_of(node: ast.expr) -> list[str]:
    """The keys an argument can be, as patterns; a name says nothing."""
    if isinstance(node, ast.Constant):
        return [re.escape(str(node.value))]
    if isinstance(node, ast.JoinedStr):
        return [pattern(node)]
    if isinstance(node, ast.IfExp):
        return keys_of(node.body) + keys_of(node.orelse)
    return []


def vocabularies() -> set[str]:
    """Every vocabulary a column or a text shows a code of."""
    kinds = {entry["jenis"].partition(" ")[2] for entry in known_columns().values()}
    specs = {spec.partition(" ")[2] for text in ID.values() for spec in formats(text)}
    return (kinds | specs) - {""}


def forms(text) -> list[str]:
    return list(text.values()) if isinstance(text, dict) else [text]


def formats(text) -> set[str]:
    return {
        spec or ""
        for form in forms(text)
        for _, name, spec, _ in Formatter().parse(form)
        if name is not None
    }


def places(form: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(form) if name is not None}


# ---------------------------------------------------------------- the files


@pytest.mark.parametrize("bahasa", [b for b in languages() if b != "id"])
def test_every_key_stands_in_every_language(bahasa):
    assert set(load_texts(bahasa)) == set(ID)


def test_no_key_stands_twice():
    keys = Counter(
        key
        for path in FILES
        if path.name.count(".") == 1
        for key in leaves(tomllib.loads(path.read_text(encoding="utf-8")))
    )
    assert [key for key, n in keys.items() if n > 1] == []


@pytest.mark.parametrize("bahasa", languages())
def test_no_text_is_empty_and_plural_forms_are_those_of_the_language(bahasa):
    known = Locale(bahasa).plural_form.tags | {"other"}
    for key, text in load_texts(bahasa).items():
        assert all(form.strip() for form in forms(text)) or any(load_texts(other)[key] for other in TOGETHER), key
        assert not isinstance(text, dict) or {"other"} < set(text) <= known, key


@pytest.mark.parametrize("bahasa", [b for b in languages() if b != "id"])
def test_places_are_the_same_in_every_language(bahasa):
    """A form for one thing may leave its number out, never ask for more."""
    for key, text in load_texts(bahasa).items():
        if key.startswith("bab."):
            continue
        asked = set().union(*map(places, forms(ID[key])))
        said = [places(form) for form in forms(text)]
        assert set().union(*said) - {"n"} == asked - {"n"}, key
        assert all(one <= asked | {"n"} for one in said), key


@pytest.mark.parametrize("bahasa", languages())
def test_every_format_exists(bahasa):
    for key, text in load_texts(bahasa).items():
        if key.startswith("bab."):
            continue
        for spec in formats(text):
            kind, _, vocabulary = spec.partition(" ")
            assert codes(vocabulary) if kind == "kata" else spec in FORMATS, (key, spec)


def test_every_column_has_a_heading_a_meaning_and_a_vocabulary_that_exists():
    for name, entry in known_columns().items():
        assert {f"kolom.{name}.judul", f"kolom.{name}.arti"} <= set(ID), name
        assert set(entry) <= {"jenis", "satuan", "judul", "arti"}, name
        vocabulary = entry["jenis"].partition(" ")[2]
        assert not vocabulary or codes(vocabulary), name


# ---------------------------------------------------------------- the code


def test_every_text_that_is_asked_for_exists():
    missing = set(TEMPLATES) - set(ID)
    for call in calls():
        name = call.func.id
        for wanted in keys_of(call.args[0]):
            whole = wanted if name in ("say", "has_text") else rf"{wanted}\..+"
            if not any(re.fullmatch(whole, key) for key in ID):
                missing.add(wanted)
        if (
            name == "word"
            and isinstance(call.args[0], ast.Constant)
            and isinstance(call.args[1], ast.Constant)
        ):
            missing |= {f"{call.args[0].value}.{call.args[1].value}"} - set(ID)
    assert sorted(missing) == []


def test_no_text_is_dead():
    """Named in code or a template, composed of a key there, a word of a vocabulary, a column, a cell of a page."""
    named = {
        node.value
        for node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    } | set(TEMPLATES)
    composed = {
        pattern(node)
        for node in nodes()
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
    }
    composed |= {
        rf"{wanted}\..+"
        for call in calls()
        if call.func.id in ("word", "codes")
        for wanted in keys_of(call.args[0])
    }
    composed |= {rf"{re.escape(name)}\..+" for name in vocabularies()} | {r"kolom\..+", r"bab\..+"}
    words = load_rules("kosakata")["kosakata"]  # a vocabulary, or a path with a star for the code
    composed |= {
        re.escape(name).replace(r"\*", ".+") if "*" in name else rf"{re.escape(name)}\..+"
        for name in words
    }
    alive = re.compile("|".join(f"(?:{one})" for one in composed if "\n" not in one))
    assert [key for key in ID if key not in named and not alive.fullmatch(key)] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "notebooks").glob("0[1-9]_*.ipynb")), ids=lambda path: path.stem
)
def test_every_cell_of_the_page_has_its_english(path):
    cells = [
        cell
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "markdown" and "hanya-notebook" not in cell.metadata.get("tags", [])
    ]
    assert cells
    assert {cell.id: ID.get(f"bab.{cell.id}", "").strip() for cell in cells} == {
        cell.id: cell.source.strip() for cell in cells
    }


def test_no_english_for_a_cell_that_is_gone():
    there = {cell.id for path in NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells}
    assert sorted(set(codes("bab")) - there) == []


@pytest.mark.parametrize("bahasa", [b for b in TOGETHER if b != "id"])
def test_efficient_always_names_its_measure(bahasa):
    """The rule of the Indonesian pages holds in English: "efficient" alone is never said."""
    for key, text in load_texts(bahasa).items():
        for form in forms(text):
            for match in re.finditer(r"\b(in)?efficient\b(?!,? by)", form):
                assert form[max(0, match.start() - 1)] in "“‘\"'(", (key, form)
