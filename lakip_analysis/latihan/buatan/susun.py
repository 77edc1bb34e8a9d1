"""From what happened to a report: what a layout prints of it, worked out as the agency does."""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from functools import cache

from .dokumen import Baris, Blok, Kalimat, Kolom, Sel, Tabel, Teks
from .fakta import BELANJA, FOLDER, SAKIP, Fakta, Indikator, Pos, round_half_up

# category → lowest achievement, and whether the bound itself still belongs to it; highest first
SKALA = {
    "permendagri-86": (
        ("Sangat Tinggi", 91, True),
        ("Tinggi", 76, True),
        ("Sedang", 66, True),
        ("Rendah", 51, True),
        ("Sangat Rendah", None, True),
    ),
    "pontianak": (
        ("Sangat Berhasil", 85, False),
        ("Berhasil", 70, False),
        ("Cukup Berhasil", 55, False),
        ("Tidak Berhasil", None, True),
    ),
    "malang": (
        ("Sangat tercapai/Sangat berhasil", 110, True),
        ("Tercapai/Berhasil", 90, True),
        ("Cukup tercapai/Cukup berhasil", 60, True),
        ("Tidak tercapai/Tidak berhasil", None, True),
    ),
    "belitung": (
        ("Sangat baik", 90, False),
        ("Baik", 75, True),
        ("Cukup", 65, True),
        ("Kurang", 50, True),
        ("Sangat kurang", None, True),
    ),
}

JUDUL = {
    "no": "No",
    "sasaran": "Sasaran Strategis",
    "nama": "Indikator Kinerja",
    "nama_program": "Program",
    "satuan": "Satuan",
    "target": "Target",
    "realisasi": "Realisasi",
    "capaian": "Capaian (%)",
    "predikat": "Kategori",
    "ket": "Keterangan",
    "pembilang": "Jumlah yang Dihitung",
    "penyebut": "Jumlah Seluruhnya",
    "kemajuan": "Tingkat Kemajuan (%)",
    "kode": "Kode",
    "pagu_induk": "Anggaran Sebelum Perubahan (Rp)",
    "pagu": "Anggaran (Rp)",
    "uang": "Realisasi (Rp)",
    "persen": "%",
    "efisiensi": "Efisiensi",
    "selisih_pagu": "Bertambah/Berkurang (Rp)",
    "sisa": "Sisa Anggaran (Rp)",
    "bobot": "Bobot",
    "nilai": "Nilai",
    "perubahan": "Naik/Turun",
    "orang": "Jumlah (Orang)",
}

# how a map calls a column: token → role in a table of performance, of budgets, of other regions
PERAN = {
    "no": ("no", "no", "no"),
    "sasaran": ("sasaran", "sasaran", "-"),
    "satuan": ("satuan", "satuan", "satuan"),
    "ket": ("catatan", "catatan", "catatan"),
    "kode": ("-", "kode", "-"),
    "selisih_pagu": ("-", "catatan", "-"),
    "perubahan": ("catatan", "-", "-"),
    "pagu_induk": ("-", "pagu_induk", "-"),
    "pagu": ("-", "pagu", "-"),
    "uang": ("-", "realisasi", "-"),
    "persen": ("-", "persen", "-"),
    "efisiensi": ("-", "efisiensi", "-"),
    "nilai": ("-", "-", "nilai"),
} | {
    name: (name, "-", "-")
    for name in ("target", "realisasi", "capaian", "predikat", "pembilang", "penyebut")
}

UANG = ("pagu_induk", "pagu", "uang", "selisih_pagu", "sisa")
ANGKA = (
    "target",
    "realisasi",
    "capaian",
    "pembilang",
    "penyebut",
    "persen",
    "efisiensi",
    "kemajuan",
    "bobot",
    "nilai",
    "perubahan",
    "orang",
    *UANG,
)
CATATAN = ("Perlu ditingkatkan", "Perlu dipertahankan", "Didukung lintas sektor", "Data sementara")


@dataclass(frozen=True)
class Susunan:
    """One layout, a row of `susunan.toml`."""

    nama: str
    gaya: str
    skala: str
    turun: str
    efisiensi: str
    hitung: str
    tabel: tuple[dict, ...]
    kalimat: tuple[str, ...]
    angka_capaian: int = 2
    persen: bool = False  # a sign behind shares and achievements
    kepala_dua: bool = False
    halaman: int = 0  # rows on a page; 0: as many as there are
    nama_putus: bool = False  # long names go on in a second line
    ulang: bool = False  # the sasaran is repeated in every row, else printed once (merged)
    lanskap: bool = False
    kapital: bool = False
    romawi: bool = False


