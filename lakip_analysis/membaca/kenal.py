"""What a table is of: the role of each column, of which year, and how its head says so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

from ..aturan.rules import load_rules, threshold
from ..importing.buku_bentuk import NAMES
from ..importing.buku_kepala import (
    OTHERS,
    PERIOD,
    VALUES,
    Judul,
    fold_title,
    said_as,
    years_in,
)
from ..numbers import clean_cell, read_number
from .bentuk import (
    SHARES,
    budget_titles,
    by_region,
    score_titles,
    shares_of,
)
from .hitungan import HUNDRED, share_proven
from .kolom import (
    BESIDE,
    CROOKED,
    FIGURES,
    HALF,
    LEVELS,
    OF_WHICH,
    SOME,
    UNBACKED,
    Dokumen,
    Kolom,
    cells_under,
    is_figure,
    is_large,
    listed_title,
    share_of,
    title_key,
)
from .naskah import Naskah
from .pemilik import is_of_others, unit_named
from .rencana import (
    END,
    PROPOSAL,
    RKPD,
    TOWARDS,
    change_columns,
    doubt_ends,
    end_of_plan,
    end_titles,
    proposed_columns,
    stage_columns,
)
from .rerata import MEAN, mean_titles
from .tabel import CAPTION, LONG, Tabel
from .waktu import PART, UNKNOWN, estimated, is_torn, other_time

__all__ = ["read_document", "recognise"]

MONEY = {"pagu_rp": "pagu", "realisasi_rp": "realisasi", "persen": "persen"}
ASIDE = {"predikat": "kinerja", "efisiensi": "anggaran", "perubahan": "anggaran", "catatan": ""}
EARLIER = re.compile(r"\btahun (?:lalu|sebelumnya)\b", re.IGNORECASE)
COVER = 60  # lines that are the cover
SHORT = 12  # lines of a cover that nothing ends
FRONT = re.compile(r"kata pengantar|daftar isi|bab\b|ringkasan", re.IGNORECASE)
MONTH = re.compile(r"januari|februari|maret|april|desember|november|\d{1,2} \w+ 20", re.IGNORECASE)
DEEP = 3  # lines over a table, without a number of their own, that speak of it

BASE = "kondisi-awal"
STAFF = "sdm"
WORDY = 4  # words of a cell that is running text
AFTER = 3  # the stage of a budget after its change
BUDGET = re.compile(r"^apbd(?: \d{4})?$")

NUMBERING = re.compile(r"\(?(?:[\d.]{1,6}|[a-z]|[IVX]+)[.)]?")


def read_document(naskah: Naskah) -> Dokumen:
    """Return what a document says of itself.

    The year is the one in its title; without one, the year that most of its lines call “tahun”. The
    region is the one that its lines name most, as it is written in the list of regions.
    """
    lines = [clean_cell(line.strip("#* ")) for line in naskah.baris]
    cover = [line for line in lines if line][:COVER]
    first = next((line for line in cover if _is_title(line)), "")
    said = re.compile(r"\btahun(?: anggaran)? ((?:19|20)\d\d)(?!\s*[-–/])", re.IGNORECASE)
    counted = Counter(
        year
        for line in lines
        for year in set(years_in(line) if CAPTION.match(line) else said.findall(line))
    )
    most_said = counted.most_common(1)
    end = next((n for n, line in enumerate(cover) if FRONT.match(line)), SHORT)
    front = [line for line in cover[:end] if not MONTH.search(line) and not CAPTION.match(line)]
    dated = {year for line in front for year in years_in(line)}
    titled = years_in(first) or (list(dated) if len(dated) == 1 else [])
    year = (titled or [one for one, _ in most_said] or [""])[0]
    share = most_said[0][1] / counted.total() if most_said else 0
    sure = bool(titled) or (
        share >= threshold("baca_tahun_dokumen") / 100 and most_said[0][1] >= SOME
    )
    whole = " ".join(lines).casefold()
    found, jenis, most = ("", ""), "", 0
    for region in load_rules("wilayah").itertuples():
        count = whole.count(region.nama.casefold()) if region.jenis != "provinsi" else 0
        if count > most:
            found, jenis, most = (region.nama, str(region.kode)), region.jenis, count
    front = fold_title(" ".join(front))
    province = "provinsi" in front and not re.search(r"\b(?:kabupaten|kota)\b", front)
    jenis = "provinsi" if province else jenis
    listed = [one for line in naskah.baris if (one := listed_title(line))]
    daftar = {title_key(title): frozenset(years_in(title)) for _, title in listed}
    of = int(year) if year else None
    end, sole = end_of_plan(lines, of, jenis == "provinsi")
    about = {"daftar": daftar, "akhir": end, "akhir_pasti": sole, "sampul": front}
    return Dokumen(of, *found, first, sure, jenis, **about)


def _is_title(line: str) -> bool:
    return bool(re.search(r"laporan (?:akuntabilitas )?kinerja|lkjip|lakip", line, re.IGNORECASE))


def recognise(table: Tabel, dokumen: Dokumen) -> list[Kolom]:
    """Return the columns of a table with their roles; a table of another kind has none.

    Parameters
    ----------
    table : Tabel
    dokumen : Dokumen
        Its year is that of columns which name none, where the caption names none either; such a
        column is not `tegas`: another table must say the same.
    """
    columns = [] if table.duga else _recognised(table, dokumen)
    if any(one.peran and one.isi for one in columns):
        return columns
    regions = by_region(table, dokumen)
    if regions:
        return regions
    worked = [_dated(one, table, dokumen, table.judul) for one in shares_of(table)]
    return worked if table.duga or any(one.peran == "nama" for one in worked) else columns


def _recognised(table: Tabel, dokumen: Dokumen) -> list[Kolom]:
    """Return the columns of a table as its titles name them."""
    judul = score_titles(table, budget_titles(table, _settled(table)))
    judul = mean_titles(end_titles(table, judul, dokumen))
    means = {one.makna for one in judul.values()}
    named, lines = means & {"nama_indikator", "nama_keluaran"}, means & set(NAMES)
    money = means & {"pagu_rp", "realisasi_rp"}
    figures = means & set(FIGURES)
    goals = means & {"sasaran", "tujuan"}
    kinds = set()
    if figures and (named or lines or goals):
        kinds.add("kinerja")
    if money and (lines or goals or "kode" in means):
        kinds.add("anggaran")
    columns = []
    for place, one in judul.items():
        column = _column(place, one)
        if column.isi and column.isi not in kinds:
            column = replace(column, peran="", sebab=_other_kind(one))
        columns.append(_dated(_whose_group(column, table, dokumen), table, dokumen, judul))
    columns = change_columns(
        table, proposed_columns(table, stage_columns(_names(columns, kinds, bool(named))))
    )
    columns = _owned(table, _handed(table, columns))
    columns = doubt_ends(_backed(table, _once(table, columns)), dokumen)
    crooked = table.miring or _runs_back(judul) or _is_beside(table, judul)
    why = CROOKED if crooked else _part(table) or estimated(table)
    why = unit_named(table, dokumen) or why
    return [replace(one, tegas=False, samar=why) for one in columns] if why else columns


def _whose_group(column: Kolom, table: Tabel, dokumen: Dokumen) -> Kolom:
    """Return a column of figures with whose they are: others', by its title or by the caption.

    What the title calls those of the kabupaten or kota are those of a dinas of one.
    """
    if not column.isi:
        return column
    own = column.judul.sebab == f"judulnya menyebut “{dokumen.jenis}”"
    if own and not column.judul.kelompok and column.judul.makna in VALUES:
        return replace(_column(column.tempat, replace(column.judul, sebab="")), isi=column.isi)
    if column.peran and not column.kelompok and is_of_others(table, dokumen):
        return replace(column, kelompok=OTHERS)
    return column


def _part(table: Tabel) -> str:
    """Return why the figures are not those of a whole year; empty where nothing says so."""
    near = " ".join(line for line in (table.label, *table.di_atas[:DEEP]) if len(line) < LONG)
    found = PART.search(near)
    return f"judul tabel menyebut “{found[0]}”: bagian dari setahun?" if found else ""


def _runs_back(judul: dict[int, Judul]) -> bool:
    """Say whether the years under one title run neither up nor down: they stand beside it."""
    groups: dict[str, list[int]] = {}
    for one in judul.values():
        if one.tahun and " › " in one.teks:
            groups.setdefault(one.teks.split(" › ")[0], []).append(int(one.tahun))
    return any(
        len(set(years)) == len(years) and years not in (sorted(years), sorted(years, reverse=True))
        for years in groups.values()
    )


def _is_beside(table: Tabel, judul: dict[int, Judul]) -> bool:
    """Say whether running text stands under the title of a figure: titles stand beside it."""
    figures = [place for place, one in judul.items() if one.makna in VALUES]
    return any(share_of(cells_under(table, place), _is_text) > HALF for place in figures)


def _is_text(cell: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", cell)) >= WORDY and not re.match(r"\W*\d", cell)


def _backed(table: Tabel, columns: list[Kolom]) -> list[Kolom]:
    """Return the columns where an achievement must have what it is worked out from.

    One right of a figure of others, or of the end of a plan, is measured against that; one without
    a realisation in its table may itself be the realisation.
    """
    out: list[Kolom] = []
    real = {
        (one.tahun, one.kelompok)
        for one in columns
        if one.peran == "realisasi" and one.isi == "kinerja"
    }
    for column in columns:
        left = [one for one in out if one.judul.makna in VALUES]
        if column.peran != "capaian" or column.judul.nilai in (MEAN, TOWARDS):
            out.append(column)
        elif left and (_is_compared(left[-1], column) or _is_aside(table, columns, column)):
            why = f"kolom “{column.judul.teks}”: dibandingkan dengan kolom yang tidak dibaca"
            out.append(replace(column, peran="", sebab=why))
        elif (column.tahun, column.kelompok) not in real and not _beside_money(
            table, columns, column
        ):
            out.append(replace(column, samar=UNBACKED))
        else:
            out.append(column)
    return out


def _beside_money(table: Tabel, columns: list[Kolom], column: Kolom) -> bool:
    """Say whether an achievement stands where it is weighed against what was spent for it.

    A table of efficiency has both as shares; what was reached would stand there in units.
    """
    share = any(one.peran == "persen" for one in columns)
    weighed = any(one.judul.nilai == "efisiensi" for one in columns)
    weighed = weighed or bool(re.search(r"\befe[kc]ti|\befisien", table.label, re.IGNORECASE))
    cells = cells_under(table, column.tempat)
    signed = column.judul.satuan == "%" or (
        bool(cells) and all(cell.rstrip().endswith("%") for cell in cells)
    )
    return share and weighed and signed


def _is_compared(left: Kolom, column: Kolom) -> bool:
    """Say whether a share stands right of a figure not read, of others, or of a plan's end."""
    aside = bool(not left.peran and left.sebab) or left.judul.nilai == END
    return aside or OTHERS == left.kelompok != column.kelompok


