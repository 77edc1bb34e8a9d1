"""What the findings come to: how many, which touch figures shown, what a right report says."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import GRADES, categorize, scale_rows
from .ketepatan import unsure_kinds

__all__ = [
    "UNSURE",
    "WEAK",
    "corrected_report",
    "count_temuan",
    "is_unsure",
    "summarize_temuan",
    "touching",
]


WEAK = "target_lemah"  # worth a question, but no contradiction
UNSURE = "perlu_dilihat"  # of a kind that was measured to err too often to be called an error


def is_unsure(temuan: pd.DataFrame) -> pd.Series:
    """Say which findings are of a kind that is shown as something to look at, not as an error."""
    return temuan["jenis"].isin(unsure_kinds()) & (temuan["jenis"] != WEAK)


def summarize_temuan(temuan: pd.DataFrame) -> pd.DataFrame:
    """Return the number of findings per kind and severity: one row per `jenis` that was found.

    `tinggi`, `sedang`, `rendah` count those that follow from no other finding, `akibat` the others.
    """
    roots = temuan[temuan["akar"] == ""]
    counts = roots.groupby(["jenis", "keparahan"]).size().unstack(fill_value=0)
    every = temuan.groupby("jenis").size()
    counts = counts.reindex(index=every.index, columns=list(GRADES)).fillna(0).astype(int)
    counts["akibat"] = every - counts.sum(axis=1)
    return counts.rename_axis(columns=None).reset_index()


def count_temuan(temuan: pd.DataFrame) -> dict[str, int]:
    """Return how many findings there are, the same for every place that says so.

    Returns
    -------
    dict
        `pertentangan` (contradictions that follow from no other one), of these `tinggi`, `sedang`,
        `rendah` and, where it was asked, `menyentuh` (figures used here); `akibat` (those that
        follow from others); `perlu_dilihat` (not counted as contradictions, `is_unsure`);
        `target_lemah` (weak targets, which contradict nothing).

    Examples
    --------
    >>> found = pd.DataFrame({"jenis": ["angka_janggal", "jumlah_tidak_cocok", "target_lemah"],
    ...     "keparahan": ["tinggi", "tinggi", "sedang"], "akar": ["", "T001", ""]})
    >>> [count_temuan(found)[key] for key in ("pertentangan", "tinggi", "akibat", "target_lemah")]
    [1, 1, 1, 1]
    """
    weak, unsure, root = temuan["jenis"] == WEAK, is_unsure(temuan), temuan["akar"] == ""
    alone = temuan[~weak & ~unsure & root]
    # a frame says True, the file ya
    touched = alone["menyentuh"].isin([True, "ya"]).sum() if "menyentuh" in alone else 0
    return {
        "pertentangan": len(alone),
        **{grade: int((alone["keparahan"] == grade).sum()) for grade in GRADES},
        "menyentuh": int(touched),
        "akibat": int((~weak & ~root).sum()),
        UNSURE: int((unsure & root).sum()),
        "target_lemah": int(weak.sum()),
    }


def touching(temuan: pd.DataFrame, terbitan: pd.DataFrame, sumber: pd.Series) -> pd.DataFrame:
    """Add `menyentuh`: does a finding concern a line that figures shown were taken from?

    A line may print several years: a finding of one of them touches the figures of that year only.
    Of earlier years than the last one used, a finding counts where it is about a figure in use
    (`dipakai`), not about what else stands on the line.

    Parameters
    ----------
    terbitan : DataFrame
        Published rows of both kinds: `id`, `baris`, `tahun`.
    sumber : Series
        Ids of the published rows behind the figures shown.
    """
    rows = terbitan[terbitan["id"].isin(set(sumber))]
    line = pd.to_numeric(rows["baris"]).astype(int)
    used = dict.fromkeys(line, frozenset())
    for number, year in zip(line, pd.to_numeric(rows["tahun"]).fillna(0).astype(int), strict=True):
        used[number] |= {year, 0}
    last = max((year for years in used.values() for year in years), default=0)
    years = temuan["tahun"].astype("Int64").fillna(0)
    known = temuan.get("dipakai", pd.Series("", index=temuan.index)) != ""
    hit = [
        (year in (0, last) or value) and any(year in used.get(number, ()) for number in lines)
        for lines, year, value in zip(temuan["baris"], years, known, strict=True)
    ]
    return temuan.assign(menyentuh=pd.Series(hit, index=temuan.index, dtype=bool))


def corrected_report(capaian: pd.DataFrame, skala: str) -> pd.DataFrame:
    """Return what a corrected report would say of each printed achievement, and of their mean.

    Parameters
    ----------
    capaian : DataFrame
        One row per indicator; those without a printed or a recomputed achievement are left out.
    skala : str
        The report's own scale.

    Returns
    -------
    DataFrame, one row per indicator, the mean last (`indikator` and `nama_indikator` empty)
        `n` (indicators it is over), `tercetak_persen`, `kategori_lama` (as printed, else what the
        scale gives the printed figure), `hitung_ulang_persen`, `kategori_baru`, `kesimpulan`:
        berubah (the category is another one), target_meleset or target_tercapai (the category
        stays, but 100 is missed or reached only now; never of the mean), else tetap. Empty when
        nothing is printed.

    Examples
    --------
    >>> capaian = pd.DataFrame({"indikator": ["a"], "nama_indikator": ["A"],
    ...     "capaian_persen": [95.0], "capaian_tercetak_persen": [85.0], "kategori_tercetak": [""]})
    >>> corrected_report(capaian, "permendagri-86")[["n", "kategori_lama", "kategori_baru"]].values
    array([[1, 'Tinggi', 'Sangat Tinggi'],
           [1, 'Tinggi', 'Sangat Tinggi']], dtype=object)
    """
    known = capaian["capaian_tercetak_persen"].notna() & capaian["capaian_persen"].notna()
    rows = capaian[known]
    out = rows[["indikator", "nama_indikator"]].assign(
        n=1,
        tercetak_persen=rows["capaian_tercetak_persen"],
        hitung_ulang_persen=rows["capaian_persen"],
        kategori=rows["kategori_tercetak"],
    )
    if len(out):
        mean = {
            "indikator": "",
            "nama_indikator": "",
            "n": len(out),
            "tercetak_persen": out["tercetak_persen"].mean(),
            "hitung_ulang_persen": out["hitung_ulang_persen"].mean(),
            "kategori": "",
        }
        out = pd.concat([out, pd.DataFrame([mean])], ignore_index=True)
    classes = set(scale_rows(skala)["kategori"].str.lower())
    on_scale = out["kategori"].str.lower().isin(classes)
    old = out["kategori"].where(on_scale, categorize(out["tercetak_persen"], skala))
    new = categorize(out["hitung_ulang_persen"], skala)
    changed = old.str.lower() != new.str.lower()
    # as they are written: 99,996 and 100,00 are one figure
    before, now = (out[name].round(2) >= 100 for name in ("tercetak_persen", "hitung_ulang_persen"))
    one = out["indikator"] != ""
    kesimpulan = np.select(
        [changed, one & before & ~now, one & ~before & now],
        ["berubah", "target_meleset", "target_tercapai"],
        "tetap",
    )
    out = out.assign(kategori_lama=old, kategori_baru=new, kesimpulan=kesimpulan)
    return out.drop(columns="kategori")
