"""A realisation against others: national, provincial, SPM or peer values.

And the same concept in several dinas. Positions, directions and cautions are codes (vocabularies
`posisi`, `arah_selisih`, `sebanding`, `konsep`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, SIGN, load_rules
from ..data.nilai import split_values
from ..data.nilai_tahun import values_by_year, year_of_figure
from ..errors import RuleError
from ..once import each_once
from ..tren.precision import compute_precision

__all__ = [
    "KONSEP_COLUMNS",
    "PEMBANDING_COLUMNS",
    "compare_acuan",
    "compare_konsep",
    "concept_unit",
    "latest_acuan",
    "latest_konsep",
]

# the columns of `pembanding.csv`, in their order
PEMBANDING_COLUMNS = [
    "dinas",
    "indikator",
    "nama_indikator",
    "satuan",
    "polaritas",
    "tahun",
    "acuan",
    "nama_acuan",
    "nilai",
    "realisasi",
    "tahun_realisasi",
    "tahun_acuan",
    "selisih",
    "posisi",
    "arah_selisih",
    "selisih_lalu",
    "realisasi_lalu",
    "tahun_lalu",
    "jenis_nilai",
    "sebanding",
    "catatan",
    "sumber",
]

# the columns of `konsep.csv`, in their order
KONSEP_COLUMNS = [
    "konsep",
    "dinas",
    "nama_indikator",
    "satuan",
    "polaritas",
    "tahun",
    "realisasi_angka",
    "sebanding",
    "catatan",
    "tahun_berbeda",
]


def compare_acuan(
    kinerja: pd.DataFrame, acuan: pd.DataFrame, nilai: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Put each benchmark beside the realisation of its indicator and year.

    selisih = realisasi − acuan, in the unit of the indicator (points for a percentage).

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `nama_indikator`, `satuan`, `polaritas`, `realisasi`, `data_tahun`; `dinas` when there
        are several.
    acuan : DataFrame, one row per benchmark and year (`acuan.csv`)
        Several per indicator are kept side by side. `tahun_nilai`, when given and filled: the year
        the benchmark is of, else `tahun`, unless `asal_tahun` says that the report states none
        (tidak dinyatakan): it is missing then. `jenis_nilai`, when given and filled: capaian (what
        another body achieved) or target (what it aims at: no benchmark). Without `dinas` the
        benchmarks are those of the one dinas in `kinerja`.
    nilai : DataFrame, optional
        What `values_by_year` gave for the same frame; computed here when not given. The realisation
        is that of the benchmark's own year, else the one reported for `tahun`.

    Returns
    -------
    DataFrame, one row per benchmark and year, in the order of `acuan`
        Adds the indicator's name, unit and polarity (and `dinas`, where `kinerja` has it),
        `realisasi`, `selisih` and `posisi`: lebih baik, sama (the difference is not larger than the
        precision of the two figures and the known size of revisions: `tren.precision`), lebih buruk
        (by polarity), di atas / di bawah (an indicator that should stay), `target pihak lain`
        (somebody else's target) and
        `tidak sebanding` (definition or unit differ): no difference is computed then, `tanpa angka`
        (either value is missing) · `tahun_realisasi`, `tahun_acuan`: the years the two figures are
        of · `arah_selisih`: against the same benchmark's earlier year: keunggulan melebar /
        menyempit, ketertinggalan melebar / menyempit, menyusul, tersusul or tetap; empty where
        there is none, or no polarity · `selisih_lalu`, `realisasi_lalu`, `tahun_lalu`: of that
        earlier year.

    Raises
    ------
    RuleError
        `kinerja` of several dinas and benchmarks that do not name theirs.

    Examples
    --------
    >>> kinerja = pd.DataFrame({"indikator": ["a"], "tahun": [2024], "nama_indikator": "A",
    ...     "satuan": "%", "polaritas": "turun", "realisasi": "5.3", "data_tahun": [None]})
    >>> acuan = pd.DataFrame({"indikator": ["a"], "tahun": [2024], "acuan": "provinsi",
    ...     "nama_acuan": "P", "nilai": "6.1", "sebanding": "ya"})
    >>> compare_acuan(kinerja, acuan)[["selisih", "posisi"]].round(2).values.tolist()
    [[-0.8, 'lebih baik']]
    """
    acuan = _name_dinas(acuan, kinerja)
    who = [name for name in ("dinas", "indikator") if name in kinerja]
    about = kinerja[[*who, "nama_indikator", "satuan", "polaritas"]].drop_duplicates(who)
    named = acuan.get("tahun_nilai", pd.Series(np.nan, index=acuan.index))
    out = acuan.assign(tahun_acuan=_year(named, acuan["tahun"])).merge(about, on=who, how="left")
    out = _with_figure(out, kinerja, values_by_year(kinerja) if nilai is None else nilai, who)
    out = out.sort_values(["tahun_acuan", "tahun"], kind="stable") if len(out) else out

    real, other = (split_values(out[name])["angka"] for name in ("realisasi", "nilai"))
    comparable, aimed = out["sebanding"] == "ya", _kind(out) == "target"
    gap = (real - other).where(comparable & ~aimed)
    band = _band(out, kinerja, who)
    better = _better(gap.mask(gap.abs().round(NOISE) <= band.round(NOISE), 0), out["polaritas"])
    # years without a comparable number are skipped: the change is against the last one known
    same_benchmark = [out[name] for name in (*who, "acuan", "nama_acuan")]
    known = better.dropna().index
    before = pd.DataFrame(
        {
            "better": better,
            "lebih": gap * _sign(out["polaritas"]),
            "band": band,
            "selisih": gap,
            "realisasi": out["realisasi"],
            "tahun": out["tahun_realisasi"],
        }
    )
    now, before = before, before.loc[known].groupby(same_benchmark).shift().reindex(out.index)

    return out.assign(
        selisih=gap,
        posisi=_position(gap, better, band, comparable, aimed),
        tahun_acuan=_benchmark_year(out),
        arah_selisih=_direction(now, before),
        selisih_lalu=before["selisih"],
        realisasi_lalu=before["realisasi"].fillna(""),
        tahun_lalu=before["tahun"],
        jenis_nilai=_kind(out),
    ).sort_index()


