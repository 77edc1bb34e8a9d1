"""One command for every dinas and year: reports in parallel, one page each, and an index.

A report is made in a scratch folder and moved into place only when it is whole; whatever goes wrong
with one is written down beside it and in the index, and never stops another.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from ..audit.checks import load_checks
from ..audit.view import require_texts
from ..efisiensi.view_ukuran import require_measures
from ..errors import DataError, ReportError, RuleError
from .assemble import fill_report
from .engine import can_fork, warm_up
from .index import write_index
from .manifest import require_language
from .plan import notebooks_dir

__all__ = ["run_batch", "run_report"]


DIED = (
    "prosesnya mati sebelum selesai, mungkin kehabisan memori; "
    "tutup program lain lalu ulangi dengan --jobs 1"
)


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
) -> list[dict]:
    """Make every report of the plan and the index of all reports in `out`.

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

    Returns
    -------
    list of dict, in the order of the plan
        `dinas`, `tahun`, `berhasil`; of a failed one also `notebook`, `sel`, `pesan`,
        `notebook_gagal`. A failed report leaves nothing but its failed notebook; the others
        complete.

    Raises
    ------
    DataError
        `out` holds reports in another language; nothing is made then.
    RuleError
        A measure or a kind of finding lacks its function, its row or a text; it is named.
    """
    require_texts()
    require_measures()
    load_checks()
    out, data_dir = Path(out).resolve(), Path(data_dir).resolve()
    require_language(out, bahasa)
    out.mkdir(parents=True, exist_ok=True)
    notebooks = Path(notebooks or notebooks_dir()).resolve()
    entries = {}
    workers = max(1, min(jobs or os.cpu_count() or 1, len(plan)))
    for pair, future in _finish(plan, workers, (data_dir, out, notebooks, bahasa, pdf)):
        entries[pair] = _entry_of(future, *pair, out)
        on_done(entries[pair])
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
) -> Path:
    """Make one report in a scratch folder and move it into place only when it is whole.

    Returns
    -------
    Path of the page, `out/<dinas>/<tahun>/index.html`.

    Raises
    ------
    DataError, ReportError, RuleError
        Nothing of the report is left then but the failed notebook, in `out/<dinas>/<tahun>/`; only
        where the report of before cannot be replaced (RuleError: a file of it is open elsewhere)
        does that one stay, whole.
    """
    target, scratch = out / dinas / str(tahun), out / dinas / f".{tahun}-sementara"
    notebooks = Path(notebooks or notebooks_dir())
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        fill_report(scratch, dinas, tahun, Path(data_dir), notebooks, bahasa, pdf=pdf)
    except Exception as error:
        _keep_failed_notebook(scratch, target, error)
        raise
    except BaseException:  # stopped by hand: the report of before stays
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    _put_in_place(scratch, target)
    return target / "index.html"


def _put_in_place(scratch: Path, target: Path) -> None:
    """Replace the report of before.

    Where one of its files is open in another program (Windows), it stays whole and the message
    says so.
    """
    before = target.with_name(f".{target.name}-lama")
    shutil.rmtree(before, ignore_errors=True)
    try:
        if target.exists():
            target.rename(before)
        scratch.rename(target)
    except OSError as error:
        shutil.rmtree(scratch, ignore_errors=True)
        if before.exists() and not target.exists():
            before.rename(target)
        raise RuleError(
            f"{target} tidak dapat diganti ({error.strerror}). "
            "Tutup berkas laporan itu yang sedang terbuka, lalu ulangi."
        ) from None
    shutil.rmtree(before, ignore_errors=True)


def _finish(
    plan: list[tuple[str, int]], workers: int, call: tuple
) -> Iterator[tuple[tuple[str, int], Future]]:
    """Yield each report with its finished future.

    A process that dies takes its pool along, so what that left unfinished is made again, each in a
    pool of its own.
    """
    broken = []
    with _pool(workers) as pool:
        futures = {pool.submit(_try_report, *pair, *call): pair for pair in plan}
        for future in as_completed(futures):
            if isinstance(future.exception(), BrokenProcessPool):
                broken.append(futures[future])
            else:
                yield futures[future], future
    for pair in sorted(broken):
        with _pool(1) as pool:
            yield pair, pool.submit(_try_report, *pair, *call)


def _pool(workers: int) -> ProcessPoolExecutor:
    """Return processes born with everything a report needs, where a process may fork."""
    if not can_fork():
        return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    warm_up()
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork"))


def _try_report(
    dinas: str, tahun: int, data_dir: Path, out: Path, notebooks: Path, bahasa: str, pdf: bool
) -> dict:
    try:
        run_report(dinas, tahun, data_dir, out, notebooks, bahasa, pdf)
    except ReportError as error:
        saved = f"{dinas}/{tahun}/{Path(error.saved).name}" if error.saved else ""
        return _failed(
            out,
            dinas,
            tahun,
            notebook=error.notebook,
            sel=error.cell,
            pesan=error.cause,
            notebook_gagal=saved,
        )
    except DataError as error:
        said = (
            f"{len(error.faults)} kesalahan data; yang pertama: {error.faults[0]} "
            f"(lihat semuanya dengan: lakip check --dinas {dinas})"
        )
        return _failed(out, dinas, tahun, pesan=said)
    except RuleError as error:
        return _failed(out, dinas, tahun, notebook="perakitan laporan", pesan=str(error))
    return {"dinas": dinas, "tahun": tahun, "berhasil": True}


def _entry_of(future: Future, dinas: str, tahun: int, out: Path) -> dict:
    """Return the entry of one report; what its process raised is never the batch's failure."""
    error = future.exception()
    if error is None:
        return future.result()
    shutil.rmtree(out / dinas / f".{tahun}-sementara", ignore_errors=True)
    shutil.rmtree(out / dinas / str(tahun), ignore_errors=True)
    died = isinstance(error, BrokenProcessPool)
    said = DIED if died else f"{type(error).__name__}: {error}".splitlines()[0]
    return _failed(out, dinas, tahun, notebook="perakitan laporan", pesan=said)


def _failed(out: Path, dinas: str, tahun: int, **more: object) -> dict:
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
    path = out / dinas / str(tahun) / "gagal.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(entry, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")
    return entry


def _keep_failed_notebook(scratch: Path, target: Path, error: BaseException) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    failed = Path(getattr(error, "saved", "") or "")
    if failed.is_file():
        error.saved = str(shutil.move(failed, target / failed.name))
    shutil.rmtree(scratch, ignore_errors=True)
