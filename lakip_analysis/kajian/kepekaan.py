"""How far the order of dinas hangs on the rules: every combination of reasonable choices.

The choices are rows of `aturan/kepekaan.csv`; none is more right than another. All combinations
are computed, so every effect is exact and nothing is drawn. Anchors: sensitivity of composite
indicators (OECD/JRC Handbook, 2008); Saltelli and others (2008) on first-order and total effects.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from ..aturan.rules import NOISE, RUMUS, as_classified, load_rules, scale_rows, threshold
from ..capaian.compute import FORMULAS, judge
from ..errors import RuleError
from .rata_rata import average_by
from .ukuran import counted_once, one_year_each, sasaran_of

__all__ = [
    "FAKTOR",
    "Kepekaan",
    "achieved",
    "base_of",
    "choices_of",
    "compute_kepekaan",
    "count_kategori",
    "promised_values",
    "summarize_kepekaan",
]

# the choices that make a value, in the order in which rules are counted
FAKTOR = ("rumus_turun", "batas_atas", "rata_rata", "kosong", "level")
LIMITS = ["batas_bawah", "batas_atas"]  # a dinas's own, which a common rule does not know
PROMISE = ("dinas", "tahun", "indikator", "nama_indikator")  # what names one


class Kepekaan(NamedTuple):
    """Every rule, and what it gives for every dinas.

    `aturan`: one row per rule, in the order of the product of `FAKTOR`; a column per factor and
    `dasar` (ya: the common yardstick) · `nilai`: per cent, `peringkat`: place from 1, equal values
    sharing the better one; both one row per rule, one column per dinas, missing where the rule
    gives a dinas no value.
    """

    aturan: pd.DataFrame
    nilai: pd.DataFrame
    peringkat: pd.DataFrame


def compute_kepekaan(
    capaian: pd.DataFrame,
    pilihan: pd.DataFrame | None = None,
    tangga: pd.DataFrame | None = None,
) -> Kepekaan:
    """Return the mean achievement and the place of every dinas under every combination of choices.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it, one year per dinas
        Needs `dinas`, `tahun`, `indikator`, `level`, `polaritas`, `target`, `realisasi`, `status`,
        `tercapai`. What the study withholds is left out by `measured` before.
    pilihan : DataFrame, optional, rows as in `aturan/kepekaan.csv` (the default)
    tangga : as `compute_capaian` takes it.

    Returns
    -------
    Kepekaan
        An achievement is never below the threshold `capaian_bawah`. `kosong`: what was promised
        and not reported counts as 0 (`nol`) or is left out (`dilewati`); what is reported but has
        no percentage under a formula is left out by both.

    Raises
    ------
    RuleError
        A dinas with several years; a choice that is not known; a factor without its base.

    Examples
    --------
    >>> from lakip_analysis.capaian.compute import compute_capaian
    >>> kinerja = pd.DataFrame({"dinas": list("aabb"), "indikator": list("wxyz"), "tahun": 2024,
    ...     "level": "sasaran", "sasaran": "S", "polaritas": "naik", "target": 50.0,
    ...     "realisasi": [100.0, 30.0, 46.0, 47.0]})
    >>> found = compute_kepekaan(compute_capaian(kinerja))
    >>> summarize_kepekaan(found)[["n_bertahan", "n_aturan"]].values.tolist()
    [[108, 180], [108, 180]]
    """
    choices = choices_of(pilihan)
    named = sorted(one_year_each(capaian)["dinas"].unique())
    caps = np.array(list(choices["batas_atas"].values()))
    shape = [len(choices[name]) for name in FAKTOR]
    nilai = np.full((*shape, len(named)), np.nan)
    # what was promised is the same under every formula
    promised = [_promised(capaian, kinds) for kinds in choices["level"].values()]
    groups = [pd.Categorical(rows["dinas"], named).codes for rows in promised]
    for n, formula in enumerate(choices["rumus_turun"]):
        value = achieved(capaian, formula, tangga)
        for level, some in enumerate(promised):
            for k, kosong in enumerate(choices["kosong"]):
                rows = some.assign(kelompok=groups[level], nilai=_valued(some, value, kosong))
                for m, way in enumerate(choices["rata_rata"]):
                    nilai[n, :, m, k, level] = average_by(way, rows, len(named), caps)
    flat = nilai.reshape(np.prod(shape), len(named))
    frames = (pd.DataFrame(part, columns=named) for part in (flat, _places(flat)))
    return Kepekaan(_rules(choices), *(part.rename_axis(columns="dinas") for part in frames))


def summarize_kepekaan(kepekaan: Kepekaan) -> pd.DataFrame:
    """Return between which places each dinas moves over all rules: one row per dinas.

    Returns
    -------
    DataFrame
        `nilai_dasar_persen`, `peringkat_dasar`: by the common yardstick · `n_aturan`: rules that
        give the dinas a place, of these the base place again: `n_bertahan` · `n_tanpa_nilai`:
        rules that give it none · `peringkat_terbaik`, `peringkat_terburuk`: the extremes;
        `peringkat_5`, `peringkat_tengah`, `peringkat_95`: places that 5, 50 and 95 % of the rules
        do not exceed · `nilai_terendah_persen`, `nilai_tertinggi_persen`.

    Examples
    --------
    >>> aturan = pd.DataFrame({"dasar": ["ya", "tidak"]})
    >>> nilai = pd.DataFrame({"a": [90.0, 80.0], "b": [85.0, None]})
    >>> found = summarize_kepekaan(Kepekaan(aturan, nilai, nilai.rank(axis=1, ascending=False)))
    >>> found[["dinas", "n_aturan", "n_bertahan", "n_tanpa_nilai"]].values.tolist()
    [['a', 2, 2, 0], ['b', 1, 1, 1]]
    """
    nilai, place = kepekaan.nilai, kepekaan.peringkat
    base = base_of(kepekaan)
    parts = {
        f"peringkat_{name}": _not_exceeded(place, share)
        for name, share in (("5", 0.05), ("tengah", 0.5), ("95", 0.95))
    }
    found = pd.DataFrame(
        {
            "nilai_dasar_persen": nilai.iloc[base],
            "peringkat_dasar": place.iloc[base],
            "n_aturan": place.notna().sum(),
            "n_bertahan": (place == place.iloc[base]).sum(),
            "n_tanpa_nilai": place.isna().sum(),
            "peringkat_terbaik": place.min(),
            "peringkat_terburuk": place.max(),
            **parts,
            "nilai_terendah_persen": nilai.min(),
            "nilai_tertinggi_persen": nilai.max(),
        }
    )
    return found.rename_axis("dinas").reset_index()


def _not_exceeded(place: pd.DataFrame, share: float) -> pd.Series:
    """Return of each column the value that so large a share of its values does not exceed.

    The lower one of two, as `quantile` has it, but of all columns at once.
    """
    values = np.sort(place.to_numpy(dtype=float), axis=0)  # what is missing comes last
    n = (~np.isnan(values)).sum(axis=0)
    at = np.floor((n - 1) * share).astype(int).clip(min=0)
    found = values[at, np.arange(len(n))] if len(values) else np.full(len(n), np.nan)
    return pd.Series(found, index=place.columns)


def count_kategori(kepekaan: Kepekaan, pilihan: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return in how many rules the category of each dinas holds, on each scale.

    Returns
    -------
    DataFrame, one row per (skala, dinas)
        `kategori_dasar`: by the common yardstick on that scale; `n_aturan`, of these the same:
        `n_bertahan`, a better one: `n_naik`, a worse one: `n_turun`; `kategori_tertinggi`,
        `kategori_terendah`: the best and the worst that any rule gives. Empty and 0 where the
        base gives no value.

    Examples
    --------
    >>> aturan = pd.DataFrame({"dasar": ["ya", "tidak"]})
    >>> nilai = pd.DataFrame({"a": [92.0, 90.5]})
    >>> found = count_kategori(Kepekaan(aturan, nilai, nilai))
    >>> found[["kategori_dasar", "n_bertahan", "n_turun"]].values.tolist()[0]
    ['Sangat Tinggi', 1, 1]
    """
    base = base_of(kepekaan)
    parts = []
    for skala in choices_of(pilihan)["skala"]:
        step, names = _steps(kepekaan.nilai, skala)
        there = kepekaan.nilai.notna().to_numpy(dtype=bool)
        own, known = step[base], there[base]
        there = there & known
        best = np.where(there, step, len(names)).min(axis=0)
        worst = np.where(there, step, -1).max(axis=0)
        counts = {
            "n_aturan": there,
            "n_bertahan": there & (step == own),
            "n_naik": there & (step < own),
            "n_turun": there & (step > own),
        }
        words = {"dasar": own, "tertinggi": best, "terendah": worst}
        parts.append(
            pd.DataFrame(
                {
                    "skala": skala,
                    "dinas": kepekaan.nilai.columns,
                    **{f"kategori_{n}": np.where(known, names[s], "") for n, s in words.items()},
                    **{name: where.sum(axis=0) for name, where in counts.items()},
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def choices_of(pilihan: pd.DataFrame | None = None) -> dict[str, dict[str, object]]:
    """Return the options of each factor: its code → its value.

    The base option comes first. The value of `batas_atas` is a number of per cent, infinite for
    none; that of `level` a list of levels; of the others the code itself.

    Parameters
    ----------
    pilihan : DataFrame, optional
        Rows as in `aturan/kepekaan.csv` (the default): `faktor`, `pilihan`, `nilai`, `dasar`.

    Raises
    ------
    RuleError
        A factor is missing or has not exactly one base option.

    Examples
    --------
    >>> choices_of()["batas_atas"]
    {'120': 120.0, 'tanpa_batas': inf, '100': 100.0, '110': 110.0, '150': 150.0}
    """
    rows = load_rules("kepekaan") if pilihan is None else pilihan
    rows = rows.assign(nilai=rows["nilai"].astype(object).where(rows["nilai"].notna(), ""))
    rows = rows.assign(lain=rows["dasar"] != "ya").sort_values("lain", kind="stable")
    found: dict[str, dict[str, object]] = {}
    for name in (*FAKTOR, "skala"):
        some = rows[rows["faktor"] == name]
        if len(some) - some["lain"].sum() != 1:
            raise RuleError(f"Faktor kepekaan “{name}” harus punya tepat satu pilihan dasar.")
        found[name] = {
            str(row.pilihan): _option(name, str(row.pilihan), str(row.nilai))
            for row in some.itertuples()
        }
    return found


def _option(faktor: str, pilihan: str, nilai: str) -> object:
    if faktor == "batas_atas":
        return float(nilai) if nilai else np.inf
    return nilai.split(";") if faktor == "level" else pilihan


def base_of(kepekaan: Kepekaan) -> int:
    """Return the place of the common yardstick among the rules.

    Examples
    --------
    >>> empty = pd.DataFrame()
    >>> base_of(Kepekaan(pd.DataFrame({"dasar": ["tidak", "ya"]}), empty, empty))
    1
    """
    return int(np.flatnonzero(kepekaan.aturan["dasar"] == "ya")[0])


def promised_values(
    capaian: pd.DataFrame, nilai: pd.Series, levels: list[str], kosong: str
) -> pd.DataFrame:
    """Return what enters a mean: one row per promise of the levels given, counted once.

    Parameters
    ----------
    nilai : Series, the achievement of each row in per cent, NaN where there is none
    kosong : str
        `dilewati`: a promise without a report stays without value; `nol`: it has 0.

    Returns
    -------
    DataFrame
        `dinas`, `tahun`, `indikator`, `nama_indikator` (where there is one), `sasaran` (a number),
        `bobot`, `nilai`.

    Examples
    --------
    >>> row = {"dinas": "d", "tahun": 2024, "indikator": "a", "level": "sasaran", "status": "x"}
    >>> frame = pd.DataFrame([row | {"tercapai": ""}])
    >>> promised_values(frame, pd.Series([np.nan]), ["sasaran"], "nol")["nilai"].tolist()
    [0.0]
    """
    rows = _promised(capaian, levels)
    names = [name for name in PROMISE if name in rows]
    found = rows[names].assign(nilai=_valued(rows, nilai, kosong))
    return found.assign(sasaran=rows["sasaran"], bobot=rows["bobot"])


def _promised(capaian: pd.DataFrame, levels: list[str]) -> pd.DataFrame:
    """Return the promises of the levels given, each once: what `promised_values` has but a value.

    `baris`: the index of the row of `capaian`, `kosong`: nothing was reported that can be judged.
    """
    asked = capaian["level"].isin(levels) & (capaian["status"] != "target_kosong")
    rows = capaian[asked]
    rows = rows[counted_once(rows)]
    bobot = pd.to_numeric(rows["bobot"]).astype(float) if "bobot" in rows else np.nan
    names = [name for name in PROMISE if name in rows]
    found = rows[names].assign(
        sasaran=sasaran_of(rows), bobot=bobot, baris=rows.index, kosong=rows["tercapai"] == ""
    )
    return found.reset_index(drop=True)


def _valued(promised: pd.DataFrame, nilai: pd.Series, kosong: str) -> np.ndarray:
    """Return the value of every promise; of one without a report as `kosong` says."""
    if kosong not in ("dilewati", "nol"):
        raise RuleError(f"Pilihan kosong “{kosong}” tidak dikenal. Yang ada: dilewati, nol.")
    found = nilai.loc[promised["baris"]].to_numpy(float)
    return np.where(promised["kosong"], 0.0, found) if kosong == "nol" else found


def achieved(capaian: pd.DataFrame, formula: str, tangga: pd.DataFrame | None = None) -> pd.Series:
    """Return the achievement by the common formulas, but `formula` where less is better.

    Per cent, from `capaian_bawah` on and uncapped; NaN where there is none.

    Examples
    --------
    >>> frame = pd.DataFrame({"target": [4.0], "realisasi": [5.0], "polaritas": "turun"})
    >>> achieved(frame, "target_per_realisasi").tolist()
    [80.0]
    """
    if formula not in FORMULAS:
        raise RuleError(f"Rumus tidak dikenal: {formula}. Yang ada: {', '.join(FORMULAS)}.")
    rumus = capaian["polaritas"].map(RUMUS | {"turun": formula})
    value = judge(capaian.drop(columns=LIMITS, errors="ignore").assign(rumus=rumus), tangga)
    return value["capaian_persen"].clip(lower=threshold("capaian_bawah"))


def _rules(choices: dict[str, dict[str, object]]) -> pd.DataFrame:
    """Return one row per rule; the first one is the base, for base options come first."""
    rows = list(product(*(choices[name] for name in FAKTOR)))
    frame = pd.DataFrame(rows, columns=list(FAKTOR))
    return frame.assign(dasar=np.where(frame.index == 0, "ya", "tidak"))


def _places(nilai: np.ndarray) -> np.ndarray:
    """Return the place of each value in its row: 1 + how many are greater; NaN for a missing one.

    Binary noise decides nothing.
    """
    value = np.round(nilai, NOISE)
    there = ~np.isnan(value)
    place = rankdata(np.where(there, -value, np.inf), method="min", axis=1).astype(float)
    place[~there] = np.nan
    return place


def _steps(nilai: pd.DataFrame, skala: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the class of each value as its place on the scale, 0 the best, and all the names."""
    bands = scale_rows(skala)
    value = as_classified(pd.Series(nilai.to_numpy().ravel()), skala).to_numpy()
    met = np.zeros(len(value), dtype="int64")
    for row in bands.itertuples():
        if np.isnan(row.bawah):
            met += 1
        else:
            met += value > row.bawah if row.operator == ">" else value >= row.bawah
    # the bands fall: who meets one meets all below it; below the lowest there is no class
    return (len(bands) - met).reshape(nilai.shape), np.array([*bands["kategori"], ""], object)
