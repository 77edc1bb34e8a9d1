"""Printed values of a table in the writing of the contract, and what a printed achievement proves.

Which mark is the decimal one is decided for a column by its own cells, for a column that does not
show it by the table it stands in when the others agree; never for one cell. What stays in doubt is
asked.
"""

from __future__ import annotations

import re

import pandas as pd

from ..data.schemas import JENIS
from ..data.tulisan import THREE, settle
from ..numbers import read_number, style_of

__all__ = ["check_capaian", "find_polarity", "settle_cells"]

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
KINDS = {"target": "nilai", "realisasi": "nilai", "capaian": "angka", "persen": "angka"}


def settle_cells(sel: pd.DataFrame, desimal: str = "") -> pd.DataFrame:
    """Return the cells of one workbook with their values.

    Parameters
    ----------
    sel : DataFrame, one row per cell, any index
        `grup` (number of its table), `kolom_ke` (its column there), `tabel`, `kunci`, `kolom`,
        `teks` as printed, `pasti` (Excel holds it as a number), `kali`, `satuan` of its row.
    desimal : {"", "koma", "titik"}
        The mark the user names for every cell that a table leaves in doubt.

    Returns
    -------
    DataFrame, same rows
        Added: `nilai` in the writing of the contract (empty where it is in doubt), `bawah`, `atas`
        of a range, `ragu` why there is no value, `gaya` of its column.
    """
    out = sel.assign(nilai="", bawah="", atas="", ragu="", gaya="")
    for _, table in sel.groupby("grup", sort=False):
        styles = {
            place: style_of(column.loc[~column["pasti"], "teks"].unique())
            for place, column in table.groupby("kolom_ke")
        }
        shown = {style for style in styles.values() if style}
        proof = table[~table["pasti"]] if len(shown) == 1 else table[[False] * len(table)]
        for place, column in table.groupby("kolom_ke", sort=False):
            written = column[~column["pasti"]]
            style = styles[place] or (next(iter(shown)) if len(shown) == 1 else desimal)
            read = _settle_written(written, proof, style or "", desimal)
            out.loc[read.index, read.columns] = read
            read = _settle_exact(column[column["pasti"]])
            out.loc[read.index, read.columns] = read
            out.loc[column.index, "gaya"] = style or ""
    return _mixed(out)


