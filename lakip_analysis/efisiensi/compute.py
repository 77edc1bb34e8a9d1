"""Absorption, achievement and the measures of `efisiensi.csv` for every budget line and for the dinas."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..language import mark
from .measures import (
    absorption,
    efisiensi_belanja_langsung,
    efisiensi_pmk,
    efisiensi_pmk_gabungan,
    efisiensi_rasio,
    efisiensi_selisih,
    efisiensi_sisa,
    nilai_efisiensi,
)

__all__ = [
    "EFISIENSI_COLUMNS",
    "compute_efisiensi",
    "direct_spending",
    "sum_rupiah",
    "summarize_serapan",
]


EFISIENSI_COLUMNS = [
    "dinas",
    "tahun",
    "level",
    "kode",
    "nama",
    "pagu_rp",
    "realisasi_rp",
    "serapan_persen",
    "capaian_persen",
    "efisiensi_sisa_persen",
    "efisiensi_selisih_poin",
    "efisiensi_rasio_persen",
    "efisiensi_pmk_persen",
    "nilai_efisiensi",
    "status",
]

C_LIMIT = 120.0


def compute_efisiensi(
    anggaran: pd.DataFrame, program_indikator: pd.DataFrame, capaian: pd.DataFrame
) -> pd.DataFrame:
    """Put absorption, achievement and every measure side by side for each budget line, and for the dinas as a whole.

    Parameters
    ----------
    anggaran : DataFrame, one row per budget line and year
        Needs `dinas`, `tahun`, `kode`, `level`, `nama`, `pagu_rp`, `realisasi_rp` (rupiah).
    program_indikator : DataFrame, one row per (indikator, kode)
        Which programmes serve which indicator.
    capaian : DataFrame as `compute_capaian` gives it
        `capaian_persen` of a programme is the mean of its indicators; of the dinas, the mean of all its indicators.

    Returns
    -------
    DataFrame, one row per budget line and year plus one `level = dinas` row per year (columns of `efisiensi.csv`)
        The absorption of the dinas is the ratio of sums. `status`: dihitung, target_tidak_tercapai (measures are shown but
        say nothing good), sebagian_tercapai (the mean is reached, not every indicator), sebagian_tanpa_angka (some of its indicators have no
        achievement), tanpa_capaian (no indicator is tied to the line), pagu_kosong, pagu_nol,
        realisasi_kosong, realisasi_nol. E and NE use each line's achievement capped at 120, so that one odd indicator cannot buy efficiency.
    """
    total = summarize_serapan(anggaran, ["dinas", "tahun"]).assign(
        level="dinas", kode="", nama=mark("Seluruh program")
    )
    lines = pd.concat([total, anggaran], ignore_index=True).astype(
        {"pagu_rp": float, "realisasi_rp": float}
    )
    keys = [name for name in ("dinas", "tahun") if name in capaian and name in lines]
    lines = lines.merge(
        _capaian_per_line(program_indikator, capaian, keys), on=[*keys, "kode"], how="left"
    )
    serapan, c = (
        absorption(lines["pagu_rp"], lines["realisasi_rp"]),
        lines["capaian_persen"].to_numpy(dtype=float),
    )
    lines = lines.assign(capaian_terbatas=lines["capaian_persen"].clip(upper=C_LIMIT))
    own = efisiensi_pmk(lines["pagu_rp"], lines["realisasi_rp"], lines["capaian_terbatas"])
    e = np.where(lines["level"] == "dinas", _pooled_e(lines), own)
    out = lines.assign(
        serapan_persen=serapan,
        efisiensi_sisa_persen=efisiensi_sisa(serapan),
        efisiensi_selisih_poin=efisiensi_selisih(c, serapan),
        efisiensi_rasio_persen=efisiensi_rasio(c, serapan),
        efisiensi_pmk_persen=e,
        nilai_efisiensi=nilai_efisiensi(e),
        status=_status(lines, c),
    )
    return out[EFISIENSI_COLUMNS]


def summarize_serapan(anggaran: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return allotted, realised and absorption per group, from the programme lines only (their parts would count twice).

    Returns
    -------
    DataFrame, one row per group: `pagu_rp`, `realisasi_rp` (exact sums), `serapan_persen` (ratio of sums), `n_program`
        A programme with a budget whose spending is not printed leaves the group without realisation and absorption, one with spending whose
        budget is not printed without budget and absorption: never a zero, never a part of one over the whole of the other.
    """
    program = anggaran[anggaran["level"] == "program"]
    spent, allotted = program["realisasi_rp"].notna(), program["pagu_rp"].notna()
    program = program.assign(_buta=allotted & ~spent, _tanpa_pagu=spent & ~allotted)
    sums = program.groupby(by, sort=False).agg(
        pagu_rp=("pagu_rp", sum_rupiah),
        realisasi_rp=("realisasi_rp", sum_rupiah),
        n_program=("kode", "size"),
        _buta=("_buta", "any"),
        _tanpa_pagu=("_tanpa_pagu", "any"),
    )
    sums["realisasi_rp"] = sums["realisasi_rp"].mask(sums["_buta"])
    sums["pagu_rp"] = sums["pagu_rp"].mask(sums["_tanpa_pagu"])
    return (
        sums.drop(columns=["_buta", "_tanpa_pagu"])
        .reset_index()
        .assign(serapan_persen=lambda f: absorption(f["pagu_rp"], f["realisasi_rp"]))
    )