def _is_aside(table: Tabel, columns: list[Kolom], column: Kolom) -> bool:
    """Say whether a share without a target stands right of figures under a title nobody knows.

    Realisasi | Standar Nasional | Capaian
    """
    goals = [one for one in columns if one.peran == "target" and one.kelompok == column.kelompok]
    if any(one.tahun == column.tahun for one in goals):
        return False
    left = table.judul.get(column.tempat - 1)
    cells = cells_under(table, column.tempat - 1)
    signed = any(re.match(r"[-−–+]\s*\d", cell) for cell in cells)  # how much it rose or fell
    figures = share_of(cells, is_figure) > HALF and not signed
    return left is not None and not left.makna and not left.jangka and figures


def _other_kind(one: Judul) -> str:
    return f"kolom “{one.teks}”: tabelnya tidak menyebut nama indikator, program atau kegiatan"


def _settled(table: Tabel) -> dict[int, Judul]:
    """Return the titles with what the cells under them show: numbering, money, shares."""
    out, many = dict(table.judul), threshold("baca_uang") / 100
    for place in range(table.lebar):
        cells = cells_under(table, place)
        one = out.get(place)
        left = out.get(place - 1)
        if one is None and cells and left is not None:
            under = cells_under(table, place - 1)
            text = left.makna in (*NAMES, "sasaran", "tujuan", "nama_indikator")
            if text and share_of(under, _is_number) >= many and share_of(cells, _is_number) < many:
                out[place] = left  # 1 | Meningkatnya … under one title
                out[place - 1] = replace(left, makna="nomor")
            elif left.makna in NAMES and _nested(table, place):
                out[place] = left  # programme | its activities, under one title
            elif left.makna in VALUES and all(re.fullmatch(r"Rp\.?", one) for one in under):
                out[place], out[place - 1] = left, replace(left, makna="abai", nilai="")
    out = dict(sorted(out.items()))
    means = {one.makna for one in out.values()}
    named = means & {"nama_indikator", "nama_keluaran"}
    for place, one in list(out.items()):
        cells = cells_under(table, place)
        makna = one.makna
        if (
            makna in ("sasaran", "tujuan", "nama_indikator", *NAMES)
            and share_of(cells, _is_number) == 1
        ):
            makna = "nomor"
        figures = [cell for cell in cells if read_number(cell, "koma").jenis == "angka"]
        large = share_of(figures, is_large)
        if not makna and one.kelompok == PROPOSAL and figures and large >= many:
            out[place] = replace(one, makna="pagu_rp", sebab="judulnya menyebut “usulan”")
            continue
        if makna in ("target", "realisasi") and large >= many and one.satuan != "%" and not named:
            makna = {"target": "pagu_rp", "realisasi": "realisasi_rp"}[makna]
        if makna in ("pagu_rp", "realisasi_rp") and one.satuan == "%":
            makna = "persen"
        if makna in ("pagu_rp", "realisasi_rp") and figures and large < many:
            out[place] = replace(one, sebab=one.sebab or "isinya bukan rupiah")
            continue
        out[place] = replace(one, makna=makna)
    return _proven(table, _shares(_capaian(_series(out)), bool(named)))


