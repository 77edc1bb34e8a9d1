"""Facts that a report states in words: the same thing twice, its own year, the year of its data."""

from __future__ import annotations

import re

import pandas as pd

from .cells import near
from .findings import cells, findings, lines, none, temuan
from .late import reached_on
from .likeness import words_alike
from .names import LIKE
from .narrow import kinerja_rows
from .order import report_year
from .prepare import Terbitan
from .rows import each_row
from .severity import grade
from .words import read_words

__all__ = ["find_data_years", "find_report_years", "find_statements"]

REPORT = ["dinas", "dokumen"]

WORDS = re.compile(r"[a-z0-9]+")

DECEMBER = 12


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
        usual = list(each_row(part[often == often.max()].sort_values("baris")))[-1]
        others = part[part["bentuk"] != usual.bentuk]
        same = part.loc[part["bentuk"] == usual.bentuk, "baris"]
        for _, one in others.groupby("bentuk", sort=False):
            records.append(_stated(one, usual, same))
    return findings(records)


def _forms(part: pd.DataFrame) -> list[str]:
    """Return each statement as it is compared: the first number or text that reads like it."""
    numbers: list[tuple[float, float, str]] = []
    texts: list[str] = []
    out: list[str] = []
    rows = zip(part["nilai"], part["h_nilai"], part["kata_tercetak"], strict=True)
    for number, half, text in rows:
        if number == number:
            # 104 and 104,04 may be one figure, printed with fewer decimals
            same = (form for value, other, form in numbers if near(number, value, max(half, other)))
            form = next(same, repr(float(number)))
            numbers.append((number, half, form))
        else:
            form = " ".join(WORDS.findall(text.lower()))
            form = next((one for one in texts if _reads_like(one, form)), form)
            texts.append(form)
        out.append(form)
    return out


def _reads_like(one: str, other: str) -> bool:
    figures = [sorted(re.findall(r"\d+", text)) for text in (one, other)]
    return figures[0] == figures[1] and words_alike(one, other) >= LIKE


def _stated(others: pd.DataFrame, usual, same: pd.Series) -> dict:
    row = next(each_row(others))
    number = row.nilai == row.nilai
    mean = any(one.peran == "rata_rata" for one in read_words(row.nama_tercetak, "sebutan"))
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
        for row in each_row(off)
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
    for row in each_row(claims):
        partly = _is_partly(row.kata_tercetak, row.tahun)
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


def _is_partly(text: str, tahun: int) -> bool:
    """Say whether data of a year end before it does, by the last month or quarter that is named.

    Months of another year, and those behind a word of publishing or surveying, say when something
    was published or counted, not what it holds.
    """
    words = read_words(text.replace(".", " "), "tahun")
    if any(one.peran == "penuh" for one in words):
        return False
    years = [
        (at, int(one.teks))
        for at, one in enumerate(words)
        if one.peran == "angka" and re.fullmatch(r"(?:19|20)\d\d", one.teks)
    ]
    last, published = 0, False
    for at, one in enumerate(words):
        published = one.peran == "terbit" or (published and one.peran != "henti")
        if one.peran == "bulan" and not published:
            # januari s.d. maret 2024: a month is of the next year named, else of the last
            year = next((year for place, year in years if place > at), None)
            year = year or (years[-1][1] if years else tahun)
            last = max(last, int(float(one.arti))) if year == tahun else last
    return 0 < last < DECEMBER


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
    mine = mine.sort_values("baris")
    first, reached = next(each_row(mine)), reached_on(mine)
    return temuan(
        first,
        "nilai_usang",
        ("usang.terlambat", "usang.terlambat_capaian") if reached else "usang.terlambat",
        {
            "nilai": first.realisasi_tercetak,
            "capaian": "".join(reached),
            "angka": int(row.nilai),
        },
        tercetak=" / ".join([first.realisasi_tercetak, *reached]),
        hitung_ulang=str(int(row.nilai)),
        terlibat=tuple(name for id_ in mine["id"] for name in cells(id_, "realisasi")),
        baris=lines([row.baris, *mine["baris"]]),
        kunci=f"{first.kunci} terlambat",
    )
