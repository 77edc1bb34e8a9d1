"""A batch on disk: nothing good is lost, nothing outlives it, what has not changed is not made again."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from berkas import made as fingerprints
from typer.testing import CliRunner

from lakip_analysis import processes
from lakip_analysis.cli import app
from lakip_analysis.errors import DataError, Fault, ReportError, RuleError
from lakip_analysis.reports import assemble, batch, place
from lakip_analysis.reports.batch import plan_work, run_batch
from lakip_analysis.reports.compare import verify_index, verify_reports
from lakip_analysis.reports.export import export_reports

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
MALANG, PONTIANAK = "kota-malang-dinsosp3ap2kb", "kota-pontianak-dinsos"
PAIRS = [(MALANG, 2023), (PONTIANAK, 2024)]


@pytest.fixture(autouse=True)
def forks(monkeypatch):
    """Processes are forked, so that what a test plants is there in them."""
    monkeypatch.setattr(batch, "_get_ready", lambda *first: "fork")


def chapter(folder: Path, code: str = "1") -> Path:
    """A folder of notebooks with one chapter: parameters, and one cell of code."""
    book = nbformat.read(ROOT / "notebooks" / "01_capaian.ipynb", as_version=4)
    book.cells = [*book.cells[:2], nbformat.v4.new_code_cell(code, id="01-98")]
    folder.mkdir(exist_ok=True)
    nbformat.write(book, folder / "01_capaian.ipynb")
    return folder


def kept(folder: Path) -> Path:
    """A finished report of before."""
    target = folder / MALANG / "2023"
    target.mkdir(parents=True)
    (target / "index.html").write_text("lama", encoding="utf-8")
    return target


# ---------------------------------------------------------------- failures

FAILURES = {
    "report error": (ReportError(MALANG, 2023, "04_tren", 5, "KeyError: 'x'"), "04_tren", "KeyError: 'x'"),
    "data error": (DataError([Fault("m/kinerja.csv", 3, "tahun", "x", "bukan tahun", "perbaiki")] * 2), "data", "2 kesalahan data; yang pertama: m/kinerja.csv:3"),
    "a rule": (RuleError("tidak ada aturan"), "pembuatan", "tidak ada aturan"),
    "anything else": (IndexError("single positional indexer"), "", "IndexError: single positional indexer"),
    "the disk is full": (OSError(28, "No space left on device"), "", "No space left on device"),
    "death": (None, "pembuatan", "prosesnya mati sebelum selesai"),
}


@pytest.mark.parametrize(("error", "where", "message"), FAILURES.values(), ids=FAILURES)
def test_one_failing_report_never_stops_the_others_nor_costs_the_one_of_before(error, where, message, tmp_path, monkeypatch):
    tries = tmp_path / "tries"

    def fill_report(folder, dinas, *args, **options):
        if dinas == MALANG:
            with tries.open("a") as file:
                file.write("x")
            if error is None:
                os._exit(9)
            raise error
        (folder / "index.html").write_text("baru", encoding="utf-8")

    monkeypatch.setattr(assemble, "fill_report", fill_report)
    target, seen = kept(tmp_path / "out"), []
    entries = run_batch(PAIRS, DATA, tmp_path / "out", jobs=2, on_done=seen.append, limit=60)
    assert [entry["berhasil"] for entry in entries] == [False, True]
    assert where in entries[0]["notebook"] and message in entries[0]["pesan"]
    assert len(seen) == 2
    assert len(tries.read_text()) == (2 if error is None else 1), "only a dead process is tried again"
    assert (target / "index.html").read_text(encoding="utf-8") == "lama"
    assert json.loads((target.with_name("2023-gagal") / "gagal.json").read_text(encoding="utf-8"))["dinas"] == MALANG
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "1 gagal" in index and "Kota Malang" in index
    assert {path.name for path in (tmp_path / "out").glob("*/.*")} == set()


def test_a_report_that_takes_too_long_is_ended_and_named(tmp_path, monkeypatch):
    monkeypatch.setattr(assemble, "fill_report", lambda folder, dinas, *args, **options: time.sleep(60 if dinas == MALANG else 0))
    start = time.monotonic()
    entries = run_batch(PAIRS, DATA, tmp_path, jobs=2, limit=1)
    assert time.monotonic() - start < 20
    assert [entry["berhasil"] for entry in entries] == [False, True]
    assert "batas waktu" in entries[0]["pesan"] and "--batas" in entries[0]["pesan"]


def test_a_good_report_ends_the_failure_beside_it(tmp_path, monkeypatch):
    place.record_failure(tmp_path / MALANG / "2023", {"dinas": MALANG, "tahun": 2023})
    monkeypatch.setattr(assemble, "fill_report", lambda folder, *args, **options: (folder / "index.html").touch())
    run_batch([(MALANG, 2023)], DATA, tmp_path)
    assert [path.name for path in (tmp_path / MALANG).iterdir()] == ["2023"]


@pytest.mark.parametrize("stuck", ["2023", ".2023-sementara"], ids=["the report of before", "the new one"])
def test_a_report_that_cannot_be_replaced_stays_whole_and_is_named(stuck, tmp_path, monkeypatch):
    """What Windows does when the workbook is open in Excel, or a scanner holds the new folder."""
    target = kept(tmp_path)
    monkeypatch.setattr(assemble, "fill_report", lambda *args, **options: None)
    rename = Path.rename

    def locked(path, new):
        if path.name.partition("tara-")[0].startswith(stuck.removesuffix("tara")) and (stuck != "2023" or path.name == "2023"):
            raise PermissionError(13, "sedang dipakai")
        return rename(path, new)

    monkeypatch.setattr(Path, "rename", locked)
    (entry,) = run_batch([(MALANG, 2023)], DATA, tmp_path)
    assert (target / "index.html").read_text(encoding="utf-8") == "lama"
    assert not entry["berhasil"]
    assert "tidak dapat diganti (sedang dipakai). Tutup berkas laporan itu yang sedang terbuka, lalu ulangi." in entry["pesan"]
    assert {path.name for path in target.parent.iterdir()} == {"2023", "2023-gagal"}


def test_what_a_killed_run_left_is_cleared_and_what_it_put_aside_comes_back(tmp_path):
    for name in (".2023-lama", ".2024-lama", "2024", ".2023-sementara-1", ".2024-sementara-77"):
        (tmp_path / "a" / name).mkdir(parents=True)
        (tmp_path / "a" / name / "index.html").write_text(name, encoding="utf-8")
    place.clear_leftovers(tmp_path)
    assert {path.name: (path / "index.html").read_text(encoding="utf-8") for path in (tmp_path / "a").iterdir()} == {"2023": ".2023-lama", "2024": "2024"}


def test_a_full_disk_keeps_every_file_that_stood(tmp_path, monkeypatch):
    path = tmp_path / "index.html"
    path.write_text("lama", encoding="utf-8")
    write = Path.write_text

    def full(self, text, **options):
        write(self, text[:2], **options)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        place.write_whole(path, "baru sekali")
    place.record_failure(tmp_path / "a" / "2023", {})
    assert path.read_text(encoding="utf-8") == "lama"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["index.html"]


# ---------------------------------------------------------------- one writer


def test_two_runs_into_one_folder_the_second_is_refused_at_once(tmp_path):
    held = "import sys, time; from pathlib import Path; from lakip_analysis.reports.place import one_writer\nwith one_writer(Path(sys.argv[1])): print('ya', flush=True); time.sleep(60)"
    other = subprocess.Popen([sys.executable, "-c", held, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout.readline() == "ya\n"
        with pytest.raises(RuleError, match="sedang diisi lakip run yang lain"):
            run_batch(PAIRS, DATA, tmp_path)
        result = CliRunner().invoke(app, ["run", "--data", str(DATA), "--out", str(tmp_path)])
        assert (result.exit_code, "--out" in result.stderr) == (2, True)
    finally:
        other.kill()
        other.wait()
    with place.one_writer(tmp_path):
        pass  # a dead process holds nothing


@pytest.mark.parametrize("inside", ["", "kota-a"])
@pytest.mark.parametrize("write", [run_batch, lambda plan, data, out: export_reports(plan, data, out, "csv")], ids=["run", "export"])
def test_the_folder_of_the_data_is_no_place_for_results(write, inside, tmp_path):
    with pytest.raises(RuleError, match="folder data"):
        write(PAIRS, tmp_path, tmp_path / inside)
    (tmp_path / "lain" / "kota-b").mkdir(parents=True)
    (tmp_path / "lain" / "kota-b" / "dinas.toml").touch()
    for out in ("lain", "lain/kota-b"):
        with pytest.raises(RuleError, match="berisi data dinas"):
            write(PAIRS, DATA, tmp_path / out)


# ---------------------------------------------------------------- what has not changed


@pytest.fixture(scope="module")
def standing(tmp_path_factory) -> tuple[Path, Path, Path]:
    """Data, notebooks and one small report, really made."""
    folder = tmp_path_factory.mktemp("tetap")
    data, books = folder / "data", chapter(folder / "notebooks")
    (data / PONTIANAK).mkdir(parents=True)
    for path in (DATA / PONTIANAK).iterdir():
        (data / PONTIANAK / path.name).write_bytes(path.read_bytes())
    (entry,) = run_batch([(PONTIANAK, 2024)], data, folder / "out", notebooks=books)
    assert entry["dibuat"]
    return data, books, folder / "out"


def append(path: Path, text: str = "\n") -> None:
    path.write_bytes(path.read_bytes() + text.encode())


CHANGES = [
    # what changes, the reason
    (lambda data, books, report: None, ""),
    (lambda data, books, report: os.utime(data / PONTIANAK / "kinerja.csv", (0, 0)), ""),
    (lambda data, books, report: append(data / PONTIANAK / "kinerja.csv"), f"masukan berubah: {PONTIANAK}/kinerja.csv"),
    (lambda data, books, report: (data / PONTIANAK / "skala.csv").touch(), f"masukan berubah: {PONTIANAK}/skala.csv"),
    (lambda data, books, report: append(books / "01_capaian.ipynb", " "), "masukan berubah: notebooks/01_capaian.ipynb"),
    (lambda data, books, report: append(report / "index.html"), "berkas laporan berubah: index.html"),
    (lambda data, books, report: (report / "laporan.xlsx").unlink(), "berkas laporan berubah: laporan.xlsx"),
    (lambda data, books, report: (report / "tambahan.txt").touch(), "berkas laporan berubah: tambahan.txt"),
    (lambda data, books, report: (report / "run.json").write_text("{"), "run.json tidak terbaca"),
    (lambda data, books, report: (report / "run.json").unlink(), "belum ada"),
    (lambda data, books, report: place.record_failure(report, {}), "gagal waktu terakhir dibuat"),
]


@pytest.mark.parametrize(("change", "reason"), CHANGES, ids=[reason or "nothing" for _, reason in CHANGES])
def test_a_report_is_made_again_when_and_only_when_something_changed(change, reason, standing, tmp_path):
    data, books, out = (Path(tmp_path / part.name) for part in standing)
    for old, new in zip(standing, (data, books, out), strict=True):
        subprocess.run(["cp", "-r", old, new], check=True)
    change(data, books, out / PONTIANAK / "2024")
    assert plan_work([(PONTIANAK, 2024)], data, out, books) == {(PONTIANAK, 2024): reason}


def test_an_unchanged_batch_makes_nothing_and_force_makes_all(standing, monkeypatch):
    data, books, out = standing
    made = []
    monkeypatch.setattr(batch, "run_each", lambda pieces, *rest: made.append(list(pieces)) or (one for one in ()))
    (entry,) = run_batch([(PONTIANAK, 2024)], data, out, notebooks=books)
    assert (entry["berhasil"], entry["dibuat"], made) == (True, False, [[]])
    assert plan_work([(PONTIANAK, 2024)], data, out, books, force=True) == {(PONTIANAK, 2024): "diminta dengan --force"}
    assert plan_work([(PONTIANAK, 2024)], data, out, books, pdf=True) == {(PONTIANAK, 2024): "PDF belum ada"}
    assert plan_work([(PONTIANAK, 2024)], data, out, books, bahasa="en") == {(PONTIANAK, 2024): "parameter lain"}
    common = ["run", "--data", str(data), "--out", str(out), "--notebooks", str(books)]
    dry = CliRunner().invoke(app, [*common, "--dry"])
    assert (dry.exit_code, dry.stdout) == (0, f"{PONTIANAK} 2024: tidak berubah\n0 dari 1 laporan akan dibuat.\n")
    assert "0 laporan dibuat, 1 tidak berubah, 0 gagal" in CliRunner().invoke(app, common).stdout


BROKEN = {
    # what was done to the folder of reports, why the report cannot be checked
    "no manifest": (lambda out, report: (report / "run.json").unlink(), "run.json tidak ada"),
    "half a manifest": (lambda out, report: (report / "run.json").write_text("{"), "run.json tidak terbaca"),
    "a manifest of nothing": (lambda out, report: (report / "run.json").write_text("{}"), "run.json tidak terbaca"),
    "a list for a table": (lambda out, report: (report / "run.json").write_text('{"parameter": [], "masukan": {}, "versi": {}, "keluaran": {}}'), "run.json tidak terbaca"),
    "emptied": (lambda out, report: [path.unlink() for path in report.iterdir()], "foldernya kosong"),
    "gone": (lambda out, report: shutil.rmtree(report.parent), "disebut di daftar, tetapi foldernya tidak ada"),
}


@pytest.mark.parametrize(("change", "why"), BROKEN.values(), ids=BROKEN)
def test_verify_names_a_report_that_it_cannot_check(change, why, standing, tmp_path):
    """One that is no report any more must not be passed over: neither alone nor beside a whole one."""
    data, books, out = standing
    subprocess.run(["cp", "-r", out, tmp_path / "out"], check=True)
    change(tmp_path / "out", tmp_path / "out" / PONTIANAK / "2024")
    (row,) = verify_reports(tmp_path / "out", data, notebooks=books).itertuples()
    assert (row.dinas, row.tahun, row.keadaan, row.sebab) == (PONTIANAK, 2024, "rusak", why)
    said = CliRunner().invoke(app, ["verify", str(tmp_path / "out"), "--data", str(data), "--notebooks", str(books)])
    assert said.exit_code == 1 and f"{PONTIANAK} 2024: rusak: {why}" in said.output


TAMPERED = [
    (lambda out, report: append(report / "index.html"), "diubah"),
    (lambda out, report: append(report / "01_capaian.ipynb"), "diubah"),
    (lambda out, report: append(report / "laporan.xlsx"), "diubah"),
    (lambda out, report: (report / "sisipan.html").touch(), "diubah"),
    (lambda out, report: (report / "run.json").write_text((report / "run.json").read_text(encoding="utf-8").replace('"n_indikator": null', '"n_indikator": 7'), encoding="utf-8"), "diubah"),
    (lambda out, report: append(out / "index.html"), "sama"),
    (lambda out, report: None, "sama"),
]


@pytest.mark.parametrize(("change", "keadaan"), TAMPERED)
def test_verify_sees_every_file_and_the_manifest_itself(change, keadaan, standing, tmp_path):
    data, books, out = standing
    subprocess.run(["cp", "-r", out, tmp_path / "out"], check=True)
    change(tmp_path / "out", tmp_path / "out" / PONTIANAK / "2024")
    (row,) = verify_reports(tmp_path / "out", data, notebooks=books).itertuples()
    assert row.keadaan == keadaan, row
    touched = (tmp_path / "out" / "index.html").read_bytes() != (out / "index.html").read_bytes()
    assert verify_index(tmp_path / "out", data) == ["index.html"] * touched


# ---------------------------------------------------------------- killed


def orphans(marker: str) -> list[str]:
    """Processes whose command line or folder names this run."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if marker in (folder / "cmdline").read_bytes().decode(errors="replace") and (folder / "status").read_text().find("State:\tZ") < 0:
                found.append(folder.name)
        except OSError:
            continue
    return found


