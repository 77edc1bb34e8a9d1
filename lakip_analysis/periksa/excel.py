"""An Excel workbook given back with notes at its cells."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from ..bahasa.say import say
from .catatan import PENULIS, Catatan
from .sisip import (
    HEAD,
    Bagian,
    add_override,
    add_relation,
    element_end,
    insert_texts,
    open_parts,
    read_relations,
    target_of,
    text_of,
    walk,
    write_parts,
)

__all__ = ["cell_name", "note_xlsx"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# what stands behind legacyDrawing in a sheet
BEHIND = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
}
BLOCK = 1024  # shapes that one number of an idmap stands for
WIDE, TALL = 34, 13  # signs of a line of a note; points of its height
EMPTY = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{data}"/></o:shapelayout><v:shapetype id="_x0000_t202"'
    ' coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    "</v:shapetype></xml>"
)
SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:220pt;height:{height}pt;z-index:{z};visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 31, {bottom}, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell in Excel, row and column from 0.

    Examples
    --------
    >>> cell_name(11, 5), cell_name(0, 27)
    ('F12', 'AB1')
    """
    letters, n = "", column + 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def note_xlsx(raw: bytes, notes: list[Catatan]) -> tuple[bytes, list[Catatan]]:
    """Return a workbook with notes, and those that could not be put at their cell.

    Changed are the notes of the sheets that get any, their drawing, relations and types; in the
    sheet itself the one element that names the drawing, where it had none. A note that stands at a
    cell already is kept, and the new one written under it; a cell with a thread of comments takes
    no note.

    Parameters
    ----------
    raw : bytes
        The file.
    notes : list of Catatan
        `asal` is sheet (worksheets counted in the order of the book) and row, `kolom` the column;
        -1 stands for the first cell of the row.

    Raises
    ------
    ValueError
        A part that must change cannot be walked through.
    """
    parts = open_parts(raw)
    book = target_of(parts, "", "officeDocument")
    kinds = {one: name for one, kind, name in read_relations(parts, book) if kind == "worksheet"}
    ids: list[str] = []

    def start(name: str, about: dict, _: int) -> None:
        if name.rpartition(":")[2] == "sheet":
            ids.append(next((v for k, v in about.items() if k.endswith(":id")), ""))

    walk(parts[book], start, lambda *_: None)
    sheets = [kinds[one] for one in ids if one in kinds]
    lost: list[Catatan] = []
    notes = [*notes, *_pointers(notes)]
    for number, group in groupby(sorted(notes, key=_place), key=lambda note: note.asal[0]):
        lost += _note_sheet(parts, sheets[number], list(group))
    return (raw if len(lost) == len(notes) else write_parts(raw, parts)), lost


def _pointers(notes: list[Catatan]) -> list[Catatan]:
    """Return a short note for each cell that does not agree with one that has a note."""
    taken = {_place(note) for note in notes}
    found: dict[tuple, Catatan] = {}
    for note in notes:
        for column, text, _ in note.bersama:
            at = cell_name(*_place(note)[1:])
            said = say("periksa.catatan.bersama", "id", id=", ".join(note.temuan), sel=at)
            one = replace(note, kolom=column, tertulis=text, teks=said, bersama=())
            if _place(one) not in taken:
                found.setdefault(_place(one), one)
    return list(found.values())


def _place(note: Catatan) -> tuple[int, int, int]:
    return (*note.asal, max(note.kolom, 0))


def _note_sheet(parts: Bagian, sheet: str, notes: list[Catatan]) -> list[Catatan]:
    """Put the notes of one sheet into the parts; return those that could not be."""
    links = {kind: name for _, kind, name in read_relations(parts, sheet)}
    threads = parts.get(links.get("threadedComment", ""), b"")
    taken = {one.decode() for one in re.findall(rb'ref="([A-Z]+\d+)"', threads)}
    lost = [note for note in notes if cell_name(*_place(note)[1:]) in taken]
    notes = [note for note in notes if note not in lost]
    if not notes:
        return lost
    comments, shapes = links.get("comments", ""), links.get("vmlDrawing", "")
    if not comments:
        comments = _free(parts, "xl/comments{}.xml")
        empty = f'{HEAD}<comments xmlns="{MAIN}"><authors/><commentList/></comments>'
        parts[comments] = empty.encode()
        add_relation(parts, sheet, f"{LINKS}/comments", comments)
        add_override(parts, COMMENTS, part=comments)
    if not shapes:
        shapes = _free(parts, "xl/drawings/vmlDrawing{}.vml")
        parts[shapes] = EMPTY.format(data=_free_block(parts)).encode()
        link = add_relation(parts, sheet, f"{LINKS}/vmlDrawing", shapes)
        add_override(parts, DRAWING, ending="vml")
        parts[sheet] = _with_drawing(parts[sheet], link)
    parts[comments], fresh = _with_notes(parts[comments], notes)
    parts[shapes] = _with_shapes(parts[shapes], fresh)
    return lost


