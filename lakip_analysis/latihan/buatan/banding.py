"""Findings of an audit against the key of a made report: faults seen, findings that are right.

A fault is found when a finding of a kind that names it shares a line with its cause and shows the
wrong or the right value. A finding is right when it looks at a cell that is wrong: on its lines
stands a keyed cell of a column that this kind of finding is about. What no map reads counts as
missed.
"""

from __future__ import annotations

import re

import pandas as pd

from .dokumen import Kalimat, Tabel
from .fakta import round_half_up
from .laporan import Report
from .salah import value_of
from .tulis import claim_of

# the columns a kind of finding is about, as the made reports call them; other kinds: any
SAME = ("beda_antartabel", "nilai_usang", "angka_janggal", "jumlah_tidak_cocok", "baris_hilang")
ABOUT = {
    "capaian_tidak_cocok": ("target", "realisasi", "capaian"),
    "polaritas_keliru": ("target", "realisasi", "capaian"),
    "predikat_tidak_cocok": ("target", "realisasi", "capaian", "predikat"),
    "rata_rata_tidak_cocok": ("capaian", "persen", "realisasi", "target"),
    "pembilang_penyebut": ("pembilang", "penyebut", "realisasi", "target", "capaian"),
    "serapan_tidak_cocok": ("pagu", "uang", "persen"),
    "efisiensi_tidak_cocok": (
        "pagu",
        "uang",
        "persen",
        "efisiensi",
        "capaian",
        "target",
        "realisasi",
    ),
    "target_lemah": ("target", "realisasi"),
    "label_keliru": ("judul", "nomor", "satuan", "kode", "rujukan", "daftar", "tahun"),
}
CHANGED = ("pagu_induk", "pagu", "selisih_pagu")
PRODUCT = {"uang": "realisasi", "selisih_pagu": "perubahan"}  # a column here → as findings call it
MONEY = ("pagu", "uang", "realisasi")
NAMES = (
    "nama",
    "tahun",
)  # a wrong name or year may be met by any kind: its figures are those of another
# no contradiction: such a fault bears out no other kind of finding, its arithmetic is right
WEAK = "target_lemah"


def unread_cells(report: Report) -> set[str]:
    """Return the cells that no map reads."""
    out = set()
    for block in report.dokumen:
        if isinstance(block, Kalimat) and not block.isi and not claim_of(block):
            out |= {part.id for part in block.bagian if not isinstance(part, str)}
        elif isinstance(block, Tabel):
            read = [
                any(getattr(column, isi) not in ("-", "catatan") for isi in block.isi)
                for column in block.kolom
            ]
            out |= {
                sel.id
                for row in block.baris
                for sel, known in zip(row.sel, read, strict=True)
                if not known
            }
    return out


def place_key(report: Report, where: dict[str, int]) -> pd.DataFrame:
    """Return the key with the line of each cell; a cell left out stands at what it is part of."""
    lines = []
    for row in report.key.itertuples():
        if row.sel in where:
            lines.append((where[row.sel],))
            continue
        parent = row.baris_tabel.rpartition(".")[0]
        column = {"uang": "uang", "pagu": "pagu"}.get(row.kolom, row.kolom)
        same = [
            number
            for sel, number in where.items()
            if sel.split("|")[1:2] == [row.baris_tabel]
            and sel.split("|")[-1].partition("@")[0] in (column, "target")
        ]
        above = [
            number for sel, number in where.items() if sel.startswith(f"{row.tabel}|{parent}|")
        ]
        lines.append(tuple(sorted({*same, *above})))
    return report.key.assign(
        garis=pd.Series(lines, index=report.key.index, dtype=object),
        terbaca=~report.key["sel"].isin(unread_cells(report)),
    )


def bare(text: str) -> str:
    """Return a printed value without marks: 1.234,00 and 1234 are one, so are 95,20 and 95,2."""
    found = re.search(r"\d[\d.,]*", text)
    if not found:
        return text.casefold().strip()
    number = found[0].rstrip(".,")
    decimals = re.search(r"[.,](\d{1,2})$", number)
    if decimals:
        number = number[: decimals.start()] + decimals[1].rstrip("0")
    return re.sub(r"[.,]", "", number)


def same_value(proposed: str, right: str) -> bool:
    """Say whether a proposal (1.234,56) rounds to what a cell should print, in whatever style."""
    value, found = value_of(proposed, ","), re.search(r"\d[\d.,]*", right)
    if value is None or not found:
        return proposed.casefold() == right.casefold()
    for mark, thousand in ((",", r"\."), (".", ",")):
        shape = rf"(?:\d{{1,3}}(?:{thousand}\d{{3}})+|\d+)(?:{re.escape(mark)}(\d+))?"
        number = re.fullmatch(shape, found[0].rstrip(".,"))
        if number and round_half_up(value, len(number[1] or "")) == value_of(right, mark):
            return True
    return False


