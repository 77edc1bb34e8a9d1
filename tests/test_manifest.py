"""What `run.json` says of a report, from the sample and without running a chapter."""

import dataclasses
import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest
from asli import asli

from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.laporan import HASIL
from lakip_analysis.reports.fingerprint import VERSIONS, program_hash, read_manifests, sha256
from lakip_analysis.reports.manifest import write_manifest

SAMPLE = Path(__file__).parent / "sample"
CONTOH = "kota-contoh-dinsos"


@pytest.fixture(scope="module")
def hasil() -> dict[str, pd.DataFrame]:
    laporan = asli(CONTOH, 2024, SAMPLE)
    return {name: getattr(laporan, name) for name in HASIL}


def written(folder: Path, hasil: dict) -> dict:
    report, books = folder / CONTOH / "2024", folder / "notebooks"
    for made in (report, books):
        made.mkdir(parents=True)
    for name in ("index.html", "capaian.csv", "laporan.pdf", "01_capaian.ipynb", "datapackage.json"):
        (report / name).write_text(name, encoding="utf-8")
    for name in ("01_a.ipynb", "00_mulai.ipynb", "10_kajian.ipynb"):
        (books / name).write_text(name, encoding="utf-8")
    parameter = {"dinas": CONTOH, "tahun": 2024, "bahasa": "id"}
    path = write_manifest(report, load_dinas(SAMPLE, CONTOH), parameter, hasil, SAMPLE, books)
    assert path == report / "run.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_claims_and_causes_are_counted_where_the_report_was_coded_for_them(tmp_path):
    names = ("n_klaim", "n_klaim_tidak_didukung", "n_sebab", "n_sebab_bertentangan")
    klaim = pd.DataFrame({"putusan": ["tidak_didukung", "didukung", "tidak_didukung", "tidak_dapat"]})
    sebab = pd.DataFrame({"bukti": ["bertentangan", "tidak_disebut", "selaras", "tidak_disebut"]})
    for number, (hasil, counts) in enumerate([({"klaim": klaim, "sebab": sebab}, (4, 2, 2, 1)), ({"klaim": klaim.head(0), "sebab": sebab.head(0)}, (None,) * 4), ({}, (None,) * 4), ({"klaim": klaim.iloc[[1]], "sebab": sebab.iloc[[1]]}, (1, 0, 0, 0))]):
        said = written(tmp_path / str(number), hasil)["ringkasan"]
        assert tuple(said[name] for name in names) == counts


def manifest_of(folder: Path, data, tahun: int = 2024, **hasil) -> dict:
    folder.mkdir()
    path = write_manifest(folder, data, {"dinas": CONTOH, "tahun": tahun, "bahasa": "id"}, hasil, SAMPLE, folder)
    return json.loads(path.read_text(encoding="utf-8"))


def test_affairs_are_those_of_the_budget_of_the_year_or_those_named(tmp_path):
    data = load_dinas(SAMPLE, CONTOH)
    rows = pd.DataFrame({"tahun": [2024, 2024, 2024, 2023], "kode": ["2.08.02", "1.06.01.2.01", "X.XX.01", "2.14.01"]})
    read = dataclasses.replace(data, info=dict(data.info) | {"urusan": ["2.20", "1.05"]}, tabel=dict(data.tabel) | {"anggaran": rows})
    assert [manifest_of(tmp_path / str(year), read, year)["ringkasan"]["urusan"] for year in (2024, 2023, 2022)] == [["1.06", "2.08"], ["2.14"], ["1.05", "2.20"]]


def test_numbers_are_rounded_and_what_is_missing_is_null(tmp_path):
    ringkasan = pd.DataFrame([{"n_indikator": 3.0, "n_terlapor": float("nan"), "rata_acuan_persen": 90.123456, "rata_capaian_persen": float("nan"), "rata_rata": "rata_rata_indikator"}])
    deret = pd.DataFrame({"tahun": [2024, 2022, 2023], "rata_acuan_persen": [90.123456, 80.0, 70.0], "n_acuan": [3, 1, 0]})
    konsep = pd.DataFrame({"nama_indikator": ["Ada", "Lain"], "nilai": [1.0, float("nan")]})
    data = load_dinas(SAMPLE, CONTOH)
    named = dataclasses.replace(data, tabel=dict(data.tabel) | {"indikator": data.tabel["indikator"].head(1).assign(nama_indikator="Ada", nama_en="Thérè")})
    run = manifest_of(tmp_path / "r", named, ringkasan=ringkasan, deret=deret, konsep=konsep)
    said = run["ringkasan"]
    assert (said["n_indikator"], said["n_terlapor"], said["rata_acuan_persen"], said["rata_capaian_persen"], said["rata_rata"]) == (3, None, 90.1235, None, "rata_rata_indikator")
    assert (said["kategori_acuan"], said["celah_acuan"]) == ("Tinggi", True)
    assert said["deret"] == [[2022, 80.0, 1], [2024, 90.1235, 3]]
    assert run["konsep"] == [{"nama_indikator": "Ada", "nilai": 1.0}, {"nama_indikator": "Lain"}]
    assert run["nama"]["Ada"] == "Thérè" and "Lain" not in run["nama"]
    text = (tmp_path / "r" / "run.json").read_text(encoding="utf-8")
    assert '"Thérè"' in text and text.startswith('{\n "parameter": {') and text.endswith("\n}\n"), "people read it and compare it line by line"


