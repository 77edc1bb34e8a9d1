"""Counts behind the percentages: one count twice, growth, no cases at all, scores and labels."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from ..aturan.rules import RATE, load_rules, threshold
from ..numbers import write_number, write_value
from .cells import EPSILON
from .findings import cells, findings, none, temuan
from .narrow import kinerja_rows
from .prepare import Terbitan
from .severity import grade
from .used import used_of

__all__ = [
    "find_component_totals",
    "find_count_differences",
    "find_growth",
    "find_ladder",
    "find_more_than_exist",
    "find_nothing_of_nothing",
    "find_stale_counts",
    "find_target_scale",
    "find_two_denominators",
]

QUANTITY = ["dinas", "dokumen", "kelas", "kunci"]

COUNTS = ("pembilang", "penyebut")

FALL = re.compile(r"\b(?:penurunan|pengurangan)\b")

# what a rate of change is of, without the words that say that it is one
OF = re.compile(
    r"\b(?:persentase|tingkat|laju|angka|jumlah|penurunan|pengurangan|pertumbuhan|peningkatan|per|tahun"
    r"|pertahun|tahunan)\b"
)

ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")

CLOSE = 0.005  # sums of rounded parts

SCORE = re.compile(r"\d+(?:[.,]\d+)?")

LARGE_COUNT = 1000  # two equal counts from here on are one count

FEW = 3  # a pair of counts says something when the larger one has so many digits


def find_count_differences(terbitan: Terbitan) -> pd.DataFrame:
    """Find numerators and denominators printed with two values for one quantity and year.

    Compared are main indicators. The counts of one table, and those of a name that one table prints
    with two values, are not. The value held to be usual is the one in use, else the one that gives
    the percentage of its own row, else that of most tables. The total of a list counts for the
    indicator of its year whose other count and percentage it prints as well.

    Returns
    -------
    DataFrame, one row per count that stands against the usual one (`beda_antartabel`)

    Examples
    --------
    >>> rows = [("3.1", 5, "12", "20", 12), ("3.2", 9, "14", "20", 14)]
    >>> rows = [{"id": f"d:t{tabel}-b{baris}-2023", "dokumen": "d", "tabel": tabel, "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": "Anak terlayani", "tahun": 2023,
    ...          "pembilang_tercetak": satu, "penyebut_tercetak": dua, "pembilang": nilai,
    ...          "penyebut": 20} for tabel, baris, satu, dua, nilai in rows]
    >>> from .prepare import prepare
    >>> found = find_count_differences(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found["tercetak"].tolist(), found["juga_tercetak"].tolist()
    (['14'], [('12',)])
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[rows[list(COUNTS)].notna().all(axis=1) & (rows["tahap"] == "")]
    main = rows[(rows["kunci"] != "") & (rows["kelas"] == "utama") & (rows["level"] != "pendukung")]
    rows = pd.concat([main, _totals_of(main, rows[rows["level"] == "jumlah"])], ignore_index=True)
    return findings(
        record for column in COUNTS for record in _two_counts(rows, column, terbitan.dipakai)
    )


def _totals_of(main: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Return the totals of lists as rows of the indicator whose counts they are."""
    parts = []
    for shared in COUNTS:
        same = ["dinas", "dokumen", "tahun", shared, "realisasi"]
        known = main[main[shared] >= LARGE_COUNT][[*same, "kunci", "kelas"]].drop_duplicates(same)
        some = totals.drop(columns=["kunci", "kelas"]).merge(known, on=same)
        parts.append(some)
    return pd.concat(parts, ignore_index=True).drop_duplicates("id")


def _two_counts(rows: pd.DataFrame, column: str, dipakai: pd.DataFrame) -> list[dict]:
    by = [*QUANTITY, "tahun"]
    rows = rows[rows[column].notna()]
    rows = rows[rows.groupby(by, sort=False)[column].transform("nunique") > 1]
    inside = rows.groupby([*by, "peta"], sort=False)[column].transform("nunique") > 1
    double = rows.assign(ganda=inside).groupby([rows[name] for name in by])["ganda"]
    rows = rows[~double.transform("any")]
    if rows.empty:
        return []
    share = rows["pembilang"] / rows["penyebut"].where(rows["penyebut"] != 0) * 100
    half = rows["h_realisasi"] + EPSILON
    rows = rows.assign(
        terpakai=used_of(rows, column, dipakai) == rows[column],
        cocok=((share - rows["realisasi"]).abs() <= half),
        banyak=rows.groupby([*by, column], sort=False)["peta"].transform("nunique"),
    )
    order = ["terpakai", "cocok", "banyak"]
    usual = rows.sort_values([*order, "baris"], ascending=[False, False, False, True])
    usual = usual.drop_duplicates(by)
    pairs = rows.merge(usual, on=by, suffixes=("", "_lazim"))
    off = pairs[pairs[column] != pairs[f"{column}_lazim"]]
    off = off.assign(lazim=off[f"{column}_lazim"], tercetak=off[f"{column}_tercetak"])
    return [_count_difference(row, column) for row in off.itertuples()]


def _count_difference(row, column: str) -> dict:
    gap = abs(getattr(row, column) - row.lazim) / max(abs(row.lazim), 1e-9)
    return temuan(
        row,
        "beda_antartabel",
        "beda.hitungan",
        {"hal": column, "lazim": write_value(row.lazim), "di": row.tabel_lazim},
        tercetak=row.tercetak,
        juga_tercetak=(row.lazim,),
        bentuk="nilai",
        keparahan=grade("beda", pokok=row.kelas == "utama", selisih=gap),
        besar=gap,
        terlibat=(*cells(row.id, column), *cells(row.id_lazim, column)),
        baris=[row.baris, row.baris_lazim],
        kunci=f"{row.kunci} {column}",
    )


def find_growth(terbitan: Terbitan) -> pd.DataFrame:
    """Find rates of change that the printed counts of two consecutive years do not give.

    An indicator "penurunan X" is held against the rows "jumlah X" of its year and the year before:
    (before − after) / before for a fall, (after − before) / before for a rise. Where a year is
    printed with several counts, any of them will do.

    Returns
    -------
    DataFrame, one row per indicator and year whose rate no pair of counts gives

    Examples
    --------
    >>> rows = [("Penurunan kasus", 2023, 5.0), ("Jumlah kasus", 2022, 100.0),
    ...         ("Jumlah kasus", 2023, 90.0)]
    >>> rows = [{"id": f"d:t1-b{baris}-{tahun}", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": nama, "tahun": tahun, "realisasi": nilai,
    ...          "realisasi_tercetak": str(nilai)}
    ...         for baris, (nama, tahun, nilai) in enumerate(rows)]
    >>> from .prepare import prepare
    >>> found = find_growth(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['5.0', '10,00']]
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["tahap"] == "") & rows["realisasi"].notna() & (rows["kunci"] != "")]
    rate = rows["kunci"].str.contains(RATE) & (rows["kelas"] != "jumlah")
    count = rows["nama_tercetak"].str.contains(r"^\s*Jumlah\b", case=False) & ~rate
    count &= ~rows["realisasi_tercetak"].str.contains("%")
    topic = {key: " ".join(OF.sub(" ", key).split()) for key in rows["kunci"].unique()}
    rows = rows.assign(hal=rows["kunci"].map(topic), laju=rate, banyak=count)
    rows = rows[rows["hal"] != ""]
    if not rows["laju"].any() or not rows["banyak"].any():
        return none()
    where = ["dinas", "dokumen", "hal", "tahun"]
    counts = rows[rows["banyak"]][[*where, "realisasi", "baris", "id"]].drop_duplicates(
        [*where, "realisasi"]
    )
    last = counts.assign(tahun=counts["tahun"] + 1)
    pairs = rows[rows["laju"]].merge(counts, on=where, suffixes=("", "_ini"))
    pairs = pairs.merge(last, on=where, suffixes=("", "_lalu"))
    pairs = pairs[pairs["realisasi_lalu"] != 0]
    falls = pairs["kunci"].str.contains(FALL)
    change = (pairs["realisasi_ini"] - pairs["realisasi_lalu"]) / pairs["realisasi_lalu"] * 100
    pairs = pairs.assign(hitung=change.where(~falls, -change))
    half = pairs["h_realisasi"].where(pairs["h_realisasi"] > 0, 0.5)
    pairs = pairs.assign(cocok=(pairs["hitung"] - pairs["realisasi"]).abs() <= half + EPSILON)
    good = pairs.groupby("id")["cocok"].transform("any")
    off = pairs[~good].drop_duplicates("id")
    return findings(_growth(row) for row in off.itertuples())


