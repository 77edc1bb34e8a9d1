"""Workbooks as agencies have them, made from a known truth: the same figures in many layouts and ways of writing."""

import csv
import io
import random
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

YEARS = ("2022", "2023")
NAMES = {
    "persen": ("Persentase PPKS yang terlayani", "%", "naik", "Meningkatnya pelayanan sosial"),
    "turun": ("Prevalensi stunting balita", "%", "turun", "Meningkatnya pelayanan sosial"),
    "rasio": ("Rasio pekerja sosial terhadap penduduk", "rasio", "turun", "Meningkatnya pelayanan sosial"),
    "huruf": ("Predikat SAKIP perangkat daerah", "predikat AKIP", "naik", "Meningkatnya akuntabilitas kinerja"),
    "rentang": ("Tingkat kemiskinan", "%", "turun", "Menurunnya kemiskinan"),
    "indeks": ("Indeks kepuasan masyarakat", "indeks", "naik", "Meningkatnya akuntabilitas kinerja"),
}
GOALS = tuple(dict.fromkeys(goal for *_, goal in NAMES.values()))
LINES = (
    ("1.06.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA"),
    ("1.06.01.2.01", "Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah"),
    ("1.06.01.2.01.0001", "Penyusunan Dokumen Perencanaan Perangkat Daerah"),
    ("1.06.01.2.01.0007", "Evaluasi Kinerja Perangkat Daerah"),
    ("1.06.01.2.02", "Administrasi Keuangan Perangkat Daerah"),
    ("1.06.01.2.02.0001", "Penyediaan Gaji dan Tunjangan ASN"),
    ("1.06.04", "PROGRAM REHABILITASI SOSIAL"),
    ("1.06.04.2.01", "Rehabilitasi Sosial Dasar Penyandang Disabilitas Terlantar"),
    ("1.06.04.2.01.0001", "Penyediaan Permakanan"),
    ("1.06.04.2.01.0002", "Penyediaan Sandang"),
    ("1.06.04.2.02", "Rehabilitasi Sosial Penyandang Masalah Kesejahteraan Sosial Lainnya"),
    ("1.06.04.2.02.0003", "Pemberian Bimbingan Fisik, Mental, Spiritual, dan Sosial"),
)


@dataclass
class Kebenaran:
    """What a made workbook says: canonical values by (name, year, column) and (code, year, column)."""

    kinerja: dict = field(default_factory=dict)
    satuan: dict = field(default_factory=dict)
    polaritas: dict = field(default_factory=dict)
    sasaran: dict = field(default_factory=dict)
    anggaran: dict = field(default_factory=dict)
    nama: dict = field(default_factory=dict)
    benih: int = 0


def truth(seed: int) -> Kebenaran:
    dice, out = random.Random(seed), Kebenaran(benih=seed)
    count = seed % 3 == 0  # the index is a count of people in every third workbook
    for kind, (name, unit, way, goal) in NAMES.items():
        for year in YEARS:
            t, r = _values(kind, dice, count, seed)
            out.kinerja[name, year, "target"], out.kinerja[name, year, "realisasi"] = t, r
        out.satuan[name] = "orang" if kind == "indeks" and count else unit
        out.polaritas[name], out.sasaran[name] = way, goal
    money = {}
    for code, _ in reversed(LINES):
        if len(code) == len("1.06.01.2.01.0001"):
            pagu = dice.randrange(2_000_000, 900_000_000) if dice.random() < 0.8 else dice.randrange(1, 900) * 1000
            money[code] = (pagu, int(pagu * dice.uniform(0.6, 1)))
        else:
            own = [pair for other, pair in money.items() if other.startswith(code) and len(other) == 17]
            money[code] = (sum(p for p, _ in own), sum(r for _, r in own))
    for code, name in LINES:
        out.nama[code] = name
        out.anggaran[code, "2023", "pagu_rp"], out.anggaran[code, "2023", "realisasi_rp"] = map(str, money[code])
    return out


def _values(kind: str, dice: random.Random, count: bool, seed: int) -> tuple[str, str]:  # noqa: PLR0911 (one per kind)
    def number(low: float, high: float, digits: int) -> str:
        return plain(round(dice.uniform(low, high), digits))

    if kind == "persen":
        return number(60, 99, 2), number(55, 99, 2)
    if kind == "turun":
        return number(15, 25, 1), number(14, 28, 1)
    if kind == "rasio":
        n = dice.randrange(1200, 9000)
        return f"1:{n}", f"1:{int(n * dice.uniform(0.9, 1.1))}"
    if kind == "huruf":
        return dice.choice(["B", "BB", "A"]), dice.choice(["B", "BB"]) + " " + number(60, 79, 2)
    if kind == "rentang":
        low = round(dice.uniform(3, 6), 2)
        return f"{plain(low)} - {plain(round(low + 0.05, 2))}", number(3, 7, 2)
    if count:
        n = dice.randrange(1000, 20000)
        return str(n), str(int(n * dice.uniform(0.8, 1.2)))
    return (number(0, 1, 3), number(0, 1, 3)) if seed % 3 == 1 else (number(70, 90, 2), number(70, 90, 2))


