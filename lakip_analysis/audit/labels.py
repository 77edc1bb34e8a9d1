"""What surrounds the numbers: captions, their numbers and years, wrong names, scales with gaps."""

from __future__ import annotations

import re

import pandas as pd

from ..aturan.rules import scale_gaps, scale_name, scale_rows, threshold
from ..numbers import write_value
from ..once import each_once
from .findings import cells, findings, lines, none, stacked, temuan
from .likeness import letters_alike, words_alike
from .names import name_key
from .prepare import Terbitan
from .rows import each_row
from .severity import grade

__all__ = [
    "SKALA",
    "find_captions",
    "find_names",
    "find_nomenclature",
    "find_scale_gaps",
    "find_unmeasured",
]


SKALA = "skala kategori"  # the place of a finding on the scale, which is no table of the report


def find_captions(terbitan: Terbitan) -> pd.DataFrame:
    """Find table numbers used twice or out of order, and captions of the wrong year."""
    if terbitan.judul.empty:
        return none()
    order = ["dinas", "dokumen", "baris"]
    captions = terbitan.judul.sort_values(order, kind="stable").reset_index(drop=True)
    both = (terbitan.kinerja, terbitan.anggaran)
    rows = pd.concat([frame[[*order, "tahun", "nama_tercetak"]] for frame in both])
    held = _rows_below(captions, rows)
    return stacked([_twice(captions, held), _out_of_order(captions), _wrong_year(captions, held)])


def find_names(terbitan: Terbitan) -> pd.DataFrame:
    """Find rows that print the numbers of one indicator under a name that is almost its own."""
    rows, numbers = terbitan.kinerja, ["target", "realisasi"]
    usual = rows.groupby(["dinas", "dokumen", "kunci"])["peta"].nunique()
    known = rows[numbers].notna().all(axis=1) & (rows["kunci"] != "")
    rows = rows[known & (rows["kelas"] == "utama")]
    rows = rows.drop_duplicates(["dinas", "dokumen", "tahun", "kunci", *numbers])
    same = ["dinas", "dokumen", "tahun", *numbers]
    pairs = rows.merge(rows, on=same, suffixes=("", "_lain"))
    pairs = pairs[pairs["kunci"] != pairs["kunci_lain"]]
    # the name that fewer tables print is the wrong one
    wrong = [
        usual[row.dinas, row.dokumen, row.kunci] < usual[row.dinas, row.dokumen, row.kunci_lain]
        and letters_alike(row.kunci, row.kunci_lain) >= threshold("audit_nama_hampir")
        and _other_acronym(row.nama_tercetak, row.nama_tercetak_lain)
        for row in each_row(pairs)
    ]
    pairs = pairs[pd.Series(wrong, index=pairs.index, dtype=bool)]
    pairs = pairs.drop_duplicates(["dinas", "dokumen", "kunci", "kunci_lain"])
    return findings(
        temuan(
            row,
            "label_keliru",
            "label.milik_lain",
            {
                "target": row.target_tercetak,
                "realisasi": row.realisasi_tercetak,
                "di": row.tabel_lain,
            },
            tercetak=row.nama_tercetak,
            hitung_ulang=row.nama_tercetak_lain,
            keparahan=grade("nama_lain"),
            tersangka=cells(row.id, "nama"),
            baris=[row.baris, row.baris_lain],
        )
        for row in each_row(pairs)
    )


