"""Cost per output: what one person served was planned to cost, did cost, and cost elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, load_rules, threshold
from ..once import each_once, number_cases
from .frontier import needed_units
from .measures import efisiensi_pmk249, unit_cost

__all__ = [
    "BIAYA_COLUMNS",
    "PROGRAM_CODE",
    "WITH_COST",
    "against_plan",
    "compare_biaya",
    "compare_frontier",
    "compute_biaya",
    "is_administrative",
    "other_unit",
    "partial_year",
    "per_time",
    "same_names",
    "same_unit",
    "same_units",
    "saving_per_line",
]


BIAYA_COLUMNS = [
    "dinas",
    "tahun",
    "kode",
    "nama",
    "nama_keluaran",
    "satuan",
    "volume_target",
    "volume_realisasi",
    "pagu_rp",
    "realisasi_rp",
    "biaya_rencana_rp",
    "biaya_nyata_rp",
    "hemat_persen",
    "status",
    "sumber",
]

SAME_UNIT = {
    "persen": "%",
    "org": "orang",
    "dok": "dokumen",
    "kk": "keluarga",
    "kpm": "keluarga",
    "lap": "laporan",
}

TIMES = {"hari", "minggu", "bulan", "bln", "triwulan", "semester", "tahun", "thn"}

WITH_COST = ("dihitung", "sisa_pagu", "lebih_pagu")  # status of an output whose unit cost is given

PROGRAM_CODE = 7  # letters of a programme's code in the nomenclature, 1.06.01


def compute_biaya(anggaran: pd.DataFrame, keluaran: pd.DataFrame) -> pd.DataFrame:
    """Return planned and actual cost of one unit of each output.

    planned = pagu / target volume · actual = realised / realised volume ·
    saving = (1 − actual / planned) × 100

    Where the volume is the planned one the saving is 100 − absorption: the budget left over under
    another name (sisa_pagu), or what was spent beyond the budget (lebih_pagu).

    Parameters
    ----------
    anggaran : DataFrame, one row per budget line and year
        Needs `dinas`, `tahun`, `kode`, `nama`, `pagu_rp`, `realisasi_rp` (rupiah).
    keluaran : DataFrame, one row per output and year (`keluaran.csv`).

    Returns
    -------
    DataFrame, one row per output
        `status`: dihitung (another volume than planned: the unit cost itself changed); sisa_pagu
        (the planned volume within the budget; the costs are given, the saving says only what was
        left of the budget); lebih_pagu (the planned volume for more than the budget: each unit cost
        more by as much); administratif (documents, reports, one
        package: a row of `aturan/keluaran_administratif.csv` says why such a unit has no cost of
        its own); persentase (a share is no volume, so it has no unit cost);
        beberapa_keluaran (the line has several outputs and its money cannot be split without a
        rule, so no cost is given); belum_setahun (the volume is that of some quarters, the money of
        the year); satuan_beda (planned in one unit, counted in another); satuan_waktu (a unit per
        month: the money is of the year); padanan_nama (the report prints it beside the money of
        another line; it was tied to its line by its name, so there is no cost);
        volume_kosong; volume_nol (money may have been spent, nothing came out); anggaran_kosong;
        anggaran_nol (nothing allotted); realisasi_nol (nothing spent);
        a cost that is not given is missing.

    Notes
    -----
    Source: PMK 249/2011 for the saving. Costs are of the year and not deflated.
    """
    columns = ["dinas", "tahun", "kode", "nama", "pagu_rp", "realisasi_rp"]
    keys = [name for name in ("dinas", "tahun", "kode") if name in keluaran]
    out = keluaran.merge(anggaran[columns], on=keys, how="left")
    out = out.rename(columns={"target": "volume_target", "realisasi": "volume_realisasi"})
    planned, made = out["volume_target"], out["volume_realisasi"]
    costs = {
        "biaya_rencana_rp": unit_cost(out["pagu_rp"], planned),
        "biaya_nyata_rp": unit_cost(out["realisasi_rp"], made),
        "hemat_persen": efisiensi_pmk249(out["pagu_rp"], out["realisasi_rp"], planned, made),
    }
    out["status"] = _status(out)
    known = out["status"].isin(WITH_COST)
    costs = {name: np.where(known, value, np.nan) for name, value in costs.items()}
    return out.assign(**costs)[BIAYA_COLUMNS]


def against_plan(biaya: pd.DataFrame) -> pd.Series:
    """Say of each output whether its unit cost more than planned.

    Returns
    -------
    Series of codes: mahal, murah, tepat; sisa_pagu and lebih_pagu where the volume is the planned
    one, so that only what was spent of the budget can differ; empty where there is no cost.

    Examples
    --------
    >>> rows = pd.DataFrame({"hemat_persen": [-5.0, 0.0, 12.0, 12.0, None], "status": "dihitung"})
    >>> rows.loc[3, "status"] = "sisa_pagu"
    >>> against_plan(rows).tolist()
    ['mahal', 'tepat', 'murah', 'sisa_pagu', '']
    """
    saved = biaya["hemat_persen"].round(NOISE)
    cases = {
        "sisa_pagu": biaya["status"] == "sisa_pagu",
        "lebih_pagu": biaya["status"] == "lebih_pagu",
        "mahal": saved < 0,
        "tepat": saved == 0,
        "murah": saved > 0,
    }
    found = np.select(list(cases.values()), list(cases), "")
    return pd.Series(found, index=biaya.index, dtype=str)


def saving_per_line(biaya: pd.DataFrame, anggaran: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the mean saving of the outputs below each programme and of all (PMK 249/2011).

    It is the plain mean of the regulation: an output of Rp10 million counts as much as one of Rp10
    billion. So it stands for a programme, or for the dinas, only where the outputs that have a unit
    cost hold at least `biaya_cakupan` of its budget.

    Parameters
    ----------
    biaya : as `compute_biaya` gives it, one dinas and year.
    anggaran : DataFrame, optional, one row per budget line and year
        The budget of each programme, and of all of them for the dinas; without it, or where it is
        not printed, the budget of the lines with outputs stands for it.

    Returns
    -------
    DataFrame, one row per programme and one for all: `kode` (empty: all), `ukuran`, `nilai` (%),
    `n_keluaran` with a unit cost, `cakupan_persen` (their share of the budget), `catatan`:
    cakupan_kurang where the mean is not given for want of it, `n_berubah` of the outputs with a
    unit cost whose volume is not the planned one.

    Notes
    -----
    Source: PMK 249/2011, E = 1/n Σ [1 − (RA/RV) / (PA/TV)] × 100. Malang 2023, 1.06.05: the mean of
    85,56 (Rp10 million) and 32,69 (Rp11,5 billion, one document) said 59,13 for Rp11,5 billion.
    """
    lines = biaya.assign(
        _program=biaya["kode"].astype(str).str[:PROGRAM_CODE],
        _ada=biaya["hemat_persen"].notna(),
        _berubah=biaya["hemat_persen"].notna() & (biaya["status"] == "dihitung"),
        # the budget of a line with several outputs counts once
        _pagu=biaya["pagu_rp"].mask(biaya.duplicated(["dinas", "tahun", "kode"])),
    )
    lines["_berbiaya"] = lines["_pagu"].where(lines["_ada"])
    lines = pd.concat([lines.assign(kode=lines["_program"]), lines.assign(kode="")])
    found = lines.groupby("kode", as_index=False).agg(
        nilai=("hemat_persen", "mean"),
        n_keluaran=("_ada", "sum"),
        n_berubah=("_berubah", "sum"),
        _berbiaya=("_berbiaya", "sum"),
        _pagu=("_pagu", "sum"),
    )
    whole = found["_pagu"] if anggaran is None else _whole_budget(found, biaya, anggaran)
    share = found["_berbiaya"] / whole.where(whole > 0) * 100
    few = share.round(NOISE) < threshold("biaya_cakupan")
    found = found.assign(
        nilai=found["nilai"].mask(few),
        cakupan_persen=share,
        catatan=np.where(few, "cakupan_kurang", ""),
        ukuran="efisiensi_pmk249_persen",
    )
    return found.drop(columns=["_berbiaya", "_pagu"])


