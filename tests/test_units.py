"""What kind of quantity a unit is: the rows of aturan/satuan.csv, one by one, and the indicators of the four reports."""

from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis.aturan.tangga import steps_of
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.tren.units import describe_units

DATA = Path(__file__).parents[1] / "data"
NAN = float("nan")
UNITS = [
    ("%", "Persentase PMKS yang ditangani/dibina", "persen", 0, 100),
    ("persen", "Cakupan", "persen", 0, 100),
    ("%", "Persentase penurunan PMKS per tahun", "perubahan", NAN, 100),
    ("%", "Penurunan stunting", "perubahan", NAN, 100),
    ("%", "Persentase Peningkatan Kemampuan PSKS", "perubahan", NAN, NAN),
    ("%", "Laju Pertumbuhan Penduduk", "perubahan", NAN, NAN),
    ("%", "Persentase Perempuan yang Mendapatkan Peningkatan Kapasitas", "persen", 0, 100),
    ("nilai", "Nilai SAKIP", "nilai", 0, 100),
    ("Nilai", "Skor tingkat Capaian Kota Layak Anak", "nilai", 0, NAN),
    ("indeks", "IPG", "nilai", 0, NAN),
    ("per wus", "TFR per WUS", "rasio", 0, NAN),
    ("predikat AKIP", "Kategori SAKIP", "jenjang", NAN, NAN),
    ("orang", "Jumlah orang", "jumlah", 0, NAN),
    ("Keluarga", "Jumlah keluarga", "jumlah", 0, NAN),
    ("jam pelajaran", "Lama belajar", "", NAN, NAN),
    ("", "", "", NAN, NAN),
]


@pytest.mark.parametrize(("satuan", "nama", "sifat", "bawah", "atas"), UNITS, ids=[f"{row[0]} {row[1]}"[:40] for row in UNITS])
def test_kind_and_limits(satuan, nama, sifat, bawah, atas):
    found = describe_units(pd.Series([satuan]), pd.Series([nama])).iloc[0]
    assert found["sifat"] == sifat
    assert found[["bawah", "atas"]].tolist() == pytest.approx([bawah, atas], nan_ok=True)


def test_many_rows_keep_their_order_and_index():
    frame = pd.DataFrame(UNITS, columns=["satuan", "nama", "sifat", "bawah", "atas"], index=range(50, 50 + len(UNITS)))
    twice = pd.concat([frame, frame.iloc[::-1]])
    found = describe_units(twice["satuan"], twice["nama"])
    assert found["sifat"].tolist() == twice["sifat"].tolist()
    assert found.index.tolist() == twice.index.tolist()
    assert describe_units(frame["satuan"][:0], frame["nama"][:0]).empty


@pytest.mark.parametrize("dinas", sorted(path.name for path in DATA.iterdir() if path.is_dir()))
def test_every_unit_of_the_reports_is_known(dinas):
    indikator = load_dinas(DATA, dinas).tabel["indikator"]
    found = describe_units(indikator["satuan"], indikator["nama_indikator"])["sifat"]
    assert (found != "").all(), indikator.loc[found == "", "satuan"].unique()


def test_a_label_is_looked_up_on_its_ladder_as_in_a_joined_table():
    ladders = pd.DataFrame({"satuan": ["a", "a", "b", "a"], "label": ["Baik", "Sedang", "baik", "BAIK "], "urutan": [3, 2, 9, 1], "terendah": [80.0, None, 90.0, 0.0]})
    ladder = pd.Series(["a", "a", "b", "", "a"], index=[5, 6, 7, 8, 9])
    label = pd.Series([" baik", "SEDANG", "Baik", "Baik", None], index=ladder.index)
    found = steps_of(ladder, label, ladders)
    assert found.index.equals(ladder.index) and found.dtypes.eq("float64").all()
    assert found.astype(object).where(found.notna(), None).to_numpy().tolist() == [[3.0, 80.0], [2.0, None], [9.0, 90.0], [None, None], [None, None]]
    assert steps_of(ladder[:0], label[:0], ladders).shape == (0, 2)
