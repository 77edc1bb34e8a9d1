"""What surrounds the numbers: captions, their numbering and years, names that do not match, scales with gaps."""

from __future__ import annotations

import re

import pandas as pd
from rapidfuzz import fuzz

from ..aturan.rules import scale_gaps, scale_rows
from ..language import mark, tr
from .findings import cell, findings, lines
from .names import name_key
from .notation import fmt_value

__all__ = [
    "SCALE",
    "find_captions",
    "find_names",
    "find_nomenclature",
    "find_scale_gaps",
    "find_unmeasured",
]


NAME_LIKE = 70

REACH = 200

SCALE = mark(
    "skala kategori"
)  # stands as `tabel` where no table of the report is meant; translated where it is shown


def find_captions(judul: pd.DataFrame, terbitan: pd.DataFrame) -> pd.DataFrame:
    """Find table numbers used twice or out of order, and captions whose year is none of the years of their table.

    Parameters
    ----------
    judul : DataFrame, one row per caption: dinas, dokumen, baris, nomor, judul (`terbitan_judul`).
    terbitan : the published rows of both kinds; those between a caption and the next one belong to it.
    """
    captions = judul.sort_values(["dinas", "dokumen", "baris"], kind="stable").reset_index(
        drop=True
    )
    return pd.concat(
        [_twice(captions), _out_of_order(captions), _wrong_year(captions, terbitan)],
        ignore_index=True,
    )


def find_names(k: pd.DataFrame) -> pd.DataFrame:
    """Find rows that print the numbers of one indicator under a name that is almost, but not, that indicator's."""
    rows = k[
        (k["kelas"] == "utama") & k["target"].notna() & k["realisasi"].notna() & (k["kunci"] != "")
    ]
    rows = rows.drop_duplicates(["dinas", "dokumen", "tahun", "kunci", "target", "realisasi"])
    pairs = rows.merge(
        rows, on=["dinas", "dokumen", "tahun", "target", "realisasi"], suffixes=("", "_lain")
    )
    usual = k.groupby(["dinas", "dokumen", "kunci"])["peta"].nunique()
    pairs = pairs[pairs["kunci"] != pairs["kunci_lain"]]
    pairs = pairs[
        [
            usual.get((r.dinas, r.dokumen, r.kunci), 0)
            < usual.get((r.dinas, r.dokumen, r.kunci_lain), 0)
            and fuzz.ratio(r.kunci, r.kunci_lain) >= 85
            and _other_acronym(r.nama_tercetak, r.nama_tercetak_lain)
            for r in pairs.itertuples()
        ]
    ]
    pairs = pairs.drop_duplicates(["dinas", "dokumen", "kunci", "kunci_lain"])
    return findings(
        {
            "dinas": r.dinas,
            "dokumen": r.dokumen,
            "jenis": "label_keliru",
            "keparahan": "sedang",
            "tahun": r.tahun,
            "baris": lines([r.baris, r.baris_lain]),
            "tabel": r.tabel,
            "tercetak": r.nama_tercetak,
            "hitung_ulang": r.nama_tercetak_lain,
            "penjelasan": tr(
                "Angka baris ini (target {target}, realisasi {realisasi}) milik indikator “{nama}” di {tabel}; namanya di sini lain.",
                target=r.target_tercetak,
                realisasi=r.realisasi_tercetak,
                nama=r.nama_tercetak_lain,
                tabel=r.tabel_lain,
            ),
            "tersangka": (cell(r.id, "nama"),),
            "terlibat": (cell(r.id, "nama"),),
            "kunci": r.kunci,
        }
        for r in pairs.itertuples()
    )


