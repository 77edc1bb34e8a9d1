"""`run.json` beside a report: parameters, fingerprints of every input and output, versions, and what the index says of it. No clock time, no machine path."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd

from .. import __version__
from ..aturan.rules import SKALA_BERSAMA, categorize
from ..capaian.compute import summarize_capaian
from ..chapters import capaian_of, konsep_of
from ..data.dinas import DataDinas
from ..errors import DataError, Fault
from .plan import CHAPTERS

__all__ = [
    "REPORTS",
    "package_version",
    "program_hash",
    "read_manifests",
    "require_language",
    "sha256",
    "write_manifest",
]


VERSIONS = (
    "lakip-analysis",
    "pandas",
    "numpy",
    "scipy",
    "matplotlib",
    "papermill",
    "nbconvert",
    "xlsxwriter",
)

PROGRAM = {".py", ".csv", ".toml", ".j2", ".js", ".css", ".json"}  # code, rules, texts, templates

REPORTS = "*/[0-9][0-9][0-9][0-9]/run.json"

BIAYA = [
    "dinas",
    "tahun",
    "kode",
    "nama_keluaran",
    "satuan",
    "volume_realisasi",
    "realisasi_rp",
    "biaya_nyata_rp",
    "status",
]


def write_manifest(
    folder: Path, d: DataDinas, parameter: dict, results: dict, data_dir: Path, notebooks: Path
) -> Path:
    """Write `run.json` of the report in `folder`; every other file there but the executed notebooks is an output."""
    inputs = [
        *sorted((data_dir / d.dinas).glob("*.csv")),
        data_dir / d.dinas / "dinas.toml",
        *sorted(notebooks.glob(CHAPTERS)),
    ]
    outputs = sorted(
        path for path in folder.iterdir() if path.suffix in (".html", ".csv", ".xlsx", ".pdf")
    )
    manifest = {
        "parameter": parameter,
        "masukan": {f"{path.parent.name}/{path.name}": sha256(path) for path in inputs},
        "keluaran": {path.name: sha256(path) for path in outputs},
        "versi": {name: package_version(name) for name in VERSIONS} | {"program": program_hash()},
        "ringkasan": _summary(d, parameter["tahun"], results),
        "konsep": _records(konsep_of(d, parameter["tahun"])),
        "biaya": _records(results["biaya"].loc[results["biaya"]["status"] == "dihitung", BIAYA]),
    }
    path = folder / "run.json"
    path.write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    return path


def read_manifests(out: Path) -> dict[Path, dict]:
    """Return folder → manifest of every report in `out`, in order of dinas and year; scratch folders are not reports."""
    paths = sorted(Path(out).glob(REPORTS))
    return {path.parent: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def require_language(out: Path, bahasa: str) -> None:
    """Refuse a folder that holds reports in another language: one folder, one index, one language.

    Raises
    ------
    DataError
        Names the first such report and the way out.
    """
    for folder, run in read_manifests(out).items():
        found = run.get("parameter", {}).get("bahasa", "id")
        if found != bahasa:
            step = f"pilih folder lain dengan --out, atau hapus {out} lebih dulu"
            raise DataError(
                [
                    Fault(
                        f"{folder}/run.json",
                        None,
                        "bahasa",
                        found,
                        f"folder ini berisi laporan berbahasa lain, bukan “{bahasa}”",
                        step,
                    )
                ]
            )


def sha256(path: Path) -> str:
    """Return the fingerprint of a file; of a file that is not there an empty text."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def package_version(name: str) -> str:
    """Return the version of a package, or a question mark; this one's own is the code's that runs."""
    if name == "lakip-analysis":
        return __version__
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


@cache
def program_hash() -> str:
    """Return the fingerprint of the program: code, rules, texts and templates of the package.

    The same for a wheel and a checkout, on every system; notebooks are inputs, not program.
    """
    package = Path(__file__).parents[1]
    names = [path.relative_to(package) for path in package.rglob("*") if path.suffix in PROGRAM]
    digest = hashlib.sha256()
    for name in sorted(name.as_posix() for name in names if name.parts[0] != "notebooks"):
        content = (package / name).read_bytes().replace(b"\r\n", b"\n")  # git on Windows adds \r
        digest.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def _summary(d: DataDinas, tahun: int, results: dict) -> dict:
    """Return what the index shows of a report, as numbers; a missing one is null."""
    r = summarize_capaian(results["capaian"], ["dinas", "tahun"]).iloc[0]
    total, temuan = results["efisiensi"].query("level == 'dinas'"), results["temuan"]
    return {
        "judul": d.judul,
        "daerah": d.info["daerah"],
        "provinsi": d.info["provinsi"],
        "tahun": tahun,
        "n_indikator": int(r.n_indikator),
        "n_dihitung": int(r.n_dihitung),
        "n_tercapai": int(r.n_tercapai),
        "rata_acuan_persen": _known(r.rata_acuan_persen),
        "rata_capaian_persen": _known(r.rata_capaian_persen),
        "rata_tercetak_persen": _known(r.rata_tercetak_persen),
        "kategori_acuan": categorize(pd.Series([r.rata_acuan_persen]), SKALA_BERSAMA).iloc[0],
        "serapan_persen": _known(total["serapan_persen"].iloc[0]) if len(total) else None,
        "n_temuan": len(temuan),
        "n_tinggi": int((temuan["keparahan"] == "tinggi").sum()),
        "deret": _series(d, tahun),
    }


def _series(d: DataDinas, tahun: int) -> list[list]:
    """Return [year, mean by the common yardstick, indicators it stands on] of every year with an achievement up to `tahun`."""
    years = sorted(year for year in d.kinerja["tahun"].unique() if year <= tahun)
    rows = [summarize_capaian(capaian_of(d, int(year)), ["tahun"]).iloc[0] for year in years]
    known = [(int(year), row) for year, row in zip(years, rows, strict=True) if row.n_dihitung]
    return [
        [year, round(float(row.rata_acuan_persen), 4), int(row.n_dihitung)] for year, row in known
    ]


def _known(value: float) -> float | None:
    return None if value != value else round(float(value), 4)


def _records(frame) -> list[dict]:
    return [
        {name: value for name, value in row.items() if value == value}
        for row in frame.to_dict("records")
    ]
