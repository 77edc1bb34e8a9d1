"""The contract of every table under `data/`, declared once: columns, meaning, unit, key, allowed values."""

from __future__ import annotations

from dataclasses import dataclass

import pandera.pandas as pa

__all__ = ["JENIS", "TABEL", "Kolom", "Tabel", "datapackage", "schema_of"]


NUMBER = r"-?\d+(\.\d+)?"

VALUE = rf"{NUMBER}|1:\d+(\.\d+)?|(AA|A|BB|B|CC|C|D|E)( \d+(\.\d+)?)?|[A-Z][A-Za-z]+|n/a"

# kind of cell: (pattern of the whole text, what is wrong, what to do, frictionless type)
JENIS = {
    "teks": (r"(?s).*", "", "", "string"),
    "slug": (
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "bukan pengenal",
        "pakai huruf kecil, angka dan tanda hubung saja, mis. penurunan-pmks",
        "string",
    ),
    "tahun": (r"(19|20)\d\d", "bukan tahun", "tulis tahun empat angka, mis. 2024", "year"),
    "angka": (
        NUMBER,
        "bukan angka",
        "tulis angka tanpa satuan dan dengan titik desimal, mis. 71.12",
        "number",
    ),
    "rupiah": (
        r"\d+(\.\d{1,2})?",
        "bukan rupiah yang sah",
        "tulis rupiah tanpa titik ribuan, tanpa Rp dan tidak negatif, mis. 19957000",
        "number",
    ),
    "nilai": (
        VALUE,
        "bukan nilai kinerja yang dikenal",
        "tulis angka bertitik desimal (71.12), rasio 1:27500, huruf (BB atau B 69.5), jenjang (Pratama) atau n/a",
        "string",
    ),
    "kode": (
        r"\d\.\d{2}\.\d{2}(\.[12]\.\d{2}(\.\d{4})?)?",
        "bukan kode nomenklatur",
        "tulis seperti 1.06.04, 1.06.04.2.01 atau 1.06.04.2.01.0001",
        "string",
    ),
}

LEVEL_INDIKATOR = ("tujuan", "sasaran", "pendukung", "program", "kegiatan", "subkegiatan", "spm")

LEVEL_ANGGARAN = ("program", "kegiatan", "subkegiatan")

LEVEL_TERBITAN = (*LEVEL_INDIKATOR, "jumlah", "rata_rata", "belanja", "urusan")


@dataclass(frozen=True)
class Kolom:
    """One column: name, kind of cell (`JENIS`), meaning; `wajib` forbids an empty cell, `pilihan` lists the allowed values.

    `baru`: added after the first release, so a file written before may lack it; it is empty then.
    """

    nama: str
    jenis: str
    arti: str
    wajib: bool = False
    pilihan: tuple[str, ...] = ()
    baru: bool = False


@dataclass(frozen=True)
class Tabel:
    """One table: its columns, its key, and whether a dinas can be analysed without it."""

    arti: str
    kolom: tuple[Kolom, ...]
    kunci: tuple[str, ...]
    wajib: bool = False


def _k(
    text: str, *, wajib: bool = False, pilihan: tuple[str, ...] = (), baru: bool = False
) -> Kolom:
    nama, jenis, arti = text.split("|")
    return Kolom(nama, jenis, arti, wajib, pilihan, baru)


_INDIKATOR = _k("indikator|slug|pengenal indikator, unik dalam satu dinas", wajib=True)

_TAHUN = _k("tahun|tahun|tahun data", wajib=True)