@cache
def load_layouts() -> dict[str, Susunan]:
    """Return the layouts (`susunan.toml`) by name."""
    rows = tomllib.loads((FOLDER / "susunan.toml").read_text(encoding="utf-8"))["susunan"]
    assert all(set(row) <= {f.name for f in fields(Susunan)} for row in rows)
    return {
        row["nama"]: Susunan(
            **row | {"tabel": tuple(row["tabel"]), "kalimat": tuple(row["kalimat"])}
        )
        for row in rows
    }


# --- figures -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hitung:
    """Everything a report derives from its facts, exact (`Fraction`)."""

    fakta: Fakta
    susunan: Susunan

    def indicators(self) -> tuple[Indikator, ...]:
        """Return the indicators that are printed."""
        return self.fakta.indikator

    def reported(self, one: Indikator) -> bool:
        """Say whether the report says what became of an indicator."""
        return one.kode not in self.fakta.tak_lapor

    def capaian(self, one: Indikator, tahun: int) -> Fraction | None:
        """Return the achievement; a target of none that nobody missed is reached."""
        f = self.fakta
        goal, value = f.target.get((one.kode, tahun)), f.realisasi.get((one.kode, tahun))
        if goal is None or value is None or (not self.reported(one) and tahun == f.tahun):
            return None
        if self.susunan.hitung == "utuh" and (one.kode, tahun) in f.hitungan:
            value = Fraction(100 * f.hitungan[one.kode, tahun][0], f.hitungan[one.kode, tahun][1])
        return self.share(one, Fraction(goal), Fraction(value))

    def share(self, one: Indikator, goal: Fraction, value: Fraction) -> Fraction:
        """Return what a result is of its target in per cent, by the report's formula."""
        if goal == 0:
            return Fraction(100 if value == 0 else 0)
        lower = (one.arah == "turun") != (one.kode in self.fakta.terbalik)
        if not lower:
            return value / goal * 100
        if self.susunan.turun == "target_per_realisasi":
            return goal / value * 100
        return (2 * goal - value) / goal * 100

    def printed_capaian(self, one: Indikator, tahun: int) -> Fraction | None:
        """Return an achievement as it is worked out from what is printed, or from all decimals."""
        value = self.capaian(one, tahun)
        if value is None or self.susunan.hitung == "utuh":
            return value
        return Fraction(round_half_up(value, self.susunan.angka_capaian))

    def mean(self, some: Iterable[Indikator], tahun: int) -> Fraction | None:
        """Return the plain mean of what is reported; of nothing there is none."""
        values = [v for one in some if (v := self.printed_capaian(one, tahun)) is not None]
        return sum(values, Fraction(0)) / len(values) if values else None

    def category(self, value: Fraction | None) -> str | None:
        """Return the category of an achievement on the scale of the layout."""
        if value is None:
            return None
        for name, bound, own in SKALA[self.susunan.skala]:
            if bound is None or value > bound or (own and value == bound):
                return name
        raise AssertionError

    def money(self, what: str, leaves: Iterable[str], tahun: int) -> int:
        """Return the sum of some budget lines in a year."""
        f = self.fakta
        some = list(leaves)
        if what == "pagu_induk":
            return sum(f.pagu_induk[code] for code in some)
        table = {"pagu": f.pagu, "uang": f.uang}[what]
        return sum(table[code, tahun] for code in some)

    def leaves(self, code: str) -> list[str]:
        """Return the codes of the leaves below a line; of no line, all."""
        return [
            p.kode for p in self.fakta.pos if p.level == "subkegiatan" and p.kode.startswith(code)
        ]

    def efficiency(self, persen: Fraction, capaian: Fraction | None) -> Fraction | None:
        """Return the efficiency as the layout measures it."""
        kind = self.susunan.efisiensi
        if kind == "sisa":
            return 100 - persen
        if kind == "tidak_ada" or capaian is None:
            return None
        return capaian - persen if kind == "selisih" else capaian / persen * 100


# --- how figures are printed ---------------------------------------------------------------------


