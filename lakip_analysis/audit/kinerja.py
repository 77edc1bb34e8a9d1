"""Checks inside the indicator tables: achievement, polarity, counts, predicates, weak targets."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import categorize, in_gap, load_rules, scale_gaps
from ..language import mark, tr
from .cells import fits, quotient_bounds, quotient_bounds_lower
from .findings import cell, findings, lines, none
from .notation import fmt, fmt_value

__all__ = ["find_capaian", "find_counts", "find_predicates", "find_weak_targets"]


FAR_ABOVE, ABSURD = 120.0, 200.0

WRONG_FIGURE = mark(
    "Target {target} dan realisasi {realisasi} memberi {hasil} %, bukan {tercetak}; "
    "tidak satu pun rumus (R/T, (2T−R)/T, T/R) menghasilkan angka itu."
)

TURNED = {
    "turun": mark(
        "Indikator ini makin rendah makin baik, tetapi {tercetak} dihitung dengan arah sebaliknya: target {target}, realisasi {realisasi} memberi {hasil} %."
    ),
    "naik": mark(
        "Indikator ini makin tinggi makin baik, tetapi {tercetak} dihitung dengan arah sebaliknya: target {target}, realisasi {realisasi} memberi {hasil} %."
    ),
}

QUOTIENTS = {
    1: mark("{pembilang} dibagi {penyebut} adalah {hasil} %, sedangkan yang tercetak {tercetak}."),
    10: mark(
        "{pembilang} dibagi {penyebut} adalah {hasil} per seribu, sedangkan yang tercetak {tercetak}."
    ),
    100: mark(
        "{pembilang} dibagi {penyebut} adalah {hasil} per sepuluh ribu, sedangkan yang tercetak {tercetak}."
    ),
    1000: mark(
        "{pembilang} dibagi {penyebut} adalah {hasil} per seratus ribu, sedangkan yang tercetak {tercetak}."
    ),
}


def find_capaian(k: pd.DataFrame) -> pd.DataFrame:
    """Find printed achievements that no formula gives, and those measured against the indicator's polarity.

    A row is in order when R/T (more is better), (2T−R)/T or T/R (less is better) gives the printed figure within the rounding of all
    three; without a known polarity any of the three will do. A cap at 100 is accepted where the whole table keeps it.
    """
    rows = k[
        k["target_pakai"].notna()
        & k["realisasi"].notna()
        & k["capaian"].notna()
        & (k["target_pakai"] != 0)
        & (k["kelas"] != "jumlah")
    ]
    if rows.empty:
        return none()
    t, r, ht, hr, c, hc = (
        rows[name]
        for name in ("target_pakai", "realisasi", "h_target", "h_realisasi", "capaian", "h_capaian")
    )
    higher = fits(c, hc, quotient_bounds(r, hr, t, ht))
    lower = fits(c, hc, quotient_bounds_lower(t, ht, r, hr)) | fits(
        c, hc, quotient_bounds(t, ht, r, hr)
    )
    highest = rows.groupby(["dinas", "dokumen", "peta"])["capaian"].transform("max")
    capped = (c == 100) & (highest <= 100) & (rows["capaian_hitung"] >= 100)
    known = rows["polaritas"]
    right = (
        np.where(known == "turun", lower, np.where(known == "naik", higher, higher | lower))
        | capped
    )
    turned = ~right & np.where(
        known == "turun", higher, (known == "naik") & lower & (t > 0) & (r > 0)
    )
    bad = rows.assign(terbalik=turned)[~right]
    return findings(_capaian_record(row) for row in bad.itertuples())


def find_counts(k: pd.DataFrame) -> pd.DataFrame:
    """Find percentages that are not what their own counts give, and counts whose part exceeds the whole."""
    rows = k[
        k["pembilang"].notna()
        & k["penyebut"].notna()
        & (k["penyebut"] != 0)
        & (k["level"] != "jumlah")
    ].copy()
    printed = rows["realisasi"].fillna(rows["capaian"])
    half = rows["h_realisasi"].where(rows["realisasi"].notna(), rows["h_capaian"])
    half = half.mask((half == 0) & printed.notna(), 0.5)
    rows = rows.assign(cetak=printed, hitung=rows["pembilang"] / rows["penyebut"] * 100)
    ok = _any_reading(rows, printed, half) | fits(
        rows["capaian"],
        rows["h_capaian"],
        quotient_bounds(rows["pembilang"], 0, rows["penyebut"], 0),
    )
    part = rows["kunci"].str.startswith("persentase") & ~rows["kunci"].str.contains(
        "penurunan|peningkatan|pertumbuhan"
    )
    more = part & (rows["pembilang"] > rows["penyebut"])
    bad = rows.assign(lebih=more)[(printed.notna() & ~ok) | more]
    return findings(_count_record(row) for row in bad.itertuples())


def find_predicates(k: pd.DataFrame, skala: str) -> pd.DataFrame:
    """Find categories that the report's own scale does not give, whichever way its gaps are closed."""
    scales = load_rules("skala")
    names = [
        name for name in scales["skala"].unique() if name == skala or name.startswith(f"{skala}-")
    ]
    capaian = (
        k["capaian"]
        .fillna(k.groupby(["dinas", "kelas", "kunci", "tahun"])["capaian"].transform("median"))
        .fillna(k["capaian_hitung"])
    )
    rows = k.assign(c_pakai=capaian)[(k["predikat_tercetak"].fillna("") != "") & capaian.notna()]
    parts = []
    for name in names:
        words = {_word(label): label for label in scales[scales["skala"] == name]["kategori"]}
        said = rows["predikat_tercetak"].map(lambda text, words=words: words.get(_word(text), ""))
        here = rows.assign(kata=said)[said != ""]
        allowed = _categories(here["c_pakai"], name)
        wrong = [said not in options for said, options in zip(here["kata"], allowed, strict=True)]
        bad = here.assign(boleh=pd.Series(allowed, index=here.index, dtype=object))[
            pd.Series(wrong, index=here.index, dtype=bool)
        ]
        modest = _rank(bad["kata"], name).gt(
            bad["boleh"].map(
                lambda options, name=name: min(
                    (_rank(pd.Series(list(options)), name)).tolist(), default=0
                )
            )
        )
        parts += [_predicate_record(row, row.boleh) for row in bad[~modest].itertuples()]
        parts += [
            _modest_record(rows)
            for _, rows in bad[modest].groupby(
                ["dinas", "dokumen", "predikat_tercetak"], sort=False
            )
        ]
    return findings(parts)


def find_weak_targets(k: pd.DataFrame) -> pd.DataFrame:
    """Find targets that promise nothing: achieved far above 120, worse than last year's result, flat for years, or all exactly 100."""
    return pd.concat(
        [_far_above(k), _below_last_year(k), _flat(k), _all_hundred(k)], ignore_index=True
    )


def _capaian_record(row) -> dict:
    turned = bool(row.terbalik)
    gap = abs(row.capaian - row.capaian_hitung)
    flips = (row.capaian >= 100) != (round(row.capaian_hitung, 10) >= 100)
    main = row.kelas == "utama"
    grade = (
        "tinggi"
        if main and (flips or gap > 10)
        else "sedang"
        if (main and gap > 1) or flips or gap > 5
        else "rendah"
    )
    t, r, c, right = (
        row.target_tercetak,
        row.realisasi_tercetak,
        row.capaian_tercetak,
        fmt(row.capaian_hitung),
    )
    key = TURNED["turun" if row.polaritas == "turun" else "naik"] if turned else WRONG_FIGURE
    words = tr(key, target=t, realisasi=r, tercetak=c, hasil=right)
    return _record(
        row,
        "polaritas_keliru" if turned else "capaian_tidak_cocok",
        grade,
        c,
        right,
        words,
        ["capaian"],
        ["target", "realisasi"],
    )


