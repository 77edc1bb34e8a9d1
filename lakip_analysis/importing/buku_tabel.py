"""The tables of a sheet: under which head each row stands, and what each cell of it is.

Nothing is read as a number here: a table gives its cells as printed, with what they are of, and
every cell that is part of none gets a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pandas as pd

from ..data.buku_kerja import Lembar, Tempat
from ..data.kode import level_of
from .buku_kepala import (
    VALUES,
    Judul,
    Kepala,
    find_heads,
    fold_title,
    is_numbering,
    money_scale,
    said_as,
    years_in,
)

__all__ = ["Jawaban", "Kolom", "Sel", "Tabel", "column_letters", "read_tables"]

CODE = re.compile(r"[0-9X]+(?:\.[0-9X]+)*\.?")
FULL = re.compile(r"([0-9X]\.(?:[0-9]{2}|XX)\.[0-9]{2}(?:\.[0-9]+)*)\.?\s*[-–—:]?\s+(\S.*)")
NUMBERED = re.compile(r"^(?:\(?(?:\d{1,2}|[a-z])[.)]\s+|[-•●▪*]\s*)")
NAMES = ("urusan", "program", "kegiatan", "subkegiatan", "nama")
PHYSICAL = frozenset("fisik kinerja keluaran volume output k".split())  # no money
TITLE = 8  # rows over a head that may be its title
WIDTHS = (1, 2, 2, 1, 2)  # digits of the parts of a code before the sub kegiatan


@dataclass(frozen=True)
class Jawaban:
    """What the user answered: each by the option of `lakip import` of that name."""

    tahun: str = ""
    desimal: str = ""
    polaritas: dict[str, str] = field(default_factory=dict)
    kolom: dict[str, str] = field(default_factory=dict)
    sel: dict[str, str] = field(default_factory=dict)
    lembar: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sel:
    """One value as printed: `kolom` of `tabel` for `kunci` (name of an indicator, or a code)."""

    tempat: Tempat
    tabel: str
    kunci: str
    tahun: str
    kolom: str
    teks: str
    pasti: bool = False
    kali: int = 1
    lain: str = ""  # name of an output, where the key alone does not say


@dataclass(frozen=True)
class Kolom:
    """One column of a table as taken: its place, its title, what became of it."""

    tempat: int
    judul: Judul
    dipakai: str  # the column of the contract, or `periksa`, `susunan`, empty: not read


@dataclass
class Tabel:
    """One table of a sheet as read.

    `keadaan` says of each cell why it is not read (empty text: it is); `indikator` and `anggaran`
    are the rows with their attributes; `ragu` cells that need an answer, and why; `mulai` is the first
    row of its title.
    """

    lembar: str
    kepala: Kepala
    jenis: str = ""
    kolom: list[Kolom] = field(default_factory=list)
    sel: list[Sel] = field(default_factory=list)
    indikator: list[dict[str, str]] = field(default_factory=list)
    anggaran: list[dict[str, str]] = field(default_factory=list)
    keluaran: list[dict[str, str]] = field(default_factory=list)
    keadaan: dict[Tempat, str] = field(default_factory=dict)
    ragu: dict[Tempat, str] = field(default_factory=dict)
    tanya: list[str] = field(default_factory=list)
    mulai: int = 0


def column_letters(place: int) -> str:
    """Return the letters of a column: 0 → A, 27 → AB."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_tables(lembar: Lembar, jawaban: Jawaban) -> list[Tabel]:
    """Return the tables of one sheet, with the state of every cell they cover.

    Parameters
    ----------
    lembar : Lembar
    jawaban : Jawaban
    """
    heads = find_heads(lembar)
    starts = [_title_from(lembar, head, heads[n - 1].akhir if n else 0) for n, head in enumerate(heads)]
    titles = [
        [cell for row in lembar.baris[start : head.awal] for cell in row if cell]
        for start, head in zip(starts, heads, strict=True)
    ]
    whole = [text for title in titles for text in title]  # what holds for all of them
    tables = []
    for number, head in enumerate(heads):
        end = starts[number + 1] if number + 1 < len(heads) else len(lembar.baris)
        table = _read_table(lembar, head, end, titles[number], whole, jawaban)
        table.mulai = starts[number]
        tables.append(table)
    return tables