def _free(parts: Bagian, pattern: str) -> str:
    return next(name for n in range(1, 100_000) if (name := pattern.format(n)) not in parts)


def _free_block(parts: Bagian) -> int:
    """Return a number of shapes that no drawing of the book uses."""
    drawings = b"".join(raw for name, raw in parts.items() if name.endswith(".vml"))
    return max(_blocks(drawings), default=0) + 1


def _blocks(raw: bytes) -> list[int]:
    return [int(one) for data in re.findall(rb'data="([\d,]+)"', raw) for one in data.split(b",")]


def _with_drawing(raw: bytes, link: str) -> bytes:
    """Return a sheet that names its drawing of notes, at the place the format gives it."""
    spots: list[tuple[str, int]] = []
    depth, root = 0, ""

    def start(name: str, _: dict, offset: int) -> None:
        nonlocal depth, root
        depth += 1
        root = root or name
        if depth == 2:
            spots.append((name.rpartition(":")[2], offset))

    def end(_: str, offset: int) -> None:
        nonlocal depth
        depth -= 1
        if not depth:
            spots.append(("", offset))

    walk(raw, start, end)
    data = next((n for n, (name, _) in enumerate(spots) if name == "sheetData"), 0)
    at = next(offset for name, offset in spots[data:] if name in BEHIND or not name)
    before = root.rpartition(":")[0]
    name = f"{before}:legacyDrawing" if before else "legacyDrawing"
    more = f'<{name} xmlns:r="{LINKS}" r:id="{link}"/>'
    return insert_texts(raw, [(at, at, more.encode())])


def _with_notes(raw: bytes, notes: list[Catatan]) -> tuple[bytes, list[Catatan]]:
    """Return the part of the notes with new ones, and those at cells that had none."""
    names: list[str] = []
    there: dict[str, int] = {}  # cell → where the text of its note ends
    stack: list[str] = []
    ref, prefix = "", ""

    def start(name: str, about: dict, _: int) -> None:
        nonlocal ref, prefix
        prefix = prefix if stack else name.rpartition(":")[0]
        stack.append(name.rpartition(":")[2])
        if stack[-1] == "author":
            names.append("")
        ref = about.get("ref", "") if stack[-1] == "comment" else ref

    def end(name: str, offset: int) -> None:
        if stack.pop() == "text":
            there[ref] = offset

    def text(data: str) -> None:
        if stack and stack[-1] == "author":
            names[-1] += data

    walk(raw, start, end, text)
    p = f"{prefix}:" if prefix else ""
    fresh = [note for note in notes if cell_name(*_place(note)[1:]) not in there]
    changes = []
    for note in notes:
        at = there.get(cell_name(*_place(note)[1:]))
        if at is not None:
            changes.append((at, at, _run(p, f"\n{PENULIS}:\n{note.teks}").encode()))
    raw = insert_texts(raw, changes)
    author = names.index(PENULIS) if PENULIS in names else len(names)
    if author == len(names):
        raw = element_end(raw, f"<{p}author>{PENULIS}</{p}author>".encode(), "authors")
    more = "".join(
        f'<{p}comment ref="{cell_name(*_place(note)[1:])}" authorId="{author}">'
        f"<{p}text>{_run(p, note.teks)}</{p}text></{p}comment>"
        for note in fresh
    )
    return element_end(raw, more.encode(), "commentList"), fresh


def _run(p: str, text: str) -> str:
    look = f'<{p}rPr><{p}sz val="9"/><{p}rFont val="Tahoma"/></{p}rPr>'
    return f'<{p}r>{look}<{p}t xml:space="preserve">{text_of(text)}</{p}t></{p}r>'


def _with_shapes(raw: bytes, notes: list[Catatan]) -> bytes:
    """Return a drawing with the box of each new note; it need not be well-formed XML."""
    used = [int(one) for one in re.findall(rb"_x0000_s(\d+)", raw)]
    first = max([*used, max(_blocks(raw), default=1) * BLOCK]) + 1
    made = []
    for n, note in enumerate(notes):
        _, row, column = _place(note)
        lines = sum(len(line) // WIDE + 1 for line in note.teks.split("\n"))
        about = {"id": first + n, "height": lines * TALL + 10, "z": len(used) + n + 1}
        about |= {"left": column + 1, "right": column + 4, "row": row, "column": column}
        made.append(SHAPE.format(**about, top=max(row - 1, 0), bottom=row + lines))
    at = raw.rfind(b"</xml>")
    if at < 0:
        raise ValueError("a drawing of notes without an end")
    return insert_texts(raw, [(at, at, "".join(made).encode())])
