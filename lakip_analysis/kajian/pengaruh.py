"""What each choice does to the order: alone, together with others, and each indicator left out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, SKALA_BERSAMA, categorize
from .kepekaan import FAKTOR, Kepekaan, achieved, choices_of, promised_values
from .rata_rata import average_by

__all__ = ["compare_faktor", "compare_pilihan", "compare_tanpa", "summarize_faktor"]


MOVED = [
    "geser_rata",
    "geser_terbesar",
    "geser_nilai_poin",
    "pengaruh_persen",
    "pengaruh_total_persen",
]


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
    if kepekaan.nilai.empty:  # no dinas has a common mean
        return pd.DataFrame(columns=["faktor", "dinas", *MOVED]).astype(dict.fromkeys(MOVED, float))
    shape = [kepekaan.aturan[name].nunique() for name in FAKTOR]
    place, nilai = (
        frame.to_numpy(dtype=float).reshape(*shape, -1)
        for frame in (kepekaan.peringkat, kepekaan.nilai)
    )
    parts = []
    for axis, name in enumerate(FAKTOR):
        moved = _span(place, axis)
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
    [[0.5, 1.0, 2.0]]
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
    """Return what each option does on average: one row per (faktor, pilihan, dinas).

    `n_aturan`: rules with this option that give the dinas a value; `rata_peringkat`,
    `rata_nilai_persen`: its mean place and value over them, missing where there is none.
    """
    parts = []
    for name in FAKTOR:
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


def compare_tanpa(
    capaian: pd.DataFrame,
    pilihan: pd.DataFrame | None = None,
    tangga: pd.DataFrame | None = None,
    skala: str | pd.DataFrame = SKALA_BERSAMA,
) -> pd.DataFrame:
    """Return what the common yardstick says of a dinas without each one of its indicators.

    Apart from the combinations: the indicators of a dinas are its own, no choice of a rule. All
    other dinas stay as they are.

    Parameters
    ----------
    capaian, pilihan, tangga : as `compute_kepekaan` takes them; only the base options are used.
    skala : as `categorize` takes it.

    Returns
    -------
    DataFrame, one row per (dinas, indikator) that has a value
        `capaian_dasar_persen`: of the indicator, within the limits · `nilai_dasar_persen`,
        `peringkat_dasar`, `kategori_dasar`: of the dinas · `nilai_tanpa_persen`,
        `peringkat_tanpa`, `kategori_tanpa`: the same without it; missing and empty where it is the
        only one.

    Examples
    --------
    >>> from lakip_analysis.capaian.compute import compute_capaian
    >>> kinerja = pd.DataFrame({"dinas": list("aab"), "indikator": list("xyz"), "tahun": 2024,
    ...     "level": "sasaran", "sasaran": "S", "polaritas": "naik", "target": 50.0,
    ...     "realisasi": [50.0, 30.0, 45.0]})
    >>> found = compare_tanpa(compute_capaian(kinerja))
    >>> found[["indikator", "peringkat_dasar", "peringkat_tanpa"]].values.tolist()
    [['x', 2.0, 2.0], ['y', 2.0, 1.0], ['z', 1.0, nan]]
    """
    first = {name: next(iter(options.items())) for name, options in choices_of(pilihan).items()}
    value = achieved(capaian, first["rumus_turun"][0], tangga)
    rows = promised_values(capaian, value, first["level"][1], first["kosong"][0])
    rows = rows[rows["nilai"].notna()].sort_values("dinas", kind="stable", ignore_index=True)
    code, dinas = pd.factorize(rows["dinas"], sort=True)
    way, caps = first["rata_rata"][0], np.array([first["batas_atas"][1]])
    base = average_by(way, rows.assign(kelompok=code), len(dinas), caps)[0].round(NOISE)
    # every row once per row of its dinas, but for itself: a group per row that is left out
    size = np.bincount(code, minlength=len(dinas))
    left = np.repeat(np.arange(len(rows)), size[code])
    start = (np.cumsum(size) - size)[code[left]]
    kept = start + np.arange(len(left)) - np.repeat(np.cumsum(size[code]) - size[code], size[code])
    pair = pd.DataFrame({"kelompok": left, "baris": kept})[kept != left]
    spread = rows.iloc[pair["baris"]].assign(kelompok=pair["kelompok"].to_numpy())
    without = average_by(way, spread, len(rows), caps)[0].round(NOISE)
    names = [name for name in ("dinas", "tahun", "indikator", "nama_indikator") if name in rows]
    return rows[names].assign(
        capaian_dasar_persen=rows["nilai"].clip(upper=caps[0]),
        nilai_dasar_persen=base[code],
        nilai_tanpa_persen=without,
        peringkat_dasar=_place(base[code], base[code], base),
        peringkat_tanpa=_place(without, base[code], base),
        kategori_dasar=categorize(pd.Series(base[code]), skala),
        kategori_tanpa=categorize(pd.Series(without), skala),
    )


def _place(nilai: np.ndarray, own: np.ndarray, every: np.ndarray) -> np.ndarray:
    """Return the place of a value among all others, its own former one taken away."""
    known = np.sort(every[~np.isnan(every)])
    above = len(known) - np.searchsorted(known, nilai, side="right") - (own > nilai)
    return np.where(np.isnan(nilai), np.nan, 1.0 + above)


def _span(values: np.ndarray, axis: int) -> np.ndarray:
    """Return how far the values of an axis lie apart, all others fixed; NaN for fewer than two."""
    apart = np.fmax.reduce(values, axis=axis) - np.fmin.reduce(values, axis=axis)
    return np.where((~np.isnan(values)).sum(axis=axis) > 1, apart, np.nan)


def _mean(values: np.ndarray) -> np.ndarray:
    """Return the mean over all but the last axis; NaN where nothing is there."""
    return _total(values) / _some(_count(values))


def _effects(values: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Return first-order and total share of the variance of the last axis's units."""
    rest = tuple(n for n in range(values.ndim - 1) if n != axis)
    there = ~np.isnan(values)
    filled = np.where(there, values, 0.0)
    mean = _mean(values)
    whole = _total((values - mean) ** 2)
    n = there.sum(axis=rest)
    between = (n * (filled.sum(axis=rest) / _some(n) - mean) ** 2).reshape(-1, len(mean))
    alone = filled.sum(axis=axis, keepdims=True) / _some(there.sum(axis=axis, keepdims=True))
    within = _total((values - alone) ** 2)
    moving = np.where(whole > 0, whole, np.nan)
    return np.nansum(between, axis=0) / moving, within / moving


def _total(values: np.ndarray) -> np.ndarray:
    return np.nansum(values.reshape(-1, values.shape[-1]), axis=0)


def _count(values: np.ndarray) -> np.ndarray:
    return (~np.isnan(values)).reshape(-1, values.shape[-1]).sum(axis=0)


def _some(counts: np.ndarray) -> np.ndarray:
    """Return counts to divide by: NaN for none."""
    return np.where(counts > 0, counts, np.nan)
