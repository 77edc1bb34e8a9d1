"""How often the audit is right: on four real reports read by others, and on made ones it has never seen.

Writes docs/akurasi.md and lakip_analysis/aturan/ketepatan.csv (from which a finding is shown as a fault or
as something to look at). The same arguments give the same files.

python benchmarks/akurasi.py [reports with faults] [consistent reports]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from laporan_buatan import Report, draw_faults, load_layouts, make_report, write_text  # noqa: E402
from laporan_buatan.banding import judge_findings, match_faults, place_key  # noqa: E402
from laporan_buatan.fakta import load_urusan  # noqa: E402

from lakip_analysis.audit import find_temuan, prepare  # noqa: E402
from lakip_analysis.audit.view import explain  # noqa: E402
from lakip_analysis.data.schemas import JENIS, TABEL  # noqa: E402
from lakip_analysis.importing.published import import_document  # noqa: E402

SEED = 20_000  # of the first report; those below serve whoever mends a check
BATCH = 12  # reports audited in one call


def plan(count: int, first: int) -> list[tuple[int, str, str]]:
    """Return seed, layout and urusan of so many reports: every layout in turn, every urusan in turn."""
    layouts, affairs = list(load_layouts()), list(load_urusan())
    return [(first + n, layouts[n % len(layouts)], affairs[(n + n // len(layouts)) % len(affairs)]) for n in range(count)]


def read_report(report: Report, folder: Path) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """Write a report down, read it back by the ordinary way; return the published rows and the line of each cell."""
    text, peta, where = write_text(report.dokumen, report.susunan)
    path = folder / "peta.toml"
    path.write_text(peta, encoding="utf-8")
    frames = {name: typed(name, frame) for name, frame in import_document([path], text).items()}
    return frames | {"indikator": report.indikator}, where


def typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return published rows with numbers as numbers, as reading their CSV gives."""
    numbers = [k.nama for k in TABEL[name].kolom if k.nama in frame and JENIS[k.jenis].tipe != "string"]
    return frame.assign(**{column: pd.to_numeric(frame[column].replace("", None)) for column in numbers})


def audit_reports(reports: list[Report], folder: Path) -> list[tuple[pd.DataFrame, dict[str, int]]]:
    """Audit some reports of one set of rules in one call; return the findings of each and where its cells stand."""
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


def measure(jobs: list[tuple[int, str, str]], folder: Path, faulty: bool) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Return every fault (found or not), every finding (right or not), and how many figures were printed."""
    reports = [make_report(*job, draw_faults(*job) if faulty else ()) for job in jobs]
    by_rules: dict[tuple, list[int]] = {}
    for n, report in enumerate(reports):
        by_rules.setdefault(tuple(sorted(report.aturan.items())), []).append(n)
    faults, findings, figures = [], [], 0
    for group in by_rules.values():
        for start in range(0, len(group), BATCH):
            some = group[start : start + BATCH]
            for n, (found, where) in zip(some, audit_reports([reports[n] for n in some], folder), strict=True):
                key = place_key(reports[n], where)
                about = {"laporan": n, "susunan": jobs[n][1], "urusan": jobs[n][2]}
                faults.append(match_faults(key, found).assign(**about))
                findings.append(judge_findings(key, found).assign(**about))
                figures += len(where)
    return pd.concat(faults, ignore_index=True), pd.concat(findings, ignore_index=True), figures
