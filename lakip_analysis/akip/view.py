"""AKIP evaluations as they are read: sentences, tables, the components as a figure."""

from __future__ import annotations

import pandas as pd

from ..bahasa.nama import join_names, quote_text
from ..bahasa.say import say, word
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel, make_table
from ..show.values import show_values

__all__ = [
    "describe_akip",
    "latest_evaluation",
    "say_akip",
    "say_akip_target",
    "table_akip",
    "table_akip_target",
    "table_komponen",
]

POINTS = ["bobot", "nilai", "terpenuhi_persen", "poin_hilang"]

# what a sentence is said of: a letter and a score that do not agree
APART = ("huruf_terlalu_tinggi", "huruf_terlalu_rendah")


# --- sentences ---------------------------------------------------------------------------------


def describe_akip(akip: pd.DataFrame, bahasa: str) -> list[str]:
    """Return what the evaluations say: latest score, way to the next predicate, what is at odds.

    `akip` as `compute_akip` gives it: one row per evaluation.
    """
    if akip.empty:
        return [say("akip.kalimat.belum", bahasa)]
    latest = latest_evaluation(akip)
    text = [_latest(row, bahasa) for row in latest.itertuples()]
    if latest.empty:
        text.append(say("akip.kalimat.tanpa_evaluator", bahasa))
    own = akip[akip["penilai"] == "mandiri"]
    text += [_own(row, bahasa) for row in own.itertuples()]
    return [*text, _checks(akip, bahasa)]


def say_akip(akip: pd.DataFrame, bahasa: str) -> Potongan:
    """Say what the evaluations found; where there are none, what to add."""
    return paragraphs(*describe_akip(akip, bahasa))


def say_akip_target(target: pd.DataFrame, bahasa: str) -> Potongan | None:
    """Say where a letter and its score, or an indicator and its evaluation, do not agree.

    `target` as `compare_akip_target` gives it; `None` where all of them agree.
    """
    shown = _as_read(target, bahasa)
    text = [
        say(f"akip.target.{name}_{getattr(row, f'hasil_{name}')}", bahasa, row)
        for row in shown.itertuples()
        for name in ("target", "realisasi")
        if getattr(row, f"hasil_{name}") in APART
    ]
    other = shown[shown["hasil_evaluasi"] == "tidak_cocok"]
    text += [say("akip.target.beda_evaluasi", bahasa, row) for row in other.itertuples()]
    return paragraphs(*text) if text else None


def latest_evaluation(akip: pd.DataFrame) -> pd.DataFrame:
    """Return the latest evaluation by an evaluator that has a score: one row, or none."""
    return akip[(akip["penilai"] == "evaluator") & akip["nilai"].notna()].tail(1)


def _latest(row, bahasa: str) -> str:
    text = [say("akip.kalimat.nilai" if row.predikat else "akip.kalimat.angka", bahasa, row)]
    if row.dinilai_dini == "ya":
        text.append(say("akip.kalimat.dini", bahasa, row))
    if row.predikat_berikut:
        text.append(say("akip.kalimat.berikut", bahasa, row))
    if row.komponen_terberat:
        key = "terberat_seri" if pd.isna(row.bobot_terberat) else "terberat"
        worst = join_names(row.komponen_terberat.split("; "), bahasa)  # several that tie
        text.append(say(f"akip.kalimat.{key}", bahasa, row, komponen_terberat=worst))
    if row.status_perubahan == "dibandingkan":
        way = "naik" if row.perubahan > 0 else "turun" if row.perubahan < 0 else "tetap"
        moved = abs(row.perubahan)
        text.append(say(f"akip.kalimat.{way}", bahasa, row, perubahan=moved))
    else:
        text.append(say("akip.kalimat.tidak_dibandingkan", bahasa, row))
    return " ".join(text)


def _own(row, bahasa: str) -> str:
    text = say(
        "akip.kalimat.mandiri" if row.predikat else "akip.kalimat.mandiri_angka", bahasa, row
    )
    if row.selisih_evaluator == row.selisih_evaluator:
        text += " " + say("akip.kalimat.selisih_mandiri", bahasa, row)
    return text


def _checks(akip: pd.DataFrame, bahasa: str) -> str:
    """Return where a sum or a predicate is not the printed one, or that all of them agree."""
    results = akip[["hasil_jumlah", "hasil_predikat"]]
    if (results == "cocok").all(axis=None):
        return say("akip.kalimat.cocok", bahasa, n=len(akip))
    text = [
        say(f"akip.kalimat.{name}", bahasa, row)
        for name in ("hasil_jumlah", "hasil_predikat")
        for row in akip[akip[name] == "tidak_cocok"].itertuples()
    ]
    return " ".join(text)


# --- tables ------------------------------------------------------------------------------------


def table_akip(akip: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return every evaluation with its checks; `None` without any."""
    if akip.empty:
        return None
    reasons = [word("perubahan_akip", code, bahasa) for code in akip["status_perubahan"]]
    change = akip["perubahan"].astype(object).where(akip["perubahan"].notna(), reasons)
    kolom = [
        "tahun",
        "penilai",
        "model",
        "jumlah_komponen",
        "nilai_tercetak",
        "predikat",
        "predikat_tercetak",
        "poin_ke_berikut",
        "perubahan",
        "catatan",
    ]
    judul, catatan = (say(f"akip.tabel.{key}", bahasa) for key in ("judul", "catatan"))
    frame = akip.assign(perubahan=change)
    frame = frame.assign(catatan=[quote_text(note, bahasa) for note in frame["catatan"]])
    return make_table(frame, kolom, judul, bahasa, catatan, berkas="akip")


def table_komponen(komponen: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the points each component got and lost, in every evaluation; `None` without any."""
    if komponen.empty:
        return None
    kolom = ["komponen", "tahun", "penilai", *POINTS, "perubahan"]
    judul = say("akip.tabel.komponen", bahasa)
    return make_table(komponen, kolom, judul, bahasa, berkas="akip_komponen")


def table_akip_target(target: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the indicators that are AKIP scores, year by year; `None` without any."""
    if target.empty:
        return None
    kolom = [
        "nama_indikator",
        "tahun",
        "target",
        "predikat_target",
        "hasil_target",
        "realisasi",
        "predikat_realisasi",
        "tahun_realisasi",
        "nilai_evaluasi",
        "hasil_evaluasi",
    ]
    judul, catatan = (say(f"akip.tabel.{key}", bahasa) for key in ("target", "catatan_target"))
    return make_table(target, kolom, judul, bahasa, catatan, berkas="akip_target")


def _as_read(target: pd.DataFrame, bahasa: str) -> pd.DataFrame:
    shown = {name: show_values(target[name], bahasa) for name in ("target", "realisasi")}
    return target.assign(**shown)
