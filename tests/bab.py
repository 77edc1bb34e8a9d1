"""A chapter run cell by cell in this process, as a kernel would."""

import ast
from pathlib import Path

import nbformat

CHAPTERS = sorted((Path(__file__).parents[1] / "notebooks").glob("0[1-9]_*.ipynb"))


def run_cells(path: Path, **parameters) -> tuple[dict, list]:
    """Run every code cell; return its variables, and the HTML of what its page cells show."""
    names, shown = {}, []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        tree, tags = ast.parse(cell.source), cell.metadata.get("tags", [])
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, cell.id, "exec"), names)
        value = eval(compile(ast.Expression(last.value), cell.id, "eval"), names) if last else None
        if "parameters" in tags:
            names |= parameters
        elif value is not None and not tags:
            shown.append(value._repr_html_())
    return names, shown
