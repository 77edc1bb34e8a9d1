"""Dependence points one way: rules and words → data → topics → laporan → what is shown → reports → command; and never in a circle.

Imports inside functions count too: they make a start quicker, but depend all the same.
"""

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "lakip_analysis"
TOPICS = ("capaian", "tren", "pembanding", "efisiensi", "akip", "sebab", "audit", "papan", "kajian", "satudata")
VIEW = "a view of a topic"
# a room may use rooms of its own row and of those above it
LAYERS = [
    {"errors", "numbers", "once", "processes", "aturan", "bahasa"},
    {"data"},
    {*TOPICS, "importing", "membaca"},
    {"laporan"},
    {"negara", "kumpulan"},
    {"theme", "show", VIEW, "metode", "latihan"},
    {"reports"},
    {"periksa"},
    {"cli"},
]
# what a topic computes is the same in every language and knows no page
NOT_IN_COMPUTE = {
    "language",
    "bahasa",
    "show",
    "theme",
    VIEW,
    "metode",
    "reports",
    "matplotlib",
    "seaborn",
    "IPython",
    "jinja2",
}


def name_of(path: Path) -> str:
    """`tren.view` for lakip_analysis/tren/view.py, `tren` for its `__init__`, empty for the package itself."""
    return (
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        .removesuffix("__init__")
        .rstrip(".")
    )


FILES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
ROOMS = {
    name: path for name, path in FILES.items() if name
}  # the package itself only hands on what the rooms have
each_module = pytest.mark.parametrize("name", ROOMS)


def room_of(name: str) -> str:
    room, *rest = name.split(".")
    return VIEW if room in TOPICS and rest and rest[0].startswith("view") else room


def layer_of(name: str) -> int:
    """A module without a layer (a test of its own says so) stands above all."""
    return next(
        (number for number, rooms in enumerate(LAYERS) if room_of(name) in rooms), len(LAYERS)
    )


def imports_of(name: str, source: str, known=frozenset(FILES)) -> tuple[set[str], set[str]]:
    """Return the modules of this package, and the top names of others, that a module imports anywhere."""
    here = (
        name.split(".") if FILES.get(name, Path()).name == "__init__.py" else name.split(".")[:-1]
    )
    inner, outer = set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            full = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ["lakip_analysis", *here[: len(here) - node.level + 1]] if node.level else []
            base += (node.module or "").split(".") if node.module else []
            full = (
                [[*base, alias.name] for alias in node.names]
                if base[0] == "lakip_analysis"
                else [base]
            )
        else:
            continue
        for parts in full:
            if parts[0] != "lakip_analysis":
                outer.add(parts[0])
            else:
                module = ".".join(parts[1:])
                inner.add(module if module in known else ".".join(parts[1:-1]))
    return inner, outer


@cache
def imports() -> dict[str, tuple[set[str], set[str]]]:
    return {name: imports_of(name, path.read_text(encoding="utf-8")) for name, path in ROOMS.items()}


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        (
            "tren.view",
            "from ..show.table import make_table\nfrom . import compute",
            ({"show.table", "tren.compute"}, set()),
        ),
        ("tren", "from .compute import compute_trend", ({"tren.compute"}, set())),
        (
            "laporan",
            "def f():\n    from .data.schemas import TABEL\n    import pandas.api",
            ({"data.schemas"}, {"pandas"}),
        ),
        (
            "cli",
            "from lakip_analysis.data import schemas\nimport lakip_analysis.numbers",
            ({"data.schemas", "numbers"}, set()),
        ),
    ],
    ids=["relative", "inside __init__", "inside a function", "absolute"],
)
def test_imports_are_found(name, source, expected):
    assert imports_of(name, source, known={*FILES, "tren.compute"}) == expected


@each_module
def test_every_module_has_a_layer(name):
    assert any(room_of(name) in rooms for rooms in LAYERS)


@each_module
def test_a_module_imports_only_from_its_layer_and_below(name):
    above = {module for module in imports()[name][0] if module and layer_of(module) > layer_of(name)}
    assert above == set()


@pytest.mark.parametrize("name", [name for name in ROOMS if room_of(name) in TOPICS])
def test_what_computes_knows_no_language_and_no_page(name):
    inner, outer = imports()[name]
    assert ({room_of(module) for module in inner} | outer) & NOT_IN_COMPUTE == set()


def test_there_is_no_circle():
    try:
        TopologicalSorter({name: inner - {name} for name, (inner, _) in imports().items()}).prepare()
    except CycleError as error:
        pytest.fail(" ← ".join(error.args[1]))