def find_unmeasured(terbitan: Terbitan) -> pd.DataFrame:
    """Find main indicators promised for the year of the report that have no result in it."""
    rows, report = terbitan.kinerja, ["dinas", "dokumen"]
    rows = rows[(rows["kelas"] == "utama") & (rows["tahap"] == "") & (rows["kunci"] != "")]
    said = r"[\dA-Za-z]"
    absent = rows["realisasi_tercetak"].str.lower().isin(["n/a", "na"])
    measured = rows[rows["realisasi_tercetak"].str.contains(said) & ~absent]
    # the year of a report is the one it measures most
    counts = measured.groupby([*report, "tahun"]).size().reset_index(name="n")
    year = counts.sort_values(["n", "tahun"]).drop_duplicates(report, keep="last")
    rows = rows[rows["target_tercetak"].str.contains(said)]
    promised = rows.merge(year[[*report, "tahun"]], on=[*report, "tahun"])
    lost = promised[~promised["no_deret"].isin(measured["no_deret"])]
    return findings(
        temuan(
            row,
            "tidak_dilaporkan",
            "tidak_dilaporkan.realisasi",
            {"target": row.target_tercetak, "di": row.tabel},
            tercetak=row.nama_tercetak,
            keparahan=grade("tidak_diukur"),
            terlibat=cells(row.id, "target"),
            kunci=f"{row.kunci} tidak diukur",
        )
        for row in each_row(lost)
    )


def find_nomenclature(terbitan: Terbitan) -> pd.DataFrame:
    """Find budget lines printed under a name that is not that of their standard code."""
    rows = terbitan.nomenklatur.merge(terbitan.anggaran, on="id")
    rows = rows[rows["nama_tercetak"] != ""]
    alike = [
        words_alike(name_key(row.nama_tercetak), name_key(row.nama_baku)) for row in each_row(rows)
    ]
    rows = rows.assign(mirip=alike)
    return findings(
        temuan(
            row,
            "label_keliru",
            "label.nama_baku",
            {"kode": row.kode},
            tercetak=row.nama_tercetak,
            hitung_ulang=row.nama_baku,
            keparahan=grade("nama_baku", selisih=100 - row.mirip),
            kunci=f"{row.kode} nama",
        )
        for row in each_row(rows[rows["mirip"] < threshold("audit_nama_baku")])
    )


def find_scale_gaps(terbitan: Terbitan) -> pd.DataFrame:
    """Find the gaps of the report's printed scale; one finding per report."""
    return stacked(_gaps_of(*one) for one in terbitan.by_rule("skala", terbitan.skala))


