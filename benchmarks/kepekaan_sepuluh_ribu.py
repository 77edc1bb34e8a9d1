"""The sensitivity of the study: 10,000 combinations of rules × 546 governments, and all it says.

Made data, seeded: 546 dinas of one urusan, one per government, 25 indicators each, a fifth of them
"less is better", some not reported. 10,000 rules make a place: 2 formulas × 125 caps × 4 averages
× 2 ways with what is missing × 5 choices of level; each is then put on 4 scales. The baseline is
the plain way, one call of the functions of `capaian` per rule: timed on some of the rules, which
must give the same values, and multiplied.

Measured on one core of a machine that others used too, in seconds of CPU:

    values and places of all rules                                      2.0
    rank intervals, categories on 4 scales, effects of each choice      2.5
    each of 13,650 indicators left out                                  0.1
    the plain way, from 40 rules                                        359

python benchmarks/kepekaan_sepuluh_ribu.py
"""

import time

import numpy as np
import pandas as pd

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.capaian.compute import average, compute_capaian
from lakip_analysis.kajian.kepekaan import (
    achieved,
    choices_of,
    compute_kepekaan,
    count_kategori,
    promised_values,
    summarize_kepekaan,
)
from lakip_analysis.kajian.pengaruh import compare_faktor, compare_pilihan, compare_tanpa

LEVELS = ["tujuan;sasaran;pendukung", "tujuan;sasaran", "sasaran;pendukung", "sasaran", "tujuan"]


def made(dinas: int = 546, indicators: int = 25, seed: int = 17) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    n = dinas * indicators
    d, k = np.divmod(np.arange(n), indicators)
    target = rng.uniform(20, 90, n).round(2)
    real = (target * rng.normal(1, 0.15, n)).round(2)
    kinerja = pd.DataFrame(
        {
            "dinas": np.char.add("d", np.char.zfill(d.astype(str), 4)).astype(object),
            "indikator": np.char.add("i", k.astype(str)).astype(object),
            "tahun": 2024,
            "level": np.choose(k % 4, ["tujuan", "sasaran", "sasaran", "pendukung"]),
            "sasaran": np.char.add("s", (k % 7).astype(str)).astype(object),
            "polaritas": np.where(k % 5 == 0, "turun", "naik"),
            "bobot": 1.0 + k % 3,
            "target": target,
            "realisasi": np.where(rng.random(n) < 0.06, np.nan, real),
        }
    )
    return compute_capaian(kinerja)


def ten_thousand() -> pd.DataFrame:
    """Return the shipped choices with more caps and levels."""
    rows = load_rules("kepekaan")
    rows = rows[~rows["faktor"].isin(["batas_atas", "level"])]
    caps = [{"faktor": "batas_atas", "pilihan": str(c), "nilai": str(c)} for c in range(100, 225)]
    levels = [{"faktor": "level", "pilihan": v, "nilai": v} for v in LEVELS]
    more = pd.DataFrame(caps + levels)
    base = more["pilihan"].isin(["120", LEVELS[0]])
    return pd.concat([rows, more.assign(dasar=np.where(base, "ya", "tidak"))])


def plainly(capaian: pd.DataFrame, rule: pd.Series, choices: dict) -> pd.Series:
    """Return the means under one rule by the functions of `capaian`."""
    value = achieved(capaian, rule["rumus_turun"])
    value = value.clip(upper=choices["batas_atas"][rule["batas_atas"]])
    rows = promised_values(capaian, value, choices["level"][rule["level"]], rule["kosong"])
    if rule["rata_rata"] == "median_indikator":
        return rows.groupby("dinas")["nilai"].median()
    return average(rows["nilai"], rows.astype({"sasaran": str}), rows["dinas"], rule["rata_rata"])


def timed(what: str, call):
    start = time.process_time()
    found = call()
    print(f"{what:<70}{time.process_time() - start:6.2f}", flush=True)
    return found


def main() -> None:
    capaian, choices = made(), choices_of(ten_thousand())
    options = ten_thousand()
    found = timed("nilai dan peringkat", lambda: compute_kepekaan(capaian, options))
    print(f"{len(found.aturan)} aturan × {found.nilai.shape[1]} dinas")
    timed("rentang peringkat", lambda: summarize_kepekaan(found))
    timed("kategori", lambda: count_kategori(found, options))
    timed("pengaruh pilihan", lambda: compare_faktor(found))
    timed("pilihan", lambda: compare_pilihan(found))
    timed("tanpa satu indikator", lambda: compare_tanpa(capaian, options))
    some = np.random.default_rng(1).choice(len(found.aturan), 40, replace=False)
    start = time.process_time()
    for n in some:
        plain = plainly(capaian, found.aturan.iloc[n], choices)
        np.testing.assert_allclose(plain.sort_index(), found.nilai.iloc[n], rtol=1e-12)
    spent = (time.process_time() - start) / len(some) * len(found.aturan)
    print(f"{'cara biasa, diperkirakan dari 40 aturan':<70}{spent:6.0f}")


if __name__ == "__main__":
    main()
