"""All measures of one budget line side by side with what each would say, so that a reader sees where they disagree and why."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import load_rules
from ..language import mark, tr
from .measures import efektivitas, ekonomi, indeks_efisiensi, serapan_per_capaian, tingkat_efisiensi

__all__ = ["UKURAN_COLUMNS", "compare_measures", "count_verdicts", "show_reason", "show_verdict"]


UKURAN_COLUMNS = [
    "dinas",
    "tahun",
    "level",
    "kode",
    "nama",
    "ukuran",
    "nama_ukuran",
    "nilai",
    "putusan",
    "pinjaman",
]

REASONS = {
    "pagu_kosong": mark("pagu tidak tercetak"),
    "pagu_nol": mark("tidak ada anggaran"),
    "realisasi_kosong": mark("realisasi tidak tercetak"),
    "realisasi_nol": mark("tidak ada yang dibelanjakan"),
    "tanpa_capaian": mark("tidak ada indikator yang dikaitkan"),
    "target_tidak_tercapai": mark("target tidak tercapai"),
    "sebagian_tercapai": mark("tidak semua target tercapai"),
    "sebagian_tanpa_angka": mark("tidak semua indikatornya punya angka"),
    "keluaran_kurang": mark("keluaran di bawah target"),
}

UNJUDGED = "tidak dinilai: "

NOT_ASSESSED = {status: UNJUDGED + reason for status, reason in REASONS.items()}

VERDICTS = {
    "efisien": mark("efisien menurut {ukuran}"),
    "tidak efisien": mark("tidak efisien menurut {ukuran}"),
    "ekonomis": mark("ekonomis menurut {ukuran}"),
    "tidak ekonomis": mark("tidak ekonomis menurut {ukuran}"),
    "efektif": mark("efektif menurut {ukuran}"),
    "tidak efektif": mark("tidak efektif menurut {ukuran}"),
    "impas": mark("impas menurut {ukuran}"),
}

NOTES = {
    " (skala pinjaman)": mark("{putusan} (skala pinjaman)"),
    " (E dibatasi ±20)": mark("{putusan} (E dibatasi ±20)"),
}

MEETS = {">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal}

NOISE = 9


def compare_measures(
    efisiensi: pd.DataFrame, lain: pd.DataFrame | None = None, fisik: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return every measure of every programme and of the dinas, one row each, with its verdict.

    Parameters
    ----------
    efisiensi : as `compute_efisiensi` gives it, one dinas and year.
    lain : DataFrame, optional
        Measures that need other tables: `kode` (empty: the dinas), `ukuran`, `nilai`, e.g. `efisiensi_pmk249_persen`, `efisiensi_langsung_persen`.
    fisik : DataFrame, optional
        `support.physical_progress` of that year: a line whose own outputs fell short is not judged, whatever its indicators say.

    Returns
    -------
    DataFrame, one row per (line, measure), in the order of `aturan/efisiensi.csv`
        `nilai`; `putusan`: "efisien menurut …" or "tidak efisien menurut …" with the name of the measure, "impas menurut …" exactly at its bound, "tidak dinilai: …" with the reason
        (above all: a target that was missed makes every measure void), "tidak dapat dihitung" · `pinjaman`: the scale was made for something else. An NE at its
        end says that E was held at ±20.
    """
    lines = efisiensi[efisiensi["level"].isin(["dinas", "program"])]
    wide = _with_all(lines, lain).assign(status=_status(lines, fisik))
    rules = load_rules("efisiensi")
    long = pd.concat(
        [
            wide.assign(ukuran=rule.kolom, nilai=wide[rule.kolom], _ke=place)
            for place, rule in enumerate(rules.itertuples())
        ],
        ignore_index=True,
    )
    long = long.merge(
        rules[["kolom", "nama", "operator", "batas", "kata", "pinjaman"]].rename(
            columns={"nama": "nama_ukuran"}
        ),
        left_on="ukuran",
        right_on="kolom",
    )
    whole = (long["ukuran"] != "efisiensi_langsung_persen") | (long["level"] == "dinas")
    long["putusan"] = pd.Series(
        [_verdict(row) for row in long.itertuples()], index=long.index, dtype=str
    )
    return (
        long[whole]
        .sort_values(["_baris", "_ke"], kind="stable")[UKURAN_COLUMNS]
        .reset_index(drop=True)
    )


