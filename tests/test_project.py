"""The project itself: environment.yml, requirements, readable lines, public names, generated files."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "lakip_analysis").rglob("*.py"))


def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def bare(requirement: str) -> str:
    return re.sub(r"\[.*?\]", "", requirement)


def test_environment_has_the_packages_and_bounds_of_pyproject():
    env = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    conda = {entry for entry in env if isinstance(entry, str)} - {"pip", f"python{pyproject()['requires-python']}"}
    wanted = {bare(name).replace("duckdb>", "python-duckdb>") for name in pyproject()["dependencies"]}
    assert conda == wanted, "conda-forge calls duckdb for Python python-duckdb"
    assert {"pip": ["-e ."]} in env


def test_requirements_are_hashed_and_name_no_registry():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|--index|--find-links", text)
    pinned = {re.split(r"[\[=; ]", line)[0] for line in text.splitlines() if re.match(r"[a-z]", line)}
    wanted = [*pyproject()["dependencies"], *pyproject()["optional-dependencies"]["dev"]]
    assert {re.split(r"[\[><=]", name)[0] for name in wanted} <= pinned


def test_ci_runs_the_readme_command():
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_lines_can_be_read_and_imports_are_by_name():
    """Ruff alone says so: a line has at most 100 characters, no star import."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--quiet", "--output-format", "concise", "--select", "E501,F403"]
    found = subprocess.run([*command, "lakip_analysis", "benchmarks", "notebooks"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def test_no_line_is_kept_from_the_formatter():
    code = [*MODULES, *(ROOT / "notebooks").rglob("*.ipynb"), *(ROOT / "benchmarks").glob("*.py")]
    assert [str(path.relative_to(ROOT)) for path in code if "fmt: skip" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_public_names_exist_and_are_documented(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    names = next((ast.literal_eval(n.value) for n in tree.body if isinstance(n, ast.Assign) and n.targets[0].id == "__all__"), [])
    defined = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    assigned = {t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)}
    imported = {alias.asname or alias.name for n in tree.body if isinstance(n, ast.ImportFrom) for alias in n.names}
    assert set(names) <= set(defined) | assigned | imported or "__getattr__" in defined, "loaded when first used: test_paket.py looks at those"
    for name, node in defined.items():
        if not name.startswith("_"):
            assert ast.get_docstring(node), name


def test_no_machine_path_in_tracked_text():
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/**/*.toml"), *MODULES, *ROOT.glob("notebooks/*.ipynb")]:
        assert not re.search(r"/(work|home|root|tmp)/\w", path.read_text(encoding="utf-8")), path


def test_metode_is_generated_from_the_rules():
    from lakip_analysis.metode.document import rules_markdown

    assert (ROOT / "docs" / "metode.md").read_text(encoding="utf-8") == rules_markdown()
