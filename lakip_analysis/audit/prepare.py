"""As-published rows made ready for the checks: numbers with their rounding, one key per quantity, polarity, expected achievement."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import RUMUS, load_rules
from ..capaian.compute import FORMULAS
from .cells import decimals, half_unit
from .names import homonyms, merge_keys, name_keys

__all__ = ["LEVEL_UTAMA", "TOTALS", "prepare_anggaran", "prepare_kinerja"]


LEVEL_UTAMA = ("tujuan", "sasaran", "pendukung")

TOTALS = ("jumlah", "rata_rata")

KINERJA_VALUES = ("target", "realisasi", "capaian", "pembilang", "penyebut")

ANGGARAN_VALUES = {
    "pagu_induk": "pagu_induk_rp",
    "pagu": "pagu_rp",
    "realisasi": "realisasi_rp",
    "persen": "persen",
    "efisiensi": "efisiensi",
}

LOWER = (
    r"\b(?:angka kematian|prevalensi|stunting|kemiskinan|penduduk miskin|pengangguran|gini|rasio kekerasan|kasus kekerasan|putus sekolah|"
    r"kumuh|laju pertumbuhan penduduk|tfr|total fertility rate|kebocoran|waktu tunggu|response time)\b"
)

HIGHER = r"\b(?:penurunan|tertangani|ditangani|terlayani|mendapatkan|layanan|pelayanan|cakupan|terpenuhi|pemenuhan|penanganan|penyelesaian)\b"


def prepare_kinerja(
    terbitan: pd.DataFrame,
    indikator: pd.DataFrame,
    turun: str = RUMUS["turun"],
    kinerja: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the published indicator rows with everything the checks need.

    Parameters
    ----------
    terbitan : DataFrame, one row per printed row and year (`terbitan_kinerja`); may hold several dinas (column `dinas`).
    indikator : DataFrame
        `nama_indikator`, `polaritas` (and `dinas`): what is known about the main indicators.
    turun : str
        Formula of the report for "less is better".
    kinerja : DataFrame, optional
        Curated values with `indikator`, `sumber_target`, `sumber_realisasi`: they tell which spellings are one indicator.

    Returns
    -------
    DataFrame, same rows
        Adds `peta` (table id), `kelas`, `kunci` (empty when the name could mean several things), `polaritas` (empty when unknown),
        half units `h_target` …, `target_pakai` (a bare AKIP letter as its lowest score) and `capaian_hitung`.
    """
    k = _common(terbitan, KINERJA_VALUES, {name: name for name in KINERJA_VALUES})
    k["kelas"] = np.where(
        k["level"].isin(LEVEL_UTAMA),
        "utama",
        np.where(k["level"].isin(TOTALS), "jumlah", "keluaran"),
    )
    k["kunci"] = _merged(k, ["dinas", "kelas"])
    k["kunci"] = k["kunci"].mask((k["kelas"] == "keluaran") & k["kunci"].isin(homonyms()), "")
    k["kunci"] = _known_spellings(k, indikator, kinerja)
    k["polaritas"] = _polarity(k, indikator)
    for name in KINERJA_VALUES:
        k[f"d_{name}"] = decimals(k[f"{name}_tercetak"], k[name])
        k[f"h_{name}"] = half_unit(k[f"{name}_tercetak"], k[name], result=name == "capaian")
    k["target_pakai"] = k["target"].fillna(_threshold(k))
    higher = FORMULAS["realisasi_per_target"](k["target_pakai"], k["realisasi"])
    lower = FORMULAS[turun](k["target_pakai"], k["realisasi"])
    k["capaian_hitung"] = np.where(k["polaritas"] == "turun", lower, higher)
    return k


def prepare_anggaran(terbitan: pd.DataFrame) -> pd.DataFrame:
    """Return the published budget rows with numbers, half units, and a key per budget line.

    The key of a name that stands under several parents in one table carries its parent's key; rows that do not say which parent
    they belong to then have no key.
    """
    a = _common(terbitan, ANGGARAN_VALUES, ANGGARAN_VALUES)
    for name in ANGGARAN_VALUES:
        a[f"d_{name}"] = decimals(a[f"{name}_tercetak"], a[name])
        a[f"h_{name}"] = half_unit(
            a[f"{name}_tercetak"], a[name], result=name in ("persen", "efisiensi")
        )
    a["kelas"] = np.where(a["level"].isin(TOTALS), "jumlah", a["level"])
    a["kunci"] = _merged(a, ["dinas", "kelas"])
    a["kunci"] = _with_parent(a)
    return a


