"""Trend → HTML tables: direction, way to the end target, breaks, projection, back-test, quarters."""

from __future__ import annotations

import pandas as pd

from ..bahasa.angka import fmt, fmt_count, fmt_percent, fmt_value, fmt_year
from ..language import mark, tr
from ..show.table import table_html
from ..show.values import show_source, show_target, show_values, year_notes
from .sentences import METODE, describe_chance, fmt_fine, show_amount, show_reason

__all__ = [
    "table_deret",
    "table_jalur",
    "table_proyeksi",
    "table_putus",
    "table_tren",
    "table_triwulan",
    "table_uji_ulang",
]


def table_tren(tren: pd.DataFrame) -> str:
    """Return direction, pace, interval and run per indicator; `tren` carries `nama_indikator`, `satuan`, `jenis_target`."""
    rows = list(tren.itertuples())
    frame = tren.assign(
        rentang=[_years(row) for row in rows],
        laju=[_pace(row) for row in rows],
        kebetulan=[
            describe_chance(row.p_tren) if row.status == "uji" else tr("tidak diuji")
            for row in rows
        ],
        runtun=[_run(row) for row in rows],
        arah=tren["arah"].map(tr),
    )
    columns = {
        "nama_indikator": (tr("Indikator"), None),
        "rentang": (tr("Tahun dalam deret"), None),
        "perubahan": (tr("Perubahan awal–akhir"), fmt),
        "laju": (tr("Laju per tahun (selang 95 %)"), None),
        "arah": (tr("Arah"), None),
        "kebetulan": (tr("Muncul karena kebetulan"), None),
        "runtun": (tr("Runtun terpanjang"), None),
    }
    if tren["pertumbuhan_persen"].notna().any():
        columns["pertumbuhan_persen"] = (tr("Pertumbuhan per tahun"), fmt_percent)
    note = tr(
        "Perubahan dalam satuan indikator (poin untuk persentase). Laju: median semua pasangan tahun (Theil–Sen). Selang hanya ada bila tahunnya cukup. Muncul karena kebetulan: seberapa sering urutan seteratur itu terjadi bila sebenarnya tidak ada arah; diuji mulai lima tahun."
    )
    return table_html(frame, columns, tr("Arah tiap indikator"), note)


def table_deret(kinerja: pd.DataFrame, changes: pd.DataFrame) -> str:
    """Return the years of one indicator: target, realisation, change from the year before (points for a percentage), what to know of the year."""
    shown = kinerja.sort_values("tahun")
    step = changes.set_index("tahun")["perubahan"]
    own = shown["data_tahun"].isna() | (shown["data_tahun"] == shown["tahun"])
    frame = shown.assign(
        target_=[show_target(row) for row in shown.itertuples()],
        realisasi_=show_values(shown["realisasi"]),
        perubahan=shown["tahun"].map(step).where(own),
        catatan=[year_notes(row) for row in shown.itertuples()],
    )
    unit = tr("poin") if (shown["satuan"] == "%").all() else shown["satuan"].iloc[0]
    columns = {
        "tahun": (tr("Tahun"), fmt_year),
        "target_": (tr("Target"), None),
        "realisasi_": (tr("Realisasi"), None),
        "perubahan": (tr("Perubahan dari angka sebelumnya ({satuan})", satuan=unit), fmt),
        "catatan": (tr("Catatan"), None),
    }
    return table_html(frame, columns, tr("Target dan realisasi per tahun"))


