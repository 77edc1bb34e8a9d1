"""Efficiency → HTML tables: measures with verdicts, cost per output, programme support, money by indicator, people."""

from __future__ import annotations

import pandas as pd

from ..rules import load_rules
from ..tables import fmt_count, table_html, tidy_name
from ..theme import fmt, fmt_percent, fmt_rupiah, fmt_value, fmt_year

__all__ = [
    "table_banding_biaya",
    "table_biaya",
    "table_dukungan",
    "table_hitungan",
    "table_rantai",
    "table_sumber_daya",
    "table_uang",
    "table_ukuran",
]


def table_ukuran(ukuran: pd.DataFrame, line: pd.Series) -> str:
    """Return every measure of one line (the dinas or a programme) with its formula, value and verdict."""
    rows = ukuran[(ukuran["level"] == line["level"]) & (ukuran["kode"] == line["kode"])]
    rules = load_rules("efisiensi").set_index("kolom")
    frame = rows.assign(
        nama_=[name[0].upper() + name[1:] for name in rows["nama_ukuran"]], rumus=rows["ukuran"].map(rules["rumus"]), baca=rows["ukuran"].map(rules["baca"]),
        pemakai=rows["ukuran"].map(rules["pemakai"]),
    )  # fmt: skip
    columns = {
        "nama_": ("Ukuran", None),
        "rumus": ("Rumus", None),
        "pemakai": ("Dipakai", None),
        "nilai": ("Nilai", fmt),
        "putusan": ("Putusan", None),
        "baca": ("Cara membaca", None),
    }
    note = "Tidak satu pun ukuran ini yang paling benar. Bila target atau keluarannya meleset, tidak satu pun ukuran efisiensi dinilai; ekonomi dan efektivitas hanya melihat satu sisi, uang atau hasil."
    return table_html(frame, columns, f"Semua ukuran berdampingan: {tidy_name(line['nama'])}", note)


def table_biaya(biaya: pd.DataFrame) -> str:
    """Return planned and actual cost of one unit of each output."""
    frame = biaya.assign(
        keluaran=biaya["nama_keluaran"], rencana=biaya["biaya_rencana_rp"].round(), nyata=biaya["biaya_nyata_rp"].round(), keterangan=biaya["status"].map(STATUS_BIAYA),
        volume=[f"{fmt_value(row.volume_realisasi)} / {fmt_value(row.volume_target)} {row.satuan}" for row in biaya.itertuples()],
    )  # fmt: skip
    columns = {
        "keluaran": ("Keluaran", None), "kode": ("Kode", None), "volume": ("Volume nyata / rencana", None), "realisasi_rp": ("Realisasi", fmt_rupiah), "rencana": ("Biaya rencana per satuan", fmt_rupiah),
        "nyata": ("Biaya nyata per satuan", fmt_rupiah), "hemat_persen": ("Hemat", fmt_percent), "keterangan": ("Keterangan", None),
    }  # fmt: skip
    note = "Biaya rencana: pagu / volume rencana. Biaya nyata: realisasi / volume nyata. Hemat di bawah nol: lebih mahal daripada rencana. Volume yang melampaui rencana membuat satuannya murah, juga bila targetnya terlalu rendah."
    return table_html(frame, columns, "Biaya per satuan keluaran", note)


STATUS_BIAYA = {
    "dihitung": "", "persentase": "persentase, bukan volume", "beberapa_keluaran": "beberapa keluaran dari satu anggaran; uangnya tidak dapat dibagi",
    "volume_kosong": "volume tidak tercetak", "volume_nol": "tidak ada keluaran", "anggaran_kosong": "anggaran tidak tercetak", "anggaran_nol": "tidak ada anggaran", "realisasi_nol": "tidak ada yang dibelanjakan",
}  # fmt: skip


def table_banding_biaya(banding: pd.DataFrame, judul: pd.Series) -> str:
    """Return the cost of the same output in several dinas; `judul` maps a dinas to the name a reader knows."""
    frame = banding.assign(
        dinas_=banding["dinas"].map(judul),
        nyata=banding["biaya_nyata_rp"].round(),
        volume=[f"{fmt_value(row.volume_realisasi)} {row.satuan}" for row in banding.itertuples()],
    )
    columns = {
        "nama_keluaran": ("Keluaran menurut laporannya", None), "kode": ("Kode", None), "dinas_": ("Dinas", None), "tahun": ("Tahun", fmt_year), "volume": ("Volume", None),
        "realisasi_rp": ("Realisasi", fmt_rupiah), "nyata": ("Biaya per satuan", fmt_rupiah), "sebanding": ("Sebanding", None),
    }  # fmt: skip
    note = "Kode nomenklatur yang sama. Tidak sebanding: satuannya lain (porsi makan terhadap orang). Hati-hati: tahunnya berbeda. Biaya yang rendah dapat berarti layanan yang lebih ringan, bukan hanya lebih hemat."
    return table_html(frame, columns, "Biaya keluaran yang sama di beberapa dinas", note)