def _threshold(k: pd.DataFrame) -> pd.Series:
    """Return the lowest score of an AKIP grade promised without a score, where the result is a score."""
    ladder = load_rules("tangga").query("satuan == 'predikat AKIP'").set_index("label")["terendah"]
    letter = k["target_tercetak"].str.strip().map(ladder)
    return letter.where(
        k["realisasi"].between(0, 100) & k["realisasi_tercetak"].str.contains(r"\d")
    )


def _common(terbitan: pd.DataFrame, values, columns: dict[str, str]) -> pd.DataFrame:
    frame = terbitan.reset_index(drop=True)
    frame = frame.assign(
        dinas=frame.get("dinas", ""),
        tahap=frame.get("tahap", ""),
        tahun=pd.to_numeric(frame["tahun"]).fillna(0).astype(int),
        baris=pd.to_numeric(frame["baris"]).astype(int),
        peta=frame["id"].str.extract(r":(.+)-b\d+", expand=False).fillna(frame["tabel"]),
    )
    text = {
        f"{name}_tercetak": frame[f"{name}_tercetak"].fillna("").astype(str)
        if f"{name}_tercetak" in frame
        else ""
        for name in values
    }
    numbers = {
        name: pd.to_numeric(frame[source]) if source in frame else np.nan
        for name, source in columns.items()
    }
    return frame.assign(**text, **numbers)


def _merged(frame: pd.DataFrame, by: list[str]) -> pd.Series:
    keys = name_keys(frame["nama_tercetak"].fillna("").astype(str))
    values = keys.to_numpy(dtype=object, copy=True)
    for places in frame.groupby(by, sort=False).indices.values():
        same = merge_keys(values[places])
        if same:
            values[places] = [same.get(key, key) for key in values[places]]
    return pd.Series(values, index=frame.index)


def _known_spellings(
    k: pd.DataFrame, indikator: pd.DataFrame, kinerja: pd.DataFrame | None
) -> pd.Series:
    """Give every spelling under which a curated value was found the key of its indicator's name."""
    if kinerja is None or kinerja.empty:
        return k["kunci"]
    cited = pd.concat(
        [
            kinerja[["indikator", name]].rename(columns={name: "id"})
            for name in ("sumber_target", "sumber_realisasi")
        ]
    )
    rows = k.merge(cited[cited["id"] != ""].drop_duplicates("id"), on="id").merge(
        indikator[["indikator", "nama_indikator"]], on="indikator"
    )
    rows = rows[(rows["kelas"] == "utama") & (rows["kunci"] != "")]
    same = dict(
        zip(
            zip(rows["dinas"], rows["kunci"], strict=True),
            name_keys(rows["nama_indikator"]),
            strict=True,
        )
    )
    return pd.Series(
        [
            same.get(pair, pair[1]) if main == "utama" else pair[1]
            for pair, main in zip(zip(k["dinas"], k["kunci"], strict=True), k["kelas"], strict=True)
        ],
        index=k.index,
    )


def _polarity(k: pd.DataFrame, indikator: pd.DataFrame) -> pd.Series:
    """Return the polarity known for the main indicators; elsewhere what plain words leave no doubt about, or nothing."""
    known = indikator.assign(kunci=name_keys(indikator["nama_indikator"]))
    known = dict(
        zip(
            zip(
                known["dinas"] if "dinas" in known else [""] * len(known),
                known["kunci"],
                strict=True,
            ),
            known["polaritas"],
            strict=True,
        )
    )
    pairs = list(zip(k["dinas"], k["kunci"], strict=True))
    spelled = list(
        zip(k["dinas"], name_keys(k["nama_tercetak"].fillna("").astype(str)), strict=True)
    )
    found = pd.Series(
        [
            known.get(p) or known.get(s) or known.get(("", p[1])) or known.get(("", s[1])) or ""
            for p, s in zip(pairs, spelled, strict=True)
        ],
        index=k.index,
    )
    lower = k["kunci"].str.contains(LOWER) & ~k["kunci"].str.contains(HIGHER)
    return found.mask((found == "") & lower, "turun")


def _with_parent(a: pd.DataFrame) -> pd.Series:
    parent = (
        a["induk"].map(a.drop_duplicates("id").set_index("id")["kunci"]).fillna("")
        if "induk" in a
        else pd.Series("", index=a.index)
    )
    named = a["kunci"] != ""
    repeated = a[named].duplicated(["dinas", "peta", "tahun", "kelas", "kunci"], keep=False)
    unclear = a[named][repeated][["dinas", "kelas", "kunci"]].drop_duplicates().assign(_ganda=True)
    double = (
        a[["dinas", "kelas", "kunci"]].merge(unclear, how="left")["_ganda"].notna().to_numpy()
        | a["kunci"].isin(homonyms()).to_numpy()
    )
    full = (a["kunci"] + " < " + parent).where(parent != "", "")
    return a["kunci"].mask(double, full)
