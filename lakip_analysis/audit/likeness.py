"""How alike are two texts, in per cent: letters in common in the same order.

rapidfuzz does it fast; where it is not installed (a browser's Python) the same measure is worked
out here in plain Python, to the same number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

try:
    from rapidfuzz import fuzz, process
except ImportError:
    fuzz = process = None

__all__ = ["letters_alike", "pairs_alike", "words_alike"]


def letters_alike(one: str, two: str) -> float:
    """Return the share of letters that both texts have in the same order, 0 to 100.

    Twice the longest common subsequence over both lengths (indel similarity).

    Examples
    --------
    >>> letters_alike("rasio kdrt", "ratio kdrt"), letters_alike("", "")
    (90.0, 100.0)
    """
    if fuzz:
        return fuzz.ratio(one, two)
    whole = len(one) + len(two)
    return _percent(_apart(one, two), whole) if whole else 100.0


def words_alike(one: str, two: str) -> float:
    """Return how alike two texts are as sets of words, 0 to 100; a subset is 100, nothing is 0.

    The words both have are set against both with the rest; the best of the three pairs counts.

    Examples
    --------
    >>> words_alike("rehabilitasi sosial anak", "rehabilitasi sosial"), words_alike("", "anak")
    (100.0, 0.0)
    """
    if fuzz:
        return fuzz.token_set_ratio(one, two)
    left, right = set(one.split()), set(two.split())
    if not left or not right:
        return 0.0
    both, only_one, only_two = left & right, left - right, right - left
    if both and not (only_one and only_two):
        return 100.0
    rest_one, rest_two = " ".join(sorted(only_one)), " ".join(sorted(only_two))
    shared = len(" ".join(both))
    gap = 1 if both else 0
    with_one, with_two = (shared + gap + len(rest) for rest in (rest_one, rest_two))
    ratios = [_percent(_apart(rest_one, rest_two), with_one + with_two)]
    if both:
        ratios += [_percent(n - shared, shared + n) for n in (with_one, with_two)]
    return max(ratios)


def pairs_alike(names: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
    """Yield the positions (i, j), i < j, of the names that are at least so alike, in order."""
    if process:
        scores = process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=least)
        yield from ((i, j) for i, j in zip(*scores.nonzero(), strict=True) if i < j)
        return
    for i, one in enumerate(names):
        for j, two in enumerate(names[i + 1 :], i + 1):
            # even when the shorter one stands whole in the longer one: is it enough?
            most = _percent(abs(len(one) - len(two)), max(1, len(one) + len(two)))
            if most >= least and letters_alike(one, two) >= least:
                yield i, j


def _percent(apart: int, whole: int) -> float:
    return 100.0 - 100.0 * apart / whole


def _apart(one: str, two: str) -> int:
    """Return the letters to take out and put in: both lengths less twice the longest common part.

    One bit per letter of `one`; a whole row of the usual table is one addition (Hyyrö 2004).
    """
    where: dict[str, int] = {}
    for place, letter in enumerate(one):
        where[letter] = where.get(letter, 0) | 1 << place
    full = (1 << len(one)) - 1
    row = full
    for letter in two:
        met = row & where.get(letter, 0)
        row = (row + met | row - met) & full
    common = len(one) - row.bit_count()
    return len(one) + len(two) - 2 * common
