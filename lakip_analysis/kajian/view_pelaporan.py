"""Quality of reporting as it is read: analyses, findings, conclusions, causes, claims."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import load_rules, threshold
from ..bahasa.nama import join_names
from ..bahasa.say import say, word
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel
from .view_bersama import each_dinas, name_dinas, some_of, study_table

__all__ = [
    "say_balik",
    "say_kelengkapan",
    "say_klaim_dinas",
    "say_laju_temuan",
    "say_penyebab_dinas",
    "table_balik",
    "table_berulang",
    "table_kelengkapan",
    "table_klaim_dinas",
    "table_laju_temuan",
    "table_penyebab_dinas",
]

RARE = 2  # analyses that a sentence names
WHERE_THERE_IS = "standar"  # asked for only where there is one: its absence is no fault


def say_kelengkapan(jumlah: pd.DataFrame, bahasa: str) -> Potongan:
    """Say which of the seven analyses are complete least often.

    `jumlah` as `summarize_kelengkapan` gives it by dinas and year.
    """
    total = _whole(jumlah)
    known = total[total["dari"] > 0]
    if known.empty:
        return paragraphs(say("kajian.kelengkapan.kosong", bahasa))
    limit = threshold("kajian_sering")
    known = known[known["dari"] >= limit].drop(index=WHERE_THERE_IS, errors="ignore")
    if known.empty:
        return paragraphs(say("kajian.kelengkapan.sedikit", bahasa, batas=limit))
    share = (known["n"] / known["dari"]).sort_values(kind="stable")
    parts = [
        say("kajian.sebut", bahasa, known.loc[name], nama=word("analisis_53", name, bahasa))
        for name in share[share < 1].index[:RARE]
    ]
    key = "jarang" if parts else "lengkap"
    return paragraphs(say(f"kajian.kelengkapan.{key}", bahasa, isi="; ".join(parts)))


def table_kelengkapan(jumlah: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return how many promises have each analysis, over all dinas and for each."""
    if jumlah.empty:
        return None
    counts = ["n_ada", "n_sebagian", "n_tidak", "n_tidak_diketahui"]
    total = jumlah.groupby("analisis")[counts].sum()
    order = [name for name in load_rules("analisis_53")["analisis"] if name in total.index]
    asked = _asked(jumlah)
    cells = [each_dinas(asked[asked["analisis"] == name], judul, bahasa) for name in order]
    frame = total.loc[order].reset_index().assign(tiap_dinas=cells)
    title, note = (say(f"kajian.kelengkapan.{key}", bahasa) for key in ("tabel", "catatan"))
    return study_table(frame, ["analisis", *counts, "tiap_dinas"], title, bahasa, note)


def _asked(jumlah: pd.DataFrame) -> pd.DataFrame:
    """Return the promises that have an analysis, of those of which anything is known."""
    known = jumlah["dari"] - jumlah["n_tidak_diketahui"]
    return jumlah.assign(n=jumlah["n_ada"], dari=known)


def _whole(jumlah: pd.DataFrame) -> pd.DataFrame:
    return _asked(jumlah).groupby("analisis")[["n", "dari"]].sum()


# --- findings ----------------------------------------------------------------------------------