def _gaps_of(skala: str | pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    gaps = scale_gaps(skala)
    if gaps.empty:
        return none()
    pairs = list(zip(gaps["dari"], gaps["sampai"], strict=True))
    return findings(
        temuan(
            row,
            "skala_bercelah",
            "skala.celah",
            tercetak="; ".join(scale_rows(skala)["tercetak"]),
            hitung_ulang="; ".join(f"{write_value(a)}–{write_value(b)}" for a, b in pairs),
            baris=row.baris,
            tabel=SKALA,
            kunci=scale_name(skala),
        )
        for row in each_row(reports)
    )


def _other_acronym(one: str, two: str) -> bool:
    """Say whether two names differ by an acronym or a number; other spellings are no error."""
    words = [set(re.findall(r"\b(?:[A-Z]{2,6}|\d+)\b", name)) for name in (one, two)]
    return words[0] != words[1] and bool(words[0]) and bool(words[1])


def _twice(captions: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    number = ["dinas", "dokumen", "nomor"]
    double = captions[captions.duplicated(number, keep=False)]
    held = held[held["judul_ke"].isin(double.index)]
    names = held.groupby("judul_ke")["nama_tercetak"].agg(lambda some: set(map(name_key, some)))
    double = double.assign(isi=[names.get(place, set()) for place in double.index])
    return findings(
        _caption(rows.iloc[-1], "label.nomor_ganda", {"n": len(rows)}, baris=rows["baris"])
        for _, rows in double.groupby(number, sort=False)
        if not all(_printed_again(rows.iloc[0], rows.iloc[place]) for place in range(1, len(rows)))
    )


def _printed_again(one: pd.Series, other: pd.Series) -> bool:
    """Say whether two captions are of one table: the shorter begins the longer, spelled or cut.

    Of other numbers or years it is another table, and so it is where the rows below are others.
    """
    short, long = sorted((one["judul"].lower(), other["judul"].lower()), key=len)
    if short == long:  # a table that goes on
        return True
    if re.findall(r"\d+", short) != re.findall(r"\d+", long[: len(short) + 1]):
        return False
    common = len(one["isi"] & other["isi"])
    if one["isi"] and other["isi"] and common * 2 < min(len(one["isi"]), len(other["isi"])):
        return False
    return letters_alike(short, long[: len(short)]) >= threshold("audit_nama_hampir")


def _out_of_order(captions: pd.DataFrame) -> pd.DataFrame:
    before = captions.groupby(["dinas", "dokumen"])[["nomor", "baris"]].shift()
    pairs = captions.join(before.add_suffix("_lalu")).dropna(subset=["nomor_lalu"])
    return findings(
        _caption(
            row,
            "label.nomor_mundur",
            {"nomor_lalu": row.nomor_lalu},
            baris=[row.baris_lalu, row.baris],
        )
        for row in each_row(pairs)
        if _number(row.nomor)[0] == _number(row.nomor_lalu)[0]
        and _number(row.nomor) < _number(row.nomor_lalu)
    )


def _rows_below(captions: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows between each caption and the next, with the caption's place (`judul_ke`)."""
    rows = rows.astype({"baris": "int64"}).sort_values("baris")
    places = captions[["dinas", "dokumen", "baris"]].astype({"baris": "int64"})
    places = places.assign(judul_ke=captions.index, baris_judul=places["baris"])
    held = pd.merge_asof(
        rows,
        places.sort_values("baris"),
        on="baris",
        by=["dinas", "dokumen"],
        allow_exact_matches=False,
    )
    near = held["baris"] - held["baris_judul"] < threshold("audit_judul_jangkau")
    return held[held["judul_ke"].notna() & near]


def _wrong_year(captions: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """Compare the years a caption says with those of the rows between it and the next caption."""
    held = held.loc[held["tahun"] != 0, ["judul_ke", "tahun"]].drop_duplicates()
    held = held.sort_values(["judul_ke", "tahun"])
    years: dict[int, list[int]] = {}
    for place, year in zip(held["judul_ke"].astype(int), held["tahun"], strict=True):
        years.setdefault(place, []).append(year)
    records = []
    titles = each_once(_years, captions["judul"]).tolist()
    for place, (row, said) in enumerate(zip(each_row(captions), titles, strict=True)):
        inside = years.get(place, ())
        if inside and said and not said & set(inside):
            caption, listed = (", ".join(map(str, some)) for some in (sorted(said), inside))
            record = _caption(row, "label.tahun_judul", {"tahun_judul": caption}, listed)
            records.append(record)
    return findings(records)


def _years(text: str) -> set[int]:
    """Return the years a caption names, those of a span all."""
    out = {int(year) for year in re.findall(r"\b(20\d\d)\b", text)}
    for first, last in re.findall(r"\b(20\d\d)\s*(?:-|–|s/d|sampai)\s*(20\d\d)\b", text):
        out |= set(range(int(first), int(last) + 1))
    return out


def _number(text: str) -> tuple[int, ...]:
    """Return a table number as it is ordered: 2.10 after 2.9."""
    return tuple(int(part) for part in text.split("."))


def _caption(row, kalimat: str, nilai: dict, seharusnya: str = "", baris=None) -> dict:
    """Return a finding on a caption; it is of no year."""
    return temuan(
        row,
        "label_keliru",
        kalimat,
        {"nomor": row.nomor, **nilai},
        nama=row.judul,
        tercetak=f"Tabel {row.nomor} {row.judul}".strip(),
        hitung_ulang=seharusnya,
        baris=lines([row.baris] if baris is None else baris),
        tabel=f"Tabel {row.nomor}",
        tahun=0,
        kunci=f"{kalimat} {row.nomor}",
    )
