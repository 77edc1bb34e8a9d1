"""AKIP evaluations: sums, predicate, lost points, change; and targets that name a predicate.

Codes are words of the vocabularies `hasil_hitung`, `hasil_huruf`, `perubahan_akip`, `model_akip`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import as_classified, categorize, load_rules, threshold
from ..data.nilai import split_values

__all__ = [
    "AKIP_COLUMNS",
    "KOMPONEN_COLUMNS",
    "TARGET_COLUMNS",
    "compare_akip_target",
    "compute_akip",
    "compute_akip_komponen",
]

SKALA = "akip"
JENJANG = "predikat AKIP"
KONSEP = "sakip"
SELURUH = 100.0  # the weight of the printed final score: a row that is no component
SETENGAH = 0.005  # half of the last printed digit of a score

# the columns of `akip.csv`, in their order
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
    "predikat_berikut",
    "batas_berikut",
    "poin_ke_berikut",
    "komponen_terberat",
    "poin_terberat",
    "bobot_terberat",
    "tahun_lalu",
    "nilai_lalu",
    "perubahan",
    "status_perubahan",
    "selisih_evaluator",
    "tanggal",
    "dinilai_dini",
    "catatan",
]

# the columns of `akip_komponen.csv`, in their order
KOMPONEN_COLUMNS = [
    "dinas",
    "tahun",
    "penilai",
    "komponen",
    "bobot",
    "nilai",
    "terpenuhi_persen",
    "poin_hilang",
    "terberat",
    "tahun_lalu",
    "nilai_lalu",
    "perubahan",
    "status",
    "sumber",
]

# the columns of `akip_target.csv`, in their order
TARGET_COLUMNS = [
    "dinas",
    "indikator",
    "nama_indikator",
    "tahun",
    "target",
    "predikat_target",
    "batas_target",
    "hasil_target",
    "realisasi",
    "predikat_realisasi",
    "hasil_realisasi",
    "tahun_realisasi",
    "nilai_evaluasi",
    "hasil_evaluasi",
    "dinilai_dini",
]


def compute_akip(sakip: pd.DataFrame) -> pd.DataFrame:
    """Return every AKIP evaluation: its sum, predicate, way to the next one, and its change.

    Parameters
    ----------
    sakip : DataFrame, one row per component of an evaluation (`sakip.csv`)
        Needs `tahun`, `penilai`, `komponen`, `bobot`, `nilai`, `predikat_tercetak`, `catatan`,
        `sumber`; `dinas` when there are several, `tanggal` (ISO) where known. A row of weight 100
        is the printed final score and enters no sum.

    Returns
    -------
    DataFrame, one row per (dinas, tahun, penilai), oldest first
        `model`: the regulation whose weights these are, empty where none has them ·
        `jumlah_komponen`, `nilai_tercetak`, `hasil_jumlah`: the sum beside the printed total; they
        agree within half a digit of every printed score · `nilai`: printed, else the sum ·
        `predikat`: by PermenPANRB 88/2021 of the score with two decimals (exactly 80 is BB), empty
        for 0, for a missing score and before 2015 · `hasil_predikat` · `predikat_berikut`,
        `batas_berikut` (its lowest score), `poin_ke_berikut` · `komponen_terberat`,
        `poin_terberat`: where most points are lost (ties all named), `bobot_terberat`: the weight
        of that component, missing in a tie · `tahun_lalu`, `nilai_lalu`,
        `perubahan`: against the latest earlier evaluation by an evaluator under the same model;
        `status_perubahan` says why there is none · `selisih_evaluator`: a self-assessment minus the
        evaluator's score of the same year · `tanggal`: the printed date of the evaluation,
        `dinilai_dini`: ya where that is before the year it is printed for was over, so that it
        cannot be of that whole year; tidak; empty without a date.

    Notes
    -----
    Weights: PermenPANRB 88/2021 (30/30/15/25) and 12/2015 (30/25/15/10/20), `aturan/akip.csv`.

    Examples
    --------
    >>> sakip = pd.DataFrame({"tahun": 2024, "penilai": "evaluator", "komponen": list("abcd"),
    ...     "bobot": [30, 30, 15, 25], "nilai": [20.7, 20.1, 10.35, 15.5],
    ...     "predikat_tercetak": "", "catatan": "", "sumber": ""})
    >>> compute_akip(sakip)[["nilai", "predikat", "poin_ke_berikut", "komponen_terberat"]].values
    array([[66.65, 'B', 3.36, 'b']], dtype=object)
    """
    keys = _keys(sakip)
    parts, totals = _split(sakip)
    found = _evaluations(sakip, parts, totals, keys)
    found = found.merge(_heaviest(_lost(parts, keys), keys), on=keys, how="left")
    found["komponen_terberat"] = found["komponen_terberat"].fillna("")
    found = _against_evaluator(_change(_next_class(_class(found)), keys), keys)
    return found[[name for name in AKIP_COLUMNS if name in found]]


def compute_akip_komponen(sakip: pd.DataFrame) -> pd.DataFrame:
    """Return every component of every evaluation with the points it lost.

    Parameters
    ----------
    sakip : DataFrame
        As for `compute_akip`.

    Returns
    -------
    DataFrame, one row per (dinas, tahun, penilai, komponen); the printed total is left out
        `terpenuhi_persen` = nilai / bobot · `poin_hilang` = bobot − nilai · `terberat`: no other
        component of the evaluation lost more · `tahun_lalu`, `nilai_lalu`, `perubahan`: the same
        component in the evaluation that `compute_akip` compares with · `status`: dihitung,
        nilai_kosong, bobot_kosong or melebihi_bobot (no points are counted then).

    Examples
    --------
    >>> sakip = pd.DataFrame({"tahun": 2024, "penilai": "evaluator", "komponen": ["a", "jumlah"],
    ...     "bobot": [30, 100], "nilai": [21.0, 70.0], "predikat_tercetak": "", "catatan": "",
    ...     "sumber": ""})
    >>> compute_akip_komponen(sakip)[["komponen", "terpenuhi_persen", "poin_hilang"]].values
    array([['a', 70.0, 9.0]], dtype=object)
    """
    keys = _keys(sakip)
    rows = _lost(_split(sakip)[0], keys)
    before = compute_akip(sakip)[[*keys, "tahun_lalu"]]
    rows = rows.merge(before, on=keys, how="left")
    same = [name for name in keys if name != "tahun"]
    earlier = rows[[*keys, "komponen", "nilai"]]
    earlier = earlier.rename(columns={"tahun": "tahun_lalu", "nilai": "nilai_lalu"})
    earlier = earlier.astype({"tahun_lalu": float})
    rows = rows.merge(earlier, on=[*same, "komponen", "tahun_lalu"], how="left")
    rows["perubahan"] = (rows["nilai"] - rows["nilai_lalu"]).round(4)
    return rows[[name for name in KOMPONEN_COLUMNS if name in rows]]


def compare_akip_target(kinerja: pd.DataFrame, akip: pd.DataFrame) -> pd.DataFrame:
    """Put the indicators that are AKIP scores beside the ladder and beside the evaluations.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `konsep`, `indikator`, `nama_indikator`, `tahun`, `target`, `realisasi`, `data_tahun`.
    akip : DataFrame
        The evaluations, as `compute_akip` gives them.

    Returns
    -------
    DataFrame, one row per (indikator, tahun) of the concept `sakip`
        `predikat_target`, `predikat_realisasi`: of the score where one stands, else the letter ·
        `batas_target`: the lowest score of the letter promised · `hasil_target`,
        `hasil_realisasi`: selaras, huruf_terlalu_tinggi (the letter promises more than the score
        beside it: BB 70, for 70,00 is B), huruf_terlalu_rendah, huruf_saja, angka_saja, kosong ·
        `tahun_realisasi`: the year the figure is of · `nilai_evaluasi`: the evaluator's score of
        that year, `hasil_evaluasi`: cocok, tidak_cocok, tanpa_evaluasi, or empty without a figure ·
        `dinilai_dini` as in `compute_akip`, where the figure is that evaluation's score.

    Examples
    --------
    >>> kinerja = pd.DataFrame({"konsep": ["sakip"], "indikator": "a", "nama_indikator": "A",
    ...     "tahun": [2023], "target": "BB 70", "realisasi": "B 69.5", "data_tahun": [2022]})
    >>> none = pd.DataFrame(columns=["tahun", "penilai", "nilai"])
    >>> compare_akip_target(kinerja, none)[["predikat_target", "hasil_target"]].values.tolist()
    [['B', 'huruf_terlalu_tinggi']]
    """
    rows = kinerja[kinerja["konsep"] == KONSEP].reset_index(drop=True)
    rows["tahun_realisasi"] = pd.to_numeric(rows["data_tahun"]).fillna(rows["tahun"])
    lowest = _ladder()
    for name in ("target", "realisasi"):
        parts = split_values(rows[name])
        scored = categorize(parts["angka"], SKALA)
        rows[f"predikat_{name}"] = scored.where(parts["angka"].notna(), parts["label"])
        rows[f"hasil_{name}"] = _letter_against_score(parts, scored)
        rows[f"angka_{name}"] = parts["angka"]
        rows[f"batas_{name}"] = parts["label"].map(lowest).astype(float)
    rows["tahun_realisasi"] = rows["tahun_realisasi"].where(rows["hasil_realisasi"] != "kosong")
    scores = _scores_of_evaluators(akip)
    where = [name for name in scores if name not in ("nilai_evaluasi", "dinilai_dini")]
    rows = rows.merge(scores, on=where, how="left")
    rows["hasil_evaluasi"] = _figure_against_evaluation(rows)
    rows["dinilai_dini"] = (
        rows["dinilai_dini"].fillna("").where(rows["hasil_evaluasi"] == "cocok", "")
    )
    return rows[[name for name in TARGET_COLUMNS if name in rows]]


# --- steps ---------------------------------------------------------------------------------------


def _keys(frame: pd.DataFrame) -> list[str]:
    return [name for name in ("dinas", "tahun", "penilai") if name in frame]


def _split(sakip: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the components, and the printed totals."""
    total = sakip["bobot"] == SELURUH
    return sakip[~total].reset_index(drop=True), sakip[total].reset_index(drop=True)