@pytest.mark.lambat
@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGHUP, signal.SIGINT])
def test_a_run_that_is_stopped_leaves_no_process_and_loses_nothing(how, standing, tmp_path):
    data, _, out = standing
    subprocess.run(["cp", "-r", out, tmp_path / "out"], check=True)
    before = (tmp_path / "out" / PONTIANAK / "2024" / "index.html").read_bytes()
    books = chapter(tmp_path / "notebooks", "import time; time.sleep(60)")
    command = [sys.executable, "-m", "lakip_analysis.cli", "run", "--data", str(data), "--out", str(tmp_path / "out"), "--notebooks", str(books)]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=ROOT)
    until = time.monotonic() + 60
    while len(orphans(str(tmp_path))) < 3 and time.monotonic() < until:  # the runner, its worker, the notebook
        time.sleep(0.05)
    time.sleep(random.random())
    assert len(orphans(str(tmp_path))) == 3
    run.send_signal(how)
    start = time.monotonic()
    said = run.communicate(timeout=10)[1]
    assert time.monotonic() - start < 3
    while orphans(str(tmp_path)) and time.monotonic() - start < 2:
        time.sleep(0.05)
    assert orphans(str(tmp_path)) == []
    assert (tmp_path / "out" / PONTIANAK / "2024" / "index.html").read_bytes() == before
    if how == signal.SIGINT:
        assert run.returncode == 130 and "Dihentikan: 0 dari 1 laporan" in said and "Traceback" not in said
    (entry,) = run_batch([(PONTIANAK, 2024)], data, tmp_path / "out", notebooks=chapter(tmp_path / "notebooks"), force=True)
    assert entry["berhasil"] and not list((tmp_path / "out").glob("*/.*"))


