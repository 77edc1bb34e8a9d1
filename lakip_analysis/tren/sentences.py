"""Trend → sentences for readers without statistics: no p-value stands without the sentence that says what it means."""

from __future__ import annotations

import pandas as pd

from ..bahasa.angka import fmt, fmt_percent, fmt_value, fmt_year
from ..language import mark, tr

__all__ = [
    "alt_deret",
    "describe_chance",
    "describe_deret",
    "describe_jalur",
    "describe_proyeksi",
    "describe_putus",
    "describe_tren",
    "describe_triwulan",
    "describe_uji_ulang",
    "fmt_fine",
    "show_amount",
    "show_reason",
]


ARAH = (
    mark("membaik"),
    mark("cenderung membaik"),
    mark("memburuk"),
    mark("cenderung memburuk"),
    mark("tetap"),
    mark("tidak menentu"),
    mark("naik"),
    mark("cenderung naik"),
    mark("turun"),
    mark("cenderung turun"),
)

TOO_FEW = mark("belum cukup data")

NEEDED_FOR_TEST, SIGNIFICANT = 5, 0.05

REASON = mark("bukan angka terlambat seperti yang lain")

FLATTERY = 10  # points between the usual measure and the way gone


def describe_tren(tren: pd.DataFrame) -> str:
    """Return how many indicators get better, worse, or have too few years to say, and what the words rest on."""
    counts = tren["arah"].value_counts()
    known = ", ".join(f"{counts[word]} {tr(word)}" for word in ARAH if word in counts)
    ladder = int((tren["status"] == "jenjang").sum())
    few = int(counts.get(TOO_FEW, 0)) - ladder
    text = [
        tr(
            "Arah {n} indikator: {arah}.",
            n=len(tren),
            arah=known or tr("belum ada yang dapat disebut"),
        )
    ]
    if few:
        text.append(tr("{n} indikator belum cukup data (kurang dari dua tahun).", n=few))
    if ladder:
        text.append(tr("{n} indikator berupa jenjang tanpa angka.", n=ladder))
    if tren["arah"].isin(["membaik", "memburuk"]).any():
        text.append(
            tr(
                "Kata membaik atau memburuk tanpa “cenderung” hanya dipakai bila urutan seperti itu jarang terjadi karena kebetulan (uji Mann–Kendall tepat, peluang di bawah 5 % sesudah dihitung bahwa beberapa indikator diuji sekaligus, paling sedikit lima tahun)."
            )
        )
    outside = int(tren["n_di_luar_deret"].sum())
    if outside:
        text.append(
            tr("{n} angka tidak ikut dalam deretnya; alasannya ada pada bab Tren.", n=outside)
        )
    return " ".join(text)


def describe_deret(row, points: pd.DataFrame, n_diuji: int) -> str:
    """Return the sentence under the figure of one indicator: from where to where, how sure, how fast, and what was left out.

    Parameters
    ----------
    row : one row of `compute_trend` with `satuan` and `jenis_target`, as a named tuple.
    points : its rows of `realised_series`.
    n_diuji : int
        How many indicators of the dinas were tested at once.
    """
    parts = [_from_to(row), _evidence(row, n_diuji), _pace(row), *describe_putus(row, points)]
    return " ".join(part for part in parts if part)


def describe_chance(p: float) -> str:
    """Say a p-value as a count out of a hundred."""
    if p > 0.95:
        return tr("hampir selalu")
    if p < 0.005:
        return tr("kurang dari 1 dari 100 kali")
    return tr("sekitar {n} dari 100 kali", n=fmt(p * 100, 0))


def fmt_fine(value: float) -> str:
    """Write a pace or a limit with two decimals, with four where two would make it nought."""
    return fmt(value, 2 if value != value or value == 0 or abs(value) >= 0.0995 else 4)


def show_amount(value: float, row) -> str:
    """Write a value of an indicator as its reader writes it: `71,48 %`, `1 : 27.500`, `85,85`."""
    if value != value:
        return "–"
    text = ("1 : " if getattr(row, "jenis_target", "") == "rasio" else "") + fmt_value(value)
    return tr("{angka} %", angka=text) if getattr(row, "satuan", "") == "%" else text


