"""Checks inside the indicator tables: achievement, polarity, counts, categories."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..aturan.rules import RATE, categorize, in_gap, load_rules, scale_gaps, scale_rows
from ..capaian.compute import FROM_BASELINE
from ..capaian.ragu import part_above_whole
from ..numbers import write_value
from .cells import fits, last_digit_apart, quotient_bounds, quotient_bounds_lower
from .findings import cells, cut_digits, findings, lines, none, temuan
from .prepare import Terbitan
from .relations import Relasi, holds
from .rows import each_row
from .severity import grade
from .used import used_of
from .words import read_target

__all__ = ["at_own_limit", "find_capaian", "find_counts", "find_predicates", "follows_formula"]

# a quotient may be printed per hundred, thousand, ten thousand or hundred thousand
READINGS = {1: "persen", 10: "seribu", 100: "sepuluh_ribu", 1000: "seratus_ribu"}


# how a table says that there is no target; an empty cell may only be a table without that column
NO_TARGET = ("na", "n/a", "n.a.", "-", "–", "tidak ada")


def find_capaian(terbitan: Terbitan) -> pd.DataFrame:
    """Find printed achievements that no formula gives, and those measured against the polarity.

    A row is in order when R/T (more is better), (2T−R)/T or T/R (less is better) gives the printed
    figure within the rounding of all three; without a known polarity any of the three will do. A
    cap at 100 is accepted where the whole table keeps it. Where another printed value of the same
    indicator gives the figure, or the operands rounded to whole numbers, the finding says so. A
    missed target of 0 and a target that is said not to exist give no percentage at all.
    """
    rows = terbitan.kinerja
    groundless = _without_percentage(rows)
    known = rows[["target_pakai", "realisasi", "capaian"]].notna().all(axis=1)
    # progress from a baseline needs a figure that no printed row holds
    begun = rows["polaritas"].map(terbitan.aturan).isin(list(FROM_BASELINE))
    rows = rows[known & (rows["target_pakai"] != 0) & (rows["kelas"] != "jumlah") & ~begun]
    if rows.empty:
        return findings(map(_groundless, each_row(groundless)))
    right, round_about = follows_formula(rows)
    highest = rows.groupby(["dinas", "dokumen", "peta"])["capaian"].transform("max")
    full = (rows["capaian"] == 100) & (highest <= 100) & (rows["capaian_hitung"] >= 100)
    full |= at_own_limit(rows, terbitan.aturan)
    wrong = ~(right | full)
    bad = rows.assign(terbalik=round_about & ~right)[wrong]
    cut = last_digit_apart(bad["capaian"], bad["capaian_hitung"], bad["d_capaian"])
    printed, used = _printed_values(bad, terbitan.kinerja), terbitan.dipakai["dipakai"]
    return findings(
        [
            *(_capaian(row, printed, used) for row in each_row(bad[~cut])),
            *(
                cut_digits(part, "capaian_tidak_cocok", "capaian", "capaian", "capaian_hitung")
                for _, part in bad[cut].groupby("no_tabel", sort=False)
            ),
            *map(_groundless, each_row(groundless)),
        ]
    )


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


def at_own_limit(rows: pd.DataFrame, aturan: Mapping) -> pd.Series:
    """Say which achievements are printed at a limit of the report's own that they would pass."""
    low, high = aturan.get("batas_bawah", -np.inf), aturan.get("batas_atas", np.inf)
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
    half = half.mask((half == 0) & printed.notna(), 0.5)
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
    bad = rows[(printed.notna() & ~agrees) | more]
    return findings(_count(row) for row in each_row(bad))


def find_predicates(terbitan: Terbitan) -> pd.DataFrame:
    """Find categories that the report's own scale does not give, whichever way its gaps close.

    A sentence that names its own target ("target 79, realisasi 78,77: tidak tercapai") is held
    against that, not against the scale: the only word of its table, true of the target.
    """
    rows, own = terbitan.kinerja, terbitan.aturan["skala"]
    # a report may use its scale with other words for other things: malang, malang-program
    shipped = load_rules("skala")["skala"].unique() if isinstance(own, str) else []
    scales = [name for name in shipped if name == own or name.startswith(f"{own}-")] or [own]
    usual = rows.groupby(["dinas", "kelas", "kunci", "tahun"])["capaian"].transform("median")
    # a row that prints target and result is judged on them, whatever other rows say
    own = rows["capaian_hitung"].where(rows["target_dari"] == rows["id"])
    capaian = rows["capaian"].fillna(own).fillna(usual).fillna(rows["capaian_hitung"])
    rows = rows.assign(c_pakai=capaian)[(rows["predikat_tercetak"] != "") & capaian.notna()]
    rows = rows[~_true_of_target(rows)]
    parts = [none()]
    for skala in scales:
        parts.append(_off_scale(rows, skala))
    return pd.concat(parts, ignore_index=True)


