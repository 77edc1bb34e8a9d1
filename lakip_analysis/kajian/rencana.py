"""The quality of targets and planning of several dinas, part by part and without a score.

Each part counts one weakness of how a target was set or an indicator was chosen: how many of how
many. Which parts there are stands in `aturan/bagian_rencana.csv`, the words by which an indicator
gives itself away in `aturan/kata_indikator.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..aturan.rules import LEVEL_UTAMA, NOISE, RATE, RUMUS, SIGN, load_rules, threshold
from ..capaian.compute import judge
from ..data.nilai import split_values
from ..efisiensi.cost import same_unit
from ..efisiensi.support import is_overhead
from ..once import each_once
from ..tren.layak import earlier_figures
from ..tren.units import describe_units

__all__ = ["JENJANG_COLUMNS", "compute_jenjang", "compute_rencana", "summarize_rencana"]

# the columns of `mutu_rencana.csv`, after its keys
JENJANG_COLUMNS = ["bagian", "n", "dari", "bagian_persen", "status", "tanda"]

WHO = ["dinas", "indikator"]
YEAR = ["dinas", "tahun"]
OWN = ["nama_indikator", "level", "sasaran", "satuan", "polaritas", "target", "realisasi"]

# above how many per cent of its target → the part
FAR = {
    "di_atas_120": "capaian_atas",
    "di_atas_150": "capaian_jauh",
    "di_atas_200": "capaian_janggal",
}
LIMITS = ("batas_bawah", "batas_atas")  # of the dinas itself; the common formula has none
CEILING = (0, 100)  # no case, everybody: such a target cannot be set higher
COUNTED = ("persen", "perubahan", "rasio")  # kinds of unit that are one number over another


def compute_rencana(
    capaian: pd.DataFrame,
    nilai: pd.DataFrame,
    tangga: pd.DataFrame | None = None,
    tahun: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """Say of every promise which weaknesses of planning it shows.

    Parameters
    ----------
    capaian : DataFrame, one row per (dinas, indikator, tahun), as `compute_capaian` gives it
        Every year that is known, of the main levels, of several dinas. Optional: `putus_deret`,
        `putus_dugaan`, `pembilang`, `penyebut`, `sumber_target`, `konsep`.
    nilai : DataFrame as `values_by_year` gives it for the same dinas
    tangga : DataFrame, optional
        Ladders of a dinas itself, as `compute_capaian` takes them.
    tahun : mapping, optional
        Dinas → the one year whose promises are asked; those of other years are only looked back at.
        Default: every year.

    Returns
    -------
    DataFrame, one row per promise with a target, the rows of `capaian` in their order
        What names the promise, `target_lalu`, `realisasi_lalu` (numbers in its unit),
        `capaian_sama` (per cent by the common formula of its polarity, uncapped, so that dinas can
        be compared) and one column per part, ya, tidak, or empty where it cannot be asked:

        - datar: the same target for `audit_datar_tahun` years or more without a break; not asked of
          0 and 100, nor of a change per year · diturunkan: asks for less than last year's target ·
          di_bawah_lalu: asks for less than the last figure before it. None across a change of
          definition, a suspected one too; none of a range, or of a grade without a score
        - tepat_seratus, di_atas_120, di_atas_150, di_atas_200: by `capaian_sama`
        - keluaran_dijual: an output or activity at a level of results, by its unit or its name ·
          tanpa_ukuran: named as a wish, without a measure · tanpa_satuan
        - tanpa_hitungan: a share or rate of which neither numerator and denominator are known in
          any year nor one national definition; asked of shares and rates · tanpa_sumber: no printed
          row is named for the target; asked where one is named for another target of that report
        - kembar: written again at another level; such a row is asked nothing else

    Examples
    --------
    >>> from lakip_analysis.capaian.compute import compute_capaian
    >>> from lakip_analysis.data.nilai_tahun import values_by_year
    >>> rows = pd.DataFrame({"dinas": "d", "indikator": "a", "tahun": [2022, 2023, 2024]})
    >>> rows = rows.assign(nama_indikator="Jumlah rapat", level="sasaran", sasaran="S", satuan="%")
    >>> rows = rows.assign(polaritas="naik", target="80", realisasi=["90", "95", "100"])
    >>> found = compute_rencana(compute_capaian(rows.assign(data_tahun=None)), values_by_year(rows))
    >>> found[["tahun", "datar", "di_bawah_lalu", "keluaran_dijual"]].values.tolist()[1:]
    [[2023, '', 'ya', 'ya'], [2024, 'ya', 'ya', 'ya']]
    """
    main = capaian["level"].isin(LEVEL_UTAMA) & (capaian["status"] != "target_kosong")
    rows = capaian[main].reset_index(drop=True)
    past, countable = _past(rows), _countable(rows)
    if tahun is not None:
        here = rows["tahun"] == each_once(tahun.get, rows["dinas"])
        rows, past = (frame[here].reset_index(drop=True) for frame in (rows, past))
        countable = countable[here].reset_index(drop=True)
    once = (rows["ganda"] == "").to_numpy()
    series = _series(rows, past, nilai, tangga)
    of_results = _of_results(series["capaian_sama"])
    parts = {**_of_targets(rows, series), **of_results, **_of_names(rows, countable)}
    asked = {name: np.where(once, answer, "") for name, answer in parts.items()}
    kept = series[["target_lalu", "realisasi_lalu", "capaian_sama"]]
    twice = np.where(once, "tidak", "ya")
    return rows[[*WHO, "tahun", *OWN]].join(kept).assign(**asked, kembar=twice)


def _text(rows: pd.DataFrame, column: str) -> pd.Series:
    """Return a column of text that a frame may lack: empty then, and where it is missing."""
    return rows.get(column, pd.Series("", index=rows.index, dtype=object)).fillna("").astype(str)


def _answer(yes: pd.Series, asked: pd.Series) -> np.ndarray:
    return np.select([~asked, yes], ["", "ya"], "tidak")


def _past(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the target of each row beside the one before it, and how long it has stayed."""
    out = rows[[*WHO, "tahun"]].assign(target_angka=split_values(rows["target"])["angka"])
    out = out.assign(putus=(_text(rows, "putus_deret") + _text(rows, "putus_dugaan")) != "")
    known = out[out["target_angka"].notna()].sort_values([*WHO, "tahun"], kind="stable")
    past = known.groupby(WHO)[["tahun", "target_angka"]].shift()
    follows = (past["tahun"] == known["tahun"] - 1) & ~known["putus"]
    same = follows & ((known["target_angka"] - past["target_angka"]).abs().round(NOISE) == 0)
    found = pd.DataFrame(
        {
            "target_lalu": past["target_angka"].where(follows),
            "n_sama": known.groupby((~same).cumsum()).cumcount() + 1,
            "n_tahun": known.groupby((~follows).cumsum()).cumcount() + 1,
        }
    ).reindex(rows.index)
    return out.join(found)


def _series(
    rows: pd.DataFrame, past: pd.DataFrame, nilai: pd.DataFrame, tangga: pd.DataFrame | None
) -> pd.DataFrame:
    """Return what `_past` says of each row, the figure before it and its share by the common rule.

    `realisasi_lalu`: none across a change of definition; `capaian_sama`: per cent.
    """
    dated = rows.assign(data_tahun=rows.get("data_tahun", pd.Series(np.nan, index=rows.index)))
    before = split_values(earlier_figures(dated, nilai)["realisasi_lalu"])["angka"]
    common = rows["polaritas"].map(RUMUS)
    limits = [name for name in LIMITS if name in rows]
    other = (rows["rumus"] != common) | rows[limits].notna().any(axis=1)
    share = rows["capaian_persen"].astype(float)
    if other.any():
        plain = rows[other].drop(columns=limits)
        again = judge(plain.assign(rumus=common[other]), tangga)["capaian_persen"]
        share = share.mask(other, again.reindex(rows.index))
    return past.assign(realisasi_lalu=before.where(~past["putus"]), capaian_sama=share)


def _of_targets(rows: pd.DataFrame, series: pd.DataFrame) -> dict[str, np.ndarray]:
    sign = rows["polaritas"].map(SIGN).fillna(0).astype(float)
    sided, target = sign != 0, series["target_angka"]
    change = _holds(rows["nama_indikator"].astype(str), RATE.pattern)
    enough = series["n_tahun"] >= threshold("audit_datar_tahun")
    asked = enough & ~target.isin(CEILING) & ~change
    parts = {"datar": _answer(series["n_sama"] >= threshold("audit_datar_tahun"), asked)}
    for name, past in (("diturunkan", "target_lalu"), ("di_bawah_lalu", "realisasi_lalu")):
        gap = (sign * (target - series[past])).round(NOISE)
        parts[name] = _answer(gap < 0, sided & gap.notna())
    return parts


def _of_results(share: pd.Series) -> dict[str, np.ndarray]:
    value = share.round(NOISE)
    known = value.notna()
    full = _answer(value.round(2) == 100, known)
    far = {name: _answer(value > threshold(limit), known) for name, limit in FAR.items()}
    return {"tepat_seratus": full, **far}


