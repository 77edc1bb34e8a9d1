"""`run.json` beside a report: what went in, what came out, and what the index says of it.

Parameters, fingerprints of every input and output, versions. No clock time, no machine path: the
same input gives the same bytes from a checkout and from an installed package.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd

from .. import __version__
from ..aturan.rules import SKALA_BERSAMA, categorize, in_gap
from ..audit.summary import count_temuan
from ..data.csvtext import ISIAN
from ..data.datapackage import PACKAGE
from ..data.dinas import DataDinas
from ..errors import DataError, Fault
from .plan import CHAPTERS

__all__ = [
    "REPORTS",
    "fingerprint_inputs",
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

COUNTS = (
    "n_indikator",
    "n_ganda",
    "n_tanpa_target",
    "n_terlapor",
    "n_tercapai",
    "n_tahun_lain",
    "n_tercapai_tahun_lain",
    "n_dihitung",
    "n_rumus_bersama",
    "n_acuan",
    "n_target_nol",
    "n_nol_meleset",
)
MEANS = (
    "rata_acuan_persen",
    "rata_acuan_sasaran_persen",
    "rata_capaian_persen",
    "rata_capaian_ganda_persen",
    "rata_tercetak_persen",
)

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
    folder: Path,
    data: DataDinas,
    parameter: dict,
    hasil: dict[str, pd.DataFrame],
    data_dir: Path,
    notebooks: Path,
) -> Path:
    """Write `run.json` of the report in `folder`.

    Every other file there but the executed notebooks is an output.

    Parameters
    ----------
    hasil : dict of DataFrame
        The results by name that the chapters saved; what none saved is null in `ringkasan`.
    """
    kinds = (".html", ".csv", ".xlsx", ".pdf")
    outputs = sorted(
        path for path in folder.iterdir() if path.suffix in kinds or path.name == PACKAGE
    )
    manifest = {
        "parameter": parameter,
        "masukan": fingerprint_inputs(data.dinas, data_dir, notebooks),
        "keluaran": {path.name: sha256(path) for path in outputs},
        "versi": {name: package_version(name) for name in VERSIONS} | {"program": program_hash()},
        "ringkasan": _summary(data, parameter["tahun"], hasil),
        "konsep": _records(hasil.get("konsep")),
        "biaya": _records(_known_costs(hasil.get("biaya"))),
    }
    path = folder / "run.json"
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def fingerprint_inputs(dinas: str, data_dir: Path, notebooks: Path) -> dict[str, str]:
    """Return the sha256 of every file a report is made of, by folder and name."""
    folder = data_dir / dinas
    books = [folder / ISIAN] if (folder / ISIAN).is_file() else []
    tables = [*sorted(folder.glob("*.csv")), *books, folder / "dinas.toml"]
    inputs = [*tables, *sorted(notebooks.glob(CHAPTERS))]
    return {f"{path.parent.name}/{path.name}": sha256(path) for path in inputs}


def read_manifests(out: Path) -> dict[Path, dict]:
    """Return folder → manifest of every report in `out`, in order of dinas and year.

    Scratch folders are not reports.
    """
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
            raise DataError(
                [
                    Fault(
                        f"{folder}/run.json",
                        None,
                        "bahasa",
                        found,
                        f"folder ini berisi laporan berbahasa lain, bukan “{bahasa}”",
                        f"pilih folder lain dengan --out, atau hapus {out} lebih dulu",
                    )
                ]
            )


def sha256(path: Path) -> str:
    """Return the fingerprint of a file; of a file that is not there an empty text."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def package_version(name: str) -> str:
    """Return the version of a package, or a question mark; of this one, the running code's."""
    if name == "lakip-analysis":
        return __version__
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


@cache
def program_hash() -> str:
    """Return the fingerprint of the program itself: code, rules, texts, templates.

    The same for a wheel and a checkout, on every system; notebooks are inputs and stand there.
    """
    package = Path(__file__).parents[1]
    names = [path.relative_to(package) for path in package.rglob("*") if path.suffix in PROGRAM]
    digest = hashlib.sha256()
    for name in sorted(name.as_posix() for name in names if name.parts[0] != "notebooks"):
        content = (package / name).read_bytes().replace(b"\r\n", b"\n")  # git on Windows adds \r
        digest.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def _summary(data: DataDinas, tahun: int, hasil: dict[str, pd.DataFrame]) -> dict:
    """Return what the index shows of a report, as numbers; a missing one is null."""
    ringkasan = hasil.get("ringkasan", pd.DataFrame())
    mean = ringkasan.iloc[0] if len(ringkasan) else pd.Series(dtype=float)
    total = hasil["efisiensi"].query("level == 'dinas'") if "efisiensi" in hasil else ()
    temuan = hasil.get("temuan")
    counts = {name: _whole(mean.get(name)) for name in COUNTS}
    common = pd.Series([mean.get("rata_acuan_persen")], dtype=float)
    found = {} if temuan is None else count_temuan(temuan)
    return {
        "judul": data.judul,
        "daerah": data.info["daerah"],
        "provinsi": data.info["provinsi"],
        "tahun": tahun,
        **counts,
        "rata_rata": mean.get("rata_rata"),
        **{name: _known(mean.get(name)) for name in MEANS},
        "kategori_acuan": categorize(common, SKALA_BERSAMA).iloc[0],
        "celah_acuan": bool(in_gap(common, SKALA_BERSAMA).iloc[0]),
        "serapan_persen": _known(total["serapan_persen"].iloc[0]) if len(total) else None,
        "n_temuan": found.get("pertentangan"),
        "n_tinggi": found.get("tinggi"),
        "deret": _series(hasil.get("deret")),
    }


def _series(deret: pd.DataFrame | None) -> list[list]:
    """Return [year, mean by the common yardstick, indicators it stands on] of every known year."""
    if deret is None:
        return []
    known = deret[deret["n_acuan"] > 0].sort_values("tahun")
    return [
        [int(row.tahun), round(float(row.rata_acuan_persen), 4), int(row.n_acuan)]
        for row in known.itertuples()
    ]


def _known_costs(biaya: pd.DataFrame | None) -> pd.DataFrame | None:
    return None if biaya is None else biaya.loc[biaya["biaya_nyata_rp"].notna(), BIAYA]


def _whole(value: float | None) -> int | None:
    return None if value is None or value != value else int(value)


def _known(value: float | None) -> float | None:
    return None if value is None or value != value else round(float(value), 4)


def _records(frame: pd.DataFrame | None) -> list[dict]:
    rows = [] if frame is None else frame.to_dict("records")
    return [{name: value for name, value in row.items() if value == value} for row in rows]
