"""Reports with slips in them, seeded: figures, names, years, captions, words, as hands make them.

`spoilt_reports(copies, seed)` (of the four real ones), `spoilt_cuts(copies, seed)` (of what stands around one contradiction of every kind)
and `faulty_made(count, seed)` (of made ones, each in another layout) give the tables that `audit.prepare` takes, each report a dinas of its own. A slip is put in without looking at what an audit would find: most contradict
something, some nothing.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.latihan.buatan import SALAH, load_layouts, make_report
from lakip_analysis.latihan.buatan.fakta import load_urusan
from lakip_analysis.latihan.buatan.periksa import read_report
from lakip_analysis.numbers import read_number, read_rupiah

DATA = Path(__file__).parents[1] / "data"
CUTS = Path(__file__).parent / "golden" / "cuplikan.csv"
PRINTED = ("terbitan_kinerja", "terbitan_anggaran", "terbitan_judul", "terbitan_klaim")
KEPT = (*PRINTED, "indikator", "kinerja", "anggaran", "keluaran", "koreksi", "pilihan", "putus")
FIGURES = {
    "terbitan_kinerja": ("target", "realisasi", "capaian", "pembilang", "penyebut"),
    "terbitan_anggaran": ("pagu_induk", "pagu", "realisasi", "persen", "efisiensi", "perubahan"),
    "terbitan_klaim": ("nilai", "dasar", "kini"),
}
MONEY = ("pagu_induk", "pagu", "realisasi", "perubahan")
CLASSES = ("Sangat Tinggi", "Tinggi", "Sedang", "Rendah", "Sangat Rendah", "Sangat Baik", "Baik", "Cukup", "Kurang")
NAMED = ("nama_tercetak", "sasaran_tercetak", "judul", "nomor", "predikat_tercetak", "satuan_tercetak", "kode_tercetak", "kata_tercetak", "level", "tahap", "tahun", "induk", "acuan", "tahun_dasar", "polaritas", "tabel")
COPIED = ("level", "tahap", "induk", "satuan_tercetak", "nomor", "acuan", "tabel")  # what stands near by
ADDED = ("yang", "dan", "Kota", "Persentase", "Jumlah", "Penurunan", "anak", "tidak", "2022", "1.")
WORDS = ("meningkat", "menurun", "naik", "turun", "melebihi", "di bawah", "tertinggi", "terendah", "seluruh", "sebagian", "efisien", "tercapai", "tidak tercapai", "tetap")


# --- one figure as it is mistyped -------------------------------------------------------------------------------------


def _place(rng: random.Random, text: str) -> int:
    """Return where one of the digits stands."""
    return rng.choice([at for at, letter in enumerate(text) if letter.isdigit()])


def near(rng: random.Random, text: str) -> str:
    """A few units of the last place up or down: on both sides of what rounding explains."""
    places = [at for at, letter in enumerate(text) if letter.isdigit()]
    number = abs(int("".join(text[at] for at in places)) + rng.choice((-1, 1)) * rng.choice((1, 1, 1, 2, 2, 3, 4, 5, 6, 10)))
    letters, digits = list(text), f"{number:0{len(places)}d}"
    for at, digit in zip(places, digits[-len(places) :], strict=True):
        letters[at] = digit
    return "".join(letters)


def other_digit(rng: random.Random, text: str) -> str:
    at = _place(rng, text)
    return text[:at] + str((int(text[at]) + rng.randrange(1, 10)) % 10) + text[at + 1 :]


def lost_digit(rng: random.Random, text: str) -> str:
    at = _place(rng, text)
    return text[:at] + text[at + 1 :]


def double_digit(rng: random.Random, text: str) -> str:
    at = _place(rng, text)
    return text[:at] + text[at] + text[at:]


def swapped(rng: random.Random, text: str) -> str:
    at = _place(rng, text)
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def cut(rng: random.Random, text: str) -> str:
    """The last decimal lost, or the last two."""
    return text[: -rng.choice((1, 2))].rstrip(".,") or text


def rounded(rng: random.Random, text: str) -> str:
    return re.sub(r"[.,]\d{1,2}$", "", text)


def moved_mark(rng: random.Random, text: str) -> str:
    digits = re.sub(r"[.,]", "", text)
    at = rng.randrange(1, len(digits) + 1)
    return f"{digits[:at]},{digits[at:]}".rstrip(",")


def other_mark(rng: random.Random, text: str) -> str:
    return text.translate(str.maketrans(".,", ",."))


def turned(rng: random.Random, text: str) -> str:
    return f"-{text}" if not text.startswith("-") else text[1:]


def plain(rng: random.Random, text: str) -> str:
    return rng.choice(("", "-", "0", "0,00", "100", "100,00", "100,01", "99,99", "50", "1", "2", "n/a", text + "%", text + " " + text, "≥ " + text, "Rp" + text))


SLIPS = (near, near, near, near, other_digit, lost_digit, double_digit, swapped, cut, rounded, moved_mark, other_mark, turned, plain)


def value_of(text: str, money: bool) -> float:
    found = read_rupiah(text).nilai if money else read_number(text, "koma").nilai
    return float(found) if found is not None else np.nan


# --- a table with slips -----------------------------------------------------------------------------------------------


def _value(table: str, name: str) -> str:
    """Return the column that holds a printed figure as a number."""
    return f"{name}_rp" if table == "terbitan_anggaran" and name in MONEY else name


def figure_slip(rng: random.Random, rows: dict[str, list], table: str, n: int) -> None:
    """Print another figure in one cell of a row, in place: one from near by, or its own mistyped."""
    figures = [name for name in FIGURES[table] if rows[f"{name}_tercetak"][n]]
    if rng.random() < 0.04:  # the whole row
        same = rng.choice(("", "0", "0,00", "1", "100", "100,00"))
        for name in figures:
            rows[f"{name}_tercetak"][n], rows[_value(table, name)][n] = same, value_of(same, False)
        return
    name = rng.choice(figures)
    text, value = rows[f"{name}_tercetak"], rows[_value(table, name)]
    around = [m for m in range(max(n - 12, 0), min(n + 12, len(text))) if m != n and text[m]]
    way = rng.random()
    if around and way < 0.25:  # of a row near by: above, below, another year
        other = rng.choice(around)
        text[n], value[n] = text[other], value[other]
    elif way < 0.35:  # of another column of the row
        other = rng.choice(figures)
        text[n], value[n] = rows[f"{other}_tercetak"][n], rows[_value(table, other)][n]
    elif any(letter.isdigit() for letter in text[n]):
        text[n] = rng.choice(SLIPS)(rng, text[n])
        value[n] = value_of(text[n], _value(table, name) != name)


def other_words(rng: random.Random, text: str, others: list[str]) -> str:
    """Return words with a letter or a word lost, one too many, those of a row near by, in capitals, or a year early."""
    words = text.split(" ")
    at, way = rng.randrange(len(words)), rng.random()
    if way < 0.3:
        letter = rng.randrange(max(len(words[at]), 1))
        words[at] = words[at][:letter] + words[at][letter + 1 :]
    elif way < 0.5:
        del words[at]
    elif way < 0.7:
        words.insert(at, rng.choice(ADDED))
    elif way < 0.9:
        words = rng.choice(others).split(" ")
    else:
        words = text.upper().split(" ")
    early = rng.random() < 0.2
    return re.sub(r"20\d\d", lambda year: str(int(year[0]) - early), " ".join(words))


def other_claim(rng: random.Random, text: str) -> str:
    found = [word for word in WORDS if word in text]
    return text.replace(rng.choice(found), rng.choice(WORDS)) if found else text


def word_slip(rng: random.Random, rows: dict[str, list], n: int) -> None:
    """Write other words, another year, level, class or polarity into one cell of a row, in place."""
    some = [name for name in NAMED if name in rows and (rows[name][n] != "" or name == "predikat_tercetak")]
    name = rng.choice(some)
    column, old = rows[name], rows[name][n]
    others = column[max(n - 9, 0) : n + 9]
    if name == "predikat_tercetak":
        column[n] = rng.choice((*CLASSES, "", ""))
    elif name in ("tahun", "tahun_dasar"):
        column[n] = type(old)(int(old) + rng.choice((-1, 1, -2))) if str(old).isdigit() else old
    elif name == "polaritas":
        column[n] = rng.choice(("naik", "turun", ""))
    elif name == "kata_tercetak":
        column[n] = other_claim(rng, old)
    elif name in COPIED:
        column[n] = rng.choice((*others, "")) if name == "tahap" else rng.choice(others)
    else:
        column[n] = other_words(rng, old, others)


def spoil(rng: random.Random, table: str, frame: pd.DataFrame, share: float) -> pd.DataFrame:
    """Return a table with slips in about a share of its rows, and a few rows left out."""
    rows = {name: frame[name].tolist() for name in frame}
    for n in range(len(frame)):
        if rng.random() >= share:
            continue
        if rng.random() < 0.75 and any(rows[f"{name}_tercetak"][n] for name in FIGURES.get(table, ())):
            figure_slip(rng, rows, table, n)
        elif any(name in rows and rows[name][n] != "" for name in NAMED):
            word_slip(rng, rows, n)
    figures = {_value(table, name) for name in FIGURES.get(table, ())}  # whole, in some made reports
    kinds = {name: float if name in figures else frame[name].dtype for name in rows}
    out = pd.DataFrame({name: pd.Series(values, dtype=kinds[name]) for name, values in rows.items()})
    kept = np.array([rng.random() > share / 12 for _ in range(len(out))], dtype=bool)
    return out[kept].reset_index(drop=True)


@cache
def tables_of(dinas: str) -> dict[str, pd.DataFrame]:
    """Return the tables of a real dinas that an audit reads."""
    tabel = load_dinas(DATA, dinas).tabel
    return {name: tabel[name].reset_index(drop=True) for name in KEPT}


def spoilt_reports(copies: Mapping[str, int], seed: int) -> dict[str, pd.DataFrame]:
    """Return so many copies of each named dinas (`<dinas>.00`, …) as one set of tables."""
    parts: dict[str, list[pd.DataFrame]] = {}
    for dinas, count in copies.items():
        for copy in range(count):
            rng = random.Random(f"{dinas} {copy} {seed}")
            share = rng.choice((0.08, 0.15, 0.25, 0.4))
            for name in KEPT:
                few = share if name in PRINTED else share / 4
                parts.setdefault(name, []).append(spoil(rng, name, tables_of(dinas)[name], few).assign(dinas=f"{dinas}.{copy:02}"))
    return {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}


def _cut(frame: pd.DataFrame, lines: set[int]) -> pd.DataFrame:
    """Return the rows of the tables that have a row on one of some lines, of long ones those near by, and the rows called alike."""
    there = frame["baris"].isin(lines)
    close = np.abs(frame["baris"].to_numpy()[:, None] - np.array(sorted(lines))).min(axis=1) <= 8
    short = frame.groupby("tabel")["baris"].transform("size") <= 24
    kept = frame["tabel"].isin(frame.loc[there, "tabel"]) & (short | close)
    if "nama_tercetak" in frame and there.sum() < 20:
        alike = frame["nama_tercetak"].isin(set(frame.loc[there, "nama_tercetak"]) - {""})
        kept |= alike & (alike.cumsum() <= 10)
    return frame[kept]


def spoilt_cuts(copies: int, seed: int) -> dict[str, pd.DataFrame]:
    """Return so many copies of each cut that golden/cuplikan.csv names (`007.0`, …) as one set of tables; the first without slips."""
    parts: dict[str, list[pd.DataFrame]] = {}
    cuts = pd.read_csv(CUTS, dtype=str)
    for number, cut in enumerate(cuts.itertuples()):
        lines = {int(line) for line in cut.baris.split(";")}
        tables = dict(tables_of(cut.dinas))
        tables |= {name: _cut(tables[name], lines) for name in PRINTED if name != "terbitan_judul"}
        title = tables["terbitan_judul"]
        tables["terbitan_judul"] = title[[any(0 <= line - own <= 60 for line in lines) for own in title["baris"]]]
        ids = {one for name in FIGURES for one in tables[name]["id"]}
        for name in ("kinerja", "anggaran", "keluaran"):
            sources = tables[name].filter(like="sumber")
            tables[name] = tables[name][sources.isin(ids).any(axis=1)]
        for copy in range(copies):
            rng = random.Random(f"{number} {copy} {seed}")
            slips = PRINTED if copy else ()
            for name, frame in tables.items():
                one = spoil(rng, name, frame.reset_index(drop=True), 0.15) if name in slips else frame
                parts.setdefault(name, []).append(one.assign(dinas=f"{number:03}.{copy}"))
    return {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}


def faulty_made(count: int, seed: int) -> dict[str, pd.DataFrame]:
    """Return so many made reports with a fault of every kind and some slips (`made.00`, …) as one set of tables."""
    layouts, affairs, parts = list(load_layouts()), list(load_urusan()), {}
    with tempfile.TemporaryDirectory() as folder:
        for n in range(count):
            rng = random.Random(f"made {n} {seed}")
            report = make_report(seed + n, layouts[n % len(layouts)], affairs[n % len(affairs)], list(SALAH))
            read, _ = read_report(report, Path(folder))
            for name in KEPT:
                if name in read:
                    frame = spoil(rng, name, read[name].reset_index(drop=True), 0.04 if name in PRINTED else 0)
                    parts.setdefault(name, []).append(frame.assign(dinas=f"made.{n:02}"))
    return {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}