def _of_names(rows: pd.DataFrame, countable: pd.Series) -> dict[str, np.ndarray]:
    every = pd.Series(True, index=rows.index)
    unit, name = _text(rows, "satuan"), _text(rows, "nama_indikator")
    words = load_rules("kata_indikator")
    said = {
        part: _holds(name, "|".join(f"(?:{one})" for one in some["pola"]))
        for part, some in words.groupby("bagian")
    }
    papers = set(load_rules("keluaran_administratif")["satuan"])
    paper = unit.isin([one for one in unit.unique() if same_unit(one) in papers])
    counted = describe_units(unit, name)["sifat"].isin(COUNTED)
    source = _text(rows, "sumber_target") != ""
    named = source.groupby([rows[name] for name in YEAR]).transform("any").astype(bool)
    return {
        "keluaran_dijual": _answer(said["keluaran_dijual"] | paper, every),
        "tanpa_ukuran": _answer(said["tanpa_ukuran"], every),
        "tanpa_satuan": _answer(~each_once(str.strip, unit).astype(bool), every),
        "tanpa_hitungan": _answer(~countable, counted),
        "tanpa_sumber": _answer(~source, named),
    }


def _holds(texts: pd.Series, pattern: str) -> pd.Series:
    """Say which texts hold a pattern, in small letters."""
    return each_once(lambda text: bool(re.search(pattern, text.lower())), texts).astype(bool)


def _countable(rows: pd.DataFrame) -> pd.Series:
    """Say of which indicators anybody knows what is divided by what, in any year."""
    rules = load_rules("konsep")
    one_rule = rules.loc[rules["sebanding"] == "ya", "konsep"]
    known = pd.Series(False, index=rows.index)
    if {"pembilang", "penyebut"} <= set(rows):
        counts = rows["pembilang"].notna() & rows["penyebut"].notna()
        known = counts.groupby([rows[name] for name in WHO]).transform("any")
    return known | _text(rows, "konsep").isin(one_rule)


def compute_jenjang(
    capaian: pd.DataFrame, program_indikator: pd.DataFrame, anggaran: pd.DataFrame
) -> pd.DataFrame:
    """Count where the chain tujuan → sasaran → program is broken.

    Parameters
    ----------
    capaian : DataFrame, one row per (dinas, indikator, tahun), as `compute_capaian` gives it
        Of the main levels. Optional `tujuan`: the goal that a sasaran serves.
    program_indikator : DataFrame, one row per (dinas, indikator, kode)
    anggaran : DataFrame, one row per budget line of several dinas (`dinas`, `tahun`, `kode`,
        `level`, `pagu_rp`)

    Returns
    -------
    DataFrame, one row per (dinas, tahun, bagian), with `JENJANG_COLUMNS`
        sasaran_tanpa_tujuan: of the sasaran, those that no goal is named for; not known where the
        dinas names none at all · sasaran_tanpa_program: of the sasaran, those of which no indicator
        is tied to a programme · program_tanpa_indikator: of the programmes with a budget, without
        the overhead one, those that no main indicator is tied to. Both unknown (tanpa_data) where
        no link of the dinas is known.

    Examples
    --------
    >>> rows = pd.DataFrame({"dinas": "d", "tahun": 2024, "indikator": ["a", "b"]})
    >>> rows = rows.assign(level="sasaran", sasaran=["S", "T"], status="dihitung")
    >>> links = pd.DataFrame({"dinas": ["d"], "indikator": "a", "kode": "1.06.02"})
    >>> money = pd.DataFrame({"dinas": "d", "tahun": 2024, "kode": ["1.06.02", "1.06.04"]})
    >>> money = money.assign(level="program", pagu_rp=1.0)
    >>> compute_jenjang(rows, links, money)[["bagian", "n", "dari"]].values.tolist()[1:]
    [['sasaran_tanpa_program', 1, 2], ['program_tanpa_indikator', 1, 2]]
    """
    main = capaian["level"].isin(LEVEL_UTAMA) & (_text(capaian, "sasaran") != "")
    named = capaian[[*WHO, "tahun", "level", "sasaran"]].assign(
        ada_tujuan=_text(capaian, "tujuan") != ""
    )
    rows = named[main & (capaian["status"] != "target_kosong")]
    links = program_indikator[[*WHO, "kode"]].drop_duplicates()
    tied = rows[WHO].merge(links[WHO].drop_duplicates().assign(ada=True), on=WHO, how="left")
    rows = rows.assign(ada=tied["ada"].notna().to_numpy())
    goals = rows[rows["level"] == "sasaran"].groupby([*YEAR, "sasaran"])["ada_tujuan"].any()
    own = rows[rows["level"] != "tujuan"]  # a goal is served by way of its sasaran
    served = own.groupby([*YEAR, "sasaran"])["ada"].any()
    money = anggaran[(anggaran["level"] == "program") & (anggaran["pagu_rp"] > 0)]
    money = money[~is_overhead(money["kode"])].drop_duplicates([*YEAR, "kode"])
    main_links = links.merge(rows[WHO].drop_duplicates(), on=WHO)
    codes = main_links[["dinas", "kode"]].drop_duplicates().assign(ada=True)
    led = money[[*YEAR, "kode"]].merge(codes, on=["dinas", "kode"], how="left")
    led = led.set_index([*YEAR, "kode"])["ada"].notna()
    years = rows[YEAR].drop_duplicates().sort_values(YEAR)
    with_links = set(links["dinas"].unique())
    with_goals = set(rows.loc[rows["ada_tujuan"], "dinas"].unique())
    parts = [
        _broken(years, "sasaran_tanpa_tujuan", goals, with_goals),
        _broken(years, "sasaran_tanpa_program", served, with_links),
        _broken(years, "program_tanpa_indikator", led, with_links),
    ]
    return _finish(pd.concat(parts, ignore_index=True), YEAR)