def show_reason(alasan: str) -> str:
    """Write why a figure stands outside its series, as `realised_series` says it; the reason of a break is printed text and stays."""
    year, why = alasan.removeprefix("angka tahun "), alasan.removeprefix("sebelum deret putus: ")
    if year != alasan:
        return tr("angka tahun {tahun}", tahun=year)
    return tr("sebelum deret putus: {alasan}", alasan=why) if why != alasan else tr(alasan)


def describe_putus(row, points: pd.DataFrame) -> list[str]:
    """Say which printed figures stand outside the series, and why."""
    outside = points[~points["dipakai"]]
    return [
        tr(
            "Angka laporan tahun {angka} tidak ikut: {alasan}.",
            angka=_reported(group, row),
            alasan=show_reason(reason),
        )
        for reason, group in outside.groupby("alasan", sort=False)
    ]


def _reported(points: pd.DataFrame, row) -> str:
    return ", ".join(
        f"{fmt_year(p.tahun_lapor)} ({show_amount(p.realisasi_angka, row)})"
        for p in points.itertuples()
    )


def alt_deret(row, points: pd.DataFrame, targets: pd.DataFrame) -> str:
    """Return the alternative text of one indicator's figure, with every number in it.

    `targets` has `tahun` and `target_angka`.
    """
    real = ", ".join(
        f"{fmt_year(p.tahun)} {show_amount(p.realisasi_angka, row)}"
        for p in points[points["dipakai"]].itertuples()
    )
    goal = ", ".join(
        f"{fmt_year(t.tahun)} {show_amount(t.target_angka, row)}" for t in targets.itertuples()
    )
    text = tr("Grafik garis {nama}. Realisasi: {angka}.", nama=row.nama_indikator, angka=real)
    return " ".join([text, tr("Target: {angka}.", angka=goal)]) if goal else text


def describe_jalur(tren: pd.DataFrame) -> list[str]:
    """Return what the way to the end target looks like: states, obsolete targets, the flattering usual measure, steps never made."""
    known = tren[tren["keadaan_jalur"] != UNKNOWN]
    if known.empty:
        return [tr("Belum ada indikator yang jalannya ke target akhir dapat dinilai.")]
    counts = known["keadaan_jalur"].value_counts()
    states = ", ".join(f"{counts[state]} {tr(state)}" for state in KEADAAN if state in counts)
    text = [
        tr(
            "Jalan ke target akhir dapat dinilai pada {n} dari {semua} indikator: {keadaan}.",
            n=len(known),
            semua=len(tren),
            keadaan=states,
        )
    ]
    past = known.loc[known["keadaan_jalur"] == "sudah terlampaui", "nama_indikator"]
    if len(past):
        text.append(
            tr(
                "Target akhir yang sudah terlampaui sebelum waktunya tidak lagi menuntut apa pun (usang): {nama}.",
                nama="; ".join(past),
            )
        )
    return [*text, *_flattery(known), *_never_made(known)]


def describe_proyeksi(proyeksi: pd.DataFrame, names: pd.Series) -> list[str]:
    """Return what is projected, what is not and why, and the chance of each end target."""
    first = proyeksi.drop_duplicates("indikator")
    counts = first["status"].value_counts()
    made = len(first) - sum(int(counts.get(word, 0)) for word in ("kurang_tahun", "jenjang"))
    why = tr(" dan ").join(
        tr(text, n=int(counts[word]))
        for word, text in TIDAK_DIPROYEKSIKAN.items()
        if word in counts
    )
    text = [
        tr(
            "{n} dari {semua} indikator diproyeksikan; {alasan}.",
            n=made,
            semua=len(first),
            alasan=why,
        )
        if why
        else tr("{n} dari {semua} indikator diproyeksikan.", n=made, semua=len(first))
    ]
    if not made:
        return text
    text.append(
        tr(
            "Ketiga cara hanya meneruskan masa lalu; tidak satu pun tahu rencana atau anggaran tahun depan. Selang 80 % berarti: bila modelnya benar, angka nyata jatuh di dalamnya 8 dari 10 kali."
        )
    )
    if first["pandemi"].any():
        text.append(
            tr(
                "Sebagian deret memuat 2020–2021, tahun pandemi; laju yang diteruskan ikut memuatnya."
            )
        )
    return [*text, *_chances(proyeksi, first, names)]


