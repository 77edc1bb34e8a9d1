"""Notebooks: hygiene on the JSON and the AST of every cell; each runs by plain papermill from any folder.

A chapter is an analysis that shows frames, rules and choices; what bears the tag `hanya-notebook` is left out of the page.
"""

import ast
import json
import re
import shutil
from importlib import import_module
from pathlib import Path

import nbformat
import papermill
import pytest
from bab import run_cells

from lakip_analysis.bahasa.say import has_text, say
from lakip_analysis.data.catalogue import list_dinas, read_info, years_with_document
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.laporan import HASIL, read_results
from lakip_analysis.papan import compile_papan
from lakip_analysis.papan.view import show_papan
from lakip_analysis.reports.manifest import write_manifest
from lakip_analysis.reports.opening import describe_summary
from lakip_analysis.reports.plan import CHAPTERS
from lakip_analysis.reports.simpulan import say_simpulan

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "sample"
FIRST = ROOT / "notebooks" / "00_mulai.ipynb"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
REPORT = sorted((ROOT / "notebooks").glob(CHAPTERS))
PARAMETERS = """\
dinas: str = "kota-malang-dinsosp3ap2kb"  # pengenal dinas: nama folder di data_dir
tahun: int = 2023  # tahun laporan
data_dir: str = ""  # folder data; kosong: folder data proyek ini
bahasa: str = "id"  # bahasa laporan: id atau en
hasil: str = ""  # folder hasil yang disimpan; kosong: tidak disimpan"""
FORBIDDEN = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.Try,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.With,
    ast.If,
    ast.Delete,
    ast.Global,
)
FORBIDDEN_CALLS = {
    "read_csv",
    "read_excel",
    "read_pickle",
    "to_csv",
    "open",
    "Path",
    "glob",
    "merge",
    "join",
    "apply",
    "iterrows",
    "itertuples",
    "exec",
    "eval",
    "print",
}
PACKAGES = {"lakip_analysis", "pandas"}

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
each_chapter = pytest.mark.parametrize("path", REPORT, ids=lambda p: p.stem)


def cells(path: Path, kind: str = "") -> list[dict]:
    return [
        cell
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if kind in ("", cell["cell_type"])
    ]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def tags(cell: dict) -> list[str]:
    return cell["metadata"].get("tags", [])


def page(path: Path, kind: str) -> list[dict]:
    """The cells of one kind that a reader of the report sees."""
    return [cell for cell in cells(path, kind) if not tags(cell)]


def imports(path: Path) -> list[tuple[str, str]]:
    """Every (module, name) imported by name in a notebook."""
    nodes = (node for cell in cells(path, "code") for node in ast.walk(ast.parse(source(cell))))
    return [
        (node.module, alias.name)
        for node in nodes
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]


def offence(node: ast.AST) -> str:
    """What one node of a notebook may not be; empty when it may."""
    if isinstance(node, FORBIDDEN):
        return type(node).__name__
    if isinstance(node, ast.Import) and any(alias.name != "pandas" for alias in node.names):
        return "import"
    if isinstance(node, ast.ImportFrom) and (
        node.module.split(".")[0] not in PACKAGES or node.names[0].name == "*"
    ):
        return "import"
    if (
        isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in FORBIDDEN_CALLS
    ):
        return "call"
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"\.\./|\.(csv|toml|html|ipynb|pkl|xlsx)$", node.value)
    ):
        return "path"
    return ""


def offences(code: str) -> list[str]:
    magic = [f"magic: {line}" for line in code.splitlines() if line.lstrip().startswith(("!", "%"))]
    return magic or [found for node in ast.walk(ast.parse(code)) if (found := offence(node))]


BAD = [
    "def f(): pass",
    "class A: pass",
    "f = lambda x: x",
    "for i in d: i",
    "while True: pass",
    "try:\n    a\nexcept E:\n    b",
    "[x for x in y]",
    "import os",
    "from pathlib import Path",
    "from lakip_analysis.tren import *",
    "read_csv(x)",
    "d.merge(e)",
    "d.apply(f)",
    "show('data/kinerja.csv')",
    "open_report('../data', dinas, tahun)",
    "!ls",
    "%matplotlib inline",
    "with open(x) as f: f",
    "if x: y",
]


@pytest.mark.parametrize("code", BAD)
def test_the_check_itself_sees_each_offence(code):
    assert offences(code)


