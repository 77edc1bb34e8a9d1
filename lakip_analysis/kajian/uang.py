"""Money of several dinas: absorption by common programme, unit cost and frontier by common output.

Codes are words of the vocabularies `status_serapan_bersama`, `sebanding_biaya` and
`peringatan_garis`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, threshold
from ..audit.names import merge_keys, name_keys
from ..efisiensi.cost import compare_biaya, compare_frontier, same_names, same_units
from ..efisiensi.support import is_overhead

__all__ = [
    "GARIS_COLUMNS",
    "SERAPAN_COLUMNS",
    "compare_garis",
    "compare_serapan",
    "compile_biaya",
    "summarize_biaya",
]

# the columns of `serapan_bersama.csv`, in their order
SERAPAN_COLUMNS = [
    "kode",
    "nama_bersama",
    "dinas",
    "tahun",
    "nama",
    "penunjang",
    "pagu_rp",
    "realisasi_rp",
    "serapan_persen",
    "n_dinas",
    "terendah_persen",
    "median_persen",
    "tertinggi_persen",
    "status",
]

# the columns of `garis_depan.csv`, in their order
GARIS_COLUMNS = [
    "kode",
    "nama_keluaran",
    "satuan",
    "tahun",
    "dinas",
    "volume_realisasi",
    "realisasi_rp",
    "biaya_nyata_rp",
    "n_unit",
    "n_perlu",
    "efisiensi_dea",
    "sebaya",
    "peringatan",
]

SAME = ["kode", "satuan_sama", "nama_sama"]


def compare_serapan(efisiensi: pd.DataFrame) -> pd.DataFrame:
    """Put the absorption of the same programme side by side across dinas, year by year.

    Parameters
    ----------
    efisiensi : DataFrame, one row per budget line of several dinas
        As `compute_efisiensi` gives it: `dinas`, `tahun`, `level`, `kode`, `nama`, `pagu_rp`,
        `realisasi_rp`, `serapan_persen`. Only programmes are compared.

    Returns
    -------
    DataFrame, one row per (kode, dinas, tahun) of every programme code that several dinas print
        `nama_bersama`: the name most of them print · `penunjang`: the overhead programme, alike
        everywhere (salaries, offices) · `status`: dibandingkan (code and name agree with another
        dinas in the same year), nama_beda (only the code agrees), tahun_beda (only in another
        year), sendiri (of no other dinas the absorption is known), anggaran_kosong, anggaran_nol ·
        `n_dinas`, `terendah_persen`, `median_persen`, `tertinggi_persen`: over the dinas compared
        in that year; missing elsewhere.

    Notes
    -----
    A high absorption says that the money was spent, not that it was spent well. Codes are those of
    the nomenclature of Permendagri 90/2019; two dinas that print one code under two names are not
    compared.

    Examples
    --------
    >>> rows = pd.DataFrame({"dinas": ["a", "b", "c"], "tahun": 2024, "level": "program"})
    >>> rows = rows.assign(kode="1.06.04", nama=["Rehabilitasi Sosial"] * 2 + ["Makam Pahlawan"])
    >>> rows = rows.assign(pagu_rp=100.0, realisasi_rp=[90.0, 80, 70])
    >>> rows["serapan_persen"] = rows["realisasi_rp"] / rows["pagu_rp"] * 100
    >>> compare_serapan(rows)[["dinas", "median_persen", "status"]].values.tolist()
    [['a', 85.0, 'dibandingkan'], ['b', 85.0, 'dibandingkan'], ['c', nan, 'nama_beda']]
    """
    rows = efisiensi[efisiensi["level"] == "program"]
    shared = rows.groupby("kode")["dinas"].transform("nunique") > 1
    rows = rows[shared].reset_index(drop=True)
    name = _common_names(rows)
    spent, money = rows["serapan_persen"].astype(float), rows["pagu_rp"].astype(float)
    known = spent.notna()
    here = [rows["kode"], name, rows["tahun"]]
    dinas = rows["dinas"].where(known)
    beside = known & (dinas.groupby(here).transform("nunique") > 1)
    cases = {
        "anggaran_nol": money == 0,
        "anggaran_kosong": ~known,
        "dibandingkan": beside,
        "sendiri": dinas.groupby(rows["kode"]).transform("nunique") < 2,
        "nama_beda": dinas.groupby(here[:2]).transform("nunique") < 2,
    }
    by = spent.where(beside).groupby(here)
    out = rows.assign(
        nama_bersama=rows["nama"].groupby([rows["kode"], name]).transform(_most_frequent),
        penunjang=is_overhead(rows["kode"]),
        n_dinas=dinas.groupby(here).transform("nunique").where(beside, 0).astype(int),
        terendah_persen=by.transform("min"),
        median_persen=by.transform("median"),
        tertinggi_persen=by.transform("max"),
        status=np.select(list(cases.values()), list(cases), "tahun_beda"),
    )
    return out.sort_values(["kode", "tahun", "dinas"], ignore_index=True)[SERAPAN_COLUMNS]


def _common_names(rows: pd.DataFrame) -> pd.Series:
    """Return one key for the programmes of one code that are named alike."""
    names = name_keys(rows["nama"].fillna("").astype(str))
    pairs = pd.DataFrame({"kode": rows["kode"], "kunci": names}).value_counts()
    found = {}
    for code, some in pairs.groupby(level="kode"):
        keys = some.index.get_level_values("kunci")
        alike = merge_keys(keys, threshold("biaya_nama")) if len(keys) > 1 else {}
        found |= {(code, key): alike.get(key, key) for key in keys}
    place = zip(rows["kode"], names, strict=True)
    return pd.Series([found[one] for one in place], index=rows.index, dtype=object)


def _most_frequent(names: pd.Series) -> str:
    return names.value_counts(sort=False).idxmax()


def compile_biaya(biaya: pd.DataFrame) -> pd.DataFrame:
    """Return the unit costs of common outputs, and beside each what the others paid.

    Parameters
    ----------
    biaya : DataFrame, one row per output of several dinas, as `compute_biaya` gives it

    Returns
    -------
    DataFrame, the rows and columns of `compare_biaya`
        Adds `n_dinas`, `median_rp`, `terendah_rp`, `tertinggi_rp`: over the dinas with the same
        code, unit and name in the same year, where that holds (`sebanding` ya, or periksa beside
        others of that year); missing elsewhere.

    Examples
    --------
    >>> line = {"dinas": ["a", "b"], "tahun": 2024, "kode": "1", "satuan": "orang"}
    >>> line |= {"nama_keluaran": "Orang dilatih", "biaya_nyata_rp": [100.0, 300.0]}
    >>> compile_biaya(pd.DataFrame(line))[["sebanding", "n_dinas", "median_rp"]].values.tolist()
    [['ya', 2, 200.0], ['ya', 2, 200.0]]
    """
    rows = compare_biaya(biaya).reset_index(drop=True)
    rows = rows.assign(_satuan=same_units(rows["satuan"]))
    here = [rows["kode"], rows["_satuan"], same_names(rows), rows["tahun"]]
    many = rows["dinas"].groupby(here).transform("nunique")
    several = many > 1
    by = rows["biaya_nyata_rp"].where(several).groupby(here)
    return rows.assign(
        n_dinas=many.where(several, 0).astype(int),
        terendah_rp=by.transform("min"),
        median_rp=by.transform("median"),
        tertinggi_rp=by.transform("max"),
    ).drop(columns="_satuan")


def summarize_biaya(biaya: pd.DataFrame, beside: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count per dinas how many outputs could be set beside another dinas, and why the others not.

    Parameters
    ----------
    biaya : DataFrame, one row per output of several dinas, as `compute_biaya` gives it
    beside : DataFrame, optional
        What `compile_biaya` or `compare_biaya` gave of the same outputs; else they are compared.

    Returns
    -------
    DataFrame, one row per (dinas, tahun)
        `n_keluaran`; of these `n_berbiaya` (a unit cost is given), `n_kode_bersama` (another dinas
        has the code too), `n_ya`, `n_hati_hati`, `n_periksa`, `n_nama_beda`, `n_satuan_beda` as
        `compare_biaya` judges them.

    Examples
    --------
    >>> line = {"dinas": ["a", "b", "b"], "tahun": 2024, "kode": ["1", "1", "2"]}
    >>> line |= {"satuan": ["orang", "porsi", "orang"], "nama_keluaran": "x"}
    >>> found = summarize_biaya(pd.DataFrame(line | {"biaya_nyata_rp": [1.0, 2.0, None]}))
    >>> found[["n_keluaran", "n_berbiaya", "n_kode_bersama", "n_satuan_beda"]].values.tolist()
    [[1, 1, 1, 1], [2, 1, 1, 1]]
    """
    keys = ["dinas", "tahun"]
    every = biaya.assign(_ada=biaya["biaya_nyata_rp"].notna())
    out = every.groupby(keys).agg(n_keluaran=("kode", "size"), n_berbiaya=("_ada", "sum"))
    beside = compare_biaya(biaya) if beside is None else beside
    judged = beside.groupby([*keys, "sebanding"]).size().unstack(fill_value=0)
    codes = ("ya", "hati-hati", "periksa", "nama_beda", "tidak sebanding")
    judged = judged.reindex(columns=codes, fill_value=0)
    judged.columns = ["n_ya", "n_hati_hati", "n_periksa", "n_nama_beda", "n_satuan_beda"]
    out = out.join(judged.assign(n_kode_bersama=judged.sum(axis=1)))
    return out.fillna(0).astype(int).reset_index()


