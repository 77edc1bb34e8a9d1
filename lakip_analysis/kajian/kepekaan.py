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

from ..aturan.rules import NOISE, RUMUS, SKALA_BERSAMA, as_classified, load_rules, scale_rows
from ..aturan.rules import categorize, threshold
from ..capaian.compute import judge
from ..errors import RuleError
from .ukuran import counted_once, one_year_each, sasaran_of

__all__ = [
    "FAKTOR",
    "Kepekaan",
    "compare_faktor",
    "compare_pilihan",
    "compare_tanpa",
    "compute_kepekaan",
    "count_kategori",
    "summarize_faktor",
    "summarize_kepekaan",
]

# the choices that make a value, in the order in which rules are counted
FAKTOR = ("rumus_turun", "batas_atas", "rata_rata", "kosong", "level")
LIMITS = ["batas_bawah", "batas_atas"]  # a dinas's own, which a common rule does not know


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
    >>> summarize_kepekaan(found)[["peringkat_dasar", "n_bertahan", "n_aturan"]].values.tolist()
    [[2.0, 108, 180], [1.0, 108, 180]]
    """
    choices = _choices(pilihan)
    levels = {name: rule.split(";") for name, rule in choices["level"].items()}
    rows = capaian[capaian["level"].isin(sum(levels.values(), []))]
    rows = one_year_each(rows).sort_values("dinas", kind="stable").reset_index(drop=True)
    rows = rows.assign(dinas=rows["dinas"].astype("category"))
    named, caps = list(rows["dinas"].cat.categories), _caps(choices["batas_atas"])
    shape = [len(choices[name]) for name in FAKTOR]
    nilai = np.full((*shape, len(named)), np.nan)
    for n, formula in enumerate(choices["rumus_turun"]):
        value = _achieved(rows, formula, tangga)
        for level, kinds in enumerate(levels.values()):
            some = _promised(rows.assign(nilai=value), kinds)
            for k, kosong in enumerate(choices["kosong"]):
                filled = _filled(some, kosong)
                for m, way in enumerate(choices["rata_rata"]):
                    nilai[n, :, m, k, level] = average_by(way, filled, len(named), caps)
    flat = nilai.reshape(-1, len(named))
    aturan = _rules(choices)
    frames = (pd.DataFrame(part, columns=named) for part in (flat, _ranks(flat)))
    return Kepekaan(aturan, *(part.rename_axis(columns="dinas") for part in frames))


def average_by(way: str, rows: pd.DataFrame, n_dinas: int, caps: np.ndarray) -> np.ndarray:
    """Return the mean of each dinas under each cap: one row per cap, one column per dinas.

    Parameters
    ----------
    way : str
        `rata_rata_indikator`, `rata_rata_sasaran`, `rata_rata_bobot` (as the functions of these
        names in `capaian`) or `median_indikator`.
    rows : DataFrame, one row per indicator
        `kelompok` (0 … n_dinas − 1), `sasaran` (a number), `nilai` (per cent, uncapped, NaN where
        there is none), `bobot`.
    caps : array of per cent, infinite for none

    Examples
    --------
    >>> rows = pd.DataFrame({"kelompok": 0, "sasaran": [0, 1, 1], "nilai": [300.0, 90.0, 60.0]})
    >>> caps = np.array([np.inf, 120.0])
    >>> average_by("rata_rata_sasaran", rows.assign(bobot=np.nan), 1, caps).tolist()
    [[187.5], [97.5]]
    """
    known = rows[rows["nilai"].notna()]
    group = known["kelompok"].to_numpy()
    counts = np.bincount(group, minlength=n_dinas)
    if way == "median_indikator":
        return _median(known["nilai"].to_numpy(), group, counts, caps)
    if way not in WEIGHTS:
        ways = ", ".join([*WEIGHTS, "median_indikator"])
        raise RuleError(f"Rata-rata “{way}” tidak dikenal. Yang ada: {ways}.")
    weights = WEIGHTS[way](known, n_dinas)
    order = np.argsort(group, kind="stable")
    capped = np.minimum(known["nilai"].to_numpy()[order], caps[:, None]) * weights[order]
    out = np.full((len(caps), n_dinas), np.nan)
    there = counts > 0
    starts = (np.cumsum(counts) - counts)[there]
    if there.any():
        out[:, there] = np.add.reduceat(capped, starts, axis=1)
    return out


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
    base = _base(kepekaan)
    parts = {
        f"peringkat_{name}": place.quantile(share, interpolation="lower")
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
    >>> found.iloc[0][["kategori_dasar", "n_bertahan", "n_turun"]].tolist()
    ['Sangat Tinggi', 1, 1]
    """
    base = _base(kepekaan)
    parts = []
    for skala in _choices(pilihan)["skala"]:
        step, names = _steps(kepekaan.nilai, skala)
        there = kepekaan.nilai.notna().to_numpy()
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


