"""Dinas opened together beside other reports: what a report would make itself, or nothing."""

import os
import shutil
import time
from pathlib import Path

import pandas as pd
import pytest
from berkas import made as fingerprints

from lakip_analysis import processes
from lakip_analysis.audit import audit_dinas
from lakip_analysis.data import dinas as opening
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.laporan import AHEAD, HASIL, open_report
from lakip_analysis.reports import ahead, assemble, batch
from lakip_analysis.reports.ahead import with_ahead
from lakip_analysis.reports.batch import run_batch

ROOT = Path(__file__).parents[1]
SOUND, FULL = (
    ROOT / "tests" / "sample" / "kota-contoh-dinsos",
    ROOT / "data" / "kota-pontianak-dinsos",
)
PAIRS = [(f"kota-{name}", 2024) for name in "abcd"]


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(processes, "cores", lambda: 2)
    monkeypatch.setattr(opening, "_handed", {})
    monkeypatch.setattr(batch, "_get_ready", lambda *first: "fork")


@pytest.fixture
def data(tmp_path) -> Path:
    """Four dinas, two of them with contradictions; the figures of the third are refused."""
    for name, source in zip("abcd", (FULL, SOUND, SOUND, FULL), strict=True):
        folder = tmp_path / "data" / f"kota-{name}"
        shutil.copytree(source, folder)
        text = (folder / "dinas.toml").read_text(encoding="utf-8")
        (folder / "dinas.toml").write_text(
            text.replace(f'"{source.name}"', f'"{folder.name}"'), encoding="utf-8"
        )
    with (tmp_path / "data" / "kota-c" / "kinerja.csv").open("a", encoding="utf-8") as file:
        file.write("tidak,ada\n")
    return tmp_path / "data"


def test_the_first_reports_wait_for_nothing_and_the_next_dinas_are_there(data):
    made = list(with_ahead(PAIRS, data, 1, 60))
    assert [tuple(pair) for *pair, _ in made] == PAIRS
    assert [one is not None for *_, one in made] == [False, True, False, True], (
        "kota-c has faults: its report tells them"
    )
    for dinas, _, one in made:
        if one is not None:
            expected = load_dinas(data, dinas)
            pd.testing.assert_frame_equal(one.temuan, audit_dinas(expected))
            assert one.data.info == expected.info
            for name, frame in expected.tabel.items():
                pd.testing.assert_frame_equal(one.data.tabel[name], frame)


def test_groups_follow_each_other_and_a_dinas_of_two_years_is_opened_once(data, monkeypatch):
    asked = []

    def beside(work, limit, instead):
        asked.append((work.args[1], limit))
        return work

    monkeypatch.setattr(ahead, "beside", beside)
    monkeypatch.setattr(ahead, "TOGETHER", 2)
    plan = [("kota-a", 2024), ("kota-b", 2023), ("kota-b", 2024), ("kota-d", 2024)]
    made = with_ahead(plan, data, 1, 7)
    assert next(made) == ("kota-a", 2024, None)
    assert asked == [(["kota-b"], 7)], "while the first is made the next ones are opened"
    rest = list(made)
    assert asked == [(["kota-b"], 7), (["kota-d"], 7)]
    assert [one.data.dinas for *_, one in rest] == ["kota-b", "kota-b", "kota-d"]
    assert list(with_ahead(plan[:1], data, 2, 7)) == [("kota-a", 2024, None)] and len(asked) == 2


@pytest.mark.parametrize("how", ["mati", "rusak", "lama"])
def test_what_could_not_be_opened_together_each_report_opens_itself(how, data, monkeypatch):
    def fails(several):
        if how == "mati":
            os._exit(9)
        if how == "lama":
            time.sleep(60)
        raise ValueError(how)

    monkeypatch.setattr(ahead, "audit_several", fails)
    start = time.monotonic()
    assert list(with_ahead(PAIRS, data, 1, 0.2 if how == "lama" else 60)) == [
        (*pair, None) for pair in PAIRS
    ]
    assert time.monotonic() - start < 20


def test_a_process_uses_what_fits_its_files_and_nothing_else(data, monkeypatch):
    *_, (_, _, one) = with_ahead(PAIRS, data, 1, 60)
    monkeypatch.setattr(opening, "_load", lambda *known: pytest.fail("it was read already"))
    pd.testing.assert_frame_equal(one.take(data), one.temuan)
    mine = load_dinas(data, "kota-d")
    assert (
        mine.tabel["kinerja"].equals(one.data.tabel["kinerja"])
        and mine.tabel["kinerja"] is not one.data.tabel["kinerja"]
    )
    monkeypatch.undo()
    with (data / "kota-d" / "dinas.toml").open("a", encoding="utf-8") as file:
        file.write("\n# diubah\n")
    assert one.take(data) is None


def test_an_opened_report_reads_the_findings_that_were_laid_down(data, tmp_path):
    (tmp_path / "hasil").mkdir()
    known = audit_dinas(load_dinas(data, "kota-a")).assign(nama="dari luar")
    known.to_pickle(tmp_path / "hasil" / f"{AHEAD}.pkl")
    laporan = open_report(data, "kota-a", 2024, tmp_path / "hasil")
    assert set(laporan.temuan["nama"]) == {"dari luar"}
    assert AHEAD not in HASIL, "no file is made of it"


def test_findings_reach_the_chapters_of_their_own_report_only(data, tmp_path, monkeypatch):
    seen = tmp_path / "seen"
    seen.mkdir()

    def fill_report(folder, dinas, *args, temuan=None, **more):
        (seen / dinas).write_text(
            "" if temuan is None else ",".join(sorted(set(temuan["dinas"]))), encoding="utf-8"
        )
        (folder / "index.html").touch()

    monkeypatch.setattr(assemble, "fill_report", fill_report)
    run_batch(PAIRS, data, tmp_path / "out", jobs=2)
    assert {path.name: path.read_text(encoding="utf-8") for path in seen.iterdir()} == {
        "kota-a": "",
        "kota-b": "",
        "kota-c": "",
        "kota-d": "kota-d",
    }
    run_batch(PAIRS, data, tmp_path / "satu", jobs=1)
    assert not any(path.read_text(encoding="utf-8") for path in seen.iterdir()), (
        "one job, one process"
    )


def test_a_chapter_is_the_same_whoever_opened_its_dinas(data, tmp_path):
    (tmp_path / "bab").mkdir()
    shutil.copy(ROOT / "notebooks" / "07_audit.ipynb", tmp_path / "bab")
    plan = [PAIRS[0], PAIRS[1], PAIRS[3]]
    for jobs, folder in ((1, "sendiri"), (2, "bersama")):  # of three the last is opened beside
        entries = run_batch(plan, data, tmp_path / folder, jobs, tmp_path / "bab")
        assert all(entry["berhasil"] for entry in entries)
    assert fingerprints(tmp_path / "sendiri") == fingerprints(tmp_path / "bersama")
