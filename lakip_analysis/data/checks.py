"""What can be wrong with the tables of one dinas: form of each cell, keys, references between tables; as faults with line and next step."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from ..errors import Fault
from .schemas import TABEL, VALUE, schema_of

__all__ = ["check_references", "check_table", "short_name"]


SHAPES = {
    "angka": r"-?\d+(\.\d+)?|n/a",
    "rasio": r"1:\d+(\.\d+)?|n/a",
    "rentang": r"-?\d+(\.\d+)?|n/a",
    "ordinal": r"[A-Z].*|-?\d+(\.\d+)?|n/a",
}

REFERENCES = (
    *(
        (nama, "indikator", "indikator", "indikator")
        for nama in (
            "kinerja",
            "program_indikator",
            "putus",
            "acuan",
            "kinerja_triwulan",
            "pilihan",
            "analisis",
        )
    ),
    *(
        (nama, "kode", "anggaran", "kode")
        for nama in ("program_indikator", "keluaran", "sumber_daya")
    ),
    ("kinerja", "sumber_target", "terbitan_kinerja", "id"),
    ("kinerja", "sumber_realisasi", "terbitan_kinerja", "id"),
    ("anggaran", "sumber", "terbitan_anggaran", "id"),
)


def check_table(folder: Path, nama: str, frame: pd.DataFrame) -> list[Fault]:
    """Return the faults inside one table read as text (`baris_berkas` holds the line of each row)."""
    if frame.empty:
        return []
    path = short_name(folder / f"{nama}.csv")
    failed = _failure_cases(nama, frame)
    faults = [
        Fault(
            path,
            int(frame["baris_berkas"][row.index_]),
            row.column,
            row.failure_case,
            *_explain(row.check, row.failure_case, nama, row.column),
        )
        for row in failed.itertuples()
    ]
    return faults + _duplicate_faults(path, nama, frame)


def _failure_cases(nama: str, frame: pd.DataFrame) -> pd.DataFrame:
    from pandera.errors import SchemaErrors

    try:
        schema_of(nama).validate(frame.drop(columns="baris_berkas"), lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases.dropna(subset=["index"]).rename(columns={"index": "index_"})
        return cases.sort_values(["index_", "column"]).drop_duplicates(["index_", "column"])
    return pd.DataFrame(columns=["index_", "column", "check", "failure_case"])


def _explain(check: str, value: str, nama: str, column: str) -> tuple[str, str]:
    problem, _, step = str(check).partition("|")
    kind = next(k.jenis for k in TABEL[nama].kolom if k.nama == column)
    if kind in ("angka", "rupiah", "nilai") and re.fullmatch(r"-?[\d.]*\d,\d+", str(value)):
        return (
            "gaya angka Indonesia (koma desimal)",
            f"tulis {str(value).replace('.', '').replace(',', '.')}",
        )
    if kind in ("angka", "rupiah") and re.fullmatch(r"\d{1,3}(\.\d{3})+", str(value)):
        return "titik ribuan", f"tulis {str(value).replace('.', '')}"
    if kind == "rupiah" and re.fullmatch(r"-\d+(\.\d+)?", str(value)):
        return (
            "rupiah di bawah nol",
            "anggaran dan realisasi tidak boleh negatif; periksa sumbernya",
        )
    return problem, step


def _duplicate_faults(path: str, nama: str, frame: pd.DataFrame) -> list[Fault]:
    keys = list(TABEL[nama].kunci)
    double = frame[frame.duplicated(keys, keep="first")]
    first = frame.drop_duplicates(keys).set_index(keys)["baris_berkas"]
    return [
        Fault(
            path,
            int(row["baris_berkas"]),
            "+".join(keys),
            " / ".join(row[keys]),
            f"kunci ganda, sudah ada di baris {first[tuple(row[keys]) if len(keys) > 1 else row[keys[0]]]}",
            "hapus salah satu atau perbaiki kuncinya",
        )
        for _, row in double.iterrows()
    ]


def check_references(
    folder: Path, frames: dict[str, pd.DataFrame], broken: set[str] = frozenset()
) -> list[Fault]:
    """Check what one table says of another: unknown indicators, codes and sources, ranges, values that do not fit their kind, breaks, quarters.

    `broken` names the tables whose form is already at fault: nothing is looked up in them.
    """
    faults = []
    for nama, column, other, key in REFERENCES:
        optional = other.startswith("terbitan") and frames[other].empty
        if other not in broken and not optional:
            faults += _unknown(
                folder, nama, frames[nama], column, set(frames[other][key]), f"{other}.csv"
            )
    faults += _unknown_parents(folder, frames["anggaran"]) + _value_faults(folder, frames)
    return (
        faults + _break_faults(folder, frames) + _quarter_faults(folder, frames["kinerja_triwulan"])
    )


def _unknown(
    folder: Path, nama: str, frame: pd.DataFrame, column: str, known: set[str], where: str
) -> list[Fault]:
    bad = frame[(frame[column] != "") & ~frame[column].isin(known)]
    return [
        Fault(
            short_name(folder / f"{nama}.csv"),
            int(row["baris_berkas"]),
            column,
            row[column],
            f"tidak ada di {where}",
            _nearest(row[column], known),
        )
        for _, row in bad.iterrows()
    ]


def _unknown_parents(folder: Path, anggaran: pd.DataFrame) -> list[Fault]:
    pairs = set(zip(anggaran["tahun"], anggaran["kode"], strict=True))
    found = []
    for row in anggaran.itertuples():
        if row.level != "program" and (row.tahun, row.kode_induk) not in pairs:
            step = "tambahkan baris induknya atau perbaiki kode_induk"
            found.append((row, "baris induk tidak ada pada tahun itu", step))
        elif row.kode_induk and not row.kode.startswith(row.kode_induk + "."):
            found.append(
                (row, f"bukan awalan kode {row.kode}", "kode anak harus diawali kode induknya")
            )
    path = short_name(folder / "anggaran.csv")
    return [
        Fault(path, int(row.baris_berkas), "kode_induk", row.kode_induk, problem, step)
        for row, problem, step in found
    ]


def _value_faults(folder: Path, frames: dict[str, pd.DataFrame]) -> list[Fault]:
    """Return the faults of single values: one that does not fit its indicator's kind, a range with one or with crossed bounds."""
    kinds = frames["indikator"].drop_duplicates("indikator").set_index("indikator")["jenis_target"]
    path, faults = short_name(folder / "kinerja.csv"), []
    for row in frames["kinerja"].itertuples():
        line = int(row.baris_berkas)
        faults += _kind_faults(path, line, row, kinds.get(row.indikator))
        faults += _range_faults(path, line, row.target_bawah, row.target_atas)
    return faults


