"""People as the second resource: the marks a report prints beside what its numbers allow to say."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, threshold

__all__ = ["ODD", "check_marks", "fit_rules"]

# marks that their own numbers contradict
ODD = ("target tidak tercapai", "melebihi rencana", "target tercapai sesuai rencana")


def check_marks(sumber_daya: pd.DataFrame) -> pd.DataFrame:
    """Return each output with its printed marks and whether they follow from its own numbers.

    Parameters
    ----------
    sumber_daya : DataFrame, one row per output and year (`sumber_daya.csv`).

    Returns
    -------
    DataFrame, same rows
        `keluaran_per_orang`: realised output per realised member of staff, where both are numbers
        and the unit is no share · `tanda_dana_sah`, `tanda_sdm_sah`: ya; target tidak tercapai
        (marked efficient although the output fell short: using little is no efficiency then);
        melebihi rencana; target tercapai sesuai rencana (marked as wasteful all the same); tanpa
        angka (marked without money or staff printed); empty where nothing is marked.
    """
    number = pd.to_numeric(sumber_daya["realisasi"], errors="coerce")
    share = sumber_daya["satuan"].isin(["%", ""])
    people = sumber_daya["sdm_realisasi"].where(sumber_daya["sdm_realisasi"] > 0)
    return sumber_daya.assign(
        keluaran_per_orang=(number / people).where(~share),
        tanda_dana_sah=_follows(sumber_daya, "tanda_dana", "serapan_persen"),
        tanda_sdm_sah=_follows(sumber_daya, "tanda_sdm", "sdm_persen"),
    )


def fit_rules(sumber_daya: pd.DataFrame) -> pd.DataFrame:
    """Say of each rule a mark could rest on how many of the printed marks it reproduces.

    Returns
    -------
    DataFrame, one row per rule
        `aturan`: dana_pagu (spending within budget), dana_serapan (achievement not below
        absorption), dana_target (target reached and spending within budget), and the same for
        staff: sdm_rencana, sdm_persen, sdm_target · `n`: marked outputs with the numbers it needs ·
        `cocok`, `menyimpang` · `dapat_dibedakan`: whether the marks hold both answers at all; when
        every output is marked efficient, no rule can be told from "always".
    """
    parts = [
        _fit(sumber_daya, sign, used, codes)
        for sign, used, codes in (
            ("tanda_dana", "serapan_persen", ("dana_pagu", "dana_serapan", "dana_target")),
            ("tanda_sdm", "sdm_persen", ("sdm_rencana", "sdm_persen", "sdm_target")),
        )
    ]
    return pd.concat(parts, ignore_index=True)


def _fit(rows: pd.DataFrame, sign: str, used: str, codes: tuple[str, ...]) -> pd.DataFrame:
    """Return how well three rules over one resource give back its marks."""
    marks = rows[sign].fillna("")
    known = rows[(marks != "") & rows[["capaian_persen", used]].notna().all(axis=1)]
    reached = known["capaian_persen"].round(NOISE)
    within = known[used] <= 100
    met = reached >= threshold("capaian_tercapai")
    tests = zip(codes, (within, reached >= known[used], met & within), strict=True)
    agrees = {code: test == (known[sign] == "efisien") for code, test in tests}
    return pd.DataFrame(
        {
            "aturan": codes,
            "n": len(known),
            "cocok": [int(agree.sum()) for agree in agrees.values()],
            "menyimpang": [int((~agree).sum()) for agree in agrees.values()],
            "dapat_dibedakan": marks[marks != ""].nunique() > 1,
        }
    )


def _follows(rows: pd.DataFrame, sign: str, used: str) -> np.ndarray:
    mark = rows[sign].fillna("")
    short = rows["capaian_persen"].round(NOISE) < threshold("capaian_tercapai")
    good = ~short & (rows[used] <= 100)
    cases = {
        "": mark == "",
        "tanpa angka": rows[used].isna() | rows["capaian_persen"].isna(),
        "target tidak tercapai": (mark == "efisien") & short,
        "melebihi rencana": (mark == "efisien") & ~good,
        "target tercapai sesuai rencana": (mark != "efisien") & good,
    }
    return np.select(list(cases.values()), list(cases), "ya")
