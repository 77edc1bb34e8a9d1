"""Codes → words: every text stands in `bahasa/*.toml` under one key, in every language.

A text is a template over one row: `{biaya_nyata_rp:rp} per {satuan}`. What stands behind the colon
says how the value is written (`FORMATS`), in the notation of the language. No text is ever taken
apart again: what the program must know is a code in a frame.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter

from babel import Locale

from ..errors import RuleError
from ..numbers import telling_digits, write_number, write_rupiah, write_value
from .angka import (
    fmt,
    fmt_count,
    fmt_day,
    fmt_fine,
    fmt_percent,
    fmt_rupiah,
    fmt_share,
    fmt_signed,
    fmt_value,
    fmt_year,
    true_minus,
)
from .nama import fmt_unit, name_in, quote_text, tidy_name

__all__ = [
    "FORMATS",
    "codes",
    "fmt_rupiah_short",
    "has_text",
    "languages",
    "load_texts",
    "require_language",
    "say",
    "word",
]

# these stand side by side in one file; another language is a file of its own
TOGETHER = ("id", "en")
FORMATS = {
    "": lambda value, bahasa: true_minus(str(value)),
    "angka": lambda value, bahasa: fmt(value, bahasa=bahasa),
    "angka0": lambda value, bahasa: fmt(value, 0, bahasa=bahasa),
    "angka1": lambda value, bahasa: fmt(value, 1, bahasa=bahasa),
    "halus": lambda value, bahasa: fmt_fine(value, bahasa=bahasa),
    "bertanda": lambda value, bahasa: fmt_signed(value, bahasa=bahasa),
    "cacah": lambda value, bahasa: fmt_count(value, bahasa=bahasa),
    "nilai": lambda value, bahasa: fmt_value(value, bahasa=bahasa),
    "persen": lambda value, bahasa: fmt_percent(value, bahasa=bahasa),
    "persen0": lambda value, bahasa: fmt_percent(value, 0, bahasa=bahasa),
    "persen1": lambda value, bahasa: fmt_percent(value, 1, bahasa=bahasa),
    "bagian": lambda value, bahasa: fmt_share(value, bahasa=bahasa),
    "rp": lambda value, bahasa: fmt_rupiah(value, bahasa=bahasa),
    "rp0": lambda value, bahasa: fmt_rupiah(round(value), bahasa=bahasa),
    "rp_pendek": lambda value, bahasa: fmt_rupiah_short(value, bahasa=bahasa),
    "tahun": lambda value, bahasa: fmt_year(value),
    "tanggal": lambda value, bahasa: fmt_day(value, bahasa=bahasa),
    "nama": tidy_name,
    "kutip": quote_text,
    # as the reports print it, in every language: a quoted figure is compared with the print
    "cetak": lambda value, bahasa: true_minus(write_number(value)),
    "cetak_nilai": lambda value, bahasa: true_minus(write_value(value)),
    "cetak_persen": lambda value, bahasa: _printed_percent(value),
    "cetak_rp": lambda value, bahasa: true_minus(write_rupiah(value)),
}

# places of a text that hold a unit, a name, or words of the data
PLACES = {
    "satuan": fmt_unit,
    **dict.fromkeys(
        ("nama_indikator", "nama", "nama_acuan", "layanan", "tertinggi", "terendah", "kategori"),
        name_in,
    ),
    "komponen": name_in,
    **dict.fromkeys(("nama_keluaran", "alasan_putus", "putus_deret", "putus_target"), quote_text),
}


def say(kunci: str, bahasa: str, baris: object = None, /, **nilai: object) -> str:
    """Return the text of a key in one language, filled from a row and from named values.

    Parameters
    ----------
    kunci : str
        Path in `kalimat.toml`, e.g. `serapan.seluruh`.
    bahasa : str
        `id`, `en`, or a language that has its own file.
    baris : mapping, Series or named tuple, optional
        One row of a frame; its columns fill the places of the text.
    **nilai
        More values; they come before those of the row. Where the language has several forms, `n`
        chooses among them (the plural rules of CLDR).

    Raises
    ------
    RuleError
        No such key or language, a place without a value, or a format that does not exist.

    Examples
    --------
    >>> say("satuan_uang.miliar", "en")
    'billion'
    """
    values = {**_as_mapping(baris), **nilai}
    text = _lookup(kunci, bahasa)
    if isinstance(text, Mapping):
        form = Locale(bahasa).plural_form(values.get("n", 0))
        text = text.get(form, text["other"])
    try:
        return _Filler(bahasa).vformat(text, (), values)
    except KeyError as error:
        raise RuleError(
            f"Kalimat “{kunci}” ({bahasa}) memerlukan {error}, yang tidak ada pada barisnya."
        ) from None


def word(bagian: str, kode: str, bahasa: str) -> str:
    """Return the word of a code of one vocabulary: `word("arah", "membaik", "en")`.

    Raises
    ------
    RuleError
        The vocabulary has no such code.
    """
    return say(f"{bagian}.{kode}", bahasa)


def codes(bagian: str) -> list[str]:
    """Return the codes of one section in the order in which they stand in the file.

    Examples
    --------
    >>> codes("satuan_uang")
    ['triliun', 'miliar', 'juta']
    """
    before = f"{bagian}."
    inner = (key[len(before) :] for key in load_texts("id") if key.startswith(before))
    return list(dict.fromkeys(key.split(".")[0] for key in inner))


def fmt_rupiah_short(value: float | None, *, bahasa: str = "id") -> str:
    """Write an amount in words of scale: `Rp4,72 miliar`, `Rp812,5 juta`.

    Examples
    --------
    >>> fmt_rupiah_short(4_719_048_362), fmt_rupiah_short(4_400_000), fmt_rupiah_short(950)
    ('Rp4,72 miliar', 'Rp4,40 juta', 'Rp950')
    """
    if value is None or value != value:
        return "–"
    for size, unit in ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta")):
        # 999.996.000 rounds to 1,00 miliar, so the next larger word is tried first
        if abs(value) >= 1e6 and abs(value) / size >= 0.995:
            amount = fmt(value / size, bahasa=bahasa)
            return f"Rp{amount} {word('satuan_uang', unit, bahasa)}"
    return fmt_rupiah(value, bahasa=bahasa)


def has_text(kunci: str, bahasa: str = "id") -> bool:
    """Say whether a key has a text in a language."""
    return kunci in load_texts(bahasa)


@cache
def languages() -> tuple[str, ...]:
    """Return the languages there are texts for: `id`, `en` and one per `kalimat.<code>.toml`."""
    more = [path.name.split(".")[1] for path in _files() if path.name.count(".") == 2]
    return (*TOGETHER, *sorted(set(more)))


def require_language(bahasa: str) -> str:
    """Return a language that there is.

    Raises
    ------
    RuleError
        Names those there are.
    """
    if bahasa not in languages():
        raise RuleError(f"Bahasa “{bahasa}” tidak ada; pilih {' atau '.join(languages())}.")
    return bahasa


@cache
def load_texts(bahasa: str) -> dict[str, str | dict[str, str]]:
    """Return every text of one language by its key; a text with several forms is a dict of them."""
    out: dict[str, str | dict[str, str]] = {}
    for path in _files():
        own = path.name.split(".")[1]
        if own not in ("toml", bahasa):
            continue
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
        out |= dict(_leaves(tree, bahasa if own == "toml" else None))
    return out


def _files() -> list:
    folder = files("lakip_analysis") / "bahasa"
    return sorted(
        (path for path in folder.iterdir() if path.name.endswith(".toml")),
        key=lambda path: path.name,
    )


def _leaves(tree: dict, bahasa: str | None, before: str = ""):
    """Yield (key, text).

    In the common files a text is a table with `id`; in another language's file it is itself.
    """
    for name, node in tree.items():
        key = f"{before}{name}"
        if bahasa and isinstance(node, dict) and _is_text(node.get("id")):
            if bahasa in node:
                yield key, node[bahasa]
        elif isinstance(node, dict) and not _is_text(node):
            yield from _leaves(node, bahasa, f"{key}.")
        elif bahasa is None:
            yield key, node


def _is_text(node: object) -> bool:
    """Say whether a node is a text, or one in several forms (a column named `id` is neither)."""
    return isinstance(node, str) or (isinstance(node, dict) and "other" in node)


def _lookup(kunci: str, bahasa: str) -> str | dict[str, str]:
    texts = load_texts(require_language(bahasa))
    if kunci not in texts:
        raise RuleError(
            f"Kalimat “{kunci}” tidak ada dalam bahasa “{bahasa}” (bahasa/kalimat.toml)."
        )
    return texts[kunci]


def _printed_percent(value: float) -> str:
    missing = value is None or value != value
    return f"{true_minus(write_number(value, 2 if missing else telling_digits(value)))} %"


def _as_mapping(row: object) -> dict:
    if row is None:
        return {}
    return row._asdict() if hasattr(row, "_asdict") else dict(row)


class _Filler(Formatter):
    """Fills a template; a format is a name of `FORMATS`, or `kata <vocabulary>` for a code."""

    def __init__(self, bahasa: str) -> None:
        self.bahasa = bahasa

    def get_field(self, field_name: str, args, kwargs):
        """Return the value of a place; a unit or a name is written as one wherever it stands."""
        value, used = super().get_field(field_name, args, kwargs)
        write = PLACES.get(field_name) if isinstance(value, str) else None
        return (write(value, self.bahasa) if write else value), used

    def format_field(self, value: object, spec: str) -> str:
        kind, _, vocabulary = spec.partition(" ")
        if kind == "kata":
            return word(vocabulary, str(value), self.bahasa)
        if spec not in FORMATS:
            raise RuleError(f"Bentuk “{spec}” tidak dikenal. Yang ada: {', '.join(FORMATS)}.")
        return FORMATS[spec](value, self.bahasa)
