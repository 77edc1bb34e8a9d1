"""A made report read and audited the ordinary way, as any other report is."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ...audit import find_temuan, prepare
from ...audit.view import explain
from ...data.schemas import JENIS, TABEL
from ...importing.published import import_document
from .laporan import Report
from .tulis import write_text

__all__ = ["audit_reports", "read_report"]


def read_report(report: Report, folder: Path) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """Write a report down and read it the ordinary way; return its rows and each cell's line."""
    text, peta, where = write_text(report.dokumen, report.susunan)
    path = folder / "peta.toml"
    path.write_text(peta, encoding="utf-8")
    frames = {name: _typed(name, frame) for name, frame in import_document([path], text).items()}
    return frames | {"indikator": report.indikator}, where


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return published rows with numbers as numbers, as reading their CSV gives."""
    numbers = [
        k.nama for k in TABEL[name].kolom if k.nama in frame and JENIS[k.jenis].tipe != "string"
    ]
    return frame.assign(
        **{column: pd.to_numeric(frame[column].replace("", None)) for column in numbers}
    )


def audit_reports(reports: list[Report], folder: Path) -> list[tuple[pd.DataFrame, dict[str, int]]]:
    """Audit some reports of one set of rules in one call; return of each findings and lines.

    The findings are as `find_temuan` returns them, with `penjelasan`: each in words.
    """
    parts: dict[str, list[pd.DataFrame]] = {}
    places = []
    for n, report in enumerate(reports):
        frames, where = read_report(report, folder)
        places.append(where)
        for name, frame in frames.items():
            parts.setdefault(name, []).append(frame.assign(dinas=f"r{n:03d}"))
    tables = {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}
    found = find_temuan(prepare(tables, reports[0].aturan))
    found = found.assign(penjelasan=explain(found, "id") if len(found) else "")
    return [(found[found["dinas"] == f"r{n:03d}"], where) for n, where in enumerate(places)]
