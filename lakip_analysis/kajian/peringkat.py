"""The place of each dinas with its doubt: sets of ranks that hold together, and no bare order.

The doubt is that of the choice of indicators: what a dinas promised is taken as a handful of all
that it could have been measured by, and the spread of its achievements says how far their mean
would have come out otherwise. Where figures rest on few cases, the doubt is never less than the
chance in these counts (`capaian.cacah`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtri

from ..aturan.rules import NOISE, threshold
from .himpunan import rank_sets, shrink, surely_above, surely_above_exact
from .ukuran import compute_ukuran, counted_once, main_rows, measured, one_year_each

__all__ = ["PERINGKAT_COLUMNS", "compute_peringkat_kajian", "decided_pairs", "units_of"]

# the columns of what `compute_peringkat_kajian` gives, in their order
PERINGKAT_COLUMNS = [
    "dinas",
    "tahun",
    "status_ukuran",
    "n_capaian",
    "rata_acuan_persen",
    "sebaran_poin",
    "galat_cacah_poin",
    "galat_baku_poin",
    "cara_himpunan",
    "n_dinas",
    "peringkat",
    "peringkat_terbaik",
    "peringkat_terburuk",
    "n_pasti_di_atas",
    "n_pasti_di_bawah",
    "nilai_susut_persen",
    "galat_susut_poin",
    "bobot_sendiri_persen",
    "pasangan_pasti_persen",
    "jangan_diperingkat",
]

LIMITS = ("capaian_bawah", "capaian_atas")  # thresholds that keep an achievement
# counts that a dinas without a place has not
WHOLE = ("n_capaian", "n_dinas", "n_pasti_di_atas", "n_pasti_di_bawah")


def compute_peringkat_kajian(
    capaian: pd.DataFrame, cacah: pd.DataFrame | None = None, benih: int = 1
) -> pd.DataFrame:
    """Return between which places each dinas lies by the common yardstick: one row per dinas.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it, one year per dinas
        As `compute_ukuran` takes it; dinas whose mean is withheld there have no place.
    cacah : DataFrame, optional, as `compute_cacah` gives it, of the same dinas
    benih : seed of the draws; the same seed gives the same frame.

    Returns
    -------
    DataFrame, one row per dinas in order of appearance (never of rank), `PERINGKAT_COLUMNS`
        `n_capaian`, `rata_acuan_persen`: how many achievements, each within 0–120, and their mean.
        In points: `sebaran_poin`, standard deviation of the achievements; `galat_cacah_poin`,
        standard error of the mean from the counts behind them alone; `galat_baku_poin`, the larger
        of that and the spread over √n, missing of one achievement without counts: nothing says how
        far it could have come out otherwise. `cara_himpunan`: bootstrap, or permutasi for fewer
        than `kajian_indikator` achievements and for those that are all equal.
        `peringkat`: 1 + dinas with a greater mean, of `n_dinas`; `peringkat_terbaik`,
        `peringkat_terburuk`: the set of ranks; the sets of all dinas hold together at the level
        `kajian_taraf`. `n_pasti_di_atas`, `n_pasti_di_bawah`: dinas surely better and surely worse.
        From `kajian_susut` dinas on, beside it: `nilai_susut_persen`, the mean drawn towards that
        of all as far as it is doubtful, with its standard error (`galat_susut_poin`) and the
        weight of its own figure.
        Of the whole study, the same in every row: `pasangan_pasti_persen`, pairs of dinas whose
        order is sure, and `jangan_diperingkat`: ya where they are fewer than `kajian_urutan` (or
        there is no pair): then an order means nothing.
        Missing and empty where the mean is withheld (`status_ukuran`).

    Raises
    ------
    RuleError
        A dinas with several years.

    Examples
    --------
    >>> from lakip_analysis.capaian.compute import compute_capaian
    >>> kinerja = pd.DataFrame({"dinas": ["a"] * 6 + ["b"] * 6, "tahun": 2024,
    ...     "indikator": [str(n) for n in range(12)], "level": "sasaran", "sasaran": "S",
    ...     "polaritas": "naik", "target": 100.0,
    ...     "realisasi": [90, 92, 94, 96, 98, 99, 40, 45, 50, 55, 60, 65.0]})
    >>> found = compute_peringkat_kajian(compute_capaian(kinerja))
    >>> found[["peringkat", "peringkat_terbaik", "peringkat_terburuk"]].values.tolist()
    [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]]
    >>> found["jangan_diperingkat"].tolist()
    ['tidak', 'tidak']
    """
    ukuran = compute_ukuran(one_year_each(capaian))
    rows = measured(main_rows(capaian), ukuran)
    rows = rows[counted_once(rows) & rows["capaian_acuan_persen"].notna()]
    values = {
        dinas: some.to_numpy(dtype=float)
        for dinas, some in rows.groupby("dinas", sort=False)["capaian_acuan_persen"]
    }
    units = units_of(values, _variance(rows, cacah))
    if len(units) > threshold("kajian_dinas"):
        units = units.assign(cara_himpunan="tidak_dihitung")
        above = np.zeros((len(units), len(units)), dtype=bool)
    else:
        above = decided_pairs(list(values.values()), units, benih)
    heads = ukuran[["dinas", "tahun", "status_ukuran"]]
    places = _places(units, above).assign(**_shrunk(units))
    found = heads.merge(places.reset_index(), on="dinas", how="left")
    ranks = [name for name in PERINGKAT_COLUMNS if name.startswith("peringkat")]
    found = found.astype(dict.fromkeys([*WHOLE, *ranks], float))
    share, pairs = _share(above)
    flag = "tidak" if pairs and share >= threshold("kajian_urutan") else "ya"
    found = found.assign(pasangan_pasti_persen=share, jangan_diperingkat=flag)
    return found.assign(cara_himpunan=found["cara_himpunan"].fillna(""))[PERINGKAT_COLUMNS]


def decided_pairs(
    values: list[np.ndarray], units: pd.DataFrame, benih: int = 1, ulangan: int | None = None
) -> np.ndarray:
    """Return of all ordered pairs of dinas whether the first is surely ahead.

    Pairs of which one dinas is compared by permutation are tested exactly, all others by the
    bootstrap; each of the two families gets its share of the error by its number of pairs, so that
    all decisions hold together at the level `kajian_taraf`.

    Parameters
    ----------
    values : list of arrays, the achievements of each dinas
    units : DataFrame, one row per dinas in the same order
        `rata_acuan_persen`, `galat_baku_poin`, `galat_cacah_poin`, `derajat` (degrees of freedom),
        `cara_himpunan`.
    benih, ulangan : as `surely_above` takes them

    Examples
    --------
    >>> units = pd.DataFrame({"rata_acuan_persen": [90.0, 50.0], "galat_baku_poin": 2.0,
    ...     "galat_cacah_poin": 0.0, "derajat": 9.0, "cara_himpunan": "bootstrap"})
    >>> decided_pairs([np.full(10, 90.0), np.full(10, 50.0)], units).tolist()
    [[False, True], [False, False]]
    """
    n, error = len(units), 1 - threshold("kajian_taraf") / 100
    exact = (units["cara_himpunan"] == "permutasi").to_numpy()
    tested = exact[:, None] | exact
    apart = ~np.eye(n, dtype=bool)
    some = (tested & apart).sum() / max(n * (n - 1), 1)
    above = np.zeros((n, n), dtype=bool)
    drawn = np.flatnonzero(~exact)
    if len(drawn) > 1:
        numbers = units.iloc[drawn]
        above[np.ix_(drawn, drawn)] = surely_above(
            numbers["rata_acuan_persen"].to_numpy(),
            numbers["galat_baku_poin"].to_numpy(),
            numbers["derajat"].to_numpy(),
            1 - error * (1 - some),
            benih=benih,
            ulangan=ulangan,
        )
    if some:
        chance = units["galat_cacah_poin"].to_numpy() ** 2
        above |= surely_above_exact(values, 1 - error * some, tested & apart, chance)
    return above


def _variance(rows: pd.DataFrame, cacah: pd.DataFrame | None) -> pd.Series:
    """Return the variance of each dinas's mean from the counts behind its figures, in points²."""
    n = rows.groupby("dinas", sort=False).size()
    if cacah is None or cacah.empty:
        return n * 0.0
    low, high = (threshold(name) for name in LIMITS)
    ends = [cacah[f"capaian_selang_{end}"].clip(low, high) for end in ("bawah", "atas")]
    half = (ends[1] - ends[0]) / 2 / ndtri((1 + threshold("cacah_selang") / 100) / 2)
    keys = ["dinas", "tahun", "indikator"]
    counted = cacah[keys].assign(ragam=half**2).drop_duplicates(keys)
    known = rows[keys].merge(counted, on=keys, how="left")["ragam"].fillna(0.0)
    return known.groupby(rows["dinas"].to_numpy(), sort=False).sum() / n**2


