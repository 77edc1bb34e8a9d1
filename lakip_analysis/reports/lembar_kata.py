"""The sheets of a workbook that are read first: the cover, the board in words, Bab III."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import accumulate

import pandas as pd

from ..aturan.rules import threshold
from ..bahasa.kolom import heading
from ..bahasa.say import say
from ..numbers import decimals_of, share_digits, telling_digits
from ..papan.view import table_papan
from ..show.table import Tabel
from ..show.text import without_controls
from ..theme import PALETTE, grade_of_target, with_mark
from .bab import BLANK, Bagian, Isi, number_of, say_verdict
from .fingerprint import package_version

__all__ = ["Halaman", "height_of", "write_bab", "write_board", "write_cover"]

COVER = (30, 84, 10)  # widths of the columns
# columns of the board and their widths
BOARD = {
    "nama_indikator": 36,
    "target": 12,
    "realisasi": 13,
    "capaian": 16,
    "hasil": 17,
    "lalu": 13,
    "target_akhir": 24,
    "pembanding": 22,
    "uang": 18,
    "catatan": 30,
}
BAB = (40, 28, *(16,) * 6)  # widths of the columns of Bab III
LINE = 15  # height of a line in points
HIGHEST = 409  # what Excel allows
ROOM = 30  # height of a row that is to be written in


def write_cover(
    sheet,
    judul: str,
    laporan: Sequence[tuple],
    lembar: Sequence[tuple[str, str, int | None]],
    kosong: Sequence[str],
    styles: dict,
    bahasa: str,
) -> None:
    """Write what the workbook holds and what the reports say; each sheet with a link to it.

    `lembar` has name, content and number of rows of every other sheet, `kosong` names the tables
    that have none.
    """
    for number, width in enumerate(COVER):
        sheet.set_column(number, number, width)
    page = Halaman(sheet, COVER, styles)
    page.text(say("buku.judul_buku", bahasa), "judul")
    page.text(judul, "bagian")
    for data, tahun, hasil in laporan:
        if len(laporan) > 1:
            page.skip()
            page.text(say("buku.laporan", bahasa, judul=data.judul, tahun=tahun), "tebal")
        papers = "; ".join(paper["judul"] for paper in data.info["dokumen"])
        page.text(say("buku.dokumen", bahasa, dokumen=papers))
        verdict = say_verdict(hasil, bahasa, audit=True)
        if verdict and len(laporan) == 1:
            page.skip()
            page.text(say("buku.simpulan", bahasa), "bagian")
        for sentence in verdict:
            for text in (sentence.teks, *(f"• {name}" for name in sentence.butir), sentence.lanjut):
                page.text(text)
    page.skip()
    page.text(say("buku.lembar", bahasa), "bagian")
    heads = (say(f"buku.{key}", bahasa) for key in ("berkas", "isi", "baris"))
    page.cells([(head, "kepala") for head in heads])
    for name, content, rows in lembar:
        sheet.write_url(page.row, 0, f"internal:'{name}'!A1", styles["taut"], name)
        sheet.write_string(page.row, 1, content, styles["lipat"])
        page.fit(["", content])
        if rows is not None:
            sheet.write_number(page.row, 2, rows, styles["cacah"])
        page.row += 1
    notes = [say("buku.kosong", bahasa, daftar=", ".join(kosong))] if kosong else []
    notes += [say("buku.tanpa_bab", bahasa)] * (len(laporan) != 1)
    for note in notes:
        page.text(note)
    page.skip()
    page.text(say("buku.cara", bahasa), "bagian")
    for key in ("cara_angka", "cara_kode", "cara_kamus"):
        page.text(say(f"buku.{key}", bahasa))
    page.skip()
    page.text(say("buku.pembuat", bahasa, versi=package_version("lakip-analysis")))
    _print_across(sheet, portrait=True)


def write_board(sheet, laporan: Sequence[tuple], styles: dict, bahasa: str) -> int:
    """Write every promise of every report in words, with its numbers as numbers; return how many.

    The achievement carries a bar from nought to the cap of the common yardstick.
    """
    several, row, shared = len(laporan) > 1, 0, False
    columns = ["laporan"] * several + list(BOARD)
    for number, name in enumerate(columns):
        sheet.write_string(0, number, _head(name, bahasa), styles["kepala"])
        sheet.set_column(number, number, BOARD.get(name, 30))
    for data, tahun, hasil in laporan:
        papan = hasil.get("papan", pd.DataFrame())
        if papan.empty:
            continue
        table = table_papan(papan, bahasa)
        shared |= bool((papan["program_bersama"] > 0).any())
        first = [say("buku.laporan", bahasa, judul=data.judul, tahun=tahun)] * several
        for one, cells in zip(papan.itertuples(), table.baris, strict=True):
            row += 1
            written = [*((text, "lipat") for text in first), *_board_cells(one, cells, bahasa)]
            for number, (value, style) in enumerate(written):
                _put(sheet, row, number, value, styles[style])
            texts = (
                (value, BOARD.get(name, 30))
                for (value, _), name in zip(written, columns, strict=True)
            )
            sheet.set_row(row, height_of(texts))
            _add_bar(sheet, row, columns.index("capaian"), one)
    sheet.set_row(0, 3 * LINE)
    sheet.freeze_panes(1, several + 1)
    sheet.autofilter(0, 0, row, len(columns) - 1)
    notes = say("buku.catatan_papan", bahasa, atas=threshold("capaian_atas"))
    notes += " " + say("papan.bersama", bahasa) if shared else ""
    if row:
        sheet.merge_range(row + 2, 0, row + 2, 4, without_controls(notes), styles["lipat"])
        wide = sum(BOARD.get(name, 30) for name in columns[:5])
        sheet.set_row(row + 2, height_of([(notes, wide)]))
    _print_across(sheet)
    return row


def _head(kolom: str, bahasa: str) -> str:
    if kolom == "laporan":
        return say("buku.laporan_satu", bahasa)
    if kolom == "hasil":
        return say("buku.hasil", bahasa)
    if kolom == "lalu":
        return heading("capaian_lalu_persen", bahasa)
    return heading(kolom, bahasa, "papan")


def _board_cells(row, cells: Sequence[str], bahasa: str) -> list[tuple[object, object]]:
    """Return the cells of one promise: a number with its format where there is one, else words."""
    shown = dict(zip(("nama_indikator", "target", "realisasi", "capaian"), cells, strict=False))
    way, beside, notes = ("" if cells[n] == "–" else cells[n] for n in (4, 5, 7))
    late = not pd.isna(row.data_tahun) and row.data_tahun != row.tahun
    ranged = not pd.isna(row.target_bawah)
    grade = grade_of_target(row.capaian_persen, row.tercapai)
    known = not pd.isna(row.capaian_persen)
    met = with_mark(grade, say(f"papan.hasil.{row.tercapai}", bahasa)) if known else cells[3]
    if row.program_bersama and not pd.isna(row.program_bersama):
        shared = say("buku.bersama", bahasa)
        notes = f"{notes}; {shared}" if notes else shared
    return [
        (shown["nama_indikator"], "lipat"),
        _figure(row.target, shown["target"], row, ranged),
        _figure(row.realisasi, shown["realisasi"], row, late),
        _percent(row.capaian_persen),
        (met, "sela"),
        _percent(row.capaian_lalu_persen),
        (way, "sela"),
        (beside, "sela"),
        (number_of(row.realisasi_rp), "rupiah"),
        (notes, "sela"),
    ]


def _figure(value: object, text: str, row, more: bool) -> tuple[object, object]:
    """Return a performance value as a number, or as words where they say `more` than it."""
    number = None if more else number_of(value)
    if number is None:
        return text, "kanan"
    return number, ("persen" if row.satuan == "%" else "angka", decimals_of(number))


def _percent(value: float) -> tuple[object, object]:
    number = number_of(value)
    return number, ("persen", 2 if number is None else telling_digits(number))


def _add_bar(sheet, row: int, column: int, one) -> None:
    if pd.isna(one.capaian_persen):
        return
    grade = grade_of_target(one.capaian_persen, one.tercapai)
    bar = {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_color": LIGHT[grade],
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": threshold("capaian_atas"),
    }
    sheet.conditional_format(row, column, row, column, bar)


def _lighten(colour: str) -> str:
    """Return a colour of the palette so light that a number is read on it."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - 0.45 * (255 - part)):02x}" for part in parts)


