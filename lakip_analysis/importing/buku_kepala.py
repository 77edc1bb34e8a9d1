"""Heads of tables in a sheet: which rows are one, and what each of its columns means.

The titles that agencies use are rows of `aturan/judul_kolom.csv`. A title is compared folded (no
case, spaces, punctuation); a misspelt one is known by likeness, but never against a word that tells
two columns apart (target, realisasi, sebelum, setelah …).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from ..aturan.rules import load_rules, threshold
from ..data.buku_kerja import Lembar

__all__ = [
    "OTHERS",
    "Judul",
    "Kepala",
    "count_titles",
    "find_heads",
    "fold_title",
    "head_titles",
    "is_numbering",
    "money_scale",
    "read_title",
    "said_as",
    "years_in",
]

DEEP = 5  # rows of a head at most

YEAR = r"(?:19|20)\d\d"

# of several years in one title: 2021-2026 · 2021 s.d. 2026
PERIOD = re.compile(
    rf"{YEAR}\s*(?:[-–—/]|s\.?\s*/?\s*d\.?|sampai(?: dengan)?|hingga)\s*{YEAR}", re.I
)

DATED = re.compile(rf"(?:\b(?:tahun anggaran|tahun|thn|th|ta|t\.a)\.?\s*)?{YEAR}", re.I)

# Nomor 86 Tahun 2017 is the name of a rule and no year of the data
RULE = re.compile(rf"\b(?:nomor|no\.?)\s*[\w./-]+\s*(?:tahun|th\.?|/)\s*{YEAR}", re.I)

# how a column is worked out from others, which it calls by their numbers: (10-12)
WORKED = re.compile(r"\(?\b\d{1,2}[a-z]?(?:\s*[-–=:/x×+]\s*\d{1,3}[a-z]?)+\)")

# words that tell two columns apart: a title that has one is never like a title without it
GUARDS = frozenset(
    (
        *("target", "realisasi", "capaian", "pagu", "anggaran", "sisa", "sebelum", "setelah"),
        *("sesudah", "murni", "perubahan", "rata", "tujuan", "sasaran", "program", "kegiatan"),
        *("sub", "indikator", "satuan", "kode", "nama", "keluaran", "bobot", "rp", "rupiah"),
        *("keuangan", "fisik", "serapan", "sumber", "kinerja"),
    )
)

VALUES = ("target", "realisasi", "capaian", "pagu_rp", "realisasi_rp", "persen")

QUALIFIERS = (
    *("tahap", "bagian_tahun", "tahun_lain", "jangka", "lain", "kali", "satuan_judul", "bentuk"),
)

OTHERS = "pembanding"  # figures of others, beside one's own

NUMBER = re.compile(r"(?:Rp\.?\s*)?[-−–(]?\d[\d.,]*\)?\s*%?(?:,-)?", re.I)


@dataclass(frozen=True)
class Judul:
    """One title of a column as read.

    `makna` is empty where the title is unknown; `sebab` says why a known one is not taken. `tahap`:
    1 before, 2 shifted, 3 after the change of the budget. `kali`: what its figures are multiplied
    with (ribuan rupiah). `nilai`: what the title says besides, e.g. the level of its indicators.
    `kelompok`: whose figures they are where `sebab` is that they are those of others (sdm).
    """

    teks: str
    makna: str = ""
    tahun: str = ""
    tahap: int = 0
    kali: int = 1
    satuan: str = ""
    nilai: str = ""
    sebab: str = ""
    uang: bool = False
    jangka: bool = False
    kelompok: str = ""


@dataclass(frozen=True)
class Kepala:
    """The head of one table: its rows (`awal` to before `akhir`), the title of each column."""

    awal: int
    akhir: int
    judul: dict[int, Judul] = field(default_factory=dict)


def fold_title(text: str) -> str:
    """Return a title as words alone.

    Examples
    --------
    >>> fold_title(" Capaian\\n(%) *)"), fold_title("Program/Kegiatan")
    ('capaian persen', 'program kegiatan')
    """
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("%", " persen ")))


@cache
def _sayings() -> dict[str, dict[str, tuple[str, str]]]:
    """Return the titles by use: makna of columns, parts of titles, words of rows and cells."""
    rows = load_rules("judul_kolom").fillna("")
    out: dict[str, dict[str, tuple[str, str]]] = {"kolom": {}, "bagian": {}, "mirip": {}}
    for row in rows.itertuples():
        words, value = fold_title(row.sebutan), str(row.nilai)
        if row.makna in QUALIFIERS:
            out["bagian"].setdefault(words, (row.makna, value))
        elif row.makna.startswith(("baris_", "kata_")):
            out.setdefault(row.makna, {}).setdefault(words, (row.makna, value))
        else:
            key = words.replace(" ", "")
            out["kolom"].setdefault(key, (row.makna, value))
            if row.cara == "mirip" and len(key) >= 6:
                out["mirip"].setdefault(words, (row.makna, value))
    return out


@lru_cache(maxsize=65536)
def said_as(kind: str, text: str) -> str | None:
    """Return what the rules say of a row or a cell whose text is one of theirs, else None.

    Examples
    --------
    >>> said_as("baris_jumlah", "JUMLAH :"), said_as("kata_polaritas", "Negatif")
    ('', 'turun')
    >>> said_as("baris_jumlah", "Rata-rata capaian sasaran 2")
    ''
    >>> said_as("baris_jumlah", "Jumlah penduduk miskin")
    """
    words = fold_title(text)
    if len(words) > 2 and all(len(word) == 1 for word in words.split()):  # J U M L A H
        words = words.replace(" ", "")
    known = _sayings()[kind]
    # a total of several says which: Rata-rata capaian sasaran 2
    found = known.get(words) or known.get(re.sub(r" (?:ke )?\d{1,2}$", "", words))
    return None if found is None else found[1]


def years_in(text: str) -> list[str]:
    """Return the years a text names, without those of rules and of periods.

    Examples
    --------
    >>> years_in("Renstra 2021-2026, Permendagri Nomor 86 Tahun 2017: Tahun 2023")
    ['2023']
    """
    plain = RULE.sub(" ", PERIOD.sub(" ", text))
    return list(dict.fromkeys(re.findall(rf"(?<!\d)({YEAR})(?!\d)", plain)))


@lru_cache(maxsize=4096)
def read_title(levels: tuple[str, ...]) -> Judul:
    """Return what the texts over one column mean, the topmost first.

    Examples
    --------
    >>> found = read_title(("Target", "Tahun 2023"))
    >>> found.makna, found.tahun
    ('target', '2023')
    >>> read_title(("Anggaran (Rp)", "Realisasi")).makna, read_title(("Pagu Perubahan",)).tahap
    ('realisasi_rp', 3)
    >>> read_title(("Realisai",)).makna, read_title(("Realisasi Triwulan II",)).sebab
    ('realisasi', 'bagian dari setahun')
    """
    teks = " › ".join(levels)
    levels = tuple(WORKED.sub(" ", level) for level in levels)
    years = [year for level in levels for year in years_in(level)]
    found = Judul(teks, tahun=years[0] if len(set(years)) == 1 else "")
    rest = []
    for level in levels:
        words, found = _qualify(level, found)
        rest.append(words)
    whole = [fold_title(PERIOD.sub(" ", DATED.sub(" ", level))) for level in levels]
    if len(levels) > 1:  # a group of years: Target › Tahun › 2023
        whole, rest = ([one for one in some if one != "tahun"] for some in (whole, rest))
    known = _sayings()["kolom"].get("".join(whole).replace(" ", ""))
    makna, nilai = known or _meaning(rest) or _meaning(whole) or ("", "")
    if not makna and (over := _meaning(rest[:-1])) and over[0] in VALUES:  # Realisasi › Optimis
        makna, nilai = over
        found = replace(found, sebab=f"“{levels[-1]}” di bawahnya tidak dikenal")
    if not makna and found.satuan == "%" and not any(rest):
        makna = "capaian"
    if found.uang or found.satuan == "Rp":
        makna = {"target": "pagu_rp", "realisasi": "realisasi_rp", "capaian": "persen"}.get(
            makna, makna
        )
    if makna not in VALUES:
        found = replace(found, sebab="", tahap=0)
    elif len(set(years)) > 1:
        found = replace(found, sebab="dua tahun dalam satu judul")
    elif found.jangka and (not years or makna == "capaian"):
        found = replace(found, sebab="jangka menengah, bukan tahun itu")
    elif not years and any(PERIOD.search(level) for level in levels):
        found = replace(found, sebab="judulnya sebuah periode, bukan satu tahun")
    return replace(found, makna=makna, nilai=nilai)


def _qualify(level: str, found: Judul) -> tuple[str, Judul]:
    """Return the words of one text without those that only qualify it, and what these say."""
    words = f" {fold_title(DATED.sub(' ', PERIOD.sub(' ', level)))} "
    lone = fold_title(level)
    parts, there = _sayings()["bagian"], {*words.split(), *lone.split()}
    for said, first in _parts():
        if first not in there:
            continue
        full = f" {said} "
        if full not in words and said != lone:
            continue
        if said == lone:
            words = " "
        makna, value = parts[said]
        if makna == "kali" and not re.search(
            r"[(]|rp|rupiah|dalam|juta|ribu|mil", level.casefold()
        ):
            continue
        words = words.replace(full, " ")
        found = _noted(found, makna, value, said, level)
    if re.search(r"\b(?:anggaran|keuangan|pagu|belanja|rp)\b", words):
        found = replace(found, uang=True)
    return re.sub(r"\b(?:tahun anggaran|tahun|thn|th|ta|t a)\b", " ", words).strip(), found


def _noted(found: Judul, makna: str, value: str, said: str, level: str) -> Judul:
    """Return a title with what one of its qualifying words says."""
    more: dict[str, object] = {}
    match makna:
        case "tahap":
            more = {"tahap": max(found.tahap, int(value))}
        case "kali":
            more = {"kali": int(value), "satuan": "Rp"}
        case "satuan_judul":
            more = {"satuan": value}
        case "jangka":
            more = {"jangka": True}
        case "bagian_tahun":
            more = {"sebab": "bagian dari setahun"}
        case "tahun_lain" if not years_in(level):
            more = {"sebab": "tahunnya tidak disebut dengan angka"}
        case "lain":
            others = found.kelompok == OTHERS and not value  # Standar Nasional Kab/Kota
            group = OTHERS if others else "" if found.sebab else value
            more = {"sebab": f"judulnya menyebut “{said}”", "kelompok": group}
    return replace(found, **more)


@cache
def _parts() -> list[tuple[str, str]]:
    """Return the words that qualify a title and their first one, the longest first."""
    parts = _sayings()["bagian"]
    return [(said, said.split()[0]) for said in sorted(parts, key=len, reverse=True)]


def _meaning(levels: list[str]) -> tuple[str, str] | None:
    """Return the meaning of all the words together, else of the lowest ones, else of one level."""
    known, levels = _sayings(), [level for level in levels if level]
    tries = [levels[n:] for n in range(len(levels))]
    for part in tries:
        found = known["kolom"].get("".join(part).replace(" ", ""))
        if found:
            return found
    for part in tries:
        found = _alike(part[0]) if len(part) == 1 else None
        if found:
            return found
    return None


@cache
def _joined() -> dict[str, str]:
    return {said: said.replace(" ", "") for said in _sayings()["mirip"]}


@lru_cache(maxsize=65536)
def _alike(words: str) -> tuple[str, str] | None:
    """Return the meaning of the one title that a misspelt one must be, if there is one."""
    if len(words) < 6:
        return None
    best: dict[tuple[str, str], float] = {}
    own, mirip = set(words.split()) & GUARDS, _sayings()["mirip"]
    hits = process.extract(
        words.replace(" ", ""),
        _joined(),
        scorer=fuzz.ratio,
        score_cutoff=threshold("judul_mirip"),
        limit=None,
    )
    for _, score, said in hits:
        theirs = set(said.split()) & GUARDS
        near = all(max(fuzz.ratio(guard, word) for word in words.split()) >= 80 for guard in theirs)
        # every word must be one of theirs: Realisasi I is no Realisasi
        whole = all(
            max(fuzz.ratio(word, one) for one in said.split()) >= 70 for word in words.split()
        )
        if own <= theirs and near and whole:
            best[mirip[said]] = max(score, best.get(mirip[said], 0))
    ranked = sorted(best, key=best.get, reverse=True)
    if not ranked or (len(ranked) > 1 and best[ranked[0]] - best[ranked[1]] < 3):
        return None
    return ranked[0]


def is_numbering(cells: list[str]) -> bool:
    """Say whether a row only numbers the columns: 1 2 3 · (1) (2) · a b c=b/a.

    Examples
    --------
    >>> is_numbering(["1", "2", "", "3", "4=3/2x100"]), is_numbering(["1", "Indeks", "3"])
    (True, False)
    >>> is_numbering(["1", "", "3", "4", "5.00", "7"]), is_numbering(["2", "4", "8", "9"])
    (True, False)
    """
    filled = [cell for cell in cells if cell]
    plain = re.compile(r"\(?(?:\d{1,2}(?:[.,]00?)?|[a-zA-Z])\)?[.)]?(?:\s*[=:(/].*)?")
    if len(filled) < 3 or not all(plain.fullmatch(cell) for cell in filled):
        return False
    first = [re.match(r"\(?(\d{1,2}|[a-zA-Z])", cell)[1].casefold() for cell in filled]
    numbers = [int(one) if one.isdigit() else ord(one) for one in first]
    steps = [b - a for a, b in pairwise(numbers)]
    # many columns numbered from the first on may leave some out
    far = len(steps) > 3 and numbers[0] == 1 and all(step > 0 for step in steps)
    return far or all(step in (0, 1) for step in steps)


def count_titles(cells: list[str]) -> int:
    """Return how many cells of a row are titles of columns."""
    return sum(bool(cell) and bool(read_title((cell,)).makna) for cell in cells if len(cell) < 120)


def find_heads(lembar: Lembar) -> list[Kepala]:
    """Return the heads of the tables of a sheet, from the top.

    Parameters
    ----------
    lembar : Lembar

    Returns
    -------
    list of Kepala
        `akhir` is the first row under the head; a row that numbers the columns still belongs to
        what is under it.
    """
    rows, heads, row = lembar.baris, [], 0
    while row < len(rows):
        if not _is_head(rows[row]):
            row += 1
            continue
        first, last = _upwards(rows, row, heads[-1].akhir if heads else 0), row
        while (
            last + 1 < len(rows) and last + 1 - first < DEEP and _goes_on(lembar, first, last + 1)
        ):
            last += 1
        judul = head_titles(lembar, first, last)
        heads.append(Kepala(first, last + 1, judul))
        row = last + 1
    return heads


@lru_cache(maxsize=65536)
def _kind(cell: str) -> str:
    """Return of one cell: `judul`, `bagian` (a year, a unit, a part of a year), `angka`, `lain`."""
    if len(cell) > 120:
        return "lain"
    if re.fullmatch(rf"{YEAR}(?:\s*\(?%\)?)?", cell):
        return "bagian"
    if NUMBER.fullmatch(cell):
        return "angka"
    if read_title((cell,)).makna:
        return "judul"
    words, _ = _qualify(cell, Judul(cell))
    return "bagian" if not words and len(cell) < 40 else "lain"


def _is_head(cells: list[str]) -> bool:
    kinds = [_kind(cell) for cell in cells if cell]
    if "angka" in kinds:
        return False
    if kinds.count("judul") < 2:
        return False
    means = {read_title((cell,)).makna for cell in cells if cell and _kind(cell) == "judul"}
    return len(means) > 1 and kinds.count("judul") + kinds.count("bagian") >= kinds.count("lain")


def _upwards(rows: list[list[str]], row: int, least: int) -> int:
    """Return the first row of the head: years or groups may stand over the first full one."""
    while row > least and row > 0:
        above = rows[row - 1]
        filled = [place for place, cell in enumerate(above) if cell]
        first = next((place for place, cell in enumerate(rows[row]) if cell), 0)
        if (
            not filled
            or filled[0] <= first
            or not all(_kind(above[place]) in ("judul", "bagian") for place in filled)
        ):
            return row
        row -= 1
    return row


def _goes_on(lembar: Lembar, first: int, row: int) -> bool:
    """Say whether a row under the first of a head still belongs to it."""
    cells = lembar.baris[row]
    filled = [place for place, cell in enumerate(cells) if cell]
    spanned = any(a <= row - 1 and first <= a and c >= row for a, _, c, _ in lembar.gabung)
    if not filled:
        return spanned
    if is_numbering(cells):
        return False
    kinds = [_kind(cells[place]) for place in filled]
    if "angka" in kinds:
        return False
    if spanned and first == row - 1:
        return True
    return "lain" not in kinds


def head_titles(lembar: Lembar, first: int, last: int) -> dict[int, Judul]:
    """Return the title of each column: the texts over it, the groups spread over their columns."""
    width = max(len(row) for row in lembar.baris[first : last + 1])
    head = [[*row, *[""] * (width - len(row))] for row in lembar.baris[first : last + 1]]
    closed = set()  # cells that a merge has filled or closed
    for a, b, c, d in lembar.gabung:
        if a > last or c < first or a < first:
            continue
        text = head[a - first][b] if b < width else ""
        for r in range(a, min(c, last) + 1):
            for k in range(b, min(d, width - 1) + 1):
                head[r - first][k] = text
                closed.add((r - first, k))
    for depth in range(len(head) - 1):
        for place in range(1, width):
            below = any(head[r][place] for r in range(depth + 1, len(head)))
            beside = any(head[r][place - 1] for r in range(depth + 1, len(head)))
            same = all(head[r][place] == head[r][place - 1] for r in range(depth))
            left = head[depth][place - 1]
            alone = (depth, place - 1) in closed  # its merge ends there
            if not head[depth][place] and below and beside and same and left and not alone:
                head[depth][place] = left
    judul = {}
    for place in range(width):
        levels = [line[place] for line in head if line[place]]
        levels = [text for n, text in enumerate(levels) if n == 0 or text != levels[n - 1]]
        if levels:
            judul[place] = read_title(tuple(levels))
    return judul


def money_scale(text: str) -> int:
    """Return what amounts are multiplied with when a line says so: dalam ribuan rupiah → 1000.

    Examples
    --------
    >>> money_scale("(dalam jutaan rupiah)"), money_scale("Seribu rupiah"), money_scale("Rp 000")
    (1000000, 1, 1000)
    """
    words = f" {fold_title(text)} "
    found = [
        int(value)
        for said, (makna, value) in _sayings()["bagian"].items()
        if makna == "kali" and " " in said and f" {said} " in words
    ]
    return max(found, default=1)
