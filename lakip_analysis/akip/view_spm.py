"""Minimum service standards as they are read: sentences and tables."""

from __future__ import annotations

import pandas as pd

from ..bahasa.nama import quote_text
from ..bahasa.say import say
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel, make_table
from .spm import MEASURED

__all__ = [
    "describe_spm",
    "name_services",
    "printed_shares",
    "say_spm",
    "table_spm",
    "table_spm_lain",
]

# services that have no percentage at all, by reason
WITHOUT_SHARE = ("target_kosong", "realisasi_kosong", "target_nol")


def describe_spm(spm: pd.DataFrame, bahasa: str) -> list[str]:
    """Return what the latest year says of the minimum services.

    `spm` as `compute_spm` gives it: one row per service, and one for each year.
    """
    if spm.empty:
        return [say("spm.kalimat.belum", bahasa)]
    latest = spm[spm["tahun"] == spm["tahun"].max()]
    services = latest[latest["lingkup"] == "layanan"]
    whole = latest[latest["lingkup"] == "urusan"]
    none = bool(services["penerima_persen"].isna().all())
    text = [" ".join(_whole(row, none, bahasa)) for row in whole.itertuples()]
    text.append(" ".join(_services(services, bahasa)))
    competing = int((latest["lain"] != "").sum())
    if competing:
        text.append(say("spm.kalimat.lain", bahasa, n=competing))
    return [sentence for sentence in text if sentence]


def say_spm(spm: pd.DataFrame, bahasa: str) -> Potongan:
    """Say how far the minimum standards are met; where no service is known, what to add."""
    return paragraphs(*describe_spm(spm, bahasa))


def _whole(row, none: bool, bahasa: str) -> list[str]:
    """Return what is known of all services of one year together; `none` of them has a share."""
    n = int(row.n_layanan)
    if row.status == "rata_rata":
        text = [say("spm.kalimat.indeks", bahasa, row, n=n)]
    elif row.indeks_tercetak_persen == row.indeks_tercetak_persen:
        text = [say("spm.kalimat.indeks_tercetak", bahasa, row)]
    elif row.capaian_tercetak_persen == row.capaian_tercetak_persen:
        text = [say("spm.kalimat.capaian_tercetak", bahasa, row)]
    elif row.indeks_bawah_persen == row.indeks_bawah_persen:
        text = [say("spm.kalimat.batas", bahasa, row, n=n)]
    else:
        key = "tanpa_satu_pun" if none else "tanpa_indeks"
        text = [say(f"spm.kalimat.{key}", bahasa, row, n=n)]
    if row.hasil_indeks == "tidak_cocok":
        text.append(say("spm.kalimat.tidak_cocok", bahasa, row))
    return text


def _services(services: pd.DataFrame, bahasa: str) -> list[str]:
    """Return what the services show: those without a share, those above need, the lowest."""
    counts = services["status"].value_counts()
    text = [
        say(f"spm.kalimat.{status}", bahasa, n=int(counts[status]))
        for status in WITHOUT_SHARE
        if status in counts
    ]
    marks = services["tanda"].value_counts()
    text += [
        say(f"spm.kalimat.{mark}", bahasa, n=int(n)) for mark, n in marks.items() if mark != ""
    ]
    apart = services[services["hasil_indeks"] == "tidak_cocok"]
    text += [say("spm.kalimat.layanan_tidak_cocok", bahasa, row) for row in apart.itertuples()]
    known = services[services["indeks_persen"].notna()]
    if len(known) > 1 and known["indeks_persen"].nunique() > 1:
        lowest = known.loc[known["indeks_persen"].idxmin()]
        text.append(say("spm.kalimat.terendah", bahasa, lowest))
    return text


def table_spm(spm: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the index of every service and of all of them; `None` where none is known."""
    if spm.empty:
        return None
    kolom = ["layanan", "tahun", *MEASURED, *printed_shares(spm), "kelas", "status"]
    judul, catatan = (say(f"spm.tabel.{key}", bahasa) for key in ("judul", "catatan"))
    return make_table(
        name_services(spm, bahasa), kolom, judul, bahasa, catatan, berkas="indeks_spm"
    )


def printed_shares(spm: pd.DataFrame) -> list[str]:
    """Return the columns of what a report itself prints: its index, and an achievement.

    The achievement only where a row has no other figure to be read by.

    Examples
    --------
    >>> spm = pd.DataFrame({"capaian_tercetak_persen": [77.7], "penerima_persen": [None]})
    >>> printed_shares(spm), printed_shares(spm.assign(penerima_persen=80.0))
    (['capaian_tercetak_persen', 'indeks_tercetak_persen'], ['indeks_tercetak_persen'])
    """
    alone = spm["capaian_tercetak_persen"].notna() & spm["penerima_persen"].isna()
    return ["capaian_tercetak_persen"] * bool(alone.any()) + ["indeks_tercetak_persen"]


def table_spm_lain(spm: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the services for which a report prints other values too; `None` where there are none.

    The value that was taken stands beside them in `table_spm`; `catatan` says why it was.
    """
    rows = name_services(spm[spm["lain"] != ""], bahasa)
    if rows.empty:
        return None
    judul = say("spm.tabel.lain", bahasa)
    kolom = ["layanan", "tahun", "lain", "catatan"]
    raw = {name: [quote_text(text, bahasa) for text in rows[name]] for name in kolom[2:]}
    return make_table(rows.assign(**raw), kolom, judul, bahasa, berkas="indeks_spm")


def name_services(spm: pd.DataFrame, bahasa: str) -> pd.DataFrame:
    """Return the rows with a name also where all services together have none in the report."""
    whole = say("spm.tabel.seluruh", bahasa)
    return spm.assign(layanan=spm["layanan"].mask(spm["layanan"] == "", whole))
