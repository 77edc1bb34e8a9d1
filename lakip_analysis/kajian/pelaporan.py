"""The quality of the reporting of several dinas: what is wrong, and what does not hold.

Findings per 100 printed figures, conclusions that another one takes the place of once the figures
are right, causes and claims beside what the figures support. Codes are words of `golongan_temuan`;
completeness stands in `kelengkapan`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import threshold
from ..audit.summary import WEAK, in_annex, is_unsure
from ..sebab.compute import summarize_penyebab

__all__ = [
    "compute_laju_temuan",
    "summarize_berulang",
    "summarize_klaim_dinas",
    "summarize_penyebab_dinas",
    "summarize_perbaikan",
]

YEAR = ["dinas", "tahun"]
# the columns of `laju_temuan.csv`, in their order
LAJU_COLUMNS = ["dinas", "jenis", "golongan", "n", "n_tinggi", "n_angka", "per_seratus"]
LAJU_COLUMNS += ["n_isi", "n_angka_isi", "per_seratus_isi"]
LAJU_COLUMNS += ["n_lampiran", "n_angka_lampiran", "per_seratus_lampiran"]
CHANGED = ("berubah", "target_meleset", "target_tercapai")


# --- findings ----------------------------------------------------------------------------------


def compute_laju_temuan(temuan: pd.DataFrame, angka: pd.DataFrame) -> pd.DataFrame:
    """Return findings per 100 printed figures, by dinas and kind.

    Parameters
    ----------
    temuan : DataFrame, the findings of several dinas under each other
    angka : DataFrame, one row per dinas whose printed figures were read
        `dinas`, `n_angka`: the printed figures of its documents together, `n_angka_lampiran`: of
        these in annexes; where that is lacking, body and annexes are not told apart.

    Returns
    -------
    DataFrame, one row per (dinas, jenis), and one per dinas for all contradictions (`jenis` semua)
        Only what follows from no other finding counts. `golongan`: pertentangan, perlu_dilihat (of
        a kind that was measured to err too often), target_lemah (which contradicts nothing) ·
        `n`, `n_tinggi`, `n_angka`, `per_seratus` (missing where nothing was read), and the same
        three for the body of the report (`…_isi`) and its annexes (`…_lampiran`) apart; a finding
        that ties the two counts in the body. These two rates are missing of fewer than
        `kajian_angka` figures. A dinas that was read and has no contradiction has its row with 0.

    Notes
    -----
    A report that prints more figures, or was read further, has more that can contradict; so the
    rate and never the number is set beside that of others. Kinds differ in weight. Long annexes
    that are seldom wrong lower the rate of the whole, so bodies are set beside bodies.

    Examples
    --------
    >>> temuan = pd.DataFrame({"dinas": "d", "jenis": ["angka_janggal"] * 2, "akar": ["", "T001"]})
    >>> angka = pd.DataFrame({"dinas": ["d", "e"], "n_angka": [50, 80]})
    >>> temuan = temuan.assign(keparahan="tinggi", tabel="Tabel 3.1")
    >>> found = compute_laju_temuan(temuan, angka)
    >>> found[["dinas", "jenis", "n", "per_seratus"]].values.tolist()
    [['d', 'semua', 1, 2.0], ['d', 'angka_janggal', 1, 2.0], ['e', 'semua', 0, 0.0]]
    """
    roots = _roots(temuan)
    kinds = _counted(roots, ["dinas", "jenis", "golongan"])
    own = roots[roots["golongan"] == "pertentangan"]
    whole = _counted(own, ["dinas"]).set_index("dinas")
    dinas = pd.Index(pd.unique(pd.concat([angka["dinas"], temuan["dinas"]])), name="dinas")
    whole = whole.reindex(dinas).fillna(0).reset_index()
    whole = whole.assign(jenis="semua", golongan="pertentangan")
    out = pd.concat([whole, kinds], ignore_index=True)
    out = out.astype({"n": int, "n_tinggi": int, "n_lampiran": int})
    out = out.assign(n_isi=out["n"] - out["n_lampiran"], _semua=out["jenis"] != "semua")
    for part, figures in _figures(angka).items():
        known = out["dinas"].map(figures).astype(float)
        least = threshold("kajian_angka") if part else 1
        rate = out[f"n{part}"] / known.where(known >= least) * 100
        out = out.assign(**{f"n_angka{part}": known.astype("Int64"), f"per_seratus{part}": rate})
    out = out.sort_values(["dinas", "_semua", "n", "jenis"], ascending=[True, True, False, True])
    return out[LAJU_COLUMNS].reset_index(drop=True)


def _figures(angka: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the printed figures of each dinas: all, those of the body, those of the annexes."""
    whole = angka.assign(n_angka_lampiran=angka.get("n_angka_lampiran", np.nan)).groupby("dinas")
    read, annex = whole["n_angka"].sum(), whole["n_angka_lampiran"].sum(min_count=1)
    return {"": read, "_isi": read - annex, "_lampiran": annex}


