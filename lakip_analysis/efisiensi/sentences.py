"""Efficiency → sentences. The word efisien (efficient) stands only with the name of the measure, and never where the target was missed."""

from __future__ import annotations

import pandas as pd

from ..bahasa.angka import fmt_percent, fmt_rupiah, fmt_rupiah_short, fmt_value
from ..language import mark, tr
from ..show.values import tidy_name
from .verdict import show_reason

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
    why = lines.loc[lines["putusan"].str.startswith("tidak dinilai"), "putusan"].value_counts()
    text = [_assessed(len(lines), why)]
    if len(why):
        text.append(
            tr("Uang yang tersisa pada target atau keluaran yang meleset bukan penghematan.")
        )
    text += [_dispute(row, ukuran) for row in judged[judged["berselisih"]].itertuples()]
    if len(judged) and not judged["berselisih"].any():
        text.append(
            tr(
                "Pada program yang dapat dinilai, semua jenis ukuran sependapat; perbedaan hanya pada besarnya."
            )
        )
    return text


def describe_biaya(biaya: pd.DataFrame) -> list[str]:
    """Return what one unit was planned to cost and did cost: how many are known, the dearest and the cheapest against plan."""
    known = biaya[biaya["status"] == "dihitung"]
    if known.empty:
        return [
            tr(
                "Laporan ini tidak mencetak volume keluaran yang dapat dipasangkan dengan anggarannya, jadi biaya per keluaran tidak dapat dihitung."
            )
        ]
    above, exact = (
        int((known["hemat_persen"].round(9) < 0).sum()),
        int((known["hemat_persen"].round(9) == 0).sum()),
    )
    text = tr(
        "Biaya per satuan dapat dihitung pada {dihitung} dari {n} keluaran: {mahal} lebih mahal daripada rencana, {murah} lebih murah, {tepat} tepat.",
        dihitung=len(known),
        n=len(biaya),
        mahal=above,
        murah=len(known) - above - exact,
        tepat=exact,
    )
    dear, cheap = (
        known.loc[known["hemat_persen"].idxmin()],
        known.loc[known["hemat_persen"].idxmax()],
    )
    return [text, *(_cost(row) for row in ([dear, cheap] if dear.name != cheap.name else [dear]))]


def alt_biaya(biaya: pd.DataFrame) -> str:
    """Return the alternative text of the unit-cost figure, with every number in it."""
    parts = [
        tr(
            "{nama}: rencana {rencana}, nyata {nyata} per {satuan}",
            nama=row.nama_keluaran,
            rencana=fmt_rupiah(round(row.biaya_rencana_rp)),
            nyata=fmt_rupiah(round(row.biaya_nyata_rp)),
            satuan=row.satuan,
        )
        for row in biaya.itertuples()
    ]
    return tr("Grafik titik ganda biaya per satuan keluaran. {isi}.", isi="; ".join(parts))


def describe_dukungan(
    penjelasan: pd.DataFrame, tanpa_indikator: pd.DataFrame, tanpa_uang: pd.DataFrame
) -> list[str]:
    """Return which programmes explain a missed or far exceeded indicator, and what is tied to nothing.

    `penjelasan` as `explain_indicators` gives it, the other two as `find_unlinked`.
    """
    state, against = penjelasan["keadaan"], penjelasan["rantai"] == "berlawanan"
    text = [_missed(row) for row in penjelasan[state == "meleset"].itertuples()]
    text += [_exceeded(row) for row in penjelasan[state == "jauh melampaui"].itertuples()]
    text += [_contrary(row) for row in penjelasan[against & (state == "tercapai")].itertuples()]
    if len(tanpa_indikator):
        names, money = (
            _names("; ".join(tanpa_indikator["nama"])),
            tanpa_indikator["realisasi_rp"].sum(),
        )
        text.append(
            tr(
                "Uang tanpa indikator: {program} ({uang}).",
                program=names,
                uang=fmt_rupiah_short(money),
            )
        )
    if len(tanpa_uang):
        text.append(
            tr(
                "Indikator tanpa uang: {indikator}.",
                indikator="; ".join(tanpa_uang["nama_indikator"]),
            )
        )
    return list(dict.fromkeys(text)) or [
        tr("Semua indikator yang berangka mencapai targetnya, dan semua program punya indikator.")
    ]


