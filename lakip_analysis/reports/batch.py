"""One command for every dinas and year: reports in parallel, one page each, and an index.

What stands and is what its inputs give is not made again. A report is made in a scratch folder and
takes its place only when it is whole; whatever goes wrong with one is written down beside it and
in the index, and never stops another nor costs the report that stood.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError, ReportError, RuleError, command
from ..processes import DEAD, LATE, Ended, can_fork, cores, run_each
from .fingerprint import require_language, why_make
from .lean import import_jsonschema
from .place import (
    clear_leftovers,
    failed_folder,
    one_writer,
    put_in_place,
    record_failure,
    require_apart,
    scratch_folder,
)
from .plan import notebooks_dir

if TYPE_CHECKING:
    from .ahead import Ahead

__all__ = ["LIMIT", "plan_work", "run_batch", "run_report"]

LIMIT = 1800.0  # seconds for one report; the slowest known one takes ten

CAUSES = {
    DEAD: (
        "prosesnya mati sebelum selesai, mungkin kehabisan memori; "
        "tutup program lain lalu ulangi dengan --jobs 1"
    ),
    LATE: "melewati batas waktu satu laporan; ulangi dengan --batas yang lebih besar",
}


def plan_work(
    plan: list[tuple[str, int]],
    data_dir: Path,
    out: Path,
    notebooks: Path | None = None,
    *,
    bahasa: str = "id",
    pdf: bool = False,
    force: bool = False,
) -> dict[tuple[str, int], str]:
    """Return for each report of the plan why it is to be made; empty where it stands as it is."""
    out, data_dir = Path(out).resolve(), Path(data_dir).resolve()
    notebooks = Path(notebooks or notebooks_dir()).resolve()
    if force:
        return dict.fromkeys(plan, "diminta dengan --force")
    return {
        (dinas, tahun): why_make(
            out / dinas / str(tahun), dinas, tahun, data_dir, notebooks, bahasa, pdf
        )
        for dinas, tahun in plan
    }


def run_batch(
    plan: list[tuple[str, int]],
    data_dir: Path,
    out: Path,
    jobs: int | None = None,
    notebooks: Path | None = None,
    on_done: Callable[[dict], None] = lambda entry: None,
    *,
    bahasa: str = "id",
    pdf: bool = False,
    force: bool = False,
    limit: float = LIMIT,
    elsewhere: Callable | None = None,
) -> list[dict]:
    """Make every report of the plan that does not stand yet, and the index of all in `out`.

    Parameters
    ----------
    plan : list of (dinas, tahun)
        As `plan_reports` gives it.
    jobs : int, optional
        Processes; default one per core. Each report is made in one process of its own.
    on_done : callable
        Called with each report's entry as it ends (for a progress bar).
    bahasa : str
        Language of the pages: `id` or `en`; the CSV files are the same in both.
    pdf : bool
        Also print each page as `laporan.pdf`; needs a browser.
    force : bool
        Make also what stands and has not changed.
    limit : float
        Seconds one report may take.
    elsewhere : callable, optional
        Makes the reports instead of this machine (`cluster.run_on_cluster` with an address).

    Returns
    -------
    list of dict, in the order of the plan
        `dinas`, `tahun`, `berhasil`, `dibuat` (False: it stood already and is what its inputs
        give); of a failed one also `notebook` (or the code of the step that failed: data,
        pembuatan), `sel`, `pesan`, `notebook_gagal`. A failed report
        leaves `<tahun>-gagal` beside the report that stood before, which stays.

    Raises
    ------
    DataError
        `out` holds reports in another language; nothing is made then.
    RuleError
        A measure or a kind of finding lacks its function, its row or a text; it is named. Another
        run is writing into `out`, or `out` is the folder of the data.
    """
    out, data_dir = Path(out).resolve(), Path(data_dir).resolve()
    require_apart(out, data_dir)
    require_language(out, bahasa)
    notebooks = Path(notebooks or notebooks_dir()).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with one_writer(out):
        clear_leftovers(out)
        due = plan_work(plan, data_dir, out, notebooks, bahasa=bahasa, pdf=pdf, force=force)
        entries = {pair: _stands(*pair) for pair, why in due.items() if not why}
        for entry in entries.values():
            on_done(entry)
        work = partial(
            _try_report, data_dir=data_dir, out=out, notebooks=notebooks, bahasa=bahasa, pdf=pdf
        )
        wanted = [pair for pair, why in due.items() if why]
        workers = max(1, min(jobs or cores(), len(wanted)))
        try:
            if elsewhere and wanted:
                making = elsewhere(wanted, data_dir, out, notebooks, bahasa, pdf, limit)
            else:
                method = _get_ready(data_dir, wanted[0][0]) if wanted else "spawn"
                making = run_each(
                    _pieces(wanted, data_dir, workers, limit, method), work, workers, limit, method
                )
            with closing(making) as made:
                for (dinas, tahun, *_), ended in made:
                    pair = dinas, tahun
                    entries[pair] = _entry_of(ended, *pair, out)
                    on_done(entries[pair])
        finally:
            clear_leftovers(out)
        import_jsonschema()
        from .index import write_index

        write_index(out, data_dir, bahasa)
    return [entries[pair] for pair in plan]


def run_report(
    dinas: str,
    tahun: int,
    data_dir: Path,
    out: Path,
    notebooks: Path | None = None,
    bahasa: str = "id",
    pdf: bool = False,
    ahead: Ahead | None = None,
) -> Path:
    """Make one report in a scratch folder and move it into place only when it is whole.

    `ahead`: what was made for its dinas beforehand (`ahead.with_ahead`).

    Returns
    -------
    Path of the page, `out/<dinas>/<tahun>/index.html`.

    Raises
    ------
    DataError, ReportError, RuleError
        The report of before stays; the failed notebook of a ReportError is in
        `out/<dinas>/<tahun>-gagal`.
    """
    import_jsonschema()
    from .assemble import fill_report

    target = out / dinas / str(tahun)
    scratch = scratch_folder(target)
    notebooks = Path(notebooks or notebooks_dir())
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        temuan = ahead.take(data_dir) if ahead else None
        more = {"pdf": pdf, "temuan": temuan}
        fill_report(scratch, dinas, tahun, Path(data_dir), notebooks, bahasa, **more)
        put_in_place(scratch, target)
    except ReportError as error:
        _record(target, error)
        raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target / "index.html"


def _pieces(
    wanted: list[tuple[str, int]], data_dir: Path, jobs: int, limit: float, method: str
) -> Iterable[tuple[str, int, Ahead | None]]:
    """Return the reports to be made; with what is made ahead where processes fork, several at once.

    One job is what is asked for where memory is short: no process stands beside it.
    """
    if method == "fork" and jobs > 1:
        from .ahead import with_ahead

        return with_ahead(wanted, data_dir, jobs, limit)
    return ((dinas, tahun, None) for dinas, tahun in wanted)


def _get_ready(data_dir: Path, dinas: str) -> str:
    """Refuse broken rules, import what every report needs, and return how a process starts.

    Whatever is done for the first time here (a table read, a template compiled) no report does for
    the first time again.
    """
    from ..audit.checks import load_checks
    from ..audit.view import require_texts
    from ..data.dinas import check_dinas
    from ..efisiensi.view_ukuran import require_measures

    import_jsonschema()
    from .assemble import fill_report  # noqa: F401 (imported here, not in every process)

    require_texts()
    require_measures()
    load_checks()
    if not can_fork():  # called from a program with threads, or not under Linux
        return "forkserver" if sys.platform == "linux" else "spawn"
    from . import warm  # noqa: F401

    check_dinas(data_dir, dinas)  # its faults are told by its report
    return "fork"


def _try_report(
    dinas: str,
    tahun: int,
    ahead: Ahead | None,
    data_dir: Path,
    out: Path,
    notebooks: Path,
    bahasa: str,
    pdf: bool,
) -> dict:
    """Make one report; what can be wrong with its data, notebooks or rules is its entry."""
    os.environ["COLUMNS"] = "80"  # as wide as a frame is printed, on every terminal
    try:
        run_report(dinas, tahun, data_dir, out, notebooks, bahasa, pdf, ahead)
    except ReportError as error:
        return _entry(dinas, tahun, error)
    except DataError as error:
        said = (
            f"{len(error.faults)} kesalahan data; yang pertama: {error.faults[0]} "
            f"(lihat semuanya dengan: {command('check', '--dinas', dinas, data=data_dir)})"
        )
        return _failed(out, dinas, tahun, pesan=said)
    except RuleError as error:
        return _failed(out, dinas, tahun, notebook="pembuatan", pesan=str(error))
    return {"dinas": dinas, "tahun": tahun, "berhasil": True, "dibuat": True}


def _stands(dinas: str, tahun: int) -> dict:
    return {"dinas": dinas, "tahun": tahun, "berhasil": True, "dibuat": False}


def _entry_of(ended: Ended, dinas: str, tahun: int, out: Path) -> dict:
    """Return the entry of one report; what its process raised is never the batch's failure."""
    if not ended.sebab:
        return ended.hasil
    said = CAUSES.get(ended.sebab, ended.sebab)
    return _failed(out, dinas, tahun, notebook="pembuatan", pesan=said)


def _entry(dinas: str, tahun: int, error: ReportError) -> dict:
    saved = f"{dinas}/{tahun}-gagal/{Path(error.saved).name}" if error.saved else ""
    where = {"notebook": error.notebook, "sel": error.cell, "pesan": error.cause}
    return _fault(dinas, tahun) | where | {"notebook_gagal": saved}


def _record(target: Path, error: ReportError) -> None:
    entry = _entry(target.parent.name, int(target.name), error)
    record_failure(target, entry, Path(error.saved) if error.saved else None)
    if error.saved:
        error.saved = str(failed_folder(target) / Path(error.saved).name)


def _failed(out: Path, dinas: str, tahun: int, **more: object) -> dict:
    """Write down a failure for the index and return it."""
    entry = _fault(dinas, tahun) | more
    record_failure(out / dinas / str(tahun), entry)
    return entry


def _fault(dinas: str, tahun: int) -> dict:
    what = {"notebook": "data", "sel": None, "pesan": "", "notebook_gagal": ""}
    return {"dinas": dinas, "tahun": tahun, "berhasil": False, "dibuat": False} | what