def style_of(gaya: str, cell_id: str) -> str:
    """Return the decimal mark of one cell: in a mixed report each is as whoever typed it."""
    if gaya != "campur":
        return gaya
    return "titik" if zlib.crc32(cell_id.encode()) % 5 < 2 else "koma"


def print_number(value, digits: int, gaya: str) -> str:
    """Return a number as a report in this style prints it."""
    text = f"{round_half_up(value, digits):,f}"
    return text.translate(str.maketrans(",.", ".,")) if gaya == "koma" else text


# --- tables --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Isi:
    """The value of a cell before it is printed: a number with its digits, or a text."""

    nilai: Fraction | str | None
    digits: int = 2
    satuan: str = ""


Ambil = Callable[[str, int], _Isi]  # quantity, year → what stands there


def build(fakta: Fakta, susunan: Susunan) -> tuple[Blok, ...]:
    """Return the whole report of these facts in this layout."""
    count = Hitung(fakta, susunan)
    names = (fakta.dinas.upper(), fakta.daerah.upper(), f"TAHUN {fakta.tahun}")
    cover = "\n".join(("LAPORAN KINERJA INSTANSI PEMERINTAH", *names))
    body: list[Blok] = []
    heads = {
        1: "PENDAHULUAN",
        2: "PERENCANAAN KINERJA",
        3: "AKUNTABILITAS KINERJA",
        4: "PENUTUP DAN LAMPIRAN",
    }
    for bab, head in heads.items():
        body.append(Teks("bab", f"BAB {_roman(bab)} {head}"))
        body.append(
            Teks(
                "paragraf",
                f"{fakta.dinas} {fakta.daerah} menyusun bagian ini sebagai pertanggungjawaban "
                "atas pelaksanaan urusannya.",
            )
        )
        some = [spec for spec in susunan.tabel if spec["bab"] == bab]
        for n, spec in enumerate(some, 1):
            table = _table(count, spec, bab, n)
            if table is not None:
                number = Sel(
                    f"r-{table.id}|{table.id}|rujukan",
                    table.nomor.teks,
                    "rujukan",
                    table.id,
                    fakta.tahun,
                )
                body.append(
                    Kalimat(
                        f"r-{table.id}",
                        "",
                        ("Uraiannya disajikan pada ", number, "."),
                        (),
                        fakta.tahun,
                    )
                )
                body.append(table)
        if bab == 3:
            body += _sentences(count)
    listed = [_listed(table) for table in body if isinstance(table, Tabel)]
    return (Teks("sampul", cover), Teks("bab", "DAFTAR TABEL"), *listed, *body)


def _listed(table: Tabel) -> Kalimat:
    """Return the line of a table in the list of tables."""
    title = Sel(
        f"d-{table.id}|{table.id}|daftar", table.judul.teks, "daftar", table.id, table.tahun
    )
    return Kalimat(
        f"d-{table.id}", "", (f"{table.nomor.teks} ", title, " .............. 9"), (), table.tahun
    )


def _roman(n: int) -> str:
    return ("", "I", "II", "III", "IV")[n]


