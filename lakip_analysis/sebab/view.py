"""Causes, follow-up and recommendations as they are read: sentences and tables."""

from __future__ import annotations

import pandas as pd

from ..bahasa.nama import join_names, quote_text, tidy_name
from ..bahasa.say import say, word
from ..show.pieces import Potongan, fold, paragraphs, together
from ..show.table import Tabel, make_table
from ..show.values import show_source
from .compute import summarize_penyebab

__all__ = [
    "describe_rekomendasi",
    "describe_sebab",
    "say_rekomendasi",
    "say_sebab",
    "table_penyebab",
    "table_rekomendasi",
    "table_sebab",
]

NAMED = 3  # that a sentence names; the table holds the rest

# what was held against what → the figures that are shown with it (`sebab.bagian`)
SHOWN = {
    "padahal_tercapai": ("capaian", "keluaran"),
    "padahal_jauh": ("capaian", "keluaran"),
    "padahal_habis": ("serapan",),
    "uang_tersisa": ("serapan",),
    "uang_habis": ("serapan",),
    "uang_di_antara": ("serapan",),
    "uang_habis_keluaran_kurang": ("serapan", "kurang"),
    "keluaran_kurang": ("kurang", "serapan"),
    "keluaran_penuh": ("serapan",),
    "keluaran_campur": ("kurang",),
    "keluaran_lebih": ("keluaran", "serapan"),
    "keluaran_tepat": ("serapan",),
    "jauh_di_atas": ("capaian", "keluaran"),
    "jauh_di_bawah": ("capaian", "keluaran"),
    "target_mundur": ("target",),
    "target_biasa": ("capaian", "keluaran"),
}
# part of the sentence → the column without which it is left out
NEEDS = {
    "capaian": "capaian_persen",
    "keluaran": "keluaran_persen",
    "kurang": "n_keluaran",
    "serapan": "serapan_persen",
    "target": "realisasi_lalu",
}


# --- sentences ---------------------------------------------------------------------------------


def describe_sebab(sebab: pd.DataFrame, bahasa: str) -> list[str]:
    """Return how many causes are named, what the figures say of them, and where none is named.

    `sebab` as `compute_sebab` gives it.
    """
    if sebab.empty:
        return [say("sebab.belum", bahasa)]
    named = sebab[sebab["bukti"] != "tidak_disebut"]
    counts = named["bukti"].value_counts()
    values = {
        "didukung": counts.get("didukung", 0),
        "bertentangan": counts.get("bertentangan", 0),
        "tidak": counts.get("tidak_dapat_diperiksa", 0),
    }
    text = [_counted(named, bahasa), say("sebab.angka", bahasa, **values), *_missed(sebab, bahasa)]
    return [*text, *_against(named, bahasa), *_both_ways(named, bahasa), *_remedies(named, bahasa)]


def say_sebab(sebab: pd.DataFrame, bahasa: str) -> Potongan:
    """Say what the causes of a report are worth; where none was coded, where to write them."""
    return paragraphs(*describe_sebab(sebab, bahasa))


def describe_rekomendasi(rekomendasi: pd.DataFrame, bahasa: str) -> list[str]:
    """Return what became of the printed recommendations (`check_rekomendasi`).

    The same advice on two sheets counts once.
    """
    if rekomendasi.empty:
        return [say("rekomendasi.belum", bahasa)]
    again = (rekomendasi["sama_dengan"] != "").sum()
    rekomendasi = rekomendasi[rekomendasi["sama_dengan"] == ""]
    counts = rekomendasi["status"].value_counts()
    names = {"selesai": "selesai", "sebagian": "sebagian", "direncanakan": "direncanakan"}
    values = {name: counts.get(code, 0) for name, code in names.items()}
    values["tidak"] = counts.get("tidak disebut", 0)
    text = [say("rekomendasi.jumlah", bahasa, n=len(rekomendasi), **values)]
    if again:
        text.append(say("rekomendasi.ulang", bahasa, n=again))
    bare = (rekomendasi["janggal"] == "tanpa_bukti").sum()
    return [*text, say("rekomendasi.tanpa_bukti", bahasa, n=bare)] if bare else text


