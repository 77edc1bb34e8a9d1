"""`lakip periksa` on drafts with planted errors: comments at the right cell, false alarms, changes.

Made reports (`latihan.buatan`), every layout in turn, as Word, Excel and PDF, with faults as people
make them and without any. A fault counts as marked when the file that comes back has a comment at
a cell that is its cause; `di barisnya`: at least in its row. A comment is a false alarm when none
of its cells, nor those its finding looked at, is keyed. What the reader does not read counts as
not marked; `semua` are all planted faults, `di tabel` those whose cause stands in a table or its
caption and is of a kind that the audit looks for; `tanpa tempat`: what was left out everywhere, so
that no cell is there to be marked. In Word a fault of a sentence is marked by a
comment at it; workbooks hold no sentences and no list of tables.

python benchmarks/periksa_draf.py [--berkas docx,xlsx,pdf] [--laporan 14] [--biji 60000]
    [--banyak 30] [--tahu] [--rinci]
"""

from __future__ import annotations

import argparse
import io
import re
import tempfile
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
from baca_laporan import write_pdf

from lakip_analysis.latihan.buatan import SALAH, load_layouts
from lakip_analysis.latihan.buatan.berkas import _heads, write_docx, write_xlsx
from lakip_analysis.latihan.buatan.dokumen import Kalimat, Tabel
from lakip_analysis.latihan.buatan.fakta import load_urusan
from lakip_analysis.latihan.buatan.laporan import draw_faults, make_report
from lakip_analysis.membaca.baca import read_report
from lakip_analysis.membaca.baris import name_key
from lakip_analysis.periksa.draf import check_draft
from lakip_analysis.periksa.tulis import write_check

WRITE = {"docx": write_docx, "xlsx": write_xlsx, "pdf": write_pdf}
# kinds of fault for which the audit of tables has no check, or that stand in sentences
# (docs/akurasi.md: never found, whoever reads)
NO_CHECK = {name for name, about in SALAH.items() if about.jenis == ("*",)}
NO_CHECK |= {"satuan_lain", "kode_lain", "rujukan_tabel", "daftar_tabel", "indikator_hilang"}
MARKS = re.compile(
    rb"<w:commentRange(?:Start|End) [^>]*/>|<w:r><w:commentReference [^>]*/></w:r>"
    rb"|<legacyDrawing [^>]*/>"
)
NEW_PARTS = r"comments\d*\.xml$|vmlDrawing\d+\.vml$|\.rels$"
GROWN_PARTS = NEW_PARTS + r"|^\[Content_Types\]\.xml$"


def places(report) -> dict[str, tuple[int, int, int]]:
    """Return where each cell of a made report stands: its table, the row from its head, the column.

    A caption stands in row -1 of its table, a sentence in a row of no table (-2): which in the
    order of the document.
    """
    out, number, told = {}, 0, sentences(report)
    for block in report.dokumen:
        if isinstance(block, Kalimat):
            out |= {part.id: told[block.teks] for part in block.bagian if not isinstance(part, str)}
        if not isinstance(block, Tabel):
            continue
        deep = len(_heads(block))
        for sel in (block.nomor, block.judul):
            out[sel.id] = (number, -1, -1)
        for r, row in enumerate(block.baris):
            for c, sel in enumerate(row.sel):
                out[sel.id] = (number, deep + r, c)
        number += 1
    return out


def sentences(report) -> dict[str, tuple[int, int, int]]:
    """Return the places of the sentences of a report by their text."""
    blocks = report.dokumen if report is not None else ()
    texts = [block.teks for block in blocks if isinstance(block, Kalimat)]
    return {text: (-2, n, 0) for n, text in enumerate(texts)}


def key_places(report, where: dict) -> pd.DataFrame:
    """Return the key with the places of each cell; a cell left out stands at what it is part of."""
    out = []
    for row in report.key.itertuples():
        if row.sel in where:
            out.append({where[row.sel]})
            continue
        parent = row.baris_tabel.rpartition(".")[0]
        same = {
            place
            for sel, place in where.items()
            if sel.split("|")[1:2] == [row.baris_tabel] and place[1] >= 0
        }
        above = {place for sel, place in where.items() if sel.startswith(f"{row.tabel}|{parent}|")}
        out.append(same | above)
    return report.key.assign(
        letak=pd.Series(out, index=report.key.index, dtype=object),
        kalimat=[bool(some) and all(one[0] == -2 for one in some) for some in out],
    )


