"""Achievement (capaian): what was reached of what was promised, in per cent.

Formulas are named functions of (target, realisasi); which one applies is a row of data
(`dinas.toml`, `aturan/rumus.csv`), never a switch in code. Every value has a status that says why
it is there or why not (vocabulary `status`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, NOT_PRINTED, RUMUS, SKALA_BERSAMA, categorize, threshold
from ..aturan.tangga import find_ladder, ladder_of_unit, ladder_rows, steps_of
from ..data.nilai import split_values
from ..errors import RuleError
from ..once import number_cases

__all__ = [
    "CAPAIAN_COLUMNS",
    "FORMULAS",
    "RATA_RATA",
    "add_printed",
    "average",
    "by_polarity",
    "capaian_at",
    "capaian_table",
    "compute_capaian",
    "dua_target_kurang_realisasi",
    "find_ganda",
    "jarak_ke_target",
    "judge",
    "promise_of",
    "rata_rata_bobot",
    "rata_rata_indikator",
    "rata_rata_sasaran",
    "realisasi_per_target",
    "summarize_capaian",
    "summarize_tingkat",
    "target_per_realisasi",
    "tidak_ada",
]

# the columns of `capaian.csv`, in their order
CAPAIAN_COLUMNS = [
    "dinas",
    "tahun",
    "indikator",
    "nama_indikator",
    "level",
    "sasaran",
    "satuan",
    "polaritas",
    "target",
    "realisasi",
    "data_tahun",
    "rumus",
    "asal_rumus",
    "capaian_persen",
    "status",
    "tercapai",
    "kategori",
    "capaian_acuan_persen",
    "kategori_acuan",
    "capaian_tercetak_persen",
    "kategori_tercetak",
    "ganda",
]


def realisasi_per_target(target, realisasi) -> np.ndarray:
    """Return R / T × 100 in per cent, for indicators where more is better.

    A negative target uses (2T − R) / T, so that more is still better. A target of 0, or a missing
    value, has no percentage (NaN).

    Examples
    --------
    >>> realisasi_per_target([80, -10, 5, 0], [60, -11, -2, 3]).tolist()
    [75.0, 90.0, -40.0, nan]

    Notes
    -----
    Source: Permen PANRB 8/2021 (R/T); negative target as in the finance ministry's rule
    (KMK 127/2026): 1 + (1 − R/T).
    """
    t, r = _pair(target, realisasi)
    return np.select([t > 0, t < 0], [_percent(r, t), _percent(2 * t - r, t)], np.nan)


def dua_target_kurang_realisasi(target, realisasi) -> np.ndarray:
    """Return (2T − R) / T × 100 in per cent, for indicators where less is better.

    A negative target mirrors to R / T. 0 against a target of 0 is met (100); a target of 0 that was
    missed, or a missing value, has no percentage (NaN).

    Examples
    --------
    >>> dua_target_kurang_realisasi([0.63, 10, 0, 0], [0.12, 25, 0, 2]).round(2).tolist()
    [180.95, -50.0, 100.0, nan]

    Notes
    -----
    Source: Permen PANRB 8/2021 p. 100, printed as 1 + (1 − R/T).
    """
    t, r = _pair(target, realisasi)
    met = (t == 0) & (r == 0)
    return np.select([t > 0, t < 0, met], [_percent(2 * t - r, t), _percent(r, t), 100.0], np.nan)


def target_per_realisasi(target, realisasi) -> np.ndarray:
    """Return T / R × 100 in per cent, the second rule in use for "less is better".

    No value (NaN) for R = 0, or R < 0 under a positive target, or a missing value; 0 against a
    target of 0 is met (100).

    Examples
    --------
    >>> target_per_realisasi([3.2, 10, 0, 0], [4.45, 0, 0, 2]).round(2).tolist()
    [71.91, nan, 100.0, nan]

    Notes
    -----
    Custom, found in Belitung 2024 and in public e-SAKIP code; no regulation read has it.
    """
    t, r = _pair(target, realisasi)
    divisible, met = (t > 0) & (r > 0), (t == 0) & (r == 0)
    inverse = _percent(t, np.where(r > 0, r, np.nan))
    return np.select([divisible, t < 0, met], [inverse, _percent(r, t), 100.0], np.nan)


def jarak_ke_target(target, realisasi) -> np.ndarray:
    """Return 100 − |R − T| / |T| × 100 in per cent, for indicators that must stay at their target.

    0 against a target of 0 is met (100); a target of 0 that was missed, or a missing value, has no
    percentage (NaN).

    Examples
    --------
    >>> jarak_ke_target([100, 100], [96, 104]).tolist()
    [96.0, 96.0]

    Notes
    -----
    Custom of e-SAKIP applications; not the wording of a regulation.
    """
    t, r = _pair(target, realisasi)
    return np.select([t != 0, r == 0], [100 - np.abs(_percent(r - t, t)), 100.0], np.nan)


def kemajuan_dari_dasar(target, realisasi, dasar) -> np.ndarray:
    """Return (R − R₀) / (T − R₀) × 100 in per cent: how much of the promised way was gone.

    `dasar` (R₀) is the value before the promise. It serves both polarities, for the way has a
    direction of its own. No value (NaN) where the target is where one began, or one is missing.

    Examples
    --------
    >>> kemajuan_dari_dasar([80, 10, 70], [75, 12, 75], [70, 20, 70]).tolist()
    [50.0, 80.0, nan]

    Notes
    -----
    Custom of development plans (progress towards an end target); no regulation read has it.
    """
    t, r = _pair(target, realisasi)
    way = t - np.asarray(dasar, dtype=float)
    return _percent(r - np.asarray(dasar, dtype=float), np.where(way != 0, way, np.nan))


# name of a formula in `dinas.toml` and `aturan/rumus.csv` → the formula
FORMULAS = {
    "realisasi_per_target": realisasi_per_target,
    "dua_target_kurang_realisasi": dua_target_kurang_realisasi,
    "target_per_realisasi": target_per_realisasi,
    "jarak_ke_target": jarak_ke_target,
}

# formulas that also need the value before the promise (`indikator.dasar`)
FROM_BASELINE = {"kemajuan_dari_dasar": kemajuan_dari_dasar}


def compute_capaian(
    kinerja: pd.DataFrame,
    aturan: dict[str, str] | None = None,
    skala: str | pd.DataFrame = SKALA_BERSAMA,
    tangga: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Add achievement by the given rule and by the common yardstick to every indicator-year.

    naik: R / T · turun: (2T − R) / T or T / R · rentang: distance. A range target is measured from
    its nearer bound.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `target`, `realisasi` (numbers or text such as `71.12`, `1:27500`, `BB 70`, `Pratama`,
        a date `2024-03-31`, `n/a`) and `polaritas`. Optional: `target_bawah`, `target_atas` (range
        target), `satuan` (names the ladder of an ordinal), `dasar` (the value before the promise).
    aturan : dict, optional
        Formula per polarity, as in `dinas.toml`; default, and where it says that none is printed
        (`tidak_ada`), is the common yardstick's (`RUMUS`).
        `batas_atas`, `batas_bawah`: the dinas's own limits of an achievement, where it has any.
    skala : str or DataFrame
        Scale for `kategori`; `kategori_acuan` always uses Permendagri 86/2017.
    tangga : DataFrame, optional
        Ladders of the dinas itself (`satuan`, `urutan`, `label`, `terendah`), before those shipped.

    Returns
    -------
    DataFrame, same rows and order
        Adds `rumus`, `asal_rumus` (dinas: a rule that its report states; bersama: none is known, so
        it is the common one and ours), `capaian_persen` (per cent, uncapped), `status`, `kategori`,
        `capaian_acuan_persen` (per cent, kept within the thresholds `capaian_bawah` and
        `capaian_atas`) and `kategori_acuan`. A missing or not computable value has no number, an
        empty category and a status that says why. `tercapai`: ya or tidak by the order of target
        and realisation, so the same under every formula and also where a formula has no percentage
        (a target of 0, T / R of 0); empty where the two cannot be compared. `ganda`: see
        `find_ganda`.

    Raises
    ------
    RuleError
        A polarity has no formula, or a formula or scale is not known.

    Examples
    --------
    >>> frame = pd.DataFrame({"target": ["0.63", "1:27500"], "realisasi": ["0.12", "1:36317"]})
    >>> found = compute_capaian(frame.assign(polaritas=["turun", "naik"]))
    >>> found[["capaian_persen", "capaian_acuan_persen", "status"]].round(2).values.tolist()
    [[180.95, 120.0, 'dihitung'], [132.06, 120.0, 'dihitung']]
    """
    own = {
        key: name for key, name in (aturan or {}).items() if key in RUMUS and name != NOT_PRINTED
    }
    rumus = kinerja["polaritas"].map(RUMUS | own)
    _refuse_unknown(kinerja["polaritas"], rumus)
    pair = _comparable(kinerja, tangga)
    stated = kinerja["polaritas"].isin(list(own))
    wanted, rumus = rumus, _with_baseline(kinerja, rumus, pair)
    stated &= rumus == wanted  # what lacks its baseline takes the common formula
    limits = {name: aturan[name] for name in LIMITS if name in (aturan or {})}
    dated = pair["cara"] == "tanggal"  # a date is met or missed; it has no percentage
    capaian = _by_formula(rumus, pair).clip(*map(limits.get, LIMITS)).mask(dated)
    bersama = _by_formula(kinerja["polaritas"].map(RUMUS), pair).mask(dated)
    acuan = bersama.clip(threshold("capaian_bawah"), threshold("capaian_atas"))
    return kinerja.assign(
        rumus=rumus,
        asal_rumus=np.where(stated, "dinas", "bersama"),
        capaian_persen=capaian,
        status=_status(pair, capaian),
        tercapai=_met(kinerja["polaritas"], pair, bersama),
        kategori=categorize(capaian, skala),
        capaian_acuan_persen=acuan,
        kategori_acuan=categorize(acuan, SKALA_BERSAMA),
        ganda=find_ganda(kinerja),
        **limits,
    )