def _break_faults(folder: Path, frames: dict[str, pd.DataFrame]) -> list[Fault]:
    """Return the breaks at a year that the indicator has no row for: they would be lost."""
    known = set(zip(frames["kinerja"]["indikator"], frames["kinerja"]["tahun"], strict=True))
    names = set(frames["indikator"]["indikator"])
    step = "pakai tahun pertama sesudah putus yang ada di kinerja.csv"
    return [
        Fault(
            short_name(folder / "putus.csv"),
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
    """Return the quarters whose rule of consolidation is not that of the first quarter of the same indicator and year."""
    rule = (
        triwulan.groupby(["indikator", "tahun"])["konsolidasi"].transform("first")
        if len(triwulan)
        else triwulan["konsolidasi"]
    )
    path, step = (
        short_name(folder / "kinerja_triwulan.csv"),
        "pakai satu cara untuk satu indikator dan tahun",
    )
    return [
        Fault(
            path,
            int(row["baris_berkas"]),
            "konsolidasi",
            row["konsolidasi"],
            f"berbeda dari triwulan lain indikator itu (“{rule[at]}”)",
            step,
        )
        for at, row in triwulan[triwulan["konsolidasi"] != rule].iterrows()
    ]


def _kind_faults(path: str, line: int, row, kind: str | None) -> list[Fault]:
    step = "perbaiki nilainya atau jenis_target di indikator.csv"
    return [
        Fault(path, line, column, value, f"tidak cocok dengan jenis_target “{kind}”", step)
        for column, value in (("target", row.target), ("realisasi", row.realisasi))
        if kind in SHAPES
        and value
        and re.fullmatch(VALUE, value)
        and not re.fullmatch(SHAPES[kind], value)
    ]


def _range_faults(path: str, line: int, low: str, high: str) -> list[Fault]:
    if bool(low) != bool(high):
        problem, step = "rentang hanya punya satu batas", "isi kedua batas"
        return [Fault(path, line, "target_bawah/target_atas", low or high, problem, step)]
    if low and _is_number(low) and _is_number(high) and float(low) > float(high):
        return [
            Fault(
                path,
                line,
                "target_bawah",
                low,
                "lebih besar daripada target_atas",
                "tukar kedua batas",
            )
        ]
    return []


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", text))


def _nearest(value: str, known: set[str]) -> str:
    near = get_close_matches(value, known, 1)
    return f"maksudnya “{near[0]}”?" if near else "tambahkan dulu di sana atau perbaiki ejaannya"


def short_name(path: Path) -> str:
    """Return folder and file name, as messages show it."""
    return f"{path.parent.name}/{path.name}"