def _title_from(lembar: Lembar, head: Kepala, least: int) -> int:
    """Return the first of the rows over a head that are its title: a text or two, no figures."""
    if not least:
        return 0
    start = row = head.awal
    while row > least and head.awal - row < TITLE:
        row -= 1
        filled = [cell for cell in lembar.baris[row] if cell]
        if len(filled) > 2 or any(re.fullmatch(r"[\d.,%]+", cell) for cell in filled):
            break
        start = row if filled else start
    return start


def _read_table(
    lembar: Lembar, head: Kepala, end: int, title: list[str], whole: list[str], jawaban: Jawaban
) -> Tabel:
    table = Tabel(lembar.nama, head)
    for row in range(head.awal, head.akhir):
        table.keadaan |= {(row, place): "" for place, cell in enumerate(lembar.baris[row]) if cell}
    judul = _answered(head.judul, jawaban)
    judul = _continued(lembar, head, end, judul)
    judul = _by_neighbours(judul)
    year, question = _year_of(title, whole, lembar.nama, jawaban)
    judul, asked = _with_year(judul, year, question, jawaban)
    judul = _with_scale(judul, title or whole)
    judul = _last_stage(judul)
    table.jenis = _kind_of(judul)
    table.tanya += asked if table.jenis else []
    if not table.jenis:
        said = "bukan tabel yang dikenal: tidak ada indikator dengan target atau realisasi, "
        said += "tidak ada program dengan pagu atau realisasi"
        _leave(table, lembar, range(head.awal, end), said)
        return table
    _columns(table, lembar, judul, range(head.akhir, end))
    if table.jenis == "kinerja":
        _read_kinerja(table, lembar, judul, end)
    else:
        _read_anggaran(table, lembar, judul, end)
    return table


def _leave(table: Tabel, lembar: Lembar, rows, why: str) -> None:
    for row in rows:
        for place, cell in enumerate(lembar.baris[row]):
            if cell:
                table.keadaan[(row, place)] = why


# --- columns


def _answered(judul: dict[int, Judul], jawaban: Jawaban) -> dict[int, Judul]:
    """Return the titles with the meaning the user gave: `--kolom "Hasil 2023"=realisasi`."""
    out = {}
    for place, one in judul.items():
        names = {fold_title(one.teks), *map(fold_title, one.teks.split(" › "))}
        for said, meaning in jawaban.kolom.items():
            if fold_title(said) in names:
                makna, _, tahun = meaning.partition("@")
                one = replace(one, makna=makna, tahun=tahun or one.tahun, sebab="", nilai="tetap")
        out[place] = one
    return out


def _cells(lembar: Lembar, place: int, start: int, end: int) -> list[str]:
    return [row[place] for row in lembar.baris[start:end] if place < len(row) and row[place]]


def _mostly(cells: list[str], pattern: re.Pattern) -> bool:
    return bool(cells) and sum(bool(pattern.fullmatch(cell)) for cell in cells) >= 0.8 * len(cells)


def _continued(lembar: Lembar, head: Kepala, end: int, judul: dict[int, Judul]) -> dict[int, Judul]:
    """Return the titles with those of columns without one that go on with the one on their left."""
    width = max((len(row) for row in lembar.baris[head.awal : end]), default=0)
    out, last = dict(judul), None
    for place in range(width):
        if place in out:
            last = out[place]
            continue
        cells = _cells(lembar, place, head.akhir, end)
        if last is None or not cells or last.makna not in ("kode", *NAMES):
            last = last if not cells else None
            continue
        digits = _mostly(cells, CODE)
        if (last.makna == "kode") == digits:
            out[place] = last
    for place, one in list(out.items()):  # Program, Kegiatan, Sub Kegiatan may hold their codes
        cells = _cells(lembar, place, head.akhir, end)
        cells = [cell for cell in cells if len(cell) > 2] or cells
        if one.makna in NAMES and _mostly(cells, CODE):
            out[place] = replace(one, makna="kode")
    return dict(sorted(out.items()))