def compare_faktor(kepekaan: Kepekaan) -> pd.DataFrame:
    """Return how much each choice moves each dinas: one row per (faktor, dinas).

    Returns
    -------
    DataFrame
        `geser_rata`, `geser_terbesar`: by how many places the dinas moves when this choice alone
        is changed and all others stay, on average over the others and at most; `geser_nilai_poin`:
        the same of its value, on average, in points. `pengaruh_persen`: which share of all the
        movement of its place this choice makes by itself (first order), `pengaruh_total_persen`:
        together with what it does only in company of others (total effect). Both are exact, for
        every combination is there; missing where the place never moves.
    """
    axes = _shape(kepekaan.aturan)
    place, nilai = (
        frame.to_numpy(dtype=float).reshape(*axes.values(), -1)
        for frame in (kepekaan.peringkat, kepekaan.nilai)
    )
    parts = []
    for axis, name in enumerate(axes):
        moved = _span(place, axis)
        with np.errstate(invalid="ignore", divide="ignore"):
            own, total = _effects(place, axis)
        parts.append(
            pd.DataFrame(
                {
                    "faktor": name,
                    "dinas": kepekaan.nilai.columns,
                    "geser_rata": _mean(moved),
                    "geser_terbesar": np.fmax.reduce(moved.reshape(-1, moved.shape[-1])),
                    "geser_nilai_poin": _mean(_span(nilai, axis)),
                    "pengaruh_persen": own * 100,
                    "pengaruh_total_persen": total * 100,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def summarize_faktor(faktor: pd.DataFrame) -> pd.DataFrame:
    """Return what each choice moves among all dinas: one row per faktor of `compare_faktor`.

    `geser_rata`: places moved, on average over the dinas; `geser_terbesar`: the most that any
    dinas moves; `n_bergeser`: dinas that this choice moves at all, of `n_dinas` for which it gives
    more than one value.

    Examples
    --------
    >>> rows = pd.DataFrame({"faktor": "kosong", "dinas": list("ab"), "geser_rata": [0.0, 1.0]})
    >>> found = summarize_faktor(rows.assign(geser_terbesar=[0.0, 2.0], geser_nilai_poin=1.0))
    >>> found[["geser_rata", "n_bergeser", "n_dinas"]].values.tolist()
    [[0.5, 1, 2]]
    """
    moved = faktor.assign(n_bergeser=faktor["geser_terbesar"] > 0)
    return (
        moved.groupby("faktor", sort=False)
        .agg(
            geser_rata=("geser_rata", "mean"),
            geser_terbesar=("geser_terbesar", "max"),
            geser_nilai_poin=("geser_nilai_poin", "mean"),
            n_bergeser=("n_bergeser", "sum"),
            n_dinas=("geser_rata", "count"),
        )
        .reset_index()
    )


def compare_pilihan(kepekaan: Kepekaan) -> pd.DataFrame:
    """Return what each option does on average over all others: one row per (faktor, pilihan, dinas).

    `n_aturan`: rules with this option that give the dinas a value; `rata_peringkat`,
    `rata_nilai_persen`: its mean place and value over them, missing where there is none.
    """
    names = [name for name in FAKTOR if name in kepekaan.aturan]
    parts = []
    for name in names:
        option = kepekaan.aturan[name].to_numpy()
        found = {
            "n_aturan": kepekaan.nilai.notna().groupby(option, sort=False).sum(),
            "rata_peringkat": kepekaan.peringkat.groupby(option, sort=False).mean(),
            "rata_nilai_persen": kepekaan.nilai.groupby(option, sort=False).mean(),
        }
        long = pd.concat({key: frame.stack() for key, frame in found.items()}, axis=1)
        long = long.rename_axis(["pilihan", "dinas"]).reset_index()
        parts.append(long.assign(faktor=name))
    columns = ["faktor", "pilihan", "dinas", *found]
    return pd.concat(parts, ignore_index=True)[columns]