def compare_biaya(biaya: pd.DataFrame) -> pd.DataFrame:
    """Put the actual cost of the same nomenclature code side by side across dinas.

    Parameters
    ----------
    biaya : DataFrame, one row per output of several dinas, as `compute_biaya` gives it.

    Returns
    -------
    DataFrame, one row per output of a code that two or more dinas have, in order of code
        `biaya_nyata_rp`, `satuan`; `kali`: how many times as dear as the nearest other dinas with
        the same code, unit and name (of the same year, else of another), or the other way round;
        `sebanding`: ya (another dinas has the same code, unit and name in the same year), hati-hati
        (only in another year), periksa (even the nearest is more than `biaya_kali` times as dear or
        as cheap: a question, not a comparison), nama_beda (code and unit agree, the names do not:
        Taruna and Kampung Siaga Bencana), tidak sebanding (the unit differs: meals against people).
    """
    rows = biaya[biaya["biaya_nyata_rp"].notna()]
    rows = rows.assign(_satuan=same_units(rows["satuan"])).reset_index(drop=True)
    rows = rows[rows.groupby("kode")["dinas"].transform("nunique") > 1]
    rows = rows.assign(_nama=same_names(rows))
    unit, year = ["kode", "_satuan"], ["kode", "_satuan", "_nama", "tahun"]
    times = _times_nearest(rows, year).fillna(_times_nearest(rows, year[:-1]))
    cases = {
        "tidak sebanding": rows.groupby(unit)["dinas"].transform("nunique") < 2,
        "nama_beda": times.isna(),
        "periksa": times.round(NOISE) > threshold("biaya_kali"),
        "ya": rows.groupby(year)["dinas"].transform("nunique") > 1,
    }
    said = np.select(list(cases.values()), list(cases), "hati-hati")
    rows = rows.assign(kali=times, sebanding=said)
    rows = rows.sort_values(["kode", "_satuan", "_nama", "biaya_nyata_rp"], kind="stable")
    return rows.drop(columns=["_satuan", "_nama"]).reset_index(drop=True)


