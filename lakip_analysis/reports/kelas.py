"""The course as files (`lakip kelas`): notebooks in two editions, a site, a zip for learners."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path

import nbformat
import pandas as pd
from jinja2 import Environment, FileSystemLoader
from nbconvert.filters.markdown import markdown2html

from ..bahasa.angka import fmt_value
from ..bahasa.kolom import known_columns
from ..bahasa.say import load_texts, say
from ..data.catalogue import data_at, find_dinas, list_dinas
from ..data.csvwrite import csv_text
from ..errors import DataError, Fault
from ..latihan.buatan.berkas import write_docx
from ..latihan.buatan.dinas import Buatan, write_dinas
from ..latihan.kunci import canonical, write_kunci
from ..latihan.pelajaran import Naskah, Pelajaran, Sel, make_edisi, run_naskah
from .coba import COBA, write_coba
from .document import without_time
from .fingerprint import package_version
from .place import require_apart, write_whole
from .plan import notebooks_dir
from .render import TEMPLATES, read_css, words_of

__all__ = ["build_kelas", "lesson_sources", "make_notebook", "write_buatan", "write_lembar_kerja"]

SUMBER = "[0-9][0-9]_*.md"
AWAL_ZIP = (1980, 1, 1, 0, 0, 0)  # no clock: the same course is the same file
ISI_ZIP = ("pelajar", "situs")
NAMA = re.compile(r"\w[\w \-]{0,60}\w|\w")
ANCHOR = re.compile(r'<a class="anchor-link".*?</a>')  # a sign behind every heading
JAWABAN = ["soal", "poin", "alasan", "jawaban", "contoh_alasan"]
BARIS = 30  # rows of a frame that a page shows


def lesson_sources(folder: Path | None = None) -> list[Path]:
    """Return the sources of the lessons in order; they travel with the notebooks.

    Raises
    ------
    DataError
        The folder has none.
    """
    folder = folder or notebooks_dir() / "belajar"
    found = sorted(folder.glob(SUMBER))
    if not found:
        step = "beri folder sumber pelajaran dengan --sumber, mis. berisi 01_rencana.md"
        raise DataError([Fault(str(folder), None, None, None, "tidak ada pelajaran", step)])
    return found


def build_kelas(
    out: Path,
    data_dir: Path,
    sumber: Path | None = None,
    bahasa: str = "id",
    benih: str = "",
    untuk: Sequence[str] = (),
) -> list[Path]:
    """Build the course into `out`: `pelajar/`, `pengajar/`, `situs/`, `pelajar.zip`.

    The learner's folder and the zip hold notebooks with open answers, keys without answers, the
    site and the data; the answers stand in `pengajar/` only. What was built there before is made
    anew; a folder with anything else in it is refused.

    Parameters
    ----------
    benih : str
        Draws the figures of the exercises; empty: those of the sources.
    untuk : sequence of str
        Learners who get figures of their own: `peserta/<nama>.zip` for each in place of
        `pelajar.zip`, the keys and answers in `pengajar/<nama>/`.

    Returns
    -------
    list of Path
        The folders and the zips.

    Raises
    ------
    DataError
        No lesson, a lesson that does not run (all of them), names that are no folders, or a folder
        that is not the course's.
    """
    require_apart(out, data_dir)
    _require_names(untuk)
    scripts = _run_lessons(lesson_sources(sumber), data_dir, bahasa)
    lessons = [make_edisi(one, benih) for one in scripts]
    out.mkdir(parents=True, exist_ok=True)
    parts = ("pelajar", "pengajar", "situs", "peserta")
    learner, teacher, site, theirs = _fresh(*(out / name for name in parts))
    (out / "pelajar.zip").unlink(missing_ok=True)
    for lesson in lessons:
        write_lembar_kerja(lesson, learner, teacher)
    for name in list_dinas(data_dir):
        shutil.copytree(Path(data_dir) / name, learner / "data" / name)
    _write_site(lessons, site, bahasa)
    if not untuk:
        theirs.rmdir()
        files = {file.relative_to(out): file for name in ISI_ZIP for file in _files(out / name)}
        return [learner, teacher, site, _zip(out / "pelajar.zip", files)]
    shared = {file.relative_to(out): file for file in [*_files(site), *_files(learner / "data")]}
    made = [_for_learner(scripts, name, f"{benih} {name}", out, shared) for name in untuk]
    return [learner, teacher, site, *made]


def _require_names(untuk: Sequence[str]) -> None:
    """Refuse names that cannot be a folder, or that two would share, all at once."""
    step = "pakai huruf, angka, spasi atau tanda hubung, satu nama untuk satu peserta"
    folded = [name.casefold() for name in untuk]
    faults = [
        Fault("lakip kelas", None, "--untuk", name, "bukan nama folder, atau ganda", step)
        for name in untuk
        if not NAMA.fullmatch(name) or folded.count(name.casefold()) > 1
    ]
    if faults:
        raise DataError(list(dict.fromkeys(faults)))


def _for_learner(scripts, name: str, benih: str, out: Path, shared: dict[Path, Path]) -> Path:
    """Write the lessons with the figures of one learner: a zip for them, answers apart."""
    with tempfile.TemporaryDirectory() as here:
        own = Path(here)
        for script in scripts:
            write_lembar_kerja(make_edisi(script, benih, name), own, out / "pengajar" / name)
        files = {Path("pelajar") / file.name: file for file in _files(own)}
        return _zip(out / "peserta" / f"{name}.zip", shared | files)


def _run_lessons(paths: list[Path], data_dir: Path, bahasa: str) -> list[Naskah]:
    """Return the lessons, run with the data of a folder; what is wrong is said once each."""
    if not list_dinas(data_dir):
        find_dinas(data_dir, "")  # says what is missing there
    lessons, faults = [], []
    with data_at(data_dir):
        for path in paths:
            try:
                lessons.append(run_naskah(path.stem, path.read_text(encoding="utf-8"), bahasa))
            except DataError as error:
                faults += error.faults
    faults = list(dict.fromkeys(faults))
    lost = [fault for fault in faults if fault.kolom == "dinas"]
    if lost:
        names = ", ".join(sorted({str(fault.nilai) for fault in lost}))
        problem = "pelajaran ini memakai dinas yang tidak ada di folder data itu"
        step = "pakai folder data yang memuatnya, atau pelajaran Anda sendiri dengan --sumber"
        hint = Fault(str(data_dir), None, "dinas", names, problem, step)
        faults = [*(fault for fault in faults if fault not in lost), hint]
    if faults:
        raise DataError(faults)
    return lessons


def write_lembar_kerja(lesson: Pelajaran, pelajar: Path, pengajar: Path) -> list[Path]:
    """Write one lesson or sheet: notebook and key for learners; the same and answers apart.

    Returns
    -------
    list of Path
        The learner's notebook, the instructor's notebook, the answers.
    """
    made = []
    for folder, cells in ((pelajar, lesson.pelajar), (pengajar, lesson.pengajar)):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{lesson.nama}.ipynb"
        nbformat.write(make_notebook(cells, lesson.nama[:2]), path)
        write_kunci(folder / f"kunci-{lesson.nama}.json", lesson.nama, lesson.garam, lesson.soal)
        made.append(path)
    rows = pd.DataFrame(lesson.jawaban, columns=JAWABAN)
    keys = lesson.soal.values()
    said = [_answer_text(*pair) for pair in zip(rows["jawaban"], keys, strict=True)]
    path = pengajar / f"jawaban-{lesson.nama}.csv"
    write_whole(path, csv_text(rows.assign(jawaban=said)))
    return [*made, path]


def write_buatan(made: Buatan, ke: Path) -> list[Path]:
    """Write a made-up dinas: its report and sheet for learners; key and data for the instructor.

    Returns
    -------
    list of Path
        For learners the report as Word, the notebook; for the instructor the notebook, the answers,
        the key to the faults, the report without them, and the dinas as a folder of data (its
        printed rows hold the faults), which is made anew.
    """
    learner, teacher = ke / "pelajar", ke / "pengajar"
    book, *rest = write_lembar_kerja(made.lembar, learner, teacher)
    reports = [learner / f"{made.nama}.docx", teacher / f"{made.nama}-tanpa-cacat.docx"]
    for path, report in zip(reports, (made.rusak, made.utuh), strict=True):
        buffer = BytesIO()
        write_docx(report.dokumen, buffer)
        path.write_bytes(without_time(buffer))
    key = teacher / f"cacat-{made.nama}.csv"
    write_whole(key, csv_text(made.kunci))
    data = teacher / f"data-{made.nama}"
    shutil.rmtree(data, ignore_errors=True)
    write_dinas(made.rusak, data)
    return [reports[0], book, *rest, key, reports[1], data]


def _answer_text(answer: object, key: dict) -> str:
    """Return an answer as the instructor reads it: each part with its name."""
    parts = answer if isinstance(answer, dict) else {"": answer}
    texts = {
        name: canonical(value, key["bagian"][name]["desimal"]) for name, value in parts.items()
    }
    return "; ".join(f"{name}: {text}" if name else text for name, text in texts.items())


def make_notebook(cells: tuple[Sel, ...], awalan: str) -> nbformat.NotebookNode:
    """Return cells as a notebook without outputs; an exercise's cells bear `soal-<name>`."""
    book = nbformat.v4.new_notebook()
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book.metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    for number, cell in enumerate(cells, 1):
        make = nbformat.v4.new_markdown_cell if cell.jenis == "teks" else nbformat.v4.new_code_cell
        node = make(cell.isi, id=f"{awalan}-sel-{number:03d}")
        if cell.soal:
            node.metadata["tags"] = [f"soal-{cell.soal}"]
        book.cells.append(node)
    nbformat.validate(book)
    return book


