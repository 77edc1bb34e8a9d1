"""The seven analyses of PermenPANRB 53/2014 for every promise: there, or why not.

Codes are words of `tujuh_analisis`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..efisiensi.support import is_overhead

__all__ = ["TUJUH_COLUMNS", "find_tujuh"]

# in the order of PermenPANRB 53/2014, Lampiran II
TUJUH_COLUMNS = [
    "analisis_target",
    "analisis_tahun_lalu",
    "analisis_target_akhir",
    "analisis_standar",
    "analisis_sebab",
    "analisis_efisiensi",
    "analisis_program",
]
UNJUDGED = ("tidak dinilai", "tidak dapat dihitung")


def find_tujuh(papan: pd.DataFrame, hasil: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Say of every promise which of the seven analyses it has here, and why it lacks the others.

    Parameters
    ----------
    papan : DataFrame, one row per promise
        The board so far: `indikator`, `status`, `tercapai`, `realisasi_lalu`, `putus`,
        `keadaan_jalur`, `target_akhir`, `target_akhir_jenjang`, `peringkat_atas`, `nilai_acuan`.
    hasil : mapping of DataFrame
        `nilai`, `tren`, `pembanding`, `peringkat`, `sebab`, `ukuran`, `dukungan` as far as they
        are there; an analysis whose results are not has no code.

    Returns
    -------
    DataFrame, columns `TUJUH_COLUMNS`, the index of `papan`
        ada, or the reason. Rows without a target this year promised nothing and have no code.

        - target: tidak_dilaporkan, tidak_dapat_dibandingkan
        - tahun_lalu: tidak_dilaporkan, definisi_baru (no earlier figure of the same thing),
          tanpa_angka_lalu
        - target_akhir: tanpa_target_akhir, tidak_dilaporkan, baru_satu_angka, menunggu_angka,
          belum_dapat_dinilai
        - standar: tidak_sebanding (one is printed), tanpa_acuan
        - sebab: belum_diisi (nobody coded causes), tidak_disebut, tanpa_tindak_lanjut
        - efisiensi: tanpa_program, tidak_dinilai (a programme of it has measures, and no verdict
          can be given), tanpa_ukuran
        - program: tanpa_program, hanya_penunjang

    Notes
    -----
    PermenPANRB 53/2014, Lampiran II asks for a national standard only where there is one.

    Examples
    --------
    >>> papan = pd.DataFrame({"indikator": ["a"], "status": "dihitung", "tercapai": "ya"})
    >>> empty = ["realisasi_lalu", "putus", "keadaan_jalur", "target_akhir_jenjang"]
    >>> papan = papan.assign(**dict.fromkeys(empty, ""), target_akhir=None, nilai_acuan=None)
    >>> found = find_tujuh(papan.assign(peringkat_atas=None), {"nilai": pd.DataFrame()})
    >>> found.iloc[0, :3].tolist()
    ['ada', 'tanpa_angka_lalu', '']
    """
    silent = papan["status"] == "realisasi_kosong"
    found = {
        "analisis_target": _first(
            papan,
            {"tidak_dilaporkan": silent, "tidak_dapat_dibandingkan": papan["tercapai"] == ""},
        ),
        "analisis_tahun_lalu": _earlier(papan, silent, hasil),
        "analisis_target_akhir": _end(papan, silent, hasil),
        "analisis_standar": _standard(papan, hasil),
        "analisis_sebab": _causes(papan, hasil),
        "analisis_efisiensi": _efficiency(papan, hasil),
        "analisis_program": _programmes(papan, hasil),
    }
    promised = papan["status"] != "target_kosong"
    return pd.DataFrame(found, index=papan.index, dtype=object).where(promised, "")


def _first(papan: pd.DataFrame, cases: dict[str, pd.Series], rest: str = "ada") -> np.ndarray:
    """Return the first reason that holds for each row."""
    return np.select([mask.to_numpy(dtype=bool) for mask in cases.values()], list(cases), rest)


def _none(papan: pd.DataFrame) -> np.ndarray:
    return np.full(len(papan), "", dtype=object)