def _table(count: Hitung, spec: dict, bab: int, n: int) -> Tabel | None:
    f, s = count.fakta, count.susunan
    table_id = f"t{bab}.{n}"
    rows = list(_rows(count, spec["baris"], spec))
    if not rows:
        return None
    tokens = spec["kolom"].split()
    y = f.tahun
    title = spec["judul"].format(
        tahun=y, lalu=y - 1, lalu2=y - 2, lalu3=y - 3, awal=y - 1, akhir=y + 2
    )
    title = f"{title} {f.dinas}" if n % 2 else title
    word, chapter = ("TABEL" if s.kapital else "Tabel"), (_roman(bab) if s.romawi else str(bab))
    columns = tuple(_column(token, spec, y, s.kepala_dua) for token in tokens)
    money, figures = (
        any(c.anggaran in ("pagu", "realisasi", "pagu_induk") for c in columns),
        any(
            c.kinerja in ("target", "realisasi", "capaian", "predikat") or "@" in c.kinerja
            for c in columns
        ),
    )
    contents = {"wilayah": ("acuan",), "sakip": (), "pegawai": ()}.get(
        spec["baris"], (*(["kinerja"] if figures else []), *(["anggaran"] if money else []))
    )
    level = {
        "utama": "sasaran",
        "persen": "sasaran",
        "keluaran": "program",
        "program": "program",
        "kegiatan": "program",
        "rinci": "program",
        "sasaran": "sasaran",
        "belanja": "belanja",
        "spm": "spm",
    }.get(spec["baris"], "")
    body, last = [], ""
    for number, (key, row_level, group, take) in enumerate(rows, 1):
        cells = []
        for token in tokens:
            what, _, shift = token.partition("@")
            year = y + int(shift or 0)
            cell_id = f"{table_id}|{key}|{token}"
            isi = _Isi(None)
            if what == "no":
                text = str(number) if row_level not in ("jumlah", "rata_rata") else ""
            elif what == "sasaran":
                text = "" if (group == last and not s.ulang) or not group else group
            else:
                isi = take(what, year)
                text = _printed(isi, what, s, cell_id)
            cells.append(Sel(cell_id, text, what, key, year, _figure(isi)))
        last = group
        body.append(Baris(key, row_level, tuple(cells)))
    notes = "Sumber: data diolah, sementara" if n % 3 == 0 else ""
    return Tabel(
        table_id,
        Sel(f"{table_id}|nomor", f"{word} {chapter}.{n}", "nomor", table_id, y),
        Sel(f"{table_id}|judul", title.upper() if s.kapital else title, "judul", table_id, y),
        contents,
        level,
        y,
        columns,
        tuple(body),
        notes,
        s.lanskap and len(columns) > 7,
    )


def _column(token: str, spec: dict, y: int, two_heads: bool) -> Kolom:
    rows, tokens = spec["baris"], spec["kolom"].split()
    what, _, shift = token.partition("@")
    year = y + int(shift or 0)
    kinerja, anggaran, acuan = PERAN.get(what, ("-", "-", "-"))
    if what in ("nama", "nama_program"):
        # a programme beside its output: the money is the programme's, the figures are the output's
        kinerja = "-" if what == "nama_program" and "nama" in tokens else "nama"
        anggaran = "-" if what == "nama" and "nama_program" in tokens else "nama"
        acuan = "daerah"
    if shift:
        kinerja, anggaran = (
            role if role == "-" else f"{role}@{year}" for role in (kinerja, anggaran)
        )
    head = {
        "spm": {
            "nama": "Jenis Layanan",
            "penyebut": "Sasaran Layanan",
            "pembilang": "Yang Terlayani",
            "realisasi": "Capaian (%)",
        },
        "wilayah": {"nama": "Daerah"},
        "sakip": {"nama": "Komponen"},
        "pegawai": {"nama": "Golongan"},
        "belanja": {"nama": "Uraian"},
        "program": {"nama": "Program"},
        "kegiatan": {"nama": "Program/Kegiatan"},
        "rinci": {"nama": "Program/Kegiatan/Sub Kegiatan"},
        "sasaran": {"nama": "Sasaran Strategis"},
    }
    label = head.get(rows, {}).get(what, JUDUL[what])
    dated = what in (
        "target",
        "realisasi",
        "capaian",
        "pagu",
        "uang",
        "persen",
        "nilai",
        "pembilang",
        "penyebut",
    )
    if two_heads and dated:
        return Kolom(token, label, f"Tahun {year}", kinerja, anggaran, acuan)
    return Kolom(token, f"{label} {year}" if shift else label, "", kinerja, anggaran, acuan)


def _figure(isi: _Isi) -> Fraction | None:
    return None if isinstance(isi.nilai, str) or isi.nilai is None else Fraction(isi.nilai)


def _printed(isi: _Isi, what: str, s: Susunan, cell_id: str) -> str:
    if isi.nilai is None:
        return "-" if what in ANGKA else ""
    if isinstance(isi.nilai, str):
        return isi.nilai
    style = style_of(s.gaya, cell_id)
    text = print_number(isi.nilai, isi.digits, style)
    if what in UANG:
        if s.gaya == "titik":
            return text + ".00"
        sign = (
            s.gaya == "campur"
            and not cell_id.startswith("k-")
            and zlib.crc32(cell_id.encode()) % 3 == 0
        )
        return f"Rp{text}" if sign else text
    if s.persen and (isi.satuan == "%" or what in ("capaian", "persen")):
        return text + "%"
    return text


# --- rows of each kind ---------------------------------------------------------------------------


def _rows(count: Hitung, kind: str, spec: dict):
    """Yield (key, level, sasaran, what stands in its cells)."""
    yield from ROWS[kind](count, spec)


def _output_rows(count: Hitung, spec: dict):
    for one in count.fakta.keluaran:
        line = next(p for p in count.fakta.pos if p.kode == one.kode)
        yield one.kode, "program", "", _output(count, one, line, "nama_program" in spec["kolom"])


def _budget_rows(count: Hitung, spec: dict):
    for line in count.fakta.pos:
        if line.level in DEEP[spec["baris"]]:
            yield line.kode, line.level, "", _budget(count, line)
    if spec.get("jumlah"):
        yield "jumlah", "jumlah", "", _total(count)


def _goal_rows(count: Hitung, spec: dict):
    f = count.fakta
    for s, name in enumerate(f.sasaran):
        some = [i for i in f.indikator if i.sasaran == s]
        lines = [p for p in f.pos if p.level == "program" and p.sasaran == s]
        if lines:
            yield f"s{s}", "sasaran", "", _goal(count, name, some, lines)
    if spec.get("jumlah"):
        # no achievement: it may be the mean of the goals or of all indicators
        yield "jumlah", "jumlah", "", _total(count)


def _spending_rows(count: Hitung, spec: dict):
    for name in BELANJA:
        yield name, "belanja", "", _spending(count, name)
    yield "jumlah", "jumlah", "", _total(count)


def _service_rows(count: Hitung, spec: dict):
    for name, whole, served in count.fakta.spm:
        yield name, "spm", "", _service(name, whole, served)


def _evaluation_rows(count: Hitung, spec: dict):
    if count.fakta.sakip:
        for name, weight in SAKIP:
            yield name, "pendukung", "", _component(count.fakta, name, weight)
        yield "jumlah", "jumlah", "", _score(count.fakta)


def _staff_rows(count: Hitung, spec: dict):
    people = count.fakta.pegawai
    for name, number in people.items():
        yield name, "", "", _staff(name, number)
    yield "jumlah", "jumlah", "", _staff("Jumlah", sum(people.values()))


def _region_rows(count: Hitung, spec: dict):
    f, first = count.fakta, count.fakta.indikator[0]
    values = {f.daerah: f.realisasi[first.kode, f.tahun]} | f.wilayah
    for name, value in values.items():
        yield name, "", "", lambda what, _, n=name, v=value: _region(what, n, v, first.desimal)


def _region(what: str, name: str, value: Decimal, digits: int) -> _Isi:
    return _Isi(name) if what == "nama" else _Isi(value, digits)


def _indicator_rows(count: Hitung, spec: dict):
    f, kind = count.fakta, spec["baris"]
    asks = {token.partition("@")[0] for token in spec["kolom"].split()}
    for s, goal in enumerate(f.sasaran):
        some = [i for i in f.indikator if i.sasaran == s and (kind == "utama" or i.bagian)]
        for one in some:
            if count.reported(one) or ("target" in asks and not asks & {"realisasi", "capaian"}):
                yield one.kode, one.level, goal, _indicator(count, one)
        if spec.get("rata") == "sasaran" and some:
            yield (
                f"rata{s}",
                "rata_rata",
                goal,
                _mean_row(count, some, f"Rata-rata capaian sasaran {s + 1}"),
            )
    if spec.get("rata") == "semua":
        yield "rata", "rata_rata", "", _mean_row(count, f.indikator, "Rata-rata capaian")


# which levels of the budget a table prints
DEEP = {
    "program": ("program",),
    "kegiatan": ("program", "kegiatan"),
    "rinci": ("program", "kegiatan", "subkegiatan"),
}

ROWS = {
    "utama": _indicator_rows,
    "persen": _indicator_rows,
    "keluaran": _output_rows,
    **dict.fromkeys(DEEP, _budget_rows),
    "sasaran": _goal_rows,
    "belanja": _spending_rows,
    "spm": _service_rows,
    "sakip": _evaluation_rows,
    "pegawai": _staff_rows,
    "wilayah": _region_rows,
}


