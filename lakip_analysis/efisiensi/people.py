"""People as the second resource: what a report marks efficient in funds and in staff, beside what its own numbers allow to say."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..language import mark

__all__ = ["CANDIDATE_RULES", "check_marks", "fit_rules"]


NOISE = 9

# what a mark could rest on: name → (which mark, test over the printed percentages)
CANDIDATE_RULES = {
    mark("dana: realisasi tidak melebihi pagu"): (
        "tanda_dana",
        lambda f: f["serapan_persen"] <= 100,
    ),
    mark("dana: capaian tidak di bawah serapan"): (
        "tanda_dana",
        lambda f: f["capaian_persen"].round(NOISE) >= f["serapan_persen"],
    ),
    mark("dana: target tercapai dan realisasi tidak melebihi pagu"): (
        "tanda_dana",
        lambda f: (f["capaian_persen"] >= 100) & (f["serapan_persen"] <= 100),
    ),
    mark("SDM: pegawai tidak melebihi rencana"): ("tanda_sdm", lambda f: f["sdm_persen"] <= 100),
    mark("SDM: capaian tidak di bawah persen SDM"): (
        "tanda_sdm",
        lambda f: f["capaian_persen"].round(NOISE) >= f["sdm_persen"],
    ),
    mark("SDM: target tercapai dan pegawai tidak melebihi rencana"): (
        "tanda_sdm",
        lambda f: (f["capaian_persen"] >= 100) & (f["sdm_persen"] <= 100),
    ),
}


def check_marks(sumber_daya: pd.DataFrame) -> pd.DataFrame:
    """Return each output with its printed marks and whether they follow from its own numbers.

    Parameters
    ----------
    sumber_daya : DataFrame, one row per output and year (`sumber_daya.csv`).

    Returns
    -------
    DataFrame, same rows
        `keluaran_per_orang`: realised output per realised member of staff, where both are numbers and the unit is no share ·
        `tanda_dana_sah`, `tanda_sdm_sah`: ya; "target tidak tercapai" (marked efficient although the output fell short: using little is no efficiency
        then); melebihi rencana; target tercapai sesuai rencana (marked
        as wasteful all the same); "tanpa angka" (marked without money or staff printed); empty where nothing is marked.
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
    """Say of each candidate rule how many of the printed marks it reproduces.

    Returns
    -------
    DataFrame, one row per rule: `aturan`, `n` (marked outputs with the numbers it needs), `cocok`, `menyimpang`, and `dapat_dibedakan`: whether the
        marks hold both answers at all; when every output is marked efficient, no rule can be told from "always".
    """
    rows = []
    for name, (sign, test) in CANDIDATE_RULES.items():
        needed = ["capaian_persen", "serapan_persen" if sign == "tanda_dana" else "sdm_persen"]
        known = sumber_daya[
            (sumber_daya[sign].fillna("") != "") & sumber_daya[needed].notna().all(axis=1)
        ]
        agrees = test(known) == (known[sign] == "efisien")
        rows.append(
            {
                "aturan": name,
                "n": len(known),
                "cocok": int(agrees.sum()),
                "menyimpang": int((~agrees).sum()),
                "dapat_dibedakan": sumber_daya[sign].fillna("").replace("", None).nunique() > 1,
            }
        )
    return pd.DataFrame(rows)


def _follows(rows: pd.DataFrame, sign: str, used: str) -> np.ndarray:
    marked, short = rows[sign].fillna("") == "efisien", rows["capaian_persen"].round(NOISE) < 100
    none, unknown = rows[sign].fillna("") == "", rows[used].isna() | rows["capaian_persen"].isna()
    good = ~short & (rows[used] <= 100)
    cases = [none, unknown, marked & short, marked & ~good, ~marked & good]
    words = [
        "",
        "tanpa angka",
        mark("target tidak tercapai"),
        mark("melebihi rencana"),
        mark("target tercapai sesuai rencana"),
    ]
    return np.select(cases, words, "ya")
