"""Results → sentences, generated from the numbers and tested; nothing is worded by hand in a notebook."""

from __future__ import annotations

import pandas as pd

from .benchmark import relative_gap
from .efficiency.verdict import NOT_ASSESSED
from .language import mark, tr
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
    figures = [*_achievement_figures(ringkasan.iloc[0]), _direction_figure(tren), *_absorption_figure(efisiensi)]
    return [dict(zip(("nama", "nilai", "keterangan"), figure, strict=True)) for figure in figures]


def _achievement_figures(r) -> list[tuple[str, str, str]]:
    known, total, printed = int(r.n_dihitung), int(r.n_indikator), r.rata_tercetak_persen
    covered = tr("{dihitung} dari {n} indikator", dihitung=known, n=total)
    if printed == printed:
        covered = tr("{dihitung} dari {n} indikator; tercetak {tercetak}", dihitung=known, n=total, tercetak=fmt_percent(printed))  # fmt: skip
    return [
        (tr("Rata-rata capaian, rumus dinas"), fmt_percent(r.rata_capaian_persen), covered),
        (
            tr("Rata-rata capaian, ukuran bersama"),
            fmt_percent(r.rata_acuan_persen),
            tr("tiap indikator dibatasi 0–120, untuk membandingkan dinas"),
        ),
        (
            tr("Mencapai target"),
            tr("{tercapai} dari {semua}", tercapai=int(r.n_tercapai), semua=known),
            tr("{n} indikator tanpa angka", n=total - known),
        ),
    ]


def _direction_figure(tren: pd.DataFrame) -> tuple[str, str, str]:
    better, worse = (int(tren["arah"].str.endswith(word).sum()) for word in ("membaik", "memburuk"))
    enough = int((tren["arah"] != "belum cukup data").sum())
    note = tr(
        "{cukup} dari {n} indikator punya dua tahun atau lebih; termasuk yang baru cenderung", cukup=enough, n=len(tren)
    )
    return tr("Membaik / memburuk"), f"{better} / {worse}", note


def _absorption_figure(efisiensi: pd.DataFrame) -> list[tuple[str, str, str]]:
    total = efisiensi[efisiensi["level"] == "dinas"]
    return [(tr("Serapan anggaran"), fmt_percent(t.serapan_persen), _spent_of(t)) for t in total.head(1).itertuples()]


def _spent_of(t) -> str:
    return tr("{realisasi} dari {pagu}", realisasi=fmt_rupiah_short(t.realisasi_rp), pagu=fmt_rupiah_short(t.pagu_rp))


def describe_capaian(ringkasan: pd.DataFrame) -> str:
    """Return the averages of the dinas with their coverage; `ringkasan` has one row."""
    r = ringkasan.iloc[0]
    total, known = int(r.n_indikator), int(r.n_dihitung)
    text = [
        tr(
            "Dari {n} indikator, {dihitung} punya angka capaian dan {tercapai} mencapai targetnya.",
            n=total,
            dihitung=known,
            tercapai=int(r.n_tercapai),
        )
    ]
    if not known:
        return " ".join([*text, tr("Rata-rata tidak dihitung.")])
    text.append(
        tr(
            "Rata-rata capaian menurut rumus dinas sendiri {sendiri}; dengan ukuran bersama (tiap indikator dibatasi 0–120) {bersama}, keduanya atas {dihitung} dari {n} indikator.",
            sendiri=fmt_percent(r.rata_capaian_persen),
            bersama=fmt_percent(r.rata_acuan_persen),
            dihitung=known,
            n=total,
        )
    )
    return " ".join(text + _printed_and_ladder(r))


def _printed_and_ladder(r) -> list[str]:
    printed = r.rata_tercetak_persen
    text = [tr("Angka yang tercetak di laporan rata-ratanya {tercetak}.", tercetak=fmt_percent(printed))]
    ladder = [tr("{n} indikator berupa jenjang dan ikut sebagai perbandingan urutan.", n=int(r.n_ordinal))]
    return text * bool(printed == printed) + ladder * bool(r.n_ordinal)


