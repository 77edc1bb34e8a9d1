"""Everything in a published report that contradicts itself: pure checks over the as-published rows → `temuan`."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import RUMUS, load_rules
from ..data.dinas import DataDinas
from .anggaran import (
    find_absorption,
    find_broken_cells,
    find_direct_spending,
    find_efficiency,
    find_overspent,
    find_sums,
)
from .averages import find_averages, find_headline_means
from .crosscheck import find_differences, find_label_differences, find_stale
from .findings import TEMUAN_COLUMNS, merge_repeats, none
from .kinerja import find_capaian, find_counts, find_predicates, find_weak_targets
from .labels import find_captions, find_names, find_nomenclature, find_scale_gaps, find_unmeasured
from .prepare import prepare_anggaran, prepare_kinerja
from .roots import number_findings, point_to_roots

__all__ = ["audit_dinas", "find_temuan"]


def find_temuan(
    kinerja: pd.DataFrame,
    anggaran: pd.DataFrame,
    indikator: pd.DataFrame,
    skala: str,
    turun: str = RUMUS["turun"],
    efisiensi: str = "tidak_ada",
    judul: pd.DataFrame | None = None,
    kurasi: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Run every check over the published rows.

    Parameters
    ----------
    kinerja, anggaran : DataFrame, one row per printed row and year
        `terbitan_kinerja` and `terbitan_anggaran`; with a column `dinas` when they hold several.
    indikator : DataFrame
        `nama_indikator` and `polaritas` of the main indicators (and `dinas`).
    skala, turun, efisiensi : str
        The report's own scale, formula for "less is better", and efficiency measure, as in `dinas.toml`.
    judul : DataFrame, optional
        Captions (`terbitan_judul`).
    kurasi : DataFrame, optional
        Curated `kinerja` with its sources: which spellings are one indicator.

    Returns
    -------
    DataFrame, one row per finding, columns of `temuan.csv`
        Root causes have an empty `akar`; consequences name the id of their root. A report without contradictions gives no row.
    """
    return _finish(_collect(kinerja, anggaran, indikator, skala, turun, efisiensi, judul, kurasi))


def audit_dinas(d: DataDinas) -> pd.DataFrame:
    """Return the findings of one dinas: its published rows, the gaps of its printed scale, and names that are not those of their codes."""
    rules, document = d.info["aturan"], d.info["dokumen"][-1]
    tagged = {
        name: d.tabel[name].assign(dinas=d.dinas)
        for name in ("terbitan_kinerja", "terbitan_anggaran", "terbitan_judul", "indikator")
    }
    found = _collect(
        tagged["terbitan_kinerja"],
        tagged["terbitan_anggaran"],
        tagged["indikator"],
        rules["skala"],
        rules["turun"],
        rules["efisiensi"],
        tagged["terbitan_judul"],
        d.tabel["kinerja"],
    )
    gaps = find_scale_gaps(
        d.dinas,
        document["id"],
        int(document["tahun"]),
        rules["skala"],
        rules.get("sumber_skala", ""),
    )
    names = find_nomenclature(
        d.tabel["anggaran"], tagged["terbitan_anggaran"], load_rules("nomenklatur")
    )
    return _finish(pd.concat([found, gaps, names], ignore_index=True))


def _collect(kinerja, anggaran, indikator, skala, turun, efisiensi, judul, kurasi) -> pd.DataFrame:
    k, a = prepare_kinerja(kinerja, indikator, turun, kurasi), prepare_anggaran(anggaran)
    capaian, serapan = find_capaian(k), find_absorption(a)
    values = find_differences(k, ("target", "realisasi", "capaian"), money=False)
    own_fault = capaian[
        ~capaian["terlibat"].map(set(values["tersangka"].explode()).intersection).astype(bool)
    ]
    parts = [
        capaian,
        find_counts(k),
        find_predicates(k, skala),
        find_averages(k, "capaian", own_fault, skala),
        find_headline_means(k, skala),
        find_weak_targets(k),
        find_stale(k),
        find_names(k),
        find_unmeasured(k),
        find_label_differences(k),
        values,
        find_broken_cells(k, ("target", "realisasi", "capaian", "pembilang", "penyebut")),
        serapan,
        find_overspent(a),
        find_sums(a),
        find_averages(a, "persen", serapan, skala),
        find_efficiency(a, k, efisiensi),
        find_differences(a, ("pagu", "realisasi", "persen"), money=True),
        find_broken_cells(a, ("pagu_induk", "pagu", "realisasi", "persen")),
    ]
    if efisiensi == "belanja_langsung":
        parts.append(find_direct_spending(k, a))
    if judul is not None and len(judul):
        parts.append(
            find_captions(
                judul,
                pd.concat([frame[["dinas", "dokumen", "baris", "tahun"]] for frame in (k, a)]),
            )
        )
    return pd.concat([part for part in parts if len(part)] or [none()], ignore_index=True)


def _finish(found: pd.DataFrame) -> pd.DataFrame:
    if found.empty:
        return pd.DataFrame(columns=TEMUAN_COLUMNS)
    found = point_to_roots(number_findings(merge_repeats(found)))
    return found.assign(baris=found["baris"].map(lambda numbers: ";".join(map(str, numbers))))[
        TEMUAN_COLUMNS
    ]
