"""Which reports a run makes, and from which notebooks.

Light, so that a misspelt name is refused before anything heavy is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..data.catalogue import find_dinas, find_year, list_dinas, read_info, years_with_document
from ..errors import DataError, Fault, command

__all__ = ["CHAPTERS", "STUDY", "notebooks_dir", "plan_batch", "plan_reports"]

STUDY = "10_kajian.ipynb"  # looks across dinas
CHAPTERS = "0[1-9]_*.ipynb"  # 00 teaches, 10 and later look across dinas: no chapters of a report


def notebooks_dir() -> Path:
    """Return the notebooks' folder: beside the package once installed, else the checkout's."""
    package = Path(__file__).parents[1]
    installed = package / "notebooks"
    return installed if installed.is_dir() else package.parent / "notebooks"


def plan_reports(
    data_dir: Path,
    dinas: Iterable[str] = (),
    tahun: Iterable[int] = (),
    notebooks: Path | None = None,
) -> list[tuple[str, int]]:
    """Return the (dinas, year) pairs to make: every year with a document, or the years asked for.

    Raises
    ------
    DataError
        As `plan_batch`, and for every dinas that cannot be planned.
    """
    plan, faults = plan_batch(data_dir, dinas, tahun, notebooks)
    if faults:
        raise DataError(faults)
    return plan


def plan_batch(
    data_dir: Path,
    dinas: Iterable[str] = (),
    tahun: Iterable[int] = (),
    notebooks: Path | None = None,
) -> tuple[list[tuple[str, int]], list[Fault]]:
    """Return the pairs that can be made, and why a dinas cannot be planned: it stops no other.

    Returns
    -------
    list of (dinas, year), sorted
    list of Fault
        A `dinas.toml` that cannot be read, a year without data, a dinas without a document.

    Raises
    ------
    DataError
        Names that were asked for and do not exist, all of them at once, each naming the nearest; a
        folder without any dinas; a folder of notebooks without a chapter.
    """
    wrong, plan, faults = _without_chapters(notebooks), [], []
    for slug in list(dinas) or list_dinas(data_dir):
        try:
            folder = find_dinas(data_dir, slug)
        except DataError as error:
            wrong += error.faults
            continue
        try:
            years = list(tahun) or years_with_document(read_info(folder))
            plan += [(slug, find_year(data_dir, slug, year)) for year in years]
        except DataError as error:
            faults += error.faults
            continue
        if not years:
            problem = "tidak ada dokumen yang bertahun"
            step = command("check", "--dinas", slug, data=data_dir)
            faults.append(Fault(f"{slug}/dinas.toml", None, "dokumen", None, problem, step))
    if wrong or (tahun and faults):  # a name or a year that was typed
        raise DataError(wrong + faults)
    if not plan and not faults:
        find_dinas(data_dir, "")
    return sorted(set(plan)), faults


def _without_chapters(notebooks: Path | None) -> list[Fault]:
    """Return the fault of a folder without a chapter: its reports would be empty."""
    folder = Path(notebooks or notebooks_dir())
    if any(folder.glob(CHAPTERS)):
        return []
    step = (
        "beri folder lain dengan --notebooks; bab bernama 01_ sampai 09_, mis. 01_capaian.ipynb"
        if notebooks
        else "pasang ulang lakip-analysis, atau beri folder bab dengan --notebooks"
    )
    return [Fault(str(folder), None, None, None, "tidak ada bab laporan di folder ini", step)]