def plain(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def written(text: str, style: str, thousands: bool = True) -> str:
    """Return a canonical value as a person writes it: `id` 1.234,5, `en` 1,234.5."""
    if " - " in text:
        return " - ".join(written(part, style) for part in text.split(" - "))
    if text.startswith("1:"):
        return f"1 : {written(text[2:], style)}"
    head, _, tail = text.rpartition(" ")
    if head:
        return f"{head} ({written(tail, style)})"
    if not text.replace(".", "").isdigit():
        return text
    whole, _, part = text.partition(".")
    grouped = f"{int(whole):,}" if thousands else whole
    full = grouped + (f".{part}" if part else "")
    return full.translate(str.maketrans(",.", ".,")) if style == "id" else full


def percent(value: float, style: str) -> str:
    return written(f"{value:.2f}", style)


def capaian(t: str, r: str, way: str) -> float | None:
    try:
        target, real = float(t.removeprefix("1:")), float(r.removeprefix("1:"))
    except ValueError:
        return None
    return (real / target if way == "naik" else (2 * target - real) / target) * 100


@dataclass
class Kertas:
    """One sheet as it is drawn: cells (text, or a number with its format), merges, hidden or not."""

    nama: str
    sel: dict = field(default_factory=dict)
    gabung: list = field(default_factory=list)
    tersembunyi: bool = False

    def tulis(self, row: int, column: int, *cells) -> None:
        for place, cell in enumerate(cells, column):
            if cell not in ("", None):
                self.sel[row, place] = cell

    def satukan(self, a: int, b: int, c: int, d: int, text: str) -> None:
        self.tulis(a, b, text)
        if (a, b) != (c, d):
            self.gabung.append((a, b, c, d))


def as_xlsx(sheets: list[Kertas], path: Path) -> Path:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    formats: dict = {}
    for one in sheets:
        sheet = book.add_worksheet(one.nama)
        if one.tersembunyi:
            sheet.hide()
        for a, b, c, d in one.gabung:
            sheet.merge_range(a, b, c, d, "")
        for (row, column), cell in one.sel.items():
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            else:
                value, form, *formula = cell
                style = formats.setdefault(form, book.add_format({"num_format": form}))
                if formula:
                    sheet.write_formula(row, column, formula[0], style, value)
                else:
                    sheet.write_number(row, column, value, style)
    book.worksheets_objs[0].activate()
    book.close()
    return path


DIALECTS = {
    "koma-utf8": (",", "utf-8"),
    "titik-koma-bom": (";", "utf-8-sig"),
    "tab-utf16": ("\t", "utf-16"),
    "titik-koma-cp1252": (";", "cp1252"),
    "pipa-utf8": ("|", "utf-8"),
}


def as_csv(sheet: Kertas, path: Path, dialect: str) -> Path:
    mark, encoding = DIALECTS[dialect]
    rows = max(row for row, _ in sheet.sel) + 1
    width = max(column for _, column in sheet.sel) + 1
    text = io.StringIO()
    writer = csv.writer(text, delimiter=mark, lineterminator="\r\n")
    for row in range(rows):
        writer.writerow([shown(sheet.sel.get((row, column), "")) for column in range(width)])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def shown(cell) -> str:
    return cell if isinstance(cell, str) else plain(cell[0])


# --- layouts: each draws the same truth; the second argument is the way numbers are written


def kepala_biasa(t: Kebenaran, s: str) -> list[Kertas]:
    """One row of titles with their years, a sheet for the budget."""
    k = Kertas("Kinerja")
    k.tulis(0, 0, "No", "Indikator Kinerja", "Satuan", "Target 2022", "Realisasi 2022", "Target 2023", "Realisasi 2023", "Capaian 2023 (%)")
    for n, (name, unit) in enumerate(t.satuan.items(), 1):
        k.tulis(n, 0, str(n), name, unit, *_pairs(t, name, s), _printed(t, name, s))
    return [k, _budget_plain(t, s)]


def target_di_atas_tahun(t, s) -> list[Kertas]:
    """Target over the years, realisation over the years."""
    k = Kertas("IKU")
    k.satukan(0, 0, 0, 7, "INDIKATOR KINERJA UTAMA DINAS SOSIAL")
    for c, text in enumerate(("No.", "Sasaran", "Indikator Kinerja Utama", "Satuan")):
        k.satukan(2, c, 3, c, text)
    k.satukan(2, 4, 2, 5, "Target")
    k.satukan(2, 6, 2, 7, "Realisasi")
    k.tulis(3, 4, *YEARS, *YEARS)
    for n, (name, unit) in enumerate(t.satuan.items()):
        t1, r1, t2, r2 = _pairs(t, name, s)
        k.tulis(n + 4, 0, str(n + 1), t.sasaran[name], name, unit, t1, t2, r1, r2)
    return [k, _budget_parts(t, s)]


def tahun_di_atas_target(t, s) -> list[Kertas]:
    """Years over target, realisation, achievement; numbered columns, blank rows, merged goals, a mean, a footnote."""
    k = Kertas("Pengukuran Kinerja")
    k.satukan(0, 0, 0, 9, "PENGUKURAN KINERJA TAHUN 2023")
    k.satukan(1, 0, 1, 9, "(Permenpan RB Nomor 53 Tahun 2014; Renstra 2021-2026)")
    for c, text in enumerate(("No", "Sasaran Strategis", "Indikator Kinerja", "Satuan")):
        k.satukan(3, c, 4, c, text)
    for n, year in enumerate(YEARS):
        k.satukan(3, 4 + 3 * n, 3, 6 + 3 * n, f"Tahun {year}")
        k.tulis(4, 4 + 3 * n, "Target", "Realisasi", "Capaian (%)")
    k.tulis(5, 0, *map(str, range(1, 11)))
    row = 7
    for goal in GOALS:
        names = [name for name in t.satuan if t.sasaran[name] == goal]
        k.satukan(row, 1, row + len(names) - 1, 1, goal)
        for name in names:
            t1, r1, t2, r2 = _pairs(t, name, s)
            k.tulis(row, 0, str(row - 6))
            k.tulis(row, 2, name, t.satuan[name], t1, r1, _printed(t, name, s, "2022"), t2, r2, _printed(t, name, s))
            row += 1
    k.tulis(row + 1, 2, "Rata-rata capaian")
    k.tulis(row + 1, 9, percent(98.7, s))
    k.tulis(row + 3, 0, "*) Sumber: BPS, diolah")
    return [k, _budget_plain(t, s, "Rp {},-", jumlah=True)]


def tiga_tingkat(t, s) -> list[Kertas]:
    """Three rows of titles: what, the year, the unit; a notes column."""
    k = Kertas("Lampiran")
    k.tulis(0, 1, "Lampiran 2")
    for c, text in enumerate(("Tujuan/Sasaran", "Indikator", "Satuan")):
        k.satukan(2, c + 1, 4, c + 1, text)
    k.satukan(2, 4, 2, 7, "Kinerja")
    k.satukan(3, 4, 3, 5, "Target")
    k.satukan(3, 6, 3, 7, "Realisasi")
    k.tulis(4, 4, "2022", "2023", "2022", "2023")
    k.satukan(2, 8, 4, 8, "Keterangan")
    for n, (name, unit) in enumerate(t.satuan.items()):
        t1, r1, t2, r2 = _pairs(t, name, s)
        k.tulis(n + 6, 1, t.sasaran[name], name, unit, t1, t2, r1, r2, "hasil survei" if n % 2 else "")
    return [k, _budget_scaled(t, s)]


def lembar_per_tahun(t, s) -> list[Kertas]:
    """One sheet per year, the year in the title over the table."""
    sheets = []
    for year in YEARS:
        k = Kertas(f"Lembar {chr(64 + YEARS.index(year) + 1)}")
        k.tulis(0, 0, "Capaian Indikator Kinerja Utama")
        k.tulis(1, 0, f"Tahun Anggaran {year}")
        k.tulis(3, 0, "No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)", "Kategori")
        for n, (name, unit) in enumerate(t.satuan.items(), 4):
            pair = [written(t.kinerja[name, year, one], s) for one in ("target", "realisasi")]
            k.tulis(n, 0, str(n - 3), name, unit, *pair, _printed(t, name, s, year), "Tinggi")
        sheets.append(k)
    return [*sheets, _budget_plain(t, s)]


def nama_lembar_tahun(t, s) -> list[Kertas]:
    """The year only in the name of the sheet; misspelt titles, points and brackets."""
    sheets = []
    for year in YEARS:
        k = Kertas(f"IKU {year}")
        k.tulis(0, 0, "NO.", "INDIKATOR KINERJA", "SATUAN", "TARGET", "RELISASI", "CAPAIAN(%)")
        k.tulis(1, 0, "(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(5)/(4)")
        for n, (name, unit) in enumerate(t.satuan.items(), 2):
            pair = [written(t.kinerja[name, year, one], s) for one in ("target", "realisasi")]
            k.tulis(n, 0, f"{n - 1}.", name, unit, *pair, _printed(t, name, s, year))
        sheets.append(k)
    return [*sheets, _budget_parts(t, s, "Anggaran 2023")]


def satu_lembar(t, s) -> list[Kertas]:
    """All tables under each other in one sheet, with a column and rows left blank."""
    k, row = Kertas("LKjIP"), 1
    for year in YEARS:
        k.tulis(row, 1, f"Tabel Capaian Kinerja Tahun {year}")
        k.tulis(row + 1, 1, "Sasaran", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "%")
        row += 2
        for name, unit in t.satuan.items():
            pair = [written(t.kinerja[name, year, one], s) for one in ("target", "realisasi")]
            k.tulis(row, 1, t.sasaran[name], name, unit, *pair, _printed(t, name, s, year))
            row += 1
        row += 2
    k.tulis(row, 1, "Tabel Realisasi Anggaran Tahun 2023")
    budget = _budget_plain(t, s, "Rp{}", jumlah=True)
    for (r, c), cell in budget.sel.items():
        if r >= 2:
            k.sel[row + r - 1, c + 1] = cell
    return [k]


def baris_sasaran(t, s) -> list[Kertas]:
    """Goals as rows of their own over their indicators; stages of target and pagu side by side."""
    k = Kertas("PK")
    k.tulis(0, 0, "PERJANJIAN KINERJA PERUBAHAN DAN REALISASI")
    k.tulis(2, 0, "No", "Sasaran / Indikator Kinerja", "Satuan", "Target 2022", "Realisasi 2022", "Target 2023 sebelum perubahan", "Target 2023 setelah perubahan", "Realisasi 2023")
    k.sel[2, 1] = "Indikator Kinerja"
    row = 3
    for n, goal in enumerate(GOALS, 1):
        k.tulis(row, 0, f"Sasaran {n}: {goal}")
        row += 1
        for name in [one for one in t.satuan if t.sasaran[one] == goal]:
            t1, r1, t2, r2 = _pairs(t, name, s)
            k.tulis(row, 0, str(row - 3), name, t.satuan[name], t1, r1, t1, t2, r2)
            row += 1
        row += 1
    return [k, _budget_stages(t, s)]


def panjang(t, s) -> list[Kertas]:
    """One row per indicator and year."""
    k = Kertas("Data")
    k.tulis(0, 0, "Tahun", "Nama Indikator", "Satuan", "Polaritas", "Target", "Realisasi")
    row = 1
    for year in YEARS:
        for name, unit in t.satuan.items():
            pair = [written(t.kinerja[name, year, one], s) for one in ("target", "realisasi")]
            k.tulis(row, 0, year, name, unit, {"naik": "Positif", "turun": "Negatif"}[t.polaritas[name]], *pair)
            row += 1
    return [k, _budget_long(t, s)]


def satuan_dalam_sel(t, s) -> list[Kertas]:
    """Units behind the figures, as reports print them."""
    k = Kertas("Tabel 3.1")
    k.tulis(0, 0, "Tabel 3.1 Perbandingan target dan realisasi")
    k.satukan(2, 0, 3, 0, "Indikator Kinerja")
    k.satukan(2, 1, 3, 1, "Satuan")
    for n, year in enumerate(YEARS):
        k.satukan(2, 2 + 2 * n, 2, 3 + 2 * n, year)
        k.tulis(3, 2 + 2 * n, "Target", "Realisasi")
    for n, (name, unit) in enumerate(t.satuan.items(), 4):
        cells = [f"{one} {unit}" if unit in ("%", "orang") and " - " not in one else one for one in _pairs(t, name, s)]
        k.tulis(n, 0, f"{n - 3}. {name}", unit, *cells)
    return [k, _budget_one_cell(t, s)]


def angka_excel(t, s) -> list[Kertas]:
    """Numbers as Excel holds them, per cent shown by a format, achievements as formulas, an old copy hidden."""
    k, old = Kertas("Kinerja"), Kertas("lama", tersembunyi=True)
    k.tulis(0, 0, "Indikator", "Satuan", "Target 2022", "Realisasi 2022", "Target 2023", "Realisasi 2023", "Capaian 2023")
    old.tulis(0, 0, "Indikator", "Satuan", "Target 2023", "Realisasi 2023")
    for n, (name, unit) in enumerate(t.satuan.items(), 1):
        values = [t.kinerja[name, year, one] for year in YEARS for one in ("target", "realisasi")]
        cells = []
        for value in values:
            try:
                number = float(value)
                shape = ("0.00%", number / 100) if unit == "%" else ("General", number)
                cells.append((shape[1], shape[0]))
            except ValueError:
                cells.append(written(value, s))
        rate = capaian(values[2], values[3], t.polaritas[name])
        k.tulis(n, 0, name, unit, *cells)
        if rate is not None:
            k.sel[n, 6] = (rate / 100, "0.00%", f"=F{n + 1}/E{n + 1}")
        old.tulis(n, 0, name, unit, "11", "12")
    return [k, old, _budget_numbers(t, s)]


def rekap_dan_rincian(t, s) -> list[Kertas]:
    """Achievement beside target and realisation of the year, last year's realisation and the target of the plan's end."""
    k = Kertas("Evaluasi")
    k.tulis(0, 0, "EVALUASI CAPAIAN KINERJA TAHUN 2023")
    k.tulis(2, 0, "No", "Sasaran Strategis", "Indikator Kinerja", "Satuan", "Target 2022", "Realisasi 2022", "Target", "Realisasi", "Tingkat Capaian (%)", "Realisasi Nasional 2023", "Penanggung Jawab")
    for n, (name, unit) in enumerate(t.satuan.items(), 3):
        k.tulis(n, 0, str(n - 2), t.sasaran[name], name, unit, *_pairs(t, name, s), _printed(t, name, s), written("71.5", s), "Bidang Rehabilitasi")
    k.tulis(12, 7, "Kota Contoh, 31 Januari 2024")
    k.tulis(13, 7, "Kepala Dinas,")
    return [k, _budget_flat(t, s)]


SEBUTAN = {
    "nomor": ["No", "NO.", "Nomor", "No. Urut"],
    "sasaran": ["Sasaran", "SASARAN STRATEGIS", "Sasaran Strategis", "Tujuan / Sasaran", "Sasaran Kinerja"],
    "nama": ["Indikator", "INDIKATOR KINERJA", "Indikator Kinerja Utama", "Indikator Kinerja Utama (IKU)", "Nama Indikator", "Indikator Sasaran", "Indikator Kinerja Sasaran"],
    "satuan": ["Satuan", "SATUAN", "Sat.", "Satuan Ukur"],
    "target": ["Target", "TARGET", "Target Kinerja", "Target Tahun {y}", "Target {y}", "TARGET TA. {y}", "Rencana {y}", "Target ({y})"],
    "realisasi": ["Realisasi", "REALISASI", "Realisasi Kinerja", "Realisasi Tahun {y}", "Realisasi {y}", "Realiasi {y}", "Realisasi\n{y}"],
    "capaian": ["Capaian (%)", "% Capaian", "Tingkat Capaian", "Persentase Capaian (%)", "CAPAIAN KINERJA (%)", "Capaian {y} (%)", "%"],
    "kode": ["Kode", "KODE REKENING", "Kode Rek.", "Kode Program/Kegiatan", "Kode Sub Kegiatan"],
    "uraian": ["Uraian", "PROGRAM/KEGIATAN/SUB KEGIATAN", "Program dan Kegiatan", "Nama Program / Kegiatan / Sub Kegiatan", "Program, Kegiatan dan Sub Kegiatan", "Urusan/ Program/ Kegiatan"],
    "pagu": ["Pagu", "PAGU ANGGARAN", "Anggaran (Rp)", "Pagu {y} (Rp.)", "Alokasi Anggaran", "Jumlah Anggaran (Rp)", "Pagu DPA"],
    "realisasi_rp": ["Realisasi", "REALISASI ANGGARAN", "Realisasi (Rp)", "Realisasi Keuangan", "Realisasi Rp.", "Penyerapan"],
    "persen": ["%", "Serapan (%)", "Persentase", "% Keuangan", "Tingkat Serapan (%)"],
}
LAIN = {
    "Target Triwulan I {y}": "25,5", "Realisasi Provinsi {y}": "71,3", "Keterangan": "tercapai", "Target Akhir Renstra": "99,5",
    "Sumber Data": "BPS", "Penanggung Jawab": "Bidang Linjamsos", "Realisasi s.d. Triwulan III": "44,1", "Kondisi Awal": "50,2",
    "Bukti Dukung": "ada", "Prognosis {y}": "81,1", "Realisasi Tahun Lalu": "60,1", "Kategori": "Sangat Tinggi", "Cascading": "12",
}
RP = ["{}", "Rp {}", "Rp{}", "Rp. {},-", "Rp{},00", "{},-"]


def acak(t: Kebenaran, s: str) -> list[Kertas]:
    """Titles, order of columns, blanks, titles above, what stands beside and below: all by chance."""
    dice = random.Random(t.benih * 7 + (s == "en"))

    def said(what: str, year: str = "") -> str:
        return dice.choice([one for one in SEBUTAN[what] if year or "{y}" not in one]).format(y=year)

    sheets, one_sheet = [], dice.random() < 0.3
    goals, groups = dice.random() < 0.5, dice.random() < 0.5
    k, row = Kertas("Lembar1"), dice.randrange(3)
    for part, years in enumerate([YEARS] if groups else [[year] for year in YEARS]):
        if part and not one_sheet:
            sheets.append(k)
            k, row = Kertas(f"Lembar{part + 1}"), dice.randrange(3)
        left = dice.randrange(2)
        k.tulis(row, left, dice.choice(["CAPAIAN KINERJA", "Pengukuran Kinerja Dinas Sosial", "LAMPIRAN IV"]))
        if not groups:
            k.tulis(row + 1, left, dice.choice(["Tahun {}", "TAHUN ANGGARAN {}", "Keadaan per 31 Desember {}"]).format(years[0]))
        row += dice.choice([2, 3])
        row = _kinerja_acak(t, s, dice, said, k, row, left, list(years), goals, groups)
        row += dice.choice([2, 3])
    if not one_sheet:
        sheets.append(k)
        k, row = Kertas("Anggaran"), 0
    k.tulis(row, 0, dice.choice(["Realisasi Anggaran Tahun 2023", "BELANJA DAERAH TA 2023"]))
    row += dice.choice([1, 2])
    extra = [dice.choice(["Sisa Anggaran", "Sumber Dana", "Lokasi"])] if dice.random() < 0.5 else []
    columns = ["kode", "uraian", "pagu", "realisasi_rp", "persen", *extra]
    heads = [said(one, "2023") if one in SEBUTAN else one for one in columns]
    k.tulis(row, 0, *heads)
    form = dice.choice(RP if s == "id" else [one for one in RP if ",00" not in one])
    for n, (code, name) in enumerate(LINES, row + 1):
        k.tulis(n, 0, code + dice.choice(["", "", "."]), name, *_money(t, code, s, form), _rate(t, code, s), *(["1" if "Sisa" in one else "DAU" for one in extra]))
    k.tulis(row + len(LINES) + 1, dice.choice([0, 1]), dice.choice(["JUMLAH", "Total", "Jumlah Total"]))
    k.tulis(row + len(LINES) + 1, 2, *_money(t, "1.06.01", s, form))
    return [*sheets, k]


def _kinerja_acak(t, s, dice, said, k, row, left, years, goals, groups) -> int:
    front = ["nomor", *(["sasaran"] if goals or t.benih % 2 else []), "nama", "satuan"]
    names = {one: said(one) for one in front}
    values = ["target", "realisasi", *(["capaian"] if dice.random() < 0.7 else [])]
    deep = dice.random() < 0.5
    beside = dice.sample(sorted(LAIN), dice.randrange(3))
    column = left
    for one in front:
        k.satukan(row, column, row + deep, column, names[one])
        column += 1
    first = column
    for year in years:
        plain = {one: dice.choice([form for form in SEBUTAN[one] if "{y}" not in form]) for one in values}
        if deep:
            k.satukan(row, column, row, column + len(values) - 1, dice.choice(["{}", "Tahun {}", "TA {}"]).format(year))
            k.tulis(row + 1, column, *(plain[one] for one in values))
        else:
            dated = {one: dice.choice([form for form in SEBUTAN[one] if "{y}" in form]).format(y=year) for one in values}
            k.tulis(row, column, *(dated[one] if groups else plain[one] for one in values))
        column += len(values)
    for one in beside:
        k.satukan(row, column, row + deep, column, one.format(y=years[-1]))
        column += 1
    row += deep + 1
    if dice.random() < 0.4:
        k.tulis(row, left, *(f"({n})" for n in range(1, column - left + 1)))
        row += 1
    last = ""
    for n, name in enumerate(t.satuan, 1):
        cells = [str(n)]
        if "sasaran" in front:
            cells.append(t.sasaran[name] if t.sasaran[name] != last else "")
            last = t.sasaran[name]
        k.tulis(row, left, *cells, name, t.satuan[name])
        place = first
        for year in years:
            pair = [written(t.kinerja[name, year, one], s) for one in ("target", "realisasi")]
            k.tulis(row, place, *pair, *([_printed(t, name, s, year)] if "capaian" in values else []))
            place += len(values)
        k.tulis(row, place, *(LAIN[one] if s == "id" else LAIN[one].replace(",", ".") for one in beside))
        row += 1 + (dice.random() < 0.15)
    if dice.random() < 0.3:
        k.tulis(row, left, dice.choice(["Keterangan: angka sementara", "*) target diubah", "Sumber: Bidang Perencanaan"]))
        row += 1
    return row


def _pairs(t: Kebenaran, name: str, s: str) -> list[str]:
    return [written(t.kinerja[name, year, one], s) for year in YEARS for one in ("target", "realisasi")]


def _printed(t: Kebenaran, name: str, s: str, year: str = "2023") -> str:
    rate = capaian(t.kinerja[name, year, "target"], t.kinerja[name, year, "realisasi"], t.polaritas[name])
    return "" if rate is None else percent(rate, s)


def _money(t: Kebenaran, code: str, s: str, form: str = "{}") -> list[str]:
    return [form.format(written(t.anggaran[code, "2023", one], s)) for one in ("pagu_rp", "realisasi_rp")]


def _rate(t: Kebenaran, code: str, s: str) -> str:
    pagu, real = (float(t.anggaran[code, "2023", one]) for one in ("pagu_rp", "realisasi_rp"))
    return percent(real / pagu * 100, s)


def _budget_plain(t, s, form: str = "{}", jumlah: bool = False) -> Kertas:
    k = Kertas("Anggaran")
    k.tulis(0, 0, "REALISASI ANGGARAN TAHUN 2023")
    k.tulis(2, 0, "Kode", "Program/Kegiatan/Sub Kegiatan", "Pagu Anggaran (Rp)", "Realisasi (Rp)", "%")
    for n, (code, name) in enumerate(LINES, 3):
        k.tulis(n, 0, code, name, *_money(t, code, s, form), _rate(t, code, s))
    if jumlah:
        k.tulis(len(LINES) + 3, 1, "JUMLAH", *_money(t, "1.06.01", s, form))
    return k


def _budget_parts(t, s, nama: str = "SIPD") -> Kertas:
    """Code parts over five columns, names indented over three."""
    k = Kertas(nama)
    k.tulis(0, 0, "LAPORAN REALISASI 2023")
    k.satukan(1, 0, 1, 4, "Kode Rekening")
    k.satukan(1, 5, 1, 7, "Program / Kegiatan / Sub Kegiatan")
    k.tulis(1, 8, "Anggaran", "Realisasi", "Sisa Anggaran")
    k.tulis(2, 0, "1")
    k.tulis(2, 5, "URUSAN PEMERINTAHAN WAJIB")
    k.tulis(3, 0, "1", "06")
    k.tulis(3, 5, "BIDANG SOSIAL")
    for n, (code, name) in enumerate(LINES, 4):
        pieces = code.split(".")
        cells = [*pieces[:3], ".".join(pieces[3:5]), *pieces[5:]]
        k.tulis(n, 0, *cells)
        k.tulis(n, {3: 5, 5: 6, 6: 7}[len(pieces)], name)
        k.tulis(n, 8, *_money(t, code, s), written("1000000", s))
    return k


def _budget_scaled(t, s) -> Kertas:
    """Thousands of rupiah."""
    k = Kertas("Belanja")
    k.tulis(0, 0, "REALISASI BELANJA TAHUN 2023")
    k.tulis(1, 0, "(dalam ribuan rupiah)")
    k.tulis(3, 0, "Kode", "Uraian", "Pagu", "Realisasi")
    for n, (code, name) in enumerate(LINES, 4):
        k.tulis(n, 0, code, name, *(written(f"{int(t.anggaran[code, '2023', one]) / 1000:.3f}", s) for one in ("pagu_rp", "realisasi_rp")))
    return k


def _budget_stages(t, s) -> Kertas:
    k = Kertas("APBD")
    k.tulis(0, 0, "TAHUN ANGGARAN 2023")
    k.satukan(1, 0, 2, 0, "Kode")
    k.satukan(1, 1, 2, 1, "Uraian")
    k.satukan(1, 2, 1, 3, "Pagu Anggaran")
    k.satukan(1, 4, 2, 4, "Realisasi Anggaran")
    k.tulis(2, 2, "Sebelum Perubahan", "Setelah Perubahan")
    for n, (code, name) in enumerate(LINES, 3):
        pagu, real = _money(t, code, s)
        k.tulis(n, 0, code, name, written("123456000", s), pagu, real)
    return k


def _budget_long(t, s) -> Kertas:
    k = Kertas("Pagu")
    k.tulis(0, 0, "Tahun", "Kode", "Nama Program/Kegiatan", "Pagu", "Realisasi")
    for n, (code, name) in enumerate(LINES, 1):
        k.tulis(n, 0, "2023", code, name, *_money(t, code, s))
    return k


def _budget_one_cell(t, s) -> Kertas:
    k = Kertas("Program")
    k.tulis(0, 0, "Program dan kegiatan tahun 2023")
    k.tulis(1, 0, "No", "Program / Kegiatan / Sub Kegiatan", "Pagu (Rp)", "Realisasi Keuangan (Rp)", "Persentase Keuangan")
    for n, (code, name) in enumerate(LINES, 2):
        k.tulis(n, 0, str(n - 1), f"{code} {name}", *_money(t, code, s, "Rp. {}"), _rate(t, code, s) + " %")
    return k


def _budget_numbers(t, s) -> Kertas:
    k = Kertas("Anggaran 2023")
    k.tulis(0, 0, "Kode", "Uraian", "Anggaran", "Realisasi", "% Serapan")
    for n, (code, name) in enumerate(LINES, 1):
        pagu, real = (float(t.anggaran[code, "2023", one]) for one in ("pagu_rp", "realisasi_rp"))
        k.tulis(n, 0, code, name, (pagu, "#,##0"), (real, "#,##0"), (real / pagu, "0.00%", f"=D{n + 1}/C{n + 1}"))
    return k


def _budget_flat(t, s) -> Kertas:
    """SIPD's flat export: code and name of every level beside each other, only the lowest has money."""
    k = Kertas("Ekspor 2023")
    k.tulis(0, 0, "Kode Program", "Nama Program", "Kode Kegiatan", "Nama Kegiatan", "Kode Sub Kegiatan", "Nama Sub Kegiatan", "Pagu", "Realisasi")
    names, row = dict(LINES), 1
    for code, name in LINES:
        if len(code) == 17:
            k.tulis(row, 0, code[:7], names[code[:7]], code[:12], names[code[:12]], code, name, *_money(t, code, s))
            row += 1
    return k


LAYOUTS = {
    one.__name__: one
    for one in (
        kepala_biasa, target_di_atas_tahun, tahun_di_atas_target, tiga_tingkat, lembar_per_tahun, nama_lembar_tahun, satu_lembar,
        baris_sasaran, panjang, satuan_dalam_sel, angka_excel, rekap_dan_rincian, acak,
    )
}
WITHOUT_GOALS = ("kepala_biasa", "lembar_per_tahun", "nama_lembar_tahun", "panjang", "satuan_dalam_sel", "angka_excel")


def count_cells(t: Kebenaran, layout: str, usulan) -> dict[str, list]:
    """Return the cells of the truth by how they were read.

    `benar`; `ditanya`: empty, and a question names it; `luput`: empty, among what is listed as unread; `salah`: another
    value, or a row that is not there.
    """
    tables, out = usulan.tabel, {"benar": [], "ditanya": [], "luput": [], "salah": []}
    asked = "\n".join(usulan.tanya)
    doubts = len(usulan.ragu)

    def judge(what: tuple, right: str, found: str) -> None:
        nonlocal doubts
        if found == right:
            out["benar"].append(what)
        elif found:
            out["salah"].append((*what, right, found))
        elif what[0] in asked or doubts > 0:
            doubts -= what[0] not in asked
            out["ditanya"].append((*what, right))
        else:
            out["luput"].append((*what, right))

    indikator = tables["indikator"].set_index("nama_indikator")
    goals = layout not in WITHOUT_GOALS and (layout != "acak" or (indikator["sasaran"] != "").any())
    for name in t.satuan:
        known = name in indikator.index
        judge((name, "satuan"), t.satuan[name], indikator.at[name, "satuan"] if known else "")
        judge((name, "polaritas"), t.polaritas[name], indikator.at[name, "polaritas"] if known else "")
        if goals:
            judge((name, "sasaran"), t.sasaran[name], indikator.at[name, "sasaran"] if known else "")
    out["salah"] += [("indikator", name) for name in indikator.index if name not in t.satuan]
    slugs = indikator["indikator"].to_dict()
    found = {}
    for row in tables["kinerja"].itertuples():
        bounds = f"{plain(float(row.target_bawah))} - {plain(float(row.target_atas))}" if row.target_bawah else ""
        found[row.indikator, row.tahun, "target"] = row.target or bounds
        found[row.indikator, row.tahun, "realisasi"] = row.realisasi
    for (name, year, kolom), right in t.kinerja.items():
        judge((name, year, kolom), right, _bare(found.pop((slugs.get(name), year, kolom), "")))
    out["salah"] += [("kinerja", *key, value) for key, value in found.items() if value]
    lines = {row.kode: row for row in tables["anggaran"].itertuples()}
    for (code, year, kolom), right in t.anggaran.items():
        if layout == "rekap_dan_rincian" and len(code) < 17:
            continue  # only the lowest level is printed there
        row = lines.get(code)
        judge((code, year, kolom), right, getattr(row, kolom) if row is not None and row.tahun == year else "")
    for code, name in t.nama.items():
        if code in lines:
            judge((code, "nama"), name, lines[code].nama)
    out["salah"] += [("anggaran", code) for code in lines if code not in t.nama]
    return out


def _bare(text: str) -> str:
    """Return a value without the noughts that only keep its mark from being read as a thousand."""
    head, _, number = text.rpartition(" ") if " - " not in text else ("", "", text)
    if "." in number and " - " not in number and ":" not in number:
        number = number.rstrip("0").rstrip(".")
    return f"{head} {number}".strip()