def read_comments(kind: str, raw: bytes, report) -> dict[tuple[int, int, int], str]:
    """Return the comments of a file by table, row and column: read by other programs than ours."""
    if kind == "docx":
        return _from_word(raw, sentences(report))
    if kind == "xlsx":
        return _from_excel(raw)
    return {}


def _from_word(raw: bytes, told: dict[str, tuple[int, int, int]]) -> dict:
    import docx
    from docx.oxml.ns import qn
    from docx.table import Table

    document = docx.Document(io.BytesIO(raw))
    texts = {str(one.comment_id): one.text for one in document.comments}
    out, number = {}, -1
    last = None
    for block in document.iter_inner_content():
        if not isinstance(block, Table):
            for mark in block._p.iter(qn("w:commentRangeStart")):
                last = told.get(block.text, (number + 1, -1, -1))
                out.setdefault(last, []).append(texts[mark.get(qn("w:id"))])
            continue
        number += 1
        for r, row in enumerate(block._tbl.tr_lst):
            place, opened = 0, []
            for cell in row.tc_lst:  # a comment may reach over several cells
                opened += [m.get(qn("w:id")) for m in cell.iter(qn("w:commentRangeStart"))]
                for name in opened:
                    out.setdefault((number, r, place), []).append(texts[name])
                closed = {m.get(qn("w:id")) for m in cell.iter(qn("w:commentRangeEnd"))}
                opened = [name for name in opened if name not in closed]
                place += cell.grid_span
    return {place: "\n".join(some) for place, some in out.items()}


def _from_excel(raw: bytes) -> dict:
    import openpyxl

    out = {}
    for number, sheet in enumerate(openpyxl.load_workbook(io.BytesIO(raw)).worksheets):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment:
                    # its table begins in the third row, its caption stands in the first
                    place = (number, cell.row - 3, cell.column - 1)
                    out[place if cell.row > 2 else (number, -1, -1)] = cell.comment.text
    return out


def same_file(kind: str, before: bytes, after: bytes) -> list[str]:
    """Return the parts that differ beyond what comments need; for PDF, whether it only grew."""
    if kind == "pdf":
        return [] if after.startswith(before) else ["bytes"]
    old, new = (zipfile.ZipFile(io.BytesIO(raw)) for raw in (before, after))
    parts = set(old.namelist())
    wrong = [name for name in parts if name not in new.namelist()]
    for name in parts & set(new.namelist()):
        one, two = old.read(name), new.read(name)
        if one == two:
            continue
        if re.search(GROWN_PARTS, name):  # what stood there still does, in its order
            rest = iter(two)
            wrong += [] if all(sign in rest for sign in one) else [name]
            continue
        # the marks of comments that were there before must stay
        known = set(re.findall(rb'<w:commentReference w:id="(\d+)"', one))
        stripped = MARKS.sub(lambda found: found[0] if _id(found[0]) in known else b"", two)  # noqa: B023
        if stripped != one:
            wrong.append(name)
    for name in new.namelist():
        if name not in parts and not re.search(
            r"comments\d*\.xml$|vmlDrawing\d+\.vml$|\.rels$", name
        ):
            wrong.append(name)
    return sorted(wrong)


def _id(mark: bytes) -> bytes:
    found = re.search(rb'w:id="(\d+)"', mark)
    return found[1] if found else b""


def touched(draf, report) -> dict[str, set]:
    """Return of each finding the places it looked at, in tables of the report."""
    naskah = draf.bacaan.naskah
    found = {}
    tables = [name for name in dict.fromkeys(naskah.tabel) if name]
    for row in draf.temuan.itertuples():
        lines = set(row.baris) | {line for line, _ in row.tempat}
        found[row.id] = {place for line in lines for place in [_line_place(naskah, tables, line)]}
    return found


def _line_place(naskah, tables: list[int], line: int) -> tuple[int, int]:
    """Return table and row of a line; a caption is row -1 of the table under it."""
    number = naskah.tabel[line - 1]
    if number:
        return tables.index(number), line - 1 - naskah.tabel.index(number)
    after = next((one for one in naskah.tabel[line - 1 :] if one), 0)
    return (tables.index(after), -1) if after else (-1, -1)


