"""Whole performance reports, made up and seeded: consistent, or with faults as people make them.

`make_report(seed, layout, urusan, faults)` is pure: the same words, the same report. The rules of
what is true, how it is laid out and how people err stand here alone; nothing is taken from the
checks of an audit.

    >>> report = make_report(1, "ringkas", "sosial")
    >>> report.key.empty, report.aturan["skala"]
    (True, 'permendagri-86')
"""

from .laporan import Report, draw_faults, make_report
from .salah import SALAH
from .susun import load_layouts
from .tulis import write_text

__all__ = ["SALAH", "Report", "draw_faults", "load_layouts", "make_report", "write_text"]
