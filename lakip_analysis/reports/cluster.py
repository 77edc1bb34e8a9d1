"""The same batch on a cluster: each report is made by a worker of Dask and comes back as files.

A worker gets the tables of one dinas and the notebooks as bytes and returns the folder of the
report as bytes, so no disk need be shared. It makes the report as `lakip run` does, in a process of
its own, and must have the same program installed.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ..data.csvtext import ISIAN, is_store
from ..errors import DataError, RuleError, command
from ..processes import DEAD, Ended
from .batch import run_batch
from .fingerprint import program_hash
from .place import failed_folder, put_in_place, record_failure, scratch_folder
from .plan import CHAPTERS

__all__ = ["make_packed", "run_on_cluster"]

NEXT = "«lakip check»"  # stands for the command that names all faults, while it travels

TRIES = 2  # of a report whose worker died

OTHER = "program di pekerja berbeda dari program di sini; pasang versi yang sama di semuanya"


def run_on_cluster(
    address: str,
    pieces: list[tuple[str, int]],
    data_dir: Path,
    out: Path,
    notebooks: Path,
    bahasa: str,
    pdf: bool,
    limit: float,
) -> Iterator[tuple[tuple[str, int], Ended]]:
    """Yield each report with its entry, in the order they end; its files are in place then.

    Raises
    ------
    RuleError
        Dask is not installed, or nobody answers at the address.
    """
    try:
        from dask.distributed import Client, KilledWorker, as_completed
    except ImportError:
        step = 'Pasang dulu: python -m pip install "lakip-analysis[klaster]"'
        raise RuleError(f"--scheduler perlu Dask, dan itu belum terpasang. {step}") from None
    try:
        client = Client(address, timeout=5)
    except (OSError, ValueError) as error:
        step = "Jalankan dask scheduler di sana, atau periksa alamatnya"
        raise RuleError(f"Tidak ada penjadwal Dask di {address} ({error}). {step}.") from None
    with client:
        books = client.scatter(pack(notebooks, notebooks.glob(CHAPTERS)), broadcast=True)
        futures = {}
        for dinas, tahun in pieces:
            try:
                tables = _pack_dinas(data_dir, dinas)
            except DataError as error:  # of a store: it stops no other
                yield (dinas, tahun), Ended(None, str(error.faults[0]))
                continue
            options = {"pure": False, "retries": TRIES}
            call = (program_hash(), tables, books, dinas, tahun, bahasa, pdf, limit)
            futures[client.submit(make_packed, *call, **options)] = dinas, tahun
        for future in as_completed(list(futures)):
            pair = futures[future]
            error = future.exception()
            if error is None:
                entry, packed = future.result()
                entry = _with_message(entry, NEXT, _check(pair[0], data_dir))
                yield pair, Ended(_unpack_report(out, entry, packed), "")
            else:
                died = isinstance(error, KilledWorker)
                yield pair, Ended(None, DEAD if died else f"{type(error).__name__}: {error}")


def _check(dinas: str, data_dir: Path) -> str:
    return command("check", "--dinas", dinas, data=data_dir)


def _with_message(entry: dict, old: str, new: str) -> dict:
    """Return an entry with a piece of its message replaced; one that succeeded has no message."""
    return entry | {"pesan": entry["pesan"].replace(old, new)} if "pesan" in entry else entry


def _pack_dinas(data_dir: Path, dinas: str) -> bytes:
    """Return the files of one dinas; of a store, those its folder would have."""
    if is_store(data_dir):
        from ..data.store_write import to_folders

        with tempfile.TemporaryDirectory() as scratch:
            _, faults = to_folders(data_dir, scratch, [dinas])
            if faults:
                raise DataError(faults)
            folder = Path(scratch) / dinas
            return pack(folder, folder.iterdir())
    folder = data_dir / dinas
    files = [*folder.glob("*.csv"), folder / "dinas.toml", folder / ISIAN]
    return pack(folder, (path for path in files if path.is_file()))


def make_packed(
    program: str,
    tables: bytes,
    books: bytes,
    dinas: str,
    tahun: int,
    bahasa: str,
    pdf: bool,
    limit: float,
) -> tuple[dict, bytes]:
    """Make one report where a worker stands; return its entry and its folder, packed.

    Raises
    ------
    RuleError
        The program here is another one than the caller's: the report would not be the same.
    """
    if program != program_hash():
        raise RuleError(OTHER)
    with tempfile.TemporaryDirectory() as scratch:
        data, out, notebooks = (Path(scratch) / name for name in ("data", "laporan", "notebooks"))
        unpack(tables, data / dinas)
        unpack(books, notebooks)
        (entry,) = run_batch(
            [(dinas, tahun)], data, out, 1, notebooks, bahasa=bahasa, pdf=pdf, limit=limit
        )
        target = out / dinas / str(tahun)
        made = target if entry["berhasil"] else failed_folder(target)
        # the folder of data is another one where the reader stands
        entry = _with_message(entry, _check(dinas, data), NEXT)
        return entry, pack(made, made.iterdir())


def _unpack_report(out: Path, entry: dict, packed: bytes) -> dict:
    """Put what a worker made in its place here, a failure beside it."""
    target = out / entry["dinas"] / str(entry["tahun"])
    scratch = scratch_folder(target)
    unpack(packed, scratch)
    if entry["berhasil"]:
        put_in_place(scratch, target)
    else:
        record_failure(target, entry, next(scratch.glob("*.ipynb"), None))
    return entry


def pack(folder: Path, paths) -> bytes:
    """Return files of one folder as one archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(paths):
            archive.write(path, path.relative_to(folder).as_posix())
    return buffer.getvalue()


def unpack(packed: bytes, folder: Path) -> None:
    """Write the files of an archive into a folder, made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)