def _count_record(row) -> dict:
    p, q = row.pembilang_tercetak, row.penyebut_tercetak
    if row.lebih:
        words = tr(
            "Pembilang {pembilang} lebih besar daripada penyebut {penyebut}: bagian tidak mungkin melebihi keseluruhan ({hasil} %).",
            pembilang=p,
            penyebut=q,
            hasil=fmt(row.hitung),
        )
        return _record(
            row,
            "pembilang_penyebut",
            "tinggi" if row.kelas == "utama" else "sedang",
            f"{p} / {q}",
            fmt(row.hitung),
            words,
            [],
            ["pembilang", "penyebut", "realisasi"],
        )
    printed = row.realisasi_tercetak if row.realisasi == row.realisasi else row.capaian_tercetak
    reading = (
        min(
            (row.hitung * factor for factor in (1, 10, 100, 1000)),
            key=lambda value: abs(value - row.cetak),
        )
        if "%" not in printed and "persentase" not in row.kunci
        else row.hitung
    )
    gap = abs(reading - row.cetak)
    grade = "tinggi" if row.kelas == "utama" and gap > 1 else "sedang" if gap > 1 else "rendah"
    key = QUOTIENTS[round(reading / row.hitung) if row.hitung else 1]
    words = tr(key, pembilang=p, penyebut=q, hasil=fmt(reading), tercetak=printed)
    column = "realisasi" if row.realisasi == row.realisasi else "capaian"
    return _record(
        row,
        "pembilang_penyebut",
        grade,
        printed,
        fmt(reading),
        words,
        [column],
        ["pembilang", "penyebut"],
    )


def _any_reading(rows: pd.DataFrame, printed: pd.Series, half: pd.Series) -> pd.Series:
    p, q, key = rows["pembilang"], rows["penyebut"], rows["kunci"]
    ok = pd.Series(fits(printed, half, quotient_bounds(p, 0, q, 0)), index=rows.index)
    change, ratio = (
        key.str.contains("penurunan|peningkatan|pertumbuhan|laju"),
        key.str.contains("rasio|tfr|per "),
    )
    bare = ~rows["realisasi_tercetak"].str.contains("%")
    growth = 100 * np.log((p / q).where(p / q > 0))
    for value, where in (
        (growth, change),
        (1000 * p / q, bare),
        (100 * (p - q) / q, change),
        (100 * (q - p) / q, change),
        (100 * (q - p) / p, change),
        (p / q, ratio),
        (q / p.where(p != 0), ratio),
        (1000 * p / q, ratio),
        (1e4 * p / q, ratio),
        (1e5 * p / q, ratio),
    ):
        ok |= where & ((value - printed).abs() <= half + 1e-9)
    return ok


def _categories(value: pd.Series, skala: str) -> list[set[str]]:
    """Return the classes a value may have: the lower one, and inside a printed gap also the upper one."""
    lower, gap = categorize(value, skala), in_gap(value, skala)
    gaps = scale_gaps(skala)
    upper = [
        next((g.di_atas for g in gaps.itertuples() if g.dari < v <= g.sampai), "") if inside else ""
        for v, inside in zip(value, gap, strict=True)
    ]
    return [{a, b} - {""} for a, b in zip(lower, upper, strict=True)]


def _rank(labels: pd.Series, skala: str) -> pd.Series:
    """Return the place of each class from the top of its scale, 0 for the best."""
    order = {
        label: place
        for place, label in enumerate(load_rules("skala").query("skala == @skala")["kategori"])
    }
    return labels.map(order).astype(float)


def _modest_record(rows: pd.DataFrame) -> dict:
    """Return one finding for the outputs of a table that are all labelled below their class (a column that does not use the scale)."""
    first = next(rows.itertuples())
    words = tr(
        "{n} baris berlabel “{label}” walaupun menurut skala laporan kelasnya lebih tinggi: kolom itu tidak memakai skala yang ditetapkan.",
        n=len(rows),
        label=first.predikat_tercetak,
    )
    return _record(
        first,
        "predikat_tidak_cocok",
        "rendah",
        first.predikat_tercetak,
        " / ".join(sorted(set().union(*rows["boleh"]))),
        words,
        [],
        ["predikat"],
    ) | {"baris": lines(rows["baris"])}


