"""Rupiah behind the promises: each programme beside what became of the promises it supports."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..data.kunci import look_up, with_dinas
from .support import is_overhead

__all__ = ["KELOMPOK", "compute_rupiah_janji", "sum_kelompok"]

# what became of the promises a programme supports, as they are read from top to bottom
KELOMPOK = ("meleset", "tercapai", "tak_terlapor", "tanpa_janji")

FISIK = ["fisik_persen", "n_keluaran", "n_kurang"]

COLUMNS = [
    "dinas",
    "tahun",
    "kode",
    "nama",
    "penunjang",
    "pagu_rp",
    "realisasi_rp",
    "serapan_persen",
    "fisik_persen",
    "n_keluaran",
    "n_kurang",
    "n_janji",
    "n_meleset",
    "n_tercapai",
    "n_tipis",
    "kelompok",
    "janji",
]


def compute_rupiah_janji(
    efisiensi: pd.DataFrame,
    dukungan: pd.DataFrame,
    capaian: pd.DataFrame,
    fisik: pd.DataFrame,
) -> pd.DataFrame:
    """Return every programme with its money, its outputs and what became of its promises.

    Parameters
    ----------
    efisiensi : as `compute_efisiensi` gives it; its rows of level program.
    dukungan : as `compute_dukungan` gives it.
    capaian : as `compute_capaian` gives it; a promise that repeats another one counts once.
    fisik : as `physical_progress` gives it.

    Frames of several dinas have a column `dinas` in each.

    Returns
    -------
    DataFrame, one row per programme
        `penunjang`: ya for the overhead programme (`is_overhead`: salaries, office), else empty;
        `n_janji`: promises it supports; `n_meleset`, `n_tercapai` of them missed and met;
        `n_tipis`: met by a target so low that the achievement is above `capaian_jauh`;
        `kelompok`: meleset (at least one missed), tercapai (none missed, at least one met),
        tak_terlapor (promises, of none of which anything is known), tanpa_janji; `janji`: the
        codes of the promises, `; ` between. Within a group those of the same promises stand
        together, the most money first. A sum that is not known is missing, never nought.

    Notes
    -----
    That money stands behind a missed promise says nothing of a cause: a programme that supports
    two promises counts whole, and a promise may be missed for reasons outside it.
    """
    programs = efisiensi[efisiensi["level"] == "program"]
    counts = _count_promises(dukungan, capaian)
    programs = programs.reset_index(drop=True)
    counts = look_up(programs, counts, with_dinas(["kode"], programs, counts))
    who = with_dinas(["kode"], programs, fisik)
    known = look_up(programs, fisik[[*who, *FISIK]].drop_duplicates(who), who)
    whole = {name: counts[name] for name in counts if name.startswith("n_")}
    whole |= {name: known[name] for name in ("n_keluaran", "n_kurang")}
    made = programs.assign(
        **{name: column.fillna(0).astype(int) for name, column in whole.items()},
        fisik_persen=known["fisik_persen"],
        janji=counts["janji"].astype(object).fillna(""),
        penunjang=is_overhead(programs["kode"]).map({True: "ya", False: ""}),
    )
    made["kelompok"] = [_group(row) for row in made.itertuples()]
    together = made.groupby(["dinas", "kelompok", "janji"])["realisasi_rp"].transform("sum")
    order = pd.DataFrame(
        {
            "dinas": pd.factorize(made["dinas"])[0],
            "kelompok": made["kelompok"].map(KELOMPOK.index),
            "bersama": -together,
            "janji": made["janji"],
            "uang": -made["realisasi_rp"],
        }
    ).sort_values(
        ["dinas", "kelompok", "bersama", "janji", "uang"], kind="stable", na_position="last"
    )
    return made.loc[order.index].reset_index(drop=True).reindex(columns=COLUMNS)


def _count_promises(dukungan: pd.DataFrame, capaian: pd.DataFrame) -> pd.DataFrame:
    """Return per programme how many promises it supports, what became of them, and which."""
    who = with_dinas(["indikator"], dukungan, capaian)
    once = capaian[capaian["ganda"] == ""].drop_duplicates(who)
    if "status" in once:  # what has no target this year was not promised
        once = once[once["status"] != "target_kosong"]
    links = dukungan[[*who, "kode"]].drop_duplicates()
    links = links.merge(once[[*who, "tercapai", "capaian_persen"]], on=who)
    met = links["tercapai"] == "ya"
    flags = links.assign(
        n_meleset=links["tercapai"] == "tidak",
        n_tercapai=met,
        n_tipis=met & (links["capaian_persen"] > threshold("capaian_jauh")),
    )
    return flags.groupby(with_dinas(["kode"], flags), as_index=False).agg(
        n_janji=("indikator", "size"),
        n_meleset=("n_meleset", "sum"),
        n_tercapai=("n_tercapai", "sum"),
        n_tipis=("n_tipis", "sum"),
        janji=("indikator", lambda column: "; ".join(sorted(column))),
    )


def _group(row) -> str:
    if not row.n_janji:
        return "tanpa_janji"
    if row.n_meleset:
        return "meleset"
    return "tercapai" if row.n_tercapai else "tak_terlapor"


def sum_kelompok(rupiah: pd.DataFrame, menurut: tuple[str, ...] = ("kelompok",)) -> pd.DataFrame:
    """Return budget and spending of each group: one row per group that there is, in order.

    `menurut`: what makes a group, `kelompok` or `kelompok` and `janji` (of several dinas `dinas`
    too, else all of them are one sum); `penunjang_rp`: of its
    spending that of the overhead programme, missing where it has none; `bagian_persen`: its share
    of all spending that is known, per cent.
    """
    overhead = rupiah["realisasi_rp"].where(rupiah["penunjang"] == "ya")
    sums = (
        rupiah.assign(_penunjang=overhead)
        .groupby(list(menurut), sort=False)
        .agg(
            n_program=("kode", "size"),
            pagu_rp=("pagu_rp", lambda column: column.sum(min_count=1)),
            realisasi_rp=("realisasi_rp", lambda column: column.sum(min_count=1)),
            penunjang_rp=("_penunjang", lambda column: column.sum(min_count=1)),
        )
    )
    total = sums["realisasi_rp"].sum(min_count=1)
    return sums.assign(bagian_persen=sums["realisasi_rp"] / total * 100).reset_index()