def _ladder() -> pd.Series:
    """Return the lowest score of each predicate, lowest first."""
    rows = load_rules("tangga")
    return rows[rows["satuan"] == JENJANG].set_index("label")["terendah"].sort_values()


def _lost(parts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the components with their lost points, in the order in which they are printed."""
    weight, score = parts["bobot"].astype(float), parts["nilai"].astype(float)
    cases = {
        "nilai_kosong": score.isna(),
        "bobot_kosong": weight.isna(),
        "melebihi_bobot": score > weight,
    }
    status = pd.Series(np.select(list(cases.values()), list(cases), "dihitung"), parts.index)
    counted = status == "dihitung"
    lost = (weight - score).round(4).where(counted)
    filled = (score / weight.where(weight > 0) * 100).where(counted)
    out = parts.assign(status=status.astype(str), poin_hilang=lost, terpenuhi_persen=filled)
    most = out.groupby(keys)["poin_hilang"].transform("max")
    out["terberat"] = (out["poin_hilang"] == most) & (most > 0)
    return out.sort_values(keys, kind="stable").reset_index(drop=True)


def _heaviest(parts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    rows = parts[parts["terberat"]]
    tied = rows.duplicated(keys, keep=False)
    joined = rows[tied].groupby(keys, as_index=False).agg({"komponen": "; ".join})
    one = rows[~tied][[*keys, "komponen"]]
    names = pd.concat([one, joined]) if len(joined) else one
    most = rows.assign(bobot=rows["bobot"].mask(tied))
    most = most.drop_duplicates(keys)[[*keys, "poin_hilang", "bobot"]]
    named = {
        "komponen": "komponen_terberat",
        "poin_hilang": "poin_terberat",
        "bobot": "bobot_terberat",
    }
    return names.merge(most, on=keys).rename(columns=named)


def _evaluations(
    sakip: pd.DataFrame, parts: pd.DataFrame, totals: pd.DataFrame, keys: list[str]
) -> pd.DataFrame:
    """Return one row per evaluation: model, sum of the components, printed total."""
    found = sakip[keys].drop_duplicates().sort_values(keys).reset_index(drop=True)
    groups = parts.groupby(keys, as_index=False)
    sums = groups.agg(
        n_komponen=("komponen", "size"),
        n_bernilai=("nilai", "count"),
        jumlah_komponen=("nilai", "sum"),
    )
    found = found.merge(sums, on=keys, how="left").merge(_models(parts, keys), on=keys, how="left")
    named = ["nilai", "predikat_tercetak", "catatan", "tanggal"]
    printed = totals.drop_duplicates(keys).reindex(columns=[*keys, *named])
    found = found.merge(printed.rename(columns={"nilai": "nilai_tercetak"}), on=keys, how="left")
    texts = dict.fromkeys(["predikat_tercetak", "catatan", "tanggal", "model"], "")
    found = found.astype({"tanggal": object}).fillna({**texts, "n_komponen": 0})
    found["dinilai_dini"] = _before_the_end(found)
    whole = found["n_komponen"] == found["n_bernilai"]
    found["n_komponen"] = found["n_komponen"].astype(int)
    found["jumlah_komponen"] = found["jumlah_komponen"].where(whole).round(4)
    found["hasil_jumlah"] = _sum_against_total(found)
    found["nilai"] = found["nilai_tercetak"].fillna(found["jumlah_komponen"]).astype(float)
    return found


def _before_the_end(found: pd.DataFrame) -> np.ndarray:
    """Say which evaluations are dated before the year they are printed for was over."""
    year = pd.to_numeric(found["tanggal"].str[:4], errors="coerce")
    return np.select([year.isna(), year <= found["tahun"]], ["", "ya"], "tidak")


def _models(parts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the model of each evaluation: the one whose weights its components have."""
    rows = parts.sort_values("bobot")
    rows = rows.assign(ke=rows.groupby(keys).cumcount())
    wide = rows.pivot(index=keys, columns="ke", values="bobot")
    model = pd.Series("", index=wide.index, name="model", dtype=object)
    for name, rules in load_rules("akip").groupby("model"):
        weights = sorted(rules["bobot"].astype(float))
        expected = pd.Series(weights).reindex(wide.columns)
        same = wide.eq(expected, axis="columns") | (wide.isna() & expected.isna())
        model = model.mask(same.all(axis="columns") & (wide.shape[1] >= len(weights)), name)
    return model.reset_index()


def _sum_against_total(found: pd.DataFrame) -> np.ndarray:
    allowed = SETENGAH * (found["n_komponen"] + 1)
    apart = (found["jumlah_komponen"] - found["nilai_tercetak"]).abs().round(6)
    cases = {
        "tanpa_komponen": found["n_komponen"] == 0,
        "komponen_kosong": found["jumlah_komponen"].isna(),
        "tanpa_total": found["nilai_tercetak"].isna(),
        "cocok": apart <= allowed,
    }
    return np.select(list(cases.values()), list(cases), "tidak_cocok")


def _class(found: pd.DataFrame) -> pd.DataFrame:
    predicate = categorize(found["nilai"], SKALA)
    predicate = predicate.mask(found["tahun"] < threshold("akip_sejak"), "")
    cases = {
        "tidak_tercetak": found["predikat_tercetak"] == "",
        "tidak_dihitung": predicate == "",
        "cocok": found["predikat_tercetak"] == predicate,
    }
    result = np.select(list(cases.values()), list(cases), "tidak_cocok")
    return found.assign(predikat=predicate, hasil_predikat=result)


def _next_class(found: pd.DataFrame) -> pd.DataFrame:
    """Return the way to the next predicate; none above the highest, none without a score."""
    ladder = _ladder()
    score = as_classified(found["nilai"], SKALA)
    place = np.searchsorted(ladder.to_numpy(), score.to_numpy(), side="right")
    old = found["tahun"] < threshold("akip_sejak")
    there = (place < len(ladder)) & score.notna() & ~old
    place = np.where(there, place, 0)
    limit = pd.Series(ladder.to_numpy()[place], found.index).where(there)
    return found.assign(
        predikat_berikut=pd.Series(ladder.index.to_numpy()[place], found.index).where(there, ""),
        batas_berikut=limit,
        poin_ke_berikut=(limit - score).round(2),
    )


def _change(found: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Compare each evaluator's score with his latest earlier one under the same model."""
    who = [name for name in keys if name == "dinas"]
    one = found.assign(satu=0)  # a group key also where there is one dinas without a name
    group = who or ["satu"]
    scored = (found["penilai"] == "evaluator") & found["nilai"].notna()
    like = one[scored & (found["model"] != "")].groupby([*group, "model"])
    before = like[["tahun", "nilai"]].shift().add_suffix("_lalu").reindex(found.index)
    first = one.groupby(group)["tahun"].transform("min")
    first_scored = one["tahun"].where(scored).groupby([one[name] for name in group])
    cases = {
        "mandiri": found["penilai"] == "mandiri",
        "penilai_tidak_tercetak": found["penilai"] == "",
        "tanpa_nilai": found["nilai"].isna(),
        "pertama": first >= found["tahun"],
        "model_tidak_dikenal": found["model"] == "",
        "dibandingkan": before["nilai_lalu"].notna(),
        "penilai_berbeda": ~(first_scored.transform("min") < found["tahun"]),
    }
    status = np.select(list(cases.values()), list(cases), "model_berbeda")
    before = before.where(pd.Series(status == "dibandingkan", found.index))
    moved = (found["nilai"] - before["nilai_lalu"]).round(4)
    return found.assign(**before, perubahan=moved, status_perubahan=status)


def _against_evaluator(found: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    same = [name for name in keys if name != "penilai"]
    rated = found[found["penilai"] == "evaluator"].set_index(same)["nilai"].rename("nilai_lain")
    found = found.merge(rated.reset_index(), on=same, how="left")
    apart = (found["nilai"] - found["nilai_lain"]).round(4)
    own = apart.where(found["penilai"] == "mandiri")
    return found.drop(columns="nilai_lain").assign(selisih_evaluator=own)


def _letter_against_score(parts: pd.DataFrame, scored: pd.Series) -> np.ndarray:
    """Say whether the letter that stands beside a score is the letter of that score."""
    rank = {label: place for place, label in enumerate(_ladder().index, start=1)}
    promised, reached = parts["label"].map(rank), scored.map(rank).fillna(0)
    cases = {
        "kosong": parts["angka"].isna() & (parts["label"] == ""),
        "huruf_saja": parts["angka"].isna(),
        "angka_saja": promised.isna(),
        "huruf_terlalu_tinggi": promised > reached,
        "huruf_terlalu_rendah": promised < reached,
    }
    return np.select(list(cases.values()), list(cases), "selaras")


def _scores_of_evaluators(akip: pd.DataFrame) -> pd.DataFrame:
    rows = akip[akip["penilai"] == "evaluator"]
    named = {"tahun": "tahun_realisasi", "nilai": "nilai_evaluasi"}
    columns = [name for name in ("dinas", "tahun", "nilai") if name in rows]
    early = rows.get("dinilai_dini", pd.Series("", rows.index, dtype=object))
    scores = rows[columns].astype({"tahun": float, "nilai": float}).rename(columns=named)
    return scores.assign(dinilai_dini=early)


def _figure_against_evaluation(rows: pd.DataFrame) -> np.ndarray:
    apart = (rows["angka_realisasi"] - rows["nilai_evaluasi"]).abs().round(6)
    cases = {
        "": rows["angka_realisasi"].isna(),
        "tanpa_evaluasi": rows["nilai_evaluasi"].isna(),
        "cocok": apart <= SETENGAH,
    }
    return np.select(list(cases.values()), list(cases), "tidak_cocok")