def table_jalur(tren: pd.DataFrame) -> str:
    """Return the way to the end target per indicator, the usual measure beside it, and the required step against the past ones."""
    rows = list(tren.itertuples())
    frame = tren.assign(
        dasar=[
            f"{show_amount(row.nilai_dasar, row)} ({fmt_year(row.tahun_dasar)})"
            if row.n_tahun
            else "–"
            for row in rows
        ],
        kini=[
            f"{show_amount(row.realisasi_akhir, row)} ({fmt_year(row.tahun_akhir)})"
            if row.n_tahun
            else "–"
            for row in rows
        ],
        akhir=[
            f"{show_amount(row.target_akhir, row)} ({fmt_year(row.tahun_target_akhir)})"
            if row.target_akhir == row.target_akhir
            else "–"
            for row in rows
        ],
        tempuh=[_way(row) for row in rows],
        perlu=[
            fmt_fine(row.langkah_perlu_per_tahun)
            if row.kredibilitas or row.keadaan_jalur in ("menjauh", "tertinggal", "sesuai jalur")
            else "–"
            for row in rows
        ],
        biasa=[
            f"{fmt_fine(row.langkah_median)} / {fmt_fine(row.langkah_terbaik)}"
            if row.langkah_median == row.langkah_median
            else "–"
            for row in rows
        ],
        keadaan_jalur=tren["keadaan_jalur"].map(tr),
        kredibilitas=[tr(row.kredibilitas) if row.kredibilitas else "" for row in rows],
    )
    columns = {
        "nama_indikator": (tr("Indikator"), None),
        "dasar": (tr("Titik awal"), None),
        "kini": (tr("Angka terakhir"), None),
        "akhir": (tr("Target akhir"), None),
        "keadaan_jalur": (tr("Keadaan"), None),
        "tempuh": (tr("Jarak ditempuh / seharusnya"), None),
        "naif_persen": (tr("Ukuran lazim (terhadap target akhir)"), fmt_percent),
        "perlu": (tr("Langkah perlu per tahun"), None),
        "biasa": (tr("Langkah biasa / terbaik selama ini"), None),
        "kredibilitas": (tr("Langkah perlu itu"), None),
    }
    note = tr(
        "Jarak ditempuh: bagian jalan dari titik awal ke target akhir; seharusnya: bagian waktu yang sudah lewat. Titik awal: angka terakhir sebelum jalur target diganti, atau angka pertama. Jarak hanya dihitung bila target akhir menuntut lebih daripada titik awal."
    )
    return table_html(frame, columns, tr("Jalan ke target akhir"), note)


def table_putus(putus: pd.DataFrame, points: pd.DataFrame) -> str:
    """Return every break as kept in the data, and every figure that stands outside its series."""
    breaks = putus.assign(
        apa=putus["jenis"].map(lambda kind: tr(PUTUS[kind])),
        sumber=putus["sumber"].map(show_source),
    )
    outside = points[~points["dipakai"]].assign(
        apa=tr("angka di luar deret"),
        sumber="–",
        tahun=lambda f: f["tahun_lapor"],
        alasan=lambda f: f["alasan"].map(show_reason),
    )
    rows = pd.concat([breaks, outside], ignore_index=True).sort_values(
        ["nama_indikator", "tahun"], kind="stable"
    )
    columns = {
        "nama_indikator": (tr("Indikator"), None),
        "tahun": (tr("Tahun"), fmt_year),
        "apa": (tr("Apa yang putus"), None),
        "alasan": (tr("Alasan"), None),
        "sumber": (tr("Sumber"), None),
    }
    return table_html(rows, columns, tr("Deret yang putus dan angka yang tidak ikut"))


def table_proyeksi(proyeksi: pd.DataFrame, names: pd.DataFrame) -> str:
    """Return what each way of projecting gives for each year; `names` has `nama_indikator`, `satuan`, `jenis_target` by indikator."""
    known = proyeksi[proyeksi["nilai"].notna()].join(names, on="indikator")
    known = known.assign(isi=[_with_interval(row) for row in known.itertuples()])
    keys = ["indikator", "nama_indikator", "tahun"]
    wide = (
        known.pivot(index=keys, columns="metode", values="isi")
        .reindex(columns=list(METODE))
        .reset_index()
    )
    order = {name: place for place, name in enumerate(known["indikator"].unique())}
    wide = wide.sort_values(
        ["indikator", "tahun"],
        key=lambda column: column.map(order) if column.name == "indikator" else column,
    )
    columns = {"nama_indikator": (tr("Indikator"), None), "tahun": (tr("Tahun"), fmt_year)} | {
        name: (tr(label).capitalize(), None) for name, label in METODE.items()
    }
    note = tr(
        "Dalam kurung selang 80 %, dipotong pada batas satuan (0–100 % untuk bagian dari keseluruhan). Nilai terakhir adalah patokan: cara lain baru berguna bila lebih baik daripadanya."
    )
    return table_html(wide, columns, tr("Proyeksi satu dan dua tahun ke depan"), note)