def compare_frontier(biaya: pd.DataFrame) -> pd.DataFrame:
    """Measure dinas that make the same output in the same year against the best of them.

    Money in, volume out, constant returns. Rupiah of different years are never put together.

    Parameters
    ----------
    biaya : DataFrame, one row per output of several dinas and years, as `compute_biaya` gives it.

    Returns
    -------
    DataFrame, one row per (output, dinas, year) of every code, unit and name of two or more dinas
        `satuan_sama`, `nama_sama`, `n_unit` (units of that year that are compared), `n_perlu`,
        `efisiensi_dea` (0–1; only where `n_unit` reaches `frontier.needed_units`), `status`:
        dihitung, unit_kurang, dipertanyakan (more than `biaya_kali` times the median output per
        rupiah of that year, or less than one part in so many: first a question about the figures;
        such a unit is not compared, and nobody is compared with it).

    Notes
    -----
    With one input, one output and constant returns the programme of `frontier.dea` has a closed
    form, output per rupiah over the best output per rupiah; it is used here because an index may
    hold thousands of dinas.

    Examples
    --------
    >>> line = {"dinas": list("abcdefg"), "tahun": 2024, "kode": "1", "satuan": "orang"}
    >>> line |= {"nama_keluaran": "Orang dilatih", "realisasi_rp": [*[100.0] * 6, 0.001]}
    >>> biaya = pd.DataFrame(line | {"volume_realisasi": [10.0, 9, 8, 7, 6, 5, 10]})
    >>> found = compare_frontier(biaya.eval("biaya_nyata_rp = realisasi_rp / volume_realisasi"))
    >>> found["efisiensi_dea"].round(2).tolist(), found["status"].iloc[-1]
    ([1.0, 0.9, 0.8, 0.7, 0.6, 0.5, nan], 'dipertanyakan')
    """
    rows = biaya[biaya["biaya_nyata_rp"].notna()]
    rows = rows.assign(_satuan=same_units(rows["satuan"]), n_perlu=needed_units(1, 1))
    rows = rows.reset_index(drop=True)
    rows = rows.assign(nama_sama=same_names(rows)).rename(columns={"_satuan": "satuan_sama"})
    same = ["kode", "satuan_sama", "nama_sama"]
    rows = rows[rows.groupby(same)["dinas"].transform("nunique") > 1].reset_index(drop=True)
    keys = [rows[name] for name in (*same, "tahun")]
    cheap = rows["volume_realisasi"] / rows["realisasi_rp"]
    ratio, most = cheap / cheap.groupby(keys).transform("median"), threshold("biaya_kali")
    sound = ratio.between(1 / most, most)
    rows["n_unit"] = sound.groupby(keys).transform("sum").astype(int)
    enough = rows["n_unit"] >= rows["n_perlu"]
    best = cheap.where(sound).groupby(keys).transform("max")
    rows["efisiensi_dea"] = (cheap / best).where(enough & sound)
    cases = {"dipertanyakan": ~sound & enough, "unit_kurang": ~enough}
    return rows.assign(status=np.select(list(cases.values()), list(cases), "dihitung"))


