"""What the findings come to: how many, which touch figures shown, what a right report says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..aturan.rules import GRADES, categorize, scale_rows
from ..once import each_once
from .ketepatan import unsure_kinds

__all__ = [
    "UNREPORTED",
    "UNSURE",
    "WEAK",
    "corrected_report",
    "corrected_reports",
    "count_printed",
    "count_temuan",
    "in_annex",
    "is_contradiction",
    "is_read",
    "is_unsure",
    "summarize_temuan",
    "summarize_terbaca",
    "touching",
]


WEAK = "target_lemah"  # worth a question, but no contradiction
UNREPORTED = "tidak_dilaporkan"  # promised, and never given a figure
UNSURE = "perlu_dilihat"  # of a kind that was measured to err too often to be called an error


VALUES = ["tercetak_persen", "hitung_ulang_persen"]
NAMES = ("indikator", "nama_indikator", "kategori")  # what a mean does not have

ANNEX = "Lampiran"  # how the title of an annex begins

# the columns of the published rows that hold a printed figure
PRINTED = {
    "terbitan_kinerja": ("target_tercetak", "realisasi_tercetak", "capaian_tercetak"),
    "terbitan_anggaran": (
        "pagu_induk_tercetak",
        "pagu_tercetak",
        "realisasi_tercetak",
        "persen_tercetak",
    ),
    "terbitan_acuan": ("nilai_tercetak",),
}


def in_annex(tabel: pd.Series) -> pd.Series:
    """Say which rows stand in annexes alone, by the titles of their tables (`; ` between several).

    Examples
    --------
    >>> in_annex(pd.Series(["Lampiran III", "Tabel 3.1; Lampiran III", "Tabel 3.1"])).tolist()
    [True, False, False]
    """
    return each_once(_in_annex, tabel.fillna("").astype(str)).astype(bool)


def _in_annex(tabel: str) -> bool:
    return all(name.startswith(ANNEX) for name in tabel.split("; "))


def count_printed(tabel: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Count the printed figures that were read, one row per document (of each `dinas`, if named).

    Parameters
    ----------
    tabel : mapping
        The published tables by name; what is not in `PRINTED` is passed over, and so is a table
        that is lacking.

    Returns
    -------
    DataFrame
        `dinas` where the tables have it, `dokumen`, `n_angka`: cells that hold a printed figure;
        `n_angka_lampiran`: of these in annexes (`in_annex`).

    Examples
    --------
    >>> rows = pd.DataFrame({"dokumen": ["a", "a", "b"], "nilai_tercetak": ["1,5", "", "7"]})
    >>> rows["tabel"] = ["Tabel 1", "Tabel 1", "Lampiran I"]
    >>> count_printed({"terbitan_acuan": rows}).values.tolist()
    [['a', 1, 0], ['b', 1, 1]]
    """
    counts = []
    for name, columns in PRINTED.items():
        rows = tabel.get(name, pd.DataFrame(columns=["dokumen"]))
        keys = [key for key in ("dinas", "dokumen") if key in rows]
        cells = rows[[column for column in columns if column in rows]]
        filled = (cells.astype(object).fillna("") != "").sum(axis=1)
        annex = in_annex(rows.get("tabel", pd.Series("", index=rows.index)))
        counted = {"n_angka": filled.astype(int), "n_angka_lampiran": filled.where(annex, 0)}
        counts.append(rows[keys].assign(**counted).astype({"n_angka_lampiran": int}))
    every = pd.concat([part for part in counts if len(part)] or counts[:1])
    keys = [key for key in ("dinas", "dokumen") if key in every]
    return every.groupby(keys, as_index=False)[["n_angka", "n_angka_lampiran"]].sum()