def _indicator(count: Hitung, one: Indikator) -> Ambil:
    f, s = count.fakta, count.susunan

    def take(what: str, year: int) -> _Isi:
        share = count.printed_capaian(one, year)
        if what in ("pembilang", "penyebut"):
            pair = f.hitungan.get((one.kode, year))
            return _Isi(pair and Fraction(pair[what == "penyebut"]), 0)
        if what == "kemajuan":
            return _Isi(_progress(f, one), 2)
        if what == "perubahan":
            return _Isi(
                Fraction(f.realisasi[one.kode, year] - f.realisasi[one.kode, year - 1]), one.desimal
            )
        found = {
            "nama": one.nama,
            "satuan": one.satuan,
            "ket": CATATAN[zlib.crc32(one.kode.encode()) % len(CATATAN)],
            "predikat": count.category(share),
        }
        if what in found:
            return _Isi(found[what])
        if what == "capaian":
            return _Isi(share, s.angka_capaian)
        return _Isi(
            {"target": f.target, "realisasi": f.realisasi}[what].get((one.kode, year)),
            one.desimal,
            one.satuan,
        )

    return take


def _progress(f: Fakta, one: Indikator) -> Fraction | None:
    """Return how far the last target of the plan is reached."""
    goal, value = (
        Fraction(f.target[one.kode, f.tahun + 2]),
        Fraction(f.realisasi[one.kode, f.tahun]),
    )
    if not goal:
        return Fraction(100)
    return value / goal * 100 if one.arah == "naik" else (2 * goal - value) / goal * 100


def _mean_row(count: Hitung, some, name: str) -> Ambil:
    def take(what: str, year: int) -> _Isi:
        if what == "nama":
            return _Isi(name)
        if what not in ("capaian", "predikat"):
            return _Isi("")
        value = count.mean(some, year)
        return (
            _Isi(value, count.susunan.angka_capaian)
            if what == "capaian"
            else _Isi(count.category(value))
        )

    return take


def _money_cell(count: Hitung, what: str, leaves: list[str], year: int, code: str = "") -> _Isi:
    f = count.fakta
    if year != f.tahun:  # of the year before only whole programmes are known
        codes = [p.kode for p in f.pos if p.level == "program" and p.kode.startswith(code)]
        leaves = codes
    if what in ("pagu", "uang", "pagu_induk"):
        return _Isi(Fraction(count.money(what, leaves, year)), 0)
    pagu, uang = count.money("pagu", leaves, year), count.money("uang", leaves, year)
    if what == "persen":
        return _Isi(Fraction(uang * 100, pagu))
    if what == "sisa":
        return _Isi(Fraction(pagu - uang), 0)
    return _Isi(Fraction(pagu - count.money("pagu_induk", leaves, year)), 0)


def _budget(count: Hitung, line: Pos, capaian: Fraction | None = None) -> Ambil:
    leaves = count.leaves(line.kode)

    def take(what: str, year: int) -> _Isi:
        if what == "nama":
            return _Isi(line.nama)
        if what in ("kode", "ket", "satuan"):
            return _Isi(line.kode if what == "kode" else "")
        if what == "efisiensi":
            share = _money_cell(count, "persen", leaves, year, line.kode).nilai
            return _Isi(count.efficiency(share, capaian))
        return _money_cell(count, what, leaves, year, line.kode)

    return take


def _output(count: Hitung, one: Indikator, line: Pos, named: bool) -> Ambil:
    """Return the cells of a programme with its output; of both printed, `nama` is the output."""
    budget = _budget(count, line, count.printed_capaian(one, count.fakta.tahun))
    figures = _indicator(count, one)

    def take(what: str, year: int) -> _Isi:
        if what == "nama_program":
            return _Isi(line.nama)
        if what == "nama" and not named:
            return _Isi(one.nama)
        return (
            budget(what, year)
            if what in (*UANG, "persen", "efisiensi", "kode")
            else figures(what, year)
        )

    return take


def _total(count: Hitung) -> Ambil:
    whole = _budget(count, Pos("", "jumlah", "JUMLAH", "", 0))

    def take(what: str, year: int) -> _Isi:
        if what in ("kode", "nama_program", "capaian") or (
            what == "efisiensi" and count.susunan.efisiensi != "sisa"
        ):
            return _Isi("")
        return whole(what, year)

    return take


def _goal(count: Hitung, name: str, some: list[Indikator], lines: list[Pos]) -> Ambil:
    mean = count.mean(some, count.fakta.tahun)
    leaves = [leaf for line in lines for leaf in count.leaves(line.kode)]

    def take(what: str, year: int) -> _Isi:
        if what == "nama":
            return _Isi(name)
        if what == "capaian":
            return _Isi(mean, count.susunan.angka_capaian)
        if what == "efisiensi":
            return _Isi(count.efficiency(_money_cell(count, "persen", leaves, year).nilai, mean))
        return _money_cell(count, what, leaves, year)

    return take


