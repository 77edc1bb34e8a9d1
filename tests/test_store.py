"""The store of a country: everything comes back as it was, and every command reads it."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from lakip_analysis.cli import app
from lakip_analysis.data.catalogue import find_year, list_dinas, read_info
from lakip_analysis.data.dinas import check_dinas, load_dinas, read_tables
from lakip_analysis.data.schemas import TABEL
from lakip_analysis.data.store import csv_bytes, read_country
from lakip_analysis.data.store_write import to_folders, to_store
from lakip_analysis.errors import DataError, RuleError
from lakip_analysis.importing.template import new_dinas
from lakip_analysis.reports.cluster import _pack_dinas, unpack
from lakip_analysis.reports.fingerprint import fingerprint_inputs
from lakip_analysis.reports.plan import plan_batch

DATA = Path(__file__).parents[1] / "data"
SAMPLE = Path(__file__).parent / "sample"
CONTOH = "kota-contoh-dinsos"

HOSTILE = [
    "",
    " ",
    " depan dan belakang ",
    'kutip " dua "" tiga',
    "koma, titik;koma\ttab",
    "baris\nbaru",
    "pulang\rkembali",
    "dua\r\nsekaligus\n",
    "NULL",
    "nan",
    "None",
    "=1+1",
    "'=1+1",
    "01.500",
    "1e5",
    "garis\u2028pemisah\u00a0\u200b",
    "emoji 🏛 dan é",
    "'; DROP TABLE kinerja; --",
    "../../etc",
    "\ufeffBOM",
    "x" * 5000,
]


@pytest.fixture
def sample(tmp_path):
    """Return a folder of data of one small dinas that a test may change."""
    shutil.copytree(SAMPLE, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(scope="module")
def four(tmp_path_factory):
    """Return a store of the four real dinas."""
    store = tmp_path_factory.mktemp("negara") / "negara"
    assert to_store(DATA, store) == (list_dinas(DATA), [])
    return store


def same_tables(one: Path, other: Path) -> None:
    """Compare every table, as it is read, with its lines and its faults."""
    (tables, faults, _), (again, found, _) = read_tables(one), read_tables(other)
    assert [str(fault) for fault in faults] == [str(fault) for fault in found]
    for nama in TABEL:
        pd.testing.assert_frame_equal(tables[nama], again[nama], obj=nama)


def test_real_data_come_back_to_the_byte(four, tmp_path):
    assert to_folders(four, tmp_path) == (list_dinas(DATA), [])
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == sum(len([*DATA.glob(f"*/{kind}")]) for kind in ("*.csv", "dinas.toml"))
    for path in written:
        assert path.read_bytes() == (DATA / path.relative_to(tmp_path)).read_bytes(), path


@pytest.mark.parametrize("dinas", ["kab-belitung-dspppa", "kota-pontianak-dinsos"])
def test_a_dinas_of_a_store_loads_as_from_its_folder(four, dinas):
    stored, loaded = load_dinas(four, dinas), load_dinas(DATA, dinas)
    assert stored.info == loaded.info
    pd.testing.assert_frame_equal(stored.peringatan, loaded.peringatan)
    for nama in TABEL:
        pd.testing.assert_frame_equal(stored.tabel[nama], loaded.tabel[nama])


def write_hostile(folder: Path) -> None:
    """Add a dinas whose cells are as odd as text can be, its columns out of their order."""
    folder.mkdir(parents=True)
    text = (SAMPLE / CONTOH / "dinas.toml").read_text(encoding="utf-8")
    text = text.replace(CONTOH, folder.name).replace("\n", "\r\n")
    (folder / "dinas.toml").write_bytes(text.encode() + "# é\r\n".encode())
    years = ["2024", " 2024", "abc", "", "1899", "2024'", "../x", "2023"]
    rows = [[cell, years[n % len(years)], "1"] for n, cell in enumerate(HOSTILE)]
    head = ["target", "tahun", "indikator"]
    (folder / "kinerja.csv").write_bytes(csv_bytes([head, *rows]))
    for nama, kolom in (("skala", "kategori"), ("tangga", "label"), ("putus", "alasan")):
        cells = [[cell, "x"] for cell in HOSTILE]
        (folder / f"{nama}.csv").write_bytes(csv_bytes([[kolom, "sumber"], *cells]))
    (folder / "koreksi.csv").write_text("tabel,kunci\n")  # a head alone, and not all of it
    (folder / "acuan.csv").write_text("")


@pytest.mark.parametrize("dinas", [CONTOH, "aneh"])
def test_any_text_comes_back(sample, tmp_path, dinas):
    write_hostile(sample / "aneh")
    assert to_store(sample, tmp_path / "negara") == (["aneh", CONTOH], [])
    to_folders(tmp_path / "negara", tmp_path / "lagi")
    same_tables(sample / dinas, tmp_path / "negara" / dinas)
    same_tables(sample / dinas, tmp_path / "lagi" / dinas)
    names = {path.name for path in (sample / dinas).iterdir()}
    assert {path.name for path in (tmp_path / "lagi" / dinas).iterdir()} == names
    for name in names:
        again = (tmp_path / "lagi" / dinas / name).read_bytes()
        assert again == (sample / dinas / name).read_bytes(), name


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace(",", ";").encode("cp1252"),
        lambda text: text.replace(",", "\t").replace("\n", "\r\n").encode(),
        lambda text: f"sep=,\n{text}".encode(),
        lambda text: text.replace("\n", "\n\n,,,,\n").encode(),
        lambda text: text.replace("\n", ",,\n").encode(),  # columns of Excel that hold nothing
        lambda text: text.replace("indikator,kode", " Indikator ,KODE").encode(),
    ],
)
def test_another_dialect_is_the_same_table(sample, tmp_path, change):
    path = sample / CONTOH / "program_indikator.csv"
    plain, text = path.read_bytes(), path.read_text(encoding="utf-8")
    path.write_bytes(change(text))
    assert to_store(sample, tmp_path / "negara")[1] == []
    same_tables(sample / CONTOH, tmp_path / "negara" / CONTOH)
    to_folders(tmp_path / "negara", tmp_path / "lagi")
    assert (tmp_path / "lagi" / CONTOH / path.name).read_bytes() == plain


def test_a_workbook_becomes_its_tables(tmp_path):
    new_dinas("kab-belitung-dinkes", tmp_path / "data", [2023, 2024], True)
    (dinas,), faults = to_store(tmp_path / "data", tmp_path / "negara")
    assert not faults
    stored, loaded = load_dinas(tmp_path / "negara", dinas), load_dinas(tmp_path / "data", dinas)
    for nama in TABEL:
        pd.testing.assert_frame_equal(stored.tabel[nama], loaded.tabel[nama])
    to_folders(tmp_path / "negara", tmp_path / "lagi")
    same_tables(tmp_path / "negara" / dinas, tmp_path / "lagi" / dinas)
    assert not (tmp_path / "lagi" / dinas / "isian.xlsx").exists()


def rename(data: Path, name: str, kode: str, **replace: str) -> Path:
    """Add a copy of the sample under another name and region."""
    folder = data / name
    shutil.copytree(SAMPLE / CONTOH, folder, dirs_exist_ok=True)
    info = read_info(folder)
    text = (folder / "dinas.toml").read_text(encoding="utf-8").replace(CONTOH, name)
    text = text.replace(f'"{info["kode_wilayah"]}"', f'"{kode}"')
    (folder / "dinas.toml").write_text(text, encoding="utf-8")
    return folder


def test_whoever_reads_the_description_of_a_dinas_has_his_own_copy():
    info = read_info(SAMPLE / CONTOH)
    info["dokumen"].clear()
    assert read_info(SAMPLE / CONTOH)["dokumen"] and info is not read_info(SAMPLE / CONTOH)


def test_what_comes_later_replaces_its_own_and_no_other(tmp_path):
    data, store = tmp_path / "data", tmp_path / "negara"
    for name, kode in (("a", "11.01"), ("b", "11.02"), ("c", "61.71")):
        rename(data, name, kode)
    to_store(data, store)
    before = {dinas: read_tables(store / dinas)[0]["kinerja"] for dinas in "abc"}
    shutil.rmtree(data)
    path = rename(data, "b", "61.01") / "kinerja.csv"  # b has moved to another province
    path.write_text("indikator,tahun,realisasi\nx,2030,5\n", encoding="utf-8")
    assert to_store(data, store) == (["b"], [])
    assert list_dinas(store) == ["a", "b", "c"]
    for dinas in "ac":
        pd.testing.assert_frame_equal(read_tables(store / dinas)[0]["kinerja"], before[dinas])
    assert find_year(store, "b", 2030) == 2030
    rows = read_country(store, "kinerja")
    assert rows.loc[rows["dinas"] == "b", "realisasi"].tolist() == ["5"]
    assert rows.groupby("dinas").size().loc[["a", "c"]].nunique() == 1
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"data", "negara"}  # no scratch


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kinerja.csv", "indikator,tahun,capaian\nx,2024,1\n"),
        ("kinerja.csv", "indikator,tahun\nx,2024,1\n"),
        ("kinerja.csv", "indikator,indikator\nx,y\n"),
        ("kinerja.csv", 'indikator,tahun\n"x,2024\n'),
        ("dinas.toml", "nama = [\n"),
    ],
)
def test_what_is_no_table_is_named_and_stops_no_other(tmp_path, name, content):
    data, store = tmp_path / "data", tmp_path / "negara"
    rename(data, "a", "11.01"), rename(data, "b", "11.02")
    to_store(data, store)
    (data / "a" / name).write_text(content, encoding="utf-8")
    done, faults = to_store(data, store)
    assert done == ["b"] and {fault.berkas for fault in faults} == {f"a/{name}"}
    same_tables(SAMPLE / CONTOH, store / "a") if name == "dinas.toml" else None
    assert list_dinas(store) == ["a", "b"]  # as it was
    fresh = to_store(data, tmp_path / "baru")
    assert fresh[0] == ["b"] and list_dinas(tmp_path / "baru") == ["b"]


def test_one_dinas_reads_its_own_province_only(tmp_path):
    data, store = tmp_path / "data", tmp_path / "negara"
    rename(data, "a", "11.01"), rename(data, "b", "61.71")
    to_store(data, store)
    for path in store.glob("*/provinsi=61/**/*.parquet"):
        path.write_bytes(b"bukan parquet")
    same_tables(data / "a", store / "a")


def test_a_lost_file_of_the_store_is_a_fault(sample, tmp_path):
    to_store(sample, tmp_path / "negara")
    shutil.rmtree(next((tmp_path / "negara" / "kinerja").glob("*/tahun=*")))
    faults = check_dinas(tmp_path / "negara", CONTOH)
    assert faults[0].berkas == f"{CONTOH}/kinerja.csv" and "hilang" in faults[0].masalah
    done, found = to_folders(tmp_path / "negara", tmp_path / "lagi")
    assert done == [] and len(found) == 1 and not (tmp_path / "lagi").exists()


def test_nothing_is_overwritten(sample, tmp_path):
    store = tmp_path / "negara"
    to_store(sample, store)
    with pytest.raises(RuleError, match="tidak ada yang ditimpa"):
        to_folders(store, sample)
    with pytest.raises(RuleError, match="juga simpanan negara"):
        to_folders(store, store)
    with pytest.raises(RuleError, match="bukan simpanan negara"):
        to_store(sample, sample)
    with pytest.raises(DataError, match="tidak dikenal"):
        to_folders(store, tmp_path / "lagi", ["kota-lain"])


def test_fingerprints_are_those_of_the_folder_and_follow_the_content(sample, tmp_path):
    store, notebooks = tmp_path / "negara", tmp_path
    to_store(sample, store)
    first = fingerprint_inputs(CONTOH, store, notebooks)
    assert first == fingerprint_inputs(CONTOH, sample, notebooks)
    path = sample / CONTOH / "kinerja.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *rows[:-1]]).replace(",", ";"), encoding="utf-8")
    assert to_store(sample, store) == ([CONTOH], [])
    second = fingerprint_inputs(CONTOH, store, notebooks)
    assert [name for name in first if first[name] != second[name]] == [f"{CONTOH}/kinerja.csv"]


def test_a_table_of_the_country_is_that_of_every_dinas(four):
    for nama in ("indikator", "keluaran"):
        rows = read_country(four, nama).set_index("dinas")
        for dinas in list_dinas(DATA):
            own, loaded = rows.loc[[dinas]].reset_index(drop=True), load_dinas(DATA, dinas)
            if loaded.tabel["koreksi"]["tabel"].eq(nama).any():  # corrections are not applied
                continue
            same = [name for name in own if name != "jenis_target"]  # follows from the values
            pd.testing.assert_frame_equal(own[same], loaded.tabel[nama][same], check_dtype=False)


def test_a_year_of_the_country(four):
    rows = read_country(four, "kinerja", ["tahun", "target_bawah"], "tahun = '2024'")
    assert set(rows["tahun"]) == {2024} and rows["target_bawah"].dtype == "float64"
    assert list(rows) == ["dinas", "tahun", "target_bawah"]
    with pytest.raises(DataError, match="bukan simpanan"):
        read_country(DATA, "kinerja")


@pytest.mark.parametrize("command", ["list", "check", "audit"])
def test_a_command_says_the_same_of_both(sample, tmp_path, command):
    to_store(sample, tmp_path / "negara")
    said = [
        CliRunner().invoke(app, [command, "--data", str(data)])
        for data in (sample, tmp_path / "negara")
    ]
    assert said[0].output == said[1].output and said[0].exit_code == said[1].exit_code == 0
    assert plan_batch(tmp_path / "negara") == plan_batch(sample)


def test_the_command_goes_both_ways_by_what_the_first_is(sample, tmp_path):
    def call(*words):
        return CliRunner().invoke(app, [*map(str, words)])

    store, again = tmp_path / "negara", tmp_path / "lagi"
    assert "1 dinas tersimpan." in call("store", sample, store).output
    assert "1 dinas tersimpan." in call("store", store, again, "--dinas", CONTOH).output
    same_tables(sample / CONTOH, again / CONTOH)
    assert call("new", "kab-belitung-dinkes", "--tempat", store).exit_code == 2
    assert call("import", "buku.xlsx", "--dinas", CONTOH, "--data", store).exit_code == 2
    assert call("store", tmp_path / "tidak-ada", store).exit_code == 2


def test_a_worker_gets_the_files_of_its_dinas(sample, tmp_path):
    to_store(sample, tmp_path / "negara")
    unpack(_pack_dinas(tmp_path / "negara", CONTOH), tmp_path / "kerja" / CONTOH)
    same_tables(sample / CONTOH, tmp_path / "kerja" / CONTOH)