def measure(kind: str, jobs, folder: Path, told: bool) -> tuple[pd.DataFrame, Counter]:
    """Return every planted fault with what became of it, and the counts of comments and files.

    `told`: the command is told the year, the scale, the measure of efficiency, and which indicators
    are better the lower they are.
    """
    rows, count = [], Counter()
    for seed, layout, urusan, faults in jobs:
        report = make_report(seed, layout, urusan, faults)
        path = folder / f"draf.{kind}"
        WRITE[kind](report.dokumen, path)
        year = report.fakta.tahun if told or kind == "xlsx" else None  # a workbook has no cover
        known = {}
        if told:
            rules = {name: report.aturan[name] for name in ("skala", "efisiensi")}
            rules = {name: rule for name, rule in rules.items() if rule != "tidak_ada"}
            known = {"aturan": rules, "makin_rendah": _lower(report, path, year)}
        draf = check_draft(path, year, **known)
        done = write_check(path, draf, folder / "hasil")
        made = folder / "hasil" / f"draf-diperiksa.{kind}"
        after = made.read_bytes()
        count["berkas berubah"] += bool(same_file(kind, path.read_bytes(), after))
        count["tak tertulis"] += len(done.luput)
        where = places(report)
        key = key_places(report, where)
        if kind == "pdf":  # a table goes on over pages: by its caption and the text of its cells
            comments = _from_pdf(done.catatan, draf, report)
            count["kotak salah"] += _wrong_boxes(after, done.catatan)
        else:
            comments = read_comments(kind, after, report)
        count["catatan"] += len(done.catatan)
        keyed = {place for some in key["letak"] for place in some}
        # an error of a name or caption is of all its row
        keyed_rows = {place[:2] for place in keyed}
        # a caption and its line in the list that differ are marked both
        captions = {n for n in report.key["tabel"] if n.startswith("d-")}
        keyed_rows |= {where[f"{n[2:]}|judul"][:2] for n in captions}
        looked = touched(draf, report)
        # a finding that has one note at a wrong cell is of that fault, wherever its others stand
        named = {
            one
            for place, text in comments.items()
            if place[:2] in keyed_rows
            for one in re.findall(r"^T\d{3}", text, re.MULTILINE)
        }
        for place, text in comments.items():
            ids = set(re.findall(r"^T\d{3}", text, re.MULTILINE))
            seen = {one for name in ids for one in looked.get(name, ())}
            right = place in keyed or place[:2] in keyed_rows
            right |= bool(ids & named) or (kind != "pdf" and bool(seen & keyed_rows))
            count["tanpa salah"] += not right
            if not right:
                print("  tanpa salah:", kind, layout, seed, place, text[:200])
        doubtful = {
            place
            for row in draf.temuan.itertuples()
            if row.bagian == "ragu"
            for place in looked[row.id]
        }
        for _, cells in key.groupby("nomor"):
            roots = cells[cells["akar"]]
            at = {place for some in roots["letak"] for place in some}
            first = next(roots.itertuples())
            rows.append(
                {
                    "susunan": layout,
                    "biji": seed,
                    "salah": first.salah,
                    "keparahan": first.keparahan,
                    "di_tabel": bool(at)
                    and not roots["kalimat"].all()
                    and first.salah not in NO_CHECK,
                    "tanpa_tempat": not at and first.salah not in NO_CHECK,
                    "di_sel": bool(at & set(comments)),
                    "di_baris": bool({one[:2] for one in at} & {one[:2] for one in comments}),
                    "ragu": kind != "pdf" and bool({one[:2] for one in at} & doubtful),
                    "kolom": first.kolom,
                    "tercetak": first.tercetak,
                    "benar": first.benar,
                    "letak": sorted(at)[:2],
                }
            )
        count["draf"] += 1
    return pd.DataFrame(rows), count


def _lower(report, path: Path, year: int | None) -> list[str]:
    """Return the indicators of which less is better, as far as the draft prints their names."""
    printed = {name_key(row.kata["nama"]) for row in read_report(path, year).baris}
    rows = report.indikator[report.indikator["polaritas"] == "turun"]
    return [name for name in rows["nama_indikator"] if name_key(name) in printed]