def _growth(row) -> dict:
    gap = abs(row.hitung - row.realisasi)
    return temuan(
        row,
        "pembilang_penyebut",
        "hitungan.laju",
        {
            "lalu": write_value(row.realisasi_lalu),
            "ini": write_value(row.realisasi_ini),
            "tahun_lalu": row.tahun - 1,
        },
        tercetak=row.realisasi_tercetak,
        hitung_ulang=row.hitung,
        keparahan=grade(
            "hitungan",
            pokok=row.kelas == "utama",
            membalik=(row.hitung > 0) != (row.realisasi > 0),
            selisih=gap,
        ),
        membalik=(row.hitung > 0) != (row.realisasi > 0),
        besar=gap / 100,
        terlibat=(*cells(row.id, "realisasi"), *cells(row.id_ini, "realisasi")),
        baris=[row.baris, row.baris_ini, row.baris_lalu],
    )


def find_nothing_of_nothing(terbitan: Terbitan) -> pd.DataFrame:
    """Find tables that give "0 of 0" one result here and another there.

    Where nobody was to be served the share is no number; a report may print 100, 0 or a dash, but
    one table can only follow one of them.

    Returns
    -------
    DataFrame, one row per table and year whose rows of 0 of 0 print several results

    Examples
    --------
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": "spm", "nama_tercetak": f"Layanan {baris}", "tahun": 2023, "target": 0,
    ...          "realisasi": 0, "capaian_tercetak": hasil}
    ...         for baris, hasil in ((4, "0"), (5, "100"))]
    >>> from .prepare import prepare
    >>> found = find_nothing_of_nothing(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found["tercetak"].item()
    '0 / 100'
    """
    rows = terbitan.found(kinerja_rows)[terbitan.found(kinerja_rows)["kelas"] != "jumlah"]
    of_counts = rows[(rows["pembilang"] == 0) & (rows["penyebut"] == 0)]
    of_target = rows[(rows["target"] == 0) & (rows["realisasi"] == 0)]
    both = [
        of_counts.assign(hasil=of_counts["realisasi_tercetak"], kolom="realisasi"),
        of_target.assign(hasil=of_target["capaian_tercetak"], kolom="capaian"),
    ]
    rows = pd.concat(both)
    rows = rows[rows["hasil"].str.strip() != ""]
    # 0,00 and 0 % are one result
    plain = rows["hasil"].str.replace(r"[%\s]|[.,]0+(?=\D*$)", "", regex=True)
    rows = rows.assign(bentuk=plain)
    table = ["dinas", "dokumen", "peta"]
    rows = rows[rows.groupby(table, sort=False)["bentuk"].transform("nunique") > 1]
    return findings(_nothing(part) for _, part in rows.groupby(table, sort=False))


