"""Checks inside the indicator tables: achievement, polarity, counts, categories."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import categorize, in_gap, load_rules, scale_gaps, scale_rows
from .cells import fits, quotient_bounds, quotient_bounds_lower
from .findings import cells, findings, lines, none, temuan
from .prepare import Terbitan
from .severity import grade

__all__ = ["find_capaian", "find_counts", "find_predicates"]

# a quotient may be printed per hundred, thousand, ten thousand or hundred thousand
READINGS = {1: "persen", 10: "seribu", 100: "sepuluh_ribu", 1000: "seratus_ribu"}


def find_capaian(terbitan: Terbitan) -> pd.DataFrame:
    """Find printed achievements that no formula gives, and those measured against the polarity.

    A row is in order when R/T (more is better), (2T−R)/T or T/R (less is better) gives the printed
    figure within the rounding of all three; without a known polarity any of the three will do. A
    cap at 100 is accepted where the whole table keeps it.
    """
    rows = terbitan.kinerja
    known = rows[["target_pakai", "realisasi", "capaian"]].notna().all(axis=1)
    rows = rows[known & (rows["target_pakai"] != 0) & (rows["kelas"] != "jumlah")]
    if rows.empty:
        return none()
    target, real = rows["target_pakai"], rows["realisasi"]
    target_half, real_half = rows["h_target"], rows["h_realisasi"]
    printed, half = rows["capaian"], rows["h_capaian"]
    higher = fits(printed, half, quotient_bounds(real, real_half, target, target_half))
    lower = fits(printed, half, quotient_bounds_lower(target, target_half, real, real_half)) | fits(
        printed, half, quotient_bounds(target, target_half, real, real_half)
    )
    highest = rows.groupby(["dinas", "dokumen", "peta"])["capaian"].transform("max")
    capped = (printed == 100) & (highest <= 100) & (rows["capaian_hitung"] >= 100)
    up, down = rows["polaritas"] == "naik", rows["polaritas"] == "turun"
    right = np.select([down, up], [lower, higher], higher | lower) | capped
    # the right formula the wrong way round; of nought neither way says anything
    round_about = np.select([down, up], [higher, lower & (target > 0) & (real > 0)], False)
    bad = rows.assign(terbalik=round_about & ~right)[~right]
    return findings(_capaian(row) for row in bad.itertuples())


def find_counts(terbitan: Terbitan) -> pd.DataFrame:
    """Find percentages that their own counts do not give, and parts that exceed the whole."""
    rows = terbitan.kinerja
    counted = rows["pembilang"].notna() & rows["penyebut"].notna() & (rows["penyebut"] != 0)
    rows = rows[counted & (rows["level"] != "jumlah")]
    printed = rows["realisasi"].fillna(rows["capaian"])
    half = rows["h_realisasi"].where(rows["realisasi"].notna(), rows["h_capaian"])
    half = half.mask((half == 0) & printed.notna(), 0.5)
    quotient = quotient_bounds(rows["pembilang"], 0, rows["penyebut"], 0)
    agrees = _any_reading(rows, printed, half) | fits(rows["capaian"], rows["h_capaian"], quotient)
    change = rows["kunci"].str.contains("penurunan|peningkatan|pertumbuhan")
    share = rows["kunci"].str.startswith("persentase") & ~change
    more = share & (rows["pembilang"] > rows["penyebut"])
    rows = rows.assign(cetak=printed, lebih=more, hitung=rows["pembilang"] / rows["penyebut"] * 100)
    bad = rows[(printed.notna() & ~agrees) | more]
    return findings(_count(row) for row in bad.itertuples())


def find_predicates(terbitan: Terbitan) -> pd.DataFrame:
    """Find categories that the report's own scale does not give, whichever way its gaps close."""
    rows, own = terbitan.kinerja, terbitan.aturan["skala"]
    # a report may use its scale with other words for other things: malang, malang-program
    shipped = load_rules("skala")["skala"].unique() if isinstance(own, str) else []
    scales = [name for name in shipped if name == own or name.startswith(f"{own}-")] or [own]
    usual = rows.groupby(["dinas", "kelas", "kunci", "tahun"])["capaian"].transform("median")
    capaian = rows["capaian"].fillna(usual).fillna(rows["capaian_hitung"])
    rows = rows.assign(c_pakai=capaian)[(rows["predikat_tercetak"] != "") & capaian.notna()]
    parts = [none()]
    for skala in scales:
        parts.append(_off_scale(rows, skala))
    return pd.concat(parts, ignore_index=True)


def _off_scale(rows: pd.DataFrame, skala: str | pd.DataFrame) -> pd.DataFrame:
    words = {_word(label): label for label in scale_rows(skala)["kategori"]}
    said = rows["predikat_tercetak"].map(lambda text: words.get(_word(text), ""))
    rows = rows.assign(kata=said)[said != ""]
    allowed = pd.Series(_categories(rows["c_pakai"], skala), index=rows.index, dtype=object)
    wrong = [word not in classes for word, classes in zip(rows["kata"], allowed, strict=True)]
    bad = rows.assign(boleh=allowed)[pd.Series(wrong, index=rows.index, dtype=bool)]
    place = {label: place for place, label in enumerate(scale_rows(skala)["kategori"])}
    # labelled below the class: a column that does not use the scale, one finding per label
    modest = pd.Series(
        [
            place[word] > min((place[label] for label in classes), default=0)
            for word, classes in zip(bad["kata"], bad["boleh"], strict=True)
        ],
        index=bad.index,
        dtype=bool,
    )
    column = ["dinas", "dokumen", "predikat_tercetak"]
    return findings(
        [
            *(_predicate(row) for row in bad[~modest].itertuples()),
            *(_modest(part) for _, part in bad[modest].groupby(column, sort=False)),
        ]
    )