def test_what_went_in_and_what_came_out(hasil, tmp_path):
    run = written(tmp_path, hasil)
    assert run["keluaran"] == {name: hashlib.sha256(name.encode()).hexdigest() for name in ("01_capaian.ipynb", "capaian.csv", "datapackage.json", "index.html", "laporan.pdf")}
    tables = {f"{CONTOH}/{path.name}": sha256(path) for path in (SAMPLE / CONTOH).iterdir() if path.suffix in (".csv", ".toml", ".xlsx") and not path.name.startswith("peta")}
    assert run["masukan"] == tables | {"notebooks/01_a.ipynb": hashlib.sha256(b"01_a.ipynb").hexdigest()}
    assert set(run["versi"]) == {*VERSIONS, "program"} and run["versi"]["program"] == program_hash()
    assert "?" not in run["versi"].values()
    assert run["parameter"] == {"dinas": CONTOH, "tahun": 2024, "bahasa": "id"}
    assert list(read_manifests(tmp_path)) == [tmp_path / CONTOH / "2024"]


def test_what_the_index_says_is_what_the_chapters_saved(hasil, tmp_path):
    costs = {"dinas": CONTOH, "tahun": 2024, "kode": ["1", "2"], "nama_keluaran": "orang dilayani", "satuan": "orang", "volume_target": 9.0, "volume_realisasi": [7.0, None], "realisasi_rp": 700.0, "biaya_nyata_rp": [100.0, None], "status": ["dihitung", "volume_kosong"]}
    run = written(tmp_path, hasil | {"biaya": pd.DataFrame(costs)})
    said, row = run["ringkasan"], hasil["ringkasan"].iloc[0]
    assert (said["n_indikator"], said["n_tercapai"], said["n_terlapor"]) == tuple(int(row[name]) for name in ("n_indikator", "n_tercapai", "n_terlapor"))
    assert said["rata_acuan_persen"] == round(float(row["rata_acuan_persen"]), 4)
    total = hasil["efisiensi"].query("level == 'dinas'")
    assert len(hasil["efisiensi"]) > len(total) == 1 and said["serapan_persen"] == round(float(total["serapan_persen"].iloc[0]), 4)
    assert said["n_tinggi"] <= said["n_temuan"] if said["n_temuan"] is not None else True
    assert run["biaya"] == [{"dinas": CONTOH, "tahun": 2024, "kode": "1", "nama_keluaran": "orang dilayani", "satuan": "orang", "volume_realisasi": 7.0, "realisasi_rp": 700.0, "biaya_nyata_rp": 100.0, "status": "dihitung"}]
    years = [year for year, _, n in said["deret"]]
    assert years == sorted(years) and all(n > 0 for _, _, n in said["deret"])


def test_what_no_chapter_saved_is_null_and_no_value_is_not_a_number(tmp_path):
    run = written(tmp_path, {})
    assert {name: run["ringkasan"][name] for name in ("n_indikator", "rata_acuan_persen", "serapan_persen", "n_temuan")} == dict.fromkeys(("n_indikator", "rata_acuan_persen", "serapan_persen", "n_temuan"))
    assert (run["ringkasan"]["deret"], run["konsep"], run["biaya"]) == ([], [], [])
    assert "NaN" not in json.dumps(run)


@pytest.mark.parametrize(("n_angka", "n_klaim", "right"), [(0, 0, (None, None)), (200, 0, (0, 200)), (0, 3, (0, None))])
def test_nothing_found_where_nothing_was_read_is_not_nought(hasil, tmp_path, n_angka, n_klaim, right):
    """Figures that were printed are what findings are counted over in the index."""
    read = pd.DataFrame({"n_angka": [n_angka], "n_klaim": [n_klaim]})
    said = written(tmp_path, hasil | {"terbaca": read})["ringkasan"]
    assert len(hasil["temuan"]) == 0 and (said["n_temuan"], said["n_angka"]) == right


def test_the_sample_has_no_printed_row(hasil, tmp_path):
    assert hasil["terbaca"].values.tolist() == [[0, 0, 0]]
    assert written(tmp_path, hasil)["ringkasan"]["n_temuan"] is None


def test_printed_figures_are_those_of_the_papers_of_the_year(hasil, tmp_path):
    """Every cell that holds a figure as printed; the denominator of findings in the index."""
    about = written(tmp_path, hasil)["ringkasan"]
    data = load_dinas(SAMPLE, CONTOH)
    papers = {one["id"] for one in data.info["dokumen"] if one["tahun"] == 2024}
    cells = 0
    for name, columns in {"terbitan_kinerja": ("target", "realisasi", "capaian"), "terbitan_anggaran": ("pagu_induk", "pagu", "realisasi", "persen")}.items():
        for row in data.tabel[name].to_dict("records"):
            cells += sum(bool(row[f"{column}_tercetak"]) for column in columns if row["dokumen"] in papers)
    assert about["n_angka"] == (cells or None)
    assert about["urusan"] == ["1.06"]
