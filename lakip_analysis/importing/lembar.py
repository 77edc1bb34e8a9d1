"""`lakip import LEMBAR.xlsx`: the response sheet of an audit, filled in → `tanggapan.csv`.

Every answer goes to its finding by the key in the last column, wherever the row stands. All faults
are said at once; nothing is written where there is one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pandas as pd

from ..audit import audit_dinas
from ..bahasa.kolom import heading
from ..bahasa.say import word
from ..data.buku_kerja import Lembar
from ..data.csvwrite import csv_text
from ..data.dinas import load_printed
from ..data.schemas import TABEL
from ..errors import Fault, command, short_name
from ..numbers import Angka, read_date, read_number, read_rupiah
from .buku_simpan import keep_old

__all__ = ["ANSWERS", "KEY", "SEPARATOR", "TANGGAPAN", "holds_answers", "import_answers"]

TANGGAPAN = "tanggapan.csv"

# columns of the sheet that a dinas fills in, as the dictionary of columns names them
ANSWERS = ("diterima", "ditolak", "alasan", "perbaikan", "penanggung_jawab", "tenggat")
KEY = "kunci_temuan"
SEPARATOR = " | "  # before it stands the dinas, behind it the key of the finding

YES = ("ya", "y", "x", "v", "✓", "✔", "√", "1", "true")

MONEY = ("pagu", "pagu_induk", "realisasi")  # cells of terbitan_anggaran that are rupiah

SHOWN = 60  # answers that are listed


@dataclass(frozen=True)
class Baris:
    """One row of the sheet: where it stands, its key, its answers as text by column."""

    berkas: str
    baris: int
    kunci: str
    isi: dict[str, str]
    angka: frozenset[str]
    luput: dict[str, str]

    def fault(self, kolom: str, masalah: str, langkah: str, nilai: str | None = None) -> Fault:
        """Return a fault of one of its cells."""
        value = self.isi.get(kolom, "") if nilai is None else nilai
        title = heading(kolom, "id", "lembar")
        return Fault(self.berkas, self.baris, title, value, masalah, langkah)


def holds_answers(sheets: list[Lembar]) -> bool:
    """Say whether a workbook is a response sheet: by its heads, whatever the file is called."""
    return any(_head(lembar) is not None for lembar in sheets)


def import_answers(
    sheets: list[Lembar],
    nama: str,
    data_dir: Path | str,
    dinas: str,
    simpan: bool = False,
    ganti: bool = False,
) -> tuple[list[str], list[Fault]]:
    """Take the answers of a response sheet; write `tanggapan.csv` when `simpan`.

    Parameters
    ----------
    sheets : list of Lembar
        Sheets of the workbook; those without the heads of a response sheet are left alone.
    nama : str
        Name of the file, for the messages.
    data_dir, dinas
        The dinas whose findings are answered; rows of others are left out and counted.
    simpan : bool
        Write; else only say what would be taken.
    ganti : bool
        Drop the answers that stand in `tanggapan.csv` and not in the workbook.

    Returns
    -------
    list of str, list of Fault
        What was taken, as lines; every fault of the sheet.

    Raises
    ------
    DataError
        Unknown dinas, or faults of its data.
    """
    data = load_printed(data_dir, dinas)
    temuan = _with_cells(audit_dinas(data), data.tabel)
    rows, faults = _rows(sheets, nama)
    mine = [row for row in rows if row.kunci.partition(SEPARATOR)[0] == dinas or not row.kunci]
    others = sorted({row.kunci.partition(SEPARATOR)[0] for row in rows if row not in mine} - {""})
    old = data.tabel["tanggapan"]
    years = {one["id"]: one["tahun"] for one in data.info["dokumen"]}
    new, wrong = _answers(mine, temuan, old, years)
    faults += wrong
    if not any(row.kunci for row in mine) and not faults:
        there = f"; yang ada: {', '.join(others)}" if others else ""
        make = command("audit", "--dinas", dinas, "--lembar", "BERKAS.xlsx", data=data_dir)
        step = f"buat lembarnya dengan: {make}"
        problem = f"tidak ada baris milik dinas ini{there}"
        faults.append(Fault(nama, None, "Kunci temuan", dinas, problem, step))
    lines = _describe(new, old, temuan, len([row for row in mine if row.kunci]))
    if others:
        lines.append(f"Dilewati, milik dinas lain: {', '.join(others)}")
    if faults or new.empty:
        return lines, faults
    table = _laid_over(old.iloc[:0] if ganti else old, new)
    path = Path(data_dir) / dinas / TANGGAPAN
    if csv_text(table) == csv_text(_laid_over(old, old.iloc[:0])):
        return [*lines, f"Tidak ada yang berubah di {short_name(path)}."], []
    if not simpan:
        return [*lines, f"Belum ditulis. Tulis ke {short_name(path)} dengan --simpan"], []
    fresh = path.with_name(f".{TANGGAPAN}.baru")
    fresh.write_text(csv_text(table), encoding="utf-8", newline="\n")
    kept = keep_old(path)
    os.replace(fresh, path)
    lines += [f"Ditulis: {short_name(path)}", *(f"Yang lama disimpan sebagai {kept}",) * bool(kept)]
    step = command("check", "--dinas", dinas, data=data_dir)
    return [*lines, f"Periksa dengan: {step}"], []


def _with_cells(temuan: pd.DataFrame, tabel: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Say of each finding whether its cell holds rupiah, and which cell prints its `tercetak`.

    Added: `rupiah`, and `sel_cetak` (`line column`, as in `usul_sel`): the cell in question where
    it prints that text and nothing else is meant by it; else empty.
    """
    said = {}
    for name in ("terbitan_kinerja", "terbitan_anggaran"):
        rows = tabel[name].set_index("id")
        for column in (one for one in rows if one.endswith("_tercetak")):
            lines = rows["baris"].astype(int).astype(str)
            cell = column.removesuffix("_tercetak")
            keys = rows.index + f"|{cell}"
            said |= dict(zip(keys, zip(rows[column], lines + f" {cell}", strict=True), strict=True))
    budget = set(tabel["terbitan_anggaran"]["id"])
    cells = temuan["sel"].str.rpartition("|")
    pairs = [said.get(cell, (None, "")) for cell in temuan["sel"]]
    same = zip(pairs, temuan["tercetak"], strict=True)
    return temuan.assign(
        rupiah=cells[0].isin(budget) & cells[2].isin(MONEY),
        sel_cetak=[where if text == printed else "" for (text, where), printed in same],
    )