def test_processes_end_in_any_order_and_each_piece_is_told_once():
    def work(number):
        time.sleep(0.05 * (3 - number))
        return number * 10

    found = list(processes.run_each([(n,) for n in range(4)], work, 2, 30.0, "fork"))
    assert sorted((piece, ended.hasil, ended.sebab) for piece, ended in found) == [((n,), n * 10, "") for n in range(4)]


@pytest.mark.parametrize("many", [2, 1], ids=["dua inti", "satu inti"])
def test_work_side_by_side_is_told_in_the_order_of_its_pieces(monkeypatch, many):
    def work(number, word):
        if number == 2 and os.getpid() != here:
            os._exit(1)  # a process that dies leaves its piece to this one
        if word == "rusak":
            raise ValueError(word)
        time.sleep(0.05 * (3 - number))
        return number, os.getpid() == here

    here = os.getpid()
    monkeypatch.setattr(processes, "cores", lambda: many)
    made = processes.in_order([(0, "a"), (1, "b"), (2, "c"), (3, "rusak")], work)
    found = [next(made) for _ in range(3)]
    assert [number for number, _ in found] == [0, 1, 2]
    assert [mine for _, mine in found] == ([False, False, True] if many > 1 else [True] * 3)
    with pytest.raises(ValueError, match="rusak"):
        next(made)


