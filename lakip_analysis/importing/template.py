"""`lakip new`: the folder of a dinas, ready to be filled in Excel.

`dinas.toml` with every rule and what else could stand there, `isian.xlsx` with drop-downs, comments
and one row to write over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import xlsxwriter

from ..aturan.rules import load_rules
from ..data.isian import EXAMPLE, ISIAN, RAGU, make_slug
from ..errors import DataError, Fault
from ..numbers import read_number
from .sisipan import Kunci, row_names

__all__ = [
    "GUIDE",
    "Terisi",
    "check_place",
    "dinas_toml",
    "find_wilayah",
    "make_folder",
    "new_dinas",
    "write_isian",
]

INFO = "dinas.toml"
URUSAN_CONTOH = "1.02"  # of the worked example: health, whatever the office
MADE_UP = "Isi buku ini contoh: semua indikator dan angkanya buatan. Ganti semuanya."
CONTOH = "contoh"  # folder of the tables of the worked example
ROWS = 400  # rows of a sheet that have drop-downs and formats

KINDS = {"prov": "provinsi", "kab": "kabupaten", "kota": "kota"}  # how a slug begins → kind
WORDS = {"prov": "Provinsi", "kab": "Kabupaten", "kota": "Kota"}

TEXT, MONEY, WHOLE, PLAIN = "@", "#,##0", "0", "General"
DOUBT = "#ffeb9c"  # a cell that waits for an answer


@dataclass(frozen=True)
class Terisi:
    """One proposed cell: its text, its comment; is it a number that the sheet holds as one?"""

    isi: str = ""
    komentar: str = ""
    angka: bool = False


EMPTY = Terisi()


def new_dinas(dinas: str, tempat: Path | str, tahun: list[int], contoh: bool = False) -> list[Path]:
    """Make the folder of a dinas: `dinas.toml` and `isian.xlsx`.

    Parameters
    ----------
    dinas : str
        Slug, region first: `kab-belitung-dinkes`.
    tempat : path
        Folder that holds the dinas, made where it is missing.
    tahun : list of int
        Years of the columns of the sheet Kinerja; the last one is the year of the report.
    contoh : bool
        Fill in a complete small example instead of one row to write over; it says everywhere
        that it is made up, and keeps the affairs of the office beside its own.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    DataError
        The slug is none, or the folder holds files already: nothing is written over.
    """
    folder = check_place(dinas, tempat)
    tables = _example_tables() if contoh else {}
    report, years = tahun[-1], tahun
    if contoh:  # its own years: a report of the last one with results
        years = sorted({int(year) for year in tables["kinerja"]["tahun"]})
        report = int(tables["anggaran"]["tahun"].max())
    text = dinas_toml(dinas, report, contoh)

    def fill(half: Path) -> None:
        (half / INFO).write_text(text, encoding="utf-8", newline="\n")
        write_isian(half / ISIAN, tables, years, *[MADE_UP] * contoh)

    make_folder(folder, fill)
    return [folder / INFO, folder / ISIAN]


def make_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Make a folder whole or not at all: `fill` writes into another one that then takes its name.

    Raises
    ------
    OSError
        It cannot be written; nothing stays behind.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=".baru-") as scratch:
        half = Path(scratch) / folder.name
        half.mkdir()
        fill(half)
        if folder.exists():
            folder.rmdir()  # it is empty
        half.rename(folder)


def check_place(dinas: str, tempat: Path | str) -> Path:
    """Return the folder of a new dinas; nothing is written over.

    Raises
    ------
    DataError
        The slug is none, or the folder holds files already.
    """
    if not re.fullmatch(r"(prov|kab|kota)(-[a-z0-9]+)+", dinas) or dinas.count("-") < 2:
        problem = "bukan pengenal dinas"
        step = "tulis kab-, kota- atau prov-, nama daerah, lalu dinasnya, mis. kab-belitung-dinkes"
        raise DataError([Fault("lakip new", None, "dinas", dinas, problem, step)])
    folder = Path(tempat) / dinas
    if folder.is_file() or Path(tempat).is_file():
        problem, step = "sudah ada berkas bernama itu", "pakai folder lain dengan --tempat"
        raise DataError([Fault(str(folder), None, None, None, problem, step)])
    if folder.exists() and any(folder.iterdir()):
        step = "isi yang sudah ada di sana, atau pakai pengenal lain atau --tempat lain"
        raise DataError([Fault(str(folder), None, None, None, "folder sudah berisi", step)])
    return folder


def find_wilayah(dinas: str) -> dict[str, str]:
    """Return the region a slug begins with, and what is left of the slug.

    Returns
    -------
    dict
        `kode`, `daerah`, `provinsi` (empty where the region is not in the list of Kemendagri) and
        `sisa`, the slug of the dinas without its region.

    Examples
    --------
    >>> find_wilayah("kab-belitung-timur-dinkes")["daerah"], find_wilayah("kota-malang-dlh")["kode"]
    ('Kabupaten Belitung Timur', '35.73')
    """
    rows = load_rules("wilayah")
    kind, _, rest = dinas.partition("-")
    known = rows[rows["jenis"] == KINDS.get(kind, "")]
    names = known["nama"].str.replace(r"^(?:Kabupaten|Kota) ", "", regex=True).map(make_slug)
    hits = [slug for slug in names if rest.startswith(f"{slug}-")]
    if not hits:
        daerah = " ".join([WORDS.get(kind, ""), *rest.split("-")[:-1]]).title().strip()
        return {"kode": "", "daerah": daerah, "provinsi": "", "sisa": rest.rpartition("-")[2]}
    longest = max(hits, key=len)
    row = known[names == longest].iloc[0]
    provinsi = rows.loc[rows["kode"] == row["kode"][:2], "nama"].iloc[0]
    daerah = row["nama"] if kind != "prov" else f"Provinsi {row['nama']}"
    sisa = rest.removeprefix(f"{longest}-")
    return {"kode": row["kode"], "daerah": daerah, "provinsi": provinsi, "sisa": sisa}


def dinas_toml(dinas: str, tahun: int, contoh: bool = False) -> str:
    """Return `dinas.toml` of a new dinas, with names where they follow from its slug.

    With `contoh` its names say that the data are made up.
    """
    region = find_wilayah(dinas)
    rows = load_rules("perangkat").set_index("singkatan")
    short = get_close_matches(region["sisa"], rows.index, 1, 0.9)
    nama = rows.loc[short[0], "nama"] if short else region["sisa"].replace("-", " ").title()
    own = [rows.loc[short[0], "urusan"]] if short else []
    urusan = dict.fromkeys([*own, *[URUSAN_CONTOH] * contoh])
    made_up = ", contoh dengan angka buatan" if contoh else ""
    dokumen = "\n".join(
        [
            "[[dokumen]]",
            f'id = "lkjip-{tahun}"',
            f'judul = "Laporan Kinerja {nama} {region["daerah"]} Tahun {tahun}{made_up}"',
            f"tahun = {tahun}",
            "",
        ]
    )
    template = (files("lakip_analysis") / "importing" / "dinas_baru.toml").read_text("utf-8")
    return template.format(
        dinas=dinas,
        nama=f"{nama} (contoh)" if contoh else nama,
        daerah=region["daerah"],
        kode_wilayah=region["kode"],
        provinsi=region["provinsi"],
        urusan=", ".join(f'"{one}"' for one in urusan),
        dokumen=dokumen,
    )


def _example_tables() -> dict[str, pd.DataFrame]:
    """Return the tables of the worked example, all text."""
    folder = files("lakip_analysis") / "importing" / CONTOH
    return {
        entry.name.removesuffix(".csv"): pd.read_csv(
            StringIO(entry.read_text("utf-8")), dtype=str, keep_default_na=False
        )
        for entry in folder.iterdir()
        if entry.name.endswith(".csv")
    }


def write_isian(
    path: Path,
    tables: dict[str, pd.DataFrame],
    tahun: list[int],
    catatan: str = "",
    usul: Mapping[str, list[dict[str, Terisi]]] | None = None,
    lampiran: Mapping[str, pd.DataFrame] | None = None,
    komentar: Mapping[Kunci, tuple[str, str]] | None = None,
) -> Path:
    """Write tables as the workbook people fill in; `read_isian` gives the same tables back.

    Parameters
    ----------
    path : Path
    tables : dict of DataFrame
        Tables of the contract by name, all text; a missing one is an empty sheet with one row to
        write over.
    tahun : list of int
        Years of the sheet Kinerja, oldest first.
    catatan : str
        What the guide says before all else.
    usul : mapping, optional
        Rows of a sheet by its name, in place of those of `tables`: title (with its year) → cell.
    lampiran : mapping, optional
        Further sheets that are read by people only: name → frame.
    komentar : mapping, optional
        Comments of cells (`sisipan`): one whose cell held another text then says which.

    Returns
    -------
    Path
        The file written; the same input gives the same bytes.

    Raises
    ------
    OSError
        The file cannot be written, e.g. because it is open in Excel.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(path, options)
    book.set_properties({"title": "Isian data dinas", "created": pd.Timestamp("2000-01-01")})
    head = book.add_format({"bold": True, "bg_color": "#1f4e79", "font_color": "#ffffff"})
    head.set_text_wrap()
    sample = book.add_format({"italic": True, "font_color": "#7f7f7f", "num_format": TEXT})
    kinds = {kind: book.add_format({"num_format": kind}) for kind in (TEXT, MONEY, WHOLE, PLAIN)}
    doubt = book.add_format({"bg_color": DOUBT})
    _write_guide(book, catatan)
    rules = load_rules("isian").fillna("")
    for lembar, columns in rules.groupby("lembar", sort=False):
        sheet = book.add_worksheet(lembar)
        titles = [
            (f"{row.judul} {year}" if year else row.judul, row)
            for row in _in_years(columns, tahun)
            for year in [row.tahun]
        ]
        for place, (title, row) in enumerate(titles):
            needed = " (wajib)" if row.wajib == "ya" else ""
            sheet.write_string(0, place, title, head)
            sheet.write_comment(0, place, f"{row.penjelasan}{needed}", {"x_scale": 2})
            sheet.set_column(place, place, float(row.lebar), kinds[_format(row)])
            _add_choices(sheet, place, row)
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, 30)
        filled = (usul or {}).get(lembar)
        rows = _sheet_rows(lembar, columns, tables, tahun) if filled is None else []
        for number, cells in enumerate(filled or (), 1):
            for place, (title, row) in enumerate(titles):
                _write_proposed(sheet, number, place, cells.get(title, EMPTY), row, kinds)
        for number, cells in enumerate(rows, 1):
            named = row_names(lembar, {t: c for (t, _), c in zip(titles, cells, strict=True)})
            for place, (cell, (title, row)) in enumerate(zip(cells, titles, strict=True)):
                _write_cell(sheet, number, place, cell, row, kinds)
                if note := (komentar or {}).get((lembar, named, title)):
                    _write_note(sheet, number, place, cell, *note)
        waiting = {"type": "text", "criteria": "begins with", "value": RAGU, "format": doubt}
        if filled:  # the colour goes when the mark goes
            sheet.conditional_format(1, 0, ROWS, len(titles) - 1, waiting)
        if not rows and not filled:
            for place, (_, row) in enumerate(titles):
                sheet.write_string(1, place, str(row.contoh), sample)
    for name, frame in (lampiran or {}).items():
        _write_list(book.add_worksheet(name), frame, head, kinds[TEXT])
    book.close()
    return path