def _by_neighbours(judul: dict[int, Judul]) -> dict[int, Judul]:
    """Return the titles with what only the table tells: is a realisation one of money?"""
    means = {one.makna for one in judul.values()}
    named = means & {"nama_indikator", "nama_keluaran"}
    out, left = {}, ""
    lines = means & {"kode", *NAMES}
    if not named and "nama" in means and "kode" not in means and "pagu_rp" not in means:
        if means & {"target"} and means & {"realisasi"} and not means & {"program", "kegiatan"}:
            judul = {
                place: replace(one, makna="nama_indikator") if one.makna == "nama" else one
                for place, one in judul.items()
            }
            named = {"nama_indikator"}
    for place, one in judul.items():
        makna = one.makna
        if one.nilai == "tetap" or (makna == "realisasi" and PHYSICAL & {*fold_title(one.teks).split()}):
            pass
        elif not named and lines and "pagu_rp" in means:
            makna = {"realisasi": "realisasi_rp", "capaian": "persen"}.get(makna, makna)
            if makna in ("realisasi_rp", "pagu_rp") and one.satuan == "%":
                makna = "persen"
        elif not named and lines and makna in ("target", "realisasi") and "realisasi_rp" in means:
            makna = {"target": "pagu_rp"}.get(makna, makna)
        elif named and left in ("pagu_rp", "realisasi_rp") and makna in ("realisasi", "capaian"):
            if (
                sum(other.makna == makna and other.tahun == one.tahun for other in judul.values())
                > 1
            ):
                makna = {"realisasi": "realisasi_rp", "capaian": "persen"}[makna]
        if makna == "realisasi" and one.satuan == "%":
            plain = [
                other
                for other in judul.values()
                if other.makna == "realisasi" and other.tahun == one.tahun and not other.satuan
            ]
            makna = "capaian" if plain else makna
        out[place] = replace(one, makna=makna)
        if makna in VALUES:
            left = makna
    return out


def _year_of(
    title: list[str], whole: list[str], nama: str, jawaban: Jawaban
) -> tuple[str, list[str]]:
    """Return the year of columns that name none, or the years it may be."""
    if jawaban.tahun:
        return jawaban.tahun, []
    near = sorted({year for text in title for year in years_in(text)})
    top = near or sorted({year for text in whole for year in years_in(text)})
    sheet = years_in(nama)
    both = sorted({*top, *sheet})
    return (both[0], []) if len(both) == 1 else ("", both)


def _with_year(
    judul: dict[int, Judul], year: str, between: list[str], jawaban: Jawaban
) -> tuple[dict[int, Judul], list[str]]:
    """Return the titles of values with a year each, and the question where there is none."""
    if any(one.makna == "tahun" for one in judul.values()):
        return judul, []
    out, lacking = {}, False
    for place, one in judul.items():
        if one.makna in VALUES and not one.tahun and not one.sebab:
            lacking |= not year
            one = replace(one, tahun=year, sebab="" if year else "tahunnya tidak diketahui")
        out[place] = one
    said = f"tahun berapa ({' atau '.join(between)})?" if between else "tahun berapa?"
    step = f"--tahun {between[-1] if between else '2024'}"
    return out, [f"{said} Jawab dengan {step}"] if lacking else []


def _with_scale(judul: dict[int, Judul], title: list[str]) -> dict[int, Judul]:
    """Return the titles of money with the scale that the lines over the table say."""
    scale = max((money_scale(text) for text in title), default=1)
    out = {}
    for place, one in judul.items():
        if one.makna in ("pagu_rp", "realisasi_rp") and scale > 1 and one.kali == 1:
            clash = one.satuan == "Rp"
            said = "satuan uang di atas tabel dan di kepala kolomnya berlainan" if clash else ""
            one = replace(one, kali=scale, sebab=one.sebab or said)
        out[place] = one
    return out