def _series(out: dict[int, Judul]) -> dict[int, Judul]:
    """Return the titles where a row of titles stands again for each year, which its first names.

    Target 2023 | Realisasi | Capaian | Target 2024 | Realisasi | Capaian
    """
    places = [place for place, one in out.items() if one.makna in VALUES]
    starts = [n for n, place in enumerate(places) if out[place].tahun]
    if len(starts) < 2 or starts[0] or len(starts) == len(places):
        return out
    parts = [places[a:b] for a, b in pairwise([*starts, len(places)])]
    if len({tuple(out[place].makna for place in part) for part in parts}) > 1:
        return out
    dated = {place: out[part[0]].tahun for part in parts for place in part}
    if len({out[part[0]].tahun for part in parts}) < len(parts):
        return out
    return {n: replace(one, tahun=dated[n]) if n in dated else one for n, one in out.items()}


def _proven(table: Tabel, out: dict[int, Judul]) -> dict[int, Judul]:
    """Return the titles where a bare share is that of the two figures on its left.

    The title of a group may stand beside its columns; the figures say whose share it is.
    """
    out = dict(out)
    places = [place for place, one in out.items() if one.makna in VALUES]
    for a, b, c in zip(places, places[1:], places[2:], strict=False):
        pair, one = (out[a].makna, out[b].makna), out[c]
        meant = {("target", "realisasi"): "capaian", ("pagu_rp", "realisasi_rp"): "persen"}
        if pair not in meant or fold_title(one.teks.split(" › ")[-1]) not in SHARES:
            continue
        same = one.makna == meant[pair] and one.kelompok == out[b].kelompok
        if same or one.makna not in ("capaian", "persen") or (a, b, c) != (a, a + 1, a + 2):
            continue
        rows = [row.sel[a : c + 1] for row in table.baris if len(row.sel) > c and row.sel[c]]
        alike = [cells for cells in rows if all(cells)]
        money = meant[pair] == "persen"
        trivial = bool(alike) and all(read_number(cells[2]).nilai == HUNDRED for cells in alike)
        if share_proven(alike, money) >= threshold("baca_uang") / 100 or (
            trivial and out[b].kelompok and not money
        ):
            told = replace(out[b], teks=one.teks, makna=meant[pair], satuan=one.satuan)
            out[c] = told
    return out


