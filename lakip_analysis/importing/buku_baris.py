"""The rows of a table: which indicator or budget line each one is, and what is none.

A row that is none of the table (a sum, a footnote, a signature) gets its reason; a code may stand
in parts over several columns, a goal over several rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ..aturan.rules import load_rules
from ..data.buku_kerja import Lembar, Tempat
from ..numbers import read_number
from .buku_bentuk import Kolom, Sel, Tabel
from .buku_kepala import VALUES, is_numbering, said_as

__all__ = ["CODE", "read_anggaran", "read_kinerja"]

CODE = re.compile(r"[0-9X]+(?:\.[0-9X]+)*\.?")  # a code or a part of one
NAMED = re.compile(r"([0-9X]\.(?:[0-9]{2}|XX)\.[0-9]{2}(?:\.[0-9]+)*)\.?\s*[-–—:]?\s+(\S.*)")
NUMBERED = re.compile(r"^(?:\(?(?:\d{1,2}|[a-z])[.)]\s+|[-•●▪*]\s*)")
GOAL = re.compile(r"(?:sasaran|tujuan)(?: strategis)?\s*[\d.]*\s*[:.]\s*", re.IGNORECASE)
PLACED = re.compile(r"[A-Z][\w .]*,\s*(?:\d{1,2}\s+)?[A-Z][a-z]+\s+(?:19|20)\d\d", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
WIDTHS = (1, 2, 2, 1, 2)  # digits of the parts of a code before the sub kegiatan
LARGE = 100_000  # cells of a merged range beyond which it is no part of a table

NUMBERS = "nomor kolom"  # the reason of a row that only numbers the columns: it is understood


class _Rows:
    """The rows of one table while they are read: texts, merges, and the state of every cell."""

    def __init__(self, table: Tabel, lembar: Lembar) -> None:
        self.table, self.lembar, self.state = table, lembar, table.keadaan
        self.above: dict[Tempat, Tempat] = {}
        for a, b, c, d in lembar.gabung:
            if (c - a + 1) * (d - b + 1) <= LARGE:
                for row in range(a, c + 1):
                    self.above |= {(row, place): (a, b) for place in range(b, d + 1)}

    def places(self, *uses: str) -> list[int]:
        return [one.tempat for one in self.table.kolom if one.dipakai in uses]

    def text(self, row: int, place: int) -> str:
        line = self.lembar.baris[row]
        return line[place] if place < len(line) else ""

    def first(self, row: int, places: Iterable[int]) -> str:
        return next((text for place in places if (text := self.text(row, place))), "")

    def filled(self, row: int) -> list[int]:
        return [place for place, cell in enumerate(self.lembar.baris[row]) if cell]

    def say(self, row: int, places: Iterable[int], why: str) -> None:
        """Give the filled cells of a row a reason; empty: they are read."""
        self.state |= {(row, place): why for place in places if self.text(row, place)}

    def hangs(self, row: int, place: int) -> Tempat | None:
        """Return the cell above that a merged one shows, if it is not its own first."""
        first = self.above.get((row, place))
        return first if first and first[0] < row and first[1] == place else None

    def spread(self, row: int, place: int) -> bool:
        """Say whether a cell is of a merge over several columns of values that says something."""
        first = self.above.get((row, place))
        if first is None or read_number(self.text(*first), "koma").jenis == "kosong":
            return False
        values = [one.tempat for one in self.table.kolom if one.judul.makna in VALUES]
        return sum(self.above.get((row, other)) == first for other in values) > 1

    def aside(self, row: int) -> str:
        """Return why a row is none of the table, by what it says first; empty: it may be one."""
        cells = self.lembar.baris[row]
        if is_numbering(cells):
            return NUMBERS
        filled = [cell for cell in cells if cell]
        for text in filled[:3]:
            plain = re.sub(r"\b[ivx]+$|\d+$", "", text.casefold())
            if said_as("baris_jumlah", plain) is not None:
                return "baris jumlah atau rata-rata"
        noted = said_as("baris_catatan", filled[0].partition(":")[0]) is not None
        return "catatan di bawah tabel" if noted or re.match(r"\*+\)?", filled[0]) else ""

    def closes(self, row: int) -> bool:
        """Say whether a row is the first of a signature: a place and a date, an office, a NIP."""
        texts = [cell for cell in self.lembar.baris[row] if cell]
        plain = (re.sub(r"[\d.,:]+", " ", text) for text in texts)
        return any(map(PLACED.fullmatch, texts)) or any(
            said_as("baris_tanda", text) is not None for text in plain
        )

    def take(self, row: int, one: Kolom, tabel: str, key: str, own: str, lain: str = "") -> None:
        """Take the cell of a column of values; one without a value of its own is asked."""
        place, year = one.tempat, one.judul.tahun or own
        text, checked = self.text(row, place), one.dipakai == "periksa"
        if self.spread(row, place):
            if not checked:
                self.table.ragu[(row, place)] = "satu sel gabungan menutupi beberapa kolom"
            return
        if (row, place) in self.lembar.luput or not text:
            hung = "digabung dengan sel di atasnya" if self.hangs(row, place) else ""
            why = self.lembar.luput.get((row, place), hung)
            if why and not checked:
                self.table.ragu[(row, place)] = why
            return
        if not YEAR.fullmatch(year):
            self.say(row, [place], "tahunnya tidak diketahui")
            return
        self.say(row, [place], "")
        sure = (row, place) in self.lembar.angka
        self.table.sel.append(
            Sel((row, place), tabel, key, year, one.judul.makna, text, sure, one.judul.kali, lain)
        )


# --- indicators


def read_kinerja(table: Tabel, lembar: Lembar, end: int) -> None:
    """Read the rows of a table of indicators into it, up to the row `end`."""
    rows, goal, closed = _Rows(table, lembar), "", False
    names, values = rows.places("nama_indikator"), rows.places("target", "realisasi")
    goals = [one for one in table.kolom if one.dipakai == "sasaran"]  # a goal before its aim
    above = [one.tempat for one in sorted(goals, key=lambda one: one.judul.makna)]
    lines = [
        one for one in table.kolom if one.judul.makna in ("program", "kegiatan", "subkegiatan")
    ]
    line = ""
    for row in range(table.kepala.akhir, end):
        filled = rows.filled(row)
        if not filled:
            continue
        closed = closed or (not _figures(rows, row, values) and rows.closes(row))
        why = "di bawah tabel" if closed else rows.aside(row)
        if not why:
            goal = rows.first(row, above) or goal
            rows.say(row, above, "")
            deepest = [one.judul.makna for one in lines if rows.text(row, one.tempat)]
            line = deepest[-1] if deepest else line
        name = rows.first(row, names)
        if why:
            rows.say(row, filled, "" if why == NUMBERS else why)
        elif len(filled) == 1:
            goal = _lone(rows, row, filled[0], values, names) or goal
        elif not name:
            hang = any(rows.hangs(row, place) for place in names)
            why = (
                "baris kedua di bawah nama yang digabung" if hang else "nilai tanpa nama indikator"
            )
            known = {place for place in filled if rows.state.get((row, place)) == ""}
            rows.say(row, {*filled} - (known - {*values}), why)
        elif re.fullmatch(r"[\d.,%\s]+", name):
            rows.say(row, filled, "nama indikator hanya angka")
        elif not _has_value(rows, row, values):
            rows.say(row, filled, "nama tanpa nilai")
        elif not _is_indicator(rows, row, values):
            rows.say(row, filled, "tanpa satuan dan tanpa angka: bukan baris indikator")
        else:
            _take_indicator(rows, row, name, goal, line if not above else "")


def _lone(rows: _Rows, row: int, place: int, values: list[int], names: list[int]) -> str:
    """Return the goal that the one text of a row is; another text is no part of the table."""
    text = rows.text(row, place)
    if re.match(r"(?:sasaran|tujuan)\b", text.casefold()) and place not in values:
        rows.say(row, [place], "")
        return text
    if rows.state.get((row, place)) != "" or place in names:
        rows.say(row, [place], "satu teks tanpa nilai")
    return ""


def _has_value(rows: _Rows, row: int, values: list[int]) -> bool:
    broken = any((row, place) in rows.lembar.luput for place in values)
    return broken or bool(rows.first(row, [*values, *rows.places("satuan")]))


def _is_indicator(rows: _Rows, row: int, values: list[int]) -> bool:
    """Say whether a row has a unit of its own or a figure; where others have units, it must."""
    places = rows.places("satuan")
    if not places or any(rows.text(row, p) or rows.hangs(row, p) for p in places):
        return True
    return _figures(rows, row, values)


def _figures(rows: _Rows, row: int, values: list[int]) -> bool:
    """Say whether a value of a row is a figure, or broken: no word and no gap."""
    broken = any((row, place) in rows.lembar.luput for place in values)
    kinds = {read_number(rows.text(row, place), "koma").jenis for place in values}
    return broken or bool(kinds - {"teks", "kosong", "ordinal", "periode"})


def _take_indicator(rows: _Rows, row: int, name: str, goal: str, line: str) -> None:
    """Take one indicator: its attributes and its values."""
    table, name = rows.table, _clean_name(name)
    titles = {one.tempat: one.judul for one in table.kolom}
    level = next(
        (titles[p].nilai for p in rows.places("nama_indikator") if titles[p].nilai != "tetap"), ""
    )
    record = {"nama": name, "sasaran": _clean_goal(goal), "baris": str(row), "level": level or line}
    record["satuan"] = _unit_of(rows, row, name, titles)
    for use in ("polaritas", "bobot"):
        record[use] = rows.first(row, rows.places(use))
    table.indikator.append(record)
    rows.say(row, rows.places("nama_indikator", "satuan", "polaritas", "bobot", "tahun"), "")
    own = rows.first(row, rows.places("tahun"))
    for one in table.kolom:
        if one.dipakai in ("target", "realisasi", "periksa") and one.judul.makna in VALUES:
            rows.take(row, one, "kinerja", name, own)


def _unit_of(rows: _Rows, row: int, name: str, titles: dict) -> str:
    """Return the unit of a row: its own, that of a merge, of the titles, or behind its name."""
    places = rows.places("satuan")
    hung = next((first for place in places if (first := rows.hangs(row, place))), None)
    printed = rows.first(row, places) or (rows.text(*hung) if hung else "")
    heads = {titles[place].satuan for place in rows.places("target", "realisasi")} - {""}
    if printed or len(heads) == 1:
        return printed or heads.pop()
    return "%" if re.search(r"\((?:%|persen)\)$", name) else ""


def _clean_goal(text: str) -> str:
    found = GOAL.match(text)
    return NUMBERED.sub("", text[found.end() :] if found else text).strip()


def _clean_name(name: str) -> str:
    return re.sub(r"\s*\*+\)?$", "", NUMBERED.sub("", name)).strip()


# --- budget lines


def read_anggaran(table: Tabel, lembar: Lembar, end: int) -> None:
    """Read the rows of a table of budget lines, and of their outputs, up to the row `end`."""
    rows, code, before = _Rows(table, lembar), "", []
    codes, names = rows.places("kode"), rows.places("nama")
    for row in range(table.kepala.akhir, end):
        filled = rows.filled(row)
        if not filled:
            continue
        why = rows.aside(row)
        parts = [(rows.text(row, p).rstrip("."), (row, p) in lembar.angka) for p in codes]
        has_code = any(text for text, _ in parts)
        if why and (not has_code or why == NUMBERS):
            rows.say(row, filled, "" if why == NUMBERS else why)
            continue
        named = [(p, rows.text(row, p)) for p in names if rows.text(row, p)]
        if has_code:
            full, before = _full_code(parts, before, _year_of(rows, row))
        else:
            full, named = _split_code(named)
        if not full:
            _without_code(rows, row, filled, code if not named else "")
        elif not _level(full):
            code = ""
            _no_line(rows, row, filled, full, codes)
        else:
            code = _take_line(rows, row, filled, full, named) or code


def _year_of(rows: _Rows, row: int) -> str:
    own = rows.first(row, rows.places("tahun"))
    years = [one.judul.tahun for one in rows.table.kolom if one.dipakai.endswith("_rp")]
    return next(filter(None, years), own)


def _without_code(rows: _Rows, row: int, filled: list[int], code: str) -> None:
    """Take a further output of the line above, or say that the row has no code."""
    output = rows.first(row, rows.places("nama_keluaran"))
    if output and code:
        _take_output(rows, row, code, output)
        rows.say(row, rows.places("pagu_rp", "realisasi_rp"), "kode tidak ada")
        return
    money = rows.places("pagu_rp", "realisasi_rp")
    unread = [p for p in filled if p in money or rows.state.get((row, p)) != ""]
    rows.say(row, unread, "baris tanpa kode program, kegiatan atau sub kegiatan")


def _no_line(rows: _Rows, row: int, filled: list[int], full: str, codes: list[int]) -> None:
    """Say why a row with a code is no line; a code that may have lost a nought is asked."""
    why = f"{full} bukan kode program, kegiatan atau sub kegiatan"
    if full.startswith("?"):
        why = f"kode {full[1:]} tersimpan sebagai angka: nol di belakangnya mungkin hilang"
        rows.table.ragu[(row, codes[0])] = why
    rows.say(row, filled, why)


def _take_line(
    rows: _Rows, row: int, filled: list[int], full: str, named: list[tuple[int, str]]
) -> str:
    """Take one budget line with its amounts and its output; return its code, or empty."""
    table, year = rows.table, _year_of(rows, row)
    name = _name_of(rows, named, _level(full))
    if not name:
        rows.say(row, filled, "kode tanpa nama")
        return ""
    table.anggaran.append({"kode": full, "nama": name, "tahun": year, "baris": str(row)})
    rows.say(row, rows.places("kode", "nama", "tahun"), "")
    for one in table.kolom:
        if one.dipakai in ("pagu_rp", "realisasi_rp") or (
            one.dipakai == "periksa" and one.judul.makna == "persen"
        ):
            rows.take(row, one, "anggaran", full, rows.first(row, rows.places("tahun")))
    output = rows.first(row, rows.places("nama_keluaran"))
    if output:
        _take_output(rows, row, full, output)
    return full


def _take_output(rows: _Rows, row: int, code: str, output: str) -> None:
    """Take the output of a budget line: its unit, target and realisation."""
    places, amounts = rows.places("nama_keluaran", "satuan"), rows.places("target", "realisasi")
    unit = rows.first(row, rows.places("satuan"))
    if not rows.first(row, amounts):
        return
    if not unit:
        rows.say(row, [*places, *amounts], "keluaran tanpa satuan")
        return
    name = _clean_name(output)
    rows.table.keluaran.append({"kode": code, "nama": name, "satuan": unit, "baris": str(row)})
    rows.say(row, places, "")
    for one in rows.table.kolom:
        if one.dipakai in ("target", "realisasi"):
            rows.take(row, one, "keluaran", code, rows.first(row, rows.places("tahun")), name)


@cache
def _forms() -> list[tuple[re.Pattern, str]]:
    rows = load_rules("kode")
    return [
        (re.compile(pola), level) for pola, level in zip(rows["pola"], rows["level"], strict=True)
    ]


@lru_cache(maxsize=65536)
def _level(code: str) -> str:
    """Return the level of one code as `level_of` does of many; empty for a code of no form."""
    return next((level for form, level in _forms() if form.fullmatch(code)), "")


def _split_code(named: list[tuple[int, str]]) -> tuple[str, list[tuple[int, str]]]:
    """Return the code that stands before the name in one cell, and the names without it."""
    for place, text in named:
        found = NAMED.fullmatch(text)
        if found:
            return found[1].rstrip("."), [(place, found[2])]
    return "", named


Parts = list[tuple[str, bool]]  # texts of the columns of a code, and whether each is a number


def _full_code(parts: Parts, before: Parts, year: str) -> tuple[str, Parts]:
    """Return the code of a row from its parts; parts left open on the left are those above.

    A code that Excel keeps as a number may have lost a nought behind: it begins with `?`.
    """
    filled = [n for n, (text, _) in enumerate(parts) if text]
    first, last = filled[0], filled[-1]
    whole = re.sub(r"\s*[.\s]\s*", ".", parts[last][0])
    if not parts[last][1] and _level(whole):
        return whole, parts
    if first and before:
        parts = [*before[:first], *parts[first:]]
    taken = parts[: last + 1]
    if any(not text for text, _ in taken):
        return ".".join(text for text, _ in taken if text), parts
    groups: list[str] = []
    for text, number in taken:
        for n, piece in enumerate(re.sub(r"\s*[.\s]\s*", ".", text).split(".")):
            width = _width(len(groups), piece, year)
            if number and n and len(piece) < width:
                return f"?{'.'.join([*groups, piece])}", parts
            groups.append(piece.zfill(width) if number else piece)
    return ".".join(groups), parts


def _width(number: int, piece: str, year: str) -> int:
    """Return how many digits a part of a code has; a sub kegiatan four since 2023."""
    if number < len(WIDTHS):
        return WIDTHS[number]
    return 4 if len(piece) > 2 or year >= "2023" else 2


def _name_of(rows: _Rows, named: list[tuple[int, str]], level: str) -> str:
    """Return the name of a line: that of its level where several stand in one row."""
    makna = {one.tempat: one.judul.makna for one in rows.table.kolom}
    own = [text for place, text in named if makna[place] == level]
    named = [(place, text) for place, text in named if not CODE.fullmatch(text)]
    text = own[0] if own else (named[-1][1] if named else "")
    found = NAMED.fullmatch(text)
    return found[2] if found else text
