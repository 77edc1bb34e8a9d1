"""The folder of reports on disk: one writer, whole reports only, nothing good ever lost.

A report is made in a scratch folder of its own and takes the place of the one before only when it
is whole and on disk. What fails is written down in a folder beside it, `<tahun>-gagal`.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ..bahasa.say import say
from ..data.catalogue import list_dinas
from ..errors import RuleError

__all__ = [
    "FAILED",
    "clear_leftovers",
    "failed_folder",
    "failed_step",
    "one_writer",
    "put_in_place",
    "record_failure",
    "require_apart",
    "scratch_folder",
    "write_whole",
]

FAILED = "*/[0-9][0-9][0-9][0-9]-gagal/gagal.json"

SCRATCH, BEFORE = "-sementara", "-lama"

LOCK = ".kunci"

STEPS = ("data", "pembuatan")  # what fails besides a notebook


def require_apart(out: Path, data_dir: Path) -> None:
    """Refuse a place for results that lies in a folder of data: there their names mean data.

    Raises
    ------
    RuleError
        `out` is `data_dir` or lies in it, or holds dinas itself.
    """
    out, data_dir = Path(out).resolve(), Path(data_dir).resolve()
    if out == data_dir or data_dir in out.parents:
        raise RuleError(
            f"{out} adalah folder data atau ada di dalamnya. Pilih folder lain untuk hasilnya."
        )
    if (out / "dinas.toml").is_file() or list_dinas(out):
        raise RuleError(f"{out} berisi data dinas. Pilih folder lain untuk hasilnya dengan --out.")


@contextmanager
def one_writer(out: Path) -> Iterator[None]:
    """Hold the folder for this process; the system lets it go when the process ends, killed or not.

    Raises
    ------
    RuleError
        Another process is writing into it.
    """
    lock = FileLock(out / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RuleError(
            f"{out} sedang diisi lakip run yang lain. "
            "Tunggu sampai itu selesai, atau pakai folder lain dengan --out."
        ) from None
    try:
        yield
    finally:
        lock.release()


def scratch_folder(target: Path) -> Path:
    """Return where a report is made: a name that no other process uses."""
    return target.with_name(f".{target.name}{SCRATCH}-{os.getpid()}")


def failed_folder(target: Path) -> Path:
    """Return where a failure is written down: beside the report, which stays as it was."""
    return target.with_name(f"{target.name}-gagal")


def failed_step(entry: dict, bahasa: str) -> str:
    """Return at what a report failed, in words: at a notebook and its cell, or at a step before.

    Parameters
    ----------
    entry : dict
        `notebook` and `sel` of a failure; where it was no notebook, the code of the step stands
        there: `data`, `pembuatan`.

    Examples
    --------
    >>> failed_step({"notebook": "04_tren", "sel": 5}, "id")
    'di notebook 04_tren, sel 5'
    >>> failed_step({"notebook": "data", "sel": None}, "en")
    'while reading the data'
    """
    where, cell = entry["notebook"], entry["sel"]
    if where in STEPS:
        return say(f"daftar.saat.{where}", bahasa)
    return say(f"daftar.saat.{'notebook' if cell is None else 'sel'}", bahasa, entry)


def clear_leftovers(out: Path) -> None:
    """Bring back what a run that was killed had put aside, and remove what it left unfinished.

    Only for the one writer of the folder: nobody else's scratch can stand there then.
    """
    for before in out.glob(f"*/.[0-9][0-9][0-9][0-9]{BEFORE}"):
        target = before.with_name(before.name[1:].removesuffix(BEFORE))
        if not target.exists():
            before.rename(target)
    for pattern in (SCRATCH, BEFORE):
        for left in out.glob(f"*/.[0-9][0-9][0-9][0-9]{pattern}*"):
            shutil.rmtree(left, ignore_errors=True)


def put_in_place(scratch: Path, target: Path) -> None:
    """Replace the report of before, and what was said of its failure.

    Raises
    ------
    RuleError
        One of its files is open in another program (Windows); it stays whole.
    """
    _to_disk(scratch)
    before = target.with_name(f".{target.name}{BEFORE}")
    shutil.rmtree(before, ignore_errors=True)
    try:
        if target.exists():
            target.rename(before)
        scratch.rename(target)
    except OSError as error:
        if before.exists() and not target.exists():
            before.rename(target)
        raise RuleError(
            f"{target} tidak dapat diganti ({error.strerror}). "
            "Tutup berkas laporan itu yang sedang terbuka, lalu ulangi."
        ) from None
    shutil.rmtree(before, ignore_errors=True)
    shutil.rmtree(failed_folder(target), ignore_errors=True)


def _to_disk(folder: Path) -> None:
    """Wait until every file of a folder is on the disk, not only in the machine's memory."""
    for path in folder.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def record_failure(target: Path, entry: dict, notebook: Path | None = None) -> None:
    """Write down why a report failed, with the notebook that failed; the disk may be full."""
    folder = failed_folder(target)
    with suppress(OSError):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if notebook is not None and notebook.is_file():
            shutil.move(notebook, folder / notebook.name)
        write_whole(folder / "gagal.json", json.dumps(entry, ensure_ascii=False, indent=1))


def write_whole(path: Path, text: str) -> None:
    """Write a file that is there whole or as it was before."""
    scratch = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        scratch.write_text(text, encoding="utf-8", newline="\n")
        os.replace(scratch, path)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise
