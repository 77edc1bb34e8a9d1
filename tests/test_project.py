"""The project itself: environment.yml, requirements, sizes, public names."""

import ast
import re
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
    assert {re.split(r"[\[><=]", name)[0] for name in pyproject()["dependencies"]} <= pinned


def test_ci_runs_the_readme_command():
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path):
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 400, "split the module"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            body = node.end_lineno - node.body[0 if ast.get_docstring(node) is None else min(1, len(node.body) - 1)].lineno + 1
            assert body <= 45, f"{node.name}: {body} lines"


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
    from lakip_analysis.rules import rules_markdown

    assert (ROOT / "docs" / "metode.md").read_text(encoding="utf-8") == rules_markdown()


def test_the_data_package_describes_the_contract():
    import json

    from lakip_analysis.schemas import datapackage

    assert json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8")) == datapackage()