def _roots(temuan: pd.DataFrame) -> pd.DataFrame:
    """Return the findings that follow from no other one, with what they count as."""
    rows = temuan[temuan["akar"] == ""]
    cases = {"target_lemah": rows["jenis"] == WEAK, "perlu_dilihat": is_unsure(rows)}
    said = np.select(list(cases.values()), list(cases), "pertentangan")
    annex = in_annex(rows["tabel"]) if "tabel" in rows else False
    return rows.assign(golongan=said, lampiran=annex)


def _counted(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    rows = rows.assign(_tinggi=rows["keparahan"] == "tinggi")
    return rows.groupby(keys, as_index=False).agg(
        n=("jenis", "size"), n_tinggi=("_tinggi", "sum"), n_lampiran=("lampiran", "sum")
    )


def summarize_berulang(temuan: pd.DataFrame, angka: pd.DataFrame) -> pd.DataFrame:
    """Say which kinds of error repeat: in how many dinas, and in how many reports of one dinas.

    Parameters
    ----------
    temuan, angka : DataFrame as `compute_laju_temuan` takes them; `temuan` needs `dokumen` too

    Returns
    -------
    DataFrame, one row per `jenis`, those in most dinas first
        `golongan`, `n_temuan` (that follow from no other), `n_dinas` with one, `dari` (dinas whose
        figures were read), `n_dinas_ulang`: dinas in which it stands in two or more documents;
        missing where no dinas has findings of two.

    Examples
    --------
    >>> rows = pd.DataFrame({"dinas": ["a", "a", "b"], "dokumen": ["1", "2", "1"], "akar": ""})
    >>> rows = rows.assign(jenis="angka_janggal", keparahan="rendah")
    >>> angka = pd.DataFrame({"dinas": ["a", "b", "c"], "n_angka": 10})
    >>> summarize_berulang(rows, angka).values.tolist()
    [['angka_janggal', 'pertentangan', 3, 2, 3, 1]]
    """
    rows = _roots(temuan)
    papers = rows.groupby(["jenis", "dinas"])["dokumen"].nunique()
    again = (papers > 1).groupby(level="jenis").sum().astype("Int64")
    several = (temuan.groupby("dinas")["dokumen"].nunique() > 1).any()
    keys = ["jenis", "golongan"]
    out = rows.groupby(keys, as_index=False).agg(
        n_temuan=("dinas", "size"), n_dinas=("dinas", "nunique")
    )
    read = int((angka.groupby("dinas")["n_angka"].sum() > 0).sum())
    repeated = out["jenis"].map(again) if several else pd.NA
    out = out.assign(dari=read, n_dinas_ulang=repeated).astype({"n_dinas_ulang": "Int64"})
    order = ["n_dinas", "n_temuan", "jenis"]
    return out.sort_values(order, ascending=[False, False, True], ignore_index=True)


# --- conclusions, causes, claims ---------------------------------------------------------------


def summarize_perbaikan(perbaikan: pd.DataFrame) -> pd.DataFrame:
    """Count the conclusions that another one takes the place of once the figures are right.

    Parameters
    ----------
    perbaikan : DataFrame as `audit.summary.corrected_reports` gives it, or what `corrected_report`
        gave of several reports with `dinas` and `tahun`

    Returns
    -------
    DataFrame, one row per (dinas, tahun)
        `dari`: indicators whose printed achievement could be computed again · `n_berubah` (another
        category), `n_target_meleset`, `n_target_tercapai` (the category stays, but 100 is missed or
        reached only now, so that each counts once), `n`: the three together, `balik_persen` ·
        `rata_berubah`: ya where the category of the mean is
        another one.

    Examples
    --------
    >>> rows = pd.DataFrame({"dinas": "d", "tahun": 2024, "indikator": ["a", "b", ""]})
    >>> found = summarize_perbaikan(rows.assign(kesimpulan=["berubah", "tetap", "tetap"]))
    >>> found[["n", "dari", "balik_persen", "rata_berubah"]].values.tolist()
    [[1, 2, 50.0, 'tidak']]
    """
    one = perbaikan[perbaikan["indikator"] != ""]
    flags = {f"n_{name}": (one["kesimpulan"] == name).astype(int) for name in CHANGED}
    rows = one.assign(dari=1, **flags)
    out = rows.groupby(YEAR, as_index=False)[["dari", *flags]].sum()
    out = out.assign(n=out[list(flags)].sum(axis=1))
    mean = perbaikan[perbaikan["indikator"] == ""].drop_duplicates(YEAR)
    out = out.merge(mean[[*YEAR, "kesimpulan"]], on=YEAR, how="left")
    changed = np.where(out["kesimpulan"] == "berubah", "ya", "tidak")
    out = out.assign(balik_persen=out["n"] / out["dari"] * 100, rata_berubah=changed)
    return out.drop(columns="kesimpulan")


def summarize_penyebab_dinas(sebab: pd.DataFrame) -> pd.DataFrame:
    """Count the causes that several reports name: `summarize_penyebab` and in how many dinas.

    Parameters
    ----------
    sebab : DataFrame, the causes of several dinas under each other, as `compute_sebab` gives them

    Returns
    -------
    DataFrame, one row per `kode_penyebab`, the columns of `summarize_penyebab`, `n_dinas` that name
    it and `dari` (dinas whose report was read for causes)
    """
    named = sebab[sebab["bukti"] != "tidak_disebut"]
    who = named.groupby("kode_penyebab")["dinas"].nunique()
    out = summarize_penyebab(sebab)
    out = out.assign(n_dinas=out["kode_penyebab"].map(who), dari=named["dinas"].nunique())
    return out.sort_values("n_dinas", ascending=False, kind="stable", ignore_index=True)


def summarize_klaim_dinas(klaim: pd.DataFrame, per: list[str]) -> pd.DataFrame:
    """Count the claims that the figures support and those they do not.

    Parameters
    ----------
    klaim : DataFrame, the claims of several dinas under each other, as `check_klaim` gives them
    per : list of str
        What is counted together: `["dinas"]`, `["jenis"]`, `["sifat"]`. The `tahun` of a claim is
        the year it speaks of, not that of its report.

    Returns
    -------
    DataFrame, one row per group: `n_klaim`, `n_didukung`, `n_tidak_didukung`,
    `n_tidak_dapat_diperiksa`, `tidak_didukung_persen` of those that could be checked (missing of
    none) and `n_dinas`.

    Examples
    --------
    >>> rows = pd.DataFrame({"dinas": "d", "putusan": ["didukung", "tidak_didukung"]})
    >>> summarize_klaim_dinas(rows, ["dinas"])["tidak_didukung_persen"].tolist()
    [50.0]
    """
    names = ("didukung", "tidak_didukung", "tidak_dapat_diperiksa")
    flags = {f"n_{name}": (klaim["putusan"] == name).astype(int) for name in names}
    rows = klaim.assign(n_klaim=1, n_dinas=klaim["dinas"], **flags)
    counts = {name: (name, "sum") for name in ("n_klaim", *flags)}
    out = rows.groupby(per, as_index=False).agg(**counts, n_dinas=("n_dinas", "nunique"))
    checked = out["n_didukung"] + out["n_tidak_didukung"]
    share = out["n_tidak_didukung"] / checked.where(checked > 0) * 100
    return out.assign(tidak_didukung_persen=share)
