"""The form MS-Ind of every indicator: what the data know of it, and what they do not.

Which fields the form has, and what of them data can say, are rows of `aturan/msind.csv`. What is
not known stays empty and is named; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..aturan.rules import load_rules
from ..data.nilai import NOTHING
from ..tren.units import describe_units

__all__ = ["KEADAAN", "NILAI_COLUMNS", "compute_msind", "list_isian", "summarize_isian"]

KEY = ["dinas", "indikator"]
EXTRA = "tambahan"  # what the suite knows besides and the form does not ask for
# state of a field of one indicator → the column that names the fields in it
KEADAAN = {"sebagian": "isian_sebagian", "kosong": "isian_kosong", "petugas": "isian_petugas"}
NILAI_COLUMNS = [
    *KEY,
    "nama_indikator",
    "satuan",
    "tahun",
    "target",
    "target_bawah",
    "target_atas",
    "realisasi",
    "data_tahun",
    "sumber_target",
    "sumber_realisasi",
]
SUMBER = ["sumber_target", "sumber_realisasi"]
WHOLE = ["nomor", "per", "tahun_awal", "tahun_akhir"]


def compute_msind(
    indikator: pd.DataFrame,
    kinerja: pd.DataFrame,
    triwulan: pd.DataFrame,
    terbitan: pd.DataFrame,
    wilayah: Mapping[str, str],
) -> pd.DataFrame:
    """Return the form MS-Ind of every indicator, one row each, of one or several dinas.

    Parameters
    ----------
    indikator : DataFrame, one row per indicator
        `indikator.csv` with `dinas`.
    kinerja : DataFrame, one row per indicator and year
        `kinerja.csv` with `dinas`; `per` and `satuan_cacah` where figures are counts.
    triwulan : DataFrame, one row per indicator and quarter
        `kinerja_triwulan.csv` with `dinas`; may be empty.
    terbitan : DataFrame, one row per printed row
        `id` and `dokumen` of `terbitan_kinerja.csv` with `dinas`: where the figures come from.
    wilayah : mapping
        Slug of a dinas → code of its region (`kode_wilayah`; empty: not known).

    Returns
    -------
    DataFrame, one row per indicator in the order of `indikator`
        `dinas`, `indikator`; the fields of `aturan/msind.csv` as values and codes, empty where the
        data do not say; then by name, `;` between them, the fields that are known in part, those
        that whoever produces the data must fill in, and those that BPS fills in (`KEADAAN`).

    Notes
    -----
    Form: Peraturan BPS 5/2020, as two forms made by it read; its own text was not read (see
    `terkonfirmasi`). The direction of better (`interpretasi`), the kind of quantity (`ukuran`,
    `aturan/satuan.csv`), the shared name (`konsep`) and the region of the report
    (`level_estimasi`) are known in part of what the form asks.

    Examples
    --------
    >>> text = {"nama_indikator": "Cakupan", "konsep": "", "level": "sasaran", "sasaran": "S"}
    >>> row = {"dinas": "d", "indikator": "a", "satuan": "%", "polaritas": "naik"} | text
    >>> years = {"dinas": "d", "indikator": "a", "tahun": [2023, 2024], "realisasi": ["80", "81"]}
    >>> none = pd.DataFrame(columns=[*row, "triwulan", "realisasi", "id", "dokumen"])
    >>> made = compute_msind(pd.DataFrame([row]), pd.DataFrame(years), none, none, {"d": "35.73"})
    >>> made.loc[0, ["ukuran", "level_estimasi", "frekuensi", "definisi"]].tolist()
    ['persen', 'kota', 'tahunan', '']
    """
    rows, fields = indikator.reset_index(drop=True), load_rules("msind")["isian"]
    known = load_rules("konsep")["konsep"]
    regions = load_rules("wilayah").set_index("kode")["jenis"]
    out = rows.assign(
        nomor=rows.groupby("dinas", sort=False).cumcount() + 1,
        konsep=rows["konsep"].where(rows["konsep"].isin(known), ""),
        interpretasi=rows["polaritas"],
        ukuran=describe_units(rows["satuan"], rows["nama_indikator"])["sifat"],
        level_estimasi=rows["dinas"].map(wilayah).map(regions),
    )
    for found in (_years(kinerja, triwulan), _counts(kinerja), _papers(kinerja, terbitan)):
        out = out.merge(found, on=KEY, how="left", validate="m:1")
    out = out.reindex(columns=[*KEY, *fields])  # a field that no table has is empty
    whole = {name: pd.to_numeric(out[name]).astype("Int64") for name in WHOLE}
    texts = {name: out[name].astype(object).fillna("") for name in out if name not in WHOLE}
    out = out.assign(**whole, **texts)
    states = list_isian(out).query("bagian != @EXTRA")
    for state, column in KEADAAN.items():
        of_it = states[states["keadaan"] == state]
        out[column] = (
            of_it.groupby("baris")["isian"].agg(";".join).reindex(out.index, fill_value="")
        )
    return out


def list_isian(msind: pd.DataFrame) -> pd.DataFrame:
    """Return the fields of every indicator under each other, each with its state.

    Parameters
    ----------
    msind : DataFrame, one row per indicator
        As `compute_msind` returns it.

    Returns
    -------
    DataFrame, one row per indicator and field, in the order of both
        `dinas`, `indikator`, `baris` (place of the indicator in `msind`), `bagian`, `nomor_isian`
        (number in the form, missing: it has none), `isian`, `nilai`, and `keadaan`: data, sebagian
        (known in part), kosong (not known), petugas (BPS fills it in), tanpa (not on record, and
        the form does not ask for it).

    Examples
    --------
    >>> row = {"dinas": "d", "indikator": "a", "satuan": "%", "kode_kegiatan": "", "konsep": "idg"}
    >>> list_isian(pd.DataFrame([row])).set_index("isian")["keadaan"].to_dict()
    {'kode_kegiatan': 'petugas', 'konsep': 'sebagian', 'satuan': 'data'}
    """
    rules = load_rules("msind").rename(columns={"nomor": "nomor_isian"})
    rules = rules[rules["isian"].isin(msind.columns)].reset_index(drop=True)
    values = msind[rules["isian"]].astype(object)
    long = rules.iloc[list(range(len(rules))) * len(msind)].reset_index(drop=True)
    place = msind.index.repeat(len(rules))
    value = pd.Series(values.to_numpy(dtype=object).ravel(), dtype=object)
    given = value.notna() & (value != "")
    state = long["cara"].where(given | (long["cara"] == "petugas"), "kosong")
    state = state.mask(~given & (long["bagian"] == EXTRA), "tanpa")
    keys = {name: msind[name].repeat(len(rules)).to_numpy() for name in KEY}
    return pd.DataFrame(
        keys
        | {"baris": place}
        | {name: long[name] for name in ("bagian", "nomor_isian", "isian")}
        | {"nilai": value.where(given, ""), "keadaan": state}
    )


def summarize_isian(isian: pd.DataFrame) -> pd.DataFrame:
    """Return how many fields of the forms of each dinas are in which state.

    Parameters
    ----------
    isian : DataFrame, one row per indicator and field
        As `list_isian` returns it; what the suite adds to the form (`tambahan`) is not counted.

    Returns
    -------
    DataFrame, one row per dinas
        `dinas`, `n_indikator`, and the numbers of fields `data`, `sebagian`, `kosong`, `petugas`.
    """
    form = isian[isian["bagian"] != EXTRA]
    states = ["data", *KEADAAN]
    counts = form.groupby(["dinas", "keadaan"], sort=False).size().unstack(fill_value=0)
    counts = counts.reindex(columns=states, fill_value=0)
    of_dinas = form.groupby("dinas", sort=False)["baris"].nunique().rename("n_indikator")
    return of_dinas.to_frame().join(counts).reset_index()


def _years(kinerja: pd.DataFrame, triwulan: pd.DataFrame) -> pd.DataFrame:
    """Return first and last year with an actual value, and how often there is one."""
    figures = kinerja[_given(kinerja["realisasi"])]
    years = figures.groupby(KEY)["tahun"].agg(["min", "max", "nunique"]).reset_index()
    quarters = triwulan[_given(triwulan["realisasi"])].groupby(KEY)["triwulan"].nunique()
    quarterly = pd.MultiIndex.from_frame(years[KEY]).isin(quarters.index[quarters > 1])
    # of one year, or one quarter, nothing is known of how often there is a figure
    often = pd.Series("", index=years.index).mask(years["nunique"] > 1, "tahunan")
    often = often.mask(quarterly, "triwulanan")
    names = {"min": "tahun_awal", "max": "tahun_akhir"}
    return years.rename(columns=names).drop(columns="nunique").assign(frekuensi=often)


def _counts(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return what a figure was counted in, as the latest year that says it."""
    columns = ["per", "satuan_cacah"]
    rows = kinerja.reindex(columns=[*KEY, "tahun", *columns]).dropna(subset="per")
    return rows.sort_values("tahun").drop_duplicates(KEY, keep="last")[[*KEY, *columns]]


def _papers(kinerja: pd.DataFrame, terbitan: pd.DataFrame) -> pd.DataFrame:
    """Return the documents that the figures of each indicator are printed in."""
    printed = terbitan[["dinas", "id", "dokumen"]]
    named = kinerja.reindex(columns=[*KEY, *SUMBER]).astype(object)  # a dinas may name none
    found = (
        named.melt(KEY, SUMBER, value_name="id")
        .merge(printed, on=["dinas", "id"])
        .drop_duplicates([*KEY, "dokumen"])
    )
    return found.groupby(KEY)["dokumen"].agg(lambda ids: ";".join(sorted(ids))).reset_index()


def _given(nilai: pd.Series) -> pd.Series:
    """Say of each value whether there is one: `n/a` and an empty cell are none."""
    return ~nilai.astype(object).fillna("").astype(str).str.strip().str.casefold().isin(NOTHING)
