"""The years ahead: what is projected and what not, which end targets are met, the back-test."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..bahasa.angka import fmt
from ..bahasa.say import say
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel, make_table
from .names import add_names
from .projection import MODEL

__all__ = [
    "describe_proyeksi",
    "describe_uji_ulang",
    "say_proyeksi",
    "say_uji_ulang",
    "table_proyeksi",
    "table_uji_ulang",
]

CUT = "batas_satuan"  # value of `status`: the interval was cut and means nothing

TIDAK_DIPROYEKSIKAN = (
    "kurang_tahun",
    "jenjang",
    "tanggal",
)  # values of `status` without a projection


def say_proyeksi(
    proyeksi: pd.DataFrame,
    uji_target: pd.DataFrame,
    indikator: pd.DataFrame,
    tahun: int,
    bahasa: str,
    berarti: pd.DataFrame | None = None,
) -> Potongan:
    """Say what is projected, what is not and why, and which end targets would be met."""
    return paragraphs(*describe_proyeksi(proyeksi, uji_target, indikator, tahun, bahasa, berarti))


def describe_proyeksi(
    proyeksi: pd.DataFrame,
    uji_target: pd.DataFrame,
    indikator: pd.DataFrame,
    tahun: int,
    bahasa: str,
    berarti: pd.DataFrame | None = None,
) -> list[str]:
    """Return what is projected, what is not and why, and which end targets would be met.

    `proyeksi` has one row per (indikator, metode, tahun), as `compute_projection` gives it;
    `uji_target` is what `summarize_target` says: how often such an answer was right; `tahun` is the
    report's year. With `berarti`, the projections that tell something (`telling_projections`), only
    of those more is said than how many the others are.
    """
    first = proyeksi.drop_duplicates("indikator")
    left_out = first.loc[first["status"].isin(TIDAK_DIPROYEKSIKAN), "status"].value_counts()
    why = [
        say(
            f"tren.proyeksi.alasan.{status}",
            bahasa,
            n=int(left_out[status]),
            tahun=threshold("proyeksi_deret"),
        )
        for status in TIDAK_DIPROYEKSIKAN
        if status in left_out
    ]
    numbers = {"n": len(first) - int(left_out.sum()), "semua": len(first)}
    reason = say("tren.proyeksi.alasan.dan", bahasa).join(why)
    key = "sebagian" if why else "semua"
    key = key if numbers["n"] else "tidak_satu"
    text = [say(f"tren.proyeksi.{key}", bahasa, alasan=reason, **numbers)]
    if not numbers["n"]:
        return text
    if berarti is not None:
        told = berarti["indikator"].nunique()
        if told < numbers["n"]:
            text.append(say("tren.proyeksi.lebar", bahasa, n=numbers["n"] - told))
        if not told:
            return text
        proyeksi = berarti
    text.append(say("tren.proyeksi.cara", bahasa))
    if first["pandemi"].any():
        years = {"awal": threshold("pandemi_awal"), "akhir": threshold("pandemi_akhir")}
        text.append(say("tren.proyeksi.pandemi", bahasa, **years))
    return text + _end_targets(proyeksi, uji_target, indikator, tahun, bahasa)


def _end_targets(
    proyeksi: pd.DataFrame,
    uji_target: pd.DataFrame,
    indikator: pd.DataFrame,
    tahun: int,
    bahasa: str,
) -> list[str]:
    """Say by how many methods each end target is met, then how often such an answer was right.

    A method whose interval was cut at the limit of the unit answers nothing: it is named, not
    counted.
    """
    answers = proyeksi.dropna(subset=["memenuhi_target_akhir"])
    counts = answers.assign(
        cara=answers["status"] != CUT,
        ya=answers["memenuhi_target_akhir"].astype(bool) & (answers["status"] != CUT),
    )
    counts = counts.groupby("indikator", as_index=False, sort=False).agg(
        ya=("ya", "sum"), cara=("cara", "sum"), tahun_target_akhir=("tahun_target_akhir", "first")
    )
    rows = [
        _end_target(row, answers[answers["indikator"] == row.indikator], tahun, bahasa)
        for row in add_names(counts, indikator).itertuples()
    ]
    return (
        [*rows, *_how_often(answers[answers["status"] != CUT], uji_target, bahasa)] if rows else []
    )


def _end_target(row, answers: pd.DataFrame, tahun: int, bahasa: str) -> str:
    """Return by how many methods one end target is met, which are cut, whether its year is out."""
    key = "sasaran" if row.ya else "sasaran_tidak" if row.cara else "sasaran_terpotong"
    text = [say(f"tren.proyeksi.{key}", bahasa, row)]
    cut = answers.loc[answers["status"] == CUT, "metode"]
    if len(cut) and row.cara:
        text.append(say("tren.proyeksi.terpotong", bahasa, cara=_methods(cut, bahasa)))
    if row.tahun_target_akhir <= tahun:
        text.append(say("tren.proyeksi.belum_tercetak", bahasa))
    return " ".join(text)


def _how_often(answers: pd.DataFrame, uji_target: pd.DataFrame, bahasa: str) -> list[str]:
    """Say how often an answer was right: only of the methods that give this answer here."""
    if answers.empty:
        return []
    enough, limit = uji_target[uji_target["cukup"]], threshold("uji_ulang_angka")
    if enough.empty:
        return [say("tren.proyeksi.sering_kurang", bahasa, angka=limit)]
    out = []
    for key, chosen in (("ya", True), ("tidak", False)):
        given = answers.loc[answers["memenuhi_target_akhir"] == chosen, "metode"].drop_duplicates()
        judged = enough[(enough["ramalan"] == chosen) & enough["metode"].isin(given)]
        listed = [say("tren.proyeksi.sering_cara", bahasa, row) for row in judged.itertuples()]
        if listed:
            out.append(say(f"tren.proyeksi.sering_{key}", bahasa, cara=", ".join(listed)))
        few = given[~given.isin(judged["metode"])]
        if len(few):
            said = say(f"tren.proyeksi.jawaban_{key}", bahasa)
            named = {"cara": _methods(few, bahasa), "jawaban": said}
            out.append(say("tren.proyeksi.sering_sedikit", bahasa, angka=limit, **named))
    return out


def _methods(metode: pd.Series, bahasa: str) -> str:
    return ", ".join(say("tren.proyeksi.satu_cara", bahasa, cara=name) for name in metode)


def table_proyeksi(proyeksi: pd.DataFrame, indikator: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return what each way of projecting gives for each year, one row per (indikator, tahun).

    `None` where nothing is projected: a cell then shows nothing.
    """
    known = add_names(proyeksi[proyeksi["nilai"].notna()], indikator)
    if known.empty:
        return None
    known = known.assign(isi=[_value(row, bahasa) for row in known.itertuples()])
    keys = ["indikator", "nama_indikator", "tahun"]
    wide = known.pivot(index=keys, columns="metode", values="isi")
    # a pivot sorts its rows; the order of the indicators is that of the report
    wide = wide.reindex(pd.MultiIndex.from_frame(known[keys].drop_duplicates())).reset_index()
    return make_table(
        wide,
        ["nama_indikator", "tahun", *MODEL],
        say("tren.proyeksi.judul", bahasa),
        bahasa,
        say("tren.proyeksi.catatan", bahasa),
    )