def count_verdicts(ukuran: pd.DataFrame) -> pd.DataFrame:
    """Count, per line that was assessed, the kinds of measure (of efficiency, not of economy or effectiveness) that say yes and no.

    Measures that are one comparison written in several ways (achievement against absorption; E and NE) count once.

    Returns
    -------
    DataFrame, one row per line: `nama`, `kode`, `ya`, `tidak`, `berselisih` (both occur).
    """
    about = load_rules("efisiensi").set_index("kolom")
    rows = ukuran[ukuran["ukuran"].map(about["kata"]) == "efisien"]
    rows = rows.assign(_keluarga=rows["ukuran"].map(about["keluarga"])).drop_duplicates(
        ["dinas", "tahun", "level", "kode", "_keluarga"]
    )
    said = rows.assign(
        ya=rows["putusan"].str.startswith("efisien "),
        tidak=rows["putusan"].str.startswith("tidak efisien "),
    )
    out = (
        said.groupby(["dinas", "tahun", "level", "kode", "nama"], sort=False)[["ya", "tidak"]]
        .sum()
        .reset_index()
    )
    out = out[out["ya"] + out["tidak"] > 0]
    return out.assign(berselisih=(out["ya"] > 0) & (out["tidak"] > 0)).reset_index(drop=True)


def show_verdict(putusan: str) -> str:
    """Return a verdict in the language in force; the frame holds it in Indonesian.

    Examples
    --------
    >>> show_verdict("efisien menurut NE (E dibatasi ±20)")
    'efisien menurut NE (E dibatasi ±20)'
    """
    if putusan.startswith(UNJUDGED):
        return tr("tidak dinilai: {sebab}", sebab=show_reason(putusan))
    kind, _, name = putusan.partition(" menurut ")
    if kind not in VERDICTS:
        return tr(putusan)
    note = next((note for note in NOTES if name.endswith(note)), "")
    shown = tr(VERDICTS[kind], ukuran=tr(name.removesuffix(note)))
    return tr(NOTES[note], putusan=shown) if note else shown


def show_reason(putusan: str) -> str:
    """Return why a line is not assessed, in the language in force, without the words that say so."""
    return tr(putusan.removeprefix(UNJUDGED))


def _with_all(lines: pd.DataFrame, lain: pd.DataFrame | None) -> pd.DataFrame:
    c, s = lines["capaian_persen"], lines["serapan_persen"]
    wide = lines.assign(
        _baris=range(len(lines)),
        indeks_efisiensi=indeks_efisiensi(c, s),
        tingkat_efisiensi=tingkat_efisiensi(c, s),
        serapan_per_capaian_persen=serapan_per_capaian(c, s),
        ekonomi_persen=ekonomi(lines["pagu_rp"], lines["realisasi_rp"]),
        efektivitas_persen=efektivitas(c),
    )
    for name in ("efisiensi_langsung_persen", "efisiensi_pmk249_persen"):
        known = (
            lain[lain["ukuran"] == name].set_index("kode")["nilai"]
            if lain is not None
            else pd.Series(dtype=float)
        )
        wide[name] = wide["kode"].map(known).astype(float)
    return wide


def _status(lines: pd.DataFrame, fisik: pd.DataFrame | None) -> pd.Series:
    """Return the status of each line, with the outputs of a programme counted as its targets; the dinas falls short with any programme."""
    if fisik is None or fisik.empty:
        return lines["status"]
    short = set(fisik.loc[fisik["n_kurang"] > 0, "kode"]) & set(lines["kode"])
    hit = lines["kode"].isin(short) | ((lines["level"] == "dinas") & bool(short))
    return lines["status"].mask(hit & ~lines["status"].isin(NOT_ASSESSED), "keluaran_kurang")


SPENT = {"pagu_kosong", "pagu_nol", "realisasi_kosong", "realisasi_nol"}


def _verdict(row) -> str:
    if row.status in NOT_ASSESSED and (row.kata == "efisien" or row.status in SPENT):
        return NOT_ASSESSED[row.status]
    if row.nilai != row.nilai:
        return mark("tidak dapat dihitung")
    if (
        round(row.nilai, NOISE) == row.batas
        and row.kata != "efektif"
        and row.ukuran != "efisiensi_langsung_persen"
    ):
        return f"impas menurut {row.nama_ukuran}"
    met = MEETS[row.operator](round(row.nilai, NOISE), row.batas)
    borrowed = " (skala pinjaman)" if row.pinjaman == "ya" else ""
    if row.ukuran == "nilai_efisiensi" and row.nilai in (0, 100):
        borrowed = " (E dibatasi ±20)"
    return f"{'' if met else 'tidak '}{row.kata} menurut {row.nama_ukuran}{borrowed}"
