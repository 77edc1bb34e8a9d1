"""Results → Indonesian sentences, generated from the numbers and tested; nothing is worded by hand in a notebook."""

from __future__ import annotations

import pandas as pd

from .benchmark import relative_gap
from .efficiency.verdict import NOT_ASSESSED
from .tables import show_target, show_values, tidy_name
from .theme import fmt, fmt_percent, fmt_rupiah_short
from .trend.sentences import describe_tren

__all__ = [
    "alt_acuan", "alt_capaian", "alt_kuadran", "alt_serapan", "describe_acuan",
    "describe_capaian", "describe_efisiensi",
    "describe_own_efficiency", "describe_serapan", "describe_summary",
    "key_figures",
]  # fmt: skip


def describe_summary(
    capaian: pd.DataFrame, ringkasan: pd.DataFrame, tren: pd.DataFrame, efisiensi: pd.DataFrame
) -> list[str]:
    """Return the summary of one report: promised and achieved, the doubt about the mean, where it is heading, what it cost."""
    return [
        describe_capaian(ringkasan),
        *_best_and_worst(capaian),
        describe_tren(tren),
        describe_serapan(efisiensi),
        describe_efisiensi(efisiensi),
    ]


def key_figures(ringkasan: pd.DataFrame, tren: pd.DataFrame, efisiensi: pd.DataFrame) -> list[dict[str, str]]:
    """Return the figures that open a report: nama, nilai, and a keterangan that says how far to trust it."""
    r, total = ringkasan.iloc[0], efisiensi[efisiensi["level"] == "dinas"]
    better, worse = (int(tren["arah"].str.endswith(word).sum()) for word in ("membaik", "memburuk"))
    enough = int((tren["arah"] != "belum cukup data").sum())
    printed = (
        f"; tercetak {fmt_percent(r.rata_tercetak_persen)}" if r.rata_tercetak_persen == r.rata_tercetak_persen else ""
    )
    figures = [
        (
            "Rata-rata capaian, rumus dinas",
            fmt_percent(r.rata_capaian_persen),
            f"{int(r.n_dihitung)} dari {int(r.n_indikator)} indikator{printed}",
        ),
        (
            "Rata-rata capaian, ukuran bersama",
            fmt_percent(r.rata_acuan_persen),
            "tiap indikator dibatasi 0–120, untuk membandingkan dinas",
        ),
        (
            "Mencapai target",
            f"{int(r.n_tercapai)} dari {int(r.n_dihitung)}",
            f"{int(r.n_indikator - r.n_dihitung)} indikator tanpa angka",
        ),
        (
            "Membaik / memburuk",
            f"{better} / {worse}",
            f"{enough} dari {len(tren)} indikator punya dua tahun atau lebih; termasuk yang baru cenderung",
        ),
    ]
    if len(total):
        t = total.iloc[0]
        figures.append(
            (
                "Serapan anggaran",
                fmt_percent(t.serapan_persen),
                f"{fmt_rupiah_short(t.realisasi_rp)} dari {fmt_rupiah_short(t.pagu_rp)}",
            )
        )
    return [dict(zip(("nama", "nilai", "keterangan"), figure, strict=True)) for figure in figures]


def describe_capaian(ringkasan: pd.DataFrame) -> str:
    """Return the averages of the dinas with their coverage; `ringkasan` has one row."""
    r = ringkasan.iloc[0]
    text = f"Dari {int(r.n_indikator)} indikator, {int(r.n_dihitung)} punya angka capaian dan {int(r.n_tercapai)} mencapai targetnya."
    if not r.n_dihitung:
        return text + " Rata-rata tidak dihitung."
    text += f" Rata-rata capaian menurut rumus dinas sendiri {fmt_percent(r.rata_capaian_persen)};"
    text += f" dengan ukuran bersama (tiap indikator dibatasi 0–120) {fmt_percent(r.rata_acuan_persen)}, keduanya atas {int(r.n_dihitung)} dari {int(r.n_indikator)} indikator."
    if r.rata_tercetak_persen == r.rata_tercetak_persen:
        text += f" Angka yang tercetak di laporan rata-ratanya {fmt_percent(r.rata_tercetak_persen)}."
    if r.n_ordinal:
        text += f" {int(r.n_ordinal)} indikator berupa jenjang dan ikut sebagai perbandingan urutan."
    return text


