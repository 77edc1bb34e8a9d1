"""Sentences held against the tables and against themselves: figures, how they work out, their year.

One figure of one indicator, told in words and in a table; an achievement or a share told beside
what it is worked out from; a year whose figures the tables print for another one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from ..importing.buku_kepala import fold_title
from ..membaca.baca import ID, Bacaan
from ..membaca.baris import Sel, name_key
from ..membaca.hitungan import HUNDRED, is_achievement, is_share, readings, step_of
from ..numbers import write_value
from .sejajar import MOST, Selisih, is_slip

__all__ = ["TOLD", "add_told", "find_told"]

TOLD = ":kalimat-b"  # of the id of a row that a sentence tells

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
    r"\b(?:nasional|provinsi|kementerian|rpjmn|rpjmd|renstra|maksimal|standar|akhir|rata-rata|"
    r"jangka menengah)\b",
    re.IGNORECASE,
)
NEAR = 2  # times a figure that may be the same one
NAMING = ("nama_", "sasaran_", "satuan_")
RATIO = re.compile(r"\d\s*:\s*\d")
TRIO = ("realisasi", "target", "capaian")
ROLES_OF = {
    "kinerja": (*TRIO, "pembilang", "penyebut"),
    "anggaran": ("pagu_induk", "pagu", "realisasi", "persen"),
}
AMOUNT = r"Rp\.?\s*(\d[\d.,]*\d)(?:,-)?"
# dianggarkan sebesar Rp … dan terealisasi Rp … atau … persen
SPENT = re.compile(
    rf"(?:anggar|pagu)[^.;]*?{AMOUNT}[^.;\d]*(?:realisasi|terserap|diserap)[^.;\d]*?{AMOUNT}"
    r"[^.;\d]*?(?:atau|\(|mencapai|sebesar|yaitu)[^.;\d]{0,20}?(\d[\d.,]*)\s*(?:%|persen)",
    re.IGNORECASE,
)

Cetak = dict[tuple, list[Sel]]


def find_told(bacaan: Bacaan) -> list[Selisih]:
    """Return the sentences that tell another figure than the tables do.

    Only of a sentence with one name that tables print, a word that says what the figure is (target,
    realisasi, capaian, anggaran), and a year: its own, else that of the document. Either may be the
    wrong one. What is no like figure, or stands in no table, is not judged. A sentence that no
    table contradicts must still work out.

    Parameters
    ----------
    bacaan : Bacaan
    """
    printed, names = _printed(bacaan)
    year, out = bacaan.dokumen.tahun, []
    for number, rest, found in _sentences(bacaan, names):
        told = []
        if len(found) == 1 and not OTHERS.search(rest):
            told = _told(rest, number, found[0], names[found[0]], printed, year)
        out += told or _misworked(rest, number, year)
    return out


def add_told(bacaan: Bacaan, kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return the as-published rows with what sentences alone say was reached the year before.

    “Dibandingkan tahun 2023 sebesar 71,5, … meningkat menjadi 75,0”: where no table prints it. Such
    a row stands at its line; no cell of a table is behind it.

    Parameters
    ----------
    bacaan : Bacaan
    kinerja : DataFrame
        `terbitan_kinerja`, numbers as numbers.
    """
    printed, names = _printed(bacaan)
    year = bacaan.dokumen.tahun
    keys = kinerja["nama_tercetak"].map(name_key)
    rows = []
    for number, rest, found in _sentences(bacaan, names):
        if len(found) != 1 or OTHERS.search(rest) or year is None:
            continue
        like = kinerja[(keys == found[0]) & (kinerja["tahun"] == year)].head(1)
        for text, role, when in _figures(rest, year):
            values = _numbers(text, False)
            known = printed.get(("kinerja", found[0], role, when))
            if (
                role != "realisasi"
                or when not in (year - 1, year)
                or known
                or len(values) != 1
                or like.empty
            ):
                continue
            empty = {one: "" for one in kinerja if one.endswith("_tercetak")}
            empty |= {one: None for one in ("target", "realisasi", "capaian")}
            same = {one: like[one].iat[0] for one in kinerja if one.startswith(NAMING)}
            rows.append(
                like.iloc[0].to_dict()
                | empty
                | same
                | {
                    "id": f"{ID}{TOLD}{number}-{when}",
                    "tabel": "kalimat",
                    "baris": number,
                    "tahun": when,
                    "realisasi_tercetak": text,
                    "realisasi": float(values[0]),
                    "cara_baca": "",
                }
            )
    told = pd.DataFrame(rows, columns=kinerja.columns).astype(kinerja.dtypes.to_dict())
    return pd.concat([kinerja, told], ignore_index=True) if rows else kinerja


def _printed(bacaan: Bacaan) -> tuple[Cetak, dict[str, str]]:
    """Return the sure figures of tables by kind, name, role and year; the names by their key."""
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
    return printed, names


def _sentences(bacaan: Bacaan, names: dict[str, str]) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the sentences that print a figure: line, text without the names it tells of, these."""
    order = sorted(names, key=len, reverse=True)
    for number, line in enumerate(bacaan.naskah.baris, 1):
        if "\t" in line or not re.search(r"\d", line) or len(line) < LEAST:
            continue
        for sentence in SENTENCE.split(line):
            if len(sentence) > LONG:
                continue
            found, rest = _named(sentence, order), sentence
            for key in found:  # the words of a name say nothing of the figures
                rest = _without(rest, names[key])
            yield number, rest, found


def _named(sentence: str, order: list[str]) -> list[str]:
    """Return the known names in a sentence, none that is part of a longer one."""
    folded = fold_title(sentence).replace(" ", "")
    found: list[str] = []
    for key in order:
        if key in folded and not any(key in longer for longer in found):
            found.append(key)
    return found


def _without(sentence: str, name: str) -> str:
    """Return a sentence without a name that stands in it, however it is spaced.

    Examples
    --------
    >>> _without("Realisasi Rata-rata  Lama Sekolah sebesar 8,3.", "Rata-Rata Lama Sekolah")
    'Realisasi … sebesar 8,3.'
    """
    words = r"\W*".join(map(re.escape, re.findall(r"[^\W_]+", name)))
    return re.sub(rf"\b{words}\b", "…", sentence, flags=re.IGNORECASE)


def _misworked(sentence: str, number: int, year: int | None) -> list[Selisih]:
    """Return what a sentence tells of a result that its own figures do not give."""
    out = []
    for one in SPENT.finditer(sentence):
        budget, spent, printed = (_numbers(text, n < 2) for n, text in enumerate(one.groups()))
        if not budget or not spent or not printed or not budget[0]:
            continue
        steps = [step_of(text) for text in one.groups()]
        if not any(
            is_share((budget[0], steps[0]), (spent[0], steps[1]), (share, steps[2]))
            for share in printed
        ):
            right = write_value(float(round(spent[0] / budget[0] * HUNDRED, 2)))
            about = ("serapan_tidak_cocok", "prosa.serapan", one[3], right, "")
            out.append(Selisih(number, -1, (), *about, ("", one[2], one[1])))
    if out or OTHERS.search(sentence) or RATIO.search(sentence):
        return out
    found = _figures(sentence, year)
    by_role = {role: text for text, role, _ in found}
    if (
        len(found) != len(TRIO)
        or set(by_role) != set(TRIO)
        or len({when for *_, when in found}) > 1
    ):
        return out
    pools = {role: _numbers(text, False) for role, text in by_role.items()}
    steps = {role: step_of(text) for role, text in by_role.items()}
    if not all(pools.values()) or 0 in pools["target"] or 0 in pools["realisasi"]:
        return out
    works = any(
        is_achievement((t, steps["target"]), (r, steps["realisasi"]), (c, steps["capaian"]))
        for t in pools["target"]
        for r in pools["realisasi"]
        for c in pools["capaian"]
    )
    if not works:
        result = by_role["capaian"]
        about = ("capaian_tidak_cocok", "prosa.capaian", result, "", "")
        pair = ("", by_role["realisasi"], by_role["target"])
        out.append(Selisih(number, -1, (), *about, pair))
    return out


def _numbers(text: str, money: bool) -> tuple[Decimal, ...]:
    return tuple(value for value, _ in readings(text, money, False)[0])


def _told(
    sentence: str, number: int, key: str, name: str, printed: Cetak, year: int | None
) -> list[Selisih]:
    out = []
    figures = _figures(sentence, year)
    if (misdated := _misdated(figures, key, printed, year)) is not None:
        about = ("label_keliru", "prosa.tahun", str(misdated), str(year), name)
        return [Selisih(number, -1, (), *about)]
    swapped = _swapped(figures, key, printed)
    for text, role, when in figures:
        for isi in ("kinerja", "anggaran"):
            cells = printed.get((isi, key, role, when), [])
            roles = ROLES_OF[isi]
            known = [cell for one in roles for cell in printed.get((isi, key, one, when), [])]
            # “capaian” is said of what was reached, too
            other = not _agrees(text, isi, role, known) and _is_like(text, isi, cells)
            if cells and (other or (swapped and role in swapped)):
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
                        name,
                        lain=tuple(places)[:MOST],
                    )
                )
    return out


def _swapped(figures: list[tuple], key: str, printed: Cetak) -> tuple[str, ...]:
    """Return target and realisation where a sentence tells each as the tables print the other."""
    own = {role: (text, when) for text, role, when in figures if role in TRIO[:2]}
    if len(own) < 2 or own["target"][1] != own["realisasi"][1]:
        return ()
    cells = {role: printed.get(("kinerja", key, role, own[role][1]), []) for role in own}
    crossed = all(
        cells[role]
        and not _agrees(text, "kinerja", role, cells[role])
        and _agrees(text, "kinerja", role, cells[TRIO[1 - TRIO.index(role)]])
        for role, (text, _) in own.items()
    )
    return TRIO[:2] if crossed else ()


def _misdated(figures: list[tuple], key: str, printed: Cetak, year: int | None) -> int | None:
    """Return the year of a sentence whose figures the tables print for that of the document alone.

    Two at least, one that is not round, and none of them otherwise.
    """
    years = {when for *_, when in figures}
    if len(figures) < 2 or len(years) != 1 or None in years or year in years:
        return None
    told, agreed = min(years), []
    for text, role, _ in figures:
        for isi in ROLES_OF:
            own = printed.get((isi, key, role, year), [])
            if own and not _agrees(text, isi, role, own):
                return None
            if _agrees(text, isi, role, printed.get((isi, key, role, told), [])):
                return None
            agreed += [text] if own else []
    telling = {value for text in agreed for value in _numbers(text, False)} - {0, HUNDRED}
    return told if len(agreed) > 1 and telling else None


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
        digits = Decimal(re.sub(r"\D", "", cell.teks) or 0)
        if is_slip(plain, digits) or (plain == digits and plain):  # a mark that has moved
            return True
        for value in _values(text, isi, cell.peran):
            if value > 0 and other > 0 and other / NEAR <= value <= other * NEAR:
                return True
    return False
