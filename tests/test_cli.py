"""The command `lakip`: what it says, its exit codes, and how early a wrong name is refused."""

import csv
import hashlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from asli import asli
from typer.testing import CliRunner

from lakip_analysis import __version__, cli
from lakip_analysis.audit.ketepatan import unsure_kinds
from lakip_analysis.audit.view import TEMUAN_COLUMNS, temuan_table
from lakip_analysis.bahasa.say import languages
from lakip_analysis.cli import app
from lakip_analysis.data.catalogue import find_data
from lakip_analysis.reports.batch import run_batch
from lakip_analysis.reports.plan import plan_reports

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
MALANG, PONTIANAK = "kota-malang-dinsosp3ap2kb", "kota-pontianak-dinsos"


def lakip(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


audited_once = cache(cli._audit)


def audit_once(data, names):
    return audited_once(data, tuple(names))


@pytest.fixture
def audited(monkeypatch):
    """One audit of each folder, however often the command is asked: here it is looked at how its findings are written."""
    monkeypatch.setattr(cli, "_audit", audit_once)


@pytest.fixture
def data(tmp_path) -> Path:
    shutil.copytree(DATA / PONTIANAK, tmp_path / "data" / PONTIANAK)
    return tmp_path / "data"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


REFUSED = {
    "misspelt dinas": (["--dinas", "kota-malang-dinsosp3ap2k"], rf"dinas tidak dikenal.*kota-malang-dinsosp3ap2k.*maksudnya {MALANG}"),
    "two misspelt dinas": (["--dinas", "kota-malang-dinsosp3ap2k", "--dinas", "kota-pontianak-dinso"], rf"(?s)maksudnya {MALANG}.*maksudnya {PONTIANAK}"),
    "nothing like it": (["--dinas", "###"], rf"yang ada: .*{MALANG}.*{PONTIANAK}"),
    "unknown year": (["--dinas", MALANG, "--tahun", "1999"], r"tahun tidak ada dalam data.*1999.*2022, 2023"),
    "not a year": (["--tahun", "duaribu"], r"--tahun"),
    "misspelt option": (["--dinass", MALANG], r"--dinass.*--dinas\b"),
    "no processes": (["--jobs", "0"], r"--jobs"),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED)
def test_wrong_names_are_refused_at_once_and_without_a_kernel(arguments, message, tmp_path):
    """Under a second alone; 3 s leave room for a busy machine. papermill and pandas are not even loaded."""
    code = "import sys\nfrom lakip_analysis.cli import app\ntry:\n    app()\nfinally:\n    print('loaded', [m for m in ('papermill', 'pandas') if m in sys.modules], file=sys.stderr)"
    start = time.perf_counter()
    result = subprocess.run([sys.executable, "-c", code, "run", *arguments, "--data", str(DATA), "--out", str(tmp_path / "out")], capture_output=True, text=True, encoding="utf-8",
                            env=os.environ | {"COLUMNS": "200"}, check=False)
    assert time.perf_counter() - start < 3
    assert result.returncode == 2, result.stderr
    assert re.search(message, result.stderr)
    assert "Traceback" not in result.stderr
    assert "loaded []" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["run", "check", "audit"])
def test_a_folder_without_dinas_is_a_usage_error(command, tmp_path):
    result = lakip(command, "--data", tmp_path)
    assert result.exit_code == 2, result.output
    assert "belum ada dinas: satu dinas adalah satu subfolder yang berisi dinas.toml" in result.output
    assert str(tmp_path) in result.output


def test_without_a_command_the_help_lists_them():
    result = lakip()
    assert result.exit_code == 2
    for command in ("run", "export", "check", "list", "audit", "verify", "diff", "import", "lab", "kelas", "latihan", "nilai"):
        assert re.search(rf"^\s+{command}\s+\w", result.output, re.MULTILINE)


def test_it_also_runs_as_a_module():
    """`python -m lakip_analysis.cli` must not end in silence with exit code 0."""
    command = [sys.executable, "-m", "lakip_analysis.cli", "--version"]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)
    assert (result.returncode, result.stdout) == (0, f"lakip-analysis {__version__}\n")


def test_version():
    assert lakip("--version").output == f"lakip-analysis {__version__}\n"