def shown_values(row) -> set[str]:
    """Return everything a finding shows its reader, bare: figures, and the texts as they stand."""
    texts = [
        row.tercetak,
        row.hitung_ulang,
        *row.juga_tercetak,
        *row.usul,
        row.nama,
        row.penjelasan,
    ]
    figures = {bare(number) for text in texts for number in re.findall(r"\d[\d.,]*", text)}
    words = {part.strip().casefold() for text in texts for part in [text, *text.split(" / ")]}
    return figures | words


SLIPS = ("beda_antartabel", "angka_janggal", "nilai_usang")

# the kind that fits a slip best, by the column it stands in
FITTING = {
    "capaian": "capaian_tidak_cocok",
    "persen": "serapan_tidak_cocok",
    "efisiensi": "efisiensi_tidak_cocok",
    "pembilang": "pembilang_penyebut",
    "penyebut": "pembilang_penyebut",
}


def fitting_kind(cell) -> str:
    """Return the one kind of finding that a fault counts under; `*` where none is made for it."""
    if "rata_rata_tidak_cocok" in cell.jenis and cell.baris_tabel.startswith("rata"):
        return "rata_rata_tidak_cocok"
    fitting = FITTING.get(cell.kolom, "") if cell.jenis[0] in SLIPS else ""
    return fitting if fitting in cell.jenis else cell.jenis[0]


def match_faults(key: pd.DataFrame, temuan: pd.DataFrame) -> pd.DataFrame:
    """Return one row per fault: `ketat` (kind, line and value), `garis` (kind and line), `terbaca`.

    `temuan` with `penjelasan`, each finding in words.
    """
    found = [(row.jenis, set(row.baris), shown_values(row)) for row in temuan.itertuples()]
    rows = []
    for number, cells in key.groupby("nomor"):
        roots = cells[cells["akar"]]
        first = next(roots.itertuples())
        lines = {line for some in roots["garis"] for line in some}
        values = {bare(text) for text in (*roots["tercetak"], *roots["benar"]) if text}
        near = [
            shown
            for jenis, some, shown in found
            if some & lines and ("*" in first.jenis or jenis in first.jenis)
        ]
        bare_kind = first.salah in ("tak_lapor", "judul_nomor", "judul_tahun")  # says no figure
        rows.append(
            {
                "nomor": number,
                "salah": first.salah,
                "keparahan": first.keparahan,
                "jenis": fitting_kind(first),
                "akar": first.sel,
                "kolom": first.kolom,
                "tercetak": first.tercetak,
                "benar": first.benar,
                "baris": tuple(sorted(lines)),
                "terbaca": bool(roots["terbaca"].any()),
                "garis": bool(near),
                "ketat": bool(near) if bare_kind else any(shown & values for shown in near),
            }
        )
    return pd.DataFrame(rows)


def judge_findings(key: pd.DataFrame, temuan: pd.DataFrame) -> pd.DataFrame:
    """Return the findings with `benar` (looks at a wrong cell) and `usul_benar`.

    `usul_benar` is missing where not just one value is proposed.
    """
    cells = [(set(row.garis), row) for row in key.itertuples()]
    right, proposals = [], []
    for found in temuan.itertuples():
        lines = set(found.baris)
        column = found.sel.rpartition("|")[2] if found.sel else ""
        year = re.search(r"-(\d{4})(?:-\d+)?\|", found.sel or "")
        right.append(
            any(
                where & lines and _concerns(found.jenis, column, year and int(year[1]), row)
                for where, row in cells
            )
        )
        proposals.append(_proposal(found, cells))
    return temuan.assign(
        benar=right, usul_benar=pd.Series(proposals, index=temuan.index, dtype=object)
    )


def _concerns(jenis: str, column: str, year: int | None, cell) -> bool:
    if WEAK in cell.jenis:
        return jenis == WEAK and cell.kolom in ABOUT[WEAK]
    if cell.kolom in NAMES:
        return True
    if jenis in SAME:
        if not column or (column == "perubahan" and cell.kolom in CHANGED):
            return True  # a claim in words is about no column; a change about what it is between
        if jenis == "angka_janggal" and column in MONEY and cell.kolom in MONEY:
            return True  # spent more than there is: one of the two
        role = PRODUCT.get(cell.kolom, cell.kolom)
        # a cell left out has no year in the frame of findings that could differ
        return role == column and (year is None or cell.tahun == year)
    return cell.kolom in ABOUT.get(jenis, (cell.kolom,))


def _proposal(found, cells) -> bool | None:
    """Say whether the one value a finding proposes is the right one for a cell that is wrong."""
    if len(found.usul) != 1:
        return None
    wanted = {(line, column) for line, column in found.usul_sel[0]}
    for where, row in cells:
        role = PRODUCT.get(row.kolom, row.kolom)
        if any((line, role) in wanted for line in where) and same_value(found.usul[0], row.benar):
            return True
    return False
