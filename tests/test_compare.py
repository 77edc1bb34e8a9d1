"""Verify and diff: same bytes, a touched file, changed data; every change in words."""

import hashlib
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from asli import asli
from typer.testing import CliRunner

from lakip_analysis.cli import app
from lakip_analysis.data.catalogue import list_dinas
from lakip_analysis.laporan import HASIL
from lakip_analysis.reports.batch import run_batch
from lakip_analysis.reports.compare import (
    UNWATCHED,
    describe_diff,
    diff_reports,
    verify_index,
    verify_reports,
)
from lakip_analysis.reports.plan import plan_reports
from lakip_analysis.reports.results import KEYS, result_frames, result_names, write_csv

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "sample"
CAPAIAN = "dinas,tahun,indikator,nama_indikator,target,realisasi,capaian_persen,status,kategori,capaian_acuan_persen,kategori_acuan\n"
TEMUAN = "id,jenis,tabel,baris,tercetak,keparahan\n"


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def report(folder: Path, capaian: str, temuan: str = "", dinas: str = "d", tahun: str = "2024") -> Path:
    """A folder with one report, as far as diff reads it."""
    target = folder / dinas / tahun
    target.mkdir(parents=True)
    (target / "run.json").write_text(json.dumps({}), encoding="utf-8")
    (target / "capaian.csv").write_text(CAPAIAN + capaian, encoding="utf-8")
    (target / "temuan.csv").write_text(TEMUAN + temuan, encoding="utf-8")
    return folder


def test_diff_names_figure_category_and_finding(tmp_path):
    old = report(tmp_path / "a", "d,2024,a,A,80,60,75.0,dihitung,Sedang,75.0,Sedang\n", "T1,sum,Tabel 1,12,100,tinggi\nT2,cap,Tabel 2,15,90,rendah\n")
    new = report(tmp_path / "b", "d,2024,a,A,80,64,80.0,dihitung,Tinggi,75.0,Sedang\n", "T1,cap,Tabel 2,15,90,sedang\n")
    assert describe_diff(diff_reports(old, new)) == [
        "d 2024: 5 perubahan",
        "  capaian.csv a: capaian_persen 75.0 → 80.0", "  capaian.csv a: kategori Sedang → Tinggi", "  capaian.csv a: realisasi 60 → 64",
        "  temuan.csv cap · Tabel 2 · 15 · 90: keparahan rendah → sedang", "  temuan hilang: sum · Tabel 1 · 12 · 100",
    ]


def test_renumbered_findings_are_no_change(tmp_path):
    old = report(tmp_path / "a", "", "T1,x,Tabel 1,12,100,tinggi\nT2,y,Tabel 1,13,100,tinggi\n")
    new = report(tmp_path / "b", "", "T2,x,Tabel 1,12,100,tinggi\nT1,y,Tabel 1,13,100,tinggi\n")
    assert diff_reports(old, new).empty


def test_a_repeated_key_is_compared_in_its_order(tmp_path):
    """Two findings of one kind on one line: the second is not lost."""
    both = "T1,x,Tabel 1,12,100,tinggi\nT2,x,Tabel 1,12,100,rendah\n"
    old, new = report(tmp_path / "a", "", both), report(tmp_path / "b", "", both.replace("rendah", "sedang"))
    assert describe_diff(diff_reports(old, new)) == ["d 2024: 1 perubahan", "  temuan.csv x · Tabel 1 · 12 · 100 · (2): keparahan rendah → sedang"]


def test_scratch_folders_of_a_running_batch_are_no_reports(tmp_path):
    old, new = report(tmp_path / "a", ""), report(report(tmp_path / "b", ""), "", tahun=".2024-sementara")
    assert diff_reports(old, new).empty


def test_rows_and_reports_that_come_and_go(tmp_path):
    old = report(report(tmp_path / "a", "d,2024,a,A,80,60,75.0,dihitung,x,75.0,x\n"), "", dinas="lama")
    new = report(report(tmp_path / "b", "d,2024,b,B,80,60,,realisasi_kosong,,,\n"), "", dinas="baru")
    assert describe_diff(diff_reports(old, new)) == ["baru 2024: 1 perubahan", "  laporan baru", "d 2024: 2 perubahan", "  baris capaian.csv hilang: a", "  baris capaian.csv baru: b", "lama 2024: 1 perubahan", "  laporan tidak ada lagi"]


def test_a_report_that_comes_or_goes_has_the_empty_side_where_it_is_not(tmp_path):
    found = diff_reports(report(tmp_path / "a", "", dinas="lama"), report(tmp_path / "b", "", dinas="baru"))
    assert found[["dinas", "berkas", "kolom", "lama", "baru"]].values.tolist() == [["baru", "laporan", "baris", "", "ada"], ["lama", "laporan", "baris", "ada", ""]]