def describe_serapan(efisiensi: pd.DataFrame) -> str:
    """Return what was allotted and spent by the dinas, and its least absorbed programme."""
    total = efisiensi[efisiensi["level"] == "dinas"]
    if total.empty:
        return "Tidak ada data anggaran untuk tahun ini."
    t = total.iloc[0]
    text = f"Dari pagu {fmt_rupiah_short(t.pagu_rp)} terpakai {fmt_rupiah_short(t.realisasi_rp)}, serapan {fmt_percent(t.serapan_persen)}."
    program = efisiensi[(efisiensi["level"] == "program") & efisiensi["serapan_persen"].notna()]
    if len(program) > 1:
        low = program.loc[program["serapan_persen"].idxmin()]
        text += f" Serapan paling rendah: {tidy_name(low.nama)}, {fmt_percent(low.serapan_persen)}."
    return text


def describe_efisiensi(efisiensi: pd.DataFrame) -> str:
    """Return what the measures can and cannot say; never calls anything efficient when its target failed."""
    program = efisiensi[efisiensi["level"] == "program"]
    known = program[program["capaian_persen"].notna()]
    failed, partly = (known["capaian_persen"].round(10) < 100).sum(), (known["status"] == "sebagian_tercapai").sum()
    parts = [
        f"{len(known) - failed} mendukung indikator yang rata-rata tercapai"
        + (f" ({partly} di antaranya tidak semua indikatornya)" if partly else ""),
        f"{failed} mendukung indikator yang tidak tercapai",
        f"{len(program) - len(known)} tidak dikaitkan dengan indikator yang berangka",
    ]
    return f"Dari {len(program)} program, {', '.join(parts[:2])}, dan {parts[2]}. Sisa anggaran pada target yang tidak tercapai bukan efisiensi."


def describe_own_efficiency(measure: str, efisiensi: pd.DataFrame, direct: pd.DataFrame) -> str:
    """Return the figure that the report's own measure gives for the whole dinas, by name; no praise where a target failed.

    Parameters
    ----------
    measure : `aturan.efisiensi` of the dinas.
    efisiensi : as `compute_efisiensi` gives it.
    direct : as `direct_spending` gives it (only for `belanja_langsung`).
    """
    if measure == "belanja_langsung" and len(direct):
        d = direct.iloc[0]
        text = f"Ukuran laporan sendiri, realisasi belanja langsung dibagi realisasi belanja: {fmt_rupiah_short(d.langsung_rp)} dari {fmt_rupiah_short(d.belanja_rp)} = {fmt_percent(d.efisiensi_persen)}."
        return (
            text
            + " Pita Kepmendagri 690.900.327/1996 dibuat untuk biaya terhadap pendapatan daerah, jadi di sini hanya pinjaman dan tidak dibaca sebagai pujian."
        )
    column = OWN_MEASURES.get(measure)
    total = efisiensi[efisiensi["level"] == "dinas"]
    if column is None or total.empty:
        return "Laporan ini tidak menyebut ukuran efisiensi yang dapat dihitung dari angkanya."
    name, unit = OWN_NAMES[measure]
    text = f"Ukuran laporan sendiri, {name}: {fmt(total[column].iloc[0])}{unit} untuk seluruh program."
    return text + (
        ""
        if total["status"].iloc[0] == "dihitung"
        else f" Angka ini tidak dibaca sebagai ukuran keberhasilan ({NOT_ASSESSED[total['status'].iloc[0]].removeprefix('tidak dinilai: ')})."
    )


OWN_MEASURES = {"sisa": "efisiensi_sisa_persen", "selisih": "efisiensi_selisih_poin", "rasio": "efisiensi_rasio_persen"}
OWN_NAMES = {
    "sisa": ("100 − serapan", " %"),
    "selisih": ("capaian − serapan", " poin"),
    "rasio": ("capaian / serapan × 100", " %"),
}