@lru_cache(maxsize=10_000)
def same_unit(satuan: str) -> str:
    """Return one spelling for units that mean the same; others stay, in lower case.

    Examples
    --------
    >>> same_unit(" Org "), same_unit("Porsi")
    ('orang', 'porsi')
    """
    text = re.sub(r"\s+", " ", str(satuan)).strip().lower()
    return SAME_UNIT.get(text, text)


def same_units(satuan: pd.Series) -> pd.Series:
    """Return `same_unit` of every unit.

    Examples
    --------
    >>> same_units(pd.Series(["Org", "porsi", "Org"])).tolist()
    ['orang', 'porsi', 'orang']
    """
    return each_once(same_unit, satuan).astype(str)


def partial_year(keluaran: pd.DataFrame) -> pd.Series:
    """Say which outputs are known for the first quarters only (`sampai`): no figure of the year.

    Examples
    --------
    >>> partial_year(pd.DataFrame({"sampai": ["triwulan 3", "", None]})).tolist()
    [True, False, False]
    """
    return _text(keluaran, "sampai") != ""


def other_unit(keluaran: pd.DataFrame) -> pd.Series:
    """Say which outputs were planned in another unit (`satuan_target`) than they are counted in.

    A plan that is printed in several units has them all, `;` between: one that differs is enough.

    Examples
    --------
    >>> units = {"satuan": "keluarga", "satuan_target": ["orang", "KK", "keluarga; orang", ""]}
    >>> other_unit(pd.DataFrame(units)).tolist()
    [True, False, True, False]
    """

    def differ(planned: str, counted: str) -> bool:
        own = same_unit(counted)
        return any(unit.strip() and same_unit(unit) != own for unit in planned.split(";"))

    units = (_text(keluaran, name) for name in ("satuan_target", "satuan"))
    return each_once(differ, *units).astype(bool)


def per_time(satuan: pd.Series) -> pd.Series:
    """Say which units are counted per stretch of time, where the volume may be of one of many.

    26 orang/bulan are 26 people each month: the money of the year over 26 is no cost of one unit.

    Examples
    --------
    >>> per_time(pd.Series(["orang/bulan", "Org / Bln", "orang", "orang/sekali makan"])).tolist()
    [True, True, False, False]
    """

    def timed(unit: str) -> bool:
        return any(word.strip() in TIMES for word in same_unit(unit).split("/")[1:])

    return each_once(timed, satuan).astype(bool)


def is_administrative(keluaran: pd.DataFrame) -> pd.Series:
    """Say which outputs are counted in a unit that has no cost of its own (documents, reports).

    `keluaran` needs `satuan` and the planned volume, `volume_target`; the units and up to which
    volume they count so are rows of `aturan/keluaran_administratif.csv`.

    Examples
    --------
    >>> rows = pd.DataFrame({"satuan": ["dok", "Paket", "paket", "orang"]})
    >>> is_administrative(rows.assign(volume_target=[12.0, 1.0, 500.0, 1.0])).tolist()
    [True, True, False, False]
    """
    rules = load_rules("keluaran_administratif").set_index("satuan")["volume_sampai"]
    most = same_units(keluaran["satuan"]).map(rules.fillna(np.inf))
    return most.notna() & (keluaran["volume_target"] <= most)