def _with_figure(
    acuan: pd.DataFrame, kinerja: pd.DataFrame, nilai: pd.DataFrame, who: list[str]
) -> pd.DataFrame:
    """Return the benchmarks with `realisasi` and `tahun_realisasi`, both from the one store.

    Where no figure is known of the benchmark's year, that of the report's row stands beside it.
    """
    reported = kinerja[[*who, "tahun"]].assign(_milik=year_of_figure(kinerja))
    out = acuan.merge(reported, on=[*who, "tahun"], how="left")
    figures = nilai[[*who, "tahun", "nilai"]].rename(columns={"nilai": "realisasi"})
    found = [
        out[[*who, year]]
        .rename(columns={year: "tahun"})
        .merge(figures, on=[*who, "tahun"], how="left")["realisasi"]
        .set_axis(out.index)
        for year in ("tahun_acuan", "_milik")
    ]
    own_year = found[0].notna()
    year = out["tahun_acuan"].where(own_year, out["_milik"].fillna(out["tahun"]))
    return out.drop(columns="_milik").assign(
        realisasi=found[0].fillna(found[1]).fillna(""), tahun_realisasi=year.astype("int64")
    )


def _band(acuan: pd.DataFrame, kinerja: pd.DataFrame, who: list[str]) -> pd.Series:
    """Return up to which size a difference from the benchmark is none.

    Half a unit of the last digit of either figure, and at least the known size of revisions.
    """
    precise = compute_precision(kinerja)[[*who, "setengah", "revisi"]]
    own = acuan[who].merge(precise, on=who, how="left").set_axis(acuan.index)
    digits = acuan["nilai"].astype(str).str.extract(r"\.(\d+)$")[0].str.len().fillna(0)
    exact = (digits == 0) & (own["setengah"] == 0)
    other = (0.5 * 10.0**-digits).mask(exact, 0)
    return (own["setengah"] + other).clip(lower=own["revisi"]).fillna(0)


