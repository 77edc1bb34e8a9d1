"""AKIP evaluations and SPM indices of several dinas, computed again by one rule.

Which may be set beside each other depends on who scored, by which model, and in which year. Codes
are words of the vocabularies `sebanding` and `alasan_evaluasi`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..akip.compute import compute_akip
from ..akip.spm import compute_spm
from ..aturan.rules import load_rules
from ..errors import RuleError

__all__ = [
    "AKIP_COLUMNS",
    "SPM_COLUMNS",
    "compare_akip",
    "compare_spm",
    "compute_jawaban",
]

# the columns of `evaluasi_akip.csv`, in their order
AKIP_COLUMNS = [
    "dinas",
    "tahun",
    "penilai",
    "model",
    "n_komponen",
    "jumlah_komponen",
    "nilai_tercetak",
    "hasil_jumlah",
    "nilai",
    "predikat",
    "predikat_tercetak",
    "hasil_predikat",
    "perubahan",
    "status_perubahan",
    "sebanding",
    "alasan_evaluasi",
    "n_dinas",
]

# the columns of `indeks_spm_dinas.csv`, in their order
SPM_COLUMNS = [
    "dinas",
    "tahun",
    "n_layanan",
    "penerima_persen",
    "mutu_persen",
    "indeks_persen",
    "indeks_bawah_persen",
    "indeks_atas_persen",
    "indeks_tercetak_persen",
    "capaian_tercetak_persen",
    "hasil_indeks",
    "kelas",
    "status",
    "sebanding",
    "alasan_evaluasi",
    "n_dinas",
]

MODEL = "permenpanrb-88-2021"
WORTH = ("evaluator", "", "mandiri")  # whose score counts first


def compare_akip(sakip: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Put the latest AKIP evaluation of each dinas side by side, each computed again.

    Parameters
    ----------
    sakip : DataFrame, one row per component of an evaluation (`sakip.csv`) of several dinas
    tahun : int
        Evaluations up to that year count. Of one year an evaluator's goes before a self-assessment.

    Returns
    -------
    DataFrame, one row per dinas
        As `compute_akip` gives it · `sebanding`: ya (another dinas has an evaluator's score by the
        same model of the same year), hati-hati, or tidak; `alasan_evaluasi` why: mandiri (scored by
        itself), penilai_tidak_tercetak, model_tidak_dikenal (no regulation has these weights),
        model_berbeda, tahun_berbeda, sendiri (no other dinas has a score), tanpa_nilai · `n_dinas`:
        dinas with such a score.

    Examples
    --------
    >>> one = pd.DataFrame({"tahun": 2024, "penilai": "evaluator", "komponen": list("abcd")})
    >>> one = one.assign(bobot=[30, 30, 15, 25], predikat_tercetak="", catatan="", sumber="")
    >>> parts = [one.assign(dinas=name, nilai=[20.7, 20.1, 10.35, 15.5]) for name in "xy"]
    >>> found = compare_akip(pd.concat(parts), 2024)
    >>> found[["dinas", "nilai", "predikat", "sebanding"]].values.tolist()
    [['x', 66.65, 'B', 'ya'], ['y', 66.65, 'B', 'ya']]
    """
    known = sakip[sakip["tahun"] <= tahun]
    found = compute_akip(known)
    order = found["penilai"].map({name: place for place, name in enumerate(WORTH)})
    found = found.assign(_urut=-order.fillna(len(WORTH)))
    latest = found.sort_values(["tahun", "_urut"], kind="stable")
    latest = latest.drop_duplicates("dinas", keep="last").sort_values("dinas")
    rows = latest.reset_index(drop=True)
    scored = rows["nilai"].notna() & (rows["penilai"] == "evaluator") & (rows["model"] != "")
    by_model = _others(rows, scored, ["model"])
    by_year = _others(rows, scored, ["model", "tahun"])
    cases = {
        "tanpa_nilai": rows["nilai"].isna(),
        "mandiri": rows["penilai"] == "mandiri",
        "penilai_tidak_tercetak": rows["penilai"] == "",
        "model_tidak_dikenal": rows["model"] == "",
        "sendiri": scored.sum() < 2,
        "model_berbeda": by_model < 2,
        "tahun_berbeda": by_year < 2,
    }
    return _judged(rows, cases, ("tanpa_nilai",), by_year)[AKIP_COLUMNS]


