"""Programme support (the seventh analysis of PermenPANRB 53/2014).

From an indicator to its programmes, to what they spent and delivered; and money by indicator.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, threshold
from ..capaian.compute import promise_of, realisasi_per_target
from ..data.kunci import with_dinas
from ..once import each_once
from .cost import other_unit, partial_year
from .measures import absorption

__all__ = [
    "compute_dukungan",
    "explain_indicators",
    "find_short_outputs",
    "find_unlinked",
    "is_overhead",
    "line_outputs",
    "output_achievement",
    "physical_progress",
    "programme_of",
    "split_money",
]

# letters of the codes of a programme, a kegiatan, a sub kegiatan in the nomenclature
CODE_LENGTHS = (7, 12, 17)

# programme 01 of every urusan: salaries, office, vehicles (penunjang urusan)
OVERHEAD = re.compile(r"[^.]+\.[^.]+\.01")

RULES = ["langsung_rp", "sama_rata_rp", "bobot_rp"]


def physical_progress(keluaran: pd.DataFrame) -> pd.DataFrame:
    """Return the physical achievement of each programme, kegiatan and sub kegiatan.

    It is the mean of its outputs, each held at 100, so that a surplus hides no shortfall.

    Parameters
    ----------
    keluaran : DataFrame, one row per output and year (`keluaran.csv`)
        Outputs known for a part of the year, or planned in another unit, are left out.

    Returns
    -------
    DataFrame, one row per ((dinas,) tahun, kode)
        `fisik_persen`, `n_keluaran` (outputs with both figures), `n_kurang` (of them, too few),
        `n_lebih` (of them, more than planned).
    """
    rows, full = _known_outputs(keluaran), threshold("keluaran_atas")
    rows = rows.assign(
        _fisik=rows["_capaian"].clip(upper=full),
        _lebih=rows["_capaian"] > full,
        _asal=rows["kode"],
    )
    keys = with_dinas(["tahun", "kode"], rows)
    levels = _at_levels(rows, [*keys, "_asal", "nama_keluaran"])
    return levels.groupby(keys, as_index=False).agg(
        fisik_persen=("_fisik", "mean"),
        n_keluaran=("_fisik", "size"),
        n_kurang=("_kurang", "sum"),
        n_lebih=("_lebih", "sum"),
    )


def line_outputs(keluaran: pd.DataFrame) -> pd.DataFrame:
    """Return what each budget line delivered of its own outputs, nothing held at 100.

    Parameters
    ----------
    keluaran : DataFrame, one row per output and year (`keluaran.csv`)
        Outputs known for a part of the year, or planned in another unit, are left out.

    Returns
    -------
    DataFrame, one row per ((dinas,) tahun, kode) that prints outputs of its own: `keluaran_persen`,
    their mean.
    """
    rows = _known_outputs(keluaran)
    keys = with_dinas(["tahun", "kode"], rows)
    return rows.groupby(keys, as_index=False).agg(keluaran_persen=("_capaian", "mean"))


def output_achievement(keluaran: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Return C of the finance ministry for each programme, kegiatan and sub kegiatan.

    C = Σ(pagu × achievement of the output, held at 120) / Σ pagu: the budget weighs, as it does in
    the ministry's own sum. Outputs of one line share its budget equally.

    Parameters
    ----------
    keluaran : DataFrame, one row per output and year (`keluaran.csv`)
        Outputs known for a part of the year, or planned in another unit, are left out.
    anggaran : DataFrame, one row per budget line and year
        An output whose line has no budget weighs nothing; where no output of a line has one, C is
        their plain mean, and never that of the indicators while outputs are known.

    Returns
    -------
    DataFrame, one row per ((dinas,) tahun, kode) that has such outputs: `c_persen`.

    Notes
    -----
    Source: PMK 214/2017, PMK 22/2021, E = Σ(PA·C − RA) / Σ(PA·C) with C per output; the cap is
    `capaian_atas`.

    Examples
    --------
    >>> made = pd.DataFrame({"tahun": 2024, "kode": ["1.06.04.2.01", "1.06.04.2.02"]})
    >>> made = made.assign(nama_keluaran=["a", "b"], satuan="orang", target=10.0)
    >>> made = made.assign(realisasi=[50.0, 9.0])
    >>> lines = made[["tahun", "kode"]].assign(pagu_rp=[100.0, 300.0])
    >>> output_achievement(made, lines).set_index("kode")["c_persen"].to_dict()["1.06.04"]
    97.5
    """
    rows = _known_outputs(keluaran)
    keys = [name for name in ("dinas", "tahun") if name in rows and name in anggaran]
    capped = rows["_capaian"].clip(upper=threshold("capaian_atas"))
    lines = rows.assign(_c=capped).groupby([*keys, "kode"], as_index=False)["_c"].mean()
    lines = lines.merge(anggaran[[*keys, "kode", "pagu_rp"]], on=[*keys, "kode"])
    budget = lines["pagu_rp"].where(lines["pagu_rp"] > 0, 0)
    lines = lines.assign(_asal=lines["kode"], pagu_rp=budget, _bernilai=budget * lines["_c"])
    levels = _at_levels(lines, [*keys, "kode", "_asal"])
    of_line = levels.groupby([*keys, "kode"])
    sums, plain = of_line[["_bernilai", "pagu_rp"]].sum(), of_line["_c"].mean()
    weighed = sums["_bernilai"] / sums["pagu_rp"].where(sums["pagu_rp"] > 0)
    return weighed.fillna(plain).rename("c_persen").reset_index()


