"""An evaluation study as a folder: one page, its tables as CSV and Excel, a summary in Word.

The page is the executed notebook, as a report's is; every file is made of the frames it saved.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import nbformat
import pandas as pd
import xlsxwriter

from ..aturan.rules import threshold
from ..bahasa.nama import join_names
from ..bahasa.say import say
from ..data.catalogue import NAMED, read_infos
from ..data.datapackage import PACKAGE, write_package
from ..data.dcat import describe_dcat, write_dcat
from ..errors import DataError, Fault, ReportError, command
from ..kajian.view_peringkat import figure_tempat, say_pengaruh, say_peringkat
from ..kajian.view_rencana import say_rencana
from ..kajian.view_ukuran import say_ukuran, table_ukuran_singkat
from ..kumpulan import find_reports, find_unopened, read_kajian, short_names
from ..metode.singkatan import known_abbreviations
from ..metode.view import glossary
from ..processes import beside
from ..show.pieces import paragraphs
from .document import write_summary
from .execute import run_notebook
from .fingerprint import (
    fingerprint_outputs,
    fingerprint_tables,
    package_version,
    sha256,
    versions,
)
from .index import STUDIES, write_index
from .lembar_kata import Halaman
from .package import describe_frames
from .pdf import print_pdf
from .place import (
    failed_folder,
    one_writer,
    put_in_place,
    record_failure,
    require_apart,
    scratch_folder,
)
from .plan import STUDY, notebooks_dir
from .render import render_report
from .results import describe_columns, tidy_frame, write_csv
from .simpulan import Kalimat
from .words import Nama, readable
from .workbook import SAFE, digits_of, make_styles, write_dictionary, write_sheet

__all__ = ["run_kajian", "say_kajian", "write_brief"]

BOOK, SUMMARY = "kajian.xlsx", "kajian.docx"
SAVED = "hasil-sementara"
COVER = (110,)
MEASURE = "kajian_ukuran"
BRIEF = 8  # dinas whose picture and table two sheets of paper hold, however long their names

# what names a row of each table
KEYS = {
    "kajian_dinas": ["dinas"],
    "kajian_ukuran": ["dinas", "tahun"],
    "kajian_peringkat": ["dinas"],
    "kajian_kepekaan": ["dinas"],
    "kajian_faktor": ["faktor"],
    "kajian_kategori": ["skala", "dinas"],
    "kajian_tanpa": ["dinas", "indikator"],
    "kajian_konsep": ["konsep", "dinas"],
    "corong": ["konsep", "dinas"],
    "serapan_bersama": ["kode", "dinas", "tahun"],
    "jumlah_biaya": ["dinas", "tahun"],
    "kajian_biaya": ["dinas", "tahun", "kode", "nama_keluaran"],
    "garis_depan": ["kode", "nama_keluaran", "tahun", "dinas"],
    "rencana": ["dinas", "indikator", "tahun"],
    "mutu_rencana": ["dinas", "tahun", "bagian"],
    "kelengkapan": ["dinas", "tahun", "analisis"],
    "laju_temuan": ["dinas", "jenis"],
    "temuan_berulang": ["jenis"],
    "kesimpulan_berubah": ["dinas", "tahun"],
    "klaim_dinas": ["dinas"],
    "penyebab_dinas": ["kode_penyebab"],
    "evaluasi_akip": ["dinas"],
    "indeks_spm_dinas": ["dinas"],
}


def run_kajian(
    data_dir: Path,
    out: Path,
    nama: str,
    dinas: Iterable[str] = (),
    tahun: int = 0,
    provinsi: str = "",
    urusan: str = "",
    bahasa: str = "id",
    notebook: Path | None = None,
    *,
    pdf: bool = False,
) -> tuple[Path, dict[str, list[Fault]]]:
    """Make one study in a scratch folder and move it into place only when it is whole.

    A dinas whose data cannot be opened is left out, and the page says which; one that was asked
    for by name stops the study.

    Parameters
    ----------
    nama : str
        Name of its folder, below `out/kajian`.
    dinas, tahun, provinsi, urusan
        As `kumpulan.open_kumpulan` takes them.
    notebook : Path, optional
        An analyst's own copy; default the one that is shipped.

    Returns
    -------
    Path of the page, `out/kajian/<nama>/index.html`
    dict, slug → its faults, of the dinas that were left out

    Raises
    ------
    DataError, ReportError, RuleError
        As of a report; no notebook, or none that takes parameters; no dinas is left, or one that
        was asked for by name cannot be opened, with every fault. The study of before stays.
    """
    out, data_dir = Path(out).resolve(), Path(data_dir).resolve()
    require_apart(out, data_dir)
    book = Path(notebook or notebooks_dir() / STUDY)
    _require_notebook(book)
    daftar, left_out = find_reports(data_dir, dinas, tahun, provinsi, urusan)
    _require_all(left_out, dinas, daftar)
    out.mkdir(parents=True, exist_ok=True)
    target = out / STUDIES / nama
    scratch = scratch_folder(target)
    asked = {
        "dinas": ";".join(dinas),
        "tahun": tahun,
        "provinsi": provinsi,
        "urusan": urusan,
        "bahasa": bahasa,
    }
    make = partial(_fill, scratch, data_dir, book, asked, nama, pdf)
    with one_writer(out):
        try:
            try:
                make(daftar, left_out)
            except ReportError:
                # the notebook opens what the study is of: only where it failed is asked of which
                # dinas it cannot
                unopened = find_unopened(data_dir, daftar)
                if not unopened:
                    raise
                left_out |= unopened
                daftar = daftar[~daftar["dinas"].isin(left_out)].reset_index(drop=True)
                _require_all(left_out, dinas, daftar)
                make(daftar, left_out)
            put_in_place(scratch, target)
        except ReportError as error:
            saved = Path(error.saved) if error.saved else None
            entry = {"notebook": error.notebook, "sel": error.cell, "pesan": error.cause}
            record_failure(target, entry, saved)
            if saved:
                error.saved = str(failed_folder(target) / saved.name)
            raise
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
            with suppress(OSError):  # where there is no study nothing says so
                target.parent.rmdir()
        write_index(out, data_dir, bahasa)
    return target / "index.html", left_out


def _require_all(
    left_out: Mapping[str, list[Fault]], dinas: Iterable[str], daftar: pd.DataFrame
) -> None:
    """Refuse a study without a dinas that was asked for by name, or without any."""
    if left_out and (dinas or daftar.empty):
        raise DataError([fault for faults in left_out.values() for fault in faults])


def _require_notebook(book: Path) -> None:
    """Refuse a file that is no notebook, or one that could not be told which dinas are meant."""
    own = command("new", "kajian")
    if not book.is_file():
        problem, step = "tidak ada berkas itu", "periksa nama berkas pada --notebook"
    else:
        step = f"mulai dari salinan notebook kajian: {own}"
        try:
            read = nbformat.read(book, as_version=4)
        except (ValueError, KeyError, AttributeError, TypeError, nbformat.ValidationError):
            problem = "bukan notebook Jupyter yang utuh"
        else:
            problem = "tidak ada sel bertanda parameters, jadi pilihannya tidak sampai ke sana"
            if any("parameters" in cell.metadata.get("tags", []) for cell in read.cells):
                if read.metadata.get("kernelspec", {}).get("name"):
                    return
                problem = "tidak menyebut kernelnya"
                step = "buka dan simpan sekali di JupyterLab (lakip lab)"
    raise DataError([Fault(str(book), None, None, None, problem, step)])


def _fill(
    folder: Path,
    data_dir: Path,
    book: Path,
    asked: dict,
    nama: str,
    pdf: bool,
    daftar: pd.DataFrame,
    left_out: Collection[str],
) -> None:
    """Write everything of one study into a folder, anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    asked = asked | ({"dinas": ";".join(daftar["dinas"])} if left_out else {})
    bahasa, kept = asked["bahasa"], folder / SAVED
    parameters = asked | {"data_dir": str(data_dir), "hasil": str(kept)}
    executed = run_notebook(book, folder / book.name, parameters)
    hasil = read_kajian(kept)
    shutil.rmtree(kept, ignore_errors=True)
    frames = {name: _as_file(frame, name) for name, frame in hasil.items()}
    names = short_names(daftar)
    said = say_kajian(hasil, names, bahasa)
    title = say("halaman_kajian.judul", bahasa, n=len(daftar))
    years = join_names([str(year) for year in sorted(set(daftar["tahun"]))], bahasa)
    lead = [*_warning(daftar, bahasa), *_left_out(left_out, bahasa), *said]
    workbook = beside(partial(_write_book, folder / BOOK, frames, daftar, title, lead, bahasa))
    write_csv(folder, frames)
    write_brief(folder / SUMMARY, title, lead, hasil, names, bahasa)
    inputs = _fingerprints(daftar, data_dir, book)
    infos = [info for _, info in read_infos(data_dir, daftar["dinas"])]
    _write_packages(folder, nama, frames, infos, inputs, daftar)
    around = {
        "tab": title,
        "kepala": f"{title}, {say('halaman_kajian.tahun', bahasa, tahun=years)}",
        "berjalan": title,
        "asal": _source(daftar, bahasa),
        "naik": "../../",
        "papan": "",
        "ringkasan": [Kalimat(text) for text in lead],
        "unduhan": _files(frames, bahasa),
        "singkatan": "",
        "istilah": glossary(bahasa, known_abbreviations(None)),
        "metode": paragraphs(say("halaman_kajian.metode", bahasa)).html,
        "versi": package_version("lakip-analysis"),
    }
    workbook()
    page = render_report([executed], around, bahasa)
    (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")
    if pdf:
        print_pdf(folder / "index.html", folder / "kajian.pdf")
    run = {"parameter": asked, "masukan": inputs, "keluaran": fingerprint_outputs(folder)}
    study = {"judul": title, "dinas": list(daftar["dinas"]), "tidak_ikut": sorted(left_out)}
    run |= {"versi": versions(), "kajian": study}
    text = json.dumps(run, ensure_ascii=False, indent=1) + "\n"
    (folder / "run.json").write_text(text, encoding="utf-8", newline="\n")


def say_kajian(hasil: Mapping[str, pd.DataFrame], nama: pd.Series, bahasa: str) -> list[str]:
    """Return what the study comes to, a paragraph per subject, as its chapters say it too.

    What the notebook did not save is not told. `nama`: slug → the name a reader knows.
    """
    said = []
    if MEASURE in hasil:
        said.append(say_ukuran(hasil[MEASURE], nama, bahasa))
    if "kajian_peringkat" in hasil:
        said.append(say_peringkat(hasil["kajian_peringkat"], bahasa))
    if "kajian_faktor" in hasil:
        said.append(say_pengaruh(hasil["kajian_faktor"], bahasa))
    if "mutu_rencana" in hasil:
        said.append(say_rencana(hasil["mutu_rencana"], nama, bahasa))
    return [" ".join(piece.teks) for piece in said if piece.teks]


def _warning(daftar: pd.DataFrame, bahasa: str) -> list[str]:
    """Return that this is no ranking; of one dinas nobody would think so."""
    return [say("halaman_kajian.bukan", bahasa)] if len(daftar) > 1 else []


def write_brief(
    path: Path,
    title: str,
    lead: list[str],
    hasil: Mapping[str, pd.DataFrame],
    nama: pd.Series,
    bahasa: str,
) -> Path:
    """Write the summary in Word: at most two sheets of paper, however many dinas there are.

    Of more than `BRIEF` dinas picture and table are left to the page and the workbook; it says so.
    """
    if len(nama) > BRIEF:
        more = say("halaman_kajian.banyak", bahasa, n=BRIEF, buku=BOOK)
        return write_summary(path, title, [*lead, more], [], [], bahasa)
    tables = [table_ukuran_singkat(hasil[name], nama, bahasa) for name in hasil if name == MEASURE]
    figures = _places(hasil, nama, bahasa)
    return write_summary(path, title, lead, figures, [one for one in tables if one], bahasa)


def _left_out(slugs: Collection[str], bahasa: str) -> list[str]:
    """Return which dinas are not in the study because their data cannot be opened."""
    if not slugs:
        return []
    names = sorted(slugs)
    more = len(names) - NAMED
    key = "tidak_ikut_banyak" if more > 0 else "tidak_ikut"
    said = {"n": len(names), "dinas": ", ".join(names[:NAMED]), "lagi": more}
    return [say(f"halaman_kajian.{key}", bahasa, **said)]


def _places(hasil: Mapping[str, pd.DataFrame], nama: pd.Series, bahasa: str) -> list:
    if "kajian_peringkat" not in hasil:
        return []
    figure = figure_tempat(hasil["kajian_peringkat"], nama, bahasa)
    return [figure] if figure else []


def _as_file(frame: pd.DataFrame, nama: str) -> pd.DataFrame:
    """Return a frame as its file holds it; several values in a cell are joined by semicolons."""
    # only a column of objects can hold several values in a cell
    objects = [name for name in frame if pd.api.types.is_object_dtype(frame[name])]
    several = [name for name in objects if tuple in set(map(type, frame[name].tolist()))]
    joined = {name: frame[name].map(";".join) for name in several}
    return tidy_frame(frame.assign(**joined), nama)


def _files(frames: Mapping[str, pd.DataFrame], bahasa: str) -> list[dict[str, str]]:
    """Return what can be downloaded beside the page."""
    names = {"buku": BOOK, "ringkasan_kajian": SUMMARY}
    names |= {name: f"{name}.csv" for name in frames} | {"paket": PACKAGE}
    return [
        {
            "berkas": file,
            "judul": say(f"berkas.{name}.judul", bahasa),
            "isi": say(f"berkas.{name}.isi", bahasa),
        }
        for name, file in names.items()
    ]


def _fingerprints(daftar: pd.DataFrame, data_dir: Path, book: Path) -> dict[str, str]:
    """Return the sha256 of every table of every dinas, and of the notebook."""
    found: dict[str, str] = {}
    for slug in daftar["dinas"]:
        found |= fingerprint_tables(slug, data_dir)
    return found | {f"{book.parent.name}/{book.name}": sha256(book)}


def _write_packages(
    folder: Path,
    nama: str,
    frames: dict[str, pd.DataFrame],
    infos: list[dict],
    inputs: dict[str, str],
    daftar: pd.DataFrame,
) -> None:
    """Write `datapackage.json` and `dcat.jsonld` of the tables."""
    title = {one: say("halaman_kajian.judul", one, n=len(daftar)) for one in ("id", "en")}
    keys = {name: KEYS.get(name, []) for name in frames}
    isi = "paket_data.isi_kajian"
    # of a country every document and table by name would be longer than the tables themselves
    elsewhere = "paket_data.sumber_kajian" if len(daftar) > threshold("kajian_sumber") else ""
    name = f"kajian-{nama}"
    package = describe_frames(folder, name, frames, keys, title, isi, infos, inputs, elsewhere)
    write_package(folder, package)
    years = (int(daftar["tahun"].min()), int(daftar["tahun"].max()))
    write_dcat(folder, describe_dcat(package, infos, years))


def _source(daftar: pd.DataFrame, bahasa: str) -> str:
    """Return whose data a study stands on: by name where the names are few."""
    if len(daftar) > BRIEF:
        return say("halaman_kajian.asal_banyak", bahasa, n=len(daftar))
    return say("halaman_kajian.asal", bahasa, dinas=join_names(daftar["judul"], bahasa))


def _write_book(
    path: Path,
    frames: dict[str, pd.DataFrame],
    daftar: pd.DataFrame,
    title: str,
    lead: list[str],
    bahasa: str,
) -> None:
    """Write a cover, a sheet per table that has rows, and the dictionary of columns.

    Of a table that nobody leafs through the CSV beside the workbook is enough; the cover names it.
    """
    limit = threshold("kajian_lembar")
    long = [name for name, frame in frames.items() if len(frame) > limit]
    about = describe_columns(frames, bahasa)
    none = pd.DataFrame(columns=["dinas", "indikator", "desimal", "desimal_laju"])
    names = Nama(daftar.set_index("dinas")["judul"].to_dict(), {}, {}, {})
    with xlsxwriter.Workbook(str(path), SAFE) as book:
        made = {"title": title, "created": datetime(2000, 1, 1), "comments": "lakip-analysis"}
        book.set_properties(made)
        styles = make_styles(book, bahasa)
        cover = book.add_worksheet(say("buku.sampul", bahasa))
        cover.set_column(0, 0, COVER[0])
        page = Halaman(cover, COVER, styles)
        page.text(title, "judul")
        for sentence in lead:
            page.text(sentence)
        if long:
            listed = join_names([say(f"berkas.{name}.judul", bahasa) for name in long], bahasa)
            page.text(say("halaman_kajian.panjang", bahasa, n=limit, daftar=listed))
        for name, frame in frames.items():
            if frame.empty or name in long:
                continue
            entries = about[about["berkas"] == name]
            sheet = book.add_worksheet(say(f"berkas.{name}.judul", bahasa))
            columns = readable(frame, name, names, bahasa)
            write_sheet(sheet, columns, digits_of(frame, entries, none), styles)
        write_dictionary(book.add_worksheet(say("buku.kamus", bahasa)), about, styles, bahasa)
