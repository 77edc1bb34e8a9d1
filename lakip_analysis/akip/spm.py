"""Minimum service standards (SPM): how many were served, how well, and the index of both.

Codes are words of the vocabularies `status_spm`, `tanda_spm`, `hasil_hitung`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import categorize, threshold
from ..data.nilai import split_values

__all__ = ["MEASURED", "SPM_COLUMNS", "compute_spm"]

SKALA = "spm"
SETENGAH = 0.005  # half of the last printed digit of a percentage

# what is known of a service, in the order in which file and page have it
MEASURED = [
    "satuan",
    "target",
    "realisasi",
    "penerima_persen",
    "mutu_persen",
    "indeks_persen",
]

# the columns of `indeks_spm.csv`, in their order
SPM_COLUMNS = [
    "dinas",
    "tahun",
    "lingkup",
    "layanan",
    *MEASURED,
    "indeks_bawah_persen",
    "indeks_atas_persen",
    "indeks_tercetak_persen",
    "capaian_tercetak_persen",
    "hasil_indeks",
    "kelas",
    "n_layanan",
    "status",
    "tanda",
    "lain",
    "catatan",
    "sumber",
]

SHARES = ["indeks_persen", "indeks_bawah_persen", "indeks_atas_persen"]


def compute_spm(spm: pd.DataFrame) -> pd.DataFrame:
    """Return the index of every minimum service, and of all of them together.

    Index = 0,8 × recipients + 0,2 × minimum quality, both at most 100 (Permendagri 59/2021).

    Parameters
    ----------
    spm : DataFrame, one row per (tahun, layanan) (`spm.csv`)
        Needs `tahun`, `lingkup` (layanan or urusan; empty: layanan), `layanan`, `satuan`, `target`
        (who must be served), `realisasi` (who was), `capaian_persen`, `mutu_persen`,
        `indeks_persen` (all three as printed), `lain`, `catatan`, `sumber`; `dinas` when there are
        several.

    Returns
    -------
    DataFrame, one row per service, and one (`lingkup` urusan) for each year; that row is a mean and
    belongs to no sum
        `penerima_persen`: served / must be served, at most 100; where the unit is % the target is
        100 by law, whatever is printed · `indeks_persen`: missing where the quality is not known;
        then it lies between `indeks_bawah_persen` (quality 0) and `indeks_atas_persen` (quality
        100) · of the urusan: the mean of its services, missing where one is missing ·
        `hasil_indeks`: against the printed index · `kelas`: of the index (computed, else printed),
        or where both bounds are of one class; lower bounds count, so 99,5 is Tuntas Utama ·
        `status`: dihitung, mutu_kosong, target_kosong, target_nol, realisasi_kosong; of the urusan
        rata_rata, sebagian (a service has no index), tercetak (no service is printed) ·
        `tanda`: melebihi_target (more were served than must be), target_di_bawah_100, or empty ·
        `n_layanan`: services in the row · `lain`: other values the report prints for the same.

    Examples
    --------
    >>> spm = pd.DataFrame({"tahun": [2024], "lingkup": "", "layanan": "A", "satuan": "Orang",
    ...     "target": "20", "realisasi": "19", "capaian_persen": None, "mutu_persen": 88.0,
    ...     "indeks_persen": None, "lain": "", "catatan": "", "sumber": ""})
    >>> compute_spm(spm)[["lingkup", "indeks_persen", "kelas"]].round(2).values.tolist()
    [['layanan', 93.6, 'Tuntas Utama'], ['urusan', 93.6, 'Tuntas Utama']]
    """
    rows = spm.assign(lingkup=spm["lingkup"].replace("", "layanan"))
    rows = rows.rename(
        columns={
            "indeks_persen": "indeks_tercetak_persen",
            "capaian_persen": "capaian_tercetak_persen",
        }
    )
    services = _services(rows[rows["lingkup"] == "layanan"])
    whole = _whole(services, rows[rows["lingkup"] == "urusan"])
    parts = [part for part in (services, whole) if len(part)]
    out = pd.concat(parts, ignore_index=True) if parts else services
    out = _judge(out)
    keys = [name for name in ("dinas", "tahun") if name in out]
    out = out.sort_values(keys, kind="stable").reset_index(drop=True)
    return out[[name for name in SPM_COLUMNS if name in out]]


def _services(rows: pd.DataFrame) -> pd.DataFrame:
    most = threshold("spm_atas")
    target, served = (split_values(rows[name])["angka"] for name in ("target", "realisasi"))
    percent = rows["satuan"] == "%"
    needed = target.mask(percent, most)
    share = served / needed.where(needed > 0) * 100
    # a printed percentage stands in where the counts are not printed
    share = share.fillna(rows["capaian_tercetak_persen"].astype(float)).where(needed != 0)
    quality = rows["mutu_persen"].astype(float).clip(0, most)
    reached = share.clip(0, most)
    weight = {name: threshold(f"spm_{name}") for name in ("penerima", "mutu")}
    index = [
        weight["penerima"] * reached + weight["mutu"] * one
        for one in (quality, quality.fillna(0), quality.fillna(most))
    ]
    cases = {
        "dihitung": index[0].notna(),
        "mutu_kosong": reached.notna(),
        "target_nol": needed == 0,
        "target_kosong": needed.isna(),
    }
    marks = {
        "melebihi_target": share > most,
        "target_di_bawah_100": percent & (target < most),
    }
    return rows.assign(
        penerima_persen=reached,
        mutu_persen=quality,
        **dict(zip(SHARES, index, strict=True)),
        n_layanan=1,
        status=np.select(list(cases.values()), list(cases), "realisasi_kosong"),
        tanda=np.select(list(marks.values()), list(marks), ""),
    )


def _whole(services: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Return one row per year: the means of the services beside what is printed for all of them."""
    keys = [name for name in ("dinas", "tahun") if name in services]
    groups = services.groupby(keys)
    means = groups[[*SHARES, "penerima_persen", "mutu_persen"]].mean()
    full = groups[[*SHARES, "penerima_persen", "mutu_persen"]].count()
    n = groups.size()
    means = means.where(full.eq(n, axis=0)).assign(n_layanan=n).reset_index()
    shown = printed.drop(columns=["mutu_persen"])
    out = means.merge(shown, on=keys, how="outer").assign(lingkup="urusan", tanda="")
    texts = ["layanan", "satuan", "target", "realisasi", "lain", "catatan", "sumber"]
    out = out.fillna(dict.fromkeys(texts, "") | {"n_layanan": 0}).astype({"n_layanan": int})
    cases = {"tercetak": out["n_layanan"] == 0, "rata_rata": out["indeks_persen"].notna()}
    return out.assign(status=np.select(list(cases.values()), list(cases), "sebagian"))


def _judge(rows: pd.DataFrame) -> pd.DataFrame:
    """Compare the index with the printed one and give it its class."""
    printed = rows["indeks_tercetak_persen"].astype(float)
    index = rows["indeks_persen"].astype(float)
    # the printed quality, or the printed indices of the services, are rounded too
    allowed = SETENGAH + np.where(rows["lingkup"] == "urusan", 1, threshold("spm_mutu")) * SETENGAH
    cases = {
        "tidak_tercetak": printed.isna(),
        "tidak_dihitung": index.isna(),
        "cocok": (index - printed).abs().round(6) <= allowed,
    }
    low, high = (categorize(rows[name], SKALA) for name in SHARES[1:])
    one = categorize(index.fillna(printed), SKALA)
    return rows.assign(
        hasil_indeks=np.select(list(cases.values()), list(cases), "tidak_cocok"),
        kelas=one.mask((one == "") & (low == high), low),
        indeks_tercetak_persen=printed,
        capaian_tercetak_persen=rows["capaian_tercetak_persen"].astype(float),
    )