def _nothing(rows: pd.DataFrame) -> dict:
    often = rows["bentuk"].map(rows["bentuk"].value_counts())
    first = next(rows[often == often.min()].itertuples())
    kinds = rows.drop_duplicates("bentuk").sort_values("bentuk")["hasil"]
    # of the commonest result one line is enough
    shown = rows[(often < often.max()) | ~rows["bentuk"].duplicated()]
    shown = shown if often.nunique() > 1 else rows
    return temuan(
        first,
        "capaian_tidak_cocok",
        "capaian.nol_dari_nol",
        {"n": len(rows), "di": first.tabel},
        tercetak=" / ".join(kinds),
        terlibat=tuple(name for row in shown.itertuples() for name in cells(row.id, row.kolom)),
        baris=shown["baris"],
        tahun=int(rows["tahun"].max()),
        kunci=f"nol dari nol {first.peta}",
    )


def find_ladder(terbitan: Terbitan) -> pd.DataFrame:
    """Find labels that do not belong to the score printed with them.

    The ladders with scores are those of `aturan/tangga.csv`; which one applies is said by the
    indicator's name (KLA, AKIP). A target counts as well as a result.

    Returns
    -------
    DataFrame, one row per cell whose label and score contradict each other

    Examples
    --------
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "sasaran",
    ...        "nama_tercetak": "Peringkat KLA", "tahun": 2023, "realisasi_tercetak": "Madya (560)"}
    >>> from .prepare import prepare
    >>> found = find_ladder(prepare({"terbitan_kinerja": pd.DataFrame([row])}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['Madya (560)', 'Pratama']]
    """
    rows, steps = terbitan.found(kinerja_rows), load_rules("tangga")
    steps = steps[pd.to_numeric(steps["terendah"], errors="coerce").notna()]
    records = []
    for unit, ladder in steps.groupby("satuan", sort=False):
        sign = unit.rsplit(" ", 1)[-1]
        named = rows["nama_tercetak"].str.contains(rf"\bS?{sign}\b", regex=True)
        if sign.isupper() and named.any():
            records += _on_ladder(rows[named], ladder)
    return findings(records)