def _settle_written(
    cells: pd.DataFrame, proof: pd.DataFrame, style: str, desimal: str
) -> pd.DataFrame:
    """Return the values of the text cells of one column; `proof`: all text cells of its table."""
    if cells.empty:
        return pd.DataFrame(columns=["nilai", "bawah", "atas", "ragu"], index=cells.index)
    kolom, tabel = cells["kolom"].iloc[0], cells["tabel"].iloc[0]
    jenis = "rupiah" if kolom.endswith("_rp") else KINDS[kolom]
    if tabel == "keluaran":
        jenis = "angka"
    more = proof.drop(index=cells.index.intersection(proof.index))
    extra = more[["teks", "kunci", "satuan"]]
    if desimal and style == desimal:  # the user's word counts as a proof for every row
        mark = {"koma": "0,5", "titik": "0.5"}[desimal]
        said = pd.DataFrame({"teks": mark, "kunci": cells["kunci"].unique(), "satuan": ""})
        extra = pd.concat([extra, *[said] * (2 + len(cells) // max(1, len(said)))])
    whole = pd.concat([cells[["teks", "kunci", "satuan"]], extra], ignore_index=True)
    satuan = (
        whole["satuan"].mask(whole["satuan"] == "", "%") if jenis == "angka" else whole["satuan"]
    )
    if kolom in ("capaian", "persen"):
        satuan = pd.Series("%", index=whole.index)
    found = settle(whole["teks"], jenis, whole["kunci"], satuan, kolom == "target")
    found = found.iloc[: len(cells)].set_axis(cells.index)
    rows = []
    for row, cell in cells.iterrows():
        text, doubt = found.at[row, "teks"], found.at[row, "ragu"]
        nilai, bawah, atas, ragu = text, "", "", doubt[0] if doubt else ""
        printed = read_number(cell["teks"], style or None)
        if printed.jenis == "rentang" and kolom == "target" and tabel == "kinerja":
            bawah, atas = _safe(f"{printed.bawah:f}"), _safe(f"{printed.atas:f}")
            nilai = ragu = ""
        elif not ragu and not re.fullmatch(JENIS[jenis].pola, nilai) and nilai:
            ragu = _why(cell["teks"], printed, jenis)
        if jenis == "rupiah" and cell["kali"] > 1:  # thousands of rupiah may have three decimals
            bare = re.sub(r"^Rp\.?\s*", "", cell["teks"], flags=re.IGNORECASE)
            printed = read_number(bare, style or None)
            nilai = _times(f"{printed.nilai:f}", cell["kali"]) if printed.jenis == "angka" else ""
            empty = printed.jenis == "kosong"
            ragu = "" if nilai or empty else "ribuan atau desimal?"
        rows.append([_safe(nilai) if not ragu else "", bawah, atas, ragu])
    return pd.DataFrame(rows, columns=["nilai", "bawah", "atas", "ragu"], index=cells.index)


def _why(text: str, printed, jenis: str) -> str:
    if jenis == "rupiah":
        return "bukan rupiah yang sah"
    if printed.jenis == "angka" and printed.satuan:
        return f"satuan “{printed.satuan}” bukan satuan barisnya"
    return {"angka": "gaya angkanya melawan kolomnya"}.get(
        printed.jenis, "tidak terbaca sebagai nilai"
    )


def _settle_exact(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the values of the cells that Excel holds as numbers; per cent only where it is one."""
    rows = []
    for _, cell in cells.iterrows():
        text, ragu = cell["teks"].removesuffix("%"), ""
        money = cell["kolom"].endswith("_rp")
        if cell["teks"].endswith("%") and cell["kolom"] not in ("capaian", "persen"):
            if money or cell["satuan"].casefold() not in ("%", "persen", ""):
                ragu = "Excel menampilkannya sebagai persen, satuannya bukan persen"
        if money and not ragu:
            text = _times(text, cell["kali"])
            if text.startswith("-"):
                ragu = "rupiah di bawah nol"
        rows.append(["" if ragu else _safe(text), "", "", ragu])
    return pd.DataFrame(rows, columns=["nilai", "bawah", "atas", "ragu"], index=cells.index)


def _times(text: str, scale: int) -> str:
    """Return an amount in rupiah, with at most the two decimals of a sen."""
    from decimal import ROUND_HALF_UP, Decimal

    if not text:
        return text
    value = (Decimal(text) * scale).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{value:f}".rstrip("0").rstrip(".")


def _safe(text: str) -> str:
    """Return a figure so that nobody reads its decimal mark as a thousand: 70.125 → 70.1250."""
    return f"{text}0" if re.fullmatch(THREE, text) else text


def _mixed(sel: pd.DataFrame) -> pd.DataFrame:
    """Return the cells where words among the figures of one indicator are asked, not taken."""
    rows = sel[(sel["tabel"] == "kinerja") & sel["kolom"].isin(["target", "realisasi"])]
    number = rows["nilai"].str.fullmatch(NUMBER) | (rows["bawah"] != "")
    word = rows["nilai"].str.fullmatch(r"[A-Z][A-Za-z]+( [A-Za-z]+)*") & (
        rows["nilai"].str.len() > 2
    )
    counted = number.groupby(rows["kunci"]).transform("sum")
    odd = rows.index[word & (counted > 0)]
    out = sel.copy()
    out.loc[odd, ["nilai", "ragu"]] = ["", "kata di antara angka"]
    return out


def check_capaian(sel: pd.DataFrame) -> pd.DataFrame:
    """Return what each printed achievement says of its target and realisation.

    Parameters
    ----------
    sel : DataFrame, as `settle_cells` returns it.

    Returns
    -------
    DataFrame, one row per indicator, year and table with all three figures
        `kunci`, `tahun`, `grup`, `target`, `realisasi`, `tercetak` (numbers), `naik`, `turun`,
        `terbalik` (is the printed one R/T, (2T − R)/T, T/R?), `hitung` (R/T × 100).
    """
    rows = sel[(sel["tabel"] == "kinerja") & (sel["ragu"] == "")]
    text = rows["nilai"].str.replace(r"^(?:1:|[A-E]{1,2} )", "", regex=True)
    number = pd.to_numeric(text.where(text.str.fullmatch(NUMBER)), errors="coerce")
    digits = rows["teks"].str.extract(r"[.,](\d+)\D*$")[0].str.len().fillna(0).clip(0, 2)
    tolerance = 0.5 * 10.0 ** -digits.where(~rows["pasti"], 2)
    rows = rows.assign(angka=number, sisih=tolerance)
    keys = ["kunci", "tahun", "grup"]
    table = rows.drop_duplicates([*keys, "kolom"]).set_index([*keys, "kolom"])[["angka", "sisih"]]
    wide = table.unstack("kolom")
    wanted = [("angka", one) for one in ("target", "realisasi", "capaian")]
    if not all(column in wide.columns for column in wanted):
        names = ["target", "realisasi", "tercetak", "hitung", "naik", "turun", "terbalik"]
        return pd.DataFrame(columns=[*keys, *names])
    full = wide.dropna(subset=wanted)
    t, r, p = (full[column] for column in wanted)
    slack = full[("sisih", "capaian")] + 0.0051
    p = p.where(~((p <= 2) & ((r / t * 100 - p * 100).abs() <= 1)), p * 100)  # a fraction
    out = pd.DataFrame({"target": t, "realisasi": r, "tercetak": p, "hitung": r / t * 100})
    out = out[t != 0]
    t, r, p, slack = t[t != 0], r[t != 0], p[t != 0], slack[t != 0]
    out["naik"] = (r / t * 100 - p).abs() <= slack
    out["turun"] = ((2 * t - r) / t * 100 - p).abs() <= slack
    out["terbalik"] = ((t / r.where(r != 0)) * 100 - p).abs() <= slack
    return out.reset_index()


def find_polarity(found: pd.DataFrame) -> pd.DataFrame:
    """Return the polarity that printed achievements prove, one row per indicator.

    Parameters
    ----------
    found : DataFrame, as `check_capaian` returns it.

    Returns
    -------
    DataFrame, indexed by `kunci`
        `polaritas` (naik, turun or empty) and `bukti`, the figures in words. Rows where both ways
        give the printed figure, or which contradict each other, prove nothing.
    """
    rows = []
    for key, some in found.groupby("kunci", sort=False):
        up, down = some[some["naik"] & ~some["turun"]], some[some["turun"] & ~some["naik"]]
        one, kind = (up, "naik") if len(up) else (down, "turun")
        if bool(len(up)) == bool(len(down)):
            continue
        first = one.iloc[0]
        how = {"naik": "realisasi/target", "turun": "(2 × target − realisasi)/target"}[kind]
        said = f"capaian {first['tahun']} tercetak {first['tercetak']:.2f} = {how}"
        rows.append([key, kind, said.replace(".", ",")])
    return pd.DataFrame(rows, columns=["kunci", "polaritas", "bukti"]).set_index("kunci")
