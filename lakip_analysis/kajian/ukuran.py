"""The common yardstick: one row per dinas, its own figure beside it, nothing imputed.

Every dinas is measured by the same formulas and the same cap (METHODS 1.5). What covers too little
of what was promised is withheld: a mean of the reported half says nothing of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..aturan.rules import LEVEL_UTAMA, SKALA_BERSAMA, categorize, threshold
from ..capaian.compute import promise_of, summarize_capaian
from ..errors import RuleError

__all__ = [
    "UKURAN_COLUMNS",
    "compute_ukuran",
    "counted_once",
    "main_rows",
    "measured",
    "one_year_each",
    "sasaran_of",
]

# the columns of `kajian_ukuran.csv`, in their order
UKURAN_COLUMNS = [
    "dinas",
    "tahun",
    "n_indikator",
    "n_tanpa_target",
    "n_ganda",
    "n_terlapor",
    "n_acuan",
    "n_sasaran",
    "n_tercapai",
    "n_tahun_lain",
    "n_target_nol",
    "n_ordinal",
    "terlapor_persen",
    "cakupan_persen",
    "tercapai_persen",
    "tercapai_janji_persen",
    "rata_acuan_persen",
    "median_acuan_persen",
    "rata_acuan_sasaran_persen",
    "median_acuan_sasaran_persen",
    "kategori_acuan",
    "kategori_acuan_sasaran",
    "rata_rata",
    "rata_capaian_persen",
    "n_dihitung",
    "rata_tercetak_persen",
    "n_tercetak",
    "status_ukuran",
]

MEANS = (
    "rata_acuan_persen",
    "median_acuan_persen",
    "rata_acuan_sasaran_persen",
    "median_acuan_sasaran_persen",
)


def compute_ukuran(
    capaian: pd.DataFrame,
    rata_rata: Mapping[str, str] | None = None,
    skala: str | pd.DataFrame = SKALA_BERSAMA,
) -> pd.DataFrame:
    """Return every dinas by the common yardstick, with how much of its promises that covers.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it, one row per (dinas, tahun, indikator)
        Needs `dinas`, `tahun`, `level`; only the main levels (`LEVEL_UTAMA`) are looked at, and a
        promise that is repeated at another level (`ganda`) counts once.
    rata_rata : mapping, optional
        The own way to average of each dinas (`dinas.toml`), for the figure beside the common one;
        plain mean of the indicators where it names none.
    skala : as `categorize` takes it.

    Returns
    -------
    DataFrame, one row per (dinas, tahun) in order of appearance, the columns of `UKURAN_COLUMNS`
        Counts as `summarize_capaian` gives them; `n_sasaran`: sasaran with a percentage.
        In per cent: `terlapor_persen` (reported of promised), `cakupan_persen` (of what was
        promised, how much has a percentage by the common formulas), `tercapai_persen` (met of
        reported), `tercapai_janji_persen` (met of promised).
        By the common yardstick, each indicator kept within 0–120 first: mean and median of the
        indicators and of the means per sasaran, and the categories of the two means.
        The dinas's own: `rata_capaian_persen` (its formulas, its way `rata_rata`, uncapped, of
        `n_dihitung`), `rata_tercetak_persen` (of its printed figures, of `n_tercetak`).
        `status_ukuran`: dihitung; cakupan_kurang (below the threshold `kajian_cakupan`),
        tanpa_janji (no target of the year), tanpa_capaian (no percentage at all): there the common
        means and categories are withheld, its own figures stay.

    Examples
    --------
    >>> from lakip_analysis.capaian.compute import compute_capaian
    >>> kinerja = pd.DataFrame({"dinas": list("aaab"), "indikator": list("wxyz"), "tahun": 2024,
    ...     "level": "sasaran", "sasaran": list("SSTS"), "polaritas": "naik", "target": 50.0,
    ...     "realisasi": [45.0, 35.0, 60.0, None]})
    >>> found = compute_ukuran(compute_capaian(kinerja))
    >>> found[["rata_acuan_persen", "rata_acuan_sasaran_persen", "status_ukuran"]].values.tolist()
    [[93.33333333333333, 100.0, 'dihitung'], [nan, nan, 'tanpa_capaian']]
    """
    rows = main_rows(capaian)
    own = dict(rata_rata or {})
    ways = rows["dinas"].map(lambda dinas: own.get(dinas, "rata_rata_indikator"))
    by = ["dinas", "tahun"]
    parts = [
        summarize_capaian(some, by, way) for way, some in rows.groupby(ways.to_numpy(), sort=False)
    ]
    heads = capaian[by].drop_duplicates()
    found = heads.merge(pd.concat(parts or [summarize_capaian(rows, by)]), on=by, how="left").merge(
        _medians(rows), on=by, how="left"
    )
    return _withheld(_shares(found), skala)[UKURAN_COLUMNS]


def main_rows(capaian: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the levels that a report answers for (`LEVEL_UTAMA`).

    Examples
    --------
    >>> main_rows(pd.DataFrame({"level": ["sasaran", "program"]}))["level"].tolist()
    ['sasaran']
    """
    return capaian[capaian["level"].isin(LEVEL_UTAMA)].reset_index(drop=True)