def _spending(count: Hitung, name: str) -> Ambil:
    f = count.fakta

    def take(what: str, year: int) -> _Isi:
        if what == "nama":
            return _Isi(name)
        modal = {"pagu": sum(f.modal.values()), "uang": sum(f.modal_uang.values())}
        own = (
            modal
            if name == BELANJA[1]
            else {key: count.money(key, count.leaves(""), f.tahun) - modal[key] for key in modal}
        )
        return (
            _Isi(Fraction(own["uang"] * 100, own["pagu"]))
            if what == "persen"
            else _Isi(Fraction(own[what]), 0)
        )

    return take


def _service(name: str, whole: int, served: int) -> Ambil:
    values = {
        "penyebut": _Isi(Fraction(whole), 0),
        "pembilang": _Isi(Fraction(served), 0),
        "realisasi": _Isi(Fraction(100 * served, whole), 2, "%"),
        "nama": _Isi(name),
    }
    return lambda what, year: values[what]


def _component(f: Fakta, name: str, weight: int) -> Ambil:
    return lambda what, year: (
        _Isi(name)
        if what == "nama"
        else _Isi(Fraction(weight), 0)
        if what == "bobot"
        else _Isi(Fraction(f.sakip[name, year]))
    )


def _staff(name: str, people: int) -> Ambil:
    return lambda what, year: _Isi(name) if what == "nama" else _Isi(Fraction(people), 0)


def _score(f: Fakta) -> Ambil:
    def take(what: str, year: int) -> _Isi:
        if what == "nama":
            return _Isi("Nilai hasil evaluasi")
        return (
            _Isi(Fraction(100), 0)
            if what == "bobot"
            else _Isi(Fraction(sum((f.sakip[name, year] for name, _ in SAKIP), Decimal(0))))
        )

    return take


# --- sentences -----------------------------------------------------------------------------------


def _sentences(count: Hitung) -> list[Blok]:
    f, s = count.fakta, count.susunan
    y, out = f.tahun, []

    def cell(name: str, key: str, what: str, year: int, isi: _Isi) -> Sel:
        cell_id = f"{name}|{key}|{what}" + (f"@{year - y}" if year != y else "")
        return Sel(cell_id, _printed(isi, what, s, cell_id), what, key, year, _figure(isi))

    reported = [one for one in f.indikator if count.reported(one)]
    for kind in s.kalimat:
        if kind in ("rincian", "banding", "klaim"):
            out += [_about(count, kind, f"k-{kind}-{one.kode}", one, cell) for one in reported]
        elif kind == "rata":
            mean = count.mean(f.indikator, y)
            values = (_Isi(mean, s.angka_capaian), _Isi(count.category(mean)))
            said = [
                cell("k-rata", "rata", what, y, isi)
                for what, isi in zip(("capaian", "predikat"), values, strict=True)
            ]
            parts = (
                f"Rata-rata capaian kinerja tahun {y} sebesar ",
                said[0],
                " dari seluruh indikator, kategori ",
                said[1],
                ".",
            )
            out.append(
                Kalimat(
                    "k-rata",
                    "kinerja",
                    parts,
                    (("nama", "Rata-rata capaian"), ("level", "rata_rata")),
                    y,
                )
            )
        elif kind == "rekap":
            met = sum(count.capaian(one, y) >= 100 for one in reported)
            isi = (_Isi(Fraction(len(f.indikator)), 0), _Isi(Fraction(met), 0))
            parts = (
                "Dari ",
                cell("k-rekap", "semua", "banyak", y, isi[0]),
                " indikator yang diperjanjikan, sebanyak ",
                cell("k-rekap", "tercapai", "banyak", y, isi[1]),
                " indikator mencapai target.",
            )
            out.append(Kalimat("k-rekap", "", parts, (), y))
        elif kind == "tertinggi":
            out.append(_extreme(count, cell))
        elif kind == "pegawai":
            people = cell(
                "k-pegawai", "jumlah", "orang", y, _Isi(Fraction(sum(f.pegawai.values())), 0)
            )
            out.append(
                Kalimat(
                    "k-pegawai",
                    "",
                    (f"Pada akhir tahun {y} dinas ini didukung ", people, " orang pegawai."),
                    (),
                    y,
                )
            )
        elif kind == "anggaran":
            out.append(
                _money_sentence(
                    count,
                    "k-anggaran",
                    _total(count),
                    "jumlah",
                    f"Anggaran belanja tahun {y} seluruhnya sebesar ",
                    "Jumlah",
                    "jumlah",
                    cell,
                )
            )
        else:  # urai
            for n, line in enumerate((p for p in f.pos if p.level == "program"), 1):
                out.append(
                    _money_sentence(
                        count,
                        f"k-urai{n}",
                        _budget(count, line),
                        line.kode,
                        f"{line.nama} dianggarkan sebesar ",
                        line.nama,
                        "program",
                        cell,
                    )
                )
    return out