def _on_ladder(rows: pd.DataFrame, ladder: pd.DataFrame) -> list[dict]:
    labels = sorted(ladder["label"], key=len, reverse=True)
    pattern = rf"(?<!\w)({'|'.join(map(re.escape, labels))})(?!\w)"
    lowest = ladder.assign(terendah=pd.to_numeric(ladder["terendah"])).sort_values("terendah")
    records = []
    for column in ("target", "realisasi"):
        text = rows[f"{column}_tercetak"]
        label = text.str.extract(pattern, expand=False)
        if column == "realisasi":
            label = label.fillna(rows["predikat_tercetak"].str.extract(pattern, expand=False))
        digits = text.str.extract(rf"({SCORE.pattern})", expand=False)
        score = pd.to_numeric(digits.str.replace(",", "."), errors="coerce")
        part = rows.assign(label=label, skor=score, tulis=text)[label.notna() & score.notna()]
        if part.empty:
            continue
        place = np.searchsorted(lowest["terendah"].to_numpy(), part["skor"], side="right") - 1
        names = lowest["label"].to_numpy()
        right = [names[spot] if spot >= 0 else "" for spot in place]
        part = part.assign(benar=right, kolom=column)
        off = part[(part["benar"] != "") & (part["label"] != part["benar"])]
        for key, same in off.groupby(["dinas", "dokumen", "kunci", "label", "skor"], sort=False):
            row = next(same.itertuples())
            shown = row.tulis if row.label in row.tulis else f"{row.label} ({row.tulis})"
            records.append(
                temuan(
                    row,
                    "predikat_tidak_cocok",
                    "predikat.bukan_tangga",
                    {"label": row.label, "skor": write_value(row.skor), "hal": column},
                    tercetak=shown,
                    hitung_ulang=row.benar,
                    keparahan=grade("predikat", pokok=row.kelas == "utama"),
                    membalik=True,
                    terlibat=cells(row.id, column),
                    baris=same["baris"],
                    tabel="; ".join(dict.fromkeys(same["tabel"])),
                    kunci=f"tangga {key[2]} {row.label}",
                )
            )
    return records