def compare_spm(spm: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Put the SPM index of each dinas side by side, latest year, each computed again.

    Parameters
    ----------
    spm : DataFrame, one row per (tahun, layanan) (`spm.csv`) of several dinas
    tahun : int
        Years up to that one count.

    Returns
    -------
    DataFrame, one row per dinas, the row of the urusan as `compute_spm` gives it
        `sebanding`: ya (another dinas has a full index of the same year over as many services),
        hati-hati, or tidak; `alasan_evaluasi` why: indeks_sebagian (a service has no index),
        hanya_tercetak (its services are not printed, so the printed index is all there is),
        tanpa_nilai, sendiri, tahun_berbeda, layanan_berbeda (another number of services) ·
        `n_dinas`: dinas with such an index.

    Examples
    --------
    >>> one = pd.DataFrame({"tahun": [2024], "lingkup": "", "layanan": "A", "satuan": "Orang"})
    >>> one = one.assign(target="20", realisasi="19", capaian_persen=None, mutu_persen=88.0)
    >>> one = one.assign(indeks_persen=None, lain="", catatan="", sumber="")
    >>> found = compare_spm(pd.concat([one.assign(dinas=name) for name in "xy"]), 2024)
    >>> found[["indeks_persen", "kelas", "sebanding"]].round(2).values.tolist()[0]
    [93.6, 'Tuntas Utama', 'ya']
    """
    known = spm[spm["tahun"] <= tahun]
    latest = known.groupby("dinas", sort=False)["tahun"].transform("max")
    found = compute_spm(known[known["tahun"] == latest])
    rows = found[found["lingkup"] == "urusan"].sort_values("dinas").reset_index(drop=True)
    full = (rows["status"] == "rata_rata") & rows["indeks_persen"].notna()
    by_year = _others(rows, full, ["tahun"])
    alike = _others(rows, full, ["tahun", "n_layanan"])
    printed = rows["indeks_tercetak_persen"].fillna(rows["capaian_tercetak_persen"])
    cases = {
        "hanya_tercetak": ~full & (rows["status"] == "tercetak") & printed.notna(),
        "indeks_sebagian": ~full & (rows["indeks_bawah_persen"].notna() | printed.notna()),
        "tanpa_nilai": ~full,
        "sendiri": full.sum() < 2,
        "tahun_berbeda": by_year < 2,
        "layanan_berbeda": alike < 2,
    }
    return _judged(rows, cases, ("tanpa_nilai", "indeks_sebagian"), alike)[SPM_COLUMNS]


def _others(rows: pd.DataFrame, usable: pd.Series, same: list[str]) -> pd.Series:
    """Return how many dinas have a usable score of the same kind; 0 for who has none."""
    many = usable.groupby([rows[name] for name in same]).transform("sum")
    return many.where(usable, 0).astype(int)


def _judged(
    rows: pd.DataFrame, cases: dict, never: tuple[str, ...], many: pd.Series
) -> pd.DataFrame:
    masks = [np.broadcast_to(np.asarray(mask, dtype=bool), len(rows)) for mask in cases.values()]
    why = pd.Series(np.select(masks, list(cases), ""), index=rows.index, dtype=str)
    said = np.select([why == "", why.isin(never)], ["ya", "tidak"], "hati-hati")
    return rows.assign(sebanding=said, alasan_evaluasi=why, n_dinas=many)


def compute_jawaban(jawaban: pd.DataFrame) -> pd.DataFrame:
    """Return the score of each component of an AKIP evaluation from the letters of its work sheet.

    weight × Σ (share of the sub-component × value of its letter) / 100

    Parameters
    ----------
    jawaban : DataFrame, one row per (dinas, tahun, penilai, komponen, subkomponen)
        `komponen` as in `aturan/akip.csv` (PermenPANRB 88/2021), `subkomponen` as in
        `aturan/akip_subkomponen.csv`, `jawaban` a letter of `aturan/akip_jawaban.csv`.

    Returns
    -------
    DataFrame, one row per component, as `compute_akip` takes it: `bobot`, `nilai`; a component with
    a missing letter or sub-component has no `nilai`.

    Raises
    ------
    RuleError
        A letter, component or sub-component that the work sheet does not have.

    Examples
    --------
    >>> parts = ["keberadaan", "kualitas", "pemanfaatan"]
    >>> sheet = pd.DataFrame({"dinas": "x", "tahun": 2024, "penilai": "evaluator",
    ...     "komponen": "Perencanaan Kinerja", "subkomponen": parts, "jawaban": ["A", "B", "CC"]})
    >>> compute_jawaban(sheet)[["komponen", "bobot", "nilai"]].values.tolist()
    [['Perencanaan Kinerja', 30, 20.7]]
    """
    values = load_rules("akip_jawaban").set_index("jawaban")["nilai"]
    shares = load_rules("akip_subkomponen").set_index("subkomponen")["bagian_persen"]
    weights = load_rules("akip")
    weights = weights[weights["model"] == MODEL].set_index("komponen")["bobot"]
    known = {"jawaban": values, "subkomponen": shares, "komponen": weights}
    for name, rules in known.items():
        _refuse(jawaban[name], name, list(rules.index))
    keys = ["dinas", "tahun", "penilai", "komponen"]
    points = jawaban["jawaban"].map(values) * jawaban["subkomponen"].map(shares) / 100
    rows = jawaban.assign(_poin=points).drop_duplicates([*keys, "subkomponen"])
    by = rows.groupby(keys, sort=False)["_poin"]
    out = by.sum().where(by.count() == len(shares)).rename("_poin").reset_index()
    weight = out["komponen"].map(weights)
    text = {name: "" for name in ("predikat_tercetak", "catatan", "sumber")}
    out = out.assign(bobot=weight, nilai=(weight * out["_poin"] / 100).round(4), **text)
    return out.drop(columns="_poin")


def _refuse(said: pd.Series, kolom: str, known: list[str]) -> None:
    """Refuse what the work sheet does not have; an empty letter is a missing one."""
    odd = sorted(set(said.dropna().astype(str)) - set(known) - {""})
    if odd:
        raise RuleError(
            f"Kolom {kolom} berisi {', '.join(odd)}, yang tidak ada di lembar kerja evaluasi"
            f" Permen PANRB 88/2021. Yang ada: {', '.join(known)}."
        )
