"""Results of one or more reports as files to work on: Excel, Word (Bab III), CSV or Parquet.

The chapters run here too, so that a file says what the page says, whatever was changed in a
notebook. The metadata of the indicators (`msind`) come from the data alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..data.dinas import DataDinas, load_dinas
from ..errors import DataError, RuleError
from .assemble import run_chapters, with_board
from .document import write_document
from .fingerprint import fingerprint_inputs
from .msind import write_msind
from .package import write_results_package
from .place import require_apart
from .plan import notebooks_dir
from .results import result_frames, write_csv, write_parquet
from .workbook import write_workbook

__all__ = ["export_reports"]

EXCEL_ROWS = 1_048_575
MSIND = "msind"


class Isi(NamedTuple):
    """What one report is made of: data and year, what its chapters saved, sha256 of its inputs.

    `tabel`: what they saved as its files hold it.
    """

    data: DataDinas
    tahun: int
    hasil: dict[str, pd.DataFrame]
    masukan: dict[str, str]
    tabel: dict[str, pd.DataFrame]


def _raise(dinas: str, tahun: int, error: Exception) -> None:
    raise error


def export_reports(
    plan: list[tuple[str, int]],
    data_dir: Path,
    out: Path,
    bentuk: str,
    bahasa: str = "id",
    notebooks: Path | None = None,
    on_fail: Callable[[str, int, Exception], None] = _raise,
    *,
    audit: bool = False,
) -> list[Path]:
    """Write the results of the planned reports into `out`.

    What is wrong with the data or a chapter of one report is `on_fail`'s to say; the others go on.

    Parameters
    ----------
    plan : list of (dinas, tahun), not empty
    bentuk : str
        `docx`: one document per report. `xlsx`: one workbook, `csv` and `parquet`: one file per
        table, the rows of all reports under each other with the year of their report in
        `tahun_laporan`; with `csv` comes the data package that describes them. `msind`: the
        metadata of the indicators of each dinas, in a folder `msind` of `out`; the year does not
        matter.
    bahasa : str
        Language of headings and sentences; values and column names of CSV and Parquet are the same
        in every one.
    notebooks : Path, optional
        The chapters to run; default the project's own.
    on_fail : callable
        Called with dinas, year and error of each report that cannot be made; default: it is raised
        and nothing is written.
    audit : bool
        With `docx`: also what the audit found in the published report, which is no part of the
        dinas's own chapter otherwise.

    Raises
    ------
    DataError
        Every fault of the data of a dinas.
    ReportError
        A chapter failed.
    RuleError
        More rows than a sheet of Excel holds; `out` is a folder of data.
    """
    out, notebooks = Path(out), Path(notebooks or notebooks_dir())
    require_apart(out, data_dir)
    out.mkdir(parents=True, exist_ok=True)
    data = _load(plan, data_dir, on_fail)  # faults are told before any chapter
    if bentuk == MSIND:
        return _export_msind(
            [data[name] for name in sorted(data)], Path(data_dir), out / MSIND, notebooks, bahasa
        )
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        made = []
        for dinas, tahun in plan:
            if dinas not in data:
                continue
            try:
                made.append(
                    _make(Path(scratch), Path(data_dir), data[dinas], tahun, notebooks, bahasa)
                )
            except Exception as error:  # whatever it is, it is of this report alone
                on_fail(dinas, tahun, error)
        if not made:
            return []
        return _put(WRITERS[bentuk](Path(scratch), made, bahasa, audit), out)


def _export_msind(
    data: list[DataDinas], data_dir: Path, out: Path, notebooks: Path, bahasa: str
) -> list[Path]:
    """Write the metadata of what could be read; in a folder of its own, for it has a package."""
    if not data:
        return []
    inputs: dict[str, str] = {}
    for one in data:
        inputs |= fingerprint_inputs(one.dinas, data_dir, notebooks)
    mine = {name: digest for name, digest in inputs.items() if not name.endswith(".ipynb")}
    if out.exists() and not out.is_dir():
        raise RuleError(f"{out} bukan folder. Pilih folder lain dengan --out.")
    out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        return _put(write_msind(Path(scratch), data, mine, bahasa), out)


def _put(paths: list[Path], out: Path) -> list[Path]:
    """Put files in their place, where none of their names is taken by a folder."""
    taken = [out / path.name for path in paths if (out / path.name).is_dir()]
    if taken:
        names = ", ".join(path.name for path in taken)
        raise RuleError(
            f"Di {out} sudah ada folder bernama {names}. Pilih folder lain dengan --out."
        )
    return [path.replace(out / path.name) for path in paths]


def _load(
    plan: list[tuple[str, int]], data_dir: Path, on_fail: Callable[[str, int, Exception], None]
) -> dict[str, DataDinas]:
    """Return the data of every dinas that can be read; of another the fault is told once."""
    data = {}
    for dinas, tahun in {dinas: tahun for dinas, tahun in reversed(plan)}.items():
        try:
            data[dinas] = load_dinas(data_dir, dinas)
        except DataError as error:
            on_fail(dinas, tahun, error)
    return data


def _make(
    scratch: Path, data_dir: Path, data: DataDinas, tahun: int, notebooks: Path, bahasa: str
) -> Isi:
    """Run the chapters of one report; what they saved is all that is kept."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        where = data_dir.resolve()
        _, hasil = run_chapters(Path(folder), data.dinas, tahun, where, notebooks, bahasa)
    hasil = with_board(hasil, data)
    inputs = fingerprint_inputs(data.dinas, data_dir, notebooks)
    return Isi(data, tahun, hasil, inputs, result_frames(hasil))