def is_overhead(kode: pd.Series) -> pd.Series:
    """Say of each programme code whether it is the overhead programme of its urusan (X.XX.01).

    It pays salaries and offices, stands behind every result alike, and so explains none.

    Examples
    --------
    >>> is_overhead(pd.Series(["1.06.01", "2.08.01", "1.06.04"])).tolist()
    [True, True, False]
    """
    return each_once(OVERHEAD.fullmatch, kode.astype(str)).notna()


def programme_of(kode: pd.Series) -> pd.Series:
    """Return the code of the programme that a budget line belongs to.

    Examples
    --------
    >>> programme_of(pd.Series(["1.06.01.2.05.0009", "1.06.01", ""])).tolist()
    ['1.06.01', '1.06.01', '']
    """
    return kode.astype(str).str.split(".").str[:3].str.join(".")


def compute_dukungan(
    capaian: pd.DataFrame,
    program_indikator: pd.DataFrame,
    anggaran: pd.DataFrame,
    keluaran: pd.DataFrame,
) -> pd.DataFrame:
    """Return, for each indicator, the programmes that serve it with money and delivery.

    Parameters
    ----------
    capaian : as `compute_capaian` gives it, one year.
    program_indikator : one row per (indikator, kode).
    anggaran, keluaran : one row per line and year.

    Returns
    -------
    DataFrame, one row per (indikator, programme)
        `capaian_persen` and `tercapai` of the indicator; `pagu_rp`, `realisasi_rp`,
        `serapan_persen`, `fisik_persen`, `n_keluaran`, `n_kurang` of the programme; `n_indikator`:
        promises that the programme serves, one written at two levels once; `penjelasan`, what
        stands beside the indicator (never its cause): penunjang (the overhead programme, which
        stands behind every result alike), keluaran kurang (its own outputs fell short), keluaran
        tercapai (delivered), serapan rendah (below 80 % and no outputs known), tanpa keluaran
        (nothing known of delivery).
    """
    program = anggaran[anggaran["level"] == "program"].merge(
        physical_progress(keluaran), on=["tahun", "kode"], how="left"
    )
    # what is written again at another level is served once
    once = dict(zip(capaian["indikator"], promise_of(capaian), strict=True))
    promise = program_indikator["indikator"].map(lambda code: once.get(code, code))
    served = promise.groupby(program_indikator["kode"]).transform("nunique")
    met = capaian.get("tercapai", "")
    about = ["dinas", "tahun", "indikator", "nama_indikator", "capaian_persen", "tercapai"]
    out = capaian.assign(tercapai=met)[about].merge(
        program_indikator.assign(n_indikator=served), on="indikator"
    )
    money = ["nama", "pagu_rp", "realisasi_rp", "fisik_persen", "n_keluaran", "n_kurang"]
    out = out.merge(program[["tahun", "kode", *money]], on=["tahun", "kode"])
    out["serapan_persen"] = absorption(out["pagu_rp"], out["realisasi_rp"])
    cases = {
        "penunjang": is_overhead(out["kode"]),
        "keluaran kurang": out["n_kurang"] > 0,
        "keluaran tercapai": out["n_keluaran"] > 0,
        "serapan rendah": out["serapan_persen"] < threshold("serapan_rendah"),
    }
    why = np.select(list(cases.values()), list(cases), "tanpa keluaran")
    return out.assign(penjelasan=why)


