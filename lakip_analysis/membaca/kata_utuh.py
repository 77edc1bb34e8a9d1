"""Words that a narrow column of a PDF broke without a hyphen, put together again.

`pemerintaha n` is one word where the document, or the nomenclature, writes `pemerintahan` and one
of its pieces nowhere else stands as a word; two letters that are no word end the one before them.
Anything else stays as it is printed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from ..aturan.rules import load_rules
from .baca import Bacaan
from .naskah import Naskah

__all__ = ["is_broken", "mend_reading", "mend_words", "whole_words"]

WORD = re.compile(r"[^\W\d_]+")
DIGITS = re.compile(r"(?<=per )(\d{1,3}(?:\.\d{3})*\.\d{1,2}) (\d{1,2})(?![\d.,])")  # per 100.00 0
MENDED = ("nama", "satuan", "sasaran", "tujuan")
SHORT = 4  # letters of a whole word at least
PIECES = 4  # of one word at most
END = 2  # letters that may be the end of a broken word
SMALL = frozenset(
    ["di", "ke", "se", "yg", "dg", "dr", "tk", "sd", "ha", "kg", "km", "kk", "rt", "rw"]
)
PIECE = 7  # letters of the shorter of two pieces at most


def mend_reading(bacaan: Bacaan) -> Bacaan:
    """Return a reading whose names, units and goals have their words whole."""
    prose, every = whole_words(bacaan.naskah), _all_words(bacaan.naskah)
    rows = [
        replace(
            row,
            kata={
                role: mend_words(text, prose, every) if role in MENDED else text
                for role, text in row.kata.items()
            },
        )
        for row in bacaan.baris
    ]
    return replace(bacaan, baris=rows)


def mend_words(text: str, whole: frozenset[str], every: frozenset[str]) -> str:
    """Return a text with the pieces of broken words put together.

    Parameters
    ----------
    text : str
    whole : frozenset of str
        Words as they stand where nothing breaks them.
    every : frozenset of str
        All words of the document, the pieces of broken ones among them.

    Examples
    --------
    >>> mend_words("Urusan Pemerintaha n", frozenset({"urusan"}), frozenset({"pemerintahan", "n"}))
    'Urusan Pemerintahan'
    >>> mend_words("Penge mbang an SDM", frozenset(), frozenset({"pengembangan"}))
    'Pengembangan SDM'
    >>> mend_words("Layanan perkantor an di desa", frozenset({"layanan"}), frozenset())
    'Layanan perkantoran di desa'
    >>> mend_words("Rumah sakit", frozenset({"rumah", "sakit"}), frozenset({"rumahsakit"}))
    'Rumah sakit'
    """
    parts, out = re.sub(DIGITS, r"\1\2", text).split(" "), []
    while parts:
        count = next((n for n in range(PIECES, 1, -1) if _is_word(parts[:n], whole, every)), 1)
        word = "".join(parts[:count])
        if out and _is_end(out[-1], word, whole):
            out[-1] += word
        else:
            out.append(word)
        del parts[:count]
    return " ".join(out)


def _is_end(left: str, piece: str, whole: frozenset[str]) -> bool:
    """Say whether a piece is but the end of the word before it: two letters that are no word."""
    plain = piece.rstrip(".,;:)")
    letters = WORD.fullmatch(left) and WORD.fullmatch(plain) and len(left) >= SHORT
    known = len(plain) > 1 and plain in whole | SMALL
    return bool(letters) and len(plain) <= END and plain.islower() and not known


def _is_word(pieces: list[str], whole: frozenset[str], every: frozenset[str]) -> bool:
    """Say whether pieces are one word, of which at least one is none by itself."""
    plain = [*pieces[:-1], pieces[-1].rstrip(".,;:)")]
    joined = "".join(plain).casefold()
    letters = len(plain) > 1 and all(WORD.fullmatch(one) for one in plain)
    known = len(joined) >= SHORT and joined in every | whole
    return letters and known and not {one.casefold() for one in plain} <= whole


def is_broken(text: str, whole: frozenset[str]) -> bool:
    """Say whether a text seems to hold pieces of a word: two beside each other that are no words.

    Examples
    --------
    >>> is_broken("jalan yang diban gun", frozenset({"jalan", "yang"}))
    True
    >>> is_broken("jalan yang dibangun", frozenset({"jalan", "yang"}))
    False
    """
    words = [WORD.fullmatch(one.rstrip(".,;:)")) for one in text.split(" ")]
    return any(
        one
        and two
        and min(len(one[0]), len(two[0])) <= PIECE
        and two[0].islower()
        and not {one[0].casefold(), two[0]} & whole
        for one, two in pairwise(words)
    )


def whole_words(naskah: Naskah) -> frozenset[str]:
    """Return the words of lines that are no rows of a table, and those of the rules and texts."""
    lines = [line for line in naskah.baris if "\t" not in line]
    return frozenset(word.casefold() for line in lines for word in WORD.findall(line)) | _known()


def _all_words(naskah: Naskah) -> frozenset[str]:
    return frozenset(word.casefold() for line in naskah.baris for word in WORD.findall(line))


@cache
def _known() -> frozenset[str]:
    """Return the words of the nomenclature, of known titles and of our own Indonesian texts."""
    own = (files("lakip_analysis") / "bahasa" / "kalimat.toml").read_text("utf-8")
    texts = [
        *load_rules("nomenklatur")["nama"],
        *load_rules("nomenklatur")["indikator"].dropna(),
        *load_rules("judul_kolom")["sebutan"],
        *load_rules("perangkat")["nama"],
        *re.findall(r'\bid = "([^"]*)"', own),
    ]
    return frozenset(word.casefold() for text in texts for word in WORD.findall(str(text)))