def compare_garis(biaya: pd.DataFrame, satuan: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the frontier of every output that several dinas make, with the peers by name.

    Parameters
    ----------
    biaya : DataFrame, one row per output of several dinas, as `compute_biaya` gives it
    satuan : DataFrame, optional
        What `compare_frontier` gave of the same outputs; else they are compared.

    Returns
    -------
    DataFrame, one row per (output, dinas, year), as `compare_frontier`
        `sebaya`: the dinas on the frontier that this one is measured against (`;` between several;
        the dinas itself where it lies on it), empty where there is no frontier · `peringatan`:
        unit_kurang (fewer comparable units than `n_perlu`: no frontier), dipertanyakan (the figure
        itself is in doubt), satu_terbaik (a single dinas makes the whole frontier: everybody is
        measured against one figure), empty: none.

    Notes
    -----
    One input (money), one output (volume), constant returns: `frontier.dea` in closed form, where
    the peers of everybody are those with the most output per rupiah. The frontier is made of the
    units seen; how much less would do is not known.

    Examples
    --------
    >>> line = {"dinas": list("abcdef"), "tahun": 2024, "kode": "1", "satuan": "orang"}
    >>> line |= {"nama_keluaran": "Orang dilatih", "realisasi_rp": 100.0}
    >>> biaya = pd.DataFrame(line | {"volume_realisasi": [10.0, 10, 8, 7, 6, 5]})
    >>> found = compare_garis(biaya.eval("biaya_nyata_rp = realisasi_rp / volume_realisasi"))
    >>> found[["dinas", "sebaya", "peringatan"]].values.tolist()[1:3]
    [['b', 'b', ''], ['c', 'a;b', '']]
    """
    rows = compare_frontier(biaya) if satuan is None else satuan
    keys = [*SAME, "tahun"]
    on = rows["efisiensi_dea"].round(NOISE) == 1
    best = rows[on].sort_values("dinas", kind="stable").groupby(keys)["dinas"]
    peers = best.agg(";".join)
    place = pd.MultiIndex.from_frame(rows[keys])
    measured = rows["efisiensi_dea"].notna()
    named = pd.Series(peers.reindex(place).to_numpy(object), index=rows.index)
    many = pd.Series(best.size().reindex(place).to_numpy(), index=rows.index)
    cases = {
        "unit_kurang": rows["status"] == "unit_kurang",
        "dipertanyakan": rows["status"] == "dipertanyakan",
        "satu_terbaik": measured & (many == 1),
    }
    out = rows.assign(
        sebaya=rows["dinas"].where(on, named).where(measured, ""),
        peringatan=np.select(list(cases.values()), list(cases), ""),
    )
    return out.sort_values([*keys, "dinas"], ignore_index=True)[GARIS_COLUMNS]
