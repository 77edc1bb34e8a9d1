"""Nothing that passes check fails in run: a small run of benchmarks/data_rusak.py, which tries thousands."""

import importlib.util
import shutil
from pathlib import Path

import pytest
import rusak

from lakip_analysis.data.dinas import check_dinas

DATA = Path(__file__).parents[1] / "data"
SAMPLE = next((Path(__file__).parent / "sample").iterdir())
spec = importlib.util.spec_from_file_location("data_rusak", Path(__file__).parents[1] / "benchmarks" / "data_rusak.py")
data_rusak = importlib.util.module_from_spec(spec)
spec.loader.exec_module(data_rusak)


@pytest.mark.lambat
def test_what_passes_check_can_be_run():
    found = [data_rusak.try_one(seed) for seed in range(10_001, 10_025)]  # none of them makes whole pages
    assert [where for kind, where in found if "crashed" in kind or "failed" in kind] == []
    kinds = [kind for kind, _ in found]
    assert kinds.count("passed and run") >= 5 and kinds.count("refused") >= 5, "both kinds are there"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("shape", rusak.SHAPES)
@pytest.mark.parametrize("source", [SAMPLE, pytest.param(DATA / "kota-pontianak-dinsos", marks=pytest.mark.lambat)], ids=["made", "real"])
def test_a_dinas_that_lacks_something_whole_has_every_result(source, shape, tmp_path):
    folder = rusak.pare(Path(shutil.copytree(source, tmp_path / "data" / source.name)), shape)
    wrong = [fault for fault in check_dinas(folder.parent, folder.name) if fault.berat == "kesalahan"]
    assert wrong == [], "nothing is wrong in it"
    data_rusak._run(folder, tmp_path / "out", whole=False)


@pytest.mark.lambat
@pytest.mark.parametrize("shape", ["only programme indicators", "no budget in the year"])
def test_a_dinas_that_lacks_something_whole_has_a_report(shape, tmp_path):
    folder = rusak.pare(Path(shutil.copytree(SAMPLE, tmp_path / "data" / SAMPLE.name)), shape)
    data_rusak._run(folder, tmp_path / "out", whole=True)


def test_the_same_seed_changes_the_same(tmp_path):
    for place in ("a", "b"):
        for seed in (1, 7):
            rusak.mutate(SAMPLE, tmp_path / place / str(seed), seed)
    for path in (tmp_path / "a").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()