def _capaian(out: dict[int, Judul]) -> dict[int, Judul]:
    """Return the titles where Capaian | % stand under one head: what was reached, and its share."""
    means = {one.makna for one in out.values()}
    for place, one in list(out.items()):
        left = out.get(place - 1)
        share = one.satuan == "%" and fold_title(one.teks.split(" › ")[-1]) == "persen"
        if share and left and left.makna == "capaian" and left.satuan != "%":
            if "realisasi" not in means:
                out[place - 1] = replace(left, makna="realisasi")
                out[place] = replace(one, makna="capaian")
        elif share and one.makna not in VALUES:
            out[place] = replace(one, makna="capaian")
    return out


def _shares(out: dict[int, Judul], named: bool) -> dict[int, Judul]:
    """Return the titles where a bare share stands right of money, and is one of money."""
    left, money = "", any(one.makna == "realisasi_rp" for one in out.values())
    taken = {one.tahun for one in out.values() if one.makna == "persen"}
    for place, one in out.items():
        makna = one.makna
        if makna in ("realisasi", "capaian") and money and one.tahun not in taken:
            share = one.satuan == "%" or makna == "capaian"
            plain = "kinerja" not in fold_title(one.teks)
            if share and plain and (left == "realisasi_rp" or not named) and left in MONEY:
                makna = "persen"
        out[place] = replace(one, makna=makna)
        left = makna if makna in VALUES else left
    return out