def test_an_empty_value_is_said_to_be_empty(tmp_path):
    old, new = report(tmp_path / "a", "d,2024,a,A,80,,,realisasi_kosong,,,\n"), report(tmp_path / "b", "d,2024,a,A,80,60,75.0,dihitung,x,75.0,x\n")
    assert "  capaian.csv a: realisasi (kosong) → 60" in describe_diff(diff_reports(old, new))


def test_nothing_changed_is_said_and_gives_exit_code_zero(tmp_path):
    old, new = (report(tmp_path / name, "d,2024,a,A,80,60,75.0,dihitung,x,75.0,x\n") for name in "ab")
    assert describe_diff(diff_reports(old, new)) == ["Tidak ada angka, kategori atau temuan yang berubah."]
    assert run("diff", old, new).exit_code == 0
    assert run("diff", old, report(tmp_path / "c", "")).exit_code == 1


@pytest.mark.parametrize("arguments", [("diff", "kosong", "kosong"), ("verify", "kosong")])
def test_a_folder_without_reports_is_wrong_use(arguments, tmp_path):
    found = run(arguments[0], *(tmp_path / name for name in arguments[1:]))
    assert found.exit_code == 2
    assert "Tidak ada laporan di" in found.stderr


@pytest.fixture(scope="module")
def short(tmp_path_factory) -> Path:
    """A folder of notebooks with one chapter, so that making a report takes seconds."""
    folder = tmp_path_factory.mktemp("notebooks")
    shutil.copy(ROOT / "notebooks" / "01_capaian.ipynb", folder)
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory, short) -> tuple[Path, Path]:
    """The sample's data and its reports of one chapter, in English: verifying makes them again in their own language."""
    folder = tmp_path_factory.mktemp("verify")
    data = Path(shutil.copytree(SAMPLE, folder / "data"))
    run_batch(plan_reports(data, list_dinas(data)[:1]), data, folder / "reports", 1, short, bahasa="en")
    return data, folder / "reports"


@pytest.mark.lambat
def test_verify_tells_same_touched_and_different(made, short, tmp_path):
    data, reports = made
    assert set(verify_reports(reports, data, 1, short)["keadaan"]) == {"sama"}
    changed = Path(shutil.copytree(data, tmp_path / "data"))
    path = changed / list_dinas(changed)[0] / "kinerja.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("pmks-terlayani,2024,68,,,70.4", "pmks-terlayani,2024,68,,,71.4"), encoding="utf-8")
    different = verify_reports(reports, changed, 1, short).iloc[0]
    assert different["keadaan"] == "beda"
    assert "capaian.csv" in different["berkas"]
    assert different["sebab"].endswith("/kinerja.csv")
    touched = Path(shutil.copytree(reports, tmp_path / "reports"))
    next(touched.glob("*/*/capaian.csv")).write_text("lain", encoding="utf-8")
    row = verify_reports(touched, data, 1, short).iloc[0]
    assert (row["keadaan"], row["berkas"]) == ("diubah", "capaian.csv")


@pytest.mark.lambat
def test_verify_says_when_a_report_can_no_longer_be_made(made, short, tmp_path):
    data, reports = made
    broken = Path(shutil.copytree(data, tmp_path / "data"))
    (broken / list_dinas(broken)[0] / "kinerja.csv").unlink()
    found = verify_reports(reports, broken, 1, short)
    assert found["keadaan"].tolist() == ["gagal"]
    assert "kinerja.csv" in found["sebab"].iloc[0]
    assert isinstance(found, pd.DataFrame)


# ---------------------------------------------------------------- verify, with a run that is only told of


SAID = {"parameter": {"dinas": "d", "tahun": 2024, "bahasa": "id"}, "masukan": {"d/kinerja.csv": "k"}, "versi": {"program": "p"}, "ringkasan": {"n": 1}}


def files(folder: Path, isi: dict[str, str], dinas: str = "d", tahun: int = 2024, **other) -> Path:
    """A report of the files given, with the manifest that they have; `other` are parts of it that differ."""
    target = folder / dinas / str(tahun)
    target.mkdir(parents=True)
    for name, text in isi.items():
        (target / name).write_text(text, encoding="utf-8")
    run = SAID | {"keluaran": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in isi.items()}} | other
    (target / "run.json").write_text(json.dumps(run), encoding="utf-8")
    return target


