"""What the views of the study share: names of agencies, counts of many of them in one cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from ..aturan.rules import threshold
from ..bahasa.nama import join_names
from ..bahasa.say import has_text, say
from ..show.table import Tabel, make_table

__all__ = ["concept_name", "each_dinas", "name_dinas", "some_of", "study_table"]

SHOWN = 200  # rows of a table on the page; all of them stand in its file
NAMED = 10  # agencies that a cell or sentence names; of more it says in how many


def study_table(
    frame: pd.DataFrame,
    kolom: list[str],
    judul: str,
    bahasa: str,
    catatan: str = "",
    tulis: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
    disimpan: int | None = None,
    **how,
) -> Tabel:
    """Return `make_table` of the first rows of a frame; its note says where all of them are.

    `tulis`: puts words into the rows that are shown, and into no others. `disimpan`: rows of the
    table that is saved, where that is not this one. A long one has no sheet.
    """
    if len(frame) > SHOWN:
        saved = len(frame) if disimpan is None else disimpan
        key = "lebih_csv" if saved > threshold("kajian_lembar") else "lebih"
        more = say(f"kajian.{key}", bahasa, n=SHOWN, dari=len(frame))
        catatan = " ".join(filter(None, [catatan, more]))
    shown = frame.head(SHOWN)
    return make_table(tulis(shown) if tulis else shown, kolom, judul, bahasa, catatan, **how)


def name_dinas(dinas: pd.Series, judul: pd.Series) -> pd.Series:
    """Return the names a reader knows; a slug without one stays."""
    names = dinas.map(judul).astype(object)
    return names.where(names.notna(), dinas)


def some_of(names: Iterable[str], bahasa: str) -> str:
    """Return names joined; of many the first, and how many more there are.

    Examples
    --------
    >>> some_of(["Kota A", "Kota B"], "id"), some_of(map(str, range(12)), "id")[-13:]
    ('Kota A; Kota B', '9; dan 2 lagi')
    """
    every = list(names)
    if len(every) <= NAMED:
        return join_names(every, bahasa)
    shown = join_names(every[:NAMED], bahasa)
    return say("kajian.nama_lagi", bahasa, isi=shown, n=len(every) - NAMED)


def concept_name(kode: str, bahasa: str) -> str:
    """Return what a concept is called; its code where it has no name."""
    key = f"konsep.{kode}.nama"
    return say(key, bahasa) if has_text(key, bahasa) else kode


def each_dinas(rows: pd.DataFrame, judul: pd.Series, bahasa: str) -> str:
    """Return the count of each agency in one cell.

    `rows` has `dinas`, `n`, `dari`, one row per agency.
    """
    if len(rows) > NAMED:
        asked = rows[rows["dari"] > 0]
        found = int((asked["n"] > 0).sum())
        return say("kajian.tiap_banyak", bahasa, a=found, b=len(asked))
    names = name_dinas(rows["dinas"], judul)
    keys = ["kajian.tiap" if dari else "kajian.tiap_tanpa" for dari in rows["dari"]]
    pairs = zip(keys, rows.itertuples(), names, strict=True)
    return "; ".join(say(key, bahasa, row, dinas=name) for key, row, name in pairs)
