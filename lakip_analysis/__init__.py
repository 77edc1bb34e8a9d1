"""Tools for Indonesian government performance reports (SAKIP; LAKIP/LKjIP).

A report is opened once; its tables and results are frames, each computed when first asked for:

    from lakip_analysis import open_report
    laporan = open_report("data", "kota-malang-dinsosp3ap2kb", 2023)
    laporan.kinerja     # what was promised and reached, one row per indicator and year
    laporan.capaian     # achievement: by the dinas's own rule, by the common yardstick, as printed
    laporan.ringkasan   # their mean, always with its coverage
    laporan.tren, laporan.efisiensi, laporan.temuan     # where it goes, what it cost, what is wrong

Every result comes from a function that anyone can call on a frame of their own (`compute_capaian`,
`compute_trend`, …); the rules they follow are rows with a source (`load_rules("rumus")`).
docs/api.md shows each one at work; `lakip run` turns all of it into one HTML page per report.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.3.0.dev0"

# name → where it lives; loaded when first used, so that the command and its refusals stay quick
_WHERE = {
    "Laporan": "laporan",
    "open_report": "laporan",
    "simpan": "laporan",
    "load_dinas": "data.dinas",
    "check_dinas": "data.dinas",
    "join_kinerja": "data.dinas",
    "read_country": "data.store",
    "read_rules": "data.store",
    "to_folders": "data.store_write",
    "to_store": "data.store_write",
    "compute_capaian": "capaian.compute",
    "summarize_capaian": "capaian.compute",
    "compute_trend": "tren.compute",
    "compute_projection": "tren.projection",
    "compute_triwulan": "tren.quarterly",
    "compare_acuan": "pembanding.compute",
    "compute_efisiensi": "efisiensi.compute",
    "compare_measures": "efisiensi.verdict",
    "compute_biaya": "efisiensi.cost",
    "compute_dukungan": "efisiensi.support",
    "audit_dinas": "audit",
    "categorize": "aturan.rules",
    "load_rules": "aturan.rules",
    "DataError": "errors",
    "Fault": "errors",
    "ReportError": "errors",
    "RuleError": "errors",
}

__all__ = [
    "DataError",
    "Fault",
    "Laporan",
    "ReportError",
    "RuleError",
    "__version__",
    "audit_dinas",
    "categorize",
    "check_dinas",
    "compare_acuan",
    "compare_measures",
    "compute_biaya",
    "compute_capaian",
    "compute_dukungan",
    "compute_efisiensi",
    "compute_projection",
    "compute_trend",
    "compute_triwulan",
    "join_kinerja",
    "load_dinas",
    "load_rules",
    "open_report",
    "read_country",
    "read_rules",
    "simpan",
    "summarize_capaian",
    "to_folders",
    "to_store",
]


def __getattr__(name: str):
    """Return a public name from its module (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_WHERE[name]}", __name__), name)


def __dir__() -> list[str]:
    """Return what this module offers, for completion."""
    return sorted({*globals(), *__all__})
