"""What the notebooks call: the results of one dinas and year, and each thing shown of them as one HTML piece.

A notebook cell holds one call of this package; a new chapter of the report is one notebook and one module here.
"""

from ..language import set_language
from .acuan import acuan_of, konsep_of, say_acuan, show_acuan
from .capaian import (
    capaian_of,
    say_capaian,
    show_capaian,
    show_ringkasan,
    show_sasaran,
    show_tabel_capaian,
)
from .efisiensi import (
    biaya_of,
    dukungan_of,
    efisiensi_of,
    say_efisiensi_dinas,
    say_serapan,
    show_anggaran,
    show_biaya,
    show_dukungan,
    show_kuadran,
    show_serapan,
    show_sumber_daya,
    show_ukuran,
    ukuran_of,
)  # fmt: skip
from .metode import show_metode
from .opening import key_figures_of, open_dinas, results_of, summary_of
from .temuan import (
    say_temuan,
    show_koreksi_laporan,
    show_ringkasan_temuan,
    show_temuan,
    temuan_of,
    touched_of,
)
from .tren import (
    known_at,
    proyeksi_of,
    say_tren,
    show_jalur,
    show_proyeksi,
    show_putus,
    show_tabel_tren,
    show_tahun,
    show_triwulan,
    tren_of,
    triwulan_of,
)  # fmt: skip

__all__ = [
    "acuan_of",
    "biaya_of",
    "capaian_of",
    "dukungan_of",
    "efisiensi_of",
    "key_figures_of",
    "known_at",
    "konsep_of",
    "open_dinas",
    "proyeksi_of",
    "results_of",
    "say_acuan",
    "say_capaian",
    "say_efisiensi_dinas",
    "say_serapan",
    "say_temuan",
    "say_tren",
    "set_language",
    "show_acuan",
    "show_anggaran",
    "show_biaya",
    "show_capaian",
    "show_dukungan",
    "show_jalur",
    "show_koreksi_laporan",
    "show_kuadran",
    "show_metode",
    "show_proyeksi",
    "show_putus",
    "show_ringkasan",
    "show_ringkasan_temuan",
    "show_sasaran",
    "show_serapan",
    "show_sumber_daya",
    "show_tabel_capaian",
    "show_tabel_tren",
    "show_tahun",
    "show_temuan",
    "show_triwulan",
    "show_ukuran",
    "summary_of",
    "temuan_of",
    "touched_of",
    "tren_of",
    "triwulan_of",
    "ukuran_of",
]
