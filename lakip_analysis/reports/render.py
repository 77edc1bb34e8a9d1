"""Executed notebooks of one report → one HTML page, through nbconvert with our own template."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from traitlets.config import Config

__all__ = ["TEMPLATES", "read_css", "render_report"]

TEMPLATES = Path(__file__).parent / "templates"
HIDDEN = ("parameters", "injected-parameters", "hanya-notebook")


def render_report(notebooks: list[Path], laporan: dict) -> str:
    """Return one page: summary, the chapters in order, data and method.

    Parameters
    ----------
    notebooks : list of Path
        Executed chapters; their code, and cells tagged `hanya-notebook`, are left out.
    laporan : dict
        What stands around the chapters: judul, tahun, provinsi, dokumen, kunci, ringkasan, unduhan, metode (HTML), versi.
    """
    merged, chapters = _merge(notebooks)
    exporter = HTMLExporter(
        config=Config({"TagRemovePreprocessor": {"enabled": True, "remove_cell_tags": HIDDEN}}),
        template_name="lakip",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    exporter.register_preprocessor("nbconvert.preprocessors.TagRemovePreprocessor", enabled=True)
    page, _ = exporter.from_notebook_node(merged, resources={"laporan": laporan | {"bab": chapters, "css": read_css()}})
    return re.sub(r"\n{3,}", "\n\n", page).strip() + "\n"


def read_css() -> str:
    """Return the one style sheet of all pages."""
    return (TEMPLATES / "lakip" / "style.css").read_text(encoding="utf-8").strip()


def _merge(notebooks: list[Path]) -> tuple[nbformat.NotebookNode, list[dict]]:
    """Join the chapters; their headings sink one level because the page has its own h1."""
    merged, chapters = nbformat.v4.new_notebook(), []
    for path in notebooks:
        cells = nbformat.read(path, as_version=4).cells
        title = next(re.match(r"#\s+(.+)", cell.source)[1].strip() for cell in cells if cell.cell_type == "markdown")
        chapters.append({"id": re.sub(r"^\d+_", "bab-", path.stem), "judul": title})
        visible = [cell for cell in cells if not set(cell.metadata.get("tags", [])) & set(HIDDEN)]
        visible[0].metadata["bab"] = {"id": chapters[-1]["id"], "first": len(chapters) == 1}
        for cell in visible:
            if cell.cell_type == "markdown":
                cell.source = re.sub(r"^(#+) ", r"#\1 ", cell.source, flags=re.MULTILINE)
        merged.cells.extend(visible)
    return merged, chapters
