"""Cost per output: what one person served was planned to cost, did cost, and cost elsewhere."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, threshold
from .frontier import needed_units
from .measures import efisiensi_pmk249, unit_cost

__all__ = [
    "BIAYA_COLUMNS",
    "against_plan",
    "compare_biaya",
    "compare_frontier",
    "compute_biaya",
    "other_unit",
    "partial_year",
    "same_unit",
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

PROGRAM_CODE = 7  # letters of a programme's code in the nomenclature, 1.06.01


def compute_biaya(anggaran: pd.DataFrame, keluaran: pd.DataFrame) -> pd.DataFrame:
    """Return planned and actual cost of one unit of each output.

    planned = pagu / target volume · actual = realised / realised volume ·
    saving = (1 − actual / planned) × 100

    Parameters
    ----------
    anggaran : DataFrame, one row per budget line and year
        Needs `dinas`, `tahun`, `kode`, `nama`, `pagu_rp`, `realisasi_rp` (rupiah).
    keluaran : DataFrame, one row per output and year (`keluaran.csv`).

    Returns
    -------
    DataFrame, one row per output
        `status`: dihitung; persentase (a share is no volume, so it has no unit cost);
        beberapa_keluaran (the line has several outputs and its money cannot be split without a
        rule, so no cost is given); belum_setahun (the volume is that of some quarters, the money of
        the year); satuan_beda (planned in one unit, counted in another); volume_kosong; volume_nol
        (money may have been spent, nothing came out); anggaran_kosong; anggaran_nol (nothing
        allotted); realisasi_nol (nothing spent);
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
    known = out["status"] == "dihitung"
    costs = {name: np.where(known, value, np.nan) for name, value in costs.items()}
    return out.assign(**costs)[BIAYA_COLUMNS]


def against_plan(biaya: pd.DataFrame) -> pd.Series:
    """Say of each output whether its unit cost more than planned.

    Returns
    -------
    Series of codes: mahal, murah, tepat; empty where there is no cost.

    Examples
    --------
    >>> against_plan(pd.DataFrame({"hemat_persen": [-5.0, 0.0, 12.0, None]})).tolist()
    ['mahal', 'tepat', 'murah', '']
    """
    saved = biaya["hemat_persen"].round(NOISE)
    found = np.select([saved < 0, saved == 0, saved > 0], ["mahal", "tepat", "murah"], "")
    return pd.Series(found, index=biaya.index, dtype=str)


def saving_per_line(biaya: pd.DataFrame) -> pd.DataFrame:
    """Return the mean saving of the outputs below each programme and of all (PMK 249/2011).

    Returns
    -------
    DataFrame, one row per programme and one for all: `kode` (empty: all), `ukuran`, `nilai` (%),
    `n_keluaran`.
    """
    known = biaya.dropna(subset=["hemat_persen"])
    of_program = known.assign(kode=known["kode"].astype(str).str[:PROGRAM_CODE])
    lines = pd.concat([of_program, known.assign(kode="")])
    found = lines.groupby("kode", as_index=False)["hemat_persen"].agg(
        nilai="mean", n_keluaran="size"
    )
    return found.assign(ukuran="efisiensi_pmk249_persen")


def compare_biaya(biaya: pd.DataFrame) -> pd.DataFrame:
    """Put the actual cost of the same nomenclature code side by side across dinas.

    Parameters
    ----------
    biaya : DataFrame, one row per output of several dinas, as `compute_biaya` gives it.

    Returns
    -------
    DataFrame, one row per output of a code that two or more dinas have, in order of code
        `biaya_nyata_rp`, `satuan`, and `sebanding`: ya (another dinas has the same code and unit in
        the same year), hati-hati (only in another year), tidak sebanding (the unit differs: meals
        against people).
    """
    rows = biaya[biaya["status"] == "dihitung"].assign(_satuan=lambda f: f["satuan"].map(same_unit))
    rows = rows[rows.groupby("kode")["dinas"].transform("nunique") > 1]
    others = rows.groupby(["kode", "_satuan"])["dinas"].transform("nunique") > 1
    together = rows.groupby(["kode", "_satuan", "tahun"])["dinas"].transform("nunique") > 1
    rows["sebanding"] = np.select([~others, together], ["tidak sebanding", "ya"], "hati-hati")
    rows = rows.sort_values(["kode", "_satuan", "biaya_nyata_rp"], kind="stable")
    return rows.drop(columns="_satuan").reset_index(drop=True)