def units_of(values: dict[str, np.ndarray], ragam: pd.Series) -> pd.DataFrame:
    """Return mean, spread and standard error of each dinas, and how it is compared.

    Parameters
    ----------
    values : dict, dinas → its achievements in per cent
    ragam : Series, dinas → variance of its mean from counts alone

    Returns
    -------
    DataFrame, one row per dinas
        `n_capaian`, `rata_acuan_persen`, `sebaran_poin`, `galat_cacah_poin`, `galat_baku_poin`,
        `cara_himpunan` as `compute_peringkat_kajian` gives them; `derajat`: degrees of freedom.

    Examples
    --------
    >>> values = {"a": np.array([88.0, 90, 94, 98, 102, 104]), "b": np.full(9, 120.0)}
    >>> found = units_of(values, pd.Series({"a": 0.0, "b": 0.0}))
    >>> found[["galat_baku_poin", "derajat", "cara_himpunan"]].round(2).values.tolist()
    [[2.63, 5.0, 'bootstrap'], [0.0, 8.0, 'permutasi']]
    """
    found = pd.DataFrame(
        {
            "n_capaian": [len(one) for one in values.values()],
            "rata_acuan_persen": [one.mean() for one in values.values()],
            "sebaran_poin": [
                one.std(ddof=1) if len(one) > 1 else np.nan for one in values.values()
            ],
        },
        index=pd.Index(list(values), name="dinas"),
    ).astype({"n_capaian": "int64", "rata_acuan_persen": float, "sebaran_poin": float})
    chance = np.sqrt(ragam.reindex(found.index).astype(float))
    spread = found["sebaran_poin"] / np.sqrt(found["n_capaian"])
    few = found["n_capaian"] < threshold("kajian_indikator")
    flat = ~(found["sebaran_poin"].round(NOISE) > 0)
    return found.assign(
        galat_cacah_poin=chance,
        galat_baku_poin=np.fmax(spread, chance).mask(spread.isna() & ~(chance > 0)),
        # the chance in counts is known, a spread is estimated from n − 1
        derajat=np.where(chance > spread, np.inf, found["n_capaian"] - 1.0),
        cara_himpunan=np.where(few | flat, "permutasi", "bootstrap"),
    )


