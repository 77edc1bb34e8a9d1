"""Words that a narrow column of a PDF broke without a hyphen, put together again.

`pemerintaha n` is one word where the document, or the nomenclature, writes `pemerintahan` and one
of its pieces nowhere else stands as a word; two letters that are no word end the one before them.
Anything else stays as it is printed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ..aturan.rules import load_rules
from .baca import Bacaan
from .naskah import Naskah

__all__ = ["mend_reading", "mend_words"]

WORD = re.compile(r"[^\W\d_]+")
MENDED = ("nama", "satuan", "sasaran", "tujuan")
SHORT = 4  # letters of a whole word at least
PIECES = 4  # of one word at most
END = 2  # letters that may be the end of a broken word
SMALL = frozenset("di ke se yg dg dr tk sd ha kg km hm cm mm ml kl lt kk rt rw rp th m l".split())


def mend_reading(bacaan: Bacaan) -> Bacaan:
    """Return a reading whose names, units and goals have their words whole."""
    prose, every = _words(bacaan.naskah)
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
    parts, out = text.split(" "), []
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
    return bool(letters) and len(plain) <= END and plain.islower() and plain not in whole | SMALL


def _is_word(pieces: list[str], whole: frozenset[str], every: frozenset[str]) -> bool:
    """Say whether pieces are one word, of which at least one is none by itself."""
    plain = [*pieces[:-1], pieces[-1].rstrip(".,;:)")]
    joined = "".join(plain).casefold()
    letters = len(plain) > 1 and all(WORD.fullmatch(one) for one in plain)
    known = len(joined) >= SHORT and joined in every | whole
    return letters and known and not {one.casefold() for one in plain} <= whole


def _words(naskah: Naskah) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of lines that are no rows of a table, and those of all lines."""
    prose = {
        word.casefold() for line in naskah.baris if "\t" not in line for word in WORD.findall(line)
    }
    every = {word.casefold() for line in naskah.baris for word in WORD.findall(line)}
    return frozenset(prose) | _standard_words(), frozenset(every)


@cache
def _standard_words() -> frozenset[str]:
    names = load_rules("nomenklatur")["nama"]
    return frozenset(word.casefold() for name in names for word in WORD.findall(name))
