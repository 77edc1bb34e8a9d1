"""What a report says in words, held against its own figures.

A map names the sentences (`isi = "klaim"`, docs/peta.md); what each claims is data (`jenis`), and
one check per kind asks whether the figures bear it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from ..numbers import write_number, write_value
from .cells import EPSILON
from .findings import cells, findings, lines, none, temuan
from .likeness import words_alike
from .names import LIKE, name_keys
from .narrow import anggaran_rows, kinerja_rows
from .order import report_year
from .prepare import Terbitan
from .severity import grade
from .used import used_of

__all__ = [
    "find_absorption_claims",
    "find_counted_claims",
    "find_data_years",
    "find_efficiency_claims",
    "find_itemised_claims",
    "find_report_years",
    "find_statements",
    "find_target_claims",
    "find_trend_claims",
]

REPORT = ["dinas", "dokumen"]

RISES = re.compile(r"\b(?:meningkat|peningkatan|naik|kenaikan|bertambah|lebih tinggi)\b", re.I)
FALLS = re.compile(r"\b(?:menurun|penurunan|turun|berkurang|lebih rendah)\b", re.I)
ALWAYS = re.compile(
    r"\b(?:selalu|terus|berkelanjutan|tahun ke tahun|tiap tahun|setiap tahun)\b", re.I
)

MISSED = re.compile(r"\b(?:tidak|belum|kurang|kekurangan|di ?bawah|gagal)\b", re.I)
ABOVE = re.compile(r"\b(?:melampaui|melebihi|di ?atas)\b", re.I)

# the end of a year is not measured before it is over
REACHED = re.compile(r"\b(?:ter|men)capai\b", re.I)
PARTLY = re.compile(
    r"\b(?:TW|triwulan)\.?\s*I{1,3}\b|\b(?:semester I|jan\w*|feb\w*|mar\w*|apr\w*|mei|jun\w*|jul\w*"
    r"|agu\w*|sep\w*|okt\w*|nov\w*)\b",
    re.I,
)

WORDS = re.compile(r"[a-z0-9]+")

LEVELS = {"program": "program", "kegiatan": "kegiatan", "sub kegiatan": "subkegiatan"}


def find_trend_claims(terbitan: Terbitan) -> pd.DataFrame:
    """Find "meningkat" and "menurun" that the figures of the years do not bear.

    Judged are the two figures of the sentence, else those the report prints for the indicator in
    both years; "selalu", "dari tahun ke tahun" asks for every step between them. Where the way is
    right and an amount is said, it must be the difference, in points or in per cent of the earlier
    figure, within the rounding of both.

    Returns
    -------
    DataFrame, one row per claim (`beda_antartabel`)

    Examples
    --------
    >>> row = {"id": "d:n1-b9-2023", "dokumen": "d", "tabel": "Penjelasan", "baris": 9,
    ...        "jenis": "arah", "nama_tercetak": "Kasus", "tahun": 2023,
    ...        "kata_tercetak": "meningkat", "dasar_tercetak": "49", "dasar": 49,
    ...        "kini_tercetak": "18", "kini": 18}
    >>> from .prepare import prepare
    >>> found = find_trend_claims(prepare({"terbitan_klaim": pd.DataFrame([row])}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['meningkat', '-31']]
    """
    claims = terbitan.klaim[terbitan.klaim["jenis"] == "arah"]
    if claims.empty:
        return none()
    known = _series(terbitan)
    # a column of directions prints both figures: without the earlier one nothing rises
    column = claims["dasar_tercetak"].str.fullmatch(r"\s*[-–]\s*")
    judged = [_trend(row, known) for row in claims[~column].itertuples()]
    moved = claims["kata_tercetak"].str.contains(RISES) | claims["kata_tercetak"].str.contains(
        FALLS
    )
    baseless = claims[column & moved].groupby([*REPORT, "tabel"], sort=False)
    return findings(
        [*(record for record in judged if record), *(_baseless(part) for _, part in baseless)]
    )


def _baseless(rows: pd.DataFrame) -> dict:
    row = next(rows.itertuples())
    words = dict.fromkeys(rows["kata_tercetak"])
    return temuan(
        row,
        "beda_antartabel",
        "klaim.tanpa_dasar",
        {"n": len(rows), "tahun_lalu": row.tahun_dasar or row.tahun - 1},
        tercetak=" / ".join([*words, row.dasar_tercetak]),
        keparahan=grade("klaim"),
        baris=rows["baris"],
        kunci="klaim tanpa dasar",
    )


def _series(terbitan: Terbitan) -> dict[tuple, dict[int, tuple[float, str, int, float]]]:
    """Return of each indicator by the key of any of its names: year → value, its row, its line."""
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["tahap"] == "") & (rows["kunci"] != "") & rows["realisasi"].notna()]
    used = used_of(rows, "realisasi", terbitan.dipakai)
    place = [*REPORT, "kunci", "tahun"]
    often = rows.groupby([*place, "realisasi"], sort=False)["id"].transform("size")
    rows = rows.assign(terpakai=used == rows["realisasi"], sering=often)
    order = ["terpakai", "sering"]
    best = rows.sort_values(order, ascending=False, kind="stable").drop_duplicates(place)
    out: dict[tuple, dict] = {}
    for row in best.itertuples():
        of = out.setdefault((row.dinas, row.dokumen, row.kunci), {})
        of[row.tahun] = (row.realisasi, row.id, row.baris, row.h_realisasi)
    names = rows.drop_duplicates([*REPORT, "nama_tercetak"])
    spelled = zip(names["dinas"], names["dokumen"], name_keys(names["nama_tercetak"]), strict=True)
    for key, name in zip(spelled, names["kunci"], strict=True):
        out.setdefault(key, out[key[0], key[1], name])
    return out


def _trend(row, known: dict) -> dict | None:
    if row.kata_tercetak.strip() == "":
        return None
    rises, falls = RISES.search(row.kata_tercetak), FALLS.search(row.kata_tercetak)
    # of both words the first is what is said: "meningkat setelah penurunan"
    way = 0
    if rises and (not falls or rises.start() < falls.start()):
        way = 1
    elif falls:
        way = -1
    if row.dasar_tercetak and row.kini_tercetak and row.dasar != row.dasar:
        return _labels(row, way)
    series = known.get((row.dinas, row.dokumen, row.kunci), {})
    values, ids, places, half = _figures(row, series)
    if len(values) < 2:
        return None
    steps = np.diff(values)
    # 0,13 may be the 0,133 of the year after
    slack = np.add(half[:-1], half[1:]) if half else 0.0
    steps = np.where(np.abs(steps) <= slack, 0.0, steps)
    if ALWAYS.search(row.kata_tercetak):
        against = bool((steps * way < 0).any()) or (way == 0 and bool(steps.any()))
    else:
        against = bool(steps.sum() * way < 0) or (way == 0 and bool(steps.sum()))
    change = values[-1] - values[0]
    amount = row.nilai == row.nilai and not against and not _is_change(row, values)
    if not against and not amount:
        return None
    shown = " / ".join(map(write_value, values))
    several = len(values) > 2
    gap = abs(change) / max(abs(values[0]), 1e-9)
    return temuan(
        row,
        "beda_antartabel",
        "klaim.arah" if against else "klaim.besar",
        {"angka": shown},
        tercetak=row.kata_tercetak,
        hitung_ulang=shown if several else write_value(round(change, 6)),
        juga_tercetak=() if several else (shown,),
        keparahan=grade("klaim", membalik=against and not several),
        membalik=against,
        besar=gap if against else 0.0,
        terlibat=tuple(name for id_ in ids for name in cells(id_, "realisasi")),
        baris=[row.baris, *places],
        kunci=f"klaim {row.kunci}",
    )


def _labels(row, way: int) -> dict | None:
    """Return the finding on a rise or a fall between two labels that are the same."""
    if not way or row.dasar_tercetak.strip() != row.kini_tercetak.strip():
        return None
    shown = f"{row.dasar_tercetak} / {row.kini_tercetak}"
    return temuan(
        row,
        "beda_antartabel",
        "klaim.arah",
        {"angka": shown},
        tercetak=row.kata_tercetak,
        hitung_ulang=shown,
        keparahan=grade("klaim", membalik=True),
        membalik=True,
        kunci=f"klaim {row.kunci}",
    )


def _figures(row, series: dict) -> tuple[list[float], list[str], list[int], list[float]]:
    """Return the figures a claim is judged on, earliest first; their rows, lines, rounding."""
    if row.dasar == row.dasar and row.kini == row.kini:
        return [row.dasar, row.kini], [], [], []
    since = row.tahun_dasar or (
        min(series, default=row.tahun) if ALWAYS.search(row.kata_tercetak) else row.tahun - 1
    )
    years = [year for year in sorted(series) if since <= year <= row.tahun]
    if not ALWAYS.search(row.kata_tercetak):
        years = [year for year in years if year in (since, row.tahun)]
    if not years or years[-1] != row.tahun or (row.tahun_dasar and years[0] != since):
        return [], [], [], []
    values, ids, places, half = (list(some) for some in zip(*map(series.get, years), strict=True))
    if row.dasar == row.dasar and len(values) == 1:
        values, half = [row.dasar, *values], [0.0, *half]
    elif row.dasar == row.dasar:
        values[0] = row.dasar
    if row.kini == row.kini:
        values[-1] = row.kini
    return values, ids, places, half


def _is_change(row, values: list[float]) -> bool:
    """Say whether the amount of a claim is the difference of its figures."""
    change = abs(values[-1] - values[0])
    half = row.h_nilai + EPSILON + 0.005
    share = change / abs(values[0]) * 100 if values[0] else np.nan
    return bool(abs(change - row.nilai) <= half or abs(share - row.nilai) <= half)


def find_target_claims(terbitan: Terbitan) -> pd.DataFrame:
    """Find claims that a target was met, passed or missed that the achievement does not bear.

    "Sesuai target", "tercapai" ask for 100 per cent, "melampaui", "melebihi" for more; "belum",
    "tidak tercapai", "kekurangan" for less. The achievement is the recomputed one of the indicator
    and year; where less is better and a target that was met is called missed, it is
    `polaritas_keliru`. A claim about the rows of a table (`acuan`) holds for all of them.

    Returns
    -------
    DataFrame, one row per claim (`predikat_tidak_cocok` or `polaritas_keliru`)

    Examples
    --------
    >>> claim = {"id": "d:n1-b9-2023", "dokumen": "d", "tabel": "Penjelasan", "baris": 9,
    ...          "jenis": "target", "nama_tercetak": "Indeks", "tahun": 2023,
    ...          "kata_tercetak": "melampaui target"}
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "sasaran",
    ...        "nama_tercetak": "Indeks", "tahun": 2023, "target": 80.0, "realisasi": 60.0}
    >>> from .prepare import prepare
    >>> tables = {"terbitan_klaim": pd.DataFrame([claim]), "terbitan_kinerja": pd.DataFrame([row])}
    >>> find_target_claims(prepare(tables))[["tercetak", "hitung_ulang"]].values.tolist()
    [['melampaui target', '75,00']]
    """
    claims = terbitan.klaim[terbitan.klaim["jenis"] == "target"]
    if claims.empty:
        return none()
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["tahap"] == "") & (rows["kelas"] != "jumlah")]
    # the recomputed achievement, of a row that prints both; else the printed one
    own = rows["capaian_hitung"].where(rows["realisasi"].notna() & rows["target_pakai"].notna())
    rows = rows.assign(tercapai=own.fillna(rows["capaian"]))
    rows = rows[rows["tercapai"].notna()]
    records = []
    for row in claims.itertuples():
        mine = rows[(rows["dokumen"] == row.dokumen) & (rows["dinas"] == row.dinas)]
        mine = mine[mine["tahun"] == row.tahun]
        if row.acuan:
            mine = mine[mine["peta"].isin(row.acuan.split())]
        if row.kunci:
            mine = mine[(mine["kunci"] == row.kunci) | (mine["nama"] == row.kunci)]
        # of one quantity the row that prints target and result
        mine = mine.sort_values(["target", "baris"], kind="stable").drop_duplicates("nama")
        record = _met(row, mine)
        records += [record] if record else []
    return findings(records)


def _met(row, mine: pd.DataFrame) -> dict | None:
    if mine.empty:
        return None
    missed, above = MISSED.search(row.kata_tercetak), ABOVE.search(row.kata_tercetak)
    reached = mine["tercapai"].round(6)
    if missed:
        wrong = mine[reached >= 100]
    elif above:
        wrong = mine[reached <= 100]
    else:
        wrong = mine[reached < 100]
    # a claim on one indicator is wrong where all its rows say so; one on many where any does
    if wrong.empty or (not row.acuan and len(wrong) < len(mine)):
        return None
    first = next(wrong.itertuples())
    lower = bool(missed) and first.polaritas == "turun"
    return temuan(
        row,
        "polaritas_keliru" if lower else "predikat_tidak_cocok",
        "polaritas.klaim" if lower else ("klaim.target" if not row.acuan else "klaim.target_baris"),
        {
            "capaian": write_number(first.tercapai),
            "n": len(wrong),
            "nama": "; ".join(wrong["nama_tercetak"][:3]),
        },
        tercetak=row.kata_tercetak,
        hitung_ulang=" / ".join(map(write_number, wrong["tercapai"][:5])),
        keparahan=grade("klaim", membalik=first.kelas == "utama"),
        membalik=True,
        besar=abs(first.tercapai - 100) / 100,
        terlibat=tuple(name for id_ in wrong["id"] for name in cells(id_, "realisasi")),
        baris=[row.baris, *wrong["baris"][:5]],
        nama=row.nama_tercetak or first.nama_tercetak,
        kunci=f"klaim target {row.kunci or row.acuan}",
    )


def find_counted_claims(terbitan: Terbitan) -> pd.DataFrame:
    """Find numbers of indicators, goals or lines that the tables they speak of do not hold.

    A claim names the printed tables (`acuan`) and what is counted (`satuan`: indikator, sasaran,
    program, kegiatan, sub kegiatan): distinct names. "Melebihi", "tercapai" or "mencapai", and
    "tidak tercapai" or "belum mencapai" count only the rows whose printed achievement is above, at
    least, or below 100; a row that prints none may be either.

    Returns
    -------
    DataFrame, one row per claim (`predikat_tidak_cocok` where the rows are judged, else
    `label_keliru`)

    Examples
    --------
    >>> claim = {"id": "d:n1-b9-2023", "dokumen": "d", "tabel": "Penutup", "baris": 9,
    ...          "tahun": 2023, "jenis": "banyak", "satuan_tercetak": "indikator",
    ...          "acuan": "t1", "nilai": 3, "kata_tercetak": "3 indikator"}
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": nama, "tahun": 2023, "target": 1.0}
    ...         for baris, nama in ((4, "Indeks"), (5, "Angka kemiskinan"))]
    >>> from .prepare import prepare
    >>> tables = {"terbitan_klaim": pd.DataFrame([claim]), "terbitan_kinerja": pd.DataFrame(rows)}
    >>> find_counted_claims(prepare(tables))["hitung_ulang"].tolist()
    ['2']
    """
    claims = terbitan.klaim
    claims = claims[(claims["jenis"] == "banyak") & claims["nilai"].notna()]
    records = []
    for row in claims.itertuples():
        unit = row.satuan_tercetak.strip().lower()
        meets = _judgement(row.kata_tercetak)
        rows = terbitan.found(anggaran_rows) if unit in LEVELS else terbitan.found(kinerja_rows)
        mine = rows[(rows["dinas"] == row.dinas) & (rows["dokumen"] == row.dokumen)]
        mine = mine[mine["peta"].isin(row.acuan.split()) & (mine["tahun"] == row.tahun)]
        if unit in LEVELS:
            mine = mine[mine["level"] == LEVELS[unit]]
        else:
            mine = mine[mine["kelas"] != "jumlah"]
        names = mine["sasaran_tercetak" if unit == "sasaran" else "nama_tercetak"]
        keys = name_keys(names)
        reached = mine.get("capaian", pd.Series(float("nan"), index=mine.index))
        counted = meets(reached) if meets else pd.Series(True, index=mine.index)
        blind = reached.isna() & bool(meets)  # what prints no achievement may be either
        found = keys[counted & (names != "")].nunique()
        most = keys[(counted | blind) & (names != "")].nunique()
        if len(mine) and not found <= row.nilai <= most:
            records.append(_counted(row, found, mine, judged=meets is not None))
    return findings(records)


def _judgement(kata: str) -> Callable[[pd.Series], pd.Series] | None:
    """Return which achievements (per cent) the words of a count speak of; `None`: of all rows."""
    if ABOVE.search(kata):
        return lambda capaian: capaian > 100
    if MISSED.search(kata) and REACHED.search(kata):
        return lambda capaian: capaian < 100
    return (lambda capaian: capaian >= 100) if REACHED.search(kata) else None


def _counted(row, found: int, mine: pd.DataFrame, *, judged: bool) -> dict:
    return temuan(
        row,
        "predikat_tidak_cocok" if judged else "label_keliru",
        "klaim.banyak",
        {"n": found, "di": "; ".join(dict.fromkeys(mine["tabel"])), "satuan": row.satuan_tercetak},
        tercetak=row.kata_tercetak,
        hitung_ulang=str(found),
        keparahan=grade("klaim", membalik=judged),
        terlibat=(),
        baris=[row.baris, *mine["baris"]],
        nama="",
        kunci=f"klaim banyak {row.baris} {row.satuan_tercetak}",
    )


def find_statements(terbitan: Terbitan) -> pd.DataFrame:
    """Find facts that a report states in two ways: a term, a date, a period, a population.

    The statements of one name are compared: figures as numbers, words by their likeness. The one
    stated most often stands, of equally many the last.

    Returns
    -------
    DataFrame, one row per other statement (`beda_antartabel` for figures, `rata_rata_tidak_cocok`
    for a mean, else `label_keliru`)

    Examples
    --------
    >>> rows = [{"id": f"d:n1-b{baris}", "dokumen": "d", "tabel": "Pengantar", "baris": baris,
    ...          "jenis": "sebutan", "nama_tercetak": "Periode Renstra", "kata_tercetak": kata}
    ...         for baris, kata in ((3, "2024-2026"), (9, "2020-2024"), (12, "2024-2026"))]
    >>> from .prepare import prepare
    >>> found = find_statements(prepare({"terbitan_klaim": pd.DataFrame(rows)}))
    >>> found[["tercetak", "juga_tercetak"]].values.tolist()
    [['2020-2024', ('2024-2026',)]]
    """
    claims = terbitan.klaim[terbitan.klaim["jenis"] == "sebutan"]
    if claims.empty:
        return none()
    records = []
    for _, said in claims.groupby([*REPORT, "nama_tercetak", "tahun"], sort=False):
        part = said.assign(bentuk=_forms(said))
        often = part["bentuk"].map(part["bentuk"].value_counts())
        usual = list(part[often == often.max()].sort_values("baris").itertuples())[-1]
        others = part[part["bentuk"] != usual.bentuk]
        same = part.loc[part["bentuk"] == usual.bentuk, "baris"]
        for _, one in others.groupby("bentuk", sort=False):
            records.append(_stated(one, usual, same))
    return findings(records)


def _forms(part: pd.DataFrame) -> list[str]:
    """Return each statement as it is compared: its number, or the first one that reads like it."""
    out: list[str] = []
    for number, text in zip(part["nilai"], part["kata_tercetak"], strict=True):
        form = f"{number:.6g}" if number == number else " ".join(WORDS.findall(text.lower()))
        figures = sorted(re.findall(r"\d+", form))
        near = (
            one
            for one in out
            if figures == sorted(re.findall(r"\d+", one)) and words_alike(one, form) >= LIKE
        )
        out.append(next(near, form) if number != number else form)
    return out


def _stated(others: pd.DataFrame, usual, same: pd.Series) -> dict:
    row = next(others.itertuples())
    number = row.nilai == row.nilai
    mean = row.nama_tercetak.startswith("Rata-rata")
    of_number = "rata_rata_tidak_cocok" if mean else "beda_antartabel"
    return temuan(
        row,
        of_number if number else "label_keliru",
        "klaim.sebutan",
        {"hal": row.nama_tercetak, "di": int(usual.baris), "lazim": usual.kata_tercetak},
        tercetak=row.kata_tercetak,
        juga_tercetak=(usual.kata_tercetak,),
        baris=[*others["baris"], *same],
        keparahan=grade("klaim"),
        kunci=f"sebutan {row.nama_tercetak} {row.kata_tercetak}",
    )


def find_report_years(terbitan: Terbitan) -> pd.DataFrame:
    """Find sentences on the report itself that name another year than the one it is of.

    Returns
    -------
    DataFrame, one row per sentence (`label_keliru`)

    Examples
    --------
    >>> claim = {"id": "d:n1-b9", "dokumen": "d", "tabel": "Penutup", "baris": 9, "nilai": 2022,
    ...          "jenis": "tahun_laporan", "kata_tercetak": "Tahun 2022"}
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "sasaran",
    ...        "nama_tercetak": "Indeks", "tahun": 2023, "realisasi": 1.0}
    >>> from .prepare import prepare
    >>> tables = {"terbitan_klaim": pd.DataFrame([claim]), "terbitan_kinerja": pd.DataFrame([row])}
    >>> find_report_years(prepare(tables))["hitung_ulang"].tolist()
    ['2023']
    """
    claims = terbitan.klaim
    claims = claims[(claims["jenis"] == "tahun_laporan") & claims["nilai"].notna()]
    if claims.empty:
        return none()
    claims = claims.assign(laporan=claims["dokumen"].map(report_year(terbitan)))
    off = claims[claims["laporan"].notna() & (claims["nilai"] != claims["laporan"])]
    return findings(
        temuan(
            row,
            "label_keliru",
            "klaim.tahun_laporan",
            {"laporan": int(row.laporan)},
            tercetak=row.kata_tercetak,
            hitung_ulang=str(int(row.laporan)),
            tahun=0,
            kunci=f"tahun laporan {row.baris}",
        )
        for row in off.itertuples()
    )


def find_data_years(terbitan: Terbitan) -> pd.DataFrame:
    """Find figures of the year whose own words say that they are of an earlier one, or of a part.

    Returns
    -------
    DataFrame, one row per statement (`nilai_usang`)

    Examples
    --------
    >>> claim = {"id": "d:n1-b9-2023", "dokumen": "d", "tabel": "Lampiran", "baris": 9,
    ...          "tahun": 2023, "jenis": "tahun_data", "nama_tercetak": "Indeks", "nilai": 2022,
    ...          "kata_tercetak": "penilaian 2022"}
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "sasaran",
    ...        "nama_tercetak": "Indeks", "tahun": 2023, "realisasi_tercetak": "70",
    ...        "realisasi": 70.0}
    >>> from .prepare import prepare
    >>> tables = {"terbitan_klaim": pd.DataFrame([claim]), "terbitan_kinerja": pd.DataFrame([row])}
    >>> find_data_years(prepare(tables))[["tercetak", "hitung_ulang"]].values.tolist()
    [['70', '2022']]
    """
    claims = terbitan.klaim[terbitan.klaim["jenis"] == "tahun_data"]
    if claims.empty:
        return none()
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["tahap"] == "") & (rows["realisasi_tercetak"].str.strip() != "")]
    records = []
    for row in claims.itertuples():
        partly = PARTLY.search(row.kata_tercetak) is not None
        if not partly and not row.nilai < row.tahun:
            continue
        mine = rows[(rows["dinas"] == row.dinas) & (rows["dokumen"] == row.dokumen)]
        mine = mine[(mine["tahun"] == row.tahun) & (mine["nama"] == row.kunci)]
        if partly:
            record = _partly(row, mine)
        elif len(mine):
            record = _of_earlier(row, mine)
        else:
            continue
        records.append(record)
    return findings(records)


def _partly(row, mine: pd.DataFrame) -> dict:
    figures = dict.fromkeys(mine["realisasi_tercetak"]) if row.kunci else ()
    return temuan(
        row,
        "nilai_usang",
        "usang.sebagian_tahun",
        {"kata": row.kata_tercetak},
        tercetak=" / ".join(figures) or row.kata_tercetak,
        keparahan=grade("klaim"),
        terlibat=tuple(name for id_ in mine["id"] for name in cells(id_, "realisasi")),
        baris=[row.baris, *(mine["baris"] if row.kunci else ())],
        nama=row.nama_tercetak or row.kata_tercetak,
        kunci=f"sebagian tahun {row.kata_tercetak}",
    )


def _of_earlier(row, mine: pd.DataFrame) -> dict:
    first = next(mine.sort_values("baris").itertuples())
    return temuan(
        first,
        "nilai_usang",
        "usang.terlambat",
        {"angka": int(row.nilai)},
        tercetak=first.realisasi_tercetak,
        hitung_ulang=str(int(row.nilai)),
        terlibat=tuple(name for id_ in mine["id"] for name in cells(id_, "realisasi")),
        baris=lines([row.baris, *mine["baris"]]),
        kunci=f"{first.kunci} terlambat",
    )


def find_absorption_claims(terbitan: Terbitan) -> pd.DataFrame:
    """Find claims on how much of a budget was spent that the amounts do not bear.

    "Lebih dari 80 %" of a line (`nama`) is held against its spending over its budget.

    Returns
    -------
    DataFrame, one row per claim (`serapan_tidak_cocok`)

    Examples
    --------
    >>> claim = {"id": "d:n1-b9-2023", "dokumen": "d", "tabel": "Penjelasan", "baris": 9,
    ...          "tahun": 2023, "jenis": "serapan", "nama_tercetak": "Program A", "nilai": 80,
    ...          "kata_tercetak": "lebih dari 80 %"}
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "program",
    ...        "nama_tercetak": "Program A", "tahun": 2023, "pagu_rp": 100e6, "realisasi_rp": 50e6}
    >>> from .prepare import prepare
    >>> tables = {"terbitan_klaim": pd.DataFrame([claim]), "terbitan_anggaran": pd.DataFrame([row])}
    >>> find_absorption_claims(prepare(tables))["hitung_ulang"].tolist()
    ['50,00']
    """
    claims = terbitan.klaim
    claims = claims[(claims["jenis"] == "serapan") & claims["nilai"].notna()]
    if claims.empty:
        return none()
    rows = terbitan.found(anggaran_rows)
    rows = rows[(rows["tahap"] == "") & rows["realisasi"].notna() & (rows["pagu"] > 0)]
    rows = rows.drop_duplicates([*REPORT, "tahun", "nama"])
    columns = [*REPORT, "tahun", "nama", "pagu", "realisasi", "baris", "id"]
    pairs = claims.merge(
        rows[columns].rename(columns={"nama": "kunci"}),
        on=[*REPORT, "tahun", "kunci"],
        suffixes=("", "_uang"),
    )
    share = pairs["realisasi"] / pairs["pagu"] * 100
    less = pairs["kata_tercetak"].str.contains(r"\b(?:kurang|di ?bawah)\b", case=False)
    wrong = (share >= pairs["nilai"]).where(less, share <= pairs["nilai"])
    off = pairs.assign(hitung=share)[wrong]
    return findings(
        temuan(
            row,
            "serapan_tidak_cocok",
            "serapan.klaim",
            {"realisasi": row.realisasi, "pagu": row.pagu},
            tercetak=row.kata_tercetak,
            hitung_ulang=row.hitung,
            keparahan=grade("serapan", selisih=abs(row.hitung - row.nilai)),
            besar=abs(row.hitung - row.nilai) / 100,
            terlibat=cells(row.id_uang, "pagu", "realisasi"),
            baris=[row.baris, row.baris_uang],
            kunci=f"klaim serapan {row.kunci} {row.baris}",
        )
        for row in off.itertuples()
    )


def find_efficiency_claims(terbitan: Terbitan) -> pd.DataFrame:
    """Find lines marked efficient whose output fell further short than their spending.

    Held together are the achievement and the absorption printed on the line: with less reached than
    spent no measure of efficiency says yes.

    Returns
    -------
    DataFrame, one row per table (`efisiensi_tidak_cocok`)

    Examples
    --------
    >>> claim = {"id": "d:k-b9-2023", "dokumen": "d", "tabel": "Lampiran III", "baris": 9,
    ...          "tahun": 2023, "jenis": "efisien", "nama_tercetak": "Latihan", "kini": 60.0,
    ...          "kini_tercetak": "60", "dasar": 90.0, "dasar_tercetak": "90", "kata_tercetak": "v"}
    >>> from .prepare import prepare
    >>> found = find_efficiency_claims(prepare({"terbitan_klaim": pd.DataFrame([claim])}))
    >>> found["tercetak"].tolist()
    ['60 < 90']
    """
    claims = terbitan.klaim
    claims = claims[(claims["jenis"] == "efisien") & (claims["kata_tercetak"].str.strip() != "")]
    off = claims[claims["kini"] + claims["h_kini"] < claims["dasar"] - claims["h_dasar"]]
    return findings(_efficient(part) for _, part in off.groupby([*REPORT, "tabel"], sort=False))


def _efficient(rows: pd.DataFrame) -> dict:
    row = next(rows.itertuples())
    pairs = zip(rows["kini_tercetak"], rows["dasar_tercetak"], strict=True)
    return temuan(
        row,
        "efisiensi_tidak_cocok",
        "efisiensi.tanda",
        {"n": len(rows)},
        tercetak=" / ".join(dict.fromkeys(f"{one} < {other}" for one, other in pairs)),
        keparahan=grade("klaim", membalik=True),
        membalik=True,
        besar=float((rows["dasar"] - rows["kini"]).max()) / 100,
        baris=rows["baris"],
        kunci=f"klaim efisien {row.tabel}",
    )


def find_itemised_claims(terbitan: Terbitan) -> pd.DataFrame:
    """Find numbers whose own items, named in the same sentence, do not add up to them.

    The items are the numbers of the quoted words ("2 melebihi, 1 tercapai, 2 belum").

    Returns
    -------
    DataFrame, one row per claim (`jumlah_tidak_cocok`)

    Examples
    --------
    >>> claim = {"id": "d:n1-b9-2023", "dokumen": "d", "tabel": "Penjelasan", "baris": 9,
    ...          "tahun": 2023, "jenis": "rincian", "nilai": 6, "nilai_tercetak": "6",
    ...          "kata_tercetak": "2 melebihi, 1 tercapai, 2 belum"}
    >>> from .prepare import prepare
    >>> found = find_itemised_claims(prepare({"terbitan_klaim": pd.DataFrame([claim])}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['6: 2 + 1 + 2', '5']]
    """
    claims = terbitan.klaim
    claims = claims[(claims["jenis"] == "rincian") & claims["nilai"].notna()]
    items = [[int(one) for one in re.findall(r"\b\d+\b", text)] for text in claims["kata_tercetak"]]
    pairs = zip(claims.itertuples(), items, strict=True)
    return findings(
        temuan(
            row,
            "jumlah_tidak_cocok",
            "klaim.rincian",
            {"kata": row.kata_tercetak},
            tercetak=f"{row.nilai_tercetak}: {' + '.join(map(str, some))}",
            hitung_ulang=str(sum(some)),
            keparahan=grade("klaim", membalik=True),
            kunci=f"klaim rincian {row.baris}",
        )
        for row, some in pairs
        if some and sum(some) != row.nilai
    )
