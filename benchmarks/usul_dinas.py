"""`lakip new --dari` measured: what it proposes for a dinas, against what is true of the report.

- made reports (`latihan.buatan`), each layout as text, Word, Excel and PDF, half of them with
  faults as people make them. Truth is the sound report: every target, realisation, budget and
  spending that stands in one of its tables. A figure that all places of the faulty report print
  alike and wrong is read as printed, and counted apart: finding it is for the audit.
- the four real texts, against the tables that were made of them by hand (`data/`).

python benchmarks/usul_dinas.py buatan [--berkas txt,docx,xlsx,pdf] [--biji 901,902] [--rinci]
python benchmarks/usul_dinas.py asli --teks FOLDER [--data data] [--rinci]
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
from baca_laporan import print_counts, write

from lakip_analysis.audit.names import name_key
from lakip_analysis.data.catalogue import list_dinas, read_info
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.data.isian import RAGU
from lakip_analysis.latihan.buatan.dokumen import Tabel
from lakip_analysis.latihan.buatan.fakta import load_urusan
from lakip_analysis.latihan.buatan.laporan import draw_faults, make_report
from lakip_analysis.latihan.buatan.salah import value_of
from lakip_analysis.latihan.buatan.susun import load_layouts, style_of
from lakip_analysis.membaca.baca import read_report
from lakip_analysis.membaca.usul import propose
from lakip_analysis.numbers import read_number

SHOWN = ("benar", "ditanyakan", "kosong", "seperti tercetak", "salah diam-diam")
BUDGET = {"pagu": "pagu_rp", "uang": "realisasi_rp"}
PRINTED = ("kolom satuan", "tertulis di selnya")  # why a unit is as it is
MAIN = ("tujuan", "sasaran", "pendukung")


def proposed(usul) -> dict[tuple, object]:
    """Return the figures of a proposal: (kind, whose, year, what) → its cell (`Asal`)."""
    out = {}
    for one in usul.indikator:
        cell_name = one.sel["nama_indikator"]
        name = name_key(cell_name.isi.removeprefix(RAGU))
        for (role, year), cell in one.nilai.items():  # all of an indicator in doubt is asked
            asked = replace(cell, keadaan="ragu") if cell_name.keadaan == "ragu" else cell
            out[("kinerja", name, year, role)] = asked
    for line in usul.anggaran:
        whose = line.kode or name_key(line.sel["nama"].isi.removeprefix(RAGU))
        for column in BUDGET.values():
            cell = line.sel[column]
            asked = not line.kode and line.sel["nama"].keadaan == "ragu"
            cell = replace(cell, keadaan="ragu") if asked else cell
            out[("anggaran", whose, line.tahun, column)] = cell
    return out


def printed_figures(report) -> dict[tuple, list]:
    """Return the figures of the tables of a made report: the same keys → (value, as printed)."""
    facts = report.fakta
    names = {one.kode: one.nama for one in facts.indikator}
    outputs = {one.kode: one.nama for one in facts.keluaran}
    out = defaultdict(list)
    for table in report.dokumen:
        if not isinstance(table, Tabel):
            continue
        tokens = {column.token.partition("@")[0] for column in table.kolom}
        for row in table.baris:
            for sel in row.sel:
                name = names.get(sel.kunci) or ("nama" in tokens and outputs.get(sel.kunci))
                year = sel.tahun or table.tahun
                style = "," if style_of(report.susunan.gaya, sel.id) == "koma" else "."
                value = value_of(sel.teks, style) if sel.teks else None
                if sel.peran in ("target", "realisasi") and name:
                    out[("kinerja", name_key(name), year, sel.peran)].append((value, sel))
                elif sel.peran in BUDGET and re.fullmatch(r"[\d.]{7,}", sel.kunci):
                    whose = sel.kunci
                    out[("anggaran", whose, year, BUDGET[sel.peran])].append((value, sel))
    return out


def judge(sound, faulty, usul, detail: list) -> dict[str, Counter]:
    """Return how the proposal of a (faulty) report compares with the sound one."""
    count: dict[str, Counter] = defaultdict(Counter)
    cells, truth, told = proposed(usul), printed_figures(sound), printed_figures(faulty)
    # a line without a printed code is known by its level and name
    by_name = {(pos.level, name_key(pos.nama)): pos.kode for pos in sound.fakta.pos}
    made = {}
    for line in usul.anggaran:
        name = name_key(line.sel["nama"].isi.removeprefix(RAGU))
        if not line.kode or line.sel["kode"].sebab != "kode tercetak":
            made[line.kode or name] = by_name.get((line.level, name), line.kode or name)
    cells = {(k, made.get(w, w), y, c): v for (k, w, y, c), v in cells.items()}
    for key, places in truth.items():
        true = _exact(places)
        if true is None or key not in told:
            continue
        cell = cells.pop(key, None)
        wrong = {value for value, _ in told[key]}
        count[key[0]][_verdict(cell, true, wrong)] += 1
        if _verdict(cell, true, wrong) == "salah diam-diam":
            detail.append((key, cell.isi, float(true), [sel.teks for _, sel in told[key]]))
    for key, cell in cells.items():
        if cell.keadaan == "pasti":
            count[key[0]]["salah diam-diam"] += 1
            detail.append((key, cell.isi, "tidak ada", cell.sebab))
    _judge_words(sound, faulty, usul, count, detail)
    return count


def _exact(places: list) -> Fraction | None:
    """Return the value that the sound report prints of one figure, of several prints the finest."""
    known = [(value, sel) for value, sel in places if value is not None]
    return max(known, key=lambda one: len(one[1].teks))[0] if known else None


def _verdict(cell, true: Fraction, printed: set) -> str:
    if cell is None or cell.keadaan == "kosong":
        return "kosong"
    if cell.keadaan == "ragu":
        return "ditanyakan"
    value = None if cell.nilai is None else Fraction(cell.nilai)
    if value == true:
        return "benar"
    return "seperti tercetak" if printed == {value} else "salah diam-diam"


def _judge_words(sound, faulty, usul, count: dict[str, Counter], detail: list) -> None:
    """Count which way is better, the unit and the level of the main indicators."""
    about = {name_key(one.nama): one for one in (*sound.fakta.indikator, *sound.fakta.keluaran)}
    main = {name_key(one.nama) for one in sound.fakta.indikator}
    for one in usul.indikator:
        name = name_key(one.sel["nama_indikator"].isi.removeprefix(RAGU))
        known = about.get(name)
        asked = one.sel["nama_indikator"].keadaan == "ragu"
        said = "ditanyakan" if asked else "benar" if known else "salah diam-diam"
        count["nama"][said] += 1
        if known is None and asked:
            continue
        if known is None:
            detail.append(("nama", one.sel["nama_indikator"].isi))
            continue
        level = one.sel["level"].isi
        tests = {
            "arah": one.sel["polaritas"].isi == known.arah,
            "satuan": _unit(one.sel["satuan"].isi) == _unit(known.satuan),
            "tingkat": (level in MAIN) == (name in main),
        }
        for what, right in tests.items():
            column = {"arah": "polaritas", "tingkat": "level"}.get(what, what)
            cell = one.sel[column]
            wrong = "salah diam-diam"
            if what == "satuan" and _unit(cell.isi) in _printed_units(faulty, name):
                wrong = "seperti tercetak"
            said = "ditanyakan" if cell.keadaan == "ragu" else "benar" if right else wrong
            count[what][said] += 1
            if said == "salah diam-diam":
                detail.append((what, name, cell.isi, cell.sebab))


def _printed_units(report, name: str) -> set[str]:
    """Return the units that a report prints in the rows of an indicator."""
    names = {
        one.kode: name_key(one.nama) for one in (*report.fakta.indikator, *report.fakta.keluaran)
    }
    return {
        _unit(sel.teks)
        for table in report.dokumen
        if isinstance(table, Tabel)
        for row in table.baris
        for sel in row.sel
        if sel.peran == "satuan" and names.get(sel.kunci or row.kunci) == name
    }


def _unit(text: str) -> str:
    plain = re.sub(r"\s", "", text.casefold())
    return {"persen": "%"}.get(plain, plain)


def measure_made(kinds: list[str], seeds: list[int], detailed: bool) -> None:
    by_kind: dict[str, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    whole: dict[str, Counter] = defaultdict(Counter)
    by_layout: dict[str, Counter] = defaultdict(Counter)
    urusan = list(load_urusan())
    for number, layout in enumerate(load_layouts()):
        for seed in seeds:
            about = urusan[(number + seed) % len(urusan)]
            faults = draw_faults(seed, layout, about) if seed % 2 else ()
            sound = make_report(seed, layout, about)
            report = make_report(seed, layout, about, faults) if faults else sound
            for kind in kinds:
                with tempfile.TemporaryDirectory() as folder:
                    path = Path(folder) / f"laporan.{kind}"
                    write(report, kind, path)
                    bacaan = read_report(path, report.fakta.tahun if kind == "xlsx" else None)
                    usul = propose(bacaan, "lkjip", [report.fakta.kode_urusan])
                detail: list = []
                for what, counted in judge(sound, report, usul, detail).items():
                    whole[what] += counted
                    by_kind[kind][what] += counted
                    by_layout[layout] += counted if what in ("kinerja", "anggaran") else Counter()
                for one in detail if detailed else ():
                    print(layout, seed, kind, one)
    print_counts("isi", whole, SHOWN)
    sums = {kind: some["kinerja"] + some["anggaran"] for kind, some in by_kind.items()}
    print_counts("berkas", sums, SHOWN)
    print_counts("susunan", by_layout, SHOWN)


def measure_real(texts: Path, data: Path, detailed: bool) -> None:
    """Print how the proposals from the four real texts compare with the tables made by hand."""
    for dinas in list_dinas(data):
        info = read_info(data / dinas)
        document = info["dokumen"][-1]
        path = texts / document.get("teks", "")
        if not path.is_file():
            continue
        usul = propose(read_report(path), document["id"], info["urusan"])
        count, detail = _against(usul, load_dinas(data, dinas), _as_printed(data / dinas))
        print(dinas)
        print_counts("isi", count, SHOWN)
        for one in detail if detailed else ():
            print("  ", *one)


def _as_printed(folder: Path) -> set[tuple[str, str, str, str]]:
    """Return other values that the report prints: before a correction, or that were not chosen.

    Indicator or code, year, column, value.
    """
    out = set()
    tables = {
        name: pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("kinerja", "anggaran", "pilihan_lain", "terbitan_anggaran")
    }
    for row in tables["kinerja"].itertuples():
        out |= {
            (row.indikator, row.tahun, role, getattr(row, role)) for role in ("target", "realisasi")
        }
    for row in tables["pilihan_lain"].itertuples():
        out.add((row.indikator, row.tahun, row.kolom, row.nilai))
    codes = tables["anggaran"].assign(kunci=tables["anggaran"]["nama"].map(name_key))
    named = codes.groupby("kunci")["kode"].agg(set).to_dict()
    for row in (*tables["anggaran"].itertuples(), *tables["terbitan_anggaran"].itertuples()):
        own = {row.kode} if hasattr(row, "kode") else named.get(name_key(row.nama_tercetak), set())
        for column in BUDGET.values():
            out |= {(code, row.tahun, column, getattr(row, column)) for code in own}
    return out


def _against(usul, known, printed: set) -> tuple[dict[str, Counter], list]:
    count: dict[str, Counter] = defaultdict(Counter)
    detail: list = []
    rows = known.tabel["indikator"].set_index("indikator")
    rows = rows[rows["level"].isin(MAIN)]
    found = {}
    lines = known.tabel["terbitan_kinerja"].set_index("id")["nama_tercetak"].map(name_key)
    cited = known.tabel["kinerja"]
    for slug, row in rows.iterrows():
        ids = cited.loc[cited["indikator"] == slug, ["sumber_target", "sumber_realisasi"]]
        names = {name_key(row["nama_indikator"])}
        names |= {lines[one] for one in ids.to_numpy().ravel() if one in lines.index}
        hits = [
            one
            for one in usul.indikator
            if name_key(one.sel["nama_indikator"].isi.removeprefix(RAGU)) in names
            or {name_key(usul.bacaan.baris[n].kata["nama"]) for n in one.nomor} & names
        ]
        found[slug] = hits[0] if hits else None
        count["indikator"]["benar" if hits else "kosong"] += 1
        if not hits:
            detail.append(("indikator", slug))
            continue
        for what in ("polaritas", "satuan", "level"):
            cell = hits[0].sel[what]
            right = _unit(cell.isi) == _unit(row[what]) or (what == "level" and cell.isi in MAIN)
            wrong = "seperti tercetak" if cell.sebab in PRINTED else "salah diam-diam"
            said = "ditanyakan" if cell.keadaan == "ragu" else "benar" if right else wrong
            count[what][said] += 1
            if said == "salah diam-diam":
                detail.append((what, slug, cell.isi, row[what]))
    for row in cited[cited["indikator"].isin(rows.index)].itertuples():
        for role in ("target", "realisasi"):
            text = getattr(row, role)
            if row.target_bawah == row.target_bawah and role == "target":  # a range
                text = f"{row.target_bawah} - {row.target_atas}"
            if not text:
                continue
            one = found[row.indikator]
            cell = one.nilai.get((role, row.tahun)) if one else None
            said = _same(cell, text)
            if said == "salah diam-diam":
                said = _or_printed(cell, (row.indikator, str(row.tahun), role), printed)
            count["kinerja"][said] += 1
            if said == "salah diam-diam":
                detail.append((row.indikator, row.tahun, role, cell.isi, text, cell.sebab))
    _against_budget(usul, known.tabel["anggaran"], count, detail, printed)
    extra = [one for one in usul.indikator if all(one is not hit for hit in found.values())]
    count["indikator lain"]["benar"] += len(extra)  # proposed, and not among those made by hand
    detail += [("lain", one.level, one.sel["nama_indikator"].isi) for one in extra]
    return count, detail


def _or_printed(cell, key: tuple, printed: set) -> str:
    """Return whether a value is one that the report prints there, though not the one in use."""
    known = {value for *place, value in printed if tuple(place) == key}
    same = any(_same(cell, value) == "benar" for value in known if value)
    return "seperti tercetak" if same else "salah diam-diam"


def _against_budget(usul, lines: pd.DataFrame, count: dict, detail: list, printed: set) -> None:
    cells = {(one.kode, one.tahun): one for one in usul.anggaran}
    for row in lines.itertuples():
        line = cells.pop((row.kode, row.tahun), None)
        for column in BUDGET.values():
            true = getattr(row, column)
            if pd.isna(true):
                continue
            cell = line.sel[column] if line else None
            said = _same(cell, Decimal(str(true)))
            if said == "salah diam-diam":
                said = _or_printed(cell, (row.kode, str(row.tahun), column), printed)
            count["anggaran"][said] += 1
            if said == "salah diam-diam":
                detail.append((row.kode, row.tahun, column, cell.isi, true))
    count["baris anggaran lain"]["benar"] += len(cells)


def _same(cell, true) -> str:
    """Return how a proposed cell compares with the value in use."""
    if cell is None or cell.keadaan == "kosong":
        return "kosong"
    if cell.keadaan == "ragu":
        return "ditanyakan"
    if isinstance(true, Decimal):
        return "benar" if cell.nilai == true else "salah diam-diam"
    one, two = (re.sub(r"\s", "", str(text)).replace(",", ".") for text in (cell.isi, true))
    values = [read_number(text, "titik").nilai for text in (one, two)]
    same = one.casefold() == two.casefold() or (None not in values and values[0] == values[1])
    return "benar" if same else "salah diam-diam"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("apa", choices=("buatan", "asli"))
    parser.add_argument("--berkas", default="txt,docx,xlsx,pdf")
    parser.add_argument("--biji", default="901,902")
    parser.add_argument("--rinci", action="store_true", help=f"tiap sel yang salah; {RAGU} bukan")
    parser.add_argument("--teks", type=Path)
    parser.add_argument("--data", type=Path, default=Path("data"))
    given = parser.parse_args()
    if given.apa == "buatan":
        seeds = [int(seed) for seed in given.biji.split(",")]
        measure_made(given.berkas.split(","), seeds, given.rinci)
    else:
        measure_real(given.teks, given.data, given.rinci)


if __name__ == "__main__":
    main()