def describe_serapan(efisiensi: pd.DataFrame) -> str:
    """Return what was allotted and spent by the dinas, and its least absorbed programme."""
    total = efisiensi[efisiensi["level"] == "dinas"]
    if total.empty:
        return tr("Tidak ada data anggaran untuk tahun ini.")
    t = total.iloc[0]
    text = tr(
        "Dari pagu {pagu} terpakai {realisasi}, serapan {serapan}.",
        pagu=fmt_rupiah_short(t.pagu_rp),
        realisasi=fmt_rupiah_short(t.realisasi_rp),
        serapan=fmt_percent(t.serapan_persen),
    )
    program = efisiensi[(efisiensi["level"] == "program") & efisiensi["serapan_persen"].notna()]
    if len(program) < 2:
        return text
    low = program.loc[program["serapan_persen"].idxmin()]
    least = tr("Serapan paling rendah: {program}, {serapan}.", program=tidy_name(low.nama), serapan=fmt_percent(low.serapan_persen))  # fmt: skip
    return f"{text} {least}"


def describe_efisiensi(efisiensi: pd.DataFrame) -> str:
    """Return what the measures can and cannot say; never calls anything efficient when its target failed."""
    program = efisiensi[efisiensi["level"] == "program"]
    known = program[program["capaian_persen"].notna()]
    failed, partly = (known["capaian_persen"].round(10) < 100).sum(), (known["status"] == "sebagian_tercapai").sum()
    counts = {"n": len(program), "tercapai": len(known) - failed, "gagal": failed, "lain": len(program) - len(known)}
    text = tr("Dari {n} program, {tercapai} mendukung indikator yang rata-rata tercapai, {gagal} mendukung indikator yang tidak tercapai, dan {lain} tidak dikaitkan dengan indikator yang berangka.", **counts)  # fmt: skip
    if partly:
        text = tr("Dari {n} program, {tercapai} mendukung indikator yang rata-rata tercapai ({sebagian} di antaranya tidak semua indikatornya), {gagal} mendukung indikator yang tidak tercapai, dan {lain} tidak dikaitkan dengan indikator yang berangka.", sebagian=partly, **counts)  # fmt: skip
    return " ".join([text, tr("Sisa anggaran pada target yang tidak tercapai bukan efisiensi.")])


def describe_own_efficiency(measure: str, efisiensi: pd.DataFrame, direct: pd.DataFrame) -> str:
    """Return the figure that the report's own measure gives for the whole dinas, by name; no praise where a target failed.

    Parameters
    ----------
    measure : `aturan.efisiensi` of the dinas.
    efisiensi : as `compute_efisiensi` gives it.
    direct : as `direct_spending` gives it (only for `belanja_langsung`).
    """
    if measure == "belanja_langsung" and len(direct):
        return _say_direct(direct.iloc[0])
    column = OWN_MEASURES.get(measure)
    total = efisiensi[efisiensi["level"] == "dinas"]
    if column is None or total.empty:
        return tr("Laporan ini tidak menyebut ukuran efisiensi yang dapat dihitung dari angkanya.")
    name, unit = OWN_NAMES[measure]
    text = tr("Ukuran laporan sendiri, {ukuran}: {nilai} untuk seluruh program.", ukuran=tr(name), nilai=tr(unit, x=fmt(total[column].iloc[0])))  # fmt: skip
    status = total["status"].iloc[0]
    if status == "dihitung":
        return text
    reason = tr(NOT_ASSESSED[status].removeprefix("tidak dinilai: "))
    return " ".join([text, tr("Angka ini tidak dibaca sebagai ukuran keberhasilan ({sebab}).", sebab=reason)])


def _say_direct(d) -> str:
    figures = tr(
        "Ukuran laporan sendiri, realisasi belanja langsung dibagi realisasi belanja: {langsung} dari {belanja} = {persen}.",
        langsung=fmt_rupiah_short(d.langsung_rp),
        belanja=fmt_rupiah_short(d.belanja_rp),
        persen=fmt_percent(d.efisiensi_persen),
    )
    borrowed = tr("Pita Kepmendagri 690.900.327/1996 dibuat untuk biaya terhadap pendapatan daerah, jadi di sini hanya pinjaman dan tidak dibaca sebagai pujian.")  # fmt: skip
    return f"{figures} {borrowed}"


OWN_MEASURES = {"sisa": "efisiensi_sisa_persen", "selisih": "efisiensi_selisih_poin", "rasio": "efisiensi_rasio_persen"}
OWN_NAMES = {
    "sisa": (mark("100 − serapan"), mark("{x} %")),
    "selisih": (mark("capaian − serapan"), mark("{x} poin")),
    "rasio": (mark("capaian / serapan × 100"), mark("{x} %")),
}


