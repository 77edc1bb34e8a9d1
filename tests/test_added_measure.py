"""A measure more: one function, one row, its texts, and it stands in frame and page of both languages; nothing else is touched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FUNCTION = '''

def hemat_per_poin(capaian_persen, serapan_persen) -> np.ndarray:
    """Return the budget left over per point of achievement."""
    return _divide(100 - np.asarray(serapan_persen, dtype=float), np.asarray(capaian_persen, dtype=float))
'''
ROW = {"ukuran": "hemat_per_poin", "urutan": "13", "fungsi": "hemat_per_poin", "masukan": "capaian_persen;serapan_persen", "hanya_dinas": "tidak", "operator": ">", "batas": "0", "impas": "ya", "kata": "efisien", "pinjaman": "tidak", "keluarga": "sisa uang", "sumber": "contoh"}
TEXTS = """
[ukuran.hemat_per_poin]
nama = { id = "hemat per poin capaian", en = "saving per point of achievement" }
rumus = { id = "(100 − serapan) / capaian", en = "(100 − absorption) / achievement" }
baca = { id = "sisa untuk tiap persen target", en = "money left for each per cent of the target" }
pemakai = { id = "contoh", en = "example" }
"""
LOOK = """
import sys
from lakip_analysis.efisiensi.verdict import count_verdicts
from lakip_analysis.efisiensi.view_ukuran import require_measures, say_ukuran
from lakip_analysis.laporan import open_report
require_measures()
laporan = open_report(sys.argv[1], "kab-belitung-dspppa", 2024)
rows = laporan.ukuran[laporan.ukuran["ukuran"] == "hemat_per_poin"]
programmes = laporan.efisiensi["level"].isin(["dinas", "program"]).sum()
assert len(rows) == programmes and set(rows["putusan"]) == {"efisien", "tidak dinilai"}, rows
for bahasa, words in {"id": ("Hemat per poin capaian", "efisien menurut hemat per poin capaian"), "en": ("Saving per point of achievement", "efficient by saving per point of achievement")}.items():
    page = say_ukuran(laporan.ukuran, count_verdicts(laporan.ukuran), bahasa).html
    assert all(word in page for word in words), bahasa
"""


@pytest.mark.lambat
def test_three_edits_make_a_measure(tmp_path):
    package = tmp_path / "lakip_analysis"
    shutil.copytree(ROOT / "lakip_analysis", package, ignore=shutil.ignore_patterns("__pycache__"))
    with (package / "efisiensi" / "measures.py").open("a", encoding="utf-8") as file:
        file.write(FUNCTION)
    rules = package / "aturan" / "efisiensi.csv"
    columns = rules.read_text(encoding="utf-8").splitlines()[0].split(",")
    with rules.open("a", encoding="utf-8") as file:
        file.write(",".join(ROW.get(name, "") for name in columns) + "\n")
    with (package / "bahasa" / "kalimat.toml").open("a", encoding="utf-8") as file:
        file.write(TEXTS)
    run = subprocess.run([sys.executable, "-c", LOOK, str(ROOT / "data")], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
