"""Small pieces that every chapter uses: paragraphs, folds, one thing after the other.

Each shows itself in a notebook and on the page (`_repr_html_`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from ..bahasa.say import say

__all__ = ["Potongan", "explain_reading", "fold", "fold_table", "paragraphs", "section", "together"]

RUN = 320  # signs: sentences that follow each other share a paragraph of up to about four lines


@dataclass(frozen=True, repr=False)
class Potongan:
    """A piece of HTML; `teks` holds its sentences where it is made of sentences."""

    html: str
    teks: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return " ".join(self.teks) or "Potongan(HTML)"

    def _repr_html_(self) -> str:
        return self.html


def paragraphs(*sentences: str) -> Potongan:
    """Return sentences as paragraphs; empty ones are left out.

    Sentences that follow each other share a paragraph as long as it stays short (`RUN`); one that
    is longer stands alone.

    Examples
    --------
    >>> paragraphs("Satu.", "", "Dua.", "x" * 320).html[:26]
    '<p>Satu. Dua.</p>\\n<p>xxxxx'
    """
    kept = tuple(text for text in sentences if text)
    shown: list[str] = []
    for text in kept:
        if shown and len(shown[-1]) + len(text) < RUN:
            shown[-1] += " " + text
        else:
            shown.append(text)
    return Potongan("\n".join(f"<p>{escape(text)}</p>" for text in shown), kept)


def fold(judul: str, isi: object) -> Potongan:
    """Return a piece folded under a title; the reader opens it."""
    return Potongan(f"<details><summary>{escape(judul)}</summary>{_html(isi)}</details>")


def fold_table(tabel) -> Potongan | None:
    """Return a `Tabel` folded under its own title; no table, no fold.

    A sentence that stands in the place of a table stays open.
    """
    if tabel is None or isinstance(tabel, Potongan):
        return tabel
    return fold(tabel.judul, tabel)


def section(kunci: str, bahasa: str, ada: object, *parts: object) -> Potongan:
    """Return parts under their heading (the text `bagian.<kunci>`).

    Where there is nothing (`ada` is false, or an empty frame) only the first part stands, without a
    heading: an empty section is one line.
    """
    if not (len(ada) if hasattr(ada, "__len__") else ada):
        return together(*parts[:1])
    return together(f"<h3>{escape(say(f'bagian.{kunci}', bahasa))}</h3>", *parts)


def explain_reading(kunci: str, bahasa: str) -> Potongan:
    """Return how to read what stands above, folded: the texts under `cara_membaca.<kunci>`."""
    aid = paragraphs(say(f"cara_membaca.{kunci}.isi", bahasa))
    return fold(say(f"cara_membaca.{kunci}.judul", bahasa), aid)


def together(*parts: object) -> Potongan:
    """Return pieces (paragraphs, tables, figures, folds) in a row; `None` is left out."""
    kept: Iterable[object] = (part for part in parts if part is not None)
    return Potongan("\n".join(_html(part) for part in kept))


def _html(part: object) -> str:
    return part if isinstance(part, str) else part._repr_html_()