def _about(count: Hitung, kind: str, name: str, one: Indikator, cell) -> Kalimat:
    y, take = count.fakta.tahun, _indicator(count, one)
    fixed = (("nama", one.nama), ("level", one.level))

    def of(what: str, year: int = y) -> Sel:
        return cell(name, one.kode, what, year, take(what, year))

    if kind == "rincian":
        year = Sel(f"{name}|{one.kode}|tahun", str(y), "tahun", one.kode, y)
        parts = (
            f"Realisasi {one.nama} pada tahun ",
            year,
            " sebesar ",
            of("realisasi"),
            " dari target ",
            of("target"),
            " sehingga capaiannya ",
            of("capaian"),
            "." if count.susunan.persen else " persen.",
        )
        return Kalimat(name, "kinerja", parts, fixed, y)
    goal, value = count.fakta.target[one.kode, y], count.fakta.realisasi[one.kode, y]
    if kind == "banding":
        better = value > goal if one.arah == "naik" else value < goal
        claim = (
            "sama dengan"
            if value == goal
            else "lebih baik daripada"
            if better
            else "belum mencapai"
        )
        word = Sel(f"{name}|{one.kode}|klaim", claim, "klaim", one.kode, y)
        parts = (
            f"{one.nama} sebesar ",
            of("realisasi"),
            " ",
            word,
            " target tahun ini sebesar ",
            of("target"),
            ".",
        )
        return Kalimat(name, "kinerja", parts, fixed, y)
    before = count.fakta.realisasi[one.kode, y - 1]
    claim = "tetap" if value == before else "meningkat" if value > before else "menurun"
    word = Sel(f"{name}|{one.kode}|klaim", claim, "klaim", one.kode, y)
    parts = (
        f"Dibandingkan tahun {y - 1} sebesar ",
        of("realisasi", y - 1),
        f", {one.nama} ",
        word,
        " menjadi ",
        of("realisasi"),
        f" pada tahun {y}.",
    )
    return Kalimat(name, "kinerja", parts, fixed, y)


def _extreme(count: Hitung, cell) -> Kalimat:
    """Say which programme spent most and which least of its budget."""
    y = count.fakta.tahun
    lines = [p for p in count.fakta.pos if p.level == "program"]
    shares = {p: _money_cell(count, "persen", count.leaves(p.kode), y).nilai for p in lines}
    high, low = max(lines, key=shares.get), min(lines, key=shares.get)
    names = [
        Sel(f"k-tertinggi|{word}|klaim", p.nama, "klaim", word, y)
        for word, p in (("tertinggi", high), ("terendah", low))
    ]
    values = [cell("k-tertinggi", p.kode, "persen", y, _Isi(shares[p])) for p in (high, low)]
    parts = (
        "Serapan tertinggi dicapai ",
        names[0],
        " sebesar ",
        values[0],
        " persen, yang terendah ",
        names[1],
        " sebesar ",
        values[1],
        " persen.",
    )
    return Kalimat("k-tertinggi", "", parts, (), y)


def _money_sentence(
    count: Hitung, name: str, take: Ambil, key: str, start: str, nama: str, level: str, cell
) -> Kalimat:
    y = count.fakta.tahun
    parts = (
        start,
        "Rp ",
        cell(name, key, "pagu", y, take("pagu", y)),
        " dan terealisasi Rp ",
        cell(name, key, "uang", y, take("uang", y)),
        " atau ",
        cell(name, key, "persen", y, take("persen", y)),
        "." if count.susunan.persen else " persen.",
    )
    return Kalimat(name, "anggaran", parts, (("nama", nama), ("level", level)), y)
