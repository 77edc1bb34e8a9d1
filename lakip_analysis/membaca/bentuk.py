"""Tables known by their form: what their figures work out, whatever their titles say."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ..importing.buku_bentuk import NAMES
from ..importing.buku_kepala import VALUES, Judul, fold_title, read_title, said_as
from ..numbers import read_number
from .hitungan import HUNDRED, kind_of, left_over, share_proven
from .kolom import (
    FIGURES,
    GRADED,
    HALF,
    LEVELS,
    SOME,
    SURE,
    Dokumen,
    Kolom,
    cells_under,
    is_large,
    share_of,
)
from .tabel import Tabel

__all__ = [
    "BARE",
    "SHARES",
    "budget_titles",
    "by_region",
    "levels_over",
    "score_titles",
    "shares_of",
]

SHARES = ("persen", "capaian persen", "persen capaian", "persentase", "capaian")
BARE = ("persen", "persentase", "persentase persen", "prosentase")
PARTS = ("penyebut", "pembilang", "realisasi")  # a share and what it is worked out from
MEANT = {"penyebut": "target", "pembilang": "realisasi"}  # as a title of figures
SCORE = ("nilai", "skor")


def shares_of(table: Tabel) -> list[Kolom]:
    """Return the columns of a table nobody knows where shares of counts are worked out in it.

    Each share with the one pair on its left that gives it in nearly every row; what the rows are of
    stands in the only column of words before them.
    """
    judul = table.judul
    filled = [n for n in range(table.lebar) if cells_under(table, n)]
    shares = [
        n
        for n in filled
        if n in judul
        and not judul[n].sebab
        and (judul[n].satuan == "%" or is_share_title(judul[n]))
    ]
    if not shares:
        shares = [n for n in filled if judul.get(n, Judul("")).makna not in VALUES]
        shares = [n for n in shares[-1:] if share_of(cells_under(table, n), _is_count) > HALF]
    # a title that is known says itself what its figures are
    known = {n for n, one in judul.items() if one.makna in VALUES or one.sebab}
    taken: dict[int, str] = {}
    before = -1
    for c in shares:
        between = [n for n in filled if before < n < c and n not in known]
        left = [n for n in between if share_of(cells_under(table, n), _is_count) > HALF]
        pairs = [
            (a, b)
            for a in left
            for b in left
            if a < b and share_proven(_triples(table, a, b, c), False, SURE) >= SURE
        ]
        if c not in judul or not (judul[c].satuan == "%" or is_share_title(judul[c])):
            pairs = [pair for pair in pairs if _is_told(_triples(table, *pair, c))]
        if len(pairs) > 1:  # whole shares agree with anything
            pairs = [pair for pair in pairs if _all_told(_triples(table, *pair, c))]
        if len(pairs) != 1:
            continue
        a, b = pairs[0]
        told = is_share_title(judul[c])
        # an achievement may be one of a target, or itself what is reached of a whole
        if told and (_says(table, a), _says(table, b)) != FIGURES[:2]:
            continue
        taken |= dict(zip((a, b, c), FIGURES if told else PARTS, strict=True))
        before = c
    first = min(taken, default=-1)
    words = [
        n
        for n in filled
        if n < first
        and share_of(cells_under(table, n), _is_word) > HALF
        and judul.get(n, Judul("")).makna not in ("satuan", "nomor")
    ]
    if len(words) != 1:
        return [
            Kolom(n, one, sebab=f"kolom “{one.teks}” tidak dipakai") for n, one in judul.items()
        ]
    out = []
    untitled = {n: Judul("") for n in taken if n not in judul}
    for n, one in sorted((judul | untitled).items()):
        column = Kolom(n, one, sebab=f"judul kolom “{one.teks}” tidak dikenal")
        if n in taken:
            meant = replace(one, makna=MEANT.get(taken[n], taken[n]), sebab="")
            column = Kolom(n, meant, "kinerja", taken[n])
        elif n == words[0]:
            column = Kolom(n, replace(one, makna="nama_indikator"), "kinerja", "nama")
        elif one.makna in ("nomor", "satuan"):
            column = Kolom(n, one, peran={"nomor": "no"}.get(one.makna, one.makna))
        out.append(column)
    return out


def _is_told(rows: list[tuple[str, str, str]]) -> bool:
    """Say whether enough shares are not whole ones, so that no other pair could give them."""
    shares = {read_number(cell, "koma").nilai for *_, cell in rows} - {None, 0, HUNDRED}
    return len(shares) >= SOME


def _all_told(rows: list[tuple[str, str, str]]) -> bool:
    """Say whether every share that is not a whole one is that of the two counts beside it."""
    told = [row for row in rows if read_number(row[2], "koma").nilai not in (None, 0, HUNDRED)]
    return _is_told(told) and share_proven(told, False) == 1


def _triples(table: Tabel, a: int, b: int, c: int) -> list[tuple[str, str, str]]:
    rows = [row.sel for row in table.baris if len(row.sel) > c]
    return [(row[a], row[b], row[c]) for row in rows if row[a] and row[b] and row[c]]


def _says(table: Tabel, place: int) -> str:
    """Return what a title inside a column says of it: the head of a part of the table."""
    found = (read_title((cell,)).makna for cell in cells_under(table, place) if _is_word(cell))
    return next((makna for makna in found if makna in FIGURES), "")


def is_share_title(one: Judul) -> bool:
    """Say whether a title is that of an achievement, by more than a sign of per cent."""
    return one.makna == "capaian" and fold_title(one.teks.split(" › ")[-1]) not in BARE


def _is_count(cell: str) -> bool:
    return read_number(cell, "koma").jenis in ("angka", "kosong")


def _is_word(cell: str) -> bool:
    words = re.findall(r"[^\W\d_]{3,}", cell)
    return len(words) > 1 or (bool(words) and not re.match(r"\W*\d", cell))


def by_region(table: Tabel, dokumen: Dokumen) -> list[Kolom]:
    """Return the columns of a table that sets the region beside others: its own figures by year.

    Its groups of columns are called by regions alone, with years under them; others' figures are
    not read.
    """
    over = {n: levels_over(one)[0] for n, one in table.judul.items() if one.tahun and not one.makna}
    regions = {text: fold_title(text) for text in over.values()}
    region = re.compile(r"(?:kota|kabupaten|kab|provinsi) \w")
    names = [
        n for n, one in table.judul.items() if one.makna in ("nama_indikator", "nama_keluaran")
    ]
    own = [text for text, words in regions.items() if words == fold_title(dokumen.daerah)]
    whole = all(map(region.match, regions.values())) and len(regions) > 1
    if len(own) != 1 or not whole or len(names) != 1 or min(over) < names[0]:
        return []
    out = []
    for n, one in sorted(table.judul.items()):
        column = Kolom(n, one, sebab=f"kolom “{one.teks}” tidak dipakai")
        if over.get(n) == own[0]:
            meant = replace(one, makna="realisasi", sebab="")
            column = Kolom(n, meant, "kinerja", "realisasi", int(one.tahun))
        elif n == names[0]:
            column = Kolom(n, one, "kinerja", "nama", level=one.nilai)
        elif one.makna == "nomor":
            column = Kolom(n, one, peran="no")
        out.append(column)
    return out


def score_titles(table: Tabel, judul: dict[int, Judul]) -> dict[int, Judul]:
    """Return the titles of an evaluation: components, each with its weight and its score.

    A score is what was reached; a weight is what could be, where its share is printed beside it.
    """
    names = [n for n, one in judul.items() if said_as("kata_komponen", _last(one)) is not None]
    scores = [
        n
        for n, one in judul.items()
        if not one.makna and any(fold_title(level).startswith(SCORE) for level in levels_over(one))
    ]
    if len(names) != 1 or not scores or min(scores) < names[0]:
        return judul
    out = dict(judul)
    out[names[0]] = replace(judul[names[0]], makna="nama_indikator", nilai=LEVELS[0])
    for n in scores:
        out[n] = replace(judul[n], makna="realisasi", nilai=GRADED, sebab="")
        beside = [k for k in range(n - 2, n + 3) if k in judul and judul[k].tahun == judul[n].tahun]
        weight = [k for k in beside if judul[k].makna == "bobot"]
        share = [k for k in beside if judul[k].makna == "capaian"]
        if len(weight) == len(share) == 1:
            rows = [row.sel for row in table.baris if len(row.sel) > max(beside)]
            trio = [(row[weight[0]], row[n], row[share[0]]) for row in rows]
            if share_proven([one for one in trio if all(one)], False) >= SURE:
                out[weight[0]] = replace(judul[weight[0]], makna="target", sebab="")
    return out


def levels_over(one: Judul) -> list[str]:
    """Return the texts over a column, the topmost first."""
    return one.teks.split(" › ")


def _last(one: Judul) -> str:
    return levels_over(one)[-1]


def budget_titles(table: Tabel, judul: dict[int, Judul]) -> dict[int, Judul]:
    """Return the titles where the figures of a budget say which are budget, spending and share.

    Only in a table that names lines of a budget and speaks of both, whose titles do not tell all
    three, and where three columns in this order, and no other, work out in nearly every row.
    """
    means = {one.makna for one in judul.values() if not one.sebab}
    whole = fold_title(" ".join(cell for row in table.atas for cell in row))
    spoken = "realisasi" in whole and re.search(r"\b(?:anggaran|pagu)\b", whole)
    names = means & {"kode"} and means & set(NAMES)
    if not spoken or not names or {"pagu_rp", "realisasi_rp", "persen"} <= means:
        return judul
    filled = [place for place in range(table.lebar) if len(cells_under(table, place)) > 2]
    money = [n for n in filled if share_of(cells_under(table, n), is_large) >= SURE]
    found = []
    for a, b in pairwise(money):
        for c in filled:
            rows = [row.sel for row in table.baris if len(row.sel) > max(b, c)]
            if (
                c > b
                and c not in money
                and (share_proven([(row[a], row[b], row[c]) for row in rows], True) >= SURE)
            ):
                found.append((a, b, c))
    if len(found) != 1:
        return judul
    roles = dict(zip(found[0], ("pagu_rp", "realisasi_rp", "persen"), strict=True))
    roles |= _physical(table, found[0], filled)
    proven = {
        n: replace(judul.get(n, Judul("")), makna=makna, sebab="", tahap=0)
        for n, makna in roles.items()
    }
    # the titles of figures stand beside their columns here
    rest = {n: replace(one, makna="") if one.makna in VALUES else one for n, one in judul.items()}
    return dict(sorted((rest | proven).items()))


def _physical(table: Tabel, money: tuple[int, int, int], filled: list[int]) -> dict[int, str]:
    """Return the two columns of physical progress between a share and what is left of the budget.

    Only where the head speaks of target and realisation of what is physical, and where the last
    column is budget less spending in nearly every row: so nothing has moved between the two.
    """
    a, b, c = money
    right = [n for n in filled if n > c]
    titles = [[fold_title(cell) for cell in row if cell] for row in table.atas]
    spoken = any("fisik" in title.split() for row in titles for title in row)
    order = [
        word for row in titles for title in row for word in title.split()[:1] if word in FIGURES
    ]
    if len(right) != 3 or not spoken or "target realisasi" not in " ".join(order):
        return {}
    rows = [row.sel for row in table.baris if len(row.sel) > right[2]]
    closed = left_over(rows, a, b, right[2]) >= SURE
    shares = [cell for n in right[:2] for cell in cells_under(table, n)]
    if not closed or any(kind_of(cell) == "uang" for cell in shares):
        return {}
    return dict(zip(right, FIGURES[:2], strict=False))