def _predicate_record(row, options: set[str]) -> dict:
    right = tr(" atau ").join(sorted(options))
    words = tr(
        "Capaian {capaian} menurut skala laporan sendiri adalah “{kelas}”, yang tercetak “{tercetak}”.",
        capaian=fmt(row.c_pakai),
        kelas=right,
        tercetak=row.predikat_tercetak,
    )
    return _record(
        row,
        "predikat_tidak_cocok",
        "tinggi" if row.kelas == "utama" else "sedang",
        row.predikat_tercetak,
        right,
        words,
        ["predikat"],
        ["capaian"],
    )


def _far_above(k: pd.DataFrame) -> pd.DataFrame:
    rows = k[
        (k["capaian_hitung"] > FAR_ABOVE)
        & ~(k["capaian"] <= FAR_ABOVE)
        & (k["polaritas"] != "turun")
        & (k["kelas"] != "jumlah")
        & (k["tahap"] == "")
        & _recent(k)
    ]
    return findings(
        _record(
            row,
            "target_lemah",
            "sedang" if row.kelas == "utama" or row.capaian_hitung > ABSURD else "rendah",
            row.capaian_tercetak or fmt(row.capaian_hitung),
            "",
            tr(
                "Realisasi {realisasi} terhadap target {target} memberi capaian {capaian} %, jauh di atas 120: targetnya terlalu rendah atau salah hitung.",
                realisasi=row.realisasi_tercetak,
                target=row.target_tercetak,
                capaian=fmt(row.capaian_hitung),
            ),
            [],
            ["target", "realisasi", "capaian"],
        )
        for row in rows.itertuples()
    )


def _recent(k: pd.DataFrame) -> pd.Series:
    """Say which rows are of the year of the report or the year before; weaknesses of older targets are history."""
    measured = k["tahun"].where(k["realisasi"].notna())
    return k["tahun"] >= measured.groupby([k["dinas"], k["dokumen"]]).transform("max") - 1