def _text(papan: pd.DataFrame, column: str) -> pd.Series:
    return papan[column].astype(object).fillna("")


def _earlier(papan: pd.DataFrame, silent: pd.Series, hasil: Mapping) -> np.ndarray:
    if "nilai" not in hasil:
        return _none(papan)
    lacking = _text(papan, "realisasi_lalu") == ""
    cases = {
        "tidak_dilaporkan": silent,
        "definisi_baru": lacking & papan["putus"].isin(["deret", "terlihat"]),
        "tanpa_angka_lalu": lacking,
    }
    return _first(papan, cases)


def _end(papan: pd.DataFrame, silent: pd.Series, hasil: Mapping) -> np.ndarray:
    if "tren" not in hasil:
        return _none(papan)
    way = _text(papan, "keadaan_jalur")
    unknown = way.isin(["", "belum dapat dinilai"])
    none = papan["target_akhir"].isna() & (_text(papan, "target_akhir_jenjang") == "")
    series = hasil["tren"].reindex(columns=["indikator", "n_tahun"])
    alone = series.loc[series["n_tahun"] == 1, "indikator"]
    cases = {
        "tanpa_target_akhir": unknown & none,
        "tidak_dilaporkan": unknown & silent,
        "baru_satu_angka": unknown & papan["indikator"].isin(alone),
        "menunggu_angka": way == "menunggu angka",
        "belum_dapat_dinilai": unknown,
    }
    return _first(papan, cases)


def _standard(papan: pd.DataFrame, hasil: Mapping) -> np.ndarray:
    frames = [hasil[name] for name in ("pembanding", "peringkat") if name in hasil]
    if not frames:
        return _none(papan)
    beside = papan["peringkat_atas"].notna() | papan["nilai_acuan"].notna()
    named = papan["indikator"].isin({code for frame in frames for code in frame["indikator"]})
    return _first(papan, {"ada": beside, "tidak_sebanding": named}, "tanpa_acuan")


def _causes(papan: pd.DataFrame, hasil: Mapping) -> np.ndarray:
    if "sebab" not in hasil:
        return _none(papan)
    coded = hasil["sebab"]
    coded = coded[coded["bukti"] != "tidak_disebut"]
    followed = coded.loc[_text(coded, "tindak_lanjut") != "", "indikator"]
    cases = {
        "belum_diisi": pd.Series(coded.empty, papan.index),
        "tidak_disebut": ~papan["indikator"].isin(coded["indikator"]),
        "tanpa_tindak_lanjut": ~papan["indikator"].isin(followed),
    }
    return _first(papan, cases)


def _efficiency(papan: pd.DataFrame, hasil: Mapping) -> np.ndarray:
    if not {"ukuran", "dukungan"} <= set(hasil):
        return _none(papan)
    behind, measures = hasil["dukungan"], hasil["ukuran"]
    measures = measures[measures["level"] == "program"]
    valued = measures.loc[measures["nilai"].notna(), "kode"]
    judged = measures.loc[~measures["putusan"].isin(UNJUDGED), "kode"]
    of = {
        name: papan["indikator"].isin(behind.loc[behind["kode"].isin(codes), "indikator"])
        for name, codes in {"ukuran": valued, "putusan": judged}.items()
    }
    cases = {
        "tanpa_program": ~papan["indikator"].isin(_linked(behind)["indikator"]),
        "tanpa_ukuran": ~(of["ukuran"] | of["putusan"]),
        "tidak_dinilai": ~of["putusan"],
    }
    return _first(papan, cases)


def _programmes(papan: pd.DataFrame, hasil: Mapping) -> np.ndarray:
    if "dukungan" not in hasil:
        return _none(papan)
    behind = _linked(hasil["dukungan"])
    own = behind.loc[~is_overhead(behind["kode"]), "indikator"]
    cases = {
        "tanpa_program": ~papan["indikator"].isin(behind["indikator"]),
        "hanya_penunjang": ~papan["indikator"].isin(own),
    }
    return _first(papan, cases)


def _linked(dukungan: pd.DataFrame) -> pd.DataFrame:
    return dukungan[_text(dukungan, "kode") != ""]
