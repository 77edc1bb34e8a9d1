"""Reports read without a map: cells right, doubtful, silently wrong, unread.

Two measurements, none of whose documents has a rule of its own in the reader:

- made reports (`latihan.buatan`), each layout as text, Word, Excel and PDF, with faults as people
  make them; as text whose pages move the columns (geser) and as PDF without rules (polos) too;
  truth is every printed figure of a table with its role, year and name, in the style it was printed
  in. Baseline: the tables that pdfplumber, and camelot where it is installed, find by
  themselves; there a cell counts as right when it stands in one row with its name, whatever it is.
- the source texts of the four real reports, against the layer that their maps read.

python benchmarks/baca_laporan.py buatan [--berkas txt,docx,xlsx,pdf] [--biji 901,902] [--dasar]
    [--tahun]
python benchmarks/baca_laporan.py asli --teks FOLDER [--data data]
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz

from lakip_analysis.data.catalogue import list_dinas, read_info
from lakip_analysis.latihan.buatan.berkas import write_docx, write_xlsx
from lakip_analysis.latihan.buatan.dokumen import Tabel
from lakip_analysis.latihan.buatan.fakta import load_urusan
from lakip_analysis.latihan.buatan.laporan import draw_faults, make_report
from lakip_analysis.latihan.buatan.salah import value_of
from lakip_analysis.latihan.buatan.susun import load_layouts, style_of
from lakip_analysis.latihan.buatan.tulis import write_text
from lakip_analysis.membaca.baca import cell_frame, read_report
from lakip_analysis.membaca.baris import name_key

ROLES = {
    "kinerja": ("target", "realisasi", "capaian"),
    "anggaran": ("pagu_induk", "pagu", "realisasi", "persen"),
}
CONVERT = 180  # seconds that LibreOffice may take
ENDINGS = {"geser": "txt", "polos": "pdf"}
TURN = 6  # rows of a table between two turns of a page
SHOWN = ("benar", "ragu", "salah diam-diam", "tidak terbaca")


def write_pdf(dokumen: tuple, path: Path, ruled: bool = True) -> None:
    """Write the report as PDF, by LibreOffice from its Word file; its tables with rules or without.

    Raises
    ------
    RuntimeError
        There is no LibreOffice, or it made nothing.
    """
    office = shutil.which("soffice")
    if office is None:
        raise RuntimeError("LibreOffice (soffice) tidak ada")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_docx(dokumen, folder / "laporan.docx", ruled)
        home = f"-env:UserInstallation=file://{folder}/rumah"  # no profile of the user's own
        command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", name]
        command.append(str(folder / "laporan.docx"))
        subprocess.run(command, check=True, timeout=CONVERT, capture_output=True)
        made = folder / "laporan.pdf"
        if not made.is_file():
            raise RuntimeError("LibreOffice tidak membuat PDF")
        shutil.move(made, path)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def truth_of(report) -> dict[tuple, list[tuple[str, object]]]:
    """Return every printed figure: (kind, role, year, name) → its print and its value."""
    out = defaultdict(list)
    for table in report.dokumen:
        if not isinstance(table, Tabel):
            continue
        for row in table.baris:
            for isi in set(table.isi) & set(ROLES):
                roles = [getattr(column, isi) for column in table.kolom]
                cells = list(zip(row.sel, roles, strict=True))
                name = " ".join(sel.teks for sel, role in cells if role == "nama" and sel.teks)
                for sel, role in cells:
                    what, _, year = role.partition("@")
                    if what not in ROLES[isi] or not sel.teks or sel.nilai is None:
                        continue
                    style = style_of(report.susunan.gaya, sel.id)
                    value = value_of(sel.teks, "," if style == "koma" else ".")
                    key = (isi, what, int(year or table.tahun), name_key(name))
                    out[key].append((bare(sel.teks), value))
            if not table.isi:  # no map reads it: its scores are what was reached
                name = next((sel.teks for sel in row.sel if sel.peran == "nama"), "")
                for sel in row.sel:
                    if sel.peran == "nilai" and sel.nilai is not None:
                        style = style_of(report.susunan.gaya, sel.id)
                        value = value_of(sel.teks, "," if style == "koma" else ".")
                        key = ("kinerja", "realisasi", sel.tahun, name_key(name))
                        out[key].append((bare(sel.teks), value))
    return out


def judge(report, path: Path, tahun: int | None = None) -> Counter:
    """Return how the figures of one made report were read from one file."""
    found = defaultdict(list)
    for row in cell_frame(read_report(path, tahun)).itertuples():
        found[(row.isi, row.kolom, row.tahun or None, name_key(row.nama))].append(row)
    count = Counter()
    for key, printed in truth_of(report).items():
        pool = found.get(key, [])
        for text, value in printed:
            same = [row for row in pool if bare(row.tercetak) == text]
            hit = next((row for row in same if row.status == "pasti"), (same or [None])[0])
            if hit is None:
                count["tidak terbaca"] += 1
                continue
            pool.remove(hit)
            if hit.status != "pasti":
                count["ragu" if hit.status == "ragu" else "tidak terbaca"] += 1
            else:
                # a figure that nobody could print so has no value: any reading of it is wrong
                same = value is not None and hit.nilai and value_of(hit.nilai, ".") == abs(value)
                count["benar" if same else "salah diam-diam"] += 1
    # a sure figure where the document has none of that role, year and name
    count["salah diam-diam"] += sum(
        row.status == "pasti" and row.kolom in ROLES[row.isi] and not _told(row, report)
        for pool in found.values()
        for row in pool
    )
    return count


def _told(row, report) -> bool:
    """Say whether a figure left over is one of those the truth leaves out: it has no value."""
    texts = {
        bare(sel.teks)
        for block in report.dokumen
        if isinstance(block, Tabel)
        for line in block.baris
        for sel in line.sel
        if sel.nilai is None
    }
    return bare(row.tercetak) in texts


def judge_rows(report, rows: list[list[str]]) -> Counter:
    """Return how many figures stand in one row with their name, in tables found by others."""
    plain = [[bare(cell or "") for cell in row] for row in rows]
    named = defaultdict(list)
    for row in plain:
        for cell in row:
            named[name_key(cell)].append(row)
    count = Counter()
    for (*_, name), printed in truth_of(report).items():
        for text, _ in printed:
            count["benar" if any(text in row for row in named[name]) else "tidak terbaca"] += 1
    return count


def tables_by_pdfplumber(path: Path) -> list[list[str]]:
    """Return the rows that pdfplumber finds by rules, on pages without any by its text strategy."""
    import pdfplumber

    plain = {"vertical_strategy": "text", "horizontal_strategy": "text"}
    with pdfplumber.open(path) as document:
        return [
            row
            for page in document.pages
            for one in page.extract_tables() or page.extract_tables(plain)
            for row in one
        ]


def tables_by_camelot(path: Path) -> list[list[str]]:
    import camelot

    tables = camelot.read_pdf(str(path), pages="all", flavor="lattice")
    return [list(row) for table in tables for row in table.df.itertuples(index=False)]


def moved(text: str, seed: int) -> str:
    """Return a text whose tables turn a page without their head, and with a column come or gone.

    So texts made from PDF look: what stands under a title above stands one cell further on below.
    """
    draw, out, count = random.Random(seed), [], 0
    place: int | None = None
    for line in text.split("\n"):
        count = count + 1 if "\t" in line else 0
        if count == 0:
            place = None
        elif count > TURN and (count - TURN) % TURN == 1:
            place = draw.randrange(len(line.split("\t")) + 1)
            out += ["", str(draw.randrange(1, 99)), ""]
        cells = line.split("\t")
        if place is not None:
            cells.insert(place, "")
        out.append("\t".join(cells))
    return "\n".join(out)


def write(report, kind: str, path: Path) -> None:
    """Write a made report as one kind of file."""
    if kind in ("txt", "geser"):
        text = write_text(report.dokumen, report.susunan)[0]
        text = moved(text, len(text)) if kind == "geser" else text
        path.write_text(text, encoding="utf-8")
    elif kind == "polos":
        write_pdf(report.dokumen, path, ruled=False)
    else:
        {"docx": write_docx, "xlsx": write_xlsx, "pdf": write_pdf}[kind](report.dokumen, path)


def measure_made(kinds: list[str], seeds: list[int], baseline: bool, told: bool = False) -> None:
    total: dict[str, Counter] = defaultdict(Counter)
    by_layout: dict[str, Counter] = defaultdict(Counter)
    seconds: Counter = Counter()
    urusan = list(load_urusan())
    for number, layout in enumerate(load_layouts()):
        for seed in seeds:
            about = urusan[(number + seed) % len(urusan)]
            faults = draw_faults(seed, layout, about) if seed % 2 else ()
            report = make_report(seed, layout, about, faults)
            for kind in kinds:
                with tempfile.TemporaryDirectory() as folder:
                    path = Path(folder) / f"laporan.{ENDINGS.get(kind, kind)}"
                    write(report, kind, path)
                    begun = time.process_time()
                    found = judge(report, path, report.fakta.tahun if told else None)
                    seconds[kind] += time.process_time() - begun
                    total[kind] += found
                    by_layout[layout] += found
                    if kind in ("pdf", "polos") and baseline:
                        total[f"{kind}, pdfplumber saja"] += judge_rows(
                            report, tables_by_pdfplumber(path)
                        )
                        try:
                            rows = tables_by_camelot(path)
                        except ImportError:
                            continue
                        total[f"{kind}, camelot saja"] += judge_rows(report, rows)
    print_counts("berkas", total)
    print_counts("susunan", by_layout)
    print("CPU s:", {kind: round(taken, 1) for kind, taken in seconds.items()})


def print_counts(what: str, counts: dict[str, Counter], shown: tuple = SHOWN) -> None:
    rows = [
        {what: name, "sel": count.total()}
        | {one: f"{count[one]} ({count[one] / max(count.total(), 1):.1%})" for one in shown}
        for name, count in counts.items()
    ]
    print(pd.DataFrame(rows).to_string(index=False), "\n")


def measure_real(texts: Path, data: Path) -> None:
    """Print how the figures in tables of the real reports compare with what the maps read."""
    total: dict[str, Counter] = defaultdict(Counter)
    for dinas in list_dinas(data):
        info = read_info(data / dinas)
        for document in info["dokumen"]:
            path = texts / document.get("teks", "")
            if not document.get("peta") or not path.is_file():
                continue
            bacaan = read_report(path)
            cells = cell_frame(bacaan)
            for isi, roles in ROLES.items():
                frame = pd.read_csv(
                    data / dinas / f"terbitan_{isi}.csv", dtype=str, keep_default_na=False
                )
                frame = frame[frame["dokumen"] == document["id"]]
                lines = bacaan.naskah.baris
                in_table = [("\t" in lines[int(number) - 1]) for number in frame["baris"]]
                total[f"{dinas} {isi}"] += _compare(frame[in_table], cells, isi, roles)
    for isi in ROLES:
        total[f"semua {isi}"] = sum(
            (count for name, count in total.items() if name.endswith(f" {isi}")), Counter()
        )
    print_counts("laporan", total)


def _compare(frame: pd.DataFrame, cells: pd.DataFrame, isi: str, roles) -> Counter:
    own = cells[(cells["isi"] == isi) & cells["kolom"].isin(roles)]
    found = defaultdict(list)
    for row in own.itertuples():
        found[(row.baris, str(row.tahun), row.kolom)].append(row)
    truth = defaultdict(list)  # two maps may read one line, each with a stage of its own
    for row in frame.to_dict("records"):
        for role in roles:
            printed = row[f"{role}_tercetak"]
            if printed:
                value = row.get(f"{role}_rp", row.get(role, ""))
                key = (int(row["baris"]), row["tahun"], role)
                figure = bool(re.search(r"\d", printed))
                truth[key].append((value, name_key(row["nama_tercetak"]), figure))
    count = Counter()
    for key, readings in truth.items():
        status, over = {}, []
        for hit in found.pop(key, []):
            name = name_key(hit.nama)
            same = [one for one in readings if one[0] == hit.nilai]
            close = next((one for one in same if fuzz.partial_ratio(one[1], name) >= 90), None)
            if close is None:
                over.append(hit.status)
            elif status.get(close) != "pasti":
                status[close] = hit.status
        for reading in [one for one in readings if one[2]]:
            # a figure read otherwise than by any map takes the place of one that is not read
            told = status.get(reading) or (over.pop() if over else "tidak_terbaca")
            wrong = told == "pasti" and reading not in status
            names = {"pasti": "benar", "ragu": "ragu"}
            count["salah diam-diam" if wrong else names.get(told, "tidak terbaca")] += 1
        count["salah diam-diam"] += over.count("pasti")
    # a sure figure that no map reads in that line, year and role
    count["salah diam-diam"] += sum(
        row.status == "pasti" for rows in found.values() for row in rows
    )
    return count


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("apa", choices=("buatan", "asli"))
    parser.add_argument("--berkas", default="txt,docx,xlsx,pdf")
    parser.add_argument("--biji", default="901,902")
    parser.add_argument("--dasar", action="store_true")
    parser.add_argument("--tahun", action="store_true", help="the year of the report is told")
    parser.add_argument("--teks", type=Path)
    parser.add_argument("--data", type=Path, default=Path("data"))
    given = parser.parse_args()
    if given.apa == "buatan":
        seeds = [int(seed) for seed in given.biji.split(",")]
        measure_made(given.berkas.split(","), seeds, given.dasar, given.tahun)
    else:
        measure_real(given.teks, given.data)


if __name__ == "__main__":
    main()
