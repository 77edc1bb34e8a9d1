"""Which of the seven analyses of PermenPANRB 53/2014 the reports of several dinas hold.

The analyses are rows of `aturan/analisis_53.csv`; codes are words of `analisis_53` and
`keadaan_analisis`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from ..aturan.rules import load_rules
from ..audit.names import name_keys
from ..efisiensi.support import is_overhead, programme_of
from ..once import each_once

__all__ = ["KEADAAN", "compute_kelengkapan", "summarize_kelengkapan"]

KEADAAN = ("ada", "sebagian", "tidak", "tidak_diketahui")
WHO = ["dinas", "indikator"]
YEAR = ["dinas", "tahun"]
PLACES = ("nama_tercetak", "sasaran_tercetak")  # where a printed efficiency says what it is of


# analysis → the frames that it is read from
READ = {
    "target_realisasi": ("capaian",),
    "tahun_lalu": ("nilai",),
    "target_akhir": ("tren",),
    "standar": ("pembanding", "peringkat"),
    "sebab": ("sebab",),
    "efisiensi": ("terbitan_anggaran", "sumber_daya", "dukungan"),
    "program": ("dukungan",),
}


def compute_kelengkapan(
    hasil: Mapping[str, pd.DataFrame], diketahui: Mapping[str, Iterable[str]] | None = None
) -> pd.DataFrame:
    """Say of every promise which of the seven analyses its report holds.

    Parameters
    ----------
    hasil : mapping of DataFrame
        The results of several dinas by name, those of one report each under each other, with
        `dinas`: `capaian` (one row per main indicator of the report's year) and, as far as they are
        there, `nilai`, `tren`, `pembanding`, `peringkat`, `sebab`, `dukungan`, and the tables
        `terbitan_anggaran` and `sumber_daya`. Of what is lacking nothing is known.
    diketahui : mapping, optional
        Name of a frame → the dinas it was computed of (`Kumpulan.dinas_known`); a name that is not
        in it: all. An analysis of which a frame was not computed of a dinas is not known where it
        would be tidak: nobody looked.

    Returns
    -------
    DataFrame, one row per (promise, analisis); what is written again at another level is left out
        `keadaan`: ada, sebagian, tidak, tidak_diketahui, by analysis:

        - target_realisasi: sebagian where the two cannot be compared
        - tahun_lalu: the same document prints a figure of an earlier year; sebagian without one of
          this year. Not known where no printed row is named for the promise
        - target_akhir: a target of a later year; not known where the last known target is that of
          the year itself, for the plan may end with it
        - standar: a benchmark or a list of regions that its figure can be set beside; sebagian
          where one is named that cannot be compared. The regulation asks for it only where there is
          one, so tidak is no fault in itself
        - sebab: a cause, and for a missed promise something done about it; sebagian without. Not
          known of a report that was not read for causes
        - efisiensi: a printed figure on the use of resources for the indicator, its sasaran or a
          programme behind it; sebagian where only absorption is printed
        - program: a programme behind it; sebagian where that is only the overhead one. Not known of
          a dinas without any link

    Notes
    -----
    What was read is what stands in the data: an analysis in running text that nobody coded counts
    as absent. Whether what is said is right is another question (`temuan`, `klaim`).

    Examples
    --------
    >>> capaian = pd.DataFrame({"dinas": ["d"], "tahun": 2024, "indikator": "a"})
    >>> capaian = capaian.assign(nama_indikator="A", status="dihitung", tercapai="ya", ganda="")
    >>> found = compute_kelengkapan({"capaian": capaian.assign(sasaran="")})
    >>> found[["analisis", "keadaan"]].values.tolist()[:2]
    [['target_realisasi', 'ada'], ['tahun_lalu', 'tidak_diketahui']]
    """
    capaian = hasil["capaian"]
    promised = (capaian["ganda"] == "") & (capaian["status"] != "target_kosong")
    rows = capaian[promised].drop_duplicates([*YEAR, "indikator"]).reset_index(drop=True)
    states = {
        "target_realisasi": _this_year(rows),
        "tahun_lalu": _earlier(rows, hasil.get("nilai")),
        "target_akhir": _end_target(rows, hasil.get("tren")),
        "standar": _standard(rows, hasil.get("pembanding"), hasil.get("peringkat")),
        "sebab": _causes(rows, hasil.get("sebab")),
        "efisiensi": _efficiency(rows, hasil),
        "program": _programmes(rows, hasil.get("dukungan")),
    }
    states = {
        name: np.where(
            (found == "tidak") & ~_looked_at(rows, name, diketahui or {}), "tidak_diketahui", found
        )
        for name, found in states.items()
    }
    keys = [*YEAR, "indikator", "nama_indikator"]
    parts = [
        rows[keys].assign(analisis=name, keadaan=states[name], _baris=rows.index)
        for name in load_rules("analisis_53")["analisis"]
    ]
    out = pd.concat(parts, ignore_index=True).sort_values("_baris", kind="stable")
    return out.drop(columns="_baris").reset_index(drop=True)


def _pick(rows: pd.DataFrame, cases: dict[str, pd.Series], rest: str) -> np.ndarray:
    masks = [np.asarray(mask, dtype=bool) for mask in cases.values()]
    return np.select(masks, list(cases), rest) if len(rows) else np.array([], dtype=object)


def _held(rows: pd.DataFrame, frame: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Say which rows have a row of the same keys in a frame."""
    known = pd.MultiIndex.from_frame(frame[keys].astype(object).drop_duplicates())
    return pd.Series(pd.MultiIndex.from_frame(rows[keys].astype(object)).isin(known), rows.index)


def _looked_at(
    rows: pd.DataFrame, analisis: str, diketahui: Mapping[str, Iterable[str]]
) -> np.ndarray:
    """Say of which promises every frame of an analysis was computed."""
    seen = np.ones(len(rows), dtype=bool)
    for name in READ[analisis]:
        if name in diketahui:
            seen &= rows["dinas"].isin(set(diketahui[name])).to_numpy()
    return seen


def _unknown(rows: pd.DataFrame) -> np.ndarray:
    return np.full(len(rows), "tidak_diketahui", dtype=object)


def _document(sumber: pd.Series) -> pd.Series:
    """Return the document of a published row: what stands before the colon of its id."""
    return each_once(lambda text: str(text).partition(":")[0], sumber.fillna("")).astype(str)


def _text(rows: pd.DataFrame, column: str) -> pd.Series:
    return rows.get(column, pd.Series("", index=rows.index, dtype=object)).fillna("").astype(str)


def _this_year(rows: pd.DataFrame) -> np.ndarray:
    silent = rows["status"] == "realisasi_kosong"
    return _pick(rows, {"tidak": silent, "sebagian": rows["tercapai"] == ""}, "ada")


def _earlier(rows: pd.DataFrame, nilai: pd.DataFrame | None) -> np.ndarray:
    if nilai is None:
        return _unknown(rows)
    own = rows[WHO].assign(
        baris=rows.index,
        tahun_angka=pd.to_numeric(rows.get("data_tahun")).fillna(rows["tahun"])
        if "data_tahun" in rows
        else rows["tahun"],
        kertas=_document(_text(rows, "sumber_target")).where(
            _text(rows, "sumber_target") != "", _document(_text(rows, "sumber_realisasi"))
        ),
    )
    nameless = own["kertas"] == ""
    past = nilai[[*WHO, "tahun"]].assign(kertas=_document(_text(nilai, "sumber")))
    both = own.merge(past, on=[*WHO, "kertas"])
    found = both.loc[both["tahun"] < both["tahun_angka"], "baris"].unique()
    earlier = pd.Series(rows.index.isin(found), index=rows.index)
    silent = rows["status"] == "realisasi_kosong"
    cases = {"tidak_diketahui": nameless, "tidak": ~earlier, "sebagian": silent}
    return _pick(rows, cases, "ada")


def _end_target(rows: pd.DataFrame, tren: pd.DataFrame | None) -> np.ndarray:
    if tren is None:
        return _unknown(rows)
    last = rows[WHO].merge(
        tren[[*WHO, "tahun_target_akhir"]].drop_duplicates(WHO), on=WHO, how="left"
    )
    year = pd.Series(pd.to_numeric(last["tahun_target_akhir"]).to_numpy(), index=rows.index)
    later, same = year > rows["tahun"], year == rows["tahun"]
    return _pick(rows, {"ada": later, "tidak_diketahui": same}, "tidak")


def _standard(
    rows: pd.DataFrame, pembanding: pd.DataFrame | None, peringkat: pd.DataFrame | None
) -> np.ndarray:
    if pembanding is None and peringkat is None:
        return _unknown(rows)
    named, beside = pd.Series(False, index=rows.index), pd.Series(False, index=rows.index)
    if pembanding is not None:
        named |= _held(rows, pembanding, WHO)
        apart = pembanding["posisi"].isin(["tidak sebanding", "target pihak lain", "tanpa angka"])
        beside |= _held(rows, pembanding[~apart], WHO)
    if peringkat is not None:
        named |= _held(rows, peringkat, WHO)
        ranked = peringkat["keadaan"].isin(["dihitung", "dari_tabel"])
        beside |= _held(rows, peringkat[ranked], WHO)
    return _pick(rows, {"ada": beside, "sebagian": named}, "tidak")


def _causes(rows: pd.DataFrame, sebab: pd.DataFrame | None) -> np.ndarray:
    if sebab is None:
        return _unknown(rows)
    own = sebab[sebab["indikator"] != ""]
    said = own[own["bukti"] != "tidak_disebut"]
    named = _held(rows, said, WHO) & ~_held(rows, own[own["bukti"] == "tidak_disebut"], WHO)
    remedied = _held(rows, said[_text(said, "tindak_lanjut") != ""], WHO)
    cases = {
        "tidak_diketahui": ~rows["dinas"].isin(sebab["dinas"]),
        "tidak": ~named,
        "sebagian": (rows["tercapai"] == "tidak") & ~remedied,
    }
    return _pick(rows, cases, "ada")


def _efficiency(rows: pd.DataFrame, hasil: Mapping[str, pd.DataFrame]) -> np.ndarray:
    printed, resources = hasil.get("terbitan_anggaran"), hasil.get("sumber_daya")
    if printed is None and resources is None:
        return _unknown(rows)
    links = hasil.get("dukungan", pd.DataFrame(columns=[*WHO, "kode", "nama", "serapan_persen"]))
    said = pd.Series(False, index=rows.index)
    if printed is not None:
        told = printed[printed["efisiensi"].notna() & printed["tahun"].notna()]
        names = [told[[*YEAR]].assign(kunci=name_keys(_text(told, name))) for name in PLACES]
        told = pd.concat(names)
        told = told[told["kunci"] != ""].astype({"tahun": "int64"})
        for name in ("nama_indikator", "sasaran"):
            said |= _held(rows.assign(kunci=name_keys(_text(rows, name))), told, [*YEAR, "kunci"])
        behind = links.assign(kunci=name_keys(_text(links, "nama")))
        behind = behind.merge(rows[[*YEAR, "indikator"]], on=WHO, suffixes=("_d", ""))
        hit = behind[_held(behind, told, [*YEAR, "kunci"])]
        said |= _held(rows, hit, WHO)
    if resources is not None and len(resources):
        codes = resources[["dinas", "tahun"]].assign(kode=programme_of(resources["kode"]))
        behind = links[[*WHO, "kode"]].merge(rows[[*YEAR, "indikator"]], on=WHO)
        said |= _held(rows, behind[_held(behind, codes, [*YEAR, "kode"])], WHO)
    spent = _held(rows, links[links["serapan_persen"].notna()], WHO)
    return _pick(rows, {"ada": said, "sebagian": spent}, "tidak")


def _programmes(rows: pd.DataFrame, dukungan: pd.DataFrame | None) -> np.ndarray:
    if dukungan is None:
        return _unknown(rows)
    own = _held(rows, dukungan[~is_overhead(dukungan["kode"])], WHO)
    cases = {
        "tidak_diketahui": ~rows["dinas"].isin(dukungan["dinas"]),
        "ada": own,
        "sebagian": _held(rows, dukungan, WHO),
    }
    return _pick(rows, cases, "tidak")


def summarize_kelengkapan(kelengkapan: pd.DataFrame, per: list[str]) -> pd.DataFrame:
    """Count, for each analysis, the promises that have it.

    Parameters
    ----------
    kelengkapan : DataFrame as `compute_kelengkapan` gives it
    per : list of str
        What is counted together: `["dinas", "tahun"]`, or a column that was joined to it.

    Returns
    -------
    DataFrame, one row per group and analysis
        `n_ada`, `n_sebagian`, `n_tidak`, `n_tidak_diketahui`, `dari` (promises), `ada_persen` of
        those of which anything is known; missing of none.

    Examples
    --------
    >>> rows = pd.DataFrame({"dinas": "d", "analisis": "sebab", "keadaan": ["ada", "tidak"]})
    >>> summarize_kelengkapan(rows, ["dinas"])[["n_ada", "dari", "ada_persen"]].values.tolist()
    [[1.0, 2.0, 50.0]]
    """
    counts = kelengkapan.groupby([*per, "analisis", "keadaan"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(KEADAAN), fill_value=0)
    every, known = counts.sum(axis=1), counts.drop(columns="tidak_diketahui").sum(axis=1)
    share = counts["ada"] / known.where(known > 0) * 100
    out = counts.add_prefix("n_").assign(dari=every, ada_persen=share)
    out = out.rename_axis(columns=None).reset_index()
    order = load_rules("analisis_53").set_index("analisis")["urutan"]
    out = out.assign(_urut=out["analisis"].map(order)).sort_values([*per, "_urut"])
    return out.drop(columns="_urut").reset_index(drop=True)
