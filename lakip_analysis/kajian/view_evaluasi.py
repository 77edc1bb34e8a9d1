"""AKIP evaluations and SPM indices of several dinas as they are read."""

from __future__ import annotations

import pandas as pd

from ..bahasa.say import say
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel
from .view_bersama import name_dinas, study_table

__all__ = ["say_evaluasi", "table_akip_dinas", "table_spm_dinas"]

CHECKED = ("cocok", "tidak_cocok")


def say_evaluasi(akip: pd.DataFrame, spm: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how many evaluations there are, whether they add up, how many are simply comparable.

    `akip` as `compare_akip` gives it, `spm` as `compare_spm`.
    """
    if akip.empty:
        text = [say("kajian.evaluasi.akip_kosong", bahasa)]
    else:
        said = {
            "n": len(akip),
            "cocok": int((akip["hasil_jumlah"] == "cocok").sum()),
            "diperiksa": int(akip["hasil_jumlah"].isin(CHECKED).sum()),
            "ya": int((akip["sebanding"] == "ya").sum()),
        }
        text = [say("kajian.evaluasi.akip", bahasa, **said)]
    if spm.empty:
        text.append(say("kajian.evaluasi.spm_kosong", bahasa))
    else:
        full = int(spm["indeks_persen"].notna().sum())
        text.append(say("kajian.evaluasi.spm", bahasa, n=len(spm), penuh=full))
    return paragraphs(*text)


def table_akip_dinas(akip: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return the latest evaluation of each dinas with evaluator and model, by slug."""
    if akip.empty:
        return None
    kolom = ["dinas", "tahun", "penilai", "model", "jumlah_komponen", "nilai_tercetak"]
    kolom += ["hasil_jumlah", "predikat", "predikat_tercetak", "sebanding", "alasan_evaluasi"]
    return _table(akip, kolom, "tabel_akip", judul, bahasa, "akip")


def table_spm_dinas(spm: pd.DataFrame, judul: pd.Series, bahasa: str) -> Tabel | None:
    """Return the latest index of each dinas, computed and printed, by slug."""
    if spm.empty:
        return None
    kolom = ["dinas", "tahun", "n_layanan", "indeks_persen", "indeks_bawah_persen"]
    kolom += ["indeks_atas_persen", "indeks_tercetak_persen", "capaian_tercetak_persen"]
    kolom += ["kelas", "sebanding"]
    return _table(spm, [*kolom, "alasan_evaluasi"], "tabel_spm", judul, bahasa, "indeks_spm")


def _table(
    rows: pd.DataFrame, kolom: list[str], kunci: str, judul: pd.Series, bahasa: str, berkas: str
) -> Tabel:
    frame = rows.assign(dinas=name_dinas(rows["dinas"], judul))
    title, note = (say(f"kajian.evaluasi.{key}", bahasa) for key in (kunci, "catatan"))
    return study_table(frame, kolom, title, bahasa, note, berkas=berkas)
