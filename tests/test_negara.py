"""Many dinas in one frame are computed as each is alone, and the made country is one that loads."""

import sys
from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis.audit import find_temuan, prepare
from lakip_analysis.capaian.compute import compute_capaian, summarize_capaian
from lakip_analysis.data.catalogue import list_dinas
from lakip_analysis.data.dinas import join_kinerja, load_dinas
from lakip_analysis.data.schemas import TABEL
from lakip_analysis.data.store import read_country, read_rules
from lakip_analysis.data.store_write import to_folders, to_store
from lakip_analysis.efisiensi.compute import compute_efisiensi
from lakip_analysis.efisiensi.cost import compute_biaya
from lakip_analysis.pembanding.compute import latest_konsep
from lakip_analysis.tren import compute_trend

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import negara

DATA = Path(__file__).parents[1] / "data"
# two of them call their document alike, and of those rows many alike
NAMES = ["kota-malang-dinsosp3ap2kb", "kota-pontianak-dinsos", "kota-singkawang-dinsospppa"]


@pytest.fixture(scope="module")
def each():
    return {dinas: load_dinas(DATA, dinas) for dinas in NAMES}


@pytest.fixture(scope="module")
def all_tables(each):
    """Return every table with the rows of all dinas under each other."""
    return {
        nama: pd.concat([data.tabel[nama].assign(dinas=dinas) for dinas, data in each.items()])
        for nama in TABEL
    }


def same(found: pd.DataFrame, parts: list[pd.DataFrame], keys: list[str]) -> None:
    """Compare rows of all dinas with those of each alone, in order of their keys."""
    alone = pd.concat(parts)[list(found)].sort_values(keys, kind="stable", ignore_index=True)
    found = found.sort_values(keys, kind="stable", ignore_index=True)
    pd.testing.assert_frame_equal(found, alone, check_dtype=False)


def test_reports_are_audited_as_each_alone(each, all_tables):
    found = find_temuan(prepare(all_tables))
    same(found, [find_temuan(prepare(each[name].tabel, dinas=name)) for name in NAMES], ["dinas", "id"])


@pytest.fixture(scope="module")
def kinerja(all_tables):
    return join_kinerja(*(all_tables[name] for name in ("kinerja", "indikator", "putus")))


def test_kinerja_is_joined_as_each_alone(each, kinerja):
    same(kinerja, [data.kinerja for data in each.values()], ["dinas", "indikator", "tahun"])


@pytest.mark.parametrize(
    ("compute", "keys"),
    [
        (compute_capaian, ["dinas", "indikator", "tahun"]),
        (lambda rows: summarize_capaian(compute_capaian(rows), ["dinas", "tahun"]), ["dinas", "tahun"]),
        (compute_trend, ["dinas", "indikator"]),
        (lambda rows: latest_konsep(rows, 2024), ["dinas", "konsep"]),
    ],
)
def test_figures_are_computed_as_each_alone(each, kinerja, compute, keys):
    same(compute(kinerja), [compute(data.kinerja) for data in each.values()], keys)


def efisiensi(data, year=None) -> pd.DataFrame:
    capaian = compute_capaian(data["kinerja"])
    names = ("program_indikator", "keluaran", "terbitan_anggaran")
    links, outputs, printed = (data[name] for name in names)
    return compute_efisiensi(data["anggaran"], links, capaian, outputs, printed)


def test_money_is_computed_as_each_alone(each, all_tables, kinerja):
    anggaran = pd.concat([data.anggaran for data in each.values()])
    found = efisiensi(all_tables | {"kinerja": kinerja, "anggaran": anggaran})
    parts = [
        efisiensi(data.tabel | {"kinerja": data.kinerja, "anggaran": data.anggaran})
        for data in each.values()
    ]
    same(found, parts, ["dinas", "tahun", "level", "kode"])
    costs = compute_biaya(anggaran, all_tables["keluaran"])
    parts = [compute_biaya(data.anggaran, data.tabel["keluaran"]) for data in each.values()]
    same(costs, parts, ["dinas", "tahun", "kode", "nama_keluaran"])


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    store = tmp_path_factory.mktemp("negara") / "negara"
    negara.make_country(store, 6)
    return store


def test_the_made_country_loads_and_is_a_store_like_any(country, tmp_path):
    names = list_dinas(country)
    assert len(names) == 6 and len(read_rules(country)) == 6
    done, faults = to_folders(country, tmp_path / "data")
    assert done == names and not faults  # what the catalogue says of every table is so
    assert to_store(tmp_path / "data", tmp_path / "lagi") == (names, [])
    for nama in TABEL:
        pd.testing.assert_frame_equal(
            read_country(country, nama), read_country(tmp_path / "lagi", nama)
        )
    data = load_dinas(country, names[0])
    assert sorted(set(data.tabel["kinerja"]["tahun"])) == list(negara.TAHUN)


def test_the_country_has_every_government_once():
    offices = negara.list_offices(None)
    assert len(offices) == 13_650 and offices["dinas"].is_unique
    assert offices["daerah"].nunique() == 546


@pytest.mark.parametrize("name", [name for name in negara.STAGES if name not in ("indeks", "ganti")])
def test_every_stage_of_the_benchmark_runs(country, name):
    assert all(value for key, value in negara.STAGES[name](country).items() if key == "baris")