def sum_rupiah(amounts: pd.Series) -> float:
    """Add money exactly: in whole sen, so no float rounding changes a printed sum; all missing gives a missing sum."""
    known = amounts.dropna()
    return float((known * 100).round().astype("int64").sum()) / 100 if len(known) else np.nan


def direct_spending(terbitan: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Return where a report prints realised direct spending beside realised spending of the same table.

    Parameters
    ----------
    terbitan : DataFrame, `terbitan_anggaran`
    tahun : int

    Returns
    -------
    DataFrame, one row per such table: `tabel`, `langsung_rp`, `belanja_rp`, `efisiensi_persen` (Belitung 2024, Table 3.42: 49,20).
    """
    rows = terbitan[(terbitan["tahun"] == tahun) & terbitan["realisasi_rp"].notna()]
    direct = rows[rows["nama_tercetak"].str.strip().str.lower() == "belanja langsung"]
    total = rows[rows["level"] == "jumlah"].drop_duplicates(["dokumen", "tabel"])
    both = direct.merge(total, on=["dokumen", "tabel"], suffixes=("", "_jumlah"))
    out = both[["tabel", "realisasi_rp", "realisasi_rp_jumlah"]].set_axis(
        ["tabel", "langsung_rp", "belanja_rp"], axis=1
    )
    share = [
        efisiensi_belanja_langsung(row.langsung_rp, row.belanja_rp) for row in out.itertuples()
    ]
    return out.assign(efisiensi_persen=share)


def _capaian_per_line(
    program_indikator: pd.DataFrame, capaian: pd.DataFrame, keys: list[str]
) -> pd.DataFrame:
    shared = (
        ["dinas", "indikator"]
        if "dinas" in program_indikator and "dinas" in keys
        else ["indikator"]
    )
    capaian = capaian.assign(_kosong=capaian["capaian_persen"].isna())
    mapped = program_indikator.merge(
        capaian[[*keys, "indikator", "capaian_persen", "_kosong"]], on=shared
    )
    both = {
        "capaian_persen": ("capaian_persen", "mean"),
        "terendah": ("capaian_persen", "min"),
        "kosong": ("_kosong", "any"),
    }
    per_line = mapped.groupby([*keys, "kode"], as_index=False).agg(**both)
    whole = capaian.groupby(keys, as_index=False).agg(**both).assign(kode="")
    return pd.concat([per_line, whole], ignore_index=True)


def _pooled_e(lines: pd.DataFrame) -> pd.Series:
    """Return, for each row, E of all programme lines of its year taken together."""
    program = lines[lines["level"] == "program"]
    pooled = {
        key: efisiensi_pmk_gabungan(rows["pagu_rp"], rows["realisasi_rp"], rows["capaian_terbatas"])
        for key, rows in program.groupby(["dinas", "tahun"])
    }
    return pd.Series(
        [pooled.get(key, np.nan) for key in zip(lines["dinas"], lines["tahun"], strict=True)],
        index=lines.index,
    )


def _status(lines: pd.DataFrame, c: np.ndarray) -> np.ndarray:
    cases = [
        lines["pagu_rp"].isna(),
        lines["pagu_rp"] == 0,
        lines["realisasi_rp"].isna(),
        lines["realisasi_rp"] == 0,
        np.isnan(c),
        np.round(c, 10) < 100,
        lines["terendah"].round(10) < 100,
        lines["kosong"].eq(True),
    ]
    return np.select(
        cases,
        [
            "pagu_kosong",
            "pagu_nol",
            "realisasi_kosong",
            "realisasi_nol",
            "tanpa_capaian",
            "target_tidak_tercapai",
            "sebagian_tercapai",
            "sebagian_tanpa_angka",
        ],
        "dihitung",
    )