def _head(lembar: Lembar) -> tuple[int, dict[str, int]] | None:
    """Return the row of heads and the column of each answer and of the key; `None`: no such sheet.

    The key and one of the two choices tell the sheet; of the rest what is missing is a fault.
    """
    titles = {_fold(heading(name, "id", "lembar")): name for name in (*ANSWERS, KEY)}
    for number, cells in enumerate(lembar.baris[:10]):
        found = {
            titles[_fold(cell)]: place for place, cell in enumerate(cells) if _fold(cell) in titles
        }
        if KEY in found and {"diterima", "ditolak"} & set(found):
            return number, found
    return None


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _rows(sheets: list[Lembar], nama: str) -> tuple[list[Baris], list[Fault]]:
    """Return the rows of every response sheet, and the columns that are missing."""
    rows, faults = [], []
    for lembar in sheets:
        head = _head(lembar)
        if head is None:
            continue
        top, places = head
        where = f"{nama} [{lembar.nama}]"
        for name in ANSWERS:
            if name not in places:
                title = heading(name, "id", "lembar")
                step = "kembalikan kolomnya, atau buat lembar baru dengan lakip audit --lembar"
                faults.append(Fault(where, top + 1, title, None, "kolom tidak ada", step))
        for number, cells in enumerate(lembar.baris[top + 1 :], top + 1):
            at = {name: (number, place) for name, place in places.items()}
            text = {n: cells[c] if c < len(cells) else "" for n, (_, c) in at.items()}
            days = {n: lembar.tanggal[spot] for n, spot in at.items() if spot in lembar.tanggal}
            unread = {n: lembar.luput[s] for n, s in at.items() if s in lembar.luput}
            text["tenggat"] = days.get("tenggat", text.get("tenggat", ""))
            unread = {n: why for n, why in unread.items() if not (n == "tenggat" and n in days)}
            answers = {name: text.get(name, "").strip() for name in ANSWERS}
            if not (text[KEY] or any(answers.values()) or unread):
                continue
            exact = frozenset(n for n, spot in at.items() if spot in lembar.angka)
            rows.append(Baris(where, number + 1, text[KEY].strip(), answers, exact, unread))
    return rows, faults


