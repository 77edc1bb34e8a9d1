"""Efficiency: what was spent of what was allotted, beside what was reached; every measure a named function.

None of the measures is "the" efficiency. The four local ones and the finance ministry's E and NE stand side by side, and
none of them is read as praise when the target was missed.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = [
    "EFISIENSI_COLUMNS", "absorption", "band_kepmendagri", "compute_efisiensi", "direct_spending", "efisiensi_belanja_langsung", "efisiensi_pmk", "efisiensi_pmk_gabungan",
    "efisiensi_rasio", "efisiensi_selisih", "efisiensi_sisa", "nilai_efisiensi", "sum_rupiah", "summarize_serapan",
]  # fmt: skip

EFISIENSI_COLUMNS = [
    "dinas", "tahun", "level", "kode", "nama", "pagu_rp", "realisasi_rp", "serapan_persen", "capaian_persen", "efisiensi_sisa_persen",
    "efisiensi_selisih_poin", "efisiensi_rasio_persen", "efisiensi_pmk_persen", "nilai_efisiensi", "status",
]  # fmt: skip
E_LIMIT = 20.0
C_LIMIT = 120.0


def absorption(pagu_rp, realisasi_rp) -> np.ndarray:
    """Return realised / allotted × 100; no value where nothing was allotted.

    Examples
    --------
    >>> absorption([19_957_000, 0], [4_400_000, 0]).round(2).tolist()
    [22.05, nan]
    """
    pagu, real = np.asarray(pagu_rp, dtype=float), np.asarray(realisasi_rp, dtype=float)
    return _divide(real, pagu) * 100


def efisiensi_sisa(serapan_persen) -> np.ndarray:
    """Return 100 − absorption, the share left over (Pontianak 2024's "tingkat efisiensi")."""
    return 100 - np.asarray(serapan_persen, dtype=float)


def efisiensi_selisih(capaian_persen, serapan_persen) -> np.ndarray:
    """Return achievement − absorption in points (Singkawang 2023, Table 3.5: 113,01 − 96,37 = 16,64).

    Examples
    --------
    >>> efisiensi_selisih([113.01], [96.37]).round(2).tolist()
    [16.64]
    """
    return np.asarray(capaian_persen, dtype=float) - np.asarray(serapan_persen, dtype=float)


def efisiensi_rasio(capaian_persen, serapan_persen) -> np.ndarray:
    """Return achievement / absorption × 100 (Malang 2023, Table 3.6: 132,06 / 95,35 → 138,51).

    Examples
    --------
    >>> efisiensi_rasio([132.06, 50.0], [95.345, 0.0]).round(2).tolist()
    [138.51, nan]
    """
    return _divide(np.asarray(capaian_persen, dtype=float), np.asarray(serapan_persen, dtype=float)) * 100


def efisiensi_pmk(pagu_rp, realisasi_rp, capaian_persen) -> np.ndarray:
    """Return E = (pagu × C − realised) / (pagu × C) × 100 with C the achievement as a fraction; no value when C is 0 or less.

    Notes
    -----
    Source: PMK 214/2017, PMK 22/2021 (per output). C is used as measured; a C above 1 inflates E.

    Examples
    --------
    >>> efisiensi_pmk([1000, 500], [900, 480], [100, 90]).round(2).tolist()
    [10.0, -6.67]
    """
    earned = np.asarray(pagu_rp, dtype=float) * np.asarray(capaian_persen, dtype=float) / 100
    return _divide(earned - np.asarray(realisasi_rp, dtype=float), np.where(earned > 0, earned, 0)) * 100


def efisiensi_pmk_gabungan(pagu_rp, realisasi_rp, capaian_persen) -> float:
    """Return E over several outputs together: Σ(pagu × C − realised) / Σ(pagu × C) × 100; lines without C are left out.

    Examples
    --------
    >>> round(efisiensi_pmk_gabungan([1000, 500, 2000], [900, 480, 1950], [100, 90, 105]), 2)
    6.2
    """
    pagu, real, c = (np.asarray(x, dtype=float) for x in (pagu_rp, realisasi_rp, capaian_persen))
    known = ~np.isnan(pagu) & ~np.isnan(real) & ~np.isnan(c)
    earned = (pagu[known] * c[known] / 100).sum()
    return float((earned - real[known].sum()) / earned * 100) if earned > 0 else np.nan


def nilai_efisiensi(e_persen) -> np.ndarray:
    """Return NE = 50 + E / 20 × 50 with E held within ±20, so NE stays in 0–100.

    Examples
    --------
    >>> nilai_efisiensi([3.99, 35.0, -50.0]).round(2).tolist()
    [59.98, 100.0, 0.0]

    Notes
    -----
    Source: PMK 214/2017; verified on Puslatbang KMP LAN 2021 (NE 59,98 ⇔ E 3,99).
    """
    return 50 + np.clip(np.asarray(e_persen, dtype=float), -E_LIMIT, E_LIMIT) / E_LIMIT * 50


def efisiensi_belanja_langsung(realisasi_langsung_rp: float, realisasi_belanja_rp: float) -> float:
    """Return realised direct spending / realised spending × 100 (Belitung 2024, Tables 3.48–3.49)."""
    return float(_divide(np.float64(realisasi_langsung_rp), np.float64(realisasi_belanja_rp)) * 100)


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
    share = [efisiensi_belanja_langsung(row.langsung_rp, row.belanja_rp) for row in out.itertuples()]
    return out.assign(efisiensi_persen=share)


def band_kepmendagri(persen) -> np.ndarray:
    """Return the band of Kepmendagri 690.900.327/1996 for an efficiency percentage (borrowed: it was made for cost / revenue).

    Examples
    --------
    >>> band_kepmendagri([49.2, 80, 95, 100, 101, float("nan")]).tolist()
    ['sangat efisien', 'efisien', 'kurang efisien', 'kurang efisien', 'tidak efisien', '']
    """
    x = np.asarray(persen, dtype=float).round(10)
    names = ["sangat efisien", "efisien", "cukup efisien", "kurang efisien", "tidak efisien"]
    return np.select([x < 60, x <= 80, x <= 90, x <= 100, x > 100], names, "")


def compute_efisiensi(anggaran: pd.DataFrame, program_indikator: pd.DataFrame, capaian: pd.DataFrame) -> pd.DataFrame:
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
        say nothing good), sebagian_tercapai (the mean is reached, not every indicator), tanpa_capaian (no indicator is tied to the line), pagu_kosong, pagu_nol,
        realisasi_kosong, realisasi_nol. E and NE use each line's achievement capped at 120, so that one odd indicator cannot buy efficiency.
    """
    total = summarize_serapan(anggaran, ["dinas", "tahun"]).assign(level="dinas", kode="", nama="Seluruh program")
    lines = pd.concat([total, anggaran], ignore_index=True)
    keys = [name for name in ("dinas", "tahun") if name in capaian and name in lines]
    lines = lines.merge(_capaian_per_line(program_indikator, capaian, keys), on=[*keys, "kode"], how="left")
    serapan, c = absorption(lines["pagu_rp"], lines["realisasi_rp"]), lines["capaian_persen"].to_numpy(dtype=float)
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
        A programme with a budget whose spending is not printed leaves the group without realisation and absorption: never a zero.
    """
    program = anggaran[anggaran["level"] == "program"]
    program = program.assign(_buta=program["pagu_rp"].notna() & program["realisasi_rp"].isna())
    sums = program.groupby(by, sort=False).agg(
        pagu_rp=("pagu_rp", sum_rupiah),
        realisasi_rp=("realisasi_rp", sum_rupiah),
        n_program=("kode", "size"),
        _buta=("_buta", "any"),
    )
    sums["realisasi_rp"] = sums["realisasi_rp"].mask(sums["_buta"])
    return (
        sums.drop(columns="_buta")
        .reset_index()
        .assign(serapan_persen=lambda f: absorption(f["pagu_rp"], f["realisasi_rp"]))
    )


def sum_rupiah(amounts: pd.Series) -> float:
    """Add money exactly: in whole sen, so no float rounding changes a printed sum; all missing gives a missing sum."""
    known = amounts.dropna()
    return float((known * 100).round().astype("int64").sum()) / 100 if len(known) else np.nan


def _capaian_per_line(program_indikator: pd.DataFrame, capaian: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    shared = ["dinas", "indikator"] if "dinas" in program_indikator and "dinas" in keys else ["indikator"]
    mapped = program_indikator.merge(capaian[[*keys, "indikator", "capaian_persen"]], on=shared)
    both = {"capaian_persen": ("capaian_persen", "mean"), "terendah": ("capaian_persen", "min")}
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
        [pooled.get(key, np.nan) for key in zip(lines["dinas"], lines["tahun"], strict=True)], index=lines.index
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
        ],
        "dihitung",
    )


def _divide(part, whole) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole == 0, np.nan, np.asarray(part) / whole)