def find_unmeasured(k: pd.DataFrame) -> pd.DataFrame:
    """Find main indicators that are promised for the year of the report but have no result anywhere in it under that name."""
    rows = k[(k["kelas"] == "utama") & (k["tahap"] == "") & (k["kunci"] != "")]
    measured = rows[
        rows["realisasi_tercetak"].str.contains(r"[\dA-Za-z]")
        & ~rows["realisasi_tercetak"].str.lower().isin(["n/a", "na"])
    ]
    year = (
        measured.groupby(["dinas", "dokumen"])["tahun"]
        .agg(lambda years: years.mode().max())
        .rename("tahun_laporan")
    )
    rows = rows.merge(year, on=["dinas", "dokumen"])
    known = set(zip(measured["dinas"], measured["dokumen"], measured["kunci"], strict=True))
    promised = rows[
        (rows["tahun"] == rows["tahun_laporan"])
        & rows["target_tercetak"].str.contains(r"[\dA-Za-z]")
    ]
    lost = promised[
        [
            key not in known
            for key in zip(promised["dinas"], promised["dokumen"], promised["kunci"], strict=True)
        ]
    ]
    return findings(
        {
            "dinas": r.dinas,
            "dokumen": r.dokumen,
            "jenis": "label_keliru",
            "keparahan": "tinggi",
            "tahun": r.tahun,
            "baris": lines([r.baris]),
            "tabel": r.tabel,
            "tercetak": r.nama_tercetak,
            "hitung_ulang": "",
            "penjelasan": tr(
                "Indikator ini dijanjikan {target} untuk {tahun} di {tabel}, tetapi tidak pernah diberi realisasi di laporan ini dengan nama itu.",
                target=r.target_tercetak,
                tahun=r.tahun,
                tabel=r.tabel,
            ),
            "tersangka": (),
            "terlibat": (cell(r.id, "target"),),
            "kunci": f"{r.kunci} tidak diukur",
        }
        for r in lost.itertuples()
    )


def find_nomenclature(
    anggaran: pd.DataFrame, terbitan: pd.DataFrame, nomenklatur: pd.DataFrame
) -> pd.DataFrame:
    """Find budget lines printed under a name that is not that of their standard code.

    Parameters
    ----------
    anggaran : curated lines (`kode`, `sumber`); terbitan : published rows (`id`, `nama_tercetak`); nomenklatur : `kode`, `nama`.
    """
    rows = anggaran.merge(terbitan, left_on="sumber", right_on="id", suffixes=("", "_t")).merge(
        nomenklatur[["kode", "nama"]], on="kode", suffixes=("", "_baku")
    )
    rows = rows.assign(
        mirip=[
            fuzz.token_set_ratio(name_key(r.nama_tercetak), name_key(r.nama_baku))
            for r in rows.itertuples()
        ]
    )
    off = rows[(rows["mirip"] < NAME_LIKE) & (rows["nama_tercetak"] != "")]
    return findings(
        {
            "dinas": r.dinas,
            "dokumen": r.dokumen,
            "jenis": "label_keliru",
            "keparahan": "sedang" if r.mirip < NAME_LIKE - 20 else "rendah",
            "tahun": r.tahun,
            "baris": lines([r.baris]),
            "tabel": r.tabel,
            "tercetak": r.nama_tercetak,
            "hitung_ulang": r.nama_baku,
            "penjelasan": tr(
                "Nama tercetak bukan nama baku kode {kode}, yaitu “{nama}”.",
                kode=r.kode,
                nama=r.nama_baku,
            ),
            "tersangka": (),
            "terlibat": (),
            "kunci": f"{r.kode} nama",
        }
        for r in off.itertuples()
    )


def find_scale_gaps(dinas: str, dokumen: str, tahun: int, skala: str, baris: str) -> pd.DataFrame:
    """Find the gaps of the report's printed scale; `baris` is where `dinas.toml` says it stands."""
    gaps = scale_gaps(skala)
    if gaps.empty:
        return findings([])
    listed = "; ".join(f"{fmt_value(g.dari)}–{fmt_value(g.sampai)}" for g in gaps.itertuples())
    numbers = [
        int(n)
        for said in re.findall(r"baris\s+([\d\s,;–-]+)", baris.replace("dan", ","))
        for piece in re.findall(r"\d+(?:\s*-\s*\d+)?", said.replace("–", "-"))
        for n in _span(piece)
    ]
    words = tr(
        "Nilai di antara {rentang} tidak punya kelas menurut bunyi skala ini; di sini celahnya ditutup dengan batas bawah.",
        rentang=listed,
    )
    printed = "; ".join(scale_rows(skala)["tercetak"])
    return findings(
        [
            {
                "dinas": dinas,
                "dokumen": dokumen,
                "jenis": "skala_bercelah",
                "keparahan": "rendah",
                "tahun": tahun,
                "baris": lines(numbers),
                "tabel": SCALE,
                "tercetak": printed,
                "hitung_ulang": tr("celah {rentang}", rentang=listed),
                "penjelasan": words,
                "tersangka": (),
                "terlibat": (),
                "kunci": skala,
            }
        ]
    )


def _other_acronym(one: str, two: str) -> bool:
    """Say whether two names differ by an acronym or a number (PPKS, PSKS); other spellings of one name are no error."""
    words = [set(re.findall(r"\b(?:[A-Z]{2,6}|\d+)\b", name)) for name in (one, two)]
    return words[0] != words[1] and bool(words[0]) and bool(words[1])


