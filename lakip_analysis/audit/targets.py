"""Targets that promise nothing: no contradiction, but worth a question."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from ..aturan.rules import GRADES, RATE, SIGN, load_rules, threshold
from ..numbers import write_value
from .cells import deviation
from .findings import cells, findings, lines, temuan
from .names import name_keys
from .prepare import SERIES, Terbitan
from .rows import any_in, differ, each_row, number_groups
from .severity import grade
from .used import used_of

__all__ = ["find_weak_targets"]

# a target should be at least as good as the last result
AT_LEAST = {"naik": "≥", "turun": "≤"}

# how many are served depends on how many need it: more than planned is no weak target
DEMAND = (
    r"\b(?:korban|bencana|kekerasan|kasus|pengaduan|rujukan|reunifikasi|kedaruratan|darurat"
    r"|terlantar|telantar|jenazah|pemulasaraan|migran|penelusuran)\b"
)

# what is handed out under an activity of this kind is needed as often as disaster strikes
EVENT = r"\b(?:bencana|darurat|kedaruratan)\b"


def find_weak_targets(terbitan: Terbitan) -> pd.DataFrame:
    """Find targets that promise nothing, one finding per indicator.

    Those achieved far above, those worse than last year's result, those that stay the same for
    years; and tables whose achievements are nearly all exactly 100. Left out are 100 % (nothing is
    higher), counts driven by demand, yearly rates that stay the same (a steady pace of change is a
    promise), a result counted in another unit than the target, a last result that is printed with
    two close values of which one would not be better than the target, and every comparison across a
    break of definition, a suspected one too. Far above a target counts all the same where the break
    is only suspected: the finding names both causes.
    """
    rows = terbitan.kinerja.assign(baru=_recent(terbitan.kinerja))
    main = rows[(rows["kelas"] == "utama") & (rows["tahap"] == "")]
    found = [
        *_far_above(rows, terbitan.putus),
        *_below_last_year(main, terbitan),
        *_flat(_usual(main, "target", terbitan.dipakai), terbitan.putus),
    ]
    return findings([*_per_indicator(found), *_all_hundred(rows)])


def _per_indicator(found: list[dict]) -> list[dict]:
    """Join what is said of one indicator: the gravest first, each with its own sentence."""
    groups: dict[tuple, list[dict]] = {}
    for one in found:
        groups.setdefault((one["dinas"], one["dokumen"], one["kunci"]), []).append(one)
    return [_joined(group) for group in groups.values()]


def _joined(group: list[dict]) -> dict:
    ordered = sorted(group, key=lambda one: (GRADES.index(one["keparahan"]), -one["tahun"]))
    by_sentence: dict[str, dict] = {}
    for one in ordered:
        by_sentence.setdefault(one["kalimat"][0], one)
    values: dict[str, object] = {}
    for one in by_sentence.values():
        values |= one["nilai"]
    tables = (name for one in ordered for name in one["tabel"].split("; "))
    return ordered[0] | {
        "kalimat": tuple(by_sentence),
        "nilai": values,
        "baris": lines(line for one in ordered for line in one["baris"]),
        "tabel": "; ".join(dict.fromkeys(tables)),
        "terlibat": tuple(dict.fromkeys(name for one in ordered for name in one["terlibat"])),
    }


def _far_above(rows: pd.DataFrame, putus: pd.DataFrame) -> list[dict]:
    limit = threshold("capaian_jauh")
    # how far above is asked before the report's own cap
    rows = rows.assign(capaian_hitung=rows["capaian_bebas"])
    far = (rows["capaian_hitung"] >= limit) & ~(rows["capaian"] < limit)
    of_one = (rows["polaritas"] != "turun") & (rows["kelas"] != "jumlah") & (rows["tahap"] == "")
    rows = rows[far & of_one & rows["baru"]]
    percent = rows["target_tercetak"].str.contains("%") | rows["satuan_tercetak"].eq("%")
    asked = rows["nama_tercetak"].str.contains(DEMAND, case=False)
    asked |= name_keys(rows["nama_tercetak"]).isin(_under_events())
    asked &= ~percent & (rows["kelas"] == "keluaran")
    rows = rows[~asked & ~_other_unit(rows)]
    sure = putus[putus["pasti"]]
    rows = rows[~_on_a_break(rows, sure)].sort_values(["kelas", "baris"], ascending=[False, True])
    # the same figures under another name or level are the same target
    same = number_groups(rows, ["dinas", "dokumen", "tahun", "target_pakai", "realisasi"])
    places = rows.groupby(same).agg(di=("baris", lines), tabel_=("tabel", _names))
    rows = rows.assign(sama=same).drop_duplicates("sama").join(places, on="sama")
    rows = rows.sort_values("baris")
    return [
        temuan(
            row,
            "target_lemah",
            "target.jauh",
            {
                "jauh_tahun": row.tahun,
                "jauh_realisasi": row.realisasi_tercetak,
                "jauh_target": row.target_tercetak or write_value(row.target_pakai),
                "jauh_capaian": row.capaian_hitung,
            },
            tercetak=row.capaian_tercetak or row.capaian_hitung,
            keparahan=grade(
                "target_jauh",
                pokok=row.kelas == "utama",
                membalik=row.capaian_hitung > threshold("capaian_janggal"),
            ),
            terlibat=cells(row.id, "target", "realisasi", "capaian"),
            baris=row.di,
            tabel=row.tabel_,
        )
        for row in each_row(rows)
    ]


@cache
def _under_events() -> frozenset[str]:
    """Return the keys of standard outputs that stand under an activity for disasters."""
    rows = load_rules("nomenklatur")
    names = rows.set_index("kode")["nama"].to_dict()
    parent = rows["kode"].str.rsplit(".", n=1).str[0].map(names).fillna("")
    return frozenset(name_keys(rows.loc[parent.str.contains(EVENT, case=False), "nama"]))


def _other_unit(rows: pd.DataFrame) -> pd.Series:
    """Say which rows count the result in another unit than the target: families, persons."""
    units = [
        rows[f"{name}_tercetak"].str.lower().str.extract(r"([a-z][a-z /]*)$", expand=False)
        for name in ("target", "realisasi")
    ]
    one, other = (unit.fillna("").str.replace(r"\s", "", regex=True) for unit in units)
    return (one != "") & (other != "") & (one != other)


def _names(tables: pd.Series) -> str:
    return "; ".join(dict.fromkeys(tables))


def _on_a_break(rows: pd.DataFrame, putus: pd.DataFrame) -> pd.Series:
    """Say which rows are of a year in which the indicator began to be measured otherwise."""
    broken = set(zip(putus["dinas"], putus["kunci"], putus["tahun"], strict=True))
    places = zip(rows["dinas"], rows["kunci"], rows["tahun"], strict=True)
    return pd.Series([place in broken for place in places], index=rows.index, dtype=bool)


def _recent(rows: pd.DataFrame) -> pd.Series:
    """Say which rows are of the report's year or the year before: older targets are history."""
    measured = rows["tahun"].where(rows["realisasi"].notna())
    latest = measured.groupby([rows["dinas"], rows["dokumen"]]).transform("max")
    return rows["tahun"] >= latest - 1