def _stack(made: list[Isi]) -> dict[str, pd.DataFrame]:
    """Return the tables of all reports under each other."""
    tables: dict[str, list[pd.DataFrame]] = {}
    for isi in made:
        for name, frame in isi.tabel.items():
            tables.setdefault(name, []).append(frame.assign(tahun_laporan=isi.tahun))
    return {name: _join(frames) for name, frames in tables.items()}


def _join(frames: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    joined = pd.concat(filled, ignore_index=True) if filled else frames[0]
    first = ["dinas", "tahun_laporan"]
    return joined[[*first, *(name for name in joined if name not in first)]]


def _write_xlsx(folder: Path, made: list[Isi], bahasa: str, audit: bool) -> list[Path]:
    tables = _stack(made)
    long = [name for name, frame in tables.items() if len(frame) > EXCEL_ROWS]
    if long:
        raise RuleError(
            f"Terlalu banyak baris untuk Excel: {', '.join(long)}. "
            "Pakai --format csv atau parquet, atau pilih --dinas."
        )
    reports = [(isi.data, isi.tahun, isi.hasil) for isi in made]
    return [write_workbook(folder / f"{_name(made)}.xlsx", tables, reports, bahasa)]


def _write_docx(folder: Path, made: list[Isi], bahasa: str, audit: bool) -> list[Path]:
    return [
        write_document(folder / f"{_name([isi])}.docx", *isi[:3], bahasa, audit) for isi in made
    ]


def _write_csv(folder: Path, made: list[Isi], bahasa: str, audit: bool) -> list[Path]:
    tables, inputs = _stack(made), {}
    for isi in made:
        inputs |= isi.masukan
    paths = write_csv(folder, tables)
    reports = [(isi.data, isi.tahun) for isi in made]
    return [*paths, write_results_package(folder, _name(made), tables, reports, inputs)]


def _write_parquet(folder: Path, made: list[Isi], bahasa: str, audit: bool) -> list[Path]:
    return write_parquet(folder, _stack(made))


def _name(made: list[Isi]) -> str:
    return f"{made[0].data.dinas}-{made[0].tahun}" if len(made) == 1 else "laporan"


WRITERS = {
    "xlsx": _write_xlsx,
    "docx": _write_docx,
    "csv": _write_csv,
    "parquet": _write_parquet,
}