def test_the_check_accepts_an_analysis():
    code = (
        "import pandas as pd\nfrom lakip_analysis.capaian.compute import compute_capaian\n\nlaporan = open_report(data_dir, dinas, tahun, hasil)\n"
        "kinerja = laporan.janji[laporan.janji['tahun'] == tahun]\ncapaian = compute_capaian(kinerja, laporan.aturan)\ncapaian[['rumus', 'status']].head()"
    )
    assert offences(code) == []


def test_the_chapters_of_the_report_and_the_first_notebook():
    assert [path.stem for path in REPORT] == [
        "01_capaian",
        "02_uang",
        "03_sebab",
        "04_tren",
        "05_acuan",
        "06_akip",
        "07_audit",
    ]
    assert FIRST in NOTEBOOKS
    assert FIRST not in REPORT


# ---- every notebook


@each_notebook
def test_no_loops_no_functions_no_files(path):
    for cell in cells(path, "code"):
        assert offences(source(cell)) == [], source(cell)


@each_notebook
def test_imports_are_by_name_and_the_names_exist(path):
    for module, name in imports(path):
        assert hasattr(import_module(module), name), f"{module}.{name}"
        assert not re.match(r"lakip_analysis\.(reports|cli|importing)", module), (
            "a notebook analyses; it builds no page and reads no document"
        )


@each_notebook
def test_stored_without_traces_of_a_run(path):
    for cell in cells(path, "code"):
        assert (cell["outputs"], cell["execution_count"]) == ([], None)
        assert len(source(cell).splitlines()) <= 20 or "import (" in source(cell), (
            "one idea per cell"
        )
        assert not source(cell).rstrip().endswith(";")


