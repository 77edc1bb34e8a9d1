"""Results → the tables of Bab III of an LKjIP as a Word document: real headings, numbered captions, repeated header rows, rows that do not split."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import pandas as pd
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from .. import chapters
from ..bahasa.angka import fmt, fmt_percent, fmt_rupiah, fmt_value, fmt_year
from ..data.dinas import DataDinas
from ..efisiensi.tables import name_of_line
from ..efisiensi.verdict import show_verdict
from ..language import language, tr
from ..show.text import without_controls
from ..show.values import describe_status, show_target, show_values, tidy_name

__all__ = ["write_document"]


YEARS = 5

PAGE = 16.6  # centimetres of text on A4 with these margins

PAGE_SIGNS, WIDEST, FIGURE, PADDING = 96, 60, 13, 3  # signs of 9 points

FIXED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Tabel:
    """One table as text: `frame` has the headings as columns; `angka` names those that are aligned right; `kosong` is said when there is no row."""

    judul: str
    caption: str
    frame: pd.DataFrame
    angka: tuple[str, ...]
    kosong: str


def write_document(path: Path, d: DataDinas, tahun: int, results: dict[str, pd.DataFrame]) -> Path:
    """Write the tables that PermenPANRB 53/2014 asks of Bab III, in its order, with the sentences of the summary; the same input gives the same bytes.

    Parameters
    ----------
    results : as `chapters.results_of` gives them.

    Notes
    -----
    A value that is missing stands as its reason or as a dash; numbers are those of the report, in the notation of the language in force.
    """
    document = docx.Document()
    _set_page(document, without_controls(f"{d.judul} {tahun}"))
    document.add_heading(tr("BAB III AKUNTABILITAS KINERJA"), 1)
    document.add_paragraph(without_controls(f"{d.judul}, {tr('tahun {tahun}', tahun=tahun)}"))
    document.add_heading(tr("Ringkasan"), 2)
    for sentence in chapters.summary_of(d, tahun, results):
        document.add_paragraph(without_controls(sentence))
    for number, table in enumerate(_tables(d, tahun, results), 1):
        _add_table(document, table, number)
    buffer = BytesIO()
    document.save(buffer)
    Path(path).write_bytes(_without_time(buffer))
    return Path(path)


def _tables(d: DataDinas, tahun: int, results: dict[str, pd.DataFrame]) -> list[Tabel]:
    """Return the tables in the order of PermenPANRB 53/2014, Lampiran II."""
    return [
        _tabel_capaian(results["capaian"], tahun),
        _tabel_tahun(d, tahun),
        _tabel_jalur(d, results["tren"]),
        _tabel_acuan(chapters.acuan_of(d, tahun)),
        _tabel_efisiensi(results["efisiensi"], results["ukuran"]),
        _tabel_dukungan(results["dukungan"]),
        _tabel_anggaran(results["efisiensi"]),
    ]


def _tabel_capaian(capaian: pd.DataFrame, tahun: int) -> Tabel:
    shown = [
        fmt_percent(row.capaian_persen)
        if row.capaian_persen == row.capaian_persen
        else tr(describe_status(row.status))
        for row in capaian.itertuples()
    ]
    columns = {
        tr("Indikator"): capaian["nama_indikator"],
        tr("Satuan"): capaian["satuan"],
        tr("Target"): [show_target(row) for row in capaian.itertuples()],
        tr("Realisasi"): show_values(capaian["realisasi"]),
        tr("Capaian"): shown,
        tr("Kategori"): capaian["kategori"],
    }
    return Tabel(
        tr("Target dan realisasi tahun ini"),
        tr("Target, realisasi dan capaian kinerja tahun {tahun}", tahun=tahun),
        pd.DataFrame(columns),
        (tr("Target"), tr("Realisasi"), tr("Capaian")),
        tr("Tidak ada indikator untuk tahun ini."),
    )


def _tabel_tahun(d: DataDinas, tahun: int) -> Tabel:
    rows = chapters.known_at(d, tahun)
    rows = rows[rows["tahun"].between(tahun - YEARS + 1, tahun) & (rows["realisasi"] != "")]
    shown = [
        _with_year(value, row)
        for value, row in zip(show_values(rows["realisasi"]), rows.itertuples(), strict=True)
    ]
    wide = rows.assign(nilai=shown).pivot(index="indikator", columns="tahun", values="nilai")
    names = d.indikator.set_index("indikator")["nama_indikator"]
    wide = wide.reindex([code for code in names.index if code in wide.index]).fillna("–")
    years = [fmt_year(year) for year in wide.columns]
    frame = wide.set_axis(years, axis=1).reset_index(drop=True)
    frame.insert(0, tr("Indikator"), [names[code] for code in wide.index])
    return Tabel(
        tr("Realisasi dibandingkan dengan tahun-tahun sebelumnya"),
        tr("Realisasi sampai tahun {tahun}", tahun=tahun),
        frame,
        tuple(years),
        tr("Tidak ada realisasi tahun sebelumnya."),
    )


def _with_year(value: str, row) -> str:
    late = row.data_tahun == row.data_tahun and row.data_tahun != row.tahun
    return (
        f"{value} ({tr('angka tahun {tahun}', tahun=fmt_year(row.data_tahun))})" if late else value
    )


def _tabel_jalur(d: DataDinas, tren: pd.DataFrame) -> Tabel:
    rows = tren[tren["target_akhir"].notna()].merge(
        d.indikator[["indikator", "nama_indikator"]], on="indikator"
    )
    columns = {
        tr("Indikator"): rows["nama_indikator"],
        tr("Realisasi terakhir"): rows["realisasi_akhir"].map(fmt_value),
        tr("Target akhir"): rows["target_akhir"].map(fmt_value),
        tr("Tahun target akhir"): rows["tahun_target_akhir"].map(fmt_year),
        tr("Jarak ditempuh"): rows["kemajuan_persen"].map(fmt_percent),
        tr("Keadaan"): rows["keadaan_jalur"].map(tr),
    }
    return Tabel(
        tr("Realisasi dibandingkan dengan target akhir Renstra"),
        tr("Jalan ke target akhir"),
        pd.DataFrame(columns),
        (tr("Realisasi terakhir"), tr("Target akhir"), tr("Jarak ditempuh")),
        tr("Laporan tidak menyebut target akhir."),
    )


def _tabel_acuan(acuan: pd.DataFrame) -> Tabel:
    columns = {
        tr("Indikator"): acuan["nama_indikator"],
        tr("Realisasi"): show_values(acuan["realisasi"]),
        tr("Acuan"): acuan["nama_acuan"],
        tr("Tahun acuan"): acuan["tahun_acuan"].map(fmt_year),
        tr("Nilai acuan"): show_values(acuan["nilai"]),
        tr("Posisi"): acuan["posisi"].map(tr),
    }
    return Tabel(
        tr("Realisasi dibandingkan dengan standar nasional, provinsi atau daerah lain"),
        tr("Realisasi di samping acuannya"),
        pd.DataFrame(columns),
        (tr("Realisasi"), tr("Nilai acuan")),
        tr("Laporan tidak menyebut pembanding."),
    )


def _tabel_efisiensi(efisiensi: pd.DataFrame, ukuran: pd.DataFrame) -> Tabel:
    rows = efisiensi[efisiensi["level"].isin(["program", "dinas"])]
    columns = {
        tr("Program"): [name_of_line(line) for _, line in rows.iterrows()],
        tr("Capaian"): rows["capaian_persen"].map(fmt_percent),
        tr("Serapan"): rows["serapan_persen"].map(fmt_percent),
        "NE": rows["nilai_efisiensi"].map(fmt),
        tr("Keterangan"): [_verdict(ukuran, row) for row in rows.itertuples()],
    }
    return Tabel(
        tr("Efisiensi penggunaan sumber daya"),
        tr("Capaian, serapan dan nilai efisiensi (NE, PMK 22/2021) per program"),
        pd.DataFrame(columns),
        (tr("Capaian"), tr("Serapan"), "NE"),
        tr("Tidak ada data anggaran untuk tahun ini."),
    )


def _verdict(ukuran: pd.DataFrame, line) -> str:
    found = ukuran[
        (ukuran["level"] == line.level)
        & (ukuran["kode"] == line.kode)
        & (ukuran["ukuran"] == "nilai_efisiensi")
    ]
    return show_verdict(found["putusan"].iloc[0]) if len(found) else "–"


def _tabel_dukungan(dukungan: pd.DataFrame) -> Tabel:
    columns = {
        tr("Indikator"): dukungan["nama_indikator"],
        tr("Program"): dukungan["nama"].map(tidy_name),
        tr("Realisasi anggaran"): dukungan["realisasi_rp"].map(fmt_rupiah),
        tr("Capaian fisik"): dukungan["fisik_persen"].map(fmt_percent),
        tr("Keluaran"): dukungan["penjelasan"].map(tr),
    }
    return Tabel(
        tr("Program yang menunjang keberhasilan atau kegagalan"),
        tr("Program di balik tiap indikator"),
        pd.DataFrame(columns),
        (tr("Realisasi anggaran"), tr("Capaian fisik")),
        tr("Laporan tidak mengaitkan program dengan indikator."),
    )


def _tabel_anggaran(efisiensi: pd.DataFrame) -> Tabel:
    rows = efisiensi[efisiensi["level"].isin(["program", "kegiatan", "dinas"])]
    columns = {
        tr("Kode"): rows["kode"],
        tr("Program dan kegiatan"): [name_of_line(line) for _, line in rows.iterrows()],
        tr("Pagu"): rows["pagu_rp"].map(fmt_rupiah),
        tr("Realisasi anggaran"): rows["realisasi_rp"].map(fmt_rupiah),
        tr("Serapan"): rows["serapan_persen"].map(fmt_percent),
    }
    return Tabel(
        tr("Realisasi anggaran"),
        tr("Pagu dan realisasi anggaran per program dan kegiatan"),
        pd.DataFrame(columns),
        (tr("Pagu"), tr("Realisasi anggaran"), tr("Serapan")),
        tr("Tidak ada data anggaran untuk tahun ini."),
    )


def _set_page(document, title: str) -> None:
    section, style = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    style.font.name, style.font.size = "Arial", Pt(10)
    style.element.rPr.append(_element("w:lang", val={"id": "id-ID", "en": "en-GB"}[language()]))
    about = document.core_properties
    about.title, about.author, about.comments, about.last_modified_by = (
        title,
        "",
        "lakip-analysis",
        "",
    )
    about.created = about.modified = datetime(2000, 1, 1)


def _add_table(document, table: Tabel, number: int) -> None:
    document.add_heading(f"3.{number} {table.judul}", 2)
    if table.frame.empty:
        document.add_paragraph(table.kosong)
        return
    _add_caption(document, table.caption, number)
    grid = document.add_table(rows=1, cols=table.frame.shape[1], style="Table Grid")
    grid.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    right = [number for number, name in enumerate(table.frame) if name in table.angka]
    _fill_row(grid.rows[0], table.frame.columns, right, bold=True)
    for values in table.frame.itertuples(index=False):
        _fill_row(grid.add_row(), values, right)
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    _set_widths(grid, table)
    document.add_paragraph()


def _set_widths(grid, table: Tabel) -> None:
    """Give every column room for its longest word and share the rest of the page by the length of the texts."""
    texts = [[str(name), *table.frame[name].astype(str)] for name in table.frame]
    least = [
        PADDING + max(len(word) for text in column for word in text.split(" ")) for column in texts
    ]
    least = [
        max(sign, FIGURE) if name in table.angka else sign
        for name, sign in zip(table.frame, least, strict=True)
    ]
    wish = [
        max(min(max(map(len, column)), WIDEST) - sign, 0)
        for column, sign in zip(texts, least, strict=True)
    ]
    spare = max(PAGE_SIGNS - sum(least), 0) / max(sum(wish), 1)
    shares = [sign + spare * more for sign, more in zip(least, wish, strict=True)]
    grid.autofit = False
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Cm(PAGE * share / sum(shares))
        for cell in column.cells:
            cell.width = column.width


def _fill_row(row, values, right, bold: bool = False) -> None:
    for number, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(
            without_controls("–" if value is None or value != value or value == "" else str(value))
        )
        run.bold, run.font.size = bold, Pt(9)
        paragraph.alignment = (
            WD_ALIGN_PARAGRAPH.RIGHT if number in right else WD_ALIGN_PARAGRAPH.LEFT
        )
        paragraph.paragraph_format.keep_with_next = bold


def _add_caption(document, text: str, number: int) -> None:
    """Add a caption that Word numbers itself (a SEQ field), kept with its table."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(tr("Tabel") + " 3.")
    field = _element("w:fldSimple", instr=f" SEQ {tr('Tabel')} \\* ARABIC \\r {number} ")
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
