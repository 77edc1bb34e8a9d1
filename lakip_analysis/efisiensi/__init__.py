"""What a rupiah bought: every measure by name, their verdicts side by side, cost per output, programme support, people."""

from __future__ import annotations

from .compute import (
    EFISIENSI_COLUMNS,
    compute_efisiensi,
    direct_spending,
    sum_rupiah,
    summarize_serapan,
)
from .measures import (
    absorption,
    band_efektivitas,
    band_kepmendagri,
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
    read_nilai_efisiensi,
    serapan_per_capaian,
    tingkat_efisiensi,
    unit_cost,
)

__all__ = [
    "EFISIENSI_COLUMNS",
    "absorption",
    "band_efektivitas",
    "band_kepmendagri",
    "compute_efisiensi",
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
    "read_nilai_efisiensi",
    "serapan_per_capaian",
    "sum_rupiah",
    "summarize_serapan",
    "tingkat_efisiensi",
    "unit_cost",
]