def _from_pdf(notes, draf, report) -> dict[tuple[int, int, int], str]:
    """Return the notes of a PDF by the cell of the report: that of its table, row and print."""
    cells = defaultdict(list)
    number = 0
    for block in report.dokumen:
        if isinstance(block, Tabel):
            caption = _bare(f"{block.nomor.teks} {block.judul.teks}")
            cells[(caption, "", caption)].append((number, -1, -1))
            deep = len(_heads(block))
            for r, row in enumerate(block.baris):
                for c, sel in enumerate(row.sel):
                    place = (number, deep + r, c)
                    cells[(caption, _bare(sel.teks), "")].append((place, row))
            number += 1
    labels = {
        row.nomor: _bare(table.label) for table, _ in draf.bacaan.tabel for row in table.baris
    }
    out = {}
    for note in notes:
        line = _bare(draf.bacaan.naskah.baris[note.baris - 1])
        whole = [
            place
            for (caption, _, own), some in cells.items()
            if own
            for place in some
            if caption.startswith(line) and note.kolom < 0
        ]
        for place in whole[:1]:
            out[place] = note.teks
        for text in (note.tertulis, *(text for _, text, _ in note.bersama)):
            for place, row in cells.get((labels.get(note.baris, ""), _bare(text), ""), []):
                same = [sel.teks for sel in row.sel if len(sel.teks) > 3]
                if all(_bare(one) in line for one in same):
                    out.setdefault(place, note.teks)
    return out


def _wrong_boxes(raw: bytes, notes) -> int:
    """Return how many marks of a PDF do not lie over the text they are about."""
    import pdfplumber

    wrong, texts = 0, defaultdict(list)
    for note in notes:
        texts[note.halaman].append(_bare(note.tertulis))
    with pdfplumber.open(io.BytesIO(raw)) as document:
        for page in document.pages:
            for mark in page.annots:
                left, top, right, bottom = (mark[k] for k in ("x0", "top", "x1", "bottom"))
                inside = page.crop((left - 1, top - 1, right + 1, bottom + 1)).extract_text()
                wrong += not any(_bare(one) in _bare(inside) for one in texts[page.page_number])
    return wrong


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def plan(count: int, first: int, many: int) -> list[tuple]:
    """Return seed, layout, urusan and faults: as drawn, or `many` of kinds that tables show."""
    layouts, affairs = list(load_layouts()), list(load_urusan())
    jobs = []
    for n in range(count):
        about = (
            first + n,
            layouts[n % len(layouts)],
            affairs[(n + n // len(layouts)) % len(affairs)],
        )
        faults = draw_faults(*about)
        if many:
            kinds = {name: kind.bobot for name, kind in SALAH.items() if name not in NO_CHECK}
            weights = np.array(list(kinds.values()), dtype=float)
            rng = np.random.default_rng([first + n, 5])
            faults = tuple(map(str, rng.choice(list(kinds), size=many, p=weights / weights.sum())))
        jobs.append((*about, faults))
    return jobs


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--berkas", default="docx,xlsx,pdf")
    parser.add_argument("--laporan", type=int, default=14)
    parser.add_argument("--biji", type=int, default=60_000)
    parser.add_argument("--banyak", type=int, default=0)
    parser.add_argument("--tahu", action="store_true")
    parser.add_argument("--rinci", action="store_true")
    given = parser.parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in given.berkas.split(","):
            jobs = plan(given.laporan, given.biji, given.banyak)
            faults, count = measure(kind, jobs, folder, given.tahu)
            sound = [(*job[:3], ()) for job in jobs] if not given.banyak else []
            _, clean = measure(kind, sound, folder, given.tahu)
            own = faults[faults["di_tabel"]]
            lines.append(
                {
                    "berkas": kind,
                    "draf": count["draf"],
                    "salah": len(faults),
                    "semua, di sel": int(faults["di_sel"].sum()),
                    "di tabel": len(own),
                    "tanpa tempat": int(faults["tanpa_tempat"].sum()),
                    "di tabel, di sel": int(own["di_sel"].sum()),
                    "di tabel, di barisnya": int(own["di_baris"].sum()),
                    "di tabel, hanya di ringkasan (ragu)": int(
                        (own["ragu"] & ~own["di_baris"]).sum()
                    ),
                    "catatan": count["catatan"],
                    "tanpa salah": count["tanpa salah"],
                    "draf bersih": clean["draf"],
                    "catatan di draf bersih": clean["catatan"],
                    "berubah lain": count["berkas berubah"] + clean["berkas berubah"],
                    "tak tertulis": count["tak tertulis"],
                    "kotak salah": count["kotak salah"],
                }
            )
            if given.banyak:
                each = own.groupby(["susunan", "biji"])["di_sel"].agg(["sum", "count"])
                print(kind, (each["sum"].astype(str) + "/" + each["count"].astype(str)).to_string())
            if given.rinci:
                shown = own.groupby("salah")[["di_sel", "di_baris"]].agg(["sum", "count"])
                print(shown.to_string())
                print(own[~own["di_sel"]].to_string())
    print(pd.DataFrame(lines).T.to_string(header=False))


if __name__ == "__main__":
    main()