def _last_stage(judul: dict[int, Judul]) -> dict[int, Judul]:
    """Return the titles where of several stages of one figure only the last is taken."""
    out = dict(judul)
    groups: dict[tuple[str, str], list[int]] = {}
    for place, one in judul.items():
        if one.makna in VALUES and not one.sebab:
            groups.setdefault((one.makna, one.tahun), []).append(place)
    for places in groups.values():
        if len(places) == 1:
            continue
        stages = {place: judul[place].tahap for place in places}
        last = max(stages.values())
        plain = [place for place in places if not judul[place].jangka]
        lone = list(stages.values()).count(last) == 1
        if lone and (last == 3 or (last and 0 not in stages.values())):
            keep = max(stages, key=stages.get)
            why = f"bukan tahap terakhir: {judul[keep].teks} yang diambil"
        elif len(plain) == 1:
            keep, why = plain[0], f"target jangka menengah: {judul[plain[0]].teks} yang diambil"
        else:
            keep, why = None, "dua kolom atau lebih untuk angka yang sama"
        for place in places:
            if place != keep:
                out[place] = replace(judul[place], sebab=why)
    return out


def _kind_of(judul: dict[int, Judul]) -> str:
    means = {one.makna for one in judul.values()}
    if means & {"kode", *NAMES} and means & {"pagu_rp", "realisasi_rp"}:
        if "nama_indikator" not in means or "kode" in means:
            return "anggaran"
    if "nama_indikator" in means and means & {"target", "realisasi"}:
        return "anggaran" if "kode" in means else "kinerja"
    if "kode" in means and "nama_keluaran" in means and means & {"target", "realisasi"}:
        return "anggaran"
    return ""


USES = {
    "kinerja": {
        "nama_indikator": "nama_indikator",
        "satuan": "satuan",
        "sasaran": "sasaran",
        "tujuan": "sasaran",
        "polaritas": "polaritas",
        "bobot": "bobot",
        "target": "target",
        "realisasi": "realisasi",
        "capaian": "periksa",
        "tahun": "tahun",
        "nomor": "susunan",
        "program": "susunan",
        "kegiatan": "susunan",
        "subkegiatan": "susunan",
    },
    "anggaran": {
        "kode": "kode",
        **dict.fromkeys(NAMES, "nama"),
        "pagu_rp": "pagu_rp",
        "realisasi_rp": "realisasi_rp",
        "persen": "periksa",
        "tahun": "tahun",
        "nomor": "susunan",
        "nama_keluaran": "nama_keluaran",
        "nama_indikator": "nama_keluaran",
        "satuan": "satuan",
        "target": "target",
        "realisasi": "realisasi",
        "capaian": "periksa",
    },
}


def _columns(table: Tabel, lembar: Lembar, judul: dict[int, Judul], rows: range) -> None:
    """Say what each column is used for; the cells of one that is not read get the reason."""
    means = {one.makna for one in judul.values()}
    with_output = means & {"nama_keluaran", "nama_indikator"}
    width = max((len(lembar.baris[row]) for row in rows), default=0)
    for place in range(width):
        one = judul.get(place)
        use = USES[table.jenis].get(one.makna, "") if one and not one.sebab else ""
        if (
            table.jenis == "anggaran"
            and not with_output
            and use in ("target", "realisasi", "satuan")
        ):
            use = ""
        if use == "susunan" and one.makna != "nomor" and means & {"sasaran", "tujuan"}:
            use = ""
        if one is None:
            why = "kolom tanpa judul"
        elif one.sebab:
            why = f"kolom “{one.teks}”: {one.sebab}"
        elif one.makna == "":
            why = f"judul kolom “{one.teks}” tidak dikenal"
        else:
            why = f"kolom “{one.teks}” tidak dipakai"
        if one is not None:
            table.kolom.append(Kolom(place, one, use))
        for row in rows:
            if place < len(lembar.baris[row]) and lembar.baris[row][place]:
                table.keadaan[(row, place)] = "" if use in ("periksa", "susunan") else why
    if table.jenis == "kinerja" and "capaian" in means and "realisasi" not in means:
        said = next(one.teks for one in judul.values() if one.makna == "capaian")
        table.tanya.append(
            f"kolom “{said}” berisi realisasi atau persen capaian? "
            f'Bila realisasi: --kolom "{said}"=realisasi'
        )


# --- rows


def _places(table: Tabel, *uses: str) -> list[int]:
    return [one.tempat for one in table.kolom if one.dipakai in uses]


def _by_meaning(table: Tabel, *makna: str) -> list[int]:
    return [one.tempat for one in table.kolom if one.judul.makna in makna and one.dipakai]


