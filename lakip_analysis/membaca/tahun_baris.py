"""Tables whose rows are years: one indicator, told by the caption or the titles of its counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..importing.buku_kepala import OTHERS, Judul, fold_title, years_in
from .baris import name_key
from .bentuk import PARTS, share_places
from .kolom import BY_CAPTION, FIGURES, SOME, Dokumen, Kolom, cells_under
from .pemilik import is_of_others, unit_named
from .tabel import Tabel

__all__ = ["years_down"]

COUNT = re.compile(r"^(?:jumlah|banyaknya|total)\s+", re.IGNORECASE)
NEAR = 3  # lines over a table that may name its indicator
LEAST = 12  # signs of a name that a caption repeats


def years_down(
    table: Tabel, columns: list[Kolom], names: Mapping[str, str], dokumen: Dokumen
) -> list[Kolom]:
    """Return the columns of a table whose rows are years; those of another one as given.

    The rows get their year, and a last cell with the name. Target, realisation and achievement by
    their titles are of the one known indicator that the caption or a line over the table names,
    which is in doubt until other tables print some of its figures. A share that two counts work out
    is called after the second of them: Jumlah … tertangani | % is Persentase … tertangani.

    Parameters
    ----------
    table : Tabel
        Its rows are changed where it is such a table.
    columns : list of Kolom
        As recognised.
    names : mapping
        Names of indicators that other tables print, by their key.
    dokumen : Dokumen
    """
    first = next((n for n in range(table.lebar) if cells_under(table, n)), 0)
    known = any(one.peran == "nama" for one in columns) or dokumen.tahun is None
    if known or not _is_of_years(table, first):
        return columns
    roles = {
        n: one.makna for n, one in table.judul.items() if one.makna in FIGURES and not one.sebab
    }
    name, doubt = _told_name(table, names), BY_CAPTION
    taken = {n: makna for n, makna in share_places(table).items() if n != first}
    if sorted(taken.values()) == sorted(PARTS):
        counted = next(n for n, role in taken.items() if role == "pembilang")
        title = table.judul[counted].teks if counted in table.judul else ""
        if COUNT.match(title):
            roles, name, doubt = taken, f"Persentase {COUNT.sub('', title)}", ""
    if not name or "realisasi" not in roles.values() or len(set(roles.values())) < len(roles):
        return columns
    width = table.lebar
    table.baris[:] = [
        replace(
            row,
            sel=(*row.sel, *[""] * (width - len(row.sel)), name),
            asal=(*(row.asal or range(width)), -1),
            tahun=int(years_in(row.sel[first])[0]),
        )
        for row in table.baris
    ]
    doubt = unit_named(table, dokumen) or doubt
    about = {"isi": "kinerja", "tahun": dokumen.tahun, "sebab": "", "samar": doubt}
    about["kelompok"] = OTHERS if is_of_others(table, dokumen) else ""
    out = [
        replace(Kolom(n, one), peran=roles[n], **about)
        if n in roles
        else Kolom(n, one, sebab=f"kolom “{one.teks}” tidak dipakai")
        for n, one in sorted(table.judul.items())
    ]
    return [*out, Kolom(width, Judul(""), "kinerja", "nama")]


def _is_of_years(table: Tabel, place: int) -> bool:
    """Say whether a column called year holds one year in each row, none of them twice."""
    one = table.judul.get(place)
    if one is None or fold_title(one.teks) != "tahun" or len(table.baris) < SOME:
        return False
    cells = [row.sel[place] for row in table.baris if place < len(row.sel)]
    years = [cell for cell in cells if re.fullmatch(r"(?:tahun )?(?:19|20)\d\d", cell, re.I)]
    return len(cells) == len(years) == len(table.baris) == len(set(years))


def _told_name(table: Tabel, names: Mapping[str, str]) -> str:
    """Return the longest known name in the caption, or in a line over the table."""
    lines = [name_key(line) for line in (table.label, *table.di_atas[:NEAR])]
    for line in lines:
        found = [key for key in names if len(key) >= LEAST and key in line]
        longest = max(found, key=len, default="")
        if longest and all(key in longest for key in found):
            return names[longest]
    return ""
