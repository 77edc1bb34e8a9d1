"""Efficiency → Indonesian sentences. The word efisien stands only with the name of the measure, and never where the target was missed."""

from __future__ import annotations

import pandas as pd

from ..tables import tidy_name
from ..theme import fmt, fmt_percent, fmt_rupiah, fmt_rupiah_short, fmt_value

__all__ = [
    "alt_biaya",
    "describe_biaya",
    "describe_dukungan",
    "describe_frontier",
    "describe_sumber_daya",
    "describe_uang",
    "describe_ukuran",
]


def describe_ukuran(ukuran: pd.DataFrame, hitungan: pd.DataFrame) -> list[str]:
    """Return how many lines could be judged at all, and where the measures disagree.

    `hitungan` as `count_verdicts` gives it.
    """
    lines = ukuran[(ukuran["level"] == "program") & (ukuran["ukuran"] == "efisiensi_sisa_persen")]
    judged = hitungan[hitungan["level"] == "program"]
    why = (
        lines.loc[lines["putusan"].str.startswith("tidak dinilai"), "putusan"]
        .str.removeprefix("tidak dinilai: ")
        .value_counts()
    )
    reasons = (
        f"; yang tidak dinilai: {', '.join(f'{count} karena {reason}' for reason, count in why.items())}"
        if len(why)
        else ""
    )
    text = [
        f"Dari {len(lines)} program, {len(lines) - int(why.sum())} dapat dinilai{reasons}."
        if len(lines)
        else "Tidak ada program yang dapat dinilai."
    ]
    if len(why):
        text.append("Uang yang tersisa pada target atau keluaran yang meleset bukan penghematan.")
    for row in judged[judged["berselisih"]].itertuples():
        no = ukuran[(ukuran["kode"] == row.kode) & ukuran["putusan"].str.startswith("tidak efisien menurut")][
            "nama_ukuran"
        ]
        text.append(
            f"{tidy_name(row.nama)}: {row.ya} jenis ukuran berkata hemat, tetapi tidak menurut {', '.join(no)}."
        )
    if len(judged) and not judged["berselisih"].any():
        text.append("Pada program yang dapat dinilai, semua jenis ukuran sependapat; perbedaan hanya pada besarnya.")
    return text


def describe_biaya(biaya: pd.DataFrame) -> list[str]:
    """Return what one unit was planned to cost and did cost: how many are known, the dearest and the cheapest against plan."""
    known = biaya[biaya["status"] == "dihitung"]
    if known.empty:
        return [
            "Laporan ini tidak mencetak volume keluaran yang dapat dipasangkan dengan anggarannya, jadi biaya per keluaran tidak dapat dihitung."
        ]
    above, exact = int((known["hemat_persen"].round(9) < 0).sum()), int((known["hemat_persen"].round(9) == 0).sum())
    text = [
        f"Biaya per satuan dapat dihitung pada {len(known)} dari {len(biaya)} keluaran: {above} lebih mahal daripada rencana, {len(known) - above - exact} lebih murah, {exact} tepat."
    ]
    dear, cheap = known.loc[known["hemat_persen"].idxmin()], known.loc[known["hemat_persen"].idxmax()]
    text += [_cost(row) for row in ([dear, cheap] if dear.name != cheap.name else [dear])]
    return text


def alt_biaya(biaya: pd.DataFrame) -> str:
    """Return the alternative text of the unit-cost figure, with every number in it."""
    parts = [
        f"{row.nama_keluaran}: rencana {fmt_rupiah(round(row.biaya_rencana_rp))}, nyata {fmt_rupiah(round(row.biaya_nyata_rp))} per {row.satuan}"
        for row in biaya.itertuples()
    ]
    return "Grafik titik ganda biaya per satuan keluaran. " + "; ".join(parts) + "."


def describe_dukungan(penjelasan: pd.DataFrame, tanpa_indikator: pd.DataFrame, tanpa_uang: pd.DataFrame) -> list[str]:
    """Return which programmes explain a missed or far exceeded indicator, and what is tied to nothing.

    `penjelasan` as `explain_indicators` gives it, the other two as `find_unlinked`.
    """
    text = []
    for row in penjelasan[penjelasan["keadaan"] == "meleset"].itertuples():
        head = f"{row.nama_indikator} ({fmt_percent(row.capaian_persen)}) meleset. "
        text.append(
            head
            + (CHAIN[row.rantai] if row.rantai != "sejalan" else f"Keluaran yang kurang ada di {_names(row.penjelas)}.")
        )
    for row in penjelasan[penjelasan["keadaan"] == "jauh melampaui"].itertuples():
        text.append(
            f"{row.nama_indikator} ({fmt_percent(row.capaian_persen)}) jauh melampaui target"
            + (
                f"; keluaran {_names(row.penjelas)} terwujud penuh."
                if row.penjelas
                else "; keluaran programnya tidak menjelaskannya."
            )
            + (f" Keluaran kurang di {_names(row.kurang)}." if row.kurang else "")
            + " Periksa apakah targetnya terlalu rendah."
        )
    for row in penjelasan[(penjelasan["rantai"] == "berlawanan") & (penjelasan["keadaan"] == "tercapai")].itertuples():
        text.append(
            f"{row.nama_indikator} dilaporkan {fmt_percent(row.capaian_persen)}, padahal keluaran kurang di {_names(row.kurang)}: hasilnya tidak mengikuti keluarannya."
        )
    if len(tanpa_indikator):
        text.append(
            f"Uang tanpa indikator: {_names('; '.join(tanpa_indikator['nama']))} ({fmt_rupiah_short(tanpa_indikator['realisasi_rp'].sum())})."
        )
    if len(tanpa_uang):
        text.append(f"Indikator tanpa uang: {'; '.join(tanpa_uang['nama_indikator'])}.")
    return list(dict.fromkeys(text)) or [
        "Semua indikator yang berangka mencapai targetnya, dan semua program punya indikator."
    ]


