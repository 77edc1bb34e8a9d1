"""A region among its peers: the tables of others that a report prints (`terbitan_acuan.csv`).

Peers are the regions whose figure may be ranked with one's own (`peran` sebaya); province, nation
and others stand beside them and are never ranked. A target of somebody else is no figure of a peer.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, SIGN
from ..data.nilai import split_values

__all__ = ["PERINGKAT_COLUMNS", "SEBAYA_COLUMNS", "compute_peringkat", "compute_sebaya"]

WHO = ["dinas", "indikator", "konsep", "tahun"]  # one measure of one year
RANKED = ("sendiri", "sebaya")

# the columns of `sebaya.csv`, in their order
SEBAYA_COLUMNS = [
    *WHO,
    "nama_indikator",
    "satuan",
    "polaritas",
    "daerah",
    "jenis",
    "peran",
    "nilai",
    "asal_nilai",
    "tahun_sendiri",
    "peringkat_atas",
    "peringkat_bawah",
    "selisih",
    "cakupan",
    "keadaan",
    "sumber",
]

# the columns of `peringkat.csv`, in their order
PERINGKAT_COLUMNS = [
    *WHO,
    "nama_indikator",
    "satuan",
    "polaritas",
    "daerah",
    "nilai_sendiri",
    "asal_nilai",
    "tahun_sendiri",
    "n_daerah",
    "cakupan",
    "peringkat_atas",
    "peringkat_bawah",
    "jarak_atas",
    "jarak_bawah",
    "median",
    "kuartil_bawah",
    "kuartil_atas",
    "nilai_terbaik",
    "daerah_terbaik",
    "n_terbaik",
    "nilai_terburuk",
    "daerah_terburuk",
    "n_terburuk",
    "nilai_provinsi",
    "daerah_provinsi",
    "nilai_nasional",
    "selisih_median",
    "selisih_provinsi",
    "selisih_nasional",
    "keadaan",
]


def compute_sebaya(
    terbitan_acuan: pd.DataFrame, kinerja: pd.DataFrame, daerah: str = ""
) -> pd.DataFrame:
    """Put the printed figures of other regions beside one's own, of the same measure and year.

    Parameters
    ----------
    terbitan_acuan : DataFrame, one row per printed figure (`terbitan_acuan.csv`)
        Targets, figures that cannot be read and measures tied to no `indikator` or `konsep` are
        left out; so is a `konsep` of which neither an own figure nor a peer is printed. Of a region
        printed twice the first row counts.
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `dinas`, `indikator`, `nama_indikator`, `satuan`, `polaritas`, `realisasi`,
        `data_tahun`. Of two figures of one year the one published last counts.
    daerah : str
        The dinas's own region, for an own figure that no printed row names.

    Returns
    -------
    DataFrame, one row per (indikator or konsep, tahun, daerah), by measure and year
        `nilai`, in the unit of the measure · `asal_nilai` of the own row: kinerja (the figure of
        the dinas for that very year) or tabel (none: the own row of the printed table) ·
        `tahun_sendiri`: the latest year the dinas has a figure of ·
        `peringkat_atas`, `peringkat_bawah`: the best and the last place a region can claim among
        all that are ranked, equal figures sharing their places; missing where nothing is ranked ·
        `selisih`: own figure − that of the row, by the own figure · `keadaan`: one code per measure
        and year, see `compute_peringkat`.

    Examples
    --------
    >>> kinerja = pd.DataFrame({"dinas": "d", "indikator": ["a"], "tahun": [2023],
    ...     "nama_indikator": "A", "satuan": "%", "polaritas": "naik", "realisasi": "70",
    ...     "data_tahun": [2022]})
    >>> others = pd.DataFrame({"daerah": ["X", "Y", "Z"], "nilai": [70.0, 80.0, 60.0]})
    >>> others = others.assign(id="t", indikator="a", konsep="", jenis="kota", peran="sebaya",
    ...     tahun=2022, ukuran="A", satuan="%", polaritas="", jenis_nilai="capaian",
    ...     cakupan="lengkap", sebanding="")
    >>> found = compute_sebaya(others, kinerja, "W")
    >>> found[["daerah", "peringkat_atas", "peringkat_bawah"]].values.tolist()
    [['X', 2, 3], ['Y', 1, 1], ['Z', 4, 4], ['W', 2, 3]]
    """
    printed = _printed(terbitan_acuan, kinerja)
    rows = _with_own(printed, kinerja, daerah)
    keys = [rows[name] for name in WHO]
    own = rows["nilai"].where(rows["peran"] == "sendiri").groupby(keys).transform("first")
    rows = rows.assign(keadaan=_state(rows, own))
    rows = rows.assign(**_ranks(rows), selisih=(own - rows["nilai"]).round(NOISE))
    apart = rows["keadaan"].isin(["satuan_beda", "tidak_sebanding"])
    rows["selisih"] = rows["selisih"].mask(apart | (rows["peran"] == "sendiri"))
    return _by_measure(rows)[SEBAYA_COLUMNS]


def compute_peringkat(sebaya: pd.DataFrame) -> pd.DataFrame:
    """Return where one's own region stands among its peers.

    Parameters
    ----------
    sebaya : DataFrame as `compute_sebaya` gives it.

    Returns
    -------
    DataFrame, one row per (indikator or konsep, tahun), by measure in order of print and year
        `n_daerah`: regions ranked, the own one among them · `peringkat_atas`, `peringkat_bawah`:
        the places the own region can claim (3 and 5: three regions have its figure) ·
        `jarak_atas`, `jarak_bawah`: to the next better and the next worse figure · `median`,
        `kuartil_bawah`, `kuartil_atas` (linear interpolation) and the extremes over all regions
        ranked; `n_terbaik`, `n_terburuk`: how many share the extreme, `daerah_…` the first printed
        · province and nation where printed, and own − theirs · `tahun_sendiri`: the latest year the
        dinas has a figure of · `cakupan`: lengkap, or cuplikan where the report prints a part of a
        longer list: a place among those printed, then, and in no population; empty where nothing is
        ranked · `keadaan`: dihitung;
        dari_tabel (by the own row of the printed table); tahun_lain (own figures are of other
        years); tanpa_angka_sendiri; satuan_beda; tidak_sebanding (definitions differ);
        terpilih (the regions printed are the neighbours in another, related measure: a place among
        them says nothing); tanpa_sebaya (only province or nation are printed); tanpa_arah (neither
        way is better).
        Places are given in the first two alone, differences wherever own figure, unit and
        definition allow.

    Notes
    -----
    Equal figures are equal as printed. A figure of a whole population has no sampling error that
    the tables print, so no interval of the place is given; `jarak_atas` and `jarak_bawah` show how
    little may separate two places.
    """
    first = sebaya.drop_duplicates(WHO).set_index(WHO)
    out = first[["nama_indikator", "satuan", "polaritas", "tahun_sendiri", "keadaan"]]
    out = out.join(_own(sebaya)).join(_spread(sebaya)).join(_extremes(sebaya))
    out = out.join(_neighbours(sebaya)).join(_references(sebaya))
    part = sebaya[sebaya["cakupan"] == "cuplikan"].drop_duplicates(WHO).set_index(WHO)
    count = out["n_daerah"].fillna(0).astype("int64")
    coverage = np.where(out.index.isin(part.index), "cuplikan", "lengkap")
    out = out.assign(
        cakupan=np.where(count > 0, coverage, ""),
        n_daerah=count,
        selisih_median=(out["nilai_sendiri"] - out["median"]).round(NOISE),
        **{name: out[name].fillna("") for name in ("daerah", "asal_nilai", "daerah_provinsi")},
        **{name: out[name].fillna("") for name in ("daerah_terbaik", "daerah_terburuk")},
    )
    return _by_measure(out.reset_index())[PERINGKAT_COLUMNS]


def _printed(terbitan_acuan: pd.DataFrame, kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return the printed figures that can be set beside others, one row per region."""
    text = ["indikator", "konsep", "satuan", "polaritas", "jenis_nilai", "sebanding", "cakupan"]
    rows = terbitan_acuan.assign(**{name: terbitan_acuan[name].fillna("") for name in text})
    tied = (rows["indikator"] != "") | (rows["konsep"] != "")
    rows = rows[tied & (rows["jenis_nilai"] != "target") & rows["nilai"].notna()]
    if "dinas" not in rows:
        names = kinerja["dinas"].unique()
        rows = rows.assign(dinas=names[0] if len(names) == 1 else "")
    rows = rows.rename(columns={"id": "sumber"})
    rows = rows.drop_duplicates([*WHO, "daerah", "peran"]).reset_index(drop=True)
    keys = [rows[name] for name in WHO]
    answered = (rows["indikator"] != "") | rows["peran"].isin(RANKED).groupby(keys).transform("any")
    about = kinerja.drop_duplicates(["dinas", "indikator"])
    about = about[["dinas", "indikator", "nama_indikator", "satuan", "polaritas"]]
    rows = rows[answered].merge(about, on=["dinas", "indikator"], how="left", suffixes=("", "_i"))
    return rows.assign(
        nama_indikator=rows["nama_indikator"].fillna(rows["ukuran"]),
        polaritas=rows["polaritas_i"].fillna(rows["polaritas"]),
        satuan_beda=_other_unit(rows["satuan"], rows["satuan_i"]),
        satuan=rows["satuan_i"].fillna(rows["satuan"]),
        nilai=rows["nilai"].astype(float),
        asal_nilai=np.where(rows["peran"] == "sendiri", "tabel", ""),
    )