def test_the_languages_are_those_that_have_texts():
    result = lakip("run", "--data", DATA, "--bahasa", "jv")
    assert result.exit_code == 2
    for language in languages():
        assert f"'{language}'" in result.stderr


def test_a_folder_of_notebooks_without_a_chapter_is_refused(tmp_path):
    """An empty report with exit code 0 would be the worst of answers."""
    result = lakip("run", "--data", DATA, "--notebooks", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert f"{tmp_path}: tidak ada bab laporan di folder ini. Langkah: beri folder lain dengan --notebooks" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.fixture
def started(monkeypatch) -> list:
    """What `lakip lab` starts: the command and the data it hands on."""
    calls = []

    def run(command, env, check):
        calls.append((command, env.get("LAKIP_DATA")))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.delenv("LAKIP_DATA", raising=False)
    monkeypatch.setattr("lakip_analysis.reports.lab.subprocess.run", run)
    return calls


def test_lab_opens_the_first_notebook_at_the_root_of_the_project(started):
    assert lakip("lab", "--no-browser", "--port", "9000").exit_code == 0
    ((command, data),) = started
    assert command[1:] == ["-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", str(ROOT / "notebooks" / "00_mulai.ipynb"), "--no-browser", "--port", "9000"]
    assert data is None


def test_lab_hands_the_folder_of_data_to_the_notebooks(started, data, monkeypatch):
    assert lakip("lab", "--data", data).exit_code == 0
    assert started[0][1] == str(data)
    monkeypatch.setenv("LAKIP_DATA", started[0][1])
    assert find_data() == data, "where a notebook without data_dir looks first"
    assert lakip("lab", "--data", data / "kosong").exit_code == 2
    assert len(started) == 1


def test_lab_without_jupyter_says_how_to_get_it(started, monkeypatch):
    monkeypatch.setattr("lakip_analysis.reports.lab.find_spec", lambda name: None)
    result = lakip("lab")
    assert result.exit_code == 2
    assert "JupyterLab belum terpasang. Langkah: python -m pip install jupyterlab" in result.stderr
    assert not started


def test_check_of_good_data():
    result = lakip("check", "--data", DATA, "--dinas", PONTIANAK)
    first, *odd = result.output.splitlines()
    assert (result.exit_code, first) == (0, f"{PONTIANAK}: baik, 1 peringatan")
    *odd, empty = odd
    assert all(line.startswith(f"  peringatan: {PONTIANAK}/") for line in odd) and len(odd) == 1
    assert empty.startswith("  belum diisi: tambahkan kinerja_triwulan.csv (di dalam tahun), sumber_daya.csv") and "spm.csv" not in empty


def test_check_lists_every_fault_with_file_line_column_value_and_step(data):
    change(data / PONTIANAK / "kinerja.csv", ",0.322,", ",\"0,322\",")
    change(data / PONTIANAK / "anggaran.csv", ",8958628052,", ",8.958.628.052,")  # can mean one thing only
    result = lakip("check", "--data", data)
    assert result.exit_code == 1
    assert f"{PONTIANAK}: 1 kesalahan" in result.output
    assert re.search(rf"{PONTIANAK}/kinerja\.csv:5 \[target\]: gaya angka Indonesia \(koma desimal\)\. Nilai: “0,322”\. Langkah: tulis 0\.322\.", result.output)


def test_check_goes_on_after_a_broken_dinas(data):
    shutil.copytree(data / PONTIANAK, data / "a-rusak")
    result = lakip("check", "--data", data)
    assert result.exit_code == 1
    assert "a-rusak/dinas.toml [dinas]: tidak sama dengan nama folder" in result.output
    assert f"{PONTIANAK}: baik, 1 peringatan" in result.output


def test_check_of_an_unknown_dinas_names_the_nearest():
    result = lakip("check", "--data", DATA, "--dinas", "pontianak-dinsos")
    assert result.exit_code == 2
    assert f"maksudnya {PONTIANAK}" in result.output


def test_list_shows_name_and_years_with_a_document():
    result = lakip("list", "--data", DATA)
    assert result.exit_code == 0
    assert f"{PONTIANAK}  Dinas Sosial Kota Pontianak  (2024)" in result.output.splitlines()
    assert [line.split()[0] for line in result.output.splitlines()] == sorted(path.parent.name for path in DATA.glob("*/dinas.toml"))


def test_list_of_a_broken_dinas_toml_says_where(data):
    change(data / PONTIANAK / "dinas.toml", 'nama = "', "nama = ")
    result = lakip("list", "--data", data)
    assert result.exit_code == 1
    assert f"{PONTIANAK}/dinas.toml: bukan TOML yang sah" in result.output


def test_a_report_that_was_not_read_is_not_one_without_contradictions(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert lakip("new", "kota-x-dinas", "--contoh").exit_code == 0
    for kind in ("table", "csv", "json"):
        found = lakip("audit", "--format", kind)
        assert found.exit_code == 0 and "kota-x-dinas: belum ada baris laporan tercetak" in found.output
        assert "lakip baca" in found.output and "0 pertentangan" not in found.output
    shutil.copytree(DATA / PONTIANAK, tmp_path / "data" / PONTIANAK)
    both = lakip("audit").output
    assert "kota-x-dinas: belum ada baris" in both and re.search(r"\d+ pertentangan, ", both) and f"{PONTIANAK}: belum" not in both


def test_no_part_of_a_line_on_a_finding_is_empty(monkeypatch):
    known = {dinas: asli(dinas, tahun) for dinas, tahun in plan_reports(DATA)}
    found = {dinas: (report.data, report.temuan, temuan_table(report.temuan)) for dinas, report in known.items()}
    monkeypatch.setattr(cli, "_audit", lambda data, names: [found[name] for name in names])
    heads = [line for line in lakip("audit", "--data", DATA).output.splitlines() if re.match(r"\S+ T\d+ \[", line)]
    assert len(heads) > 100
    for line in heads:
        parts = line.partition("] ")[2].split(" · ")
        assert all(part.strip() for part in parts) and not line.rstrip().endswith(("·", "baris")), line


def test_a_folder_that_is_not_filled_in_yet_is_said_to_be(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lakip("new", "kab-belitung-dinkes")
    said = lakip("run", "--out", tmp_path / "r")
    assert said.exit_code == 1 and "belum diisi" in said.output and "isi lembar-lembarnya, lalu lakip check --dinas kab-belitung-dinkes" in said.output
    assert "yang ada: belum ada" not in said.output


@pytest.mark.usefixtures("audited")
def test_audit_as_csv_json_and_text_agree():
    as_csv, as_json, as_text = (lakip("audit", "--data", DATA, "--dinas", PONTIANAK, "--format", kind) for kind in ("csv", "json", "table"))
    assert [r.exit_code for r in (as_csv, as_json, as_text)] == [0, 0, 0]
    rows = json.loads(as_json.output)
    assert as_csv.output.splitlines()[0] == ",".join(rows[0])
    assert list(rows[0]) == TEMUAN_COLUMNS
    assert {row["menyentuh"] for row in rows} == {""}, "which figures are touched is a question of one report, not of the documents"
    seen = {"target_lemah", *unsure_kinds()}  # weak targets, and kinds to be looked at first
    alone = [row for row in rows if row["jenis"] not in seen and not row["akar"]]
    assert as_text.output.rstrip().splitlines()[-1].startswith(f"{len(alone)} pertentangan, {sum(row['keparahan'] == 'tinggi' for row in alone)} berkeparahan tinggi; ")
    assert all(row["id"] in as_text.output and row["penjelasan"] in as_text.output for row in rows)
    assert lakip("audit", "--data", DATA, "--format", "xml").exit_code == 2


TEXT = "Bab III\nTotal anggaran sebesar Rp. 1.000.000,00 terpakai sebesar Rp. 900.000,00 atau 90,00%.\n"
PETA = r"""dokumen = "lkjip-2024"
[[tabel]]
id = "p1"
label = "Kalimat"
isi = "anggaran"
level = "jumlah"
tahun = 2024
[[tabel.kalimat]]
baris = "2"
pola = '(?P<nama>Total anggaran) sebesar (?P<pagu>Rp\. [\d.,]*\d) .*?sebesar (?P<realisasi>Rp\. [\d.,]*\d) atau (?P<persen>[\d,]+%)'
"""


@pytest.fixture
def source(tmp_path) -> tuple[Path, Path]:
    """A dinas with one document of two lines, its map, and the folder of its text."""
    folder, texts = tmp_path / "data" / "kota-x", tmp_path / "teks"
    folder.mkdir(parents=True)
    texts.mkdir()
    (texts / "x.txt").write_text(TEXT, encoding="utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    (folder / "dinas.toml").write_text(f'dinas = "kota-x"\n[[dokumen]]\nid = "lkjip-2024"\ntahun = 2024\nsha256 = "{digest}"\nteks = "x.txt"\npeta = ["peta.toml"]\n', encoding="utf-8")
    (folder / "peta.toml").write_text(PETA, encoding="utf-8")
    return folder, texts


def test_import_writes_the_printed_rows_and_says_how_many(source):
    folder, texts = source
    result = lakip("import", "--dinas", "kota-x", "--teks", texts, "--data", folder.parent)
    assert result.exit_code == 0, result.output
    assert f"{folder / 'terbitan_anggaran.csv'}: 1 baris" in result.output
    assert f"{folder / 'terbitan_kinerja.csv'}: 0 baris" in result.output
    written = (folder / "terbitan_anggaran.csv").read_text(encoding="utf-8")
    assert '"Rp. 1.000.000,00"' in written, "the printed text stays"
    assert ",1000000," in written.replace("1000000.0", "1000000").replace("1000000.00", "1000000"), "the value as read"


def test_import_leaves_tables_to_the_reader(source):
    """Year and region come from dinas.toml and the text; a column is corrected by its place."""
    folder, texts = source
    text = "Tabel 3.1 Capaian Kinerja\n\nNo\tIndikator Kinerja\tSatuan\tTarget\tRealisasi\tCapaian (%)\tKet\n1\tAngka Harapan Hidup\tTahun\t70,54\t70,20\t99,52\tbaik\n2\tCakupan imunisasi dasar\t%\t80,00\t72,00\t90,00\tcukup\n"
    (texts / "x.txt").write_text(text, encoding="utf-8")
    change(folder / "dinas.toml", hashlib.sha256(TEXT.encode()).hexdigest(), hashlib.sha256(text.encode()).hexdigest())
    (folder / "peta.toml").write_text('dokumen = "lkjip-2024"\n[[tabel]]\nid = "t3.1"\nlevel = "sasaran"\nbagian = [{ baca = "3-5", kolom = { 7 = "catatan" } }]\n', encoding="utf-8")
    result = lakip("import", "--dinas", "kota-x", "--teks", texts, "--data", folder.parent)
    assert result.exit_code == 0, result.output
    with (folder / "terbitan_kinerja.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["tabel"], row["level"], row["target"], row["capaian"], row["catatan"]) for row in rows] == [
        ("lkjip-2024:t3.1-b4-2024", "Tabel 3.1", "sasaran", "70.54", "99.52", "baik"),
        ("lkjip-2024:t3.1-b5-2024", "Tabel 3.1", "sasaran", "80", "90", "cukup"),
    ]


def test_import_into_a_new_folder_makes_it(source, tmp_path):
    folder, texts = source
    result = lakip("import", "--dinas", "kota-x", "--teks", texts, "--data", folder.parent, "--out", tmp_path / "baru")
    assert result.exit_code == 0, repr(result.exception)
    assert (tmp_path / "baru" / "terbitan_anggaran.csv").is_file()
    assert not (folder / "terbitan_anggaran.csv").exists()


def test_import_of_a_dinas_without_maps_says_so(source):
    folder, texts = source
    change(folder / "dinas.toml", 'peta = ["peta.toml"]\n', "")
    result = lakip("import", "--dinas", "kota-x", "--teks", texts, "--data", folder.parent)
    assert result.exit_code == 1
    assert "peta" in result.output


WRONG = {
    "missing text": (lambda folder, texts: (texts / "x.txt").unlink(), r"kota-x/dinas\.toml \[teks\]: teks dokumen tidak ada\. Nilai: “.*x\.txt”"),
    "another text": (lambda folder, texts: (texts / "x.txt").write_text("lain", encoding="utf-8"), r"kota-x/dinas\.toml \[sha256\]: bukan teks yang dipetakan"),
    "map that does not fit": (lambda folder, texts: change(folder / "peta.toml", 'baris = "2"', 'baris = "9"'), r"9"),
}


@pytest.mark.parametrize(("spoil", "message"), WRONG.values(), ids=WRONG)
def test_import_refuses_what_it_cannot_read_and_writes_nothing(source, spoil, message):
    folder, texts = source
    spoil(folder, texts)
    result = lakip("import", "--dinas", "kota-x", "--teks", texts, "--data", folder.parent)
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert re.search(message, result.output)
    assert not list(folder.glob("*.csv"))


def test_import_of_an_unknown_dinas_is_a_usage_error(source):
    folder, texts = source
    assert lakip("import", "--dinas", "kota-y", "--teks", texts, "--data", folder.parent).exit_code == 2


def test_pdf_without_a_browser_is_refused_before_anything_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("lakip_analysis.reports.pdf.PLACES", ())
    result = lakip("run", "--data", DATA, "--out", tmp_path / "out", "--pdf")
    assert result.exit_code == 2
    assert "PDF perlu peramban Chromium, Chrome atau Edge" in result.stderr
    assert "apt install chromium" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_of_another_language_is_refused(tmp_path):
    folder = tmp_path / "out" / PONTIANAK / "2024"
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps({"parameter": {"bahasa": "id"}}), encoding="utf-8")
    result = lakip("run", "--data", DATA, "--out", tmp_path / "out", "--bahasa", "en")
    assert result.exit_code == 2
    assert "berisi laporan berbahasa lain, bukan “en”" in result.stderr
    assert "--out" in result.stderr


@pytest.mark.lambat
def test_run_with_pdf_in_english(tmp_path, browser_path):
    """The whole command, on the small sample: page, workbook and print, in English."""
    assert browser_path
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "01_capaian.ipynb", tmp_path / "notebooks")
    result = lakip("run", "--data", ROOT / "tests" / "sample", "--out", tmp_path, "--bahasa", "en", "--pdf", "--jobs", "1", "--notebooks", tmp_path / "notebooks")
    assert result.exit_code == 0, result.output
    (folder,) = (path.parent for path in tmp_path.glob("*/*/laporan.pdf"))
    assert (folder / "laporan.pdf").read_bytes().startswith(b"%PDF")
    assert '<html lang="en">' in (folder / "index.html").read_text(encoding="utf-8")
    printed = json.loads((folder / "run.json").read_text(encoding="utf-8"))["keluaran"]["laporan.pdf"]
    assert printed == hashlib.sha256((folder / "laporan.pdf").read_bytes()).hexdigest()
    assert lakip("verify", tmp_path, "--data", ROOT / "tests" / "sample", "--notebooks", tmp_path / "notebooks").exit_code == 0, "another browser prints other bytes, so the print is not compared"
    (folder / "laporan.pdf").write_bytes(b"lain")
    assert "diubah: laporan.pdf" in lakip("verify", tmp_path, "--data", ROOT / "tests" / "sample", "--notebooks", tmp_path / "notebooks").stdout
    assert f"{folder.parent.name}/{folder.name}/laporan.pdf" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_default_folders_by_language(monkeypatch, tmp_path):
    """`reports` for Indonesian, `reports/en` for English, so that the two never mix."""
    seen = []
    monkeypatch.setattr("lakip_analysis.reports.batch.run_batch", lambda plan, data, out, *rest, **more: seen.append((out.as_posix(), more["bahasa"])) or [])
    monkeypatch.chdir(tmp_path)
    for language in ("id", "en"):
        assert lakip("run", "--data", DATA, "--bahasa", language).exit_code == 0
    assert seen == [("reports", "id"), ("reports/en", "en")]


@pytest.mark.parametrize("command", [["run", "--jobs", "1"], ["export", "--format", "csv"]])
def test_a_place_that_cannot_be_written_is_said_with_the_next_step(command, tmp_path):
    (tmp_path / "berkas").touch()
    result = lakip(*command, "--dinas", PONTIANAK, "--data", DATA, "--out", tmp_path / "berkas")
    assert result.exit_code in (1, 2)
    assert "tidak dapat dibaca atau ditulis" in result.stderr
    assert "pilih folder lain dengan --out" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "utf-8"])
