"""Many reports at once: which are meant, and that together each is what it is alone."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis.data.store_write import to_store
from lakip_analysis.errors import DataError
from lakip_analysis.kumpulan import Kumpulan, open_kumpulan, pick_reports
from lakip_analysis.laporan import open_report
from lakip_analysis.negara import Negara

DATA = Path(__file__).parents[1] / "data"
SOURCE = {"kinerja": "kinerja_diketahui", "keluaran": "keluaran_tahun", "perbaikan": "perbaikan_tahun"}  # what a report calls it
FRAMES = [name for name, one in vars(Kumpulan).items() if hasattr(one, "func") and name not in ("nama", "tahun")]
# what only a dinas that is opened by itself is asked: its own choices among printed values, its answers
ALONE = {"nilai": {"nilai_lain", "disimpulkan"}, "temuan": {"tanggapan", "alasan_tanggapan", "lanjutan", "indikator", "menyentuh", "id", "kunci_temuan", "alasan", "akar", "akar_lain"}}
KEYS = ["dinas", "dokumen", "tahun", "indikator", "kode", "nama_keluaran", "penilai", "lingkup", "layanan", "komponen", "jenis", "baris", "tabel", "tercetak", "nama"]


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> Path:
    """The four dinas without what makes a dinas one of its kind: corrections, answers, coded causes."""
    out = tmp_path_factory.mktemp("data")
    shutil.copytree(DATA, out, dirs_exist_ok=True)
    for name in ("koreksi", "tanggapan", "analisis", "klaim", "tangga", "skala", "pilihan", "pilihan_lain"):
        for path in out.glob(f"*/{name}.csv"):
            path.unlink()
    return out


@pytest.fixture(scope="module")
def both(folders, tmp_path_factory) -> tuple[Kumpulan, Kumpulan]:
    store = tmp_path_factory.mktemp("negara") / "negara"
    to_store(folders, store)
    return open_kumpulan(folders), open_kumpulan(store)


def rows_of(frame: pd.DataFrame, left_out: set) -> pd.DataFrame:
    keys = [name for name in KEYS if name in frame and name not in left_out]
    text = frame.astype(object).where(frame.notna(), "")
    plain = text.map(lambda value: f"{value:.9g}" if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value))
    return plain[sorted(set(plain) - left_out)].sort_values(keys, kind="stable").reset_index(drop=True)


@pytest.mark.lambat
@pytest.mark.parametrize("nama", FRAMES)
def test_a_store_gives_what_each_dinas_has_by_itself(both, nama):
    apart, together = both
    assert together.negara is not None and not together.laporan and not apart.negara
    left, right = getattr(apart, nama), getattr(together, nama)
    if not hasattr(Negara, SOURCE.get(nama, nama)):  # only a dinas that is opened by itself has it
        assert right.empty
        return
    if nama == "efisiensi":  # absorption alone
        left = left.loc[left["level"] != "dinas", [name for name in right if name in left]]
    if nama == "temuan":  # gaps of a printed scale are looked for in one report at a time
        left = left[left["jenis"] != "skala_bercelah"]
    out = ALONE.get(nama, set())
    pd.testing.assert_frame_equal(rows_of(left, out), rows_of(right, out)[sorted(set(left) - out)], check_dtype=False)


def test_one_report_among_many_is_that_report(both):
    apart = both[0]
    for row in apart.daftar.itertuples():
        alone = open_report(DATA, row.dinas, row.tahun)
        mine = apart.indikator[apart.indikator["dinas"] == row.dinas].drop(columns="dinas").reset_index(drop=True)
        pd.testing.assert_frame_equal(mine, alone.indikator, check_dtype=False)


@pytest.mark.parametrize(
    ("dinas", "tahun", "right"),
    [
        ((), 0, [2024, 2023, 2024, 2023]),
        ((), 2023, [2023, 2023]),
        (("kota-pontianak-dinsos",), 0, [2024]),
        (("kota-pontianak-dinsos", "kota-pontianak-dinsos"), 2024, [2024]),
    ],
)
def test_which_report_of_each_dinas_is_meant(dinas, tahun, right):
    found = pick_reports(DATA, dinas, tahun)
    assert found["tahun"].tolist() == right and found["dinas"].is_unique and found["dinas"].is_monotonic_increasing
    assert all(found["dokumen"].map(len) == 1)


@pytest.mark.parametrize(
    ("dinas", "tahun", "said"),
    [
        (("kota-pontianak-dinsos",), 2023, "tidak ada dokumen tahun itu (yang ada: 2024)"),
        (("kota-pontianak-dinso", "kota-x"), 0, "kota-pontianak-dinsos"),
        ((), 1999, "tidak ada dinas dengan dokumen tahun 1999"),
    ],
)
def test_a_report_that_is_not_there_is_named(dinas, tahun, said):
    with pytest.raises(DataError) as error:
        pick_reports(DATA, dinas, tahun)
    assert said in str(error.value)
    assert len(error.value.faults) == max(1, len(dinas))