TABEL = {
    "indikator": Tabel(
        "satu baris per indikator",
        (
            _INDIKATOR,
            _k("nama_indikator|teks|nama seperti tercetak", wajib=True),
            _k("konsep|slug|pengenal bersama bila beberapa dinas mengukur hal yang sama"),
            _k("level|teks|tingkat indikator", wajib=True, pilihan=LEVEL_INDIKATOR),
            _k("sasaran|teks|tujuan atau sasaran yang diukur"),
            _k("satuan|teks|satuan nilai", wajib=True),
            _k(
                "polaritas|teks|arah yang lebih baik; pada rasio 1:n arah n",
                wajib=True,
                pilihan=("naik", "turun", "rentang"),
            ),
            _k(
                "jenis_target|teks|bentuk target",
                wajib=True,
                pilihan=("angka", "rasio", "rentang", "ordinal"),
            ),
            _k("bobot|angka|bobot bila laporan memakainya"),
        ),
        ("indikator",),
        True,
    ),
    "kinerja": Tabel(
        "satu baris per indikator dan tahun",
        (
            _INDIKATOR,
            _TAHUN,
            _k("target|nilai|target dalam satuan indikator"),
            _k("target_bawah|angka|batas bawah target rentang"),
            _k("target_atas|angka|batas atas target rentang"),
            _k("realisasi|nilai|realisasi dalam satuan indikator"),
            _k("data_tahun|tahun|tahun angka itu bila laporan menyebutnya lebih tua"),
            _k("sumber_target|teks|id baris terbitan_kinerja"),
            _k("sumber_realisasi|teks|id baris terbitan_kinerja"),
        ),
        ("indikator", "tahun"),
        True,
    ),
    "anggaran": Tabel(
        "satu baris per baris anggaran dan tahun",
        (
            _TAHUN,
            _k("kode|kode|kode nomenklatur Kemendagri", wajib=True),
            _k("level|teks|tingkat baris", wajib=True, pilihan=LEVEL_ANGGARAN),
            _k("nama|teks|nama seperti tercetak", wajib=True),
            _k("kode_induk|kode|kode baris di atasnya; kosong pada program"),
            _k("pagu_rp|rupiah|anggaran setelah perubahan, rupiah"),
            _k("realisasi_rp|rupiah|realisasi, rupiah"),
            _k("sumber|teks|id baris terbitan_anggaran"),
        ),
        ("tahun", "kode"),
        True,
    ),
    "program_indikator": Tabel(
        "satu baris per pasangan indikator dan program yang mendukungnya",
        (_INDIKATOR, _k("kode|kode|kode program", wajib=True)),
        ("indikator", "kode"),
    ),
    "keluaran": Tabel(
        "satu baris per keluaran sub kegiatan (atau kegiatan) dan tahun",
        (
            _TAHUN,
            _k("kode|kode|kode baris anggaran yang membiayainya", wajib=True),
            _k("nama_keluaran|teks|keluaran seperti tercetak", wajib=True),
            _k("satuan|teks|satuan volume", wajib=True),
            _k("target|angka|volume yang direncanakan"),
            _k("realisasi|angka|volume yang terwujud"),
            _k("sumber|teks|id baris terbitan atau nomor baris"),
        ),
        ("tahun", "kode", "nama_keluaran"),
    ),
    "sumber_daya": Tabel(
        "satu baris per keluaran dan tahun, dengan uang dan pegawai yang dipakai dan tanda efisiensi yang tercetak",
        (
            _TAHUN,
            _k("kode|kode|kode program atau kegiatan", wajib=True),
            _k("level|teks|tingkat baris", wajib=True, pilihan=LEVEL_ANGGARAN),
            _k("nama_keluaran|teks|keluaran seperti tercetak", wajib=True),
            _k("satuan|teks|satuan volume"),
            *(_k(f"{n}|nilai|{n} keluaran") for n in ("target", "realisasi")),
            *(
                _k(f"{n}|angka|seperti tercetak, %")
                for n in ("capaian_persen", "serapan_persen", "sdm_persen")
            ),
            *(_k(f"{n}|rupiah|seperti tercetak, rupiah") for n in ("pagu_rp", "realisasi_rp")),
            *(_k(f"{n}|angka|pegawai") for n in ("sdm_target", "sdm_realisasi")),
            *(
                _k(f"{n}|teks|tanda tercetak", pilihan=("efisien", "tidak efisien"))
                for n in ("tanda_dana", "tanda_sdm")
            ),
            _k("sumber|teks|id baris terbitan atau nomor baris"),
        ),
        ("tahun", "kode", "nama_keluaran"),
    ),
    "putus": Tabel(
        "satu baris per putus deret: sejak tahun itu angkanya tidak boleh disambung dengan yang sebelumnya",
        (
            _INDIKATOR,
            _k("tahun|tahun|tahun pertama sesudah putus", wajib=True),
            _k(
                "jenis|teks|apa yang berubah: definisi (realisasi tidak bersambung) atau target (jalur target baru)",
                wajib=True,
                pilihan=("definisi", "target"),
            ),
            _k("alasan|teks|apa yang berubah, untuk dibaca orang", wajib=True),
            _k("sumber|teks|id baris terbitan atau nomor baris", wajib=True),
        ),
        ("indikator", "tahun", "jenis"),
    ),
    "acuan": Tabel(
        "satu baris per pembanding nasional, provinsi, SPM atau daerah lain",
        (
            _INDIKATOR,
            _TAHUN,
            _k(
                "acuan|teks|jenis pembanding",
                wajib=True,
                pilihan=("nasional", "provinsi", "spm", "daerah lain"),
            ),
            _k("nama_acuan|teks|nama pembanding", wajib=True),
            _k("nilai|nilai|nilai pembanding", wajib=True),
            _k(
                "sebanding|teks|apakah definisi dan satuannya sama",
                wajib=True,
                pilihan=("ya", "tidak"),
            ),
            _k("catatan|teks|mengapa tidak sebanding, atau keterangan lain"),
            _k("sumber|teks|id baris terbitan atau nomor baris"),
            _k("tahun_nilai|tahun|tahun angka pembanding bila lain dari tahun", baru=True),
        ),
        ("indikator", "tahun", "acuan", "nama_acuan"),
    ),
    "kinerja_triwulan": Tabel(
        "satu baris per indikator dan triwulan",
        (
            _INDIKATOR,
            _TAHUN,
            _k("triwulan|angka|triwulan", wajib=True, pilihan=("1", "2", "3", "4")),
            _k("target|nilai|target triwulan"),
            _k("realisasi|nilai|realisasi triwulan"),
            _k(
                "konsolidasi|teks|cara menggabung triwulan menjadi setahun",
                wajib=True,
                pilihan=("jumlah", "rata_rata", "nilai_akhir"),
            ),
        ),
        ("indikator", "tahun", "triwulan"),
    ),
    "sakip": Tabel(
        "satu baris per komponen evaluasi AKIP dan tahun",
        (
            _TAHUN,
            _k("komponen|teks|komponen evaluasi", wajib=True),
            _k("bobot|angka|bobot"),
            _k("nilai|angka|nilai"),
            _k("sumber|teks|id baris terbitan atau nomor baris"),
        ),
        ("tahun", "komponen"),
    ),
    "spm": Tabel(
        "satu baris per layanan SPM dan tahun",
        (
            _TAHUN,
            _k("layanan|teks|nama layanan", wajib=True),
            _k("satuan|teks|satuan"),
            _k("target|nilai|target"),
            _k("realisasi|nilai|realisasi"),
            _k("capaian_persen|angka|capaian tercetak, %"),
            _k("sumber|teks|id baris terbitan atau nomor baris"),
        ),
        ("tahun", "layanan"),
    ),
    "terbitan_kinerja": Tabel(
        "satu baris per baris kinerja tercetak dan tahun, apa adanya",
        (
            _k("id|teks|pengenal baris", wajib=True),
            _k("dokumen|slug|dokumen", wajib=True),
            _k("tabel|teks|judul tabel seperti tercetak", wajib=True),
            _k("baris|angka|nomor baris teks sumber", wajib=True),
            _k("level|teks|tingkat baris", pilihan=LEVEL_TERBITAN),
            _k("sasaran_tercetak|teks|tujuan atau sasaran"),
            _k("nama_tercetak|teks|nama indikator"),
            _k("satuan_tercetak|teks|satuan"),
            _k("tahun|tahun|tahun angka"),
            *(
                _k(f"{n}_tercetak|teks|teks {n} persis seperti tercetak")
                for n in ("target", "realisasi", "capaian", "predikat")
            ),
            *(_k(f"{n}|angka|{n} sebagai angka") for n in ("target", "realisasi", "capaian")),
            *(
                _k(f"{n}_tercetak|teks|teks {n} persis seperti tercetak")
                for n in ("pembilang", "penyebut")
            ),
            *(_k(f"{n}|angka|{n} sebagai angka") for n in ("pembilang", "penyebut")),
            _k("cara_baca|teks|bagaimana tiap sel dibaca"),
            _k("catatan|teks|keterangan tercetak"),
            _k(
                "tahap|teks|tahap rencana (mis. rkpd, pk-awal) atau pembanding; hanya tahap yang sama dibandingkan"
            ),
        ),
        ("id",),
    ),
    "terbitan_anggaran": Tabel(
        "satu baris per baris anggaran tercetak dan tahun, apa adanya",
        (
            _k("id|teks|pengenal baris", wajib=True),
            _k("dokumen|slug|dokumen", wajib=True),
            _k("tabel|teks|judul tabel seperti tercetak", wajib=True),
            _k("baris|angka|nomor baris teks sumber", wajib=True),
            _k("level|teks|tingkat baris", pilihan=LEVEL_TERBITAN),
            _k("kode_tercetak|teks|kode seperti tercetak"),
            _k("nama_tercetak|teks|nama seperti tercetak"),
            _k("induk|teks|id baris di atasnya dalam tabel yang sama"),
            _k("tahun|tahun|tahun angka"),
            *(
                _k(f"{n}_tercetak|teks|teks {n} persis seperti tercetak")
                for n in ("pagu_induk", "pagu", "realisasi", "persen", "efisiensi")
            ),
            _k("pagu_induk_rp|angka|anggaran sebelum perubahan, rupiah"),
            _k("pagu_rp|angka|anggaran, rupiah"),
            _k("realisasi_rp|angka|realisasi, rupiah"),
            _k("persen|angka|serapan tercetak, %"),
            _k("efisiensi|angka|efisiensi tercetak menurut ukuran laporan itu"),
            _k("sasaran_tercetak|teks|tujuan atau sasaran"),
            _k("cara_baca|teks|bagaimana tiap sel dibaca"),
            _k("catatan|teks|keterangan tercetak"),
            _k(
                "tahap|teks|tahap rencana (mis. rkpd, pk-awal) atau pembanding; hanya tahap yang sama dibandingkan"
            ),
        ),
        ("id",),
    ),
    "terbitan_judul": Tabel(
        "satu baris per judul tabel tercetak",
        (
            _k("dokumen|slug|dokumen", wajib=True),
            _k("baris|angka|nomor baris teks sumber", wajib=True),
            _k("nomor|teks|nomor tabel, mis. 3.4", wajib=True),
            _k("judul|teks|judul seperti tercetak"),
        ),
        ("dokumen", "baris"),
    ),
    "pilihan": Tabel(
        "satu baris per nilai yang dipilih dari beberapa nilai tercetak",
        (
            _INDIKATOR,
            _TAHUN,
            _k("kolom|teks|kolom kinerja", wajib=True, pilihan=("target", "realisasi")),
            _k("dipilih|teks|nilai yang dipakai", wajib=True),
            _k("sumber|teks|id baris terbitan"),
            _k("lain|teks|nilai lain yang tercetak dan id-nya"),
        ),
        ("indikator", "tahun", "kolom"),
    ),
    "analisis": Tabel(
        "satu baris per indikator, tahun dan penyebab",
        (
            _INDIKATOR,
            _TAHUN,
            _k("kode_penyebab|slug|kode penyebab", wajib=True),
            _k("kalimat|teks|kalimat analis sendiri", wajib=True),
            _k("tindak_lanjut|teks|tindak lanjut"),
            _k("sumber|teks|sumber"),
        ),
        ("indikator", "tahun", "kode_penyebab"),
    ),
    "koreksi": Tabel(
        "satu baris per perbaikan: koreksi adalah data, bukan kode",
        (
            _k("tabel|teks|tabel yang diperbaiki", wajib=True),
            _k("kunci|teks|kunci baris, mis. indikator=idg;tahun=2023", wajib=True),
            _k("kolom|teks|kolom", wajib=True),
            _k("nilai_lama|teks|nilai sebelum koreksi"),
            _k("nilai_baru|teks|nilai sesudah koreksi"),
            _k("alasan|teks|alasan", wajib=True),
            _k("sumber|teks|sumber", wajib=True),
        ),
        ("tabel", "kunci", "kolom"),
    ),
}