def summarize_terbaca(
    tabel: Mapping[str, pd.DataFrame], dokumen: Sequence[Mapping], tahun: int
) -> pd.DataFrame:
    """Return how much of the published report of a year was read: one row.

    Nothing found is not nothing sought: only where something was read is a report without findings
    one without contradictions. Without a document of that year all are taken (`findings_of`).

    Parameters
    ----------
    tabel : mapping of DataFrame
        The tables of a dinas; those of `PRINTED` and `terbitan_klaim` that are there are counted.
    dokumen : sequence of mapping
        `id` and `tahun` of its documents (`dinas.toml`).

    Returns
    -------
    DataFrame
        `n_angka` (printed figures), `n_klaim` (sentences held against them), `n_angka_lampiran`
        (of the figures, those in annexes).

    Examples
    --------
    >>> rows = pd.DataFrame({"dokumen": ["a", "b"], "nilai_tercetak": ["5,0", "6,0"]})
    >>> papers = [{"id": "a", "tahun": 2023}, {"id": "b", "tahun": 2024}]
    >>> summarize_terbaca({"terbitan_acuan": rows}, papers, 2024).to_dict("records")
    [{'n_angka': 1, 'n_klaim': 0, 'n_angka_lampiran': 0}]
    """
    every = {one["id"] for one in dokumen}
    mine = {one["id"] for one in dokumen if one["tahun"] == tahun} or every
    counts = count_printed(tabel)
    figures = counts[counts["dokumen"].isin(mine)]
    claims = tabel.get("terbitan_klaim", pd.DataFrame({"dokumen": []}))
    found = {
        "n_angka": int(figures["n_angka"].sum()),
        "n_klaim": int(claims["dokumen"].isin(mine).sum()),
        "n_angka_lampiran": int(figures["n_angka_lampiran"].sum()),
    }
    return pd.DataFrame([found])


def is_read(terbaca: pd.DataFrame) -> bool:
    """Say whether anything of the published report was read (`summarize_terbaca`).

    Examples
    --------
    >>> is_read(pd.DataFrame({"n_angka": [0], "n_klaim": [0]}))
    False
    """
    return bool(terbaca.to_numpy().sum())


def is_unsure(temuan: pd.DataFrame) -> pd.Series:
    """Say which findings are of a kind that is shown as something to look at, not as an error."""
    return temuan["jenis"].isin(unsure_kinds()) & (temuan["jenis"] != WEAK)


def is_contradiction(temuan: pd.DataFrame) -> pd.Series:
    """Say of each finding whether it counts as a contradiction: one that follows from no other."""
    return (temuan["jenis"] != WEAK) & ~is_unsure(temuan) & (temuan["akar"] == "")


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
    alone = temuan[is_contradiction(temuan)]
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


def corrected_report(capaian: pd.DataFrame, skala: str | pd.DataFrame) -> pd.DataFrame:
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
    rows = _printed_and_computed(capaian)
    if len(rows):
        mean = rows[VALUES].mean().to_dict() | {"n": len(rows)} | dict.fromkeys(NAMES, "")
        rows = pd.concat([rows, pd.DataFrame([mean])], ignore_index=True)
    return _conclude(rows, skala)


def corrected_reports(capaian: pd.DataFrame, skala: str | pd.DataFrame) -> pd.DataFrame:
    """Return `corrected_report` of several dinas that print the same scale, one call for all.

    Each dinas with one year.

    Returns
    -------
    DataFrame, as `corrected_report` with `dinas` and `tahun`; rows of a dinas together, mean last

    Examples
    --------
    >>> capaian = pd.DataFrame({"dinas": ["d", "e"], "tahun": 2024, "indikator": "a",
    ...     "nama_indikator": "A", "capaian_persen": 95.0, "capaian_tercetak_persen": 85.0,
    ...     "kategori_tercetak": ""})
    >>> corrected_reports(capaian, "permendagri-86")[["dinas", "indikator"]].values.tolist()
    [['d', 'a'], ['d', ''], ['e', 'a'], ['e', '']]
    """
    rows = _printed_and_computed(capaian, ["dinas", "tahun"])
    groups = rows.groupby(["dinas", "tahun"], sort=False)
    means = groups[VALUES].mean().assign(n=groups.size(), **dict.fromkeys(NAMES, ""))
    whole = pd.concat([rows, means.reset_index()], ignore_index=True)
    place = whole["dinas"].map({dinas: n for n, (dinas, _) in enumerate(means.index)})
    order = place.sort_values(kind="stable").index
    return _conclude(whole.loc[order].reset_index(drop=True), skala)


def _printed_and_computed(capaian: pd.DataFrame, who: list[str] | None = None) -> pd.DataFrame:
    """Return the indicators with both a printed and a recomputed achievement."""
    known = capaian["capaian_tercetak_persen"].notna() & capaian["capaian_persen"].notna()
    rows = capaian[known]
    return rows[[*(who or []), "indikator", "nama_indikator"]].assign(
        n=1,
        tercetak_persen=rows["capaian_tercetak_persen"],
        hitung_ulang_persen=rows["capaian_persen"],
        kategori=rows["kategori_tercetak"],
    )


def _conclude(out: pd.DataFrame, skala: str | pd.DataFrame) -> pd.DataFrame:
    """Add the category before and after, and what becomes of the conclusion."""
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
