"""Trend → Indonesian sentences for readers without statistics: no p-value stands without the sentence that says what it means."""

from __future__ import annotations

import pandas as pd

from ..theme import fmt, fmt_percent, fmt_value, fmt_year

__all__ = [
    "alt_deret", "describe_chance", "describe_deret", "describe_jalur", "describe_proyeksi", "describe_putus", "describe_tren", "describe_triwulan",
    "describe_uji_ulang", "fmt_fine", "show_amount",
]  # fmt: skip

ARAH = (
    "membaik",
    "cenderung membaik",
    "memburuk",
    "cenderung memburuk",
    "tetap",
    "tidak menentu",
    "naik",
    "cenderung naik",
    "turun",
    "cenderung turun",
)
NEEDED_FOR_TEST, SIGNIFICANT = 5, 0.05
FLATTERY = 10  # points between the usual measure and the way gone


def describe_tren(tren: pd.DataFrame) -> str:
    """Return how many indicators get better, worse, or have too few years to say, and what the words rest on."""
    counts = tren["arah"].value_counts()
    known = [f"{counts[word]} {word}" for word in ARAH if word in counts]
    ladder = int((tren["status"] == "jenjang").sum())
    few = int(counts.get("belum cukup data", 0)) - ladder
    text = f"Arah {len(tren)} indikator: " + (", ".join(known) if known else "belum ada yang dapat disebut") + "."
    if few:
        text += f" {few} indikator belum cukup data (kurang dari dua tahun)."
    if ladder:
        text += f" {ladder} indikator berupa jenjang tanpa angka."
    if tren["arah"].isin(["membaik", "memburuk"]).any():
        text += " Kata membaik atau memburuk tanpa “cenderung” hanya dipakai bila urutan seperti itu jarang terjadi karena kebetulan (uji Mann–Kendall tepat, peluang di bawah 5 % sesudah dihitung bahwa beberapa indikator diuji sekaligus, paling sedikit lima tahun)."
    outside = int(tren["n_di_luar_deret"].sum())
    if outside:
        text += f" {outside} angka tidak ikut dalam deretnya; alasannya ada pada bab Tren."
    return text


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
        return "hampir selalu"
    return "kurang dari 1 dari 100 kali" if p < 0.005 else f"sekitar {fmt(p * 100, 0)} dari 100 kali"


def fmt_fine(value: float) -> str:
    """Write a pace or a limit with two decimals, with four where two would make it nought."""
    return fmt(value, 2 if value != value or value == 0 or abs(value) >= 0.0995 else 4)


def show_amount(value: float, row) -> str:
    """Write a value of an indicator as its reader writes it: `71,48 %`, `1 : 27.500`, `85,85`."""
    if value != value:
        return "–"
    ratio = "1 : " if getattr(row, "jenis_target", "") == "rasio" else ""
    return f"{ratio}{fmt_value(value)}{' %' if getattr(row, 'satuan', '') == '%' else ''}"


def describe_putus(row, points: pd.DataFrame) -> list[str]:
    """Say which printed figures stand outside the series, and why."""
    outside = points[~points["dipakai"]]
    return [
        f"Angka laporan tahun {', '.join(f'{fmt_year(p.tahun_lapor)} ({show_amount(p.realisasi_angka, row)})' for p in group.itertuples())} tidak ikut: {reason}."
        for reason, group in outside.groupby("alasan", sort=False)
    ]


def alt_deret(row, points: pd.DataFrame, targets: pd.DataFrame) -> str:
    """Return the alternative text of one indicator's figure, with every number in it.

    `targets` has `tahun` and `target_angka`.
    """
    real = ", ".join(
        f"{fmt_year(p.tahun)} {show_amount(p.realisasi_angka, row)}" for p in points[points["dipakai"]].itertuples()
    )
    goal = ", ".join(f"{fmt_year(t.tahun)} {show_amount(t.target_angka, row)}" for t in targets.itertuples())
    return f"Grafik garis {row.nama_indikator}. Realisasi: {real}." + (f" Target: {goal}." if goal else "")


def describe_jalur(tren: pd.DataFrame) -> list[str]:
    """Return what the way to the end target looks like: states, obsolete targets, the flattering usual measure, steps never made."""
    known = tren[tren["keadaan_jalur"] != "belum dapat dinilai"]
    if known.empty:
        return ["Belum ada indikator yang jalannya ke target akhir dapat dinilai."]
    counts = known["keadaan_jalur"].value_counts()
    states = ", ".join(f"{counts[state]} {state}" for state in KEADAAN if state in counts)
    text = [f"Jalan ke target akhir dapat dinilai pada {len(known)} dari {len(tren)} indikator: {states}."]
    past = known.loc[known["keadaan_jalur"] == "sudah terlampaui", "nama_indikator"]
    if len(past):
        text.append(
            f"Target akhir yang sudah terlampaui sebelum waktunya tidak lagi menuntut apa pun (usang): {'; '.join(past)}."
        )
    return [*text, *_flattery(known), *_never_made(known)]