def latest_acuan(pembanding: pd.DataFrame) -> pd.DataFrame:
    """Return the latest year of every benchmark, rows in their own order.

    Parameters
    ----------
    pembanding : DataFrame as `compare_acuan` gives it, one row per benchmark and year
        Of one dinas (where it is named), indicator, kind and name the last year is kept.
    """
    keys = ("dinas", "indikator", "acuan", "nama_acuan")
    ordered = pembanding.sort_values("tahun", kind="stable")
    kept = ordered.drop_duplicates([name for name in keys if name in pembanding], keep="last")
    return kept.sort_index()


def latest_konsep(kinerja: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Return what each dinas brings to a comparison with others.

    Parameters
    ----------
    kinerja : DataFrame, one row per (dinas, indikator, tahun)
        Needs `dinas`, `konsep`, `nama_indikator`, `satuan`, `polaritas`, `realisasi`, `data_tahun`.

    Returns
    -------
    DataFrame, one row per dinas and shared concept with a number known at the end of `tahun`
        The figure of the latest year, of it the newest publication; `tahun` is that of the report,
        `data_tahun` the year the figure is of where that is an earlier one.
    """
    rows = kinerja[(kinerja["tahun"] <= tahun) & (kinerja["konsep"] != "")]
    known = rows[split_values(rows["realisasi"])["angka"].notna()]
    known = known.assign(_milik=year_of_figure(known))
    latest = known.sort_values(["_milik", "tahun"], kind="stable")
    latest = latest.drop_duplicates(["dinas", "konsep"], keep="last")
    about = ["dinas", "konsep", "nama_indikator", "satuan", "polaritas"]
    return latest[[*about, "tahun", "realisasi", "data_tahun"]]


def compare_konsep(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Put the same concept of several dinas side by side, latest realisation of each.

    Parameters
    ----------
    kinerja : DataFrame, one row per (dinas, indikator, tahun) of several dinas
        Needs `konsep`, `dinas`, `nama_indikator`, `satuan`, `polaritas`, `tahun`, `realisasi`,
        `data_tahun`.

    Returns
    -------
    DataFrame, one row per (konsep, dinas)
        Concepts that two or more dinas measure with a number in the same or an equivalent unit:
        `konsep`, `dinas`, `nama_indikator`, `satuan`, `polaritas`, `tahun` (of the figure),
        `realisasi_angka` (a grade with its score counts by the score), `sebanding`: ya, or
        hati-hati when the definitions or the years differ · `catatan`: the code of what to know of
        the definition: the concept itself, or `tanpa_definisi` when it has no rule ·
        `tahun_berbeda`: whether the figures are of different years.

    Notes
    -----
    Which concepts share one definition, and which units mean the same, are rows of
    `aturan/konsep.csv`; a concept without a row counts as hati-hati and needs the very same unit.
    """
    rows = kinerja.assign(
        realisasi_angka=split_values(kinerja["realisasi"])["angka"],
        tahun=year_of_figure(kinerja),
        _terbit=kinerja["tahun"],
    )
    known = rows[(rows["konsep"] != "") & rows["realisasi_angka"].notna()]
    latest = known.sort_values(["tahun", "_terbit"], kind="stable")
    latest = latest.drop_duplicates(["konsep", "dinas"], keep="last").reset_index(drop=True)

    rules = load_rules("konsep").set_index("konsep")
    ruled = latest["konsep"].isin(rules.index)
    group = latest.groupby(["konsep", concept_unit(latest["konsep"], latest["satuan"])])
    differ = group["tahun"].transform("nunique") > 1
    rule = latest["konsep"].map(rules["sebanding"]).fillna("hati-hati")
    found = latest.assign(
        sebanding=rule.mask(differ, "hati-hati"),
        catatan=latest["konsep"].where(ruled, "tanpa_definisi"),
        tahun_berbeda=differ,
    )
    several = found[group["dinas"].transform("nunique") > 1]
    return several.sort_values(["konsep", "dinas"])[KONSEP_COLUMNS].reset_index(drop=True)


def _name_dinas(acuan: pd.DataFrame, kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return the benchmarks with the dinas they belong to, where `kinerja` names one."""
    if "dinas" in acuan or "dinas" not in kinerja:
        return acuan
    names = kinerja["dinas"].unique()
    if len(names) > 1:
        raise RuleError(
            "kinerja memuat beberapa dinas tetapi acuan tidak menyebut dinasnya. "
            "Tambahkan kolom dinas atau bandingkan satu dinas."
        )
    return acuan.assign(dinas=names[0] if len(names) else "")


def _sign(polaritas: pd.Series) -> pd.Series:
    """Return +1 or −1 by the way that is better; NaN where neither way is (rentang, unknown)."""
    sign = polaritas.astype(object).map(SIGN).astype(float)
    return sign.where(sign != 0)


def _better(gap: pd.Series, polaritas: pd.Series) -> pd.Series:
    return gap.round(NOISE) * _sign(polaritas)


def _year(named: pd.Series, tahun: pd.Series) -> pd.Series:
    """Return the year a figure is of: the one that is named, else the year of its row."""
    return pd.to_numeric(named).fillna(tahun).astype("int64")


def _benchmark_year(acuan: pd.DataFrame) -> pd.Series:
    """Return the year each benchmark is of; missing where the report does not state it."""
    named = acuan.get("tahun_nilai", pd.Series(np.nan, index=acuan.index))
    unknown = acuan.get("asal_tahun", pd.Series("", index=acuan.index)) == "tidak dinyatakan"
    return _year(named, acuan["tahun"]).astype("Int64").mask(unknown & named.isna())


def concept_unit(konsep: pd.Series, satuan: pd.Series) -> pd.Series:
    """Return one name for all units that mean the same for a concept (`nilai|predikat akip`).

    Examples
    --------
    >>> concept_unit(pd.Series(["sakip", "idg"]), pd.Series(["Predikat AKIP", "Indeks"])).tolist()
    ['nilai', 'indeks']
    """
    named = load_rules("konsep").set_index("konsep")["satuan"].to_dict()

    def unit_of(code: object, unit: object) -> object:
        known = str(named.get(code)).split("|")
        own = unit.lower() if isinstance(unit, str) else unit
        return known[0] if own in known else own

    return each_once(unit_of, konsep, satuan)


def _kind(acuan: pd.DataFrame) -> pd.Series:
    """Return what each value of `acuan` is; one that does not say it is an achievement."""
    kind = acuan.get("jenis_nilai", pd.Series("", index=acuan.index, dtype=object))
    return kind.replace("", np.nan).fillna("capaian")


def _position(
    gap: pd.Series, better: pd.Series, band: pd.Series, comparable: pd.Series, aimed: pd.Series
) -> pd.Series:
    cases = {
        "target pihak lain": aimed,
        "tidak sebanding": ~comparable,
        "tanpa angka": gap.isna(),
        "sama": gap.abs().round(NOISE) <= band.round(NOISE),
        "lebih baik": better > 0,
        "lebih buruk": better < 0,
        "di atas": gap > 0,  # from here on: an indicator without a direction
    }
    found = np.select(list(cases.values()), list(cases), "di bawah")
    return pd.Series(found, index=gap.index, dtype=str)


def _direction(now: pd.DataFrame, before: pd.DataFrame) -> pd.Series:
    """Say what became of a lead (above zero) or of a shortfall (below) since the earlier year.

    A change is one only beyond the precision of both differences.
    """
    change = (now["lebih"] - before["lebih"]).round(NOISE)
    band = (now["band"] + before["band"]).round(NOISE)
    lead, overtaken = now["better"], now["better"] * before["better"] < 0
    up, down = change > band, change < -band
    cases = {
        "": change.isna(),
        "menyusul": up & overtaken,
        "keunggulan melebar": up & (lead > 0),
        "ketertinggalan menyempit": up,
        "tersusul": down & overtaken,
        "ketertinggalan melebar": down & (lead < 0),
        "keunggulan menyempit": down,
    }
    found = np.select(list(cases.values()), list(cases), "tetap")
    return pd.Series(found, index=now.index, dtype=str)
