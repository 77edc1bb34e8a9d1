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

from ..akip.view_spm import name_services
from ..aturan.rules import LEVEL_UTAMA, threshold
from ..bahasa.angka import fmt_year
from ..bahasa.kolom import heading
from ..bahasa.nama import tidy_name
from ..bahasa.say import say, word
from ..capaian.view import show_met
from ..data.dinas import DataDinas
from ..data.nilai import split_values
from ..efisiensi.view_ukuran import name_of_line, show_verdict
from ..metode.singkatan import find_abbreviations, names_in
from ..metode.view import describe_abbreviations
from ..numbers import decimals_of
from ..show.table import Tabel, make_table
from ..show.text import without_controls
from ..show.values import show_realisasi, show_target
from ..tren.names import add_names
from ..tren.view_jalur import show_end_target, show_in_year
from .opening import describe_summary

__all__ = ["write_document"]

YEARS = 5
PAGE = 16.6  # centimetres of text on A4 with these margins
# in signs of 9 points: the page, the most a column may wish for, the least of a figure, the padding
PAGE_SIGNS, WIDEST, FIGURE, PADDING = 96, 60, 13, 3
FIXED = (1980, 1, 1, 0, 0, 0)


def write_document(
    path: Path, data: DataDinas, tahun: int, hasil: dict[str, pd.DataFrame], bahasa: str
) -> Path:
    """Write the tables that PermenPANRB 53/2014 asks of Bab III, in its order, after the summary.

    Parameters
    ----------
    data : DataDinas
        Gives the names and the realisations of earlier years.
    hasil : dict of DataFrame
        The results of one report by name (`laporan.HASIL`); a table whose results no chapter saved
        says so.

    Notes
    -----
    A value that is missing stands as its reason or as a dash. The same input gives the same bytes.
    """
    document = docx.Document()
    _set_page(document, without_controls(f"{data.judul} {tahun}"), bahasa)
    document.add_heading(say("word.bab", bahasa), 1)
    about = say("word.asal", bahasa, judul=data.judul, tahun=tahun)
    document.add_paragraph(without_controls(about))
    document.add_heading(say("word.ringkasan", bahasa), 2)
    for sentence in describe_summary(hasil, bahasa):
        document.add_paragraph(without_controls(sentence))
    kinerja = data.kinerja[data.kinerja["level"].isin(LEVEL_UTAMA)]
    for number, name in enumerate(TABLES, 1):
        title = say(f"word.{name}.judul", bahasa)
        document.add_heading(say("word.bagian", bahasa, n=number, judul=title), 2)
        made = _make(name, hasil | {"kinerja": kinerja}, tahun, bahasa)
        if isinstance(made, Tabel):
            _add_table(document, made, number, bahasa)
            if name == "capaian":
                spelled = find_abbreviations(names_in([hasil[name]]), data.info.get("singkatan"))
                document.add_paragraph(describe_abbreviations(spelled, bahasa))
        else:
            document.add_paragraph(made)
    buffer = BytesIO()
    document.save(buffer)
    Path(path).write_bytes(_without_time(buffer))
    return Path(path)


def _make(nama: str, frames: dict[str, pd.DataFrame], tahun: int, bahasa: str) -> Tabel | str:
    """Return one table, or the sentence that says why there is none."""
    needed, table = TABLES[nama]
    missing = [name for name in needed if name not in frames]
    if missing:
        return say("word.tidak_disimpan", bahasa, hasil=", ".join(missing))
    made = table(*(frames[name] for name in needed), tahun, bahasa)
    return made if made.baris else say(f"word.{nama}.kosong", bahasa)


def _table_capaian(capaian: pd.DataFrame, tahun: int, bahasa: str) -> Tabel:
    value = capaian["capaian_persen"]
    reasons = [word("status", code, bahasa) for code in capaian["status"]]
    frame = capaian.assign(
        target=[show_target(row, bahasa) for row in capaian.itertuples()],
        realisasi=[show_realisasi(row, bahasa) for row in capaian.itertuples()],
        capaian_persen=value.astype(object).where(value.notna(), reasons),
        tercapai=show_met(capaian, bahasa),
    )
    columns = ["nama_indikator", "satuan", "target", "realisasi", "capaian_persen", "tercapai"]
    columns += ["kategori"]
    caption = say("word.capaian.keterangan", bahasa, tahun=tahun)
    written = ("target", "realisasi")
    return make_table(frame, columns, caption, bahasa, berkas="capaian", tertulis=written)


def _table_deret(kinerja: pd.DataFrame, tahun: int, bahasa: str) -> Tabel:
    """Return the realisations of the last years, one column per year that has any."""
    within = kinerja["tahun"].between(tahun - YEARS + 1, tahun)
    rows = kinerja[within & (kinerja["realisasi"] != "")]
    own = split_values(rows["realisasi"])["angka"].fillna(0).map(decimals_of)
    rows = rows.assign(desimal=own.groupby(rows["indikator"]).transform("max"))
    shown = [show_realisasi(row, bahasa) for row in rows.itertuples()]
    wide = rows.assign(shown=shown).pivot(index="indikator", columns="tahun", values="shown")
    names = kinerja.drop_duplicates("indikator").set_index("indikator")["nama_indikator"]
    wide = wide.reindex([code for code in names.index if code in wide.index]).fillna("–")
    return Tabel(
        say("word.deret.keterangan", bahasa, tahun=tahun),
        (heading("nama_indikator", bahasa), *map(fmt_year, wide.columns)),
        (False, *(True for _ in wide.columns)),
        tuple(zip(names[wide.index], *(wide[year] for year in wide), strict=True)),
    )


