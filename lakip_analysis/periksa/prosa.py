"""Sentences held against the tables: one figure of one indicator, told in words and in a table."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

from ..importing.buku_kepala import fold_title
from ..membaca.baca import Bacaan
from ..membaca.baris import Sel, name_key
from ..membaca.hitungan import readings, step_of
from .sejajar import MOST, Selisih, is_slip

__all__ = ["find_told"]

SENTENCE = re.compile(r"(?<=[a-z)%\d])\.\s+(?=[A-Z])")
FIGURE = re.compile(r"(?<![\d.,])(?:Rp\.?\s*)?(-?\d[\d.,]*)(?<![.,])\s*(%|persen)?")
YEAR = re.compile(r"(?:19|20)\d\d")
# the last of these words before a figure says what it is
ROLES = (
    ("capaian", re.compile(r"\bcapaian(?:nya)?\b")),
    ("target", re.compile(r"\btarget(?:nya)?\b")),
    ("pagu", re.compile(r"\b(?:di)?anggar(?:kan|an)\b|\bpagu\b")),
    ("realisasi", re.compile(r"\b(?:te)?realisasi(?:nya)?\b|\bmenjadi\b|\bsebesar\b|\bmencapai\b")),
)
PLAIN = {"sebesar", "mencapai", "menjadi"}  # they follow what they are of
LEAST = 12  # signs of a name that is found in running text
LONG = 400  # signs of a sentence
# whose figures, or of what plan, that are not those of the dinas in the year
OTHERS = re.compile(
    r"\b(?:nasional|provinsi|kementerian|rpjmn|rpjmd|renstra|maksimal|standar|akhir|rata-rata)\b",
    re.IGNORECASE,
)
NEAR = 2  # times a figure that may be the same one

Cetak = dict[tuple, list[Sel]]


def find_told(bacaan: Bacaan) -> list[Selisih]:
    """Return the sentences that tell another figure than the tables do.

    Only of a sentence with one name that tables print, a word that says what the figure is (target,
    realisasi, capaian, anggaran), and a year: its own, else that of the document. Either may be the
    wrong one. What is no like figure, or stands in no table, is not judged.

    Parameters
    ----------
    bacaan : Bacaan
    """
    printed: Cetak = defaultdict(list)
    names: dict[str, str] = {}
    for row in bacaan.baris:
        key = name_key(row.kata["nama"])
        if len(key) < LEAST or row.kelompok or row.jumlah:
            continue
        names[key] = row.kata["nama"]
        for cell in row.sel:
            if len(cell.calon) == 1 and cell.status == "pasti":
                printed[(row.isi, key, cell.peran, cell.tahun)].append(cell)
    order = sorted(names, key=len, reverse=True)
    out = []
    for number, line in enumerate(bacaan.naskah.baris, 1):
        if "\t" in line or not re.search(r"\d", line) or len(line) < LEAST:
            continue
        for sentence in SENTENCE.split(line):
            out += _told(sentence, number, names, order, printed, bacaan.dokumen.tahun)
    return out


def _told(
    sentence: str,
    number: int,
    names: dict[str, str],
    order: list[str],
    printed: Cetak,
    year: int | None,
) -> list[Selisih]:
    if len(sentence) > LONG or OTHERS.search(sentence):
        return []
    folded = fold_title(sentence).replace(" ", "")
    found: list[str] = []
    for key in order:
        if key in folded and not any(key in longer for longer in found):
            found.append(key)
    if len(found) != 1:
        return []
    key, out = found[0], []
    for text, role, when in _figures(sentence, year):
        if text in names[key]:
            continue
        for isi in ("kinerja", "anggaran"):
            cells = printed.get((isi, key, role, when), [])
            known = [
                cell
                for (kind, name, _, at), some in printed.items()
                for cell in some
                if (kind, name, at) == (isi, key, when)
            ]
            # “capaian” is said of what was reached, too
            if cells and not _agrees(text, isi, role, known) and _is_like(text, isi, cells):
                places = dict.fromkeys((cell.baris, cell.tempat) for cell in cells)
                out.append(
                    Selisih(
                        number,
                        -1,
                        (),
                        "beda_antartabel",
                        "prosa.lain",
                        text,
                        cells[0].teks,
                        names[key],
                        lain=tuple(places)[:MOST],
                    )
                )
    return out


def _figures(sentence: str, year: int | None) -> list[tuple[str, str, int | None]]:
    """Return the figures of a sentence, what each is, and of which year.

    Examples
    --------
    >>> _figures("Realisasi imunisasi pada tahun 2023 sebesar 81,2 dari target 90,0.", 2024)
    [('81,2', 'realisasi', 2023), ('90,0', 'target', 2023)]
    >>> _figures("Dibandingkan tahun 2022 sebesar 71,5, imunisasi naik menjadi 75,0.", 2023)
    [('71,5', 'realisasi', 2022), ('75,0', 'realisasi', 2023)]
    """
    out, low = [], sentence.lower()
    years = [(one.start(), int(one[0])) for one in YEAR.finditer(sentence)]
    compared = low.startswith("dibanding")
    last = 0
    for one in FIGURE.finditer(sentence):
        text = one[1].rstrip(".,")
        if YEAR.fullmatch(text):
            continue
        between = low[last : one.start()]
        last = one.end()
        said = [
            (found.start(), role, found[0])
            for role, pattern in ROLES
            for found in pattern.finditer(between)
        ]
        if not said:
            continue
        _, role, word = max(said)
        told = [name for _, name, other in said if other not in PLAIN]
        role = told[-1] if word in PLAIN and told else role
        before = [value for at, value in years if at < one.start()]
        when = before[-1] if before else year
        if compared:  # of two years the first is the one before
            when = before[0] if not out and before else year
        out.append((text, role, when))
    return out


def _values(text: str, isi: str, role: str) -> tuple[Decimal, ...]:
    money = isi == "anggaran" and role in ("pagu", "realisasi")
    return tuple(value for value, _ in readings(text, money, False)[0])


def _agrees(text: str, isi: str, role: str, cells: list[Sel]) -> bool:
    return any(
        abs(value - cell.calon[0][0]) <= step_of(text) + step_of(cell.teks)
        for value in _values(text, isi, role)
        for cell in cells
    )


def _is_like(text: str, isi: str, cells: list[Sel]) -> bool:
    """Say whether a figure may be meant for one in a table: as large, or one slip away."""
    plain = Decimal(re.sub(r"\D", "", text) or 0)
    for cell in cells:
        other = cell.calon[0][0]
        if is_slip(plain, Decimal(re.sub(r"\D", "", cell.teks) or 0)):
            return True
        for value in _values(text, isi, cell.peran):
            if value > 0 and other > 0 and other / NEAR <= value <= other * NEAR:
                return True
    return False
