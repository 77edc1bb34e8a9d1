"""Met or missed by another printed figure: does a conclusion hang on which one was chosen?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..data.nilai import split_values
from ..numbers import decimals_of
from .cacah import compute_cacah
from .compute import judge

__all__ = ["LAIN_COLUMNS", "compare_lain", "turned"]

LAIN_COLUMNS = [
    "dinas",
    "tahun",
    "indikator",
    "nama_indikator",
    "kolom",
    "nilai_lain",
    "target_lain",
    "realisasi_lain",
    "tercapai",
    "capaian_lain_persen",
    "tercapai_lain",
    "berbalik",
    "sumber",
]

COUNTS = ["pembilang", "penyebut"]


def compare_lain(
    capaian: pd.DataFrame,
    lain: pd.DataFrame,
    tangga: pd.DataFrame | None = None,
    terbitan: pd.DataFrame | None = None,
    tahunan: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return met or missed by each other printed value of a target, a realisation or a count.

    One value is replaced at a time, all else stays as it is used. A count gives the figure
    k / n × per (a ratio 1:n the other way round), rounded to the digits of the realisation.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it, one row per (indikator, tahun)
        A promise that repeats another one (`ganda`) is left out, and so is one of which neither
        met nor missed is known.
    lain : DataFrame, one row per printed place (`pilihan_lain.csv`)
        Only what could be the value (`bersaing` is ya) is looked at.
    tangga : as `compute_capaian` takes it.
    terbitan : DataFrame, optional, the printed rows (`terbitan_kinerja.csv`)
        A place is left out where the achievement in its own row follows from the value that is
        used and not from the one printed there: that row itself says which one it means.
    tahunan : DataFrame, optional, as `compute_capaian` gives it, earlier years too
        With it a figure of an earlier year, used for want of this one's (`data_tahun`), is tried
        against everything else that is printed for its own year.

    Returns
    -------
    DataFrame, one row per (indikator, tahun, kolom, nilai_lain), the columns of `LAIN_COLUMNS`
        `nilai_lain`: as printed; `target_lain`, `realisasi_lain`: what is compared then;
        `capaian_lain_persen`: per cent by the formula in force; `tercapai`: as counted,
        `tercapai_lain`: by this value, ya or tidak, empty where it cannot be compared; `berbalik`:
        ya where the two differ, else tidak; `sumber`: ids of the printed rows, `;` between.

    Examples
    --------
    >>> from lakip_analysis.capaian.compute import compute_capaian
    >>> frame = pd.DataFrame({"indikator": ["a"], "tahun": 2023, "target": "80", "realisasi": "75"})
    >>> found = compute_capaian(frame.assign(nama_indikator="A", polaritas="naik"))
    >>> place = {"indikator": ["a"], "tahun": 2023, "kolom": "target", "nilai": "70"}
    >>> found = compare_lain(found, pd.DataFrame(place).assign(sumber="l:1", bersaing="ya"))
    >>> found[["nilai_lain", "tercapai", "tercapai_lain", "berbalik"]].values.tolist()
    [['70', 'tidak', 'ya', 'ya']]
    """
    places = lain[(lain["bersaing"] == "ya") & lain["kolom"].isin(["target", "realisasi", *COUNTS])]
    counted = capaian[(capaian["tercapai"] != "") & (capaian["ganda"] == "")]
    if terbitan is not None:
        asked = counted if tahunan is None else tahunan
        places = places[~_refuted(asked, places, terbitan, tangga)]
    if tahunan is not None:
        places = pd.concat([places, _of_late_figures(counted, places, tahunan)])
    keys = ["indikator", "tahun", "kolom", "nilai"]
    places = places.groupby(keys, sort=False)["sumber"].agg("; ".join).reset_index()
    rows = counted.merge(places, on=["indikator", "tahun"])
    if "dinas" not in rows:
        rows = rows.assign(dinas="")
    if rows.empty:
        return pd.DataFrame(columns=LAIN_COLUMNS)
    other = _replaced(rows)
    other = other.assign(**judge(other, tangga))
    turned_over = (other["tercapai"] != "") & (other["tercapai"] != rows["tercapai"])
    return rows.assign(
        nilai_lain=rows["nilai"],
        target_lain=other["target"].astype(str),
        realisasi_lain=other["realisasi"].astype(str),
        capaian_lain_persen=other["capaian_persen"],
        tercapai_lain=other["tercapai"],
        berbalik=np.where(turned_over, "ya", "tidak"),
    )[LAIN_COLUMNS]


