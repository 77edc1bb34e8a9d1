"""Checks inside the indicator tables: achievement, polarity, counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import RATE
from ..capaian.ragu import part_above_whole
from ..numbers import write_value
from .cells import (
    deviation,
    fits,
    last_digit_apart,
    near,
    quotient_bounds,
    quotient_bounds_lower,
)
from .columns import by_column, fold_column
from .findings import cells, cut_digits, findings, none, temuan
from .prepare import Terbitan
from .relations import Relasi, holds
from .rows import each_row
from .severity import grade
from .used import used_of

__all__ = ["at_own_limit", "find_capaian", "find_counts", "follows_formula"]

REPORT = ["dinas", "dokumen", "tahun"]

RATIO = "rasio|tfr|per "  # names of a quotient that is no percentage

# a quotient may be printed per hundred, thousand, ten thousand or hundred thousand
READINGS = {1: "persen", 10: "seribu", 100: "sepuluh_ribu", 1000: "seratus_ribu"}


# how a table says that there is no target; an empty cell may only be a table without that column
NO_TARGET = ("na", "n/a", "n.a.", "-", "–", "tidak ada")


def find_capaian(terbitan: Terbitan) -> pd.DataFrame:
    """Find printed achievements that no formula gives, and those measured against the polarity.

    A row is in order when R/T (more is better), (2T−R)/T or T/R (less is better) gives the printed
    figure within the rounding of all three; without a known polarity any of the three will do. A
    cap at 100 is accepted where the whole table keeps it. A column that follows another formula is
    one finding (`columns.by_column`). Where another printed value of the same
    indicator gives the figure, or the operands rounded to whole numbers, the finding says so. A
    missed target of 0 and a target that is said not to exist give no percentage at all.
    """
    rows = terbitan.kinerja
    groundless = _without_percentage(rows)
    known = rows[["target_pakai", "realisasi", "capaian"]].notna().all(axis=1)
    # progress from a baseline needs a figure that no printed row holds
    known &= (rows["target_pakai"] != 0) & ~rows["dari_dasar"]
    rows = rows[known & (rows["kelas"] != "jumlah")]
    if rows.empty:
        return findings(map(_groundless, each_row(groundless)))
    right, round_about = follows_formula(rows)
    highest = rows.groupby(["dinas", "dokumen", "peta"])["capaian"].transform("max")
    full = (rows["capaian"] == 100) & (highest <= 100) & (rows["capaian_hitung"] >= 100)
    full |= at_own_limit(rows)
    wrong = ~(right | full)
    rows = rows.assign(terbalik=round_about & ~right)
    bad = rows[wrong]
    cut = last_digit_apart(bad["capaian"], bad["capaian_hitung"], bad["d_capaian"])
    printed, used = _printed_values(bad, terbitan.kinerja), terbitan.dipakai["dipakai"]
    whole = by_column(
        rows,
        wrong & ~rows.index.isin(bad.index[cut]),
        "capaian",
        (rows["capaian"], rows["h_capaian"]),
        {
            "target": (rows["target_pakai"], rows["h_target"]),
            "realisasi": (rows["realisasi"], rows["h_realisasi"]),
        },
    )
    single = _with_latest(bad[~cut & ~bad.index.isin(whole.index)])
    whole = whole.assign(terakhir="")
    of_columns = [_capaian(row, printed, used) for row in each_row(whole)]
    return findings(
        [
            *(_capaian(row, printed, used) for row in each_row(single)),
            *fold_column(of_columns, whole, "capaian"),
            *(
                cut_digits(part, "capaian_tidak_cocok", "capaian", "capaian", "capaian_hitung")
                for _, part in bad[cut].groupby(REPORT, sort=False)
            ),
            *map(_groundless, each_row(groundless)),
        ]
    )


def _with_latest(bad: pd.DataFrame) -> pd.DataFrame:
    """Add to rows measured the wrong way round the latest such row of their series (`terakhir`).

    The way is that of the indicator: what is wrong in earlier years is wrong for one reason. Empty
    for that row itself.
    """
    turned = bad[bad["terbalik"]].sort_values("tahun", ascending=False, kind="stable")
    latest = turned.drop_duplicates("no_deret").set_index("no_deret")["id"]
    first = bad["no_deret"].map(latest).where(bad["terbalik"], "")
    return bad.assign(terakhir=first.mask(first == bad["id"], "").fillna(""))


def _without_percentage(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that print an achievement though there is nothing to divide by."""
    here = rows["realisasi"].notna() & (rows["capaian"] > 0) & (rows["kelas"] != "jumlah")
    rows = rows[here & (rows["target_pakai"].isna() | (rows["target_pakai"] == 0))]
    told = rows["target_tercetak"].str.strip().str.lower().isin(NO_TARGET)
    lacking = told & rows["target_pakai"].isna()
    missed = (rows["target_pakai"] == 0) & (rows["realisasi"] != 0) & (rows["polaritas"] == "turun")
    return rows[lacking | missed]


