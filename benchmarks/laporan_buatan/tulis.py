"""A report as the text of its pages, one table row a line, cells between tabs, with the map that reads it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from .dokumen import Blok, Kalimat, Sel, Tabel, Teks
from .susun import Susunan

DOKUMEN = "lkjip"
LONG = 34  # letters; a longer name may go on in the next line
WRAP = 2  # words that do

# levels of the closing row of a budget table, when its achievement is read
CLOSING = {"jumlah": "rata_rata"}


@dataclass
class _Halaman:
    """The lines written so far, where each cell stands, and the map."""

    susunan: Susunan
    lines: list[str] = field(default_factory=list)
    where: dict[str, int] = field(default_factory=dict)
    peta: list[str] = field(default_factory=lambda: [f'dokumen = "{DOKUMEN}"', ""])
    page: int = 1

    def write(self, *lines: str) -> int:
        """Append lines; return the number of the first."""
        self.lines += lines
        return len(self.lines) - len(lines) + 1

    def turn(self) -> None:
        self.write("", f"{self.page}", "")
        self.page += 1


def write_text(dokumen: tuple[Blok, ...], susunan: Susunan) -> tuple[str, str, dict[str, int]]:
    """Return the text, the map (TOML) and the line of every cell."""
    out = _Halaman(susunan)
    for block in dokumen:
        if isinstance(block, Teks):
            if block.jenis in ("sampul", "bab"):
                out.turn()
            out.write(*block.teks.split("\n"), "")
        elif isinstance(block, Tabel):
            _write_table(out, block)
        else:
            _write_sentence(out, block)
    return "\n".join(out.lines) + "\n", "\n".join(out.peta) + "\n", out.where


def _write_table(out: _Halaman, table: Tabel) -> None:
    number = out.write(f"{table.nomor.teks} {table.judul.teks}", "")
    out.where |= {table.nomor.id: number, table.judul.id: number}
    _write_head(out, table)
    rows: list[tuple[list[int], str]] = []  # lines and level of each row
    for n, row in enumerate(table.baris):
        if out.susunan.halaman and n and n % out.susunan.halaman == 0:
            out.turn()  # the table goes on, with its head again
            _write_head(out, table)
        texts, rest = [sel.teks for sel in row.sel], [""] * len(row.sel)
        for i, sel in enumerate(row.sel):
            words = sel.teks.split()
            if out.susunan.nama_putus and sel.peran == "nama" and len(sel.teks) > LONG:
                texts[i], rest[i] = " ".join(words[:-WRAP]), " ".join(words[-WRAP:])
        lines = [out.write("\t".join(texts))]
        out.where |= {sel.id: lines[0] for sel in row.sel}
        if any(rest):
            lines.append(out.write("\t".join(rest)))
        rows.append((lines, row.level))
    out.write(*([table.catatan] if table.catatan else []), "")
    for n, isi in enumerate(table.isi):
        _map_table(out.peta, table, isi, rows, "ab"[n] if len(table.isi) > 1 else "")


def _write_head(out: _Halaman, table: Tabel) -> None:
    if any(column.atas for column in table.kolom):
        shown, last = [], ""
        for column in table.kolom:  # a head over several columns is printed once
            shown.append("" if column.atas and column.atas == last else column.atas or column.judul)
            last = column.atas
        out.write("\t".join(shown))
        out.write("\t".join(column.judul if column.atas else "" for column in table.kolom))
    else:
        out.write("\t".join(column.judul for column in table.kolom))
    if out.susunan.kepala_dua:
        out.write("\t".join(str(n) for n in range(1, len(table.kolom) + 1)))


def _map_table(peta: list[str], table: Tabel, isi: str, rows: list, suffix: str) -> None:
    numbers = [line for lines, _ in rows for line in lines]
    roles = [getattr(column, isi) for column in table.kolom]
    peta += [
        "[[tabel]]",
        f'id = "{table.id}{suffix}"',
        f"label = {_text(table.nomor.teks)}",
        f'isi = "{isi}"',
        f"tahun = {table.tahun}",
    ]
    if table.level and isi != "acuan":
        peta.append(f'level = "{table.level}"')
    peta += ["[[tabel.bagian]]", f'baris = "{_spans(numbers)}"', f"kolom = {json.dumps(roles)}"]
    levels: dict[str, list[int]] = {}
    for lines, level in rows:
        level = CLOSING.get(level, level) if isi == "kinerja" else level
        if level and level != table.level:
            levels.setdefault(level, []).extend(lines)
    peta += [f'level.{level} = "{_spans(lines)}"' for level, lines in levels.items() if isi != "acuan"]
    if isi == "acuan":
        peta.append('tetap = { jenis = "kabupaten", peran = "sebaya", cakupan = "lengkap" }')
    peta.append("")


def _write_sentence(out: _Halaman, block: Kalimat) -> None:
    number = out.write(block.teks, "")
    cells = [part for part in block.bagian if isinstance(part, Sel)]
    out.where |= {cell.id: number for cell in cells}
    if not block.isi:
        return
    level = dict(block.tetap).get("level", "")
    own = "tanpa tabel"
    out.peta += ["[[tabel]]", f'id = "{block.id}"', f'label = "{own}"', f'isi = "{block.isi}"', f"tahun = {block.tahun}"]
    out.peta += [f'level = "{level}"'] if level else []
    for year in sorted({cell.tahun for cell in cells}):
        fixed = dict(block.tetap) | ({"tahun": str(year)} if year != block.tahun else {})
        words = ", ".join(f"{key} = {_text(value)}" for key, value in fixed.items())
        out.peta += ["[[tabel.kalimat]]", f'baris = "{number}"', f"pola = {_text(_pattern(block, year))}", f"tetap = {{ {words} }}"]
    out.peta.append("")


def _pattern(block: Kalimat, year: int) -> str:
    """Return the sentence as a pattern that reads the cells of one year."""
    role = {"uang": "realisasi", "klaim": "catatan"}
    parts = []
    for part in block.bagian:
        if isinstance(part, str):
            parts.append(re.escape(re.sub(r"\s+", " ", part)))
        elif part.tahun != year or (part.peran == "klaim" and year != block.tahun):
            parts.append(".+?")
        else:
            inner = ".+?" if part.peran == "klaim" else r"\S+"
            parts.append(f"(?P<{role.get(part.peran, part.peran)}>{inner})")
    return "^" + "".join(parts) + "$"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _spans(numbers: list[int]) -> str:
    """Return lines as a map writes them: 12-15, 18."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
