"""Printed values of a table in the writing of the contract, and what a printed achievement proves.

Which mark is the decimal one is decided for a column by its own cells, for a column that does not
show it by the table it stands in when the others agree; never for one cell. What stays in doubt is
asked.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pandas as pd

from ..aturan.rules import load_rules, threshold
from ..capaian.compute import (
    dua_target_kurang_realisasi,
    realisasi_per_target,
    target_per_realisasi,
)
from ..data.schemas import JENIS
from ..data.tulisan import THREE, settle
from ..numbers import Angka, read_number, style_of

__all__ = ["check_capaian", "check_serapan", "doubt_amounts", "find_polarity", "settle_cells"]

PROOF = r"-?\d+[.,](?:\d{1,2}|\d{4,})"  # no thousand has so many digits behind its mark
SOME = 20  # cells of a table that show its mark where a column does not
FOOTNOTE = re.compile(r"(?<=\d)\s*\*+\)?$")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
AMOUNTS = ("ha", "km", "rp", "rupiah")  # units of an amount that may have a fraction
KINDS = {"target": "nilai", "realisasi": "nilai", "capaian": "angka", "persen": "angka"}


def settle_cells(sel: pd.DataFrame, desimal: str = "") -> pd.DataFrame:
    """Return the cells of one workbook with their values.

    Parameters
    ----------
    sel : DataFrame, one row per cell, its own index
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
    read: dict[int, list[str]] = {}
    for _, table in sel.groupby("grup", sort=False):
        found = _settle_table(table, desimal)
        # a cell that is asked about itself proves nothing for the others
        asked = [row for row, (*_, ragu, _) in found.items() if ragu]
        asked = [row for row in asked if style_of([table.at[row, "teks"]])]
        read |= found | (_settle_table(table.drop(index=asked), desimal) if asked else {})
    columns = ["nilai", "bawah", "atas", "ragu", "gaya"]
    values = pd.DataFrame.from_dict(read, orient="index", columns=columns, dtype=object)
    return _mixed(sel.join(values))


def _settle_table(table: pd.DataFrame, desimal: str) -> dict[int, list[str]]:
    """Return the values of the cells of one table, each column by the mark it shows."""
    written = table[~table["pasti"]]
    styles = {
        place: style_of(dict.fromkeys(column["teks"]))
        for place, column in written.groupby("kolom_ke")
    }
    shown = {style for style in styles.values() if style}
    # columns that agree show each other's mark; else each stands alone
    agreed = next(iter(shown)) if len(shown) == 1 else ""
    alone = "kolom_ke" if len(shown) > 1 else "kolom"
    proving = _proving(written) if agreed else written.iloc[:0]
    read = {}
    for (_, place), column in written.groupby(["tabel", alone], sort=False):
        style = agreed or styles.get(place) or desimal
        proof = proving.drop(index=column.index.intersection(proving.index))
        read |= _settle_written(column, proof, style, desimal)
    return read | _settle_exact(table[table["pasti"]])


