"""Names of dinas and years, and the three errors: what they say and that they survive a process border."""

import pickle
import shutil
from multiprocessing import get_context
from pathlib import Path

import pytest

from lakip_analysis.data.catalogue import (
    find_dinas,
    find_year,
    list_dinas,
    read_info,
    read_infos,
    years_with_document,
)
from lakip_analysis.data.store_write import to_store
from lakip_analysis.errors import DataError, Fault, ReportError, RuleError

SAMPLE, CONTOH = Path(__file__).parent / "sample", "kota-contoh-dinsos"
SLUGS = ["kab-belitung-dspppa", "kota-malang-dinsosp3ap2kb", "kota-pontianak-dinsos", "kota-singkawang-dinsospppa"]


@pytest.fixture
def data_dir(tmp_path):
    """Four folders with a `dinas.toml`, and two that are no dinas."""
    for slug in SLUGS:
        (tmp_path / slug).mkdir()
        (tmp_path / slug / "dinas.toml").write_text(f'dinas = "{slug}"\n', encoding="utf-8")
    (tmp_path / "catatan").mkdir()
    (tmp_path / "README.md").write_text("", encoding="utf-8")
    return tmp_path


def only_fault(call, *args):
    with pytest.raises(DataError) as caught:
        call(*args)
    (fault,) = caught.value.faults
    return fault


def test_list_is_sorted_and_leaves_out_other_folders(data_dir):
    assert list_dinas(data_dir) == SLUGS
    assert list_dinas(str(data_dir)) == SLUGS
    assert list_dinas(data_dir / "catatan") == []


def test_a_known_dinas_is_its_folder(data_dir):
    assert find_dinas(data_dir, SLUGS[1]) == data_dir / SLUGS[1]


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [("kota-pontianak-dinso", "kota-pontianak-dinsos"), ("kota-singkawang", "kota-singkawang-dinsospppa"), ("malang-dinsosp3ap2kb", "kota-malang-dinsosp3ap2kb")],
    ids=["letter missing", "agency missing", "region type missing"],
)
def test_an_unknown_dinas_names_the_nearest_first(data_dir, asked, nearest):
    fault = only_fault(find_dinas, data_dir, asked)
    assert (fault.berkas, fault.kolom, fault.nilai, fault.masalah) == (str(data_dir), "dinas", asked, "dinas tidak dikenal")
    assert fault.langkah.startswith(f"maksudnya {nearest}")
    assert str(fault).endswith("?")


def test_nothing_near_lists_all(data_dir):
    assert only_fault(find_dinas, data_dir, "xyz").langkah == f"yang ada: {', '.join(SLUGS)}"


def test_an_empty_folder_says_so(tmp_path):
    assert str(only_fault(find_dinas, tmp_path, "xyz")) == f"{tmp_path}: belum ada dinas: satu dinas adalah satu subfolder yang berisi dinas.toml. Nilai: “xyz”. Langkah: buat satu dengan lakip new kab-belitung-dinkes --tempat {tmp_path} (daerah dan dinas Anda)."


def test_a_name_that_climbs_out_of_the_folder_is_unknown(data_dir):
    assert only_fault(find_dinas, data_dir / SLUGS[0], f"../{SLUGS[1]}").nilai == f"../{SLUGS[1]}"


def test_a_year_of_the_data_is_itself():
    assert find_year(SAMPLE, CONTOH, 2024) == 2024


def test_an_unknown_year_lists_the_years_there_are():
    message = str(only_fault(find_year, SAMPLE, CONTOH, 1999))
    assert message == f"{CONTOH}/kinerja.csv [tahun]: tahun tidak ada dalam data. Nilai: “1999”. Langkah: yang ada: 2020, 2021, 2022, 2023, 2024, 2025, 2026."


def test_a_year_without_the_table_says_there_is_none_yet(data_dir):
    fault = only_fault(find_year, data_dir, SLUGS[0], 2024)
    assert fault.masalah == "belum diisi: tidak ada satu tahun pun"
    assert fault.langkah == f"isi tabelnya, lalu lakip check --dinas {SLUGS[0]} --data {data_dir}"


def test_the_year_of_an_unknown_dinas_is_refused_for_the_dinas(data_dir):
    assert only_fault(find_year, data_dir, "kota-pontianak", 2024).masalah == "dinas tidak dikenal"


@pytest.mark.parametrize(
    ("kinerja", "years"),
    [("tahun,indikator\n2024,a\n", "2024"), ('indikator,tahun\n"a,b",2023\n', "2023"), ("indikator,tahun\r\na,2022\r\n", "2022")],
    ids=["columns in another order", "comma inside quotes", "Windows line ends"],
)
def test_years_are_read_by_column_name(data_dir, kinerja, years):
    (data_dir / SLUGS[0] / "kinerja.csv").write_bytes(kinerja.encode())
    assert find_year(data_dir, SLUGS[0], int(years)) == int(years)


def test_info_of_the_sample_and_its_document_years():
    info = read_info(SAMPLE / CONTOH)
    assert (info["dinas"], years_with_document(info)) == (CONTOH, [2024])