def table_dukungan(dukungan: pd.DataFrame) -> str:
    """Return the programmes behind each indicator with money and delivery side by side."""
    frame = dukungan.assign(
        program=dukungan["nama"].map(tidy_name),
        fisik=[
            f"{fmt_percent(row.fisik_persen)} ({int(row.n_keluaran)} keluaran)"
            if row.fisik_persen == row.fisik_persen
            else "–"
            for row in dukungan.itertuples()
        ],
    )
    columns = {
        "nama_indikator": ("Indikator", None), "capaian_persen": ("Capaian indikator", fmt_percent), "program": ("Program pendukung", None), "serapan_persen": ("Keuangan (serapan)", fmt_percent),
        "fisik": ("Fisik (keluaran)", None), "penjelasan": ("Keluaran program", None),
    }  # fmt: skip
    note = "Fisik: rata-rata capaian keluaran sub kegiatan (atau kegiatan) program itu, masing-masing dibatasi 100 %, supaya kelebihan yang satu tidak menutup kekurangan yang lain."
    return table_html(frame, columns, "Program pendukung tiap indikator", note)


def table_rantai(pohon: pd.DataFrame) -> str:
    """Return every budget line from programme to sub kegiatan with money and delivery side by side."""
    depth = {"program": "", "kegiatan": "› ", "subkegiatan": "›› "}
    frame = pohon.assign(
        baris=[depth[row.level] + tidy_name(row.nama) for row in pohon.itertuples()],
        kurang=[
            f"{int(row.n_kurang)} dari {int(row.n_keluaran)}" if row.n_keluaran == row.n_keluaran else "–"
            for row in pohon.itertuples()
        ],
    )
    columns = {
        "baris": ("Program › kegiatan ›› sub kegiatan", None),
        "kode": ("Kode", None),
        "serapan_persen": ("Keuangan (serapan)", fmt_percent),
        "fisik_persen": ("Fisik (keluaran)", fmt_percent),
        "kurang": ("Keluaran di bawah target", None),
    }
    return table_html(frame, columns, "Keuangan dan fisik sampai sub kegiatan")


def table_uang(pembagian: pd.DataFrame) -> str:
    """Return the money of each indicator by each rule of splitting."""
    columns = {
        "nama_indikator": ("Indikator", None), "langsung_rp": ("Hanya program khusus indikator itu", fmt_rupiah), "sama_rata_rp": ("Dibagi sama rata", fmt_rupiah),
        "bobot_rp": ("Menurut bobot", fmt_rupiah), "kepekaan_persen": ("Kepekaan terhadap aturan", fmt_percent),
    }  # fmt: skip
    note = "Program yang melayani beberapa indikator tidak dapat dibagi tanpa aturan. Tanpa bobot di indikator.csv, kolom bobot sama dengan sama rata."
    rounded = pembagian.assign(
        **{name: pembagian[name].round() for name in ("langsung_rp", "sama_rata_rp", "bobot_rp")}
    )
    return table_html(rounded, columns, "Uang tiap indikator menurut tiga aturan", note)


def table_sumber_daya(tanda: pd.DataFrame) -> str:
    """Return outputs with money and staff side by side, the printed marks, and whether they follow."""
    frame = tanda.assign(
        pegawai=[f"{fmt_value(row.sdm_realisasi)} / {fmt_value(row.sdm_target)}" for row in tanda.itertuples()],
        dana=[_mark(row.tanda_dana, row.tanda_dana_sah) for row in tanda.itertuples()], sdm=[_mark(row.tanda_sdm, row.tanda_sdm_sah) for row in tanda.itertuples()],
    )  # fmt: skip
    columns = {
        "nama_keluaran": ("Keluaran", None), "capaian_persen": ("Capaian", fmt_percent), "serapan_persen": ("Serapan", fmt_percent), "pegawai": ("Pegawai nyata / rencana", None),
        "keluaran_per_orang": ("Keluaran per pegawai", fmt), "dana": ("Tanda dana", None), "sdm": ("Tanda SDM", None), "sumber": ("Sumber", None),
    }  # fmt: skip
    return table_html(
        frame,
        columns,
        "Uang dan pegawai per keluaran, dengan tanda laporan",
        "Pegawai yang sama dihitung pada beberapa keluaran, jadi jumlahnya tidak boleh ditambahkan.",
    )


def table_hitungan(hitungan: pd.DataFrame) -> str:
    """Return per assessed line how many measures say yes and no."""
    frame = hitungan.assign(
        nama=hitungan["nama"].map(tidy_name),
        sepakat=hitungan["berselisih"].map({True: "berselisih", False: "sependapat"}),
    )
    columns = {
        "nama": ("Program", None),
        "ya": ("Jenis ukuran yang berkata hemat", fmt_count),
        "tidak": ("Jenis ukuran yang berkata tidak", fmt_count),
        "sepakat": ("Keadaan", None),
    }
    return table_html(frame, columns, "Di mana ukuran-ukuran berselisih")


def _mark(mark: str, follows: str) -> str:
    if not mark:
        return "–"
    word = "ditandai hemat" if mark == "efisien" else "ditandai tidak hemat"
    return f"{word}; sesuai angkanya" if follows == "ya" else f"{word}, padahal {follows}"