def _broken(years: pd.DataFrame, part: str, whole: pd.Series, known: set[str]) -> pd.DataFrame:
    """Return how many are not whole, of how many; of none where nothing is known of the dinas."""
    counts = whole.groupby(level=YEAR).agg(["size", "sum"])
    found = counts.reindex(pd.MultiIndex.from_frame(years)).fillna(0).astype(int)
    asked = found["size"].to_numpy() * years["dinas"].isin(known).to_numpy()
    missing = np.where(asked > 0, found["size"] - found["sum"], 0)
    return years.assign(bagian=part, n=missing, dari=asked)


def summarize_rencana(
    rencana: pd.DataFrame, per: list[str], jenjang: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Count every part of the planning: how many promises show it, of how many that can.

    Parameters
    ----------
    rencana : DataFrame as `compute_rencana` gives it
    per : list of str
        What is counted together, columns of `rencana`: `["dinas", "tahun"]`, or another grouping
        that was joined to it, such as `["urusan"]`.
    jenjang : DataFrame, optional
        As `compute_jenjang` gives it, with the columns of `per`: its parts are added.

    Returns
    -------
    DataFrame, one row per group and part, parts in the order of `aturan/bagian_rencana.csv`
        `n`, `dari`, `bagian_persen` (missing of none) · `status`: dihitung, tanpa_data (there is
        nothing that the part could be asked of: neither good nor bad) · `tanda`: semua_seratus
        where nearly all achievements are exactly 100 (`audit_seratus_bagian` of at least
        `audit_seratus_baris`), a doubt about how they were measured. No sum over the parts is made:
        they are not alike and have no common weight.

    Examples
    --------
    >>> rows = pd.DataFrame({"dinas": "d", "tahun": 2024, "datar": ["ya", "tidak", ""]})
    >>> found = summarize_rencana(rows, ["dinas", "tahun"])
    >>> found[["bagian", "n", "dari", "bagian_persen"]].values.tolist()[0]
    ['datar', 1, 2, 50.0]
    """
    parts = [name for name in load_rules("bagian_rencana")["bagian"] if name in rencana]
    by = [rencana[name] for name in per]
    yes = (rencana[parts] == "ya").groupby(by).sum()
    asked = (rencana[parts] != "").groupby(by).sum()
    long = pd.DataFrame({"n": yes.stack(), "dari": asked.stack()}).rename_axis([*per, "bagian"])
    out = long.reset_index()
    if jenjang is not None:
        chain = jenjang.groupby([*per, "bagian"], as_index=False)[["n", "dari"]].sum()
        out = pd.concat([out, chain], ignore_index=True)
    return _finish(out, per)


def _finish(rows: pd.DataFrame, per: list[str]) -> pd.DataFrame:
    """Return counts with share, status and mark, in order."""
    order = load_rules("bagian_rencana").set_index("bagian")["urutan"]
    asked = rows["dari"] > 0
    share = (rows["n"] / rows["dari"].where(asked) * 100).astype(float)
    nearly = rows["bagian"].eq("tepat_seratus") & (rows["dari"] >= threshold("audit_seratus_baris"))
    nearly &= share.round(NOISE) >= threshold("audit_seratus_bagian") * 100
    rows = rows.assign(
        bagian_persen=share,
        status=np.where(asked, "dihitung", "tanpa_data"),
        tanda=np.where(nearly, "semua_seratus", ""),
        _urut=rows["bagian"].map(order),
    )
    rows = rows.sort_values([*per, "_urut"], kind="stable", ignore_index=True)
    return rows[[*per, *JENJANG_COLUMNS]]