def describe_acuan(acuan: pd.DataFrame) -> str:
    """Return how the realisations stand against their benchmarks, and how many are not comparable."""
    if acuan.empty:
        return "Laporan ini tidak menyebut pembanding nasional, provinsi atau SPM."
    counts = acuan["posisi"].value_counts()
    known = [
        f"{counts[word]} {word}"
        for word in ("lebih baik", "sama", "lebih buruk", "di atas", "di bawah")
        if word in counts
    ]
    text = (
        f"Dari {len(acuan)} pembanding, " + (", ".join(known) if known else "tidak satu pun dapat dibandingkan") + "."
    )
    if "tidak sebanding" in counts:
        names = "; ".join(acuan.loc[acuan["posisi"] == "tidak sebanding", "nama_acuan"].unique())
        text += f" {counts['tidak sebanding']} tidak sebanding karena definisi atau satuannya lain ({names})."
    for row in acuan[acuan["arah_selisih"].isin(["membaik", "memburuk"])].itertuples():
        text += (
            f" Terhadap {row.nama_acuan}, posisi {row.nama_indikator} {row.arah_selisih} dibanding tahun sebelumnya."
        )
    apart = acuan[
        (acuan["sebanding"] == "ya") & (acuan["tahun_realisasi"] != acuan["tahun_acuan"]) & acuan["selisih"].notna()
    ]
    if len(apart):
        text += f" Pada {len(apart)} pembanding, tahun angkanya tidak sama dengan tahun realisasi."
    older = acuan[acuan["tahun_realisasi"] != acuan["tahun"]]
    if len(older):
        text += f" {older['indikator'].nunique()} realisasi adalah angka tahun sebelumnya."
    return text


def alt_acuan(acuan: pd.DataFrame) -> str:
    """Return the alternative text of the benchmark figure, with every number in it."""
    parts = [
        f"{row.nama_indikator} {show_values(pd.Series([row.realisasi])).iloc[0]} terhadap {row.nama_acuan} {show_values(pd.Series([row.nilai])).iloc[0]}, {row.posisi}"
        for row in relative_gap(acuan).itertuples()
    ]
    return "Grafik selisih realisasi terhadap acuannya. " + "; ".join(parts) + "."


def alt_capaian(capaian: pd.DataFrame) -> str:
    """Return the alternative text of the achievement figure, with every number in it."""
    parts = [
        f"{row.nama_indikator}: target {show_target(row)}, realisasi {show_values(pd.Series([row.realisasi])).iloc[0]}, "
        + (
            f"capaian {fmt_percent(row.capaian_persen)}"
            if row.capaian_persen == row.capaian_persen
            else "tanpa angka capaian"
        )
        for row in capaian.itertuples()
    ]
    return "Grafik batang capaian per indikator. " + "; ".join(parts) + "."


def alt_serapan(efisiensi: pd.DataFrame) -> str:
    """Return the alternative text of the absorption figure."""
    program = efisiensi[efisiensi["level"] == "program"]
    parts = [
        f"{tidy_name(r.nama)} {fmt_percent(r.serapan_persen)} dari {fmt_rupiah_short(r.pagu_rp)}"
        for r in program.itertuples()
    ]
    return "Grafik batang pagu dan realisasi per program. " + "; ".join(parts) + "."


def alt_kuadran(efisiensi: pd.DataFrame) -> str:
    """Return the alternative text, and the key to the numbers, of the achievement × absorption figure."""
    rows = efisiensi[
        (efisiensi["level"] == "program") & efisiensi["capaian_persen"].notna() & efisiensi["serapan_persen"].notna()
    ]
    parts = [
        f"{i} {tidy_name(r.nama)} (serapan {fmt_percent(r.serapan_persen)}, capaian {fmt_percent(r.capaian_persen)})"
        for i, r in enumerate(rows.itertuples(), 1)
    ]
    return "Titik per program: " + "; ".join(parts) + "."


def _best_and_worst(capaian: pd.DataFrame) -> list[str]:
    known = capaian.dropna(subset=["capaian_persen"])
    if len(known) < 2 or known["capaian_persen"].nunique() == 1:
        return []
    top, low = known.loc[known["capaian_persen"].idxmax()], known.loc[known["capaian_persen"].idxmin()]
    return [
        f"Tertinggi: {top.nama_indikator} ({fmt_percent(top.capaian_persen)}). Terendah: {low.nama_indikator} ({fmt_percent(low.capaian_persen)})."
    ]
