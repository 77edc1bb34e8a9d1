"""The review page: each table as it stands in the file, and how each of its cells was read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from .baca import Bacaan, unread_columns
from .baris import Sel
from .kolom import Kolom
from .tabel import Tabel

__all__ = ["render_review"]

MARKS = {"ragu": "? ", "tidak_terbaca": "× "}
TEMPLATE = Path(__file__).with_name("tinjauan.html.j2")


def render_review(bacaan: Bacaan, berkas: str) -> str:
    """Return the review page of a report as one HTML file that needs nothing else.

    Parameters
    ----------
    bacaan : Bacaan
    berkas : str
        Name of the file that was read.
    """
    from jinja2 import Environment

    cells = {(cell.baris, cell.tempat): cell for row in bacaan.baris for cell in row.sel}
    counted = Counter(cell.status for cell in cells.values())
    naskah = bacaan.naskah
    template = Environment(autoescape=True, trim_blocks=True).from_string(
        TEMPLATE.read_text(encoding="utf-8")
    )
    unread = [
        {
            "nomor": number,
            "halaman": _page(bacaan, number),
            "teks": " | ".join(filter(None, naskah.baris[number - 1].split("\t"))),
            "sebab": why,
        }
        for number, why in sorted(bacaan.luput.items())
    ]
    return template.render(
        berkas=berkas,
        judul=bacaan.dokumen.judul,
        tahun=bacaan.dokumen.tahun,
        tahun_pasti=bacaan.dokumen.tahun_pasti,
        daerah=bacaan.dokumen.daerah,
        hitung={name: counted[name] for name in ("pasti", "ragu", "tidak_terbaca")},
        tabel=[_table(bacaan, table, columns, cells) for table, columns in bacaan.tabel],
        luput=unread,
        kolom_luput=unread_columns(bacaan).to_dict("records"),
        berkas_luput=naskah.luput,
    )


def _page(bacaan: Bacaan, number: int) -> int:
    pages = bacaan.naskah.halaman
    return pages[number - 1] if pages else 0


def _table(
    bacaan: Bacaan, table: Tabel, columns: list[Kolom], cells: dict[tuple[int, int], Sel]
) -> dict:
    known = {column.tempat: column for column in columns}
    kinds = sorted({one.isi for one in columns if one.isi and one.peran})
    width = max(table.lebar, *(place + 1 for place in known), 1)
    head, rows = table.kepala[0], table.baris
    return {
        "label": table.label,
        "awal": head,
        "akhir": rows[-1].nomor if rows else table.kepala[-1],
        "halaman": _page(bacaan, head),
        "isi": f"Dibaca sebagai tabel {' dan '.join(kinds)}." if kinds else "",
        "kolom": [_column(known.get(place)) for place in range(width)],
        "baris": [
            {
                "nomor": row.nomor,
                "sel": [
                    _cell(row.sel[place] if place < len(row.sel) else "", known.get(place), found)
                    for place in range(width)
                    for found in [cells.get((row.nomor, place))]
                ],
            }
            for row in rows
        ],
    }


def _column(column: Kolom | None) -> dict[str, str]:
    if column is None:
        return {"judul": "", "bacaan": "tanpa judul: tidak dibaca"}
    if not column.peran:
        return {"judul": column.judul.teks, "bacaan": column.sebab or "tidak dibaca"}
    year = f" {column.tahun}" if column.tahun else ""
    kind = f"{column.isi}: " if column.isi else ""
    return {"judul": column.judul.teks, "bacaan": f"{kind}{column.peran}{year}"}


def _cell(text: str, column: Kolom | None, cell: Sel | None) -> dict[str, str]:
    if cell is None or not cell.status:
        skipped = column is None or not column.peran
        return {
            "teks": text,
            "kelas": "lewat" if skipped and text else "",
            "tanda": "",
            "sebab": "",
        }
    why = cell.sebab if cell.status != "pasti" or cell.saksi else ""
    read = f" → {cell.calon[0][0]}" if len(cell.calon) == 1 else ""
    return {
        "teks": text,
        "kelas": cell.status,
        "tanda": MARKS.get(cell.status, ""),
        "sebab": f"{why}{read}" if why else "",
    }