class _Rows:
    """The rows of a sheet with its merges: text of a cell, and whether it hangs from one above."""

    def __init__(self, lembar: Lembar) -> None:
        self.lembar = lembar
        self.above = {}
        for a, b, c, d in lembar.gabung:
            if (c - a + 1) * (d - b + 1) > 100_000:
                continue
            for row in range(a, c + 1):
                for place in range(b, d + 1):
                    self.above[(row, place)] = (a, b)

    def text(self, row: int, place: int) -> str:
        line = self.lembar.baris[row]
        return line[place] if place < len(line) else ""

    def filled(self, row: int) -> list[int]:
        return [place for place, cell in enumerate(self.lembar.baris[row]) if cell]

    def hangs(self, row: int, place: int) -> Tempat | None:
        """Return the cell above that a merged one shows, if it is not its own first."""
        first = self.above.get((row, place))
        return first if first and first[0] < row and first[1] == place else None


def _aside(cells: list[str], row: int) -> str:
    """Return why a row is none of the table, by the first thing it says; empty: it may be one."""
    if is_numbering(cells):
        return "nomor kolom"
    filled = [cell for cell in cells if cell]
    for text in filled[:3]:
        if said_as("baris_jumlah", re.sub(r"\b[ivx]+$|\d+$", "", text.casefold())) is not None:
            return "baris jumlah atau rata-rata"
    first = filled[0]
    if said_as("baris_catatan", first.partition(":")[0]) is not None or re.match(r"\*+\)?", first):
        return "catatan di bawah tabel"
    return ""


def _read_kinerja(table: Tabel, lembar: Lembar, judul: dict[int, Judul], end: int) -> None:
    rows, sasaran = _Rows(lembar), ""
    names, values = _places(table, "nama_indikator"), _places(table, "target", "realisasi")
    unit, above = _places(table, "satuan"), _places(table, "sasaran")
    extra = {use: _places(table, use) for use in ("polaritas", "bobot", "tahun")}
    programmes = _by_meaning(table, "program", "kegiatan", "subkegiatan")
    known_level = next((judul[p].nilai for p in names if judul[p].nilai not in ("", "tetap")), "")
    state, program = table.keadaan, {}
    for row in range(table.kepala.akhir, end):
        filled = rows.filled(row)
        if not filled:
            continue
        why = _aside(lembar.baris[row], row)
        for place in above:
            text = rows.text(row, place)
            if text and not why:
                sasaran, state[(row, place)] = text, ""
        for place in programmes:
            if rows.text(row, place):
                program[place] = rows.text(row, place)
                for lower in [one for one in programmes if one > place]:
                    program.pop(lower, None)
        name = next((rows.text(row, place) for place in names if rows.text(row, place)), "")
        cells = [place for place in values if rows.text(row, place)]
        if why:
            state |= dict.fromkeys(
                ((row, place) for place in filled), "" if why == "nomor kolom" else why
            )
            continue
        if len(filled) == 1:
            text = lembar.baris[row][filled[0]]
            if re.match(r"(?:sasaran|tujuan)\b", text.casefold()) and filled[0] not in values:
                sasaran, state[(row, filled[0])] = text, ""
                continue
            if state.get((row, filled[0])) != "" or filled[0] in names:
                state[(row, filled[0])] = "satu teks tanpa nilai"
            continue
        broken = [place for place in values if (row, place) in lembar.luput]
        if not name:
            hang = any(rows.hangs(row, place) for place in names)
            said = (
                "baris kedua di bawah nama yang digabung" if hang else "nilai tanpa nama indikator"
            )
            state |= {(row, p): said for p in filled if state.get((row, p)) != "" or p in values}
            continue
        if re.fullmatch(r"[\d.,%\s]+", name):
            state |= dict.fromkeys(((row, place) for place in filled), "nama indikator hanya angka")
            continue
        if not cells and not broken and not any(rows.text(row, place) for place in unit):
            state |= dict.fromkeys(((row, place) for place in filled), "nama tanpa nilai")
            continue
        name = _clean_name(name)
        record = {"nama": name, "sasaran": _clean_goal(sasaran), "baris": str(row)}
        record["level"] = known_level
        if programmes and not above and program:
            record["level"] = record["level"] or judul[max(program)].makna
        for place in unit:
            hung = rows.hangs(row, place)
            record["satuan"] = rows.text(row, place) or (rows.text(*hung) if hung else "")
        heads = {judul[place].satuan for place in values} - {""}
        if not record.get("satuan") and len(heads) == 1:
            record["satuan"] = heads.pop()
        if not record.get("satuan") and re.search(r"\((?:%|persen)\)$", name):
            record["satuan"] = "%"
        for use in ("polaritas", "bobot"):
            for place in extra[use]:
                record[use] = rows.text(row, place)
        table.indikator.append(record)
        state |= {
            (row, p): ""
            for p in [*names, *unit, *extra["polaritas"], *extra["bobot"], *extra["tahun"]]
            if rows.text(row, p)
        }
        own = next((rows.text(row, p) for p in extra["tahun"] if rows.text(row, p)), "")
        for one in table.kolom:
            if (
                one.dipakai not in ("target", "realisasi", "periksa")
                or one.judul.makna not in VALUES
            ):
                continue
            _take(table, rows, row, one, "kinerja", name, own, lembar)


