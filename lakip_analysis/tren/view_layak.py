"""Targets worth their name as they are read: which would have asked for something."""

from __future__ import annotations

import pandas as pd

from ..bahasa.nama import join_names, tidy_name
from ..bahasa.say import say
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel, make_table
from ..show.values import show_amount, show_target, show_value
from ..theme import grade_of_target, with_mark
from .layak import PILIHAN, find_tried

__all__ = ["describe_layak", "say_layak", "table_layak"]


def describe_layak(layak: pd.DataFrame, ketahanan: pd.DataFrame, bahasa: str) -> list[str]:
    """Return which targets were met before their year began, and what holds under other ones.

    First how many printed targets the figure before had met already; then what is met by one target
    and missed by another; then how many categories hold, of those under which anything was tried.

    `layak` as `compare_targets` gives it, `ketahanan` as `count_rules`.
    """
    if layak.empty:
        return [say("layak.tidak_ada", bahasa)]
    met = layak.pivot(index="indikator", columns="pilihan", values="tercapai_layak")
    met = met.reindex(columns=PILIHAN)
    names = layak.drop_duplicates("indikator").set_index("indikator")["nama_indikator"]
    others = met[list(PILIHAN[1:])]
    known = others.isin(["ya", "tidak"]).any(axis=1)
    text = [_met_before(layak, bahasa)]
    text.append(say("layak.dibandingkan", bahasa, n=int(known.sum()), semua=len(met)))
    for code, counted, missed in (("melemah", "ya", "tidak"), ("terlalu_tinggi", "tidak", "ya")):
        turned = (met["tercetak"] == counted) & (others == missed).any(axis=1)
        if turned.any():
            listed = "; ".join(
                say(
                    "layak.satu",
                    bahasa,
                    nama=tidy_name(names[name], bahasa),
                    pilihan=", ".join(
                        say(f"layak.pilihan.{one}", bahasa)
                        for one in others.columns[(others.loc[name] == missed).to_numpy()]
                    ),
                )
                for name in names.index[turned.reindex(names.index).to_numpy()]
            )
            text.append(say(f"layak.{code}", bahasa, n=int(turned.sum()), isi=listed))
    return text + _firm(ketahanan, bahasa)


def _met_before(layak: pd.DataFrame, bahasa: str) -> str:
    """Say how many printed targets asked for nothing that was not there before."""
    printed = layak[(layak["pilihan"] == "tercetak") & (layak["terpenuhi_lalu"] != "")]
    already = printed.loc[printed["terpenuhi_lalu"] == "ya", "nama_indikator"]
    key = "sudah" if len(already) else "sudah_tidak_satu" if len(printed) else "sudah_tanpa"
    counts = {"n": len(already), "semua": len(printed)}
    return say(f"layak.{key}", bahasa, nama=join_names(already, bahasa), **counts)


def _firm(ketahanan: pd.DataFrame, bahasa: str) -> list[str]:
    """Say how many categories hold; where nothing but caps was tried, only how many these are."""
    if ketahanan.empty:
        return []
    tried = ketahanan[find_tried(ketahanan)]
    text, untried = [], len(ketahanan) - len(tried)
    if len(tried):
        share = tried["n_bertahan"] / tried["n_aturan"]
        firm = int((tried["n_bertahan"] == tried["n_aturan"]).sum())
        text.append(say("layak.teguh", bahasa, n=firm, semua=len(tried)))
        if firm < len(tried):
            low = tried.loc[share.idxmin()]
            shown = {"nama": tidy_name(low["nama_indikator"], bahasa)}
            text.append(say("layak.rapuh", bahasa, low, **shown))
        text.append(say("layak.kategori", bahasa))
    if untried:
        text.append(say("layak.tak_dicoba", bahasa, n=untried))
    return text


def say_layak(layak: pd.DataFrame, ketahanan: pd.DataFrame, bahasa: str) -> Potongan:
    """Say what `describe_layak` returns."""
    return paragraphs(*describe_layak(layak, ketahanan, bahasa))


def table_layak(
    layak: pd.DataFrame, ketahanan: pd.DataFrame, capaian: pd.DataFrame, bahasa: str
) -> Tabel | None:
    """Return each promise with its targets, met or missed by each, and how firm its category is.

    `None` where there is no promise to compare.
    """
    if layak.empty:
        return None
    rows = capaian.drop_duplicates("indikator").set_index("indikator")
    known = {(row.indikator, row.pilihan): row for row in layak.itertuples()}
    firm = ketahanan[find_tried(ketahanan)].set_index("indikator")
    untried = set(ketahanan["indikator"]) - set(firm.index)
    names = list(dict.fromkeys(layak["indikator"]))
    frame = pd.DataFrame({"nama_indikator": [rows.at[name, "nama_indikator"] for name in names]})
    for one in PILIHAN:
        frame[one] = [_target(known.get((name, one)), rows.loc[name], bahasa) for name in names]
    frame["ketahanan"] = [
        say("layak.bertahan", bahasa, firm.loc[name])
        if name in firm.index
        else say("layak.hanya_batas", bahasa) * (name in untried)
        for name in names
    ]
    columns = ["nama_indikator", *PILIHAN, "ketahanan"]
    title, note = say("layak.judul", bahasa), say("layak.catatan", bahasa)
    return make_table(frame, columns, title, bahasa, note, berkas="layak", tertulis=columns[1:])


def _target(row, promise: pd.Series, bahasa: str) -> str:
    """Return one target with the mark of met or missed under it."""
    if row is None:
        return ""
    grade = grade_of_target(row.capaian_layak_persen, row.tercapai_layak)
    if row.pilihan == "tercetak":
        text = show_target(promise, bahasa)
        per_cent = promise["satuan"] == "%"
        return with_mark(grade, say("satuan.persen", bahasa, nilai=text) if per_cent else text)
    number = pd.to_numeric(row.target_layak.removeprefix("1:"), errors="coerce")
    if pd.isna(number):
        return with_mark(grade, show_value(row.target_layak, bahasa))
    return with_mark(grade, show_amount(round(number, 2), promise, bahasa))
