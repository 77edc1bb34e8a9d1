"""Efficiency → HTML tables: measures with verdicts, cost per output, programme support, money by indicator, people."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import load_rules
from ..bahasa.angka import fmt, fmt_count, fmt_percent, fmt_rupiah, fmt_value, fmt_year
from ..language import mark, tr
from ..show.table import table_html
from ..show.values import show_source, tidy_name, with_unit
from .verdict import show_verdict

__all__ = [
    "name_of_line",
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
    names = rows["nama_ukuran"].map(tr)
    told = {name: rows["ukuran"].map(rules[name]).map(tr) for name in ("rumus", "baca", "pemakai")}
    frame = rows.assign(
        nama_=[name[0].upper() + name[1:] for name in names],
        putusan=rows["putusan"].map(show_verdict),
        **told,
    )
    columns = {
        "nama_": (tr("Ukuran"), None),
        "rumus": (tr("Rumus"), None),
        "pemakai": (tr("Dipakai oleh"), None),
        "nilai": (tr("Nilai"), fmt),
        "putusan": (tr("Putusan"), None),
        "baca": (tr("Cara membaca"), None),
    }
    note = tr(
        "Tidak satu pun ukuran ini yang paling benar. Bila target atau keluarannya meleset, tidak satu pun ukuran efisiensi dinilai; ekonomi dan efektivitas hanya melihat satu sisi, uang atau hasil."
    )
    return table_html(
        frame, columns, tr("Semua ukuran berdampingan: {nama}", nama=name_of_line(line)), note
    )


def name_of_line(line: pd.Series) -> str:
    """Return the name of a budget line as a reader expects it; the whole dinas is named in the language in force."""
    return tr(line["nama"]) if line["level"] == "dinas" else tidy_name(line["nama"])


def table_biaya(biaya: pd.DataFrame) -> str:
    """Return planned and actual cost of one unit of each output."""
    frame = biaya.assign(
        keluaran=biaya["nama_keluaran"],
        rencana=biaya["biaya_rencana_rp"].round(),
        nyata=biaya["biaya_nyata_rp"].round(),
        keterangan=[tr(STATUS_BIAYA[word]) for word in biaya["status"]],
        volume=[
            f"{fmt_value(row.volume_realisasi)} / {with_unit(row.volume_target, row.satuan)}"
            for row in biaya.itertuples()
        ],
    )
    columns = {
        "keluaran": (tr("Keluaran"), None),
        "kode": (tr("Kode"), None),
        "volume": (tr("Volume nyata / rencana"), None),
        "realisasi_rp": (tr("Realisasi anggaran"), fmt_rupiah),
        "rencana": (tr("Biaya rencana per satuan"), fmt_rupiah),
        "nyata": (tr("Biaya nyata per satuan"), fmt_rupiah),
        "hemat_persen": (tr("Hemat"), fmt_percent),
        "keterangan": (tr("Keterangan"), None),
    }
    note = tr(
        "Biaya rencana: pagu / volume rencana. Biaya nyata: realisasi / volume nyata. Hemat di bawah nol: lebih mahal daripada rencana. Volume yang melampaui rencana membuat satuannya murah, juga bila targetnya terlalu rendah."
    )
    return table_html(frame, columns, tr("Biaya per satuan keluaran"), note)


STATUS_BIAYA = {
    "dihitung": "",
    "persentase": mark("persentase, bukan volume"),
    "beberapa_keluaran": mark("beberapa keluaran dari satu anggaran; uangnya tidak dapat dibagi"),
    "volume_kosong": mark("volume tidak tercetak"),
    "volume_nol": mark("tidak ada keluaran"),
    "anggaran_kosong": mark("anggaran tidak tercetak"),
    "anggaran_nol": mark("tidak ada anggaran"),
    "realisasi_nol": mark("tidak ada yang dibelanjakan"),
}


def table_banding_biaya(banding: pd.DataFrame, judul: pd.Series) -> str:
    """Return the cost of the same output in several dinas; `judul` maps a dinas to the name a reader knows."""
    frame = banding.assign(
        dinas_=banding["dinas"].map(judul),
        nyata=banding["biaya_nyata_rp"].round(),
        sebanding=banding["sebanding"].map(tr),
        volume=[with_unit(row.volume_realisasi, row.satuan) for row in banding.itertuples()],
    )
    columns = {
        "nama_keluaran": (tr("Keluaran menurut laporannya"), None),
        "kode": (tr("Kode"), None),
        "dinas_": (tr("Dinas"), None),
        "tahun": (tr("Tahun"), fmt_year),
        "volume": (tr("Volume"), None),
        "realisasi_rp": (tr("Realisasi anggaran"), fmt_rupiah),
        "nyata": (tr("Biaya per satuan"), fmt_rupiah),
        "sebanding": (tr("Sebanding"), None),
    }
    note = tr(
        "Kode nomenklatur yang sama. Tidak sebanding: satuannya lain (porsi makan terhadap orang). Hati-hati: tahunnya berbeda. Biaya yang rendah dapat berarti layanan yang lebih ringan, bukan hanya lebih hemat."
    )
    return table_html(frame, columns, tr("Biaya keluaran yang sama di beberapa dinas"), note)


def table_dukungan(dukungan: pd.DataFrame) -> str:
    """Return the programmes behind each indicator with money and delivery side by side."""
    frame = dukungan.assign(
        program=dukungan["nama"].map(tidy_name),
        penjelasan=dukungan["penjelasan"].map(tr),
        fisik=[
            tr(
                "{persen} ({n} keluaran)",
                persen=fmt_percent(row.fisik_persen),
                n=int(row.n_keluaran),
            )
            if row.fisik_persen == row.fisik_persen
            else "–"
            for row in dukungan.itertuples()
        ],
    )
    columns = {
        "nama_indikator": (tr("Indikator"), None),
        "capaian_persen": (tr("Capaian indikator"), fmt_percent),
        "program": (tr("Program pendukung"), None),
        "serapan_persen": (tr("Keuangan (serapan)"), fmt_percent),
        "fisik": (tr("Fisik (keluaran)"), None),
        "penjelasan": (tr("Keluaran program"), None),
    }
    note = tr(
        "Fisik: rata-rata capaian keluaran sub kegiatan (atau kegiatan) program itu, masing-masing dibatasi 100 %, supaya kelebihan yang satu tidak menutup kekurangan yang lain."
    )
    return table_html(frame, columns, tr("Program pendukung tiap indikator"), note)


def table_rantai(pohon: pd.DataFrame) -> str:
    """Return every budget line from programme to sub kegiatan with money and delivery side by side."""
    depth = {"program": "", "kegiatan": "› ", "subkegiatan": "›› "}
    frame = pohon.assign(
        baris=[depth[row.level] + tidy_name(row.nama) for row in pohon.itertuples()],
        kurang=[
            tr("{kurang} dari {semua}", kurang=int(row.n_kurang), semua=int(row.n_keluaran))
            if row.n_keluaran == row.n_keluaran
            else "–"
            for row in pohon.itertuples()
        ],
    )
    columns = {
        "baris": (tr("Program › kegiatan ›› sub kegiatan"), None),
        "kode": (tr("Kode"), None),
        "serapan_persen": (tr("Keuangan (serapan)"), fmt_percent),
        "fisik_persen": (tr("Fisik (keluaran)"), fmt_percent),
        "kurang": (tr("Keluaran di bawah target"), None),
    }
    return table_html(frame, columns, tr("Keuangan dan fisik sampai sub kegiatan"))


def table_uang(pembagian: pd.DataFrame) -> str:
    """Return the money of each indicator by each rule of splitting."""
    columns = {
        "nama_indikator": (tr("Indikator"), None),
        "langsung_rp": (tr("Hanya program khusus indikator itu"), fmt_rupiah),
        "sama_rata_rp": (tr("Dibagi sama rata"), fmt_rupiah),
        "bobot_rp": (tr("Menurut bobot"), fmt_rupiah),
        "kepekaan_persen": (tr("Kepekaan terhadap aturan"), fmt_percent),
    }
    note = tr(
        "Program yang melayani beberapa indikator tidak dapat dibagi tanpa aturan. Tanpa bobot di indikator.csv, kolom bobot sama dengan sama rata."
    )
    rounded = pembagian.assign(
        **{name: pembagian[name].round() for name in ("langsung_rp", "sama_rata_rp", "bobot_rp")}
    )
    return table_html(rounded, columns, tr("Uang tiap indikator menurut tiga aturan"), note)


def table_sumber_daya(tanda: pd.DataFrame) -> str:
    """Return outputs with money and staff side by side, the printed marks, and whether they follow."""
    frame = tanda.assign(
        pegawai=[
            f"{fmt_value(row.sdm_realisasi)} / {fmt_value(row.sdm_target)}"
            for row in tanda.itertuples()
        ],
        sumber=tanda["sumber"].map(show_source),
        dana=[_mark(row.tanda_dana, row.tanda_dana_sah) for row in tanda.itertuples()],
        sdm=[_mark(row.tanda_sdm, row.tanda_sdm_sah) for row in tanda.itertuples()],
    )
    columns = {
        "nama_keluaran": (tr("Keluaran"), None),
        "capaian_persen": (tr("Capaian"), fmt_percent),
        "serapan_persen": (tr("Serapan"), fmt_percent),
        "pegawai": (tr("Pegawai nyata / rencana"), None),
        "keluaran_per_orang": (tr("Keluaran per pegawai"), fmt),
        "dana": (tr("Tanda dana"), None),
        "sdm": (tr("Tanda SDM"), None),
        "sumber": (tr("Sumber"), None),
    }
    return table_html(
        frame,
        columns,
        tr("Uang dan pegawai per keluaran, dengan tanda laporan"),
        tr(
            "Pegawai yang sama dihitung pada beberapa keluaran, jadi jumlahnya tidak boleh ditambahkan."
        ),
    )


def table_hitungan(hitungan: pd.DataFrame) -> str:
    """Return per assessed line how many measures say yes and no."""
    frame = hitungan.assign(
        nama=[name_of_line(line) for _, line in hitungan.iterrows()],
        sepakat=[
            tr("berselisih") if apart else tr("sependapat") for apart in hitungan["berselisih"]
        ],
    )
    columns = {
        "nama": (tr("Program"), None),
        "ya": (tr("Jenis ukuran yang berkata hemat"), fmt_count),
        "tidak": (tr("Jenis ukuran yang berkata tidak"), fmt_count),
        "sepakat": (tr("Keadaan"), None),
    }
    return table_html(frame, columns, tr("Di mana ukuran-ukuran berselisih"))


def _mark(sign: str, follows: str) -> str:
    if not sign:
        return "–"
    word = tr("ditandai hemat") if sign == "efisien" else tr("ditandai tidak hemat")
    return tr(FOLLOWS[follows], tanda=word)


FOLLOWS = {
    "ya": mark("{tanda}; sesuai angkanya"),
    "tanpa angka": mark("{tanda}, padahal tanpa angka"),
    "target tidak tercapai": mark("{tanda}, padahal target tidak tercapai"),
    "melebihi rencana": mark("{tanda}, padahal melebihi rencana"),
    "target tercapai sesuai rencana": mark("{tanda}, padahal target tercapai sesuai rencana"),
}
