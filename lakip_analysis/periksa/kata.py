"""The findings of a draft in words: in the terms of the file, short enough for a note."""

from __future__ import annotations

import re

import pandas as pd

from ..audit.view import describe_rows
from ..bahasa.nama import tidy_name
from ..bahasa.say import say
from .draf import Draf, line_name, table_name
from .excel import cell_name

__all__ = ["describe_findings", "in_own_lines", "place_name"]

# what a sentence of the audit needs that is the number of a line
LINES = ("baris_asal", "di_baris", "milik", "di")
SHOWN = 120  # signs of a line or a title


def describe_findings(draf: Draf, jenis: str) -> pd.DataFrame:
    """Return the root findings of a draft in words, in the order of the audit.

    Parameters
    ----------
    draf : Draf
    jenis : str
        Kind of file: docx, xlsx, pdf, or another, whose lines are counted.

    Returns
    -------
    DataFrame, one row per root finding, index as in `draf.temuan`
        `id`, `bagian`, `tempat` and `bersama` (tuples of line and column), `di` (tuple: the first
        in words), `jenis`, `nama`, `tabel` (from where it speaks), `tahun`, `tercetak`,
        `penjelasan`, `langkah` (what to do), `ragu` (what is doubtful, and why), `akibat` (how many
        findings follow from it), `teks` (all that a note says).
    """
    roots = draf.temuan[draf.temuan["bagian"] != ""]
    said = describe_rows(in_own_lines(roots, draf, jenis), "id").reindex(roots.index)
    follows = draf.temuan["akar"].value_counts()
    rows = []
    for row, words in zip(roots.itertuples(), said.to_dict("records"), strict=True):
        doubt = "; ".join(
            say("periksa.ragu.angka", "id", tercetak=text, sebab=why) for text, why in row.ragu
        )
        step = _step(row, words)
        if row.mungkin:
            some = [(place_name(draf, *place, jenis), amount) for place, amount in row.mungkin]
            listed = "; ".join(
                say("periksa.mungkin.satu", "id", di=di, nilai=amount) for di, amount in some
            )
            step += say("periksa.mungkin.semua", "id", banyak=listed)
        values = words | {"id": row.id, "langkah": step, "ragu": doubt}
        rows.append(
            {
                "id": row.id,
                "bagian": row.bagian,
                "tempat": row.tempat,
                "bersama": row.bersama,
                "di": tuple(place_name(draf, *place, jenis) for place in row.tempat),
                "jenis": words["jenis"],
                "nama": tidy_name(row.nama),
                "tabel": row.tabel,
                "tahun": words["tahun"],
                "tercetak": words["tercetak"],
                "penjelasan": words["penjelasan"],
                "langkah": step.strip(),
                "ragu": doubt,
                "akibat": int(follows.get(row.id, 0)),
                "teks": say(f"periksa.catatan.{row.bagian}", "id", values),
            }
        )
    columns = [
        "id",
        "bagian",
        "tempat",
        "bersama",
        "di",
        "jenis",
        "nama",
        "tabel",
        "tahun",
        "tercetak",
        "penjelasan",
    ]
    columns += ["langkah", "ragu", "akibat", "teks"]
    return pd.DataFrame(rows, index=roots.index, columns=columns)


def in_own_lines(temuan: pd.DataFrame, draf: Draf, jenis: str) -> pd.DataFrame:
    """Return findings with the lines of the reading as a reader of the file counts them."""

    def name(line: int) -> str:
        return line_name(draf.bacaan, line, jenis)

    cells = [
        tuple(tuple((name(line), column) for line, column in some) for some in row)
        for row in temuan["usul_sel"]
    ]
    values = [_own_lines(one, draf, jenis) for one in temuan["nilai"]]
    lines = [tuple(map(name, row)) for row in temuan["baris"]]
    columns = {"baris": lines, "usul_sel": cells, "nilai": values}
    return temuan.assign(
        **{key: pd.Series(some, index=temuan.index, dtype=object) for key, some in columns.items()}
    )


def _step(row, words: dict) -> str:
    if words["usul"]:
        return say("periksa.langkah.usul", "id", words)
    if words["juga"]:
        return say("periksa.langkah.juga", "id", words)
    return say(
        f"periksa.langkah.{'tanyakan' if row.bagian == 'target_lemah' else 'cocokkan'}", "id"
    )


def _own_lines(values: dict, draf: Draf, jenis: str) -> dict:
    """Return what a sentence needs with the lines of the reading as the file counts them."""
    out = dict(values)
    for name in LINES:
        text = str(out.get(name, ""))
        if re.fullmatch(r"\d+(?:[;,] ?\d+)*", text):
            found = [line_name(draf.bacaan, int(one), jenis) for one in re.findall(r"\d+", text)]
            out[name] = "; ".join(found)
    return out


def place_name(draf: Draf, line: int, column: int, jenis: str) -> str:
    """Return where a cell stands, as a reader of the file finds it."""
    naskah = draf.bacaan.naskah
    text = naskah.baris[line - 1]
    page = naskah.halaman[line - 1] if naskah.halaman else 0
    table, columns = next(
        (one for one in draf.bacaan.tabel if any(row.nomor == line for row in one[0].baris)),
        (None, []),
    )
    title = next((one.judul.teks for one in columns if one.tempat == column), "")
    title = title.replace(" › ", " ")[:SHOWN]
    about = {"kolom": say("periksa.tempat.kolom", "id", kolom=title) if title else ""}
    if jenis in ("xlsx", "xls"):
        row = naskah.asal[line - 1][1]
        name = line_name(draf.bacaan, line, jenis).rpartition(" di lembar ")[2]
        return say("periksa.tempat.xlsx", "id", tabel=name, sel=cell_name(row, max(column, 0)))
    if jenis not in ("docx", "pdf"):
        return say("periksa.tempat.txt", "id", about, garis=line)
    if column < 0 or table is None:
        key = "judul_halaman" if jenis == "pdf" else "judul"
        return say(f"periksa.tempat.{key}", "id", teks=text[:SHOWN], halaman=page)
    row = line - naskah.tabel.index(naskah.tabel[line - 1])
    about |= {"tabel": table_name(table.label) or "tabel", "baris": row, "halaman": page}
    return say(f"periksa.tempat.{jenis}", "id", about)