def _write_proposed(sheet, number: int, place: int, cell: Terisi, row, kinds: dict) -> None:
    """Write a proposed cell with its source as comment."""
    if re.fullmatch(r"-?\d+(\.\d+)?", cell.isi) and cell.angka:
        kind = _format(row)
        sheet.write_number(number, place, float(cell.isi), kinds[PLAIN if kind == TEXT else kind])
    elif cell.isi:
        sheet.write_string(number, place, cell.isi, kinds[TEXT])
    if cell.komentar:
        sheet.write_comment(number, place, cell.komentar, {"x_scale": 2.5, "y_scale": 1.5})


def _write_note(sheet, number: int, place: int, cell: str, text: str, before: str) -> None:
    """Write a comment of before; where the cell says something else now, with what it said."""
    values = {read_number(text).nilai for text in (cell, before)}
    same = cell.strip() == before.strip() or (len(values) == 1 and None not in values)
    said = text if same else f"sebelum impor: “{before}”\n{text}"
    sheet.write_comment(number, place, said, {"x_scale": 2.5, "y_scale": 1.5})


def _write_list(sheet, frame: pd.DataFrame, head, text) -> None:
    """Write a frame as a sheet with filters, all text."""
    for place, name in enumerate(frame.columns):
        width = max([len(name), *map(len, frame[name])], default=0)
        sheet.write_string(0, place, name, head)
        sheet.set_column(place, place, min(max(width + 2, 8), 60))
    for number, cells in enumerate(frame.itertuples(index=False), 1):
        for place, cell in enumerate(cells):
            sheet.write_string(number, place, cell, text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)