@each_notebook
def test_kernel_is_nobodys_own(path):
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    assert metadata["kernelspec"] == {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    assert set(metadata) <= {"kernelspec", "language_info"}
    assert metadata["language_info"] == {"name": "python"}, "no interpreter version"


@each_notebook
def test_cell_ids_are_stable_unique_and_speak(path):
    ids = [cell["id"] for cell in cells(path)]
    assert len(ids) == len(set(ids))
    assert [
        name for name in ids if not re.fullmatch(path.stem[:2] + r"-[a-z]{2}[a-z0-9-]*", name)
    ] == []
    nbformat.validate(nbformat.read(path, as_version=4))


@each_notebook
def test_begins_with_a_title_and_a_question(path):
    first = cells(path)[0]
    assert first["cell_type"] == "markdown"
    assert re.match(r"# \w+", source(first))
    assert "?" in source(first)


@each_notebook
def test_one_cell_of_parameters_each_explained(path):
    (cell,) = [cell for cell in cells(path, "code") if "parameters" in tags(cell)]
    for node, line in zip(ast.parse(source(cell)).body, source(cell).splitlines(), strict=True):
        assert isinstance(node, ast.AnnAssign), line
        ast.literal_eval(node.value)
        assert re.search(r"  # \w{3,}", line), "say what it is"


# ---- chapters


@each_chapter
def test_the_parameters_are_the_same_in_every_chapter(path):
    first = cells(path, "code")[0]
    assert tags(first) == ["parameters"]
    assert source(first) == PARAMETERS
    known = papermill.inspect_notebook(str(path))
    assert {name: info["inferred_type_name"] for name, info in known.items()} == {
        "dinas": "str",
        "tahun": "int",
        "data_dir": "str",
        "bahasa": "str",
        "hasil": "str",
    }


@each_chapter
def test_the_report_is_opened_once_and_its_frames_are_kept_at_the_end(path):
    code = cells(path, "code")
    assert ["open_report(data_dir, dinas, tahun, hasil)" in source(cell) for cell in code] == [
        False,
        True,
    ] + [False] * (len(code) - 2)
    assert cells(path)[-1]["cell_type"] == "code"
    last = source(cells(path)[-1])
    assert tags(cells(path)[-1]) == ["hanya-notebook"]
    assert re.match(r"simpan\(\s*hasil,", last), last
    assert set(kept(path)) <= set(HASIL)


def kept(path: Path) -> list[str]:
    """The names under which a chapter keeps its frames."""
    call = ast.parse(source(cells(path)[-1])).body[-1].value
    return [keyword.arg for keyword in call.keywords]


def test_every_frame_has_one_chapter():
    names = [name for path in REPORT for name in kept(path)]
    assert len(names) == len(set(names)), "computed once, in one place"


@each_chapter
def test_the_analysis_shows_frames_and_the_rule_that_applies(path):
    hidden = [source(cell) for cell in cells(path, "code") if tags(cell) == ["hanya-notebook"]]
    assert any(
        "load_rules(" in code or "threshold(" in code or "scale_rows(" in code for code in hidden
    ), "the rule and its source"
    assert any(re.search(r"\[\s*\[", code) for code in hidden), (
        "a frame, with the columns that matter"
    )
    assert any(
        re.search(r"\b(compute|compare|summarize|audit|find|latest)_\w+\(", code) for code in hidden
    ), "the call that computes"


@each_chapter
def test_only_known_tags(path):
    assert {tag for cell in cells(path) for tag in tags(cell)} == {"parameters", "hanya-notebook"}


@each_chapter
def test_a_cell_of_the_page_shows_one_thing_in_the_language_asked_for(path):
    for cell in page(path, "code"):
        last = ast.parse(source(cell)).body[-1]
        assert isinstance(last, ast.Expr), source(cell)
        assert "bahasa" in {node.id for node in ast.walk(last) if isinstance(node, ast.Name)}, (
            source(cell)
        )


@each_chapter
def test_every_text_of_the_page_has_its_english(path):
    for cell in page(path, "markdown"):
        key = f"bab.{cell['id']}"
        assert has_text(key, "id"), key
        assert has_text(key, "en"), key
        assert say(key, "id") == source(cell), "the notebook and bahasa/kalimat.toml say the same"


# ---- dinas that lack almost everything

INDIKATOR = "indikator,nama_indikator,level,sasaran,satuan,polaritas,jenis_target,konsep,bobot\n"
KINERJA = "indikator,tahun,target,target_bawah,target_atas,realisasi,data_tahun,sumber_target,sumber_realisasi\n"
ANGGARAN = "tahun,kode,level,nama,kode_induk,pagu_rp,realisasi_rp,sumber\n2020,1.06.01,program,Program,,100,90,\n"  # of another year
ODD = {
    "one indicator without any figure": (
        "a,Nama A,sasaran,S,%,naik,angka,,\n",
        "a,2024,,,,,,,\n",
        "",
    ),
    "a target and nothing else": ("a,Nama A,tujuan,,%,naik,angka,,\n", "a,2024,80,,,,,,\n", ""),
    "a ladder and a ratio": (
        "a,Nama A,sasaran,S,predikat APE,naik,ordinal,,\nb,Nama B,sasaran,S,rasio,turun,rasio,,\n",
        "a,2024,Madya,,,Pratama,,,\nb,2024,1:300,,,1:250,,,\n",
        "",
    ),
    "a target of nought": (
        "a,Nama A,sasaran,,%,turun,angka,,\n",
        "a,2023,0,,,0,,,\na,2024,0,,,1,,,\n",
        "",
    ),
    "programmes only of supporting indicators, money unknown": (
        "a,Nama A,pendukung,,%,naik,angka,,\n",
        "a,2024,80,,,70,,,\n",
        "2024,1.06.01,program,Program,,,,\n2024,1.06.02,program,Program 2,,0,0,\n",
    ),
    "an indicator of no level of the report": (
        "a,Nama A,program,,%,naik,angka,,\n",
        "a,2024,80,,,70,,,\n",
        "2024,1.06.01,program,Program,,100,90,\n",
    ),
    "the only indicator has no row of the year": (
        "a,Nama A,sasaran,,%,naik,angka,,\nb,Nama B,program,,%,naik,angka,,\n",
        "b,2024,80,,,70,,,\n",
        "",
    ),
}


@pytest.mark.lambat
@pytest.mark.parametrize(
    ("indikator", "kinerja", "anggaran", "bahasa"),
    [(*rows, ("id", "en")[n % 2]) for n, rows in enumerate(ODD.values())],
    ids=ODD,
)
def test_every_cell_survives_a_dinas_that_lacks_almost_everything(
    indikator, kinerja, anggaran, bahasa, tmp_path
):
    """Also the cells worked by hand: no budget, no benchmark, no output, no printed row, no figure."""
    folder = tmp_path / "data" / "kota-contoh-dinsos"
    folder.mkdir(parents=True)
    texts = {
        "indikator": INDIKATOR + indikator,
        "kinerja": KINERJA + kinerja,
        "anggaran": ANGGARAN + anggaran,
    }
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    shutil.copyfile(SAMPLE / folder.name / "dinas.toml", folder / "dinas.toml")
    hasil = tmp_path / "hasil"
    for path in REPORT:
        _, pieces = run_cells(
            path,
            dinas=folder.name,
            tahun=2024,
            data_dir=str(tmp_path / "data"),
            bahasa=bahasa,
            hasil=str(hasil),
        )
        text = re.sub(r"<[^>]*>", " ", " ".join(pieces))
        assert not re.search(r"\b(nan|None(?! of these)|NaT|inf)\b|<NA>", text), path.stem
    results = read_results(hasil)
    assert set(results) == set(HASIL)
    assert all(describe_summary(results, bahasa))
    assert all(say_simpulan(results, bahasa))
    board = re.sub(r"<[^>]*>", " ", show_papan(compile_papan(results), bahasa).html)
    assert not re.search(r"\b(nan|None|NaT|inf)\b|<NA>", board)
    run = write_manifest(tmp_path, load_dinas(folder.parent, folder.name), {"dinas": folder.name, "tahun": 2024}, results, folder.parent, ROOT / "notebooks")
    assert "NaN" not in run.read_text(encoding="utf-8")


# ---- execution


def engine_of(path: Path) -> dict:
    """A kernel for the notebook one begins with, as JupyterLab has it; tests/test_engine.py shows that the engine gives the others the same outputs."""
    return {} if path == FIRST else {"engine_name": "lakip"}


@pytest.mark.lambat
@each_chapter
def test_a_chapter_runs_by_plain_papermill_on_the_sample_and_keeps_its_frames(path, tmp_path):
    dinas = list_dinas(SAMPLE)[0]
    tahun = years_with_document(read_info(SAMPLE / dinas))[-1]
    parameters = {
        "dinas": dinas,
        "tahun": tahun,
        "data_dir": str(SAMPLE),
        "hasil": str(tmp_path / "hasil"),
    }
    executed = papermill.execute_notebook(
        str(path),
        str(tmp_path / path.name),
        parameters,
        kernel_name="python3",
        progress_bar=False,
        **engine_of(path),
    )
    shown = [
        output
        for cell in executed.cells
        if cell.cell_type == "code" and not cell.metadata.get("tags")
        for output in cell.outputs
    ]
    assert {output.output_type for output in shown} == {"execute_result"}
    text = re.sub(
        r"<style.*?</style>|<[^>]*>",
        " ",
        " ".join(output.data["text/html"] for output in shown),
        flags=re.DOTALL,
    )
    assert not re.search(r"\b(nan|None|NaT|inf)\b", text)
    assert len(text) > 150
    assert set(read_results(tmp_path / "hasil")) == set(kept(path))


@pytest.mark.lambat
@each_chapter
def test_in_the_reports_no_cell_prints_or_warns(laporan, path):
    """Of every cell, also those that stand in the notebook only."""
    for executed in laporan.glob(f"*/*/{path.name}"):
        assert kinds_of(nbformat.read(executed, as_version=4)) == {"execute_result"}, executed


@pytest.mark.lambat
@pytest.mark.parametrize(
    "path", [FIRST, ROOT / "notebooks" / "05_acuan.ipynb"], ids=lambda p: p.stem
)
def test_opened_by_hand_it_runs_from_any_folder(path, tmp_path):
    """As in JupyterLab: no parameter is given, the data are those of the project, nothing is kept; every chapter begins with the same two cells."""
    executed = papermill.execute_notebook(
        str(path),
        None,
        kernel_name="python3",
        progress_bar=False,
        cwd=str(tmp_path),
        **engine_of(path),
    )
    assert kinds_of(executed) == {"execute_result"}, "nothing on the error stream, nothing printed"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_cell_promises_a_cause_that_the_numbers_do_not_hold(path):
    """A status names what was found in the data; why a report has it so, no column knows."""
    cells = [
        (cell.id, "".join(cell.source))
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "markdown"
    ]
    claims = [
        (name, text)
        for name, text in cells
        if re.search(
            r"(?:ber|menga|menun)(?:kata|takan|jukkan)\w* (?:mengapa|sebab)|menjelaskan (?:mengapa|hasil)",
            text,
        )
    ]
    assert claims == []


def kinds_of(executed) -> set[str]:
    return {
        output.output_type
        for cell in executed.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    }
