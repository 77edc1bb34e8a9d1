"""Notebooks: hygiene on the JSON and the AST of every cell, and each runs by plain papermill on the sample dinas."""

import ast
import json
import re
from pathlib import Path

import nbformat
import papermill
import pytest

from lakip_analysis import chapters
from lakip_analysis.catalogue import list_dinas, read_info, years_with_document

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "sample"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FORBIDDEN = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.ListComp, ast.SetComp, ast.DictComp,
    ast.GeneratorExp, ast.With, ast.If, ast.Delete, ast.Global,
)  # fmt: skip
FORBIDDEN_CALLS = {"read_csv", "merge", "groupby", "apply", "map", "pivot_table", "join", "query", "open", "exec", "eval", "Path", "print"}

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def code_cells(path: Path) -> list[dict]:
    return [cell for cell in load(path)["cells"] if cell["cell_type"] == "code"]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def tags(cell: dict) -> list[str]:
    return cell["metadata"].get("tags", [])


def offences(code: str) -> list[str]:
    """What a cell other than `parameters` may not hold."""
    found = [f"magic: {line}" for line in code.splitlines() if line.lstrip().startswith(("!", "%"))]
    if found:
        return found
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, FORBIDDEN):
            found.append(type(node).__name__)
        elif isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] != "lakip_analysis"):
            found.append("import")
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in FORBIDDEN_CALLS:
            found.append("call")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"[/\\]|\.(csv|toml|html|ipynb)$", node.value):
            found.append("path")
    return found


BAD = ["def f(): pass", "class A: pass", "f = lambda x: x", "for i in d: i", "while True: pass", "try:\n    a\nexcept E:\n    b", "[x for x in y]", "import os", "from pandas import read_csv",
       "read_csv(x)", "d.merge(e)", "d.groupby(x)", "d.apply(f)", "show('data/kinerja.csv')", "open_dinas('../data', dinas, tahun)", "!ls", "%matplotlib inline", "x = 1 if y else 2\nif x: y"]  # fmt: skip


@pytest.mark.parametrize("code", BAD)
def test_the_check_itself_sees_each_offence(code):
    assert offences(code)


def test_the_check_accepts_an_honest_cell():
    assert offences("from lakip_analysis.chapters import *\n\nd = open_dinas(data_dir, dinas, tahun)\ncapaian = capaian_of(d, tahun)\nshow_capaian(capaian)") == []


def test_there_are_chapters():
    assert {path.stem for path in NOTEBOOKS} >= {"01_capaian", "02_tren", "03_acuan", "04_efisiensi", "05_audit"}


@each_notebook
def test_one_parameters_cell_and_it_is_the_first_code_cell(path):
    assert [("parameters" in tags(cell)) for cell in code_cells(path)] == [True] + [False] * (len(code_cells(path)) - 1)


@each_notebook
def test_parameters_are_annotated_constants_with_a_comment(path):
    code = source(code_cells(path)[0])
    for node, line in zip(ast.parse(code).body, code.splitlines(), strict=True):
        assert isinstance(node, ast.AnnAssign), line
        ast.literal_eval(node.value)
        assert re.search(r"  # \w{3,}", line), "say what it is"
    known = papermill.inspect_notebook(str(path))
    assert {name: info["inferred_type_name"] for name, info in known.items()} == {"dinas": "str", "tahun": "int", "data_dir": "str", "bahasa": "str"}
    assert all(info["help"] for info in known.values())


@each_notebook
def test_cells_hold_no_logic(path):
    for cell in code_cells(path)[1:]:
        assert offences(source(cell)) == [], source(cell)


@each_notebook
def test_cells_call_only_public_names_of_chapters(path):
    for cell in code_cells(path)[1:]:
        called = {node.func.id for node in ast.walk(ast.parse(source(cell))) if isinstance(node, ast.Call)}
        assert called <= set(chapters.__all__)


@each_notebook
def test_few_short_cells_without_traces_of_a_run(path):
    cells = code_cells(path)
    assert len(cells) <= 12
    for cell in cells:
        assert len(source(cell).splitlines()) <= 8
        assert (cell["outputs"], cell["execution_count"]) == ([], None)
        assert not source(cell).rstrip().endswith(";")


@each_notebook
def test_kernel_is_nobodys_own(path):
    metadata = load(path)["metadata"]
    assert metadata["kernelspec"] == {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert set(metadata) <= {"kernelspec", "language_info"}
    assert metadata["language_info"] == {"name": "python"}, "no interpreter version"


@each_notebook
def test_cell_ids_are_stable_and_unique(path):
    ids = [cell["id"] for cell in load(path)["cells"]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(path.stem[:2] + r"-[a-z0-9-]+", name) for name in ids), "no random id"
    nbformat.validate(nbformat.read(path, as_version=4))


@each_notebook
def test_reads_as_a_chapter(path):
    """A title with a question, a heading before each finding, and the closing section on data and method."""
    text = [source(cell) for cell in load(path)["cells"] if cell["cell_type"] == "markdown"]
    assert re.match(r"# \w+", text[0])
    assert "?" in text[0]
    assert all(block.startswith("## ") for block in text[1:])
    assert text[-1].startswith("## Data dan metode")
    assert source(code_cells(path)[-1]).strip() == "show_metode(d, tahun)"


def test_every_notebook_opens_the_data_the_same_way():
    assert len({source(code_cells(path)[0]) for path in NOTEBOOKS}) == 1
    assert all("open_dinas(data_dir, dinas, tahun)" in source(code_cells(path)[1]) for path in NOTEBOOKS)


@pytest.mark.lambat
@each_notebook
def test_runs_by_plain_papermill_on_the_sample(path, tmp_path):
    dinas = list_dinas(SAMPLE)[0]
    tahun = years_with_document(read_info(SAMPLE / dinas))[-1]
    parameters = {"dinas": dinas, "tahun": tahun, "data_dir": str(SAMPLE)}
    executed = papermill.execute_notebook(str(path), str(tmp_path / path.name), parameters, kernel_name="python3", progress_bar=False)
    shown = [output for cell in executed.cells if cell.cell_type == "code" for output in cell.outputs]
    assert {output.output_type for output in shown} == {"execute_result"}
    text = re.sub(r"<style.*?</style>|<[^>]*>", " ", " ".join(output.data["text/html"] for output in shown), flags=re.DOTALL)
    assert not re.search(r"\b(nan|None|NaT|inf)\b", text)
    assert len(text) > 500