def _nested(table: Tabel, place: int) -> bool:
    """Say whether a column holds names that stand further in than those on its left, never both."""
    pairs = [row.sel[place - 1 : place + 1] for row in table.baris if place < len(row.sel)]
    inner = [pair for pair in pairs if pair[1]]
    words = all(re.search(r"[^\W\d]{3}", right) and not left for left, right in inner)
    return words and any(left for left, _ in pairs)


def _is_number(cell: str) -> bool:
    return bool(NUMBERING.fullmatch(cell))


def _column(place: int, one: Judul) -> Kolom:
    """Return a column with the role that its title alone gives it."""
    column = Kolom(place, one, sebab=f"kolom “{one.teks}” tidak dipakai")
    makna = one.makna
    if makna in FIGURES:
        column = replace(column, isi="kinerja", peran=makna, sebab="")
    elif makna in MONEY:
        before = makna == "pagu_rp" and one.tahap == 1
        role = "pagu_induk" if before else MONEY[makna]
        column = replace(column, isi="anggaran", peran=role, sebab="")
        if one.tahap == 2 or one.kali != 1:
            why = f"“{one.teks}”: pergeseran atau satuan ribuan, tidak dibaca"
            column = replace(column, peran="", sebab=why)
    elif one.nilai == "awal" and one.tahun:  # where a plan begins: what was reached in that year
        column = replace(column, isi="kinerja", peran="realisasi", sebab="")
    elif one.nilai == "awal":  # of a year that the table does not say
        column = replace(column, isi="kinerja", peran="realisasi", sebab="", kelompok=BASE)
    elif one.nilai in ASIDE and makna == "abai":
        column = replace(column, isi=ASIDE[one.nilai], peran=one.nilai, sebab="")
    elif makna in ("sasaran", "tujuan", "satuan", "kode"):
        column = replace(column, peran=makna, sebab="")
    elif makna == "nomor":
        column = replace(column, peran="no", sebab="")
    elif not makna:
        column = replace(column, sebab=f"judul kolom “{one.teks}” tidak dikenal")
    return _planned(column)