def find_target_scale(terbitan: Terbitan) -> pd.DataFrame:
    """Find achievements far out of scale because one year's target is of another magnitude.

    The result is more than ten times the target, and in another year the same indicator has a
    target more than ten times as high: the decimal mark of the one target stands wrong, or its
    unit is another one.

    Returns
    -------
    DataFrame, one row per indicator and year

    Examples
    --------
    >>> rows = [(2022, 0.5, 45.0, 9000.0), (2023, 48.0, 47.0, 97.92)]
    >>> rows = [{"id": f"d:t1-b4-{tahun}", "dokumen": "d", "tabel": "1", "baris": 4, "tahun": tahun,
    ...          "level": "sasaran", "nama_tercetak": "Belanja", "target_tercetak": str(target),
    ...          "realisasi_tercetak": str(nyata), "capaian_tercetak": str(capaian),
    ...          "target": target, "realisasi": nyata, "capaian": capaian}
    ...         for tahun, target, nyata, capaian in rows]
    >>> from .prepare import prepare
    >>> find_target_scale(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["tercetak"].tolist()
    ['9000.0']
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kunci"] != "") & (rows["tahap"] == "") & (rows["kelas"] != "jumlah")]
    times = threshold("audit_besaran")
    high = rows["capaian"] > 100 * times
    known = rows[rows["target"].notna()]
    top = known.groupby(QUANTITY)["target"].max()
    low = rows.assign(puncak=rows.set_index(QUANTITY).index.map(top).to_numpy(float))[high]
    implied = low["realisasi"] / low["capaian"] * 100
    low = low.assign(tersirat=implied)
    # the high target must be one that the result could be measured by
    sane = low["puncak"] < times * low["realisasi"]
    off = low[(low["puncak"] > times * low["tersirat"]) & sane]
    groups = off.groupby([*QUANTITY, "tahun", "capaian"], sort=False)
    return findings(_scale(part) for _, part in groups)


def _scale(rows: pd.DataFrame) -> dict:
    first = next(rows.itertuples())
    power = 10.0 ** round(np.log10(first.realisasi / first.tersirat))
    return temuan(
        first,
        "angka_janggal",
        "janggal.besaran",
        {
            "realisasi": first.realisasi_tercetak,
            "target": write_value(round(first.tersirat, 4)),
            "puncak": write_value(first.puncak),
        },
        tercetak=first.capaian_tercetak,
        hitung_ulang=write_number(first.realisasi / (first.tersirat * power) * 100),
        keparahan=grade("lebih_pagu", selisih=1.0),
        membalik=True,
        besar=1.0,
        terlibat=cells(first.id, "capaian", "realisasi"),
        baris=rows["baris"],
        tabel="; ".join(dict.fromkeys(rows["tabel"])),
        kunci=f"besaran {first.kunci}",
    )


def find_stale_counts(terbitan: Terbitan) -> pd.DataFrame:
    """Find pairs of counts that repeat the year before to the last person.

    Both numerator and denominator are the same, at least one has three digits, and the two differ:
    a full count of few, or all of all, may well stay the same.

    Returns
    -------
    DataFrame, one row per quantity and year

    Examples
    --------
    >>> rows = [{"id": f"d:t1-b{tahun}-{tahun}", "dokumen": "d", "tabel": "1", "baris": tahun,
    ...          "level": "pendukung", "nama_tercetak": "Lansia terlayani", "tahun": tahun,
    ...          "pembilang_tercetak": "475", "penyebut_tercetak": "632", "pembilang": 475,
    ...          "penyebut": 632} for tahun in (2022, 2023)]
    >>> from .prepare import prepare
    >>> find_stale_counts(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["tercetak"].tolist()
    ['632 / 475']
    """
    rows = terbitan.found(kinerja_rows)
    counted = rows["pembilang"].notna() & (rows["penyebut"] >= 10 ** (FEW - 1))
    rows = rows[counted & (rows["pembilang"] != rows["penyebut"]) & (rows["kunci"] != "")]
    rows = rows[(rows["tahap"] == "") & (rows["kelas"] != "jumlah") & (rows["pembilang"] > 0)]
    last = rows.assign(tahun=rows["tahun"] + 1)[[*QUANTITY, "tahun", *COUNTS, "baris", "tabel"]]
    pairs = rows.merge(last, on=[*QUANTITY, "tahun", *COUNTS], suffixes=("", "_lalu"))
    pairs = pairs.drop_duplicates([*QUANTITY, "tahun"])
    return findings(
        temuan(
            row,
            "nilai_usang",
            "usang.hitungan",
            {"tahun_lalu": row.tahun - 1, "di": row.tabel_lalu},
            tercetak=f"{row.penyebut_tercetak} / {row.pembilang_tercetak}",
            terlibat=cells(row.id, *COUNTS),
            baris=[row.baris, row.baris_lalu],
            kunci=f"{row.kunci} hitungan",
        )
        for row in pairs.itertuples()
    )


def find_two_denominators(terbitan: Terbitan) -> pd.DataFrame:
    """Find rates that one place counts on two populations.

    The same numerator of one indicator and year stands over two denominators more than one per cent
    apart, and the printed rate uses one of them (1 : n, or a share): the finding gives the other.

    Returns
    -------
    DataFrame, one row per rate (`pembilang_penyebut`)

    Examples
    --------
    >>> rows = [(4, "0,04", 0.04, 284000), (5, "1 : 36250", 36250.0, 435000)]
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": "Rasio KDRT", "tahun": 2023,
    ...          "realisasi_tercetak": teks, "realisasi": nilai, "pembilang": 12,
    ...          "penyebut": bawah} for baris, teks, nilai, bawah in rows]
    >>> from .prepare import prepare
    >>> found = find_two_denominators(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['1 : 36250', '1 : 23667']]
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kelas"] == "utama") & (rows["tahap"] == "") & (rows["kunci"] != "")]
    rows = rows[(rows["pembilang"] > 0) & (rows["penyebut"] > 0)]
    where = ["dinas", "dokumen", "peta", "kunci", "tahun", "pembilang"]
    other = rows[[*where, "penyebut", "penyebut_tercetak", "baris"]]
    pairs = rows.merge(other, on=where, suffixes=("", "_lain"))
    apart = (pairs["penyebut"] / pairs["penyebut_lain"] - 1).abs() > threshold("audit_populasi")
    ratio = pairs["realisasi_tercetak"].str.contains(r"^\s*1\s*:")
    follows = (pairs["penyebut"] / pairs["pembilang"] - pairs["realisasi"]).abs() <= 1
    off = pairs[apart & ratio & follows].drop_duplicates("id")
    return findings(_denominator(row) for row in off.itertuples())


