"""Executed notebooks of one report → one HTML page, through nbconvert with our own template."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from traitlets.config import Config

from ..language import language, tr
from ..show.text import without_controls

__all__ = ["TEMPLATES", "css_string", "read_css", "render_report"]


TEMPLATES = Path(__file__).parent / "templates"

HIDDEN = ("parameters", "injected-parameters", "hanya-notebook")


def render_report(notebooks: list[Path], laporan: dict) -> str:
    """Return one page in the language in force: summary, the chapters in order, data and method.

    Parameters
    ----------
    notebooks : list of Path
        Executed chapters; their code, and cells tagged `hanya-notebook`, are left out.
    laporan : dict
        What stands around the chapters: judul, tahun, provinsi, dokumen, kunci, ringkasan, unduhan, istilah, metode (HTML), versi.
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
    running = css_string(f"{laporan['judul']} · {laporan['tahun']}")
    around = laporan | {
        "bab": chapters,
        "css": read_css(),
        "berjalan": running,
        "tr": tr,
        "bahasa": language(),
    }
    page, _ = exporter.from_notebook_node(merged, resources={"laporan": around})
    return without_controls(re.sub(r"\n{3,}", "\n\n", page).strip() + "\n")


def read_css() -> str:
    """Return the one style sheet of all pages, with its one sentence in the language in force."""
    css = (TEMPLATES / "lakip" / "style.css").read_text(encoding="utf-8").strip()
    return css.replace("«geser»", css_string(tr("Geser ke samping bila terpotong →")))


def css_string(text: str) -> str:
    """Return a text as a CSS string in quotes; whatever it holds, it ends neither the string nor the style sheet."""
    safe = "".join(
        sign if sign.isalnum() or sign == " " else f"\\{ord(sign):06x} "
        for sign in without_controls(text)
    )
    return f'"{safe}"'


def _merge(notebooks: list[Path]) -> tuple[nbformat.NotebookNode, list[dict]]:
    """Join the chapters; their headings sink one level because the page has its own h1."""
    merged, chapters = nbformat.v4.new_notebook(), []
    for path in notebooks:
        cells = nbformat.read(path, as_version=4).cells
        visible = [cell for cell in cells if not set(cell.metadata.get("tags", [])) & set(HIDDEN)]
        chapter = {"id": re.sub(r"^\d+_", "bab-", path.stem), "judul": path.stem, "bagian": []}
        for cell in visible:
            if cell.cell_type == "markdown":
                cell.source = "\n\n".join(
                    _block(block, chapter) for block in re.split(r"\n\s*\n", cell.source.strip())
                )
        visible[0].metadata["bab"] = {"id": chapter["id"], "first": not chapters}
        chapters.append(chapter)
        merged.cells.extend(visible)
    return merged, chapters


def _block(block: str, chapter: dict) -> str:
    """Return one paragraph or heading in the language in force; headings enter the table of contents of their chapter."""
    found = re.fullmatch(r"(#+)\s+(.+)", block)
    if not found:
        return tr(block)
    level, title = len(found[1]) + 1, tr(found[2].strip())
    if level == 2:
        name, chapter["judul"] = f"judul-{chapter['id']}", title
    else:
        name = f"{chapter['id']}-{len(chapter['bagian']) + 1}"
        chapter["bagian"].append({"id": name, "judul": title})
    return f'<h{level} id="{name}">{escape(title)}</h{level}>'