def summarize_tingkat(capaian: pd.DataFrame, rata_rata: str) -> dict[str, pd.DataFrame]:
    """Return `summarize_capaian` per sasaran, tujuan and misi: those levels that indicators name.

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": ["a"], "target": 50.0, "polaritas": "naik"})
    >>> found = compute_capaian(frame.assign(sasaran="S", tujuan="", realisasi=[150.0]))
    >>> list(summarize_tingkat(found, "rata_rata_indikator"))
    ['sasaran']
    """
    named = [
        tingkat
        for tingkat in ("sasaran", "tujuan", "misi")
        if tingkat in capaian and (capaian[tingkat].fillna("") != "").any()
    ]
    return {tingkat: summarize_capaian(capaian, [tingkat], rata_rata) for tingkat in named}


def find_ganda(kinerja: pd.DataFrame) -> pd.Series:
    """Return the code of the indicator that each row repeats at another level; else empty text.

    One quantity that is promised as a tujuan and again as a sasaran is one promise: the same name
    or the same `konsep`, unit, target and realisation in the same year. The first row is the
    promise, the later ones repeat it. Without a target nothing is repeated.

    Parameters
    ----------
    kinerja : DataFrame, one row per (indikator, tahun)
        Needs `indikator`, `nama_indikator`, `level`, `satuan`, `target`, `realisasi`; where one of
        them is absent, nothing is found. Optional: `dinas`, `tahun`, `konsep`, `target_bawah`,
        `target_atas`.

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": ["a", "b"], "level": ["tujuan", "sasaran"]})
    >>> same = {"nama_indikator": "Rasio", "satuan": "rasio", "target": "3.2", "realisasi": "4.45"}
    >>> find_ganda(frame.assign(**same)).tolist()
    ['', 'a']
    """
    ganda = pd.Series("", index=kinerja.index, dtype=str)
    needed = {"indikator", "nama_indikator", "level", "satuan", "target", "realisasi"}
    if kinerja.empty or not needed <= set(kinerja):
        return ganda
    alike = _may_repeat(kinerja)
    if not alike.any():
        return ganda
    rows = _identity(kinerja[alike])
    same = [name for name in rows if name not in ("indikator", "level", "nama", "konsep", "ada")]
    number = number_cases(rows[name] for name in same)
    # rows of one name share the concept that any of them is tied to
    place, known = pd.factorize(rows["konsep"], sort=True)
    last = pd.Series(place).groupby([number, rows["nama"]]).transform("max")
    rows["konsep"] = known.to_numpy(object)[last]  # by number: of texts each group takes a while
    rows["nama"] = rows["nama"].where(rows["konsep"] == "", "")
    groups = rows.groupby([number, "konsep", "nama"])
    first = groups[["indikator", "level"]].transform("first")
    again = rows["ada"] & (rows["konsep"] + rows["nama"] != "") & (first["level"] != rows["level"])
    found = np.full(len(kinerja), "", dtype=object)
    found[alike] = np.where(again, first["indikator"], "")
    return pd.Series(found, index=kinerja.index, dtype=str)