def _in_years(columns: pd.DataFrame, tahun: list[int]) -> list:
    """Return the columns of a sheet in order; what stands once per year stands once for each."""
    single = columns[columns["tiap_tahun"] != "ya"].assign(tahun=0)
    yearly = columns[columns["tiap_tahun"] == "ya"]
    parts = [single, *(yearly.assign(tahun=year) for year in tahun)]
    return list(pd.concat(parts).itertuples(index=False))


def _format(row) -> str:
    """Return the number format of a column: what people type stays as typed but in money."""
    if row.kolom.endswith("_rp"):
        return MONEY
    return WHOLE if row.kolom == "tahun" else TEXT


def _add_choices(sheet, place: int, row) -> None:
    if row.pilihan:
        listed, said = row.pilihan.split("|"), "Pilih dari daftar."
    elif row.judul == "Nama indikator" and row.tabel != "indikator":
        listed, said = f"=Indikator!$A$2:$A${ROWS}", "Tulis seperti di lembar Indikator."
    else:
        return
    rule = {"validate": "list", "source": listed, "error_title": "Tidak ada di daftar"}
    rule |= {"error_message": said, "error_type": "warning" if isinstance(listed, str) else "stop"}
    sheet.data_validation(1, place, ROWS, place, rule)


def _sheet_rows(
    lembar: str, columns: pd.DataFrame, tables: dict[str, pd.DataFrame], tahun: list[int]
) -> list[list[str]]:
    """Return the cells of one sheet from the tables; the name of an indicator for its code."""
    indikator = tables.get("indikator", pd.DataFrame(columns=["indikator", "nama_indikator"]))
    names = _labels(indikator)
    if lembar == "Indikator":
        programmes = tables.get("program_indikator", pd.DataFrame(columns=["indikator", "kode"]))
        listed = programmes.groupby("indikator")["kode"].agg("; ".join)
        table = indikator.assign(kode=indikator["indikator"].map(listed).astype(object).fillna(""))
    elif lembar == "Kinerja":
        return _wide(tables.get("kinerja"), names, tahun)
    else:
        table = tables.get(columns["tabel"].iloc[0], pd.DataFrame())
        if "indikator" in table:
            table = table.assign(indikator=table["indikator"].map(names))
    if table.empty:
        return []
    return table.reindex(columns=columns["kolom"], fill_value="").values.tolist()


