"""Small numbers: what a share or a rate can carry that stands on few units or few cases.

Numerator and denominator stand in `kinerja.csv`. What may be said of them depends on what was
counted (`sifat_cacah`):

- `peristiwa`: happenings that the dinas does not decide (cases, births, deaths). The year's count
  is one outcome of a rate behind it and would have come out otherwise by chance: exact Poisson
  interval (Garwood 1936).
- `bagian`: a yes or no per unit that the dinas does not decide (respondents of a sample, graduates
  who found work): Wilson's score interval (Wilson 1927).
- `cacah_penuh`: a full count of what the dinas itself did or keeps (people served of those on its
  list). Nothing was drawn, so there is no sampling error and no interval.

The grid of attainable values k / n holds for all three.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy  # its parts load where they are first used

from ..aturan.rules import threshold
from ..data.nilai import split_values
from .compute import capaian_at

__all__ = ["CACAH_COLUMNS", "Selang", "compute_cacah", "selang_poisson", "selang_wilson"]

# the columns of `cacah.csv`, in their order
CACAH_COLUMNS = [
    "dinas",
    "tahun",
    "indikator",
    "nama_indikator",
    "ganda",
    "satuan",
    "jenis_target",
    "polaritas",
    "target",
    "target_bawah",
    "target_atas",
    "realisasi",
    "tercapai",
    "capaian_persen",
    "sifat_cacah",
    "satuan_cacah",
    "pembilang",
    "penyebut",
    "per",
    "status_cacah",
    "nilai_cacah",
    "selang_bawah",
    "selang_atas",
    "capaian_selang_bawah",
    "capaian_selang_atas",
    "peluang_target",
    "kepastian_cacah",
    "target_di_ujung",
    "unit_target",
    "kisi_bawah",
    "kisi_atas",
    "target_di_luar_kisi",
    "nilai_kurang_satu",
    "nilai_lebih_satu",
    "capaian_kurang_satu",
    "capaian_lebih_satu",
    "capaian_per_unit",
    "angka_kecil",
]

KINDS = ["peristiwa", "bagian", "cacah_penuh"]
COUNTS = ["pembilang", "penyebut", "per"]
WORDS = ["sifat_cacah", "satuan_cacah"]


class Selang(NamedTuple):
    """The two ends of an interval."""

    bawah: np.ndarray
    atas: np.ndarray


def selang_wilson(pembilang, penyebut, taraf: float = 0.95) -> Selang:
    """Return Wilson's score interval of a share k / n, as fractions from 0 to 1.

    (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), p = k / n. A missing value, n ≤ 0 or k
    outside 0 … n gives NaN.

    Examples
    --------
    >>> [end.round(4).tolist() for end in selang_wilson([15, 0], [148, 20])]
    [[0.0624, 0.0], [0.1605, 0.1611]]

    Notes
    -----
    Wilson 1927, JASA 22:209; the examples are those of Newcombe 1998, Statistics in Medicine
    17:857, Table I, method 3.
    """
    k, n = _counts(pembilang, penyebut)
    z = scipy.special.ndtri((1 + taraf) / 2)
    n = np.where((n > 0) & (k >= 0) & (k <= n), n, np.nan)
    p = k / n
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    # at 0 and at n the end is exact by algebra, not to the last bit
    low = np.where(k == 0, 0.0 * n, middle - half)
    return Selang(low, np.where(k == n, 1.0 + 0.0 * n, middle + half))


def selang_poisson(pembilang, taraf: float = 0.95) -> Selang:
    """Return the exact interval of a Poisson mean of which k events were seen, in events.

    The ends are the means under which k or more, and k or fewer, have half of the rest as chance:
    ½ χ²(2k) and ½ χ²(2k + 2), quantiles α/2 and 1 − α/2. A missing or negative k gives NaN.

    Examples
    --------
    >>> [end.round(2).tolist() for end in selang_poisson([25, 0])]
    [[16.18, 0.0], [36.9, 3.69]]

    Notes
    -----
    Garwood 1936, Biometrika 28:437. The interval holds chance alone: cases that come in groups, or
    are not reported, make the true doubt wider (Spiegelhalter 2005, Statistics in Medicine
    24:1185, on overdispersion).
    """
    k = np.asarray(pembilang, dtype=float)
    k = np.where(k >= 0, k, np.nan)
    rest = (1 - taraf) / 2
    low = np.where(k > 0, scipy.special.gammaincinv(np.where(k > 0, k, 1.0), rest), 0.0 * k)
    return Selang(low, scipy.special.gammaincinv(k + 1, 1 - rest))


def compute_cacah(capaian: pd.DataFrame) -> pd.DataFrame:
    """Return what the counts behind each figure can carry: one row per (indikator, tahun) with any.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it, one row per (indikator, tahun)
        Needs `target`, `realisasi`, `polaritas`, `rumus`, `tercapai`, `capaian_persen`. Optional:
        `pembilang`, `penyebut`, `per`, `sifat_cacah` as in `kinerja.csv` (without them nothing is
        guessed: no rows), `satuan_cacah`, `target_bawah`, `target_atas`, `jenis_target` (`rasio`:
        the value is the n of 1:n, and more cases make it smaller) and what names a row.

    Returns
    -------
    DataFrame, the columns of `CACAH_COLUMNS`
        `status_cacah`: dihitung, target_kosong (no number to compare with), hitungan_tidak_lengkap,
        hitungan_tidak_sah (no whole number, nothing to divide by, a part above its whole).
        In the unit of the figure: `nilai_cacah` = k / n × per; `selang_bawah`, `selang_atas` (95 %,
        none for a full count; a ratio 1:n of no case has no upper end); `kisi_bawah`, `kisi_atas`
        (the attainable values beside the target, one and the same where the target is attainable in
        its printed digits); `nilai_kurang_satu`, `nilai_lebih_satu` (with one unit less or more).
        In per cent by the row's own formula: `capaian_selang_bawah`, `capaian_selang_atas` (the
        lower one first), `capaian_kurang_satu`, `capaian_lebih_satu`, and the larger of the two
        steps, `capaian_per_unit`.
        `unit_target`: the count that just meets the target; the most where fewer is better.
        `target_di_luar_kisi`: ya or tidak, empty for events, whose n nobody knows beforehand.
        `peluang_target`: chance of a count at least as far on its side, if the rate behind it were
        exactly the target (one-sided, 0–1).
        `kepastian_cacah`: lulus_pasti, gagal_pasti (the interval lies on one side of the target) or
        belum_pasti (it holds the target, its ends rounded to the printed digits and included);
        cacah_penuh: no interval, met or missed as counted; empty: nothing to compare.
        `target_di_ujung`: ya where only that rounding puts the target into the interval.
        `angka_kecil`: why the row must be read as a small number: peristiwa_sedikit,
        penyebut_sedikit, satu_unit (one unit moves the achievement much), belum_pasti; empty: not.
        Thresholds: `aturan/ambang.csv`.

    Examples
    --------
    >>> from lakip_analysis.capaian.compute import compute_capaian
    >>> kinerja = pd.DataFrame({"target": ["35"], "realisasi": "20", "polaritas": "naik"})
    >>> counts = {"pembilang": 1.0, "penyebut": 5.0, "per": 100.0, "sifat_cacah": "cacah_penuh"}
    >>> found = compute_cacah(compute_capaian(kinerja.assign(**counts))).round(1)
    >>> found[["kisi_bawah", "kisi_atas", "capaian_persen", "capaian_lebih_satu"]].values.tolist()
    [[20.0, 40.0, 57.1, 114.3]]
    """
    rows = _counted(capaian)
    state = _state(rows)
    for part in (_interval, _judged, _grid, _one_unit, _small):
        state = state.assign(**part(rows, state))
    figure = _finite(state["nilai_cacah"])
    return rows.join(state.assign(nilai_cacah=figure))[CACAH_COLUMNS].reset_index(drop=True)


def _counts(pembilang, penyebut) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(pembilang, dtype=float), np.asarray(penyebut, dtype=float)


def _counted(capaian: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have a numerator or a denominator, with every column there can be."""
    named = dict.fromkeys([*COUNTS, "target_bawah", "target_atas"], np.nan)
    named |= dict.fromkeys([*WORDS, "dinas", "tahun", "indikator", "nama_indikator"], "")
    named |= dict.fromkeys(["ganda", "satuan", "jenis_target"], "")
    rows = capaian.assign(**{name: none for name, none in named.items() if name not in capaian})
    rows = rows[rows["pembilang"].notna() | rows["penyebut"].notna()].reset_index(drop=True)
    words = {name: rows[name].fillna("").astype(str) for name in (*WORDS, "jenis_target")}
    numbers = {name: rows[name].astype(float) for name in COUNTS}
    return rows.assign(**words, **numbers)


