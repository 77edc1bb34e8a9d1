"""Loading the same files twice costs once, and shows in nothing else."""

import os
import shutil
from pathlib import Path

import pytest

from lakip_analysis.data import dinas
from lakip_analysis.errors import DataError

SAMPLE, CONTOH = Path(__file__).parent / "sample", "kota-contoh-dinsos"


@pytest.fixture
def contoh(tmp_path) -> Path:
    dinas._load.cache_clear()
    return Path(shutil.copytree(SAMPLE / CONTOH, tmp_path / CONTOH))


def test_files_of_the_same_content_are_read_once(contoh):
    first, second = (dinas.load_dinas(contoh.parent, CONTOH) for _ in range(2))
    assert dinas._load.cache_info().misses == 1
    assert first.info == second.info
    for nama, frame in first.tabel.items():
        assert second.tabel[nama].equals(frame)


def test_a_changed_cell_is_read_even_when_size_and_time_are_the_same(contoh):
    path = contoh / "kinerja.csv"
    before, text = path.stat(), path.read_text(encoding="utf-8")
    first = dinas.load_dinas(contoh.parent, CONTOH).kinerja["realisasi"]
    value = str(first.dropna().iloc[0])
    assert len(value) > 1
    path.write_text(text.replace(value, value[:-1] + ("1" if value[-1] != "1" else "2"), 1), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert not dinas.load_dinas(contoh.parent, CONTOH).tabel["kinerja"].equals(dinas.load_dinas(SAMPLE, CONTOH).tabel["kinerja"])


def test_an_optional_table_that_comes_or_goes_is_seen(contoh):
    (contoh / "acuan.csv").unlink()
    assert dinas.load_dinas(contoh.parent, CONTOH).tabel["acuan"].empty
    shutil.copy(SAMPLE / CONTOH / "acuan.csv", contoh)
    assert not dinas.load_dinas(contoh.parent, CONTOH).tabel["acuan"].empty


def test_faults_are_told_every_time(contoh):
    with (contoh / "kinerja.csv").open("a", encoding="utf-8") as file:
        file.write("x\n")
    told = []
    for _ in range(2):
        with pytest.raises(DataError) as caught:
            dinas.load_dinas(contoh.parent, CONTOH)
        told.append(caught.value.faults)
    assert told[0] == told[1] != []


def test_who_changes_a_frame_changes_his_own(contoh):
    mine = dinas.load_dinas(contoh.parent, CONTOH)
    mine.tabel["kinerja"].loc[:, "indikator"] = "x"
    mine.tabel["kinerja"]["baru"] = 1
    mine.info["aturan"]["skala"] = "x"
    mine.info["baru"] = 1
    again = dinas.load_dinas(contoh.parent, CONTOH)
    assert "x" not in set(again.tabel["kinerja"]["indikator"])
    assert "baru" not in again.tabel["kinerja"]
    assert "baru" not in again.info
    assert again.info["aturan"].get("skala") != "x"


def test_each_kind_of_break_stands_in_its_own_column():
    """`jenis` definisi is a break of the series, `jenis` target one of the target path: never the other way round."""
    data = dinas.load_dinas(SAMPLE, CONTOH)
    broken = data.tabel["putus"]
    assert set(broken["jenis"]) == {"definisi", "target"}
    rows = data.kinerja.set_index(["indikator", "tahun"])
    for column, jenis in (("putus_deret", "definisi"), ("putus_target", "target")):
        filled = rows.loc[rows[column] != "", column].to_dict()
        expected = broken[broken["jenis"] == jenis].set_index(["indikator", "tahun"])["alasan"].to_dict()
        assert filled == expected
        assert filled