def _groundless(row) -> dict:
    """Return the finding on an achievement that cannot be: a target of 0, or none."""
    kalimat = "capaian.target_nol" if row.target_pakai == 0 else "capaian.tanpa_target"
    return temuan(
        row,
        "capaian_tidak_cocok",
        kalimat,
        {"target": row.target_tercetak, "realisasi": row.realisasi_tercetak},
        tercetak=row.capaian_tercetak,
        keparahan=grade("capaian", pokok=row.kelas == "utama", membalik=True, selisih=0),
        terlibat=cells(row.id, "capaian"),
    )


def at_own_limit(rows: pd.DataFrame) -> pd.Series:
    """Say which achievements are printed at a limit of the report's own that they would pass."""
    low, high = rows["batas_bawah"], rows["batas_atas"]
    printed, right = rows["capaian"], rows["capaian_hitung"]
    return ((printed == high) & (right >= high)) | ((printed == low) & (right <= low))


def follows_formula(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Say which printed achievements follow from target and realisation, and which the wrong way.

    The first holds by a formula that the row's polarity allows; the second by the formula of the
    other polarity. False where a number is missing.
    """
    target, real = rows["target_pakai"], rows["realisasi"]
    target_half, real_half = rows["h_target"], rows["h_realisasi"]
    printed, half = rows["capaian"], rows["h_capaian"]
    higher = fits(printed, half, quotient_bounds(real, real_half, target, target_half))
    lower = fits(printed, half, quotient_bounds_lower(target, target_half, real, real_half)) | fits(
        printed, half, quotient_bounds(target, target_half, real, real_half)
    )
    up, down = rows["polaritas"] == "naik", rows["polaritas"] == "turun"
    right = np.select([down, up], [lower, higher], higher | lower)
    # the right formula the wrong way round; of nought neither way says anything
    sound = (target > 0) & (real > 0)
    return right.astype(bool), np.select([down, up], [higher, lower & sound], False).astype(bool)


def find_counts(terbitan: Terbitan) -> pd.DataFrame:
    """Find percentages that their own counts do not give, and parts that exceed the whole.

    Where other counts are in use for the figure, printed elsewhere, the finding names them, and
    says whether they give it. The same counts and figure under two names are one finding.
    """
    rows = terbitan.kinerja
    counted = rows["pembilang"].notna() & rows["penyebut"].notna() & (rows["penyebut"] != 0)
    rows = rows[counted & (rows["level"] != "jumlah")]
    if rows.empty:
        return none()
    printed = rows["realisasi"].fillna(rows["capaian"])
    half = rows["h_realisasi"].where(rows["realisasi"].notna(), rows["h_capaian"])
    half = half.mask(half == 0, 0.5)
    quotient = quotient_bounds(rows["pembilang"], 0, rows["penyebut"], 0)
    agrees = _any_reading(rows, printed, half) | fits(rows["capaian"], rows["h_capaian"], quotient)
    # a score above its maximum is printed as 100 %
    shares = printed.where(rows["realisasi_tercetak"].str.contains("%"))
    more = part_above_whole(rows["kunci"], shares, rows["pembilang"], rows["penyebut"])
    rows = rows.assign(cetak=printed, lebih=more, hitung=rows["pembilang"] / rows["penyebut"] * 100)
    used = {
        name: used_of(rows, name, terbitan.dipakai).fillna(rows[name])
        for name in ("pembilang", "penyebut")
    }
    other = (used["pembilang"] != rows["pembilang"]) | (used["penyebut"] != rows["penyebut"])
    rows = rows.assign(
        lain=other,
        pembilang_lain=used["pembilang"],
        penyebut_lain=used["penyebut"],
        lain_cocok=other.any() and other & _any_reading(rows.assign(**used), printed, half),
    )
    wrong = (printed.notna() & ~agrees) | more
    # in a column of percentages; a rate or a ratio may be printed in several ways
    asked = rows[rows["cetak"].notna() & ~rows["kunci"].str.contains(f"{RATE.pattern}|{RATIO}")]
    exact = pd.Series(0.0, index=asked.index)
    whole = by_column(
        asked,
        wrong[asked.index],
        "hitungan",
        (asked["cetak"], half[asked.index]),
        {name: (asked[name], exact) for name in ("pembilang", "penyebut")},
    )
    single = rows[wrong & ~rows.index.isin(whole.index)]
    cut = last_digit_apart(single["realisasi"], single["hitung"], single["d_realisasi"])
    cut &= ~single["lebih"]
    # of a whole column each percentage is said, not that its counts cannot be
    of_columns = [_count(row) for row in each_row(whole.assign(lebih=False))]
    return findings(
        [
            *(_count(row) for row in each_row(single[~cut])),
            *fold_column(of_columns, whole, "hitungan"),
            *(
                cut_digits(part, "pembilang_penyebut", "hitungan", "realisasi", "hitung")
                for _, part in single[cut].groupby(REPORT, sort=False)
            ),
        ]
    )


def _printed_values(bad: pd.DataFrame, rows: pd.DataFrame) -> dict[tuple, list]:
    """Return the other printed targets and realisations of each indicator that is found wrong."""
    rows = rows[(rows["tahap"] == "") & (rows["kunci"] != "")]
    rows = rows[rows["no_deret"].isin(bad["no_deret"])]
    out: dict[tuple, list] = {}
    for column in ("target", "realisasi"):
        some = rows[rows[column].notna()].drop_duplicates(["no_deret", "tahun", column])
        for row, slack in zip(each_row(some), some[f"h_{column}"], strict=True):
            out.setdefault((row.no_deret, column), []).append((row, getattr(row, column), slack))
    return out


def _origin(row, relasi: Relasi, printed: dict[tuple, list]) -> tuple[str, dict, dict]:
    """Return where a printed achievement comes from: sentence, its values, the cell at fault.

    Tried are other printed values of target and realisation, those of the same year first, then
    both rounded to whole numbers. Empty where nothing gives it.
    """
    own = {
        relasi.hasil: (row.capaian, row.h_capaian),
        relasi.bagian[0]: (row.realisasi, row.h_realisasi),
        relasi.bagian[1]: (row.target_pakai, row.h_target),
    }
    for column, cell in (("realisasi", relasi.bagian[0]), ("target", relasi.bagian[1])):
        others = printed.get((row.no_deret, column), ())
        near = sorted(others, key=lambda other: (other[0].tahun != row.tahun, other[0].baris))
        for other, value, slack in near:
            if value != own[cell][0] and holds(relasi, own | {cell: (value, slack)}):
                values = {"hal": column, "nilai": getattr(other, f"{column}_tercetak")}
                values |= {"tahun_lain": other.tahun, "di": other.tabel}
                this = other.tahun == row.tahun
                key = "capaian.dari_nilai_lain" if this else "capaian.dari_tahun_lain"
                return key, values, {cell: value} if this else {}
    whole = {name: (float(round(own[name][0])), 0.0) for name in relasi.bagian}
    if whole[relasi.bagian[1]][0] and holds(relasi, own | whole):
        real, target = (int(whole[name][0]) for name in relasi.bagian)
        return "capaian.dari_bulat", {"bulat": real, "target_bulat": target}, {}
    return "", {}, {}


def _capaian(row, printed: dict[tuple, list], used: pd.Series) -> dict:
    own, (real,) = cells(row.id, "capaian"), cells(row.id, "realisasi")
    target = f"{row.target_dari or row.id}|target"
    relasi = Relasi(row.polaritas or "bebas", own[0], (real, target))
    flips = (row.capaian >= 100) != (row.capaian_hitung >= 100)
    gap = abs(row.capaian - row.capaian_hitung)
    promised = row.target_tercetak or write_value(row.target_pakai)
    values = {"target": promised, "realisasi": row.realisasi_tercetak}
    more, origin, other = ("", {}, {}) if row.terbalik else _origin(row, relasi, printed)
    # an operand that is in use as printed is not the one at fault
    if any(cell in used.index and not near(used[cell], value, 0) for cell, value in other.items()):
        other = {}
    if row.terbalik:
        jenis, kalimat = "polaritas_keliru", (f"polaritas.{row.polaritas}",)
    else:
        jenis = "capaian_tidak_cocok"
        kalimat = ("capaian.bukan_rumus", more) if more else ("capaian.bukan_rumus",)
    return temuan(
        row,
        jenis,
        kalimat,
        values | origin,
        tercetak=row.capaian_tercetak,
        hitung_ulang=row.capaian_hitung,
        keparahan=grade(
            "capaian",
            pokok=row.kelas == "utama",
            membalik=flips,
            selisih=gap,
        ),
        membalik=flips,
        besar=gap / 100,
        # an operand that another table prints otherwise is held wrong before the result
        tersangka=tuple(other) or own,
        terlibat=(*own, target, real),
        alternatif=other or {own[0]: row.capaian_hitung},
        relasi=relasi,
        sebab=cells(row.terakhir, "capaian") if row.terakhir else (),
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
            membalik=True,
            terlibat=cells(row.id, "pembilang", "penyebut", "realisasi"),
        )
    column = "realisasi" if row.realisasi == row.realisasi else "capaian"
    printed = getattr(row, f"{column}_tercetak")
    percent = "%" in printed or "persentase" in row.kunci
    # what the quotient was most likely meant to be: the reading that comes nearest to the print
    factor = min([1] if percent else READINGS, key=lambda n: abs(n * row.hitung - row.cetak))
    right = row.hitung * factor
    elsewhere = ()
    if row.lain:
        pair = (write_value(row.pembilang_lain), write_value(row.penyebut_lain))
        elsewhere = (" / ".join(pair),)
        counts |= dict(zip(("pembilang_lain", "penyebut_lain"), pair, strict=True))
    more = ("hitungan.dari_lain",) if row.lain_cocok else ()
    return temuan(
        row,
        "pembilang_penyebut",
        (f"hitungan.{READINGS[factor]}", *more),
        counts,
        tercetak=printed,
        hitung_ulang=right,
        juga_tercetak=elsewhere,
        kunci=f"hitungan {row.pembilang_tercetak} / {row.penyebut_tercetak}",
        keparahan=grade("hitungan", pokok=row.kelas == "utama", selisih=abs(right - row.cetak)),
        besar=deviation(row.cetak, right),
        tersangka=cells(row.id, column),
        terlibat=cells(row.id, "pembilang", "penyebut"),
    )


def _any_reading(rows: pd.DataFrame, printed: pd.Series, half: pd.Series) -> pd.Series:
    """Say whether the counts give the printed figure in any sense its name allows."""
    part, whole, key = rows["pembilang"], rows["penyebut"], rows["kunci"]
    agrees = pd.Series(fits(printed, half, quotient_bounds(part, 0, whole, 0)), index=rows.index)
    change = key.str.contains(RATE)
    ratio = key.str.contains(RATIO)
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
        agrees |= where & near(value, printed, half)
    return agrees