def _take(
    table: Tabel,
    rows: _Rows,
    row: int,
    one: Kolom,
    tabel: str,
    key: str,
    own: str,
    lembar: Lembar,
    lain: str = "",
) -> None:
    """Take the cell of one column of values; what hangs from a merge or holds no value is asked."""
    place, year = one.tempat, one.judul.tahun or own
    text = rows.text(row, place)
    checked = one.dipakai == "periksa"
    if (row, place) in lembar.luput:
        if not checked:
            table.ragu[(row, place)] = lembar.luput[(row, place)]
        return
    if not text:
        if rows.hangs(row, place) and not checked:
            table.ragu[(row, place)] = "digabung dengan sel di atasnya"
        return
    if not re.fullmatch(r"(?:19|20)\d\d", year):
        table.keadaan[(row, place)] = "tahunnya tidak diketahui"
        return
    table.keadaan[(row, place)] = ""
    pasti = (row, place) in lembar.angka
    table.sel.append(
        Sel((row, place), tabel, key, year, one.judul.makna, text, pasti, one.judul.kali, lain)
    )


def _clean_goal(text: str) -> str:
    text = re.sub(r"^(?:sasaran|tujuan)(?: strategis)?\s*[\d.]*\s*[:.]\s*", "", text, flags=re.I)
    return NUMBERED.sub("", text).strip()


def _clean_name(name: str) -> str:
    return re.sub(r"\s*\*+\)?$", "", NUMBERED.sub("", name)).strip()