def _answers(
    rows: list[Baris], temuan: pd.DataFrame, old: pd.DataFrame, years: Mapping[str, int]
) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the answers as rows of `tanggapan.csv`, in the order of the sheet, and the faults.

    `years`: that of each document.
    """
    known = {_fold(key): row for key, row in zip(temuan[KEY], temuan.itertuples(), strict=True)}
    before = {_fold(row.kunci_temuan): row for row in old.itertuples()}
    out, faults, seen = [], [], {}
    for row in rows:
        if not any(row.isi.values()) and not row.luput:
            continue
        key = _fold(row.kunci.partition(SEPARATOR)[2])
        finding = known.get(key, before.get(key))
        wrong = [*_whose(row, finding, seen.get(key)), *_choice(row)]
        seen.setdefault(key, row)
        day, bad_day = _day(row, years.get(getattr(finding, "dokumen", ""), 0))
        repair, cells, bad_repair = _repair(row, known.get(key), before.get(key))
        wrong += [*bad_day, *bad_repair]
        faults += wrong
        if not wrong:
            out.append(_as_table(row, finding, repair, cells, day))
    columns = [kolom.nama for kolom in TABEL["tanggapan"].kolom]
    return pd.DataFrame(out, columns=columns, dtype=object), faults


def _whose(row: Baris, finding, twice: Baris | None) -> Iterator[Fault]:
    """Return what is wrong with the key of an answer."""
    if not row.kunci:
        step = "kembalikan kuncinya dari lembar asli, atau tulis jawabannya di baris temuannya"
        yield row.fault(KEY, "jawaban tanpa kunci temuan", step, "")
    elif finding is None:
        step = "buat lembar baru dengan lakip audit --lembar, lalu salin jawabannya ke sana"
        yield row.fault(KEY, "kunci ini bukan temuan dalam audit sekarang", step, row.kunci)
    elif twice is not None:
        step = "sisakan satu jawaban"
        yield row.fault(KEY, f"temuan ini sudah dijawab di baris {twice.baris}", step, row.kunci)


def _choice(row: Baris) -> Iterator[Fault]:
    """Return what is wrong with the choice between Diterima and Ditolak."""
    yes, no = (row.isi[name].casefold() for name in ("diterima", "ditolak"))
    for name, said in (("diterima", yes), ("ditolak", no)):
        if said and said not in YES:
            yield row.fault(name, "jawaban tidak dikenal", "pilih ya, atau kosongkan")
    if yes and no:
        yield row.fault(
            "diterima", "diterima dan ditolak sekaligus", "sisakan satu", f"{yes} / {no}"
        )
    elif not yes and not no:
        step = "pilih ya di Diterima atau di Ditolak, atau kosongkan barisnya"
        yield row.fault("diterima", "terisi, tetapi belum diterima atau ditolak", step)
    elif no and not row.isi["alasan"] and "alasan" not in row.luput:
        yield row.fault("alasan", "ditolak tanpa alasan", "tulis mengapa angka tercetaknya benar")
    if no and not yes and row.isi["perbaikan"]:
        step = "terima temuannya bila angkanya memang perlu diperbaiki, atau kosongkan Perbaikan"
        yield row.fault("perbaikan", "ditolak, tetapi ada perbaikannya", step)
    for name in ("alasan", "penanggung_jawab", "diterima", "ditolak"):
        if name in row.luput:
            yield row.fault(name, f"tidak terbaca: {row.luput[name]}", "tulis sebagai teks")


def _day(row: Baris, tahun: int) -> tuple[str, list[Fault]]:
    """Return the day an answer is due, or why it is none.

    A bare number is no day; and one that Excel shows as a day (45000) would most often lie before
    the report of `tahun` could be answered.
    """
    text, step = row.isi["tenggat"], "tulis mis. 31 Maret 2025"
    if "tenggat" in row.luput:
        return "", [row.fault("tenggat", f"bukan tanggal ({row.luput['tenggat']})", step)]
    days = read_date(text) if text else []
    if text and not days:
        return "", [row.fault("tenggat", "bukan tanggal", step)]
    if len(days) > 1:
        said = " atau ".join(map(str, days))
        return "", [row.fault("tenggat", f"dapat berarti {said} (tahun-bulan-hari)", step)]
    if days and days[0].year <= tahun:
        problem = f"sebelum laporan {tahun} dapat ditanggapi"
        step = (
            f"tulis hari sesudah tahun {tahun}; angka biasa (45000) oleh Excel dibaca sebagai hari"
        )
        return "", [row.fault("tenggat", problem, step)]
    return (str(days[0]) if days else ""), []


def _repair(row: Baris, finding, before) -> tuple[str, str, list[Fault]]:
    """Return the accepted value, the printed cells it is of (`usul_sel`), and what is wrong.

    `finding`: as the audit has it now, `before`: as it was answered once; of one that is not found
    any more only the latter is there.
    """
    text = row.isi["perbaikan"]
    if "perbaikan" in row.luput:
        step = "beri sel itu format Teks, lalu tulis nilainya lagi"
        return "", "", [row.fault("perbaikan", f"tidak terbaca: {row.luput['perbaikan']}", step)]
    if finding is not None and row.isi["diterima"]:
        return _proposed(row, finding) if not text else _written_repair(row, finding)
    if before is not None and text in ("", before.perbaikan):
        return before.perbaikan, before.usul_sel, []
    return text, "", []


def _proposed(row: Baris, finding) -> tuple[str, str, list[Fault]]:
    """Return the value proposed, where an answer writes none: of several one must be chosen."""
    if len(finding.usul) > 1:
        step = f"tulis salah satu: {' atau '.join(finding.usul)}"
        return "", "", [row.fault("perbaikan", "beberapa usul, belum dipilih", step)]
    return (*next(iter(_proposals(finding).items()), ("", "")), [])


def _written_repair(row: Baris, finding) -> tuple[str, str, list[Fault]]:
    """Return the value an answer writes; it is of the cells of a proposal where that is sure."""
    text, proposals = row.isi["perbaikan"], _proposals(finding)
    if text in finding.usul:
        value = list(proposals)[finding.usul.index(text)]
        return value, proposals[value], []
    money = finding.usul[0].startswith("Rp") if finding.usul else finding.rupiah
    printed = (read_rupiah if money else read_number)(finding.tercetak, "koma")
    if not proposals and printed.jenis != "angka":
        if _fold(text) == _fold(finding.tercetak):
            return "", "", [_as_printed(row)]
        return text, "", []  # a name, a grade, a table: any other text will do
    value = _number(text, money, exact="perbaikan" in row.angka)
    if not value:
        shape = "rupiah, mis. 227879550" if money else "angka, mis. 46,57"
        step = f"tulis {shape}, tanpa kata lain"
        if read_number(text).jenis == "ambigu":
            step = f"satu tanda dengan tiga angka di belakangnya dapat berarti ribuan; {step}"
        return "", "", [row.fault("perbaikan", "bukan nilai untuk sel itu", step)]
    # another value than proposed is of the printed cell: sure where that is the one to repair
    own = finding.sel_cetak
    alike = [cells for cells in proposals.values() if own in cells.split(", ")]
    sure = alike[0] if alike else "" if proposals else own
    cells = proposals.get(value, sure)
    same = printed.jenis == "angka" and Decimal(value) == printed.nilai
    if same and (not cells or own in cells.split(", ")):
        return "", "", [_as_printed(row)]
    return value, cells, []


def _as_printed(row: Baris) -> Fault:
    """Return the fault of a repair that leaves the cell as it was found to contradict."""
    step = "tulis nilai yang benar; bila yang tercetak benar, pilih Ditolak dan tulis alasannya"
    return row.fault("perbaikan", "sama dengan yang tercetak, jadi tidak memperbaiki apa pun", step)


def _proposals(finding) -> dict[str, str]:
    """Return each proposed value with a decimal point → its cells, as `temuan.csv` writes them."""
    pairs = zip(finding.usul, finding.usul_sel, strict=True)
    return {
        _written(read_rupiah(value) if value.startswith("Rp") else read_number(value, "koma")): (
            ", ".join(f"{line} {column}" for line, column in places)
        )
        for value, places in pairs
    }


def _number(text: str, money: bool, exact: bool = False) -> str:
    """Return a written value with a decimal point; empty where it is none, or could mean two.

    Examples
    --------
    >>> _number("Rp227.879.550", True), _number("46,57", False), _number("1.234", False)
    ('227879550', '46.57', '')
    >>> _number("84,48%", True), _number("kurang", False), _number("1.234", False, exact=True)
    ('', '', '1.234')
    """
    if exact:
        return text.removesuffix("%") if not money or "%" not in text else ""
    if money:
        found = read_rupiah(text, "koma")
        bad = "%" in text or (found.nilai is not None and found.nilai < 0) or found.satuan
    else:
        found, bad = read_number(text), False
    return "" if bad else _written(found)


def _written(found: Angka) -> str:
    return f"{found.nilai:f}" if found.jenis == "angka" and found.nilai is not None else ""


def _as_table(row: Baris, finding, repair: str, cells: str, day: str) -> dict:
    """Return one answer as a row of `tanggapan.csv`."""
    lines = finding.baris
    first = lines[0] if isinstance(lines, tuple) and lines else lines
    year = finding.tahun
    return {
        KEY: finding.kunci_temuan,
        "dokumen": finding.dokumen,
        "jenis": finding.jenis,
        "tahun": "" if pd.isna(year) else str(int(year)),
        "nama": finding.nama,
        "tabel": finding.tabel,
        "baris": "" if first in ((), "") or pd.isna(first) else str(int(first)),
        "tercetak": finding.tercetak,
        "tanggapan": "diterima" if row.isi["diterima"] else "ditolak",
        "alasan": row.isi["alasan"],
        "perbaikan": repair,
        "usul_sel": cells,
        "penanggung_jawab": row.isi["penanggung_jawab"],
        "tenggat": day,
    }


def _laid_over(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the answers that stand with the new ones over them, in an order of their own."""
    columns = [kolom.nama for kolom in TABEL["tanggapan"].kolom]
    plain = old[columns].assign(
        **{name: pd.array(old[name], dtype="Int64") for name in ("tahun", "baris")}
    )
    stand = plain.astype(object).where(plain.notna(), "").astype(str)
    both = pd.concat([stand[~stand[KEY].isin(new[KEY])], new], ignore_index=True)
    line = pd.to_numeric(both["baris"], errors="coerce").fillna(0)
    return both.assign(_baris=line).sort_values(["dokumen", "_baris", KEY])[columns]