@pytest.fixture
def verified(tmp_path, monkeypatch):
    """Verify a folder `out` whose reports, made again, are what `again` says: no chapter runs."""
    asked = []

    def verify(again: dict[tuple[str, int], dict | str]) -> list[tuple]:
        def run_batch(plan, data, out, jobs, notebooks, *, bahasa):
            asked.append((plan, data, jobs, notebooks, bahasa))
            entries = []
            for dinas, tahun in plan:
                made = again[dinas, tahun]
                if isinstance(made, dict):
                    files(out, dinas=dinas, tahun=tahun, **made)
                entries.append({"dinas": dinas, "tahun": tahun, "berhasil": isinstance(made, dict), "pesan": "" if isinstance(made, dict) else made})
            return entries

        monkeypatch.setattr("lakip_analysis.reports.batch.run_batch", run_batch)
        found = verify_reports(tmp_path / "out", tmp_path / "data", 3, tmp_path / "bab")
        assert list(found) == ["dinas", "tahun", "keadaan", "berkas", "sebab"]
        return [tuple(row) for row in found.itertuples(index=False)]

    verify.asked = asked
    return verify


ISI = {"capaian.csv": "a", "index.html": "b", "laporan.pdf": "c"}
HAND = "berkas diubah, ditambah atau hilang sesudah laporan dibuat"
MACHINE = "bukan data, aturan atau program; huruf atau pustaka sistemnya lain"


@pytest.mark.parametrize(
    ("again", "verdict"),
    [
        ({"isi": ISI}, ("sama", "", "")),
        ({"isi": ISI | {"laporan.pdf": "lain"}}, ("sama", "", "")),
        ({"isi": ISI | {"capaian.csv": "lain"}}, ("beda", "capaian.csv", MACHINE)),
        ({"isi": ISI | {"tren.csv": "baru"}}, ("beda", "tren.csv", MACHINE)),
        ({"isi": {"capaian.csv": "a"}}, ("beda", "index.html", MACHINE)),
        ({"isi": ISI | {"capaian.csv": "lain", "index.html": "lain"}, "masukan": {"d/kinerja.csv": "K"}}, ("beda", "capaian.csv, index.html", "masukan d/kinerja.csv")),
        ({"isi": ISI | {"capaian.csv": "lain"}, "masukan": {"d/baru.csv": "B"}, "versi": {"program": "P"}}, ("beda", "capaian.csv", "masukan d/kinerja.csv, masukan d/baru.csv, versi program")),
        ({"isi": ISI, "masukan": {"d/kinerja.csv": "K"}}, ("sama", "", "")),
        ({"isi": ISI, "ringkasan": {"n": 2}}, ("diubah", "run.json", "ringkasan bukan hasil laporan ini")),
        ({"isi": ISI, "ringkasan": {"n": 2}, "baru": 1}, ("diubah", "run.json", "ringkasan, baru bukan hasil laporan ini")),
        ({"isi": ISI, "ringkasan": {"n": 2}, "versi": {"program": "P"}}, ("sama", "", "")),
        ({"isi": ISI | {"capaian.csv": "lain"}, "ringkasan": {"n": 2}}, ("beda", "capaian.csv", MACHINE)),
        ("kinerja.csv tidak ada", ("gagal", "", "kinerja.csv tidak ada")),
    ],
)
def test_a_report_made_again_is_the_same_or_says_why_not(again, verdict, verified, tmp_path):
    files(tmp_path / "out", ISI)
    assert verified({("d", 2024): again}) == [("d", 2024, *verdict)]
    assert verified.asked == [([("d", 2024)], tmp_path / "data", 3, tmp_path / "bab", "id")]


@pytest.mark.parametrize("again", [{"isi": ISI}, {"isi": ISI | {"capaian.csv": "lain"}}, "gagal"], ids=["same", "different", "failed"])
@pytest.mark.parametrize(
    ("touch", "named"),
    [
        ({"capaian.csv": "lain"}, "capaian.csv"),
        ({"laporan.pdf": "lain"}, "laporan.pdf"),
        ({"catatan.txt": "baru"}, "catatan.txt"),
        ({"capaian.csv": None}, "capaian.csv"),
        ({"index.html": "lain", "catatan.txt": "baru"}, "index.html, catatan.txt"),
    ],
    ids=["changed", "print changed", "added", "removed", "two"],
)
def test_a_file_touched_by_hand_is_named_whatever_the_data_give(touch, named, again, verified, tmp_path):
    target = files(tmp_path / "out", ISI)
    for name, text in touch.items():
        (target / name).unlink() if text is None else (target / name).write_text(text, encoding="utf-8")
    assert verified({("d", 2024): again}) == [("d", 2024, "diubah", named, HAND)]


