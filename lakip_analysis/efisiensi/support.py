"""Programme support (the seventh analysis of PermenPANRB 53/2014).

From an indicator to its programmes, to what they spent and delivered; and money by indicator.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, threshold
from ..capaian.compute import realisasi_per_target
from .cost import other_unit, partial_year
from .measures import absorption

__all__ = [
    "compute_dukungan",
    "explain_indicators",
    "find_unlinked",
    "physical_progress",
    "split_money",
]

# letters of the codes of a programme, a kegiatan, a sub kegiatan in the nomenclature
CODE_LENGTHS = (7, 12, 17)

RULES = ["langsung_rp", "sama_rata_rp", "bobot_rp"]


def physical_progress(keluaran: pd.DataFrame) -> pd.DataFrame:
    """Return the physical achievement of each programme, kegiatan and sub kegiatan.

    It is the mean of its outputs, each held at 100, so that a surplus hides no shortfall.

    Parameters
    ----------
    keluaran : DataFrame, one row per output and year (`keluaran.csv`)
        Outputs known for a part of the year, or planned in another unit, are left out.

    Returns
    -------
    DataFrame, one row per (tahun, kode)
        `fisik_persen`, `n_keluaran` (outputs with both figures), `n_kurang` (of them, too few).
    """
    top = threshold("keluaran_atas")
    rows = keluaran[~partial_year(keluaran) & ~other_unit(keluaran)]
    rows = rows[(rows["target"] > 0) & rows["realisasi"].notna()]
    share = realisasi_per_target(rows["target"], rows["realisasi"])
    share = pd.Series(share, index=rows.index).round(NOISE)
    rows = rows.assign(_fisik=share.clip(upper=top), _kurang=share < top, _asal=rows["kode"])
    code = rows["kode"].astype(str)
    levels = pd.concat([rows.assign(kode=code.str[:length]) for length in CODE_LENGTHS])
    # an output printed at a kegiatan has one code for two lengths: it counts once
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
    """Return, for each indicator, the programmes that serve it with money and delivery.

    Parameters
    ----------
    capaian : as `compute_capaian` gives it, one year.
    program_indikator : one row per (indikator, kode).
    anggaran, keluaran : one row per line and year.

    Returns
    -------
    DataFrame, one row per (indikator, programme)
        `capaian_persen` of the indicator; `pagu_rp`, `realisasi_rp`, `serapan_persen`,
        `fisik_persen`, `n_keluaran`, `n_kurang` of the programme; `n_indikator` that the programme
        serves; `penjelasan`: keluaran kurang (its own outputs fell short), keluaran tercapai
        (delivered, so a missed indicator is not explained by it), serapan rendah (below 80 % and no
        outputs known), tanpa keluaran (nothing known of delivery).
    """
    program = anggaran[anggaran["level"] == "program"].merge(
        physical_progress(keluaran), on=["tahun", "kode"], how="left"
    )
    served = program_indikator.groupby("kode")["indikator"].transform("nunique")
    out = capaian[["dinas", "tahun", "indikator", "nama_indikator", "capaian_persen"]].merge(
        program_indikator.assign(n_indikator=served), on="indikator"
    )
    money = ["nama", "pagu_rp", "realisasi_rp", "fisik_persen", "n_keluaran", "n_kurang"]
    out = out.merge(program[["tahun", "kode", *money]], on=["tahun", "kode"])
    out["serapan_persen"] = absorption(out["pagu_rp"], out["realisasi_rp"])
    cases = {
        "keluaran kurang": out["n_kurang"] > 0,
        "keluaran tercapai": out["n_keluaran"] > 0,
        "serapan rendah": out["serapan_persen"] < threshold("serapan_rendah"),
    }
    why = np.select(list(cases.values()), list(cases), "tanpa keluaran")
    return out.assign(penjelasan=why)


def explain_indicators(dukungan: pd.DataFrame) -> pd.DataFrame:
    """Say of each indicator that was missed or far exceeded which programmes can explain it.

    Returns
    -------
    DataFrame, one row per indicator with an achievement
        `keadaan`: meleset (< 100), jauh melampaui (> 120), tercapai · `penjelas`: tuple of the
        programmes whose outputs fell short (of a missed one), or whose outputs are all delivered
        (of a reached one) · `kurang`: tuple of the programmes whose outputs fell short ·
        `n_program` · `rantai`: putus where an indicator was missed although every known output was
        delivered: then the chain from output to result is what needs a look; berlawanan where an
        indicator was reached (or exceeded) although outputs of its programmes fell short; tidak
        diketahui where no outputs are known, or a missed indicator has programmes of which none
        are; else sejalan.
    """
    rows = dukungan.dropna(subset=["capaian_persen"])
    missed = rows["capaian_persen"].round(NOISE) < threshold("capaian_tercapai")
    short, known = rows["penjelasan"] == "keluaran kurang", rows["n_keluaran"].fillna(0) > 0
    rows = rows.assign(
        _penjelas=rows["nama"].where(np.where(missed, short, known & ~short)),
        _kurang=rows["nama"].where(short),
        _tahu=known,
        _meleset=missed,
    )
    out = rows.groupby(
        ["indikator", "nama_indikator", "capaian_persen"], sort=False, as_index=False
    ).agg(
        penjelas=("_penjelas", _names),
        kurang=("_kurang", _names),
        n_program=("kode", "size"),
        _meleset=("_meleset", "any"),
        _tahu=("_tahu", "any"),
        _semua=("_tahu", "all"),
    )
    missed, short = out["_meleset"].astype(bool), out["kurang"].map(len) > 0
    any_known, all_known = out["_tahu"].astype(bool), out["_semua"].astype(bool)
    far = out["capaian_persen"] > threshold("capaian_jauh")
    chain = {
        "tidak diketahui": ~any_known | (missed & ~short & ~all_known),
        "putus": missed & ~short,
        "berlawanan": ~missed & short,
    }
    return out.assign(
        keadaan=np.select([missed, far], ["meleset", "jauh melampaui"], "tercapai"),
        rantai=np.select(list(chain.values()), list(chain), "sejalan"),
    ).drop(columns=["_meleset", "_tahu", "_semua"])


def split_money(
    capaian: pd.DataFrame,
    program_indikator: pd.DataFrame,
    anggaran: pd.DataFrame,
    bobot: pd.Series | None = None,
) -> pd.DataFrame:
    """Spread the realised money of each programme over the indicators it serves, by three rules.

    langsung: only programmes that serve one indicator · sama_rata: equal parts · bobot: in
    proportion to the indicators' weights (equal where a programme's indicators have none).

    Parameters
    ----------
    capaian, program_indikator, anggaran : as for `compute_dukungan`.
    bobot : Series, optional
        Weight of each indicator, by its code.

    Returns
    -------
    DataFrame, one row per indicator
        `langsung_rp`, `sama_rata_rp`, `bobot_rp`, and `kepekaan_persen` = (largest − smallest of
        the three) / equal parts × 100: how much the rule matters. Nothing is lost: equal parts and
        weights each sum to the money of the programmes that serve an indicator.
    """
    program = anggaran[anggaran["level"] == "program"][["tahun", "kode", "realisasi_rp"]]
    links = (
        capaian[["tahun", "indikator", "nama_indikator"]]
        .merge(program_indikator, on="indikator")
        .merge(program, on=["tahun", "kode"])
    )
    known = bobot if bobot is not None else pd.Series(dtype=float)
    weight = links["indikator"].map(known).astype(float)
    of_program = [links["tahun"], links["kode"]]
    # a programme with one indicator without weight is split equally, never partly
    usable = weight.notna().groupby(of_program).transform("all")
    usable &= weight.groupby(of_program).transform("sum") > 0
    weight = weight.where(usable, 1.0)
    served = links.groupby(["tahun", "kode"])["indikator"].transform("size")
    money = links["realisasi_rp"]
    links["langsung_rp"] = money.where(served == 1, money * 0)
    links["sama_rata_rp"] = money / served
    links["bobot_rp"] = money * weight / weight.groupby(of_program).transform("sum")
    whose = links.groupby(["indikator", "nama_indikator"], sort=False)
    out = whose[RULES].sum(min_count=1).reset_index()
    spread = out[RULES].max(axis=1) - out[RULES].min(axis=1)
    equal = out["sama_rata_rp"].where(out["sama_rata_rp"] > 0)
    return out.assign(kepekaan_persen=spread / equal * 100)


def find_unlinked(
    capaian: pd.DataFrame, program_indikator: pd.DataFrame, anggaran: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return programmes without an indicator and indicators without a programme.

    Of the year of `anggaran`: rows of `anggaran`, and rows of `capaian`.
    """
    program = anggaran[anggaran["level"] == "program"]
    loose = program[~program["kode"].isin(program_indikator["kode"])]
    served = program_indikator[program_indikator["kode"].isin(program["kode"])]["indikator"]
    poor = capaian[~capaian["indikator"].isin(served)]
    return loose.reset_index(drop=True), poor.reset_index(drop=True)


def _names(part: pd.Series) -> tuple[str, ...]:
    return tuple(part.dropna())
