"""A report of any kind, read without a map, to the as-published layer and how sure each cell is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from ..importing.buku_kepala import Judul, years_in
from ..importing.published import published_anggaran, published_kinerja
from ..importing.text import Row
from .baris import Catatan, Sel, known_names, printed_names, read_table_rows, table_id
from .berkas import read_naskah
from .cacahan import find_counts
from .hitungan import kind_of
from .jenjang import find_levels, find_main
from .kalimat_sel import read_sentences
from .kenal import read_document, recognise
from .kolom import Dokumen, Kolom
from .naskah import Naskah
from .saksi import judge_cells
from .selaras import attach_pieces, straighten
from .tabel import Tabel, find_tables
from .tahun_baris import years_down
from .waktu import is_torn

__all__ = [
    "Bacaan",
    "cell_frame",
    "describe_reading",
    "levels_of",
    "printed_cells",
    "published",
    "read_report",
    "unread_columns",
]

ID = "laporan"
FIGURES = ("angka", "uang", "bulat")  # kinds of cells that print one
STATUS = {"pasti": "angka pasti", "ragu": "ragu", "tidak_terbaca": "tidak terbaca"}

# why a row was not read → what who has the file can do about it
STEPS = {
    "tahunnya tidak diketahui": "tulis tahunnya di judul kolom (“Target 2024”) atau di baris di "
    "atas tabel (“Tahun 2024”), lalu baca lagi",
    "tabel tanpa kepala yang dikenal": "samakan judul kolomnya dengan salah satu sebutan di "
    "aturan/judul_kolom.csv, lalu baca lagi",
    "angka tanpa nama indikator, program atau kegiatan": "periksa kolom namanya",
}


@dataclass
class Bacaan:
    """A report as read.

    `tabel`: its tables with their columns; `baris`: the rows taken; `luput`: line → why it is not
    read.
    """

    naskah: Naskah
    dokumen: Dokumen
    tabel: list[tuple[Tabel, list[Kolom]]]
    baris: list[Catatan]
    luput: dict[int, str] = field(default_factory=dict)


def read_report(path: Path, tahun: int | None = None) -> Bacaan:
    """Read a report: its tables, what they are of, and how sure each figure is.

    `tahun`: the year of the report, where somebody says it; else the document's own word counts.
    """
    naskah = read_naskah(path)
    dokumen = read_document(naskah)
    if tahun is not None:
        dokumen = replace(dokumen, tahun=tahun, tahun_pasti=True, diberi=True)
    found, pieces = find_tables(naskah)
    tables = straighten([(table, find_counts(table, recognise(table, dokumen))) for table in found])
    unread = {
        piece.nomor + n: "tabel tanpa kepala yang dikenal"
        for piece in attach_pieces(tables, pieces)
        for n, row in enumerate(piece.baris)
        if any(row)
    }
    lost = [table for table, columns in tables if table.duga and not any(c.peran for c in columns)]
    unread |= {
        number: "tabel tanpa kepala yang dikenal"
        for table in lost
        for number in (*table.kepala, *(row.nomor for row in table.baris))
    }
    tables = straighten([one for one in tables if one[0] not in lost])
    printed = printed_names(tables)
    tables = [(table, years_down(table, some, printed, dokumen)) for table, some in tables]
    names = known_names(tables)
    rows = [
        row
        for number, (table, columns) in enumerate(tables)
        for row in read_table_rows(number, table, columns, names, naskah, unread)
    ]
    told, sentences = read_sentences(naskah, dokumen, unread, len(tables))
    tables += [(table, []) for table in told]
    rows += sentences
    unread = {n: why for n, why in unread.items() if n not in {row.baris for row in sentences}}
    year = str(dokumen.tahun or "")
    around = [set(years_in(" ".join(table.sekitar))) for table, _ in tables]
    torn = {n for n, (table, _) in enumerate(tables) if is_torn(table)}
    spoken = {n for n, years in enumerate(around) if dokumen.tahun_pasti and years == {year}} - torn
    judge_cells(rows, naskah, dokumen.tahun, spoken, _chains([table for table, _ in tables]))
    return Bacaan(naskah, dokumen, tables, rows, unread)


def _chains(tables: list[Tabel]) -> list[int]:
    """Return for each table the first of those that it goes on with."""
    first: list[int] = []
    for n, table in enumerate(tables):
        first.append(first[-1] if table.lanjutan and first else n)
    return first


def cell_frame(bacaan: Bacaan) -> pd.DataFrame:
    """Return one row per printed figure: where it stands, what it is of, how sure it is and why.

    Returns
    -------
    DataFrame
        `halaman` (0 where the file knows none), `baris`, `tabel`, `isi`, `kolom`, `tahun`, `nama`,
        `tercetak`, `nilai` (empty where two readings are left, or none), `status` (pasti, ragu,
        tidak_terbaca), `sebab`, `tahap` (rkpd, sdm; empty for the figures of the row itself).
    """
    pages = bacaan.naskah.halaman
    rows = [
        {
            "halaman": pages[cell.baris - 1] if pages else 0,
            "baris": cell.baris,
            "tabel": bacaan.tabel[cell.tabel][0].nama,
            "isi": cell.isi,
            "kolom": cell.peran,
            "tahun": cell.tahun or "",
            "nama": record.kata["nama"],
            "tercetak": cell.teks,
            "nilai": _plain(cell.calon[0][0]) if len(cell.calon) == 1 else "",
            "status": cell.status,
            "sebab": cell.sebab,
            "tahap": record.kelompok,
        }
        for record in bacaan.baris
        for cell in record.sel
        if cell.status
    ]
    names = ["halaman", "baris", "tabel", "isi", "kolom", "tahun", "nama", "tercetak", "nilai"]
    return pd.DataFrame(rows, columns=[*names, "status", "sebab", "tahap"])


def unread_columns(bacaan: Bacaan) -> pd.DataFrame:
    """Return the columns that hold figures and are not read, of tables of which others are.

    Returns
    -------
    DataFrame, one row per column
        `halaman` (0 where the file knows none), `baris` (of the head), `tabel`, `kolom` (its title,
        empty without one), `sebab`, `n_angka` (its figures in rows that are read).
    """
    taken = {(cell.baris, cell.tempat) for row in bacaan.baris for cell in row.sel}
    pages, out = bacaan.naskah.halaman, []
    for number in sorted({row.tabel for row in bacaan.baris}):
        table, columns = bacaan.tabel[number]
        known = {one.tempat: one for one in columns}
        rows = [row for row in table.baris if row.nomor not in bacaan.luput]
        for place in range(table.lebar):
            column = known.get(place)
            title = column.judul if column else table.judul.get(place, Judul(""))
            if (column and column.peran) or title.makna == "nomor":
                continue
            figures = [
                row.nomor
                for row in rows
                if place < len(row.sel) and kind_of(row.sel[place]) in FIGURES
            ]
            if count := len([line for line in figures if (line, place) not in taken]):
                head = table.kepala[0]
                why = column.sebab if column else ""
                page = pages[head - 1] if pages else 0
                out.append((page, head, table.nama, title.teks, why or "tanpa judul", count))
    names = ["halaman", "baris", "tabel", "kolom", "sebab", "n_angka"]
    return pd.DataFrame(out, columns=names)


def describe_reading(bacaan: Bacaan) -> list[str]:
    """Return what was read, in lines for the screen; why the rest was not, the commonest first."""
    found = cell_frame(bacaan)
    counts = found["status"].value_counts()
    said = [f"{counts.get(name, 0)} {word}" for name, word in STATUS.items()]
    document = bacaan.dokumen
    doubt = "" if document.tahun_pasti or not document.tahun else " (ragu)"
    lines = [
        f"Tahun {document.tahun or 'tidak ditemukan'}{doubt}, "
        f"daerah {document.daerah or 'tidak ditemukan'}.",
        f"{len(bacaan.tabel)} tabel: {', '.join(said)}; {len(bacaan.luput)} baris tidak dibaca.",
    ]
    for why, count in Counter(bacaan.luput.values()).most_common():
        step = f" Langkah: {STEPS[why]}." if why in STEPS else ""
        lines.append(f"  {count} baris tidak dibaca: {why}.{step}")
    columns = unread_columns(bacaan)
    for why, some in columns.groupby("sebab", sort=False):
        of = f"{len(some)} kolom, {some['n_angka'].sum()} angka"
        lines.append(f"  {of} tidak dibaca: {why}.")
    return [*lines, *bacaan.naskah.luput]


def published(bacaan: Bacaan, dokumen: str = ID) -> dict[str, pd.DataFrame]:
    """Return the as-published tables, with the columns that a map gives.

    Returns
    -------
    dict
        `terbitan_kinerja`, `terbitan_anggaran`. A doubtful figure is in them as printed and as
        read; one with two readings has no number. A budget line whose level nothing tells has no
        parent.
    """
    rows, cells = _rows(bacaan)
    known = levels_of(bacaan)
    out = {}
    for isi, make in (("kinerja", published_kinerja), ("anggaran", published_anggaran)):
        some = [
            replace(row, level=known.get((row.tabel, row.baris), row.level))
            for row in rows
            if row.isi == isi
        ]
        frame = make(some, dokumen)
        if isi == "anggaran" and len(frame):
            loose = [known.get((row.tabel, row.baris)) == "" for row in some]
            frame["induk"] = frame["induk"].mask(loose, "")
        own = [cell for row, cell in zip(rows, cells, strict=True) if row.isi == isi]
        out[f"terbitan_{isi}"] = _with_decisions(frame, own)
    return out


def levels_of(bacaan: Bacaan) -> dict[tuple[str, int], str]:
    """Return the levels of rows that do not tell their own (`jenjang`), by table and line."""
    return find_main(bacaan.tabel, bacaan.baris) | find_levels(bacaan.baris)


def printed_cells(bacaan: Bacaan, terbitan: Mapping[str, pd.DataFrame]) -> dict[str, Sel]:
    """Return the figure behind each cell of the published tables (`published`): `id|column`."""
    rows, cells = _rows(bacaan)
    out = {}
    for isi in ("kinerja", "anggaran"):
        own = [cell for row, cell in zip(rows, cells, strict=True) if row.isi == isi]
        for row_id, figures in zip(terbitan[f"terbitan_{isi}"]["id"], own, strict=True):
            out |= {f"{row_id}|{role}": cell for role, cell in figures.items()}
    return out


def _rows(bacaan: Bacaan) -> tuple[list[Row], list[dict[str, Sel]]]:
    """Return the printed rows, one per year, and the figures of each by role."""
    rows, cells = [], []
    for record in bacaan.baris:
        table, _ = bacaan.tabel[record.tabel]
        for year in sorted({cell.tahun for cell in record.sel}, key=lambda one: one or 0):
            own = {cell.peran: cell for cell in record.sel if cell.tahun == year}
            texts = {key: value for key, value in record.kata.items() if value}
            figures = {role: cell.teks for role, cell in own.items()}
            rows.append(
                Row(
                    table_id(record),
                    table.nama,
                    record.isi,
                    record.baris,
                    record.level,
                    year,
                    None,
                    record.kelompok,
                    texts | figures,
                )
            )
            cells.append(own)
    return rows, cells


def _with_decisions(frame: pd.DataFrame, cells: list[dict[str, Sel]]) -> pd.DataFrame:
    """Return the rows with the readings that the evidence decided."""
    out = frame.copy()
    for n, own in enumerate(cells):
        how = dict(part.split("=", 1) for part in str(frame["cara_baca"].iat[n]).split(";") if part)
        for role, cell in own.items():
            column = next((one for one in (f"{role}_rp", role) if one in out.columns), None)
            if column is None or role not in how:
                continue
            proved = how[role] in ("ambigu", "koma (tabel)", "titik (tabel)")
            # in brackets, and the row proves that it is no loss
            proved |= cell.teks.startswith("(") and any(value > 0 for value, _ in cell.calon)
            if len(cell.calon) == 1 and proved:
                value, mark = cell.calon[0]
                out.iat[n, out.columns.get_loc(column)] = _plain(value)
                how[role] = f"{mark} (tabel)"
            elif len(cell.calon) > 1:
                out.iat[n, out.columns.get_loc(column)] = ""
                how[role] = "ambigu"
        out.iat[n, out.columns.get_loc("cara_baca")] = ";".join(f"{a}={b}" for a, b in how.items())
    return out


def _plain(value) -> str:
    whole = value == value.to_integral()
    return str(value.quantize(1) if whole else value.normalize())
