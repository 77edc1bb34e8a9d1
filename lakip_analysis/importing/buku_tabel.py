"""The tables of a sheet: what each column under a head is of, which year, which stage, which scale.

Nothing is read as a number here: a table gives its cells as printed, with what they are of, and
every cell that is part of none gets a reason.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..data.buku_kerja import Lembar
from .buku_baris import CODE, read_anggaran, read_kinerja
from .buku_bentuk import NAMES, Jawaban, Kolom, Tabel
from .buku_kepala import VALUES, Judul, Kepala, find_heads, fold_title, money_scale, years_in

__all__ = ["read_tables"]

PHYSICAL = frozenset(("fisik", "kinerja", "keluaran", "volume", "output", "k"))  # no money
NUMBERING = re.compile(r"\(?(?:[\d.]+|[a-z]|[IVX]+)[.)]?")
TITLE = 8  # rows over a head that may be its title


def read_tables(lembar: Lembar, jawaban: Jawaban) -> list[Tabel]:
    """Return the tables of one sheet, with the state of every cell they cover.

    Parameters
    ----------
    lembar : Lembar
    jawaban : Jawaban
    """
    heads = find_heads(lembar)
    starts = [
        _title_from(lembar, head, heads[n - 1].akhir if n else 0) for n, head in enumerate(heads)
    ]
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
    judul = _without_numbers(lembar, head, end, judul)
    judul = _by_neighbours(judul)
    year, question = _year_of(title, whole, lembar.nama, jawaban)
    judul, asked = _with_year(_checked_years(judul), year, question)
    judul = _with_scale(judul, title or whole)
    judul = _last_stage(judul)
    table.jenis = _kind_of(judul)
    table.tanya += [f"{lembar.nama}: {one}" for one in asked] if table.jenis else []
    if not table.jenis:
        said = "bukan tabel yang dikenal: tidak ada indikator dengan target atau realisasi, "
        said += "tidak ada program dengan pagu atau realisasi"
        _leave(table, lembar, range(head.awal, end), said)
        return table
    _columns(table, lembar, judul, range(head.akhir, end))
    if table.jenis == "kinerja":
        read_kinerja(table, lembar, end)
    else:
        read_anggaran(table, lembar, end)
    return table


def _leave(table: Tabel, lembar: Lembar, rows, why: str) -> None:
    for row in rows:
        for place, cell in enumerate(lembar.baris[row]):
            if cell:
                table.keadaan[(row, place)] = why


# --- columns


def _answered(judul: dict[int, Judul], jawaban: Jawaban) -> dict[int, Judul]:
    """Return the titles with the meaning the user gave: `--kolom "Hasil 2023"=realisasi`."""
    out = dict(judul)
    for place, one in judul.items():
        names = {fold_title(one.teks), *map(fold_title, one.teks.split(" › "))}
        for said, meaning in jawaban.kolom.items():
            if fold_title(said) in names:
                makna, _, tahun = meaning.partition("@")
                year = tahun or one.tahun
                out[place] = replace(one, makna=makna, tahun=year, sebab="", nilai="tetap")
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


def _without_numbers(
    lembar: Lembar, head: Kepala, end: int, judul: dict[int, Judul]
) -> dict[int, Judul]:
    """Return the titles where a column that only numbers goals or names leaves its title to them.

    Their head spans two columns: 1 | Meningkatnya …
    """
    out = dict(judul)
    for place, one in judul.items():
        cells = _cells(lembar, place, head.akhir, end)
        if one.makna in ("sasaran", "tujuan", "nama_indikator") and _mostly(cells, NUMBERING):
            out[place] = replace(one, makna="nomor")
            if place + 1 not in judul:
                out[place + 1] = one
    return dict(sorted(out.items()))


def _by_neighbours(judul: dict[int, Judul]) -> dict[int, Judul]:
    """Return the titles with what only the table tells: is a realisation one of money?"""
    judul = _named(judul)
    means = {one.makna for one in judul.values()}
    named = means & {"nama_indikator", "nama_keluaran"}
    out, left = {}, ""
    for place, one in judul.items():
        makna = one.makna
        if one.nilai == "tetap":
            pass
        elif named:
            makna = _beside_money(one, left, judul)
        elif means & {"kode", *NAMES} and means & {"pagu_rp", "realisasi_rp"}:
            makna = _of_money(one, means)
        if makna == "realisasi" and one.satuan == "%":
            plain = [other for other in _alike(one, judul) if not other.satuan]
            makna = "capaian" if plain else makna
        out[place] = replace(one, makna=makna)
        left = makna if makna in VALUES else left
    return out


def _named(judul: dict[int, Judul]) -> dict[int, Judul]:
    """Return the titles where Uraian names the indicators: no code, no money, but both values."""
    means = {one.makna for one in judul.values()}
    lines = {"nama_indikator", "nama_keluaran", "kode", "pagu_rp", "program", "kegiatan"}
    if means & lines or not {"nama", "target", "realisasi"} <= means:
        return judul
    return {
        place: replace(one, makna="nama_indikator") if one.makna == "nama" else one
        for place, one in judul.items()
    }


def _alike(one: Judul, judul: dict[int, Judul]) -> list[Judul]:
    """Return the titles of the same meaning and year, with itself."""
    return [
        other for other in judul.values() if (other.makna, other.tahun) == (one.makna, one.tahun)
    ]


def _of_money(one: Judul, means: set[str]) -> str:
    """Return the meaning of a title in a table of budget lines alone."""
    if one.makna == "realisasi" and PHYSICAL & {*fold_title(one.teks).split()}:
        return one.makna
    if "pagu_rp" not in means and one.makna == "target":
        return "pagu_rp"
    money = {"realisasi": "realisasi_rp", "capaian": "persen"} if "pagu_rp" in means else {}
    makna = money.get(one.makna, one.makna)
    return "persen" if makna in ("realisasi_rp", "pagu_rp") and one.satuan == "%" else makna


def _beside_money(one: Judul, left: str, judul: dict[int, Judul]) -> str:
    """Return the meaning where money stands beside figures: Pagu | Realisasi | Capaian."""
    twice = len(_alike(one, judul)) > 1
    if left in ("pagu_rp", "realisasi_rp") and one.makna in ("realisasi", "capaian") and twice:
        return {"realisasi": "realisasi_rp", "capaian": "persen"}[one.makna]
    return one.makna


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


def _checked_years(judul: dict[int, Judul]) -> dict[int, Judul]:
    """Return the titles where an achievement without a year has that of the figures on its left."""
    out, year = dict(judul), ""
    for place, one in judul.items():
        if one.makna in ("capaian", "persen") and not one.tahun and year:
            out[place] = replace(one, tahun=year)
        elif one.makna in VALUES and not one.sebab:
            year = one.tahun
    return out


def _with_year(
    judul: dict[int, Judul], year: str, between: list[str]
) -> tuple[dict[int, Judul], list[str]]:
    """Return the titles of values with a year each, and the question where there is none."""
    if any(one.makna == "tahun" for one in judul.values()):
        return judul, []
    out, lacking = dict(judul), False
    for place, one in judul.items():
        if one.makna in VALUES and not one.tahun and not one.sebab:
            lacking |= not year
            why = "" if year else "tahunnya tidak diketahui"
            out[place] = replace(one, tahun=year, sebab=why)
    said = f"tahun berapa ({' atau '.join(between)})?" if between else "tahun berapa?"
    step = f"--tahun {between[-1] if between else '2024'}"
    return out, [f"{said} Jawab dengan {step}"] if lacking else []


def _with_scale(judul: dict[int, Judul], title: list[str]) -> dict[int, Judul]:
    """Return the titles of money with the scale that the lines over the table say."""
    scale = max((money_scale(text) for text in title), default=1)
    out = dict(judul)
    for place, one in judul.items():
        if one.makna in ("pagu_rp", "realisasi_rp") and scale > 1 and one.kali == 1:
            clash = one.satuan == "Rp"
            said = "satuan uang di atas tabel dan di kepala kolomnya berlainan" if clash else ""
            out[place] = replace(one, kali=scale, sebab=one.sebab or said)
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
    lines = means & {"kode", *NAMES} and means & {"pagu_rp", "realisasi_rp"}
    if lines and ("nama_indikator" not in means or "kode" in means):
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