def describe_acuan(acuan: pd.DataFrame) -> str:
    """Return how the realisations stand against their benchmarks, and how many are not comparable."""
    if acuan.empty:
        return tr("Laporan ini tidak menyebut pembanding nasional, provinsi atau SPM.")
    return " ".join([*_positions(acuan), *_drifts(acuan), *_years_apart(acuan)])


COUNTED = {
    "lebih baik": mark("{n} lebih baik"), "sama": mark("{n} sama"), "lebih buruk": mark("{n} lebih buruk"),
    "di atas": mark("{n} di atas"), "di bawah": mark("{n} di bawah"),
}  # fmt: skip
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
        text.append(tr("{n} tidak sebanding karena definisi atau satuannya lain ({nama}).", n=counts["tidak sebanding"], nama=names))  # fmt: skip
    return text


def _drifts(acuan: pd.DataFrame) -> list[str]:
    rows = acuan[acuan["arah_selisih"].isin(list(DRIFTS))]
    return [tr(DRIFTS[r.arah_selisih], acuan=r.nama_acuan, indikator=r.nama_indikator) for r in rows.itertuples()]


def _years_apart(acuan: pd.DataFrame) -> list[str]:
    """Return what to know where a figure or its benchmark is of another year."""
    other = acuan["tahun_realisasi"] != acuan["tahun_acuan"]
    apart = acuan[(acuan["sebanding"] == "ya") & other & acuan["selisih"].notna()]
    older = acuan[acuan["tahun_realisasi"] != acuan["tahun"]]
    said = [tr("Pada {n} pembanding, tahun angkanya tidak sama dengan tahun realisasi.", n=len(apart))]
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


def alt_capaian(capaian: pd.DataFrame) -> str:
    """Return the alternative text of the achievement figure, with every number in it."""
    parts = "; ".join(_alt_bar(row) for row in capaian.itertuples())
    return tr("Grafik batang capaian per indikator. {isi}.", isi=parts)


def _alt_bar(row) -> str:
    shown = {
        "indikator": row.nama_indikator, "target": show_target(row), "realisasi": show_values(pd.Series([row.realisasi])).iloc[0],
    }  # fmt: skip
    if row.capaian_persen != row.capaian_persen:
        return tr("{indikator}: target {target}, realisasi {realisasi}, tanpa angka capaian", **shown)
    return tr("{indikator}: target {target}, realisasi {realisasi}, capaian {capaian}", capaian=fmt_percent(row.capaian_persen), **shown)  # fmt: skip


def alt_serapan(efisiensi: pd.DataFrame) -> str:
    """Return the alternative text of the absorption figure."""
    program = efisiensi[efisiensi["level"] == "program"]
    parts = [
        tr(
            "{program} {serapan} dari {pagu}",
            program=tidy_name(r.nama),
            serapan=fmt_percent(r.serapan_persen),
            pagu=fmt_rupiah_short(r.pagu_rp),
        )
        for r in program.itertuples()
    ]
    return tr("Grafik batang pagu dan realisasi per program. {isi}.", isi="; ".join(parts))


def alt_kuadran(efisiensi: pd.DataFrame) -> str:
    """Return the alternative text, and the key to the numbers, of the achievement × absorption figure."""
    rows = efisiensi[
        (efisiensi["level"] == "program") & efisiensi["capaian_persen"].notna() & efisiensi["serapan_persen"].notna()
    ]
    parts = [
        tr(
            "{nomor} {program} (serapan {serapan}, capaian {capaian})",
            nomor=i,
            program=tidy_name(r.nama),
            serapan=fmt_percent(r.serapan_persen),
            capaian=fmt_percent(r.capaian_persen),
        )
        for i, r in enumerate(rows.itertuples(), 1)
    ]
    return tr("Titik per program: {isi}.", isi="; ".join(parts))


def _best_and_worst(capaian: pd.DataFrame) -> list[str]:
    known = capaian.dropna(subset=["capaian_persen"])
    if len(known) < 2 or known["capaian_persen"].nunique() == 1:
        return []
    top, low = known.loc[known["capaian_persen"].idxmax()], known.loc[known["capaian_persen"].idxmin()]
    return [
        tr(
            "Tertinggi: {tertinggi} ({capaian_tertinggi}). Terendah: {terendah} ({capaian_terendah}).",
            tertinggi=top.nama_indikator,
            capaian_tertinggi=fmt_percent(top.capaian_persen),
            terendah=low.nama_indikator,
            capaian_terendah=fmt_percent(low.capaian_persen),
        )
    ]