def _span(piece: str) -> range:
    first, _, last = piece.replace(" ", "").partition("-")
    return range(int(first), int(last or first) + 1)


def _twice(captions: pd.DataFrame) -> pd.DataFrame:
    number = ["dinas", "dokumen", "nomor"]
    double = captions[
        captions.duplicated(number, keep=False)
        & ~captions.duplicated([*number, "judul"], keep=False)
    ]
    return findings(
        _record(
            rows.iloc[-1],
            lines(rows["baris"]),
            tr(
                "Nomor Tabel {nomor} dipakai {n} kali untuk tabel yang berlainan.",
                nomor=rows["nomor"].iloc[0],
                n=len(rows),
            ),
            "",
            "nomor ganda",
        )
        for _, rows in double.groupby(number, sort=False)
    )


def _out_of_order(captions: pd.DataFrame) -> pd.DataFrame:
    before = captions.groupby(["dinas", "dokumen"], sort=False)[["nomor", "baris"]].shift()
    pairs = captions.assign(nomor_lalu=before["nomor"], baris_lalu=before["baris"]).dropna(
        subset=["nomor_lalu"]
    )
    back = [
        _number(a)[0] == _number(b)[0] and _number(b)[1] < _number(a)[1]
        for a, b in zip(pairs["nomor_lalu"], pairs["nomor"], strict=True)
    ]
    return findings(
        _record(
            row,
            lines([row.baris_lalu, row.baris]),
            tr(
                "Tabel {nomor} berdiri sesudah Tabel {nomor_lalu}: nomornya mundur.",
                nomor=row.nomor,
                nomor_lalu=row.nomor_lalu,
            ),
            "",
            "urutan nomor",
        )
        for row in pairs[pd.Series(back, index=pairs.index, dtype=bool)].itertuples()
    )


def _wrong_year(captions: pd.DataFrame, terbitan: pd.DataFrame) -> pd.DataFrame:
    """Compare the years a caption says with those of the rows between it and the next caption (within REACH lines)."""
    left = (
        terbitan[terbitan["tahun"] > 0][["dinas", "dokumen", "baris", "tahun"]]
        .astype({"baris": "int64"})
        .sort_values("baris")
    )
    right = captions.assign(
        nomor_urut=captions.index,
        baris=captions["baris"].astype("int64"),
        baris_judul=captions["baris"],
    )[["dinas", "dokumen", "baris", "nomor_urut", "baris_judul"]].sort_values("baris")
    held = pd.merge_asof(
        left, right, on="baris", by=["dinas", "dokumen"], allow_exact_matches=False
    )
    held = held[held["nomor_urut"].notna() & (held["baris"] - held["baris_judul"] < REACH)]
    years = held.groupby("nomor_urut")["tahun"].agg(lambda values: sorted(set(values)))
    records = []
    for place, inside in years.items():
        row = captions.loc[int(place)]
        said = _years(row["judul"])
        if said and not said & set(inside):
            caption, listed = (", ".join(map(str, numbers)) for numbers in (sorted(said), inside))
            words = tr(
                "Judul menyebut {judul}, isi tabelnya tahun {isi}.", judul=caption, isi=listed
            )
            records.append(_record(row, lines([row["baris"]]), words, listed, "tahun judul"))
    return findings(records)


def _years(text: str) -> set[int]:
    out = {int(year) for year in re.findall(r"\b(20\d\d)\b", text)}
    for first, last in re.findall(r"\b(20\d\d)\s*(?:-|–|s/d|sampai)\s*(20\d\d)\b", text):
        out |= set(range(int(first), int(last) + 1))
    return out


def _number(text: str) -> tuple[int, tuple[int, ...]]:
    chapter, *rest = (int(part) for part in text.split("."))
    return chapter, tuple(rest)


def _record(row, numbers: tuple[int, ...], words: str, right: str, key: str) -> dict:
    return {
        "dinas": row.dinas,
        "dokumen": row.dokumen,
        "jenis": "label_keliru",
        "keparahan": "rendah",
        "tahun": 0,
        "baris": numbers,
        "tabel": f"Tabel {row.nomor}",
        "tercetak": row.judul,
        "hitung_ulang": right,
        "penjelasan": words,
        "tersangka": (),
        "terlibat": (),
        "kunci": f"{key} {row.nomor}",
    }
