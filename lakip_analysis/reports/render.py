"""Executed notebooks of one report → one HTML page, through nbconvert with our own template."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape, unescape
from pathlib import Path

import nbformat
from jinja2 import TemplateError
from nbconvert import HTMLExporter, TemplateExporter
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from traitlets.config import Config

from ..bahasa.say import load_texts, say
from ..errors import RuleError
from ..metode.singkatan import used_entries
from ..show.text import without_controls

__all__ = [
    "TEMPLATES",
    "css_string",
    "exporter",
    "read_css",
    "read_page",
    "render_report",
    "words_of",
]


TEMPLATES = Path(__file__).parent / "templates"

GLOSSARY = "<!-- istilah -->"  # where the template leaves room for the words that the page uses

NBCONVERT = ("display_priority.j2", "base/null.j2")  # its own templates that ours stands on

HIDDEN = ("parameters", "injected-parameters", "hanya-notebook")


def render_report(notebooks: list[Path], laporan: dict, bahasa: str) -> str:
    """Return one page: summary, the chapters in order, data and method.

    Parameters
    ----------
    notebooks : list of Path
        Executed chapters; their code, and cells tagged `hanya-notebook`, are left out. A chapter
        without any other cell is left out whole.
    laporan : dict
        What stands around the chapters: tab, kepala and berjalan (title of the window, of the page,
        of every printed page), asal (what it is made of), naik (the way up to the index), papan,
        ringkasan, unduhan, singkatan, istilah (as `glossary`; the page lists those it uses), metode
        (HTML), versi.
    bahasa : str
        Language of what stands around the chapters and of their markdown; outputs speak the
        language the notebooks were executed in.
    """
    merged, chapters = _merge(notebooks, bahasa)
    around = laporan | {
        "bab": chapters,
        "daftar_isi": chapters[0]["bagian"] if len(chapters) == 1 else chapters,
        "css": read_css(bahasa),
        "berjalan": css_string(laporan["berjalan"]),
        "kata": words_of(bahasa),
        "bahasa": bahasa,
    }
    page, _ = exporter().from_notebook_node(merged, resources={"laporan": around})
    page = page.replace(GLOSSARY, _glossary(used_entries(laporan["istilah"], read_page(page))))
    return without_controls(re.sub(r"\n{3,}", "\n\n", page).strip() + "\n")


@cache
def exporter() -> HTMLExporter:
    """Return nbconvert's exporter with our templates, which are compiled once a process.

    Raises
    ------
    RuleError
        A template is missing: nbconvert keeps its own apart from its code, where they can be lost.
    """
    try:
        made = _Page(
            config=Config({"TagRemovePreprocessor": {"enabled": True, "remove_cell_tags": HIDDEN}}),
            template_name="lakip",
            extra_template_basedirs=[str(TEMPLATES)],
            exclude_input=True,
            exclude_input_prompt=True,
            exclude_output_prompt=True,
            exclude_anchor_links=True,
        )
        for name in (made.template_file, *NBCONVERT):
            made.environment.get_template(name)  # compiles it
    except (TemplateError, ValueError, OSError) as error:
        first = (str(error) or type(error).__name__).splitlines()[0]
        raise RuleError(
            f"Templat halaman nbconvert tidak lengkap ({first}). "
            "Pasang ulang: python -m pip install --force-reinstall --no-deps nbconvert"
        ) from error
    made.register_preprocessor("nbconvert.preprocessors.TagRemovePreprocessor", enabled=True)
    return made


def read_page(page: str) -> str:
    """Return what stands on a page to be read: its text without tags and style sheet.

    Examples
    --------
    >>> read_page("<style>a{}</style><p>R&amp;D <b>2023</b></p>").split()
    ['R&D', '2023']
    """
    return unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


def _glossary(istilah: list[dict]) -> str:
    """Return the entries of the list of words, as HTML."""
    return "\n".join(
        f"<div><dt>{escape(entry['istilah'])}</dt><dd>{escape(entry['arti'])}</dd></div>"
        for entry in istilah
    )


class _Page(HTMLExporter):
    """nbconvert's exporter, but what the templates wrote is the page.

    HTMLExporter parses it and writes it anew, to give alternative texts to images and keyboard
    stops to cells of a notebook; this page has neither, and that is most of a page's time.
    """

    def from_notebook_node(self, nb, resources=None, **kw):
        known = {"notebook_metadata": self._nb_metadata, "parent": self, "resources": resources}
        self.register_filter("filter_data_type", WidgetsDataTypeFilter(**known))
        return TemplateExporter.from_notebook_node(self, nb, resources, **kw)


def words_of(bahasa: str) -> Callable[..., str]:
    """Return `say` for the templates, bound to one language: `kata("halaman.isi")`."""
    return lambda kunci, **nilai: say(kunci, bahasa, **nilai)


def read_css(bahasa: str) -> str:
    """Return the one style sheet of all pages, with its sentences in one language."""
    css = (TEMPLATES / "lakip" / "style.css").read_text(encoding="utf-8").strip()
    for key in ("geser", "layar"):
        css = css.replace(f"«{key}»", css_string(say(f"halaman.{key}", bahasa)))
    return css


def css_string(text: str) -> str:
    """Return a text as a CSS string in quotes.

    Whatever it holds, it ends neither the string nor the style sheet.
    """
    safe = "".join(
        sign if sign.isalnum() or sign == " " else f"\\{ord(sign):06x} "
        for sign in without_controls(text)
    )
    return f'"{safe}"'


def _merge(notebooks: list[Path], bahasa: str) -> tuple[nbformat.NotebookNode, list[dict]]:
    """Join the chapters; their headings sink one level because the page has its own h1."""
    merged, chapters = nbformat.v4.new_notebook(), []
    for path in notebooks:
        visible = [cell for cell in nbformat.read(path, as_version=4).cells if _is_shown(cell)]
        if not visible:
            continue
        chapter = {"id": re.sub(r"^\d+_", "bab-", path.stem), "judul": path.stem, "bagian": []}
        for cell in visible:
            if cell.cell_type == "markdown":
                blocks = re.split(r"\n\s*\n", _markdown(cell, bahasa))
                cell.source = "\n\n".join(_block(block, chapter) for block in blocks)
        visible[0].metadata["bab"] = {"id": chapter["id"], "first": not chapters}
        chapters.append(chapter)
        merged.cells.extend(visible)
    return merged, chapters


def _is_shown(cell: nbformat.NotebookNode) -> bool:
    """Say whether a cell stands on the page: not hidden by a tag, and with something to show."""
    if set(cell.metadata.get("tags", [])) & set(HIDDEN):
        return False
    if cell.cell_type != "code":
        return bool(cell.source.strip())
    return any(output.get("name") != "stderr" for output in cell.outputs)


def _markdown(cell: nbformat.NotebookNode, bahasa: str) -> str:
    """Return the text of a markdown cell; one that was changed in the notebook is shown as it is.

    Its translations stand under `bab.<id of the cell>`, beside the source they translate.
    """
    source, key = cell.source.strip(), f"bab.{cell.id}"
    original = load_texts("id").get(key, "")
    return load_texts(bahasa).get(key, source).strip() if original.strip() == source else source


def _block(block: str, chapter: dict) -> str:
    """Return one paragraph or heading; headings enter the table of contents of their chapter."""
    found = re.fullmatch(r"(#+)\s+(.+)", block)
    if not found:
        return block
    level, title = len(found[1]) + 1, found[2].strip()
    if level == 2:
        name, chapter["judul"] = f"judul-{chapter['id']}", title
    else:
        name = f"{chapter['id']}-{len(chapter['bagian']) + 1}"
        chapter["bagian"].append({"id": name, "judul": title})
    return f'<h{level} id="{name}">{escape(title)}</h{level}>'
