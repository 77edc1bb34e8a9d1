"""A report as text, one table row a line, cells between tabs, with the map that reads it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from ...importing.peta import VALUES
from .dokumen import Baris, Blok, Kalimat, Sel, Tabel, Teks
from .susun import Susunan

DOKUMEN = "lkjip"
LONG = 34  # letters; a longer name may go on in the next line
WRAP = 2  # words that do

# what a map says of a claim in words; only an import that knows claims is given any
CLAIMS = {"k-klaim": "arah", "k-banding": "target", "k-rekap": "banyak"}


@dataclass
class _Halaman:
    """The lines written so far, where each cell stands, and the map."""

    susunan: Susunan
    lines: list[str] = field(default_factory=list)
    where: dict[str, int] = field(default_factory=dict)
    peta: list[str] = field(default_factory=lambda: [f'dokumen = "{DOKUMEN}"', ""])
    page: int = 1
    capaian: str = ""  # the table that says what was achieved

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
    if not out.capaian and {"realisasi", "capaian"} <= {column.token for column in table.kolom}:
        out.capaian = table.id if len(table.isi) == 1 else ""
    out.where |= {table.nomor.id: number, table.judul.id: number}
    _write_head(out, table)
    rows: list[tuple[list[int], Baris]] = []  # the lines of each row
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
        rows.append((lines, row))
    out.write(*([table.catatan] if table.catatan else []), "")
    for n, isi in enumerate(table.isi):
        _map_table(out, table, isi, rows, "ab"[n] if len(table.isi) > 1 else "")


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


def _style(susunan: Susunan) -> list[str]:
    """Return the line that says which decimal mark a report uses, where it uses one."""
    return [] if susunan.gaya == "campur" else [f'gaya = "{susunan.gaya}"']


def _map_table(out: _Halaman, table: Tabel, isi: str, rows: list, suffix: str) -> None:
    peta, roles = out.peta, [getattr(column, isi) for column in table.kolom]
    if "perubahan" in VALUES[isi]:
        changes = [column.token == "selisih_pagu" for column in table.kolom]
        roles = ["perubahan" if one else role for one, role in zip(changes, roles, strict=True)]
    valued = [i for i, role in enumerate(roles) if role.partition("@")[0] in VALUES[isi]]
    rows = [(lines, row) for lines, row in rows if any(row.sel[i].teks for i in valued)]
    numbers = [line for lines, _ in rows for line in lines]
    peta += [
        "[[tabel]]",
        f'id = "{table.id}{suffix}"',
        f"label = {_text(table.nomor.teks)}",
        f'isi = "{isi}"',
        f"tahun = {table.tahun}",
    ]
    peta += _style(out.susunan)
    if table.level and isi != "acuan":
        peta.append(f'level = "{table.level}"')
    peta += ["[[tabel.bagian]]", f'baris = "{_spans(numbers)}"', f"kolom = {json.dumps(roles)}"]
    levels: dict[str, list[int]] = {}
    for lines, row in rows:
        if row.level and row.level != table.level:
            levels.setdefault(row.level, []).extend(lines)
    peta += [
        f'level.{level} = "{_spans(lines)}"' for level, lines in levels.items() if isi != "acuan"
    ]
    if isi == "acuan":
        fixed = 'jenis = "kabupaten", peran = "sebaya", cakupan = "lengkap"'
        peta.append(f"tetap = {{ {fixed}, ukuran = {_text(table.judul.teks)} }}")
    peta.append("")


def _write_sentence(out: _Halaman, block: Kalimat) -> None:
    number = out.write(block.teks, "")
    cells = [part for part in block.bagian if isinstance(part, Sel)]
    out.where |= {cell.id: number for cell in cells}
    _map_claim(out, block, number)
    if not block.isi:
        return
    level = dict(block.tetap).get("level", "")
    own = "tanpa tabel"
    out.peta += [
        "[[tabel]]",
        f'id = "{block.id}"',
        f'label = "{own}"',
        f'isi = "{block.isi}"',
        f"tahun = {block.tahun}",
    ]
    out.peta += _style(out.susunan) + ([f'level = "{level}"'] if level else [])
    for year in sorted({cell.tahun for cell in cells}):
        fixed = dict(block.tetap) | ({"tahun": str(year)} if year != block.tahun else {})
        words = ", ".join(f"{key} = {_text(value)}" for key, value in fixed.items())
        out.peta += [
            "[[tabel.kalimat]]",
            f'baris = "{number}"',
            f"pola = {_text(_pattern(block, year))}",
            f"tetap = {{ {words} }}",
        ]
    out.peta.append("")


def claim_of(block: Kalimat) -> str:
    """Return what a sentence claims, as a map calls it; empty where no map could say it."""
    known = "klaim" in VALUES
    return next((CLAIMS[name] for name in CLAIMS if known and block.id.startswith(name)), "")


def _map_claim(out: _Halaman, block: Kalimat, number: int) -> None:
    """Say what a sentence claims, and with which figures it does."""
    kind = claim_of(block)
    if not kind:
        return
    year, about = block.tahun, {"jenis": kind, "nama": dict(block.tetap).get("nama", "")}
    groups = {
        ("klaim", year): "kata",
        ("realisasi", year - 1): "dasar",
        ("realisasi", year): "kini",
    }
    if kind == "target":
        groups = {("klaim", year): "kata"}
    if kind == "arah":
        about |= {"tahun_dasar": str(year - 1)}
    if kind == "banyak":
        groups, about = {("banyak", year): "nilai"}, about | {"satuan": "indikator"}
        about["acuan"] = out.capaian
    parts = []
    for part in block.bagian:
        group = None if isinstance(part, str) else groups.get((part.peran, part.tahun))
        if isinstance(part, str):
            parts.append(re.escape(part))
        elif group is None or part.kunci == "semua":
            parts.append(".+?")
        else:
            inner = ".+?" if group == "kata" else r"\S+"
            parts.append(f"(?P<{group}>{inner})")
    pattern = "^" + "".join(parts) + "$"
    if kind == "banyak":
        pattern = pattern.replace("sebanyak", "(?P<kata>sebanyak", 1)[:-1] + ")$"
    fixed = ", ".join(f"{key} = {_text(value)}" for key, value in about.items() if value)
    out.peta += [
        "[[tabel]]",
        f'id = "c{block.id}"',
        'label = "tanpa tabel"',
        'isi = "klaim"',
        f"tahun = {year}",
        *_style(out.susunan),
        "[[tabel.kalimat]]",
        f'baris = "{number}"',
        f"pola = {_text(pattern)}",
        f"tetap = {{ {fixed} }}",
        "",
    ]


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
            inner = ".+?" if part.peran in ("klaim", "predikat") else r"\S+"
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
