"""Open one dinas and year; everything one report needs at once: results, summary, key figures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .. import narrative
from ..achievement import summarize_capaian
from ..audit import report as findings
from ..catalogue import find_year
from ..data import DataDinas, load_dinas
from ..language import tr
from .capaian import capaian_of
from .efisiensi import biaya_of, dukungan_of, efisiensi_of, ukuran_of
from .temuan import temuan_of, touched_of
from .tren import proyeksi_of, tren_of, triwulan_of

__all__ = ["key_figures_of", "open_dinas", "results_of", "summary_of"]


def open_dinas(data_dir: str | Path, dinas: str, tahun: int) -> DataDinas:
    """Load one dinas and make sure that it has the year.

    Raises
    ------
    DataError
        Unknown dinas or year, or every fault of its data.
    """
    find_year(data_dir, dinas, tahun)
    return load_dinas(data_dir, dinas)


def results_of(d: DataDinas, tahun: int) -> dict[str, pd.DataFrame]:
    """Return all result frames of one report, by the name of their file."""
    efisiensi, biaya = efisiensi_of(d, tahun), biaya_of(d, tahun)
    return {
        "capaian": capaian_of(d, tahun),
        "tren": tren_of(d, tahun),
        "proyeksi": proyeksi_of(d, tahun),
        "triwulan": triwulan_of(d, tahun),
        "efisiensi": efisiensi,
        "ukuran": ukuran_of(d, tahun, efisiensi, biaya),
        "biaya": biaya,
        "dukungan": dukungan_of(d, tahun),
        "temuan": temuan_of(d),
    }


def summary_of(d: DataDinas, tahun: int, results: dict[str, pd.DataFrame]) -> list[str]:
    """Return the sentences at the top of the report."""
    capaian, temuan = results["capaian"], results["temuan"]
    averages = summarize_capaian(capaian, ["dinas", "tahun"])
    corrected = findings.corrected_report(capaian, d.info["aturan"]["skala"])
    audit = findings.describe_temuan(temuan, touched_of(d, tahun, temuan), corrected)
    return [
        *narrative.describe_summary(capaian, averages, results["tren"], results["efisiensi"]),
        audit,
    ]


def key_figures_of(
    d: DataDinas, tahun: int, results: dict[str, pd.DataFrame]
) -> list[dict[str, str]]:
    """Return the figures that open the report, each with its doubt: nama, nilai, keterangan."""
    averages, temuan = summarize_capaian(results["capaian"], ["dinas", "tahun"]), results["temuan"]
    severe, touched = (
        int((temuan["keparahan"] == "tinggi").sum()),
        len(touched_of(d, tahun, temuan)),
    )
    figure = {
        "nama": tr("Pertentangan dalam laporan"),
        "nilai": str(len(temuan)),
        "keterangan": tr(
            "{berat} berkeparahan tinggi; {n} menyentuh angka di sini", berat=severe, n=touched
        ),
    }
    return [*narrative.key_figures(averages, results["tren"], results["efisiensi"]), figure]
