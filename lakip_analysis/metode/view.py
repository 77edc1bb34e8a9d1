"""The closing section of a report and the glossary of the field.

Documents, rules in force, choices among printed values, corrections, what is missing.
"""

from __future__ import annotations

import re

import pandas as pd

from ..aturan.rules import (
    LEVEL_UTAMA,
    NOT_PRINTED,
    RUMUS,
    SKALA_BERSAMA,
    load_rules,
    scale_bands,
    scale_gaps,
)
from ..bahasa.kolom import heading
from ..bahasa.nama import join_names, name_in, tidy_name
from ..bahasa.say import codes, say, word
from ..data.nilai import split_value
from ..show.pieces import Potongan, fold, fold_table, paragraphs, together
from ..show.table import Tabel, make_table
from ..show.values import show_source, show_value

__all__ = [
    "describe_abbreviations",
    "glossary",
    "say_koreksi",
    "say_kosong",
    "say_pilihan",
    "show_metode",
    "table_aturan",
    "table_bobot",
    "table_dasar",
    "table_dokumen",
    "table_nama_baku",
    "table_peringatan",
    "table_tangga",
]


DIPILIH = ("nilai", "dipilih")


def show_metode(
    info: dict,
    aturan: dict,
    pilihan: pd.DataFrame,
    lain: pd.DataFrame,
    koreksi: pd.DataFrame,
    capaian: pd.DataFrame | None,
    indikator: pd.DataFrame,
    bahasa: str,
    anggaran: pd.DataFrame | None = None,
    peringatan: pd.DataFrame | None = None,
    skala: str | pd.DataFrame | None = None,
    tangga: pd.DataFrame | None = None,
) -> Potongan:
    """Show where the figures of a report come from: the closing section "Data dan metode".

    Parameters
    ----------
    info, aturan : dict
        `dinas.toml`, and its rules with the defaults of those that were left out.
    pilihan, lain, koreksi, indikator : DataFrame
        The tables of the data under these names.
    capaian : DataFrame, optional
        The achievement of the report's year, one row per indicator; `None` where no chapter saved
        it.
    anggaran : DataFrame, optional
        The budget lines of the year, as `DataDinas.anggaran` has them.
    peringatan : DataFrame, optional
        What is odd in the data up to the year (`DataDinas.peringatan`).
    skala : str or DataFrame, optional
        The scale in force; `None`: that which `aturan` names.
    tangga : DataFrame, optional
        The ladders of the dinas itself (`tangga.csv`).
    """
    odd = None
    if peringatan is not None:
        odd = fold_table(table_peringatan(peringatan, indikator, bahasa, anggaran))
    return together(
        fold_table(table_dokumen(info, bahasa)),
        fold_table(table_aturan(aturan, aturan["skala"] if skala is None else skala, bahasa)),
        fold_table(table_bobot(indikator, aturan, bahasa)),
        fold_table(table_dasar(indikator, aturan, bahasa)),
        None if tangga is None else fold_table(table_tangga(tangga, bahasa)),
        say_pilihan(pilihan, lain, indikator, bahasa),
        say_koreksi(koreksi, bahasa),
        None if anggaran is None else fold_table(table_nama_baku(anggaran, bahasa)),
        odd,
        None if capaian is None else say_kosong(capaian, bahasa),
    )


def table_dokumen(info: dict, bahasa: str) -> Tabel:
    """Return the documents the figures come from, with the fingerprint of the text read."""
    frame = pd.DataFrame(info["dokumen"])
    caption = say("metode.dokumen", bahasa)
    return make_table(frame, ["judul", "tahun", "sha256"], caption, bahasa, berkas="dokumen")


def table_aturan(aturan: dict, skala: str | pd.DataFrame, bahasa: str) -> Tabel:
    """Return the rules in force: formulas, scale with its printed gaps, averages, efficiency.

    `skala`: the scale in force, by name or as its rows.
    """
    own, common = scale_bands(skala), scale_bands(SKALA_BERSAMA)
    place = "aturan/skala.csv" if isinstance(skala, str) else "skala.csv"
    common = common.assign(kategori=[word("kategori", name, bahasa) for name in common["kategori"]])
    limited = say("metode.dibatasi", bahasa, rumus=_formula("dua_target_kurang_realisasi", bahasa))
    rows = [
        ("naik", _limited("naik", aturan, bahasa), aturan.get("sumber_naik")),
        ("turun", _limited("turun", aturan, bahasa), aturan.get("sumber_turun")),
        ("bersama", limited, "aturan/rumus.csv"),
        ("skala", _classes(own, bahasa), aturan.get("sumber_skala")),
        ("celah", _gaps(skala, bahasa), place),
        ("skala_bersama", _classes(common, bahasa), "Permendagri 86/2017"),
        *(
            (rule, word(f"aturan_{rule}", aturan[rule], bahasa), aturan.get(f"sumber_{rule}"))
            for rule in ("rata_rata", "efisiensi")
        ),
    ]
    shown = [(rule, text, show_source(source, bahasa)) for rule, text, source in rows]
    frame = pd.DataFrame(shown, columns=["aturan", "isi", "sumber"])
    return make_table(frame, list(frame), say("metode.aturan", bahasa), bahasa, berkas="aturan")