def describe_uang(pembagian: pd.DataFrame, aturan: str) -> str:
    """Return by which rule money is spread over indicators and how much the rule matters.

    `pembagian` as `split_money` gives it; `aturan`: langsung, sama_rata or bobot.
    """
    if pembagian.empty:
        return tr(
            "Tidak ada program yang dikaitkan dengan indikator, jadi uang tidak dapat dibagi ke indikator."
        )
    depends = int((pembagian["kepekaan_persen"].round(6) > 0).sum())
    text = tr(
        "Uang program dibagi ke indikatornya menurut aturan “{aturan}”.",
        aturan=tr(PEMBAGIAN[aturan]),
    )
    if not depends:
        return text + " " + tr("Ketiga aturan memberi hasil yang sama.")
    matters = tr(
        "Pada {bergantung} dari {n} indikator hasilnya bergantung pada aturan itu; lihat ketiga kolom.",
        bergantung=depends,
        n=len(pembagian),
    )
    return f"{text} {matters}"


def describe_sumber_daya(tanda: pd.DataFrame, aturan: pd.DataFrame) -> list[str]:
    """Return what the report marks in funds and in staff, whether that follows, and which rule could lie behind the marks."""
    if tanda.empty:
        return [
            tr(
                "Laporan ini tidak mencetak pegawai di samping uang per keluaran, jadi sumber daya kedua itu tidak dapat dinilai."
            )
        ]
    dana, sdm = (int((tanda[name] == "efisien").sum()) for name in ("tanda_dana", "tanda_sdm"))
    against = int((tanda[["tanda_dana", "tanda_sdm"]] == "tidak efisien").any(axis=1).sum())
    fits = aturan.loc[(aturan["menyimpang"] == 0) & (aturan["n"] > 0), "aturan"]
    text = [
        tr(
            "Dari {n} keluaran, laporan menandai {dana} hemat dana dan {sdm} hemat pegawai.",
            n=len(tanda),
            dana=dana,
            sdm=sdm,
        )
    ]
    if dana + sdm and not against and len(fits):
        text.append(_unproven(fits))
    return text + _odd_marks(tanda)


def describe_frontier(satuan: pd.DataFrame) -> str:
    """Return how many outputs several dinas make, and whether there are enough units for a frontier (`compare_frontier`)."""
    if satuan.empty:
        return tr("Belum ada keluaran dengan kode dan satuan yang sama di dua dinas.")
    groups = satuan.drop_duplicates(["kode", "satuan_sama"])
    enough = int((groups["status"] == "dihitung").sum())
    text = tr(
        "{n} keluaran dengan kode dan satuan yang sama dibuat oleh dua dinas atau lebih.",
        n=len(groups),
    )
    if enough:
        return (
            text
            + " "
            + tr("Pada {n} di antaranya unitnya cukup untuk batas terbaik (DEA).", n=enough)
        )
    few = tr(
        "Batas terbaik (DEA) memerlukan paling sedikit {perlu} unit per keluaran; terbanyak baru {ada}, jadi tidak dihitung: dengan unit sesedikit itu hampir semua tampak terbaik.",
        perlu=int(groups["n_perlu"].min()),
        ada=int(groups["n_unit"].max()),
    )
    return f"{text} {few}"


PEMBAGIAN = {
    "langsung": mark("langsung"),
    "sama_rata": mark("sama rata"),
    "bobot": mark("menurut bobot"),
}

CHAIN = {
    "putus": mark(
        "Semua keluaran program yang mendukungnya terwujud, jadi rantai dari keluaran ke hasil yang perlu ditinjau."
    ),
    "tidak diketahui": mark(
        "Keluaran programnya tidak diketahui, jadi sebabnya tidak dapat ditelusuri dari angka."
    ),
}


def _assessed(n: int, why: pd.Series) -> str:
    if not n:
        return tr("Tidak ada program yang dapat dinilai.")
    if why.empty:
        return tr("Dari {n} program, {dinilai} dapat dinilai.", n=n, dinilai=n)
    reasons = ", ".join(
        tr("{n} karena {sebab}", n=count, sebab=show_reason(reason))
        for reason, count in why.items()
    )
    left = n - int(why.sum())
    return tr(
        "Dari {n} program, {dinilai} dapat dinilai; yang tidak dinilai: {sebab}.",
        n=n,
        dinilai=left,
        sebab=reasons,
    )