def _by_measure(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows by measure in order of print, then by year."""
    order = rows.groupby(["dinas", "indikator", "konsep"], sort=False).ngroup()
    rows = rows.assign(urut=order).sort_values(["urut", "tahun"], kind="stable")
    return rows.reset_index(drop=True)


def _other_unit(printed: pd.Series, own: pd.Series) -> pd.Series:
    """Say where the table names another unit than the indicator; one that names none agrees."""
    named = (printed != "") & own.notna()
    return named & (printed.str.lower() != own.fillna("").str.lower())


def _figures(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return one's own figures by the year they are of; of two the one published last."""
    year = pd.to_numeric(kinerja["data_tahun"]).fillna(kinerja["tahun"]).astype("int64")
    value = split_values(kinerja["realisasi"])["angka"]
    rows = kinerja[["dinas", "indikator"]].assign(
        tahun=year, nilai=value, lapor=kinerja["tahun"], sumber=kinerja.get("sumber_realisasi", "")
    )
    rows = rows.dropna(subset=["nilai"]).sort_values("lapor", kind="stable")
    return rows.drop_duplicates(["dinas", "indikator", "tahun"], keep="last")


def _with_own(printed: pd.DataFrame, kinerja: pd.DataFrame, daerah: str) -> pd.DataFrame:
    """Put the dinas's own figure of the year in the place of its printed row, or at the end."""
    known = _figures(kinerja).rename(columns={"nilai": "angka", "sumber": "asal"})
    keys = ["dinas", "indikator"]
    latest = known.groupby(keys, as_index=False)["tahun"].max()
    latest = latest.rename(columns={"tahun": "tahun_sendiri"})
    rows = printed.merge(known[[*keys, "tahun", "angka", "asal"]], on=[*keys, "tahun"], how="left")
    rows = rows.merge(latest, on=keys, how="left").astype({"tahun_sendiri": "Int64"})
    here = (rows["peran"] == "sendiri") & rows["angka"].notna()
    rows = rows.assign(
        nilai=rows["angka"].where(here, rows["nilai"]),
        sumber=rows["asal"].where(here, rows["sumber"]),
        asal_nilai=rows["asal_nilai"].mask(here, "kinerja"),
    )
    shown = rows[rows["peran"] == "sendiri"].set_index(WHO).index
    lacking = rows.drop_duplicates(WHO).dropna(subset=["angka"])
    lacking = lacking[~lacking.set_index(WHO).index.isin(shown)]
    added = lacking.assign(
        daerah=daerah,
        jenis="",
        peran="sendiri",
        nilai=lacking["angka"],
        sumber=lacking["asal"],
        asal_nilai="kinerja",
    )
    return pd.concat([rows, added], ignore_index=True)


def _state(rows: pd.DataFrame, own: pd.Series) -> pd.Series:
    """Return one code per measure and year: is the place computed, and if not, why."""
    keys = [rows[name] for name in WHO]

    def any_of(mask: pd.Series) -> pd.Series:
        return mask.groupby(keys).transform("any")

    cases = {
        "satuan_beda": any_of(rows["satuan_beda"]),
        "tidak_sebanding": any_of(rows["sebanding"] == "tidak"),
        "terpilih": any_of(rows["cakupan"] == "terpilih"),
        "tahun_lain": own.isna() & rows["tahun_sendiri"].notna(),
        "tanpa_angka_sendiri": own.isna(),
        "tanpa_sebaya": ~any_of(rows["peran"] == "sebaya"),
        "tanpa_arah": ~rows["polaritas"].isin(["naik", "turun"]),
        "dari_tabel": any_of(rows["asal_nilai"] == "tabel"),
    }
    found = np.select(list(cases.values()), list(cases), "dihitung")
    return pd.Series(found, index=rows.index, dtype=str)


def _ranked(rows: pd.DataFrame) -> pd.Series:
    return rows["peran"].isin(RANKED) & rows["keadaan"].isin(["dihitung", "dari_tabel"])


def _ranks(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the best and the last place of every row that is ranked; 1 is the best."""
    better = (rows["nilai"] * rows["polaritas"].map(SIGN)).round(NOISE).where(_ranked(rows))
    by = better.groupby([rows[name] for name in WHO])
    return {
        "peringkat_atas": by.rank(method="min", ascending=False).astype("Int64"),
        "peringkat_bawah": by.rank(method="max", ascending=False).astype("Int64"),
    }


def _own(sebaya: pd.DataFrame) -> pd.DataFrame:
    names = ["daerah", "nilai", "asal_nilai", "peringkat_atas", "peringkat_bawah"]
    rows = sebaya[sebaya["peran"] == "sendiri"].drop_duplicates(WHO).set_index(WHO)[names]
    return rows.rename(columns={"nilai": "nilai_sendiri"})


def _spread(sebaya: pd.DataFrame) -> pd.DataFrame:
    rows = sebaya[sebaya["peran"].isin(RANKED) & ~_apart(sebaya)]
    by = rows.groupby(WHO, sort=False)["nilai"]
    found = {"n_daerah": by.size(), "median": by.median()}
    found |= {"kuartil_bawah": by.quantile(0.25), "kuartil_atas": by.quantile(0.75)}
    return pd.DataFrame(found).round(NOISE)


def _apart(sebaya: pd.DataFrame) -> pd.Series:
    apart = ["satuan_beda", "tidak_sebanding", "terpilih", "tanpa_sebaya"]
    return sebaya["keadaan"].isin(apart)


def _extremes(sebaya: pd.DataFrame) -> pd.DataFrame:
    rows = sebaya[sebaya["peringkat_atas"].notna()]
    ends = []
    for name, column, last in (
        ("terbaik", "peringkat_atas", "min"),
        ("terburuk", "peringkat_bawah", "max"),
    ):
        at_end = rows[column] == rows.groupby(WHO)[column].transform(last)
        by = rows[at_end].groupby(WHO)
        ends.append(by["nilai"].first().rename(f"nilai_{name}"))
        ends.append(by["daerah"].first().rename(f"daerah_{name}"))
        ends.append(by.size().rename(f"n_{name}"))
    return pd.concat(ends, axis="columns")


def _neighbours(sebaya: pd.DataFrame) -> pd.DataFrame:
    """Return how far the next better and the next worse figure are from one's own."""
    rows = sebaya[sebaya["peringkat_atas"].notna() & (sebaya["peran"] == "sebaya")]
    ahead = -rows["selisih"] * rows["polaritas"].map(SIGN)
    by = [rows[name] for name in WHO]
    return pd.DataFrame(
        {
            "jarak_atas": ahead.where(ahead > 0).groupby(by).min(),
            "jarak_bawah": (-ahead).where(ahead < 0).groupby(by).min(),
        }
    )


def _references(sebaya: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for peran in ("provinsi", "nasional"):
        rows = sebaya[sebaya["peran"] == peran].drop_duplicates(WHO).set_index(WHO)
        names = {"nilai": f"nilai_{peran}", "selisih": f"selisih_{peran}"}
        names |= {"daerah": "daerah_provinsi"} if peran == "provinsi" else {}
        parts.append(rows[list(names)].rename(columns=names))
    return pd.concat(parts, axis="columns")