def _may_repeat(kinerja: pd.DataFrame) -> np.ndarray:
    """Say which rows share dinas, year and both numbers with another row: few, of a country."""
    there = [_key(kinerja[name]) for name in ("dinas", "tahun") if name in kinerja]
    numbers = [split_values(kinerja[name])["angka"] for name in ("target", "realisasi")]
    number = number_cases([*there, *numbers])
    return np.bincount(number)[number] > 1


def promise_of(capaian: pd.DataFrame) -> pd.Series:
    """Return the code of the promise each row is, or repeats at another level (`ganda`).

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": ["a", "b", "c"], "ganda": ["", "a", ""]})
    >>> promise_of(frame).tolist()
    ['a', 'a', 'c']
    """
    if "ganda" not in capaian:
        return capaian["indikator"]
    return capaian["ganda"].where(capaian["ganda"] != "", capaian["indikator"])


def _identity(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return what makes two rows one quantity, numbers as numbers, on an index of its own."""
    parts = {name: split_values(kinerja[name]) for name in ("target", "realisasi")}
    out = {
        f"{name}_{part}": values[part]
        for name, values in parts.items()
        for part in ("angka", "label")
    }
    for name in ("dinas", "tahun", "satuan", "target_bawah", "target_atas"):
        if name in kinerja:
            out[name] = _key(kinerja[name])
    ranged = kinerja["target_bawah"].notna() if "target_bawah" in kinerja else False
    konsep = _text(kinerja["konsep"]) if "konsep" in kinerja else ""
    names = _text(kinerja["nama_indikator"])
    rows = pd.DataFrame(out, index=kinerja.index).assign(
        indikator=kinerja["indikator"],
        level=kinerja["level"],
        nama=names.map({name: " ".join(name.casefold().split()) for name in names.unique()}),
        konsep=konsep,
        ada=parts["target"]["ada"] | ranged,
    )
    return rows.reset_index(drop=True)


def _key(column: pd.Series) -> pd.Series:
    """Return numbers as they are, another column as text."""
    return column if pd.api.types.is_numeric_dtype(column) else _text(column)


def _text(column: pd.Series) -> pd.Series:
    """Return a column as text, a missing value as empty text: so it can be a key."""
    return column.astype(str).where(column.notna(), "")


def by_polarity(polaritas: pd.Series, target: pd.Series, realisasi: pd.Series) -> pd.Series:
    """Return achievement in per cent by the common formula of each polarity.

    Neither floored nor capped; a missing target or realisation, or an unknown polarity, gives NaN.

    Parameters
    ----------
    polaritas, target, realisasi : Series with the same index; target and realisasi are numbers.

    Examples
    --------
    >>> by_polarity(pd.Series(["naik", "turun"]), pd.Series([80, 80]), pd.Series([60, 60])).tolist()
    [75.0, 125.0]
    """
    pair = pd.DataFrame({"t": target, "r": realisasi}, dtype=float)
    return _by_formula(polaritas.astype(object).map(RUMUS), pair)


def capaian_at(capaian: pd.DataFrame, nilai: pd.Series) -> pd.Series:
    """Return the achievement that each row would have if its realisation were another number.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it
        Needs `rumus`, `target`, `polaritas`; optional `target_bawah`, `target_atas`.
    nilai : Series of float, same index, in the unit of the target (the n of a ratio 1:n)

    Returns
    -------
    Series of float, per cent by the row's own formula, within the dinas's own limits where it has
    any (`batas_bawah`, `batas_atas`); NaN where there is none.

    Examples
    --------
    >>> frame = pd.DataFrame({"target": [35.0], "realisasi": [20.0], "polaritas": "naik"})
    >>> found = compute_capaian(frame)
    >>> capaian_at(found, pd.Series([40.0])).round(2).tolist()
    [114.29]
    """
    read = [name for name in COMPARED if name in capaian]
    found = _by_formula(capaian["rumus"], _comparable(capaian[read].assign(realisasi=nilai)))
    return found.clip(*(capaian.get(name) for name in LIMITS))


def judge(capaian: pd.DataFrame, tangga: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return achievement, and met or missed, of target and realisation by each row's own formula.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it, whatever stands in target and realisation now
        Needs `rumus`, `target`, `realisasi`, `polaritas`; what `compute_capaian` uses besides.
    tangga : as `compute_capaian` takes it.

    Returns
    -------
    DataFrame, same index
        `capaian_persen` (within the dinas's own limits where it has any) and `tercapai`, as
        `compute_capaian` gives them; NaN and empty text where the two cannot be compared.

    Examples
    --------
    >>> frame = pd.DataFrame({"target": ["80"], "realisasi": ["60"], "polaritas": "naik"})
    >>> judge(compute_capaian(frame).assign(target="50")).values.tolist()
    [[120.0, 'ya']]
    """
    pair, polaritas = _comparable(capaian, tangga), capaian["polaritas"]
    dated = pair["cara"] == "tanggal"
    value = _by_formula(capaian["rumus"], pair).clip(*(capaian.get(name) for name in LIMITS))
    value = value.mask(dated)
    met = _met(polaritas, pair, _by_formula(polaritas.map(RUMUS), pair).mask(dated))
    return pd.DataFrame({"capaian_persen": value, "tercapai": met})


def add_printed(capaian: pd.DataFrame, terbitan: pd.DataFrame) -> pd.DataFrame:
    """Add what the report itself prints for each indicator-year.

    Parameters
    ----------
    capaian : DataFrame, one row per (indikator, tahun)
        Needs `sumber_realisasi`: the id of the printed row that the realisation was taken from.
        Where that row prints no achievement, the row of the target (`sumber_target`) counts.
    terbitan : DataFrame, one row per printed row (`terbitan_kinerja.csv`)
        Needs `id`, `capaian` (per cent) and `predikat_tercetak`. Two dinas may use the same ids: of
        several it has `dinas`.

    Returns
    -------
    DataFrame, same rows and order
        Adds `capaian_tercetak_persen` (NaN where nothing is printed) and `kategori_tercetak`
        (empty there).
    """
    who = ["dinas"] if "dinas" in terbitan else []
    printed = terbitan.drop_duplicates([*who, "id"])[[*who, "id", "capaian", "predikat_tercetak"]]

    def at(source: str, column: str) -> np.ndarray:
        rows = capaian[[*who, source]].rename(columns={source: "id"})
        keys = [*who, "id"]
        return rows.merge(printed[[*keys, column]], on=keys, how="left")[column].to_numpy()

    shown = pd.Series(at("sumber_realisasi", "capaian"), index=capaian.index)
    if "sumber_target" in capaian:
        shown = shown.fillna(pd.Series(at("sumber_target", "capaian"), index=capaian.index))
    words = pd.Series(at("sumber_realisasi", "predikat_tercetak"), index=capaian.index)
    return capaian.assign(
        capaian_tercetak_persen=pd.to_numeric(shown),
        kategori_tercetak=words.astype(object).fillna(""),
    )


def capaian_table(capaian: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of `capaian.csv`: percentages with four decimals, ranges as `4.25–4.3`."""
    ends = (capaian[name].map("{:.15g}".format) for name in ("target_bawah", "target_atas"))
    low, high = (end.astype(object) for end in ends)  # of no rows map gives numbers, not texts
    target = capaian["target"].where(capaian["target_bawah"].isna(), low + "–" + high)
    return capaian.assign(target=target)[CAPAIAN_COLUMNS]


def rata_rata_indikator(nilai: pd.Series, anggota: pd.DataFrame) -> pd.Series:
    """Return the plain mean of each group; a missing value is left out.

    Parameters
    ----------
    nilai : Series, one value per indicator
    anggota : DataFrame with the same index
        `kelompok` (group), `sasaran` (never empty), `bobot` (weight, NaN where there is none).

    Returns
    -------
    Series, index: the groups

    Examples
    --------
    >>> nilai, sasaran = pd.Series([300.0, 90.0, 60.0]), pd.Series(["A", "B", "B"])
    >>> anggota = pd.DataFrame({"kelompok": 0, "sasaran": sasaran, "bobot": [1.0, 1.0, 8.0]})
    >>> rata = (rata_rata_indikator, rata_rata_sasaran, rata_rata_bobot)
    >>> [float(one(nilai, anggota)[0]) for one in rata]
    [150.0, 187.5, 87.0]
    """
    return nilai.groupby(anggota["kelompok"]).mean()


def rata_rata_sasaran(nilai: pd.Series, anggota: pd.DataFrame) -> pd.Series:
    """Return the mean of the means of every sasaran, per group; as `rata_rata_indikator`.

    Notes
    -----
    METHODS 1.5: a sasaran with many indicators weighs no more than one with a single indicator.
    """
    per_sasaran = nilai.groupby([anggota["kelompok"], anggota["sasaran"]]).mean()
    return per_sasaran.groupby(level=0).mean()


def rata_rata_bobot(nilai: pd.Series, anggota: pd.DataFrame) -> pd.Series:
    """Return the mean weighted by `bobot`, per group; as `rata_rata_indikator`.

    The weights of missing values are left out with them. No mean where a value has no weight.
    """
    bobot = anggota["bobot"].where(nilai.notna())
    lacking = (nilai.notna() & bobot.isna()).groupby(anggota["kelompok"]).any()
    sums = pd.DataFrame({"x": nilai * bobot, "w": bobot}).groupby(anggota["kelompok"]).sum()
    return (sums["x"] / sums["w"].where(sums["w"] > 0)).mask(lacking)


def tidak_ada(nilai: pd.Series, anggota: pd.DataFrame) -> pd.Series:
    """Return no mean: the report states none, so none is claimed in its name."""
    return nilai.groupby(anggota["kelompok"]).mean() * np.nan


# name of an average in `dinas.toml` (`rata_rata`) → the average
RATA_RATA = {
    "rata_rata_indikator": rata_rata_indikator,
    "rata_rata_sasaran": rata_rata_sasaran,
    "rata_rata_bobot": rata_rata_bobot,
    "tidak_ada": tidak_ada,
}


def average(
    nilai: pd.Series, capaian: pd.DataFrame, kelompok: pd.Series, rata_rata: str
) -> pd.Series:
    """Return the mean of a value per group, the dinas's own way.

    Parameters
    ----------
    nilai : Series, one value per row of `capaian`
    capaian : DataFrame, one row per indicator of a group
        Needs `indikator`; `sasaran`, `bobot` and `dinas` where there are any.
    kelompok : Series
        Group of each row.
    rata_rata : str
        A name of `RATA_RATA` as in `dinas.toml`.

    Returns
    -------
    Series, index: the groups

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": ["a", "b"], "bobot": [1.0, 3.0]})
    >>> average(pd.Series([100.0, 60.0]), frame, pd.Series([0, 0]), "rata_rata_bobot").tolist()
    [70.0]
    """
    return RATA_RATA[rata_rata](nilai, _members(capaian, kelompok))


def summarize_capaian(
    capaian: pd.DataFrame, by: list[str], rata_rata: str = "rata_rata_indikator"
) -> pd.DataFrame:
    """Count and average achievement per group, always with the coverage.

    A promise that is repeated at another level (`ganda`) counts once in a group, here and in every
    mean but that of the printed figures, which is the report's own.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it, one row per (indikator, tahun)
    by : list of str
        Grouping columns, e.g. `["dinas", "tahun"]` or `["sasaran"]`.
    rata_rata : str
        The dinas's own way to average, a name of `RATA_RATA` as in `dinas.toml`.

    Returns
    -------
    DataFrame, one row per group in order of appearance
        What was promised: `n_indikator`, that is what has a target in the report's own year; what
        has none was named and not promised (`n_tanpa_target`), also where another year has one.
        Repeated and not counted again: `n_ganda`; target and realisation known: `n_terlapor`; of
        these reached, by order and so by no formula: `n_tercapai`, and with a figure that is of an
        earlier year: `n_tahun_lain`, of them reached: `n_tercapai_tahun_lain`. By the dinas's own
        rule: `n_dihitung` (have a percentage), of these by the common formula, for the report
        states none: `n_rumus_bersama`; `rata_capaian_persen` (uncapped, averaged the way
        `rata_rata` names), `rata_capaian_ganda_persen` (the same with what is repeated counted
        again), `median_capaian_persen`. By the common yardstick, whatever the dinas's rule:
        `n_acuan`, `rata_acuan_persen` (each indicator kept within 0–120 first),
        `rata_acuan_sasaran_persen` (the mean of the means per sasaran).
        Reported though its definition changed in this year (`putus_deret`): `n_definisi_baru`, of
        these reached: `n_tercapai_definisi_baru`; its figure may be another quantity than the
        promised one, so the two means also stand without it: `rata_capaian_tetap_persen`,
        `rata_acuan_tetap_persen`.
        Known but in neither mean, for a target of 0 has no percentage: `n_target_nol`, of these
        missed: `n_nol_meleset`. `n_ordinal`: compared by rank. `rata_tercetak_persen`: of every
        printed figure, of which there are `n_tercetak`. Missing values are left out of the means
        and stay in `n_indikator`; zeros count.

    Raises
    ------
    RuleError
        An average that is not known.

    Examples
    --------
    >>> frame = pd.DataFrame({"indikator": ["a", "b", "c"], "target": 50.0, "polaritas": "naik"})
    >>> found = compute_capaian(frame.assign(sasaran="S", realisasi=[150.0, 30.0, None]))
    >>> found = summarize_capaian(found, ["sasaran"])
    >>> found[["n_indikator", "n_terlapor", "n_tercapai", "rata_capaian_persen"]].values
    array([[  3.,   2.,   1., 180.]])
    """
    if rata_rata not in RATA_RATA:
        raise RuleError(f"Rata-rata “{rata_rata}” tidak dikenal. Yang ada: {', '.join(RATA_RATA)}.")
    kelompok = capaian.groupby(by, sort=False, dropna=False).ngroup()
    once = ~_repeated(capaian, kelompok)
    every = _members(capaian, kelompok)
    rows, anggota = capaian[once], every[once]
    own, common = rows["capaian_persen"], rows["capaian_acuan_persen"]
    known, no_share = rows["tercapai"] != "", rows["status"] == "target_nol"
    promised = rows["status"] != "target_kosong"
    changed = known & (rows["putus_deret"] != "" if "putus_deret" in rows else False)
    counts = {
        "n_indikator": promised,
        "n_tanpa_target": ~promised,
        "n_terlapor": known,
        "n_tercapai": rows["tercapai"] == "ya",
        "n_tahun_lain": known & _of_an_earlier_year(rows),
        "n_tercapai_tahun_lain": (rows["tercapai"] == "ya") & _of_an_earlier_year(rows),
        "n_dihitung": own.notna(),
        "n_rumus_bersama": own.notna() & (rows.get("asal_rumus", "") == "bersama"),
        "n_acuan": common.notna(),
        "n_target_nol": no_share,
        "n_nol_meleset": no_share & (rows["tercapai"] == "tidak"),
        "n_ordinal": rows["status"] == "dihitung_ordinal",
        "n_definisi_baru": changed,
        "n_tercapai_definisi_baru": changed & (rows["tercapai"] == "ya"),
    }
    counted = pd.DataFrame(counts).groupby(anggota["kelompok"]).sum()
    counted.insert(1, "n_ganda", (~once).groupby(kelompok).sum())
    printed = capaian.get("capaian_tercetak_persen", pd.Series(np.nan, index=capaian.index))
    means = {
        "rata_capaian_persen": RATA_RATA[rata_rata](own, anggota),
        "rata_acuan_persen": rata_rata_indikator(common, anggota),
        "rata_acuan_sasaran_persen": rata_rata_sasaran(common, anggota),
        "rata_capaian_ganda_persen": RATA_RATA[rata_rata](capaian["capaian_persen"], every),
        "rata_capaian_tetap_persen": RATA_RATA[rata_rata](own.mask(changed), anggota),
        "rata_acuan_tetap_persen": rata_rata_indikator(common.mask(changed), anggota),
        "median_capaian_persen": own.groupby(anggota["kelompok"]).median(),
        "n_tercetak": printed.groupby(kelompok).count(),
        "rata_tercetak_persen": printed.astype(float).groupby(kelompok).mean(),
    }
    heads = capaian[by][~kelompok.duplicated()].reset_index(drop=True)
    return heads.join(counted.assign(rata_rata=rata_rata, **means))


def _of_an_earlier_year(rows: pd.DataFrame) -> pd.Series:
    if not {"tahun", "data_tahun"} <= set(rows):
        return pd.Series(False, index=rows.index)
    return pd.to_numeric(rows["data_tahun"]) < rows["tahun"]


def _repeated(capaian: pd.DataFrame, kelompok: pd.Series) -> pd.Series:
    """Say of each row whether its promise stands in its group already."""
    if "ganda" not in capaian:
        return pd.Series(False, index=capaian.index)
    ganda = capaian["ganda"]
    key = pd.DataFrame(
        {"kelompok": kelompok, "kode": ganda.where(ganda != "", capaian["indikator"])}
    )
    for name in ("dinas", "tahun"):
        if name in capaian:
            key[name] = capaian[name]
    # the promise itself comes before what repeats it, however the rows are ordered
    first = key.assign(_ulang=ganda != "", _urut=range(len(key)))
    first = first.sort_values("_ulang", kind="stable")
    double = first.duplicated(list(key)).to_numpy()[np.argsort(first["_urut"].to_numpy())]
    return pd.Series(double, index=capaian.index) & (ganda != "")


def _members(capaian: pd.DataFrame, kelompok: pd.Series) -> pd.DataFrame:
    """Return group, sasaran and weight of each row; what names no sasaran is one of its own."""
    sasaran = capaian["sasaran"].fillna("") if "sasaran" in capaian else ""
    keys = pd.DataFrame({"sasaran": sasaran}, index=capaian.index)
    keys["sendiri"] = capaian["indikator"].where(keys["sasaran"] == "", "")
    if "dinas" in capaian:  # two dinas may use one name, and each has a sasaran of its own
        keys["dinas"] = capaian["dinas"]
    bobot = capaian.get("bobot", np.nan)
    one = keys.groupby(list(keys), sort=False, dropna=False).ngroup()
    return pd.DataFrame(
        {"kelompok": kelompok, "sasaran": one, "bobot": bobot}, index=capaian.index
    ).astype({"bobot": float})


def _pair(target, realisasi) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(target, dtype=float), np.asarray(realisasi, dtype=float)


def _percent(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    # np.select works out every branch, also where its condition is false: x / 0 there is no fault
    with np.errstate(divide="ignore", invalid="ignore"):
        return part / whole * 100


def _refuse_unknown(polaritas: pd.Series, rumus: pd.Series) -> None:
    if rumus.isna().any():
        names = ", ".join(map(repr, polaritas[rumus.isna()].unique()))
        raise RuleError(f"Polaritas tanpa rumus: {names}. Pilih naik, turun atau rentang.")
    known = [*FORMULAS, *FROM_BASELINE]
    unknown = ", ".join(sorted(set(rumus.unique()) - set(known)))
    if unknown:
        raise RuleError(f"Rumus tidak dikenal: {unknown}. Yang ada: {', '.join(known)}.")


def _with_baseline(kinerja: pd.DataFrame, rumus: pd.Series, pair: pd.DataFrame) -> pd.Series:
    """Return the formula of each row: the common one where another lacks the value to begin from.

    A grade or a range has no way to be gone either.
    """
    ranged = kinerja["target_bawah"].notna() if "target_bawah" in kinerja else False
    going = (pair["cara"] == "dihitung") & pair["dasar"].notna() & ~ranged
    lacking = rumus.isin(list(FROM_BASELINE)) & ~going
    return rumus.mask(lacking, kinerja["polaritas"].map(RUMUS))


LIMITS = ("batas_bawah", "batas_atas")  # the dinas's own, of an achievement in per cent

COMPARED = ("target", "polaritas", "satuan", "target_bawah", "target_atas", "dasar")


def _comparable(kinerja: pd.DataFrame, tangga: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return target and realisation as two comparable numbers, one row per row of `kinerja`.

    `t`, `r`: the numbers a formula divides; `cara`: how they were made comparable, the status of a
    value that can be computed; `ada_target`, `ada_realisasi`: something is printed there, whether
    it can be read or not.
    """
    target, real = split_values(kinerja["target"]), split_values(kinerja["realisasi"])
    numbers = {"t": target["angka"], "r": real["angka"], "cara": "dihitung"}
    there = {"ada_target": target["ada"], "ada_realisasi": real["ada"]}
    began = split_values(kinerja["dasar"])["angka"] if "dasar" in kinerja else np.nan
    pair = pd.DataFrame(numbers | there | {"dasar": began}, index=kinerja.index)
    graded = target["label"].ne("") | real["label"].ne("")
    if "satuan" in kinerja:
        if graded.any():
            some = graded.to_numpy(bool)  # few rows are graded, and no others have a ladder
            labels = (target["label"][some], real["label"][some], kinerja["satuan"][some])
            pair = _put(pair, some, _from_labels(pair[some], *labels, tangga))
        graded |= ladder_of_unit(kinerja["satuan"], ladder_rows(tangga)).ne("")
    pair = _from_range(pair, kinerja) if "target_bawah" in kinerja else pair
    pair = _from_dates(pair, kinerja)
    # on every ladder the higher grade is the better one: another polarity is a fault of the data
    wrong = graded & (kinerja["polaritas"] != "naik") & pair["ada_target"] & pair["ada_realisasi"]
    if not wrong.any():
        return pair
    cara = pair["cara"].mask(wrong, "jenjang_polaritas")
    return pair.assign(t=pair["t"].mask(wrong), r=pair["r"].mask(wrong), cara=cara)


def _put(frame: pd.DataFrame, there: np.ndarray, rows: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with other values in some of its rows."""
    out = {}
    for name, column in frame.items():
        values = column.array.copy()
        values[there] = rows[name].array
        out[name] = pd.Series(values, index=frame.index)
    return pd.DataFrame(out)


def _from_labels(
    pair: pd.DataFrame,
    target: pd.Series,
    real: pd.Series,
    satuan: pd.Series,
    tangga: pd.DataFrame | None,
) -> pd.DataFrame:
    """Make grades (`BB`, `Pratama`) comparable.

    Against a score a promised letter asks for the lowest score of its class, also where a lower one
    is printed beside it (`dihitung_ambang`); a higher one stays. Where a score is missing, the
    ranks on the ladder of the unit are compared (`dihitung_ordinal`). What promises a class alone
    can be met, not exceeded: `A 85` against `BB` is as much as `A` against `BB`. Two equal grades
    are met on any ladder.
    """
    ladders = ladder_rows(tangga)
    ladder = find_ladder(satuan, target, real, ladders)
    promised, reached = (steps_of(ladder, label, ladders) for label in (target, real))
    bare, asked = pair["t"].isna(), promised["terendah"]
    lowest = pair["r"].notna() & asked.notna() & ~(pair["t"] >= asked)
    no_score = bare | pair["r"].isna()
    rank = no_score & promised["urutan"].notna() & reached["urutan"].notna() & ~lowest
    # a rank is no amount: two steps above the target would be a false 150 %, so it only meets it
    met = reached["urutan"].clip(upper=promised["urutan"])
    same = no_score & ~lowest & (target != "") & (target.str.casefold() == real.str.casefold())
    return pair.assign(
        t=pair["t"].mask(lowest, asked).mask(rank, promised["urutan"]).mask(same, 1.0),
        r=pair["r"]
        .mask(lowest & bare, pair["r"].clip(upper=asked))
        .mask(rank, met)
        .mask(same, 1.0),
        cara=pair["cara"].mask(lowest, "dihitung_ambang").mask(rank | same, "dihitung_ordinal"),
    )


def _from_dates(pair: pd.DataFrame, kinerja: pd.DataFrame) -> pd.DataFrame:
    """Make two dates comparable, as numbers of days: the earlier is the smaller one."""
    lost = pair["t"].isna() & pair["r"].isna() & pair["ada_target"] & pair["ada_realisasi"]
    if not lost.any():
        return pair
    days = {
        name: pd.to_datetime(kinerja[source].where(lost), format="%Y-%m-%d", errors="coerce")
        for name, source in (("t", "target"), ("r", "realisasi"))
    }
    both = days["t"].notna() & days["r"].notna()
    numbers = {
        name: pair[name].mask(both, (day - pd.Timestamp(0)).dt.days) for name, day in days.items()
    }
    return pair.assign(**numbers, cara=pair["cara"].mask(both, "tanggal"))


def _from_range(pair: pd.DataFrame, kinerja: pd.DataFrame) -> pd.DataFrame:
    """Measure a range target from its nearer bound; inside the range is exactly on target."""
    low, high = (pd.to_numeric(kinerja[name]) for name in ("target_bawah", "target_atas"))
    ranged = low.notna() & high.notna()
    if not ranged.any():
        return pair
    inside = ranged & pair["r"].between(low, high)
    nearer = pair["r"].clip(low.where(ranged), high.where(ranged))
    # inside, target and realisation both become 1: every formula gives 100, also for a bound of 0
    return pair.assign(
        t=pair["t"].mask(ranged, nearer.mask(inside, 1.0)),
        r=pair["r"].mask(inside, 1.0),
        ada_target=pair["ada_target"] | ranged,
    )


def _by_formula(rumus: pd.Series, pair: pd.DataFrame) -> pd.Series:
    """Return the percentage of each row by its formula; NaN where the row has none."""
    out = np.full(len(pair), np.nan)
    t, r = pair["t"].to_numpy(dtype=float), pair["r"].to_numpy(dtype=float)
    for name in rumus.dropna().unique():
        rows = (rumus == name).to_numpy(dtype=bool)
        if name in FROM_BASELINE:
            out[rows] = FROM_BASELINE[name](t[rows], r[rows], pair["dasar"].to_numpy()[rows])
        else:
            out[rows] = FORMULAS[name](t[rows], r[rows])
    return pd.Series(out, index=pair.index)


def _status(pair: pd.DataFrame, capaian: pd.Series) -> pd.Series:
    """Return why each value is there or missing; of several reasons the first one holds."""
    t, r, none = pair["t"], pair["r"], capaian.isna()
    cases = {
        "target_kosong": ~pair["ada_target"],
        "realisasi_kosong": ~pair["ada_realisasi"],
        "jenjang_polaritas": pair["cara"] == "jenjang_polaritas",
        "tanggal": pair["cara"] == "tanggal",
        "tidak_dapat_dihitung": none & (t.isna() | r.isna()),
        "target_nol": none & (t == 0),
        "realisasi_nol": none & (r == 0),
        "tercapai_nol": (t == 0) & (r == 0),
    }
    # what has a cause of its own is named above; a value still missing is not computable
    rest = pair["cara"].mask(none, "tidak_dapat_dihitung")
    status = np.select(list(cases.values()), list(cases), rest)
    return pd.Series(status, index=pair.index, dtype=str)


def _met(polaritas: pd.Series, pair: pd.DataFrame, bersama: pd.Series) -> pd.Series:
    """Return ya or tidak; empty text where target and realisation cannot be compared.

    Where the common formula has a percentage it decides, at the threshold `capaian_tercapai`; a
    target of 0 has none, there the order of the two figures decides.
    """
    t, r = pair["t"], pair["r"]
    order = np.select([polaritas == "naik", polaritas == "turun"], [r >= t, r <= t], r == t)
    by_formula = bersama.round(NOISE) >= threshold("capaian_tercapai")
    met = np.where(bersama.notna(), by_formula, order.astype(bool))
    said = np.where(t.notna() & r.notna(), np.where(met, "ya", "tidak"), "")
    return pd.Series(said, index=pair.index, dtype=str)