def _in_words(day: str) -> str:
    """Return a day as a reader writes it, so that one read wrongly is seen: `31 Maret 2025`."""
    year, month, number = day.split("-")
    return f"{int(number)} {word('bulan', month, 'id')} {year}"


def _cells_in_words(usul_sel: str) -> str:
    """Return the cells of a repair as a reader knows them: `pagu di baris 1123`."""
    pairs = [one.split(" ") for one in usul_sel.split(", ")]
    return ", ".join(f"{word('bab_audit.sel', cell, 'id')} di baris {line}" for line, cell in pairs)


def _describe(new: pd.DataFrame, old: pd.DataFrame, temuan: pd.DataFrame, rows: int) -> list[str]:
    """Return what was taken, as lines: the counts, then each answer beside what stood."""
    counts = new["tanggapan"].value_counts()
    lines = [
        f"Lembar tanggapan: {len(new)} dari {rows} temuan dijawab, "
        f"{counts.get('diterima', 0)} diterima, {counts.get('ditolak', 0)} ditolak"
    ]
    names = dict(zip(temuan[KEY], temuan["id"], strict=True))
    stood = {row.kunci_temuan: row for row in old.itertuples()}
    for row in new.head(SHOWN).itertuples():
        before = stood.get(row.kunci_temuan)
        new_one = "baru" if before is None else "sama"
        if before is not None and any(
            str(getattr(before, name)) != getattr(row, name)
            for name in ("tanggapan", "alasan", "perbaikan", "penanggung_jawab", "tenggat")
        ):
            new_one = f"dahulu {before.tanggapan}"
        value = f", perbaikan {row.perbaikan}" if row.perbaikan else ""
        value += f" pada {_cells_in_words(row.usul_sel)}" if value and row.usul_sel else ""
        value += f", tenggat {_in_words(row.tenggat)}" if row.tenggat else ""
        what = " · ".join(filter(None, (row.nama, row.tabel.split("; ")[0], f"baris {row.baris}")))
        number = names.get(row.kunci_temuan, "–")
        lines.append(f"  {number} {what}: {row.tercetak} {row.tanggapan}{value} ({new_one})")
    if len(new) > SHOWN:
        lines.append(f"  … dan {len(new) - SHOWN} lagi")
    return lines