def test_output_to_a_file_works_under_every_code_page(encoding, tmp_path):
    """Windows gives a redirected output the code page of the machine, which has no − and no ≥."""
    program = "import sys; from lakip_analysis.cli import app; import typer; app()"
    env = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "0"}
    with (tmp_path / "out.txt").open("wb") as out:
        done = subprocess.run([sys.executable, "-c", program, "check", "--data", str(tmp_path / "tidak ada − ≥")], stdout=out, stderr=out, env=env, check=False)
    assert done.returncode == 2
    assert "tidak ada − ≥: folder data tidak ada di sini" in (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_a_console_shows_what_it_lacks_as_a_question_mark(monkeypatch):
    from lakip_analysis.cli import _write_any_sign

    class Console(io.TextIOWrapper):
        def isatty(self):
            return True

    raw = io.BytesIO()
    console = Console(raw, encoding="cp437")
    _write_any_sign(console)
    print("−5 ≥ x", file=console, flush=True)
    assert raw.getvalue().decode("cp437").strip() == "?5 ≥ x"


@pytest.mark.usefixtures("audited")
def test_findings_written_to_a_file_open_in_excel(tmp_path):
    target = tmp_path / "temuan.csv"
    result = lakip("audit", "--data", DATA, "--dinas", PONTIANAK, "--format", "csv", "--ke", target)
    assert result.exit_code == 0 and target.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = pd.read_csv(target, encoding="utf-8-sig")
    assert result.output == f"{target}: {len(rows)} temuan\n" and len(rows) > 10


@pytest.mark.parametrize(("command", "said"), [(["export"], "--format: xlsx, docx, csv, parquet"), (["import", "x.xlsx"], "--dinas"), (["new"], "bukan pengenal dinas")])
def test_what_a_command_lacks_is_said_in_indonesian(command, said):
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 2 and said in result.output and "Missing" not in result.output


def typed(text: str, verb: str) -> list[str]:
    """The words of a command that a message prints, as a shell takes them apart."""
    found = re.search(rf"lakip ({verb}\b(?: \"[^\"]*\"| [^\s;:,()]+)*)", text)
    assert found, text
    return shlex.split(found[1].rstrip("."))


def test_every_next_command_runs_as_it_is_printed(tmp_path, monkeypatch):
    """Data in a folder with a blank in its name, below the present one or elsewhere."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "tests" / "sample", tmp_path / "data dinas")
    slug = "kota-contoh-dinsos"
    place = {"here": "data dinas", "elsewhere": str(tmp_path / "data dinas")}
    for data in place.values():
        none = lakip("verify", "laporan baru", "--data", data)
        assert typed(none.output, "run")== ["run", "--out", "laporan baru", "--data", "data dinas"]
        change(tmp_path / "data dinas" / slug / "kinerja.csv", "58.4", "5x")
        (entry,) = run_batch([(slug, 2024)], Path(data), tmp_path / "out", 1)
        assert typed(entry["pesan"], "check") == ["check", "--dinas", slug, "--data", "data dinas"]
        assert lakip(*typed(entry["pesan"], "check")).exit_code == 1, "the fault, and no usage error"
        change(tmp_path / "data dinas" / slug / "kinerja.csv", "5x", "58.4")
    made = lakip("new", "kab-belitung-dinkes", "--contoh", "--tempat", "data dinas")
    assert lakip(*typed(made.output, "check")).exit_code == 0
    assert typed(made.output, "run") == ["run", "--data", "data dinas"]
    (tmp_path / "kosong itu").mkdir()
    hint = typed(lakip("check", "--data", "kosong itu").output, "new")
    assert lakip(*hint).exit_code == 0 and (tmp_path / "kosong itu" / "kab-belitung-dinkes").is_dir()


def test_what_import_says_next_names_the_folder_of_data(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("lama", "baru"):
        assert lakip("new", "kab-belitung-dinkes", "--tempat", f"data {name}", *["--contoh"] * (name == "lama")).exit_code == 0
    book = tmp_path / "data lama" / "kab-belitung-dinkes" / "isian.xlsx"
    said = lakip("import", book, "--dinas", "kab-belitung-dinkes", "--data", "data baru", "--simpan")
    assert said.exit_code == 0, said.output
    assert typed(said.output, "check") == ["check", "--dinas", "kab-belitung-dinkes", "--data", "data baru"]
    assert lakip(*typed(said.output, "check")).output.startswith("kab-belitung-dinkes: ")
