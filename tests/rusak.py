"""Folders of a dinas with something changed in them, as hands and programs change it; seeded.

Some of them have a scale and a ladder of their own, some hold their tables in isian.xlsx.
"""

from __future__ import annotations

import csv
import datetime
import io
import random
import re
import shutil
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd

from lakip_analysis.importing.template import write_isian

NASTY = [
    "", "n/a", "-", "0", "-0", "1.234", "1,234", "120.000", "0,93", "1:5.000", "1 : 27500", "1:0", "≥95", "<15 menit", "12 kali", "Level 3", "BB", "B 69,5",
    "Pratama", "WTP", "Ada", "Tidak", "1e400", "1E+05", "1.23E+05", "nan", "inf", "-5", "999999999999999999", "9" * 400, "١٢٣", "１２", "20٢٣", "12'345", "5½",
    "Rp 1,5 M", "5jt", "31 Maret 2019", "4,25-4,30", "11 jenis; 50.000 lembar", "=1+1", "<b>x</b>", "{{7*7}}", "$\\frac{1}{0}$", "a" * 300, "\u202eabc", "é\u0301",
    "2023", "1999", "2101", "1.06", "1.06.99", "X.XX.01", "1.06.02.2.03.0001", "tujuan", "sasaran", "naik", "turun", "rentang", "ordinal", "angka", "rasio", "ya",
    "belum diukur", "NA", "100", "100.5", "0.0000001", "1e-12", "'", '"', ";", "TRUE", "None", " ", "\t",
]
TOML = ["[aturan]", 'naik = "x"', "tahun = 2023.5", "tahun = 1899", 'urusan = "1.06"', "urusan = []", "nama = 5", 'skala = "akip"', 'rata_rata = "rata_rata_bobot"', "batas_atas = 0", "[singkatan]", "[[dokumen]]", "x = {a = 1}"]

TYPED = [True, False, 0, 1, 0.5, 70.125, 120000, -3, 1e20, 0.93, datetime.datetime(2024, 3, 31), datetime.time(1, 42), "=1/0", "=SUM(B2:B3)", "31 Maret 2024", "I", "III", "≥90 dan ≤95", "90–95", "(80)", "ya", "ya", "JUMLAH", "BB", "Dasar"]  # what only a cell of Excel holds, and what is typed into one
SKALA = "skala,kategori,bawah,operator,cetak_atas,tercetak\nkota-contoh,Baik Sekali,85,>,100,> 85 - 100\nkota-contoh,Baik,65,>,85,> 65 - 85\nkota-contoh,Kurang,,,65,0 - 65\n"
TANGGA = "satuan,urutan,label,terendah\npredikat mutu,1,Dasar,\npredikat mutu,2,Madya,\npredikat mutu,3,Paripurna,\n"
SHEETS = ("indikator", "kinerja", "anggaran", "program_indikator")
ADDED = {  # an indicator on the ladder of its own, one that is a date
    "indikator.csv": "mutu,Predikat mutu layanan,,sasaran,Meningkatnya pelayanan sosial,predikat mutu,naik,ordinal,\ntenggat,Laporan disampaikan,,sasaran,Meningkatnya pelayanan sosial,tanggal,turun,tanggal,\n",
    "kinerja.csv": "mutu,2022,Dasar,,,Dasar,,,\nmutu,2023,Madya,,,Dasar,,,\nmutu,2024,Madya,,,Paripurna,,,\nmutu,2026,Paripurna,,,,,,\ntenggat,2023,31 Maret 2023,,,2023-03-30,,,\ntenggat,2024,31 Maret 2024,,,2 April 2024,,,\n",
}


def _rows(folder: Path, table: str) -> tuple[list[dict], list[str]]:
    path = folder / f"{table}.csv"
    if not path.is_file():
        return [], []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return list(rows), list(rows.fieldnames or [])


def _keep(folder: Path, wanted, *tables: str) -> None:
    """Rewrite tables (all of them, as a rule): `wanted` gives a row as it is to be, or None."""
    for table in tables or sorted(path.stem for path in folder.glob("*.csv")):
        rows, head = _rows(folder, table)
        if not head:
            continue
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, head, lineterminator="\n")
            writer.writeheader()
            writer.writerows(row for row in map(wanted, rows) if row is not None)


def _at_level(level: str):
    return lambda folder: _keep(folder, lambda row: row | {"level": level}, "indikator")


