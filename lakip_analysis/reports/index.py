"""The index of a folder of reports.

Every report by the common yardstick, the failed ones first, what several dinas can be compared in.
"""

from __future__ import annotations

import json
from datetime import date
from html import escape
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader

from ..aturan.rules import load_rules
from ..bahasa.angka import fmt, fmt_percent, fmt_share
from ..bahasa.nama import with_names
from ..bahasa.say import say, word
from ..data.catalogue import read_info
from ..data.csvwrite import csv_text
from ..efisiensi.cost import compare_biaya, compare_frontier
from ..efisiensi.view_biaya import describe_frontier, table_banding_biaya
from ..errors import DataError
from ..pembanding.compute import compare_konsep
from ..pembanding.view import table_konsep
from ..show.pieces import fold, paragraphs, together
from ..show.text import without_controls
from .coba import COBA, write_coba
from .fingerprint import package_version, read_manifests
from .place import FAILED, failed_step, write_whole
from .render import TEMPLATES, read_css, words_of
from .sebaran import attention, per_hundred, strip

__all__ = ["STUDIES", "spark", "write_index"]


SHOWN = 200
MISSING = "–"
STUDIES = "kajian"  # folder of the studies, beside those of the dinas
FILTERS = ("provinsi", "daerah", "tahun")

SPARK_W, SPARK_H, SPARK_PAD, SPARK_TOP = 96, 26, 4, 120.0
MEANS = ("rata_acuan_persen", "rata_capaian_persen", "rata_tercetak_persen")
WHOLE = 100  # per cent: the right end of a strip of shares


def write_index(out: Path, data_dir: Path, bahasa: str, ke: Path | None = None) -> Path:
    """Write `index.html` of every report that stands in `out`, this run's and earlier ones'.

    Beside it stand `konsep.csv` and `biaya.csv`: every row that can be compared across dinas; the
    page shows the first `SHOWN` of each. And `coba-rumus.html`, the page to try the formulas on.
    With `ke` they are written into that folder instead.
    """
    ke = ke or out
    runs = {folder: run for folder, run in read_manifests(out).items() if _listed(run)}
    # who needs a look comes first; no place among others is shown
    runs = dict(sorted(runs.items(), key=lambda item: attention(item[1]["ringkasan"])))
    rows = [
        _row(folder.relative_to(out).as_posix(), run["ringkasan"], folder, bahasa)
        for folder, run in runs.items()
    ]
    failed = _failed(out, data_dir, bahasa)
    listed = {(folder.parent.name, int(folder.name)) for folder in runs}
    environment = Environment(loader=FileSystemLoader(TEMPLATES / "lakip"), autoescape=True)
    html = environment.get_template("daftar.html.j2").render(
        laporan=rows,
        gagal=failed,
        berdiri=sum((one["dinas"], one["tahun"]) in listed for one in failed),
        tanpa_temuan=any(row["temuan"][1] == MISSING for row in rows),
        kajian=_studies(out),
        pilihan=_choices(rows, bahasa),
        sebaran=_strips([run["ringkasan"] for run in runs.values()], bahasa),
        konsep=_konsep(ke, runs, bahasa),
        biaya=_biaya(ke, runs, bahasa),
        css=read_css(bahasa),
        skrip=(TEMPLATES / "lakip" / "daftar.js").read_text(encoding="utf-8").strip(),
        versi=package_version("lakip-analysis"),
        kata=words_of(bahasa),
        bahasa=bahasa,
    )
    path = Path(ke) / "index.html"
    write_whole(path, without_controls(html) + "\n")
    write_coba(Path(ke) / COBA, bahasa)  # every report's chapter on achievement links to it
    return path


def _studies(out: Path) -> list[dict[str, str]]:
    """Return the studies that stand in a folder of reports: `alamat` and `judul` of each."""
    found = []
    for path in sorted(out.glob(f"{STUDIES}/*/run.json")):
        said = json.loads(path.read_text(encoding="utf-8")).get("kajian", {})
        where = path.parent.relative_to(out).as_posix()
        found.append({"alamat": f"{where}/index.html", "judul": said.get("judul", where)})
    return found


def _listed(run: dict) -> bool:
    return {"judul", "tahun"} <= run.get("ringkasan", {}).keys()