@pytest.mark.parametrize("many", [2, 1], ids=["dua inti", "satu inti"])
@pytest.mark.parametrize("how", ["hasil", "mati", "rusak"])
def test_work_beside_is_there_when_it_is_asked_for(monkeypatch, many, how, tmp_path):
    def work():
        with (tmp_path / "siapa").open("a") as file:
            file.write(f"{os.getpid()} ")
        if how == "mati" and os.getpid() != here:
            os._exit(1)
        if how == "rusak":
            raise ValueError(how)
        return 7

    here = os.getpid()
    monkeypatch.setattr(processes, "cores", lambda: many)
    asked = processes.beside(work)
    if how == "rusak":
        with pytest.raises(ValueError, match="rusak"):
            asked()
    else:
        assert asked() == 7
    who = [int(one) == here for one in (tmp_path / "siapa").read_text().split()]
    assert who == ([True] if many == 1 else [False] if how == "hasil" else [False, True])


@pytest.mark.skipif(sys.platform != "linux", reason="tanpa fork tidak ada proses di samping")
@pytest.mark.parametrize(("there", "left"), [(2, 1), (4, 3)])
def test_beside_another_process_one_core_is_that_ones(there, left, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(there)))
    assert processes.cores() == there and processes.beside(processes.cores)() == left


