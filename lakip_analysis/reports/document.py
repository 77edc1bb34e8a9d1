"""Results → the tables of Bab III of an LKjIP as a Word document.

Real headings, captions that number themselves, header rows that repeat, rows that do not split. The
tables are the `Tabel`s of the page: heads and numbers come from the dictionary of columns.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import pandas as pd
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from ..bahasa.angka import fmt_year
from ..bahasa.kolom import heading
from ..bahasa.nama import tidy_name
from ..bahasa.say import say, word
from ..show.table import Tabel, make_table
from ..show.text import without_controls
from ..show.values import show_target, show_value

__all__ = ["write_document"]

YEARS = 5
PAGE = 16.6  # centimetres of text on A4 with these margins
# in signs of 9 points: the page, the most a column may wish for, the least of a figure, the padding
PAGE_SIGNS, WIDEST, FIGURE, PADDING = 96, 60, 13, 3
FIXED = (1980, 1, 1, 0, 0, 0)


def write_document(
    path: Path,
    frames: dict[str, pd.DataFrame],
    judul: str,
    tahun: int,
    ringkasan: Sequence[str],
    bahasa: str,
) -> Path:
    """Write the tables that PermenPANRB 53/2014 asks of Bab III, in its order.

    Parameters
    ----------
    frames : dict of DataFrame
        The results `capaian`, `tren`, `pembanding`, `efisiensi`, `ukuran`, `dukungan` of one
        report, and as `kinerja` what was known at the end of its year (`Laporan.diketahui`).
    judul : str
        Name of the dinas.
    ringkasan : sequence of str
        The sentences of the summary.

    Notes
    -----
    A value that is missing stands as its reason or as a dash. The same input gives the same bytes.
    """
    document = docx.Document()
    _set_page(document, without_controls(f"{judul} {tahun}"), bahasa)
    document.add_heading(say("word.bab", bahasa), 1)
    about = say("word.asal", bahasa, judul=judul, tahun=tahun)
    document.add_paragraph(without_controls(about))
    document.add_heading(say("word.ringkasan", bahasa), 2)
    for sentence in ringkasan:
        document.add_paragraph(without_controls(sentence))
    for number, (name, table) in enumerate(_tables(frames, tahun, bahasa).items(), 1):
        _add_table(document, name, table, number, bahasa)
    buffer = BytesIO()
    document.save(buffer)
    Path(path).write_bytes(_without_time(buffer))
    return Path(path)


def _tables(frames: dict[str, pd.DataFrame], tahun: int, bahasa: str) -> dict[str, Tabel]:
    """Return the tables by name, in the order of PermenPANRB 53/2014, Lampiran II."""
    return {
        "capaian": _table_capaian(frames["capaian"], tahun, bahasa),
        "deret": _table_deret(frames["kinerja"], tahun, bahasa),
        "jalur": _table_jalur(frames["tren"], frames["kinerja"], bahasa),
        "pembanding": _table_pembanding(frames["pembanding"], bahasa),
        "efisiensi": _table_efisiensi(frames["efisiensi"], frames["ukuran"], bahasa),
        "dukungan": _table_dukungan(frames["dukungan"], bahasa),
        "anggaran": _table_anggaran(frames["efisiensi"], bahasa),
    }


def _table_capaian(capaian: pd.DataFrame, tahun: int, bahasa: str) -> Tabel:
    reasons = [word("status", code, bahasa) for code in capaian["status"]]
    frame = capaian.assign(
        target=[_target(row, bahasa) for row in capaian.itertuples()],
        capaian_persen=capaian["capaian_persen"]
        .astype(object)
        .where(capaian["capaian_persen"].notna(), reasons),
    )
    columns = ["nama_indikator", "satuan", "target", "realisasi", "capaian_persen", "kategori"]
    caption = say("word.capaian.keterangan", bahasa, tahun=tahun)
    return make_table(frame, columns, caption, bahasa, berkas="capaian")


def _target(row, bahasa: str) -> str:
    """Return a range as its reader writes it; any other target as it stands in the frame."""
    ranged = getattr(row, "target_bawah", None)
    return row.target if ranged is None or ranged != ranged else show_target(row, bahasa)


def _table_deret(kinerja: pd.DataFrame, tahun: int, bahasa: str) -> Tabel:
    """One row per indicator, one column per year: not a column of the dictionary but a year."""
    rows = kinerja[
        kinerja["tahun"].between(tahun - YEARS + 1, tahun) & (kinerja["realisasi"] != "")
    ]
    shown = [_realisasi(row, bahasa) for row in rows.itertuples()]
    wide = rows.assign(shown=shown).pivot(index="indikator", columns="tahun", values="shown")
    wide = wide.reindex(rows["indikator"].unique()).fillna("–")  # in the order of the data
    names = rows.drop_duplicates("indikator")["nama_indikator"]
    return Tabel(
        say("word.deret.keterangan", bahasa, tahun=tahun),
        (heading("nama_indikator", bahasa), *map(fmt_year, wide.columns)),
        (False, *(True for _ in wide.columns)),
        tuple(zip(names, *(wide[year] for year in wide), strict=True)),
    )


def _realisasi(row, bahasa: str) -> str:
    value = show_value(row.realisasi, bahasa)
    late = row.data_tahun == row.data_tahun and row.data_tahun != row.tahun
    return say("word.tahun_lain", bahasa, row, nilai=value) if late else value


def _table_jalur(tren: pd.DataFrame, kinerja: pd.DataFrame, bahasa: str) -> Tabel:
    names = kinerja.drop_duplicates("indikator").set_index("indikator")["nama_indikator"]
    rows = tren[tren["target_akhir"].notna()]
    rows = rows.assign(nama_indikator=rows["indikator"].map(names))
    columns = [
        "nama_indikator",
        "realisasi_akhir",
        "target_akhir",
        "tahun_target_akhir",
        "kemajuan_persen",
        "keadaan_jalur",
    ]
    return make_table(rows, columns, say("word.jalur.keterangan", bahasa), bahasa, berkas="jalur")


def _table_pembanding(pembanding: pd.DataFrame, bahasa: str) -> Tabel:
    columns = ["nama_indikator", "realisasi", "nama_acuan", "tahun_acuan", "nilai", "posisi"]
    caption = say("word.pembanding.keterangan", bahasa)
    return make_table(pembanding, columns, caption, bahasa, berkas="pembanding")


def _table_efisiensi(efisiensi: pd.DataFrame, ukuran: pd.DataFrame, bahasa: str) -> Tabel:
    """The measure of the finance ministry (NE) of every programme, with what it says."""
    rows = efisiensi[efisiensi["level"].isin(["program", "dinas"])]
    verdicts = ukuran[ukuran["ukuran"] == "nilai_efisiensi"][["level", "kode", "putusan"]]
    rows = _tidy_names(rows.merge(verdicts, on=["level", "kode"], how="left"), bahasa)
    columns = ["nama", "capaian_persen", "serapan_persen", "nilai_efisiensi", "putusan"]
    caption = say("word.efisiensi.keterangan", bahasa)
    return make_table(rows, columns, caption, bahasa, berkas="ukuran")


def _table_dukungan(dukungan: pd.DataFrame, bahasa: str) -> Tabel:
    rows = dukungan.assign(nama=[tidy_name(name) for name in dukungan["nama"]])
    columns = ["nama_indikator", "nama", "realisasi_rp", "fisik_persen", "penjelasan"]
    caption = say("word.dukungan.keterangan", bahasa)
    return make_table(rows, columns, caption, bahasa, berkas="dukungan")


def _table_anggaran(efisiensi: pd.DataFrame, bahasa: str) -> Tabel:
    rows = efisiensi[efisiensi["level"].isin(["program", "kegiatan", "dinas"])]
    rows = _tidy_names(rows, bahasa)
    columns = ["kode", "nama", "pagu_rp", "realisasi_rp", "serapan_persen"]
    caption = say("word.anggaran.keterangan", bahasa)
    return make_table(rows, columns, caption, bahasa, berkas="efisiensi")


def _tidy_names(rows: pd.DataFrame, bahasa: str) -> pd.DataFrame:
    """Return budget lines with the names a reader expects; the total is named in the language."""
    whole = say("word.seluruh", bahasa)
    pairs = zip(rows["nama"], rows["level"], strict=True)
    return rows.assign(
        nama=[whole if level == "dinas" else tidy_name(name) for name, level in pairs]
    )


def _set_page(document, title: str, bahasa: str) -> None:
    section, style = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    style.font.name, style.font.size = "Arial", Pt(10)
    style.element.rPr.append(_element("w:lang", val=say("word.bahasa", bahasa)))
    about = document.core_properties
    about.title, about.author, about.comments, about.last_modified_by = (
        title,
        "",
        "lakip-analysis",
        "",
    )
    about.created = about.modified = datetime(2000, 1, 1)


def _add_table(document, name: str, table: Tabel, number: int, bahasa: str) -> None:
    title = say(f"word.{name}.judul", bahasa)
    document.add_heading(say("word.bagian", bahasa, n=number, judul=title), 2)
    if not table.baris:
        document.add_paragraph(say(f"word.{name}.kosong", bahasa))
        return
    _add_caption(document, table.judul, number, bahasa)
    grid = document.add_table(rows=1, cols=len(table.kepala), style="Table Grid")
    grid.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    _fill_row(grid.rows[0], table.kepala, table.kanan, bold=True)
    for values in table.baris:
        _fill_row(grid.add_row(), values, table.kanan)
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    _set_widths(grid, table)
    document.add_paragraph(without_controls(table.catatan))


def _set_widths(grid, table: Tabel) -> None:
    """Give every column room for its longest word; share the rest by the length of the texts."""
    columns = list(zip(table.kepala, *table.baris, strict=True))
    least = [
        max(PADDING + max(len(part) for text in column for part in text.split(" ")), floor)
        for column, floor in zip(columns, (FIGURE * right for right in table.kanan), strict=True)
    ]
    wish = [
        max(min(max(map(len, column)), WIDEST) - signs, 0)
        for column, signs in zip(columns, least, strict=True)
    ]
    spare = max(PAGE_SIGNS - sum(least), 0) / max(sum(wish), 1)
    shares = [signs + spare * more for signs, more in zip(least, wish, strict=True)]
    grid.autofit = False
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Cm(PAGE * share / sum(shares))
        for cell in column.cells:
            cell.width = column.width


def _fill_row(row, values: Sequence[str], kanan: Sequence[bool], bold: bool = False) -> None:
    for cell, value, right in zip(row.cells, values, kanan, strict=True):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(without_controls(value) or "–")
        run.bold, run.font.size = bold, Pt(9)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.keep_with_next = bold


def _add_caption(document, text: str, number: int, bahasa: str) -> None:
    """Add a caption that Word numbers itself (a SEQ field), kept with its table."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = True
    label = say("word.tabel", bahasa)
    paragraph.add_run(f"{label} 3.")
    field = _element("w:fldSimple", instr=f" SEQ {label} \\* ARABIC \\r {number} ")
    run, shown = _element("w:r"), _element("w:t")
    shown.text = str(number)
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)
    paragraph.add_run(without_controls(f" {text}"))


def _element(name: str, **attributes: str):
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _without_time(buffer: BytesIO) -> bytes:
    """Return the same package with every entry dated alike."""
    out = BytesIO()
    with (
        zipfile.ZipFile(buffer) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, FIXED), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