def _one_indicator(place: int):
    def change(folder: Path) -> None:
        rows, _ = _rows(folder, "indikator")
        code = rows[place % len(rows)]["indikator"]
        _keep(folder, lambda row: row if row.get("indikator", code) == code else None)
        _without("koreksi")(folder)

    return change


def _one_year(folder: Path) -> None:
    rows, _ = _rows(folder, "anggaran")
    last = max(row["tahun"] for row in rows)
    _keep(folder, lambda row: row if row.get("tahun", last) == last else None)
    _without("koreksi")(folder)


def _without(*tables: str):
    def change(folder: Path) -> None:
        for path in [path for table in tables for path in folder.glob(f"{table}.csv")]:
            path.unlink()

    return change


def _unprinted(folder: Path) -> None:
    """Leave no published row: nothing says where a figure came from."""
    _without("terbitan_*", "pilihan*", "tanggapan", "koreksi")(folder)
    _keep(folder, lambda row: {name: "" if name.startswith("sumber") else value for name, value in row.items()}, "kinerja", "anggaran")


def _blank(*columns: str):
    def change(folder: Path) -> None:
        _keep(folder, lambda row: {name: "" if name in columns else value for name, value in row.items()}, "kinerja", "anggaran")
        _without("koreksi")(folder)

    return change


def _budget_of_another_year(folder: Path) -> None:
    rows, _ = _rows(folder, "anggaran")
    last = max(row["tahun"] for row in rows)
    _keep(folder, lambda row: row | {"tahun": str(int(last) - 1)} if row["tahun"] == last else None, "anggaran")
    _without("program_indikator", "keluaran")(folder)


# a dinas that lacks something whole, as small ones do: nothing is wrong in it
SHAPES = {
    "only programme indicators": _at_level("program"),
    "only sub-activity indicators": _at_level("subkegiatan"),
    "only service standards": _at_level("spm"),
    "one indicator, a range": _one_indicator(0),
    "one indicator, a number": _one_indicator(1),
    "one indicator, a ratio": _one_indicator(2),
    "one indicator, a grade": _one_indicator(4),
    "one indicator without a figure": _one_indicator(6),
    "one year": _one_year,
    "no budget in the year": _budget_of_another_year,
    "a budget without a figure": _blank("pagu_rp", "realisasi_rp"),
    "no programme behind an indicator": _without("program_indikator"),
    "no published row": _unprinted,
    "no target": _blank("target", "target_bawah", "target_atas"),
    "no realisation": _blank("realisasi"),
    "only what is needed": _without("acuan", "kinerja_triwulan", "koreksi", "program_indikator", "putus", "keluaran", "sumber_daya", "sakip", "spm", "analisis", "pilihan*", "terbitan_*", "tanggapan"),
}


def pare(folder: Path, shape: str) -> Path:
    """Take something whole out of a dinas (`SHAPES`)."""
    SHAPES[shape](folder)
    return folder


def mutate(source: Path, target: Path, seed: int) -> Path:
    """Copy a dinas and change one to four things in it; the same seed changes the same."""
    rng = random.Random(seed)
    folder = Path(shutil.copytree(source, target))
    if rng.random() < 0.2:
        pare(folder, rng.choice(list(SHAPES)))
    if rng.random() < 0.4:
        _own_scale(folder)
    if rng.random() < 0.4:
        _own_ladder(folder)
    if rng.random() < 0.4:
        _as_workbook(folder)
    for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 4])):
        files = sorted([*folder.glob("*.csv"), *[folder / "isian.xlsx"] * 8])  # it holds six tables
        path = rng.choice([file for file in files if file.is_file()])
        if rng.random() < 0.12:
            _change_toml(folder / "dinas.toml", rng)
        elif path.suffix == ".xlsx":
            _change_sheet(path, rng)
        else:
            _change_table(path, rng)
    return folder


def _own_scale(folder: Path) -> None:
    (folder / "skala.csv").write_text(SKALA, encoding="utf-8")
    info = folder / "dinas.toml"
    text = re.sub(r"(?m)^skala = .*", 'skala = "kota-contoh"', info.read_text(encoding="utf-8"))
    info.write_text(text, encoding="utf-8")


def _own_ladder(folder: Path) -> None:
    (folder / "tangga.csv").write_text(TANGGA, encoding="utf-8")
    for name, lines in ADDED.items():
        with (folder / name).open("a", encoding="utf-8", newline="") as file:
            file.write(lines)