def _read_anggaran(table: Tabel, lembar: Lembar, judul: dict[int, Judul], end: int) -> None:
    rows, state = _Rows(lembar), table.keadaan
    codes, names = _places(table, "kode"), _places(table, "nama")
    outputs, unit = _places(table, "nama_keluaran"), _places(table, "satuan")
    money = _places(table, "pagu_rp", "realisasi_rp")
    amounts = _places(table, "target", "realisasi") if outputs else []
    years = _places(table, "tahun")
    before: list[tuple[str, bool]] = []
    code = ""
    for row in range(table.kepala.akhir, end):
        filled = rows.filled(row)
        if not filled:
            continue
        cells = lembar.baris[row]
        why = _aside(cells, row)
        parts = [(rows.text(row, p).rstrip("."), (row, p) in lembar.angka) for p in codes]
        has_code = any(text for text, _ in parts)
        if why and not (has_code and why != "nomor kolom"):
            state |= dict.fromkeys(((row, p) for p in filled), "" if why == "nomor kolom" else why)
            continue
        named = [(p, rows.text(row, p)) for p in names if rows.text(row, p)]
        own = next((rows.text(row, p) for p in years if rows.text(row, p)), "")
        year = next((judul[p].tahun for p in money if judul[p].tahun), own)
        if has_code:
            full, before = _full_code(parts, before, year)
        else:
            full, named = _split_code(named)
        level = _level(full)
        if not has_code and not full:
            output = next((rows.text(row, p) for p in outputs if rows.text(row, p)), "")
            if output and code and not named:
                _take_output(table, rows, row, code, output, unit, amounts, own, lembar, outputs)
                state |= {(row, p): "kode tidak ada" for p in money if rows.text(row, p)}
                continue
            said = "baris tanpa kode program, kegiatan atau sub kegiatan"
            state |= {(row, p): said for p in filled if p in money or state.get((row, p)) != ""}
            continue
        if not level:
            code = ""
            shown = full if not full.startswith("?") else full[1:]
            said = f"{shown} bukan kode program, kegiatan atau sub kegiatan"
            if full.startswith("?"):
                said = f"kode {shown} tersimpan sebagai angka: nol di belakangnya mungkin hilang"
                table.ragu[(row, codes[0])] = said
            state |= dict.fromkeys(((row, p) for p in filled), said)
            continue
        code = full
        name = _name_of(named, judul, level)
        if not name:
            state |= dict.fromkeys(((row, p) for p in filled), "kode tanpa nama")
            continue
        table.anggaran.append({"kode": full, "nama": name, "tahun": year, "baris": str(row)})
        state |= {(row, p): "" for p in [*codes, *names, *years] if rows.text(row, p)}
        for one in table.kolom:
            if one.dipakai in ("pagu_rp", "realisasi_rp"):
                _take(table, rows, row, one, "anggaran", full, own, lembar)
        output = next((rows.text(row, p) for p in outputs if rows.text(row, p)), "")
        if output:
            _take_output(table, rows, row, full, output, unit, amounts, own, lembar, outputs)


def _take_output(table, rows, row, code, output, unit, amounts, own, lembar, outputs) -> None:
    state = table.keadaan
    record = {"kode": code, "nama": _clean_name(output), "baris": str(row)}
    record["satuan"] = next((rows.text(row, p) for p in unit if rows.text(row, p)), "")
    cells = [p for p in amounts if rows.text(row, p)]
    if not cells:
        return
    if not record["satuan"]:
        said = "keluaran tanpa satuan"
        state |= {(row, p): said for p in [*outputs, *amounts] if rows.text(row, p)}
        return
    table.keluaran.append(record)
    state |= {(row, p): "" for p in [*outputs, *unit] if rows.text(row, p)}
    for one in table.kolom:
        if one.dipakai in ("target", "realisasi"):
            _take(table, rows, row, one, "keluaran", code, own, lembar, record["nama"])


@lru_cache(maxsize=65536)
def _level(code: str) -> str:
    return level_of(pd.Series([code])).iloc[0] if code else ""


def _split_code(named: list[tuple[int, str]]) -> tuple[str, list[tuple[int, str]]]:
    """Return the code that stands before the name in one cell, and the names without it."""
    for place, text in named:
        found = FULL.fullmatch(text)
        if found:
            return found[1].rstrip("."), [(place, found[2])]
    return "", named


def _full_code(
    parts: list[tuple[str, bool]], before: list[tuple[str, bool]], year: str
) -> tuple[str, list[tuple[str, bool]]]:
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
        return ".".join(text for text, _ in taken if text) or whole, parts
    groups: list[str] = []
    for text, number in taken:
        text = re.sub(r"\s*[.\s]\s*", ".", text)
        pieces = text.split(".")
        for n, piece in enumerate(pieces):
            width = WIDTHS[len(groups)] if len(groups) < len(WIDTHS) else 0
            if number and n and width and len(piece) < width:
                return f"?{'.'.join([*groups, piece])}", parts
            if number and len(groups) == len(WIDTHS):
                width = 4 if len(piece) > 2 or year >= "2023" else 2
            groups.append(piece.zfill(width) if number else piece)
    return ".".join(groups), parts


def _name_of(named: list[tuple[int, str]], judul: dict[int, Judul], level: str) -> str:
    """Return the name of a line: that of its level where several stand in one row."""
    own = [text for place, text in named if judul[place].makna == level]
    named = [(place, text) for place, text in named if not CODE.fullmatch(text)]
    text = own[0] if own else (named[-1][1] if named else "")
    found = FULL.fullmatch(text)
    return found[2] if found else text