@pytest.mark.skipif(sys.platform != "linux", reason="tanpa fork tidak ada proses di samping")
def test_work_that_nobody_asks_for_ends_with_its_process(tmp_path):
    place = tmp_path / "pid"
    code = "import os, sys, time\nfrom pathlib import Path\nfrom lakip_analysis import processes\nprocesses.cores = lambda: 2\n"
    code += "def work():\n    Path(sys.argv[1]).write_text(str(os.getpid()))\n    time.sleep(60)\n"
    code += "processes.beside(work)\nwhile not Path(sys.argv[1]).exists() or not Path(sys.argv[1]).read_text():\n    time.sleep(0.01)\n"
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", code, str(place)], check=True, timeout=30)
    assert time.monotonic() - start < 20
    while Path(f"/proc/{place.read_text()}").exists() and time.monotonic() - start < 22:
        time.sleep(0.05)
    assert not Path(f"/proc/{place.read_text()}").exists()


@pytest.mark.parametrize(
    ("n", "most", "least", "jobs", "sizes"),
    [
        (0, 3, 1, 2, []),
        (1, 3, 1, 2, [1]),
        (4, 100, 1, 2, [2, 2]),
        (4, 100, 1, 1, [4]),
        (10, 3, 1, 2, [3, 3, 3, 1]),
        (10, 3, 1, 1, [3, 3, 3, 1]),
        (10, 4, 1, 3, [4, 4, 2]),
        (39, 100, 20, 2, [39]),
        (40, 100, 20, 2, [20, 20]),
        (250, 100, 20, 2, [63, 63, 63, 61]),
    ],
)
def test_work_is_shared_evenly_and_no_share_is_too_large(n, most, least, jobs, sizes, monkeypatch):
    monkeypatch.setattr(processes, "cores", lambda: jobs)
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    shares = [share for (share,) in processes.in_shares(list(range(n)), most, least)]
    assert [len(share) for share in shares] == sizes
    assert [one for share in shares for one in share] == list(range(n))