def _state(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the plain numbers of each row: k, n, target, how they hang together, and the status.

    `faktor`: per, for a ratio 1 / per; `arah`: +1 where one case more makes the figure larger.
    """
    k, n, per = (rows[name] for name in COUNTS)
    ratio = rows["jenis_target"] == "rasio"
    target = split_values(rows["target"])["angka"]
    bounds = (rows[name].astype(float) for name in ("target_bawah", "target_atas"))
    low, high = (bound.fillna(target) for bound in bounds)
    whole = rows["sifat_cacah"] != "peristiwa"
    lacking = k.isna() | n.isna() | per.isna() | ~rows["sifat_cacah"].isin(KINDS)
    wrong = (k < 0) | (n <= 0) | (per <= 0) | (k % 1 != 0) | (n % 1 != 0) | (whole & (k > n))
    status = np.select(
        [lacking, wrong, low.isna() | high.isna()],
        ["hitungan_tidak_lengkap", "hitungan_tidak_sah", "target_kosong"],
        "dihitung",
    )
    usable = ~(lacking | wrong)
    state = {"k": k.where(usable), "n": n.where(usable), "per_": per.where(usable), "rasio": ratio}
    ends = {"t": target, "t_bawah": low, "t_atas": high, "utuh": whole}
    printed = _decimals(rows["target"])
    digits = {"digit_target": printed, "digit": np.maximum(printed, _decimals(rows["realisasi"]))}
    frame = pd.DataFrame({**state, **ends, **digits}, index=rows.index)
    return frame.assign(status_cacah=status, nilai_cacah=_value(frame, frame["k"]))


def _value(state: pd.DataFrame, k: pd.Series) -> pd.Series:
    """Return the figure that k cases give, in the unit of the target; infinite for 1:n of none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = k / state["n"] * state["per_"]
        return share.where(~state["rasio"], 1 / share)


def _finite(values: pd.Series) -> pd.Series:
    return values.where(np.isfinite(values))


def _decimals(values: pd.Series) -> pd.Series:
    """Return how many decimals each value is written with."""
    if pd.api.types.is_numeric_dtype(values):
        values = values.map("{:.10g}".format)
    return values.astype(str).str.replace(r"^[^.]*\.?", "", regex=True).str.len()


def _interval(rows: pd.DataFrame, state: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the interval of the figure; none for a full count."""
    level = threshold("cacah_selang") / 100
    events, share = selang_poisson(state["k"], level), selang_wilson(state["k"], state["n"], level)
    kind = rows["sifat_cacah"]
    ends = [
        _value(
            state,
            pd.Series(
                np.select(
                    [kind == "peristiwa", kind == "bagian"],
                    [event, part * state["n"].to_numpy()],
                    np.nan,
                ),
                index=rows.index,
            ),
        )
        for event, part in zip(events, share, strict=True)
    ]
    return {"selang_bawah": np.fmin(*ends), "selang_atas": np.fmax(*ends)}


def _judged(rows: pd.DataFrame, state: pd.DataFrame) -> dict[str, pd.Series]:
    """Return on which side of the target the interval lies, and what achievement its ends are."""
    ends = (state["selang_bawah"], state["selang_atas"])
    judged, known = ends[0].notna(), state["status_cacah"] == "dihitung"
    exact = _holds(rows, state, *ends)
    holds = exact | _holds(rows, state, *(_rounded(end, state["digit"]) for end in ends))
    cases = {
        "": ~known,
        "cacah_penuh": rows["sifat_cacah"] == "cacah_penuh",
        "belum_pasti": judged & holds,
        "lulus_pasti": judged & _met(rows, state),
        "gagal_pasti": judged,
    }
    verdict = pd.Series(np.select(list(cases.values()), list(cases), ""), rows.index, dtype=str)
    edge = np.where(verdict == "belum_pasti", np.where(exact, "tidak", "ya"), "")
    sides = [_finite(end) for end in ends]
    reached = [_achieved(rows, state, side) for side in sides]
    both = reached[0].notna() & reached[1].notna()
    return {
        "selang_bawah": sides[0],
        "selang_atas": sides[1],
        "kepastian_cacah": verdict,
        "target_di_ujung": pd.Series(edge, rows.index, dtype=str),
        "peluang_target": _chance(rows, state),
        "capaian_selang_bawah": np.fmin(*reached).where(both),
        "capaian_selang_atas": np.fmax(*reached).where(both),
    }


def _holds(rows: pd.DataFrame, state: pd.DataFrame, bawah: pd.Series, atas: pd.Series) -> pd.Series:
    """Say whether a bound at which met turns into missed lies within an interval."""
    lower = state["t_bawah"].between(bawah, atas) & (rows["polaritas"] != "turun")
    return lower | (state["t_atas"].between(bawah, atas) & (rows["polaritas"] != "naik"))


def _met(rows: pd.DataFrame, state: pd.DataFrame) -> pd.Series:
    enough = (state["nilai_cacah"] >= state["t_bawah"]) | (rows["polaritas"] == "turun")
    return enough & ((state["nilai_cacah"] <= state["t_atas"]) | (rows["polaritas"] == "naik"))


def _achieved(rows: pd.DataFrame, state: pd.DataFrame, nilai: pd.Series) -> pd.Series:
    """Return the achievement at another value; the target is read once, not with every call."""
    return capaian_at(rows.assign(target=state["t"]), nilai)


def _rounded(end: pd.Series, digit: pd.Series) -> pd.Series:
    """Return an end of the interval in the printed digits: what lies beyond them proves nothing."""
    scale = 10.0**digit
    return (end * scale).round() / scale


def _expected(state: pd.DataFrame) -> pd.Series:
    """Return how many cases the target is, not rounded."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = state["t"] / state["per_"]
        inverse = np.reciprocal(state["t"] * state["per_"])  # of a ratio 1 : n
        return _finite(share.where(~state["rasio"], inverse) * state["n"])


def _chance(rows: pd.DataFrame, state: pd.DataFrame) -> pd.Series:
    """Return the chance of k or more where k is at or above what the target expects, else fewer."""
    mean = _expected(state).where(rows["target_bawah"].isna()).to_numpy()
    k, n = state["k"].to_numpy(), state["n"].to_numpy()
    mean = np.where(mean >= 0, mean, np.nan)
    share = np.where(mean <= n, mean / n, np.nan)
    events, one_each = rows["sifat_cacah"] == "peristiwa", rows["sifat_cacah"] == "bagian"
    special = scipy.special
    one = np.maximum(k, 1)  # of none or more the chance is 1, of n or fewer too
    from_k = special.gammainc(one, mean), special.betainc(one, n - one + 1, share)
    more = np.select([events, one_each], from_k)
    last = np.minimum(k + 1, n)
    fewer = np.select(
        [events, one_each & (k == n), one_each],
        [special.gammaincc(k + 1, mean), 1.0, special.betaincc(last, n - last + 1, share)],
    )
    chance = np.where(k >= mean, np.where(k == 0, 1.0, more), fewer)
    asked = (events | one_each) & np.isfinite(mean) & np.isfinite(k)
    return pd.Series(chance, index=rows.index).where(asked & (events | np.isfinite(share)))


def _grid(rows: pd.DataFrame, state: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the attainable values beside the target; it is one where its digits leave no other."""
    expected = _expected(state).where(rows["target_bawah"].isna())
    hit, fewer, more = _beside(state, expected, state["digit_target"])
    ends = [_finite(_value(state, units)) for units in (fewer, more)]
    # of 1:n the larger count is the smaller figure
    lower, upper = ends[0].where(~state["rasio"], ends[1]), ends[1].where(~state["rasio"], ends[0])
    asked = expected.notna() & state["utuh"]
    outside = np.where(asked, np.where(hit, "tidak", "ya"), "")
    # whether the target is met is told in the finest digits printed
    _, most, least = _beside(state, expected, state["digit"])
    more_is_better = (rows["polaritas"] == "naik") ^ state["rasio"]
    sided = rows["polaritas"].isin(["naik", "turun"])
    return {
        "kisi_bawah": lower,
        "kisi_atas": upper,
        "unit_target": least.where(more_is_better, most).where(sided),
        "target_di_luar_kisi": pd.Series(outside, rows.index, dtype=str),
    }


def _beside(
    state: pd.DataFrame, expected: pd.Series, digit: pd.Series
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Say whether a count gives the target in so many decimals, and give the counts beside it."""
    near, top = expected.round(), state["n"].where(state["utuh"], np.inf)
    off = (_value(state, near) - state["t"]).abs()
    hit = (off <= 0.5 * 10.0**-digit * (1 + 1e-9)) & near.between(0, top)
    fewer = near.where(hit, np.floor(expected)).clip(upper=top)
    more = near.where(hit, np.ceil(expected))
    return hit, fewer.where(fewer >= 0), more.where(more <= top)


def _one_unit(rows: pd.DataFrame, state: pd.DataFrame) -> dict[str, pd.Series]:
    """Return figure and achievement with one unit less and one more."""
    top = state["n"].where(state["utuh"], np.inf)
    less, more = (state["k"] + step for step in (-1, 1))
    fewer = _finite(_value(state, less.where(less >= 0)))
    greater = _finite(_value(state, more.where(more <= top)))
    now = _achieved(rows, state, _finite(state["nilai_cacah"]))
    steps = [_achieved(rows, state, value) for value in (fewer, greater)]
    return {
        "nilai_kurang_satu": fewer,
        "nilai_lebih_satu": greater,
        "capaian_kurang_satu": steps[0],
        "capaian_lebih_satu": steps[1],
        "capaian_per_unit": np.fmax(*((step - now).abs() for step in steps)),
    }


def _small(rows: pd.DataFrame, state: pd.DataFrame) -> dict[str, pd.Series]:
    """Return why a row must be read as a small number; the first reason holds."""
    kind = rows["sifat_cacah"]
    reasons = {
        "peristiwa_sedikit": (kind == "peristiwa") & (state["k"] < threshold("cacah_peristiwa")),
        "penyebut_sedikit": (kind == "bagian") & (state["n"] < threshold("cacah_penyebut")),
        "satu_unit": state["capaian_per_unit"] >= threshold("cacah_satu_unit"),
        "belum_pasti": state["kepastian_cacah"] == "belum_pasti",
    }
    said = np.select(list(reasons.values()), list(reasons), "")
    return {"angka_kecil": pd.Series(said, index=rows.index, dtype=str)}