LIGHT = {grade: _lighten(colour) for grade, colour in PALETTE.items()}


def write_bab(sheet, parts: Sequence[Bagian], styles: dict, bahasa: str) -> None:
    """Write the tables of chapter III under each other, each with its caption and sentence."""
    for number, width in enumerate(BAB):
        sheet.set_column(number, number, width)
    page, headings, tables = Halaman(sheet, BAB, styles), 0, 0
    page.text(say("word.bab", bahasa), "judul")
    for part in parts:
        page.skip()
        if part.judul:
            headings += 1
            page.text(say("word.bagian", bahasa, n=headings, judul=part.judul), "bagian")
        if part.isi:
            tables += 1
            label = say("word.tabel", bahasa)
            page.text(f"{label} 3.{tables} {part.isi.tabel.judul}", "tebal")
            _write_table(page, part.isi, styles)
        page.text(part.kalimat)
    _print_across(sheet)


def _write_table(page: Halaman, isi: Isi, styles: dict) -> None:
    table, above, places = isi.tabel, "", _places(isi.tabel)
    wide = places[-1][1] + 1
    widths = [sum(BAB[first : last + 1]) for first, last in places]
    for place, head in zip(places, table.kepala, strict=True):
        _put(page.sheet, page.row, place, head, styles["kepala_kotak"])
    page.fit(table.kepala, widths=widths)
    page.row += 1
    groups = isi.kelompok or ("",) * len(table.baris)
    for texts, numbers, group in zip(table.baris, isi.angka, groups, strict=True):
        if group != above:
            page.across(group, "kepala_kotak", wide)
            above = group
        most = max(
            (
                decimals_of(value)
                for value, kind in zip(numbers, isi.jenis, strict=True)
                if value is not None and kind == "nilai"
            ),
            default=0,
        )
        each = zip(places, texts, numbers, isi.jenis, table.kanan, strict=True)
        for place, text, value, kind, right in each:
            key = "kotak_kanan" if right and text != BLANK else "kotak"
            style = styles[key if value is None else _format_of(kind, value, most)]
            shown = "" if text == BLANK else text
            _put(page.sheet, page.row, place, shown if value is None else value, style)
        page.fit(texts, ROOM if BLANK in texts else LINE, widths)
        page.row += 1