def _proving(written: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that show the mark of a table: one of each row, and some of any row."""
    sure = written[written["teks"].str.fullmatch(PROOF)].drop_duplicates("kunci")
    shown = [row for row, text in written["teks"].items() if style_of([text])][:SOME]
    return written.loc[[*sure.index, *(row for row in shown if row not in sure.index)]]


def _settle_written(
    cells: pd.DataFrame, proof: pd.DataFrame, style: str, desimal: str
) -> dict[int, list[str]]:
    """Return the values of text cells of one kind; `proof`: the other text cells of their table."""
    kolom, tabel = cells["kolom"].iloc[0], cells["tabel"].iloc[0]
    jenis = "angka" if tabel == "keluaran" else KINDS.get(kolom, "rupiah")
    said = cells.drop_duplicates("kunci") if desimal and style == desimal else cells.iloc[:0]
    mark = {"koma": "0,5", "titik": "0.5"}.get(desimal, "")  # the user's word proves it for all
    said = pd.concat([said.assign(teks=mark)] * (2 + len(cells) // max(1, len(said))))
    whole = pd.concat([cells, proof, said] if len(said) else [cells, proof], ignore_index=True)
    satuan = whole["satuan"]
    if kolom in ("capaian", "persen"):
        satuan = pd.Series("%", index=whole.index)
    whole["teks"] = whole["teks"].str.replace(FOOTNOTE, "", regex=True)
    found = settle(whole["teks"], jenis, whole["kunci"], satuan, kolom == "target")
    out = {}
    rows = zip(
        cells.index, whole["teks"], cells["kali"], found["teks"], found["ragu"], strict=False
    )
    for row, text, scale, read, doubt in rows:
        nilai = read
        printed = read_number(text, style or None)
        ragu, bounds = doubt[0] if doubt else "", ["", ""]
        if printed.jenis == "rentang" and kolom == "target" and tabel == "kinerja":
            bounds = [_safe(f"{printed.bawah:f}"), _safe(f"{printed.atas:f}")]
            nilai = ragu = ""
        elif jenis == "rupiah" and scale > 1:
            nilai, ragu = _scaled(text, style, scale)
        elif not ragu and nilai and not re.fullmatch(JENIS[jenis].pola, nilai):
            ragu = _why(printed, jenis)
        out[row] = ["" if ragu else _safe(nilai), *bounds, ragu, style]
    return out


def _scaled(text: str, style: str, scale: int) -> tuple[str, str]:
    """Return an amount in rupiah of one in thousands or more, which may have three decimals."""
    printed = read_number(re.sub(r"^Rp\.?\s*", "", text, flags=re.IGNORECASE), style or None)
    if printed.jenis == "kosong":
        return "", ""
    if printed.jenis != "angka" or printed.nilai < 0:
        return "", "ribuan atau desimal?" if printed.jenis == "ambigu" else "bukan rupiah yang sah"
    return _times(f"{printed.nilai:f}", scale), ""


def _why(printed: Angka, jenis: str) -> str:
    if jenis == "rupiah":
        return "bukan rupiah yang sah"
    if printed.jenis == "angka" and printed.satuan:
        return f"satuan “{printed.satuan}” bukan satuan barisnya"
    return "gaya angkanya melawan kolomnya" if printed.jenis == "angka" else "tidak terbaca"


@cache
def _counted() -> re.Pattern:
    """Return the units of what is counted one by one, which has no fraction (aturan/satuan.csv)."""
    rules = load_rules("satuan")
    units = [
        unit
        for said in rules.loc[rules["sifat"] == "jumlah", "satuan"]
        if "rupiah" not in said
        for unit in said.split("|")
        if unit not in AMOUNTS
    ]
    return re.compile("|".join(units), re.IGNORECASE)


def _settle_exact(cells: pd.DataFrame) -> dict[int, list[str]]:
    """Return the values of the cells that Excel holds as numbers; per cent only where it is one."""
    out = {}
    for row in cells.itertuples():
        text, ragu = row.teks.removesuffix("%"), ""
        if (
            "." in text
            and row.kolom in ("target", "realisasi")
            and _counted().fullmatch(row.satuan)
        ):
            ragu = f"pecahan {row.satuan}: titik ribuan yang dibaca Excel sebagai desimal?"
        money = row.kolom.endswith("_rp")
        shared = row.kolom in ("capaian", "persen") or (
            not money and row.satuan.casefold() in ("%", "persen", "")
        )
        if row.teks.endswith("%") and not shared:
            ragu = "Excel menampilkannya sebagai persen, satuannya bukan persen"
        if money and not ragu:
            text = _times(text, row.kali)
            ragu = "rupiah di bawah nol" if text.startswith("-") else ""
        out[row.Index] = ["" if ragu else _safe(text), "", "", ragu, ""]
    return out


def _times(text: str, scale: int) -> str:
    """Return an amount in rupiah, with at most the two decimals of a sen."""
    value = (Decimal(text) * scale).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{value:f}".rstrip("0").rstrip(".")


def _safe(text: str) -> str:
    """Return a figure so that nobody reads its decimal mark as a thousand: 70.125 → 70.1250."""
    return f"{text}0" if re.fullmatch(THREE, text) else text


def _mixed(sel: pd.DataFrame) -> pd.DataFrame:
    """Return the cells where words among the figures of one indicator are asked, not taken."""
    rows = sel[(sel["tabel"] == "kinerja") & sel["kolom"].isin(["target", "realisasi"])]
    number = rows["nilai"].str.fullmatch(NUMBER) | (rows["bawah"] != "")
    word = rows["nilai"].str.fullmatch(r"[A-Z][A-Za-z]+( [A-Za-z]+)*|[IVX]") & (
        (rows["nilai"].str.len() > 2) | rows["nilai"].str.fullmatch("[IVX]+")
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
    t, r, p, slack = t[t != 0], r[t != 0], p[t != 0], slack[t != 0]
    higher = realisasi_per_target(t, r)
    p = p.where(~((p <= 2) & ((higher - p * 100).abs() <= 1)), p * 100)  # a fraction
    out = pd.DataFrame({"target": t, "realisasi": r, "tercetak": p, "hitung": higher})
    out["naik"] = (higher - p).abs() <= slack
    out["turun"] = (dua_target_kurang_realisasi(t, r) - p).abs() <= slack
    out["terbalik"] = (target_per_realisasi(t, r) - p).abs() <= slack
    return out.reset_index()


def check_serapan(sel: pd.DataFrame) -> pd.DataFrame:
    """Return whether each printed share of the budget is realisation/pagu of its line.

    Returns
    -------
    DataFrame, one row per line, year and table with all three figures: `kunci`, `tahun`, `grup`,
    `pagu_rp`, `realisasi_rp`, `persen`, `cocok`.
    """
    rows = sel[(sel["tabel"] == "anggaran") & (sel["ragu"] == "") & (sel["nilai"] != "")]
    rows = rows.assign(angka=pd.to_numeric(rows["nilai"], errors="coerce"))
    keys = ["kunci", "tahun", "grup"]
    wide = rows.drop_duplicates([*keys, "kolom"]).set_index([*keys, "kolom"])["angka"].unstack()
    wide = wide.reindex(columns=["pagu_rp", "realisasi_rp", "persen"]).dropna()
    wide = wide[wide["pagu_rp"] > 0]
    share = wide["realisasi_rp"] / wide["pagu_rp"] * 100
    printed = wide["persen"].where((wide["persen"] > 1.5) | (share <= 1.5), wide["persen"] * 100)
    return wide.assign(cocok=(share - printed).abs() <= 0.5).reset_index()


def doubt_amounts(sel: pd.DataFrame) -> pd.DataFrame:
    """Return the cells where a column of realised money that holds shares is asked, not taken."""
    out = sel
    money = sel[(sel["tabel"] == "anggaran") & (sel["nilai"] != "")]
    for _, table in money.groupby(["grup", "tahun"]):
        amount = pd.to_numeric(table["nilai"])
        of = {name: amount[table["kolom"] == name] for name in ("pagu_rp", "realisasi_rp")}
        if not all(map(len, of.values())):
            continue
        if (
            of["realisasi_rp"].max() <= threshold("buku_persen")
            and of["pagu_rp"].median() >= 100_000
        ):
            odd = of["realisasi_rp"].index
            out = out.assign(ragu=out["ragu"].mask(out.index.isin(odd), "persen, bukan rupiah?"))
            out = out.assign(nilai=out["nilai"].mask(out.index.isin(odd), ""))
    return out


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