def _value(row, bahasa: str) -> str:
    kind = "rasio" if row.jenis_target == "rasio" else "angka"
    shown = {
        name: fmt(getattr(row, name), int(row.desimal), bahasa=bahasa)
        for name in ("nilai", "bawah", "atas")
    }
    value = say(f"tren.proyeksi.sel.{kind}", bahasa, shown)
    if row.status == "dihitung":
        return say(f"tren.proyeksi.sel.{kind}_selang", bahasa, shown)
    return say(f"tren.proyeksi.sel.{row.status}", bahasa, nilai=value)


def say_uji_ulang(uji_ulang: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how each way of projecting would have done on the last known figure."""
    return paragraphs(describe_uji_ulang(uji_ulang, bahasa))


def describe_uji_ulang(uji_ulang: pd.DataFrame, bahasa: str) -> str:
    """Return how each way of projecting would have done; `uji_ulang` as `summarize_backtest`."""
    if uji_ulang.empty:
        return say("tren.uji_ulang.tidak_ada", bahasa)
    others = uji_ulang[uji_ulang["metode"] != "nilai_akhir"]
    wins = [say("tren.uji_ulang.menang", bahasa, row) for row in others.itertuples()]
    inside = [say("tren.uji_ulang.cakupan", bahasa, row) for row in uji_ulang.itertuples()]
    return say(
        "tren.uji_ulang.hasil",
        bahasa,
        n=int(uji_ulang["n_deret"].iloc[0]),
        menang=", ".join(wins),
        cakupan=", ".join(inside),
    )


def table_uji_ulang(uji_ulang: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return how each way of projecting did on the last known figure; `None` without a test."""
    if uji_ulang.empty:
        return None
    columns = ["metode", "n_deret", "median_galat_langkah", "n_lebih_baik", "cakupan_persen"]
    return make_table(uji_ulang, columns, say("tren.uji_ulang.judul", bahasa), bahasa)