def _capaian(row) -> dict:
    if row.terbalik:
        jenis, kalimat = "polaritas_keliru", f"polaritas.{row.polaritas}"
    else:
        jenis, kalimat = "capaian_tidak_cocok", "capaian.bukan_rumus"
    return temuan(
        row,
        jenis,
        kalimat,
        {"target": row.target_tercetak, "realisasi": row.realisasi_tercetak},
        tercetak=row.capaian_tercetak,
        hitung_ulang=row.capaian_hitung,
        keparahan=grade(
            "capaian",
            pokok=row.kelas == "utama",
            membalik=(row.capaian >= 100) != (round(row.capaian_hitung, 10) >= 100),
            selisih=abs(row.capaian - row.capaian_hitung),
        ),
        tersangka=cells(row.id, "capaian"),
        terlibat=cells(row.id, "target", "realisasi"),
    )


def _count(row) -> dict:
    counts = {"pembilang": row.pembilang_tercetak, "penyebut": row.penyebut_tercetak}
    if row.lebih:
        return temuan(
            row,
            "pembilang_penyebut",
            "hitungan.melebihi",
            counts,
            tercetak=f"{row.pembilang_tercetak} / {row.penyebut_tercetak}",
            hitung_ulang=row.hitung,
            keparahan=grade("hitungan", pokok=row.kelas == "utama", membalik=True),
            terlibat=cells(row.id, "pembilang", "penyebut", "realisasi"),
        )
    column = "realisasi" if row.realisasi == row.realisasi else "capaian"
    printed = getattr(row, f"{column}_tercetak")
    percent = "%" in printed or "persentase" in row.kunci
    # what the quotient was most likely meant to be: the reading that comes nearest to the print
    factor = min([1] if percent else READINGS, key=lambda n: abs(n * row.hitung - row.cetak))
    right = row.hitung * factor
    return temuan(
        row,
        "pembilang_penyebut",
        f"hitungan.{READINGS[factor]}",
        counts,
        tercetak=printed,
        hitung_ulang=right,
        keparahan=grade("hitungan", pokok=row.kelas == "utama", selisih=abs(right - row.cetak)),
        tersangka=cells(row.id, column),
        terlibat=cells(row.id, "pembilang", "penyebut"),
    )


def _any_reading(rows: pd.DataFrame, printed: pd.Series, half: pd.Series) -> pd.Series:
    """Say whether the counts give the printed figure in any sense its name allows."""
    part, whole, key = rows["pembilang"], rows["penyebut"], rows["kunci"]
    agrees = pd.Series(fits(printed, half, quotient_bounds(part, 0, whole, 0)), index=rows.index)
    change = key.str.contains("penurunan|peningkatan|pertumbuhan|laju")
    ratio = key.str.contains("rasio|tfr|per ")
    bare = ~rows["realisasi_tercetak"].str.contains("%")
    quotient = part / whole
    readings = (
        (100 * np.log(quotient.where(quotient > 0)), change),  # growth, continuous
        (1000 * quotient, bare),
        (100 * (part - whole) / whole, change),
        (100 * (whole - part) / whole, change),
        (100 * (whole - part) / part, change),
        (quotient, ratio),
        (whole / part.where(part != 0), ratio),
        (1000 * quotient, ratio),
        (1e4 * quotient, ratio),
        (1e5 * quotient, ratio),
    )
    for value, where in readings:
        agrees |= where & ((value - printed).abs() <= half + 1e-9)
    return agrees


def _categories(value: pd.Series, skala: str | pd.DataFrame) -> list[set[str]]:
    """Return the classes a value may have: the lower one, and in a printed gap also the upper."""
    lower, inside = categorize(value, skala), in_gap(value, skala)
    gaps = list(scale_gaps(skala).itertuples())
    upper = [
        next((gap.di_atas for gap in gaps if gap.dari < v <= gap.sampai), "") if between else ""
        for v, between in zip(value, inside, strict=True)
    ]
    return [{one, two} - {""} for one, two in zip(lower, upper, strict=True)]


def _modest(rows: pd.DataFrame) -> dict:
    first = next(rows.itertuples())
    return temuan(
        first,
        "predikat_tidak_cocok",
        "predikat.tanpa_skala",
        {"n": len(rows)},
        tercetak=first.predikat_tercetak,
        hitung_ulang=" / ".join(sorted(set().union(*rows["boleh"]))),
        terlibat=cells(first.id, "predikat"),
        baris=lines(rows["baris"]),
    )


def _predicate(row) -> dict:
    return temuan(
        row,
        "predikat_tidak_cocok",
        "predikat.bukan_skala",
        {"capaian": row.c_pakai},
        tercetak=row.predikat_tercetak,
        hitung_ulang=" / ".join(sorted(row.boleh)),
        keparahan=grade("predikat", pokok=row.kelas == "utama"),
        tersangka=cells(row.id, "predikat"),
        terlibat=cells(row.id, "capaian"),
    )


def _word(text: str) -> str:
    """Return a label as it is compared: no marks around it, no case."""
    return " ".join(text.lower().replace("=", " ").strip(' .*“”"').split())