def compare_frontier(biaya: pd.DataFrame) -> pd.DataFrame:
    """Measure dinas that make the same output in the same year against the best of them.

    Money in, volume out, constant returns. Rupiah of different years are never put together.

    Parameters
    ----------
    biaya : DataFrame, one row per output of several dinas and years, as `compute_biaya` gives it.

    Returns
    -------
    DataFrame, one row per (output, dinas, year) of every code and unit that two or more dinas have
        `satuan_sama`, `n_unit` (units of that year that are compared), `n_perlu`, `efisiensi_dea`
        (0–1; only where `n_unit` reaches `frontier.needed_units`), `status`: dihitung, unit_kurang,
        dipertanyakan (more than `biaya_janggal` times the median output per rupiah of that year, or
        less than one part in so many: first a question about the figures; such a unit is not
        compared, and nobody is compared with it).

    Notes
    -----
    With one input, one output and constant returns the programme of `frontier.dea` has a closed
    form, output per rupiah over the best output per rupiah; it is used here because an index may
    hold thousands of dinas.

    Examples
    --------
    >>> line = {"dinas": list("abcdefg"), "tahun": 2024, "kode": "1", "satuan": "orang"}
    >>> biaya = pd.DataFrame(line | {"status": "dihitung", "realisasi_rp": [*[100.0] * 6, 0.001]})
    >>> found = compare_frontier(biaya.assign(volume_realisasi=[10.0, 9, 8, 7, 6, 5, 10]))
    >>> found["efisiensi_dea"].round(2).tolist(), found["status"].iloc[-1]
    ([1.0, 0.9, 0.8, 0.7, 0.6, 0.5, nan], 'dipertanyakan')
    """
    rows = biaya[biaya["status"] == "dihitung"].assign(
        satuan_sama=lambda f: f["satuan"].map(same_unit), n_perlu=needed_units(1, 1)
    )
    same = rows.groupby(["kode", "satuan_sama"])["dinas"].transform("nunique") > 1
    rows = rows[same].reset_index(drop=True)
    keys = [rows[name] for name in ("kode", "satuan_sama", "tahun")]
    cheap = rows["volume_realisasi"] / rows["realisasi_rp"]
    ratio, most = cheap / cheap.groupby(keys).transform("median"), threshold("biaya_janggal")
    sound = ratio.between(1 / most, most)
    rows["n_unit"] = sound.groupby(keys).transform("sum").astype(int)
    enough = rows["n_unit"] >= rows["n_perlu"]
    best = cheap.where(sound).groupby(keys).transform("max")
    rows["efisiensi_dea"] = (cheap / best).where(enough & sound)
    cases = {"dipertanyakan": ~sound & enough, "unit_kurang": ~enough}
    return rows.assign(status=np.select(list(cases.values()), list(cases), "dihitung"))


def same_unit(satuan: str) -> str:
    """Return one spelling for units that mean the same; others stay, in lower case.

    Examples
    --------
    >>> same_unit(" Org "), same_unit("Porsi")
    ('orang', 'porsi')
    """
    text = re.sub(r"\s+", " ", str(satuan)).strip().lower()
    return SAME_UNIT.get(text, text)


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

    Examples
    --------
    >>> units = {"satuan": ["keluarga", "keluarga"], "satuan_target": ["orang", "KK"]}
    >>> other_unit(pd.DataFrame(units)).tolist()
    [True, False]
    """
    planned = _text(keluaran, "satuan_target")
    counted = _text(keluaran, "satuan")
    return (planned != "") & (planned.map(same_unit) != counted.map(same_unit))


def _text(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return a column of text that a frame may lack: empty then, and where it is missing."""
    return frame.get(column, pd.Series("", index=frame.index, dtype=object)).fillna("")


def _status(out: pd.DataFrame) -> np.ndarray:
    line = ["dinas", "tahun", "kode"]
    several = out.groupby(line, dropna=False)["nama_keluaran"].transform("size") > 1
    volumes, money = out[["volume_target", "volume_realisasi"]], out[["pagu_rp", "realisasi_rp"]]
    cases = {
        "persentase": out["satuan"].map(same_unit) == "%",
        "anggaran_kosong": money.isna().any(axis=1),
        "anggaran_nol": out["pagu_rp"] == 0,
        "realisasi_nol": out["realisasi_rp"] == 0,
        "beberapa_keluaran": several,
        "belum_setahun": partial_year(out),
        "satuan_beda": other_unit(out),
        "volume_kosong": volumes.isna().any(axis=1),
        "volume_nol": (volumes <= 0).any(axis=1),
    }
    return np.select(list(cases.values()), list(cases), "dihitung")