def _places(units: pd.DataFrame, above: np.ndarray) -> pd.DataFrame:
    mean = units["rata_acuan_persen"].round(NOISE)
    best, worst = rank_sets(above)
    return units.assign(
        n_dinas=len(units),
        peringkat=mean.rank(method="min", ascending=False),
        peringkat_terbaik=best,
        peringkat_terburuk=worst,
        n_pasti_di_atas=above.sum(axis=0),
        n_pasti_di_bawah=above.sum(axis=1),
    )


def _shrunk(units: pd.DataFrame) -> dict[str, np.ndarray | float]:
    """Return the partly pooled means; missing where there are too few dinas, or no spread at all.

    The spread within is that of all dinas together: one's own, from a few figures, is too rough.
    """
    none = dict.fromkeys(("nilai_susut_persen", "galat_susut_poin", "bobot_sendiri_persen"), np.nan)
    free = units["n_capaian"] - 1
    within = (units["sebaran_poin"] ** 2 * free).sum() / max(free.sum(), 1)
    if len(units) < threshold("kajian_susut") or not within > 0:
        return none
    error = np.fmax(np.sqrt(within / units["n_capaian"]), units["galat_cacah_poin"])
    found = shrink(units["rata_acuan_persen"].to_numpy(), error.to_numpy())
    return dict(zip(none, (found.nilai, found.galat, found.bobot * 100), strict=True))


def _share(above: np.ndarray) -> tuple[float, int]:
    """Return how many of a hundred pairs are decided, and how many pairs there are."""
    pairs = len(above) * (len(above) - 1) // 2
    return (float(above.sum()) / pairs * 100 if pairs else np.nan), pairs
