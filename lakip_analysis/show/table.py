"""Frames → tables a reader sees: one `Tabel` is shown on the page, in a notebook, in Word.

Headings, alignment and number formats come from the dictionary of columns (`bahasa/kolom.toml`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pandas as pd
from jinja2 import Environment

from ..bahasa.angka import (
    fmt,
    fmt_count,
    fmt_percent,
    fmt_rupiah,
    fmt_value,
    fmt_year,
    true_minus,
)
from ..bahasa.kolom import KINDS, heading, kind_of
from ..bahasa.nama import fmt_unit, name_in, quote_text
from ..bahasa.say import FORMATS, word
from .values import show_values

__all__ = ["Tabel", "make_table"]

# the sheet of a table that is wider than the window moves sideways by keyboard too (tabindex)
_TEMPLATE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
<div class="tabel" role="group" aria-label="{{ t.judul }}" tabindex="0"><table>\
<caption><span>{{ t.judul }}</span></caption>
<thead><tr>{% for head in t.kepala %}<th scope="col"\
{% if t.kanan[loop.index0] %} class="angka"{% endif %}>{{ head }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in t.baris %}<tr>{% for cell in row %}{% if loop.first %}<th scope="row">{{ cell }}</th>\
{% else %}<td{% if t.kanan[loop.index0] %} class="angka{% if cell|length > 16 %} kata{% endif %}"\
{% elif cell|length > 60 %} class="panjang"{% elif cell|length > 24 %} class="lebar"{% endif %}>\
{{ cell }}</td>{% endif %}{% endfor %}</tr>
{% endfor %}</tbody></table>\
{% if t.catatan %}<p class="catatan">{{ t.catatan }}</p>{% endif %}</div>"""
)

# kind of column → how a value of it is written; a value that is text already stays as it is
SHOWN: dict[str, Callable[[object, str], str]] = {
    "tahun": lambda value, bahasa: fmt_year(value),
    "persen": lambda value, bahasa: fmt_percent(value, bahasa=bahasa),
    "bagian": FORMATS["bagian"],
    "cetak": FORMATS["cetak_persen"],
    "poin": lambda value, bahasa: fmt(value, bahasa=bahasa),
    "bilangan": lambda value, bahasa: fmt(value, bahasa=bahasa),
    "ukur": lambda value, bahasa: fmt_value(value, bahasa=bahasa),
    "laju": lambda value, bahasa: fmt_value(value, bahasa=bahasa),
    "rupiah": lambda value, bahasa: fmt_rupiah(value, bahasa=bahasa),
    "cacah": lambda value, bahasa: fmt_count(value, bahasa=bahasa),
}

# kind of column of words → how they are written in a language
WORDS = {"satuan": fmt_unit, "nama": name_in, "kutip": quote_text}


@dataclass(frozen=True, repr=False)
class Tabel:
    """One table as it is read: heads, rows of text, caption and note, all in one language."""

    judul: str
    kepala: tuple[str, ...]
    kanan: tuple[bool, ...]  # does the column stand right
    baris: tuple[tuple[str, ...], ...] = field(default=())
    catatan: str = ""

    def __repr__(self) -> str:
        return f"Tabel({self.judul!r}, {len(self.baris)} baris)"

    def _repr_html_(self) -> str:
        return _TEMPLATE.render(t=self)


def make_table(
    frame: pd.DataFrame,
    kolom: Sequence[str],
    judul: str,
    bahasa: str,
    catatan: str = "",
    *,
    berkas: str = "",
    tertulis: Sequence[str] = (),
    **nilai: object,
) -> Tabel:
    """Return the chosen columns of a frame as a table; the first one heads its row.

    Parameters
    ----------
    frame : DataFrame
        A cell that is text already is shown as it stands (a reason in place of a number); any other
        is written by the kind of its column.
    kolom : sequence of str
        Columns of `frame`, each with an entry in `bahasa/kolom.toml`.
    judul, catatan : str
        Caption and note in the language `bahasa`.
    berkas : str
        Which file's own meaning of a column holds, e.g. `temuan` for `temuan.tahun`.
    tertulis : sequence of str
        Columns that are written as a reader reads them by now: `36.317` is never read again.
    **nilai
        Fills places in headings, e.g. `satuan="%"`.

    Raises
    ------
    RuleError
        A column without an entry.

    Examples
    --------
    >>> frame = pd.DataFrame({"nama_indikator": ["Gini"], "capaian_persen": [87.654]})
    >>> make_table(frame, ["nama_indikator", "capaian_persen"], "Contoh", "id").baris
    (('Gini', '87,65 %'),)
    """
    kinds = [kind_of(name, berkas) for name in kolom]
    cells = [
        show_column(frame[name], "teks" if name in tertulis else kind, bahasa)
        for name, kind in zip(kolom, kinds, strict=True)
    ]
    return Tabel(
        judul,
        tuple(heading(name, bahasa, berkas, **nilai) for name in kolom),
        tuple(_stands_right(frame[name], kind) for name, kind in zip(kolom, kinds, strict=True)),
        tuple(zip(*cells, strict=True)),
        catatan,
    )


def _stands_right(column: pd.Series, jenis: str) -> bool:
    """Say whether a column stands right: one of numbers, unless all its cells are texts by now."""
    if not KINDS[jenis.partition(" ")[0]]:
        return False
    known = column.dropna().tolist()
    return not known or not all(isinstance(value, str) for value in known)


def show_column(column: pd.Series, jenis: str, bahasa: str) -> list[str]:
    """Return the cells of one column as text, by its kind; what is missing is a dash."""
    kind, _, vocabulary = jenis.partition(" ")
    if kind == "nilai":
        return show_values(column, bahasa).tolist()
    return [_show(value, kind, vocabulary, bahasa) for value in column]


def _show(value: object, kind: str, vocabulary: str, bahasa: str) -> str:
    if value is None or value is pd.NA or value != value or value == "":
        return "–"
    if kind == "kata":
        return word(vocabulary, str(value), bahasa)
    if kind in WORDS:
        return true_minus(WORDS[kind](str(value), bahasa))
    if kind != "teks" and not isinstance(value, str):
        return SHOWN[kind](value, bahasa)
    return true_minus(str(value))