def test_reports_are_told_in_order_and_in_their_language_with_those_that_are_broken(verified, tmp_path):
    out = tmp_path / "out"
    english = {"parameter": SAID["parameter"] | {"bahasa": "en"}}
    for dinas, tahun in (("d", 2024), ("d", 2023), ("b", 2024)):
        files(out, ISI, dinas, tahun, **english)
    (files(out, ISI, "c", 2024) / "run.json").write_text("{", encoding="utf-8")
    (files(out, ISI, "e", 2022) / "run.json").unlink()
    (files(out, ISI, "f", 2024) / "run.json").write_text('{"parameter": {}}', encoding="utf-8")
    (out / "a" / "2024").mkdir(parents=True)
    (out / "d" / "2024-gagal").mkdir()
    (out / "d" / "2021").write_text("no folder", encoding="utf-8")
    (out / "index.html").write_text('<a href="d/2024/index.html"></a><a href="z/2020/index.html"></a><a href="d/2024/capaian.csv"></a>', encoding="utf-8")
    again = {("d", 2024): {"isi": ISI} | english, ("d", 2023): {"isi": ISI} | english, ("b", 2024): "rusak"}
    assert verified(again) == [
        ("a", 2024, "rusak", "", "foldernya kosong"),
        ("b", 2024, "gagal", "", "rusak"),
        ("c", 2024, "rusak", "", "run.json tidak terbaca"),
        ("d", 2023, "sama", "", ""),
        ("d", 2024, "sama", "", ""),
        ("e", 2022, "rusak", "", "run.json tidak ada"),
        ("f", 2024, "rusak", "", "run.json tidak terbaca"),
        ("z", 2020, "rusak", "", "disebut di daftar, tetapi foldernya tidak ada"),
    ]
    assert [(plan, bahasa) for plan, *_, bahasa in verified.asked] == [([("b", 2024), ("d", 2023), ("d", 2024)], "en")]


def test_where_no_report_is_whole_nothing_is_made_again(verified, tmp_path):
    (files(tmp_path / "out", ISI) / "run.json").unlink()
    assert verified({}) == [("d", 2024, "rusak", "", "run.json tidak ada")] and verified.asked == []


def test_the_index_is_compared_file_by_file(tmp_path, monkeypatch):
    out, data = tmp_path / "out", tmp_path / "data"
    files(out, ISI)
    asked = []

    def write_index(reports, data, bahasa, folder):
        asked.append((reports, data, bahasa))
        for name in ("index.html", "konsep.csv", "biaya.csv"):
            (folder / name).write_text(name, encoding="utf-8")

    monkeypatch.setattr("lakip_analysis.reports.index.write_index", write_index)
    for name in ("index.html", "konsep.csv", "biaya.csv"):
        (out / name).write_text(name, encoding="utf-8")
    assert verify_index(out, data) == []
    (out / "konsep.csv").write_text("lain", encoding="utf-8")
    (out / "biaya.csv").unlink()
    assert verify_index(out, data) == ["konsep.csv", "biaya.csv"] and asked == [(out, data, "id")] * 2


# ---------------------------------------------------------------- every column


def test_every_figure_of_every_file_is_watched(tmp_path):
    """One value of each column of each result is changed; each change is named, and nothing else."""
    laporan = asli("kota-contoh-dinsos", 2024, SAMPLE)
    results = result_frames({name: getattr(laporan, name) for name in (*HASIL, "papan")})
    assert set(KEYS) == {f"{name}.csv" for name in result_names()}
    for folder in ("a", "b"):
        report(tmp_path / folder, "")
        write_csv(tmp_path / folder / "d" / "2024", results)
    assert diff_reports(tmp_path / "a", tmp_path / "b").empty
    changed = set()
    for name, keys in KEYS.items():
        path = tmp_path / "b" / "d" / "2024" / name
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        for column in frame if len(frame) else ():
            if not {column, f"{path.stem}.{column}"} & {*UNWATCHED, *keys}:
                frame.loc[0, column] = "123456789" if frame.loc[0, column] != "123456789" else "1"
                changed.add((name, column))
        frame.to_csv(path, index=False)
    found = diff_reports(tmp_path / "a", tmp_path / "b")
    assert set(zip(found["berkas"], found["kolom"], strict=True)) == changed
    assert len(changed) > 60
    assert ("dukungan.csv", "penjelasan") in changed, "a code there, wording only in temuan.csv"


def test_a_whole_number_written_with_a_decimal_is_no_change(tmp_path):
    old, new = (report(tmp_path / folder, f"d,2024,i,Nama,5,4,{value},dihitung,B,80,B\n") for folder, value in (("a", "80"), ("b", "80.0")))
    assert diff_reports(old, new).empty
