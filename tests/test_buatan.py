"""A made-up dinas for a class: chosen faults, a key that the audit proves, a sheet that gives no answer away."""

import re
from collections import Counter

import docx
import nbformat
import pandas as pd
import pytest
from typer.testing import CliRunner

from lakip_analysis.audit import audit_dinas
from lakip_analysis.cli import app
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.errors import DataError
from lakip_analysis.latihan.buatan import SALAH, load_layouts
from lakip_analysis.latihan.buatan import dinas as rooms
from lakip_analysis.latihan.buatan.dinas import KUNCI, make_buatan, write_dinas
from lakip_analysis.latihan.kunci import Lembar
from lakip_analysis.reports.kelas import write_buatan

CHOSEN = {"polaritas": 1, "capaian_lama": 2, "jumlah_usang": 1, "klaim_terbalik": 1}


@pytest.fixture(scope="module")
def made():
    return make_buatan("sosial", 7, CHOSEN)


def test_unknown_words_are_refused_all_at_once_with_what_there_is():
    with pytest.raises(DataError) as caught:
        make_buatan("sosal", 1, {"polarits": 1, "polaritas": 1, "jumlah": 2})
    assert [fault.nilai for fault in caught.value.faults] == ["sosal", "polarits", "jumlah"]
    assert "kesehatan" in str(caught.value) and "jumlah_usang" in str(caught.value)


def test_kinds_are_drawn_by_the_seed_each_once_before_any_comes_twice():
    drawn = [tuple(rooms._wanted("sosial", seed, 8)) for seed in range(1, 101)]
    assert len(set(drawn)) == 100
    for some in drawn:
        assert len(set(some)) == 8
        assert all(SALAH[kind].latihan for kind in some)
    most = Counter(rooms._wanted("sosial", 1, 40))
    assert set(most.values()) <= {2, 3}


def test_what_no_draw_holds_is_refused_with_which_it_was(monkeypatch):
    monkeypatch.setattr(rooms, "DRAWS", 3)
    with pytest.raises(DataError, match=r"tak_lapor \(3 dari 3\)"):
        make_buatan("sosial", 1, {"tak_lapor": 60})


@pytest.mark.lambat
def test_the_audit_finds_every_fault_and_nothing_without_them(made, tmp_path):
    sound = write_dinas(made.utuh, tmp_path / "utuh")
    assert audit_dinas(load_dinas(tmp_path / "utuh", sound.name)).empty
    spoilt = write_dinas(made.rusak, tmp_path / "rusak")
    found = audit_dinas(load_dinas(tmp_path / "rusak", spoilt.name)).set_index("id")
    roots = made.kunci[made.kunci["akibat_dari"].astype(str) == ""]
    assert Counter(roots.drop_duplicates("nomor")["cacat"]) == CHOSEN
    for _, rows in roots.groupby("nomor"):
        ids = {one for text in rows["temuan"] for one in text.split("; ") if one}
        shown = " ".join(f"{row.tercetak} {row.hitung_ulang} {row.usul} {row.juga_tercetak}" for row in found.loc[sorted(ids)].itertuples())
        assert any(re.sub(r"[^\w,.]", "", text) in re.sub(r"[^\w,. ]", "", shown) for text in (*rows["tercetak"], *rows["seharusnya"])), rows
    keyed = {one for text in made.kunci["temuan"] for one in text.split("; ")}
    assert set(found.index) <= keyed, "a finding that no key explains"


@pytest.mark.lambat
def test_the_key_says_what_stands_in_the_report_and_what_should(made):
    assert list(made.kunci.columns) == KUNCI
    for report, column in ((made.rusak, "tercetak"), (made.utuh, "seharusnya")):
        text = " ".join(block.teks if hasattr(block, "teks") else " ".join(sel.teks for row in block.baris for sel in row.sel) for block in report.dokumen)
        assert all(value in text for value in made.kunci[column])
    assert made.kunci[["arti", "keparahan", "baris"]].ne("").all(axis=None)


@pytest.mark.lambat
def test_the_sheet_takes_the_key_and_helps_without_it(made):
    lembar = Lembar(made.lembar.nama, made.lembar.garam, made.lembar.soal)
    assert len(made.lembar.jawaban) == 5
    for one in made.lembar.jawaban:
        assert lembar.check(one["soal"], one["jawaban"]).keadaan == "benar"
        open_ = lembar.check(one["soal"], dict.fromkeys(one["jawaban"], ...))
        assert (open_.keadaan, "Petunjuk: Yang terjadi" in repr(open_)) == ("belum", True)
        swapped = dict(zip(one["jawaban"], reversed(one["jawaban"].values()), strict=True))
        assert "Bertukar tempat" in repr(lembar.check(one["soal"], swapped))


@pytest.mark.lambat
def test_files_are_the_same_bytes_and_the_learner_gets_no_answer(made, tmp_path):
    for name in ("a", "b"):
        write_buatan(made, tmp_path / name)
    one, other = ({path.relative_to(tmp_path / name): path.read_bytes() for path in sorted((tmp_path / name).rglob("*")) if path.is_file()} for name in ("a", "b"))
    assert one == other
    learner = {path.name for path in one if path.parts[0] == "pelajar"}
    assert learner == {f"{made.nama}.docx", f"{made.nama}.ipynb", f"kunci-{made.nama}.json"}
    book = nbformat.read(tmp_path / "a" / "pelajar" / f"{made.nama}.ipynb", as_version=4)
    questions = "\n".join(cell.source for cell in book.cells)
    for row in made.kunci[made.kunci["akibat_dari"].astype(str) == ""].itertuples():
        assert row.seharusnya not in questions.replace(row.baris, ""), row
    words = docx.Document(tmp_path / "a" / "pelajar" / f"{made.nama}.docx")
    printed = {cell.text for table in words.tables for cell in table._cells}
    assert made.kunci.loc[made.kunci["tempat"] != "", "tercetak"].isin(printed).all()


@pytest.mark.lambat
def test_the_command_makes_one_for_each_seed_and_its_data_pass_the_check(tmp_path):
    ke = tmp_path / "latihan"
    done = CliRunner().invoke(app, ["latihan", "--buatan", "kesehatan", "--banyak", "2", "--ke", str(ke), "--data", str(tmp_path / "data")])
    assert done.exit_code == 0, done.output
    data = ke / "pengajar" / "data-buatan-kesehatan-1"
    assert str(data) in done.output
    checked = CliRunner().invoke(app, ["check", "--data", str(data)])
    assert (checked.exit_code, "baik" in checked.output) == (0, True), checked.output
    key = pd.read_csv(ke / "pengajar" / "cacat-buatan-kesehatan-1.csv")
    assert key["nomor"].nunique() == 2


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        (["--buatan", "sosial", "--dari", "kab-belitung-dspppa"], 2, "--dari"),
        (["--buatan", "sosial", "--cacat", "polaritas=x"], 2, "polaritas=2"),
        (["--buatan", "sosal"], 1, "sosial"),
    ],
)
def test_a_wrong_call_is_answered_with_a_step(call, code, said, tmp_path):
    done = CliRunner().invoke(app, ["latihan", *call, "--data", str(tmp_path)])
    assert done.exit_code == code
    assert said in done.output


def test_there_are_layouts_whose_scale_is_no_finding_itself():
    assert sum(rooms.scale_gaps(one.skala).empty for one in load_layouts().values()) >= 5
