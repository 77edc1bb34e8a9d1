"""Many reports at once: which are meant, and that together each is what it is alone."""

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis import processes
from lakip_analysis.data.schemas import SOURCES
from lakip_analysis.data.store_write import to_store
from lakip_analysis.errors import DataError
from lakip_analysis.kumpulan import (
    SOURCE,
    Kumpulan,
    find_reports,
    find_unopened,
    open_kumpulan,
    pick_reports,
    short_names,
)
from lakip_analysis.laporan import open_report
from lakip_analysis.negara import Negara

DATA = Path(__file__).parents[1] / "data"
FRAMES = [name for name, one in vars(Kumpulan).items() if hasattr(one, "func") and "DataFrame" in str(one.func.__annotations__.get("return", "DataFrame"))]
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


def test_a_frame_that_nobody_has_keeps_its_columns(both):
    """All dinas of the store go together, and together they have no causes: columns without rows, never a frame without columns."""
    apart, together = both
    for nama in ("sebab", "klaim", "pembanding", "peringkat", "dukungan", "terbitan_anggaran", "sumber_daya", "tangga"):
        assert together.dinas_known(nama) == frozenset() and apart.dinas_known(nama) == set(apart.daftar["dinas"])
        left, right = getattr(apart, nama), getattr(together, nama)
        assert len(right) == 0 and list(right) == list(left) and len(right.columns) > 3
    assert together.dinas_known("nilai") == set(together.daftar["dinas"]) == together.dinas_known("keluaran")


def test_which_dinas_have_a_frame_is_said_without_computing_it(both, monkeypatch):
    together = open_kumpulan(both[1].negara.store)
    monkeypatch.setattr("lakip_analysis.negara.compute_trend", lambda *_: 1 / 0)
    assert len(together.dinas_known("tren")) == 4
    with pytest.raises(ZeroDivisionError):
        _ = together.tren


@pytest.mark.parametrize("many", [2, 1], ids=["dua inti", "satu inti"])
def test_a_frame_that_was_begun_is_the_frame_itself(both, many, monkeypatch):
    monkeypatch.setattr(processes, "cores", lambda: many)
    right, again, here = both[1].biaya, open_kumpulan(both[1].negara.store), []
    read = Negara._read
    monkeypatch.setattr(Negara, "_read", lambda self, *more: here.append(more) or read(self, *more))
    again.begin("biaya")
    pd.testing.assert_frame_equal(again.biaya, right)
    assert bool(here) == (many == 1) and not again.begun  # read in the other process, if there is one
    assert again.biaya is again.biaya
    again.begin("biaya")  # what is there is not begun again
    assert not again.begun


def test_a_store_of_which_all_go_alone_has_nobody_left(tmp_path):
    to_store(DATA, tmp_path / "negara", ["kota-malang-dinsosp3ap2kb"])
    found = open_kumpulan(tmp_path / "negara")
    assert found.negara is None and [one.dinas for one in found.laporan] == ["kota-malang-dinsosp3ap2kb"]


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


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"provinsi": "Jawa Tengah"}, "provinsi yang ada: Jawa Timur, Kalimantan Barat, Kepulauan Bangka Belitung"),
        ({"urusan": "9.99"}, "urusan yang ada: 1.06, 2.08, 2.13, 2.14"),
        ({"urusan": "9.99", "tahun": 1999}, "tahun yang ada: 2023, 2024; urusan yang ada: 1.06"),
    ],
)
def test_a_choice_that_nobody_meets_names_what_there_is(choice, said):
    with pytest.raises(DataError) as error:
        find_reports(DATA, **choice)
    assert said in str(error.value)


def test_where_there_is_no_data_the_way_to_make_some_is_named(tmp_path):
    for folder in (tmp_path, tmp_path / "tidak-ada"):
        with pytest.raises(DataError, match="lakip new"):
            open_kumpulan(folder)


GOOD = "kota-pontianak-dinsos"
INFO = 'dinas = "{0}"\nnama = "Dinas Sosial"\n'
BROKEN = {
    "kab-a-tanpa-kunci": INFO,  # keys are lacking
    "kab-b-rusak": "nama = [",  # no TOML
    "kab-c-jenis-lain": INFO + 'daerah = 3\nprovinsi = 5\nurusan = "1.06"\ndokumen = "x"\n',
    "kab-d-tanpa-tabel": INFO + 'daerah = "X"\nprovinsi = "P"\nurusan = ["1.06"]\n[[dokumen]]\nid = "a"\njudul = "A"\ntahun = 2024\n',
}


@pytest.fixture
def mixed(tmp_path) -> Path:
    """One dinas that is whole beside several that are not, each in another way."""
    shutil.copytree(DATA / GOOD, tmp_path / GOOD)
    for slug, text in BROKEN.items():
        (tmp_path / slug).mkdir()
        (tmp_path / slug / "dinas.toml").write_text(text.format(slug), encoding="utf-8")
    return tmp_path


def test_dinas_that_cannot_be_opened_are_told_apart_and_stop_no_other(mixed):
    daftar, broken = find_reports(mixed)
    assert daftar["dinas"].tolist() == ["kab-d-tanpa-tabel", GOOD]
    assert set(broken) == {"kab-a-tanpa-kunci", "kab-b-rusak", "kab-c-jenis-lain"} and all(broken.values())
    later = find_unopened(mixed, daftar)
    assert set(later) == {"kab-d-tanpa-tabel"}
    assert {fault.berkas for fault in later["kab-d-tanpa-tabel"]} >= {f"kab-d-tanpa-tabel/{name}.csv" for name in ("indikator", "kinerja", "anggaran")}
    with pytest.raises(DataError) as error:
        pick_reports(mixed)
    assert {fault.berkas.partition("/")[0] for fault in error.value.faults} == set(broken)
    with pytest.raises(DataError) as error:
        open_kumpulan(mixed, dinas=["kab-d-tanpa-tabel", GOOD])
    assert error.value.faults == later["kab-d-tanpa-tabel"]
    assert len(open_kumpulan(mixed, dinas=GOOD).laporan) == 1


def test_two_dinas_of_one_name_are_told_apart():
    rows = pd.DataFrame({"dinas": list("abcd"), "judul": ["Dinas A X", "Dinas A X", "Dinas B X", "Dinas A Y"], "daerah": list("XXXY")})
    assert short_names(rows).to_dict() == {"a": "Dinas A X (a)", "b": "Dinas A X (b)", "c": "Dinas B X", "d": "Y"}


@pytest.mark.parametrize("nama", ["kinerja", "keluaran", "anggaran", "putus"])
def test_the_audit_of_a_store_reads_what_cites_these_documents(both, nama):
    """Of the curated rows those that `prepare` keeps anyway; of a table that cites nothing all."""
    negara = both[1].negara
    only = replace(negara, daftar=negara.daftar.assign(dokumen=[("lkjip-2023",)] * len(negara.daftar)))
    whole, some = negara._read(nama), only._cited(nama)
    places = {source for table, _, source, _ in SOURCES if table == nama}
    printed = {name for table in ("terbitan_kinerja", "terbitan_anggaran") for name in only._printed(table)["id"]}
    right = whole[[any(row[source] in printed for source in places) for row in whole.to_dict("records")]] if places else whole
    pd.testing.assert_frame_equal(some.reset_index(drop=True), right.reset_index(drop=True))
    assert nama == "putus" or 0 < len(some) < len(whole)