def _whole_budget(found: pd.DataFrame, biaya: pd.DataFrame, anggaran: pd.DataFrame) -> pd.Series:
    """Return the budget of each programme, and of all (no code), else of its lines with outputs."""
    rows = anggaran[(anggaran["level"] == "program") & anggaran["tahun"].isin(biaya["tahun"])]
    rows = pd.concat([rows, rows.assign(kode="")])
    return (
        found["kode"].map(rows.groupby("kode")["pagu_rp"].sum(min_count=1)).fillna(found["_pagu"])
    )


def same_names(rows: pd.DataFrame) -> pd.Series:
    """Return one name for outputs of the same `kode` and `_satuan` that are named alike.

    `_satuan` is the unit as `same_unit` spells it.
    """
    from ..audit.names import merge_keys, name_keys  # the audit itself imports this room

    columns = [rows["kode"], rows["_satuan"], name_keys(rows["nama_keluaran"])]
    place = number_cases(columns)
    first = np.unique(place, return_index=True)[1]
    codes, units, names = (column.iloc[first].tolist() for column in columns)
    often: dict[tuple[str, str], Counter] = {}
    for *one, name, n in zip(codes, units, names, np.bincount(place).tolist(), strict=True):
        often.setdefault(tuple(one), Counter())[name] = n
    least = threshold("biaya_nama")
    alike = {one: merge_keys(some, least) for one, some in often.items() if len(some) > 1}
    found = [
        alike.get((code, unit), {}).get(name, name)
        for code, unit, name in zip(codes, units, names, strict=True)
    ]
    return pd.Series(found, dtype=str).take(place).set_axis(rows.index)


def _times_nearest(rows: pd.DataFrame, same: list[str]) -> pd.Series:
    """Return each cost over the nearest of another dinas in its group, or the inverse: 1 or more.

    Missing where no other dinas is in the group.
    """
    group = number_cases(rows[name] for name in same)
    order = np.lexsort((rows["biaya_nyata_rp"].to_numpy(float), group))
    cost, group = rows["biaya_nyata_rp"].to_numpy(float)[order], group[order]
    dinas = number_cases([rows["dinas"]])[order]
    # rows of one dinas that follow each other are a run; the nearest other stands beside the run
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (group[1:] != group[:-1]) | (dinas[1:] != dinas[:-1])
    run, first = np.cumsum(new) - 1, np.flatnonzero(new)
    last = np.append(first[1:] - 1, len(rows) - 1)[: len(first)]
    below, above = np.full(len(first), np.nan), np.full(len(first), np.nan)
    same_group = group[first[1:]] == group[last[:-1]]
    below[1:] = np.where(same_group, cost[last[:-1]], np.nan)
    above[:-1] = np.where(same_group, cost[first[1:]], np.nan)
    out = np.empty(len(rows))
    with np.errstate(divide="ignore", invalid="ignore"):
        out[order] = np.fmin(cost / below[run], above[run] / cost)
    return pd.Series(out, index=rows.index)


def _text(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return a column of text that a frame may lack: empty then, and where it is missing."""
    return frame.get(column, pd.Series("", index=frame.index, dtype=object)).fillna("")


def _status(out: pd.DataFrame) -> np.ndarray:
    line = ["dinas", "tahun", "kode"]
    several = out.groupby(line, dropna=False)["nama_keluaran"].transform("size") > 1
    volumes, money = out[["volume_target", "volume_realisasi"]], out[["pagu_rp", "realisasi_rp"]]
    as_planned = out["volume_target"] == out["volume_realisasi"]
    cases = {
        "persentase": same_units(out["satuan"]) == "%",
        "anggaran_kosong": money.isna().any(axis=1),
        "anggaran_nol": out["pagu_rp"] == 0,
        "realisasi_nol": out["realisasi_rp"] == 0,
        "beberapa_keluaran": several,
        "belum_setahun": partial_year(out),
        "satuan_beda": other_unit(out),
        "padanan_nama": _text(out, "padanan") == "nama",
        "satuan_waktu": per_time(out["satuan"]),
        "volume_kosong": volumes.isna().any(axis=1),
        "volume_nol": (volumes <= 0).any(axis=1),
        "administratif": is_administrative(out),
        "lebih_pagu": as_planned & (out["realisasi_rp"] > out["pagu_rp"]),
        "sisa_pagu": as_planned,
    }
    return np.select(list(cases.values()), list(cases), "dihitung")
