"""What several dinas measure alike: side by side, as a funnel, and among the peers they print.

A concept is a row of `aturan/konsep.csv`; which figures stand beside each other is decided by
`pembanding.compare_konsep`. Codes are words of the vocabularies `definisi_konsep`, `status_konsep`,
`status_corong` and `letak_corong`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import binom, poisson

from ..aturan.rules import SIGN, load_rules, threshold
from ..pembanding.compute import compare_konsep, concept_unit, latest_konsep

__all__ = ["CORONG_COLUMNS", "KONSEP_COLUMNS", "compile_konsep", "compile_sebaya", "compute_corong"]

# the columns of `kajian_konsep.csv`, in their order
KONSEP_COLUMNS = [
    "konsep",
    "dinas",
    "indikator",
    "nama_indikator",
    "satuan",
    "polaritas",
    "definisi",
    "sumber_definisi",
    "pergantian_definisi",
    "tahun_putus",
    "tahun_laporan",
    "tahun",
    "realisasi_angka",
    "pembilang",
    "penyebut",
    "per",
    "satuan_cacah",
    "sifat_cacah",
    "status_cacah",
    "status",
    "sebanding",
    "tahun_berbeda",
    "n_dinas",
]

# the columns of `corong.csv`, in their order
CORONG_COLUMNS = [
    "konsep",
    "dinas",
    "tahun",
    "sifat_cacah",
    "pembilang",
    "penyebut",
    "per",
    "laju",
    "laju_gabungan",
    "bawah_luar",
    "bawah_dalam",
    "atas_dalam",
    "atas_luar",
    "letak",
    "arti_letak",
    "n_dinas",
    "sebaran_lebih",
    "status",
]

COUNTS = ["pembilang", "penyebut", "per", "satuan_cacah", "sifat_cacah", "status_cacah"]
KEYS = ["dinas", "konsep"]
# column of `kinerja` → how sure its break of definition is; of one year the sure one comes last
BREAKS = {"putus_dugaan": "dugaan", "putus_deret": "deret"}
WHO = ["konsep", "tahun", "daerah", "peran"]
APART = ("satuan_beda", "tidak_sebanding", "terpilih")  # printed peers that are none


def compile_konsep(
    kinerja: pd.DataFrame, tahun: int, cacah: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Put the concepts that two or more dinas promise side by side, also what cannot be compared.

    Parameters
    ----------
    kinerja : DataFrame, one row per (dinas, indikator, tahun) of several dinas
        Needs `konsep`, `nama_indikator`, `satuan`, `polaritas`, `realisasi`, `data_tahun`.
        Optional: `putus_deret`, `putus_dugaan`.
    tahun : int
        What is known at the end of that year counts.
    cacah : DataFrame, optional
        As `compute_cacah` gives it for the same dinas: the counts behind each figure.

    Returns
    -------
    DataFrame, one row per (konsep, dinas)
        The latest figure of each, `tahun` the year it is of, `tahun_laporan` the report's ·
        `definisi`: satu (one definition for all), berbeda (each dinas or source has its own),
        tanpa_definisi (no row in `aturan/konsep.csv`); `sumber_definisi` ·
        `pergantian_definisi`: the definition in that dinas changed up to the year of the figure
        (deret), or is suspected to have (dugaan), empty: no break is known; `tahun_putus`: the
        last such year · the counts and their status, where known · `status`: dibandingkan,
        satuan_beda (no other dinas has it in this
        unit), sendiri (no other dinas has a figure), tanpa_angka · `sebanding`: ya (one definition,
        and another dinas has it of the same year), else hati-hati; empty where nothing is compared
        · `tahun_berbeda` as `compare_konsep` gives it: figures of several years · `n_dinas`: dinas
        compared in the concept.

    Examples
    --------
    >>> kinerja = pd.DataFrame({"dinas": ["a", "b", "c"], "konsep": "idg", "indikator": "x",
    ...     "nama_indikator": "IDG", "satuan": ["indeks", "indeks", "%"], "polaritas": "naik",
    ...     "tahun": 2023, "realisasi": ["70", "71", "72"], "data_tahun": None})
    >>> compile_konsep(kinerja, 2023)[["definisi", "status", "n_dinas"]].values.tolist()[1:]
    [['satu', 'dibandingkan', 2], ['satu', 'satuan_beda', 2]]
    """
    known = kinerja[(kinerja["tahun"] <= tahun) & (kinerja["konsep"] != "")]
    shared = known.groupby("konsep")["dinas"].transform("nunique") > 1
    known = known[shared].sort_values("tahun", kind="stable")
    latest = latest_konsep(known, tahun)
    compared = compare_konsep(latest).drop(columns=["nama_indikator", "satuan", "polaritas"])
    figure = latest.rename(columns={"tahun": "tahun_laporan"})
    lacking = known.drop_duplicates(KEYS, keep="last")[list(latest)]
    lacking = lacking.rename(columns={"tahun": "tahun_laporan"})
    out = pd.concat([figure.assign(ada=True), lacking.assign(ada=False)])
    out = out.drop_duplicates(KEYS).merge(compared, on=KEYS, how="left")
    out = _with_counts(_with_indicator(out, known), cacah)
    out = _with_breaks(_with_status(out), known)
    return out.sort_values(["konsep", "dinas"], ignore_index=True)[KONSEP_COLUMNS]


