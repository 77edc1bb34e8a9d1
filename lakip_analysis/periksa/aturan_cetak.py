"""The rules of a report as its own figures tell them: scale, efficiency, formula."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..aturan.rules import categorize, load_rules, scale_rows, threshold
from ..audit.cells import decimals, fits, half_unit, quotient_bounds, quotient_bounds_lower
from ..audit.names import name_keys
from ..audit.prepare import HIGHER, LOWER
from ..efisiensi.measures import efisiensi_rasio, efisiensi_selisih, efisiensi_sisa

__all__ = ["find_polarity", "find_rules"]

FEW = 2  # figures that prove nothing
DOUBLE, RATIO = "dua_target_kurang_realisasi", "target_per_realisasi"


def find_rules(tabel: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return the rules that most printed figures follow; a rule that none tells is left out.

    Parameters
    ----------
    tabel : mapping of DataFrame
        `terbitan_kinerja` and `terbitan_anggaran`, numbers as numbers.

    Returns
    -------
    dict
        `skala` (name of a shipped scale that gives the printed categories), `efisiensi` (sisa,
        selisih or rasio), `turun` (formula of indicators where less is better).
    """
    kinerja, anggaran = tabel["terbitan_kinerja"], tabel["terbitan_anggaran"]
    found = {
        "skala": _scale(kinerja),
        "efisiensi": _efficiency(anggaran, kinerja),
        "turun": _lower(kinerja),
    }
    return {name: rule for name, rule in found.items() if rule}


def _best(shares: dict[str, tuple[int, int]]) -> str:
    """Return what most figures follow: of enough of them, and more than of any other.

    Examples
    --------
    >>> _best({"a": (7, 8), "b": (3, 8)}), _best({"a": (3, 8)}), _best({"a": (1, 1)})
    ('a', '', '')
    """
    enough = {
        name: hits
        for name, (hits, n) in shares.items()
        if n > FEW and hits / n >= threshold("periksa_aturan") / 100
    }
    best = max(enough.values(), default=0)
    named = [name for name, hits in enough.items() if hits == best]
    return named[0] if len(named) == 1 else ""


def _scale(kinerja: pd.DataFrame) -> str:
    rows = kinerja[(kinerja["predikat_tercetak"] != "") & kinerja["capaian"].notna()]
    said = rows["predikat_tercetak"].map(_word)
    shares, given = {}, {}
    for name in load_rules("skala")["skala"].unique():
        labels = scale_rows(name)["kategori"]
        words = {_word(half): label for label in labels for half in (label, *label.split("/"))}
        known = said.map(words)
        right = categorize(rows["capaian"], name)
        # two scales that judge all that is printed alike are one here
        if tuple(right) not in given.values():
            given[name] = tuple(right)
            shares[name] = (int((known == right).sum()), len(rows))
    # a scale with a second set of words beside its first goes by the name of the first
    best = _best(shares)
    return next((one for one in shares if best.startswith(f"{one}-")), best)


def _word(text: str) -> str:
    return " ".join(text.lower().replace("=", " ").strip(' .*“”"').split())


def _efficiency(anggaran: pd.DataFrame, kinerja: pd.DataFrame) -> str:
    rows = anggaran[anggaran["efisiensi"].notna() & anggaran["persen"].notna()]
    line = ["dokumen", "baris", "tahun"]
    known = kinerja[kinerja["capaian"].notna()].drop_duplicates(line)
    rows = rows.merge(known[[*line, "capaian", "capaian_tercetak"]], on=line, how="left")
    slack = sum(
        half_unit(decimals(rows[f"{name}_tercetak"].fillna(""), rows[name]), result=True)
        for name in ("efisiensi", "persen", "capaian")
    )
    values = {
        "sisa": efisiensi_sisa(rows["persen"]),
        "selisih": efisiensi_selisih(rows["capaian"], rows["persen"]),
        "rasio": efisiensi_rasio(rows["capaian"], rows["persen"]),
    }
    return _best(
        {
            name: (int(((value - rows["efisiensi"]).abs() <= 2 * slack).sum()), len(rows))
            for name, value in values.items()
        }
    )


def _lower(kinerja: pd.DataFrame) -> str:
    """Return the formula of what is better the less it is, of rows that only one formula gives."""
    ways = _ways(kinerja)
    told = ways["turun"] & ~ways["naik"] & ~(ways[DOUBLE] & ways[RATIO])
    return _best(
        {name: (int((ways[name] & told).sum()), int(told.sum())) for name in (DOUBLE, RATIO)}
    )


def find_polarity(kinerja: pd.DataFrame, turun: str = "") -> pd.DataFrame:
    """Return the polarity of indicators as their printed achievements tell it.

    Only where every row that one way of reckoning alone gives agrees, or nearly all of several; a
    report that measures an indicator both ways tells nothing of it. That less is better only by the
    formula the report uses for it (`turun`): target and realisation that changed places look like
    another formula. That more is better not where plain words of the name say the contrary.

    Returns
    -------
    DataFrame, one row per indicator that tells it
        `nama_indikator` (as printed), `polaritas` (naik, turun), `bukti` (rows that tell it).
    """
    ways = _ways(kinerja)
    names = kinerja.loc[ways.index, "nama_tercetak"]
    # a row that only another formula gives tells nothing, and takes what others tell in doubt
    less = ways.get(turun, pd.Series(False, index=ways.index)).map({True: "turun", False: ""})
    told = ways.assign(kunci=name_keys(names), nama_indikator=names)
    told = told.assign(polaritas=less.mask(told["naik"], "naik"))
    told = told[(told["naik"] != told["turun"]) & (told["kunci"] != "")]
    lower = told["kunci"].str.contains(LOWER) & ~told["kunci"].str.contains(HIGHER)
    told = told[~(lower & (told["polaritas"] == "naik"))]
    # of many rows a few that say otherwise are errors, of few rows they take it all in doubt
    rows = told.groupby(["kunci", "polaritas"])["naik"].transform("size")
    told = told.assign(bukti=rows)
    share = rows / told.groupby("kunci")["naik"].transform("size")
    sure = (share == 1) | ((share >= threshold("periksa_arah") / 100) & (rows >= FEW))
    told = told[sure & (told["polaritas"] != "")]
    return told.drop_duplicates("nama_indikator")[["nama_indikator", "polaritas", "bukti"]]


def _ways(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return by row which ways of reckoning give the printed achievement."""
    rows = kinerja[kinerja[["target", "realisasi", "capaian"]].notna().all(axis=1)]
    rows = rows[rows["target"] != 0]
    pairs = [
        (rows[name], half_unit(decimals(rows[f"{name}_tercetak"], rows[name]), result=result))
        for name, result in (("target", False), ("realisasi", False), ("capaian", True))
    ]
    (target, ht), (real, hr), printed = pairs
    ways = {
        "naik": fits(*printed, quotient_bounds(real, hr, target, ht)),
        DOUBLE: fits(*printed, quotient_bounds_lower(target, ht, real, hr)),
        RATIO: fits(*printed, quotient_bounds(target, ht, real, hr)),
    }
    out = pd.DataFrame(
        {name: np.asarray(way, dtype=bool) for name, way in ways.items()}, rows.index
    )
    return out.assign(turun=out[DOUBLE] | out[RATIO])
