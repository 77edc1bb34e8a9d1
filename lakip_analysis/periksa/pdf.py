"""A PDF given back with a mark and a note at each cell, its own bytes before them untouched."""

from __future__ import annotations

import io
from codecs import BOM_UTF16_BE

from .catatan import PENULIS, Catatan

__all__ = ["mark_pdf"]

COLOUR = "ffd54f"


def mark_pdf(raw: bytes, notes: list[Catatan]) -> tuple[bytes, list[Catatan]]:
    """Return a PDF with a highlight at each cell that shows its note, and notes without a place.

    The marks are written behind the file as an update: it begins with the bytes it had.

    Raises
    ------
    ValueError
        The file cannot be added to: it is locked, or its structure is broken.
    """
    import pdfplumber
    from pypdf import PdfWriter
    from pypdf.annotations import Highlight
    from pypdf.errors import PyPdfError
    from pypdf.generic import (
        ArrayObject,
        FloatObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    lost = [note for note in notes if note.kotak is None or note.halaman < 1]
    notes = [note for note in notes if note not in lost]
    if not notes:
        return raw, lost
    with pdfplumber.open(io.BytesIO(raw)) as document:
        places = []
        for note in notes:
            page = document.pages[note.halaman - 1]
            boxes = [note.kotak, *(box for *_, box in note.bersama if box)]
            places.append([_on_page(box, page.mediabox) for box in boxes])
            page.close()
    out = io.BytesIO()
    try:
        writer = PdfWriter(io.BytesIO(raw), incremental=True)
        for note, place in zip(notes, places, strict=True):
            page = writer.pages[note.halaman - 1]
            boxes = [_shifted(one, page.mediabox, page.rotation) for one in place]
            corners = [
                one
                for left, low, right, high in boxes
                for one in (left, high, right, high, left, low, right, low)
            ]
            lefts, lows, rights, highs = zip(*boxes, strict=True)
            mark = Highlight(
                rect=(min(lefts), min(lows), max(rights), max(highs)),
                quad_points=ArrayObject([FloatObject(round(one, 2)) for one in corners]),
                highlight_color=COLOUR,
                title_bar=PENULIS,
            )
            said = TextStringObject(note.teks)
            # in UTF-16: not every program knows the other encoding of a PDF's texts
            said.autodetect_utf16, said.autodetect_pdfdocencoding = True, False
            said.utf16_bom = BOM_UTF16_BE
            mark[NameObject("/Contents")] = said
            mark[NameObject("/F")] = NumberObject(4)  # printed too
            writer.add_annotation(note.halaman - 1, mark)
        writer.write(out)
    except (PyPdfError, KeyError, TypeError, ValueError) as error:
        raise ValueError(str(error)) from None
    return out.getvalue(), lost


def _on_page(kotak: tuple, mediabox: tuple) -> tuple:
    """Return a box as seen on the page from its lower left corner: left, low, right, high."""
    x0, top, x1, bottom = map(float, kotak)
    left, _, _, end = map(float, mediabox)
    return x0 - left, end - bottom, x1 - left, end - top


def _shifted(place: tuple, mediabox, rotation: int) -> tuple:
    """Return a box on the page in the page's own units, which know no rotation.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> sheet = SimpleNamespace(left=0, bottom=0, right=600, top=800)
    >>> _shifted((10, 20, 30, 40), sheet, 0), _shifted((10, 20, 30, 40), sheet, 90)
    ((10.0, 20.0, 30.0, 40.0), (560.0, 10.0, 580.0, 30.0))
    """
    a, b, c, d = map(float, place)
    x0, y0 = float(mediabox.left), float(mediabox.bottom)
    x1, y1 = float(mediabox.right), float(mediabox.top)
    turned = {
        90: ((x1 - b, y0 + a), (x1 - d, y0 + c)),
        180: ((x1 - a, y1 - b), (x1 - c, y1 - d)),
        270: ((x0 + b, y1 - a), (x0 + d, y1 - c)),
    }
    (ax, ay), (bx, by) = turned.get(int(rotation) % 360, ((x0 + a, y0 + b), (x0 + c, y0 + d)))
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