def _table_jalur(tren: pd.DataFrame, kinerja: pd.DataFrame, tahun: int, bahasa: str) -> Tabel:
    rows = add_names(tren[tren["tahun_target_akhir"].notna()], kinerja)
    far = threshold("jalur_jauh")
    rows = rows.assign(
        realisasi_akhir=[
            show_in_year(row.realisasi_akhir, row.tahun_akhir, row, bahasa)
            for row in rows.itertuples()
        ],
        target_akhir=[show_end_target(row, bahasa) for row in rows.itertuples()],
        kemajuan_persen=[
            say("word.jalur.jauh", bahasa, jauh=far) if value > far else value
            for value in rows["kemajuan_persen"]
        ],
    )
    columns = ["nama_indikator", "realisasi_akhir", "target_akhir", "tahun_target_akhir"]
    columns += ["kemajuan_persen", "keadaan_jalur"]
    return make_table(rows, columns, say("word.jalur.keterangan", bahasa), bahasa, berkas="jalur")


def _table_pembanding(pembanding: pd.DataFrame, tahun: int, bahasa: str) -> Tabel:
    columns = ["nama_indikator", "tahun_realisasi", "realisasi"]
    columns += ["nama_acuan", "tahun_acuan", "nilai", "posisi"]
    caption = say("word.pembanding.keterangan", bahasa)
    return make_table(pembanding, columns, caption, bahasa, berkas="pembanding")


def _table_spm(spm: pd.DataFrame, tahun: int, bahasa: str) -> Tabel:
    """Return the minimum services of the year: the national standard of a region's own duties."""
    rows = name_services(spm[spm["tahun"] == tahun], bahasa)
    columns = ["layanan", "target", "realisasi", "penerima_persen", "mutu_persen"]
    columns += ["indeks_persen", "kelas", "status"]
    caption = say("word.spm.keterangan", bahasa, tahun=tahun)
    return make_table(rows, columns, caption, bahasa, berkas="indeks_spm")


def _table_sebab(sebab: pd.DataFrame, tahun: int, bahasa: str) -> Tabel:
    """Return cause and follow-up of every indicator; what the figures say stays in the report."""
    rows = sebab[sebab["lingkup"] == "indikator"]
    silent = rows["bukti"] == "tidak_disebut"
    said = word("bukti_sebab", "tidak_disebut", bahasa)
    rows = rows.assign(kalimat=rows["kalimat"].mask(silent, said))
    columns = ["nama", "arah", "kode_penyebab", "kalimat", "tindak_lanjut"]
    caption = say("word.sebab.keterangan", bahasa, tahun=tahun)
    return make_table(rows, columns, caption, bahasa, berkas="sebab")


def _table_efisiensi(
    efisiensi: pd.DataFrame, ukuran: pd.DataFrame, tahun: int, bahasa: str
) -> Tabel:
    """Return the measure of the finance ministry (NE) of every programme, with its verdict."""
    rows = efisiensi[efisiensi["level"].isin(["program", "dinas"])]
    official = ukuran[ukuran["ukuran"] == "nilai_efisiensi"]
    official = official.assign(putusan=[show_verdict(row, bahasa) for row in official.itertuples()])
    rows = rows.merge(official[["level", "kode", "putusan"]], on=["level", "kode"], how="left")
    rows["nama"] = [name_of_line(row, bahasa) for row in rows.itertuples()]
    columns = ["nama", "capaian_persen", "c_persen", "serapan_persen", "nilai_efisiensi"]
    columns += ["putusan"]
    caption = say("word.efisiensi.keterangan", bahasa)
    return make_table(rows, columns, caption, bahasa, berkas="efisiensi")


def _table_dukungan(dukungan: pd.DataFrame, tahun: int, bahasa: str) -> Tabel:
    rows = dukungan.assign(nama=dukungan["nama"].map(tidy_name))
    columns = ["nama_indikator", "nama", "realisasi_rp", "fisik_persen", "penjelasan"]
    caption = say("word.dukungan.keterangan", bahasa)
    return make_table(rows, columns, caption, bahasa, berkas="dukungan")


def _table_anggaran(efisiensi: pd.DataFrame, tahun: int, bahasa: str) -> Tabel:
    rows = efisiensi[efisiensi["level"].isin(["program", "kegiatan", "dinas"])]
    rows = rows.assign(nama=[name_of_line(row, bahasa) for row in rows.itertuples()])
    columns = ["kode", "nama", "pagu_rp", "realisasi_rp", "serapan_persen"]
    caption = say("word.anggaran.keterangan", bahasa)
    return make_table(rows, columns, caption, bahasa, berkas="efisiensi")


# the tables of PermenPANRB 53/2014, Lampiran II, in its order: what each is made of, and how
TABLES = {
    "capaian": (("capaian",), _table_capaian),
    "deret": (("kinerja",), _table_deret),
    "jalur": (("tren", "kinerja"), _table_jalur),
    "pembanding": (("pembanding",), _table_pembanding),
    "spm": (("indeks_spm",), _table_spm),
    "sebab": (("sebab",), _table_sebab),
    "efisiensi": (("efisiensi", "ukuran"), _table_efisiensi),
    "dukungan": (("dukungan",), _table_dukungan),
    "anggaran": (("efisiensi",), _table_anggaran),
}


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


def _add_table(document, table: Tabel, number: int, bahasa: str) -> None:
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
