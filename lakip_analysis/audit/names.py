"""When do two printed names mean the same thing?

Plain keys first, then a guarded likeness; never across a negation or a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import pandas as pd

from ..aturan.rules import load_rules, threshold
from .likeness import letters_alike, pairs_alike

__all__ = [
    "LIKE",
    "bare_key",
    "homonyms",
    "merge_keys",
    "merge_variants",
    "name_key",
    "name_keys",
    "standard_names",
]


LIKE = threshold("audit_ejaan")

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
    "pertahun": "per tahun",
    "trf": "tfr",
    "ratio": "rasio",
}

_SMALL = {"yang", "dan", "atau", "di", "ke", "dari", "pada", "untuk", "bagi", "the", "of"}

# one region is not the other: "Kabupaten X" beside "Kota X"; "Kabupaten/Kota" says nothing
_REGION = {"kabupaten", "kota"}

_DROP = {*_SMALL, "daerah", "kewenangan"}

_BRACKET = re.compile(r"\(([^()]*)\)|\([^()]*$")

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
    "formal",
    "informal",
    "perkotaan",
    "perdesaan",
    "pedesaan",
}

# a bracket that says only what kind of figure the row holds
_KIND = (["keluaran"], ["hasil"], ["outcome"], ["persen"])


@cache
def name_key(name: str) -> str:
    """Return a key for comparing names: no numbering, percent signs, small words, case.

    What stands in brackets belongs to the name (7-12 tahun, DAK), but not the abbreviation of the
    words before it, nor the words of an abbreviation before it.

    Examples
    --------
    >>> name_key("2. Persentase (%) PMKS yg ditangani"), name_key("- Sub Kegiatan Sandang")
    ('persentase pmks ditangani', 'sandang')
    >>> name_key("Penyandang Masalah Sosial (PMS)"), name_key("APK (7-12 tahun)")
    ('penyandang masalah sosial', 'apk 7 12 tahun')
    """
    text = _PREFIX.sub("", name.lower().strip())
    words: list[str] = []
    place = 0
    for bracket in _BRACKET.finditer(text):
        words += _words(text[place : bracket.start()])
        inside = _words(bracket[0])
        words += [] if _abbreviates(words, inside) else inside
        place = bracket.end()
    return " ".join(_significant(words + _words(text[place:])))


@cache
def bare_key(name: str) -> str:
    """Return the key of a name without any bracket, and without the kind of region.

    Names of one such key are one quantity unless their brackets or regions tell them apart (see
    `merge_variants`).

    Examples
    --------
    >>> bare_key("APK (7-12 tahun) Kota Malang"), bare_key("Kota Layak Anak (KLA)")
    ('apk malang', 'layak anak')
    """
    text = _PREFIX.sub("", name.lower().strip())
    words = _significant(_words(_BRACKET.sub(" ", text)))
    return " ".join(word for word in words if word not in _REGION)


def _words(text: str) -> list[str]:
    text = re.sub(r"\bkab(?:upaten)?\.?(?:\s*(?:/|dan\b|atau\b)?\s*kota\b|\s*/)", " ", text)
    return [_WORDS.get(word, word) for word in re.findall(r"[a-z0-9]+", text)]


def _significant(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in _DROP]


def _abbreviates(before: list[str], inside: list[str]) -> bool:
    """Say whether a bracket holds the initials of the words before it, or the words of initials."""
    if not before or not inside or inside in _KIND:
        return not inside or inside in _KIND
    if len(inside) == 1:
        short = re.sub(r"([a-z])(\d)", lambda two: two[1] * int(two[2]), inside[0])
        whole, plain = (
            "".join(word[0] for word in some)
            for some in (before, [word for word in before if word not in _SMALL])
        )
        return len(short) > 1 and (whole.endswith(short) or plain.endswith(short))
    return before[-1] == "".join(word[0] for word in inside if word not in _SMALL)


def name_keys(names: pd.Series, key: Callable[[str], str] = name_key) -> pd.Series:
    """Return the `name_key` or `bare_key` of every name; each distinct one is worked out once."""
    keys = names.map({name: key(name) for name in names.unique()})
    return keys.astype(str) if names.empty else keys  # of no name, too, the keys are text


def merge_keys(keys: Iterable[str] | Mapping[str, int], least: float = LIKE - 8) -> dict[str, str]:
    """Return key → representative, for the keys that are another one spelled differently.

    They differ by one or two long, alike words; short words (acronyms), numbers and negations are
    equal. The representative is the most frequent spelling. `keys`: every key as often as it stands
    there, or how often each does. `least`: how alike the whole names must be, 0 to 100.
    """
    names = [name for name, _ in Counter(keys).most_common() if name]
    out: dict[str, str] = {}
    if len(names) < 2:
        return out
    for i, j in pairs_alike(names, least):
        if names[j] not in out and _same(names[i], names[j]):
            out[names[j]] = out.get(names[i], names[i])
    return out


def merge_variants(names: pd.DataFrame) -> dict[str, str]:
    """Return key → key, for names that differ only by brackets or the kind of region.

    They are one quantity where no table prints two of them on different lines and only one of them
    says more than the bare name: "TFR (15 s/d 49 tahun)" and "TFR". Two that say different things,
    "APK (7-12 tahun)" and "APK (13-15 tahun)", stay apart. The key of most rows is kept.

    Parameters
    ----------
    names : DataFrame, one row per printed name of one dinas
        `kunci` (`name_key`), `polos` (`bare_key`), `peta` (the table) and `baris`.

    Examples
    --------
    >>> names = pd.DataFrame({"nama": ["TFR (15 s/d 49)", "TFR"], "peta": ["1", "2"], "baris": 1})
    >>> keys = names["nama"].map(name_key), names["nama"].map(bare_key)
    >>> merge_variants(names.assign(kunci=keys[0], polos=keys[1]))
    {'tfr': 'tfr 15 s d 49'}
    """
    rows = [
        *zip(*(names[name].tolist() for name in ("kunci", "polos", "peta", "baris")), strict=True)
    ]
    more: dict[str, list[str]] = {}
    for key, bare, *_ in rows:
        if key != bare and bare:
            more.setdefault(bare, []).append(key)
    printed: dict[tuple[str, str], tuple[set, set]] = {}
    often = Counter(key for key, bare, *_ in rows if bare in more)
    for key, bare, table, line in rows:
        if bare in more:
            keys, lines = printed.setdefault((bare, table), (set(), set()))
            keys.add(key)
            lines.add(line)
    apart = {bare for (bare, _), some in printed.items() if all(len(each) > 1 for each in some)}
    out: dict[str, str] = {}
    for bare, keys in sorted(more.items()):
        full = keys[0]
        if bare not in apart and len(set(keys)) == 1 and bare in often:
            out |= {bare: full} if often[full] >= often[bare] else {full: bare}
    return out


@cache
def standard_names() -> frozenset[str]:
    """Return the keys of all names of the nomenclature of programmes and activities."""
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
    if one in standard_names() and two in standard_names():
        return False
    a, b = one.split(), two.split()
    only_a, only_b = [w for w in a if w not in b], [w for w in b if w not in a]
    if not only_a and not only_b:
        return True
    if len(only_a) > 2 or len(only_b) > 2 or any(w in _NOT or w.isdigit() for w in only_a + only_b):
        return False
    left, right = "".join(only_a), "".join(only_b)
    return min(len(left), len(right)) > 5 and letters_alike(left, right) >= threshold(
        "audit_salah_eja"
    )