def _consensus(k: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the value most tables print for each main quantity and year, with one row that prints it."""
    rows = k[k[column].notna() & (k["kelas"] == "utama") & (k["tahap"] == "")]
    counts = rows.groupby(["dinas", "dokumen", "kunci", "tahun", column], sort=False).agg(
        n=("id", "size"),
        id=("id", "first"),
        baris=("baris", "first"),
        polaritas=("polaritas", "first"),
        tabel=("tabel", "first"),
    )
    counts = counts.reset_index().sort_values("n", ascending=False, kind="stable")
    return counts.drop_duplicates(["dinas", "dokumen", "kunci", "tahun"]).rename(
        columns={column: "nilai"}
    )


def _below_last_year(k: pd.DataFrame) -> pd.DataFrame:
    target, real = _consensus(k[_recent(k)], "target"), _consensus(k, "realisasi")
    pairs = target.merge(
        real.assign(tahun=real["tahun"] + 1),
        on=["dinas", "dokumen", "kunci", "tahun"],
        suffixes=("", "_lalu"),
    )
    worse = ((pairs["polaritas"] == "naik") & (pairs["nilai"] < pairs["nilai_lalu"])) | (
        (pairs["polaritas"] == "turun") & (pairs["nilai"] > pairs["nilai_lalu"])
    )
    return findings(_pair_record(row) for row in pairs[worse].itertuples())


def _pair_record(row) -> dict:
    target, before = fmt_value(row.nilai), fmt_value(row.nilai_lalu)
    words = tr(
        "Target {tahun} {target} lebih buruk daripada realisasi {tahun_lalu} {realisasi}: tercapai tanpa perbaikan apa pun.",
        tahun=row.tahun,
        target=target,
        tahun_lalu=row.tahun - 1,
        realisasi=before,
    )
    return {
        "dinas": row.dinas,
        "dokumen": row.dokumen,
        "jenis": "target_lemah",
        "keparahan": "sedang",
        "tahun": row.tahun,
        "baris": lines([row.baris, row.baris_lalu]),
        "tabel": row.tabel,
        "tercetak": target,
        "hitung_ulang": tr("realisasi {tahun}: {nilai}", tahun=row.tahun - 1, nilai=before),
        "penjelasan": words,
        "tersangka": (),
        "terlibat": (cell(row.id, "target"), cell(row.id_lalu, "realisasi")),
        "kunci": f"{row.kunci} mundur",
    }


def _flat(k: pd.DataFrame) -> pd.DataFrame:
    target = _consensus(k, "target")
    group = target.groupby(["dinas", "dokumen", "kunci"], sort=False)
    flat = group.agg(
        n=("tahun", "nunique"),
        beda=("nilai", "nunique"),
        nilai=("nilai", "first"),
        awal=("tahun", "min"),
        tahun=("tahun", "max"),
        baris=("baris", lines),
        tabel=("tabel", "first"),
        id=("id", "first"),
    ).reset_index()
    flat = flat[(flat["n"] >= 3) & (flat["beda"] == 1)]
    return findings(
        {
            "dinas": row.dinas,
            "dokumen": row.dokumen,
            "jenis": "target_lemah",
            "keparahan": "rendah" if row.nilai == 100 else "sedang",
            "tahun": row.tahun,
            "baris": row.baris,
            "tabel": row.tabel,
            "tercetak": fmt_value(row.nilai),
            "hitung_ulang": "",
            "penjelasan": tr(
                "Target {target} sama selama {n} tahun ({awal}–{akhir}): tidak menuntut perbaikan.",
                target=fmt_value(row.nilai),
                n=row.n,
                awal=row.awal,
                akhir=row.tahun,
            ),
            "tersangka": (),
            "terlibat": (cell(row.id, "target"),),
            "kunci": f"{row.kunci} datar",
        }
        for row in flat.itertuples()
    )


def _all_hundred(k: pd.DataFrame) -> pd.DataFrame:
    rows = k[
        k["capaian"].notna()
        & k["target"].notna()
        & (k["kelas"] != "jumlah")
        & ~k["tabel"].str.contains("SDM")
    ]
    tables = (
        rows.groupby(["dinas", "dokumen", "peta", "tahun"], sort=False)
        .agg(
            n=("id", "size"),
            penuh=("capaian", lambda c: (c == 100).mean()),
            baris=("baris", lines),
            tabel=("tabel", "first"),
        )
        .reset_index()
    )
    return findings(
        {
            "dinas": row.dinas,
            "dokumen": row.dokumen,
            "jenis": "target_lemah",
            "keparahan": "rendah",
            "tahun": row.tahun,
            "baris": row.baris,
            "tabel": row.tabel,
            "tercetak": "100",
            "hitung_ulang": "",
            "penjelasan": tr(
                "{penuh} dari {semua} capaian di tabel ini tepat 100 %: target atau pengukurannya patut diragukan.",
                penuh=round(row.penuh * row.n),
                semua=row.n,
            ),
            "tersangka": (),
            "terlibat": (),
            "kunci": f"semua seratus {row.peta}",
        }
        for row in tables[(tables["n"] >= 5) & (tables["penuh"] >= 0.9)].itertuples()
    )


def _record(
    row,
    jenis: str,
    grade: str,
    printed: str,
    right: str,
    words: str,
    suspects: list[str],
    involved: list[str],
) -> dict:
    return {
        "dinas": row.dinas,
        "dokumen": row.dokumen,
        "jenis": jenis,
        "keparahan": grade,
        "tahun": row.tahun,
        "baris": lines([row.baris]),
        "tabel": row.tabel,
        "tercetak": printed,
        "hitung_ulang": right,
        "penjelasan": words,
        "tersangka": tuple(cell(row.id, c) for c in suspects),
        "terlibat": tuple(cell(row.id, c) for c in [*suspects, *involved]),
        "kunci": row.kunci or row.id,
    }


def _word(text: str) -> str:
    return " ".join(str(text).lower().replace("=", " ").strip(' .*“”"').split())