def _usual(rows: pd.DataFrame, column: str, dipakai: pd.DataFrame) -> pd.DataFrame:
    """Return of main rows the value of each quantity and year (`nilai`), and a row that prints it.

    It is the one in use, else the one that most rows print.
    """
    rows = rows[rows[column].notna()]
    value = number_groups(rows, ["no_besaran", column])
    in_use = used_of(rows, column, dipakai) == rows[column]
    rows = rows.assign(
        nilai=rows[column], terpakai=any_in(value, in_use), n=np.bincount(value)[value]
    )
    rows = rows.sort_values(["terpakai", "n"], ascending=False, kind="stable")
    columns = [*SERIES, "no_deret", "tahun", "nilai", "id", "baris", "polaritas", "tabel"]
    return rows.drop_duplicates("no_besaran")[[*columns, "nama_tercetak"]]


def _below_last_year(rows: pd.DataFrame, terbitan: Terbitan) -> list[dict]:
    target = _usual(rows[rows["baru"]], "target", terbitan.dipakai)
    real = _usual(rows, "realisasi", terbitan.dipakai)
    key = ["no_deret", "tahun"]
    last = real[[*key, "nilai", "id", "baris"]].assign(tahun=real["tahun"] + 1)
    pairs = target.merge(last, on=key, suffixes=("", "_lalu"))
    pairs = pairs[_sign(pairs) * (pairs["nilai"] - pairs["nilai_lalu"]) < 0]
    pairs = pairs[_sign(pairs) * (pairs["nilai"] - _least(pairs, rows)) < 0]
    this = real[[*key, "nilai"]].rename(columns={"nilai": "nilai_ini"})
    pairs = pairs.merge(this, on=key, how="left")
    pairs = pairs.assign(meleset=_sign(pairs) * (pairs["nilai_ini"] - pairs["nilai"]) < 0)
    pairs = pairs[~_on_a_break(pairs, terbitan.putus)]
    # of several years that of the report
    latest = pairs["dinas"].map(real.groupby("dinas")["tahun"].max())
    pairs = pairs.assign(jarak=(pairs["tahun"] - latest).abs())
    pairs = pairs.sort_values("jarak", kind="stable").drop_duplicates("no_deret")
    return [
        temuan(
            row,
            "target_lemah",
            _backward(row),
            {
                "mundur_tahun": row.tahun,
                "mundur_target": row.nilai,
                "mundur_realisasi": row.nilai_lalu,
                "mundur_lalu": row.tahun - 1,
            },
            tercetak=row.nilai,
            hitung_ulang=f"{AT_LEAST[row.polaritas]} {write_value(row.nilai_lalu)}",
            bentuk="nilai",
            keparahan=grade(
                "target_mundur",
                selisih=deviation(row.nilai, row.nilai_lalu),
            ),
            terlibat=(*cells(row.id, "target"), *cells(row.id_lalu, "realisasi")),
            baris=[row.baris, row.baris_lalu],
        )
        for row in each_row(pairs)
    ]