@pytest.mark.parametrize(
    ("heavy", "most", "right"),
    [
        ([9, 4, 1, 1], 100, [[0], [1, 2, 3]]),  # two cores: the large one alone
        ([1, 1, 9, 4], 100, [[2], [0, 1, 3]]),
        ([5, 5, 5, 5], 100, [[0, 2], [1, 3]]),
        ([9, 1, 1, 1, 1], 2, [[0], [1, 4], [2], [3]]),  # no share of more than two
        ([7], 100, [[0]]),
        ([], 100, []),
    ],
)
def test_shares_by_weight_are_even_in_work_and_keep_the_order_within(heavy, most, right, monkeypatch):
    monkeypatch.setattr(processes, "cores", lambda: 2)
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    shares = processes.in_shares(list(range(len(heavy))), most, weight=heavy.__getitem__)
    assert sorted(share for (share,) in shares) == sorted(right)



def test_who_stops_listening_ends_every_process(tmp_path):
    def work(number):
        (tmp_path / str(number)).write_text(str(os.getpid()))
        time.sleep(0 if number == 0 else 60)

    made = processes.run_each([(0,), (1,), (2,)], work, 3, 60.0, "fork")
    next(made)
    while len(list(tmp_path.iterdir())) < 3:
        time.sleep(0.01)
    made.close()
    time.sleep(0.1)
    assert not [path for path in tmp_path.iterdir() if Path(f"/proc/{path.read_text()}").exists()]


@pytest.mark.lambat
def test_nothing_of_the_machine_or_its_user_is_in_a_report(tmp_path):
    """matplotlibrc beside and at home, IPython's start-up file, time zone, locale, hash seed, umask: the same bytes."""
    sample, books, folders = Path(__file__).parent / "sample", tmp_path / "notebooks", []
    books.mkdir()
    for name in ("01_capaian", "02_uang"):  # frames, tables and figures
        (books / f"{name}.ipynb").write_bytes((ROOT / "notebooks" / f"{name}.ipynb").read_bytes())
    for turn, environment in enumerate(({}, {"TZ": "Asia/Jayapura", "LC_ALL": "C", "PYTHONHASHSEED": "7", "COLUMNS": "40", "MPLBACKEND": "svg", "SOURCE_DATE_EPOCH": "1"})):
        home, out = tmp_path / f"rumah{turn}", tmp_path / f"keluar{turn}"
        (home / ".ipython" / "profile_default" / "startup").mkdir(parents=True)
        if turn:
            for place_of_it in (home / ".config" / "matplotlib", home):
                place_of_it.mkdir(parents=True, exist_ok=True)
                (place_of_it / "matplotlibrc").write_text("font.size: 23\naxes.facecolor: red\nsvg.fonttype: path\nlines.linewidth: 9\n")
            (home / ".ipython" / "profile_default" / "startup" / "a.py").write_text("import pandas; pandas.set_option('display.precision', 1)")
        command = [sys.executable, "-m", "lakip_analysis.cli", "run", "--data", str(sample), "--out", str(out), "--jobs", str(turn + 1), "--notebooks", str(books)]
        done = subprocess.run(command, cwd=home, env=os.environ | {"HOME": str(home), "PYTHONPATH": str(ROOT)} | environment, capture_output=True, text=True, umask=0o077 if turn else 0o022, check=False)
        assert done.returncode == 0, done.stderr
        folders.append(fingerprints(out))
    assert folders[0] == folders[1]