def test_document_years_are_sorted_and_unique():
    assert years_with_document({"dokumen": [{"tahun": 2024}, {"tahun": 2023}, {"tahun": "2022"}, {"tahun": 2024}, {"id": "x"}]}) == [2023, 2024]
    assert years_with_document({}) == []


NO_TOML = {
    "open quote": (b'nama = "Dinas', "bukan TOML yang sah: ", "perbaiki tanda kutip atau kurung di baris itu"),
    "not UTF-8": (b"nama = \xff", "bukan UTF-8", "simpan ulang sebagai UTF-8"),
    "deep brackets": (b"a = " + b"[" * 5000, "kurung bersarang terlalu dalam", "perbaiki tanda kutip atau kurung di baris itu"),
    "deep tables": (b"[" + b".".join([b"a"] * 5000) + b"]", "tabel bersarang terlalu dalam", "perbaiki tanda kutip atau kurung di baris itu"),
    "deep keys": (b".".join([b"a"] * 5000) + b" = 1", "tabel bersarang terlalu dalam", "perbaiki tanda kutip atau kurung di baris itu"),
    "large": (b"#" * 300_000, "300 kB, terlalu besar", "perbaiki tanda kutip atau kurung di baris itu"),
}


@pytest.mark.parametrize(("content", "problem", "step"), NO_TOML.values(), ids=NO_TOML)
def test_what_is_no_toml_is_named_with_folder_and_file(tmp_path, content, problem, step):
    (tmp_path / "dinas.toml").write_bytes(content)
    message = str(only_fault(read_info, tmp_path))
    assert message.startswith(f"{tmp_path.name}/dinas.toml: {problem}")
    assert message.endswith(f"Langkah: {step}.")


def test_many_are_read_as_each_alone_and_a_broken_one_stops_no_other(tmp_path):
    shutil.copytree(SAMPLE / CONTOH, tmp_path / "data" / CONTOH)
    shutil.copytree(SAMPLE / CONTOH, tmp_path / "data" / "rusak")
    to_store(tmp_path / "data", tmp_path / "negara")
    for name in ("data", "negara"):
        assert dict(read_infos(tmp_path / name, [CONTOH])) == {CONTOH: read_info(SAMPLE / CONTOH)}
    (tmp_path / "data" / "rusak" / "dinas.toml").write_text("nama = ")
    found = dict(read_infos(tmp_path / "data", ["rusak", CONTOH]))
    assert found[CONTOH] == read_info(SAMPLE / CONTOH)
    assert str(found["rusak"]) == str(DataError([only_fault(read_info, tmp_path / "data" / "rusak")]))


def test_a_byte_order_mark_in_toml_does_no_harm(tmp_path):
    shutil.copy(SAMPLE / CONTOH / "dinas.toml", tmp_path)
    (tmp_path / "dinas.toml").write_bytes(b"\xef\xbb\xbf" + (tmp_path / "dinas.toml").read_bytes())
    assert read_info(tmp_path)["dinas"] == CONTOH


FAULT = Fault("a/kinerja.csv", 7, "target", "12,5", "gaya angka", "tulis 12.5")
ERRORS = [
    DataError([FAULT, Fault("a/dinas.toml", None, None, None, "bukan TOML", "perbaiki")]),
    DataError([]),
    RuleError("Skala “x” tidak dikenal."),
    ReportError("kota-a", 2024, "01_capaian", 4, "KeyError: 'target'", "/tmp/gagal.ipynb"),
    ReportError("kota-a", 2024, "01_capaian", None, "berkas hilang"),
]


@pytest.mark.parametrize("error", ERRORS, ids=["data", "data without faults", "rule", "report", "report without cell"])
def test_pickling_keeps_type_text_and_fields(error):
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))


def fail(number):
    """Raise one of the errors in another process."""
    raise ERRORS[number]


@pytest.mark.parametrize("number", [0, 2, 3], ids=["data", "rule", "report"])
def test_an_error_of_a_worker_arrives_whole(number):
    with get_context("fork").Pool(1) as pool, pytest.raises(type(ERRORS[number])) as caught:
        pool.apply(fail, (number,))
    assert str(caught.value) == str(ERRORS[number])


def test_texts_of_the_errors():
    assert str(ERRORS[0]).splitlines() == [
        "a/kinerja.csv:7 [target]: gaya angka. Nilai: “12,5”. Langkah: tulis 12.5.",
        "a/dinas.toml: bukan TOML. Langkah: perbaiki.",
    ]
    assert str(ERRORS[3]) == "Laporan kota-a 2024 gagal di 01_capaian, sel 4: KeyError: 'target'. Notebook yang gagal disimpan di /tmp/gagal.ipynb."
    assert str(ERRORS[4]) == "Laporan kota-a 2024 gagal di 01_capaian: berkas hilang."


def test_a_value_of_nought_is_shown_and_an_empty_one_is_not():
    assert "Nilai: “0”." in str(Fault("a", 1, "b", "0", "c", "d"))
    assert "Nilai" not in str(Fault("a", 1, "b", "", "c", "d"))


def test_a_list_of_faults_is_copied():
    faults = [FAULT]
    error = DataError(faults)
    faults.clear()
    assert error.faults == [FAULT]