def _sign(rows: pd.DataFrame) -> pd.Series:
    return rows["polaritas"].map(SIGN).fillna(0)


def _least(pairs: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Return of the values printed for last year the one that asks least of the target.

    Of those that differ little (`audit_ragu`): one far off is wrong, and proves no doubt.
    """
    place = ["no_deret", "tahun"]
    printed = rows.loc[rows["realisasi"].notna(), [*place, "realisasi"]]
    printed = printed.assign(tahun=printed["tahun"] + 1)
    some = pairs[[*place, "nilai_lalu"]].reset_index().merge(printed, on=place)
    apart = (some["realisasi"] - some["nilai_lalu"]).abs()
    some = some[apart <= threshold("audit_ragu") * some["nilai_lalu"].abs()]
    ends = some.groupby("index")["realisasi"].agg(["min", "max"]).reindex(pairs.index)
    return ends["min"].where(_sign(pairs) > 0, ends["max"]).fillna(pairs["nilai_lalu"])


def _backward(row) -> str:
    """Return the sentence on a target worse than the last result."""
    if RATE.search(row.kunci):
        return "target.mundur_laju"
    return "target.mundur_meleset" if row.meleset else "target.mundur"


def _flat(years: pd.DataFrame, putus: pd.DataFrame) -> list[dict]:
    last_break = putus.groupby(["dinas", "kunci"])["tahun"].max().to_dict()
    places = zip(years["dinas"], years["kunci"], strict=True)
    since = pd.Series([last_break.get(place, 0) for place in places], index=years.index, dtype=int)
    years = years[years["tahun"] >= since]
    series = years["no_deret"].to_numpy()
    n = np.bincount(series)[series]
    flat = (n >= threshold("audit_datar_tahun")) & ~differ(series, years["nilai"])
    # 100 % cannot rise, 0 cases cannot fall; a pace of change that stays the same asks for change
    flat &= ~years["nilai"].isin((0, 100)) & ~years["kunci"].str.contains(RATE)
    years = years.assign(n=n)[flat]
    ends = years.groupby("no_deret")["tahun"].agg(awal="min", akhir="max")
    ends = ends.assign(di=years.groupby("no_deret")["baris"].agg(lines))
    flat = years.drop_duplicates("no_deret").join(ends, on="no_deret")
    return [
        temuan(
            row,
            "target_lemah",
            "target.datar",
            {
                "datar_target": row.nilai,
                "datar_n": row.n,
                "datar_awal": row.awal,
                "datar_akhir": row.akhir,
            },
            tercetak=row.nilai,
            bentuk="nilai",
            keparahan=grade("target_datar"),
            terlibat=cells(row.id, "target"),
            tahun=row.akhir,
            baris=row.di,
        )
        for row in each_row(flat)
    ]


def _all_hundred(rows: pd.DataFrame) -> list[dict]:
    # tables on staff (SDM) print how many posts are filled, not what was achieved
    promised = rows["capaian"].notna() & rows["target"].notna() & (rows["kelas"] != "jumlah")
    # minimum services are owed to everyone: their target is always 100 %
    rows = rows[promised & ~rows["tabel"].str.contains("SDM") & (rows["level"] != "spm")]
    table, full = rows["no_tabel"].to_numpy(), rows["capaian"] == 100
    n, hits = np.bincount(table)[table], np.bincount(table, full)[table]
    many = n >= threshold("audit_seratus_baris")
    rows = rows.assign(n=n, penuh=hits.astype(int))
    rows = rows[many & (hits / n >= threshold("audit_seratus_bagian"))]
    places = rows.groupby("no_tabel")["baris"].agg(lines).rename("di")
    tables = rows.drop_duplicates("no_tabel").join(places, on="no_tabel")
    return [
        temuan(
            row,
            "target_lemah",
            "target.seratus",
            {"penuh": row.penuh, "semua": row.n},
            tercetak="100",
            keparahan=grade("target_seratus"),
            baris=row.di,
            nama="",
            kunci=f"semua seratus {row.peta}",
        )
        for row in each_row(tables)
    ]
