"""`lakip import buku.xlsx`: the workbook an agency has → the filling of the dinas's isian.xlsx.

What was taken for what is shown, all that was not read is listed, what is in doubt is asked.
Nothing is guessed in silence: a cell in doubt stays empty until it is answered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz

from ..aturan.rules import threshold
from ..data.buku_kerja import Lembar, open_sheets
from ..data.isian import make_slug
from ..data.schemas import TABEL
from ..errors import DataError
from ..numbers import read_number, write_rupiah
from .buku_bentuk import Jawaban, Tabel, cell_name, column_letters
from .buku_kepala import count_titles, fold_title, said_as
from .buku_nilai import (
    check_capaian,
    check_serapan,
    doubt_amounts,
    find_polarity,
    settle_cells,
)
from .buku_tabel import read_tables

__all__ = ["ISIAN_TABEL", "Usulan", "describe_usulan", "propose", "read_books"]

ISIAN_TABEL = ("indikator", "kinerja", "anggaran", "keluaran")

SHOWN = 40  # lines of one list that are printed at most


@dataclass(frozen=True)
class Usulan:
    """What a workbook holds, ready for isian.xlsx.

    `tabel`: tables of the contract by name, all text. `bacaan`: one row per column of a table read
    (`lembar`, `rentang`, `jenis`, `baris`, `kolom`, `judul`, `dipakai`, `tahun`, `kali`, `gaya`).
    `luput`: ranges that were not read (`lembar`, `rentang`, `sebab`, `isi`). `ragu`: cells that
    wait for an answer (`lembar`, `sel`, `isi`, `sebab`). `periksa`: what the printed achievements
    say, as `check_capaian` returns it. `bukti`: polarity and its evidence by name of an indicator.
    `tanya`: questions, each with the option that answers it. `meleset`: answers that met nothing.
    """

    tabel: dict[str, pd.DataFrame]
    bacaan: pd.DataFrame
    luput: pd.DataFrame
    ragu: pd.DataFrame
    periksa: pd.DataFrame
    bukti: dict[str, tuple[str, str]] = field(default_factory=dict)
    tanya: list[str] = field(default_factory=list)
    meleset: list[str] = field(default_factory=list)


def read_books(paths: list[Path]) -> list[Lembar]:
    """Return the sheets of several workbooks; of more than one, each with the name of its file.

    Raises
    ------
    DataError
        One fault for each file that cannot be read.
    """
    sheets, faults = [], []
    for path in paths:
        found, wrong = open_sheets(path, count_titles)
        faults += wrong
        if len(paths) > 1:
            found = [replace(one, nama=f"{path.stem}: {one.nama}") for one in found]
        sheets += found
    if faults:
        raise DataError(faults)
    return sheets


def propose(
    sheets: list[Lembar],
    jawaban: Jawaban = Jawaban(),  # noqa: B008 (frozen)
    lama: dict[str, pd.DataFrame] | None = None,
) -> Usulan:
    """Return what the sheets hold as tables of the contract.

    Parameters
    ----------
    sheets : list of Lembar
    jawaban : Jawaban
        What the user answered to the questions of an earlier run.
    lama : dict of DataFrame, optional
        Tables that stand in isian.xlsx: an indicator of the same name keeps its code and polarity.

    Returns
    -------
    Usulan
    """
    sheets = [_with_answers(lembar, jawaban) for lembar in sheets]
    chosen = {name.casefold() for name in jawaban.lembar}
    read = [
        lembar
        for lembar in sheets
        if (lembar.nama.casefold() in chosen if chosen else lembar.tampak)
    ]
    tables = [table for lembar in read for table in read_tables(lembar, jawaban)]
    sel = _cells(tables)
    sel = _with_units(sel, tables)
    sel = settle_cells(sel, jawaban.desimal)
    sel = _hidden_percents(sel, {one.nama for one in read if not one.persen_terlihat})
    sel = doubt_amounts(sel)
    periksa = check_capaian(sel)
    sel, swapped = _swapped(sel, periksa, tables, jawaban)
    sel = _contradictions(sel)
    bukti = find_polarity(periksa)
    indikator, asked, bukti = _indikator(sel, tables, bukti, jawaban, lama or {})
    frames = {
        "indikator": indikator,
        "kinerja": _kinerja(sel, indikator),
        "anggaran": _anggaran(sel, tables),
        "keluaran": _keluaran(sel, tables),
    }
    ragu = _doubts(sel, tables)
    tanya = list(dict.fromkeys(one for table in tables for one in table.tanya)) + swapped + asked
    if ragu["sebab"].str.startswith("dapat berarti").any():
        tanya.append(
            "tanda desimal tidak terbukti di kolomnya (lihat yang ragu): --desimal koma atau "
            "--desimal titik, atau satu per satu dengan --sel"
        )
    tanya += _senses(sel, tables, periksa, bukti)
    meleset = _unused(jawaban, sheets, read, tables, indikator)
    luput = _unread(sheets, read, tables)
    bacaan = _readings(tables, sel)
    tanya += _near_names(indikator)
    return Usulan(frames, bacaan, luput, ragu, periksa, bukti, tanya, meleset)


def _with_answers(lembar: Lembar, jawaban: Jawaban) -> Lembar:
    """Return a sheet with the cells the user wrote anew: `--sel "Kinerja!D7"=1234`."""
    rows, numbers, unread = (
        [list(row) for row in lembar.baris],
        set(lembar.angka),
        dict(lembar.luput),
    )
    for said, text in jawaban.sel.items():
        nama, _, place = said.rpartition("!")
        spot = _place_of(place)
        if not spot or spot[0] >= len(rows) or nama.strip().casefold() != lembar.nama.casefold():
            continue
        row, column = spot
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = text.strip()
        unread.pop(spot, None)
        numbers.discard(spot)
        if re.fullmatch(r"-?\d+(?:\.\d+)?", text.strip()):  # 1234.5 is said exactly
            numbers.add(spot)
    return replace(lembar, baris=rows, angka=frozenset(numbers), luput=unread)


def _place_of(name: str) -> tuple[int, int] | None:
    """Return row and column, from 0, of the name of a cell: D7 → (6, 3)."""
    found = re.fullmatch(r"([A-Za-z]{1,3})(\d{1,7})", name.strip())
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


SEL = ["grup", "lembar", "baris", "kolom_ke", "tabel", "kunci", "nama", "tahun", "kolom", "teks"]
SEL += ["pasti", "kali", "lain"]


def name_key(name: str) -> str:
    """Return an indicator's name as it is compared: no case, no doubled spaces.

    Examples
    --------
    >>> name_key(" Indeks  X"), name_key("indeks x")
    ('indeks x', 'indeks x')
    """
    return " ".join(name.casefold().split())


def _cells(tables: list[Tabel]) -> pd.DataFrame:
    rows = [
        [
            *(number, table.lembar, *one.tempat, one.tabel, name_key(one.kunci), one.kunci),
            *(one.tahun, one.kolom, one.teks, one.pasti, one.kali, one.lain),
        ]
        for number, table in enumerate(tables)
        for one in table.sel
    ]
    frame = pd.DataFrame(rows, columns=SEL)
    return frame.astype({"pasti": bool, "kali": "int64"})


def _with_units(sel: pd.DataFrame, tables: list[Tabel]) -> pd.DataFrame:
    """Return the cells with the unit of their row: as printed, else the one all its cells name."""
    said: dict[str, str] = {}
    for table in tables:
        for one in table.indikator:
            if one.get("satuan"):
                said.setdefault(name_key(one["nama"]), one["satuan"])
    outputs = {
        (one["kode"], one["nama"]): one["satuan"] for table in tables for one in table.keluaran
    }
    values = sel[(sel["tabel"] == "kinerja") & sel["kolom"].isin(["target", "realisasi"])]
    for key, cells in values.groupby("kunci"):
        if key in said:
            continue
        units = {
            "%" if text.endswith("%") else read_number(text, "koma").satuan
            for text in cells["teks"]
        }
        if len(units) == 1 and (unit := units.pop()):
            said[key] = unit
    unit = [
        outputs.get((row.nama, row.lain), "")
        if row.tabel == "keluaran"
        else said.get(row.kunci, "")
        for row in sel.itertuples()
    ]
    return sel.assign(satuan=pd.Series(unit, index=sel.index, dtype=object))


def _hidden_percents(sel: pd.DataFrame, sheets: set[str]) -> pd.DataFrame:
    """Ask about 0,95 of an .xls that may be shown as 95 %: its reader does not say."""
    odd = sel["lembar"].isin(sheets) & sel["pasti"] & (sel["tabel"] == "kinerja")
    odd &= sel["satuan"].isin(["%", "persen", "Persen"]) & sel["kolom"].isin(
        ["target", "realisasi"]
    )
    number = pd.to_numeric(sel["nilai"], errors="coerce")
    odd &= (number > 0) & (number <= 1)
    return sel.assign(
        nilai=sel["nilai"].mask(odd, ""),
        ragu=sel["ragu"].mask(
            odd, "0,95 atau 95 %? Simpan sebagai .xlsx: .xls tidak mengatakannya"
        ),
    )


def _swapped(
    sel: pd.DataFrame, periksa: pd.DataFrame, tables: list[Tabel], jawaban: Jawaban
) -> tuple[pd.DataFrame, list[str]]:
    """Ask about a table whose printed achievements are all target/realisation: titles swapped?"""
    asked, out = [], sel
    telling = periksa[periksa["target"] != periksa["realisasi"]]
    for grup, some in telling.groupby("grup"):
        if len(some) < 2 or not some["terbalik"].all() or some["naik"].any() or some["turun"].any():
            continue
        titles = [one.judul for one in tables[grup].kolom if one.dipakai in ("target", "realisasi")]
        if all(one.nilai == "tetap" for one in titles):
            continue
        odd = (out["grup"] == grup) & out["kolom"].isin(["target", "realisasi"])
        why = "capaian tercetak = target/realisasi: judul kolomnya tertukar?"
        out = out.assign(nilai=out["nilai"].mask(odd, ""), ragu=out["ragu"].mask(odd, why))
        said = " ".join(f'--kolom "{one.teks}"={one.makna}' for one in titles)
        asked.append(f"{tables[grup].lembar}: {why} Bila judulnya benar: {said}")
    return out, asked


def _contradictions(sel: pd.DataFrame) -> pd.DataFrame:
    """Ask about a figure that stands in two places with two values."""
    keys = ["tabel", "kunci", "tahun", "kolom", "lain"]
    value = sel["nilai"] + "|" + sel["bawah"] + "|" + sel["atas"]
    taken = sel["ragu"] == ""
    many = value[taken].groupby([sel.loc[taken, key] for key in keys]).transform("nunique") > 1
    odd = many.reindex(sel.index, fill_value=False) & sel["kolom"].isin(
        ["target", "realisasi", "pagu_rp", "realisasi_rp"]
    )
    return sel.assign(
        nilai=sel["nilai"].mask(odd, ""),
        bawah=sel["bawah"].mask(odd, ""),
        atas=sel["atas"].mask(odd, ""),
        ragu=sel["ragu"].mask(odd, "tertulis lain di tempat lain"),
    )


def _indikator(
    sel: pd.DataFrame,
    tables: list[Tabel],
    proven: pd.DataFrame,
    jawaban: Jawaban,
    lama: dict[str, pd.DataFrame],
) -> tuple[pd.DataFrame, list[str], dict[str, tuple[str, str]]]:
    """Return indikator.csv, what is asked about it, and the evidence of each polarity."""
    old = lama.get("indikator", pd.DataFrame(columns=["indikator", "nama_indikator", "polaritas"]))
    known = {name_key(row.nama_indikator): row for row in old.itertuples()}
    units = dict(zip(sel["kunci"], sel["satuan"], strict=True))
    said = {name_key(name): value for name, value in jawaban.polaritas.items() if name}
    merged: dict[str, dict[str, str]] = {}
    for table in tables:
        for one in table.indikator:
            row = merged.setdefault(name_key(one["nama"]), {})
            row |= {name: value for name, value in one.items() if value and name not in row}
    kinds = _kinds(sel)
    taken, bukti, rows, units_open, open_ones = set(old["indikator"]), {}, [], [], []
    for key, one in merged.items():
        before = known.get(key)
        slug = before.indikator if before is not None else make_slug(one["nama"], taken)
        taken.add(slug)
        polarity, why = _polarity(key, one, proven, said, before, jawaban)
        bukti[one["nama"]] = (polarity, why)
        if not polarity:
            open_ones.append(one["nama"])
        unit = one.get("satuan") or units.get(key, "") or getattr(before, "satuan", "")
        if not unit:
            units_open.append(one["nama"])
        bobot = read_number(one.get("bobot", ""), "koma")
        row = dict.fromkeys((kolom.nama for kolom in TABEL["indikator"].kolom), "")
        row |= {"indikator": slug, "nama_indikator": one["nama"], "satuan": unit}
        row |= {"polaritas": polarity, "jenis_target": kinds.get(key, "angka")}
        row["level"] = one.get("level") or getattr(before, "level", "") or "sasaran"
        row["sasaran"] = one.get("sasaran") or getattr(before, "sasaran", "")
        row["konsep"] = getattr(before, "konsep", "")
        row["bobot"] = f"{bobot.nilai:f}" if bobot.nilai is not None else ""
        rows.append(row)
    asked = []
    if open_ones:
        listed = "; ".join(open_ones[:8]) + ("; …" if len(open_ones) > 8 else "")
        asked.append(
            f"makin baik bila naik, turun atau rentang: {listed}? Jawab dengan "
            f'--polaritas "{open_ones[0]}"=turun, sisanya sekaligus dengan --polaritas naik, '
            "atau isi kolom “Makin baik bila” di lembar Indikator"
        )
    if units_open:
        listed = "; ".join(units_open[:8]) + ("; …" if len(units_open) > 8 else "")
        asked.append(f"satuan: {listed}? Isi kolom “Satuan” di lembar Indikator")
    columns = [kolom.nama for kolom in TABEL["indikator"].kolom]
    return pd.DataFrame(rows, columns=columns, dtype=object), asked, bukti


def _polarity(key, one, proven, said, before, jawaban) -> tuple[str, str]:
    """Return the polarity of one indicator and where it is from; empty: it must be asked."""
    if key in said:
        return said[key], "jawaban"
    printed = one.get("polaritas", "")
    word = said_as("kata_polaritas", printed) if printed else None
    if word:
        return word, f"tercetak “{printed}”"
    if before is not None and before.polaritas:
        return before.polaritas, "sudah ada di isian.xlsx"
    if key in proven.index:
        return proven.at[key, "polaritas"], proven.at[key, "bukti"]
    return (
        (jawaban.polaritas[""], "jawaban untuk yang sisa") if "" in jawaban.polaritas else ("", "")
    )


def _kinds(sel: pd.DataFrame) -> dict[str, str]:
    """Return the kind of target of each indicator that is no plain number."""
    kinds: dict[str, str] = {}
    rows = sel[(sel["tabel"] == "kinerja") & sel["kolom"].isin(["target", "realisasi"])]
    for row in rows.itertuples():
        if row.nilai.startswith("1:"):
            kinds.setdefault(row.kunci, "rasio")
        elif row.bawah:
            kinds.setdefault(row.kunci, "rentang")
        elif row.nilai[:1].isupper():
            kinds[row.kunci] = "ordinal"
    return kinds


def _kinerja(sel: pd.DataFrame, indikator: pd.DataFrame) -> pd.DataFrame:
    columns = [kolom.nama for kolom in TABEL["kinerja"].kolom]
    rows = sel[(sel["tabel"] == "kinerja") & sel["kolom"].isin(["target", "realisasi"])]
    slugs = dict(
        zip(map(name_key, indikator["nama_indikator"]), indikator["indikator"], strict=True)
    )
    out: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows.itertuples():
        one = out.setdefault((slugs[row.kunci], row.tahun), dict.fromkeys(columns, ""))
        if row.nilai or row.bawah:
            one[row.kolom] = row.nilai
        if row.bawah:
            one |= {"target_bawah": row.bawah, "target_atas": row.atas}
    found = [
        one | {"indikator": slug, "tahun": year}
        for (slug, year), one in out.items()
        if one["target"] or one["target_bawah"] or one["realisasi"]
    ]
    frame = pd.DataFrame(found, columns=columns, dtype=object)
    order = {slug: number for number, slug in enumerate(indikator["indikator"])}
    place = frame["indikator"].map(order)
    return (
        frame.assign(urut=place)
        .sort_values(["urut", "tahun"])
        .drop(columns="urut")
        .reset_index(drop=True)
    )


def _anggaran(sel: pd.DataFrame, tables: list[Tabel]) -> pd.DataFrame:
    columns = [kolom.nama for kolom in TABEL["anggaran"].kolom]
    values = sel[sel["tabel"] == "anggaran"]
    amounts = {
        (row.nama, row.tahun, row.kolom): row.nilai for row in values.itertuples() if row.nilai
    }
    years: dict[tuple[int, str], list[str]] = {}
    for row in values.itertuples():
        years.setdefault((row.grup, row.nama), []).append(row.tahun)
    out: dict[tuple[str, str], dict[str, str]] = {}
    for number, table in enumerate(tables):
        for one in table.anggaran:
            listed = dict.fromkeys(years.get((number, one["kode"]), []) or [one["tahun"]])
            for year in listed:
                if year and (year, one["kode"]) not in out:
                    row = dict.fromkeys(columns, "") | {"tahun": year, "kode": one["kode"]}
                    row["nama"] = one["nama"]
                    for kolom in ("pagu_rp", "realisasi_rp"):
                        row[kolom] = amounts.get((one["kode"], year, kolom), "")
                    out[(year, one["kode"])] = row
    frame = pd.DataFrame(list(out.values()), columns=columns, dtype=object)
    return frame.sort_values("tahun", kind="stable").reset_index(drop=True)


def _keluaran(sel: pd.DataFrame, tables: list[Tabel]) -> pd.DataFrame:
    columns = [kolom.nama for kolom in TABEL["keluaran"].kolom]
    out: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in sel[sel["tabel"] == "keluaran"].itertuples():
        empty = dict.fromkeys(columns, "") | {"tahun": row.tahun, "kode": row.nama}
        one = out.setdefault((row.tahun, row.nama, row.lain), empty)
        one |= {"nama_keluaran": row.lain, "satuan": row.satuan, row.kolom: row.nilai}
    frame = pd.DataFrame(list(out.values()), columns=columns, dtype=object)
    return frame.sort_values("tahun", kind="stable").reset_index(drop=True)


def _near_names(indikator: pd.DataFrame) -> list[str]:
    """Ask about two names that are nearly one: a slip of the pen makes two indicators."""
    names, asked = indikator["nama_indikator"].tolist(), []
    for number, one in enumerate(names[:300]):
        for other in names[number + 1 : 300]:
            digits = [re.findall(r"\d+", name) for name in (one, other)]
            near = fuzz.ratio(name_key(one), name_key(other)) >= threshold("buku_nama_hampir")
            if near and digits[0] == digits[1]:
                asked.append(
                    f"“{one}” dan “{other}” dibaca sebagai dua indikator; "
                    "bila satu, samakan namanya"
                )
    return asked


def _senses(
    sel: pd.DataFrame,
    tables: list[Tabel],
    periksa: pd.DataFrame,
    bukti: dict[str, tuple[str, str]],
) -> list[str]:
    """Ask where what is printed speaks against what was taken."""
    said = []
    serapan = check_serapan(sel)
    for grup, some in serapan.groupby("grup"):
        if len(some) >= 3 and some["cocok"].mean() < 0.5:
            said.append(
                f"{tables[grup].lembar}: persen tercetak tidak sama dengan realisasi/pagu di "
                f"{(~some['cocok']).sum()} dari {len(some)} baris; periksa kolomnya (--kolom)"
            )
    small = threshold("buku_pagu_kecil")
    pagu = sel[(sel["kolom"] == "pagu_rp") & (sel["nilai"] != "") & (sel["kali"] == 1)]
    for grup, some in pagu.groupby("grup"):
        if len(some) >= 3 and pd.to_numeric(some["nilai"]).max() < small:
            said.append(
                f"{tables[grup].lembar}: semua pagu di bawah {write_rupiah(small)}; dalam ribuan?"
            )
    said += _odd_percents(sel)
    proven = find_polarity(periksa)["polaritas"]
    for name, (polarity, why) in bukti.items():
        other = proven.get(name_key(name), polarity)
        if polarity in ("naik", "turun") and other != polarity:
            said.append(
                f"{name}: makin baik bila {polarity} ({why}), tetapi capaian tercetaknya {other}"
            )
    return said


def _odd_percents(sel: pd.DataFrame) -> list[str]:
    """Ask about shares written as fractions of one: 0,93 where the target is 95 %."""
    rows = sel[(sel["tabel"] == "kinerja") & sel["kolom"].isin(["target", "realisasi"])]
    rows = rows[rows["satuan"].str.casefold().isin(["%", "persen"])]
    rows = rows.assign(angka=pd.to_numeric(rows["nilai"], errors="coerce")).dropna(subset="angka")
    said = []
    for name, some in rows[rows["angka"] > 0].groupby("nama", sort=False):
        low, high = some["angka"].min(), some["angka"].max()
        if low <= 1 and (high >= threshold("buku_pecahan") or (high <= 1 and some["pasti"].all())):
            said.append(f"{name}: {low:g} persen, atau {low * 100:g} persen?")
    return said


def _unused(
    jawaban: Jawaban,
    sheets: list[Lembar],
    read: list[Lembar],
    tables: list[Tabel],
    indikator: pd.DataFrame,
) -> list[str]:
    """Return the answers that met nothing: a name, a cell or a title that is not there."""
    names = set(map(name_key, indikator["nama_indikator"]))
    found = [
        f"--polaritas: tidak ada indikator “{name}”"
        for name in jawaban.polaritas
        if name and name_key(name) not in names
    ]
    all_names = {lembar.nama.casefold() for lembar in sheets}
    found += [
        f"--lembar: tidak ada lembar “{name}”"
        for name in jawaban.lembar
        if name.casefold() not in all_names
    ]
    taken = {lembar.nama.casefold() for lembar in read}
    for said in jawaban.sel:
        nama, _, place = said.rpartition("!")
        own = [one for one in tables if one.lembar.casefold() == nama.strip().casefold()]
        spot = _place_of(place)
        if nama.strip().casefold() not in taken:
            found.append(f"--sel: tidak ada lembar “{nama}”")
        elif not any(one.keadaan.get(spot) == "" or spot in one.ragu for one in own):
            found.append(f"--sel: “{said}” bukan sel dari tabel yang dibaca")
    titles = {
        fold_title(text)
        for table in tables
        for one in table.kepala.judul.values()
        for text in (one.teks, *one.teks.split(" › "))
    }
    found += [
        f"--kolom: tidak ada judul “{said}”"
        for said in jawaban.kolom
        if fold_title(said) not in titles
    ]
    return found


# --- what was read, what not


def _doubts(sel: pd.DataFrame, tables: list[Tabel]) -> pd.DataFrame:
    rows = [
        [one.lembar, cell_name(one.baris, one.kolom_ke), one.teks, one.ragu]
        for one in sel[(sel["ragu"] != "") & ~sel["kolom"].isin(["capaian", "persen"])].itertuples()
    ]
    for table in tables:
        rows += [[table.lembar, cell_name(*place), "", why] for place, why in table.ragu.items()]
    return pd.DataFrame(rows, columns=["lembar", "sel", "isi", "sebab"]).drop_duplicates(
        ignore_index=True
    )


def _unread(sheets: list[Lembar], read: list[Lembar], tables: list[Tabel]) -> pd.DataFrame:
    """Return every filled cell that is none of the proposal, in ranges of one reason."""
    rows = []
    for lembar in sheets:
        if all(lembar is not one for one in read):
            if any(cell for row in lembar.baris for cell in row):
                why = "lembar tersembunyi" if not lembar.tampak else "lembar tidak dipilih"
                rows.append([lembar.nama, "semua", why, ""])
            continue
        state: dict[tuple[int, int], str] = {}
        for table in tables:
            if table.lembar == lembar.nama:
                state |= table.keadaan
        titles = {
            row
            for table in tables
            if table.lembar == lembar.nama
            for row in range(table.mulai, table.kepala.awal)
        }
        reasons: dict[tuple[int, int], str] = {}
        for r, line in enumerate(lembar.baris):
            for c, cell in enumerate(line):
                if (r, c) in lembar.luput:
                    reasons[(r, c)] = lembar.luput[(r, c)]
                elif cell:
                    outside = "teks di atas tabel" if r in titles else "di luar tabel"
                    reasons[(r, c)] = state.get((r, c), outside)
        rows += _ranges(lembar, reasons)
    return pd.DataFrame(rows, columns=["lembar", "rentang", "sebab", "isi"])


def _ranges(lembar: Lembar, reasons: dict[tuple[int, int], str]) -> list[list[str]]:
    """Return cells of one reason as ranges: first along a row, then equal ones down the rows."""
    runs: list[list] = []
    for (r, c), why in sorted(reasons.items()):
        if not why:
            continue
        last = runs[-1] if runs else None
        if last and last[0] == r and last[2] == c - 1 and last[3] == why:
            last[2] = c
        else:
            runs.append([r, c, c, why])
    blocks: dict[tuple, list] = {}
    done: list[list] = []
    for r, first, last, why in runs:
        key = (first, last, why)
        block = blocks.get(key)
        if block and r - block[1] <= 1:
            block[1] = r
        else:
            blocks[key] = [r, r, first, last, why]
            done.append(blocks[key])
    out = []
    for top, bottom, first, last, why in done:
        one, other = cell_name(top, first), cell_name(bottom, last)
        line = lembar.baris[top]
        text = next((line[c] for c in range(first, min(last + 1, len(line))) if line[c]), "")
        out.append([lembar.nama, one if one == other else f"{one}:{other}", why, text[:60]])
    return out


def _readings(tables: list[Tabel], sel: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for number, table in enumerate(tables):
        if not table.jenis:
            continue
        counted = len(table.indikator) or len(table.anggaran)
        first = min((one.tempat for one in table.kolom), default=0)
        last = max((one.tempat for one in table.kolom), default=0)
        lines = [int(one["baris"]) for one in [*table.indikator, *table.anggaran]]
        bottom = max(lines, default=table.kepala.akhir - 1)
        span = f"{cell_name(table.kepala.awal, first)}:{cell_name(bottom, last)}"
        own = sel[sel["grup"] == number]
        for one in table.kolom:
            styles = own.loc[own["kolom_ke"] == one.tempat, "gaya"]
            style = styles.iloc[0] if len(styles) else ""
            rows.append(
                [
                    *(table.lembar, span, table.jenis, counted, column_letters(one.tempat)),
                    *(one.judul.teks, one.dipakai, one.judul.tahun, one.judul.kali, style),
                ]
            )
    columns = ["lembar", "rentang", "jenis", "baris", "kolom", "judul", "dipakai", "tahun", "kali"]
    return pd.DataFrame(rows, columns=[*columns, "gaya"])


USED = {
    "nama_indikator": "nama indikator",
    "pagu_rp": "pagu",
    "realisasi_rp": "realisasi rupiah",
    "nama_keluaran": "keluaran",
    "periksa": "hanya untuk memeriksa",
    "susunan": "susunan",
    "": "TIDAK DIBACA",
}
COUNTED = {"kinerja": "indikator", "anggaran": "baris anggaran"}
SCALES = {1000: "ribuan rupiah", 1_000_000: "jutaan rupiah", 1_000_000_000: "miliar rupiah"}


def describe_usulan(usulan: Usulan) -> list[str]:
    """Return what was taken for what, what was not read and what is asked, as lines."""
    lines = []
    keys = ["lembar", "rentang", "jenis", "baris"]
    for (lembar, span, jenis, count), some in usulan.bacaan.groupby(keys, sort=False):
        lines.append(f"{lembar} {span}: tabel {jenis}, {count} {COUNTED[jenis]}")
        for one in some.itertuples():
            more = (
                [one.tahun]
                if one.tahun
                and one.dipakai in ("target", "realisasi", "pagu_rp", "realisasi_rp", "periksa")
                else []
            )
            more += [SCALES[one.kali]] if one.kali in SCALES and one.dipakai else []
            more += [f"desimal {one.gaya}"] if one.gaya else []
            said = ", ".join([USED.get(one.dipakai, one.dipakai), *more])
            lines.append(f"  {one.kolom} “{one.judul}” → {said}")
    tables = usulan.tabel
    lines.append("Terbaca: " + ", ".join(f"{len(tables[n])} baris {n}" for n in ISIAN_TABEL))
    proven = [(n, p, why) for n, (p, why) in usulan.bukti.items() if p]
    lines += [f"  makin baik bila {p}: {n} ({why})" for n, p, why in proven[:SHOWN]]
    lines += _said_check(usulan.periksa, usulan.bukti)
    lines += _listed(
        "Tidak dibaca",
        [
            f"{r.lembar}!{r.rentang}: {r.sebab}" + (f" “{r.isi}”" if r.isi else "")
            for r in usulan.luput.itertuples()
        ],
    )
    lines += _listed(
        "Ragu, dikosongkan",
        [
            f"{r.lembar}!{r.sel}{f' “{r.isi}”' if r.isi else ''}: {r.sebab}. "
            f'Jawab: --sel "{r.lembar}!{r.sel}"=NILAI'
            for r in usulan.ragu.itertuples()
        ],
    )
    lines += _listed("Pertanyaan", usulan.tanya)
    return lines + _listed("Jawaban yang tidak mengenai apa pun", usulan.meleset)


def _said_check(found: pd.DataFrame, bukti: dict[str, tuple[str, str]]) -> list[str]:
    """Return how many printed achievements agree with the columns taken, and those that do not."""
    if found.empty:
        return []
    polarity = {name_key(name): p for name, (p, _) in bukti.items()}
    way = found["kunci"].map(polarity)
    agree = found["naik"].where(way != "turun", found["turun"]).astype(bool)
    agree |= way.isin(["", "rentang"]) & found["turun"].astype(bool)
    lines = [
        f"Capaian tercetak cocok dengan target dan realisasi di {agree.sum()} dari "
        f"{len(found)} baris"
    ]
    for row in found[~agree].head(SHOWN).itertuples():
        said = f"{row.target:g} dan {row.realisasi:g} memberi {row.hitung:.2f}"
        lines.append(f"  tidak cocok: {row.kunci} {row.tahun}: {said}, tercetak {row.tercetak:g}")
    return lines


def _listed(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = [f"  … dan {len(lines) - SHOWN} lagi"] if len(lines) > SHOWN else []
    return [f"{title} ({len(lines)}):", *(f"  {line}" for line in lines[:SHOWN]), *more]