def say_laju_temuan(laju: pd.DataFrame, berulang: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how often printed figures contradict, and which kinds of error all dinas have.

    `laju` as `compute_laju_temuan` gives it, `berulang` as `summarize_berulang`.
    """
    whole = laju[laju["jenis"] == "semua"]
    if whole["per_seratus"].isna().all():
        return paragraphs(say("kajian.temuan.kosong", bahasa))
    apart = [part for part in ("_isi", "_lampiran") if whole[f"per_seratus{part}"].notna().any()]
    # annexes are told beside the body alone
    shown = apart if "_isi" in apart else [""]
    text = [_rates(whole[f"per_seratus{part}"].dropna(), part, bahasa) for part in shown]
    everywhere = berulang[(berulang["n_dinas"] == berulang["dari"]) & (berulang["dari"] > 1)]
    everywhere = everywhere[everywhere["golongan"] == "pertentangan"]
    if len(everywhere):
        names = [_kind(code, bahasa).lower() for code in everywhere["jenis"]]
        said = {"dari": int(everywhere["dari"].iloc[0]), "isi": join_names(names, bahasa)}
        text.append(say("kajian.temuan.semua", bahasa, **said))
    return paragraphs(*text)


def _rates(rates: pd.Series, part: str, bahasa: str) -> str:
    key = "satu" if len(rates) == 1 else "laju"
    ends = {"rendah": rates.min(), "tinggi": rates.max(), "n": len(rates)}
    return say(f"kajian.temuan.{key}{part}", bahasa, **ends)


def table_laju_temuan(laju: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return contradictions per 100 printed figures of each dinas, in the order of their slugs."""
    rows = laju[laju["jenis"] == "semua"]
    if rows.empty:
        return None
    frame = rows.assign(dinas=name_dinas(rows["dinas"], judul))
    kolom = ["dinas", "n", "n_tinggi", "n_isi", "n_angka_isi", "per_seratus_isi"]
    kolom += ["n_lampiran", "n_angka_lampiran", "per_seratus_lampiran"]
    title = say("kajian.temuan.tabel", bahasa)
    note = say("kajian.temuan.catatan", bahasa, batas=threshold("kajian_angka"))
    return study_table(frame, kolom, title, bahasa, note, disimpan=len(laju))


def table_berulang(berulang: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the kinds of error by the number of dinas that have them."""
    if berulang.empty:
        return None
    names = [_kind(code, bahasa) for code in berulang["jenis"]]
    frame = berulang.assign(jenis_temuan=names, n=berulang["n_temuan"])
    kolom = ["jenis_temuan", "golongan", "n", "n_dinas", "dari", "n_dinas_ulang"]
    return study_table(frame, kolom, say("kajian.temuan.berulang", bahasa), bahasa)


def _kind(jenis: str, bahasa: str) -> str:
    return say(f"temuan.{jenis}.nama", bahasa)


# --- conclusions, claims, causes ---------------------------------------------------------------


def say_balik(balik: pd.DataFrame, judul: pd.Series, bahasa: str) -> Potongan:
    """Say how many printed conclusions change; `balik` as `summarize_perbaikan` gives it."""
    total = balik[["n", "dari"]].sum() if len(balik) else {"n": 0, "dari": 0}
    if not total["dari"]:
        return paragraphs(say("kajian.balik.kosong", bahasa))
    text = [say("kajian.balik.banyak", bahasa, total)]
    changed = balik.loc[balik["rata_berubah"] == "ya", "dinas"]
    if len(changed):
        names = some_of(name_dinas(changed, judul), bahasa)
        text.append(say("kajian.balik.rata", bahasa, nama=names))
    return paragraphs(*text)


def table_balik(balik: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return of each dinas how many printed conclusions change, and how."""
    if balik.empty:
        return None
    frame = balik.assign(dinas=name_dinas(balik["dinas"], judul))
    kolom = ["dinas", "tahun", "dari", "n_berubah", "n_target_meleset", "n_target_tercapai"]
    kolom += ["balik_persen", "rata_berubah"]
    return study_table(frame, kolom, say("kajian.balik.tabel", bahasa), bahasa)


def say_klaim_dinas(klaim: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how many claims do not hold; `klaim` as `summarize_klaim_dinas` gives it by dinas."""
    if klaim.empty:
        return paragraphs(say("kajian.klaim.kosong", bahasa))
    wrong, right = klaim["n_tidak_didukung"].sum(), klaim["n_didukung"].sum()
    said = {"dapat": int(wrong + right), "salah": int(wrong)}
    return paragraphs(say("kajian.klaim.banyak", bahasa, **said))


def table_klaim_dinas(klaim: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return the claims of each dinas: supported, not supported, not to be checked."""
    if klaim.empty:
        return None
    frame = klaim.assign(dinas=name_dinas(klaim["dinas"], judul))
    kolom = ["dinas", "n_klaim", "n_didukung", "n_tidak_didukung", "n_tidak_dapat_diperiksa"]
    kolom += ["tidak_didukung_persen"]
    return study_table(frame, kolom, say("kajian.klaim.tabel", bahasa), bahasa)


def say_penyebab_dinas(penyebab: pd.DataFrame, bahasa: str) -> Potongan:
    """Say which causes all dinas name; `penyebab` as `summarize_penyebab_dinas` gives it."""
    if penyebab.empty:
        return paragraphs(say("kajian.penyebab.kosong", bahasa))
    rows = penyebab[(penyebab["n_dinas"] == penyebab["dari"]) & (penyebab["dari"] > 1)]
    if rows.empty:
        return paragraphs()
    names = [word("penyebab", code, bahasa) for code in rows["kode_penyebab"]]
    said = {"dari": int(rows["dari"].iloc[0]), "isi": join_names(names, bahasa)}
    return paragraphs(say("kajian.penyebab.banyak", bahasa, **said))


def table_penyebab_dinas(penyebab: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the causes by the number of dinas that name them, beside what the figures say."""
    if penyebab.empty:
        return None
    kolom = ["kode_penyebab", "n_dinas", "dari", "n_pendukung", "n_penghambat", "n_didukung"]
    kolom += ["n_bertentangan", "n_tidak_diperiksa", "n_tindak_lanjut"]
    title, note = (say(f"kajian.penyebab.{key}", bahasa) for key in ("tabel", "catatan"))
    return study_table(penyebab, kolom, title, bahasa, note)
