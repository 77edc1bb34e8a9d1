"""Fingerprints: what a report was made of and by, and whether the one that stands is still that.

Light, so that a batch in which nothing changed costs hardly more than reading its files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .. import __version__
from ..data.csvtext import ISIAN, is_store
from ..errors import DataError, Fault
from .place import failed_folder
from .plan import CHAPTERS

__all__ = [
    "FOLDERS",
    "RUN",
    "fingerprint_inputs",
    "fingerprint_outputs",
    "fingerprint_tables",
    "is_whole",
    "package_version",
    "program_hash",
    "read_manifests",
    "require_language",
    "sha256",
    "versions",
    "why_make",
]

RUN = "run.json"


FOLDERS = "*/[0-9][0-9][0-9][0-9]"

PARTS = ("parameter", "masukan", "keluaran", "versi")  # what a manifest checks a report by
TABLES = (*PARTS, "ringkasan")  # parts of a manifest that are tables of their own

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


def why_make(
    folder: Path, dinas: str, tahun: int, data_dir: Path, notebooks: Path, bahasa: str, pdf: bool
) -> str:
    """Return why a report is to be made; empty when what stands in `folder` is what it would be.

    That is: notebooks, tables, program, libraries and parameters are those `run.json` names, and
    no output was touched. A failure beside it is always tried again.
    """
    if failed_folder(folder).exists():
        return "gagal waktu terakhir dibuat"
    if not (folder / RUN).is_file():
        return "belum ada"
    said = _read_manifest(folder / RUN)
    if not is_whole(said):
        return f"{RUN} tidak terbaca"
    if said["parameter"] != {"dinas": dinas, "tahun": tahun, "bahasa": bahasa}:
        return "parameter lain"
    for word, old, now in (
        ("masukan berubah", said["masukan"], fingerprint_inputs(dinas, data_dir, notebooks)),
        ("versi lain", said["versi"], versions()),
        ("berkas laporan berubah", said["keluaran"], fingerprint_outputs(folder)),
    ):
        if changed := _differing(old, now):
            return f"{word}: {changed}"
    return "PDF belum ada" if pdf and "laporan.pdf" not in said["keluaran"] else ""


def is_whole(run: dict | None) -> bool:
    """Say whether a manifest tells all that a report is checked by."""
    return run is not None and all(isinstance(run.get(part), dict) for part in PARTS)


def _differing(old: dict[str, str], new: dict[str, str]) -> str:
    """Return the names whose fingerprints differ, the first three of them."""
    names = sorted(name for name in {**old, **new} if old.get(name) != new.get(name))
    return ", ".join(names[:3]) + (f" dan {len(names) - 3} lagi" if len(names) > 3 else "")


def fingerprint_outputs(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file of a report but `run.json`, by name."""
    paths = sorted(path for path in folder.iterdir() if path.is_file() and path.name != RUN)
    return {path.name: sha256(path) for path in paths}


def versions() -> dict[str, str]:
    """Return the versions of the program and of the libraries that shape what it writes."""
    return {name: package_version(name) for name in VERSIONS} | {"program": program_hash()}


def fingerprint_inputs(
    dinas: str, data_dir: Path, notebooks: Path, bab: str = CHAPTERS
) -> dict[str, str]:
    """Return the sha256 of every file a report is made of, by folder and name.

    `bab`: which notebooks of the folder.
    """
    return fingerprint_tables(dinas, data_dir) | _by_name(sorted(notebooks.glob(bab)))


def fingerprint_tables(dinas: str, data_dir: Path) -> dict[str, str]:
    """Return the sha256 of every file of the data of one dinas, by folder and name."""
    folder = data_dir / dinas
    if is_store(data_dir):  # the same as of the folder it came from, were that written by us
        from ..data.store import stored_fingerprints

        said = stored_fingerprints(folder)
        return {f"{dinas}/{name}": digest for name, digest in said.items()}
    books = [folder / ISIAN] if (folder / ISIAN).is_file() else []
    return _by_name([*sorted(folder.glob("*.csv")), *books, folder / "dinas.toml"])


def _by_name(paths: Iterable[Path]) -> dict[str, str]:
    return {f"{path.parent.name}/{path.name}": sha256(path) for path in paths}


def read_manifests(out: Path) -> dict[Path, dict]:
    """Return folder → manifest of every report in `out`, in order of dinas and year.

    Scratch folders are not reports, nor is what has no readable manifest: `why_make` names it.
    """
    paths = sorted(Path(out).glob(f"{FOLDERS}/{RUN}"))
    runs = {path.parent: _read_manifest(path) for path in paths}
    return {folder: run for folder, run in runs.items() if run is not None}


def _read_manifest(path: Path) -> dict | None:
    """Return the manifest, or None of a file that is none."""
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    sound = isinstance(run, dict) and all(isinstance(run.get(part, {}), dict) for part in TABLES)
    return run if sound else None


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


@cache
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
