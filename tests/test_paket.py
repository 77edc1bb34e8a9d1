"""The package as others get it: the wheel, the public names, and an import without the tools of the batch."""

import doctest
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from berkas import made
from forked import inside

import lakip_analysis
from lakip_analysis.errors import DataError
from lakip_analysis.reports import plan
from lakip_analysis.reports.fingerprint import PROGRAM, package_version, program_hash
from lakip_analysis.reports.lab import prepare_notebooks
from lakip_analysis.reports.plan import CHAPTERS, notebooks_dir, plan_reports

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
PONTIANAK = "kota-pontianak-dinsos"
SOURCES = ("lakip_analysis", "notebooks", "pyproject.toml", "README.md")


def python(code: str, *arguments: object, path: Path = ROOT, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess:
    """Run Python that finds the package in `path` first; so do its own processes and kernels."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(path), os.environ.get("PYTHONPATH", "")])} | environment
    command = [sys.executable, "-P", "-c", f"import sys; {code}", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd, env=env)


# ---- the wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel of a clean copy, so that nothing of an earlier build gets in."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, folder / name, **({"ignore": shutil.ignore_patterns("__pycache__", ".*")} if source.is_dir() else {}))
    (folder / "notebooks" / "belajar").mkdir(exist_ok=True)
    shutil.copyfile(folder / "notebooks" / "01_capaian.ipynb", folder / "notebooks" / "belajar" / "99_uji.ipynb")
    command = [sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", "jadi"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    (found,) = (folder / "jadi").glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The wheel installed in a folder of its own."""
    target = tmp_path_factory.mktemp("terpasang")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", "--target", str(target), str(wheel)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return target


def shipped() -> set[str]:
    """What a wheel must hold: the program, and inside the package the notebooks and the sources of the lessons."""
    package = ROOT / "lakip_analysis"
    program = {path.relative_to(ROOT).as_posix() for path in package.rglob("*") if path.suffix in PROGRAM}
    books = [*(ROOT / "notebooks").rglob("*.ipynb"), *(ROOT / "notebooks" / "belajar").glob("*.md")]
    notebooks = (path.relative_to(ROOT) for path in books if ".ipynb_checkpoints" not in path.parts)
    return program | {f"lakip_analysis/{path.as_posix()}" for path in notebooks}


@pytest.mark.lambat
def test_the_wheel_holds_program_rules_texts_templates_and_notebooks(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == shipped() | {"lakip_analysis/notebooks/belajar/99_uji.ipynb"}
    assert f"-{lakip_analysis.__version__}-" in wheel.name


@pytest.mark.lambat
def test_the_installed_package_finds_its_own_notebooks_and_is_the_same_program(installed, tmp_path):
    asked = "from lakip_analysis.reports.plan import notebooks_dir; from lakip_analysis.reports.fingerprint import program_hash; print(notebooks_dir(), program_hash())"
    result = inside(installed, asked, cwd=tmp_path)
    assert result.stdout.split() == [str(installed / "lakip_analysis" / "notebooks"), program_hash()], result.stderr


@pytest.mark.lambat
def test_the_installed_command_makes_the_same_bytes_as_the_checkout(installed, laporan, tmp_path):
    """Also in another working directory, under another hash seed, time zone and language: one page and the index are made anew by the wheel."""
    again = tmp_path / "reports"
    shutil.copytree(laporan, again)
    shutil.rmtree(again / PONTIANAK)
    (again / "index.html").unlink()
    data = os.path.relpath(DATA, tmp_path)
    elsewhere = {"PYTHONHASHSEED": "4242", "TZ": "Asia/Jayapura", "LC_ALL": "C.UTF-8"}
    result = python("from lakip_analysis.cli import app; app()", "run", "--data", data, "--dinas", PONTIANAK, path=installed, cwd=tmp_path, **elsewhere)
    assert result.returncode == 0, result.stderr
    assert "1 laporan dibuat, 0 gagal" in result.stdout
    assert f"{PONTIANAK}/2024/run.json" in made(again)
    assert made(again) == made(laporan)


@pytest.mark.lambat
def test_the_installed_command_makes_a_new_dinas_in_an_empty_folder(installed, tmp_path):
    for arguments, said in ((["new", "kab-belitung-dinkes", "--contoh"], "isian.xlsx"), (["check"], "kab-belitung-dinkes: baik")):
        result = python("from lakip_analysis.cli import app; app()", *arguments, path=installed, cwd=tmp_path)
        assert result.returncode == 0 and said in result.stdout, result.stderr


def test_every_folder_of_the_package_is_shipped():
    """A new room is a line in pyproject.toml; without it the wheel would be broken."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    rooms = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "lakip_analysis").rglob("__init__.py")}
    assert set(listed) == rooms | {"lakip_analysis.notebooks"}
    assert listed == sorted(listed)


# ---- version and fingerprint


def test_one_version_for_code_package_and_changelog():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest, unreleased = re.search(r"^## (\S+)( \(belum terbit\))?", text, re.MULTILINE).groups()
    assert lakip_analysis.__version__ == package_version("lakip-analysis") == newest + (".dev0" if unreleased else "")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "lakip_analysis.__version__"}


def test_the_fingerprint_sees_rules_texts_and_templates_but_no_notebook(tmp_path):
    """A copy has the same one, returns of Windows do not matter, a changed rule does."""
    shutil.copytree(ROOT / "lakip_analysis", tmp_path / "lakip_analysis", ignore=shutil.ignore_patterns("__pycache__"))
    package = tmp_path / "lakip_analysis"

    def now() -> str:
        return inside(tmp_path, "from lakip_analysis.reports.fingerprint import program_hash; print(program_hash())").stdout.strip()

    shutil.copytree(ROOT / "notebooks", package / "notebooks")
    rule = package / "aturan" / "ambang.csv"
    rule.write_bytes(rule.read_bytes().replace(b"\n", b"\r\n"))
    assert now() == program_hash()
    for name in ("aturan/ambang.csv", "bahasa/kalimat.toml", "reports/templates/lakip/style.css"):
        before = now()
        (package / name).write_bytes((package / name).read_bytes() + b" ")
        assert now() != before, name


# ---- chapters and notebooks


def test_only_01_to_09_are_chapters(tmp_path):
    for name in ("00_mulai", "01_capaian", "09_lain", "10_kajian", "1_salah"):
        (tmp_path / f"{name}.ipynb").touch()
    assert sorted(path.stem for path in tmp_path.glob(CHAPTERS)) == ["01_capaian", "09_lain"]


@pytest.mark.parametrize("own", [True, False], ids=["--notebooks", "its own"])
def test_a_run_without_chapters_is_refused(own, tmp_path, monkeypatch):
    (tmp_path / "00_mulai.ipynb").touch()
    monkeypatch.setattr(plan, "notebooks_dir", lambda: tmp_path)
    with pytest.raises(DataError, match=rf"{re.escape(str(tmp_path))}: tidak ada bab laporan di folder ini\. Langkah: .*--notebooks"):
        plan_reports(DATA, notebooks=tmp_path if own else None)


def test_a_checkout_works_in_its_own_notebooks(tmp_path):
    assert prepare_notebooks(tmp_path) == (ROOT / "notebooks", [])
    assert notebooks_dir() == ROOT / "notebooks"


def test_an_installed_package_brings_its_notebooks_and_never_overwrites(tmp_path, monkeypatch):
    package = tmp_path / "lakip_analysis"
    (package / "notebooks" / "belajar").mkdir(parents=True)
    for name in ("00_mulai.ipynb", "belajar/01.ipynb"):
        (package / "notebooks" / name).write_text("asli", encoding="utf-8")
    monkeypatch.setattr("lakip_analysis.reports.lab.notebooks_dir", lambda: package / "notebooks")
    monkeypatch.setattr("lakip_analysis.reports.lab.__file__", str(package / "reports" / "lab.py"))
    mine = tmp_path / "kerja" / "notebooks"
    mine.mkdir(parents=True)
    (mine / "00_mulai.ipynb").write_text("milik saya", encoding="utf-8")
    assert prepare_notebooks(mine.parent) == (mine, [mine / "belajar" / "01.ipynb"])
    assert (mine / "00_mulai.ipynb").read_text(encoding="utf-8") == "milik saya"
    assert prepare_notebooks(mine.parent) == (mine, []), "the second time there is nothing to copy"


# ---- public names


def test_public_names_are_there_and_documented():
    for name in lakip_analysis.__all__:
        assert getattr(lakip_analysis, name), name
        assert name in dir(lakip_analysis)
        assert name == "__version__" or getattr(lakip_analysis, name).__doc__, name
    with pytest.raises(AttributeError, match="'lakip_analysis' has no attribute 'hitung'"):
        lakip_analysis.hitung  # noqa: B018


def test_the_package_itself_loads_nothing():
    result = python("import lakip_analysis; print(sorted({'pandas', 'numpy', 'babel', 'matplotlib'} & set(sys.modules)))")
    assert result.stdout.strip() == "[]", result.stderr


def test_the_examples_of_the_api_page_are_true(monkeypatch):
    """Every function of `__all__` has a section with an example, and the examples print what the page says."""
    monkeypatch.chdir(ROOT)
    text = Path("docs/api.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^### (\w+)", text, re.MULTILINE))
    assert sections == set(lakip_analysis.__all__) - {"__version__", "DataError", "Fault", "ReportError", "RuleError"}
    code = re.sub(r"^```.*$", "", text, flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(code, {}, "api.md", "docs/api.md", 0)
    said: list[str] = []
    with pd.option_context("display.width", 80, "display.max_columns", 20):  # what the page sets ends here
        result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    assert result.failed == 0, "".join(said)
    assert result.attempted > 50


# ---- a Python without the tools of the batch

BATCH_ONLY = ("rapidfuzz", "papermill", "nbclient", "nbconvert", "zmq", "xlsxwriter", "docx", "duckdb", "typer", "tqdm", "jupyterlab")
ROOMS = ("aturan", "data", "bahasa", "show", "capaian", "tren", "pembanding", "efisiensi", "akip", "audit", "metode")


def test_everything_but_the_batch_imports_without_its_tools():
    """So that analyses and notebooks also run in a browser's Python."""
    code = (
        f"sys.modules.update(dict.fromkeys({BATCH_ONLY})); import importlib, pkgutil, lakip_analysis, lakip_analysis.laporan\n"
        f"for room in {ROOMS}:\n"
        "    package = importlib.import_module(f'lakip_analysis.{room}')\n"
        "    for module in pkgutil.walk_packages(package.__path__, f'{package.__name__}.'):\n"
        "        importlib.import_module(module.name)\n"
        "print('semua')"
    )
    result = python(code)
    assert result.stdout.strip() == "semua", result.stderr


@pytest.mark.lambat
def test_the_audit_finds_the_same_without_rapidfuzz():
    code = f"from lakip_analysis import audit_dinas, load_dinas; print(audit_dinas(load_dinas({str(DATA)!r}, {PONTIANAK!r})).to_csv())"
    with_it, without = inside(ROOT, code), inside(ROOT, f"import sys; sys.modules.update(dict.fromkeys([name for name in sys.modules if name.startswith('rapidfuzz')] + ['rapidfuzz'])); {code}")
    assert len(with_it.stdout.splitlines()) > 12, with_it.stderr
    assert with_it.stdout == without.stdout, without.stderr