def describe_proyeksi(proyeksi: pd.DataFrame, names: pd.Series) -> list[str]:
    """Return what is projected, what is not and why, and the chance of each end target."""
    first = proyeksi.drop_duplicates("indikator")
    counts = first["status"].value_counts()
    made = len(first) - sum(int(counts.get(word, 0)) for word in ("kurang_tahun", "jenjang"))
    why = {"kurang_tahun": "punya kurang dari empat tahun dalam deretnya", "jenjang": "berupa jenjang"}
    reasons = [f"{counts[word]} {text}" for word, text in why.items() if word in counts]
    text = [
        f"{made} dari {len(first)} indikator diproyeksikan" + (f"; {' dan '.join(reasons)}" if reasons else "") + "."
    ]
    if not made:
        return text
    text.append(
        "Ketiga cara hanya meneruskan masa lalu; tidak satu pun tahu rencana atau anggaran tahun depan. Selang 80 % berarti: bila modelnya benar, angka nyata jatuh di dalamnya 8 dari 10 kali."
    )
    if first["pandemi"].any():
        text.append("Sebagian deret memuat 2020–2021, tahun pandemi; laju yang diteruskan ikut memuatnya.")
    chance = (
        proyeksi.dropna(subset=["peluang_persen"])
        .drop_duplicates(["indikator", "metode"])
        .pivot(index="indikator", columns="metode", values="peluang_persen")
    )
    target = proyeksi.drop_duplicates("indikator").set_index("indikator")["tahun_target_akhir"]
    for indikator, row in chance.iterrows():
        text.append(
            f"{names[indikator]}: peluang memenuhi target akhir tahun {fmt_year(target[indikator])} antara {fmt_percent(row.min(), 0)} dan {fmt_percent(row.max(), 0)}, tergantung modelnya."
        )
    return text


def describe_uji_ulang(ringkasan: pd.DataFrame) -> str:
    """Return how each way of projecting would have done on the last known figure."""
    if ringkasan.empty:
        return "Uji ulang tidak dapat dilakukan: tidak ada deret dengan lima angka."
    by_name = ringkasan.set_index("metode")
    n = int(by_name["n_deret"].iloc[0])
    others = ", ".join(
        f"{METODE[name]} {int(by_name.loc[name, 'n_lebih_baik'])}" for name in by_name.index if name != "nilai_akhir"
    )
    inside = ", ".join(
        f"{METODE[name]} {fmt_percent(by_name.loc[name, 'cakupan_persen'], 0)}" for name in by_name.index
    )
    return f"Uji ulang: angka terakhir dari {n} deret disembunyikan lalu ditebak. Lebih dekat daripada sekadar mengulang angka terakhir: {others} dari {n}. Angka nyata jatuh di dalam selang 80 %: {inside}."


def describe_triwulan(terakhir: pd.DataFrame, names: pd.Series) -> list[str]:
    """Return how the year goes by quarter: what is reached, what will miss, what cannot be said.

    `terakhir` is the last quarter of each indicator, as `latest_quarter` gives it.
    """
    if terakhir.empty:
        return ["Tidak ada data triwulan untuk tahun ini."]
    groups = {
        "sudah memenuhi target setahun": ["tercapai", "sudah tercapai"], "sesuai laju": ["sesuai laju"],
        "meleset atau akan meleset": ["meleset", "sudah meleset", "akan meleset", "di bawah target setahun"],
    }  # fmt: skip
    counts = {name: terakhir["peringatan"].isin(words).sum() for name, words in groups.items()}
    counts["berbeda dari angka setahun"] = (terakhir["peringatan"] == "beda dengan angka setahun").sum()
    rest = len(terakhir) - sum(counts.values())
    parts = [f"{count} {name}" for name, count in counts.items() if count] + (
        [f"{rest} tidak dapat dinilai"] if rest else []
    )
    text = [f"{len(terakhir)} indikator diukur per triwulan: {', '.join(parts)}."]
    for row in terakhir[terakhir["peringatan"].isin(groups["meleset atau akan meleset"])].itertuples():
        text.append(
            f"{names[row.indikator]}: {row.peringatan} ({fmt_value(row.realisasi_gabungan)} sampai triwulan {int(row.triwulan)}, target setahun {fmt_value(row.target_setahun)})."
        )
    for row in terakhir[terakhir["peringatan"] == "beda dengan angka setahun"].itertuples():
        text.append(
            f"{names[row.indikator]}: gabungan triwulan {fmt_value(row.realisasi_gabungan)}, tetapi angka setahun {fmt_value(row.realisasi_setahun)}."
        )
    return text


KEADAAN = (
    "tercapai",
    "tidak tercapai",
    "sudah terlampaui",
    "tinggal dipertahankan",
    "tidak dipertahankan",
    "sesuai jalur",
    "tertinggal",
    "menjauh",
)
METODE = {"nilai_akhir": "nilai terakhir", "geser": "laju awal–akhir", "theil_sen": "garis tengah"}


def _from_to(row) -> str:
    if row.status == "jenjang":
        return "Berupa jenjang tanpa angka, jadi arahnya tidak dihitung."
    if not row.n_tahun:
        return "Belum ada angka realisasi."
    now = f"{show_amount(row.realisasi_akhir, row)} ({fmt_year(row.tahun_akhir)})"
    if row.n_tahun == 1:
        return f"Baru satu angka: {now}."
    start = f"{show_amount(row.realisasi_akhir - row.perubahan, row)} ({fmt_year(row.tahun_awal)})"
    way = (
        "tetap"
        if abs(row.perubahan) < 1e-9
        else f"{'naik' if row.perubahan > 0 else 'turun'} {fmt_value(abs(row.perubahan))}{' poin' if getattr(row, 'satuan', '') == '%' else ''}"
    )
    return f"Dari {start} ke {now}: {way}." + (" Makin rendah makin baik." if row.polaritas == "turun" else "")


def _evidence(row, n_diuji: int) -> str:
    """Return what the word for the direction rests on."""
    if row.n_tahun < 2 or row.arah == "tetap":
        return "Angkanya tidak pernah berubah." if row.arah == "tetap" else ""
    if row.n_tahun == 2:
        return "Dua tahun hanya menunjukkan naik atau turun, belum arah."
    if row.n_tahun < NEEDED_FOR_TEST:
        return f"Arahnya {row.arah}; dengan {int(row.n_tahun)} tahun, kebetulan tidak dapat disingkirkan."
    if row.arah == "tidak menentu":
        return "Tidak menentu: belum tiga dari empat pasangan tahun bergerak searah."
    return _tested(row, n_diuji)


def _tested(row, n_diuji: int) -> str:
    chance = f"{row.arah.capitalize()}: urutan seteratur ini muncul {describe_chance(row.p_tren)} bila sebenarnya tidak ada arah"
    if not row.arah.startswith("cenderung"):
        return f"{chance}, cukup jarang juga sesudah dihitung bahwa {n_diuji} indikator diuji sekaligus."
    many = (
        f"; karena {n_diuji} indikator diuji sekaligus, itu belum cukup untuk dipastikan"
        if row.p_tren < SIGNIFICANT
        else ", jadi belum pasti"
    )
    return f"{chance}{many}."


def _pace(row) -> str:
    if row.n_tahun < 3 or row.arah == "tetap":
        return ""
    text = f"Laju tengahnya {_signed(row.tren_per_tahun)} per tahun"
    if row.tren_bawah != row.tren_bawah:
        return text + f"; {int(row.n_tahun)} tahun terlalu sedikit untuk selang keyakinan 95 %."
    both = ", jadi naik dan turun sama-sama mungkin" if row.tren_bawah < 0 < row.tren_atas else ""
    return text + f" (selang keyakinan 95 %: {_signed(row.tren_bawah)} sampai {_signed(row.tren_atas)}{both})."


def _signed(value: float) -> str:
    return ("+" if value > 0 else "−" if value < 0 else "") + fmt_fine(abs(value))


def _flattery(known: pd.DataFrame) -> list[str]:
    """Name the indicator on which the usual measure (realisation over end target) flatters most."""
    open_ = known[known["keadaan_jalur"].isin(["sesuai jalur", "tertinggal", "menjauh", "tidak tercapai"])].dropna(
        subset=["naif_persen", "kemajuan_persen"]
    )
    open_ = open_[open_["naif_persen"] - open_["kemajuan_persen"] > FLATTERY]
    if open_.empty:
        return []
    row = open_.loc[(open_["naif_persen"] - open_["kemajuan_persen"]).idxmax()]
    done = (
        f"{fmt_percent(row.kemajuan_persen, 0)} jalan yang ditempuh"
        if row.kemajuan_persen >= 0
        else "angkanya justru bergerak menjauhi target"
    )
    return [
        f"Ukuran yang lazim di laporan, realisasi terhadap target akhir, mudah tampak tinggi. Contohnya {row.nama_indikator}: {fmt_percent(row.naif_persen, 0)} menurut ukuran itu, padahal {done}."
    ]


def _never_made(known: pd.DataFrame) -> list[str]:
    rows = known[known["kredibilitas"] == "belum pernah dicapai"]
    return [
        f"{row.nama_indikator} perlu berubah {_signed(row.langkah_perlu_per_tahun)} setiap tahun; langkah terbaik selama ini {_signed(row.langkah_terbaik)}. Langkah sebesar itu belum pernah terjadi."
        for row in rows.itertuples()
    ]