def explain_indicators(
    dukungan: pd.DataFrame,
    putus: pd.DataFrame | None = None,
    cacah: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say of each indicator whether the outputs of its programmes went the same way.

    Two things that go together: neither is said to be the cause of the other. The overhead
    programme (`is_overhead`) is left out.

    Parameters
    ----------
    dukungan : as `compute_dukungan` gives it, one year.
    putus : DataFrame, optional (`putus.csv`): an indicator whose definition changed in that year is
        not called far above its target, for it is not known to be the same indicator.
    cacah : DataFrame, optional, as `compute_cacah` gives it: nor is one whose met or missed is not
        settled (`kepastian_cacah` belum_pasti).

    Returns
    -------
    DataFrame, one row per indicator with an achievement, or of which it is known without one (a
        date, a target of 0) whether it was met
        `keadaan`: meleset (< 100, or missed), jauh melampaui (> 150), tercapai · `penjelas`: tuple
        of the programmes whose outputs fell short (of a missed one), or whose outputs are all
        delivered (of a reached one) · `kurang`: tuple of the programmes whose outputs fell short ·
        `n_program` · `rantai`: putus where an indicator was missed although every known output was
        delivered: these alone do not explain it; berlawanan where an
        indicator was reached (or exceeded) although outputs of its programmes fell short; hanya
        penunjang where no other programme serves it; tidak diketahui where no outputs are known, or
        a missed indicator has programmes of which none are; else sejalan.
    """
    rows = dukungan.assign(tercapai=dukungan.get("tercapai", ""))
    rows = rows[rows["capaian_persen"].notna() | (rows["tercapai"] != "")]
    share = rows["capaian_persen"]
    below = share.round(NOISE) < threshold("capaian_tercapai")
    missed = below.where(share.notna(), rows["tercapai"] == "tidak")
    overhead = rows["penjelasan"] == "penunjang"
    short = rows["penjelasan"] == "keluaran kurang"
    known = (rows["n_keluaran"].fillna(0) > 0) & ~overhead
    rows = rows.assign(
        _penjelas=rows["nama"].where(np.where(missed, short, known & ~short)),
        _kurang=rows["nama"].where(short),
        _tahu=known,
        _semua=known | overhead,
        _penunjang=overhead,
        _meleset=missed,
    )
    out = rows.groupby(
        ["indikator", "nama_indikator", "capaian_persen"],
        sort=False,
        as_index=False,
        dropna=False,
    ).agg(
        penjelas=("_penjelas", _names),
        kurang=("_kurang", _names),
        n_program=("kode", "size"),
        _meleset=("_meleset", "any"),
        _tahu=("_tahu", "any"),
        _semua=("_semua", "all"),
        _penunjang=("_penunjang", "all"),
    )
    missed, short = out["_meleset"].astype(bool), out["kurang"].map(len) > 0
    any_known, all_known = out["_tahu"].astype(bool), out["_semua"].astype(bool)
    far = out["capaian_persen"].round(NOISE) > threshold("capaian_jauh")
    far &= ~out["indikator"].isin(_unsure(rows["tahun"], putus, cacah))
    chain = {
        "hanya penunjang": out["_penunjang"].astype(bool),
        "tidak diketahui": ~any_known | (missed & ~short & ~all_known),
        "putus": missed & ~short,
        "berlawanan": ~missed & short,
    }
    return out.assign(
        keadaan=np.select([missed, far], ["meleset", "jauh melampaui"], "tercapai"),
        rantai=np.select(list(chain.values()), list(chain), "sejalan"),
    ).drop(columns=["_meleset", "_tahu", "_semua", "_penunjang"])


def find_short_outputs(dukungan: pd.DataFrame, keluaran: pd.DataFrame) -> pd.DataFrame:
    """Return the outputs that fell short, beside each indicator that their programme serves.

    Those of the overhead programme are left out.

    Parameters
    ----------
    dukungan : as `compute_dukungan` gives it.
    keluaran : DataFrame, one row per output and year (`keluaran.csv`).

    Returns
    -------
    DataFrame, one row per (indikator, output), the furthest from its target first
        `tahun`, `indikator`, `kode` and `nama` of the programme, `nama_keluaran`, `satuan`,
        `volume_target`, `volume_realisasi`, `fisik_persen`.
    """
    rows = _known_outputs(keluaran)
    rows = rows[rows["_kurang"]].rename(
        columns={
            "target": "volume_target",
            "realisasi": "volume_realisasi",
            "_capaian": "fisik_persen",
        }
    )
    rows = rows.assign(kode=rows["kode"].astype(str).str[: CODE_LENGTHS[0]])
    behind = dukungan[dukungan["penjelasan"] != "penunjang"]
    output = ["nama_keluaran", "satuan", "volume_target", "volume_realisasi", "fisik_persen"]
    out = behind[["tahun", "indikator", "kode", "nama"]].merge(
        rows[["tahun", "kode", *output]], on=["tahun", "kode"]
    )
    return out.sort_values("fisik_persen", kind="stable").reset_index(drop=True)


def split_money(
    capaian: pd.DataFrame,
    program_indikator: pd.DataFrame,
    anggaran: pd.DataFrame,
    bobot: pd.Series | None = None,
) -> pd.DataFrame:
    """Spread the realised money of each programme over the indicators it serves, by three rules.

    langsung: only programmes that serve one indicator · sama_rata: equal parts · bobot: in
    proportion to the indicators' weights (equal where a programme's indicators have none). A
    promise that is written again at another level (`ganda`) is one: its money is never halved.

    Parameters
    ----------
    capaian, program_indikator, anggaran : as for `compute_dukungan`.
    bobot : Series, optional
        Weight of each indicator, by its code.

    Returns
    -------
    DataFrame, one row per promise, under the indicator that is written first
        `langsung_rp`, `sama_rata_rp`, `bobot_rp`, and `kepekaan_persen` = (largest − smallest of
        the three) / equal parts × 100: how much the rule matters. Nothing is lost: equal parts and
        weights each sum to the money of the programmes that serve an indicator.
    """
    program = anggaran[anggaran["level"] == "program"][["tahun", "kode", "realisasi_rp"]]
    links = (
        capaian[["tahun", "indikator"]]
        .assign(_asal=promise_of(capaian))
        .merge(program_indikator, on="indikator")
        .merge(program, on=["tahun", "kode"])
    )
    known = bobot if bobot is not None else pd.Series(dtype=float)
    # a promise has the weight of whichever of its rows has one
    weights = links["indikator"].map(known).astype(float)
    weights = weights.groupby([links["tahun"], links["_asal"]]).transform("first")
    links = links.assign(_bobot=weights).drop_duplicates(["tahun", "_asal", "kode"])
    links = links.drop(columns="indikator").rename(columns={"_asal": "indikator"})
    links = links.reset_index(drop=True).merge(
        capaian[["tahun", "indikator", "nama_indikator"]], on=["tahun", "indikator"], how="left"
    )
    weight = links["_bobot"]
    of_program = [links["tahun"], links["kode"]]
    # a programme with one indicator without weight is split equally, never partly
    usable = weight.notna().groupby(of_program).transform("all")
    usable &= weight.groupby(of_program).transform("sum") > 0
    weight = weight.where(usable, 1.0)
    served = links.groupby(["tahun", "kode"])["indikator"].transform("size")
    money = links["realisasi_rp"]
    links["langsung_rp"] = money.where(served == 1, money * 0)
    links["sama_rata_rp"] = money / served
    links["bobot_rp"] = money * weight / weight.groupby(of_program).transform("sum")
    whose = links.groupby(["indikator", "nama_indikator"], sort=False)
    out = whose[RULES].sum(min_count=1).reset_index()
    spread = out[RULES].max(axis=1) - out[RULES].min(axis=1)
    equal = out["sama_rata_rp"].where(out["sama_rata_rp"] > 0)
    return out.assign(kepekaan_persen=spread / equal * 100)


def find_unlinked(
    capaian: pd.DataFrame, program_indikator: pd.DataFrame, anggaran: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return programmes without an indicator and indicators without a programme.

    Of the year of `anggaran`: rows of `anggaran`, and rows of `capaian`.
    """
    program = anggaran[anggaran["level"] == "program"]
    loose = program[~program["kode"].isin(program_indikator["kode"])]
    served = program_indikator[program_indikator["kode"].isin(program["kode"])]["indikator"]
    poor = capaian[~capaian["indikator"].isin(served)]
    return loose.reset_index(drop=True), poor.reset_index(drop=True)


