"""Words of a claim with the reach of what denies them, by the rows of `aturan/kata_klaim.csv`.

A word of denial denies the nearest word to its right that says something, up to a punctuation
mark or a word that begins a clause, and only across words that may stand between the two. Where
something else stands between them, what is meant is not certain, and nothing is judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from ..aturan.rules import load_rules

__all__ = [
    "SIGNS",
    "Kata",
    "number_place",
    "read_bound",
    "read_direction",
    "read_target",
    "read_words",
    "said",
    "says_always",
    "signs_of",
]

SIGNS = frozenset({-1, 0, 1})

NUMBER = r"\d+(?:[.,]\d+)*"
WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
MARKS = ".,;:!?/"  # the marks that end a clause

# how far a word is from being said: certain, denied, doubtful, wished or only background
PLAIN, DENIED, DOUBTFUL = "", "disangkal", "ragu"
UNSAID = ("andai", "tuju", "latar")


@dataclass(frozen=True)
class Kata:
    """One piece of a text: a phrase of the rules, a number, or any other word or mark."""

    teks: str
    peran: str  # as in the rules; angka, lain, henti
    arti: str = ""
    bila_disangkal: str = ""
    bentuk: str = ""
    keadaan: str = PLAIN


def read_words(text: str, *pokok: str) -> list[Kata]:
    """Return the pieces of a text in their order, each `kata` with what denies it.

    Parameters
    ----------
    text : str
        The words of one claim, as printed.
    pokok : str
        Which rows of `aturan/kata_klaim.csv` it is read by, besides those of every subject.

    Examples
    --------
    >>> [(one.teks, one.keadaan) for one in said(read_words("tidak mengalami penurunan", "arah"))]
    [('penurunan', 'disangkal')]
    """
    pattern, lexicon = _lexicon(pokok)
    out: list[Kata] = []
    state, last, background = PLAIN, PLAIN, False
    for found in pattern.finditer(text):
        teks = " ".join(found[0].lower().split())
        kata = lexicon.get(teks) or Kata(teks, _plain_kind(teks))
        before = out[-1].peran if out else ""
        if kata.peran == "henti":
            state, background = PLAIN, False
        elif kata.peran == "latar":
            state, background = PLAIN, True
        elif kata.peran == "sangkal":
            state = DENIED if state in (PLAIN, "dan") else DOUBTFUL
        elif kata.peran in ("andai", "tuju"):
            state = kata.peran
        elif kata.peran == "kata":
            mine = "latar" if background else DOUBTFUL if state == "dan" else state
            kata = replace(kata, keadaan=mine)
            last, state = state, PLAIN
        elif kata.peran == "sambung" and before == "kata" and last == DENIED:
            state = DENIED if kata.arti == "sama" else "dan"
        elif kata.peran == "selalu":
            state = DOUBTFUL if state == DENIED else state
        elif kata.peran not in ("abai", "pengisi"):
            state = {DENIED: DOUBTFUL, "tuju": PLAIN, "dan": PLAIN}.get(state, state)
        out.append(kata)
    return out


@cache
def _lexicon(pokok: tuple[str, ...]) -> tuple[re.Pattern, dict[str, Kata]]:
    """Return the pattern that cuts a text into pieces, longest phrase first, and its phrases."""
    rows = load_rules("kata_klaim")
    rows = rows.astype(object).where(rows.notna(), "")
    lexicon: dict[str, Kata] = {}
    for subject in ("semua", *reversed(pokok)):
        for row in rows[rows["pokok"] == subject].itertuples():
            for teks in row.kata.split("|"):
                lexicon[teks] = Kata(
                    teks, row.peran, str(row.arti), str(row.bila_disangkal), row.bentuk
                )
    phrases = "|".join(_phrase(teks) for teks in sorted(lexicon, key=len, reverse=True))
    return re.compile(rf"{phrases}|{NUMBER}|{WORD}|[^\w\s]", re.I), lexicon


def _phrase(teks: str) -> str:
    body = r"\s+".join(map(re.escape, teks.split()))
    # a sign needs no space around it; a word is no part of another
    return rf"(?<![\w-]){body}(?![\w-])" if teks[0].isalpha() and teks[-1].isalnum() else body


def _plain_kind(teks: str) -> str:
    if teks[0].isdigit():
        return "angka"
    if teks in MARKS:
        return "henti"
    return "lain" if teks.isalnum() or teks in "()" or len(teks) > 1 else "tanda"


def said(words: list[Kata]) -> list[Kata]:
    """Return the words that say something: neither wished for nor background."""
    return [one for one in words if one.peran == "kata" and one.keadaan not in UNSAID]


def signs_of(kata: Kata) -> frozenset[int]:
    """Return the signs of a difference that a word allows, turned round where it is denied."""
    own = _signs(kata.arti)
    if kata.keadaan != DENIED:
        return own
    return _signs(kata.bila_disangkal) or SIGNS - own


def _signs(text: str) -> frozenset[int]:
    return frozenset(int(float(sign)) for sign in text.split())


def read_direction(text: str, nama: str = "") -> frozenset[int] | None:
    """Return which signs of a change the words of a claim allow; `None` where they are not certain.

    Parameters
    ----------
    text : str
        The words of the claim.
    nama : str
        The indicator it is on: "penurunan" in its name is no fall.

    Examples
    --------
    >>> [sorted(read_direction(text)) for text in ("meningkat", "tidak naik", "tetap")]
    [[1], [-1, 0], [0]]
    >>> read_direction("mulai berjalan baik") is None
    True
    """
    words = read_words(text, "arah")
    own = _name_words(nama)
    places = [
        place
        for place, one in enumerate(words)
        if one.peran == "kata"
        and one.keadaan not in UNSAID
        and (one.bentuk != "sandar" or _rests(words, place))
        and not _is_name(words, place, own)
    ]
    read = [words[place] for place in places]
    nouns = [one for one in read if one.bentuk == "benda"]
    # "penurunan lebih tinggi" compares two falls; "tidak naik secara berarti" denies how much
    unclear = bool(nouns) and any(one.bentuk == "banding" for one in read)
    kinds = {one.peran for one in words}
    unclear |= "takar" in kinds and any(one.keadaan == DENIED for one in read)
    unclear |= "lain_hal" in kinds or any(
        one.peran == "lain_hal" for one in read_words(nama, "arah")
    )
    if not read or unclear or any(one.keadaan == DOUBTFUL for one in read):
        return None
    # "penurunan meningkat": what the indicator is called is no second direction
    rest = [one for one in read if one.bentuk != "benda" or one.teks not in own]
    return SIGNS.intersection(*map(signs_of, rest or read)) or None


def _name_words(nama: str) -> list[str]:
    return re.findall(WORD, nama.lower())


def _is_name(words: list[Kata], place: int, own: list[str]) -> bool:
    """Say whether a noun and the word after it stand in the name of the indicator."""
    follows = words[place + 1].teks if place + 1 < len(words) else ""
    pairs = pairwise(own)
    return words[place].bentuk == "benda" and (words[place].teks, follows) in set(pairs)


def _rests(words: list[Kata], place: int) -> bool:
    """Say whether "tetap" or "sama" ends its clause, or rests on a figure or a comparison."""
    follows = words[place + 1 :]
    rests = ("henti", "latar", "sandaran", "angka", "selalu")
    return not follows or follows[0].peran in rests


def says_always(text: str) -> bool:
    """Say whether a claim is on every step between its years, not only the first and the last."""
    return any(one.peran == "selalu" for one in read_words(text, "arah"))


def read_target(text: str) -> list[tuple[str, frozenset[int]]] | None:
    """Return what a claim says of its target, each as what it speaks of and the signs it allows.

    `capaian`: of the achievement, less 100 per cent; `nilai`: of the figure itself, less its
    target; `terbuka`: "di atas", "di bawah" without a subject, which may be either. Empty where
    nothing is said, `None` where it is not certain.

    Examples
    --------
    >>> [(of, sorted(signs)) for of, signs in read_target("belum mencapai target")]
    [('capaian', [-1])]
    >>> [(of, sorted(signs)) for of, signs in read_target("realisasinya di bawah target")]
    [('nilai', [-1])]
    """
    words = read_words(text, "target")
    read = [
        one
        for one, follows in zip(words, [*words, Kata("", "henti")][1:], strict=True)
        if one.peran == "kata" and one.keadaan not in UNSAID
        # "mencapai 95 %" names a figure, no target
        if (one.bentuk, follows.peran) != ("berangka", "angka")
    ]
    if any(one.keadaan == DOUBTFUL for one in read):
        return None
    subject = next((one.arti for one in words if one.peran == "subjek"), "terbuka")
    out = [(subject if one.bentuk == "nilai" else "capaian", signs_of(one)) for one in read]
    # "belum tercapai namun di atas tahun lalu" speaks of two things
    return out if not out or SIGNS.intersection(*(signs for _, signs in out)) else None


def number_place(words: list[Kata], printed: str) -> int:
    """Return where in a claim its number stands; its end where the words do not hold it."""
    wanted = re.search(NUMBER, printed)
    figures = (place for place, one in enumerate(words) if wanted and one.teks == wanted[0])
    return next(figures, len(words))


def read_bound(text: str, printed: str) -> frozenset[int] | None:
    """Return which signs of (figure − number) the words before and after a number allow.

    `None` where the number is only about so, or where it is not certain what is meant.

    Examples
    --------
    >>> [sorted(read_bound(text, "80")) for text in ("tidak kurang dari 80 %", "mencapai 80 %")]
    [[0, 1], [0]]
    >>> read_bound("hampir 80 %", "80") is None
    True
    """
    words = read_words(text, "batas")
    place = number_place(words, printed)
    ends = [at for at, one in enumerate(words[:place]) if one.peran == "henti"]
    before = [one for one in words[ends[-1] + 1 if ends else 0 : place] if one.peran != "ukur"]
    after = [one for one in words[place + 1 :] if one.peran != "ukur"]
    read = said(before)
    unsaid = len(read) < sum(one.peran == "kata" for one in before)
    about = any(one.peran in ("kira", "andai") for one in before)
    denied = any(one.peran == "sangkal" for one in before) and not read
    doubtful = any(one.keadaan == DOUBTFUL for one in read)
    # of a range neither end is a bound
    ranged = _joined(after[:2]) or _joined(before[:-3:-1])
    if unsaid or about or denied or doubtful or ranged:
        return None
    if after and after[0].peran == "akhir":
        read = [*read, after[0]]
    return SIGNS.intersection(*map(signs_of, read)) or None if read else frozenset({0})


def _joined(words: list[Kata]) -> bool:
    """Say whether a word that joins two numbers and a number follow each other."""
    joins = len(words) == 2 and "rentang" in (words[0].peran, words[0].bentuk)
    return joins and words[1].peran == "angka"