def spark(deret: list[list], bahasa: str) -> str:
    """Return years of one mean as a small line, with every number in its name.

    Empty for fewer than two years.

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
    said = "; ".join(
        say("daftar.kilas_tahun", bahasa, tahun=year, nilai=value, n=n) for year, value, n in deret
    )
    name = escape(say("daftar.kilas", bahasa, deret=said))
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return (
        f'<svg class="kilas" role="img" aria-label="{name}" viewBox="0 0 {SPARK_W} {SPARK_H}"'
        f' width="{SPARK_W}" height="{SPARK_H}"><polyline points="{line}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6"/></svg>'
        f'<span class="ujung" aria-hidden="true"><span>{_end(deret[0], bahasa)}</span>'
        f"<span>{_end(deret[-1], bahasa)}</span></span>"
    )


def _end(point: list, bahasa: str) -> str:
    return escape(say("daftar.kilas_ujung", bahasa, tahun=point[0], nilai=point[1]))


def _row(folder: str, r: dict, path: Path, bahasa: str) -> dict:
    """Return one line of the list.

    What no chapter of the report saved is a dash. What counts as met is of what was promised, so
    that what was never reported cannot make a report better.
    """
    kategori = r.get("kategori_acuan") or ""
    mean, own, printed = (fmt_percent(r.get(name), bahasa=bahasa) for name in MEANS)
    return {
        "judul": r["judul"],
        "provinsi": r.get("provinsi", ""),
        "daerah": r.get("daerah", ""),
        "tahun": r["tahun"],
        "urusan": r.get("urusan", []),
        "alamat": f"{folder}/index.html",
        "buku": f"{folder}/laporan.xlsx" if (path / "laporan.xlsx").is_file() else "",
        "pdf": f"{folder}/laporan.pdf" if (path / "laporan.pdf").is_file() else "",
        "tercapai": _score(r, bahasa),
        "serapan": fmt_share(r.get("serapan_persen"), bahasa=bahasa),
        "rata": mean,
        "nama_kategori": _category(kategori, r.get("celah_acuan"), bahasa),
        "rata_lain": [own, printed],
        "kilas": spark(r.get("deret", []), bahasa),
        "temuan": _findings(r, bahasa),
    }


def _category(kategori: str, celah: bool | None, bahasa: str) -> str:
    """Return the name of a class; marked where the mean fell into a gap of the printed scale."""
    name = word("kategori", kategori, bahasa) if kategori else ""
    return say("capaian.tabel.celah", bahasa, kategori=name) if name and celah else name


def _score(r: dict, bahasa: str) -> str:
    """Return how many promises were met of how many, and how many were never reported."""
    met, promised, known = (r.get(name) for name in ("n_tercapai", "n_indikator", "n_terlapor"))
    if met is None or promised is None:
        return MISSING
    silent = 0 if known is None else promised - known
    key = "daftar.bagian_bungkam" if silent > 0 else "daftar.bagian"
    return say(key, bahasa, a=met, b=promised, k=silent)


def _findings(r: dict, bahasa: str) -> tuple[float | str, str]:
    """Return contradictions per 100 printed figures, to sort by, and as text with their number."""
    n, tinggi = r.get("n_temuan"), r.get("n_tinggi")
    if n is None:
        return "", MISSING
    rate = per_hundred(n, r.get("n_angka"))
    said = say("daftar.temuan", bahasa, n=n, tinggi=tinggi)
    if rate is None:
        return "", said
    return rate, say("daftar.temuan_per", bahasa, isi=said, per=rate)


def _choices(rows: list[dict], bahasa: str) -> dict[str, list[tuple[str, str]]]:
    """Return what the list can be filtered by, as (value, name)."""
    affairs = load_rules("urusan").set_index("kode")
    column = f"nama_{bahasa}" if f"nama_{bahasa}" in affairs else "nama"
    names = affairs[column].to_dict()
    used = sorted({code for row in rows for code in row["urusan"]})
    found = {name: sorted({str(row[name]) for row in rows} - {""}) for name in FILTERS}
    return {name: [(value, value) for value in values] for name, values in found.items()} | {
        "urusan": [(code, f"{code} {names[code]}" if code in names else code) for code in used]
    }


def _strips(summaries: list[dict], bahasa: str) -> list[str]:
    """Return one strip per measure of all reports, in the order of the list."""
    shares = [_share_met(r) for r in summaries]
    spent = [r.get("serapan_persen") for r in summaries]
    found = [per_hundred(r.get("n_temuan"), r.get("n_angka")) for r in summaries]
    names = [f"{r['judul']} {r['tahun']}" for r in summaries]

    def percent(value: float) -> str:
        return fmt_percent(value, 0, bahasa=bahasa)

    def number(value: float) -> str:
        return fmt(value, 1, bahasa=bahasa)

    measures = (
        ("tercapai", shares, WHOLE, percent),
        ("serapan", spent, WHOLE, percent),
        ("temuan", found, 1, number),
    )
    drawn = [
        strip(say(f"daftar.sebaran.{name}", bahasa), values, names, end, write, bahasa)
        for name, values, end, write in measures
    ]
    return [one for one in drawn if one]


def _share_met(r: dict) -> float | None:
    met, promised = r.get("n_tercapai"), r.get("n_indikator")
    return None if met is None or not promised else WHOLE * met / promised


def _failed(out: Path, data_dir: Path, bahasa: str) -> list[dict]:
    """Return every failure: at what, and from which day the report is that stands all the same."""
    found = []
    for path in sorted(Path(out).glob(FAILED)):
        entry = json.loads(path.read_text(encoding="utf-8"))
        stands = Path(out) / entry["dinas"] / str(entry["tahun"]) / "run.json"
        day = date.fromtimestamp(stands.stat().st_mtime).isoformat() if stands.is_file() else ""
        said = {"judul": _title(data_dir, entry["dinas"]), "saat": failed_step(entry, bahasa)}
        found.append(entry | said | {"berdiri": day})
    return found


def _title(data_dir: Path, dinas: str) -> str:
    try:
        info = read_info(Path(data_dir) / dinas)
        return f"{info['nama']} {info['daerah']}"
    except (DataError, KeyError, OSError):
        return dinas


def _newest(runs: dict[Path, dict]) -> tuple[dict[str, dict], pd.Series]:
    """Return the newest run of each dinas, and the name a reader knows each by.

    That is its region, or its full title where regions repeat.
    """
    ordered = sorted(runs.items(), key=lambda item: item[0].name)
    newest = {folder.parent.name: run for folder, run in ordered}
    about = {dinas: run["ringkasan"] for dinas, run in newest.items()}
    names = {dinas: one.get("daerah", one["judul"]) for dinas, one in about.items()}
    full = {dinas: one["judul"] for dinas, one in about.items()}
    names, full = pd.Series(names, dtype=str), pd.Series(full, dtype=str)
    return newest, names.mask(names.duplicated(keep=False), full)


def _konsep(out: Path, runs: dict[Path, dict], bahasa: str) -> str:
    """Return the concepts that several dinas measure, from the newest report of each.

    Empty when there is none.
    """
    newest, names = _newest(runs)
    rows = _records(newest, "konsep")
    own = {name: text for run in newest.values() for name, text in run.get("nama", {}).items()}
    bahasa = with_names(bahasa, own)
    # a manifest leaves out what is missing, so it may be that no row has a year of its own
    missing = {"data_tahun"} - set(rows.columns)
    found = rows if rows.empty else compare_konsep(rows.reindex(columns=[*rows.columns, *missing]))
    if not _keep(out / "konsep.csv", found):
        return ""
    table = table_konsep(found.head(SHOWN), names, bahasa)
    return together(table, _where("konsep.csv", len(found), bahasa)).html


def _biaya(out: Path, runs: dict[Path, dict], bahasa: str) -> str:
    """Return what the same output costs in several dinas, and whether a frontier can be drawn.

    Empty when there is nothing.
    """
    newest, names = _newest(runs)
    rows = _records(newest, "biaya")
    found = rows if rows.empty else compare_biaya(rows)
    if not _keep(out / "biaya.csv", found):
        return ""
    table = table_banding_biaya(found.head(SHOWN), names, bahasa)
    inner = together(table, _where("biaya.csv", len(found), bahasa))
    frontier = paragraphs(describe_frontier(compare_frontier(rows), bahasa))
    return together(frontier, fold(say("daftar.biaya_rinci", bahasa), inner)).html


def _records(newest: dict[str, dict], nama: str) -> pd.DataFrame:
    return pd.DataFrame([row for run in newest.values() for row in run.get(nama, [])])


def _keep(path: Path, found: pd.DataFrame) -> bool:
    """Write all rows of a comparison, and say whether there are any; without any, no file stays."""
    if found.empty:
        path.unlink(missing_ok=True)
        return False
    write_whole(path, csv_text(found.round(4)))
    return True


def _where(nama: str, n: int, bahasa: str) -> str:
    """Return how many rows of a comparison are shown and where all of them are."""
    said = escape(say("daftar.sebagian", bahasa, a=min(n, SHOWN), b=n))
    return f'<p class="catatan">{said} <a href="{nama}">{nama}</a>.</p>'
