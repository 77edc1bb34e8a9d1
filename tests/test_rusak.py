"""Nothing that passes check fails in run: a small run of benchmarks/data_rusak.py, which tries thousands."""

import importlib.util
from pathlib import Path

import pytest
import rusak

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


def test_the_same_seed_changes_the_same(tmp_path):
    for place in ("a", "b"):
        for seed in (1, 7):
            rusak.mutate(SAMPLE, tmp_path / place / str(seed), seed)
    for path in (tmp_path / "a").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()
