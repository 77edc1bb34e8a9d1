"""pembanding.view."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..bahasa.angka import fmt, fmt_percent, fmt_value, fmt_year
from ..language import mark, tr
from ..show.figure import wrap
from ..show.table import table_html
from ..show.values import show_values
from ..theme import PALETTE, WIDTH, set_theme
from .compute import YEARS_DIFFER, relative_gap

__all__ = [
    "alt_acuan",
    "describe_acuan",
    "plot_acuan",
    "table_acuan",
    "table_jarak",
    "table_konsep",
]


def describe_acuan(acuan: pd.DataFrame) -> str:
    """Return how the realisations stand against their benchmarks, and how many are not comparable."""
    if acuan.empty:
        return tr("Laporan ini tidak menyebut pembanding nasional, provinsi atau SPM.")
    return " ".join([*_positions(acuan), *_drifts(acuan), *_years_apart(acuan)])


COUNTED = {
    "lebih baik": mark("{n} lebih baik"),
    "sama": mark("{n} sama"),
    "lebih buruk": mark("{n} lebih buruk"),
    "di atas": mark("{n} di atas"),
    "di bawah": mark("{n} di bawah"),
}

DRIFTS = {
    "membaik": mark("Terhadap {acuan}, posisi {indikator} membaik dibanding tahun sebelumnya."),
    "memburuk": mark("Terhadap {acuan}, posisi {indikator} memburuk dibanding tahun sebelumnya."),
}


def _positions(acuan: pd.DataFrame) -> list[str]:
    counts = acuan["posisi"].value_counts()
    known = ", ".join(tr(text, n=counts[word]) for word, text in COUNTED.items() if word in counts)
    text = [
        tr("Dari {n} pembanding, {posisi}.", n=len(acuan), posisi=known)
        if known
        else tr("Dari {n} pembanding, tidak satu pun dapat dibandingkan.", n=len(acuan))
    ]
    if "tidak sebanding" in counts:
        names = "; ".join(acuan.loc[acuan["posisi"] == "tidak sebanding", "nama_acuan"].unique())
        text.append(
            tr(
                "{n} tidak sebanding karena definisi atau satuannya lain ({nama}).",
                n=counts["tidak sebanding"],
                nama=names,
            )
        )
    return text


def _drifts(acuan: pd.DataFrame) -> list[str]:
    rows = acuan[acuan["arah_selisih"].isin(list(DRIFTS))]
    return [
        tr(DRIFTS[r.arah_selisih], acuan=r.nama_acuan, indikator=r.nama_indikator)
        for r in rows.itertuples()
    ]


def _years_apart(acuan: pd.DataFrame) -> list[str]:
    """Return what to know where a figure or its benchmark is of another year."""
    other = acuan["tahun_realisasi"] != acuan["tahun_acuan"]
    apart = acuan[(acuan["sebanding"] == "ya") & other & acuan["selisih"].notna()]
    older = acuan[acuan["tahun_realisasi"] != acuan["tahun"]]
    said = [
        tr("Pada {n} pembanding, tahun angkanya tidak sama dengan tahun realisasi.", n=len(apart))
    ]
    late = [tr("{n} realisasi adalah angka tahun sebelumnya.", n=older["indikator"].nunique())]
    return said * bool(len(apart)) + late * bool(len(older))


def alt_acuan(acuan: pd.DataFrame) -> str:
    """Return the alternative text of the benchmark figure, with every number in it."""
    parts = [
        tr(
            "{indikator} {realisasi} terhadap {acuan} {nilai}, {posisi}",
            indikator=row.nama_indikator,
            realisasi=show_values(pd.Series([row.realisasi])).iloc[0],
            acuan=row.nama_acuan,
            nilai=show_values(pd.Series([row.nilai])).iloc[0],
            posisi=tr(row.posisi),
        )
        for row in relative_gap(acuan).itertuples()
    ]
    return tr("Grafik selisih realisasi terhadap acuannya. {isi}.", isi="; ".join(parts))


def table_acuan(acuan: pd.DataFrame) -> str:
    """Return every benchmark beside the realisation; where it is not comparable, why."""
    frame = acuan.assign(
        realisasi_=show_values(acuan["realisasi"]),
        nilai_=show_values(acuan["nilai"]),
        tahun_angka=[fmt_year(row.tahun_realisasi) for row in acuan.itertuples()],
        tahun_nilai_=[fmt_year(row.tahun_acuan) for row in acuan.itertuples()],
        posisi_=[_show_position(row.posisi, row.arah_selisih) for row in acuan.itertuples()],
        acuan=acuan["acuan"].map(tr),
    )
    columns = {
        "nama_indikator": (tr("Indikator"), None),
        "tahun_angka": (tr("Tahun angka"), None),
        "realisasi_": (tr("Realisasi"), None),
        "acuan": (tr("Jenis acuan"), None),
        "nama_acuan": (tr("Acuan"), None),
        "tahun_nilai_": (tr("Tahun acuan"), None),
        "nilai_": (tr("Nilai acuan"), None),
        "selisih": (tr("Selisih"), fmt),
        "posisi_": (tr("Posisi"), None),
        "catatan": (tr("Catatan"), None),
    }
    note = tr(
        "Selisih dalam satuan indikator; hanya dihitung bila definisi dan satuannya sama. Dalam kurung: perubahan posisi terhadap acuan yang sama setahun sebelumnya."
    )
    return table_html(frame, columns, tr("Realisasi di samping acuannya"), note)


def table_jarak(gap: pd.DataFrame) -> str:
    """Return the numbers behind the distances from the benchmarks; `gap` as `benchmark.relative_gap` gives it."""
    frame = gap.assign(realisasi_=show_values(gap["realisasi"]), nilai_=show_values(gap["nilai"]))
    columns = {
        "nama_indikator": (tr("Indikator"), None),
        "nama_acuan": (tr("Acuan"), None),
        "realisasi_": (tr("Realisasi"), None),
        "nilai_": (tr("Nilai acuan"), None),
        "lebih_baik_persen": (tr("Lebih baik daripada acuan"), fmt_percent),
    }
    return table_html(frame, columns, tr("Jarak ke acuan"))


def table_konsep(konsep: pd.DataFrame, judul: pd.Series) -> str:
    """Return the same concept of several dinas side by side; `judul` maps a dinas to the name a reader knows."""
    frame = konsep.assign(
        nama=konsep["dinas"].map(judul),
        nilai=konsep["realisasi_angka"],
        nama_konsep=konsep["nama_konsep"].map(tr),
        sebanding=konsep["sebanding"].map(tr),
        catatan=konsep["catatan"].map(_show_caution),
    )
    columns = {
        "nama_konsep": (tr("Konsep"), None),
        "nama": (tr("Dinas"), None),
        "nama_indikator": (tr("Indikator menurut laporannya"), None),
        "tahun": (tr("Tahun angka"), fmt_year),
        "nilai": (tr("Realisasi"), fmt_value),
        "satuan": (tr("Satuan"), None),
        "sebanding": (tr("Sebanding"), None),
        "catatan": (tr("Catatan"), None),
    }
    note = tr(
        "Angka terakhir tiap dinas. Hati-hati: definisi, evaluator atau tahunnya berbeda, jadi urutan tidak boleh dibaca sebagai peringkat."
    )
    return table_html(frame, columns, tr("Konsep yang sama di beberapa dinas"), note)


POSISI = {"lebih baik": "●", "sama": "●", "lebih buruk": "▲"}


def _show_position(posisi: str, arah: str) -> str:
    drift = f" ({tr(arah)})" if arah else ""
    return f"{POSISI.get(posisi, '○')} {tr(posisi)}{drift}"


def _show_caution(catatan: str) -> str:
    """Return why a concept is to be compared with care; the note of the rule and the one on years each have their translation."""
    rule = catatan.removesuffix(YEARS_DIFFER)
    return tr(rule) + (tr(YEARS_DIFFER) if rule != catatan else "")


MARKER_SHAPES = {"baik": "o", "kurang": "^"}


def plot_acuan(acuan: pd.DataFrame) -> Figure:
    """Draw how far the realisation lies from each comparable benchmark, in per cent of it; to the right is better by polarity.

    `acuan` as `compare_acuan` gives it; benchmarks without a comparable number, and indicators without a direction, are not drawn.
    """
    set_theme()
    rows = relative_gap(acuan).iloc[::-1].reset_index(drop=True)
    fig, ax = plt.subplots(figsize=(WIDTH, 0.9 + 0.55 * len(rows)), layout="constrained")
    grade = rows["lebih_baik_persen"].map(lambda gap: "baik" if gap >= 0 else "kurang")
    ax.hlines(rows.index, 0, rows["lebih_baik_persen"], color=grade.map(PALETTE), linewidth=2)
    for i, row in rows.iterrows():
        value, better = row["lebih_baik_persen"], row["lebih_baik_persen"] >= 0
        ax.plot(value, i, MARKER_SHAPES[grade[i]], color=PALETTE[grade[i]], markersize=8)
        label = f"{show_values(pd.Series([row['realisasi']])).iloc[0]} / {show_values(pd.Series([row['nilai']])).iloc[0]}"
        ax.annotate(
            label,
            (value, i),
            xytext=(9 if better else -9, 0),
            textcoords="offset points",
            ha="left" if better else "right",
            va="center",
            fontsize=8.5,
        )
    ax.axvline(0, color=PALETTE["target"], linewidth=1)
    ax.set_yticks(
        rows.index,
        [wrap(f"{row.nama_indikator} / {row.nama_acuan}", 42) for row in rows.itertuples()],
    )
    ax.margins(x=0.35)
    ax.set_ylim(-0.6, max(len(rows), 1) - 0.4)
    ax.set_xlabel(tr("lebih buruk  ←  selisih terhadap acuan, % dari acuan  →  lebih baik"))
    return fig