def _labels(indikator: pd.DataFrame) -> pd.Series:
    """Return what names each indicator in the other sheets: its name, its code where two share it.

    A name that reads like the code of another one is shared as well; like its own it is not.

    Examples
    --------
    >>> rows = {"indikator": ["a", "b", "c"], "nama_indikator": ["Rasio", "rasio", "Indeks"]}
    >>> _labels(pd.DataFrame(rows)).tolist()
    ['a', 'b', 'Indeks']
    >>> rows = {"indikator": ["ipg", "idg", "x"], "nama_indikator": ["IPG", "Indeks", "IDG"]}
    >>> _labels(pd.DataFrame(rows)).tolist()
    ['IPG', 'Indeks', 'x']
    """
    key = indikator["nama_indikator"].str.casefold().str.split().str.join(" ")
    other = key.isin(indikator["indikator"]) & (key != indikator["indikator"])
    shared = key.duplicated(keep=False) | other
    label = indikator["nama_indikator"].mask(shared, indikator["indikator"])
    return label.set_axis(indikator["indikator"])


def _wide(kinerja: pd.DataFrame | None, names: pd.Series, tahun: list[int]) -> list[list[str]]:
    """Return one row per indicator: target and realisation of every year beside each other."""
    if kinerja is None or kinerja.empty:
        return []
    low, high = kinerja["target_bawah"], kinerja["target_atas"]
    target = kinerja["target"].where(low == "", low + " - " + high)
    values = kinerja.assign(target=target).set_index(["indikator", "tahun"])
    rows = []
    for slug, nama in names.items():
        cells = [nama]
        for year in tahun:
            known = (slug, str(year)) in values.index
            cells += (
                list(values.loc[(slug, str(year)), ["target", "realisasi"]]) if known else ["", ""]
            )
        rows.append(cells)
    return rows