def _planned(column: Kolom) -> Kolom:
    """Return a column of figures with the stage that its title names, or without role."""
    one, words = column.judul, f" {fold_title(column.judul.teks)} "
    plans = [word for word in _plan_words() if f" {word} " in words]
    if column.isi and one.kelompok and one.sebab.startswith("judulnya menyebut"):
        if one.kelompok == OTHERS and (one.jangka or column.isi != "kinerja"):
            return replace(column, peran="", sebab=f"kolom “{one.teks}”: {one.sebab}")
        after = one.kelompok == RKPD and one.tahap == AFTER
        return replace(column, kelompok=one.kelompok + "-perubahan" * after)
    if BUDGET.search(fold_title(one.teks.split(" › ")[-1])):
        plans = []  # the budget itself, under a title that speaks of plans
    if one.sebab or (plans and column.isi):
        why = one.sebab or f"“{plans[0]}” adalah rencana, bukan angka tahun itu"
        column = replace(column, peran="", sebab=f"kolom “{one.teks}”: {why}")
    return column


@cache
def _plan_words() -> tuple[str, ...]:
    rows = load_rules("judul_kolom")
    return tuple(rows.loc[rows["makna"] == "kata_rencana", "sebutan"])


def _dated(column: Kolom, table: Tabel, dokumen: Dokumen, judul: dict[int, Judul]) -> Kolom:
    """Return a column of values with its year: its own, that of figures left of it, the table's."""
    if not column.isi or not column.peran or column.kelompok == BASE:
        return column
    one = column.judul
    own = [other for other in judul.values() if other.nilai not in (END, TOWARDS)]
    years = {other.tahun for other in own if other.makna in VALUES} - {""}
    # beside the stages of one year what is proposed is that year's
    told = one.tahun or (min(years) if column.kelompok == PROPOSAL and len(years) == 1 else "")
    if told:
        return replace(column, tahun=int(told))
    if one.makna not in ("target", "realisasi", "pagu_rp", "realisasi_rp"):
        before = [judul[place] for place in judul if place < column.tempat]
        left = [other for other in before if other.makna in VALUES and not other.sebab]
        # Capaian 2023 | Capaian: the second one is of another year than the first
        left = [other for other in left if other.makna != one.makna]
        if left and left[-1].tahun:
            return replace(column, tahun=int(left[-1].tahun), tegas=len(years) == 1)
    named = sorted(set(years_in(table.label)))
    dated = bool(years)
    year, sure = str(dokumen.tahun or ""), dokumen.tahun_pasti
    stale = len(named) == 1 and named[0] != year and dokumen.tahun_pasti
    if stale and dokumen.daftar.get(title_key(table.label)) == {year}:
        named = []  # the list of tables was changed with the year, this caption was not
    if len(named) == 1 and not dated and not PERIOD.search(table.label):
        # another year than that of the report may be a caption nobody has changed; others'
        # figures are often those of the year before
        sure = sure and named[0] == year and not is_torn(table)
        sure = sure or column.kelompok == OTHERS
        return replace(column, tahun=int(named[0]), tegas=sure)
    return _of_the_report(column, table, dokumen, dated, not dated and not named)


