"""`make_report`: facts → a layout → faults, and the key to them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from .dokumen import Blok, Sel, cells_of, rewrite
from .fakta import Fakta, make_facts
from .saksi import contradicted
from .salah import CARA, FURNITURE, PERLU, SALAH, TULISAN, Cacat, Naskah, value_of
from .susun import ANGKA, UANG, Susunan, build, load_layouts, style_of

KEY = [
    "nomor",
    "salah",
    "keparahan",
    "jenis",
    "akar",
    "sel",
    "tabel",
    "baris_tabel",
    "kolom",
    "tahun",
    "tercetak",
    "benar",
]

RATE = 18  # figures for each fault: of 9.924 figures of four real reports 560 were contradicted
MAIN = ("tujuan", "sasaran")


@dataclass(frozen=True)
class Report:
    """A made report and its key.

    Attributes
    ----------
    dokumen : tuple of blocks
        The document (`dokumen.py`); `tulis.write_text` and `berkas.py` write it down.
    fakta : Fakta
        What is true of the dinas, before any fault.
    dihitung : Fakta
        What the dinas worked with: the same with its faults of method.
    aturan : dict
        Scale, formula and measure of efficiency of the report, as `dinas.toml` calls them.
    indikator : DataFrame
        `nama_indikator`, `polaritas`: what a dinas writes down of its main indicators.
    key : DataFrame, one row per cell that is not as it was
        `nomor` (the fault), `salah` (its kind), `keparahan` (tinggi, sedang, rendah), `jenis`
        (kinds of finding that name it rightly; `*` any), `akar` (the cause, not what follows from
        it), `sel`, `tabel`, `baris_tabel`, `kolom`, `tahun`, `tercetak` (empty: left out), `benar`.
        A consistent report has no row.
    """

    seed: int
    susunan: Susunan
    urusan: str
    dokumen: tuple[Blok, ...]
    fakta: Fakta
    dihitung: Fakta
    aturan: Mapping[str, str]
    indikator: pd.DataFrame
    key: pd.DataFrame


def make_report(seed: int, layout: str, urusan: str, faults: Sequence[str] = ()) -> Report:
    """Return one report; the same arguments give the same report.

    Parameters
    ----------
    seed : int
        What happened in this dinas, and where the faults stand.
    layout : str
        Name of a layout in `susunan.toml`.
    urusan : str
        Name of an urusan in `urusan.toml`.
    faults : sequence of str
        Kinds of fault (`salah.csv`), one for each fault; one that finds no place is left out, and
        so is one that nothing else in the report contradicts (`saksi.contradicted`: another print
        of the figure, its row, a sum, a mean, words): nobody who has the report alone could see it.
    """
    susunan = load_layouts()[layout]
    facts = make_facts(np.random.default_rng([seed, 1]), urusan)
    rng = np.random.default_rng([seed, 2])
    sound = build(facts, susunan)
    rows: list[dict] = []
    spoilt, used = facts, set()
    document = sound
    for kind in (kind for kind in faults if kind in CARA):
        found = CARA[kind](rng, spoilt, used)
        if not found:
            continue
        after, one, roots = found
        before, document_after = cells_of(document), build(after, susunan)
        changes = _differences(before, cells_of(document_after))
        root = {
            sel
            for sel in changes
            if before.get(sel, _NONE).peran in roots and before[sel].kunci == one.kode
        }
        said = {sel.hal for sel in (cells_of(document_after) | before).values()}
        needed = [(what, one.kode, facts.tahun + shift) for what, shift in PERLU.get(kind, ())]
        if not root or not said.issuperset(needed):
            continue
        rows += _key_rows(len(rows), kind, changes, root, cells_of(sound), susunan, facts, {})
        spoilt, document = after, document_after
        used.add(one.kode)
    rows = _last_word(rows, cells_of(sound), cells_of(document))
    naskah = Naskah(document, spoilt, susunan, rng)
    naskah.take(*(naskah.cells[row["sel"]] for row in rows if row["sel"] in naskah.cells))
    naskah.sibuk |= {str(sel.hal) for sel in naskah.cells.values() if sel.kunci in used}
    texts: dict[str, str] = {}
    gone: set[str] = set()
    for kind in (kind for kind in faults if kind in TULISAN):
        fault: Cacat | None = TULISAN[kind](naskah)
        if not fault:
            continue
        changes = {sel: text for sel, text in fault.ubah.items()}
        rows += _key_rows(
            len(rows), kind, changes, fault.akar, naskah.cells, susunan, facts, naskah.level
        )
        texts |= {sel: text for sel, text in fault.ubah.items() if text}
        gone |= fault.hilang
    rows, texts, gone = _seen(rows, texts, gone, document, spoilt, susunan)
    document = rewrite(document, texts, frozenset(gone))
    key = pd.DataFrame(rows, columns=KEY)
    key["nomor"] = pd.factorize(key["nomor"])[0] + 1
    polarity = pd.DataFrame(
        {
            "nama_indikator": [i.nama for i in facts.indikator],
            "polaritas": [i.arah for i in facts.indikator],
        }
    )
    rules = {"skala": susunan.skala, "turun": susunan.turun, "efisiensi": susunan.efisiensi}
    return Report(seed, susunan, urusan, document, facts, spoilt, rules, polarity, key)


_NONE = Sel("", "", "")


def _seen(
    rows: list[dict],
    texts: dict[str, str],
    gone: set[str],
    document: tuple[Blok, ...],
    worked: Fakta,
    susunan: Susunan,
) -> tuple[list[dict], dict[str, str], set[str]]:
    """Take back the faults of writing that nothing else in the report contradicts.

    Another fault may have spoilt what spoke against one, so each is tried as the report stands with
    all that are left; faults of method are only put where the report can show them (`PERLU`).
    """
    while True:
        against = contradicted(rewrite(document, texts, frozenset(gone)), worked, susunan)
        seen = {row["nomor"] for row in rows if row["salah"] in CARA or row["sel"] in against}
        lost = {row["nomor"] for row in rows} - seen
        if not lost:
            return rows, texts, gone
        mine = {row["sel"] for row in rows if row["nomor"] in lost}
        lines = {f"{row['tabel']}|{row['baris_tabel']}" for row in rows if row["nomor"] in lost}
        rows = [row for row in rows if row["nomor"] not in lost]
        texts = {sel: text for sel, text in texts.items() if sel not in mine}
        gone = gone - lines


def _differences(before: Mapping[str, Sel], after: Mapping[str, Sel]) -> dict[str, str]:
    """Return the cells that read otherwise or are gone: cell → what now stands there."""
    out = {}
    for sel_id, sel in before.items():
        text = after[sel_id].teks if sel_id in after else ""
        if sel.peran not in FURNITURE and text != sel.teks:
            out[sel_id] = text
    return out


def _last_word(rows: list[dict], sound: Mapping[str, Sel], spoilt: Mapping[str, Sel]) -> list[dict]:
    """Return the key with each cell once, as it stands after all faults of method."""
    out: dict[str, dict] = {}
    for row in sorted(rows, key=lambda row: not row["akar"]):  # a cause comes before a consequence
        text = spoilt[row["sel"]].teks if row["sel"] in spoilt else ""
        if text != sound[row["sel"]].teks:
            out.setdefault(row["sel"], row | {"tercetak": text})
    return sorted(out.values(), key=lambda row: row["nomor"])


def _key_rows(
    number: int,
    kind: str,
    changes: Mapping[str, str],
    roots,
    cells: Mapping[str, Sel],
    susunan: Susunan,
    facts: Fakta,
    levels: Mapping[str, str],
) -> list[dict]:
    about = SALAH[kind]
    graded = [
        _grade(cells[sel], changes[sel], susunan, facts, levels) for sel in changes if sel in roots
    ]
    grade = (
        min(graded, key=("tinggi", "sedang", "rendah").index)
        if about.keparahan == "hitung"
        else about.keparahan
    )
    rows = []
    for sel_id, text in changes.items():
        sel = cells[sel_id]
        table, row, _ = sel_id.split("|") if sel_id.count("|") == 2 else (*sel_id.split("|"), "")
        rows.append(
            {
                "nomor": number,
                "salah": kind,
                "keparahan": grade,
                "jenis": about.jenis,
                "akar": sel_id in roots,
                "sel": sel_id,
                "tabel": table,
                "baris_tabel": row,
                "kolom": sel.peran,
                "tahun": sel.tahun,
                "tercetak": text,
                "benar": sel.teks,
            }
        )
    return rows


def _grade(sel: Sel, text: str, susunan: Susunan, facts: Fakta, levels: Mapping[str, str]) -> str:
    """Return how much a wrong cell matters to somebody who must decide by the report.

    tinggi: it turns a main result of the year over 100 or by a tenth, the money of a programme or
    the whole by a twentieth, a share by ten points. rendah: hardly anybody would decide otherwise.
    """
    mark = "," if style_of(susunan.gaya, sel.id) == "koma" else "."
    new, old = value_of(text, mark), sel.nilai
    if new is None or old is None or sel.peran not in ANGKA:
        return "sedang"
    off = abs(new - old)
    share = off / abs(old) if old else Fraction(1)
    if sel.peran in ("persen", "efisiensi"):
        return "tinggi" if off >= 10 else "sedang" if off >= 1 else "rendah"
    if sel.peran in UANG:
        large = (
            sel.kunci == "jumlah"
            or levels.get(sel.id) in ("program", "sasaran", "jumlah")
            or sel.kunci.count(".") == 2
        )
        steps = (Fraction(1, 20), Fraction(1, 1000)) if large else (Fraction(10), Fraction(1, 20))
        return "tinggi" if share >= steps[0] else "sedang" if share >= steps[1] else "rendah"
    if sel.kunci.startswith("rata"):
        return "tinggi" if off >= 10 else "sedang" if off >= Fraction(1, 10) else "rendah"
    main = (
        sel.kunci.startswith("i")
        and sel.tahun == facts.tahun
        and sel.peran in ("target", "realisasi", "capaian")
    )
    turned = sel.peran == "capaian" and (new >= 100) != (old >= 100)
    if main:
        return (
            "tinggi"
            if turned or share >= Fraction(1, 10)
            else "sedang"
            if share >= Fraction(1, 100)
            else "rendah"
        )
    return "sedang" if share >= Fraction(1, 20) else "rendah"


def draw_faults(seed: int, layout: str, urusan: str) -> tuple[str, ...]:
    """Return the faults of one report, as many and of such kinds as real reports have."""
    rng = np.random.default_rng([seed, 3, zlib.crc32(f"{layout}/{urusan}".encode())])
    report = make_report(seed, layout, urusan)
    figures = sum(sel.peran in ANGKA for sel in cells_of(report.dokumen).values())
    count = max(1, round(figures / RATE * float(rng.uniform(0.4, 1.6))))
    weights = np.array([kind.bobot for kind in SALAH.values()], dtype=float)
    return tuple(
        str(kind) for kind in rng.choice(list(SALAH), size=count, p=weights / weights.sum())
    )
