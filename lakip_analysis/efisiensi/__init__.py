"""What a rupiah bought: measures with verdicts, cost per output, programme support, people."""

from __future__ import annotations

from .compute import (
    EFISIENSI_COLUMNS,
    compute_efisiensi,
    direct_spending,
    sum_rupiah,
    summarize_serapan,
)
from .cost import compute_biaya
from .measures import (
    absorption,
    efektivitas,
    efisiensi_belanja_langsung,
    efisiensi_pmk,
    efisiensi_pmk249,
    efisiensi_pmk_gabungan,
    efisiensi_rasio,
    efisiensi_selisih,
    efisiensi_sisa,
    ekonomi,
    indeks_efisiensi,
    nilai_efisiensi,
    serapan_per_capaian,
    tingkat_efisiensi,
    unit_cost,
)
from .support import compute_dukungan
from .verdict import UKURAN_COLUMNS, compare_measures, count_verdicts

__all__ = [
    "EFISIENSI_COLUMNS",
    "UKURAN_COLUMNS",
    "absorption",
    "compare_measures",
    "compute_biaya",
    "compute_dukungan",
    "compute_efisiensi",
    "count_verdicts",
    "direct_spending",
    "efektivitas",
    "efisiensi_belanja_langsung",
    "efisiensi_pmk",
    "efisiensi_pmk249",
    "efisiensi_pmk_gabungan",
    "efisiensi_rasio",
    "efisiensi_selisih",
    "efisiensi_sisa",
    "ekonomi",
    "indeks_efisiensi",
    "nilai_efisiensi",
    "serapan_per_capaian",
    "sum_rupiah",
    "summarize_serapan",
    "tingkat_efisiensi",
    "unit_cost",
]