def _of_the_report(
    column: Kolom, table: Tabel, dokumen: Dokumen, dated: bool, silent: bool
) -> Kolom:
    """Return a column of the report's year, and whether anything near says that it is.

    `dated`: another column names a year; `silent`: neither does the caption. Words alone may say
    that it is of another: tahun lalu.
    """
    away = "" if dated else other_time(table)
    if not dokumen.tahun or away == UNKNOWN:
        return replace(column, peran="", sebab="tahunnya tidak diketahui")
    if away:
        return replace(column, tahun=dokumen.tahun + int(away), tegas=False)
    near = " ".join(line for line in table.di_atas[:DEEP] if len(line) < LONG)
    spoken = set(years_in(near)) == {str(dokumen.tahun)} and not PERIOD.search(near)
    taken = silent and _is_of_the_year(table, dokumen, near)
    sure = dokumen.tahun_pasti and silent and spoken and not is_torn(table)
    return replace(column, tahun=dokumen.tahun, tegas=sure, anggap=taken)


def _is_of_the_year(table: Tabel, dokumen: Dokumen, near: str) -> bool:
    """Say whether a table that names no year may be taken as one of the document's.

    Where somebody says the year, nothing over the table may name another; where the document alone
    says it, its chapter or the text around must say so too.
    """
    year = str(dokumen.tahun)
    around = " ".join(table.sekitar)
    spoken = [set(years_in(near)), set(years_in(table.bab))]
    other = PERIOD.search(near) or EARLIER.search(f"{table.label} {near}")
    if other or any(years - {year} for years in spoken):
        return False
    return dokumen.diberi or (dokumen.tahun_pasti and {year} in (*spoken, set(years_in(around))))


def _names(columns: list[Kolom], kinds: set[str], named: bool) -> list[Kolom]:
    """Return the columns with those that name a row: an indicator, or a line of the budget.

    Of several columns of indicators the one right before the figures names them.
    """
    indicators = [
        one.tempat for one in columns if one.judul.makna in ("nama_indikator", "nama_keluaran")
    ]
    whose = {
        one.tempat: max((place for place in indicators if place < one.tempat), default=-1)
        for one in columns
        if one.isi == "kinerja" and one.peran in FIGURES
    }
    others = {one.tempat for one in columns if one.kelompok == OTHERS}
    counted = Counter(
        name for place, name in whose.items() if name >= 0 and (place not in others)
    ) or Counter(name for name in whose.values() if name >= 0)
    # with figures before any name the first name is theirs
    chosen = max(counted, key=lambda place: (counted[place], place)) if counted else -1
    if not counted and indicators:
        chosen = indicators[0]
        whose = {}
    lines = [one.tempat for one in columns if one.judul.makna in NAMES]
    goals = [one.tempat for one in columns if one.judul.makna in ("sasaran", "tujuan")]
    bare = goals[-1:] if not lines else []  # a table of goals alone: they name its rows
    whole = "anggaran" if named or "kinerja" not in kinds else ""

    def named_as(column: Kolom) -> Kolom:
        place, makna = column.tempat, column.judul.makna
        if place == chosen and "kinerja" in kinds:
            # without a column of budget lines its money stands in its own row
            isi = "" if not lines and "anggaran" in kinds else "kinerja"
            return replace(column, isi=isi, peran="nama", level=column.judul.nilai, sebab="")
        if column.isi == "kinerja" and whose.get(place, chosen) not in (chosen, -1):
            group = column.kelompok or BESIDE  # beside its own names
            return replace(column, milik=whose[place], kelompok=group)
        if column.isi == "anggaran" and named and goals and not lines:
            return replace(column, samar="milik sasaran atau indikator?")
        if place in lines or (place in bare and not named):
            level = "sasaran" if place in bare else makna if makna in LEVELS else ""
            return replace(column, isi=whole, peran="nama", level=level, sebab="")
        if column.isi == "kinerja" and lines and goals and not named:
            return replace(column, samar=OF_WHICH)
        return column

    return [named_as(column) for column in columns]


