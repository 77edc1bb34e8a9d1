"""Everything in a published report that contradicts itself.

Published rows → `Terbitan` (made ready once) → checks (`find_x(terbitan)`, listed in
`aturan/temuan.csv`) → findings → which change of one value would reconcile everything → one frame,
the weightiest first, each pointing to what it follows from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from ..data.dinas import DataDinas
from ..processes import in_order, in_shares
from .checks import load_checks
from .findings import merge_repeats, stacked
from .order import order_by_weight, weigh
from .prepare import Terbitan, prepare, prepare_dinas, prepare_several
from .repair import describe_cells, find_repairs
from .roots import find_roots, number_findings, printed_values, raise_roots
from .summary import (
    corrected_report,
    count_temuan,
    is_read,
    summarize_temuan,
    summarize_terbaca,
    touching,
)
from .tanggapan import add_answers, add_keys, compute_lanjutan, findings_of
from .tentang import add_indicators

__all__ = [
    "TEMUAN",
    "Terbitan",
    "audit_dinas",
    "audit_several",
    "audit_tables",
    "compute_lanjutan",
    "corrected_report",
    "count_temuan",
    "find_temuan",
    "findings_of",
    "is_read",
    "load_checks",
    "prepare",
    "prepare_dinas",
    "prepare_several",
    "summarize_temuan",
    "summarize_terbaca",
    "touching",
]

ALONE = 20  # dinas that a process more must have, to be quicker

# columns of a frame of findings
TEMUAN = [
    "id",
    "dinas",
    "dokumen",
    "jenis",
    "keparahan",
    "tahun",
    "nama",
    "baris",
    "tabel",
    "tercetak",
    "juga_tercetak",
    "hitung_ulang",
    "usul_sel",
    "usul",
    "dipakai",
    "dipakai_kolom",
    "dipakai_tahun",
    "disimpulkan",
    "alasan",
    "kalimat",
    "nilai",
    "akar",
    "akar_lain",
    "sel",
    "tersangka",
    "terlibat",
    "kunci_temuan",
]


def audit_dinas(data: DataDinas, terbitan: Terbitan | None = None) -> pd.DataFrame:
    """Return the findings in the reports of one dinas, with its answers.

    As `find_temuan`, and `tanggapan`, `alasan_tanggapan`, `lanjutan` (`tanggapan.add_answers`),
    `indikator` (`tentang.add_indicators`). `terbitan`: `prepare_dinas` of the same data, where it
    is there already.
    """
    return _audit([data], prepare_dinas(data) if terbitan is None else terbitan)[0]


def audit_several(several: Sequence[DataDinas]) -> list[pd.DataFrame]:
    """Return the findings in the reports of each of several dinas, each by its own rules.

    As `audit_dinas` of each, in their order; every check runs once over the rows of all.
    """
    return _audit(several, prepare_several(several)) if several else []


def _audit(several: Sequence[DataDinas], terbitan: Terbitan) -> list[pd.DataFrame]:
    found, out = find_temuan(terbitan), []
    for data in several:
        mine = found[found["dinas"] == data.dinas].reset_index(drop=True)
        mine = mine if len(mine) else pd.DataFrame(columns=TEMUAN)  # of no type, as when alone
        mine = add_answers(mine, data.tabel, data.info["dokumen"])
        printed = terbitan.kinerja[terbitan.kinerja["dinas"] == data.dinas]
        printed = printed.assign(id=printed["id"].str.removeprefix(f"{data.dinas}/"))
        out.append(add_indicators(mine, printed, data.kinerja, data.tabel["pilihan_lain"]))
    return out


def audit_tables(
    tabel: Mapping[str, pd.DataFrame],
    aturan: Mapping | None = None,
    sekaligus: int = 2500,
) -> pd.DataFrame:
    """Return the findings in the printed rows of many dinas, so many of them at a time on a core.

    As `find_temuan(prepare(tabel, aturan))`: what one dinas prints says nothing of another, so a
    country needs no more memory than some of its dinas, and every core can do its part.

    Parameters
    ----------
    tabel, aturan
        As `prepare` takes them; each table with a column `dinas`. Rows of no dinas hold for all.
    sekaligus : int
        How many dinas are prepared together; every step costs as much for ten as for a hundred.

    Examples
    --------
    >>> row = {"tabel": "Tabel 3.1", "baris": 9, "level": "sasaran", "nama_tercetak": "Gini",
    ...        "tahun": 2023, "target_tercetak": "0,30", "realisasi_tercetak": "0,27",
    ...        "capaian_tercetak": "90,00", "target": 0.3, "realisasi": 0.27, "capaian": 90.0}
    >>> rows = [row | {"dinas": name, "id": f"{name}:t3.1-b9-2023"} for name in ("a", "b")]
    >>> audit_tables({"terbitan_kinerja": pd.DataFrame(rows)})[["dinas", "id", "jenis"]].values
    array([['a', 'T001', 'polaritas_keliru'],
           ['b', 'T001', 'polaritas_keliru']], dtype=object)
    """
    names = sorted({name for frame in tabel.values() for name in frame["dinas"].unique()} - {""})
    parts = in_order(
        in_shares(names, sekaligus, ALONE), partial(_find_in, _places(tabel), tabel, aturan)
    )
    found = [part for part in parts if len(part)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=TEMUAN)


def _places(tabel: Mapping[str, pd.DataFrame]) -> dict[str, dict[str, np.ndarray]]:
    """Return by table and dinas which rows are its own."""
    return {nama: frame.groupby("dinas").indices for nama, frame in tabel.items()}


def _find_in(
    places: Mapping[str, Mapping[str, np.ndarray]],
    tabel: Mapping[str, pd.DataFrame],
    aturan: Mapping | None,
    names: Sequence[str],
) -> pd.DataFrame:
    """Return the findings of some dinas; the rows of no dinas hold for all."""
    own = {
        nama: frame.iloc[
            np.concatenate([places[nama].get(name, np.zeros(0, int)) for name in ("", *names)])
        ]
        for nama, frame in tabel.items()
    }
    return find_temuan(prepare(own, aturan))


def _without_dinas(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return cells without the name that each dinas has before it where there are several."""
    return tuple(cell.rpartition("/")[2] for cell in cells)