def _chances(proyeksi: pd.DataFrame, first: pd.DataFrame, names: pd.Series) -> list[str]:
    """Say the chance of each end target, from the least to the most sanguine model."""
    chance = (
        proyeksi.dropna(subset=["peluang_persen"])
        .drop_duplicates(["indikator", "metode"])
        .pivot(index="indikator", columns="metode", values="peluang_persen")
    )
    year = first.set_index("indikator")["tahun_target_akhir"]
    return [
        tr(
            "{nama}: peluang memenuhi target akhir tahun {tahun} antara {rendah} dan {tinggi}, tergantung modelnya.",
            nama=names[indikator],
            tahun=fmt_year(year[indikator]),
            rendah=fmt_percent(row.min(), 0),
            tinggi=fmt_percent(row.max(), 0),
        )
        for indikator, row in chance.iterrows()
    ]


def describe_uji_ulang(ringkasan: pd.DataFrame) -> str:
    """Return how each way of projecting would have done on the last known figure."""
    if ringkasan.empty:
        return tr("Uji ulang tidak dapat dilakukan: tidak ada deret dengan lima angka.")
    by_name = ringkasan.set_index("metode")
    n = int(by_name["n_deret"].iloc[0])
    others = ", ".join(
        f"{tr(METODE[name])} {int(by_name.loc[name, 'n_lebih_baik'])}"
        for name in by_name.index
        if name != "nilai_akhir"
    )
    inside = ", ".join(
        f"{tr(METODE[name])} {fmt_percent(by_name.loc[name, 'cakupan_persen'], 0)}"
        for name in by_name.index
    )
    return tr(
        "Uji ulang: angka terakhir dari {n} deret disembunyikan lalu ditebak. Lebih dekat daripada sekadar mengulang angka terakhir: {cara} dari {n}. Angka nyata jatuh di dalam selang 80 %: {cakupan}.",
        n=n,
        cara=others,
        cakupan=inside,
    )


def describe_triwulan(terakhir: pd.DataFrame, names: pd.Series) -> list[str]:
    """Return how the year goes by quarter: what is reached, what will miss, what cannot be said.

    `terakhir` is the last quarter of each indicator, as `latest_quarter` gives it.
    """
    if terakhir.empty:
        return [tr("Tidak ada data triwulan untuk tahun ini.")]
    missed, differs = (
        terakhir[terakhir["peringatan"].isin(PERINGATAN[name])] for name in (MELESET, BERBEDA)
    )
    return [
        tr(
            "{n} indikator diukur per triwulan: {keadaan}.",
            n=len(terakhir),
            keadaan=_warnings(terakhir["peringatan"]),
        ),
        *(_missed(row, names[row.indikator]) for row in missed.itertuples()),
        *(_differs(row, names[row.indikator]) for row in differs.itertuples()),
    ]


def _warnings(peringatan: pd.Series) -> str:
    """Count the warnings by what they mean for the year."""
    counts = {name: int(peringatan.isin(words).sum()) for name, words in PERINGATAN.items()}
    rest = len(peringatan) - sum(counts.values())
    parts = [tr(name, n=count) for name, count in counts.items() if count]
    return ", ".join([*parts, tr("{n} tidak dapat dinilai", n=rest)] if rest else parts)


def _missed(row, nama: str) -> str:
    return tr(
        "{nama}: {keadaan} ({angka} sampai triwulan {triwulan}, target setahun {target}).",
        nama=nama,
        keadaan=tr(row.peringatan),
        angka=fmt_value(row.realisasi_gabungan),
        triwulan=int(row.triwulan),
        target=fmt_value(row.target_setahun),
    )