def _unsure(tahun: pd.Series, putus: pd.DataFrame | None, cacah: pd.DataFrame | None) -> set[str]:
    """Return the indicators of that year whose distance to the target is not settled."""
    found = []
    if putus is not None:
        found.append(putus[putus["tahun"].isin(tahun) & (putus["jenis"] == "definisi")])
    if cacah is not None:
        loose = cacah["kepastian_cacah"] == "belum_pasti"
        found.append(cacah[cacah["tahun"].isin(tahun) & loose])
    return {code for part in found for code in part["indikator"]}


def _known_outputs(keluaran: pd.DataFrame) -> pd.DataFrame:
    """Return the outputs of the whole year with both figures: `_capaian` (%), and `_kurang`."""
    rows = keluaran[~partial_year(keluaran) & ~other_unit(keluaran)]
    rows = rows[(rows["target"] > 0) & rows["realisasi"].notna()]
    share = realisasi_per_target(rows["target"], rows["realisasi"])
    share = pd.Series(share, index=rows.index, dtype=float).round(NOISE)
    return rows.assign(_capaian=share, _kurang=share < threshold("keluaran_atas"))


def _at_levels(rows: pd.DataFrame, once: list[str]) -> pd.DataFrame:
    """Return each row under the codes of its programme, kegiatan and sub kegiatan."""
    code = rows["kode"].astype(str)
    levels = pd.concat([rows.assign(kode=code.str[:length]) for length in CODE_LENGTHS])
    # what is printed at a kegiatan has one code for two lengths: it counts once
    return levels.drop_duplicates(once)


def _names(part: pd.Series) -> tuple[str, ...]:
    return tuple(part.dropna())
