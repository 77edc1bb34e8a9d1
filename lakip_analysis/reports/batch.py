"""One command for every dinas and year: notebooks in parallel, one page each, an index, and a manifest of what went in."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from ..catalogue import read_info
from ..errors import DataError, ReportError
from .plan import CHAPTERS
from .render import TEMPLATES, read_css, render_report

__all__ = ["run_batch", "run_report"]

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
VERSIONS = ("lakip-analysis", "pandas", "numpy", "scipy", "matplotlib", "papermill", "nbconvert")
YEARS = ("tahun", "tahun_awal", "tahun_akhir", "tahun_target_akhir", "tahun_dasar", "runtun_tahun")
RESULTS = (
    "capaian.csv",
    "tren.csv",
    "jalur.csv",
    "proyeksi.csv",
    "triwulan.csv",
    "efisiensi.csv",
    "ukuran.csv",
    "biaya.csv",
    "dukungan.csv",
    "temuan.csv",
)


def run_batch(
    plan: list[tuple[str, int]], data_dir: Path, out: Path, jobs: int | None = None, notebooks: Path = NOTEBOOKS,
    on_done: Callable[[dict], None] = lambda entry: None,
) -> list[dict]:  # fmt: skip
    """Make every report of the plan and the index of all reports in `out`.

    Parameters
    ----------
    plan : list of (dinas, tahun)
        As `plan_reports` gives it.
    jobs : int, optional
        Processes; default one per core. Each report is made in one process of its own.
    on_done : callable
        Called with each report's entry as it ends (for a progress bar).

    Returns
    -------
    list of dict, in the order of the plan
        `dinas`, `tahun`, `berhasil`; of a failed one also `notebook`, `sel`, `pesan`, `notebook_gagal`. A failed report leaves
        nothing but its failed notebook; the others complete.
    """
    out = Path(out).resolve()
    out.mkdir(parents=True, exist_ok=True)
    entries = {}
    workers = max(1, min(jobs or os.cpu_count() or 1, len(plan)))
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        futures = {
            pool.submit(_try_report, dinas, tahun, Path(data_dir).resolve(), out, notebooks): (dinas, tahun)
            for dinas, tahun in plan
        }
        for future in as_completed(futures):
            entry = _entry_of(future, *futures[future], out)
            entries[futures[future]] = entry
            on_done(entry)
    _write_index(out, Path(data_dir))
    return [entries[pair] for pair in plan]


def run_report(dinas: str, tahun: int, data_dir: Path, out: Path, notebooks: Path = NOTEBOOKS) -> Path:
    """Make one report in a scratch folder and move it into place only when it is whole.

    Returns
    -------
    Path of the page, `out/<dinas>/<tahun>/index.html`.

    Raises
    ------
    DataError, ReportError
        Nothing of the report is left then but the failed notebook, in `out/<dinas>/<tahun>/`.
    """
    from .. import chapters
    from .execute import list_notebooks, run_notebook

    target, scratch = out / dinas / str(tahun), out / dinas / f".{tahun}-sementara"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        d = chapters.open_dinas(data_dir, dinas, tahun)
        parameters = {"dinas": dinas, "tahun": tahun, "data_dir": str(data_dir)}
        executed = [run_notebook(path, scratch / path.name, parameters) for path in list_notebooks(notebooks)]
        results = chapters.results_of(d, tahun)
        _write_results(scratch, results)
        page = render_report(executed, _frame_of(d, tahun, results))
        (scratch / "index.html").write_text(page, encoding="utf-8", newline="\n")
        _write_manifest(scratch, d, results, data_dir, notebooks)
    except BaseException as error:
        _keep_failed_notebook(scratch, target, error)
        raise
    shutil.rmtree(target, ignore_errors=True)
    scratch.rename(target)
    return target / "index.html"


def _entry_of(future: Future, dinas: str, tahun: int, out: Path) -> dict:
    """Return the entry of one report; whatever its process raised is that report's failure, never the batch's."""
    error = future.exception()
    if error is None:
        return future.result()
    shutil.rmtree(out / dinas / f".{tahun}-sementara", ignore_errors=True)
    shutil.rmtree(out / dinas / str(tahun), ignore_errors=True)
    return _failed(
        out,
        dinas,
        tahun,
        {"notebook": "perakitan laporan", "pesan": f"{type(error).__name__}: {error}".splitlines()[0]},
    )


def _failed(out: Path, dinas: str, tahun: int, more: dict) -> dict:
    """Write down a failure for the index and return it."""
    entry = {
        "dinas": dinas,
        "tahun": tahun,
        "berhasil": False,
        "notebook": "data",
        "sel": None,
        "pesan": "",
        "notebook_gagal": "",
    } | more
    (out / dinas / str(tahun)).mkdir(parents=True, exist_ok=True)
    (out / dinas / str(tahun) / "gagal.json").write_text(
        json.dumps(entry, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n"
    )
    return entry


def _try_report(dinas: str, tahun: int, data_dir: Path, out: Path, notebooks: Path) -> dict:
    try:
        run_report(dinas, tahun, data_dir, out, notebooks)
    except ReportError as error:
        saved = f"{dinas}/{tahun}/{Path(error.saved).name}" if error.saved else ""
        return _failed(
            out,
            dinas,
            tahun,
            {"notebook": error.notebook, "sel": error.cell, "pesan": error.cause, "notebook_gagal": saved},
        )
    except DataError as error:
        return _failed(
            out,
            dinas,
            tahun,
            {
                "pesan": f"{len(error.faults)} kesalahan data; yang pertama: {error.faults[0]} (lihat semuanya dengan: lakip check --dinas {dinas})"
            },
        )
    return {"dinas": dinas, "tahun": tahun, "berhasil": True}


def _keep_failed_notebook(scratch: Path, target: Path, error: BaseException) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    failed = Path(getattr(error, "saved", "") or "")
    if failed.is_file():
        error.saved = str(shutil.move(failed, target / failed.name))
    shutil.rmtree(scratch, ignore_errors=True)


def _write_results(folder: Path, results: dict) -> None:
    import pandas as pd

    from ..achievement import capaian_table
    from ..trend import EXTRA_COLUMNS, TREN_COLUMNS

    tren = results["tren"]
    frames = {
        "capaian": capaian_table(results["capaian"]), "tren": tren[TREN_COLUMNS], "jalur": tren[["dinas", "indikator", *EXTRA_COLUMNS]],
        **{name: results[name] for name in ("proyeksi", "triwulan", "efisiensi", "ukuran", "biaya", "dukungan", "temuan")},
    }  # fmt: skip
    for name, frame in frames.items():
        years = {
            column: pd.to_numeric(frame[column]).replace(0, None).astype("Int64") for column in YEARS if column in frame
        }
        frame.assign(**years).round(4).to_csv(
            folder / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8"
        )


def _frame_of(d, tahun: int, results: dict) -> dict:
    """Return what stands around the chapters of one page."""
    from .. import chapters

    return {
        "judul": d.judul,
        "tahun": tahun,
        "provinsi": d.info["provinsi"],
        "dokumen": "; ".join(document["judul"] for document in d.info["dokumen"]),
        "kunci": chapters.key_figures_of(d, tahun, results),
        "ringkasan": chapters.summary_of(d, tahun, results),
        "unduhan": RESULTS,
        "metode": chapters.show_metode(d, tahun).data,
        "versi": _version("lakip-analysis"),
    }


def _write_manifest(folder: Path, d, results: dict, data_dir: Path, notebooks: Path) -> None:
    """Write `run.json`: parameters, fingerprints of every input, versions; no clock time and no machine path."""
    tahun = int(results["capaian"]["tahun"].iloc[0])
    inputs = [
        *sorted((data_dir / d.dinas).glob("*.csv")),
        data_dir / d.dinas / "dinas.toml",
        *sorted(notebooks.glob(CHAPTERS)),
    ]
    manifest = {
        "parameter": {"dinas": d.dinas, "tahun": tahun},
        "masukan": {f"{path.parent.name}/{path.name}": _sha256(path) for path in inputs},
        "keluaran": {
            path.name: _sha256(path) for path in [folder / "index.html", *(folder / name for name in RESULTS)]
        },
        "versi": {name: _version(name) for name in VERSIONS},
        "ringkasan": _index_row(d, tahun, results),
        "konsep": _konsep_rows(d, tahun),
        "biaya": _biaya_rows(results["biaya"]),
    }
    (folder / "run.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )


def _index_row(d, tahun: int, results: dict) -> dict:
    from ..achievement import summarize_capaian
    from ..theme import fmt_percent

    r = summarize_capaian(results["capaian"], ["dinas", "tahun"]).iloc[0]
    total = results["efisiensi"].query("level == 'dinas'")
    return {
        "judul": d.judul, "daerah": d.info["daerah"], "tahun": tahun, "cakupan": f"{int(r.n_dihitung)} dari {int(r.n_indikator)}", "tercapai": f"{int(r.n_tercapai)} dari {int(r.n_dihitung)}",
        "rata_acuan": fmt_percent(r.rata_acuan_persen), "rata_dinas": fmt_percent(r.rata_capaian_persen), "rata_tercetak": fmt_percent(r.rata_tercetak_persen),
        "serapan": fmt_percent(total["serapan_persen"].iloc[0]) if len(total) else "–", "temuan": f"{len(results['temuan'])} ({(results['temuan']['keparahan'] == 'tinggi').sum()} tinggi)",
    }  # fmt: skip


def _konsep_rows(d, tahun: int) -> list[dict]:
    from ..chapters import konsep_of

    return [
        {name: value for name, value in row.items() if value == value} for row in konsep_of(d, tahun).to_dict("records")
    ]


def _biaya_rows(biaya) -> list[dict]:
    columns = [
        "dinas",
        "tahun",
        "kode",
        "nama_keluaran",
        "satuan",
        "volume_realisasi",
        "realisasi_rp",
        "biaya_nyata_rp",
        "status",
    ]
    return biaya.loc[biaya["status"] == "dihitung", columns].to_dict("records")


def _newest(runs: dict[tuple[str, Path], dict]) -> tuple[dict[str, dict], object]:
    """Return the newest run of each dinas, and the name a reader knows each by: its region, or its full title where regions repeat."""
    import pandas as pd

    newest = {dinas: run for (dinas, folder), run in sorted(runs.items(), key=lambda item: item[0][1].name)}
    names = pd.Series(
        {dinas: run["ringkasan"].get("daerah", run["ringkasan"]["judul"]) for dinas, run in newest.items()}, dtype=str
    )
    full = pd.Series({dinas: run["ringkasan"]["judul"] for dinas, run in newest.items()}, dtype=str)
    return newest, names.mask(names.duplicated(keep=False), full)


def _biaya_section(runs: dict[tuple[str, Path], dict]) -> str:
    """Return what the same output costs in several dinas, and whether there are enough of them for a frontier; empty when there is nothing."""
    import pandas as pd

    from ..efficiency.cost import compare_biaya, compare_frontier
    from ..efficiency.sentences import describe_frontier
    from ..efficiency.tables import table_banding_biaya

    newest, names = _newest(runs)
    rows = pd.DataFrame([row for run in newest.values() for row in run.get("biaya", [])])
    if rows.empty:
        return ""
    found = compare_biaya(rows)
    return (
        f"<p>{describe_frontier(compare_frontier(rows))}</p>" + table_banding_biaya(found, names) if len(found) else ""
    )


def _konsep_table(runs: dict[tuple[str, Path], dict]) -> str:
    """Return the table of concepts that several dinas measure, from the newest report of each; empty when there is none."""
    import pandas as pd

    from ..benchmark import compare_konsep
    from ..tables import table_konsep

    newest, names = _newest(runs)
    rows = pd.DataFrame([row for run in newest.values() for row in run.get("konsep", [])])
    if rows.empty:
        return ""
    found = compare_konsep(rows.reindex(columns=[*rows.columns, *{"data_tahun"} - set(rows.columns)]))
    return table_konsep(found, names) if len(found) else ""


def _write_index(out: Path, data_dir: Path) -> None:
    """Write the index of every report that stands in `out`, this run's and earlier ones'; failed ones first."""
    folders = [(path.parent.parent.name, path.parent) for path in out.glob("*/[0-9][0-9][0-9][0-9]/run.json")]
    runs = {
        (dinas, folder): json.loads((folder / "run.json").read_text(encoding="utf-8"))
        for dinas, folder in sorted(folders)
    }
    rows = [
        run["ringkasan"]
        | {"folder": f"{dinas}/{folder.name}", "alamat": f"{dinas}/{folder.name}/index.html", "unduhan": RESULTS}
        for (dinas, folder), run in runs.items()
    ]
    failed = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(out.glob("*/*/gagal.json"))]
    for entry in failed:
        entry["judul"] = _title(data_dir, entry["dinas"])
    page = Environment(loader=FileSystemLoader(TEMPLATES / "lakip"), autoescape=True).get_template("daftar.html.j2")
    html = page.render(
        laporan=rows,
        gagal=failed,
        konsep=_konsep_table(runs),
        biaya=_biaya_section(runs),
        css=read_css(),
        versi=_version("lakip-analysis"),
    )
    (out / "index.html").write_text(html + "\n", encoding="utf-8", newline="\n")


def _title(data_dir: Path, dinas: str) -> str:
    try:
        info = read_info(Path(data_dir) / dinas)
        return f"{info['nama']} {info['daerah']}"
    except (DataError, KeyError, OSError):
        return dinas


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