def _once(table: Tabel, columns: list[Kolom]) -> list[Kolom]:
    """Return the columns where of two with one meaning and year neither is read.

    A column over nothing is no second one.
    """

    def key(one: Kolom) -> tuple:
        return one.isi, one.peran, one.tahun, one.kelompok

    roles = (*FIGURES, "pagu", "pagu_induk", "persen")
    figures = [one for one in columns if one.isi and one.peran in roles]
    empty = {one.tempat for one in figures if table.baris and not cells_under(table, one.tempat)}
    seen = Counter(key(one) for one in figures if one.tempat not in empty)
    twice = {one for one, count in seen.items() if count > 1}
    why = "dua kolom atau lebih untuk angka yang sama"
    return [
        replace(one, peran="", sebab=f"kolom “{one.judul.teks}”: {why}")
        if key(one) in twice
        else replace(one, peran="", sebab=f"kolom “{one.judul.teks}” kosong")
        if one.tempat in empty and seen[key(one)]
        else one
        for one in columns
    ]


def _handed(table: Tabel, columns: list[Kolom]) -> list[Kolom]:
    """Return the columns where the one achievement of two indicators of a row is with its own.

    It belongs to the one whose target and realisation give it, whatever stands nearest.
    """
    own, beside = (
        {one.peran: one for one in columns if one.isi == "kinerja" and one.kelompok == group}
        for group in ("", BESIDE)
    )
    lone = set(beside) & set(FIGURES) == {"target", "realisasi"} <= own.keys()
    share = own.get("capaian")
    if share is None or not lone:
        return columns
    mine, others = (
        share_proven(
            [tuple(row.sel[n] if n < len(row.sel) else "" for n in places) for row in table.baris],
            False,
        )
        for group in (own, beside)
        for places in [(group["target"].tempat, group["realisasi"].tempat, share.tempat)]
    )
    if others > max(mine, HALF):
        new = replace(share, kelompok=BESIDE, milik=beside["target"].milik)
    else:
        new = share if mine > HALF else replace(share, samar="milik indikator di kiri atau kanan?")
    return [new if one is share else one for one in columns]


def _owned(table: Tabel, columns: list[Kolom]) -> list[Kolom]:
    """Return the columns of money and staff with the column that names them.

    Beside a name of a goal and one of an indicator they belong to the one that they always stand
    with, where some rows have only one of the two; without such a row nothing says whose they are.
    """
    goals = [one.tempat for one in columns if one.judul.makna in ("sasaran", "tujuan")]
    named = [one.tempat for one in columns if one.peran == "nama" and one.isi in ("", "kinerja")]
    if goals and named and any(one.samar == OF_WHICH for one in columns):
        owners = {one.tempat: _whose(table, one.tempat, goals[-1], named[-1]) for one in columns}
        return [
            replace(one, milik=goals[-1] if owners[one.tempat] == goals[-1] else -1, samar="")
            if one.samar == OF_WHICH and owners[one.tempat] >= 0
            else one
            for one in columns
        ]
    if not goals or not named or any(one.judul.makna in NAMES for one in columns):
        return columns
    out = []
    for one in columns:
        aside = one.isi == "anggaran" or one.kelompok == STAFF
        if not aside or not one.peran or one.peran == "nama":
            out.append(one)
            continue
        whose = _whose(table, one.tempat, goals[-1], named[-1])
        why = one.samar or ("milik sasaran atau indikator?" if one.kelompok else "")
        out.append(replace(one, milik=whose, samar="" if whose >= 0 else why))
    return out


def _whose(table: Tabel, place: int, goal: int, name: int) -> int:
    votes: Counter = Counter()
    for row in table.baris:
        if any(cell and said_as("baris_jumlah", cell) is not None for cell in row.sel):
            continue
        if not any(re.search(r"\d", cell) for cell in row.sel):
            continue  # the rest of a name
        cells = [row.sel[n] if n < len(row.sel) else "" for n in (goal, name, place)]
        if bool(cells[0]) != bool(cells[1]):
            mine = goal if cells[0] else name
            votes[mine if cells[2] else goal + name - mine] += 1
    return next(iter(votes)) if len(votes) == 1 else -1
