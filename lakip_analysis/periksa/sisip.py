"""Word and Excel packages with a few XML elements put in, all else as it stood, byte for byte.

A package is a zip of parts. Libraries that load and save one write every part anew and lose what
they do not know; here a part is changed by putting text in at an offset, others are copied.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from xml.etree import ElementTree
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

__all__ = [
    "Bagian",
    "add_override",
    "add_relation",
    "element_end",
    "insert_texts",
    "open_parts",
    "part_rels",
    "read_relations",
    "tag_end",
    "target_of",
    "text_of",
    "walk",
    "write_parts",
]

TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
FIRST = (1980, 1, 1, 0, 0, 0)  # the time of a new part: no clock, the same bytes every time
TYPES = "[Content_Types].xml"
IN_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
IN_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Bagian = dict[str, bytes]
Ubah = tuple[int, int, bytes]  # from, to, what stands there instead


def open_parts(raw: bytes) -> Bagian:
    """Return the parts of a package by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return {info.filename: packed.read(info) for info in packed.infolist()}


def write_parts(raw: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a package with its parts in their order, changed ones replaced, new ones at the end.

    Each keeps time, attributes and compression; the same input gives the same bytes.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        there = old.infolist()
        for info in there:
            fresh = zipfile.ZipInfo(info.filename, info.date_time)
            fresh.compress_type, fresh.external_attr = info.compress_type, info.external_attr
            fresh.create_system = info.create_system
            new.writestr(fresh, parts[info.filename])
        for name in parts.keys() - {info.filename for info in there}:
            fresh = zipfile.ZipInfo(name, FIRST)
            fresh.compress_type, fresh.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(fresh, parts[name])
    return out.getvalue()


def walk(raw: bytes, start: Callable, end: Callable, text: Callable | None = None) -> None:
    """Call `start(name, attributes, offset)`, `end(name, offset)`, `text(data)` through a part.

    Offsets are those of the tag; of an empty element both are the same. Only UTF-8 is taken.

    Raises
    ------
    ValueError
        The part is no well-formed XML, is in another encoding, or declares a document type.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<!DOCTYPE" in raw[:1024]:
        raise ValueError("XML in another encoding, or with a document type")
    reader = expat.ParserCreate("utf-8")
    opened: list[int] = []

    def begin(name: str, about: dict) -> None:
        opened.append(reader.CurrentByteIndex)
        start(name, about, opened[-1])

    def finish(name: str) -> None:
        first = opened.pop()  # of an empty element expat gives the end of its tag
        end(name, first if tag_end(raw, first)[1] else reader.CurrentByteIndex)

    reader.StartElementHandler, reader.EndElementHandler = begin, finish
    if text is not None:
        reader.CharacterDataHandler = text
    try:
        reader.Parse(raw, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None


def tag_end(raw: bytes, offset: int) -> tuple[int, bool]:
    """Return where the tag at an offset ends, and whether it is an empty element.

    Examples
    --------
    >>> tag_end(b'<a b=">"/>c', 0), tag_end(b"<a>c", 0)
    ((10, True), (3, False))
    """
    found = TAG.match(raw, offset)
    if found is None:
        raise ValueError("no tag there")
    return found.end(), found[0].endswith(b"/>")


def insert_texts(raw: bytes, changes: list[Ubah]) -> bytes:
    """Return a part with texts put in; of several at one offset the first stands first.

    Examples
    --------
    >>> insert_texts(b"<a></a>", [(3, 3, b"<b/>"), (3, 3, b"<c/>")])
    b'<a><b/><c/></a>'
    """
    out, at = [], 0
    for start, end, text in sorted(changes, key=lambda one: one[0]):
        out += [raw[at:start], text]
        at = end
    return b"".join([*out, raw[at:]])


def element_end(raw: bytes, more: bytes, name: str = "") -> bytes:
    """Return a part with text at the end of an element: the root, or the last one of a name."""
    spots: list[tuple[str, int, int]] = []
    starts: list[int] = []

    def end(tag: str, offset: int) -> None:
        spots.append((tag, starts.pop(), offset))

    walk(raw, lambda tag, _, offset: starts.append(offset), end)
    tag, start, offset = next(
        one for one in reversed(spots) if not name or one[0].rpartition(":")[2] == name
    )
    if start != offset:
        return insert_texts(raw, [(offset, offset, more)])
    close, _ = tag_end(raw, start)  # <a/>
    return insert_texts(raw, [(close - 2, close, b">" + more + f"</{tag}>".encode())])


def part_rels(part: str) -> str:
    """Return the name of the part that holds the relations of another.

    Examples
    --------
    >>> part_rels("word/document.xml"), part_rels("")
    ('word/_rels/document.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_relations(parts: Bagian, part: str) -> list[tuple[str, str, str]]:
    """Return id, kind (the end of its type) and target part of each inner relation of a part."""
    raw = parts.get(part_rels(part))
    if raw is None:
        return []
    folder = posixpath.dirname(part)
    return [
        (
            one.get("Id", ""),
            one.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
        )
        for one in ElementTree.fromstring(raw)
        if one.get("TargetMode") != "External"
    ]


def target_of(parts: Bagian, part: str, kind: str) -> str:
    """Return the part that another one names for a purpose; empty where it names none."""
    return next((name for _, one, name in read_relations(parts, part) if one == kind), "")


def add_relation(parts: Bagian, part: str, kind: str, target: str) -> str:
    """Let a part name another one, in place; return the id of the relation."""
    known = {name for name, _, _ in read_relations(parts, part)}
    fresh = next(name for n in range(1, 10_000) if (name := f"rIdLakip{n}") not in known)
    where = posixpath.relpath(target, posixpath.dirname(part) or ".")
    about = " ".join(
        f"{key}={quoteattr(text)}"
        for key, text in (("Id", fresh), ("Type", kind), ("Target", where))
    )
    rels = parts.get(part_rels(part), f'{HEAD}<Relationships xmlns="{IN_RELS}"/>'.encode())
    more = f'<Relationship xmlns="{IN_RELS}" {about}/>'
    parts[part_rels(part)] = element_end(rels, more.encode())
    return fresh


def add_override(parts: Bagian, kind: str, part: str = "", ending: str = "") -> None:
    """Say of what kind a part is, or all parts of one ending, in place."""
    types = parts[TYPES]
    said = f'PartName="/{part}"' if part else f'Extension="{ending}"'
    if said.lower().encode() in types.lower():
        return
    name = "Override" if part else "Default"
    more = f'<{name} xmlns="{IN_TYPES}" {said} ContentType="{kind}"/>'
    parts[TYPES] = element_end(types, more.encode())


def text_of(text: str) -> str:
    """Return a text as it may stand in XML: escaped, without signs that XML does not know.

    Examples
    --------
    >>> text_of("a < b\\x0c")
    'a &lt; b'
    """
    return escape(re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text))