def find_temuan(terbitan: Terbitan) -> pd.DataFrame:
    """Run every check over the published rows.

    Returns
    -------
    DataFrame, one row per finding, the weightiest first (see `order.order_by_weight`)
        `id` (T001 … within a dinas), `dinas`, `dokumen`, `jenis`, `keparahan` (codes), `tahun`
        (missing where it is of no year), `nama` (what it is about, as printed; empty where it is of
        a whole table), `baris` (tuple of source lines), `tabel`; as text in the notation of the
        reports: `tercetak`, `juga_tercetak` (tuple: other values printed for the same thing),
        `hitung_ulang` (what other printed figures give), `usul` (tuple: what the cells of
        `usul_sel` should print so that everything known agrees; several: one of them; empty where
        nothing decides), `dipakai` (the value this project uses instead or all the same, empty
        where none), `dipakai_kolom` (column of that value), `dipakai_tahun` and `disimpulkan` (the
        year it is of where it was reported for another one, and whether that year was concluded);
        `usul_sel` (tuple of tuples of line and column), `alasan` (why that value is used, from
        `pilihan.csv` or `koreksi.csv`), `kalimat` (keys of its sentences),
        `nilai` (what they need; `view.explain` words them), `akar` (id of the finding it follows
        from, of several the one that explains most of it, else empty), `akar_lain` (the others,
        joined by semicolons), `sel` and `kunci_temuan` (`tanggapan.add_keys`), `tersangka` and
        `terlibat` (tuples of cells, `id|column`: those held to be wrong, all it looked at). A
        report without contradictions gives no row.
    """
    parts = [terbitan.found(check) for check in load_checks()]
    found = stacked(parts)
    if found.empty:
        return pd.DataFrame(columns=TEMUAN)
    found = find_repairs(merge_repeats(found), terbitan)
    roots = find_roots(found, printed_values(terbitan, found))
    found = raise_roots(weigh(found, terbitan), roots).assign(sebab_di=roots)
    found = number_findings(order_by_weight(found))
    # of several dinas the documents are kept apart by the name of each (`prepare`)
    found = found.assign(dokumen=found["dokumen"].str.rpartition("/")[2])
    found = add_keys(found, terbitan)
    year = found["tahun"].astype("Int64")
    found = describe_cells(found.assign(tahun=year.mask(year == 0)), terbitan)[TEMUAN]
    return found.assign(
        **{name: found[name].map(_without_dinas) for name in ("tersangka", "terlibat")}
    )
