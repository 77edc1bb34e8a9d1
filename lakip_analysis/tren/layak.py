"""Targets worth their name: what would have asked for something, and what holds under it.

A promise is kept easily where its target was low. Beside the printed target stand others that the
same data give, and the achievement under each.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, categorize, load_rules
from ..aturan.tangga import find_ladder, ladder_rows, steps_of
from ..capaian.compute import judge
from ..data.kunci import look_up, with_dinas
from ..data.nilai import split_values
from ..once import number_cases
from .units import describe_units

__all__ = [
    "PILIHAN",
    "compare_targets",
    "count_rules",
    "earlier_figures",
    "find_tried",
    "propose_targets",
]

# which targets there are, in the order in which they are read
PILIHAN = ("tercetak", "tahun_lalu", "langkah_median", "jalur", "sebaya")
CAPS = (np.inf, 100.0, 120.0, 150.0)  # per cent; none, and those in use in reports and ministries

WAY = {"naik": 1, "turun": -1}  # the polarities under which a figure can go ahead or back

SPAN = 10_000  # more than any year: the number of an indicator and a year are one number

KEYS = ["dinas", "tahun", "indikator"]
WHO = ["dinas", "indikator"]


def earlier_figures(capaian: pd.DataFrame, nilai: pd.DataFrame) -> pd.DataFrame:
    """Return, for each row of `capaian`, the latest figure before the one that is reported.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it
        `data_tahun` is the year of a late figure, `putus_deret` a definition that changed. Of
        several dinas where both frames have `dinas`.
    nilai : DataFrame as `values_by_year` gives it

    Returns
    -------
    DataFrame, same index
        `tahun_lalu`, `realisasi_lalu` (text, as a performance value; empty where there is none, and
        where the definition changed, for then it is the figure of something else).
    """
    year = _own_year(capaian)
    who = with_dinas(["indikator"], capaian, nilai)
    number = number_cases(pd.concat([nilai[name], capaian[name]]) for name in who)
    # of each indicator the place of its last figure before that year, in order of both
    order = np.lexsort((nilai["tahun"].to_numpy(), number[: len(nilai)]))
    figures = nilai.iloc[order]
    known = number[: len(nilai)][order] * SPAN + figures["tahun"].to_numpy()
    own = number[len(nilai) :]
    asked = own * SPAN + year.to_numpy(dtype=float)
    place = np.searchsorted(known, asked) - 1  # a year that is missing comes after all others
    changed = capaian.get("putus_deret", pd.Series("", index=capaian.index)).fillna("") != ""
    here = (place >= 0) & year.notna().to_numpy() & ~changed.to_numpy()
    here[here] = known[place[here]] // SPAN == own[here]
    here[here] = figures["nilai"].notna().to_numpy()[place[here]]
    place = place[here]
    before = np.full(len(capaian), np.nan)
    before[here] = figures["tahun"].to_numpy()[place]
    value = np.full(len(capaian), "", dtype=object)
    value[here] = figures["nilai"].to_numpy(object)[place]
    found = {"tahun_lalu": before, "realisasi_lalu": pd.array(value, dtype=str)}
    return pd.DataFrame(found, index=capaian.index)


def propose_targets(
    capaian: pd.DataFrame,
    nilai: pd.DataFrame,
    titik: pd.DataFrame,
    tren: pd.DataFrame,
    peringkat: pd.DataFrame,
    tangga: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the printed target of each promise and the others that its own data give.

    Parameters
    ----------
    capaian : as `compute_capaian` gives it, one year; a promise that repeats another is left out.
    nilai : as `values_by_year` gives it.
    titik : as `realised_series` gives it; only figures of the series count.
    tren : as `compute_trend` gives it, for the path to the end target.
    peringkat : as `compute_peringkat` gives it, for the median of the other regions.
    tangga : own ladders of the dinas, optional.

    Frames of several dinas have a column `dinas` in each; one without it holds for all.

    Returns
    -------
    DataFrame, one row per (dinas, indikator, pilihan)
        `pilihan`: tercetak; tahun_lalu (the figure before: asks for no step back); langkah_median
        (that figure and, for every year since, the median of the steps a year made before it);
        jalur (the straight way from the base to the end target, in a year before its end); sebaya
        (median of the printed table of regions). `target_layak`: text, as a performance value; of
        what is counted in whole units a whole number. What the data do not give has no row, nor has
        a target beyond the limits of its unit (`aturan/satuan.csv`) or a word that is no step of
        its ladder, nor a step or a way that asks for less than the figure before; an indicator that
        should stay, or is a grade, has only the first two.
    """
    rows = capaian[(capaian["ganda"] == "") & capaian["tercapai"].isin(["ya", "tidak"])]
    before = earlier_figures(rows, nilai)
    read = split_values(before["realisasi_lalu"])
    grades = read["label"].ne("")
    ladders = ladder_rows(tangga)
    printed = (split_values(rows[name])["label"] for name in ("target", "realisasi"))
    ladder = find_ladder(rows["satuan"], *printed, ladders)
    on_ladder = steps_of(ladder, read["label"], ladders)["urutan"].notna()
    usable = np.where(grades, on_ladder, _within(read["angka"], rows).notna())
    plain = rows["polaritas"].isin(WAY) & ~grades
    number = read["angka"].where(plain)
    since = _own_year(rows) - before["tahun_lalu"]
    steps = _median_steps(rows, titik, before["tahun_lalu"]) * since
    way = _on_the_way(rows, tren).where(plain)
    values = {
        "tercetak": rows["target"].astype(str),
        "tahun_lalu": before["realisasi_lalu"].where(usable, ""),
        "langkah_median": _write(_asked(number + steps, number, rows), rows),
        "jalur": _write(_asked(way, number, rows), rows),
        "sebaya": _write(_whole(_within(_peers(rows, peringkat).where(plain), rows), rows), rows),
    }
    parts = [
        rows[[*KEYS, "nama_indikator"]].assign(pilihan=name, target_layak=column)
        for name, column in values.items()
    ]
    made = pd.concat(parts, ignore_index=True)
    # a range has its target in its bounds, so the printed one stays even where its cell is empty
    kept = made["pilihan"].eq("tercetak") | ~made["target_layak"].isin(["", "nan"])
    order = rows[["dinas", "indikator"]].assign(urut=np.arange(len(rows)))
    order = look_up(made, order, ["dinas", "indikator"])["urut"]
    return made[kept].assign(_urut=order).sort_values("_urut", kind="stable").drop(columns="_urut")


