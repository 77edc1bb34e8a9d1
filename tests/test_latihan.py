"""Exercises from a report: the answers against arithmetic on what is shown, a hundred seeds, and the command."""

import json
import random
import re
from itertools import combinations
from pathlib import Path
from statistics import median

import pandas as pd
import pytest
from asli import asli
from typer.testing import CliRunner

from lakip_analysis.cli import app
from lakip_analysis.data.catalogue import list_dinas, read_info, years_with_document
from lakip_analysis.errors import DataError
from lakip_analysis.latihan.kunci import Lembar, canonical
from lakip_analysis.latihan.pelajaran import run_source
from lakip_analysis.latihan.soal import list_soal, make_latihan

DATA = Path(__file__).parents[1] / "data"
BELITUNG = "kab-belitung-dspppa"
BANDS = [(91, "Sangat Tinggi"), (76, "Tinggi"), (66, "Sedang"), (51, "Rendah"), (-1e9, "Sangat Rendah")]


@pytest.fixture(scope="module")
def laporan():
    return asli(BELITUNG, 2024)


def num(text) -> float:
    """A figure as the sheet shows it; printed ones have a point or a comma for the decimals."""
    text = re.sub(r"[^\d.,−-]", "", str(text).split()[0]).replace("−", "-")
    if "," in text:
        return float(text.replace(".", "").replace(",", "."))
    return float(text.replace(".", "")) if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text) else float(text)


def rate(value: dict) -> float:
    t, r = num(value["target"]), num(value["realisasi"])
    return r / t * 100 if value["arah"].startswith("makin tinggi") else (2 * t - r) / t * 100


def series(value: dict) -> list[float]:
    return [num(one) for one in value["deret"].split(" · ")]


def slope(value: dict) -> float:
    points = [tuple(map(num, one.split(": "))) for one in value["deret"].split(" · ")]
    return median((b - a) / (v - u) for (u, a), (v, b) in combinations(points, 2))


# by hand, from what is shown alone
BY_HAND = {
    "capaian": rate,
    "temuan_capaian": rate,
    "andai": lambda v: min(max(rate(v), num(v["bawah"])), num(v["atas"])),
    "kategori": lambda v: next(name for low, name in BANDS if num(v["capaian"]) >= low),
    "lemah": lambda v: num(v["target"]) < num(v["realisasi"]) if v["arah"].startswith("makin tinggi") else num(v["target"]) > num(v["realisasi"]),
    "langkah": lambda v: (num(v["target"]) - num(v["realisasi"])) / (v["tahun_akhir"] - v["tahun"]),
    "serapan": lambda v: v["realisasi"] / v["pagu"] * 100,
    "temuan_serapan": lambda v: v["realisasi"] / v["pagu"] * 100,
    "pmk": lambda v: (v["pagu"] * num(v["capaian"]) / 100 - v["realisasi"]) / (v["pagu"] * num(v["capaian"]) / 100) * 100,
    "biaya": lambda v: v["realisasi"] / num(v["jadi"]),
    "deret": lambda v: sum((b > a) - (b < a) for a, b in combinations(series(v), 2)),
    "kemiringan": slope,
    "rata": lambda v: sum(min(max(num(one), num(v["bawah"])), num(v["atas"])) for one in v["daftar"].split(" · ")) / v["n"],
    "temuan_jumlah": lambda v: v["angka"] - v["bagian"],
}


@pytest.mark.lambat
@pytest.mark.parametrize("dinas", list_dinas(DATA))
def test_every_answer_is_what_arithmetic_on_the_shown_figures_gives(dinas):
    laporan = asli(dinas, max(years_with_document(read_info(DATA / dinas))))
    kinds = list_soal(laporan, random.Random(1))
    assert len(kinds) >= 9
    for kind, some in kinds.items():
        for one in some:
            names: dict = {}
            found = run_source(f"{one['impor']}\n{one['panggil']}", names)
            expected = BY_HAND[kind](one["nilai"])
            if isinstance(expected, float):
                assert found == pytest.approx(expected, rel=1e-9, abs=1e-7), one
            else:
                assert canonical(found, one["desimal"]) == canonical(expected, one["desimal"]), one


@pytest.mark.lambat
def test_a_hundred_seeds_give_a_hundred_sheets_whose_answers_pass(laporan, monkeypatch):
    monkeypatch.setattr("lakip_analysis.latihan.kunci.PUTARAN", 1)  # what is slow on purpose
    seen = {}
    for benih in range(1, 101):
        sheet = make_latihan(laporan, benih)
        assert len(sheet.soal) == 20
        seen[frozenset(cell.isi for cell in sheet.pelajar if cell.jenis == "teks" and cell.soal)] = benih
        if benih % 10 == 0:
            lembar = Lembar(sheet.nama, sheet.garam, sheet.soal)
            assert {lembar.check(one["soal"], one["jawaban"]).keadaan for one in sheet.jawaban} == {"benar"}
            assert {lembar.check(one["soal"], ...).keadaan for one in sheet.jawaban} == {"belum"}
    assert len(seen) == 100


def test_the_same_seed_is_the_same_sheet_and_contradictions_are_among_them(laporan):
    one, again, other = (make_latihan(laporan, benih) for benih in (7, 7, 8))
    assert one == again
    assert one.soal != other.soal
    assert sum("Temukan kesalahannya" in cell.isi for cell in one.pelajar) >= 3


def test_more_than_a_report_has_is_refused_with_how_many_there_are(laporan):
    with pytest.raises(DataError, match="hanya cukup untuk"):
        make_latihan(laporan, 1, 100_000)


@pytest.mark.lambat
def test_the_command_keeps_answers_from_the_learners_folder(tmp_path):
    call = ["latihan", "--dari", BELITUNG, "--seed", "7", "--seed", "8", "--data", str(DATA), "--ke", str(tmp_path / "keluar")]
    done = CliRunner().invoke(app, call)
    assert done.exit_code == 0, done.output
    learner = sorted(path.name for path in (tmp_path / "keluar" / "pelajar").iterdir())
    assert learner == sorted(f"{start}latihan-{BELITUNG}-2024-{n}.{end}" for n in (7, 8) for start, end in (("", "ipynb"), ("kunci-", "json")))
    answers = pd.read_csv(tmp_path / "keluar" / "pengajar" / f"jawaban-latihan-{BELITUNG}-2024-7.csv", dtype=str)
    book = json.loads((tmp_path / "keluar" / "pelajar" / f"latihan-{BELITUNG}-2024-7.ipynb").read_text(encoding="utf-8"))
    code = "".join("".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code")
    assert len(answers) == 20
    assert not [text for text in answers["jawaban"] if text in code and len(text) > 2]


@pytest.mark.parametrize(("call", "code", "said"), [([], 2, "--dari"), (["--dari", "kab-belitun-dspppa"], 2, BELITUNG), (["--dari", BELITUNG, "--tahun", "1999"], 1, "1999")])
def test_a_wrong_call_is_answered_with_a_step(call, code, said):
    done = CliRunner().invoke(app, ["latihan", *call, "--data", str(DATA)])
    assert done.exit_code == code
    assert said in done.output