def _fresh(*folders: Path) -> tuple[Path, ...]:
    """Return empty folders; if one has files that no course has, all are left as they are."""
    ours = {".ipynb", ".json", ".csv", ".html", ".md", ".toml", ".zip", ""}
    step = "pindahkan berkas itu, atau pilih folder lain dengan --out"
    strange = [file for one in folders for file in _files(one) if file.suffix not in ours]
    if strange:
        problem = "bukan berkas kursus"
        raise DataError([Fault(str(file), None, None, None, problem, step) for file in strange])
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    return folders


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _zip(path: Path, files: dict[Path, Path]) -> Path:
    """Zip files under their names, the same bytes for the same files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            info = zipfile.ZipInfo(name.as_posix(), AWAL_ZIP)
            packed.writestr(info, files[name].read_bytes(), zipfile.ZIP_DEFLATED)
    return path


def _write_site(lessons: list[Pelajaran], site: Path, bahasa: str) -> None:
    """Write a page per lesson (the learner's edition, with what its cells show) and the list."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES / "lakip"), autoescape=True)
    template = environment.get_template("pelajaran.html.j2")
    around = {"css": read_css(bahasa), "kata": words_of(bahasa), "bahasa": bahasa}
    around["versi"] = package_version("lakip-analysis")
    daftar = [{"berkas": f"{one.nama}.html", "judul": one.judul} for one in lessons]
    for lesson, lanjut in zip(lessons, [*daftar[1:], None], strict=True):
        cells = [_cell_html(cell, bahasa) for cell in _without_title(lesson.pelajar)]
        page = template.render(around, judul=lesson.judul, sel=cells, lanjut=lanjut)
        write_whole(site / f"{lesson.nama}.html", page + "\n")
    page = template.render(around, judul=say("kelas.judul", bahasa), daftar=daftar, sel=[])
    write_whole(site / "index.html", page + "\n")
    words = template.render(
        around, judul=say("kelas.istilah", bahasa), sel=[_frame_html(_glossary(), bahasa)]
    )
    write_whole(site / "istilah.html", words + "\n")
    write_coba(site / COBA, bahasa)


def _without_title(cells: tuple[Sel, ...]) -> list[Sel]:
    """Return the cells without the title that the page has already."""
    first = cells[0].isi.partition("\n")[2].strip()
    return [*([Sel("teks", first)] if first else []), *cells[1:]]


def _glossary() -> pd.DataFrame:
    """Return the terms of the code itself: one row per column, Indonesian and English."""
    ours, theirs = load_texts("id"), load_texts("en")
    keys = [(name, f"kolom.{name}.judul", f"kolom.{name}.arti") for name in known_columns()]
    rows = [
        (name, ours[title], theirs[title], ours[meant])
        for name, title, meant in keys
        if "." not in name and "{" not in ours[title] + ours[meant]  # else it needs a value
    ]
    return pd.DataFrame(rows, columns=["kolom", "istilah", "English", "arti"])


def _cell_html(cell: Sel, bahasa: str) -> str:
    if cell.jenis == "teks":
        text = ANCHOR.sub("", markdown2html(cell.isi))
        return f'<div class="kerja">{text}</div>' if cell.soal else text
    code = f'<pre tabindex="0"><code>{escape(cell.isi)}</code></pre>'
    return code + ("" if cell.hasil is None else "\n" + _shown(cell.hasil, bahasa))


def _shown(value: object, bahasa: str) -> str:
    """Return what a cell showed, as HTML: a frame as a table, a figure as it is, else its text."""
    if isinstance(value, pd.Series):
        value = value.to_frame(value.name if value.name is not None else "nilai")
    if isinstance(value, pd.DataFrame):
        return _frame_html(value, bahasa)
    if hasattr(value, "_repr_html_"):
        return value._repr_html_()
    return f'<pre class="hasil" tabindex="0">{escape(_text(value, bahasa))}</pre>'


def _text(value: object, bahasa: str) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return fmt_value(float(value), bahasa=bahasa) if number else str(value)


def _frame_html(frame: pd.DataFrame, bahasa: str) -> str:
    """Return a frame as a table that scrolls in its own place and can be read aloud."""
    if not isinstance(frame.index, pd.RangeIndex):
        frame = frame.reset_index()
    rows = frame.head(BARIS) if "istilah" not in frame else frame
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in rows)
    body = []
    for row in rows.itertuples(index=False):
        cells = [_cell(value, bahasa) for value in row]
        body.append("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in cells) + "</tr>")
    name = escape(say("kelas.tabel", bahasa))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>\n{chr(10).join(body)}\n</tbody></table>"
    return f'<div class="tabel" role="group" aria-label="{name}" tabindex="0">{table}</div>'


def _cell(value: object, bahasa: str) -> str:
    if isinstance(value, float):
        return fmt_value(value, bahasa=bahasa) if value == value else "–"
    return "–" if value is None or value is pd.NA else str(value)
