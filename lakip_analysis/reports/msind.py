"""`lakip export --format msind`: the metadata of indicators for Satu Data as Excel, CSV and DCAT.

No chapter runs: what is written is known from the data alone. Words stand in the workbook; CSV,
data package and DCAT are the same in every language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from ..aturan.rules import load_rules
from ..bahasa.kolom import heading, known_columns, meaning
from ..bahasa.nama import fmt_unit, name_in, with_names
from ..bahasa.say import codes, say, word
from ..data.datapackage import write_package
from ..data.dcat import describe_dcat, write_dcat
from ..data.dinas import DataDinas
from ..satudata.compute import (
    NILAI_COLUMNS,
    compute_msind,
    list_isian,
    summarize_isian,
)
from .lembar import sheet_names
from .lembar_kata import Halaman
from .package import describe_frames
from .results import write_csv
from .words import Lajur, read_names, readable
from .workbook import SAFE, make_styles, write_sheet

__all__ = ["msind_frames", "write_msind"]

KEYS = {
    "msind": ["dinas", "indikator"],
    "msind_isian": ["isian"],
    "msind_nilai": ["dinas", "indikator", "tahun"],
}
CARD = (9, 32, 66, 44)  # widths: number, field, content, state
GUIDE = (110,)
BREAKS = 1023  # page breaks that Excel allows on a sheet


def write_msind(
    folder: Path, data: Sequence[DataDinas], masukan: dict[str, str], bahasa: str
) -> list[Path]:
    """Write workbook, tables, data package and DCAT of some dinas; the same input, the same bytes.

    Parameters
    ----------
    folder : Path
        Folder that is there.
    data : sequence of DataDinas, not empty
    masukan : dict
        Every input and its sha256.
    bahasa : str
        Language of the workbook.
    """
    frames = msind_frames(data)
    infos = [one.info for one in data]
    name = f"{data[0].dinas}-msind" if len(data) == 1 else "msind"
    book = _write_book(folder / f"{name}.xlsx", frames, data, bahasa)
    tables = write_csv(folder, frames)
    count = {"m": len(frames["msind"]), "n": len(data)}
    title = {one: say("paket_data.judul_msind", one, count) for one in ("id", "en")}
    isi = "paket_data.isi_msind"
    package = describe_frames(folder, name, frames, KEYS, title, isi, infos, masukan)
    years = frames["msind_nilai"]["tahun"]
    period = (int(years.min()), int(years.max())) if len(years) else None
    dataset = describe_dcat(package, infos, period)
    return [book, *tables, write_package(folder, package), write_dcat(folder, dataset)]


def msind_frames(data: Sequence[DataDinas]) -> dict[str, pd.DataFrame]:
    """Return the tables of the export by name.

    Returns
    -------
    dict of DataFrame
        `msind` (`satudata.compute_msind`), `msind_isian` (the rows of `aturan/msind.csv`) and
        `msind_nilai`: targets and actual values by year, one row per indicator and year.
    """
    names = ("indikator", "kinerja", "kinerja_triwulan", "terbitan_kinerja")
    tables = [
        pd.concat([one.tabel[name].assign(dinas=one.dinas) for one in data], ignore_index=True)
        for name in names
    ]
    regions = {one.dinas: one.info.get("kode_wilayah", "") for one in data}
    figures = pd.concat([one.kinerja for one in data], ignore_index=True)[NILAI_COLUMNS]
    whole = {name: figures[name].astype("Int64") for name in ("tahun", "data_tahun")}
    fields = load_rules("msind")
    return {
        "msind": compute_msind(*tables, regions),
        "msind_isian": fields.assign(nomor=fields["nomor"].astype("Int64")),
        "msind_nilai": figures.assign(**whole),
    }


def _write_book(
    path: Path, frames: dict[str, pd.DataFrame], data: Sequence[DataDinas], bahasa: str
) -> Path:
    english = {name: text for one in data for name, text in one.nama_en.items()}
    bahasa = with_names(bahasa, english)
    msind, sheets = frames["msind"], sheet_names([one.dinas for one in data])
    title = say("msind.judul", bahasa)
    isian = list_isian(msind)
    shown = _in_words(msind, bahasa)
    lajur = readable(shown, "msind", read_names(data), bahasa)
    with xlsxwriter.Workbook(str(path), SAFE) as book:
        about = {"title": title, "created": datetime(2000, 1, 1), "comments": "lakip-analysis"}
        book.set_properties(about)
        styles = make_styles(book, bahasa)
        guide = book.add_worksheet(say("msind.petunjuk", bahasa))
        _write_guide(guide, title, isian, data, sheets, styles, bahasa)
        numbers = load_rules("msind").set_index("isian")["nomor"].dropna().astype(int)
        numbered = [
            replace(
                column,
                judul=say("msind.nomor", bahasa, nomor=numbers[column.kolom], judul=column.judul),
            )
            if column.kolom in numbers and not column.kode
            else column
            for column in lajur
        ]
        write_sheet(book.add_worksheet(say("msind.lembar", bahasa)), numbered, {}, styles)
        words = {column.kolom: column.nilai for column in lajur if not column.kode}
        for dinas, rows in isian.groupby("dinas", sort=False):
            _write_cards(book.add_worksheet(sheets[dinas]), rows, words, styles, bahasa)
        fields = _describe_fields(frames["msind_isian"], bahasa)
        write_sheet(book.add_worksheet(say("msind.isian", bahasa)), fields, {}, styles)
    return path


def _in_words(msind: pd.DataFrame, bahasa: str) -> pd.DataFrame:
    """Return the forms with names and units as a reader of the language knows them."""
    names = {
        name: [name_in(text, bahasa) for text in msind[name]]
        for name in ("nama_indikator", "sasaran")
    }
    units = {
        name: [fmt_unit(text, bahasa) for text in msind[name]]
        for name in ("satuan", "satuan_cacah")
    }
    return msind.assign(**names, **units)


def _describe_fields(isian: pd.DataFrame, bahasa: str) -> list[Lajur]:
    """Return the list of fields in words, each with what it asks for."""
    first, *rest = readable(isian, "msind_isian", read_names([]), bahasa)
    asked = [meaning(name, bahasa, _file_of(name)) for name in isian["isian"]]
    return [first, Lajur("arti", say("buku.arti", bahasa), "teks", asked), *rest]


def _write_guide(sheet, title: str, isian: pd.DataFrame, data, sheets, styles, bahasa) -> None:
    sheet.set_column(0, 0, GUIDE[0])
    page = Halaman(sheet, GUIDE, styles)
    page.text(title, "judul")
    for code in codes("msind.cara"):
        page.text(word("msind.cara", code, bahasa))
    page.skip()
    counts, titles = summarize_isian(isian), {one.dinas: one.judul for one in data}
    for row in counts.itertuples():
        total = row.data + row.sebagian + row.kosong + row.petugas
        known = {"judul": titles[row.dinas], "lembar": sheets[row.dinas], "m": row.n_indikator}
        page.text(say("msind.dinas", bahasa, row, n=total, **known))


def _write_cards(sheet, rows: pd.DataFrame, words: dict[str, list], styles, bahasa: str) -> None:
    """Write a card per indicator, each on a page of its own."""
    for number, width in enumerate(CARD):
        sheet.set_column(number, number, width)
    page, breaks = Halaman(sheet, CARD, styles), []
    heads = [
        heading("nomor", bahasa, "msind_isian"),
        heading("isian", bahasa),
        heading("nilai", bahasa, "msind"),
        heading("keadaan_isian", bahasa),
    ]
    for place, card in rows.groupby("baris", sort=False):
        if page.row:
            page.skip()
            breaks.append(page.row)
        number = words["nomor"][place]
        name = words["nama_indikator"][place]
        page.text(say("msind.kartu", bahasa, nomor=number, nama_indikator=name), "bagian")
        page.cells([(head, "kepala") for head in heads])
        for row in card.itertuples():
            cells = [
                "" if pd.isna(row.nomor_isian) else str(int(row.nomor_isian)),
                heading(row.isian, bahasa, _file_of(row.isian)),
                "" if row.nilai == "" else str(words[row.isian][place]),
                word("kosakata.keadaan_isian", row.keadaan, bahasa),
            ]
            page.cells([(text, "kotak") for text in cells])
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks(breaks[:BREAKS])


def _file_of(isian: str) -> str:
    """Return the file whose dictionary describes a field: that of the form, or the general one."""
    return "msind" if f"msind.{isian}" in known_columns() else ""