def say_rekomendasi(rekomendasi: pd.DataFrame, bahasa: str) -> Potongan:
    """Say what became of the recommendations, with their table folded."""
    text = paragraphs(*describe_rekomendasi(rekomendasi, bahasa))
    table = table_rekomendasi(rekomendasi, bahasa)
    return together(text, fold(say("rekomendasi.judul", bahasa), table)) if table else text


def _counted(named: pd.DataFrame, bahasa: str) -> str:
    often = (
        named["kode_penyebab"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    )
    listed = [
        say("sebab.sering", bahasa, kode_penyebab=code, n=n) for code, n in often[:NAMED].items()
    ]
    helps = (named["arah"] == "pendukung").sum()
    values = {"n": len(named), "pendukung": helps, "penghambat": len(named) - helps}
    return say("sebab.jumlah", bahasa, daftar=", ".join(listed), **values)


def _missed(sebab: pd.DataFrame, bahasa: str) -> list[str]:
    """Return which missed, and which never reported, indicators no cause is named for."""
    rows = sebab[sebab["lingkup"] == "indikator"]
    missed, silent = rows["tercapai"] == "tidak", rows["bukti"] == "tidak_disebut"
    text = []
    if (missed & silent).any():
        names = join_names(rows.loc[missed & silent, "nama"], bahasa)
        text.append(say("sebab.meleset_tanpa", bahasa, daftar=names))
    elif missed.any():
        asked = rows.loc[missed, "indikator"].unique()
        blamed = rows.loc[missed & (rows["menjelaskan"] == "gagal"), "indikator"]
        others = len(set(asked) - set(blamed))
        text.append(say("sebab.meleset_semua", bahasa, n=len(asked)))
        if others:
            text.append(say("sebab.meleset_umum", bahasa, n=others))
    never = rows.loc[silent & (rows["tercapai"] == ""), "nama"]
    if len(never):
        text.append(say("sebab.diam", bahasa, daftar=join_names(never, bahasa)))
    return text


def _against(named: pd.DataFrame, bahasa: str) -> list[str]:
    """Return the first contradicted causes, indicators before budget lines; alike ones together."""
    alike = ["indikator", "kode", "arah", "menjelaskan", "alasan_bukti"]
    rows = named[named["bukti"] == "bertentangan"]
    text = []
    for _, part in rows.groupby(alike, sort=False):
        row = next(part.itertuples())
        causes = ", ".join(word("penyebab", code, bahasa) for code in part["kode_penyebab"])
        key = "lawan" if row.menjelaskan else "lawan_umum"
        values = {"nama": _name(row, bahasa), "sebab": causes, "alasan": _reason(row, bahasa)}
        text.append(say(f"sebab.{key}", bahasa, row, **values))
    rest = len(text) - NAMED
    return [*text[:NAMED], say("sebab.lagi", bahasa, n=rest)] if rest > 0 else text


def _both_ways(named: pd.DataFrame, bahasa: str) -> list[str]:
    twice = named[named["dua_arah"] == "ya"]
    n = len(twice.drop_duplicates(["indikator", "kode", "kode_penyebab"]))
    return [say("sebab.dua_arah", bahasa, n=n)] if n else []


def _remedies(named: pd.DataFrame, bahasa: str) -> list[str]:
    hinders = named[named["arah"] == "penghambat"]
    with_one = (hinders["tindak_lanjut"] != "").sum()
    return [say("sebab.tindak", bahasa, n=len(hinders), ada=with_one)] if len(hinders) else []


def _reason(row, bahasa: str) -> str:
    """Return what a cause was held against, with the figures behind it."""
    # of the whole agency the overhead programme, which is behind every result, is left out
    keys = {"kurang": "kurang_dinas"} if row.lingkup == "dinas" else {}
    parts = [
        say(f"sebab.bagian.{keys.get(part, part)}", bahasa, row)
        for part in SHOWN.get(row.alasan_bukti, ())
        if _known(getattr(row, NEEDS[part]))
    ]
    inner = say("sebab.isi", bahasa, daftar="; ".join(parts)) if parts else ""
    return say("sebab.dan", bahasa, row, isi=inner)


def _known(value: object) -> bool:
    return value is not None and value == value and value != 0


def _name(row, bahasa: str) -> str:
    return tidy_name(row.nama, bahasa) if row.nama else say("sebab.dinas", bahasa)


# --- tables ------------------------------------------------------------------------------------


def table_sebab(sebab: pd.DataFrame, bahasa: str) -> Potongan | None:
    """Return the causes of what was missed or never reported, and those that figures contradict.

    All others are folded: those of other indicators, then those of budget lines and the dinas.
    """
    if sebab.empty:
        return None
    own, against = sebab["lingkup"] == "indikator", sebab["bukti"] == "bertentangan"
    first = (own & (sebab["tercapai"] != "ya")) | against
    note = say("sebab.tabel.catatan", bahasa)
    said = first & (sebab["bukti"] != "tidak_disebut")  # else the sentence above has named all
    parts = [_table(sebab[first], "indikator", bahasa, note)] if said.any() else []
    for name, rows in (("lain", sebab[own & ~first]), ("rinci", sebab[~own & ~first])):
        if len(rows):
            title = say(f"sebab.tabel.{name}", bahasa, n=len(rows))
            parts.append(fold(title, _table(rows, "anggaran", bahasa, judul=title)))
    return together(*parts)


def table_penyebab(sebab: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the causes counted by kind, what the kinds mean below; `None` where none is named."""
    rows = summarize_penyebab(sebab)
    if rows.empty:
        return None
    columns = ["kode_penyebab", "n_pendukung", "n_penghambat", "n_didukung", "n_bertentangan"]
    columns += ["n_tidak_diperiksa", "n_tindak_lanjut"]
    title = say("sebab.tabel.penyebab", bahasa)
    means = "; ".join(say("sebab.arti", bahasa, row) for row in rows.itertuples())
    return make_table(rows, columns, title, bahasa, means, berkas="sebab")


def table_rekomendasi(rekomendasi: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the recommendations with their follow-up; `None` where none is printed."""
    if rekomendasi.empty:
        return None
    columns = ["tahun", "nomor", "rekomendasi", "tindak_lanjut", "status", "bukti", "janggal"]
    columns += ["sama_dengan", "sumber"] if rekomendasi["sama_dengan"].any() else ["sumber"]
    title = say("rekomendasi.judul", bahasa)
    places = [show_source(text, bahasa) for text in rekomendasi["sumber"]]
    rekomendasi = rekomendasi.assign(sumber=places)
    return make_table(rekomendasi, columns, title, bahasa, berkas="rekomendasi")


def _table(rows: pd.DataFrame, nama: str, bahasa: str, catatan: str = "", judul: str = "") -> Tabel:
    shown = rows.assign(
        nama=[_name(row, bahasa) for row in rows.itertuples()],
        isi_sebab=[_said(row, bahasa) for row in rows.itertuples()],
        menurut_angka=[_marked(row, bahasa) for row in rows.itertuples()],
    )
    columns = ["nama", "isi_sebab", "menurut_angka", "tindak_lanjut"]
    title = judul or say(f"sebab.tabel.{nama}", bahasa)
    return make_table(shown, columns, title, bahasa, catatan, berkas="sebab")


def _said(row, bahasa: str) -> str:
    """Return a cause in one cell: direction, kind, sentence, line."""
    if row.bukti == "tidak_disebut":
        return word("bukti_sebab", row.bukti, bahasa)
    text = say("sebab.sel", bahasa, row, kalimat=quote_text(row.kalimat, bahasa))
    place = show_source(row.sumber, bahasa)
    return say("sebab.sel_sumber", bahasa, isi=text, sumber=place) if place else text


def _marked(row, bahasa: str) -> str:
    """Return the verdict of a cause; why only where a figure was looked at."""
    if row.bukti == "tidak_disebut":
        return ""
    if row.alasan_bukti == "bukan_angka":
        return word("bukti_sebab", row.bukti, bahasa)
    return say("sebab.tanda", bahasa, row, alasan=_reason(row, bahasa))