def turned(lain: pd.DataFrame, tercapai: str) -> pd.DataFrame:
    """Return the other values by which what is counted as `tercapai` (ya or tidak) is not.

    One row per (indikator, nilai_lain), in their order.
    """
    return lain[(lain["berbalik"] == "ya") & (lain["tercapai"] == tercapai)]


def _of_late_figures(
    counted: pd.DataFrame, places: pd.DataFrame, tahunan: pd.DataFrame
) -> pd.DataFrame:
    """Return what is printed elsewhere for the year of each late figure, under the later year.

    A place says whose figure it is (`tahun_angka`), or it is of the year that the figure of its
    own row is of.
    """
    of = [*("indikator", "tahun"), "milik"]
    figures = tahunan.assign(milik=tahunan["data_tahun"].fillna(tahunan["tahun"]))[of]
    printed = places[places["kolom"] == "realisasi"].merge(figures, on=of[:2], how="left")
    own = printed["tahun_angka"].astype(float).fillna(printed["milik"].astype(float))
    late = counted.loc[
        counted["data_tahun"] < counted["tahun"], [*of[:2], "data_tahun", "realisasi"]
    ]
    late = late.rename(columns={"tahun": "kemudian"})
    found = printed.assign(data_tahun=own).merge(late, on=["indikator", "data_tahun"])
    found = found[found["tahun"] != found["kemudian"]]  # those are there already
    found = found[~_same(found["nilai"], found["realisasi"])]
    return found.assign(tahun=found["kemudian"])[list(places.columns)]


def _same(one: pd.Series, other: pd.Series) -> pd.Series:
    """Say where two cells carry the same figure, however it is written."""
    left, right = split_values(one.astype(object)), split_values(other.astype(object))
    return (left["angka"] == right["angka"]) | (one.astype(str) == other.astype(str))


def _refuted(
    counted: pd.DataFrame,
    places: pd.DataFrame,
    terbitan: pd.DataFrame,
    tangga: pd.DataFrame | None,
) -> pd.Series:
    """Say which places stand in a row whose printed achievement follows from the used value only.

    An achievement is printed rounded or cut off, so one unit of its last digit is allowed.
    """
    printed = terbitan.drop_duplicates("id").set_index("id")["capaian"].astype(float)
    beside = places.assign(tercetak=places["sumber"].map(printed), tempat=places.index)
    rows = counted.merge(beside.dropna(subset="tercetak"), on=["indikator", "tahun"])
    if rows.empty:
        return pd.Series(False, index=places.index)
    unit = 10.0 ** -rows["tercetak"].map(decimals_of)
    other = judge(_replaced(rows), tangga)["capaian_persen"]
    used, lain = ((rows["tercetak"] - value).abs() for value in (rows["capaian_persen"], other))
    return pd.Series(
        places.index.isin(rows.loc[(used <= unit) & (lain > unit), "tempat"]), places.index
    )


def _replaced(rows: pd.DataFrame) -> pd.DataFrame:
    """Return each row with the one printed value in the place of the one that is used."""
    at = {name: rows["kolom"] == name for name in ("target", "realisasi", *COUNTS)}
    out = rows.assign(
        target=rows["target"].astype(object).mask(at["target"], rows["nilai"]),
        realisasi=rows["realisasi"].astype(object).mask(at["realisasi"], rows["nilai"]),
    )
    # another printed target takes the place of a range, too
    for name in ("target_bawah", "target_atas"):
        if name in out:
            out[name] = out[name].mask(at["target"])
    counts = at["pembilang"] | at["penyebut"]
    if counts.any():
        out.loc[counts, "realisasi"] = _from_counts(rows[counts])
    return out


def _from_counts(rows: pd.DataFrame) -> list[str]:
    """Return the figure that the other count gives, written as the realisation is."""
    number = split_values(rows["nilai"])["angka"]
    counts = {name: rows[name].astype(float).mask(rows["kolom"] == name, number) for name in COUNTS}
    figures = compute_cacah(rows.assign(**counts))["nilai_cacah"]
    printed = rows["realisasi"].astype(str)
    digits = printed.str.extract(r"\.(\d+)$")[0].fillna("").str.len()
    ratio = printed.str.startswith("1:")
    return [
        "" if value != value else f"{'1:' if one else ''}{value:.{places}f}"
        for value, places, one in zip(figures, digits, ratio, strict=True)
    ]