def _differs(row, nama: str) -> str:
    return tr(
        "{nama}: gabungan triwulan {gabungan}, tetapi angka setahun {setahun}.",
        nama=nama,
        gabungan=fmt_value(row.realisasi_gabungan),
        setahun=fmt_value(row.realisasi_setahun),
    )


KEADAAN = (
    mark("tercapai"),
    mark("tidak tercapai"),
    mark("sudah terlampaui"),
    mark("tinggal dipertahankan"),
    mark("tidak dipertahankan"),
    mark("sesuai jalur"),
    mark("tertinggal"),
    mark("menjauh"),
)

NEVER_MADE = mark("belum pernah dicapai")

KREDIBILITAS = (mark("wajar"), mark("pernah dicapai"), NEVER_MADE)

UNKNOWN = mark("belum dapat dinilai")

METODE = {
    "nilai_akhir": mark("nilai terakhir"),
    "geser": mark("laju awal–akhir"),
    "theil_sen": mark("garis tengah"),
}

TIDAK_DIPROYEKSIKAN = {
    "kurang_tahun": mark("{n} punya kurang dari empat tahun dalam deretnya"),
    "jenjang": mark("{n} berupa jenjang"),
}

MELESET, BERBEDA = mark("{n} meleset atau akan meleset"), mark("{n} berbeda dari angka setahun")

PERINGATAN = {
    mark("{n} sudah memenuhi target setahun"): [mark("tercapai"), mark("sudah tercapai")],
    mark("{n} sesuai laju"): [mark("sesuai laju")],
    MELESET: [
        mark("meleset"),
        mark("sudah meleset"),
        mark("akan meleset"),
        mark("di bawah target setahun"),
    ],
    BERBEDA: [mark("beda dengan angka setahun")],
}


def _from_to(row) -> str:
    if row.status == "jenjang":
        return tr("Berupa jenjang tanpa angka, jadi arahnya tidak dihitung.")
    if not row.n_tahun:
        return tr("Belum ada angka realisasi.")
    now = f"{show_amount(row.realisasi_akhir, row)} ({fmt_year(row.tahun_akhir)})"
    if row.n_tahun == 1:
        return tr("Baru satu angka: {angka}.", angka=now)
    start = f"{show_amount(row.realisasi_akhir - row.perubahan, row)} ({fmt_year(row.tahun_awal)})"
    text = tr("Dari {awal} ke {akhir}: {ubah}.", awal=start, akhir=now, ubah=_step(row))
    return " ".join([text, tr("Makin rendah makin baik.")]) if row.polaritas == "turun" else text


def _step(row) -> str:
    """Say how far the last figure lies from the first; of a percentage in points."""
    if abs(row.perubahan) < 1e-9:
        return tr("tetap")
    size = fmt_value(abs(row.perubahan))
    if getattr(row, "satuan", "") == "%":
        return tr("naik {n} poin", n=size) if row.perubahan > 0 else tr("turun {n} poin", n=size)
    return tr("naik {angka}", angka=size) if row.perubahan > 0 else tr("turun {angka}", angka=size)


def _evidence(row, n_diuji: int) -> str:
    """Return what the word for the direction rests on."""
    if row.n_tahun < 2 or row.arah == "tetap":
        return tr("Angkanya tidak pernah berubah.") if row.arah == "tetap" else ""
    if row.n_tahun == 2:
        return tr("Dua tahun hanya menunjukkan naik atau turun, belum arah.")
    if row.n_tahun < NEEDED_FOR_TEST:
        arah, n = tr(row.arah), int(row.n_tahun)
        return tr(
            "Arahnya {arah}; dengan {n} tahun, kebetulan tidak dapat disingkirkan.", arah=arah, n=n
        )
    if row.arah == "tidak menentu":
        return tr("Tidak menentu: belum tiga dari empat pasangan tahun bergerak searah.")
    return _tested(row, n_diuji)


