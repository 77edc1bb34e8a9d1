"""A Word file given back with comments in its cells and paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .catatan import PENULIS, Catatan
from .sisip import (
    HEAD,
    add_override,
    add_relation,
    element_end,
    insert_texts,
    open_parts,
    tag_end,
    target_of,
    text_of,
    walk,
    write_parts,
)

__all__ = ["comment_docx"]

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"

# how deep in document.xml: document, body, table, row, cell
BLOCK, ROW, CELL = 3, 4, 5

Tempat = tuple[int, int, int]  # block, row, column; -1 for a paragraph


@dataclass
class _Alinea:
    """A paragraph: where its tag stands, where its content begins and ends."""

    tag: int
    mulai: int = 0
    akhir: int = 0
    langsung: bool = True
    teks: str = ""


def comment_docx(raw: bytes, notes: list[Catatan]) -> tuple[bytes, list[Catatan]]:
    """Return a Word file with comments, and the notes whose place was not found.

    Changed are the part of the comments, its relation and type, and document.xml: there only the
    marks of the comments are put in. A place counts as found when the text that was read stands
    there.

    Parameters
    ----------
    raw : bytes
        The file.
    notes : list of Catatan
        `asal` is block and row, `kolom` the column of the grid (-1: the paragraph itself).

    Raises
    ------
    ValueError
        document.xml cannot be walked through.
    """
    parts = open_parts(raw)
    main = target_of(parts, "", "officeDocument")
    document = parts[main]
    places, prefix = _places(document)
    comments = target_of(parts, main, "comments")
    old = parts.get(comments, b"") if comments else b""
    used = [int(one) for one in re.findall(rb":id=[\"'](\d+)[\"']", old)]
    changes, made, lost = [], [], []
    for note in notes:
        held = places.get((note.asal[0], max(note.asal[1], 0), note.kolom), [])
        wanted = "".join(note.tertulis.split())
        said = "".join("".join(one.teks for one in held).split())
        there = [one for one in held if one.langsung]
        if not there or (wanted not in said if note.kolom < 0 else wanted != said):
            lost.append(note)
            continue
        number = max(used, default=-1) + 1
        used.append(number)
        row = [there, *(_beside(places, note, other) for other in note.bersama)]
        filled = [one for some in row for one in some if one.teks.strip()] or there[:1]
        filled.sort(key=lambda one: one.tag)  # over all cells that do not agree, first to last
        changes += _marks(document, filled[0], filled[-1], prefix, number)
        made.append(_comment(number, note.teks))
    if not made:
        return raw, lost
    if not comments:
        comments = f"{main.rpartition('/')[0]}/comments.xml".lstrip("/")
        old = f'{HEAD}<w:comments xmlns:w="{MAIN}"/>'.encode()
        add_relation(parts, main, KIND, comments)
        add_override(parts, TYPE, part=comments)
    parts[comments] = element_end(old, "".join(made).encode())
    parts[main] = insert_texts(document, changes)
    return write_parts(raw, parts), lost


def _beside(places: dict, note: Catatan, other: tuple) -> list[_Alinea]:
    """Return the paragraphs of another cell of the row, where it holds what was read."""
    held = places.get((*note.asal, other[0]), [])
    said = "".join("".join(one.teks for one in held).split())
    return [one for one in held if one.langsung] if said == "".join(other[1].split()) else []


def _comment(number: int, text: str) -> str:
    """Return one comment; without a date, so that the file is the same every time."""
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{text_of(line)}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    about = f'w:id="{number}" w:author="{PENULIS}" w:initials="{PENULIS}"'
    return f'<w:comment xmlns:w="{MAIN}" {about}>{lines}</w:comment>'


def _marks(raw: bytes, first: _Alinea, last: _Alinea, prefix: str, number: int) -> list[tuple]:
    """Return what is put into document.xml: where a comment begins and ends."""
    w = f"{prefix}:" if prefix else ""
    about = f'{w}id="{number}"'
    begin = f"<{w}commentRangeStart {about}/>"
    finish = f"<{w}commentRangeEnd {about}/><{w}r><{w}commentReference {about}/></{w}r>"
    close, empty = tag_end(raw, first.tag)
    if empty:  # <w:p/>
        whole = f">{begin}{finish}</{w}p>"
        return [(close - 2, close, whole.encode())]
    return [(first.mulai, first.mulai, begin.encode()), (last.akhir, last.akhir, finish.encode())]


def _places(raw: bytes) -> tuple[dict[Tempat, list[_Alinea]], str]:
    """Return the paragraphs of each block and cell, and the prefix of Word's own elements."""
    found: dict[Tempat, list[_Alinea]] = {}
    stack: list[str] = []
    opened: list[_Alinea] = []
    prefix = ""
    block = row = column = -1
    span = 1

    def start(name: str, about: dict, offset: int) -> None:
        nonlocal prefix, block, row, column, span
        if not stack:
            prefix = name.rpartition(":")[0]
        stack.append(name)
        depth, local = len(stack), _local(name, prefix)
        if depth == BLOCK and local in ("p", "tbl"):
            block, row, column = block + 1, -1, -1
        elif depth == ROW and local == "tr" and _local(stack[2], prefix) == "tbl":
            row, column, span = row + 1, -1, 1
        elif depth == CELL and local == "tc" and _local(stack[2], prefix) == "tbl":
            column, span = column + span, 1
        elif local == "gridSpan" and depth == CELL + 2:
            span = int(next((v for k, v in about.items() if k.endswith("val")), 1))
        if local == "p" and depth >= BLOCK:
            one = _Alinea(offset, langsung=depth in (BLOCK, CELL + 1))
            one.mulai = one.akhir = tag_end(raw, offset)[0]
            opened.append(one)
            if _local(stack[2], prefix) == "p":
                found.setdefault((block, 0, -1), []).append(one)
            elif _local(stack[2], prefix) == "tbl":
                found.setdefault((block, row, column), []).append(one)
        elif local in ("br", "tab") and opened:
            opened[-1].teks += " "

    def end(name: str, offset: int) -> None:
        local = _local(name, prefix)
        if local == "p" and opened:
            opened.pop().akhir = offset
        elif local == "pPr" and opened and _local(stack[-2], prefix) == "p":
            opened[-1].mulai = tag_end(raw, offset)[0]
        stack.pop()

    def text(data: str) -> None:
        if opened and stack and _local(stack[-1], prefix) == "t":
            opened[-1].teks += data

    walk(raw, start, end, text)
    return found, prefix


def _local(name: str, prefix: str) -> str:
    """Return the name of one of Word's own elements, empty for any other."""
    before, _, local = name.rpartition(":")
    return local if before == prefix else ""
