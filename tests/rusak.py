"""Folders of a dinas with something changed in them, as hands and programs change it; seeded."""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

NASTY = [
    "", "n/a", "-", "0", "-0", "1.234", "1,234", "120.000", "0,93", "1:5.000", "1 : 27500", "1:0", "≥95", "<15 menit", "12 kali", "Level 3", "BB", "B 69,5",
    "Pratama", "WTP", "Ada", "Tidak", "1e400", "1E+05", "1.23E+05", "nan", "inf", "-5", "999999999999999999", "9" * 400, "١٢٣", "１２", "20٢٣", "12'345", "5½",
    "Rp 1,5 M", "5jt", "31 Maret 2019", "4,25-4,30", "11 jenis; 50.000 lembar", "=1+1", "<b>x</b>", "{{7*7}}", "$\\frac{1}{0}$", "a" * 300, "\u202eabc", "é\u0301",
    "2023", "1999", "2101", "1.06", "1.06.99", "X.XX.01", "1.06.02.2.03.0001", "tujuan", "sasaran", "naik", "turun", "rentang", "ordinal", "angka", "rasio", "ya",
    "belum diukur", "NA", "100", "100.5", "0.0000001", "1e-12", "'", '"', ";", "TRUE", "None", " ", "\t",
]  # fmt: skip
TOML = ["[aturan]", 'naik = "x"', "tahun = 2023.5", "tahun = 1899", 'urusan = "1.06"', "urusan = []", "nama = 5", 'skala = "akip"', 'rata_rata = "rata_rata_bobot"', "batas_atas = 0", "[singkatan]", "[[dokumen]]", "x = {a = 1}"]


def mutate(source: Path, target: Path, seed: int) -> Path:
    """Copy a dinas and change one to four things in it; the same seed changes the same."""
    rng = random.Random(seed)
    folder = Path(shutil.copytree(source, target))
    for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 4])):
        if rng.random() < 0.12:
            _change_toml(folder / "dinas.toml", rng)
        else:
            _change_table(rng.choice(sorted(folder.glob("*.csv"))), rng)
    return folder


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