def _places(tabel: Tabel) -> list[tuple[int, int]]:
    """Return the first and last column of the sheet that each column of a table takes.

    All tables share the columns of the sheet: where one has fewer, its longest texts take the rest.
    """
    longest = [max(map(len, texts)) for texts in zip(*tabel.baris, strict=True)]
    taken = [1] * len(tabel.kepala)
    while sum(taken) < len(BAB) and longest:
        ends = list(accumulate(taken))
        room = [sum(BAB[end - many : end]) for end, many in zip(ends, taken, strict=True)]
        lines = [length / width for length, width in zip(longest, room, strict=True)]
        most = lines.index(max(lines))
        if lines[most] <= 1:
            break
        taken[most] += 1
    return [(end - many, end - 1) for end, many in zip(accumulate(taken), taken, strict=True)]


def _format_of(jenis: str, value: float, most: int) -> tuple:
    """Return the key of the framed format of a number of one kind; `most`: decimals in its row."""
    if jenis == "persen":
        return ("persen", telling_digits(value)), "kotak"
    if jenis == "bagian":
        return ("persen", share_digits(value)), "kotak"
    if jenis in ("rupiah", "cacah", "poin", "tahun"):
        return jenis, "kotak"
    return ("angka", 2 if jenis == "bilangan" else min(most, 6)), "kotak"


class Halaman:
    """Writes one line under the other over the whole width of a sheet."""

    def __init__(self, sheet, widths: Sequence[int], styles: dict) -> None:
        self.sheet, self.widths, self.styles, self.row = sheet, widths, styles, 0

    def skip(self) -> None:
        """Leave a line empty."""
        self.row += 1

    def text(self, text: str, style: str = "lipat") -> None:
        """Write a text over the whole width; an empty one takes no line."""
        if text:
            self.across(text, style, len(self.widths))

    def across(self, text: str, style: str, columns: int) -> None:
        """Write a text over some columns; Excel does not make such a row as high as it must be."""
        text = without_controls(text)
        if columns > 1:
            self.sheet.merge_range(self.row, 0, self.row, columns - 1, "", self.styles[style])
        self.sheet.write_string(self.row, 0, text, self.styles[style])
        big = {"judul": 1.6, "bagian": 1.2}.get(style, 1)
        self.sheet.set_row(self.row, big * height_of([(text, sum(self.widths[:columns]) / big)]))
        self.row += 1

    def cells(self, cells: Sequence[tuple[str, str]]) -> None:
        """Write a row of texts, each with the name of its style."""
        for number, (text, style) in enumerate(cells):
            self.sheet.write_string(self.row, number, without_controls(text), self.styles[style])
        self.fit([text for text, _ in cells])
        self.row += 1

    def fit(self, texts: Sequence[str], least: float = LINE, widths: Sequence = ()) -> None:
        """Make the row as high as the longest of its texts needs."""
        need = height_of(zip(texts, widths or self.widths, strict=False))
        self.sheet.set_row(self.row, max(need, least))


def height_of(cells: Iterable[tuple[object, float]]) -> float:
    """Return how high a row must be for its texts, each in a column of one width, in points.

    Excel finds the height of a row itself, other programs do not.
    """
    most = 1
    for value, width in cells:
        if isinstance(value, str) and len(value) > width:
            most = max(most, len(textwrap.wrap(value, max(int(width), 1))))
    return min(LINE * most, HIGHEST)


def _put(sheet, row: int, column: int | tuple[int, int], value: object, style) -> None:
    """Write a value into a cell, or into cells from the first to the last column, merged."""
    if isinstance(column, tuple):
        column, last = column
        if last > column:
            sheet.merge_range(row, column, row, last, "", style)
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, without_controls(value), style)
    else:
        sheet.write_number(row, column, value, style)


def _print_across(sheet, portrait: bool = False) -> None:
    """A4, as wide as one page."""
    sheet.set_paper(9)
    if not portrait:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
