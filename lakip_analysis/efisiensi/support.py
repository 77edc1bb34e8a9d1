"""Programme support (the seventh analysis of PermenPANRB 53/2014): from indicator to programmes to what they spent and delivered; money by indicator."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..capaian.compute import realisasi_per_target
from ..language import mark
from .measures import absorption

__all__ = [
    "PEMBAGIAN",
    "compute_dukungan",
    "explain_indicators",
    "find_unlinked",
    "physical_progress",
    "split_money",
    "support_tree",
]


PEMBAGIAN = ("langsung", "sama_rata", "bobot")

CAP = 100.0


def physical_progress(keluaran: pd.DataFrame) -> pd.DataFrame:
    """Return the physical achievement of each programme, kegiatan and sub kegiatan: the mean of its outputs, each held at 100.

    Parameters
    ----------
    keluaran : DataFrame, one row per output and year (`keluaran.csv`).

    Returns
    -------
    DataFrame, one row per (tahun, kode): `fisik_persen`, `n_keluaran` (outputs with both figures), `n_kurang` (of them, below target).
    """
    rows = keluaran[(keluaran["target"] > 0) & keluaran["realisasi"].notna()]
    share = pd.Series(
        realisasi_per_target(rows["target"], rows["realisasi"]), index=rows.index
    ).round(9)
    rows = rows.assign(_fisik=share.clip(upper=CAP), _kurang=share < CAP)
    levels = pd.concat(
        [
            rows.assign(_asal=rows["kode"], kode=rows["kode"].astype(str).str[:n])
            for n in (7, 12, 17)
        ]
    )
    levels = levels.drop_duplicates(["tahun", "kode", "_asal", "nama_keluaran"])
    return levels.groupby(["tahun", "kode"], as_index=False).agg(
        fisik_persen=("_fisik", "mean"), n_keluaran=("_fisik", "size"), n_kurang=("_kurang", "sum")
    )


def compute_dukungan(
    capaian: pd.DataFrame,
    program_indikator: pd.DataFrame,
    anggaran: pd.DataFrame,
    keluaran: pd.DataFrame,
) -> pd.DataFrame:
    """Return, for each indicator, the programmes that serve it with money and delivery side by side.

    Parameters
    ----------
    capaian : as `compute_capaian` gives it, one year.
    program_indikator : one row per (indikator, kode).
    anggaran, keluaran : one row per line and year.

    Returns
    -------
    DataFrame, one row per (indikator, programme)
        `capaian_persen` of the indicator; `pagu_rp`, `realisasi_rp`, `serapan_persen`, `fisik_persen`, `n_keluaran` of the programme; `n_indikator`
        that the programme serves; `penjelasan`: keluaran kurang (its own outputs fell short), keluaran tercapai (delivered, so a missed indicator is
        not explained by it), serapan rendah (below 80 % and no outputs known), tanpa keluaran (nothing known of delivery).
    """
    program = anggaran[anggaran["level"] == "program"].merge(
        physical_progress(keluaran), on=["tahun", "kode"], how="left"
    )
    served = program_indikator.groupby("kode")["indikator"].transform("nunique")
    out = capaian[["dinas", "tahun", "indikator", "nama_indikator", "capaian_persen"]].merge(
        program_indikator.assign(n_indikator=served), on="indikator"
    )
    out = out.merge(
        program[
            [
                "tahun",
                "kode",
                "nama",
                "pagu_rp",
                "realisasi_rp",
                "fisik_persen",
                "n_keluaran",
                "n_kurang",
            ]
        ],
        on=["tahun", "kode"],
    )
    out["serapan_persen"] = absorption(out["pagu_rp"], out["realisasi_rp"])
    cases = [out["n_kurang"] > 0, out["n_keluaran"] > 0, out["serapan_persen"] < LOW]
    words = [mark("keluaran kurang"), mark("keluaran tercapai"), mark("serapan rendah")]
    return out.assign(penjelasan=np.select(cases, words, mark("tanpa keluaran")))


LOW = 80.0


def explain_indicators(dukungan: pd.DataFrame) -> pd.DataFrame:
    """Say of each indicator that was missed or far exceeded which programmes can explain it.

    Returns
    -------
    DataFrame, one row per indicator with an achievement
        `keadaan`: meleset (< 100), jauh melampaui (> 120), tercapai · `penjelas`: programmes whose outputs fell short (of a missed one), or
        whose outputs are all delivered (of an exceeded one), by name · `rantai`: putus where an indicator was missed although every known
        output was delivered: then the chain from output to result is what needs a look; berlawanan where an indicator was reached (or
        exceeded) although outputs of its programmes fell short, `kurang` names them; tidak diketahui where no outputs are known, or a
        missed indicator has programmes of which none are.
    """
    rows = dukungan.dropna(subset=["capaian_persen"])
    missed = rows["capaian_persen"].round(9) < 100
    short, known = rows["penjelasan"] == "keluaran kurang", rows["n_keluaran"].fillna(0) > 0
    columns = {
        "_penjelas": rows["nama"].where(np.where(missed, short, known & ~short)),
        "kurang": rows["nama"].where(short),
        "_tahu": known,
        "_semua": known,
    }
    out = (
        rows.assign(**columns)
        .groupby(["indikator", "nama_indikator", "capaian_persen"], sort=False, as_index=False)
        .agg(
            penjelas=("_penjelas", _names),
            kurang=("kurang", _names),
            n_program=("kode", "size"),
            _tahu=("_tahu", "any"),
            _semua=("_semua", "all"),
        )
    )
    state = np.select(
        [out["capaian_persen"].round(9) < 100, out["capaian_persen"] > FAR],
        ["meleset", "jauh melampaui"],
        "tercapai",
    )
    chain = np.select(
        [
            ~out["_tahu"] | ((state == "meleset") & (out["kurang"] == "") & ~out["_semua"]),
            (state == "meleset") & (out["kurang"] == ""),
            (state != "meleset") & (out["kurang"] != ""),
        ],
        ["tidak diketahui", "putus", "berlawanan"],
        "sejalan",
    )
    return out.assign(keadaan=state, rantai=chain).drop(columns=["_tahu", "_semua"])


def support_tree(anggaran: pd.DataFrame, keluaran: pd.DataFrame) -> pd.DataFrame:
    """Return every budget line of one year, programme to sub kegiatan, with money and delivery side by side.

    Returns
    -------
    DataFrame, one row per budget line in order of code: `serapan_persen`, `fisik_persen`, `n_keluaran`, `n_kurang`.
    """
    out = anggaran.merge(physical_progress(keluaran), on=["tahun", "kode"], how="left").sort_values(
        "kode", kind="stable", ignore_index=True
    )
    return out.assign(serapan_persen=absorption(out["pagu_rp"], out["realisasi_rp"]))


def _names(part: pd.Series) -> str:
    return "; ".join(part.dropna())


FAR = 120.0


def split_money(
    capaian: pd.DataFrame,
    program_indikator: pd.DataFrame,
    anggaran: pd.DataFrame,
    bobot: pd.Series | None = None,
) -> pd.DataFrame:
    """Spread the realised money of each programme over the indicators it serves, by each of the three rules, and show how much the rule matters.

    langsung: only programmes that serve one indicator · sama_rata: equal parts · bobot: in proportion to the indicators' weights (equal where a
    programme's indicators have none).

    Returns
    -------
    DataFrame, one row per indicator
        `langsung_rp`, `sama_rata_rp`, `bobot_rp`, and `kepekaan_persen` = (largest − smallest of the last two and the direct sum) / equal parts × 100.
        Nothing is lost: equal parts and weights each sum to the money of the programmes that serve an indicator.
    """
    program = anggaran[anggaran["level"] == "program"][["tahun", "kode", "realisasi_rp"]]
    links = (
        capaian[["tahun", "indikator", "nama_indikator"]]
        .merge(program_indikator, on="indikator")
        .merge(program, on=["tahun", "kode"])
    )
    weight = (
        links["indikator"].map(bobot if bobot is not None else pd.Series(dtype=float)).astype(float)
    )
    group = [links["tahun"], links["kode"]]
    share = links.groupby(["tahun", "kode"])["indikator"].transform("size")
    usable = weight.notna().groupby(group).transform("all") & (
        weight.groupby(group).transform("sum") > 0
    )
    weight = weight.where(usable, 1.0)
    links["langsung_rp"] = links["realisasi_rp"].where(share == 1, links["realisasi_rp"] * 0)
    links["sama_rata_rp"] = links["realisasi_rp"] / share
    links["bobot_rp"] = links["realisasi_rp"] * weight / weight.groupby(group).transform("sum")
    rules = [f"{name}_rp" for name in PEMBAGIAN]
    out = (
        links.groupby(["indikator", "nama_indikator"], sort=False)[rules]
        .sum(min_count=1)
        .reset_index()
    )
    spread = out[rules].max(axis=1) - out[rules].min(axis=1)
    return out.assign(
        kepekaan_persen=spread / out["sama_rata_rp"].where(out["sama_rata_rp"] > 0) * 100
    )


def find_unlinked(
    capaian: pd.DataFrame, program_indikator: pd.DataFrame, anggaran: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return money without an indicator (programmes) and indicators without money, of the year of `anggaran`."""
    program = anggaran[anggaran["level"] == "program"]
    loose = program[~program["kode"].isin(program_indikator["kode"])]
    served = program_indikator[program_indikator["kode"].isin(program["kode"])]["indikator"]
    return loose.reset_index(drop=True), capaian[~capaian["indikator"].isin(served)].reset_index(
        drop=True
    )