def _true_of_target(rows: pd.DataFrame) -> pd.Series:
    """Say which rows hold the only category of their table, and it is true of their own target."""
    alone = rows.groupby("no_tabel", sort=False)["id"].transform("size") == 1
    own = alone & (rows["target_dari"] == rows["id"]) & rows["capaian_bebas"].notna()
    out = pd.Series(False, index=rows.index)
    for place, word, reached in rows.loc[own, ["predikat_tercetak", "capaian_bebas"]].itertuples():
        says = read_target(word) or []
        side = np.sign(round(reached - 100, 6))
        out[place] = bool(says) and all(side in signs for _, signs in says)
    return out


def _off_scale(rows: pd.DataFrame, skala: str | pd.DataFrame) -> pd.DataFrame:
    labels = scale_rows(skala)["kategori"]
    # of a double label (Tercapai/Berhasil) a table may print either half
    words = {_word(half): label for label in labels for half in label.split("/")}
    words |= {_word(label): label for label in labels}
    said = rows["predikat_tercetak"].map(lambda text: words.get(_word(text), ""))
    rows = rows.assign(kata=said)[said != ""]
    # a printed 91,0 may be 90,96: what is worked out counts too where it rounds to what is printed
    near = (rows["capaian_hitung"] - rows["c_pakai"]).abs() <= rows["h_capaian"]
    exact = rows["capaian_hitung"].where(near, rows["c_pakai"])
    pairs = zip(_categories(rows["c_pakai"], skala), _categories(exact, skala), strict=True)
    allowed = pd.Series([one | other for one, other in pairs], index=rows.index, dtype=object)
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
            *(_predicate(row) for row in each_row(bad[~modest])),
            *(_modest(part) for _, part in bad[modest].groupby(column, sort=False)),
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
    flips = (row.capaian >= 100) != (round(row.capaian_hitung, 10) >= 100)
    gap = abs(row.capaian - row.capaian_hitung)
    promised = row.target_tercetak or write_value(row.target_pakai)
    values = {"target": promised, "realisasi": row.realisasi_tercetak}
    more, origin, other = ("", {}, {}) if row.terbalik else _origin(row, relasi, printed)
    # an operand that is in use as printed is not the one at fault
    if any(cell in used.index and abs(used[cell] - value) > 1e-9 for cell, value in other.items()):
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
        besar=abs(right - row.cetak) / max(abs(right), 1e-9),
        tersangka=cells(row.id, column),
        terlibat=cells(row.id, "pembilang", "penyebut"),
    )


def _any_reading(rows: pd.DataFrame, printed: pd.Series, half: pd.Series) -> pd.Series:
    """Say whether the counts give the printed figure in any sense its name allows."""
    part, whole, key = rows["pembilang"], rows["penyebut"], rows["kunci"]
    agrees = pd.Series(fits(printed, half, quotient_bounds(part, 0, whole, 0)), index=rows.index)
    change = key.str.contains(RATE)
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
    gaps = list(each_row(scale_gaps(skala)))
    upper = [
        next((gap.di_atas for gap in gaps if gap.dari < v <= gap.sampai), "") if between else ""
        for v, between in zip(value, inside, strict=True)
    ]
    return [{one, two} - {""} for one, two in zip(lower, upper, strict=True)]


def _modest(rows: pd.DataFrame) -> dict:
    first = next(each_row(rows))
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
        membalik=True,
        tersangka=cells(row.id, "predikat"),
        terlibat=cells(row.id, "capaian"),
    )


def _word(text: str) -> str:
    """Return a label as it is compared: no marks around it, no case."""
    return " ".join(text.lower().replace("=", " ").strip(' .*“”"').split())
