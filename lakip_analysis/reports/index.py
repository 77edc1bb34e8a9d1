"""The index of a folder of reports: every report by the common yardstick, the failed ones first, what several dinas can be compared in."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader

from ..aturan.rules import SKALA_BERSAMA, scale_rows
from ..bahasa.angka import fmt_percent
from ..data.catalogue import read_info
from ..efisiensi.cost import compare_biaya, compare_frontier
from ..efisiensi.sentences import describe_frontier
from ..efisiensi.tables import table_banding_biaya
from ..errors import DataError
from ..language import language, tr
from ..pembanding.compute import compare_konsep
from ..pembanding.view import table_konsep
from ..show.text import without_controls
from .manifest import package_version, read_manifests
from .render import TEMPLATES, read_css

__all__ = ["spark", "write_index"]


SHOWN = 200

SPARK_W, SPARK_H, SPARK_PAD, SPARK_TOP = 96, 26, 4, 120.0


def write_index(out: Path, data_dir: Path) -> Path:
    """Write `index.html` of every report that stands in `out`, this run's and earlier ones', in the language in force.

    Beside it stand `konsep.csv` and `biaya.csv`: every row that can be compared across dinas; the page shows the first `SHOWN` of each.
    """
    runs = read_manifests(out)
    rows = [
        _row(folder.relative_to(out).as_posix(), run["ringkasan"], folder)
        for folder, run in runs.items()
    ]
    environment = Environment(loader=FileSystemLoader(TEMPLATES / "lakip"), autoescape=True)
    html = environment.get_template("daftar.html.j2").render(
        laporan=rows,
        gagal=_failed(out, data_dir),
        pilihan=_choices(rows),
        konsep=_konsep(out, runs),
        biaya=_biaya(out, runs),
        css=read_css(),
        skrip=(TEMPLATES / "lakip" / "daftar.js").read_text(encoding="utf-8").strip(),
        versi=package_version("lakip-analysis"),
        tr=tr,
        bahasa=language(),
    )
    path = Path(out) / "index.html"
    path.write_text(without_controls(html) + "\n", encoding="utf-8", newline="\n")
    return path


def spark(deret: list[list]) -> str:
    """Return years of one mean as a small line, with every number in its name; empty for fewer than two years.

    Parameters
    ----------
    deret : list of [tahun, rata-rata ukuran bersama (0–120), indikator]
    """
    if len(deret) < 2:
        return ""
    first, last = deret[0][0], deret[-1][0]
    points = [
        (
            SPARK_PAD + (year - first) / (last - first) * (SPARK_W - 2 * SPARK_PAD),
            SPARK_H - SPARK_PAD - value / SPARK_TOP * (SPARK_H - 2 * SPARK_PAD),
        )
        for year, value, _ in deret
    ]
    said = "; ".join(f"{year}: {fmt_percent(value, 1)} ({n})" for year, value, n in deret)
    name = escape(tr("Rata-rata ukuran bersama per tahun (banyak indikator): {deret}", deret=said))
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return (
        f'<svg class="kilas" role="img" aria-label="{name}" viewBox="0 0 {SPARK_W} {SPARK_H}" width="{SPARK_W}" height="{SPARK_H}">'
        f'<polyline points="{line}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.6"/></svg>'
    )


def _row(folder: str, r: dict, path: Path) -> dict:
    """Return one line of the list; cells are (text, number to sort by)."""
    numbers = [
        (r.get(name), fmt_percent(r.get(name)))
        for name in (
            "rata_acuan_persen",
            "rata_capaian_persen",
            "rata_tercetak_persen",
            "serapan_persen",
        )
    ]
    known, shown = r.get("n_dihitung", 0), r.get("n_indikator", 0)
    return {
        "judul": r["judul"],
        "daerah": r.get("daerah", ""),
        "tahun": r["tahun"],
        "kategori": r.get("kategori_acuan") or "",
        "alamat": f"{folder}/index.html",
        "buku": f"{folder}/laporan.xlsx" if (path / "laporan.xlsx").is_file() else "",
        "pdf": f"{folder}/laporan.pdf" if (path / "laporan.pdf").is_file() else "",
        "cakupan": (known / shown if shown else 0, tr("{a} dari {b}", a=known, b=shown)),
        "tercapai": (
            r.get("n_tercapai", 0) / known if known else -1,
            tr("{a} dari {b}", a=r.get("n_tercapai", 0), b=known),
        ),
        "angka": [(-1 if value is None else value, text) for value, text in numbers],
        "kilas": spark(r.get("deret", [])),
        "temuan": (
            r.get("n_temuan", 0),
            tr("{n} ({tinggi} tinggi)", n=r.get("n_temuan", 0), tinggi=r.get("n_tinggi", 0)),
        ),
    }


def _choices(rows: list[dict]) -> dict[str, list[str]]:
    """Return what the list can be filtered by; categories in the order of the scale."""
    order = scale_rows(SKALA_BERSAMA)["kategori"].tolist()
    found = {row["kategori"] for row in rows}
    return {
        "daerah": sorted({row["daerah"] for row in rows} - {""}),
        "tahun": sorted({str(row["tahun"]) for row in rows}),
        "kategori": [name for name in order if name in found],
    }


def _failed(out: Path, data_dir: Path) -> list[dict]:
    entries = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(Path(out).glob("*/[0-9][0-9][0-9][0-9]/gagal.json"))
    ]
    return [entry | {"judul": _title(data_dir, entry["dinas"])} for entry in entries]


def _title(data_dir: Path, dinas: str) -> str:
    try:
        info = read_info(Path(data_dir) / dinas)
        return f"{info['nama']} {info['daerah']}"
    except (DataError, KeyError, OSError):
        return dinas


def _newest(runs: dict[Path, dict]) -> tuple[dict[str, dict], pd.Series]:
    """Return the newest run of each dinas, and the name a reader knows each by: its region, or its full title where regions repeat."""
    newest = {
        folder.parent.name: run
        for folder, run in sorted(runs.items(), key=lambda item: item[0].name)
    }
    names, full = (
        pd.Series(
            {
                dinas: run["ringkasan"].get(key, run["ringkasan"]["judul"])
                for dinas, run in newest.items()
            },
            dtype=str,
        )
        for key in ("daerah", "judul")
    )
    return newest, names.mask(names.duplicated(keep=False), full)


def _konsep(out: Path, runs: dict[Path, dict]) -> str:
    """Return the table of concepts that several dinas measure, from the newest report of each; empty when there is none."""
    newest, names = _newest(runs)
    rows = pd.DataFrame([row for run in newest.values() for row in run.get("konsep", [])])
    if rows.empty:
        return _no_file(out / "konsep.csv")
    found = compare_konsep(
        rows.reindex(columns=[*rows.columns, *{"data_tahun"} - set(rows.columns)])
    )
    return _table_and_file(out / "konsep.csv", found, lambda part: table_konsep(part, names))


def _biaya(out: Path, runs: dict[Path, dict]) -> str:
    """Return what the same output costs in several dinas, and whether there are enough of them for a frontier; empty when there is nothing."""
    newest, names = _newest(runs)
    rows = pd.DataFrame([row for run in newest.values() for row in run.get("biaya", [])])
    if rows.empty:
        return _no_file(out / "biaya.csv")
    table = _table_and_file(
        out / "biaya.csv", compare_biaya(rows), lambda part: table_banding_biaya(part, names)
    )
    fold = f"<details><summary>{escape(tr('Biaya keluaran yang sama, satu per satu'))}</summary>{table}</details>"
    return f"<p>{escape(describe_frontier(compare_frontier(rows)))}</p>{fold}" if table else ""


def _table_and_file(path: Path, found: pd.DataFrame, table) -> str:
    if found.empty:
        return _no_file(path)
    found.round(4).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    said = tr(
        "{a} dari {b} baris ditampilkan; semuanya ada di", a=min(len(found), SHOWN), b=len(found)
    )
    return f'{table(found.head(SHOWN))}<p class="catatan">{said} <a href="{path.name}">{path.name}</a>.</p>'


def _no_file(path: Path) -> str:
    path.unlink(missing_ok=True)
    return ""