def schema_of(nama: str) -> pa.DataFrameSchema:
    """Return the pandera schema of one table, read as text; each check's error is `problem|next step`."""
    return pa.DataFrameSchema(
        {kolom.nama: pa.Column(str, _checks(kolom), required=True) for kolom in TABEL[nama].kolom},
        strict=False,
    )


def _checks(kolom: Kolom) -> list[pa.Check]:
    pattern, wrong, step, _ = JENIS[kolom.jenis]
    checks = [pa.Check.str_matches(rf"^(?:{pattern})?\Z", error=f"{wrong}|{step}")] if wrong else []
    if kolom.pilihan:
        allowed = ", ".join(kolom.pilihan)
        checks.append(
            pa.Check.isin(
                [*kolom.pilihan, ""], error=f"nilai tidak dikenal|pilih salah satu: {allowed}"
            )
        )
    if kolom.wajib:
        checks.append(
            pa.Check(lambda cells: cells.str.strip() != "", error=f"sel kosong|isi: {kolom.arti}")
        )
    return checks


def datapackage() -> dict:
    """Return the description of `data/` (Frictionless Tabular Data Package) made from the contract."""
    return {
        "profile": "tabular-data-package",
        "name": "lakip-data",
        "title": "Target, realisasi dan anggaran perangkat daerah seperti dilaporkan dalam LKjIP",
        "resources": [_resource(nama, tabel) for nama, tabel in TABEL.items()],
    }


def _resource(nama: str, tabel: Tabel) -> dict:
    fields = [
        {"name": k.nama, "type": JENIS[k.jenis][3], "title": k.arti}
        | ({"constraints": _constraints(k)} if k.wajib or k.pilihan else {})
        for k in tabel.kolom
    ]
    return {
        "name": nama.replace("_", "-"),
        "path": f"<dinas>/{nama}.csv",
        "title": tabel.arti,
        "required": tabel.wajib,
        "schema": {"fields": fields, "primaryKey": list(tabel.kunci), "missingValues": [""]},
    }


def _constraints(kolom: Kolom) -> dict:
    return ({"required": True} if kolom.wajib else {}) | (
        {"enum": list(kolom.pilihan)} if kolom.pilihan else {}
    )
