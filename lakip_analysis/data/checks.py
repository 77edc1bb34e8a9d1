"""What can be wrong with the tables of one dinas, as faults with line and next step.

Inside one table: form of each cell, keys. Between tables: references, values that do not fit the
kind of their indicator, breaks, quarters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from ..aturan.rules import LEVEL_UTAMA, load_rules
from ..aturan.tangga import ladder_of_unit, ladder_rows
from ..bahasa.kolom import meaning
from ..errors import Fault, short_name
from .kode import line_above
from .nilai import split_value
from .schemas import JENIS, NUMBER, REFERENCES, TABEL, VALUE, Kolom, cell_checks

__all__ = ["check_references", "check_table", "check_weights"]


ROMAN = "[IVX]{1,5}"  # a level among levels, a slip of the pen among numbers

COUNTS = ("pembilang", "penyebut", "per", "sifat_cacah")  # filled together or not at all

# kind of target (indikator.jenis_target) → the values that fit it
SHAPES = {
    "angka": rf"{NUMBER}|n/a",
    "rasio": r"1:[0-9]+(\.[0-9]+)?|n/a",
    "rentang": rf"{NUMBER}|n/a",
    "ordinal": rf"[A-Z].*|{NUMBER}|n/a",  # a letter or grade, or the score behind it
    "tanggal": r"\d{4}-\d\d-\d\d|n/a",
}


def check_table(folder: Path, nama: str, frame: pd.DataFrame) -> list[Fault]:
    """Return the faults inside one table: cells that break the contract, keys that stand twice.

    Parameters
    ----------
    folder : Path
        Folder of the dinas; only its name is used, for the messages.
    nama : str
        A key of `TABEL`.
    frame : DataFrame
        One row per line, all text, with `baris_berkas` (the line in the file).
    """
    if frame.empty:
        return []
    path = short_name(folder / f"{nama}.csv")
    columns = {kolom.nama: kolom for kolom in TABEL[nama].kolom}
    faults = []
    for row, column, check, value in sorted(_failure_cases(nama, frame)):
        problem, step = _explain(check, value, columns[column], nama)
        line, year = int(frame["baris_berkas"][row]), _year(frame.loc[row])
        faults.append(Fault(path, line, column, value, problem, step, tahun=year))
    return faults + _duplicate_faults(path, nama, frame)


def _year(row) -> str:
    """Return the year of a row of any table, as written; empty where the table has none."""
    return str(getattr(row, "tahun", ""))


def _failure_cases(nama: str, frame: pd.DataFrame) -> Iterator[tuple[int, str, str, str]]:
    """Yield each cell at fault: its row in the frame, its column, the first failed check, value."""
    for kolom in TABEL[nama].kolom:
        cells, bad = frame[kolom.nama].tolist(), {}
        values = set(cells)
        for code, sound in reversed(cell_checks(kolom).items()):
            bad |= {value: code for value in values if not sound(value)}
        if bad:
            rows = zip(frame.index, cells, strict=True)
            yield from ((row, kolom.nama, bad[value], value) for row, value in rows if value in bad)


def _explain(check: str, value: object, kolom: Kolom, tabel: str) -> tuple[str, str]:
    """Return what is wrong with a cell and what to do.

    How the number is written comes first, whatever check failed: 12,5 · 1.234,5 · 162.000.000 · −5.
    """
    text = str(value)
    if kolom.jenis in ("angka", "rupiah", "nilai") and re.fullmatch(r"-?[\d.]*\d,\d+", text):
        plain = text.replace(".", "").replace(",", ".")
        return "gaya angka Indonesia (koma desimal)", f"tulis {plain}"
    if kolom.jenis in ("angka", "rupiah") and re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        return "titik ribuan", f"tulis {text.replace('.', '')}"
    if kolom.jenis == "rupiah" and re.fullmatch(r"-\d+(\.\d+)?", text):
        step = "anggaran dan realisasi tidak boleh negatif; periksa sumbernya"
        return "rupiah di bawah nol", step
    if check == "pilihan":
        return "nilai tidak dikenal", f"pilih salah satu: {', '.join(kolom.pilihan)}"
    if check == "wajib":
        return "sel kosong", f"isi: {meaning(kolom.nama, 'id', tabel)}"
    return JENIS[kolom.jenis].masalah, JENIS[kolom.jenis].langkah


def _duplicate_faults(path: str, nama: str, frame: pd.DataFrame) -> list[Fault]:
    keys = list(TABEL[nama].kunci)
    # DAU and dau are one source: what differs in case or blanks alone is the same
    texts = {kolom.nama for kolom in TABEL[nama].kolom if kolom.jenis == "teks"} & set(keys)
    folded = {
        key: [" ".join(cell.casefold().split()) for cell in frame[key].tolist()] for key in texts
    }
    rows = zip(*(folded.get(key) or frame[key].tolist() for key in keys), strict=True)
    if len(set(rows)) == len(frame):
        return []
    same = frame[keys].assign(**folded)
    again = same.duplicated(keep="first")
    first = frame["baris_berkas"].groupby([same[key] for key in keys], sort=False)
    double = frame.assign(pertama=first.transform("first"))[again]
    return [
        Fault(
            path,
            int(row["baris_berkas"]),
            "+".join(keys),
            " / ".join(row[keys]),
            f"kunci ganda, sudah ada di baris {row['pertama']}",
            "hapus salah satu atau perbaiki kuncinya",
        )
        for _, row in double.iterrows()
    ]


def check_references(
    folder: Path, frames: dict[str, pd.DataFrame], broken: Iterable[str] = ()
) -> list[Fault]:
    """Return what one table says of another and is not so.

    Unknown indicators, codes, sources and parents; values that do not fit the kind of their
    indicator; ranges with one or with crossed bounds; counts that do not give the realisation;
    breaks in a year without a row; quarters of one year that are put together in two ways; grades
    where less would be better; causes and claims of two things at once, claims that nothing checks.

    Parameters
    ----------
    folder : Path
        Folder of the dinas; only its name is used, for the messages.
    frames : dict of DataFrame
        Every table of `TABEL` by name, all text, with `baris_berkas`.
    broken : iterable of str
        Tables whose form is already at fault: nothing is looked up in them.
    """
    faults = []
    targets = {(other, key) for _, _, other, key in REFERENCES}
    there = {(other, key): set(frames[other][key].tolist()) for other, key in targets}
    for nama, column, other, key in REFERENCES:
        # the published rows may be left out as a whole
        absent = other.startswith("terbitan") and frames[other].empty
        if other not in broken and not absent:
            known = there[other, key]
            faults += _unknown(folder, nama, frames[nama], column, known, f"{other}.csv")
    breaks = [] if {"kinerja", "indikator"} & set(broken) else _break_faults(folder, frames)
    return [
        *faults,
        *_unknown_parents(folder, frames["anggaran"]),
        *_outside_faults(folder, frames["anggaran"], frames["program_indikator"]),
        *_ladder_faults(folder, frames["indikator"], frames["tangga"]),
        *_date_faults(folder, frames),
        *_scale_faults(folder, frames["skala"]),
        *_step_faults(folder, frames["tangga"]),
        *_hierarchy_faults(folder, frames["indikator"]),
        *_value_faults(folder, frames),
        *_count_faults(folder, frames),
        *breaks,
        *_quarter_faults(folder, frames["kinerja_triwulan"]),
        *_subject_faults(folder, frames),
        *_claim_faults(folder, frames["klaim"]),
    ]


def _unknown(
    folder: Path, nama: str, frame: pd.DataFrame, column: str, known: set[str], where: str
) -> list[Fault]:
    path = short_name(folder / f"{nama}.csv")
    cells = zip(frame["baris_berkas"].tolist(), frame[column].tolist(), strict=True)
    return [
        Fault(path, int(line), column, value, f"tidak ada di {where}", _nearest(value, known))
        for line, value in cells
        if value and value not in known
    ]


def _unknown_parents(folder: Path, anggaran: pd.DataFrame) -> list[Fault]:
    pairs = set(zip(anggaran["tahun"], anggaran["kode"], strict=True))
    found = []
    for row in anggaran.itertuples():
        if not row.level:  # a code of no known form, named as such
            continue
        if row.level != "program" and (row.tahun, row.kode_induk) not in pairs:
            above = row.kode_induk or line_above(row.kode)
            problem = f"baris induk {above} tidak ada pada tahun itu"
            found.append((row, problem, f"tambahkan baris {above}, atau perbaiki kodenya"))
        elif row.kode_induk and not row.kode.startswith(row.kode_induk + "."):
            problem = f"bukan awalan kode {row.kode}"
            found.append((row, problem, "kode anak harus diawali kode induknya"))
        elif row.level == "program" and (row.tahun, row.kode.rpartition(".")[0]) in pairs:
            # without this both would count, and the dinas would have their money twice
            problem = "baris program di bawah baris program lain"
            found.append((row, problem, "isi kolom level baris ini: kegiatan, atau hapus induknya"))
    path = short_name(folder / "anggaran.csv")
    return [
        Fault(path, int(row.baris_berkas), "kode_induk", row.kode_induk, problem, step)
        for row, problem, step in found
    ]


def _outside_faults(
    folder: Path, anggaran: pd.DataFrame, program_indikator: pd.DataFrame
) -> list[Fault]:
    """Return the marks `di_luar_pk` that contradict the rest: of a part, of one source, of all."""
    path, faults = short_name(folder / "anggaran.csv"), []
    outside = anggaran["di_luar_pk"] == "ya"
    if not outside.any():
        return []
    programme = anggaran["level"] == "program"
    inside = set(anggaran.loc[~outside & programme, "tahun"])
    mixed = anggaran.groupby(["tahun", "kode"])["di_luar_pk"].transform(
        lambda cells: (cells == "ya").nunique() > 1
    )
    problems = {
        "hanya program yang dapat di luar perjanjian kinerja": (
            ~programme,
            "tandai programnya; bagian-bagiannya ikut",
        ),
        "sumber dana lain dari kode ini tidak ditandai": (mixed, "tandai semua baris kode ini"),
        "tidak ada program yang di dalam perjanjian kinerja pada tahun itu": (
            ~anggaran["tahun"].isin(inside),
            "kosongkan tanda program yang dijanjikan",
        ),
        "di luar perjanjian kinerja, padahal mendukung sebuah indikator": (
            anggaran["kode"].isin(program_indikator["kode"]),
            "kosongkan tandanya, atau hapus kaitannya",
        ),
    }
    for problem, (wrong, step) in problems.items():
        for line in anggaran.loc[outside & wrong.astype(bool), "baris_berkas"]:
            faults.append(Fault(path, int(line), "di_luar_pk", "ya", problem, step))
    return faults


def _ladder_faults(folder: Path, indikator: pd.DataFrame, tangga: pd.DataFrame) -> list[Fault]:
    """Return the indicators measured in grades whose polarity is not that of every ladder."""
    named = ladder_of_unit(indikator["satuan"], ladder_rows(tangga)).ne("")
    graded = (indikator["jenis_target"] == "ordinal") | named
    path = short_name(folder / "indikator.csv")
    problem = "jenjang (predikat, peringkat, opini) selalu makin tinggi makin baik"
    step = "tulis naik, atau pakai satuan dan jenis_target yang bukan jenjang"
    bad = indikator[graded & indikator["polaritas"].isin(["turun", "rentang"])]
    return [
        Fault(path, int(line), "polaritas", value, problem, step)
        for line, value in zip(bad["baris_berkas"], bad["polaritas"], strict=True)
    ]


def _date_faults(folder: Path, frames: dict[str, pd.DataFrame]) -> list[Fault]:
    """Return the dates that later would be better, and what cannot be said of a date."""
    indikator, faults = frames["indikator"], []
    dated = indikator[indikator["jenis_target"] == "tanggal"]
    wrong = dated[dated["polaritas"].isin(["naik", "rentang"])]
    said = "tanggal (tenggat) makin awal makin baik"
    cells = [("indikator", wrong, "polaritas", said, "tulis turun")]
    ranged = frames["kinerja"][frames["kinerja"]["target_bawah"] != ""]
    said, step = "tanggal tidak dapat berupa rentang", "tulis tanggal terakhirnya sebagai target"
    cells.append(("kinerja", ranged, "target_bawah", said, step))
    for nama in ("kinerja_triwulan", "acuan"):
        said = "tabel ini tidak memuat tanggal"
        cells.append((nama, frames[nama], "indikator", said, "hapus baris indikator itu"))
    for nama, rows, column, problem, step in cells:
        path = short_name(folder / f"{nama}.csv")
        for row in rows[rows["indikator"].isin(dated["indikator"])].itertuples():
            line, value = int(row.baris_berkas), getattr(row, column)
            faults.append(Fault(path, line, column, value, problem, step, tahun=_year(row)))
    return faults


def _scale_faults(folder: Path, skala: pd.DataFrame) -> list[Fault]:
    """Return what keeps an own scale from giving every achievement its class."""
    path, faults = short_name(folder / "skala.csv"), []
    shipped = set(load_rules("skala")["skala"])
    for name, rows in skala.groupby("skala", sort=False):
        first, bounds = int(rows["baris_berkas"].iloc[0]), rows["bawah"]
        operator = rows["operator"].replace("", ">=")
        problems = {
            "nama skala yang dikirim bersama program": name in shipped,
            "skala hanya satu kelas": len(rows) < 2,
            "lebih dari satu kelas tanpa batas bawah": (bounds == "").sum() > 1,
            "dua kelas berbatas sama": (bounds + operator)[bounds != ""].duplicated().any(),
        }
        step = "beri nama lain" if name in shipped else "satu baris per kelas, batas bawah berbeda"
        found = [
            Fault(path, first, "skala", name, problem, step)
            for problem, wrong in problems.items()
            if wrong
        ]
        faults += found or _printed_bound_faults(path, rows)
    return faults


def _printed_bound_faults(path: str, rows: pd.DataFrame) -> list[Fault]:
    """Return the printed ends of the classes of one scale that are not those it judges by."""
    names = ("bawah", "cetak_bawah", "cetak_atas")
    numbers = {name: pd.to_numeric(rows[name], errors="coerce") for name in names}
    bands = rows.assign(**numbers, lebih=rows["operator"] == ">")
    bands = bands.sort_values(["bawah", "lebih"], ascending=False, na_position="last")
    above = bands["bawah"].shift()
    faults = []
    for row, over in zip(bands.itertuples(), above, strict=True):
        low, first, high = row.bawah, row.cetak_bawah, row.cetak_atas
        ends = {low, first, high, over, 0.0}
        text = row.tercetak.strip()
        read = [float(one.replace(",", ".")) for one in re.findall(r"\d+(?:[.,]\d+)?", text)]
        sign = re.match(r"(>=|≥|>)", text)
        other = bool(sign) and (sign[1] == ">") != row.lebih and low == low
        problems = {
            "cetak_bawah": (first != first or low != low or first == low, "lain dari bawah"),
            "cetak_atas": (
                high != high or not (high < low or high > over),
                "di luar kelasnya: di bawah batas bawahnya, atau di dalam kelas di atasnya",
            ),
            "tercetak": (set(read) <= ends and not other, "menyebut batas lain daripada kolomnya"),
        }
        faults += [
            Fault(path, int(row.baris_berkas), name, getattr(rows.loc[row.Index], name), said, step)
            for name, (right, said) in problems.items()
            if not right
            for step in ["samakan dengan bawah, operator dan cetak_atas, atau kosongkan"]
        ]
    return faults


def _step_faults(folder: Path, tangga: pd.DataFrame) -> list[Fault]:
    """Return what keeps an own ladder from being one: ranks that do not climb, steps twice."""
    path, faults = short_name(folder / "tangga.csv"), []
    unit = tangga["satuan"].str.casefold().str.split().str.join(" ")
    for _, rows in tangga.groupby(unit, sort=False):
        first, name = int(rows["baris_berkas"].iloc[0]), rows["satuan"].iloc[0]
        rank = pd.to_numeric(rows["urutan"], errors="coerce").sort_values()
        score = pd.to_numeric(rows["terendah"], errors="coerce")[rank.index].dropna()
        problems = {
            "satuan yang sama ditulis berlainan": rows["satuan"].nunique() > 1,
            "urutan tidak naik satu-satu dari 1 (atau 0)": rank.iloc[0] not in (0, 1)
            or not rank.diff().dropna().eq(1).all(),
            "nilai terendah tidak naik bersama urutannya": not score.is_monotonic_increasing,
            "jenjang yang tidak dapat ditulis sebagai nilai (pakai kata: Madya, III)": not all(
                map(_is_grade, rows["label"])
            ),
        }
        step = "satu baris per jenjang, urutan 1, 2, 3, … dari yang terendah"
        faults += [
            Fault(path, first, "satuan", name, problem, step)
            for problem, wrong in problems.items()
            if wrong
        ]
    return faults


def _is_grade(label: str) -> bool:
    """Say whether a cell that holds a step of a ladder would be read as that step."""
    text = " ".join(label.split())
    text = text[:1].upper() + text[1:]
    number, read, there = split_value(text)
    return there and read == text and number != number and bool(re.fullmatch(VALUE, text))


def _hierarchy_faults(folder: Path, indikator: pd.DataFrame) -> list[Fault]:
    """Return the sasaran that stand under two tujuan, and the tujuan under two misi."""
    path, faults = short_name(folder / "indikator.csv"), []
    for low, high in (("sasaran", "tujuan"), ("tujuan", "misi")):
        rows = indikator[(indikator[low] != "") & (indikator[high] != "")]
        first = rows.groupby(low)[high].transform("first")
        for row in rows[rows[high] != first].itertuples():
            problem = f"{low} yang sama sudah berada di bawah {high} lain"
            step = f"samakan tulisan {high}-nya, atau bedakan {low}-nya"
            line = int(row.baris_berkas)
            faults.append(Fault(path, line, high, getattr(row, high), problem, step))
    return faults


def check_weights(folder: Path, indikator: pd.DataFrame, aturan: dict) -> list[Fault]:
    """Return the weights that no average uses, and those that the weighted average lacks.

    `rata_rata = "rata_rata_bobot"` needs a weight above 0 at every indicator a report answers for;
    under any other average a weight would be read and never used.
    """
    path, rule = short_name(folder / "indikator.csv"), aturan.get("rata_rata")
    rows = indikator[indikator["level"].isin(LEVEL_UTAMA)] if "level" in indikator else indikator
    if rows.empty or "bobot" not in rows:
        return []
    weight = pd.to_numeric(rows["bobot"], errors="coerce")
    if rule == "rata_rata_bobot":
        bad = rows[~(weight > 0)]
        problem = "rata-rata berbobot (rata_rata_bobot) perlu bobot di atas nol"
        step = "isi bobotnya, atau pilih rata_rata lain di dinas.toml"
    else:
        bad = rows[rows["bobot"].fillna("") != ""]
        problem = f"bobot diisi, tetapi aturan.rata_rata (“{rule}”) tidak memakainya"
        step = 'tulis rata_rata = "rata_rata_bobot" di dinas.toml, atau kosongkan bobot'
    return [
        Fault(path, int(line), "bobot", value, problem, step)
        for line, value in zip(bad["baris_berkas"], bad["bobot"], strict=True)
    ]


def _value_faults(folder: Path, frames: dict[str, pd.DataFrame]) -> Iterator[Fault]:
    """Yield the faults of single values in kinerja.csv."""
    kinds = frames["indikator"].drop_duplicates("indikator").set_index("indikator")["jenis_target"]
    path, kinerja = short_name(folder / "kinerja.csv"), frames["kinerja"]
    number = kinerja[["target", "realisasi"]].apply(lambda cells: cells.str.fullmatch(NUMBER))
    numbered = set(kinerja.loc[number.any(axis=1), "indikator"])
    for row in kinerja.itertuples():
        line = int(row.baris_berkas)
        kind = kinds.get(row.indikator)
        for column, value in (("target", row.target), ("realisasi", row.realisasi)):
            if kind in SHAPES and not _fits(value, kind):
                problem = f"tidak cocok dengan jenis_target “{kind}”"
                step = "perbaiki nilainya atau jenis_target di indikator.csv"
                yield Fault(path, line, column, value, problem, step, tahun=row.tahun)
            elif re.fullmatch(ROMAN, value) and row.indikator in numbered:
                problem = "angka Romawi di antara angka biasa"
                step = "tulis semua nilai indikator itu dengan angka Romawi, atau semuanya biasa"
                yield Fault(path, line, column, value, problem, step, tahun=row.tahun)
        for fault in _range_faults(path, line, row.target_bawah, row.target_atas):
            yield replace(fault, tahun=row.tahun)


def _fits(value: str, kind: str) -> bool:
    """Say whether a value has the shape of its kind; a fault of form (`VALUE`) is named already."""
    return not re.fullmatch(VALUE, value) or bool(re.fullmatch(SHAPES[kind], value))


def _range_faults(path: str, line: int, low: str, high: str) -> Iterator[Fault]:
    if bool(low) != bool(high):
        problem, step = "rentang hanya punya satu batas", "isi kedua batas"
        yield Fault(path, line, "target_bawah/target_atas", low or high, problem, step)
    elif _is_number(low) and _is_number(high) and float(low) > float(high):
        problem, step = "lebih besar daripada target_atas", "tukar kedua batas"
        yield Fault(path, line, "target_bawah", low, problem, step)


def _count_faults(folder: Path, frames: dict[str, pd.DataFrame]) -> Iterator[Fault]:
    """Yield the faults of numerator and denominator in kinerja.csv, one a row, the first there is.

    A cell that is no number is a fault of form and named already.
    """
    kinds = frames["indikator"].drop_duplicates("indikator").set_index("indikator")["jenis_target"]
    path = short_name(folder / "kinerja.csv")
    for row in frames["kinerja"].itertuples():
        counts = [row.pembilang, row.penyebut, row.per]
        empty = [name for name in COUNTS if not getattr(row, name)]
        if len(empty) == len(COUNTS):
            continue
        fraction = f"{row.pembilang} / {row.penyebut}"
        if empty:
            problem = f"pembilang dan penyebut tidak lengkap: {', '.join(empty)} kosong"
            step = "isi pembilang, penyebut, per dan sifat_cacah bersama, atau kosongkan semuanya"
            yield Fault(path, int(row.baris_berkas), empty[0], "", problem, step)
        elif all(map(_is_number, counts)):
            ratio = kinds.get(row.indikator) == "rasio"
            found = _impossible(row) or _disagrees(row, ratio)
            if found:
                place = "pembilang/penyebut"
                yield Fault(path, int(row.baris_berkas), place, fraction, *found)


def _impossible(row) -> tuple[str, str] | None:
    """Return what no count can be, with the next step."""
    part, whole = float(row.pembilang), float(row.penyebut)
    if part < 0 or whole <= 0 or "." in row.pembilang + row.penyebut:
        problem = "cacah adalah bilangan bulat, pembilang tidak negatif dan penyebut lebih dari nol"
        return problem, "isi banyaknya unit seperti tercetak, tanpa titik ribuan dan tanpa desimal"
    if row.sifat_cacah != "peristiwa" and part > whole:
        problem = "pembilang lebih besar daripada penyebut, padahal ia bagiannya"
        return problem, "periksa keduanya pada sumbernya; bila memang tercetak begitu, kosongkan"
    return None


def _disagrees(row, ratio: bool) -> tuple[str, str] | None:
    """Say where the counts give another figure than the realisation, in its last printed digit."""
    printed = row.realisasi.removeprefix("1:") if ratio else row.realisasi
    if row.realisasi and not re.fullmatch(VALUE, row.realisasi):
        return None  # a fault of form, named already
    if not _is_number(printed):
        step = "isi realisasi sebagai angka, atau kosongkan pembilang dan penyebut"
        return f"realisasi “{row.realisasi}” bukan angka yang dapat dicocokkan", step
    part, whole, per = float(row.pembilang), float(row.penyebut), float(row.per)
    if ratio and not part:
        step = "tulis realisasi n/a dan kosongkan pembilang dan penyebut"
        return "nol peristiwa tidak memberi perbandingan 1:n", step
    value = whole / part / per if ratio else part / whole * per
    digits = len(printed.partition(".")[2])
    if abs(value - float(printed)) <= 0.5 * 10**-digits * (1 + 1e-9):
        return None
    said = f"{'1:' if ratio else ''}{value:.{digits + 2}f}"
    written = f"{row.pembilang} / {row.penyebut} × {row.per}"
    problem = f"{written} adalah {said}, sedangkan realisasi {row.realisasi}"
    step = "cari pasangan tercetak yang memberi realisasi itu, atau perbaiki per; jangan dibulatkan"
    return problem, step


def _break_faults(folder: Path, frames: dict[str, pd.DataFrame]) -> list[Fault]:
    """Return the breaks at a year that the indicator has no row for: they would be lost."""
    known = set(zip(frames["kinerja"]["indikator"], frames["kinerja"]["tahun"], strict=True))
    names = set(frames["indikator"]["indikator"])
    path = short_name(folder / "putus.csv")
    step = "pakai tahun pertama sesudah putus yang ada di kinerja.csv"
    return [
        Fault(
            path,
            int(row.baris_berkas),
            "tahun",
            row.tahun,
            f"“{row.indikator}” tidak punya baris tahun itu di kinerja.csv",
            step,
        )
        for row in frames["putus"].itertuples()
        if row.indikator in names and (row.indikator, row.tahun) not in known
    ]


def _quarter_faults(folder: Path, triwulan: pd.DataFrame) -> list[Fault]:
    """Return the quarters put together in another way than the first of their year."""
    if triwulan.empty:
        return []
    of_year = triwulan.groupby(["indikator", "tahun"])["konsolidasi"]
    rows = triwulan.assign(pertama=of_year.transform("first"))
    path = short_name(folder / "kinerja_triwulan.csv")
    step = "pakai satu cara untuk satu indikator dan tahun"
    return [
        Fault(
            path,
            int(row.baris_berkas),
            "konsolidasi",
            row.konsolidasi,
            f"berbeda dari triwulan lain indikator itu (“{row.pertama}”)",
            step,
        )
        for row in rows[rows["konsolidasi"] != rows["pertama"]].itertuples()
    ]


def _subject_faults(folder: Path, frames: dict[str, pd.DataFrame]) -> list[Fault]:
    """Return the causes and claims that are of an indicator and of a budget line at once."""
    faults = []
    for nama in ("analisis", "klaim"):
        rows = frames[nama]
        both = rows[(rows["indikator"] != "") & (rows["kode"] != "")]
        path, problem = short_name(folder / f"{nama}.csv"), "indikator dan kode terisi bersama"
        step = "isi salah satu; kosongkan keduanya bila menyangkut seluruh dinas"
        for row in both.itertuples():
            faults.append(
                Fault(path, int(row.baris_berkas), "indikator+kode", row.kode, problem, step)
            )
    return faults


def _claim_faults(folder: Path, klaim: pd.DataFrame) -> list[Fault]:
    """Return the claims without what their kind is checked by, or compared with a later year."""
    path, faults = short_name(folder / "klaim.csv"), []
    needed = load_rules("klaim").set_index("jenis")["perlu"].fillna("")
    for row in klaim[klaim["jenis"].isin(needed.index)].itertuples():
        line = int(row.baris_berkas)
        for name in filter(None, needed[row.jenis].split("|")):
            if not getattr(row, name):
                problem = f"kosong, padahal klaim {row.jenis} diperiksa dengannya"
                faults.append(Fault(path, line, name, "", problem, f"isi kolom {name}"))
        if row.banding and row.banding >= row.tahun:
            problem, step = f"tidak sebelum tahun klaim {row.tahun}", "tulis tahun yang lebih awal"
            faults.append(Fault(path, line, "banding", row.banding, problem, step))
    return faults


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(NUMBER, text))


def _nearest(value: str, known: set[str]) -> str:
    near = get_close_matches(value, known, 1)
    return f"maksudnya “{near[0]}”?" if near else "tambahkan dulu di sana atau perbaiki ejaannya"
