"""When two printed names are one quantity: brackets, regions, abbreviations."""

import pandas as pd
import pytest

from lakip_analysis.audit.crosscheck import find_differences
from lakip_analysis.audit.names import bare_key, merge_variants, name_key
from lakip_analysis.audit.prepare import prepare


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("APK (7-12 tahun)", "apk 7 12 tahun"),
        ("APK (13-15 tahun)", "apk 13 15 tahun"),
        ("Belanja modal (DAU)", "belanja modal dau"),
        ("Belanja modal (DAK)", "belanja modal dak"),
        ("Dana Alokasi Umum (DAU)", "dana alokasi umum"),
        ("Anak yang Memerlukan Perlindungan Khusus (AMPK) terlayani", "anak memerlukan perlindungan khusus terlayani"),
        ("Lembaga Konsultasi Kesejahteraan Keluarga (LK3)", "lembaga konsultasi kesejahteraan keluarga"),
        ("Capaian SPM (Standar Pelayanan Minimal)", "capaian spm"),
        ("Persentase (%) PMKS", "persentase pmks"),
        ("Dokumen rencana (Keluaran)", "dokumen rencana"),
        ("Penduduk miskin (laki-laki)", "penduduk miskin laki laki"),
        ("Pelatihan (BKB, BKR", "pelatihan bkb bkr"),
        ("Jalan Kabupaten", "jalan kabupaten"),
        ("Jalan Kota", "jalan kota"),
        ("Pelayanan Kewenangan Kabupaten/Kota", "pelayanan"),
        ("Pelayanan Kewenangan Kabupaten/ Kota", "pelayanan"),
        ("Pelayanan Kewenangan Kab/Kota", "pelayanan"),
        ("Pelayanan Kewenangan Kabupaten Kota", "pelayanan"),
    ],
)
def test_a_bracket_is_part_of_the_name_unless_it_abbreviates(name, key):
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("rows", "same"),
    [
        ([("TFR (15 s/d 49 tahun)", "1", 4), ("TFR", "2", 9)], True),
        ([("Indeks Pemberdayaan Gender (IDG)", "1", 4), ("Indeks Pemberdayaan Gender", "2", 9)], True),
        ([("Kota Layak Anak", "1", 4), ("Layak Anak", "2", 9)], True),
        ([("APK (7-12 tahun)", "1", 4), ("APK (13-15 tahun)", "2", 9)], False),
        ([("APK", "1", 4), ("APK (7-12 tahun)", "1", 5)], False),
        ([("Penduduk Kabupaten Malang", "1", 4), ("Penduduk Kota Malang", "1", 5)], False),
        ([("Pekerja (formal)", "1", 4), ("Pekerja (informal)", "1", 5)], False),
    ],
    ids=["one bracket", "an abbreviation of other letters", "a region", "two brackets", "with and without in one table", "two regions", "almost one word"],
)
def test_names_of_one_bare_key_are_one_unless_something_tells_them_apart(rows, same):
    frame = pd.DataFrame(rows, columns=["nama", "peta", "baris"])
    frame = frame.assign(kunci=frame["nama"].map(name_key), polos=frame["nama"].map(bare_key))
    assert frame["polos"].nunique() == 1
    merged = merge_variants(frame)
    assert (frame["kunci"].map(lambda key: merged.get(key, key)).nunique() == 1) is same


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("APK (7-12 tahun)", "APK (7-12 tahun)", True),
        ("APK (7-12 tahun)", "APK (13-15 tahun)", False),
        ("Serapan (DAU)", "Serapan (DAK)", False),
        ("Pekerja (formal)", "Pekerja (informal)", False),
        ("Pasar perkotaan terlayani", "Pasar perdesaan terlayani", False),
        ("Jumlah desa Kabupaten Blitar", "Jumlah desa Kota Blitar", False),
        ("Indeks Pembangunan Manusia (IPM)", "Indeks Pembangunan Manusia", True),
    ],
)
def test_only_one_quantity_can_have_two_values(one, other, found):
    rows = [
        {"id": f"d:t{tabel}-b{baris}-2023", "dokumen": "d", "tabel": tabel, "baris": baris, "level": "sasaran", "tahun": 2023}
        | {"nama_tercetak": nama, "realisasi_tercetak": f"{nilai}", "realisasi": nilai}
        for tabel, baris, nama, nilai in (("1", 4, one, 71.25), ("2", 9, other, 93.5))
    ]
    assert bool(len(find_differences(prepare({"terbitan_kinerja": pd.DataFrame(rows)})))) is found


@pytest.mark.parametrize(("printed", "known"), [("Angka X (15-49 tahun)", "turun"), ("Angka X", "turun"), ("Angka Y", "")])
def test_a_bracket_hides_no_polarity(printed, known):
    rows = [{"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "sasaran", "tahun": 2023, "nama_tercetak": printed}]
    indikator = pd.DataFrame([{"indikator": "x", "nama_indikator": "Angka X (15-49 tahun)", "polaritas": "turun"}])
    found = prepare({"terbitan_kinerja": pd.DataFrame(rows), "indikator": indikator}).kinerja
    assert found["polaritas"].tolist() == [known]


def test_two_indicators_of_one_bare_name_give_each_its_own_polarity():
    rows = [
        {"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris, "level": "sasaran", "tahun": 2023, "nama_tercetak": nama}
        for baris, nama in ((4, "Angka X (anak)"), (5, "Angka X (ibu)"), (6, "Angka X"))
    ]
    indikator = pd.DataFrame({"indikator": ["a", "b"], "nama_indikator": ["Angka X (anak)", "Angka X (ibu)"], "polaritas": ["turun", "naik"]})
    found = prepare({"terbitan_kinerja": pd.DataFrame(rows), "indikator": indikator}).kinerja
    assert found["polaritas"].tolist() == ["turun", "naik", ""]
