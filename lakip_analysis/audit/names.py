"""When do two printed names mean the same thing?

Plain keys first, then a guarded likeness; never across a negation or a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

import pandas as pd

from ..aturan.rules import load_rules
from .likeness import letters_alike, pairs_alike

__all__ = ["LIKE", "homonyms", "merge_keys", "name_key", "name_keys"]


LIKE = 93

# what stands before a name: bullets, numbers, the level ("Sub Kegiatan 2:", "Sasaran 1:")
_PREFIX = re.compile(
    r"^(?:[-–•*\s]+|\d+(?:\.\d+)*[.)]?\s+|[a-z0-9]{1,3}[.)]\s*"
    r"|(?:sub ?kegiatan|kegiatan|program)\b\s*\d*\s*[:.]?"
    r"|tujuan\s*\d*\s*:|sasaran(?: strategis)?\s*\d*\s*:|keluaran\s*:|hasil\s*:|outcome\s*:)+"
)

_WORDS = {
    "yg": "yang",
    "dgn": "dengan",
    "kab": "kabupaten",
    "kab/kota": "kabupaten kota",
    "pertahun": "per tahun",
    "trf": "tfr",
    "ratio": "rasio",
}

_DROP = {
    "yang",
    "dan",
    "atau",
    "di",
    "ke",
    "dari",
    "pada",
    "untuk",
    "bagi",
    "the",
    "of",
    "daerah",
    "kabupaten",
    "kota",
    "kewenangan",
}

_NOT = {
    "tidak",
    "bukan",
    "non",
    "tanpa",
    "belum",
    "luar",
    "dalam",
    "laki",
    "perempuan",
    "anak",
    "sebelum",
    "sesudah",
    "induk",
    "perubahan",
}


@cache
def name_key(name: str) -> str:
    """Return a key for comparing names: no numbering, brackets, percent signs, small words, case.

    Examples
    --------
    >>> name_key("2. Persentase (%) PMKS yg ditangani"), name_key("- Sub Kegiatan Sandang")
    ('persentase pmks ditangani', 'sandang')
    """
    text = _PREFIX.sub("", name.lower().strip())
    text = re.sub(r"\([^)]*\)|%", " ", text)
    words = [
        _WORDS.get(word, word)
        for word in re.findall(r"[a-z0-9]+", text.replace("kab/kota", "kabupaten kota"))
    ]
    return " ".join(word for word in words if word not in _DROP)


def name_keys(names: pd.Series) -> pd.Series:
    """Return the key of every name; each distinct name is worked out once."""
    keys = names.map({name: name_key(name) for name in names.unique()})
    return keys.astype(str) if names.empty else keys  # of no name, too, the keys are text


def merge_keys(keys: Iterable[str], least: float = LIKE - 8) -> dict[str, str]:
    """Return key → representative, for the keys that are another one spelled differently.

    They differ by one or two long, alike words; short words (acronyms), numbers and negations are
    equal. The representative is the most frequent spelling. `least`: how alike the whole names must
    be, 0 to 100.
    """
    names = [name for name, _ in Counter(key for key in keys if key).most_common()]
    out: dict[str, str] = {}
    if len(names) < 2:
        return out
    for i, j in pairs_alike(names, least):
        if names[j] not in out and _same(names[i], names[j]):
            out[names[j]] = out.get(names[i], names[i])
    return out


@cache
def _standard_names() -> frozenset[str]:
    return frozenset(name_key(name) for name in load_rules("nomenklatur")["nama"])


@cache
def homonyms() -> frozenset[str]:
    """Return the keys of standard names that stand under several activities (Penyediaan Sandang).

    They are comparable only under the same parent.
    """
    rows = load_rules("nomenklatur").query("level == 'subkegiatan'")
    keys = pd.DataFrame(
        {"kunci": name_keys(rows["nama"]), "induk": rows["kode"].str.rsplit(".", n=1).str[0]}
    )
    return frozenset(keys.groupby("kunci")["induk"].nunique().loc[lambda n: n > 1].index)


def _same(one: str, two: str) -> bool:
    if one in _standard_names() and two in _standard_names():
        return False
    a, b = one.split(), two.split()
    only_a, only_b = [w for w in a if w not in b], [w for w in b if w not in a]
    if not only_a and not only_b:
        return True
    if len(only_a) > 2 or len(only_b) > 2 or any(w in _NOT or w.isdigit() for w in only_a + only_b):
        return False
    left, right = "".join(only_a), "".join(only_b)
    return min(len(left), len(right)) > 5 and letters_alike(left, right) >= 75
