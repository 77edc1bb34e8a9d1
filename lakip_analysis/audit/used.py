"""Which of the printed values this project uses, and why, where a choice or correction says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from ..data.schemas import SOURCES
from .rows import each_row, number_groups

__all__ = ["late_values", "source_cells", "used_of", "used_values"]

QUANTITY = ["dinas", "kelas", "kunci", "tahun"]


def used_values(given: Mapping[str, pd.DataFrame], printed: pd.DataFrame) -> pd.DataFrame:
    """Return the value used for every printed cell whose quantity is used.

    Parameters
    ----------
    given : mapping of DataFrame
        `kinerja`, `keluaran`, `anggaran` (corrected), `koreksi`, `pilihan`, each with `dinas`.
    printed : DataFrame
        Published rows of both kinds: `id`, `dinas`, `kelas`, `kunci`, `tahun`, `tahap`.

    Returns
    -------
    DataFrame indexed by cell (`id|kolom`)
        `dipakai` (number), `alasan` (from `koreksi` or `pilihan`, else empty), `tahun_angka` (the
        year the figure is of, where that is another than it was reported for; else 0),
        `disimpulkan` (that year is not printed but concluded).
    """
    parts = [_used(given, *source) for source in SOURCES]
    used = pd.concat([part for part in parts if len(part)] or [_none()])
    plain = printed[printed["tahap"] == ""]
    number = number_groups(plain, QUANTITY)
    plain = plain[["id", "kunci"]].assign(no_besaran=number)
    own = used.merge(plain, on="id")
    named = own[own["kunci"] != ""].drop_duplicates(["no_besaran", "kolom"])
    alike = plain[["id", "no_besaran"]].merge(named.drop(columns="id"), on="no_besaran")
    both = pd.concat([own, alike])
    both.index = both["id"] + "|" + both["kolom"]
    return both.loc[~both.index.duplicated(), ["dipakai", "alasan", "tahun_angka", "disimpulkan"]]


def late_values(given: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the main figures in use that are of an earlier year than they were reported for.

    One row per indicator and year: `id` of the published row, `tahun_angka`, `disimpulkan`.
    """
    rows = given["kinerja"]
    rows = rows[(rows["sumber_realisasi"] != "") & (rows["realisasi"].astype(str) != "")]
    late = rows[["dinas"]].assign(id=rows["sumber_realisasi"], **_years(given, rows))
    return late[late["tahun_angka"] > 0].reset_index(drop=True)


def source_cells(given: Mapping[str, pd.DataFrame]) -> frozenset[str]:
    """Return the published cells that values in use were taken from (`id|kolom`)."""
    names = (
        given[tabel].loc[given[tabel][kolom].notna(), sumber] + f"|{sel}"
        for tabel, kolom, sumber, sel in SOURCES
    )
    return frozenset().union(*(some.tolist() for some in names))


def used_of(rows: pd.DataFrame, column: str, dipakai: pd.DataFrame) -> pd.Series:
    """Return the value in use for the quantity of each row and column; missing where none is."""
    names = rows["id"] + f"|{column}"
    return pd.Series(dipakai["dipakai"].reindex(names).to_numpy(float), index=rows.index)


def _none() -> pd.DataFrame:
    return pd.DataFrame(columns=["id", "kolom", "dipakai", "alasan", "tahun_angka", "disimpulkan"])


def _used(given: Mapping[str, pd.DataFrame], tabel: str, kolom: str, sumber: str, sel: str):
    rows = given[tabel]
    if rows.empty:
        return _none()
    value = pd.to_numeric(rows[kolom], errors="coerce")
    # a ratio is read by its second part: 1:27500
    text = rows.loc[value.isna(), kolom].astype(str)
    ratio = text[text.str.contains(":")].str.replace(r"^\s*1\s*:\s*", "", regex=True)
    value = value.fillna(pd.to_numeric(ratio, errors="coerce"))
    here = (rows[sumber] != "") & value.notna()
    rows = rows[here]
    late = (tabel, kolom) == ("kinerja", "realisasi")
    return pd.DataFrame(
        {
            "id": rows[sumber],
            "kolom": sel,
            "dipakai": value[here],
            "alasan": _reasons(given, tabel, kolom, rows),
            **(_years(given, rows) if late else {"tahun_angka": 0, "disimpulkan": False}),
        }
    )


def _years(given: Mapping[str, pd.DataFrame], rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the year each late figure is of, and whether that year was concluded."""
    year = pd.to_numeric(rows["data_tahun"], errors="coerce")
    late = year.notna() & (year != pd.to_numeric(rows["tahun"]))
    chosen = given["pilihan"][given["pilihan"]["kolom"] == "data_tahun"]
    known = set(_places(chosen, "indikator"))
    places = _places(rows, "indikator") if known else ()
    said = [place in known for place in places] or False
    concluded = pd.Series(said, index=rows.index, dtype=bool)
    return {"tahun_angka": year.where(late, 0).astype(int), "disimpulkan": concluded & late}


def _reasons(given: Mapping[str, pd.DataFrame], tabel: str, kolom: str, rows: pd.DataFrame):
    """Return why a value was chosen or corrected; empty where nothing had to be."""
    chosen = given["pilihan"][given["pilihan"]["kolom"] == kolom]
    keys = _places(chosen, "indikator")
    why = dict(zip(keys, chosen["alasan"], strict=True)) if tabel == "kinerja" else {}
    fixed = given["koreksi"]
    fixed = fixed[(fixed["tabel"] == tabel) & (fixed["kolom"] == kolom)]
    for row in each_row(fixed):
        key = dict(part.split("=", 1) for part in row.kunci.split(";"))
        why[(row.dinas, key.get("kode") or key.get("indikator"), key.get("tahun"))] = row.alasan
    if not why:
        return ""
    name = "kode" if "kode" in rows else "indikator"
    return [why.get(place, "") for place in _places(rows, name)]


def _places(rows: pd.DataFrame, name: str) -> Iterator[tuple[str, str, str]]:
    """Return dinas, code and year of each row: the key of a choice or a correction."""
    return zip(rows["dinas"], rows[name], rows["tahun"].astype(str), strict=True)