def _with_breaks(out: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Add the last change of definition up to the year of each figure; a sure one goes first."""
    who = ["dinas", "indikator"]
    found = []
    for column, code in BREAKS.items():
        text = known.get(column, pd.Series("", index=known.index)).fillna("")
        rows = known.loc[text != "", [*who, "tahun"]]
        found.append(rows.assign(pergantian_definisi=code))
    breaks = pd.concat(found).rename(columns={"tahun": "tahun_putus"})
    year = out[[*who, "tahun"]].merge(breaks, on=who)
    year = year[year["tahun_putus"] <= year["tahun"]]
    last = year.sort_values("tahun_putus", kind="stable").drop_duplicates(who, keep="last")
    out = out.merge(last.drop(columns="tahun"), on=who, how="left")
    return out.fillna({"pergantian_definisi": ""}).astype({"tahun_putus": "Int64"})


def _with_indicator(out: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Add the code of the indicator that each figure is of."""
    place = [*KEYS, "nama_indikator"]
    codes = known.drop_duplicates(place, keep="last")[[*place, "indikator"]]
    return out.merge(codes, on=place, how="left")


def _with_counts(out: pd.DataFrame, cacah: pd.DataFrame | None) -> pd.DataFrame:
    """Add the counts of the report that prints the figure."""
    who = ["dinas", "indikator", "tahun_laporan"]
    if cacah is None:
        cacah = pd.DataFrame(columns=["dinas", "indikator", "tahun", *COUNTS])
    counts = cacah.rename(columns={"tahun": "tahun_laporan"}).drop_duplicates(who)
    counts = counts.astype({"tahun_laporan": "int64"})
    out = out.merge(counts[[*who, *COUNTS]], on=who, how="left")
    words = {name: "" for name in ("satuan_cacah", "sifat_cacah", "status_cacah")}
    return out.fillna(words).astype(dict.fromkeys(COUNTS[:3], float))


def _with_status(out: pd.DataFrame) -> pd.DataFrame:
    rules = load_rules("konsep").set_index("konsep")
    defined = out["konsep"].map(rules["sebanding"]).map({"ya": "satu", "hati-hati": "berbeda"})
    beside = out["sebanding"].notna()
    figures = out["ada"].groupby(out["konsep"]).transform("sum")
    cases = {"tanpa_angka": ~out["ada"], "dibandingkan": beside, "sendiri": figures < 2}
    year = [out["konsep"], concept_unit(out["konsep"], out["satuan"]), out["tahun"]]
    same_year = beside.groupby(year, dropna=False).transform("sum") > 1
    alike = np.where((defined == "satu") & same_year, "ya", "hati-hati")
    return out.assign(
        definisi=defined.fillna("tanpa_definisi"),
        sumber_definisi=out["konsep"].map(rules["sumber"]).fillna(""),
        status=np.select(list(cases.values()), list(cases), "satuan_beda"),
        sebanding=np.where(beside, alike, ""),
        tahun=out["tahun"].astype("Int64"),
        tahun_berbeda=out["tahun_berbeda"].astype("boolean"),
        n_dinas=beside.groupby(out["konsep"]).transform("sum").astype(int),
    )


def compute_corong(konsep: pd.DataFrame) -> pd.DataFrame:
    """Return the funnel of each concept whose counts are known: limits of chance around one rate.

    A funnel holds the figures of one concept, kind of count and year. The pooled rate Σk / Σn is
    that of all its dinas together; the limits are those within
    which the count of one dinas falls, by chance alone, in `corong_dalam` and `corong_luar` per
    cent of the cases if its rate is the pooled one: exact binomial for yes or no per unit (bagian),
    exact Poisson for happenings (peristiwa).

    Parameters
    ----------
    konsep : DataFrame as `compile_konsep` gives it

    Returns
    -------
    DataFrame, one row per (konsep, dinas) that is compared
        `laju` = k / n × per, `laju_gabungan` and the four limits in the same unit; counts at a
        limit lie inside · `letak`: di_dalam, di_atas_dalam, di_bawah_dalam (beyond the inner
        limits), di_atas_luar, di_bawah_luar (beyond the outer) · `arti_letak`: lebih_baik,
        lebih_buruk, tanpa_arah; empty inside · `n_dinas` in the funnel · `sebaran_lebih`: mean
        squared standardised distance; far above 1 the dinas differ by more than chance, and many
        lie outside whoever they are · `status`: dihitung, hati_hati (the definitions differ, so a
        place outside may be no more than that); without a funnel tanpa_cacah,
        hitungan_tidak_sah, cacah_penuh (a full count of the dinas's own work: nothing was left to
        chance), dinas_kurang (fewer than `corong_dinas` of that year).

    Notes
    -----
    Spiegelhalter 2005, Statistics in Medicine 24:1185. Limits are whole counts, never interpolated,
    so that a dinas lies outside exactly where the chance of a count as far out is at most half of
    what is left.

    Examples
    --------
    >>> rows = pd.DataFrame({"dinas": list("abcde"), "pembilang": [10.0, 11, 9, 10, 40]})
    >>> rows = rows.assign(konsep="x", tahun=2024, sifat_cacah="peristiwa", penyebut=10_000.0)
    >>> rows = rows.assign(per=10_000.0, status_cacah="dihitung", status="dibandingkan")
    >>> rows = rows.assign(sebanding="ya", polaritas="turun", satuan="per 10.000")
    >>> compute_corong(rows)[["laju_gabungan", "letak", "arti_letak"]].values.tolist()[3:]
    [[16.0, 'di_dalam', ''], [16.0, 'di_atas_luar', 'lebih_buruk']]
    """
    rows = konsep[konsep["status"] == "dibandingkan"].reset_index(drop=True)
    k, n, per = (rows[name].astype(float) for name in ("pembilang", "penyebut", "per"))
    sound = rows["status_cacah"].isin(["dihitung", "target_kosong"]) & k.notna() & n.notna()
    drawn = sound & rows["sifat_cacah"].isin(["peristiwa", "bagian"])
    group = [rows["konsep"], rows["sifat_cacah"], per.fillna(0), rows["tahun"]]
    many = drawn.groupby(group).transform("sum")
    used = drawn & (many >= threshold("corong_dinas"))
    sums = [count.where(used).groupby(group).transform("sum") for count in (k, n)]
    pooled = (sums[0] / sums[1].where(sums[1] > 0)).where(used)
    limits = {
        name: _limits(rows["sifat_cacah"], n, pooled, threshold(f"corong_{name}") / 100)
        for name in ("dalam", "luar")
    }
    place = _place(k, limits, used)
    cases = {
        "tanpa_cacah": rows["status_cacah"] == "",
        "hitungan_tidak_sah": ~sound,
        "cacah_penuh": ~drawn,
        "dinas_kurang": ~used,
        "hati_hati": rows["sebanding"] != "ya",
    }
    scale = per / n
    return rows.assign(
        laju=(k * scale).where(sound),
        laju_gabungan=pooled * per,
        bawah_luar=limits["luar"][0] * scale,
        bawah_dalam=limits["dalam"][0] * scale,
        atas_dalam=limits["dalam"][1] * scale,
        atas_luar=limits["luar"][1] * scale,
        letak=place,
        arti_letak=_meaning(rows, place),
        n_dinas=many.where(used, 0).astype(int),
        sebaran_lebih=_excess(rows["sifat_cacah"], k, n, pooled).groupby(group).transform("mean"),
        status=np.select(list(cases.values()), list(cases), "dihitung"),
    )[CORONG_COLUMNS]


def _limits(
    sifat: pd.Series, n: pd.Series, rate: pd.Series, level: float
) -> tuple[pd.Series, pd.Series]:
    """Return the least and the most cases within which so many per cent lie by chance."""
    tail = (1 - level) / 2
    share, events = rate.clip(0, 1).fillna(0), (rate * n).fillna(0)
    ends = []
    for chance in (tail, 1 - tail):
        part = binom.ppf(chance, n.fillna(0).astype(int), share)
        happening = poisson.ppf(chance, events)
        found = np.where(sifat == "bagian", part, happening)
        ends.append(pd.Series(found, index=n.index).clip(lower=0).where(rate.notna()))
    return ends[0], ends[1]


def _place(k: pd.Series, limits: dict, used: pd.Series) -> pd.Series:
    cases = {
        "": ~used,
        "di_bawah_luar": k < limits["luar"][0],
        "di_atas_luar": k > limits["luar"][1],
        "di_bawah_dalam": k < limits["dalam"][0],
        "di_atas_dalam": k > limits["dalam"][1],
    }
    return pd.Series(np.select(list(cases.values()), list(cases), "di_dalam"), k.index, dtype=str)


def _meaning(rows: pd.DataFrame, place: pd.Series) -> np.ndarray:
    """Say whether a rate outside is better or worse; of a ratio 1:n more cases are a smaller n."""
    way = rows["polaritas"].map(SIGN).fillna(0).astype(float)
    way = way.mask(rows["satuan"].astype(str).str.lower() == "rasio", -way)
    side = np.where(place.str.startswith("di_atas"), 1, -1)
    outside = ~place.isin(["", "di_dalam"])
    cases = {"": ~outside, "tanpa_arah": way == 0, "lebih_baik": way * side > 0}
    return np.select(list(cases.values()), list(cases), "lebih_buruk")


def _excess(sifat: pd.Series, k: pd.Series, n: pd.Series, rate: pd.Series) -> pd.Series:
    """Return the squared distance of each count from the expected one, in its variance."""
    mean = rate * n
    spread = mean.where(sifat != "bagian", mean * (1 - rate))
    return (k - mean) ** 2 / spread.where(spread > 0)


def compile_sebaya(sebaya: pd.DataFrame) -> pd.DataFrame:
    """Return the regions that the reports print beside themselves, each once per concept and year.

    Parameters
    ----------
    sebaya : DataFrame as `compute_sebaya` gives it, of several dinas under each other

    Returns
    -------
    DataFrame, one row per (konsep, tahun, daerah, peran), peers that are not comparable left out
        `nilai` in the unit of the measure: an own figure of the dinas itself before one that
        another report prints of its region; `dinas`: whose report it was taken from ·
        `n_laporan`: reports that print the region; `beda_cetak`: they print different values ·
        `n_daerah`: regions of that concept and year, province and nation left out. They are those
        of the lists that reports print, no population of their own: neither median nor place is
        given (`compute_peringkat` has both for each list) · `cakupan`: cuplikan where any of the
        lists is a part of a longer one.

    Examples
    --------
    >>> rows = pd.DataFrame({"dinas": ["a", "a", "b"], "konsep": "idg", "tahun": 2023,
    ...     "daerah": ["X", "Y", "X"], "peran": ["sendiri", "sebaya", "sebaya"], "jenis": "kota",
    ...     "satuan": "indeks", "polaritas": "naik", "nilai": [70.0, 80.0, 71.0],
    ...     "cakupan": "lengkap", "keadaan": "dihitung"})
    >>> found = compile_sebaya(rows)
    >>> found[["daerah", "peran", "nilai", "n_laporan", "beda_cetak"]].values.tolist()
    [['X', 'sendiri', 70.0, 2, True], ['Y', 'sebaya', 80.0, 1, False]]
    """
    rows = sebaya[(sebaya["konsep"] != "") & ~sebaya["keadaan"].isin(APART)]
    rows = rows[rows["nilai"].notna()].reset_index(drop=True)
    place = [rows[name] for name in ("konsep", "tahun", "daerah")]
    own = (rows["peran"] == "sendiri").groupby(place).transform("any")
    shown = rows["peran"].where(~own | ~rows["peran"].isin(["sebaya", "lain"]), "sendiri")
    first = rows["peran"].map({"sendiri": 0}).fillna(1)
    rows = rows.assign(peran=shown, _urut=first).sort_values("_urut", kind="stable")
    by = rows.groupby(WHO, sort=False)
    prints = by.agg(n_laporan=("dinas", "nunique"), _nilai=("nilai", "nunique"))
    listed = rows["cakupan"].eq("cuplikan").groupby([rows["konsep"], rows["tahun"]]).any()
    rows = rows.drop_duplicates(WHO).merge(prints.reset_index(), on=WHO)
    rows = rows.assign(beda_cetak=rows["_nilai"] > 1)
    regions = rows[rows["peran"].isin(["sendiri", "sebaya"])]
    many = regions.groupby(["konsep", "tahun"]).size()
    where = pd.MultiIndex.from_frame(rows[["konsep", "tahun"]])
    rows = rows.assign(
        cakupan=np.where(listed.reindex(where).to_numpy(dtype=bool), "cuplikan", "lengkap"),
        n_daerah=many.reindex(where).fillna(0).astype(int).to_numpy(),
    )
    columns = ["konsep", "tahun", "daerah", "jenis", "peran", "dinas", "satuan", "polaritas"]
    columns += ["nilai", "n_laporan", "beda_cetak", "cakupan", "n_daerah"]
    order = rows.sort_values(["konsep", "tahun", "nilai", "daerah"], kind="stable")
    return order[columns].reset_index(drop=True)
