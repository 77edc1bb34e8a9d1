"""The rows of a table: whose figures they are, and every figure with what it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from ..aturan.rules import load_rules
from ..importing.buku_kepala import fold_title, said_as
from ..importing.peta import VALUES
from .hitungan import readings, split_figures
from .kolom import BESIDE, GRADED, LARGE, Kolom
from .naskah import Naskah
from .tabel import Baris, Tabel
from .waktu import remarked_time

__all__ = [
    "Catatan",
    "Sel",
    "known_names",
    "name_key",
    "printed_names",
    "read_table_rows",
    "table_id",
]

FIGURED = {role for isi in ("kinerja", "anggaran") for role in VALUES[isi]}
MONEY = ("pagu_induk", "pagu", "realisasi", "perubahan")
HEADING = re.compile(
    r"(?:[A-Z\d]{1,3}[.)]\s*)*(?:program|kegiatan|sub\s*kegiatan|sasaran|tujuan|indikator kinerja|"
    r"urusan|bidang urusan|misi)\b",
    re.IGNORECASE,
)
LEVELS = (
    ("subkegiatan", re.compile(r"\W*sub\s*kegiatan\b", re.IGNORECASE)),
    ("program", re.compile(r"(?:[\dIVX]+[.)]\s*)?program\b", re.IGNORECASE)),
    ("kegiatan", re.compile(r"\W*kegiatan\b", re.IGNORECASE)),
)
ENCLOSED = re.compile(r"\(\s*[\d.,]+\s*%?\s*\)\s*%?")
BESIDES = re.compile(r"\d\s*%?\s*\([\d.,\s%]+\)$")  # 60 (70): one of two figures
BUDGET = ("urusan", "program", "kegiatan", "subkegiatan")
NUMBERED = re.compile(r"^\s*(?:[-•*–]|\(?(?:\d{1,2}|[a-z])[.)](?!\d))+\s*", re.IGNORECASE)


@dataclass
class Sel:
    """One printed figure: where it stands, whose it is, which values it may have.

    `tegas`: the table itself says of which year it is; `lemah`: its row stands in a piece of the
    table that only seems to go on with it; `samar`: why it is not clear whose figure it is;
    `pecah`: its print may be a piece of a figure, or two; `anggap`: no year but the document's is
    named anywhere near its table.

    `calon`: the values that the print allows, with how each was read; none for a word. `status`:
    pasti, ragu, tidak_terbaca, empty for a cell without a figure; `sebab` says why.
    """

    tabel: int
    baris: int
    tempat: int
    isi: str
    peran: str
    tahun: int | None
    nama: str
    teks: str
    tegas: bool
    calon: tuple[tuple[Decimal, str], ...] = ()
    jenis: str = ""
    lemah: bool = False
    samar: str = ""
    pecah: bool = False
    anggap: bool = False
    saksi: list[str] = field(default_factory=list)
    status: str = ""
    sebab: str = ""


@dataclass
class Catatan:
    """One row of one kind as printed: its line, its words, its figures by year."""

    tabel: int
    baris: int
    isi: str
    level: str
    kata: dict[str, str]
    sel: list[Sel]
    sambung: bool = False  # its name goes on in the next line
    potongan: int = 0  # the piece it stands in, where its columns stood elsewhere
    kelompok: str = ""  # a stage, or whose figures they are: rkpd, sdm
    jumlah: bool = False
    lanjutan: list[int] = field(default_factory=list)  # lines that hold the rest of its words


def name_key(name: str) -> str:
    """Return a name as it is compared: letters and digits alone, without the number before it.

    Spaces do not count: a narrow column breaks a word anywhere.

    Examples
    --------
    >>> name_key("1. Persentase  PPKS (%)") == name_key("persentase PPKS %")
    True
    """
    return fold_title(NUMBERED.sub("", name)).replace(" ", "")


def known_names(tables: list[tuple[Tabel, list[Kolom]]]) -> set[str]:
    """Return the names that rows with figures carry in any table, as they are compared."""
    return set(printed_names(tables))


def printed_names(tables: list[tuple[Tabel, list[Kolom]]]) -> dict[str, str]:
    """Return the names that rows with figures carry in any table, by how they are compared."""
    names: dict[str, str] = {}
    for table, columns in tables:
        places = [one.tempat for one in columns if one.peran == "nama"]
        figures = [one.tempat for one in columns if one.peran in _figures(one.isi)]
        for row in table.baris:
            if any(_text(row, place) for place in figures):
                for text in filter(None, (_text(row, place) for place in places)):
                    names.setdefault(name_key(text), text)
    return {key: text for key, text in names.items() if key}


def _figures(isi: str) -> tuple[str, ...]:
    return VALUES.get(isi, ())


def _text(row: Baris, place: int) -> str:
    return row.sel[place] if place < len(row.sel) else ""


def read_table_rows(
    number: int,
    table: Tabel,
    columns: list[Kolom],
    names: set[str],
    naskah: Naskah,
    unread: dict[int, str],
) -> list[Catatan]:
    """Return the rows of one table, one per kind; lines that are none go into `unread`.

    A line without a figure goes on with the name above it, unless it is a heading or a name that
    stands elsewhere with figures of its own.
    """
    found: list[Catatan] = []
    values = [one for one in columns if one.peran in _figures(one.isi)]
    down: dict[tuple[str, str, str], str] = {}
    groups = [
        (isi, group)
        for isi in ("kinerja", "anggaran")
        for group in sorted({one.kelompok for one in values if one.isi == isi})
    ]
    named = _named_above(table.baris, columns, values, unread)
    for row in (part for one in named for part in _parted(one, columns, names)):
        filled = [place for place, cell in enumerate(row.sel) if cell]
        if not any(_text(row, one.tempat) for one in values):
            _without_figures(row, filled, columns, names, found, unread)
            continue
        line = [
            made
            for isi, group in groups
            if (made := _take(number, row, columns, isi, group, naskah))
        ]
        if not line:
            unread[row.nomor] = "angka tanpa nama indikator, program atau kegiatan"
        for one in line:
            kind = (one.isi, one.kelompok)
            goals = {column.milik for column in values if (column.isi, column.kelompok) == kind}
            for role in ("tujuan", "sasaran"):
                named = max(goals) >= 0  # the goal names the row itself
                if not one.jumlah and not named and any(c.peran == role for c in columns):
                    down[*kind, role] = one.kata.get(role) or down.get((*kind, role), "")
                    one.kata[role] = down[*kind, role]
        found += line
    return found


def _parted(row: Baris, columns: list[Kolom], known: set[str]) -> list[Baris]:
    """Return a row once for each indicator that its cell names: Keluaran : … Hasil : …

    Or two names that stand elsewhere with figures, one behind the other. Only where each of its
    figures is as many; its money belongs to the first.
    """
    name = next((one.tempat for one in columns if one.peran == "nama" and one.isi == "kinerja"), -1)
    text = _text(row, name) if name >= 0 else ""
    figures = [one.tempat for one in columns if one.isi == "kinerja" and one.peran in FIGURED]
    printed = {place: _text(row, place) for place in figures}
    parts = {n: split_figures(cell) for n, cell in printed.items() if re.search(r"\w", cell)}
    names = (_labelled(text) or _two_known(text, known)) if any(parts.values()) else []
    if len(names) < 2 or not parts or any(len(some) != len(names) for some in parts.values()):
        return [row]
    money = {one.tempat for one in columns if one.isi == "anggaran" and one.peran in FIGURED}
    out = []
    for n, one in enumerate(names):
        cells = ["" if n and place in money else cell for place, cell in enumerate(row.sel)]
        cells[name] = one
        for place, some in parts.items():
            cells[place] = some[n]
        out.append(replace(row, sel=tuple(cells)))
    return out


def _two_known(text: str, known: set[str]) -> list[str]:
    """Return the two names that a cell holds one behind the other, both known from elsewhere.

    Examples
    --------
    >>> _two_known("Indeks A Persentase B", {"indeksa", "persentaseb"})
    ['Indeks A', 'Persentase B']
    >>> _two_known("Indeks A Persentase B", {"indeksa"})
    []
    """
    words = text.split()
    found = [
        parts
        for n in range(1, len(words))
        for parts in [[" ".join(words[:n]), " ".join(words[n:])]]
        if all(name_key(part) in known for part in parts)
    ]
    return found[0] if len(found) == 1 else []


@cache
def _labels() -> re.Pattern:
    rows = load_rules("judul_kolom")
    said = rows.loc[rows["makna"] == "kata_unsur", "sebutan"]
    return re.compile(rf"(?:^|(?<=\s))(?:{'|'.join(said)})\s*:", re.IGNORECASE)


def _labelled(text: str) -> list[str]:
    """Return the parts of a text each of which a word of the programme logic begins.

    Examples
    --------
    >>> _labelled("Keluaran : Jumlah dokumen Hasil : Terpenuhinya dokumen")
    ['Keluaran : Jumlah dokumen', 'Hasil : Terpenuhinya dokumen']
    >>> _labelled("Jumlah dokumen Hasil : baik")
    []
    """
    starts = [found.start() for found in _labels().finditer(text)]
    if not starts or starts[0]:
        return []
    parts = [text[a:b].strip() for a, b in pairwise([*starts, len(text)])]
    return parts if all(re.search(r":\s*\w{3}", part) for part in parts) else []


def _named_above(
    rows: list[Baris], columns: list[Kolom], values: list[Kolom], unread: dict[int, str]
) -> list[Baris]:
    """Return the rows where a line with a code and a name alone names the figures under it.

    Code and name in one line, the figures in the next, which has neither.
    """
    names = [one.tempat for one in columns if one.peran == "nama" and one.isi in ("", "anggaran")]
    heads = [*names, *(one.tempat for one in columns if one.peran == "kode")]
    money = [one.tempat for one in values if one.isi == "anggaran"]
    if len(heads) == len(names) or not names or not money:
        return rows
    out: list[Baris] = []
    for row in rows:
        above = out[-1] if out else None
        bare = not any(_text(row, place) for place in heads)
        filled = bare and any(_text(row, place) for place in money)
        if above is None or not filled or row.nomor != above.nomor + 1:
            out.append(row)
            continue
        words = {place for place, cell in enumerate(above.sel) if cell}
        if words <= {*heads, *(one.tempat for one in columns if one.peran == "no")} and (
            words & set(names) and len(words) > 1
        ):
            cells = [_text(above, n) if n in words else cell for n, cell in enumerate(row.sel)]
            out[-1] = replace(row, sel=tuple(cells), nama_di=above.nomor)
        else:
            out.append(row)
    return out


def _take(
    number: int, row: Baris, columns: list[Kolom], isi: str, group: str, naskah: Naskah
) -> Catatan | None:
    """Return the row of one kind, None where it names nothing or has no figure of that kind."""
    own = [
        one
        for one in columns
        if (one.isi in ("", isi) and (one.kelompok == group or not one.isi))
        or (one.isi == isi and one.peran == "nama")
    ]
    figures = [one for one in own if one.isi == isi and one.peran in _figures(isi)]
    whose = next((one.milik for one in figures if one.milik >= 0), -1)
    # of another indicator of the row: nobody names those of a total, or of a row gone on with
    nobody = group == BESIDE and not _text(row, whose)
    if nobody or not any(_text(row, one.tempat) for one in figures):
        return None
    kata = {}
    for role in ("no", "kode", "tujuan", "sasaran", "satuan", "catatan"):
        parts = [_text(row, one.tempat) for one in own if one.peran == role]
        kata[role] = " ".join(filter(None, parts))
    named = [
        (one.level, _text(row, one.tempat))
        for one in own
        if one.peran == "nama" and _text(row, one.tempat)
    ]
    total = next(
        (cell for cell in row.sel if cell and said_as("baris_jumlah", cell) is not None), ""
    )
    unsure = ""
    if not named and isi == "kinerja" and not total and (left := _left_name(row, columns, figures)):
        named, unsure = [left[:2]], left[2]
    if not named and not total and isi == "kinerja":
        # the last line of an evaluation stands before its columns
        numbers = [_text(row, one.tempat) for one in own if one.peran == "no"]
        named = [("jumlah", text) for text in numbers if len(text.split()) > 1][:1]
        kata["no"] = "" if named else kata["no"]
    if not named and not total and not any(one.milik >= 0 for one in figures):
        return None
    level, name = named[-1] if named else ("", total)
    if whose >= 0 and _text(row, whose):
        title = next(one.judul for one in columns if one.tempat == whose)
        indicator = title.makna in ("nama_indikator", "nama_keluaran")
        level, name = (title.nilai if indicator else "sasaran"), _text(row, whose)
        others = ("satuan", "kode") if group == BESIDE else ("tujuan", "sasaran")
        kata = {key: "" if key in others else text for key, text in kata.items()}
    if re.fullmatch(r"[\d.,%\s()-]+", name):
        return None
    if total:
        mean = "rata" in total.casefold()
        level, name = ("rata_rata" if mean else "jumlah"), (name if named else total)
    elif isi == "anggaran" or level in BUDGET or (not level and kata["kode"]):
        level = _level(kata["kode"], name) or level
    kata["nama"] = name
    for role in ("tujuan", "sasaran") if total else ():
        kata[role] = "" if kata[role] == total else kata[role]
    printed = [one for one in figures if _text(row, one.tempat) not in ("", total)]
    cells = [_cell(number, row, one, name, naskah) for one in printed]
    for cell in cells:
        cell.samar = cell.samar or unsure
    counted = any(cell.peran == "penyebut" for cell in cells)  # sums of counts have a share
    if total and isi == "kinerja" and not counted:
        _doubt_means(cells)
    where, piece = (number, row.nomor, isi), (False, row.potongan, group, bool(total))
    return Catatan(*where, level, kata, cells, *piece, [row.nama_di] if row.nama_di else [])


def _doubt_means(cells: list[Sel]) -> None:
    """Doubt the figures of a row of means but its achievements: a mean is one of achievements."""
    for cell in cells:
        if cell.peran != "capaian":
            cell.samar = cell.samar or "rata-rata atau jumlah di kolom target atau realisasi"


def _left_name(row: Baris, columns: list[Kolom], figures: list[Kolom]) -> tuple[str, ...]:
    """Return level and name of the indicator further left, and why it may not be theirs.

    A line of a programme stands in the table of its activities: its figures are in their columns,
    its name in its own. It is theirs where the achievement beside that name is theirs too.
    """
    names = [
        one
        for one in columns
        if one.judul.makna in ("nama_indikator", "nama_keluaran")
        and not one.peran
        and one.tempat < figures[0].tempat
        and _text(row, one.tempat)
    ]
    if not names:
        return ()
    told = names[-1]
    mine = {_text(row, one.tempat) for one in figures if one.peran == "capaian"}
    beside = {
        _text(row, one.tempat)
        for one in columns
        if one.judul.makna == "capaian"
        and (not one.peran or one.kelompok == BESIDE)
        and told.tempat < one.tempat < figures[0].tempat
    }
    same = bool(mine & beside - {""})
    return told.judul.nilai, _text(row, told.tempat), "" if same else "nama dari kolom di kirinya"


def _cell(number: int, row: Baris, column: Kolom, name: str, naskah: Naskah) -> Sel:
    text = _text(row, column.tempat)
    origin = row.asal[column.tempat] if row.asal else column.tempat
    typed = (row.nomor - 1, origin) in naskah.angka
    money = column.isi == "anggaran" and column.peran in MONEY
    calon, jenis = readings(text, money, typed)
    broken = _broken(text) if not calon and not typed else ""
    if broken:  # only another figure can tell that these are two pieces of one
        calon, jenis = readings(broken, money, typed)
        text = broken if calon else text
    torn = bool(broken) or any(how == "sen" for _, how in calon)
    torn = torn or bool(re.search(r"\d[.,]\d*[.,]$", text))
    if calon and not typed and not money and ENCLOSED.fullmatch(text):
        # a loss, or a figure somebody put in brackets: what stands beside it must tell
        calon = tuple((sign * value, how) for value, how in calon for sign in (1, -1))
    torn = torn or bool(BESIDES.search(text))
    unclear = column.samar or ("barisnya terpotong pergantian halaman?" if row.potong else "")
    unclear = unclear or ("isi baris ini tidak sejajar dengan kolomnya" if row.miring else "")
    year = row.tahun or column.tahun
    unclear = unclear or remarked_time(text, year)
    if money and not unclear and calon and all(0 < abs(value) < LARGE for value, _ in calon):
        unclear = "terlalu kecil untuk rupiah: rata-rata atau persentase?"
    role = column.peran
    if jenis == "huruf" and column.judul.nilai == GRADED:  # BB among scores is their grade
        role = "predikat"
    where = (number, row.nomor, column.tempat, column.isi, role, year)
    weak = row.lemah or torn
    return Sel(
        *where, name_key(name), text, column.tegas, calon, jenis, weak, unclear, torn, column.anggap
    )


def _broken(text: str) -> str:
    """Return a figure whose cell broke it over two lines as one, empty for another text.

    Examples
    --------
    >>> _broken("100,5 7"), _broken("12 orang"), _broken("205.6 20")
    ('100,57', '', '205.620')
    """
    pieces = re.fullmatch(r"((?:Rp\.?\s*)?\d[\d.,]*)((?: [\d.,]+){1,5}%?)", text)
    return pieces[1] + pieces[2].replace(" ", "") if pieces else ""


@cache
def _codes() -> list[tuple[re.Pattern, str]]:
    return [(re.compile(row.pola), row.level) for row in load_rules("kode").itertuples()]


def _level(code: str, name: str) -> str:
    """Return the level of a budget line by its code, else by how its name begins."""
    plain = code.replace(" ", "")
    by_code = next((level for pattern, level in _codes() if pattern.fullmatch(plain)), "")
    return by_code or next((level for level, begin in LEVELS if begin.match(name)), "")


def _left_out(row: Baris, columns: list[Kolom]) -> str:
    """Return why the figures of a row are not read, where they stand in columns left out."""
    unread = [one for one in columns if one.isi and not one.peran and one.sebab]
    why = [one.sebab for one in unread if re.search(r"\d", _text(row, one.tempat))]
    return "; ".join(dict.fromkeys(why))


def _without_figures(
    row: Baris,
    filled: list[int],
    columns: list[Kolom],
    names: set[str],
    found: list[Catatan],
    unread: dict[int, str],
) -> None:
    """Glue a line to the row above it, or say why it is none."""
    words = {
        one.tempat: one.peran
        for one in columns
        if one.peran in ("nama", "sasaran", "tujuan", "satuan", "catatan")
    }
    numbers = [one.tempat for one in columns if one.peran in ("no", "kode")]
    texts = [_text(row, place) for place in words if _text(row, place)]
    if not filled:
        return
    last = found[-1] if found else None
    name = next(
        (
            _text(row, place)
            for place, role in words.items()
            if role == "nama" and _text(row, place)
        ),
        "",
    )
    heading = (
        any(_text(row, place) for place in numbers)
        or any(HEADING.match(text) for text in texts)
        or any(said_as("baris_jumlah", text) is not None for text in texts)
        or name_key(name) in names
        or (len(filled) == 1 and filled[0] == 0 and words.get(0) != "nama")
    )
    if last is None or not texts or heading or last.jumlah:
        unread[row.nomor] = _left_out(row, columns) or "baris tanpa angka"
        return
    kinds = {column.tempat: column.isi for column in columns}
    for one in [one for one in found if one.baris == last.baris]:
        one.lanjutan.append(row.nomor)
        own = {place: role for place, role in words.items() if kinds[place] in ("", one.isi)}
        for place, role in own.items():
            if text := _text(row, place):
                one.kata[role] = f"{one.kata.get(role, '')} {text}".strip()
                one.sambung |= role == "nama"
        if one.sambung:
            for cell in one.sel:
                cell.nama = name_key(one.kata["nama"])


def table_id(record: Catatan) -> str:
    """Return the id of the published table that a row is of: table, kind, stage."""
    kind = "" if record.isi == "kinerja" else "a"
    return f"b{record.tabel + 1}{kind}{'.' if record.kelompok else ''}{record.kelompok}"