def _own_year(rows: pd.DataFrame) -> pd.Series:
    """Return the year each reported figure is of; a late one is held against its own year."""
    return pd.to_numeric(rows["data_tahun"]).fillna(rows["tahun"])


def _median_steps(rows: pd.DataFrame, titik: pd.DataFrame, sampai: pd.Series) -> pd.Series:
    """Return the median step a year before the figure reported, where there are two or more."""
    who = with_dinas(["indikator"], rows, titik)
    used = titik[titik["dipakai"]].sort_values([*who, "tahun"], kind="stable")
    until = look_up(used, rows[who].assign(sampai=sampai), who)["sampai"]
    used = used[used["tahun"] <= until]
    by = used.groupby(who)
    step = by["realisasi_angka"].diff() / by["tahun"].diff()
    known = used[who].assign(langkah=step).dropna(subset="langkah")
    found = known.groupby(who, as_index=False)["langkah"].agg(["median", "size"])
    found = look_up(rows, found, who)
    return found["median"].where(found["size"] >= 2)


def _on_the_way(rows: pd.DataFrame, tren: pd.DataFrame) -> pd.Series:
    """Return where the straight way from the base to the end target stands in a figure's year."""
    who = with_dinas(["indikator"], rows, tren)
    ends = ["tahun_target_akhir", "target_akhir", "tahun_dasar", "nilai_dasar"]
    path = look_up(rows, tren.drop_duplicates(who)[[*who, *ends]], who)
    own_year = _own_year(rows)
    years = path["tahun_target_akhir"] - path["tahun_dasar"]
    under_way = (path["tahun_dasar"] < own_year) & (rows["tahun"] < path["tahun_target_akhir"])
    gone = (own_year - path["tahun_dasar"]) / years
    way = path["nilai_dasar"] + (path["target_akhir"] - path["nilai_dasar"]) * gone
    return way.astype(float).where(under_way)