def _as_workbook(folder: Path) -> None:
    """Put the tables of the sheets into isian.xlsx, in place of their CSV."""
    paths = [path for name in SHEETS if (path := folder / f"{name}.csv").is_file()]
    (folder / "isian.xlsx").write_bytes(_workbook(tuple((path.stem, path.read_text(encoding="utf-8")) for path in paths)))
    for path in paths:
        path.unlink()


@cache
def _workbook(texts: tuple[tuple[str, str], ...]) -> bytes:
    tables = {name: pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False) for name, text in texts}
    book = io.BytesIO()
    write_isian(book, tables, sorted(set(tables["kinerja"]["tahun"].astype(int))))
    return book.getvalue()


def _change_sheet(path: Path, rng: random.Random) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book[rng.choice(["Indikator", "Kinerja", "Kinerja", "Kinerja", "Anggaran"])]
    rows, columns = max(2, sheet.max_row), max(1, sheet.max_column)
    cell = sheet.cell(rng.randint(2, rows), rng.randint(1, columns))
    kind = rng.choice(["nasty", "typed", "typed", "empty", "empty", "number", "neighbour", "merge", "percent", "head", "remove", "column"])
    if isinstance(cell, openpyxl.cell.MergedCell):
        kind = "remove"
    if kind == "nasty":
        value = rng.choice(NASTY)
        cell.value = None if openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.search(value) else value
    elif kind == "typed":
        cell.value = rng.choice(TYPED)
    elif kind == "empty":
        cell.value = None
    elif kind == "number":
        cell.value = rng.choice([0, 1, 100, 0.5, -1, 1000000, "n/a"])
    elif kind == "neighbour":
        cell.value = sheet.cell(rng.randint(2, rows), cell.column).value
    elif kind == "merge":
        down, right = rng.choice([(0, 1), (1, 0), (1, 1), (2, 0)])
        place = {"start_row": cell.row, "start_column": cell.column, "end_row": cell.row + down, "end_column": cell.column + right}
        sheet.merge_cells(**place)
    elif kind == "percent":
        cell.value, cell.number_format = 0.953, "0.0%"
    elif kind == "head":
        sheet.cell(1, cell.column).value = rng.choice(["Target", "Target 2024", "Realisasi 2023", "Kode", "", "x"])
    elif kind == "remove":
        sheet.delete_rows(cell.row)
    else:
        sheet.delete_cols(cell.column)
    packed = io.BytesIO()
    book.save(packed)
    _write_undated(packed, path)


def _write_undated(packed: io.BytesIO, path: Path) -> None:
    """Write a workbook without the moment it was saved at: the same seed gives the same bytes."""
    with zipfile.ZipFile(packed) as book, zipfile.ZipFile(path, "w") as out:
        for name in sorted(book.namelist()):
            content = book.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            out.writestr(zipfile.ZipInfo(name), content)


def _change_toml(path: Path, rng: random.Random) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    place = rng.randrange(len(lines))
    if rng.random() < 0.5:
        del lines[place]
    else:
        lines[place] = rng.choice(TOML)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _change_table(path: Path, rng: random.Random) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if len(rows) < 2 or not rows[0]:
        return
    line, column = rng.randrange(1, len(rows)), rng.randrange(len(rows[0]))
    cells = rows[line] + [""] * (len(rows[0]) - len(rows[line]))
    harsh = ["cell"] * 6 + ["neighbour", "remove", "repeat", "column"]
    mild = ["empty", "empty", "neighbour", "scale", "scale", "number"]  # most of these pass the check
    kind = rng.choice(harsh if rng.random() < 0.3 else mild)
    if kind == "cell":
        cells[column] = rng.choice(NASTY)
    elif kind == "neighbour":
        cells[column] = rows[rng.randrange(1, len(rows))][min(column, len(rows[0]) - 1)] if len(rows) > 2 else ""
    elif kind == "empty":
        cells[column] = ""
    elif kind == "number":
        cells[column] = rng.choice(["0", "1", "100", "0.5", "-1", "1000000", "n/a", ""])
    elif kind == "scale" and cells[column].replace(".", "", 1).isdigit():
        cells[column] = str(float(cells[column]) * rng.choice([0, 0.001, 1000, -1]))
    rows[line] = cells
    if kind == "remove":
        del rows[line]
    elif kind == "repeat":
        rows.insert(line, list(cells))
    elif kind == "column":
        rows = [row[:column] + row[column + 1 :] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
