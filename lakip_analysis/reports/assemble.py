"""One report from what its chapters saved: CSV, data package, workbook, page, print, `run.json`.

Nothing is computed here. The chapters run in their order, each keeps its frames with `simpan`, a
later chapter reads what an earlier one kept, and every file is made of those frames. So whoever
changes a notebook changes every output alike.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from ..bahasa.nama import name_in, quote_text, with_names
from ..bahasa.say import say
from ..data.dinas import DataDinas, corrections_until, load_dinas
from ..laporan import AHEAD, keep, read_results
from ..metode.singkatan import find_abbreviations, known_abbreviations, names_in
from ..metode.view import describe_abbreviations, glossary, show_metode
from ..papan import compile_papan
from ..papan.view import show_papan
from ..papan.view_tujuh import show_tujuh
from ..show.pieces import together
from .execute import list_notebooks, run_notebook
from .fingerprint import fingerprint_inputs, package_version
from .manifest import write_manifest
from .opening import say_unsaved
from .package import write_results_package
from .pdf import print_pdf
from .render import render_report
from .results import describe_files, result_frames, write_csv
from .simpulan import Kalimat, compose_simpulan, say_sekilas
from .workbook import write_workbook

__all__ = ["fill_report", "run_chapters", "with_board"]

SAVED = "hasil"  # the folder inside a report's scratch folder where chapters keep their frames


def run_chapters(
    folder: Path,
    dinas: str,
    tahun: int,
    data_dir: Path,
    notebooks: Path,
    bahasa: str,
    temuan: pd.DataFrame | None = None,
) -> tuple[list[Path], dict[str, pd.DataFrame]]:
    """Execute the chapters of one report in order and return what they saved.

    `temuan`: what `audit_dinas` gives of this dinas, where it is known; else a chapter asks it.

    Returns
    -------
    executed notebooks (in `folder`), and the results by name as `laporan.read_results` gives them.

    Raises
    ------
    ReportError
        A chapter failed; its partly executed notebook is in `folder`.
    """
    kept = folder / SAVED
    if temuan is not None:
        keep(kept, (AHEAD,), {AHEAD: temuan})
    parameters = {
        "dinas": dinas,
        "tahun": tahun,
        "data_dir": str(data_dir),
        "bahasa": bahasa,
        "hasil": str(kept),
    }
    executed = [
        run_notebook(path, folder / path.name, parameters) for path in list_notebooks(notebooks)
    ]
    results = read_results(kept)
    shutil.rmtree(kept, ignore_errors=True)
    return executed, results


def with_board(results: dict[str, pd.DataFrame], data: DataDinas) -> dict[str, pd.DataFrame]:
    """Return the results of a report with the board, which stands on all of its chapters.

    Without `capaian` there is none.
    """
    if "capaian" not in results:
        return results
    return results | {"papan": compile_papan(results, data.tabel["tangga"])}


def fill_report(
    folder: Path,
    dinas: str,
    tahun: int,
    data_dir: Path,
    notebooks: Path,
    bahasa: str,
    *,
    pdf: bool = False,
    temuan: pd.DataFrame | None = None,
) -> None:
    """Write everything of one report into a folder; `temuan` as in `run_chapters`."""
    data = load_dinas(data_dir, dinas)
    executed, results = run_chapters(folder, dinas, tahun, data_dir, notebooks, bahasa, temuan)
    results = with_board(results, data)
    frames = result_frames(results)
    bahasa = with_names(bahasa, data.nama_en)
    write_csv(folder, frames)
    inputs = fingerprint_inputs(dinas, data_dir, notebooks)
    write_results_package(folder, f"{dinas}-{tahun}", frames, [(data, tahun)], inputs)
    write_workbook(folder / "laporan.xlsx", frames, [(data, tahun, results)], bahasa)
    page = render_report(executed, _around(data, tahun, results, frames, bahasa), bahasa)
    (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")
    if pdf:
        print_pdf(folder / "index.html", folder / "laporan.pdf")
    parameters = {"dinas": dinas, "tahun": tahun, "bahasa": bahasa}
    write_manifest(folder, data, parameters, results, data_dir, notebooks)


def _board(results: dict, bahasa: str) -> str:
    if "papan" not in results:
        return ""
    board = results["papan"]
    return together(show_papan(board, bahasa), show_tujuh(board, bahasa)).html


def _around(data: DataDinas, tahun: int, results: dict, frames: dict, bahasa: str) -> dict:
    """Return what stands around the chapters of one page."""
    own, pilihan = data.info.get("singkatan"), data.tabel["pilihan"]
    papers = "; ".join(quote_text(one["judul"], bahasa) for one in data.info["dokumen"])
    first = names_in(results[name] for name in ("capaian",) if name in results)
    return {
        "tab": f"{data.judul} – {say('halaman.judul', bahasa, tahun=tahun)}",
        "kepala": f"{data.judul}, {say('halaman.tahun', bahasa, tahun=tahun)}",
        "berjalan": f"{data.judul} · {tahun}",
        "asal": f"{data.info['provinsi']} · {say('halaman.asal', bahasa, dokumen=papers)}",
        "naik": "../../",
        "papan": _board(results, bahasa),
        "sekilas": say_sekilas(results, bahasa),
        "ringkasan": [
            *compose_simpulan(results, bahasa),
            *map(Kalimat, say_unsaved(results, bahasa)),
        ],
        "unduhan": describe_files(bahasa, frames),
        "singkatan": describe_abbreviations(
            find_abbreviations([name_in(name, bahasa) for name in first], own), bahasa
        ),
        "istilah": glossary(bahasa, known_abbreviations(own)),
        "metode": show_metode(
            data.info,
            data.aturan,
            pilihan[pilihan["tahun"] <= tahun],
            data.tabel["pilihan_lain"],
            corrections_until(data.tabel["koreksi"], tahun),
            results.get("capaian"),
            data.tabel["indikator"],
            bahasa,
            data.anggaran[data.anggaran["tahun"] == tahun],
            data.peringatan[
                ~(data.peringatan["tahun"] > tahun) & (data.peringatan["perkara"] != "tingkat_lain")
            ],
            data.skala,
            data.tabel["tangga"],
        ).html,
        "versi": package_version("lakip-analysis"),
    }