def _asked(values: pd.Series, before: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Return values that the unit can have and that ask for no step back."""
    return _whole(_ahead(_within(values, rows), before, rows), rows)


def _whole(values: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Return what is counted in whole units as the whole number that meets the value.

    The unit says that it is a count (`aturan/satuan.csv`), and the figures reported are whole.
    """
    counted = describe_units(rows["satuan"], rows["nama_indikator"])["sifat"] == "jumlah"
    figures = [split_values(rows[name])["angka"].fillna(0) for name in ("target", "realisasi")]
    counted &= (figures[0] % 1 == 0) & (figures[1] % 1 == 0)
    up = rows["polaritas"] == "naik"
    near = values.round(NOISE)
    return values.where(~counted, np.ceil(near).where(up, np.floor(near)))


def _ahead(values: pd.Series, before: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Return values without those that ask for less than the figure before them.

    A series that went the wrong way has a median step that way too, and the straight way lies
    behind who is past it: neither asks for anything. Without a figure before, a value stays.
    """
    sign = rows["polaritas"].map(WAY)
    back = ((values - before) * sign).round(NOISE) < 0
    return values.where(sign.notna() & ~back)


def _within(values: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Return values without those that the unit cannot have."""
    limits = describe_units(rows["satuan"], rows["nama_indikator"])
    return values.where(~(values < limits["bawah"]) & ~(values > limits["atas"]))


def _peers(rows: pd.DataFrame, peringkat: pd.DataFrame) -> pd.Series:
    known = peringkat[peringkat["keadaan"] == "dihitung"].sort_values("tahun", kind="stable")
    who = with_dinas(["indikator"], rows, known)
    return look_up(rows, known[[*who, "median"]], who)["median"].astype(float)


def _write(values: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Write numbers as performance values; of a ratio 1:n it is n that was computed."""
    ratio = rows["target"].astype(str).str.startswith("1:")
    text = values.round(6).map("{:.10g}".format).astype(object)  # text also of no value
    return ("1:" + text).where(ratio, text).where(values.notna(), "")


def compare_targets(
    capaian: pd.DataFrame, layak: pd.DataFrame, tangga: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return achievement, and met or missed, under each target of `propose_targets`.

    Returns
    -------
    DataFrame, the rows of `layak`
        Adds `realisasi`, `capaian_layak_persen` by the formula in force (per cent; missing where
        there is none), `tercapai_layak` (ya, tidak, or empty where the two cannot be compared) and
        `terpenuhi_lalu`: whether the figure before had met that target already (as before; empty
        where there is no such figure).
    """
    rows = _with_target(capaian, layak)
    found = judge(rows, tangga)
    past = layak.loc[layak["pilihan"] == "tahun_lalu", [*WHO, "target_layak"]]
    before = look_up(rows, past.rename(columns={"target_layak": "lalu"}), WHO)["lalu"]
    before = before.astype(object).fillna("")
    met_before = judge(rows.assign(realisasi=before), tangga)["tercapai"]
    return layak.assign(
        realisasi=rows["realisasi"].to_numpy(),
        capaian_layak_persen=found["capaian_persen"].to_numpy(),
        tercapai_layak=found["tercapai"].to_numpy(),
        terpenuhi_lalu=met_before.where(before != "", "").to_numpy(),
    )


def _with_target(capaian: pd.DataFrame, layak: pd.DataFrame) -> pd.DataFrame:
    """Return the row of `capaian` of each proposal with its target in the place of the printed."""
    rows = layak[[*WHO, "pilihan", "target_layak"]].merge(
        capaian.drop_duplicates(WHO), on=WHO, how="left", validate="many_to_one"
    )
    other = rows["pilihan"] != "tercetak"
    rows["target"] = rows["target"].astype(object).mask(other, rows["target_layak"])
    for name in ("target_bawah", "target_atas"):
        if name in rows:
            rows[name] = rows[name].mask(other)
    return rows


def count_rules(
    capaian: pd.DataFrame,
    layak: pd.DataFrame,
    skala: str | pd.DataFrame,
    tangga: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return in how many of the rules at hand the category of each promise stays what it is.

    A rule is a target (`propose_targets`) × a formula of its polarity (`aturan/rumus.csv`) × a cap
    on the achievement (none, 100, 120, 150). The scale stays.

    Returns
    -------
    DataFrame, one row per indicator with a category: `n_aturan` (rules that give a category),
        `n_bertahan` (that give the same one), `n_tercapai`, `n_target` (targets under which it is
        met, and all of them).

    Notes
    -----
    No rule is more right than another; a category that holds in few of them says more of the rule
    than of the agency. Anchor: sensitivity of composite indicators (OECD/JRC Handbook, 2008).
    """
    if layak.empty:
        counted = ["n_aturan", "n_bertahan", "n_tercapai", "n_target"]
        return pd.DataFrame(columns=[*KEYS, "nama_indikator", *counted])
    rows = _with_target(capaian, layak)
    met = judge(rows, tangga)["tercapai"]
    every = _try_rules(rows, skala, tangga)
    own = capaian.drop_duplicates(WHO)[[*KEYS, "nama_indikator", "kategori"]]
    every = every[every["kategori_lain"] != ""].merge(own[[*WHO, "kategori"]], on=WHO)
    every = every.assign(sama=every["kategori_lain"] == every["kategori"])
    counts = every.groupby(WHO)["sama"].agg(n_aturan="size", n_bertahan="sum")
    targets = rows[WHO].assign(met=met == "ya")
    targets = targets[met != ""].groupby(WHO)["met"].agg(n_tercapai="sum", n_target="size")
    counts = counts.join(targets).reset_index()
    out = layak[WHO].drop_duplicates().merge(own, on=WHO)
    out = out[out["kategori"].fillna("") != ""].merge(counts, on=WHO)
    counted = ["n_aturan", "n_bertahan", "n_tercapai", "n_target"]
    return out[[*KEYS, "nama_indikator", *counted]].reset_index(drop=True)


def find_tried(ketahanan: pd.DataFrame) -> pd.Series:
    """Say of each row of `count_rules` whether another target or a second formula was tried.

    Where only the caps differ, that the category holds says nothing: each target and formula comes
    with every cap.
    """
    return ketahanan["n_aturan"] > len(CAPS)


def _try_rules(
    rows: pd.DataFrame, skala: str | pd.DataFrame, tangga: pd.DataFrame | None
) -> pd.DataFrame:
    """Return the category of every row under each formula for its polarity and each cap."""
    parts = []
    for formula, polarities in load_rules("rumus").groupby("rumus", sort=False)["polaritas"]:
        mine = rows[rows["polaritas"].isin(set(polarities))]
        if formula == "kemajuan_dari_dasar":  # only where a base is written down
            mine = mine[mine.get("dasar", pd.Series("", index=mine.index)).fillna("") != ""]
        if len(mine):
            parts.append(mine.assign(rumus=formula))
    every = pd.concat(parts, ignore_index=True)
    value = judge(every, tangga)["capaian_persen"]
    capped = pd.concat([value.clip(upper=cap) for cap in CAPS], ignore_index=True)
    tried = pd.concat([every[WHO]] * len(CAPS), ignore_index=True)
    return tried.assign(kategori_lain=categorize(capped, skala))