def table_bobot(indikator: pd.DataFrame, aturan: dict, bahasa: str) -> Tabel | None:
    """Return the weight of each indicator; `None` where no weighted mean is in force."""
    if aturan["rata_rata"] != "rata_rata_bobot":
        return None
    rows = indikator[indikator["level"].isin(LEVEL_UTAMA)]
    title, columns = say("metode.bobot", bahasa), ["nama_indikator", "bobot"]
    return make_table(rows, columns, title, bahasa, berkas="indikator")


def table_dasar(indikator: pd.DataFrame, aturan: dict, bahasa: str) -> Tabel | None:
    """Return the baselines that a rule in force measures from; `None` where none does."""
    if "dasar" not in indikator:
        return None
    from_base = indikator["polaritas"].map(aturan.get).eq("kemajuan_dari_dasar")
    rows = indikator[from_base & indikator["level"].isin(LEVEL_UTAMA)]
    if rows.empty:
        return None
    title, columns = say("metode.dasar", bahasa), ["nama_indikator", "dasar"]
    return make_table(rows, columns, title, bahasa, berkas="indikator")


def table_tangga(tangga: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the dinas's own ladders with their thresholds; `None` where it has none."""
    if tangga.empty:
        return None
    rows = tangga.sort_values(["satuan", "urutan"], kind="stable")
    columns = ["satuan", "urutan", "label", "terendah"]
    return make_table(rows, columns, say("metode.tangga", bahasa), bahasa, berkas="tangga")


def _limited(polaritas: str, aturan: dict, bahasa: str) -> str:
    """Return the formula of one polarity with the dinas's own limits, where it has any."""
    printed = aturan[polaritas] != NOT_PRINTED
    text = _formula(aturan[polaritas] if printed else RUMUS[polaritas], bahasa)
    text = text if printed else say("metode.rumus_bersama", bahasa, rumus=text)
    for name in ("batas_bawah", "batas_atas"):
        if name in aturan:
            value = {name.removeprefix("batas_"): aturan[name]}
            text = say(f"metode.{name}", bahasa, rumus=text, **value)
    return text


def say_pilihan(
    pilihan: pd.DataFrame, lain: pd.DataFrame, indikator: pd.DataFrame, bahasa: str
) -> Potongan | None:
    """Return the values chosen among several printed ones, folded; `None` where there are none."""
    if pilihan.empty:
        return None
    keys = ["indikator", "tahun", "kolom"]
    frame = pilihan.merge(indikator[["indikator", "nama_indikator"]], on="indikator", how="left")
    chosen = frame[[*keys, "dipilih"]]
    frame = frame.merge(_places(lain.merge(chosen, on=keys), bahasa), on=keys, how="left")
    frame["lain"] = frame["lain"].astype(object).fillna("")
    frame["dipilih"] = [_printed(row.dipilih, row.kolom, bahasa) for row in frame.itertuples()]
    # a promise that is written again at another level was chosen once
    shown = ["nama_indikator", "tahun", "kolom", "dipilih", "lain", "alasan"]
    frame = frame.drop_duplicates(shown)
    dated = int((frame["kolom"] == "data_tahun").sum())
    title = say("metode.banyak_pilihan", bahasa, n=len(frame) - dated)
    years = say("metode.banyak_tahun", bahasa, n=dated) if dated else ""
    frame["kolom"] = [word("kolom_pilihan", name, bahasa) for name in frame["kolom"]]
    table = make_table(
        frame,
        shown,
        say("metode.pilihan", bahasa),
        bahasa,
        say("metode.urutan", bahasa),
        berkas="pilihan",
    )
    said = [title] if len(frame) > dated else []
    return fold("; ".join([*said, *([years] if years else [])]), table)


def _printed(value: str, kolom: str, bahasa: str) -> str:
    """Return a printed value as a reader writes it, every decimal of it; a year stays a year."""
    if kolom == "data_tahun":
        return str(value)
    decimals = re.search(r"\.(\d+)$", str(value))
    return show_value(value, bahasa, len(decimals[1]) if decimals else 0)


def _places(lain: pd.DataFrame, bahasa: str) -> pd.DataFrame:
    """Return, per choice (`dipilih`), the other printed values as one text (`lain`).

    A place that prints the chosen value, perhaps without its letter, prints no other one.
    """
    number, chosen = (lain[name].map(lambda value: split_value(value)[0]) for name in DIPILIH)
    same = (number == chosen) | (lain["nilai"] == lain["dipilih"])
    lain = lain[~same | lain["tahun_angka"].notna()]
    dated = lain["tahun_angka"].notna()
    lain = lain.assign(
        nilai=[_printed(row.nilai, row.kolom, bahasa) for row in lain.itertuples()],
        sumber=[show_source(place, bahasa) for place in lain["sumber"]],
    )
    shown = [
        say(f"metode.{'tempat_tahun_lain' if year else 'tempat_lain'}", bahasa, row)
        for year, row in zip(dated, lain.itertuples(), strict=True)
    ]
    keys = ["indikator", "tahun", "kolom"]
    return lain[keys].assign(lain=shown).groupby(keys)["lain"].agg("; ".join).reset_index()


def say_koreksi(koreksi: pd.DataFrame, bahasa: str) -> Potongan:
    """Return the corrections in force, folded, or a sentence that there are none."""
    if koreksi.empty:
        return paragraphs(say("metode.tanpa_koreksi", bahasa))
    frame = koreksi.assign(
        sumber=[show_source(source, bahasa) for source in koreksi["sumber"]],
        **{
            name: [
                _printed(value, column, bahasa)
                for value, column in zip(koreksi[name], koreksi["kolom"], strict=True)
            ]
            for name in ("nilai_lama", "nilai_baru")
        },
    )
    columns = ["kunci", "tabel", "kolom", "nilai_lama", "nilai_baru", "alasan", "sumber"]
    title = say("metode.koreksi", bahasa)
    return fold_table(make_table(frame, columns, title, bahasa, berkas="koreksi"))


def table_nama_baku(anggaran: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the budget lines whose printed name was misspelt; `None` where there is none."""
    rows = anggaran[anggaran["nama_tercetak"] != ""].drop_duplicates(["kode", "nama_tercetak"])
    if rows.empty:
        return None
    rows = rows.assign(nama=[tidy_name(name, bahasa) for name in rows["nama"]])
    title, note = (say(f"metode.nama_baku.{key}", bahasa) for key in ("judul", "catatan"))
    return make_table(rows, ["kode", "nama", "nama_tercetak"], title, bahasa, note)


def table_peringatan(
    peringatan: pd.DataFrame,
    indikator: pd.DataFrame,
    bahasa: str,
    anggaran: pd.DataFrame | None = None,
) -> Tabel | None:
    """Return what is odd in the data though it is used as written; `None` where nothing is.

    Indicators and budget lines (`anggaran`, else the nomenclature) go by their names; what is odd
    in one column of one of them in several years is one row.
    """
    if peringatan.empty:
        return None
    names = load_rules("nomenklatur").set_index("kode")["nama"].to_dict()
    if anggaran is not None:
        names |= dict(zip(anggaran["kode"], anggaran["nama"], strict=True))
    names = {code: f"{tidy_name(name, bahasa)} ({code})" for code, name in names.items()}
    own = [name_in(name, bahasa) for name in indikator["nama_indikator"]]
    names |= dict(zip(indikator["indikator"], own, strict=True))
    rows = peringatan.assign(kunci=peringatan["kunci"].map(names).fillna(peringatan["kunci"]))
    rows = rows.assign(
        tahun=["" if pd.isna(year) else str(int(year)) for year in rows["tahun"]],
        kolom=[heading(row.kolom, bahasa, row.tabel) for row in rows.itertuples()],
        masalah=[
            say(f"kejanggalan.{row.perkara}.masalah", bahasa, row) for row in rows.itertuples()
        ],
    )
    alike = rows.groupby(["tabel", "kunci", "kolom", "perkara"], sort=False)
    rows = pd.DataFrame([_one_row(part) for _, part in alike])
    title, note = (say(f"kejanggalan.{key}", bahasa) for key in ("judul", "catatan"))
    columns = ["kunci", "tahun", "kolom", "masalah"]
    return make_table(rows, columns, title, bahasa, note, berkas="peringatan")


def _one_row(alike: pd.DataFrame) -> dict:
    """Return several years of one matter as one row; each keeps its own figures."""
    row = alike.iloc[0].to_dict()
    if len(alike) > 1:
        pairs = zip(alike["tahun"], alike["masalah"], strict=True)
        row["masalah"] = "; ".join(f"{year}: {said}" for year, said in pairs)
        row["tahun"] = ", ".join(alike["tahun"])
    return row


def say_kosong(capaian: pd.DataFrame, bahasa: str) -> Potongan:
    """Return the indicators without achievement by reason, folded, or that all have one."""
    missing = capaian[capaian["capaian_persen"].isna()]
    if missing.empty:
        return paragraphs(say("metode.lengkap", bahasa))
    frame = missing.groupby("status", as_index=False).agg(
        n=("indikator", "size"),
        nama_indikator=("nama_indikator", lambda names: join_names(names, bahasa)),
    )
    columns = ["status", "n", "nama_indikator"]
    title = say("metode.kosong", bahasa)
    return fold_table(make_table(frame, columns, title, bahasa, berkas="kosong"))


def describe_abbreviations(singkatan: pd.DataFrame, bahasa: str) -> str:
    """Return the abbreviations of `find_abbreviations` spelled out; empty where there is none."""
    entries = _spelled(singkatan, bahasa)
    isi = "; ".join(say("singkatan.satu", bahasa, entry) for entry in entries)
    return say("singkatan.daftar", bahasa, isi=isi) if isi else ""


def _spelled(singkatan: pd.DataFrame, bahasa: str) -> list[dict[str, str]]:
    """Return abbreviation and meaning; a language without its own column has the Indonesian one."""
    column = f"arti_{bahasa}" if f"arti_{bahasa}" in singkatan else "arti_id"
    known = singkatan.dropna(subset=[column])
    pairs = zip(known["singkatan"], known[column], strict=True)
    return [{"istilah": name, "arti": meaning} for name, meaning in pairs]


def glossary(bahasa: str, singkatan: pd.DataFrame | None = None) -> list[dict]:
    """Return the words of the field with their meaning, in order of the alphabet.

    `singkatan` are abbreviations as `known_abbreviations` or `find_abbreviations` gives them; of
    two entries for one word that of the field counts. A page lists what it uses (`used_entries`).

    Returns
    -------
    list of dict
        `istilah`, `arti`; a word that differs from the Indonesian one keeps it in brackets.
        `bentuk`: how it may stand on a page; `persis`: only so, capitals and all.
    """
    entries = [_entry(code, bahasa) for code in codes("istilah")]
    taken = {form for entry in entries for form in entry["bentuk"]}
    entries += [
        entry | {"bentuk": [entry["istilah"]], "persis": True}
        for entry in ([] if singkatan is None else _spelled(singkatan, bahasa))
        if entry["istilah"] not in taken
    ]
    return sorted(entries, key=lambda entry: entry["istilah"].lower())


def _entry(kode: str, bahasa: str) -> dict:
    asal, kata = (say(f"istilah.{kode}.kata", language) for language in ("id", bahasa))
    shown = kata if kata == asal else say("metode.istilah_asal", bahasa, kata=kata, asal=asal)
    meaning = say(f"istilah.{kode}.arti", bahasa)
    return {"istilah": shown, "arti": meaning, "bentuk": sorted({kata, asal}), "persis": False}


def _formula(rumus: str, bahasa: str) -> str:
    return say(f"rumus.{rumus}.tulisan", bahasa)


def _classes(bands: pd.DataFrame, bahasa: str) -> str:
    classes = [
        say("metode.kelas", bahasa, row, isi=_band(row.batas, row.bawah, row.atas, bahasa))
        for row in bands.itertuples()
    ]
    return "; ".join(classes)


def _band(batas: str, bawah: float, atas: float, bahasa: str) -> str:
    return say(f"skala_batas.{batas}", bahasa, bawah=bawah, atas=atas)


def _gaps(skala: str | pd.DataFrame, bahasa: str) -> str:
    gaps = scale_gaps(skala).itertuples()
    found = [_band(gap.batas, gap.dari, gap.sampai, bahasa) for gap in gaps]
    if not found:
        return say("metode.tanpa_celah", bahasa)
    return say("metode.ditutup", bahasa, celah="; ".join(found))
