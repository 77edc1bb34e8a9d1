"""A seeded maker of published reports whose figures are all consistent, and of faults with known answers.

`made_report(seed)` returns the tables that `audit.prepare` takes. `inject(kind, …)` changes one cell of every report the way a real one errs and
returns the source line where a finding of that kind must be.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import numpy as np
import pandas as pd

NAMES = [
    "Persentase keluarga miskin terlayani", "Persentase lansia terlayani di luar panti", "Indeks pembangunan gender", "Persentase korban bencana terbantu",
    "Persentase anak terlantar terlayani", "Indeks kepuasan masyarakat", "Persentase penyandang disabilitas terlayani", "Nilai evaluasi kinerja dinas",
]
LOWER_NAME = "Prevalensi kekerasan rumah tangga"
PROGRAMS = ["Pemberdayaan Sosial", "Rehabilitasi Sosial", "Penanganan Bencana", "Perlindungan Khusus Anak", "Pengelolaan Data Gender"]
YEAR = 2023


def comma(value: float, digits: int = 2) -> str:
    """Print a number with a decimal comma, rounded half up."""
    return str(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)).replace(".", ",")


def dots(value: float) -> str:
    return f"{int(value):,}".replace(",", ".")


def kinerja_row(table: str, line: int, name: str, year: int, **cells: str) -> dict:
    row = {"id": f"d1:{table}-b{line}-{year}", "dokumen": "d1", "tabel": table, "baris": line, "level": "sasaran", "sasaran_tercetak": "", "nama_tercetak": name, "satuan_tercetak": "", "tahun": year,
           "predikat_tercetak": "", "cara_baca": "", "catatan": "", "tahap": ""}
    for column in ("target", "realisasi", "capaian", "pembilang", "penyebut"):
        row[f"{column}_tercetak"] = cells.get(column, "")
    return row | {key: value for key, value in cells.items() if key in ("predikat_tercetak", "level")}


def read(frame: pd.DataFrame, columns: tuple[str, ...], suffix: str = "") -> pd.DataFrame:
    """Read the printed cells back, as the importer does."""
    from lakip_analysis.numbers import read_number, read_rupiah

    for column in columns:
        money = column in ("pagu_induk", "pagu", "realisasi") and suffix
        reader = read_rupiah if money else lambda text: read_number(text, "koma")
        values = [reader(text).nilai for text in frame[f"{column}_tercetak"]]
        frame[f"{column}{suffix if money else ''}"] = [float(v) if v is not None else np.nan for v in values]
    return frame


def category(value: float) -> str:
    return next(name for bound, name in ((91, "Sangat Tinggi"), (76, "Tinggi"), (66, "Sedang"), (51, "Rendah"), (-1e9, "Sangat Rendah")) if value >= bound)


def made_report(seed: int) -> dict[str, pd.DataFrame]:
    """Return `terbitan_kinerja`, `terbitan_anggaran`, `terbitan_judul` and `indikator` of one consistent report."""
    rng = np.random.default_rng(seed)
    return {"terbitan_kinerja": made_kinerja(rng), "terbitan_anggaran": made_anggaran(rng), "indikator": made_indicators(), "terbitan_judul": made_captions()}


def made_indicators() -> pd.DataFrame:
    return pd.DataFrame({"nama_indikator": [*NAMES, LOWER_NAME], "polaritas": ["naik"] * len(NAMES) + ["turun"]})


def made_captions() -> pd.DataFrame:
    lines = {"2.1": 99, "3.1": 199, "3.2": 299, "3.3": 399, "3.4": 499}
    return pd.DataFrame([{"dinas": "", "dokumen": "d1", "baris": line, "nomor": number, "judul": f"Judul tabel {number} tahun {YEAR}"} for number, line in lines.items()])


def made_kinerja(rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    achieved = []
    for i, name in enumerate([*NAMES, LOWER_NAME]):
        lower = name == LOWER_NAME
        target = round(float(rng.uniform(4, 9) if lower else rng.uniform(40, 82)), 2)
        steps = np.sort(rng.uniform(0.93, 0.985, 3))[::-1] if lower else np.sort(rng.uniform(0.80, 0.93, 3))
        past = [round(float(target / s if lower else target * s) + 0.01 * k, 2) for k, s in enumerate(steps)]
        past = [past[0], *(b if a != b else round(b + 0.01, 2) for a, b in pairwise(past))]
        whole = int(rng.integers(900, 4000))
        part = round(whole * target * float(rng.uniform(0.99, 1.12)) / 100)
        real = round(target * float(rng.uniform(0.93, 1.05)), 2) if lower or not name.startswith("Persentase") else round(part / whole * 100, 2)
        exact = (2 * target - real) / target * 100 if lower else real / target * 100
        printed = comma(exact)
        achieved.append(float(printed.replace(",", ".")))
        t, r = comma(target), comma(real)
        best = min(target, real) if lower else max(target, real)
        path = [comma(best * (1 - 0.02 * k) if lower else best * (1 + 0.02 * k)) for k in (1, 2)]
        rows.append(kinerja_row("t2.1", 100 + i, name, YEAR, target=t))
        rows += [kinerja_row("t2.1", 100 + i, name, YEAR + 1 + k, target=value) for k, value in enumerate(path)]
        rows.append(kinerja_row("t3.1", 200 + i, name, YEAR, target=t, realisasi=r, capaian=printed, predikat_tercetak=category(float(printed.replace(",", ".")))))
        rows += [kinerja_row("t3.2", 300 + i, name, YEAR - 3 + k, realisasi=comma(value)) for k, value in enumerate(past)]
        rows.append(kinerja_row("t3.2", 300 + i, name, YEAR, realisasi=r))
        rows.append(kinerja_row("n3.1", 220 + i, name, YEAR, target=t, realisasi=r, capaian=printed))
        if name.startswith("Persentase"):
            rows.append(kinerja_row("n3.2", 240 + i, name, YEAR, realisasi=r, pembilang=dots(part), penyebut=dots(whole)))
    mean = np.mean(achieved)
    rows.append(kinerja_row("t3.1", 215, "Rata-rata", YEAR, capaian=comma(mean), predikat_tercetak=category(mean), level="rata_rata"))
    return read(pd.DataFrame(rows), ("target", "realisasi", "capaian", "pembilang", "penyebut"))


def made_anggaran(rng: np.random.Generator) -> pd.DataFrame:
    lines = []
    for p in range(len(PROGRAMS)):
        for q in range(2):
            for s in range(2):
                pagu = int(rng.integers(40_000, 900_000)) * 1000 + int(rng.integers(0, 1000))
                lines.append((p, q, s, pagu, int(pagu * rng.uniform(0.8, 0.99))))
    budget = pd.DataFrame(lines, columns=["p", "q", "s", "pagu", "realisasi"])
    rows = []
    for table, start in (("t3.3", 400), ("t3.4", 500)):
        line, parent = start, {}
        for p, program in enumerate(PROGRAMS):
            rows.append(budget_row(table, line, "program", f"Program {program}", "", budget[budget.p == p]))
            parent[p] = rows[-1]["id"]
            line += 1
            if table == "t3.4":
                continue
            for q in range(2):
                rows.append(budget_row(table, line, "kegiatan", f"Kegiatan {'Pelayanan' if q else 'Koordinasi'} {program}", parent[p], budget[(budget.p == p) & (budget.q == q)]))
                mother, line = rows[-1]["id"], line + 1
                for s in range(2):
                    one = budget[(budget.p == p) & (budget.q == q) & (budget.s == s)]
                    rows.append(budget_row(table, line, "subkegiatan", f"{'Penyediaan' if s else 'Fasilitasi'} {'layanan' if q else 'rapat'} {program}", mother, one))
                    line += 1
        rows.append(budget_row(table, line, "jumlah", "JUMLAH", "", budget))
    return read(pd.DataFrame(rows), ("pagu_induk", "pagu", "realisasi", "persen", "efisiensi"), "_rp").rename(columns={"persen_rp": "persen"})


def budget_row(table: str, line: int, level: str, name: str, parent: str, part: pd.DataFrame) -> dict:
    pagu, real = int(part["pagu"].sum()), int(part["realisasi"].sum())
    share = real / pagu * 100
    left = comma(100 - float(comma(share).replace(",", "."))) if table == "t3.4" and level == "program" else ""
    return {"id": f"d1:{table}-b{line}-{YEAR}", "dokumen": "d1", "tabel": table, "baris": line, "level": level, "kode_tercetak": "", "nama_tercetak": name, "induk": parent, "tahun": YEAR,
            "pagu_induk_tercetak": "", "pagu_tercetak": dots(pagu), "realisasi_tercetak": dots(real), "persen_tercetak": comma(share), "efisiensi_tercetak": left, "sasaran_tercetak": "",
            "cara_baca": "", "catatan": "", "tahap": ""}


def many_reports(count: int) -> dict[str, pd.DataFrame]:
    """Return `count` reports as one set of frames with a column `dinas` (`r000` …), and ids of their own."""
    parts: dict[str, list[pd.DataFrame]] = {"terbitan_kinerja": [], "terbitan_anggaran": [], "indikator": [], "terbitan_judul": []}
    for seed in range(count):
        for name, frame in made_report(seed).items():
            own = f"r{seed:03d}"
            ids = [column for column in ("id", "induk") if column in frame]
            prefixed = {column: frame[column].where(frame[column] == "", f"{own}." + frame[column]) for column in ids}
            parts[name].append(frame.assign(dinas=own, **prefixed))
    return {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}


def set_cell(frame: pd.DataFrame, index: int, column: str, text: str) -> int:
    """Print other text in one cell, read it back, and return its source line."""
    from lakip_analysis.numbers import read_number, read_rupiah

    money = column in ("pagu", "realisasi") and "pagu_rp" in frame
    value = (read_rupiah(text) if money else read_number(text, "koma")).nilai
    frame.loc[index, f"{column}_tercetak"] = text
    frame.loc[index, f"{column}_rp" if money else column] = float(value) if value is not None else np.nan
    return int(frame.loc[index, "baris"])


def pick(rng, frame: pd.DataFrame, mask) -> int:
    return int(rng.choice(frame.index[mask]))


def inject(kind: str, reports: dict[str, pd.DataFrame], seed: int = 0) -> dict[str, int]:
    """Put one fault of a kind into every report, in place; return dinas → source line where it must be found."""
    rng = np.random.default_rng(seed)
    return {dinas: INJECTORS[kind](rng, reports, dinas) for dinas in reports["indikator"]["dinas"].unique()}


def _main(k: pd.DataFrame, dinas: str, table: str, year: int = YEAR, level: str = "sasaran"):
    return (k["dinas"] == dinas) & k["id"].str.contains(f":{table}-") & (k["tahun"] == year) & (k["level"] == level)


def _capaian(rng, reports, dinas) -> int:
    k = reports["terbitan_kinerja"]
    i = pick(rng, k, _main(k, dinas, "t3.1"))
    return set_cell(k, i, "capaian", comma(k.loc[i, "capaian"] + float(rng.choice([-1, 1]) * rng.uniform(2.3, 9.7))))


def _polaritas(rng, reports, dinas) -> int:
    k = reports["terbitan_kinerja"]
    rows = k.index[(k["dinas"] == dinas) & (k["nama_tercetak"] == LOWER_NAME) & k["capaian"].notna()]
    i = rows[0]
    for j in k.index[(k["dinas"] == dinas) & (k["nama_tercetak"] == LOWER_NAME) & (k["tahun"] == YEAR) & k["realisasi"].notna()]:
        set_cell(k, j, "realisasi", comma(k.loc[i, "target"] * 0.8))
        if k.loc[j, "capaian_tercetak"]:
            set_cell(k, j, "capaian", comma(k.loc[j, "realisasi"] / k.loc[j, "target"] * 100))
    return int(k.loc[i, "baris"])


def _serapan(rng, reports, dinas) -> int:
    a = reports["terbitan_anggaran"]
    i = pick(rng, a, (a["dinas"] == dinas) & (a["level"] == "subkegiatan"))
    return set_cell(a, i, "persen", comma(a.loc[i, "persen"] - float(rng.uniform(1.3, 9))))


def _jumlah(rng, reports, dinas) -> int:
    a = reports["terbitan_anggaran"]
    i = pick(rng, a, (a["dinas"] == dinas) & (a["level"] == "subkegiatan"))
    return set_cell(a, i, "pagu", dots(a.loc[i, "pagu_rp"] * float(rng.uniform(1.03, 1.09))))


def _rata(rng, reports, dinas) -> int:
    k = reports["terbitan_kinerja"]
    i = pick(rng, k, _main(k, dinas, "t3.1", level="rata_rata"))
    return set_cell(k, i, "capaian", comma(k.loc[i, "capaian"] + float(rng.choice([-1, 1]) * rng.uniform(0.3, 4))))


def _beda(rng, reports, dinas) -> int:
    k = reports["terbitan_kinerja"]
    i = pick(rng, k, _main(k, dinas, "t2.1"))
    return set_cell(k, i, "target", comma(k.loc[i, "target"] - float(rng.uniform(1.01, 1.9))))


def _pembilang(rng, reports, dinas) -> int:
    k = reports["terbitan_kinerja"]
    i = pick(rng, k, (k["dinas"] == dinas) & k["pembilang"].notna())
    return set_cell(k, i, "pembilang", dots(k.loc[i, "pembilang"] * float(rng.uniform(0.7, 0.95))))


def _predikat(rng, reports, dinas) -> int:
    k = reports["terbitan_kinerja"]
    i = pick(rng, k, _main(k, dinas, "t3.1"))
    k.loc[i, "predikat_tercetak"] = str(rng.choice(["Sedang", "Rendah", "Sangat Rendah"]))
    return int(k.loc[i, "baris"])


def _efisiensi(rng, reports, dinas) -> int:
    a = reports["terbitan_anggaran"]
    i = pick(rng, a, (a["dinas"] == dinas) & a["efisiensi"].notna())
    return set_cell(a, i, "efisiensi", comma(a.loc[i, "efisiensi"] + float(rng.uniform(1, 9))))


def _janggal(rng, reports, dinas) -> int:
    a = reports["terbitan_anggaran"]
    i = pick(rng, a, (a["dinas"] == dinas) & (a["level"] == "program") & a["id"].str.contains(":t3.4-"))
    text = str(int(a.loc[i, "pagu_rp"]))
    place = int(rng.integers(1, len(text)))
    return set_cell(a, i, "pagu", dots(float(text[:place] + text[place + 1 :])))


def _usang(rng, reports, dinas) -> int:
    k = reports["terbitan_kinerja"]
    i = pick(rng, k, _main(k, dinas, "t3.1"))
    last = k[(k["dinas"] == dinas) & (k["nama_tercetak"] == k.loc[i, "nama_tercetak"]) & (k["tahun"] == YEAR - 1)]
    return set_cell(k, i, "realisasi", str(last["realisasi_tercetak"].iloc[0]))


def _label(rng, reports, dinas) -> int:
    j = reports["terbitan_judul"]
    i = pick(rng, j, (j["dinas"] == dinas) & (j["nomor"] != "2.1"))
    if rng.random() < 0.5:
        j.loc[i, "judul"] = f"Judul tabel tahun {YEAR - 7}"
    else:
        j.loc[i, "nomor"] = "2.1"
    return int(j.loc[i, "baris"])


def _lemah(rng, reports, dinas) -> int:
    k = reports["terbitan_kinerja"]
    i = pick(rng, k, _main(k, dinas, "t2.1", YEAR + 1) & (k["nama_tercetak"] != LOWER_NAME))
    real = k[(k["dinas"] == dinas) & (k["nama_tercetak"] == k.loc[i, "nama_tercetak"]) & (k["tahun"] == YEAR) & k["realisasi"].notna()]
    return set_cell(k, i, "target", comma(real["realisasi"].iloc[0] * 0.97))


INJECTORS = {
    "capaian_tidak_cocok": _capaian, "polaritas_keliru": _polaritas, "serapan_tidak_cocok": _serapan, "jumlah_tidak_cocok": _jumlah, "rata_rata_tidak_cocok": _rata,
    "beda_antartabel": _beda, "pembilang_penyebut": _pembilang, "predikat_tidak_cocok": _predikat, "efisiensi_tidak_cocok": _efisiensi, "angka_janggal": _janggal,
    "nilai_usang": _usang, "label_keliru": _label, "target_lemah": _lemah,
}


def faulty_reports(count: int, seed: int) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Return `count` reports with one fault for every kind of fault (`<kind>.r000` …) as one set of frames, and the source line of each fault."""
    sound, parts, where = many_reports(count), {}, {}
    for kind in INJECTORS:
        faulty = {name: frame.copy() for name, frame in sound.items()}
        where |= {f"{kind}.{dinas}": line for dinas, line in inject(kind, faulty, seed=seed).items()}
        for name, frame in faulty.items():
            names = [column for column in ("id", "induk", "dinas") if column in frame]
            own = {column: frame[column].where(frame[column] == "", f"{kind}." + frame[column]) for column in names}
            parts.setdefault(name, []).append(frame.assign(**own))
    return {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}, where