def _tested(row, n_diuji: int) -> str:
    arah, often = tr(row.arah).capitalize(), describe_chance(row.p_tren)
    if not row.arah.startswith("cenderung"):
        return tr(
            "{arah}: urutan seteratur ini muncul {kali} bila sebenarnya tidak ada arah, cukup jarang juga sesudah dihitung bahwa {n} indikator diuji sekaligus.",
            arah=arah,
            kali=often,
            n=n_diuji,
        )
    if row.p_tren < SIGNIFICANT:
        return tr(
            "{arah}: urutan seteratur ini muncul {kali} bila sebenarnya tidak ada arah; karena {n} indikator diuji sekaligus, itu belum cukup untuk dipastikan.",
            arah=arah,
            kali=often,
            n=n_diuji,
        )
    return tr(
        "{arah}: urutan seteratur ini muncul {kali} bila sebenarnya tidak ada arah, jadi belum pasti.",
        arah=arah,
        kali=often,
    )


def _pace(row) -> str:
    if row.n_tahun < 3 or row.arah == "tetap":
        return ""
    pace, low, high = (
        _signed(value) for value in (row.tren_per_tahun, row.tren_bawah, row.tren_atas)
    )
    if row.tren_bawah != row.tren_bawah:
        text = tr(
            "Laju tengahnya {laju} per tahun; {n} tahun terlalu sedikit untuk selang keyakinan 95 %.",
            laju=pace,
            n=int(row.n_tahun),
        )
    elif row.tren_bawah < 0 < row.tren_atas:
        text = tr(
            "Laju tengahnya {laju} per tahun (selang keyakinan 95 %: {bawah} sampai {atas}, jadi naik dan turun sama-sama mungkin).",
            laju=pace,
            bawah=low,
            atas=high,
        )
    else:
        text = tr(
            "Laju tengahnya {laju} per tahun (selang keyakinan 95 %: {bawah} sampai {atas}).",
            laju=pace,
            bawah=low,
            atas=high,
        )
    return text


def _signed(value: float) -> str:
    return ("+" if value > 0 else "−" if value < 0 else "") + fmt_fine(abs(value))


def _flattery(known: pd.DataFrame) -> list[str]:
    """Name the indicator on which the usual measure (realisation over end target) flatters most."""
    open_ = known[
        known["keadaan_jalur"].isin(["sesuai jalur", "tertinggal", "menjauh", "tidak tercapai"])
    ].dropna(subset=["naif_persen", "kemajuan_persen"])
    open_ = open_[open_["naif_persen"] - open_["kemajuan_persen"] > FLATTERY]
    if open_.empty:
        return []
    row = open_.loc[(open_["naif_persen"] - open_["kemajuan_persen"]).idxmax()]
    usual, done = fmt_percent(row.naif_persen, 0), fmt_percent(row.kemajuan_persen, 0)
    if row.kemajuan_persen >= 0:
        text = tr(
            "Ukuran yang lazim di laporan, realisasi terhadap target akhir, mudah tampak tinggi. Contohnya {nama}: {persen} menurut ukuran itu, padahal {ditempuh} jalan yang ditempuh.",
            nama=row.nama_indikator,
            persen=usual,
            ditempuh=done,
        )
    else:
        text = tr(
            "Ukuran yang lazim di laporan, realisasi terhadap target akhir, mudah tampak tinggi. Contohnya {nama}: {persen} menurut ukuran itu, padahal angkanya justru bergerak menjauhi target.",
            nama=row.nama_indikator,
            persen=usual,
        )
    return [text]


def _never_made(known: pd.DataFrame) -> list[str]:
    rows = known[known["kredibilitas"] == NEVER_MADE]
    return [
        tr(
            "{nama} perlu berubah {perlu} setiap tahun; langkah terbaik selama ini {terbaik}. Langkah sebesar itu belum pernah terjadi.",
            nama=row.nama_indikator,
            perlu=_signed(row.langkah_perlu_per_tahun),
            terbaik=_signed(row.langkah_terbaik),
        )
        for row in rows.itertuples()
    ]
