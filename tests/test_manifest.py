"""What `run.json` says of a report, from the sample and without running a chapter."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.laporan import HASIL, open_report
from lakip_analysis.reports.fingerprint import VERSIONS, program_hash, read_manifests, sha256
from lakip_analysis.reports.manifest import write_manifest

SAMPLE = Path(__file__).parent / "sample"
CONTOH = "kota-contoh-dinsos"


@pytest.fixture(scope="module")
def hasil() -> dict[str, pd.DataFrame]:
    laporan = open_report(SAMPLE, CONTOH, 2024)
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
    assert said["urusan"] == ["1.06"]


def test_the_sample_has_no_printed_row(hasil, tmp_path):
    assert hasil["terbaca"].values.tolist() == [[0, 0]]
    assert written(tmp_path, hasil)["ringkasan"]["n_temuan"] is None
