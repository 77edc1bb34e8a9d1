"""Results of one or more reports as files to work on: Excel, Word (Bab III), CSV or Parquet. No notebook runs for this."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd

from .. import chapters
from ..data.dinas import DataDinas
from ..errors import RuleError
from ..language import speaking
from .document import write_document
from .results import result_frames, write_csv, write_parquet
from .workbook import write_workbook

__all__ = ["export_reports"]


EXCEL_ROWS = 1_048_575


def export_reports(
    plan: list[tuple[str, int]], data_dir: Path, out: Path, bentuk: str, bahasa: str = "id"
) -> list[Path]:
    """Write the results of the planned reports into `out`; nothing is written when one of them fails.

    Parameters
    ----------
    plan : list of (dinas, tahun), not empty
    bentuk : str
        `docx`: one document per report. `xlsx`: one workbook, `csv` and `parquet`: one file per table, the rows of all reports under each other
        with the year of their report in `tahun_laporan`.
    bahasa : str
        Language of headings and sentences; values and column names of CSV and Parquet are the same in both.

    Raises
    ------
    DataError
        Every fault of the data of a dinas.
    RuleError
        More rows than a sheet of Excel holds.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        made = [_compute(data_dir, dinas, tahun) for dinas, tahun in plan]
        with speaking(bahasa):
            paths = WRITERS[bentuk](Path(scratch), made)
        taken = [out / path.name for path in paths if (out / path.name).is_dir()]
        if taken:
            raise RuleError(
                f"Di {out} sudah ada folder bernama {', '.join(path.name for path in taken)}. Pilih folder lain dengan --out."
            )
        return [path.replace(out / path.name) for path in paths]


def _compute(
    data_dir: Path, dinas: str, tahun: int
) -> tuple[DataDinas, int, dict[str, pd.DataFrame]]:
    with speaking("id"):
        d = chapters.open_dinas(data_dir, dinas, tahun)
        return d, tahun, chapters.results_of(d, tahun)


def _stack(made: list[tuple]) -> dict[str, pd.DataFrame]:
    """Return the tables of all reports under each other."""
    tables: dict[str, list[pd.DataFrame]] = {}
    for _, tahun, results in made:
        for name, frame in result_frames(results).items():
            tables.setdefault(name, []).append(frame.assign(tahun_laporan=tahun))
    return {name: _join(frames) for name, frames in tables.items()}


def _join(frames: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    joined = pd.concat(filled, ignore_index=True) if filled else frames[0]
    return joined[
        [
            "dinas",
            "tahun_laporan",
            *(name for name in joined if name not in ("dinas", "tahun_laporan")),
        ]
    ]


def _write_xlsx(folder: Path, made: list[tuple]) -> list[Path]:
    tables = _stack(made)
    long = [name for name, frame in tables.items() if len(frame) > EXCEL_ROWS]
    if long:
        raise RuleError(
            f"Terlalu banyak baris untuk Excel: {', '.join(long)}. Pakai --format csv atau parquet, atau pilih --dinas."
        )
    title = f"{made[0][0].judul} {made[0][1]}" if len(made) == 1 else f"{len(made)} laporan"
    return [write_workbook(folder / f"{_name(made)}.xlsx", tables, title)]


def _write_docx(folder: Path, made: list[tuple]) -> list[Path]:
    return [write_document(folder / f"{_name([one])}.docx", *one) for one in made]


def _name(made: list[tuple]) -> str:
    return f"{made[0][0].dinas}-{made[0][1]}" if len(made) == 1 else "laporan"


WRITERS = {
    "xlsx": _write_xlsx,
    "docx": _write_docx,
    "csv": lambda folder, made: write_csv(folder, _stack(made)),
    "parquet": lambda folder, made: write_parquet(folder, _stack(made)),
}