def table_uji_ulang(ringkasan: pd.DataFrame) -> str:
    """Return how each way of projecting did on the last known figure."""
    frame = ringkasan.assign(cara=ringkasan["metode"].map(lambda name: tr(METODE[name])))
    columns = {
        "cara": (tr("Cara"), None),
        "n_deret": (tr("Deret"), fmt_count),
        "median_galat_langkah": (tr("Galat tengah (dalam langkah tahunan biasa)"), fmt),
        "n_lebih_baik": (tr("Lebih dekat daripada nilai terakhir"), fmt_count),
        "cakupan_persen": (tr("Di dalam selang 80 %"), fmt_percent),
    }
    return table_html(frame, columns, tr("Uji ulang: menebak angka terakhir yang sudah diketahui"))


def table_triwulan(triwulan: pd.DataFrame, names: pd.Series, caption: str) -> str:
    """Return every quarter put together, against its own target and the year's."""
    least = (triwulan["status"] == "triwulan_kosong").map({True: "≥ ", False: ""})
    frame = triwulan.assign(
        nama=triwulan["indikator"].map(names),
        cara=triwulan["konsolidasi"].map(lambda rule: tr(GABUNG[rule])),
        gabungan=[
            f"{sign}{fmt_value(value)}" if value == value else tr(STATUS.get(status, "–"))
            for sign, value, status in zip(
                least, triwulan["realisasi_gabungan"], triwulan["status"], strict=True
            )
        ],
        peringatan=[tr(word) if word else "" for word in triwulan["peringatan"]],
    )
    columns = {
        "nama": (tr("Indikator"), None),
        "triwulan": (tr("Triwulan"), fmt_count),
        "cara": (tr("Digabung"), None),
        "gabungan": (tr("Realisasi sampai triwulan ini"), None),
        "target_gabungan": (tr("Target sampai triwulan ini"), fmt_value),
        "target_setahun": (tr("Target setahun"), fmt_value),
        "kemajuan_persen": (tr("Kemajuan terhadap setahun"), fmt_percent),
        "peringatan": (tr("Keadaan"), None),
    }
    note = tr(
        "≥: ada triwulan yang kosong, jadi jumlahnya paling sedikit sebesar itu. Akan meleset: tertinggal dari target triwulan, atau, bila target triwulan tidak ada, pada laju selama ini. Pekerjaan yang memang direncanakan di akhir tahun ikut diperingatkan; bacalah sebagai pertanyaan."
    )
    return table_html(frame, columns, caption, note)


FAR = 200

STATUS = {"jenjang": mark("jenjang, tidak digabung"), "realisasi_kosong": mark("belum ada angka")}

RUNTUN = {"naik": mark("naik {n} tahun"), "turun": mark("turun {n} tahun")}

PUTUS = {"definisi": mark("definisi berubah"), "target": mark("jalur target diganti")}

GABUNG = {
    "jumlah": mark("dijumlahkan"),
    "rata_rata": mark("dirata-ratakan"),
    "nilai_akhir": mark("nilai terakhir"),
}


def _way(row) -> str:
    if row.kemajuan_persen != row.kemajuan_persen:
        return "–"
    done = tr("> 200 %") if row.kemajuan_persen > FAR else fmt_percent(row.kemajuan_persen, 0)
    return f"{done} / {fmt_percent(row.jalur_persen, 0)}"


def _years(row) -> str:
    if not row.n_tahun:
        return tr("tidak ada")
    return (
        f"{int(row.n_tahun)} ({fmt_year(row.tahun_awal)}–{fmt_year(row.tahun_akhir)})"
        if row.n_tahun > 1
        else f"1 ({fmt_year(row.tahun_akhir)})"
    )


def _pace(row) -> str:
    if row.n_tahun < 2:
        return "–"
    pace = fmt_fine(row.tren_per_tahun)
    if row.tren_bawah != row.tren_bawah:
        return tr("{laju} (selang tidak mungkin)", laju=pace)
    return f"{pace} ({fmt_fine(row.tren_bawah)} … {fmt_fine(row.tren_atas)})"


def _run(row) -> str:
    if not row.runtun_arah:
        return "–"
    return tr(RUNTUN[row.runtun_arah], n=int(row.runtun_tahun))


def _with_interval(row) -> str:
    if row.bawah != row.bawah:
        return tr(
            "{nilai} (tanpa selang: angkanya tidak pernah menyimpang dari cara ini)",
            nilai=_rounded(row.nilai, row),
        )
    return f"{_rounded(row.nilai, row)} ({_rounded(row.bawah, row)} … {_rounded(row.atas, row)})"


def _rounded(value: float, row) -> str:
    ratio = getattr(row, "jenis_target", "") == "rasio"
    return ("1 : " if ratio else "") + fmt(value, 0 if ratio else 2)
