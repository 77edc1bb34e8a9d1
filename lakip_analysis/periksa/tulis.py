"""What a check of a draft leaves behind: the file with notes, the response sheet, the summary."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ..audit.tanggapan import add_answers
from ..data.dinas import DataDinas
from ..data.schemas import TABEL
from ..errors import DataError, Fault, short_name
from ..membaca.baca import ID, cell_frame, describe_reading, unread_columns
from ..reports.lembar import write_lembar
from .catatan import Catatan
from .draf import Draf
from .excel import note_xlsx
from .kata import describe_findings, in_own_lines
from .pdf import mark_pdf
from .word import comment_docx

__all__ = ["Hasil", "describe_check", "kind_of", "make_notes", "render_summary", "write_check"]

WRITERS = {"docx": comment_docx, "xlsx": note_xlsx, "xlsm": note_xlsx, "pdf": mark_pdf}
TEMPLATE = Path(__file__).with_name("ringkasan.html.j2")


@dataclass
class Hasil:
    """What was written: the files, the notes in the draft, those that found no place there."""

    berkas: list[Path] = field(default_factory=list)
    catatan: list[Catatan] = field(default_factory=list)
    luput: list[Catatan] = field(default_factory=list)
    sebab: str = ""


def kind_of(path: Path) -> str:
    """Return the kind of a file as everything here calls it.

    docx, xlsx, pdf; xls: sheets that take no notes (.xls, .csv); else txt.
    """
    ending = path.suffix.lower().lstrip(".")
    same = {"xlsm": "xlsx", "xls": "xls", "csv": "xls"}
    return same.get(ending, ending if ending in WRITERS else "txt")


def make_notes(draf: Draf, found: pd.DataFrame) -> list[Catatan]:
    """Return one note per cell that findings stand at, in the order of the file.

    A finding speaks from its own table; in another one its note says which that is. One on a
    doubtful reading gets none: what it says may be wrong. It stands in the summary.

    Parameters
    ----------
    draf : Draf
    found : DataFrame
        As `kata.describe_findings`.
    """
    naskah, tables = draf.bacaan.naskah, draf.bacaan.tabel
    label = {record.baris: tables[record.tabel][0].nama for record in draf.bacaan.baris}
    at: dict[tuple[int, int], list] = defaultdict(list)
    for row in found[found["bagian"] != "ragu"].itertuples():
        for place in row.tempat:
            at[place].append(row)
    notes = []
    for (line, column), rows in sorted(at.items()):
        cells = naskah.baris[line - 1].split("\t")
        place = naskah.asal[line - 1] if naskah.asal else (0, line - 1)
        notes.append(
            Catatan(
                line,
                column,
                place,
                cells[column] if 0 <= column < len(cells) else naskah.baris[line - 1],
                "\n".join(dict.fromkeys(_from_there(row, label.get(line, "")) for row in rows)),
                tuple(dict.fromkeys(row.id for row in rows)),
                naskah.halaman[line - 1] if naskah.halaman else 0,
                naskah.kotak.get((line - 1, max(column, 0))),
                tuple(
                    (other, cells[other], naskah.kotak.get((line - 1, other)))
                    for other in sorted(
                        {c for row in rows for n, c in row.bersama if n == line} - {column}
                    )
                    if other < len(cells)
                ),
            )
        )
    return notes


def _from_there(row, label: str) -> str:
    """Return the words of a finding, with its table before them where they stand in another one."""
    own = row.tabel.split("; ")
    return (
        f"Tentang {row.tabel}: {row.teks}" if label and row.tabel and label not in own else row.teks
    )


def write_check(path: Path, draf: Draf, out: Path) -> Hasil:
    """Write what a check gives into a folder.

    `<name>-diperiksa.<kind>` (Word, Excel, PDF: the draft with notes), `catatan.txt` (the notes as
    a list by place; not for Word and Excel), `lembar-tanggapan.xlsx`, `ringkasan.html`. A draft
    that notes cannot be put into is said to be so (`Hasil.sebab`), and all else is written.

    Raises
    ------
    OSError
        A file cannot be read or written, e.g. because it is open.
    """
    jenis = kind_of(path)
    found = describe_findings(draf, jenis)
    hasil = Hasil(catatan=make_notes(draf, found))
    out.mkdir(parents=True, exist_ok=True)
    if jenis in WRITERS:
        _write_draft(path, jenis, hasil, out)
    if jenis not in ("docx", "xlsx"):
        listed = out / "catatan.txt"
        listed.write_text(_listed(found), encoding="utf-8-sig", newline="\r\n")
        hasil.berkas.append(listed)
    sheet = out / "lembar-tanggapan.xlsx"
    write_lembar(sheet, {"draf": _answerable(path, draf, jenis)})
    page = out / "ringkasan.html"
    text = render_summary(path.name, draf, found, hasil)
    page.write_text(text, encoding="utf-8", newline="\n")
    hasil.berkas += [sheet, page]
    return hasil


def _write_draft(path: Path, jenis: str, hasil: Hasil, out: Path) -> None:
    """Write the draft with its notes; where it takes none, say why."""
    raw = path.read_bytes()
    target = out / f"{path.stem}-diperiksa{path.suffix.lower()}"
    if target.resolve() == path.resolve():
        step = "pilih folder lain dengan --out"
        raise DataError([Fault(short_name(path), None, None, None, "draf akan tertimpa", step)])
    try:
        made, lost = WRITERS[jenis](raw, hasil.catatan)
    except ValueError as error:
        hasil.sebab, hasil.luput, hasil.catatan = str(error), hasil.catatan, []
        return
    hasil.luput = lost
    hasil.catatan = [note for note in hasil.catatan if note not in lost]
    target.write_bytes(made)
    hasil.berkas.append(target)


def _listed(found: pd.DataFrame) -> str:
    """Return the findings as lines by place, in the order of the file."""
    lines = [
        (place, f"{di}: {row.teks}")
        for row in found.itertuples()
        for place, di in zip(row.tempat, row.di, strict=True)
    ]
    return "".join(f"{text}\n\n" for _, text in sorted(lines)) or "Tidak ada temuan.\n"


def _answerable(path: Path, draf: Draf, jenis: str) -> tuple[DataDinas, pd.DataFrame]:
    """Return what the response sheet asks about; findings on doubtful readings are not asked."""
    about = draf.bacaan.dokumen
    paper = {"id": ID, "judul": about.judul or path.name, "tahun": about.tahun}
    info = {"dinas": "draf", "nama": path.stem, "daerah": "", "dokumen": [paper], "aturan": {}}
    names = ("tanggapan", "terbitan_kinerja", "terbitan_anggaran")
    empty = {
        name: pd.DataFrame(columns=[kolom.nama for kolom in TABEL[name].kolom], dtype=str)
        for name in names
    }
    tables = empty | draf.tabel
    asked = draf.temuan[draf.temuan["bagian"].isin(("perbaiki", "perlu_dilihat", "target_lemah"))]
    asked = add_answers(in_own_lines(asked, draf, jenis), tables, [paper])
    return DataDinas(info, tables, pd.DataFrame()), asked


def describe_check(path: Path, draf: Draf, hasil: Hasil) -> list[str]:
    """Return what a check found and wrote, in lines for the screen."""
    parts = draf.temuan["bagian"].value_counts()
    said = [
        f"{parts.get('perbaiki', 0)} hal perlu diperbaiki",
        f"{parts.get('perlu_dilihat', 0)} perlu dilihat",
        f"{parts.get('target_lemah', 0)} target patut ditanyakan",
        f"{parts.get('ragu', 0)} di atas bacaan yang ragu",
    ]
    lines = [*describe_reading(draf.bacaan), f"{'; '.join(said)}."]
    if hasil.sebab:
        lines.append(f"{path.name} tidak dapat diberi catatan ({hasil.sebab}); lihat daftarnya.")
    if hasil.luput:
        lines.append(f"{len(hasil.luput)} catatan tidak menemukan selnya; lihat ringkasannya.")
    return [*lines, *map(str, hasil.berkas)]


def render_summary(berkas: str, draf: Draf, found: pd.DataFrame, hasil: Hasil) -> str:
    """Return the summary page: what to mend, and what was and was not read."""
    from jinja2 import Environment

    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        TEMPLATE.read_text(encoding="utf-8")
    )
    bacaan = draf.bacaan
    counted = Counter(cell_frame(bacaan)["status"])
    named = [(table, columns) for table, columns in bacaan.tabel]
    unknown = [
        table.label or f"tabel tanpa judul (baris {table.kepala[0]})"
        for table, columns in named
        if not any(one.isi and one.peran for one in columns)
    ]
    return template.render(
        berkas=berkas,
        dokumen=bacaan.dokumen,
        hitung={name: counted[name] for name in ("pasti", "ragu", "tidak_terbaca")},
        tabel=len(named) - len(unknown),
        tak_dikenal=unknown,
        luput=len(bacaan.luput),
        kolom_luput=len(unread_columns(bacaan)),
        berkas_luput=bacaan.naskah.luput,
        bagian={
            name: found[found["bagian"] == name].to_dict("records")
            for name in ("perbaiki", "perlu_dilihat", "target_lemah", "ragu")
        },
        akibat=int((draf.temuan["akar"] != "").sum()),
        aturan=draf.aturan,
        disimpulkan=draf.disimpulkan,
        catatan=len(hasil.catatan),
        hilang={name for note in hasil.luput for name in note.temuan},
        sebab=hasil.sebab,
        jenis=kind_of(Path(berkas)),
    )
