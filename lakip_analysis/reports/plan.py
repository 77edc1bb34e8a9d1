"""Which reports a run makes; light, so that a misspelt name is refused before anything heavy is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..data.catalogue import find_dinas, find_year, list_dinas, read_info, years_with_document
from ..errors import DataError, Fault

__all__ = ["CHAPTERS", "plan_reports"]


CHAPTERS = "[0-9][0-9]_*.ipynb"


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
        Unknown dinas or year, all of them at once, each naming the nearest valid ones; or a folder without any dinas;
        a folder of notebooks (when given) without a chapter.
    """
    faults, plan = [], []
    if notebooks is not None and not list(Path(notebooks).glob(CHAPTERS)):
        faults.append(
            Fault(
                str(notebooks),
                None,
                None,
                None,
                "tidak ada bab laporan di folder ini",
                "bab adalah notebook bernama dua angka dan garis bawah, mis. 01_capaian.ipynb",
            )
        )
    for slug in list(dinas) or list_dinas(data_dir):
        try:
            folder = find_dinas(data_dir, slug)
            plan += [
                (slug, find_year(data_dir, slug, year))
                for year in list(tahun) or years_with_document(read_info(folder))
            ]
        except DataError as error:
            faults += error.faults
    if faults:
        raise DataError(faults)
    if not plan:
        find_dinas(data_dir, "")
    return sorted(set(plan))