def _denominator(row) -> dict:
    right = row.penyebut_lain / row.pembilang
    gap = abs(right / row.realisasi - 1)
    return temuan(
        row,
        "pembilang_penyebut",
        "hitungan.dua_penyebut",
        {"penyebut": write_value(row.penyebut), "lain": write_value(row.penyebut_lain)},
        tercetak=row.realisasi_tercetak,
        hitung_ulang=f"1 : {right:.0f}",
        keparahan=grade("hitungan", pokok=True, selisih=gap * 100),
        besar=gap,
        terlibat=cells(row.id, "realisasi", "penyebut"),
        baris=[row.baris, row.baris_lain],
        kunci=f"{row.kunci} penyebut",
    )


def find_more_than_exist(terbitan: Terbitan) -> pd.DataFrame:
    """Find more people reached than there are.

    A map gives lists of who there is the stage `persediaan` (rows of the workforce, of members); an
    output whose name holds the name of such a group and that counts people (orang) must not reach
    more of them.

    Returns
    -------
    DataFrame, one row per output (`pembilang_penyebut`)

    Examples
    --------
    >>> rows = [(4, "urusan", "Tenaga Sosial Kecamatan", "6 Orang", 6, "persediaan"),
    ...         (9, "subkegiatan", "Pelatihan Tenaga Sosial Kecamatan", "41 Orang", 41, "")]
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": level, "nama_tercetak": nama, "tahun": 2023, "tahap": tahap,
    ...          "realisasi_tercetak": teks, "realisasi": nilai}
    ...         for baris, level, nama, teks, nilai, tahap in rows]
    >>> from .prepare import prepare
    >>> find_more_than_exist(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["tercetak"].tolist()
    ['41 Orang']
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[rows["realisasi"].notna()]
    stock = rows[rows["tahap"] == "persediaan"]
    people = rows["realisasi_tercetak"].str.contains(r"\borang\b", case=False)
    served = rows[people & (rows["tahap"] == "") & (rows["kelas"] == "keluaran")]
    if stock.empty or served.empty:
        return none()
    records = []
    for there in stock[stock["nama"].str.count(" ") > 0].itertuples():
        mine = served[(served["dinas"] == there.dinas) & (served["dokumen"] == there.dokumen)]
        named = (" " + mine["nama"] + " ").str.contains(f" {there.nama} ", regex=False)
        more = mine[named & (mine["tahun"] == there.tahun) & (mine["realisasi"] > there.realisasi)]
        for _, part in more.groupby("realisasi", sort=False):
            records.append(_more(part, there))
    return findings(records)


def _more(rows: pd.DataFrame, there) -> dict:
    row = next(rows.itertuples())
    return temuan(
        row,
        "pembilang_penyebut",
        "hitungan.melebihi_ada",
        {"ada": there.realisasi_tercetak, "di": there.tabel, "hal": there.nama_tercetak},
        tercetak=row.realisasi_tercetak,
        hitung_ulang=there.realisasi_tercetak,
        keparahan=grade("hitungan", membalik=True),
        membalik=True,
        besar=row.realisasi / max(there.realisasi, 1) - 1,
        terlibat=cells(row.id, "realisasi"),
        baris=[*rows["baris"], there.baris],
        tabel="; ".join(dict.fromkeys(rows["tabel"])),
        kunci=f"{there.nama} ada",
    )


def find_component_totals(terbitan: Terbitan) -> pd.DataFrame:
    """Find lists of components whose counts do not add up to those of their indicator.

    A table of components names its indicator by an acronym of its caption (KLA); its rows print
    counts and no total. Both counts of the indicator must be the sums, or neither list says what
    the indicator is made of.

    Returns
    -------
    DataFrame, one row per table (`beda_antartabel`)

    Examples
    --------
    >>> rows = [("1", 4, "sasaran", "Indikator KLA", 701, 1000)]
    >>> rows += [("Hasil KLA", 9 + n, "urusan", f"Klaster {n}", 300, 400) for n in range(3)]
    >>> rows = [{"id": f"d:t{tabel[:1]}-b{baris}-2023", "dokumen": "d", "tabel": tabel,
    ...          "baris": baris, "level": level, "nama_tercetak": nama, "tahun": 2023,
    ...          "pembilang": satu, "penyebut": dua, "pembilang_tercetak": str(satu),
    ...          "penyebut_tercetak": str(dua)} for tabel, baris, level, nama, satu, dua in rows]
    >>> from .prepare import prepare
    >>> find_component_totals(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["tercetak"].item()
    '701 / 1000'
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[rows[list(COUNTS)].notna().all(axis=1) & (rows["tahap"] == "")]
    main = rows[(rows["kelas"] == "utama") & (rows["kunci"] != "")]
    parts = rows[(rows["kelas"] == "keluaran") & rows["tabel"].str.contains(ACRONYM)]
    records = []
    table = ["dinas", "dokumen", "peta", "tahun"]
    for _, list_ in parts.groupby(table, sort=False):
        signs = set(ACRONYM.findall(list_["tabel"].iloc[0]))
        mine = main[
            (main["dinas"] == list_["dinas"].iloc[0]) & (main["tahun"] == list_["tahun"].iloc[0])
        ]
        mine = mine[[not signs.isdisjoint(ACRONYM.findall(name)) for name in mine["nama_tercetak"]]]
        if len(list_) < FEW or mine.empty:
            continue
        sums = list_[list(COUNTS)].sum()
        row = next(mine.itertuples())
        near = [abs(getattr(row, name) / sums[name] - 1) <= CLOSE for name in COUNTS if sums[name]]
        if len(near) == len(COUNTS) and not any(near):
            records.append(_components(row, list_, sums))
    return findings(records)


def _components(row, list_: pd.DataFrame, sums: pd.Series) -> dict:
    total = (
        f"{write_value(round(sums['pembilang'], 2))} / {write_value(round(sums['penyebut'], 2))}"
    )
    return temuan(
        row,
        "beda_antartabel",
        "beda.komponen",
        {"n": len(list_), "di": list_["tabel"].iloc[0], "lazim": total},
        tercetak=f"{row.pembilang_tercetak} / {row.penyebut_tercetak}",
        juga_tercetak=(total,),
        keparahan=grade("beda", pokok=True, selisih=abs(row.pembilang / sums["pembilang"] - 1)),
        besar=abs(row.pembilang / sums["pembilang"] - 1),
        terlibat=cells(row.id, *COUNTS),
        baris=[row.baris, *list_["baris"]],
        kunci=f"{row.kunci} komponen",
    )