def _write_cell(sheet, number: int, place: int, cell: str, row, kinds: dict) -> None:
    kind = _format(row)
    if kind != TEXT and re.fullmatch(r"\d+(\.\d+)?", cell):
        sheet.write_number(number, place, float(cell), kinds[kind])
    elif cell:
        sheet.write_string(number, place, cell, kinds[TEXT])


GUIDE = (
    "Isian data satu dinas",
    "",
    "1. Lembar Indikator: satu baris untuk tiap indikator yang dijanjikan.",
    "2. Lembar Kinerja: target dan realisasi tiap tahun, ditulis seperti tercetak.",
    "3. Lembar Anggaran: satu baris untuk tiap program, kegiatan atau sub kegiatan.",
    "4. Lembar Keluaran dan Sebab boleh kosong; laporan mengatakan apa yang belum dapat dibuat.",
    "5. Simpan, lalu: lakip check, dan bila baik: lakip run (folder data lain: --data FOLDER).",
    "",
    f"Baris abu-abu yang diawali {EXAMPLE} hanya contoh: timpa atau hapus.",
    "Angka boleh ditulis dengan koma atau titik desimal, asal sama di seluruh kolom.",
    "Sel kosong berarti tidak ada; 0 berarti nol; n/a berarti laporan mencetak n/a.",
    "Arahkan penunjuk ke kepala kolom untuk membaca keterangannya.",
)


def _write_guide(book, catatan: str) -> None:
    sheet = book.add_worksheet("Petunjuk")
    title = book.add_format({"bold": True, "font_size": 14})
    sheet.set_column(0, 0, 100)
    said = catatan.split("\n") if catatan else []
    lines = [GUIDE[0], *["", *said] * bool(said), *GUIDE[1:]]
    for number, line in enumerate(lines):
        bold = number == 0 or line in said
        sheet.write_string(number, 0, line, title if bold and line else None)