def describe_uang(pembagian: pd.DataFrame, aturan: str) -> str:
    """Return by which rule money is spread over indicators and how much the rule matters.

    `pembagian` as `split_money` gives it; `aturan`: langsung, sama_rata or bobot.
    """
    if pembagian.empty:
        return "Tidak ada program yang dikaitkan dengan indikator, jadi uang tidak dapat dibagi ke indikator."
    depends = int((pembagian["kepekaan_persen"].round(6) > 0).sum())
    text = f"Uang program dibagi ke indikatornya menurut aturan “{PEMBAGIAN[aturan]}”."
    if not depends:
        return text + " Ketiga aturan memberi hasil yang sama."
    return (
        text
        + f" Pada {depends} dari {len(pembagian)} indikator hasilnya bergantung pada aturan itu; lihat ketiga kolom."
    )


def describe_sumber_daya(tanda: pd.DataFrame, aturan: pd.DataFrame) -> list[str]:
    """Return what the report marks in funds and in staff, whether that follows, and which rule could lie behind the marks."""
    if tanda.empty:
        return [
            "Laporan ini tidak mencetak pegawai di samping uang per keluaran, jadi sumber daya kedua itu tidak dapat dinilai."
        ]
    marked = {name: int((tanda[f"tanda_{name}"] == "efisien").sum()) for name in ("dana", "sdm")}
    against = int((tanda[["tanda_dana", "tanda_sdm"]] == "tidak efisien").any(axis=1).sum())
    odd = tanda[
        tanda[["tanda_dana_sah", "tanda_sdm_sah"]]
        .isin(["target tidak tercapai", "melebihi rencana", "target tercapai sesuai rencana"])
        .any(axis=1)
    ]
    blank = int((tanda[["tanda_dana_sah", "tanda_sdm_sah"]] == "tanpa angka").any(axis=1).sum())
    text = [
        f"Dari {len(tanda)} keluaran, laporan menandai {marked['dana']} hemat dana dan {marked['sdm']} hemat pegawai."
    ]
    fits = aturan.loc[(aturan["menyimpang"] == 0) & (aturan["n"] > 0), "aturan"]
    if sum(marked.values()) and not against and len(fits):
        text.append(
            f"Karena tidak ada satu pun tanda sebaliknya, aturan di balik tanda itu tidak dapat dibuktikan; yang tidak dibantah angkanya: {'; '.join(fits)}."
        )
    if len(odd):
        names = "; ".join(f"{row.nama_keluaran} ({_oddness(row)})" for row in odd.itertuples())
        text.append(f"Pada {len(odd)} keluaran tanda itu tidak mengikuti angkanya sendiri: {names}.")
    if blank:
        text.append(f"{blank} keluaran ditandai tanpa uang dan pegawai yang tercetak.")
    return text


def describe_frontier(satuan: pd.DataFrame) -> str:
    """Return how many outputs several dinas make, and whether there are enough units for a frontier (`compare_frontier`)."""
    if satuan.empty:
        return "Belum ada keluaran dengan kode dan satuan yang sama di dua dinas."
    groups = satuan.drop_duplicates(["kode", "satuan_sama"])
    enough = int((groups["status"] == "dihitung").sum())
    text = f"{len(groups)} keluaran dengan kode dan satuan yang sama dibuat oleh dua dinas atau lebih."
    if enough:
        return text + f" Pada {enough} di antaranya unitnya cukup untuk batas terbaik (DEA)."
    return (
        text
        + f" Batas terbaik (DEA) memerlukan paling sedikit {int(groups['n_perlu'].min())} unit per keluaran; terbanyak baru {int(groups['n_unit'].max())}, jadi tidak dihitung: dengan unit sesedikit itu hampir semua tampak terbaik."
    )


PEMBAGIAN = {"langsung": "langsung", "sama_rata": "sama rata", "bobot": "menurut bobot"}
CHAIN = {
    "putus": "Semua keluaran program yang mendukungnya terwujud, jadi rantai dari keluaran ke hasil yang perlu ditinjau.",
    "tidak diketahui": "Keluaran programnya tidak diketahui, jadi sebabnya tidak dapat ditelusuri dari angka.",
}


def _oddness(row) -> str:
    reasons = dict.fromkeys(
        reason for reason in (row.tanda_dana_sah, row.tanda_sdm_sah) if reason not in ("", "ya", "tanpa angka")
    )
    return f"capaian {fmt_percent(row.capaian_persen)}: {', '.join(reasons)}"


def _names(text: str) -> str:
    return "; ".join(tidy_name(name) for name in text.split("; "))


def _cost(row: pd.Series) -> str:
    if round(row.hemat_persen, 9) == 0:
        return f"{row.nama_keluaran}: {fmt_rupiah(round(row.biaya_nyata_rp))} per {row.satuan}, tepat seperti rencana."
    way = f"{fmt(abs(row.hemat_persen), 1)} % lebih {'mahal' if row.hemat_persen < 0 else 'murah'}"
    volume = f"{fmt_value(row.volume_realisasi)} dari {fmt_value(row.volume_target)} {row.satuan}"
    return f"{row.nama_keluaran}: {fmt_rupiah(round(row.biaya_nyata_rp))} per {row.satuan}, {way} daripada rencana {fmt_rupiah(round(row.biaya_rencana_rp))} ({volume})."