def counted_once(capaian: pd.DataFrame) -> pd.Series:
    """Say of each row whether it counts: what repeats a promise that is there does not.

    Parameters
    ----------
    capaian : DataFrame with `dinas`, `tahun`, `indikator`, and `ganda` where there is any.

    Examples
    --------
    >>> frame = pd.DataFrame({"dinas": "d", "tahun": 2024, "indikator": ["a", "b"]})
    >>> counted_once(frame.assign(ganda=["", "a"])).tolist()
    [True, False]
    >>> counted_once(frame.assign(ganda=["", "a"]).iloc[1:]).tolist()
    [True]
    """
    again = capaian["ganda"] != "" if "ganda" in capaian else capaian["indikator"].isna()
    keys = capaian[["dinas", "tahun"]].assign(janji=promise_of(capaian))
    # a promise comes before what repeats it, however the rows are ordered
    order = np.argsort(again.to_numpy(), kind="stable")
    repeated = np.empty(len(keys), dtype=bool)
    repeated[order] = keys.iloc[order].duplicated().to_numpy()
    return ~(again & repeated)


def sasaran_of(capaian: pd.DataFrame) -> pd.Series:
    """Return a number for the sasaran of each row; what names none is one of its own.

    Examples
    --------
    >>> frame = pd.DataFrame({"dinas": list("ddde"), "indikator": list("wxyz")})
    >>> sasaran_of(frame.assign(sasaran=["S", "S", "", "S"])).tolist()
    [0, 0, 1, 2]
    """
    named = capaian["sasaran"].fillna("") if "sasaran" in capaian else ""
    keys = capaian[["dinas"]].assign(sasaran=named)
    keys["sendiri"] = capaian["indikator"].where(keys["sasaran"] == "", "")
    return keys.groupby(list(keys), sort=False).ngroup()


def measured(capaian: pd.DataFrame, ukuran: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the dinas whose common yardstick is not withheld.

    Examples
    --------
    >>> capaian = pd.DataFrame({"dinas": ["a", "b"], "tahun": 2024})
    >>> ukuran = capaian.assign(status_ukuran=["dihitung", "cakupan_kurang"])
    >>> measured(capaian, ukuran)["dinas"].tolist()
    ['a']
    """
    kept = ukuran.loc[ukuran["status_ukuran"] == "dihitung", ["dinas", "tahun"]]
    return capaian.merge(kept, on=["dinas", "tahun"])


def one_year_each(capaian: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as it is where each dinas stands with one year.

    Raises
    ------
    RuleError
        A dinas stands there with several years, so it has no one place in an order.

    Examples
    --------
    >>> len(one_year_each(pd.DataFrame({"dinas": ["a", "a"], "tahun": 2024})))
    2
    """
    years = capaian.groupby("dinas")["tahun"].nunique()
    if (years > 1).any():
        raise RuleError(
            f"Dinas “{years.index[years > 1][0]}” ada dengan beberapa tahun. Kajian memakai satu "
            "tahun untuk setiap dinas: pilih tahunnya dulu."
        )
    return capaian


def _medians(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the medians of indicators and of sasaran, and how many sasaran have a figure."""
    once = rows[counted_once(rows)]
    values = once[["dinas", "tahun", "capaian_acuan_persen"]].assign(sasaran=sasaran_of(once))
    by = ["dinas", "tahun"]
    per_sasaran = values.groupby([*by, "sasaran"])["capaian_acuan_persen"].mean().groupby(by)
    return pd.DataFrame(
        {
            "median_acuan_persen": values.groupby(by)["capaian_acuan_persen"].median(),
            "median_acuan_sasaran_persen": per_sasaran.median(),
            "n_sasaran": per_sasaran.count(),
        }
    ).reset_index()


def _shares(found: pd.DataFrame) -> pd.DataFrame:
    counts = [name for name in UKURAN_COLUMNS if name.startswith("n_")]
    whole = {name: found[name].fillna(0).astype("int64") for name in counts}
    found = found.assign(**whole, rata_rata=found["rata_rata"].fillna(""))
    promised = found["n_indikator"].where(found["n_indikator"] > 0)
    reported = found["n_terlapor"].where(found["n_terlapor"] > 0)
    return found.assign(
        terlapor_persen=found["n_terlapor"] / promised * 100,
        cakupan_persen=found["n_acuan"] / promised * 100,
        tercapai_persen=found["n_tercapai"] / reported * 100,
        tercapai_janji_persen=found["n_tercapai"] / promised * 100,
    )


def _withheld(found: pd.DataFrame, skala: str | pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its status, without the means that cover too little."""
    cases = {
        "tanpa_janji": found["n_indikator"] == 0,
        "tanpa_capaian": found["n_acuan"] == 0,
        "cakupan_kurang": found["cakupan_persen"] < threshold("kajian_cakupan"),
    }
    status = pd.Series(
        np.select(list(cases.values()), list(cases), "dihitung"), found.index, dtype=str
    )
    kept = status == "dihitung"
    found = found.assign(**{name: found[name].astype(float).where(kept) for name in MEANS})
    return found.assign(
        kategori_acuan=categorize(found["rata_acuan_persen"], skala),
        kategori_acuan_sasaran=categorize(found["rata_acuan_sasaran_persen"], skala),
        status_ukuran=status,
    )