def _dispute(row, ukuran: pd.DataFrame) -> str:
    against = (ukuran["kode"] == row.kode) & ukuran["putusan"].str.startswith(
        "tidak efisien menurut"
    )
    return tr(
        "{nama}: {n} jenis ukuran berkata hemat, tetapi tidak menurut {ukuran}.",
        nama=tidy_name(row.nama),
        n=row.ya,
        ukuran=", ".join(tr(name) for name in ukuran.loc[against, "nama_ukuran"]),
    )


def _missed(row) -> str:
    head = tr(
        "{nama} ({capaian}) meleset.",
        nama=row.nama_indikator,
        capaian=fmt_percent(row.capaian_persen),
    )
    if row.rantai != "sejalan":
        return f"{head} {tr(CHAIN[row.rantai])}"
    return f"{head} " + tr("Keluaran yang kurang ada di {program}.", program=_names(row.penjelas))


def _exceeded(row) -> str:
    about = {"nama": row.nama_indikator, "capaian": fmt_percent(row.capaian_persen)}
    parts = [
        tr(
            "{nama} ({capaian}) jauh melampaui target; keluaran {program} terwujud penuh.",
            **about,
            program=_names(row.penjelas),
        )
        if row.penjelas
        else tr(
            "{nama} ({capaian}) jauh melampaui target; keluaran programnya tidak menjelaskannya.",
            **about,
        )
    ]
    if row.kurang:
        parts.append(tr("Keluaran kurang di {program}.", program=_names(row.kurang)))
    return " ".join([*parts, tr("Periksa apakah targetnya terlalu rendah.")])


def _contrary(row) -> str:
    return tr(
        "{nama} dilaporkan {capaian}, padahal keluaran kurang di {program}: hasilnya tidak mengikuti keluarannya.",
        nama=row.nama_indikator,
        capaian=fmt_percent(row.capaian_persen),
        program=_names(row.kurang),
    )


def _unproven(fits: pd.Series) -> str:
    return tr(
        "Karena tidak ada satu pun tanda sebaliknya, aturan di balik tanda itu tidak dapat dibuktikan; yang tidak dibantah angkanya: {aturan}.",
        aturan="; ".join(tr(name) for name in fits),
    )


def _odd_marks(tanda: pd.DataFrame) -> list[str]:
    follows, text = tanda[["tanda_dana_sah", "tanda_sdm_sah"]], []
    odd, blank = (
        tanda[follows.isin(ODD).any(axis=1)],
        int((follows == "tanpa angka").any(axis=1).sum()),
    )
    if len(odd):
        names = "; ".join(f"{row.nama_keluaran} ({_oddness(row)})" for row in odd.itertuples())
        text = [
            tr(
                "Pada {n} keluaran tanda itu tidak mengikuti angkanya sendiri: {keluaran}.",
                n=len(odd),
                keluaran=names,
            )
        ]
    return text + [
        tr("{n} keluaran ditandai tanpa uang dan pegawai yang tercetak.", n=blank)
    ] * bool(blank)


ODD = ["target tidak tercapai", "melebihi rencana", "target tercapai sesuai rencana"]


def _oddness(row) -> str:
    reasons = dict.fromkeys(
        reason for reason in (row.tanda_dana_sah, row.tanda_sdm_sah) if reason in ODD
    )
    return tr(
        "capaian {capaian}: {sebab}",
        capaian=fmt_percent(row.capaian_persen),
        sebab=", ".join(tr(reason) for reason in reasons),
    )


def _names(text: str) -> str:
    return "; ".join(tidy_name(name) for name in text.split("; "))


def _cost(row: pd.Series) -> str:
    about = {
        "nama": row.nama_keluaran,
        "nyata": fmt_rupiah(round(row.biaya_nyata_rp)),
        "satuan": row.satuan,
    }
    if round(row.hemat_persen, 9) == 0:
        return tr("{nama}: {nyata} per {satuan}, tepat seperti rencana.", **about)
    about |= {
        "persen": fmt_percent(abs(row.hemat_persen), 1),
        "rencana": fmt_rupiah(round(row.biaya_rencana_rp)),
        "volume": fmt_value(row.volume_realisasi),
        "target": fmt_value(row.volume_target),
    }
    if row.hemat_persen < 0:
        return tr(
            "{nama}: {nyata} per {satuan}, {persen} lebih mahal daripada rencana {rencana} ({volume} dari {target} {satuan}).",
            **about,
        )
    return tr(
        "{nama}: {nyata} per {satuan}, {persen} lebih murah daripada rencana {rencana} ({volume} dari {target} {satuan}).",
        **about,
    )
